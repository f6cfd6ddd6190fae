/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Rows as text: tab-separated for the clipboard, comma-separated (RFC 4180) for files. Both quote alike: a text
 * that holds the separator, a quotation mark or a line break stands in quotation marks, which are doubled in it.
 * All columns shown, in their raw form, so that numbers arrive as numbers.
 */
#include "config.h"

#include "table/lw-table-private.h"

#include <string.h>

#include "base/lw-error.h"
#include "base/lw-rational.h"

#include "base/lw-i18n.h"

#define ROWS_OF_PIECE 500
#define ROWS_AT_ONCE 5000 /* are copied without being taken to pieces */
#define MAX_NUMBER 64 /* bytes of a text that may be a number */

/* A spreadsheet would run it. */
static gboolean
is_formula (const char *text)
{
  g_auto (LwRational) number = LW_RATIONAL_INIT;

  if (*text == '\0' || strchr ("=+-@\t\r", *text) == NULL)
    return FALSE;
  return strlen (text) > MAX_NUMBER || !lw_rational_parse (&number, *text == '+' ? text + 1 : text, "", NULL);
}

static void
append_field (GString *out, const char *text, char separator, gboolean guard)
{
  const char quoted[] = { separator, '"', '\n', '\r', '\0' };
  const gboolean quote = strpbrk (text, quoted) != NULL;

  if (quote)
    g_string_append_c (out, '"');
  if (guard && is_formula (text))
    g_string_append_c (out, '\'');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"' && quote)
        g_string_append_c (out, '"');
      g_string_append_c (out, *p);
    }
  if (quote)
    g_string_append_c (out, '"');
}

static void
append_titles (LwTable *table, GString *out, char separator)
{
  const int first = lw_table_next_column (table, -1, 1);

  for (int i = first; i >= 0; i = lw_table_next_column (table, i, 1))
    {
      if (i != first)
        g_string_append_c (out, separator);
      append_field (out, lw_table_column (table, (guint) i)->title, separator, FALSE);
    }
}

static void
append_row (LwTable *table, GString *out, guint handle, char separator)
{
  const int first = lw_table_next_column (table, -1, 1);

  for (int i = first; i >= 0; i = lw_table_next_column (table, i, 1))
    {
      g_autofree char *text
          = lw_rows_handle_text (lw_table_get_rows (table), handle, lw_table_column (table, (guint) i)->column, TRUE);

      if (i != first)
        g_string_append_c (out, separator);
      append_field (out, text, separator, lw_table_get_guard (table));
    }
}

char *
lw_table_copy_cell (LwTable *table, guint place, guint index)
{
  GString *out = g_string_new (NULL);
  g_autofree char *text = lw_rows_get_raw (lw_table_get_rows (table), place, lw_table_column (table, index)->column);

  append_field (out, text, '\t', lw_table_get_guard (table));
  return g_string_free (out, FALSE);
}

char *
lw_table_get_copy_text (LwTable *table)
{
  g_return_val_if_fail (LW_IS_TABLE (table), NULL);

  GString *out = g_string_new (NULL);
  g_autoptr (GArray) handles = lw_table_get_selected_handles (table);

  append_titles (table, out, '\t');
  g_string_append_c (out, '\n');
  for (guint i = 0; i < handles->len; i++)
    {
      append_row (table, out, g_array_index (handles, guint32, i), '\t');
      g_string_append_c (out, '\n');
    }
  return g_string_free (out, FALSE);
}

/* ---- in pieces ---- */

/* Rows on their way into a stream: those that were shown when it began, in that order. */
typedef struct
{
  LwTable *table;
  LwRows *rows;
  GOutputStream *stream; /* of a file: replaces it when it is closed, and not before */
  GArray *handles;
  guint next;
  char separator;
  LwJob *job;
} Export;

static void
export_free (Export *export)
{
  if (export->stream != NULL)
    {
      /* closed with a cancelled cancellable, it leaves the old file alone */
      g_autoptr (GCancellable) cancelled = g_cancellable_new ();

      g_cancellable_cancel (cancelled);
      g_output_stream_close (export->stream, cancelled, NULL);
      g_object_unref (export->stream);
    }
  g_clear_object (&export->job);
  g_array_unref (export->handles);
  g_object_unref (export->rows);
  g_object_unref (export->table);
  g_free (export);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Export, export_free)

/* @stream and @handles: (transfer full) */
static Export *
export_new (LwTable *table, GOutputStream *stream, GArray *handles, char separator, LwJob *job)
{
  Export *export = g_new0 (Export, 1);

  export->table = g_object_ref (table);
  export->rows = g_object_ref (lw_table_get_rows (table));
  export->stream = stream;
  export->handles = handles;
  export->separator = separator;
  export->job = job == NULL ? NULL : g_object_ref (job);
  return export;
}

static Export *
export_to_file (LwTable *table, GFile *file, LwJob *job, GError **error)
{
  GFileOutputStream *stream = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, NULL, error);
  const GArray *order = lw_rows_get_order (lw_table_get_rows (table));

  if (stream == NULL)
    return NULL;
  GArray *handles = g_array_sized_new (FALSE, FALSE, sizeof (guint32), order->len);
  g_array_append_vals (handles, order->data, order->len);
  return export_new (table, G_OUTPUT_STREAM (stream), handles, ',', job);
}

static gboolean
may_go_on (const Export *export, GError **error)
{
  if (export->job != NULL && g_cancellable_set_error_if_cancelled (lw_job_get_cancellable (export->job), error))
    return FALSE;
  if (lw_table_get_rows (export->table) == export->rows)
    return TRUE;
  g_set_error_literal (error, LW_ERROR, LW_ERROR_INVALID,
                       _("The table shows something else now, so nothing was written. Start again from the table."));
  return FALSE;
}

static void
append_piece (Export *export, GString *out)
{
  const char *line_end = export->separator == ',' ? "\r\n" : "\n";
  const guint end = MIN (export->handles->len, export->next + ROWS_OF_PIECE);

  if (export->next == 0)
    {
      append_titles (export->table, out, export->separator);
      g_string_append (out, line_end);
    }
  for (; export->next < end; export->next++)
    {
      const guint handle = g_array_index (export->handles, guint32, export->next);
      g_autofree char *key = lw_rows_handle_key (export->rows, handle);

      if (key == NULL)
        continue; /* it has gone meanwhile */
      append_row (export->table, out, handle, export->separator);
      g_string_append (out, line_end);
    }
}

/* Writes some rows. *@done: they were the last, and the stream is closed. */
static gboolean
write_piece (Export *export, gboolean *done, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);

  *done = FALSE;
  if (!may_go_on (export, error))
    return FALSE;
  append_piece (export, out);
  if (!g_output_stream_write_all (export->stream, out->str, out->len, NULL, NULL, error))
    return FALSE;
  lw_job_report (export->job, export->next, export->handles->len);
  if (export->next < export->handles->len)
    return TRUE;
  /* a text in memory wants its end */
  if (G_IS_MEMORY_OUTPUT_STREAM (export->stream) && !g_output_stream_write_all (export->stream, "", 1, NULL, NULL, error))
    return FALSE;
  *done = g_output_stream_close (export->stream, NULL, error);
  return *done;
}

gboolean
lw_table_export_csv (LwTable *table, GFile *file, GError **error)
{
  g_return_val_if_fail (LW_IS_TABLE (table), FALSE);
  g_return_val_if_fail (lw_table_get_rows (table) != NULL, FALSE);

  g_autoptr (Export) export = export_to_file (table, file, NULL, error);
  gboolean done = FALSE;

  if (export == NULL)
    return FALSE;
  while (!done)
    if (!write_piece (export, &done, error))
      return FALSE;
  return TRUE;
}

static gboolean
on_idle (gpointer data)
{
  GTask *task = data;
  Export *export = g_task_get_task_data (task);
  GError *error = NULL;
  gboolean done;

  if (!write_piece (export, &done, &error))
    {
      g_task_return_error (task, error);
      return G_SOURCE_REMOVE;
    }
  if (done)
    g_task_return_boolean (task, TRUE);
  return done ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

static void
run_in_pieces (GTask *task, Export *export)
{
  g_task_set_task_data (task, export, (GDestroyNotify) export_free);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, on_idle, task, g_object_unref);
}

void
lw_table_export_csv_async (LwTable *table, GFile *file, LwJob *job, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (LW_IS_TABLE (table));
  g_return_if_fail (lw_table_get_rows (table) != NULL);

  GError *error = NULL;
  GTask *task = g_task_new (table, NULL, callback, user_data);
  Export *export = export_to_file (table, file, job, &error);

  g_task_set_source_tag (task, lw_table_export_csv_async);
  if (export != NULL)
    {
      run_in_pieces (task, export);
      return;
    }
  g_task_return_error (task, error);
  g_object_unref (task);
}

gboolean
lw_table_export_csv_finish (LwTable *table, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, table), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- the clipboard ---- */

static void
set_clipboard (LwTable *table, const char *text)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (table)), text);
}

static void
on_copied (GObject *source, GAsyncResult *result, gpointer user_data)
{
  const Export *export = g_task_get_task_data (G_TASK (result));

  if (g_task_propagate_boolean (G_TASK (result), NULL))
    set_clipboard (LW_TABLE (source),
                   g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (export->stream)));
  lw_table_set_own_job (LW_TABLE (source), NULL);
}

void
lw_table_copy (LwTable *table)
{
  GArray *handles = lw_table_get_selected_handles (table);

  if (handles->len <= ROWS_AT_ONCE)
    {
      g_autofree char *text = lw_table_get_copy_text (table);

      g_array_unref (handles);
      set_clipboard (table, text);
      return;
    }

  g_autoptr (LwJob) job = lw_job_new (_("Copying rows"));
  GTask *task = g_task_new (table, NULL, on_copied, NULL);
  GOutputStream *stream = g_memory_output_stream_new_resizable ();
  Export *export = export_new (table, stream, handles, '\t', job);

  lw_table_set_own_job (table, job);
  run_in_pieces (task, export);
}
