/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the files of the view, and its tests, know of it. */
#pragma once

#include "chart/lw-chart-view.h"

G_BEGIN_DECLS

/* Does what the key does when the view has the focus. GTK 4 cannot make key events, so tests call this.
 * Returns: whether the key means something here */
LW_EXPORT gboolean lw_chart_view_press_key (LwChartView *view, guint key, GdkModifierType state);
/* A window with the table of the view's chart. */
void lw_chart_table_window_present (LwChartView *view);
/* Asks for a file and saves the chart there; @format is "png", "svg" or "pdf", others are passed over. */
void lw_chart_view_save (LwChartView *view, const char *format);

G_END_DECLS
