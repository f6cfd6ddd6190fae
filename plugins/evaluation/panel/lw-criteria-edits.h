/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The commands of the criteria panel that change more than one row at once: what lw_model_set() and its like do for
 * one. Each is one step for undo. (transfer full)
 */
#pragma once

#include "lw-criteria-tree.h"
#include "store/lw-store.h"

G_BEGIN_DECLS

/**
 * lw_criteria_move:
 * @id: of the criterion
 * @parent: of the group where it goes, "" for the top
 * @before: before which of the group's criteria; NULL: at the end
 *
 * Moves it with all that is in it. The order of the file follows: only the rows whose place changes are touched.
 */
LwCommand *lw_criteria_move (const char *id, const char *parent, const char *before, const char *person);

/* Removes the criterion, those in it, and their marks. @n_marks goes into the name. */
LwCommand *lw_criteria_remove (const char *id, guint n_marks, const char *person);
/* Marks and agreed marks that lw_criteria_remove() would take. FALSE on error. */
gboolean lw_criteria_count_marks (LwConnection *connection, const char *id, guint *n_marks, GError **error);

/* Points become basis points, or back, so that each criterion is worth what it was. Refused where a weight would be
 * no whole number of basis points. */
LwCommand *lw_criteria_set_weights (LwEvaluationWeights weights, const char *person);

/* Changes the number of one mark of a scale. Refused while it is a minimum or was given. */
LwCommand *lw_scale_set_value (const char *scale, const char *from, const char *to, const char *person);
/* Puts the marks of @scale in the order of @values. */
LwCommand *lw_scale_set_order (const char *scale, const char *const *values, const char *person);

G_END_DECLS
