/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Help with weights: swing weights, pairwise comparison, and rounding for publication. */
#pragma once

#include "lw-criteria-tree.h"
#include "panel/lw-panel.h"

G_BEGIN_DECLS

/* Works out the weights in @group from what is asked, and sets them in one edit. */
void lw_criteria_weights_help (LwPanel *panel, const LwCriteriaTree *tree, LwCriteriaNode *group);
/* Shows what all weights become by the rule for publication, and sets them in one edit. */
void lw_criteria_weights_round (LwPanel *panel, const LwCriteriaTree *tree);

/* Plain words about a consistency ratio of @n criteria. (transfer full) */
char *lw_criteria_weights_verdict (double ratio, guint n);

G_END_DECLS
