/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-evaluation-lab.h"

#include <string.h>

#include "base/lw-error.h"
#include "base/lw-money.h"
#include "lw-evaluation-explain.h"
#include "base/lw-i18n.h"

#define FULL_MARKS 100
#define OUTLIER_TIMES 10
#define SHOWN_PLACES 2

/* ---- methods and terms ---- */

static guint
n_formulas (void)
{
  guint n = 0;

  while (lw_price_formulas[n].id != NULL)
    n++;
  return n;
}

guint
lw_lab_n_methods (void)
{
  return n_formulas () + LW_BASIS_MONETISED_QUALITY;
}

LwLabMethod
lw_lab_method (guint i)
{
  const guint n = n_formulas ();

  if (i < n)
    return (LwLabMethod) { lw_price_formulas[i].id, lw_price_formulas[i].title, lw_price_formulas[i].kind,
                           &lw_price_formulas[i], LW_BASIS_POINTS };
  i -= n - 1; /* the sum of points is no method of its own here */
  return (LwLabMethod) { lw_bases[i].id, lw_bases[i].title, LW_PRICE_ABSOLUTE, NULL, i };
}

void
lw_lab_terms_init (LwLabTerms *terms)
{
  memset (terms, 0, sizeof *terms);
  terms->price.factor.den = 1;
  lw_rational_init (&terms->quality_weight);
  lw_rational_init (&terms->price_weight);
  lw_rational_init (&terms->basis.exponent);
}

void
lw_lab_terms_clear (LwLabTerms *terms)
{
  lw_rational_clear (&terms->quality_weight);
  lw_rational_clear (&terms->price_weight);
  lw_rational_clear (&terms->basis.exponent);
}

void
lw_lab_terms_read (LwLabTerms *terms, const LwEvaluationModel *model)
{
  for (guint leaf = 0; leaf < model->n_leaves; leaf++)
    {
      const LwEvaluationCriterion *criterion = lw_evaluation_model_leaf (model, leaf);

      if (criterion->kind == LW_CRITERION_SCORED)
        lw_rational_add (&terms->quality_weight, &terms->quality_weight, &criterion->points);
      if (criterion->kind != LW_CRITERION_PRICE)
        continue;
      lw_rational_add (&terms->price_weight, &terms->price_weight, &criterion->points);
      if (criterion->formula->has_terms || criterion->formula->has_factor)
        terms->price = criterion->terms;
    }
  lw_rational_set (&terms->basis.exponent, &model->basis_terms.exponent);
  terms->basis.rate = model->basis_terms.rate;
}

/* WQ ÷ WP: that of the terms, else of the weights; 0 where there is none. */
static void
exponent_of (const LwLabTerms *terms, LwRational *exponent)
{
  g_auto (LwRational) most = LW_RATIONAL_INIT;

  lw_rational_set (exponent, &terms->basis.exponent);
  if (lw_rational_sign (exponent) == 0 && lw_rational_sign (&terms->price_weight) > 0)
    lw_rational_div (exponent, &terms->quality_weight, &terms->price_weight);
  lw_rational_set_int (&most, LW_EXPONENT_MAX, 1);
  if (lw_rational_cmp (exponent, &most) > 0)
    lw_rational_set_int (exponent, 0, 1);
}

const char *
lw_lab_missing (const LwLabMethod *method, const LwLabTerms *terms)
{
  g_auto (LwRational) exponent = LW_RATIONAL_INIT;

  exponent_of (terms, &exponent);
  if (method->formula != NULL && method->formula->has_terms && terms->price.top <= terms->price.optimum)
    return "optimum, top";
  if (method->formula != NULL && method->formula->has_factor && terms->price.factor.num <= terms->price.factor.den)
    return "factor";
  if (lw_bases[method->basis].has_rate && terms->basis.rate <= 0)
    return "rate";
  if (lw_bases[method->basis].has_weights && lw_rational_sign (&exponent) == 0)
    return "quality, price";
  return NULL;
}

/* ---- bids ---- */

LwLabBid *
lw_lab_bid_new (const char *name, const LwRational *quality, gint64 price)
{
  LwLabBid *bid = g_new0 (LwLabBid, 1);

  bid->name = g_strdup (name);
  lw_rational_init (&bid->quality);
  lw_rational_set (&bid->quality, quality);
  bid->price = price;
  return bid;
}

void
lw_lab_bid_free (LwLabBid *bid)
{
  g_free (bid->name);
  lw_rational_clear (&bid->quality);
  g_free (bid);
}

LwLabBid *
lw_lab_bid_parse (const char *text, const char *currency, GError **error)
{
  const char *equals = strchr (text, '='), *at = equals == NULL ? NULL : strchr (equals, '@');
  g_autofree char *name = NULL, *marks = NULL;
  g_auto (LwRational) quality = LW_RATIONAL_INIT, full = LW_RATIONAL_INIT;
  gint64 price;

  if (at == NULL || equals == text)
    {
      g_autofree char *quoted = lw_error_quote (text);

      g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
                   _("expected a dummy bid such as A=80@100.00 (80 marks of 100, price 100.00), found %s"), quoted);
      return NULL;
    }
  name = g_strndup (text, (gsize) (equals - text));
  marks = g_strndup (equals + 1, (gsize) (at - equals) - 1);
  if (!lw_rational_parse (&quality, marks, name, error) || !lw_money_parse (at + 1, currency, name, &price, error))
    return NULL;
  lw_rational_set_int (&full, FULL_MARKS, 1);
  if (lw_rational_sign (&quality) < 0 || lw_rational_cmp (&quality, &full) > 0 || price < 0)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
                   _("%s: expected 0 to %d marks and a price that is not negative, found %s"), name, FULL_MARKS,
                   equals + 1);
      return NULL;
    }
  return lw_lab_bid_new (name, &quality, price);
}

static LwLabBid *
bid_at (GPtrArray *bids, guint i)
{
  return g_ptr_array_index (bids, i);
}

GPtrArray *
lw_lab_without (GPtrArray *bids, guint dropped)
{
  GPtrArray *rest = g_ptr_array_new ();

  for (guint i = 0; i < bids->len; i++)
    if (i != dropped)
      g_ptr_array_add (rest, bid_at (bids, i));
  return rest;
}

static guint
cheapest_of (GPtrArray *bids)
{
  guint cheapest = 0;

  for (guint i = 1; i < bids->len; i++)
    if (bid_at (bids, i)->price < bid_at (bids, cheapest)->price)
      cheapest = i;
  return cheapest;
}

static GPtrArray *
copy_bids (GPtrArray *bids)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func ((GDestroyNotify) lw_lab_bid_free);

  for (guint i = 0; i < bids->len; i++)
    g_ptr_array_add (copy, lw_lab_bid_new (bid_at (bids, i)->name, &bid_at (bids, i)->quality, bid_at (bids, i)->price));
  return copy;
}

GPtrArray *
lw_lab_with_zero (GPtrArray *bids)
{
  GPtrArray *copy = copy_bids (bids);

  if (copy->len > 0)
    bid_at (copy, cheapest_of (copy))->price = 0;
  return copy;
}

GPtrArray *
lw_lab_with_outlier (GPtrArray *bids, const char *name)
{
  GPtrArray *copy = copy_bids (bids);
  g_auto (LwRational) none = LW_RATIONAL_INIT;
  gint64 highest = 0;

  for (guint i = 0; i < bids->len; i++)
    highest = MAX (highest, bid_at (bids, i)->price);
  g_ptr_array_add (copy, lw_lab_bid_new (name, &none, MIN (highest, G_MAXINT64 / OUTLIER_TIMES) * OUTLIER_TIMES));
  return copy;
}

/* ---- a trial ---- */

void
lw_lab_result_clear (LwLabResult *result)
{
  lw_rational_clear (&result->price_points);
  lw_rational_clear (&result->figure.value);
}

static LwPriceMarket
market_of (GPtrArray *bids)
{
  LwPriceMarket market = LW_PRICE_MARKET_NONE;

  for (guint i = 0; i < bids->len; i++)
    lw_price_market_add (&market, bid_at (bids, i)->price);
  return market;
}

/* The figure of a basis: marks are its quality, of which there are 100. */
static void
set_index (const LwLabMethod *method, const LwLabTerms *terms, const LwRational *quality, gint64 price, LwIndex *figure)
{
  LwBasisTerms with = { terms->basis.rate, LW_RATIONAL_INIT, terms->basis.digits };

  exponent_of (terms, &with.exponent);
  lw_basis_index (method->basis, quality, price, &with, figure);
  lw_rational_clear (&with.exponent);
}

static void
set_points (const LwLabMethod *method, const LwLabTerms *terms, const LwLabBid *bid, const LwPriceMarket *market,
            LwLabResult *result)
{
  g_auto (LwRational) full = LW_RATIONAL_INIT;

  lw_price_points (method->formula, &terms->price_weight, bid->price, market, &terms->price, &result->price_points);
  lw_rational_set_int (&full, FULL_MARKS, 1);
  lw_rational_mul (&result->figure.value, &terms->quality_weight, &bid->quality);
  lw_rational_div (&result->figure.value, &result->figure.value, &full);
  lw_rational_add (&result->figure.value, &result->figure.value, &result->price_points);
}

GArray *
lw_lab_trial (const LwLabMethod *method, const LwLabTerms *terms, GPtrArray *bids)
{
  GArray *results = g_array_sized_new (FALSE, TRUE, sizeof (LwLabResult), bids->len);
  const LwPriceMarket market = market_of (bids);

  g_array_set_clear_func (results, (GDestroyNotify) lw_lab_result_clear);
  g_array_set_size (results, bids->len);
  for (guint i = 0; i < bids->len; i++)
    {
      LwLabResult *result = &g_array_index (results, LwLabResult, i);

      lw_rational_init (&result->price_points);
      lw_rational_init (&result->figure.value);
      if (method->formula != NULL)
        set_points (method, terms, bid_at (bids, i), &market, result);
      else
        set_index (method, terms, &bid_at (bids, i)->quality, bid_at (bids, i)->price, &result->figure);
    }
  for (guint i = 0; i < bids->len; i++)
    {
      LwLabResult *result = &g_array_index (results, LwLabResult, i);

      result->rank = 1;
      for (guint j = 0; j < bids->len; j++)
        {
          const int order = lw_basis_cmp (method->basis, &g_array_index (results, LwLabResult, j).figure, &result->figure);

          result->rank += order < 0;
          result->tied |= j != i && order == 0;
        }
    }
  return results;
}

void
lw_lab_point (const LwLabMethod *method, const LwLabTerms *terms, GPtrArray *bids, gint64 price, LwIndex *figure)
{
  LwPriceMarket market = market_of (bids);
  g_auto (LwRational) full = LW_RATIONAL_INIT;

  figure->limit = LW_INDEX_FINITE;
  lw_price_market_add (&market, price);
  lw_rational_set_int (&full, FULL_MARKS, 1);
  if (method->formula != NULL)
    lw_price_points (method->formula, &terms->price_weight, price, &market, &terms->price, &figure->value);
  else
    set_index (method, terms, &full, price, figure);
}

/* ---- can quality change the winner? ---- */

/* Of points: how many marks are worth what the cheapest has more for price. */
static gboolean
lead_in_points (const LwLabMethod *method, const LwLabTerms *terms, GPtrArray *bids, guint which, guint cheapest,
                LwRational *marks)
{
  g_autoptr (GArray) results = lw_lab_trial (method, terms, bids);
  g_auto (LwRational) full = LW_RATIONAL_INIT;

  lw_rational_sub (marks, &g_array_index (results, LwLabResult, cheapest).price_points,
                   &g_array_index (results, LwLabResult, which).price_points);
  if (lw_rational_sign (marks) == 0)
    return TRUE;
  if (lw_rational_sign (&terms->quality_weight) == 0)
    return FALSE;
  lw_rational_set_int (&full, FULL_MARKS, 1);
  lw_rational_mul (marks, marks, &full);
  lw_rational_div (marks, marks, &terms->quality_weight);
  return TRUE;
}

/* Of a basis, with full quality: what the cheapest must fall short of it. */
static void
lead_in_basis (const LwLabMethod *method, const LwLabTerms *terms, gint64 price, gint64 cheapest, LwRational *marks)
{
  g_auto (LwRational) full = LW_RATIONAL_INIT, power = LW_RATIONAL_INIT, one = LW_RATIONAL_INIT;

  if (method->basis == LW_BASIS_MONETISED_QUALITY)
    {
      lw_rational_set_int (marks, price - cheapest, terms->basis.rate);
      return;
    }
  lw_rational_set_int (marks, 0, 1);
  if (price == cheapest)
    return;
  lw_rational_set_int (&full, FULL_MARKS, 1);
  lw_rational_set_int (&one, 1, 1);
  lw_rational_set_int (marks, cheapest, price);
  if (lw_bases[method->basis].has_weights)
    {
      exponent_of (terms, &power);
      lw_rational_div (&power, &one, &power);
      /* what is raised to a higher power than lw_rational_pow() serves is as good as nothing */
      lw_rational_set_int (&one, LW_EXPONENT_MAX, 1);
      lw_rational_pow (marks, marks, lw_rational_cmp (&power, &one) > 0 ? &one : &power, LW_BASIS_POWER_DIGITS);
    }
  lw_rational_mul (marks, marks, &full);
  lw_rational_sub (marks, &full, marks);
}

gboolean
lw_lab_lead (const LwLabMethod *method, const LwLabTerms *terms, GPtrArray *bids, guint which, LwRational *marks)
{
  const guint cheapest = cheapest_of (bids);

  if (method->formula != NULL)
    return lead_in_points (method, terms, bids, which, cheapest, marks);
  lead_in_basis (method, terms, bid_at (bids, which)->price, bid_at (bids, cheapest)->price, marks);
  return TRUE;
}

gboolean
lw_lab_quality_matters (const LwLabMethod *method, const LwLabTerms *terms, GPtrArray *bids)
{
  const guint cheapest = cheapest_of (bids);
  g_auto (LwRational) marks = LW_RATIONAL_INIT, full = LW_RATIONAL_INIT;

  lw_rational_set_int (&full, FULL_MARKS, 1);
  if (method->formula != NULL && lw_rational_sign (&terms->quality_weight) == 0)
    return FALSE;
  for (guint i = 0; i < bids->len; i++)
    if (i != cheapest && lw_lab_lead (method, terms, bids, i, &marks) && lw_rational_cmp (&marks, &full) < 0)
      return TRUE;
  return FALSE;
}

/* ---- rank reversal ---- */

GArray *
lw_lab_drop (const LwLabMethod *method, const LwLabTerms *terms, GPtrArray *bids, guint dropped)
{
  g_autoptr (GPtrArray) rest = lw_lab_without (bids, dropped);
  g_autoptr (GArray) before = lw_lab_trial (method, terms, bids), after = lw_lab_trial (method, terms, rest);
  GArray *swaps = g_array_new (FALSE, FALSE, sizeof (LwLabSwap));

  for (guint a = 0; a < bids->len; a++)
    for (guint b = a + 1; b < bids->len; b++)
      {
        if (a == dropped || b == dropped)
          continue;
        const guint a_after = a - (a > dropped), b_after = b - (b > dropped);
        const int was = lw_basis_cmp (method->basis, &g_array_index (before, LwLabResult, a).figure,
                                      &g_array_index (before, LwLabResult, b).figure);
        const int is = lw_basis_cmp (method->basis, &g_array_index (after, LwLabResult, a_after).figure,
                                     &g_array_index (after, LwLabResult, b_after).figure);
        const LwLabSwap swap = { a, b };

        if ((was > 0) - (was < 0) != (is > 0) - (is < 0))
          g_array_append_val (swaps, swap);
      }
  return swaps;
}

/* ---- in words ---- */

char *
lw_lab_figure_text (const LwLabMethod *method, const LwIndex *figure)
{
  if (figure->limit != LW_INDEX_FINITE)
    return g_strdup (figure->limit == LW_INDEX_BEST ? "best" : "worst");
  return method->formula != NULL ? lw_evaluation_shown (&figure->value, SHOWN_PLACES)
                                 : lw_evaluation_digits (&figure->value, SHOWN_PLACES);
}

char *
lw_lab_order_text (GArray *results, GPtrArray *bids)
{
  GString *text = g_string_new (NULL);

  for (guint rank = 1; rank <= bids->len; rank++)
    {
      gboolean same = FALSE;

      for (guint i = 0; i < bids->len; i++)
        if (g_array_index (results, LwLabResult, i).rank == rank)
          {
            g_string_append_printf (text, "%s%s", same ? " = " : text->len > 0 ? " > " : "", bid_at (bids, i)->name);
            same = TRUE;
          }
    }
  return g_string_free (text, FALSE);
}

char *
lw_lab_swaps_text (GArray *swaps, GPtrArray *bids)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < swaps->len; i++)
    {
      const LwLabSwap *swap = &g_array_index (swaps, LwLabSwap, i);

      g_string_append_printf (text, _("%s%s and %s change"), i > 0 ? ", " : "", bid_at (bids, swap->a)->name,
                              bid_at (bids, swap->b)->name);
    }
  return g_string_free (text, FALSE);
}
