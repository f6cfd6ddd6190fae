/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What the window remembers of one competition's file on this computer: size, panel, sort orders, widths, who marks.
 * Kept in the user's state directory, never in the competition's file.
 */
#pragma once

#include <gio/gio.h>

#include "base/lw-export.h"

G_BEGIN_DECLS

typedef struct _LwFileState LwFileState;

/** The state kept for the file at @path; empty where there is none or it cannot be read. */
LW_EXPORT LwFileState *lw_file_state_new (const char *path);
/** Writes what changed and frees. */
LW_EXPORT void lw_file_state_free (LwFileState *state);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwFileState, lw_file_state_free)

/** The text kept under @group and @key, or NULL. (transfer full) */
LW_EXPORT char *lw_file_state_get (LwFileState *state, const char *group, const char *key);
LW_EXPORT int lw_file_state_get_int (LwFileState *state, const char *group, const char *key, int missing);
/** @text NULL forgets. Written to the disk a moment later, and at the latest by lw_file_state_free(). */
LW_EXPORT void lw_file_state_set (LwFileState *state, const char *group, const char *key, const char *text);
LW_EXPORT void lw_file_state_set_int (LwFileState *state, const char *group, const char *key, int value);
/** Writes what changed now. A state that cannot be written is lost: it is no part of the work. */
LW_EXPORT void lw_file_state_flush (LwFileState *state);

G_END_DECLS
