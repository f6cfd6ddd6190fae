/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What a person may see and change in a competition, by role. One rule in one place, which the command line asks before
 * a verb opens a file, and the window before it shows a panel, a hit or a history. It keeps honest people from seeing what
 * they must not yet know; a file itself can be read with any tool that reads SQLite.
 */
#pragma once

#include "store/lw-store.h"

G_BEGIN_DECLS

typedef enum
{
  LW_SIGHT_NONE = 0,
  LW_SIGHT_MARKS = 1 << 0,  /* marks and rationales of others, agreed marks, totals, ranks */
  LW_SIGHT_PRICES = 1 << 1, /* prices of bids, and what follows from them */
  LW_SIGHT_RECORD = 1 << 2, /* what everybody did */
  LW_SIGHT_OTHERS = 1 << 3, /* what is not one's own: whose turn it is, what is asked, who works on what */
  LW_SIGHT_CHANGE = 1 << 4, /* not a thing to see: anything may be changed at all */
  LW_SIGHT_ALL = (1 << 5) - 1,
} LwSight;

typedef enum
{
  LW_SIGHT_OF_PANEL, /* of the window, by id */
  LW_SIGHT_OF_VERB,  /* of the command line */
  LW_SIGHT_OF_NOUN,  /* rows of an entity */
} LwSightKind;

/** What a plugin says of it. */
typedef struct
{
  /* What @person may; *@why (transfer full) is a sentence that says what is kept back and until when, NULL where nothing is. */
  gboolean (*read) (LwConnection *connection, const char *person, LwSight *sight, char **why, GError **error);
  /* What it takes to see a panel, to run a verb, to read any row of a noun. */
  LwSight (*needs) (LwSightKind kind, const char *name);
  /* Whether @person, who has @sight, reads the row (or NULL): TRUE with *@may set where the rule says it of this row, whatever
   * its noun needs. What cannot be read from @connection is not shown; with the whole of @sight it is not asked. */
  gboolean (*row) (LwConnection *connection, LwSight sight, const char *person, const char *noun, const char *key, gboolean *may);
  /* The only person in whose name this file is worked on; *@person is NULL where anybody's. (transfer full) Or NULL. */
  gboolean (*only) (LwConnection *connection, char **person, GError **error);
  /* Refuses the undo or redo of @command (its seq) by @person, who has @sight and may step otherwise: it would change what the
   * person may not see. Or NULL. */
  gboolean (*step) (LwConnection *connection, LwSight sight, const char *person, gint64 command, GError **error);
} LwSightRule;

G_END_DECLS
