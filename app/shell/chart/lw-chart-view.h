/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A chart on the screen: follows the theme, shows the sentence of a mark on hover, lets the arrow keys walk over
 * the marks, and offers the same as a table, as text and as a picture. */
#pragma once

#include <gtk/gtk.h>

#include "chart/lw-chart.h"

G_BEGIN_DECLS

#define LW_TYPE_CHART_VIEW (lw_chart_view_get_type ())
LW_EXPORT GType lw_chart_view_get_type (void);
/**
 * LwChartView: takes the natural height of its chart; put it into a scrolled window where that may be long.
 *
 * Signals:
 * - "mark-activated" (const char *series, const char *category): click, Enter or Space on a mark; ids as given to
 *   the chart, @series is "" for an end label.
 *
 * Actions, in the menu (right click, Menu key, Shift+F10) and for tests: "chart.show-table" (also the key t),
 * "chart.copy-text", "chart.save" (string: "png", "svg" or "pdf").
 */
G_DECLARE_FINAL_TYPE (LwChartView, lw_chart_view, LW, CHART_VIEW, GtkWidget)

/** @chart may be NULL; a reference is taken. */
LW_EXPORT LwChartView *lw_chart_view_new (LwChart *chart);
LW_EXPORT void lw_chart_view_set_chart (LwChartView *view, LwChart *chart);
/** (transfer none) (nullable) */
LW_EXPORT LwChart *lw_chart_view_get_chart (LwChartView *view);
/** The mark that the keyboard is on, -1: none. Setting it does not take the keyboard. */
LW_EXPORT int lw_chart_view_get_focused_mark (LwChartView *view);
LW_EXPORT void lw_chart_view_set_focused_mark (LwChartView *view, int mark);
/** A widget with the chart's table, named for a screen reader; it does not follow changes. (transfer floating) */
LW_EXPORT GtkWidget *lw_chart_view_new_table (LwChartView *view);

G_END_DECLS
