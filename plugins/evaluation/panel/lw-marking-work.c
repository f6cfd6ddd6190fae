/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-marking-work.h"

#include "lw-evaluation-panels.h"

#include <string.h>

#include "base/lw-i18n.h"

#define STATE_GROUP "marking"
/* With so many changes at once reading anew is quicker than one by one. */
#define MANY_CHANGES 500

struct _LwMarkingWork
{
  GObject parent_instance;

  LwDocument *document;   /* which owns this */
  LwEvaluationLive *live; /* or NULL: unreadable */
  GPtrArray *people;
  int person;             /* index, -1: nobody who may mark */
  guint generation;       /* of the marks that the cells were made for */
  const LwEvaluationMarks *marks;
  LwMarkingCells *cells;  /* where there are marks */
  LwJob *job;             /* reads the cells on a thread, or NULL */
  GPtrArray *waiting;     /* of char: keys of marks that changed while it ran */
  GError *error;          /* of that reading */
  gboolean only_mine;     /* as remembered */
};

enum
{
  RESET,
  CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LwMarkingWork, lw_marking_work, G_TYPE_OBJECT)

static void
person_free (gpointer data)
{
  LwMarkingPerson *person = data;
  g_free (person->id);
  g_free (person->name);
  g_free (person->trust);
  g_free (person);
}

static void
end_job (LwMarkingWork *self)
{
  if (self->job == NULL)
    return;
  lw_job_cancel (self->job);
  lw_document_remove_job (self->document, self->job);
  g_clear_object (&self->job);
}

static void
forget (LwMarkingWork *self)
{
  g_ptr_array_set_size (self->people, 0);
  g_ptr_array_set_size (self->waiting, 0);
  g_clear_pointer (&self->cells, lw_marking_cells_free);
  g_clear_error (&self->error);
  self->marks = NULL;
  self->person = -1;
}

static void
lw_marking_work_finalize (GObject *object)
{
  LwMarkingWork *self = LW_MARKING_WORK (object);

  if (self->job != NULL)
    lw_job_cancel (self->job);
  g_clear_object (&self->job);
  forget (self);
  g_ptr_array_unref (self->people);
  g_ptr_array_unref (self->waiting);
  g_clear_object (&self->live);
  G_OBJECT_CLASS (lw_marking_work_parent_class)->finalize (object);
}

static void
lw_marking_work_class_init (LwMarkingWorkClass *class)
{
  G_OBJECT_CLASS (class)->finalize = lw_marking_work_finalize;
  signals[RESET] = g_signal_new ("reset", LW_TYPE_MARKING_WORK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CHANGED] = g_signal_new ("changed", LW_TYPE_MARKING_WORK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                   2, G_TYPE_UINT, G_TYPE_UINT);
}

static void
lw_marking_work_init (LwMarkingWork *self)
{
  self->people = g_ptr_array_new_with_free_func (person_free);
  self->waiting = g_ptr_array_new_with_free_func (g_free);
  self->person = -1;
}

/* ---- reading ---- */

static gboolean
read_people (LwMarkingWork *self, LwConnection *connection, GError **error)
{
  const char *who = lw_document_get_person (self->document);
  g_autoptr (LwStatement) statement = lw_connection_prepare (
      connection,
      "SELECT id, name, trust FROM person"
      " WHERE id IN (SELECT person FROM person_role WHERE role = 'evaluator')"
      "    OR NOT EXISTS (SELECT 1 FROM person_role WHERE role = 'evaluator') ORDER BY id",
      error);
  LwStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = lw_statement_step (statement, error)) == LW_STEP_ROW)
    {
      LwMarkingPerson *person = g_new0 (LwMarkingPerson, 1);
      person->id = g_strdup (lw_statement_text (statement, 0));
      person->name = g_strdup (lw_statement_text (statement, 1));
      person->trust = g_strdup (lw_statement_text (statement, 2));
      if (g_strcmp0 (person->id, who) == 0)
        self->person = (int) self->people->len;
      g_ptr_array_add (self->people, person);
    }
  return step == LW_STEP_DONE;
}

/* ---- many marks: on a thread ---- */

typedef struct
{
  LwStore *store;
  char *person;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_object_unref (reading->store);
  g_free (reading->person);
  g_free (reading);
}

static gpointer
run_reading (LwJob *job, gpointer data, GError **error)
{
  const Reading *reading = data;
  return lw_marking_cells_read_job (reading->store, reading->person, job, error);
}

static void
cells_free (gpointer cells)
{
  lw_marking_cells_free (cells);
}

static void reset (LwMarkingWork *self);
static void read_one (LwMarkingWork *self, LwConnection *connection, const char *key);

/* Keys that the reading has seen already do no harm. */
static void
take_waiting (LwMarkingWork *self)
{
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (self->document), NULL);

  for (guint i = 0; reader != NULL && i < self->waiting->len; i++)
    read_one (self, lw_reader_connection (reader), g_ptr_array_index (self->waiting, i));
  g_ptr_array_set_size (self->waiting, 0);
}

static void
on_cells_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GWeakRef *weak = user_data;
  g_autoptr (LwMarkingWork) self = g_weak_ref_get (weak);
  g_autoptr (GError) error = NULL;
  g_autoptr (LwMarkingCells) cells = lw_job_run_finish (LW_JOB (source), result, &error);

  g_weak_ref_clear (weak);
  g_free (weak);
  if (self == NULL || self->job != LW_JOB (source))
    return; /* another has taken its place, or nobody waits */
  end_job (self);
  /* What was read is of a structure that is about to be announced. */
  if (cells != NULL
      && (cells->n_leaves != self->marks->model->n_leaves
          || cells->n_subjects != self->marks->n_bids + self->marks->n_bidders))
    {
      reset (self);
      return;
    }
  self->cells = g_steal_pointer (&cells);
  self->error = g_steal_pointer (&error);
  if (self->cells == NULL)
    self->marks = NULL;
  else
    take_waiting (self);
  g_signal_emit (self, signals[RESET], 0);
  g_signal_emit_by_name (self->document, "badges-changed");
}

static void
begin (LwMarkingWork *self)
{
  Reading *reading = g_new0 (Reading, 1);
  GWeakRef *weak = g_new (GWeakRef, 1);

  reading->store = g_object_ref (lw_document_get_store (self->document));
  reading->person = g_strdup (lw_marking_work_get_person (self)->id);
  self->job = lw_job_new (_("Reading your marks"));
  g_weak_ref_init (weak, self);
  lw_document_add_job (self->document, self->job);
  lw_job_run_async (self->job, run_reading, reading, reading_free, cells_free, on_cells_read, weak);
}

static gboolean
read_all (LwMarkingWork *self, GError **error)
{
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (self->document), error);
  const LwMarkingPerson *person;

  if (reader == NULL || !lw_reader_freeze (reader, error)
      || !read_people (self, lw_reader_connection (reader), error))
    return FALSE;
  self->marks = self->live != NULL ? lw_evaluation_live_get_marks (self->live) : NULL;
  if (self->marks == NULL)
    return TRUE;
  self->generation = self->marks->generation;
  person = lw_marking_work_get_person (self);
  if (person == NULL)
    self->cells = lw_marking_cells_new (self->marks);
  else if (lw_evaluation_marks_are_many (lw_reader_connection (reader), LW_EVALUATION_MANY_MARKS))
    begin (self);
  else
    self->cells = lw_marking_cells_read (self->marks, lw_reader_connection (reader), person->id, error);
  return self->cells != NULL || self->job != NULL;
}

static void
reset (LwMarkingWork *self)
{
  g_autoptr (GError) error = NULL;

  end_job (self);
  forget (self);
  if (!read_all (self, &error))
    {
      self->marks = NULL;
      self->error = g_steal_pointer (&error);
    }
  g_signal_emit (self, signals[RESET], 0);
}

/* ---- following the file ---- */

static gboolean
is_structure (const LwChange *change)
{
  return strcmp (change->table, "bid") == 0 || strcmp (change->table, "bidder") == 0
         || strcmp (change->table, "bidder_member") == 0 || strcmp (change->table, "lot") == 0
         || strcmp (change->table, "organisation") == 0
         || strcmp (change->table, "person") == 0 || strcmp (change->table, "person_role") == 0
         || strcmp (change->table, "evaluation_publication") == 0 || strcmp (change->table, "evaluation_assignment") == 0
         || strcmp (change->table, "evaluation_criterion") == 0 || strcmp (change->table, "evaluation_method") == 0
         || strcmp (change->table, "evaluation_scale") == 0 || strcmp (change->table, "evaluation_scale_mark") == 0;
}

static gboolean
must_reset (LwMarkingWork *self, GPtrArray *changes)
{
  const LwEvaluationMarks *marks = self->live != NULL ? lw_evaluation_live_get_marks (self->live) : NULL;

  /* Who cancelled the reading asks for it when it is wanted. */
  if (g_error_matches (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return FALSE;
  if (marks != self->marks || (marks != NULL && marks->generation != self->generation) || changes->len > MANY_CHANGES)
    return TRUE;
  for (guint i = 0; i < changes->len; i++)
    if (is_structure (changes->pdata[i]))
      return TRUE;
  return FALSE;
}

static void
read_one (LwMarkingWork *self, LwConnection *connection, const char *key)
{
  const LwMarkingPerson *person = lw_marking_work_get_person (self);
  g_auto (GStrv) parts = lw_evaluation_place_split (key);
  g_autoptr (LwStatement) statement = NULL, confirmed = NULL;
  LwMarkingPlace place;

  if (person == NULL || g_strv_length (parts) != 4 || strcmp (parts[3], person->id) != 0
      || !lw_marking_cells_find (self->cells, self->marks, parts[0], parts[1], parts[2], &place))
    return;
  statement = lw_connection_prepare (connection,
                                     "SELECT mark, ifnull (rationale, '') <> '' FROM evaluation_mark"
                                     " WHERE lot = ? AND bidder = ? AND criterion = ? AND person = ?",
                                     NULL);
  if (statement == NULL)
    return;
  lw_statement_bind (statement, "ssss", parts[0], parts[1], parts[2], parts[3]);
  if (lw_statement_step (statement, NULL) == LW_STEP_ROW)
    lw_marking_cells_set (self->cells, self->marks, place, lw_statement_text (statement, 0),
                          lw_statement_int (statement, 1) != 0);
  else
    lw_marking_cells_set (self->cells, self->marks, place, NULL, FALSE);
  confirmed = lw_connection_prepare (connection,
                                     "SELECT version = (SELECT max (version) FROM evaluation_publication)"
                                     " FROM evaluation_confirmation WHERE lot = ? AND bidder = ? AND criterion = ? AND person = ?",
                                     NULL);
  if (confirmed == NULL)
    return;
  lw_statement_bind (confirmed, "ssss", parts[0], parts[1], parts[2], parts[3]);
  if (lw_statement_step (confirmed, NULL) != LW_STEP_ROW)
    lw_marking_cells_confirm (self->cells, place, LW_MARKING_UNCONFIRMED);
  else
    lw_marking_cells_confirm (self->cells, place, lw_statement_int (confirmed, 0) ? LW_MARKING_CONFIRMED : LW_MARKING_OUTDATED);
  g_signal_emit (self, signals[CHANGED], 0, place.subject, place.leaf);
}

static void
on_store_changed (LwStore *store, GPtrArray *changes, LwMarkingWork *self)
{
  g_autoptr (LwReader) reader = NULL;

  if (must_reset (self, changes))
    {
      reset (self);
      return;
    }
  if (self->marks == NULL || (reader = lw_store_reader (store, NULL)) == NULL)
    return;
  for (guint i = 0; i < changes->len; i++)
    {
      const LwChange *change = changes->pdata[i];
      if (strcmp (change->table, "evaluation_mark") != 0 && strcmp (change->table, "evaluation_confirmation") != 0)
        continue;
      if (self->job != NULL)
        g_ptr_array_add (self->waiting, g_strdup (change->key));
      else
        read_one (self, lw_reader_connection (reader), change->key);
    }
}

LwMarkingWork *
lw_marking_work_get (LwDocument *document)
{
  static const char key[] = "lw-marking-work";
  LwMarkingWork *self = g_object_get_data (G_OBJECT (document), key);

  if (self != NULL)
    return self;
  self = g_object_new (LW_TYPE_MARKING_WORK, NULL);
  g_object_set_data_full (G_OBJECT (document), key, self, g_object_unref);
  self->document = document;
  self->live = lw_evaluation_session (document);
  if (self->live != NULL)
    {
      g_object_ref (self->live);
      /* The marks are gone, or there: all that points into them is made anew. */
      g_signal_connect_object (self->live, "notify::job", G_CALLBACK (reset), self, G_CONNECT_SWAPPED);
    }
  self->only_mine = lw_file_state_get_int (lw_document_get_state (document), STATE_GROUP, "only-mine", TRUE) != 0;
  reset (self);
  /* After the session's own handler, so that its marks are current when this one runs. */
  g_signal_connect_object (lw_document_get_store (document), "changed", G_CALLBACK (on_store_changed), self, 0);
  g_signal_connect_object (document, "notify::person", G_CALLBACK (reset), self, G_CONNECT_SWAPPED);
  return self;
}

/* ---- asking ---- */

const LwEvaluationMarks *
lw_marking_work_get_marks (LwMarkingWork *self)
{
  return self->cells != NULL ? self->marks : NULL;
}

const GError *
lw_marking_work_get_error (LwMarkingWork *self)
{
  if (self->error != NULL)
    return self->error;
  return self->live != NULL ? lw_evaluation_live_get_error (self->live) : NULL;
}

gboolean
lw_marking_work_is_reading (LwMarkingWork *self)
{
  return self->job != NULL || (self->live != NULL && lw_evaluation_live_is_loading (self->live));
}

void
lw_marking_work_read_again (LwMarkingWork *self)
{
  if (self->live != NULL && lw_evaluation_live_get_marks (self->live) == NULL)
    lw_evaluation_live_reload (self->live); /* and then "job" tells */
  if (!lw_marking_work_is_reading (self))
    reset (self);
}

GPtrArray *
lw_marking_work_get_people (LwMarkingWork *self)
{
  return self->people;
}

const LwMarkingPerson *
lw_marking_work_get_person (LwMarkingWork *self)
{
  return self->person < 0 ? NULL : g_ptr_array_index (self->people, self->person);
}

guint
lw_marking_work_get_n_subjects (LwMarkingWork *self)
{
  return self->cells != NULL ? self->cells->n_subjects : 0;
}

const LwMarkingCell *
lw_marking_work_get_cell (LwMarkingWork *self, guint subject, guint leaf)
{
  return lw_marking_cells_at (self->cells, subject, leaf);
}

gboolean
lw_marking_work_has_leaf (LwMarkingWork *self, guint leaf)
{
  return !lw_marking_work_get_only_mine (self) || self->cells->mine[leaf];
}

LwMarkingCount
lw_marking_work_count (LwMarkingWork *self)
{
  LwMarkingCount count = { 0 };

  for (guint leaf = 0; self->cells != NULL && leaf < self->cells->n_leaves; leaf++)
    if (lw_marking_work_has_leaf (self, leaf))
      {
        count.open += self->cells->counts[leaf].open;
        count.done += self->cells->counts[leaf].done;
        count.flagged += self->cells->counts[leaf].flagged;
        count.confirmed += self->cells->counts[leaf].confirmed;
      }
  return count;
}

int
lw_marking_work_get_lot (LwMarkingWork *self, guint subject)
{
  return subject < self->marks->n_bids ? (int) self->marks->bids[subject].lot : -1;
}

guint
lw_marking_work_get_bidder (LwMarkingWork *self, guint subject)
{
  const guint n_bids = self->marks->n_bids;
  return subject < n_bids ? self->marks->bids[subject].bidder : subject - n_bids;
}

gboolean
lw_marking_work_find (LwMarkingWork *self, const char *lot, const char *bidder, const char *criterion,
                      LwMarkingPlace *place)
{
  return self->cells != NULL && lw_marking_cells_find (self->cells, self->marks, lot, bidder, criterion, place);
}

gboolean
lw_marking_work_may_be_only_mine (LwMarkingWork *self)
{
  return self->cells != NULL && self->cells->n_mine > 0 && self->cells->n_mine < self->cells->n_marked;
}

gboolean
lw_marking_work_get_only_mine (LwMarkingWork *self)
{
  return self->only_mine && lw_marking_work_may_be_only_mine (self);
}

void
lw_marking_work_set_only_mine (LwMarkingWork *self, gboolean only_mine)
{
  if (self->only_mine == only_mine)
    return;
  self->only_mine = only_mine;
  lw_file_state_set_int (lw_document_get_state (self->document), STATE_GROUP, "only-mine", only_mine);
  g_signal_emit (self, signals[RESET], 0);
}
