/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Leaks in the body of a test. A build with the address sanitizer must find it (see tests/leaks.h). */
#include "config.h"

#include <glib.h>

static void
test_leak (void)
{
  volatile gpointer kept = g_malloc (42);
  g_assert_nonnull (kept);
  kept = NULL;
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/planted/leak", test_leak);
  return g_test_run ();
}
