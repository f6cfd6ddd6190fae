/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The tie rules at work: from marks and prices to the values that the rules compare. */
#include "config.h"

#include "lw-evaluation-ties-private.h"

/* The points of the leaves that earn any, from @first to before @end, before any rounding. */
static gboolean
points_of (const LwEvaluationMarks *marks, guint bid, guint first, guint end, gboolean with_price,
           const LwPriceMarket *market, LwRational *value)
{
  const LwEvaluationModel *model = marks->model;
  g_auto (LwRational) points = LW_RATIONAL_INIT, exact = LW_RATIONAL_INIT;

  for (guint leaf = first; leaf < end; leaf++)
    {
      const LwEvaluationCriterion *criterion = lw_evaluation_model_leaf (model, leaf);

      if (!lw_evaluation_criterion_is_weighted (criterion) || (!with_price && criterion->kind == LW_CRITERION_PRICE))
        continue;
      if (!lw_evaluation_leaf_points (marks, bid, leaf, market, &points, &exact))
        return FALSE;
      lw_rational_add (value, value, &exact);
    }
  return TRUE;
}

static gboolean
value_of (const LwEvaluationMarks *marks, guint bid, const LwPriceMarket *market, const LwTieRule *rule,
          LwRational *value)
{
  const LwEvaluationModel *model = marks->model;
  const LwEvaluationCriterion *node;
  int criterion;

  switch (rule->kind)
    {
    case LW_TIE_HIGHER_QUALITY:
      return points_of (marks, bid, 0, model->n_leaves, FALSE, market, value);
    case LW_TIE_CRITERION:
      criterion = lw_evaluation_model_find (model, rule->criterion, -1);
      if (criterion < 0)
        return FALSE;
      node = &model->criteria[criterion];
      return points_of (marks, bid, node->first_leaf, node->first_leaf + node->n_leaves, TRUE, market, value);
    case LW_TIE_LOWER_PRICE:
      if (marks->bids[bid].price < 0)
        return FALSE;
      lw_rational_set_int (value, -marks->bids[bid].price, 1);
      return TRUE;
    default:
      return FALSE;
    }
}

/* Ranks within the group: 1, 2, 2, 4; and by which rule each came to where it stands. */
static void
place (LwBidResult *results, const guint *decided, guint n, guint rank)
{
  for (guint i = 0; i < n; i++)
    {
      results[i].rank = i > 0 && decided[i] == 0 ? results[i - 1].rank : rank + i;
      results[i].tied = (i > 0 && decided[i] == 0) || (i + 1 < n && decided[i + 1] == 0);
    }
  /* The last rule that it took to tell a bid from all the others. */
  for (guint first = 0, end; first < n; first = end)
    {
      guint rule = decided[first];

      for (end = first + 1; end < n && decided[end] == 0; end++)
        ;
      if (end < n)
        rule = MAX (rule, decided[end]);
      for (guint i = first; i < end; i++)
        results[i].decided_by = rule;
    }
}

void
lw_evaluation_resolve_tie (const LwEvaluationMarks *marks, const LwPriceMarket *market, LwBidResult *results, guint n,
                           guint rank)
{
  GPtrArray *rules = marks->model->tie_rules;
  g_autofree LwRational *numbers = g_new (LwRational, (gsize) n * rules->len + 1);
  g_autofree const LwRational **values = g_new0 (const LwRational *, (gsize) n * rules->len + 1);
  g_autofree LwTieCandidate *candidates = g_new0 (LwTieCandidate, n);
  g_autofree guint *order = g_new (guint, n), *decided = g_new (guint, n);
  g_autofree LwBidResult *former = g_memdup2 (results, n * sizeof *results);

  for (guint i = 0; i < n; i++)
    {
      const guint bid = results[i].bid;

      for (guint r = 0; r < rules->len; r++)
        {
          const gsize at = (gsize) i * rules->len + r;

          lw_rational_init (&numbers[at]);
          if (value_of (marks, bid, market, g_ptr_array_index (rules, r), &numbers[at]))
            values[at] = &numbers[at];
        }
      candidates[i].bidder = marks->bidders[marks->bids[bid].bidder].id;
      candidates[i].values = values + (gsize) i * rules->len;
    }
  lw_tie_break (rules, marks->lots[marks->bids[results[0].bid].lot].id, candidates, n, order, decided);
  for (guint i = 0; i < n; i++)
    results[i] = former[order[i]];
  place (results, decided, n, rank);
  for (gsize i = 0; i < (gsize) n * rules->len; i++)
    lw_rational_clear (&numbers[i]);
}
