/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-evaluation-live.h"

#include "base/lw-error.h"

#include "base/lw-i18n.h"

#define NEVER G_MAXINT64

struct _LwEvaluationLive
{
  GObject parent_instance;

  LwStore *store;
  LwEvaluationMarks *marks;
  GError *error;
  guint generation;   /* of the marks that there were last */
  gint64 many;        /* more marks are read on a thread; or NEVER */
  LwJob *job;         /* that reading, or NULL */
  GPtrArray *waiting; /* of GPtrArray of LwChange: what came while it ran */
};

G_DEFINE_FINAL_TYPE (LwEvaluationLive, lw_evaluation_live, G_TYPE_OBJECT)

enum
{
  PROP_JOB = 1,
};
static GParamSpec *job_property;
static guint updated_signal;

static void
say_updated (LwEvaluationLive *live, GArray *lots)
{
  g_signal_emit (live, updated_signal, 0, lots);
}

/* ---- what there is ---- */

/* Indexes into other marks are other ones, also where they come to lie at the old address. */
static void
take_marks (LwEvaluationLive *live, LwEvaluationMarks *marks)
{
  if (live->marks != NULL)
    live->generation = live->marks->generation;
  g_clear_pointer (&live->marks, lw_evaluation_marks_free);
  live->marks = marks;
  if (marks != NULL)
    marks->generation = live->generation + 1;
}

static void
add_all_lots (LwEvaluationLive *live, GArray *lots)
{
  g_array_set_size (lots, 0);
  for (guint lot = 0; live->marks != NULL && lot < live->marks->n_lots; lot++)
    g_array_append_val (lots, lot);
}

/* Reads everything. No method yet is a state, not a failure. */
static void
load (LwEvaluationLive *live)
{
  g_clear_error (&live->error);
  take_marks (live, NULL);
  take_marks (live, lw_evaluation_marks_load_store (live->store, &live->error));
}

static gboolean
apply (LwEvaluationLive *live, GPtrArray *changes, GArray *lots)
{
  g_autoptr (LwReader) reader = lw_store_reader (live->store, NULL);

  return reader != NULL && lw_reader_freeze (reader, NULL)
         && lw_evaluation_marks_apply (live->marks, lw_reader_connection (reader), changes, lots, NULL);
}

/* ---- on a thread ---- */

static gboolean
are_many (LwEvaluationLive *live)
{
  g_autoptr (LwReader) reader = live->many == NEVER ? NULL : lw_store_reader (live->store, NULL);

  return reader != NULL && lw_evaluation_marks_are_many (lw_reader_connection (reader), live->many);
}

static gpointer
read_store (LwJob *job, gpointer store, GError **error)
{
  return lw_evaluation_marks_load_job (store, job, error);
}

static void
marks_free (gpointer marks)
{
  lw_evaluation_marks_free (marks);
}

static void
weak_free (GWeakRef *weak)
{
  g_weak_ref_clear (weak);
  g_free (weak);
}

static void on_read (GObject *source, GAsyncResult *result, gpointer user_data);

static void
begin (LwEvaluationLive *live)
{
  GWeakRef *weak = g_new (GWeakRef, 1);

  g_clear_error (&live->error);
  take_marks (live, NULL);
  g_ptr_array_set_size (live->waiting, 0);
  g_clear_object (&live->job);
  live->job = lw_job_new (_("Reading the marks"));
  g_weak_ref_init (weak, live);
  lw_job_run_async (live->job, read_store, g_object_ref (live->store), g_object_unref, marks_free, on_read, weak);
}

/* Changes that the reading has seen already do no harm: what they name is read once more. FALSE where that will not do. */
static gboolean
take_waiting (LwEvaluationLive *live)
{
  for (guint i = 0; i < live->waiting->len; i++)
    {
      GPtrArray *changes = g_ptr_array_index (live->waiting, i);

      if (lw_evaluation_marks_must_reload (changes) || !apply (live, changes, NULL))
        return FALSE;
    }
  g_ptr_array_set_size (live->waiting, 0);
  return TRUE;
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GArray) lots = g_array_new (FALSE, FALSE, sizeof (guint));
  GWeakRef *weak = user_data;
  g_autoptr (LwEvaluationLive) live = g_weak_ref_get (weak);
  g_autoptr (GError) error = NULL;
  LwEvaluationMarks *marks = lw_job_run_finish (LW_JOB (source), result, &error);

  weak_free (weak);
  if (live == NULL || live->job != LW_JOB (source))
    {
      lw_evaluation_marks_free (marks);
      return;
    }
  take_marks (live, marks);
  if (marks != NULL && !take_waiting (live))
    begin (live);
  else
    {
      live->error = g_steal_pointer (&error);
      g_ptr_array_set_size (live->waiting, 0);
      g_clear_object (&live->job);
      add_all_lots (live, lots);
      say_updated (live, lots);
    }
  g_object_notify_by_pspec (G_OBJECT (live), job_property);
}

/* ---- following the file ---- */

static void
reload (LwEvaluationLive *live)
{
  if (are_many (live))
    begin (live);
  else
    load (live);
}

/* What cannot be brought up to date is read anew: no result rests on marks that are no longer so. */
static void
update (LwEvaluationLive *live, GPtrArray *changes, GArray *lots)
{
  const gboolean much = live->marks != NULL && lw_evaluation_marks_must_reload (changes) && are_many (live);

  if (live->marks != NULL && !much && apply (live, changes, lots))
    return;
  reload (live);
  add_all_lots (live, lots);
}

static void
on_changed (LwStore *store, GPtrArray *changes, LwEvaluationLive *live)
{
  g_autoptr (GArray) lots = g_array_new (FALSE, FALSE, sizeof (guint));

  if (live->job != NULL)
    {
      g_ptr_array_add (live->waiting, g_ptr_array_ref (changes));
      return;
    }
  /* Who cancelled the reading asks for it when it is wanted. */
  if (g_error_matches (live->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  update (live, changes, lots);
  say_updated (live, lots);
  if (live->job != NULL)
    g_object_notify_by_pspec (G_OBJECT (live), job_property);
}

void
lw_evaluation_live_reload (LwEvaluationLive *live)
{
  g_autoptr (GArray) lots = g_array_new (FALSE, FALSE, sizeof (guint));

  if (live->job != NULL)
    return;
  reload (live);
  add_all_lots (live, lots);
  say_updated (live, lots);
  g_object_notify_by_pspec (G_OBJECT (live), job_property); /* also where there was none: no change of the file tells */
}

/* ---- asking ---- */

const LwEvaluationMarks *
lw_evaluation_live_get_marks (LwEvaluationLive *live)
{
  return live != NULL ? live->marks : NULL;
}

const GError *
lw_evaluation_live_get_error (LwEvaluationLive *live)
{
  return live->error;
}

gboolean
lw_evaluation_live_is_loading (LwEvaluationLive *live)
{
  return live->job != NULL;
}

LwJob *
lw_evaluation_live_get_job (LwEvaluationLive *live)
{
  return live->job;
}

/* ---- life ---- */

static void
lw_evaluation_live_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_JOB)
    g_value_set_object (value, LW_EVALUATION_LIVE (object)->job);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
lw_evaluation_live_dispose (GObject *object)
{
  LwEvaluationLive *live = LW_EVALUATION_LIVE (object);

  if (live->job != NULL)
    lw_job_cancel (live->job);
  g_clear_object (&live->job);
  G_OBJECT_CLASS (lw_evaluation_live_parent_class)->dispose (object);
}

static void
lw_evaluation_live_finalize (GObject *object)
{
  LwEvaluationLive *live = LW_EVALUATION_LIVE (object);

  g_clear_object (&live->store);
  g_ptr_array_unref (live->waiting);
  g_clear_pointer (&live->marks, lw_evaluation_marks_free);
  g_clear_error (&live->error);
  G_OBJECT_CLASS (lw_evaluation_live_parent_class)->finalize (object);
}

static void
lw_evaluation_live_class_init (LwEvaluationLiveClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->get_property = lw_evaluation_live_get_property;
  object_class->dispose = lw_evaluation_live_dispose;
  object_class->finalize = lw_evaluation_live_finalize;
  job_property = g_param_spec_object ("job", NULL, NULL, LW_TYPE_JOB,
                                      G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_property (object_class, PROP_JOB, job_property);
  updated_signal = g_signal_new ("updated", LW_TYPE_EVALUATION_LIVE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_ARRAY);
}

static void
lw_evaluation_live_init (LwEvaluationLive *live)
{
  live->waiting = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
}

LwEvaluationLive *
lw_evaluation_live_new_with_job (LwStore *store, gint64 many, GError **error)
{
  g_autoptr (LwEvaluationLive) live = g_object_new (LW_TYPE_EVALUATION_LIVE, NULL);

  live->store = g_object_ref (store);
  live->many = many;
  reload (live);
  if (live->error != NULL && !g_error_matches (live->error, LW_ERROR, LW_ERROR_NOT_FOUND)
      && !g_error_matches (live->error, LW_ERROR, LW_ERROR_INVALID))
    {
      g_propagate_error (error, g_steal_pointer (&live->error));
      return NULL;
    }
  g_signal_connect_object (store, "changed", G_CALLBACK (on_changed), live, 0);
  return g_steal_pointer (&live);
}

LwEvaluationLive *
lw_evaluation_live_new (LwStore *store, GError **error)
{
  return lw_evaluation_live_new_with_job (store, NEVER, error);
}
