/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* log: who did what, when and why. The tables are documented in docs/data-model.md. */
#include "config.h"

#include "cli.h"

#include "base/lw-error.h"
#include "base/lw-money.h"
#include "model/lw-model.h"

#include <string.h>

#include "base/lw-i18n.h"

/* An entry belongs to a key when its own holds it as whole parts: "L12" and "B07" both find "L12/B07". */
#define OF_KEY "(?1 IS NULL OR instr ('/' || j.key || '/', '/' || ?1 || '/') > 0)"

/* ---- every entry ---- */

#define ENTRIES_SQL \
  "SELECT j.seq, c.at, c.person, c.name, c.reason, j.op, j.tbl, j.key, j.before, j.after, lower (hex (j.hash)), c.kind" \
  " FROM journal j LEFT JOIN command c ON c.seq = j.command WHERE j.seq >= ?2 AND " OF_KEY " ORDER BY j.seq"

/* With a limit, the last entries; where they begin. */
#define FIRST_SQL \
  "SELECT min (seq) FROM (SELECT j.seq FROM journal j WHERE " OF_KEY " ORDER BY j.seq DESC LIMIT ?2)"

enum
{
  ENTRY_SEQ,
  ENTRY_TIME,
  ENTRY_PERSON,
  ENTRY_COMMAND,
  ENTRY_REASON,
  ENTRY_OP,
  ENTRY_TABLE,
  ENTRY_KEY,
  ENTRY_BEFORE,
  ENTRY_AFTER,
  ENTRY_HASH,
  ENTRY_KIND,
};

typedef gboolean (*EntryFunc) (LwVerbRun *run, LwStatement *row, gpointer data);

static gboolean
each_entry (LwVerbRun *run, LwConnection *connection, gint64 limit, EntryFunc func, gpointer data, GError **error)
{
  const char *key = lw_verb_option (run, "key");
  gint64 first = 0;
  if (limit > 0 && !lw_connection_get_int (connection, &first, 0, error, FIRST_SQL, "si", key, limit))
    return FALSE;
  g_autoptr (LwStatement) statement = lw_connection_prepare (connection, ENTRIES_SQL, error);
  if (statement == NULL)
    return FALSE;
  lw_statement_bind (statement, "si", key, first);
  LwStep step;
  while ((step = lw_statement_step (statement, error)) == LW_STEP_ROW)
    func (run, statement, data);
  return step == LW_STEP_DONE;
}

/* What who works here may see; set when the verb begins. */
static LwSight log_sight = LW_SIGHT_ALL;
static LwConnection *log_connection;

/* A row before or after the entry; NULL where it may not be read: a price while prices are sealed, a private note. */
static const char *
visible_text (LwVerbRun *run, LwStatement *row, int column)
{
  const char *of = lw_statement_text (row, ENTRY_TABLE), *key = lw_statement_text (row, ENTRY_KEY);
  const LwEntity *entity = of != NULL ? cli_entity_of_table (of) : NULL;

  if (entity != NULL && !lw_host_may_read (cli_host (), log_connection, log_sight, lw_verb_person (run), entity->noun, key != NULL ? key : ""))
    return NULL;
  return lw_statement_text (row, column);
}

/* A row of before and after is an object; whatever else somebody put there is shown as it is. */
static void
json_row (JsonObject *object, const char *name, const char *text)
{
  g_autoptr (JsonNode) node = text != NULL ? json_from_string (text, NULL) : NULL;
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    json_object_set_member (object, name, g_steal_pointer (&node));
  else
    cli_json_string (object, name, text);
}

static JsonNode *
entry_json (LwVerbRun *run, LwStatement *row)
{
  JsonObject *object = json_object_new ();
  json_object_set_int_member (object, "seq", lw_statement_int (row, ENTRY_SEQ));
  cli_json_string (object, "time", lw_statement_text (row, ENTRY_TIME));
  cli_json_string (object, "person", lw_statement_text (row, ENTRY_PERSON));
  cli_json_string (object, "command", lw_statement_text (row, ENTRY_COMMAND));
  cli_json_string (object, "reason", lw_statement_text (row, ENTRY_REASON));
  cli_json_string (object, "kind", lw_statement_text (row, ENTRY_KIND));
  cli_json_string (object, "op", lw_statement_text (row, ENTRY_OP));
  cli_json_string (object, "table", lw_statement_text (row, ENTRY_TABLE));
  cli_json_string (object, "key", lw_statement_text (row, ENTRY_KEY));
  json_row (object, "before", visible_text (run, row, ENTRY_BEFORE));
  json_row (object, "after", visible_text (run, row, ENTRY_AFTER));
  cli_json_string (object, "hash", lw_statement_text (row, ENTRY_HASH));
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  return node;
}

/* Written entry by entry: a journal of a million entries is not held as a tree of nodes. */
static gboolean
write_json_entry (LwVerbRun *run, LwStatement *row, gpointer data)
{
  gboolean *first = data;
  gboolean pretty = cli_render_screen ()->width > 0;
  g_autoptr (JsonNode) node = entry_json (run, row);
  g_autofree char *text = cli_render_json_text (node);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autofree char *indented = g_strjoinv ("\n    ", lines);
  cli_render_write (*first ? "" : ",");
  cli_render_write (pretty ? "\n    " : "");
  cli_render_write (indented);
  *first = FALSE;
  return TRUE;
}

static gboolean
write_json (LwVerbRun *run, LwConnection *connection, gint64 limit, GError **error)
{
  gboolean first = TRUE, pretty = cli_render_screen ()->width > 0;
  cli_render_write (pretty ? "{\n  \"entries\" : [" : "{\"entries\":[");
  if (!each_entry (run, connection, limit, write_json_entry, &first, error))
    return FALSE;
  cli_render_write (pretty ? "\n  ]\n}\n" : "]}\n");
  return TRUE;
}

/* ---- what an entry changed, in words ---- */

/* What the rows for people are made with. */
typedef struct
{
  LwVerbTable *table;
  const char *currency;
} People;

static const LwField *
field_of_column (const LwEntity *entity, const char *column)
{
  g_autofree char *name = g_strdelimit (g_strdup (column), "_", '-');
  for (const LwField *field = entity != NULL ? entity->fields : NULL; field != NULL && field->name != NULL; field++)
    if (strcmp (field->name, name) == 0)
      return field;
  return NULL;
}

/* A member of a stored row as commands take it: money in major units. NULL where it is absent. */
static char *
member_text (JsonObject *object, const char *name, const LwField *field, const char *currency)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return NULL;
  if (!JSON_NODE_HOLDS_VALUE (node))
    return json_to_string (node, FALSE);
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_dup_string (node);
  if (field != NULL && field->type == LW_FIELD_MONEY && currency != NULL && json_node_get_value_type (node) == G_TYPE_INT64)
    return lw_money_to_text (json_node_get_int (node), currency);
  return json_to_string (node, FALSE);
}

static JsonNode *
row_node (const char *text)
{
  g_autoptr (JsonNode) node = text != NULL ? json_from_string (text, NULL) : NULL;
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? g_steal_pointer (&node) : NULL;
}

/* Names of the members of both, each once. (transfer container) */
static GList *
member_names (JsonObject *old, JsonObject *new)
{
  GList *names = old != NULL ? json_object_get_members (old) : NULL;
  GList *more = new != NULL ? json_object_get_members (new) : NULL;
  for (GList *l = more; l != NULL; l = l->next)
    if (old == NULL || !json_object_has_member (old, l->data))
      names = g_list_append (names, l->data);
  g_list_free (more);
  return names;
}

/* "mark: 3 → 4"; for a row that came or went, what it had. */
static char *
change_text (const People *people, const LwEntity *entity, const char *before, const char *after)
{
  g_autoptr (JsonNode) old_node = row_node (before);
  g_autoptr (JsonNode) new_node = row_node (after);
  JsonObject *old = old_node != NULL ? json_node_get_object (old_node) : NULL;
  JsonObject *new = new_node != NULL ? json_node_get_object (new_node) : NULL;
  g_autoptr (GList) names = member_names (old, new);
  GString *text = g_string_new (NULL);
  for (GList *l = names; l != NULL; l = l->next)
    {
      const LwField *field = field_of_column (entity, l->data);
      g_autofree char *was = member_text (old, l->data, field, people->currency);
      g_autofree char *is = member_text (new, l->data, field, people->currency);
      if (g_strcmp0 (was, is) == 0)
        continue;
      g_string_append_printf (text, "%s%s: ", text->len > 0 ? "; " : "", field != NULL ? field->name : (const char *) l->data);
      if (old != NULL && new != NULL)
        g_string_append_printf (text, "%s → %s", was != NULL ? was : _("(none)"), is != NULL ? is : _("(none)"));
      else
        g_string_append (text, old != NULL ? was : is);
    }
  return g_string_free (text, FALSE);
}

/* ---- words for people ---- */

typedef struct
{
  const char *stored, *shown;
} Word;

static const Word op_words[] = {
  { "insert", N_("added") }, { "update", N_("changed") }, { "delete", N_("removed") }, { NULL, NULL },
};
static const Word kind_words[] = {
  { "do", N_("changed") }, { "undo", N_("undone") }, { "redo", N_("redone") }, { "final", N_("cannot be undone") }, { NULL, NULL },
};

static const char *
word (LwVerbRun *run, const Word *words, const char *stored)
{
  for (; words->stored != NULL && lw_verb_output (run) == LW_OUTPUT_TEXT; words++)
    if (g_strcmp0 (words->stored, stored) == 0)
      return _(words->shown);
  return stored;
}

/* A terminal as wide as this has room for seconds. */
#define SECONDS_WIDTH 100

/* Local time, and short: "2014-06-30 13:00:05". */
static char *
time_text (LwVerbRun *run, const char *at)
{
  g_autoptr (GDateTime) utc = at != NULL ? g_date_time_new_from_iso8601 (at, NULL) : NULL;
  if (lw_verb_output (run) == LW_OUTPUT_CSV || utc == NULL)
    return g_strdup (at);
  g_autoptr (GDateTime) local = g_date_time_to_local (utc);
  int width = cli_render_screen ()->width;
  return g_date_time_format (local, width > 0 && width < SECONDS_WIDTH ? "%Y-%m-%d %H:%M" : "%Y-%m-%d %H:%M:%S");
}

static gboolean
add_entry_row (LwVerbRun *run, LwStatement *row, gpointer data)
{
  const People *people = data;
  g_autofree char *seq = g_strdup_printf ("%" G_GINT64_FORMAT, lw_statement_int (row, ENTRY_SEQ));
  g_autofree char *time = time_text (run, lw_statement_text (row, ENTRY_TIME));
  if (lw_verb_output (run) == LW_OUTPUT_CSV)
    {
      lw_verb_table_add_row (people->table, seq, time, lw_statement_text (row, ENTRY_PERSON), lw_statement_text (row, ENTRY_COMMAND),
                        lw_statement_text (row, ENTRY_REASON), lw_statement_text (row, ENTRY_OP),
                        lw_statement_text (row, ENTRY_TABLE), lw_statement_text (row, ENTRY_KEY),
                        visible_text (run, row, ENTRY_BEFORE), visible_text (run, row, ENTRY_AFTER),
                        lw_statement_text (row, ENTRY_HASH));
      return TRUE;
    }
  /* The entry that opens a command has nothing but its name. */
  if (g_strcmp0 (lw_statement_text (row, ENTRY_OP), "command") == 0)
    return TRUE;
  const char *of = lw_statement_text (row, ENTRY_TABLE), *key = lw_statement_text (row, ENTRY_KEY);
  const LwEntity *entity = cli_entity_of_table (of);
  g_autofree char *place
      = g_strdup_printf ("%s %s", entity != NULL ? entity->noun : of != NULL ? of : "", key != NULL ? key : "");
  g_autofree char *change
      = change_text (people, entity, visible_text (run, row, ENTRY_BEFORE), visible_text (run, row, ENTRY_AFTER));
  lw_verb_table_add_row (people->table, seq, time, lw_statement_text (row, ENTRY_PERSON),
                    word (run, op_words, lw_statement_text (row, ENTRY_OP)), place, change);
  return TRUE;
}

static LwVerbTable *
entries_table (LwVerbRun *run)
{
  static const char *const csv_columns[]
      = { "seq", "time", "person", "command", "reason", "op", "table", "key", "before", "after", "hash" };
  LwVerbTable *table = lw_verb_table_new (NULL);
  if (lw_verb_output (run) == LW_OUTPUT_CSV)
    {
      for (gsize i = 0; i < G_N_ELEMENTS (csv_columns); i++)
        lw_verb_table_add_column (table, csv_columns[i], LW_ALIGN_LEFT);
      return table;
    }
  lw_verb_table_add_column (table, _("Entry"), LW_ALIGN_RIGHT);
  lw_verb_table_add_column (table, _("Time"), LW_ALIGN_RIGHT);
  lw_verb_table_add_column (table, _("Person"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, _("Change"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, _("Row"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, _("What"), LW_ALIGN_LEFT);
  return table;
}

/* ---- commands ---- */

/* The entries of a command stand together from its own number on, so the next command's number counts them. */
#define COMMANDS_SQL \
  "SELECT seq, at, person, name, reason, kind, coalesce (lead (seq) OVER (ORDER BY seq)," \
  " (SELECT max (seq) + 1 FROM journal)) - seq - 1 FROM command ORDER BY seq DESC LIMIT ?1"
#define COMMANDS_OF_KEY_SQL \
  "SELECT c.seq, c.at, c.person, c.name, c.reason, c.kind, count (*) FROM journal j JOIN command c ON c.seq = j.command" \
  " WHERE j.op <> 'command' AND " OF_KEY " GROUP BY c.seq ORDER BY c.seq DESC LIMIT ?2"

static gboolean
add_commands (LwVerbRun *run, LwConnection *connection, LwVerbTable *table, gint64 limit, GError **error)
{
  const char *key = lw_verb_option (run, "key");
  g_autoptr (LwStatement) statement
      = lw_connection_prepare (connection, key != NULL ? COMMANDS_OF_KEY_SQL : COMMANDS_SQL, error);
  if (statement == NULL)
    return FALSE;
  if (key != NULL)
    lw_statement_bind (statement, "si", key, limit);
  else
    lw_statement_bind (statement, "i", limit);
  LwStep step;
  while ((step = lw_statement_step (statement, error)) == LW_STEP_ROW)
    {
      g_autofree char *seq = g_strdup_printf ("%" G_GINT64_FORMAT, lw_statement_int (statement, 0));
      g_autofree char *changes = g_strdup_printf ("%" G_GINT64_FORMAT, lw_statement_int (statement, 6));
      g_autofree char *time = time_text (run, lw_statement_text (statement, 1));
      lw_verb_table_add_row (table, seq, time, lw_statement_text (statement, 2), lw_statement_text (statement, 3),
                        word (run, kind_words, lw_statement_text (statement, 5)), changes, lw_statement_text (statement, 4));
    }
  return step == LW_STEP_DONE;
}

static LwVerbTable *
commands_table (LwVerbRun *run)
{
  LwVerbTable *table = lw_verb_table_new (NULL);
  cli_column (run, table, "seq", _("Entry"), LW_ALIGN_RIGHT);
  cli_column (run, table, "time", _("Time"), LW_ALIGN_RIGHT);
  cli_column (run, table, "person", _("Person"), LW_ALIGN_LEFT);
  cli_column (run, table, "command", _("Command"), LW_ALIGN_LEFT);
  cli_column (run, table, "kind", _("Kind"), LW_ALIGN_LEFT);
  cli_column (run, table, "changes", _("Rows"), LW_ALIGN_RIGHT);
  cli_column (run, table, "reason", _("Reason"), LW_ALIGN_LEFT);
  return table;
}

/* People need no column that is empty all the way down, such as reasons that nobody gave. (transfer full) */
static LwVerbTable *
without_empty_columns (const LwVerbTable *table)
{
  LwVerbTable *fuller = lw_verb_table_new (lw_verb_table_get_title (table));
  guint n = lw_verb_table_n_columns (table), rows = lw_verb_table_n_rows (table);
  g_autofree gboolean *used = g_new0 (gboolean, n + 1);
  g_autofree const char **cells = g_new0 (const char *, n + 1);
  for (guint column = 0; column < n; column++)
    {
      LwAlign align;
      const char *title = lw_verb_table_get_column (table, column, &align);
      for (guint row = 0; row < rows && !used[column]; row++)
        {
          const char *text = lw_verb_table_get_cell (table, row, column);
          used[column] = text != NULL && *text != '\0';
        }
      if (used[column])
        lw_verb_table_add_column (fuller, title, align);
    }
  for (guint row = 0; row < rows; row++)
    {
      guint used_columns = 0;
      for (guint column = 0; column < n; column++)
        if (used[column])
          cells[used_columns++] = lw_verb_table_get_cell (table, row, column);
      lw_verb_table_add_rowv (fuller, cells);
    }
  return fuller;
}

static void
report_table (LwVerbRun *run, const LwVerbTable *table)
{
  const char *key = lw_verb_option (run, "key");
  if (lw_verb_output (run) == LW_OUTPUT_CSV)
    {
      lw_verb_table (run, table);
      return;
    }
  if (lw_verb_table_n_rows (table) == 0)
    {
      if (key != NULL)
        lw_verb_say (run, _("Nothing in the record touched a row with the key “%s” or with that as a part of its key."), key);
      else
        lw_verb_say (run, _("Nothing is recorded."));
      return;
    }
  g_autoptr (LwVerbTable) fuller = without_empty_columns (table);
  cli_render_wrap_all_next ();
  lw_verb_table (run, fuller);
}

static int
run_log (LwVerbRun *run, GError **error)
{
  gint64 limit = -1;
  if (!cli_option_number (run, "limit", &limit, error))
    return LW_EXIT_ERROR;
  LwStore *store = lw_verb_store (run, LW_STORE_READ_ONLY, error);
  g_autoptr (LwReader) reader = store != NULL ? lw_store_reader (store, error) : NULL;
  if (reader == NULL || !lw_reader_freeze (reader, error))
    return LW_EXIT_ERROR;
  LwConnection *connection = lw_reader_connection (reader);
  log_connection = connection;
  if (!lw_host_sight (cli_host (), connection, lw_verb_person (run), &log_sight, NULL, error))
    return LW_EXIT_ERROR;
  if (lw_verb_output (run) == LW_OUTPUT_JSON)
    return write_json (run, connection, limit, error) ? LW_EXIT_FINE : LW_EXIT_ERROR;
  gboolean entries = lw_verb_option (run, "entries") != NULL;
  g_autoptr (LwCompetition) competition = lw_competition_load (connection, error);
  if (competition == NULL)
    return LW_EXIT_ERROR;
  g_autoptr (LwVerbTable) table = entries ? entries_table (run) : commands_table (run);
  People people = { table, competition->currency };
  if (entries ? !each_entry (run, connection, limit, add_entry_row, &people, error)
              : !add_commands (run, connection, table, limit, error))
    return LW_EXIT_ERROR;
  report_table (run, table);
  return LW_EXIT_FINE;
}

static const LwVerbOption log_options[] = {
  { "limit", N_("N"), N_("only the last N commands, or entries with --entries or --json") },
  { "key", N_("KEY"), N_("only what touched rows with this key or part of one: L12, L12/B04, B04") },
  { "entries", NULL, N_("every entry with what it changed, oldest first") },
  { NULL, NULL, NULL },
};

const LwVerb cli_log_verbs[] = {
  { "log", "FILE.lotwise [--limit N] [--key KEY] [--entries]", N_("Who did what, when and why"), log_options, 1, 1, run_log },
  { NULL },
};
