/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "search/lw-search-text-private.h"

#include <string.h>

#define SNIPPET_CHARS 160
#define SNIPPET_BEFORE 48 /* characters before the first match */

/* ---- words, as FTS5's unicode61 has them ---- */

static gboolean
is_word_char (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_type (c) == G_UNICODE_PRIVATE_USE;
}

static gboolean
is_accent (gunichar c)
{
  return c >= 0x300 && c <= 0x36f;
}

static gunichar
fold (gunichar c)
{
  gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];

  if (c < 0x80)
    return (gunichar) g_ascii_tolower ((char) c);
  g_unichar_fully_decompose (c, FALSE, parts, G_N_ELEMENTS (parts));
  return g_unichar_tolower (parts[0]);
}

/* The next word from *@at on; *@at is then behind it. FALSE where there is none. */
static gboolean
next_word (const char **at, const char **start, GString *folded)
{
  const char *p = *at;

  while (*p && !is_word_char (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  *start = p;
  g_string_truncate (folded, 0);
  for (; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      if (is_word_char (c))
        g_string_append_unichar (folded, fold (c));
      else if (!is_accent (c))
        break;
    }
  *at = p;
  return p > *start;
}

/* ---- what a person typed ---- */

static gboolean
is_quote (gunichar c)
{
  return c == '"' || c == 0x201c || c == 0x201d || c == 0x201e;
}

/* From *@at the next piece: a word, or what is between quotes. *@closed: it ends with a quote. */
static char *
next_piece (const char **at, gboolean *closed)
{
  const char *p = *at, *start;
  gboolean quoted;

  while (*p && g_unichar_isspace (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  *closed = FALSE;
  if (!*p)
    return NULL;
  quoted = is_quote (g_utf8_get_char (p));
  if (quoted)
    p = g_utf8_next_char (p);
  for (start = p; *p && !is_quote (g_utf8_get_char (p)) && (quoted || !g_unichar_isspace (g_utf8_get_char (p)));)
    p = g_utf8_next_char (p);
  *closed = quoted && *p;
  *at = *closed ? g_utf8_next_char (p) : p;
  if (p - start > LW_SEARCH_MAX_PIECE)
    p = g_utf8_find_prev_char (start, start + LW_SEARCH_MAX_PIECE);
  return g_strndup (start, (gsize) (p - start));
}

/* Adds the words of @piece; FALSE where it has none: FTS5 would find nothing for it. */
static gboolean
add_piece (LwSearchTerms *terms, const char *piece)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) folded = g_string_new (NULL);
  const char *start;

  while (next_word (&piece, &start, folded))
    g_ptr_array_add (words, g_strdup (folded->str));
  if (words->len == 0)
    return FALSE;
  g_ptr_array_add (terms->pieces, g_steal_pointer (&words));
  return TRUE;
}

LwSearchTerms *
lw_search_terms_new (const char *text)
{
  LwSearchTerms *terms = g_new0 (LwSearchTerms, 1);
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr (GString) expression = g_string_new (NULL);
  const char *at = valid;
  gboolean closed;
  char *piece;

  terms->pieces = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  for (guint n = 0; n < LW_SEARCH_MAX_PIECES && (piece = next_piece (&at, &closed)); n++)
    {
      /* In quotes everything is text to FTS5, and a piece has no quote in it. */
      if (add_piece (terms, piece))
        {
          g_string_append_printf (expression, "%s\"%s\"", expression->len ? " " : "", piece);
          terms->prefix = !closed;
        }
      g_free (piece);
    }
  if (terms->prefix)
    g_string_append (expression, " *");
  if (expression->len)
    terms->expression = g_strdup (expression->str);
  terms->key = g_strstrip (g_steal_pointer (&valid));
  return terms;
}

void
lw_search_terms_free (LwSearchTerms *terms)
{
  g_ptr_array_unref (terms->pieces);
  g_free (terms->expression);
  g_free (terms->key);
  g_free (terms);
}

/* ---- where it matches ---- */

/* A word of a text that is searched. */
typedef struct
{
  LwSearchRange range;
  char *folded;
  gboolean matches;
} Word;

static void
word_clear (gpointer data)
{
  g_free (((Word *) data)->folded);
}

static GArray *
split (const char *text)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (Word));
  g_autoptr (GString) folded = g_string_new (NULL);
  const char *at = text, *start;

  g_array_set_clear_func (words, word_clear);
  while (next_word (&at, &start, folded))
    {
      Word word = { { (guint) (start - text), (guint) (at - start) }, g_strdup (folded->str), FALSE };
      g_array_append_val (words, word);
    }
  return words;
}

/* Whether the words from @words on are those of @piece. */
static gboolean
is_piece (const Word *words, guint n, const GPtrArray *piece, gboolean prefix)
{
  if (n < piece->len)
    return FALSE;
  for (guint i = 0; i < piece->len; i++)
    {
      const char *wanted = g_ptr_array_index (piece, i);
      gboolean beginning = prefix && i + 1 == piece->len;
      if (beginning ? !g_str_has_prefix (words[i].folded, wanted) : !g_str_equal (words[i].folded, wanted))
        return FALSE;
    }
  return TRUE;
}

GArray *
lw_search_terms_match (const LwSearchTerms *terms, const char *text)
{
  GArray *ranges = g_array_new (FALSE, FALSE, sizeof (LwSearchRange));
  g_autoptr (GArray) words = split (text);

  for (guint i = 0; i < words->len; i++)
    for (guint p = 0; p < terms->pieces->len; p++)
      {
        const GPtrArray *piece = g_ptr_array_index (terms->pieces, p);
        Word *word = &g_array_index (words, Word, i);
        if (is_piece (word, words->len - i, piece, terms->prefix && p + 1 == terms->pieces->len))
          for (guint k = 0; k < piece->len; k++)
            word[k].matches = TRUE;
      }
  for (guint i = 0; i < words->len; i++)
    if (g_array_index (words, Word, i).matches)
      g_array_append_val (ranges, g_array_index (words, Word, i).range);
  return ranges;
}

/* @at moved by at most @chars characters towards @end. */
static const char *
move (const char *at, guint chars, const char *end)
{
  for (; chars > 0 && at != end; chars--)
    at = at < end ? g_utf8_next_char (at) : g_utf8_prev_char (at);
  return at;
}

/* Where the next word begins, so that no word is cut; @at where that is too far. */
static const char *
word_start (const char *at, const char *text, const char *limit)
{
  const char *p = at;

  if (at == text)
    return at;
  while (p < limit && !g_ascii_isspace (p[-1]))
    p = g_utf8_next_char (p);
  return p < limit ? p : at;
}

/* Where the last whole word before @at ends; @at where that is too far. */
static const char *
word_end (const char *at, const char *limit)
{
  const char *p = at;

  while (p > limit && *p && !g_ascii_isspace (*p))
    p = g_utf8_prev_char (p);
  return p > limit ? p : at;
}

char *
lw_search_terms_snippet (const LwSearchTerms *terms, const char *text, GArray **ranges)
{
  GArray *found = lw_search_terms_match (terms, text);
  const char *first = text + (found->len ? g_array_index (found, LwSearchRange, 0).start : 0);
  const char *start = word_start (move (first, SNIPPET_BEFORE, text), text, first);
  const char *end = move (start, SNIPPET_CHARS, text + strlen (text));
  g_autoptr (GString) snippet = g_string_new (start > text ? "…" : NULL);
  guint offset = (guint) snippet->len;

  end = word_end (end, first);
  g_string_append_len (snippet, start, end - start);
  g_string_append (snippet, *end ? "…" : "");
  for (char *p = snippet->str; *p; p++)
    if (g_ascii_iscntrl (*p))
      *p = ' ';
  *ranges = g_array_new (FALSE, FALSE, sizeof (LwSearchRange));
  for (guint i = 0; i < found->len; i++)
    {
      LwSearchRange range = g_array_index (found, LwSearchRange, i);
      const char *from = text + range.start;
      if (from < start || from + range.length > end)
        continue;
      range.start = (guint) (from - start) + offset;
      g_array_append_val (*ranges, range);
    }
  g_array_unref (found);
  return g_strdup (snippet->str);
}
