/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whether the result of one lot is safe: findings, each leading to the place to look; weights; other weights; same words. */
#pragma once

#include <adwaita.h>

#include "chart/lw-chart-view.h"
#include "lw-safety-data.h"
#include "table/lw-table.h"

G_BEGIN_DECLS

#define LW_TYPE_SAFETY_LOT_VIEW (lw_safety_lot_view_get_type ())
GType lw_safety_lot_view_get_type (void);
G_DECLARE_FINAL_TYPE (LwSafetyLotView, lw_safety_lot_view, LW, SAFETY_LOT_VIEW, AdwBin)

GtkWidget *lw_safety_lot_view_new (LwDocument *document);
/** Shows @lot of the present report; what says the same is left as it is. */
void lw_safety_lot_view_show (LwSafetyLotView *self, const char *lot);

/* For tests. (transfer none) */
GtkListBox *lw_safety_lot_view_get_findings (LwSafetyLotView *self);
LwChartView *lw_safety_lot_view_get_weights (LwSafetyLotView *self);
LwChartView *lw_safety_lot_view_get_ranks (LwSafetyLotView *self);

G_END_DECLS
