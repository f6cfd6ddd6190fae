/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "store-fixture.h"

#include "base/lw-error.h"
#include "search/lw-search.h"

#include <string.h>

#define MANY 100500 /* more changes than are kept one by one */

typedef struct
{
  StoreFixture base;
  LwSearch *search;
} Fixture;

#define V(...) ((const char *const[]) { __VA_ARGS__, NULL })

static void
run (Fixture *f, LwCommand *command)
{
  g_autoptr (LwCommand) owned G_GNUC_UNUSED = command;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (command);
  lw_store_run (f->base.store, command, NULL, &error);
  g_assert_no_error (error);
}

static void
add (Fixture *f, const char *noun, const char *const *values)
{
  run (f, lw_model_add (f->base.sections, noun, values, "tester", NULL, NULL));
}

static void
set (Fixture *f, const char *noun, const char *key, const char *value)
{
  run (f, lw_model_set (f->base.sections, noun, key, V (value), "tester", NULL, NULL));
}

static gboolean
apply_sql (LwTransaction *transaction, gpointer data, GError **error)
{
  return lw_connection_run (lw_transaction_connection (transaction), error, data, "");
}

static void
set_up (Fixture *f, gconstpointer data)
{
  store_fixture_set_up (&f->base, data);
  add (f, "organisation", V ("id=O1", "name=Café Réunion Ltd", "kind=private", "note=Runs a shelter in Great Yarmouth"));
  add (f, "organisation", V ("id=O2", "name=Yarmouth Great Works", "kind=social-enterprise"));
  add (f, "bidder", V ("id=B1", "name=Northern Lights", "form=single", "position=1"));
  add (f, "bid", V ("lot=L1", "bidder=B1", "price=5.00", "status=submitted", "note=L2 is wanted too\nif they win"));
  add (f, "person", V ("id=E1", "name=Chair of the panel"));
  add (f, "role", V ("person=E1", "role=lead"));
  set (f, "lot", "L2", "note=Larger than L1");
  f->search = lw_search_new (f->base.store, f->base.sections);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_assert_finalize_object (f->search);
  store_fixture_tear_down (&f->base, data);
}

static GPtrArray *
query (Fixture *f, const char *text, guint limit)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *groups = lw_search_query (f->search, text, limit, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (groups);
  return groups;
}

/* "lot 2: L1, L2; bid 1: L1/B1" */
static char *
found_by (Fixture *f, const char *text, guint limit)
{
  g_autoptr (GPtrArray) groups = query (f, text, limit);
  GString *found = g_string_new (NULL);

  for (guint g = 0; g < groups->len; g++)
    {
      const LwSearchGroup *group = g_ptr_array_index (groups, g);
      g_assert_cmpuint (group->hits->len, ==, MIN (group->n_total, limit));
      g_string_append_printf (found, "%s%s %u:", g ? "; " : "", group->noun, group->n_total);
      for (guint i = 0; i < group->hits->len; i++)
        {
          const LwSearchHit *hit = g_ptr_array_index (group->hits, i);
          g_assert_cmpstr (hit->noun, ==, group->noun);
          g_string_append_printf (found, "%s %s", i ? "," : "", hit->key);
        }
    }
  return g_string_free (found, FALSE);
}

#define assert_found(f, text, expected) \
  G_STMT_START \
  { \
    g_autofree char *found_ = found_by (f, text, 10); \
    g_assert_cmpstr (found_, ==, expected); \
  } \
  G_STMT_END

/* ---- what is found ---- */

static const struct
{
  const char *text, *found;
} questions[] = {
  { "northern", "bidder 1: B1" },
  { "NORTH", "bidder 1: B1" },
  { "lights northern", "bidder 1: B1" },
  { "\"lights northern\"", "" },
  { "\"northern lights\"", "bidder 1: B1" },
  { "\"north\"", "" },
  { "north lights", "" },
  { "cafe reunion", "organisation 1: O1" },
  { "CAFÉ", "organisation 1: O1" },
  { "Yarmouth", "organisation 2: O2, O1" }, /* in the name before in the note */
  { "\"great yarmouth\"", "organisation 1: O1" },
  { "submitted", "bid 1: L1/B1" },
  { "enterprise", "organisation 1: O2" },
  { "L1", "lot 2: L1, L2; bid 1: L1/B1" },
  { "l2", "lot 1: L2; bid 1: L1/B1" },
  { "L1/B1", "bid 1: L1/B1" },
  { "l1/b1", "bid 1: L1/B1" },
  { "E1", "person 1: E1; role 1: E1/lead" },
  { "½", "lot 1: L2" },
  { "5.00", "" },
  { "nothing", "" },
  { "", "" },
  { "\"", "" },
};

static void
test_questions (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    assert_found (f, questions[i].text, questions[i].found);
}

static void
test_hits (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) groups = query (f, "L1 fir", 10);
  g_autoptr (GPtrArray) bids = query (f, "win L2", 10);
  const LwSearchGroup *lots = g_ptr_array_index (groups, 0);
  const LwSearchHit *hit = g_ptr_array_index (lots->hits, 0);

  g_assert_cmpstr (hit->title, ==, "L1 First lot");
  g_assert_cmpuint (hit->title_ranges->len, ==, 2);
  g_assert_cmpuint (g_array_index (hit->title_ranges, LwSearchRange, 1).start, ==, 3);
  g_assert_cmpuint (g_array_index (hit->title_ranges, LwSearchRange, 1).length, ==, 5);
  g_assert_cmpstr (hit->snippet, ==, "");
  hit = g_ptr_array_index (((LwSearchGroup *) g_ptr_array_index (bids, 0))->hits, 0);
  g_assert_cmpstr (hit->title, ==, "L1/B1");
  g_assert_cmpstr (hit->snippet, ==, "L2 is wanted too if they win · submitted");
  g_assert_cmpuint (hit->snippet_ranges->len, ==, 2);
  g_assert_cmpuint (g_array_index (hit->snippet_ranges, LwSearchRange, 0).start, ==, 0);
  g_assert_cmpuint (g_array_index (hit->snippet_ranges, LwSearchRange, 1).start, ==, strlen ("L2 is wanted too if they "));
}

/* Whatever is typed is text: no error comes of it, and no other meaning. */
static void
test_hostile (Fixture *f, gconstpointer data)
{
  static const char *const parts[] = {
    "\"", "*",  "AND", "OR", "NOT", "NEAR(", "(",    ")",    ":",    "^",            "+", "-",        "{key}",        "'",
    "\\", ",",  ";",   "--", "/*",  "title:", "\x01", "\x7f", "\xff", "\xed\xa0\x80", "é", "\xcc\x81", "\xe2\x80\x8b", "\xc3",
    "lot", " ", "%s",  "%n", "“",   "\xf0\x9f\x98\x80", "word MATCH",
  };
  g_autofree char *very_long = g_strnfill (1 << 20, '(');
  g_autofree char *very_long_word = g_strnfill (1 << 20, 'x');

  assert_found (f, "first AND lot", "");
  assert_found (f, "lot NOT first", "");
  assert_found (f, "first OR second", "");
  assert_found (f, "fir* lot", ""); /* no meaning in '*': "fir" is a word here */
  assert_found (f, "title:first", "");
  assert_found (f, "^first", "lot 1: L1");
  assert_found (f, "(first) {lot}", "lot 1: L1");
  assert_found (f, very_long, "");
  assert_found (f, very_long_word, "");
  for (guint i = 0; i < 3000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      for (int n = g_test_rand_int_range (1, 12); n > 0; n--)
        g_string_append (text, parts[g_test_rand_int_range (0, G_N_ELEMENTS (parts))]);
      g_autoptr (GPtrArray) groups = query (f, text->str, 3);
      g_assert_cmpuint (groups->len, <=, 12);
    }
}

/* ---- following ---- */

static void
test_changes (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  assert_found (f, "first", "lot 1: L1");
  set (f, "lot", "L1", "title=Another place");
  assert_found (f, "first", "");
  assert_found (f, "another place", "lot 1: L1");
  add (f, "lot", V ("id=L3", "title=Yet another", "position=3"));
  assert_found (f, "another", "lot 2: L1, L3");
  run (f, lw_model_remove (f->base.sections, "person", "E1", "tester", NULL, &error)); /* with the role inside */
  assert_found (f, "chair", "");
  assert_found (f, "lead", "");
  g_assert_true (lw_store_undo (f->base.store, "tester", NULL, NULL, &error));
  g_assert_no_error (error);
  assert_found (f, "chair", "person 1: E1");
  assert_found (f, "lead", "role 1: E1/lead");
  for (guint i = 0; i < 2; i++) /* twice, and there and back between two questions */
    {
      g_assert_true (lw_store_undo (f->base.store, "tester", NULL, NULL, &error));
      g_assert_true (lw_store_undo (f->base.store, "tester", NULL, NULL, &error));
      g_assert_true (lw_store_redo (f->base.store, "tester", NULL, NULL, &error));
      g_assert_true (lw_store_redo (f->base.store, "tester", NULL, NULL, &error));
      g_assert_no_error (error);
      assert_found (f, "another", "lot 2: L1, L3");
      assert_found (f, "first", "");
    }
}

static void
test_changes_of_another (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwStore) other = lw_store_open (f->base.path, f->base.schema, LW_STORE_READ_WRITE, &error);
  g_autoptr (LwCommand) command
      = lw_model_set (f->base.sections, "lot", "L1", V ("title=From elsewhere"), "another", NULL, &error);

  g_assert_no_error (error);
  assert_found (f, "first", "lot 1: L1");
  g_assert_true (lw_store_run (other, command, NULL, &error));
  g_assert_true (lw_store_refresh (f->base.store, &error));
  g_assert_no_error (error);
  assert_found (f, "first", "");
  assert_found (f, "elsewhere", "lot 1: L1");
}

/* Very many rows: in one command, so that all is read anew; and more matches than are put in order. */
static void
test_many (Fixture *f, gconstpointer data)
{
  g_autofree char *sql
      = g_strdup_printf ("INSERT INTO organisation (id, name, kind) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                         " WHERE i < %d) SELECT printf ('X%%06d', i), 'Charity ' || i, 'voluntary' FROM n",
                         MANY);

  assert_found (f, "chair", "person 1: E1");
  run (f, lw_command_new ("Add many", "tester", NULL, apply_sql, sql, NULL));
  add (f, "organisation", V ("id=X", "name=The last of all", "kind=voluntary", "note=no charity"));
  add (f, "organisation", V ("id=Y", "name=Not called so", "kind=voluntary", "note=charity, or x-rays"));
  g_autofree char *kinds = found_by (f, "voluntary", 3);
  g_assert_cmpstr (kinds, ==, "organisation 100502: X, X000001, X000002");
  g_autofree char *named = found_by (f, "charity", 2);
  g_assert_cmpstr (named, ==, "organisation 100502: X000001, X000002");
  g_autofree char *keys = found_by (f, "x", 3); /* the key itself, then the keys that begin so, then the rest */
  g_assert_cmpstr (keys, ==, "organisation 100502: X, X000001, X000002");
  g_autofree char *one = found_by (f, "charity 77777", 3);
  g_assert_cmpstr (one, ==, "organisation 1: X077777");
  g_autoptr (GPtrArray) most = query (f, "voluntary", G_MAXUINT);
  g_assert_cmpuint (((LwSearchGroup *) g_ptr_array_index (most, 0))->hits->len, ==, LW_SEARCH_LIMIT);
}

/* ---- building ---- */

static void
test_progress (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwJob) job = lw_job_new ("Search");

  g_assert_cmpfloat (lw_search_get_progress (f->search), ==, 0);
  g_assert_true (lw_search_build (f->search, job, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat (lw_search_get_progress (f->search), ==, 1);
  g_assert_cmpfloat (lw_job_get_fraction (job), ==, 1);
  g_assert_true (lw_search_build (f->search, NULL, &error));
  assert_found (f, "first", "lot 1: L1");
}

static void
test_cancel (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwJob) job = lw_job_new ("Search");
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();

  lw_job_cancel (job);
  g_assert_false (lw_search_build (f->search, job, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_cmpfloat (lw_search_get_progress (f->search), ==, 0);
  g_cancellable_cancel (cancelled);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_null (lw_search_query (f->search, "first", 1, cancelled, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_clear_error (&error);
      assert_found (f, "first", "lot 1: L1");
    }
}

static void
on_built (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  Fixture *f = data;

  g_assert_true (lw_search_build_finish (f->search, result, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat (lw_search_get_progress (f->search), ==, 1);
}

typedef struct
{
  Fixture *fixture;
  guint left;
} Asking;

static void
on_answer (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) groups = lw_search_query_finish (LW_SEARCH (source), result, &error);
  Asking *asking = data;

  g_assert_no_error (error);
  g_assert_nonnull (groups);
  g_assert_true (g_main_context_is_owner (g_main_context_default ()));
  asking->left--;
}

/* Questions while it is being built, and while the file changes, all at once: each has an answer. */
static void
test_async (Fixture *f, gconstpointer data)
{
  g_autoptr (LwJob) job = lw_job_new ("Search");
  Asking asking = { f, 0 };

  lw_search_build_async (f->search, job, on_built, f);
  for (guint i = 0; i < 40; i++)
    {
      lw_search_query_async (f->search, i % 2 ? "first" : "lot", 5, NULL, on_answer, &asking);
      asking.left++;
      if (i % 5 == 0)
        set (f, "lot", "L2", i % 2 ? "title=Second" : "title=Other");
    }
  while (asking.left > 0 || lw_search_get_progress (f->search) < 1)
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  assert_found (f, "first", "lot 1: L1");
  assert_found (f, "second", "lot 1: L2");
  /* a thread that has given its answer may hold the search a moment longer */
  while (g_atomic_int_get (&G_OBJECT (f->search)->ref_count) > 1)
    g_thread_yield ();
}

/* The store goes on when nobody searches it any more. */
static void
test_gone (Fixture *f, gconstpointer data)
{
  LwSearch *second = lw_search_new (f->base.store, f->base.sections);
  g_autoptr (GError) error = NULL;

  g_assert_true (lw_search_build (second, NULL, &error));
  g_assert_no_error (error);
  g_assert_finalize_object (second);
  set (f, "lot", "L1", "title=Unseen");
  assert_found (f, "unseen", "lot 1: L1");
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *name;
    void (*run) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/search/questions", test_questions },
    { "/search/hits", test_hits },
    { "/search/hostile", test_hostile },
    { "/search/changes", test_changes },
    { "/search/changes-of-another", test_changes_of_another },
    { "/search/many", test_many },
    { "/search/progress", test_progress },
    { "/search/cancel", test_cancel },
    { "/search/async", test_async },
    { "/search/gone", test_gone },
  };
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, set_up, tests[i].run, tear_down);

  return g_test_run ();
}
