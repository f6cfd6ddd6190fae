/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-people-rows.h"

#include <adwaita.h>

#include "base/lw-i18n.h"

static GdkContentProvider *
on_drag_prepare (GtkDragSource *source, double x, double y, gpointer row)
{
  return gdk_content_provider_new_typed (G_TYPE_STRING, (const char *) g_object_get_data (G_OBJECT (row), "lw-person"));
}

GtkWidget *
lw_people_rows_person (const LwEvaluationPeople *people, const LwEvaluationPerson *person)
{
  g_autofree char *subtitle = g_markup_escape_text (person->name, -1);
  g_autofree char *marks = people->in_use ? g_strdup_printf ("%u", person->assigned) : NULL;
  g_autofree char *spoken = g_strdup_printf (ngettext ("%u mark", "%u marks", person->assigned), person->assigned);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", person->id, "subtitle", subtitle, "activatable", TRUE, NULL);
  GtkWidget *count = gtk_label_new (marks);
  GtkDragSource *source = gtk_drag_source_new ();

  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  gtk_widget_set_tooltip_text (row, person->name);
  gtk_widget_add_css_class (count, "numeric");
  gtk_widget_add_css_class (count, "dim-label");
  gtk_accessible_update_property (GTK_ACCESSIBLE (count), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  if (person->missing->len > 0)
    {
      GtkWidget *sign = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
      gtk_widget_add_css_class (sign, "warning");
      gtk_widget_set_tooltip_text (sign, _("Declarations are missing"));
      gtk_accessible_update_property (GTK_ACCESSIBLE (sign), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Declarations are missing"), -1);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), sign);
    }
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), count);
  g_object_set_data_full (G_OBJECT (row), "lw-person", g_strdup (person->id), g_free);
  g_signal_connect (source, "prepare", G_CALLBACK (on_drag_prepare), row);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (source));
  return row;
}
