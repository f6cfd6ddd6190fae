/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-evaluation-fast.h"
#include "lw-evaluation-safety-private.h"

LwTrial *
lw_trial_new (const LwEvaluationMarks *marks)
{
  LwTrial *trial = g_memdup2 (marks, sizeof *marks);

  trial->bids = g_memdup2 (marks->bids, marks->n_bids * sizeof *marks->bids);
  trial->cells = g_memdup2 (marks->cells, (gsize) marks->n_bids * marks->model->n_leaves * sizeof *marks->cells);
  return trial;
}

void
lw_trial_free (LwTrial *trial)
{
  g_free (trial->bids);
  g_free (trial->cells);
  g_free (trial);
}

gboolean
lw_evaluation_is_additive (const LwEvaluationModel *model)
{
  return model->basis == LW_BASIS_POINTS;
}

gboolean
lw_evaluation_part_points (const LwEvaluationMarks *marks, guint bid, const LwPriceMarket *market, gboolean priced,
                           LwRational *points)
{
  const LwEvaluationModel *model = marks->model;
  g_auto (LwRational) rounded = LW_RATIONAL_INIT, exact = LW_RATIONAL_INIT;

  lw_rational_set_int (points, 0, 1);
  for (guint leaf = 0; leaf < model->n_leaves; leaf++)
    {
      const LwCriterionKind kind = lw_evaluation_model_leaf (model, leaf)->kind;

      if (kind != (priced ? LW_CRITERION_PRICE : LW_CRITERION_SCORED))
        continue;
      if (!lw_evaluation_leaf_points (marks, bid, leaf, market, &rounded, &exact))
        return FALSE;
      lw_rational_add (points, points, &exact);
    }
  return TRUE;
}

/* ---- the winner, and without another bid ---- */

int
lw_lot_ranking_winner (const LwLotRanking *ranking)
{
  return ranking->n_results > 0 && ranking->results[0].rank == 1 && !ranking->results[0].tied
             ? (int) ranking->results[0].bid
             : LW_NO_WINNER;
}

/* The winner from the integer path, without a ranking; FALSE where that does not tell: it does not fit, or rules decide a tie. */
static gboolean
find_winner (const LwEvaluationMarks *marks, guint lot, int *winner)
{
  g_autofree LwBidOutcome *outcomes = g_new (LwBidOutcome, marks->lots[lot].n_bids + 1);
  const LwBidOutcome *best = NULL;
  gboolean fallback, tied = FALSE;
  LwPriceMarket market;

  if (!lw_evaluation_is_additive (marks->model) || !lw_evaluation_fast_lot (marks, lot, outcomes, &market, &fallback))
    return FALSE;
  for (guint i = 0; i < marks->lots[lot].n_bids; i++)
    {
      const LwBidOutcome *outcome = &outcomes[i];
      const gboolean ranked = outcome->takes_part && !outcome->missing && !outcome->failed;
      const int order = !ranked ? -1 : best == NULL ? 1 : lw_fraction_cmp (outcome->total, best->total);

      if (order > 0)
        best = outcome;
      if (order >= 0)
        tied = order == 0;
    }
  if (tied && marks->model->tie_rules->len > 0)
    return FALSE;
  *winner = best == NULL || tied ? LW_NO_WINNER : (int) marks->lots[lot].first_bid + (int) (best - outcomes);
  return TRUE;
}

int
lw_evaluation_winner (const LwEvaluationMarks *marks, guint lot)
{
  g_autoptr (LwLotRanking) ranking = NULL;
  int winner;

  if (find_winner (marks, lot, &winner))
    return winner;
  ranking = lw_evaluation_rank_lot (marks, lot, LW_RANK_DEFAULT);

  return lw_lot_ranking_winner (ranking);
}

void
lw_evaluation_drop_one (const LwEvaluationMarks *marks, guint lot, GArray *changes)
{
  g_autoptr (LwLotRanking) ranking = lw_evaluation_rank_lot (marks, lot, LW_RANK_DEFAULT);
  g_autoptr (LwTrial) trial = lw_trial_new (marks);
  LwDropChange change = { lot, 0, lw_lot_ranking_winner (ranking), 0 };

  for (guint i = 0; i < ranking->n_results; i++)
    {
      change.dropped = ranking->results[i].bid;
      if (ranking->results[i].rank == 1)
        continue;
      trial->bids[change.dropped].status = LW_BID_WITHDRAWN;
      change.after = lw_evaluation_winner (trial, lot);
      trial->bids[change.dropped].status = LW_BID_SUBMITTED;
      if (change.after != change.before)
        g_array_append_val (changes, change);
    }
}

/* ---- price alone ---- */

void
lw_price_alone_init (LwPriceAlone *found)
{
  found->bid = 0;
  lw_rational_init (&found->gap);
  lw_rational_init (&found->spread);
}

void
lw_price_alone_clear (LwPriceAlone *found)
{
  lw_rational_clear (&found->gap);
  lw_rational_clear (&found->spread);
}

/* The best and the next best of what is put in, and the worst. */
typedef struct
{
  guint n;
  guint bid;
  LwRational best, next, worst;
} Extremes;

static void
extremes_clear (Extremes *extremes)
{
  lw_rational_clear (&extremes->best);
  lw_rational_clear (&extremes->next);
  lw_rational_clear (&extremes->worst);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Extremes, extremes_clear)

static void
extremes_add (Extremes *extremes, guint bid, const LwRational *value)
{
  if (extremes->n == 0 || lw_rational_cmp (value, &extremes->worst) < 0)
    lw_rational_set (&extremes->worst, value);
  if (extremes->n == 0 || lw_rational_cmp (value, &extremes->best) > 0)
    {
      lw_rational_set (&extremes->next, &extremes->best);
      lw_rational_set (&extremes->best, value);
      extremes->bid = bid;
    }
  else if (extremes->n == 1 || lw_rational_cmp (value, &extremes->next) > 0)
    lw_rational_set (&extremes->next, value);
  extremes->n++;
}

/* Whether the cheapest with the least quality goes before the next cheapest with the most. @price: less is better. */
static gboolean
figure_alone (const LwEvaluationMarks *marks, const Extremes *price, const LwRational *best, const LwRational *worst)
{
  const LwEvaluationModel *model = marks->model;
  LwIndex first = { LW_INDEX_FINITE, LW_RATIONAL_INIT }, next = { LW_INDEX_FINITE, LW_RATIONAL_INIT };
  gboolean alone;

  lw_basis_index (model->basis, worst, -mpz_get_si (mpq_numref (price->best.q)), &model->basis_terms, &first);
  lw_basis_index (model->basis, best, -mpz_get_si (mpq_numref (price->next.q)), &model->basis_terms, &next);
  alone = lw_basis_cmp (model->basis, &first, &next) < 0;
  lw_rational_clear (&first.value);
  lw_rational_clear (&next.value);
  return alone;
}

gboolean
lw_evaluation_price_alone (const LwEvaluationMarks *marks, guint lot, LwPriceAlone *found)
{
  g_autoptr (LwLotRanking) ranking = lw_evaluation_rank_lot (marks, lot, LW_RANK_DEFAULT);
  g_auto (Extremes) price = { 0, 0, LW_RATIONAL_INIT, LW_RATIONAL_INIT, LW_RATIONAL_INIT };
  g_auto (Extremes) quality = { 0, 0, LW_RATIONAL_INIT, LW_RATIONAL_INIT, LW_RATIONAL_INIT };
  g_auto (LwRational) points = LW_RATIONAL_INIT;

  for (guint i = 0; i < ranking->n_results; i++)
    {
      const guint bid = ranking->results[i].bid;

      if (ranking->results[i].rank == 0)
        continue;
      if (lw_evaluation_is_additive (marks->model))
        lw_evaluation_part_points (marks, bid, &ranking->market, TRUE, &points);
      else
        lw_rational_set_int (&points, -marks->bids[bid].price, 1);
      extremes_add (&price, bid, &points);
      lw_evaluation_part_points (marks, bid, &ranking->market, FALSE, &points);
      extremes_add (&quality, bid, &points);
    }
  if (price.n < 2)
    return FALSE;
  found->bid = price.bid;
  lw_rational_sub (&found->gap, &price.best, &price.next);
  lw_rational_sub (&found->spread, &quality.best, &quality.worst);
  return lw_evaluation_is_additive (marks->model) ? lw_rational_cmp (&found->gap, &found->spread) > 0
                                                  : figure_alone (marks, &price, &quality.best, &quality.worst);
}
