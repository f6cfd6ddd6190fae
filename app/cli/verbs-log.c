/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* log: who did what, when and why. The tables are documented in docs/data-model.md. */
#include "config.h"

#include "cli.h"

#include "base/lw-error.h"

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
entry_json (LwStatement *row)
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
  json_row (object, "before", lw_statement_text (row, ENTRY_BEFORE));
  json_row (object, "after", lw_statement_text (row, ENTRY_AFTER));
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
  g_autoptr (JsonNode) node = entry_json (row);
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

static char *
member_text (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return g_strdup ("");
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_dup_string (node)
                                                                                          : json_to_string (node, FALSE);
}

static JsonNode *
row_node (const char *text)
{
  g_autoptr (JsonNode) node = text != NULL ? json_from_string (text, NULL) : NULL;
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? g_steal_pointer (&node) : NULL;
}

/* "mark: 3 → 4"; for a row that came or went, what it had. */
static char *
change_text (const char *before, const char *after)
{
  g_autoptr (JsonNode) old_node = row_node (before);
  g_autoptr (JsonNode) new_node = row_node (after);
  JsonObject *old = old_node != NULL ? json_node_get_object (old_node) : NULL;
  JsonObject *new = new_node != NULL ? json_node_get_object (new_node) : NULL;
  g_autoptr (GList) names = old != NULL ? json_object_get_members (old) : NULL;
  GList *more = new != NULL ? json_object_get_members (new) : NULL;
  for (GList *l = more; l != NULL; l = l->next)
    if (old == NULL || !json_object_has_member (old, l->data))
      names = g_list_append (names, l->data);
  g_list_free (more);
  GString *text = g_string_new (NULL);
  for (GList *l = names; l != NULL; l = l->next)
    {
      g_autofree char *was = member_text (old, l->data);
      g_autofree char *is = member_text (new, l->data);
      if (strcmp (was, is) == 0)
        continue;
      g_string_append_printf (text, "%s%s: ", text->len > 0 ? "; " : "", (const char *) l->data);
      if (old != NULL && new != NULL)
        g_string_append_printf (text, "%s → %s", was, is);
      else
        g_string_append (text, old != NULL ? was : is);
    }
  return g_string_free (text, FALSE);
}

/* Local time, and short: "2014-06-30 13:00:05". */
static char *
time_text (LwVerbRun *run, const char *at)
{
  g_autoptr (GDateTime) utc = at != NULL ? g_date_time_new_from_iso8601 (at, NULL) : NULL;
  if (lw_verb_output (run) == LW_OUTPUT_CSV || utc == NULL)
    return g_strdup (at);
  g_autoptr (GDateTime) local = g_date_time_to_local (utc);
  return g_date_time_format (local, "%Y-%m-%d %H:%M:%S");
}

static gboolean
add_entry_row (LwVerbRun *run, LwStatement *row, gpointer data)
{
  LwTable *table = data;
  g_autofree char *seq = g_strdup_printf ("%" G_GINT64_FORMAT, lw_statement_int (row, ENTRY_SEQ));
  g_autofree char *time = time_text (run, lw_statement_text (row, ENTRY_TIME));
  if (lw_verb_output (run) == LW_OUTPUT_CSV)
    {
      lw_table_add_row (table, seq, time, lw_statement_text (row, ENTRY_PERSON), lw_statement_text (row, ENTRY_COMMAND),
                        lw_statement_text (row, ENTRY_REASON), lw_statement_text (row, ENTRY_OP),
                        lw_statement_text (row, ENTRY_TABLE), lw_statement_text (row, ENTRY_KEY),
                        lw_statement_text (row, ENTRY_BEFORE), lw_statement_text (row, ENTRY_AFTER),
                        lw_statement_text (row, ENTRY_HASH));
      return TRUE;
    }
  /* The entry that opens a command has nothing but its name. */
  if (g_strcmp0 (lw_statement_text (row, ENTRY_OP), "command") == 0)
    return TRUE;
  const char *of = lw_statement_text (row, ENTRY_TABLE), *key = lw_statement_text (row, ENTRY_KEY);
  g_autofree char *place = g_strdup_printf ("%s %s", of != NULL ? of : "", key != NULL ? key : "");
  g_autofree char *change = change_text (lw_statement_text (row, ENTRY_BEFORE), lw_statement_text (row, ENTRY_AFTER));
  lw_table_add_row (table, seq, time, lw_statement_text (row, ENTRY_PERSON), lw_statement_text (row, ENTRY_OP), place, change);
  return TRUE;
}

static LwTable *
entries_table (LwVerbRun *run)
{
  static const char *const csv_columns[]
      = { "seq", "time", "person", "command", "reason", "op", "table", "key", "before", "after", "hash" };
  LwTable *table = lw_table_new (NULL);
  if (lw_verb_output (run) == LW_OUTPUT_CSV)
    {
      for (gsize i = 0; i < G_N_ELEMENTS (csv_columns); i++)
        lw_table_add_column (table, csv_columns[i], LW_ALIGN_LEFT);
      return table;
    }
  lw_table_add_column (table, _("Entry"), LW_ALIGN_RIGHT);
  lw_table_add_column (table, _("Time"), LW_ALIGN_RIGHT);
  lw_table_add_column (table, _("Person"), LW_ALIGN_LEFT);
  lw_table_add_column (table, _("Change"), LW_ALIGN_LEFT);
  lw_table_add_column (table, _("Row"), LW_ALIGN_LEFT);
  lw_table_add_column (table, _("What"), LW_ALIGN_LEFT);
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
add_commands (LwVerbRun *run, LwConnection *connection, LwTable *table, gint64 limit, GError **error)
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
      lw_table_add_row (table, seq, time, lw_statement_text (statement, 2), lw_statement_text (statement, 3),
                        lw_statement_text (statement, 5), changes, lw_statement_text (statement, 4));
    }
  return step == LW_STEP_DONE;
}

static LwTable *
commands_table (LwVerbRun *run)
{
  LwTable *table = lw_table_new (NULL);
  cli_column (run, table, "seq", _("Entry"), LW_ALIGN_RIGHT);
  cli_column (run, table, "time", _("Time"), LW_ALIGN_RIGHT);
  cli_column (run, table, "person", _("Person"), LW_ALIGN_LEFT);
  cli_column (run, table, "command", _("Command"), LW_ALIGN_LEFT);
  cli_column (run, table, "kind", _("Kind"), LW_ALIGN_LEFT);
  cli_column (run, table, "changes", _("Changes"), LW_ALIGN_RIGHT);
  cli_column (run, table, "reason", _("Reason"), LW_ALIGN_LEFT);
  return table;
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
  if (lw_verb_output (run) == LW_OUTPUT_JSON)
    return write_json (run, connection, limit, error) ? LW_EXIT_FINE : LW_EXIT_ERROR;
  gboolean entries = lw_verb_option (run, "entries") != NULL;
  g_autoptr (LwTable) table = entries ? entries_table (run) : commands_table (run);
  if (entries ? !each_entry (run, connection, limit, add_entry_row, table, error)
              : !add_commands (run, connection, table, limit, error))
    return LW_EXIT_ERROR;
  if (entries)
    cli_render_wrap_next ();
  lw_verb_table (run, table);
  return LW_EXIT_FINE;
}

static const LwVerbOption log_options[] = {
  { "limit", N_("N"), N_("only the last N commands, or entries with --entries or --json") },
  { "key", N_("KEY"), N_("only what touched rows with this key or part of one: L12, L12/B07, B07") },
  { "entries", NULL, N_("every entry with what it changed, oldest first") },
  { NULL, NULL, NULL },
};

const LwVerb cli_log_verbs[] = {
  { "log", "FILE.lotwise [--limit N] [--key KEY] [--entries]", N_("Who did what, when and why"), log_options, 1, 1, run_log },
  { NULL },
};
