/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What bids are ranked by: the sum of points, or one figure made of quality and price. Pure functions;
 * docs/methods.md, "Ranking by quality and price in one figure", gives each with its source.
 */
#pragma once

#include "base/lw-rational.h"

G_BEGIN_DECLS

typedef enum
{
  LW_BASIS_POINTS,
  LW_BASIS_PRICE_PER_QUALITY_POINT,
  LW_BASIS_VALUE_INDEX,
  LW_BASIS_WEIGHTED_VALUE_INDEX,
  LW_BASIS_MONETISED_QUALITY,
} LwBasisKind;

typedef struct
{
  const char *id;    /* in files: "value-index" */
  const char *title; /* N_() */
  gboolean lowest_wins;
  gboolean has_rate;    /* needs the rate of LwBasisTerms */
  gboolean has_weights; /* needs the exponent of LwBasisTerms */
} LwBasis;

/** By LwBasisKind; ends with a NULL id. */
LW_EXPORT const LwBasis lw_bases[];

/** The basis of @id, LW_BASIS_POINTS for NULL; -1 where there is none of that name. */
LW_EXPORT int lw_basis_find (const char *id);

/** What is published with a basis. */
typedef struct
{
  gint64 rate;         /* minor units for a point of quality */
  LwRational exponent; /* WQ ÷ WP, above 0 and at most LW_EXPONENT_MAX */
  guint digits;        /* of the currency's minor units: the figure is in major units */
} LwBasisTerms;

/** Digits that count of a power, which is not rational. */
#define LW_BASIS_POWER_DIGITS 30

/** Where a figure would be something divided by nothing. */
typedef enum
{
  LW_INDEX_BEST = -1, /* better than any number: quality for a price of nothing */
  LW_INDEX_FINITE = 0,
  LW_INDEX_WORST = 1, /* worse than any number: no quality */
} LwIndexLimit;

typedef struct
{
  LwIndexLimit limit;
  LwRational value; /* where it is LW_INDEX_FINITE */
} LwIndex;

/**
 * lw_basis_index:
 * @basis: not LW_BASIS_POINTS
 * @quality: points, not negative
 * @price: minor units, not negative
 * @index: initialised
 *
 * Sets @index to the figure that ranks: exact, but for a power, which has LW_BASIS_POWER_DIGITS digits, half up.
 * [V the formulas of shared methods.md, section 2; D where it would divide by nothing]
 */
LW_EXPORT void lw_basis_index (LwBasisKind basis, const LwRational *quality, gint64 price, const LwBasisTerms *terms, LwIndex *index);

/** Below 0 where @a goes before @b, 0 where they are equal. */
LW_EXPORT int lw_basis_cmp (LwBasisKind basis, const LwIndex *a, const LwIndex *b);

/** The formula with its numbers in: "100.00 ÷ 48". @exponent, @rate: (nullable) where it has none. (transfer full) */
LW_EXPORT char *lw_basis_substitute (LwBasisKind basis, const char *quality, const char *price, const char *exponent, const char *rate);

/**
 * lw_basis_exponent:
 * @quality_weight, @price_weight: decimal texts
 *
 * Sets @exponent to their ratio. LW_ERROR_INVALID where it is not above 0 and at most LW_EXPONENT_MAX.
 */
LW_EXPORT gboolean lw_basis_exponent (const char *quality_weight, const char *price_weight, LwRational *exponent, GError **error);

G_END_DECLS
