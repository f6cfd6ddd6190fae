/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "window/lw-app.h"

#include "base/lw-error.h"
#include "dialog/lw-dialogs.h"
#include "dialog/lw-new-dialog.h"
#include "model/lw-model.h"
#include "window/lw-actions.h"
#include "window/lw-recent.h"
#include "window/lw-window-private.h"
#include "xml/lw-competition-xml.h"

#include <stdlib.h>
#include <string.h>

#include "base/lw-i18n.h"

/* A window shows that it is at work after so long. */
#define SHOW_AFTER_MS 100

struct _LwApp
{
  AdwApplication parent;
  LwHost *host;
  LwPanels *panels;
  GHashTable *documents; /* whole path -> LwDocument, not owned */
  GHashTable *opening;   /* whole paths of what is being opened or made */
};

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
  g_autofree char *installed = g_build_filename (LW_DATA_DIR, name, NULL);
  /* The guide is a part of the documents. */
  g_autofree char *source = g_build_filename (LW_SOURCE_DIR, g_str_has_prefix (name, "guide") ? "docs" : "data", name, NULL);
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  const gboolean built_here = program != NULL && g_str_has_prefix (program, LW_BUILD_DIR "/");

  return built_here || !g_file_test (installed, G_FILE_TEST_EXISTS) ? g_steal_pointer (&source)
                                                                     : g_steal_pointer (&installed);
}

/* ---- documents ---- */

/* One name for one file, however it was asked for: links are followed where there is one. */
static char *
whole_path (const char *path)
{
  g_autofree char *whole = g_canonicalize_filename (path, NULL);
  char *real = realpath (whole, NULL);
  return real != NULL ? real : g_steal_pointer (&whole);
}

LwDocument *
lw_app_find_document (LwApp *self, const char *path)
{
  g_autofree char *whole = whole_path (path);
  return g_hash_table_lookup (self->documents, whole);
}

static void
on_document_gone (gpointer data, GObject *document)
{
  LwApp *self = data;
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->documents);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (value == document)
      g_hash_table_iter_remove (&iter);
}

/* The program lives until what was accepted is on the disk. */
static void
on_busy (LwDocument *document, GParamSpec *pspec, LwApp *self)
{
  const gboolean held = g_object_get_data (G_OBJECT (document), "lw-held") != NULL;
  const gboolean busy = lw_document_is_busy (document);

  if (busy == held)
    return;
  g_object_set_data (G_OBJECT (document), "lw-held", busy ? self : NULL);
  if (busy)
    g_application_hold (G_APPLICATION (self));
  else
    g_application_release (G_APPLICATION (self));
}

static LwWindow *
window_of (LwApp *self, LwDocument *document)
{
  for (GList *window = gtk_application_get_windows (GTK_APPLICATION (self)); window != NULL; window = window->next)
    if (LW_IS_WINDOW (window->data) && lw_window_get_document (window->data) == document)
      return window->data;
  return NULL;
}

/* What the last window left half typed may be refused after it is gone. */
static void
on_failed (LwDocument *document, const char *what, const GError *error, LwApp *self)
{
  g_autofree char *body = NULL;
  GtkWindow *window;

  if (window_of (self, document) != NULL)
    return;
  body = g_strdup_printf (_("In “%s”: %s"), lw_document_get_title (document), error->message);
  window = GTK_WINDOW (lw_window_new (self));
  gtk_window_present (window);
  lw_dialog_error (window, what, body);
}

static LwDocument *
adopt_store (LwApp *self, LwStore *store)
{
  LwDocument *document = lw_document_new (store, self->host);
  g_signal_connect_object (document, "notify::busy", G_CALLBACK (on_busy), self, 0);
  g_signal_connect_object (document, "failed", G_CALLBACK (on_failed), self, 0);
  g_object_weak_ref (G_OBJECT (document), on_document_gone, self);
  g_hash_table_insert (self->documents, whole_path (lw_document_get_path (document)), document);
  lw_store_set_following (store, TRUE);
  return document;
}

/* A window that was made for a file and never shown, when the file is shown elsewhere. */
static void
drop_spare (GtkWindow *window)
{
  if (window != NULL && !gtk_widget_get_visible (GTK_WIDGET (window)))
    gtk_window_destroy (window);
}

static void
show_document (LwApp *self, LwDocument *document, GtkWindow *window, const char *place)
{
  LwWindow *its = window_of (self, document);
  if (its != NULL && place != NULL)
    lw_window_go_to (its, place);
  if (its != NULL && GTK_WINDOW (its) != window)
    drop_spare (window);
  if (its == NULL)
    {
      its = LW_IS_WINDOW (window) && lw_window_get_document (LW_WINDOW (window)) == NULL ? LW_WINDOW (window)
                                                                                         : lw_window_new (self);
      lw_window_set_document (its, document, place);
    }
  gtk_window_present (GTK_WINDOW (its));
}

/* ---- opening ---- */

typedef struct
{
  LwApp *app;
  GtkWindow *window; /* or NULL */
  char *place;
  char *path;
  char *whole;
  guint late; /* source */
  LwSchema *schema;
  LwJob *job;
  /* of a competition that is made */
  char *source;
  char *title;
  GPtrArray *sections;
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;
  g_clear_weak_pointer (&opening->window);
  g_object_unref (opening->app);
  g_free (opening->place);
  g_free (opening->path);
  g_free (opening->whole);
  g_clear_handle_id (&opening->late, g_source_remove);
  g_clear_pointer (&opening->schema, lw_schema_unref);
  g_clear_object (&opening->job);
  g_free (opening->source);
  g_free (opening->title);
  g_free (opening);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Opening, opening_free)

static Opening *
opening_new (LwApp *self, GFile *file, GtkWindow *window, const char *place)
{
  Opening *opening = g_new0 (Opening, 1);
  opening->app = g_object_ref (self);
  g_set_weak_pointer (&opening->window, window);
  opening->place = g_strdup (place);
  opening->path = g_file_get_path (file);
  opening->whole = whole_path (opening->path);
  opening->schema = lw_schema_ref (lw_host_get_schema (self->host));
  opening->sections = lw_host_get_sections (self->host);
  return opening;
}

/* What to do about it, in words. */
static const char *
advice (const GError *error)
{
  if (g_error_matches (error, LW_ERROR, LW_ERROR_NOT_LOTWISE))
    return _("Lotwise opens competitions (files that end in .lotwise) and makes them from XML files of its own format.");
  if (g_error_matches (error, LW_ERROR, LW_ERROR_BUSY))
    return _("Another program holds the file: try again when it has finished.");
  if (g_error_matches (error, LW_ERROR, LW_ERROR_CORRUPT))
    return _("“lotwise verify FILE” on the command line says what is damaged. A backup copy may lie beside the file.");
  if (g_error_matches (error, LW_ERROR, LW_ERROR_NOT_FOUND))
    return _("It may have been moved, renamed or removed. Look for it with Open.");
  if (g_error_matches (error, LW_ERROR, LW_ERROR_EXISTS))
    return _("A competition is never written over: choose another name, or move that file away first.");
  if (g_error_matches (error, LW_ERROR, LW_ERROR_INVALID))
    return _("Nothing was stored. Mend the file where the message says, then try again.");
  return NULL;
}

static void
tell_failure (LwApp *self, GtkWindow *window, gboolean made, const char *path, const GError *error)
{
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *heading = g_strdup_printf (made ? _("“%s” was not made") : _("“%s” was not opened"), name);
  const char *what_next = advice (error);
  g_autofree char *body = what_next != NULL ? g_strdup_printf ("%s\n\n%s", error->message, what_next) : g_strdup (error->message);

  if (window == NULL)
    window = GTK_WINDOW (lw_window_new (self));
  /* A dialog needs its parent on the screen. */
  gtk_window_present (window);
  lw_dialog_error (window, heading, body);
}

static gpointer
run_open (LwJob *job, gpointer data, GError **error)
{
  const Opening *opening = data;
  return lw_store_open (opening->path, opening->schema, LW_STORE_READ_WRITE, error);
}

static gpointer
run_create (LwJob *job, gpointer data, GError **error)
{
  const Opening *opening = data;
  g_autofree char *person = g_utf8_make_valid (g_get_user_name (), -1);
  return lw_competition_import (opening->source, opening->path, opening->sections, opening->schema, person, job,
                                lw_job_get_cancellable (job), error);
}

static void
set_title (LwDocument *document, const Opening *opening)
{
  g_autofree char *key = NULL, *value = g_strdup_printf ("title=%s", opening->title);
  const char *const values[] = { value, NULL };
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (document), NULL);
  g_autoptr (LwCompetition) competition
      = reader != NULL ? lw_competition_load (lw_reader_connection (reader), NULL) : NULL;
  GError *error = NULL;
  LwCommand *command;

  if (competition == NULL || g_strcmp0 (competition->title, opening->title) == 0)
    return;
  key = g_strdup (competition->id);
  command = lw_model_set (opening->sections, "competition", key, values, lw_document_get_person (document), NULL, &error);
  lw_document_edit (document, command, error);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Opening) opening = user_data;
  LwApp *self = opening->app;
  g_autoptr (GError) error = NULL;
  LwStore *store = lw_job_run_finish (LW_JOB (source), result, &error);

  g_hash_table_remove (self->opening, opening->whole);
  if (LW_IS_WINDOW (opening->window))
    lw_window_remove_job (LW_WINDOW (opening->window), LW_JOB (source));
  /* What was made is there, and shown; what was only being opened need not be. */
  if (store != NULL && opening->source == NULL && g_cancellable_is_cancelled (lw_job_get_cancellable (opening->job)))
    {
      lw_store_close (store);
      g_object_unref (store);
    }
  else if (store != NULL)
    {
      g_autoptr (LwDocument) document = adopt_store (self, store);
      show_document (self, document, opening->window, opening->place);
      if (opening->title != NULL)
        set_title (document, opening);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    tell_failure (self, opening->window, opening->source != NULL, opening->path, error);
  g_application_release (G_APPLICATION (self));
}

static gboolean
show_late (gpointer data)
{
  Opening *opening = data;
  opening->late = 0;
  if (opening->window != NULL)
    gtk_window_present (opening->window);
  return G_SOURCE_REMOVE;
}

/* The job keeps the opening alive while it runs; the callback frees it. */
static void
start_opening (Opening *opening, const char *title, LwJobFunc func)
{
  /* Asked for twice: it comes once. */
  if (!g_hash_table_add (opening->app->opening, g_strdup (opening->whole)))
    {
      drop_spare (opening->window);
      opening_free (opening);
      return;
    }
  opening->job = lw_job_new (title);
  if (opening->window != NULL && !gtk_widget_get_visible (GTK_WIDGET (opening->window)))
    opening->late = g_timeout_add (SHOW_AFTER_MS, show_late, opening);
  if (LW_IS_WINDOW (opening->window))
    lw_window_add_job (LW_WINDOW (opening->window), opening->job);
  g_application_hold (G_APPLICATION (opening->app));
  lw_job_run_async (opening->job, func, opening, NULL, g_object_unref, on_opened, opening);
}

static gboolean
is_xml (const char *path)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);
  return g_str_has_suffix (lower, ".xml");
}

void
lw_app_open (LwApp *self, GFile *file, GtkWindow *window, const char *place)
{
  const char *path = g_file_peek_path (file);
  g_autofree char *title = NULL, *name = NULL;
  LwDocument *document;

  if (path == NULL)
    {
      g_autofree char *uri = g_file_get_uri (file);
      g_autoptr (GError) error = g_error_new (G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                                              _("expected a file of this computer, found %s: copy it here first"), uri);
      tell_failure (self, window, FALSE, uri, error);
      return;
    }
  if (is_xml (path) && window != NULL)
    {
      lw_new_dialog_present (self, window, file);
      return;
    }
  document = lw_app_find_document (self, path);
  if (document != NULL)
    {
      show_document (self, document, window, place);
      return;
    }
  name = g_filename_display_basename (path);
  title = g_strdup_printf (_("Opening %s"), name);
  start_opening (opening_new (self, file, window, place), title, run_open);
}

static void
create (LwApp *self, GFile *source, GFile *target, const char *title, GtkWindow *window, const char *place)
{
  Opening *opening = opening_new (self, target, window, place);
  g_autofree char *name = g_filename_display_basename (opening->path);
  g_autofree char *text = g_strdup_printf (_("Making %s"), name);
  opening->source = g_file_get_path (source);
  opening->title = g_strdup (title);
  start_opening (opening, text, run_create);
}

void
lw_app_create (LwApp *self, GFile *source, GFile *target, const char *title, GtkWindow *window)
{
  create (self, source, target, title, window, NULL);
}

char *
lw_app_why_not_create (LwApp *self, const char *path)
{
  g_autofree char *name = g_filename_display_basename (path);
  if (lw_app_find_document (self, path) != NULL)
    return g_strdup_printf (_("“%s” is open in a window. Choose another name."), name);
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return g_strdup_printf (_("There is a file “%s” already, and a competition is never written over. Choose another name, "
                              "or move that file away first."), name);
  return NULL;
}

void
lw_app_open_sample (LwApp *self, GtkWindow *window, const char *place)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "lotwise", NULL);
  g_autofree char *path = g_build_filename (folder, "transforming-rehabilitation.lotwise", NULL);
  g_autofree char *source = lw_app_data_path ("samples/transforming-rehabilitation.xml");
  g_autoptr (GFile) target = g_file_new_for_path (path), xml = g_file_new_for_path (source);

  if (g_file_query_exists (target, NULL))
    {
      lw_app_open (self, target, window, place);
      return;
    }
  g_mkdir_with_parents (folder, 0700);
  create (self, xml, target, NULL, window, place);
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
  lw_dialog_open (active_window (data), _("Open a competition"), &lw_file_kind_openable, on_file_chosen, data);
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
      if (is_xml (files[i]))
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
    g_object_weak_unref (document, on_document_gone, self);
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
