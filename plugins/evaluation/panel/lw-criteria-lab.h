/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The formula lab: what each price formula and each basis does to dummy bids, before one is published. Nothing of it is in
 * the competition; the dummy bids are remembered beside the file.
 */
#pragma once

#include <adwaita.h>

#include "document/lw-document.h"
#include "lw-criteria-tree.h"

G_BEGIN_DECLS

#define LW_TYPE_CRITERIA_LAB (lw_criteria_lab_get_type ())
G_DECLARE_FINAL_TYPE (LwCriteriaLab, lw_criteria_lab, LW, CRITERIA_LAB, AdwBin)

/* @tree outlives the page. */
void lw_criteria_lab_set_up (LwCriteriaLab *page, LwDocument *document, LwCriteriaTree *tree);
/* The tree was loaded again. */
void lw_criteria_lab_reloaded (LwCriteriaLab *page);
/* Works out at once what else waits until the page is seen. */
void lw_criteria_lab_update (LwCriteriaLab *page);

G_END_DECLS
