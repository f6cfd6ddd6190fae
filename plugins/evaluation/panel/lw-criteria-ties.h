/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The part of the page of the method that says which of several bids with equal totals goes first: rules in their order. */
#pragma once

#include <adwaita.h>

#include "document/lw-document.h"
#include "lw-criteria-tree.h"

G_BEGIN_DECLS

#define LW_TYPE_CRITERIA_TIES (lw_criteria_ties_get_type ())
G_DECLARE_FINAL_TYPE (LwCriteriaTies, lw_criteria_ties, LW, CRITERIA_TIES, AdwBin)

/* @tree outlives it. */
void lw_criteria_ties_set_up (LwCriteriaTies *page, LwDocument *document, LwCriteriaTree *tree);
/* The tree was loaded again. */
void lw_criteria_ties_reloaded (LwCriteriaTies *page, gboolean fresh);

G_END_DECLS
