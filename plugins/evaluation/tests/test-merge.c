/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What comes back is merged mark by mark. Each test is named after the rule that it holds. */
#include "config.h"

#include "lw-evaluation-publish.h"
#include "lw-evaluation.h"
#include "model/lw-model.h"
#include "packs.h"

#include "base/lw-clock.h"
#include "base/lw-error.h"

#include <string.h>

/* A mark where nothing is agreed. */
#define PLACE "L2/B1/1.1"
#define SET(mark) \
  "UPDATE evaluation_mark SET mark = '" mark "' WHERE lot = 'L2' AND bidder = 'B1' AND criterion = '1.1' AND person = 'E1'"
#define GIVE(lot, bidder, criterion, mark) \
  "INSERT INTO evaluation_mark (lot, bidder, criterion, person, mark) VALUES ('" lot "', '" bidder "', '" criterion \
  "', 'E1', '" mark "')"
#define TAKE_BACK "DELETE FROM evaluation_mark WHERE lot = 'L2' AND bidder = 'B1' AND criterion = '1.1' AND person = 'E1'"

static void
run (LwStore *store, LwCommand *made)
{
  g_autoptr (LwCommand) command = made;
  g_autoptr (GError) error = NULL;

  lw_store_run (store, command, NULL, &error);
  g_assert_no_error (error);
}

static void
refuse (LwStore *store, LwCommand *made, int code, const char *part)
{
  g_autoptr (LwCommand) command = made;
  g_autoptr (GError) error = NULL;

  lw_store_run (store, command, NULL, &error);
  g_assert_error (error, LW_ERROR, code);
  g_assert_nonnull (strstr (error->message, part));
}

static char *
pack_of (LwStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = lw_store_reader (store, &error);
  char *pack;

  lw_connection_get_text (lw_reader_connection (reader), &pack, &error, "SELECT id FROM evaluation_pack", "");
  g_assert_no_error (error);
  return pack;
}

static LwCommand *
decide (LwStore *store, gboolean theirs, const char *reason)
{
  g_autofree char *pack = pack_of (store);

  return lw_evaluation_decide (pack, "L2", "B1", "1.1", theirs, "lead", reason);
}

/* One mark changed by SQL on each side; NULL: not. What is then here, and in conflict. */
static void
check_one (const char *theirs, const char *ours, const char *mark, const char *conflicts)
{
  Apart *apart = apart_new (NULL);
  LwStore *mine = apart_mine (apart, "E1");

  if (theirs != NULL)
    fixture_run (mine, theirs);
  if (ours != NULL)
    fixture_run (apart->lead, ours);
  apart_merge_mine (apart, mine);
  assert_mark (apart->lead, PLACE, "E1", mark);
  assert_conflicts (apart->lead, conflicts);
  g_assert_cmpint (apart_count (apart->lead, "SELECT count (*) FROM evaluation_mark WHERE person = 'E1'"), ==,
                   strcmp (mark, "-") == 0 ? 10 : 11);
  apart_close (mine);
  apart_free (apart);
}

/* ---- three states of a mark ---- */

static void
test_nothing_changed (void)
{
  check_one (NULL, NULL, "3", "");
}

static void
test_changed_there_is_taken_over (void)
{
  check_one (SET ("5"), NULL, "5", "");
  check_one (SET ("5', rationale = 'Better."), NULL, "5: Better.", "");
  check_one (TAKE_BACK, NULL, "-", "");
}

static void
test_changed_here_is_kept (void)
{
  check_one (NULL, SET ("5"), "5", "");
  check_one (NULL, TAKE_BACK, "-", "");
}

static void
test_changed_alike_is_no_conflict (void)
{
  check_one (SET ("5"), SET ("5"), "5", "");
  check_one (TAKE_BACK, TAKE_BACK, "-", "");
}

static void
test_changed_on_both_sides_is_a_conflict (void)
{
  check_one (SET ("5"), SET ("4"), "4", "L2/B1/1.1 changed 4 5");
  check_one (SET ("3', rationale = 'Theirs."), SET ("3', rationale = 'Ours."), "3: Ours.", "L2/B1/1.1 changed 3 3");
  check_one (TAKE_BACK, SET ("4"), "4", "L2/B1/1.1 changed 4 -");
  check_one (SET ("5"), TAKE_BACK, "-", "L2/B1/1.1 changed - 5");
}

static void
test_new_marks_come_in (void)
{
  Apart *apart = apart_new (NULL);
  LwStore *mine;

  fixture_run (apart->lead, "DELETE FROM evaluation_mark WHERE person = 'E1'");
  mine = apart_mine (apart, "E1");
  fixture_run (mine, GIVE ("L2", "B1", "1.1", "2"));
  fixture_run (mine, GIVE ("", "B2", "2.1", "fail"));
  apart_merge_mine (apart, mine);
  assert_mark (apart->lead, PLACE, "E1", "2");
  assert_mark (apart->lead, "/B2/2.1", "E1", "fail");
  assert_conflicts (apart->lead, "");
  apart_close (mine);
  apart_free (apart);
}

/* ---- confirmations ---- */

static void
test_confirmations_come_in (void)
{
  Apart *apart = apart_new (NULL);
  LwStore *mine = apart_mine (apart, "E1");

  fixture_run (mine, SET ("5"));
  run (mine, lw_evaluation_confirm ("E1", "L2", NULL, NULL, "E1", "A test"));
  apart_merge_mine (apart, mine);
  assert_conflicts (apart->lead, "");
  g_assert_cmpint (apart_count (apart->lead, "SELECT count (*) FROM evaluation_confirmation WHERE person = 'E1' AND version = 1"),
                   ==, 2);
  apart_close (mine);
  apart_free (apart);
}

/* The reason that was given in the pack comes with it; without one a person decides, and gives it. */
static void
test_confirmed_without_reasons_is_a_conflict (void)
{
  static const char despite[] = "SELECT count (*) FROM evaluation_confirmation WHERE person = 'E1' AND despite = 'A test'";
  Apart *apart = apart_new (NULL);
  LwStore *mine = apart_mine (apart, "E1");

  run (mine, lw_evaluation_confirm ("E1", "L2", NULL, NULL, "E1", "A test"));
  fixture_run (mine, "UPDATE evaluation_confirmation SET despite = NULL WHERE bidder = 'B1'");
  apart_merge_mine (apart, mine);
  assert_conflicts (apart->lead, "L2/B1/1.1 reasons 3 3");
  g_assert_cmpint (apart_count (apart->lead, "SELECT count (*) FROM evaluation_confirmation"), ==, 1);
  g_assert_cmpint (apart_count (apart->lead, despite), ==, 1);
  run (apart->lead, decide (apart->lead, TRUE, "A test"));
  assert_conflicts (apart->lead, "");
  g_assert_cmpint (apart_count (apart->lead, despite), ==, 2);
  apart_close (mine);
  apart_free (apart);
}

/* The evaluator stands by another mark than is here. */
static void
test_confirmed_there_and_changed_here_is_a_conflict (void)
{
  Apart *apart = apart_new (NULL);
  LwStore *mine = apart_mine (apart, "E1");

  fixture_run (apart->lead, SET ("4"));
  run (mine, lw_evaluation_confirm ("E1", "L2", "B1", NULL, "E1", "A test"));
  apart_merge_mine (apart, mine);
  assert_conflicts (apart->lead, "L2/B1/1.1 changed 4 3");
  g_assert_cmpint (apart_count (apart->lead, "SELECT count (*) FROM evaluation_confirmation"), ==, 0);
  run (apart->lead, decide (apart->lead, TRUE, "E1 stands by it"));
  assert_mark (apart->lead, PLACE, "E1", "3");
  g_assert_cmpint (apart_count (apart->lead, "SELECT count (*) FROM evaluation_confirmation"), ==, 1);
  apart_close (mine);
  apart_free (apart);
}

static void
test_confirmed_here_is_locked (void)
{
  Apart *apart = apart_new (NULL);
  LwStore *mine = apart_mine (apart, "E1");

  run (apart->lead, lw_evaluation_confirm ("E1", "L2", NULL, NULL, "E1", "A test"));
  fixture_run (mine, SET ("5"));
  apart_merge_mine (apart, mine);
  assert_mark (apart->lead, PLACE, "E1", "3");
  assert_conflicts (apart->lead, "L2/B1/1.1 locked 3 5");
  refuse (apart->lead, decide (apart->lead, TRUE, "Better"), LW_ERROR_LOCKED, "must be opened again first");
  assert_conflicts (apart->lead, "L2/B1/1.1 locked 3 5");
  run (apart->lead, decide (apart->lead, FALSE, "It is final"));
  assert_conflicts (apart->lead, "");
  apart_close (mine);
  apart_free (apart);
}

static void
test_agreed_here_is_locked (void)
{
  Apart *apart = apart_new (NULL);
  LwStore *mine = apart_mine (apart, "E1");

  fixture_run (mine, SET ("5"));
  fixture_run (apart->lead, "INSERT INTO evaluation_consensus (lot, bidder, criterion, mark) VALUES ('L2', 'B1', '1.1', '3')");
  apart_merge_mine (apart, mine);
  assert_mark (apart->lead, PLACE, "E1", "3");
  assert_conflicts (apart->lead, "L2/B1/1.1 locked 3 5");
  apart_close (mine);
  apart_free (apart);
}

/* ---- what has changed here since ---- */

static void
revise (LwStore *store)
{
  const char *const guidance[] = { "guidance=Erratum.", NULL };
  g_autoptr (GError) error = NULL;
  GPtrArray *changes = g_ptr_array_new_with_free_func ((GDestroyNotify) lw_command_free);

  g_ptr_array_add (changes, lw_model_set (lw_evaluation_sections (), "criterion", "1.1", guidance, "lead", NULL, &error));
  g_assert_no_error (error);
  run (store, lw_evaluation_revise (changes, "lead", "boss", "Erratum"));
}

static void
test_another_version_of_the_method_is_a_conflict (void)
{
  Apart *apart = apart_new (NULL);
  LwStore *mine = apart_mine (apart, "E1");

  fixture_run (mine, SET ("5"));
  run (mine, lw_evaluation_confirm ("E1", "L2", NULL, NULL, "E1", "A test"));
  revise (apart->lead);
  apart_merge_mine (apart, mine);
  assert_mark (apart->lead, PLACE, "E1", "3");
  assert_conflicts (apart->lead, "L2/B1/1.1 method 3 5");
  /* that of the mark which is the same here counts, under the version that it was given under */
  g_assert_cmpint (apart_count (apart->lead, "SELECT count (*) FROM evaluation_confirmation WHERE version = 1"), ==, 1);
  run (apart->lead, decide (apart->lead, TRUE, "The erratum changes nothing here"));
  assert_mark (apart->lead, PLACE, "E1", "5");
  g_assert_cmpint (apart_count (apart->lead, "SELECT count (*) FROM evaluation_confirmation WHERE version = 1"), ==, 2);
  apart_close (mine);
  apart_free (apart);
}

/* A method that the evaluator changed is not that of the lead. */
static void
test_a_method_changed_there_is_a_conflict (void)
{
  static const char *const more[] = { "person_role|person=E1|role=approver", NULL };
  const char *const guidance[] = { "guidance=Mine.", NULL };
  Apart *apart = apart_new (more);
  LwStore *mine = apart_mine (apart, "E1");
  GPtrArray *changes = g_ptr_array_new_with_free_func ((GDestroyNotify) lw_command_free);

  g_ptr_array_add (changes, lw_model_set (lw_evaluation_sections (), "criterion", "1.1", guidance, "other", NULL, NULL));
  /* the program refuses it in an evaluator's file; another program may not */
  fixture_run (mine, "UPDATE evaluation_pack SET side = 'sent'");
  run (mine, lw_evaluation_revise (changes, "other", "E1", "As I like it"));
  fixture_run (mine, "UPDATE evaluation_pack SET side = 'opened'");
  fixture_run (mine, SET ("5"));
  run (mine, lw_evaluation_confirm ("E1", "L2", NULL, NULL, "E1", "A test"));
  apart_merge_mine (apart, mine);
  assert_conflicts (apart->lead, "L2/B1/1.1 method 3 5");
  g_assert_cmpint (apart_count (apart->lead, "SELECT count (*) FROM evaluation_confirmation"), ==, 0);
  apart_close (mine);
  apart_free (apart);
}

static void
test_an_evaluator_removed_since_is_a_conflict (void)
{
  Apart *apart = apart_new (NULL);
  LwStore *mine = apart_mine (apart, "E1");

  fixture_run (mine, SET ("5"));
  fixture_run (apart->lead, "DELETE FROM evaluation_mark WHERE person = 'E1'");
  fixture_run (apart->lead, "DELETE FROM person WHERE id = 'E1'");
  apart_merge_mine (apart, mine);
  assert_conflicts (apart->lead, "L2/B1/1.1 removed - 5");
  refuse (apart->lead, decide (apart->lead, TRUE, "It was given"), LW_ERROR_NOT_FOUND, "E1");
  apart_close (mine);
  apart_free (apart);
}

static const char *const assigned[] = {
  "person_role|person=E1|role=evaluator",
  "person_role|person=E2|role=evaluator",
  "evaluation_assignment|person=E1|criterion=|lot=|bidder=",
  NULL,
};

static void
test_no_longer_assigned_is_a_conflict (void)
{
  Apart *apart = apart_new (assigned);
  LwStore *mine = apart_mine (apart, "E1");

  fixture_run (mine, SET ("5"));
  fixture_run (apart->lead, "UPDATE evaluation_assignment SET lot = 'L1'");
  apart_merge_mine (apart, mine);
  assert_mark (apart->lead, PLACE, "E1", "3");
  assert_conflicts (apart->lead, "L2/B1/1.1 not-assigned 3 5");
  refuse (apart->lead, decide (apart->lead, TRUE, "It was given"), LW_ERROR_INVALID, "not assigned");
  apart_close (mine);
  apart_free (apart);
}

static void
test_a_bid_removed_since_is_a_conflict (void)
{
  Apart *apart = apart_new (NULL);
  LwStore *mine = apart_mine (apart, "E1");

  fixture_run (mine, SET ("5"));
  fixture_run (apart->lead, "DELETE FROM evaluation_mark WHERE lot = 'L2' AND bidder = 'B1'");
  fixture_run (apart->lead, "DELETE FROM bid WHERE lot = 'L2' AND bidder = 'B1'");
  apart_merge_mine (apart, mine);
  assert_conflicts (apart->lead, "L2/B1/1.1 changed - 5");
  refuse (apart->lead, decide (apart->lead, TRUE, "It was given"), LW_ERROR_INVALID, "expected one that bids for lot L2");
  apart_close (mine);
  apart_free (apart);
}

/* ---- returned twice ---- */

static void
test_returned_twice_is_merged_once (void)
{
  Apart *apart = apart_new (NULL);
  LwStore *mine = apart_mine (apart, "E1");
  g_autoptr (GError) error = NULL;

  fixture_run (mine, SET ("5"));
  g_autofree char *back = apart_back (apart, mine);
  const char *const packs[] = { back, NULL };
  apart_merge (apart, back);
  fixture_run (apart->lead, SET ("4"));
  g_autofree char *before = apart_contents (apart->lead);
  g_autoptr (GPtrArray) merged = apart_merge_into (apart->lead, packs, &error);
  g_assert_no_error (error);
  g_assert_true (((LwPackMerged *) merged->pdata[0])->known);
  g_autofree char *after = apart_contents (apart->lead);
  g_assert_cmpstr (after, ==, before);
  apart_close (mine);
  apart_free (apart);
}

/* The second return is compared with what was merged of the first. */
static void
test_a_later_return_goes_on_from_the_first (void)
{
  Apart *apart = apart_new (NULL);
  LwStore *mine = apart_mine (apart, "E1");

  fixture_run (mine, SET ("5"));
  apart_merge_mine (apart, mine);
  fixture_run (mine, SET ("2"));
  apart_merge_mine (apart, mine);
  assert_mark (apart->lead, PLACE, "E1", "2");
  fixture_run (apart->lead, SET ("4"));
  apart_merge_mine (apart, mine); /* nothing new: what was changed here is kept */
  assert_mark (apart->lead, PLACE, "E1", "4");
  fixture_run (mine, SET ("1"));
  apart_merge_mine (apart, mine);
  assert_conflicts (apart->lead, "L2/B1/1.1 changed 4 1");
  fixture_run (mine, SET ("4"));
  apart_merge_mine (apart, mine); /* the evaluator has come round */
  assert_conflicts (apart->lead, "");
  apart_close (mine);
  apart_free (apart);
}

static void
test_an_earlier_return_does_not_go_back (void)
{
  Apart *apart = apart_new (NULL);
  LwStore *mine = apart_mine (apart, "E1");

  fixture_run (mine, SET ("5"));
  g_autofree char *first = apart_back (apart, mine);
  fixture_run (mine, SET ("2"));
  apart_merge_mine (apart, mine);
  apart_merge (apart, first);
  assert_mark (apart->lead, PLACE, "E1", "2");
  assert_conflicts (apart->lead, "");
  apart_close (mine);
  apart_free (apart);
}

/* Two files from one pack: which of them is right is for a person to say. */
static void
test_another_copy_is_a_conflict (void)
{
  Apart *apart = apart_new (NULL);
  g_autofree char *pack = apart_send (apart, "E1");
  LwStore *one = apart_open (apart, pack), *two = apart_open (apart, pack);

  fixture_run (one, SET ("5"));
  fixture_run (two, "UPDATE evaluation_mark SET mark = '1' WHERE lot = 'L2' AND bidder = 'B2' AND criterion = '1.1'");
  apart_merge_mine (apart, one);
  apart_merge_mine (apart, two);
  assert_mark (apart->lead, PLACE, "E1", "5");
  assert_mark (apart->lead, "L2/B2/1.1", "E1", "5");
  assert_conflicts (apart->lead, "L2/B1/1.1 copy 5 3, L2/B2/1.1 copy 5 1");
  apart_close (one);
  apart_close (two);
  apart_free (apart);
}

/* ---- deciding ---- */

static void
test_a_decision_has_a_reason_and_is_recorded (void)
{
  Apart *apart = apart_new (NULL);
  LwStore *mine = apart_mine (apart, "E1");

  fixture_run (mine, SET ("5"));
  fixture_run (apart->lead, SET ("4"));
  apart_merge_mine (apart, mine);
  refuse (apart->lead, decide (apart->lead, TRUE, NULL), LW_ERROR_INVALID, "expected a reason");
  refuse (apart->lead, decide (apart->lead, TRUE, " "), LW_ERROR_INVALID, "expected a reason");
  refuse (apart->lead, lw_evaluation_decide ("xyz", "L2", "B1", "1.1", TRUE, "lead", "R"), LW_ERROR_NOT_FOUND, "found none");
  run (apart->lead, decide (apart->lead, TRUE, "Spoke to E1"));
  assert_mark (apart->lead, PLACE, "E1", "5");
  assert_conflicts (apart->lead, "");
  g_assert_cmpint (apart_count (apart->lead, "SELECT count (*) FROM command WHERE reason = 'Spoke to E1' AND kind = 'do'"), ==,
                   1);
  refuse (apart->lead, decide (apart->lead, TRUE, "Again"), LW_ERROR_NOT_FOUND, "found none");
  apart_close (mine);
  apart_free (apart);
}

static void
test_a_decided_conflict_stays_decided (void)
{
  Apart *apart = apart_new (NULL);
  LwStore *mine = apart_mine (apart, "E1");

  fixture_run (mine, SET ("5"));
  fixture_run (apart->lead, SET ("4"));
  apart_merge_mine (apart, mine);
  run (apart->lead, decide (apart->lead, FALSE, "Agreed by telephone"));
  assert_mark (apart->lead, PLACE, "E1", "4");
  apart_merge_mine (apart, mine);
  assert_conflicts (apart->lead, "");
  assert_mark (apart->lead, PLACE, "E1", "4");
  apart_close (mine);
  apart_free (apart);
}

static void
test_conflicts_are_found_by_the_check (void)
{
  Apart *apart = apart_new (NULL);
  LwStore *mine = apart_mine (apart, "E1");
  g_autoptr (LwFindings) findings = lw_findings_new ();
  g_autoptr (GError) error = NULL;

  fixture_run (mine, SET ("5"));
  fixture_run (apart->lead, SET ("4"));
  apart_merge_mine (apart, mine);
  {
    g_autoptr (LwReader) reader = lw_store_reader (apart->lead, &error);
    lw_evaluation_check_packs (lw_reader_connection (reader), findings, &error);
    g_assert_no_error (error);
  }
  g_assert_cmpuint (lw_findings_n (findings), ==, 1);
  g_assert_cmpstr (lw_findings_get (findings, 0)->id, ==, "evaluation.conflict");
  g_assert_cmpstr (lw_findings_get (findings, 0)->where, ==, "E1");
  apart_close (mine);
  apart_free (apart);
}

/* ---- one command ---- */

static void
test_a_merge_is_undone_whole (void)
{
  Apart *apart = apart_new (NULL);
  LwStore *mine = apart_mine (apart, "E1");
  g_autoptr (GError) error = NULL;
  g_autofree char *undone = NULL, *before = NULL, *after = NULL;

  fixture_run (mine, SET ("5"));
  fixture_run (mine, "UPDATE evaluation_mark SET mark = '1' WHERE lot = 'L2' AND bidder = 'B2' AND criterion = '1.1'");
  run (mine, lw_evaluation_confirm ("E1", NULL, NULL, NULL, "E1", "A test"));
  fixture_run (apart->lead, SET ("4"));
  before = apart_contents (apart->lead);
  apart_merge_mine (apart, mine);
  assert_conflicts (apart->lead, "L2/B1/1.1 changed 4 5");
  lw_store_undo (apart->lead, "lead", NULL, &undone, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (undone, ==, "Merge the pack of E1");
  after = apart_contents (apart->lead);
  g_assert_cmpstr (after, ==, before);
  apart_close (mine);
  apart_free (apart);
}

static void
test_a_trial_stores_nothing (void)
{
  Apart *apart = apart_new (NULL);
  LwStore *mine = apart_mine (apart, "E1");
  g_autoptr (GPtrArray) returns = g_ptr_array_new_with_free_func ((GDestroyNotify) lw_pack_return_free), merged = NULL,
                        conflicts = NULL;
  g_autoptr (GError) error = NULL;

  fixture_run (mine, SET ("5"));
  fixture_run (mine, "UPDATE evaluation_mark SET mark = '1' WHERE lot = 'L2' AND bidder = 'B2' AND criterion = '1.1'");
  fixture_run (apart->lead, SET ("4"));
  g_autofree char *back = apart_back (apart, mine), *before = apart_contents (apart->lead);
  const gint64 commands = apart_count (apart->lead, "SELECT count (*) FROM command");
  g_ptr_array_add (returns, lw_pack_return_read (back, PASSPHRASE, &error));
  lw_evaluation_merge (apart->lead, returns, TRUE, "lead", NULL, &merged, &conflicts, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (conflicts->len, ==, 1);
  g_assert_cmpuint (((LwPackMerged *) merged->pdata[0])->taken, ==, 1);
  g_autofree char *after = apart_contents (apart->lead);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpint (apart_count (apart->lead, "SELECT count (*) FROM command"), ==, commands);
  apart_close (mine);
  apart_free (apart);
}

static void
test_the_clock_does_not_matter (void)
{
  Apart *apart;
  LwStore *mine;

  lw_clock_set ("2014-06-30T12:00:00.000Z", 1000);
  apart = apart_new (NULL);
  mine = apart_mine (apart, "E1");
  lw_clock_set ("2013-01-01T00:00:00.000Z", 0);
  fixture_run (mine, SET ("5"));
  apart_merge_mine (apart, mine);
  lw_clock_set ("2012-01-01T00:00:00.000Z", 0);
  fixture_run (mine, SET ("2"));
  apart_merge_mine (apart, mine);
  assert_mark (apart->lead, PLACE, "E1", "2");
  assert_conflicts (apart->lead, "");
  apart_close (mine);
  apart_free (apart);
  lw_clock_set (NULL, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(name) g_test_add_func ("/evaluation/merge/" #name, test_##name)
  ADD (nothing_changed);
  ADD (changed_there_is_taken_over);
  ADD (changed_here_is_kept);
  ADD (changed_alike_is_no_conflict);
  ADD (changed_on_both_sides_is_a_conflict);
  ADD (new_marks_come_in);
  ADD (confirmations_come_in);
  ADD (confirmed_without_reasons_is_a_conflict);
  ADD (confirmed_there_and_changed_here_is_a_conflict);
  ADD (confirmed_here_is_locked);
  ADD (agreed_here_is_locked);
  ADD (another_version_of_the_method_is_a_conflict);
  ADD (a_method_changed_there_is_a_conflict);
  ADD (an_evaluator_removed_since_is_a_conflict);
  ADD (no_longer_assigned_is_a_conflict);
  ADD (a_bid_removed_since_is_a_conflict);
  ADD (returned_twice_is_merged_once);
  ADD (a_later_return_goes_on_from_the_first);
  ADD (an_earlier_return_does_not_go_back);
  ADD (another_copy_is_a_conflict);
  ADD (a_decision_has_a_reason_and_is_recorded);
  ADD (a_decided_conflict_stays_decided);
  ADD (conflicts_are_found_by_the_check);
  ADD (a_merge_is_undone_whole);
  ADD (a_trial_stores_nothing);
  ADD (the_clock_does_not_matter);
#undef ADD
  return g_test_run ();
}
