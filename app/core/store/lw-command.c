/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * How a command runs: one IMMEDIATE transaction in which SQLite's session extension records what changes;
 * from its changeset come the journal, the undo step and the change feed.
 */
#include "config.h"

#include "store/lw-guard.h"
#include "store/lw-migrator-private.h"
#include "store/lw-store-private.h"

#include "base/lw-error.h"

#include "base/lw-i18n.h"

typedef sqlite3_session Session;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Session, sqlite3session_delete)

LwCommand *
lw_command_new (const char *name, const char *person, const char *reason, LwApplyFunc apply, gpointer data,
                GDestroyNotify destroy)
{
  LwCommand *command = g_new0 (LwCommand, 1);

  command->name = g_strdup (name);
  command->person = g_strdup (person);
  command->reason = g_strdup (reason);
  command->kind = LW_COMMAND_DO;
  command->apply = apply;
  command->data = data;
  command->destroy = destroy;
  return command;
}

gboolean
lw_command_apply (LwCommand *command, LwTransaction *transaction, GError **error)
{
  return command->apply (transaction, command->data, error);
}

/* In the order given; the first that fails undoes them all, with the transaction. */
static gboolean
apply_all (LwTransaction *transaction, gpointer data, GError **error)
{
  const GPtrArray *commands = data;

  for (guint i = 0; i < commands->len; i++)
    if (!lw_command_apply (g_ptr_array_index (commands, i), transaction, error))
      return FALSE;
  return TRUE;
}

LwCommand *
lw_command_new_all (const char *name, const char *person, const char *reason, GPtrArray *commands)
{
  return lw_command_new (name, person, reason, apply_all, commands, (GDestroyNotify) g_ptr_array_unref);
}

void
lw_command_set_final (LwCommand *command)
{
  command->kind = LW_COMMAND_FINAL;
}

void
lw_command_free (LwCommand *command)
{
  if (command->destroy)
    command->destroy (command->data);
  g_free (command->name);
  g_free (command->person);
  g_free (command->reason);
  g_free (command);
}

LwConnection *
lw_transaction_connection (LwTransaction *transaction)
{
  return transaction->connection;
}

GCancellable *
lw_transaction_cancellable (LwTransaction *transaction)
{
  return transaction->cancellable;
}

const char *
lw_connection_person (LwConnection *connection)
{
  return connection->person;
}

const char *
lw_connection_reason (LwConnection *connection)
{
  return connection->reason;
}

void
lw_connection_set_final (LwConnection *connection)
{
  connection->final = TRUE;
}

/* ---- undo and redo ---- */

/* A changeset that does not fit the file is never forced. */
static int
on_conflict (void *data, int kind, sqlite3_changeset_iter *iter)
{
  const char **table = data;
  int n_columns, op, indirect;

  if (kind != SQLITE_CHANGESET_FOREIGN_KEY && sqlite3changeset_op (iter, table, &n_columns, &op, &indirect) == SQLITE_OK)
    *table = g_intern_string (*table); /* the iterator's text goes with it */
  return SQLITE_CHANGESET_ABORT;
}

static gboolean
apply_changeset (LwTransaction *transaction, const void *changeset, int size, gboolean invert, GError **error)
{
  LwConnection *connection = transaction->connection;
  const char *table = NULL;
  void *inverse = NULL;
  int inverse_size = 0;
  int rc = SQLITE_OK;

  if (invert)
    rc = sqlite3changeset_invert (size, changeset, &inverse_size, &inverse);
  if (rc == SQLITE_OK)
    rc = sqlite3changeset_apply (connection->db, invert ? inverse_size : size, invert ? inverse : (void *) changeset, NULL,
                                 on_conflict, &table);
  sqlite3_free (inverse);
  if (rc == SQLITE_ABORT && table)
    g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
                 _("%s: expected the rows of “%s” as “%s” left them, found them changed by something that is not recorded"),
                 connection->path, table, transaction->name);
  else if (rc != SQLITE_OK)
    lw_connection_fail (connection, rc, invert ? _("undoing") : _("redoing"), error);
  return rc == SQLITE_OK;
}

static gboolean
apply_step (LwTransaction *transaction, gpointer data, GError **error)
{
  const gboolean undo = transaction->command->kind == LW_COMMAND_UNDO;
  const LwStepAsk *ask = data;
  g_autoptr (LwStatement) statement = NULL;
  gsize size;

  if (!lw_history_refresh (transaction->history, transaction->connection, undo ? &transaction->target : NULL,
                           undo ? NULL : &transaction->target, error))
    return FALSE;
  if (transaction->target == 0)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_NOTHING, "%s",
                   undo ? _("There is nothing to undo") : _("There is nothing to redo"));
      return FALSE;
    }
  statement = lw_connection_prepare (
      transaction->connection,
      "SELECT c.name, u.changeset, c.step, c.person FROM command c JOIN undo_step u ON u.command = c.seq WHERE c.seq = ?", error);
  if (!statement)
    return FALSE;
  lw_statement_bind (statement, "i", transaction->target);
  LwStep step = lw_statement_step (statement, error);
  if (step == LW_STEP_DONE)
    g_set_error (error, LW_ERROR, LW_ERROR_CORRUPT, _("%s: the undo step of command %lld is missing"),
                 transaction->connection->path, (long long) transaction->target);
  if (step != LW_STEP_ROW)
    return FALSE;
  g_free (transaction->name);
  transaction->name = g_strdup (lw_statement_text (statement, 0));
  const void *changeset = lw_statement_bytes (statement, 1, &size);
  g_autofree char *digest = g_compute_checksum_for_data (G_CHECKSUM_SHA256, changeset, size);
  if (g_strcmp0 (digest, lw_statement_text (statement, 2)) != 0)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_CORRUPT,
                   _("%s: the undo step of “%s” is not the one that the journal vouches for"), transaction->connection->path,
                   transaction->name);
      return FALSE;
    }
  if (ask->guard != NULL
      && !ask->guard (transaction->connection, transaction->command->person, transaction->target,
                      lw_statement_text (statement, 3), ask->data, error))
    return FALSE;
  return apply_changeset (transaction, changeset, (int) size, undo, error);
}

LwCommand *
lw_command_new_step (const char *person, gboolean redo, LwStepAsk *ask)
{
  LwCommand *command = lw_command_new ("", person, NULL, apply_step, ask, NULL);

  command->kind = redo ? LW_COMMAND_REDO : LW_COMMAND_UNDO;
  return command;
}

/* ---- the transaction ---- */

static int
is_recorded (void *data, const char *table)
{
  return !lw_table_is_internal (table);
}

static Session *
start_session (LwConnection *connection, GError **error)
{
  g_autoptr (Session) session = NULL;
  int rc = sqlite3session_create (connection->db, "main", &session);

  if (rc == SQLITE_OK)
    {
      sqlite3session_table_filter (session, is_recorded, NULL);
      rc = sqlite3session_attach (session, NULL);
    }
  if (rc != SQLITE_OK)
    {
      lw_connection_fail (connection, rc, _("recording"), error);
      return NULL;
    }
  return g_steal_pointer (&session);
}

/* Journal, undo step and feed of what the session saw. */
static gboolean
record (LwTransaction *transaction, Session *session, GError **error)
{
  LwConnection *connection = transaction->connection;
  const LwCommand *command = transaction->command;
  const LwCommandKind kind = connection->final ? LW_COMMAND_FINAL : command->kind;
  LwJournal *journal = transaction->journal;
  void *changeset = NULL;
  int size = 0;
  int rc = sqlite3session_changeset (session, &size, &changeset);
  gboolean fine;

  if (rc != SQLITE_OK)
    return lw_connection_fail (connection, rc, _("recording"), error);
  fine = lw_journal_load_head (journal, error);
  if (fine && (size > 0 || command->kind == LW_COMMAND_FINAL))
    {
      g_autofree char *step = kind == LW_COMMAND_DO
                                  ? g_compute_checksum_for_data (G_CHECKSUM_SHA256, changeset, (gsize) size)
                                  : NULL;
      fine = lw_journal_begin (journal, transaction->name, command->person, command->reason, kind,
                               transaction->target, step, error)
             && lw_journal_add_changeset (journal, changeset, size, transaction->changes, error);
      if (fine && kind == LW_COMMAND_DO)
        fine = lw_connection_run (connection, error, "INSERT INTO undo_step (command, changeset) VALUES (?, ?)", "ib",
                                  journal->command, changeset, (gsize) size);
    }
  sqlite3_free (changeset);
  return fine;
}

/* Another program may have upgraded the file since it was opened: what we know of its tables is then wrong. */
static gboolean
check_form (LwConnection *connection, GError **error)
{
  gint64 form;

  if (!lw_connection_get_int (connection, &form, 0, error, "PRAGMA schema_version", ""))
    return FALSE;
  if (connection->form != 0 && connection->form != form)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_READ_ONLY, _("%s: another program has upgraded the file: open it again"),
                   connection->path);
      return FALSE;
    }
  connection->form = form;
  return TRUE;
}

static gboolean
run_recorded (LwTransaction *transaction, GError **error)
{
  g_autoptr (Session) session = start_session (transaction->connection, error);

  return session && check_form (transaction->connection, error) && transaction->command->apply (transaction, transaction->command->data, error)
         && record (transaction, session, error);
}

gboolean
lw_transact (LwConnection *connection, LwJournal *journal, LwHistory *history, const LwCommand *command,
             GCancellable *cancellable, char **name, GPtrArray **changes, GError **error)
{
  LwTransaction transaction = { .connection = connection, .journal = journal, .history = history, .command = command,
                                .cancellable = cancellable };
  gboolean fine;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (!lw_connection_exec (connection, "BEGIN IMMEDIATE", error))
    return FALSE;
  transaction.name = g_strdup (command->name);
  transaction.changes = g_ptr_array_new_with_free_func ((GDestroyNotify) lw_change_free);
  lw_connection_watch (connection, cancellable);
  connection->person = command->person;
  connection->reason = command->reason;
  fine = run_recorded (&transaction, error);
  connection->person = connection->reason = NULL;
  connection->final = FALSE;
  lw_connection_watch (connection, NULL);
  fine = fine && lw_connection_exec (connection, "COMMIT", error);
  if (!fine && !sqlite3_get_autocommit (connection->db))
    sqlite3_exec (connection->db, "ROLLBACK", NULL, NULL, NULL);
  if (fine && name)
    *name = g_steal_pointer (&transaction.name);
  if (fine && changes)
    *changes = g_steal_pointer (&transaction.changes);
  g_free (transaction.name);
  g_clear_pointer (&transaction.changes, g_ptr_array_unref);
  return fine;
}

gboolean
lw_transact_creation (LwConnection *connection, LwJournal *journal, LwSchema *schema, const LwCommand *command,
                      GCancellable *cancellable, GError **error)
{
  LwTransaction transaction = { .connection = connection, .journal = journal, .command = command, .creating = TRUE,
                                .cancellable = cancellable };
  gboolean fine;

  transaction.name = command->name;
  lw_connection_watch (connection, cancellable);
  fine = lw_connection_exec (connection, "BEGIN IMMEDIATE", error) && lw_migrator_run (connection, schema, error)
         && lw_journal_load_head (journal, error)
         && lw_journal_begin (journal, command->name, command->person, command->reason, LW_COMMAND_FINAL, 0, NULL, error)
         && command->apply (&transaction, command->data, error);
  lw_connection_watch (connection, NULL);
  return fine && lw_connection_exec (connection, "COMMIT", error);
}
