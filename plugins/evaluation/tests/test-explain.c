/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Every number of an explanation, and that its parts are those of the ranking. */
#include "config.h"

#include "fixture.h"
#include "lw-evaluation-explain.h"

#include "base/lw-error.h"

static LwExplanation *
explain (LwStore *store, const char *lot, const char *bidder, GError **error)
{
  g_autoptr (LwReader) reader = lw_store_reader (store, error);
  g_autoptr (LwEvaluationMarks) marks = lw_evaluation_marks_load (lw_reader_connection (reader), error);

  return marks == NULL ? NULL : lw_evaluation_explain (marks, lw_reader_connection (reader), lot, bidder, error);
}

static char *
text_of (LwStore *store, const char *lot, const char *bidder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwExplanation) explanation = explain (store, lot, bidder, &error);

  g_assert_no_error (error);
  g_assert_nonnull (explanation);
  return lw_explanation_to_text (explanation);
}

static void
test_text (void)
{
  LwStore *store = fixture_small_store (NULL);
  g_autofree char *text = text_of (store, "L1", "B1");

  g_assert_cmpstr (text, ==,
                   "Lot L1, North: bid of B1, First\n"
                   "Total 75.00 = 75, rank 2 of 3 (illustrative: marks)\n"
                   "The result is provisional: the method is not published.\n"
                   "  1 Quality: 43.00 points\n"
                   "    1.1 Delivery: 28.00 points\n"
                   "      weight 35 of 100 points\n"
                   "      mark 4 of 5, agreed in moderation\n"
                   "        agreed: 4 (Good)\n"
                   "            Dates are in the annex.\n"
                   "        E1 Evaluator 1: 4 (Good)\n"
                   "            Clear plan (p. 12).\n"
                   "            Dated.\n"
                   "        E2 Evaluator 2: 3 (Satisfactory)\n"
                   "            Few dates.\n"
                   "      35 × 4 ÷ 5 = 28\n"
                   "      mark 4 meets the minimum of 1\n"
                   "    1.2 Security: 15.00 points\n"
                   "      weight 25 of 100 points\n"
                   "      common to all lots: marked once for a bidder, and counts in every lot that it bids for\n"
                   "      mark 3 of 5, given alike by 2 evaluators\n"
                   "        E1 Evaluator 1: 3 (Satisfactory)\n"
                   "        E2 Evaluator 2: 3 (Satisfactory)\n"
                   "      25 × 3 ÷ 5 = 15\n"
                   "      mark 3 meets the minimum of 1\n"
                   "    28 + 15 = 43\n"
                   "  2 Conditions\n"
                   "    2.1 Accepts the terms\n"
                   "      common to all lots: marked once for a bidder, and counts in every lot that it bids for\n"
                   "      mark pass, given by 1 evaluator\n"
                   "        E1 Evaluator 1: pass (Pass)\n"
                   "      a pass is required: met\n"
                   "  3 Price: 32.00 points\n"
                   "    weight 40 of 100 points\n"
                   "    price £100.00\n"
                   "    lowest compliant price £80.00 (B2)\n"
                   "    40 × £80.00 ÷ £100.00 = 32\n"
                   "  43 + 32 = 75\n"
                   "  rounded to 2 places, half-up: 75.00 stays as it is\n"
                   "  no minimum is set for the total\n");
  fixture_close (store);
}

static void
assert_contains (const char *text, const char *part)
{
  if (g_strstr_len (text, -1, part) == NULL)
    g_error ("expected “%s” in:\n%s", part, text);
}

/* Each way of weighing, rounding and failing says what it did. */
static void
test_variants (void)
{
  static const struct
  {
    const char *sql;
    const char *parts[4];
  } cases[] = {
    { "UPDATE evaluation_method SET rounding = 'criterion', places = 1",
      { "rounded to 1 place, half-up: 28.0 stays as it is", "28.0 + 15.0 = 43.0",
        "Total 75.0 = 75, the sum of criteria that were rounded one by one" } },
    { "UPDATE evaluation_method SET rounding = 'section', places = 0, rule = 'up'",
      { "rounded to 0 places, up: 43 stays", "rounded to 0 places, up: 32 stays", "43 + 32 = 75",
        "the sum of sections" } },
    { "UPDATE evaluation_method SET weights = 'basis-points'",
      { "weight 100 × 60 ÷ 10000 × 35 ÷ 10000 = 0.0021 points", "0.0021 × 4 ÷ 5 = 0.00168" } },
    { "UPDATE bid SET price = 30000 WHERE lot = 'L1' AND bidder = 'B1'",
      { "40 × £80.00 ÷ £300.00 = 32/3 (10.666666…)", "rounded to 2 places, half-up: 53.666666… becomes 53.67",
        "43 + 32/3 = 161/3 (53.666666…)", "Total 53.67 = 5367/100, rounded from 161/3 (53.666666…), rank" } },
    { "UPDATE evaluation_criterion SET weight = '25.5' WHERE id = '1.2'",
      { "28 + 15.3 = 43.3", "rounded to 2 places, half-up: 75.30 stays", "1 Quality: 43.30 points" } },
    { "UPDATE evaluation_criterion SET weight = '25.3275' WHERE id = '1.2'",
      { "half-up: 75.1965 becomes 75.20", "Total 75.20 = 376/5, rounded from 150393/2000 (75.1965), rank" } },
    { "UPDATE evaluation_method SET rounding = 'never', places = 0",
      { "Total 75 = 75, rank" } },
    { "UPDATE evaluation_criterion SET minimum = '50' WHERE id = '1'",
      { "points 43.00 is below the minimum of 50: fails", "; fails: 1" } },
    { "UPDATE evaluation_method SET minimum = '80'",
      { "total 75.00 is below the minimum of 80: fails", "Total 75.00 = 75; fails: total" } },
    { "UPDATE evaluation_mark SET mark = 'fail' WHERE criterion = '2.1'",
      { "2.1 Accepts the terms: fails", "a pass is required: not met, so the bid fails", "of all bids because none is compliant", "; fails: 2.1" } },
    { "DELETE FROM evaluation_consensus",
      { "No total yet; missing: 1.1", "no mark: the evaluators' marks differ and none is agreed" } },
    { "UPDATE evaluation_consensus SET mark = '9'", { "no mark: one is not on the scale", "9 (not on the scale)" } },
    { "DELETE FROM evaluation_mark WHERE criterion = '1.2' AND bidder = 'B1'", { "no mark yet", "missing: 1.2" } },
    { "DELETE FROM evaluation_mark WHERE criterion = '2.1' AND bidder = 'B1'",
      { "a pass is required; not known yet", "missing: 2.1" } },
    { "UPDATE evaluation_criterion SET minimum = NULL", { "no minimum is set for the mark" } },
    { "UPDATE bid SET price = NULL WHERE lot = 'L1' AND bidder = 'B1'", { "no price yet", "missing: 3" } },
    { "UPDATE evaluation_criterion SET formula = 'fixed-range', optimum = 5000, top = 15000 WHERE id = '3'",
      { "40 × (£150.00 − £100.00) ÷ (£150.00 − £50.00) = 20\n  43 + 20" } },
    { "UPDATE evaluation_criterion SET formula = 'fixed-range', optimum = 50000, top = 150000 WHERE id = '3'",
      { "÷ (£1,500.00 − £500.00) = 56\n    more than the 40 points that this criterion can earn: counts as 40\n" } },
    { "UPDATE evaluation_criterion SET formula = 'fixed-range', optimum = 5000, top = 7500 WHERE id = '3'",
      { "÷ (£75.00 − £50.00) = -40\n    less than nothing: counts as 0 points\n" } },
    { "UPDATE bid SET price = 0 WHERE lot = 'L1' AND bidder = 'B1'", { "a price of nothing earns all the points: 40 points" } },
    { "UPDATE evaluation_criterion SET formula = 'standard-differential' WHERE id = '3'",
      { "40 × (1 − (£100.00 − £80.00) ÷ £80.00) = 30\n" } },
    { "UPDATE evaluation_criterion SET formula = 'high-low' WHERE id = '3'",
      { "lowest compliant price £80.00 (B2)\n    highest compliant price £125.00 (B3)\n",
        "40 × (£125.00 − £100.00) ÷ (£125.00 − £80.00) = 200/9 (22.222222…)\n" } },
    { "UPDATE evaluation_criterion SET formula = 'mean-deviation' WHERE id = '3'",
      { "mean compliant price (£305.00 ÷ 3) (B1, B2, B3)\n",
        "40 × (50 + ((£305.00 ÷ 3) − £100.00) ÷ (£305.00 ÷ 3) × 100) ÷ 100 = 1260/61 (20.655737…)\n" } },
    { "UPDATE evaluation_criterion SET formula = 'logarithmic', factor = '2' WHERE id = '3'",
      { "40 × (1 − ln (£100.00 ÷ £80.00) ÷ ln 2) = 678071905112637652129680570511/25000000000000000000000000000 (27.122876…)\n" } },
    { "UPDATE bid SET price = 10000 WHERE lot = 'L1'", { "lowest compliant price £100.00 (B1, B2, B3)" } },
    /* Nothing is stated of the marks: what the competition says of itself holds. */
    { "DELETE FROM provenance", { "rank 2 of 3\n" } },
    { "UPDATE competition SET trust = 'illustrative'", { "rank 2 of 3 (illustrative: marks, prices, criteria)\n" } },
    { "UPDATE bidder SET trust = 'illustrative' WHERE id = 'B1'",
      { "rank 2 of 3 (illustrative: marks; the bidder or the bid too)\n" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      LwStore *store = fixture_small_store (NULL);

      fixture_run (store, cases[i].sql);
      g_autofree char *text = text_of (store, "L1", "B1");
      for (guint p = 0; p < G_N_ELEMENTS (cases[i].parts) && cases[i].parts[p] != NULL; p++)
        assert_contains (text, cases[i].parts[p]);
      fixture_close (store);
    }
}

/* The parts of @step that are criteria add up to it, before what rounds it. */
static void
assert_adds_up (const LwExplainStep *step)
{
  g_auto (LwRational) sum = LW_RATIONAL_INIT;
  const LwExplainStep *rounding = NULL;
  gboolean has_parts = FALSE;

  for (guint i = 0; step->steps != NULL && i < step->steps->len; i++)
    {
      const LwExplainStep *part = g_ptr_array_index (step->steps, i);

      if (part->kind == LW_EXPLAIN_ROUNDING)
        rounding = part;
      if (part->kind != LW_EXPLAIN_SECTION && part->kind != LW_EXPLAIN_CRITERION)
        continue;
      has_parts = TRUE;
      assert_adds_up (part);
      if (part->has_value)
        lw_rational_add (&sum, &sum, &part->value);
    }
  if (!has_parts || !step->has_value)
    return;
  g_assert_cmpint (lw_rational_cmp (&sum, rounding != NULL ? &rounding->before : &step->value), ==, 0);
  if (rounding != NULL)
    g_assert_cmpint (lw_rational_cmp (&rounding->value, &step->value), ==, 0);
}

static void
test_adds_up (void)
{
  static const char *const stages[] = { "never", "criterion", "section", "total" };

  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    {
      LwStore *store = fixture_small_store (NULL);
      g_autoptr (GError) error = NULL;
      g_autofree char *sql = g_strdup_printf ("UPDATE evaluation_method SET rounding = '%s', places = 0", stages[i]);

      fixture_run (store, sql);
      fixture_run (store, "UPDATE evaluation_criterion SET weight = '35.37' WHERE id = '1.1'");
      fixture_run (store, "UPDATE bid SET price = price + 777");
      g_autoptr (LwEvaluationMarks) marks = lw_evaluation_marks_load_store (store, &error);
      g_assert_no_error (error);
      for (guint bid = 0; bid < marks->n_bids; bid++)
        {
          const char *lot = marks->lots[marks->bids[bid].lot].id, *bidder = marks->bidders[marks->bids[bid].bidder].id;
          g_autoptr (LwLotRanking) ranking = lw_evaluation_rank_lot (marks, marks->bids[bid].lot, LW_RANK_DEFAULT);
          const LwBidResult *result = lw_lot_ranking_find (ranking, bid);

          if (result == NULL)
            continue;
          g_autoptr (LwExplanation) explanation = explain (store, lot, bidder, &error);
          g_assert_no_error (error);
          assert_adds_up (explanation->total);
          g_assert_cmpint (lw_rational_cmp (&explanation->total->value, &result->total), ==, 0);
          g_assert_cmpuint (explanation->rank, ==, result->rank);
        }
      fixture_close (store);
    }
}

static void
test_json (void)
{
  LwStore *store = fixture_small_store (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (LwExplanation) explanation = explain (store, "L1", "B1", &error);
  g_assert_no_error (error);
  g_autoptr (JsonNode) node = lw_explanation_to_json (explanation);
  JsonObject *object = json_node_get_object (node);
  JsonArray *steps = json_object_get_array_member (object, "steps");
  JsonObject *quality = json_array_get_object_element (steps, 0);
  JsonObject *delivery = json_array_get_object_element (json_object_get_array_member (quality, "steps"), 0);
  JsonObject *mark = json_array_get_object_element (json_object_get_array_member (delivery, "steps"), 1);
  JsonObject *given = json_array_get_object_element (json_object_get_array_member (mark, "steps"), 2);
  JsonObject *price = json_array_get_object_element (steps, 2);
  JsonObject *own = json_array_get_object_element (json_object_get_array_member (price, "steps"), 1);
  JsonObject *lowest = json_array_get_object_element (json_object_get_array_member (price, "steps"), 2);
  JsonObject *minimum = json_array_get_object_element (steps, json_array_get_length (steps) - 1);
  JsonObject *rounding = json_array_get_object_element (steps, json_array_get_length (steps) - 2);

  g_assert_cmpstr (json_object_get_string_member (object, "lot"), ==, "L1");
  g_assert_cmpstr (json_object_get_string_member (object, "bidder"), ==, "B1");
  g_assert_cmpstr (json_object_get_string_member (object, "total"), ==, "75.00");
  g_assert_cmpstr (json_object_get_string_member (object, "exact"), ==, "75");
  g_assert_cmpint (json_object_get_int_member (object, "rank"), ==, 2);
  g_assert_cmpstr (json_object_get_string_member (object, "trust"), ==, "illustrative");
  g_assert_cmpstr (json_object_get_string_member (quality, "step"), ==, "section");
  g_assert_cmpstr (json_object_get_string_member (delivery, "points"), ==, "28.00");
  g_assert_cmpstr (json_object_get_string_member (mark, "mark"), ==, "4");
  g_assert_cmpstr (json_object_get_string_member (given, "person"), ==, "E2");
  g_assert_cmpstr (json_object_get_string_member (given, "mark"), ==, "3");
  g_assert_cmpstr (json_object_get_string_member (given, "rationale"), ==, "Few dates.");
  g_assert_cmpstr (json_object_get_string_member (own, "price"), ==, "100.00");
  g_assert_cmpint (json_object_get_int_member (own, "minor"), ==, 10000);
  g_assert_cmpstr (json_object_get_string_member (own, "currency"), ==, "GBP");
  g_assert_cmpstr (json_object_get_string_member (lowest, "step"), ==, "lowest");
  g_assert_cmpstr (json_object_get_string_member (lowest, "price"), ==, "80.00");
  g_assert_cmpstr (json_array_get_string_element (json_object_get_array_member (lowest, "bidders"), 0), ==, "B2");
  g_assert_false (json_object_has_member (minimum, "exact"));
  g_assert_false (json_object_get_boolean_member (minimum, "fails"));
  g_assert_cmpstr (json_object_get_string_member (rounding, "step"), ==, "rounding");
  g_assert_cmpstr (json_object_get_string_member (rounding, "before"), ==, "75");
  g_assert_cmpstr (json_object_get_string_member (rounding, "after"), ==, "75");
  g_assert_cmpstr (json_object_get_string_member (object, "before"), ==, "75");
  g_assert_true (json_object_get_null_member (object, "bid-trust"));
  fixture_close (store);
}

static void
assert_refused (LwStore *store, const char *lot, const char *bidder, int code, const char *part)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwExplanation) explanation = explain (store, lot, bidder, &error);

  g_assert_error (error, LW_ERROR, code);
  g_assert_null (explanation);
  assert_contains (error->message, part);
}

static void
test_refused (void)
{
  static const char *const rows[] = { "bidder|id=B4|name=Fourth|form=single|position=4", NULL };
  LwStore *store = fixture_small_store (rows);

  assert_refused (store, "L11", "B1", LW_ERROR_NOT_FOUND, "did you mean “L1”?");
  assert_refused (store, "L1", "B99", LW_ERROR_NOT_FOUND, "B99");
  assert_refused (store, "L1", "B4", LW_ERROR_NOT_FOUND, "B4");
  assert_refused (store, "L2", "B3", LW_ERROR_INVALID, "withdrawn");
  fixture_close (store);
}

static void
test_number (void)
{
  static const char *const cases[][2] = {
    { "25/2", "12.5" }, { "12", "12" }, { "425/6", "425/6" }, { "0", "0" }, { "1/1000000000000", "0.000000000001" },
    { "1/10000000000000", "1/10000000000000" }, { "-7/4", "-1.75" }, { "100", "100" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_auto (LwRational) value = LW_RATIONAL_INIT;

      lw_rational_parse (&value, cases[i][0], "test", &error);
      g_assert_no_error (error);
      g_autofree char *text = lw_evaluation_number (&value);
      g_assert_cmpstr (text, ==, cases[i][1]);
    }
}

static void
test_shown (void)
{
  static const struct
  {
    const char *value;
    guint places;
    const char *shown;
  } cases[] = {
    { "466/5", 2, "93.20" },      { "21973/260", 2, "84.511538…" }, { "75", 0, "75" },     { "100", 2, "100.00" },
    { "1/8", 1, "0.125" },        { "1/3", 30, "0.333333333333333333333333333333…" },      { "0", 2, "0.00" },
    { "-1/3", 0, "-0.3333…" },    { "1/10000000", 2, "0.000000…" }, { "1200", 0, "1200" }, { "10.5", 0, "10.5" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_auto (LwRational) value = LW_RATIONAL_INIT;

      lw_rational_parse (&value, cases[i].value, "test", &error);
      g_assert_no_error (error);
      g_autofree char *text = lw_evaluation_shown (&value, cases[i].places);
      g_assert_cmpstr (text, ==, cases[i].shown);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/evaluation/explain/text", test_text);
  g_test_add_func ("/evaluation/explain/variants", test_variants);
  g_test_add_func ("/evaluation/explain/adds-up", test_adds_up);
  g_test_add_func ("/evaluation/explain/json", test_json);
  g_test_add_func ("/evaluation/explain/refused", test_refused);
  g_test_add_func ("/evaluation/explain/number", test_number);
  g_test_add_func ("/evaluation/explain/shown", test_shown);
  return g_test_run ();
}
