/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Corrections of a bid's figures: before, after, who, why, and what it does to the ranks. */
#include "config.h"

#include "lw-evaluation-prices.h"

#include "base/lw-clock.h"
#include "base/lw-error.h"
#include "base/lw-money.h"
#include "lw-evaluation-costs.h"
#include "lw-evaluation-explain.h"
#include "lw-evaluation-safety-private.h"
#include "model/lw-model.h"

#include "base/lw-i18n.h"

/* So many bids are named in an effect. */
#define NAMED 12

static void
correction_free (LwPriceCorrection *correction)
{
  g_free (correction->lot);
  g_free (correction->bidder);
  g_free (correction->title);
  g_free (correction->person);
  g_free (correction->at);
  g_free (correction->effect);
  g_free (correction->reason);
  g_free (correction);
}

GPtrArray *
lw_evaluation_corrections (LwConnection *connection, const char *lot, const char *bidder, GError **error)
{
  g_autoptr (GPtrArray) corrections = g_ptr_array_new_with_free_func ((GDestroyNotify) correction_free);
  g_autoptr (LwStatement) row = lw_connection_prepare (
      connection,
      "SELECT lot, bidder, number, title, year, before, after, person, at, effect, reason FROM evaluation_correction"
      " WHERE (?1 IS NULL OR lot = ?1) AND (?2 IS NULL OR bidder = ?2) ORDER BY at, lot, bidder, number",
      error);
  LwStep step;

  if (row == NULL)
    return NULL;
  lw_statement_bind (row, "ss", lot, bidder);
  while ((step = lw_statement_step (row, error)) == LW_STEP_ROW)
    {
      LwPriceCorrection *correction = g_new0 (LwPriceCorrection, 1);

      correction->lot = g_strdup (lw_statement_text (row, 0));
      correction->bidder = g_strdup (lw_statement_text (row, 1));
      correction->number = (guint) lw_statement_int (row, 2);
      correction->title = g_strdup (lw_statement_text (row, 3));
      correction->year = (guint) lw_statement_int (row, 4);
      correction->before = lw_statement_int (row, 5);
      correction->after = lw_statement_int (row, 6);
      correction->person = g_strdup (lw_statement_text (row, 7));
      correction->at = g_strdup (lw_statement_text (row, 8));
      correction->effect = g_strdup (lw_statement_text (row, 9));
      correction->reason = g_strdup (lw_statement_text (row, 10));
      g_ptr_array_add (corrections, correction);
    }
  return step == LW_STEP_DONE ? g_steal_pointer (&corrections) : NULL;
}

/* ---- the effect ---- */

/* What the figure is now, and what is compared once it is @after. */
static gboolean
find_price (const LwEvaluationMarks *marks, LwConnection *connection, guint bid, const LwPriceFigure *figure, gint64 after,
            gint64 *before, gint64 *compared, GError **error)
{
  const LwEvaluationBid *row = &marks->bids[bid];
  g_autoptr (GPtrArray) costs = NULL;
  g_auto (LwRational) value = LW_RATIONAL_INIT;

  *before = row->price;
  *compared = after;
  if (figure->title == NULL)
    {
      if (row->has_costs)
        g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
                     _("the whole-life cost of %s is compared, not its price: correct one of its costs, by title and year"),
                     figure->bidder);
      else if (row->price < 0)
        g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("%s has no price for %s that could be corrected"), figure->bidder,
                     figure->lot);
      return !row->has_costs && row->price >= 0;
    }
  costs = lw_evaluation_costs (connection, figure->lot, figure->bidder, error);
  *before = -1;
  for (guint i = 0; costs != NULL && i < costs->len; i++)
    {
      LwBidCost *cost = g_ptr_array_index (costs, i);

      if (cost->year != figure->year || !g_str_equal (cost->title, figure->title))
        continue;
      *before = cost->amount;
      cost->amount = after;
    }
  if (costs != NULL && *before < 0)
    g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("%s has no cost “%s” of year %u for %s"), figure->bidder, figure->title,
                 figure->year, figure->lot);
  return costs != NULL && *before >= 0 && lw_evaluation_costs_value (marks->model, costs, &value, compared, error);
}

static char *
place_text (const LwLotRanking *ranking, guint bid)
{
  const LwBidResult *result = lw_lot_ranking_find (ranking, bid);

  if (result == NULL || result->rank == 0)
    return g_strdup (_("no rank"));
  return g_strdup_printf ("%u%s", result->rank, result->tied ? "=" : "");
}

/* "B2 from 2 to 1, B1 from 1 to 2". (transfer full) */
static char *
compare_rankings (const LwEvaluationMarks *marks, const LwLotRanking *before, const LwLotRanking *after)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < after->n_results; i++)
    {
      const guint bid = after->results[i].bid;
      g_autofree char *from = place_text (before, bid), *to = place_text (after, bid);

      if (g_str_equal (from, to) || n++ >= NAMED)
        continue;
      g_string_append (text, n > 1 ? ", " : "");
      g_string_append_printf (text, _("%s from %s to %s"), marks->bidders[marks->bids[bid].bidder].id, from, to);
    }
  if (n > NAMED)
    g_string_append_printf (text, ngettext (", and %u more", ", and %u more", n - NAMED), n - NAMED);
  return n == 0 ? g_strdup (_("no rank changes")) : g_string_free (g_steal_pointer (&text), FALSE);
}

gboolean
lw_evaluation_correction_preview (const LwEvaluationMarks *marks, LwConnection *connection, const LwPriceFigure *figure,
                                  gint64 after, gint64 *before, char **effect, GError **error)
{
  const int bid = lw_evaluation_find_bid (marks, figure->lot, figure->bidder, error);
  g_autoptr (LwTrial) trial = NULL;
  g_autoptr (LwLotRanking) now = NULL, then = NULL;
  gint64 compared;

  if (bid < 0)
    return FALSE;
  if (marks->sealed)
    {
      g_set_error_literal (error, LW_ERROR, LW_ERROR_LOCKED, _("prices are sealed: they have not been opened"));
      return FALSE;
    }
  if (!find_price (marks, connection, (guint) bid, figure, after, before, &compared, error))
    return FALSE;
  if (*before == after)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_NOTHING, _("expected another figure for %s, found the one that is there"), figure->bidder);
      return FALSE;
    }
  now = lw_evaluation_rank_lot (marks, marks->bids[bid].lot, LW_RANK_DEFAULT);
  trial = lw_trial_new (marks);
  trial->bids[bid].price = compared;
  then = lw_evaluation_rank_lot (trial, marks->bids[bid].lot, LW_RANK_DEFAULT);
  *effect = compare_rankings (marks, now, then);
  return TRUE;
}

/* ---- the command ---- */

typedef struct
{
  char *lot, *bidder, *title;
  guint year;
  gint64 after;
  char *person, *reason;
} Correcting;

static void
correcting_free (Correcting *correcting)
{
  g_free (correcting->lot);
  g_free (correcting->bidder);
  g_free (correcting->title);
  g_free (correcting->person);
  g_free (correcting->reason);
  g_free (correcting);
}

/* Where the method seals prices, who opens them corrects them. */
static gboolean
check_role (LwConnection *connection, const char *person, GError **error)
{
  gint64 seals;
  gboolean commercial, lead;

  if (!lw_connection_get_int (connection, &seals, 0, error,
                              "SELECT EXISTS (SELECT 1 FROM evaluation_method WHERE prices = 'sealed')", "")
      || !lw_evaluation_has_role (connection, person, "commercial", &commercial, error)
      || !lw_evaluation_has_role (connection, person, "lead", &lead, error))
    return FALSE;
  if (!seals || commercial || lead)
    return TRUE;
  g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
               _("expected a person with the role commercial or lead to correct a figure, found “%s”"), person);
  return FALSE;
}

static gboolean
store (LwConnection *connection, const Correcting *correcting, gint64 before, const char *effect, GError **error)
{
  g_autofree char *at = lw_clock_now (), *year = NULL;
  gint64 number;

  if (correcting->title != NULL)
    year = g_strdup_printf ("%u", correcting->year);
  if (!lw_connection_get_int (connection, &number, 0, error,
                              "SELECT coalesce (max (number), 0) + 1 FROM evaluation_correction WHERE lot = ? AND bidder = ?",
                              "ss", correcting->lot, correcting->bidder)
      || !lw_connection_run (connection, error,
                             "INSERT INTO evaluation_correction (lot, bidder, number, title, year, before, after, person, at,"
                             " effect, reason) VALUES (?, ?, ?, ?, CAST (? AS INTEGER), ?, ?, ?, ?, ?, ?)",
                             "ssissiissss", correcting->lot, correcting->bidder, number, correcting->title, year, before,
                             correcting->after, correcting->person, at, effect, correcting->reason))
    return FALSE;
  if (correcting->title == NULL)
    return lw_connection_run (connection, error, "UPDATE bid SET price = ? WHERE lot = ? AND bidder = ?", "iss",
                              correcting->after, correcting->lot, correcting->bidder);
  return lw_connection_run (connection, error,
                            "UPDATE evaluation_cost SET amount = ? WHERE lot = ? AND bidder = ? AND title = ? AND year = ?", "isssi",
                            correcting->after, correcting->lot, correcting->bidder, correcting->title, (gint64) correcting->year);
}

static gboolean
apply_correct (LwTransaction *transaction, gpointer data, GError **error)
{
  const Correcting *correcting = data;
  LwConnection *connection = lw_transaction_connection (transaction);
  const LwPriceFigure figure = { correcting->lot, correcting->bidder, correcting->title, correcting->year };
  g_autoptr (LwEvaluationMarks) marks = NULL;
  g_autofree char *effect = NULL;
  gint64 before;

  if (!lw_evaluation_check_reason (correcting->reason, error) || !check_role (connection, correcting->person, error))
    return FALSE;
  if (correcting->after < 0)
    {
      g_set_error_literal (error, LW_ERROR, LW_ERROR_INVALID, _("expected an amount that is not negative"));
      return FALSE;
    }
  marks = lw_evaluation_marks_load (connection, error);
  return marks != NULL
         && lw_evaluation_correction_preview (marks, connection, &figure, correcting->after, &before, &effect, error)
         && store (connection, correcting, before, effect, error);
}

LwCommand *
lw_evaluation_correct_price (const LwPriceFigure *figure, gint64 after, const char *person, const char *reason)
{
  Correcting *correcting = g_new0 (Correcting, 1);
  g_autofree char *name = NULL;
  LwCommand *command;

  correcting->lot = g_strdup (figure->lot);
  correcting->bidder = g_strdup (figure->bidder);
  correcting->title = g_strdup (figure->title);
  correcting->year = figure->year;
  correcting->after = after;
  correcting->person = g_strdup (person);
  correcting->reason = g_strdup (reason);
  name = figure->title == NULL
             ? g_strdup_printf (_("Correct the price of %s for %s"), figure->bidder, figure->lot)
             : g_strdup_printf (_("Correct the cost “%s” of %s for %s"), figure->title, figure->bidder, figure->lot);
  command = lw_command_new (name, person, reason, apply_correct, correcting, (GDestroyNotify) correcting_free);
  lw_command_set_final (command);
  return command;
}
