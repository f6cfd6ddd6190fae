/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The sidebar: panels in the order of the work, under their groups, with badges. It is a list box of the window. */
#pragma once

#include "panel/lw-panels.h"

G_BEGIN_DECLS

LW_EXPORT void lw_sidebar_fill (GtkListBox *sidebar, LwPanels *panels);
LW_EXPORT const LwPanelInfo *lw_sidebar_get_info (GtkListBoxRow *row);
/* The focus goes along where it is in the sidebar. */
LW_EXPORT void lw_sidebar_select (GtkListBox *sidebar, const LwPanelInfo *info);
/* Asks each panel's badge function. */
LW_EXPORT void lw_sidebar_update (GtkListBox *sidebar, LwDocument *document);
/* Folded to icons where the window is narrow, or where the user says so. */
LW_EXPORT void lw_sidebar_set_narrow (GtkListBox *sidebar, gboolean narrow);
LW_EXPORT void lw_sidebar_toggle (GtkListBox *sidebar);
/* What the user says of it, to be remembered: for the wide and for the narrow window. */
LW_EXPORT int lw_sidebar_get_folding (GtkListBox *sidebar);
LW_EXPORT void lw_sidebar_set_folding (GtkListBox *sidebar, int folding);

/* Around the list: Tab enters it at the panel that is shown, and the next Tab leaves it; the arrow keys move in it. */
#define LW_TYPE_SIDEBAR_BIN (lw_sidebar_bin_get_type ())
LW_EXPORT GType lw_sidebar_bin_get_type (void);
G_DECLARE_FINAL_TYPE (LwSidebarBin, lw_sidebar_bin, LW, SIDEBAR_BIN, AdwBin)

G_END_DECLS
