/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "render-table.h"

#include <string.h>

static LwVerbTable *
make_table (void)
{
  LwVerbTable *table = lw_verb_table_new (NULL);
  lw_verb_table_add_column (table, "bidder", LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, "name", LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, "total", LW_ALIGN_RIGHT);
  lw_verb_table_add_row (table, "B01", "A consortium with a very long name indeed", "78.35");
  lw_verb_table_add_row (table, "B02", "Łódź 事業", "9.00");
  lw_verb_table_add_row (table, "B03", (const char *) NULL, "-");
  return table;
}

static void
assert_widths (const char *text, int width)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    g_assert_cmpint (cli_text_width (lines[i]), <=, width);
}

static void
test_width (void)
{
  static const struct
  {
    const char *text;
    int width;
  } cases[] = {
    { "", 0 }, { "abc", 3 }, { "Łódź", 4 }, { "事業", 4 }, { "e\xcc\x81", 1 }, { "a\xe2\x80\x8b" "b", 2 }, { "…", 1 },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (cli_text_width (cases[i].text), ==, cases[i].width);
}

static void
test_clean (void)
{
  static const struct
  {
    const char *text, *clean;
  } cases[] = {
    { "plain", "plain" },
    { "two\nlines\r\nand\ttabs", "two lines and tabs" },
    { "\033[31mred", "\xef\xbf\xbd[31mred" },
    { "\xc2\x9b" "31m", "\xef\xbf\xbd" "31m" },
    { "broken \xff byte", "broken \xef\xbf\xbd byte" },
    { "a\xe2\x80\xa8" "b", "a b" },
    { "West\xe2\x80\xae" "tsew", "West\\u202etsew" },
    { "\xe2\x81\xa6x\xe2\x81\xa9", "\\u2066x\\u2069" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *clean = cli_text_clean (cases[i].text);
      g_assert_cmpstr (clean, ==, cases[i].clean);
    }
}

static void
test_ellipsise (void)
{
  static const struct
  {
    const char *text;
    int width;
    const char *cut;
  } cases[] = {
    { "abcdef", 6, "abcdef" }, { "abcdef", 5, "abcd…" }, { "ab cdef", 4, "ab…" }, { "事業者", 6, "事業者" },
    { "事業者", 5, "事業…" },  { "事業者", 4, "事…" },    { "abc", 1, "…" },        { "abc", 0, "" },
    { "e\xcc\x81x", 2, "e\xcc\x81x" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *cut = cli_text_ellipsise (cases[i].text, cases[i].width);
      g_assert_cmpstr (cut, ==, cases[i].cut);
      g_assert_cmpint (cli_text_width (cut), <=, MAX (cases[i].width, 0));
    }
}

static void
test_wrap (void)
{
  static const struct
  {
    const char *text;
    int width;
    const char *lines;
  } cases[] = {
    { "", 10, "" },
    { "one two three", 8, "one two|three" },
    { "one two three", 7, "one two|three" },
    { "onetwothree", 4, "onet|woth|ree" },
    { "事業者", 1, "事|業|者" },
    { "a  b", 1, "a|b" },
    { "ends in space ", 13, "ends in space" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) lines = cli_text_wrap (cases[i].text, cases[i].width);
      g_autofree char *joined = g_strjoinv ("|", lines);
      g_assert_cmpstr (joined, ==, cases[i].lines);
    }
}

static void
test_pipe (void)
{
  const CliScreen pipe = { FALSE, 0 };
  g_autoptr (LwVerbTable) table = make_table ();
  g_autofree char *text = cli_table_to_text (table, &pipe, TRUE);
  g_assert_cmpstr (text, ==,
                   "bidder  name                                       total\n"
                   "------  -----------------------------------------  -----\n"
                   "B01     A consortium with a very long name indeed  78.35\n"
                   "B02     Łódź 事業                                   9.00\n"
                   "B03                                                    -\n");
}

static void
test_narrow (void)
{
  const CliScreen screen = { FALSE, 40 };
  g_autoptr (LwVerbTable) table = make_table ();
  g_autofree char *text = cli_table_to_text (table, &screen, FALSE);
  assert_widths (text, 40);
  g_assert_cmpstr (text, ==,
                   "bidder  name                       total\n"
                   "------  -------------------------  -----\n"
                   "B01     A consortium with a very…  78.35\n"
                   "B02     Łódź 事業                   9.00\n"
                   "B03                                    -\n");
}

/* Every width from one column on: nothing is wider than the screen, and no number is cut. */
static void
test_every_width (void)
{
  g_autoptr (LwVerbTable) table = make_table ();
  for (int width = 1; width < 100; width++)
    for (int wrap = 0; wrap < 2; wrap++)
      {
        const CliScreen screen = { FALSE, width };
        g_autofree char *text = cli_table_to_text (table, &screen, wrap);
        assert_widths (text, MAX (width, 5)); /* a label, the gap and one wide character */
        if (width >= 20)
          g_assert_nonnull (strstr (text, "78.35"));
      }
}

static void
test_records (void)
{
  const CliScreen screen = { FALSE, 22 };
  g_autoptr (LwVerbTable) table = make_table ();
  g_autofree char *text = cli_table_to_text (table, &screen, FALSE);
  g_assert_cmpstr (text, ==,
                   "bidder  B01\n"
                   "name    A consortium\n"
                   "        with a very\n"
                   "        long name\n"
                   "        indeed\n"
                   "total   78.35\n"
                   "\n"
                   "bidder  B02\n"
                   "name    Łódź 事業\n"
                   "total   9.00\n"
                   "\n"
                   "bidder  B03\n"
                   "total   -\n");
}

static void
test_wrap_last (void)
{
  g_autoptr (LwVerbTable) table = lw_verb_table_new ("Findings");
  lw_verb_table_add_column (table, "severity", LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, "text", LW_ALIGN_LEFT);
  lw_verb_table_add_row (table, "error", "the weights below criterion 2 add up to 95, not to 100");
  const CliScreen screen = { FALSE, 42 };
  g_autofree char *text = cli_table_to_text (table, &screen, TRUE);
  g_assert_cmpstr (text, ==,
                   "Findings\n"
                   "severity  text\n"
                   "--------  --------------------------------\n"
                   "error     the weights below criterion 2\n"
                   "          add up to 95, not to 100\n");
  /* Too little room to read a column of text: a record instead. */
  const CliScreen narrow = { FALSE, 36 };
  g_autofree char *record = cli_table_to_text (table, &narrow, TRUE);
  g_assert_cmpstr (record, ==,
                   "Findings\n"
                   "severity  error\n"
                   "text      the weights below\n"
                   "          criterion 2 add up to 95,\n"
                   "          not to 100\n");
}

/* In a pipe a line under a heading is not as long as the longest cell. */
/* Nothing is cut, and words stay whole while there is room for the longest of each column. */
static void
test_wrap_all (void)
{
  g_autoptr (LwVerbTable) table = lw_verb_table_new (NULL);
  const CliScreen screen = { FALSE, 40 };
  lw_verb_table_add_column (table, "person", LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, "command", LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, "rows", LW_ALIGN_RIGHT);
  lw_verb_table_add_row (table, "Commercial lead", "Change bid L12/B04 and everything that goes with it", "12345");
  g_autofree char *text = cli_table_to_text (table, &screen, CLI_WRAP_ALL);
  assert_widths (text, 40);
  g_assert_null (strstr (text, "…"));
  static const char *const words[] = { "Commercial", "lead", "Change", "L12/B04", "everything", "12345" };
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    g_assert_nonnull (strstr (text, words[i]));
  g_assert_true (cli_table_fits (table, &screen, CLI_WRAP_ALL));
  const CliScreen narrow = { FALSE, 27 };
  g_assert_false (cli_table_fits (table, &narrow, CLI_WRAP_ALL));
  for (int width = 1; width < 60; width++)
    {
      const CliScreen any = { FALSE, width };
      g_autofree char *all = cli_table_to_text (table, &any, CLI_WRAP_ALL);
      g_assert_nonnull (all);
      if (width >= 20)
        assert_widths (all, width);
    }
}

static void
test_rule (void)
{
  const CliScreen pipe = { FALSE, 0 };
  g_autoptr (LwVerbTable) table = lw_verb_table_new (NULL);
  g_autofree char *long_text = g_strnfill (500, 'x');
  g_autofree char *rule = g_strnfill (60, '-');
  lw_verb_table_add_column (table, "text", LW_ALIGN_LEFT);
  lw_verb_table_add_row (table, long_text);
  g_autofree char *text = cli_table_to_text (table, &pipe, FALSE);
  g_autofree char *expected = g_strdup_printf ("text\n%s\n%s\n", rule, long_text);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_colour (void)
{
  const CliScreen screen = { TRUE, 80 };
  g_autoptr (LwVerbTable) table = lw_verb_table_new (NULL);
  lw_verb_table_add_column (table, "severity", LW_ALIGN_LEFT);
  lw_verb_table_add_row (table, "error");
  lw_verb_table_add_row (table, "\033[5mbad");
  g_autofree char *text = cli_table_to_text (table, &screen, FALSE);
  g_assert_nonnull (strstr (text, "\033[1mseverity\033[0m"));
  g_assert_nonnull (strstr (text, "\033[31merror\033[0m"));
  g_assert_null (strstr (text, "\033[5m"));
}

static void
test_csv (void)
{
  g_autoptr (LwVerbTable) table = lw_verb_table_new ("not in CSV");
  lw_verb_table_add_column (table, "plain", LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, "a,b", LW_ALIGN_RIGHT);
  lw_verb_table_add_row (table, "say \"no\"", "two\nlines");
  lw_verb_table_add_row (table, (const char *) NULL, " space");
  g_autofree char *header = cli_table_csv_header (table);
  g_autofree char *rows = cli_table_csv_rows (table);
  g_assert_cmpstr (header, ==, "plain,\"a,b\"\r\n");
  g_assert_cmpstr (rows, ==, "\"say \"\"no\"\"\",\"two\nlines\"\r\n,\" space\"\r\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/cli/text/width", test_width);
  g_test_add_func ("/cli/text/clean", test_clean);
  g_test_add_func ("/cli/text/ellipsise", test_ellipsise);
  g_test_add_func ("/cli/text/wrap", test_wrap);
  g_test_add_func ("/cli/table/pipe", test_pipe);
  g_test_add_func ("/cli/table/narrow", test_narrow);
  g_test_add_func ("/cli/table/every-width", test_every_width);
  g_test_add_func ("/cli/table/records", test_records);
  g_test_add_func ("/cli/table/wrap-last", test_wrap_last);
  g_test_add_func ("/cli/table/rule", test_rule);
  g_test_add_func ("/cli/table/colour", test_colour);
  g_test_add_func ("/cli/table/csv", test_csv);
  g_test_add_func ("/cli/table/wrap-all", test_wrap_all);
  return g_test_run ();
}
