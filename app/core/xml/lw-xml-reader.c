/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A file is read once, by libxml2's text reader with the RELAX NG schema attached. Each element is also
 * checked here, by the descriptions of the entities: these messages can say what was expected.
 */
#include "config.h"

#include "xml/lw-xml-reader.h"

#include "base/lw-error.h"
#include "model/lw-model.h"
#include "model/lw-row.h"
#include "plugin/lw-host.h"
#include "store/lw-content.h"
#include "xml/lw-competition-xml.h"

#include <libxml/relaxng.h>
#include <libxml/xmlreader.h>
#include <string.h>

#include "base/lw-i18n.h"

#define MAX_DEPTH 8
#define MAX_KEYS 4
#define REPORT_EVERY 4096 /* elements between progress reports and looks at the cancellable */

/* What is known of an entity while reading. */
typedef struct
{
  const LwEntity *entity;
  gboolean has_children;
  int long_text; /* field, or -1 */
  int content;   /* field whose bytes are inside, or -1 */
  guint count;   /* rows so far: the next position */
} Kind;

typedef enum
{
  FRAME_ROOT, /* around the document */
  FRAME_COMPETITION,
  FRAME_SECTION,
  FRAME_CONTAINER,
  FRAME_ENTITY,
  FRAME_CONTENT, /* a piece of an entity's content */
} FrameType;

typedef struct
{
  FrameType type;
  const LwSection *section;
  const char *container;
  Kind *kind;           /* of an entity; of a container: the one found last */
  guint64 element;
  char *keys[MAX_KEYS]; /* of an entity with others inside */
} Frame;

typedef struct
{
  LwXmlSource *source;
  GPtrArray *sections;
  LwRowContext *context;
  GHashTable *kinds; /* LwEntity -> Kind */
  LwXmlRowFunc func;
  gpointer data;
  xmlTextReaderPtr xml;
  Frame frames[MAX_DEPTH];
  guint depth;       /* frames in use; frames[depth - 1] is the innermost */
  guint64 element;   /* start tags so far */
  guint64 met;       /* sections that began, a bit each */
  /* the row being read */
  const char *values[LW_ROW_MAX_FIELDS];
  LwFieldBuffer buffers[LW_ROW_MAX_FIELDS];
  char *held;        /* copies of the values while the element's text is read */
  GString *text;
  GByteArray *content;
  int base64_state;  /* of the piece being read */
  guint base64_save;
  char *schema_problem;
  char *parse_problem;
} Reader;

static Frame *
innermost (Reader *reader)
{
  return &reader->frames[reader->depth - 1];
}

void
lw_xml_prefix_place (LwXmlSource *source, guint64 element, GError **error)
{
  guint line, column;

  if (lw_xml_source_locate (source, element, &line, &column))
    g_prefix_error (error, _("line %u, column %u: "), line, column);
}

/* What is inside the element belongs to its row, which is done when it ends. */
static gboolean
waits (const Kind *kind)
{
  return kind->long_text >= 0 || kind->content >= 0;
}

/* ---- where an element may stand ---- */

static gboolean
belongs (const Frame *frame, const LwSection *section, const LwEntity *entity)
{
  switch (frame->type)
    {
    case FRAME_SECTION:
      return section == frame->section && !entity->container && !entity->parent;
    case FRAME_CONTAINER:
      return section == frame->section && g_strcmp0 (entity->container, frame->container) == 0;
    case FRAME_ENTITY:
      return g_strcmp0 (entity->parent, frame->kind->entity->noun) == 0;
    case FRAME_ROOT:
      return entity == lw_core_entities[0];
    case FRAME_COMPETITION:
    case FRAME_CONTENT:
    default:
      return FALSE;
    }
}

static gboolean
enter_entity (Reader *reader, const Frame *outer, const char *name, Frame *inner)
{
  for (guint s = 0; s < reader->sections->len; s++)
    {
      const LwSection *section = g_ptr_array_index (reader->sections, s);
      for (guint i = 0; section->entities[i]; i++)
        if (g_str_equal (section->entities[i]->noun, name) && belongs (outer, section, section->entities[i]))
          {
            inner->type = outer->type == FRAME_ROOT ? FRAME_COMPETITION : FRAME_ENTITY;
            inner->section = section;
            inner->kind = g_hash_table_lookup (reader->kinds, section->entities[i]);
            return TRUE;
          }
    }
  return FALSE;
}

static gboolean
enter_holder (Reader *reader, const Frame *outer, const char *name, Frame *inner)
{
  for (guint s = 0; s < reader->sections->len; s++)
    {
      const LwSection *section = g_ptr_array_index (reader->sections, s);
      gboolean here = outer->type == FRAME_SECTION ? section == outer->section
                                                   : outer->type == FRAME_COMPETITION && !section->section;

      inner->section = section;
      if (outer->type == FRAME_COMPETITION && g_strcmp0 (section->section, name) == 0)
        {
          gboolean again = (reader->met >> (s % 64)) & 1; /* the schema cannot say that each comes once */
          reader->met |= G_GUINT64_CONSTANT (1) << (s % 64);
          inner->type = FRAME_SECTION;
          return !again;
        }
      for (guint i = 0; here && section->entities[i]; i++)
        if (g_strcmp0 (section->entities[i]->container, name) == 0)
          {
            inner->type = FRAME_CONTAINER;
            inner->container = section->entities[i]->container;
            return TRUE;
          }
    }
  return FALSE;
}

/* Names that may stand inside @frame, for the message. */
static char *
list_expected (Reader *reader, const Frame *frame)
{
  GString *list = g_string_new (frame->type == FRAME_ENTITY && frame->kind->content >= 0 ? "<content>" : NULL);

  for (guint s = 0; s < reader->sections->len; s++)
    {
      const LwSection *section = g_ptr_array_index (reader->sections, s);
      const char *last = NULL;

      if (frame->type == FRAME_COMPETITION && section->section)
        g_string_append_printf (list, "%s<%s>", list->len ? ", " : "", section->section);
      for (guint i = 0; section->entities[i]; i++)
        {
          const LwEntity *entity = section->entities[i];
          gboolean holder = entity->container
                            && (frame->type == FRAME_SECTION ? section == frame->section
                                                             : frame->type == FRAME_COMPETITION && !section->section);
          const char *name = belongs (frame, section, entity) ? entity->noun : holder ? entity->container : NULL;
          if (name && g_strcmp0 (name, last) != 0)
            g_string_append_printf (list, "%s<%s>", list->len ? ", " : "", name);
          last = name ? name : last;
        }
    }
  return g_string_free (list, FALSE);
}

static gboolean
refuse_element (Reader *reader, const Frame *outer, const char *name, GError **error)
{
  g_autofree char *expected = list_expected (reader, outer);
  g_autofree char *shown = g_strndup (name, 60);

  g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("expected %s, found <%s>"), *expected ? expected : _("no element here"),
               shown);
  return FALSE;
}

/* ---- rows ---- */

static gboolean
take_attribute (Reader *reader, const LwEntity *entity, xmlAttrPtr attribute, GError **error)
{
  const char *name = (const char *) attribute->name;
  xmlNodePtr content = attribute->children;
  const char *text = content && content->content ? (const char *) content->content : "";
  int i = attribute->ns ? -1 : lw_entity_find_field (entity, name);
  const LwFieldFlags hidden = LW_FIELD_PARENT | LW_FIELD_ORDER | LW_FIELD_FIXED;

  if (i < 0 || entity->fields[i].flags & hidden || entity->fields[i].type == LW_FIELD_LONG_TEXT)
    {
      g_autoptr (GString) list = g_string_new (NULL);
      g_autofree char *shown = g_strndup (name, 60);
      for (guint f = 0; entity->fields[f].name; f++)
        if (!(entity->fields[f].flags & hidden) && entity->fields[f].type != LW_FIELD_LONG_TEXT)
          g_string_append_printf (list, "%s%s", list->len ? ", " : "", entity->fields[f].name);
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("<%s>: expected attributes among %s, found “%s”"), entity->noun,
                   list->str, shown);
      return FALSE;
    }
  if (content && content->next)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("<%s>: expected plain text in “%s”, found an entity"), entity->noun,
                   name);
      return FALSE;
    }
  /* money needs the competition's currency, which its own row gave before any other row was read */
  if (!lw_field_check (&entity->fields[i], text, strlen (text), reader->context->currency, &reader->buffers[i],
                       &reader->values[i], error))
    {
      g_prefix_error (error, "<%s>: ", entity->noun);
      return FALSE;
    }
  return TRUE;
}

/* Fields that no attribute gives. */
static void
fill_in (Reader *reader, Kind *kind, const Frame *outer)
{
  guint keys = 0;

  for (guint i = 0; kind->entity->fields[i].name; i++)
    {
      const LwField *field = &kind->entity->fields[i];
      if (field->flags & LW_FIELD_PARENT)
        reader->values[i] = outer->keys[keys++];
      else if (field->flags & LW_FIELD_FIXED)
        reader->values[i] = field->choices[0];
      else if (field->flags & LW_FIELD_EMPTY && !reader->values[i])
        reader->values[i] = "";
      else if (field->flags & LW_FIELD_ORDER)
        {
          g_snprintf (reader->buffers[i].text, sizeof reader->buffers[i].text, "%u", ++kind->count);
          reader->values[i] = reader->buffers[i].text;
        }
    }
}

static void
keep_keys (Reader *reader, Frame *frame)
{
  const LwEntity *entity = frame->kind->entity;
  guint n = 0;

  for (guint i = 0; entity->fields[i].name && n < MAX_KEYS; i++)
    if (entity->fields[i].flags & LW_FIELD_KEY)
      frame->keys[n++] = g_strdup (reader->values[i]);
}

static gboolean
emit (Reader *reader, const Frame *frame, GBytes *content, GError **error)
{
  const LwEntity *entity = frame->kind->entity;

  if (!lw_row_check (reader->context, entity, reader->values, error)
      || (!entity->numerous && !lw_row_context_add (reader->context, entity, reader->values, error)))
    {
      g_prefix_error (error, "<%s>: ", entity->noun);
      return FALSE;
    }
  return !reader->func || reader->func (entity, reader->values, content, frame->element, reader->data, error);
}

/* The text of the element comes after the reader has left its attributes: they are copied, in one block. */
static void
hold_values (Reader *reader, const LwEntity *entity)
{
  gsize size = 0;
  char *p;

  for (guint i = 0; entity->fields[i].name; i++)
    size += reader->values[i] ? strlen (reader->values[i]) + 1 : 0;
  p = reader->held = g_realloc (NULL, size + 1);
  for (guint i = 0; entity->fields[i].name; i++)
    if (reader->values[i])
      {
        const char *from = reader->values[i];
        reader->values[i] = p;
        p = g_stpcpy (p, from) + 1;
      }
}

/* The bytes that were inside the element, which must be those that its attribute names. */
static GBytes *
take_content (Reader *reader, const Frame *frame, GError **error)
{
  const LwEntity *entity = frame->kind->entity;
  const char *sha256 = reader->values[frame->kind->content];
  g_autoptr (GBytes) bytes = g_byte_array_free_to_bytes (g_steal_pointer (&reader->content));
  g_autofree char *found = lw_content_sha256 (bytes);

  reader->content = g_byte_array_new ();
  if (g_strcmp0 (found, sha256) == 0)
    return g_steal_pointer (&bytes);
  g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("<%s>: expected the content with the SHA-256 %s, found %zu bytes with %s"),
               entity->noun, sha256 ? sha256 : "", g_bytes_get_size (bytes), found);
  return NULL;
}

static gboolean
finish_row (Reader *reader, Frame *frame, GError **error)
{
  g_autoptr (GBytes) content = NULL;

  if (frame->kind->long_text >= 0)
    {
      gsize length = reader->text->len;
      const LwField *field = &frame->kind->entity->fields[frame->kind->long_text];

      reader->values[frame->kind->long_text] = length > 0 ? reader->text->str : NULL;
      if (length > 0
          && !lw_field_check (field, reader->text->str, length, NULL, &reader->buffers[frame->kind->long_text],
                              &reader->values[frame->kind->long_text], error))
        return FALSE;
    }
  if (frame->kind->content >= 0 && !(content = take_content (reader, frame, error)))
    return FALSE;
  gboolean fine = emit (reader, frame, content, error);
  g_clear_pointer (&reader->held, g_free);
  return fine;
}

static gboolean
start_row (Reader *reader, Frame *frame, const Frame *outer, gboolean empty, GError **error)
{
  const LwEntity *entity = frame->kind->entity;
  xmlNodePtr node = xmlTextReaderCurrentNode (reader->xml);

  memset (reader->values, 0, sizeof reader->values);
  for (xmlAttrPtr attribute = node->properties; attribute; attribute = attribute->next)
    if (!take_attribute (reader, entity, attribute, error))
      return FALSE;
  fill_in (reader, frame->kind, outer);
  if (frame->type == FRAME_COMPETITION)
    reader->context->currency = g_strdup (reader->values[lw_entity_find_field (entity, "currency")]);
  if (frame->kind->has_children)
    keep_keys (reader, frame);
  g_string_truncate (reader->text, 0);
  if (!waits (frame->kind) || empty)
    return finish_row (reader, frame, error);
  hold_values (reader, entity);
  return TRUE;
}

/* ---- events ---- */

static void
leave (Reader *reader)
{
  Frame *frame = innermost (reader);

  for (guint i = 0; i < MAX_KEYS; i++)
    g_clear_pointer (&frame->keys[i], g_free);
  reader->depth--;
}

static gboolean
on_start (Reader *reader, GError **error)
{
  const char *name = (const char *) xmlTextReaderConstLocalName (reader->xml);
  const char *space = (const char *) xmlTextReaderConstNamespaceUri (reader->xml);
  gboolean empty = xmlTextReaderIsEmptyElement (reader->xml);
  Frame *outer = innermost (reader);
  Frame inner = { .element = ++reader->element };

  if (g_strcmp0 (space, LW_XML_NAMESPACE) != 0)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("<%s>: expected the namespace %s, found %s"), name, LW_XML_NAMESPACE,
                   space ? space : _("none"));
      return FALSE;
    }
  if (outer->type == FRAME_CONTAINER && outer->kind && g_str_equal (outer->kind->entity->noun, name))
    {
      inner.type = FRAME_ENTITY; /* one more of the same: a million marks */
      inner.section = outer->section;
      inner.kind = outer->kind;
    }
  else if (outer->type == FRAME_ENTITY && outer->kind->content >= 0 && g_str_equal (name, "content"))
    {
      inner.type = FRAME_CONTENT;
      reader->base64_state = 0;
      reader->base64_save = 0;
    }
  else if (reader->depth == MAX_DEPTH
           || (!enter_entity (reader, outer, name, &inner) && !enter_holder (reader, outer, name, &inner)))
    return refuse_element (reader, outer, name, error);
  if (outer->type == FRAME_CONTAINER)
    outer->kind = inner.kind;
  reader->frames[reader->depth++] = inner;
  if (inner.kind && !start_row (reader, innermost (reader), outer, empty, error))
    return FALSE;
  if (empty)
    leave (reader);
  return TRUE;
}

static gboolean
on_end (Reader *reader, GError **error)
{
  Frame *frame = innermost (reader);
  gboolean fine = frame->type != FRAME_ENTITY || !waits (frame->kind) || finish_row (reader, frame, error);

  if (fine)
    leave (reader);
  return fine;
}

static gboolean
add_content (Reader *reader, const char *text, GError **error)
{
  gsize length = strlen (text), fine = strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/= \t\r\n");
  guint at = reader->content->len;

  if (fine < length)
    g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("<content>: expected base64, found “%.*s”"),
                 (int) (g_utf8_next_char (text + fine) - (text + fine)), text + fine);
  else if (length > 2 * (gsize) LW_LONG_TEXT_MAX || at + length / 4 * 3 > LW_CONTENT_MAX + 4)
    g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
                 _("<content>: expected pieces of at most %d bytes, and at most %d bytes in all; found more"),
                 2 * LW_LONG_TEXT_MAX, LW_CONTENT_MAX);
  else
    {
      g_byte_array_set_size (reader->content, at + (guint) (length / 4 * 3) + 6);
      at += (guint) g_base64_decode_step (text, length, reader->content->data + at, &reader->base64_state, &reader->base64_save);
      g_byte_array_set_size (reader->content, at);
      return TRUE;
    }
  return FALSE;
}

static gboolean
on_text (Reader *reader, GError **error)
{
  const char *text = (const char *) xmlTextReaderConstValue (reader->xml);
  Frame *frame = innermost (reader);

  if (frame->type == FRAME_CONTENT)
    return add_content (reader, text, error);
  if (frame->type == FRAME_ENTITY && frame->kind->long_text >= 0)
    {
      g_string_append (reader->text, text);
      if (reader->text->len <= LW_LONG_TEXT_MAX)
        return TRUE;
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("<%s>: expected at most %d bytes of text, found more"),
                   frame->kind->entity->noun, LW_LONG_TEXT_MAX);
      return FALSE;
    }
  if (text[strspn (text, " \t\r\n")] == '\0')
    return TRUE;
  g_autofree char *expected = list_expected (reader, frame);
  g_autofree char *shown = g_utf8_make_valid (text, MIN ((gssize) strlen (text), 40));
  g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("expected %s, found the text “%s”"),
               *expected ? expected : _("nothing more"), g_strstrip (shown));
  return FALSE;
}

static gboolean
on_node (Reader *reader, GError **error)
{
  switch (xmlTextReaderNodeType (reader->xml))
    {
    case XML_READER_TYPE_ELEMENT:
      return on_start (reader, error);
    case XML_READER_TYPE_END_ELEMENT:
      return on_end (reader, error);
    case XML_READER_TYPE_TEXT:
    case XML_READER_TYPE_CDATA:
    case XML_READER_TYPE_WHITESPACE:
    case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
      return on_text (reader, error);
    case XML_READER_TYPE_COMMENT:
    case XML_READER_TYPE_PROCESSING_INSTRUCTION:
    case XML_READER_TYPE_XML_DECLARATION:
      return TRUE;
    default:
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("expected elements and text, found an entity or a declaration"));
      return FALSE;
    }
}

/* ---- the run ---- */

static void
on_problem (void *data, xmlErrorPtr problem)
{
  Reader *reader = data;
  gboolean schema = problem->domain == XML_FROM_RELAXNGV || problem->domain == XML_FROM_RELAXNGP;
  char **kept = schema ? &reader->schema_problem : &reader->parse_problem;
  gboolean cut = problem->domain == XML_FROM_PARSER && problem->code == XML_ERR_DOCUMENT_END && reader->depth > 1;
  g_autofree char *message = g_strdup (cut ? _("the end of the file") : problem->message ? problem->message : "");

  if (*kept)
    return;
  g_strdelimit (message, "\n", '\0'); /* libxml2 adds lines with the bytes it saw */
  *kept = schema ? g_steal_pointer (&message)
                 : g_strdup_printf (_("line %d, column %d: expected well-formed XML in UTF-8, found: %s"), problem->line,
                                    problem->int2, message);
}

static gboolean
look_around (Reader *reader, LwJob *job, GCancellable *cancellable, GError **error)
{
  lw_job_report (job, reader->source->taken, reader->source->total);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static gboolean
fail_problem (Reader *reader, GError **error)
{
  if (reader->source->crowded)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("expected at most %d attributes in a tag, found more"),
                   LW_XML_ATTRIBUTES_MAX);
      lw_xml_prefix_place (reader->source, reader->element + 1, error);
      return FALSE;
    }
  if (reader->parse_problem)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, "%s", reader->parse_problem);
      return FALSE;
    }
  g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("expected a file that follows the schema: %s"),
               reader->schema_problem ? reader->schema_problem : _("it ends too early"));
  lw_xml_prefix_place (reader->source, MAX (reader->element, 1), error);
  return FALSE;
}

static gboolean
read_all (Reader *reader, LwJob *job, GCancellable *cancellable, GError **error)
{
  int more;

  while ((more = xmlTextReaderRead (reader->xml)) == 1)
    {
      g_autoptr (GError) broken = NULL;

      if (reader->element % REPORT_EVERY == 0 && !look_around (reader, job, cancellable, error))
        return FALSE;
      if (!on_node (reader, &broken))
        {
          if (broken->domain != G_IO_ERROR)
            lw_xml_prefix_place (reader->source, reader->element, &broken);
          g_propagate_error (error, g_steal_pointer (&broken));
          return FALSE;
        }
      if (reader->schema_problem)
        return fail_problem (reader, error);
    }
  if (more < 0 || reader->parse_problem || xmlTextReaderIsValid (reader->xml) != 1)
    return fail_problem (reader, error);
  return TRUE;
}

static void
reader_init (Reader *reader, LwXmlSource *source, GPtrArray *sections)
{
  reader->source = source;
  reader->sections = sections;
  reader->context = lw_row_context_new (sections, NULL, NULL);
  reader->text = g_string_new (NULL);
  reader->content = g_byte_array_new ();
  reader->kinds = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  reader->depth = 1;
  for (guint s = 0; s < sections->len; s++)
    {
      const LwSection *section = g_ptr_array_index (sections, s);
      for (guint i = 0; section->entities[i]; i++)
        {
          Kind *kind = g_new0 (Kind, 1);
          kind->entity = section->entities[i];
          kind->long_text = -1;
          kind->content = lw_entity_find_content (kind->entity);
          for (int f = 0; kind->entity->fields[f].name; f++)
            if (kind->entity->fields[f].type == LW_FIELD_LONG_TEXT)
              kind->long_text = f;
          for (guint c = 0; section->entities[c]; c++)
            kind->has_children |= g_strcmp0 (section->entities[c]->parent, kind->entity->noun) == 0;
          g_hash_table_insert (reader->kinds, (gpointer) kind->entity, kind);
        }
    }
}

static void
reader_clear (Reader *reader)
{
  while (reader->depth > 1)
    leave (reader);
  g_clear_pointer (&reader->xml, xmlFreeTextReader);
  lw_row_context_free (reader->context);
  g_hash_table_unref (reader->kinds);
  g_string_free (reader->text, TRUE);
  g_byte_array_unref (reader->content);
  g_free (reader->held);
  g_free (reader->schema_problem);
  g_free (reader->parse_problem);
}

gboolean
lw_xml_read (LwXmlSource *source, GPtrArray *sections, LwJob *job, GCancellable *cancellable, LwXmlRowFunc func,
             gpointer data, GError **error)
{
  Reader reader = { .func = func, .data = data };
  xmlRelaxNGPtr schema = lw_xml_schema_new (sections, error);
  gboolean fine;

  if (!schema)
    return FALSE;
  reader_init (&reader, source, sections);
  fine = lw_xml_source_check_prolog (source, error);
  if (fine)
    {
      reader.xml = xmlReaderForIO (lw_xml_source_read, NULL, source, NULL, NULL, XML_PARSE_NONET);
      xmlTextReaderSetStructuredErrorHandler (reader.xml, on_problem, &reader);
      xmlTextReaderRelaxNGSetSchema (reader.xml, schema);
      fine = read_all (&reader, job, cancellable, error);
    }
  reader_clear (&reader);
  xmlRelaxNGFree (schema);
  return fine;
}
