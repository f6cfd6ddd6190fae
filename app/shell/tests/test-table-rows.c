/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Rows without their table: orders of all kinds, filters, rows of the store and its change feed. */
#include "config.h"

#include "../../core/tests/store-fixture.h"
#include "base/lw-rational.h"
#include "table/lw-memory-rows.h"
#include "table/lw-ranks.h"
#include "table/lw-sql-rows.h"

/* ---- orders ---- */

typedef struct
{
  LwColumnKind kind;
  const char *texts[10]; /* in their order */
} OrderCase;

static const char *const choices[] = { "open", "done", "a third", NULL };

static const OrderCase order_cases[] = {
  { LW_COLUMN_TEXT, { "1.2", "1.10", "b2", "B10", "Ébène", "f", "F1" } },
  { LW_COLUMN_TEXT, { "L2", "L12", "L12/B2", "L12/B10", "M0001", "M2" } },
  { LW_COLUMN_NUMBER, { "-10", "-9", "0", "1/3", "0.5", "2", "10", "pass" } },
  { LW_COLUMN_DECIMAL, { "-1.5", "-1.25", "-1", "0", "0.09", "0.1", "1", "1.000001", "99999999999999999999.5" } },
  { LW_COLUMN_MONEY, { "9.99", "10.00", "8400000.00", "10000000.00", "fail", "none" } },
  { LW_COLUMN_CHOICE, { "open", "done", "a third", "another" } },
  { LW_COLUMN_TIME, { "2013-11-14T09:00:00.000Z", "2013-11-14T10:00:00.000Z", "2014-01-01T00:00:00.000Z" } },
};

static guint
n_texts (const char *const *texts, guint most)
{
  guint n = 0;

  while (n < most && texts[n] != NULL)
    n++;
  return n;
}

static void
test_order (gconstpointer data)
{
  const OrderCase *given = data;
  const LwColumn column = { "x", "X", given->kind, 0, 0, given->kind == LW_COLUMN_CHOICE ? choices : NULL };
  const guint n = n_texts (given->texts, G_N_ELEMENTS (given->texts));
  guint n_ranks;
  g_autofree guint32 *ranks = lw_ranks_of (&column, given->texts, n, &n_ranks);

  g_assert_cmpuint (n_ranks, ==, n);
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpuint (ranks[i], ==, i);
      for (guint j = 0; j < n; j++)
        {
          g_assert_cmpint (lw_ranks_compare (&column, given->texts[i], given->texts[j], FALSE), ==, (i > j) - (i < j));
          g_assert_cmpint (lw_ranks_compare (&column, given->texts[i], given->texts[j], TRUE), ==, (i < j) - (i > j));
        }
    }
}

/* Equal ones stay as they were, and empty ones come last either way. */
static void
test_stable (void)
{
  const LwColumn column = { "x", "X", LW_COLUMN_DECIMAL, 0, 0, NULL };
  const char *const texts[] = { "2", "", "1.0", "1", "2.00" };
  const guint32 up[] = { 2, 3, 0, 4, 1 }, down[] = { 0, 4, 2, 3, 1 };
  guint32 handles[] = { 0, 1, 2, 3, 4 };
  guint n_ranks;
  g_autofree guint32 *ranks = lw_ranks_of (&column, texts, 5, &n_ranks);

  g_assert_cmpuint (n_ranks, ==, 2);
  lw_ranks_sort (handles, 5, ranks, n_ranks, FALSE);
  g_assert_cmpmem (handles, sizeof handles, up, sizeof up);
  for (guint i = 0; i < 5; i++)
    handles[i] = i;
  lw_ranks_sort (NULL, 0, ranks, n_ranks, FALSE); /* a filter that nothing passes */
  lw_ranks_sort (handles, 5, ranks, n_ranks, TRUE);
  g_assert_cmpmem (handles, sizeof handles, down, sizeof down);
}

/* The order of many is that of any two. */
static void
test_many (void)
{
  const LwColumn column = { "x", "X", LW_COLUMN_DECIMAL, 0, 0, NULL };
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  guint n_ranks;

  for (guint i = 0; i < 500; i++)
    g_ptr_array_add (texts, g_strdup_printf ("%s%u.%03u", i % 3 == 0 ? "-" : "", i * 7919 % 1009, i * 31 % 1000));
  g_autofree guint32 *ranks = lw_ranks_of (&column, (const char *const *) texts->pdata, texts->len, &n_ranks);
  for (guint i = 0; i < texts->len; i++)
    for (guint j = 0; j < texts->len; j += 17)
      {
        g_auto (LwRational) a = LW_RATIONAL_INIT, b = LW_RATIONAL_INIT;

        g_assert_true (lw_rational_parse (&a, texts->pdata[i], "a", NULL));
        g_assert_true (lw_rational_parse (&b, texts->pdata[j], "b", NULL));
        g_assert_cmpint ((ranks[i] > ranks[j]) - (ranks[i] < ranks[j]), ==,
                         CLAMP (lw_rational_cmp (&a, &b), -1, 1));
      }
}

/* So many that two threads sort them: with one beginning for all, long runs of equal ones, an accent, empty ones. */
static void
test_two_threads (void)
{
  const LwColumn column = { .id = "c", .title = "C", .kind = LW_COLUMN_TEXT };
  const guint n = 120000;
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  guint n_ranks;

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (texts, i % 1000 == 999 ? g_strdup ("")
                                            : g_strdup_printf ("%s evaluator %u, bidder %u", i % 2 == 0 ? "Équipe" : "équipe",
                                                               i * 7919u % 40, i * 1009u % 3000));
  g_autofree guint32 *ranks = lw_ranks_of (&column, (const char *const *) texts->pdata, n, &n_ranks);

  g_assert_cmpuint (n_ranks, ==, 3000 - 3); /* whatever the case of the first letter; three are always empty */
  for (guint i = 0; i < n; i++)
    g_assert_true ((ranks[i] == LW_RANK_EMPTY) == (i % 1000 == 999));
  for (guint i = 0; i < n; i += 13)
    {
      const guint j = (i * 31u + 7) % n;
      const char *one = g_ptr_array_index (texts, i), *other = g_ptr_array_index (texts, j);

      g_assert_cmpint ((ranks[i] > ranks[j]) - (ranks[i] < ranks[j]), ==, lw_ranks_compare (&column, one, other, FALSE));
    }
}

static void
test_words (void)
{
  g_assert_true (lw_text_holds ("Supply Chain", 12, "chain"));
  g_assert_true (lw_text_holds ("ÉTÉ", strlen ("ÉTÉ"), "été"));
  g_assert_false (lw_text_holds ("Supply Chain", 6, "chain"));
  g_assert_true (lw_text_holds ("", 0, ""));
  g_assert_false (lw_text_holds ("", 0, "a"));
}

/* ---- what rows show ---- */

static char *
keys_of (LwRows *rows)
{
  GString *keys = g_string_new (NULL);

  for (guint i = 0; i < lw_rows_get_n_rows (rows); i++)
    {
      g_autofree char *key = lw_rows_get_key (rows, i);
      g_string_append_printf (keys, "%s%s", i > 0 ? " " : "", key);
    }
  return g_string_free (keys, FALSE);
}

static void
assert_keys (gpointer rows, const char *expected)
{
  g_autofree char *keys = keys_of (LW_ROWS (rows));

  g_assert_cmpstr (keys, ==, expected);
}

static void
assert_text (gpointer rows, guint place, guint column, const char *expected)
{
  g_autofree char *text = lw_rows_get_text (LW_ROWS (rows), place, column);

  g_assert_cmpstr (text, ==, expected);
}

static void
count (gpointer rows, guint *n)
{
  (*n)++;
}

static void
count_row (gpointer rows, guint handle, guint *n)
{
  (*n)++;
}

/* ---- in memory ---- */

static const LwColumn memory_columns[] = {
  { "id", "Id", LW_COLUMN_TEXT, 0, 0, NULL },
  { "price", "Price", LW_COLUMN_MONEY, 0, 0, NULL },
};

static void
add (GPtrArray *rows, const char *key, const char *price, const char *raw)
{
  LwMemoryRow *row = lw_memory_row_new (key, (const char *const[]){ key, price, NULL });

  lw_memory_row_set_raw (row, 1, raw);
  g_ptr_array_add (rows, row);
}

static void
test_memory (void)
{
  g_autoptr (LwMemoryRows) memory = lw_memory_rows_new (memory_columns, G_N_ELEMENTS (memory_columns));
  LwRows *rows = LW_ROWS (memory);
  GPtrArray *given = g_ptr_array_new_with_free_func ((GDestroyNotify) lw_memory_row_free);
  guint items = 0, changed = 0, place;

  add (given, "B2", "£900", "900.00");
  add (given, "B10", "£1,000", "1000.00");
  add (given, "B1", "none", "");
  g_signal_connect (rows, "items-changed", G_CALLBACK (count), &items);
  g_signal_connect (rows, "row-changed", G_CALLBACK (count_row), &changed);
  lw_memory_rows_set (memory, given);
  assert_keys (rows, "B2 B10 B1");
  g_assert_cmpuint (items, ==, 1);

  lw_rows_sort (rows, "id", FALSE);
  assert_keys (rows, "B1 B2 B10");
  lw_rows_sort (rows, "price", TRUE);
  assert_keys (rows, "B10 B2 B1");
  assert_text (rows, 0, 1, "£1,000");
  lw_rows_set_filter (rows, "00 b2");
  assert_keys (rows, "B2");
  g_assert_true (lw_rows_is_filtered (rows));
  g_assert_cmpuint (lw_rows_get_n_all (rows), ==, 3);
  lw_rows_set_filter (rows, "");
  lw_rows_set_equals (rows, "price", "900.00");
  assert_keys (rows, "B2");
  lw_rows_set_equals (rows, "price", NULL);

  /* the same rows, one of them with another text: that one alone is drawn again, under its old handle */
  const guint handle = lw_rows_get_handle (rows, 1);
  items = changed = 0;
  given = g_ptr_array_new ();
  add (given, "B2", "£901", "901.00");
  add (given, "B10", "£1,000", "1000.00");
  add (given, "B1", "none", "");
  lw_memory_rows_set (memory, given);
  g_assert_cmpuint (items, ==, 0);
  g_assert_cmpuint (changed, ==, 1);
  g_assert_true (lw_rows_find_key (rows, "B2", &place));
  g_assert_cmpuint (lw_rows_get_handle (rows, place), ==, handle);

  given = g_ptr_array_new ();
  add (given, "B3", "£5", "5");
  add (given, "B2", "£901", "901.00");
  lw_memory_rows_set (memory, given);
  assert_keys (rows, "B2 B3");
  g_assert_false (lw_rows_find_key (rows, "B10", &place));
  g_assert_true (lw_rows_find_handle (rows, handle, &place));
}

/* ---- of the store ---- */

static char *
in_capitals (const char *raw, gpointer data)
{
  return g_ascii_strup (raw == NULL ? "nothing" : raw, -1);
}

static LwCellTone
tone_of (const char *raw, gpointer data)
{
  return g_str_has_prefix (raw, "First") ? LW_CELL_GOOD : LW_CELL_PLAIN;
}

static const LwSqlColumn lot_columns[] = {
  { { "id", "Lot", LW_COLUMN_TEXT, 0, 0, NULL }, NULL, 1, NULL, NULL, NULL },
  { { "title", "Title", LW_COLUMN_TEXT, 0, 0, NULL }, "l.title", 0, NULL, in_capitals, tone_of },
  { { "position", "Position", LW_COLUMN_NUMBER, 0, 0, NULL }, "l.position", 0, NULL, NULL, NULL },
  { { "again", "Title again", LW_COLUMN_TEXT, 0, 0, NULL }, NULL, 1, "SELECT id, title FROM lot", NULL, NULL },
};

static const LwSqlTable lots = {
  .table = "lot",
  .from = "lot l",
  .keys = { "l.id" },
  .columns = lot_columns,
  .n_columns = G_N_ELEMENTS (lot_columns),
  .also = { "lot" },
};

static gboolean
apply_sql (LwTransaction *transaction, gpointer data, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (data, ";", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (!lw_connection_run (lw_transaction_connection (transaction), error, parts[i], ""))
      return FALSE;
  return TRUE;
}

/* Statements of one transaction; the feed comes in the main context. */
static void
run (LwStore *store, const char *sql)
{
  g_autoptr (LwCommand) command = lw_command_new ("Change", "tester", NULL, apply_sql, (gpointer) sql, NULL);
  g_autoptr (GError) error = NULL;

  lw_store_run (store, command, NULL, &error);
  g_assert_no_error (error);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
test_sql (StoreFixture *fixture, gconstpointer data)
{
  LwSqlRows *sql = lw_sql_rows_new (fixture->store, &lots, NULL);
  LwRows *rows = LW_ROWS (sql);
  guint place, items = 0, changed = 0;

  g_assert_null (lw_rows_get_job (rows));
  assert_keys (rows, "L1 L2");
  assert_text (rows, 0, 1, "FIRST LOT");
  assert_text (rows, 0, 3, "First lot");
  g_assert_cmpint (lw_rows_get_tone (rows, 0, 1), ==, LW_CELL_GOOD);
  g_assert_cmpint (lw_rows_get_tone (rows, 1, 1), ==, LW_CELL_PLAIN);

  g_signal_connect (rows, "items-changed", G_CALLBACK (count), &items);
  g_signal_connect (rows, "row-changed", G_CALLBACK (count_row), &changed);

  /* an insert comes where the order wants it, and the others keep their handles */
  lw_rows_sort (rows, "position", TRUE);
  assert_keys (rows, "L2 L1");
  const guint handle = lw_rows_get_handle (rows, 0);
  items = 0;
  run (fixture->store, "INSERT INTO lot (id, title, position) VALUES ('L10', 'Tenth', 10)");
  assert_keys (rows, "L10 L2 L1");
  g_assert_cmpuint (items, ==, 1);
  g_assert_true (lw_rows_find_handle (rows, handle, &place));
  g_assert_cmpuint (place, ==, 1);

  /* an update is drawn again where it is */
  items = changed = 0;
  run (fixture->store, "UPDATE lot SET position = 20, title = 'Other' WHERE id = 'L1'");
  assert_keys (rows, "L10 L2 L1");
  assert_text (rows, 2, 1, "OTHER");
  assert_text (rows, 2, 3, "Other");
  g_assert_cmpuint (items, ==, 0);
  g_assert_cmpuint (changed, >=, 1);
  lw_rows_sort (rows, "position", FALSE);
  assert_keys (rows, "L2 L10 L1");

  run (fixture->store, "DELETE FROM lot WHERE id = 'L10'");
  assert_keys (rows, "L2 L1");
  g_assert_cmpuint (lw_rows_get_n_all (rows), ==, 2);
  g_assert_true (lw_rows_find_handle (rows, handle, &place));
  run (fixture->store, "INSERT INTO lot (id, title, position) VALUES ('L10', 'Again', 3)");
  assert_keys (rows, "L2 L10 L1");
  g_assert_finalize_object (sql);
}

static void
test_sql_filter (StoreFixture *fixture, gconstpointer data)
{
  LwSqlRows *sql = lw_sql_rows_new (fixture->store, &lots, NULL);
  LwRows *rows = LW_ROWS (sql);

  run (fixture->store, "INSERT INTO lot (id, title, position) VALUES ('L10', 'Tenth lot', 10)");
  lw_rows_set_filter (rows, "LOT 1");
  assert_keys (rows, "L1 L10");
  lw_rows_set_equals (rows, "position", "10");
  assert_keys (rows, "L10");
  lw_rows_set_filter (rows, NULL);
  assert_keys (rows, "L10");

  /* what comes to pass is shown; what no longer passes stays until it is asked again */
  run (fixture->store, "UPDATE lot SET position = 10 WHERE id = 'L2'");
  assert_keys (rows, "L10 L2");
  run (fixture->store, "UPDATE lot SET position = 11 WHERE id = 'L10'");
  assert_keys (rows, "L10 L2");
  run (fixture->store, "INSERT INTO lot (id, title, position) VALUES ('L11', 'Eleventh', 5)");
  assert_keys (rows, "L10 L2");
  lw_rows_rearrange (rows);
  assert_keys (rows, "L2");
  g_assert_finalize_object (sql);
}

/* Many rows: read, sorted and filtered on threads, and many changes at once. */
#define MANY 60000

static gboolean
fill_many (LwTransaction *transaction, gpointer data, GError **error)
{
  g_autoptr (LwBulk) competitions = lw_bulk_new (transaction, "competition", (const char *const[]){ "id", "title", "currency", NULL }, error);
  g_autoptr (LwBulk) bulk = lw_bulk_new (transaction, "lot", (const char *const[]){ "id", "title", "position", NULL }, error);

  if (!lw_bulk_add (competitions, (const char *const[]){ "many", "Many", "GBP" }, NULL, error))
    return FALSE;
  for (guint i = 0; i < MANY; i++)
    {
      g_autofree char *id = g_strdup_printf ("L%05u", i), *title = g_strdup_printf ("Lot %u", i % 7);
      g_autofree char *position = g_strdup_printf ("%u", (i * 7919u) % MANY);

      if (!lw_bulk_add (bulk, (const char *const[]){ id, title, position }, NULL, error))
        return FALSE;
    }
  return TRUE;
}

static void
assert_ascending (LwRows *rows, guint column)
{
  const LwColumn *spec = lw_rows_get_column (rows, column);
  g_autofree char *before = NULL;

  for (guint i = 0; i < lw_rows_get_n_rows (rows); i += 997)
    {
      char *text = lw_rows_get_raw (rows, i, column);

      g_assert_cmpint (before == NULL ? -1 : lw_ranks_compare (spec, before, text, FALSE), <=, 0);
      g_free (before);
      before = text;
    }
}

static void
test_sql_many (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (LwCommand) command = lw_command_new ("Create", "tester", NULL, fill_many, NULL, NULL);
  g_autofree char *path = g_build_filename (fixture->directory, "many.lotwise", NULL);
  g_autoptr (GError) error = NULL;
  LwStore *store = lw_store_create (path, fixture->schema, command, NULL, &error);
  guint place;

  g_assert_no_error (error);
  LwSqlRows *sql = lw_sql_rows_new (store, &lots, NULL);
  LwRows *rows = LW_ROWS (sql);

  /* something to see at once, and the rest soon after, under the same handles */
  g_assert_cmpuint (lw_rows_get_n_rows (rows), >, 0);
  g_assert_cmpuint (lw_rows_get_n_rows (rows), <, MANY);
  g_autofree char *key = lw_rows_handle_key (rows, 17);
  lw_rows_wait (rows);
  g_assert_cmpuint (lw_rows_get_n_rows (rows), ==, MANY);
  g_autofree char *later = lw_rows_handle_key (rows, 17);
  g_assert_cmpstr (key, ==, later);

  for (guint column = 0; column < G_N_ELEMENTS (lot_columns); column++)
    {
      lw_rows_sort (rows, lot_columns[column].column.id, FALSE);
      lw_rows_wait (rows);
      g_assert_cmpuint (lw_rows_get_n_rows (rows), ==, MANY);
      assert_ascending (rows, column);
    }
  /* a wish that overtakes another */
  lw_rows_sort (rows, "title", TRUE);
  lw_rows_sort (rows, "position", FALSE);
  lw_rows_set_filter (rows, "L00001");
  lw_rows_wait (rows);
  assert_keys (rows, "L00001");
  lw_rows_set_filter (rows, "\"lot 3\"");
  lw_rows_wait (rows);
  g_assert_cmpuint (lw_rows_get_n_rows (rows), ==, 0);
  lw_rows_set_filter (rows, "lot 3");
  lw_rows_wait (rows);
  g_assert_true (lw_rows_find_key (rows, "L00003", &place));
  lw_rows_set_filter (rows, "");
  lw_rows_wait (rows);

  /* changes that come while a job runs wait for it */
  lw_rows_sort (rows, "title", FALSE);
  run (store, "DELETE FROM lot WHERE id < 'L00100';"
              "INSERT INTO lot (id, title, position) VALUES ('X1', 'Lot 3', 1);"
              "UPDATE lot SET title = 'AAA' WHERE id = 'L00500'");
  lw_rows_wait (rows);
  g_assert_cmpuint (lw_rows_get_n_rows (rows), ==, MANY - 100 + 1);
  g_assert_true (lw_rows_find_key (rows, "X1", &place));
  assert_text (rows, place, 0, "X1");
  g_assert_false (lw_rows_find_key (rows, "L00099", &place));
  run (store, "INSERT INTO lot (id, title, position) SELECT 'N' || id, title, position FROM lot WHERE id LIKE 'L001%'");
  lw_rows_wait (rows);
  g_assert_cmpuint (lw_rows_get_n_rows (rows), ==, MANY - 100 + 1 + 100);
  assert_ascending (rows, 3);

  /* a cancelled sort leaves the old order, and says so */
  lw_rows_sort (rows, "position", FALSE);
  if (lw_rows_get_job (rows) != NULL)
    lw_job_cancel (lw_rows_get_job (rows));
  lw_rows_wait (rows);
  g_assert_cmpuint (lw_rows_get_n_rows (rows), ==, MANY + 1);
  const char *sorted = lw_rows_get_sort (rows, NULL);
  assert_ascending (rows, (guint) lw_rows_find_column (rows, sorted));

  g_assert_finalize_object (sql);
  lw_store_close (store);
  g_assert_finalize_object (store);
}

/* The journal only grows, and the feed does not name it. */
static const LwSqlColumn journal_columns[] = {
  { { "seq", "Entry", LW_COLUMN_NUMBER, 0, 0, NULL }, NULL, 1, NULL, NULL, NULL },
  { { "op", "What", LW_COLUMN_TEXT, 0, 0, NULL }, "j.op", 0, NULL, NULL, NULL },
  { { "key", "Row", LW_COLUMN_TEXT, 0, 0, NULL }, "j.key", 0, NULL, NULL, NULL },
};

static const LwSqlTable journal = {
  .table = "journal",
  .from = "journal j",
  .where = "j.op <> 'command'",
  .keys = { "j.seq" },
  .integer_key = TRUE,
  .append = TRUE,
  .columns = journal_columns,
  .n_columns = G_N_ELEMENTS (journal_columns),
};

static void
test_journal (StoreFixture *fixture, gconstpointer data)
{
  LwSqlRows *sql = lw_sql_rows_new (fixture->store, &journal, NULL);
  LwRows *rows = LW_ROWS (sql);
  guint before = lw_rows_get_n_rows (rows);

  g_assert_cmpuint (before, ==, 3);
  lw_rows_sort (rows, "seq", TRUE);
  assert_text (rows, 2, 2, "test");
  run (fixture->store, "UPDATE lot SET title = 'Other' WHERE id = 'L1'");
  g_assert_cmpuint (lw_rows_get_n_rows (rows), ==, before + 1);
  assert_text (rows, 0, 1, "update");
  assert_text (rows, 0, 2, "L1");
  lw_rows_set_filter (rows, "update");
  g_assert_cmpuint (lw_rows_get_n_rows (rows), ==, 1);
  g_assert_finalize_object (sql);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (order_cases); i++)
    {
      g_autofree char *name = g_strdup_printf ("/table/order/%u", i);
      g_test_add_data_func (name, &order_cases[i], test_order);
    }
  g_test_add_func ("/table/order/stable", test_stable);
  g_test_add_func ("/table/order/many", test_many);
  g_test_add_func ("/table/order/two-threads", test_two_threads);
  g_test_add_func ("/table/words", test_words);
  g_test_add_func ("/table/memory", test_memory);
#define ADD(name, function) g_test_add (name, StoreFixture, NULL, store_fixture_set_up, function, store_fixture_tear_down)
  ADD ("/table/sql", test_sql);
  ADD ("/table/sql/filter", test_sql_filter);
  ADD ("/table/sql/many", test_sql_many);
  ADD ("/table/sql/journal", test_journal);
#undef ADD
  return g_test_run ();
}
