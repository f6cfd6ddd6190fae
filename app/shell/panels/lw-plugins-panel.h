/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Plugins: which parts of the program there are, which of them work, and why one does not. Place: a plugin's id. */
#pragma once

#include "panel/lw-panel.h"

G_BEGIN_DECLS

#define LW_TYPE_PLUGINS_PANEL (lw_plugins_panel_get_type ())
LW_EXPORT GType lw_plugins_panel_get_type (void);
G_DECLARE_FINAL_TYPE (LwPluginsPanel, lw_plugins_panel, LW, PLUGINS_PANEL, LwPanel)

G_END_DECLS
