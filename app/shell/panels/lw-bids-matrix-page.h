/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The view Matrix of the panel Bids. */
#pragma once

#include <adwaita.h>

#include "document/lw-document.h"
#include "panels/lw-bids-grid.h"

G_BEGIN_DECLS

#define LW_TYPE_BIDS_MATRIX_PAGE (lw_bids_matrix_page_get_type ())
LW_EXPORT GType lw_bids_matrix_page_get_type (void);
G_DECLARE_FINAL_TYPE (LwBidsMatrixPage, lw_bids_matrix_page, LW, BIDS_MATRIX_PAGE, AdwBin)

/* Empty until lw_bids_matrix_page_reload(). */
LwBidsMatrixPage *lw_bids_matrix_page_new (LwDocument *document);
LwBidsGrid *lw_bids_matrix_page_get_grid (LwBidsMatrixPage *self);
/* Reads the file again; @filter as for lw_bid_matrix_filter(), NULL for all. */
gboolean lw_bids_matrix_page_reload (LwBidsMatrixPage *self, const char *filter, GError **error);
void lw_bids_matrix_page_filter (LwBidsMatrixPage *self, const char *filter);
/* "12 bids submitted"; NULL while nothing is read. (transfer full) */
char *lw_bids_matrix_page_get_count_text (LwBidsMatrixPage *self);
/* "LOT/BIDDER" of the bid in the current cell, or NULL. (transfer full) */
char *lw_bids_matrix_page_get_key (LwBidsMatrixPage *self);
/* Opens the form for a bid at the current cell. */
LW_EXPORT void lw_bids_matrix_page_add_here (LwBidsMatrixPage *self);

/* Signals: "added" (const char *key): a bid, by the form; "start" (): the button of the empty state. */

G_END_DECLS
