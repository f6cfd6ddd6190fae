/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Questions, and making a competition: from a template, from an XML file, from one with a fault. */
#include "config.h"

#include "dialog/lw-dialogs.h"
#include "dialog/lw-new-dialog.h"
#include "window-fixture.h"
#include "xml/lw-templates.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  LwWindow *welcome;
  GtkWindow *dialog;
  GtkWidget *sources;
  GtkEditable *title;
  GtkWidget *create;
} New;

static New
begin (void)
{
  New new = { .welcome = lw_window_new (app) };
  gtk_window_present (GTK_WINDOW (new.welcome));
  g_action_group_activate_action (G_ACTION_GROUP (app), "new", NULL);
  new.dialog = window_of_type ("LwNewDialog");
  g_assert_nonnull (new.dialog);
  ui_settle (GTK_WIDGET (new.dialog));
  new.sources = ui_find (GTK_WIDGET (new.dialog), GTK_TYPE_LIST_BOX, "sources");
  new.title = GTK_EDITABLE (ui_find (GTK_WIDGET (new.dialog), ADW_TYPE_ENTRY_ROW, "title_row"));
  new.create = ui_find (GTK_WIDGET (new.dialog), GTK_TYPE_BUTTON, "create");
  return new;
}

static GtkWidget *
source (const New *new, int at)
{
  return GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (new->sources), at));
}

/* ---- what the dialog offers ---- */

static void
test_offers (Fixture *fixture, gconstpointer data)
{
  New new = begin ();
  const char *title;

  g_assert_true (gtk_window_get_default_widget (new.dialog) == new.create);
  g_assert_nonnull (ui_find (new.sources, GTK_TYPE_CHECK_BUTTON, "An XML file of a competition"));
  g_assert_nonnull (source (&new, 2));
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (new.dialog), new.sources)
                 || gtk_window_get_focus (new.dialog) == source (&new, 0));
  /* The first template, by its title. */
  title = gtk_editable_get_text (new.title);
  g_assert_cmpstr (title, ==, adw_preferences_row_get_title (ADW_PREFERENCES_ROW (source (&new, 0))));
  g_assert_true (gtk_widget_is_sensitive (new.create));
  gtk_editable_set_text (new.title, "");
  g_assert_false (gtk_widget_is_sensitive (new.create));
}

/* What the user typed stays when another template is chosen. */
static void
test_title (Fixture *fixture, gconstpointer data)
{
  New new = begin ();

  g_signal_emit_by_name (new.sources, "row-activated", source (&new, 1));
  g_assert_cmpstr (gtk_editable_get_text (new.title), ==, adw_preferences_row_get_title (ADW_PREFERENCES_ROW (source (&new, 1))));
  gtk_editable_set_text (new.title, "Mine");
  g_signal_emit_by_name (new.sources, "row-activated", source (&new, 0));
  g_assert_cmpstr (gtk_editable_get_text (new.title), ==, "Mine");
}

static gboolean
is_gone (gpointer path)
{
  return !g_file_test (path, G_FILE_TEST_EXISTS);
}

/* A template of one's own is offered beside the others, and can be removed. */
static void
test_own_template (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = lw_templates_folder (), *path = g_build_filename (folder, "our-own.xml", NULL);
  g_autoptr (GError) error = NULL;
  GtkWidget *question;

  lw_template_save ("<competition xmlns=\"urn:lotwise:competition:1\" id=\"competition\" title=\"Our own\" currency=\"GBP\"/>", "Our own", FALSE,
                    &error);
  g_assert_no_error (error);
  New new = begin ();
  GtkWidget *row = gtk_widget_get_ancestor (ui_find (new.sources, GTK_TYPE_LABEL, "Our own"), ADW_TYPE_ACTION_ROW);
  g_signal_emit_by_name (new.sources, "row-activated", row);
  g_assert_cmpstr (gtk_editable_get_text (new.title), ==, "Our own");
  g_signal_emit_by_name (ui_find (row, GTK_TYPE_BUTTON, "Remove the template Our own"), "clicked");
  question = GTK_WIDGET (window_of_type ("AdwMessageDialog"));
  g_assert_nonnull (question);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), "yes");
  g_assert_true (ui_wait (is_gone, path, 5000));
  g_assert_null (ui_find (new.sources, GTK_TYPE_LABEL, "Our own"));
  g_assert_true (gtk_widget_is_sensitive (new.create)); /* the first is chosen again */
}

typedef struct
{
  const char *name, *text; /* NULL: no such file */
  const char *said;
} Wrong;

/* What cannot be begun with is refused when it is chosen, not when all the rest has been filled in. */
static void
test_wrong_own_file (Fixture *fixture, gconstpointer data)
{
  static const Wrong files[] = {
    { "missing.lotwise", NULL, "There is no file “missing.lotwise”. Choose one that is there." },
    { "missing.xml", NULL, "There is no file “missing.xml”. Choose one that is there." },
    { "open.lotwise", "SQLite format 3", "“open.lotwise” is a competition already: open it, or export it as XML first." },
    { "other.xml", "<other/>", "“other.xml” is not the XML file of a competition. Choose another." },
  };
  LwWindow *welcome = lw_window_new (app);

  gtk_window_present (GTK_WINDOW (welcome));
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = path_in (fixture, files[i].name);
      g_autoptr (GFile) file = g_file_new_for_path (path);
      GtkWindow *dialog;
      GtkWidget *row;

      g_assert_true (files[i].text == NULL || g_file_set_contents (path, files[i].text, -1, NULL));
      lw_new_dialog_present (app, GTK_WINDOW (welcome), file);
      dialog = window_of_type ("LwNewDialog");
      row = GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (ui_find (GTK_WIDGET (dialog), GTK_TYPE_LIST_BOX, "sources")), 2));
      g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, files[i].said);
      gtk_editable_set_text (GTK_EDITABLE (ui_find (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW, "title_row")), "A title");
      g_assert_false (gtk_widget_is_sensitive (ui_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "create")));
      gtk_window_destroy (dialog);
    }
}

/* ---- making it ---- */

static void
test_make (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = path_in (fixture, "made.lotwise"), *chosen_path = path_in (fixture, "made");
  g_autoptr (GFile) target = g_file_new_for_path (chosen_path);
  New new = begin ();
  LwDocument *document;

  gtk_editable_set_text (new.title, "Probation in 2027");
  lw_new_dialog_make (target, new.dialog);
  g_assert_true (ui_wait (has_document, new.welcome, 10000));
  g_assert_null (window_of_type ("LwNewDialog"));
  document = lw_window_get_document (new.welcome);
  g_assert_true (ui_wait (is_idle, document, 5000));
  g_assert_cmpstr (lw_document_get_title (document), ==, "Probation in 2027");
  g_assert_cmpstr (lw_document_get_path (document), ==, path);
  g_assert_true (lw_app_find_document (app, path) == document);
}

/* A competition is not written over, least of all one that is open. */
static void
test_target_is_open (Fixture *fixture, gconstpointer data)
{
  LwWindow *window = open_window (fixture->path, NULL);
  g_autofree char *why = lw_app_why_not_create (app, fixture->path), *free = path_in (fixture, "free.lotwise");
  g_autofree char *closed = path_in (fixture, "closed.lotwise");
  g_autofree char *why_closed = NULL;

  g_assert_nonnull (strstr (why, "“sample.lotwise” is open in a window"));
  g_assert_null (lw_app_why_not_create (app, free));
  g_assert_true (g_file_set_contents (closed, "anything", -1, NULL));
  why_closed = lw_app_why_not_create (app, closed);
  g_assert_nonnull (strstr (why_closed, "never written over"));
  g_assert_nonnull (lw_window_get_document (window));
}

static void
test_refused_in_dialog (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) target = g_file_new_for_path (fixture->path);
  New new;
  open_window (fixture->path, NULL);
  new = begin ();
  lw_new_dialog_make (target, new.dialog);
  g_assert_true (has_dialog ((gpointer) "The competition was not made"));
  /* What was filled in is still there. */
  g_assert_true (window_of_type ("LwNewDialog") == new.dialog);
  gtk_window_destroy (find_dialog ("The competition was not made"));
}

static void
test_faulty_xml (Fixture *fixture, gconstpointer data)
{
  g_autofree char *source_path = path_in (fixture, "faulty.xml"), *target_path = path_in (fixture, "faulty.lotwise");
  g_autoptr (GFile) xml = g_file_new_for_path (source_path), target = g_file_new_for_path (target_path);
  LwWindow *welcome = lw_window_new (app);
  GtkWindow *dialog;

  g_assert_true (g_file_set_contents (source_path, "<?xml version=\"1.0\"?>\n<competition xmlns=\"urn:lotwise:competition:1\"\n  id=\"X\" colour=\"red\">\n</competition>\n", -1, NULL));
  gtk_window_present (GTK_WINDOW (welcome));
  lw_app_create (app, xml, target, "Title", GTK_WINDOW (welcome));
  g_assert_true (ui_wait (has_dialog, (gpointer) "“faulty.lotwise” was not made", 5000));
  dialog = find_dialog ("“faulty.lotwise” was not made");
  if (!g_regex_match_simple ("faulty\\.xml:[0-9]+:[0-9]+|line [0-9]+, column [0-9]+", adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (dialog)), 0, 0))
    g_error ("no line and column in: %s", adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (dialog)));
  g_assert_false (g_file_test (target_path, G_FILE_TEST_EXISTS));
  g_assert_null (lw_window_get_document (welcome));
  gtk_window_destroy (dialog);
}

/* ---- questions ---- */

static void
on_yes (gpointer count, gpointer unused)
{
  ++*(guint *) count;
}

/* A question goes with the window that it is about; Enter does nothing that cannot be undone. */
static void
test_question (Fixture *fixture, gconstpointer data)
{
  LwWindow *window = lw_window_new (app);
  guint agreed = 0;

  gtk_window_present (GTK_WINDOW (window));
  lw_dialog_confirm (GTK_WIDGET (window), "Remove it?", "It is gone then.", "Remove it", TRUE, on_yes, &agreed);
  g_assert_cmpstr (adw_message_dialog_get_default_response (ADW_MESSAGE_DIALOG (find_dialog ("Remove it?"))), ==, "no");
  g_assert_cmpstr (adw_message_dialog_get_close_response (ADW_MESSAGE_DIALOG (find_dialog ("Remove it?"))), ==, "no");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (find_dialog ("Remove it?")), "yes");
  g_assert_cmpuint (agreed, ==, 1);
  lw_dialog_confirm (GTK_WIDGET (window), "Really?", "It is gone then.", "Remove it", TRUE, on_yes, &agreed);
  ui_destroy (GTK_WINDOW (window));
  g_assert_false (has_dialog ((gpointer) "Really?"));
  g_assert_cmpuint (agreed, ==, 1);
}

int
main (int argc, char **argv)
{
  start_program (&argc, &argv);
  TEST ("/new/offers", test_offers);
  TEST ("/new/title", test_title);
  TEST ("/new/wrong-own-file", test_wrong_own_file);
  TEST ("/new/own-template", test_own_template);
  TEST ("/new/make", test_make);
  TEST ("/new/target-is-open", test_target_is_open);
  TEST ("/new/refused-in-dialog", test_refused_in_dialog);
  TEST ("/new/faulty-xml", test_faulty_xml);
  TEST ("/dialogs/question", test_question);
  return run_program ();
}
