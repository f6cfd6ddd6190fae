/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Overview: where the competition stands. Cards and parts come from the plugins' panel modules too. */
#pragma once

#include "panel/lw-panels.h"
#include "panels/lw-overview-attention.h"

G_BEGIN_DECLS

#define LW_TYPE_OVERVIEW_PANEL (lw_overview_panel_get_type ())
LW_EXPORT GType lw_overview_panel_get_type (void);
G_DECLARE_FINAL_TYPE (LwOverviewPanel, lw_overview_panel, LW, OVERVIEW_PANEL, LwPanel)

/** The program's own cards: size, and what needs attention. Ends with a NULL id. */
LW_EXPORT const LwCardInfo lw_overview_cards[];

LW_EXPORT LwOverviewAttention *lw_overview_panel_get_attention (LwOverviewPanel *self);

G_END_DECLS
