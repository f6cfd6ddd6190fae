/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * How near the result of a lot is to another one: the smallest change of one mark, of one price and of one weight
 * that makes another bid win. Exact; definitions in docs/methods.md, "Checks on a result".
 */
#pragma once

#include "lw-evaluation-safety.h"

G_BEGIN_DECLS

/** One mark, so many steps up or down its scale, and another bid wins. */
typedef struct
{
  guint bid;       /* whose mark */
  guint criterion; /* index */
  LwCell from, to; /* marks of the scale */
  guint steps;     /* in the scale's order of marks */
  int after;       /* the bid that then wins */
} LwMarkFlip;

/** One price. */
typedef struct
{
  guint bid;
  gint64 from, to; /* minor units */
  int after;
} LwPriceFlip;

/** Where one weight may stand without another bid coming first, the weights beside it in proportion. */
typedef struct
{
  guint criterion;
  LwRational lower, upper; /* weights as the method writes them; 0 and all of the parent where nothing ends the interval before */
  int below, above;        /* the bid that leads beyond each end, or LW_NO_WINNER */
  LwRational nearest;      /* to the nearer end with another leader, in points of the whole */
} LwWeightInterval;

typedef struct
{
  guint lot;
  int winner;         /* now; LW_NO_WINNER: nothing is worked out */
  GArray *marks;      /* of LwMarkFlip: all with the fewest steps; none where no single mark does it */
  gboolean has_price; /* else no single price does it */
  LwPriceFlip price;
  gboolean has_weights; /* FALSE where the winner leads by rounding alone */
  LwWeightInterval *weights; /* of each criterion that has a weight and others beside it, in tree order */
  guint n_weights;
  int nearest;        /* the weight with the nearest end, or -1: no single weight does it */
} LwLotFlips;

/** A price is tried from nothing up to so many times the lot's highest. [D] */
#define LW_FLIP_PRICE_TIMES 10

/**
 * lw_evaluation_flip_lot:
 * @cancellable: (nullable)
 *
 * Marks: every mark of every submitted bid is moved by one step of its scale, then by two, until another bid is first
 * alone; but a pass of the winner is left. Prices: bisection to the minor unit, both ways, of every submitted bid; by the ranking itself, roundings
 * included. The price found changes the winner and one minor unit less does not; where totals are rounded a smaller
 * change may do so too, within the width of a rounding. Weights: the interval is exact (but for a power, to
 * LW_BASIS_POWER_DIGITS), of totals and figures before their rounding; who fails a minimum stays so. All of it by what
 * ranks: the total, or the figure of another basis. [D]
 *
 * Returns: (transfer full): NULL only when cancelled, with @error set
 */
LW_EXPORT LwLotFlips *lw_evaluation_flip_lot (const LwEvaluationMarks *marks, guint lot, GCancellable *cancellable, GError **error);
LW_EXPORT void lw_lot_flips_free (LwLotFlips *flips);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwLotFlips, lw_lot_flips_free)

G_END_DECLS
