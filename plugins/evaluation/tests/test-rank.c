/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Totals, minima, ranking and ties: worked examples of docs/methods.md, and one by one the rules. */
#include "config.h"

#include "fixture.h"

/* ---- a small competition: quality and price, one lot, bids in minor units ---- */

typedef struct
{
  LwRoundingStage stage;
  guint places;
  LwRounding rule;
  const char *minimum;       /* of the total */
  const char *scale;
  const char *quality;       /* weight */
  const char *mark_minimum;
  const char *group_minimum;
  const char *price;         /* weight */
  const char *formula;
  LwPriceTerms terms;
} Plan;

static LwEvaluationModel *
plan_model (const Plan *plan)
{
  LwEvaluationModel *model
      = fixture_model (LW_WEIGHTS_POINTS, "100", plan->stage, plan->places, plan->rule, plan->minimum);

  fixture_scale (model, "S", plan->scale);
  fixture_criterion (model, &(LwEvaluationCriterionText) { .id = "Q",
                                                           .kind = LW_CRITERION_GROUP,
                                                           .weight = plan->quality,
                                                           .minimum = plan->group_minimum });
  fixture_criterion (model, &(LwEvaluationCriterionText) { .id = "Q.1",
                                                           .parent = "Q",
                                                           .kind = LW_CRITERION_SCORED,
                                                           .weight = plan->quality,
                                                           .scale = "S",
                                                           .minimum = plan->mark_minimum });
  fixture_criterion (model, &(LwEvaluationCriterionText) { .id = "G", .kind = LW_CRITERION_PASS_FAIL });
  fixture_criterion (model, &(LwEvaluationCriterionText) { .id = "P",
                                                           .kind = LW_CRITERION_PRICE,
                                                           .weight = plan->price,
                                                           .formula = plan->formula,
                                                           .terms = plan->terms });
  fixture_finish (model);
  return model;
}

typedef struct
{
  const char *bidder;
  const char *mark; /* NULL: missing */
  gint64 price;     /* -1: none */
} Bid;

static LwEvaluationMarks *
plan_marks (const Plan *plan, const Bid *bids, guint n)
{
  LwEvaluationMarks *marks = lw_evaluation_marks_new (plan_model (plan));

  lw_evaluation_marks_add_lot (marks, "L1", "One");
  for (guint i = 0; i < n; i++)
    {
      lw_evaluation_marks_add_bidder (marks, bids[i].bidder, bids[i].bidder);
      lw_evaluation_marks_add_bid (marks, 0, i, bids[i].price, LW_BID_SUBMITTED);
    }
  lw_evaluation_marks_finish (marks);
  for (guint i = 0; i < n; i++)
    {
      fixture_mark (marks, i, "G", "pass");
      if (bids[i].mark != NULL)
        fixture_mark (marks, i, "Q.1", bids[i].mark);
    }
  return marks;
}

/* "1 A 75; 1 C 75; 3 B 425/6": rank, bidder, exact total ("-" for none), "=" where tied; failed in brackets, missing in braces. */
static char *
describe (const LwEvaluationMarks *marks, const LwLotRanking *ranking)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < ranking->n_results; i++)
    {
      const LwBidResult *result = &ranking->results[i];
      g_autofree char *exact = lw_rational_to_exact (&result->total);

      g_string_append_printf (text, "%s%u%s %s %s", i > 0 ? "; " : "", result->rank, result->tied ? "=" : "",
                              marks->bidders[marks->bids[result->bid].bidder].id,
                              result->standing == LW_STANDING_INCOMPLETE ? "-" : exact);
      for (guint f = 0; f < result->n_failed; f++)
        g_string_append_printf (text, " [%s]", result->failed[f] == LW_FAILED_TOTAL
                                                    ? "total"
                                                    : marks->model->criteria[result->failed[f]].id);
      for (guint m = 0; m < result->n_missing; m++)
        g_string_append_printf (text, " {%s}", marks->model->criteria[result->missing[m]].id);
    }
  return g_string_free (text, FALSE);
}

/* Both ways to a result must say the same. */
static void
assert_ranking (const LwEvaluationMarks *marks, const char *expected)
{
  g_autoptr (LwLotRanking) fast = lw_evaluation_rank_lot (marks, 0, LW_RANK_DEFAULT);
  g_autoptr (LwLotRanking) exact = lw_evaluation_rank_lot (marks, 0, LW_RANK_EXACT);
  g_autofree char *as_fast = describe (marks, fast);
  g_autofree char *as_exact = describe (marks, exact);

  g_assert_false (fast->exact);
  g_assert_true (exact->exact);
  g_assert_cmpstr (as_fast, ==, expected);
  g_assert_cmpstr (as_exact, ==, expected);
}

static const Plan plain = {
  .stage = LW_ROUND_NEVER, .places = 2, .rule = LW_ROUNDING_HALF_UP,
  .scale = "0 10 20 30 40 50 60 70 75 80 90 100", .quality = "60", .price = "40", .formula = "lowest-over-price",
};

/* ---- worked examples ---- */

/* A 50 marks £50, B 75 marks £75, C 100 marks £100: the middle bid loses although a point costs the same. */
static void
test_fifty_fifty (void)
{
  static const Bid bids[] = { { "A", "50", 5000 }, { "B", "75", 7500 }, { "C", "100", 10000 } };
  Plan plan = plain;
  g_autoptr (LwEvaluationMarks) marks = NULL;

  plan.quality = plan.price = "50";
  marks = plan_marks (&plan, bids, 3);
  assert_ranking (marks, "1= A 75; 1= C 75; 3 B 425/6");
}

static const Bid reversal[] = { { "A", "80", 10000 }, { "B", "70", 8000 }, { "C", "30", 4000 } };

/* Rank reversal, lowest-over-price: A 64, B 62, C 58; without C 80, 82. */
static void
test_reversal_lowest (void)
{
  g_autoptr (LwEvaluationMarks) marks = plan_marks (&plain, reversal, 3);

  assert_ranking (marks, "1 A 64; 2 B 62; 3 C 58");
  marks->bids[2].status = LW_BID_WITHDRAWN;
  assert_ranking (marks, "1 B 82; 2 A 80");
}

/* Rank reversal, fixed-range 40..120: A 58, B 62, C 58; without C 58, 62: it cannot reverse. */
static void
test_reversal_fixed (void)
{
  Plan plan = plain;
  g_autoptr (LwEvaluationMarks) marks = NULL;

  plan.formula = "fixed-range";
  plan.terms = (LwPriceTerms) { 4000, 12000 };
  marks = plan_marks (&plan, reversal, 3);
  assert_ranking (marks, "1 B 62; 2= A 58; 2= C 58");
  marks->bids[2].status = LW_BID_EXCLUDED;
  assert_ranking (marks, "1 B 62; 2 A 58");
}

/* The rest of the table: with C, and when C has withdrawn. */
static void
test_reversal_table (void)
{
  static const struct
  {
    const char *formula, *with, *without;
  } rows[] = {
    { "standard-differential", "1 C 58; 2 A 48; 3 B 42", "1 B 82; 2 A 78" },
    { "high-low", "1 C 58; 2 B 166/3; 3 A 48", "1 B 82; 2 A 48" },
    { "mean-deviation", "1 B 642/11; 2 C 618/11; 3 A 588/11", "1 B 598/9; 2 A 572/9" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Plan plan = plain;
      g_autoptr (LwEvaluationMarks) marks = NULL;

      plan.formula = rows[i].formula;
      marks = plan_marks (&plan, reversal, 3);
      assert_ranking (marks, rows[i].with);
      marks->bids[2].status = LW_BID_WITHDRAWN;
      assert_ranking (marks, rows[i].without);
    }
}

/* ---- the rules, one by one ---- */

static void
test_ties (void)
{
  static const Bid bids[]
      = { { "A", "50", 100 }, { "B", "80", 100 }, { "C", "80", 100 }, { "D", "90", 100 }, { "E", "50", 100 } };
  g_autoptr (LwEvaluationMarks) marks = plan_marks (&plain, bids, 5);

  /* 1, 2, 2, 4, 4: the next rank skips. */
  assert_ranking (marks, "1 D 94; 2= B 88; 2= C 88; 4= A 70; 4= E 70");
}

static void
test_minima (void)
{
  static const Bid bids[] = { { "A", "20", 100 }, { "B", "50", 200 }, { "C", "60", 1000 }, { "D", "80", 200 } };
  Plan plan = plain;
  g_autoptr (LwEvaluationMarks) marks = NULL;

  plan.mark_minimum = "30";
  plan.group_minimum = "33";
  plan.minimum = "50";
  marks = plan_marks (&plan, bids, 4);
  /* A falls below the mark and so below the section, and its low price does not count: the lowest is 200
   * (B, below the section, does not count either; D does). C falls below the total alone. */
  assert_ranking (marks, "1 D 88; 0 B 70 [Q]; 0 A 52 [Q] [Q.1]; 0 C 44 [total]");
}

/* The lowest mark passes where no minimum is set, on the mark, the section and the total; any minimum above it does not. */
static void
test_unset_minimum (void)
{
  static const Bid bids[] = { { "A", "0", 100 }, { "B", "50", 100 } };
  Plan plan = plain;
  g_autoptr (LwEvaluationMarks) unset = plan_marks (&plan, bids, 2), above = NULL;

  g_assert_null (unset->model->minimum_text);
  g_assert_null (unset->model->criteria[lw_evaluation_model_find (unset->model, "Q.1", -1)].minimum_text);
  assert_ranking (unset, "1 B 70; 2 A 40");
  plan.mark_minimum = "10";
  above = plan_marks (&plan, bids, 2);
  assert_ranking (above, "1 B 70; 0 A 40 [Q.1]");
}

static void
test_pass_fail (void)
{
  static const Bid bids[] = { { "A", "50", 50 }, { "B", "50", 100 } };
  g_autoptr (LwEvaluationMarks) marks = plan_marks (&plain, bids, 2);

  fixture_mark (marks, 0, "G", "fail");
  /* Points for a price below the lowest that counts are kept to all of them. */
  assert_ranking (marks, "1 B 70; 0 A 70 [G]");
}

static void
test_no_compliant (void)
{
  static const Bid bids[] = { { "A", "50", 50 }, { "B", "50", 100 } };
  g_autoptr (LwEvaluationMarks) marks = plan_marks (&plain, bids, 2);
  g_autoptr (LwLotRanking) ranking = NULL;

  fixture_mark (marks, 0, "G", "fail");
  fixture_mark (marks, 1, "G", "fail");
  assert_ranking (marks, "0 A 70 [G]; 0 B 50 [G]");
  ranking = lw_evaluation_rank_lot (marks, 0, LW_RANK_DEFAULT);
  g_assert_true (ranking->market_fallback);
  g_assert_cmpint (ranking->market.lowest, ==, 50);
}

static void
test_incomplete (void)
{
  static const Bid bids[] = { { "A", NULL, 50 }, { "B", "50", -1 }, { "C", "80", 100 }, { "D", "10", 200 } };
  Plan plan = plain;
  g_autoptr (LwEvaluationMarks) marks = NULL;

  plan.mark_minimum = "20";
  marks = plan_marks (&plan, bids, 4);
  lw_evaluation_marks_set (marks, 1, fixture_leaf (marks->model, "G"), LW_CELL_DISPUTED);
  /* A is not known to fail: its price counts. B is not known to fail either and has no price. */
  assert_ranking (marks, "1 C 68; 0 D 16 [Q.1]; 0 A - {Q.1}; 0 B - {G} {P}");
  /* Known to fail, though not complete. */
  fixture_mark (marks, 1, "Q.1", "10");
  lw_evaluation_marks_set (marks, 0, fixture_leaf (marks->model, "Q.1"), LW_CELL_OFF_SCALE);
  assert_ranking (marks, "1 C 68; 0 D 16 [Q.1]; 0 A - {Q.1}; 0 B - [Q.1] {G} {P}");
}

/* A section without all its marks is not judged, whatever those it has add up to. */
static void
test_section_unknown (void)
{
  static const Bid bids[] = { { "A", NULL, 50 }, { "B", "80", 100 } };
  Plan plan = plain;
  g_autoptr (LwEvaluationMarks) marks = NULL;

  plan.group_minimum = "30";
  marks = plan_marks (&plan, bids, 2);
  assert_ranking (marks, "1 B 68; 0 A - {Q.1}");
}

static void
test_zero_price (void)
{
  static const Bid bids[] = { { "A", "50", 0 }, { "B", "50", 100 }, { "C", "60", 0 } };
  g_autoptr (LwEvaluationMarks) marks = plan_marks (&plain, bids, 3);

  assert_ranking (marks, "1 C 76; 2 A 70; 3 B 30");
}

static void
test_empty_lot (void)
{
  g_autoptr (LwEvaluationMarks) marks = plan_marks (&plain, NULL, 0);

  assert_ranking (marks, "");
}

/* 1/3 and 1/7 of prices, rounded at each stage. */
static void
test_rounding (void)
{
  static const Bid bids[] = { { "A", "70", 300 }, { "B", "80", 700 }, { "C", "10", 100 } };
  static const struct
  {
    LwRoundingStage stage;
    guint places;
    LwRounding rule;
    const char *expected;
  } cases[] = {
    { LW_ROUND_NEVER, 2, LW_ROUNDING_HALF_UP, "1 A 166/3; 2 B 376/7; 3 C 46" },
    { LW_ROUND_TOTAL, 2, LW_ROUNDING_HALF_UP, "1 A 5533/100; 2 B 5371/100; 3 C 46" },
    { LW_ROUND_TOTAL, 0, LW_ROUNDING_UP, "1 A 56; 2 B 54; 3 C 46" },
    { LW_ROUND_TOTAL, 0, LW_ROUNDING_DOWN, "1 A 55; 2 B 53; 3 C 46" },
    { LW_ROUND_SECTION, 1, LW_ROUNDING_HALF_EVEN, "1 A 553/10; 2 B 537/10; 3 C 46" },
    { LW_ROUND_CRITERION, 3, LW_ROUNDING_UP, "1 A 27667/500; 2 B 10743/200; 3 C 46" },
    { LW_ROUND_TOTAL, 18, LW_ROUNDING_DOWN,
      "1 A 55333333333333333333/1000000000000000000; 2 B 10742857142857142857/200000000000000000; 3 C 46" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Plan plan = plain;
      g_autoptr (LwEvaluationMarks) marks = NULL;
      g_autoptr (LwLotRanking) fast = NULL, exact = NULL;
      g_autofree char *as_fast = NULL, *as_exact = NULL;

      plan.stage = cases[i].stage;
      plan.places = cases[i].places;
      plan.rule = cases[i].rule;
      marks = plan_marks (&plan, bids, 3);
      fast = lw_evaluation_rank_lot (marks, 0, LW_RANK_DEFAULT);
      exact = lw_evaluation_rank_lot (marks, 0, LW_RANK_EXACT);
      as_fast = describe (marks, fast);
      as_exact = describe (marks, exact);
      g_assert_cmpstr (as_fast, ==, cases[i].expected);
      g_assert_cmpstr (as_exact, ==, cases[i].expected);
    }
}

/* A total that differs beyond the places is a tie where totals are rounded, and none where they are not. */
static void
test_tie_by_rounding (void)
{
  static const Bid bids[] = { { "A", "50", 30001 }, { "B", "50", 30000 } };
  Plan plan = plain;
  g_autoptr (LwEvaluationMarks) exact = plan_marks (&plan, bids, 2);
  g_autoptr (LwEvaluationMarks) rounded = NULL;

  assert_ranking (exact, "1 B 70; 2 A 2100030/30001");
  plan.stage = LW_ROUND_TOTAL;
  rounded = plan_marks (&plan, bids, 2);
  assert_ranking (rounded, "1= A 70; 1= B 70");
}

/* Marks on a common criterion count in every lot. */
static void
test_common (void)
{
  LwEvaluationModel *model
      = fixture_model (LW_WEIGHTS_POINTS, "100", LW_ROUND_TOTAL, 2, LW_ROUNDING_HALF_UP, NULL);
  g_autoptr (LwEvaluationMarks) marks = NULL;

  fixture_scale (model, "S", "0 1 2 3 4 5");
  fixture_criterion (model, &(LwEvaluationCriterionText) {
                                .id = "1", .kind = LW_CRITERION_SCORED, .weight = "60", .scale = "S" });
  fixture_criterion (model, &(LwEvaluationCriterionText) {
                                .id = "2", .kind = LW_CRITERION_SCORED, .weight = "40", .scale = "S", .common = TRUE });
  fixture_finish (model);
  marks = lw_evaluation_marks_new (model);
  lw_evaluation_marks_add_lot (marks, "L1", "One");
  lw_evaluation_marks_add_lot (marks, "L2", "Two");
  lw_evaluation_marks_add_bidder (marks, "A", "A");
  lw_evaluation_marks_add_bid (marks, 0, 0, -1, LW_BID_SUBMITTED);
  lw_evaluation_marks_add_bid (marks, 1, 0, -1, LW_BID_SUBMITTED);
  lw_evaluation_marks_finish (marks);
  fixture_mark (marks, 0, "1", "5");
  fixture_mark (marks, 1, "1", "1");
  fixture_mark (marks, 1, "2", "3");
  assert_ranking (marks, "1 A 84");
  g_autoptr (LwLotRanking) second = lw_evaluation_rank_lot (marks, 1, LW_RANK_DEFAULT);
  assert_exact (&second->results[0].total, "36");
  g_assert_null (lw_lot_ranking_find (second, 0));
  g_assert_nonnull (lw_lot_ranking_find (second, 1));
}

/* All totals at once are those of each lot. */
static void
test_totals (void)
{
  static const Bid bids[] = { { "A", "70", 300 }, { "B", NULL, 700 }, { "C", "10", 100 } };
  g_autoptr (LwEvaluationMarks) marks = plan_marks (&plain, bids, 3);
  LwBidOutcome outcomes[3];
  g_auto (LwRational) total = LW_RATIONAL_INIT;

  marks->bids[2].status = LW_BID_WITHDRAWN;
  g_assert_true (lw_evaluation_totals (marks, outcomes));
  lw_fraction_to_rational (&total, outcomes[0].total);
  assert_exact (&total, "82");
  g_assert_true (outcomes[1].missing);
  g_assert_false (outcomes[2].takes_part);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/evaluation/rank/fifty-fifty", test_fifty_fifty);
  g_test_add_func ("/evaluation/rank/reversal/lowest-over-price", test_reversal_lowest);
  g_test_add_func ("/evaluation/rank/reversal/fixed-range", test_reversal_fixed);
  g_test_add_func ("/evaluation/rank/reversal/table", test_reversal_table);
  g_test_add_func ("/evaluation/rank/ties", test_ties);
  g_test_add_func ("/evaluation/rank/minima", test_minima);
  g_test_add_func ("/evaluation/rank/case/an-unset-threshold-is-not-zero", test_unset_minimum);
  g_test_add_func ("/evaluation/rank/pass-fail", test_pass_fail);
  g_test_add_func ("/evaluation/rank/no-compliant", test_no_compliant);
  g_test_add_func ("/evaluation/rank/incomplete", test_incomplete);
  g_test_add_func ("/evaluation/rank/section-unknown", test_section_unknown);
  g_test_add_func ("/evaluation/rank/zero-price", test_zero_price);
  g_test_add_func ("/evaluation/rank/empty-lot", test_empty_lot);
  g_test_add_func ("/evaluation/rank/rounding", test_rounding);
  g_test_add_func ("/evaluation/rank/tie-by-rounding", test_tie_by_rounding);
  g_test_add_func ("/evaluation/rank/common", test_common);
  g_test_add_func ("/evaluation/rank/totals", test_totals);
  return g_test_run ();
}
