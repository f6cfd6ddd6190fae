/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Before prices are opened: what is still missing, each a link, and the button that opens them. */
#pragma once

#include "panel/lw-panel.h"

G_BEGIN_DECLS

#define LW_TYPE_PRICES_SEALED (lw_prices_sealed_get_type ())
GType lw_prices_sealed_get_type (void);
G_DECLARE_FINAL_TYPE (LwPricesSealed, lw_prices_sealed, LW, PRICES_SEALED, AdwBin)

GtkWidget *lw_prices_sealed_new (LwDocument *document);
/** Looks again at what is missing: off the main thread. */
void lw_prices_sealed_update (LwPricesSealed *self);
/** Asks for the reason, and opens. NULL where nobody may yet. */
GtkWindow *lw_prices_sealed_ask (LwPricesSealed *self);
/** How many things are missing; -1 while that is not known. */
int lw_prices_sealed_get_n_missing (LwPricesSealed *self);

G_END_DECLS
