/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Over random rules, bids, members, declarations and marks: what the whole file says that a person is to mark, what is
 * said of each mark alone, and what a look at every rule for every mark gives, are the same.
 */
#include "config.h"

#include "fixture.h"
#include "lw-evaluation-people.h"

#include <string.h>

/* A tree three levels deep, of every kind. */
static const struct
{
  const char *id, *parent, *kind, *scope;
} tree[] = {
  { "1", NULL, "group", NULL },           { "1.1", "1", "group", NULL },       { "1.1.1", "1.1", "scored", "lot" },
  { "1.1.2", "1.1", "scored", "common" }, { "1.2", "1", "pass-fail", NULL },   { "2", NULL, "group", NULL },
  { "2.1", "2", "pass-fail", "common" },  { "2.2", "2", "information", NULL }, { "3", NULL, "scored", "lot" },
  { "4", NULL, "price", NULL },
};

#define N_PEOPLE 3
#define N_LOTS 3
#define N_BIDDERS 4
#define N_ORGANISATIONS 5
#define N_RULES 6

/* Everything by its index; -1 is all. */
typedef struct
{
  int bid[N_LOTS][N_BIDDERS]; /* 0: none, 1: submitted, 2: withdrawn */
  gboolean member[N_BIDDERS][N_ORGANISATIONS];
  int stand[N_PEOPLE][N_ORGANISATIONS]; /* 0: nothing declared, 1: none, 2: conflict */
  gboolean evaluator[N_PEOPLE];
  gboolean marked[N_PEOPLE][N_LOTS + 1][N_BIDDERS][G_N_ELEMENTS (tree)]; /* lot N_LOTS: common */
  int rules[N_RULES][4];                                                 /* person, criterion, lot, bidder */
  guint n_rules;
} World;

static gboolean
is_marked_leaf (int c)
{
  return strcmp (tree[c].kind, "scored") == 0 || strcmp (tree[c].kind, "pass-fail") == 0;
}

static gboolean
is_common (int c)
{
  return g_strcmp0 (tree[c].scope, "common") == 0;
}

static gboolean
is_below (int c, int top)
{
  while (c != top && tree[c].parent != NULL)
    {
      const char *parent = tree[c].parent;

      for (c = 0; strcmp (tree[c].id, parent) != 0;)
        c++;
    }
  return c == top;
}

static gboolean
covers (const World *world, int person, int lot, int bidder, int c)
{
  for (guint i = 0; i < world->n_rules; i++)
    {
      const int *rule = world->rules[i];

      if (rule[0] == person && (rule[1] < 0 || is_below (c, rule[1])) && (rule[2] < 0 || rule[2] == lot)
          && (rule[3] < 0 || rule[3] == bidder))
        return TRUE;
    }
  return FALSE;
}

/* The worst that @person has declared of a member: 0 something is missing, 1 all fine, 2 a conflict. */
static int
stand_of (const World *world, int person, int bidder)
{
  int stand = 1;

  for (int o = 0; o < N_ORGANISATIONS; o++)
    if (world->member[bidder][o] && world->stand[person][o] == 2)
      return 2;
    else if (world->member[bidder][o] && world->stand[person][o] == 0)
      stand = 0;
  return stand;
}

static gboolean
bids (const World *world, int lot, int bidder, int status)
{
  for (int l = 0; l < N_LOTS; l++)
    if ((lot == N_LOTS || l == lot) && (world->bid[l][bidder] == status || (status == 0 && world->bid[l][bidder] > 0)))
      return TRUE;
  return FALSE;
}

static World *
world_new (GRand *rand)
{
  World *world = g_new0 (World, 1);

  for (int b = 0; b < N_BIDDERS; b++)
    {
      for (int l = 0; l < N_LOTS; l++)
        world->bid[l][b] = g_rand_int_range (rand, 0, 3);
      for (int o = 0; o < N_ORGANISATIONS; o++)
        world->member[b][o] = g_rand_int_range (rand, 0, 3) == 0;
    }
  for (int p = 0; p < N_PEOPLE; p++)
    {
      world->evaluator[p] = g_rand_int_range (rand, 0, 4) > 0;
      for (int o = 0; o < N_ORGANISATIONS; o++)
        world->stand[p][o] = g_rand_int_range (rand, 0, 12) == 0 ? 2 : g_rand_int_range (rand, 0, 5) > 0;
      for (int l = 0; l <= N_LOTS; l++)
        for (int b = 0; b < N_BIDDERS; b++)
          for (int c = 0; c < (int) G_N_ELEMENTS (tree); c++)
            world->marked[p][l][b][c] = is_marked_leaf (c) && is_common (c) == (l == N_LOTS) && bids (world, l, b, 0)
                                        && g_rand_boolean (rand);
    }
  world->n_rules = g_rand_int_range (rand, 0, N_RULES + 1);
  for (guint i = 0; i < world->n_rules; i++)
    {
      world->rules[i][0] = g_rand_int_range (rand, 0, N_PEOPLE);
      world->rules[i][1] = g_rand_int_range (rand, -2, G_N_ELEMENTS (tree));
      world->rules[i][2] = g_rand_int_range (rand, -2, N_LOTS);
      world->rules[i][3] = g_rand_int_range (rand, -2, N_BIDDERS);
    }
  return world;
}

static void add_row (GPtrArray *rows, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
add_row (GPtrArray *rows, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_ptr_array_add (rows, g_strdup_vprintf (format, args));
  va_end (args);
}

static const char *
id_of (const char *const *ids, int i)
{
  return i < 0 ? "" : ids[i];
}

static const char *const lot_ids[] = { "L1", "L2", "L3", "" };
static const char *const bidder_ids[] = { "B1", "B2", "B3", "B4" };
static const char *const person_ids[] = { "P1", "P2", "P3" };

static void
add_frame (GPtrArray *rows)
{
  add_row (rows, "competition|id=random|title=Random|currency=GBP");
  for (int l = 0; l < N_LOTS; l++)
    add_row (rows, "lot|id=%s|title=Lot|position=%d", lot_ids[l], l + 1);
  for (int b = 0; b < N_BIDDERS; b++)
    add_row (rows, "bidder|id=%s|name=Bidder|form=consortium|position=%d", bidder_ids[b], b + 1);
  for (int o = 0; o < N_ORGANISATIONS; o++)
    add_row (rows, "organisation|id=o%d|name=Organisation|kind=private", o);
  for (int p = 0; p < N_PEOPLE; p++)
    add_row (rows, "person|id=%s|name=Person", person_ids[p]);
  for (int c = 0; c < (int) G_N_ELEMENTS (tree); c++)
    add_row (rows, "evaluation_criterion|id=%s%s%s|title=Criterion|kind=%s%s%s|position=%d", tree[c].id,
             tree[c].parent != NULL ? "|parent=" : "", tree[c].parent != NULL ? tree[c].parent : "", tree[c].kind,
             tree[c].scope != NULL ? "|scope=" : "", tree[c].scope != NULL ? tree[c].scope : "", c + 1);
}

static void
add_people (const World *world, GPtrArray *rows)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int p = 0; p < N_PEOPLE; p++)
    {
      add_row (rows, "person_role|person=%s|role=%s", person_ids[p], world->evaluator[p] ? "evaluator" : "observer");
      for (int o = 0; o < N_ORGANISATIONS; o++)
        if (world->stand[p][o] > 0)
          add_row (rows, "evaluation_declaration|person=%s|organisation=o%d|stand=%s", person_ids[p], o,
                   world->stand[p][o] == 1 ? "none" : "conflict");
    }
  for (guint i = 0; i < world->n_rules; i++)
    {
      const int *rule = world->rules[i];
      char *row = g_strdup_printf ("evaluation_assignment|person=%s|criterion=%s|lot=%s|bidder=%s", person_ids[rule[0]],
                                   rule[1] < 0 ? "" : tree[rule[1]].id, id_of (lot_ids, rule[2]), id_of (bidder_ids, rule[3]));

      if (g_hash_table_add (seen, row))
        add_row (rows, "%s", row);
    }
}

static LwStore *
world_store (const World *world)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_free);

  add_frame (rows);
  for (int b = 0; b < N_BIDDERS; b++)
    {
      for (int o = 0; o < N_ORGANISATIONS; o++)
        if (world->member[b][o])
          add_row (rows, "bidder_member|bidder=%s|organisation=o%d|role=member|position=%d", bidder_ids[b], o, o + 1);
      for (int l = 0; l < N_LOTS; l++)
        if (world->bid[l][b] > 0)
          add_row (rows, "bid|lot=%s|bidder=%s|status=%s", lot_ids[l], bidder_ids[b],
                   world->bid[l][b] == 1 ? "submitted" : "withdrawn");
    }
  add_people (world, rows);
  for (int p = 0; p < N_PEOPLE; p++)
    for (int l = 0; l <= N_LOTS; l++)
      for (int b = 0; b < N_BIDDERS; b++)
        for (int c = 0; c < (int) G_N_ELEMENTS (tree); c++)
          if (world->marked[p][l][b][c])
            add_row (rows, "evaluation_mark|lot=%s|bidder=%s|criterion=%s|person=%s|mark=pass|rationale=%s", lot_ids[l],
                     bidder_ids[b], tree[c].id, person_ids[p], c % 2 ? "Because." : "");
  g_ptr_array_add (rows, NULL);
  return fixture_store ((const char *const *) rows->pdata);
}

/* The cells of @person in words: by looking at every cell and every rule. */
static char *
cells_by_hand (const World *world, int person)
{
  GString *text = g_string_new (NULL);

  for (int at = 0; at <= N_LOTS; at++)
    for (int b = 0; b < N_BIDDERS; b++)
      for (int c = 0; c < (int) G_N_ELEMENTS (tree); c++)
        {
          const int lot = at == 0 ? N_LOTS : at - 1; /* common to all lots comes first */

          if (is_marked_leaf (c) && is_common (c) == (lot == N_LOTS) && bids (world, lot, b, 1)
              && covers (world, person, lot, b, c) && stand_of (world, person, b) != 2)
            g_string_append_printf (text, " %s/%s/%s%s", lot_ids[lot], bidder_ids[b], tree[c].id,
                                    !world->marked[person][lot][b][c] ? ""
                                    : c % 2                           ? ":marked, explained"
                                                                      : ":marked");
        }
  return g_string_free (text, FALSE);
}

static char *
cells_of_file (const LwEvaluationPeople *people, const LwEvaluationPerson *person)
{
  g_autoptr (GArray) cells = lw_evaluation_people_cells (people, person);
  GString *text = g_string_new (NULL);
  guint n_marked = 0, n_explained = 0;

  for (guint i = 0; i < cells->len; i++)
    {
      const LwAssignedCell *cell = &g_array_index (cells, LwAssignedCell, i);

      g_string_append_printf (text, " %s/%s/%s%s%s", cell->lot, cell->bidder, cell->criterion, cell->marked ? ":marked" : "",
                              cell->explained ? ", explained" : "");
      n_marked += cell->marked;
      n_explained += cell->explained;
    }
  g_assert_cmpuint (person->assigned, ==, cells->len);
  if (people->in_use)
    {
      g_assert_cmpuint (person->marked, ==, n_marked);
      g_assert_cmpuint (person->explained, ==, n_explained);
    }
  return g_string_free (text, FALSE);
}

static char *
missing_by_hand (const World *world, int person)
{
  GString *text = g_string_new (NULL);

  for (int o = 0; o < N_ORGANISATIONS; o++)
    {
      gboolean asked = FALSE;

      for (int b = 0; b < N_BIDDERS; b++)
        for (int l = 0; l <= N_LOTS; l++)
          for (int c = 0; c < (int) G_N_ELEMENTS (tree); c++)
            asked |= world->member[b][o] && is_marked_leaf (c) && is_common (c) == (l == N_LOTS) && bids (world, l, b, 1)
                     && covers (world, person, l, b, c) && stand_of (world, person, b) != 2;
      if (asked && world->stand[person][o] == 0)
        g_string_append_printf (text, " o%d", o);
    }
  return g_string_free (text, FALSE);
}

/* Asked one by one, each cell that there is; a withdrawn bid's too. */
static void
assert_may_mark (const World *world, LwConnection *connection, int p)
{
  for (int l = 0; l <= N_LOTS; l++)
    for (int b = 0; b < N_BIDDERS; b++)
      for (int c = 0; c < (int) G_N_ELEMENTS (tree); c++)
        {
          const int stand = stand_of (world, p, b);
          const gboolean expected = stand != 2
                                    && (world->n_rules == 0 || (stand == 1 && world->evaluator[p] && covers (world, p, l, b, c)));
          g_autoptr (GError) error = NULL;
          g_autofree char *reason = NULL;

          if (!is_marked_leaf (c) || is_common (c) != (l == N_LOTS))
            continue;
          g_assert_true (
              lw_evaluation_may_mark (connection, person_ids[p], lot_ids[l], bidder_ids[b], tree[c].id, &reason, &error));
          g_assert_no_error (error);
          g_assert_cmpint (reason == NULL, ==, expected);
        }
}

static void
assert_world (const World *world)
{
  LwStore *store = world_store (world);
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = lw_store_reader (store, &error);
  g_autoptr (LwEvaluationPeople) people = lw_evaluation_people_load (lw_reader_connection (reader), NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (people->in_use, ==, world->n_rules > 0);
  for (int p = 0; p < N_PEOPLE; p++)
    {
      const LwEvaluationPerson *person = lw_evaluation_people_find (people, person_ids[p]);
      g_autofree char *expected = cells_by_hand (world, p), *found = cells_of_file (people, person);
      g_autofree char *missing = missing_by_hand (world, p);
      g_autoptr (GString) asked = g_string_new (NULL);
      g_autoptr (LwEvaluationPeople) alone = lw_evaluation_people_load (lw_reader_connection (reader), person_ids[p], &error);

      g_assert_no_error (error);
      g_assert_cmpstr (found, ==, expected);
      for (guint i = 0; i < person->missing->len; i++)
        g_string_append_printf (asked, " %s", ((LwPersonInterest *) person->missing->pdata[i])->organisation);
      g_assert_cmpstr (asked->str, ==, missing);
      g_autofree char *again = cells_of_file (alone, alone->people->pdata[0]);
      g_assert_cmpstr (again, ==, expected);
      assert_may_mark (world, lw_reader_connection (reader), p);
    }
  g_clear_pointer (&reader, lw_reader_release);
  fixture_close (store);
}

static void
test_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20130919);

  for (int i = 0; i < 60; i++)
    {
      g_autofree World *world = world_new (rand);

      assert_world (world);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/evaluation/people/assigned-is-what-the-rules-say", test_random);
  return g_test_run ();
}
