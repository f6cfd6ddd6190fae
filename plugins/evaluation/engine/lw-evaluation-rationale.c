/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-evaluation-rationale.h"

#include <string.h>

#include "base/lw-i18n.h"

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

/* Words left once each label and descriptor is cut out, wherever it stands. */
static guint
n_own_words (const char *normalised, const char *const *descriptors)
{
  g_autofree char *own = g_strdup (normalised);
  guint n = 0;

  for (guint i = 0; descriptors[i] != NULL; i++)
    {
      const gsize length = strlen (descriptors[i]);

      for (const char *p = normalised; (p = strstr (p, descriptors[i])) != NULL; p += length)
        if ((p == normalised || p[-1] == ' ') && (p[length] == ' ' || p[length] == '\0'))
          memset (own + (p - normalised), ' ', length);
    }
  for (const char *p = own; *p != '\0'; p++)
    n += *p != ' ' && (p == own || p[-1] == ' ');
  return n;
}

guint
lw_rationale_problems (const char *normalised, guint least_words, const char *const *descriptors)
{
  const guint n = lw_rationale_n_words (normalised), own = descriptors != NULL ? n_own_words (normalised, descriptors) : n;
  guint problems = 0;

  if (n == 0)
    return LW_RATIONALE_EMPTY;
  if (n < least_words)
    problems |= LW_RATIONALE_SHORT;
  if (own < n && own < LW_RATIONALE_OWN_WORDS)
    problems |= LW_RATIONALE_DESCRIPTOR;
  return problems;
}

gboolean
lw_rationale_is_blank (const char *text)
{
  return text == NULL || text[strspn (text, " \t\r\n")] == '\0';
}

guint
lw_rationale_neighbours (const LwEvaluationScale *scale, guint mark, const char *why_not_above, const char *why_not_below)
{
  guint problems = 0;

  for (guint i = 0; i < scale->n_marks; i++)
    {
      const int way = lw_rational_cmp (&scale->marks[i].number, &scale->marks[mark].number);

      if (way > 0 && lw_rationale_is_blank (why_not_above))
        problems |= LW_RATIONALE_NOT_ABOVE;
      if (way < 0 && lw_rationale_is_blank (why_not_below))
        problems |= LW_RATIONALE_NOT_BELOW;
    }
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
    case LW_RATIONALE_NO_POINTER:
      return "no-pointer";
    case LW_RATIONALE_MISQUOTED:
      return "misquoted";
    case LW_RATIONALE_NOT_ABOVE:
      return "why-not-above";
    case LW_RATIONALE_NOT_BELOW:
      return "why-not-below";
    default:
      return "copied";
    }
}

char *
lw_rationale_finding_text (const LwRationaleFinding *finding, guint least_words)
{
  g_autoptr (GPtrArray) said = g_ptr_array_new_with_free_func (g_free);
  const guint problems = finding->problems;

  if (problems & LW_RATIONALE_EMPTY)
    g_ptr_array_add (said, g_strdup_printf (_("no rationale for the mark %s"), finding->mark));
  if (problems & LW_RATIONALE_SHORT)
    g_ptr_array_add (said, g_strdup_printf (ngettext ("a rationale of fewer than %u word", "a rationale of fewer than %u words",
                                                      least_words), least_words));
  if (problems & LW_RATIONALE_DESCRIPTOR)
    g_ptr_array_add (said, g_strdup_printf (_("the rationale repeats the scale, and beside it has fewer than %u words of its own"),
                                            LW_RATIONALE_OWN_WORDS));
  if (problems & LW_RATIONALE_COPIED)
    g_ptr_array_add (said, finding->like != NULL ? g_strdup_printf (_("the rationale is that of another bid, %s"), finding->like)
                                                 : g_strdup (_("the rationale is that of another bid")));
  if (problems & LW_RATIONALE_NO_POINTER)
    g_ptr_array_add (said, g_strdup (_("the mark does not say where in the bid it comes from: neither a page nor two words of it or more")));
  if (problems & LW_RATIONALE_MISQUOTED)
    g_ptr_array_add (said, g_strdup (_("the quoted words are not where the mark says they are")));
  if (problems & LW_RATIONALE_NOT_ABOVE)
    g_ptr_array_add (said, g_strdup_printf (_("the agreed mark %s does not say why not the mark above"), finding->mark));
  if (problems & LW_RATIONALE_NOT_BELOW)
    g_ptr_array_add (said, g_strdup_printf (_("the agreed mark %s does not say why not the mark below"), finding->mark));
  g_ptr_array_add (said, NULL);
  return g_strjoinv ("; ", (char **) said->pdata);
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
