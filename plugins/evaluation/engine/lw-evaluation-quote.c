/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whether the words that a mark quotes are where it says they are. */
#include "config.h"

#include "lw-evaluation-rationale.h"

#include <string.h>

/* As words are compared here: each run of white space one space, none at either end; ligatures of a page's typesetting as
 * letters. (transfer full) */
static char *
fold (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_NFKC);
  g_autoptr (GString) folded = g_string_new (NULL);
  gboolean gap = FALSE;

  for (const char *p = normal != NULL ? normal : ""; *p != '\0'; p = g_utf8_next_char (p))
    {
      const gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c))
        {
          gap = folded->len > 0;
          continue;
        }
      if (gap)
        g_string_append_c (folded, ' ');
      gap = FALSE;
      g_string_append_unichar (folded, c);
    }
  return g_string_free (g_steal_pointer (&folded), FALSE);
}

gboolean
lw_rationale_has_words (const char *text, const char *quote)
{
  g_autofree char *in = fold (text), *words = fold (quote);

  return strstr (in, words) != NULL;
}

/* The text that a pointer means: the answer; of a document the page, or all pages where no page of it is named. NULL: none is
 * there. */
static gboolean
load_text (LwConnection *connection, const LwRationalePointer *pointer, char **text, GError **error)
{
  guint64 page;

  *text = NULL;
  if (pointer->document == NULL)
    return lw_connection_get_text (connection, text, error,
                                   "SELECT text FROM evaluation_answer WHERE lot = ? AND bidder = ? AND criterion = ?", "sss",
                                   pointer->lot, pointer->bidder, pointer->criterion);
  if (pointer->page != NULL && g_ascii_string_to_unsigned (pointer->page, 10, 1, G_MAXINT32, &page, NULL))
    return lw_connection_get_text (connection, text, error,
                                   "SELECT p.text FROM evaluation_document AS d JOIN content_page AS p USING (sha256)"
                                   " WHERE d.bidder = ? AND d.name = ? AND p.page = ?",
                                   "ssi", pointer->bidder, pointer->document, (gint64) page);
  return lw_connection_get_text (connection, text, error,
                                 "SELECT group_concat (text, ' ') FROM (SELECT p.text FROM evaluation_document AS d"
                                 " JOIN content_page AS p USING (sha256) WHERE d.bidder = ? AND d.name = ? ORDER BY p.page)",
                                 "ss", pointer->bidder, pointer->document);
}

gboolean
lw_rationale_check_pointer (LwConnection *connection, const LwRationalePointer *pointer, guint *problems, GError **error)
{
  g_autofree char *page = lw_rationale_normalise (pointer->page, -1), *quote = lw_rationale_normalise (pointer->quote, -1);
  g_autofree char *text = NULL;

  *problems = page[0] == '\0' && lw_rationale_n_words (quote) < 2 ? LW_RATIONALE_NO_POINTER : 0;
  if (pointer->quote == NULL || pointer->quote[0] == '\0')
    return TRUE;
  if (!load_text (connection, pointer, &text, error))
    return FALSE;
  /* a scan has pages without text */
  if (text != NULL && text[0] != '\0' && !lw_rationale_has_words (text, pointer->quote))
    *problems |= LW_RATIONALE_MISQUOTED;
  return TRUE;
}
