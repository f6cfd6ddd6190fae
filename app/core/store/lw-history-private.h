/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which commands can be undone and redone: read from the record of commands, never kept beside it. */
#pragma once

#include "store/lw-connection-private.h"

G_BEGIN_DECLS

typedef struct
{
  GMutex lock;
  gint64 last;    /* seq of the last command read */
  GArray *undo;   /* of gint64, the next to undo at the end */
  GArray *redo;
} LwHistory;

void lw_history_init (LwHistory *history);
void lw_history_clear (LwHistory *history);
/** Reads the commands that came since; *@undo and *@redo (optional) get the next seq, or 0. */
gboolean lw_history_refresh (LwHistory *history, LwConnection *connection, gint64 *undo, gint64 *redo, GError **error);

G_END_DECLS
