/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The fast way over many rows gives what stepping gives. */
#include "config.h"

#include "store/lw-scan.h"
#include "store-fixture.h"

#include "base/lw-error.h"

static void
take (const LwScanValue *values, gpointer data)
{
  GString *text = data;

  g_string_append_printf (text, "%.*s=%.*s%s;", (int) values[0].length, values[0].length > 0 ? values[0].bytes : "",
                          (int) values[1].length, values[1].length > 0 ? values[1].bytes : "",
                          values[1].bytes == NULL ? "(none)" : "");
}

static void
assert_scan (LwConnection *connection, const char *sql, const char *parameter, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  const gboolean fine = lw_connection_scan (connection, sql, parameter, take, text, &error);

  g_assert_no_error (error);
  g_assert_true (fine);
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_rows (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = lw_store_reader (fixture->store, &error);
  LwConnection *connection = lw_reader_connection (reader);

  g_assert_no_error (error);
  /* Twice: the aggregate is made once, and the statement is used again. */
  for (guint i = 0; i < 2; i++)
    {
      assert_scan (connection, "SELECT lw_scan (?1, id, title) FROM lot", NULL, "L1=First lot;L2=Second \"lot\"\\ ½;");
      assert_scan (connection, "SELECT lw_scan (?1, id, title) FROM lot WHERE id >= ?2", "L2", "L2=Second \"lot\"\\ ½;");
      assert_scan (connection, "SELECT lw_scan (?1, id, note) FROM lot WHERE id < ?2", "L2", "L1=(none);");
      assert_scan (connection, "SELECT lw_scan (?1, id, '') FROM lot WHERE id < ?2", "L2", "L1=(none);");
      assert_scan (connection, "SELECT lw_scan (?1, id, name) FROM bidder", NULL, "");
    }
}

static void
test_refused (StoreFixture *fixture, gconstpointer data)
{
  static const char *const wrong[] = {
    "SELECT lw_scan (?1, id, nothing) FROM lot",
    "SELECT lw_scan (id, title) FROM lot",
    "SELECT lw_scan (?1, 1, 2, 3, 4, 5, 6, 7, 8, 9) FROM lot",
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = lw_store_reader (fixture->store, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      g_assert_false (lw_connection_scan (lw_reader_connection (reader), wrong[i], NULL, take, text, &error));
      g_assert_error (error, LW_ERROR, LW_ERROR_STORE);
      g_assert_cmpstr (text->str, ==, "");
      g_clear_error (&error);
    }
}

/* A scan stops when it is cancelled, like any other reading. */
static void
test_cancelled (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (LwReader) reader = lw_store_reader (fixture->store, &error);

  g_assert_no_error (error);
  g_cancellable_cancel (cancellable);
  lw_reader_set_cancellable (reader, cancellable);
  g_assert_false (lw_connection_scan (lw_reader_connection (reader),
                                      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 1000000)"
                                      " SELECT lw_scan (?1, 'a', 'b') FROM n",
                                      NULL, take, text, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add ("/store/scan/rows", StoreFixture, NULL, store_fixture_set_up, test_rows, store_fixture_tear_down);
  g_test_add ("/store/scan/refused", StoreFixture, NULL, store_fixture_set_up, test_refused, store_fixture_tear_down);
  g_test_add ("/store/scan/cancelled", StoreFixture, NULL, store_fixture_set_up, test_cancelled,
              store_fixture_tear_down);
  return g_test_run ();
}
