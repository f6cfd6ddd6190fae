/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * From marks to ranks: contributions, points for price, sections, totals, minima, ranking and ties of one
 * lot. All exact; sources in docs/methods.md, "Evaluation".
 */
#pragma once

#include "lw-evaluation-marks.h"

G_BEGIN_DECLS

/* ---- exact parts of a result, used by explanations too ---- */

/** What the leaf contributes to the bid, rounded where the method rounds each criterion. @exact: (nullable): before that rounding.
 * FALSE where a mark or the price is missing. */
LW_EXPORT gboolean lw_evaluation_leaf_points (const LwEvaluationMarks *marks, guint bid, guint leaf, const LwPriceMarket *market, LwRational *points, LwRational *exact);
/** Points of a criterion: the sum of what its leaves contribute, rounded where it is a section and the
 * method rounds sections. @exact: (nullable): before that rounding. FALSE where something is missing. */
LW_EXPORT gboolean lw_evaluation_node_points (const LwEvaluationMarks *marks, guint bid, guint criterion, const LwPriceMarket *market, LwRational *points, LwRational *exact);
/** The total as the method rounds it. @exact: (nullable): before the total's own rounding. FALSE where something is missing. */
LW_EXPORT gboolean lw_evaluation_total (const LwEvaluationMarks *marks, guint bid, const LwPriceMarket *market, LwRational *points, LwRational *exact);
/** The figure that ranks the bid where its total is @total, rounded where the method rounds it. Not for LW_BASIS_POINTS. @index:
 * initialised */
LW_EXPORT void lw_evaluation_index (const LwEvaluationMarks *marks, guint bid, const LwRational *total, LwIndex *index);
/** Whether the bid is known to miss @criterion: "fail", a mark or points below its minimum. */
LW_EXPORT gboolean lw_evaluation_is_below (const LwEvaluationMarks *marks, guint bid, guint criterion, const LwPriceMarket *market);
/** Whether @total is below the minimum of the total. */
LW_EXPORT gboolean lw_evaluation_total_is_below (const LwEvaluationModel *model, const LwRational *total);
/** The same, and the bid is not passed in spite of it. */
LW_EXPORT gboolean lw_evaluation_total_fails (const LwEvaluationMarks *marks, guint bid, const LwRational *total);
/** What the minimum of @criterion is compared with: the mark, or the points of a group. FALSE where it is not known. */
LW_EXPORT gboolean lw_evaluation_figure (const LwEvaluationMarks *marks, guint bid, guint criterion, const LwPriceMarket *market, LwRational *figure);
/** Whether @override (nullable) passes @figure under @minimum: neither is worse than what was signed. */
LW_EXPORT gboolean lw_evaluation_override_holds (const LwEvaluationOverride *override, const LwRational *figure, const LwRational *minimum);
/** Whether the bid is known to fail at @criterion: it misses it, and is not passed in spite of it by an override. */
LW_EXPORT gboolean lw_evaluation_fails (const LwEvaluationMarks *marks, guint bid, guint criterion, const LwPriceMarket *market);
/** Whether the bid's price counts for the lowest: submitted, priced, and not known to fail where price plays no part. */
LW_EXPORT gboolean lw_evaluation_is_compliant (const LwEvaluationMarks *marks, guint bid);
/** The prices of the compliant bids of @lot; of all submitted bids where none is compliant, and *@fallback is TRUE. */
LW_EXPORT void lw_evaluation_market (const LwEvaluationMarks *marks, guint lot, LwPriceMarket *market, gboolean *fallback);

/* ---- one lot ---- */

typedef enum
{
  LW_STANDING_RANKED,
  LW_STANDING_FAILED,     /* fails a minimum or a pass/fail criterion: listed, not ranked */
  LW_STANDING_INCOMPLETE, /* a mark or the price is missing: no total */
} LwStanding;

/** "ranked", "failed", "incomplete". */
LW_EXPORT const char *lw_standing_to_string (LwStanding standing);

/** Stands for the total in LwBidResult.failed. */
#define LW_FAILED_TOTAL G_MAXUINT
/** Stands for the price in LwBidResult.missing, where the basis of the ranking needs one and no criterion does. */
#define LW_MISSING_PRICE (G_MAXUINT - 1)

/** The id of a criterion in these lists: "total" and "price" for what stands for them. */
LW_EXPORT const char *lw_evaluation_criterion_name (const LwEvaluationModel *model, guint criterion);

typedef struct
{
  guint bid; /* index in marks->bids */
  LwStanding standing;
  guint rank; /* 0 where not ranked */
  gboolean tied; /* shares its rank: no tie rule decides */
  guint decided_by; /* of those with equal totals: 1 + index of the tie rule that gave the rank; 0 where none did */
  LwRational total; /* after the method's rounding; 0 where incomplete */
  guint *failed; /* criteria in tree order, LW_FAILED_TOTAL last */
  guint n_failed;
  guint *passed; /* minima that it missed and is passed in spite of, in the same order */
  guint n_passed;
  gboolean has_index; /* ranked by another figure than the total, and it is known */
  LwIndex index; /* that figure, rounded where the method rounds it */
  guint *missing; /* criteria in tree order, LW_MISSING_PRICE last */
  guint n_missing;
} LwBidResult;

typedef struct
{
  guint lot;
  LwPriceMarket market;
  gboolean market_fallback; /* no bid is compliant: the lowest is over all submitted bids */
  gboolean exact;           /* worked out in rationals, not in integers */
  LwBidResult *results;     /* ranked, then failed (highest total first), then incomplete; by bidder's id where equal */
  guint n_results;
} LwLotRanking;

typedef enum
{
  LW_RANK_DEFAULT = 0,
  LW_RANK_EXACT = 1 << 0, /* in rationals, also where integers would do: for comparison */
} LwRankFlags;

/** Ranks the submitted bids of @lot (an index). Equal totals are put in order by the tie rules of
 * the method; those that no rule decides share a rank, and the next rank skips. */
LW_EXPORT LwLotRanking *lw_evaluation_rank_lot (const LwEvaluationMarks *marks, guint lot, LwRankFlags flags);
LW_EXPORT void lw_lot_ranking_free (LwLotRanking *ranking);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwLotRanking, lw_lot_ranking_free)
/** The result of @bid in @ranking, or NULL when it takes no part. */
LW_EXPORT const LwBidResult *lw_lot_ranking_find (const LwLotRanking *ranking, guint bid);

/* ---- all lots at once, in integers ---- */

typedef struct
{
  LwFraction total;
  gboolean takes_part; /* submitted */
  gboolean missing;    /* no total */
  gboolean failed;
} LwBidOutcome;

/** Totals of all bids: @outcomes has marks->n_bids entries. FALSE where some lot does not fit 64-bit
 * integers; lw_evaluation_rank_lot() then serves. */
LW_EXPORT gboolean lw_evaluation_totals (const LwEvaluationMarks *marks, LwBidOutcome *outcomes);

G_END_DECLS
