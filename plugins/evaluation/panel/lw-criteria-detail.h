/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The pane beside the tree: all fields of the selected criterion, or the form for a new one. */
#pragma once

#include <adwaita.h>

#include "document/lw-document.h"
#include "lw-criteria-tree.h"

G_BEGIN_DECLS

#define LW_TYPE_CRITERIA_DETAIL (lw_criteria_detail_get_type ())
G_DECLARE_FINAL_TYPE (LwCriteriaDetail, lw_criteria_detail, LW, CRITERIA_DETAIL, AdwBin)

/* @tree outlives the pane. */
void lw_criteria_detail_set_up (LwCriteriaDetail *detail, LwDocument *document, LwCriteriaTree *tree);
/* Shows @node (nullable); a form for a new criterion that is open stays only for reloads (@reload). */
void lw_criteria_detail_show (LwCriteriaDetail *detail, LwCriteriaNode *node, gboolean reload);
/* After a refusal: shows again what the file has; what is being typed stays. */
void lw_criteria_detail_restore (LwCriteriaDetail *detail);
/* Opens the form for a new criterion at the end of @parent. */
void lw_criteria_detail_add (LwCriteriaDetail *detail, LwCriteriaNode *parent, LwCriterionKind kind);
gboolean lw_criteria_detail_is_adding (LwCriteriaDetail *detail);

/* Signals: "added" (detail, const char *id): a command that adds it was given; "closed" (detail): the form for a new
 * one was closed without. */

G_END_DECLS
