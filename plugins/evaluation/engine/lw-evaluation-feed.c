/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Keeping the dense store current: from the change feed's keys to the cells that must be read again. */
#include "config.h"

#include "lw-evaluation-marks.h"

#include <string.h>

#include "base/lw-id.h"
#include "lw-evaluation-costs.h"

/* Beyond this many changes reading everything again is quicker than reading cell by cell. */
#define CHANGES_TO_REBUILD 5000

typedef struct
{
  LwEvaluationMarks *marks;
  LwConnection *connection;
  guint8 *touched; /* by lot */
  int lot;         /* the cell read last: several persons mark one */
  int bidder;
  int criterion;
} Feed;

/* ---- one cell ---- */

static gboolean
first_text (LwStatement *statement, const char *lot, const char *bidder, const char *criterion, LwStep *step,
            GError **error)
{
  lw_statement_bind_text (statement, 1, lot, -1);
  lw_statement_bind_text (statement, 2, bidder, -1);
  lw_statement_bind_text (statement, 3, criterion, -1);
  *step = lw_statement_step (statement, error);
  return *step != LW_STEP_ERROR;
}

static LwCell
cell_of (const LwEvaluationScale *scale, const char *text)
{
  const int found = lw_evaluation_scale_find (scale, text, -1);

  return found < 0 ? LW_CELL_OFF_SCALE : (LwCell) found;
}

gboolean
lw_evaluation_marks_read_cell (LwEvaluationMarks *marks, LwConnection *connection, int lot, guint bidder, guint leaf,
                               GError **error)
{
  const LwEvaluationCriterion *criterion = lw_evaluation_model_leaf (marks->model, leaf);
  g_autoptr (LwStatement) consensus = lw_connection_prepare (
      connection, "SELECT mark FROM evaluation_consensus WHERE lot = ? AND bidder = ? AND criterion = ?", error);
  g_autoptr (LwStatement) individual = consensus == NULL ? NULL : lw_connection_prepare (
      connection, "SELECT mark FROM evaluation_mark WHERE lot = ? AND bidder = ? AND criterion = ?", error);
  const char *lot_id = lot < 0 ? "" : marks->lots[lot].id;
  const char *bidder_id = marks->bidders[bidder].id;
  LwCell cell = LW_CELL_MISSING;
  LwStep step;
  int bid = -1;

  g_return_val_if_fail (lw_evaluation_criterion_is_marked (criterion) && criterion->common == (lot < 0), FALSE);

  if (individual == NULL || !first_text (consensus, lot_id, bidder_id, criterion->id, &step, error))
    return FALSE;
  if (step == LW_STEP_ROW)
    cell = cell_of (criterion->scale, lw_statement_text (consensus, 0));
  else
    {
      if (!first_text (individual, lot_id, bidder_id, criterion->id, &step, error))
        return FALSE;
      for (; step == LW_STEP_ROW; step = lw_statement_step (individual, error))
        {
          const LwCell mark = cell_of (criterion->scale, lw_statement_text (individual, 0));

          if (cell == LW_CELL_MISSING || mark == LW_CELL_OFF_SCALE)
            cell = mark;
          else if (cell != mark && cell != LW_CELL_OFF_SCALE)
            cell = LW_CELL_DISPUTED;
        }
      if (step == LW_STEP_ERROR)
        return FALSE;
    }
  if (lot < 0)
    {
      marks->common[(gsize) bidder * marks->model->n_leaves + leaf] = cell;
      for (guint i = 0; i < marks->n_bids && bid < 0; i++)
        if (marks->bids[i].bidder == bidder)
          bid = i;
    }
  else
    bid = lw_evaluation_marks_find_bid (marks, lot, bidder);
  if (bid >= 0)
    lw_evaluation_marks_set (marks, bid, leaf, cell);
  return TRUE;
}

/* ---- keys of changes ---- */

/* The next column of a key: up to '/', with %2F and %25 put back. FALSE where it is longer than an identifier. */
static gboolean
next_column (const char **key, char column[LW_ID_MAX + 1])
{
  const char *from = *key;
  gsize length = 0;

  for (; *from != '\0' && *from != '/'; from++)
    {
      if (length == LW_ID_MAX)
        return FALSE;
      column[length] = *from;
      if (g_str_has_prefix (from, "%2F") || g_str_has_prefix (from, "%25"))
        {
          column[length] = from[2] == 'F' ? '/' : '%';
          from += 2;
        }
      length++;
    }
  column[length] = '\0';
  *key = *from == '/' ? from + 1 : from;
  return TRUE;
}

static void
touch_bidder (Feed *feed, guint bidder)
{
  for (guint i = 0; i < feed->marks->n_bids; i++)
    if (feed->marks->bids[i].bidder == bidder)
      feed->touched[feed->marks->bids[i].lot] = TRUE;
}

/* A mark or a consensus. What has no place in the store is passed over, as in a full read. */
static gboolean
apply_mark (Feed *feed, const char *key, GError **error)
{
  LwEvaluationMarks *marks = feed->marks;
  char lot_id[LW_ID_MAX + 1], bidder_id[LW_ID_MAX + 1], criterion_id[LW_ID_MAX + 1];
  const LwEvaluationCriterion *criterion;
  int lot, bidder, index;

  if (!next_column (&key, lot_id) || !next_column (&key, bidder_id) || !next_column (&key, criterion_id))
    return TRUE;
  lot = lot_id[0] == '\0' ? -1 : lw_evaluation_marks_find_lot (marks, lot_id, -1);
  bidder = lw_evaluation_marks_find_bidder (marks, bidder_id, -1);
  index = lw_evaluation_model_find (marks->model, criterion_id, -1);
  if (bidder < 0 || index < 0 || (lot < 0 && lot_id[0] != '\0'))
    return TRUE;
  criterion = &marks->model->criteria[index];
  if (!lw_evaluation_criterion_is_marked (criterion) || criterion->common != (lot < 0)
      || (lot >= 0 && lw_evaluation_marks_find_bid (marks, lot, bidder) < 0))
    return TRUE;
  if (lot == feed->lot && bidder == feed->bidder && index == feed->criterion)
    return TRUE;
  feed->lot = lot;
  feed->bidder = bidder;
  feed->criterion = index;
  if (lot >= 0)
    feed->touched[lot] = TRUE;
  else
    touch_bidder (feed, bidder);
  return lw_evaluation_marks_read_cell (marks, feed->connection, lot, bidder, criterion->first_leaf, error);
}

static gboolean
apply_bid (Feed *feed, const char *key, GError **error)
{
  g_autoptr (LwStatement) statement = lw_connection_prepare (
      feed->connection, "SELECT price, status FROM bid WHERE lot = ? AND bidder = ?", error);
  char lot_id[LW_ID_MAX + 1], bidder_id[LW_ID_MAX + 1];
  int lot, bidder, index;
  LwEvaluationBid *bid;
  const char *status;
  LwStep step;

  if (statement == NULL)
    return FALSE;
  if (!next_column (&key, lot_id) || !next_column (&key, bidder_id))
    return TRUE;
  lot = lw_evaluation_marks_find_lot (feed->marks, lot_id, -1);
  bidder = lw_evaluation_marks_find_bidder (feed->marks, bidder_id, -1);
  index = lot < 0 || bidder < 0 ? -1 : lw_evaluation_marks_find_bid (feed->marks, lot, bidder);
  if (index < 0)
    return TRUE;
  lw_statement_bind (statement, "ss", lot_id, bidder_id);
  step = lw_statement_step (statement, error);
  if (step != LW_STEP_ROW)
    return step == LW_STEP_DONE; /* gone again since: the change that says so is on its way */
  bid = &feed->marks->bids[index];
  bid->price = feed->marks->sealed || lw_statement_is_null (statement, 0) ? -1 : lw_statement_int (statement, 0);
  status = lw_statement_text (statement, 1);
  bid->status = g_str_equal (status, "submitted") ? LW_BID_SUBMITTED
                : g_str_equal (status, "withdrawn") ? LW_BID_WITHDRAWN
                                                    : LW_BID_EXCLUDED;
  feed->touched[lot] = TRUE;
  return lw_evaluation_costs_read (feed->marks, (guint) index, feed->connection, error);
}

/* ---- a transaction ---- */

static gboolean
is_structural (const LwChange *change)
{
  static const char *const tables[] = {
    "evaluation_method", "evaluation_scale", "evaluation_scale_mark", "evaluation_criterion", "evaluation_tie_rule",
    "evaluation_opening", "evaluation_override", "lot", "bidder", NULL,
  };

  return g_strv_contains (tables, change->table)
         || (g_str_equal (change->table, "bid") && change->op != LW_CHANGE_UPDATE);
}

gboolean
lw_evaluation_marks_must_reload (GPtrArray *changes)
{
  if (changes->len > CHANGES_TO_REBUILD)
    return TRUE;
  for (guint i = 0; i < changes->len; i++)
    if (is_structural (g_ptr_array_index (changes, i)))
      return TRUE;
  return FALSE;
}

static gboolean
rebuild (LwEvaluationMarks *marks, LwConnection *connection, GArray *touched, GError **error)
{
  g_autoptr (LwEvaluationMarks) fresh = lw_evaluation_marks_load (connection, error);
  LwEvaluationMarks former;

  if (fresh == NULL)
    return FALSE;
  former = *marks;
  *marks = *fresh;
  *fresh = former;
  marks->generation = former.generation + 1;
  for (guint lot = 0; touched != NULL && lot < marks->n_lots; lot++)
    g_array_append_val (touched, lot);
  return TRUE;
}

gboolean
lw_evaluation_marks_apply (LwEvaluationMarks *marks, LwConnection *connection, GPtrArray *changes, GArray *touched,
                           GError **error)
{
  g_autofree guint8 *lots = g_new0 (guint8, marks->n_lots + 1);
  Feed feed = { marks, connection, lots, G_MININT, -1, -1 };

  if (lw_evaluation_marks_must_reload (changes))
    return rebuild (marks, connection, touched, error);
  for (guint i = 0; i < changes->len; i++)
    {
      const LwChange *change = g_ptr_array_index (changes, i);
      gboolean fine = TRUE;

      if (g_str_equal (change->table, "evaluation_mark") || g_str_equal (change->table, "evaluation_consensus"))
        fine = apply_mark (&feed, change->key, error);
      else if (g_str_equal (change->table, "bid") || g_str_equal (change->table, "evaluation_cost"))
        fine = apply_bid (&feed, change->key, error);
      if (!fine)
        return FALSE;
    }
  for (guint lot = 0; touched != NULL && lot < marks->n_lots; lot++)
    if (lots[lot])
      g_array_append_val (touched, lot);
  return TRUE;
}
