/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-document-pdf.h"

#include "base/lw-error.h"
#include "store/lw-content.h"

#include <math.h>
#include <poppler.h>

#include "base/lw-i18n.h"

/* A page of any size and zoom is drawn with at most so many pixels. */
#define PIXELS_MAX 24e6

/* Poppler 22.12 has no cleanup functions, newer ones have. */
typedef PopplerPage PdfPage;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdfPage, g_object_unref)

struct _LwPdf
{
  gatomicrefcount references;
  LwStore *store;
  char *sha256;
  GMutex lock; /* for what is below */
  PopplerDocument *document;
};

typedef struct
{
  LwPdf *pdf;
  guint page;
  int width;
  char *find;
} Order;

LwPdf *
lw_pdf_new (LwStore *store, const char *sha256)
{
  LwPdf *pdf = g_new0 (LwPdf, 1);

  g_atomic_ref_count_init (&pdf->references);
  pdf->store = g_object_ref (store);
  pdf->sha256 = g_strdup (sha256);
  g_mutex_init (&pdf->lock);
  return pdf;
}

LwPdf *
lw_pdf_ref (LwPdf *pdf)
{
  g_atomic_ref_count_inc (&pdf->references);
  return pdf;
}

void
lw_pdf_unref (LwPdf *pdf)
{
  if (!g_atomic_ref_count_dec (&pdf->references))
    return;
  g_clear_object (&pdf->document);
  g_object_unref (pdf->store);
  g_mutex_clear (&pdf->lock);
  g_free (pdf->sha256);
  g_free (pdf);
}

void
lw_pdf_picture_free (LwPdfPicture *picture)
{
  g_clear_pointer (&picture->surface, cairo_surface_destroy);
  g_clear_pointer (&picture->found, g_array_unref);
  g_free (picture);
}

/* ---- drawing ---- */

static gboolean
open_locked (LwPdf *pdf, GError **error)
{
  g_autoptr (LwReader) reader = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (pdf->document != NULL)
    return TRUE;
  reader = lw_store_reader (pdf->store, error);
  bytes = reader != NULL ? lw_content_get (lw_reader_connection (reader), pdf->sha256, error) : NULL;
  if (bytes != NULL)
    pdf->document = poppler_document_new_from_bytes (bytes, NULL, error);
  return pdf->document != NULL;
}

/* Poppler counts from the bottom, we from the top. */
static GArray *
find_on (PopplerPage *page, const char *text, double height)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (graphene_rect_t));
  GList *list = text != NULL && text[0] != '\0' ? poppler_page_find_text (page, text) : NULL;

  for (GList *l = list; l != NULL; l = l->next)
    {
      const PopplerRectangle *at = l->data;
      graphene_rect_t rect = GRAPHENE_RECT_INIT (at->x1, height - at->y2, at->x2 - at->x1, at->y2 - at->y1);
      g_array_append_val (found, rect);
    }
  g_list_free_full (list, (GDestroyNotify) poppler_rectangle_free);
  return found;
}

static LwPdfPicture *
draw_locked (const Order *order, GError **error)
{
  g_autoptr (PdfPage) page = poppler_document_get_page (order->pdf->document, (int) order->page);
  g_autoptr (LwPdfPicture) picture = g_new0 (LwPdfPicture, 1);
  double scale, high;
  cairo_t *cr;

  if (page != NULL)
    poppler_page_get_size (page, &picture->width, &picture->height);
  if (page == NULL || !(picture->width > 0) || !(picture->height > 0))
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("Page %u cannot be drawn: it is broken"), order->page + 1);
      return NULL;
    }
  scale = MIN (order->width / picture->width, sqrt (PIXELS_MAX / (picture->width * picture->height)));
  high = MAX (1, picture->height * scale);
  picture->surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, MAX (1, (int) (picture->width * scale)), (int) high);
  if (cairo_surface_status (picture->surface) != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("Page %u cannot be drawn: it is too long for its width"), order->page + 1);
      return NULL;
    }
  cr = cairo_create (picture->surface);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, scale, scale);
  poppler_page_render (page, cr);
  cairo_destroy (cr);
  picture->found = find_on (page, order->find, picture->height);
  return g_steal_pointer (&picture);
}

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Order *order = data;
  LwPdfPicture *picture = NULL;
  GError *error = NULL;

  g_mutex_lock (&order->pdf->lock);
  /* who scrolls on quickly has cancelled by now */
  if (!g_cancellable_set_error_if_cancelled (cancellable, &error) && open_locked (order->pdf, &error))
    picture = draw_locked (order, &error);
  g_mutex_unlock (&order->pdf->lock);
  if (picture != NULL)
    g_task_return_pointer (task, picture, (GDestroyNotify) lw_pdf_picture_free);
  else
    g_task_return_error (task, error);
}

static void
order_free (gpointer data)
{
  Order *order = data;

  lw_pdf_unref (order->pdf);
  g_free (order->find);
  g_free (order);
}

void
lw_pdf_draw_async (LwPdf *pdf, guint page, int width, const char *find, GCancellable *cancellable, GAsyncReadyCallback callback,
                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Order *order = g_new0 (Order, 1);

  order->pdf = lw_pdf_ref (pdf);
  order->page = page;
  order->width = width;
  order->find = g_strdup (find);
  g_task_set_source_tag (task, lw_pdf_draw_async);
  g_task_set_task_data (task, order, order_free);
  g_task_run_in_thread (task, run);
}

LwPdfPicture *
lw_pdf_draw_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- selecting ---- */

char *
lw_pdf_select (LwPdf *pdf, guint page, const graphene_point_t *from, const graphene_point_t *to, double scale,
               cairo_region_t **region)
{
  PopplerRectangle between = { .x1 = from->x, .y1 = from->y, .x2 = to->x, .y2 = to->y };
  g_autoptr (PdfPage) selected = NULL;
  char *text = NULL;

  if (!g_mutex_trylock (&pdf->lock))
    return NULL;
  selected = pdf->document != NULL ? poppler_document_get_page (pdf->document, (int) page) : NULL;
  if (selected != NULL)
    {
      text = poppler_page_get_selected_text (selected, POPPLER_SELECTION_WORD, &between);
      if (region != NULL)
        *region = poppler_page_get_selected_region (selected, scale, POPPLER_SELECTION_WORD, &between);
    }
  g_clear_object (&selected);
  g_mutex_unlock (&pdf->lock);
  if (text != NULL && text[0] == '\0')
    g_clear_pointer (&text, g_free);
  return text;
}
