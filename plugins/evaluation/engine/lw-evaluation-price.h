/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Price formulas: pure functions from a price to its share of the points for price. One table names
 * them all; docs/methods.md gives each with its source.
 */
#pragma once

#include "base/lw-rational.h"

G_BEGIN_DECLS

typedef enum
{
  LW_PRICE_RELATIVE, /* the points of a bid depend on the other bids */
  LW_PRICE_ABSOLUTE, /* they do not */
} LwPriceKind;

/** What a relative formula knows of a lot. */
typedef struct
{
  gint64 lowest; /* lowest price that counts, minor units; -1 where no bid has a price */
} LwPriceMarket;

/** What is published with an absolute formula; minor units. */
typedef struct
{
  gint64 optimum; /* the price that earns all the points */
  gint64 top;     /* the price that earns none; above @optimum */
} LwPriceTerms;

typedef struct
{
  const char *id;    /* in files: "lowest-over-price" */
  const char *title; /* N_() */
  LwPriceKind kind;
  gboolean has_terms; /* needs LwPriceTerms */
  /* The share of the points, exact, not yet kept in 0..1. */
  void (*share) (LwRational *share, gint64 price, const LwPriceMarket *market, const LwPriceTerms *terms);
  /* The same in 64-bit integers; FALSE where it does not fit. NULL: a formula that has no such path. */
  gboolean (*share_fast) (LwFraction *share, gint64 price, const LwPriceMarket *market, const LwPriceTerms *terms);
  /* The formula with its numbers in: "30 × 100.00 ÷ 105.00". (transfer full) */
  char *(*substitute) (const char *weight, const char *price, const char *lowest, const char *optimum, const char *top);
} LwPriceFormula;

/** All formulas, ends with a NULL id. */
LW_EXPORT const LwPriceFormula lw_price_formulas[];

/** The formula of @id, or NULL. */
LW_EXPORT const LwPriceFormula *lw_price_formula_find (const char *id);

/**
 * lw_price_share:
 * @price: minor units, not negative
 * @terms: (nullable): where the formula has them
 *
 * Sets @share to what @price earns of the points, kept in 0 to 1.
 */
LW_EXPORT void lw_price_share (const LwPriceFormula *formula, gint64 price, const LwPriceMarket *market, const LwPriceTerms *terms, LwRational *share);

/** lw_price_share() in 64-bit integers; FALSE, @share untouched, where it does not fit. */
LW_EXPORT gboolean lw_price_share_fast (const LwPriceFormula *formula, gint64 price, const LwPriceMarket *market, const LwPriceTerms *terms, LwFraction *share);

/** @weight × lw_price_share(): the points of @price, exact, before any rounding. */
LW_EXPORT void lw_price_points (const LwPriceFormula *formula, const LwRational *weight, gint64 price, const LwPriceMarket *market, const LwPriceTerms *terms, LwRational *points);

G_END_DECLS
