/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "xml/lw-templates.h"

#include "base/lw-data.h"
#include "base/lw-error.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlreader.h>
#include <string.h>

#include "base/lw-i18n.h"

#define NAME_MAX_CHARS 60

void
lw_template_free (LwTemplate *template)
{
  g_free (template->path);
  g_free (template->name);
  g_free (template->title);
  g_free (template->note);
  g_free (template);
}

char *
lw_templates_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "lotwise", "templates", NULL);
}

/* ---- reading ---- */

/* The root's title and the first note of the file: enough to choose by. Whoever uses it checks all of it. */
static char *
peek (const char *path, char **note)
{
  g_autofree char *title = NULL;
  xmlTextReader *reader = xmlReaderForFile (path, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);

  while (reader != NULL && *note == NULL && xmlTextReaderRead (reader) == 1)
    {
      const char *name = (const char *) xmlTextReaderConstLocalName (reader);

      if (xmlTextReaderNodeType (reader) != XML_READER_TYPE_ELEMENT)
        continue;
      if (xmlTextReaderDepth (reader) == 0)
        {
          xmlChar *value = xmlTextReaderGetAttribute (reader, (const xmlChar *) "title");
          title = g_strdup ((const char *) value);
          xmlFree (value);
        }
      else if (strcmp (name, "statement") == 0)
        {
          xmlChar *text = xmlTextReaderReadString (reader);
          *note = text != NULL ? g_strstrip (g_strdup ((const char *) text)) : NULL;
          xmlFree (text);
        }
      else if (strcmp (name, "provenance") != 0)
        break;
    }
  if (reader != NULL)
    xmlFreeTextReader (reader);
  return g_steal_pointer (&title);
}

LwTemplate *
lw_template_read (const char *path)
{
  g_autofree char *base = g_path_get_basename (path), *note = NULL;
  g_autofree char *title = peek (path, &note);
  const gsize length = strlen (base);
  LwTemplate *template;

  if (title == NULL)
    return NULL;
  template = g_new0 (LwTemplate, 1);
  template->path = g_strdup (path);
  template->name = g_strndup (base, g_str_has_suffix (base, ".xml") ? length - strlen (".xml") : length);
  template->title = g_steal_pointer (&title);
  template->note = g_steal_pointer (&note);
  return template;
}

static int
by_name (gconstpointer a, gconstpointer b)
{
  const LwTemplate *left = *(LwTemplate *const *) a, *right = *(LwTemplate *const *) b;

  return left->own != right->own ? left->own - right->own : strcmp (left->name, right->name);
}

static void
add_folder (GPtrArray *templates, const char *folder, gboolean own)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      LwTemplate *template = g_str_has_suffix (name, ".xml") ? lw_template_read (path) : NULL;

      if (template == NULL)
        continue;
      template->own = own;
      g_ptr_array_add (templates, template);
    }
}

GPtrArray *
lw_templates_list (void)
{
  GPtrArray *templates = g_ptr_array_new_with_free_func ((GDestroyNotify) lw_template_free);
  g_autofree char *shipped = lw_data_path ("templates"), *own = lw_templates_folder ();

  add_folder (templates, shipped, FALSE);
  add_folder (templates, own, TRUE);
  g_ptr_array_sort (templates, by_name);
  return templates;
}

LwTemplate *
lw_templates_find (const char *name, GError **error)
{
  g_autoptr (GPtrArray) templates = lw_templates_list ();
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = templates->len; i > 0; i--)
    {
      const LwTemplate *template = templates->pdata[i - 1];
      if (strcmp (template->name, name) == 0 || strcmp (template->title, name) == 0)
        return g_ptr_array_steal_index (templates, i - 1);
    }
  for (guint i = 0; i < templates->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", ((LwTemplate *) templates->pdata[i])->name);
  g_autofree char *found = lw_error_quote (name);
  g_set_error (error, LW_ERROR, LW_ERROR_NOT_FOUND, _("expected a template, one of %s; found %s"), names->str, found);
  return NULL;
}

/* ---- writing ---- */

char *
lw_template_name (const char *title)
{
  g_autofree char *ascii = g_str_to_ascii (title, "C");
  GString *name = g_string_new (NULL);

  for (const char *p = ascii; *p != '\0' && name->len < NAME_MAX_CHARS; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (name, g_ascii_tolower (*p));
    else if (name->len > 0 && name->str[name->len - 1] != '-')
      g_string_append_c (name, '-');
  while (name->len > 0 && name->str[name->len - 1] == '-')
    g_string_truncate (name, name->len - 1);
  if (name->len == 0)
    g_string_append (name, "template");
  return g_string_free (name, FALSE);
}

gboolean
lw_template_save (const char *xml, const char *title, gboolean replace, GError **error)
{
  g_autofree char *folder = lw_templates_folder (), *name = lw_template_name (title);
  g_autofree char *file = g_strconcat (name, ".xml", NULL), *path = g_build_filename (folder, file, NULL);

  if (title[strspn (title, " ")] == '\0')
    g_set_error_literal (error, LW_ERROR, LW_ERROR_INVALID, _("name of the template: expected a text, found nothing"));
  else if (!replace && g_file_test (path, G_FILE_TEST_EXISTS))
    g_set_error (error, LW_ERROR, LW_ERROR_EXISTS, _("there is a template %s already"), name);
  else if (g_mkdir_with_parents (folder, 0700) != 0)
    g_set_error (error, LW_ERROR, LW_ERROR_STORE, _("%s: the folder cannot be made: %s"), folder, g_strerror (errno));
  else
    return g_file_set_contents (path, xml, -1, error);
  return FALSE;
}

gboolean
lw_template_remove (const char *name, GError **error)
{
  g_autoptr (LwTemplate) template = lw_templates_find (name, error);

  if (template == NULL)
    return FALSE;
  if (!template->own)
    g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
                 _("%s came with the program: only templates of your own are removed"), template->name);
  else if (g_unlink (template->path) != 0)
    g_set_error (error, LW_ERROR, LW_ERROR_STORE, _("%s cannot be removed: %s"), template->path, g_strerror (errno));
  else
    return TRUE;
  return FALSE;
}

char *
lw_template_begin (const LwTemplate *template, const char *id, const char *title, const char *currency, GError **error)
{
  xmlDoc *document = xmlReadFile (template->path, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  xmlNode *root = document != NULL ? xmlDocGetRootElement (document) : NULL;
  xmlChar *text = NULL;
  char *copy;
  int length;

  if (root != NULL)
    {
      xmlSetProp (root, (const xmlChar *) "id", (const xmlChar *) id);
      xmlSetProp (root, (const xmlChar *) "title", (const xmlChar *) title);
      if (currency != NULL)
        xmlSetProp (root, (const xmlChar *) "currency", (const xmlChar *) currency);
      xmlDocDumpMemoryEnc (document, &text, &length, "UTF-8");
    }
  else
    g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("%s: expected a template, found a file that is not XML"), template->path);
  copy = g_strdup ((const char *) text);
  xmlFree (text);
  xmlFreeDoc (document);
  return copy;
}
