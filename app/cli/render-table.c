/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "render-table.h"

#include <string.h>

#define GAP 2
/* A column of text is not cut below this: less says nothing. */
#define NARROWEST 8
/* Text that must be read is not wrapped into less than this. */
#define WRAP_NARROWEST 30
/* Wrapped text keeps words up to this whole; where room is short, up to less and less. */
#define WORD_LONGEST 24
#define WORD_STEP 2
/* A line under a heading in a pipe, where a cell may be as long as a page. */
#define RULE_LONGEST 60

/* ---- text ---- */

static int
char_width (gunichar c)
{
  if (g_unichar_iszerowidth (c))
    return 0;
  return g_unichar_iswide (c) ? 2 : 1;
}

int
cli_text_width (const char *text)
{
  int width = 0;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    width += char_width (g_utf8_get_char (p));
  return width;
}

/* An override or an isolate would show a line in another order than it has. */
static gboolean
turns_about (gunichar c)
{
  return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x200e || c == 0x200f || c == 0x061c;
}

char *
cli_text_clean (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *clean = g_string_sized_new (strlen (valid));
  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      GUnicodeType type = g_unichar_type (c);
      if (c == '\r' && p[1] == '\n')
        continue;
      if (c == '\n' || c == '\t' || c == '\r' || type == G_UNICODE_LINE_SEPARATOR || type == G_UNICODE_PARAGRAPH_SEPARATOR)
        g_string_append_c (clean, ' ');
      else if (type == G_UNICODE_CONTROL)
        g_string_append_unichar (clean, 0xfffd);
      else if (turns_about (c))
        g_string_append_printf (clean, "\\u%04x", c);
      else
        g_string_append_unichar (clean, c);
    }
  return g_string_free (clean, FALSE);
}

/* The end of the longest start of @text that takes at most @width columns. */
static const char *
cut_at (const char *text, int width)
{
  const char *p = text;
  while (*p != '\0')
    {
      width -= char_width (g_utf8_get_char (p));
      if (width < 0)
        break;
      p = g_utf8_next_char (p);
    }
  return p;
}

char *
cli_text_ellipsise (const char *text, int width)
{
  if (*cut_at (text, width) == '\0')
    return g_strdup (text);
  if (width < 1)
    return g_strdup ("");
  const char *end = cut_at (text, width - 1);
  while (end > text && end[-1] == ' ')
    end--;
  return g_strdup_printf ("%.*s…", (int) (end - text), text);
}

GStrv
cli_text_wrap (const char *text, int width)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  const char *start = text;
  for (;;)
    {
      const char *end = cut_at (start, width);
      if (*end == '\0')
        break;
      if (end == start) /* a wide character on a screen of one column */
        end = g_utf8_next_char (start);
      const char *space = end;
      while (space > start && *space != ' ')
        space--;
      if (space > start)
        end = space;
      g_autofree char *line = g_strndup (start, end - start);
      g_strv_builder_add (lines, g_strchomp (line));
      start = end;
      while (*start == ' ')
        start++;
    }
  if (*start != '\0' || start == text)
    g_strv_builder_add (lines, start);
  return g_strv_builder_end (lines);
}

/* ---- layout ---- */

typedef struct
{
  const LwVerbTable *table;
  const CliScreen *screen;
  guint n_columns, n_rows;
  char **cells;   /* cleaned; the header is row 0 */
  LwAlign *align;
  int *widths;
  GString *out;
} Layout;

static const char *
cell (const Layout *layout, guint row, guint column)
{
  return layout->cells[row * layout->n_columns + column];
}

static void
layout_init (Layout *layout, const LwVerbTable *table, const CliScreen *screen)
{
  layout->table = table;
  layout->screen = screen;
  layout->n_columns = lw_verb_table_n_columns (table);
  layout->n_rows = lw_verb_table_n_rows (table) + 1;
  layout->cells = g_new0 (char *, (gsize) layout->n_rows * layout->n_columns + 1);
  layout->align = g_new0 (LwAlign, layout->n_columns + 1);
  layout->widths = g_new0 (int, layout->n_columns + 1);
  layout->out = g_string_new (NULL);
  for (guint row = 0; row < layout->n_rows; row++)
    for (guint column = 0; column < layout->n_columns; column++)
      {
        const char *text = row == 0 ? lw_verb_table_get_column (table, column, &layout->align[column])
                                    : lw_verb_table_get_cell (table, row - 1, column);
        char *clean = cli_text_clean (text != NULL ? text : "");
        layout->cells[row * layout->n_columns + column] = clean;
        layout->widths[column] = MAX (layout->widths[column], cli_text_width (clean));
      }
}

static void
layout_clear (Layout *layout)
{
  for (gsize i = 0; i < (gsize) layout->n_rows * layout->n_columns; i++)
    g_free (layout->cells[i]);
  g_free (layout->cells);
  g_free (layout->align);
  g_free (layout->widths);
}

/* The longest word of a column: wrapped text is not broken inside one while there is room. */
static int
longest_word (const Layout *layout, guint column)
{
  int longest = 0;
  for (guint row = 0; row < layout->n_rows; row++)
    {
      int width = 0;
      for (const char *p = cell (layout, row, column); *p != '\0'; p = g_utf8_next_char (p))
        {
          width = *p == ' ' ? 0 : width + char_width (g_utf8_get_char (p));
          longest = MAX (longest, width);
        }
    }
  return longest;
}

/* Narrows the widest columns of text until the table fits; FALSE when it cannot. */
static gboolean
narrow (Layout *layout, const int *least)
{
  int total = (int) (layout->n_columns - 1) * GAP, sum = total, screen = layout->screen->width;
  for (guint i = 0; i < layout->n_columns; i++)
    {
      if (layout->align[i] == LW_ALIGN_LEFT)
        layout->widths[i] = MIN (layout->widths[i], MAX (screen, NARROWEST));
      sum += MIN (least[i], layout->widths[i]);
      total += layout->widths[i];
    }
  if (sum > screen)
    return FALSE;
  for (; total > screen; total--)
    {
      guint widest = G_MAXUINT;
      for (guint i = 0; i < layout->n_columns; i++)
        if (layout->widths[i] > least[i] && (widest == G_MAXUINT || layout->widths[i] > layout->widths[widest]))
          widest = i;
      layout->widths[widest]--;
    }
  return TRUE;
}

/* @whole_words: rather not at all than with usual words broken. */
static gboolean
fit (Layout *layout, CliWrap wrap, gboolean whole_words)
{
  guint last = layout->n_columns - 1;
  int wanted = wrap == CLI_WRAP_LAST ? MIN (layout->widths[last], WRAP_NARROWEST) : 0;
  g_autofree int *least = g_new0 (int, layout->n_columns);
  g_autofree int *word = g_new0 (int, layout->n_columns);
  for (guint i = 0; i < layout->n_columns; i++)
    word[i] = wrap == CLI_WRAP_ALL ? longest_word (layout, i) : 0;
  for (int longest = wrap == CLI_WRAP_ALL ? WORD_LONGEST : NARROWEST; longest >= NARROWEST; longest -= WORD_STEP)
    {
      for (guint i = 0; i < layout->n_columns; i++)
        least[i] = layout->align[i] != LW_ALIGN_LEFT ? layout->widths[i]
                                                     : MIN (layout->widths[i], MAX (NARROWEST, MIN (word[i], longest)));
      if (narrow (layout, least))
        return layout->widths[last] >= wanted;
      if (whole_words)
        return FALSE;
    }
  return FALSE;
}

/* Words by which the program itself says how things stand; they stay readable without their colour. */
static const char *
word_colour (const char *word)
{
  static const struct
  {
    const char *word, *colour;
  } words[] = {
    { "error", "\033[31m" },    { "warning", "\033[33m" }, { "note", "\033[36m" },     { "failed", "\033[31m" },
    { "blocked", "\033[33m" },  { "active", "\033[32m" },  { "disabled", "\033[2m" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (words[i].word, word) == 0)
      return words[i].colour;
  return NULL;
}

static void
append_cell (Layout *layout, guint column, const char *text, const char *colour)
{
  gboolean last = column + 1 == layout->n_columns;
  int pad = MAX (layout->widths[column] - cli_text_width (text), 0);
  if (!layout->screen->colour)
    colour = NULL;
  if (layout->align[column] == LW_ALIGN_RIGHT)
    g_string_append_printf (layout->out, "%*s", pad, "");
  g_string_append_printf (layout->out, "%s%s%s", colour != NULL ? colour : "", text, colour != NULL ? "\033[0m" : "");
  if (layout->align[column] == LW_ALIGN_LEFT && !last)
    g_string_append_printf (layout->out, "%*s", pad, "");
  if (!last)
    g_string_append_printf (layout->out, "%*s", GAP, "");
}

static void
end_line (GString *out)
{
  while (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
  g_string_append_c (out, '\n');
}

static gboolean
is_wrapped (const Layout *layout, guint column, CliWrap wrap)
{
  return layout->align[column] == LW_ALIGN_LEFT
         && (wrap == CLI_WRAP_ALL || (wrap == CLI_WRAP_LAST && column + 1 == layout->n_columns));
}

static void
append_row (Layout *layout, guint row, CliWrap wrap)
{
  g_autofree GStrv *cells = g_new0 (GStrv, layout->n_columns + 1);
  guint n_lines = 1;
  for (guint column = 0; column < layout->n_columns; column++)
    {
      const char *text = cell (layout, row, column);
      if (is_wrapped (layout, column, wrap))
        cells[column] = cli_text_wrap (text, layout->widths[column]);
      else
        {
          cells[column] = g_new0 (char *, 2);
          cells[column][0] = cli_text_ellipsise (text, layout->widths[column]);
        }
      n_lines = MAX (n_lines, g_strv_length (cells[column]));
    }
  for (guint line = 0; line < n_lines; line++)
    {
      for (guint column = 0; column < layout->n_columns; column++)
        {
          const char *text = line < g_strv_length (cells[column]) ? cells[column][line] : "";
          append_cell (layout, column, text, row == 0 ? "\033[1m" : word_colour (text));
        }
      end_line (layout->out);
    }
  for (guint column = 0; column < layout->n_columns; column++)
    g_strfreev (cells[column]);
}

static void
append_rows (Layout *layout, CliWrap wrap)
{
  append_row (layout, 0, CLI_WRAP_NONE);
  for (guint column = 0; column < layout->n_columns; column++)
    {
      int rule = layout->screen->width > 0 ? layout->widths[column] : MIN (layout->widths[column], RULE_LONGEST);
      gboolean last = column + 1 == layout->n_columns;
      for (int i = 0; i < (last ? rule : layout->widths[column]); i++)
        g_string_append_c (layout->out, '-');
      if (!last)
        g_string_append_printf (layout->out, "%*s", GAP, "");
    }
  end_line (layout->out);
  for (guint row = 1; row < layout->n_rows; row++)
    append_row (layout, row, wrap);
}

/* One line a column: for a screen too narrow for the table. */
static void
append_records (Layout *layout)
{
  int screen = layout->screen->width;
  int label = 0;
  for (guint column = 0; column < layout->n_columns; column++)
    label = MAX (label, cli_text_width (cell (layout, 0, column)));
  label = MIN (label, MAX (screen / 2 - GAP, 1));
  int room = MAX (screen - label - GAP, 1);
  const char *bold = layout->screen->colour ? "\033[1m" : "", *plain = layout->screen->colour ? "\033[0m" : "";
  for (guint row = 1; row < layout->n_rows; row++)
    {
      if (row > 1)
        g_string_append_c (layout->out, '\n');
      for (guint column = 0; column < layout->n_columns; column++)
        {
          if (*cell (layout, row, column) == '\0')
            continue;
          g_autofree char *name = cli_text_ellipsise (cell (layout, 0, column), label);
          g_auto (GStrv) lines = cli_text_wrap (cell (layout, row, column), room);
          g_string_append_printf (layout->out, "%s%s%s%*s%s\n", bold, name, plain,
                                  label - cli_text_width (name) + GAP, "", lines[0]);
          for (guint i = 1; lines[i] != NULL; i++)
            g_string_append_printf (layout->out, "%*s%s\n", label + GAP, "", lines[i]);
        }
    }
}

static void
append_title (Layout *layout)
{
  const char *title = lw_verb_table_get_title (layout->table);
  if (title == NULL)
    return;
  g_autofree char *clean = cli_text_clean (title);
  gboolean terminal = layout->screen->width > 0;
  g_auto (GStrv) lines = terminal ? cli_text_wrap (clean, layout->screen->width) : g_strsplit (clean, "\n", 1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (layout->screen->colour)
        g_string_append_printf (layout->out, "\033[1m%s\033[0m\n", lines[i]);
      else
        g_string_append_printf (layout->out, "%s\n", lines[i]);
    }
}

char *
cli_table_to_text (const LwVerbTable *table, const CliScreen *screen, CliWrap wrap)
{
  Layout layout;
  layout_init (&layout, table, screen);
  append_title (&layout);
  if (layout.n_columns > 0)
    {
      if (wrap == CLI_WRAP_LAST && layout.align[layout.n_columns - 1] != LW_ALIGN_LEFT)
        wrap = CLI_WRAP_NONE;
      if (screen->width <= 0)
        append_rows (&layout, CLI_WRAP_NONE);
      else if (fit (&layout, wrap, FALSE))
        append_rows (&layout, wrap);
      else
        append_records (&layout);
    }
  layout_clear (&layout);
  return g_string_free (layout.out, FALSE);
}

gboolean
cli_table_fits (const LwVerbTable *table, const CliScreen *screen, CliWrap wrap)
{
  Layout layout;
  layout_init (&layout, table, screen);
  gboolean fits = screen->width <= 0 || layout.n_columns == 0 || fit (&layout, wrap, TRUE);
  layout_clear (&layout);
  g_string_free (layout.out, TRUE);
  return fits;
}

/* ---- CSV ---- */

static void
append_csv (GString *out, const char *text, gboolean last)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  gsize length = strlen (valid);
  gboolean quote = strpbrk (valid, ",\"\r\n") != NULL || (length > 0 && (valid[0] == ' ' || valid[length - 1] == ' '));
  if (quote)
    g_string_append_c (out, '"');
  for (const char *p = valid; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *p);
    }
  if (quote)
    g_string_append_c (out, '"');
  g_string_append (out, last ? "\r\n" : ",");
}

char *
cli_table_csv_header (const LwVerbTable *table)
{
  GString *out = g_string_new (NULL);
  guint n = lw_verb_table_n_columns (table);
  for (guint column = 0; column < n; column++)
    append_csv (out, lw_verb_table_get_column (table, column, NULL), column + 1 == n);
  return g_string_free (out, FALSE);
}

char *
cli_table_csv_rows (const LwVerbTable *table)
{
  GString *out = g_string_new (NULL);
  guint n = lw_verb_table_n_columns (table);
  for (guint row = 0; row < lw_verb_table_n_rows (table); row++)
    for (guint column = 0; column < n; column++)
      append_csv (out, lw_verb_table_get_cell (table, row, column), column + 1 == n);
  return g_string_free (out, FALSE);
}
