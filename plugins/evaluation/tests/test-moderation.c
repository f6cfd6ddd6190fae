/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Moderation: what a mark is agreed with, what it rests on, and that the marks under it stay as they were given. */
#include "config.h"

#include "front.h"
#include "lw-evaluation-agreement.h"
#include "lw-evaluation-moderation.h"
#include "lw-evaluation.h"
#include "model/lw-model.h"
#include "plugin/lw-check.h"

#include "base/lw-error.h"
#include "xml/lw-competition-xml.h"

#include <glib/gstdio.h>
#include <string.h>

/* Those who moderate; the mark that the fixture has agreed is taken away where it is in the way. */
static const char *const people[] = {
  "person|id=boss|name=Approver", "person_role|person=boss|role=approver", "person|id=chair|name=Chair",
  "person_role|person=chair|role=lead", NULL,
};

/* All that belongs to an agreed mark of B1 in L1 on 1.1, but the mark itself. */
#define REASONS \
  " --rationale Dates_are_in_the_annex_on_page_9. --why-not-above No_names." \
  " --why-not-below All_has_dates. --present chair,E1,E2"
#define AGREE "agree f L1 B1 1.1 4" REASONS

static Front *
front_to_moderate (gboolean published)
{
  Front *front = front_new (people);

  fixture_run (front->store, "DELETE FROM evaluation_consensus");
  if (published)
    {
      assert_run (front, "publish f --as boss");
      assert_run (front, "confirm f E1 --despite --reason A_test");
      assert_run (front, "confirm f E2 --despite --reason A_test");
    }
  return front;
}

/* The first column of the first row. */
static char *
ask (Front *front, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = lw_store_reader (front->store, &error);
  char *text = NULL;

  lw_connection_get_text (lw_reader_connection (reader), &text, &error, sql, "");
  g_assert_no_error (error);
  return text;
}

static void
assert_asked (Front *front, const char *sql, const char *expected)
{
  g_autofree char *text = ask (front, sql);

  g_assert_cmpstr (text, ==, expected);
}

/* Everything that evaluators gave. */
#define INDIVIDUAL \
  "SELECT group_concat (lot || bidder || criterion || person || mark || ifnull (rationale, '-'), ';') FROM evaluation_mark"

static void
assert_refused_whole (Front *front, const char *line, const char *part)
{
  g_autofree char *before = ask (front, "SELECT count(*) || ' ' || max (seq) FROM journal");

  assert_refused (front, line, part);
  assert_asked (front, "SELECT count(*) || ' ' || max (seq) FROM journal", before);
}

static char *
find_check (Front *front, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = lw_store_reader (front->store, &error);
  g_autoptr (LwFindings) findings = lw_findings_new ();
  g_autoptr (GString) found = g_string_new (NULL);

  g_assert_true (lw_evaluation_check.run (lw_reader_connection (reader), findings, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < lw_findings_n (findings); i++)
    if (strcmp (lw_findings_get (findings, i)->id, id) == 0)
      g_string_append_printf (found, "%s %d; ", lw_findings_get (findings, i)->where, lw_findings_get (findings, i)->severity);
  return g_string_free (g_steal_pointer (&found), FALSE);
}

static void
assert_found (Front *front, const char *id, const char *expected)
{
  g_autofree char *found = find_check (front, id);

  g_assert_cmpstr (found, ==, expected);
}

/* ---- what an agreed mark rests on ---- */

static void
test_rests_on (void)
{
  Front *front = front_to_moderate (FALSE);
  g_autofree char *expected = NULL;

  fixture_run (front->store, "UPDATE evaluation_mark SET rationale = 'Clear plan' WHERE lot = 'L1' AND bidder = 'B1' AND person = 'E1'");
  expected = g_compute_checksum_for_string (
      G_CHECKSUM_SHA256, "2:L1,2:B1,3:1.1,2:E1,1:4,10:Clear plan,~,~,~,2:E2,1:3,10:Few dates.,~,~,~,", -1);
  assert_run (front, AGREE);
  assert_asked (front, "SELECT rests_on FROM evaluation_consensus", expected);
  assert_asked (front, "SELECT present || '|' || why_not_above || '|' || why_not_below FROM evaluation_consensus",
                "chair E1 E2|No names.|All has dates.");
  assert_found (front, "evaluation.rests-on", "");
  front_free (front);
}

static void
test_a_check_finds_marks_that_changed_under_an_agreed_one (void)
{
  static const char *const changes[] = {
    "UPDATE evaluation_mark SET mark = '5' WHERE lot = 'L1' AND bidder = 'B1' AND person = 'E1'",
    "UPDATE evaluation_mark SET rationale = 'Other words' WHERE lot = 'L1' AND bidder = 'B1' AND person = 'E1'",
    "UPDATE evaluation_mark SET rationale = NULL WHERE lot = 'L1' AND bidder = 'B1' AND person = 'E1'",
    "UPDATE evaluation_mark SET page = '12' WHERE lot = 'L1' AND bidder = 'B1' AND person = 'E1'",
    "DELETE FROM evaluation_mark WHERE lot = 'L1' AND bidder = 'B1' AND person = 'E1'",
    "INSERT INTO evaluation_mark (lot, bidder, criterion, person, mark) VALUES ('L1', 'B1', '1.1', 'chair', '4')",
  };

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      Front *front = front_to_moderate (FALSE);
      assert_run (front, AGREE);
      fixture_run (front->store, changes[i]);
      assert_found (front, "evaluation.rests-on", "L1/B1/1.1 1; ");
      assert_run (front, AGREE); /* once more, over the marks that there are now */
      assert_found (front, "evaluation.rests-on", "");
      front_free (front);
    }
  /* Where the method is published the marks are locked: whoever changed one went round the program. */
  Front *front = front_to_moderate (TRUE);
  assert_run (front, AGREE);
  fixture_run (front->store, changes[0]);
  assert_found (front, "evaluation.rests-on", "L1/B1/1.1 0; ");
  front_free (front);
}

/* ---- agreeing ---- */

static void
test_consensus_cannot_finish_over_marks_that_can_still_be_edited (void)
{
  Front *front = front_new (people);

  fixture_run (front->store, "DELETE FROM evaluation_consensus");
  assert_run (front, "publish f --as boss");
  assert_refused_whole (front, AGREE, "that of E1 is not");
  assert_run (front, "confirm f E1 --despite --reason A_test");
  assert_refused_whole (front, AGREE, "that of E2 is not");
  assert_run (front, "confirm f E2 --despite --reason A_test");
  assert_run (front, AGREE);
  /* A new version asks all of them again. */
  assert_run (front, "revise f --as chair --approver boss --reason Erratum set criterion 1.1 weight=30 + set criterion 1.2 weight=30");
  assert_refused_whole (front, AGREE " --as chair --approver boss --reason Again", "that of E1 is not");
  front_free (front);
}

static void
test_consensus_cannot_finish_without_marks_of_evaluators (void)
{
  Front *front = front_to_moderate (TRUE);

  fixture_run (front->store, "DELETE FROM evaluation_confirmation");
  fixture_run (front->store, "DELETE FROM evaluation_mark WHERE lot = 'L1' AND bidder = 'B1' AND criterion = '1.1'");
  assert_refused_whole (front, AGREE, "expected with it marks of the evaluators");
  front_free (front);
}

static void
test_consensus_without_its_reasons_does_not_finish (void)
{
  static const struct
  {
    const char *line, *part;
  } cases[] = {
    { "agree f L1 B1 1.1 4", "a rationale in its own words; why not the mark above; why not the mark below; who was present" },
    { "agree f L1 B1 1.1 4 --rationale Dated_well --why-not-above A --why-not-below B --present E1", "with it a rationale" },
    { "agree f L1 B1 1.1 4 --rationale deals_WITH_all_of_it,_and_well --why-not-above A --why-not-below B --present E1",
      "with it a rationale" },
    { "agree f L1 B1 1.1 4 --rationale In_our_view:_deals_with_all_of_it,_and_well --why-not-above A --why-not-below B --present E1",
      "with it a rationale" },
    { "agree f L1 B1 1.1 4 --rationale An_evaluator_wrote_it_in_L2. --why-not-above A --why-not-below B --present E1",
      "with it a rationale" },
    { "agree f L1 B1 1.1 4 --rationale Four_words_and_a_fifth. --why-not-below B --present E1", "with it why not the mark above" },
    { "agree f L1 B1 1.1 4 --rationale Four_words_and_a_fifth. --why-not-above A --present E1", "with it why not the mark below" },
    { "agree f L1 B1 1.1 4 --rationale Four_words_and_a_fifth. --why-not-above A --why-not-below B", "with it who was present" },
    { "agree f L1 B1 1.1 4 --rationale Four_words_and_a_fifth. --why-not-above A --why-not-below B --present E9", "found E9" },
    { "agree f L1 B1 1.1 4 --rationale Four_words_and_a_fifth. --why-not-above A --why-not-below B --present E1,E1", "E1 twice" },
    { "agree f L1 B1 1.1 5 --rationale Four_words_and_a_fifth. --present E1", "with it why not the mark below" },
    { "agree f L1 B1 1.1 0 --rationale Four_words_and_a_fifth. --present E1", "with it why not the mark above" },
  };
  Front *front = front_new (people);

  fixture_run (front->store, "DELETE FROM evaluation_consensus");
  fixture_run (front->store, "UPDATE evaluation_scale_mark SET descriptor = 'Deals with all of it, and well.' WHERE value = '4'");
  fixture_run (front->store, "UPDATE evaluation_mark SET rationale = 'An evaluator wrote it in L2.' WHERE lot = 'L2' AND criterion = '1.1'");
  assert_run (front, "publish f --as boss");
  assert_run (front, "confirm f E1 --despite --reason A_test");
  assert_run (front, "confirm f E2 --despite --reason A_test");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_refused_whole (front, cases[i].line, cases[i].part);
  /* Nothing is asked of the neighbour that there is not. */
  assert_run (front, "agree f L1 B1 1.1 5 --rationale Four_words_and_a_fifth. --why-not-below B --present E1");
  assert_refused_whole (front, "agree f L1 B2 1.1 5 --rationale four_words__and_a_FIFTH --why-not-below B --present E1",
                        "with it a rationale");
  /* Another lot's bid of one bidder is another bid. */
  assert_run (front, "agree f L1 B2 1.1 5 --rationale Words_for_the_second_bid. --why-not-below B --present E1");
  assert_refused_whole (front, "agree f L2 B2 1.1 5 --rationale Words_for_the_second_bid. --why-not-below B --present E1",
                        "with it a rationale");
  front_free (front);
}

/* By no other verb either. */
static void
test_consensus_comes_by_moderation_alone (void)
{
  static const char *const values[] = { "lot=L1", "bidder=B1", "criterion=1.1", "mark=4", NULL };
  Front *front = front_to_moderate (TRUE);
  g_autoptr (GError) error = NULL;
  g_autoptr (LwCommand) command = lw_model_add (lw_evaluation_sections (), "consensus", values, "chair", NULL, &error);

  g_assert_no_error (error);
  g_assert_false (lw_store_run (front->store, command, NULL, &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_LOCKED);
  g_assert_nonnull (strstr (error->message, "lotwise agree"));
  front_free (front);
}

/* ---- the rules of the record ---- */

static void
test_individual_marks_are_never_changed_or_hidden_by_moderation (void)
{
  Front *front = front_to_moderate (TRUE);
  g_autofree char *before = ask (front, INDIVIDUAL);

  assert_run (front, AGREE " --dissent E2_would_give_3.");
  assert_asked (front, INDIVIDUAL, before);
  assert_run (front, "moderation f L1");
  g_assert_nonnull (strstr (front->text->str, "L1/B1/1.1|2|3|4|20||4|agreed|Delivery\n"));
  assert_run (front, "explain f L1 B1");
  g_assert_nonnull (strstr (front->text->str, "E1"));
  g_assert_nonnull (strstr (front->text->str, "Few dates."));
  g_assert_nonnull (strstr (front->text->str, "Dates are in the annex on page 9."));
  g_assert_nonnull (strstr (front->text->str, "Why not the mark above: No names."));
  g_assert_nonnull (strstr (front->text->str, "Present: chair E1 E2"));
  g_assert_nonnull (strstr (front->text->str, "Dissent: E2 would give 3."));
  assert_run (front, "agree f L1 B1 1.1 3" REASONS " --as chair --approver boss --reason Misread");
  assert_asked (front, INDIVIDUAL, before);
  assert_run (front, "reopen f L1 B1 1.1 --as chair --approver boss --reason Misread");
  assert_asked (front, INDIVIDUAL, before);
  assert_refused_whole (front, "mark f L1 B1 1.1 E1 1", "has confirmed");
  front_free (front);
}

static void
test_comments_are_never_deleted_at_consensus (void)
{
#define COMMENTS "SELECT group_concat (rationale, '|') FROM evaluation_mark WHERE lot = 'L1' AND bidder = 'B1' ORDER BY person"
  Front *front = front_to_moderate (TRUE);
  g_autofree char *before = ask (front, COMMENTS);

  g_assert_nonnull (strstr (before, "Few dates."));
  assert_run (front, AGREE " --dissent E2_would_give_3.");
  assert_asked (front, COMMENTS, before);
  assert_asked (front, "SELECT dissent FROM evaluation_consensus", "E2 would give 3.");
  assert_refused_whole (front, "mark f L1 B1 1.1 E2 3 --rationale None", "a mark is agreed");
  assert_refused_whole (front, "mark f L1 B1 1.1 E2 --remove", "a mark is agreed");
  /* An agreed mark that is changed leaves what was said with it in the record, whole. */
  assert_run (front, "agree f L1 B1 1.1 3" REASONS " --as chair --approver boss --reason Misread");
  assert_asked (front, "SELECT json_extract (before, '$.dissent') || '|' || json_extract (before, '$.rationale') FROM journal"
                       " WHERE tbl = 'evaluation_consensus' AND op = 'update' ORDER BY seq DESC LIMIT 1",
                "E2 would give 3.|Dates are in the annex on page 9.");
  assert_run (front, "reopen f L1 B1 1.1 --as chair --approver boss --reason Misread");
  assert_asked (front, COMMENTS, before);
  front_free (front);
#undef COMMENTS
}

static void
test_scores_never_change_without_a_recorded_reason (void)
{
  Front *front = front_to_moderate (TRUE);

  assert_run (front, AGREE);
  /* Undo records no reason and asks nobody: it stops here. */
  assert_asked (front, "SELECT kind FROM command ORDER BY seq DESC LIMIT 1", "final");
  assert_refused_whole (front, "agree f L1 B1 1.1 3" REASONS, "is final");
  assert_refused_whole (front, "agree f L1 B1 1.1 3" REASONS " --reason Misread", "is final");
  assert_refused_whole (front, "agree f L1 B1 1.1 --remove --reason Misread", "is final");
  assert_refused_whole (front, "agree f L1 B1 1.1 3" REASONS " --as chair --approver boss", "expected a reason");
  assert_refused_whole (front, "agree f L1 B1 1.1 3" REASONS " --as chair --approver boss --reason _", "expected a reason");
  assert_refused_whole (front, "agree f L1 B1 1.1 3" REASONS " --as chair --approver E1 --reason Misread", "found");
  assert_refused_whole (front, "agree f L1 B1 1.1 3" REASONS " --as boss --approver boss --reason Misread", "another person");
  assert_refused_whole (front, "reopen f L1 B1 1.1 --as chair --approver boss", "expected a reason");
  assert_refused_whole (front, "reopen f L1 B1 1.1 --as chair --reason Misread", "expected an approver");
  /* Who, why, old, new and approval: in one entry. */
  assert_run (front, "agree f L1 B1 1.1 3" REASONS " --as chair --approver boss --reason Misread");
  assert_asked (front,
                "SELECT c.person || '|' || c.reason || '|' || c.kind || '|' || json_extract (j.before, '$.mark') || '|'"
                " || json_extract (j.after, '$.mark') || '|' || c.name FROM journal AS j JOIN command AS c ON c.seq = j.command"
                " WHERE j.tbl = 'evaluation_consensus' ORDER BY j.seq DESC LIMIT 1",
                "chair|Misread (approved by boss)|final|4|3|Change the agreed mark of L1/B1/1.1 to 3");
  front_free (front);
}

/* ---- disagreement ---- */

static void
test_six_and_nine_out_of_ten_are_flagged (void)
{
  LwEvaluationModel *model = fixture_model (LW_WEIGHTS_POINTS, "100", LW_ROUND_NEVER, 2, LW_ROUNDING_HALF_UP, NULL);
  const LwEvaluationScale *scale;

  fixture_scale (model, "S10", "0 1 2 3 4 5 6 7 8 9 10");
  scale = g_ptr_array_index (model->scales, 0);
  g_assert_true (lw_marks_disagree (scale, 6, 9, LW_DISAGREE_PERCENT));
  g_assert_false (lw_marks_disagree (scale, 6, 8, LW_DISAGREE_PERCENT));
  g_assert_false (lw_marks_disagree (scale, 6, 9, 31));
  lw_evaluation_model_free (model);
}

static void
test_the_verb_lists_what_is_open_and_flagged (void)
{
  Front *front = front_to_moderate (FALSE);

  fixture_run (front->store, "UPDATE evaluation_mark SET mark = '2' WHERE lot = 'L2' AND bidder = 'B2' AND person = 'E2'");
  assert_prints (front, "moderation f --open",
                 "L1/B1/1.1|2|3|4|20|||open|Delivery\n"
                 "L2/B2/1.1|2|2|5|60|disagree||open|Delivery\n"
                 "2 of 11 places are listed; 2 are open, in 1 marks lie far apart\n");
  assert_prints (front, "moderation f --flagged",
                 "L2/B2/1.1|2|2|5|60|disagree||open|Delivery\n"
                 "1 of 11 places are listed; 2 are open, in 1 marks lie far apart\n");
  assert_prints (front, "moderation f L1 --flagged --percent 20",
                 "L1/B1/1.1|2|3|4|20|disagree||open|Delivery\n"
                 "1 of 3 places are listed; 1 are open, in 1 marks lie far apart\n");
  assert_run (front, "moderation f -");
  g_assert_nonnull (strstr (front->text->str, "B1/2.1|1|pass|pass|0|||alike|Accepts the terms\n"));
  assert_json (front, "moderation f L2 --open --json",
               "[{\"where\":\"L2/B2/1.1\",\"lot\":\"L2\",\"bidder\":\"B2\",\"criterion\":\"1.1\",\"marks\":2,\"lowest\":\"2\","
               "\"highest\":\"5\",\"spread\":\"3/5\",\"flagged\":true,\"agreed\":null,\"state\":\"open\"}]");
  assert_refused (front, "moderation f L9", "found “L9”");
  assert_refused (front, "moderation f --percent 0", "--percent");
  assert_run (front, "publish f --as boss");
  assert_run (front, "moderation f L1 --open");
  g_assert_nonnull (strstr (front->text->str, "|waiting: not confirmed|"));
  front_free (front);
}

/* ---- files ---- */

static void
test_travels_in_the_file (void)
{
  Front *front = front_to_moderate (TRUE);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_strconcat (lw_store_get_path (front->store), ".again", NULL);
  g_autofree char *source = g_strconcat (lw_store_get_path (front->store), ".xml", NULL);
  g_autofree char *first = NULL, *second = NULL;
  g_autoptr (LwSchema) schema = fixture_schema ();

  assert_run (front, AGREE " --dissent E2_would_give_3.");
  g_assert_true (lw_competition_export (front->store, source, lw_evaluation_sections (), NULL, NULL, &error));
  g_file_get_contents (source, &first, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (first, "mark=\"4\" why-not-above=\"No names.\" why-not-below=\"All has dates.\" present=\"chair E1 E2\""
                                   " dissent=\"E2 would give 3.\" rests-on=\""));
  {
    g_autoptr (LwStore) again = lw_competition_import (source, path, lw_evaluation_sections (), schema, "tester", NULL, NULL, &error);
    g_assert_no_error (error);
    g_assert_cmpint (g_remove (source), ==, 0);
    g_assert_true (lw_competition_export (again, source, lw_evaluation_sections (), NULL, NULL, &error));
    g_file_get_contents (source, &second, NULL, &error);
    g_assert_cmpstr (second, ==, first);
    lw_store_close (again);
  }
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_remove (source), ==, 0);
  front_free (front);
}

/* Nobody who was there is taken out of the file. */
static void
test_who_was_present_stays (void)
{
  Front *front = front_to_moderate (FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (LwCommand) command = lw_model_remove (lw_evaluation_sections (), "person", "chair", "tester", NULL, &error);

  assert_run (front, AGREE);
  fixture_run (front->store, "DELETE FROM person_role WHERE person = 'chair'");
  g_assert_false (lw_store_run (front->store, command, NULL, &error));
  g_assert_nonnull (strstr (error->message, "found chair"));
  front_free (front);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(name, func) g_test_add_func ("/evaluation/moderation/" name, func)
  ADD ("rests-on", test_rests_on);
  ADD ("a-check-finds-marks-that-changed-under-an-agreed-one", test_a_check_finds_marks_that_changed_under_an_agreed_one);
  ADD ("consensus-cannot-finish-over-marks-that-can-still-be-edited",
       test_consensus_cannot_finish_over_marks_that_can_still_be_edited);
  ADD ("consensus-cannot-finish-without-marks-of-evaluators", test_consensus_cannot_finish_without_marks_of_evaluators);
  ADD ("consensus-without-its-reasons-does-not-finish", test_consensus_without_its_reasons_does_not_finish);
  ADD ("consensus-comes-by-moderation-alone", test_consensus_comes_by_moderation_alone);
  ADD ("individual-marks-are-never-changed-or-hidden-by-moderation",
       test_individual_marks_are_never_changed_or_hidden_by_moderation);
  ADD ("comments-are-never-deleted-at-consensus", test_comments_are_never_deleted_at_consensus);
  ADD ("scores-never-change-without-a-recorded-reason", test_scores_never_change_without_a_recorded_reason);
  ADD ("six-and-nine-out-of-ten-are-flagged", test_six_and_nine_out_of_ten_are_flagged);
  ADD ("the-verb-lists-what-is-open-and-flagged", test_the_verb_lists_what_is_open_and_flagged);
  ADD ("travels-in-the-file", test_travels_in_the_file);
  ADD ("who-was-present-stays", test_who_was_present_stays);
  return g_test_run ();
}
