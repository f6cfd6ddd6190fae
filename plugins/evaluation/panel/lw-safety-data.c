/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-safety-data.h"

#include "lw-results-data.h"
#include "lw-safety-findings.h"
#include "model/lw-model.h"

#include "base/lw-i18n.h"

#define PAUSE 300 /* ms without a change before it follows by itself */
#define QUICK (G_USEC_PER_SEC / 2) /* what takes no longer follows by itself, and is not shown as work */
#define FEW 2000 /* bids × leaves: of so few nobody waits the first time either */

struct _LwSafety
{
  GObject parent_instance;

  LwDocument *document; /* weak */
  LwSafetyReport *report;
  GError *error;
  LwJob *job; /* under way, or NULL */
  gboolean wanted;
  gboolean stale;
  gint64 took; /* the last run, or -1 */
  guint64 seed;
  guint count; /* findings of the report that need attention */
  guint timeout;
};

G_DEFINE_FINAL_TYPE (LwSafety, lw_safety, G_TYPE_OBJECT)

static guint updated_signal;

static void
report_free (gpointer data)
{
  LwSafetyReport *report = data;

  if (report == NULL)
    return;
  g_ptr_array_unref (report->lots);
  g_clear_pointer (&report->inconsistencies, g_ptr_array_unref);
  g_clear_pointer (&report->marks, lw_evaluation_marks_free);
  g_free (report->currency);
  g_free (report);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwSafetyReport, report_free)

/* ---- the run ---- */

/* Freed by who takes the result, on the main thread: the store's last reference must not go on the job's. */
typedef struct
{
  LwSafety *self;
  LwDocument *shown; /* where it is work that the windows show, or NULL */
  LwStore *store;
  guint64 seed;
  gint64 began;
} Run;

static void
run_free (Run *run)
{
  g_clear_object (&run->shown);
  g_object_unref (run->self);
  g_object_unref (run->store);
  g_free (run);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Run, run_free)

static gboolean
look_at_lots (LwJob *job, LwSafetyReport *report, GError **error)
{
  const LwAcceptabilityTerms terms = { .seed = report->seed, .draws = LW_ACCEPTABILITY_DRAWS };

  for (guint lot = 0; lot < report->marks->n_lots; lot++)
    {
      LwLotSafety *safety
          = lw_evaluation_safety_of_lot (report->marks, lot, &terms, lw_job_get_cancellable (job), error);

      if (safety == NULL)
        return FALSE;
      g_ptr_array_add (report->lots, safety);
      lw_job_report (job, lot + 1, report->marks->n_lots + 1);
    }
  return TRUE;
}

static gpointer
work_out (LwJob *job, gpointer data, GError **error)
{
  const Run *run = data;
  g_autoptr (LwSafetyReport) report = g_new0 (LwSafetyReport, 1);
  g_autoptr (LwReader) reader = lw_store_reader (run->store, error);
  g_autoptr (LwCompetition) competition = NULL;

  report->seed = run->seed;
  report->lots = g_ptr_array_new_with_free_func ((GDestroyNotify) lw_lot_safety_free);
  if (reader == NULL)
    return NULL;
  lw_reader_set_cancellable (reader, lw_job_get_cancellable (job));
  if (!lw_reader_freeze (reader, error))
    return NULL;
  competition = lw_competition_load (lw_reader_connection (reader), error);
  report->marks = competition == NULL ? NULL : lw_evaluation_marks_load (lw_reader_connection (reader), error);
  if (report->marks == NULL || !look_at_lots (job, report, error))
    return NULL;
  report->currency = g_strdup (competition->currency);
  report->inconsistencies = lw_evaluation_inconsistencies (report->marks, lw_reader_connection (reader), error);
  return report->inconsistencies != NULL ? g_steal_pointer (&report) : NULL;
}

static void
say_updated (LwSafety *self)
{
  g_signal_emit (self, updated_signal, 0);
  if (self->document != NULL)
    g_signal_emit_by_name (self->document, "badges-changed");
}

static void
on_run (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Run) run = user_data;
  LwSafety *self = run->self;
  g_autoptr (GError) error = NULL;
  LwSafetyReport *report = lw_job_run_finish (LW_JOB (source), result, &error);

  if (run->shown != NULL)
    lw_document_remove_job (run->shown, LW_JOB (source));
  /* Another run has taken its place, or nobody waits. */
  if (self->job != LW_JOB (source))
    {
      report_free (report);
      return;
    }
  g_clear_object (&self->job);
  g_clear_error (&self->error);
  self->took = g_get_monotonic_time () - run->began;
  if (report != NULL)
    {
      report_free (self->report);
      self->report = report;
      self->count = lw_safety_count (report);
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    self->stale = TRUE;
  else
    {
      g_clear_pointer (&self->report, report_free);
      self->error = g_steal_pointer (&error);
    }
  say_updated (self);
}

static void
stop (LwSafety *self)
{
  g_clear_handle_id (&self->timeout, g_source_remove);
  if (self->job != NULL)
    lw_job_cancel (self->job);
  g_clear_object (&self->job);
}

static gboolean
is_quick (LwSafety *self)
{
  LwResults *results = lw_results_of (self->document);
  const LwEvaluationMarks *marks = results != NULL ? lw_results_get_marks (results) : NULL;

  if (self->took >= 0)
    return self->took < QUICK;
  return marks != NULL && (gsize) marks->n_bids * marks->model->n_leaves <= FEW;
}

void
lw_safety_run (LwSafety *self)
{
  Run *run;

  stop (self);
  if (self->document == NULL)
    return;
  run = g_new0 (Run, 1);
  run->self = g_object_ref (self);
  run->store = g_object_ref (lw_document_get_store (self->document));
  run->seed = self->seed;
  run->began = g_get_monotonic_time ();
  self->wanted = TRUE;
  self->stale = FALSE;
  self->job = lw_job_new (_("Asking whether the result is safe"));
  if (!is_quick (self))
    {
      run->shown = g_object_ref (self->document);
      lw_document_add_job (self->document, self->job);
    }
  lw_job_run_async (self->job, work_out, run, NULL, report_free, on_run, run);
  say_updated (self);
}

/* ---- following the file ---- */

static gboolean
on_pause (gpointer data)
{
  LwSafety *self = data;

  self->timeout = 0;
  lw_safety_run (self);
  return G_SOURCE_REMOVE;
}

/* Texts of reasons count too: the same words with different marks are a finding. */
static gboolean
matters (GPtrArray *changes)
{
  static const char *const core[] = { "bid", "bidder", "lot", "competition", NULL };

  for (guint i = 0; i < changes->len; i++)
    {
      const char *table = ((const LwChange *) g_ptr_array_index (changes, i))->table;

      if (g_strv_contains (core, table) || g_str_has_prefix (table, "evaluation_"))
        return TRUE;
    }
  return FALSE;
}

static void
on_changed (LwDocument *document, GPtrArray *changes, LwSafety *self)
{
  if (!self->wanted || !matters (changes))
    return;
  g_clear_handle_id (&self->timeout, g_source_remove);
  if (is_quick (self))
    self->timeout = g_timeout_add (PAUSE, on_pause, self);
  if (self->stale)
    return;
  self->stale = TRUE;
  g_signal_emit (self, updated_signal, 0);
}

/* ---- life ---- */

static void
lw_safety_finalize (GObject *object)
{
  LwSafety *self = LW_SAFETY (object);

  stop (self);
  g_clear_weak_pointer (&self->document);
  report_free (self->report);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (lw_safety_parent_class)->finalize (object);
}

static void
lw_safety_class_init (LwSafetyClass *class)
{
  G_OBJECT_CLASS (class)->finalize = lw_safety_finalize;
  updated_signal = g_signal_new ("updated", LW_TYPE_SAFETY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lw_safety_init (LwSafety *self)
{
  self->took = -1;
  self->seed = LW_ACCEPTABILITY_SEED;
}

/* With the document ends what is under way. */
static void
let_go (gpointer data)
{
  stop (data);
  g_object_unref (data);
}

LwSafety *
lw_safety_of (LwDocument *document)
{
  static const char key[] = "lw-evaluation-safety";
  LwSafety *self = g_object_get_data (G_OBJECT (document), key);

  if (self != NULL)
    return self;
  self = g_object_new (LW_TYPE_SAFETY, NULL);
  g_set_weak_pointer (&self->document, document);
  g_object_set_data_full (G_OBJECT (document), key, self, let_go);
  g_signal_connect_object (document, "changed", G_CALLBACK (on_changed), self, 0);
  return self;
}

void
lw_safety_want (LwSafety *self)
{
  if (!self->wanted)
    lw_safety_run (self);
}

void
lw_safety_cancel (LwSafety *self)
{
  if (self->job != NULL)
    lw_job_cancel (self->job);
}

/* ---- asking ---- */

const LwSafetyReport *
lw_safety_get_report (LwSafety *self)
{
  return self->report;
}

gboolean
lw_safety_is_running (LwSafety *self)
{
  return self->job != NULL;
}

gboolean
lw_safety_is_stale (LwSafety *self)
{
  return self->stale;
}

const GError *
lw_safety_get_error (LwSafety *self)
{
  return self->error;
}

guint64
lw_safety_get_seed (LwSafety *self)
{
  return self->seed;
}

void
lw_safety_set_seed (LwSafety *self, guint64 seed)
{
  if (self->seed == seed)
    return;
  self->seed = seed;
  lw_safety_run (self);
}

void
lw_safety_start_seed (LwSafety *self, guint64 seed)
{
  self->seed = seed;
}

guint
lw_safety_get_count (LwSafety *self)
{
  return self->report != NULL ? self->count : 0;
}
