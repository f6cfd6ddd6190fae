/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-evaluation-basis.h"

#include <string.h>

#include "base/lw-error.h"
#include "base/lw-i18n.h"

const LwBasis lw_bases[] = {
  { "points", N_ ("Sum of points"), FALSE, FALSE, FALSE },
  { "price-per-quality-point", N_ ("Price of a point of quality"), TRUE, FALSE, FALSE },
  { "value-index", N_ ("Quality for the price"), FALSE, FALSE, FALSE },
  { "weighted-value-index", N_ ("Weighted quality for the price"), FALSE, FALSE, TRUE },
  { "monetised-quality", N_ ("Price less the worth of quality"), TRUE, TRUE, FALSE },
  { NULL, NULL, FALSE, FALSE, FALSE },
};

int
lw_basis_find (const char *id)
{
  if (id == NULL)
    return LW_BASIS_POINTS;
  for (int i = 0; lw_bases[i].id != NULL; i++)
    if (strcmp (lw_bases[i].id, id) == 0)
      return i;
  return -1;
}

/* @minor units as major ones. */
static void
set_money (LwRational *out, gint64 minor, guint digits)
{
  mpz_set_si (mpq_numref (out->q), minor);
  mpz_ui_pow_ui (mpq_denref (out->q), 10, digits);
  mpq_canonicalize (out->q);
}

/* Set where dividing @above by @below is dividing by nothing. */
static LwIndexLimit
limit_of (gboolean above_is_best, const LwRational *above, const LwRational *below)
{
  if (lw_rational_sign (below) > 0)
    return LW_INDEX_FINITE;
  return above_is_best && lw_rational_sign (above) > 0 ? LW_INDEX_BEST : LW_INDEX_WORST;
}

void
lw_basis_index (LwBasisKind basis, const LwRational *quality, gint64 price, const LwBasisTerms *terms, LwIndex *index)
{
  g_auto (LwRational) paid = LW_RATIONAL_INIT, worth = LW_RATIONAL_INIT;

  g_return_if_fail (basis != LW_BASIS_POINTS && price >= 0 && lw_rational_sign (quality) >= 0);

  set_money (&paid, price, terms->digits);
  index->limit = LW_INDEX_FINITE;
  switch (basis)
    {
    case LW_BASIS_PRICE_PER_QUALITY_POINT:
      index->limit = limit_of (FALSE, &paid, quality);
      if (index->limit == LW_INDEX_FINITE)
        lw_rational_div (&index->value, &paid, quality);
      break;
    case LW_BASIS_WEIGHTED_VALUE_INDEX:
      lw_rational_pow (&worth, quality, &terms->exponent, LW_BASIS_POWER_DIGITS);
      index->limit = limit_of (TRUE, &worth, &paid);
      if (index->limit == LW_INDEX_FINITE)
        lw_rational_div (&index->value, &worth, &paid);
      break;
    case LW_BASIS_VALUE_INDEX:
      index->limit = limit_of (TRUE, quality, &paid);
      if (index->limit == LW_INDEX_FINITE)
        lw_rational_div (&index->value, quality, &paid);
      break;
    case LW_BASIS_MONETISED_QUALITY:
    default:
      set_money (&worth, terms->rate, terms->digits);
      lw_rational_mul (&worth, &worth, quality);
      lw_rational_sub (&index->value, &paid, &worth);
    }
}

int
lw_basis_cmp (LwBasisKind basis, const LwIndex *a, const LwIndex *b)
{
  const int order = a->limit != b->limit         ? (int) a->limit - (int) b->limit
                    : a->limit != LW_INDEX_FINITE ? 0
                                                  : lw_rational_cmp (&a->value, &b->value);

  return a->limit != b->limit || lw_bases[basis].lowest_wins ? order : -order;
}

char *
lw_basis_substitute (LwBasisKind basis, const char *quality, const char *price, const char *exponent, const char *rate)
{
  switch (basis)
    {
    case LW_BASIS_PRICE_PER_QUALITY_POINT:
      return g_strdup_printf ("%s ÷ %s", price, quality);
    case LW_BASIS_VALUE_INDEX:
      return g_strdup_printf ("%s ÷ %s", quality, price);
    case LW_BASIS_WEIGHTED_VALUE_INDEX:
      return g_strdup_printf ("%s ^ (%s) ÷ %s", quality, exponent, price);
    case LW_BASIS_MONETISED_QUALITY:
      return g_strdup_printf ("%s − %s × %s", price, quality, rate);
    default:
      g_return_val_if_reached (NULL);
    }
}

gboolean
lw_basis_exponent (const char *quality_weight, const char *price_weight, LwRational *exponent, GError **error)
{
  g_auto (LwRational) quality = LW_RATIONAL_INIT, price = LW_RATIONAL_INIT, most = LW_RATIONAL_INIT;

  if (!lw_rational_parse (&quality, quality_weight, "quality-weight", error)
      || !lw_rational_parse (&price, price_weight, "price-weight", error))
    return FALSE;
  if (lw_rational_sign (&quality) <= 0 || lw_rational_sign (&price) <= 0)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
                   _("quality-weight, price-weight: expected both above 0, found %s and %s"), quality_weight,
                   price_weight);
      return FALSE;
    }
  lw_rational_div (&quality, &quality, &price);
  lw_rational_set_int (&most, LW_EXPONENT_MAX, 1);
  if (lw_rational_cmp (&quality, &most) > 0)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
                   _("quality-weight: expected at most %d times the price-weight, found %s and %s"), LW_EXPONENT_MAX,
                   quality_weight, price_weight);
      return FALSE;
    }
  lw_rational_set (exponent, &quality);
  return TRUE;
}
