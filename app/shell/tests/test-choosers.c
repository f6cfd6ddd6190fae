/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Choosing files: the chooser goes with the window or the panel that asked, and what was chosen may close it. */
#include "config.h"

#include "dialog/lw-dialogs.h"
#include "dialog/lw-new-dialog.h"
#include "window-fixture.h"

#include <stdio.h>
#include <unistd.h>

static gboolean
has_chooser (gpointer unused)
{
  GtkWindow *chooser = window_of_type ("GtkFileChooserDialog");
  return chooser != NULL && gtk_widget_get_mapped (GTK_WIDGET (chooser));
}

static gboolean
no_chooser (gpointer unused)
{
  return window_of_type ("GtkFileChooserDialog") == NULL;
}

static GtkWindow *
wait_for_chooser (void)
{
  g_assert_true (ui_wait (has_chooser, NULL, 5000));
  return window_of_type ("GtkFileChooserDialog");
}

typedef struct
{
  GtkWindow *chooser;
  const char *path;
} Target;

static gboolean
has_target (gpointer data)
{
  const Target *target = data;
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (target->chooser));
  return file != NULL && g_strcmp0 (g_file_peek_path (file), target->path) == 0;
}

/* One's own file, where none is named: asks for it, and makes nothing without. */
static void
test_own_file (Fixture *fixture, gconstpointer data)
{
  LwWindow *welcome = lw_window_new (app);
  GtkWidget *dialog, *sources, *create, *title;

  gtk_window_present (GTK_WINDOW (welcome));
  g_action_group_activate_action (G_ACTION_GROUP (app), "new", NULL);
  dialog = GTK_WIDGET (window_of_type ("LwNewDialog"));
  ui_settle (dialog);
  sources = ui_find (dialog, GTK_TYPE_LIST_BOX, "sources");
  title = ui_find (dialog, ADW_TYPE_ENTRY_ROW, "title_row");
  create = ui_find (dialog, GTK_TYPE_BUTTON, "create");
  g_signal_emit_by_name (sources, "row-activated", gtk_list_box_get_row_at_index (GTK_LIST_BOX (sources), 2));
  g_assert_false (gtk_widget_is_sensitive (create));
  g_signal_emit_by_name (wait_for_chooser (), "response", GTK_RESPONSE_CANCEL);
  g_assert_true (ui_wait (no_chooser, NULL, 5000));
  g_assert_false (gtk_widget_is_sensitive (create));
  g_assert_true (ui_key (title, GDK_KEY_Escape, 0));
  g_assert_null (window_of_type ("LwNewDialog"));
}

static guint chosen;

static void
on_chosen (GFile *file, gpointer user_data)
{
  chosen++;
}

static void
test_chooser_goes_with_parent (Fixture *fixture, gconstpointer data)
{
  LwWindow *window = lw_window_new (app);
  gtk_window_present (GTK_WINDOW (window));
  lw_dialog_open (GTK_WIDGET (window), "Open", &lw_file_kind_openable, on_chosen, NULL);
  wait_for_chooser ();
  ui_destroy (GTK_WINDOW (window));
  g_assert_true (ui_wait (no_chooser, NULL, 5000));
  g_assert_cmpuint (chosen, ==, 0);
}

static void
on_chosen_close (GFile *file, gpointer window)
{
  chosen++;
  gtk_window_destroy (window);
}

/* What was chosen may close the window that asked. */
static void
test_choice_closes_parent (Fixture *fixture, gconstpointer data)
{
  LwWindow *window = lw_window_new (app);
  g_autoptr (GFile) file = g_file_new_for_path (fixture->path);
  GtkWindow *chooser;

  chosen = 0;
  gtk_window_present (GTK_WINDOW (window));
  lw_dialog_open (GTK_WIDGET (window), "Open", &lw_file_kind_openable, on_chosen_close, window);
  chooser = wait_for_chooser ();
  g_assert_true (gtk_file_chooser_set_file (GTK_FILE_CHOOSER (chooser), file, NULL));
  g_assert_true (ui_wait (has_target, &(Target) { chooser, fixture->path }, 5000));
  g_signal_emit_by_name (chooser, "response", GTK_RESPONSE_ACCEPT);
  g_assert_true (ui_wait (no_windows, NULL, 5000));
  g_assert_cmpuint (chosen, ==, 1);
}

static void
act (LwWindow *window, const char *action)
{
  ui_settle (GTK_WIDGET (window));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (lw_window_get_panel (window)), action, NULL));
}

static gboolean
no_sheet (gpointer unused)
{
  return window_of_type ("LwCriteriaSheet") == NULL;
}

/* Where other things may be seen, panels go and the window stays: what they asked goes with them. */
static void
test_chooser_goes_with_panel (Fixture *fixture, gconstpointer data)
{
  LwWindow *window = open_window (fixture->path, "results");

  act (window, "panel.results-proof");
  wait_for_chooser ();
  lw_document_set_person (lw_window_get_document (window), "E01");
  g_assert_true (ui_wait (no_chooser, NULL, 5000));
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (window)));
}

static void
test_sheet_goes_with_panel (Fixture *fixture, gconstpointer data)
{
  LwWindow *window = open_window (fixture->path, "criteria");

  act (window, "panel.criteria-template-save");
  g_assert_false (no_sheet (NULL));
  lw_document_set_person (lw_window_get_document (window), "E01");
  g_assert_true (ui_wait (no_sheet, NULL, 5000));
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (window)));
}

static gboolean
no_question (gpointer unused)
{
  return window_of_type ("AdwMessageDialog") == NULL;
}

static void
on_yes (gpointer answered, gpointer unused)
{
  *(gboolean *) answered = TRUE;
}

static void
test_question_goes_with_panel (Fixture *fixture, gconstpointer data)
{
  LwWindow *window = open_window (fixture->path, "results");
  GtkWidget *panel = GTK_WIDGET (lw_window_get_panel (window));
  gboolean answered = FALSE;

  ui_settle (GTK_WIDGET (window));
  lw_dialog_confirm (panel, "Really?", "It is gone then.", "Remove it", TRUE, on_yes, &answered);
  g_assert_false (no_question (NULL));
  lw_document_set_person (lw_window_get_document (window), "E01");
  g_assert_true (ui_wait (no_question, NULL, 5000));
  g_assert_false (answered);
}

int
main (int argc, char **argv)
{
  start_program (&argc, &argv);
  TEST ("/choosers/own-file", test_own_file);
  TEST ("/choosers/goes-with-parent", test_chooser_goes_with_parent);
  TEST ("/choosers/choice-closes-parent", test_choice_closes_parent);
  TEST ("/choosers/goes-with-panel", test_chooser_goes_with_panel);
  TEST ("/choosers/sheet-goes-with-panel", test_sheet_goes_with_panel);
  TEST ("/choosers/question-goes-with-panel", test_question_goes_with_panel);
  const int outcome = run_program ();
  fflush (stdout);
  /* The toolkit's file chooser leaks in threads of its own (GLib's table of quarks as it grows; the watchers of libcloudproviders
   * and of the places on the session bus): the look for leaks at the program's end is left out here. */
  _exit (outcome);
}
