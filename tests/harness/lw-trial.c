/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-trial.h"

#include "base/lw-clock.h"
#include "store/lw-verify.h"
#include "xml/lw-competition-xml.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined __SANITIZE_ADDRESS__
#define SLOW 6
#elif defined __has_feature
#if __has_feature (address_sanitizer)
#define SLOW 6
#endif
#endif
#ifndef SLOW
#define SLOW 1
#endif

#define ALL_BELOW 400 /* as many points are all tried */
#define POINTS 110    /* of more, about so many */
#define LAST 40

static int acknowledgements = -1;

/* ---- children ---- */

static guint
count_threads (void)
{
  g_autoptr (GDir) tasks = g_dir_open ("/proc/self/task", 0, NULL);
  guint n = 0;

  while (tasks && g_dir_read_name (tasks))
    n++;
  return n;
}

static void
run_child (LwFault fault, guint at, guint32 seed, LwTrialFunc func, gpointer data)
{
  dup2 (STDERR_FILENO, STDOUT_FILENO); /* the test's own output is the parent's */
  lw_clock_set ("2014-06-30T12:00:00.000Z", 1000);
  lw_fault_arm (fault, at, seed);
  func (data);
  lw_fault_disarm ();
  _exit (0);
}

gboolean
lw_trial_run (LwFault fault, guint at, guint32 seed, LwTrialFunc func, gpointer data, guint *acknowledged)
{
  guint8 bytes[4096];
  int ends[2], status;
  pid_t child;

  g_assert_cmpuint (count_threads (), ==, 1);
  g_assert_cmpint (pipe (ends), ==, 0);
  lw_fault_arm (LW_FAULT_NONE, 0, 0); /* the record to be shared */
  lw_fault_disarm ();
  fflush (NULL);
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      close (ends[0]);
      acknowledgements = ends[1];
      run_child (fault, at, seed, func, data);
    }
  close (ends[1]);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  gssize n = read (ends[0], bytes, sizeof bytes);
  close (ends[0]);
  g_assert_cmpint (n, >=, 0);
  if (acknowledged)
    *acknowledged = (guint) n;
  if (WIFEXITED (status) && WEXITSTATUS (status) == 0)
    return TRUE;
  if (!WIFSIGNALED (status) || WTERMSIG (status) != SIGKILL || !lw_fault_struck ())
    g_error ("the child ended with status 0x%x at %s", (guint) status, lw_fault_where ());
  return FALSE;
}

void
lw_trial_acknowledge (void)
{
  if (write (acknowledgements, "+", 1) != 1)
    g_error ("the parent does not listen");
}

guint
lw_trial_next_point (guint point, guint n)
{
  guint stride = (n < ALL_BELOW ? 1 : n / POINTS) * SLOW;
  guint last = LAST / SLOW;

  if (point + stride >= n || point + last >= n || stride == 1)
    return point + 1;
  /* not at a fixed distance, or it would always hit the same kind of operation */
  point += 1 + (point * 2654435761u >> 7) % (2 * stride - 1);
  return MIN (point, MAX (1, n - last));
}

/* ---- files ---- */

char *
lw_trial_state_of (LwStore *store, GPtrArray *sections, const char *where)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwVerification) found = lw_store_verify (store, NULL, &error);
  g_autofree char *out = g_strconcat (lw_store_get_path (store), ".xml", NULL);
  g_autofree char *problems = NULL;
  g_autofree char *xml = NULL;

  g_prefix_error (&error, "%s: ", where);
  g_assert_no_error (error);
  if (found->problems->len > 0)
    g_ptr_array_insert (found->problems, 0, g_strdup (where));
  g_ptr_array_add (found->problems, NULL);
  problems = g_strjoinv ("\n", (char **) found->problems->pdata);
  g_assert_cmpstr (problems, ==, "");
  lw_competition_export (store, out, sections, NULL, NULL, &error);
  g_prefix_error (&error, "%s: ", where);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (out, &xml, NULL, NULL));
  g_assert_cmpint (g_unlink (out), ==, 0);
  return g_strdup_printf ("%s\n%s", found->head, xml);
}

char *
lw_trial_state (const char *path, LwSchema *schema, GPtrArray *sections, const char *where)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwStore) store = lw_store_open (path, schema, LW_STORE_READ_WRITE, &error);

  g_prefix_error (&error, "%s: ", where);
  g_assert_no_error (error);
  return lw_trial_state_of (store, sections, where);
}

void
lw_trial_copy (const char *from, const char *to)
{
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (from, &bytes, &length, NULL));
  g_assert_true (g_file_set_contents_full (to, bytes, (gssize) length, G_FILE_SET_CONTENTS_NONE, 0644, NULL));
}

void
lw_trial_remove (const char *path)
{
  static const char *const suffixes[] = { "", "-wal", "-shm", "-journal" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *name = g_strconcat (path, suffixes[i], NULL);
      g_unlink (name);
    }
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

char *
lw_trial_list (const char *directory, const char *prefix)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)))
    if (g_str_has_prefix (name, prefix))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return g_strjoinv (" ", (char **) names->pdata);
}
