/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Is the result safe? What happens to the winner of a lot when another bid is left out, and whether quality could
 * have mattered at all. Exact; definitions in docs/methods.md, "Checks on a result".
 */
#pragma once

#include "lw-evaluation-rank.h"

G_BEGIN_DECLS

/** Nobody is first alone: no bid is ranked, or the first rank is shared. */
#define LW_NO_WINNER (-1)

/** The bid that has rank 1 alone, or LW_NO_WINNER. */
LW_EXPORT int lw_lot_ranking_winner (const LwLotRanking *ranking);
/** The same of @lot. */
LW_EXPORT int lw_evaluation_winner (const LwEvaluationMarks *marks, guint lot);

/** That leaving out one bid changes the winner. */
typedef struct
{
  guint lot;
  guint dropped; /* the bid left out */
  int before;    /* bids, or LW_NO_WINNER */
  int after;
} LwDropChange;

/**
 * lw_evaluation_drop_one:
 * @changes: (element-type LwDropChange): receives each bid whose absence changes the winner
 *
 * Leaves out each submitted bid of @lot in turn, but not the winner nor those that share the first rank, and ranks
 * the others again. [D] Costs as many rankings as the lot has bids.
 */
LW_EXPORT void lw_evaluation_drop_one (const LwEvaluationMarks *marks, guint lot, GArray *changes);

typedef struct
{
  guint bid;         /* the one that wins by its price */
  LwRational gap;    /* points for price that the next best is behind; where another figure ranks, minor units that it is dearer */
  LwRational spread; /* points of quality between the best and the worst ranked bid */
} LwPriceAlone;

/**
 * lw_evaluation_price_alone:
 * @found: (out): initialised by lw_price_alone_init()
 *
 * Whether price alone decides @lot: however the points of quality that its ranked bids were given are dealt out among
 * them, the same bid comes first. That is so where the best points for price are ahead of the next best by more
 * than the points of quality differ. Where another figure ranks: the cheapest with the least of these points of quality
 * still has a better figure than the next cheapest with the most. [D] Points before any rounding of the total.
 *
 * Returns: FALSE where quality can matter, and where fewer than two bids are ranked
 */
LW_EXPORT gboolean lw_evaluation_price_alone (const LwEvaluationMarks *marks, guint lot, LwPriceAlone *found);
LW_EXPORT void lw_price_alone_init (LwPriceAlone *found);
LW_EXPORT void lw_price_alone_clear (LwPriceAlone *found);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LwPriceAlone, lw_price_alone_clear)

G_END_DECLS
