/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* All bids as a matrix: a row a bidder, a column a lot; what a filter leaves of it; and the totals. */
#pragma once

#include "document/lw-document.h"

G_BEGIN_DECLS

typedef enum
{
  LW_BID_SUBMITTED,
  LW_BID_WITHDRAWN,
  LW_BID_EXCLUDED,
} LwBidStatus;

typedef struct
{
  LwBidStatus status;
  char *price;  /* short, "£8.4m"; NULL: no price given */
  char *spoken; /* all of it in words: "£8,400,000.00, submitted" */
} LwBidCell;

/** A lot or a bidder. */
typedef struct
{
  char *id;
  char *name;
  guint n_bids; /* submitted ones: withdrawn and excluded ones no longer compete */
} LwBidLine;

typedef struct
{
  GPtrArray *bidders; /* of LwBidLine, in the file's order: the rows */
  GPtrArray *lots;    /* the columns */
  LwBidCell **cells;  /* bidders × lots; NULL: no bid */
  GArray *rows;       /* of guint: bidders that the filter leaves */
  GArray *columns;    /* of guint: lots that it leaves */
} LwBidMatrix;

LW_EXPORT LwBidMatrix *lw_bid_matrix_load (LwDocument *document, GError **error);
LW_EXPORT void lw_bid_matrix_free (LwBidMatrix *matrix);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwBidMatrix, lw_bid_matrix_free)

/** Leaves the bidders, and the lots, whose id or name has every word of @text; where no bidder has them all bidders
 * stay, and so for lots. FALSE, with all of them left out, where neither has. NULL or "": all. */
LW_EXPORT gboolean lw_bid_matrix_filter (LwBidMatrix *matrix, const char *text);

/* By place among those that are left. */
LW_EXPORT const LwBidLine *lw_bid_matrix_bidder (const LwBidMatrix *matrix, guint row);
LW_EXPORT const LwBidLine *lw_bid_matrix_lot (const LwBidMatrix *matrix, guint column);
LW_EXPORT const LwBidCell *lw_bid_matrix_cell (const LwBidMatrix *matrix, guint row, guint column);
/** FALSE where one of them is not there or left out; NULL finds the first. */
LW_EXPORT gboolean lw_bid_matrix_find (const LwBidMatrix *matrix, const char *lot, const char *bidder, guint *row, guint *column);

G_END_DECLS
