/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a panel shows while many marks are read, and when that was cancelled. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define LW_TYPE_EVALUATION_READING (lw_evaluation_reading_get_type ())
G_DECLARE_FINAL_TYPE (LwEvaluationReading, lw_evaluation_reading, LW, EVALUATION_READING, AdwBin)

GtkWidget *lw_evaluation_reading_new (void);
/** @reading: it is under way; else it was cancelled, and can be asked for again. */
void lw_evaluation_reading_set (LwEvaluationReading *self, gboolean reading);

/* Signal "read-again" (LwEvaluationReading *): the button was used. */

G_END_DECLS
