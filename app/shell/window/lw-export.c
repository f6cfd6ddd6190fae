/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "window/lw-export.h"

#include "dialog/lw-dialogs.h"
#include "plugin/lw-host.h"

#include "base/lw-i18n.h"

typedef struct
{
  LwWindow *window; /* or NULL when it is gone */
  LwDocument *document;
  LwStore *store;
  LwHost *host;
  char *path, *person;
} Export;

static void
export_free (gpointer data)
{
  Export *export = data;
  g_clear_weak_pointer (&export->window);
  g_object_unref (export->document);
  g_free (export->path);
  g_free (export->person);
  g_free (export);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Export, export_free)

static gpointer
run (LwJob *job, gpointer data, GError **error)
{
  const Export *export = data;
  if (!lw_host_export (export->host, export->store, export->path, export->person, job, lw_job_get_cancellable (job), error))
    return NULL;
  return g_strdup (export->path);
}

static void
on_exported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Export) export = user_data;
  LwWindow *window = export->window;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = lw_job_run_finish (LW_JOB (source), result, &error);
  g_autofree char *name = path != NULL ? g_filename_display_basename (path) : NULL;
  g_autofree char *text = NULL;

  if (window == NULL)
    {
      if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_signal_emit_by_name (export->document, "failed", _("The competition was not exported"), error);
      return;
    }
  lw_window_remove_job (window, LW_JOB (source));
  if (name != NULL)
    text = g_strdup_printf (_("Exported as %s"), name);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    text = g_strdup (_("Nothing was exported"));
  if (text != NULL)
    lw_window_toast (window, text);
  else
    lw_dialog_error (GTK_WINDOW (window), _("The competition was not exported"), error->message);
}

static void
on_chosen (GFile *file, gpointer user_data)
{
  LwWindow *window = user_data;
  LwDocument *document = lw_window_get_document (window);
  g_autoptr (LwJob) job = lw_job_new (_("Exporting as XML"));
  Export *export;

  if (g_file_peek_path (file) == NULL)
    {
      lw_dialog_error (GTK_WINDOW (window), _("The competition was not exported"),
                       _("Choose a folder of this computer: it is written there, and can be copied elsewhere then."));
      return;
    }
  export = g_new0 (Export, 1);
  g_set_weak_pointer (&export->window, window);
  export->document = g_object_ref (document);
  export->store = lw_document_get_store (document);
  export->host = lw_document_get_host (document);
  export->person = g_strdup (lw_document_get_person (document));
  export->path = g_file_get_path (file);
  lw_window_add_job (window, job);
  /* The callback frees it: the document and the window are the main thread's. */
  lw_job_run_async (job, run, export, NULL, g_free, on_exported, export);
}

void
lw_export_competition (LwWindow *window)
{
  LwDocument *document = lw_window_get_document (window);
  g_autofree char *name = g_path_get_basename (lw_document_get_path (document));
  char *dot = strrchr (name, '.');
  g_autofree char *proposed = NULL;

  if (!lw_store_knows_all (lw_document_get_store (document)))
    {
      lw_dialog_error (GTK_WINDOW (window), _("The competition was not exported"),
                       _("The file has a part of a plugin that is not active, and it would be lost. Switch the plugin on, "
                         "then export."));
      return;
    }
  if (!lw_document_may_see (document, LW_SIGHT_OF_VERB, "export"))
    {
      lw_dialog_error (GTK_WINDOW (window), _("The competition was not exported"), lw_document_get_sight_reason (document));
      return;
    }
  if (dot != NULL)
    *dot = '\0';
  proposed = g_strconcat (name, ".xml", NULL);
  lw_dialog_save (GTK_WIDGET (window), _("Export as XML"), proposed, &lw_file_kind_xml, on_chosen, window);
}
