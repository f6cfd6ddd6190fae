/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The window shows what the person may see: panels, their parts, undo, the palette; an observer changes nothing. */
#include "config.h"

#include "window-fixture.h"

#include "model/lw-model.h"
#include "window/lw-sidebar.h"

#include <string.h>

static GtkListBox *
sidebar_of (LwWindow *window)
{
  GtkWidget *bin = ui_find (GTK_WIDGET (window), LW_TYPE_SIDEBAR_BIN, NULL);
  GtkWidget *list = bin != NULL ? ui_find (bin, GTK_TYPE_LIST_BOX, NULL) : NULL;

  g_assert_nonnull (list);
  return GTK_LIST_BOX (list);
}

/* "overview criteria …": the panels in the sidebar. */
static char *
panels_of (LwWindow *window)
{
  GString *ids = g_string_new (NULL);
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (sidebar_of (window), i)) != NULL; i++)
    if (gtk_widget_get_visible (GTK_WIDGET (row)))
      g_string_append_printf (ids, "%s%s", ids->len > 0 ? " " : "", lw_sidebar_get_info (row)->id);
  return g_string_free (ids, FALSE);
}

static void
work_as (LwWindow *window, const char *person)
{
  lw_document_set_person (lw_window_get_document (window), person);
  g_assert_true (ui_wait (is_idle, lw_window_get_document (window), 10000));
  ui_settle (GTK_WIDGET (window));
}

static void
test_evaluator (Fixture *fixture, gconstpointer data)
{
  LwWindow *window = open_window (fixture->path, "results");
  g_autofree char *panels = NULL, *place = NULL, *refused = NULL, *back = NULL;

  work_as (window, "E01");
  panels = panels_of (window);
  g_assert_cmpstr (panels, ==, "overview criteria marking plugins");
  /* what was shown goes, and what is asked for is not shown */
  place = lw_window_get_place (window);
  g_assert_true (g_str_has_prefix (place, "overview"));
  g_assert_nonnull (ui_find (GTK_WIDGET (window), GTK_TYPE_LABEL, "marks given by you"));
  g_assert_null (ui_find (GTK_WIDGET (window), GTK_TYPE_LABEL, "lots have a clear leader"));
  g_assert_null (ui_find (GTK_WIDGET (window), GTK_TYPE_LABEL, "Leader and margin"));
  lw_window_go_to (window, "results:L01");
  lw_window_go_to (window, "bids");
  ui_settle (GTK_WIDGET (window));
  refused = lw_window_get_place (window);
  g_assert_true (g_str_has_prefix (refused, "overview"));
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "export"));
  /* and comes back for who sees all */
  work_as (window, NULL);
  lw_window_go_to (window, "results:L01");
  ui_settle (GTK_WIDGET (window));
  back = lw_window_get_place (window);
  g_assert_true (g_str_has_prefix (back, "results"));
  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "export"));
}

static void
test_evaluator_does_not_read_names_of_steps (Fixture *fixture, gconstpointer data)
{
  LwWindow *window = open_window (fixture->path, "overview");
  LwDocument *document = lw_window_get_document (window);

  rename_lot (document, "Another title");
  g_assert_nonnull (strstr (lw_document_get_undo_name (document), "L01"));
  work_as (window, "E01");
  g_assert_cmpstr (lw_document_get_undo_name (document), ==, "the last change");
}

static void
count (guint *failures)
{
  ++*failures;
}

/* Ctrl+Z where the last change is another's says so, and takes nothing back. */
static void
test_evaluator_does_not_undo_what_others_did (Fixture *fixture, gconstpointer data)
{
  LwWindow *window = open_window (fixture->path, "overview");
  LwDocument *document = lw_window_get_document (window);
  guint failures = 0;

  rename_lot (document, "Another title");
  g_signal_connect_swapped (document, "failed", G_CALLBACK (count), &failures);
  work_as (window, "E01");
  g_action_group_activate_action (G_ACTION_GROUP (window), "undo", NULL);
  g_assert_true (ui_wait (is_idle, document, 10000));
  g_assert_cmpuint (failures, ==, 1);
  g_assert_null (lw_document_get_redo_name (document));
  work_as (window, NULL);
  g_action_group_activate_action (G_ACTION_GROUP (window), "undo", NULL);
  g_assert_true (ui_wait (is_idle, document, 10000));
  g_assert_nonnull (lw_document_get_redo_name (document));
  g_assert_cmpuint (failures, ==, 1);
  g_signal_handlers_disconnect_by_data (document, &failures);
}

static void
test_observer (Fixture *fixture, gconstpointer data)
{
  LwWindow *window = open_window (fixture->path, "results");
  LwDocument *document = lw_window_get_document (window);
  g_autofree char *place = NULL;

  lw_document_edit (document, lw_model_add (lw_document_get_sections (document), "person",
                                            (const char *const[]) { "id=OB", "name=Observer", NULL }, "tester", NULL, NULL), NULL);
  lw_document_edit (document, lw_model_add (lw_document_get_sections (document), "role",
                                            (const char *const[]) { "person=OB", "role=observer", NULL }, "tester", NULL, NULL), NULL);
  g_assert_true (ui_wait (is_idle, document, 10000));
  work_as (window, "OB");
  place = lw_window_get_place (window);
  g_assert_true (g_str_has_prefix (place, "results"));
  g_assert_cmpstr (lw_document_get_read_only_reason (document), ==, "an observer sees all and changes nothing");
  g_assert_nonnull (ui_find (GTK_WIDGET (window), GTK_TYPE_LABEL, "Reading as OB"));
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "undo"));
  /* and can be somebody else again */
  work_as (window, NULL);
  g_assert_null (lw_document_get_read_only_reason (document));
  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "undo"));
}

int
main (int argc, char **argv)
{
  start_program (&argc, &argv);
  TEST ("/alone/window/an-evaluator-sees-four-panels", test_evaluator);
  TEST ("/alone/window/an-evaluator-does-not-read-what-others-did", test_evaluator_does_not_read_names_of_steps);
  TEST ("/alone/window/an-evaluator-does-not-undo-what-others-did", test_evaluator_does_not_undo_what_others_did);
  TEST ("/alone/window/an-observer-changes-nothing", test_observer);
  return run_program ();
}
