/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The journal: what a command did to each row, chained by SHA-256. Only the store writes it, in the same
 * transaction. docs/data-model.md says how a hash is made, so that anyone can check it.
 */
#pragma once

#include "store/lw-connection-private.h"
#include "store/lw-store.h"

G_BEGIN_DECLS

#define LW_HASH_BYTES 32

typedef enum
{
  LW_COMMAND_DO,
  LW_COMMAND_UNDO,
  LW_COMMAND_REDO,
  LW_COMMAND_FINAL,
} LwCommandKind;

const char *lw_command_kind_to_string (LwCommandKind kind);

typedef struct
{
  LwConnection *connection;
  LwStatement *insert; /* kept: a creation writes millions of entries */
  guint8 head[LW_HASH_BYTES];
  gint64 seq;     /* of the last entry */
  gint64 command; /* seq of the present command */
  GString *key, *before, *after;
} LwJournal;

void lw_journal_init (LwJournal *journal, LwConnection *connection);
void lw_journal_clear (LwJournal *journal);
/** Reads the head; the caller holds the write transaction. */
gboolean lw_journal_load_head (LwJournal *journal, GError **error);
/** Opens a command: its row and the entry that puts it into the chain. @target is 0 for none; @step (nullable) is
 * the SHA-256 of its undo step. */
gboolean lw_journal_begin (LwJournal *journal, const char *name, const char *person, const char *reason,
                           LwCommandKind kind, gint64 target, const char *step, GError **error);
/** One entry for each change of @changeset; @changes (nullable) collects LwChange. */
gboolean lw_journal_add_changeset (LwJournal *journal, const void *changeset, int size, GPtrArray *changes, GError **error);
/** An entry for a row given as texts; see lw_bulk_add(). @values in the order of the table's columns. */
gboolean lw_journal_add_row (LwJournal *journal, const LwTableInfo *info, const char *const *values, const gssize *lengths,
                             GError **error);

/** The hash of an entry; NULL texts are null. */
void lw_journal_hash (const guint8 *previous, gint64 seq, gint64 command, const char *op,
                      const char *table, const char *key, const char *before, const char *after, guint8 *hash);

/* ---- a row as text ---- */
/** The present row of a "SELECT all columns" statement as canonical JSON; and its key. */
void lw_row_json (GString *json, const LwTableInfo *info, LwStatement *row);
void lw_row_key (GString *key, const LwTableInfo *info, LwStatement *row);

void lw_change_free (LwChange *change);

G_END_DECLS
