/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A plugin built against headers of another time: its manifest says one thing, its module another. */
#include "config.h"

#include "plugin/lw-host.h"

LW_EXPORT const LwPluginModule lw_plugin_module;
const LwPluginModule lw_plugin_module = { LW_PLUGIN_MAGIC, LW_PLUGIN_ABI + 41, "wrong-abi", NULL, NULL };
