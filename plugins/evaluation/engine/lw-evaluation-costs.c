/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-evaluation-costs.h"

#include "base/lw-error.h"
#include "lw-evaluation-price-cost.h"

#include "base/lw-i18n.h"

static void
cost_free (LwBidCost *cost)
{
  g_free (cost->title);
  g_free (cost);
}

gboolean
lw_evaluation_parse_year (const char *text, guint *year, GError **error)
{
  g_autofree char *shown = NULL;
  guint64 found;

  if (g_ascii_string_to_unsigned (text, 10, 0, 100, &found, NULL))
    {
      *year = (guint) found;
      return TRUE;
    }
  shown = lw_error_quote (text);
  g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("year: expected a whole number from 0 to 100, found %s"), shown);
  return FALSE;
}

GPtrArray *
lw_evaluation_costs (LwConnection *connection, const char *lot, const char *bidder, GError **error)
{
  g_autoptr (GPtrArray) costs = g_ptr_array_new_with_free_func ((GDestroyNotify) cost_free);
  g_autoptr (LwStatement) row = lw_connection_prepare (
      connection, "SELECT title, year, amount FROM evaluation_cost WHERE lot = ? AND bidder = ? ORDER BY year, title", error);
  LwStep step;

  if (row == NULL)
    return NULL;
  lw_statement_bind (row, "ss", lot, bidder);
  while ((step = lw_statement_step (row, error)) == LW_STEP_ROW)
    {
      LwBidCost *cost = g_new (LwBidCost, 1);

      *cost = (LwBidCost) { g_strdup (lw_statement_text (row, 0)), (guint) lw_statement_int (row, 1), lw_statement_int (row, 2) };
      g_ptr_array_add (costs, cost);
    }
  return step == LW_STEP_DONE ? g_steal_pointer (&costs) : NULL;
}

gboolean
lw_evaluation_costs_value (const LwEvaluationModel *model, const GPtrArray *costs, LwRational *value, gint64 *minor,
                           GError **error)
{
  g_autofree LwCostLine *lines = g_new (LwCostLine, costs->len + 1);

  for (guint i = 0; i < costs->len; i++)
    {
      const LwBidCost *cost = g_ptr_array_index (costs, i);

      lines[i] = (LwCostLine) { cost->year, cost->amount };
    }
  return lw_price_present_value (lines, costs->len, &model->discount, model->rule, value, minor, error);
}

void
lw_evaluation_cost_value (const LwEvaluationModel *model, const LwBidCost *cost, LwRational *value)
{
  const LwCostLine line = { cost->year, cost->amount };
  gint64 minor;

  if (!lw_price_present_value (&line, 1, &model->discount, model->rule, value, &minor, NULL))
    lw_rational_set_int (value, 0, 1);
}

/* ---- into the dense store ---- */

gboolean
lw_evaluation_costs_read (LwEvaluationMarks *marks, guint bid, LwConnection *connection, GError **error)
{
  LwEvaluationBid *row = &marks->bids[bid];
  g_autoptr (GPtrArray) costs = NULL;
  g_auto (LwRational) value = LW_RATIONAL_INIT;

  row->has_costs = FALSE;
  if (marks->sealed)
    return TRUE;
  costs = lw_evaluation_costs (connection, marks->lots[row->lot].id, marks->bidders[row->bidder].id, error);
  if (costs == NULL || costs->len == 0)
    return costs != NULL;
  row->has_costs = TRUE;
  if (lw_evaluation_costs_value (marks->model, costs, &value, &row->price, error))
    return TRUE;
  g_prefix_error (error, "%s/%s: ", marks->lots[row->lot].id, marks->bidders[row->bidder].id);
  return FALSE;
}

gboolean
lw_evaluation_costs_load (LwEvaluationMarks *marks, LwConnection *connection, GError **error)
{
  g_autoptr (LwStatement) row
      = marks->sealed ? NULL : lw_connection_prepare (connection, "SELECT DISTINCT lot, bidder FROM evaluation_cost", error);
  LwStep step = LW_STEP_DONE;

  if (marks->sealed)
    return TRUE;
  while (row != NULL && (step = lw_statement_step (row, error)) == LW_STEP_ROW)
    {
      const int lot = lw_evaluation_marks_find_lot (marks, lw_statement_text (row, 0), -1);
      const int bidder = lw_evaluation_marks_find_bidder (marks, lw_statement_text (row, 1), -1);
      const int bid = lot < 0 || bidder < 0 ? -1 : lw_evaluation_marks_find_bid (marks, lot, bidder);

      if (bid >= 0 && !lw_evaluation_costs_read (marks, (guint) bid, connection, error))
        return FALSE;
    }
  return row != NULL && step == LW_STEP_DONE;
}
