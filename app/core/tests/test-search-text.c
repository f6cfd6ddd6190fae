/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "search/lw-search-text-private.h"

#include <string.h>

static const struct
{
  const char *text;
  const char *expression; /* NULL: no word */
} typed[] = {
  { "", NULL },
  { " \t\n", NULL },
  { "* - ( ) \" : ^ +", NULL },
  { "\"\"", NULL },
  { "\"", NULL },
  { "london", "\"london\" *" },
  { "  Great   London ", "\"Great\" \"London\" *" },
  { "\"Great London\"", "\"Great London\"" },
  { "\"Great London", "\"Great London\" *" },
  { "“Great London” north", "\"Great London\" \"north\" *" },
  { "north \"Great London\"", "\"north\" \"Great London\"" },
  { "a\"b", "\"a\" \"b\" *" },
  { "a\"b c\"d", "\"a\" \"b c\" \"d\" *" },
  { "AND OR NOT NEAR", "\"AND\" \"OR\" \"NOT\" \"NEAR\" *" },
  { "title:x*", "\"title:x*\" *" },
  { "foo -", "\"foo\" *" },
  { "L12/B04/2.1", "\"L12/B04/2.1\" *" },
  { "\xff\xfe", NULL },
  { "caf\xc3", "\"caf\xef\xbf\xbd\" *" },
};

static void
test_typed (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_autoptr (LwSearchTerms) terms = lw_search_terms_new (typed[i].text);
      g_assert_cmpstr (terms->expression, ==, typed[i].expression);
      g_assert_true ((terms->pieces->len == 0) == (terms->expression == NULL));
    }
}

/* However much is typed, the expression stays small, and is cut between characters. */
static void
test_long (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < 20000; i++)
    g_string_append (text, "é");
  for (guint i = 0; i < 20000; i++)
    g_string_append (text, " w");
  g_autoptr (LwSearchTerms) terms = lw_search_terms_new (text->str);
  g_assert_cmpuint (terms->pieces->len, ==, LW_SEARCH_MAX_PIECES);
  g_assert_cmpuint (strlen (terms->expression), <, LW_SEARCH_MAX_PIECE + 8 * LW_SEARCH_MAX_PIECES);
  g_assert_true (g_utf8_validate (terms->expression, -1, NULL));
}

/* "[match]" for each range. */
static char *
marked (const char *text, GArray *ranges)
{
  GString *out = g_string_new (text);

  for (guint i = ranges->len; i-- > 0;)
    {
      const LwSearchRange *range = &g_array_index (ranges, LwSearchRange, i);
      g_string_insert_c (out, range->start + range->length, ']');
      g_string_insert_c (out, range->start, '[');
    }
  return g_string_free (out, FALSE);
}

static const struct
{
  const char *typed, *text, *marked;
} found[] = {
  { "lon", "London, Londonderry and lon; Épilon", "[London], [Londonderry] and [lon]; Épilon" },
  { "\"lon\"", "London and lon", "London and [lon]" },
  { "epine", "L’épine, EPINE, E\xcc\x81pine", "L’[épine], [EPINE], [E\xcc\x81pine]" },
  { "ÉPINE", "epine", "[epine]" },
  { "2.1", "2.1 and 2.10, 12.1", "[2].[1] and [2].[10], 12.1" },
  { "the m", "The mark of them", "[The] [mark] of them" },
  { "x", "", "" },
};

static void
test_match (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (found); i++)
    {
      g_autoptr (LwSearchTerms) terms = lw_search_terms_new (found[i].typed);
      g_autoptr (GArray) ranges = lw_search_terms_match (terms, found[i].text);
      g_autofree char *text = marked (found[i].text, ranges);
      g_assert_cmpstr (text, ==, found[i].marked);
    }
}

static void
test_snippet (void)
{
  g_autoptr (LwSearchTerms) terms = lw_search_terms_new ("needle");
  g_autoptr (GString) hay = g_string_new (NULL);
  struct
  {
    char *text;
    const char *start, *end;
  } cases[] = {
    { g_strdup ("A needle\nin two lines"), "A [needle] in two lines", "lines" },
    { g_strdup ("No such thing"), "No such thing", "thing" },
    { g_strdup (""), "", "" },
    { NULL, "…hä hä ", " hä…" },
    { NULL, "[needle] hä", "hä…" },
    { NULL, "…hä hä", "hä [needle]" },
    { NULL, "…ö", "ö…" },
  };

  for (guint i = 0; i < 200; i++)
    g_string_append (hay, "hä ");
  cases[3].text = g_strconcat (hay->str, "needle ", hay->str, NULL);
  cases[4].text = g_strconcat ("needle ", hay->str, NULL);
  cases[5].text = g_strconcat (hay->str, "needle", NULL);
  g_string_truncate (hay, 0);
  for (guint i = 0; i < 1000; i++)
    g_string_append (hay, "ö");
  cases[6].text = g_strconcat (hay->str, "-needle-", hay->str, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) ranges = NULL;
      g_autofree char *snippet = lw_search_terms_snippet (terms, cases[i].text, &ranges);
      g_autofree char *text = marked (snippet, ranges);
      g_assert_true (g_utf8_validate (snippet, -1, NULL));
      g_assert_cmpint (g_utf8_strlen (snippet, -1), <=, 162);
      g_assert_true (g_str_has_prefix (text, cases[i].start));
      g_assert_true (g_str_has_suffix (text, cases[i].end));
      g_assert_cmpint (strstr (cases[i].text, "needle") != NULL, ==, strstr (text, "[needle]") != NULL);
      g_free (cases[i].text);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/search-text/typed", test_typed);
  g_test_add_func ("/search-text/long", test_long);
  g_test_add_func ("/search-text/match", test_match);
  g_test_add_func ("/search-text/snippet", test_snippet);
  return g_test_run ();
}
