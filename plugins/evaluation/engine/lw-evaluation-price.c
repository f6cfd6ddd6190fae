/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-evaluation-price.h"

#include <string.h>

#include "base/lw-i18n.h"

/* W × Pmin ÷ P. A price of nothing is the lowest there can be: it earns all the points. */
static gboolean
lowest_over_price_fast (LwFraction *share, gint64 price, const LwPriceMarket *market, const LwPriceTerms *terms)
{
  if (price == 0 || market->lowest < 0)
    *share = (LwFraction) { 1, 1 };
  else
    *share = (LwFraction) { market->lowest, price };
  return TRUE;
}

static void
lowest_over_price (LwRational *share, gint64 price, const LwPriceMarket *market, const LwPriceTerms *terms)
{
  LwFraction fraction;

  lowest_over_price_fast (&fraction, price, market, terms);
  lw_fraction_to_rational (share, fraction);
}

static char *
lowest_over_price_text (const char *weight, const char *price, const char *lowest, const char *optimum, const char *top)
{
  return g_strdup_printf ("%s × %s ÷ %s", weight, lowest, price);
}

/* W × (top − P) ÷ (top − optimum). Both differences fit: no operand is negative. */
static gboolean
fixed_range_fast (LwFraction *share, gint64 price, const LwPriceMarket *market, const LwPriceTerms *terms)
{
  *share = (LwFraction) { terms->top - price, terms->top - terms->optimum };
  return TRUE;
}

static void
fixed_range (LwRational *share, gint64 price, const LwPriceMarket *market, const LwPriceTerms *terms)
{
  LwFraction fraction;

  fixed_range_fast (&fraction, price, market, terms);
  lw_fraction_to_rational (share, fraction);
}

static char *
fixed_range_text (const char *weight, const char *price, const char *lowest, const char *optimum, const char *top)
{
  return g_strdup_printf ("%s × (%s − %s) ÷ (%s − %s)", weight, top, price, top, optimum);
}

const LwPriceFormula lw_price_formulas[] = {
  { "lowest-over-price", N_ ("Lowest price over price"), LW_PRICE_RELATIVE, FALSE, lowest_over_price,
    lowest_over_price_fast, lowest_over_price_text },
  { "fixed-range", N_ ("Published range of prices"), LW_PRICE_ABSOLUTE, TRUE, fixed_range, fixed_range_fast,
    fixed_range_text },
  { NULL, NULL, LW_PRICE_RELATIVE, FALSE, NULL, NULL, NULL },
};

const LwPriceFormula *
lw_price_formula_find (const char *id)
{
  for (const LwPriceFormula *formula = lw_price_formulas; id != NULL && formula->id != NULL; formula++)
    if (strcmp (formula->id, id) == 0)
      return formula;
  return NULL;
}

void
lw_price_share (const LwPriceFormula *formula, gint64 price, const LwPriceMarket *market, const LwPriceTerms *terms,
                LwRational *share)
{
  g_auto (LwRational) one = LW_RATIONAL_INIT;

  g_return_if_fail (price >= 0);
  g_return_if_fail (!formula->has_terms || (terms != NULL && terms->optimum < terms->top));

  formula->share (share, price, market, terms);
  lw_rational_set_int (&one, 1, 1);
  if (lw_rational_sign (share) < 0)
    lw_rational_set_int (share, 0, 1);
  else if (lw_rational_cmp (share, &one) > 0)
    lw_rational_set (share, &one);
}

gboolean
lw_price_share_fast (const LwPriceFormula *formula, gint64 price, const LwPriceMarket *market,
                     const LwPriceTerms *terms, LwFraction *share)
{
  LwFraction kept;

  if (formula->share_fast == NULL || !formula->share_fast (&kept, price, market, terms))
    return FALSE;
  if (kept.num < 0)
    kept = (LwFraction) { 0, 1 };
  else if (kept.num > kept.den)
    kept = (LwFraction) { 1, 1 };
  *share = kept;
  return TRUE;
}

void
lw_price_points (const LwPriceFormula *formula, const LwRational *weight, gint64 price, const LwPriceMarket *market,
                 const LwPriceTerms *terms, LwRational *points)
{
  g_auto (LwRational) share = LW_RATIONAL_INIT;

  lw_price_share (formula, price, market, terms, &share);
  lw_rational_mul (points, weight, &share);
}
