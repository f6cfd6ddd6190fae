/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whole-life cost. */
#include "config.h"

#include "base/lw-error.h"
#include "fixture.h"
#include "lw-evaluation-price-cost.h"

static void
assert_value (const LwCostLine *lines, guint n, const char *rate, LwRounding rule, const char *exact, gint64 minor)
{
  g_auto (LwRational) discount = LW_RATIONAL_INIT, value = LW_RATIONAL_INIT;
  g_autoptr (GError) error = NULL;
  gint64 found;

  g_assert_true (lw_rational_parse (&discount, rate, "rate", &error));
  g_assert_true (lw_price_present_value (lines, n, &discount, rule, &value, &found, &error));
  g_assert_no_error (error);
  assert_exact (&value, exact);
  g_assert_cmpint (found, ==, minor);
}

/* 1,000.00 now, 100.00 in each of two years, 50.00 back after the second, at 10 %: 1000 + 100/1.1 + 50/1.21. */
static void
test_worked (void)
{
  static const LwCostLine lines[] = { { 0, 100000 }, { 1, 10000 }, { 2, 10000 }, { 2, -5000 } };

  assert_value (lines, 4, "0.1", LW_ROUNDING_HALF_UP, "13700000/121", 113223);
  assert_value (lines, 4, "0.1", LW_ROUNDING_DOWN, "13700000/121", 113223);
  assert_value (lines, 4, "0.1", LW_ROUNDING_UP, "13700000/121", 113224);
  /* Without a discount the years do not matter. */
  assert_value (lines, 4, "0", LW_ROUNDING_HALF_UP, "115000", 115000);
  assert_value (NULL, 0, "0.035", LW_ROUNDING_HALF_UP, "0", 0);
}

static void
test_half (void)
{
  static const LwCostLine line[] = { { 1, 5 } };

  assert_value (line, 1, "1", LW_ROUNDING_HALF_UP, "5/2", 3);
  assert_value (line, 1, "1", LW_ROUNDING_HALF_EVEN, "5/2", 2);
}

/* At a rate above 0 the same cost later is worth less; at one below 0, more. */
static void
test_later_is_less (void)
{
  g_auto (LwRational) rate = LW_RATIONAL_INIT, before = LW_RATIONAL_INIT, value = LW_RATIONAL_INIT;
  gint64 minor;

  for (int sign = -1; sign <= 1; sign += 2)
    {
      lw_rational_set_int (&rate, 7 * sign, 200);
      lw_rational_set_int (&before, 1000000, 1);
      for (guint year = 1; year <= LW_COST_YEARS_MAX; year++)
        {
          const LwCostLine line = { year, 1000000 };

          g_assert_true (lw_price_present_value (&line, 1, &rate, LW_ROUNDING_HALF_UP, &value, &minor, NULL));
          g_assert_cmpint (lw_rational_cmp (&value, &before), ==, -sign);
          lw_rational_set (&before, &value);
        }
    }
}

static void
test_refused (void)
{
  static const LwCostLine far = { LW_COST_YEARS_MAX + 1, 1 }, most[] = { { 0, G_MAXINT64 }, { 0, 1 } }, one = { 0, 1 };
  g_auto (LwRational) rate = LW_RATIONAL_INIT, value = LW_RATIONAL_INIT;
  g_autoptr (GError) error = NULL;
  gint64 minor = 7;

  g_assert_false (lw_price_present_value (&far, 1, &rate, LW_ROUNDING_DOWN, &value, &minor, &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (lw_price_present_value (most, 2, &rate, LW_ROUNDING_DOWN, &value, &minor, &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_INVALID);
  g_clear_error (&error);
  lw_rational_set_int (&rate, -1, 1);
  g_assert_false (lw_price_present_value (&one, 1, &rate, LW_ROUNDING_DOWN, &value, &minor, &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_INVALID);
  g_assert_cmpint (minor, ==, 7);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/evaluation/price-cost/worked", test_worked);
  g_test_add_func ("/evaluation/price-cost/half", test_half);
  g_test_add_func ("/evaluation/price-cost/later-is-less", test_later_is_less);
  g_test_add_func ("/evaluation/price-cost/refused", test_refused);
  return g_test_run ();
}
