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

/** What a relative formula knows of a lot: of the prices that count, minor units. */
typedef struct
{
  gint64 lowest;  /* -1 where no bid has a price */
  gint64 highest;
  LwInt128 sum;   /* the mean is sum ÷ n */
  guint n;
} LwPriceMarket;

#define LW_PRICE_MARKET_NONE ((LwPriceMarket) { -1, -1, 0, 0 })

/** One price more that counts. */
static inline void
lw_price_market_add (LwPriceMarket *market, gint64 price)
{
  if (market->n == 0 || price < market->lowest)
    market->lowest = price;
  if (market->n == 0 || price > market->highest)
    market->highest = price;
  market->sum += price;
  market->n++;
}

/** What of a market a formula looks at. */
typedef enum
{
  LW_PRICE_LOWEST = 1 << 0,
  LW_PRICE_HIGHEST = 1 << 1,
  LW_PRICE_MEAN = 1 << 2,
} LwPriceUse;

/** What is published with a formula; minor units. */
typedef struct
{
  gint64 optimum;    /* has_terms: the price that earns all the points */
  gint64 top;        /* has_terms: the price that earns none; above @optimum */
  LwFraction factor; /* has_factor: A, so many times the lowest price earns none; above 1 */
} LwPriceTerms;

/** Each number of a formula as people read it. */
typedef struct
{
  const char *weight, *price;
  const char *lowest, *highest, *mean; /* of the market */
  const char *optimum, *top, *factor;  /* the terms */
} LwPriceText;

/** Where a formula would divide by nothing, what holds instead. */
typedef struct
{
  const char *text; /* N_(): "a price of nothing earns all the points" */
  LwFraction share;
} LwPriceSpecial;

typedef struct
{
  const char *id;    /* in files: "lowest-over-price" */
  const char *title; /* N_() */
  LwPriceKind kind;
  gboolean has_terms;  /* needs optimum and top of LwPriceTerms */
  gboolean has_factor; /* needs the factor of LwPriceTerms */
  guint uses;          /* of LwPriceUse */
  /* What holds in place of the formula at this price, or NULL. */
  const LwPriceSpecial *(*special) (gint64 price, const LwPriceMarket *market);
  /* The share of the points as a fraction, not yet kept in 0..1; NULL: a formula whose result is not rational. */
  void (*parts) (LwInt128 *num, LwInt128 *den, gint64 price, const LwPriceMarket *market, const LwPriceTerms *terms);
  /* The same where there are no parts: to LW_PRICE_LOG_PLACES places, half up. */
  void (*share) (LwRational *share, gint64 price, const LwPriceMarket *market, const LwPriceTerms *terms);
  /* The formula with its numbers in: "30 × 100.00 ÷ 105.00". (transfer full) */
  char *(*substitute) (const LwPriceText *text);
} LwPriceFormula;

/** Places of a share that is not rational. */
#define LW_PRICE_LOG_PLACES 30

/** All formulas, ends with a NULL id. */
LW_EXPORT const LwPriceFormula lw_price_formulas[];

/** The formula of @id, or NULL. */
LW_EXPORT const LwPriceFormula *lw_price_formula_find (const char *id);

/**
 * lw_price_raw_share:
 * @price: minor units, not negative
 * @terms: (nullable): where the formula has them
 *
 * Sets @share to what the formula, or what holds in its place, gives: it may be below 0 or above 1.
 */
LW_EXPORT void lw_price_raw_share (const LwPriceFormula *formula, gint64 price, const LwPriceMarket *market, const LwPriceTerms *terms, LwRational *share);

/** lw_price_raw_share(), kept in 0 to 1: what @price earns of the points. */
LW_EXPORT void lw_price_share (const LwPriceFormula *formula, gint64 price, const LwPriceMarket *market, const LwPriceTerms *terms, LwRational *share);

/** lw_price_share() in 64-bit integers; FALSE, @share untouched, where it does not fit, and always for a formula without parts. */
LW_EXPORT gboolean lw_price_share_fast (const LwPriceFormula *formula, gint64 price, const LwPriceMarket *market, const LwPriceTerms *terms, LwFraction *share);

/** @weight × lw_price_share(): the points of @price, exact, before any rounding. */
LW_EXPORT void lw_price_points (const LwPriceFormula *formula, const LwRational *weight, gint64 price, const LwPriceMarket *market, const LwPriceTerms *terms, LwRational *points);

/** Sets @mean to the mean price of a market that is not empty, in minor units. */
LW_EXPORT void lw_price_market_mean (const LwPriceMarket *market, LwRational *mean);

/** A of the logarithmic formula from decimal text: above 1, at most 18 digits. LW_ERROR_INVALID. */
LW_EXPORT gboolean lw_price_factor_parse (const char *text, LwFraction *factor, GError **error);

G_END_DECLS
