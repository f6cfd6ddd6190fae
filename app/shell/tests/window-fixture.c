/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "window-fixture.h"

#include "model/lw-model.h"
#include "xml/lw-competition-xml.h"

#include <glib/gstdio.h>

#define SAMPLE LW_SOURCE_DIR "/data/samples/transforming-rehabilitation.xml"

LwApp *app;

void
start_program (int *argc, char ***argv)
{
  g_autoptr (GError) error = NULL;

  ui_test_init (argc, argv);
  app = lw_app_new ();
  g_application_set_flags (G_APPLICATION (app), G_APPLICATION_NON_UNIQUE | G_APPLICATION_HANDLES_COMMAND_LINE);
  g_application_register (G_APPLICATION (app), NULL, &error);
  g_assert_no_error (error);
  g_application_hold (G_APPLICATION (app));
}

int
run_program (void)
{
  int status = g_test_run ();
  g_application_release (G_APPLICATION (app));
  g_object_unref (app);
  return status;
}

void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  LwHost *host = lw_app_get_host (app);
  LwStore *store;

  fixture->folder = g_dir_make_tmp ("lotwise-window-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = path_in (fixture, "sample.lotwise");
  store = lw_competition_import (SAMPLE, fixture->path, lw_host_get_sections (host), lw_host_get_schema (host), "tester", NULL,
                                 NULL, &error);
  g_assert_no_error (error);
  lw_store_close (store);
  g_object_unref (store);
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_remove (path);
    }
  g_rmdir (folder);
}

void
tear_down (Fixture *fixture, gconstpointer data)
{
  GtkWindow *window;
  while ((window = gtk_application_get_windows (GTK_APPLICATION (app)) != NULL
                       ? gtk_application_get_windows (GTK_APPLICATION (app))->data
                       : NULL)
         != NULL)
    gtk_window_destroy (window);
  g_assert_true (ui_wait (no_windows, NULL, 5000));
  remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

char *
path_in (Fixture *fixture, const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

gboolean
has_document (gpointer window)
{
  return lw_window_get_document (window) != NULL;
}

LwWindow *
open_window (const char *path, const char *place)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  LwWindow *window = lw_window_new (app);
  gtk_window_present (GTK_WINDOW (window));
  lw_app_open (app, file, GTK_WINDOW (window), place);
  g_assert_true (ui_wait (has_document, window, 10000));
  ui_settle (GTK_WIDGET (window));
  return window;
}

gboolean
no_windows (gpointer unused)
{
  return gtk_application_get_windows (GTK_APPLICATION (app)) == NULL;
}

gboolean
is_idle (gpointer document)
{
  return !lw_document_is_busy (document);
}

void
rename_lot (LwDocument *document, const char *title)
{
  g_autofree char *value = g_strdup_printf ("title=%s", title);
  const char *const values[] = { value, NULL };
  GError *error = NULL;
  lw_document_edit (document,
                    lw_model_set (lw_document_get_sections (document), "lot", "L01", values, "tester", NULL, &error), error);
  g_assert_true (ui_wait (is_idle, document, 5000));
}

GtkWindow *
window_of_type (const char *type)
{
  GListModel *all = gtk_window_get_toplevels ();
  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (all, i);
      if (g_str_equal (G_OBJECT_TYPE_NAME (window), type))
        return window;
    }
  return NULL;
}

GtkWindow *
find_dialog (const char *heading)
{
  GListModel *all = gtk_window_get_toplevels ();
  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (all, i);
      if (ADW_IS_MESSAGE_DIALOG (window) && g_str_equal (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (window)), heading))
        return window;
    }
  return NULL;
}

gboolean
has_dialog (gpointer heading)
{
  return find_dialog (heading) != NULL;
}
