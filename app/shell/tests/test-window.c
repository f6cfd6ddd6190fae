/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The window in process: what it shows of a competition, undo, inspector, progress, remembered state, search, palette, guide. */
#include "config.h"

#include "find/lw-find.h"
#include "window-fixture.h"
#include "window/lw-actions.h"
#include "window/lw-drop.h"
#include "window/lw-recent.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* ---- waiting ---- */

typedef struct
{
  LwDocument *document;
  const char *undo;
} Expected;

static gboolean
undo_is (gpointer data)
{
  const Expected *expected = data;
  return g_strcmp0 (lw_document_get_undo_name (expected->document), expected->undo) == 0;
}

/* ---- tests ---- */

static void
test_open (Fixture *fixture, gconstpointer data)
{
  LwWindow *window = open_window (fixture->path, NULL);
  g_autofree char *place = lw_window_get_place (window);

  g_assert_cmpstr (place, ==, "overview");
  g_assert_true (g_str_has_prefix (gtk_window_get_title (GTK_WINDOW (window)), "Transforming Rehabilitation"));
  g_assert_nonnull (ui_find (GTK_WIDGET (window), GTK_TYPE_LIST_BOX_ROW, "Record"));
  g_assert_nonnull (lw_app_find_document (app, fixture->path));
}

static void
test_every_panel (Fixture *fixture, gconstpointer data)
{
  GPtrArray *infos = lw_panels_get (lw_app_get_panels (app));
  LwWindow *window = open_window (fixture->path, NULL);

  g_assert_cmpuint (infos->len, >=, 7);
  for (guint i = 0; i < infos->len; i++)
    {
      const LwPanelInfo *info = infos->pdata[i];
      lw_window_go_to (window, info->id);
      ui_settle (GTK_WIDGET (window));
      g_assert_true (G_TYPE_CHECK_INSTANCE_TYPE (lw_window_get_panel (window), info->get_type ()));
      /* What the panel says it can do is there to be done. */
      for (const LwPanelAction *action = info->actions; action != NULL && action->name != NULL; action++)
        g_assert_true (g_action_group_has_action (G_ACTION_GROUP (lw_panel_get_actions (lw_window_get_panel (window))), action->name));
    }
}

static void
test_undo_names (Fixture *fixture, gconstpointer data)
{
  LwWindow *window = open_window (fixture->path, NULL);
  LwDocument *document = lw_window_get_document (window);
  g_autofree char *name = NULL, *label = NULL;
  GtkWidget *button;

  g_assert_null (lw_document_get_undo_name (document));
  g_assert_nonnull (ui_find (GTK_WIDGET (window), GTK_TYPE_BUTTON, "Nothing to undo"));
  rename_lot (document, "Northumbria renamed");
  name = g_strdup (lw_document_get_undo_name (document));
  g_assert_nonnull (name);
  label = g_strdup_printf ("Undo: %s", name);
  button = ui_find (GTK_WIDGET (window), GTK_TYPE_BUTTON, label);
  g_assert_nonnull (button);
  g_assert_true (gtk_widget_is_sensitive (button));

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL));
  g_assert_true (ui_wait (undo_is, &(Expected) { document, NULL }, 5000));
  g_assert_cmpstr (lw_document_get_redo_name (document), ==, name);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.redo", NULL));
  g_assert_true (ui_wait (undo_is, &(Expected) { document, name }, 5000));
}

/* Keys in a text that has nothing to undo leave the competition alone; anywhere else they undo. */
static void
test_undo_keys_in_text (Fixture *fixture, gconstpointer data)
{
  LwWindow *window = open_window (fixture->path, "bids");
  LwDocument *document = lw_window_get_document (window);
  GtkWidget *entry = ui_find (GTK_WIDGET (window), GTK_TYPE_SEARCH_ENTRY, NULL);
  g_auto (GStrv) accels = gtk_application_get_accels_for_action (GTK_APPLICATION (app), "win.undo-key");
  g_autofree char *name = NULL;

  g_assert_cmpstr (accels[0], ==, "<Control>z");
  rename_lot (document, "kept");
  name = g_strdup (lw_document_get_undo_name (document));
  g_assert_true (gtk_widget_grab_focus (entry));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.undo-key", NULL));
  g_assert_false (lw_document_is_busy (document));
  g_assert_cmpstr (lw_document_get_undo_name (document), ==, name);
  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.undo-key", NULL));
  g_assert_true (ui_wait (undo_is, &(Expected) { document, NULL }, 5000));
}

static void
test_two_windows (Fixture *fixture, gconstpointer data)
{
  LwWindow *window = open_window (fixture->path, NULL);
  GList *windows;
  LwWindow *other = NULL;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.new-window", NULL));
  windows = gtk_application_get_windows (GTK_APPLICATION (app));
  for (GList *at = windows; at != NULL; at = at->next)
    if (LW_IS_WINDOW (at->data) && at->data != window)
      other = at->data;
  g_assert_nonnull (other);
  g_assert_true (lw_window_get_document (other) == lw_window_get_document (window));
  rename_lot (lw_window_get_document (window), "seen in both");
  ui_settle (GTK_WIDGET (other));
  g_assert_null (ui_find (GTK_WIDGET (other), GTK_TYPE_BUTTON, "Nothing to undo"));
}

static void
test_remembered (Fixture *fixture, gconstpointer data)
{
  LwWindow *window = open_window (fixture->path, "record");
  g_autoptr (GPtrArray) recent = NULL;
  g_autofree char *place = NULL;

  gtk_window_close (GTK_WINDOW (window));
  g_assert_true (ui_wait (no_windows, NULL, 5000));
  recent = lw_recent_list ();
  g_assert_cmpuint (recent->len, >=, 1);
  g_assert_cmpstr (((const LwRecent *) recent->pdata[0])->path, ==, fixture->path);
  g_assert_true (g_str_has_prefix (((const LwRecent *) recent->pdata[0])->title, "Transforming Rehabilitation"));
  window = open_window (fixture->path, NULL);
  place = lw_window_get_place (window);
  g_assert_true (g_str_has_prefix (place, "record"));
}

static void
test_drop_wrong_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "notes.zip", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GSList) files = g_slist_append (NULL, file);
  LwWindow *window = lw_window_new (app);

  g_assert_true (g_file_set_contents (path, "%PDF-1.4 not a competition", -1, NULL));
  gtk_window_present (GTK_WINDOW (window));
  g_assert_true (lw_drop_files (GTK_WIDGET (window), files));
  g_assert_true (ui_wait (has_dialog, (gpointer) "“notes.zip” was not opened", 5000));
  g_assert_null (lw_window_get_document (window));
}

static void
test_drop_right_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = g_file_new_for_path (fixture->path);
  g_autoptr (GSList) files = g_slist_append (NULL, file);
  LwWindow *window = lw_window_new (app);

  gtk_window_present (GTK_WINDOW (window));
  g_assert_true (lw_drop_files (GTK_WIDGET (window), files));
  g_assert_true (ui_wait (has_document, window, 5000));
  g_assert_false (lw_drop_files (GTK_WIDGET (window), NULL));
}

/* Files that a plugin takes: all that are dropped at once are asked about at once, with a competition or without. */
static void
test_drop_packs (Fixture *fixture, gconstpointer data)
{
  LwWindow *window = lw_window_new (app);
  g_autofree char *one = path_in (fixture, "one.lotpack"), *other = path_in (fixture, "other.LOTPACK");
  g_autoptr (GFile) first = g_file_new_for_path (one), second = g_file_new_for_path (other);
  g_autoptr (GSList) files = g_slist_append (g_slist_append (NULL, first), second);
  GtkWindow *dialog;

  g_assert_true (g_file_set_contents (one, "not a pack", -1, NULL) && g_file_set_contents (other, "nor this", -1, NULL));
  gtk_window_present (GTK_WINDOW (window));
  g_assert_true (lw_drop_files (GTK_WIDGET (window), files));
  dialog = window_of_type ("LwPackDialog");
  g_assert_nonnull (dialog);
  g_assert_cmpstr (gtk_window_get_title (dialog), ==, "Open packs");
  gtk_window_destroy (dialog);
  lw_app_open (app, first, GTK_WINDOW (window), NULL);
  dialog = window_of_type ("LwPackDialog");
  g_assert_cmpstr (gtk_window_get_title (dialog), ==, "Open a pack");
  gtk_window_destroy (dialog);
  g_assert_null (lw_window_get_document (window));
  g_assert_cmpint (remove (one), ==, 0);
  g_assert_cmpint (remove (other), ==, 0);
  ui_destroy (GTK_WINDOW (window));
}

/* ---- long work ---- */

static gpointer
wait_for_cancel (LwJob *job, gpointer data, GError **error)
{
  GMutex mutex;
  GCond cond;
  g_mutex_init (&mutex);
  g_cond_init (&cond);
  g_mutex_lock (&mutex);
  while (!g_cancellable_is_cancelled (lw_job_get_cancellable (job)))
    g_cond_wait_until (&cond, &mutex, g_get_monotonic_time () + 10 * G_TIME_SPAN_MILLISECOND);
  g_mutex_unlock (&mutex);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled");
  return NULL;
}

static void
on_job_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (lw_job_run_finish (LW_JOB (source), result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  lw_document_remove_job (user_data, LW_JOB (source));
}

static gboolean
shows_progress (gpointer window)
{
  GtkWidget *label = ui_find (window, GTK_TYPE_LABEL, "Counting stars");
  return label != NULL && gtk_revealer_get_reveal_child (GTK_REVEALER (gtk_widget_get_ancestor (label, GTK_TYPE_REVEALER)));
}

static void
test_progress_and_closing (Fixture *fixture, gconstpointer data)
{
  LwWindow *window = open_window (fixture->path, NULL);
  LwDocument *document = lw_window_get_document (window);
  g_autoptr (LwJob) job = lw_job_new ("Counting stars");
  GtkWidget *cancel;

  lw_document_add_job (document, job);
  lw_job_run_async (job, wait_for_cancel, NULL, NULL, NULL, on_job_done, document);
  g_assert_true (ui_wait (shows_progress, window, 5000));
  gtk_window_close (GTK_WINDOW (window));
  g_assert_true (ui_wait (has_dialog, (gpointer) "Close while work is under way?", 5000));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (window)));
  cancel = ui_find (GTK_WIDGET (window), GTK_TYPE_BUTTON, "Cancel the work");
  g_assert_nonnull (cancel);
  g_signal_emit_by_name (cancel, "clicked");
  g_assert_true (ui_wait (is_idle, document, 5000));
}

/* ---- finding ---- */

static void
test_palette (Fixture *fixture, gconstpointer data)
{
  LwWindow *window = open_window (fixture->path, NULL);
  g_autofree char *place = NULL;
  GtkWindow *palette;
  GtkWidget *entry;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.commands", NULL));
  palette = window_of_type ("LwPalette");
  g_assert_nonnull (palette);
  entry = ui_find (GTK_WIDGET (palette), GTK_TYPE_SEARCH_ENTRY, NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), "gorec");
  g_signal_emit_by_name (entry, "search-changed");
  g_signal_emit_by_name (entry, "activate");
  ui_settle (GTK_WIDGET (window));
  place = lw_window_get_place (window);
  g_assert_true (g_str_has_prefix (place, "record"));
}

static gboolean
has_result (gpointer window)
{
  return ui_find (window, GTK_TYPE_LIST_BOX_ROW, "Lots: L12 London") != NULL;
}

static void
test_search (Fixture *fixture, gconstpointer data)
{
  LwWindow *window = open_window (fixture->path, NULL);
  GtkWidget *page, *entry;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.search", NULL));
  page = ui_find (GTK_WIDGET (window), LW_TYPE_SEARCH_PAGE, NULL);
  entry = ui_find (page, GTK_TYPE_SEARCH_ENTRY, NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), "lond");
  g_assert_true (ui_wait (has_result, window, 10000));
  g_signal_emit_by_name (entry, "activate");
  ui_settle (GTK_WIDGET (window));
  g_assert_false (gtk_widget_get_mapped (page));
}

/* Whatever has an accelerator is in the list of shortcuts. */
static void
test_shortcuts (Fixture *fixture, gconstpointer data)
{
  LwWindow *window = open_window (fixture->path, NULL);
  GtkWindow *shortcuts;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.shortcuts", NULL));
  shortcuts = window_of_type ("GtkShortcutsWindow");
  g_assert_nonnull (shortcuts);
  ui_settle (GTK_WIDGET (shortcuts));
  for (const LwActionInfo *action = lw_actions; action->name != NULL; action++)
    if (action->accel != NULL)
      g_assert_nonnull (ui_find (GTK_WIDGET (shortcuts), GTK_TYPE_LABEL, action->title));
  gtk_window_destroy (shortcuts);
}

static void
test_guide (Fixture *fixture, gconstpointer data)
{
  LwWindow *window = open_window (fixture->path, NULL);
  GtkWindow *guide;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.guide", NULL));
  guide = window_of_type ("LwGuide");
  g_assert_nonnull (guide);
  g_assert_nonnull (ui_find (GTK_WIDGET (guide), GTK_TYPE_LABEL, "Marking a question"));
  gtk_window_destroy (guide);
}

static void
test_actions_are_there (Fixture *fixture, gconstpointer data)
{
  LwWindow *window = open_window (fixture->path, NULL);
  for (const LwActionInfo *action = lw_actions; action->name != NULL; action++)
    {
      const char *name = strchr (action->name, '.') + 1;
      if (g_str_has_prefix (action->name, "win."))
        g_assert_true (g_action_group_has_action (G_ACTION_GROUP (window), name));
      else if (g_str_has_prefix (action->name, "app."))
        g_assert_true (g_action_group_has_action (G_ACTION_GROUP (app), name));
    }
}

static void
test_accelerators_differ (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *infos = lw_panels_get (lw_app_get_panels (app));

  for (const LwActionInfo *action = lw_actions; action->name != NULL; action++)
    {
      g_auto (GStrv) accels = g_strsplit (action->accel != NULL ? action->accel : "", " ", -1);
      for (guint i = 0; accels[i] != NULL; i++)
        g_assert_true (g_hash_table_add (seen, g_strdup (accels[i])));
    }
  /* Two panels are never shown at once: theirs may be equal, but not to one of the window. */
  for (guint i = 0; i < infos->len; i++)
    {
      const LwPanelInfo *info = infos->pdata[i];
      for (const LwPanelAction *action = info->actions; action != NULL && action->name != NULL; action++)
        {
          g_auto (GStrv) accels = g_strsplit (action->accel != NULL ? action->accel : "", " ", -1);
          g_assert_true (g_str_has_prefix (action->name, info->id));
          for (guint a = 0; accels[a] != NULL; a++)
            {
              guint key;
              GdkModifierType modifiers;
              g_assert_true (gtk_accelerator_parse (accels[a], &key, &modifiers));
              if (g_hash_table_contains (seen, accels[a]))
                g_error ("%s: %s is the window's", action->name, accels[a]);
            }
        }
    }
}

int
main (int argc, char **argv)
{
  start_program (&argc, &argv);
  TEST ("/window/open", test_open);
  TEST ("/window/every-panel", test_every_panel);
  TEST ("/window/undo-names", test_undo_names);
  TEST ("/window/undo-keys-in-text", test_undo_keys_in_text);
  TEST ("/window/two-windows", test_two_windows);
  TEST ("/window/remembered", test_remembered);
  TEST ("/window/drop-wrong-file", test_drop_wrong_file);
  TEST ("/window/drop-right-file", test_drop_right_file);
  TEST ("/window/drop-packs", test_drop_packs);
  TEST ("/window/progress-and-closing", test_progress_and_closing);
  TEST ("/window/palette", test_palette);
  TEST ("/window/search", test_search);
  TEST ("/window/shortcuts", test_shortcuts);
  TEST ("/window/guide", test_guide);
  TEST ("/window/actions-are-there", test_actions_are_there);
  g_test_add_func ("/window/accelerators-differ", test_accelerators_differ);
  const int outcome = run_program ();
  fflush (stdout);
  /* So much of the program is met here that GLib has more than 2,048 quarks; it lets its first table of them go, by design,
   * and the report names nobody. So the look for leaks at the program's end is left out here too. */
  _exit (outcome);
}
