/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The price formulas: worked examples of docs/methods.md, each named after its source. */
#include "config.h"

#include "fixture.h"
#include "lw-evaluation-price.h"

#define SEED 20130109

static void
assert_points (const char *formula_id, gint64 weight, gint64 price, gint64 lowest, gint64 optimum, gint64 top,
               const char *exact)
{
  const LwPriceFormula *formula = lw_price_formula_find (formula_id);
  const LwPriceMarket market = { lowest };
  const LwPriceTerms terms = { optimum, top };
  g_auto (LwRational) points = LW_RATIONAL_INIT, full = LW_RATIONAL_INIT;

  g_assert_nonnull (formula);
  lw_rational_set_int (&full, weight, 1);
  lw_price_points (formula, &full, price, &market, &terms, &points);
  assert_exact (&points, exact);
}

static void
test_table (void)
{
  g_assert_nonnull (lw_price_formula_find ("lowest-over-price"));
  g_assert_cmpint (lw_price_formula_find ("lowest-over-price")->kind, ==, LW_PRICE_RELATIVE);
  g_assert_nonnull (lw_price_formula_find ("fixed-range"));
  g_assert_cmpint (lw_price_formula_find ("fixed-range")->kind, ==, LW_PRICE_ABSOLUTE);
  g_assert_true (lw_price_formula_find ("fixed-range")->has_terms);
  g_assert_null (lw_price_formula_find ("no-such"));
  g_assert_null (lw_price_formula_find (NULL));
}

/* W = 1: 15,000 / 10,000 / 30,000 earn 0.667, 1, 0.333. */
static void
test_lowest_shma (void)
{
  assert_points ("lowest-over-price", 1, 1500000, 1000000, 0, 0, "2/3");
  assert_points ("lowest-over-price", 1, 1000000, 1000000, 0, 0, "1");
  assert_points ("lowest-over-price", 1, 3000000, 1000000, 0, 0, "1/3");
}

/* W = 40: 105 and 108 against 100 earn 38.095 and 37.037. */
static void
test_lowest_impactbids (void)
{
  static const struct
  {
    gint64 price;
    const char *exact;
    const char *decimal;
  } cases[] = { { 10000, "40", "40.000" }, { 10500, "800/21", "38.095" }, { 10800, "1000/27", "37.037" } };
  const LwPriceMarket market = { 10000 };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (LwRational) points = LW_RATIONAL_INIT, full = LW_RATIONAL_INIT;

      lw_rational_set_int (&full, 40, 1);
      lw_price_points (lw_price_formula_find ("lowest-over-price"), &full, cases[i].price, &market, NULL, &points);
      assert_exact (&points, cases[i].exact);
      g_autofree char *decimal = lw_rational_to_decimal (&points, 3, LW_ROUNDING_HALF_UP);
      g_assert_cmpstr (decimal, ==, cases[i].decimal);
    }
}

static void
test_lowest_bounds (void)
{
  /* A price of nothing earns all, and leaves nothing to the others. */
  assert_points ("lowest-over-price", 40, 0, 0, 0, 0, "40");
  assert_points ("lowest-over-price", 40, 5, 0, 0, 0, "0");
  assert_points ("lowest-over-price", 40, 0, 100, 0, 0, "40");
  /* A bid that does not count for the lowest may lie below it. */
  assert_points ("lowest-over-price", 40, 50, 100, 0, 0, "40");
  assert_points ("lowest-over-price", 40, G_MAXINT64, G_MAXINT64, 0, 0, "40");
}

static void
test_fixed_range (void)
{
  assert_points ("fixed-range", 40, 10000, -1, 4000, 12000, "10");
  assert_points ("fixed-range", 40, 8000, -1, 4000, 12000, "20");
  assert_points ("fixed-range", 40, 4000, -1, 4000, 12000, "40");
  assert_points ("fixed-range", 40, 12000, -1, 4000, 12000, "0");
  assert_points ("fixed-range", 30, 7777, -1, 4000, 12000, "12669/800");
  /* Kept in 0..W. */
  assert_points ("fixed-range", 40, 1, -1, 4000, 12000, "40");
  assert_points ("fixed-range", 40, 99999, -1, 4000, 12000, "0");
  assert_points ("fixed-range", 40, G_MAXINT64, -1, 0, G_MAXINT64, "0");
  assert_points ("fixed-range", 40, 0, -1, 0, G_MAXINT64, "40");
}

static void
test_fast_is_exact (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);

  for (guint i = 0; i < 20000; i++)
    {
      const LwPriceFormula *formula = &lw_price_formulas[i % 2];
      const gint64 scale = g_rand_boolean (rand) ? 1000 : G_GINT64_CONSTANT (4000000000000);
      const gint64 price = (gint64) (g_rand_double (rand) * scale);
      const LwPriceMarket market = { (gint64) (g_rand_double (rand) * scale) };
      const gint64 optimum = (gint64) (g_rand_double (rand) * scale);
      const LwPriceTerms terms = { optimum, optimum + 1 + (gint64) (g_rand_double (rand) * scale) };
      g_auto (LwRational) share = LW_RATIONAL_INIT, converted = LW_RATIONAL_INIT;
      LwFraction fast;

      lw_price_share (formula, price, &market, &terms, &share);
      g_assert_true (lw_price_share_fast (formula, price, &market, &terms, &fast));
      lw_fraction_to_rational (&converted, fast);
      g_assert_cmpint (lw_rational_cmp (&share, &converted), ==, 0);
    }
}

static void
test_substitute (void)
{
  g_autofree char *lowest
      = lw_price_formula_find ("lowest-over-price")->substitute ("30", "105.00", "100.00", "0.00", "0.00");
  g_autofree char *range
      = lw_price_formula_find ("fixed-range")->substitute ("30", "105.00", "100.00", "40.00", "120.00");

  g_assert_cmpstr (lowest, ==, "30 × 100.00 ÷ 105.00");
  g_assert_cmpstr (range, ==, "30 × (120.00 − 105.00) ÷ (120.00 − 40.00)");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/evaluation/price/table", test_table);
  g_test_add_func ("/evaluation/price/lowest-over-price/shma", test_lowest_shma);
  g_test_add_func ("/evaluation/price/lowest-over-price/impactbids", test_lowest_impactbids);
  g_test_add_func ("/evaluation/price/lowest-over-price/bounds", test_lowest_bounds);
  g_test_add_func ("/evaluation/price/fixed-range", test_fixed_range);
  g_test_add_func ("/evaluation/price/fast-is-exact", test_fast_is_exact);
  g_test_add_func ("/evaluation/price/substitute", test_substitute);
  return g_test_run ();
}
