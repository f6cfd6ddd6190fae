/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What evaluators gave, place by place, and the hash that an agreed mark rests on. Agreeing is in lw-evaluation-agree.c. */
#include "config.h"

#include "lw-evaluation-moderation.h"

#include "lw-evaluation-agreement.h"
#include "lw-evaluation-prices.h"
#include "lw-evaluation-publish.h"

#include <string.h>

#include "base/lw-i18n.h"

/* ---- the hash ---- */

static void
add_field (GChecksum *checksum, const char *text)
{
  char head[32];

  if (text == NULL)
    {
      g_checksum_update (checksum, (const guchar *) "~,", 2);
      return;
    }
  g_snprintf (head, sizeof head, "%zu:", strlen (text));
  g_checksum_update (checksum, (const guchar *) head, -1);
  g_checksum_update (checksum, (const guchar *) text, -1);
  g_checksum_update (checksum, (const guchar *) ",", 1);
}

/* The columns of a row from @first on: those of a mark are person, mark, rationale, document, page, quote. */
static void
add_columns (GChecksum *checksum, LwStatement *row, int first, int n)
{
  for (int i = first; i < first + n; i++)
    add_field (checksum, lw_statement_text (row, i));
}

#define MARK_COLUMNS "m.person, m.mark, m.rationale, m.document, m.page, m.quote"
#define N_MARK_COLUMNS 6

char *
lw_evaluation_rests_on (LwConnection *connection, const char *lot, const char *bidder, const char *criterion, GError **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (LwStatement) row = lw_connection_prepare (connection,
                                                       "SELECT " MARK_COLUMNS " FROM evaluation_mark AS m"
                                                       " WHERE lot = ? AND bidder = ? AND criterion = ? ORDER BY person",
                                                       error);
  LwStep step;

  if (row == NULL)
    return NULL;
  add_field (checksum, lot);
  add_field (checksum, bidder);
  add_field (checksum, criterion);
  lw_statement_bind (row, "sss", lot, bidder, criterion);
  while ((step = lw_statement_step (row, error)) == LW_STEP_ROW)
    add_columns (checksum, row, 0, N_MARK_COLUMNS);
  return step == LW_STEP_DONE ? g_strdup (g_checksum_get_string (checksum)) : NULL;
}

/* Agreed marks that were agreed before the version in force. */
static gboolean
check_versions (LwConnection *connection, gint64 version, LwFindings *findings, GError **error)
{
  g_autoptr (LwStatement) row = lw_connection_prepare (
      connection,
      "SELECT CASE a.lot WHEN '' THEN '' ELSE a.lot || '/' END || a.bidder || '/' || a.criterion FROM evaluation_consensus AS a"
      " WHERE " LW_AGREED_IS_OLD " ORDER BY a.lot, a.bidder, a.criterion",
      error);
  LwStep step;

  if (row == NULL)
    return FALSE;
  while ((step = lw_statement_step (row, error)) == LW_STEP_ROW)
    lw_findings_add (findings, "evaluation.agreed-version", LW_SEVERITY_WARNING, lw_statement_text (row, 0),
                     _("the mark was agreed before version %lld of the method, which is in force: agree on it again, with a reason"
                       " and an approver"),
                     (long long) version);
  return step == LW_STEP_DONE;
}

gboolean
lw_evaluation_check_rests_on (LwConnection *connection, LwFindings *findings, GError **error)
{
  g_autoptr (LwStatement) row = lw_connection_prepare (
      connection,
      "SELECT lot, bidder, criterion, rests_on FROM evaluation_consensus WHERE rests_on IS NOT NULL"
      " ORDER BY lot, bidder, criterion",
      error);
  gint64 version;
  LwStep step;

  if (row == NULL || !lw_evaluation_version (connection, &version, error))
    return FALSE;
  while ((step = lw_statement_step (row, error)) == LW_STEP_ROW)
    {
      const char *lot = lw_statement_text (row, 0), *bidder = lw_statement_text (row, 1), *criterion = lw_statement_text (row, 2);
      g_autofree char *now = lw_evaluation_rests_on (connection, lot, bidder, criterion, error);
      g_autofree char *where = lot[0] == '\0' ? g_strdup_printf ("%s/%s", bidder, criterion)
                                              : g_strdup_printf ("%s/%s/%s", lot, bidder, criterion);

      if (now == NULL)
        return FALSE;
      if (strcmp (now, lw_statement_text (row, 3)) != 0)
        lw_findings_add (findings, "evaluation.rests-on", version > 0 ? LW_SEVERITY_ERROR : LW_SEVERITY_WARNING, where,
                         _("the agreed mark rests on individual marks that are not these any more: agree on it again"));
    }
  return step == LW_STEP_DONE && check_versions (connection, version, findings, error);
}

/* ---- what there is to agree ---- */

const char *
lw_moderation_state_to_string (LwModerationState state)
{
  static const char *const names[] = { "open", "waiting", "alike", "agreed", "changed" };

  return names[state];
}

/* The rows of one place, as they come. */
typedef struct
{
  const LwEvaluationMarks *marks;
  guint percent;
  GArray *cells;
  GChecksum *checksum;
  char *key[3];          /* of the place; NULL before the first */
  gboolean placed;       /* it is one of the model, of a submitted bid */
  gboolean confirmed;    /* all of its marks so far */
  gboolean alike;
  gboolean old;          /* agreed under an older version of the method */
  char *agreed, *rests_on; /* or NULL */
  LwModerationCell cell;
} Reading;

enum
{
  COLUMN_LOT,
  COLUMN_BIDDER,
  COLUMN_CRITERION,
  COLUMN_MARKS,
  COLUMN_MARK = COLUMN_MARKS + 1,
  COLUMN_AGREED = COLUMN_MARKS + N_MARK_COLUMNS,
  COLUMN_RESTS_ON,
  COLUMN_CONFIRMED,
  COLUMN_OLD,
};

static gboolean
has_bid (const LwEvaluationMarks *marks, int lot, guint bidder)
{
  for (guint bid = 0; bid < marks->n_bids; bid++)
    if (marks->bids[bid].bidder == bidder && marks->bids[bid].status == LW_BID_SUBMITTED
        && (lot < 0 || marks->bids[bid].lot == (guint) lot))
      return TRUE;
  return FALSE;
}

static gboolean
find_place (Reading *reading)
{
  const LwEvaluationMarks *marks = reading->marks;
  const gboolean common = reading->key[0][0] == '\0';
  const int lot = common ? -1 : lw_evaluation_marks_find_lot (marks, reading->key[0], -1);
  const int bidder = lw_evaluation_marks_find_bidder (marks, reading->key[1], -1);
  const int criterion = lw_evaluation_model_find (marks->model, reading->key[2], -1);
  const LwEvaluationCriterion *leaf = criterion < 0 ? NULL : &marks->model->criteria[criterion];
  int bid;

  if (leaf == NULL || bidder < 0 || !lw_evaluation_criterion_is_marked (leaf) || leaf->common != common || (!common && lot < 0))
    return FALSE;
  bid = common ? -1 : lw_evaluation_marks_find_bid (marks, lot, bidder);
  if (common ? !has_bid (marks, -1, bidder) : bid < 0 || marks->bids[bid].status != LW_BID_SUBMITTED)
    return FALSE;
  reading->cell.lot = lot;
  reading->cell.bidder = bidder;
  reading->cell.criterion = criterion;
  return TRUE;
}

static void
clear_place (Reading *reading)
{
  for (guint i = 0; i < G_N_ELEMENTS (reading->key); i++)
    g_clear_pointer (&reading->key[i], g_free);
  g_clear_pointer (&reading->agreed, g_free);
  g_clear_pointer (&reading->rests_on, g_free);
  g_checksum_reset (reading->checksum);
}

static void
begin_place (Reading *reading, LwStatement *row)
{
  for (guint i = 0; i < G_N_ELEMENTS (reading->key); i++)
    reading->key[i] = g_strdup (lw_statement_text (row, (int) i));
  reading->agreed = g_strdup (lw_statement_text (row, COLUMN_AGREED));
  reading->rests_on = g_strdup (lw_statement_text (row, COLUMN_RESTS_ON));
  reading->old = lw_statement_int (row, COLUMN_OLD) != 0;
  memset (&reading->cell, 0, sizeof reading->cell);
  reading->cell.lowest = reading->cell.highest = reading->cell.agreed = -1;
  reading->confirmed = reading->alike = TRUE;
  reading->placed = find_place (reading);
  add_columns (reading->checksum, row, COLUMN_LOT, 3);
}

static void
set_spread (LwModerationCell *cell, const LwEvaluationScale *scale)
{
  g_auto (LwRational) length = LW_RATIONAL_INIT;
  guint bottom = 0;

  for (guint i = 1; i < scale->n_marks; i++)
    if (lw_rational_cmp (&scale->marks[i].number, &scale->marks[bottom].number) < 0)
      bottom = i;
  lw_rational_sub (&length, &scale->marks[scale->top].number, &scale->marks[bottom].number);
  if (lw_rational_sign (&length) == 0)
    return;
  lw_rational_sub (&cell->spread, &scale->marks[cell->highest].number, &scale->marks[cell->lowest].number);
  lw_rational_div (&cell->spread, &cell->spread, &length);
}

static void
end_place (Reading *reading)
{
  LwModerationCell *cell = &reading->cell;

  if (reading->key[0] != NULL && reading->placed)
    {
      const LwEvaluationScale *scale = reading->marks->model->criteria[cell->criterion].scale;

      lw_rational_init (&cell->spread);
      if (cell->lowest >= 0)
        {
          set_spread (cell, scale);
          cell->flagged = lw_marks_disagree (scale, cell->lowest, cell->highest, reading->percent);
        }
      if (reading->agreed != NULL)
        {
          cell->agreed = lw_evaluation_scale_find (scale, reading->agreed, -1);
          cell->state = !reading->old
                                && (reading->rests_on == NULL
                                    || strcmp (reading->rests_on, g_checksum_get_string (reading->checksum)) == 0)
                            ? LW_MODERATION_AGREED
                            : LW_MODERATION_CHANGED;
        }
      else if (reading->alike)
        cell->state = LW_MODERATION_ALIKE;
      else
        cell->state = reading->confirmed ? LW_MODERATION_OPEN : LW_MODERATION_WAITING;
      g_array_append_val (reading->cells, *cell);
    }
  clear_place (reading);
}

static void
take_mark (Reading *reading, LwStatement *row)
{
  LwModerationCell *cell = &reading->cell;
  const LwEvaluationScale *scale;
  int mark;

  add_columns (reading->checksum, row, COLUMN_MARKS, N_MARK_COLUMNS);
  reading->confirmed &= lw_statement_int (row, COLUMN_CONFIRMED) != 0;
  if (!reading->placed)
    return;
  scale = reading->marks->model->criteria[cell->criterion].scale;
  mark = lw_evaluation_scale_find (scale, lw_statement_text (row, COLUMN_MARK), -1);
  cell->n_marks++;
  if (mark < 0)
    {
      reading->alike = FALSE;
      return;
    }
  if (cell->lowest < 0)
    cell->lowest = cell->highest = mark;
  reading->alike &= mark == cell->lowest && mark == cell->highest;
  if (lw_rational_cmp (&scale->marks[mark].number, &scale->marks[cell->lowest].number) < 0)
    cell->lowest = mark;
  if (lw_rational_cmp (&scale->marks[mark].number, &scale->marks[cell->highest].number) > 0)
    cell->highest = mark;
}

static gboolean
is_same_place (const Reading *reading, LwStatement *row)
{
  return reading->key[0] != NULL && strcmp (reading->key[0], lw_statement_text (row, COLUMN_LOT)) == 0
         && strcmp (reading->key[1], lw_statement_text (row, COLUMN_BIDDER)) == 0
         && strcmp (reading->key[2], lw_statement_text (row, COLUMN_CRITERION)) == 0;
}

static void
clear_cell (gpointer cell)
{
  lw_rational_clear (&((LwModerationCell *) cell)->spread);
}

/* Before the method is published no mark is confirmed, and none waits for it. */
#define SELECT \
  "SELECT m.lot, m.bidder, m.criterion, " MARK_COLUMNS ", c.mark, c.rests_on, ?1 = 0 OR ifnull (f.version = ?1, 0)," \
  " c.mark IS NOT NULL AND ifnull (c.version, 0) < ?1" \
  " FROM evaluation_mark AS m LEFT JOIN evaluation_consensus AS c USING (lot, bidder, criterion)" \
  " LEFT JOIN evaluation_confirmation AS f ON f.lot = m.lot AND f.bidder = m.bidder AND f.criterion = m.criterion" \
  "  AND f.person = m.person"
#define ORDER " ORDER BY m.lot, m.bidder, m.criterion, m.person"

GArray *
lw_evaluation_moderation (const LwEvaluationMarks *marks, LwConnection *connection, const char *lot, guint percent, GError **error)
{
  g_autoptr (LwStatement) row
      = lw_connection_prepare (connection, lot != NULL ? SELECT " WHERE m.lot = ?2" ORDER : SELECT ORDER, error);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (LwModerationCell));
  Reading reading = { .marks = marks, .percent = percent, .cells = cells, .checksum = checksum };
  gint64 version;
  LwStep step;

  g_array_set_clear_func (cells, clear_cell);
  if (row == NULL || !lw_evaluation_version (connection, &version, error))
    return NULL;
  lw_statement_bind_int (row, 1, version);
  if (lot != NULL)
    lw_statement_bind_text (row, 2, lot, -1);
  while ((step = lw_statement_step (row, error)) == LW_STEP_ROW)
    {
      if (!is_same_place (&reading, row))
        {
          end_place (&reading);
          begin_place (&reading, row);
        }
      take_mark (&reading, row);
    }
  if (step == LW_STEP_DONE)
    end_place (&reading);
  clear_place (&reading);
  return step == LW_STEP_DONE ? g_steal_pointer (&cells) : NULL;
}
