/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The price formulas: worked examples of docs/methods.md, each named after its source. */
#include "config.h"

#include "base/lw-error.h"
#include "fixture.h"
#include "lw-evaluation-price.h"

#define SEED 20130109

/* ---- what the cases say in few words ---- */

/* Of prices that all count, up to the first that is negative. */
static LwPriceMarket
market_of (const gint64 *prices)
{
  LwPriceMarket market = LW_PRICE_MARKET_NONE;

  for (; *prices >= 0; prices++)
    lw_price_market_add (&market, *prices);
  return market;
}

#define MARKET(...) market_of ((const gint64[]) { __VA_ARGS__, -1 })

static void
points_of (const char *formula_id, gint64 weight, gint64 price, const LwPriceMarket *market, const LwPriceTerms *terms,
           LwRational *points)
{
  const LwPriceFormula *formula = lw_price_formula_find (formula_id);
  g_auto (LwRational) full = LW_RATIONAL_INIT;

  g_assert_nonnull (formula);
  lw_rational_set_int (&full, weight, 1);
  lw_price_points (formula, &full, price, market, terms, points);
}

static void
assert_points_in (const char *formula_id, gint64 weight, gint64 price, LwPriceMarket market, const char *exact)
{
  const LwPriceTerms terms = { 4000, 12000, { 2, 1 } };
  g_auto (LwRational) points = LW_RATIONAL_INIT;

  points_of (formula_id, weight, price, &market, &terms, &points);
  assert_exact (&points, exact);
}

static void
assert_decimal (const char *formula_id, gint64 weight, gint64 price, LwPriceMarket market, guint places,
                const char *expected)
{
  const LwPriceTerms terms = { 4000, 12000, { 2, 1 } };
  g_auto (LwRational) points = LW_RATIONAL_INIT;
  g_autofree char *decimal = NULL;

  points_of (formula_id, weight, price, &market, &terms, &points);
  decimal = lw_rational_to_decimal (&points, places, LW_ROUNDING_HALF_UP);
  g_assert_cmpstr (decimal, ==, expected);
}

static void
assert_points (const char *formula_id, gint64 weight, gint64 price, gint64 lowest, gint64 optimum, gint64 top,
               const char *exact)
{
  const LwPriceMarket market = { lowest, lowest, lowest, 1 };
  const LwPriceTerms terms = { optimum, top, { 0, 1 } };
  g_auto (LwRational) points = LW_RATIONAL_INIT;

  points_of (formula_id, weight, price, &market, &terms, &points);
  assert_exact (&points, exact);
}

/* ---- the table ---- */

static void
test_table (void)
{
  static const struct
  {
    const char *id;
    LwPriceKind kind;
    gboolean has_terms, has_factor;
  } rows[] = {
    { "lowest-over-price", LW_PRICE_RELATIVE, FALSE, FALSE }, { "standard-differential", LW_PRICE_RELATIVE, FALSE, FALSE },
    { "high-low", LW_PRICE_RELATIVE, FALSE, FALSE },          { "mean-deviation", LW_PRICE_RELATIVE, FALSE, FALSE },
    { "fixed-range", LW_PRICE_ABSOLUTE, TRUE, FALSE },        { "logarithmic", LW_PRICE_RELATIVE, FALSE, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const LwPriceFormula *formula = lw_price_formula_find (rows[i].id);

      g_assert_nonnull (formula);
      g_assert_cmpint (formula->kind, ==, rows[i].kind);
      g_assert_cmpint (formula->has_terms, ==, rows[i].has_terms);
      g_assert_cmpint (formula->has_factor, ==, rows[i].has_factor);
      /* What looks at other prices is relative, and nothing else is. */
      g_assert_cmpint (formula->uses != 0, ==, formula->kind == LW_PRICE_RELATIVE);
    }
  g_assert_null (lw_price_formulas[G_N_ELEMENTS (rows)].id);
  g_assert_null (lw_price_formula_find ("no-such"));
  g_assert_null (lw_price_formula_find (NULL));
}

/* ---- worked examples ---- */

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
  const LwPriceMarket market = MARKET (10000, 10500, 10800);

  assert_points_in ("lowest-over-price", 40, 10000, market, "40");
  assert_points_in ("lowest-over-price", 40, 10500, market, "800/21");
  assert_decimal ("lowest-over-price", 40, 10500, market, 3, "38.095");
  assert_points_in ("lowest-over-price", 40, 10800, market, "1000/27");
  assert_decimal ("lowest-over-price", 40, 10800, market, 3, "37.037");
}

/* W = 100: 80, 100, 120 earn 70, 50, 30. */
static void
test_mean_procurementtemplates (void)
{
  const LwPriceMarket market = MARKET (8000, 10000, 12000);

  assert_points_in ("mean-deviation", 100, 8000, market, "70");
  assert_points_in ("mean-deviation", 100, 10000, market, "50");
  assert_points_in ("mean-deviation", 100, 12000, market, "30");
}

/* W 40, A 2, Pmin 100: 100, 120, 150, 200 earn 40, 29.4786, 16.6015, 0. */
static void
test_logarithmic_worked (void)
{
  const LwPriceMarket market = MARKET (10000, 12000, 15000, 20000);

  assert_points_in ("logarithmic", 40, 10000, market, "40");
  assert_decimal ("logarithmic", 40, 12000, market, 4, "29.4786");
  assert_decimal ("logarithmic", 40, 15000, market, 4, "16.6015");
  assert_points_in ("logarithmic", 40, 20000, market, "0");
  /* The thirty places that a share has: 1 − log2 1.2 and 1 − log2 1.5. */
  assert_decimal ("logarithmic", 1, 12000, market, 30, "0.736965594166206166416580485542");
  assert_decimal ("logarithmic", 1, 15000, market, 30, "0.415037499278843818546261056052");
  /* Beyond A times the lowest there is nothing to lose. */
  assert_points_in ("logarithmic", 40, 20001, market, "0");
}

/* The prices of the rank reversal, W = 40: 100, 80, 40; and without C: 100, 80. */
static void
test_rank_reversal_points (void)
{
  static const struct
  {
    const char *formula;
    const char *three[3], *two[2];
  } rows[] = {
    { "lowest-over-price", { "16", "20", "40" }, { "32", "40" } },
    { "standard-differential", { "0", "0", "40" }, { "30", "40" } },
    { "high-low", { "0", "40/3", "40" }, { "0", "40" } },
    { "mean-deviation", { "60/11", "180/11", "420/11" }, { "140/9", "220/9" } },
    { "fixed-range", { "10", "20", "40" }, { "10", "20" } },
  };
  const gint64 prices[] = { 10000, 8000, 4000 };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint bid = 0; bid < 3; bid++)
      {
        g_test_message ("%s, bid %u", rows[i].formula, bid);
        assert_points_in (rows[i].formula, 40, prices[bid], MARKET (10000, 8000, 4000), rows[i].three[bid]);
        if (bid < 2)
          assert_points_in (rows[i].formula, 40, prices[bid], MARKET (10000, 8000), rows[i].two[bid]);
      }
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

/* ---- edges ---- */

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
test_edges (void)
{
  static const struct
  {
    const char *formula;
    gint64 price;
    gint64 market[4]; /* up to the first that is negative */
    const char *points;
  } rows[] = {
    /* One bid alone. */
    { "lowest-over-price", 500, { 500, -1 }, "40" },
    { "standard-differential", 500, { 500, -1 }, "40" },
    { "high-low", 500, { 500, -1 }, "40" },
    { "mean-deviation", 500, { 500, -1 }, "20" },
    { "logarithmic", 500, { 500, -1 }, "40" },
    /* All prices the same. */
    { "high-low", 500, { 500, 500, 500, -1 }, "40" },
    { "high-low", 499, { 500, 500, 500, -1 }, "40" },
    { "high-low", 501, { 500, 500, 500, -1 }, "0" },
    { "mean-deviation", 500, { 500, 500, 500, -1 }, "20" },
    /* A price of nothing beside others. */
    { "standard-differential", 0, { 0, 500, -1 }, "40" },
    { "standard-differential", 500, { 0, 500, -1 }, "0" },
    { "high-low", 0, { 0, 500, -1 }, "40" },
    { "high-low", 250, { 0, 500, -1 }, "20" },
    { "mean-deviation", 0, { 0, 500, -1 }, "40" },
    { "mean-deviation", 500, { 0, 500, -1 }, "0" },
    { "logarithmic", 0, { 0, 500, -1 }, "40" },
    { "logarithmic", 500, { 0, 500, -1 }, "0" },
    /* Prices of nothing alone. */
    { "standard-differential", 0, { 0, 0, -1 }, "40" },
    { "high-low", 0, { 0, 0, -1 }, "40" },
    { "mean-deviation", 0, { 0, 0, -1 }, "20" },
    { "mean-deviation", 7, { 0, 0, -1 }, "0" },
    { "logarithmic", 0, { 0, 0, -1 }, "40" },
    /* Bids that do not count lie beyond those that do: points stay in 0..W. */
    { "standard-differential", 100, { 500, 600, -1 }, "40" },
    { "standard-differential", 2000, { 500, 600, -1 }, "0" },
    { "high-low", 100, { 500, 600, -1 }, "40" },
    { "high-low", 2000, { 500, 600, -1 }, "0" },
    { "mean-deviation", 100, { 500, 600, -1 }, "40" },
    { "mean-deviation", 2000, { 500, 600, -1 }, "0" },
    { "logarithmic", 100, { 500, 600, -1 }, "40" },
    { "logarithmic", 2000, { 500, 600, -1 }, "0" },
    /* As large as a price can be. */
    { "standard-differential", G_MAXINT64, { G_MAXINT64, G_MAXINT64, G_MAXINT64, -1 }, "40" },
    { "high-low", G_MAXINT64, { 0, G_MAXINT64, -1 }, "0" },
    { "mean-deviation", G_MAXINT64, { G_MAXINT64, G_MAXINT64, G_MAXINT64, -1 }, "20" },
    { "logarithmic", G_MAXINT64, { G_MAXINT64, -1 }, "40" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s, row %u", rows[i].formula, i);
      assert_points_in (rows[i].formula, 40, rows[i].price, market_of (rows[i].market), rows[i].points);
    }
  /* No price at all. */
  for (guint i = 0; i < 4; i++)
    assert_points_in (lw_price_formulas[i].id, 40, 500, LW_PRICE_MARKET_NONE, "40");
}

static void
test_factor (void)
{
  static const char *const refused[] = { "1", "0.5", "-2", "2/1", "", "two", "1000000000000000000.5" };
  g_autoptr (GError) error = NULL;
  LwFraction factor;

  g_assert_true (lw_price_factor_parse ("1.5", &factor, &error));
  g_assert_no_error (error);
  g_assert_cmpint (lw_fraction_cmp (factor, (LwFraction) { 3, 2 }), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_assert_false (lw_price_factor_parse (refused[i], &factor, &error));
      g_assert_error (error, LW_ERROR, LW_ERROR_INVALID);
      g_clear_error (&error);
    }
  g_assert_false (lw_price_factor_parse (NULL, &factor, &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_INVALID);
}

/* ---- properties ---- */

/* Each formula as docs/methods.md writes it, in rationals; not kept in 0..1. */
static void
by_the_book (const char *id, gint64 price, const LwPriceMarket *market, const LwPriceTerms *terms, LwRational *out)
{
  g_auto (LwRational) p = LW_RATIONAL_INIT, low = LW_RATIONAL_INIT, high = LW_RATIONAL_INIT, mean = LW_RATIONAL_INIT;
  g_auto (LwRational) optimum = LW_RATIONAL_INIT, top = LW_RATIONAL_INIT, one = LW_RATIONAL_INIT, half = LW_RATIONAL_INIT;

  lw_rational_set_int (&p, price, 1);
  lw_rational_set_int (&low, market->lowest, 1);
  lw_rational_set_int (&high, market->highest, 1);
  lw_rational_set_int (&optimum, terms->optimum, 1);
  lw_rational_set_int (&top, terms->top, 1);
  lw_rational_set_int (&one, 1, 1);
  lw_rational_set_int (&half, 1, 2);
  lw_price_market_mean (market, &mean);
  if (g_str_equal (id, "lowest-over-price"))
    lw_rational_div (out, &low, &p);
  else if (g_str_equal (id, "standard-differential"))
    {
      lw_rational_sub (out, &p, &low);
      lw_rational_div (out, out, &low);
      lw_rational_sub (out, &one, out);
    }
  else if (g_str_equal (id, "high-low"))
    {
      lw_rational_sub (out, &high, &p);
      lw_rational_sub (&one, &high, &low);
      lw_rational_div (out, out, &one);
    }
  else if (g_str_equal (id, "mean-deviation"))
    {
      lw_rational_sub (out, &mean, &p);
      lw_rational_div (out, out, &mean);
      lw_rational_add (out, out, &half);
    }
  else
    {
      lw_rational_sub (out, &top, &p);
      lw_rational_sub (&one, &top, &optimum);
      lw_rational_div (out, out, &one);
    }
}

static gint64
random_price (GRand *rand, gint64 scale)
{
  return 1 + (gint64) (g_rand_double (rand) * (double) scale);
}

/* In integers where they do, and otherwise as the book says. */
static void
test_fast_is_exact (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  guint in_integers = 0, beyond = 0;

  for (guint i = 0; i < 20000; i++)
    {
      const LwPriceFormula *formula = &lw_price_formulas[i % 5];
      const gint64 scale = g_rand_boolean (rand) ? 1000 : G_GINT64_CONSTANT (9000000000000000000);
      const gint64 price = random_price (rand, scale);
      const gint64 optimum = random_price (rand, scale / 4);
      const LwPriceTerms terms = { optimum, optimum + random_price (rand, scale / 4), { 0, 1 } };
      LwPriceMarket market = LW_PRICE_MARKET_NONE;
      g_auto (LwRational) share = LW_RATIONAL_INIT, raw = LW_RATIONAL_INIT, book = LW_RATIONAL_INIT;
      LwFraction fast;

      for (gint n = g_rand_int_range (rand, 1, 9); n > 0; n--)
        lw_price_market_add (&market, random_price (rand, scale));
      if (formula->special (price, &market) != NULL)
        continue;
      by_the_book (formula->id, price, &market, &terms, &book);
      lw_price_raw_share (formula, price, &market, &terms, &raw);
      g_assert_cmpint (lw_rational_cmp (&raw, &book), ==, 0);

      lw_price_share (formula, price, &market, &terms, &share);
      lw_rational_set_int (&book, 1, 1);
      g_assert_cmpint (lw_rational_sign (&share), >=, 0);
      g_assert_cmpint (lw_rational_cmp (&share, &book), <=, 0);
      if (!lw_price_share_fast (formula, price, &market, &terms, &fast))
        {
          beyond++;
          continue;
        }
      in_integers++;
      lw_fraction_to_rational (&book, fast);
      g_assert_cmpint (lw_rational_cmp (&share, &book), ==, 0);
    }
  g_test_message ("%u in integers, %u beyond", in_integers, beyond);
  g_assert_cmpuint (in_integers, >, 15000);
  g_assert_cmpuint (beyond, >, 100);
}

/* A higher price never earns more, whatever the formula. */
static void
test_never_rises (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  const LwPriceTerms terms = { 200, 900, { 5, 2 } };

  for (guint i = 0; i < 3000; i++)
    {
      const LwPriceFormula *formula = &lw_price_formulas[i % 6];
      LwPriceMarket market = LW_PRICE_MARKET_NONE;
      g_auto (LwRational) lower = LW_RATIONAL_INIT, higher = LW_RATIONAL_INIT;
      const gint64 price = g_rand_int_range (rand, 0, 1200);

      for (gint n = g_rand_int_range (rand, 1, 5); n > 0; n--)
        lw_price_market_add (&market, g_rand_int_range (rand, 0, 1000));
      lw_price_share (formula, price, &market, &terms, &lower);
      lw_price_share (formula, price + g_rand_int_range (rand, 1, 300), &market, &terms, &higher);
      g_assert_cmpint (lw_rational_cmp (&lower, &higher), >=, 0);
    }
}

static void
test_substitute (void)
{
  static const char *const texts[]
      = { "30 × 100.00 ÷ 105.00",
          "30 × (1 − (105.00 − 100.00) ÷ 100.00)",
          "30 × (110.00 − 105.00) ÷ (110.00 − 100.00)",
          "30 × (50 + (104.00 − 105.00) ÷ 104.00 × 100) ÷ 100",
          "30 × (120.00 − 105.00) ÷ (120.00 − 40.00)",
          "30 × (1 − ln (105.00 ÷ 100.00) ÷ ln 2)" };
  const LwPriceText text = { "30", "105.00", "100.00", "110.00", "104.00", "40.00", "120.00", "2" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *found = lw_price_formulas[i].substitute (&text);

      g_assert_cmpstr (found, ==, texts[i]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/evaluation/price/table", test_table);
  g_test_add_func ("/evaluation/price/lowest-over-price/shma", test_lowest_shma);
  g_test_add_func ("/evaluation/price/lowest-over-price/impactbids", test_lowest_impactbids);
  g_test_add_func ("/evaluation/price/lowest-over-price/bounds", test_lowest_bounds);
  g_test_add_func ("/evaluation/price/mean-deviation/procurementtemplates", test_mean_procurementtemplates);
  g_test_add_func ("/evaluation/price/logarithmic/worked", test_logarithmic_worked);
  g_test_add_func ("/evaluation/price/rank-reversal", test_rank_reversal_points);
  g_test_add_func ("/evaluation/price/fixed-range", test_fixed_range);
  g_test_add_func ("/evaluation/price/edges", test_edges);
  g_test_add_func ("/evaluation/price/factor", test_factor);
  g_test_add_func ("/evaluation/price/fast-is-exact", test_fast_is_exact);
  g_test_add_func ("/evaluation/price/never-rises", test_never_rises);
  g_test_add_func ("/evaluation/price/substitute", test_substitute);
  return g_test_run ();
}
