/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "panels/lw-record-changes.h"

#include "model/lw-model-words.h"
#include "panels/lw-bids-words.h"

#include <json-glib/json-glib.h>

#include "base/lw-i18n.h"

/* ---- a change ---- */

G_DEFINE_FINAL_TYPE (LwRecordChange, lw_record_change, G_TYPE_OBJECT)

static void
lw_record_change_finalize (GObject *object)
{
  LwRecordChange *self = LW_RECORD_CHANGE (object);

  g_free (self->op);
  g_free (self->table);
  g_free (self->key);
  g_free (self->before);
  g_free (self->after);
  G_OBJECT_CLASS (lw_record_change_parent_class)->finalize (object);
}

static void
lw_record_change_class_init (LwRecordChangeClass *class)
{
  G_OBJECT_CLASS (class)->finalize = lw_record_change_finalize;
}

static void
lw_record_change_init (LwRecordChange *self)
{
}

char *
lw_record_change_title (LwRecordChange *change, LwDocument *document)
{
  const LwEntity *entity = change->table != NULL ? lw_bids_find_table (document, change->table) : NULL;
  const char *noun = entity != NULL ? lw_model_noun_title (entity->noun) : change->table;
  const char *symbol = g_strcmp0 (change->op, "insert") == 0 ? "+" : g_strcmp0 (change->op, "delete") == 0 ? "−" : "●";

  return g_strdup_printf ("%s  %s %s", symbol, noun != NULL ? noun : "", change->key != NULL ? change->key : "");
}

/* ---- its fields ---- */

static void
field_free (gpointer data)
{
  LwRecordField *field = data;
  g_free (field->title);
  g_free (field->before);
  g_free (field->after);
  g_free (field);
}

static JsonNode *
parse (const char *json)
{
  return json != NULL ? json_from_string (json, NULL) : NULL;
}

/* The member as the file stores it: a text or decimal digits; NULL where it is absent. (transfer full) */
static char *
member_of (JsonNode *row, const char *name)
{
  JsonNode *member = row != NULL && JSON_NODE_HOLDS_OBJECT (row) ? json_object_get_member (json_node_get_object (row), name)
                                                                 : NULL;
  if (member == NULL || !JSON_NODE_HOLDS_VALUE (member))
    return NULL;
  if (json_node_get_value_type (member) == G_TYPE_STRING)
    return g_strdup (json_node_get_string (member));
  return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (member));
}

static char *
shown (LwDocument *document, const LwEntity *entity, const LwField *field, const char *stored)
{
  return field != NULL ? lw_bids_format (document, entity, field, stored) : g_strdup (stored);
}

static void
add_field (GPtrArray *fields, LwDocument *document, const LwEntity *entity, const LwField *description, const char *name,
           JsonNode *before, JsonNode *after)
{
  g_autofree char *old = member_of (before, name), *new = member_of (after, name);
  LwRecordField *field;

  if (old == NULL && new == NULL)
    return;
  field = g_new0 (LwRecordField, 1);
  field->title = lw_bids_field_title (name);
  field->before = shown (document, entity, description, old);
  field->after = shown (document, entity, description, new);
  field->changed = before != NULL && after != NULL && g_strcmp0 (old, new) != 0;
  g_ptr_array_add (fields, field);
}

/* Of a row that may not be read only the key is shown: a private note of somebody else, a price while prices are sealed. */
static void
keep_back (GPtrArray *fields, const LwEntity *entity)
{
  guint n = 0;

  for (const LwField *field = entity->fields; field->name != NULL; field++)
    {
      g_autofree char *column = g_strdelimit (g_strdup (field->name), "-", '_');
      LwRecordField *shown = n < fields->len ? g_ptr_array_index (fields, n) : NULL;
      g_autofree char *title = lw_bids_field_title (column);

      if (shown == NULL || g_strcmp0 (shown->title, title) != 0)
        continue; /* it was absent */
      n++;
      if (field->flags & LW_FIELD_KEY)
        continue;
      if (shown->before != NULL)
        {
          g_free (shown->before);
          shown->before = g_strdup (_("not shown"));
        }
      if (shown->after != NULL)
        {
          g_free (shown->after);
          shown->after = g_strdup (_("not shown"));
        }
    }
}

GPtrArray *
lw_record_change_fields (LwRecordChange *change, LwDocument *document)
{
  GPtrArray *fields = g_ptr_array_new_with_free_func (field_free);
  const LwEntity *entity = change->table != NULL ? lw_bids_find_table (document, change->table) : NULL;
  g_autoptr (JsonNode) before = parse (change->before), after = parse (change->after);
  JsonNode *any = after != NULL ? after : before;

  for (const LwField *field = entity != NULL ? entity->fields : NULL; field != NULL && field->name != NULL; field++)
    {
      g_autofree char *column = g_strdelimit (g_strdup (field->name), "-", '_');
      add_field (fields, document, entity, field, column, before, after);
    }
  if (entity != NULL && !lw_document_may_read (document, entity->noun, change->key != NULL ? change->key : ""))
    keep_back (fields, entity);
  if (entity == NULL && any != NULL && JSON_NODE_HOLDS_OBJECT (any))
    {
      /* of a plugin that is not active: its columns as they are */
      g_autoptr (GList) names = json_object_get_members (json_node_get_object (any));
      for (GList *l = names; l != NULL; l = l->next)
        add_field (fields, document, NULL, NULL, l->data, before, after);
    }
  return fields;
}

/* ---- the list ---- */

struct _LwRecordChanges
{
  GObject parent;
  LwDocument *document;
  gint64 first;   /* entry */
  guint n;
  GArray *chosen; /* of gint64: entries of one row; NULL: all from @first on */
};

static GType
get_item_type (GListModel *list)
{
  return LW_TYPE_RECORD_CHANGE;
}

static guint
get_n_items (GListModel *list)
{
  return LW_RECORD_CHANGES (list)->n;
}

static gpointer
get_item (GListModel *list, guint position)
{
  LwRecordChanges *self = LW_RECORD_CHANGES (list);
  LwRecordChange *change;
  g_autoptr (LwReader) reader = NULL;
  g_autoptr (LwStatement) row = NULL;

  if (position >= self->n)
    return NULL;
  change = g_object_new (LW_TYPE_RECORD_CHANGE, NULL);
  change->seq = self->chosen != NULL ? g_array_index (self->chosen, gint64, position) : self->first + position;
  reader = lw_store_reader (lw_document_get_store (self->document), NULL);
  row = reader == NULL ? NULL
                       : lw_connection_prepare (lw_reader_connection (reader),
                                                "SELECT op, tbl, key, before, after FROM journal WHERE seq = ?", NULL);
  if (row == NULL)
    return change;
  lw_statement_bind_int (row, 1, change->seq);
  if (lw_statement_step (row, NULL) == LW_STEP_ROW)
    {
      change->op = g_strdup (lw_statement_text (row, 0));
      change->table = g_strdup (lw_statement_text (row, 1));
      change->key = g_strdup (lw_statement_text (row, 2));
      change->before = g_strdup (lw_statement_text (row, 3));
      change->after = g_strdup (lw_statement_text (row, 4));
    }
  return change;
}

static void
list_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (LwRecordChanges, lw_record_changes, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_init))

static void
lw_record_changes_finalize (GObject *object)
{
  LwRecordChanges *self = LW_RECORD_CHANGES (object);

  g_clear_object (&self->document);
  g_clear_pointer (&self->chosen, g_array_unref);
  G_OBJECT_CLASS (lw_record_changes_parent_class)->finalize (object);
}

static void
lw_record_changes_class_init (LwRecordChangesClass *class)
{
  G_OBJECT_CLASS (class)->finalize = lw_record_changes_finalize;
}

static void
lw_record_changes_init (LwRecordChanges *self)
{
}

static void
choose_row (LwRecordChanges *self, LwConnection *connection, gint64 end, const char *table, const char *key)
{
  g_autoptr (LwStatement) rows = lw_connection_prepare (
      connection, "SELECT seq FROM journal WHERE seq >= ? AND seq < ? AND tbl = ? AND key = ? ORDER BY seq", NULL);

  self->chosen = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (rows == NULL)
    return;
  lw_statement_bind (rows, "iiss", self->first, end, table, key);
  while (lw_statement_step (rows, NULL) == LW_STEP_ROW)
    {
      const gint64 seq = lw_statement_int (rows, 0);
      g_array_append_val (self->chosen, seq);
    }
  self->n = self->chosen->len;
}

LwRecordChanges *
lw_record_changes_new (LwDocument *document, gint64 command, const char *table, const char *key)
{
  LwRecordChanges *self = g_object_new (LW_TYPE_RECORD_CHANGES, NULL);
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (document), NULL);
  gint64 end = command + 1;

  self->document = g_object_ref (document);
  /* the first entry of a command is the command itself */
  self->first = command + 1;
  if (reader == NULL
      || !lw_connection_get_int (lw_reader_connection (reader), &end, end, NULL,
                                 "SELECT coalesce ((SELECT min (seq) FROM command WHERE seq > ?1),"
                                 " (SELECT max (seq) + 1 FROM journal))",
                                 "i", command))
    return self;
  self->n = (guint) CLAMP (end - self->first, 0, G_MAXINT32);
  if (table != NULL && key != NULL)
    choose_row (self, lw_reader_connection (reader), end, table, key);
  return self;
}
