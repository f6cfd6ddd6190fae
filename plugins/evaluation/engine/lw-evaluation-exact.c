/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The parts of a result in rationals, one at a time: what the integer path is measured against, and what explains. */
#include "config.h"

#include "lw-evaluation-rank.h"

static void
round_at (const LwEvaluationModel *model, LwRoundingStage stage, LwRational *value)
{
  if (model->stage == stage)
    lw_rational_round (value, model->places, model->rule);
}

gboolean
lw_evaluation_leaf_points (const LwEvaluationMarks *marks, guint bid, guint leaf, const LwPriceMarket *market,
                           LwRational *points, LwRational *exact)
{
  const LwEvaluationModel *model = marks->model;
  const LwEvaluationCriterion *criterion = lw_evaluation_model_leaf (model, leaf);
  const LwCell cell = lw_evaluation_marks_row (marks, bid)[leaf];

  if (criterion->kind == LW_CRITERION_PRICE)
    {
      if (marks->bids[bid].price < 0)
        return FALSE;
      lw_price_points (criterion->formula, &criterion->points, marks->bids[bid].price, market, &criterion->terms,
                       points);
      if (exact != NULL)
        lw_rational_set (exact, points);
      round_at (model, LW_ROUND_CRITERION, points);
      return TRUE;
    }
  if (cell < 0)
    return FALSE;
  lw_rational_set (points, &model->points[model->offset[leaf] + cell].value);
  if (exact != NULL)
    lw_rational_set (exact, &model->points[model->offset[leaf] + cell].exact);
  return TRUE;
}

gboolean
lw_evaluation_node_points (const LwEvaluationMarks *marks, guint bid, guint criterion, const LwPriceMarket *market,
                           LwRational *points, LwRational *exact)
{
  const LwEvaluationModel *model = marks->model;
  const LwEvaluationCriterion *node = &model->criteria[criterion];
  g_auto (LwRational) sum = LW_RATIONAL_INIT, one = LW_RATIONAL_INIT;

  for (guint leaf = node->first_leaf; leaf < node->first_leaf + node->n_leaves; leaf++)
    {
      if (!lw_evaluation_criterion_is_weighted (lw_evaluation_model_leaf (model, leaf)))
        continue;
      if (!lw_evaluation_leaf_points (marks, bid, leaf, market, &one, NULL))
        return FALSE;
      lw_rational_add (&sum, &sum, &one);
    }
  if (exact != NULL)
    lw_rational_set (exact, &sum);
  if (node->level == 0)
    round_at (model, LW_ROUND_SECTION, &sum);
  lw_rational_set (points, &sum);
  return TRUE;
}

gboolean
lw_evaluation_total (const LwEvaluationMarks *marks, guint bid, const LwPriceMarket *market, LwRational *points,
                     LwRational *exact)
{
  const LwEvaluationModel *model = marks->model;
  g_auto (LwRational) sum = LW_RATIONAL_INIT, section = LW_RATIONAL_INIT;

  for (guint i = 0; i < model->n_criteria; i = model->criteria[i].end)
    {
      if (!lw_evaluation_node_points (marks, bid, i, market, &section, NULL))
        return FALSE;
      lw_rational_add (&sum, &sum, &section);
    }
  if (exact != NULL)
    lw_rational_set (exact, &sum);
  round_at (model, LW_ROUND_TOTAL, &sum);
  lw_rational_set (points, &sum);
  return TRUE;
}

gboolean
lw_evaluation_is_below (const LwEvaluationMarks *marks, guint bid, guint criterion, const LwPriceMarket *market)
{
  const LwEvaluationModel *model = marks->model;
  const LwEvaluationCriterion *node = &model->criteria[criterion];
  g_auto (LwRational) points = LW_RATIONAL_INIT;

  if (node->kind != LW_CRITERION_GROUP)
    {
      const LwCell cell = lw_evaluation_marks_row (marks, bid)[node->first_leaf];

      return cell >= 0 && model->fails[model->offset[node->first_leaf] + cell];
    }
  return node->minimum_text != NULL && lw_evaluation_node_points (marks, bid, criterion, market, &points, NULL)
         && lw_rational_cmp (&points, &node->minimum) < 0;
}

gboolean
lw_evaluation_figure (const LwEvaluationMarks *marks, guint bid, guint criterion, const LwPriceMarket *market, LwRational *figure)
{
  const LwEvaluationCriterion *node = &marks->model->criteria[criterion];
  const LwCell cell = lw_evaluation_marks_row (marks, bid)[node->first_leaf];

  if (node->kind == LW_CRITERION_GROUP)
    return lw_evaluation_node_points (marks, bid, criterion, market, figure, NULL);
  if (cell >= 0)
    lw_rational_set (figure, &node->scale->marks[cell].number);
  return cell >= 0;
}

gboolean
lw_evaluation_override_holds (const LwEvaluationOverride *override, const LwRational *figure, const LwRational *minimum)
{
  return override != NULL && lw_rational_cmp (figure, &override->found) >= 0
         && lw_rational_cmp (minimum, &override->minimum) <= 0;
}

gboolean
lw_evaluation_fails (const LwEvaluationMarks *marks, guint bid, guint criterion, const LwPriceMarket *market)
{
  const LwEvaluationCriterion *node = &marks->model->criteria[criterion];
  g_auto (LwRational) figure = LW_RATIONAL_INIT;

  if (!lw_evaluation_is_below (marks, bid, criterion, market))
    return FALSE;
  return !marks->bids[bid].overridden || node->minimum_text == NULL
         || !lw_evaluation_figure (marks, bid, criterion, market, &figure)
         || !lw_evaluation_override_holds (lw_evaluation_marks_find_override (marks, bid, criterion), &figure, &node->minimum);
}

gboolean
lw_evaluation_total_is_below (const LwEvaluationModel *model, const LwRational *total)
{
  return model->minimum_text != NULL && lw_rational_cmp (total, &model->minimum) < 0;
}

gboolean
lw_evaluation_total_fails (const LwEvaluationMarks *marks, guint bid, const LwRational *total)
{
  return lw_evaluation_total_is_below (marks->model, total)
         && !lw_evaluation_override_holds (lw_evaluation_marks_find_override (marks, bid, LW_OVERRIDE_TOTAL), total,
                                           &marks->model->minimum);
}

gboolean
lw_evaluation_is_compliant (const LwEvaluationMarks *marks, guint bid)
{
  const LwEvaluationBid *row = &marks->bids[bid];
  const LwPriceMarket none = LW_PRICE_MARKET_NONE;

  if (row->status != LW_BID_SUBMITTED || row->price < 0)
    return FALSE;
  for (guint i = 0; i < marks->model->n_criteria; i++)
    if (!marks->model->criteria[i].has_price && lw_evaluation_fails (marks, bid, i, &none))
      return FALSE;
  return TRUE;
}

void
lw_evaluation_market (const LwEvaluationMarks *marks, guint lot, LwPriceMarket *market, gboolean *fallback)
{
  const LwEvaluationLot *of = &marks->lots[lot];
  LwPriceMarket all = LW_PRICE_MARKET_NONE;

  *market = LW_PRICE_MARKET_NONE;
  for (guint bid = of->first_bid; bid < of->first_bid + of->n_bids; bid++)
    {
      const LwEvaluationBid *row = &marks->bids[bid];

      if (row->status != LW_BID_SUBMITTED || row->price < 0)
        continue;
      lw_price_market_add (&all, row->price);
      if (lw_evaluation_is_compliant (marks, bid))
        lw_price_market_add (market, row->price);
    }
  *fallback = market->n == 0 && all.n > 0;
  if (*fallback)
    *market = all;
}
