/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The change feed across stores on one file, and across processes: each command once, in the journal's order. */
#include "config.h"

#include "store-fixture.h"

#include "base/lw-error.h"

#define BURST 50

/* Two stores on the file of the fixture, and what each was told: "update lot L1, insert lot L3; …". */
typedef struct
{
  StoreFixture base;
  LwStore *other;
  GString *heard;
  GString *other_heard;
  gint64 start; /* seq of the journal before the test */
} Fixture;

static void
on_changed (LwStore *store, GPtrArray *changes, gpointer data)
{
  static const char *const ops[] = { "insert", "update", "delete" };
  GString *heard = data;

  for (guint i = 0; i < changes->len; i++)
    {
      const LwChange *change = g_ptr_array_index (changes, i);
      g_string_append_printf (heard, "%s%s %s %s", i > 0 ? ", " : "", ops[change->op], change->table, change->key);
    }
  g_string_append (heard, "; ");
}

static gint64
last_seq (LwStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = lw_store_reader (store, &error);
  gint64 seq = 0;

  g_assert_no_error (error);
  lw_connection_get_int (lw_reader_connection (reader), &seq, 0, &error, "SELECT max (seq) FROM journal", "");
  g_assert_no_error (error);
  return seq;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  store_fixture_set_up (&f->base, data);
  f->other = lw_store_open (f->base.path, f->base.schema, LW_STORE_READ_WRITE, &error);
  g_assert_no_error (error);
  f->heard = g_string_new (NULL);
  f->other_heard = g_string_new (NULL);
  g_signal_connect (f->base.store, "changed", G_CALLBACK (on_changed), f->heard);
  g_signal_connect (f->other, "changed", G_CALLBACK (on_changed), f->other_heard);
  f->start = last_seq (f->other);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  if (f->other)
    g_assert_finalize_object (f->other);
  store_fixture_tear_down (&f->base, data);
  g_string_free (f->heard, TRUE);
  g_string_free (f->other_heard, TRUE);
}

static gboolean
apply_sql (LwTransaction *transaction, gpointer data, GError **error)
{
  return lw_connection_run (lw_transaction_connection (transaction), error, data, "");
}

static void
run_sql (LwStore *store, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwCommand) command = lw_command_new ("Change", "tester", NULL, apply_sql, (gpointer) sql, NULL);

  lw_store_run (store, command, NULL, &error);
  g_assert_no_error (error);
}

static void
refresh (LwStore *store)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (lw_store_refresh (store, &error));
  g_assert_no_error (error);
}

/* What a store that heard all since @start was told, by the journal. */
static char *
told_by_journal (LwStore *store, gint64 start)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = lw_store_reader (store, &error);
  g_autoptr (LwStatement) entry = lw_connection_prepare (
      lw_reader_connection (reader),
      "SELECT group_concat (op || ' ' || tbl || ' ' || key, ', ') || '; ' FROM (SELECT * FROM journal ORDER BY seq)"
      " WHERE seq > ? AND tbl IS NOT NULL GROUP BY command ORDER BY command",
      &error);
  GString *told = g_string_new (NULL);

  g_assert_no_error (error);
  lw_statement_bind (entry, "i", start);
  while (lw_statement_step (entry, &error) == LW_STEP_ROW)
    g_string_append (told, lw_statement_text (entry, 0));
  g_assert_no_error (error);
  return g_string_free (told, FALSE);
}

static void
test_of_another (Fixture *f, gconstpointer data)
{
  run_sql (f->other, "UPDATE lot SET title = 'One' WHERE id = 'L1'");
  run_sql (f->other, "INSERT INTO lot (id, title, position) VALUES ('L3', 'Three', 3)");
  run_sql (f->other, "DELETE FROM lot WHERE id = 'L2'");
  g_assert_cmpstr (f->heard->str, ==, "");
  refresh (f->base.store);
  g_assert_cmpstr (f->heard->str, ==, "update lot L1; insert lot L3; delete lot L2; ");
  g_assert_cmpstr (f->heard->str, ==, f->other_heard->str);
  refresh (f->base.store);
  refresh (f->other);
  g_assert_cmpstr (f->heard->str, ==, "update lot L1; insert lot L3; delete lot L2; ");
  g_assert_cmpstr (f->heard->str, ==, f->other_heard->str);
  /* many rows of one command, in whatever order it has them */
  run_sql (f->other, "UPDATE lot SET position = position + 1, note = 'later'");
  refresh (f->base.store);
  g_assert_cmpstr (f->heard->str, ==, f->other_heard->str);
  g_assert_nonnull (strstr (f->heard->str, ", update lot "));
}

/* Own commands come behind those of others that were before, without a refresh, and never again by one. */
static void
test_in_order (Fixture *f, gconstpointer data)
{
  run_sql (f->base.store, "UPDATE lot SET title = 'a' WHERE id = 'L1'");
  run_sql (f->other, "UPDATE lot SET title = 'b' WHERE id = 'L2'");
  run_sql (f->other, "UPDATE competition SET title = 'c'");
  run_sql (f->base.store, "UPDATE lot SET title = 'd' WHERE id = 'L1'");
  g_assert_cmpstr (f->heard->str, ==, "update lot L1; update lot L2; update competition test; update lot L1; ");
  g_assert_cmpstr (f->other_heard->str, ==, "update lot L1; update lot L2; update competition test; ");
  refresh (f->base.store);
  refresh (f->other);
  g_assert_cmpstr (f->heard->str, ==, "update lot L1; update lot L2; update competition test; update lot L1; ");
  g_assert_cmpstr (f->other_heard->str, ==, f->heard->str);
}

static void
test_undo_of_another (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;

  run_sql (f->base.store, "INSERT INTO lot (id, title, position) VALUES ('L3', 'Three', 3)");
  g_assert_true (lw_store_undo (f->other, "another", NULL, NULL, &error));
  g_assert_no_error (error);
  refresh (f->base.store);
  g_assert_cmpstr (f->heard->str, ==, "insert lot L3; delete lot L3; ");
  name = lw_store_redo_name (f->base.store);
  g_assert_cmpstr (name, ==, "Change");
  g_assert_true (lw_store_redo (f->base.store, "tester", NULL, NULL, &error));
  refresh (f->other);
  g_assert_cmpstr (f->other_heard->str, ==, "insert lot L3; delete lot L3; insert lot L3; ");
  g_assert_cmpstr (f->heard->str, ==, f->other_heard->str);
}

/* A final command may change no row; one that changes nothing is not recorded at all. Neither is told. */
static void
test_without_changes (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwCommand) command
      = lw_command_new ("Publish", "another", NULL, apply_sql, (gpointer) "UPDATE lot SET title = title", NULL);

  lw_command_set_final (command);
  g_assert_true (lw_store_run (f->other, command, NULL, &error));
  run_sql (f->base.store, "UPDATE lot SET title = title");
  refresh (f->base.store);
  g_assert_cmpstr (f->heard->str, ==, "");
  run_sql (f->other, "UPDATE lot SET title = 'x' WHERE id = 'L1'");
  run_sql (f->base.store, "UPDATE lot SET title = title");
  refresh (f->base.store);
  g_assert_cmpstr (f->heard->str, ==, "update lot L1; ");
}

static void
test_read_only (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) heard = g_string_new (NULL);
  g_autoptr (LwStore) reader = lw_store_open (f->base.path, f->base.schema, LW_STORE_READ_ONLY, &error);

  g_assert_no_error (error);
  g_signal_connect (reader, "changed", G_CALLBACK (on_changed), heard);
  run_sql (f->other, "UPDATE lot SET title = 'x' WHERE id = 'L1'");
  refresh (reader);
  g_assert_cmpstr (heard->str, ==, "update lot L1; ");
}

/* ---- following ---- */

static void
test_following (Fixture *f, gconstpointer data)
{
  lw_store_set_following (f->base.store, TRUE);
  lw_store_set_following (f->base.store, TRUE);
  run_sql (f->other, "UPDATE lot SET title = 'x' WHERE id = 'L1'");
  while (f->heard->len == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (f->heard->str, ==, "update lot L1; ");
  lw_store_set_following (f->base.store, FALSE);
  lw_store_set_following (f->other, TRUE);
  run_sql (f->base.store, "UPDATE lot SET title = 'y' WHERE id = 'L1'");
  while (!g_str_equal (f->other_heard->str, "update lot L1; update lot L1; "))
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
has_sources (GMainContext *context)
{
  int timeout = -1, priority = 0;
  GPollFD fds[8];

  g_assert_true (g_main_context_acquire (context));
  gboolean ready = g_main_context_prepare (context, &priority);
  g_main_context_query (context, G_MAXINT, &timeout, fds, G_N_ELEMENTS (fds));
  g_main_context_release (context);
  return ready || timeout >= 0;
}

/* A store that is closed, or dropped, while following leaves nothing in its context. */
static void
test_following_ends (Fixture *f, gconstpointer data)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GError) error = NULL;

  g_main_context_push_thread_default (context);
  for (guint i = 0; i < 3; i++)
    {
      LwStore *store = lw_store_open (f->base.path, f->base.schema, LW_STORE_READ_WRITE, &error);
      g_assert_no_error (error);
      lw_store_set_following (store, TRUE);
      g_assert_true (has_sources (context));
      if (i == 0)
        lw_store_close (store);
      else if (i == 1)
        lw_store_set_following (store, FALSE);
      if (i < 2)
        g_assert_false (has_sources (context));
      g_assert_finalize_object (store);
      g_assert_false (has_sources (context));
    }
  g_main_context_pop_thread_default (context);
}

/* ---- both at once ---- */

typedef struct
{
  LwStore *store;
  const char *lot;
  gint done;
} Writer;

static gpointer
write_burst (gpointer data)
{
  Writer *writer = data;

  for (guint i = 0; i < BURST; i++)
    {
      g_autofree char *sql = g_strdup_printf ("UPDATE lot SET title = '%u' WHERE id = '%s'", i, writer->lot);
      run_sql (writer->store, sql);
    }
  g_atomic_int_set (&writer->done, TRUE);
  return NULL;
}

/* Each store has its commands and those of the other while it refreshes all the time: nothing is lost, doubled or moved. */
static void
test_burst (Fixture *f, gconstpointer data)
{
  Writer one = { f->base.store, "L1", FALSE }, two = { f->other, "L2", FALSE };
  g_assert_true (g_main_context_acquire (NULL)); /* the signals come here, not in the writers' threads */
  GThread *first = g_thread_new ("one", write_burst, &one);
  GThread *second = g_thread_new ("two", write_burst, &two);

  while (!g_atomic_int_get (&one.done) || !g_atomic_int_get (&two.done))
    {
      refresh (f->base.store);
      refresh (f->other);
    }
  g_thread_join (first);
  g_thread_join (second);
  refresh (f->base.store);
  refresh (f->other);
  g_main_context_release (NULL);

  g_autofree char *told = told_by_journal (f->other, f->start);
  g_auto (GStrv) commands = g_strsplit (told, "; ", -1);
  g_assert_cmpuint (g_strv_length (commands), ==, 2 * BURST + 1);
  g_assert_cmpstr (f->heard->str, ==, told);
  g_assert_cmpstr (f->other_heard->str, ==, told);
}

/* The same with the loop and asynchronous commands, without a refresh by hand. */
static void
on_done (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  guint *left = data;

  g_assert_true (lw_store_run_finish (LW_STORE (source), result, &error));
  g_assert_no_error (error);
  (*left)--;
}

static void
test_burst_async (Fixture *f, gconstpointer data)
{
  guint left = 2 * BURST;

  for (guint i = 0; i < BURST; i++)
    for (guint side = 0; side < 2; side++)
      {
        char *sql = g_strdup_printf ("UPDATE lot SET title = '%u' WHERE id = 'L%u'", i, side + 1);
        lw_store_run_async (side ? f->other : f->base.store,
                            lw_command_new ("Change", "tester", NULL, apply_sql, sql, g_free), NULL, on_done, &left);
      }
  lw_store_set_following (f->base.store, TRUE);
  lw_store_set_following (f->other, TRUE);
  while (left > 0)
    g_main_context_iteration (NULL, TRUE);
  g_autofree char *told = told_by_journal (f->other, f->start);
  while (f->heard->len < strlen (told) || f->other_heard->len < strlen (told))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (f->heard->str, ==, told);
  g_assert_cmpstr (f->other_heard->str, ==, told);
}

/* ---- another process ---- */

static void
test_process_writes (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwHost) host = lw_host_new (NULL);
  g_autoptr (LwStore) store = lw_store_open (g_getenv ("LW_TEST_FEED"), lw_host_get_schema (host), LW_STORE_READ_WRITE, &error);
  Writer writer = { store, "L2", FALSE };

  g_assert_no_error (error);
  write_burst (&writer);
  g_assert_true (lw_store_undo (store, "another", NULL, NULL, &error));
  g_assert_no_error (error);
}

static void
test_process (Fixture *f, gconstpointer data)
{
  Writer writer = { f->base.store, "L1", FALSE };
  GThread *thread;

  g_setenv ("LW_TEST_FEED", f->base.path, TRUE);
  g_assert_true (g_main_context_acquire (NULL));
  thread = g_thread_new ("own", write_burst, &writer);
  g_test_trap_subprocess ("/feed/process/subprocess/writes", 0, 0);
  g_test_trap_assert_passed ();
  g_thread_join (thread);
  refresh (f->base.store);
  g_main_context_release (NULL);

  g_autofree char *told = told_by_journal (f->base.store, f->start);
  g_auto (GStrv) commands = g_strsplit (told, "; ", -1);
  g_assert_cmpuint (g_strv_length (commands), ==, 2 * BURST + 2);
  g_assert_cmpstr (f->heard->str, ==, told);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *name;
    void (*run) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/feed/of-another", test_of_another },
    { "/feed/in-order", test_in_order },
    { "/feed/undo-of-another", test_undo_of_another },
    { "/feed/without-changes", test_without_changes },
    { "/feed/read-only", test_read_only },
    { "/feed/following", test_following },
    { "/feed/following-ends", test_following_ends },
    { "/feed/burst", test_burst },
    { "/feed/burst-async", test_burst_async },
    { "/feed/process", test_process },
  };
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, set_up, tests[i].run, tear_down);
  g_test_add_func ("/feed/process/subprocess/writes", test_process_writes);

  return g_test_run ();
}
