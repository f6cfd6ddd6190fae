/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The dense store: what it reads from the rows, and that it stays what a full read gives. */
#include "config.h"

#include "fixture.h"
#include "lw-evaluation-live.h"

#include "base/lw-error.h"

#define SEED 20140627

static LwEvaluationMarks *
load (LwStore *store)
{
  g_autoptr (GError) error = NULL;
  LwEvaluationMarks *marks = lw_evaluation_marks_load_store (store, &error);

  g_assert_no_error (error);
  g_assert_nonnull (marks);
  return marks;
}

/* One connection, one thread. */
static LwEvaluationMarks *
load_alone (LwStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = lw_store_reader (store, &error);
  LwEvaluationMarks *marks;

  g_assert_no_error (error);
  marks = lw_evaluation_marks_load (lw_reader_connection (reader), &error);
  g_assert_no_error (error);
  g_assert_nonnull (marks);
  return marks;
}

static void
assert_same (const LwEvaluationMarks *a, const LwEvaluationMarks *b)
{
  const guint width = a->model->n_leaves;

  g_assert_cmpuint (width, ==, b->model->n_leaves);
  g_assert_cmpuint (a->n_lots, ==, b->n_lots);
  g_assert_cmpuint (a->n_bidders, ==, b->n_bidders);
  g_assert_cmpuint (a->n_bids, ==, b->n_bids);
  for (guint i = 0; i < a->n_bids; i++)
    {
      g_assert_cmpuint (a->bids[i].lot, ==, b->bids[i].lot);
      g_assert_cmpuint (a->bids[i].bidder, ==, b->bids[i].bidder);
      g_assert_cmpint (a->bids[i].price, ==, b->bids[i].price);
      g_assert_cmpint (a->bids[i].status, ==, b->bids[i].status);
    }
  g_assert_cmpmem (a->cells, (gsize) a->n_bids * width * sizeof (LwCell), b->cells,
                   (gsize) b->n_bids * width * sizeof (LwCell));
  g_assert_cmpmem (a->common, (gsize) a->n_bidders * width * sizeof (LwCell), b->common,
                   (gsize) b->n_bidders * width * sizeof (LwCell));
}

static LwCell
cell (const LwEvaluationMarks *marks, const char *lot, const char *bidder, const char *criterion)
{
  const int l = lw_evaluation_marks_find_lot (marks, lot, -1), b = lw_evaluation_marks_find_bidder (marks, bidder, -1);

  g_assert_cmpint (l, >=, 0);
  g_assert_cmpint (b, >=, 0);
  return lw_evaluation_marks_row (marks, lw_evaluation_marks_find_bid (marks, l, b))[fixture_leaf (marks->model, criterion)];
}

static void
test_read (void)
{
  LwStore *store = fixture_small_store (NULL);
  g_autoptr (LwEvaluationMarks) marks = load (store);

  g_assert_cmpuint (marks->n_lots, ==, 2);
  g_assert_cmpuint (marks->n_bids, ==, 6);
  g_assert_cmpint (marks->bids[0].price, ==, 10000);
  g_assert_cmpint (marks->bids[5].status, ==, LW_BID_WITHDRAWN);
  g_assert_cmpint (cell (marks, "L1", "B1", "1.1"), ==, 4); /* agreed, where 4 and 3 were given */
  g_assert_cmpint (cell (marks, "L1", "B2", "1.1"), ==, 2); /* given alike */
  g_assert_cmpint (cell (marks, "L2", "B3", "1.1"), ==, LW_CELL_MISSING);
  g_assert_cmpint (cell (marks, "L2", "B2", "1.2"), ==, 4); /* common to all lots */
  g_assert_cmpint (cell (marks, "L1", "B3", "2.1"), ==, 1);
  g_assert_cmpint (cell (marks, "L1", "B3", "3"), ==, 0);   /* price: never marked */
  g_assert_cmpint (lw_evaluation_marks_find_lot (marks, "L", -1), ==, -1);
  g_assert_cmpint (lw_evaluation_marks_find_lot (marks, "L11", -1), ==, -1);
  g_assert_cmpint (lw_evaluation_marks_find_bidder (marks, "", -1), ==, -1);
  g_autoptr (LwEvaluationMarks) alone = load_alone (store);
  assert_same (marks, alone);
  fixture_close (store);
}

/* Off the scale, in dispute, and marks that have no place. */
static void
test_odd_rows (void)
{
  static const char *const rows[] = {
    "lot|id=L3|title=Third|position=3",
    "bid|lot=L3|bidder=B1|status=submitted",
    "bid|lot=L3|bidder=B2|status=submitted",
    "bid|lot=L3|bidder=B3|status=submitted",
    "evaluation_mark|lot=L3|bidder=B1|criterion=1.1|person=E1|mark=3.0",
    "evaluation_mark|lot=L3|bidder=B1|criterion=1.1|person=E2|mark=3",
    "evaluation_mark|lot=L3|bidder=B2|criterion=1.1|person=E1|mark=3",
    "evaluation_mark|lot=L3|bidder=B2|criterion=1.1|person=E2|mark=4",
    "evaluation_mark|lot=L3|bidder=B3|criterion=1.1|person=E1|mark=3",
    "evaluation_mark|lot=L3|bidder=B3|criterion=1.1|person=E2|mark=9",
    "evaluation_mark|lot=L3|bidder=B3|criterion=1.2|person=E1|mark=0",
    "evaluation_mark|lot=L3|bidder=B3|criterion=1|person=E1|mark=0",
    "evaluation_mark|lot=|bidder=B3|criterion=1.1|person=E1|mark=0",
    "evaluation_mark|lot=L9|bidder=B3|criterion=1.1|person=E1|mark=0",
    NULL,
  };
  LwStore *store = fixture_small_store (rows);
  g_autoptr (LwEvaluationMarks) marks = load (store);

  g_assert_cmpint (cell (marks, "L3", "B1", "1.1"), ==, 3);
  g_assert_cmpint (cell (marks, "L3", "B2", "1.1"), ==, LW_CELL_DISPUTED);
  g_assert_cmpint (cell (marks, "L3", "B3", "1.1"), ==, LW_CELL_OFF_SCALE);
  g_assert_cmpint (cell (marks, "L3", "B3", "1.2"), ==, 5);
  g_assert_cmpint (marks->bids[6].price, ==, -1);
  fixture_close (store);
}

static void
test_no_method (void)
{
  static const char *const rows[] = { "competition|id=c|title=C|currency=GBP", NULL };
  g_autoptr (GError) error = NULL;
  LwStore *store = fixture_store (rows);
  g_autoptr (LwEvaluationMarks) marks = lw_evaluation_marks_load_store (store, &error);

  g_assert_error (error, LW_ERROR, LW_ERROR_NOT_FOUND);
  g_assert_null (marks);
  fixture_close (store);
}

/* ---- many marks: two threads see what one does ---- */

#define LOTS 30
#define BIDDERS 40
#define LEAVES 20

static gboolean
fill_many (LwTransaction *transaction, gpointer data, GError **error)
{
  static const char *const columns[] = { "lot", "bidder", "criterion", "person", "mark", NULL };
  g_autoptr (LwBulk) bulk = lw_bulk_new (transaction, "evaluation_mark", columns, error);
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);

  for (guint lot = 0; lot < LOTS; lot++)
    for (guint bidder = 0; bidder < BIDDERS; bidder++)
      for (guint leaf = 0; leaf < LEAVES; leaf++)
        for (guint person = 0; person < 2; person++)
          {
            g_autofree char *lot_id = g_strdup_printf ("L%02u", lot);
            g_autofree char *bidder_id = g_strdup_printf ("B%02u", bidder);
            g_autofree char *criterion = g_strdup_printf ("1.%u", leaf);
            const char *values[]
                = { lot_id, bidder_id, criterion, person == 0 ? "E1" : "E2", g_rand_boolean (rand) ? "3" : "5" };
            const gssize lengths[] = { -1, -1, -1, -1, -1 };

            if (!lw_bulk_add (bulk, values, lengths, error))
              return FALSE;
          }
  return TRUE;
}

static gboolean
fill_both (LwTransaction *transaction, gpointer data, GError **error)
{
  LwApplyFunc *first = data;

  return (*first) (transaction, NULL, error) && fill_many (transaction, NULL, error);
}

static void
add_row (LwTransaction *transaction, const char *table, const char *const *columns, const char *const *values,
         GError **error)
{
  g_autoptr (LwBulk) bulk = lw_bulk_new (transaction, table, columns, error);
  const gssize lengths[] = { -1, -1, -1, -1, -1, -1, -1, -1 };

  g_assert_no_error (*error);
  lw_bulk_add (bulk, values, lengths, error);
  g_assert_no_error (*error);
}

#define ROW(table, columns, ...) \
  add_row (transaction, table, (const char *const[]) columns, (const char *const[]) { __VA_ARGS__ }, error)
#define C(...) { __VA_ARGS__, NULL }

static gboolean
fill_structure (LwTransaction *transaction, gpointer data, GError **error)
{
  ROW ("competition", C ("id", "title", "currency"), "many", "Many", "GBP");
  ROW ("person", C ("id", "name"), "E1", "Evaluator 1");
  ROW ("person", C ("id", "name"), "E2", "Evaluator 2");
  ROW ("evaluation_method", C ("id", "weights", "whole", "rounding", "places", "rule"), "method", "points", "100",
       "total", "2", "half-up");
  ROW ("evaluation_scale", C ("id", "title"), "S5", "Scale");
  ROW ("evaluation_scale_mark", C ("scale", "value", "label", "position"), "S5", "3", "Three", "1");
  ROW ("evaluation_scale_mark", C ("scale", "value", "label", "position"), "S5", "5", "Five", "2");
  ROW ("evaluation_criterion", C ("id", "title", "kind", "weight", "position"), "1", "Quality", "group", "100", "1");
  for (guint i = 0; i < LEAVES; i++)
    {
      g_autofree char *id = g_strdup_printf ("1.%u", i), *position = g_strdup_printf ("%u", i + 2);

      ROW ("evaluation_criterion", C ("id", "parent", "title", "kind", "weight", "scale", "position"), id, "1", id,
           "scored", "5", "S5", position);
    }
  for (guint i = 0; i < BIDDERS; i++)
    {
      g_autofree char *id = g_strdup_printf ("B%02u", i), *position = g_strdup_printf ("%u", i + 1);

      ROW ("bidder", C ("id", "name", "form", "position"), id, id, "single", position);
    }
  for (guint i = 0; i < LOTS; i++)
    {
      g_autofree char *id = g_strdup_printf ("L%02u", i), *position = g_strdup_printf ("%u", LOTS - i);

      ROW ("lot", C ("id", "title", "position"), id, id, position);
      for (guint b = 0; b < BIDDERS; b++)
        {
          g_autofree char *bidder = g_strdup_printf ("B%02u", b);

          ROW ("bid", C ("lot", "bidder", "price", "status"), id, bidder, "100", "submitted");
        }
    }
  return TRUE;
}

static void
test_two_threads (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwSchema) schema = fixture_schema ();
  g_autofree char *directory = g_dir_make_tmp ("lotwise-evaluation-XXXXXX", &error);
  g_autofree char *path = g_build_filename (directory, "many.lotwise", NULL);
  LwApplyFunc structure = fill_structure;
  g_autoptr (LwCommand) command = lw_command_new ("Make many", "tester", NULL, fill_both, &structure, NULL);
  LwStore *store = lw_store_create (path, schema, command, NULL, &error);

  g_assert_no_error (error);
  g_autoptr (LwEvaluationMarks) both = load (store);
  g_autoptr (LwEvaluationMarks) alone = load_alone (store);
  assert_same (both, alone);
  /* Lots stand in the order of the file, which is not that of their names. */
  g_assert_cmpstr (both->lots[0].id, ==, "L29");
  g_autofree LwBidOutcome *outcomes = g_new (LwBidOutcome, both->n_bids);
  g_assert_true (lw_evaluation_totals (both, outcomes));
  fixture_close (store);
}

/* ---- the change feed ---- */

static char *
random_change (GRand *rand)
{
  static const char *const lots[] = { "L1", "L2", "" }, *const bidders[] = { "B1", "B2", "B3" };
  static const char *const people[] = { "E1", "E2" }, *const statuses[] = { "submitted", "withdrawn", "excluded" };
  const char *lot = lots[g_rand_int_range (rand, 0, 3)], *bidder = bidders[g_rand_int_range (rand, 0, 3)];
  const char *person = people[g_rand_int_range (rand, 0, 2)];
  const char *criterion = lot[0] != '\0' ? "1.1" : g_rand_boolean (rand) ? "1.2" : "2.1";
  g_autofree char *mark = criterion[0] == '2' ? g_strdup (g_rand_boolean (rand) ? "pass" : "fail")
                                              : g_strdup_printf ("%d", g_rand_int_range (rand, 0, 7));

  switch (g_rand_int_range (rand, 0, 12))
    {
    case 0:
    case 1:
    case 2:
      return g_strdup_printf ("INSERT INTO evaluation_mark (lot, bidder, criterion, person, mark)"
                              " VALUES ('%s', '%s', '%s', '%s', '%s')"
                              " ON CONFLICT DO UPDATE SET mark = excluded.mark",
                              lot, bidder, criterion, person, mark);
    case 3:
      return g_strdup_printf ("DELETE FROM evaluation_mark WHERE lot = '%s' AND bidder = '%s' AND person = '%s'", lot,
                              bidder, person);
    case 4:
    case 5:
      return g_strdup_printf ("INSERT INTO evaluation_consensus (lot, bidder, criterion, mark)"
                              " VALUES ('%s', '%s', '%s', '%s') ON CONFLICT DO UPDATE SET mark = excluded.mark",
                              lot, bidder, criterion, mark);
    case 6:
      return g_strdup_printf ("DELETE FROM evaluation_consensus WHERE bidder = '%s'", bidder);
    case 7:
      return g_strdup_printf ("UPDATE bid SET price = %d WHERE bidder = '%s'", g_rand_int_range (rand, 0, 9999), bidder);
    case 8:
      return g_strdup_printf ("UPDATE bid SET price = NULL, status = '%s' WHERE lot = 'L1' AND bidder = '%s'",
                              statuses[g_rand_int_range (rand, 0, 3)], bidder);
    case 9:
      return g_strdup_printf ("UPDATE evaluation_mark SET mark = '%s' WHERE criterion = '%s'", mark, criterion);
    case 10:
      return g_strdup_printf ("UPDATE evaluation_criterion SET minimum = '%d' WHERE id = '1.1'",
                              g_rand_int_range (rand, 0, 3));
    default:
      return g_strdup_printf ("INSERT INTO bid (lot, bidder, price, status) VALUES ('L2', 'B%d', 5, 'submitted')"
                              " ON CONFLICT DO UPDATE SET price = 6",
                              g_rand_int_range (rand, 1, 4));
    }
}

typedef struct
{
  guint n;
  guint lots;
} Updates;

static void
on_updated (LwEvaluationLive *live, GArray *lots, Updates *updates)
{
  updates->n++;
  updates->lots += lots->len;
}

/* After any change the store that follows the feed is what a full read gives. */
static void
test_live (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  LwStore *store = fixture_small_store (NULL);
  g_autoptr (LwEvaluationLive) live = lw_evaluation_live_new (store, &error);
  Updates updates = { 0, 0 };

  g_assert_no_error (error);
  g_signal_connect (live, "updated", G_CALLBACK (on_updated), &updates);
  for (guint i = 0; i < 400; i++)
    {
      g_autofree char *sql = random_change (rand);
      const guint generation = lw_evaluation_live_get_marks (live)->generation;

      fixture_run (store, sql);
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_autoptr (LwEvaluationMarks) fresh = load (store);
      g_assert_null (lw_evaluation_live_get_error (live));
      assert_same (lw_evaluation_live_get_marks (live), fresh);
      if (g_str_has_prefix (sql, "UPDATE evaluation_mark"))
        g_assert_cmpuint (lw_evaluation_live_get_marks (live)->generation, ==, generation);
    }
  g_assert_cmpuint (updates.n, >, 100);
  g_assert_cmpuint (updates.lots, >=, updates.n / 2);
  g_clear_object (&live);
  fixture_close (store);
}

/* Undo brings the marks back too. */
static void
test_live_undo (void)
{
  g_autoptr (GError) error = NULL;
  LwStore *store = fixture_small_store (NULL);
  g_autoptr (LwEvaluationLive) live = lw_evaluation_live_new (store, &error);

  g_assert_no_error (error);
  fixture_run (store, "UPDATE evaluation_consensus SET mark = '1'");
  g_assert_cmpint (cell (lw_evaluation_live_get_marks (live), "L1", "B1", "1.1"), ==, 1);
  lw_store_undo (store, "tester", NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (cell (lw_evaluation_live_get_marks (live), "L1", "B1", "1.1"), ==, 4);
  g_clear_object (&live);
  fixture_close (store);
}

/* A competition gets its method later. */
static void
test_live_method (void)
{
  static const char *const rows[]
      = { "competition|id=c|title=C|currency=GBP", "lot|id=L1|title=One|position=1", NULL };
  g_autoptr (GError) error = NULL;
  LwStore *store = fixture_store (rows);
  g_autoptr (LwEvaluationLive) live = lw_evaluation_live_new (store, &error);

  g_assert_no_error (error);
  g_assert_null (lw_evaluation_live_get_marks (live));
  g_assert_error (lw_evaluation_live_get_error (live), LW_ERROR, LW_ERROR_NOT_FOUND);
  fixture_run (store, "INSERT INTO evaluation_method (id, weights, whole, rounding, places, rule)"
                      " VALUES ('method', 'points', '100', 'total', 2, 'half-up')");
  g_assert_nonnull (lw_evaluation_live_get_marks (live));
  g_assert_null (lw_evaluation_live_get_error (live));
  g_clear_object (&live);
  fixture_close (store);
}

/* ---- on a thread ---- */

typedef struct
{
  guint updates;
  guint lots;
  guint jobs; /* times that "job" was notified */
} Heard;

static void
on_heard (LwEvaluationLive *live, GArray *lots, Heard *heard)
{
  heard->updates++;
  heard->lots += lots->len;
}

static void
on_job (LwEvaluationLive *live, GParamSpec *pspec, Heard *heard)
{
  heard->jobs++;
}

static LwEvaluationLive *
open_with_job (LwStore *store, gint64 many, Heard *heard)
{
  g_autoptr (GError) error = NULL;
  LwEvaluationLive *live = lw_evaluation_live_new_with_job (store, many, &error);

  g_assert_no_error (error);
  *heard = (Heard) { 0 };
  g_signal_connect (live, "updated", G_CALLBACK (on_heard), heard);
  g_signal_connect (live, "notify::job", G_CALLBACK (on_job), heard);
  return live;
}

static void
wait_for (LwEvaluationLive *live)
{
  while (lw_evaluation_live_is_loading (live))
    g_main_context_iteration (NULL, TRUE);
}

static void
test_many (void)
{
  LwStore *store = fixture_small_store (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = lw_store_reader (store, &error);
  gint64 n = 0;

  lw_connection_get_int (lw_reader_connection (reader), &n, 0, &error,
                         "SELECT (SELECT count (*) FROM evaluation_mark) + (SELECT count (*) FROM evaluation_consensus)", "");
  g_assert_no_error (error);
  g_assert_cmpint (n, >, 10);
  g_assert_true (lw_evaluation_marks_are_many (lw_reader_connection (reader), 0));
  g_assert_true (lw_evaluation_marks_are_many (lw_reader_connection (reader), n - 1));
  g_assert_false (lw_evaluation_marks_are_many (lw_reader_connection (reader), n));
  g_clear_pointer (&reader, lw_reader_release);
  fixture_close (store);
}

/* Few marks are there at once. */
static void
test_job_few (void)
{
  LwStore *store = fixture_small_store (NULL);
  Heard heard;
  g_autoptr (LwEvaluationLive) live = open_with_job (store, 1000, &heard);

  g_assert_false (lw_evaluation_live_is_loading (live));
  g_assert_nonnull (lw_evaluation_live_get_marks (live));
  fixture_run (store, "UPDATE evaluation_criterion SET title = 'Another' WHERE id = '1.1'");
  g_assert_cmpuint (heard.updates, ==, 1);
  g_assert_cmpuint (heard.jobs, ==, 0);
  g_clear_object (&live);
  fixture_close (store);
}

/* Whatever changes while it is read: what is there in the end is what a full read gives, and is said once, of all lots. */
static void
test_job_edits (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  LwStore *store = fixture_small_store (NULL);

  for (guint round = 0; round < 100; round++)
    {
      Heard heard;
      g_autoptr (LwEvaluationLive) live = open_with_job (store, 0, &heard);
      g_autoptr (LwEvaluationMarks) fresh = NULL;

      g_assert_true (lw_evaluation_live_is_loading (live));
      g_assert_null (lw_evaluation_live_get_marks (live));
      g_assert_null (lw_evaluation_live_get_error (live));
      for (guint i = g_rand_int_range (rand, 0, 4); i > 0; i--)
        {
          g_autofree char *sql = random_change (rand);
          fixture_run (store, sql);
        }
      g_assert_cmpuint (heard.updates, ==, 0);
      g_assert_null (lw_evaluation_live_get_marks (live));
      wait_for (live);
      g_assert_no_error ((GError *) lw_evaluation_live_get_error (live));
      fresh = load (store);
      assert_same (lw_evaluation_live_get_marks (live), fresh);
      g_assert_cmpuint (heard.updates, ==, 1);
      g_assert_cmpuint (heard.lots, ==, fresh->n_lots);
      g_assert_cmpuint (heard.jobs, >=, 1);
    }
  fixture_close (store);
}

/* A change of the structure is read on a thread again; of a mark it is not. */
static void
test_job_again (void)
{
  LwStore *store = fixture_small_store (NULL);
  Heard heard;
  g_autoptr (LwEvaluationLive) live = open_with_job (store, 0, &heard);
  g_autoptr (LwEvaluationMarks) fresh = NULL;
  guint generation;

  wait_for (live);
  generation = lw_evaluation_live_get_marks (live)->generation;
  fixture_run (store, "UPDATE evaluation_consensus SET mark = '1'");
  g_assert_false (lw_evaluation_live_is_loading (live));
  g_assert_cmpuint (lw_evaluation_live_get_marks (live)->generation, ==, generation);
  heard = (Heard) { 0 };
  fixture_run (store, "UPDATE evaluation_criterion SET title = 'Another' WHERE id = '1.1'");
  g_assert_true (lw_evaluation_live_is_loading (live));
  g_assert_null (lw_evaluation_live_get_marks (live));
  g_assert_cmpuint (heard.updates, ==, 1); /* they are gone */
  g_assert_cmpuint (heard.lots, ==, 0);
  /* structure while it is read: read once more */
  fixture_run (store, "UPDATE lot SET title = 'North and east' WHERE id = 'L1'");
  wait_for (live);
  fresh = load (store);
  assert_same (lw_evaluation_live_get_marks (live), fresh);
  g_assert_cmpstr (lw_evaluation_live_get_marks (live)->lots[0].title, ==, "North and east");
  g_assert_cmpuint (lw_evaluation_live_get_marks (live)->generation, >, generation);
  g_assert_cmpuint (heard.updates, ==, 2);
  g_clear_object (&live);
  fixture_close (store);
}

static void
test_job_cancel (void)
{
  LwStore *store = fixture_small_store (NULL);
  Heard heard;
  g_autoptr (LwEvaluationLive) live = open_with_job (store, 0, &heard);
  g_autoptr (LwEvaluationMarks) fresh = NULL;

  /* The thread may be done before it sees the cancel: then it is. */
  do
    {
      lw_evaluation_live_reload (live);
      lw_job_cancel (lw_evaluation_live_get_job (live));
      wait_for (live);
    }
  while (lw_evaluation_live_get_marks (live) != NULL);
  g_assert_error (lw_evaluation_live_get_error (live), G_IO_ERROR, G_IO_ERROR_CANCELLED);
  heard = (Heard) { 0 };
  fixture_run (store, "UPDATE evaluation_consensus SET mark = '1'");
  g_assert_false (lw_evaluation_live_is_loading (live)); /* who cancelled it asks for it */
  g_assert_cmpuint (heard.updates, ==, 0);
  lw_evaluation_live_reload (live);
  g_assert_true (lw_evaluation_live_is_loading (live));
  g_assert_null (lw_evaluation_live_get_error (live));
  wait_for (live);
  fresh = load (store);
  assert_same (lw_evaluation_live_get_marks (live), fresh);
  g_clear_object (&live);
  fixture_close (store);
}

/* The last reference may be dropped on the job's thread, after everything that the main loop hears of. */
static void
note_end (gpointer ended, GObject *where_it_was)
{
  g_atomic_int_set ((int *) ended, TRUE);
  g_main_context_wakeup (NULL);
}

/* Nobody waits any more. */
static void
test_job_leave (void)
{
  int ended = FALSE;
  LwStore *store = fixture_small_store (NULL);
  Heard heard;
  LwEvaluationLive *live = open_with_job (store, 0, &heard);
  LwJob *job = g_object_ref (lw_evaluation_live_get_job (live));

  g_assert_finalize_object (live);
  g_assert_true (g_cancellable_is_cancelled (lw_job_get_cancellable (job)));
  g_object_weak_ref (G_OBJECT (job), note_end, &ended);
  g_object_unref (job);
  while (!g_atomic_int_get (&ended))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (heard.updates, ==, 0);
  fixture_close (store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/evaluation/marks/read", test_read);
  g_test_add_func ("/evaluation/marks/odd-rows", test_odd_rows);
  g_test_add_func ("/evaluation/marks/no-method", test_no_method);
  g_test_add_func ("/evaluation/marks/two-threads", test_two_threads);
  g_test_add_func ("/evaluation/marks/live", test_live);
  g_test_add_func ("/evaluation/marks/live/undo", test_live_undo);
  g_test_add_func ("/evaluation/marks/live/method", test_live_method);
  g_test_add_func ("/evaluation/marks/many", test_many);
  g_test_add_func ("/evaluation/marks/job/few", test_job_few);
  g_test_add_func ("/evaluation/marks/job/edits", test_job_edits);
  g_test_add_func ("/evaluation/marks/job/again", test_job_again);
  g_test_add_func ("/evaluation/marks/job/cancel", test_job_cancel);
  g_test_add_func ("/evaluation/marks/job/leave", test_job_leave);
  return g_test_run ();
}
