/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Help with weights before they are published: rounding, swing weights, pairwise comparison. docs/methods.md, "Weights". */
#pragma once

#include "base/lw-rational.h"

G_BEGIN_DECLS

/**
 * lw_weights_publish:
 * @weights: @n, not negative
 * @whole: what they add up to
 * @published: (out): @n, initialised; add up to @whole
 *
 * Rounds each to @places (half up), then gives what is left to be given, one unit of the last place at a time, to the weight
 * whose relative rise above its exact value is least, the first of equals. [V help.commercedecisions.com 80001018388] Where
 * rounding gave too much, a unit is taken at a time from the weight whose relative fall is least [D]. A weight of nothing stays so.
 *
 * Returns: FALSE with LW_ERROR_INVALID where the weights do not add up to @whole or @whole has more places
 */
LW_EXPORT gboolean lw_weights_publish (const LwRational *weights, guint n, const LwRational *whole, guint places, LwRational *published, GError **error);

/**
 * lw_weights_swing:
 * @scores: @n, not negative: what going from the worst to the best on each criterion is worth beside the others
 * @weights: (out): @n, initialised: @whole × score ÷ sum of scores, exact [R]
 *
 * Returns: FALSE with LW_ERROR_INVALID where a score is negative or all are 0
 */
LW_EXPORT gboolean lw_weights_swing (const LwRational *scores, guint n, const LwRational *whole, LwRational *weights, GError **error);

/** Most criteria of a pairwise comparison: as far as the random index goes. */
#define LW_PAIRWISE_MAX 15
/** A consistency ratio above this calls for another look. [V iwaponline.com view-large/3120630] */
#define LW_PAIRWISE_RATIO 0.10

/** Advice, in floating point: the weights are to be rounded and published, and are exact from then on. */
typedef struct
{
  double lambda; /* principal eigenvalue */
  double index;  /* consistency index: (lambda − n) ÷ (n − 1) */
  double ratio;  /* index ÷ random index; 0 for fewer than three */
} LwPairwiseConsistency;

/**
 * lw_weights_pairwise:
 * @judgements: @n × @n: how many times as important the row's criterion is as the column's; 1 on the diagonal, and
 *   each the inverse of the one across
 * @weights: (out): @n, initialised: @whole × principal eigenvector, decimals of 6 places that add up to @whole
 *
 * Analytic hierarchy process: the eigenvector by power iteration. [V rdrr.io/cran/AHPWR: CI and random index]
 *
 * Returns: FALSE with LW_ERROR_INVALID where @n is not 1 to %LW_PAIRWISE_MAX, a judgement is not from 1/9 to 9, the two of a pair
 * are not inverse, or @whole has more than 6 places
 */
LW_EXPORT gboolean lw_weights_pairwise (const LwRational *judgements, guint n, const LwRational *whole, LwRational *weights, LwPairwiseConsistency *consistency, GError **error);

G_END_DECLS
