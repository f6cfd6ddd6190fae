/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* info: what a file holds. */
#include "config.h"

#include "cli.h"

#include "base/lw-clock.h"
#include "base/lw-error.h"
#include "model/lw-model.h"

#include <string.h>

#include "base/lw-i18n.h"

/* The lines for people come from the same members that the JSON has. */
typedef struct
{
  LwVerbRun *run;
  LwConnection *connection;
  JsonObject *object;
  LwVerbTable *table;
} Info;

static void
line (Info *info, const char *id, const char *title, const char *value)
{
  if (value == NULL)
    return;
  lw_verb_table_add_row (info->table, lw_verb_output (info->run) == LW_OUTPUT_CSV ? id : title, value);
}

static gboolean
add_competition (Info *info, GError **error)
{
  g_autoptr (LwCompetition) competition = lw_competition_load (info->connection, error);
  if (competition == NULL)
    return FALSE;
  JsonObject *object = json_object_new ();
  cli_json_string (object, "id", competition->id);
  cli_json_string (object, "title", competition->title);
  cli_json_string (object, "currency", competition->currency);
  cli_json_string (object, "trust", competition->trust);
  json_object_set_object_member (info->object, "competition", object);
  line (info, "title", _("Title"), competition->title);
  line (info, "competition", _("Identifier"), competition->id);
  line (info, "currency", _("Currency"), competition->currency);
  line (info, "trust", _("Trust"), competition->trust);
  return TRUE;
}

static gboolean
add_provenance (Info *info, GError **error)
{
  JsonArray *array = json_array_new ();
  json_object_set_array_member (info->object, "provenance", array);
  g_autoptr (LwStatement) statement
      = lw_connection_prepare (info->connection, "SELECT subject, trust, note FROM provenance ORDER BY subject", error);
  LwStep step = statement != NULL ? LW_STEP_ROW : LW_STEP_ERROR;
  while (step == LW_STEP_ROW && (step = lw_statement_step (statement, error)) == LW_STEP_ROW)
    {
      const char *subject = lw_statement_text (statement, 0), *trust = lw_statement_text (statement, 1);
      const char *note = lw_statement_text (statement, 2);
      JsonObject *object = json_object_new ();
      cli_json_string (object, "subject", subject);
      cli_json_string (object, "trust", trust);
      cli_json_string (object, "note", note);
      json_array_add_object_element (array, object);
      g_autofree char *id = g_strdup_printf ("trust of %s", subject);
      g_autofree char *title = g_strdup_printf (_("Trust of %s"), subject);
      g_autofree char *value = note != NULL ? g_strdup_printf ("%s: %s", trust, note) : g_strdup (trust);
      line (info, id, title, value);
    }
  return step == LW_STEP_DONE;
}

static gboolean
add_count (Info *info, JsonObject *counts, GString *text, const LwEntity *entity, GError **error)
{
  gboolean has = FALSE;
  gint64 n = 0;
  if (!cli_has_table (info->connection, entity->table, &has, error))
    return FALSE;
  if (!has)
    return TRUE;
  if (!lw_connection_get_int (info->connection, &n, 0, error, cli_sql ("SELECT count(*) FROM \"%s\"", entity->table), ""))
    return FALSE;
  json_object_set_int_member (counts, entity->noun, n);
  if (lw_verb_output (info->run) == LW_OUTPUT_CSV)
    {
      g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, n);
      line (info, entity->noun, NULL, value);
    }
  else if (n > 0)
    g_string_append_printf (text, "%s%s %" G_GINT64_FORMAT, text->len > 0 ? ", " : "", entity->noun, n);
  return TRUE;
}

static gboolean
add_counts (Info *info, GError **error)
{
  JsonObject *counts = json_object_new ();
  json_object_set_object_member (info->object, "counts", counts);
  g_autoptr (GString) text = g_string_new (NULL);
  GPtrArray *sections = lw_host_get_sections (cli_host ());
  for (guint i = 0; i < sections->len; i++)
    {
      const LwSection *section = sections->pdata[i];
      for (const LwEntity *const *entity = section->entities; *entity != NULL; entity++)
        {
          gboolean one = strcmp ((*entity)->noun, "competition") == 0 || strcmp ((*entity)->noun, "statement") == 0;
          if (!one && !add_count (info, counts, text, *entity, error))
            return FALSE;
        }
    }
  if (text->len > 0)
    line (info, "rows", _("Rows"), text->str);
  return TRUE;
}

static gboolean
add_schema (Info *info, GError **error)
{
  JsonArray *array = json_array_new ();
  json_object_set_array_member (info->object, "schema", array);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (LwStatement) statement = lw_connection_prepare (
      info->connection, "SELECT plugin, max(version) FROM schema_version GROUP BY plugin ORDER BY plugin", error);
  LwStep step = statement != NULL ? LW_STEP_ROW : LW_STEP_ERROR;
  while (step == LW_STEP_ROW && (step = lw_statement_step (statement, error)) == LW_STEP_ROW)
    {
      const char *id = lw_statement_text (statement, 0);
      gint64 version = lw_statement_int (statement, 1);
      const LwPlugin *plugin = lw_host_find (cli_host (), id);
      gboolean own = strcmp (id, "core") == 0 || strcmp (id, "store") == 0;
      gboolean active = own || (plugin != NULL && plugin->state == LW_PLUGIN_ACTIVE);
      JsonObject *object = json_object_new ();
      cli_json_string (object, "plugin", id);
      json_object_set_int_member (object, "version", version);
      json_object_set_boolean_member (object, "active", active);
      json_array_add_object_element (array, object);
      g_string_append_printf (text, "%s%s %" G_GINT64_FORMAT "%s", text->len > 0 ? ", " : "", id, version,
                              active ? "" : _(" (not active)"));
    }
  line (info, "schema", _("Made with"), text->str);
  return step == LW_STEP_DONE;
}

/* Whether who works may know what @person did last: it may be among what is kept back. */
static gboolean
may_know (const Info *info, const char *person, gboolean *may, GError **error)
{
  const char *worker = lw_verb_person (info->run);
  g_autofree char *only = NULL;
  LwSight sight;

  if (!lw_host_only_person (cli_host (), info->connection, &only, error)
      || !lw_host_sight (cli_host (), info->connection, worker, &sight, NULL, error))
    return FALSE;
  *may = only != NULL || (sight & LW_SIGHT_RECORD) != 0 || g_strcmp0 (person, worker) == 0;
  return TRUE;
}

static gboolean
add_last (Info *info, GError **error)
{
  g_autoptr (LwStatement) statement = lw_connection_prepare (
      info->connection, "SELECT at, person, name, reason FROM command ORDER BY seq DESC LIMIT 1", error);
  LwStep step = statement != NULL ? lw_statement_step (statement, error) : LW_STEP_ERROR;
  if (step != LW_STEP_ROW)
    return step == LW_STEP_DONE;
  const char *at = lw_statement_text (statement, 0), *person = lw_statement_text (statement, 1);
  gboolean may;
  if (!may_know (info, person, &may, error))
    return FALSE;
  const char *name = may ? lw_statement_text (statement, 2) : _("the last change");
  JsonObject *object = json_object_new ();
  cli_json_string (object, "time", at);
  cli_json_string (object, "person", person);
  cli_json_string (object, "command", name);
  cli_json_string (object, "reason", may ? lw_statement_text (statement, 3) : NULL);
  json_object_set_object_member (info->object, "last", object);
  g_autofree char *time = lw_verb_output (info->run) == LW_OUTPUT_CSV ? g_strdup (at) : lw_clock_format (at);
  g_autofree char *text = g_strdup_printf ("%s, %s: %s", time, person, name);
  line (info, "last", _("Last change"), text);
  return TRUE;
}

static gboolean
add_journal (Info *info, GError **error)
{
  gint64 entries = 0;
  g_autofree char *head = NULL;
  if (!cli_journal_head (info->connection, &entries, &head, error))
    return FALSE;
  JsonObject *object = json_object_new ();
  json_object_set_int_member (object, "entries", entries);
  cli_json_string (object, "head", head);
  json_object_set_object_member (info->object, "journal", object);
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, entries);
  line (info, "entries", _("Journal entries"), number);
  line (info, "head", _("Journal head"), head);
  return add_last (info, error);
}

static void
add_history (Info *info, LwStore *store)
{
  g_autofree char *undo = cli_step_name (info->run, store, FALSE);
  g_autofree char *redo = cli_step_name (info->run, store, TRUE);
  cli_json_string (info->object, "undo", undo);
  cli_json_string (info->object, "redo", redo);
  cli_json_string (info->object, "read-only", lw_store_get_read_only_reason (store));
  line (info, "undo", _("Undo takes back"), undo);
  line (info, "redo", _("Redo brings back"), redo);
  line (info, "read-only", _("Read-only"), lw_store_get_read_only_reason (store));
}

int
cli_run_info (LwVerbRun *run, GError **error)
{
  /* Not for reading only: whether and why the file cannot be changed is part of the answer. */
  LwStore *store = lw_verb_store (run, LW_STORE_READ_WRITE, error);
  g_autoptr (LwReader) reader = store != NULL ? lw_store_reader (store, error) : NULL;
  if (reader == NULL || !lw_reader_freeze (reader, error))
    return LW_EXIT_ERROR;
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (LwVerbTable) table = lw_verb_table_new (NULL);
  Info info = { run, lw_reader_connection (reader), object, table };
  cli_column (run, table, "field", _("What"), LW_ALIGN_LEFT);
  cli_column (run, table, "value", _("Value"), LW_ALIGN_LEFT);
  cli_json_string (object, "file", lw_verb_arg (run, 0));
  line (&info, "file", _("File"), lw_verb_arg (run, 0));
  if (!add_competition (&info, error) || !add_provenance (&info, error) || !add_counts (&info, error)
      || !add_schema (&info, error) || !add_journal (&info, error))
    return LW_EXIT_ERROR;
  add_history (&info, store);
  cli_render_wrap_next ();
  lw_verb_table (run, table);
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  json_node_set_object (node, object);
  lw_verb_json (run, node);
  return LW_EXIT_FINE;
}
