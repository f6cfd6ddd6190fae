/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The verbs attach, documents and document: files of bids into the competition's file, and out of it. */
#include "config.h"

#include "lw-evaluation-answers.h"
#include "lw-evaluation-sight.h"
#include "lw-evaluation-verbs.h"

#include "base/lw-error.h"
#include "store/lw-content.h"

#include <string.h>

#include "base/lw-i18n.h"

/* ---- attach ---- */

static GPtrArray *
one_file (LwVerbRun *run, LwConnection *connection, GError **error)
{
  g_autoptr (LwAttachNames) names = lw_attach_names_load (connection, error);
  g_autoptr (GPtrArray) attachments = g_ptr_array_new_with_free_func ((GDestroyNotify) lw_attachment_free);
  LwAttachment *attachment;

  if (names == NULL)
    return NULL;
  if (lw_verb_n_args (run) != 3)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("expected a bidder and a file, or --folder with a folder"));
      return NULL;
    }
  attachment = lw_attachment_new (lw_verb_arg (run, 2), NULL);
  g_ptr_array_add (attachments, attachment);
  lw_attachment_place (attachment, names, lw_verb_arg (run, 1), lw_verb_option (run, "lot"), lw_verb_option (run, "criterion"));
  return g_steal_pointer (&attachments);
}

static GPtrArray *
whole_folder (LwVerbRun *run, LwConnection *connection, GError **error)
{
  g_autoptr (LwAttachNames) names = lw_attach_names_load (connection, error);
  g_autoptr (GPtrArray) attachments = NULL;

  if (names == NULL)
    return NULL;
  if (lw_verb_n_args (run) != 1 || lw_verb_option (run, "lot") != NULL || lw_verb_option (run, "criterion") != NULL)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
                   _("expected nothing else with --folder: bidder, lot and question come from the names of the files"));
      return NULL;
    }
  attachments = lw_attachments_scan (lw_verb_option (run, "folder"), NULL, error);
  for (guint i = 0; attachments != NULL && i < attachments->len; i++)
    lw_attachment_match (attachments->pdata[i], names);
  if (attachments != NULL && attachments->len == 0)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_NOT_FOUND, _("%s: expected a folder with files in it, found none"),
                   lw_verb_option (run, "folder"));
      return NULL;
    }
  return g_steal_pointer (&attachments);
}

static void
report_one (const LwAttachment *attachment, LwVerbTable *table, JsonBuilder *builder)
{
  g_autofree char *pages
      = attachment->reading != NULL && attachment->reading->n_pages > 0 ? g_strdup_printf ("%u", attachment->reading->n_pages) : NULL;
  const char *problem = lw_attachment_get_problem (attachment);
  const char *what = problem != NULL ? problem : attachment->there ? _("attached already") : attachment->how;

  lw_verb_table_add_row (table, attachment->shown, attachment->bidder, attachment->lot, attachment->criterion, pages,
                         problem != NULL ? _("no") : attachment->there ? _("there") : _("yes"), what);
  json_builder_begin_object (builder);
  lw_evaluation_json_string (builder, "file", attachment->shown);
  lw_evaluation_json_string (builder, "bidder", attachment->bidder);
  lw_evaluation_json_string (builder, "lot", attachment->lot);
  lw_evaluation_json_string (builder, "criterion", attachment->criterion);
  lw_evaluation_json_string (builder, "sha256", attachment->sha256);
  json_builder_set_member_name (builder, "pages");
  json_builder_add_int_value (builder, attachment->reading != NULL ? attachment->reading->n_pages : 0);
  lw_evaluation_json_string (builder, "how", attachment->how);
  json_builder_set_member_name (builder, "there");
  json_builder_add_boolean_value (builder, attachment->there);
  lw_evaluation_json_string (builder, "problem", problem);
  json_builder_end_object (builder);
}

static void
report_files (LwVerbRun *run, const GPtrArray *attachments, guint stored)
{
  const gboolean csv = lw_verb_output (run) == LW_OUTPUT_CSV;
  g_autoptr (LwVerbTable) table = lw_verb_table_new (NULL);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  lw_verb_table_add_column (table, csv ? "file" : _("File"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, csv ? "bidder" : _("Bidder"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, csv ? "lot" : _("Lot"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, csv ? "criterion" : _("Question"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, csv ? "pages" : _("Pages"), LW_ALIGN_RIGHT);
  lw_verb_table_add_column (table, csv ? "matched" : _("Matched"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, csv ? "why" : _("How, or why not"), LW_ALIGN_LEFT);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "stored");
  json_builder_add_int_value (builder, stored);
  json_builder_set_member_name (builder, "files");
  json_builder_begin_array (builder);
  for (guint i = 0; i < attachments->len; i++)
    report_one (attachments->pdata[i], table, builder);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  lw_verb_table (run, table);
  lw_verb_json (run, json_builder_get_root (builder));
}

static guint
count_bad (const GPtrArray *attachments)
{
  guint n = 0;

  for (guint i = 0; i < attachments->len; i++)
    n += lw_attachment_get_problem (attachments->pdata[i]) != NULL;
  return n;
}

static int
attach (LwVerbRun *run, LwStore *store, GPtrArray *attachments, gboolean folder, GError **error)
{
  const gboolean dry = lw_verb_option (run, "dry-run") != NULL;
  const guint bad = count_bad (attachments), n = lw_attachments_count (attachments);
  const gboolean stops = bad > 0 && lw_verb_option (run, "skip") == NULL;

  if (!folder && bad > 0)
    {
      const LwAttachment *attachment = attachments->pdata[0];
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, "%s: %s", attachment->shown, lw_attachment_get_problem (attachment));
      return LW_EXIT_ERROR;
    }
  if (!dry && !stops && n > 0)
    {
      g_autoptr (LwCommand) command
          = lw_attachments_command (g_ptr_array_ref (attachments), lw_verb_person (run), lw_verb_reason (run));
      if (!lw_store_run (store, command, NULL, error))
        return LW_EXIT_ERROR;
    }
  report_files (run, attachments, dry || stops ? 0 : n);
  if (dry)
    lw_verb_say (run, ngettext ("%u document would be stored; nothing was.", "%u documents would be stored; nothing was.", n), n);
  else if (stops)
    lw_verb_say (run,
                 ngettext ("%u file cannot be attached, so nothing was stored. Mend it, or attach the others with --skip.",
                           "%u files cannot be attached, so nothing was stored. Mend them, or attach the others with --skip.", bad),
                 bad);
  else
    lw_verb_say (run, ngettext ("%u document was stored.", "%u documents were stored.", n), n);
  return bad > 0 ? LW_EXIT_CHECK_FAILED : LW_EXIT_FINE;
}

int
lw_evaluation_run_attach (LwVerbRun *run, GError **error)
{
  const gboolean folder = lw_verb_option (run, "folder") != NULL, dry = lw_verb_option (run, "dry-run") != NULL;
  LwStore *store = lw_verb_store (run, dry ? LW_STORE_READ_ONLY : LW_STORE_READ_WRITE, error);
  g_autoptr (LwReader) reader = store != NULL ? lw_store_reader (store, error) : NULL;
  g_autoptr (GPtrArray) attachments = NULL;

  if (reader == NULL)
    return LW_EXIT_ERROR;
  attachments = folder ? whole_folder (run, lw_reader_connection (reader), error) : one_file (run, lw_reader_connection (reader), error);
  if (attachments == NULL || !lw_attachments_read (attachments, lw_reader_connection (reader), NULL, error))
    return LW_EXIT_ERROR;
  g_clear_pointer (&reader, lw_reader_release);
  return attach (run, store, attachments, folder, error);
}

/* ---- documents ---- */

static void
add_document (LwStatement *row, LwVerbTable *table, JsonBuilder *builder)
{
  static const char *const names[] = { "bidder", "name", "lot", "criterion", "media", "size", "pages", "sha256", "trust" };
  const char *cells[G_N_ELEMENTS (names)];

  json_builder_begin_object (builder);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      cells[i] = lw_statement_text (row, (int) i);
      if ((i == 5 || i == 6) && cells[i] != NULL)
        {
          json_builder_set_member_name (builder, names[i]);
          json_builder_add_int_value (builder, lw_statement_int (row, (int) i));
        }
      else
        lw_evaluation_json_string (builder, names[i], cells[i]);
    }
  json_builder_end_object (builder);
  lw_verb_table_add_rowv (table, cells);
}

int
lw_evaluation_run_documents (LwVerbRun *run, GError **error)
{
  const gboolean csv = lw_verb_output (run) == LW_OUTPUT_CSV;
  const char *bidder = lw_verb_arg (run, 1);
  LwStore *store = lw_verb_store (run, LW_STORE_READ_ONLY, error);
  g_autoptr (LwReader) reader = store != NULL ? lw_store_reader (store, error) : NULL;
  g_autoptr (LwStatement) rows
      = reader == NULL ? NULL
                       : lw_connection_prepare (lw_reader_connection (reader),
                                                "SELECT bidder, name, lot, criterion, media, size, pages, sha256, trust"
                                                " FROM evaluation_document WHERE ?1 IS NULL OR bidder = ?1 ORDER BY bidder, name",
                                                error);
  g_autoptr (LwVerbTable) table = lw_verb_table_new (NULL);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *person = NULL;
  LwSight sight;
  LwStep step;

  if (rows == NULL || !lw_evaluation_run_sight (run, lw_reader_connection (reader), &person, &sight, error))
    return LW_EXIT_ERROR;
  lw_statement_bind (rows, "s", bidder);
  lw_verb_table_add_column (table, csv ? "bidder" : _("Bidder"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, csv ? "name" : _("Name"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, csv ? "lot" : _("Lot"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, csv ? "criterion" : _("Question"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, csv ? "media" : _("Format"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, csv ? "size" : _("Bytes"), LW_ALIGN_RIGHT);
  lw_verb_table_add_column (table, csv ? "pages" : _("Pages"), LW_ALIGN_RIGHT);
  lw_verb_table_add_column (table, csv ? "sha256" : _("SHA-256"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, csv ? "trust" : _("Trust"), LW_ALIGN_LEFT);
  json_builder_begin_array (builder);
  while ((step = lw_statement_step (rows, error)) == LW_STEP_ROW)
    {
      g_autofree char *key = g_strjoin ("/", lw_statement_text (rows, 0), lw_statement_text (rows, 1), NULL);
      gboolean may;

      if (!lw_evaluation_may_read (lw_reader_connection (reader), sight, person, "document", key, &may, error))
        return LW_EXIT_ERROR;
      if (may)
        add_document (rows, table, builder);
    }
  json_builder_end_array (builder);
  if (step == LW_STEP_ERROR)
    return LW_EXIT_ERROR;
  if (lw_verb_table_n_rows (table) > 0 || csv)
    lw_verb_table (run, table);
  else
    lw_verb_say (run, _("There are no documents; “lotwise attach” adds them."));
  lw_verb_json (run, json_builder_get_root (builder));
  return LW_EXIT_FINE;
}

/* ---- document ---- */

static gboolean
write_new (const char *path, GBytes *bytes, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (GFileOutputStream) out = g_file_create (file, G_FILE_CREATE_NONE, NULL, error);
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);

  return out != NULL && g_output_stream_write_all (G_OUTPUT_STREAM (out), data, size, NULL, NULL, error)
         && g_output_stream_close (G_OUTPUT_STREAM (out), NULL, error);
}

int
lw_evaluation_run_document (LwVerbRun *run, GError **error)
{
  const char *bidder = lw_verb_arg (run, 1), *name = lw_verb_arg (run, 2), *output = lw_verb_option (run, "output");
  LwStore *store;
  g_autoptr (LwReader) reader = NULL;
  g_autofree char *sha256 = NULL, *key = g_strjoin ("/", bidder, name, NULL), *person = NULL;
  g_autoptr (GBytes) bytes = NULL;
  LwSight sight;
  gboolean may;
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (output == NULL)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("expected --output with the file to write, found none"));
      return LW_EXIT_ERROR;
    }
  store = lw_verb_store (run, LW_STORE_READ_ONLY, error);
  reader = store != NULL ? lw_store_reader (store, error) : NULL;
  if (reader == NULL
      || !lw_connection_get_text (lw_reader_connection (reader), &sha256, error,
                                  "SELECT sha256 FROM evaluation_document WHERE bidder = ? AND name = ?", "ss", bidder, name))
    return LW_EXIT_ERROR;
  if (sha256 == NULL)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_NOT_FOUND,
                   _("expected the name of a document of %s, found “%s”; “lotwise documents” lists them"), bidder, name);
      return LW_EXIT_ERROR;
    }
  if (!lw_evaluation_run_sight (run, lw_reader_connection (reader), &person, &sight, error)
      || !lw_evaluation_may_read (lw_reader_connection (reader), sight, person, "document", key, &may, error))
    return LW_EXIT_ERROR;
  if (!may)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_LOCKED,
                   _("%s is not for %s: expected a document of a question that is assigned, and of the price once prices are open"),
                   key, person);
      return LW_EXIT_ERROR;
    }
  bytes = lw_content_get (lw_reader_connection (reader), sha256, error);
  if (bytes == NULL || !write_new (output, bytes, error))
    return LW_EXIT_ERROR;
  lw_verb_say (run, _("%s: %zu bytes, SHA-256 %s"), output, g_bytes_get_size (bytes), sha256);
  json_builder_begin_object (builder);
  lw_evaluation_json_string (builder, "output", output);
  lw_evaluation_json_string (builder, "sha256", sha256);
  json_builder_end_object (builder);
  lw_verb_json (run, json_builder_get_root (builder));
  return LW_EXIT_FINE;
}
