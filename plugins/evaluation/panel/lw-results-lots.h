/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The list of lots with who leads and by how much: beside a result, and on the overview. */
#pragma once

#include <adwaita.h>

#include "lw-results-data.h"

G_BEGIN_DECLS

/* One lot as the list shows it; its signal "changed" tells of another leader, margin or note. */
#define LW_TYPE_RESULTS_LOT (lw_results_lot_get_type ())
GType lw_results_lot_get_type (void);
G_DECLARE_FINAL_TYPE (LwResultsLot, lw_results_lot, LW, RESULTS_LOT, GObject)

const char *lw_results_lot_get_id (LwResultsLot *lot);
/** "MTCnovo", "B14 and B27 tie", "no bids". */
const char *lw_results_lot_get_leader (LwResultsLot *lot);
/** "4.27", or "" where there is none. */
const char *lw_results_lot_get_margin (LwResultsLot *lot);
/** "2 bids are incomplete", or "". */
const char *lw_results_lot_get_note (LwResultsLot *lot);

#define LW_TYPE_RESULTS_LOTS (lw_results_lots_get_type ())
GType lw_results_lots_get_type (void);
/**
 * LwResultsLots:
 *
 * Property "document" (construct). Property "wide": one line a lot, for the overview; a click or Enter there goes to the
 * lot. Signal "lot-selected" (const char *lot) where it is not wide.
 */
G_DECLARE_FINAL_TYPE (LwResultsLots, lw_results_lots, LW, RESULTS_LOTS, AdwBin)

GtkWidget *lw_results_lots_new (LwDocument *document);
/** Selects @lot without a signal; FALSE where there is no such lot. */
gboolean lw_results_lots_select (LwResultsLots *self, const char *lot);
/** Id of the lot selected, or NULL. */
const char *lw_results_lots_get_selected (LwResultsLots *self);
/** Selects the lot @by further down, with its signal. */
void lw_results_lots_move (LwResultsLots *self, int by);
/** (element-type LwResultsLot) (transfer none) */
GListModel *lw_results_lots_get_model (LwResultsLots *self);

G_END_DECLS
