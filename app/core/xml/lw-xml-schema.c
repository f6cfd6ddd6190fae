/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The schema of a file is the core's grammar and, merged into it, the definitions of each active plugin. */
#include "config.h"

#include "xml/lw-xml-reader.h"

#include "base/lw-error.h"
#include "plugin/lw-host.h"

#include <libxml/parser.h>
#include <libxml/relaxng.h>

#include "base/lw-i18n.h"

typedef xmlDoc Document;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Document, xmlFreeDoc)

static Document *
load_grammar (const char *resource, GError **error)
{
  g_autoptr (GBytes) bytes = g_resources_lookup_data (resource, 0, error);
  gsize size;
  const char *text;
  Document *document;

  if (!bytes)
    return NULL;
  text = g_bytes_get_data (bytes, &size);
  document = xmlReadMemory (text, (int) size, resource, NULL, XML_PARSE_NONET | XML_PARSE_NOBLANKS);
  if (!document)
    g_set_error (error, LW_ERROR, LW_ERROR_PLUGIN, _("%s: the schema cannot be read"), resource);
  return document;
}

/* A plugin's grammar includes the core's, to serve other programs; here only its definitions are taken. */
static gboolean
merge (Document *core, const LwSection *section, GError **error)
{
  g_autoptr (Document) extension = load_grammar (section->rng, error);

  if (!extension)
    return FALSE;
  for (xmlNodePtr node = xmlDocGetRootElement (extension)->children; node; node = node->next)
    if (node->type == XML_ELEMENT_NODE && xmlStrEqual (node->name, BAD_CAST "define"))
      xmlAddChild (xmlDocGetRootElement (core), xmlDocCopyNode (node, core, 1));
  return TRUE;
}

static void
quiet (void *data, xmlErrorPtr problem)
{
  char **first = data;

  if (!*first && problem->message)
    *first = g_strchomp (g_strdup (problem->message));
}

struct _xmlRelaxNG *
lw_xml_schema_new (GPtrArray *sections, GError **error)
{
  const LwSection *first = g_ptr_array_index (sections, 0);
  g_autoptr (Document) core = load_grammar (first->rng, error);
  g_autofree char *why = NULL;
  xmlRelaxNGParserCtxtPtr context;
  xmlRelaxNGPtr schema;

  if (!core)
    return NULL;
  for (guint i = 1; i < sections->len; i++)
    {
      const LwSection *section = g_ptr_array_index (sections, i);
      if (section->rng && !merge (core, section, error))
        return NULL;
    }
  context = xmlRelaxNGNewDocParserCtxt (core);
  xmlRelaxNGSetParserStructuredErrors (context, quiet, &why);
  schema = xmlRelaxNGParse (context);
  xmlRelaxNGFreeParserCtxt (context);
  if (!schema)
    g_set_error (error, LW_ERROR, LW_ERROR_PLUGIN, _("the schema of competition files is broken: %s"), why ? why : "?");
  return schema;
}
