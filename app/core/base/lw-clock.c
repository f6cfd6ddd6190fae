/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "base/lw-clock.h"

#include <string.h>

#include "base/lw-i18n.h"

/* The years 1 to 9999, which RFC 3339 can write, in milliseconds from 1970. */
#define FIRST_MS G_GINT64_CONSTANT (-62135596800000)
#define LAST_MS G_GINT64_CONSTANT (253402300799999)

static struct
{
  GMutex mutex;
  gboolean fixed;
  gint64 now_ms;
  gint64 step_ms;
} test_clock;

/* "2014-06-30T12:00:00.000Z", the fraction with any number of digits or left out. Reads no more than that
 * from the many forms of ISO 8601, and the fraction without floating point. */
static GDateTime *
parse (const char *text, gint64 *milliseconds)
{
  static const char form[] = "0000-00-00T00:00:00";
  const char *p = text;
  g_autofree char *seconds = NULL;
  gint64 fraction = 0, unit = 100;

  if (text == NULL)
    return NULL;
  for (const char *f = form; *f != '\0'; f++, p++)
    if (*f == '0' ? !g_ascii_isdigit (*p) : *p != *f)
      return NULL;
  /* GLib takes any number over 59 for a leap second; no clock of ours writes one. */
  if (p[-2] > '5')
    return NULL;
  if (*p == '.')
    {
      const char *start = ++p;

      for (; g_ascii_isdigit (*p); p++, unit /= 10)
        fraction += (*p - '0') * unit;
      if (p == start)
        return NULL;
    }
  if (strcmp (p, "Z") != 0)
    return NULL;
  if (milliseconds != NULL)
    *milliseconds = fraction;
  seconds = g_strdup_printf ("%.*sZ", (int) strlen (form), text);
  return g_date_time_new_from_iso8601 (seconds, NULL);
}

static char *
write_ms (gint64 ms)
{
  gint64 seconds = ms / 1000, rest = ms % 1000;
  g_autoptr (GDateTime) time = NULL;

  /* Division cuts towards zero, and before 1970 the rest would be negative. */
  if (rest < 0)
    {
      rest += 1000;
      seconds--;
    }
  time = g_date_time_new_from_unix_utc (seconds);
  /* Not g_date_time_format(), which writes digits as the locale does. */
  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", g_date_time_get_year (time), g_date_time_get_month (time),
                          g_date_time_get_day_of_month (time), g_date_time_get_hour (time), g_date_time_get_minute (time),
                          g_date_time_get_second (time), (int) rest);
}

char *
lw_clock_now (void)
{
  gint64 now_ms;

  g_mutex_lock (&test_clock.mutex);
  if (test_clock.fixed)
    {
      now_ms = test_clock.now_ms;
      if (__builtin_add_overflow (now_ms, test_clock.step_ms, &test_clock.now_ms))
        test_clock.now_ms = test_clock.step_ms < 0 ? FIRST_MS : LAST_MS;
      test_clock.now_ms = CLAMP (test_clock.now_ms, FIRST_MS, LAST_MS);
    }
  else
    now_ms = g_get_real_time () / 1000;
  g_mutex_unlock (&test_clock.mutex);
  return write_ms (now_ms);
}

void
lw_clock_set (const char *rfc3339, gint64 step_ms)
{
  g_autoptr (GDateTime) time = NULL;
  gint64 fraction = 0;

  if (rfc3339 != NULL)
    {
      time = parse (rfc3339, &fraction);
      g_return_if_fail (time != NULL);
    }

  g_mutex_lock (&test_clock.mutex);
  test_clock.fixed = time != NULL;
  test_clock.now_ms = time != NULL ? g_date_time_to_unix (time) * 1000 + fraction : 0;
  test_clock.step_ms = step_ms;
  g_mutex_unlock (&test_clock.mutex);
}

char *
lw_clock_format (const char *rfc3339)
{
  g_autoptr (GDateTime) utc = parse (rfc3339, NULL);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;
  char *text = NULL;

  /* Translators: a date and a time of day for g_date_time_format(); "%-d" is the day without a zero. */
  if (local != NULL)
    text = g_date_time_format (local, C_("date and time", "%-d %B %Y, %H:%M"));
  return text != NULL ? text : g_strdup (rfc3339);
}
