/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The chart as a widget: keys, words for a screen reader, its table, and what outlives what. */
#include "config.h"

#include "chart/lw-chart-view-private.h"
#include "uihelp.h"

#include <adwaita.h>
#include <math.h>

typedef struct
{
  LwChart *chart;
  GtkWidget *window;
  LwChartView *view;
  char *series, *category; /* of the last activation */
} Fixture;

static void
on_activated (LwChartView *view, const char *series, const char *category, gpointer data)
{
  Fixture *fixture = data;

  g_free (fixture->series);
  g_free (fixture->category);
  fixture->series = g_strdup (series);
  fixture->category = g_strdup (category);
}

static void
fill (LwChart *chart)
{
  lw_chart_add_series (chart, "quality", "Quality");
  lw_chart_add_series (chart, "price", "Price");
  lw_chart_add_category (chart, "a", "Ash");
  lw_chart_add_category (chart, "b", "Beech");
  lw_chart_set_value (chart, "quality", "a", 40, "40.00", "Ash has 40 of 60 for quality");
  lw_chart_set_value (chart, "price", "a", 20, "20.00", NULL);
  lw_chart_set_end_label (chart, "a", "60.00", "Ash has 60 points and is first");
  lw_chart_set_value (chart, "quality", "b", 30, "30.00", NULL);
  lw_chart_set_value (chart, "price", "b", NAN, NULL, NULL);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->chart = lw_chart_new (LW_CHART_STACKED);
  lw_chart_set_title (fixture->chart, "Points by bidder");
  fill (fixture->chart);
  fixture->view = lw_chart_view_new (fixture->chart);
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 700, 400);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->view));
  g_signal_connect (fixture->view, "mark-activated", G_CALLBACK (on_activated), fixture);
  gtk_window_present (GTK_WINDOW (fixture->window));
  ui_settle (fixture->window);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->view), (gpointer *) &fixture->view);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (fixture->view);
  g_assert_finalize_object (fixture->chart);
  g_free (fixture->series);
  g_free (fixture->category);
}

static void
press (Fixture *fixture, guint key)
{
  g_assert_true (lw_chart_view_press_key (fixture->view, key, 0));
}

static void
test_keys (Fixture *fixture, gconstpointer data)
{
  lw_chart_view_set_focused_mark (fixture->view, 0);
  press (fixture, GDK_KEY_Right);
  g_assert_cmpint (lw_chart_view_get_focused_mark (fixture->view), ==, 1);
  press (fixture, GDK_KEY_Down);
  g_assert_cmpint (lw_chart_view_get_focused_mark (fixture->view), ==, 4);
  press (fixture, GDK_KEY_Down);
  g_assert_cmpint (lw_chart_view_get_focused_mark (fixture->view), ==, 4);
  press (fixture, GDK_KEY_Left);
  g_assert_cmpint (lw_chart_view_get_focused_mark (fixture->view), ==, 3);
  press (fixture, GDK_KEY_Up);
  g_assert_cmpint (lw_chart_view_get_focused_mark (fixture->view), ==, 0);
  press (fixture, GDK_KEY_End);
  g_assert_cmpint (lw_chart_view_get_focused_mark (fixture->view), ==, 4);
  press (fixture, GDK_KEY_Home);
  g_assert_cmpint (lw_chart_view_get_focused_mark (fixture->view), ==, 0);
  /* not ours: the window's own shortcuts and Tab go on */
  g_assert_false (lw_chart_view_press_key (fixture->view, GDK_KEY_Tab, 0));
  g_assert_false (lw_chart_view_press_key (fixture->view, GDK_KEY_t, GDK_CONTROL_MASK));
  g_assert_false (lw_chart_view_press_key (fixture->view, GDK_KEY_Left, GDK_ALT_MASK));
}

static void
test_activate (Fixture *fixture, gconstpointer data)
{
  lw_chart_view_set_focused_mark (fixture->view, 1);
  press (fixture, GDK_KEY_Return);
  g_assert_cmpstr (fixture->series, ==, "price");
  g_assert_cmpstr (fixture->category, ==, "a");
  press (fixture, GDK_KEY_Right);
  press (fixture, GDK_KEY_space);
  g_assert_cmpstr (fixture->series, ==, "");
  g_assert_cmpstr (fixture->category, ==, "a");
}

/* A handler that fills the chart anew, as a panel does when the choice changes. */
static void
refill (LwChartView *view, const char *series, const char *category, gpointer data)
{
  LwChart *chart = data;

  lw_chart_clear (chart);
  g_assert_cmpstr (series, ==, "quality");
  fill (chart);
}

static void
test_activate_refills (Fixture *fixture, gconstpointer data)
{
  lw_chart_view_set_focused_mark (fixture->view, 3);
  g_signal_connect (fixture->view, "mark-activated", G_CALLBACK (refill), fixture->chart);
  press (fixture, GDK_KEY_Return);
  g_assert_cmpint (lw_chart_view_get_focused_mark (fixture->view), ==, 3);
}

static void
assert_words (Fixture *fixture, const char *description)
{
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (fixture->view), GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (fixture->view), GTK_ACCESSIBLE_PROPERTY_LABEL, "Points by bidder");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (fixture->view), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description);
}

static void
test_words (Fixture *fixture, gconstpointer data)
{
  lw_chart_view_set_focused_mark (fixture->view, -1);
  assert_words (fixture, "5 values. Arrow keys move over them, T shows them as a table.");
  lw_chart_view_set_focused_mark (fixture->view, 0);
  assert_words (fixture, "Ash has 40 of 60 for quality");
  press (fixture, GDK_KEY_End);
  assert_words (fixture, "Beech, Price: no value");
  lw_chart_set_value (fixture->chart, "price", "b", 12, "12.00", NULL);
  ui_settle (fixture->window);
  assert_words (fixture, "Beech, Price: 12.00");
  lw_chart_clear_values (fixture->chart);
  lw_chart_set_empty_text (fixture->chart, "No bid has been marked yet.");
  ui_settle (fixture->window);
  assert_words (fixture, "No bid has been marked yet.");
}

/* The focus stays on what it is on, wherever that has gone. */
static void
test_focus_follows (Fixture *fixture, gconstpointer data)
{
  lw_chart_view_set_focused_mark (fixture->view, 3);
  lw_chart_clear (fixture->chart);
  g_assert_cmpint (lw_chart_view_get_focused_mark (fixture->view), ==, -1);
  lw_chart_add_series (fixture->chart, "quality", "Quality");
  lw_chart_add_category (fixture->chart, "b", "Beech");
  lw_chart_set_value (fixture->chart, "quality", "b", 30, "30.00", NULL);
  g_assert_cmpint (lw_chart_view_get_focused_mark (fixture->view), ==, 0);
}

static void
test_takes_keyboard (Fixture *fixture, gconstpointer data)
{
  gtk_widget_grab_focus (GTK_WIDGET (fixture->view));
  ui_settle (fixture->window);
  g_assert_true (gtk_widget_has_focus (GTK_WIDGET (fixture->view)));
  g_assert_cmpint (lw_chart_view_get_focused_mark (fixture->view), ==, 0);
}

static GtkWidget *
table_window (Fixture *fixture)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (l->data != fixture->window && gtk_window_get_transient_for (l->data) == GTK_WINDOW (fixture->window))
      return l->data;
  return NULL;
}

static void
test_table (Fixture *fixture, gconstpointer data)
{
  g_assert_null (table_window (fixture));
  press (fixture, GDK_KEY_t);
  GtkWidget *window = table_window (fixture);
  g_assert_nonnull (window);
  ui_settle (window);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, "Points by bidder");
  GtkWidget *table = ui_find (window, GTK_TYPE_COLUMN_VIEW, "Points by bidder");
  g_assert_nonnull (table);
  g_assert_cmpuint (g_list_model_get_n_items (gtk_column_view_get_columns (GTK_COLUMN_VIEW (table))), ==, 4);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (table)))), ==, 2);
  g_assert_nonnull (ui_find (table, GTK_TYPE_LABEL, "40.00"));
  g_assert_nonnull (ui_find (table, GTK_TYPE_LABEL, "no value"));
  g_assert_nonnull (ui_find (table, GTK_TYPE_LABEL, "Quality"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static char *
clipboard_text (GtkWidget *widget)
{
  GdkContentProvider *content = gdk_clipboard_get_content (gtk_widget_get_clipboard (widget));
  g_auto (GValue) value = G_VALUE_INIT;

  g_assert_nonnull (content);
  g_value_init (&value, G_TYPE_STRING);
  g_assert_true (gdk_content_provider_get_value (content, &value, NULL));
  return g_value_dup_string (&value);
}

static void
test_copy (Fixture *fixture, gconstpointer data)
{
  g_assert_true (lw_chart_view_press_key (fixture->view, GDK_KEY_c, GDK_CONTROL_MASK));
  g_autofree char *text = clipboard_text (GTK_WIDGET (fixture->view)), *expected = lw_chart_to_table_text (fixture->chart);
  g_assert_cmpstr (text, ==, expected);
}

static guint
shades (GtkWidget *widget)
{
  ui_settle (widget); /* what waits to be drawn has no picture */
  g_autoptr (GdkTexture) picture = ui_render (widget);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  int width = gdk_texture_get_width (picture), height = gdk_texture_get_height (picture);
  g_autofree guint32 *pixels = g_new (guint32, (gsize) width * height);

  gdk_texture_download (picture, (guchar *) pixels, (gsize) width * 4);
  for (int i = 0; i < width * height; i++)
    g_hash_table_add (seen, GUINT_TO_POINTER (pixels[i]));
  return g_hash_table_size (seen);
}

static void
test_drawn (Fixture *fixture, gconstpointer data)
{
  lw_chart_view_set_focused_mark (fixture->view, -1); /* no ring: it is not kept from chart to chart */
  guint full = shades (GTK_WIDGET (fixture->view));

  g_assert_cmpuint (full, >, 20);
  lw_chart_view_set_chart (fixture->view, NULL);
  ui_settle (fixture->window);
  g_assert_null (lw_chart_view_get_chart (fixture->view));
  lw_chart_view_set_chart (fixture->view, fixture->chart);
  ui_settle (fixture->window);
  g_assert_cmpuint (shades (GTK_WIDGET (fixture->view)), ==, full);
}

static GdkTexture *
picture_of (LwChartView *view)
{
  ui_settle (GTK_WIDGET (view)); /* what waits to be drawn has no picture */
  return ui_render (GTK_WIDGET (view));
}

/* Texts are kept from drawing to drawing: what is seen after changes is what a new view shows. */
static void
test_redrawn (Fixture *fixture, gconstpointer data)
{
  lw_chart_view_set_focused_mark (fixture->view, -1);
  for (int i = 0; i < 3; i++)
    {
      g_autofree char *label = g_strdup_printf ("%d.00", 30 + i);
      lw_chart_set_value (fixture->chart, "quality", "b", 30 + i, label, NULL);
      ui_settle (fixture->window);
    }
  g_object_set (gtk_settings_get_default (), "gtk-font-name", "DejaVu Sans 14", NULL);
  ui_settle (fixture->window);
  g_autoptr (GdkTexture) changed = picture_of (fixture->view);
  fixture->view = lw_chart_view_new (fixture->chart);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->view));
  ui_settle (fixture->window);
  lw_chart_view_set_focused_mark (fixture->view, -1); /* it has taken the keyboard */
  g_autoptr (GdkTexture) made = picture_of (fixture->view);
  g_autoptr (GBytes) one = gdk_texture_save_to_png_bytes (changed), two = gdk_texture_save_to_png_bytes (made);
  g_object_set (gtk_settings_get_default (), "gtk-font-name", "DejaVu Sans 10", NULL);
  g_assert_true (g_bytes_equal (one, two));
}

/* The window keeps what it showed; its button copies that, whatever has become of the chart. */
static void
test_table_copy (Fixture *fixture, gconstpointer data)
{
  g_autofree char *expected = lw_chart_to_table_text (fixture->chart);

  g_assert_true (lw_chart_view_press_key (fixture->view, GDK_KEY_t, 0));
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());
  GtkWidget *copy = NULL;
  for (guint i = 0; copy == NULL && i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);
      copy = ui_find (window, GTK_TYPE_BUTTON, "Copy table");
    }
  g_assert_nonnull (copy);
  lw_chart_set_value (fixture->chart, "quality", "a", 10, "10.00", NULL);
  g_signal_emit_by_name (copy, "clicked");
  g_autofree char *text = clipboard_text (GTK_WIDGET (fixture->view));
  g_assert_cmpstr (text, ==, expected);
  gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (copy)));
}

static void
test_dark (Fixture *fixture, gconstpointer data)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  g_autoptr (GdkTexture) light = ui_render (GTK_WIDGET (fixture->view));

  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_DARK);
  ui_settle (fixture->window);
  g_autoptr (GdkTexture) dark = ui_render (GTK_WIDGET (fixture->view));
  g_autoptr (GBytes) one = gdk_texture_save_to_png_bytes (light), two = gdk_texture_save_to_png_bytes (dark);
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_DEFAULT);
  g_assert_false (g_bytes_equal (one, two));
}

static void
test_size (Fixture *fixture, gconstpointer data)
{
  int before, after;

  gtk_widget_measure (GTK_WIDGET (fixture->view), GTK_ORIENTATION_VERTICAL, 600, NULL, &before, NULL, NULL);
  lw_chart_add_category (fixture->chart, "c", "Cedar");
  lw_chart_set_value (fixture->chart, "price", "c", 3, NULL, NULL);
  gtk_widget_measure (GTK_WIDGET (fixture->view), GTK_ORIENTATION_VERTICAL, 600, NULL, &after, NULL, NULL);
  g_assert_cmpint (after, >=, before + 24);
  /* large text needs higher rows */
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 192 * 1024, NULL);
  ui_settle (fixture->window);
  gtk_widget_measure (GTK_WIDGET (fixture->view), GTK_ORIENTATION_VERTICAL, 600, NULL, &before, NULL, NULL);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024, NULL);
  g_assert_cmpint (before, >, after + 40);
}

/* The mark that the keys lead to comes into sight. */
static void
test_scrolls (Fixture *fixture, gconstpointer data)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  for (int i = 0; i < 60; i++)
    {
      g_autofree char *id = g_strdup_printf ("more-%d", i);
      lw_chart_add_category (fixture->chart, id, id);
      lw_chart_set_value (fixture->chart, "price", id, i, NULL, NULL);
    }
  g_object_ref (fixture->view);
  gtk_window_set_child (GTK_WINDOW (fixture->window), scrolled);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (fixture->view));
  g_object_unref (fixture->view);
  ui_settle (fixture->window);
  GtkAdjustment *down = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  g_assert_cmpfloat (gtk_adjustment_get_value (down), ==, 0);
  press (fixture, GDK_KEY_End);
  g_assert_cmpfloat (gtk_adjustment_get_value (down), >, 1000);
  press (fixture, GDK_KEY_Home);
  g_assert_cmpfloat (gtk_adjustment_get_value (down), <, 100);
}

/* A chart may outlive its view and change afterwards. */
static void
test_outlives (void)
{
  g_autoptr (LwChart) chart = lw_chart_new (LW_CHART_BARS);
  LwChartView *view = g_object_ref_sink (lw_chart_view_new (chart));

  fill (chart);
  g_assert_finalize_object (view);
  lw_chart_clear (chart);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (lw_chart_get_n_marks (chart), ==, 0);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  adw_init ();
#define ADD(path, test) g_test_add ("/chart/view/" path, Fixture, NULL, set_up, test, tear_down)
  ADD ("keys", test_keys);
  ADD ("activate", test_activate);
  ADD ("activate-refills", test_activate_refills);
  ADD ("words", test_words);
  ADD ("focus-follows", test_focus_follows);
  ADD ("takes-keyboard", test_takes_keyboard);
  ADD ("table", test_table);
  ADD ("copy", test_copy);
  ADD ("drawn", test_drawn);
  ADD ("redrawn", test_redrawn);
  ADD ("table-copy", test_table_copy);
  ADD ("dark", test_dark);
  ADD ("size", test_size);
  ADD ("scrolls", test_scrolls);
  g_test_add_func ("/chart/view/outlives", test_outlives);
  return g_test_run ();
}
