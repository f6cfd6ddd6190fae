/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The stability interval of each weight. A weight w among siblings that come to S becomes w + x, and the others
 * shrink by (S − w − x) ÷ (S − w). The lead of the winner over another bid is then linear in x: its lead now, and x times
 * (lead below the criterion ÷ w − lead below its siblings ÷ (S − w)). The interval ends where the first lead is nothing.
 *
 * Where another figure than the total ranks, the lead is what its comparison comes to once nothing is divided any more,
 * which is linear in the qualities Q, Q' of the winner and the other bid, and so in x:
 *   P ÷ Q and Q ÷ P:   P' × Q − P × Q'
 *   Q^e ÷ P:           Q − (P ÷ P')^(1 ÷ e) × Q', both above nothing
 *   P − Q × rate:      rate × Q − rate × Q' + P' − P
 */
#include "config.h"

#include "lw-evaluation-flip-private.h"

typedef struct
{
  const LwEvaluationMarks *marks;
  const LwEvaluationModel *model;
  guint n;           /* bids that are ranked; the first is the winner */
  const LwBidResult *results;
  LwRational *points; /* n rows of n_leaves, before any rounding */
  LwRational *own, *other, *fixed; /* of each bid: the lead over it is own × Q − other × Q' + fixed */
} Weights;

static void
set_points (Weights *weights, const LwLotRanking *ranking)
{
  const LwEvaluationModel *model = weights->model;
  g_auto (LwRational) rounded = LW_RATIONAL_INIT;

  while (weights->n < ranking->n_results && ranking->results[weights->n].rank > 0)
    weights->n++;
  weights->results = ranking->results;
  weights->points = g_new (LwRational, (gsize) weights->n * model->n_leaves + 1);
  for (guint i = 0; i < weights->n; i++)
    for (guint leaf = 0; leaf < model->n_leaves; leaf++)
      {
        LwRational *points = &weights->points[(gsize) i * model->n_leaves + leaf];

        lw_rational_init (points);
        if (lw_evaluation_criterion_is_weighted (lw_evaluation_model_leaf (model, leaf)))
          lw_evaluation_leaf_points (weights->marks, ranking->results[i].bid, leaf, &ranking->market, &rounded,
                                     points);
      }
}

/* The lead of Q^e ÷ P, without the power: a price of nothing wins or loses whatever the weights. */
static void
set_power_terms (Weights *weights, guint i, gint64 price, gint64 other)
{
  g_auto (LwRational) root = LW_RATIONAL_INIT, ratio = LW_RATIONAL_INIT;

  if (price == other || price == 0 || other == 0)
    {
      lw_rational_set_int (&weights->own[i], other > 0, 1);
      lw_rational_set_int (&weights->other[i], price > 0, 1);
      return;
    }
  lw_rational_set_int (&root, 1, 1);
  lw_rational_div (&root, &root, &weights->model->basis_terms.exponent);
  lw_rational_set_int (&ratio, price, other);
  lw_rational_set_int (&weights->own[i], 1, 1);
  lw_rational_pow (&weights->other[i], &ratio, &root, LW_BASIS_POWER_DIGITS);
}

/* What the qualities of the winner and the bid at place @i count for in the lead. */
static void
set_terms (Weights *weights, guint i)
{
  const gint64 price = weights->marks->bids[weights->results[0].bid].price;
  const gint64 other = weights->marks->bids[weights->results[i].bid].price;

  lw_rational_init (&weights->own[i]);
  lw_rational_init (&weights->other[i]);
  lw_rational_init (&weights->fixed[i]);
  switch (weights->model->basis)
    {
    case LW_BASIS_PRICE_PER_QUALITY_POINT:
    case LW_BASIS_VALUE_INDEX:
      lw_rational_set_int (&weights->own[i], other, 1);
      lw_rational_set_int (&weights->other[i], price, 1);
      break;
    case LW_BASIS_WEIGHTED_VALUE_INDEX:
      set_power_terms (weights, i, price, other);
      break;
    case LW_BASIS_MONETISED_QUALITY:
      lw_rational_set_int (&weights->own[i], weights->model->basis_terms.rate, 1);
      lw_rational_set_int (&weights->other[i], weights->model->basis_terms.rate, 1);
      lw_rational_set_int (&weights->fixed[i], other - price, 1);
      break;
    case LW_BASIS_POINTS:
    default:
      lw_rational_set_int (&weights->own[i], 1, 1);
      lw_rational_set_int (&weights->other[i], 1, 1);
    }
}

/* What the winner is before the bid at place @i by the leaves from @first to before @end. */
static void
lead (const Weights *weights, guint i, guint first, guint end, LwRational *lead)
{
  g_auto (LwRational) part = LW_RATIONAL_INIT;

  lw_rational_set_int (lead, 0, 1);
  for (guint leaf = first; leaf < end; leaf++)
    {
      lw_rational_mul (&part, &weights->own[i], &weights->points[leaf]);
      lw_rational_add (lead, lead, &part);
      lw_rational_mul (&part, &weights->other[i], &weights->points[(gsize) i * weights->model->n_leaves + leaf]);
      lw_rational_sub (lead, lead, &part);
    }
}

/* Weights beside @criterion, with its own. */
static void
sum_siblings (const LwEvaluationModel *model, int parent, LwRational *sum)
{
  const guint end = parent < 0 ? model->n_criteria : model->criteria[parent].end;

  lw_rational_set_int (sum, 0, 1);
  for (guint i = parent + 1; i < end; i = model->criteria[i].end)
    lw_rational_add (sum, sum, &model->criteria[i].weight);
}

/* How the lead over the bid at place @i changes with the weight. @rest: S − w. */
static void
set_slope (const Weights *weights, const LwEvaluationCriterion *criterion, guint i, const LwRational *rest,
           LwRational *slope)
{
  const LwEvaluationCriterion *parent = criterion->parent < 0 ? NULL : &weights->model->criteria[criterion->parent];
  const guint first = parent == NULL ? 0 : parent->first_leaf;
  const guint end = parent == NULL ? weights->model->n_leaves : parent->first_leaf + parent->n_leaves;
  g_auto (LwRational) own = LW_RATIONAL_INIT, others = LW_RATIONAL_INIT;

  lead (weights, i, criterion->first_leaf, criterion->first_leaf + criterion->n_leaves, &own);
  lead (weights, i, first, end, &others);
  lw_rational_sub (&others, &others, &own);
  lw_rational_div (&own, &own, &criterion->weight);
  lw_rational_div (&others, &others, rest);
  lw_rational_sub (slope, &own, &others);
}

static gboolean
set_interval (const Weights *weights, guint index, const LwRational *leads, LwWeightInterval *interval)
{
  const LwEvaluationCriterion *criterion = &weights->model->criteria[index];
  g_auto (LwRational) rest = LW_RATIONAL_INIT, slope = LW_RATIONAL_INIT, at = LW_RATIONAL_INIT;

  lw_rational_init (&interval->lower);
  lw_rational_init (&interval->upper);
  lw_rational_init (&interval->nearest);
  if (lw_rational_sign (&criterion->weight) == 0)
    return FALSE;
  sum_siblings (weights->model, criterion->parent, &rest);
  lw_rational_set (&interval->upper, &rest);
  lw_rational_sub (&rest, &rest, &criterion->weight);
  if (lw_rational_sign (&rest) == 0)
    return FALSE; /* nothing to take from or give to */
  interval->criterion = index;
  interval->below = interval->above = LW_NO_WINNER;
  for (guint i = 1; i < weights->n; i++)
    {
      set_slope (weights, criterion, i, &rest, &slope);
      if (lw_rational_sign (&slope) == 0)
        continue;
      lw_rational_div (&at, &leads[i], &slope);
      lw_rational_sub (&at, &criterion->weight, &at);
      if (lw_rational_sign (&slope) > 0 && lw_rational_cmp (&at, &interval->lower) > 0)
        {
          lw_rational_set (&interval->lower, &at);
          interval->below = weights->results[i].bid;
        }
      if (lw_rational_sign (&slope) < 0 && lw_rational_cmp (&at, &interval->upper) < 0)
        {
          lw_rational_set (&interval->upper, &at);
          interval->above = weights->results[i].bid;
        }
    }
  return TRUE;
}

/* In points of the whole, so that weights at different levels compare. FALSE where no end has another leader. */
static gboolean
set_nearest (const LwEvaluationCriterion *criterion, LwWeightInterval *interval)
{
  g_auto (LwRational) down = LW_RATIONAL_INIT, up = LW_RATIONAL_INIT;
  const gboolean has_below = interval->below != LW_NO_WINNER, has_above = interval->above != LW_NO_WINNER;

  lw_rational_sub (&down, &criterion->weight, &interval->lower);
  lw_rational_sub (&up, &interval->upper, &criterion->weight);
  lw_rational_set (&interval->nearest,
                   has_below && (!has_above || lw_rational_cmp (&down, &up) < 0) ? &down : &up);
  lw_rational_mul (&interval->nearest, &interval->nearest, &criterion->points);
  lw_rational_div (&interval->nearest, &interval->nearest, &criterion->weight);
  return has_below || has_above;
}

/* The root of so small an exponent would be a power that nobody can work out. */
static gboolean
has_root (const LwEvaluationModel *model)
{
  g_auto (LwRational) least = LW_RATIONAL_INIT;

  lw_rational_set_int (&least, 1, LW_EXPONENT_MAX);
  return model->basis != LW_BASIS_WEIGHTED_VALUE_INDEX
         || lw_rational_cmp (&model->basis_terms.exponent, &least) >= 0;
}

void
lw_evaluation_flip_weights (const LwEvaluationMarks *marks, const LwLotRanking *ranking, LwLotFlips *flips)
{
  const LwEvaluationModel *model = marks->model;
  Weights weights = { .marks = marks, .model = model };
  g_autofree LwRational *leads = NULL;

  flips->has_weights = TRUE;
  if (!has_root (model))
    return;
  set_points (&weights, ranking);
  leads = g_new (LwRational, weights.n);
  weights.own = g_new (LwRational, weights.n);
  weights.other = g_new (LwRational, weights.n);
  weights.fixed = g_new (LwRational, weights.n);
  flips->weights = g_new0 (LwWeightInterval, model->n_criteria + 1);
  for (guint i = 0; i < weights.n; i++)
    {
      lw_rational_init (&leads[i]);
      set_terms (&weights, i);
      lead (&weights, i, 0, model->n_leaves, &leads[i]);
      lw_rational_add (&leads[i], &leads[i], &weights.fixed[i]);
      flips->has_weights &= lw_rational_sign (&leads[i]) >= 0;
    }
  for (guint c = 0; flips->has_weights && c < model->n_criteria; c++)
    {
      LwWeightInterval *interval = &flips->weights[flips->n_weights];

      if (!set_interval (&weights, c, leads, interval))
        {
          lw_rational_clear (&interval->lower);
          lw_rational_clear (&interval->upper);
          lw_rational_clear (&interval->nearest);
          continue;
        }
      if (set_nearest (&model->criteria[c], interval)
          && (flips->nearest < 0
              || lw_rational_cmp (&interval->nearest, &flips->weights[flips->nearest].nearest) < 0))
        flips->nearest = flips->n_weights;
      flips->n_weights++;
    }
  for (guint i = 0; i < weights.n; i++)
    {
      lw_rational_clear (&leads[i]);
      lw_rational_clear (&weights.own[i]);
      lw_rational_clear (&weights.other[i]);
      lw_rational_clear (&weights.fixed[i]);
    }
  g_free (weights.own);
  g_free (weights.other);
  g_free (weights.fixed);
  for (gsize i = 0; i < (gsize) weights.n * model->n_leaves; i++)
    lw_rational_clear (&weights.points[i]);
  g_free (weights.points);
}
