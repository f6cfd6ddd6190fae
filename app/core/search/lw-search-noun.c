/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "search/lw-search-noun-private.h"

#include "model/lw-row.h"
#include "search/lw-search-index-private.h"

#include "base/lw-i18n.h"

/* What people wrote before what they chose, for the beginning may be all that is shown. Figures are not searched, and a
 * field of the key is in the document's key. */
static GArray *
find_body (const LwEntity *entity, int title)
{
  static const LwFieldType order[] = { LW_FIELD_LONG_TEXT, LW_FIELD_TEXT, LW_FIELD_ID, LW_FIELD_REF, LW_FIELD_CHOICE };
  GArray *body = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint t = 0; t < G_N_ELEMENTS (order); t++)
    for (guint i = 0; entity->fields[i].name; i++)
      if (entity->fields[i].type == order[t] && (int) i != title && !(entity->fields[i].flags & LW_FIELD_KEY))
        g_array_append_val (body, i);
  return body;
}

static int
find_title (const LwEntity *entity)
{
  static const char *const names[] = { "title", "name", "label" };
  int found = -1;

  for (guint i = 0; found < 0 && i < G_N_ELEMENTS (names); i++)
    {
      found = lw_entity_find_field (entity, names[i]);
      if (found >= 0 && entity->fields[found].flags & LW_FIELD_KEY)
        found = -1; /* the key says it */
    }
  return found;
}

/* A million rows are taken as they lie, which is by their key; a sort would take as long as the rest. */
static char *
select_all (const LwEntity *entity)
{
  g_autofree char *select = lw_entity_select (entity);
  g_autoptr (GString) order = g_string_new (NULL);

  for (guint i = 0; entity->fields[i].name; i++)
    if (entity->fields[i].flags & LW_FIELD_PARENT)
      {
        g_autofree char *column = lw_field_column (&entity->fields[i]);
        g_string_append_printf (order, "\"%s\", ", column);
      }
  return entity->numerous ? g_steal_pointer (&select)
                          : g_strconcat (select, " ORDER BY ", order->str, entity->order_by, NULL);
}

static char *
select_by_key (const LwEntity *entity)
{
  g_autofree char *select = lw_entity_select (entity);
  g_autoptr (GString) where = g_string_new (NULL);

  for (guint i = 0; entity->fields[i].name; i++)
    if (entity->fields[i].flags & LW_FIELD_KEY)
      {
        g_autofree char *column = lw_field_column (&entity->fields[i]);
        g_string_append_printf (where, "%s\"%s\" = ?", where->len ? " AND " : " WHERE ", column);
      }
  return g_strconcat (select, where->str, NULL);
}

LwSearchNoun *
lw_search_noun_new (const LwEntity *entity, guint n)
{
  LwSearchNoun *noun = g_new0 (LwSearchNoun, 1);

  noun->n = n;
  noun->entity = entity;
  noun->title = find_title (entity);
  noun->body = find_body (entity, noun->title);
  noun->count = g_strdup_printf ("SELECT count (*) FROM \"%s\"", entity->table);
  noun->all = select_all (entity);
  noun->by_key = select_by_key (entity);
  noun->last = LW_SEARCH_FIRST_OF (n);
  return noun;
}

LwSearchNoun *
lw_search_noun_new_pages (LwSearchNoun *noun, guint n)
{
  const LwEntity *entity = noun->entity;
  const int content = lw_entity_find_content (entity);
  g_autoptr (GString) columns = g_string_new (NULL);
  g_autoptr (GString) where = g_string_new (NULL);
  g_autofree char *named = content < 0 ? NULL : lw_field_column (&entity->fields[content]);
  g_autofree char *from = NULL;
  LwSearchNoun *pages;
  guint f = 0;

  if (content < 0)
    return NULL;
  pages = g_new0 (LwSearchNoun, 1);
  for (guint i = 0; entity->fields[i].name && f < LW_SEARCH_PAGE_FIELDS - 3; i++)
    if (entity->fields[i].flags & LW_FIELD_KEY)
      {
        g_autofree char *column = lw_field_column (&entity->fields[i]);
        g_string_append_printf (columns, "d.\"%s\", ", column);
        g_string_append_printf (where, "%sd.\"%s\" = ?", where->len ? " AND " : " WHERE ", column);
        pages->page_fields[f++] = entity->fields[i];
      }
  pages->page_fields[f++] = (LwField) { .name = "page", .type = LW_FIELD_INTEGER, .flags = LW_FIELD_KEY };
  pages->page_fields[f] = (LwField) { .name = "text", .type = LW_FIELD_LONG_TEXT };
  pages->page = (LwEntity) { .noun = "page", .table = entity->table, .fields = pages->page_fields };
  pages->n = n;
  pages->entity = &pages->page;
  pages->is_pages = TRUE;
  pages->title = -1;
  pages->body = find_body (pages->entity, -1);
  from = g_strdup_printf ("FROM \"%s\" d JOIN content_page p ON p.sha256 = d.\"%s\"", entity->table, named);
  pages->count = g_strconcat ("SELECT count (*) ", from, NULL);
  pages->all = g_strconcat ("SELECT ", columns->str, "p.page, p.text ", from, " ORDER BY ", columns->str, "p.page", NULL);
  pages->by_key = g_strconcat ("SELECT ", columns->str, "p.page, p.text ", from, where->str, " ORDER BY p.page", NULL);
  pages->last = LW_SEARCH_FIRST_OF (n);
  return noun->pages = pages;
}

void
lw_search_noun_free (LwSearchNoun *noun)
{
  g_free (noun->count);
  g_array_unref (noun->body);
  g_free (noun->all);
  g_free (noun->by_key);
  g_free (noun);
}

/* "L12/B04", as in LwChange. */
static void
append_key_part (GString *key, const char *part)
{
  for (; *part; part++)
    if (*part == '/' || *part == '%')
      g_string_append (key, *part == '/' ? "%2F" : "%25");
    else
      g_string_append_c (key, *part);
}

static char *
unescape (const char *part)
{
  g_autoptr (GString) text = g_string_new (part);

  g_string_replace (text, "%2F", "/", 0);
  g_string_replace (text, "%25", "%", 0);
  return g_strdup (text->str);
}

const char *
lw_search_noun_read (const LwSearchNoun *noun, LwStatement *row, GString *key, GString *body)
{
  const char *title = noun->title < 0 ? NULL : lw_statement_text (row, noun->title);
  gboolean first = TRUE;

  g_string_truncate (key, 0);
  g_string_truncate (body, 0);
  for (guint i = 0; noun->entity->fields[i].name; i++)
    if (noun->entity->fields[i].flags & LW_FIELD_KEY)
      {
        const char *part = lw_statement_text (row, (int) i);
        g_string_append (key, first ? "" : "/");
        append_key_part (key, part ? part : "");
        first = FALSE;
      }
  for (guint i = 0; i < noun->body->len; i++)
    {
      const char *text = lw_statement_text (row, (int) g_array_index (noun->body, guint, i));
      if (!text || !*text)
        continue;
      g_string_append (body, body->len ? " · " : "");
      g_string_append (body, text);
    }
  return title ? title : "";
}

LwStep
lw_search_noun_select (const LwSearchNoun *noun, LwStatement *row, const char *key, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (key, "/", -1);

  for (guint i = 0; parts[i]; i++)
    {
      g_autofree char *part = unescape (parts[i]);
      sqlite3_bind_text (row->stmt, (int) i + 1, part, -1, SQLITE_TRANSIENT);
    }
  return lw_statement_step (row, error);
}

char *
lw_search_noun_title (const LwSearchNoun *noun, const char *key, const char *name)
{
  g_auto (GStrv) parts = g_strsplit (key, "/", -1);
  g_autoptr (GString) title = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; noun->entity->fields[i].name && parts[n]; i++)
    {
      const LwField *field = &noun->entity->fields[i];
      if (!(field->flags & LW_FIELD_KEY))
        continue;
      g_autofree char *part = unescape (parts[n++]);
      gboolean by = title->len > 0 && g_strcmp0 (field->refers, "person") == 0;
      if (by)
        {
          g_autofree char *so_far = g_strdup (title->str);
          g_string_printf (title, _("%s by %s"), so_far, part);
        }
      else if (noun->is_pages && !parts[n])
        g_string_append_printf (title, _(", page %s"), part);
      else if (*part)
        g_string_append_printf (title, "%s%s", title->len ? "/" : "", part);
    }
  if (*name)
    g_string_append_printf (title, " %s", name);
  return g_strdup (title->str);
}
