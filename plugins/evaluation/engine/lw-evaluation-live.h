/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The dense store of an open competition, kept current by its change feed. */
#pragma once

#include "lw-evaluation-marks.h"

G_BEGIN_DECLS

/** With more marks than these, reading them is work that is shown and can be cancelled. */
#define LW_EVALUATION_MANY_MARKS 50000

#define LW_TYPE_EVALUATION_LIVE (lw_evaluation_live_get_type ())
LW_EXPORT GType lw_evaluation_live_get_type (void);
G_DECLARE_FINAL_TYPE (LwEvaluationLive, lw_evaluation_live, LW, EVALUATION_LIVE, GObject)

/**
 * lw_evaluation_live_new:
 *
 * Reads @store and follows its "changed" signal. A competition without a method yet is no error.
 */
LW_EXPORT LwEvaluationLive *lw_evaluation_live_new (LwStore *store, GError **error);

/**
 * lw_evaluation_live_new_with_job:
 *
 * The same; but more than @many marks are read on a thread, now and whenever all must be read again. Until then
 * there are none, and the property "job" is the reading; what changes meanwhile is taken in when it is done. To be
 * used in the context in which @store was opened.
 */
LW_EXPORT LwEvaluationLive *lw_evaluation_live_new_with_job (LwStore *store, gint64 many, GError **error);

/** The store as of the last change, until the next: (nullable): NULL while there is no method, while it is read, or when
 * it could not be read (lw_evaluation_live_get_error()). */
LW_EXPORT const LwEvaluationMarks *lw_evaluation_live_get_marks (LwEvaluationLive *live);

/** Why there are no marks, or NULL; G_IO_ERROR_CANCELLED where the reading was cancelled. */
LW_EXPORT const GError *lw_evaluation_live_get_error (LwEvaluationLive *live);

/** The marks are being read on a thread. */
LW_EXPORT gboolean lw_evaluation_live_is_loading (LwEvaluationLive *live);
/** That reading; NULL when there is none. The property "job" notifies: after the marks are there and "updated" has said so. */
LW_EXPORT LwJob *lw_evaluation_live_get_job (LwEvaluationLive *live);
/** Reads all again: after a cancelled reading, or one that failed. */
LW_EXPORT void lw_evaluation_live_reload (LwEvaluationLive *live);

/*
 * Signal "updated" (LwEvaluationLive *live, GArray *lots (of guint), gpointer user_data): the results of
 * these lots may have changed. It follows the store's "changed", in the same context, or a reading on a thread, for all
 * lots; for none where that began or was cancelled.
 */

G_END_DECLS
