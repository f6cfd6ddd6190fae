/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The table's menus and its column chooser. */
#include "config.h"

#include "table/lw-table-private.h"

#include "base/lw-i18n.h"

static void
append (GMenu *menu, const char *label, const char *action, const char *target)
{
  g_autoptr (GMenuItem) entry = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (entry, action, target == NULL ? NULL : g_variant_new_string (target));
  g_menu_append_item (menu, entry);
}

/* Adds the sections that have something in them. */
static GMenuModel *
join (GMenu *first, GMenu *second, GMenu *third)
{
  GMenu *menu = g_menu_new (), *sections[] = { first, second, third };

  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    {
      if (g_menu_model_get_n_items (G_MENU_MODEL (sections[i])) > 0)
        g_menu_append_section (menu, NULL, G_MENU_MODEL (sections[i]));
      g_object_unref (sections[i]);
    }
  return G_MENU_MODEL (menu);
}

static gboolean
has_listener (LwTable *table, const char *signal)
{
  return g_signal_has_handler_pending (table, g_signal_lookup (signal, LW_TYPE_TABLE), 0, FALSE);
}

static void
on_closed (GtkPopover *popover, LwTable *table)
{
  gtk_widget_grab_focus (GTK_WIDGET (table));
}

static void
popup (LwTable *table, GMenuModel *model, const GdkRectangle *at)
{
  GtkWidget *popover = gtk_popover_menu_new_from_model (model);

  lw_table_take_popover (table, popover);
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (popover), GTK_POS_BOTTOM);
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), at);
  g_signal_connect_object (popover, "closed", G_CALLBACK (on_closed), table, 0);
  gtk_popover_popup (GTK_POPOVER (popover));
  g_object_unref (model);
}

void
lw_table_popup_menu (LwTable *table, const GdkRectangle *at)
{
  GMenu *row = g_menu_new (), *copy = g_menu_new (), *all = g_menu_new ();

  if (has_listener (table, "row-activated"))
    append (row, _("_Open"), "table.activate", NULL);
  if (lw_table_can_edit_current (table))
    append (row, _("_Edit Cell"), "table.edit", NULL);
  append (copy, _("_Copy Rows"), "table.copy", NULL);
  append (copy, _("Copy Ce_ll"), "table.copy-cell", NULL);
  append (all, _("Select _All"), "table.select-all", NULL);
  if (has_listener (table, "export-requested"))
    append (all, _("E_xport as CSV…"), "table.export", NULL);
  popup (table, join (row, copy, all), at);
}

void
lw_table_popup_header_menu (LwTable *table, guint index, const GdkRectangle *at)
{
  const LwColumn *spec = lw_table_column (table, index)->spec;
  GMenu *sort = g_menu_new (), *width = g_menu_new (), *shown = g_menu_new ();

  if (!(spec->flags & LW_COLUMN_UNSORTED))
    {
      append (sort, _("Sort _Ascending"), "table.sort-ascending", spec->id);
      append (sort, _("Sort _Descending"), "table.sort-descending", spec->id);
      append (sort, _("_Do Not Sort"), "table.sort-ascending", "");
    }
  append (width, _("_Fit Width"), "table.fit-column", spec->id);
  append (width, _("_Wider"), "table.widen-column", spec->id);
  append (width, _("_Narrower"), "table.narrow-column", spec->id);
  if (!(spec->flags & LW_COLUMN_ALWAYS))
    append (shown, _("_Hide Column"), "table.hide-column", spec->id);
  append (shown, _("_Choose Columns…"), "table.columns", NULL);
  popup (table, join (sort, width, shown), at);
}

/* ---- the chooser ---- */

static void
on_toggled (GtkCheckButton *button, LwTable *table)
{
  lw_table_set_column_visible (table, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "lw-column")),
                               gtk_check_button_get_active (button));
}

void
lw_table_fill_chooser (LwTable *table, GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
  for (guint i = 0; i < lw_table_columns (table)->len; i++)
    {
      const LwTableColumn *column = lw_table_column (table, i);
      GtkWidget *button = gtk_check_button_new_with_label (column->title);

      gtk_check_button_set_active (GTK_CHECK_BUTTON (button), column->visible);
      gtk_widget_set_sensitive (button, !(column->spec->flags & LW_COLUMN_ALWAYS));
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, column->title, -1);
      g_object_set_data (G_OBJECT (button), "lw-column", GUINT_TO_POINTER (i));
      g_signal_connect (button, "toggled", G_CALLBACK (on_toggled), table);
      gtk_box_append (box, button);
    }
}
