/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-evaluation-flip-private.h"

#include <stdlib.h>

typedef struct
{
  LwTrial *trial;
  const LwLotRanking *ranking; /* as it is */
  LwLotFlips *flips;
  GCancellable *cancellable;
  LwRational *totals; /* of each result, before the total's own rounding; where there is one */
} Flip;

/* ---- one mark ---- */

/* Marks of a scale from the lowest to the highest. */
static guint *
order_of (const LwEvaluationScale *scale)
{
  guint *order = g_new (guint, scale->n_marks + 1);

  for (guint i = 0; i < scale->n_marks; i++)
    {
      guint place = 0;

      for (guint j = 0; j < scale->n_marks; j++)
        place += lw_rational_cmp (&scale->marks[j].number, &scale->marks[i].number) < 0;
      order[place] = i;
    }
  return order;
}

static guint
place_of (const guint *order, LwCell cell)
{
  guint place = 0;

  while (order[place] != (guint) cell)
    place++;
  return place;
}

/* The total that the bid at place @i would have with another mark of the leaf. */
static void
set_total (const Flip *flip, guint i, guint leaf, LwCell to, LwRational *total)
{
  const LwEvaluationModel *model = flip->trial->model;
  const guint bid = flip->ranking->results[i].bid;
  LwCell *cell = lw_trial_cell (flip->trial, bid, leaf);
  const LwCell from = *cell;

  if (model->stage == LW_ROUND_SECTION)
    {
      *cell = to;
      lw_evaluation_total (flip->trial, bid, &flip->ranking->market, total, NULL);
      *cell = from;
      return;
    }
  lw_rational_sub (total, &flip->totals[i], &model->points[model->offset[leaf] + from].value);
  lw_rational_add (total, total, &model->points[model->offset[leaf] + to].value);
  if (model->stage == LW_ROUND_TOTAL)
    lw_rational_round (total, model->places, model->rule);
}

/* Whether the bid fails the leaf, or a group with a minimum around it. */
static guint64
failures (const Flip *flip, guint bid, guint leaf)
{
  const LwEvaluationModel *model = flip->trial->model;
  guint64 failed = 0;

  for (int i = model->leaves[leaf]; i >= 0; i = model->criteria[i].parent)
    failed = failed << 1
             | (guint64) ((model->criteria[i].minimum_text != NULL || model->criteria[i].kind == LW_CRITERION_PASS_FAIL)
                          && lw_evaluation_fails (flip->trial, bid, i, &flip->ranking->market));
  return failed;
}

/* Above 0 where the bid at place @i, with @total for its own, goes before the one at place @other. */
static int
compare_to (const Flip *flip, guint i, const LwRational *total, guint other)
{
  const LwBidResult *result = &flip->ranking->results[other];

  if (lw_evaluation_is_additive (flip->trial->model))
    return lw_rational_cmp (total, &result->total);

  LwIndex index = { LW_INDEX_FINITE, LW_RATIONAL_INIT };
  int order;

  lw_evaluation_index (flip->trial, flip->ranking->results[i].bid, total, &index);
  order = -lw_basis_cmp (flip->trial->model->basis, &index, &result->index);
  lw_rational_clear (&index.value);
  return order;
}

/* FALSE where it is certain that the change of this mark leaves the winner: the bid fails no more and no less than
 * before, so only its own total moves, and not past the winner's (the next one's, where it is the winner). */
static gboolean
may_flip (const Flip *flip, guint i, guint leaf, LwCell to)
{
  const LwLotRanking *ranking = flip->ranking;
  const LwBidResult *own = &ranking->results[i];
  LwCell *cell = lw_trial_cell (flip->trial, own->bid, leaf);
  const LwCell from = *cell;
  const gboolean wins = i == 0;
  g_auto (LwRational) total = LW_RATIONAL_INIT;
  guint64 before, after;

  before = failures (flip, own->bid, leaf);
  *cell = to;
  after = failures (flip, own->bid, leaf);
  *cell = from;
  if (before != after)
    return TRUE;
  if (own->standing == LW_STANDING_INCOMPLETE)
    return FALSE;
  set_total (flip, i, leaf, to, &total);
  if (flip->trial->model->minimum_text != NULL
      && (lw_rational_cmp (&total, &flip->trial->model->minimum) < 0)
             != (lw_rational_cmp (&own->total, &flip->trial->model->minimum) < 0))
    return TRUE;
  if (own->standing != LW_STANDING_RANKED)
    return FALSE;
  if (!wins)
    return compare_to (flip, i, &total, 0) >= 0;
  return ranking->n_results > 1 && ranking->results[1].rank > 0 && compare_to (flip, i, &total, 1) <= 0;
}

static void
try_mark (const Flip *flip, guint i, guint leaf, LwCell to, guint steps)
{
  const guint bid = flip->ranking->results[i].bid;
  LwCell *cell = lw_trial_cell (flip->trial, bid, leaf);
  LwMarkFlip found = { bid, flip->trial->model->leaves[leaf], *cell, to, steps, LW_NO_WINNER };

  /* That a winner does not win once it fails is no news. */
  if ((int) bid == flip->flips->winner && lw_evaluation_model_leaf (flip->trial->model, leaf)->kind == LW_CRITERION_PASS_FAIL)
    return;
  if (!may_flip (flip, i, leaf, to))
    return;
  *cell = to;
  found.after = lw_evaluation_winner (flip->trial, flip->flips->lot);
  *cell = found.from;
  if (found.after != LW_NO_WINNER && found.after != flip->flips->winner)
    g_array_append_val (flip->flips->marks, found);
}

/* Every mark of the lot on a leaf, @steps up and down. Returns whether the scale is that long. */
static gboolean
try_leaf (const Flip *flip, guint leaf, const guint *order, guint steps)
{
  const LwEvaluationScale *scale = lw_evaluation_model_leaf (flip->trial->model, leaf)->scale;

  for (guint i = 0; steps < scale->n_marks && i < flip->ranking->n_results; i++)
    {
      const LwCell cell = *lw_trial_cell (flip->trial, flip->ranking->results[i].bid, leaf);
      guint place;

      if (cell < 0)
        continue;
      place = place_of (order, cell);
      if (place + steps < scale->n_marks)
        try_mark (flip, i, leaf, order[place + steps], steps);
      if (place >= steps)
        try_mark (flip, i, leaf, order[place - steps], steps);
    }
  return steps < scale->n_marks;
}

static gboolean
flip_marks (Flip *flip, GError **error)
{
  const LwEvaluationModel *model = flip->trial->model;
  g_autofree guint **orders = g_new0 (guint *, model->n_leaves + 1);
  const guint n = flip->ranking->n_results;
  g_autofree LwRational *totals = g_new (LwRational, n + 1);
  g_auto (LwRational) rounded = LW_RATIONAL_INIT;
  gboolean fine = TRUE, longer = TRUE;

  for (guint i = 0; i < n; i++)
    {
      lw_rational_init (&totals[i]);
      lw_evaluation_total (flip->trial, flip->ranking->results[i].bid, &flip->ranking->market, &rounded, &totals[i]);
    }
  flip->totals = totals;
  for (guint leaf = 0; leaf < model->n_leaves; leaf++)
    if (lw_evaluation_criterion_is_marked (lw_evaluation_model_leaf (model, leaf)))
      orders[leaf] = order_of (lw_evaluation_model_leaf (model, leaf)->scale);
  for (guint steps = 1; longer && fine && flip->flips->marks->len == 0; steps++)
    {
      longer = FALSE;
      for (guint leaf = 0; fine && leaf < model->n_leaves; leaf++)
        {
          longer |= orders[leaf] != NULL && try_leaf (flip, leaf, orders[leaf], steps);
          fine = !g_cancellable_set_error_if_cancelled (flip->cancellable, error);
        }
    }
  for (guint leaf = 0; leaf < model->n_leaves; leaf++)
    g_free (orders[leaf]);
  for (guint i = 0; i < n; i++)
    lw_rational_clear (&totals[i]);
  return fine;
}

/* ---- one price ---- */

static gint64
highest_price (const Flip *flip)
{
  gint64 highest = 0;

  for (guint i = 0; i < flip->ranking->n_results; i++)
    highest = MAX (highest, flip->trial->bids[flip->ranking->results[i].bid].price);
  return highest;
}

/* Who wins with another price of the bid: LW_NO_WINNER unless that is another. */
static int
winner_at (const Flip *flip, guint bid, gint64 price)
{
  const gint64 from = flip->trial->bids[bid].price;
  int after;

  flip->trial->bids[bid].price = price;
  after = lw_evaluation_winner (flip->trial, flip->flips->lot);
  flip->trial->bids[bid].price = from;
  return after == flip->flips->winner ? LW_NO_WINNER : after;
}

/* The nearest price in one direction (@way 1 or -1) at which another wins, if it is nearer than what was found. */
static void
try_price (const Flip *flip, guint bid, int way, gint64 furthest)
{
  LwLotFlips *flips = flip->flips;
  const gint64 from = flip->trial->bids[bid].price;
  gint64 near = 0, far = furthest;

  if (flips->has_price)
    far = MIN (far, ABS (flips->price.to - flips->price.from) - 1);
  if (far <= 0 || winner_at (flip, bid, from + way * far) == LW_NO_WINNER)
    return;
  while (far - near > 1)
    {
      const gint64 middle = near + (far - near) / 2;

      if (winner_at (flip, bid, from + way * middle) != LW_NO_WINNER)
        far = middle;
      else
        near = middle;
    }
  flips->has_price = TRUE;
  flips->price = (LwPriceFlip) { bid, from, from + way * far, winner_at (flip, bid, from + way * far) };
}

static gboolean
flip_prices (const Flip *flip, GError **error)
{
  const gint64 highest = highest_price (flip);
  const gint64 limit = highest > G_MAXINT64 / LW_FLIP_PRICE_TIMES ? highest : highest * LW_FLIP_PRICE_TIMES;

  for (guint i = 0; i < flip->ranking->n_results; i++)
    {
      const guint bid = flip->ranking->results[i].bid;
      const gint64 price = flip->trial->bids[bid].price;

      if (g_cancellable_set_error_if_cancelled (flip->cancellable, error))
        return FALSE;
      if (price < 0)
        continue;
      try_price (flip, bid, -1, price);
      try_price (flip, bid, 1, limit - price);
    }
  return TRUE;
}

/* ---- all ---- */

LwLotFlips *
lw_evaluation_flip_lot (const LwEvaluationMarks *marks, guint lot, GCancellable *cancellable, GError **error)
{
  g_autoptr (LwLotFlips) flips = g_new0 (LwLotFlips, 1);
  g_autoptr (LwTrial) trial = lw_trial_new (marks);
  g_autoptr (LwLotRanking) ranking = lw_evaluation_rank_lot (marks, lot, LW_RANK_DEFAULT);
  Flip flip = { trial, ranking, flips, cancellable, NULL };

  flips->lot = lot;
  flips->winner = lw_lot_ranking_winner (ranking);
  flips->marks = g_array_new (FALSE, FALSE, sizeof (LwMarkFlip));
  flips->nearest = -1;
  if (flips->winner == LW_NO_WINNER)
    return g_steal_pointer (&flips);
  if (!flip_marks (&flip, error) || !flip_prices (&flip, error))
    return NULL;
  lw_evaluation_flip_weights (marks, ranking, flips);
  return g_steal_pointer (&flips);
}

void
lw_lot_flips_free (LwLotFlips *flips)
{
  for (guint i = 0; i < flips->n_weights; i++)
    {
      lw_rational_clear (&flips->weights[i].lower);
      lw_rational_clear (&flips->weights[i].upper);
      lw_rational_clear (&flips->weights[i].nearest);
    }
  g_free (flips->weights);
  g_array_unref (flips->marks);
  g_free (flips);
}
