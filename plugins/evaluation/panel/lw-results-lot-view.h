/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The result of one lot: bars of contributions and a heat map, or the same as a table. */
#pragma once

#include <adwaita.h>

#include "chart/lw-chart-view.h"
#include "lw-results-data.h"
#include "table/lw-table.h"

G_BEGIN_DECLS

#define LW_TYPE_RESULTS_LOT_VIEW (lw_results_lot_view_get_type ())
GType lw_results_lot_view_get_type (void);
/**
 * LwResultsLotView: follows the change feed in place.
 *
 * Signal "why" (const char *bidder, const char *criterion): a number was chosen; @criterion is NULL for a total.
 */
G_DECLARE_FINAL_TYPE (LwResultsLotView, lw_results_lot_view, LW, RESULTS_LOT_VIEW, AdwBin)

GtkWidget *lw_results_lot_view_new (LwDocument *document);
/** Shows @lot; one that there is not is passed over. */
void lw_results_lot_view_show (LwResultsLotView *self, const char *lot);
/** Puts the keyboard's place on the bid's total, or on the section that holds @criterion (nullable). */
void lw_results_lot_view_mark (LwResultsLotView *self, const char *bidder, const char *criterion);
void lw_results_lot_view_set_table (LwResultsLotView *self, gboolean table);
gboolean lw_results_lot_view_get_table (LwResultsLotView *self);
/** The number that the keyboard is at (FALSE: none): as "why" has it. (out) (transfer full) */
gboolean lw_results_lot_view_get_current (LwResultsLotView *self, char **bidder, char **criterion);

/* For tests. (transfer none) */
LwChartView *lw_results_lot_view_get_bars (LwResultsLotView *self);
LwChartView *lw_results_lot_view_get_heat (LwResultsLotView *self);
LwTable *lw_results_lot_view_get_ranking (LwResultsLotView *self);

G_END_DECLS
