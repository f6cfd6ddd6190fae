/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-marking-rationale.h"

#include <string.h>

#include "base/lw-i18n.h"

/* Words as people write them: letters and digits. */
static GStrv
split_words (const char *text)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  const char *start = NULL;

  for (const char *p = folded;; p = g_utf8_next_char (p))
    {
      const gboolean in_word = *p != '\0' && g_unichar_isalnum (g_utf8_get_char (p));
      if (in_word && start == NULL)
        start = p;
      if (!in_word && start != NULL)
        {
          g_autofree char *word = g_strndup (start, (gsize) (p - start));
          g_strv_builder_add (builder, word);
          start = NULL;
        }
      if (*p == '\0')
        return g_strv_builder_end (builder);
    }
}

/* Different words that the scale does not have. */
static guint
count_own (const char *const *words, const char *const *scale)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n = 0;

  for (guint i = 0; scale != NULL && scale[i] != NULL; i++)
    {
      g_auto (GStrv) said = split_words (scale[i]);
      for (guint j = 0; said[j] != NULL; j++)
        g_hash_table_add (seen, g_strdup (said[j]));
    }
  for (guint i = 0; words[i] != NULL; i++)
    n += g_hash_table_add (seen, g_strdup (words[i])) ? 1 : 0;
  return n;
}

static GRegex *
make_pointer (void)
{
  /* Translators: words with which people point into a document, "page 7", "para. 3.2"; separated by |. */
  const char *words = _("page|pages|pg|p|pp|paragraph|paragraphs|para|paras|section|sections|sect|answer|answers|question|"
                        "line|lines|clause|annex|appendix|schedule|attachment|table|figure|chapter|part|slide");
  g_auto (GStrv) parts = g_strsplit (words, "|", -1);
  g_autofree char *pattern = NULL;
  g_autofree char *list = NULL;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *escaped = g_regex_escape_string (parts[i], -1);
      g_free (parts[i]);
      parts[i] = escaped;
    }
  list = g_strjoinv ("|", parts);
  /* "page 7", "p.7", "annex B", "§ 3" */
  pattern = g_strdup_printf ("(?:\\b(?:%s)\\b\\.?|§|¶)\\s*(?:[0-9]|(?-i:[A-Z])(?:[0-9]|\\b))", list);
  return g_regex_new (pattern, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL);
}

static gboolean
points_to_bid (const char *text)
{
  static GRegex *pointer;

  if (g_once_init_enter (&pointer))
    g_once_init_leave (&pointer, make_pointer ());
  return g_regex_match (pointer, text, 0, NULL);
}

LwMarkingRationale
lw_marking_rationale_look (const char *text, const char *const *scale)
{
  g_auto (GStrv) words = split_words (text);

  return (LwMarkingRationale) {
    .says_something = g_strv_length (words) >= LW_MARKING_FEW_WORDS,
    .points_to_bid = points_to_bid (text),
    .own_words = count_own ((const char *const *) words, scale) >= LW_MARKING_OWN_WORDS,
  };
}

char *
lw_marking_rationale_clean (const char *text)
{
  GString *clean = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      const gunichar c = g_utf8_get_char (p);
      if ((c >= 0x20 || c == '\n' || c == '\t') && c != 0xfffe && c != 0xffff)
        g_string_append_unichar (clean, c);
    }
  return g_strstrip (g_string_free (clean, FALSE));
}
