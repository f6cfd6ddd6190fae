/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* "Export proof…": asks where to, and writes it beside the work. */
#include "config.h"

#include "lw-results-proof.h"

#include "dialog/lw-dialogs.h"
#include "lw-evaluation-proof.h"

#include <string.h>

#include "base/lw-i18n.h"

typedef struct
{
  GtkWindow *window; /* or NULL when it is gone */
  LwDocument *document;
  LwStore *store;
  char *path, *said;
} Export;

static void
export_free (gpointer data)
{
  Export *export = data;

  g_clear_weak_pointer (&export->window);
  g_object_unref (export->document);
  g_free (export->path);
  g_free (export->said);
  g_free (export);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Export, export_free)

static gpointer
run (LwJob *job, gpointer data, GError **error)
{
  Export *export = data;

  return lw_evaluation_proof.run (export->store, export->path, job, lw_job_get_cancellable (job), &export->said, error)
             ? g_strdup (export->path)
             : NULL;
}

static void
on_exported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Export) export = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = lw_job_run_finish (LW_JOB (source), result, &error);
  g_autofree char *heading = NULL;

  lw_document_remove_job (export->document, LW_JOB (source));
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (export->window == NULL && error != NULL)
    g_signal_emit_by_name (export->document, "failed", _("The proof was not exported"), error);
  else if (export->window != NULL && error != NULL)
    lw_dialog_error (export->window, _("The proof was not exported"), error->message);
  else if (export->window != NULL)
    {
      g_autofree char *name = g_filename_display_basename (path);
      heading = g_strdup_printf (_("The proof is in “%s”"), name);
      lw_dialog_error (export->window, heading, export->said);
    }
}

/* "competition-proof", or with a number where that is there. */
static char *
free_path (LwDocument *document, const char *folder)
{
  g_autofree char *name = g_path_get_basename (lw_document_get_path (document));
  char *dot = strrchr (name, '.'), *path;

  if (dot != NULL)
    *dot = '\0';
  path = g_strdup_printf ("%s/%s-proof", folder, name);
  for (guint n = 2; g_file_test (path, G_FILE_TEST_EXISTS); n++)
    {
      g_free (path);
      path = g_strdup_printf ("%s/%s-proof-%u", folder, name, n);
    }
  return path;
}

static void
on_chosen (GFile *file, gpointer data)
{
  LwPanel *panel = data;
  LwDocument *document = lw_panel_get_document (panel);
  g_autoptr (LwJob) job = lw_job_new (_("Exporting the proof"));
  Export *export;

  if (g_file_peek_path (file) == NULL)
    {
      lw_dialog_error (lw_dialog_parent (GTK_WIDGET (panel)), _("The proof was not exported"),
                       _("Choose a folder of this computer: it is written there, and can be copied elsewhere then."));
      return;
    }
  export = g_new0 (Export, 1);
  g_set_weak_pointer (&export->window, lw_dialog_parent (GTK_WIDGET (panel)));
  export->document = g_object_ref (document);
  export->store = lw_document_get_store (document);
  export->path = free_path (document, g_file_peek_path (file));
  lw_document_add_job (document, job);
  lw_job_run_async (job, run, export, NULL, g_free, on_exported, export);
}

void
lw_results_export_proof (LwPanel *panel)
{
  lw_dialog_folder (GTK_WIDGET (panel), _("Export proof to folder"), on_chosen, panel);
}
