/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * All that could be held against the result of one lot, in one piece, with the verdict that comes of it. The verdict
 * names the worst of what was found; what each means is in docs/methods.md, "Checks on a result".
 */
#pragma once

#include "lw-evaluation-acceptability.h"
#include "lw-evaluation-flip.h"

G_BEGIN_DECLS

/** From the worst to the best. [D the order] */
typedef enum
{
  LW_VERDICT_NOBODY,      /* no bid is ranked */
  LW_VERDICT_TIE,         /* the first rank is shared */
  LW_VERDICT_ROUNDING,    /* the winner leads by rounding alone */
  LW_VERDICT_RULE,        /* a tie rule gave the first rank */
  LW_VERDICT_MARK,        /* one mark, one step up or down, makes another bid win */
  LW_VERDICT_OTHER_BID,   /* without another bid the winner would be another */
  LW_VERDICT_PRICE_ALONE, /* however quality is dealt out, the same bid wins */
  LW_VERDICT_SAFE,        /* none of these */
} LwVerdict;

/** "nobody", "tie", "rounding", "rule", "mark", "other-bid", "price-alone", "safe". */
LW_EXPORT const char *lw_verdict_to_string (LwVerdict verdict);
/** For people: "one mark decides". */
LW_EXPORT const char *lw_verdict_title (LwVerdict verdict);

typedef struct
{
  guint lot;
  LwVerdict verdict;
  guint decided_by;    /* LW_VERDICT_RULE and where a rule did it beside something worse: 1 + index of the tie rule, else 0 */
  guint incomplete;    /* bids without a total: the result may yet be another */
  GArray *sharing;     /* of guint: bids that share the first rank */
  GArray *drops;       /* of LwDropChange */
  LwLotFlips *flips;
  gboolean price_alone;
  LwPriceAlone alone;  /* where it does */
  LwAcceptability *simulation; /* NULL where none was asked for, or nothing to rank */
} LwLotSafety;

/**
 * lw_evaluation_safety_of_lot:
 * @terms: (nullable): of the simulation; NULL or no draws: none
 * @cancellable: (nullable)
 *
 * Returns: (transfer full): NULL when cancelled, or where the terms cannot be kept to, with @error set
 */
LW_EXPORT LwLotSafety *lw_evaluation_safety_of_lot (const LwEvaluationMarks *marks, guint lot, const LwAcceptabilityTerms *terms, GCancellable *cancellable, GError **error);
LW_EXPORT void lw_lot_safety_free (LwLotSafety *safety);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwLotSafety, lw_lot_safety_free)

/** "price alone decides: B01 is 20 points ahead for price, and quality differs by 12 at the most". (transfer full) */
LW_EXPORT char *lw_evaluation_price_alone_text (const LwEvaluationMarks *marks, const LwPriceAlone *alone, const char *currency);

G_END_DECLS
