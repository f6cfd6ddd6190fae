/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A scale as a line with its marks: one evaluator's mark as a dot on it, or the spread of all of them as a bar. */
#pragma once

#include <gtk/gtk.h>

#include "lw-evaluation-model.h"

G_BEGIN_DECLS

#define LW_TYPE_MODERATION_STRIP (lw_moderation_strip_get_type ())
G_DECLARE_FINAL_TYPE (LwModerationStrip, lw_moderation_strip, LW, MODERATION_STRIP, GtkWidget)

GtkWidget *lw_moderation_strip_new (void);

/** A dot at @mark (an index of @scale; negative: none); the bar from @lowest to @highest lies behind it, fainter. @name: for
 * a screen reader. */
void lw_moderation_strip_set_dot (LwModerationStrip *strip, const LwEvaluationScale *scale, int mark, int lowest, int highest, gboolean over, const char *name);
/** The bar by itself, with the values of the scale under the line; @over: the spread reaches the limit, and @agreed (or
 * negative) is marked. */
void lw_moderation_strip_set_bar (LwModerationStrip *strip, const LwEvaluationScale *scale, int lowest, int highest, gboolean over, int agreed, const char *name);

G_END_DECLS
