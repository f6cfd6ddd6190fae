/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Bids: who bids for which lot at what price, and who stands behind each bidder. Places: "L12/B04" (a bid),
 * "bidder/B04", "organisation/O3", "lot/L12", "person/E1"; "list", "bidder", … is the view as such.
 */
#pragma once

#include "panel/lw-panel.h"

G_BEGIN_DECLS

#define LW_TYPE_BIDS_PANEL (lw_bids_panel_get_type ())
LW_EXPORT GType lw_bids_panel_get_type (void);
G_DECLARE_FINAL_TYPE (LwBidsPanel, lw_bids_panel, LW, BIDS_PANEL, LwPanel)

G_END_DECLS
