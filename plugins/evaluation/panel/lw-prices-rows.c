/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-prices-rows.h"

#include "base/lw-money.h"
#include "lw-evaluation-explain.h"
#include "lw-evaluation-price-check.h"
#include "lw-evaluation-prices.h"
#include "lw-evaluation-verbs.h"

#include <stdlib.h>

#include "base/lw-i18n.h"

enum
{
  BIDDER,
  NAME,
  PRICE,
  DIFFERENCE,
  POINTS,
  RANK,
  NOTE,
};

static const LwColumn columns[] = {
  { "bidder", N_ ("Bidder"), LW_COLUMN_TEXT, 60, LW_COLUMN_ALWAYS, NULL },
  { "name", N_ ("Name"), LW_COLUMN_TEXT, 130, 0, NULL },
  { "price", N_ ("Price"), LW_COLUMN_MONEY, 136, 0, NULL },
  { "difference", N_ ("Above the lowest"), LW_COLUMN_MONEY, 140, 0, NULL },
  { "points", N_ ("Points"), LW_COLUMN_DECIMAL, 60, 0, NULL },
  { "rank", N_ ("Rank"), LW_COLUMN_NUMBER, 52, 0, NULL },
  { "note", N_ ("Note"), LW_COLUMN_TEXT, 124, 0, NULL },
};

LwMemoryRows *
lw_prices_rows_new (void)
{
  return lw_memory_rows_new (columns, G_N_ELEMENTS (columns));
}

typedef struct
{
  const LwEvaluationMarks *marks;
  const LwLotRanking *ranking;
  LwConnection *connection;
  const char *currency;
  LwPriceList list;
} Fill;

static void
set_money (const Fill *fill, LwMemoryRow *row, guint column, gint64 minor)
{
  g_autofree char *shown = lw_money_format (minor, fill->currency), *raw = lw_money_to_text (minor, fill->currency);

  lw_memory_row_set_text (row, column, shown);
  lw_memory_row_set_raw (row, column, raw);
}

/* What all price criteria together give. */
static void
set_points (const Fill *fill, LwMemoryRow *row, guint bid)
{
  const LwEvaluationModel *model = fill->marks->model;
  g_auto (LwRational) sum = LW_RATIONAL_INIT, one = LW_RATIONAL_INIT;
  g_autofree char *shown = NULL, *exact = NULL;
  guint n = 0;

  for (guint leaf = 0; leaf < model->n_leaves; leaf++)
    if (lw_evaluation_model_leaf (model, leaf)->kind == LW_CRITERION_PRICE
        && lw_evaluation_leaf_points (fill->marks, bid, leaf, &fill->ranking->market, &one, NULL))
      {
        lw_rational_add (&sum, &sum, &one);
        n++;
      }
  if (n == 0)
    return;
  shown = lw_results_points (model, &sum);
  exact = lw_evaluation_number (&sum);
  lw_memory_row_set_text (row, POINTS, shown);
  lw_memory_row_set_raw (row, POINTS, exact);
}

static void
append (GString *note, const char *text)
{
  g_string_append_printf (note, "%s%s", note->len > 0 ? "; " : "", text);
}

/* Flags: what stands out about this price and its bid. */
static gboolean
set_note (const Fill *fill, LwMemoryRow *row, guint bid, GError **error)
{
  const LwEvaluationBid *of = &fill->marks->bids[bid];
  const char *lot = fill->marks->lots[of->lot].id, *bidder = fill->marks->bidders[of->bidder].id;
  const LwBidResult *result = lw_lot_ranking_find (fill->ranking, bid);
  g_autoptr (GString) note = g_string_new (NULL);
  LwCellTone tone = LW_CELL_PLAIN;
  LwLowStep steps[LW_LOW_STEPS];
  gint64 corrected;

  if (!lw_connection_get_int (fill->connection, &corrected, 0, error,
                              "SELECT count (*) FROM evaluation_correction WHERE lot = ? AND bidder = ?", "ss", lot, bidder)
      || !lw_evaluation_low_steps (fill->connection, lot, bidder, steps, error))
    return FALSE;
  if (of->status != LW_BID_SUBMITTED)
    append (note, of->status == LW_BID_WITHDRAWN ? _("withdrawn") : _("excluded"));
  if (of->price < 0)
    append (note, _("no price"));
  if (lw_evaluation_price_low (fill->marks, &fill->list, bid, NULL))
    {
      guint done = 0;
      g_autofree char *text = NULL;

      while (done < LW_LOW_STEPS && steps[done].at != NULL)
        done++;
      text = g_strdup_printf (_("low price: %u of %u steps"), done, LW_LOW_STEPS);
      append (note, text);
      tone = done < LW_LOW_STEPS ? LW_CELL_ATTENTION : LW_CELL_GOOD;
    }
  if (result != NULL && result->n_failed > 0)
    {
      g_autofree char *failed = lw_evaluation_list_criteria (fill->marks->model, result->failed, result->n_failed);
      g_autofree char *text = g_strdup_printf (_("fails %s"), failed);

      append (note, text);
      tone = LW_CELL_WRONG;
    }
  if (result != NULL && result->n_passed > 0)
    {
      g_autofree char *passed = lw_evaluation_list_criteria (fill->marks->model, result->passed, result->n_passed);
      g_autofree char *text = g_strdup_printf (_("passed below the minimum of %s"), passed);

      append (note, text);
    }
  if (corrected > 0)
    append (note, _("corrected"));
  if (of->has_costs)
    append (note, _("whole-life cost"));
  lw_low_steps_clear (steps);
  lw_memory_row_set_text (row, NOTE, note->str);
  lw_memory_row_set_tone (row, NOTE, tone);
  return TRUE;
}

static LwMemoryRow *
make_row (const Fill *fill, guint bid, GError **error)
{
  const LwEvaluationBid *of = &fill->marks->bids[bid];
  const LwEvaluationBidder *bidder = &fill->marks->bidders[of->bidder];
  const char *const texts[] = { bidder->id, bidder->name, NULL };
  const LwBidResult *result = lw_lot_ranking_find (fill->ranking, bid);
  g_autoptr (LwMemoryRow) row = lw_memory_row_new (bidder->id, texts);

  if (of->price >= 0)
    {
      set_money (fill, row, PRICE, of->price);
      if (of->status == LW_BID_SUBMITTED && fill->list.n > 0)
        set_money (fill, row, DIFFERENCE, of->price - fill->list.sorted[0]);
      if (of->status == LW_BID_SUBMITTED)
        set_points (fill, row, bid);
    }
  if (result != NULL && result->rank > 0)
    {
      g_autofree char *rank = lw_evaluation_rank_text (result->rank, result->tied), *raw = g_strdup_printf ("%u", result->rank);

      lw_memory_row_set_text (row, RANK, rank);
      lw_memory_row_set_raw (row, RANK, raw);
    }
  return set_note (fill, row, bid, error) ? g_steal_pointer (&row) : NULL;
}

/* The lowest first; who has no price, or takes no part, last. */
static int
compare_bids (gconstpointer a, gconstpointer b, gpointer data)
{
  const LwEvaluationMarks *marks = data;
  const LwEvaluationBid *left = &marks->bids[*(const guint *) a], *right = &marks->bids[*(const guint *) b];
  const gboolean out_left = left->status != LW_BID_SUBMITTED || left->price < 0;
  const gboolean out_right = right->status != LW_BID_SUBMITTED || right->price < 0;

  if (out_left != out_right)
    return out_left ? 1 : -1;
  if (left->price != right->price)
    return left->price < right->price ? -1 : 1;
  return left->bidder < right->bidder ? -1 : left->bidder > right->bidder;
}

gboolean
lw_prices_rows_fill (LwMemoryRows *rows, const LwEvaluationMarks *marks, const LwLotRanking *ranking, LwConnection *connection,
                     const char *currency, GError **error)
{
  const LwEvaluationLot *lot = &marks->lots[ranking->lot];
  Fill fill = { marks, ranking, connection, currency, { NULL, 0, 0 } };
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) lw_memory_row_free);
  g_autofree guint *bids = g_new (guint, lot->n_bids + 1);
  gboolean fine = TRUE;

  for (guint i = 0; i < lot->n_bids; i++)
    bids[i] = lot->first_bid + i;
  g_qsort_with_data (bids, (int) lot->n_bids, sizeof *bids, compare_bids, (gpointer) marks);
  lw_evaluation_price_list (marks, ranking->lot, &fill.list);
  for (guint i = 0; fine && i < lot->n_bids; i++)
    {
      LwMemoryRow *row = make_row (&fill, bids[i], error);

      fine = row != NULL;
      if (fine)
        g_ptr_array_add (all, row);
    }
  lw_price_list_clear (&fill.list);
  if (fine)
    lw_memory_rows_set (rows, g_steal_pointer (&all));
  return fine;
}
