/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which plugins the user has switched off, kept in a key file. */
#pragma once

#include "base/lw-export.h"

G_BEGIN_DECLS

typedef struct _LwSwitches LwSwitches;

LwSwitches *lw_switches_new (void);
void lw_switches_free (LwSwitches *switches);
/** @path: (nullable): NULL keeps nothing. */
void lw_switches_set_file (LwSwitches *switches, const char *path);
/** Reads the file anew. One that is absent switches nothing off; LW_ERROR_INVALID for a broken one, which
 * leaves what was known. */
gboolean lw_switches_read (LwSwitches *switches, GError **error);
gboolean lw_switches_is_disabled (LwSwitches *switches, const char *id);
/** Writes the file whole or not at all (LW_ERROR_STORE); what others wrote to it meanwhile stays. */
gboolean lw_switches_set (LwSwitches *switches, const char *id, gboolean enabled, GError **error);

G_END_DECLS
