/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The program's own panels. */
#pragma once

#include "panel/lw-panels.h"

G_BEGIN_DECLS

extern const LwPanelInfo lw_overview_panel_info; /* lw-overview-panel.c */
extern const LwPanelInfo lw_bids_panel_info;     /* lw-bids-panel.c */
extern const LwPanelInfo lw_record_panel_info;   /* lw-record-panel.c */
extern const LwPanelInfo lw_plugins_panel_info;  /* lw-plugins-panel.c */

/** Adds all of them; called by lw_panels_new(). */
void lw_shell_panels_add (LwPanels *panels);

G_END_DECLS
