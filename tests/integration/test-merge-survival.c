/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A disk that is full, a write that fails, a power cut in the middle of a merge: at every operation that a merge of two
 * packs makes, the file afterwards is what it was before or what it is to be, and the same packs are merged again.
 */
#include "config.h"

#include "lw-evaluation.h"
#include "lw-fault-vfs.h"
#include "lw-trial.h"
#include "packs.h"

#include "base/lw-clock.h"
#include "base/lw-error.h"

#include <glib/gstdio.h>

#define PACKS 2

typedef struct
{
  Apart *apart;
  char *base, *path; /* the lead's file, and the copy of it that is tried */
  const char *backs[PACKS + 1];
} Trial;

static LwStore *
open_store (const char *path)
{
  g_autoptr (LwSchema) schema = fixture_schema ();
  g_autoptr (GError) error = NULL;
  LwStore *store = lw_store_open (path, schema, LW_STORE_READ_WRITE, &error);

  g_assert_no_error (error);
  return store;
}

static void
trial_set_up (Trial *trial, gconstpointer data)
{
  lw_clock_set ("2014-06-30T12:00:00.000Z", 0);
  trial->apart = apart_new (NULL);
  fixture_run (trial->apart->lead, "DELETE FROM evaluation_consensus");
  for (guint i = 0; i < PACKS; i++)
    {
      g_autofree char *person = g_strdup_printf ("E%u", i + 1);
      LwStore *mine = apart_mine (trial->apart, person);

      fixture_run (mine, "UPDATE evaluation_mark SET mark = '1', rationale = 'Changed there.' WHERE criterion = '1.1'");
      trial->backs[i] = apart_back (trial->apart, mine);
      apart_close (mine);
    }
  fixture_run (trial->apart->lead, "UPDATE evaluation_mark SET mark = '2' WHERE lot = 'L2' AND criterion = '1.1'");
  trial->base = g_strdup (lw_store_get_path (trial->apart->lead));
  trial->path = g_strconcat (trial->base, ".tried.lotwise", NULL);
  lw_store_close (trial->apart->lead); /* the whole file is in its place then */
  g_object_unref (trial->apart->lead);
}

static void
trial_tear_down (Trial *trial, gconstpointer data)
{
  lw_fault_disarm ();
  lw_trial_remove (trial->path);
  trial->apart->lead = open_store (trial->base);
  apart_free (trial->apart);
  g_free (trial->base);
  g_free (trial->path);
  for (guint i = 0; i < PACKS; i++)
    g_free ((char *) trial->backs[i]);
  lw_clock_set (NULL, 0);
}

static gboolean
merge (Trial *trial, LwStore *store, GError **error)
{
  g_autoptr (GPtrArray) merged = apart_merge_into (store, trial->backs, error);

  return merged != NULL;
}

static char *
state_of (LwStore *store, const char *where)
{
  return lw_trial_state_of (store, lw_evaluation_sections (), where);
}

/* What the file is before and after. */
static void
find_states (Trial *trial, char **before, char **after)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwStore) store = NULL;

  lw_trial_copy (trial->base, trial->path);
  store = open_store (trial->path);
  *before = state_of (store, "before");
  g_assert_true (merge (trial, store, &error));
  g_assert_no_error (error);
  assert_conflicts (store, "L2/B1/1.1 changed 2 1, L2/B2/1.1 changed 2 1, L2/B1/1.1 changed 2 1, L2/B2/1.1 changed 2 1");
  assert_mark (store, "L1/B2/1.1", "E2", "1: Changed there.");
  *after = state_of (store, "after");
  g_assert_cmpstr (*before, !=, *after);
  g_clear_object (&store);
  lw_trial_remove (trial->path);
}

static void
test_fails (Trial *trial, gconstpointer data)
{
  const LwFault fault = GPOINTER_TO_UINT (data);
  g_autofree char *before = NULL, *after = NULL;
  gboolean finished = FALSE;
  guint failed = 0;

  find_states (trial, &before, &after);
  for (guint at = 1; !finished; at++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *where = g_strdup_printf ("operation %u", at), *found = NULL, *again = NULL;
      g_autoptr (LwStore) store = NULL;
      gboolean fine;

      lw_trial_copy (trial->base, trial->path);
      store = open_store (trial->path);
      lw_fault_arm (fault, at, at);
      fine = merge (trial, store, &error);
      lw_fault_disarm ();
      finished = !lw_fault_struck ();
      found = state_of (store, where);
      g_assert_cmpstr (found, ==, fine ? after : before);
      if (!fine)
        {
          g_assert_error (error, LW_ERROR, LW_ERROR_STORE);
          g_clear_error (&error);
          g_assert_true (merge (trial, store, &error));
          g_assert_no_error (error);
          failed++;
        }
      again = state_of (store, where);
      g_assert_cmpstr (again, ==, after);
      g_clear_object (&store);
      lw_trial_remove (trial->path);
    }
  g_test_message ("%u merges failed", failed);
  g_assert_cmpuint (failed, >, 0);
}

static void
child_merge (gpointer data)
{
  Trial *trial = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LwStore) store = open_store (trial->path);

  merge (trial, store, &error);
  g_assert_no_error (error);
  lw_trial_acknowledge ();
}

static void
test_ends (Trial *trial, gconstpointer data)
{
  const LwFault fault = GPOINTER_TO_UINT (data);
  g_autofree char *before = NULL, *after = NULL;
  g_autoptr (LwSchema) schema = fixture_schema ();
  gboolean finished = FALSE;
  guint lost = 0;

  find_states (trial, &before, &after);
  for (guint point = 1; !finished; point++)
    {
      g_autofree char *where = g_strdup_printf ("point %u", point), *found = NULL;
      guint acknowledged;

      lw_trial_copy (trial->base, trial->path);
      finished = lw_trial_run (fault, point, point, child_merge, trial, &acknowledged);
      found = lw_trial_state (trial->path, schema, lw_evaluation_sections (), where);
      if (acknowledged > 0 || g_strcmp0 (found, before) != 0)
        g_assert_cmpstr (found, ==, after);
      else
        lost++;
      lw_trial_remove (trial->path);
    }
  g_assert_cmpuint (lost, >, 0);
}

int
main (int argc, char **argv)
{
  lw_fault_install ();
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, fault, func) \
  g_test_add ("/merge-survival/" path, Trial, GUINT_TO_POINTER (fault), trial_set_up, func, trial_tear_down)
  ADD ("disk-full", LW_FAULT_FULL, test_fails);
  ADD ("write-error", LW_FAULT_WRITE_ERROR, test_fails);
  ADD ("sync-error", LW_FAULT_SYNC_ERROR, test_fails);
  ADD ("killed", LW_FAULT_KILL, test_ends);
  ADD ("power-cut", LW_FAULT_POWER_CUT, test_ends);
#undef ADD
  return g_test_run ();
}
