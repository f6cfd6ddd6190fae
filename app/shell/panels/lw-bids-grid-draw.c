/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Draws the matrix of bids: the cells in sight, then the headers over them. */
#include "config.h"

#include "panel/lw-panel.h"
#include "panels/lw-bids-grid-private.h"

#include <math.h>

#include "base/lw-i18n.h"

typedef struct
{
  GtkSnapshot *snapshot;
  GdkRGBA text, dim, line, shade, accent, base, good, attention, wrong;
} Pen;

static GdkRGBA
named (LwBidsGrid *self, const char *name, GdkRGBA otherwise)
{
  GdkRGBA color;
  return gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (self)), name, &color) ? color : otherwise;
}

static GdkRGBA
faded (GdkRGBA color, float alpha)
{
  color.alpha *= alpha;
  return color;
}

static Pen
make_pen (LwBidsGrid *self, GtkSnapshot *snapshot)
{
  Pen pen = { .snapshot = snapshot };

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &pen.text);
  pen.dim = faded (pen.text, 0.6f);
  pen.line = faded (pen.text, 0.1f);
  pen.shade = faded (pen.text, 0.05f);
  pen.base = named (self, "view_bg_color", pen.text);
  pen.accent = named (self, "accent_color", pen.text);
  pen.good = named (self, "success_color", pen.text);
  pen.attention = named (self, "warning_color", pen.text);
  pen.wrong = named (self, "error_color", pen.text);
  return pen;
}

static void
fill (const Pen *pen, GdkRGBA color, double x, double y, double width, double height)
{
  gtk_snapshot_append_color (pen->snapshot, &color, &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width, (float) height));
}

/* @align: 0 left, 1 right. */
static void
draw_text (LwBidsGrid *self, const Pen *pen, PangoLayout *layout, GdkRGBA color, double x, double y, double width,
           double height, int align)
{
  int w, h;

  pango_layout_get_pixel_size (layout, &w, &h);
  if (w > width)
    {
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
      pango_layout_set_width (layout, (int) MAX (width, 0) * PANGO_SCALE);
      w = (int) width;
    }
  gtk_snapshot_save (pen->snapshot);
  gtk_snapshot_translate (pen->snapshot, &GRAPHENE_POINT_INIT ((float) (align ? x + width - w : x),
                                                               (float) floor (y + (height - h) / 2)));
  gtk_snapshot_append_layout (pen->snapshot, layout, &color);
  gtk_snapshot_restore (pen->snapshot);
}

/* A disc for submitted, a ring for withdrawn, a cross for excluded. */
static void
draw_symbol (const Pen *pen, LwBidStatus status, double x, double y)
{
  const graphene_rect_t area = GRAPHENE_RECT_INIT ((float) x, (float) y, SYMBOL, SYMBOL);
  cairo_t *cr = gtk_snapshot_append_cairo (pen->snapshot, &area);
  const double middle_x = x + SYMBOL / 2.0, middle_y = y + SYMBOL / 2.0;

  cairo_set_line_width (cr, 1.5);
  switch (status)
    {
    case LW_BID_WITHDRAWN:
      gdk_cairo_set_source_rgba (cr, &pen->attention);
      cairo_arc (cr, middle_x, middle_y, 2.75, 0, 2 * G_PI);
      cairo_stroke (cr);
      break;
    case LW_BID_EXCLUDED:
      gdk_cairo_set_source_rgba (cr, &pen->wrong);
      cairo_move_to (cr, x + 1, y + 1);
      cairo_line_to (cr, x + SYMBOL - 1, y + SYMBOL - 1);
      cairo_move_to (cr, x + SYMBOL - 1, y + 1);
      cairo_line_to (cr, x + 1, y + SYMBOL - 1);
      cairo_stroke (cr);
      break;
    case LW_BID_SUBMITTED:
    default:
      gdk_cairo_set_source_rgba (cr, &pen->good);
      cairo_arc (cr, middle_x, middle_y, 2.5, 0, 2 * G_PI);
      cairo_fill (cr);
    }
  cairo_destroy (cr);
}

static void
draw_cell (LwBidsGrid *self, const Pen *pen, int row, int column)
{
  const LwBidCell *cell = lw_bid_matrix_cell (self->matrix, row, column);
  const gboolean hover = row == self->hover_row && column == self->hover_column;
  graphene_rect_t area;
  double x, y;

  lw_bids_grid_cell_area (self, row, column, &area);
  x = area.origin.x;
  y = area.origin.y;
  if (hover)
    fill (pen, pen->shade, x, y, self->cell_width, self->row_height);
  if (cell != NULL)
    {
      const gboolean out = cell->status != LW_BID_SUBMITTED;
      g_autoptr (PangoLayout) layout = lw_bids_grid_layout (self, cell->price != NULL ? cell->price : "–", FALSE, out);
      draw_symbol (pen, cell->status, x + 5, y + (self->row_height - SYMBOL) / 2);
      draw_text (self, pen, layout, out ? pen->dim : pen->text, x + SYMBOL + 8, y, self->cell_width - SYMBOL - 13,
                 self->row_height, 1);
    }
  else if (hover)
    {
      g_autoptr (PangoLayout) layout = lw_bids_grid_layout (self, "+", FALSE, FALSE);
      draw_text (self, pen, layout, pen->dim, x, y, self->cell_width / 2.0 + 4, self->row_height, 1);
    }
}

static void
draw_bidder (LwBidsGrid *self, const Pen *pen, int row)
{
  const LwBidLine *line = lw_bid_matrix_bidder (self->matrix, row);
  const double y = self->head_height + row * self->row_height - lw_bids_grid_offset (self, GTK_ORIENTATION_VERTICAL);
  const double scale = lw_text_scale (GTK_WIDGET (self)), id_width = 34 * scale, count_width = 26 * scale;
  g_autofree char *count = g_strdup_printf ("%u", line->n_bids);
  g_autoptr (PangoLayout) id = lw_bids_grid_layout (self, line->id, row == self->row, FALSE);
  g_autoptr (PangoLayout) name = lw_bids_grid_layout (self, line->name, row == self->row, FALSE);
  g_autoptr (PangoLayout) number = lw_bids_grid_layout (self, count, FALSE, FALSE);

  if (row == self->row)
    fill (pen, pen->shade, 0, y, self->head_width, self->row_height);
  draw_text (self, pen, id, pen->dim, PADDING, y, id_width, self->row_height, 0);
  draw_text (self, pen, name, pen->text, PADDING + id_width, y,
             self->head_width - 2 * PADDING - id_width - count_width - 6, self->row_height, 0);
  draw_text (self, pen, number, pen->dim, self->head_width - PADDING - count_width, y, count_width, self->row_height, 1);
}

static void
draw_lot (LwBidsGrid *self, const Pen *pen, int column)
{
  const LwBidLine *line = lw_bid_matrix_lot (self->matrix, column);
  const double x = self->head_width + column * self->cell_width - lw_bids_grid_offset (self, GTK_ORIENTATION_HORIZONTAL);
  const double half = self->head_height / 2.0;
  g_autofree char *count = g_strdup_printf ("%u", line->n_bids);
  g_autoptr (PangoLayout) id = lw_bids_grid_layout (self, line->id, TRUE, FALSE);
  g_autoptr (PangoLayout) number = lw_bids_grid_layout (self, count, FALSE, FALSE);

  if (column == self->column)
    fill (pen, pen->shade, x, 0, self->cell_width, self->head_height);
  draw_text (self, pen, id, pen->text, x + 5, 2, self->cell_width - 10, half - 2, 1);
  draw_text (self, pen, number, pen->dim, x + 5, half, self->cell_width - 10, half - 4, 1);
}

static void
draw_corner (LwBidsGrid *self, const Pen *pen)
{
  const double half = self->head_height / 2.0;
  g_autoptr (PangoLayout) bidder = lw_bids_grid_layout (self, _("Bidder"), TRUE, FALSE);
  g_autoptr (PangoLayout) bids = lw_bids_grid_layout (self, _("Bids"), FALSE, FALSE);

  draw_text (self, pen, bidder, pen->text, PADDING, 2, self->head_width / 2.0, half - 2, 0);
  draw_text (self, pen, bids, pen->dim, self->head_width / 2.0, half, self->head_width / 2.0 - PADDING, half - 4, 1);
}

static void
push_clip (GtkSnapshot *snapshot, double x, double y, double width, double height)
{
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) MAX (width, 0), (float) MAX (height, 0)));
}

static void
draw_current (LwBidsGrid *self, const Pen *pen)
{
  const gboolean focused = gtk_widget_has_focus (self->cell);
  const GdkRGBA color = focused ? pen->accent : pen->dim;
  const float width = focused ? 2 : 1;
  GskRoundedRect outline;
  graphene_rect_t area;

  lw_bids_grid_cell_area (self, self->row, self->column, &area);
  gsk_rounded_rect_init_from_rect (&outline, &area, 4);
  gtk_snapshot_append_border (pen->snapshot, &outline, (float[4]) { width, width, width, width },
                              (GdkRGBA[4]) { color, color, color, color });
}

void
lw_bids_grid_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LwBidsGrid *self = LW_BIDS_GRID (widget);
  const Pen pen = make_pen (self, snapshot);
  const int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  const int first_row = (int) (lw_bids_grid_offset (self, GTK_ORIENTATION_VERTICAL) / self->row_height);
  const int first_column = (int) (lw_bids_grid_offset (self, GTK_ORIENTATION_HORIZONTAL) / self->cell_width);
  const int last_row = MIN (lw_bids_grid_n_rows (self), first_row + height / self->row_height + 2);
  const int last_column = MIN (lw_bids_grid_n_columns (self), first_column + width / self->cell_width + 2);
  const double edge = MIN (width, self->head_width + lw_bids_grid_n_columns (self) * self->cell_width);

  push_clip (snapshot, 0, self->head_height, width, height - self->head_height);
  for (int r = first_row; r < last_row; r++)
    {
      const double y = self->head_height + r * self->row_height - lw_bids_grid_offset (self, GTK_ORIENTATION_VERTICAL);
      if (r == self->row)
        fill (&pen, pen.shade, self->head_width, y, edge - self->head_width, self->row_height);
      fill (&pen, pen.line, 0, y + self->row_height - 1, edge, 1);
      draw_bidder (self, &pen, r);
    }
  push_clip (snapshot, self->head_width, self->head_height, width - self->head_width, height - self->head_height);
  for (int r = first_row; r < last_row; r++)
    for (int c = first_column; c < last_column; c++)
      draw_cell (self, &pen, r, c);
  if (self->row >= 0)
    draw_current (self, &pen);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_pop (snapshot);

  push_clip (snapshot, self->head_width, 0, width - self->head_width, self->head_height);
  for (int c = first_column; c < last_column; c++)
    draw_lot (self, &pen, c);
  gtk_snapshot_pop (snapshot);
  draw_corner (self, &pen);
  fill (&pen, faded (pen.text, 0.2f), 0, self->head_height - 1, edge, 1);
  fill (&pen, faded (pen.text, 0.2f), self->head_width - 1, 0, 1,
        MIN (height, self->head_height + lw_bids_grid_n_rows (self) * self->row_height));
}
