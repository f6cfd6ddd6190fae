/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The integer path and the rational path say the same of random competitions, and each is taken. */
#include "config.h"

#include "fixture.h"

#define SEED 20140630
#define COMPETITIONS 3000

static const char *const weights[] = { "10", "20", "12.5", "18.2432", "0", "33.33", "7.000000001", "0.3333333333333333" };
static const char *const scales[] = { "0 1 2 3 4 5", "0 25 50 75 100", "0 2.5 3.3 7", "1 2 3", "0 0.1 0.7 1.3", "0 1 2 3 4 5 6 7 8 9 10 11 13" };

static const char *
pick (GRand *rand, const char *const *from, guint n)
{
  return from[g_rand_int_range (rand, 0, n)];
}

/* One of the values of a scale, or NULL. */
static char *
random_minimum (GRand *rand, guint scale)
{
  g_auto (GStrv) values = g_strsplit (scales[scale], " ", -1);

  return g_rand_int_range (rand, 0, 3) > 0 ? NULL
                                           : g_strdup (values[g_rand_int_range (rand, 0, MIN (3, g_strv_length (values)))]);
}

static void
add_leaf (GRand *rand, LwEvaluationModel *model, const char *id, const char *parent, gboolean basis_points)
{
  const guint scale = g_rand_int_range (rand, 0, G_N_ELEMENTS (scales));
  g_autofree char *scale_id = g_strdup_printf ("S%u", scale);
  g_autofree char *minimum = NULL;
  g_autofree char *basis = g_strdup_printf ("%d", g_rand_int_range (rand, 0, 10001));
  LwEvaluationCriterionText text = { .id = id, .parent = parent };
  const guint roll = g_rand_int_range (rand, 0, 10);

  text.kind = roll < 6 ? LW_CRITERION_SCORED
              : roll < 7 ? LW_CRITERION_PASS_FAIL
              : roll < 9 ? LW_CRITERION_PRICE
                         : LW_CRITERION_INFORMATION;
  if (text.kind == LW_CRITERION_SCORED || text.kind == LW_CRITERION_PRICE)
    text.weight = basis_points ? basis : pick (rand, weights, G_N_ELEMENTS (weights));
  if (text.kind == LW_CRITERION_SCORED)
    {
      text.scale = scale_id;
      text.minimum = minimum = random_minimum (rand, scale);
    }
  if (text.kind == LW_CRITERION_PRICE)
    {
      /* The last, which is not rational, seldom: it is never worked out in integers. */
      text.formula = lw_price_formulas[g_rand_int_range (rand, 0, 40) == 0 ? 5 : g_rand_int_range (rand, 0, 5)].id;
      text.terms.factor = (LwFraction) { g_rand_int_range (rand, 11, 40), 10 };
      text.terms.optimum = g_rand_int_range (rand, 0, 1000000);
      text.terms.top = text.terms.optimum + g_rand_int_range (rand, 1, 100000000);
    }
  else if (text.kind != LW_CRITERION_INFORMATION)
    text.common = g_rand_int_range (rand, 0, 4) == 0;
  fixture_criterion (model, &text);
}

static void
add_group (GRand *rand, LwEvaluationModel *model, const char *id, const char *parent, gboolean basis_points, guint depth)
{
  static const char *const minima[] = { "1", "5.5", "12.345" };
  g_autofree char *basis = g_strdup_printf ("%d", g_rand_int_range (rand, 0, 10001));
  const guint n = g_rand_int_range (rand, 0, 5);
  const char *weight = basis_points ? basis : pick (rand, weights, G_N_ELEMENTS (weights));
  const char *minimum = g_rand_int_range (rand, 0, 4) == 0 ? pick (rand, minima, G_N_ELEMENTS (minima)) : NULL;

  fixture_criterion (model, &(LwEvaluationCriterionText) { .id = id,
                                                           .parent = parent,
                                                           .kind = LW_CRITERION_GROUP,
                                                           .weight = weight,
                                                           .minimum = minimum });
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *child = g_strdup_printf ("%s.%u", id, i);

      if (depth < 2 && g_rand_int_range (rand, 0, 3) == 0)
        add_group (rand, model, child, id, basis_points, depth + 1);
      else
        add_leaf (rand, model, child, id, basis_points);
    }
}

/* Ranked by another figure than the sum of points. */
static void
random_basis (GRand *rand, LwEvaluationModel *model)
{
  static const char *const parts[] = { "1", "40", "60", "33.3" };
  g_autoptr (GError) error = NULL;
  LwEvaluationBasisText text = { .digits = 2 };

  text.basis = lw_bases[g_rand_int_range (rand, 1, 5)].id;
  text.rate = g_rand_int_range (rand, 1, 100000);
  text.quality_weight = pick (rand, parts, G_N_ELEMENTS (parts));
  text.price_weight = pick (rand, parts, G_N_ELEMENTS (parts));
  text.places = g_rand_int_range (rand, -1, 4);
  lw_evaluation_model_set_basis (model, &text, &error);
  g_assert_no_error (error);
}

static LwEvaluationModel *
random_model (GRand *rand)
{
  static const guint places[] = { 0, 1, 2, 2, 2, 3, 4, 6, 12, 18, 20, 30 };
  static const char *const minima[] = { NULL, NULL, "10", "40.55" };
  static const char *const wholes[] = { "100", "1000", "1" };
  /* One by one: the order in which a call's arguments are worked out is the compiler's. */
  const gboolean basis_points = g_rand_boolean (rand);
  const char *whole = pick (rand, wholes, G_N_ELEMENTS (wholes));
  const LwRoundingStage stage = g_rand_int_range (rand, 0, 4);
  const guint rounded_to = places[g_rand_int_range (rand, 0, G_N_ELEMENTS (places))];
  const LwRounding rule = g_rand_int_range (rand, 0, 4);
  const char *minimum = pick (rand, minima, G_N_ELEMENTS (minima));
  LwEvaluationModel *model = fixture_model (basis_points ? LW_WEIGHTS_BASIS_POINTS : LW_WEIGHTS_POINTS, whole, stage,
                                            rounded_to, rule, minimum);
  const guint n = g_rand_int_range (rand, 1, 6);

  if (g_rand_int_range (rand, 0, 4) == 0)
    random_basis (rand, model);
  for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      g_autofree char *id = g_strdup_printf ("S%u", i);

      fixture_scale (model, id, scales[i]);
    }
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);

      if (g_rand_int_range (rand, 0, 3) == 0)
        add_leaf (rand, model, id, NULL, basis_points);
      else
        add_group (rand, model, id, NULL, basis_points, 0);
    }
  fixture_finish (model);
  return model;
}

static LwCell
random_cell (GRand *rand, const LwEvaluationCriterion *criterion)
{
  const guint roll = g_rand_int_range (rand, 0, 200);

  if (roll < 3)
    return -1 - (gint) roll;
  if (criterion->kind == LW_CRITERION_PASS_FAIL)
    return roll < 10 ? 0 : 1;
  return g_rand_int_range (rand, 0, criterion->scale->n_marks);
}

static LwEvaluationMarks *
random_marks (GRand *rand)
{
  LwEvaluationMarks *marks = lw_evaluation_marks_new (random_model (rand));
  const guint n_bidders = g_rand_int_range (rand, 1, 9), n_lots = g_rand_int_range (rand, 1, 4);
  const gboolean large = g_rand_int_range (rand, 0, 5) == 0;

  for (guint i = 0; i < n_bidders; i++)
    {
      g_autofree char *id = g_strdup_printf ("B%02u", i);

      lw_evaluation_marks_add_bidder (marks, id, id);
    }
  for (guint lot = 0; lot < n_lots; lot++)
    {
      g_autofree char *id = g_strdup_printf ("L%u", lot);

      lw_evaluation_marks_add_lot (marks, id, id);
      for (guint bidder = 0; bidder < n_bidders; bidder++)
        {
          gint64 price = g_rand_int_range (rand, 0, 40) == 0 ? -1 : g_rand_int_range (rand, 0, 30) * 1000000;

          if (large && price > 0)
            price = price * 1000003 + g_rand_int (rand);
          if (g_rand_int_range (rand, 0, 5) > 0)
            lw_evaluation_marks_add_bid (marks, lot, bidder, price,
                                         g_rand_int_range (rand, 0, 10) == 0 ? LW_BID_WITHDRAWN : LW_BID_SUBMITTED);
        }
    }
  lw_evaluation_marks_finish (marks);
  for (guint bid = 0; bid < marks->n_bids; bid++)
    for (guint leaf = 0; leaf < marks->model->n_leaves; leaf++)
      {
        const LwEvaluationCriterion *criterion = lw_evaluation_model_leaf (marks->model, leaf);

        if (lw_evaluation_criterion_is_marked (criterion))
          lw_evaluation_marks_set (marks, bid, leaf, random_cell (rand, criterion));
      }
  return marks;
}

static void
assert_same_list (const guint *a, guint n_a, const guint *b, guint n_b)
{
  g_assert_cmpuint (n_a, ==, n_b);
  for (guint i = 0; i < n_a; i++)
    g_assert_cmpuint (a[i], ==, b[i]);
}

static void
assert_same (const LwLotRanking *fast, const LwLotRanking *exact)
{
  g_assert_cmpuint (fast->n_results, ==, exact->n_results);
  g_assert_cmpint (fast->market.lowest, ==, exact->market.lowest);
  g_assert_cmpint (fast->market.highest, ==, exact->market.highest);
  g_assert_cmpuint (fast->market.n, ==, exact->market.n);
  g_assert_true (fast->market.sum == exact->market.sum);
  g_assert_cmpint (fast->market_fallback, ==, exact->market_fallback);
  for (guint i = 0; i < fast->n_results; i++)
    {
      const LwBidResult *a = &fast->results[i], *b = &exact->results[i];

      g_assert_cmpuint (a->bid, ==, b->bid);
      g_assert_cmpint (a->standing, ==, b->standing);
      g_assert_cmpuint (a->rank, ==, b->rank);
      g_assert_cmpint (a->tied, ==, b->tied);
      g_assert_cmpint (lw_rational_cmp (&a->total, &b->total), ==, 0);
      g_assert_cmpint (a->has_index, ==, b->has_index);
      g_assert_cmpint (a->index.limit, ==, b->index.limit);
      g_assert_cmpint (lw_rational_cmp (&a->index.value, &b->index.value), ==, 0);
      assert_same_list (a->failed, a->n_failed, b->failed, b->n_failed);
      assert_same_list (a->missing, a->n_missing, b->missing, b->n_missing);
      /* What is listed as failed says why, and whoever fails is so listed. */
      g_assert_cmpint (a->n_failed > 0, ==, a->standing == LW_STANDING_FAILED || (a->n_missing > 0 && a->n_failed > 0));
      g_assert_cmpint (a->n_missing > 0, ==, a->standing == LW_STANDING_INCOMPLETE);
    }
}

static void
test_same (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  guint in_integers = 0, in_rationals = 0;

  for (guint i = 0; i < COMPETITIONS; i++)
    {
      g_autoptr (LwEvaluationMarks) marks = random_marks (rand);

      for (guint lot = 0; lot < marks->n_lots; lot++)
        {
          g_autoptr (LwLotRanking) fast = lw_evaluation_rank_lot (marks, lot, LW_RANK_DEFAULT);
          g_autoptr (LwLotRanking) exact = lw_evaluation_rank_lot (marks, lot, LW_RANK_EXACT);

          assert_same (fast, exact);
          if (fast->exact)
            in_rationals++;
          else
            in_integers++;
        }
    }
  g_test_message ("%u lots in integers, %u in rationals", in_integers, in_rationals);
  g_assert_cmpuint (in_integers, >, COMPETITIONS / 2);
  g_assert_cmpuint (in_rationals, >, COMPETITIONS / 20);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/evaluation/fast/same-as-rational", test_same);
  return g_test_run ();
}
