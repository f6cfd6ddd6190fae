/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "base/lw-clock.h"

#include <string.h>

static void
assert_now (const char *expected)
{
  g_autofree char *now = lw_clock_now ();

  g_assert_cmpstr (now, ==, expected);
}

static void
test_fixed (void)
{
  lw_clock_set ("2014-06-30T12:00:00.000Z", 0);
  assert_now ("2014-06-30T12:00:00.000Z");
  assert_now ("2014-06-30T12:00:00.000Z");
  lw_clock_set ("2014-12-31T23:59:59Z", 250);
  assert_now ("2014-12-31T23:59:59.000Z");
  assert_now ("2014-12-31T23:59:59.250Z");
  assert_now ("2014-12-31T23:59:59.500Z");
  assert_now ("2014-12-31T23:59:59.750Z");
  assert_now ("2015-01-01T00:00:00.000Z");
  lw_clock_set (NULL, 0);
}

static void
test_fractions (void)
{
  static const char * const texts[][2] = {
    { "2014-06-30T12:00:00.1Z", "2014-06-30T12:00:00.100Z" },
    { "2014-06-30T12:00:00.001Z", "2014-06-30T12:00:00.001Z" },
    { "2014-06-30T12:00:00.999Z", "2014-06-30T12:00:00.999Z" },
    /* Cut, not rounded: a time never lies in the future. */
    { "2014-06-30T12:00:59.9999999999999999999Z", "2014-06-30T12:00:59.999Z" },
    { "1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z" },
    { "1969-12-31T23:59:59.001Z", "1969-12-31T23:59:59.001Z" },
    { "2016-02-29T00:00:00Z", "2016-02-29T00:00:00.000Z" },
    { "0001-01-01T00:00:00.000Z", "0001-01-01T00:00:00.000Z" },
    { "9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      lw_clock_set (texts[i][0], 0);
      assert_now (texts[i][1]);
    }
  for (int ms = 0; ms < 1000; ms++)
    {
      g_autofree char *text = g_strdup_printf ("2014-06-30T12:00:00.%03dZ", ms);

      lw_clock_set (text, 0);
      assert_now (text);
    }
  lw_clock_set (NULL, 0);
}

static void
test_ends (void)
{
  lw_clock_set ("9999-12-31T23:59:59.998Z", 1000);
  assert_now ("9999-12-31T23:59:59.998Z");
  assert_now ("9999-12-31T23:59:59.999Z");
  lw_clock_set ("2014-06-30T12:00:00Z", G_MAXINT64);
  assert_now ("2014-06-30T12:00:00.000Z");
  assert_now ("9999-12-31T23:59:59.999Z");
  lw_clock_set ("1014-06-30T12:00:00Z", G_MININT64);
  assert_now ("1014-06-30T12:00:00.000Z");
  assert_now ("0001-01-01T00:00:00.000Z");
  lw_clock_set (NULL, 0);
}

static const char * const bad[] = {
  "", "now", "2014-06-30", "2014-06-30T12:00:00", "2014-06-30T12:00:00+00:00", "2014-06-30T13:00:00+01:00", "20140630T120000Z",
  "2014-06-30 12:00:00Z", "2014-06-30T12:00:00z", "2014-06-30T12:00:00.Z", "2014-06-30T12:00:00Z ", " 2014-06-30T12:00:00Z",
  "2014-06-31T12:00:00Z", "2015-02-29T12:00:00Z", "2014-13-01T12:00:00Z", "2014-06-30T24:00:00Z", "2014-06-30T12:60:00Z",
  "2014-06-30T12:00:60Z", "2014-06-30T12:00:99Z", "0000-01-01T00:00:00Z", "2014-06-30T12:00Z", "14-06-30T12:00:00Z", "2014-W27-1T12:00:00Z",
};

static void
test_refuses (void)
{
  lw_clock_set ("2014-06-30T12:00:00Z", 0);
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_expect_message ("lotwise", G_LOG_LEVEL_CRITICAL, "*time != NULL*");
      lw_clock_set (bad[i], 0);
      g_test_assert_expected_messages ();
    }
  assert_now ("2014-06-30T12:00:00.000Z");
  lw_clock_set (NULL, 0);
}

static void
test_system (void)
{
  g_autofree char *before = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_real_time () / 1000);
  g_autofree char *now = lw_clock_now ();
  g_autofree char *after = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_real_time () / 1000);
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (now, NULL);

  g_assert_cmpuint (strlen (now), ==, strlen ("2014-06-30T12:00:00.000Z"));
  g_assert_nonnull (time);
  g_assert_cmpint (g_date_time_to_unix (time), >=, g_ascii_strtoll (before, NULL, 10) / 1000);
  g_assert_cmpint (g_date_time_to_unix (time), <=, g_ascii_strtoll (after, NULL, 10) / 1000);
}

static void
test_format (void)
{
  static const char * const times[][2] = {
    { "2014-06-30T12:00:00.000Z", "30 June 2014, 13:00" }, /* summer time */
    { "2014-01-05T09:05:59.999Z", "5 January 2014, 09:05" },
    { "2014-06-30T23:30:00Z", "1 July 2014, 00:30" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autofree char *text = lw_clock_format (times[i][0]);

      g_assert_cmpstr (text, ==, times[i][1]);
    }
}

static void
test_format_bad (void)
{
  g_assert_null (lw_clock_format (NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *text = lw_clock_format (bad[i]);

      g_assert_cmpstr (text, ==, bad[i]);
    }
}

#define N_THREADS 8
#define N_CALLS 2000

static gpointer
take_times (gpointer data)
{
  GPtrArray *times = g_ptr_array_new_with_free_func (g_free);

  for (int i = 0; i < N_CALLS; i++)
    g_ptr_array_add (times, lw_clock_now ());
  return times;
}

/* With a step, no two calls of any threads return the same time. */
static void
test_threads (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GThread *threads[N_THREADS];

  lw_clock_set ("2014-06-30T12:00:00Z", 1);
  for (int i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("times", take_times, NULL);
  for (int i = 0; i < N_THREADS; i++)
    {
      g_autoptr (GPtrArray) times = g_thread_join (threads[i]);

      for (guint j = 0; j < times->len; j++)
        {
          /* Each thread sees time go forward. */
          if (j > 0)
            g_assert_cmpstr (g_ptr_array_index (times, j - 1), <, g_ptr_array_index (times, j));
          g_assert_true (g_hash_table_add (seen, g_strdup (g_ptr_array_index (times, j))));
        }
    }
  /* N_THREADS × N_CALLS milliseconds later. */
  assert_now ("2014-06-30T12:00:16.000Z");
  lw_clock_set (NULL, 0);
}

int
main (int argc, char **argv)
{
  /* London's rules spelt out: the machine need not have the zone. */
  g_setenv ("TZ", "GMT0BST,M3.5.0/1,M10.5.0/2", TRUE);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/clock/fixed", test_fixed);
  g_test_add_func ("/clock/fractions", test_fractions);
  g_test_add_func ("/clock/ends", test_ends);
  g_test_add_func ("/clock/refuses", test_refuses);
  g_test_add_func ("/clock/system", test_system);
  g_test_add_func ("/clock/format", test_format);
  g_test_add_func ("/clock/format/bad", test_format_bad);
  g_test_add_func ("/clock/threads", test_threads);
  return g_test_run ();
}
