/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The details of one row (a bid, a bidder, an organisation, a lot, a person): its fields, and what belongs to it. */
#pragma once

#include <adwaita.h>

#include "document/lw-document.h"

G_BEGIN_DECLS

#define LW_TYPE_BIDS_DETAIL (lw_bids_detail_get_type ())
LW_EXPORT GType lw_bids_detail_get_type (void);
G_DECLARE_FINAL_TYPE (LwBidsDetail, lw_bids_detail, LW, BIDS_DETAIL, AdwBin)

LW_EXPORT LwBidsDetail *lw_bids_detail_new (LwDocument *document);
/** Shows the row; NULL: nothing is chosen. What is there already is only read anew. */
LW_EXPORT void lw_bids_detail_show (LwBidsDetail *self, const char *noun, const char *key);
/** (transfer none) (nullable) */
LW_EXPORT const char *lw_bids_detail_get_noun (LwBidsDetail *self);
LW_EXPORT const char *lw_bids_detail_get_key (LwBidsDetail *self);
/** Puts the focus into its first field. */
LW_EXPORT void lw_bids_detail_focus (LwBidsDetail *self);

/* Signals: "go" (const char *place): a link was followed; "close" (): the person is done with it. */

G_END_DECLS
