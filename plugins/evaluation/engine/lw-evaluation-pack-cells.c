/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Marks of one person by place, whole, as packs compare them: whatever fields a mark has. */
#include "config.h"

#include "lw-evaluation-pack-private.h"

#include "base/lw-error.h"
#include "lw-evaluation.h"
#include "model/lw-model.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "base/lw-i18n.h"

static void
cell_free (LwPackCell *cell)
{
  g_free (cell->content);
  g_free (cell->despite);
  g_free (cell);
}

GHashTable *
lw_pack_cells_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) cell_free);
}

static LwPackCell *
add (GHashTable *cells, char *place, char *content, gint64 confirmed, const char *despite)
{
  LwPackCell *cell = g_new0 (LwPackCell, 1);

  cell->content = content;
  cell->confirmed = confirmed;
  cell->despite = g_strdup (despite);
  g_hash_table_insert (cells, place, cell);
  return cell;
}

/* ---- contents ---- */

static const LwEntity *
mark_entity (void)
{
  return lw_model_find (lw_evaluation_sections (), "mark", NULL);
}

static gboolean
is_content (const LwField *field)
{
  return (field->flags & LW_FIELD_KEY) == 0;
}

static char *
content_of (const LwEntity *mark, const char *const *values)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) node = NULL;

  json_builder_begin_object (builder);
  for (guint i = 0; mark->fields[i].name != NULL; i++)
    if (is_content (&mark->fields[i]) && values[i] != NULL)
      {
        json_builder_set_member_name (builder, mark->fields[i].name);
        json_builder_add_string_value (builder, values[i]);
      }
  json_builder_end_object (builder);
  node = json_builder_get_root (builder);
  return json_to_string (node, FALSE);
}

char *
lw_pack_content_get (const char *content, const char *field)
{
  g_autoptr (JsonNode) node = content != NULL ? json_from_string (content, NULL) : NULL;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  return g_strdup (json_object_get_string_member_with_default (json_node_get_object (node), field, NULL));
}

gboolean
lw_pack_cells_add (GHashTable *cells, const LwEntity *mark, const char *const *values)
{
  g_autofree char *place = g_strjoin ("/", values[0] != NULL ? values[0] : "", values[1], values[2], NULL);

  if (g_hash_table_contains (cells, place))
    return FALSE;
  add (cells, g_steal_pointer (&place), content_of (mark, values), 0, NULL);
  return TRUE;
}

/* ---- rows ---- */

static char *
select_marks (const LwEntity *mark)
{
  GString *sql = g_string_new ("SELECT ");

  for (guint i = 0; mark->fields[i].name != NULL; i++)
    {
      g_autofree char *column = g_strdelimit (g_strdup (mark->fields[i].name), "-", '_');
      g_string_append_printf (sql, "%s\"%s\"", i > 0 ? ", " : "", column);
    }
  g_string_append_printf (sql, " FROM \"%s\" WHERE person = ?", mark->table);
  return g_string_free (sql, FALSE);
}

static gboolean
read_confirmations (LwConnection *connection, const char *person, GHashTable *cells, GError **error)
{
  g_autoptr (LwStatement) row = lw_connection_prepare (
      connection,
      "SELECT lot || '/' || bidder || '/' || criterion, version, despite FROM evaluation_confirmation WHERE person = ?",
      error);
  LwStep step;

  if (row == NULL)
    return FALSE;
  lw_statement_bind (row, "s", person);
  while ((step = lw_statement_step (row, error)) == LW_STEP_ROW)
    {
      LwPackCell *cell = g_hash_table_lookup (cells, lw_statement_text (row, 0));
      if (cell == NULL)
        continue;
      cell->confirmed = lw_statement_int (row, 1);
      cell->despite = g_strdup (lw_statement_text (row, 2));
    }
  return step == LW_STEP_DONE;
}

GHashTable *
lw_pack_cells_of_person (LwConnection *connection, const char *person, GError **error)
{
  g_autoptr (GHashTable) cells = lw_pack_cells_new ();
  const LwEntity *mark = mark_entity ();
  g_autofree char *sql = select_marks (mark);
  g_autoptr (LwStatement) row = lw_connection_prepare (connection, sql, error);
  LwStep step;

  if (row == NULL)
    return NULL;
  lw_statement_bind (row, "s", person);
  while ((step = lw_statement_step (row, error)) == LW_STEP_ROW)
    {
      g_autofree const char **values = g_new0 (const char *, (gsize) lw_statement_n_columns (row));

      for (int i = 0; i < lw_statement_n_columns (row); i++)
        values[i] = lw_statement_text (row, i);
      lw_pack_cells_add (cells, mark, values);
    }
  return step == LW_STEP_DONE && read_confirmations (connection, person, cells, error) ? g_steal_pointer (&cells) : NULL;
}

GHashTable *
lw_pack_cells_of_pack (LwConnection *connection, const char *pack, GError **error)
{
  g_autoptr (GHashTable) cells = lw_pack_cells_new ();
  g_autoptr (LwStatement) row = lw_connection_prepare (
      connection,
      "SELECT lot || '/' || bidder || '/' || criterion, content, confirmed, despite FROM evaluation_pack_mark WHERE pack = ?",
      error);
  LwStep step;

  if (row == NULL)
    return NULL;
  lw_statement_bind (row, "s", pack);
  while ((step = lw_statement_step (row, error)) == LW_STEP_ROW)
    add (cells, g_strdup (lw_statement_text (row, 0)), g_strdup (lw_statement_text (row, 1)), lw_statement_int (row, 2),
         lw_statement_text (row, 3));
  return step == LW_STEP_DONE ? g_steal_pointer (&cells) : NULL;
}

gboolean
lw_pack_cells_store (LwConnection *connection, const char *pack, const char *place, const LwPackCell *cell, GError **error)
{
  g_auto (GStrv) part = g_strsplit (place, "/", 3);

  if (cell == NULL)
    return lw_connection_run (connection, error,
                              "DELETE FROM evaluation_pack_mark WHERE pack = ? AND lot = ? AND bidder = ? AND criterion = ?",
                              "ssss", pack, part[0], part[1], part[2]);
  return lw_connection_run (connection, error,
                            "INSERT INTO evaluation_pack_mark (pack, lot, bidder, criterion, content, confirmed, despite)"
                            " VALUES (?1, ?2, ?3, ?4, ?5, nullif (?6, 0), ?7) ON CONFLICT (pack, lot, bidder, criterion)"
                            " DO UPDATE SET content = ?5, confirmed = nullif (?6, 0), despite = ?7",
                            "sssssis", pack, part[0], part[1], part[2], cell->content, cell->confirmed, cell->despite);
}

/* ---- writing ---- */

static void
add_value (GPtrArray *values, const char *field, const char *value)
{
  g_ptr_array_add (values, g_strdup_printf ("%s=%s", field, value));
}

/* "field=value" of all that is not in the key: "field=" where the content has none and @clears. */
static void
add_content (GPtrArray *values, const LwEntity *mark, const char *content, gboolean clears)
{
  for (guint i = 0; mark->fields[i].name != NULL; i++)
    {
      g_autofree char *value = is_content (&mark->fields[i]) ? lw_pack_content_get (content, mark->fields[i].name) : NULL;

      if (value != NULL || (clears && is_content (&mark->fields[i])))
        add_value (values, mark->fields[i].name, value != NULL ? value : "");
    }
}

/* Commands run on the store's worker. */
static _Thread_local gboolean writing_here;

gboolean
lw_pack_is_writing (void)
{
  return writing_here;
}

static gboolean
apply_here (LwCommand *command, LwTransaction *transaction, GError **error)
{
  gboolean fine;

  writing_here = TRUE;
  fine = lw_command_apply (command, transaction, error);
  writing_here = FALSE;
  return fine;
}

gboolean
lw_pack_write_mark (LwTransaction *transaction, const char *place, const char *person, const char *content, GError **error)
{
  g_auto (GStrv) part = g_strsplit (place, "/", 3);
  g_autofree char *key = g_strjoin ("/", place, person, NULL);
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (LwCommand) command = NULL;
  gint64 there;

  if (!lw_connection_get_int (
          lw_transaction_connection (transaction), &there, 0, error,
          "SELECT count (*) FROM evaluation_mark WHERE lot = ? AND bidder = ? AND criterion = ? AND person = ?", "ssss", part[0],
          part[1], part[2], person))
    return FALSE;
  if (content == NULL && there == 0)
    return TRUE;
  if (there == 0)
    {
      if (part[0][0] != '\0')
        add_value (values, "lot", part[0]);
      add_value (values, "bidder", part[1]);
      add_value (values, "criterion", part[2]);
      add_value (values, "person", person);
    }
  if (content != NULL)
    add_content (values, mark_entity (), content, there != 0);
  g_ptr_array_add (values, NULL);
  if (content == NULL)
    command = lw_model_remove (lw_evaluation_sections (), "mark", key, "", NULL, error);
  else if (there != 0)
    command = lw_model_set (lw_evaluation_sections (), "mark", key, (const char *const *) values->pdata, "", NULL, error);
  else
    command = lw_model_add (lw_evaluation_sections (), "mark", (const char *const *) values->pdata, "", NULL, error);
  return command != NULL && apply_here (command, transaction, error);
}

gboolean
lw_pack_write_confirmation (LwConnection *connection, const char *place, const char *person, gint64 version,
                            const char *despite, guint *n, GError **error)
{
  g_auto (GStrv) part = g_strsplit (place, "/", 3);

  if (!lw_connection_run (
          connection, error,
          "INSERT INTO evaluation_confirmation (lot, bidder, criterion, person, version, despite) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
          " ON CONFLICT (lot, bidder, criterion, person) DO UPDATE SET version = ?5, despite = ?6 WHERE version < ?5",
          "ssssis", part[0], part[1], part[2], person, version, despite))
    return FALSE;
  *n += (guint) lw_connection_changes (connection);
  return TRUE;
}
