/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* "Why?" for a number of a result: how the total of a bid came about, from the marks up, as a tree of exact steps. */
#pragma once

#include <adwaita.h>

#include "lw-results-data.h"

G_BEGIN_DECLS

#define LW_TYPE_DERIVATION (lw_derivation_get_type ())
GType lw_derivation_get_type (void);
/**
 * LwDerivation: for the inspector; follows the change feed in place.
 *
 * Action "derivation.copy" (the whole as text). Signal "copied" ().
 */
G_DECLARE_FINAL_TYPE (LwDerivation, lw_derivation, LW, DERIVATION, AdwBin)

GtkWidget *lw_derivation_new (LwDocument *document);
/** Shows the bid; @criterion (nullable) is expanded and selected. */
void lw_derivation_show (LwDerivation *self, const char *lot, const char *bidder, const char *criterion);
/** "L12/B04/2.1": the bid and the criterion or section that is selected; NULL: nothing is shown. (transfer full) */
char *lw_derivation_get_place (LwDerivation *self);
/** (transfer full) (nullable) */
char *lw_derivation_get_text (LwDerivation *self);

G_END_DECLS
