/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-marking-cells.h"

#include "lw-evaluation-people.h"

/* Subjects between two reports. */
#define SUBJECTS_TO_REPORT 64

void
lw_marking_cells_free (LwMarkingCells *cells)
{
  if (cells == NULL)
    return;
  g_free (cells->cells);
  g_free (cells->counts);
  g_free (cells->mine);
  g_free (cells);
}

/* The counts follow. */
static void
set_state (LwMarkingCells *cells, LwMarkingPlace place, LwMarkingState state)
{
  LwMarkingCell *cell = lw_marking_cells_at (cells, place.subject, place.leaf);
  LwMarkingCount *count = &cells->counts[place.leaf];

  count->open += (state == LW_MARKING_OPEN) - (cell->state == LW_MARKING_OPEN);
  count->done += (state == LW_MARKING_DONE) - (cell->state == LW_MARKING_DONE);
  count->flagged += (state == LW_MARKING_FLAGGED) - (cell->state == LW_MARKING_FLAGGED);
  cell->state = state;
}

void
lw_marking_cells_confirm (LwMarkingCells *cells, LwMarkingPlace place, LwMarkingConfirmed confirmed)
{
  LwMarkingCell *cell = lw_marking_cells_at (cells, place.subject, place.leaf);

  cells->counts[place.leaf].confirmed += (confirmed == LW_MARKING_CONFIRMED) - (cell->confirmed == LW_MARKING_CONFIRMED);
  cell->confirmed = confirmed;
}

LwMarkingCells *
lw_marking_cells_new (const LwEvaluationMarks *marks)
{
  const LwEvaluationModel *model = marks->model;
  LwMarkingCells *cells = g_new0 (LwMarkingCells, 1);

  cells->n_subjects = marks->n_bids + marks->n_bidders;
  cells->n_leaves = model->n_leaves;
  cells->cells = g_new0 (LwMarkingCell, (gsize) cells->n_subjects * model->n_leaves + 1);
  cells->counts = g_new0 (LwMarkingCount, model->n_leaves + 1);
  cells->mine = g_new0 (gboolean, model->n_leaves + 1);
  for (gsize i = 0; i < (gsize) cells->n_subjects * model->n_leaves; i++)
    cells->cells[i].mark = LW_CELL_MISSING;
  for (guint leaf = 0; leaf < model->n_leaves; leaf++)
    {
      const LwEvaluationCriterion *criterion = lw_evaluation_model_leaf (model, leaf);

      if (!lw_evaluation_criterion_is_marked (criterion))
        continue;
      cells->n_marked++;
      for (guint bid = 0; bid < marks->n_bids; bid++)
        if (marks->bids[bid].status == LW_BID_SUBMITTED)
          set_state (cells, (LwMarkingPlace) { criterion->common ? marks->n_bids + marks->bids[bid].bidder : bid, leaf },
                     LW_MARKING_OPEN);
    }
  return cells;
}

gboolean
lw_marking_cells_find (const LwMarkingCells *cells, const LwEvaluationMarks *marks, const char *lot, const char *bidder,
                       const char *criterion, LwMarkingPlace *place)
{
  const int index = lw_evaluation_model_find (marks->model, criterion, -1);
  const int who = lw_evaluation_marks_find_bidder (marks, bidder, -1);
  const int where = lot[0] == '\0' ? -1 : lw_evaluation_marks_find_lot (marks, lot, -1);
  int bid;

  if (index < 0 || who < 0 || !lw_evaluation_criterion_is_marked (&marks->model->criteria[index])
      || marks->model->criteria[index].common != (lot[0] == '\0'))
    return FALSE;
  place->leaf = marks->model->criteria[index].first_leaf;
  place->subject = marks->n_bids + (guint) who;
  if (lot[0] == '\0')
    return lw_marking_cells_at (cells, place->subject, place->leaf)->state != LW_MARKING_NOTHING;
  bid = where < 0 ? -1 : lw_evaluation_marks_find_bid (marks, (guint) where, (guint) who);
  place->subject = (guint) MAX (bid, 0);
  return bid >= 0 && lw_marking_cells_at (cells, place->subject, place->leaf)->state != LW_MARKING_NOTHING;
}

void
lw_marking_cells_set (LwMarkingCells *cells, const LwEvaluationMarks *marks, LwMarkingPlace place, const char *mark,
                      gboolean has_rationale)
{
  const LwEvaluationScale *scale = lw_evaluation_model_leaf (marks->model, place.leaf)->scale;
  LwMarkingCell *cell = lw_marking_cells_at (cells, place.subject, place.leaf);
  int index;

  if (mark == NULL)
    {
      set_state (cells, place, LW_MARKING_OPEN);
      lw_marking_cells_confirm (cells, place, LW_MARKING_UNCONFIRMED);
      cell->mark = LW_CELL_MISSING;
      return;
    }
  index = lw_evaluation_scale_find (scale, mark, -1);
  cell->mark = index < 0 ? LW_CELL_OFF_SCALE : (LwCell) index;
  set_state (cells, place, index >= 0 && has_rationale ? LW_MARKING_DONE : LW_MARKING_FLAGGED);
  cells->mine[place.leaf] = TRUE;
}

/* ---- what is assigned ---- */

/* A rule: each part an index, or -1 for all. */
typedef struct
{
  int criterion;
  int lot;
  int bidder;
} Rule;

static gboolean
read_rules (const LwEvaluationMarks *marks, LwConnection *connection, const char *person, GArray *rules, GError **error)
{
  g_autoptr (LwStatement) row = lw_connection_prepare (
      connection, "SELECT criterion, lot, bidder FROM evaluation_assignment WHERE person = ?", error);
  LwStep step;

  if (row == NULL)
    return FALSE;
  lw_statement_bind (row, "s", person);
  while ((step = lw_statement_step (row, error)) == LW_STEP_ROW)
    {
      const char *criterion = lw_statement_text (row, 0), *lot = lw_statement_text (row, 1), *bidder = lw_statement_text (row, 2);
      const Rule rule = { criterion[0] == '\0' ? -1 : lw_evaluation_model_find (marks->model, criterion, -2),
                          lot[0] == '\0' ? -1 : lw_evaluation_marks_find_lot (marks, lot, -2),
                          bidder[0] == '\0' ? -1 : lw_evaluation_marks_find_bidder (marks, bidder, -2) };

      if (rule.criterion != -2 && rule.lot != -2 && rule.bidder != -2)
        g_array_append_val (rules, rule);
    }
  return step == LW_STEP_DONE;
}

/* As lw_evaluation_may_mark() has it: a group covers what is below it; a rule with a lot does not cover what is common. */
static gboolean
covers (const Rule *rule, const LwEvaluationMarks *marks, guint subject, guint leaf)
{
  const gboolean common = subject >= marks->n_bids;
  const guint bidder = common ? subject - marks->n_bids : marks->bids[subject].bidder;
  const LwEvaluationCriterion *criterion = rule->criterion < 0 ? NULL : &marks->model->criteria[rule->criterion];

  return (rule->bidder < 0 || (guint) rule->bidder == bidder)
         && (rule->lot < 0 || (!common && marks->bids[subject].lot == (guint) rule->lot))
         && (criterion == NULL || (leaf >= criterion->first_leaf && leaf < criterion->first_leaf + criterion->n_leaves));
}

/* Leaves what is assigned. */
static gboolean
keep_assigned (LwMarkingCells *cells, const LwEvaluationMarks *marks, LwConnection *connection, const char *person,
               GError **error)
{
  g_autoptr (GArray) rules = g_array_new (FALSE, FALSE, sizeof (Rule));
  gboolean in_use;

  if (!lw_evaluation_assignments_in_use (connection, &in_use, error))
    return FALSE;
  if (!in_use)
    return TRUE;
  if (!read_rules (marks, connection, person, rules, error))
    return FALSE;
  for (guint subject = 0; subject < cells->n_subjects; subject++)
    for (guint leaf = 0; leaf < cells->n_leaves; leaf++)
      {
        gboolean covered = FALSE;

        if (lw_marking_cells_at (cells, subject, leaf)->state == LW_MARKING_NOTHING)
          continue;
        for (guint i = 0; i < rules->len && !covered; i++)
          covered = covers (&g_array_index (rules, Rule, i), marks, subject, leaf);
        if (!covered)
          set_state (cells, (LwMarkingPlace) { subject, leaf }, LW_MARKING_NOTHING);
      }
  return TRUE;
}

/* ---- reading ---- */

static gboolean
read_confirmed (LwMarkingCells *cells, const LwEvaluationMarks *marks, LwConnection *connection, const char *person,
                GError **error)
{
  g_autoptr (LwStatement) row = lw_connection_prepare (
      connection,
      "SELECT lot, bidder, criterion, version = (SELECT max (version) FROM evaluation_publication)"
      " FROM evaluation_confirmation WHERE person = ?",
      error);
  LwStep step;

  if (row == NULL)
    return FALSE;
  lw_statement_bind (row, "s", person);
  while ((step = lw_statement_step (row, error)) == LW_STEP_ROW)
    {
      LwMarkingPlace place;

      if (lw_marking_cells_find (cells, marks, lw_statement_text (row, 0), lw_statement_text (row, 1), lw_statement_text (row, 2),
                                 &place))
        lw_marking_cells_confirm (cells, place, lw_statement_int (row, 3) ? LW_MARKING_CONFIRMED : LW_MARKING_OUTDATED);
    }
  return step == LW_STEP_DONE;
}

static gboolean
read_rows (LwMarkingCells *cells, const LwEvaluationMarks *marks, LwConnection *connection, const char *person,
           LwJob *job, GError **error)
{
  g_autoptr (LwStatement) statement = lw_connection_prepare (
      connection,
      "SELECT lot, bidder, criterion, mark, ifnull (rationale, '') <> '' FROM evaluation_mark WHERE person = ?", error);
  guint subject = G_MAXUINT, n = 0;
  LwStep step;

  if (statement == NULL)
    return FALSE;
  lw_statement_bind (statement, "s", person);
  while ((step = lw_statement_step (statement, error)) == LW_STEP_ROW)
    {
      LwMarkingPlace place;

      if (!lw_marking_cells_find (cells, marks, lw_statement_text (statement, 0), lw_statement_text (statement, 1),
                                  lw_statement_text (statement, 2), &place))
        continue;
      lw_marking_cells_set (cells, marks, place, lw_statement_text (statement, 3), lw_statement_int (statement, 4) != 0);
      if (place.subject != subject && n++ % SUBJECTS_TO_REPORT == 0)
        lw_job_report (job, n, cells->n_subjects);
      subject = place.subject;
    }
  return step == LW_STEP_DONE;
}

static LwMarkingCells *
read_cells (const LwEvaluationMarks *marks, LwConnection *connection, const char *person, LwJob *job, GError **error)
{
  g_autoptr (LwMarkingCells) cells = lw_marking_cells_new (marks);

  if (!keep_assigned (cells, marks, connection, person, error) || !read_rows (cells, marks, connection, person, job, error)
      || !read_confirmed (cells, marks, connection, person, error))
    return NULL;
  for (guint leaf = 0; leaf < cells->n_leaves; leaf++)
    cells->n_mine += cells->mine[leaf] ? 1 : 0;
  return g_steal_pointer (&cells);
}

LwMarkingCells *
lw_marking_cells_read (const LwEvaluationMarks *marks, LwConnection *connection, const char *person, GError **error)
{
  return read_cells (marks, connection, person, NULL, error);
}

LwMarkingCells *
lw_marking_cells_read_job (LwStore *store, const char *person, LwJob *job, GError **error)
{
  g_autoptr (LwReader) reader = lw_store_reader (store, error);
  g_autoptr (LwEvaluationMarks) structure = NULL;

  if (reader == NULL)
    return NULL;
  lw_reader_set_cancellable (reader, lw_job_get_cancellable (job));
  if (!lw_reader_freeze (reader, error))
    return NULL;
  structure = lw_evaluation_marks_load_structure (lw_reader_connection (reader), error);
  return structure == NULL ? NULL : read_cells (structure, lw_reader_connection (reader), person, job, error);
}
