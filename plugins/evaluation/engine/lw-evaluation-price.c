/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-evaluation-price.h"

#include <string.h>

#include "base/lw-error.h"
#include "base/lw-i18n.h"

/* ---- in place of a division by nothing [D] ---- */

static const LwPriceSpecial free_earns_all = { N_ ("a price of nothing earns all the points"), { 1, 1 } };
static const LwPriceSpecial lowest_is_free
    = { N_ ("the lowest price is nothing: a price above it earns no points"), { 0, 1 } };
static const LwPriceSpecial none_counts = { N_ ("no price counts yet: all the points"), { 1, 1 } };
static const LwPriceSpecial all_alike = { N_ ("all prices that count are the same, and earn all the points"), { 1, 1 } };
static const LwPriceSpecial above_all_alike
    = { N_ ("all prices that count are the same: a price above them earns no points"), { 0, 1 } };
static const LwPriceSpecial mean_is_free = { N_ ("price and mean are nothing: half the points"), { 1, 2 } };
static const LwPriceSpecial above_free_mean
    = { N_ ("the mean price is nothing: a price above it earns no points"), { 0, 1 } };

/* Of the formulas that divide by the price, or compare it with the lowest as a ratio. */
static const LwPriceSpecial *
special_free (gint64 price, const LwPriceMarket *market)
{
  if (price == 0)
    return &free_earns_all;
  if (market->lowest < 0)
    return &none_counts;
  return market->lowest == 0 ? &lowest_is_free : NULL;
}

static const LwPriceSpecial *
special_high_low (gint64 price, const LwPriceMarket *market)
{
  if (market->lowest < 0)
    return &none_counts;
  if (market->lowest < market->highest)
    return NULL;
  return price <= market->lowest ? &all_alike : &above_all_alike;
}

static const LwPriceSpecial *
special_mean (gint64 price, const LwPriceMarket *market)
{
  if (market->lowest < 0)
    return &none_counts;
  if (market->sum > 0)
    return NULL;
  return price == 0 ? &mean_is_free : &above_free_mean;
}

static const LwPriceSpecial *
special_never (gint64 price, const LwPriceMarket *market)
{
  return NULL;
}

/* ---- W × Pmin ÷ P ---- */

static void
lowest_over_price (LwInt128 *num, LwInt128 *den, gint64 price, const LwPriceMarket *market, const LwPriceTerms *terms)
{
  *num = market->lowest;
  *den = price;
}

static char *
lowest_over_price_text (const LwPriceText *text)
{
  return g_strdup_printf ("%s × %s ÷ %s", text->weight, text->lowest, text->price);
}

/* ---- W × (1 − (P − Pmin) ÷ Pmin) ---- */

static void
standard_differential (LwInt128 *num, LwInt128 *den, gint64 price, const LwPriceMarket *market,
                       const LwPriceTerms *terms)
{
  *num = 2 * (LwInt128) market->lowest - price;
  *den = market->lowest;
}

static char *
standard_differential_text (const LwPriceText *text)
{
  return g_strdup_printf ("%s × (1 − (%s − %s) ÷ %s)", text->weight, text->price, text->lowest, text->lowest);
}

/* ---- W × (Pmax − P) ÷ (Pmax − Pmin) ---- */

static void
high_low (LwInt128 *num, LwInt128 *den, gint64 price, const LwPriceMarket *market, const LwPriceTerms *terms)
{
  *num = market->highest - price;
  *den = market->highest - market->lowest;
}

static char *
high_low_text (const LwPriceText *text)
{
  return g_strdup_printf ("%s × (%s − %s) ÷ (%s − %s)", text->weight, text->highest, text->price, text->highest,
                          text->lowest);
}

/* ---- W × (50 + (mean − P) ÷ mean × 100) ÷ 100 = W × (3/2 − P × n ÷ sum) ---- */

static void
mean_deviation (LwInt128 *num, LwInt128 *den, gint64 price, const LwPriceMarket *market, const LwPriceTerms *terms)
{
  *num = 3 * market->sum - 2 * (LwInt128) market->n * price;
  *den = 2 * market->sum;
}

static char *
mean_deviation_text (const LwPriceText *text)
{
  return g_strdup_printf ("%s × (50 + (%s − %s) ÷ %s × 100) ÷ 100", text->weight, text->mean, text->price, text->mean);
}

/* ---- W × (top − P) ÷ (top − optimum) ---- */

static void
fixed_range (LwInt128 *num, LwInt128 *den, gint64 price, const LwPriceMarket *market, const LwPriceTerms *terms)
{
  *num = terms->top - price;
  *den = terms->top - terms->optimum;
}

static char *
fixed_range_text (const LwPriceText *text)
{
  return g_strdup_printf ("%s × (%s − %s) ÷ (%s − %s)", text->weight, text->top, text->price, text->top, text->optimum);
}

/* ---- W × (1 − ln (P ÷ Pmin) ÷ ln A) ---- */

static void
logarithmic (LwRational *share, gint64 price, const LwPriceMarket *market, const LwPriceTerms *terms)
{
  g_auto (LwRational) ratio = LW_RATIONAL_INIT, factor = LW_RATIONAL_INIT;

  lw_rational_set_int (&ratio, price, market->lowest);
  lw_fraction_to_rational (&factor, terms->factor);
  lw_rational_log (&ratio, &ratio, &factor, LW_PRICE_LOG_PLACES);
  lw_rational_set_int (share, 1, 1);
  lw_rational_sub (share, share, &ratio);
}

static char *
logarithmic_text (const LwPriceText *text)
{
  return g_strdup_printf ("%s × (1 − ln (%s ÷ %s) ÷ ln %s)", text->weight, text->price, text->lowest, text->factor);
}

/* ---- the table ---- */

const LwPriceFormula lw_price_formulas[] = {
  { "lowest-over-price", N_ ("Lowest price over price"), LW_PRICE_RELATIVE, FALSE, FALSE, LW_PRICE_LOWEST, special_free,
    lowest_over_price, NULL, lowest_over_price_text },
  { "standard-differential", N_ ("Difference from the lowest price"), LW_PRICE_RELATIVE, FALSE, FALSE, LW_PRICE_LOWEST,
    special_free, standard_differential, NULL, standard_differential_text },
  { "high-low", N_ ("Between highest and lowest price"), LW_PRICE_RELATIVE, FALSE, FALSE,
    LW_PRICE_LOWEST | LW_PRICE_HIGHEST, special_high_low, high_low, NULL, high_low_text },
  { "mean-deviation", N_ ("Deviation from the mean price"), LW_PRICE_RELATIVE, FALSE, FALSE, LW_PRICE_MEAN, special_mean,
    mean_deviation, NULL, mean_deviation_text },
  { "fixed-range", N_ ("Published range of prices"), LW_PRICE_ABSOLUTE, TRUE, FALSE, 0, special_never, fixed_range, NULL,
    fixed_range_text },
  { "logarithmic", N_ ("Logarithm of price over lowest price"), LW_PRICE_RELATIVE, FALSE, TRUE, LW_PRICE_LOWEST,
    special_free, NULL, logarithmic, logarithmic_text },
  { NULL, NULL, LW_PRICE_RELATIVE, FALSE, FALSE, 0, NULL, NULL, NULL, NULL },
};

const LwPriceFormula *
lw_price_formula_find (const char *id)
{
  for (const LwPriceFormula *formula = lw_price_formulas; id != NULL && formula->id != NULL; formula++)
    if (strcmp (formula->id, id) == 0)
      return formula;
  return NULL;
}

/* ---- shares ---- */

static void
set_wide (mpz_t out, LwInt128 value)
{
  const LwUInt128 size = value < 0 ? -(LwUInt128) value : (LwUInt128) value;

  mpz_set_ui (out, (gulong) (size >> 64));
  mpz_mul_2exp (out, out, 64);
  mpz_add_ui (out, out, (gulong) size);
  if (value < 0)
    mpz_neg (out, out);
}

static void
set_fraction (LwRational *out, LwInt128 num, LwInt128 den)
{
  set_wide (mpq_numref (out->q), num);
  set_wide (mpq_denref (out->q), den);
  mpq_canonicalize (out->q);
}

void
lw_price_raw_share (const LwPriceFormula *formula, gint64 price, const LwPriceMarket *market,
                    const LwPriceTerms *terms, LwRational *share)
{
  const LwPriceSpecial *special = formula->special (price, market);
  LwInt128 num, den;

  g_return_if_fail (price >= 0);
  g_return_if_fail (!formula->has_terms || (terms != NULL && terms->optimum < terms->top));
  g_return_if_fail (!formula->has_factor || (terms != NULL && terms->factor.num > terms->factor.den));

  if (special != NULL)
    lw_fraction_to_rational (share, special->share);
  else if (formula->parts == NULL)
    formula->share (share, price, market, terms);
  else
    {
      formula->parts (&num, &den, price, market, terms);
      set_fraction (share, num, den);
    }
}

void
lw_price_share (const LwPriceFormula *formula, gint64 price, const LwPriceMarket *market, const LwPriceTerms *terms,
                LwRational *share)
{
  g_auto (LwRational) one = LW_RATIONAL_INIT;

  lw_price_raw_share (formula, price, market, terms, share);
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
  const LwPriceSpecial *special = formula->special (price, market);
  LwInt128 num, den;

  if (formula->parts == NULL)
    return FALSE;
  if (special != NULL)
    {
      *share = special->share;
      return TRUE;
    }
  formula->parts (&num, &den, price, market, terms);
  if (num <= 0)
    *share = (LwFraction) { 0, 1 };
  else if (num >= den)
    *share = (LwFraction) { 1, 1 };
  else if (den <= G_MAXINT64)
    *share = (LwFraction) { (gint64) num, (gint64) den };
  else
    return FALSE;
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

void
lw_price_market_mean (const LwPriceMarket *market, LwRational *mean)
{
  g_return_if_fail (market->n > 0);

  set_fraction (mean, market->sum, market->n);
}

gboolean
lw_price_factor_parse (const char *text, LwFraction *factor, GError **error)
{
  LwFraction found;

  if (text != NULL && strchr (text, '/') == NULL && lw_fraction_parse (&found, text) && found.num > found.den)
    {
      *factor = found;
      return TRUE;
    }
  g_autofree char *quoted = lw_error_quote (text);
  g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("factor: expected a number above 1 of at most 18 digits, found %s"),
               quoted);
  return FALSE;
}
