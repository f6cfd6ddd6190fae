/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The page of the method: how weights are written, the whole, rounding, the minimum of the total. */
#pragma once

#include <adwaita.h>

#include "document/lw-document.h"
#include "lw-criteria-tree.h"

G_BEGIN_DECLS

#define LW_TYPE_CRITERIA_METHOD (lw_criteria_method_get_type ())
G_DECLARE_FINAL_TYPE (LwCriteriaMethod, lw_criteria_method, LW, CRITERIA_METHOD, AdwBin)

/* @tree outlives the page. */
void lw_criteria_method_set_up (LwCriteriaMethod *page, LwDocument *document, LwCriteriaTree *tree);
/* The tree was loaded again; @fresh: what is being typed is given up. */
void lw_criteria_method_reloaded (LwCriteriaMethod *page, gboolean fresh);

/* An example of the rounding, worked out exactly: what 40 × 2 ÷ 3 and 60 × 5 ÷ 7 add up to. (transfer full) */
char *lw_criteria_method_example (LwRoundingStage stage, guint places, LwRounding rule);

G_END_DECLS
