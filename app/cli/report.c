/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "cli.h"

#include "base/lw-error.h"

#include "base/lw-i18n.h"

void
cli_column (LwVerbRun *run, LwVerbTable *table, const char *id, const char *title, LwAlign align)
{
  lw_verb_table_add_column (table, lw_verb_output (run) == LW_OUTPUT_CSV ? id : title, align);
}

void
cli_json_string (JsonObject *object, const char *name, const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, name, value);
  else
    json_object_set_null_member (object, name);
}

static char *
plain_text (JsonNode *node)
{
  if (JSON_NODE_HOLDS_NULL (node))
    return g_strdup ("");
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (node) ? "true" : "false");
  return json_node_dup_string (node);
}

static void
report_csv (LwVerbRun *run, JsonObject *object)
{
  g_autoptr (LwVerbTable) table = lw_verb_table_new (NULL);
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GList) members = json_object_get_members (object);
  for (GList *l = members; l != NULL; l = l->next)
    {
      JsonNode *node = json_object_get_member (object, l->data);
      if (JSON_NODE_HOLDS_OBJECT (node) || JSON_NODE_HOLDS_ARRAY (node))
        continue;
      lw_verb_table_add_column (table, l->data, LW_ALIGN_LEFT);
      g_ptr_array_add (cells, plain_text (node));
    }
  g_ptr_array_add (cells, NULL);
  lw_verb_table_add_rowv (table, (const char *const *) cells->pdata);
  lw_verb_table (run, table);
}

void
cli_report (LwVerbRun *run, JsonObject *object, const char *text)
{
  if (lw_verb_output (run) == LW_OUTPUT_CSV)
    report_csv (run, object);
  else if (text != NULL)
    lw_verb_say (run, "%s", text);
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  lw_verb_json (run, node);
}

gboolean
cli_option_number (LwVerbRun *run, const char *name, gint64 *value, GError **error)
{
  const char *text = lw_verb_option (run, name);
  guint64 number = 0;
  if (text == NULL)
    return TRUE;
  if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXINT32, &number, NULL))
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("--%s: expected a whole number of at least 1, found “%s”"), name, text);
      return FALSE;
    }
  *value = (gint64) number;
  return TRUE;
}

char *
cli_step_name (LwVerbRun *run, LwStore *store, gboolean redo)
{
  g_autoptr (LwReader) reader = lw_store_reader (store, NULL);
  LwSight sight;

  if (reader == NULL || !lw_host_sight (cli_host (), lw_reader_connection (reader), lw_verb_person (run), &sight, NULL, NULL))
    return NULL;
  return lw_host_step_name (cli_host (), store, sight, lw_verb_person (run), redo);
}

gboolean
cli_refuse_reason (LwVerbRun *run, GError **error)
{
  if (lw_verb_reason (run) == NULL)
    return TRUE;
  g_set_error_literal (error, LW_ERROR, LW_ERROR_INVALID,
                       _("--reason: expected no reason, since this verb records none of its own"));
  return FALSE;
}

gboolean
cli_journal_head (LwConnection *connection, gint64 *entries, char **head, GError **error)
{
  return lw_connection_get_int (connection, entries, 0, error, "SELECT count(*) FROM journal", "")
         && lw_connection_get_text (connection, head, error,
                                    "SELECT lower(hex(hash)) FROM journal ORDER BY seq DESC LIMIT 1", "");
}

gboolean
cli_has_table (LwConnection *connection, const char *table, gboolean *has, GError **error)
{
  gint64 n = 0;
  if (!lw_connection_get_int (connection, &n, 0, error,
                              "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1", "s", table))
    return FALSE;
  *has = n != 0;
  return TRUE;
}

const char *
cli_sql (const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *sql = g_strdup_vprintf (format, args);
  va_end (args);
  /* The connection's cache of statements expects texts that stay. */
  return g_intern_string (sql);
}
