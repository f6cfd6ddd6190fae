/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The tree of criteria as a table, with weights that can be typed in place and sums that follow. */
#pragma once

#include <adwaita.h>

#include "lw-criteria-field.h"
#include "lw-criteria-tree.h"

G_BEGIN_DECLS

#define LW_TYPE_CRITERIA_VIEW (lw_criteria_view_get_type ())
G_DECLARE_FINAL_TYPE (LwCriteriaView, lw_criteria_view, LW, CRITERIA_VIEW, AdwBin)

/* Shows @tree, which outlives it. */
void lw_criteria_view_set_tree (LwCriteriaView *view, LwCriteriaTree *tree);
/* Not to be edited, and @why says why; NULL: to be edited. */
void lw_criteria_view_set_locked (LwCriteriaView *view, const char *why);
/* Columns that the pane shows too are hidden where there is little room. */
void lw_criteria_view_set_narrow (LwCriteriaView *view, gboolean narrow);
/* Around loading the tree again: what is selected stays so, or what is next to it. */
void lw_criteria_view_reloading (LwCriteriaView *view);
void lw_criteria_view_reloaded (LwCriteriaView *view);

/* After a refusal: shows again what the file has; what is being typed stays. */
void lw_criteria_view_restore_weights (LwCriteriaView *view);

/* (transfer none) (nullable) */
LwCriteriaNode *lw_criteria_view_get_selected (LwCriteriaView *view);
/* Selects and shows the criterion of @id; FALSE: there is none (yet). @focus: put the focus on its row. */
gboolean lw_criteria_view_select (LwCriteriaView *view, const char *id, gboolean focus);
/* Puts the focus into the weight of the selected criterion. */
void lw_criteria_view_edit_weight (LwCriteriaView *view);
/* The field of the weight of @id, while its row is in view, or NULL. */
LwCriteriaField *lw_criteria_view_get_weight_field (LwCriteriaView *view, const char *id);
/* Where something dropped on @node goes: @part 0 is its upper edge, 1 the lower. FALSE: nowhere, or where it is already.
 * *@before is NULL for the end. (transfer none) */
gboolean lw_criteria_view_find_drop (LwCriteriaNode *dragged, LwCriteriaNode *node, double part, LwCriteriaNode **parent,
                                     LwCriteriaNode **before);

/*
 * Signals: "selected" (view): another one; "weight" (view, LwCriteriaNode *, const char *text): to be saved;
 * "move" (view, LwCriteriaNode *, LwCriteriaNode *parent, LwCriteriaNode *before or NULL): dropped there.
 */

G_END_DECLS
