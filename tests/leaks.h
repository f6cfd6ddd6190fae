/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Included into every file of a build with the address sanitizer (see the top meson.build), so that leaks are looked
 * for in the bodies of tests and not in GLib's test runner: g_test_run() leaks on purpose (the directories of
 * G_TEST_OPTION_ISOLATE_DIRS). A suppression by function name would need the slow unwinder, which makes the tests
 * twenty times slower.
 */
#pragma once

#include <glib.h>
#include <sanitizer/lsan_interface.h>

typedef struct
{
  GTestFixtureFunc setup, test, teardown;
  gconstpointer data;
  GTestFunc plain;         /* instead of the three above */
  GTestDataFunc with_data;
} LwWatchedTest;

static inline void
lw_watched_setup (gpointer fixture, gconstpointer data)
{
  const LwWatchedTest *watched = data;
  if (watched->setup == NULL)
    return;
  __lsan_enable ();
  watched->setup (fixture, watched->data);
  __lsan_disable ();
}

static inline void
lw_watched_test (gpointer fixture, gconstpointer data)
{
  const LwWatchedTest *watched = data;
  __lsan_enable ();
  if (watched->plain != NULL)
    watched->plain ();
  else if (watched->with_data != NULL)
    watched->with_data (watched->data);
  else
    watched->test (fixture, watched->data);
  __lsan_disable ();
}

static inline void
lw_watched_teardown (gpointer fixture, gconstpointer data)
{
  const LwWatchedTest *watched = data;
  if (watched->teardown == NULL)
    return;
  __lsan_enable ();
  watched->teardown (fixture, watched->data);
  __lsan_disable ();
}

/* What is kept for a test lives as long as the program. */
static inline void
lw_watched_add (const char *path, gsize size, LwWatchedTest watched)
{
  __lsan_disable ();
  g_test_add_vtable (path, size, g_memdup2 (&watched, sizeof watched), lw_watched_setup, lw_watched_test,
                     lw_watched_teardown);
  __lsan_enable ();
}

static inline void
lw_watched_add_vtable (const char *path, gsize size, gconstpointer data, GTestFixtureFunc setup, GTestFixtureFunc test,
                       GTestFixtureFunc teardown)
{
  lw_watched_add (path, size, (LwWatchedTest){ .setup = setup, .test = test, .teardown = teardown, .data = data });
}

static inline void
lw_watched_add_func (const char *path, GTestFunc test)
{
  lw_watched_add (path, 0, (LwWatchedTest){ .plain = test });
}

static inline void
lw_watched_add_data_func (const char *path, gconstpointer data, GTestDataFunc test)
{
  lw_watched_add (path, 0, (LwWatchedTest){ .with_data = test, .data = data });
}

static inline int
lw_watched_run (void)
{
  __lsan_disable ();
  int status = g_test_run ();
  __lsan_enable ();
  return status;
}

/* Without parameters, because g_test_add() names the function without calling it. */
#define g_test_add_vtable lw_watched_add_vtable
#define g_test_add_func lw_watched_add_func
#define g_test_add_data_func lw_watched_add_data_func
#define g_test_run lw_watched_run
