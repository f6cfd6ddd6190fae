/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "base/lw-error.h"
#include "base/lw-rational.h"

#include <string.h>

#define SEED 20140630

static void
set (LwRational *r, const char *text)
{
  g_autoptr (GError) error = NULL;
  gboolean ok = lw_rational_parse (r, text, "test", &error);

  g_assert_no_error (error);
  g_assert_true (ok);
}

static void
assert_exact (const LwRational *r, const char *expected)
{
  g_autofree char *exact = lw_rational_to_exact (r);

  g_assert_cmpstr (exact, ==, expected);
}

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    const char *exact;
  } cases[] = {
    { "0", "0" },
    { "-0", "0" },
    { "-0.000", "0" },
    { "0/7", "0" },
    { "12", "12" },
    { "007", "7" },
    { "-0.50", "-1/2" },
    { "18.2432", "11402/625" },
    { "1567/20", "1567/20" },
    { "-10/4", "-5/2" },
    { "78.35", "1567/20" },
    { "4833/5600", "4833/5600" },
    { "9223372036854775807", "9223372036854775807" },
    { "-9223372036854775808", "-9223372036854775808" },
    { "340282366920938463463374607431768211456/2", "170141183460469231731687303715884105728" },
    { "0.000000000000000000000000000001", "1/1000000000000000000000000000000" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (LwRational) r = LW_RATIONAL_INIT;

      set (&r, cases[i].text);
      assert_exact (&r, cases[i].exact);
    }
}

static void
test_parse_refuses (void)
{
  static const char * const texts[] = {
    "",      " ",    "-",     "+1",    ".",      ".5",    "5.",     "-.5",     "1 ",    " 1",      "1,000", "1e3",
    "0x10",  "1.2.3", "1/2/3", "1/",   "/2",     "1/-2",  "1.5/2",  "1/2.5",   "--1",   "1/0",     "0/0",   "1/000",
    "inf",   "nan",  "١",     "1\n",   "1_000",  "½",     "12 %",   "£5",      "\377",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_auto (LwRational) r = LW_RATIONAL_INIT;

      lw_rational_set_int (&r, 5, 3);
      g_assert_false (lw_rational_parse (&r, texts[i], "weight of 1.1", &error));
      g_assert_error (error, LW_ERROR, LW_ERROR_INVALID);
      g_assert_true (g_str_has_prefix (error->message, "weight of 1.1: expected "));
      g_assert_nonnull (strstr (error->message, "found "));
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      assert_exact (&r, "5/3");
    }
}

static void
test_parse_null (void)
{
  g_autoptr (GError) error = NULL;
  g_auto (LwRational) r = LW_RATIONAL_INIT;

  g_assert_false (lw_rational_parse (&r, NULL, "weight", &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "found nothing"));
}

static void
test_parse_length (void)
{
  g_autoptr (GError) error = NULL;
  g_auto (LwRational) r = LW_RATIONAL_INIT;
  g_autofree char *longest = g_strnfill (LW_RATIONAL_TEXT_MAX, '9');
  g_autofree char *longer = g_strnfill (LW_RATIONAL_TEXT_MAX + 1, '9');

  set (&r, longest);
  assert_exact (&r, longest);
  g_assert_false (lw_rational_parse (&r, longer, "weight", &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "at most 1000 characters"));
  g_assert_cmpuint (strlen (error->message), <, 300);
  assert_exact (&r, longest);
}

static void
test_set_int (void)
{
  static const struct
  {
    gint64 num, den;
    const char *exact;
  } cases[] = {
    { 0, 5, "0" },
    { 6, -4, "-3/2" },
    { -6, -4, "3/2" },
    { G_MININT64, 1, "-9223372036854775808" },
    { G_MININT64, G_MININT64, "1" },
    { 1, G_MININT64, "-1/9223372036854775808" },
    { G_MAXINT64, G_MININT64, "-9223372036854775807/9223372036854775808" },
    { G_MININT64, G_MAXINT64, "-9223372036854775808/9223372036854775807" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (LwRational) r = LW_RATIONAL_INIT;

      lw_rational_set_int (&r, cases[i].num, cases[i].den);
      assert_exact (&r, cases[i].exact);
    }
}

/* What each rule makes of a number, in the order of LwRounding: half up, half even, down, up. */
static void
test_round (void)
{
  static const struct
  {
    const char *text;
    guint places;
    const char *rounded[4];
  } cases[] = {
    { "0", 0, { "0", "0", "0", "0" } },
    { "0", 3, { "0.000", "0.000", "0.000", "0.000" } },
    { "0.5", 0, { "1", "0", "0", "1" } },
    { "-0.5", 0, { "-1", "0", "0", "-1" } },
    { "1.5", 0, { "2", "2", "1", "2" } },
    { "-1.5", 0, { "-2", "-2", "-1", "-2" } },
    { "2.5", 0, { "3", "2", "2", "3" } },
    { "-2.5", 0, { "-3", "-2", "-2", "-3" } },
    { "0.49999", 0, { "0", "0", "0", "1" } },
    { "0.50001", 0, { "1", "1", "0", "1" } },
    { "-0.50001", 0, { "-1", "-1", "0", "-1" } },
    { "0.125", 2, { "0.13", "0.12", "0.12", "0.13" } },
    { "-0.125", 2, { "-0.13", "-0.12", "-0.12", "-0.13" } },
    { "0.135", 2, { "0.14", "0.14", "0.13", "0.14" } },
    { "-0.135", 2, { "-0.14", "-0.14", "-0.13", "-0.14" } },
    { "-0.004", 2, { "0.00", "0.00", "0.00", "-0.01" } },
    { "9.995", 2, { "10.00", "10.00", "9.99", "10.00" } },
    { "9.985", 2, { "9.99", "9.98", "9.98", "9.99" } },
    { "1/3", 4, { "0.3333", "0.3333", "0.3333", "0.3334" } },
    { "2/3", 4, { "0.6667", "0.6667", "0.6666", "0.6667" } },
    { "-2/3", 4, { "-0.6667", "-0.6667", "-0.6666", "-0.6667" } },
    { "12", 2, { "12.00", "12.00", "12.00", "12.00" } },
    { "99.999", 0, { "100", "100", "99", "100" } },
    { "1/3", 30,
      { "0.333333333333333333333333333333", "0.333333333333333333333333333333", "0.333333333333333333333333333333",
        "0.333333333333333333333333333334" } },
    /* Worked examples of the methods. */
    { "1567/20", 2, { "78.35", "78.35", "78.35", "78.35" } },
    { "483300/5600", 4, { "86.3036", "86.3036", "86.3035", "86.3036" } },
    { "483300/5600", 0, { "86", "86", "86", "87" } },
    { "10000/15000", 3, { "0.667", "0.667", "0.666", "0.667" } },
    { "4000/105", 3, { "38.095", "38.095", "38.095", "38.096" } },
    { "4000/108", 3, { "37.037", "37.037", "37.037", "37.038" } },
    { "850/12", 4, { "70.8333", "70.8333", "70.8333", "70.8334" } },
    { "166/3", 4, { "55.3333", "55.3333", "55.3333", "55.3334" } },
    { "18.2432", 2, { "18.24", "18.24", "18.24", "18.25" } },
    { "12.1622", 2, { "12.16", "12.16", "12.16", "12.17" } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (int rule = LW_ROUNDING_HALF_UP; rule <= LW_ROUNDING_UP; rule++)
      {
        g_auto (LwRational) r = LW_RATIONAL_INIT;
        g_auto (LwRational) again = LW_RATIONAL_INIT;
        g_autofree char *text = NULL, *rounded = NULL;

        set (&r, cases[i].text);
        text = lw_rational_to_decimal (&r, cases[i].places, (LwRounding) rule);
        g_assert_cmpstr (text, ==, cases[i].rounded[rule]);
        /* Rounding in place gives the same, and its text is then exact. */
        lw_rational_round (&r, cases[i].places, (LwRounding) rule);
        rounded = lw_rational_to_decimal (&r, cases[i].places, LW_ROUNDING_DOWN);
        g_assert_cmpstr (rounded, ==, cases[i].rounded[rule]);
        set (&again, rounded);
        g_assert_cmpint (lw_rational_cmp (&r, &again), ==, 0);
      }
}

/* The mean of the eight principles is 4833/5600 of the whole: section 6, worked example 1. */
static void
test_mean_of_sums (void)
{
  static const gint64 sums[] = { 28, 19, 13, 12, 12, 32, 20, 21 };
  static const gint64 criteria[] = { 6, 4, 3, 3, 3, 7, 5, 5 };
  g_auto (LwRational) total = LW_RATIONAL_INIT;
  g_auto (LwRational) part = LW_RATIONAL_INIT;
  g_autofree char *percentage = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (sums); i++)
    {
      lw_rational_set_int (&part, sums[i], 5 * criteria[i]);
      lw_rational_add (&total, &total, &part);
    }
  lw_rational_set_int (&part, 8, 1);
  lw_rational_div (&total, &total, &part);
  assert_exact (&total, "4833/5600");
  lw_rational_set_int (&part, 100, 1);
  lw_rational_mul (&total, &part, &total);
  percentage = lw_rational_to_decimal (&total, 4, LW_ROUNDING_HALF_UP);
  g_assert_cmpstr (percentage, ==, "86.3036");
}

static void
test_arithmetic (void)
{
  g_auto (LwRational) a = LW_RATIONAL_INIT;
  g_auto (LwRational) b = LW_RATIONAL_INIT;
  g_auto (LwRational) r = LW_RATIONAL_INIT;

  set (&a, "1/3");
  set (&b, "-1/6");
  lw_rational_add (&r, &a, &b);
  assert_exact (&r, "1/6");
  lw_rational_sub (&r, &a, &b);
  assert_exact (&r, "1/2");
  lw_rational_mul (&r, &a, &b);
  assert_exact (&r, "-1/18");
  lw_rational_div (&r, &a, &b);
  assert_exact (&r, "-2");
  /* The result may be an operand, or both. */
  lw_rational_sub (&a, &a, &a);
  assert_exact (&a, "0");
  lw_rational_div (&b, &b, &b);
  assert_exact (&b, "1");

  lw_rational_set (&a, &r);
  g_assert_cmpint (lw_rational_cmp (&a, &r), ==, 0);
  g_assert_cmpint (lw_rational_cmp (&a, &b), ==, -1);
  g_assert_cmpint (lw_rational_cmp (&b, &a), ==, 1);
  g_assert_cmpint (lw_rational_sign (&a), ==, -1);
  g_assert_cmpint (lw_rational_sign (&b), ==, 1);
  lw_rational_sub (&a, &a, &a);
  g_assert_cmpint (lw_rational_sign (&a), ==, 0);
}

static void
test_init (void)
{
  LwRational r;

  lw_rational_init (&r);
  assert_exact (&r, "0");
  lw_rational_clear (&r);
}

static void
test_programming_errors (void)
{
  g_auto (LwRational) a = LW_RATIONAL_INIT;
  g_auto (LwRational) zero = LW_RATIONAL_INIT;

  lw_rational_set_int (&a, 3, 2);
  g_test_expect_message ("lotwise", G_LOG_LEVEL_CRITICAL, "*mpq_sgn*");
  lw_rational_div (&a, &a, &zero);
  g_test_assert_expected_messages ();
  g_test_expect_message ("lotwise", G_LOG_LEVEL_CRITICAL, "*den != 0*");
  lw_rational_set_int (&a, 1, 0);
  g_test_assert_expected_messages ();
  g_test_expect_message ("lotwise", G_LOG_LEVEL_CRITICAL, "*LW_PLACES_MAX*");
  lw_rational_round (&a, LW_PLACES_MAX + 1, LW_ROUNDING_HALF_UP);
  g_test_assert_expected_messages ();
  assert_exact (&a, "3/2");
}

static char *
random_decimal (GRand *rand)
{
  GString *text = g_string_new (g_rand_boolean (rand) ? "-" : "");
  guint whole = (guint) g_rand_int_range (rand, 1, 40), places = (guint) g_rand_int_range (rand, 0, LW_PLACES_MAX + 1);

  /* As written by us: no zero before other digits. */
  g_string_append_c (text, (char) g_rand_int_range (rand, '1', '9' + 1));
  for (guint i = 1; i < whole; i++)
    g_string_append_c (text, (char) g_rand_int_range (rand, '0', '9' + 1));
  if (places > 0)
    g_string_append_c (text, '.');
  for (guint i = 0; i < places; i++)
    g_string_append_c (text, (char) g_rand_int_range (rand, '0', '9' + 1));
  return g_string_free (text, FALSE);
}

static void
test_decimal_round_trip (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);

  for (int i = 0; i < 50000; i++)
    {
      g_auto (LwRational) r = LW_RATIONAL_INIT;
      g_auto (LwRational) again = LW_RATIONAL_INIT;
      g_autofree char *text = random_decimal (rand);
      g_autofree char *written = NULL, *exact = NULL;
      const char *point = strchr (text, '.');
      LwRounding rule = (LwRounding) g_rand_int_range (rand, LW_ROUNDING_HALF_UP, LW_ROUNDING_UP + 1);

      set (&r, text);
      written = lw_rational_to_decimal (&r, point != NULL ? (guint) strlen (point + 1) : 0, rule);
      g_assert_cmpstr (written, ==, text);
      exact = lw_rational_to_exact (&r);
      set (&again, exact);
      g_assert_cmpint (lw_rational_cmp (&r, &again), ==, 0);
    }
}

/* Rounded down and up enclose a number, one unit apart unless it is on the grid; the halves take the
 * nearer one. This states the rules in other words than the code does. */
static void
test_round_encloses (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED + 1);

  for (int i = 0; i < 20000; i++)
    {
      g_auto (LwRational) r = LW_RATIONAL_INIT;
      g_auto (LwRational) down = LW_RATIONAL_INIT;
      g_auto (LwRational) up = LW_RATIONAL_INIT;
      g_auto (LwRational) middle = LW_RATIONAL_INIT;
      g_auto (LwRational) half_up = LW_RATIONAL_INIT;
      g_auto (LwRational) two = LW_RATIONAL_INIT;
      guint places = (guint) g_rand_int_range (rand, 0, 5);
      gboolean nearer_down;

      lw_rational_set_int (&two, 2, 1);
      lw_rational_set_int (&r, g_rand_int_range (rand, 0, 100000), g_rand_int_range (rand, 1, 3000));
      lw_rational_set (&down, &r);
      lw_rational_set (&up, &r);
      lw_rational_set (&half_up, &r);
      lw_rational_round (&down, places, LW_ROUNDING_DOWN);
      lw_rational_round (&up, places, LW_ROUNDING_UP);
      lw_rational_round (&half_up, places, LW_ROUNDING_HALF_UP);
      g_assert_cmpint (lw_rational_cmp (&down, &r), <=, 0);
      g_assert_cmpint (lw_rational_cmp (&up, &r), >=, 0);
      lw_rational_add (&middle, &down, &up);
      lw_rational_div (&middle, &middle, &two);
      nearer_down = lw_rational_cmp (&r, &middle) < 0;
      g_assert_cmpint (lw_rational_cmp (&half_up, nearer_down ? &down : &up), ==, 0);
    }
}

static void
test_names (void)
{
  for (int i = LW_ROUNDING_HALF_UP; i <= LW_ROUNDING_UP; i++)
    {
      LwRounding rule;

      g_assert_true (lw_rounding_parse (lw_rounding_to_string ((LwRounding) i), &rule, NULL));
      g_assert_cmpint (rule, ==, i);
    }
  for (int i = LW_ROUND_NEVER; i <= LW_ROUND_TOTAL; i++)
    {
      LwRoundingStage stage;

      g_assert_true (lw_rounding_stage_parse (lw_rounding_stage_to_string ((LwRoundingStage) i), &stage, NULL));
      g_assert_cmpint (stage, ==, i);
    }
  g_assert_cmpstr (lw_rounding_to_string (LW_ROUNDING_HALF_EVEN), ==, "half-even");
  g_assert_cmpstr (lw_rounding_stage_to_string (LW_ROUND_SECTION), ==, "section");
}

static void
test_names_refuse (void)
{
  static const char * const texts[] = { "", "half", "HALF-UP", "half-up ", "totals", NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) rule_error = NULL, stage_error = NULL;
      LwRounding rule = LW_ROUNDING_UP;
      LwRoundingStage stage = LW_ROUND_TOTAL;

      g_assert_false (lw_rounding_parse (texts[i], &rule, &rule_error));
      g_assert_error (rule_error, LW_ERROR, LW_ERROR_INVALID);
      g_assert_nonnull (strstr (rule_error->message, "half-up, half-even, down or up"));
      g_assert_cmpint (rule, ==, LW_ROUNDING_UP);
      g_assert_false (lw_rounding_stage_parse (texts[i], &stage, &stage_error));
      g_assert_error (stage_error, LW_ERROR, LW_ERROR_INVALID);
      g_assert_nonnull (strstr (stage_error->message, "never, criterion, section or total"));
      g_assert_cmpint (stage, ==, LW_ROUND_TOTAL);
    }
}

static void
test_format (void)
{
  g_auto (LwRational) r = LW_RATIONAL_INIT;
  g_autofree char *text = NULL;

  /* The C locale groups nothing; lw-digits has the other cases. */
  set (&r, "-1234567.891");
  text = lw_rational_format (&r, 2, LW_ROUNDING_HALF_UP);
  g_assert_cmpstr (text, ==, "-1234567.89");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/rational/init", test_init);
  g_test_add_func ("/rational/parse", test_parse);
  g_test_add_func ("/rational/parse/refuses", test_parse_refuses);
  g_test_add_func ("/rational/parse/null", test_parse_null);
  g_test_add_func ("/rational/parse/length", test_parse_length);
  g_test_add_func ("/rational/set-int", test_set_int);
  g_test_add_func ("/rational/round", test_round);
  g_test_add_func ("/rational/round/encloses", test_round_encloses);
  g_test_add_func ("/rational/mean-of-sums", test_mean_of_sums);
  g_test_add_func ("/rational/arithmetic", test_arithmetic);
  g_test_add_func ("/rational/programming-errors", test_programming_errors);
  g_test_add_func ("/rational/decimal-round-trip", test_decimal_round_trip);
  g_test_add_func ("/rational/names", test_names);
  g_test_add_func ("/rational/names/refuse", test_names_refuse);
  g_test_add_func ("/rational/format", test_format);
  return g_test_run ();
}
