/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Weights evenly from the simplex: n − 1 numbers drawn from 0 to 2^32 and sorted; the gaps are the weights. Shares of the
 * points are rounded to 2^-30, so that a sum of weight × share is a whole number below 2^63.
 */
#include "config.h"

#include "lw-evaluation-acceptability.h"
#include "lw-evaluation-safety-private.h"

#include <math.h>
#include <stdlib.h>

#include "base/lw-error.h"
#include "base/lw-i18n.h"

#define WEIGHT_BITS 32
#define SHARE_BITS 30
#define ALL ((double) ((guint64) 1 << WEIGHT_BITS))
/* Of so many draws at least one must keep to the bounds. */
#define TRIES_PER_DRAW 1000
#define DRAWS_TO_LOOK 4096

guint64
lw_splitmix64 (guint64 *state)
{
  guint64 z = *state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  z = (z ^ z >> 30) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ z >> 27) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ z >> 31;
}

typedef struct
{
  const LwEvaluationModel *model;
  const LwAcceptabilityTerms *terms;
  LwAcceptability *result;
  guint64 state;
  guint64 *weights; /* of each leaf, add up to 2^WEIGHT_BITS */
  guint64 *sorted;
  guint64 *shares;  /* n_bids rows of n_leaves, to 2^-SHARE_BITS */
  guint64 *totals;
  gint64 *prices;   /* of each bid; of these three what the basis needs */
  double *powers;   /* WEIGHTED_VALUE_INDEX: quality to its power */
  mpz_t *worths;    /* MONETISED_QUALITY: quality × rate − price, times scale */
  mpz_t rate, scale; /* worth of a total of 1, and of a minor unit, in one unit */
  guint64 *sums;    /* n_bids rows of n_leaves: weights when the bid was first */
  guint *places;    /* bids, from one draw to the next in the order that it gives */
  guint *order;     /* of terms, as places in leaves */
  guint n_order;
} Drawing;

/* Weights of price are drawn where price earns points. */
static gboolean
is_drawn (const LwEvaluationModel *model, guint leaf)
{
  const LwEvaluationCriterion *criterion = lw_evaluation_model_leaf (model, leaf);

  return lw_evaluation_is_additive (model) ? lw_evaluation_criterion_is_weighted (criterion)
                                           : criterion->kind == LW_CRITERION_SCORED;
}

/* ---- what the bids earn of each leaf ---- */

static void
set_share (const Drawing *drawing, const LwEvaluationMarks *marks, guint bid, guint leaf, const LwPriceMarket *market,
           guint64 *share)
{
  const LwEvaluationCriterion *criterion = lw_evaluation_model_leaf (drawing->model, leaf);
  g_auto (LwRational) value = LW_RATIONAL_INIT, unit = LW_RATIONAL_INIT;

  if (criterion->kind == LW_CRITERION_PRICE)
    lw_price_share (criterion->formula, marks->bids[bid].price, market, &criterion->terms, &value);
  else if (lw_rational_sign (&criterion->scale->marks[criterion->scale->top].number) > 0)
    lw_rational_div (&value, &criterion->scale->marks[lw_evaluation_marks_row (marks, bid)[leaf]].number,
                     &criterion->scale->marks[criterion->scale->top].number);
  lw_rational_set_int (&unit, (gint64) 1 << SHARE_BITS, 1);
  lw_rational_mul (&value, &value, &unit);
  lw_rational_round (&value, 0, LW_ROUNDING_HALF_UP);
  *share = mpz_get_ui (mpq_numref (value.q));
}

static void
set_shares (Drawing *drawing, const LwEvaluationMarks *marks, const LwLotRanking *ranking)
{
  LwAcceptability *result = drawing->result;

  result->bids = g_new0 (guint, ranking->n_results + 1);
  result->leaves = g_new0 (guint, drawing->model->n_leaves + 1);
  for (guint i = 0; i < ranking->n_results; i++)
    if (ranking->results[i].rank > 0)
      result->bids[result->n_bids++] = ranking->results[i].bid;
  for (guint leaf = 0; leaf < drawing->model->n_leaves; leaf++)
    if (is_drawn (drawing->model, leaf))
      result->leaves[result->n_leaves++] = leaf;
  drawing->shares = g_new0 (guint64, (gsize) result->n_bids * result->n_leaves + 1);
  for (guint i = 0; i < result->n_bids; i++)
    for (guint l = 0; l < result->n_leaves; l++)
      set_share (drawing, marks, result->bids[i], result->leaves[l], &ranking->market,
                 &drawing->shares[(gsize) i * result->n_leaves + l]);
}

/* ---- other figures than the sum ---- */

static void
set_figures (Drawing *drawing, const LwEvaluationMarks *marks)
{
  const LwEvaluationModel *model = drawing->model;
  const guint n = drawing->result->n_bids;

  mpz_init (drawing->rate);
  mpz_init (drawing->scale);
  drawing->prices = g_new (gint64, n + 1);
  drawing->powers = g_new0 (double, n + 1);
  drawing->worths = g_new (mpz_t, n + 1);
  /* A total is a share of the whole, to 2^-(WEIGHT_BITS + SHARE_BITS). */
  mpz_mul_si (drawing->rate, mpq_numref (model->whole.q), model->basis_terms.rate);
  mpz_mul_2exp (drawing->scale, mpq_denref (model->whole.q), WEIGHT_BITS + SHARE_BITS);
  for (guint i = 0; i < n; i++)
    {
      drawing->prices[i] = marks->bids[drawing->result->bids[i]].price;
      mpz_init (drawing->worths[i]);
    }
}

static void
update_figures (Drawing *drawing)
{
  const double exponent = mpq_get_d (drawing->model->basis_terms.exponent.q);
  mpz_t price;

  if (lw_evaluation_is_additive (drawing->model))
    return;
  mpz_init (price);
  for (guint i = 0; i < drawing->result->n_bids; i++)
    if (drawing->model->basis == LW_BASIS_WEIGHTED_VALUE_INDEX)
      drawing->powers[i] = pow (ldexp ((double) drawing->totals[i], -(WEIGHT_BITS + SHARE_BITS)), exponent);
    else if (drawing->model->basis == LW_BASIS_MONETISED_QUALITY)
      {
        mpz_mul_ui (drawing->worths[i], drawing->rate, drawing->totals[i]);
        mpz_mul_si (price, drawing->scale, drawing->prices[i]);
        mpz_sub (drawing->worths[i], drawing->worths[i], price);
      }
  mpz_clear (price);
}

/* As LwIndexLimit, of quality divided by price. */
static int
limit_of (const Drawing *drawing, guint i)
{
  return drawing->prices[i] > 0 ? 0 : drawing->totals[i] > 0 ? -1 : 1;
}

/* Whether the @j-th bid goes before the @i-th. */
static gboolean
goes_before (const Drawing *drawing, guint j, guint i)
{
  const guint64 *totals = drawing->totals;
  const gint64 *prices = drawing->prices;

  switch (drawing->model->basis)
    {
    case LW_BASIS_PRICE_PER_QUALITY_POINT:
      if (totals[j] == 0 || totals[i] == 0)
        return totals[j] > 0;
      return lw_int128_product (prices[j], (gint64) totals[i]) < lw_int128_product (prices[i], (gint64) totals[j]);
    case LW_BASIS_VALUE_INDEX:
      if (limit_of (drawing, j) != 0 || limit_of (drawing, i) != 0)
        return limit_of (drawing, j) < limit_of (drawing, i);
      return lw_int128_product ((gint64) totals[j], prices[i]) > lw_int128_product ((gint64) totals[i], prices[j]);
    case LW_BASIS_WEIGHTED_VALUE_INDEX:
      if (limit_of (drawing, j) != 0 || limit_of (drawing, i) != 0)
        return limit_of (drawing, j) < limit_of (drawing, i);
      return drawing->powers[j] * (double) prices[i] > drawing->powers[i] * (double) prices[j];
    case LW_BASIS_MONETISED_QUALITY:
      return mpz_cmp (drawing->worths[j], drawing->worths[i]) > 0;
    case LW_BASIS_POINTS:
    default:
      return totals[j] > totals[i];
    }
}

/* ---- draws ---- */

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  const guint64 left = *(const guint64 *) a, right = *(const guint64 *) b;

  return (left > right) - (left < right);
}

static void
draw (Drawing *drawing)
{
  const guint n = drawing->result->n_leaves;

  for (guint i = 0; i + 1 < n; i++)
    drawing->sorted[i] = lw_splitmix64 (&drawing->state) >> (64 - WEIGHT_BITS);
  qsort (drawing->sorted, n - 1, sizeof *drawing->sorted, compare_numbers);
  drawing->sorted[n - 1] = (guint64) 1 << WEIGHT_BITS;
  for (guint i = n; i-- > 0;)
    drawing->weights[i] = drawing->sorted[i] - (i > 0 ? drawing->sorted[i - 1] : 0);
  /* All orders of what was drawn are as likely: putting some of it in the order asked for leaves the draw even. */
  for (guint i = 0; i < drawing->n_order; i++)
    drawing->sorted[i] = drawing->weights[drawing->order[i]];
  qsort (drawing->sorted, drawing->n_order, sizeof *drawing->sorted, compare_numbers);
  for (guint i = 0; i < drawing->n_order; i++)
    drawing->weights[drawing->order[i]] = drawing->sorted[drawing->n_order - 1 - i];
}

static guint
place_of (const LwAcceptability *result, guint leaf)
{
  guint place = 0;

  while (place < result->n_leaves && result->leaves[place] != leaf)
    place++;
  return place;
}

static gboolean
keeps_bounds (const Drawing *drawing)
{
  for (guint i = 0; i < drawing->terms->n_bounds; i++)
    {
      const LwWeightBound *bound = &drawing->terms->bounds[i];
      const double share = (double) drawing->weights[place_of (drawing->result, bound->leaf)] / ALL;

      if (share < bound->least || share > bound->most)
        return FALSE;
    }
  return TRUE;
}

static int
compare_bids (gconstpointer a, gconstpointer b, gpointer drawing)
{
  const guint i = *(const guint *) a, j = *(const guint *) b;

  return goes_before (drawing, j, i) - goes_before (drawing, i, j);
}

static void
count (Drawing *drawing)
{
  LwAcceptability *result = drawing->result;
  const guint n = result->n_bids, width = result->n_leaves;

  for (guint i = 0; i < n; i++)
    {
      drawing->totals[i] = 0;
      for (guint l = 0; l < width; l++)
        drawing->totals[i] += drawing->weights[l] * drawing->shares[(gsize) i * width + l];
    }
  update_figures (drawing);
  g_qsort_with_data (drawing->places, (int) n, sizeof *drawing->places, compare_bids, drawing);
  for (guint place = 0, rank = 0; place < n; place++)
    {
      const guint i = drawing->places[place];

      if (place > 0 && goes_before (drawing, drawing->places[place - 1], i))
        rank = place;
      result->counts[(gsize) i * n + rank]++;
      for (guint l = 0; rank == 0 && l < width; l++)
        drawing->sums[(gsize) i * width + l] += drawing->weights[l];
    }
  result->draws++;
}

static gboolean
draw_all (Drawing *drawing, GCancellable *cancellable, GError **error)
{
  LwAcceptability *result = drawing->result;
  const guint64 most = (guint64) drawing->terms->draws * TRIES_PER_DRAW;

  while (result->draws < drawing->terms->draws)
    {
      if (result->tried % DRAWS_TO_LOOK == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (result->tried++ == most)
        {
          g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
                       _("bounds of the weights: expected bounds that one draw in %d keeps to, found narrower ones"),
                       TRIES_PER_DRAW);
          return FALSE;
        }
      draw (drawing);
      if (keeps_bounds (drawing))
        count (drawing);
    }
  return TRUE;
}

static void
set_central (Drawing *drawing)
{
  LwAcceptability *result = drawing->result;
  const guint width = result->n_leaves;

  for (guint i = 0; i < result->n_bids; i++)
    for (guint l = 0; l < width; l++)
      if (result->counts[(gsize) i * result->n_bids] > 0)
        result->central[(gsize) i * width + l]
            = (double) drawing->sums[(gsize) i * width + l] / ALL / result->counts[(gsize) i * result->n_bids];
}

/* ---- all ---- */

static void
drawing_clear (Drawing *drawing)
{
  if (drawing->worths != NULL)
    {
      for (guint i = 0; i < drawing->result->n_bids; i++)
        mpz_clear (drawing->worths[i]);
      mpz_clear (drawing->rate);
      mpz_clear (drawing->scale);
    }
  g_free (drawing->worths);
  g_free (drawing->prices);
  g_free (drawing->powers);
  g_free (drawing->weights);
  g_free (drawing->sorted);
  g_free (drawing->shares);
  g_free (drawing->totals);
  g_free (drawing->sums);
  g_free (drawing->places);
  g_free (drawing->order);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Drawing, drawing_clear)

static gboolean
check_leaf (const LwEvaluationModel *model, guint leaf, GError **error)
{
  if (is_drawn (model, leaf))
    return TRUE;
  g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
               lw_evaluation_is_additive (model) ? _("weight of %s: expected a criterion that is scored or for price")
                                                 : _("weight of %s: expected a criterion that is scored"),
               lw_evaluation_model_leaf (model, leaf)->id);
  return FALSE;
}

static gboolean
check_terms (const LwEvaluationModel *model, const LwAcceptabilityTerms *terms, GError **error)
{
  if (terms->draws == 0 || terms->draws > LW_ACCEPTABILITY_DRAWS_MAX)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("draws: expected 1 to %d, found %u"), LW_ACCEPTABILITY_DRAWS_MAX,
                   terms->draws);
      return FALSE;
    }
  for (guint i = 0; i < terms->n_bounds; i++)
    if (!check_leaf (model, terms->bounds[i].leaf, error))
      return FALSE;
  for (guint i = 0; i < terms->n_order; i++)
    {
      if (!check_leaf (model, terms->order[i], error))
        return FALSE;
      for (guint j = 0; j < i; j++)
        if (terms->order[j] == terms->order[i])
          {
            g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("order of the weights: expected each criterion once, found %s twice"),
                         lw_evaluation_model_leaf (model, terms->order[i])->id);
            return FALSE;
          }
    }
  return TRUE;
}

LwAcceptability *
lw_evaluation_acceptability (const LwEvaluationMarks *marks, guint lot, const LwAcceptabilityTerms *terms,
                             GCancellable *cancellable, GError **error)
{
  g_autoptr (LwLotRanking) ranking = lw_evaluation_rank_lot (marks, lot, LW_RANK_DEFAULT);
  g_autoptr (LwAcceptability) result = g_new0 (LwAcceptability, 1);
  g_auto (Drawing) drawing = { .model = marks->model, .terms = terms, .result = result, .state = terms->seed };

  if (!check_terms (marks->model, terms, error))
    return NULL;
  result->seed = terms->seed;
  set_shares (&drawing, marks, ranking);
  if (result->n_bids == 0 || result->n_leaves == 0)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_NOT_FOUND, _("lot %s: expected bids that are ranked, found none"),
                   marks->lots[lot].id);
      return NULL;
    }
  result->counts = g_new0 (guint, (gsize) result->n_bids * result->n_bids);
  result->central = g_new0 (double, (gsize) result->n_bids * result->n_leaves);
  drawing.weights = g_new0 (guint64, result->n_leaves);
  drawing.sorted = g_new0 (guint64, result->n_leaves);
  drawing.totals = g_new0 (guint64, result->n_bids);
  drawing.sums = g_new0 (guint64, (gsize) result->n_bids * result->n_leaves);
  drawing.order = g_new0 (guint, result->n_leaves + 1);
  drawing.places = g_new (guint, result->n_bids);
  for (guint i = 0; i < result->n_bids; i++)
    drawing.places[i] = i;
  set_figures (&drawing, marks);
  for (guint i = 0; i < terms->n_order; i++)
    drawing.order[drawing.n_order++] = place_of (result, terms->order[i]);
  if (!draw_all (&drawing, cancellable, error))
    return NULL;
  set_central (&drawing);
  return g_steal_pointer (&result);
}

void
lw_acceptability_free (LwAcceptability *acceptability)
{
  g_free (acceptability->bids);
  g_free (acceptability->counts);
  g_free (acceptability->leaves);
  g_free (acceptability->central);
  g_free (acceptability);
}
