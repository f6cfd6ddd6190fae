/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The verbs as a person types them: what they print, and what they refuse. */
#include "config.h"

#include "fixture.h"
#include "lw-evaluation.h"
#include "store/lw-verify.h"

#include "base/lw-error.h"

#include <string.h>

typedef struct
{
  LwStore *store;
  GString *text;
  JsonNode *json;
} Front;

static LwStore *
front_open (gpointer data, const char *path, LwStoreFlags flags, GError **error)
{
  Front *front = data;

  return g_object_ref (front->store);
}

static void
front_say (gpointer data, const char *text)
{
  Front *front = data;

  g_string_append_printf (front->text, "%s\n", text);
}

static void
front_table (gpointer data, const LwTable *table)
{
  Front *front = data;

  if (lw_table_get_title (table) != NULL)
    g_string_append_printf (front->text, "%s\n", lw_table_get_title (table));
  for (guint row = 0; row < lw_table_n_rows (table); row++)
    for (guint column = 0; column < lw_table_n_columns (table); column++)
      g_string_append_printf (front->text, "%s%s", lw_table_get_cell (table, row, column),
                              column + 1 < lw_table_n_columns (table) ? "|" : "\n");
}

static void
front_json (gpointer data, JsonNode *node)
{
  Front *front = data;

  g_clear_pointer (&front->json, json_node_unref);
  front->json = json_node_copy (node);
}

static const LwVerbFront front_functions = { front_open, front_say, front_table, front_json };

static const LwVerb *
find_verb (const char *name)
{
  for (const LwVerb *verb = lw_evaluation_verbs; verb->name != NULL; verb++)
    if (strcmp (verb->name, name) == 0)
      return verb;
  g_assert_not_reached ();
}

/* @line: the verb and its arguments, separated by single spaces; "_" stands for a space inside one. */
static int
run_line (Front *front, const char *line, GError **error)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    g_strdelimit (words[i], "_", ' ');
  g_string_truncate (front->text, 0);
  return lw_verb_run (find_verb (words[0]), (const char *const *) words + 1, &front_functions, front, error);
}

static void
assert_run (Front *front, const char *line)
{
  g_autoptr (GError) error = NULL;
  const int status = run_line (front, line, &error);

  g_assert_no_error (error);
  g_assert_cmpint (status, ==, LW_EXIT_FINE);
}

static void
assert_prints (Front *front, const char *line, const char *expected)
{
  assert_run (front, line);
  g_assert_cmpstr (front->text->str, ==, expected);
}

static void
assert_json (Front *front, const char *line, const char *expected)
{
  assert_run (front, line);
  g_assert_nonnull (front->json);
  g_autofree char *text = json_to_string (front->json, FALSE);
  g_assert_cmpstr (text, ==, expected);
}

static void
assert_refused (Front *front, const char *line, const char *part)
{
  g_autoptr (GError) error = NULL;
  const int status = run_line (front, line, &error);

  g_assert_cmpint (status, ==, LW_EXIT_ERROR);
  g_assert_nonnull (error);
  if (strstr (error->message, part) == NULL)
    g_error ("%s: expected “%s” in “%s”", line, part, error->message);
}

static Front *
front_new (const char *const *more)
{
  Front *front = g_new0 (Front, 1);

  front->store = fixture_small_store (more);
  front->text = g_string_new (NULL);
  return front;
}

static void
front_free (Front *front)
{
  g_autoptr (GError) error = NULL;
  LwVerification *verification = lw_store_verify (front->store, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (verification->problems->len, ==, 0);
  lw_verification_free (verification);
  fixture_close (front->store);
  g_string_free (front->text, TRUE);
  g_clear_pointer (&front->json, json_node_unref);
  g_free (front);
}

static void
test_rank (void)
{
  static const char *const more[] = { "lot|id=L3|title=Nobody|position=3", NULL };
  Front *front = front_new (more);

  assert_prints (front, "rank f",
                 "L1 North\n"
                 "1|B3|Third|85.60|\n"
                 "2|B1|First|75.00|\n"
                 "3|B2|Second|74.00|\n"
                 "L2 South\n"
                 "1|B2|Second|87.00|\n"
                 "2|B1|First|76.00|\n"
                 "L3 Nobody\n"
                 "How far this may be trusted: illustrative: marks\n");
  assert_prints (front, "rank f --lot L2",
                 "L2 South\n"
                 "1|B2|Second|87.00|\n"
                 "2|B1|First|76.00|\n"
                 "How far this may be trusted: illustrative: marks\n");
  assert_prints (front, "rank f --lot L2 --csv",
                 "L2|1|B2|Second|87.00|87|false||\n"
                 "L2|2|B1|First|76.00|76|false||\n");
  assert_refused (front, "rank f --lot L22", "did you mean “L2”?");
  fixture_run (front->store, "UPDATE bid SET price = 12000 WHERE lot = 'L1'");
  fixture_run (front->store, "UPDATE evaluation_consensus SET mark = '2'");
  fixture_run (front->store, "UPDATE evaluation_mark SET mark = '4' WHERE bidder = 'B1' AND criterion = '1.2'");
  fixture_run (front->store, "DELETE FROM evaluation_mark WHERE lot = 'L2' AND bidder = 'B2'");
  fixture_run (front->store, "UPDATE evaluation_mark SET mark = '0' WHERE lot = 'L2' AND bidder = 'B1'");
  assert_prints (front, "rank f",
                 "L1 North\n"
                 "1|B3|Third|100.00|\n"
                 "2=|B1|First|74.00|\n"
                 "2=|B2|Second|74.00|\n"
                 "L2 South\n"
                 "|B1|First|60.00|fails 1.1\n"
                 "|B2|Second||missing 1.1\n"
                 "L3 Nobody\n"
                 "How far this may be trusted: illustrative: marks\n");
  front_free (front);
}

/* The contract with other programs. */
static void
test_rank_json (void)
{
  Front *front = front_new (NULL);

  fixture_run (front->store, "UPDATE evaluation_mark SET mark = '0' WHERE lot = 'L2' AND bidder = 'B1'");
  fixture_run (front->store, "UPDATE bid SET price = NULL WHERE lot = 'L2' AND bidder = 'B2'");
  assert_json (front, "rank f --lot L2 --json",
               "{\"competition\":\"small\",\"title\":\"Small\",\"trust\":\"illustrative\",\"lots\":["
               "{\"lot\":\"L2\",\"title\":\"South\",\"ranking\":["
               "{\"rank\":null,\"bidder\":\"B1\",\"name\":\"First\",\"total\":\"55.00\",\"exact\":\"55\",\"tied\":false,"
               "\"failed\":[\"1.1\"],\"missing\":[],\"contributions\":["
               "{\"criterion\":\"1.1\",\"points\":\"0.00\",\"exact\":\"0\"},"
               "{\"criterion\":\"1.2\",\"points\":\"15.00\",\"exact\":\"15\"},"
               "{\"criterion\":\"3\",\"points\":\"40.00\",\"exact\":\"40\"}]},"
               "{\"rank\":null,\"bidder\":\"B2\",\"name\":\"Second\",\"total\":null,\"exact\":null,\"tied\":false,"
               "\"failed\":[],\"missing\":[\"3\"],\"contributions\":["
               "{\"criterion\":\"1.1\",\"points\":\"35.00\",\"exact\":\"35\"},"
               "{\"criterion\":\"1.2\",\"points\":\"20.00\",\"exact\":\"20\"}]}]}]}");
  front_free (front);
}

static void
test_rank_nothing (void)
{
  Front *front = front_new (NULL);

  fixture_run (front->store, "DELETE FROM evaluation_method");
  assert_refused (front, "rank f", "method");
  fixture_run (front->store, "INSERT INTO evaluation_method (id, weights, whole, rounding, places, rule)"
                             " VALUES ('method', 'points', '100', 'total', 2, 'half-up')");
  front_free (front);
}

static void
test_explain (void)
{
  Front *front = front_new (NULL);

  assert_run (front, "explain f L1 B1");
  g_assert_true (g_str_has_prefix (front->text->str, "Lot L1, North: bid of B1, First\nTotal 75.00 (exactly 75)"));
  assert_run (front, "explain f L1 B1 --csv");
  g_assert_nonnull (strstr (front->text->str, "3|formula|||35 × 4 ÷ 5 = 28|||28|"));
  assert_run (front, "explain f L1 B1 --json");
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (front->json), "exact"), ==, "75");
  assert_refused (front, "explain f L1 B9", "B9");
  assert_refused (front, "explain f L1", "3");
  front_free (front);
}

static void
test_mark (void)
{
  Front *front = front_new (NULL);

  /* The agreed mark counts, whatever the evaluators give. */
  assert_prints (front, "mark f L1 B1 1.1 E2 5 --rationale Read_again --as lead",
                 "B1 on 1.1: the mark that counts was 4, is 4\n"
                 "L1|B1|2|2|75.00|75.00\n");
  assert_prints (front, "mark f L1 B2 1.1 E1 5",
                 "B2 on 1.1: the mark that counts was 2, is none\n"
                 "L1|B2|3||74.00|\n");
  assert_prints (front, "mark f L1 B2 1.1 E2 5",
                 "B2 on 1.1: the mark that counts was none, is 5\n"
                 "L1|B2||1||95.00\n");
  assert_prints (front, "mark f L1 B2 1.1 E2 --remove",
                 "B2 on 1.1: the mark that counts was 5, is 5\n"
                 "L1|B2|1|1|95.00|95.00\n");
  assert_prints (front, "mark f L1 B2 1.1 E2 4.0",
                 "B2 on 1.1: the mark that counts was 5, is none\n"
                 "L1|B2|1||95.00|\n");
  /* Common to all lots. */
  assert_prints (front, "mark f - B1 2.1 E1 fail",
                 "B1 on 2.1: the mark that counts was pass, is fail\n"
                 "L1|B1|2||75.00|75.00\n"
                 "L2|B1|2||76.00|76.00\n");
  assert_json (front, "mark f - B3 1.2 E2 4 --json",
               "{\"lot\":null,\"bidder\":\"B3\",\"criterion\":\"1.2\",\"person\":\"E2\",\"mark\":\"4\","
               "\"effective\":{\"before\":\"5\",\"after\":null},\"lots\":["
               "{\"lot\":\"L1\",\"before\":{\"rank\":1,\"tied\":false,\"total\":\"85.60\",\"exact\":\"428/5\"},"
               "\"after\":{\"rank\":null,\"tied\":false,\"total\":null,\"exact\":null}}]}");
  front_free (front);
}

static void
test_mark_refused (void)
{
  Front *front = front_new (NULL);

  assert_refused (front, "mark f L1 B1 1.1 E1 7", "1.1 is marked on scale S5 (0, 1, 2, 3, 4, 5); found 7");
  assert_refused (front, "mark f - B1 2.1 E1 5", "pass or fail; found 5");
  assert_refused (front, "mark f L1 B1 1.1 E9 4", "E9");
  assert_refused (front, "mark f L1 B9 1.1 E1 4", "B9");
  assert_refused (front, "mark f L9 B1 1.1 E1 4", "L9");
  assert_refused (front, "mark f L1 B1 1.3 E1 4", "did you mean");
  assert_refused (front, "mark f L1 B1 1 E1 4", "group");
  assert_refused (front, "mark f L1 B1 3 E1 4", "price");
  assert_refused (front, "mark f L1 B1 1.2 E1 4", "common to all lots");
  assert_refused (front, "mark f - B1 1.1 E1 4", "for each lot");
  assert_refused (front, "mark f L1 B1 1.1 E1", "--remove");
  assert_refused (front, "mark f L1 B1 1.1 E1 4 --remove", "both");
  fixture_run (front->store, "DELETE FROM evaluation_mark WHERE person = 'E2'");
  assert_refused (front, "mark f L1 B1 1.1 E2 --remove", "L1/B1/1.1/E2");
  front_free (front);
}

static void
test_agree (void)
{
  Front *front = front_new (NULL);

  assert_prints (front, "agree f L1 B2 1.1 5 --rationale All_agreed",
                 "B2 on 1.1: the mark that counts was 2, is 5\n"
                 "L1|B2|3|1|74.00|95.00\n");
  assert_prints (front, "agree f L1 B2 1.1 3",
                 "B2 on 1.1: the mark that counts was 5, is 3\n"
                 "L1|B2|1|2|95.00|81.00\n");
  assert_prints (front, "agree f L1 B2 1.1 --remove",
                 "B2 on 1.1: the mark that counts was 3, is 2\n"
                 "L1|B2|2|3|81.00|74.00\n");
  assert_refused (front, "agree f L1 B2 1.1 9", "found 9");
  g_autoptr (GError) error = NULL;
  g_autofree char *undo = lw_store_undo_name (front->store);
  g_assert_cmpstr (undo, ==, "Remove consensus L1/B2/1.1");
  lw_store_undo (front->store, "tester", NULL, NULL, &error);
  g_assert_no_error (error);
  assert_run (front, "rank f --lot L1 --csv");
  g_assert_nonnull (strstr (front->text->str, "|B2|Second|81.00|"));
  front_free (front);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/evaluation/verbs/rank", test_rank);
  g_test_add_func ("/evaluation/verbs/rank/json", test_rank_json);
  g_test_add_func ("/evaluation/verbs/rank/nothing", test_rank_nothing);
  g_test_add_func ("/evaluation/verbs/explain", test_explain);
  g_test_add_func ("/evaluation/verbs/mark", test_mark);
  g_test_add_func ("/evaluation/verbs/mark/refused", test_mark_refused);
  g_test_add_func ("/evaluation/verbs/agree", test_agree);
  return g_test_run ();
}
