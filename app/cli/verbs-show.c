/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* show: the rows of an entity, from its description. */
#include "config.h"

#include "cli.h"

#include "base/lw-error.h"
#include "base/lw-id.h"
#include "base/lw-money.h"
#include "model/lw-model.h"

#include <string.h>

#include "base/lw-i18n.h"

typedef struct
{
  LwVerbRun *run;
  LwConnection *connection;
  const LwEntity *entity;
  const char *currency;
  guint n_fields;
  guint n_keys;
  GStrv key;          /* parts that were asked for; may be fewer than the key has */
  GPtrArray *rows;    /* of GStrv: a row's fields as the file format has them, NULL where absent */
} Show;

/* ---- keys ---- */

static char *
column_name (const LwField *field)
{
  return g_strdelimit (g_strdup (field->name), "-", '_');
}

/* The parts of "L12/B07": '/' and '%' inside a part are %2F and %25, as in the journal. */
static GStrv
split_key (const char *key)
{
  GStrv parts = g_strsplit (key, "/", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autoptr (GString) part = g_string_new (parts[i]);
      g_string_replace (part, "%2F", "/", 0);
      g_string_replace (part, "%25", "%", 0);
      g_free (parts[i]);
      parts[i] = g_strdup (part->str);
    }
  return parts;
}

static char *
row_key (const Show *show, const char *const *values)
{
  GString *key = g_string_new (NULL);
  gboolean first = TRUE;
  for (guint i = 0; i < show->n_fields; i++)
    {
      if (!(show->entity->fields[i].flags & LW_FIELD_KEY))
        continue;
      if (!first)
        g_string_append_c (key, '/');
      first = FALSE;
      for (const char *p = values[i] != NULL ? values[i] : ""; *p != '\0'; p++)
        {
          if (*p == '/' || *p == '%')
            g_string_append (key, *p == '/' ? "%2F" : "%25");
          else
            g_string_append_c (key, *p);
        }
    }
  return g_string_free (key, FALSE);
}

static char *
key_pattern (const LwEntity *entity)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  for (const LwField *field = entity->fields; field->name != NULL; field++)
    if (field->flags & LW_FIELD_KEY)
      g_strv_builder_add (names, field->name);
  g_auto (GStrv) list = g_strv_builder_end (names);
  return g_strjoinv ("/", list);
}

/* ---- reading ---- */

/* Names of tables and columns come from descriptions that are part of the program; values are bound. */
static const char *
show_sql (const Show *show)
{
  g_autoptr (GString) sql = g_string_new ("SELECT ");
  for (guint i = 0; i < show->n_fields; i++)
    {
      g_autofree char *column = column_name (&show->entity->fields[i]);
      g_string_append_printf (sql, "%s\"%s\"", i > 0 ? ", " : "", column);
    }
  g_string_append_printf (sql, " FROM \"%s\"", show->entity->table);
  guint n = 0;
  for (guint i = 0; i < show->n_fields && show->key != NULL && show->key[n] != NULL; i++)
    if (show->entity->fields[i].flags & LW_FIELD_KEY)
      {
        g_autofree char *column = column_name (&show->entity->fields[i]);
        g_string_append_printf (sql, " %s \"%s\" = ?%u", n == 0 ? "WHERE" : "AND", column, n + 1);
        n++;
      }
  g_string_append (sql, " ORDER BY ");
  for (guint i = 0; i < show->n_fields; i++)
    if (show->entity->fields[i].flags & LW_FIELD_PARENT)
      {
        g_autofree char *column = column_name (&show->entity->fields[i]);
        g_string_append_printf (sql, "\"%s\", ", column);
      }
  g_string_append (sql, show->entity->order_by);
  return cli_sql ("%s", sql->str);
}

static char *
field_text (const Show *show, const LwField *field, LwStatement *statement, int column)
{
  if (lw_statement_is_null (statement, column))
    return NULL;
  if (field->type == LW_FIELD_MONEY)
    return lw_money_to_text (lw_statement_int (statement, column), show->currency);
  return g_strdup (lw_statement_text (statement, column));
}

static gboolean
read_rows (Show *show, GError **error)
{
  gboolean has = FALSE;
  if (!cli_has_table (show->connection, show->entity->table, &has, error) || !has)
    return has;
  g_autoptr (LwStatement) statement = lw_connection_prepare (show->connection, show_sql (show), error);
  if (statement == NULL)
    return FALSE;
  for (guint i = 0; show->key != NULL && show->key[i] != NULL; i++)
    lw_statement_bind_text (statement, (int) i + 1, show->key[i], -1);
  LwStep step;
  while ((step = lw_statement_step (statement, error)) == LW_STEP_ROW)
    {
      char **values = g_new0 (char *, show->n_fields + 1);
      for (guint i = 0; i < show->n_fields; i++)
        values[i] = field_text (show, &show->entity->fields[i], statement, (int) i);
      g_ptr_array_add (show->rows, values);
    }
  return step == LW_STEP_DONE;
}

static void
row_free (gpointer data, guint n_fields)
{
  char **values = data;
  for (guint i = 0; i < n_fields; i++)
    g_free (values[i]);
  g_free (values);
}

static void
show_clear (Show *show)
{
  for (guint i = 0; i < show->rows->len; i++)
    row_free (show->rows->pdata[i], show->n_fields);
  g_ptr_array_unref (show->rows);
  g_strfreev (show->key);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Show, show_clear)

/* ---- a row that is not there ---- */

static void
not_found (Show *show, const char *key, GError **error)
{
  g_autofree char *near = NULL;
  if (show->n_keys == 1 && !show->entity->numerous)
    {
      g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
      g_clear_pointer (&show->key, g_strfreev);
      if (read_rows (show, NULL))
        for (guint i = 0; i < show->rows->len; i++)
          g_ptr_array_add (keys, row_key (show, show->rows->pdata[i]));
      g_ptr_array_add (keys, NULL);
      near = g_strdup (lw_nearest (key, (const char *const *) keys->pdata));
    }
  if (near != NULL)
    g_set_error (error, LW_ERROR, LW_ERROR_NOT_FOUND, _("there is no %s “%s”; did you mean “%s”?"),
                 show->entity->noun, key, near);
  else
    g_set_error (error, LW_ERROR, LW_ERROR_NOT_FOUND, _("there is no %s “%s”"), show->entity->noun, key);
}

/* ---- how far what is shown may be trusted ---- */

static const char *
trust_subject (const LwEntity *entity)
{
  static const struct
  {
    const char *noun, *subject;
  } subjects[] = { { "bid", "prices" }, { "consensus", "marks" }, { "lot", "values" } };
  for (gsize i = 0; i < G_N_ELEMENTS (subjects); i++)
    if (strcmp (entity->noun, subjects[i].noun) == 0)
      return subjects[i].subject;
  return entity->container;
}

static gboolean
say_trust (Show *show, JsonObject *object, GError **error)
{
  const char *subject = trust_subject (show->entity);
  g_autofree char *trust = NULL;
  if (subject == NULL)
    return TRUE;
  if (!lw_provenance_get (show->connection, subject, &trust, error))
    return FALSE;
  if (trust == NULL)
    return TRUE;
  cli_json_string (object, "trust", trust);
  lw_verb_say (show->run, _("Trust of %s: %s"), subject, trust);
  return TRUE;
}

/* ---- showing ---- */

static LwAlign
field_align (const LwField *field)
{
  gboolean number = field->type == LW_FIELD_INTEGER || field->type == LW_FIELD_MONEY || field->type == LW_FIELD_DECIMAL;
  return number ? LW_ALIGN_RIGHT : LW_ALIGN_LEFT;
}

/* People need no column that is empty in every row; a program may count on all of them. */
static gboolean
is_shown (const Show *show, guint field)
{
  if (show->entity->fields[field].flags & LW_FIELD_FIXED)
    return FALSE;
  if (lw_verb_output (show->run) == LW_OUTPUT_CSV)
    return TRUE;
  for (guint i = 0; i < show->rows->len; i++)
    {
      const char *const *values = show->rows->pdata[i];
      if (values[field] != NULL && *values[field] != '\0')
        return TRUE;
    }
  return FALSE;
}

static LwTable *
rows_table (const Show *show)
{
  g_autoptr (LwTable) table = lw_table_new (NULL);
  g_autofree gboolean *shown = g_new0 (gboolean, show->n_fields);
  for (guint i = 0; i < show->n_fields; i++)
    {
      shown[i] = is_shown (show, i);
      if (shown[i])
        lw_table_add_column (table, show->entity->fields[i].name, field_align (&show->entity->fields[i]));
    }
  g_autofree const char **cells = g_new0 (const char *, show->n_fields + 1);
  for (guint row = 0; row < show->rows->len; row++)
    {
      const char *const *values = show->rows->pdata[row];
      guint n = 0;
      for (guint i = 0; i < show->n_fields; i++)
        if (shown[i])
          cells[n++] = values[i];
      lw_table_add_rowv (table, cells);
    }
  return g_steal_pointer (&table);
}

/* One row is read downwards. */
static LwTable *
record_table (const Show *show)
{
  LwTable *table = lw_table_new (NULL);
  const char *const *values = show->rows->pdata[0];
  lw_table_add_column (table, _("Field"), LW_ALIGN_LEFT);
  lw_table_add_column (table, _("Value"), LW_ALIGN_LEFT);
  for (guint i = 0; i < show->n_fields; i++)
    if (is_shown (show, i))
      lw_table_add_row (table, show->entity->fields[i].name, values[i]);
  cli_render_wrap_next ();
  return table;
}

static JsonArray *
rows_json (const Show *show)
{
  JsonArray *array = json_array_new ();
  for (guint row = 0; row < show->rows->len; row++)
    {
      const char *const *values = show->rows->pdata[row];
      g_autofree char *key = row_key (show, values);
      JsonObject *object = json_object_new ();
      cli_json_string (object, "key", key);
      for (guint i = 0; i < show->n_fields; i++)
        {
          const LwField *field = &show->entity->fields[i];
          if (values[i] == NULL || field->flags & LW_FIELD_FIXED)
            continue;
          if (field->type == LW_FIELD_INTEGER)
            json_object_set_int_member (object, field->name, g_ascii_strtoll (values[i], NULL, 10));
          else
            cli_json_string (object, field->name, values[i]);
        }
      json_array_add_object_element (array, object);
    }
  return array;
}

static int
report_rows (Show *show, GError **error)
{
  g_autoptr (JsonObject) object = json_object_new ();
  cli_json_string (object, "noun", show->entity->noun);
  if (!say_trust (show, object, error))
    return LW_EXIT_ERROR;
  gboolean record = lw_verb_output (show->run) == LW_OUTPUT_TEXT && show->rows->len == 1;
  if (show->rows->len > 0 || lw_verb_output (show->run) == LW_OUTPUT_CSV)
    {
      g_autoptr (LwTable) table = record ? record_table (show) : rows_table (show);
      lw_verb_table (show->run, table);
    }
  else
    lw_verb_say (show->run, _("No row of “%s”."), show->entity->noun);
  json_object_set_array_member (object, "rows", rows_json (show));
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  json_node_set_object (node, object);
  lw_verb_json (show->run, node);
  return LW_EXIT_FINE;
}

static gboolean
parse_key (Show *show, const char *key, GError **error)
{
  if (key == NULL)
    return TRUE;
  show->key = split_key (key);
  guint n = g_strv_length (show->key);
  if (n > 0 && n <= show->n_keys)
    return TRUE;
  g_autofree char *pattern = key_pattern (show->entity);
  g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("the key of %s: expected %s, found “%s”"), show->entity->noun, pattern, key);
  return FALSE;
}

/* ---- the list of nouns ---- */

static int
show_nouns (LwVerbRun *run, LwConnection *connection, GError **error)
{
  g_autoptr (LwTable) table = lw_table_new (NULL);
  JsonArray *array = json_array_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  json_object_set_array_member (object, "nouns", array);
  json_node_take_object (node, object);
  cli_column (run, table, "noun", _("Noun"), LW_ALIGN_LEFT);
  cli_column (run, table, "key", _("Key"), LW_ALIGN_LEFT);
  cli_column (run, table, "rows", _("Rows"), LW_ALIGN_RIGHT);
  GPtrArray *sections = lw_host_get_sections (cli_host ());
  for (guint i = 0; i < sections->len; i++)
    for (const LwEntity *const *entity = ((LwSection *) sections->pdata[i])->entities; *entity != NULL; entity++)
      {
        gboolean has = FALSE;
        gint64 n = 0;
        if (!cli_has_table (connection, (*entity)->table, &has, error)
            || (has
                && !lw_connection_get_int (connection, &n, 0, error,
                                           cli_sql ("SELECT count(*) FROM \"%s\"", (*entity)->table), "")))
          return LW_EXIT_ERROR;
        g_autofree char *key = key_pattern (*entity);
        g_autofree char *rows = g_strdup_printf ("%" G_GINT64_FORMAT, n);
        lw_table_add_row (table, (*entity)->noun, key, rows);
        JsonObject *row = json_object_new ();
        cli_json_string (row, "noun", (*entity)->noun);
        cli_json_string (row, "key", key);
        json_object_set_int_member (row, "rows", n);
        json_array_add_object_element (array, row);
      }
  lw_verb_table (run, table);
  lw_verb_json (run, g_steal_pointer (&node));
  return LW_EXIT_FINE;
}

static int
run_show (LwVerbRun *run, GError **error)
{
  const char *noun = lw_verb_arg (run, 1), *key = lw_verb_arg (run, 2);
  LwStore *store = lw_verb_store (run, LW_STORE_READ_ONLY, error);
  g_autoptr (LwReader) reader = store != NULL ? lw_store_reader (store, error) : NULL;
  if (reader == NULL || !lw_reader_freeze (reader, error))
    return LW_EXIT_ERROR;
  if (noun == NULL)
    return show_nouns (run, lw_reader_connection (reader), error);
  const LwEntity *entity = lw_model_find (lw_host_get_sections (cli_host ()), noun, error);
  g_autoptr (LwCompetition) competition = entity != NULL ? lw_competition_load (lw_reader_connection (reader), error) : NULL;
  if (competition == NULL)
    return LW_EXIT_ERROR;
  g_auto (Show) show = { run, lw_reader_connection (reader), entity, competition->currency, 0, 0, NULL, g_ptr_array_new () };
  for (const LwField *field = entity->fields; field->name != NULL; field++)
    {
      show.n_fields++;
      show.n_keys += (field->flags & LW_FIELD_KEY) != 0;
    }
  if (!parse_key (&show, key, error) || !read_rows (&show, error))
    return LW_EXIT_ERROR;
  if (key != NULL && show.rows->len == 0)
    {
      not_found (&show, key, error);
      return LW_EXIT_ERROR;
    }
  return report_rows (&show, error);
}

const LwVerb cli_show_verbs[] = {
  { "show", "FILE.lotwise [NOUN [KEY]]", N_("List the rows of a noun, or one row; without a noun, the nouns"), NULL,
    1, 3, run_show },
  { NULL },
};
