/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Safety: could the result be held against us? Places: "L12"; "findings" is the table of all. */
#pragma once

#include "lw-evaluation-panels.h"
#include "lw-safety-lot-view.h"

G_BEGIN_DECLS

#define LW_TYPE_SAFETY_PANEL (lw_safety_panel_get_type ())
GType lw_safety_panel_get_type (void);
G_DECLARE_FINAL_TYPE (LwSafetyPanel, lw_safety_panel, LW, SAFETY_PANEL, LwPanel)

/* For tests. (transfer none) */
LwSafetyLotView *lw_safety_panel_get_lot_view (LwSafetyPanel *self);
LwTable *lw_safety_panel_get_table (LwSafetyPanel *self);

G_END_DECLS
