/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "panels/lw-csv-export.h"

#include "dialog/lw-dialogs.h"

#include "base/lw-i18n.h"

typedef struct
{
  LwTable *table;
  LwDocument *document;
  LwJob *job;
  GFile *file;
} Export;

static void
export_free (gpointer data)
{
  Export *export = data;

  g_object_unref (export->table);
  g_object_unref (export->document);
  g_object_unref (export->job);
  g_object_unref (export->file);
  g_free (export);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Export, export_free)

/* The window may be gone by now: the program then finds another for what went wrong. */
static void
tell_failure (Export *export, const GError *error)
{
  GtkWindow *parent = lw_dialog_parent (GTK_WIDGET (export->table));

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit_by_name (export->document, "done", _("Nothing was exported"));
  else if (parent != NULL)
    lw_dialog_error (parent, _("The table was not exported"), error->message);
  else
    g_signal_emit_by_name (export->document, "failed", _("The table was not exported"), error);
}

static void
on_exported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Export) export = user_data;
  g_autoptr (GError) error = NULL;
  const gboolean done = lw_table_export_csv_finish (LW_TABLE (source), result, &error);
  g_autofree char *name = g_file_get_basename (export->file);
  g_autofree char *shown = g_filename_display_name (name);
  g_autofree char *text = g_strdup_printf (_("Exported as %s"), shown);

  lw_document_remove_job (export->document, export->job);
  if (done)
    g_signal_emit_by_name (export->document, "done", text);
  else
    tell_failure (export, error);
}

void
lw_csv_export_to (LwTable *table, LwDocument *document, GFile *file)
{
  Export *export = g_new0 (Export, 1);

  export->table = g_object_ref (table);
  export->document = g_object_ref (document);
  export->file = g_object_ref (file);
  export->job = lw_job_new (_("Exporting as CSV"));
  /* A bar that moves to and fro would be drawn again and again, and the pieces of the work wait for that. */
  lw_job_report (export->job, 0, 1);
  lw_document_add_job (document, export->job);
  lw_table_export_csv_async (table, file, export->job, on_exported, export);
}

static void
on_chosen (GFile *file, gpointer table)
{
  lw_csv_export_to (table, g_object_get_data (table, "lw-csv-document"), file);
}

void
lw_csv_export (LwTable *table, LwDocument *document, const char *title, const char *name)
{
  g_autofree char *proposed = g_strconcat (name, ".csv", NULL);

  g_object_set_data_full (G_OBJECT (table), "lw-csv-document", g_object_ref (document), g_object_unref);
  lw_dialog_save (GTK_WIDGET (table), title, proposed, &lw_file_kind_csv, on_chosen, table);
}
