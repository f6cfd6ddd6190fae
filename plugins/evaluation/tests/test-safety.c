/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Is the result safe: without another bid, price alone, and other weights. */
#include "config.h"

#include "base/lw-error.h"
#include "lw-evaluation-safety-lot.h"
#include "trial-lot.h"

static const TrialPlan plain = { .weights = "60", .price = "40" };

/* ---- drop-one ---- */

static void
assert_drops (const TrialPlan *plan, const char *bids, const char *expected)
{
  g_autoptr (LwEvaluationMarks) marks = trial_lot (plan, bids);
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (LwDropChange));
  g_autoptr (GString) text = g_string_new (NULL);

  lw_evaluation_drop_one (marks, 0, changes);
  for (guint i = 0; i < changes->len; i++)
    {
      const LwDropChange *change = &g_array_index (changes, LwDropChange, i);

      g_string_append_printf (text, "%swithout %s: %s, not %s", i > 0 ? "; " : "", trial_bidder (marks, change->dropped),
                              trial_bidder (marks, change->after), trial_bidder (marks, change->before));
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_drop_one (void)
{
  static const char *const reversal = "A 80 10000; B 70 8000; C 30 4000";
  TrialPlan failing = plain;

  /* Worked [D]: rank reversal. A 64, B 62, C 58; without C A 80, B 82. Without B A is still first. */
  assert_drops (&plain, reversal, "without C: B, not A");
  /* A failed bid's price does not count, so its absence changes nothing. */
  failing.minimum = "40";
  assert_drops (&failing, reversal, "");
  /* A shared first rank is no winner; C's absence makes one. Worked [I]: A 75, B 70.8333, C 75 at 50 and 50. */
  assert_drops (&(TrialPlan) { .weights = "50", .price = "50" }, "A 50 5000; B 70 7500; C 100 10000", "");
  assert_drops (&plain, "A 80 20000; B 60 12500; C 0 10000", "without C: B, not none");
  assert_drops (&plain, "A 60 10000", "");
  assert_drops (&plain, "A - 10000; B 50 10000", "");
}

/* The worked rank reversal under each formula. Under the mean A's price is what puts B before C. */
static void
test_drop_one_by_formula (void)
{
  static const struct
  {
    const char *formula, *changes;
  } rows[] = {
    { "standard-differential", "" },
    { "high-low", "" },
    { "mean-deviation", "without A: C, not B" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_drops (&(TrialPlan) { .weights = "60", .price = "40", .formula = rows[i].formula },
                  "A 80 10000; B 70 8000; C 30 4000", rows[i].changes);
}

/* Only a relative formula can reverse: by another figure than points no absence changes the winner. */
static void
test_drop_one_by_other_figures (void)
{
  for (guint basis = 1; lw_bases[basis].id != NULL; basis++)
    assert_drops (&(TrialPlan) { .weights = "100", .basis = lw_bases[basis].id, .rate = 150 },
                  "A 80 10000; B 70 8000; C 30 4000", "");
}

/* ---- price alone ---- */

static void
assert_alone_by (const TrialPlan *plan, const char *bids, const char *winner, const char *gap, const char *spread)
{
  g_autoptr (LwEvaluationMarks) marks = trial_lot (plan, bids);
  g_auto (LwPriceAlone) found;

  lw_price_alone_init (&found);
  if (winner == NULL)
    {
      g_assert_false (lw_evaluation_price_alone (marks, 0, &found));
      return;
    }
  g_assert_true (lw_evaluation_price_alone (marks, 0, &found));
  g_assert_cmpstr (trial_bidder (marks, found.bid), ==, winner);
  assert_exact (&found.gap, gap);
  assert_exact (&found.spread, spread);
}

static void
assert_alone (const char *bids, const char *winner, const char *gap, const char *spread)
{
  assert_alone_by (&plain, bids, winner, gap, spread);
}

/* The cheapest with the least quality against the next cheapest with the most: 60 for £50 against 70 for £60. */
static void
test_price_alone_by_other_figures (void)
{
  TrialPlan plan = { .weights = "100", .basis = "price-per-quality-point", .rate = 10 };

  assert_alone_by (&plan, "A 70 6000; B 60 5000; C 60 9000", "B", "1000", "10");
  assert_alone_by (&plan, "A 80 6000; B 60 5000", NULL, NULL, NULL);
  plan.basis = "value-index";
  assert_alone_by (&plan, "A 70 6000; B 60 5000; C 60 9000", "B", "1000", "10");
  assert_alone_by (&plan, "A 80 6000; B 60 5000", NULL, NULL, NULL);
  /* 60^1.5 ÷ 50 = 9.30, 70^1.5 ÷ 60 = 9.76: quality counts for more. */
  plan.basis = "weighted-value-index";
  assert_alone_by (&plan, "A 70 6000; B 60 5000", NULL, NULL, NULL);
  assert_alone_by (&plan, "A 70 6400; B 60 5000", "B", "1400", "10");
  /* A point is worth 10 pence: £10 of price are more than 10 points. */
  plan.basis = "monetised-quality";
  assert_alone_by (&plan, "A 70 6000; B 60 5000", "B", "1000", "10");
  assert_alone_by (&plan, "A 70 5100; B 60 5000", NULL, NULL, NULL);
}

static void
test_price_alone (void)
{
  /* 40 and 20 for price; quality from 30 to 42. */
  assert_alone ("A 70 20000; B 50 10000; C 60 40000", "B", "20", "12");
  /* 20 apart in quality: dealt out the other way there would be a tie. */
  assert_alone ("A 100 20000; B 80 10000", "B", "20", "12");
  assert_alone ("A 90 20000; B 50 10000", NULL, NULL, NULL);
  /* The same quality: only price is left. */
  assert_alone ("A 50 10001; B 50 10000", "B", "40/10001", "0");
  assert_alone ("A 50 10000; B 50 10000", NULL, NULL, NULL);
  /* The cheapest is not the winner: quality decided. */
  assert_alone ("A 100 20000; B 0 10000", NULL, NULL, NULL);
  /* Who is not ranked does not count. */
  assert_alone ("A 70 20000; B - 10000", NULL, NULL, NULL);
}

/* ---- rank acceptability ---- */

static void
test_generator (void)
{
  guint64 state = 1234567;

  g_assert_cmpuint (lw_splitmix64 (&state), ==, G_GUINT64_CONSTANT (6457827717110365317));
  g_assert_cmpuint (lw_splitmix64 (&state), ==, G_GUINT64_CONSTANT (3203168211198807973));
}

static LwAcceptability *
draw (const LwEvaluationMarks *marks, LwAcceptabilityTerms terms)
{
  g_autoptr (GError) error = NULL;
  LwAcceptability *result = lw_evaluation_acceptability (marks, 0, &terms, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (result->draws, ==, terms.draws);
  for (guint i = 0; i < result->n_bids; i++)
    {
      double sum = 0;

      for (guint l = 0; l < result->n_leaves; l++)
        sum += result->central[i * result->n_leaves + l];
      if (result->counts[i * result->n_bids] > 0)
        g_assert_cmpfloat_with_epsilon (sum, 1, 1e-9);
    }
  return result;
}

static void
assert_near (guint count, guint draws, double share)
{
  g_assert_cmpfloat_with_epsilon ((double) count / draws, share, 0.02);
}

static void
test_acceptability (void)
{
  const TrialPlan plan = { .weights = "50 50" };
  const TrialPlan three = { .weights = "50 30 20" };
  g_autoptr (LwEvaluationMarks) marks = trial_lot (&plan, "A 100,0 1; B 0,100 1; C 0,0 1; D - 1");
  g_autoptr (LwEvaluationMarks) all = trial_lot (&three, "A 100,0,0 1; B 0,100,0 1; C 0,0,100 1");
  const LwAcceptabilityTerms usual = { .seed = LW_ACCEPTABILITY_SEED, .draws = LW_ACCEPTABILITY_DRAWS };
  LwAcceptabilityTerms terms = usual;
  g_autoptr (LwAcceptability) free = draw (marks, usual), again = draw (marks, usual), third = draw (all, usual);
  g_autoptr (LwAcceptability) ordered = NULL, bounded = NULL, other = NULL;
  const LwWeightBound bound = { 0, 0.25, 0.75 };
  const guint order[] = { 0, 1 };

  /* One of two opposite bids wins by the half: with weights of 3/4 and 1/4 in the mean. */
  g_assert_cmpuint (free->n_bids, ==, 3);
  assert_near (free->counts[0], free->draws, 0.5);
  g_assert_cmpuint (free->counts[0] + free->counts[3], ==, free->draws);
  g_assert_cmpuint (free->counts[8], ==, free->draws);
  g_assert_cmpfloat_with_epsilon (free->central[0], 0.75, 0.01);
  g_assert_cmpfloat (free->central[4], ==, 0);
  g_assert_cmpuint (free->tried, ==, free->draws);
  /* To the last count, here and everywhere: another program in another language counts the same. */
  g_assert_cmpuint (free->counts[0], ==, again->counts[0]);
  g_assert_cmpuint (free->counts[0], ==, 5049);
  for (guint i = 0; i < 3; i++)
    assert_near (third->counts[i * 3], third->draws, 1.0 / 3);
  g_assert_cmpuint (third->counts[0], ==, 3364);
  terms.seed = 2;
  other = draw (marks, terms);
  g_assert_cmpuint (other->counts[0], !=, free->counts[0]);

  terms = usual;
  terms.order = order;
  terms.n_order = 2;
  ordered = draw (marks, terms);
  g_assert_cmpuint (ordered->counts[0], ==, ordered->draws);

  terms = usual;
  terms.bounds = &bound;
  terms.n_bounds = 1;
  bounded = draw (marks, terms);
  g_assert_cmpfloat_with_epsilon (bounded->central[0], 0.625, 0.01);
  g_assert_cmpuint (bounded->tried, >, bounded->draws * 3 / 2);
}

/* A 100,0 and B 0,100 at £100 and £300: A wins while its criterion weighs more than 1/4 of the whole by quality for the price;
 * (w ÷ (1 − w))^1.5 × 3 > 1, from 0.3247, by the weighted one; £150 of worth: 150w − 50 > 150(1 − w) − 100, from 1/3. */
static void
test_acceptability_by_other_figures (void)
{
  static const struct
  {
    const char *basis;
    double share;
  } cases[] = {
    { "price-per-quality-point", 0.75 }, { "value-index", 0.75 }, { "weighted-value-index", 0.6753 }, { "monetised-quality", 0.6667 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const gboolean money = g_str_equal (cases[i].basis, "monetised-quality");
      const TrialPlan plan = { .weights = "60 40", .basis = cases[i].basis, .rate = 150 };
      g_autoptr (LwEvaluationMarks) marks
          = trial_lot (&plan, money ? "A 100,0 5000; B 0,100 10000; C 0,0 99999" : "A 100,0 10000; B 0,100 30000; C 0,0 1");
      g_autoptr (LwAcceptability) free
          = draw (marks, (LwAcceptabilityTerms) { .seed = LW_ACCEPTABILITY_SEED, .draws = LW_ACCEPTABILITY_DRAWS });

      g_test_message ("%s", cases[i].basis);
      g_assert_cmpuint (free->n_leaves, ==, 2);
      for (guint bid = 0; bid < free->n_bids; bid++)
        {
          const char *id = trial_bidder (marks, (int) free->bids[bid]);

          if (id[0] == 'A')
            assert_near (free->counts[bid * free->n_bids], free->draws, cases[i].share);
          if (id[0] == 'C')
            g_assert_cmpuint (free->counts[bid * free->n_bids + 2], ==, free->draws);
        }
    }
}

static void
test_terms_from_text (void)
{
  static const char *const wrong[] = { "", "1", "1=", "1=10", "1=30..10", "1=-5..10", "1=10..101", "9=1..2", "1=1..2,,", "1=a..b" };
  const TrialPlan plan = { .weights = "40 20", .price = "40" }, figure = { .weights = "60 40", .basis = "value-index", .price = "0" };
  g_autoptr (LwEvaluationMarks) marks = trial_lot (&plan, "A 50,50 1"), other = trial_lot (&figure, "A 50,50 1");
  g_autoptr (GArray) bounds = g_array_new (FALSE, FALSE, sizeof (LwWeightBound)), order = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GError) error = NULL;

  g_assert_true (lw_acceptability_parse_bounds (marks->model, "2=10..30,P=0..12.5", bounds, &error));
  g_assert_cmpuint (bounds->len, ==, 2);
  g_assert_cmpuint (g_array_index (bounds, LwWeightBound, 0).leaf, ==, 1);
  g_assert_cmpfloat (g_array_index (bounds, LwWeightBound, 1).most, ==, 0.125);
  g_assert_true (lw_acceptability_parse_order (marks->model, "2,1", order, &error));
  g_assert_cmpuint (g_array_index (order, guint, 1), ==, 0);
  g_assert_true (lw_acceptability_parse_bounds (marks->model, NULL, bounds, &error));
  for (guint i = 1; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) refused = NULL;

      g_test_message ("%s", wrong[i]);
      g_assert_false (lw_acceptability_parse_bounds (marks->model, wrong[i], bounds, &refused));
      g_assert_nonnull (refused);
    }
  /* Where price is in the figure it has no weight to draw. */
  g_assert_false (lw_acceptability_parse_order (other->model, "P", order, &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_NOT_FOUND);
}

/* ---- the verdict ---- */

static void
assert_verdict (const TrialPlan *plan, const char *bids, const char *verdict)
{
  const LwAcceptabilityTerms terms = { .seed = 1, .draws = 10 };
  g_autoptr (LwEvaluationMarks) marks = trial_lot (plan, bids);
  g_autoptr (GError) error = NULL;
  g_autoptr (LwLotSafety) safety = lw_evaluation_safety_of_lot (marks, 0, &terms, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (lw_verdict_to_string (safety->verdict), ==, verdict);
}

static void
test_verdicts (void)
{
  TrialPlan plan = plain;

  assert_verdict (&plan, "A - 10000", "nobody");
  assert_verdict (&plan, "A 50 10000; B 50 10000", "tie");
  assert_verdict (&plan, "A 80 10000; B 70 8000; C 30 4000", "mark");
  assert_verdict (&plan, "A 70 20000; B 50 10000; C 60 40000", "price-alone");
  assert_verdict (&plan, "A 100 10000; B 40 10000", "safe");
  plan.ties = "higher-quality";
  assert_verdict (&plan, "A 80 20000; B 60 12500; C 0 10000", "rule");
  /* Two steps are needed; but C's low price leaves A and B without points for price, and without it B has 82, A 78.6. */
  plan = (TrialPlan) { .weights = "60", .price = "40", .formula = "standard-differential" };
  assert_verdict (&plan, "A 90 9000; B 70 6500; C 10 3000", "other-bid");
  /* 5.00 + 44.99 against 24.99 + 24.99 + 0.00, of 49.985 and 49.988. */
  plan = (TrialPlan) { .weights = "49.985 49.985 0.03", .stage = LW_ROUND_CRITERION };
  assert_verdict (&plan, "A 10,90,0 1; B 50,50,10 1", "rounding");
}

static void
assert_no_draw (const LwEvaluationMarks *marks, LwAcceptabilityTerms terms, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (lw_evaluation_acceptability (marks, 0, &terms, NULL, &error));
  g_assert_error (error, LW_ERROR, code);
}

static void
test_acceptability_refused (void)
{
  const TrialPlan plan = { .weights = "50 50" };
  g_autoptr (LwEvaluationMarks) marks = trial_lot (&plan, "A 100,0 1; B 0,100 1");
  g_autoptr (LwEvaluationMarks) nobody = trial_lot (&plan, "A -,0 1");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  const LwWeightBound bound = { 0, 0.3, 0.2 };
  const guint order[] = { 1, 1 };

  assert_no_draw (marks, (LwAcceptabilityTerms) { .draws = 0 }, LW_ERROR_INVALID);
  assert_no_draw (marks, (LwAcceptabilityTerms) { .draws = 10, .bounds = &bound, .n_bounds = 1 }, LW_ERROR_INVALID);
  assert_no_draw (marks, (LwAcceptabilityTerms) { .draws = 10, .order = order, .n_order = 2 }, LW_ERROR_INVALID);
  assert_no_draw (nobody, (LwAcceptabilityTerms) { .draws = 10 }, LW_ERROR_NOT_FOUND);
  g_cancellable_cancel (cancellable);
  g_assert_null (lw_evaluation_acceptability (marks, 0, &(LwAcceptabilityTerms) { .draws = 10 }, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/evaluation/safety/drop-one", test_drop_one);
  g_test_add_func ("/evaluation/safety/drop-one/by-formula", test_drop_one_by_formula);
  g_test_add_func ("/evaluation/safety/drop-one/by-other-figures", test_drop_one_by_other_figures);
  g_test_add_func ("/evaluation/safety/price-alone", test_price_alone);
  g_test_add_func ("/evaluation/safety/price-alone/by-other-figures", test_price_alone_by_other_figures);
  g_test_add_func ("/evaluation/safety/acceptability/by-other-figures", test_acceptability_by_other_figures);
  g_test_add_func ("/evaluation/safety/acceptability/terms-from-text", test_terms_from_text);
  g_test_add_func ("/evaluation/safety/verdicts", test_verdicts);
  g_test_add_func ("/evaluation/safety/generator", test_generator);
  g_test_add_func ("/evaluation/safety/acceptability", test_acceptability);
  g_test_add_func ("/evaluation/safety/acceptability-refused", test_acceptability_refused);
  return g_test_run ();
}
