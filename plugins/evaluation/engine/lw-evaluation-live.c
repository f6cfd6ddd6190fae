/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-evaluation-live.h"

#include "base/lw-error.h"

struct _LwEvaluationLive
{
  GObject parent_instance;

  LwStore *store;
  LwEvaluationMarks *marks;
  GError *error;
};

G_DEFINE_FINAL_TYPE (LwEvaluationLive, lw_evaluation_live, G_TYPE_OBJECT)

static guint updated_signal;

/* Reads everything. No method yet is a state, not a failure. */
static void
load (LwEvaluationLive *live, GArray *lots)
{
  g_clear_error (&live->error);
  g_clear_pointer (&live->marks, lw_evaluation_marks_free);
  live->marks = lw_evaluation_marks_load_store (live->store, &live->error);
  for (guint lot = 0; lots != NULL && live->marks != NULL && lot < live->marks->n_lots; lot++)
    g_array_append_val (lots, lot);
}

/* What cannot be brought up to date is read anew: no result rests on marks that are no longer so. */
static void
update (LwEvaluationLive *live, GPtrArray *changes, GArray *lots)
{
  g_autoptr (LwReader) reader = lw_store_reader (live->store, NULL);

  if (live->marks != NULL && reader != NULL && lw_reader_freeze (reader, NULL)
      && lw_evaluation_marks_apply (live->marks, lw_reader_connection (reader), changes, lots, NULL))
    return;
  g_clear_pointer (&reader, lw_reader_release);
  g_array_set_size (lots, 0);
  load (live, lots);
}

static void
on_changed (LwStore *store, GPtrArray *changes, LwEvaluationLive *live)
{
  g_autoptr (GArray) lots = g_array_new (FALSE, FALSE, sizeof (guint));

  update (live, changes, lots);
  g_signal_emit (live, updated_signal, 0, lots);
}

LwEvaluationLive *
lw_evaluation_live_new (LwStore *store, GError **error)
{
  g_autoptr (LwEvaluationLive) live = g_object_new (LW_TYPE_EVALUATION_LIVE, NULL);

  live->store = g_object_ref (store);
  load (live, NULL);
  if (live->error != NULL && !g_error_matches (live->error, LW_ERROR, LW_ERROR_NOT_FOUND)
      && !g_error_matches (live->error, LW_ERROR, LW_ERROR_INVALID))
    {
      g_propagate_error (error, g_steal_pointer (&live->error));
      return NULL;
    }
  g_signal_connect_object (store, "changed", G_CALLBACK (on_changed), live, 0);
  return g_steal_pointer (&live);
}

const LwEvaluationMarks *
lw_evaluation_live_get_marks (LwEvaluationLive *live)
{
  return live->marks;
}

const GError *
lw_evaluation_live_get_error (LwEvaluationLive *live)
{
  return live->error;
}

static void
lw_evaluation_live_finalize (GObject *object)
{
  LwEvaluationLive *live = LW_EVALUATION_LIVE (object);

  g_clear_object (&live->store);
  g_clear_pointer (&live->marks, lw_evaluation_marks_free);
  g_clear_error (&live->error);
  G_OBJECT_CLASS (lw_evaluation_live_parent_class)->finalize (object);
}

static void
lw_evaluation_live_class_init (LwEvaluationLiveClass *class)
{
  G_OBJECT_CLASS (class)->finalize = lw_evaluation_live_finalize;

  updated_signal = g_signal_new ("updated", LW_TYPE_EVALUATION_LIVE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_ARRAY);
}

static void
lw_evaluation_live_init (LwEvaluationLive *live)
{
}
