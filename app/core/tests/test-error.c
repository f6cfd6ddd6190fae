/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "base/lw-error.h"

static void
test_quark (void)
{
  g_assert_cmpstr (g_quark_to_string (LW_ERROR), ==, "lw-error-quark");
}

static void
test_quote (void)
{
  static const struct
  {
    const char *text, *expected;
  } cases[] = {
    { NULL, "nothing" },
    { "", "an empty text" },
    { " ", "“ ”" },
    { "L12", "“L12”" },
    { "half – up €", "“half – up €”" },
    { "a\nb\tc", "“a\\u000ab\\u0009c”" },
    { "\033[31mred", "“\\u001b[31mred”" },
    /* U+202E turns the rest of a line about. */
    { "a\342\200\256b", "“a\\u202eb”" },
    { "a\377b", "“a\357\277\275b”" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *quoted = lw_error_quote (cases[i].text);

      g_assert_cmpstr (quoted, ==, cases[i].expected);
    }
}

static void
test_quote_cuts (void)
{
  g_autofree char *just = g_strnfill (60, 'x');
  g_autofree char *large = g_strnfill (1000000, 'x');
  g_autofree char *expected_just = g_strconcat ("“", just, "”", NULL);
  g_autofree char *expected_large = g_strconcat ("“", just, "…”", NULL);
  g_autofree char *quoted_just = lw_error_quote (just);
  g_autofree char *quoted_large = lw_error_quote (large);
  g_autoptr (GString) wide = g_string_new (NULL), expected_wide = g_string_new ("“");
  g_autofree char *quoted_wide = NULL;

  g_assert_cmpstr (quoted_just, ==, expected_just);
  g_assert_cmpstr (quoted_large, ==, expected_large);

  /* Characters of four bytes are cut between, never within. */
  for (int i = 0; i < 100; i++)
    {
      g_string_append_unichar (wide, 0x1f5f3);
      if (i < 60)
        g_string_append_unichar (expected_wide, 0x1f5f3);
    }
  g_string_append (expected_wide, "…”");
  quoted_wide = lw_error_quote (wide->str);
  g_assert_cmpstr (quoted_wide, ==, expected_wide->str);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/error/quark", test_quark);
  g_test_add_func ("/error/quote", test_quote);
  g_test_add_func ("/error/quote/cuts", test_quote_cuts);
  return g_test_run ();
}
