/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Is the result safe: without another bid, price alone, and other weights. */
#include "config.h"

#include "base/lw-error.h"
#include "lw-evaluation-acceptability.h"
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

/* ---- price alone ---- */

static void
assert_alone (const char *bids, const char *winner, const char *gap, const char *spread)
{
  g_autoptr (LwEvaluationMarks) marks = trial_lot (&plain, bids);
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
  g_test_add_func ("/evaluation/safety/price-alone", test_price_alone);
  g_test_add_func ("/evaluation/safety/generator", test_generator);
  g_test_add_func ("/evaluation/safety/acceptability", test_acceptability);
  g_test_add_func ("/evaluation/safety/acceptability-refused", test_acceptability_refused);
  return g_test_run ();
}
