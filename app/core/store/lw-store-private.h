/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the files of the store share. */
#pragma once

#include "store/lw-history-private.h"
#include "store/lw-journal-private.h"
#include "store/lw-store.h"

G_BEGIN_DECLS

struct _LwCommand
{
  char *name;
  char *person;
  char *reason;
  LwCommandKind kind;
  LwApplyFunc apply;
  gpointer data;
  GDestroyNotify destroy;
};

struct _LwTransaction
{
  LwConnection *connection;
  LwJournal *journal;
  LwHistory *history;        /* NULL while a file is created */
  GCancellable *cancellable;
  gboolean creating;
  const LwCommand *command;
  char *name;                /* of the command; an undo learns it inside the transaction */
  gint64 target;             /* what an undo or a redo is of */
  GPtrArray *changes;        /* of LwChange, or NULL */
};

LwSchema *lw_store_get_schema (LwStore *store);

/** Runs @command in one recorded transaction on @connection. *@name and *@changes (optional) (out) tell what was done. */
gboolean lw_transact (LwConnection *connection, LwJournal *journal, LwHistory *history, const LwCommand *command,
                      GCancellable *cancellable, char **name, GPtrArray **changes, GError **error);
/** The same for a file that is being created. */
gboolean lw_transact_creation (LwConnection *connection, LwJournal *journal, LwSchema *schema, const LwCommand *command,
                               GCancellable *cancellable, GError **error);
/** Who is asked before a step changes anything; @guard may be NULL. */
typedef struct
{
  LwStepGuard guard;
  gpointer data;
} LwStepAsk;
/** Applies what the history says. @ask: borrowed until the command has run. */
LwCommand *lw_command_new_step (const char *person, gboolean redo, LwStepAsk *ask);

G_END_DECLS
