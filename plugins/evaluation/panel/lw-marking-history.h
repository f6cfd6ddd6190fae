/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The inspector's answer in Marking: what the record has of the mark that is shown (when, who, what it was and became,
 * newest first), and what the scale says of each mark. Read only while somebody sees it, off the main thread, for the
 * record is not ordered by rows.
 */
#pragma once

#include <adwaita.h>

#include "lw-marking-entry.h"
#include "lw-evaluation-model.h"

G_BEGIN_DECLS

#define LW_TYPE_MARKING_HISTORY (lw_marking_history_get_type ())
G_DECLARE_FINAL_TYPE (LwMarkingHistory, lw_marking_history, LW, MARKING_HISTORY, AdwBin)

GtkWidget *lw_marking_history_new (LwDocument *document);
/** Shows the mark with @key ("L12/B07/2.1/E3"), called @place, on @scale; NULL: none. */
void lw_marking_history_show (LwMarkingHistory *self, const char *key, const char *place, const LwEvaluationScale *scale);

G_END_DECLS
