/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Logarithms and powers against figures of another program (Python's decimal, 80 digits), and their laws. */
#include "config.h"

#include "base/lw-rational.h"

#define SEED 20250917
#define PLACES 30

static void
set (LwRational *r, const char *text)
{
  g_autoptr (GError) error = NULL;
  const gboolean fine = lw_rational_parse (r, text, "test", &error);

  g_assert_no_error (error);
  g_assert_true (fine);
}

static void
assert_equal (const LwRational *r, const char *expected)
{
  g_auto (LwRational) wanted = LW_RATIONAL_INIT;
  g_autofree char *found = lw_rational_to_exact (r);

  set (&wanted, expected);
  g_test_message ("expected %s, found %s", expected, found);
  g_assert_cmpint (lw_rational_cmp (r, &wanted), ==, 0);
}

static void
test_ln (void)
{
  static const struct
  {
    const char *x, *ln;
  } cases[] = {
    { "1", "0" },
    { "2", "0.693147180559945309417232121458" },
    { "1/2", "-0.693147180559945309417232121458" },
    { "10", "2.302585092994045684017991454684" },
    { "0.3", "-1.203972804325935992622746217762" },
    { "0.001", "-6.907755278982137052053974364053" },
    { "1.000000000000000001", "0.000000000000000001000000000000" },
    { "9223372036854775807", "43.668272375276554493177203434617" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (LwRational) x = LW_RATIONAL_INIT, ln = LW_RATIONAL_INIT;

      set (&x, cases[i].x);
      lw_rational_ln (&ln, &x, PLACES);
      assert_equal (&ln, cases[i].ln);
    }
}

static void
test_log (void)
{
  static const struct
  {
    const char *x, *base, *log;
  } cases[] = {
    { "1.2", "2", "0.263034405833793833583419514458" },
    { "1.5", "2", "0.584962500721156181453738943948" },
    { "0.5", "3", "-0.630929753571457437099527114343" },
    { "100", "1.0000001", "46051704.162465968297989215365039974926" },
    /* What is rational comes out as it is. */
    { "1", "7", "0" },
    { "8", "2", "3" },
    { "2", "8", "0.333333333333333333333333333333" },
    { "2", "16", "0.25" },
    { "1/9", "3", "-2" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (LwRational) x = LW_RATIONAL_INIT, base = LW_RATIONAL_INIT, log = LW_RATIONAL_INIT;

      set (&x, cases[i].x);
      set (&base, cases[i].base);
      lw_rational_log (&log, &x, &base, PLACES);
      assert_equal (&log, cases[i].log);
    }
}

static void
test_pow (void)
{
  static const struct
  {
    const char *x, *exponent, *power;
  } cases[] = {
    { "75", "3/2", "649.519052838328985072792378065" },
    { "2", "1/2", "1.41421356237309504880168872421" },
    { "0.7", "0.333", "0.888009572388225210733253616339" },
    { "0.000001", "7/3", "0.00000000000001" },
    /* What is rational comes out as it is, or rounded once. */
    { "0", "3/2", "0" },
    { "1", "0.333333333333333333333333333333", "1" },
    { "100", "3/2", "1000" },
    { "9/4", "1/2", "1.5" },
    { "7/3", "1", "2.33333333333333333333333333333" },
    { "1.000000000000005", "2", "1.00000000000001000000000000003" },
    { "999999999999999999999999999999.5", "1", "1000000000000000000000000000000" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (LwRational) x = LW_RATIONAL_INIT, exponent = LW_RATIONAL_INIT, power = LW_RATIONAL_INIT;

      set (&x, cases[i].x);
      set (&exponent, cases[i].exponent);
      lw_rational_pow (&power, &x, &exponent, PLACES);
      assert_equal (&power, cases[i].power);
    }
}

/* ln ab = ln a + ln b, and (x^e)^(1/e) = x, but for the last digits, which are rounded. */
static void
test_laws (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  g_auto (LwRational) tiny = LW_RATIONAL_INIT;

  set (&tiny, "0.000000000000000000000000002");
  for (guint i = 0; i < 300; i++)
    {
      g_auto (LwRational) a = LW_RATIONAL_INIT, b = LW_RATIONAL_INIT, product = LW_RATIONAL_INIT;
      g_auto (LwRational) x = LW_RATIONAL_INIT, y = LW_RATIONAL_INIT, off = LW_RATIONAL_INIT;

      lw_rational_set_int (&a, g_rand_int_range (rand, 1, 1000000), g_rand_int_range (rand, 1, 1000));
      lw_rational_set_int (&b, g_rand_int_range (rand, 1, 90), g_rand_int_range (rand, 1, 90));
      lw_rational_mul (&product, &a, &b);
      lw_rational_ln (&x, &a, PLACES);
      lw_rational_ln (&y, &b, PLACES);
      lw_rational_ln (&off, &product, PLACES);
      lw_rational_sub (&off, &off, &x);
      lw_rational_sub (&off, &off, &y);
      mpq_abs (off.q, off.q);
      g_assert_cmpint (lw_rational_cmp (&off, &tiny), <, 0);

      lw_rational_pow (&x, &a, &b, PLACES);
      lw_rational_set_int (&y, 1, 1);
      lw_rational_div (&y, &y, &b);
      lw_rational_pow (&x, &x, &y, PLACES);
      lw_rational_div (&off, &x, &a);
      lw_rational_set_int (&y, 1, 1);
      lw_rational_sub (&off, &off, &y);
      mpq_abs (off.q, off.q);
      g_assert_cmpint (lw_rational_cmp (&off, &tiny), <, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/rational-log/ln", test_ln);
  g_test_add_func ("/rational-log/log", test_log);
  g_test_add_func ("/rational-log/pow", test_pow);
  g_test_add_func ("/rational-log/laws", test_laws);
  return g_test_run ();
}
