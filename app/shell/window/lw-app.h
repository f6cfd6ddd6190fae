/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The program: plugins, open documents, windows, and what opens and makes competitions. */
#pragma once

#include <adwaita.h>

#include "panel/lw-panels.h"

G_BEGIN_DECLS

#define LW_APPLICATION_ID "org.lotwise.Workbench"

#define LW_TYPE_APP (lw_app_get_type ())
LW_EXPORT GType lw_app_get_type (void);
G_DECLARE_FINAL_TYPE (LwApp, lw_app, LW, APP, AdwApplication)

LW_EXPORT LwApp *lw_app_new (void);
LW_EXPORT LwHost *lw_app_get_host (LwApp *app);
LW_EXPORT LwPanels *lw_app_get_panels (LwApp *app);

/**
 * lw_app_open:
 * @window: (nullable): a window that shows the welcome screen takes the competition; otherwise a window of its own does
 * @place: (nullable): where to begin
 *
 * Opens a competition; one that is open already gets its window to the front. An XML file begins the dialog that makes
 * a competition from it; a file that a plugin takes (LwFileOpener) is given to it. A failure is told in a dialog.
 */
LW_EXPORT void lw_app_open (LwApp *app, GFile *file, GtkWindow *window, const char *place);
/** Makes @target from the XML file @source, with progress, and opens it. @title (nullable) replaces the competition's. */
LW_EXPORT void lw_app_create (LwApp *app, GFile *source, GFile *target, const char *title, GtkWindow *window);
/** Why @path cannot be the target of lw_app_create(), for people; NULL: it can. (transfer full) */
LW_EXPORT char *lw_app_why_not_create (LwApp *app, const char *path);
/** Opens the sample, made in the user's data directory when it is not there yet. @place: (nullable): where to begin. */
LW_EXPORT void lw_app_open_sample (LwApp *app, GtkWindow *window, const char *place);
/** The document of @path where it is open. (transfer none) (nullable) */
LW_EXPORT LwDocument *lw_app_find_document (LwApp *app, const char *path);
/** Folder of files that came with the program, "templates": installed, or of the source tree where this is a build. (transfer full) */
LW_EXPORT char *lw_app_data_path (const char *name);

G_END_DECLS
