/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Ten evaluators' packs merge in any order to the same file. */
#include "config.h"

#include "lw-evaluation-publish.h"
#include "packs.h"

#include <string.h>

#define EVALUATORS 10
#define ORDERS 20
#define SEED 20150206

static void
run (LwStore *store, LwCommand *made)
{
  g_autoptr (LwCommand) command = made;
  g_autoptr (GError) error = NULL;

  lw_store_run (store, command, NULL, &error);
  g_assert_no_error (error);
}

static void
ask_at_random (LwStore *store, const char *const *place, const char *person, guint n)
{
  g_autofree char *sql = g_strdup_printf ("INSERT INTO evaluation_query (lot, bidder, criterion, person, text)"
                                          " VALUES ('%s', '%s', '%s', '%s', 'May this count %u?')"
                                          " ON CONFLICT DO UPDATE SET text = 'May this count %u?'",
                                          place[0], place[1], place[2], person, n, n);

  fixture_run (store, sql);
}

static void
mark_at_random (LwStore *store, GRand *rand, const char *person)
{
  static const char *const places[][3] = { { "L1", "B1", "1.1" }, { "L1", "B2", "1.1" }, { "L1", "B3", "1.1" },
                                           { "L2", "B1", "1.1" }, { "L2", "B2", "1.1" }, { "", "B1", "1.2" },
                                           { "", "B2", "1.2" },   { "", "B3", "1.2" } };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      const guint mark = (guint) g_rand_int_range (rand, 0, 9);
      g_autofree char *where = g_strdup_printf ("lot = '%s' AND bidder = '%s' AND criterion = '%s' AND person = '%s'",
                                                places[i][0], places[i][1], places[i][2], person);
      g_autofree char *sql = mark == 8 ? NULL
                             : mark >= 6
                                 ? g_strdup_printf ("DELETE FROM evaluation_mark WHERE %s", where)
                                 : g_strdup_printf (
                                     "INSERT INTO evaluation_mark (lot, bidder, criterion, person, mark, rationale, page, quote)"
                                     " VALUES ('%s', '%s', '%s', '%s', '%u', 'Note %u.', '%u', 'Words %u')"
                                     " ON CONFLICT DO UPDATE SET mark = '%u', page = '%u'",
                                     places[i][0], places[i][1], places[i][2], person, mark, mark % 2, mark, mark % 3, mark, mark + 1);
      if (sql != NULL)
        fixture_run (store, sql);
      if (mark >= 4)
        ask_at_random (store, places[i], person, mark);
    }
}

static LwStore *
open_again (const char *path)
{
  g_autoptr (LwSchema) schema = fixture_schema ();
  g_autoptr (GError) error = NULL;
  LwStore *store = lw_store_open (path, schema, LW_STORE_READ_WRITE, &error);

  g_assert_no_error (error);
  return store;
}

/* What came back of all, merged one by one into a copy of the lead's file. */
static char *
merge_in_order (Apart *apart, const char *base, char *const *backs, GRand *rand, gboolean *conflicts)
{
  g_autofree char *path = apart_path (apart, "lotwise"), *found = NULL;
  g_autoptr (GError) error = NULL;
  guint order[EVALUATORS];
  LwStore *store;
  char *contents;

  for (guint i = 0; i < EVALUATORS; i++)
    order[i] = i;
  for (guint i = EVALUATORS - 1; i > 0; i--)
    {
      const guint j = (guint) g_rand_int_range (rand, 0, (gint32) i + 1), kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
  g_autoptr (GFile) from = g_file_new_for_path (base), to = g_file_new_for_path (path);
  g_file_copy (from, to, G_FILE_COPY_NONE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  store = open_again (path);
  for (guint i = 0; i < EVALUATORS; i++)
    {
      const char *const packs[] = { backs[order[i]], NULL };
      g_autoptr (GPtrArray) merged = apart_merge_into (store, packs, &error);
      g_assert_no_error (error);
      g_assert_nonnull (merged);
    }
  contents = apart_contents (store);
  found = apart_conflicts (store);
  *conflicts = *conflicts || found[0] != '\0';
  apart_close (store);
  return contents;
}

static void
test_any_order_gives_the_same_file (void)
{
  static char rows[EVALUATORS][64];
  const char *more[EVALUATORS - 1];
  char *backs[EVALUATORS];
  LwStore *mine[EVALUATORS];
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  g_autofree char *first = NULL, *base = NULL;
  gboolean conflicts = FALSE;
  Apart *apart;

  for (guint i = 2; i < EVALUATORS; i++)
    {
      g_snprintf (rows[i], sizeof rows[i], "person|id=E%u|name=Evaluator %u", i + 1, i + 1);
      more[i - 2] = rows[i];
    }
  more[EVALUATORS - 2] = NULL;
  apart = apart_new (more);
  fixture_run (apart->lead, "DELETE FROM evaluation_consensus");
  for (guint i = 0; i < EVALUATORS; i++)
    {
      g_autofree char *person = g_strdup_printf ("E%u", i + 1);
      mark_at_random (apart->lead, rand, person);
      mine[i] = apart_mine (apart, person);
      mark_at_random (mine[i], rand, person);
      if (i % 2 == 0)
        run (mine[i], lw_evaluation_confirm (person, "L1", NULL, NULL, person, "A test"));
    }
  for (guint i = 0; i < EVALUATORS; i++)
    {
      g_autofree char *person = g_strdup_printf ("E%u", i + 1);
      mark_at_random (apart->lead, rand, person); /* the lead goes on meanwhile */
      backs[i] = apart_back (apart, mine[i]);
      apart_close (mine[i]);
    }
  base = g_strdup (lw_store_get_path (apart->lead));
  lw_store_close (apart->lead); /* the whole file is in its place then */
  g_object_unref (apart->lead);
  for (guint order = 0; order < ORDERS; order++)
    {
      g_autofree char *found = merge_in_order (apart, base, backs, rand, &conflicts);
      if (first == NULL)
        first = g_steal_pointer (&found);
      else
        g_assert_cmpstr (found, ==, first);
    }
  g_assert_true (conflicts);
  g_assert_nonnull (strstr (first, "May this count"));
  g_assert_nonnull (strstr (first, "quote=\"Words"));
  apart->lead = open_again (base);
  for (guint i = 0; i < EVALUATORS; i++)
    g_free (backs[i]);
  apart_free (apart);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/evaluation/merge/any_order_gives_the_same_file", test_any_order_gives_the_same_file);
  return g_test_run ();
}
