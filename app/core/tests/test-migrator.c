/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "store-fixture.h"

#include "base/lw-error.h"
#include "xml/lw-competition-xml.h"

#include <string.h>

#define NOTES "CREATE TABLE test_note (lot TEXT NOT NULL PRIMARY KEY REFERENCES lot (id), note TEXT) STRICT;"
#define FILLED "INSERT INTO test_note (lot, note) SELECT id, title FROM lot; ALTER TABLE lot ADD COLUMN colour TEXT;"
#define BROKEN "INSERT INTO test_note (lot, note) VALUES ('L1', 'again'); CREATE TABLE lot (a);"

/* The core's schema with steps of a plugin "test". */
static LwSchema *
schema_with (const char *first, const char *second)
{
  LwSchema *schema = lw_schema_new ();

  lw_schema_add (schema, "core", LW_CORE_SCHEMA_PATH);
  if (first)
    lw_schema_add_step (schema, "test", "0001-first.sql", first);
  if (second)
    lw_schema_add_step (schema, "test", "0002-second.sql", second);
  return schema;
}

static LwStore *
reopen (StoreFixture *fixture, const char *first, const char *second, GError **error)
{
  g_autoptr (LwSchema) schema = schema_with (first, second);

  g_clear_object (&fixture->store);
  return fixture->store = lw_store_open (fixture->path, schema, LW_STORE_READ_WRITE, error);
}

static gint64
count (LwStore *store, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = lw_store_reader (store, &error);
  gint64 n = -1;

  g_assert_no_error (error);
  lw_connection_get_int (lw_reader_connection (reader), &n, 0, &error, sql, "");
  g_assert_no_error (error);
  return n;
}

static void
assert_backups (StoreFixture *fixture, guint n)
{
  for (guint i = 1; i <= n + 1; i++)
    {
      g_autofree char *backup = g_strdup_printf ("%s.backup-%u", fixture->path, i);
      g_assert_cmpint (g_file_test (backup, G_FILE_TEST_EXISTS), ==, i <= n);
    }
}

static void
test_upgrade (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *problems = NULL;

  g_assert_nonnull (reopen (fixture, NOTES, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count (fixture->store, "SELECT count(*) FROM test_note"), ==, 0);
  assert_backups (fixture, 1);
  g_assert_nonnull (reopen (fixture, NOTES, FILLED, &error));
  g_assert_no_error (error);
  /* what a step does to rows is in the journal like everything else */
  g_assert_cmpint (count (fixture->store, "SELECT count(*) FROM test_note"), ==, 2);
  g_assert_cmpint (count (fixture->store, "SELECT count(*) FROM journal WHERE tbl = 'test_note'"), ==, 2);
  assert_backups (fixture, 2);
  problems = store_fixture_problems (fixture->store);
  g_assert_cmpstr (problems, ==, "");
  /* and once is enough */
  g_assert_nonnull (reopen (fixture, NOTES, FILLED, &error));
  assert_backups (fixture, 2);
  g_assert_null (lw_store_get_read_only_reason (fixture->store));
  g_assert_null (lw_store_undo_name (fixture->store));
}

static void
test_failed_step (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (reopen (fixture, NOTES, NULL, &error));
  g_assert_null (reopen (fixture, NOTES, BROKEN, &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_STORE);
  g_assert_nonnull (strstr (error->message, "0002-second.sql"));
  g_clear_error (&error);
  g_assert_nonnull (reopen (fixture, NOTES, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count (fixture->store, "SELECT count(*) FROM test_note"), ==, 0);
}

static void
test_newer_file (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (reopen (fixture, NOTES, FILLED, &error));
  g_assert_nonnull (reopen (fixture, NOTES, NULL, &error));
  g_assert_no_error (error);
  g_assert_nonnull (strstr (lw_store_get_read_only_reason (fixture->store), "newer version"));
  g_assert_false (lw_store_undo (fixture->store, "tester", NULL, NULL, &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_READ_ONLY);
  g_assert_cmpint (count (fixture->store, "SELECT count(*) FROM lot"), ==, 2);
}

/* The tables of a plugin that is not active stay; the file is only read, because its rules could not be kept. */
static void
test_missing_plugin (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (reopen (fixture, NOTES, NULL, &error));
  g_assert_nonnull (reopen (fixture, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_nonnull (strstr (lw_store_get_read_only_reason (fixture->store), "“test”"));
  g_assert_false (lw_store_knows_all (fixture->store));
  g_assert_cmpint (count (fixture->store, "SELECT count(*) FROM sqlite_schema WHERE name = 'test_note'"), ==, 1);
  g_assert_false (lw_competition_export (fixture->store, fixture->path, fixture->sections, NULL, NULL, &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_PLUGIN);
}

static void
test_changed_step (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (reopen (fixture, NOTES, NULL, &error));
  g_assert_null (reopen (fixture, NOTES " -- changed", NULL, &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_CORRUPT);
  g_assert_nonnull (strstr (error->message, "schema step 1 of “test”"));
}

/* A program that has the file open when another upgrades it writes no more by what it knew. */
static void
test_upgraded_meanwhile (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (LwSchema) schema = schema_with (NOTES, NULL);
  g_autoptr (LwCommand) before = lw_model_set (fixture->sections, "lot", "L1", (const char *const[]) { "title=a", NULL }, "t",
                                               NULL, NULL);
  g_autoptr (LwCommand) after = lw_model_set (fixture->sections, "lot", "L1", (const char *const[]) { "title=b", NULL }, "t",
                                              NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (LwStore) other = NULL;

  g_assert_true (lw_store_run (fixture->store, before, NULL, &error));
  other = lw_store_open (fixture->path, schema, LW_STORE_READ_WRITE, &error);
  g_assert_no_error (error);
  g_assert_false (lw_store_run (fixture->store, after, NULL, &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_READ_ONLY);
  g_clear_error (&error);
  g_assert_true (lw_store_run (other, after, NULL, &error));
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define TEST(path, func) \
  g_test_add ("/migrator/" path, StoreFixture, NULL, store_fixture_set_up, func, store_fixture_tear_down)
  TEST ("upgrade", test_upgrade);
  TEST ("failed-step", test_failed_step);
  TEST ("newer-file", test_newer_file);
  TEST ("missing-plugin", test_missing_plugin);
  TEST ("changed-step", test_changed_step);
  TEST ("upgraded-meanwhile", test_upgraded_meanwhile);
  return g_test_run ();
}
