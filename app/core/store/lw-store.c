/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The life of a store: opening, the worker that writes, the readers. */
#include "config.h"

#include "store/lw-feed-private.h"
#include "store/lw-migrator-private.h"
#include "store/lw-store-private.h"

#include "base/lw-error.h"

#include <glib/gstdio.h>
#include <unistd.h>

#include "base/lw-i18n.h"

struct _LwStore
{
  GObject parent_instance;

  char *path;
  LwSchema *schema;
  char *read_only; /* why, or NULL */
  gboolean knows_all;
  LwHistory history;
  LwFeed feed;

  /* the worker: it alone touches the writing connection */
  GThread *worker;
  GAsyncQueue *tasks;
  LwConnection *writer;
  LwJournal journal;

  GMutex lock; /* for what follows */
  GCond done;
  GPtrArray *idle_readers; /* of LwConnection */
};

G_DEFINE_FINAL_TYPE (LwStore, lw_store, G_TYPE_OBJECT)

struct _LwReader
{
  LwStore *store;
  LwConnection *connection;
  gboolean frozen;
};

static guint changed_signal;

/* ---- the worker ---- */

typedef struct
{
  LwCommand *command; /* NULL: end of the worker */
  GCancellable *cancellable;
  char *name;
  GError *error;
  gboolean fine;
  gboolean done;
  GTask *task; /* of an asynchronous run, which owns the command */
} Work;

static void
work_free (Work *work)
{
  if (work->task)
    g_clear_pointer (&work->command, lw_command_free);
  g_clear_object (&work->cancellable);
  g_clear_object (&work->task);
  g_free (work->name);
  g_clear_error (&work->error);
  g_free (work);
}

static gboolean
return_task (gpointer data)
{
  Work *work = data;

  if (work->fine)
    g_task_return_boolean (work->task, TRUE);
  else
    g_task_return_error (work->task, g_steal_pointer (&work->error));
  work_free (work);
  return G_SOURCE_REMOVE;
}

static void
finish_work (LwStore *store, Work *work)
{
  if (work->task)
    {
      /* in the task's context, or the worker might drop the last reference to the store and wait for itself */
      g_autoptr (GSource) source = g_idle_source_new ();
      g_source_set_priority (source, G_PRIORITY_DEFAULT);
      g_source_set_callback (source, return_task, work, NULL);
      g_source_attach (source, g_task_get_context (work->task));
      return;
    }
  g_mutex_lock (&store->lock);
  work->done = TRUE;
  g_cond_broadcast (&store->done);
  g_mutex_unlock (&store->lock);
}

static gpointer
run_worker (gpointer data)
{
  LwStore *store = data;

  for (;;)
    {
      Work *work = g_async_queue_pop (store->tasks);
      GPtrArray *changes = NULL;

      if (!work->command)
        {
          work_free (work);
          return NULL;
        }
      work->fine = lw_transact (store->writer, &store->journal, &store->history, work->command, work->cancellable,
                                &work->name, &changes, &work->error);
      if (changes)
        lw_feed_add (&store->feed, &store->journal, changes);
      finish_work (store, work);
    }
}

static gboolean
check_writable (LwStore *store, GError **error)
{
  if (store->worker)
    return TRUE;
  g_set_error (error, LW_ERROR, LW_ERROR_READ_ONLY, _("%s cannot be changed: %s"), store->path,
               store->read_only ? store->read_only : _("it is closed"));
  return FALSE;
}

static Work *
work_new (LwCommand *command, GCancellable *cancellable)
{
  Work *work = g_new0 (Work, 1);

  work->command = command;
  work->cancellable = cancellable ? g_object_ref (cancellable) : NULL;
  return work;
}

static gboolean
run_and_wait (LwStore *store, LwCommand *command, GCancellable *cancellable, char **name, GError **error)
{
  Work *work;
  gboolean fine;

  if (!check_writable (store, error))
    return FALSE;
  g_return_val_if_fail (g_thread_self () != store->worker, FALSE);
  work = work_new (command, cancellable);
  g_async_queue_push (store->tasks, work);
  g_mutex_lock (&store->lock);
  while (!work->done)
    g_cond_wait (&store->done, &store->lock);
  g_mutex_unlock (&store->lock);
  fine = work->fine;
  if (!fine)
    g_propagate_error (error, g_steal_pointer (&work->error));
  if (name)
    *name = g_steal_pointer (&work->name);
  work_free (work);
  lw_feed_deliver (&store->feed);
  return fine;
}

gboolean
lw_store_run (LwStore *store, LwCommand *command, GCancellable *cancellable, GError **error)
{
  return run_and_wait (store, command, cancellable, NULL, error);
}

void
lw_store_run_async (LwStore *store, LwCommand *command, GCancellable *cancellable, GAsyncReadyCallback callback,
                    gpointer user_data)
{
  GTask *task = g_task_new (store, cancellable, callback, user_data);
  GError *error = NULL;
  Work *work;

  g_task_set_source_tag (task, lw_store_run_async);
  g_task_set_check_cancellable (task, FALSE); /* what is committed is never reported as cancelled */
  if (!check_writable (store, &error))
    {
      lw_command_free (command);
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  work = work_new (command, cancellable);
  work->task = task;
  g_async_queue_push (store->tasks, work);
}

gboolean
lw_store_run_finish (LwStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- undo and redo ---- */

gboolean
lw_store_step (LwStore *store, gboolean redo, const char *person, LwStepGuard guard, gpointer data, GCancellable *cancellable,
               char **name, GError **error)
{
  LwStepAsk ask = { guard, data };
  g_autoptr (LwCommand) command = lw_command_new_step (person, redo, &ask);

  return run_and_wait (store, command, cancellable, name, error);
}

gboolean
lw_store_undo (LwStore *store, const char *person, GCancellable *cancellable, char **undone, GError **error)
{
  return lw_store_step (store, FALSE, person, NULL, NULL, cancellable, undone, error);
}

gboolean
lw_store_redo (LwStore *store, const char *person, GCancellable *cancellable, char **redone, GError **error)
{
  return lw_store_step (store, TRUE, person, NULL, NULL, cancellable, redone, error);
}

gboolean
lw_store_next_step (LwStore *store, gboolean redo, char **name, char **person)
{
  g_autoptr (LwReader) reader = lw_store_reader (store, NULL);
  g_autoptr (LwStatement) statement = NULL;
  gint64 seq = 0;

  *name = *person = NULL;
  if (!reader
      || !lw_history_refresh (&store->history, reader->connection, redo ? NULL : &seq, redo ? &seq : NULL, NULL) || seq == 0
      || !(statement = lw_connection_prepare (reader->connection, "SELECT name, person FROM command WHERE seq = ?", NULL)))
    return FALSE;
  lw_statement_bind (statement, "i", seq);
  if (lw_statement_step (statement, NULL) != LW_STEP_ROW)
    return FALSE;
  *name = g_strdup (lw_statement_text (statement, 0));
  *person = g_strdup (lw_statement_text (statement, 1));
  return TRUE;
}

static char *
name_of_step (LwStore *store, gboolean redo)
{
  g_autofree char *person = NULL;
  char *name;

  lw_store_next_step (store, redo, &name, &person);
  return name;
}

char *
lw_store_undo_name (LwStore *store)
{
  return name_of_step (store, FALSE);
}

char *
lw_store_redo_name (LwStore *store)
{
  return name_of_step (store, TRUE);
}

/* ---- readers ---- */

LwReader *
lw_store_reader (LwStore *store, GError **error)
{
  LwConnection *connection = NULL;
  LwReader *reader;

  g_mutex_lock (&store->lock);
  if (store->idle_readers->len > 0)
    connection = g_ptr_array_steal_index_fast (store->idle_readers, store->idle_readers->len - 1);
  g_mutex_unlock (&store->lock);
  if (!connection)
    connection = lw_connection_open (store->path, LW_CONNECTION_READ, error);
  if (!connection)
    return NULL;
  reader = g_new0 (LwReader, 1);
  reader->store = g_object_ref (store);
  reader->connection = connection;
  return reader;
}

LwConnection *
lw_reader_connection (LwReader *reader)
{
  return reader->connection;
}

gboolean
lw_reader_freeze (LwReader *reader, GError **error)
{
  gint64 seq;

  g_return_val_if_fail (!reader->frozen, FALSE);
  if (!lw_connection_exec (reader->connection, "BEGIN", error))
    return FALSE;
  reader->frozen = TRUE;
  /* a deferred transaction takes its snapshot with the first read */
  return lw_connection_get_int (reader->connection, &seq, 0, error, "SELECT count(*) FROM schema_version", "");
}

void
lw_reader_set_cancellable (LwReader *reader, GCancellable *cancellable)
{
  lw_connection_watch (reader->connection, cancellable);
}

void
lw_reader_release (LwReader *reader)
{
  LwStore *store = reader->store;

  lw_connection_watch (reader->connection, NULL);
  if (reader->frozen)
    sqlite3_exec (reader->connection->db, "ROLLBACK", NULL, NULL, NULL);
  g_mutex_lock (&store->lock);
  g_ptr_array_add (store->idle_readers, reader->connection);
  g_mutex_unlock (&store->lock);
  g_object_unref (store);
  g_free (reader);
}

/* ---- what others change ---- */

gboolean
lw_store_refresh (LwStore *store, GError **error)
{
  g_autoptr (LwReader) reader = lw_store_reader (store, error);

  if (!reader || !lw_feed_read (&store->feed, reader->connection, error))
    return FALSE;
  lw_feed_deliver (&store->feed);
  return TRUE;
}

void
lw_store_set_following (LwStore *store, gboolean following)
{
  lw_feed_follow (&store->feed, following);
}

/* ---- opening ---- */

static gboolean
check_ours (LwConnection *connection, GError **error)
{
  gint64 id, tables;

  if (!lw_connection_get_int (connection, &id, 0, error, "PRAGMA application_id", "")
      || !lw_connection_get_int (connection, &tables, 0, error,
                                 "SELECT count (*) FROM sqlite_schema WHERE type = 'table'"
                                 " AND name IN ('schema_version', 'command', 'journal', 'undo_step')",
                                 ""))
    return FALSE;
  if (id == LW_STORE_APPLICATION_ID && tables == 4)
    return TRUE;
  if (id == LW_STORE_APPLICATION_ID)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_CORRUPT, _("%s: expected the tables of the record, found %d of 4"),
                   connection->path, (int) tables);
      return FALSE;
    }
  g_set_error (error, LW_ERROR, LW_ERROR_NOT_LOTWISE,
               _("%s: expected a Lotwise competition, found a file with application id 0x%08x"), connection->path, (guint) id);
  return FALSE;
}

static gboolean
apply_migration (LwTransaction *transaction, gpointer data, GError **error)
{
  g_autofree char *why = NULL;
  LwMigrationState state;

  if (!lw_migrator_examine (transaction->connection, data, &state, &why, error))
    return FALSE;
  if (state == LW_MIGRATION_NEEDED)
    return lw_migrator_run (transaction->connection, data, error);
  g_set_error (error, LW_ERROR, LW_ERROR_NOTHING, _("Another program has upgraded the file meanwhile"));
  return FALSE;
}

/* Makes a backup copy, then runs the missing steps as one recorded command. */
static gboolean
migrate (LwStore *store, GError **error)
{
  g_autoptr (LwCommand) command = lw_command_new (_("Upgrade the file to this version of Lotwise"), "lotwise", NULL,
                                                  apply_migration, store->schema, NULL);
  g_autofree char *backup = lw_migrator_backup (store->writer, error);

  g_autoptr (GError) failure = NULL;

  lw_command_set_final (command);
  if (!backup)
    return FALSE;
  if (!lw_transact (store->writer, &store->journal, &store->history, command, NULL, NULL, NULL, &failure)
      && !g_error_matches (failure, LW_ERROR, LW_ERROR_NOTHING))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  store->writer->form = 0; /* learnt anew with the next command */
  return TRUE;
}

static gboolean
open_writer (LwStore *store, GError **error)
{
  store->writer = lw_connection_open (store->path, LW_CONNECTION_WRITE, error);
  if (!store->writer)
    return FALSE;
  lw_journal_init (&store->journal, store->writer);
  return TRUE;
}

static void
close_writer (LwStore *store)
{
  if (!store->writer)
    return;
  lw_journal_clear (&store->journal);
  g_clear_pointer (&store->writer, lw_connection_close);
}

/* A table that lost a constraint may hold anything: it is not read. */
static gboolean
check_tables (LwConnection *connection, LwSchema *schema, GError **error)
{
  g_autoptr (GPtrArray) tables = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) others = g_ptr_array_new_with_free_func (g_free);

  if (!lw_migrator_compare (connection, schema, tables, others, error))
    return FALSE;
  if (tables->len == 0)
    return TRUE;
  g_set_error (error, LW_ERROR, LW_ERROR_CORRUPT, "%s: %s", connection->path, (char *) g_ptr_array_index (tables, 0));
  return FALSE;
}

/* Decides how the file may be used, and brings it up to date. */
static gboolean
prepare (LwStore *store, LwStoreFlags flags, GError **error)
{
  g_autoptr (LwReader) reader = lw_store_reader (store, error);
  g_autofree char *why = NULL;
  LwMigrationState state;

  if (!reader || !check_ours (reader->connection, error)
      || !lw_migrator_examine (reader->connection, store->schema, &state, &why, error)
      || (state == LW_MIGRATION_CURRENT && !check_tables (reader->connection, store->schema, error)))
    return FALSE;
  store->knows_all = state == LW_MIGRATION_CURRENT || state == LW_MIGRATION_NEEDED;
  if (state == LW_MIGRATION_FOREIGN)
    store->read_only = g_strdup_printf (_("it holds the part of the plugin “%s”, which is not active"), why);
  else if (state == LW_MIGRATION_NEWER)
    store->read_only = g_strdup_printf (_("it was made by a newer version of Lotwise (%s)"), why);
  else if (g_access (store->path, W_OK) != 0)
    store->read_only = g_strdup (_("you may not write to it"));
  else if (flags & LW_STORE_READ_ONLY && state == LW_MIGRATION_CURRENT)
    store->read_only = g_strdup (_("it was opened for reading"));
  if (store->read_only && state == LW_MIGRATION_NEEDED)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_READ_ONLY,
                   _("%s: the file is of an older version and must be upgraded first, but %s"), store->path, store->read_only);
      return FALSE;
    }
  if (store->read_only)
    return TRUE;
  g_clear_pointer (&reader, lw_reader_release);
  if (!open_writer (store, error) || (state == LW_MIGRATION_NEEDED && !migrate (store, error)))
    return FALSE;
  if (flags & LW_STORE_READ_ONLY)
    {
      close_writer (store);
      store->read_only = g_strdup (_("it was opened for reading"));
    }
  return TRUE;
}

/* A journal whose end cannot be read is no reason to refuse the file: lw_store_verify() says what is wrong with it. */
static void
begin_feed (LwStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = lw_store_reader (store, &error);

  if (!reader || !lw_feed_begin (&store->feed, reader->connection, &error))
    g_debug ("%s", error->message);
}

LwStore *
lw_store_open (const char *path, LwSchema *schema, LwStoreFlags flags, GError **error)
{
  g_autoptr (LwStore) store = g_object_new (LW_TYPE_STORE, NULL);

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, LW_ERROR, LW_ERROR_NOT_FOUND, _("%s: expected a competition file, found nothing there"), path);
      return NULL;
    }
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error (error, LW_ERROR, LW_ERROR_NOT_LOTWISE, _("%s: expected a competition file, found something else"), path);
      return NULL;
    }
  store->path = g_strdup (path);
  store->schema = lw_schema_ref (schema);
  if (!prepare (store, flags, error))
    return NULL;
  begin_feed (store);
  if (store->writer)
    store->worker = g_thread_new ("lotwise-writer", run_worker, store);
  return g_steal_pointer (&store);
}

const char *
lw_store_get_path (LwStore *store)
{
  return store->path;
}

const char *
lw_store_get_read_only_reason (LwStore *store)
{
  return store->read_only;
}

gboolean
lw_store_knows_all (LwStore *store)
{
  return store->knows_all;
}

LwSchema *
lw_store_get_schema (LwStore *store)
{
  return store->schema;
}

void
lw_store_close (LwStore *store)
{
  lw_feed_stop (&store->feed);
  if (store->worker)
    {
      g_async_queue_push (store->tasks, work_new (NULL, NULL));
      g_thread_join (g_steal_pointer (&store->worker));
    }
  g_mutex_lock (&store->lock);
  g_ptr_array_set_size (store->idle_readers, 0);
  g_mutex_unlock (&store->lock);
  lw_feed_stop (&store->feed); /* the worker's last commands */
  close_writer (store); /* the last connection: SQLite folds the write-ahead log into the file */
}

/* ---- the object ---- */

static void
lw_store_finalize (GObject *object)
{
  LwStore *store = LW_STORE (object);

  lw_store_close (store);
  lw_feed_clear (&store->feed);
  g_ptr_array_unref (store->idle_readers);
  g_async_queue_unref (store->tasks);
  lw_history_clear (&store->history);
  g_clear_pointer (&store->schema, lw_schema_unref);
  g_mutex_clear (&store->lock);
  g_cond_clear (&store->done);
  g_free (store->path);
  g_free (store->read_only);
  G_OBJECT_CLASS (lw_store_parent_class)->finalize (object);
}

static void
lw_store_class_init (LwStoreClass *class)
{
  G_OBJECT_CLASS (class)->finalize = lw_store_finalize;

  /**
   * LwStore::changed:
   * @changes: (element-type LwChange): what one committed transaction changed
   */
  changed_signal = g_signal_new ("changed", LW_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 G_TYPE_PTR_ARRAY);
}

static void
lw_store_init (LwStore *store)
{
  g_mutex_init (&store->lock);
  g_cond_init (&store->done);
  lw_feed_init (&store->feed, store, changed_signal);
  lw_history_init (&store->history);
  store->tasks = g_async_queue_new ();
  store->idle_readers = g_ptr_array_new_with_free_func ((GDestroyNotify) lw_connection_close);
}
