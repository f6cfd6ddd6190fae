/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-criteria-print.h"

#include "base/lw-clock.h"
#include "dialog/lw-dialogs.h"
#include "model/lw-model.h"
#include "panel/lw-panel.h"

#include <cairo-pdf.h>
#include <gio/gio.h>
#include <pango/pangocairo.h>
#include <string.h>

#include "base/lw-i18n.h"

#define A4_WIDTH 595.28
#define A4_HEIGHT 841.89
#define MARGIN 64.0
#define CAPTION_WIDTH 110.0
#define GROUP 8

char *
lw_criteria_print_hash (const char *sha256)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; sha256[i] != '\0'; i++)
    {
      if (i > 0 && i % GROUP == 0)
        g_string_append_c (text, i % (4 * GROUP) == 0 ? '\n' : ' ');
      g_string_append_c (text, sha256[i]);
    }
  return g_string_free (text, FALSE);
}

char *
lw_criteria_print_title (LwDocument *document)
{
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (document), NULL);
  g_autofree char *trust = NULL;

  if (reader != NULL)
    lw_provenance_get (lw_reader_connection (reader), "criteria", &trust, NULL);
  return trust == NULL || g_str_equal (trust, "documented")
             ? g_strdup (lw_document_get_title (document))
             : g_strdup_printf (_("%s (criteria: %s)"), lw_document_get_title (document), lw_trust_title (trust));
}

/* ---- drawing ---- */

typedef struct
{
  cairo_t *cr;
  double left, width, y;
} Page;

/* @text at the page's place; returns its height. */
static double
draw_text (const Page *page, double x, double width, const char *font, const char *text)
{
  g_autoptr (PangoLayout) layout = pango_cairo_create_layout (page->cr);
  PangoFontDescription *description = pango_font_description_from_string (font);
  int height;

  /* the page is in points */
  pango_cairo_context_set_resolution (pango_layout_get_context (layout), 72);
  pango_layout_context_changed (layout);
  pango_layout_set_font_description (layout, description);
  pango_font_description_free (description);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (layout, text, -1);
  pango_layout_get_size (layout, NULL, &height);
  cairo_move_to (page->cr, x, page->y);
  pango_cairo_show_layout (page->cr, layout);
  return (double) height / PANGO_SCALE;
}

static void
draw_row (Page *page, const char *caption, const char *font, const char *text)
{
  double height;

  if (text == NULL)
    return;
  draw_text (page, page->left, CAPTION_WIDTH, "Sans 10", caption);
  height = draw_text (page, page->left + CAPTION_WIDTH, page->width - CAPTION_WIDTH, font, text);
  page->y += MAX (height, 14) + 10;
}

static void
draw_line (Page *page, const char *caption)
{
  page->y += 34;
  cairo_set_line_width (page->cr, 0.75);
  cairo_move_to (page->cr, page->left + CAPTION_WIDTH, page->y);
  cairo_line_to (page->cr, page->left + page->width, page->y);
  cairo_stroke (page->cr);
  page->y -= 14;
  draw_text (page, page->left, CAPTION_WIDTH, "Sans 10", caption);
  page->y += 14;
}

void
lw_criteria_print_draw (cairo_t *cr, double width, double height, const char *title, const LwPublication *publication)
{
  Page page = { cr, MARGIN, width - 2 * MARGIN, MARGIN };
  g_autofree char *version = g_strdup_printf ("%lld", (long long) publication->version);
  g_autofree char *when = lw_clock_format (publication->at), *both = g_strdup_printf ("%s (%s)", when, publication->at);
  g_autofree char *hash = lw_criteria_print_hash (publication->sha256);
  g_autofree char *how = g_strdup_printf (
      _("The hash is of the text that “lotwise published FILE.lotwise --xml %lld” prints. Whoever has this page and that text can"
        " tell whether it was changed."),
      (long long) publication->version);

  cairo_set_source_rgb (cr, 0, 0, 0);
  page.y += draw_text (&page, page.left, page.width, "Sans 11", _("Published method of evaluation")) + 6;
  page.y += draw_text (&page, page.left, page.width, "Sans Bold 20", title) + 24;
  draw_row (&page, _("Version"), "Sans Bold 11", version);
  draw_row (&page, _("Published"), "Sans 11", both);
  draw_row (&page, _("By"), "Sans 11", publication->person);
  draw_row (&page, _("Approved by"), "Sans 11", publication->approver);
  draw_row (&page, _("Reason"), "Sans 11", publication->reason);
  draw_row (&page, _("SHA-256"), "Monospace Bold 12", hash);
  page.y += 6;
  page.y += draw_text (&page, page.left, page.width, "Sans 9", how) + 6;
  draw_line (&page, _("Name"));
  draw_line (&page, _("Date, signature"));
}

/* ---- to a file, to a printer ---- */

static cairo_status_t
append (void *data, const unsigned char *bytes, unsigned int length)
{
  g_byte_array_append (data, bytes, length);
  return CAIRO_STATUS_SUCCESS;
}

gboolean
lw_criteria_print_save (GFile *file, const char *title, const LwPublication *publication, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append, bytes, A4_WIDTH, A4_HEIGHT);
  cairo_t *cr = cairo_create (surface);

  lw_criteria_print_draw (cr, A4_WIDTH, A4_HEIGHT, title, publication);
  cairo_show_page (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
  return g_file_replace_contents (file, (const char *) bytes->data, bytes->len, NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL,
                                  error);
}

typedef struct
{
  char *title;
  LwPublication *publication;
} Print;

static void
print_free (gpointer data)
{
  Print *print = data;

  g_free (print->title);
  lw_publication_free (print->publication);
  g_free (print);
}

static void
draw_print (cairo_t *cr, double width, double height, gpointer data)
{
  const Print *print = data;

  lw_criteria_print_draw (cr, width, height, print->title, print->publication);
}

void
lw_criteria_print (GtkWidget *from, const char *title, const LwPublication *publication)
{
  Print *print = g_new (Print, 1);
  LwPublication *copy = g_new0 (LwPublication, 1);

  *copy = (LwPublication){ publication->version,
                           g_strdup (publication->at),
                           g_strdup (publication->person),
                           g_strdup (publication->approver),
                           g_strdup (publication->reason),
                           g_strdup (publication->sha256),
                           NULL };
  *print = (Print){ g_strdup (title), copy };
  lw_dialog_print (lw_dialog_parent (from), _("Published method"), draw_print, print, print_free);
}
