/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-evaluation-rationale.h"

#include <string.h>

char *
lw_rationale_normalise (const char *text, gssize length)
{
  const gsize n = text == NULL ? 0 : length < 0 ? strlen (text) : (gsize) length;
  g_autoptr (GString) words = g_string_sized_new (n + 1);
  g_autofree char *valid = n == 0 ? NULL : g_utf8_make_valid (text, n);
  gboolean gap = FALSE;

  for (const char *p = valid; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      const gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isalnum (c) && !g_unichar_ismark (c))
        {
          gap = words->len > 0;
          continue;
        }
      if (gap)
        g_string_append_c (words, ' ');
      gap = FALSE;
      g_string_append_unichar (words, g_unichar_tolower (c));
    }
  return g_string_free (g_steal_pointer (&words), FALSE);
}

guint
lw_rationale_n_words (const char *normalised)
{
  guint n = normalised[0] != '\0';

  for (const char *p = normalised; *p != '\0'; p++)
    n += *p == ' ';
  return n;
}

guint
lw_rationale_problems (const char *normalised, guint least_words, const char *const *descriptors)
{
  guint problems = 0;

  if (normalised[0] == '\0')
    return LW_RATIONALE_EMPTY;
  if (lw_rationale_n_words (normalised) < least_words)
    problems |= LW_RATIONALE_SHORT;
  if (descriptors != NULL && g_strv_contains (descriptors, normalised))
    problems |= LW_RATIONALE_DESCRIPTOR;
  return problems;
}

const char *
lw_rationale_problem_to_string (LwRationaleProblem problem)
{
  switch (problem)
    {
    case LW_RATIONALE_EMPTY:
      return "empty";
    case LW_RATIONALE_SHORT:
      return "short";
    case LW_RATIONALE_DESCRIPTOR:
      return "descriptor";
    default:
      return "copied";
    }
}

void
lw_rationale_finding_free (LwRationaleFinding *finding)
{
  g_free (finding->lot);
  g_free (finding->bidder);
  g_free (finding->criterion);
  g_free (finding->person);
  g_free (finding->mark);
  g_free (finding->like);
  g_free (finding);
}

void
lw_inconsistency_free (LwInconsistency *inconsistency)
{
  g_free (inconsistency->criterion);
  g_free (inconsistency->words);
  g_ptr_array_unref (inconsistency->given);
  g_free (inconsistency);
}
