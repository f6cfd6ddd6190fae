/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The frame of the window: files that are open already, gone or read-only; errors; closing; recent files; in whose
 * name; dragging; the progress strip; the keyboard. */
#include "config.h"

#include "base/lw-clock.h"
#include "base/lw-error.h"
#include "window-fixture.h"
#include "window/lw-progress.h"
#include "window/lw-recent.h"
#include "xml/lw-competition-xml.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* ---- files ---- */

static guint
count_windows (void)
{
  return g_list_length (gtk_application_get_windows (GTK_APPLICATION (app)));
}

static gboolean
one_window (gpointer unused)
{
  return count_windows () == 1;
}

/* As the command line does: a window is made for the file, and shown when the file is there. */
static LwWindow *
open_unseen (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  LwWindow *window = lw_window_new (app);
  lw_app_open (app, file, GTK_WINDOW (window), NULL);
  return window;
}

/* No window may stay behind that nobody sees: the program would never end. */
static void
test_open_twice (Fixture *fixture, gconstpointer data)
{
  LwWindow *window = open_unseen (fixture->path);
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);

  open_unseen (fixture->path);
  g_assert_true (ui_wait (has_document, window, 10000));
  g_assert_true (ui_wait (one_window, NULL, 5000));
  open_unseen (fixture->path);
  g_assert_true (ui_wait (one_window, NULL, 5000));
  g_assert_nonnull (window);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (window)));
  g_object_remove_weak_pointer (G_OBJECT (window), (gpointer *) &window);
}

static void
test_open_by_link (Fixture *fixture, gconstpointer data)
{
  g_autofree char *link = path_in (fixture, "link.lotwise");
  LwWindow *window = open_window (fixture->path, NULL);

  g_assert_cmpint (symlink (fixture->path, link), ==, 0);
  g_assert_true (lw_app_find_document (app, link) == lw_window_get_document (window));
}

static void
test_open_vanished (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = path_in (fixture, "gone.lotwise");
  LwWindow *window = open_unseen (path);
  GtkWindow *dialog;

  g_assert_true (ui_wait (has_dialog, (gpointer) "“gone.lotwise” was not opened", 5000));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (window)));
  dialog = find_dialog ("“gone.lotwise” was not opened");
  g_assert_nonnull (strstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (dialog)), "Look for it with Open"));
  /* Enter takes the button. */
  g_assert_cmpstr (adw_message_dialog_get_default_response (ADW_MESSAGE_DIALOG (dialog)), ==, "close");
  ui_destroy (GTK_WINDOW (window));
}

/* A part of a plugin that is not there makes the file read-only. */
static void
test_read_only (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = path_in (fixture, "foreign.lotwise");
  g_autoptr (LwHost) host = lw_host_new_default ();
  g_autoptr (GError) error = NULL;
  LwWindow *window;
  LwStore *store;

  lw_host_load (host);
  lw_schema_add_step (lw_host_get_schema (host), "stranger", "0001-create.sql", "CREATE TABLE stranger_thing (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;");
  store = lw_competition_import (LW_SOURCE_DIR "/data/templates/quality-and-price.xml", path, lw_host_get_sections (host),
                                 lw_host_get_schema (host), "tester", NULL, NULL, &error);
  g_assert_no_error (error);
  lw_store_close (store);
  g_object_unref (store);

  window = open_window (path, NULL);
  g_assert_nonnull (lw_document_get_read_only_reason (lw_window_get_document (window)));
  g_assert_nonnull (strstr (gtk_window_get_title (GTK_WINDOW (window)), "(read only)"));
  g_assert_nonnull (ui_find (GTK_WIDGET (window), GTK_TYPE_LABEL, "Read only"));
  /* Said once, whatever panel is shown. */
  g_assert_true (gtk_revealer_get_reveal_child (GTK_REVEALER (ui_find (GTK_WIDGET (window), GTK_TYPE_REVEALER, "read_only"))));
  lw_window_go_to (window, "plugins");
  ui_settle (GTK_WIDGET (window));
  g_assert_false (gtk_widget_get_visible (ui_find (GTK_WIDGET (lw_window_get_panel (window)), GTK_TYPE_BOX, "banner")));
}

/* ---- errors ---- */

static void
test_error_is_read_whole (Fixture *fixture, gconstpointer data)
{
  LwWindow *window = open_window (fixture->path, NULL);
  g_autoptr (GError) error = g_error_new_literal (LW_ERROR, LW_ERROR_INVALID, "expected <this>, found that");
  GtkWidget *button;

  g_signal_emit_by_name (lw_window_get_document (window), "failed", "The change was not made", error);
  ui_settle (GTK_WIDGET (window));
  button = ui_find (GTK_WIDGET (window), GTK_TYPE_BUTTON, "Read _all");
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  g_assert_true (has_dialog ((gpointer) "The change was not made"));
  g_assert_cmpstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (find_dialog ("The change was not made"))), ==, error->message);
}

/* What the last window left to be saved is refused after it is gone. */
static void
test_error_without_window (Fixture *fixture, gconstpointer data)
{
  LwWindow *window = open_window (fixture->path, NULL);
  g_autoptr (LwDocument) document = g_object_ref (lw_window_get_document (window));
  g_autoptr (GError) error = g_error_new_literal (LW_ERROR, LW_ERROR_INVALID, "expected this, found that");

  gtk_window_close (GTK_WINDOW (window));
  g_assert_true (ui_wait (no_windows, NULL, 5000));
  g_signal_emit_by_name (document, "failed", "The change was not made", error);
  g_assert_true (has_dialog ((gpointer) "The change was not made"));
}

/* ---- closing ---- */

/* Work may end after the window that began it. */
static void
test_work_ends_late (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LwWindow) window = g_object_ref (open_window (fixture->path, NULL));
  g_autoptr (LwJob) job = lw_job_new ("Counting stars");

  lw_window_add_job (window, job);
  gtk_window_destroy (GTK_WINDOW (window));
  lw_window_remove_job (window, job);
  lw_window_toast (window, "nobody sees it");
  g_assert_true (ui_wait (no_windows, NULL, 5000));
}

/* One of two windows may go while the competition's work runs: the other shows it. */
static void
test_close_one_of_two (Fixture *fixture, gconstpointer data)
{
  LwWindow *window = open_window (fixture->path, NULL);
  g_autoptr (LwDocument) document = g_object_ref (lw_window_get_document (window));
  g_autoptr (LwJob) job = lw_job_new ("Counting stars");

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.new-window", NULL));
  lw_document_add_job (document, job);
  gtk_window_close (GTK_WINDOW (window));
  g_assert_true (ui_wait (one_window, NULL, 5000));
  g_assert_false (has_dialog ((gpointer) "Close while work is under way?"));
  g_assert_false (g_cancellable_is_cancelled (lw_job_get_cancellable (job)));
  window = gtk_application_get_windows (GTK_APPLICATION (app))->data;
  gtk_window_close (GTK_WINDOW (window));
  g_assert_true (has_dialog ((gpointer) "Close while work is under way?"));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (find_dialog ("Close while work is under way?")), "yes");
  g_assert_true (g_cancellable_is_cancelled (lw_job_get_cancellable (job)));
  lw_document_remove_job (document, job);
  g_assert_true (ui_wait (no_windows, NULL, 5000));
}

/* ---- recent files ---- */

static void
test_recent (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) list = NULL, rest = NULL;
  const LwRecent *first;

  lw_clock_set ("2099-06-30T12:00:00.000Z", 1000); /* later than the fixture's file was opened */
  for (guint i = 0; i < LW_RECENT_MAX + 3; i++)
    {
      g_autofree char *path = g_strdup_printf ("/nowhere/[%u] ü%%.lotwise", i);
      lw_recent_add (path, "A title = ; #", i % 2 == 0 ? "half way" : NULL);
    }
  lw_recent_add ("/nowhere/../nowhere/[14] ü%.lotwise", "Another title", NULL);
  lw_clock_set (NULL, 0);
  list = lw_recent_list ();
  g_assert_cmpuint (list->len, ==, LW_RECENT_MAX);
  first = list->pdata[0];
  g_assert_cmpstr (first->path, ==, "/nowhere/[14] ü%.lotwise");
  g_assert_cmpstr (first->title, ==, "Another title");
  g_assert_cmpstr (first->standing, ==, "half way");
  g_assert_cmpstr (((const LwRecent *) list->pdata[1])->path, ==, "/nowhere/[13] ü%.lotwise");
  for (guint i = 0; i < list->len; i++)
    lw_recent_remove (((const LwRecent *) list->pdata[i])->path);
  rest = lw_recent_list ();
  g_assert_cmpuint (rest->len, ==, 0);
}

static AdwActionRow *
recent_row (LwWindow *welcome, const char *title)
{
  for (GtkWidget *row = gtk_widget_get_first_child (ui_find (GTK_WIDGET (welcome), GTK_TYPE_LIST_BOX, "recent")); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (g_str_has_prefix (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), title))
      return ADW_ACTION_ROW (row);
  return NULL;
}

/* The welcome screen says where each competition stood, and which are gone. */
static void
test_welcome (Fixture *fixture, gconstpointer data)
{
  LwWindow *window = open_window (fixture->path, NULL);
  AdwActionRow *row;
  GtkWidget *forget;

  lw_recent_add ("/nowhere/gone.lotwise", "Gone", "3 of 4 marks given");
  gtk_window_close (GTK_WINDOW (window));
  g_assert_true (ui_wait (no_windows, NULL, 5000));
  window = lw_window_new (app);
  gtk_window_present (GTK_WINDOW (window));
  ui_settle (GTK_WIDGET (window));
  row = recent_row (window, "Transforming Rehabilitation");
  g_assert_nonnull (row);
  if (strstr (adw_action_row_get_subtitle (row), "marks given") == NULL)
    g_error ("where it stood is not in: %s", adw_action_row_get_subtitle (row));
  g_assert_true (gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (row)));
  row = recent_row (window, "Gone");
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (row), "No longer in /nowhere"));
  g_assert_false (gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (row)));
  forget = ui_find (GTK_WIDGET (row), GTK_TYPE_BUTTON, "Take “gone.lotwise” off this list");
  gtk_widget_grab_focus (forget);
  g_signal_emit_by_name (forget, "clicked");
  g_assert_null (recent_row (window, "Gone"));
  g_assert_nonnull (gtk_window_get_focus (GTK_WINDOW (window)));
  g_assert_true (gtk_widget_activate (GTK_WIDGET (recent_row (window, "Transforming Rehabilitation"))));
  g_assert_true (ui_wait (has_document, window, 10000));
  g_assert_true (ui_wait (one_window, NULL, 5000));
}

/* ---- in whose name ---- */

static GtkListBox *
open_people (LwWindow *window)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.person", NULL));
  ui_settle (GTK_WIDGET (window));
  return GTK_LIST_BOX (ui_find (GTK_WIDGET (window), GTK_TYPE_LIST_BOX, "Make changes in the name of"));
}

static GtkWidget *
row_of_person (GtkListBox *people, const char *start)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (people, i)) != NULL; i++)
    {
      GtkWidget *label = ui_find (GTK_WIDGET (row), GTK_TYPE_LABEL, NULL);
      if (g_str_has_prefix (gtk_label_get_text (GTK_LABEL (label)), start))
        return GTK_WIDGET (row);
    }
  return NULL;
}

static char *
person_of_last (LwDocument *document)
{
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (document), NULL);
  char *person = NULL;

  lw_connection_get_text (lw_reader_connection (reader), &person, NULL, "SELECT person FROM command ORDER BY seq DESC LIMIT 1", "");
  return person;
}

/* The header says in whose name changes go, and its menu has all people of the file with their roles. */
static void
test_person (Fixture *fixture, gconstpointer data)
{
  LwWindow *window = open_window (fixture->path, "overview");
  LwDocument *document = lw_window_get_document (window);
  GtkListBox *people = open_people (window);
  g_autofree char *user = g_utf8_make_valid (g_get_user_name (), -1), *saved = g_strdup_printf ("Saved as %s", user), *last = NULL;
  GtkWidget *row = row_of_person (people, "lead · ");

  g_assert_nonnull (ui_find (GTK_WIDGET (window), GTK_TYPE_MENU_BUTTON, saved));
  g_assert_nonnull (row);
  g_assert_nonnull (ui_find (row, GTK_TYPE_LABEL, "lead"));
  g_assert_nonnull (row_of_person (people, user));
  /* The keyboard begins at whoever it is now. */
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == row_of_person (people, user));
  g_signal_emit_by_name (people, "row-activated", row);
  ui_settle (GTK_WIDGET (window));
  g_assert_cmpstr (lw_document_get_person (document), ==, "lead");
  g_assert_nonnull (ui_find (GTK_WIDGET (window), GTK_TYPE_MENU_BUTTON, "Saved as lead"));
  /* Whatever is done goes under that name, in any panel; and the way back to oneself. */
  rename_lot (document, "Renamed");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL));
  g_assert_true (ui_wait (is_idle, document, 5000));
  last = person_of_last (document);
  g_assert_cmpstr (last, ==, "lead");
  people = open_people (window);
  g_signal_emit_by_name (people, "row-activated", row_of_person (people, user));
  g_assert_cmpstr (lw_document_get_person (document), ==, user);
}

/* ---- dragging ---- */

static GtkEventController *
drop_target_of (LwWindow *window)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (window));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      if (GTK_IS_DROP_TARGET (controller))
        return controller; /* the window has it */
    }
  return NULL;
}

/* Files over the window are seen to be welcome, until they leave. */
static void
test_drop_sign (Fixture *fixture, gconstpointer data)
{
  LwWindow *window = lw_window_new (app);
  GtkEventController *target = drop_target_of (window);
  GtkWidget *sign = ui_find (GTK_WIDGET (window), ADW_TYPE_STATUS_PAGE, "drop_sign");
  GdkDragAction action = 0;

  gtk_window_present (GTK_WINDOW (window));
  ui_settle (GTK_WIDGET (window));
  g_assert_false (gtk_widget_get_mapped (sign));
  g_signal_emit_by_name (target, "enter", 10.0, 10.0, &action);
  g_assert_cmpint (action, ==, GDK_ACTION_COPY);
  ui_settle (GTK_WIDGET (window));
  g_assert_true (gtk_widget_get_mapped (sign));
  g_assert_cmpint (gtk_widget_get_width (sign), >, gtk_widget_get_width (GTK_WIDGET (window)) / 2);
  g_signal_emit_by_name (target, "leave");
  g_assert_false (gtk_widget_get_mapped (sign));
}

/* ---- keyboard ---- */

static void
test_panel_keys (Fixture *fixture, gconstpointer data)
{
  LwPanels *panels = lw_app_get_panels (app);
  LwWindow *window = open_window (fixture->path, NULL);

  for (guint i = 0; i < lw_panels_get (panels)->len; i++)
    {
      const LwPanelInfo *info = lw_panels_get (panels)->pdata[i];
      g_autofree char *action = g_strconcat ("win.go-to::", info->id, NULL), *expected = lw_panels_get_accel (panels, info);
      g_auto (GStrv) accels = gtk_application_get_accels_for_action (GTK_APPLICATION (app), action);
      GtkWidget *focus;
      g_assert_cmpstr (accels[0], ==, expected);
      g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.go-to", "s", info->id));
      ui_settle (GTK_WIDGET (window));
      g_assert_true (G_OBJECT_TYPE (lw_window_get_panel (window)) == info->get_type ());
      /* The keyboard is somewhere that can be seen. */
      focus = gtk_window_get_focus (GTK_WINDOW (window));
      if (focus == NULL || !gtk_widget_get_mapped (focus))
        g_error ("no focus in the panel %s", info->id);
    }
}

/* Panes of wrapped text are no trouble to the toolkit, which warns, and ends the test, where a width gives them another height. */
static void
test_inspector_open (Fixture *fixture, gconstpointer data)
{
  LwWindow *window = open_window (fixture->path, "results:L12/B04/2.1");
  GtkWidget *inspector = ui_find (GTK_WIDGET (window), GTK_TYPE_BOX, "inspector");

  if (!gtk_widget_get_visible (inspector))
    g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.inspector", NULL));
  ui_settle (GTK_WIDGET (window));
  g_assert_cmpint (gtk_widget_get_width (inspector), >=, 340);
}

/* ---- progress ---- */

static gboolean
is_revealed (gpointer strip)
{
  return gtk_revealer_get_reveal_child (strip);
}

static void
test_progress (void)
{
  GtkWidget *strip = g_object_ref_sink (gtk_revealer_new ()), *title = g_object_ref_sink (gtk_label_new (NULL));
  GtkWidget *bar = g_object_ref_sink (gtk_progress_bar_new ());
  LwProgress *progress = lw_progress_new (GTK_REVEALER (strip), GTK_LABEL (title), GTK_PROGRESS_BAR (bar));
  g_autoptr (GListStore) jobs = g_list_store_new (LW_TYPE_JOB);
  g_autoptr (LwJob) own = lw_job_new ("Own"), followed = lw_job_new ("Followed");

  lw_progress_follow (progress, G_LIST_MODEL (jobs));
  g_list_store_append (jobs, followed);
  g_assert_true (lw_progress_is_running (progress));
  g_assert_false (is_revealed (strip));
  lw_job_report (followed, 1, 4);
  g_assert_true (ui_wait (is_revealed, strip, 5000));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (title)), ==, "Followed");
  g_assert_cmpfloat (gtk_progress_bar_get_fraction (GTK_PROGRESS_BAR (bar)), ==, 0.25);
  lw_progress_cancel (progress);
  g_assert_true (g_cancellable_is_cancelled (lw_job_get_cancellable (followed)));
  lw_progress_unfollow (progress, G_LIST_MODEL (jobs));
  g_assert_false (lw_progress_is_running (progress));
  g_assert_false (is_revealed (strip));
  /* Short work shows nothing. */
  lw_progress_add (progress, own);
  lw_progress_remove (progress, own);
  g_assert_false (is_revealed (strip));
  lw_progress_add (progress, own);
  lw_progress_cancel_all (progress);
  g_assert_true (g_cancellable_is_cancelled (lw_job_get_cancellable (own)));
  lw_progress_free (progress);
  g_object_unref (strip);
  g_object_unref (title);
  g_object_unref (bar);
}

static gboolean
shows_strip (gpointer window)
{
  GtkWidget *strip = ui_find (window, GTK_TYPE_REVEALER, "progress");
  return gtk_revealer_get_reveal_child (GTK_REVEALER (strip)) && gtk_widget_get_mapped (strip);
}

/* A file that takes its time to open shows so on the welcome screen. */
static void
test_progress_on_welcome (Fixture *fixture, gconstpointer data)
{
  LwWindow *window = lw_window_new (app);
  g_autoptr (LwJob) job = lw_job_new ("Opening something");

  gtk_window_present (GTK_WINDOW (window));
  lw_window_add_job (window, job);
  g_assert_true (ui_wait (shows_strip, window, 5000));
  g_assert_nonnull (ui_find (GTK_WIDGET (window), GTK_TYPE_LABEL, "Opening something"));
  lw_window_remove_job (window, job);
  g_assert_false (shows_strip (window));
}

int
main (int argc, char **argv)
{
  start_program (&argc, &argv);
  TEST ("/frame/files/open-twice", test_open_twice);
  TEST ("/frame/files/open-by-link", test_open_by_link);
  TEST ("/frame/files/open-vanished", test_open_vanished);
  TEST ("/frame/files/read-only", test_read_only);
  TEST ("/frame/errors/read-whole", test_error_is_read_whole);
  TEST ("/frame/errors/without-window", test_error_without_window);
  TEST ("/frame/closing/work-ends-late", test_work_ends_late);
  TEST ("/frame/closing/one-of-two", test_close_one_of_two);
  TEST ("/frame/recent/list", test_recent);
  TEST ("/frame/recent/welcome", test_welcome);
  TEST ("/frame/person", test_person);
  TEST ("/frame/drop-sign", test_drop_sign);
  TEST ("/frame/sizes/inspector-open", test_inspector_open);
  TEST ("/frame/keyboard/panels", test_panel_keys);
  g_test_add_func ("/frame/progress/strip", test_progress);
  TEST ("/frame/progress/welcome", test_progress_on_welcome);
  const int outcome = run_program ();
  fflush (stdout);
  /* As in test-window.c: GLib's first table of quarks is outgrown, so the look for leaks at the end is left out. */
  _exit (outcome);
}
