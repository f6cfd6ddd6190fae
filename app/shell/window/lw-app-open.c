/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The open documents of the program, and how competitions are opened and made. */
#include "config.h"

#include "window/lw-app-private.h"

#include "base/lw-error.h"
#include "dialog/lw-dialogs.h"
#include "dialog/lw-new-dialog.h"
#include "model/lw-model.h"
#include "window/lw-window.h"
#include "xml/lw-competition-xml.h"

#include <stdlib.h>
#include <string.h>

#include "base/lw-i18n.h"

/* A window shows that it is at work after so long. */
#define SHOW_AFTER_MS 100

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

void
lw_app_forget_document (gpointer data, GObject *document)
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
  g_object_weak_ref (G_OBJECT (document), lw_app_forget_document, self);
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

gboolean
lw_app_is_xml (const char *path)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);
  return g_str_has_suffix (lower, ".xml");
}

gboolean
lw_app_open_special (LwApp *self, GFile *const *files, guint n, GtkWindow *window)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_object_unref);
  const LwFileOpener *opener = NULL;

  for (guint i = 0; i < n; i++)
    {
      const char *path = g_file_peek_path (files[i]);
      const LwFileOpener *its = path != NULL ? lw_panels_find_opener (self->panels, path) : NULL;

      if (its == NULL || (opener != NULL && its->open != opener->open))
        return FALSE;
      opener = its;
      g_ptr_array_add (list, g_object_ref (files[i]));
    }
  if (opener == NULL)
    return FALSE;
  if (window == NULL)
    window = GTK_WINDOW (lw_window_new (self));
  /* A dialog needs its parent on the screen. */
  gtk_window_present (window);
  opener->open (window, list);
  return TRUE;
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
  if (lw_app_is_xml (path) && window != NULL)
    {
      lw_new_dialog_present (self, window, file);
      return;
    }
  if (lw_app_open_special (self, &file, 1, window))
    return;
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
