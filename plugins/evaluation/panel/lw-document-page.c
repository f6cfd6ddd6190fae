/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-document-page.h"

#include <string.h>

#include "base/lw-i18n.h"

/* Characters of a page that a screen reader is given as its description; the view has the whole text. */
#define DESCRIPTION_MAX 4000
#define A4 1.414

struct _LwDocumentPage
{
  GtkWidget parent_instance;
  LwPdf *pdf;
  guint number;
  int width;
  char *find;
  LwPdfPicture *picture; /* what was drawn last, of this page or (until then) of another */
  gboolean current;      /* it is of this page */
  int drawn_width;       /* that it was ordered with; 0: to be drawn */
  GCancellable *drawing;
  graphene_point_t from; /* of a selection, in points */
  char *selection;
  cairo_region_t *region; /* in pixels of the widget */
};

enum
{
  FAILED,
  DRAWN,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LwDocumentPage, lw_document_page, GTK_TYPE_WIDGET)

static double
pixels_a_point (LwDocumentPage *self)
{
  return self->picture != NULL && self->picture->width > 0 ? gtk_widget_get_width (GTK_WIDGET (self)) / self->picture->width : 1;
}

static void
set_selection (LwDocumentPage *self, char *text, cairo_region_t *region)
{
  g_clear_pointer (&self->region, cairo_region_destroy);
  self->region = region;
  g_free (self->selection);
  self->selection = text;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* ---- drawing ---- */

static void
on_drawn (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LwDocumentPage) self = data;
  g_autoptr (GError) error = NULL;
  LwPdfPicture *picture = lw_pdf_draw_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->drawing);
  if (picture == NULL)
    {
      g_signal_emit (self, signals[FAILED], 0, error->message);
      return;
    }
  g_clear_pointer (&self->picture, lw_pdf_picture_free);
  self->picture = picture;
  self->current = TRUE;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_signal_emit (self, signals[DRAWN], 0);
}

static void
forget_drawing (LwDocumentPage *self)
{
  if (self->drawing != NULL)
    g_cancellable_cancel (self->drawing);
  g_clear_object (&self->drawing);
  self->drawn_width = 0;
}

/* Only what is seen is drawn, and only once at a width. */
static void
draw_where_needed (LwDocumentPage *self)
{
  const int width = self->width * gtk_widget_get_scale_factor (GTK_WIDGET (self));

  if (self->pdf == NULL || width < 1 || self->drawn_width == width || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  forget_drawing (self);
  self->drawn_width = width;
  self->drawing = g_cancellable_new ();
  lw_pdf_draw_async (self->pdf, self->number, width, self->find, self->drawing, on_drawn, g_object_ref (self));
}

static void
lw_document_page_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LwDocumentPage *self = LW_DOCUMENT_PAGE (widget);
  const int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  const double scale = pixels_a_point (self);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));

  cairo_set_source_rgb (cr, 1, 1, 1); /* paper, whatever the scheme */
  cairo_paint (cr);
  if (self->picture != NULL && self->current)
    {
      cairo_save (cr);
      cairo_scale (cr, (double) width / cairo_image_surface_get_width (self->picture->surface),
                   (double) height / cairo_image_surface_get_height (self->picture->surface));
      cairo_set_source_surface (cr, self->picture->surface, 0, 0);
      cairo_paint (cr);
      cairo_restore (cr);
      cairo_set_source_rgba (cr, 1, 0.8, 0, 0.4);
      for (guint i = 0; i < self->picture->found->len; i++)
        {
          const graphene_rect_t *at = &g_array_index (self->picture->found, graphene_rect_t, i);
          cairo_rectangle (cr, at->origin.x * scale, at->origin.y * scale, at->size.width * scale, at->size.height * scale);
        }
      cairo_fill (cr);
    }
  if (self->region != NULL)
    {
      cairo_set_source_rgba (cr, 0.21, 0.52, 0.89, 0.35);
      for (int i = 0; i < cairo_region_num_rectangles (self->region); i++)
        {
          cairo_rectangle_int_t part;
          cairo_region_get_rectangle (self->region, i, &part);
          cairo_rectangle (cr, part.x, part.y, part.width, part.height);
        }
      cairo_fill (cr);
    }
  cairo_destroy (cr);
  if (gtk_widget_has_visible_focus (widget))
    gtk_snapshot_render_focus (snapshot, gtk_widget_get_style_context (widget), 0, 0, width, height);
}

static void
lw_document_page_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                          int *minimum_baseline, int *natural_baseline)
{
  LwDocumentPage *self = LW_DOCUMENT_PAGE (widget);
  const double aspect = self->picture != NULL && self->picture->width > 0 ? self->picture->height / self->picture->width : A4;

  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? self->width : (int) (self->width * MIN (aspect, 20));
}

static void
lw_document_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (lw_document_page_parent_class)->map (widget);
  draw_where_needed (LW_DOCUMENT_PAGE (widget));
}

/* ---- what is shown ---- */

static void
set_accessible (LwDocumentPage *self, const char *name, const char *text)
{
  g_autofree char *label = g_strdup_printf (_("%s, page %u"), name, self->number + 1);
  const char *end = text != NULL && strlen (text) > DESCRIPTION_MAX ? g_utf8_find_prev_char (text, text + DESCRIPTION_MAX) : NULL;
  g_autofree char *description = end != NULL ? g_strndup (text, (gsize) (end - text)) : g_strdup (text != NULL ? text : "");

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
}

void
lw_document_page_show (LwDocumentPage *self, LwPdf *pdf, guint number, const char *name, const char *text)
{
  if (pdf != self->pdf)
    {
      g_clear_pointer (&self->pdf, lw_pdf_unref);
      self->pdf = pdf != NULL ? lw_pdf_ref (pdf) : NULL;
    }
  self->number = number;
  self->current = FALSE;
  forget_drawing (self);
  set_selection (self, NULL, NULL);
  set_accessible (self, name, text);
  draw_where_needed (self);
}

void
lw_document_page_find (LwDocumentPage *self, const char *text)
{
  if (g_strcmp0 (self->find, text) == 0)
    return;
  g_free (self->find);
  self->find = g_strdup (text);
  forget_drawing (self);
  draw_where_needed (self);
}

void
lw_document_page_set_width (LwDocumentPage *self, int width)
{
  if (self->width == width)
    return;
  self->width = width;
  set_selection (self, NULL, NULL);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  draw_where_needed (self);
}

const char *
lw_document_page_get_selection (LwDocumentPage *self)
{
  return self->selection;
}

/* ---- selecting ---- */

static void
on_drag_begin (GtkGestureDrag *drag, double x, double y, LwDocumentPage *self)
{
  const double scale = pixels_a_point (self);

  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->from = GRAPHENE_POINT_INIT ((float) (x / scale), (float) (y / scale));
  set_selection (self, NULL, NULL);
}

static void
on_drag_update (GtkGestureDrag *drag, double dx, double dy, LwDocumentPage *self)
{
  const double scale = pixels_a_point (self);
  const graphene_point_t to = GRAPHENE_POINT_INIT (self->from.x + (float) (dx / scale), self->from.y + (float) (dy / scale));
  cairo_region_t *region = NULL;
  char *text = self->pdf != NULL && self->current ? lw_pdf_select (self->pdf, self->number, &self->from, &to, scale, &region) : NULL;

  if (text != NULL || region != NULL)
    set_selection (self, text, region);
}

/* ---- life ---- */

static void
lw_document_page_dispose (GObject *object)
{
  LwDocumentPage *self = LW_DOCUMENT_PAGE (object);

  forget_drawing (self);
  g_clear_pointer (&self->pdf, lw_pdf_unref);
  g_clear_pointer (&self->picture, lw_pdf_picture_free);
  g_clear_pointer (&self->region, cairo_region_destroy);
  G_OBJECT_CLASS (lw_document_page_parent_class)->dispose (object);
}

static void
lw_document_page_finalize (GObject *object)
{
  LwDocumentPage *self = LW_DOCUMENT_PAGE (object);

  g_free (self->find);
  g_free (self->selection);
  G_OBJECT_CLASS (lw_document_page_parent_class)->finalize (object);
}

static void
lw_document_page_class_init (LwDocumentPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = lw_document_page_dispose;
  G_OBJECT_CLASS (class)->finalize = lw_document_page_finalize;
  widget_class->snapshot = lw_document_page_snapshot;
  widget_class->measure = lw_document_page_measure;
  widget_class->map = lw_document_page_map;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  signals[FAILED] = g_signal_new ("failed", LW_TYPE_DOCUMENT_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  G_TYPE_STRING);
  signals[DRAWN] = g_signal_new ("drawn", LW_TYPE_DOCUMENT_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lw_document_page_init (LwDocumentPage *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_START);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "text");
  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}
