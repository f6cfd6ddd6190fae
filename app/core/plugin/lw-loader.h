/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Opens engines with GModule, and checks what any loader brings. */
#pragma once

#include "plugin/lw-host.h"

G_BEGIN_DECLS

/** Opens the module at @path, keeps it resident, and finds LW_PLUGIN_SYMBOL in it; LW_ERROR_PLUGIN. */
const LwPluginModule *lw_loader_open (gpointer data, const char *path, GError **error);

/** Checks that @module, from @path, is one of ours: magic, ABI, entry function, and the id of the manifest. */
gboolean lw_loader_check (const LwPluginModule *module, const char *path, const char *id, GError **error);

/** Finds the file @engine beside @manifest (both installed), else in the folder "engine" there (as built).
 * LW_ERROR_PLUGIN names both places. (transfer full) */
char *lw_loader_find_engine (const char *manifest, const char *engine, GError **error);

/** Where the file @panel is: beside @manifest, else in the folder "panel" there; beside it when it is in neither.
 * (transfer full) */
char *lw_loader_find_panel (const char *manifest, const char *panel);

G_END_DECLS
