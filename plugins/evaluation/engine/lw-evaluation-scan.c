/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The dense store from a file. Marks are read once, as bytes: what has not changed since the row before,
 * and in the order of the primary key most has not, is not looked up again; another order would give the
 * same. Many marks are read by two threads, each with its own reader of the same state and its own lots.
 */
#include "config.h"

#include "lw-evaluation-marks.h"

#include <string.h>

#include "base/lw-id.h"
#include "lw-evaluation-costs.h"
#include "lw-evaluation-prices.h"
#include "store/lw-scan.h"

/* Cells from which a second thread pays. */
#define CELLS_FOR_TWO 20000
/* Of a bid: what reading its evaluators' marks and its agreed marks takes of the whole. */
#define STEPS_INDIVIDUAL 4
#define STEPS_CONSENSUS 1
/* Steps between two reports. */
#define STEPS_TO_REPORT 256

/* ---- lots, bidders, bids ---- */

static gboolean
load_lots (LwEvaluationMarks *marks, LwConnection *connection, GError **error)
{
  g_autoptr (LwStatement) statement
      = lw_connection_prepare (connection, "SELECT id, title FROM lot ORDER BY position, id", error);
  LwStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = lw_statement_step (statement, error)) == LW_STEP_ROW)
    lw_evaluation_marks_add_lot (marks, lw_statement_text (statement, 0), lw_statement_text (statement, 1));
  return step == LW_STEP_DONE;
}

static gboolean
load_bidders (LwEvaluationMarks *marks, LwConnection *connection, GError **error)
{
  g_autoptr (LwStatement) statement
      = lw_connection_prepare (connection, "SELECT id, name FROM bidder ORDER BY id", error);
  LwStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = lw_statement_step (statement, error)) == LW_STEP_ROW)
    lw_evaluation_marks_add_bidder (marks, lw_statement_text (statement, 0), lw_statement_text (statement, 1));
  return step == LW_STEP_DONE;
}

static LwBidStatus
status_of (const char *text)
{
  return g_strcmp0 (text, "submitted") == 0 ? LW_BID_SUBMITTED
         : g_strcmp0 (text, "withdrawn") == 0 ? LW_BID_WITHDRAWN
                                              : LW_BID_EXCLUDED;
}

static gint64
price_of (LwStatement *row, int column)
{
  return lw_statement_is_null (row, column) ? -1 : lw_statement_int (row, column);
}

/* Minima that are passed in spite of; one that the method has no more is nobody's. */
static gboolean
load_overrides (LwEvaluationMarks *marks, LwConnection *connection, GError **error)
{
  g_autoptr (LwStatement) row = lw_connection_prepare (
      connection, "SELECT lot, bidder, criterion, person, at, reason, found, minimum FROM evaluation_override ORDER BY at", error);
  LwStep step;

  if (row == NULL)
    return FALSE;
  while ((step = lw_statement_step (row, error)) == LW_STEP_ROW)
    {
      const int lot = lw_evaluation_marks_find_lot (marks, lw_statement_text (row, 0), -1);
      const int bidder = lw_evaluation_marks_find_bidder (marks, lw_statement_text (row, 1), -1);
      const int bid = lot < 0 || bidder < 0 ? -1 : lw_evaluation_marks_find_bid (marks, lot, bidder);
      const gboolean total = lw_statement_text (row, 2)[0] == '\0';
      const int criterion = total ? -1 : lw_evaluation_model_find (marks->model, lw_statement_text (row, 2), -1);
      g_auto (LwRational) found = LW_RATIONAL_INIT, minimum = LW_RATIONAL_INIT;

      if (!lw_rational_parse (&found, lw_statement_text (row, 6), "found", error)
          || !lw_rational_parse (&minimum, lw_statement_text (row, 7), "minimum", error))
        return FALSE;
      if (bid >= 0 && (total || (criterion >= 0 && marks->model->criteria[criterion].minimum_text != NULL)))
        lw_evaluation_marks_add_override (
            marks, &(LwEvaluationOverride) { (guint) bid, total ? LW_OVERRIDE_TOTAL : (guint) criterion,
                                             (char *) lw_statement_text (row, 3), (char *) lw_statement_text (row, 4),
                                             (char *) lw_statement_text (row, 5), found, minimum });
    }
  return step == LW_STEP_DONE;
}

static gboolean
load_bids (LwEvaluationMarks *marks, LwConnection *connection, GError **error)
{
  g_autoptr (LwStatement) statement = lw_connection_prepare (
      connection, "SELECT bidder, price, status FROM bid WHERE lot = ? ORDER BY bidder", error);
  LwStep step;

  if (statement == NULL)
    return FALSE;
  for (guint lot = 0; lot < marks->n_lots; lot++)
    {
      lw_statement_reset (statement);
      lw_statement_bind (statement, "s", marks->lots[lot].id);
      while ((step = lw_statement_step (statement, error)) == LW_STEP_ROW)
        {
          const int bidder = lw_evaluation_marks_find_bidder (marks, lw_statement_text (statement, 0), -1);

          if (bidder >= 0)
            lw_evaluation_marks_add_bid (marks, lot, bidder, marks->sealed ? -1 : price_of (statement, 1),
                                         status_of (lw_statement_text (statement, 2)));
        }
      if (step == LW_STEP_ERROR)
        return FALSE;
    }
  return TRUE;
}

LwEvaluationMarks *
lw_evaluation_marks_load_structure (LwConnection *connection, GError **error)
{
  LwEvaluationModel *model = lw_evaluation_model_load (connection, error);
  g_autoptr (LwEvaluationMarks) marks = model == NULL ? NULL : lw_evaluation_marks_new (model);

  if (marks == NULL || !lw_evaluation_prices_sealed (connection, &marks->sealed, error)
      || !load_lots (marks, connection, error) || !load_bidders (marks, connection, error)
      || !load_bids (marks, connection, error))
    return NULL;
  lw_evaluation_marks_finish (marks);
  if (!lw_evaluation_costs_load (marks, connection, error) || !load_overrides (marks, connection, error))
    return NULL;
  return g_steal_pointer (&marks);
}

gboolean
lw_evaluation_marks_are_many (LwConnection *connection, gint64 many)
{
  gint64 n = 0;

  return lw_connection_get_int (connection, &n, 0, NULL,
                                "SELECT count (*) FROM (SELECT 1 FROM evaluation_mark UNION ALL"
                                " SELECT 1 FROM evaluation_consensus LIMIT ?)",
                                "i", many + 1)
         && n > many;
}

/* ---- marks ---- */

/* How far both threads are. */
typedef struct
{
  LwJob *job;
  int done; /* atomic */
  int total;
} Progress;

static void
progress_add (Progress *progress, int steps)
{
  const int before = g_atomic_int_add (&progress->done, steps);

  if (before / STEPS_TO_REPORT != (before + steps) / STEPS_TO_REPORT)
    lw_job_report (progress->job, before + steps, progress->total);
}

/* A column of the row before. */
typedef struct
{
  char bytes[LW_ID_MAX];
  gsize length;
} Key;

typedef struct
{
  LwEvaluationMarks *marks;
  Progress *progress;
  gboolean consensus; /* replaces what is there; else individual marks meet in a cell */
  Key lot, bidder, criterion;
  int lot_index;      /* -1 unknown */
  gboolean common;    /* lot is '' */
  LwCell *row;        /* of the bid (of the bidder where common), or NULL */
  guint next;         /* where in the model's order by id the next criterion is likely to be */
  LwCell *cell;       /* or NULL: the mark has no place */
  const LwEvaluationScale *scale;
  /* The mark last looked up in @scale: bids get few different ones. */
  char mark[8];
  gsize mark_length;
  LwCell mark_cell;
} Scan;

/* Whether the column differs from the row before; remembers it. What is longer than an id is nobody's. */
static inline gboolean
differs (const LwScanValue *value, Key *key)
{
  const gsize length = value->length;

  if (length == key->length && (length == 0 || memcmp (value->bytes, key->bytes, length) == 0))
    return FALSE;
  key->length = length <= sizeof key->bytes ? length : G_MAXSIZE;
  if (length > 0 && length <= sizeof key->bytes)
    memcpy (key->bytes, value->bytes, length);
  return TRUE;
}

static void
enter_lot (Scan *scan)
{
  scan->common = scan->lot.length == 0;
  scan->lot_index = scan->lot.length > LW_ID_MAX
                        ? -1
                        : lw_evaluation_marks_find_lot (scan->marks, scan->lot.bytes, scan->lot.length);
}

static void
enter_bidder (Scan *scan)
{
  const guint width = scan->marks->model->n_leaves;
  int bidder = -1, bid = -1;

  if (scan->bidder.length <= LW_ID_MAX)
    bidder = lw_evaluation_marks_find_bidder (scan->marks, scan->bidder.bytes, scan->bidder.length);
  if (bidder >= 0 && !scan->common && scan->lot_index >= 0)
    bid = lw_evaluation_marks_find_bid (scan->marks, scan->lot_index, bidder);
  if (scan->progress->job != NULL && bid >= 0)
    progress_add (scan->progress, scan->consensus ? STEPS_CONSENSUS : STEPS_INDIVIDUAL);
  scan->row = NULL;
  if (bidder >= 0 && scan->common)
    scan->row = scan->marks->common + (gsize) bidder * width;
  else if (bid >= 0)
    scan->row = scan->marks->cells + (gsize) bid * width;
  scan->next = 0;
}

/* The criterion that follows the last in byte order, else any. */
static int
find_criterion (Scan *scan)
{
  const LwEvaluationModel *model = scan->marks->model;
  int found;

  if (scan->criterion.length > LW_ID_MAX)
    return -1;
  for (guint i = scan->next; i < MIN (scan->next + 2, model->n_criteria); i++)
    {
      const char *id = model->criteria[model->by_id[i]].id;

      if (strncmp (id, scan->criterion.bytes, scan->criterion.length) == 0 && id[scan->criterion.length] == '\0')
        {
          scan->next = i + 1;
          return model->by_id[i];
        }
    }
  found = lw_evaluation_model_find (model, scan->criterion.bytes, scan->criterion.length);
  for (guint i = 0; found >= 0 && i < model->n_criteria; i++)
    if (model->by_id[i] == (guint) found)
      scan->next = i + 1;
  return found;
}

static void
enter_criterion (Scan *scan)
{
  const LwEvaluationModel *model = scan->marks->model;
  const int found = scan->row == NULL ? -1 : find_criterion (scan);
  const LwEvaluationCriterion *criterion = found < 0 ? NULL : &model->criteria[found];

  scan->cell = NULL;
  if (criterion == NULL || !lw_evaluation_criterion_is_marked (criterion) || criterion->common != scan->common)
    return;
  scan->cell = scan->row + criterion->first_leaf;
  if (scan->scale != criterion->scale)
    scan->mark_length = 0;
  scan->scale = criterion->scale;
}

static inline LwCell
find_mark (Scan *scan, const char *text, gsize length)
{
  int found;

  if (length == 0)
    return LW_CELL_OFF_SCALE;
  if (length == scan->mark_length && memcmp (text, scan->mark, length) == 0)
    return scan->mark_cell;
  found = lw_evaluation_scale_find (scan->scale, text, length);
  scan->mark_length = length <= sizeof scan->mark ? length : 0;
  memcpy (scan->mark, text, scan->mark_length);
  scan->mark_cell = found < 0 ? LW_CELL_OFF_SCALE : (LwCell) found;
  return scan->mark_cell;
}

static inline void
take_mark (Scan *scan, const LwScanValue *value)
{
  const LwCell mark = find_mark (scan, value->bytes, value->length);

  if (scan->consensus || *scan->cell == LW_CELL_MISSING)
    *scan->cell = mark;
  else if (*scan->cell != mark && *scan->cell != LW_CELL_OFF_SCALE)
    *scan->cell = mark == LW_CELL_OFF_SCALE ? mark : LW_CELL_DISPUTED;
}

/* A row: lot, bidder, criterion, mark. */
static void
take_row (const LwScanValue *values, gpointer data)
{
  Scan *scan = data;
  const gboolean lot = differs (&values[0], &scan->lot);
  const gboolean bidder = differs (&values[1], &scan->bidder) || lot;
  const gboolean criterion = differs (&values[2], &scan->criterion) || bidder;

  if (lot)
    enter_lot (scan);
  if (bidder)
    enter_bidder (scan);
  if (criterion)
    enter_criterion (scan);
  if (scan->cell != NULL)
    take_mark (scan, &values[3]);
}

typedef enum
{
  PART_ALL,
  PART_BEFORE, /* lots before the one given, and what is common to all lots */
  PART_FROM,   /* that lot and those after it */
} Part;

static gboolean
scan_part (LwEvaluationMarks *marks, LwConnection *connection, Part part, const char *lot, Progress *progress,
           GError **error)
{
  static const char *const sql[2][3] = {
    { "SELECT lw_scan (?1, lot, bidder, criterion, mark) FROM evaluation_mark",
      "SELECT lw_scan (?1, lot, bidder, criterion, mark) FROM evaluation_mark WHERE lot < ?2",
      "SELECT lw_scan (?1, lot, bidder, criterion, mark) FROM evaluation_mark WHERE lot >= ?2" },
    { "SELECT lw_scan (?1, lot, bidder, criterion, mark) FROM evaluation_consensus",
      "SELECT lw_scan (?1, lot, bidder, criterion, mark) FROM evaluation_consensus WHERE lot < ?2",
      "SELECT lw_scan (?1, lot, bidder, criterion, mark) FROM evaluation_consensus WHERE lot >= ?2" },
  };

  for (guint consensus = 0; consensus < 2; consensus++)
    {
      Scan scan = { .marks = marks, .progress = progress, .consensus = consensus };

      /* No column is this long: the first row differs in all. */
      scan.lot.length = scan.bidder.length = scan.criterion.length = G_MAXSIZE;
      if (!lw_connection_scan (connection, sql[consensus][part], part == PART_ALL ? NULL : lot, take_row, &scan, error))
        return FALSE;
    }
  return TRUE;
}

/* What is common to all lots into the rows of all bids. */
static void
spread_common (LwEvaluationMarks *marks)
{
  const guint width = marks->model->n_leaves;

  for (guint leaf = 0; leaf < width; leaf++)
    {
      if (!lw_evaluation_model_leaf (marks->model, leaf)->common)
        continue;
      for (guint bid = 0; bid < marks->n_bids; bid++)
        marks->cells[(gsize) bid * width + leaf] = marks->common[(gsize) marks->bids[bid].bidder * width + leaf];
    }
}

LwEvaluationMarks *
lw_evaluation_marks_load (LwConnection *connection, GError **error)
{
  g_autoptr (LwEvaluationMarks) marks = lw_evaluation_marks_load_structure (connection, error);
  Progress progress = { NULL, 0, 0 };

  if (marks == NULL || !scan_part (marks, connection, PART_ALL, NULL, &progress, error))
    return NULL;
  spread_common (marks);
  return g_steal_pointer (&marks);
}

/* ---- two threads ---- */

typedef struct
{
  LwEvaluationMarks *marks;
  LwConnection *connection;
  const char *lot;
  Progress *progress;
  GError *error;
} Half;

static gpointer
scan_half (gpointer data)
{
  Half *half = data;

  return GINT_TO_POINTER (scan_part (half->marks, half->connection, PART_FROM, half->lot, half->progress,
                                     &half->error));
}

/* The lot at which half the bids are behind, or NULL. */
static const char *
middle_lot (const LwEvaluationMarks *marks)
{
  guint behind = 0;

  for (guint i = 0; i < marks->n_lots; i++)
    {
      const LwEvaluationLot *lot = &marks->lots[marks->lots_by_id[i]];

      if (i > 0 && behind + lot->n_bids / 2 >= marks->n_bids / 2)
        return lot->id;
      behind += lot->n_bids;
    }
  return NULL;
}

/* Two readers see one state when the journal ends at the same entry for both. */
static gboolean
same_state (LwReader *a, LwReader *b, gboolean *same, GError **error)
{
  static const char *const sql = "SELECT max (seq) FROM journal";
  gint64 left, right;

  if (!lw_connection_get_int (lw_reader_connection (a), &left, 0, error, sql, "")
      || !lw_connection_get_int (lw_reader_connection (b), &right, 0, error, sql, ""))
    return FALSE;
  *same = left == right;
  return TRUE;
}

static gboolean
scan_both (LwEvaluationMarks *marks, LwReader *reader, LwReader *other, const char *lot, Progress *progress,
           GError **error)
{
  Half half = { marks, lw_reader_connection (other), lot, progress, NULL };
  GThread *thread = g_thread_new ("lotwise-marks", scan_half, &half);
  const gboolean fine = scan_part (marks, lw_reader_connection (reader), PART_BEFORE, lot, progress, error);
  const gboolean other_fine = GPOINTER_TO_INT (g_thread_join (thread));

  if (fine && !other_fine)
    g_propagate_error (error, half.error);
  else
    g_clear_error (&half.error);
  return fine && other_fine;
}

/* A second reader of the state that @reader sees, or NULL: also where a write came in between. */
static gboolean
second_reader (LwStore *store, LwReader *reader, LwJob *job, LwReader **second, GError **error)
{
  g_autoptr (LwReader) other = lw_store_reader (store, error);
  gboolean same;

  *second = NULL;
  if (other == NULL)
    return FALSE;
  lw_reader_set_cancellable (other, job != NULL ? lw_job_get_cancellable (job) : NULL);
  if (!lw_reader_freeze (other, error) || !same_state (reader, other, &same, error))
    return FALSE;
  if (same)
    *second = g_steal_pointer (&other);
  return TRUE;
}

LwEvaluationMarks *
lw_evaluation_marks_load_job (LwStore *store, LwJob *job, GError **error)
{
  g_autoptr (LwReader) reader = lw_store_reader (store, error);
  g_autoptr (LwReader) other = NULL;
  g_autoptr (LwEvaluationMarks) marks = NULL;
  Progress progress = { job, 0, 0 };
  const char *lot;
  gboolean fine;

  if (reader == NULL)
    return NULL;
  lw_reader_set_cancellable (reader, job != NULL ? lw_job_get_cancellable (job) : NULL);
  if (!lw_reader_freeze (reader, error))
    return NULL;
  marks = lw_evaluation_marks_load_structure (lw_reader_connection (reader), error);
  if (marks == NULL)
    return NULL;
  progress.total = (int) MIN ((gint64) marks->n_bids * (STEPS_INDIVIDUAL + STEPS_CONSENSUS), G_MAXINT);
  lot = middle_lot (marks);
  if (lot != NULL && (gsize) marks->n_bids * marks->model->n_leaves >= CELLS_FOR_TWO && g_get_num_processors () > 1
      && !second_reader (store, reader, job, &other, error))
    return NULL;
  if (other != NULL)
    fine = scan_both (marks, reader, other, lot, &progress, error);
  else
    fine = scan_part (marks, lw_reader_connection (reader), PART_ALL, NULL, &progress, error);
  if (!fine)
    return NULL;
  spread_common (marks);
  return g_steal_pointer (&marks);
}

LwEvaluationMarks *
lw_evaluation_marks_load_store (LwStore *store, GError **error)
{
  return lw_evaluation_marks_load_job (store, NULL, error);
}
