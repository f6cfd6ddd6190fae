/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Finding things: the search page, the palette of commands, the list of shortcuts, the guide. */
#pragma once

#include "panel/lw-panels.h"

G_BEGIN_DECLS

#define LW_TYPE_SEARCH_PAGE (lw_search_page_get_type ())
LW_EXPORT GType lw_search_page_get_type (void);
G_DECLARE_FINAL_TYPE (LwSearchPage, lw_search_page, LW, SEARCH_PAGE, AdwBin)

/** The page that Ctrl+F shows over the panels: an entry, and results grouped by kind. Activating one goes to its place by
 * lw_go_to(). Signal "closed" when the user leaves it by Esc. */
LW_EXPORT GtkWidget *lw_search_page_new (LwDocument *document, LwPanels *panels);
/** Puts the focus into the entry, its text selected. */
LW_EXPORT void lw_search_page_start (LwSearchPage *page);

/** Ctrl+K: runs any enabled action of the program, of @window and of @panel by a few letters of its name. @panel and @info
 * are NULL where no competition is open. */
LW_EXPORT void lw_palette_present (GtkWindow *window, LwPanels *panels, LwPanel *panel, const LwPanelInfo *info);

/** Ctrl+?: all shortcuts, those of @info's panel first. */
LW_EXPORT void lw_shortcuts_present (GtkWindow *window, LwPanels *panels, const LwPanelInfo *info);

/** F1: the guide at @page ("marking"), at its first page for NULL. */
LW_EXPORT void lw_guide_present (GtkWindow *window, const char *page);

G_END_DECLS
