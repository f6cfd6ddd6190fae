/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-evaluation-rank.h"
#include "lw-evaluation-fast.h"
#include "lw-evaluation-ties-private.h"

#include <stdlib.h>

const char *
lw_standing_to_string (LwStanding standing)
{
  static const char *const names[] = { "ranked", "failed", "incomplete" };

  return names[standing];
}

const char *
lw_evaluation_criterion_name (const LwEvaluationModel *model, guint criterion)
{
  if (criterion == LW_FAILED_TOTAL)
    return "total";
  return criterion == LW_MISSING_PRICE ? "price" : model->criteria[criterion].id;
}

/* ---- what is missing, what fails ---- */

static gboolean
is_missing (const LwEvaluationMarks *marks, guint bid, guint leaf)
{
  if (lw_evaluation_model_leaf (marks->model, leaf)->kind == LW_CRITERION_PRICE)
    return marks->bids[bid].price < 0;
  return lw_evaluation_marks_row (marks, bid)[leaf] < 0;
}

static void
list_missing (const LwEvaluationMarks *marks, LwBidResult *result)
{
  const LwEvaluationModel *model = marks->model;

  gboolean price_listed = marks->bids[result->bid].price >= 0 || model->basis == LW_BASIS_POINTS;

  result->missing = g_new (guint, model->n_leaves + 1);
  for (guint leaf = 0; leaf < model->n_leaves; leaf++)
    if (is_missing (marks, result->bid, leaf))
      {
        price_listed |= lw_evaluation_model_leaf (model, leaf)->kind == LW_CRITERION_PRICE;
        result->missing[result->n_missing++] = model->leaves[leaf];
      }
  if (!price_listed)
    result->missing[result->n_missing++] = LW_MISSING_PRICE;
}

static void
list_failed (const LwEvaluationMarks *marks, const LwPriceMarket *market, LwBidResult *result)
{
  const LwEvaluationModel *model = marks->model;

  result->failed = g_new (guint, model->n_criteria + 1);
  for (guint i = 0; i < model->n_criteria; i++)
    if (lw_evaluation_fails (marks, result->bid, i, market))
      result->failed[result->n_failed++] = i;
  if (result->standing == LW_STANDING_FAILED && lw_evaluation_total_fails (marks, result->bid, &result->total))
    result->failed[result->n_failed++] = LW_FAILED_TOTAL;
}

/* What it would fail at but for an override. */
static void
list_passed (const LwEvaluationMarks *marks, const LwPriceMarket *market, LwBidResult *result)
{
  const LwEvaluationModel *model = marks->model;

  result->passed = g_new (guint, model->n_criteria + 1);
  for (guint i = 0; i < model->n_criteria; i++)
    if (lw_evaluation_is_below (marks, result->bid, i, market) && !lw_evaluation_fails (marks, result->bid, i, market))
      result->passed[result->n_passed++] = i;
  if (result->standing != LW_STANDING_INCOMPLETE && lw_evaluation_total_is_below (model, &result->total)
      && !lw_evaluation_total_fails (marks, result->bid, &result->total))
    result->passed[result->n_passed++] = LW_FAILED_TOTAL;
}

/* ---- both ways to the same outcome ---- */

/* One bid on its way to its place: in integers, or in rationals. */
typedef struct
{
  guint bid;
  LwStanding standing;
  gboolean failed;
  gboolean exact;
  LwFraction fraction;
  LwRational total;
  gboolean has_index;
  LwBasisKind basis;
  LwIndex index;
} Entry;

static void
enter (Entry *entry, guint bid, gboolean missing, gboolean failed)
{
  entry->bid = bid;
  entry->failed = failed;
  entry->standing = missing ? LW_STANDING_INCOMPLETE : failed ? LW_STANDING_FAILED : LW_STANDING_RANKED;
  lw_rational_init (&entry->total);
  entry->has_index = FALSE;
  entry->index.limit = LW_INDEX_FINITE;
  lw_rational_init (&entry->index.value);
}

static guint
enter_fast (const LwEvaluationMarks *marks, guint lot, const LwBidOutcome *outcomes, Entry *entries)
{
  guint n = 0;

  for (guint i = 0; i < marks->lots[lot].n_bids; i++)
    {
      if (!outcomes[i].takes_part)
        continue;
      enter (&entries[n], marks->lots[lot].first_bid + i, outcomes[i].missing, outcomes[i].failed);
      entries[n].exact = FALSE;
      entries[n++].fraction = outcomes[i].total;
    }
  return n;
}

static guint
enter_exact (const LwEvaluationMarks *marks, guint lot, const LwPriceMarket *market, Entry *entries)
{
  const LwEvaluationModel *model = marks->model;
  g_auto (LwRational) total = LW_RATIONAL_INIT;
  guint n = 0;

  for (guint i = 0; i < marks->lots[lot].n_bids; i++)
    {
      const guint bid = marks->lots[lot].first_bid + i;
      gboolean missing = model->basis != LW_BASIS_POINTS && marks->bids[bid].price < 0, failed = FALSE;

      if (marks->bids[bid].status != LW_BID_SUBMITTED)
        continue;
      for (guint leaf = 0; leaf < model->n_leaves && !missing; leaf++)
        missing = is_missing (marks, bid, leaf);
      for (guint c = 0; c < model->n_criteria && !failed; c++)
        failed = lw_evaluation_fails (marks, bid, c, market);
      if (!missing)
        {
          lw_evaluation_total (marks, bid, market, &total, NULL);
          failed |= lw_evaluation_total_fails (marks, bid, &total);
        }
      enter (&entries[n], bid, missing, failed);
      entries[n].exact = TRUE;
      if (!missing)
        lw_rational_set (&entries[n].total, &total);
      n++;
    }
  return n;
}

void
lw_evaluation_index (const LwEvaluationMarks *marks, guint bid, const LwRational *total, LwIndex *index)
{
  const LwEvaluationModel *model = marks->model;

  lw_basis_index (model->basis, total, marks->bids[bid].price, &model->basis_terms, index);
  if (model->index_places >= 0)
    lw_rational_round (&index->value, (guint) model->index_places, model->rule);
}

/* The figure that ranks, where it is not the total. */
static void
set_index (const LwEvaluationMarks *marks, Entry *entry)
{
  const LwEvaluationModel *model = marks->model;

  if (model->basis == LW_BASIS_POINTS || entry->standing == LW_STANDING_INCOMPLETE)
    return;
  if (!entry->exact)
    lw_fraction_to_rational (&entry->total, entry->fraction);
  entry->exact = TRUE;
  entry->has_index = TRUE;
  entry->basis = model->basis;
  lw_evaluation_index (marks, entry->bid, &entry->total, &entry->index);
}

/* ---- order ---- */

/* Above 0 where @a is the better. */
static int
compare_totals (const Entry *a, const Entry *b)
{
  if (a->has_index)
    return -lw_basis_cmp (a->basis, &a->index, &b->index);
  return a->exact ? lw_rational_cmp (&a->total, &b->total) : lw_fraction_cmp (a->fraction, b->fraction);
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const Entry *left = a, *right = b;
  int order = (int) left->standing - (int) right->standing;

  if (order == 0 && left->standing != LW_STANDING_INCOMPLETE)
    order = compare_totals (right, left);
  if (order == 0) /* bids of a lot are in the order of their bidders' ids */
    order = (left->bid > right->bid) - (left->bid < right->bid);
  return order;
}

static void
fill_results (const LwEvaluationMarks *marks, LwLotRanking *ranking, Entry *entries)
{
  for (guint i = 0; i < ranking->n_results; i++)
    {
      LwBidResult *result = &ranking->results[i];
      Entry *entry = &entries[i];

      result->bid = entry->bid;
      result->standing = entry->standing;
      lw_rational_init (&result->total);
      result->has_index = entry->has_index;
      result->index = entry->index; /* and its number with it */
      if (entry->exact)
        lw_rational_set (&result->total, &entry->total);
      else if (entry->standing != LW_STANDING_INCOMPLETE)
        lw_fraction_to_rational (&result->total, entry->fraction);
      if (entry->standing == LW_STANDING_RANKED)
        {
          const gboolean ties = i > 0 && compare_totals (entry, &entries[i - 1]) == 0;

          result->rank = ties ? ranking->results[i - 1].rank : i + 1;
          result->tied = ties;
          if (ties)
            ranking->results[i - 1].tied = TRUE;
        }
      if (entry->standing == LW_STANDING_INCOMPLETE)
        list_missing (marks, result);
      if (entry->failed)
        list_failed (marks, &ranking->market, result);
      if (marks->bids[result->bid].overridden)
        list_passed (marks, &ranking->market, result);
    }
  for (guint i = 0; i < ranking->n_results; i++)
    lw_rational_clear (&entries[i].total);
}

/* Where totals are equal, the published rules decide; the bids of a rank are next to each other. */
static void
resolve_ties (const LwEvaluationMarks *marks, LwLotRanking *ranking)
{
  for (guint first = 0, end; first < ranking->n_results; first = end)
    {
      const guint rank = ranking->results[first].rank;

      for (end = first + 1; end < ranking->n_results && rank > 0 && ranking->results[end].rank == rank; end++)
        ;
      if (end - first > 1)
        lw_evaluation_resolve_tie (marks, &ranking->market, &ranking->results[first], end - first, rank);
    }
}

LwLotRanking *
lw_evaluation_rank_lot (const LwEvaluationMarks *marks, guint lot, LwRankFlags flags)
{
  LwLotRanking *ranking;
  g_autofree LwBidOutcome *outcomes = NULL;
  g_autofree Entry *entries = NULL;

  g_return_val_if_fail (lot < marks->n_lots, NULL);

  ranking = g_new0 (LwLotRanking, 1);
  outcomes = g_new (LwBidOutcome, marks->lots[lot].n_bids + 1);
  entries = g_new (Entry, marks->lots[lot].n_bids + 1);
  ranking->lot = lot;
  if (!(flags & LW_RANK_EXACT)
      && lw_evaluation_fast_lot (marks, lot, outcomes, &ranking->market, &ranking->market_fallback))
    ranking->n_results = enter_fast (marks, lot, outcomes, entries);
  else
    {
      ranking->exact = TRUE;
      lw_evaluation_market (marks, lot, &ranking->market, &ranking->market_fallback);
      ranking->n_results = enter_exact (marks, lot, &ranking->market, entries);
    }
  for (guint i = 0; i < ranking->n_results; i++)
    set_index (marks, &entries[i]);
  qsort (entries, ranking->n_results, sizeof (Entry), compare_entries);
  ranking->results = g_new0 (LwBidResult, ranking->n_results + 1);
  fill_results (marks, ranking, entries);
  if (marks->model->tie_rules->len > 0)
    resolve_ties (marks, ranking);
  return ranking;
}

void
lw_lot_ranking_free (LwLotRanking *ranking)
{
  if (ranking == NULL)
    return;
  for (guint i = 0; i < ranking->n_results; i++)
    {
      lw_rational_clear (&ranking->results[i].total);
      lw_rational_clear (&ranking->results[i].index.value);
      g_free (ranking->results[i].failed);
      g_free (ranking->results[i].passed);
      g_free (ranking->results[i].missing);
    }
  g_free (ranking->results);
  g_free (ranking);
}

const LwBidResult *
lw_lot_ranking_find (const LwLotRanking *ranking, guint bid)
{
  for (guint i = 0; i < ranking->n_results; i++)
    if (ranking->results[i].bid == bid)
      return &ranking->results[i];
  return NULL;
}
