/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The matrix of bids on the screen: draws its own cells under headers that stay in sight. One cell is the current one; a
 * small widget of its own stands there, has the focus and is what a screen reader reads.
 *
 * Keys: arrows; Home, End, Page Up, Page Down; with Ctrl to the edge; Enter activates; Delete removes.
 */
#pragma once

#include <gtk/gtk.h>

#include "panels/lw-bids-matrix.h"

G_BEGIN_DECLS

#define LW_TYPE_BIDS_GRID (lw_bids_grid_get_type ())
LW_EXPORT GType lw_bids_grid_get_type (void);
G_DECLARE_FINAL_TYPE (LwBidsGrid, lw_bids_grid, LW, BIDS_GRID, GtkWidget)

LW_EXPORT LwBidsGrid *lw_bids_grid_new (void);
/** @matrix (transfer full). The current cell stays on the same bid where that is still there. */
LW_EXPORT void lw_bids_grid_set_matrix (LwBidsGrid *self, LwBidMatrix *matrix);
/** As lw_bid_matrix_filter(). */
LW_EXPORT gboolean lw_bids_grid_filter (LwBidsGrid *self, const char *text);
LW_EXPORT LwBidMatrix *lw_bids_grid_get_matrix (LwBidsGrid *self);

/** Lot and bidder of the current cell. (transfer none); FALSE where there is none. */
LW_EXPORT gboolean lw_bids_grid_get_current (LwBidsGrid *self, const char **lot, const char **bidder);
/** Makes it the current one and scrolls to it; either may be NULL: any. FALSE where it is not there. */
LW_EXPORT gboolean lw_bids_grid_select (LwBidsGrid *self, const char *lot, const char *bidder);
/** What a screen reader reads of the current cell; also for a line below. (transfer full) */
LW_EXPORT char *lw_bids_grid_describe (LwBidsGrid *self);
/** Place of the current cell within the widget, for a popover. */
LW_EXPORT void lw_bids_grid_get_area (LwBidsGrid *self, GdkRectangle *area);

/*
 * Signals: "current-changed" (); "activated" (): Enter or a double click; "removal" (): Delete
 */

G_END_DECLS
