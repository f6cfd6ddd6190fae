/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Record: every command with what it changed, and whether the record is whole. Places: "mark/L12/B04/2.1/E3" (noun and
 * key) is the history of that row; "#123" the command of that number.
 */
#pragma once

#include "panel/lw-panel.h"
#include "panels/lw-record-chain.h"
#include "panels/lw-record-detail.h"
#include "table/lw-table.h"

G_BEGIN_DECLS

#define LW_TYPE_RECORD_PANEL (lw_record_panel_get_type ())
LW_EXPORT GType lw_record_panel_get_type (void);
G_DECLARE_FINAL_TYPE (LwRecordPanel, lw_record_panel, LW, RECORD_PANEL, LwPanel)

G_END_DECLS
