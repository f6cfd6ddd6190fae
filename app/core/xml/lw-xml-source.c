/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "xml/lw-xml-source.h"

#include "base/lw-error.h"

#include <string.h>

#include "base/lw-i18n.h"

#define PROLOG_MAX 65536 /* bytes before the root element */

LwXmlSource *
lw_xml_source_open (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = NULL;
  g_autoptr (GFileInfo) info = NULL;
  LwXmlSource *source;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, LW_ERROR, LW_ERROR_NOT_FOUND, _("%s: expected an XML file, found nothing there"), path);
      return NULL;
    }
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("%s: expected an XML file, found something else"), path);
      return NULL;
    }
  stream = g_file_read (file, NULL, error);
  info = stream ? g_file_input_stream_query_info (stream, G_FILE_ATTRIBUTE_STANDARD_SIZE, NULL, error) : NULL;
  if (!info)
    return NULL;
  source = g_new0 (LwXmlSource, 1);
  source->stream = G_BUFFERED_INPUT_STREAM (g_buffered_input_stream_new_sized (G_INPUT_STREAM (stream), PROLOG_MAX));
  source->path = g_strdup (path);
  source->total = g_file_info_get_size (info);
  return source;
}

LwXmlSource *
lw_xml_source_memory (const char *data, gsize length)
{
  LwXmlSource *source = g_new0 (LwXmlSource, 1);
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (data, (gssize) length, NULL);

  source->stream = G_BUFFERED_INPUT_STREAM (g_buffered_input_stream_new_sized (stream, PROLOG_MAX));
  source->data = data;
  source->length = length;
  source->total = (goffset) length;
  return source;
}

void
lw_xml_source_free (LwXmlSource *source)
{
  g_object_unref (source->stream);
  g_free (source->path);
  g_free (source);
}

/* In well-formed XML a '<' always begins something new, so this count cannot be led astray for long. */
static gboolean
is_crowded (LwXmlSource *source, const char *bytes, gssize n)
{
  for (const char *p = bytes; p < bytes + n; p++)
    if (*p == '<')
      {
        source->in_tag = TRUE;
        source->quote = '\0';
        source->attributes = 0;
      }
    else if (!source->in_tag)
      continue;
    else if (source->quote)
      source->quote = *p == source->quote ? '\0' : source->quote;
    else if (*p == '>')
      source->in_tag = FALSE;
    else if (*p == '"' || *p == '\'')
      {
        source->quote = *p;
        if (++source->attributes > LW_XML_ATTRIBUTES_MAX)
          return source->crowded = TRUE;
      }
  return FALSE;
}

int
lw_xml_source_read (void *data, char *buffer, int length)
{
  LwXmlSource *source = data;
  gssize n = g_input_stream_read (G_INPUT_STREAM (source->stream), buffer, (gsize) length, NULL, NULL);

  if (n > 0)
    source->taken += n;
  return n > 0 && is_crowded (source, buffer, n) ? -1 : (int) n;
}

/* ---- the prolog ---- */

static gboolean
refuse_at (const char *text, const char *at, const char *expected, const char *found, GError **error)
{
  guint line = 1, column = 1;

  for (const char *p = text; p < at; p++)
    if (*p == '\n')
      line++, column = 1;
    else if ((*p & 0xc0) != 0x80)
      column++;
  g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("line %u, column %u: expected %s, found %s"), line, column, expected,
               found);
  return FALSE;
}

/* The encoding that the XML declaration names must be UTF-8. */
static gboolean
check_declaration (const char *text, const char *declaration, const char *end, GError **error)
{
  g_autofree char *inside = g_strndup (declaration, (gsize) (end - declaration));
  const char *encoding = strstr (inside, "encoding");

  if (!encoding)
    return TRUE;
  encoding += strcspn (encoding, "\"'");
  if (*encoding && g_ascii_strncasecmp (encoding + 1, "utf-8", 5) == 0 && encoding[6] == *encoding)
    return TRUE;
  /* Cut anywhere, of bytes that may be no text at all. */
  g_autofree char *found = g_utf8_make_valid (encoding, MIN (strlen (encoding), 24));
  return refuse_at (text, declaration + (encoding - inside), _("the encoding UTF-8"), found, error);
}

static gboolean
scan_prolog (const char *text, gsize length, GError **error)
{
  const char *end = text + length;
  const char *p = text;

  if (length >= 2 && ((guchar) text[0] >= 0xfe || text[0] == '\0' || text[1] == '\0'))
    return refuse_at (text, text, _("the encoding UTF-8"), _("another one"), error);
  if (length >= 3 && memcmp (p, "\xef\xbb\xbf", 3) == 0)
    p += 3;
  for (;;)
    {
      const char *close;

      while (p < end && g_ascii_isspace (*p))
        p++;
      if (p == end || *p != '<')
        return refuse_at (text, p, _("an XML document"), p == end ? _("the end of the file") : _("something else"), error);
      if (end - p >= 2 && p[1] == '?')
        {
          close = g_strstr_len (p, end - p, "?>");
          if (close && end - p > 5 && memcmp (p, "<?xml", 5) == 0 && !check_declaration (text, p, close, error))
            return FALSE;
        }
      else if (end - p >= 4 && memcmp (p, "<!--", 4) == 0)
        close = g_strstr_len (p + 4, end - p - 4, "-->");
      else if (end - p >= 2 && p[1] == '!')
        return refuse_at (text, p, _("an element"),
                          _("a document type declaration, which is never accepted (it may hold entities)"), error);
      else
        return TRUE; /* the root element */
      if (!close)
        return refuse_at (text, p, _("the root element within the first 64 KiB"), _("something that does not end"), error);
      p = close + (*close == '?' ? 2 : 3);
    }
}

gboolean
lw_xml_source_check_prolog (LwXmlSource *source, GError **error)
{
  gsize available = 0, before;
  const char *text;

  do
    {
      before = available;
      if (g_buffered_input_stream_fill (source->stream, -1, NULL, error) < 0)
        return FALSE;
      text = g_buffered_input_stream_peek_buffer (source->stream, &available);
    }
  while (available > before && available < PROLOG_MAX);
  return scan_prolog (text, available, error);
}

/* ---- the way back ---- */

typedef struct
{
  const char *text, *end, *p;
  guint line, column;
} Scan;

static void
advance (Scan *scan, const char *to)
{
  for (; scan->p < to; scan->p++)
    if (*scan->p == '\n')
      scan->line++, scan->column = 1;
    else if ((*scan->p & 0xc0) != 0x80)
      scan->column++;
}

static const char *
after (const Scan *scan, gsize skip, const char *mark)
{
  const char *found = (gsize) (scan->end - scan->p) > skip
                          ? g_strstr_len (scan->p + skip, scan->end - scan->p - (gssize) skip, mark)
                          : NULL;

  return found ? found + strlen (mark) : scan->end;
}

static gboolean
starts (const Scan *scan, const char *mark)
{
  gsize n = strlen (mark);

  return (gsize) (scan->end - scan->p) >= n && memcmp (scan->p, mark, n) == 0;
}

static gboolean
scan_tags (const char *text, gsize length, guint64 n, guint *line, guint *column)
{
  Scan scan = { text, text + length, text, 1, 1 };
  guint64 seen = 0;

  while (scan.p < scan.end)
    {
      const char *open = memchr (scan.p, '<', (gsize) (scan.end - scan.p));
      if (!open || open + 1 == scan.end)
        break;
      advance (&scan, open);
      if (open[1] == '?')
        advance (&scan, after (&scan, 2, "?>"));
      else if (starts (&scan, "<!--"))
        advance (&scan, after (&scan, 4, "-->"));
      else if (starts (&scan, "<![CDATA["))
        advance (&scan, after (&scan, 9, "]]>"));
      else
        {
          if (open[1] != '/' && ++seen == n)
            {
              *line = scan.line;
              *column = scan.column;
              return TRUE;
            }
          advance (&scan, open + 1);
        }
    }
  return FALSE;
}

gboolean
lw_xml_source_locate (LwXmlSource *source, guint64 n, guint *line, guint *column)
{
  g_autoptr (GMappedFile) file = NULL;

  if (!source->path)
    return scan_tags (source->data, source->length, n, line, column);
  file = g_mapped_file_new (source->path, FALSE, NULL);
  return file
         && scan_tags (g_mapped_file_get_contents (file), g_mapped_file_get_length (file), n, line, column);
}
