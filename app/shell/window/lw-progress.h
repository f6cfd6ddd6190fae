/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The strip at the foot of a window that shows work which takes over 100 ms, and lets it be cancelled. */
#pragma once

#include <gtk/gtk.h>

#include "job/lw-job.h"

G_BEGIN_DECLS

typedef struct _LwProgress LwProgress;

/* The widgets are the window's. */
LW_EXPORT LwProgress *lw_progress_new (GtkRevealer *strip, GtkLabel *title, GtkProgressBar *bar);
LW_EXPORT void lw_progress_free (LwProgress *progress);
/* Shows the jobs of @jobs (of LwJob) too, until lw_progress_unfollow(). */
LW_EXPORT void lw_progress_follow (LwProgress *progress, GListModel *jobs);
LW_EXPORT void lw_progress_unfollow (LwProgress *progress, GListModel *jobs);
LW_EXPORT void lw_progress_add (LwProgress *progress, LwJob *job);
LW_EXPORT void lw_progress_remove (LwProgress *progress, LwJob *job);
LW_EXPORT gboolean lw_progress_is_running (LwProgress *progress);
/* Title of what is shown, or of the first job. */
LW_EXPORT const char *lw_progress_get_title (LwProgress *progress);
/* Cancels what is shown. */
LW_EXPORT void lw_progress_cancel (LwProgress *progress);
LW_EXPORT void lw_progress_cancel_all (LwProgress *progress);

G_END_DECLS
