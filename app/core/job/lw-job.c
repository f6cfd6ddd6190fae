/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "job/lw-job.h"

/* Often enough to look alive, seldom enough not to cost the work anything. */
#define PROGRESS_INTERVAL_US (50 * G_TIME_SPAN_MILLISECOND)

struct _LwJob
{
  GObject parent_instance;

  char *title;
  GCancellable *cancellable;
  GMainContext *context; /* in which progress is delivered */
  int started;           /* atomic: a job runs once */

  GMutex lock;           /* guards all that follows */
  gint64 done;
  gint64 total;
  gint64 delivered_at;   /* monotonic time of the last signal */
  GSource *pending;      /* will deliver the present state; NULL when it is delivered already */
};

enum
{
  SIGNAL_PROGRESS,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LwJob, lw_job, G_TYPE_OBJECT)

static void
lw_job_finalize (GObject *object)
{
  LwJob *self = LW_JOB (object);

  /* A pending source holds a reference to the job, so there is none here. */
  g_free (self->title);
  g_object_unref (self->cancellable);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (lw_job_parent_class)->finalize (object);
}

static void
lw_job_class_init (LwJobClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lw_job_finalize;

  /**
   * LwJob::progress:
   * @fraction: how much is done, 0 to 1, or -1 when the total is unknown
   */
  signals[SIGNAL_PROGRESS] = g_signal_new ("progress", LW_TYPE_JOB, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 1, G_TYPE_DOUBLE);
}

static void
lw_job_init (LwJob *self)
{
  self->cancellable = g_cancellable_new ();
  self->context = g_main_context_ref_thread_default ();
  /* The first report goes out at once. */
  self->delivered_at = g_get_monotonic_time () - PROGRESS_INTERVAL_US;
  g_mutex_init (&self->lock);
}

LwJob *
lw_job_new (const char *title)
{
  g_return_val_if_fail (title != NULL, NULL);

  LwJob *job = g_object_new (LW_TYPE_JOB, NULL);
  job->title = g_strdup (title);
  return job;
}

const char *
lw_job_get_title (LwJob *job)
{
  g_return_val_if_fail (LW_IS_JOB (job), NULL);

  return job->title;
}

GCancellable *
lw_job_get_cancellable (LwJob *job)
{
  g_return_val_if_fail (LW_IS_JOB (job), NULL);

  return job->cancellable;
}

void
lw_job_cancel (LwJob *job)
{
  g_return_if_fail (LW_IS_JOB (job));

  g_cancellable_cancel (job->cancellable);
}

static double
fraction_locked (LwJob *self)
{
  if (self->total <= 0)
    return -1;
  return (double) CLAMP (self->done, 0, self->total) / (double) self->total;
}

static gboolean
deliver (gpointer data)
{
  LwJob *self = data;

  g_mutex_lock (&self->lock);
  /* The work may have replaced this source while it was on its way here: the newer one delivers. */
  if (self->pending != g_main_current_source ())
    {
      g_mutex_unlock (&self->lock);
      return G_SOURCE_REMOVE;
    }
  g_clear_pointer (&self->pending, g_source_unref);
  self->delivered_at = g_get_monotonic_time ();
  double fraction = fraction_locked (self);
  g_mutex_unlock (&self->lock);

  g_signal_emit (self, signals[SIGNAL_PROGRESS], 0, fraction);
  return G_SOURCE_REMOVE;
}

static gboolean
dispatch_when_ready (GSource *source, GSourceFunc callback, gpointer data)
{
  return callback (data);
}

/* A source that is ready at a monotonic time in microseconds; GLib's own counts in milliseconds from now. */
static GSourceFuncs deliver_funcs = { .dispatch = dispatch_when_ready };

static void
schedule_locked (LwJob *self, gint64 ready_time, int priority)
{
  self->pending = g_source_new (&deliver_funcs, sizeof (GSource));
  g_source_set_ready_time (self->pending, ready_time);
  g_source_set_priority (self->pending, priority);
  g_source_set_static_name (self->pending, "[lotwise] progress");
  g_source_set_callback (self->pending, deliver, g_object_ref (self), g_object_unref);
  g_source_attach (self->pending, self->context);
}

void
lw_job_report (LwJob *job, gint64 done, gint64 total)
{
  if (job == NULL)
    return;
  g_return_if_fail (LW_IS_JOB (job));

  g_mutex_lock (&job->lock);
  job->done = done;
  job->total = total;
  if (job->pending == NULL)
    schedule_locked (job, job->delivered_at + PROGRESS_INTERVAL_US, G_PRIORITY_DEFAULT);
  g_mutex_unlock (&job->lock);
}

/* What is still to be delivered goes out before the result, whose source has the default priority. */
static void
flush (LwJob *self)
{
  g_autoptr (GSource) replaced = NULL;

  g_mutex_lock (&self->lock);
  if (self->pending != NULL)
    {
      replaced = g_steal_pointer (&self->pending);
      schedule_locked (self, 0, G_PRIORITY_HIGH);
    }
  g_mutex_unlock (&self->lock);

  /* Outside the lock: it drops a reference to the job, which is not the last one. */
  if (replaced != NULL)
    g_source_destroy (replaced);
}

double
lw_job_get_fraction (LwJob *job)
{
  g_return_val_if_fail (LW_IS_JOB (job), -1);

  g_mutex_lock (&job->lock);
  double fraction = fraction_locked (job);
  g_mutex_unlock (&job->lock);
  return fraction;
}

typedef struct
{
  LwJobFunc func;
  gpointer data;
  GDestroyNotify destroy_data;
  GDestroyNotify destroy_result;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  if (work->destroy_data != NULL)
    work->destroy_data (work->data);
  g_free (work);
}

static void
work_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  LwJob *self = source;
  Work *work = data;
  g_autoptr (GError) error = NULL;
  gpointer result = NULL;

  if (!g_cancellable_set_error_if_cancelled (cancellable, &error))
    result = work->func (self, work->data, &error);
  flush (self);

  if (error == NULL)
    {
      g_task_return_pointer (task, result, work->destroy_result);
      return;
    }
  if (result != NULL && work->destroy_result != NULL)
    work->destroy_result (result);
  g_task_return_error (task, g_steal_pointer (&error));
}

void
lw_job_run_async (LwJob *job, LwJobFunc func, gpointer data, GDestroyNotify destroy_data, GDestroyNotify destroy_result,
                  GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (LW_IS_JOB (job));
  g_return_if_fail (func != NULL);
  g_return_if_fail (g_atomic_int_compare_and_exchange (&job->started, FALSE, TRUE));

  Work *work = g_new0 (Work, 1);
  work->func = func;
  work->data = data;
  work->destroy_data = destroy_data;
  work->destroy_result = destroy_result;

  g_autoptr (GTask) task = g_task_new (job, job->cancellable, callback, user_data);
  g_task_set_source_tag (task, lw_job_run_async);
  g_task_set_name (task, "[lotwise] job");
  g_task_set_task_data (task, work, work_free);
  /* Work that was finished before it saw the cancel is finished: to report it as cancelled would be untrue. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_run_in_thread (task, work_thread);
}

gpointer
lw_job_run_finish (LwJob *job, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (LW_IS_JOB (job), NULL);
  g_return_val_if_fail (g_task_is_valid (result, job), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, lw_job_run_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
keep_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

gpointer
lw_job_run (LwJob *job, LwJobFunc func, gpointer data, GDestroyNotify destroy_result, GError **error)
{
  g_return_val_if_fail (LW_IS_JOB (job), NULL);
  g_return_val_if_fail (func != NULL, NULL);
  g_return_val_if_fail (!g_atomic_int_get (&job->started), NULL);

  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();
  g_autoptr (GAsyncResult) result = NULL;

  lw_job_run_async (job, func, data, NULL, destroy_result, keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (context, TRUE);
  return lw_job_run_finish (job, result, error);
}
