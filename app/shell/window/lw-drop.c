/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "window/lw-drop.h"

#include "window/lw-app-private.h"

gboolean
lw_drop_files (GtkWidget *window, GSList *files)
{
  GtkApplication *app = gtk_window_get_application (GTK_WINDOW (window));
  g_autoptr (GPtrArray) all = g_ptr_array_new ();

  for (GSList *file = files; file != NULL; file = file->next)
    g_ptr_array_add (all, file->data);
  if (lw_app_open_special (LW_APP (app), (GFile *const *) all->pdata, all->len, GTK_WINDOW (window)))
    return TRUE;
  for (GSList *file = files; file != NULL; file = file->next)
    lw_app_open (LW_APP (app), file->data, GTK_WINDOW (window), NULL);
  return files != NULL;
}

static GdkDragAction
on_enter (GtkDropTarget *target, double x, double y, GtkWidget *sign)
{
  gtk_widget_set_visible (sign, TRUE);
  return GDK_ACTION_COPY;
}

static void
on_leave (GtkDropTarget *target, GtkWidget *sign)
{
  gtk_widget_set_visible (sign, FALSE);
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, GtkWidget *sign)
{
  g_autoptr (GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));

  gtk_widget_set_visible (sign, FALSE);
  return lw_drop_files (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target)), files);
}

void
lw_drop_accept_files (GtkWidget *window, GtkWidget *sign)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect_object (target, "enter", G_CALLBACK (on_enter), sign, 0);
  g_signal_connect_object (target, "leave", G_CALLBACK (on_leave), sign, 0);
  g_signal_connect_object (target, "drop", G_CALLBACK (on_drop), sign, 0);
  gtk_widget_add_controller (window, GTK_EVENT_CONTROLLER (target));
}
