/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Replays saved fuzz inputs where there is no libFuzzer: every file of the directories on the command line is one
 * TAP test. It passes when the reader survives it. Where the target says what the reader thought of its last input
 * (fuzz_accepted()), an input whose name begins with "valid-" must be accepted and one with "hostile-" refused.
 */
#include "config.h"

#include <stdint.h>

#include <gio/gio.h>

#include "fuzz.h"

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The files of @directory, in byte order of their names. */
static GPtrArray *
list_inputs (const char *directory)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (directory, 0, &error);
  if (dir == NULL)
    g_error ("%s", error->message);

  const char *name;
  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (paths, g_build_filename (directory, name, NULL));
  g_ptr_array_sort (paths, compare_names);
  return g_steal_pointer (&paths);
}

/* NULL when all is well, else what is wrong. */
static char *
replay (const char *path)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gsize length = 0;
  if (!g_file_get_contents (path, &text, &length, &error))
    return g_strdup (error->message);

  /* A copy of just the right size, so that a sanitizer sees a reader that goes one byte too far. */
  g_autofree uint8_t *input = g_memdup2 (text, length);
  LLVMFuzzerTestOneInput (input, length);

  if (fuzz_accepted == NULL)
    return NULL;
  g_autofree char *name = g_path_get_basename (path);
  if (g_str_has_prefix (name, "valid-") && !fuzz_accepted ())
    return g_strdup ("expected the reader to accept this input; it refused");
  if (g_str_has_prefix (name, "hostile-") && fuzz_accepted ())
    return g_strdup ("expected the reader to refuse this input; it accepted");
  return NULL;
}

int
main (int argc, char **argv)
{
  guint n = 0;
  gboolean failed = FALSE;
  for (int i = 1; i < argc; i++)
    {
      g_autoptr (GPtrArray) paths = list_inputs (argv[i]);
      for (guint j = 0; j < paths->len; j++)
        {
          const char *path = g_ptr_array_index (paths, j);
          g_autofree char *problem = replay (path);
          g_autofree char *name = g_path_get_basename (path);
          g_print ("%s %u - %s\n", problem != NULL ? "not ok" : "ok", ++n, name);
          if (problem != NULL)
            g_print ("# %s\n", problem);
          failed = failed || problem != NULL;
        }
    }
  g_print ("1..%u\n", n);
  return failed || n == 0;
}
