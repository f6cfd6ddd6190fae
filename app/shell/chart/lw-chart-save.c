/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The drawing as PNG, SVG and PDF, in memory first: a failed disk leaves no half picture. */
#include "config.h"

#include "chart/lw-chart-private.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <math.h>
#include <string.h>

#include "base/lw-i18n.h"

/* White around the drawing, and the pixels of a PNG to a unit. */
#define MARGIN 18.0
#define PNG_SCALE 2.0

static cairo_status_t
append (void *bytes, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (bytes, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *
surface_new (LwChart *chart, LwChartFormat format, double width, double height, GByteArray *bytes)
{
  cairo_surface_t *surface;

  switch (format)
    {
    case LW_CHART_FORMAT_PNG:
      surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) ceil (width * PNG_SCALE), (int) ceil (height * PNG_SCALE));
      cairo_surface_set_device_scale (surface, PNG_SCALE, PNG_SCALE);
      return surface;
    case LW_CHART_FORMAT_SVG:
      surface = cairo_svg_surface_create_for_stream (append, bytes, width, height);
      cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PX);
      return surface;
    case LW_CHART_FORMAT_PDF:
    default:
      surface = cairo_pdf_surface_create_for_stream (append, bytes, width * 0.75, height * 0.75);
      /* a unit is 1/96 inch, PDF counts in 1/72 */
      cairo_surface_set_device_scale (surface, 0.75, 0.75);
      cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, lw_chart_get_title (chart));
      /* the time of writing would make each file another one */
      cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, "1970-01-01T00:00:00Z");
      return surface;
    }
}

static gboolean
renumber (const GMatchInfo *match, GString *result, gpointer data)
{
  GHashTable *numbers = data;
  char *id = g_match_info_fetch (match, 0);
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (numbers, id));

  if (number == 0)
    {
      number = g_hash_table_size (numbers) + 1;
      g_hash_table_insert (numbers, g_strdup (id), GUINT_TO_POINTER (number));
    }
  g_string_append_printf (result, "surface%u", number);
  g_free (id);
  return FALSE;
}

/* Cairo numbers the parts of an SVG through the life of the program; and it has no words for the blind. */
static void
finish_svg (LwChart *chart, GByteArray *bytes)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GRegex) ids = g_regex_new ("surface[0-9]+", 0, 0, NULL);
  g_autofree char *table = lw_chart_to_table_text (chart);
  g_autofree char *words = g_markup_printf_escaped ("<title>%s</title>\n<desc>%s</desc>\n", lw_chart_get_title (chart), table);
  g_autofree char *svg = g_regex_replace_eval (ids, (const char *) bytes->data, bytes->len, 0, 0, renumber, numbers, NULL);
  const char *root = strstr (svg, "<svg"), *end = root != NULL ? strchr (root, '>') : NULL;

  if (end == NULL)
    return;
  g_autofree char *start = g_strndup (svg, (gsize) (end + 1 - svg));
  g_autofree char *whole = g_strconcat (start, "\n", words, end + 1, NULL);
  g_byte_array_set_size (bytes, 0);
  g_byte_array_append (bytes, (const guint8 *) whole, strlen (whole));
}

gboolean
lw_chart_save (LwChart *chart, GFile *file, LwChartFormat format, double width, double height, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  LwChartStyle style;

  lw_chart_style_init (&style, FALSE);
  style.with_title = TRUE;
  if (height <= 0)
    height = lw_chart_get_natural_height (chart, width - 2 * MARGIN, &style) + 2 * MARGIN;
  cairo_surface_t *surface = surface_new (chart, format, width, height, bytes);
  cairo_t *cr = cairo_create (surface);
  cairo_set_source_rgb (cr, style.bg.red, style.bg.green, style.bg.blue);
  cairo_paint (cr);
  cairo_translate (cr, MARGIN, MARGIN);
  lw_chart_draw (chart, cr, width - 2 * MARGIN, height - 2 * MARGIN, &style);
  cairo_status_t status = cairo_status (cr);
  cairo_destroy (cr);
  if (format == LW_CHART_FORMAT_PNG && status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_write_to_png_stream (surface, append, bytes);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("The chart could not be drawn at %g by %g: %s. Try a smaller size."), width, height,
                   cairo_status_to_string (status));
      return FALSE;
    }
  if (format == LW_CHART_FORMAT_SVG)
    finish_svg (chart, bytes);
  return g_file_replace_contents (file, (const char *) bytes->data, bytes->len, NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION, NULL, NULL, error);
}

LwChartFormat
lw_chart_format_of (GFile *file, LwChartFormat wanted)
{
  static const char *const endings[] = {
    [LW_CHART_FORMAT_PNG] = ".png",
    [LW_CHART_FORMAT_SVG] = ".svg",
    [LW_CHART_FORMAT_PDF] = ".pdf",
  };
  g_autofree char *name = g_file_get_basename (file), *lower = g_ascii_strdown (name, -1);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (lower, endings[i]))
      return (LwChartFormat) i;
  return wanted;
}
