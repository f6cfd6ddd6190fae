/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "base/lw-digits.h"

#include <limits.h>
#include <locale.h>
#include <string.h>

/* Marks in @starts each digit of the whole part, @length long, that begins a group. */
static void
mark_groups (gboolean *starts, gsize length, const char *grouping)
{
  gsize left = length;

  while (*grouping > 0 && *grouping < CHAR_MAX && left > (gsize) *grouping)
    {
      left -= (gsize) *grouping;
      starts[left] = TRUE;
      if (grouping[1] != '\0')
        grouping++;
    }
}

char *
lw_digits_punctuate (const char *decimal, const char *point, const char *separator, const char *grouping)
{
  g_autofree gboolean *starts = NULL;
  GString *text;
  gsize length;

  g_return_val_if_fail (decimal != NULL && point != NULL && separator != NULL && grouping != NULL, NULL);

  text = g_string_new (NULL);
  if (*decimal == '-')
    g_string_append_c (text, *decimal++);
  length = strcspn (decimal, ".");
  starts = g_new0 (gboolean, length + 1);
  if (*separator != '\0')
    mark_groups (starts, length, grouping);
  for (gsize i = 0; i < length; i++)
    {
      if (starts[i])
        g_string_append (text, separator);
      g_string_append_c (text, decimal[i]);
    }
  decimal += length;
  if (*decimal == '.')
    {
      g_string_append (text, point);
      g_string_append (text, decimal + 1);
    }
  return g_string_free (text, FALSE);
}

/* Texts of the locale are in its own encoding. */
static char *
to_utf8 (const char *text, const char *otherwise)
{
  char *utf8;

  if (g_utf8_validate (text, -1, NULL))
    return g_strdup (text);
  utf8 = g_locale_to_utf8 (text, -1, NULL, NULL, NULL);
  return utf8 != NULL ? utf8 : g_strdup (otherwise);
}

char *
lw_digits_localise (const char *decimal)
{
  static GMutex mutex;
  g_autofree char *point = NULL, *separator = NULL, *grouping = NULL;
  const struct lconv *convention;

  g_return_val_if_fail (decimal != NULL, NULL);

  /* localeconv() fills one structure for the whole process. */
  g_mutex_lock (&mutex);
  convention = localeconv ();
  point = to_utf8 (convention->decimal_point, ".");
  separator = to_utf8 (convention->thousands_sep, "");
  grouping = g_strdup (convention->grouping);
  g_mutex_unlock (&mutex);
  return lw_digits_punctuate (decimal, point, separator, grouping);
}

char *
lw_digits_from_int (gint64 value, guint places)
{
  guint64 magnitude = value < 0 ? -(guint64) value : (guint64) value;
  guint64 unit = 1;

  g_return_val_if_fail (places <= 18, NULL);

  for (guint i = 0; i < places; i++)
    unit *= 10;
  if (places == 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT, value);
  return g_strdup_printf ("%s%" G_GUINT64_FORMAT ".%0*" G_GUINT64_FORMAT, value < 0 ? "-" : "",
                          magnitude / unit, (int) places, magnitude % unit);
}
