/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The table of a chart as a widget, and its window. A row is a GtkStringList of its cells. */
#include "config.h"

#include "chart/lw-chart-view-private.h"
#include "dialog/lw-dialogs.h"

#include <adwaita.h>

#include "base/lw-i18n.h"

static void
cell_setup (GtkSignalListItemFactory *factory, GtkListItem *place, gpointer column)
{
  GtkWidget *label = gtk_label_new (NULL);

  if (GPOINTER_TO_UINT (column) > 0)
    gtk_widget_add_css_class (label, "numeric");
  gtk_label_set_xalign (GTK_LABEL (label), GPOINTER_TO_UINT (column) > 0 ? 1 : 0);
  gtk_list_item_set_child (place, label);
}

static void
cell_bind (GtkSignalListItemFactory *factory, GtkListItem *place, gpointer column)
{
  GtkStringList *cells = gtk_list_item_get_item (place);

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (place)), gtk_string_list_get_string (cells, GPOINTER_TO_UINT (column)));
}

static void
add_column (GtkColumnView *view, guint index, const char *title, guint n)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *column;

  g_signal_connect (factory, "setup", G_CALLBACK (cell_setup), GUINT_TO_POINTER (index));
  g_signal_connect (factory, "bind", G_CALLBACK (cell_bind), GUINT_TO_POINTER (index));
  column = gtk_column_view_column_new (title, factory);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_expand (column, index == 0 || n <= 6);
  gtk_column_view_append_column (view, column);
  g_object_unref (column);
}

GtkWidget *
lw_chart_view_new_table (LwChartView *self)
{
  LwChart *chart = lw_chart_view_get_chart (self);
  g_autoptr (GPtrArray) table = chart != NULL ? lw_chart_to_table (chart) : g_ptr_array_new ();
  g_autoptr (GListStore) rows = g_list_store_new (GTK_TYPE_STRING_LIST);

  for (guint i = 1; i < table->len; i++)
    {
      g_autoptr (GtkStringList) cells = gtk_string_list_new (g_ptr_array_index (table, i));
      g_list_store_append (rows, cells);
    }
  GtkSelectionModel *model = GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (g_steal_pointer (&rows))));
  GtkWidget *view = gtk_column_view_new (model);
  if (table->len > 0)
    {
      GStrv titles = g_ptr_array_index (table, 0);
      for (guint i = 0; titles[i] != NULL; i++)
        add_column (GTK_COLUMN_VIEW (view), i, titles[i], g_strv_length (titles));
    }
  gtk_widget_add_css_class (view, "data-table");
  const char *title = chart != NULL ? lw_chart_get_title (chart) : "";
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, *title != '\0' ? title : _("Values of the chart"), -1);
  return view;
}

static void
forget_text (gpointer text, GClosure *closure)
{
  g_free (text);
}

/* What the window shows, which does not follow the chart. */
static void
copy_table (GtkButton *button, gpointer text)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (button)), text);
}

void
lw_chart_table_window_present (LwChartView *self)
{
  LwChart *chart = lw_chart_view_get_chart (self);
  const char *title = lw_chart_get_title (chart);
  GtkWidget *window = adw_window_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *bar = adw_header_bar_new ();
  GtkWidget *copy = gtk_button_new_with_label (_("Copy table")), *scrolled = gtk_scrolled_window_new ();
  GtkWidget *table = lw_chart_view_new_table (self);
  GtkEventController *keys = gtk_shortcut_controller_new ();
  int n_columns = (int) g_list_model_get_n_items (gtk_column_view_get_columns (GTK_COLUMN_VIEW (table)));

  gtk_window_set_title (GTK_WINDOW (window), *title != '\0' ? title : _("Values of the chart"));
  gtk_window_set_transient_for (GTK_WINDOW (window), lw_dialog_parent (GTK_WIDGET (self)));
  gtk_window_set_destroy_with_parent (GTK_WINDOW (window), TRUE);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (window), CLAMP (240 + 100 * n_columns, 480, 1100), 420);
  g_signal_connect_data (copy, "clicked", G_CALLBACK (copy_table), lw_chart_to_table_text (chart), forget_text, 0);
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), copy);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), table);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), scrolled);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0), gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (window, keys);
  gtk_widget_grab_focus (table);
  gtk_window_present (GTK_WINDOW (window));
}
