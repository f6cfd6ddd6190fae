/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* New competition: from a template that came with the program, or from an XML file; its title and where it is kept. */
#pragma once

#include "window/lw-app.h"

G_BEGIN_DECLS

/** @source: (nullable): the XML file to make it from; NULL offers the templates and an XML file of the user's. */
LW_EXPORT void lw_new_dialog_present (LwApp *app, GtkWindow *parent, GFile *source);

/** What the button does when the place of the file is chosen; @dialog is the window that lw_new_dialog_present() showed. A
 * target that cannot be is told of, and the dialog stays. */
LW_EXPORT void lw_new_dialog_make (GFile *target, gpointer dialog);

G_END_DECLS
