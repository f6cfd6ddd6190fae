/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Results: who leads in each lot, by how much, and why. Places: "L12", "L12/B04", "L12/B04/2.1". */
#pragma once

#include "lw-derivation-view.h"
#include "lw-evaluation-panels.h"
#include "lw-results-lot-view.h"
#include "lw-results-lots.h"

G_BEGIN_DECLS

#define LW_TYPE_RESULTS_PANEL (lw_results_panel_get_type ())
GType lw_results_panel_get_type (void);
G_DECLARE_FINAL_TYPE (LwResultsPanel, lw_results_panel, LW, RESULTS_PANEL, LwPanel)

/* For tests. (transfer none) */
LwResultsLots *lw_results_panel_get_lots (LwResultsPanel *self);
LwResultsLotView *lw_results_panel_get_lot_view (LwResultsPanel *self);
LwDerivation *lw_results_panel_get_derivation (LwResultsPanel *self);

G_END_DECLS
