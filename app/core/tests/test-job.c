/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "job/lw-job.h"

#include "base/lw-error.h"

/* A gate between the test and the work: nobody waits for time, only for one another. */
typedef struct
{
  GMutex lock;
  GCond cond;
  gboolean open;
} Gate;

static void
gate_init (Gate *gate)
{
  g_mutex_init (&gate->lock);
  g_cond_init (&gate->cond);
  gate->open = FALSE;
}

static void
gate_clear (Gate *gate)
{
  g_mutex_clear (&gate->lock);
  g_cond_clear (&gate->cond);
}

static void
gate_open (Gate *gate)
{
  g_mutex_lock (&gate->lock);
  gate->open = TRUE;
  g_cond_broadcast (&gate->cond);
  g_mutex_unlock (&gate->lock);
}

static void
gate_wait (Gate *gate)
{
  g_mutex_lock (&gate->lock);
  while (!gate->open)
    g_cond_wait (&gate->cond, &gate->lock);
  g_mutex_unlock (&gate->lock);
}

/* What arrived, in order. */
typedef struct
{
  GThread *thread;     /* in which all of it must arrive */
  GArray *fractions;   /* double */
  guint at_callback;   /* fractions there when the result came */
  gboolean finished;
  gpointer result;
  GError *error;
} Seen;

static void
seen_init (Seen *seen)
{
  *seen = (Seen) { .thread = g_thread_self (), .fractions = g_array_new (FALSE, FALSE, sizeof (double)) };
}

static void
seen_clear (Seen *seen)
{
  g_array_unref (seen->fractions);
  g_clear_error (&seen->error);
}

static void
on_progress (LwJob *job, double fraction, gpointer user_data)
{
  Seen *seen = user_data;

  g_assert_true (LW_IS_JOB (job));
  g_assert_true (g_thread_self () == seen->thread);
  g_array_append_val (seen->fractions, fraction);
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Seen *seen = user_data;

  g_assert_true (g_thread_self () == seen->thread);
  seen->result = lw_job_run_finish (LW_JOB (source), result, &seen->error);
  seen->at_callback = seen->fractions->len;
  seen->finished = TRUE;
}

static void
iterate_until_finished (Seen *seen)
{
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();

  while (!seen->finished)
    g_main_context_iteration (context, TRUE);
}

static void
iterate_pending (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static double
last_fraction (Seen *seen)
{
  g_assert_cmpuint (seen->fractions->len, >, 0);
  return g_array_index (seen->fractions, double, seen->fractions->len - 1);
}

/* ---- results ---- */

typedef struct
{
  GThread *main_thread;
  gboolean freed; /* by destroy_data */
} ThreadData;

static gpointer
work_on_thread (LwJob *job, gpointer data, GError **error)
{
  ThreadData *thread = data;

  g_assert_true (g_thread_self () != thread->main_thread);
  return g_strdup (lw_job_get_title (job));
}

static void
mark_freed (gpointer data)
{
  ((ThreadData *) data)->freed = TRUE;
}

static void
test_result_in_main_context (void)
{
  Seen seen;
  seen_init (&seen);
  ThreadData thread = { .main_thread = g_thread_self () };
  LwJob *job = lw_job_new ("Importing competition.xml");
  g_assert_cmpstr (lw_job_get_title (job), ==, "Importing competition.xml");

  lw_job_run_async (job, work_on_thread, &thread, mark_freed, g_free, on_done, &seen);
  g_assert_false (seen.finished);
  iterate_until_finished (&seen);

  g_assert_no_error (seen.error);
  g_assert_cmpstr (seen.result, ==, "Importing competition.xml");
  g_free (seen.result);
  iterate_pending ();

  gpointer watched = job;
  g_object_add_weak_pointer (G_OBJECT (job), &watched);
  g_object_unref (job);
  /* The pool's thread may still be letting go of the task, and of the job with it. */
  while (g_atomic_pointer_get (&watched) != NULL)
    g_thread_yield ();
  seen_clear (&seen);
}

static void
test_result_in_thread_default_context (void)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_main_context_push_thread_default (context);
  Seen seen;
  seen_init (&seen);
  ThreadData thread = { .main_thread = g_thread_self () };
  {
    g_autoptr (LwJob) job = lw_job_new ("Elsewhere");
    lw_job_run_async (job, work_on_thread, &thread, NULL, g_free, on_done, &seen);
    /* The global context never sees it. */
    iterate_pending ();
    g_assert_false (seen.finished);
    iterate_until_finished (&seen);
  }
  g_assert_no_error (seen.error);
  g_free (seen.result);
  seen_clear (&seen);
  g_main_context_pop_thread_default (context);
}

static gpointer
work_failing (LwJob *job, gpointer data, GError **error)
{
  g_set_error (error, LW_ERROR, LW_ERROR_INVALID, "expected a bid, found a bit");
  return NULL;
}

static void
test_error (void)
{
  g_autoptr (LwJob) job = lw_job_new ("Failing");
  g_autoptr (GError) error = NULL;

  g_assert_null (lw_job_run (job, work_failing, NULL, NULL, &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, "expected a bid, found a bit");
}

static int results_freed;

static void
count_freed (gpointer data)
{
  g_atomic_int_inc (&results_freed);
  g_free (data);
}

static gpointer
work_failing_with_result (LwJob *job, gpointer data, GError **error)
{
  g_set_error (error, LW_ERROR, LW_ERROR_INVALID, "half a result is none");
  return g_strdup ("half");
}

static void
test_error_frees_result (void)
{
  g_autoptr (LwJob) job = lw_job_new ("Failing half way");
  g_autoptr (GError) error = NULL;

  g_atomic_int_set (&results_freed, 0);
  g_assert_null (lw_job_run (job, work_failing_with_result, NULL, count_freed, &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_INVALID);
  g_assert_cmpint (g_atomic_int_get (&results_freed), ==, 1);
}

static gpointer
work_without_result (LwJob *job, gpointer data, GError **error)
{
  return NULL;
}

static void
test_no_result (void)
{
  g_autoptr (LwJob) job = lw_job_new ("Nothing to say");
  g_autoptr (GError) error = NULL;

  g_assert_null (lw_job_run (job, work_without_result, NULL, NULL, &error));
  g_assert_no_error (error);
}

static gpointer
work_in_vain (LwJob *job, gpointer data, GError **error)
{
  return g_strdup ("never asked for");
}

static void
finish_nothing (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

static void
test_result_not_taken (void)
{
  gboolean done = FALSE;
  g_atomic_int_set (&results_freed, 0);
  {
    g_autoptr (LwJob) job = lw_job_new ("Unwanted");
    lw_job_run_async (job, work_in_vain, NULL, NULL, count_freed, finish_nothing, &done);
    while (!done)
      g_main_context_iteration (NULL, TRUE);
  }
  while (g_atomic_int_get (&results_freed) == 0)
    g_thread_yield ();
  g_assert_cmpint (g_atomic_int_get (&results_freed), ==, 1);
}

/* ---- cancel ---- */

static gpointer
work_until_cancelled (LwJob *job, gpointer data, GError **error)
{
  Gate *begun = data;
  GPollFD fd;

  g_assert_true (g_cancellable_make_pollfd (lw_job_get_cancellable (job), &fd));
  gate_open (begun);
  g_poll (&fd, 1, -1);
  g_cancellable_release_fd (lw_job_get_cancellable (job));
  g_cancellable_set_error_if_cancelled (lw_job_get_cancellable (job), error);
  return NULL;
}

static void
test_cancel (void)
{
  g_autoptr (LwJob) job = lw_job_new ("Endless");
  Gate begun;
  gate_init (&begun);
  Seen seen;
  seen_init (&seen);

  lw_job_run_async (job, work_until_cancelled, &begun, NULL, NULL, on_done, &seen);
  gate_wait (&begun);
  lw_job_cancel (job);
  iterate_until_finished (&seen);

  g_assert_error (seen.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (seen.result);
  seen_clear (&seen);
  gate_clear (&begun);
}

static gpointer
work_unreachable (LwJob *job, gpointer data, GError **error)
{
  g_assert_not_reached ();
}

static void
test_cancel_before_start (void)
{
  g_autoptr (LwJob) job = lw_job_new ("Never begun");
  g_autoptr (GError) error = NULL;

  lw_job_cancel (job);
  g_assert_null (lw_job_run (job, work_unreachable, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static gpointer
work_cancelled_too_late (LwJob *job, gpointer data, GError **error)
{
  lw_job_cancel (job);
  return g_strdup ("done all the same");
}

static void
test_cancel_too_late (void)
{
  g_autoptr (LwJob) job = lw_job_new ("Finished first");
  g_autoptr (GError) error = NULL;
  g_autofree char *result = lw_job_run (job, work_cancelled_too_late, NULL, g_free, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (result, ==, "done all the same");
}

/* ---- progress ---- */

static void
test_fraction (void)
{
  static const struct
  {
    gint64 done, total;
    double fraction;
  } cases[] = {
    { 0, 4, 0 }, { 1, 4, 0.25 }, { 4, 4, 1 }, { 5, 4, 1 }, { -1, 4, 0 },
    { 3, 0, -1 }, { 3, -2, -1 }, { 0, 0, -1 },
    { G_MAXINT64, G_MAXINT64, 1 },
  };
  g_autoptr (LwJob) job = lw_job_new ("Counting");

  g_assert_cmpfloat (lw_job_get_fraction (job), ==, -1);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      lw_job_report (job, cases[i].done, cases[i].total);
      g_assert_cmpfloat (lw_job_get_fraction (job), ==, cases[i].fraction);
    }
  lw_job_report (NULL, 1, 2);
  iterate_pending ();
}

static void
test_progress_coalesced (void)
{
  Seen seen;
  seen_init (&seen);
  g_autoptr (LwJob) job = lw_job_new ("Chatty");
  g_signal_connect (job, "progress", G_CALLBACK (on_progress), &seen);

  /* However many reports: one signal, of the last. */
  for (int i = 1; i <= 1000; i++)
    lw_job_report (job, i, 2000);
  g_assert_cmpuint (seen.fractions->len, ==, 0);
  while (seen.fractions->len == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (seen.fractions->len, ==, 1);
  g_assert_cmpfloat (last_fraction (&seen), ==, 0.5);

  /* Those that follow arrive too, as one. */
  for (int i = 1001; i <= 1500; i++)
    lw_job_report (job, i, 2000);
  while (seen.fractions->len == 1)
    g_main_context_iteration (NULL, TRUE);
  iterate_pending ();
  g_assert_cmpuint (seen.fractions->len, ==, 2);
  g_assert_cmpfloat (last_fraction (&seen), ==, 0.75);
  seen_clear (&seen);
}

static gpointer
work_counting (LwJob *job, gpointer data, GError **error)
{
  gint64 total = *(gint64 *) data;

  for (gint64 i = 0; i <= total; i++)
    lw_job_report (job, i, total);
  return NULL;
}

static void
test_progress_order (void)
{
  Seen seen;
  seen_init (&seen);
  gint64 total = 200000;
  g_autoptr (LwJob) job = lw_job_new ("Counting to 200,000");
  g_signal_connect (job, "progress", G_CALLBACK (on_progress), &seen);

  lw_job_run_async (job, work_counting, &total, NULL, NULL, on_done, &seen);
  iterate_until_finished (&seen);
  g_assert_no_error (seen.error);

  /* In order, the last state among them, and before the result. */
  for (guint i = 1; i < seen.fractions->len; i++)
    g_assert_cmpfloat (g_array_index (seen.fractions, double, i - 1), <=, g_array_index (seen.fractions, double, i));
  g_assert_cmpfloat (last_fraction (&seen), ==, 1);
  g_assert_cmpuint (seen.at_callback, ==, seen.fractions->len);
  g_assert_cmpuint (seen.fractions->len, <, (guint) total);

  iterate_pending ();
  g_assert_cmpuint (seen.at_callback, ==, seen.fractions->len);
  seen_clear (&seen);
}

/* Reports once, waits until that has arrived, reports again: the second would wait out its interval, but
 * the end of the work sends it at once. */
static gpointer
work_in_two_steps (LwJob *job, gpointer data, GError **error)
{
  lw_job_report (job, 1, 2);
  gate_wait (data);
  lw_job_report (job, 2, 2);
  return NULL;
}

static void
open_gate_on_progress (LwJob *job, double fraction, gpointer user_data)
{
  gate_open (user_data);
}

static void
test_progress_last_state (void)
{
  Seen seen;
  seen_init (&seen);
  Gate arrived;
  gate_init (&arrived);
  g_autoptr (LwJob) job = lw_job_new ("Two steps");
  g_signal_connect (job, "progress", G_CALLBACK (on_progress), &seen);
  g_signal_connect (job, "progress", G_CALLBACK (open_gate_on_progress), &arrived);

  lw_job_run_async (job, work_in_two_steps, &arrived, NULL, NULL, on_done, &seen);
  iterate_until_finished (&seen);
  g_assert_no_error (seen.error);
  g_assert_cmpuint (seen.at_callback, ==, 2);
  g_assert_cmpfloat (g_array_index (seen.fractions, double, 0), ==, 0.5);
  g_assert_cmpfloat (g_array_index (seen.fractions, double, 1), ==, 1);
  seen_clear (&seen);
  gate_clear (&arrived);
}

static void
test_progress_while_waiting (void)
{
  Seen seen;
  seen_init (&seen);
  gint64 total = 1000;
  g_autoptr (GError) error = NULL;
  g_autoptr (LwJob) job = lw_job_new ("Waited for");
  g_signal_connect (job, "progress", G_CALLBACK (on_progress), &seen);

  lw_job_run (job, work_counting, &total, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (last_fraction (&seen), ==, 1);
  seen_clear (&seen);
}

static gpointer
run_in_other_context (gpointer data)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_main_context_push_thread_default (context);
  gint64 total = 10;
  g_autoptr (GError) error = NULL;

  lw_job_run (data, work_counting, &total, NULL, &error);
  g_assert_no_error (error);
  g_main_context_pop_thread_default (context);
  return NULL;
}

/* Made here, run from elsewhere: progress comes here. */
static void
test_progress_in_context_of_making (void)
{
  Seen seen;
  seen_init (&seen);
  g_autoptr (LwJob) job = lw_job_new ("Run from elsewhere");
  g_signal_connect (job, "progress", G_CALLBACK (on_progress), &seen);

  g_thread_join (g_thread_new ("elsewhere", run_in_other_context, job));
  g_assert_cmpuint (seen.fractions->len, ==, 0);
  while (seen.fractions->len == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpfloat (last_fraction (&seen), ==, 1);
  seen_clear (&seen);
}

static void
test_runs_once (void)
{
  g_autoptr (LwJob) job = lw_job_new ("Once");
  g_autoptr (GError) error = NULL;

  lw_job_run (job, work_without_result, NULL, NULL, &error);
  g_assert_no_error (error);
  g_test_expect_message ("lotwise", G_LOG_LEVEL_CRITICAL, "*started*");
  lw_job_run (job, work_without_result, NULL, NULL, &error);
  g_test_assert_expected_messages ();
  g_assert_no_error (error);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/job/result/main-context", test_result_in_main_context);
  g_test_add_func ("/job/result/thread-default-context", test_result_in_thread_default_context);
  g_test_add_func ("/job/result/error", test_error);
  g_test_add_func ("/job/result/error-frees-result", test_error_frees_result);
  g_test_add_func ("/job/result/none", test_no_result);
  g_test_add_func ("/job/result/not-taken", test_result_not_taken);
  g_test_add_func ("/job/result/runs-once", test_runs_once);
  g_test_add_func ("/job/cancel/running", test_cancel);
  g_test_add_func ("/job/cancel/before-start", test_cancel_before_start);
  g_test_add_func ("/job/cancel/too-late", test_cancel_too_late);
  g_test_add_func ("/job/progress/fraction", test_fraction);
  g_test_add_func ("/job/progress/coalesced", test_progress_coalesced);
  g_test_add_func ("/job/progress/order", test_progress_order);
  g_test_add_func ("/job/progress/last-state", test_progress_last_state);
  g_test_add_func ("/job/progress/while-waiting", test_progress_while_waiting);
  g_test_add_func ("/job/progress/context-of-making", test_progress_in_context_of_making);

  return g_test_run ();
}
