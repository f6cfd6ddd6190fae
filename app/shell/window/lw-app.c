/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "window/lw-app-private.h"

#include "base/lw-data.h"
#include "dialog/lw-dialogs.h"
#include "dialog/lw-new-dialog.h"
#include "window/lw-actions.h"
#include "window/lw-window-private.h"

#include <string.h>

#include "base/lw-i18n.h"

G_DEFINE_FINAL_TYPE (LwApp, lw_app, ADW_TYPE_APPLICATION)

LwHost *
lw_app_get_host (LwApp *self)
{
  return self->host;
}

LwPanels *
lw_app_get_panels (LwApp *self)
{
  return self->panels;
}

char *
lw_app_data_path (const char *name)
{
  return lw_data_path (name);
}

/* ---- actions ---- */

/* The window of ours that was used last, not the guide's; where there is none, a new one. */
static GtkWindow *
active_window (LwApp *self)
{
  GtkWindow *window;
  for (GList *at = gtk_application_get_windows (GTK_APPLICATION (self)); at != NULL; at = at->next)
    if (LW_IS_WINDOW (at->data) && gtk_widget_get_visible (at->data))
      return at->data;
  window = GTK_WINDOW (lw_window_new (self));
  gtk_window_present (window);
  return window;
}

static void
on_file_chosen (GFile *file, gpointer user_data)
{
  LwApp *self = user_data;
  lw_app_open (self, file, active_window (self), NULL);
}

#define ACTION(name) static void name (GSimpleAction *action, GVariant *parameter, gpointer data)

ACTION (activate_open)
{
  lw_dialog_open (GTK_WIDGET (active_window (data)), _("Open a competition"), &lw_file_kind_openable, on_file_chosen, data);
}

ACTION (activate_open_recent)
{
  g_autoptr (GFile) file = g_file_new_for_path (g_variant_get_string (parameter, NULL));
  lw_app_open (data, file, active_window (data), NULL);
}

ACTION (activate_new)
{
  lw_new_dialog_present (data, active_window (data), NULL);
}

ACTION (activate_sample)
{
  lw_app_open_sample (data, active_window (data), NULL);
}

ACTION (activate_about)
{
  adw_show_about_window (active_window (data), "application-name", "Lotwise", "application-icon", LW_APPLICATION_ID,
                         "version", LW_VERSION, "license-type", GTK_LICENSE_LGPL_2_1, "comments",
                         _("A workbench for teams that buy public services in several lots"), NULL);
}

static gpointer
hold (gconstpointer object, gpointer unused)
{
  return g_object_ref ((gpointer) object);
}

/* Each window is asked, as if it were closed by hand. */
ACTION (activate_quit)
{
  /* One may take others with it. */
  GList *windows = g_list_copy_deep (gtk_application_get_windows (GTK_APPLICATION (data)), hold, NULL);
  for (GList *window = windows; window != NULL; window = window->next)
    gtk_window_close (window->data);
  g_list_free_full (windows, g_object_unref);
}

static const GActionEntry actions[] = {
  { .name = "open", .activate = activate_open },
  { .name = "open-recent", .activate = activate_open_recent, .parameter_type = "s" },
  { .name = "new", .activate = activate_new },
  { .name = "open-sample", .activate = activate_sample },
  { .name = "about", .activate = activate_about },
  { .name = "quit", .activate = activate_quit },
};

static void
set_accels (LwApp *self, const char *name, const char *accel)
{
  g_auto (GStrv) accels = accel != NULL ? g_strsplit (accel, " ", -1) : NULL;
  if (accels != NULL)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), name, (const char *const *) accels);
}

/* Keys of undo and redo belong to a text first. */
static const char *
action_of_keys (const char *name)
{
  if (g_str_equal (name, "win.undo"))
    return "win.undo-key";
  return g_str_equal (name, "win.redo") ? "win.redo-key" : name;
}

static void
add_accels (LwApp *self)
{
  GPtrArray *infos = lw_panels_get (self->panels);
  for (const LwActionInfo *info = lw_actions; info->name != NULL; info++)
    set_accels (self, action_of_keys (info->name), info->accel);
  for (guint i = 0; i < infos->len; i++)
    {
      const LwPanelInfo *info = infos->pdata[i];
      g_autofree char *go_to = g_strconcat ("win.go-to::", info->id, NULL);
      g_autofree char *accel = lw_panels_get_accel (self->panels, info);
      set_accels (self, go_to, accel);
      for (const LwPanelAction *action = info->actions; action != NULL && action->name != NULL; action++)
        {
          g_autofree char *name = g_strconcat ("panel.", action->name, NULL);
          set_accels (self, name, action->accel);
        }
    }
}

/* ---- the application ---- */

static void
lw_app_startup (GApplication *application)
{
  LwApp *self = LW_APP (application);
  g_autoptr (GtkCssProvider) css = gtk_css_provider_new ();

  G_APPLICATION_CLASS (lw_app_parent_class)->startup (application);
  self->host = lw_host_new_default ();
  lw_host_load (self->host);
  self->panels = lw_panels_new (self->host);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  add_accels (self);
  gtk_css_provider_load_from_resource (css, "/org/lotwise/shell/lotwise.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (css),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  /* A program that is not installed shows its own icon too. */
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()), "/org/lotwise/shell/icons");
  gtk_window_set_default_icon_name (LW_APPLICATION_ID);
}

static void
lw_app_activate (GApplication *application)
{
  LwApp *self = LW_APP (application);
  gtk_window_present (GTK_WINDOW (lw_window_new (self)));
}

static LwWindow *
sized_window (LwApp *self, const char *size)
{
  LwWindow *window = lw_window_new (self);
  int width, height;
  if (size != NULL && sscanf (size, "%dx%d", &width, &height) == 2 && width > 0 && height > 0)
    {
      gtk_window_set_default_size (GTK_WINDOW (window), width, height);
      window->sized = TRUE;
    }
  return window;
}

static gboolean
is_place (LwApp *self, const char *place)
{
  g_autofree char *id = g_strndup (place, strcspn (place, ":"));
  return lw_panels_find (self->panels, id) != NULL;
}

static int
lw_app_command_line (GApplication *application, GApplicationCommandLine *line)
{
  LwApp *self = LW_APP (application);
  GVariantDict *options = g_application_command_line_get_options_dict (line);
  const char *place = NULL, *size = NULL;
  g_auto (GStrv) files = NULL;
  gboolean sample = FALSE;

  g_variant_dict_lookup (options, "panel", "&s", &place);
  g_variant_dict_lookup (options, "size", "&s", &size);
  g_variant_dict_lookup (options, "sample", "b", &sample);
  g_variant_dict_lookup (options, G_OPTION_REMAINING, "^aay", &files);
  if (place != NULL && !is_place (self, place))
    {
      g_application_command_line_printerr (line, _("lotwise-workbench: expected a place in a panel, found “%s”: no such panel\n"), place);
      place = NULL;
    }
  if (sample)
    lw_app_open_sample (self, GTK_WINDOW (sized_window (self, size)), place);
  for (guint i = 0; files != NULL && files[i] != NULL; i++)
    {
      g_autoptr (GFile) file = g_application_command_line_create_file_for_arg (line, files[i]);
      LwWindow *window = sized_window (self, size);
      /* A dialog needs its parent on the screen. */
      if (lw_app_is_xml (files[i]))
        gtk_window_present (GTK_WINDOW (window));
      lw_app_open (self, file, GTK_WINDOW (window), place);
    }
  if (!sample && files == NULL)
    gtk_window_present (GTK_WINDOW (sized_window (self, size)));
  return 0;
}

static int
lw_app_handle_local_options (GApplication *application, GVariantDict *options)
{
  if (!g_variant_dict_contains (options, "version"))
    return -1;
  g_print ("lotwise-workbench %s\n", LW_VERSION);
  return 0;
}

static void
lw_app_finalize (GObject *object)
{
  LwApp *self = LW_APP (object);
  GHashTableIter iter;
  gpointer document;

  g_hash_table_iter_init (&iter, self->documents);
  while (g_hash_table_iter_next (&iter, NULL, &document))
    g_object_weak_unref (document, lw_app_forget_document, self);
  g_clear_pointer (&self->panels, lw_panels_free);
  g_clear_pointer (&self->host, lw_host_free);
  g_hash_table_unref (self->documents);
  g_hash_table_unref (self->opening);
  G_OBJECT_CLASS (lw_app_parent_class)->finalize (object);
}

static void
lw_app_class_init (LwAppClass *class)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (class);
  application_class->startup = lw_app_startup;
  application_class->activate = lw_app_activate;
  application_class->command_line = lw_app_command_line;
  application_class->handle_local_options = lw_app_handle_local_options;
  G_OBJECT_CLASS (class)->finalize = lw_app_finalize;
}

static void
lw_app_init (LwApp *self)
{
  static const GOptionEntry entries[] = {
    { "panel", 0, 0, G_OPTION_ARG_STRING, NULL, N_("Begin at PLACE: a panel, “marking”, or a place in it, “results:L12”"),
      N_("PLACE") },
    { "size", 0, 0, G_OPTION_ARG_STRING, NULL, N_("Size of the window, “1280x800”"), N_("WIDTHxHEIGHT") },
    { "sample", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Open the sample competition"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Print the version"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, NULL, NULL, N_("[FILE…]") },
    { NULL },
  };
  g_application_add_main_option_entries (G_APPLICATION (self), entries);
  self->documents = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->opening = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

LwApp *
lw_app_new (void)
{
  return g_object_new (LW_TYPE_APP, "application-id", LW_APPLICATION_ID, "flags", G_APPLICATION_HANDLES_COMMAND_LINE, NULL);
}
