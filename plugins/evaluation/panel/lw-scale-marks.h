/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The marks of one scale, to be changed: their numbers, labels and descriptors, their order, and a row that adds one. */
#pragma once

#include <adwaita.h>

#include "document/lw-document.h"
#include "lw-criteria-tree.h"

G_BEGIN_DECLS

#define LW_TYPE_SCALE_MARKS (lw_scale_marks_get_type ())
G_DECLARE_FINAL_TYPE (LwScaleMarks, lw_scale_marks, LW, SCALE_MARKS, AdwBin)

void lw_scale_marks_set_up (LwScaleMarks *list, LwDocument *document);
/* Nothing may be edited, and @why says why; NULL: it may. Seen by the next lw_scale_marks_show(). */
void lw_scale_marks_set_locked (LwScaleMarks *list, const char *why);
/* Shows the marks of @scale as @connection has them. Of the scale that is shown already, what is being typed and the
 * focus stay. */
void lw_scale_marks_show (LwScaleMarks *list, const char *scale, LwConnection *connection);
/* Saves what is typed and not wrong. */
void lw_scale_marks_commit (LwScaleMarks *list);
/* Moves the mark that has the focus up (-1) or down (1). */
void lw_scale_marks_move (LwScaleMarks *list, int by);

G_END_DECLS
