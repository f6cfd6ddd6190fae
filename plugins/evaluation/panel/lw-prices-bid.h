/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One bid's price: what is compared and what was corrected, its costs, the steps about a low price, minima that it misses. */
#pragma once

#include "lw-results-data.h"

G_BEGIN_DECLS

#define LW_TYPE_PRICES_BID (lw_prices_bid_get_type ())
GType lw_prices_bid_get_type (void);
G_DECLARE_FINAL_TYPE (LwPricesBid, lw_prices_bid, LW, PRICES_BID, AdwBin)

GtkWidget *lw_prices_bid_new (LwDocument *document);
/** Shows the bid as of the present results; NULL: none. */
void lw_prices_bid_show (LwPricesBid *self, const char *lot, const char *bidder);

/* ---- what the buttons do; each gives the window that asks, or NULL where it may not be done ---- */
GtkWindow *lw_prices_bid_ask_correction (LwPricesBid *self, const char *title, guint year);
GtkWindow *lw_prices_bid_ask_cost (LwPricesBid *self, const char *title, guint year);
GtkWindow *lw_prices_bid_ask_step (LwPricesBid *self);
GtkWindow *lw_prices_bid_ask_pass (LwPricesBid *self, const char *criterion);

G_END_DECLS
