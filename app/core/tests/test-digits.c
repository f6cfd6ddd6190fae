/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "base/lw-digits.h"

#include <limits.h>

/* The conventions of locales by hand, because a test machine need not have the locales. */
static const char by_three[] = { 3, 0 };
static const char indian[] = { 3, 2, 0 };
static const char once[] = { 3, CHAR_MAX, 0 };
static const char none[] = { CHAR_MAX, 0 };

#define NARROW_SPACE "\342\200\257" /* U+202F */

static void
test_punctuate (void)
{
  static const struct
  {
    const char *decimal, *point, *separator, *grouping, *expected;
  } cases[] = {
    { "0", ".", ",", by_three, "0" },
    { "-0.05", ".", ",", by_three, "-0.05" },
    { "12", ".", ",", by_three, "12" },
    { "123", ".", ",", by_three, "123" },
    { "1234", ".", ",", by_three, "1,234" },
    { "-123456", ".", ",", by_three, "-123,456" },
    { "8400000.00", ".", ",", by_three, "8,400,000.00" },
    { "-1234567.8901", ".", ",", by_three, "-1,234,567.8901" },
    { "1234567.5", ",", ".", by_three, "1.234.567,5" },
    { "1234567.5", ",", NARROW_SPACE, by_three, "1" NARROW_SPACE "234" NARROW_SPACE "567,5" },
    { "123456789.5", ".", ",", indian, "12,34,56,789.5" },
    { "1234567890", ".", ",", once, "1234567,890" },
    { "1234567", ".", ",", none, "1234567" },
    { "1234567", ".", ",", "", "1234567" },
    { "1234567.25", "٫", "", by_three, "1234567٫25" },
    { "1", "", "", "", "1" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = lw_digits_punctuate (cases[i].decimal, cases[i].point, cases[i].separator, cases[i].grouping);

      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

static void
test_localise (void)
{
  g_autofree char *text = lw_digits_localise ("-1234567.50");

  /* The program has set no locale: it runs in C, which groups nothing. */
  g_assert_cmpstr (text, ==, "-1234567.50");
}

static void
test_from_int (void)
{
  static const struct
  {
    gint64 value;
    guint places;
    const char *expected;
  } cases[] = {
    { 0, 0, "0" },
    { 0, 2, "0.00" },
    { -5, 0, "-5" },
    { -5, 2, "-0.05" },
    { 8400000, 2, "84000.00" },
    { G_MAXINT64, 0, "9223372036854775807" },
    { G_MININT64, 0, "-9223372036854775808" },
    { G_MAXINT64, 2, "92233720368547758.07" },
    { G_MININT64, 2, "-92233720368547758.08" },
    { G_MININT64, 18, "-9.223372036854775808" },
    { 1, 18, "0.000000000000000001" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = lw_digits_from_int (cases[i].value, cases[i].places);

      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/digits/punctuate", test_punctuate);
  g_test_add_func ("/digits/localise", test_localise);
  g_test_add_func ("/digits/from-int", test_from_int);
  return g_test_run ();
}
