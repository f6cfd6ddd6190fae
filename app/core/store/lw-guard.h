/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a guard (LwEntity.guard, LwRowGuard) may ask about the command under way, and ask of it. See also
 * lw_connection_person(). */
#pragma once

#include "store/lw-store.h"

G_BEGIN_DECLS

/** Why the command under way on @connection is run; NULL where no reason is given, and outside of one. (transfer none) */
LW_EXPORT const char *lw_connection_reason (LwConnection *connection);
/** The command under way cannot be undone, as after lw_command_set_final(). */
LW_EXPORT void lw_connection_set_final (LwConnection *connection);

G_END_DECLS
