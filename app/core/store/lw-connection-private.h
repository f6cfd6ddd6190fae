/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the store's files share: the SQLite connection, its statements and how its errors are told. */
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

#include "store/lw-statement.h"

G_BEGIN_DECLS

struct _LwConnection
{
  sqlite3 *db;
  char *path;
  GHashTable *idle;          /* SQL (static or owned by the statement) -> LwStatement not in use */
  GHashTable *tables;        /* name -> LwTableInfo */
  GCancellable *cancellable; /* watched while statements run */
  const char *person;        /* who runs the command under way, or NULL */
  const char *reason;        /* why, or NULL */
  gboolean final;            /* it cannot be undone, as a guard says */
  gint64 form;               /* SQLite's count of changes to the schema, as of the last command; 0 before */
};

struct _LwStatement
{
  sqlite3_stmt *stmt;
  LwConnection *connection;
  char *sql;
};

typedef enum
{
  LW_CONNECTION_READ,   /* query only */
  LW_CONNECTION_WRITE,  /* WAL, full synchronisation */
  LW_CONNECTION_CREATE, /* a new file that nobody sees yet: no journal, no synchronisation */
} LwConnectionMode;

LwConnection *lw_connection_open (const char *path, LwConnectionMode mode, GError **error);
void lw_connection_close (LwConnection *connection);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwConnection, lw_connection_close)

/** Runs SQL of any number of statements without parameters. */
gboolean lw_connection_exec (LwConnection *connection, const char *sql, GError **error);
/** Sets @error from SQLite's last failure on @connection; @doing says what was tried. Returns FALSE. */
gboolean lw_connection_fail (LwConnection *connection, int rc, const char *doing, GError **error);
/** Statements of @connection stop when @cancellable is cancelled. */
void lw_connection_watch (LwConnection *connection, GCancellable *cancellable);

/* ---- tables as they are in the file ---- */

typedef struct
{
  char *name;
  gboolean integer;
  int key; /* place in the primary key from 1, or 0 */
} LwColumn;

typedef struct
{
  char *name;
  guint n_columns;
  LwColumn *columns;
  guint n_key;
  guint *key;   /* columns of the primary key, in its order */
  char *by_key; /* SELECT all columns WHERE primary key = ? */
  char *all;    /* SELECT all columns */
} LwTableInfo;

/** Description of @table, kept by the connection until lw_connection_forget_tables(). NULL with @error. */
const LwTableInfo *lw_connection_table (LwConnection *connection, const char *table, GError **error);
void lw_connection_forget_tables (LwConnection *connection);
/** TRUE for the store's own tables, which the journal does not record; contents are among them (lw-content.h). */
gboolean lw_table_is_internal (const char *table);

G_END_DECLS
