/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "store/lw-journal-private.h"

#include "base/lw-clock.h"
#include "base/lw-error.h"

#include <nettle/sha2.h>
#include <string.h>

#include "base/lw-i18n.h"

const char *
lw_command_kind_to_string (LwCommandKind kind)
{
  static const char *const names[] = { "do", "undo", "redo", "final" };

  return names[kind];
}

void
lw_change_free (LwChange *change)
{
  g_free (change->key);
  g_free (change);
}

void
lw_journal_init (LwJournal *journal, LwConnection *connection)
{
  memset (journal, 0, sizeof *journal);
  journal->connection = connection;
  journal->key = g_string_new (NULL);
  journal->before = g_string_new (NULL);
  journal->after = g_string_new (NULL);
}

void
lw_journal_clear (LwJournal *journal)
{
  g_clear_pointer (&journal->insert, lw_statement_release);
  g_string_free (journal->key, TRUE);
  g_string_free (journal->before, TRUE);
  g_string_free (journal->after, TRUE);
}

gboolean
lw_journal_load_head (LwJournal *journal, GError **error)
{
  g_autoptr (LwStatement) statement
      = lw_connection_prepare (journal->connection, "SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1", error);
  LwStep step;
  gsize length;

  if (!statement || (step = lw_statement_step (statement, error)) == LW_STEP_ERROR)
    return FALSE;
  memset (journal->head, 0, LW_HASH_BYTES);
  journal->seq = 0;
  if (step == LW_STEP_DONE)
    return TRUE;
  const void *hash = lw_statement_bytes (statement, 1, &length);
  journal->seq = lw_statement_int (statement, 0);
  if (length != LW_HASH_BYTES || journal->seq < 1 || journal->seq > G_MAXINT32 * G_GINT64_CONSTANT (1024))
    {
      g_set_error (error, LW_ERROR, LW_ERROR_CORRUPT, _("%s: the last entry of the journal is damaged"),
                   journal->connection->path);
      return FALSE;
    }
  memcpy (journal->head, hash, LW_HASH_BYTES);
  return TRUE;
}

/* ---- hashing: each field as "<bytes>:<text>,", null as "~," ---- */

/* Decimal digits of @number at the end of @text; returns where they begin. Printing would cost more than hashing. */
static char *
digits_of (guint64 number, char text[24])
{
  char *p = text + 23;

  *p = '\0';
  do
    *--p = (char) ('0' + number % 10);
  while ((number /= 10) > 0);
  return p;
}

static void
hash_field (struct sha256_ctx *sum, const char *text, gsize length)
{
  char buffer[24];
  const char *digits;

  if (!text)
    {
      sha256_update (sum, 2, (const guint8 *) "~,");
      return;
    }
  digits = digits_of (length, buffer);
  buffer[23] = ':';
  sha256_update (sum, (gsize) (buffer + 24 - digits), (const guint8 *) digits);
  sha256_update (sum, length, (const guint8 *) text);
  sha256_update (sum, 1, (const guint8 *) ",");
}

static void
hash_text (struct sha256_ctx *sum, const char *text)
{
  hash_field (sum, text, text ? strlen (text) : 0);
}

static void
hash_number (struct sha256_ctx *sum, gint64 number)
{
  char buffer[24];
  char *digits = digits_of (number < 0 ? -(guint64) number : (guint64) number, buffer);

  if (number < 0)
    *--digits = '-';
  hash_field (sum, digits, (gsize) (buffer + 23 - digits));
}

void
lw_journal_hash (const guint8 *previous, gint64 seq, gint64 command, const char *op, const char *table, const char *key,
                 const char *before, const char *after, guint8 *hash)
{
  struct sha256_ctx sum;

  sha256_init (&sum);
  sha256_update (&sum, LW_HASH_BYTES, previous);
  hash_number (&sum, seq);
  hash_number (&sum, command);
  hash_text (&sum, op);
  hash_text (&sum, table);
  hash_text (&sum, key);
  hash_text (&sum, before);
  hash_text (&sum, after);
  sha256_digest (&sum, LW_HASH_BYTES, hash);
}

static gboolean
append (LwJournal *journal, const char *op, const char *table, const char *key, const char *before, const char *after,
        GError **error)
{
  LwStatement *statement = journal->insert;

  if (!statement)
    statement = journal->insert = lw_connection_prepare (
        journal->connection,
        "INSERT INTO journal (seq, command, op, tbl, key, before, after, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", error);
  if (!statement)
    return FALSE;
  journal->seq++;
  lw_journal_hash (journal->head, journal->seq, journal->command, op, table, key, before, after, journal->head);
  lw_statement_bind_int (statement, 1, journal->seq);
  lw_statement_bind_int (statement, 2, journal->command);
  lw_statement_bind_text (statement, 3, op, -1);
  lw_statement_bind_text (statement, 4, table, -1);
  lw_statement_bind_text (statement, 5, key, -1);
  lw_statement_bind_text (statement, 6, before, -1);
  lw_statement_bind_text (statement, 7, after, -1);
  sqlite3_bind_blob (statement->stmt, 8, journal->head, LW_HASH_BYTES, SQLITE_STATIC);
  LwStep step = lw_statement_step (statement, error);
  lw_statement_reset (statement);
  return step == LW_STEP_DONE;
}

/* ---- canonical JSON: columns in the table's order, nulls left out, no spaces ---- */

static void
json_string (GString *json, const char *text, gsize length)
{
  gsize from = 0;

  g_string_append_c (json, '"');
  for (gsize i = 0; i < length; i++)
    {
      guchar c = (guchar) text[i];
      if (c >= 0x20 && c != '"' && c != '\\')
        continue;
      g_string_append_len (json, text + from, (gssize) (i - from));
      if (c == '"' || c == '\\')
        g_string_append_printf (json, "\\%c", c);
      else
        g_string_append_printf (json, "\\u%04x", c);
      from = i + 1;
    }
  g_string_append_len (json, text + from, (gssize) (length - from));
  g_string_append_c (json, '"');
}

static void
json_name (GString *json, const LwColumn *column)
{
  g_string_append (json, json->len == 1 ? "\"" : ",\"");
  g_string_append (json, column->name);
  g_string_append (json, "\":");
}

static void
json_value (GString *json, const LwColumn *column, sqlite3_value *value)
{
  int type = sqlite3_value_type (value);

  if (type == SQLITE_NULL)
    return;
  json_name (json, column);
  if (type == SQLITE_INTEGER)
    g_string_append (json, (const char *) sqlite3_value_text (value));
  else
    {
      const char *text = (const char *) sqlite3_value_text (value);
      json_string (json, text ? text : "", (gsize) sqlite3_value_bytes (value));
    }
}

static void
key_part (GString *key, guint i, const char *text, gsize length)
{
  if (i > 0)
    g_string_append_c (key, '/');
  for (gsize k = 0; k < length; k++)
    if (text[k] == '/')
      g_string_append (key, "%2F");
    else if (text[k] == '%')
      g_string_append (key, "%25");
    else
      g_string_append_c (key, text[k]);
}

void
lw_row_json (GString *json, const LwTableInfo *info, LwStatement *row)
{
  g_string_assign (json, "{");
  for (guint i = 0; i < info->n_columns; i++)
    json_value (json, &info->columns[i], sqlite3_column_value (row->stmt, (int) i));
  g_string_append_c (json, '}');
}

void
lw_row_key (GString *key, const LwTableInfo *info, LwStatement *row)
{
  g_string_truncate (key, 0);
  for (guint i = 0; i < info->n_key; i++)
    {
      const char *text = lw_statement_text (row, (int) info->key[i]);
      key_part (key, i, text ? text : "", text ? strlen (text) : 0);
    }
}

/* ---- entries ---- */

gboolean
lw_journal_begin (LwJournal *journal, const char *name, const char *person, const char *reason, LwCommandKind kind,
                  gint64 target, const char *step, GError **error)
{
  g_autofree char *at = lw_clock_now ();
  const char *kind_name = lw_command_kind_to_string (kind);
  const LwTableInfo *info = lw_connection_table (journal->connection, "command", error);
  g_autoptr (LwStatement) statement
      = !info ? NULL
              : lw_connection_prepare (journal->connection,
                                       "INSERT INTO command (seq, at, person, name, reason, kind, target, step)"
                                       " VALUES (?, ?, ?, ?, ?, ?, nullif (?, 0), ?)"
                                       " RETURNING seq, at, person, name, reason, kind, target, step",
                                       error);

  if (!statement)
    return FALSE;
  journal->command = journal->seq + 1;
  lw_statement_bind (statement, "isssssis", journal->command, at, person, name, reason, kind_name, target, step);
  if (lw_statement_step (statement, error) != LW_STEP_ROW)
    return FALSE;
  lw_row_json (journal->after, info, statement);
  if (lw_statement_step (statement, error) != LW_STEP_DONE)
    return FALSE;
  return append (journal, "command", NULL, NULL, NULL, journal->after->str, error);
}

static const char *const op_names[] = { "insert", "update", "delete" };

/* The row as it is now: what an update made. The changeset tells only the columns that changed. */
static LwStatement *
select_row (LwJournal *journal, const LwTableInfo *info, sqlite3_changeset_iter *iter, GError **error)
{
  LwStatement *row = lw_connection_prepare (journal->connection, info->by_key, error);

  for (guint i = 0; row && i < info->n_key; i++)
    {
      sqlite3_value *value = NULL;
      sqlite3changeset_old (iter, (int) info->key[i], &value);
      sqlite3_bind_value (row->stmt, (int) i + 1, value);
    }
  if (row && lw_statement_step (row, error) != LW_STEP_ROW)
    {
      if (error && !*error)
        g_set_error (error, LW_ERROR, LW_ERROR_CORRUPT, _("%s: a changed row of “%s” cannot be found again"),
                     journal->connection->path, info->name);
      g_clear_pointer (&row, lw_statement_release);
    }
  return row;
}

static gboolean
describe_update (LwJournal *journal, const LwTableInfo *info, sqlite3_changeset_iter *iter, GError **error)
{
  g_autoptr (LwStatement) row = select_row (journal, info, iter, error);

  if (!row)
    return FALSE;
  lw_row_json (journal->after, info, row);
  lw_row_key (journal->key, info, row);
  g_string_assign (journal->before, "{");
  for (guint i = 0; i < info->n_columns; i++)
    {
      sqlite3_value *old = NULL;
      sqlite3changeset_old (iter, (int) i, &old);
      json_value (journal->before, &info->columns[i], old ? old : sqlite3_column_value (row->stmt, (int) i));
    }
  g_string_append_c (journal->before, '}');
  return TRUE;
}

/* An insert gives all new values, a delete all old ones. */
static void
describe_whole (LwJournal *journal, const LwTableInfo *info, sqlite3_changeset_iter *iter, gboolean inserted)
{
  GString *json = inserted ? journal->after : journal->before;
  sqlite3_value *value = NULL;

  g_string_assign (json, "{");
  for (guint i = 0; i < info->n_columns; i++)
    {
      (inserted ? sqlite3changeset_new : sqlite3changeset_old) (iter, (int) i, &value);
      if (value)
        json_value (json, &info->columns[i], value);
    }
  g_string_append_c (json, '}');
  g_string_truncate (journal->key, 0);
  for (guint i = 0; i < info->n_key; i++)
    {
      (inserted ? sqlite3changeset_new : sqlite3changeset_old) (iter, (int) info->key[i], &value);
      const char *text = value ? (const char *) sqlite3_value_text (value) : NULL;
      key_part (journal->key, i, text ? text : "", text ? (gsize) sqlite3_value_bytes (value) : 0);
    }
}

static gboolean
add_change (LwJournal *journal, sqlite3_changeset_iter *iter, GPtrArray *changes, GError **error)
{
  const char *table;
  int n_columns, op, indirect;

  sqlite3changeset_op (iter, &table, &n_columns, &op, &indirect);
  const LwTableInfo *info = lw_connection_table (journal->connection, table, error);
  if (!info)
    return FALSE;
  LwChangeOp change = op == SQLITE_INSERT ? LW_CHANGE_INSERT : op == SQLITE_UPDATE ? LW_CHANGE_UPDATE : LW_CHANGE_DELETE;
  if (change != LW_CHANGE_UPDATE)
    describe_whole (journal, info, iter, change == LW_CHANGE_INSERT);
  else if (!describe_update (journal, info, iter, error))
    return FALSE;
  if (changes)
    {
      LwChange *entry = g_new0 (LwChange, 1);
      entry->op = change;
      entry->table = g_intern_string (table);
      entry->key = g_strdup (journal->key->str);
      g_ptr_array_add (changes, entry);
    }
  return append (journal, op_names[change], info->name, journal->key->str,
                 change == LW_CHANGE_INSERT ? NULL : journal->before->str,
                 change == LW_CHANGE_DELETE ? NULL : journal->after->str, error);
}

gboolean
lw_journal_add_changeset (LwJournal *journal, const void *changeset, int size, GPtrArray *changes, GError **error)
{
  sqlite3_changeset_iter *iter = NULL;
  int rc = sqlite3changeset_start (&iter, size, (void *) changeset);
  gboolean fine = TRUE;

  if (rc != SQLITE_OK)
    return lw_connection_fail (journal->connection, rc, _("recording"), error);
  while (fine && (rc = sqlite3changeset_next (iter)) == SQLITE_ROW)
    fine = add_change (journal, iter, changes, error);
  rc = sqlite3changeset_finalize (iter);
  if (fine && rc != SQLITE_OK)
    return lw_connection_fail (journal->connection, rc, _("recording"), error);
  return fine;
}

gboolean
lw_journal_add_row (LwJournal *journal, const LwTableInfo *info, const char *const *values, const gssize *lengths,
                    GError **error)
{
  g_string_assign (journal->after, "{");
  for (guint i = 0; i < info->n_columns; i++)
    {
      if (!values[i])
        continue;
      gsize length = lengths[i] < 0 ? strlen (values[i]) : (gsize) lengths[i];
      json_name (journal->after, &info->columns[i]);
      if (info->columns[i].integer)
        g_string_append_len (journal->after, values[i], (gssize) length);
      else
        json_string (journal->after, values[i], length);
    }
  g_string_append_c (journal->after, '}');
  g_string_truncate (journal->key, 0);
  for (guint i = 0; i < info->n_key; i++)
    {
      guint c = info->key[i];
      key_part (journal->key, i, values[c], lengths[c] < 0 ? strlen (values[c]) : (gsize) lengths[c]);
    }
  return append (journal, "insert", info->name, journal->key->str, NULL, journal->after->str, error);
}
