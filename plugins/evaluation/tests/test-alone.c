/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Marking alone: where in the bid a mark comes from, private notes, queries, and what a person sees by role. */
#include "config.h"

#include "front.h"
#include "lw-evaluation-alone.h"
#include "lw-evaluation-sight.h"
#include "lw-evaluation.h"
#include "model/lw-model.h"
#include "plugin/lw-host.h"
#include "xml/lw-competition-xml.h"

#include "base/lw-error.h"

#include <glib/gstdio.h>
#include <string.h>

#define SHA256 "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" /* of "abc" */

/* A post for each role, and somebody with none. */
static const char *const roles[] = {
  "person|id=LE|name=Lead",
  "person|id=M|name=Moderator",
  "person|id=C|name=Commercial",
  "person|id=O|name=Observer",
  "person_role|person=LE|role=lead",
  "person_role|person=M|role=moderator",
  "person_role|person=C|role=commercial",
  "person_role|person=O|role=observer",
  "person_role|person=E1|role=evaluator",
  "person_role|person=E2|role=evaluator",
  NULL,
};

static char *
get (Front *front, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = lw_store_reader (front->store, &error);
  char *text = NULL;

  g_assert_no_error (error);
  lw_connection_get_text (lw_reader_connection (reader), &text, &error, sql, "");
  g_assert_no_error (error);
  return text;
}

static void
assert_get (Front *front, const char *sql, const char *expected)
{
  g_autofree char *text = get (front, sql);

  g_assert_cmpstr (text, ==, expected);
}

static LwSight
sight_of (Front *front, const char *person, char **why)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = lw_store_reader (front->store, &error);
  LwSight sight;

  lw_evaluation_sight (lw_reader_connection (reader), person, &sight, why, &error);
  g_assert_no_error (error);
  return sight;
}

/* ---- the pointer ---- */

static void
test_pointer (void)
{
  Front *front = front_new (roles);

  assert_run (front, "mark f L1 B2 1.1 E1 3 --rationale Dated_plan. --page 12 --quote by_the_third_week --as E1");
  assert_get (front, "SELECT mark || '|' || ifnull (document, '-') || '|' || page || '|' || quote FROM evaluation_mark"
                     " WHERE lot = 'L1' AND bidder = 'B2' AND criterion = '1.1' AND person = 'E1'",
              "3|-|12|by the third week");
  /* another mark keeps it: the bid is the same; "--quote=" takes it away */
  assert_run (front, "mark f L1 B2 1.1 E1 4 --quote= --as E1");
  assert_get (front, "SELECT mark || '|' || page || '|' || ifnull (quote, '-') FROM evaluation_mark"
                     " WHERE lot = 'L1' AND bidder = 'B2' AND criterion = '1.1' AND person = 'E1'",
              "4|12|-");
  front_free (front);
}

static void
test_pointer_document (void)
{
  static const char *const more[] = {
    "evaluation_document|bidder=B1|name=plan.pdf|media=application/pdf|size=3|"
    "sha256=" SHA256,
    NULL,
  };
  Front *front = front_new (more);

  fixture_run (front->store, "INSERT INTO content (sha256, bytes) VALUES ('" SHA256 "', x'616263')");
  assert_refused (front, "mark f L1 B2 1.1 E1 3 --document plan.pdf", "expected one of the documents of B2, found “plan.pdf”");
  assert_run (front, "mark f L1 B1 1.1 E1 3 --document plan.pdf --page 2");
  assert_get (front, "SELECT document FROM evaluation_mark WHERE lot = 'L1' AND bidder = 'B1' AND person = 'E1'", "plan.pdf");
  front_free (front);
}

/* ---- notes and queries ---- */

static void
test_note (void)
{
  Front *front = front_new (roles);
  g_autoptr (LwCommand) other = lw_evaluation_set_note (&(LwMarkPlace) { "L1", "B1", "1.1", "E2" }, "Not mine", "E1");
  g_autoptr (GError) error = NULL;

  assert_prints (front, "note f L1 B1 1.1 Ask_about_week_3. --as E1", "Noted, for E1 alone\n");
  assert_run (front, "note f L1 B1 1.1 Asked. --as E1");
  assert_run (front, "note f - B1 1.2 Common. --as E2");
  assert_get (front, "SELECT group_concat (lot || bidder || criterion || person || text, ';') FROM evaluation_note",
              "B11.2E2Common.;L1B11.1E1Asked.");
  g_assert_false (lw_store_run (front->store, other, NULL, &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_INVALID);
  assert_run (front, "note f L1 B1 1.1 --remove --as E1");
  assert_refused (front, "note f L1 B1 1.1 --remove --as E1", "expected something to take away");
  assert_refused (front, "note f L1 B1 1.1 --as E1", "expected a text, or --remove");
  assert_refused (front, "note f L1 B1 3 Price --as E1", "expected one that is marked, found 3, which is of kind price");
  assert_refused (front, "note f - B1 1.1 Where --as E1", "is marked for each lot");
  front_free (front);
}

static void
test_query (void)
{
  Front *front = front_new (roles);

  assert_run (front, "query f L1 B1 1.1 Does_the_annex_count? --as E1");
  assert_prints (front, "queries f --as LE", "L1|B1|1.1|E1|Does the annex count?|open\n");
  assert_run (front, "reply f L1 B1 1.1 It_does. --as LE");
  assert_prints (front, "queries f --as E1", "L1|B1|1.1|E1|Does the annex count?|It does.\n");
  assert_prints (front, "queries f --open --as LE", "No query.\n");
  /* other words are another question */
  assert_run (front, "query f L1 B1 1.1 And_page_9? --as E1");
  assert_run (front, "query f L1 B1 1.1 And_mine? --as E2");
  assert_refused (front, "reply f L1 B1 1.1 Yes --as LE", "expected --person with one of those who asked about B1 on 1.1: E1, E2");
  assert_run (front, "reply f L1 B1 1.1 Yes --person E2 --as LE");
  assert_json (front, "queries f --open --json --as LE",
               "{\"queries\":[{\"lot\":\"L1\",\"bidder\":\"B1\",\"criterion\":\"1.1\",\"person\":\"E1\","
               "\"query\":\"And page 9?\",\"reply\":null}]}");
  assert_refused (front, "reply f L1 B2 1.1 Yes --as LE", "expected a query about B2 on 1.1, found none");
  front_free (front);
}

/* An evaluator reads the own queries alone, and a reply is the lead's. */
static void
test_queries_of_others (void)
{
  Front *front = front_new (roles);

  assert_run (front, "query f L1 B1 1.1 Mine --as E1");
  assert_prints (front, "queries f --as E2", "No query.\n");
  assert_refused (front, "reply f L1 B1 1.1 Yes --as E1", "“reply” is not for E1");
  front_free (front);
}

static void
test_only_where_one_may_mark (void)
{
  Front *front = front_new (roles);

  fixture_run (front->store, "INSERT INTO evaluation_assignment (person, criterion, lot, bidder) VALUES ('E1', '1.1', 'L1', 'B1')");
  assert_run (front, "note f L1 B1 1.1 Here --as E1");
  assert_refused (front, "note f L1 B2 1.1 There --as E1", "E1");
  assert_refused (front, "query f L1 B2 1.1 There --as E1", "E1");
  assert_refused (front, "note f L1 B1 1.1 Mine --as LE", "expected a person with the role evaluator");
  front_free (front);
}

/* What has no reason and no pointer is not confirmed, unless somebody says why; the list names each. */
static void
test_confirming_asks_for_reasons (void)
{
  Front *front = front_new (roles);

  assert_run (front, "publish f --as LE");
  fixture_run (front->store, "UPDATE evaluation_mark SET page = '1', rationale = 'Five words of its own: ' || lot || bidder"
                             " || criterion WHERE person = 'E1' AND NOT (lot = 'L1' AND bidder = 'B2')");
  assert_run (front, "confirm f E1 --lot L1 --bidder B3 --as E1");
  assert_refused (front, "confirm f E1 --as E1",
                  "found 1 without. L1/B2/1.1: no rationale for the mark 2; the mark does not say where in the bid it comes from:"
                  " neither a page nor two words of it or more. Mend it, or confirm it all the same");
  assert_get (front, "SELECT count (*) FROM evaluation_confirmation", "1");
  assert_refused (front, "confirm f E1 --despite --as E1", "expected --reason with --despite");
  assert_refused (front, "confirm f E2 --as E1", "expected E2 to give and confirm the own marks, found E1");
  assert_run (front, "confirm f E1 --criterion 2.1 --as E1");
  assert_get (front, "SELECT count (*) FROM evaluation_confirmation", "4");
  assert_run (front, "confirm f E1 --despite --reason The_page_is_lost --as E1");
  assert_get (front, "SELECT count (*) FROM evaluation_mark AS m WHERE person = 'E1' AND NOT EXISTS (SELECT 1 FROM"
                     " evaluation_confirmation AS c WHERE (c.lot, c.bidder, c.criterion, c.person) = (m.lot, m.bidder, m.criterion,"
                     " m.person))", "0");
  front_free (front);
}

/* ---- by role ---- */

static const char *const of_others[] = {
  "rank f",  "explain f L1 B1", "agreement f", "safe f", "agree f L1 B2 1.1 3", "people f", "assign f E1", "conflicts f",
};

static void
test_never_a_price (void)
{
  Front *front = front_new (roles);

  g_assert_false (sight_of (front, "E1", NULL) & LW_SIGHT_PRICES);
  for (guint i = 0; i < G_N_ELEMENTS (of_others); i++)
    {
      g_autofree char *line = g_strconcat (of_others[i], " --as E1", NULL);
      assert_refused (front, line, "an evaluator sees what is assigned and the own marks: not those of others, no total, no rank"
                                   " and no price");
    }
  /* who is both sees none either: prices wait until quality is locked */
  fixture_run (front->store, "INSERT INTO person_role (person, role) VALUES ('E1', 'commercial')");
  assert_refused (front, "rank f --as E1", "no price");
  /* who leads sees all */
  fixture_run (front->store, "INSERT INTO person_role (person, role) VALUES ('E1', 'lead')");
  assert_run (front, "rank f --as E1");
  front_free (front);
}

static void
test_never_anothers_mark (void)
{
  Front *front = front_new (roles);
  gboolean may;

  /* giving a mark says nothing of others */
  assert_prints (front, "mark f L1 B2 1.1 E1 5 --as E1", "B2 on 1.1: the mark is 5\n");
  assert_json (front, "mark f L1 B2 1.1 E1 4 --as E1 --json",
               "{\"lot\":\"L1\",\"bidder\":\"B2\",\"criterion\":\"1.1\",\"person\":\"E1\",\"mark\":\"4\",\"trust\":\"illustrative\","
               "\"recorded\":true,\"cleared-rationale\":null}");
  assert_refused (front, "mark f L1 B2 1.1 E2 5 --as E1", "expected E1 to give the own mark, found one of E2");
  g_assert_true (lw_evaluation_sight_rule.row (NULL, LW_SIGHT_ALL, "E1", "mark", "L1/B1/1.1/E1", &may) && may);
  g_assert_false (lw_evaluation_sight_rule.row (NULL, LW_SIGHT_ALL, "E1", "mark", "L1/B1/1.1/E2", &may));
  g_assert_false (lw_evaluation_sight_rule.row (NULL, LW_SIGHT_ALL, "E", "mark", "L1/B1/1.1/E1", &may));
  /* a note is its author's alone, whatever the role */
  g_assert_true (lw_evaluation_sight_rule.row (NULL, LW_SIGHT_ALL, "LE", "note", "L1/B1/1.1/E1", &may) && !may);
  g_assert_true (lw_evaluation_sight_rule.row (NULL, LW_SIGHT_ALL, "E1", "note", "L1/B1/1.1/E1", &may) && may);
  front_free (front);
}

static void
test_commercial (void)
{
  Front *front = front_new (roles);
  g_autofree char *why = NULL;

  g_assert_cmpint (sight_of (front, "C", &why), ==, LW_SIGHT_PRICES | LW_SIGHT_OTHERS | LW_SIGHT_CHANGE);
  g_assert_cmpstr (why, ==, "the commercial role sees prices, and marks once all of them are confirmed and agreed");
  assert_refused (front, "agreement f --as C", "marks once all of them are confirmed and agreed");
  assert_refused (front, "rank f --as C", "“rank” is not for C");
  front_free (front);
}

static void
test_observer (void)
{
  Front *front = front_new (roles);

  assert_run (front, "rank f --as O");
  assert_refused (front, "mark f L1 B1 1.1 E1 4 --as O", "an observer sees all and changes nothing");
  assert_refused (front, "query f L1 B1 1.1 Why --as O", "an observer sees all and changes nothing");
  front_free (front);
}

static void
test_lead (void)
{
  Front *front = front_new (roles);
  g_autofree char *why = NULL;

  g_assert_cmpint (sight_of (front, "LE", &why), ==, LW_SIGHT_ALL);
  g_assert_cmpint (sight_of (front, "M", NULL), ==, LW_SIGHT_ALL);
  g_assert_cmpint (sight_of (front, "tester", NULL), ==, LW_SIGHT_ALL);
  g_assert_null (why);
  fixture_run (front->store, "UPDATE evaluation_method SET prices = 'sealed'");
  g_assert_cmpint (sight_of (front, "LE", &why), ==, LW_SIGHT_ALL & ~LW_SIGHT_PRICES);
  g_assert_cmpstr (why, ==, "prices are sealed until they are opened on the record");
  assert_refused (front, "safe f --as M", "prices are sealed");
  front_free (front);
}

static char *
opened_by (Front *front)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = lw_store_reader (front->store, &error);
  char *person = NULL;

  g_assert_true (lw_evaluation_opened_by (lw_reader_connection (reader), &person, &error));
  g_assert_no_error (error);
  return person;
}

static void
test_pack (void)
{
  Front *front = front_new (roles);
  g_autofree char *person = NULL;

  g_assert_null (opened_by (front));
  fixture_run (front->store,
               "INSERT INTO evaluation_pack (id, person, side, version, method, at, base) VALUES ('p1', 'E1', 'opened', 1,"
               " printf ('%064d', 0), '2026-01-01T00:00:00.000Z', printf ('%064d', 0))");
  person = opened_by (front);
  g_assert_cmpstr (person, ==, "E1");
  g_assert_cmpint (sight_of (front, "LE", NULL), ==, LW_SIGHT_CHANGE);
  assert_refused (front, "rank f --as LE", "an evaluator sees what is assigned");
  front_free (front);
}

/* A panel or verb that nobody thought of is for those who see all. */
static void
test_not_named (void)
{
  const LwSight all = LW_SIGHT_MARKS | LW_SIGHT_PRICES | LW_SIGHT_OTHERS;

  g_assert_cmpint (lw_evaluation_sight_rule.needs (LW_SIGHT_OF_PANEL, "new-panel"), ==, all);
  g_assert_cmpint (lw_evaluation_sight_rule.needs (LW_SIGHT_OF_VERB, "new-verb"), ==, all);
  g_assert_cmpint (lw_evaluation_sight_rule.needs (LW_SIGHT_OF_PANEL, "results"), ==, LW_SIGHT_MARKS | LW_SIGHT_OTHERS);
  g_assert_cmpint (lw_evaluation_sight_rule.needs (LW_SIGHT_OF_PANEL, "marking"), ==, LW_SIGHT_NONE);
  g_assert_cmpint (lw_evaluation_sight_rule.needs (LW_SIGHT_OF_NOUN, "lot"), ==, LW_SIGHT_NONE);
}

/* ---- the file format ---- */

static void
test_round_trip (void)
{
  Front *front = front_new (roles);
  g_autoptr (GError) error = NULL;
  g_autofree char *directory = g_dir_make_tmp ("lotwise-alone-XXXXXX", &error), *first = NULL, *second = NULL, *text = NULL,
                  *again = NULL, *file = NULL;
  g_autoptr (LwSchema) schema = fixture_schema ();
  LwStore *copy;

  assert_run (front, "mark f L1 B2 1.1 E1 3 --page §_4 --quote a_“quoted”_<word> --as E1");
  assert_run (front, "note f - B1 1.2 Mine. --as E2");
  assert_run (front, "query f L1 B1 1.1 Why? --as E1");
  assert_run (front, "reply f L1 B1 1.1 Because_&_so. --as LE");
  first = g_build_filename (directory, "first.xml", NULL);
  second = g_build_filename (directory, "second.xml", NULL);
  file = g_build_filename (directory, "copy.lotwise", NULL);
  g_assert_true (lw_competition_export (front->store, first, lw_evaluation_sections (), NULL, NULL, &error));
  g_assert_no_error (error);
  copy = lw_competition_import (first, file, lw_evaluation_sections (), schema, "tester", NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (lw_competition_export (copy, second, lw_evaluation_sections (), NULL, NULL, &error));
  g_assert_true (g_file_get_contents (first, &text, NULL, &error));
  g_assert_true (g_file_get_contents (second, &again, NULL, &error));
  g_assert_cmpstr (text, ==, again);
  g_assert_nonnull (strstr (text, "person=\"E1\" mark=\"3\" page=\"§ 4\" quote=\"a “quoted” &lt;word&gt;\"/>"));
  g_assert_nonnull (strstr (text, "<note bidder=\"B1\" criterion=\"1.2\" person=\"E2\">Mine.</note>"));
  g_assert_nonnull (strstr (text, "person=\"E1\" reply=\"Because &amp; so.\">Why?</query>"));
  g_assert_cmpint (g_remove (first), ==, 0);
  g_assert_cmpint (g_remove (second), ==, 0);
  lw_store_close (copy);
  g_object_unref (copy);
  g_assert_cmpint (g_remove (file), ==, 0);
  g_assert_cmpint (g_rmdir (directory), ==, 0);
  front_free (front);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/alone/pointer-goes-with-the-mark", test_pointer);
  g_test_add_func ("/alone/pointer-document-is-the-bidders", test_pointer_document);
  g_test_add_func ("/alone/a-note-is-its-authors-alone", test_note);
  g_test_add_func ("/alone/a-query-and-its-answer", test_query);
  g_test_add_func ("/alone/never-anothers-query", test_queries_of_others);
  g_test_add_func ("/alone/notes-and-queries-only-where-one-may-mark", test_only_where_one_may_mark);
  g_test_add_func ("/alone/confirming-asks-for-reasons-and-pointers", test_confirming_asks_for_reasons);
  g_test_add_func ("/alone/an-evaluator-never-sees-a-price", test_never_a_price);
  g_test_add_func ("/alone/never-anothers-mark", test_never_anothers_mark);
  g_test_add_func ("/alone/commercial-sees-no-mark-before-moderation-is-over", test_commercial);
  g_test_add_func ("/alone/an-observer-changes-nothing", test_observer);
  g_test_add_func ("/alone/who-leads-sees-all-but-sealed-prices", test_lead);
  g_test_add_func ("/alone/a-packs-file-is-its-evaluators", test_pack);
  g_test_add_func ("/alone/what-is-not-named-is-for-those-who-see-all", test_not_named);
  g_test_add_func ("/alone/round-trip", test_round_trip);
  return g_test_run ();
}
