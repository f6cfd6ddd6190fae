/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The part of the page of the method that says what bids are ranked by and how prices are treated. */
#pragma once

#include <adwaita.h>

#include "document/lw-document.h"
#include "lw-criteria-tree.h"

G_BEGIN_DECLS

#define LW_TYPE_CRITERIA_RANKING (lw_criteria_ranking_get_type ())
G_DECLARE_FINAL_TYPE (LwCriteriaRanking, lw_criteria_ranking, LW, CRITERIA_RANKING, AdwBin)

/* @tree outlives it. */
void lw_criteria_ranking_set_up (LwCriteriaRanking *page, LwDocument *document, LwCriteriaTree *tree);
/* The tree was loaded again. @fresh: what is being typed is given up. */
void lw_criteria_ranking_reloaded (LwCriteriaRanking *page, gboolean fresh);

G_END_DECLS
