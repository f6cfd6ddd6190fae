/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Sealed prices, corrections, whole-life cost, abnormally low prices and overrides. Each test is named after the rule that it
 * holds. Numbers are worked out by hand in docs/methods.md. */
#include "config.h"

#include "front.h"
#include "lw-evaluation-costs.h"
#include "lw-evaluation-explain.h"
#include "lw-evaluation-price-check.h"
#include "lw-evaluation-prices.h"
#include "lw-evaluation-proof.h"
#include "lw-evaluation-publish.h"
#include "lw-evaluation-sight.h"
#include "lw-evaluation.h"
#include "model/lw-model.h"

#include "base/lw-error.h"

#include <string.h>

static const char *const people[] = {
  "person|id=boss|name=Approver", "person_role|person=boss|role=approver",
  "person|id=chair|name=Chair",   "person_role|person=chair|role=lead",
  "person|id=C1|name=Commercial", "person_role|person=C1|role=commercial",
  NULL,
};

/* What @path finds of what the line prints as JSON is @expected, as text. */
static void
assert_at (Front *front, const char *line, const char *path, const char *expected)
{
  g_autofree char *with = g_strconcat (line, " --json", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) found = NULL;
  g_autofree char *text = NULL;

  assert_run (front, with);
  found = json_path_query (path, front->json, &error);
  g_assert_no_error (error);
  text = json_to_string (found, FALSE);
  g_assert_cmpstr (text, ==, expected);
}

static LwReader *
reader_of (Front *front)
{
  g_autoptr (GError) error = NULL;
  LwReader *reader = lw_store_reader (front->store, &error);

  g_assert_no_error (error);
  return reader;
}

static void
set_because (Front *front, const char *noun, const char *key, const char *value, const char *person, const char *reason, int code)
{
  const char *const values[] = { value, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (LwCommand) command = lw_model_set (lw_evaluation_sections (), noun, key, values, person, reason, &error);

  g_assert_no_error (error);
  lw_store_run (front->store, command, NULL, &error);
  if (code >= 0)
    g_assert_error (error, LW_ERROR, code);
  else
    g_assert_no_error (error);
}

static void
set (Front *front, const char *noun, const char *key, const char *value, const char *person, int code)
{
  set_because (front, noun, key, value, person, NULL, code);
}

#define FINE (-1)

static Front *
sealed_front (void)
{
  Front *front = front_new (people);

  set (front, "method", "method", "prices=sealed", "tester", FINE);
  return front;
}

/* Of a draft that has an agreed mark: published, and all is confirmed. */
static Front *
unagreed_front (void)
{
  Front *front = sealed_front ();

  assert_run (front, "publish f --as chair");
  assert_run (front, "confirm f E1 --as E1 --despite --reason A_test");
  assert_run (front, "confirm f E2 --as E2 --despite --reason A_test");
  return front;
}

/* What was agreed in a draft, or under an older version, is agreed again. */
#define AGREE_AGAIN \
  "agree f L1 B1 1.1 4 --as chair --approver boss --reason Published. --rationale Every_date_is_in_the_annex" \
  " --why-not-above One_has_no_name --why-not-below All_are_dated --present E1,E2"

/* Quality is locked: nothing is missing. */
static Front *
locked_front (void)
{
  Front *front = unagreed_front ();

  assert_run (front, AGREE_AGAIN);
  return front;
}

static Front *
open_front (void)
{
  Front *front = locked_front ();

  assert_run (front, "open-prices f --as C1 --reason Quality_is_done.");
  return front;
}

static gboolean
may_see (Front *front, const char *person)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = reader_of (front);
  gboolean may = FALSE;

  lw_evaluation_may_see_prices (lw_reader_connection (reader), person, &may, &error);
  g_assert_no_error (error);
  return may;
}

static gboolean
has_finding (Front *front, const char *id, const char *where)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = reader_of (front);
  g_autoptr (LwFindings) found = lw_findings_new ();
  gboolean has = FALSE;

  lw_evaluation_check.run (lw_reader_connection (reader), found, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < lw_findings_n (found); i++)
    has |= g_str_equal (lw_findings_get (found, i)->id, id) && g_str_equal (lw_findings_get (found, i)->where, where);
  return has;
}

/* ---- sealed ---- */

static void
test_sealed_for_commercial (void)
{
  Front *front = front_new (people);

  g_assert_true (may_see (front, "E1"));
  set (front, "bid", "L1/B1", "price=101.00", "E1", FINE);
  set (front, "method", "method", "prices=sealed", "tester", FINE);
  g_assert_false (may_see (front, "E1"));
  g_assert_false (may_see (front, "chair"));
  g_assert_false (may_see (front, NULL));
  g_assert_true (may_see (front, "C1"));
  set (front, "bid", "L1/B1", "price=102.00", "E1", LW_ERROR_LOCKED);
  set (front, "bid", "L1/B1", "note=Late.", "E1", FINE);
  set (front, "bid", "L1/B1", "price=102.00", "C1", FINE);
  assert_refused (front, "cost f L1 B1 --as E1", "prices are sealed");
  assert_run (front, "cost f L1 B1 --as C1");
  assert_refused (front, "cost f L1 B1 Build 0 90 --as chair", "prices are sealed");
  assert_run (front, "cost f L1 B1 Build 0 90 --as C1");
  set (front, "cost", "L1/B1/Build/0", "amount=91", "chair", LW_ERROR_LOCKED);
  front_free (front);
}

static void
test_quality_alone (void)
{
  Front *front = sealed_front ();
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = reader_of (front);
  g_autoptr (LwEvaluationMarks) marks = lw_evaluation_marks_load (lw_reader_connection (reader), &error);

  g_assert_no_error (error);
  g_clear_pointer (&reader, lw_reader_release);
  g_assert_true (marks->sealed);
  for (guint bid = 0; bid < marks->n_bids; bid++)
    g_assert_cmpint (marks->bids[bid].price, ==, -1);
  assert_run (front, "rank f --lot L1 --as chair");
  g_assert_nonnull (strstr (front->text->str, "Prices have not been opened: quality alone is shown"));
  g_assert_nonnull (strstr (front->text->str, "43.00")); /* 28 + 15 */
  assert_at (front, "rank f --lot L1", "$.sealed", "[true]");
  assert_run (front, "explain f L1 B1");
  g_assert_nonnull (strstr (front->text->str, "price sealed: prices have not been opened"));
  g_assert_null (strstr (front->text->str, "100.00"));
  assert_refused (front, "safe f", "prices are sealed");
  assert_refused (front, "correct-price f L1 B1 90 --as chair --reason Slip.", "prices are sealed");
  assert_refused (front, "low-step f L1 B1 why Low. --as C1", "prices are sealed");
  lw_evaluation_proof.run (front->store, "proof-of-nothing", NULL, NULL, NULL, &error);
  g_assert_error (error, LW_ERROR, LW_ERROR_LOCKED);
  g_assert_false (g_file_test ("proof-of-nothing", G_FILE_TEST_EXISTS));
  front_free (front);
}

/* A dry run fails as a check does, and lists all. */
static void
assert_missing (Front *front, const char *text, gboolean listed)
{
  g_autoptr (GError) error = NULL;
  const int status = run_line (front, "open-prices f --dry-run", &error);

  g_assert_no_error (error);
  g_assert_cmpint (status, ==, LW_EXIT_CHECK_FAILED);
  g_assert_cmpint (strstr (front->text->str, text) != NULL, ==, listed);
}

static void
test_opening_lists_what_is_missing (void)
{
  Front *front = sealed_front ();

  assert_refused (front, "open-prices f --as C1 --reason Done.",
                  "quality is locked; 1 thing is missing: the method has not been published");
  assert_missing (front, "the method has not been published", TRUE);
  assert_run (front, "publish f --as chair");
  assert_refused (front, "open-prices f --as C1 --reason Done.", "things are missing: /B1/1.2: E1 has not confirmed the mark; ");
  assert_refused (front, "open-prices f --as C1 --reason Done.", "more");
  assert_missing (front, "E2 has not confirmed the mark", TRUE);
  /* those that an agreed mark rests on, too; and what was agreed in the draft */
  assert_missing (front, "L1/B1/1.1|E1 has not confirmed the mark", TRUE);
  assert_missing (front, "L1/B1/1.1|the mark was agreed under an older version of the method: agree on it again", TRUE);
  assert_run (front, "confirm f E1 --as E1 --despite --reason A_test");
  assert_run (front, "confirm f E2 --as E2 --despite --reason A_test");
  assert_run (front, AGREE_AGAIN);
  assert_run (front, "open-prices f --dry-run");
  g_assert_nonnull (strstr (front->text->str, "Nothing is missing"));
  fixture_run (front->store, "DELETE FROM evaluation_consensus");
  assert_refused (front, "open-prices f --as C1 --reason Done.", "L1/B1/1.1: the marks differ, and none is agreed");
  front_free (front);
}

/* Undo and redo pass by the guards of rows: they are refused where they would change a sealed figure unseen. */
static void
test_a_sealed_figure_is_not_undone_unseen (void)
{
  Front *front = sealed_front ();
  g_autoptr (LwReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  gint64 priced, titled;

  set (front, "bid", "L1/B1", "price=123", "C1", FINE);
  set (front, "lot", "L1", "title=Other", "chair", FINE);
  reader = reader_of (front);
  lw_connection_get_int (lw_reader_connection (reader), &titled, 0, &error, "SELECT max (seq) FROM command", "");
  g_assert_no_error (error);
  lw_connection_get_int (lw_reader_connection (reader), &priced, 0, &error, "SELECT max (seq) FROM command WHERE person = 'C1'", "");
  g_assert_no_error (error);
  const LwSight blind = LW_SIGHT_ALL & ~(LwSight) LW_SIGHT_PRICES;
  g_assert_true (lw_evaluation_sight_rule.step (lw_reader_connection (reader), blind, "chair", titled, &error));
  g_assert_true (lw_evaluation_sight_rule.step (lw_reader_connection (reader), LW_SIGHT_ALL, "C1", priced, &error));
  g_assert_no_error (error);
  g_assert_false (lw_evaluation_sight_rule.step (lw_reader_connection (reader), blind, "chair", priced, &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_LOCKED);
  g_clear_pointer (&reader, lw_reader_release);
  front_free (front);
}

static void
test_opening_takes_a_role_and_a_reason (void)
{
  Front *front = locked_front ();
  g_autoptr (GError) error = NULL;

  assert_refused (front, "open-prices f --as E1 --reason Done.", "commercial or lead");
  assert_refused (front, "open-prices f --as C1", "expected a reason");
  assert_run (front, "open-prices f --as chair --reason Done.");
  assert_refused (front, "open-prices f --as C1 --reason Again.", "opened already");
  g_assert_true (may_see (front, "E1"));
  lw_store_undo (front->store, "chair", NULL, NULL, &error);
  g_assert_error (error, LW_ERROR, LW_ERROR_NOTHING);
  fixture_refuse (front->store, "DELETE FROM evaluation_opening");
  fixture_refuse (front->store, "UPDATE evaluation_opening SET reason = 'Other'");
  assert_run (front, "rank f --lot L1");
  g_assert_nonnull (strstr (front->text->str, "85.60"));
  front_free (front);

  front = front_new (people);
  assert_refused (front, "open-prices f --as C1 --reason Done.", "a method that does not seal them");
  front_free (front);
}

static void
test_quality_is_locked_after_opening (void)
{
  Front *front = open_front ();
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = NULL;

  /* a mark that was not there is not given any more, and none is agreed */
  assert_refused (front, "mark f - B1 2.1 E2 pass --as E2", "quality is locked");
  reader = reader_of (front);
  g_assert_false (lw_evaluation_guard_quality (lw_reader_connection (reader), "L1/B2/1.1", NULL, &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_LOCKED);
  g_clear_error (&error);
  g_clear_pointer (&reader, lw_reader_release);
  /* what was opened again, with an approver, is */
  assert_run (front, "reopen f L1 B2 1.1 E1 --approver boss --as chair --reason Slip.");
  assert_run (front, "mark f L1 B2 1.1 E1 3 --as E1");
  assert_run (front, "reopen f L1 B1 1.1 --approver boss --as chair --reason Slip.");
  reader = reader_of (front);
  g_assert_true (lw_evaluation_guard_quality (lw_reader_connection (reader), "L1/B1/1.1", NULL, &error));
  g_assert_no_error (error);
  g_clear_pointer (&reader, lw_reader_release);
  /* and is locked again by what ends it */
  assert_run (front, "confirm f E1 --as E1 --despite --reason A_test");
  reader = reader_of (front);
  g_assert_false (lw_evaluation_guard_quality (lw_reader_connection (reader), "L1/B2/1.1/E1", "E1", &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_LOCKED);
  g_clear_pointer (&reader, lw_reader_release);
  front_free (front);
}

/* An approver alone does not move a place where marks are alike and none is agreed: it is opened again first. */
static void
test_alike_marks_are_locked_after_opening (void)
{
  static const char agree[] = "agree f L1 B2 1.1 5 --as chair --rationale The_annex_on_page_nine_is_dated --why-not-above No_names"
                              " --why-not-below Dated --present E1,E2";
  Front *front = open_front ();
  g_autofree char *approved = g_strconcat (agree, " --approver boss --reason Better.", NULL);

  assert_refused (front, agree, "quality is locked");
  assert_refused (front, approved, "quality is locked");
  assert_run (front, "reopen f L1 B2 1.1 E1 --approver boss --as chair --reason Slip.");
  assert_refused (front, agree, "that of E1 is not");
  assert_run (front, "confirm f E1 --despite --reason A_test");
  assert_run (front, agree);
  front_free (front);
}

/* Its reason is on the record, and it is not undone. */
static void
test_status_changes_on_the_record_after_opening (void)
{
  Front *front = locked_front ();
  g_autoptr (GError) error = NULL;

  set (front, "bid", "L1/B2", "status=excluded", "E1", FINE);
  set (front, "bid", "L1/B2", "status=submitted", "E1", FINE);
  assert_run (front, "open-prices f --as C1 --reason Quality_is_done.");
  set (front, "bid", "L1/B2", "status=withdrawn", "chair", LW_ERROR_LOCKED);
  set_because (front, "bid", "L1/B2", "status=withdrawn", "chair", "  ", LW_ERROR_LOCKED);
  set_because (front, "bid", "L1/B2", "status=withdrawn", "E1", "Left.", LW_ERROR_LOCKED);
  set_because (front, "bid", "L1/B2", "status=withdrawn", "boss", "Left.", LW_ERROR_LOCKED);
  set_because (front, "bid", "L1/B2", "status=withdrawn", "C1", "Left.", FINE);
  set_because (front, "bid", "L1/B2", "status=submitted", "chair", "Is back.", FINE);
  lw_store_undo (front->store, "chair", NULL, NULL, &error);
  g_assert_error (error, LW_ERROR, LW_ERROR_NOTHING);
  front_free (front);
}

static void
test_seal_is_not_revised_away (void)
{
  Front *front = locked_front ();

  assert_refused (front, "revise f --approver boss --as chair --reason Quick. set method method prices=", "open-prices");
  fixture_run (front->store, "INSERT INTO evaluation_revision (id, person, approver, reason) VALUES ('revision', 'x', 'y', 'z')");
  fixture_refuse (front->store, "UPDATE evaluation_method SET prices = NULL");
  front_free (front);
}

/* ---- corrections ---- */

static void
test_price_changes_by_correction_alone (void)
{
  Front *front = open_front ();

  set (front, "bid", "L1/B2", "price=60.00", "C1", LW_ERROR_LOCKED);
  assert_refused (front, "cost f L1 B2 Build 0 60 --as C1", "correct-price");
  fixture_refuse (front->store, "UPDATE bid SET price = 6000 WHERE lot = 'L1' AND bidder = 'B2'");
  fixture_refuse (front->store, "DELETE FROM bid WHERE lot = 'L1' AND bidder = 'B2'");
  fixture_refuse (front->store, "INSERT INTO evaluation_cost VALUES ('L1', 'B2', 'Build', 0, 1)");
  set_because (front, "bid", "L1/B2", "status=withdrawn", "C1", "The bidder's letter.", FINE);
  front_free (front);
}

static void
test_correction_keeps_before_after_why_and_effect (void)
{
  Front *front = open_front ();
  g_autoptr (GError) error = NULL;

  assert_refused (front, "correct-price f L1 B2 60 --as C1", "expected a reason");
  assert_refused (front, "correct-price f L1 B2 60 --as E1 --reason Slip.", "commercial or lead");
  assert_refused (front, "correct-price f L1 B2 80 --as C1 --reason Slip.", "the one that is there");
  assert_run (front, "correct-price f L1 B2 60 --as C1 --reason A_figure_was_added_twice.");
  assert_at (front, "corrections f", "$[0].effect", "[\"B2 from 3 to 2, B1 from 2 to 3\"]");
  assert_at (front, "corrections f", "$[0].before", "[\"80.00\"]");
  assert_at (front, "corrections f", "$[0].after", "[\"60.00\"]");
  assert_run (front, "corrections f");
  g_assert_nonnull (strstr (front->text->str, "A figure was added twice."));
  /* a correction is corrected, and none is taken back */
  lw_store_undo (front->store, "C1", NULL, NULL, &error);
  g_assert_error (error, LW_ERROR, LW_ERROR_NOTHING);
  fixture_refuse (front->store, "DELETE FROM evaluation_correction");
  assert_run (front, "correct-price f L1 B2 80 --as C1 --reason It_was_not.");
  assert_at (front, "corrections f", "$[1].number", "[2]");
  front_free (front);
}

static void
test_correction_without_a_seal (void)
{
  Front *front = front_new (people);

  assert_run (front, "correct-price f L1 B3 126 --as E1 --reason Slip.");
  assert_at (front, "corrections f", "$[0].effect", "[\"no rank changes\"]");
  set (front, "bid", "L1/B3", "price=127.00", "E1", LW_ERROR_LOCKED);
  set (front, "bid", "L1/B1", "price=99.00", "E1", FINE);
  front_free (front);
}

/* ---- whole-life cost ---- */

/* docs/methods.md: 1000.00 now, 100.00 in each of the years 1 to 3, at 3.5 %. */
static void
test_whole_life_cost (void)
{
  Front *front = front_new (people);
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = NULL;
  g_autoptr (LwEvaluationMarks) marks = NULL;
  g_auto (LwRational) value = LW_RATIONAL_INIT;
  g_autoptr (GPtrArray) costs = NULL;
  gint64 minor;

  set (front, "method", "method", "discount=0.035", "tester", FINE);
  assert_run (front, "cost f L2 B1 Build 0 1000");
  assert_run (front, "cost f L2 B1 Run 1 100");
  assert_run (front, "cost f L2 B1 Run 2 90");
  assert_run (front, "cost f L2 B1 Run 2 100");
  assert_run (front, "cost f L2 B1 Run 3 100");
  assert_at (front, "cost f L2 B1", "$.value", "[\"1280.16\"]");
  reader = reader_of (front);
  marks = lw_evaluation_marks_load (lw_reader_connection (reader), &error);
  g_assert_no_error (error);
  costs = lw_evaluation_costs (lw_reader_connection (reader), "L2", "B1", &error);
  lw_evaluation_costs_value (marks->model, costs, &value, &minor, &error);
  g_assert_no_error (error);
  assert_exact (&value, "1135472300000/8869743"); /* 100000 + 10000 × (200/207 + (200/207)² + (200/207)³) */
  g_assert_cmpint (minor, ==, 128016);
  g_clear_pointer (&reader, lw_reader_release);
  front_free (front);
}

static void
test_costs_are_compared_in_place_of_the_price (void)
{
  Front *front = front_new (people);

  /* L2: B1 200.00, B2 250.00. Costs of both are 300.00 and 250.00: the lowest is B2's. */
  assert_run (front, "cost f L2 B1 Build 0 300");
  g_assert_true (has_finding (front, "evaluation.costs-mixed", "L2"));
  assert_run (front, "cost f L2 B2 Build 0 250");
  g_assert_false (has_finding (front, "evaluation.costs-mixed", "L2"));
  assert_run (front, "explain f L2 B1");
  g_assert_nonnull (strstr (front->text->str, "whole-life cost £300.00"));
  g_assert_nonnull (strstr (front->text->str, "year 0, Build: £300.00 ÷ (1 + 0)^0 = 30000 minor units today"));
  g_assert_nonnull (strstr (front->text->str, "lowest compliant price £250.00 (B2)"));
  assert_at (front, "explain f L2 B1", "$.steps[2].steps[1].after", "[\"30000\"]");
  assert_refused (front, "correct-price f L2 B1 280 --reason Slip.", "correct one of its costs");
  assert_run (front, "correct-price f L2 B1 200 --cost Build --year 0 --reason Slip.");
  assert_run (front, "explain f L2 B1");
  g_assert_nonnull (strstr (front->text->str, "lowest compliant price £200.00 (B1)"));
  assert_refused (front, "cost f L2 B1 Build 0 --remove", "correct-price");
  assert_run (front, "cost f L2 B2 Build 0 --remove");
  assert_refused (front, "cost f L2 B2 Build 101 5", "year");
  assert_refused (front, "cost f L2 B2 Build/run 1 5", "without “/”");
  front_free (front);
}

/* ---- abnormally low ---- */

static void
test_low_price_never_excludes (void)
{
  Front *front = front_new (people);

  assert_run (front, "correct-price f L1 B2 60 --reason Slip."); /* 1 − 60 ÷ 112.50 = 46.7 % */
  g_assert_true (has_finding (front, "evaluation.price-abnormal", "L1/B2"));
  g_assert_true (has_finding (front, "evaluation.low-steps", "L1/B2"));
  assert_refused (front, "low-step f L1 B2 notice Letter. --as C1", "why next");
  assert_refused (front, "low-step f L1 B2 perhaps Letter. --as C1", "expected one of the steps");
  assert_refused (front, "low-step f L1 B2 why _ --as C1", "what was done");
  assert_run (front, "low-step f L1 B2 why Far_below_the_others. --as C1");
  assert_refused (front, "low-step f L1 B2 why Again. --as C1", "recorded already");
  assert_run (front, "low-step f L1 B2 notice Letter_of_3_May. --as C1");
  assert_run (front, "low-step f L1 B2 explanation Until_17_May. --as C1");
  assert_run (front, "low-step f L1 B2 reply None_came. --as C1");
  g_assert_true (has_finding (front, "evaluation.low-steps", "L1/B2"));
  assert_run (front, "low-step f L1 B2 decision To_be_rejected. --as C1");
  g_assert_false (has_finding (front, "evaluation.low-steps", "L1/B2"));
  assert_run (front, "low-steps f");
  g_assert_nonnull (strstr (front->text->str, "none of them excludes a bid"));
  /* whatever was decided: the bid is submitted and ranked until a person sets its status */
  assert_at (front, "rank f --lot L1", "$.lots[0].ranking[1].bidder", "[\"B2\"]");
  assert_at (front, "rank f --lot L1", "$.lots[0].ranking[1].rank", "[2]");
  front_free (front);
}

/* The quick way finds what the definition says. */
static void
test_low_prices_in_order (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  LwPriceLowLimits limits;

  lw_price_low_limits_init (&limits);
  for (guint trial = 0; trial < 300; trial++)
    {
      const guint n = (guint) g_rand_int_range (rand, 1, 12);
      gint64 prices[12];
      g_auto (LwPriceList) list = { NULL, 0, 0 };

      for (guint i = 0; i < n; i++)
        prices[i] = g_rand_int_range (rand, 0, 12);
      lw_price_list_init (&list, g_memdup2 (prices, n * sizeof *prices), n);
      for (guint which = 0; which < n; which++)
        {
          g_auto (LwPriceLow) low;
          gint64 sum = 0, next = -1;
          gboolean far, near;

          lw_price_low_init (&low);
          for (guint i = 0; i < n; i++)
            {
              sum += i != which ? prices[i] : 0;
              if (i != which && prices[i] >= prices[which] && (next < 0 || prices[i] < next))
                next = prices[i];
            }
          /* 1 − P ÷ (sum ÷ (n − 1)) ≥ 2/5, and 1 − P ÷ next ≥ 3/10 */
          far = sum > 0 && 5 * prices[which] * (n - 1) <= 3 * sum;
          near = next > 0 && 10 * prices[which] <= 7 * next;
          g_assert_cmpint (lw_price_list_check (&list, prices[which], &limits, &low), ==, far || near);
          g_assert_cmpint (low.low_mean, ==, far);
          g_assert_cmpint (low.low_next, ==, near);
        }
    }
  lw_price_low_limits_clear (&limits);
}

/* ---- overrides ---- */

static void
test_override_is_signed_and_shown_for_ever (void)
{
  Front *front = front_new (people);
  g_autoptr (GError) error = NULL;

  set (front, "criterion", "1.1", "minimum=3", "tester", FINE);
  assert_at (front, "rank f --lot L1", "$.lots[0].ranking[2].failed[0]", "[\"1.1\"]"); /* B2 has 2 */
  assert_refused (front, "override f L1 B2 1.1 --as chair --reason Strong.", "role approver");
  assert_refused (front, "override f L1 B2 1.1 --as boss", "expected a reason");
  assert_refused (front, "override f L1 B1 1.1 --as boss --reason Strong.", "not known to be");
  assert_refused (front, "override f L1 B2 3 --as boss --reason Strong.", "a criterion with a minimum");
  assert_refused (front, "override f L1 B2 --as boss --reason Strong.", "the minimum of the total");
  assert_run (front, "override f L1 B2 1.1 --as boss --reason Strong_elsewhere.");
  assert_refused (front, "override f L1 B2 1.1 --as boss --reason Again.", "already");
  assert_at (front, "rank f --lot L1", "$.lots[0].ranking[2].rank", "[3]");
  assert_at (front, "rank f --lot L1", "$.lots[0].ranking[2].passed[0].criterion", "[\"1.1\"]");
  assert_run (front, "rank f --lot L1");
  g_assert_nonnull (strstr (front->text->str, "below the minimum of 1.1, passed by boss at"));
  assert_run (front, "explain f L1 B2");
  g_assert_nonnull (strstr (front->text->str, "mark 2 is below the minimum of 3, passed by boss at"));
  g_assert_nonnull (strstr (front->text->str, "because: Strong elsewhere."));
  lw_store_undo (front->store, "boss", NULL, NULL, &error);
  g_assert_error (error, LW_ERROR, LW_ERROR_NOTHING);
  fixture_refuse (front->store, "DELETE FROM evaluation_override");
  fixture_refuse (front->store, "UPDATE evaluation_override SET reason = 'Other'");
  front_free (front);
}

/* A lower mark, or a higher minimum, was not signed for. */
static void
test_override_passes_what_was_signed_alone (void)
{
  Front *front = front_new (people);

  set (front, "criterion", "1.1", "minimum=3", "tester", FINE);
  assert_run (front, "override f L1 B2 1.1 --as boss --reason Strong_elsewhere."); /* 2 under 3 */
  fixture_run (front->store, "UPDATE evaluation_mark SET mark = '1' WHERE lot = 'L1' AND bidder = 'B2'");
  assert_at (front, "rank f --lot L1", "$.lots[0].ranking[2].failed[0]", "[\"1.1\"]");
  assert_run (front, "explain f L1 B2");
  g_assert_nonnull (strstr (front->text->str, "mark 1 is below the minimum of 3, fails: the override that boss signed at"));
  g_assert_nonnull (strstr (front->text->str, "was of 2 under 3"));
  fixture_run (front->store, "UPDATE evaluation_mark SET mark = '2' WHERE lot = 'L1' AND bidder = 'B2'");
  set (front, "criterion", "1.1", "minimum=4", "tester", FINE);
  assert_at (front, "rank f --lot L1", "$.lots[0].ranking[2].failed[0]", "[\"1.1\"]");
  /* it can be signed again, for what there is; both stay on the record */
  assert_run (front, "override f L1 B2 1.1 --as boss --reason Strong_all_the_same.");
  assert_refused (front, "override f L1 B2 1.1 --as boss --reason Again.", "already");
  assert_at (front, "rank f --lot L1", "$.lots[0].ranking[2].passed[0].criterion", "[\"1.1\"]");
  set (front, "criterion", "1.1", "minimum=3", "tester", FINE); /* less is asked */
  assert_at (front, "rank f --lot L1", "$.lots[0].ranking[2].passed[0].criterion", "[\"1.1\"]");
  front_free (front);
}

static void
test_override_of_groups_and_the_total (void)
{
  Front *front = front_new (people);
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = NULL;
  g_autoptr (LwEvaluationMarks) marks = NULL;
  g_autoptr (LwLotRanking) fast = NULL, exact = NULL;

  set (front, "criterion", "1", "minimum=35", "tester", FINE); /* B2 has 34 */
  set (front, "method", "method", "minimum=74.5", "tester", FINE); /* and 74 */
  assert_at (front, "rank f --lot L1", "$.lots[0].ranking[2].failed[1]", "[\"total\"]");
  assert_run (front, "override f L1 B2 --as boss --reason One.");
  assert_at (front, "rank f --lot L1", "$.lots[0].ranking[2].failed[0]", "[\"1\"]");
  assert_run (front, "override f L1 B2 1 --as boss --reason Two.");
  assert_at (front, "rank f --lot L1", "$.lots[0].ranking[2].rank", "[3]");
  reader = reader_of (front);
  marks = lw_evaluation_marks_load (lw_reader_connection (reader), &error);
  g_assert_no_error (error);
  fast = lw_evaluation_rank_lot (marks, 0, LW_RANK_DEFAULT);
  exact = lw_evaluation_rank_lot (marks, 0, LW_RANK_EXACT);
  g_assert_false (fast->exact);
  g_assert_true (exact->exact);
  for (guint i = 0; i < fast->n_results; i++)
    {
      g_assert_cmpuint (fast->results[i].bid, ==, exact->results[i].bid);
      g_assert_cmpuint (fast->results[i].rank, ==, exact->results[i].rank);
      g_assert_cmpuint (fast->results[i].n_passed, ==, exact->results[i].n_passed);
    }
  g_clear_pointer (&reader, lw_reader_release);
  front_free (front);
}

/* ---- provisional ---- */

/* What rank says of it, and nothing where @why is NULL; explain, safe and the CSV say the same. */
static void
assert_provisional (Front *front, const char *why)
{
  static const char *const lines[] = { "rank f", "explain f L1 B1", "safe f", "rank f --csv", "explain f L1 B1 --csv" };
  g_autofree char *text = why == NULL ? NULL : g_strdup_printf ("The result is provisional: %s.", why);
  g_autofree char *json = why == NULL ? g_strdup ("[null]") : g_strdup_printf ("[\"%s\"]", text);

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      assert_run (front, lines[i]);
      if (why == NULL)
        g_assert_null (strstr (front->text->str, "is provisional"));
      else if (strstr (front->text->str, text) == NULL)
        g_error ("%s: expected “%s” in:\n%s", lines[i], text, front->text->str);
    }
  assert_at (front, "rank f", "$.provisional", json);
  assert_at (front, "explain f L1 B1", "$.provisional", json);
  assert_at (front, "safe f", "$.provisional", json);
}

static void
test_result_is_provisional_until_all_is_confirmed (void)
{
  Front *front = front_new (people);

  assert_provisional (front, "the method is not published");
  assert_run (front, "publish f --as chair");
  assert_provisional (front, "19 marks are not confirmed, 1 mark was agreed under an older version of the method");
  assert_at (front, "rank f", "$.sealed", "[false]");
  assert_run (front, "confirm f E1 --as E1 --despite --reason A_test");
  assert_run (front, "confirm f E2 --as E2 --despite --reason A_test");
  assert_provisional (front, "1 mark was agreed under an older version of the method");
  assert_run (front, AGREE_AGAIN);
  assert_provisional (front, NULL);
  /* what does not count need not be confirmed: of a withdrawn bid */
  fixture_run (front->store, "INSERT INTO evaluation_mark (lot, bidder, criterion, person, mark) VALUES ('L2', 'B3', '1.1', 'E1', '3')");
  assert_provisional (front, NULL);
  assert_run (front, "open-prices f --dry-run");
  fixture_run (front->store, "INSERT INTO evaluation_query (lot, bidder, criterion, person, text)"
                             " VALUES ('L1', 'B1', '1.1', 'E1', 'Which annex?')");
  assert_provisional (front, "1 query is open");
  fixture_run (front->store, "UPDATE evaluation_query SET reply = 'Annex 4.'");
  fixture_run (front->store, "DELETE FROM evaluation_consensus");
  assert_provisional (front, "on 1 question marks differ and none is agreed");
  front_free (front);
}

/* Also once prices are open: a revision under way, what was opened again and taken back. */
static void
test_result_is_provisional_after_opening (void)
{
  Front *front = open_front ();

  assert_provisional (front, NULL);
  assert_run (front, "revise f --approver boss --as chair --reason Slip.");
  assert_provisional (front, "a revision of the method is open");
  assert_run (front, "publish f --as chair");
  assert_provisional (front, NULL);
  assert_run (front, "reopen f L1 B1 1.1 --approver boss --as chair --reason Slip.");
  assert_provisional (front, "on 1 question marks differ and none is agreed");
  assert_run (front, "reopen f - B1 1.2 E1 --approver boss --as chair --reason Slip.");
  assert_run (front, "reopen f - B1 1.2 E2 --approver boss --as chair --reason Slip.");
  assert_run (front, "mark f - B1 1.2 E1 --remove --as E1");
  assert_run (front, "mark f - B1 1.2 E2 --remove --as E2");
  assert_provisional (front, "1 mark is missing, on 1 question marks differ and none is agreed");
  front_free (front);
}

/* A new version is agreed anew, over marks that are confirmed anew; the same mark may be. */
static void
test_agreed_marks_are_of_the_version_in_force (void)
{
  Front *front = locked_front ();

  g_assert_false (has_finding (front, "evaluation.agreed-version", "L1/B1/1.1"));
  assert_run (front, "revise f --approver boss --as chair --reason Wider.");
  fixture_run (front->store, "INSERT INTO evaluation_scale_mark (scale, value, label, position) VALUES ('S5', '10', 'Perfect', 9)");
  assert_run (front, "publish f --as chair");
  g_assert_true (has_finding (front, "evaluation.agreed-version", "L1/B1/1.1"));
  assert_refused (front, "open-prices f --as C1 --reason Done.", "has not confirmed the mark");
  assert_refused (front, AGREE_AGAIN, "expected all marks of B1 on 1.1 to be confirmed");
  assert_run (front, "confirm f E1 --as E1 --despite --reason A_test");
  assert_run (front, "confirm f E2 --as E2 --despite --reason A_test");
  assert_refused (front, "open-prices f --as C1 --reason Done.",
                  "1 thing is missing: L1/B1/1.1: the mark was agreed under an older version of the method");
  assert_run (front, AGREE_AGAIN);
  g_assert_false (has_finding (front, "evaluation.agreed-version", "L1/B1/1.1"));
  assert_run (front, "open-prices f --as C1 --reason Done.");
  front_free (front);
}

/* Marks of who has declared a conflict since; taken back they are in nobody's way. */
static void
test_opening_waits_for_marks_of_who_may_not (void)
{
  Front *front = locked_front ();

  fixture_run (front->store, "INSERT INTO organisation (id, name, kind) VALUES ('o3', 'Three', 'public')");
  fixture_run (front->store, "INSERT INTO bidder_member (bidder, organisation, role, position) VALUES ('B3', 'o3', 'lead', 1)");
  assert_run (front, "declare f E1 o3 conflict");
  assert_refused (front, "open-prices f --as C1 --reason Done.", "E1 gave 3 marks of B3, and has declared a conflict of interest");
  assert_run (front, "reopen f L1 B3 1.1 E1 --approver boss --as chair --reason Conflict.");
  assert_run (front, "reopen f - B3 1.2 E1 --approver boss --as chair --reason Conflict.");
  assert_run (front, "reopen f - B3 2.1 E1 --approver boss --as chair --reason Conflict.");
  assert_refused (front, "mark f L1 B3 1.1 E1 4 --as E1", "conflict of interest");
  assert_run (front, "mark f L1 B3 1.1 E1 --remove --as E1");
  assert_run (front, "mark f - B3 1.2 E1 --remove --as E1");
  assert_run (front, "mark f - B3 2.1 E1 --remove --as E1");
  assert_missing (front, "conflict of interest", FALSE);
  front_free (front);
}

/* A mark of a returned pack that nobody has decided on. */
static void
test_opening_waits_for_conflicts_of_packs (void)
{
  Front *front = locked_front ();

  fixture_run (front->store, "INSERT INTO evaluation_pack (id, person, side, version, method, at, base)"
                             " VALUES ('p', 'E1', 'sent', 1, '', '', '')");
  fixture_run (front->store, "INSERT INTO evaluation_conflict (pack, lot, bidder, criterion, why) VALUES ('p', 'L1', 'B2', '1.1', 'both')");
  assert_refused (front, "open-prices f --as C1 --reason Done.",
                  "1 thing is missing: L1/B2/1.1: a mark that E1 returned is in conflict with the one here");
  assert_refused (front,
                  "agree f L1 B2 1.1 2 --as chair --rationale Every_date_is_in_the_annex --why-not-above One_has_no_name"
                  " --why-not-below All_are_dated --present E1,E2",
                  "decide which counts before one is agreed");
  fixture_run (front->store, "DELETE FROM evaluation_conflict");
  assert_run (front, "open-prices f --as C1 --reason Done.");
  front_free (front);
}

/* Costs that no present value holds are refused with the file as it was. */
static void
test_costs_stay_within_an_amount (void)
{
  Front *front = front_new (people);

  assert_run (front, "cost f L2 B2 Build 0 92233720368000000.00");
  assert_refused (front, "cost f L2 B2 Run 0 92233720368000000.00", "together stay an amount of 64 bits");
  assert_refused (front, "cost f L2 B2 Run 50 92233720368000000.00", "together stay an amount of 64 bits");
  set (front, "cost", "L2/B2/Build/0", "amount=92233720368547758.07", "C1", LW_ERROR_INVALID);
  assert_run (front, "cost f L2 B1 Build 0 92233720368000000.00");
  assert_run (front, "rank f --lot L2");
  assert_run (front, "cost f L2 B2 Build 0 5");
  assert_run (front, "cost f L2 B2 Run 1 6");
  front_free (front);
}

/* ---- explained ---- */

/* What was changed of a bidder's figures, and where an individual mark comes from. */
static void
test_explain_shows_corrections_and_pointers (void)
{
  Front *front = locked_front ();
  g_autofree char *json = NULL;

  fixture_run (front->store, "UPDATE evaluation_mark SET page = '12', quote = 'as agreed' WHERE lot = 'L1' AND bidder = 'B3'");
  assert_run (front, "open-prices f --as C1 --reason Done.");
  assert_run (front, "correct-price f L1 B1 90 --as C1 --reason Slip_of_the_pen.");
  assert_run (front, "explain f L1 B1");
  g_assert_nonnull (strstr (front->text->str, "correction 1, price: £100.00 becomes £90.00, by C1 at "));
  g_assert_nonnull (strstr (front->text->str, "Slip of the pen."));
  assert_run (front, "explain f L1 B1 --json");
  json = json_to_string (front->json, FALSE);
  g_assert_nonnull (strstr (json, "\"currency\":\"GBP\",\"before\":\"10000\",\"after\":\"9000\""));
  assert_run (front, "explain f L1 B3");
  g_assert_nonnull (strstr (front->text->str, "; page 12; “as agreed”; confirmed under version 1 of the method"));
  g_assert_null (strstr (front->text->str, "correction"));
  front_free (front);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/prices/sealed-for-the-commercial-role", test_sealed_for_commercial);
  g_test_add_func ("/prices/sealed-shows-quality-alone", test_quality_alone);
  g_test_add_func ("/prices/opening-lists-what-is-missing", test_opening_lists_what_is_missing);
  g_test_add_func ("/prices/a-sealed-figure-is-not-undone-unseen", test_a_sealed_figure_is_not_undone_unseen);
  g_test_add_func ("/prices/opening-takes-a-role-and-a-reason", test_opening_takes_a_role_and_a_reason);
  g_test_add_func ("/prices/quality-is-locked-after-opening", test_quality_is_locked_after_opening);
  g_test_add_func ("/prices/alike-marks-are-locked-after-opening", test_alike_marks_are_locked_after_opening);
  g_test_add_func ("/prices/status-changes-on-the-record-after-opening", test_status_changes_on_the_record_after_opening);
  g_test_add_func ("/prices/seal-is-not-revised-away", test_seal_is_not_revised_away);
  g_test_add_func ("/prices/changes-by-correction-alone", test_price_changes_by_correction_alone);
  g_test_add_func ("/prices/correction-keeps-before-after-why-effect", test_correction_keeps_before_after_why_and_effect);
  g_test_add_func ("/prices/correction-without-a-seal", test_correction_without_a_seal);
  g_test_add_func ("/prices/whole-life-cost", test_whole_life_cost);
  g_test_add_func ("/prices/costs-in-place-of-the-price", test_costs_are_compared_in_place_of_the_price);
  g_test_add_func ("/prices/low-price-never-excludes-by-itself", test_low_price_never_excludes);
  g_test_add_func ("/prices/low-prices-in-order", test_low_prices_in_order);
  g_test_add_func ("/prices/override-is-signed-and-shown-for-ever", test_override_is_signed_and_shown_for_ever);
  g_test_add_func ("/prices/override-passes-what-was-signed-alone", test_override_passes_what_was_signed_alone);
  g_test_add_func ("/prices/override-of-groups-and-the-total", test_override_of_groups_and_the_total);
  g_test_add_func ("/prices/provisional-until-all-is-confirmed", test_result_is_provisional_until_all_is_confirmed);
  g_test_add_func ("/prices/provisional-after-opening", test_result_is_provisional_after_opening);
  g_test_add_func ("/prices/agreed-marks-are-of-the-version-in-force", test_agreed_marks_are_of_the_version_in_force);
  g_test_add_func ("/prices/opening-waits-for-marks-of-who-may-not", test_opening_waits_for_marks_of_who_may_not);
  g_test_add_func ("/prices/opening-waits-for-conflicts-of-packs", test_opening_waits_for_conflicts_of_packs);
  g_test_add_func ("/prices/costs-stay-within-an-amount", test_costs_stay_within_an_amount);
  g_test_add_func ("/prices/explain-shows-corrections-and-pointers", test_explain_shows_corrections_and_pointers);
  return g_test_run ();
}
