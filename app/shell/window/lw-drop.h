/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Files that are dropped on a window are opened. */
#pragma once

#include <gtk/gtk.h>

#include "base/lw-export.h"

G_BEGIN_DECLS

/** @sign is shown while files are dragged over @window. */
LW_EXPORT void lw_drop_accept_files (GtkWidget *window, GtkWidget *sign);
/** What a drop does: opens each of @files as lw_app_open() does. FALSE where there is none. */
LW_EXPORT gboolean lw_drop_files (GtkWidget *window, GSList *files);

G_END_DECLS
