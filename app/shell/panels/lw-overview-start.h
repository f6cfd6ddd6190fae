/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The first steps of a competition in the order of the work: what is done, and a button to where the rest is done. */
#pragma once

#include "panel/lw-panels.h"

G_BEGIN_DECLS

/** The program's own steps: lots, bidders, bids. Ends with a NULL id. */
LW_EXPORT const LwStepInfo lw_overview_steps[];

#define LW_TYPE_OVERVIEW_START (lw_overview_start_get_type ())
LW_EXPORT GType lw_overview_start_get_type (void);
G_DECLARE_FINAL_TYPE (LwOverviewStart, lw_overview_start, LW, OVERVIEW_START, AdwBin)

LW_EXPORT GtkWidget *lw_overview_start_new (LwPanels *panels);
/** Asks each step whether it is done. Returns: whether one is not. */
LW_EXPORT gboolean lw_overview_start_update (LwOverviewStart *self, LwDocument *document);

G_END_DECLS
