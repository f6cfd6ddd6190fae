/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The criteria tree: order, absolute weights, tables; and what is refused. */
#include "config.h"

#include "fixture.h"

#include "base/lw-error.h"

static void
add_group (LwEvaluationModel *model, const char *id, const char *parent, const char *weight)
{
  fixture_criterion (model, &(LwEvaluationCriterionText) {
                                .id = id, .parent = parent, .kind = LW_CRITERION_GROUP, .weight = weight });
}

static void
add_scored (LwEvaluationModel *model, const char *id, const char *parent, const char *weight, const char *minimum)
{
  fixture_criterion (model, &(LwEvaluationCriterionText) { .id = id,
                                                           .parent = parent,
                                                           .kind = LW_CRITERION_SCORED,
                                                           .weight = weight,
                                                           .scale = "S5",
                                                           .minimum = minimum });
}

static void
add_price (LwEvaluationModel *model, const char *id, const char *parent, const char *weight)
{
  fixture_criterion (model, &(LwEvaluationCriterionText) { .id = id,
                                                           .parent = parent,
                                                           .kind = LW_CRITERION_PRICE,
                                                           .weight = weight,
                                                           .formula = "lowest-over-price" });
}

/* Children need not follow their parent at once; the tree puts them there. */
static void
test_order (void)
{
  static const char *const expected[] = { "2", "2.2", "2.2.1", "2.1", "1", "1.1", "3" };
  g_autoptr (LwEvaluationModel) model
      = fixture_model (LW_WEIGHTS_POINTS, "100", LW_ROUND_TOTAL, 2, LW_ROUNDING_HALF_UP, NULL);

  fixture_scale (model, "S5", "0 1 2 3 4 5");
  add_group (model, "2", NULL, "50");
  add_group (model, "1", NULL, "20");
  add_group (model, "2.2", "2", "30");
  add_scored (model, "1.1", "1", "20", NULL);
  add_price (model, "3", NULL, "30");
  add_scored (model, "2.1", "2", "20", NULL);
  add_scored (model, "2.2.1", "2.2", "30", NULL);
  fixture_finish (model);

  g_assert_cmpuint (model->n_criteria, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < model->n_criteria; i++)
    {
      g_assert_cmpstr (model->criteria[i].id, ==, expected[i]);
      g_assert_cmpint (lw_evaluation_model_find (model, expected[i], -1), ==, i);
    }
  g_assert_cmpint (lw_evaluation_model_find (model, "2.2", 1), ==, 0);
  g_assert_cmpint (lw_evaluation_model_find (model, "2.", -1), ==, -1);
  g_assert_cmpint (lw_evaluation_model_find (model, "", -1), ==, -1);
  g_assert_cmpuint (model->criteria[0].end, ==, 4);
  g_assert_cmpuint (model->criteria[0].first_leaf, ==, 0);
  g_assert_cmpuint (model->criteria[0].n_leaves, ==, 2);
  g_assert_cmpuint (model->criteria[2].section, ==, 0);
  g_assert_cmpuint (model->criteria[2].level, ==, 2);
  g_assert_cmpuint (model->n_leaves, ==, 4);
  g_assert_true (model->criteria[6].has_price);
  g_assert_false (model->criteria[0].has_price);
  g_assert_nonnull (model->fast);
}

static void
test_points (void)
{
  g_autoptr (LwEvaluationModel) model
      = fixture_model (LW_WEIGHTS_POINTS, "100", LW_ROUND_NEVER, 2, LW_ROUNDING_HALF_UP, NULL);

  fixture_scale (model, "S5", "0 1 2 3 4 5");
  add_group (model, "1", NULL, "100");
  add_scored (model, "1.1", "1", "12.5", "2");
  add_scored (model, "1.2", "1", "87.5", NULL);
  fixture_finish (model);

  assert_exact (&model->criteria[1].points, "25/2");
  /* Weight × mark ÷ top mark. */
  assert_exact (&model->points[model->offset[0] + 4].value, "10");
  assert_exact (&model->points[model->offset[1] + 3].value, "105/2");
  g_assert_true (model->fails[model->offset[0] + 1]);
  g_assert_false (model->fails[model->offset[0] + 2]);
  g_assert_false (model->fails[model->offset[1]]);
}

static void
test_basis_points (void)
{
  g_autoptr (LwEvaluationModel) model
      = fixture_model (LW_WEIGHTS_BASIS_POINTS, "1000", LW_ROUND_CRITERION, 2, LW_ROUNDING_HALF_UP, NULL);

  fixture_scale (model, "S5", "0 1 2 3 4 5");
  add_group (model, "1", NULL, "7000");
  add_group (model, "1.1", "1", "3333");
  add_scored (model, "1.1.1", "1.1", "10000", NULL);
  add_scored (model, "1.2", "1", "6667", NULL);
  add_price (model, "2", NULL, "3000");
  fixture_finish (model);

  assert_exact (&model->criteria[0].points, "700");
  assert_exact (&model->criteria[1].points, "23331/100");
  assert_exact (&model->criteria[2].points, "23331/100");
  assert_exact (&model->criteria[4].points, "300");
  /* 233.31 × 2 ÷ 5 = 93.324, rounded at the criterion. */
  assert_exact (&model->points[model->offset[0] + 2].exact, "23331/250");
  assert_exact (&model->points[model->offset[0] + 2].value, "2333/25");
}

static void
test_scale (void)
{
  g_autoptr (LwEvaluationModel) model
      = fixture_model (LW_WEIGHTS_POINTS, "100", LW_ROUND_NEVER, 2, LW_ROUNDING_HALF_UP, NULL);
  const LwEvaluationScale *scale;

  fixture_scale (model, "S", "100 0 2.5 33.33333333333333 7");
  scale = g_ptr_array_index (model->scales, 0);
  g_assert_cmpuint (scale->top, ==, 0);
  g_assert_cmpint (lw_evaluation_scale_find (scale, "2.5", -1), ==, 2);
  g_assert_cmpint (lw_evaluation_scale_find (scale, "2.50", -1), ==, 2);
  g_assert_cmpint (lw_evaluation_scale_find (scale, "02.5000000000", -1), ==, 2);
  g_assert_cmpint (lw_evaluation_scale_find (scale, "33.33333333333333", -1), ==, 3);
  g_assert_cmpint (lw_evaluation_scale_find (scale, "7 and more", 1), ==, 4);
  g_assert_cmpint (lw_evaluation_scale_find (scale, "8", -1), ==, -1);
  g_assert_cmpint (lw_evaluation_scale_find (scale, "", -1), ==, -1);
  g_assert_cmpint (lw_evaluation_scale_find (scale, "5/2", -1), ==, -1);
  g_assert_cmpint (lw_evaluation_scale_find (scale, "good", -1), ==, -1);
  g_assert_cmpint (lw_evaluation_scale_find (model->pass_fail, "fail", -1), ==, 0);
  g_assert_cmpint (lw_evaluation_scale_find (model->pass_fail, "pass", -1), ==, 1);
  g_assert_cmpint (lw_evaluation_scale_find (model->pass_fail, "1", -1), ==, -1);
  g_autofree char *list = lw_evaluation_scale_list (scale);
  g_assert_cmpstr (list, ==, "100, 0, 2.5, 33.33333333333333, 7");
}

/* A scale that has nothing above 0 earns nothing and divides by nothing. */
static void
test_empty_scales (void)
{
  g_autoptr (LwEvaluationModel) model
      = fixture_model (LW_WEIGHTS_POINTS, "100", LW_ROUND_NEVER, 2, LW_ROUNDING_HALF_UP, NULL);

  fixture_scale (model, "S5", "0");
  lw_evaluation_model_add_scale (model, "none", "none");
  add_scored (model, "1", NULL, "50", NULL);
  fixture_criterion (model, &(LwEvaluationCriterionText) {
                                .id = "2", .kind = LW_CRITERION_SCORED, .weight = "50", .scale = "none" });
  fixture_finish (model);
  assert_exact (&model->points[0].value, "0");
  g_assert_cmpuint (model->n_points, ==, 2);
}

static void
assert_refused (LwEvaluationModel *model, const char *word)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (lw_evaluation_model_finish (model, &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_INVALID);
  g_assert_nonnull (g_strstr_len (error->message, -1, word));
  lw_evaluation_model_free (model);
}

static LwEvaluationModel *
new_model (void)
{
  LwEvaluationModel *model
      = fixture_model (LW_WEIGHTS_POINTS, "100", LW_ROUND_NEVER, 2, LW_ROUNDING_HALF_UP, NULL);

  fixture_scale (model, "S5", "0 5");
  return model;
}

static void
test_refused (void)
{
  LwEvaluationModel *model = new_model ();

  add_scored (model, "1", NULL, "50", NULL);
  add_scored (model, "1", NULL, "50", NULL);
  assert_refused (model, "1");

  model = new_model ();
  add_scored (model, "1", "0", "50", NULL);
  assert_refused (model, "parent 0");

  model = new_model ();
  add_scored (model, "1", NULL, "50", NULL);
  add_scored (model, "2", "1", "50", NULL);
  assert_refused (model, "group");

  model = new_model ();
  add_group (model, "1", "2", "50");
  add_group (model, "2", "1", "50");
  assert_refused (model, "tree");

  model = new_model ();
  add_scored (model, "1", NULL, "-50", NULL);
  assert_refused (model, "-50");

  model = new_model ();
  fixture_criterion (model, &(LwEvaluationCriterionText) {
                                .id = "1", .kind = LW_CRITERION_SCORED, .weight = "50", .scale = "S6" });
  assert_refused (model, "S6");

  model = new_model ();
  fixture_criterion (model, &(LwEvaluationCriterionText) {
                                .id = "1", .kind = LW_CRITERION_PRICE, .weight = "50", .formula = "cheapest" });
  assert_refused (model, "cheapest");

  model = new_model ();
  fixture_criterion (model, &(LwEvaluationCriterionText) { .id = "1",
                                                           .kind = LW_CRITERION_PRICE,
                                                           .weight = "50",
                                                           .formula = "fixed-range",
                                                           .terms = { 5, 5 } });
  assert_refused (model, "optimum");
}

/* Deep trees end in a message, not in a stack. */
static void
test_deep (void)
{
  LwEvaluationModel *model = new_model ();

  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *id = g_strdup_printf ("g%u", i);
      g_autofree char *parent = i == 0 ? NULL : g_strdup_printf ("g%u", i - 1);

      add_group (model, id, parent, "1");
    }
  assert_refused (model, "levels");
}

static void
test_refused_method (void)
{
  static const struct
  {
    const char *whole;
    const char *minimum;
    guint places;
  } cases[] = { { "hundred", NULL, 2 }, { "-1", NULL, 2 }, { "100", "-1", 2 }, { "100", "x", 2 }, { "100", NULL, 31 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      LwEvaluationModel *model = lw_evaluation_model_new (LW_WEIGHTS_POINTS, cases[i].whole, LW_ROUND_TOTAL,
                                                          cases[i].places, LW_ROUNDING_HALF_UP, cases[i].minimum, &error);

      g_assert_error (error, LW_ERROR, LW_ERROR_INVALID);
      g_assert_null (model);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/evaluation/model/order", test_order);
  g_test_add_func ("/evaluation/model/points", test_points);
  g_test_add_func ("/evaluation/model/basis-points", test_basis_points);
  g_test_add_func ("/evaluation/model/scale", test_scale);
  g_test_add_func ("/evaluation/model/empty-scales", test_empty_scales);
  g_test_add_func ("/evaluation/model/refused", test_refused);
  g_test_add_func ("/evaluation/model/deep", test_deep);
  g_test_add_func ("/evaluation/model/refused-method", test_refused_method);
  return g_test_run ();
}
