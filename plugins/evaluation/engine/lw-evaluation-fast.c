/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Every mark of every leaf contributes a whole number of parts of one common denominator, so a bid's marks
 * are summed in integers; points for price join as fractions. Nothing here rounds except where the method
 * does, and whatever does not fit is left to the rationals.
 */
#include "config.h"

#include "lw-evaluation-fast.h"
#include "lw-evaluation-model-private.h"

/* A range of leaves whose sum is rounded as one. */
typedef struct
{
  guint first_leaf;
  guint end_leaf;
} Run;

typedef struct
{
  guint criterion;
  LwFraction minimum;
} GroupMinimum;

struct _LwEvaluationFast
{
  gint64 den;
  gint64 *points;      /* numerators over den, by entry of the model's tables */
  guint *price_leaves;
  LwFraction *price_weights;
  guint n_price;
  Run *runs;           /* sections where the method rounds them, else one run */
  guint n_runs;
  GroupMinimum *minima;
  guint n_minima;
  LwFraction minimum;  /* of the total, where there is one */
};

/* ---- tables ---- */

void
lw_evaluation_fast_free (LwEvaluationFast *fast)
{
  if (fast == NULL)
    return;
  g_free (fast->points);
  g_free (fast->price_leaves);
  g_free (fast->price_weights);
  g_free (fast->runs);
  g_free (fast->minima);
  g_free (fast);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwEvaluationFast, lw_evaluation_fast_free)

/* The least common denominator of all contributions; where each is rounded, that of the rounding. */
static gboolean
common_denominator (const LwEvaluationModel *model, gint64 *den)
{
  gboolean fits;
  mpz_t common;

  mpz_init_set_ui (common, 1);
  if (model->stage == LW_ROUND_CRITERION)
    mpz_ui_pow_ui (common, 10, model->places);
  for (guint i = 0; i < model->n_points; i++)
    mpz_lcm (common, common, mpq_denref (model->points[i].value.q));
  fits = mpz_fits_slong_p (common);
  if (fits)
    *den = mpz_get_si (common);
  mpz_clear (common);
  return fits;
}

/* Numerators over the common denominator; the best bid's sum must leave room. */
static gboolean
set_points (const LwEvaluationModel *model, LwEvaluationFast *fast)
{
  g_auto (LwRational) scaled = LW_RATIONAL_INIT, den = LW_RATIONAL_INIT;
  gint64 most = 0;

  lw_rational_set_int (&den, fast->den, 1);
  fast->points = g_new0 (gint64, MAX (model->n_points, 1));
  for (guint leaf = 0; leaf < model->n_leaves; leaf++)
    {
      gint64 best = 0;

      for (guint entry = model->offset[leaf]; entry < model->offset[leaf + 1]; entry++)
        {
          LwFraction fraction;

          lw_rational_mul (&scaled, &model->points[entry].value, &den);
          if (!lw_fraction_from_rational (&fraction, &scaled))
            return FALSE;
          fast->points[entry] = fraction.num;
          best = MAX (best, fraction.num);
        }
      if (__builtin_add_overflow (most, best, &most))
        return FALSE;
    }
  return TRUE;
}

static gboolean
set_prices (const LwEvaluationModel *model, LwEvaluationFast *fast)
{
  fast->price_leaves = g_new0 (guint, MAX (model->n_leaves, 1));
  fast->price_weights = g_new0 (LwFraction, MAX (model->n_leaves, 1));
  for (guint leaf = 0; leaf < model->n_leaves; leaf++)
    {
      const LwEvaluationCriterion *criterion = lw_evaluation_model_leaf (model, leaf);

      if (criterion->kind != LW_CRITERION_PRICE)
        continue;
      if (criterion->formula->parts == NULL
          || !lw_fraction_from_rational (&fast->price_weights[fast->n_price], &criterion->points))
        return FALSE;
      fast->price_leaves[fast->n_price++] = leaf;
    }
  return TRUE;
}

static gboolean
set_minima (const LwEvaluationModel *model, LwEvaluationFast *fast)
{
  fast->minima = g_new0 (GroupMinimum, MAX (model->n_criteria, 1));
  for (guint i = 0; i < model->n_criteria; i++)
    {
      const LwEvaluationCriterion *criterion = &model->criteria[i];

      if (criterion->kind != LW_CRITERION_GROUP || criterion->minimum_text == NULL)
        continue;
      fast->minima[fast->n_minima].criterion = i;
      if (!lw_fraction_from_rational (&fast->minima[fast->n_minima++].minimum, &criterion->minimum))
        return FALSE;
    }
  return model->minimum_text == NULL || lw_fraction_from_rational (&fast->minimum, &model->minimum);
}

static void
set_runs (const LwEvaluationModel *model, LwEvaluationFast *fast)
{
  fast->runs = g_new0 (Run, MAX (model->n_criteria, 1));
  if (model->stage != LW_ROUND_SECTION)
    {
      fast->runs[fast->n_runs++] = (Run) { 0, model->n_leaves };
      return;
    }
  for (guint i = 0; i < model->n_criteria; i = model->criteria[i].end)
    {
      const LwEvaluationCriterion *section = &model->criteria[i];

      fast->runs[fast->n_runs++] = (Run) { section->first_leaf, section->first_leaf + section->n_leaves };
    }
}

LwEvaluationFast *
lw_evaluation_fast_new (const LwEvaluationModel *model)
{
  g_autoptr (LwEvaluationFast) fast = g_new0 (LwEvaluationFast, 1);

  if (model->places > LW_FRACTION_PLACES_MAX || !common_denominator (model, &fast->den) || !set_points (model, fast)
      || !set_prices (model, fast) || !set_minima (model, fast))
    return NULL;
  set_runs (model, fast);
  return g_steal_pointer (&fast);
}

/* ---- one bid ---- */

typedef struct
{
  const LwEvaluationModel *model;
  const LwEvaluationFast *fast;
  const LwCell *row;
  gint64 *sums;      /* of each run, over fast->den */
  LwFraction *price; /* points of each price leaf */
} Bid;

/* Sums the marks of each run, and looks for what is missing and what fails. */
static inline void
sum_marks (const Bid *bid, LwBidOutcome *outcome)
{
  const LwEvaluationModel *model = bid->model;
  const gint64 *points = bid->fast->points;

  for (guint r = 0; r < bid->fast->n_runs; r++)
    {
      const Run run = bid->fast->runs[r];
      gint64 sum = 0;

      for (guint leaf = run.first_leaf; leaf < run.end_leaf; leaf++)
        {
          const LwCell cell = bid->row[leaf];

          if (cell < 0)
            {
              outcome->missing = TRUE;
              continue;
            }
          sum += points[model->offset[leaf] + cell];
          outcome->failed |= model->fails[model->offset[leaf] + cell];
        }
      bid->sums[r] = sum;
    }
}

/* Adds the price points of the leaves in the range. */
static inline gboolean
add_price (const Bid *bid, Run run, LwFraction *value)
{
  for (guint p = 0; p < bid->fast->n_price; p++)
    if (bid->fast->price_leaves[p] >= run.first_leaf && bid->fast->price_leaves[p] < run.end_leaf
        && !lw_fraction_add (value, *value, bid->price[p]))
      return FALSE;
  return TRUE;
}

/* Whether the bid is known to miss a group's minimum; @priced says whether groups with a price leaf are judged. */
static gboolean
check_group (const Bid *bid, const GroupMinimum *minimum, gboolean priced, gboolean *fails)
{
  const LwEvaluationModel *model = bid->model;
  const LwEvaluationCriterion *group = &model->criteria[minimum->criterion];
  const Run run = { group->first_leaf, group->first_leaf + group->n_leaves };
  LwFraction value = { 0, bid->fast->den };

  if (group->has_price && !priced)
    return TRUE;
  for (guint leaf = run.first_leaf; leaf < run.end_leaf; leaf++)
    {
      const LwCell cell = bid->row[leaf];

      if (cell >= 0)
        value.num += bid->fast->points[model->offset[leaf] + cell];
      else if (lw_evaluation_model_leaf (model, leaf)->kind == LW_CRITERION_SCORED)
        return TRUE;
    }
  if ((group->has_price && !add_price (bid, run, &value))
      || (group->level == 0 && model->stage == LW_ROUND_SECTION
          && !lw_fraction_round (&value, value, model->places, model->rule)))
    return FALSE;
  if (lw_fraction_cmp (value, minimum->minimum) < 0)
    *fails = TRUE;
  return TRUE;
}

static gboolean
check_groups (const Bid *bid, gboolean with_price, gboolean *fails)
{
  for (guint i = 0; i < bid->fast->n_minima; i++)
    {
      const GroupMinimum *minimum = &bid->fast->minima[i];

      if (bid->model->criteria[minimum->criterion].has_price == with_price
          && !check_group (bid, minimum, with_price, fails))
        return FALSE;
    }
  return TRUE;
}

static gboolean
set_price_points (const Bid *bid, gint64 price, const LwPriceMarket *market)
{
  const LwEvaluationModel *model = bid->model;

  for (guint p = 0; p < bid->fast->n_price; p++)
    {
      const LwEvaluationCriterion *criterion = lw_evaluation_model_leaf (model, bid->fast->price_leaves[p]);
      LwFraction *points = &bid->price[p];

      if (!lw_price_share_fast (criterion->formula, price, market, &criterion->terms, points)
          || !lw_fraction_mul (points, *points, bid->fast->price_weights[p])
          || (model->stage == LW_ROUND_CRITERION && !lw_fraction_round (points, *points, model->places, model->rule)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
set_total (const Bid *bid, LwBidOutcome *outcome)
{
  const LwEvaluationModel *model = bid->model;
  LwFraction total = { 0, 1 };

  for (guint r = 0; r < bid->fast->n_runs; r++)
    {
      LwFraction value = { bid->sums[r], bid->fast->den };

      if (!add_price (bid, bid->fast->runs[r], &value)
          || (model->stage == LW_ROUND_SECTION && !lw_fraction_round (&value, value, model->places, model->rule)))
        return FALSE;
      if (r == 0)
        total = value;
      else if (!lw_fraction_add (&total, total, value))
        return FALSE;
    }
  if (model->stage == LW_ROUND_TOTAL && !lw_fraction_round (&total, total, model->places, model->rule))
    return FALSE;
  outcome->total = total;
  if (model->minimum_text != NULL && lw_fraction_cmp (total, bid->fast->minimum) < 0)
    outcome->failed = TRUE;
  return TRUE;
}

/* A bid with an override is judged by what it fails in rationals: there are few. */
static gboolean
fails_without_price (const LwEvaluationMarks *marks, guint bid)
{
  const LwPriceMarket none = LW_PRICE_MARKET_NONE;

  for (guint i = 0; i < marks->model->n_criteria; i++)
    if (!marks->model->criteria[i].has_price && lw_evaluation_fails (marks, bid, i, &none))
      return TRUE;
  return FALSE;
}

static gboolean
fails_anywhere (const LwEvaluationMarks *marks, guint bid, const LwPriceMarket *market, gboolean whole)
{
  g_auto (LwRational) total = LW_RATIONAL_INIT;

  for (guint i = 0; i < marks->model->n_criteria; i++)
    if (lw_evaluation_fails (marks, bid, i, market))
      return TRUE;
  return whole && lw_evaluation_total (marks, bid, market, &total, NULL) && lw_evaluation_total_fails (marks, bid, &total);
}

/* ---- one lot ---- */

/* Marks and minima without price, of every bid; and the prices of those that stand. */
static gboolean
judge_marks (const LwEvaluationMarks *marks, guint lot, Bid *bid, gint64 *sums, LwBidOutcome *outcomes,
             LwPriceMarket *market, gboolean *fallback)
{
  const LwEvaluationLot *of = &marks->lots[lot];
  LwPriceMarket all = LW_PRICE_MARKET_NONE;

  *market = LW_PRICE_MARKET_NONE;
  for (guint i = 0; i < of->n_bids; i++)
    {
      const LwEvaluationBid *row = &marks->bids[of->first_bid + i];
      LwBidOutcome *outcome = &outcomes[i];

      *outcome = (LwBidOutcome) { { 0, 1 }, row->status == LW_BID_SUBMITTED, FALSE, FALSE };
      if (!outcome->takes_part)
        continue;
      bid->row = lw_evaluation_marks_row (marks, of->first_bid + i);
      bid->sums = sums + (gsize) i * bid->fast->n_runs;
      sum_marks (bid, outcome);
      if (bid->fast->n_minima > 0 && !check_groups (bid, FALSE, &outcome->failed))
        return FALSE;
      if (row->overridden)
        outcome->failed = fails_without_price (marks, of->first_bid + i);
      if (row->price < 0)
        {
          outcome->missing |= bid->fast->n_price > 0 || marks->model->basis != LW_BASIS_POINTS;
          continue;
        }
      lw_price_market_add (&all, row->price);
      if (!outcome->failed)
        lw_price_market_add (market, row->price);
    }
  *fallback = market->n == 0 && all.n > 0;
  if (*fallback)
    *market = all;
  return TRUE;
}

/* Points for price and totals. A bid without a price is judged no further than its marks. */
static gboolean
judge_prices (const LwEvaluationMarks *marks, guint lot, Bid *bid, gint64 *sums, LwBidOutcome *outcomes,
              const LwPriceMarket *market)
{
  const LwEvaluationLot *of = &marks->lots[lot];

  for (guint i = 0; i < of->n_bids; i++)
    {
      const LwEvaluationBid *row = &marks->bids[of->first_bid + i];
      LwBidOutcome *outcome = &outcomes[i];

      if (!outcome->takes_part || (bid->fast->n_price > 0 && row->price < 0))
        continue;
      bid->row = lw_evaluation_marks_row (marks, of->first_bid + i);
      bid->sums = sums + (gsize) i * bid->fast->n_runs;
      if (bid->fast->n_price > 0
          && (!set_price_points (bid, row->price, market)
              || (bid->fast->n_minima > 0 && !check_groups (bid, TRUE, &outcome->failed))))
        return FALSE;
      if (!outcome->missing && !set_total (bid, outcome))
        return FALSE;
      if (row->overridden)
        outcome->failed = fails_anywhere (marks, of->first_bid + i, market, !outcome->missing);
    }
  return TRUE;
}

gboolean
lw_evaluation_fast_lot (const LwEvaluationMarks *marks, guint lot, LwBidOutcome *outcomes, LwPriceMarket *market,
                        gboolean *fallback)
{
  const LwEvaluationFast *fast = marks->model->fast;
  g_autofree gint64 *sums = NULL;
  g_autofree LwFraction *price = NULL;
  Bid bid = { marks->model, fast, NULL, NULL, NULL };

  if (fast == NULL)
    return FALSE;
  sums = g_new (gint64, (gsize) marks->lots[lot].n_bids * fast->n_runs + 1);
  price = g_new (LwFraction, fast->n_price + 1);
  bid.price = price;
  return judge_marks (marks, lot, &bid, sums, outcomes, market, fallback)
         && judge_prices (marks, lot, &bid, sums, outcomes, market);
}

gboolean
lw_evaluation_totals (const LwEvaluationMarks *marks, LwBidOutcome *outcomes)
{
  LwPriceMarket market;
  gboolean fallback;

  for (guint lot = 0; lot < marks->n_lots; lot++)
    if (!lw_evaluation_fast_lot (marks, lot, outcomes + marks->lots[lot].first_bid, &market, &fallback))
      return FALSE;
  return TRUE;
}
