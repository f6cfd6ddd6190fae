/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Two children beside each other where there is room, else one below the other. */
#pragma once

#include <gtk/gtk.h>

#include "base/lw-export.h"

G_BEGIN_DECLS

#define LW_TYPE_OVERVIEW_COLUMNS (lw_overview_columns_get_type ())
LW_EXPORT GType lw_overview_columns_get_type (void);
/** Takes a first and a second child from a .ui file; the second has the width of a side column. */
G_DECLARE_FINAL_TYPE (LwOverviewColumns, lw_overview_columns, LW, OVERVIEW_COLUMNS, GtkWidget)

G_END_DECLS
