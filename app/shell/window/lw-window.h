/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A window: the welcome screen, or one open competition with its sidebar, panels and inspector. */
#pragma once

#include "panel/lw-panels.h"
#include "window/lw-app.h"

G_BEGIN_DECLS

#define LW_TYPE_WINDOW (lw_window_get_type ())
LW_EXPORT GType lw_window_get_type (void);
G_DECLARE_FINAL_TYPE (LwWindow, lw_window, LW, WINDOW, AdwApplicationWindow)

/** Shows the welcome screen until lw_window_set_document(). */
LW_EXPORT LwWindow *lw_window_new (LwApp *app);
/** @place: (nullable): where to begin, "marking:L12/B07"; NULL: where the file was left. */
LW_EXPORT void lw_window_set_document (LwWindow *self, LwDocument *document, const char *place);
/** NULL while the welcome screen is shown. */
LW_EXPORT LwDocument *lw_window_get_document (LwWindow *self);
LW_EXPORT void lw_window_go_to (LwWindow *self, const char *place);
/** Where the window is: "marking:L12/B07". (transfer full) (nullable) */
LW_EXPORT char *lw_window_get_place (LwWindow *self);
/** The panel that is shown, or NULL. */
LW_EXPORT LwPanel *lw_window_get_panel (LwWindow *self);
LW_EXPORT void lw_window_toast (LwWindow *self, const char *text);
/** Shows the progress of @job, and lets it be cancelled, until lw_window_remove_job(). */
LW_EXPORT void lw_window_add_job (LwWindow *self, LwJob *job);
LW_EXPORT void lw_window_remove_job (LwWindow *self, LwJob *job);

G_END_DECLS
