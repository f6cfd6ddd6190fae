/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What a file is, and the text of its pages. Poppler parses PDF files here and, to draw them, in the window: see
 * docs/decisions.
 */
#include "config.h"

#include "lw-evaluation-answers.h"

#include "base/lw-error.h"
#include "store/lw-content.h"

#include <poppler.h>
#include <string.h>

#include "base/lw-i18n.h"

/* More pages than any bid has; a file of a few bytes can claim millions. */
#define PAGES_MAX 10000

/* Names of our own: poppler 22.12 has no cleanup functions, newer ones have. */
typedef PopplerDocument Pdf;
typedef PopplerPage PdfPage;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Pdf, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdfPage, g_object_unref)

typedef struct
{
  const char *ending;
  const char *media;
  const char *magic; /* first bytes; NULL: any, "": UTF-8 text */
} Format;

static const Format formats[] = {
  { ".pdf", "application/pdf", "%PDF-" },
  { ".txt", "text/plain", "" },
  { ".md", "text/markdown", "" },
  { ".csv", "text/csv", "" },
  { ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "PK\003\004" },
  { ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "PK\003\004" },
  { ".pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", "PK\003\004" },
  { ".odt", "application/vnd.oasis.opendocument.text", "PK\003\004" },
  { ".ods", "application/vnd.oasis.opendocument.spreadsheet", "PK\003\004" },
  { ".odp", "application/vnd.oasis.opendocument.presentation", "PK\003\004" },
  { ".zip", "application/zip", "PK\003\004" },
  { ".doc", "application/msword", "\xd0\xcf\x11\xe0" },
  { ".xls", "application/vnd.ms-excel", "\xd0\xcf\x11\xe0" },
  { ".ppt", "application/vnd.ms-powerpoint", "\xd0\xcf\x11\xe0" },
  { ".png", "image/png", "\x89PNG" },
  { ".jpg", "image/jpeg", "\xff\xd8\xff" },
  { ".jpeg", "image/jpeg", "\xff\xd8\xff" },
};

static gboolean refuse (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gboolean
refuse (GError **error, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (error, LW_ERROR, LW_ERROR_INVALID, text);
  return FALSE;
}

static const Format *
find_format (const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_has_suffix (lower, formats[i].ending))
      return &formats[i];
  return NULL;
}

/* What a file of another format turns out to be, for the message; or NULL. */
static const char *
guess (const guint8 *data, gsize size)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      const char *magic = formats[i].magic;
      if (magic[0] && size >= strlen (magic) && memcmp (data, magic, strlen (magic)) == 0)
        return formats[i].ending;
    }
  return NULL;
}

static gboolean
check_magic (const Format *format, const guint8 *data, gsize size, GError **error)
{
  const gsize length = strlen (format->magic);
  const char *other = guess (data, size);

  if (format->magic[0] == '\0')
    return (!memchr (data, '\0', size) && g_utf8_validate_len ((const char *) data, size, NULL))
           || refuse (error, _("expected text in UTF-8, as the name says, found something else: save it as UTF-8 text, or give it "
                               "the ending of what it is"));
  /* a PDF may have some bytes before it begins */
  if ((size >= length && memcmp (data, format->magic, length) == 0)
      || (strcmp (format->ending, ".pdf") == 0 && g_strstr_len ((const char *) data, (gssize) MIN (size, 1024), "%PDF-")))
    return TRUE;
  if (other)
    return refuse (error, _("expected a file of the format %s, as the name says, found one of %s: give it that ending"),
                   format->ending, other);
  return refuse (error, _("expected a file of the format %s, as the name says, found something else: export it anew"),
                 format->ending);
}

GBytes *
lw_file_reading_load (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autoptr (GFileInfo) info = NULL;
  goffset size;

  if (!stream)
    return NULL;
  info = g_file_input_stream_query_info (stream, G_FILE_ATTRIBUTE_STANDARD_SIZE, cancellable, error);
  if (!info)
    return NULL;
  size = g_file_info_get_size (info);
  if (size <= LW_DOCUMENT_MAX)
    {
      g_autofree guint8 *data = g_malloc ((gsize) size + 1);
      gsize n;

      if (!g_input_stream_read_all (G_INPUT_STREAM (stream), data, (gsize) size + 1, &n, cancellable, error))
        return NULL;
      if (n <= LW_DOCUMENT_MAX)
        return g_bytes_new_take (g_steal_pointer (&data), n);
      size = (goffset) n;
    }
  refuse (error, _("expected at most %d MiB, found %lld: split it, or save it with smaller pictures"),
          LW_DOCUMENT_MAX / 1024 / 1024, (long long) ((size + 1024 * 1024 - 1) / 1024 / 1024));
  return NULL;
}

/* ---- PDF ---- */

static gboolean
refuse_pdf (const GError *why, GError **error)
{
  if (g_error_matches (why, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED))
    return refuse (error, _("expected a PDF that anybody can open, found an encrypted one: save it without a password"));
  return refuse (error, _("expected a PDF that can be read, found a broken one (%s): export it anew"),
                 why ? why->message : _("it has no pages"));
}

/* Up to LW_PAGE_TEXT_MAX bytes, at a character's end. */
static char *
take_text (char *text)
{
  g_autofree char *whole = text;
  gsize length = whole ? strlen (whole) : 0;

  if (!whole)
    return g_strdup ("");
  if (length > LW_PAGE_TEXT_MAX)
    {
      const char *end = g_utf8_find_prev_char (whole, whole + LW_PAGE_TEXT_MAX);
      whole[end ? end - whole : 0] = '\0';
    }
  return g_utf8_make_valid (whole, -1);
}

static gboolean
read_pdf (LwFileReading *reading, GBytes *bytes, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) why = NULL;
  g_autoptr (Pdf) document = poppler_document_new_from_bytes (bytes, NULL, &why);
  int n = document ? poppler_document_get_n_pages (document) : 0;

  if (n < 1)
    return refuse_pdf (why, error);
  if (n > PAGES_MAX)
    return refuse (error, _("expected at most %d pages, found %d: split it"), PAGES_MAX, n);
  reading->n_pages = (guint) n;
  reading->pages = g_new0 (char *, (gsize) n + 1);
  for (int i = 0; i < n; i++)
    {
      g_autoptr (PdfPage) page = poppler_document_get_page (document, i);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (!page)
        return refuse (error, _("expected a PDF that can be read, found a broken one (page %d cannot be read): export it anew"),
                       i + 1);
      reading->pages[i] = take_text (poppler_page_get_text (page));
    }
  return TRUE;
}

/* ---- any file ---- */

LwFileReading *
lw_file_reading_new (GBytes *bytes, const char *name, GCancellable *cancellable, GError **error)
{
  const Format *format = find_format (name);
  g_autoptr (LwFileReading) reading = g_new0 (LwFileReading, 1);
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  gboolean fine = TRUE;

  reading->media = format ? format->media : "application/octet-stream";
  if (size == 0)
    fine = refuse (error, _("expected a file with something in it, found an empty one"));
  else if (size > LW_DOCUMENT_MAX)
    fine = refuse (error, _("expected at most %d MiB, found more"), LW_DOCUMENT_MAX / 1024 / 1024);
  else if (!format && size >= 5 && memcmp (data, "%PDF-", 5) == 0)
    fine = refuse (error, _("found a PDF under a name that does not say so: give it the ending .pdf"));
  else if (format)
    fine = check_magic (format, data, size, error);
  if (fine && format && strcmp (format->media, "application/pdf") == 0)
    fine = read_pdf (reading, bytes, cancellable, error);
  else if (fine && format && format->magic[0] == '\0')
    {
      reading->pages = g_new0 (char *, 2);
      reading->pages[0] = g_strndup ((const char *) data, size);
    }
  return fine ? g_steal_pointer (&reading) : NULL;
}

void
lw_file_reading_free (LwFileReading *reading)
{
  g_strfreev (reading->pages);
  g_free (reading);
}

/* A content that comes from another file was read there; where this poppler cannot, it is kept and not searched. */
gboolean
lw_evaluation_keep_pages (LwTransaction *transaction, const char *const *values, GBytes *bytes, GError **error)
{
  GCancellable *cancellable = lw_transaction_cancellable (transaction);
  g_autoptr (LwFileReading) reading = lw_file_reading_new (bytes, values[1], cancellable, NULL);
  g_autofree char *sha256 = NULL;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  sha256 = lw_content_sha256 (bytes);
  return !reading || !reading->pages
         || lw_content_put_pages (lw_transaction_connection (transaction), sha256, (const char *const *) reading->pages, error);
}
