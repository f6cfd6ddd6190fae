/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A PDF that is kept in the competition's file, drawn by poppler on threads of their own, one page at a time. Poppler is
 * used under a lock: what has to answer at once (a selection) is passed over while a page is being drawn.
 */
#pragma once

#include <gtk/gtk.h>

#include "store/lw-store.h"

G_BEGIN_DECLS

typedef struct _LwPdf LwPdf;

/** A page as it was drawn. */
typedef struct
{
  cairo_surface_t *surface;
  double width, height; /* of the page, in points */
  GArray *found;        /* of graphene_rect_t, in points from the top left corner: where the text looked for is */
} LwPdfPicture;

/** Nothing is read before the first page is drawn. */
LwPdf *lw_pdf_new (LwStore *store, const char *sha256);
LwPdf *lw_pdf_ref (LwPdf *pdf);
void lw_pdf_unref (LwPdf *pdf);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwPdf, lw_pdf_unref)

/** Draws @page (from 0) @width pixels wide, and looks for @find (nullable) on it. */
void lw_pdf_draw_async (LwPdf *pdf, guint page, int width, const char *find, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
LwPdfPicture *lw_pdf_draw_finish (GAsyncResult *result, GError **error);
void lw_pdf_picture_free (LwPdfPicture *picture);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwPdfPicture, lw_pdf_picture_free)

/** The words of @page between two points, and (out) (optional) where they are, at @scale pixels a point. NULL where there are
 * none, and while a page is being drawn. (transfer full) */
char *lw_pdf_select (LwPdf *pdf, guint page, const graphene_point_t *from, const graphene_point_t *to, double scale, cairo_region_t **region);

G_END_DECLS
