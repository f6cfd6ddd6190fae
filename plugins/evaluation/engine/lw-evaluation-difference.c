/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Rows are matched by what they are and their key; moved ones are told of once for all, because one that goes up moves
 * all that it passes. */
#include "config.h"

#include "lw-evaluation-difference.h"

#include "base/lw-error.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <string.h>

#include "base/lw-i18n.h"

/* Longer texts are cut where they differ least: at the end. */
#define SHOWN_CHARS 120

typedef xmlDoc Document;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Document, xmlFreeDoc)

/* A row as its element has it. */
typedef struct
{
  char *key; /* "criterion 2.1" */
  const char *noun;
  GPtrArray *names;   /* of its attributes, "text" last where it has one */
  GHashTable *values; /* name -> value */
} Row;

static void
row_free (Row *row)
{
  g_free (row->key);
  g_ptr_array_unref (row->names);
  g_hash_table_unref (row->values);
  g_free (row);
}

typedef struct
{
  GPtrArray *order; /* of Row */
  GHashTable *rows; /* key -> Row */
} Rows;

static void
rows_clear (Rows *rows)
{
  g_clear_pointer (&rows->rows, g_hash_table_unref);
  g_clear_pointer (&rows->order, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Rows, rows_clear)

static const struct
{
  const char *noun, *key;
} nouns[] = { { "method", NULL },
              { "scale", "id" },
              { "scale-mark", "value" },
              { "criterion", "id" },
              { "tie-rule", "position" } };

/* ---- reading ---- */

static char *
take_text (xmlChar *text)
{
  char *copy = g_strdup ((const char *) text);

  xmlFree (text);
  return copy;
}

static void
set_value (Row *row, const char *name, char *value)
{
  char *kept = g_strdup (name);

  g_ptr_array_add (row->names, kept);
  g_hash_table_insert (row->values, kept, value);
}

static Row *
row_new (xmlNode *element, const char *noun, const char *field)
{
  Row *row = g_new0 (Row, 1);
  g_autofree char *key = field != NULL ? take_text (xmlGetProp (element, (const xmlChar *) field)) : NULL;
  g_autofree char *above = strcmp (noun, "scale-mark") == 0 ? take_text (xmlGetProp (element->parent, (const xmlChar *) "id"))
                                                            : NULL;

  row->noun = noun;
  row->key = g_strdup_printf ("%s%s%s%s%s", noun, field != NULL ? " " : "", above != NULL ? above : "", above != NULL ? "/" : "",
                              key != NULL ? key : "");
  row->names = g_ptr_array_new_with_free_func (g_free);
  row->values = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  for (const xmlAttr *attribute = element->properties; attribute != NULL; attribute = attribute->next)
    set_value (row, (const char *) attribute->name, take_text (xmlGetProp (element, attribute->name)));
  if (xmlFirstElementChild (element) == NULL && element->children != NULL)
    set_value (row, "text", take_text (xmlNodeGetContent (element)));
  return row;
}

static void
read_rows (xmlNode *element, Rows *rows)
{
  for (xmlNode *child = xmlFirstElementChild (element); child != NULL; child = xmlNextElementSibling (child))
    {
      for (guint i = 0; i < G_N_ELEMENTS (nouns); i++)
        if (strcmp ((const char *) child->name, nouns[i].noun) == 0)
          {
            Row *row = row_new (child, nouns[i].noun, nouns[i].key);

            g_ptr_array_add (rows->order, row);
            g_hash_table_insert (rows->rows, row->key, row);
          }
      read_rows (child, rows);
    }
}

static gboolean
read_text (const char *text, Rows *rows, GError **error)
{
  g_autoptr (Document) document = xmlReadMemory (text, (int) strlen (text), NULL, NULL,
                                                 XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);

  if (document == NULL)
    {
      g_set_error_literal (error, LW_ERROR, LW_ERROR_CORRUPT, _("expected the XML of a method, found another text"));
      return FALSE;
    }
  rows->order = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  rows->rows = g_hash_table_new (g_str_hash, g_str_equal);
  Row *root = row_new (xmlDocGetRootElement (document), "competition", NULL); /* its currency is that of the prices */
  g_ptr_array_add (rows->order, root);
  g_hash_table_insert (rows->rows, root->key, root);
  read_rows (xmlDocGetRootElement (document), rows);
  return TRUE;
}

/* ---- in words ---- */

static char *
shown (const char *value)
{
  if (value == NULL)
    return g_strdup (_("nothing"));
  if (g_utf8_strlen (value, -1) <= SHOWN_CHARS)
    return g_strdup (value);
  g_autofree char *start = g_utf8_substring (value, 0, SHOWN_CHARS);
  return g_strdup_printf ("%s…", start);
}

/* "title: Quality; weight: 20" */
static char *
describe (const Row *row)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < row->names->len; i++)
    {
      const char *name = row->names->pdata[i];
      g_autofree char *value = shown (g_hash_table_lookup (row->values, name));

      if (strcmp (name, "id") != 0 && strcmp (name, "value") != 0 && strcmp (name, "position") != 0)
        g_string_append_printf (list, "%s%s: %s", list->len > 0 ? "; " : "", name, value);
    }
  return g_string_free (g_steal_pointer (&list), FALSE);
}

static void
add_change (GPtrArray *lines, const Row *row, const char *name, const char *was, const char *is)
{
  g_autofree char *before = shown (was), *after = shown (is);

  if (g_strcmp0 (was, is) != 0)
    g_ptr_array_add (lines, g_strdup_printf (_("%s, %s: was %s, is %s"), row->key, name, before, after));
}

static void
compare (GPtrArray *lines, const Row *before, const Row *after)
{
  for (guint i = 0; i < before->names->len; i++)
    {
      const char *name = before->names->pdata[i];
      add_change (lines, before, name, g_hash_table_lookup (before->values, name), g_hash_table_lookup (after->values, name));
    }
  for (guint i = 0; i < after->names->len; i++)
    {
      const char *name = after->names->pdata[i];
      if (!g_hash_table_contains (before->values, name))
        add_change (lines, after, name, NULL, g_hash_table_lookup (after->values, name));
    }
}

/* Those of @rows that @others have too, of one noun. */
static char *
order_of (const Rows *rows, const Rows *others, const char *noun)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < rows->order->len; i++)
    {
      const Row *row = rows->order->pdata[i];
      if (strcmp (row->noun, noun) == 0 && g_hash_table_contains (others->rows, row->key))
        g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", row->key + strlen (noun) + 1);
    }
  return g_string_free (list, FALSE);
}

static void
compare_order (GPtrArray *lines, const Rows *before, const Rows *after, const char *noun)
{
  g_autofree char *was = order_of (before, after, noun), *is = order_of (after, before, noun);

  if (strcmp (was, is) != 0)
    g_ptr_array_add (lines, g_strdup_printf (_("%s, order: was %s, is %s"), noun, was, is));
}

GPtrArray *
lw_evaluation_differences (const char *before, const char *after, GError **error)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_auto (Rows) old = { NULL, NULL }, new = { NULL, NULL };

  if (!read_text (before, &old, error) || !read_text (after, &new, error))
    return NULL;
  for (guint i = 0; i < old.order->len; i++)
    {
      const Row *row = old.order->pdata[i], *now = g_hash_table_lookup (new.rows, row->key);
      g_autofree char *all = describe (row);

      if (now == NULL)
        g_ptr_array_add (lines, g_strdup_printf (_("%s is gone (%s)"), row->key, all));
      else
        compare (lines, row, now);
    }
  for (guint i = 0; i < new.order->len; i++)
    {
      const Row *row = new.order->pdata[i];
      g_autofree char *all = describe (row);

      if (!g_hash_table_contains (old.rows, row->key))
        g_ptr_array_add (lines, g_strdup_printf (_("%s is new (%s)"), row->key, all));
    }
  compare_order (lines, &old, &new, "criterion");
  compare_order (lines, &old, &new, "scale-mark");
  return g_steal_pointer (&lines);
}
