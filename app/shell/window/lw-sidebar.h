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

G_END_DECLS
