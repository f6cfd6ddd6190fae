/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * One competition, one file. One connection writes, on a worker thread; readers have their own.
 * Every change is a command: a name, who, why, and one transaction, which the store records in the
 * journal. See docs/data-model.md.
 */
#pragma once

#include <gio/gio.h>

#include "store/lw-statement.h"

G_BEGIN_DECLS

#define LW_STORE_APPLICATION_ID 0x4c4f5457 /* "LOTW" */

#define LW_TYPE_STORE (lw_store_get_type ())
LW_EXPORT GType lw_store_get_type (void);
G_DECLARE_FINAL_TYPE (LwStore, lw_store, LW, STORE, GObject)

/** The schemas of the core and of the active plugins, in the order in which they are made. */
typedef struct _LwSchema LwSchema;
LW_EXPORT LwSchema *lw_schema_new (void);
LW_EXPORT LwSchema *lw_schema_ref (LwSchema *schema);
LW_EXPORT void lw_schema_unref (LwSchema *schema);
/** Adds the steps "0001-….sql", "0002-….sql" … under @resource_path of @plugin. */
LW_EXPORT void lw_schema_add (LwSchema *schema, const char *plugin, const char *resource_path);
/** A step given as text; the tests' way to make an older or newer schema. */
LW_EXPORT void lw_schema_add_step (LwSchema *schema, const char *plugin, const char *name, const char *sql);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwSchema, lw_schema_unref)

/* ---- commands ---- */

/** A write transaction; valid during the apply function, on the store's worker thread. */
typedef struct _LwTransaction LwTransaction;
/** The connection that writes. */
LW_EXPORT LwConnection *lw_transaction_connection (LwTransaction *transaction);
LW_EXPORT GCancellable *lw_transaction_cancellable (LwTransaction *transaction);
/** Who runs the command under way on @connection; NULL outside of one. (transfer none) */
LW_EXPORT const char *lw_connection_person (LwConnection *connection);

/** Does the work of a command. FALSE with @error set undoes all of it. */
typedef gboolean (*LwApplyFunc) (LwTransaction *transaction, gpointer data, GError **error);

typedef struct _LwCommand LwCommand;
/**
 * lw_command_new:
 * @name: what a person would call it: "Mark L12 B07 2.1 as 4"
 * @person: who does it
 * @reason: (nullable): why
 * @apply: the work, run on the store's worker
 * @data: for @apply; freed by @destroy when the command is
 */
LW_EXPORT LwCommand *lw_command_new (const char *name, const char *person, const char *reason, LwApplyFunc apply, gpointer data, GDestroyNotify destroy);
/** One command that does the work of several, in their order, in one transaction. @commands: (transfer full)
 * (element-type LwCommand): with lw_command_free() as its free function; their own names are not recorded. */
LW_EXPORT LwCommand *lw_command_new_all (const char *name, const char *person, const char *reason, GPtrArray *commands);
/** For a command that does more than another's work: does that of @command inside @transaction, and records nothing of its own. */
LW_EXPORT gboolean lw_command_apply (LwCommand *command, LwTransaction *transaction, GError **error);
/** Marks a command that is recorded but cannot be undone: publishing, locking, signing. Undo stops at it. */
LW_EXPORT void lw_command_set_final (LwCommand *command);
LW_EXPORT void lw_command_free (LwCommand *command);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwCommand, lw_command_free)

/* ---- change feed ---- */

typedef enum
{
  LW_CHANGE_INSERT,
  LW_CHANGE_UPDATE,
  LW_CHANGE_DELETE,
} LwChangeOp;

typedef struct
{
  LwChangeOp op;
  const char *table; /* interned */
  char *key;         /* primary key's columns joined by '/', "L12/B07/2.1/E3"; '/' and '%' inside a column are %2F, %25 */
} LwChange;

/* ---- life of a store ---- */

typedef enum
{
  LW_STORE_READ_WRITE = 0,
  LW_STORE_READ_ONLY = 1,
} LwStoreFlags;

/**
 * lw_store_create:
 *
 * Makes a new file by one command that fills it through lw_bulk_new(). The file appears under @path only
 * when it is whole and on the disk; until then it has another name, and a failure leaves nothing. An
 * existing @path is refused (LW_ERROR_EXISTS). The command cannot be undone: it is where the file begins.
 */
LW_EXPORT LwStore *lw_store_create (const char *path, LwSchema *schema, LwCommand *command, GCancellable *cancellable, GError **error);

/**
 * lw_store_open:
 *
 * Opens an existing file, migrating it first where @schema is newer (a backup copy beside it, one
 * transaction). A file newer than @schema is opened read-only: see lw_store_get_read_only_reason().
 */
LW_EXPORT LwStore *lw_store_open (const char *path, LwSchema *schema, LwStoreFlags flags, GError **error);
LW_EXPORT const char *lw_store_get_path (LwStore *store);
/** Why the store is read-only, or NULL when it may be written. */
LW_EXPORT const char *lw_store_get_read_only_reason (LwStore *store);
/** FALSE for a file with parts that are not known here: of a plugin that is not active, or of a newer program. */
LW_EXPORT gboolean lw_store_knows_all (LwStore *store);
/** Waits for work under way and closes; also done on finalize. */
LW_EXPORT void lw_store_close (LwStore *store);

/** Runs @command on the worker and waits. Takes no ownership. */
LW_EXPORT gboolean lw_store_run (LwStore *store, LwCommand *command, GCancellable *cancellable, GError **error);
/** The same without waiting; the result comes in the caller's main context. @command (transfer full). */
LW_EXPORT void lw_store_run_async (LwStore *store, LwCommand *command, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
LW_EXPORT gboolean lw_store_run_finish (LwStore *store, GAsyncResult *result, GError **error);

/** Undoes the last command that can be, as a new command. LW_ERROR_NOTHING when there is none. @undone
 * (out) (optional): its name. */
LW_EXPORT gboolean lw_store_undo (LwStore *store, const char *person, GCancellable *cancellable, char **undone, GError **error);
LW_EXPORT gboolean lw_store_redo (LwStore *store, const char *person, GCancellable *cancellable, char **redone, GError **error);
/** Asked in the transaction of an undo or a redo, before it changes anything. @command: what it takes, its seq in the table
 * command; @whose: who ran it. */
typedef gboolean (*LwStepGuard) (LwConnection *connection, const char *person, gint64 command, const char *whose, gpointer data, GError **error);
/** Undo or redo that asks @guard first. @name (out) (optional): of the command that it took. See lw_host_step(). */
LW_EXPORT gboolean lw_store_step (LwStore *store, gboolean redo, const char *person, LwStepGuard guard, gpointer data, GCancellable *cancellable, char **name, GError **error);
/** What undo (redo) would take: its name and who ran it. (transfer full) FALSE, and both NULL, where there is nothing. */
LW_EXPORT gboolean lw_store_next_step (LwStore *store, gboolean redo, char **name, char **person);
/** Name of the command that undo (redo) would take, or NULL. (transfer full) */
LW_EXPORT char *lw_store_undo_name (LwStore *store);
LW_EXPORT char *lw_store_redo_name (LwStore *store);

/* ---- readers ---- */

/**
 * lw_store_reader: a connection for reading, for the calling thread alone until lw_reader_release()
 * (`g_autoptr (LwReader)`). It sees the last committed state when its first statement runs, and keeps
 * it while inside lw_reader_freeze().
 */
typedef struct _LwReader LwReader;
LW_EXPORT LwReader *lw_store_reader (LwStore *store, GError **error);
LW_EXPORT LwConnection *lw_reader_connection (LwReader *reader);
/** Holds one state of the file for all that follows, until release. */
LW_EXPORT gboolean lw_reader_freeze (LwReader *reader, GError **error);
/** Statements of this reader stop with G_IO_ERROR_CANCELLED when @cancellable is cancelled. NULL clears. */
LW_EXPORT void lw_reader_set_cancellable (LwReader *reader, GCancellable *cancellable);
LW_EXPORT void lw_reader_release (LwReader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwReader, lw_reader_release)

/*
 * Signal "changed" (LwStore *store, GPtrArray *changes (of LwChange), gpointer user_data): once for each
 * committed transaction, in the order of the journal, in the main context in which the store was opened.
 * Those of other programs, and of other stores on the file, are among them: they come before the next
 * command of this store, or with lw_store_refresh().
 */

/** Takes in what others have changed since: one look-up in the journal where that is nothing. In the store's context
 * "changed" is emitted before it returns. */
LW_EXPORT gboolean lw_store_refresh (LwStore *store, GError **error);
/** Refreshes every half second in the store's context, until FALSE or the store is closed. */
LW_EXPORT void lw_store_set_following (LwStore *store, gboolean following);

/* ---- filling a new file ---- */

/** Inserts rows into one table while a file is created, and journals each. Only inside lw_store_create(). */
typedef struct _LwBulk LwBulk;
/** @columns: NULL-terminated names of the table's columns that will be given, all of the primary key among them. */
LW_EXPORT LwBulk *lw_bulk_new (LwTransaction *transaction, const char *table, const char * const *columns, GError **error);
/** One row: @values and @lengths (-1: terminated) in the order of the columns; NULL is null; an INTEGER
 * column takes decimal digits. LW_ERROR_EXISTS where the key is there already. */
LW_EXPORT gboolean lw_bulk_add (LwBulk *bulk, const char * const *values, const gssize *lengths, GError **error);
LW_EXPORT void lw_bulk_free (LwBulk *bulk);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwBulk, lw_bulk_free)

G_END_DECLS
