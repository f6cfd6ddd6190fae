/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Scales: ordered lists of marks. */
#include "config.h"

#include "lw-evaluation-model-private.h"

#include <string.h>

#include "base/lw-error.h"
#include "base/lw-i18n.h"

/* Up to eight bytes in one word, so that comparing two short texts is comparing two numbers. */
static guint64
pack (const char *text, gsize length)
{
  guint64 word = 0;

  if (length > sizeof word)
    return 0;
  memcpy (&word, text, length);
  return word;
}

static int
find_number (const LwEvaluationScale *scale, const char *text, gsize length)
{
  g_autofree char *copy = g_strndup (text, length);
  g_auto (LwRational) number = LW_RATIONAL_INIT;

  if (scale->id[0] == '\0' || strchr (copy, '/') != NULL || !lw_rational_parse (&number, copy, "", NULL))
    return -1;
  for (guint i = 0; i < scale->n_marks; i++)
    if (lw_rational_cmp (&scale->marks[i].number, &number) == 0)
      return i;
  return -1;
}

int
lw_evaluation_scale_find (const LwEvaluationScale *scale, const char *text, gssize length)
{
  const gsize n = length < 0 ? strlen (text) : (gsize) length;
  const guint64 word = pack (text, n);

  if (word != 0)
    {
      for (guint i = 0; i < scale->n_marks; i++)
        if (scale->packed[i] == word)
          return i;
    }
  else
    {
      for (guint i = 0; i < scale->n_marks; i++)
        if (strlen (scale->marks[i].value) == n && memcmp (scale->marks[i].value, text, n) == 0)
          return i;
    }
  return find_number (scale, text, n);
}

char *
lw_evaluation_scale_list (const LwEvaluationScale *scale)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < scale->n_marks; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", scale->marks[i].value);
  return g_string_free (list, FALSE);
}

LwEvaluationScale *
lw_evaluation_scale_new (const char *id, const char *title)
{
  LwEvaluationScale *scale = g_new0 (LwEvaluationScale, 1);

  scale->id = g_strdup (id);
  scale->title = g_strdup (title);
  return scale;
}

void
lw_evaluation_scale_free (LwEvaluationScale *scale)
{
  for (guint i = 0; i < scale->n_marks; i++)
    {
      g_free (scale->marks[i].value);
      g_free (scale->marks[i].label);
      lw_rational_clear (&scale->marks[i].number);
    }
  g_free (scale->marks);
  g_free (scale->packed);
  g_free (scale->id);
  g_free (scale->title);
  g_free (scale);
}

static void
append (LwEvaluationScale *scale, const char *value, const char *label, const LwRational *number)
{
  const guint n = scale->n_marks++;

  scale->marks = g_renew (LwEvaluationScaleMark, scale->marks, scale->n_marks);
  scale->packed = g_renew (guint64, scale->packed, scale->n_marks);
  scale->marks[n].value = g_strdup (value);
  scale->marks[n].label = g_strdup (label);
  lw_rational_init (&scale->marks[n].number);
  lw_rational_set (&scale->marks[n].number, number);
  scale->packed[n] = pack (value, strlen (value));
  if (lw_rational_cmp (number, &scale->marks[scale->top].number) > 0)
    scale->top = n;
}

LwEvaluationScale *
lw_evaluation_scale_copy (const LwEvaluationScale *scale)
{
  LwEvaluationScale *copy = lw_evaluation_scale_new (scale->id, scale->title);

  for (guint i = 0; i < scale->n_marks; i++)
    append (copy, scale->marks[i].value, scale->marks[i].label, &scale->marks[i].number);
  return copy;
}

gboolean
lw_evaluation_scale_add (LwEvaluationScale *scale, const char *value, const char *label, GError **error)
{
  g_auto (LwRational) number = LW_RATIONAL_INIT;

  if (!lw_rational_parse (&number, value, _("mark of a scale"), error))
    return FALSE;
  if (lw_rational_sign (&number) < 0)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
                   _("scale %s: expected marks that are not negative, found %s"), scale->id, value);
      return FALSE;
    }
  if (scale->n_marks == G_MAXINT16)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("scale %s: expected at most %d marks, found more"), scale->id,
                   G_MAXINT16);
      return FALSE;
    }
  append (scale, value, label, &number);
  return TRUE;
}

LwEvaluationScale *
lw_evaluation_scale_new_pass_fail (void)
{
  LwEvaluationScale *scale = lw_evaluation_scale_new ("", _("Pass or fail"));
  g_auto (LwRational) number = LW_RATIONAL_INIT;

  append (scale, "fail", _("Fail"), &number);
  lw_rational_set_int (&number, 1, 1);
  append (scale, "pass", _("Pass"), &number);
  return scale;
}
