/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Verification replays the journal: from its first entry it learns what every row became, then compares
 * with the rows that are there. A row changed behind the journal's back, a journal entry altered, removed
 * or added, and a guard taken away are all told apart.
 */
#include "config.h"

#include "store/lw-verify.h"

#include "base/lw-error.h"
#include "store/lw-migrator-private.h"
#include "store/lw-store-private.h"

#include <nettle/sha2.h>
#include <string.h>

#include "base/lw-i18n.h"

#define MAX_PROBLEMS 100 /* one damaged page must not fill the screen */
#define DIGEST_BYTES 16

/* What the journal says a row is: a digest of its JSON, under "table\nkey". */
typedef struct
{
  guint8 digest[DIGEST_BYTES];
  char name[];
} Row;

typedef struct
{
  LwConnection *connection;
  GCancellable *cancellable;
  LwVerification *result;
  GHashTable *rows; /* of Row, by name */
  guint unlisted;   /* problems beyond MAX_PROBLEMS */
} Check;

static guint
row_hash (gconstpointer row)
{
  return g_str_hash (((const Row *) row)->name);
}

static gboolean
row_equal (gconstpointer a, gconstpointer b)
{
  return g_str_equal (((const Row *) a)->name, ((const Row *) b)->name);
}

static int
row_compare (gconstpointer a, gconstpointer b)
{
  return strcmp (((const Row *) a)->name, ((const Row *) b)->name);
}

static void G_GNUC_PRINTF (2, 3)
problem (Check *check, const char *format, ...)
{
  va_list args;

  if (check->result->problems->len >= MAX_PROBLEMS)
    {
      check->unlisted++;
      return;
    }
  va_start (args, format);
  g_ptr_array_add (check->result->problems, g_strdup_vprintf (format, args));
  va_end (args);
}

static void
digest_of (const char *json, guint8 *digest)
{
  struct sha256_ctx sum;

  sha256_init (&sum);
  sha256_update (&sum, strlen (json), (const guint8 *) json);
  sha256_digest (&sum, DIGEST_BYTES, digest);
}

static Row *
row_new (const char *table, const char *key)
{
  gsize n = strlen (table), k = strlen (key);
  Row *row = g_malloc (sizeof *row + n + k + 2);

  memcpy (row->name, table, n);
  row->name[n] = '\n';
  memcpy (row->name + n + 1, key, k + 1);
  return row;
}

/* ---- SQLite's own checks ---- */

static gboolean
check_integrity (Check *check, GError **error)
{
  g_autoptr (LwStatement) statement = lw_connection_prepare (check->connection, "PRAGMA integrity_check", error);
  g_autoptr (LwStatement) references
      = statement ? lw_connection_prepare (check->connection, "PRAGMA foreign_key_check", error) : NULL;
  LwStep step;

  if (!statement || !references)
    return FALSE;
  while ((step = lw_statement_step (statement, error)) == LW_STEP_ROW)
    if (g_strcmp0 (lw_statement_text (statement, 0), "ok") != 0)
      problem (check, _("Database integrity: %s"), lw_statement_text (statement, 0));
  if (step == LW_STEP_ERROR)
    return FALSE;
  while ((step = lw_statement_step (references, error)) == LW_STEP_ROW)
    problem (check, _("A row of “%s” refers to a row of “%s” that does not exist"), lw_statement_text (references, 0),
             lw_statement_text (references, 2));
  return step == LW_STEP_DONE;
}

static gboolean
check_schema (Check *check, LwStore *store, GError **error)
{
  g_autoptr (GPtrArray) differences = g_ptr_array_new_with_free_func (g_free);

  /* parts of plugins that are not active, or of a newer program, are not known */
  if (!lw_store_knows_all (store))
    return TRUE;
  if (!lw_migrator_compare (check->connection, lw_store_get_schema (store), differences, differences, error))
    return FALSE;
  for (guint i = 0; i < differences->len; i++)
    problem (check, "%s", (char *) g_ptr_array_index (differences, i));
  return TRUE;
}

/* ---- the chain, and what it says of each row ---- */

static void
replay (Check *check, gint64 seq, const char *op, const char *table, const char *key, const char *before, const char *after)
{
  Row *row;
  Row *known;
  guint8 digest[DIGEST_BYTES];
  gboolean inserted = g_strcmp0 (op, "insert") == 0;

  if (!op || !table || !key || (!after && g_strcmp0 (op, "delete") != 0) || (!before && !inserted))
    {
      problem (check, _("Journal entry %lld is incomplete"), (long long) seq);
      return;
    }
  row = row_new (table, key);
  known = g_hash_table_lookup (check->rows, row);
  if (before)
    digest_of (before, digest);
  if (inserted ? known != NULL : !known || memcmp (known->digest, digest, DIGEST_BYTES) != 0)
    problem (check, _("Journal entry %lld does not follow from those before it: %s of %s %s"), (long long) seq, op, table,
             key);
  if (after)
    {
      digest_of (after, row->digest);
      g_hash_table_replace (check->rows, row, row);
      return;
    }
  g_hash_table_remove (check->rows, row);
  g_free (row);
}

/* Text after a zero byte would be in the file, and not in the hash. */
static void
check_terminated (Check *check, LwStatement *entry, gint64 seq)
{
  for (int column = 2; column <= 6; column++)
    {
      const char *text = lw_statement_text (entry, column);
      gsize length;

      lw_statement_bytes (entry, column, &length);
      if (text && strlen (text) != length)
        problem (check, _("Journal entry %lld holds a zero byte"), (long long) seq);
    }
}

static gboolean
check_chain (Check *check, GError **error)
{
  g_autoptr (LwStatement) statement = lw_connection_prepare (
      check->connection, "SELECT seq, command, op, tbl, key, before, after, hash FROM journal ORDER BY seq", error);
  guint8 head[LW_HASH_BYTES] = { 0 }, hash[LW_HASH_BYTES];
  gint64 expected = 1;
  LwStep step;

  if (!statement)
    return FALSE;
  while ((step = lw_statement_step (statement, error)) == LW_STEP_ROW)
    {
      gint64 seq = lw_statement_int (statement, 0);
      const char *op = lw_statement_text (statement, 2);
      gsize length;
      const void *found = lw_statement_bytes (statement, 7, &length);

      if (check->result->entries % 1024 == 0 && g_cancellable_set_error_if_cancelled (check->cancellable, error))
        return FALSE;
      if (seq != expected)
        problem (check, _("Journal: expected entry %lld, found entry %lld"), (long long) expected, (long long) seq);
      lw_journal_hash (head, seq, lw_statement_int (statement, 1), op, lw_statement_text (statement, 3),
                       lw_statement_text (statement, 4), lw_statement_text (statement, 5), lw_statement_text (statement, 6),
                       hash);
      if (length != LW_HASH_BYTES || memcmp (hash, found, LW_HASH_BYTES) != 0)
        problem (check, _("Journal entry %lld: its hash does not fit its content and the entry before it"),
                 (long long) seq);
      check_terminated (check, statement, seq);
      memcpy (head, found && length == LW_HASH_BYTES ? found : hash, LW_HASH_BYTES);
      if (g_strcmp0 (op, "command") != 0)
        replay (check, seq, op, lw_statement_text (statement, 3), lw_statement_text (statement, 4),
                lw_statement_text (statement, 5), lw_statement_text (statement, 6));
      check->result->entries++;
      expected = seq + 1;
    }
  g_free (check->result->head);
  check->result->head = g_malloc0 (2 * LW_HASH_BYTES + 1);
  for (guint i = 0; i < LW_HASH_BYTES; i++)
    g_snprintf (check->result->head + (gsize) 2 * i, 3, "%02x", head[i]);
  return step == LW_STEP_DONE;
}

/* Commands are rows beside the chain; each must be what its entry in the chain says. */
static gboolean
check_commands (Check *check, GError **error)
{
  const LwTableInfo *info = lw_connection_table (check->connection, "command", error);
  g_autoptr (LwStatement) rows = info ? lw_connection_prepare (check->connection, info->all, error) : NULL;
  g_autoptr (LwStatement) orphans
      = !rows ? NULL
              : lw_connection_prepare (check->connection,
                                       "SELECT j.seq FROM journal j LEFT JOIN command c ON c.seq = j.command"
                                       " WHERE c.seq IS NULL ORDER BY j.seq",
                                       error);
  g_autoptr (GString) json = g_string_new (NULL);
  LwStep step;

  if (!rows || !orphans)
    return FALSE;
  while ((step = lw_statement_step (rows, error)) == LW_STEP_ROW)
    {
      gint64 seq = lw_statement_int (rows, 0);
      g_autofree char *entry = NULL;

      if (!lw_connection_get_text (check->connection, &entry, error,
                                   "SELECT after FROM journal WHERE seq = ? AND op = 'command'", "i", seq))
        return FALSE;
      lw_row_json (json, info, rows);
      if (g_strcmp0 (entry, json->str) != 0)
        problem (check, _("Command %lld is not what the journal says"), (long long) seq);
    }
  if (step == LW_STEP_ERROR)
    return FALSE;
  while ((step = lw_statement_step (orphans, error)) == LW_STEP_ROW)
    problem (check, _("Journal entry %lld belongs to no command"), (long long) lw_statement_int (orphans, 0));
  return step == LW_STEP_DONE;
}

/* Each command that can be undone has its step, and it is the one that the chain vouches for. */
static gboolean
check_steps (Check *check, GError **error)
{
  g_autoptr (LwStatement) steps = lw_connection_prepare (
      check->connection,
      "SELECT c.seq, c.step, u.changeset FROM command c LEFT JOIN undo_step u ON u.command = c.seq"
      " WHERE c.kind = 'do' OR u.command IS NOT NULL ORDER BY c.seq",
      error);
  LwStep step;

  if (!steps)
    return FALSE;
  while ((step = lw_statement_step (steps, error)) == LW_STEP_ROW)
    {
      gsize length;
      const void *changeset = lw_statement_bytes (steps, 2, &length);
      g_autofree char *digest = changeset ? g_compute_checksum_for_data (G_CHECKSUM_SHA256, changeset, length) : NULL;

      if (!digest || g_strcmp0 (digest, lw_statement_text (steps, 1)) != 0)
        problem (check, _("Command %lld: its undo step is missing or not the one that the journal vouches for"),
                 (long long) lw_statement_int (steps, 0));
    }
  return step == LW_STEP_DONE;
}

/* ---- the rows ---- */

static gboolean
check_table (Check *check, const char *table, GError **error)
{
  const LwTableInfo *info = lw_connection_table (check->connection, table, error);
  g_autoptr (LwStatement) statement = info ? lw_connection_prepare (check->connection, info->all, error) : NULL;
  g_autoptr (GString) json = g_string_new (NULL);
  g_autoptr (GString) key = g_string_new (NULL);
  LwStep step;

  if (!statement)
    return FALSE;
  while ((step = lw_statement_step (statement, error)) == LW_STEP_ROW)
    {
      guint8 digest[DIGEST_BYTES];

      lw_row_json (json, info, statement);
      lw_row_key (key, info, statement);
      g_autofree Row *name = row_new (table, key->str);
      Row *known = g_hash_table_lookup (check->rows, name);
      digest_of (json->str, digest);
      if (!known)
        problem (check, _("%s %s: there is a row, and the journal knows of none"), table, key->str);
      else if (memcmp (known->digest, digest, DIGEST_BYTES) != 0)
        problem (check, _("%s %s: the row is not what the journal says it became; found %s"), table, key->str, json->str);
      if (known)
        g_hash_table_remove (check->rows, name);
    }
  return step == LW_STEP_DONE;
}

static gboolean
check_rows (Check *check, GError **error)
{
  g_autoptr (LwStatement) tables = lw_connection_prepare (
      check->connection, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name", error);
  g_autoptr (GList) missing = NULL;
  LwStep step;

  if (!tables)
    return FALSE;
  while ((step = lw_statement_step (tables, error)) == LW_STEP_ROW)
    {
      const char *table = lw_statement_text (tables, 0);
      g_autoptr (GError) odd = NULL;

      if (lw_table_is_internal (table) || check_table (check, table, &odd))
        continue;
      if (!g_error_matches (odd, LW_ERROR, LW_ERROR_CORRUPT))
        {
          g_propagate_error (error, g_steal_pointer (&odd));
          return FALSE;
        }
      problem (check, "%s", odd->message);
    }
  if (step == LW_STEP_ERROR)
    return FALSE;
  missing = g_list_sort (g_hash_table_get_keys (check->rows), row_compare);
  for (GList *l = missing; l; l = l->next)
    {
      g_autofree char *name = g_strdup (((Row *) l->data)->name);
      problem (check, _("%s: the journal knows this row, and it is not there"), g_strdelimit (name, "\n", ' '));
    }
  return TRUE;
}

/* Contents are not in the journal: their names are, and each must be what its name says. That a named one is there is
 * for the rules of the rows. */
static gboolean
check_contents (Check *check, GError **error)
{
  g_autoptr (LwStatement) rows = NULL;
  gint64 there; /* not in an older file that is only read */
  LwStep step;

  if (!lw_connection_get_int (check->connection, &there, 0, error,
                              "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'content')", ""))
    return FALSE;
  if (!there)
    return TRUE;
  rows = lw_connection_prepare (check->connection, "SELECT sha256, bytes FROM content ORDER BY sha256", error);
  if (!rows)
    return FALSE;
  while ((step = lw_statement_step (rows, error)) == LW_STEP_ROW)
    {
      gsize length;
      const void *bytes = lw_statement_bytes (rows, 1, &length);
      g_autofree char *found = g_compute_checksum_for_data (G_CHECKSUM_SHA256, bytes ? bytes : "", length);

      if (g_cancellable_set_error_if_cancelled (check->cancellable, error))
        return FALSE;
      if (g_strcmp0 (found, lw_statement_text (rows, 0)) != 0)
        problem (check, _("The content with the SHA-256 %s was changed: it is now %s"), lw_statement_text (rows, 0), found);
    }
  return step == LW_STEP_DONE;
}

/* ---- all of it ---- */

void
lw_verification_free (LwVerification *verification)
{
  g_free (verification->head);
  g_ptr_array_unref (verification->problems);
  g_free (verification);
}

LwVerification *
lw_store_verify (LwStore *store, GCancellable *cancellable, GError **error)
{
  g_autoptr (LwReader) reader = lw_store_reader (store, error);
  g_autoptr (LwVerification) result = g_new0 (LwVerification, 1);
  Check check = { .cancellable = cancellable, .result = result };
  gboolean fine;

  result->problems = g_ptr_array_new_with_free_func (g_free);
  result->head = g_strdup ("");
  if (!reader)
    return NULL;
  check.connection = lw_reader_connection (reader);
  check.rows = g_hash_table_new_full (row_hash, row_equal, g_free, NULL);
  lw_reader_set_cancellable (reader, cancellable);
  fine = lw_reader_freeze (reader, error) && check_integrity (&check, error) && check_schema (&check, store, error)
         && check_chain (&check, error) && check_commands (&check, error) && check_steps (&check, error)
         && check_rows (&check, error) && check_contents (&check, error);
  if (check.unlisted > 0)
    g_ptr_array_add (result->problems, g_strdup_printf (_("… and %u more"), check.unlisted));
  g_hash_table_unref (check.rows);
  return fine ? g_steal_pointer (&result) : NULL;
}
