/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Keeping the method of this competition as a template, and removing one. */
#pragma once

#include "panel/lw-panel.h"

G_BEGIN_DECLS

/* Asks for the name of a template, and saves the method as it stands. */
void lw_criteria_template_ask (LwPanel *panel);
/* Adds a button to the row of a template of the user's own, which asks and then removes both. */
void lw_criteria_template_make_removable (GtkWidget *row, const char *title);

G_END_DECLS
