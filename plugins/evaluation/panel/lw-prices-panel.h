/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Prices: while they are sealed, what is missing before they are opened; then the prices of a lot side by side, and for the
 * one that is chosen its corrections, costs, steps and minima. Places: "L01/B02".
 */
#pragma once

#include "lw-prices-bid.h"
#include "lw-prices-sealed.h"
#include "table/lw-table.h"

G_BEGIN_DECLS

#define LW_TYPE_PRICES_PANEL (lw_prices_panel_get_type ())
GType lw_prices_panel_get_type (void);
G_DECLARE_FINAL_TYPE (LwPricesPanel, lw_prices_panel, LW, PRICES_PANEL, LwPanel)

/* For tests. */
LwTable *lw_prices_panel_get_table (LwPricesPanel *self);
LwPricesBid *lw_prices_panel_get_bid (LwPricesPanel *self);
LwPricesSealed *lw_prices_panel_get_sealed (LwPricesPanel *self);
/** "sealed", "content", "empty" or "reading". */
const char *lw_prices_panel_get_page (LwPricesPanel *self);

G_END_DECLS
