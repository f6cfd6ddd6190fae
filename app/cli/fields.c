/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the descriptions of entities say, in words for people. */
#include "config.h"

#include "cli.h"

#include "base/lw-error.h"
#include "base/lw-id.h"
#include "model/lw-model.h"

#include <string.h>

#include "base/lw-i18n.h"

char *
cli_key_pattern (const LwEntity *entity)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  for (const LwField *field = entity->fields; field->name != NULL; field++)
    if (field->flags & LW_FIELD_KEY)
      g_strv_builder_add (names, field->name);
  g_auto (GStrv) list = g_strv_builder_end (names);
  return g_strjoinv ("/", list);
}

const LwEntity *
cli_entity_of_table (const char *table)
{
  GPtrArray *sections = lw_host_get_sections (cli_host ());
  for (guint i = 0; table != NULL && i < sections->len; i++)
    for (const LwEntity *const *entity = ((LwSection *) sections->pdata[i])->entities; *entity != NULL; entity++)
      if (strcmp ((*entity)->table, table) == 0)
        return *entity;
  return NULL;
}

char *
cli_noun_list (void)
{
  g_autoptr (GString) list = g_string_new (NULL);
  GPtrArray *sections = lw_host_get_sections (cli_host ());
  for (guint i = 0; i < sections->len; i++)
    for (const LwEntity *const *entity = ((LwSection *) sections->pdata[i])->entities; *entity != NULL; entity++)
      g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", (*entity)->noun);
  return g_strdup (list->str);
}

gboolean
cli_field_is_required (const LwField *field)
{
  return (field->flags & (LW_FIELD_KEY | LW_FIELD_REQUIRED)) != 0 && !(field->flags & (LW_FIELD_FIXED | LW_FIELD_EMPTY));
}

const char *
cli_field_unit (const LwField *field)
{
  if (strcmp (field->name, "share") == 0 && field->type == LW_FIELD_INTEGER)
    return _("basis points: 2500 is 25 %");
  return field->type == LW_FIELD_MONEY ? _("major units of the competition's currency, such as 27400000.00") : NULL;
}

char *
cli_field_expects (const LwField *field)
{
  g_autofree char *choices = field->choices != NULL ? g_strjoinv (", ", (char **) field->choices) : NULL;
  switch (field->type)
    {
    case LW_FIELD_ID:
      return g_strdup (_("an identifier: letters, digits, “.”, “_” and “-”"));
    case LW_FIELD_REF:
      return g_strdup_printf (field->flags & LW_FIELD_EMPTY ? _("the identifier of an existing %s, or nothing")
                                                            : _("the identifier of an existing %s"), field->refers);
    case LW_FIELD_TEXT:
      return g_strdup (_("one line of text"));
    case LW_FIELD_LONG_TEXT:
      return g_strdup (_("text, of several lines if need be"));
    case LW_FIELD_INTEGER:
      if (field->flags & LW_FIELD_ORDER)
        return g_strdup (_("place in the list, from 1; the last where it is not given"));
      if (field->minimum == field->maximum || field->maximum >= G_MAXINT32)
        return g_strdup (_("a whole number"));
      return g_strdup_printf (_("a whole number from %lld to %lld"), (long long) field->minimum, (long long) field->maximum);
    case LW_FIELD_DECIMAL:
      return g_strdup (_("a decimal number such as 12.5"));
    case LW_FIELD_MONEY:
      return g_strdup (_("an amount"));
    case LW_FIELD_CONTENT:
      return g_strdup (_("the SHA-256 of a content that is in the file"));
    case LW_FIELD_CHOICE:
    default:
      return g_strdup_printf (_("one of %s"), choices != NULL ? choices : "");
    }
}

/* ---- what was given on the command line ---- */

static const LwField *
find_field (const LwEntity *entity, const char *name)
{
  for (const LwField *field = entity->fields; field->name != NULL; field++)
    if (strcmp (field->name, name) == 0 && !(field->flags & LW_FIELD_FIXED))
      return field;
  return NULL;
}

static void
set_unknown_field (const LwEntity *entity, const char *name, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  for (const LwField *field = entity->fields; field->name != NULL; field++)
    if (!(field->flags & LW_FIELD_FIXED))
      g_ptr_array_add (names, (gpointer) field->name);
  g_ptr_array_add (names, NULL);
  g_autofree char *all = g_strjoinv (", ", (char **) names->pdata);
  g_autofree char *shown = lw_error_quote (name);
  const char *near = g_utf8_validate (name, -1, NULL) ? lw_nearest (name, (const char *const *) names->pdata) : NULL;
  if (near != NULL)
    g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("expected a field of %s (%s), found %s; did you mean “%s”?"),
                 entity->noun, all, shown, near);
  else
    g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("expected a field of %s (%s), found %s"), entity->noun, all, shown);
}

gboolean
cli_check_given (const LwEntity *entity, const char *const *values, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; values[i] != NULL; i++)
    {
      const char *equals = strchr (values[i], '=');
      if (equals == NULL)
        {
          g_autofree char *shown = lw_error_quote (values[i]);
          g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("expected FIELD=VALUE, found %s"), shown);
          return FALSE;
        }
      char *name = g_strndup (values[i], (gsize) (equals - values[i]));
      if (find_field (entity, name) == NULL)
        {
          set_unknown_field (entity, name, error);
          g_free (name);
          return FALSE;
        }
      if (g_hash_table_contains (seen, name))
        {
          g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("%s: expected one value, found two"), name);
          g_free (name);
          return FALSE;
        }
      g_hash_table_add (seen, name);
    }
  return TRUE;
}

gboolean
cli_check_required (const LwEntity *entity, const char *const *values, GError **error)
{
  g_autoptr (GString) missing = g_string_new (NULL);
  for (const LwField *field = entity->fields; field->name != NULL; field++)
    {
      g_autofree char *prefix = g_strconcat (field->name, "=", NULL);
      gboolean given = !cli_field_is_required (field);
      for (guint i = 0; !given && values[i] != NULL; i++)
        given = g_str_has_prefix (values[i], prefix);
      if (given)
        continue;
      g_autofree char *expects = cli_field_expects (field);
      g_string_append_printf (missing, "%s%s (%s)", missing->len > 0 ? ", " : "", field->name, expects);
    }
  if (missing->len == 0)
    return TRUE;
  g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("a new %s: expected values for %s; found none"), entity->noun, missing->str);
  return FALSE;
}
