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
  const LwCompetition *competition;
  const char *currency;
  guint n_fields;
  guint n_keys;
  GStrv key;          /* parts that were asked for; may be fewer than the key has */
  GPtrArray *rows;    /* of GStrv: a row's fields as the file format has them, NULL where absent */
  char *trust;        /* stated for what is shown, or NULL */
  char *statements;   /* "bids: inferred; prices: illustrative", or NULL */
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
  g_free (show->trust);
  g_free (show->statements);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Show, show_clear)

/* ---- what may not be seen ---- */

/* Amounts of bids are left out of rows that are shown otherwise. */
static void
blank_amounts (Show *show)
{
  for (guint row = 0; row < show->rows->len; row++)
    for (guint i = 0; i < show->n_fields; i++)
      if (show->entity->fields[i].type == LW_FIELD_MONEY)
        g_clear_pointer (&((char **) show->rows->pdata[row])[i], g_free);
}

/* Leaves out what the role of who works does not show; refuses where that is all. */
static gboolean
keep_visible (Show *show, GError **error)
{
  LwHost *host = cli_host ();
  const char *person = lw_verb_person (show->run), *noun = show->entity->noun;
  g_autofree char *why = NULL, *only = NULL;
  const guint n_before = show->rows->len;
  LwSight sight;

  if (!lw_host_only_person (host, show->connection, &only, error))
    return FALSE;
  if (only != NULL)
    person = only;
  if (!lw_host_sight (host, show->connection, person, &sight, &why, error))
    return FALSE;
  if (strcmp (noun, "bid") == 0)
    {
      if ((sight & LW_SIGHT_PRICES) == 0)
        blank_amounts (show);
      if ((sight & LW_SIGHT_PRICES) == 0 && why != NULL)
        lw_verb_say (show->run, _("Prices are left out: %s"), why);
      return TRUE;
    }
  for (guint row = show->rows->len; row-- > 0;)
    {
      g_autofree char *key = row_key (show, show->rows->pdata[row]);

      if (lw_host_may_read (host, show->connection, sight, person, noun, key))
        continue;
      row_free (show->rows->pdata[row], show->n_fields);
      g_ptr_array_remove_index (show->rows, row);
    }
  if (show->rows->len == n_before || why == NULL)
    return TRUE;
  if (show->rows->len > 0)
    {
      lw_verb_say (show->run, _("Rows of others are left out: %s"), why);
      return TRUE;
    }
  g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("rows of “%s” are not for %s: %s"), noun, person, why);
  return FALSE;
}

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

/* Statements are made of subjects, and a noun may show figures of two: whose price an inferred bid has, for one. */
typedef struct
{
  const char *noun;
  const char *subject;
  const char *about;
} TrustSubject;

/* Of two the first is what "trust" in JSON says; the second is of the row as a whole. */
static const TrustSubject trust_subjects[] = {
  { "area", "areas", N_("areas, their codes and populations") },
  { "lot", "values", N_("the value of each lot") },
  { "lot", "lots", N_("which lots there are and what they hold") },
  { "lot-area", "lots", N_("which areas each lot holds") },
  { "organisation", "bidders", N_("organisations and bidders") },
  { "registration", "bidders", N_("organisations and bidders") },
  { "bidder", "bidders", N_("bidders and their members") },
  { "member", "shares", N_("the share of each member") },
  { "member", "bidders", N_("bidders and their members") },
  { "bid", "prices", N_("the price of each bid") },
  { "bid", "bids", N_("who bids for which lot") },
  { "person", "people", N_("who evaluates") },
  { "role", "people", N_("who evaluates") },
  { "method", "criteria", N_("method, scales and criteria") },
  { "scale", "criteria", N_("method, scales and criteria") },
  { "scale-mark", "criteria", N_("method, scales and criteria") },
  { "criterion", "criteria", N_("method, scales and criteria") },
  { "assignment", "people", N_("who evaluates") },
  { "declaration", "people", N_("who evaluates") },
  { "mark", "marks", N_("marks and their reasons") },
  { "consensus", "marks", N_("marks and their reasons") },
};

static void
state_trust (Show *show, JsonObject *statements, GString *text, const char *subject, const char *about, const char *trust)
{
  cli_json_string (statements, subject, trust);
  g_string_append_printf (text, "%s%s: %s", text->len > 0 ? "; " : "", subject, trust);
  if (show->trust == NULL)
    show->trust = g_strdup (trust);
  lw_verb_say (show->run, _("Trust of %s (%s): %s"), subject, about, trust);
}

static gboolean
say_trust (Show *show, JsonObject *object, GError **error)
{
  const char *noun = show->entity->noun;
  JsonObject *statements = json_object_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  json_object_set_object_member (object, "statements", statements);
  for (gsize i = 0; i < G_N_ELEMENTS (trust_subjects); i++)
    {
      const TrustSubject *of = &trust_subjects[i];
      g_autofree char *trust = NULL;
      if (strcmp (noun, of->noun) != 0)
        continue;
      if (!lw_provenance_get (show->connection, of->subject, &trust, error))
        return FALSE;
      if (trust != NULL)
        state_trust (show, statements, text, of->subject, _(of->about), trust);
    }
  gboolean itself = show->entity == lw_core_entities[0] || strcmp (noun, "statement") == 0;
  if (show->trust == NULL && !itself && show->competition->trust != NULL)
    state_trust (show, statements, text, "competition", _("all that nothing else is said of"), show->competition->trust);
  cli_json_string (object, "trust", show->trust);
  show->statements = text->len > 0 ? g_strdup (text->str) : NULL;
  return TRUE;
}

/* ---- showing ---- */

static LwAlign
field_align (const LwField *field)
{
  gboolean number = field->type == LW_FIELD_INTEGER || field->type == LW_FIELD_MONEY || field->type == LW_FIELD_DECIMAL;
  return number ? LW_ALIGN_RIGHT : LW_ALIGN_LEFT;
}

static gboolean
is_terminal (const Show *show)
{
  return lw_verb_output (show->run) == LW_OUTPUT_TEXT && cli_render_screen ()->width > 0;
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

static int
field_index (const LwEntity *entity, const char *name)
{
  for (int i = 0; entity->fields[i].name != NULL; i++)
    if (strcmp (entity->fields[i].name, name) == 0)
      return i;
  return -1;
}

/* The field that names the row above, where rows make a tree; or -1. */
static int
tree_field (const LwEntity *entity)
{
  for (int i = 0; entity->fields[i].name != NULL; i++)
    if (g_strcmp0 (entity->fields[i].refers, entity->noun) == 0)
      return i;
  return -1;
}

/* How deep in the tree a row is: rows come after the row above them. */
static guint
row_level (int above, GHashTable *levels, const char *const *values)
{
  gpointer level = NULL;
  if (values[above] != NULL && g_hash_table_lookup_extended (levels, values[above], NULL, &level))
    level = GUINT_TO_POINTER (GPOINTER_TO_UINT (level) + 1);
  g_hash_table_insert (levels, (gpointer) values[0], level);
  return GPOINTER_TO_UINT (level);
}

/* Rows as a table of the fields in @shown. On a terminal a tree is indented by its first column. */
static LwVerbTable *
make_table (const Show *show, const gboolean *shown)
{
  LwVerbTable *table = lw_verb_table_new (NULL);
  gboolean csv = lw_verb_output (show->run) == LW_OUTPUT_CSV;
  int trust = field_index (show->entity, "trust"), above = is_terminal (show) ? tree_field (show->entity) : -1;
  g_autoptr (GHashTable) levels = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < show->n_fields; i++)
    if (shown[i])
      lw_verb_table_add_column (table, show->entity->fields[i].name, field_align (&show->entity->fields[i]));
  if (csv && trust < 0)
    lw_verb_table_add_column (table, "trust", LW_ALIGN_LEFT);
  if (csv)
    lw_verb_table_add_column (table, "statements", LW_ALIGN_LEFT);
  g_autofree const char **cells = g_new0 (const char *, show->n_fields + 3);
  for (guint row = 0; row < show->rows->len; row++)
    {
      const char *const *values = show->rows->pdata[row];
      guint n = 0, level = above >= 0 ? row_level (above, levels, values) : 0;
      g_autofree char *indented = g_strdup_printf ("%*s%s", (int) (2 * level), "", values[0] != NULL ? values[0] : "");
      for (guint i = 0; i < show->n_fields; i++)
        if (shown[i])
          cells[n++] = csv && (int) i == trust && values[i] == NULL ? show->trust : i == 0 && level > 0 ? indented : values[i];
      if (csv && trust < 0)
        cells[n++] = show->trust;
      if (csv)
        cells[n++] = show->statements;
      lw_verb_table_add_rowv (table, cells);
    }
  return table;
}

/* Every row has the trust that the lines above the table state. */
static gboolean
is_stated (const Show *show, int trust)
{
  for (guint i = 0; trust >= 0 && i < show->rows->len; i++)
    if (g_strcmp0 (((const char *const *) show->rows->pdata[i])[trust], show->trust) != 0)
      return FALSE;
  return trust >= 0;
}

/* What a narrow terminal does without, the first first: the place that the order shows, the row above that the
 * indentation shows, long texts, what the lines above the table say, and the terms of price formulas. */
static int
next_to_leave_out (const Show *show, const gboolean *shown)
{
  int tree = tree_field (show->entity), trust = field_index (show->entity, "trust");
  const int candidates[] = { field_index (show->entity, "position"), tree, field_index (show->entity, "guidance"),
                             field_index (show->entity, "descriptor"), field_index (show->entity, "note"),
                             is_stated (show, trust) ? trust : -1, field_index (show->entity, "optimum"),
                             field_index (show->entity, "top"), field_index (show->entity, "formula") };
  for (gsize i = 0; i < G_N_ELEMENTS (candidates); i++)
    if (candidates[i] >= 0 && shown[candidates[i]])
      return candidates[i];
  return -1;
}

/* A list is for looking over: notes as long as this are for a screen that is wide. */
#define NOTE_LONGEST 60
#define SCREEN_WIDE 120

static gboolean
is_too_long (const Show *show, guint field)
{
  LwFieldType type = show->entity->fields[field].type;
  gboolean note = type == LW_FIELD_LONG_TEXT || strcmp (show->entity->fields[field].name, "note") == 0;
  if (!note || !is_terminal (show) || cli_render_screen ()->width >= SCREEN_WIDE)
    return FALSE;
  for (guint i = 0; i < show->rows->len; i++)
    {
      const char *text = ((const char *const *) show->rows->pdata[i])[field];
      if (text != NULL && cli_text_width (text) > NOTE_LONGEST)
        return strcmp (show->entity->fields[field].name, "rationale") != 0;
    }
  return FALSE;
}

static LwVerbTable *
rows_table (const Show *show)
{
  g_autofree gboolean *shown = g_new0 (gboolean, show->n_fields);
  g_autoptr (GString) left_out = g_string_new (NULL);
  for (guint i = 0; i < show->n_fields; i++)
    {
      shown[i] = is_shown (show, i);
      if (!shown[i] || !is_too_long (show, i))
        continue;
      shown[i] = FALSE;
      g_string_append_printf (left_out, "%s%s", left_out->len > 0 ? ", " : "", show->entity->fields[i].name);
    }
  g_autoptr (LwVerbTable) table = make_table (show, shown);
  int field;
  while (is_terminal (show) && !cli_table_fits (table, cli_render_screen (), CLI_WRAP_ALL)
         && (field = next_to_leave_out (show, shown)) >= 0)
    {
      shown[field] = FALSE;
      g_string_append_printf (left_out, "%s%s", left_out->len > 0 ? ", " : "", show->entity->fields[field].name);
      g_clear_pointer (&table, lw_verb_table_free);
      table = make_table (show, shown);
    }
  if (left_out->len > 0)
    lw_verb_say (show->run, _("Left out here, for want of room: %s. A key shows one row with all of it."), left_out->str);
  cli_render_wrap_all_next ();
  return g_steal_pointer (&table);
}

/* One row is read downwards. */
static LwVerbTable *
record_table (const Show *show)
{
  LwVerbTable *table = lw_verb_table_new (NULL);
  const char *const *values = show->rows->pdata[0];
  lw_verb_table_add_column (table, _("Field"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, _("Value"), LW_ALIGN_LEFT);
  for (guint i = 0; i < show->n_fields; i++)
    if (is_shown (show, i))
      lw_verb_table_add_row (table, show->entity->fields[i].name, values[i]);
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
      g_autoptr (LwVerbTable) table = record ? record_table (show) : rows_table (show);
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
  g_autofree char *pattern = cli_key_pattern (show->entity);
  g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("the key of %s: expected %s, found “%s”"), show->entity->noun, pattern, key);
  return FALSE;
}

/* ---- the list of nouns ---- */

static int
show_nouns (LwVerbRun *run, LwConnection *connection, GError **error)
{
  g_autoptr (LwVerbTable) table = lw_verb_table_new (NULL);
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
        g_autofree char *key = cli_key_pattern (*entity);
        g_autofree char *rows = g_strdup_printf ("%" G_GINT64_FORMAT, n);
        lw_verb_table_add_row (table, (*entity)->noun, key, rows);
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
  g_auto (Show) show = { run, lw_reader_connection (reader), entity, competition, competition->currency, 0, 0, NULL,
                       g_ptr_array_new (), NULL, NULL };
  for (const LwField *field = entity->fields; field->name != NULL; field++)
    {
      show.n_fields++;
      show.n_keys += (field->flags & LW_FIELD_KEY) != 0;
    }
  if (!parse_key (&show, key, error) || !read_rows (&show, error) || !keep_visible (&show, error))
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
