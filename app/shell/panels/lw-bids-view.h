/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* All rows of one kind (bids, bidders, organisations, lots, people) as a table that is edited in place. */
#pragma once

#include "document/lw-document.h"
#include "table/lw-table.h"

G_BEGIN_DECLS

#define LW_TYPE_BIDS_VIEW (lw_bids_view_get_type ())
LW_EXPORT GType lw_bids_view_get_type (void);
G_DECLARE_FINAL_TYPE (LwBidsView, lw_bids_view, LW, BIDS_VIEW, GtkBox)

/** @noun: "bid", "bidder", "organisation", "lot" or "person". */
LW_EXPORT LwBidsView *lw_bids_view_new (LwDocument *document, const char *noun);
LW_EXPORT const char *lw_bids_view_get_noun (LwBidsView *self);
LW_EXPORT LwTable *lw_bids_view_get_table (LwBidsView *self);
/** Reads anew where @changes (nullable: all) touch what is shown. */
LW_EXPORT void lw_bids_view_reload (LwBidsView *self, GPtrArray *changes);

/* Signals: "chosen" (const char *key): the current row; "removal" (const char *key): Delete was pressed on it. */

G_END_DECLS
