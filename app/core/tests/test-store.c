/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "store-fixture.h"

#include "base/lw-clock.h"
#include "base/lw-error.h"

#include <sqlite3.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char *
title_of (LwStore *store, const char *lot)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = lw_store_reader (store, &error);
  char *title;

  g_assert_no_error (error);
  g_assert_true (lw_connection_get_text (lw_reader_connection (reader), &title, &error, "SELECT title FROM lot WHERE id = ?",
                                         "s", lot));
  g_assert_no_error (error);
  return title;
}

#define assert_title(store, lot, expected) \
  G_STMT_START \
  { \
    g_autofree char *title_ = title_of (store, lot); \
    g_assert_cmpstr (title_, ==, expected); \
  } \
  G_STMT_END

typedef struct
{
  const char *sql;
  gboolean fail;
} Work;

static gboolean
apply_sql (LwTransaction *transaction, gpointer data, GError **error)
{
  const Work *work = data;

  if (!lw_connection_run (lw_transaction_connection (transaction), error, work->sql, ""))
    return FALSE;
  if (work->fail)
    g_set_error (error, LW_ERROR, LW_ERROR_INVALID, "refused");
  return !work->fail;
}

static gboolean
run_sql (LwStore *store, const char *name, const char *sql, GError **error)
{
  Work work = { sql, FALSE };
  g_autoptr (LwCommand) command = lw_command_new (name, "tester", "a reason", apply_sql, &work, NULL);

  return lw_store_run (store, command, NULL, error);
}

static void
test_create (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwCommand) command = lw_command_new ("Create", "tester", NULL, store_fixture_fill, NULL, NULL);
  g_autoptr (LwStore) again = NULL;

  assert_title (fixture->store, "L1", "First lot");
  assert_title (fixture->store, "L2", "Second \"lot\"\\ ½");
  again = lw_store_create (fixture->path, fixture->schema, command, NULL, &error);
  g_assert_error (error, LW_ERROR, LW_ERROR_EXISTS);
  g_assert_null (again);
}

static gboolean
fill_and_fail (LwTransaction *transaction, gpointer data, GError **error)
{
  if (store_fixture_fill (transaction, data, error))
    g_set_error (error, LW_ERROR, LW_ERROR_INVALID, "no");
  return FALSE;
}

static void
test_create_fails (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwCommand) command = lw_command_new ("Create", "tester", NULL, fill_and_fail, NULL, NULL);
  g_autofree char *path = g_build_filename (fixture->directory, "other.lotwise", NULL);
  g_autofree char *leftover = g_strconcat (path, ".999999999.lotwise-part", NULL);
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_assert_true (g_file_set_contents (leftover, "left by a killed program", -1, NULL));
  g_assert_null (lw_store_create (path, fixture->schema, command, NULL, &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_INVALID);
  dir = g_dir_open (fixture->directory, 0, NULL);
  while ((name = g_dir_read_name (dir)))
    g_assert_true (g_str_has_prefix (name, "test.lotwise"));
}

static void
test_command (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Work work = { "UPDATE lot SET title = 'Lost' WHERE id = 'L1'", TRUE };
  g_autoptr (LwCommand) failing = lw_command_new ("Fail", "tester", NULL, apply_sql, &work, NULL);
  g_autofree char *name = NULL;

  g_assert_true (run_sql (fixture->store, "Rename L1", "UPDATE lot SET title = 'Renamed' WHERE id = 'L1'", &error));
  g_assert_no_error (error);
  assert_title (fixture->store, "L1", "Renamed");
  g_assert_false (lw_store_run (fixture->store, failing, NULL, &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_INVALID);
  assert_title (fixture->store, "L1", "Renamed");
  name = lw_store_undo_name (fixture->store);
  g_assert_cmpstr (name, ==, "Rename L1");
}

static void
test_no_change_is_not_recorded (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (run_sql (fixture->store, "Nothing", "UPDATE lot SET title = title", &error));
  g_assert_no_error (error);
  g_assert_null (lw_store_undo_name (fixture->store));
}

static void
test_undo_redo (StoreFixture *fixture, gconstpointer data)
{
  LwStore *store = fixture->store;
  g_autoptr (GError) error = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *redone = NULL;
  g_autofree char *name = NULL;

  g_assert_false (lw_store_undo (store, "tester", NULL, NULL, &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_NOTHING);
  g_clear_error (&error);
  g_assert_true (run_sql (store, "one", "UPDATE lot SET title = 'one', note = 'n' WHERE id = 'L1'", &error));
  g_assert_true (run_sql (store, "two", "UPDATE lot SET title = 'two', note = NULL WHERE id = 'L1'", &error));
  g_assert_true (run_sql (store, "three", "DELETE FROM lot WHERE id = 'L2'", &error));
  g_assert_true (lw_store_undo (store, "tester", NULL, &undone, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (undone, ==, "three");
  assert_title (store, "L2", "Second \"lot\"\\ ½");
  g_assert_true (lw_store_undo (store, "tester", NULL, NULL, &error));
  assert_title (store, "L1", "one");
  g_assert_true (lw_store_redo (store, "tester", NULL, &redone, &error));
  g_assert_cmpstr (redone, ==, "two");
  assert_title (store, "L1", "two");
  /* the stacks are read from the file: another opening goes on where this one was */
  g_clear_object (&fixture->store);
  store_fixture_open (fixture);
  store = fixture->store;
  g_assert_true (lw_store_undo (store, "tester", NULL, NULL, &error));
  g_assert_true (lw_store_undo (store, "tester", NULL, NULL, &error));
  g_assert_no_error (error);
  assert_title (store, "L1", "First lot");
  g_assert_false (lw_store_undo (store, "tester", NULL, NULL, &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_NOTHING);
  g_clear_error (&error);
  /* a new command ends what could be redone */
  g_assert_true (run_sql (store, "four", "UPDATE lot SET title = 'four' WHERE id = 'L1'", &error));
  g_assert_false (lw_store_redo (store, "tester", NULL, NULL, &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_NOTHING);
  name = lw_store_undo_name (store);
  g_assert_cmpstr (name, ==, "four");
}

static void
test_final_stops_undo (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Work work = { "UPDATE lot SET note = 'published'", FALSE };
  g_autoptr (LwCommand) command = lw_command_new ("Publish", "tester", "ready", apply_sql, &work, NULL);

  g_assert_true (run_sql (fixture->store, "one", "UPDATE lot SET title = 'one' WHERE id = 'L1'", &error));
  lw_command_set_final (command);
  g_assert_true (lw_store_run (fixture->store, command, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (lw_store_undo (fixture->store, "tester", NULL, NULL, &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_NOTHING);
}

/* ---- the journal ---- */

static void
test_journal (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = NULL;
  g_autoptr (LwStatement) row = NULL;

  lw_clock_set ("2014-06-30T12:00:00.000Z", 0);
  g_assert_true (run_sql (fixture->store, "Rename", "UPDATE lot SET title = 'New', value = 5 WHERE id = 'L1'", &error));
  lw_clock_set (NULL, 0);
  reader = lw_store_reader (fixture->store, &error);
  row = lw_connection_prepare (lw_reader_connection (reader),
                               "SELECT c.at, c.person, c.name, c.reason, j.op, j.tbl, j.key, j.before, j.after"
                               " FROM journal j JOIN command c ON c.seq = j.command ORDER BY j.seq DESC LIMIT 1",
                               &error);
  g_assert_no_error (error);
  g_assert_cmpint (lw_statement_step (row, &error), ==, LW_STEP_ROW);
  const char *const expected[]
      = { "2014-06-30T12:00:00.000Z", "tester", "Rename", "a reason", "update", "lot", "L1",
          "{\"id\":\"L1\",\"title\":\"First lot\",\"position\":1}", "{\"id\":\"L1\",\"title\":\"New\",\"value\":5,\"position\":1}" };
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpstr (lw_statement_text (row, (int) i), ==, expected[i]);
}

/* A clock that goes backwards: the record keeps the order in which things were done, undo takes the last one, and the chain of
 * hashes holds (which the end of every test verifies). */
static void
test_clock_goes_backwards (StoreFixture *fixture, gconstpointer data)
{
  static const char *const times[] = { "2014-06-30T12:00:00.000Z", "2014-06-29T12:00:00.000Z", "2001-01-01T00:00:00.000Z" };
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = NULL;
  g_autoptr (LwStatement) rows = NULL;
  g_autofree char *undone = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autofree char *sql = g_strdup_printf ("UPDATE lot SET value = %u WHERE id = 'L1'", i + 1);
      g_autofree char *name = g_strdup_printf ("Value %u", i + 1);

      lw_clock_set (times[i], 0);
      g_assert_true (run_sql (fixture->store, name, sql, &error));
    }
  g_assert_true (lw_store_undo (fixture->store, "tester", NULL, &undone, &error));
  lw_clock_set (NULL, 0);
  g_assert_cmpstr (undone, ==, "Value 3");
  reader = lw_store_reader (fixture->store, &error);
  rows = lw_connection_prepare (lw_reader_connection (reader), "SELECT name, at FROM command ORDER BY seq DESC LIMIT 4", &error);
  g_assert_no_error (error);
  lw_statement_step (rows, &error);
  for (int i = 2; i >= 0; i--)
    {
      g_autofree char *name = g_strdup_printf ("Value %d", i + 1);

      g_assert_cmpint (lw_statement_step (rows, &error), ==, LW_STEP_ROW);
      g_assert_cmpstr (lw_statement_text (rows, 0), ==, name);
      g_assert_cmpstr (lw_statement_text (rows, 1), ==, times[i]);
    }
}

/* Changes the file behind the store's back, as someone with an SQLite shell could. */
static void
tamper (StoreFixture *fixture, const char *sql)
{
  sqlite3 *db;

  g_clear_object (&fixture->store);
  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  store_fixture_open (fixture);
}

typedef struct
{
  const char *name, *sql, *expected;
} Tampering;

static const Tampering tamperings[] = {
  { "row", "UPDATE lot SET title = 'Forged' WHERE id = 'L1'", "lot L1: the row is not what the journal says" },
  { "row-added", "INSERT INTO lot (id, title, position) VALUES ('L9', 'Forged', 9)", "lot L9: there is a row" },
  { "row-removed", "DELETE FROM lot WHERE id = 'L2'", "lot L2: the journal knows this row" },
  { "entry",
    "DROP TRIGGER journal_no_update; UPDATE journal SET after = replace (after, 'First', 'Forged');"
    "UPDATE lot SET title = 'Forged lot' WHERE id = 'L1'",
    "its hash does not fit" },
  { "entry-removed", "DROP TRIGGER journal_no_delete; DELETE FROM journal WHERE seq = 3", "expected entry 3, found entry 4" },
  { "command", "DROP TRIGGER command_no_update; UPDATE command SET person = 'another' WHERE seq = 1",
    "Command 1 is not what the journal says" },
  { "trigger", "DROP TRIGGER journal_no_delete", "journal_no_delete" },
  { "trigger-changed",
    "DROP TRIGGER journal_no_update; CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal WHEN 0"
    " BEGIN SELECT raise (ABORT, 'the journal is append-only'); END",
    "journal_no_update" },
  { "trigger-added", "CREATE TRIGGER silent BEFORE UPDATE ON lot BEGIN SELECT raise (IGNORE); END", "silent" },
  { "undo-step", "UPDATE undo_step SET changeset = x'00'", "Command 5: its undo step is missing or not the one" },
  { "undo-step-removed", "DELETE FROM undo_step", "Command 5: its undo step is missing" },
  { "zero-byte",
    "DROP TRIGGER journal_no_update; UPDATE journal SET after = after || char (0) || 'x' WHERE seq = 3",
    "holds a zero byte" },
  { "table-without-key", "CREATE TABLE notes (x)", "“notes” with a primary key" },
  { "table", "CREATE TABLE extra (a TEXT PRIMARY KEY) STRICT; INSERT INTO extra VALUES ('x')", "extra x: there is a row" },
};

static void
test_tampering (StoreFixture *fixture, gconstpointer data)
{
  const Tampering *tampering = data;
  g_autofree char *problems = NULL;

  g_autoptr (GError) error = NULL;

  g_assert_true (run_sql (fixture->store, "Edit", "UPDATE lot SET note = 'n' WHERE id = 'L2'", &error));
  g_assert_no_error (error);
  tamper (fixture, tampering->sql);
  problems = store_fixture_problems (fixture->store);
  g_test_message ("%s", problems);
  g_assert_nonnull (strstr (problems, tampering->expected));
  g_clear_object (&fixture->store);
}

/* Tables that have lost a constraint may hold anything: the file is not read. */
static void
test_remade_table (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  sqlite3 *db;

  g_clear_object (&fixture->store);
  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db,
                                 "CREATE TABLE l AS SELECT * FROM lot; DROP TABLE lot; ALTER TABLE l RENAME TO lot;"
                                 "UPDATE lot SET id = NULL",
                                 NULL, NULL, NULL),
                   ==, SQLITE_OK);
  sqlite3_close (db);
  g_assert_null (lw_store_open (fixture->path, fixture->schema, LW_STORE_READ_ONLY, &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_CORRUPT);
  g_assert_nonnull (strstr (error->message, "“lot”"));
}

static void
test_forged_undo (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (run_sql (fixture->store, "one", "UPDATE lot SET title = 'one' WHERE id = 'L1'", &error));
  g_assert_true (run_sql (fixture->store, "two", "UPDATE lot SET title = 'two' WHERE id = 'L2'", &error));
  tamper (fixture, "UPDATE undo_step SET changeset = (SELECT changeset FROM undo_step ORDER BY command LIMIT 1)");
  g_assert_false (lw_store_undo (fixture->store, "tester", NULL, NULL, &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_CORRUPT);
  assert_title (fixture->store, "L2", "two");
  g_clear_object (&fixture->store);
}

static void
test_guards (StoreFixture *fixture, gconstpointer data)
{
  static const char *const attempts[] = { "UPDATE journal SET after = NULL", "DELETE FROM journal", "UPDATE command SET name = ''",
                                          "DELETE FROM command" };

  for (guint i = 0; i < G_N_ELEMENTS (attempts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_false (run_sql (fixture->store, "forge", attempts[i], &error));
      g_assert_error (error, LW_ERROR, LW_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, "append-only"));
    }
}

/* ---- the change feed ---- */

static void
on_changed (LwStore *store, GPtrArray *changes, gpointer user_data)
{
  GString *seen = user_data;

  g_string_append_c (seen, '[');
  for (guint i = 0; i < changes->len; i++)
    {
      const LwChange *change = g_ptr_array_index (changes, i);
      g_string_append_printf (seen, "%d %s %s;", change->op, change->table, change->key);
    }
  g_string_append_c (seen, ']');
}

static void
test_feed (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GString) seen = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  gulong handler = g_signal_connect (fixture->store, "changed", G_CALLBACK (on_changed), seen);

  g_assert_true (run_sql (fixture->store, "one", "UPDATE lot SET title = 'x' WHERE id = 'L1'", &error));
  g_assert_true (run_sql (fixture->store, "two", "INSERT INTO registration SELECT 'o', 'a/b%', '1' WHERE 0", &error));
  g_assert_true (run_sql (fixture->store, "three", "INSERT INTO area (id, name) VALUES ('a/b%', 'n')", &error));
  g_assert_true (lw_store_undo (fixture->store, "tester", NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (seen->str, ==, "[1 lot L1;][0 area a%2Fb%25;][2 area a%2Fb%25;]");
  g_signal_handler_disconnect (fixture->store, handler);
}

static void
on_ran (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gboolean *done = user_data;
  g_autoptr (GError) error = NULL;

  g_assert_true (lw_store_run_finish (LW_STORE (source), result, &error));
  g_assert_no_error (error);
  *done = TRUE;
}

static void
test_async (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GString) seen = g_string_new (NULL);
  static Work work = { "UPDATE lot SET title = 'later' WHERE id = 'L1'", FALSE };
  gboolean done = FALSE;
  gulong handler = g_signal_connect (fixture->store, "changed", G_CALLBACK (on_changed), seen);

  lw_store_run_async (fixture->store, lw_command_new ("Later", "tester", NULL, apply_sql, &work, NULL), NULL, on_ran, &done);
  while (!done || seen->len == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (seen->str, ==, "[1 lot L1;]");
  assert_title (fixture->store, "L1", "later");
  g_signal_handler_disconnect (fixture->store, handler);
}

static void
test_readers (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) frozen = lw_store_reader (fixture->store, &error);
  g_autofree char *title = NULL;

  g_assert_true (lw_reader_freeze (frozen, &error));
  g_assert_true (run_sql (fixture->store, "one", "UPDATE lot SET title = 'new' WHERE id = 'L1'", &error));
  assert_title (fixture->store, "L1", "new");
  g_assert_true (lw_connection_get_text (lw_reader_connection (frozen), &title, &error, "SELECT title FROM lot WHERE id = 'L1'",
                                         ""));
  g_assert_cmpstr (title, ==, "First lot");
  g_assert_false (lw_connection_run (lw_reader_connection (frozen), &error, "DELETE FROM lot", ""));
  g_assert_error (error, LW_ERROR, LW_ERROR_READ_ONLY);
}

/* ---- cancelling ---- */

static gboolean
apply_long (LwTransaction *transaction, gpointer data, GError **error)
{
  g_cancellable_cancel (lw_transaction_cancellable (transaction));
  return lw_connection_run (lw_transaction_connection (transaction), error,
                            "INSERT INTO area (id, name) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
                            " SELECT 'a' || i, 'n' FROM n",
                            "");
}

/* Whether another process finds @path locked at @start: 0 or 1. */
static int
locked_for_others (const char *path, off_t start)
{
  struct flock wanted = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = start, .l_len = 1 };
  int status;
  const pid_t child = fork ();

  if (child == 0)
    {
      const int fd = open (path, O_RDWR);
      _exit (fd >= 0 && fcntl (fd, F_GETLK, &wanted) == 0 ? wanted.l_type != F_UNLCK : 2);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  return WEXITSTATUS (status);
}

/* A file chooser reads the beginnings of files; that takes no lock away: another program must not take the file for one that
 * nobody has open. Bytes: SQLite's os_unix.c, SHARED_FIRST and UNIX_SHM_DMS. */
static void
test_a_look_leaves_the_locks (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *shm = g_strconcat (fixture->path, "-shm", NULL), *path = g_strdup (fixture->path);
  const struct { const char *path; off_t start; } locks[] = { { path, 0x40000002 }, { shm, 128 } };

  for (guint i = 0; i < G_N_ELEMENTS (locks); i++)
    {
      char beginning;
      g_assert_cmpint (locked_for_others (locks[i].path, locks[i].start), ==, 1);
      const int fd = open (locks[i].path, O_RDONLY);
      g_assert_cmpint (read (fd, &beginning, 1), ==, 1);
      close (fd);
      g_assert_cmpint (locked_for_others (locks[i].path, locks[i].start), ==, 1);
    }
  g_assert_finalize_object (g_steal_pointer (&fixture->store));
  g_assert_cmpint (locked_for_others (path, 0x40000002), ==, 0);
}

static void
test_cancel (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (LwCommand) command = lw_command_new ("For ever", "tester", NULL, apply_long, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (lw_store_run (fixture->store, command, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_true (run_sql (fixture->store, "after", "UPDATE lot SET title = 'after' WHERE id = 'L1'", &error));
  g_assert_no_error (error);
}

/* ---- files that are not what they should be ---- */

static void
test_wrong_files (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->directory, "wrong", NULL);
  g_autoptr (GError) error = NULL;
  sqlite3 *db;

  g_assert_null (lw_store_open (path, fixture->schema, LW_STORE_READ_WRITE, &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (lw_store_open (fixture->directory, fixture->schema, LW_STORE_READ_WRITE, &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_NOT_LOTWISE);
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (path, "a spreadsheet, perhaps, of more than a hundred bytes, because SQLite's header is that "
                                            "long and it must be looked at", -1, NULL));
  g_assert_null (lw_store_open (path, fixture->schema, LW_STORE_READ_WRITE, &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_NOT_LOTWISE);
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  g_assert_null (lw_store_open (path, fixture->schema, LW_STORE_READ_WRITE, &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_NOT_LOTWISE);
  g_clear_error (&error);
  remove (path);
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "CREATE TABLE t (a)", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  g_assert_null (lw_store_open (path, fixture->schema, LW_STORE_READ_WRITE, &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_NOT_LOTWISE);
}

static void
test_read_only (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&fixture->store);
  fixture->store = lw_store_open (fixture->path, fixture->schema, LW_STORE_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_nonnull (lw_store_get_read_only_reason (fixture->store));
  g_assert_false (run_sql (fixture->store, "one", "DELETE FROM lot", &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_READ_ONLY);
  assert_title (fixture->store, "L1", "First lot");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, func) \
  g_test_add ("/store/" path, StoreFixture, NULL, store_fixture_set_up, func, store_fixture_tear_down)
  ADD ("create", test_create);
  ADD ("create/fails", test_create_fails);
  ADD ("command", test_command);
  ADD ("command/no-change", test_no_change_is_not_recorded);
  ADD ("undo-redo", test_undo_redo);
  ADD ("undo-redo/final", test_final_stops_undo);
  ADD ("journal", test_journal);
  ADD ("journal/guards", test_guards);
  ADD ("journal/clock-goes-backwards", test_clock_goes_backwards);
  ADD ("journal/forged-undo", test_forged_undo);
  ADD ("remade-table", test_remade_table);
  ADD ("feed", test_feed);
  ADD ("async", test_async);
  ADD ("readers", test_readers);
  ADD ("a-look-leaves-the-locks", test_a_look_leaves_the_locks);
  ADD ("cancel", test_cancel);
  ADD ("wrong-files", test_wrong_files);
  ADD ("read-only", test_read_only);
#undef ADD
  for (guint i = 0; i < G_N_ELEMENTS (tamperings); i++)
    {
      g_autofree char *path = g_strconcat ("/store/tampering/", tamperings[i].name, NULL);
      g_test_add (path, StoreFixture, &tamperings[i], store_fixture_set_up, test_tampering, store_fixture_tear_down);
    }
  return g_test_run ();
}
