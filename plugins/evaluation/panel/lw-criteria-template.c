/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reads templates, and makes one command of what a template says of marking. */
#include "config.h"

#include "lw-criteria-template.h"

#include "base/lw-error.h"
#include "lw-evaluation.h"
#include "model/lw-model.h"
#include "xml/lw-templates.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <string.h>

#include "base/lw-i18n.h"

typedef xmlDoc Document;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Document, xmlFreeDoc)

static Document *
read_file (const char *path, GError **error)
{
  Document *document = xmlReadFile (path, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);

  if (document == NULL)
    g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("%s: expected a template, found a file that is not XML"), path);
  return document;
}

static xmlNode *
find_child (const xmlNode *element, const char *name)
{
  for (xmlNode *child = element->children; child != NULL; child = child->next)
    if (child->type == XML_ELEMENT_NODE && strcmp ((const char *) child->name, name) == 0)
      return child;
  return NULL;
}

static xmlNode *
find_section (Document *document)
{
  const xmlNode *root = xmlDocGetRootElement (document);
  return root != NULL ? find_child (root, LW_EVALUATION_ID) : NULL;
}

static char *
take_text (xmlChar *text)
{
  char *copy = g_strdup ((const char *) text);
  xmlFree (text);
  return copy;
}

/* ---- the list ---- */

static void
template_free (LwCriteriaTemplate *template)
{
  g_free (template->path);
  g_free (template->title);
  g_free (template->description);
  g_free (template->trust);
  g_free (template);
}

/* The note of what is stated of the criteria, and how far they may be trusted. */
static char *
describe (const xmlNode *root, char **trust)
{
  const xmlNode *provenance = find_child (root, "provenance");

  for (xmlNode *child = provenance != NULL ? provenance->children : NULL; child != NULL; child = child->next)
    {
      g_autofree char *subject = NULL;
      if (child->type != XML_ELEMENT_NODE)
        continue;
      subject = take_text (xmlGetProp (child, (const xmlChar *) "subject"));
      if (g_strcmp0 (subject, "criteria") != 0)
        continue;
      *trust = take_text (xmlGetProp (child, (const xmlChar *) "trust"));
      return take_text (xmlNodeGetContent (child));
    }
  return NULL;
}

static LwCriteriaTemplate *
template_new (const LwTemplate *found)
{
  g_autoptr (Document) document = read_file (found->path, NULL);
  const xmlNode *section = document != NULL ? find_section (document) : NULL;
  LwCriteriaTemplate *template;

  if (section == NULL || find_child (section, "method") == NULL)
    return NULL;
  template = g_new0 (LwCriteriaTemplate, 1);
  template->path = g_strdup (found->path);
  template->title = g_strdup (found->title);
  template->own = found->own;
  template->description = describe (xmlDocGetRootElement (document), &template->trust);
  return template;
}

GPtrArray *
lw_criteria_templates_list (void)
{
  GPtrArray *templates = g_ptr_array_new_with_free_func ((GDestroyNotify) template_free);
  g_autoptr (GPtrArray) found = lw_templates_list ();

  for (guint i = 0; i < found->len; i++)
    {
      LwCriteriaTemplate *template = template_new (found->pdata[i]);
      if (template != NULL)
        g_ptr_array_add (templates, template);
    }
  return templates;
}

/* ---- using one ---- */

static const LwEntity *
find_entity (const char *noun)
{
  for (guint i = 0; lw_evaluation_entities[i] != NULL; i++)
    if (strcmp (lw_evaluation_entities[i]->noun, noun) == 0)
      return lw_evaluation_entities[i];
  return NULL;
}

static const LwField *
find_field (const LwEntity *entity, LwFieldFlags flags, LwFieldType type)
{
  for (const LwField *field = entity->fields; field->name != NULL; field++)
    if ((flags != LW_FIELD_NONE && field->flags & flags) || (flags == LW_FIELD_NONE && field->type == type))
      return field;
  return NULL;
}

/* "field=value" of @element: its attributes, its text, and the key of the element around it. */
static GPtrArray *
read_values (xmlNode *element, const LwEntity *entity)
{
  GPtrArray *values = g_ptr_array_new_with_free_func (g_free);
  const LwField *parent = find_field (entity, LW_FIELD_PARENT, LW_FIELD_ID);
  const LwField *text = find_field (entity, LW_FIELD_NONE, LW_FIELD_LONG_TEXT);

  for (const xmlAttr *attribute = element->properties; attribute != NULL; attribute = attribute->next)
    {
      g_autofree char *value = take_text (xmlGetProp (element, attribute->name));
      g_ptr_array_add (values, g_strdup_printf ("%s=%s", (const char *) attribute->name, value));
    }
  if (parent != NULL)
    {
      g_autofree char *key = take_text (xmlGetProp (element->parent, (const xmlChar *) "id"));
      g_ptr_array_add (values, g_strdup_printf ("%s=%s", parent->name, key));
    }
  if (text != NULL && element->children != NULL)
    {
      g_autofree char *content = take_text (xmlNodeGetContent (element));
      g_ptr_array_add (values, g_strdup_printf ("%s=%s", text->name, content));
    }
  g_ptr_array_add (values, NULL);
  return values;
}

/* Adds commands for the elements in @element that are rows, in their order; marks are left out. */
static gboolean
read_rows (xmlNode *element, GPtrArray *sections, const char *person, GPtrArray *commands, GError **error)
{
  for (xmlNode *child = element->children; child != NULL; child = child->next)
    {
      const LwEntity *entity = child->type == XML_ELEMENT_NODE ? find_entity ((const char *) child->name) : NULL;

      if (child->type != XML_ELEMENT_NODE || (entity != NULL && entity->numerous))
        continue;
      if (entity != NULL)
        {
          g_autoptr (GPtrArray) values = read_values (child, entity);
          LwCommand *command
              = lw_model_add (sections, entity->noun, (const char *const *) values->pdata, person, NULL, error);
          if (command == NULL)
            return FALSE;
          g_ptr_array_add (commands, command);
        }
      if (!read_rows (child, sections, person, commands, error))
        return FALSE;
    }
  return TRUE;
}

/* What the template says of its criteria is said of them in the competition. */
static gboolean
add_statement (const LwCriteriaTemplate *template, GPtrArray *sections, const char *person, GPtrArray *commands, GError **error)
{
  g_autofree char *note = g_strdup_printf ("note=%s", template->description != NULL ? template->description : "");
  g_autofree char *trust = g_strdup_printf ("trust=%s", template->trust);
  const char *values[] = { "subject=criteria", trust, note, NULL };
  LwCommand *command = lw_model_add (sections, "statement", values, person, NULL, error);

  if (command != NULL)
    g_ptr_array_add (commands, command);
  return command != NULL;
}

LwCommand *
lw_criteria_template_use (const LwCriteriaTemplate *template, gboolean state, GPtrArray *sections, const char *person,
                          GError **error)
{
  g_autoptr (Document) document = read_file (template->path, error);
  g_autoptr (GPtrArray) commands = g_ptr_array_new_with_free_func ((GDestroyNotify) lw_command_free);
  g_autofree char *name = g_strdup_printf (_("Set up the method “%s”"), template->title);
  xmlNode *section;

  if (document == NULL || (state && template->trust != NULL && !add_statement (template, sections, person, commands, error)))
    return NULL;
  section = find_section (document);
  if (section == NULL)
    g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("%s: expected a method of evaluation, found none"), template->path);
  if (section == NULL || !read_rows (section, sections, person, commands, error))
    return NULL;
  return lw_command_new_all (name, person, NULL, g_steal_pointer (&commands));
}
