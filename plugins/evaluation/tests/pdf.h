/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* PDF files for tests, made with cairo: none is kept in the tree. */
#pragma once

#include <cairo-pdf.h>
#include <glib.h>

/* Writes a PDF to @path with a page for each of @pages, whose lines are parted by '\n'. */
static inline void
pdf_write (const char *path, const char *const *pages)
{
  cairo_surface_t *surface = cairo_pdf_surface_create (path, 595, 842);
  cairo_t *cr;

  /* the same bytes each time */
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, "2013-01-09T00:00:00Z");
  cr = cairo_create (surface);
  cairo_select_font_face (cr, "Sans", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_font_size (cr, 12);
  for (guint i = 0; pages[i]; i++)
    {
      g_auto (GStrv) lines = g_strsplit (pages[i], "\n", -1);

      for (guint k = 0; lines[k]; k++)
        {
          cairo_move_to (cr, 72, 90 + 18.0 * k);
          cairo_show_text (cr, lines[k]);
        }
      cairo_show_page (cr);
    }
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);
}
