/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "model/lw-row.h"

#include "base/lw-error.h"
#include "base/lw-id.h"
#include "base/lw-money.h"
#include "plugin/lw-host.h"

#include <string.h>

#include "base/lw-i18n.h"

#define DECIMAL_MAX 64 /* characters of a decimal */

guint
lw_entity_n_fields (const LwEntity *entity)
{
  guint n = 0;

  while (entity->fields[n].name)
    n++;
  return n;
}

int
lw_entity_find_content (const LwEntity *entity)
{
  for (int i = 0; entity->fields[i].name; i++)
    if (entity->fields[i].type == LW_FIELD_CONTENT)
      return i;
  return -1;
}

int
lw_entity_find_field (const LwEntity *entity, const char *name)
{
  for (int i = 0; entity->fields[i].name; i++)
    if (g_str_equal (entity->fields[i].name, name))
      return i;
  return -1;
}

char *
lw_field_column (const LwField *field)
{
  return g_strdelimit (g_strdup (field->name), "-", '_');
}

char *
lw_entity_select (const LwEntity *entity)
{
  GString *sql = g_string_new ("SELECT ");

  for (guint i = 0; entity->fields[i].name; i++)
    {
      g_autofree char *column = lw_field_column (&entity->fields[i]);
      g_string_append_printf (sql, "%s\"%s\"", i ? ", " : "", column);
    }
  g_string_append_printf (sql, " FROM \"%s\"", entity->table);
  return g_string_free (sql, FALSE);
}

char *
lw_row_make_key (const LwEntity *entity, const char *const *values)
{
  GString *key = g_string_new (NULL);
  gboolean first = TRUE;

  for (guint i = 0; entity->fields[i].name; i++)
    if (entity->fields[i].flags & LW_FIELD_KEY)
      {
        if (!first)
          g_string_append_c (key, '/');
        g_string_append (key, values[i] ? values[i] : "");
        first = FALSE;
      }
  return g_string_free (key, FALSE);
}

/* ---- types of fields ---- */

static gboolean
refuse (GError **error, const LwField *field, const char *expected, const char *found)
{
  g_autofree char *shown = lw_error_quote (found);

  g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("%s: expected %s, found %s"), field->name, expected, shown);
  return FALSE;
}

/* No control characters (a long text may have tabs and line ends), and nothing that XML cannot hold. */
static gboolean
check_text (const LwField *field, const char *text, gsize length, GError **error)
{
  gboolean is_long = field->type == LW_FIELD_LONG_TEXT;
  gsize most = is_long ? LW_LONG_TEXT_MAX : LW_TEXT_MAX;

  if (length > most)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
                   _("%s: expected at most %zu bytes, found %zu"), field->name, most, length);
      return FALSE;
    }
  for (gsize i = 0; i < length; i++)
    {
      guchar c = (guchar) text[i];
      if (c < 0x20 && !(is_long && (c == '\n' || c == '\t' || c == '\r')))
        return refuse (error, field, is_long ? _("text") : _("one line of text"), text);
    }
  if (!g_utf8_validate_len (text, length, NULL) || strstr (text, "\xef\xbf\xbe") || strstr (text, "\xef\xbf\xbf"))
    return refuse (error, field, _("UTF-8 text"), "…");
  return TRUE;
}

static gboolean
check_decimal (const LwField *field, const char *text, GError **error)
{
  const char *p = text + (*text == '-');
  const char *digits = p;

  while (g_ascii_isdigit (*p))
    p++;
  if (p > digits && *p == '.' && g_ascii_isdigit (p[1]))
    for (p++; g_ascii_isdigit (*p);)
      p++;
  if (p == digits || *p || p - text > DECIMAL_MAX)
    return refuse (error, field, _("a decimal number such as 12.5"), text);
  return TRUE;
}

static gboolean
check_integer (const LwField *field, const char *text, LwFieldBuffer *buffer, const char **stored, GError **error)
{
  gboolean limited = field->minimum != field->maximum;
  gint64 least = limited ? field->minimum : G_MININT64;
  gint64 most = limited ? field->maximum : G_MAXINT64;
  gint64 value;

  if (!g_ascii_string_to_signed (text, 10, least, most, &value, NULL))
    {
      g_autofree char *expected
          = limited ? g_strdup_printf (_("a whole number from %lld to %lld"), (long long) least, (long long) most)
                    : g_strdup (_("a whole number"));
      return refuse (error, field, expected, text);
    }
  g_snprintf (buffer->text, sizeof buffer->text, "%" G_GINT64_FORMAT, value);
  *stored = buffer->text;
  return TRUE;
}

static gboolean
check_money (const LwField *field, const char *text, const char *currency, LwFieldBuffer *buffer, const char **stored,
             GError **error)
{
  gint64 minor;

  if (!lw_money_parse (text, currency, field->name, &minor, error))
    return FALSE;
  if (minor < 0)
    return refuse (error, field, _("an amount that is not negative"), text);
  g_snprintf (buffer->text, sizeof buffer->text, "%" G_GINT64_FORMAT, minor);
  *stored = buffer->text;
  return TRUE;
}

gboolean
lw_field_check (const LwField *field, const char *text, gsize length, const char *currency, LwFieldBuffer *buffer,
                const char **stored, GError **error)
{
  *stored = text;
  switch (field->type)
    {
    case LW_FIELD_ID:
    case LW_FIELD_REF:
      return (*text == '\0' && field->flags & LW_FIELD_EMPTY) || lw_id_check (text, field->name, error);
    case LW_FIELD_TEXT:
      if (length == 0)
        return refuse (error, field, _("some text"), text);
      return check_text (field, text, length, error);
    case LW_FIELD_LONG_TEXT:
      return check_text (field, text, length, error);
    case LW_FIELD_DECIMAL:
      return check_decimal (field, text, error);
    case LW_FIELD_INTEGER:
      return check_integer (field, text, buffer, stored, error);
    case LW_FIELD_MONEY:
      return check_money (field, text, currency, buffer, stored, error);
    case LW_FIELD_CHOICE:
      if (!g_strv_contains (field->choices, text))
        {
          g_autofree char *list = g_strjoinv (", ", (char **) field->choices);
          g_autofree char *expected = g_strdup_printf (_("one of %s"), list);
          return refuse (error, field, expected, text);
        }
      return TRUE;
    case LW_FIELD_CONTENT:
      return (length == 64 && strspn (text, "0123456789abcdef") == 64)
             || refuse (error, field, _("a SHA-256, 64 hexadecimal digits in lower case"), text);
    default:
      g_assert_not_reached ();
    }
}

char *
lw_field_to_text (const LwField *field, const char *stored, const char *currency)
{
  if (field->type == LW_FIELD_MONEY)
    return lw_money_to_text (g_ascii_strtoll (stored, NULL, 10), currency);
  return g_strdup (stored);
}

/* ---- the index ---- */

/* Rows of one entity: key -> its values, NULL where the file was asked and has no such row. */
typedef struct
{
  const LwEntity *entity;
  guint n_fields;
  guint n_key;
  char *select; /* row by key; NULL until the file is first asked */
  GHashTable *rows;
} Known;

static void
values_free (char **values)
{
  /* one block: the array, then its texts */
  g_free (values);
}

static void
known_free (Known *known)
{
  g_hash_table_unref (known->rows);
  g_free (known->select);
  g_free (known);
}

static char **
values_copy (const char *const *values, guint n)
{
  gsize size = n * sizeof (char *);
  char **copy;
  char *text;

  for (guint i = 0; i < n; i++)
    size += values[i] ? strlen (values[i]) + 1 : 0;
  copy = g_malloc (size);
  text = (char *) (copy + n);
  for (guint i = 0; i < n; i++)
    {
      copy[i] = values[i] ? text : NULL;
      if (values[i])
        text = g_stpcpy (text, values[i]) + 1;
    }
  return copy;
}

/* A row by its key. */
static char *
make_select (const LwEntity *entity)
{
  g_autofree char *all = lw_entity_select (entity);
  GString *sql = g_string_new (all);
  const char *joint = " WHERE ";

  for (guint i = 0; entity->fields[i].name; i++)
    if (entity->fields[i].flags & LW_FIELD_KEY)
      {
        g_autofree char *column = lw_field_column (&entity->fields[i]);
        g_string_append_printf (sql, "%s\"%s\" = ?", joint, column);
        joint = " AND ";
      }
  return g_string_free (sql, FALSE);
}

static const LwEntity *
find_entity (LwRowContext *context, const char *noun)
{
  for (guint s = 0; s < context->sections->len; s++)
    {
      const LwSection *section = g_ptr_array_index (context->sections, s);
      for (guint i = 0; section->entities[i]; i++)
        if (g_str_equal (section->entities[i]->noun, noun))
          return section->entities[i];
    }
  return NULL;
}

/* What is known of @noun, begun when it is first asked for; NULL where there is no such entity. */
static Known *
known_of (LwRowContext *context, const char *noun)
{
  Known *known = g_hash_table_lookup (context->nouns, noun);
  const LwEntity *entity = known ? NULL : find_entity (context, noun);

  if (!entity)
    return known;
  known = g_new0 (Known, 1);
  known->entity = entity;
  known->n_fields = lw_entity_n_fields (entity);
  for (guint i = 0; i < known->n_fields; i++)
    known->n_key += (entity->fields[i].flags & LW_FIELD_KEY) != 0;
  known->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) values_free);
  g_hash_table_insert (context->nouns, (gpointer) entity->noun, known);
  return known;
}

LwRowContext *
lw_row_context_new (GPtrArray *sections, LwConnection *connection, GError **error)
{
  g_autoptr (LwRowContext) context = g_new0 (LwRowContext, 1);

  context->sections = g_ptr_array_ref (sections);
  context->connection = connection;
  context->nouns = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) known_free);
  if (connection
      && !lw_connection_get_text (connection, &context->currency, error, "SELECT currency FROM competition", ""))
    return NULL;
  return g_steal_pointer (&context);
}

void
lw_row_context_free (LwRowContext *context)
{
  g_clear_error (&context->failed);
  g_hash_table_unref (context->nouns);
  g_ptr_array_unref (context->sections);
  g_free (context->currency);
  g_free (context);
}

/* Asks the file; what it answers is kept. */
static char **
fetch (LwRowContext *context, Known *known, const char *key)
{
  g_autoptr (LwStatement) statement = NULL;
  g_auto (GStrv) parts = g_strsplit (key, "/", -1);
  char **values = NULL;

  if (g_strv_length (parts) != known->n_key)
    return NULL;
  if (!known->select)
    known->select = make_select (known->entity);
  statement = lw_connection_prepare (context->connection, known->select, context->failed ? NULL : &context->failed);
  for (int i = 0; statement && parts[i]; i++)
    lw_statement_bind_text (statement, i + 1, parts[i], -1);
  if (statement && lw_statement_step (statement, context->failed ? NULL : &context->failed) == LW_STEP_ROW)
    {
      const char *row[LW_ROW_MAX_FIELDS];
      for (guint i = 0; i < known->n_fields; i++)
        row[i] = lw_statement_text (statement, (int) i);
      values = values_copy (row, known->n_fields);
    }
  g_hash_table_insert (known->rows, g_strdup (key), values);
  return values;
}

const char *
lw_row_lookup (LwRowContext *context, const char *noun, const char *key, guint field, gboolean *found)
{
  Known *known = known_of (context, noun);
  gpointer values = NULL;

  if (known && !g_hash_table_lookup_extended (known->rows, key, NULL, &values) && context->connection)
    values = fetch (context, known, key);
  if (found)
    *found = values != NULL;
  return values ? ((char **) values)[field] : NULL;
}

gboolean
lw_row_context_add (LwRowContext *context, const LwEntity *entity, const char *const *values, GError **error)
{
  Known *known = known_of (context, entity->noun);
  g_autofree char *key = lw_row_make_key (entity, values);

  if (g_hash_table_contains (known->rows, key))
    {
      g_set_error (error, LW_ERROR, LW_ERROR_EXISTS, _("expected each %s once, found %s a second time"), entity->noun, key);
      return FALSE;
    }
  g_hash_table_insert (known->rows, g_steal_pointer (&key), values_copy (values, known->n_fields));
  return TRUE;
}

static gboolean
check_reference (LwRowContext *context, const LwEntity *entity, const LwField *field, const char *value, GError **error)
{
  gboolean found;

  lw_row_lookup (context, field->refers, value, 0, &found);
  if (!found)
    g_set_error (error, LW_ERROR, LW_ERROR_NOT_FOUND, _("%s: expected an existing %s, found “%s”"), field->name,
                 field->refers, value);
  return found;
}

/* While a file is read its contents are in it, and were compared. */
static gboolean
check_content (LwRowContext *context, const LwField *field, const char *sha256, GError **error)
{
  gint64 there = TRUE;

  if (context->connection
      && !lw_connection_get_int (context->connection, &there, 0, error, "SELECT EXISTS (SELECT 1 FROM content WHERE sha256 = ?)",
                                 "s", sha256))
    return FALSE;
  if (!there)
    g_set_error (error, LW_ERROR, LW_ERROR_NOT_FOUND, _("%s: expected a content that is in the file, found none with %s"),
                 field->name, sha256);
  return there != 0;
}

gboolean
lw_row_error_is_of_rule (const GError *error)
{
  return g_error_matches (error, LW_ERROR, LW_ERROR_INVALID) || g_error_matches (error, LW_ERROR, LW_ERROR_NOT_FOUND)
         || g_error_matches (error, LW_ERROR, LW_ERROR_EXISTS);
}

static gboolean
check_all (LwRowContext *context, const LwEntity *entity, const char *const *values, GError **error)
{
  for (guint i = 0; entity->fields[i].name; i++)
    {
      const LwField *field = &entity->fields[i];
      if (!values[i] && field->flags & (LW_FIELD_KEY | LW_FIELD_REQUIRED))
        {
          g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("expected a value for “%s”, found none"), field->name);
          return FALSE;
        }
      if (field->type == LW_FIELD_REF && values[i] && *values[i] && !check_reference (context, entity, field, values[i], error))
        return FALSE;
      if (field->type == LW_FIELD_CONTENT && values[i] && !check_content (context, field, values[i], error))
        return FALSE;
    }
  return !entity->check || entity->check (context, values, error);
}

gboolean
lw_row_check (LwRowContext *context, const LwEntity *entity, const char *const *values, GError **error)
{
  g_autoptr (GError) broken = NULL;
  gboolean fine = check_all (context, entity, values, &broken);

  /* a lookup that could not be made is no answer, whichever way the check took it */
  if (context->failed)
    g_propagate_error (error, g_steal_pointer (&context->failed));
  else if (!fine)
    g_propagate_error (error, g_steal_pointer (&broken));
  else
    return TRUE;
  return FALSE;
}
