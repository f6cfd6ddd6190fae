/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Long work: off the main thread, with progress and cancel; its result comes in the main context. */
#pragma once

#include <gio/gio.h>

#include "base/lw-export.h"

G_BEGIN_DECLS

#define LW_TYPE_JOB (lw_job_get_type ())
LW_EXPORT GType lw_job_get_type (void);
G_DECLARE_FINAL_TYPE (LwJob, lw_job, LW, JOB, GObject)

/**
 * LwJobFunc: the work, on a thread of its own. Reports through lw_job_report() and stops when
 * lw_job_get_cancellable() is cancelled.
 *
 * Returns: the result, or NULL with @error set
 */
typedef gpointer (*LwJobFunc) (LwJob *job, gpointer data, GError **error);

/** A job that has not started. @title is for people: "Importing competition.xml". */
LW_EXPORT LwJob *lw_job_new (const char *title);
LW_EXPORT const char *lw_job_get_title (LwJob *job);
LW_EXPORT GCancellable *lw_job_get_cancellable (LwJob *job);
LW_EXPORT void lw_job_cancel (LwJob *job);

/** From any thread: @done of @total (0: unknown). The signal "progress" (double fraction, or -1) follows in the
 * context in which the job was made, at most every 50 ms and always for the last state. A NULL @job is passed over. */
LW_EXPORT void lw_job_report (LwJob *job, gint64 done, gint64 total);
/** The last reported fraction, 0 to 1, or -1 when the total is unknown. */
LW_EXPORT double lw_job_get_fraction (LwJob *job);

/** Runs @func on a thread; @callback comes in the caller's thread-default context. */
LW_EXPORT void lw_job_run_async (LwJob *job, LwJobFunc func, gpointer data, GDestroyNotify destroy_data, GDestroyNotify destroy_result, GAsyncReadyCallback callback, gpointer user_data);
LW_EXPORT gpointer lw_job_run_finish (LwJob *job, GAsyncResult *result, GError **error);
/** Runs @func on a thread and waits, iterating the caller's context so that progress arrives. */
LW_EXPORT gpointer lw_job_run (LwJob *job, LwJobFunc func, gpointer data, GDestroyNotify destroy_result, GError **error);

G_END_DECLS
