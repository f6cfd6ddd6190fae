/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Commands that add, change and remove rows of any entity, by its description. */
#include "config.h"

#include "model/lw-model.h"

#include "base/lw-error.h"
#include "base/lw-id.h"
#include "model/lw-model-words.h"
#include "model/lw-row.h"
#include "model/lw-rules.h"
#include "plugin/lw-host.h"

#include <string.h>

#include "base/lw-i18n.h"

typedef enum
{
  EDIT_ADD,
  EDIT_SET,
  EDIT_REMOVE,
} EditKind;

/* One edit of one row, as a command carries it to the worker. */
typedef struct
{
  EditKind kind;
  GPtrArray *sections;
  const LwEntity *entity;
  guint n_fields;
  char *key;                      /* set, remove */
  char *given[LW_ROW_MAX_FIELDS]; /* add, set: what the person gave; "" clears */
} Edit;

static void
edit_free (Edit *edit)
{
  g_ptr_array_unref (edit->sections);
  g_free (edit->key);
  for (guint i = 0; i < edit->n_fields; i++)
    g_free (edit->given[i]);
  g_free (edit);
}

const LwEntity *
lw_model_find (GPtrArray *sections, const char *noun, GError **error)
{
  g_autoptr (GPtrArray) nouns = g_ptr_array_new ();

  for (guint s = 0; s < sections->len; s++)
    {
      const LwSection *section = g_ptr_array_index (sections, s);
      for (guint i = 0; section->entities[i]; i++)
        {
          if (g_str_equal (section->entities[i]->noun, noun))
            return section->entities[i];
          g_ptr_array_add (nouns, (gpointer) section->entities[i]->noun);
        }
    }
  g_ptr_array_add (nouns, NULL);
  const char *nearest = lw_nearest (noun, (const char *const *) nouns->pdata);
  g_autofree char *all = g_strjoinv (", ", (char **) nouns->pdata);
  if (nearest)
    g_set_error (error, LW_ERROR, LW_ERROR_NOT_FOUND, _("expected one of %s, found “%s”; did you mean “%s”?"), all, noun,
                 nearest);
  else
    g_set_error (error, LW_ERROR, LW_ERROR_NOT_FOUND, _("expected one of %s, found “%s”"), all, noun);
  return NULL;
}

/* ---- what the person gave ---- */

static gboolean
take_value (Edit *edit, const char *value, GError **error)
{
  const char *equals = strchr (value, '=');
  g_autofree char *name = equals ? g_strndup (value, (gsize) (equals - value)) : g_strdup (value);
  int i = lw_entity_find_field (edit->entity, name);
  LwFieldFlags hidden = LW_FIELD_FIXED;

  if (!equals || i < 0 || edit->entity->fields[i].flags & hidden)
    {
      g_autoptr (GString) fields = g_string_new (NULL);
      for (guint f = 0; edit->entity->fields[f].name; f++)
        if (!(edit->entity->fields[f].flags & hidden))
          g_string_append_printf (fields, "%s%s", fields->len ? ", " : "", edit->entity->fields[f].name);
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("expected FIELD=VALUE with a field of %s (%s), found “%s”"),
                   edit->entity->noun, fields->str, value);
      return FALSE;
    }
  if (edit->kind == EDIT_SET && edit->entity->fields[i].flags & LW_FIELD_KEY)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
                   _("%s: an identifier is not changed; add a new %s and remove the old one"), name, edit->entity->noun);
      return FALSE;
    }
  g_free (edit->given[i]);
  edit->given[i] = g_strdup (equals + 1);
  return TRUE;
}

/* A file is one competition, and its amounts are in its currency for good. */
static gboolean
may_edit_competition (EditKind kind, const char *const *values, GError **error)
{
  gboolean fine = kind == EDIT_SET;

  for (guint i = 0; fine && values[i]; i++)
    fine = !g_str_has_prefix (values[i], "currency=");
  if (!fine)
    g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
                 _("a file holds one competition in one currency: make a new file for another"));
  return fine;
}

/* A key has as many parts as the entity has key fields. */
static gboolean
check_key (const LwEntity *entity, const char *key, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (key, "/", -1);
  g_autoptr (GString) expected = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; entity->fields[i].name; i++)
    if (entity->fields[i].flags & LW_FIELD_KEY)
      g_string_append_printf (expected, "%s%s", n++ ? "/" : "", entity->fields[i].name);
  if (g_strv_length (parts) == n)
    return TRUE;
  g_set_error (error, LW_ERROR, LW_ERROR_NOT_FOUND, _("expected the key of an existing %s (%s), found “%s”"), entity->noun,
               expected->str, key);
  return FALSE;
}

static Edit *
edit_new (EditKind kind, GPtrArray *sections, const char *noun, const char *key, const char *const *values, GError **error)
{
  const LwEntity *entity = lw_model_find (sections, noun, error);
  Edit *edit;

  if (!entity || (key && !check_key (entity, key, error)))
    return NULL;
  if (entity == lw_core_entities[0] && !may_edit_competition (kind, values, error))
    return NULL;
  edit = g_new0 (Edit, 1);
  edit->kind = kind;
  edit->sections = g_ptr_array_ref (sections);
  edit->entity = entity;
  edit->n_fields = lw_entity_n_fields (entity);
  edit->key = g_strdup (key);
  for (guint i = 0; kind == EDIT_ADD && i < edit->n_fields; i++)
    if (entity->fields[i].flags & LW_FIELD_FIXED)
      edit->given[i] = g_strdup (entity->fields[i].choices[0]); /* the command's name has the key */
  for (guint i = 0; values && values[i]; i++)
    if (!take_value (edit, values[i], error))
      {
        edit_free (edit);
        return NULL;
      }
  return edit;
}

/* ---- SQL from the description ---- */

static char *
sql_insert (const LwEntity *entity)
{
  GString *sql = g_string_new (NULL);
  g_autoptr (GString) marks = g_string_new (NULL);

  g_string_append_printf (sql, "INSERT INTO \"%s\" (", entity->table);
  for (guint i = 0; entity->fields[i].name; i++)
    {
      g_autofree char *column = lw_field_column (&entity->fields[i]);
      g_string_append_printf (sql, "%s\"%s\"", i ? ", " : "", column);
      g_string_append (marks, i ? ", ?" : "?");
    }
  g_string_append_printf (sql, ") VALUES (%s)", marks->str);
  return g_string_free (sql, FALSE);
}

/* " WHERE key = ?…" with parameters numbered from @first. */
static char *
sql_where_key (const LwEntity *entity, guint first)
{
  GString *sql = g_string_new (NULL);

  for (guint i = 0; entity->fields[i].name; i++)
    if (entity->fields[i].flags & LW_FIELD_KEY)
      {
        g_autofree char *column = lw_field_column (&entity->fields[i]);
        g_string_append_printf (sql, "%s\"%s\" = ?%u", sql->len ? " AND " : " WHERE ", column, first++);
      }
  return g_string_free (sql, FALSE);
}

static char *
sql_update (const LwEntity *entity)
{
  GString *sql = g_string_new (NULL);
  g_autofree char *where = sql_where_key (entity, lw_entity_n_fields (entity) + 1);

  g_string_append_printf (sql, "UPDATE \"%s\" SET ", entity->table);
  for (guint i = 0; entity->fields[i].name; i++)
    {
      g_autofree char *column = lw_field_column (&entity->fields[i]);
      g_string_append_printf (sql, "%s\"%s\" = ?%u", i ? ", " : "", column, i + 1);
    }
  g_string_append (sql, where);
  return g_string_free (sql, FALSE);
}

/* Binds @values from parameter @first; numbers are bound as numbers. */
static void
bind_values (LwStatement *statement, const LwEntity *entity, const char *const *values, gboolean keys_only, int first)
{
  for (guint i = 0; entity->fields[i].name; i++)
    {
      LwFieldType type = entity->fields[i].type;
      if (keys_only && !(entity->fields[i].flags & LW_FIELD_KEY))
        continue;
      if (values[i] && (type == LW_FIELD_INTEGER || type == LW_FIELD_MONEY))
        lw_statement_bind_int (statement, first, g_ascii_strtoll (values[i], NULL, 10));
      else
        lw_statement_bind_text (statement, first, values[i], -1);
      first++;
    }
}

static gboolean
run_with (LwConnection *connection, const char *sql, const LwEntity *entity, const char *const *values, gboolean keys_after,
          GError **error)
{
  g_autoptr (LwStatement) statement = lw_connection_prepare (connection, sql, error);

  if (!statement)
    return FALSE;
  bind_values (statement, entity, values, FALSE, 1);
  if (keys_after)
    bind_values (statement, entity, values, TRUE, (int) lw_entity_n_fields (entity) + 1);
  return lw_statement_step (statement, error) == LW_STEP_DONE;
}

/* ---- rules after a change ---- */

/* Rows of entities whose check looks up what was just changed must still pass. */
static gboolean
check_dependents (const Edit *edit, LwTransaction *transaction, GError **error)
{
  g_autoptr (LwRowContext) context = NULL; /* a new one: the old row may be in the one the edit used */

  for (guint s = 0; s < edit->sections->len; s++)
    {
      const LwSection *section = g_ptr_array_index (edit->sections, s);
      for (guint i = 0; section->entities[i]; i++)
        {
          const LwEntity *entity = section->entities[i];
          if (!entity->depends || !g_strv_contains (entity->depends, edit->entity->noun))
            continue;
          if (!context && !(context = lw_row_context_new (edit->sections, lw_transaction_connection (transaction), error)))
            return FALSE;
          if (!lw_rules_check_entity (context, entity, NULL, lw_transaction_cancellable (transaction), error))
            {
              g_prefix_error (error, _("this change is refused, because of it a row would break a rule: "));
              return FALSE;
            }
        }
    }
  return TRUE;
}

/* ---- adding and changing ---- */

/* Turns what was given into stored values over @values; buffers keep numbers. */
static gboolean
store_given (const Edit *edit, const char *currency, const char **values, LwFieldBuffer *buffers, GError **error)
{
  for (guint i = 0; i < edit->n_fields; i++)
    {
      const LwField *field = &edit->entity->fields[i];
      const char *given = edit->given[i];

      if (field->flags & LW_FIELD_FIXED)
        values[i] = field->choices[0];
      if (!given)
        continue;
      if (*given == '\0' && !(field->flags & (LW_FIELD_KEY | LW_FIELD_REQUIRED | LW_FIELD_ORDER)))
        values[i] = NULL;
      else if (!lw_field_check (field, given, strlen (given), currency, &buffers[i], &values[i], error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
next_position (const Edit *edit, LwConnection *connection, guint field, LwFieldBuffer *buffer, GError **error)
{
  g_autofree char *column = lw_field_column (&edit->entity->fields[field]);
  g_autofree char *sql = g_strdup_printf ("SELECT max (\"%s\") FROM \"%s\"", column, edit->entity->table);
  gint64 last;

  if (!lw_connection_get_int (connection, &last, 0, error, sql, ""))
    return FALSE;
  if (last >= edit->entity->fields[field].maximum)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("%s: expected one to be free up to %lld, found %lld taken"),
                   edit->entity->fields[field].name, (long long) edit->entity->fields[field].maximum, (long long) last);
      return FALSE;
    }
  g_snprintf (buffer->text, sizeof buffer->text, "%" G_GINT64_FORMAT, last + 1);
  return TRUE;
}

static gboolean
apply_add (const Edit *edit, LwTransaction *transaction, GError **error)
{
  LwConnection *connection = lw_transaction_connection (transaction);
  g_autoptr (LwRowContext) context = lw_row_context_new (edit->sections, connection, error);
  const char *values[LW_ROW_MAX_FIELDS] = { NULL };
  LwFieldBuffer buffers[LW_ROW_MAX_FIELDS];
  g_autofree char *sql = sql_insert (edit->entity);
  g_autofree char *key = NULL;
  gboolean found;

  if (!context || !store_given (edit, context->currency, values, buffers, error))
    return FALSE;
  for (guint i = 0; i < edit->n_fields; i++)
    {
      const LwField *field = &edit->entity->fields[i];
      if (!values[i] && field->flags & LW_FIELD_EMPTY)
        values[i] = "";
      if (!values[i] && field->flags & LW_FIELD_ORDER)
        {
          if (!next_position (edit, connection, i, &buffers[i], error))
            return FALSE;
          values[i] = buffers[i].text;
        }
    }
  key = lw_row_make_key (edit->entity, values);
  lw_row_lookup (context, edit->entity->noun, key, 0, &found);
  if (found)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_EXISTS, _("expected a new %s, but there is one called %s"), edit->entity->noun,
                   key);
      return FALSE;
    }
  return lw_row_check (context, edit->entity, values, error) && run_with (connection, sql, edit->entity, values, FALSE, error);
}

static gboolean
fail_missing (const Edit *edit, GError **error)
{
  g_set_error (error, LW_ERROR, LW_ERROR_NOT_FOUND, _("expected the key of an existing %s, found “%s”"),
               edit->entity->noun, edit->key);
  return FALSE;
}

static gboolean
apply_set (const Edit *edit, LwTransaction *transaction, GError **error)
{
  LwConnection *connection = lw_transaction_connection (transaction);
  g_autoptr (LwRowContext) context = lw_row_context_new (edit->sections, connection, error);
  const char *values[LW_ROW_MAX_FIELDS] = { NULL };
  LwFieldBuffer buffers[LW_ROW_MAX_FIELDS];
  g_autofree char *sql = sql_update (edit->entity);
  gboolean found = FALSE;

  if (!context)
    return FALSE;
  for (guint i = 0; i < edit->n_fields; i++)
    values[i] = lw_row_lookup (context, edit->entity->noun, edit->key, i, &found);
  if (!found)
    return fail_missing (edit, error);
  if (!store_given (edit, context->currency, values, buffers, error)
      || !lw_row_check (context, edit->entity, values, error))
    return FALSE;
  return run_with (connection, sql, edit->entity, values, TRUE, error);
}

/* ---- removing ---- */

/* " WHERE …" over the key fields of @child that come from its parent. */
static gboolean
remove_children (const Edit *edit, const LwEntity *child, LwConnection *connection, const char *const *parts, GError **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (LwStatement) statement = NULL;
  guint n = 0;

  g_string_append_printf (sql, "DELETE FROM \"%s\"", child->table);
  for (guint i = 0; child->fields[i].name; i++)
    if (child->fields[i].flags & LW_FIELD_PARENT)
      {
        g_autofree char *column = lw_field_column (&child->fields[i]);
        g_string_append_printf (sql, "%s\"%s\" = ?", n++ ? " AND " : " WHERE ", column);
      }
  statement = lw_connection_prepare (connection, sql->str, error);
  for (guint i = 0; statement && i < n && parts[i]; i++)
    lw_statement_bind_text (statement, (int) i + 1, parts[i], -1);
  return statement && lw_statement_step (statement, error) == LW_STEP_DONE;
}

/* Names what still refers to the row, where SQLite says only that something does. */
static void
explain_use (const Edit *edit, LwConnection *connection, GError **error)
{
  g_autoptr (GString) users = g_string_new (NULL);

  for (guint s = 0; s < edit->sections->len; s++)
    {
      const LwSection *section = g_ptr_array_index (edit->sections, s);
      for (guint i = 0; section->entities[i]; i++)
        for (guint f = 0; section->entities[i]->fields[f].name; f++)
          {
            const LwEntity *entity = section->entities[i];
            g_autofree char *column = lw_field_column (&entity->fields[f]);
            g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM \"%s\" WHERE \"%s\" = ?", entity->table, column);
            gint64 n = 0;

            if (g_strcmp0 (entity->fields[f].refers, edit->entity->noun) == 0
                && g_strcmp0 (entity->parent, edit->entity->noun) != 0
                && lw_connection_get_int (connection, &n, 0, NULL, sql, "s", edit->key) && n > 0)
              g_string_append_printf (users, "%s%lld × %s", users->len ? ", " : "", (long long) n, entity->noun);
          }
    }
  if (users->len > 0)
    {
      g_clear_error (error);
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("%s %s is still in use (%s): remove those first"),
                   edit->entity->noun, edit->key, users->str);
    }
}

static gboolean
apply_remove (const Edit *edit, LwTransaction *transaction, GError **error)
{
  LwConnection *connection = lw_transaction_connection (transaction);
  g_auto (GStrv) parts = g_strsplit (edit->key, "/", -1);
  g_autofree char *where = sql_where_key (edit->entity, 1);
  g_autofree char *sql = g_strdup_printf ("DELETE FROM \"%s\"%s", edit->entity->table, where);
  g_autoptr (LwStatement) statement = lw_connection_prepare (connection, sql, error);

  if (!statement)
    return FALSE;
  for (guint s = 0; s < edit->sections->len; s++)
    {
      const LwSection *section = g_ptr_array_index (edit->sections, s);
      for (guint i = 0; section->entities[i]; i++)
        if (g_strcmp0 (section->entities[i]->parent, edit->entity->noun) == 0
            && !remove_children (edit, section->entities[i], connection, (const char *const *) parts, error))
          return FALSE;
    }
  for (int i = 0; parts[i]; i++)
    lw_statement_bind_text (statement, i + 1, parts[i], -1);
  if (lw_statement_step (statement, error) != LW_STEP_DONE)
    {
      if (error)
        explain_use (edit, connection, error);
      return FALSE;
    }
  return lw_connection_changes (connection) > 0 || fail_missing (edit, error);
}

/* Names of the fields that are given. */
static const char *const *
given_fields (const Edit *edit, const char **names)
{
  guint n = 0;

  for (guint i = 0; i < edit->n_fields; i++)
    if (edit->given[i])
      names[n++] = edit->entity->fields[i].name;
  names[n] = NULL;
  return edit->kind == EDIT_REMOVE ? NULL : names;
}

static gboolean
check_guard (const Edit *edit, LwTransaction *transaction, GError **error)
{
  LwConnection *connection = lw_transaction_connection (transaction);
  g_autofree char *made = edit->key ? NULL : lw_row_make_key (edit->entity, (const char *const *) edit->given);
  const char *key = edit->key ? edit->key : made, *names[LW_ROW_MAX_FIELDS + 1];
  const char *const *fields = given_fields (edit, names);

  for (guint s = 0; s < edit->sections->len; s++)
    {
      const LwSection *section = g_ptr_array_index (edit->sections, s);
      if (section->guard && !section->guard (connection, edit->entity, key, fields, error))
        return FALSE;
    }
  return !edit->entity->guard || edit->entity->guard (connection, key, error);
}

static gboolean
apply_edit (LwTransaction *transaction, gpointer data, GError **error)
{
  const Edit *edit = data;
  gboolean fine = !check_guard (edit, transaction, error) ? FALSE
                  : edit->kind == EDIT_ADD          ? apply_add (edit, transaction, error)
                  : edit->kind == EDIT_SET          ? apply_set (edit, transaction, error)
                                                    : apply_remove (edit, transaction, error);

  return fine && check_dependents (edit, transaction, error);
}

/* ---- the commands ---- */

static LwCommand *
edit_command (Edit *edit, const char *name, const char *person, const char *reason)
{
  return lw_command_new (name, person, reason, apply_edit, edit, (GDestroyNotify) edit_free);
}

LwCommand *
lw_model_add (GPtrArray *sections, const char *noun, const char *const *values, const char *person, const char *reason,
              GError **error)
{
  Edit *edit = edit_new (EDIT_ADD, sections, noun, NULL, values, error);

  if (!edit)
    return NULL;
  g_autofree char *key = lw_row_make_key (edit->entity, (const char *const *) edit->given);
  g_autofree char *name = lw_model_name_add (edit->entity, key);
  return edit_command (edit, name, person, reason);
}

LwCommand *
lw_model_set (GPtrArray *sections, const char *noun, const char *key, const char *const *values, const char *person,
              const char *reason, GError **error)
{
  Edit *edit = edit_new (EDIT_SET, sections, noun, key, values, error);

  if (!edit)
    return NULL;
  g_autofree char *name = lw_model_name_set (edit->entity, key, (const char *const *) edit->given);
  return edit_command (edit, name, person, reason);
}

LwCommand *
lw_model_remove (GPtrArray *sections, const char *noun, const char *key, const char *person, const char *reason,
                 GError **error)
{
  Edit *edit = edit_new (EDIT_REMOVE, sections, noun, key, NULL, error);

  if (!edit)
    return NULL;
  g_autofree char *name = lw_model_name_remove (edit->entity, key);
  return edit_command (edit, name, person, reason);
}
