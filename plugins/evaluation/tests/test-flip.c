/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The smallest change that makes another bid win: by hand, and against trying everything. */
#include "config.h"

#include "lw-evaluation-flip.h"
#include "trial-lot.h"

#define SEED 4071
#define LOTS 300

static const TrialPlan plain = { .weights = "60", .price = "40" };

static LwLotFlips *
flip (const LwEvaluationMarks *marks)
{
  g_autoptr (GError) error = NULL;
  LwLotFlips *flips = lw_evaluation_flip_lot (marks, 0, NULL, &error);

  g_assert_no_error (error);
  return flips;
}

static char *
describe_marks (const LwEvaluationMarks *marks, const LwLotFlips *flips)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < flips->marks->len; i++)
    {
      const LwMarkFlip *one = &g_array_index (flips->marks, LwMarkFlip, i);
      const LwEvaluationScale *scale = marks->model->criteria[one->criterion].scale;

      g_string_append_printf (text, "%s%s/%s %s to %s: %s", i > 0 ? "; " : "", trial_bidder (marks, one->bid),
                              marks->model->criteria[one->criterion].id, scale->marks[one->from].value,
                              scale->marks[one->to].value, trial_bidder (marks, one->after));
    }
  return g_string_free (text, FALSE);
}

static char *
describe_price (const LwEvaluationMarks *marks, const LwLotFlips *flips)
{
  const LwPriceFlip *price = &flips->price;

  return !flips->has_price
             ? g_strdup ("")
             : g_strdup_printf ("%s %d to %d: %s", trial_bidder (marks, price->bid), (int) price->from,
                                (int) price->to, trial_bidder (marks, price->after));
}

/* "1 50..75 B/-": from the lower to the upper end, and who leads beyond. */
static char *
describe_weights (const LwEvaluationMarks *marks, const LwLotFlips *flips)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < flips->n_weights; i++)
    {
      const LwWeightInterval *one = &flips->weights[i];
      g_autofree char *lower = lw_rational_to_exact (&one->lower), *upper = lw_rational_to_exact (&one->upper);

      g_string_append_printf (text, "%s%s %s..%s %s/%s%s", i > 0 ? "; " : "", marks->model->criteria[one->criterion].id,
                              lower, upper, trial_bidder (marks, one->below), trial_bidder (marks, one->above),
                              flips->nearest == (int) i ? " nearest" : "");
    }
  return g_string_free (text, FALSE);
}

static void
assert_flips (const TrialPlan *plan, const char *bids, const char *mark, const char *price, const char *weights)
{
  g_autoptr (LwEvaluationMarks) marks = trial_lot (plan, bids);
  g_autoptr (LwLotFlips) flips = flip (marks);
  g_autofree char *as_marks = describe_marks (marks, flips), *as_price = describe_price (marks, flips),
                  *as_weights = describe_weights (marks, flips);

  g_assert_cmpstr (as_marks, ==, mark);
  g_assert_cmpstr (as_price, ==, price);
  g_assert_cmpstr (as_weights, ==, weights);
}

/* A 64, B 62, C 58 (the worked example of rank reversal). One step is worth 6 points: enough either way. B's price: 42 +
 * 160,000 ÷ P is above 64 from 7,272 down. Weight w of quality, the rest for price: A leads B while 0.1w > 0.1(100 − w), from
 * 50; and C while 0.5w > 0.6(100 − w), from 600/11. */
static void
test_worked (void)
{
  assert_flips (&plain, "A 80 10000; B 70 8000; C 30 4000", "A/1 80 to 70: B; B/1 70 to 80: B", "B 8000 to 7272: B",
                "1 600/11..100 C/none nearest; P 0..500/11 none/C");
}

/* A third bid's price may decide between two others: the lowest price moves the points of all. */
static void
test_third_price (void)
{
  assert_flips (&plain, "A 80 40000; B 70 20000; C 0 5900", "A/1 80 to 70: B; B/1 70 to 80: B", "C 5900 to 6001: B",
                "1 5900/99..100 B/none nearest; P 0..4000/99 none/B");
}

static void
test_nobody (void)
{
  static const char *const whole = "1 0..100 none/none; P 0..100 none/none";

  assert_flips (&plain, "A 50 10000; B 50 10000", "", "", "");
  assert_flips (&plain, "A - 10000", "", "", "");
  assert_flips (&plain, "A 50 10000", "", "", whole);
}

/* Three steps are needed; and a bid that fails its minimum passes by one. */
static void
test_steps (void)
{
  static const char *const whole = "1 0..100 none/none; P 0..100 none/none";
  TrialPlan plan = plain;

  assert_flips (&plan, "A 90 10000; B 70 10000; C 10 10000", "A/1 90 to 60: B; B/1 70 to 100: B", "B 10000 to 6999: B",
                whole);
  plan.minimum = "80";
  assert_flips (&plan, "A 80 10000; B 70 5000", "B/1 70 to 80: B", "", whole);
}

/* The first rank is shared, and a rule decides: any less of the weight, and the other leads. */
static void
test_tie_rule (void)
{
  TrialPlan plan = plain;

  plan.ties = "higher-quality";
  assert_flips (&plan, "A 80 20000; B 60 12500; C 0 10000", "A/1 80 to 70: B; B/1 60 to 70: B", "A 20000 to 20001: B",
                "1 60..100 B/none nearest; P 0..40 none/B");
}

/* By another figure than points. P ÷ Q: 1.25, 1.14, 1.33; Q ÷ P the same the other way round; Q^1.5 ÷ P: 7.155, 7.321, 4.108;
 * P − Q × £1.50: −20, −25, −5. B wins by all of them, and what is nearest is another thing each time. */
static void
test_bases_worked (void)
{
  static const char *const bids = "A 80 10000; B 70 8000; C 30 4000";
  TrialPlan plan = { .weights = "100", .basis = "price-per-quality-point", .rate = 150 };

  assert_flips (&plan, bids, "B/1 70 to 60: A; A/1 80 to 90: A; C/1 30 to 40: C", "C 4000 to 3428: C", "");
  plan.basis = "value-index";
  assert_flips (&plan, bids, "B/1 70 to 60: A; A/1 80 to 90: A; C/1 30 to 40: C", "C 4000 to 3428: C", "");
  plan.basis = "weighted-value-index";
  assert_flips (&plan, bids, "B/1 70 to 60: A; A/1 80 to 90: A", "B 8000 to 8185: A", "");
  plan.basis = "monetised-quality";
  assert_flips (&plan, bids, "B/1 70 to 60: A; A/1 80 to 90: A", "B 8000 to 8501: A", "");
}

/* The case: one misread mark flipped a contract. 4 was read for 9; the check names that mark on that bid, and who wins by it. */
static void
test_one_misread_mark_flipped_a_contract (void)
{
  const TrialPlan plan = { .weights = "40 20", .price = "40" };
  g_autoptr (LwEvaluationMarks) read = trial_lot (&plan, "A 80,60 10000; B 80,60 10100"), meant = NULL;
  g_autoptr (LwLotFlips) flips = flip (read);
  gboolean named = FALSE;

  g_assert_cmpstr (trial_bidder (read, flips->winner), ==, "A");
  for (guint i = 0; i < flips->marks->len; i++)
    {
      const LwMarkFlip *one = &g_array_index (flips->marks, LwMarkFlip, i);

      g_assert_cmpuint (one->steps, ==, 1);
      named |= g_str_equal (trial_bidder (read, one->bid), "B") && one->criterion == 1
               && g_str_equal (trial_bidder (read, one->after), "B");
    }
  g_assert_true (named);
  meant = trial_lot (&plan, "A 80,60 10000; B 80,70 10100");
  g_assert_cmpstr (trial_bidder (meant, lw_evaluation_winner (meant, 0)), ==, "B");
}

static void
test_cancelled (void)
{
  g_autoptr (LwEvaluationMarks) marks = trial_lot (&plain, "A 80 10000; B 70 8000");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (lw_evaluation_flip_lot (marks, 0, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* ---- against trying everything ---- */

static char *
random_bids (GRand *rand)
{
  const guint n = g_rand_int_range (rand, 2, 5);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      /* One by one: the order in which a call's arguments are worked out is the compiler's. */
      const int first = g_rand_int_range (rand, 0, 11) * 10, second = g_rand_int_range (rand, 0, 11) * 10;
      const int price = g_rand_int_range (rand, 1, 80);

      g_string_append_printf (text, "%s%c %d,%d %d", i > 0 ? "; " : "", 'A' + i, first, second, price);
    }
  return g_string_free (text, FALSE);
}

/* Whether another bid is first alone. */
static gboolean
is_flipped (const LwEvaluationMarks *marks, int winner)
{
  const int now = lw_evaluation_winner (marks, 0);

  return now != LW_NO_WINNER && now != winner;
}

/* The fewest steps of any one mark, and how many changes of so many steps do it; 0 where none does. */
static guint
fewest_steps (LwEvaluationMarks *marks, int winner, guint *n)
{
  guint fewest = 0;

  *n = 0;
  for (guint bid = 0; bid < marks->n_bids; bid++)
    for (guint leaf = 0; leaf < 2; leaf++)
      for (LwCell to = 0; to <= 10; to++)
        {
          const LwCell from = lw_evaluation_marks_row (marks, bid)[leaf];
          const guint steps = ABS (to - from);

          lw_evaluation_marks_set (marks, bid, leaf, to);
          if (is_flipped (marks, winner) && (fewest == 0 || steps <= fewest))
            {
              *n = steps == fewest ? *n + 1 : 1;
              fewest = steps;
            }
          lw_evaluation_marks_set (marks, bid, leaf, from);
        }
  return fewest;
}

static gint64
least_price (LwEvaluationMarks *marks, int winner)
{
  gint64 least = 0, highest = 0;

  for (guint bid = 0; bid < marks->n_bids; bid++)
    highest = MAX (highest, marks->bids[bid].price);
  for (guint bid = 0; bid < marks->n_bids; bid++)
    {
      const gint64 from = marks->bids[bid].price;

      for (gint64 to = 0; to <= highest * LW_FLIP_PRICE_TIMES; to++)
        {
          marks->bids[bid].price = to;
          if (is_flipped (marks, winner) && (least == 0 || ABS (to - from) < least))
            least = ABS (to - from);
        }
      marks->bids[bid].price = from;
    }
  return least;
}

static void
test_exhaustive (void)
{
  static const char *const minima[] = { NULL, NULL, "30", "50" };
  static const char *const formulas[] = { "lowest-over-price", "standard-differential", "high-low", "mean-deviation" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  guint with_price = 0, more_steps = 0;

  for (guint i = 0; i < LOTS; i++)
    {
      const TrialPlan plan = { .weights = "37 23", .price = "40", .minimum = minima[i % 4], .formula = formulas[i / 4 % 4] };
      g_autofree char *bids = random_bids (rand);
      g_autoptr (LwEvaluationMarks) marks = trial_lot (&plan, bids);
      g_autoptr (LwLotFlips) flips = flip (marks);
      g_autoptr (LwLotRanking) exact = lw_evaluation_rank_lot (marks, 0, LW_RANK_EXACT);
      guint n, steps;

      g_assert_cmpint (lw_evaluation_winner (marks, 0), ==, lw_lot_ranking_winner (exact));
      if (flips->winner == LW_NO_WINNER)
        continue;
      steps = fewest_steps (marks, flips->winner, &n);
      g_assert_cmpuint (flips->marks->len, ==, n);
      for (guint m = 0; m < n; m++)
        g_assert_cmpuint (g_array_index (flips->marks, LwMarkFlip, m).steps, ==, steps);
      more_steps += steps > 1;
      g_assert_cmpint (flips->has_price ? ABS (flips->price.to - flips->price.from) : 0, ==,
                       least_price (marks, flips->winner));
      with_price += flips->has_price;
    }
  g_assert_cmpuint (with_price, >, LOTS / 2);
  g_assert_cmpuint (more_steps, >, LOTS / 10);
}

/* The same by each other basis: fewer lots of the one that takes a power each time. */
static void
test_bases_exhaustive (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  guint with_price = 0, with_mark = 0;

  for (guint basis = 1; lw_bases[basis].id != NULL; basis++)
    for (guint i = 0; i < (lw_bases[basis].has_weights ? 6 : 60); i++)
      {
        const TrialPlan plan = { .weights = "60 40", .basis = lw_bases[basis].id, .rate = 1, .minimum = i % 3 == 2 ? "30" : NULL };
        g_autofree char *bids = random_bids (rand);
        g_autoptr (LwEvaluationMarks) marks = trial_lot (&plan, bids);
        g_autoptr (LwLotFlips) flips = flip (marks);
        guint n, steps;

        if (flips->winner == LW_NO_WINNER)
          continue;
        steps = fewest_steps (marks, flips->winner, &n);
        g_assert_cmpuint (flips->marks->len, ==, n);
        for (guint m = 0; m < n; m++)
          g_assert_cmpuint (g_array_index (flips->marks, LwMarkFlip, m).steps, ==, steps);
        with_mark += n > 0;
        g_assert_cmpint (flips->has_price ? ABS (flips->price.to - flips->price.from) : 0, ==,
                         least_price (marks, flips->winner));
        with_price += flips->has_price;
      }
  g_assert_cmpuint (with_mark, >, 100);
  g_assert_cmpuint (with_price, >, 100);
}

/* The lot with criterion @which at @weight, and the others in proportion. */
static LwEvaluationMarks *
reweighted (const char *bids, const char *basis, guint which, const LwRational *weight)
{
  static const gint64 with_price[] = { 37, 23, 40 }, without[] = { 60, 40, 0 };
  const gint64 *weights = basis != NULL ? without : with_price;
  g_auto (LwRational) rest = LW_RATIONAL_INIT, value = LW_RATIONAL_INIT, part = LW_RATIONAL_INIT;
  char *texts[3];
  g_autofree char *quality = NULL;
  TrialPlan plan = { NULL };
  LwEvaluationMarks *marks;

  lw_rational_set_int (&rest, 100, 1);
  lw_rational_sub (&rest, &rest, weight);
  for (guint i = 0; i < 3; i++)
    {
      lw_rational_set_int (&part, weights[i], 100 - weights[which]);
      lw_rational_mul (&value, &rest, &part);
      texts[i] = lw_rational_to_exact (i == which ? weight : &value);
    }
  quality = g_strdup_printf ("%s %s", texts[0], texts[1]);
  plan.weights = quality;
  plan.price = basis != NULL ? NULL : texts[2];
  plan.basis = basis;
  plan.rate = 1;
  marks = trial_lot (&plan, bids);
  for (guint i = 0; i < 3; i++)
    g_free (texts[i]);
  return marks;
}

/* Just inside the end the winner leads, just outside the bid that was named. */
static void
assert_end (const char *bids, const char *basis, guint which, const LwRational *end, gint64 inwards, int winner, int beyond)
{
  g_auto (LwRational) little = LW_RATIONAL_INIT, at = LW_RATIONAL_INIT;
  g_autoptr (LwEvaluationMarks) inside = NULL, outside = NULL;

  lw_rational_set_int (&little, inwards, G_GINT64_CONSTANT (1000000000000));
  lw_rational_add (&at, end, &little);
  inside = reweighted (bids, basis, which, &at);
  g_assert_cmpint (lw_evaluation_winner (inside, 0), ==, winner);
  if (beyond == LW_NO_WINNER)
    return;
  lw_rational_sub (&at, end, &little);
  outside = reweighted (bids, basis, which, &at);
  g_assert_cmpint (lw_evaluation_winner (outside, 0), ==, beyond);
}

/* How many ends the intervals of @n random lots have. */
static guint
try_weights (const char *basis, guint n)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  const TrialPlan points = { .weights = "37 23", .price = "40" };
  const TrialPlan figure = { .weights = "60 40", .basis = basis, .rate = 1 };
  guint ends = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *bids = random_bids (rand);
      g_autoptr (LwEvaluationMarks) marks = trial_lot (basis != NULL ? &figure : &points, bids);
      g_autoptr (LwLotFlips) flips = flip (marks);

      if (flips->winner != LW_NO_WINNER)
        g_assert_cmpuint (flips->n_weights, ==, basis != NULL ? 2 : 3);
      for (guint w = 0; w < flips->n_weights; w++)
        {
          const LwWeightInterval *one = &flips->weights[w];

          assert_end (bids, basis, w, &one->lower, 1, flips->winner, one->below);
          assert_end (bids, basis, w, &one->upper, -1, flips->winner, one->above);
          ends += (one->below != LW_NO_WINNER) + (one->above != LW_NO_WINNER);
        }
    }
  return ends;
}

static void
test_weights (void)
{
  g_assert_cmpuint (try_weights (NULL, LOTS), >, LOTS);
}

/* Just inside each end the winner is first by the figure, just outside the bid named. */
static void
test_bases_weights (void)
{
  for (guint basis = 1; lw_bases[basis].id != NULL; basis++)
    {
      g_test_message ("%s", lw_bases[basis].id);
      g_assert_cmpuint (try_weights (lw_bases[basis].id, 100), >, 50);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/evaluation/flip/worked", test_worked);
  g_test_add_func ("/evaluation/flip/nobody", test_nobody);
  g_test_add_func ("/evaluation/flip/steps", test_steps);
  g_test_add_func ("/evaluation/flip/third-price", test_third_price);
  g_test_add_func ("/evaluation/flip/tie-rule", test_tie_rule);
  g_test_add_func ("/evaluation/flip/cancelled", test_cancelled);
  g_test_add_func ("/evaluation/flip/exhaustive", test_exhaustive);
  g_test_add_func ("/evaluation/flip/weights", test_weights);
  g_test_add_func ("/evaluation/flip/bases/worked", test_bases_worked);
  g_test_add_func ("/evaluation/flip/bases/exhaustive", test_bases_exhaustive);
  g_test_add_func ("/evaluation/flip/bases/weights", test_bases_weights);
  g_test_add_func ("/evaluation/flip/case/one-misread-mark-flipped-a-contract", test_one_misread_mark_flipped_a_contract);
  return g_test_run ();
}
