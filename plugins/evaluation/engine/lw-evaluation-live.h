/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The dense store of an open competition, kept current by its change feed. */
#pragma once

#include "lw-evaluation-marks.h"

G_BEGIN_DECLS

#define LW_TYPE_EVALUATION_LIVE (lw_evaluation_live_get_type ())
LW_EXPORT GType lw_evaluation_live_get_type (void);
G_DECLARE_FINAL_TYPE (LwEvaluationLive, lw_evaluation_live, LW, EVALUATION_LIVE, GObject)

/**
 * lw_evaluation_live_new:
 *
 * Reads @store and follows its "changed" signal. A competition without a method yet is no error.
 */
LW_EXPORT LwEvaluationLive *lw_evaluation_live_new (LwStore *store, GError **error);

/** The store as of the last change, until the next: (nullable): NULL while there is no method, or when it
 * could not be read (lw_evaluation_live_get_error()). */
LW_EXPORT const LwEvaluationMarks *lw_evaluation_live_get_marks (LwEvaluationLive *live);

/** Why there are no marks, or NULL. */
LW_EXPORT const GError *lw_evaluation_live_get_error (LwEvaluationLive *live);

/*
 * Signal "updated" (LwEvaluationLive *live, GArray *lots (of guint), gpointer user_data): the results of
 * these lots may have changed. It follows the store's "changed", in the same context.
 */

G_END_DECLS
