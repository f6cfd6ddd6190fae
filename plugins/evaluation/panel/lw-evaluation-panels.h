/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The panels of the evaluation plugin, and what they share. */
#pragma once

#include "lw-evaluation-live.h"
#include "panel/lw-panels.h"

G_BEGIN_DECLS

extern const LwPanelInfo lw_criteria_panel_info; /* lw-criteria-panel.c */
extern const LwPanelInfo lw_marking_panel_info;  /* lw-marking-panel.c */
extern const LwPanelInfo lw_moderation_panel_info; /* lw-moderation-panel.c */
extern const LwPanelInfo lw_people_panel_info;   /* lw-people-panel.c */
extern const LwPanelInfo lw_prices_panel_info;   /* lw-prices-panel.c */
extern const LwPanelInfo lw_results_panel_info;  /* lw-results-panel.c */
extern const LwPanelInfo lw_safety_panel_info;   /* lw-safety-panel.c */

/* What the plugin adds to the overview (lw-evaluation-overview.c). */
extern const LwCardInfo lw_evaluation_cards[]; /* ends with a NULL id */
extern const LwOverviewPartInfo lw_evaluation_overview_parts[];
extern const LwStepInfo lw_evaluation_steps[];

/**
 * lw_evaluation_session:
 *
 * The dense store of @document, one for all panels and windows, made when first asked for and kept current by the
 * change feed. Its signal "updated" tells which lots' results may have changed; lw_evaluation_live_get_marks() is NULL
 * while there is no method yet, and while many marks are read on a thread (lw_evaluation_live_is_loading()), which is a
 * job of the document.
 *
 * Returns: (transfer none) (nullable): NULL where it could not be read
 */
LwEvaluationLive *lw_evaluation_session (LwDocument *document);

/** Places as the panels name them: "L12/B04/2.1" split at '/', with %2F and %25 undone. (transfer full) */
GStrv lw_evaluation_place_split (const char *place);

G_END_DECLS
