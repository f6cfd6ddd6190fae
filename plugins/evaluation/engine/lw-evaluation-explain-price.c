/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The part of an explanation that is about price: a formula with its numbers in, and the figure that ranks. */
#include "config.h"

#include "lw-evaluation-costs.h"
#include "lw-evaluation-explain-private.h"
#include "lw-evaluation-prices.h"

#include "base/lw-money.h"

#include "base/lw-i18n.h"

static LwExplainStep *
money_step (const LwExplain *explain, LwExplainKind kind, gint64 minor, char *text)
{
  LwExplainStep *step = lw_explain_step_new (kind, text);

  step->minor = minor;
  step->price = minor < 0 ? NULL : lw_money_to_text (minor, explain->currency);
  return step;
}

/* ---- the market ---- */

/* Bidders whose price counts and is @price; all whose price counts where it is below 0. */
static GStrv
bidders_at (const LwExplain *explain, gint64 price)
{
  const LwEvaluationMarks *marks = explain->marks;
  const LwEvaluationLot *lot = &marks->lots[explain->ranking->lot];
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint bid = lot->first_bid; bid < lot->first_bid + lot->n_bids; bid++)
    if (marks->bids[bid].price >= 0 && (price < 0 || marks->bids[bid].price == price)
        && marks->bids[bid].status == LW_BID_SUBMITTED
        && (explain->ranking->market_fallback || lw_evaluation_is_compliant (marks, bid)))
      g_strv_builder_add (builder, marks->bidders[marks->bids[bid].bidder].id);
  return g_strv_builder_end (builder);
}

static void
add_limit_of_market (const LwExplain *explain, LwExplainStep *parent, LwExplainKind kind, gint64 price,
                     const char *of_compliant, const char *of_all)
{
  g_autofree char *amount = lw_money_format (price, explain->currency);
  g_auto (GStrv) bidders = bidders_at (explain, price);
  g_autofree char *who = g_strjoinv (", ", bidders);
  LwExplainStep *step
      = money_step (explain, kind, price,
                    explain->ranking->market_fallback
                        ? g_strdup_printf (_("%s %s (%s), of all bids because none is compliant"), of_all, amount, who)
                        : g_strdup_printf ("%s %s (%s)", of_compliant, amount, who));

  step->bidders = g_steal_pointer (&bidders);
  lw_explain_step_add (parent, step);
}

/* "£104.00", or "(£313.00 ÷ 3)" where it is no whole number of minor units. (transfer full) */
static char *
mean_text (const LwExplain *explain)
{
  const LwPriceMarket *market = &explain->ranking->market;
  g_autofree char *sum = NULL;

  if (market->n == 0 || market->sum > G_MAXINT64)
    {
      g_auto (LwRational) mean = LW_RATIONAL_INIT;

      if (market->n > 0)
        lw_price_market_mean (market, &mean);
      sum = lw_evaluation_shown (&mean, 0);
      return g_strdup_printf (_("(%s minor units)"), sum);
    }
  if (market->sum % market->n == 0)
    return lw_money_format ((gint64) (market->sum / market->n), explain->currency);
  sum = lw_money_format ((gint64) market->sum, explain->currency);
  return g_strdup_printf ("(%s ÷ %u)", sum, market->n);
}

static void
add_mean (const LwExplain *explain, LwExplainStep *parent)
{
  g_auto (GStrv) bidders = bidders_at (explain, -1);
  g_autofree char *who = g_strjoinv (", ", bidders), *mean = mean_text (explain);
  g_auto (LwRational) value = LW_RATIONAL_INIT;
  LwExplainStep *step = lw_explain_step_new (
      LW_EXPLAIN_MEAN, explain->ranking->market_fallback
                           ? g_strdup_printf (_("mean price %s (%s), of all bids because none is compliant"), mean, who)
                           : g_strdup_printf (_("mean compliant price %s (%s)"), mean, who));

  lw_price_market_mean (&explain->ranking->market, &value);
  lw_explain_step_set_value (step, &value);
  step->bidders = g_steal_pointer (&bidders);
  lw_explain_step_add (parent, step);
}

static void
add_market (const LwExplain *explain, LwExplainStep *parent, const LwPriceFormula *formula)
{
  const LwPriceMarket *market = &explain->ranking->market;

  if (formula->uses & LW_PRICE_LOWEST)
    add_limit_of_market (explain, parent, LW_EXPLAIN_LOWEST, market->lowest, _("lowest compliant price"),
                         _("lowest price"));
  if (formula->uses & LW_PRICE_HIGHEST)
    add_limit_of_market (explain, parent, LW_EXPLAIN_HIGHEST, market->highest, _("highest compliant price"),
                         _("highest price"));
  if (formula->uses & LW_PRICE_MEAN)
    add_mean (explain, parent);
}

/* ---- points ---- */

/* Only where the formula leaves the range of points that a criterion has. */
static void
add_limit (LwExplainStep *parent, const LwEvaluationCriterion *criterion, const LwRational *raw, const LwRational *kept)
{
  g_autofree char *weight = lw_evaluation_number (&criterion->points);
  LwExplainStep *step;

  if (lw_rational_cmp (raw, kept) == 0)
    return;
  step = lw_explain_step_new (
      LW_EXPLAIN_LIMIT,
      lw_rational_cmp (raw, kept) > 0
          ? g_strdup_printf (_("more than the %s points that this criterion can earn: counts as %s"), weight, weight)
          : g_strdup (_("less than nothing: counts as 0 points")));
  lw_explain_step_set_value (step, kept);
  lw_explain_step_set_before (step, raw);
  lw_explain_step_add (parent, step);
}

/* What holds where the formula would divide by nothing. */
static void
add_special (LwExplainStep *parent, const LwPriceSpecial *special, const LwRational *points)
{
  g_autofree char *number = lw_evaluation_number (points);
  LwExplainStep *step
      = lw_explain_step_new (LW_EXPLAIN_FORMULA, g_strdup_printf (_("%s: %s points"), _(special->text), number));

  lw_explain_step_set_value (step, points);
  lw_explain_step_add (parent, step);
}

static void
add_price_formula (const LwExplain *explain, LwExplainStep *step, const LwEvaluationCriterion *criterion, gint64 price,
                   const LwRational *kept)
{
  const LwPriceMarket *market = &explain->ranking->market;
  const LwPriceFormula *formula = criterion->formula;
  const LwPriceSpecial *special = formula->special (price, market);
  g_auto (LwRational) raw = LW_RATIONAL_INIT, factor = LW_RATIONAL_INIT;

  if (special != NULL)
    {
      add_special (step, special, kept);
      return;
    }
  if (formula->has_factor)
    lw_fraction_to_rational (&factor, criterion->terms.factor);
  g_autofree char *weight = lw_evaluation_number (&criterion->points);
  g_autofree char *paid = lw_money_format (price, explain->currency);
  g_autofree char *lowest = lw_money_format (MAX (market->lowest, 0), explain->currency);
  g_autofree char *highest = lw_money_format (MAX (market->highest, 0), explain->currency);
  g_autofree char *mean = mean_text (explain);
  g_autofree char *optimum = lw_money_format (criterion->terms.optimum, explain->currency);
  g_autofree char *top = lw_money_format (criterion->terms.top, explain->currency);
  g_autofree char *times = lw_evaluation_number (&factor);
  const LwPriceText text = { weight, paid, lowest, highest, mean, optimum, top, times };
  g_autofree char *left = formula->substitute (&text);

  lw_price_raw_share (formula, price, market, &criterion->terms, &raw);
  lw_rational_mul (&raw, &raw, &criterion->points);
  lw_explain_add_formula (step, left, &raw, explain->model->places);
  add_limit (step, criterion, &raw, kept);
}

/* Its costs year by year, and what they are worth today. */
static void
add_costs (const LwExplain *explain, LwExplainStep *price)
{
  const LwEvaluationBid *bid = &explain->marks->bids[explain->bid];
  g_autoptr (GPtrArray) costs = lw_evaluation_costs (explain->connection, explain->marks->lots[bid->lot].id,
                                                     explain->marks->bidders[bid->bidder].id, NULL);
  g_autofree char *rate = lw_evaluation_number (&explain->model->discount);
  g_auto (LwRational) value = LW_RATIONAL_INIT;
  gint64 minor;

  for (guint i = 0; costs != NULL && i < costs->len; i++)
    {
      const LwBidCost *cost = g_ptr_array_index (costs, i);
      g_autofree char *amount = lw_money_format (cost->amount, explain->currency), *worth = NULL;
      LwExplainStep *step;

      lw_evaluation_cost_value (explain->model, cost, &value);
      worth = lw_evaluation_shown (&value, 0);
      step = money_step (explain, LW_EXPLAIN_COST, cost->amount,
                         g_strdup_printf (_("year %u, %s: %s ÷ (1 + %s)^%u = %s minor units today"), cost->year, cost->title, amount,
                                          rate, cost->year, worth));
      lw_explain_step_set_value (step, &value);
      lw_explain_step_add (price, step);
    }
  if (costs == NULL || !lw_evaluation_costs_value (explain->model, costs, &value, &minor, NULL))
    return;
  lw_explain_step_set_before (price, &value);
  lw_rational_set_int (&value, minor, 1);
  lw_explain_step_set_value (price, &value);
}

static LwExplainStep *
correction_step (const LwExplain *explain, const LwPriceCorrection *correction)
{
  g_autofree char *before = lw_money_format (correction->before, explain->currency);
  g_autofree char *after = lw_money_format (correction->after, explain->currency);
  g_autofree char *figure = correction->title == NULL ? g_strdup (_("price"))
                                                      : g_strdup_printf (_("%s, year %u"), correction->title, correction->year);
  LwExplainStep *step = money_step (explain, LW_EXPLAIN_CORRECTION, correction->after,
                                    g_strdup_printf (_("correction %u, %s: %s becomes %s, by %s at %s (%s)"), correction->number,
                                                     figure, before, after, correction->person, correction->at,
                                                     correction->effect));
  g_auto (LwRational) minor = LW_RATIONAL_INIT;

  step->rationale = g_strdup (correction->reason);
  lw_rational_set_int (&minor, correction->before, 1);
  lw_explain_step_set_before (step, &minor);
  lw_rational_set_int (&minor, correction->after, 1);
  lw_explain_step_set_value (step, &minor);
  return step;
}

/* What was changed of the bidder's own figures. */
static void
add_corrections (const LwExplain *explain, LwExplainStep *price)
{
  const LwEvaluationBid *bid = &explain->marks->bids[explain->bid];
  g_autoptr (GPtrArray) corrections = lw_evaluation_corrections (explain->connection, explain->marks->lots[bid->lot].id,
                                                                 explain->marks->bidders[bid->bidder].id, NULL);

  for (guint i = 0; corrections != NULL && i < corrections->len; i++)
    lw_explain_step_add (price, correction_step (explain, corrections->pdata[i]));
}

static void
add_price (const LwExplain *explain, LwExplainStep *step)
{
  const LwEvaluationBid *bid = &explain->marks->bids[explain->bid];
  g_autofree char *paid = bid->price < 0 ? NULL : lw_money_format (bid->price, explain->currency);
  LwExplainStep *price = money_step (
      explain, LW_EXPLAIN_PRICE, bid->price,
      explain->marks->sealed ? g_strdup (_("price sealed: prices have not been opened"))
      : paid == NULL         ? g_strdup (_("no price yet"))
      : bid->has_costs       ? g_strdup_printf (_("whole-life cost %s, the present value of its costs, which is compared in place"
                                                  " of the price"), paid)
                             : g_strdup_printf (_("price %s"), paid));

  if (bid->has_costs)
    add_costs (explain, price);
  if (!explain->marks->sealed)
    add_corrections (explain, price);
  lw_explain_step_add (step, price);
}

void
lw_explain_price (const LwExplain *explain, LwExplainStep *step, const LwEvaluationCriterion *criterion)
{
  g_auto (LwRational) points = LW_RATIONAL_INIT, exact = LW_RATIONAL_INIT;

  lw_explain_add_weight (explain, step, criterion);
  add_price (explain, step);
  if (!lw_evaluation_leaf_points (explain->marks, explain->bid, criterion->first_leaf, &explain->ranking->market,
                                  &points, &exact))
    return;
  add_market (explain, step, criterion->formula);
  add_price_formula (explain, step, criterion, explain->marks->bids[explain->bid].price, &exact);
  if (explain->model->stage == LW_ROUND_CRITERION)
    lw_explain_add_rounding (explain, step, &exact, &points);
  lw_explain_step_set_value (step, &points);
}

/* ---- the figure that ranks ---- */

/* The formula with its numbers in, and the rounding of its result where one is published. */
static void
add_index_formula (const LwExplain *explain, LwExplainStep *step, const LwBidResult *result)
{
  const LwEvaluationModel *model = explain->model;
  const gint64 price = explain->marks->bids[explain->bid].price;
  g_autofree char *quality = lw_evaluation_number (&result->total);
  g_autofree char *paid = lw_money_format (price, explain->currency);
  g_autofree char *exponent = lw_evaluation_number (&model->basis_terms.exponent);
  g_autofree char *rate = lw_money_format (model->basis_terms.rate, explain->currency);
  g_autofree char *left = lw_basis_substitute (model->basis, quality, paid, exponent, rate);
  LwIndex raw = { LW_INDEX_FINITE, LW_RATIONAL_INIT };

  lw_basis_index (model->basis, &result->total, price, &model->basis_terms, &raw);
  lw_explain_add_formula (step, left, &raw.value, MAX (model->index_places, 0));
  if (model->index_places >= 0)
    {
      g_autofree char *from = lw_evaluation_shown (&raw.value, (guint) model->index_places);
      g_autofree char *to = lw_rational_to_decimal (&result->index.value, (guint) model->index_places, model->rule);
      LwExplainStep *rounding = lw_explain_step_new (
          LW_EXPLAIN_ROUNDING, g_strdup_printf (ngettext ("rounded to %d place, %s: %s becomes %s",
                                                          "rounded to %d places, %s: %s becomes %s",
                                                          (gulong) model->index_places),
                                                model->index_places, lw_rounding_to_string (model->rule), from, to));

      lw_explain_step_set_value (rounding, &result->index.value);
      lw_explain_step_set_before (rounding, &raw.value);
      lw_explain_step_add (step, rounding);
    }
  lw_rational_clear (&raw.value);
}

void
lw_explain_index (const LwExplain *explain, LwExplainStep *total, const LwBidResult *result)
{
  const LwBasis *basis = &lw_bases[explain->model->basis];
  LwExplainStep *step;

  if (explain->model->basis == LW_BASIS_POINTS)
    return;
  step = lw_explain_step_new (LW_EXPLAIN_INDEX, NULL);
  lw_explain_step_add (total, step);
  add_price (explain, step);
  if (!result->has_index)
    {
      step->text = g_strdup_printf (_("%s: not known yet"), _(basis->title));
      return;
    }
  if (result->index.limit != LW_INDEX_FINITE)
    {
      step->text = g_strdup_printf (result->index.limit == LW_INDEX_BEST
                                        ? _("%s: quality for a price of nothing goes before all")
                                        : _("%s: no quality goes behind all"),
                                    _(basis->title));
      return;
    }
  g_autofree char *number = lw_evaluation_index_text (explain->model, &result->index);
  step->text = g_strdup_printf (basis->lowest_wins ? _("%s: %s, the lowest is first") : _("%s: %s, the highest is first"),
                                _(basis->title), number);
  add_index_formula (explain, step, result);
  lw_explain_step_set_value (step, &result->index.value);
}
