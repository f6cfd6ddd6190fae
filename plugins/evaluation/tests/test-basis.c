/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Ranking by one figure of quality and price, and prices that are abnormally low. */
#include "config.h"

#include "base/lw-error.h"
#include "front.h"
#include "lw-evaluation-explain.h"
#include "lw-evaluation-price-check.h"

#include <string.h>

/* ---- the figures ---- */

static void
set_terms (LwBasisTerms *terms)
{
  *terms = (LwBasisTerms) { 200, LW_RATIONAL_INIT, 2 };
  lw_rational_set_int (&terms->exponent, 3, 2);
}

static void
assert_index (LwBasisKind basis, gint64 quality, gint64 price, const char *expected)
{
  g_auto (LwRational) points = LW_RATIONAL_INIT;
  LwIndex index = { LW_INDEX_FINITE, LW_RATIONAL_INIT };
  g_autofree char *found = NULL;
  LwBasisTerms terms;

  set_terms (&terms);
  lw_rational_set_int (&points, quality, 1);
  lw_basis_index (basis, &points, price, &terms, &index);
  found = index.limit != LW_INDEX_FINITE ? g_strdup (index.limit == LW_INDEX_BEST ? "best" : "worst")
                                         : lw_rational_to_exact (&index.value);
  g_test_message ("%s of %d at %d", lw_bases[basis].id, (int) quality, (int) price);
  g_assert_cmpstr (found, ==, expected);
  lw_rational_clear (&index.value);
  lw_rational_clear (&terms.exponent);
}

static void
test_figures (void)
{
  assert_index (LW_BASIS_PRICE_PER_QUALITY_POINT, 80, 10000, "5/4");
  assert_index (LW_BASIS_VALUE_INDEX, 80, 10000, "4/5");
  assert_index (LW_BASIS_MONETISED_QUALITY, 80, 10000, "-60");
  /* 100^(3/2) = 1000, which ends; 80^(3/2) does not, and has 30 digits. */
  assert_index (LW_BASIS_WEIGHTED_VALUE_INDEX, 100, 10000, "10");
  assert_index (LW_BASIS_WEIGHTED_VALUE_INDEX, 80, 100, "357770876399966351425467786997/500000000000000000000000000");
}

/* Nothing is divided by nothing. */
static void
test_limits (void)
{
  assert_index (LW_BASIS_PRICE_PER_QUALITY_POINT, 0, 10000, "worst");
  assert_index (LW_BASIS_PRICE_PER_QUALITY_POINT, 0, 0, "worst");
  assert_index (LW_BASIS_PRICE_PER_QUALITY_POINT, 5, 0, "0");
  assert_index (LW_BASIS_VALUE_INDEX, 5, 0, "best");
  assert_index (LW_BASIS_VALUE_INDEX, 0, 0, "worst");
  assert_index (LW_BASIS_VALUE_INDEX, 0, 10000, "0");
  assert_index (LW_BASIS_WEIGHTED_VALUE_INDEX, 5, 0, "best");
  assert_index (LW_BASIS_WEIGHTED_VALUE_INDEX, 0, 0, "worst");
  assert_index (LW_BASIS_WEIGHTED_VALUE_INDEX, 0, 10000, "0");
  assert_index (LW_BASIS_MONETISED_QUALITY, 0, 0, "0");
}

static void
test_order (void)
{
  LwIndex numbers[] = { { LW_INDEX_BEST, LW_RATIONAL_INIT },
                        { LW_INDEX_FINITE, LW_RATIONAL_INIT },
                        { LW_INDEX_FINITE, LW_RATIONAL_INIT },
                        { LW_INDEX_WORST, LW_RATIONAL_INIT } };

  lw_rational_set_int (&numbers[1].value, 1, 1);
  lw_rational_set_int (&numbers[2].value, 2, 1);
  g_assert_cmpint (lw_basis_cmp (LW_BASIS_PRICE_PER_QUALITY_POINT, &numbers[1], &numbers[2]), <, 0);
  g_assert_cmpint (lw_basis_cmp (LW_BASIS_MONETISED_QUALITY, &numbers[1], &numbers[2]), <, 0);
  g_assert_cmpint (lw_basis_cmp (LW_BASIS_VALUE_INDEX, &numbers[1], &numbers[2]), >, 0);
  for (LwBasisKind basis = LW_BASIS_POINTS; basis <= LW_BASIS_MONETISED_QUALITY; basis++)
    for (guint i = 1; i < 3; i++)
      {
        g_assert_cmpint (lw_basis_cmp (basis, &numbers[0], &numbers[i]), <, 0);
        g_assert_cmpint (lw_basis_cmp (basis, &numbers[i], &numbers[3]), <, 0);
        g_assert_cmpint (lw_basis_cmp (basis, &numbers[i], &numbers[i]), ==, 0);
        g_assert_cmpint (lw_basis_cmp (basis, &numbers[0], &numbers[3]), <, 0);
        g_assert_cmpint (lw_basis_cmp (basis, &numbers[3], &numbers[3]), ==, 0);
      }
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    lw_rational_clear (&numbers[i].value);
}

/* ---- in a file: quality of B1, B2, B3 is 43, 34, 60, at £100, £80, £125 ---- */

#define NO_PRICE_POINTS "UPDATE evaluation_criterion SET weight = '0' WHERE id = '3'"

static Front *
front_with (const char *sql)
{
  Front *front = front_new (NULL);

  fixture_run (front->store, NO_PRICE_POINTS);
  fixture_run (front->store, sql);
  return front;
}

/* "B3 25/12, B1 …": each bid of L1 with its figure, in the order of the ranking. */
static char *
ranking_of (Front *front)
{
  JsonArray *lots, *ranking;
  GString *text = g_string_new (NULL);

  assert_run (front, "rank f --lot L1 --json");
  lots = json_object_get_array_member (json_node_get_object (front->json), "lots");
  ranking = json_object_get_array_member (json_array_get_object_element (lots, 0), "ranking");
  for (guint i = 0; i < json_array_get_length (ranking); i++)
    {
      JsonObject *bid = json_array_get_object_element (ranking, i);
      const gboolean ranked = !json_object_get_null_member (bid, "rank");
      const char *exact = json_object_get_string_member_with_default (bid, "index-exact", NULL);

      g_string_append_printf (text, "%s%s%s %s", i > 0 ? ", " : "", ranked ? "" : "!",
                              json_object_get_string_member (bid, "bidder"),
                              exact != NULL ? exact : json_object_get_string_member_with_default (bid, "index", "-"));
    }
  return g_string_free (text, FALSE);
}

static void
test_ranking (void)
{
  static const struct
  {
    const char *sql, *ranking;
  } cases[] = {
    { "UPDATE evaluation_method SET basis = 'price-per-quality-point'", "B3 25/12, B1 100/43, B2 40/17" },
    { "UPDATE evaluation_method SET basis = 'price-per-quality-point', index_places = 1", "B3 21/10, B1 23/10, B2 12/5" },
    { "UPDATE evaluation_method SET basis = 'price-per-quality-point', index_places = 0", "B1 2, B2 2, B3 2" },
    { "UPDATE evaluation_method SET basis = 'value-index'", "B3 12/25, B1 43/100, B2 17/40" },
    { "UPDATE evaluation_method SET basis = 'monetised-quality', rate = 200", "B3 5, B2 12, B1 14" },
    { "UPDATE evaluation_method SET basis = 'monetised-quality', rate = 1", "B2 3983/50, B1 9957/100, B3 622/5" },
    { "UPDATE evaluation_method SET basis = 'weighted-value-index', quality_weight = '20', price_weight = '40', index_places = 6",
      "B2 72887/1000000, B1 32787/500000, B3 3873/62500" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Front *front = front_with (cases[i].sql);
      g_autofree char *found = ranking_of (front);

      g_test_message ("%s", cases[i].sql);
      g_assert_cmpstr (found, ==, cases[i].ranking);
      front_free (front);
    }
}

#define DRAFT "illustrative|The result is provisional: the method is not published."

/* Bids of the same figure share a rank; one without a price has none, though no criterion wants a price. */
static void
test_ties_and_missing (void)
{
  Front *front = front_with ("UPDATE evaluation_method SET basis = 'price-per-quality-point', index_places = 0");

  assert_prints (front, "rank f --lot L1 --csv",
                 "L1|1|B1|First|43.00|43|true|||" DRAFT "|2|2\n"
                 "L1|1|B2|Second|34.00|34|true|||" DRAFT "|2|2\n"
                 "L1|1|B3|Third|60.00|60|true|||" DRAFT "|2|2\n");
  fixture_run (front->store, "DELETE FROM evaluation_criterion WHERE id = '3'");
  fixture_run (front->store, "UPDATE bid SET price = NULL WHERE lot = 'L1' AND bidder = 'B2'");
  assert_prints (front, "rank f --lot L1 --csv",
                 "L1|1|B1|First|43.00|43|true|||" DRAFT "|2|2\n"
                 "L1|1|B3|Third|60.00|60|true|||" DRAFT "|2|2\n"
                 "L1||B2|Second|||false||price|" DRAFT "||\n");
  front_free (front);
}

static void
test_limits_in_a_file (void)
{
  Front *front = front_with ("UPDATE evaluation_method SET basis = 'value-index'");
  g_autofree char *ranking = NULL;

  fixture_run (front->store, "UPDATE bid SET price = 0 WHERE lot = 'L1' AND bidder = 'B2'");
  ranking = ranking_of (front);
  g_assert_cmpstr (ranking, ==, "B2 best, B3 12/25, B1 43/100");
  assert_run (front, "explain f L1 B2");
  g_assert_nonnull (strstr (front->text->str, "Quality for the price: quality for a price of nothing goes before all\n"));
  front_free (front);
}

static void
test_explain (void)
{
  static const struct
  {
    const char *sql, *parts[3];
  } cases[] = {
    { "UPDATE evaluation_method SET basis = 'price-per-quality-point'",
      { "Price of a point of quality: 2.32558139534…, the lowest is first\n", "    price £100.00\n",
        "    £100.00 ÷ 43 = 100/43 (2.3255…)\n" } },
    { "UPDATE evaluation_method SET basis = 'value-index'",
      { "Quality for the price: 0.43, the highest is first\n", "    43 ÷ £100.00 = 0.43\n" } },
    { "UPDATE evaluation_method SET basis = 'monetised-quality', rate = 200, index_places = 1",
      { "Price less the worth of quality: 14.0, the lowest is first\n", "    £100.00 − 43 × £2.00 = 14\n",
        "    rounded to 1 place, half-up: 14.0 becomes 14.0\n" } },
    { "UPDATE evaluation_method SET basis = 'weighted-value-index', quality_weight = '60', price_weight = '40'",
      { "Weighted quality for the price: 2.81969856544…, the highest is first\n", "    43 ^ (1.5) ÷ £100.00 = " } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Front *front = front_with (cases[i].sql);

      assert_run (front, "explain f L1 B1");
      for (guint part = 0; part < 3 && cases[i].parts[part] != NULL; part++)
        if (strstr (front->text->str, cases[i].parts[part]) == NULL)
          g_error ("expected “%s” in:\n%s", cases[i].parts[part], front->text->str);
      front_free (front);
    }
}

static void
test_check (void)
{
  Front *front = front_new (NULL);

  fixture_run (front->store, "UPDATE evaluation_method SET basis = 'value-index'");
  assert_run (front, "rank f --lot L1");
  g_assert_nonnull (strstr (front->text->str, "price would count twice"));
  fixture_run (front->store, "UPDATE evaluation_method SET basis = 'monetised-quality'");
  assert_refused (front, "rank f", "rate of the method");
  front_free (front);
}

/* ---- abnormally low prices ---- */

static void
assert_low (const gint64 *prices, guint which, gboolean mean, gboolean next, const char *below_mean, const char *below_next)
{
  LwPriceLowLimits limits;
  g_auto (LwPriceLow) low;
  guint n = 0;

  lw_price_low_init (&low);
  lw_price_low_limits_init (&limits);
  while (prices[n] >= 0)
    n++;
  g_assert_cmpint (lw_price_low_check (prices, n, which, &limits, &low), ==, mean || next);
  g_assert_cmpint (low.low_mean, ==, mean);
  g_assert_cmpint (low.low_next, ==, next);
  assert_exact (&low.below_mean, below_mean);
  assert_exact (&low.below_next, below_next);
  lw_price_low_limits_clear (&limits);
}

#define PRICES(...) ((const gint64[]) { __VA_ARGS__, -1 })

/* 1 − P ÷ mean(others) ≥ 0.4, or 1 − P ÷ next ≥ 0.3. */
static void
test_low (void)
{
  assert_low (PRICES (60, 100, 100), 0, TRUE, TRUE, "2/5", "2/5");
  assert_low (PRICES (61, 100, 100), 0, FALSE, TRUE, "39/100", "39/100");
  assert_low (PRICES (70, 100, 100), 0, FALSE, TRUE, "3/10", "3/10");
  assert_low (PRICES (71, 100, 100), 0, FALSE, FALSE, "29/100", "29/100");
  assert_low (PRICES (60, 65, 135), 0, TRUE, FALSE, "2/5", "1/13");
  assert_low (PRICES (60, 65, 135), 2, FALSE, FALSE, "-29/25", "0");
  /* Of two alike the next is the other. */
  assert_low (PRICES (50, 50, 200), 0, TRUE, FALSE, "3/5", "0");
  assert_low (PRICES (0, 100), 0, TRUE, TRUE, "1", "1");
  assert_low (PRICES (0, 0), 0, FALSE, FALSE, "0", "0");
  assert_low (PRICES (100), 0, FALSE, FALSE, "0", "0");
}

static void
test_low_in_a_file (void)
{
  Front *front = front_new (NULL);
  JsonObject *lot, *finding;

  assert_run (front, "rank f --lot L1 --json");
  lot = json_array_get_object_element (json_object_get_array_member (json_node_get_object (front->json), "lots"), 0);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (lot, "findings")), ==, 0);
  fixture_run (front->store, "UPDATE bid SET price = 5000 WHERE lot = 'L1' AND bidder = 'B2'");
  assert_run (front, "rank f --lot L1 --json");
  lot = json_array_get_object_element (json_object_get_array_member (json_node_get_object (front->json), "lots"), 0);
  finding = json_array_get_object_element (json_object_get_array_member (lot, "findings"), 0);
  g_assert_cmpstr (json_object_get_string_member (finding, "id"), ==, "evaluation.price-abnormal");
  g_assert_cmpstr (json_object_get_string_member (finding, "severity"), ==, "warning");
  g_assert_cmpstr (json_object_get_string_member (finding, "where"), ==, "L1/B2");
  g_assert_cmpstr (json_object_get_string_member (finding, "text"), ==,
                   "abnormally low price: 55.6 % below the mean of the other prices, 50.0 % below the next; B2 must be"
                   " asked why before it may be rejected");
  /* It is ranked as it was: nobody is excluded by it. */
  assert_run (front, "rank f --lot L1");
  g_assert_nonnull (strstr (front->text->str, "|B2|Second|"));
  g_assert_nonnull (strstr (front->text->str, "|abnormally low price\n"));
  /* Limits of the method's own. */
  fixture_run (front->store, "UPDATE evaluation_method SET low_mean = '0.9', low_next = '0.9'");
  assert_run (front, "rank f --lot L1");
  g_assert_null (strstr (front->text->str, "abnormally low"));
  front_free (front);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/evaluation/basis/figures", test_figures);
  g_test_add_func ("/evaluation/basis/limits", test_limits);
  g_test_add_func ("/evaluation/basis/order", test_order);
  g_test_add_func ("/evaluation/basis/ranking", test_ranking);
  g_test_add_func ("/evaluation/basis/ties-and-missing", test_ties_and_missing);
  g_test_add_func ("/evaluation/basis/limits-in-a-file", test_limits_in_a_file);
  g_test_add_func ("/evaluation/basis/explain", test_explain);
  g_test_add_func ("/evaluation/basis/check", test_check);
  g_test_add_func ("/evaluation/price-low/prozorro", test_low);
  g_test_add_func ("/evaluation/price-low/in-a-file", test_low_in_a_file);
  return g_test_run ();
}
