/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "store/lw-connection-private.h"

#include "base/lw-error.h"
#include "store/lw-locks.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "base/lw-i18n.h"

#define BUSY_TIMEOUT_MS 5000
#define PROGRESS_OPCODES 20000 /* virtual machine steps between looks at the cancellable, well under 1 ms */

static void
statement_free (LwStatement *statement)
{
  sqlite3_finalize (statement->stmt);
  g_free (statement->sql);
  g_free (statement);
}

static void
table_info_free (LwTableInfo *info)
{
  for (guint i = 0; i < info->n_columns; i++)
    g_free (info->columns[i].name);
  g_free (info->columns);
  g_free (info->key);
  g_free (info->name);
  g_free (info->by_key);
  g_free (info->all);
  g_free (info);
}

gboolean
lw_connection_fail (LwConnection *connection, int rc, const char *doing, GError **error)
{
  int extended = connection && connection->db ? sqlite3_extended_errcode (connection->db) : rc;
  const char *why = connection && connection->db ? sqlite3_errmsg (connection->db) : sqlite3_errstr (rc);
  const char *path = connection ? connection->path : "";

  switch (rc & 0xff)
    {
    case SQLITE_INTERRUPT:
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Cancelled while %s; nothing was stored"), doing);
      break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      g_set_error (error, LW_ERROR, LW_ERROR_BUSY, _("%s: another program is writing to the file (%s)"), path, doing);
      break;
    case SQLITE_FULL:
      g_set_error (error, LW_ERROR, LW_ERROR_STORE,
                   _("%s: the disk is full (%s); nothing was stored, and what was accepted before is safe"), path, doing);
      break;
    case SQLITE_NOTADB:
      g_set_error (error, LW_ERROR, LW_ERROR_NOT_LOTWISE, _("%s: expected a Lotwise file, found something else"), path);
      break;
    case SQLITE_CORRUPT:
      g_set_error (error, LW_ERROR, LW_ERROR_CORRUPT, _("%s: the file is damaged (%s: %s)"), path, doing, why);
      break;
    case SQLITE_READONLY:
      g_set_error (error, LW_ERROR, LW_ERROR_READ_ONLY, _("%s: the file cannot be written (%s)"), path, why);
      break;
    case SQLITE_CONSTRAINT:
      g_set_error (error, LW_ERROR,
                   extended == SQLITE_CONSTRAINT_PRIMARYKEY || extended == SQLITE_CONSTRAINT_UNIQUE ? LW_ERROR_EXISTS
                                                                                                    : LW_ERROR_INVALID,
                   _("%s: %s"), doing, why);
      break;
    default:
      g_set_error (error, LW_ERROR, LW_ERROR_STORE, _("%s: %s failed: %s"), path, doing, why);
    }
  return FALSE;
}

static int
on_progress (gpointer data)
{
  LwConnection *connection = data;

  return g_cancellable_is_cancelled (connection->cancellable);
}

void
lw_connection_watch (LwConnection *connection, GCancellable *cancellable)
{
  g_set_object (&connection->cancellable, cancellable);
  if (cancellable)
    sqlite3_progress_handler (connection->db, PROGRESS_OPCODES, on_progress, connection);
  else
    sqlite3_progress_handler (connection->db, 0, NULL, NULL);
}

gboolean
lw_connection_exec (LwConnection *connection, const char *sql, GError **error)
{
  int rc = sqlite3_exec (connection->db, sql, NULL, NULL, NULL);

  return rc == SQLITE_OK || lw_connection_fail (connection, rc, _("storing"), error);
}

static const char *
pragmas_of (LwConnectionMode mode)
{
  switch (mode)
    {
    case LW_CONNECTION_READ:
      /* not opened read-only, or the last reader could not fold the write-ahead log into the file and remove it */
      return "PRAGMA query_only = ON; PRAGMA cache_size = -8192;";
    case LW_CONNECTION_WRITE:
      return "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -16384;";
    case LW_CONNECTION_CREATE:
    default:
      /* Nobody sees the file until it is whole and synchronised; references were checked by the reader. */
      return "PRAGMA page_size = 8192; PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = OFF; "
             "PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -32768;";
    }
}

/* A file on a medium that cannot be written has no place for the shared memory of WAL: it is read as it is. */
static int
open_immutable (LwConnection *connection)
{
  g_autofree char *directory = g_path_get_dirname (connection->path);
  g_autofree char *wal = g_strconcat (connection->path, "-wal", NULL);
  g_autofree char *escaped = g_uri_escape_string (connection->path, "/", TRUE);
  g_autofree char *uri = g_strconcat ("file:", escaped, "?immutable=1", NULL);

  /* where it can be written, it may be: then it must not be taken for one that never changes */
  if (g_file_test (wal, G_FILE_TEST_EXISTS) || g_access (directory, W_OK) == 0)
    return SQLITE_CANTOPEN;
  sqlite3_close (connection->db);
  connection->db = NULL;
  return sqlite3_open_v2 (uri, &connection->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);
}

static int
settle (LwConnection *connection, LwConnectionMode mode)
{
  sqlite3 *db = connection->db;

  sqlite3_extended_result_codes (db, 1);
  sqlite3_busy_timeout (db, BUSY_TIMEOUT_MS);
  sqlite3_db_config (db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  int rc = sqlite3_exec (db, pragmas_of (mode), NULL, NULL, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL); /* after the pragmas: it forbids journal_mode = OFF */
  if (rc == SQLITE_OK)
    rc = sqlite3_exec (db, "SELECT 1 FROM sqlite_schema LIMIT 1", NULL, NULL, NULL); /* reads the header */
  return rc;
}

LwConnection *
lw_connection_open (const char *path, LwConnectionMode mode, GError **error)
{
  static gsize configured = 0;
  g_autoptr (LwConnection) connection = g_new0 (LwConnection, 1);
  int flags = SQLITE_OPEN_NOMUTEX
              | SQLITE_OPEN_READWRITE | (mode == LW_CONNECTION_CREATE ? SQLITE_OPEN_CREATE : 0);

  if (g_once_init_enter (&configured))
    {
      sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0); /* its mutex costs more than its figures are worth to us */
      lw_locks_init ();
      g_once_init_leave (&configured, 1);
    }
  connection->path = g_strdup (path);
  connection->idle = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) statement_free);
  connection->tables = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) table_info_free);
  int rc = sqlite3_open_v2 (path, &connection->db, flags, NULL);
  if (rc == SQLITE_OK)
    rc = settle (connection, mode);
  if (mode == LW_CONNECTION_READ && ((rc & 0xff) == SQLITE_CANTOPEN || (rc & 0xff) == SQLITE_READONLY)
      && open_immutable (connection) == SQLITE_OK)
    rc = settle (connection, mode);
  if (rc != SQLITE_OK)
    {
      lw_connection_fail (connection, rc, _("opening"), error);
      return NULL;
    }
  return g_steal_pointer (&connection);
}

void
lw_connection_close (LwConnection *connection)
{
  g_hash_table_destroy (connection->idle);
  g_hash_table_destroy (connection->tables);
  sqlite3_close_v2 (connection->db);
  g_clear_object (&connection->cancellable);
  g_free (connection->path);
  g_free (connection);
}

gboolean
lw_table_is_internal (const char *table)
{
  return g_str_equal (table, "journal") || g_str_equal (table, "command") || g_str_equal (table, "undo_step")
         || g_str_equal (table, "schema_version") || g_str_equal (table, "content") || g_str_equal (table, "content_page")
         || g_str_has_prefix (table, "sqlite_");
}

/* An SQL identifier: quoted, with the quotes inside doubled. */
static void
append_name (GString *sql, const char *name)
{
  g_string_append_c (sql, '"');
  for (const char *p = name; *p; p++)
    g_string_append (sql, *p == '"' ? "\"\"" : (char[]) { *p, '\0' });
  g_string_append_c (sql, '"');
}

static void
table_info_finish (LwTableInfo *info, GArray *columns)
{
  g_autoptr (GString) list = g_string_new ("SELECT ");
  g_autoptr (GString) where = g_string_new (" WHERE ");

  info->n_columns = columns->len;
  info->columns = (LwColumn *) g_array_free (columns, FALSE);
  info->key = g_new0 (guint, info->n_columns);
  for (guint i = 0; i < info->n_columns; i++)
    {
      g_string_append (list, i ? ", " : "");
      append_name (list, info->columns[i].name);
      if (info->columns[i].key > 0)
        {
          info->key[info->columns[i].key - 1] = i;
          info->n_key++;
        }
    }
  for (guint i = 0; i < info->n_key; i++)
    {
      g_string_append (where, i ? " AND " : "");
      append_name (where, info->columns[info->key[i]].name);
      g_string_append (where, " = ?");
    }
  g_string_append (list, " FROM ");
  append_name (list, info->name);
  info->all = g_strdup (list->str);
  info->by_key = g_strconcat (list->str, where->str, NULL);
}

const LwTableInfo *
lw_connection_table (LwConnection *connection, const char *table, GError **error)
{
  LwTableInfo *info = g_hash_table_lookup (connection->tables, table);
  g_autoptr (LwStatement) statement = NULL;
  GArray *columns;
  LwStep step;

  if (info)
    return info;
  statement = lw_connection_prepare (connection, "SELECT name, type, pk FROM pragma_table_info (?)", error);
  if (!statement)
    return NULL;
  lw_statement_bind (statement, "s", table);
  columns = g_array_new (FALSE, TRUE, sizeof (LwColumn));
  while ((step = lw_statement_step (statement, error)) == LW_STEP_ROW)
    {
      LwColumn column = { g_strdup (lw_statement_text (statement, 0)),
                          g_strcmp0 (lw_statement_text (statement, 1), "INTEGER") == 0, lw_statement_int (statement, 2) };
      g_array_append_val (columns, column);
    }
  info = g_new0 (LwTableInfo, 1);
  info->name = g_strdup (table);
  table_info_finish (info, columns);
  if (step == LW_STEP_DONE && info->n_key == 0)
    g_set_error (error, LW_ERROR, LW_ERROR_CORRUPT, _("%s: expected a table “%s” with a primary key, found none"),
                 connection->path, table);
  if (step == LW_STEP_ERROR || info->n_key == 0)
    {
      table_info_free (info);
      return NULL;
    }
  g_hash_table_insert (connection->tables, info->name, info);
  return info;
}

void
lw_connection_forget_tables (LwConnection *connection)
{
  g_hash_table_remove_all (connection->tables);
}

/* ---- statements ---- */

LwStatement *
lw_connection_prepare (LwConnection *connection, const char *sql, GError **error)
{
  LwStatement *statement = g_hash_table_lookup (connection->idle, sql);
  sqlite3_stmt *stmt;

  if (statement)
    {
      g_hash_table_steal (connection->idle, sql);
      return statement;
    }
  int rc = sqlite3_prepare_v3 (connection->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL);
  if (rc != SQLITE_OK)
    {
      lw_connection_fail (connection, rc, sql, error);
      return NULL;
    }
  statement = g_new0 (LwStatement, 1);
  statement->stmt = stmt;
  statement->connection = connection;
  statement->sql = g_strdup (sql);
  return statement;
}

void
lw_statement_release (LwStatement *statement)
{
  GHashTable *idle = statement->connection->idle;

  sqlite3_reset (statement->stmt);
  sqlite3_clear_bindings (statement->stmt);
  if (g_hash_table_contains (idle, statement->sql))
    statement_free (statement); /* used twice at once; one is kept */
  else
    g_hash_table_insert (idle, statement->sql, statement);
}

static void
bind_va (LwStatement *statement, const char *types, va_list args)
{
  for (int i = 1; *types; i++, types++)
    switch (*types)
      {
      case 's':
        sqlite3_bind_text (statement->stmt, i, va_arg (args, const char *), -1, SQLITE_TRANSIENT);
        break;
      case 'i':
        sqlite3_bind_int64 (statement->stmt, i, va_arg (args, gint64));
        break;
      case 'b':
        {
          const void *bytes = va_arg (args, const void *);
          sqlite3_bind_blob64 (statement->stmt, i, bytes, va_arg (args, gsize), SQLITE_TRANSIENT);
          break;
        }
      case 'n':
        sqlite3_bind_null (statement->stmt, i);
        break;
      default:
        g_assert_not_reached ();
      }
}

void
lw_statement_bind (LwStatement *statement, const char *types, ...)
{
  va_list args;

  va_start (args, types);
  bind_va (statement, types, args);
  va_end (args);
}

void
lw_statement_bind_text (LwStatement *statement, int parameter, const char *text, gssize length)
{
  sqlite3_bind_text (statement->stmt, parameter, text, (int) length, SQLITE_STATIC);
}

void
lw_statement_bind_int (LwStatement *statement, int parameter, gint64 value)
{
  sqlite3_bind_int64 (statement->stmt, parameter, value);
}

LwStep
lw_statement_step (LwStatement *statement, GError **error)
{
  int rc = sqlite3_step (statement->stmt);

  if (rc == SQLITE_ROW)
    return LW_STEP_ROW;
  if (rc == SQLITE_DONE)
    return LW_STEP_DONE;
  lw_connection_fail (statement->connection, rc, sqlite3_stmt_readonly (statement->stmt) ? _("reading") : _("storing"), error);
  return LW_STEP_ERROR;
}

void
lw_statement_reset (LwStatement *statement)
{
  sqlite3_reset (statement->stmt);
}

const char *
lw_statement_text (LwStatement *statement, int column)
{
  return (const char *) sqlite3_column_text (statement->stmt, column);
}

gint64
lw_statement_int (LwStatement *statement, int column)
{
  return sqlite3_column_int64 (statement->stmt, column);
}

gboolean
lw_statement_is_null (LwStatement *statement, int column)
{
  return sqlite3_column_type (statement->stmt, column) == SQLITE_NULL;
}

const void *
lw_statement_bytes (LwStatement *statement, int column, gsize *length)
{
  /* The value once, not the column twice. The connection is one thread's (NOMUTEX), so its values may be read. */
  sqlite3_value *value = sqlite3_column_value (statement->stmt, column);
  const void *bytes = sqlite3_value_blob (value);

  *length = (gsize) sqlite3_value_bytes (value);
  return bytes;
}

int
lw_statement_n_columns (LwStatement *statement)
{
  return sqlite3_column_count (statement->stmt);
}

const char *
lw_statement_column_name (LwStatement *statement, int column)
{
  return sqlite3_column_name (statement->stmt, column);
}

gboolean
lw_connection_run (LwConnection *connection, GError **error, const char *sql, const char *types, ...)
{
  g_autoptr (LwStatement) statement = lw_connection_prepare (connection, sql, error);
  va_list args;

  if (!statement)
    return FALSE;
  va_start (args, types);
  bind_va (statement, types, args);
  va_end (args);
  return lw_statement_step (statement, error) != LW_STEP_ERROR;
}

gboolean
lw_connection_get_int (LwConnection *connection, gint64 *value, gint64 missing, GError **error, const char *sql,
                       const char *types, ...)
{
  g_autoptr (LwStatement) statement = lw_connection_prepare (connection, sql, error);
  va_list args;

  if (!statement)
    return FALSE;
  va_start (args, types);
  bind_va (statement, types, args);
  va_end (args);
  LwStep step = lw_statement_step (statement, error);
  if (step != LW_STEP_ERROR)
    *value = step == LW_STEP_ROW ? lw_statement_int (statement, 0) : missing;
  return step != LW_STEP_ERROR;
}

gboolean
lw_connection_get_text (LwConnection *connection, char **value, GError **error, const char *sql, const char *types, ...)
{
  g_autoptr (LwStatement) statement = lw_connection_prepare (connection, sql, error);
  va_list args;

  *value = NULL;
  if (!statement)
    return FALSE;
  va_start (args, types);
  bind_va (statement, types, args);
  va_end (args);
  LwStep step = lw_statement_step (statement, error);
  if (step == LW_STEP_ROW)
    *value = g_strdup (lw_statement_text (statement, 0));
  return step != LW_STEP_ERROR;
}

gint64
lw_connection_changes (LwConnection *connection)
{
  return sqlite3_changes64 (connection->db);
}
