/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A program that is killed, a computer that loses its power, a disk that is full or fails: whatever happens and
 * whenever, a file is what it was before or what it is after, and what was accepted stays. Each test goes
 * through the operations by which some work changes the disk and lets one after the other fail.
 */
#include "config.h"

#include "lw-trial-fixture.h"

#include "base/lw-clock.h"
#include "base/lw-error.h"
#include "model/lw-model.h"

#include <glib/gstdio.h>
#include <string.h>

/* ---- a killed import ---- */

static void
child_import (gpointer data)
{
  LwTrialFixture *fixture = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LwStore) store = lw_trial_import (fixture, fixture->path, &error);

  g_assert_no_error (error);
  g_assert_nonnull (store);
  lw_trial_acknowledge ();
}

/* A later import is not hindered by what the killed one left, and clears it away. */
static void
check_later_import (LwTrialFixture *fixture, const char *expected, const char *where)
{
  g_autofree char *state = lw_trial_import_whole (fixture, fixture->path, where);
  g_autofree char *rest = lw_trial_list (fixture->directory, "tried");

  g_assert_cmpstr (state, ==, expected);
  g_assert_cmpstr (rest, ==, "tried.lotwise");
  lw_trial_remove (fixture->path);
}

/* One child; the file is there and whole, or it is not there and the child had not said that it was. */
static gboolean
check_killed_import (LwTrialFixture *fixture, LwFault fault, guint point, guint seed, const char *expected, gboolean *finished)
{
  guint acknowledged;

  *finished = lw_trial_run (lw_trial_kill_or_tear (fault, point), point, seed, child_import, fixture, &acknowledged);
  g_autofree char *where = lw_trial_describe (fault, point);
  gboolean there = g_file_test (fixture->path, G_FILE_TEST_EXISTS);
  if (there)
    {
      g_autofree char *state = lw_trial_state (fixture->path, fixture->schema, fixture->sections, where);
      g_assert_cmpstr (state, ==, expected);
      lw_trial_remove (fixture->path);
    }
  else
    g_assert_cmpuint (acknowledged, ==, 0);
  if (there || point % 16 == 0)
    check_later_import (fixture, expected, where);
  return there;
}

static void
test_import (LwTrialFixture *fixture, gconstpointer data)
{
  LwFault fault = GPOINTER_TO_UINT (data);
  guint seeds = fault == LW_FAULT_POWER_CUT ? 3 : 1; /* of what is lost */
  g_autofree char *expected = NULL;
  gboolean finished = FALSE;
  guint n, tried = 0, whole = 0;

  lw_trial_write_source (fixture->source, fault == LW_FAULT_POWER_CUT ? 60 : 200);
  expected = lw_trial_import_whole (fixture, fixture->path, "undisturbed");
  lw_trial_remove (fixture->path);
  n = lw_trial_count_operations (child_import, fixture);
  lw_trial_remove (fixture->path);
  for (guint point = 1; !finished; point = lw_trial_next_point (point, n))
    for (guint seed = 0; seed < seeds; seed++)
      {
        whole += check_killed_import (fixture, fault, point, seeds * point + seed, expected, &finished);
        tried++;
      }
  g_test_message ("%u tries of %u points, the file was there after %u", tried, n, whole);
  g_assert_cmpuint (whole, >, 0);
  g_assert_cmpuint (whole, <, tried);
}

/* ---- a killed burst of commands ---- */

#define COMMANDS 60

typedef enum
{
  EDIT_ADD,
  EDIT_SET,
  EDIT_REMOVE,
  EDIT_UNDO,
  EDIT_REDO,
} EditKind;

/* In the texts '#' stands for the number of the round, '@' for a long text. */
static const struct
{
  EditKind kind;
  const char *noun;
  const char *key;
  const char *values;
} edits[] = {
  { EDIT_ADD, "lot", "", "id=N#|title=New lot #" },
  { EDIT_ADD, "organisation", "", "id=new#|name=New organisation|kind=mutual" },
  { EDIT_ADD, "bidder", "", "id=NB#|name=New bidder|form=single" },
  { EDIT_ADD, "bid", "", "lot=N#|bidder=NB#|status=submitted" },
  { EDIT_SET, "lot", "L1", "title=@ #" },
  { EDIT_SET, "bid", "N#/NB#", "price=1#00.25" },
  { EDIT_UNDO, "", "", "" },
  { EDIT_UNDO, "", "", "" },
  { EDIT_REDO, "", "", "" },
  { EDIT_REMOVE, "bid", "L#/B#", "" },
};

static char *
fill_in (const char *text, guint round)
{
  g_autofree char *number = g_strdup_printf ("%u", round);
  g_autofree char *filling = g_strnfill (3000, 'x');
  g_autoptr (GString) filled = g_string_new (text);

  g_string_replace (filled, "#", number, 0);
  g_string_replace (filled, "@", filling, 0);
  return g_strdup (filled->str);
}

/* Command @i of the burst. */
static gboolean
run_edit (LwTrialFixture *fixture, LwStore *store, guint i, GError **error)
{
  guint e = i % G_N_ELEMENTS (edits), round = i / G_N_ELEMENTS (edits);
  g_autofree char *key = fill_in (edits[e].key, round);
  g_autofree char *text = fill_in (edits[e].values, round);
  g_auto (GStrv) given = g_strsplit (text, "|", -1);
  const char *const *values = (const char *const *) given;
  g_autoptr (LwCommand) command = NULL;

  switch (edits[e].kind)
    {
    case EDIT_ADD:
      command = lw_model_add (fixture->sections, edits[e].noun, values, "tester", "a reason", error);
      break;
    case EDIT_SET:
      command = lw_model_set (fixture->sections, edits[e].noun, key, values, "tester", NULL, error);
      break;
    case EDIT_REMOVE:
      command = lw_model_remove (fixture->sections, edits[e].noun, key, "tester", NULL, error);
      break;
    case EDIT_UNDO:
      return lw_store_undo (store, "tester", NULL, NULL, error);
    case EDIT_REDO:
    default:
      return lw_store_redo (store, "tester", NULL, NULL, error);
    }
  return command && lw_store_run (store, command, NULL, error);
}

static gboolean
apply_small_log (LwTransaction *transaction, gpointer data, GError **error)
{
  return lw_connection_run (lw_transaction_connection (transaction), error, "PRAGMA wal_autocheckpoint = 60", "");
}

/* Opens the tried file so that SQLite folds the log into the file after few commands, not after many. */
static LwStore *
open_tried (LwTrialFixture *fixture)
{
  g_autoptr (LwCommand) command = lw_command_new ("Small log", "tester", NULL, apply_small_log, NULL, NULL);
  g_autoptr (GError) error = NULL;
  LwStore *store;

  lw_clock_set ("2014-07-01T12:00:00.000Z", 1000);
  store = lw_store_open (fixture->path, fixture->schema, LW_STORE_READ_WRITE, &error);
  g_assert_no_error (error);
  lw_store_run (store, command, NULL, &error);
  g_assert_no_error (error);
  return store;
}

static void
child_burst (gpointer data)
{
  LwTrialFixture *fixture = data;
  g_autoptr (LwStore) store = open_tried (fixture);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < COMMANDS; i++)
    {
      run_edit (fixture, store, i, &error);
      g_assert_no_error (error);
      lw_trial_acknowledge ();
    }
}

/* What the file is after each command. */
static GPtrArray *
states_of_burst (LwTrialFixture *fixture)
{
  g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (LwStore) store = NULL;
  g_autoptr (GError) error = NULL;

  lw_trial_copy (fixture->base, fixture->path);
  store = open_tried (fixture);
  g_ptr_array_add (states, lw_trial_state_of (store, fixture->sections, "undisturbed"));
  for (guint i = 0; i < COMMANDS; i++)
    {
      run_edit (fixture, store, i, &error);
      g_assert_no_error (error);
      g_ptr_array_add (states, lw_trial_state_of (store, fixture->sections, "undisturbed"));
      g_assert_cmpstr (g_ptr_array_index (states, i), !=, g_ptr_array_index (states, i + 1));
    }
  g_clear_object (&store);
  lw_trial_remove (fixture->path);
  return g_steal_pointer (&states);
}

/* The file holds what was acknowledged, and at most the one command that was under way. */
static void
check_burst (LwTrialFixture *fixture, GPtrArray *states, guint acknowledged, const char *where)
{
  g_autofree char *state = lw_trial_state (fixture->path, fixture->schema, fixture->sections, where);
  g_autofree char *place = g_strdup_printf ("%s, after %u commands\n", where, acknowledged);
  g_autofree char *found = g_strconcat (place, state, NULL);
  g_autofree char *expected = g_strconcat (place, (char *) g_ptr_array_index (states, acknowledged), NULL);

  if (acknowledged < COMMANDS && g_str_equal (state, g_ptr_array_index (states, acknowledged + 1)))
    return;
  g_assert_cmpstr (found, ==, expected);
}

static void
test_burst (LwTrialFixture *fixture, gconstpointer data)
{
  LwFault fault = GPOINTER_TO_UINT (data);
  g_autoptr (GPtrArray) states = NULL;
  gboolean finished = FALSE;
  guint n, tried = 0;

  lw_trial_make_base (fixture, 6);
  states = states_of_burst (fixture);
  lw_trial_copy (fixture->base, fixture->path);
  n = lw_trial_count_operations (child_burst, fixture);
  lw_trial_remove (fixture->path);
  for (guint point = 1; !finished; point = lw_trial_next_point (point, n))
    {
      guint acknowledged;

      lw_trial_copy (fixture->base, fixture->path);
      finished = lw_trial_run (lw_trial_kill_or_tear (fault, point), point, point, child_burst, fixture, &acknowledged);
      g_autofree char *where = lw_trial_describe (fault, point);
      check_burst (fixture, states, acknowledged, where);
      lw_trial_remove (fixture->path);
      tried++;
    }
  g_test_message ("%u points of %u", tried, n);
}

/* ---- a disk that is full or fails ---- */

/* One of the three faults, told as what it is. */
static void
assert_disk_error (const GError *error, LwFault fault, const char *where)
{
  g_autofree char *message = g_strdup_printf ("%s: %s", where, error ? error->message : "no error");

  g_assert_error (error, LW_ERROR, LW_ERROR_STORE);
  if (fault == LW_FAULT_FULL && !strstr (message, "(create ") && !strstr (message, "(name "))
    g_assert_nonnull (strstr (error->message, "disk"));
}

/* Changes the file, each time differently; every third time by undoing. */
static gboolean
run_change (LwTrialFixture *fixture, LwStore *store, guint i, GError **error)
{
  g_autofree char *filling = g_strnfill (3000, 'x');
  g_autofree char *title = g_strdup_printf ("title=%u %s", i, filling);
  const char *values[] = { title, NULL };
  g_autoptr (LwCommand) command = lw_model_set (fixture->sections, "lot", "L1", values, "tester", NULL, NULL);

  return i % 3 == 2 ? lw_store_undo (store, "tester", NULL, NULL, error) : lw_store_run (store, command, NULL, error);
}

static void
test_command_fails (LwTrialFixture *fixture, gconstpointer data)
{
  LwFault fault = GPOINTER_TO_UINT (data);
  g_autofree char *state = NULL;
  g_autofree char *again = NULL;
  /* now and then SQLite folds the log into the file, and the operations of that are among these */
  guint period = fault == LW_FAULT_SYNC_ERROR ? 4 : 60, failed = 0;

  lw_trial_make_base (fixture, 6);
  lw_trial_copy (fixture->base, fixture->path);
  g_autoptr (LwStore) store = open_tried (fixture);
  state = lw_trial_state_of (store, fixture->sections, "at first");
  for (guint i = 0; i < 60; i = lw_trial_next_point (i, 60))
    {
      g_autoptr (GError) error = NULL;

      lw_fault_arm (fault, 1 + i % period, i);
      gboolean fine = run_change (fixture, store, i, &error);
      lw_fault_disarm ();
      g_autofree char *where = lw_trial_describe (fault, i);
      g_autofree char *after = lw_trial_state_of (store, fixture->sections, where);
      if (!fine)
        {
          assert_disk_error (error, fault, where);
          g_assert_cmpstr (after, ==, state);
          failed++;
          g_clear_error (&error);
          g_clear_pointer (&after, g_free);
          fine = run_change (fixture, store, i, &error);
          after = lw_trial_state_of (store, fixture->sections, where);
        }
      g_assert_no_error (error);
      g_assert_true (fine);
      g_assert_cmpstr (after, !=, state);
      g_free (g_steal_pointer (&state));
      state = g_steal_pointer (&after);
    }
  g_clear_object (&store);
  again = lw_trial_state (fixture->path, fixture->schema, fixture->sections, "opened again");
  g_assert_cmpstr (again, ==, state);
  g_test_message ("%u commands failed", failed);
  g_assert_cmpuint (failed, >, 0);
}

static void
test_import_fails (LwTrialFixture *fixture, gconstpointer data)
{
  LwFault fault = GPOINTER_TO_UINT (data);
  gboolean finished = FALSE;
  guint failed = 0;

  lw_trial_write_source (fixture->source, 20);
  for (guint at = 1; !finished; at++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (LwStore) store = NULL;

      lw_fault_arm (fault, at, at);
      store = lw_trial_import (fixture, fixture->path, &error);
      lw_fault_disarm ();
      g_autofree char *where = lw_trial_describe (fault, at);
      finished = !lw_fault_struck ();
      if (finished)
        {
          g_assert_no_error (error);
          break;
        }
      g_autofree char *rest = lw_trial_list (fixture->directory, "tried");
      g_autofree char *found = g_strdup_printf ("%s: %s", where, rest);
      g_autofree char *nothing = g_strdup_printf ("%s: ", where);
      g_assert_cmpstr (found, ==, nothing);
      g_assert_null (store);
      assert_disk_error (error, fault, where);
      failed++;
    }
  g_test_message ("%u imports failed", failed);
  g_assert_cmpuint (failed, >, 0);
}

/* ---- a log without its file ---- */

/* Someone removes the file that a killed program left and forgets the log beside it, in which accepted commands
 * are. A new file of that name must not get them. */
static void
test_forgotten_log (LwTrialFixture *fixture, gconstpointer data)
{
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *expected = NULL;
  g_autofree char *state = NULL;
  g_autoptr (GError) error = NULL;
  guint acknowledged;

  lw_trial_make_base (fixture, 6);
  expected = lw_trial_state (fixture->base, fixture->schema, fixture->sections, "at first");
  lw_trial_copy (fixture->base, fixture->path);
  g_assert_false (lw_trial_run (LW_FAULT_KILL, 90, 0, child_burst, fixture, &acknowledged));
  g_assert_cmpuint (acknowledged, >, 0);
  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  g_assert_null (lw_trial_import (fixture, fixture->path, &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_EXISTS);
  g_assert_nonnull (strstr (error->message, log));
  lw_trial_remove (fixture->path);
  state = lw_trial_import_whole (fixture, fixture->path, "the log removed");
  g_assert_cmpstr (state, ==, expected);
}

/* ---- an upgrade ---- */

#define UPGRADE \
  "CREATE TABLE survival (lot TEXT NOT NULL PRIMARY KEY REFERENCES lot (id), title TEXT NOT NULL) STRICT, WITHOUT ROWID;" \
  "INSERT INTO survival SELECT id, title FROM lot;" \
  "ALTER TABLE area ADD COLUMN survives TEXT;" \
  "UPDATE lot SET note = 'upgraded';"

static LwSchema *
newer_schema (void)
{
  LwSchema *schema = lw_schema_new ();

  lw_schema_add (schema, "core", LW_CORE_SCHEMA_PATH);
  lw_schema_add_step (schema, "core", "9999-upgrade.sql", UPGRADE);
  return schema;
}

static LwStore *
upgrade (LwTrialFixture *fixture, GError **error)
{
  g_autoptr (LwSchema) newer = newer_schema ();

  lw_clock_set ("2014-08-01T12:00:00.000Z", 1000);
  return lw_store_open (fixture->path, newer, LW_STORE_READ_WRITE, error);
}

static void
child_upgrade (gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwStore) store = upgrade (data, &error);

  g_assert_no_error (error);
  g_assert_nonnull (store);
}

static char *
upgrade_whole (LwTrialFixture *fixture, const char *where)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwStore) store = upgrade (fixture, &error);

  g_prefix_error (&error, "%s: ", where);
  g_assert_no_error (error);
  return lw_trial_state_of (store, fixture->sections, where);
}

/* A backup is the whole file as it was before; removes them all and returns how many there were. */
static guint
check_backups (LwTrialFixture *fixture, const char *before, const char *where)
{
  g_autofree char *list = lw_trial_list (fixture->directory, "tried.lotwise.backup");
  g_auto (GStrv) names = g_strsplit (list, " ", -1);
  guint n = 0;

  for (guint i = 0; *list && names[i]; i++)
    {
      g_autofree char *path = g_build_filename (fixture->directory, names[i], NULL);

      if (g_str_has_suffix (names[i], ".lotwise-part") || strstr (names[i], ".lotwise-part-"))
        continue;
      g_autofree char *about = g_strdup_printf ("%s: %s", where, list);
      g_autofree char *state = lw_trial_state (path, fixture->schema, fixture->sections, about);
      g_assert_cmpstr (state, ==, before);
      lw_trial_remove (path);
      n++;
    }
  return n;
}

static gboolean
is_upgraded (LwTrialFixture *fixture, const char *where)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwStore) store = lw_store_open (fixture->path, fixture->schema, LW_STORE_READ_ONLY, &error);
  const char *why;

  g_prefix_error (&error, "%s: ", where);
  g_assert_no_error (error);
  why = lw_store_get_read_only_reason (store);
  return why && strstr (why, "newer version");
}

static void
test_upgrade (LwTrialFixture *fixture, gconstpointer data)
{
  LwFault fault = GPOINTER_TO_UINT (data);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gboolean finished = FALSE;
  guint n, tried = 0, old = 0;

  lw_trial_make_base (fixture, 6);
  before = lw_trial_state (fixture->base, fixture->schema, fixture->sections, "before");
  lw_trial_copy (fixture->base, fixture->path);
  after = upgrade_whole (fixture, "undisturbed");
  g_assert_cmpuint (check_backups (fixture, before, "undisturbed"), ==, 1);
  lw_trial_copy (fixture->base, fixture->path);
  n = lw_trial_count_operations (child_upgrade, fixture);
  check_backups (fixture, before, "undisturbed");
  for (guint point = 1; !finished; point = lw_trial_next_point (point, n))
    {
      lw_trial_remove (fixture->path);
      lw_trial_copy (fixture->base, fixture->path);
      finished = lw_trial_run (lw_trial_kill_or_tear (fault, point), point, point, child_upgrade, fixture, NULL);
      g_autofree char *where = lw_trial_describe (fault, point);
      if (!is_upgraded (fixture, where))
        {
          g_autofree char *state = lw_trial_state (fixture->path, fixture->schema, fixture->sections, where);
          g_assert_cmpstr (state, ==, before);
          g_assert_false (finished);
          old++;
        }
      else
        g_assert_cmpuint (check_backups (fixture, before, where), ==, 1);
      g_autofree char *state = upgrade_whole (fixture, where);
      g_assert_cmpstr (state, ==, after);
      check_backups (fixture, before, where);
      tried++;
    }
  g_test_message ("%u points of %u, %u left the old file", tried, n, old);
  g_assert_cmpuint (old, >, 0);
  g_assert_cmpuint (tried - old, >, 0);
}

static void
test_upgrade_fails (LwTrialFixture *fixture, gconstpointer data)
{
  LwFault fault = GPOINTER_TO_UINT (data);
  g_autofree char *before = NULL;
  guint failed = 0;

  lw_trial_make_base (fixture, 6);
  before = lw_trial_state (fixture->base, fixture->schema, fixture->sections, "before");
  lw_trial_copy (fixture->base, fixture->path);
  for (guint at = 1;; at++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (LwStore) store = NULL;

      lw_fault_arm (fault, at, at);
      store = upgrade (fixture, &error);
      lw_fault_disarm ();
      g_autofree char *where = lw_trial_describe (fault, at);
      if (store)
        {
          g_assert_false (lw_fault_struck ());
          break;
        }
      assert_disk_error (error, fault, where);
      g_assert_false (is_upgraded (fixture, where));
      g_autofree char *state = lw_trial_state (fixture->path, fixture->schema, fixture->sections, where);
      g_assert_cmpstr (state, ==, before);
      check_backups (fixture, before, where); /* the file may fail after its backup is made */
      failed++;
    }
  g_assert_cmpuint (check_backups (fixture, before, "at last"), ==, 1);
  g_test_message ("%u upgrades failed", failed);
  g_assert_cmpuint (failed, >, 0);
}

int
main (int argc, char **argv)
{
  lw_fault_install ();
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, fault, func) \
  g_test_add ("/survival/" path, LwTrialFixture, GUINT_TO_POINTER (fault), lw_trial_set_up, func, lw_trial_tear_down)
  ADD ("import/killed", LW_FAULT_KILL, test_import);
  ADD ("import/power-cut", LW_FAULT_POWER_CUT, test_import);
  ADD ("burst/killed", LW_FAULT_KILL, test_burst);
  ADD ("burst/power-cut", LW_FAULT_POWER_CUT, test_burst);
  ADD ("command/disk-full", LW_FAULT_FULL, test_command_fails);
  ADD ("command/write-error", LW_FAULT_WRITE_ERROR, test_command_fails);
  ADD ("command/sync-error", LW_FAULT_SYNC_ERROR, test_command_fails);
  ADD ("import/disk-full", LW_FAULT_FULL, test_import_fails);
  ADD ("import/write-error", LW_FAULT_WRITE_ERROR, test_import_fails);
  ADD ("import/sync-error", LW_FAULT_SYNC_ERROR, test_import_fails);
  ADD ("import/forgotten-log", LW_FAULT_NONE, test_forgotten_log);
  ADD ("upgrade/killed", LW_FAULT_KILL, test_upgrade);
  ADD ("upgrade/power-cut", LW_FAULT_POWER_CUT, test_upgrade);
  ADD ("upgrade/disk-full", LW_FAULT_FULL, test_upgrade_fails);
  ADD ("upgrade/write-error", LW_FAULT_WRITE_ERROR, test_upgrade_fails);
  ADD ("upgrade/sync-error", LW_FAULT_SYNC_ERROR, test_upgrade_fails);
#undef ADD
  return g_test_run ();
}
