/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The verbs as a person types them: what they print, and what they refuse. */
#include "config.h"

#include "front.h"
#include "lw-evaluation.h"

#include "base/lw-error.h"

#include <string.h>

static void
test_rank (void)
{
  static const char *const more[] = { "lot|id=L3|title=Nobody|position=3", NULL };
  Front *front = front_new (more);

  assert_prints (front, "rank f",
                 "L1 North (illustrative: marks)\n"
                 "1|B3|Third|85.60|\n"
                 "2|B1|First|75.00|\n"
                 "3|B2|Second|74.00|\n"
                 "L2 South (illustrative: marks)\n"
                 "1|B2|Second|87.00|\n"
                 "2|B1|First|76.00|\n"
                 "L3 Nobody\nno bids\n"
                 "The result is provisional: the method is not published.\n"
                 "What the file states of all its figures (what a row says of itself goes before): illustrative: marks\n");
  assert_prints (front, "rank f --lot L2",
                 "L2 South (illustrative: marks)\n"
                 "1|B2|Second|87.00|\n"
                 "2|B1|First|76.00|\n"
                 "The result is provisional: the method is not published.\n"
                 "What the file states of all its figures (what a row says of itself goes before): illustrative: marks\n");
  assert_prints (front, "rank f --lot L2 --csv",
                 "L2|1|B2|Second|87.00|87|false|||illustrative|The result is provisional: the method is not published.\n"
                 "L2|2|B1|First|76.00|76|false|||illustrative|The result is provisional: the method is not published.\n");
  assert_refused (front, "rank f --lot L22", "did you mean “L2”?");
  fixture_run (front->store, "UPDATE bid SET price = 12000 WHERE lot = 'L1'");
  fixture_run (front->store, "UPDATE evaluation_consensus SET mark = '2'");
  fixture_run (front->store, "UPDATE evaluation_mark SET mark = '4' WHERE bidder = 'B1' AND criterion = '1.2'");
  fixture_run (front->store, "DELETE FROM evaluation_mark WHERE lot = 'L2' AND bidder = 'B2'");
  fixture_run (front->store, "UPDATE evaluation_mark SET mark = '0' WHERE lot = 'L2' AND bidder = 'B1'");
  assert_prints (front, "rank f",
                 "L1 North (illustrative: marks)\n"
                 "1|B3|Third|100.00|\n"
                 "2=|B1|First|74.00|\n"
                 "2=|B2|Second|74.00|\n"
                 "L2 South (illustrative: marks)\n"
                 "|B1|First|60.00|fails 1.1\n"
                 "|B2|Second||missing 1.1\n"
                 "L3 Nobody\nno bids\n"
                 "The result is provisional: the method is not published.\n"
                 "What the file states of all its figures (what a row says of itself goes before): illustrative: marks\n");
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
               "{\"competition\":\"small\",\"title\":\"Small\",\"trust\":\"illustrative\",\"basis\":\"points\",\"provisional\":\"The result is provisional: the method is not published.\",\"sealed\":false,\"problems\":[],\"lots\":["
               "{\"lot\":\"L2\",\"title\":\"South\",\"ranking\":["
               "{\"rank\":null,\"bidder\":\"B1\",\"name\":\"First\",\"trust\":null,\"total\":\"55.00\",\"exact\":\"55\",\"tied\":false,"
               "\"failed\":[\"1.1\"],\"missing\":[],\"contributions\":["
               "{\"criterion\":\"1.1\",\"points\":\"0.00\",\"exact\":\"0\"},"
               "{\"criterion\":\"1.2\",\"points\":\"15.00\",\"exact\":\"15\"},"
               "{\"criterion\":\"3\",\"points\":\"40.00\",\"exact\":\"40\"}]},"
               "{\"rank\":null,\"bidder\":\"B2\",\"name\":\"Second\",\"trust\":null,\"total\":null,\"exact\":null,\"tied\":false,"
               "\"failed\":[],\"missing\":[\"3\"],\"contributions\":["
               "{\"criterion\":\"1.1\",\"points\":\"35.00\",\"exact\":\"35\"},"
               "{\"criterion\":\"1.2\",\"points\":\"20.00\",\"exact\":\"20\"}]}],\"findings\":[]}]}");
  front_free (front);
}

/* What is invented says so: stated for all, of the competition, of one bidder, of one bid. */
static void
test_trust (void)
{
  Front *front = front_new (NULL);

  fixture_run (front->store, "UPDATE bidder SET trust = 'illustrative' WHERE id = 'B1'");
  fixture_run (front->store, "UPDATE bidder SET trust = 'documented' WHERE id = 'B2'");
  fixture_run (front->store, "UPDATE bid SET trust = 'illustrative' WHERE bidder = 'B2'");
  fixture_run (front->store, "UPDATE evaluation_mark SET mark = '0' WHERE lot = 'L2' AND bidder = 'B1'");
  fixture_run (front->store, "DELETE FROM provenance");
  assert_prints (front, "rank f --lot L2",
                 "L2 South\n"
                 "1|B2|Second|95.00|illustrative bid\n"
                 "|B1|First|55.00|fails 1.1; illustrative\n"
                 "The result is provisional: the method is not published.\n");
  assert_prints (front, "rank f --lot L1 --csv",
                 "L1|1|B3|Third|85.60|428/5|false||||The result is provisional: the method is not published.\n"
                 "L1|2|B1|First|75.00|75|false|||illustrative|The result is provisional: the method is not published.\n"
                 "L1|3|B2|Second|74.00|74|false|||illustrative|The result is provisional: the method is not published.\n");
  assert_run (front, "rank f --json");
  g_autofree char *text = json_to_string (front->json, FALSE);
  g_assert_nonnull (strstr (text, "\"title\":\"Small\",\"trust\":null,"));
  g_assert_nonnull (strstr (text, "\"bidder\":\"B2\",\"name\":\"Second\",\"trust\":\"illustrative\""));
  fixture_run (front->store, "UPDATE evaluation_criterion SET trust = 'illustrative' WHERE id = '1'");
  assert_run (front, "rank f --lot L1");
  g_assert_true (g_str_has_prefix (front->text->str, "L1 North (illustrative: criteria)\n"));
  fixture_run (front->store, "UPDATE competition SET trust = 'illustrative'");
  fixture_run (front->store, "INSERT INTO provenance (subject, trust) VALUES ('prices', 'documented')");
  assert_run (front, "rank f --lot L1");
  g_assert_true (g_str_has_prefix (front->text->str, "L1 North (illustrative: marks, criteria)\n"));
  g_assert_nonnull (strstr (front->text->str, ": documented: prices\n"));
  front_free (front);
}

/* A ranking by a method that is wrong says so. */
static void
test_problems (void)
{
  Front *front = front_new (NULL);

  fixture_run (front->store, "UPDATE evaluation_criterion SET weight = '10' WHERE id = '3'");
  assert_run (front, "rank f");
  g_assert_nonnull (strstr (front->text->str, "check finds 1 error in the method: expected the weights at the top to add"
                                              " up to 100, found 70\n"));
  assert_run (front, "explain f L1 B1");
  g_assert_nonnull (strstr (front->text->str, "check finds 1 error in the method"));
  fixture_run (front->store, "UPDATE evaluation_criterion SET weight = '24' WHERE id = '1.2'");
  assert_run (front, "rank f");
  g_assert_nonnull (strstr (front->text->str, "check finds 2 errors in the method, the first: expected the weights at"));
  for (guint i = 0; i < 2; i++)
    {
      assert_run (front, i == 0 ? "rank f --json" : "explain f L1 B1 --json");
      JsonArray *problems = json_object_get_array_member (json_node_get_object (front->json), "problems");
      JsonObject *problem = json_array_get_object_element (problems, 1);

      g_assert_cmpuint (json_array_get_length (problems), ==, 2);
      g_assert_cmpstr (json_object_get_string_member (problem, "id"), ==, "evaluation.weights");
      g_assert_cmpstr (json_object_get_string_member (problem, "where"), ==, "1");
    }
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
  g_assert_true (g_str_has_prefix (front->text->str, "Lot L1, North: bid of B1, First\nTotal 75.00 = 75, rank 2 of 3 (illustrative: marks)\n"));
  assert_run (front, "explain f L1 B1 --csv");
  g_assert_nonnull (strstr (front->text->str, "3|formula|||35 × 4 ÷ 5 = 28|||28|||L1|B1|First|2|75.00|illustrative|The result is provisional: the method is not published.\n"));
  g_assert_true (g_str_has_prefix (front->text->str, "0|total|||||75|75|||L1|B1|First|2|75.00|illustrative|The result is provisional: the method is not published.\n"));
  assert_run (front, "explain f L1 B1 --json");
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (front->json), "exact"), ==, "75");
  assert_refused (front, "explain f L1 B9", "B9");
  assert_refused (front, "explain f L1", "3");
  front_free (front);
}

#define INVENTED "Illustrative: marks\n"

static void
test_mark (void)
{
  Front *front = front_new (NULL);

  /* The agreed mark counts, whatever the evaluators give. */
  assert_prints (front, "mark f L1 B1 1.1 E2 5 --rationale Read_again --as lead",
                 "B1 on 1.1: the mark that counts was 4, is 4\n"
                 "L1|B1|2|2|75.00|75.00|\n" INVENTED);
  assert_prints (front, "mark f L1 B2 1.1 E1 5",
                 "B2 on 1.1: the mark that counts was 2, is in dispute: 5, 2\n"
                 "L1|B2|3|missing 1.1|74.00|none yet|\n" INVENTED);
  /* Those that others pass are shown too. */
  assert_prints (front, "mark f L1 B2 1.1 E2 5",
                 "B2 on 1.1: the mark that counts was in dispute: 5, 2, is 5\n"
                 "L1|B2|missing 1.1|1|none yet|95.00|\n"
                 "L1|B3|1|2|85.60|85.60|\n"
                 "L1|B1|2|3|75.00|75.00|\n" INVENTED);
  assert_prints (front, "mark f L1 B2 1.1 E2 5",
                 "Nothing changed: the mark is like that already\n"
                 "B2 on 1.1: the mark that counts was 5, is 5\n"
                 "L1|B2|1|1|95.00|95.00|\n" INVENTED);
  assert_prints (front, "mark f L1 B2 1.1 E2 --remove",
                 "B2 on 1.1: the mark that counts was 5, is 5\n"
                 "L1|B2|1|1|95.00|95.00|\n" INVENTED);
  assert_prints (front, "mark f L1 B2 1.1 E2 4.0",
                 "B2 on 1.1: the mark that counts was 5, is in dispute: 5, 4.0\n"
                 "L1|B2|1|missing 1.1|95.00|none yet|\n"
                 "L1|B3|2|1|85.60|85.60|\n"
                 "L1|B1|3|2|75.00|75.00|\n" INVENTED);
  /* Common to all lots. Another price is then the lowest. */
  assert_prints (front, "mark f - B1 2.1 E1 fail --csv",
                 "L1|B1|2||75.00|75.00||fails 2.1|illustrative\n"
                 "L2|B1|2||76.00|76.00||fails 2.1|illustrative\n"
                 "L2|B2|1|1|87.00|95.00|||illustrative\n");
  assert_prints (front, "mark f - B1 2.1 E1 --remove",
                 "B1 on 2.1: the mark that counts was fail, is none\n"
                 "L1|B1|fails 2.1|missing 2.1|75.00|none yet|\n"
                 "L2|B1|fails 2.1|missing 2.1|76.00|none yet|\n"
                 "L2|B2|1|1|95.00|87.00|\n" INVENTED);
  assert_json (front, "mark f - B3 1.2 E2 4 --json",
               "{\"lot\":null,\"bidder\":\"B3\",\"criterion\":\"1.2\",\"person\":\"E2\",\"mark\":\"4\","
               "\"trust\":\"illustrative\",\"recorded\":true,\"cleared-rationale\":null,"
               "\"effective\":{\"before\":\"5\",\"after\":null,\"disputed\":[\"5\",\"4\"]},\"lots\":["
               "{\"lot\":\"L1\",\"before\":{\"rank\":1,\"tied\":false,\"total\":\"85.60\",\"exact\":\"428/5\","
               "\"failed\":[],\"missing\":[]},"
               "\"after\":{\"rank\":null,\"tied\":false,\"total\":null,\"exact\":null,\"failed\":[],"
               "\"missing\":[\"1.2\"]},\"others\":[]}]}");
  front_free (front);
}

static char *
rationale_of (Front *front, const char *where)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = lw_store_reader (front->store, &error);
  g_autofree char *sql = g_strconcat ("SELECT rationale FROM ", where, NULL);
  char *rationale = NULL;

  g_assert_no_error (error);
  lw_connection_get_text (lw_reader_connection (reader), &rationale, &error, sql, "");
  g_assert_no_error (error);
  return rationale;
}

static void
assert_rationale (Front *front, const char *where, const char *expected)
{
  g_autofree char *found = rationale_of (front, where);

  g_assert_cmpstr (found, ==, expected);
}

/* A rationale belongs to its mark. */
static void
test_mark_rationale (void)
{
  static const char *const second = "evaluation_mark WHERE lot = 'L1' AND bidder = 'B1' AND criterion = '1.1' AND person = 'E2'";
  Front *front = front_new (NULL);

  assert_run (front, "mark f L1 B1 1.1 E2 3.0");
  g_assert_null (strstr (front->text->str, "cleared"));
  assert_rationale (front, second, "Few dates.");
  assert_run (front, "mark f L1 B1 1.1 E2 5");
  g_assert_nonnull (strstr (front->text->str, "The rationale of the mark before does not go with the new one and is"
                                              " cleared: “Few dates.”\n"));
  assert_rationale (front, second, NULL);
  assert_run (front, "mark f L1 B1 1.1 E2 4 --rationale Better");
  assert_rationale (front, second, "Better");
  assert_run (front, "mark f L1 B1 1.1 E2 4 --rationale=");
  assert_rationale (front, second, NULL);
  assert_run (front, "agree f L1 B1 1.1 2 --json");
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (front->json), "cleared-rationale"), ==,
                   "Dates are in the annex.");
  assert_rationale (front, "evaluation_consensus", NULL);
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
                 "L1|B2|3|1|74.00|95.00|\n"
                 "L1|B3|1|2|85.60|85.60|\n"
                 "L1|B1|2|3|75.00|75.00|\n" INVENTED);
  assert_prints (front, "agree f L1 B2 1.1 3",
                 "B2 on 1.1: the mark that counts was 5, is 3\n"
                 "The rationale of the mark before does not go with the new one and is cleared: “All agreed”\n"
                 "L1|B2|1|2|95.00|81.00|\n"
                 "L1|B3|2|1|85.60|85.60|\n" INVENTED);
  fixture_run (front->store, "UPDATE bidder SET trust = 'illustrative' WHERE id = 'B2'");
  assert_prints (front, "agree f L1 B2 1.1 --remove",
                 "B2 on 1.1: the mark that counts was 3, is 2\n"
                 "L1|B2|2|3|81.00|74.00|illustrative\n"
                 "L1|B1|3|2|75.00|75.00|\n" INVENTED);
  assert_refused (front, "agree f L1 B2 1.1 9", "found 9");
  g_autoptr (GError) error = NULL;
  g_autofree char *undo = lw_store_undo_name (front->store);
  g_assert_cmpstr (undo, ==, "Remove agreed mark L1/B2/1.1");
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
  g_test_add_func ("/evaluation/verbs/trust", test_trust);
  g_test_add_func ("/evaluation/verbs/problems", test_problems);
  g_test_add_func ("/evaluation/verbs/explain", test_explain);
  g_test_add_func ("/evaluation/verbs/mark", test_mark);
  g_test_add_func ("/evaluation/verbs/mark/rationale", test_mark_rationale);
  g_test_add_func ("/evaluation/verbs/mark/refused", test_mark_refused);
  g_test_add_func ("/evaluation/verbs/agree", test_agree);
  return g_test_run ();
}
