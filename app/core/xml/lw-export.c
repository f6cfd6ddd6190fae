/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Writing is our own few lines rather than a library's, because the bytes are a promise: the same database
 * gives the same file with every version of every library (docs/file-format.md, "Canonical form").
 */
#include "config.h"

#include "xml/lw-competition-xml.h"

#include "base/lw-error.h"
#include "model/lw-model.h"
#include "model/lw-row.h"
#include "plugin/lw-host.h"
#include "store/lw-content.h"
#include "store/lw-part-private.h"

#include <string.h>

#include "base/lw-i18n.h"

#define FLUSH_BYTES (256 * 1024)
#define CONTENT_BYTES (57 * 4096) /* of a content in one element: 4096 lines of base64 */

typedef struct
{
  LwConnection *connection;
  GPtrArray *sections;
  const char *const *nouns; /* these alone; NULL: all */
  LwExportFilter filter;    /* or NULL */
  gpointer filter_data;
  char *currency;
  GOutputStream *out;
  GString *xml;
  guint indent;
  LwJob *job;
  GCancellable *cancellable;
  gint64 rows, total;
} Writer;

static gboolean
flush (Writer *writer, gsize above, GError **error)
{
  if (writer->xml->len < above)
    return TRUE;
  if (!g_output_stream_write_all (writer->out, writer->xml->str, writer->xml->len, NULL, writer->cancellable, error))
    return FALSE;
  g_string_truncate (writer->xml, 0);
  return TRUE;
}

static void
line (Writer *writer)
{
  for (guint i = 0; i < writer->indent; i++)
    g_string_append (writer->xml, "  ");
}

static void
escape (GString *xml, const char *text, gboolean attribute)
{
  for (const char *p = text; *p; p++)
    switch (*p)
      {
      case '&':
        g_string_append (xml, "&amp;");
        break;
      case '<':
        g_string_append (xml, "&lt;");
        break;
      case '>':
        g_string_append (xml, "&gt;");
        break;
      case '"':
        g_string_append (xml, attribute ? "&quot;" : "\"");
        break;
      case '\r':
        g_string_append (xml, "&#13;");
        break;
      default:
        g_string_append_c (xml, *p);
      }
}

static void
attribute (Writer *writer, const char *name, const char *value)
{
  g_string_append_printf (writer->xml, " %s=\"", name);
  escape (writer->xml, value, TRUE);
  g_string_append_c (writer->xml, '"');
}

/* ---- queries from the description ---- */

/* All fields of @entity in file order; those of one parent where @inside. */
static char *
query (const LwEntity *entity, gboolean inside)
{
  g_autofree char *all = lw_entity_select (entity);
  GString *sql = g_string_new (all);
  const char *joint = " WHERE ";

  for (guint i = 0; inside && entity->fields[i].name; i++)
    if (entity->fields[i].flags & LW_FIELD_PARENT)
      {
        g_autofree char *column = lw_field_column (&entity->fields[i]);
        g_string_append_printf (sql, "%s\"%s\" = ?", joint, column);
        joint = " AND ";
      }
  g_string_append_printf (sql, " ORDER BY %s", entity->order_by);
  return g_string_free (sql, FALSE);
}

/* ---- rows ---- */

static gboolean write_inside (Writer *writer, const LwSection *section, const LwEntity *parent, LwStatement *row,
                              gboolean *any, GError **error);

/* What stays of the competition's own attributes where only some rows are written. */
static gboolean
is_identity (const LwField *field)
{
  return g_str_equal (field->name, "id") || g_str_equal (field->name, "currency");
}

/* The values of @row; FALSE where the filter leaves it out. */
static gboolean
take_values (Writer *writer, const LwEntity *entity, LwStatement *row, const char **values)
{
  for (guint i = 0; entity->fields[i].name; i++)
    values[i] = lw_statement_text (row, (int) i);
  return !writer->filter || writer->filter (entity, values, writer->filter_data);
}

static void
write_attributes (Writer *writer, const LwEntity *entity, const char *const *values, const char **text)
{
  const LwFieldFlags hidden = LW_FIELD_PARENT | LW_FIELD_ORDER | LW_FIELD_FIXED;

  for (guint i = 0; entity->fields[i].name; i++)
    {
      const LwField *field = &entity->fields[i];
      const char *stored = values[i];

      if (writer->nouns && entity == lw_core_entities[0] && !is_identity (field))
        continue;
      if (!stored || field->flags & hidden || (field->flags & LW_FIELD_EMPTY && *stored == '\0'))
        continue;
      if (field->type == LW_FIELD_LONG_TEXT)
        {
          *text = stored;
          continue;
        }
      g_autofree char *value = field->type == LW_FIELD_MONEY ? lw_field_to_text (field, stored, writer->currency) : NULL;
      attribute (writer, field->name, value ? value : stored);
    }
}

/* The bytes with @sha256, in elements small enough that a reader need not hold more than one. */
static gboolean
write_content (Writer *writer, const char *sha256, gboolean *any, GError **error)
{
  g_autoptr (GBytes) bytes = lw_content_get (writer->connection, sha256, error);
  gsize size;
  const guint8 *data = bytes ? g_bytes_get_data (bytes, &size) : NULL;

  if (!bytes)
    return FALSE;
  for (gsize at = 0; at < size; at += CONTENT_BYTES)
    {
      gsize n = MIN (size - at, CONTENT_BYTES);
      g_autofree char *text = g_malloc (n / 3 * 4 + n / 54 + 16);
      int state = 0, save = 0;
      gsize length = g_base64_encode_step (data + at, n, TRUE, text, &state, &save);

      length += g_base64_encode_close (TRUE, text + length, &state, &save);
      while (length > 0 && text[length - 1] == '\n')
        length--;
      if (!*any)
        g_string_append (writer->xml, ">\n");
      *any = TRUE;
      line (writer);
      g_string_append (writer->xml, "<content>");
      g_string_append_len (writer->xml, text, (gssize) length);
      g_string_append (writer->xml, "</content>\n");
      if (!flush (writer, FLUSH_BYTES, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_row (Writer *writer, const LwSection *section, const LwEntity *entity, LwStatement *row, const char *const *values,
           GError **error)
{
  const int content = lw_entity_find_content (entity);
  const char *text = NULL;
  gboolean inside = FALSE;

  line (writer);
  g_string_append_printf (writer->xml, "<%s", entity->noun);
  write_attributes (writer, entity, values, &text);
  if (text)
    {
      g_string_append_c (writer->xml, '>');
      escape (writer->xml, text, FALSE);
      g_string_append_printf (writer->xml, "</%s>\n", entity->noun);
    }
  else
    {
      writer->indent++;
      if ((content >= 0 && values[content] && !write_content (writer, values[content], &inside, error))
          || !write_inside (writer, section, entity, row, &inside, error))
        return FALSE;
      writer->indent--;
      if (inside)
        {
          line (writer);
          g_string_append_printf (writer->xml, "</%s>\n", entity->noun);
        }
      else
        g_string_append (writer->xml, "/>\n");
    }
  if (++writer->rows % 4096 == 0)
    lw_job_report (writer->job, writer->rows, writer->total);
  return flush (writer, FLUSH_BYTES, error);
}

/* The rows that @row holds; the first of them closes its start tag. */
static gboolean
write_inside (Writer *writer, const LwSection *section, const LwEntity *parent, LwStatement *row, gboolean *any,
              GError **error)
{
  for (guint c = 0; section->entities[c]; c++)
    {
      const LwEntity *child = section->entities[c];
      if (g_strcmp0 (child->parent, parent->noun) != 0)
        continue;
      g_autofree char *sql = query (child, TRUE);
      g_autoptr (LwStatement) rows = lw_connection_prepare (writer->connection, sql, error);
      int parameter = 1;
      LwStep step;

      for (guint i = 0; rows && parent->fields[i].name; i++)
        if (parent->fields[i].flags & LW_FIELD_KEY)
          lw_statement_bind_text (rows, parameter++, lw_statement_text (row, (int) i), -1);
      if (!rows)
        return FALSE;
      while ((step = lw_statement_step (rows, error)) == LW_STEP_ROW)
        {
          const char *values[LW_ROW_MAX_FIELDS];

          if (!take_values (writer, child, rows, values))
            continue;
          if (!*any)
            g_string_append (writer->xml, ">\n");
          *any = TRUE;
          if (!write_row (writer, section, child, rows, values, error))
            return FALSE;
        }
      if (step == LW_STEP_ERROR)
        return FALSE;
    }
  return TRUE;
}

/* All rows of an entity that stands by itself, in its container; nothing where there are none. */
static gboolean
write_entity (Writer *writer, const LwSection *section, const LwEntity *entity, gboolean *section_open, GError **error)
{
  g_autofree char *sql = query (entity, FALSE);
  g_autoptr (LwStatement) rows = lw_connection_prepare (writer->connection, sql, error);
  gboolean open = FALSE;
  LwStep step;

  if (!rows)
    return FALSE;
  while ((step = lw_statement_step (rows, error)) == LW_STEP_ROW)
    {
      const char *values[LW_ROW_MAX_FIELDS];

      if (!take_values (writer, entity, rows, values))
        continue;
      if (section->section && !*section_open)
        {
          line (writer);
          g_string_append_printf (writer->xml, "<%s>\n", section->section);
          writer->indent++;
          *section_open = TRUE;
        }
      if (entity->container && !open)
        {
          line (writer);
          g_string_append_printf (writer->xml, "<%s>\n", entity->container);
          writer->indent++;
          open = TRUE;
        }
      if (!write_row (writer, section, entity, rows, values, error))
        return FALSE;
    }
  if (open)
    {
      writer->indent--;
      line (writer);
      g_string_append_printf (writer->xml, "</%s>\n", entity->container);
    }
  return step == LW_STEP_DONE;
}

static gboolean
write_section (Writer *writer, const LwSection *section, GError **error)
{
  gboolean open = FALSE;

  for (guint i = 0; section->entities[i]; i++)
    if (!section->entities[i]->parent && section->entities[i] != lw_core_entities[0]
        && (!writer->nouns || g_strv_contains (writer->nouns, section->entities[i]->noun))
        && !write_entity (writer, section, section->entities[i], &open, error))
      return FALSE;
  if (open)
    {
      writer->indent--;
      line (writer);
      g_string_append_printf (writer->xml, "</%s>\n", section->section);
    }
  return TRUE;
}

static gboolean
write_competition (Writer *writer, GError **error)
{
  const LwEntity *root = lw_core_entities[0];
  g_autofree char *sql = query (root, FALSE);
  g_autoptr (LwStatement) row = lw_connection_prepare (writer->connection, sql, error);
  const char *text = NULL, *values[LW_ROW_MAX_FIELDS];
  gsize start;

  if (!row || lw_statement_step (row, error) != LW_STEP_ROW)
    {
      if (row && error && !*error)
        g_set_error (error, LW_ERROR, LW_ERROR_CORRUPT, _("expected one competition in the file, found none"));
      return FALSE;
    }
  g_string_append (writer->xml, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<competition xmlns=\"" LW_XML_NAMESPACE "\"");
  take_values (writer, root, row, values); /* there is always one */
  write_attributes (writer, root, values, &text);
  g_string_append (writer->xml, ">\n");
  start = writer->xml->len;
  writer->indent = 1;
  for (guint s = 0; s < writer->sections->len; s++)
    if (!write_section (writer, g_ptr_array_index (writer->sections, s), error))
      return FALSE;
  if (writer->rows == 0)
    {
      g_string_truncate (writer->xml, start - 2);
      g_string_append (writer->xml, "/>\n");
    }
  else
    g_string_append (writer->xml, "</competition>\n");
  return flush (writer, 0, error);
}

/* Fills @part; it is given its name only when all is in it. */
static gboolean
write_part (Writer *writer, const char *part, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (part);
  g_autoptr (GFileOutputStream) stream
      = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION, writer->cancellable, error);
  gboolean fine;

  if (!stream)
    return FALSE;
  writer->out = G_OUTPUT_STREAM (stream);
  writer->xml = g_string_sized_new (2 * FLUSH_BYTES);
  fine = write_competition (writer, error);
  g_string_free (writer->xml, TRUE);
  return g_output_stream_close (writer->out, NULL, fine ? error : NULL) && fine;
}

gboolean
lw_competition_export_rows (LwStore *store, const char *out, GPtrArray *sections, LwExportFilter filter, gpointer data,
                            LwJob *job, GCancellable *cancellable, GError **error)
{
  g_autoptr (LwReader) reader = lw_store_reader (store, error);
  g_autoptr (LwCompetition) competition = NULL;
  g_autofree char *part = NULL;
  Writer writer
      = { .sections = sections, .filter = filter, .filter_data = data, .job = job, .cancellable = cancellable };

  if (!reader)
    return FALSE;
  if (!lw_store_knows_all (store))
    {
      g_set_error (error, LW_ERROR, LW_ERROR_PLUGIN, _("%s cannot be written whole: %s"), lw_store_get_path (store),
                   lw_store_get_read_only_reason (store));
      return FALSE;
    }
  lw_reader_set_cancellable (reader, cancellable);
  writer.connection = lw_reader_connection (reader);
  if (!lw_reader_freeze (reader, error) || !(competition = lw_competition_load (writer.connection, error))
      || !lw_connection_get_int (writer.connection, &writer.total, 0, error, "SELECT max (seq) FROM journal", ""))
    return FALSE;
  writer.currency = competition->currency;
  part = lw_part_new (out);
  if (write_part (&writer, part, error))
    return lw_part_replace (part, out, error);
  lw_part_remove (part);
  return FALSE;
}

gboolean
lw_competition_export (LwStore *store, const char *out, GPtrArray *sections, LwJob *job, GCancellable *cancellable,
                       GError **error)
{
  return lw_competition_export_rows (store, out, sections, NULL, NULL, job, cancellable, error);
}

static char *
write_memory (Writer *writer, GError **error)
{
  g_autoptr (LwCompetition) competition = lw_competition_load (writer->connection, error);
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  gboolean fine;

  if (!competition)
    return NULL;
  writer->out = out;
  writer->currency = competition->currency;
  writer->xml = g_string_new (NULL);
  fine = write_competition (writer, error) && g_output_stream_write_all (out, "", 1, NULL, NULL, error)
         && g_output_stream_close (out, NULL, error);
  g_string_free (writer->xml, TRUE);
  return fine ? g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (out)) : NULL;
}

char *
lw_competition_export_nouns (LwConnection *connection, GPtrArray *sections, const char *const *nouns, GError **error)
{
  Writer writer = { .connection = connection, .sections = sections, .nouns = nouns };

  return write_memory (&writer, error);
}

char *
lw_competition_export_filtered (LwConnection *connection, GPtrArray *sections, LwExportFilter filter, gpointer data,
                                GError **error)
{
  Writer writer = { .connection = connection, .sections = sections, .filter = filter, .filter_data = data };

  return write_memory (&writer, error);
}
