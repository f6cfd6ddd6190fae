/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Contents beside the record: kept once, not in the journal, and vouched for by their SHA-256. */
#include "config.h"

#include "store/lw-content.h"

#include "store-fixture.h"

#include "base/lw-error.h"
#include "store/lw-verify.h"

#include <sqlite3.h>

static gboolean
apply_put (LwTransaction *transaction, gpointer data, GError **error)
{
  static const char *const pages[] = { "first page", "second page", NULL };
  g_autofree char *sha256 = lw_content_sha256 (data);

  return lw_content_put (lw_transaction_connection (transaction), data, error)
         && lw_content_put (lw_transaction_connection (transaction), data, error)
         && lw_content_put_pages (lw_transaction_connection (transaction), sha256, pages, error)
         && lw_connection_run (lw_transaction_connection (transaction), error, "UPDATE lot SET title = ? WHERE id = 'L1'", "s",
                               sha256);
}

static void
put (LwStore *store, GBytes *bytes)
{
  g_autoptr (LwCommand) command = lw_command_new ("Put", "tester", NULL, apply_put, bytes, NULL);
  g_autoptr (GError) error = NULL;

  lw_store_run (store, command, NULL, &error);
  g_assert_no_error (error);
}

static gint64
count (LwStore *store, const char *sql)
{
  g_autoptr (LwReader) reader = lw_store_reader (store, NULL);
  gint64 n = -1;

  g_assert_true (lw_connection_get_int (lw_reader_connection (reader), &n, -1, NULL, sql, ""));
  return n;
}

static void
test_kept_beside_the_record (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("a\0b", 3);
  g_autofree char *sha256 = lw_content_sha256 (bytes);
  g_autoptr (LwReader) reader = NULL;
  g_autoptr (GBytes) found = NULL;
  g_autofree char *text = NULL, *none = NULL, *problems = NULL;
  g_autoptr (GError) error = NULL;

  put (fixture->store, bytes);
  g_assert_cmpint (count (fixture->store, "SELECT count (*) FROM content"), ==, 1);
  g_assert_cmpint (count (fixture->store, "SELECT count (*) FROM journal WHERE tbl LIKE 'content%'"), ==, 0);
  g_assert_cmpint (count (fixture->store, "SELECT length (max (changeset)) FROM undo_step"), <, 400);
  reader = lw_store_reader (fixture->store, &error);
  found = lw_content_get (lw_reader_connection (reader), sha256, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (found, bytes));
  g_assert_true (lw_content_get_page (lw_reader_connection (reader), sha256, 2, &text, &error));
  g_assert_cmpstr (text, ==, "second page");
  g_assert_true (lw_content_get_page (lw_reader_connection (reader), sha256, 3, &none, &error));
  g_assert_null (none);
  problems = store_fixture_problems (fixture->store);
  g_assert_cmpstr (problems, ==, "");
}

/* Undo takes back the rows that name a content; the content stays, and harms nobody. */
static void
test_undo_leaves_it (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("text", 4);
  g_autofree char *problems = NULL;
  g_autoptr (GError) error = NULL;

  put (fixture->store, bytes);
  g_assert_true (lw_store_undo (fixture->store, "tester", NULL, NULL, &error));
  g_assert_cmpint (count (fixture->store, "SELECT count (*) FROM lot WHERE title = 'First lot'"), ==, 1);
  g_assert_cmpint (count (fixture->store, "SELECT count (*) FROM content"), ==, 1);
  problems = store_fixture_problems (fixture->store);
  g_assert_cmpstr (problems, ==, "");
  g_assert_true (lw_store_redo (fixture->store, "tester", NULL, NULL, &error));
}

static void
tamper (StoreFixture *fixture, const char *sql)
{
  sqlite3 *db = NULL;

  g_clear_object (&fixture->store);
  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
  store_fixture_open (fixture);
}

static void
test_one_byte_is_seen (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("text", 4);
  g_autofree char *sha256 = lw_content_sha256 (bytes), *problems = NULL, *other = NULL;
  g_autoptr (LwReader) reader = NULL;
  g_autoptr (GBytes) found = NULL;
  g_autoptr (GError) error = NULL;

  put (fixture->store, bytes);
  tamper (fixture, "UPDATE content SET bytes = CAST ('tExt' AS BLOB)");
  problems = store_fixture_problems (fixture->store);
  g_assert_nonnull (strstr (problems, sha256));
  g_assert_nonnull (strstr (problems, "was changed"));
  reader = lw_store_reader (fixture->store, &error);
  found = lw_content_get (lw_reader_connection (reader), sha256, &error);
  g_assert_error (error, LW_ERROR, LW_ERROR_CORRUPT);
  g_assert_null (found);
  g_clear_error (&error);
  other = g_strnfill (64, '0');
  found = lw_content_get (lw_reader_connection (reader), other, &error);
  g_assert_error (error, LW_ERROR, LW_ERROR_CORRUPT);
  g_clear_pointer (&reader, lw_reader_release);
  g_clear_object (&fixture->store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define CASE(name, function) \
  g_test_add ("/content/" name, StoreFixture, NULL, store_fixture_set_up, function, store_fixture_tear_down)
  CASE ("kept-beside-the-record", test_kept_beside_the_record);
  CASE ("undo-leaves-it", test_undo_leaves_it);
  CASE ("one-byte-is-seen", test_one_byte_is_seen);
  return g_test_run ();
}
