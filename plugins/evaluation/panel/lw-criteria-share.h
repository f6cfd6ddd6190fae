/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Weights of several criteria at once: those in a group, and what is inside them with it. */
#pragma once

#include "lw-criteria-tree.h"
#include "store/lw-store.h"

G_BEGIN_DECLS

/* Decimal places of weights that are published. [V docs/methods.md, "Weights"] */
#define LW_CRITERIA_PLACES 2

/* A weight that is to be another. */
typedef struct
{
  char *id, *title;
  char *before, *after;
} LwCriteriaShare;

/* @n times zero. (transfer full) (element-type LwRational) */
GArray *lw_criteria_numbers_new (guint n);
/* Criteria in @group that have a weight, in their order. (transfer container) (element-type LwCriteriaNode) */
GPtrArray *lw_criteria_share_children (LwCriteriaNode *group);
/* What the weights in @group add up to: its own weight, the whole at the top, 10000 basis points. LW_ERROR_INVALID where it
 * has none. */
gboolean lw_criteria_share_whole (const LwCriteriaTree *tree, const LwCriteriaNode *group, LwRational *whole, GError **error);
/* Places of a weight: none of basis points. */
guint lw_criteria_share_places (const LwCriteriaTree *tree);

/**
 * lw_criteria_share:
 * @weights: exact, one for each of lw_criteria_share_children(), adding up to the whole of @group; NULL: those of the file
 *
 * The weights in @group by the rule for publication, and in points those inside its groups in proportion, by the same rule.
 *
 * Returns: (transfer full) (element-type LwCriteriaShare): those that are others than in the file
 */
GPtrArray *lw_criteria_share (const LwCriteriaTree *tree, LwCriteriaNode *group, const LwRational *weights, GError **error);

/* One command that sets them. (transfer full) */
LwCommand *lw_criteria_set_shares (GPtrArray *shares, const char *name, GPtrArray *sections, const char *person, GError **error);

G_END_DECLS
