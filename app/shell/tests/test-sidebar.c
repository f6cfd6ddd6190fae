/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The sidebar: badges, folding, the keyboard; and what of the frame is remembered for a file. */
#include "config.h"

#include "window-fixture.h"
#include "window/lw-sidebar.h"

static const char *badge_text;

static char *
badge (LwDocument *document, LwTone *tone)
{
  *tone = LW_TONE_ATTENTION;
  return g_strdup (badge_text);
}

static const LwPanelInfo badged = { .id = "badged", .title = "Badged", .icon = "go-up-symbolic", .group = "Group", .order = 1,
                                    .get_type = lw_panel_get_type, .badge = badge };

static void
test_badges (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LwHost) host = lw_host_new (NULL);
  g_autoptr (LwPanels) panels = lw_panels_new (host);
  LwWindow *window = open_window (fixture->path, NULL);
  LwDocument *document = lw_window_get_document (window);
  GtkWidget *list = g_object_ref_sink (gtk_list_box_new ()), *row, *label;

  g_ptr_array_set_size (lw_panels_get (panels), 0);
  lw_panels_add (panels, &badged);
  lw_sidebar_fill (GTK_LIST_BOX (list), panels);
  row = GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (row), ==, "Badged (Alt+1)");
  badge_text = "12";
  lw_sidebar_update (GTK_LIST_BOX (list), document);
  label = ui_find (row, GTK_TYPE_LABEL, "12");
  g_assert_true (gtk_widget_get_visible (label));
  g_assert_true (gtk_widget_has_css_class (label, "warning"));
  g_assert_nonnull (ui_find (list, GTK_TYPE_LIST_BOX_ROW, "Badged, 12"));
  badge_text = NULL;
  lw_sidebar_update (GTK_LIST_BOX (list), document);
  g_assert_false (gtk_widget_get_visible (label));
  g_assert_nonnull (ui_find (list, GTK_TYPE_LIST_BOX_ROW, "Badged"));
  g_object_unref (list);
}

static GtkWidget *
sidebar_of (LwWindow *window)
{
  return ui_find (GTK_WIDGET (window), GTK_TYPE_LIST_BOX, "sidebar");
}

static void
test_fold (Fixture *fixture, gconstpointer data)
{
  LwWindow *window = open_window (fixture->path, "record");
  GtkWidget *sidebar = sidebar_of (window);
  const int wide = gtk_widget_get_width (sidebar);

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.sidebar", NULL));
  ui_settle (GTK_WIDGET (window));
  g_assert_cmpint (gtk_widget_get_width (sidebar), <, wide / 2);
  /* Still there for those who listen. */
  g_assert_nonnull (ui_find (sidebar, GTK_TYPE_LIST_BOX_ROW, "Bids"));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.sidebar", NULL));
  ui_settle (GTK_WIDGET (window));
  g_assert_cmpint (gtk_widget_get_width (sidebar), ==, wide);
}

/* What the user made of the frame is there when the file is opened again. */
static void
test_frame_remembered (Fixture *fixture, gconstpointer data)
{
  LwWindow *window = open_window (fixture->path, "plugins");
  GtkWidget *inspector, *paned;
  int width;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.sidebar", NULL));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.inspector", NULL));
  ui_settle (GTK_WIDGET (window));
  paned = ui_find (GTK_WIDGET (window), GTK_TYPE_PANED, "paned");
  gtk_paned_set_position (GTK_PANED (paned), gtk_paned_get_position (GTK_PANED (paned)) - 60);
  ui_settle (GTK_WIDGET (window));
  width = gtk_widget_get_width (ui_find (GTK_WIDGET (window), GTK_TYPE_BOX, "inspector"));
  g_assert_cmpint (width, >, 340);
  gtk_window_close (GTK_WINDOW (window));
  g_assert_true (ui_wait (no_windows, NULL, 5000));

  window = open_window (fixture->path, NULL);
  ui_settle (GTK_WIDGET (window));
  inspector = ui_find (GTK_WIDGET (window), GTK_TYPE_BOX, "inspector");
  g_assert_cmpint (gtk_widget_get_width (inspector), ==, width);
  g_assert_true (gtk_widget_has_css_class (sidebar_of (window), "lw-folded"));
  /* Folded in the wide window too, as the user said, and unfolded again, which is remembered as well. */
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.inspector", NULL));
  ui_settle (GTK_WIDGET (window));
  g_assert_true (gtk_widget_has_css_class (sidebar_of (window), "lw-folded"));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.sidebar", NULL));
  ui_settle (GTK_WIDGET (window));
  g_assert_false (gtk_widget_has_css_class (sidebar_of (window), "lw-folded"));
  gtk_window_close (GTK_WINDOW (window));
  g_assert_true (ui_wait (no_windows, NULL, 5000));
  window = open_window (fixture->path, NULL);
  ui_settle (GTK_WIDGET (window));
  g_assert_false (gtk_widget_has_css_class (sidebar_of (window), "lw-folded"));
}

/* ---- keyboard ---- */

/* Arrows in the sidebar go on from the panel that is shown, however it came. */
static void
test_focus_in_sidebar (Fixture *fixture, gconstpointer data)
{
  LwWindow *window = open_window (fixture->path, "overview");
  GtkListBox *sidebar = GTK_LIST_BOX (sidebar_of (window));

  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (sidebar, 0)));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.next-panel", NULL));
  ui_settle (GTK_WIDGET (window));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == GTK_WIDGET (gtk_list_box_get_row_at_index (sidebar, 1)));
  g_assert_true (gtk_list_box_get_selected_row (sidebar) == gtk_list_box_get_row_at_index (sidebar, 1));
}

/* Tab is no way through the panels: it leaves the list, forwards and backwards; arrows go through it. */
static void
test_tab_in_sidebar (Fixture *fixture, gconstpointer data)
{
  static const GtkDirectionType ways[] = { GTK_DIR_TAB_FORWARD, GTK_DIR_TAB_BACKWARD };
  LwWindow *window = open_window (fixture->path, "bids");
  GtkListBox *sidebar = GTK_LIST_BOX (sidebar_of (window));
  GtkListBoxRow *row = gtk_list_box_get_selected_row (sidebar), *next;

  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      gtk_widget_grab_focus (GTK_WIDGET (row));
      g_assert_true (gtk_widget_child_focus (GTK_WIDGET (window), ways[i]));
      g_assert_false (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (window)), GTK_WIDGET (sidebar)));
      g_assert_true (gtk_list_box_get_selected_row (sidebar) == row);
    }
  /* And comes back to the panel that is shown. */
  g_assert_true (gtk_widget_child_focus (gtk_widget_get_parent (GTK_WIDGET (sidebar)), GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == GTK_WIDGET (row));
  /* Down: the next panel, which the choice follows. */
  next = gtk_list_box_get_row_at_index (sidebar, gtk_list_box_row_get_index (row) + 1);
  g_signal_emit_by_name (sidebar, "move-cursor", GTK_MOVEMENT_DISPLAY_LINES, 1, FALSE, FALSE);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == GTK_WIDGET (next));
  g_assert_true (gtk_list_box_get_selected_row (sidebar) == next);
}

int
main (int argc, char **argv)
{
  start_program (&argc, &argv);
  TEST ("/sidebar/badges", test_badges);
  TEST ("/sidebar/fold", test_fold);
  TEST ("/sidebar/remembered", test_frame_remembered);
  TEST ("/sidebar/focus", test_focus_in_sidebar);
  TEST ("/sidebar/tab", test_tab_in_sidebar);
  return run_program ();
}
