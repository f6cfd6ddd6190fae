/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How the grid looks. */
#include "config.h"

#include "lw-people-grid-private.h"

#include <math.h>

LwGridGeometry
lw_people_grid_geometry (LwPeopleGrid *self, int width)
{
  const double scale = lw_text_scale (GTK_WIDGET (self)), left = self->label_width;
  const double column = CLAMP (floor ((width - left) / MAX (self->columns->len, 1)), floor (LEAST_COLUMN * scale),
                               floor (MOST_COLUMN * scale));
  const gboolean slanted = column < SLANTED_UNDER * scale;

  GtkWidget *scrolled = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_SCROLLED_WINDOW);
  LwGridGeometry geometry
      = { left, column, floor (ROW * scale), floor ((slanted ? SLANTED_HEAD : HEAD) * scale), 0, 0, slanted };

  if (scrolled != NULL)
    {
      geometry.x = gtk_adjustment_get_value (gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scrolled)));
      geometry.y = gtk_adjustment_get_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled)));
    }
  return geometry;
}

typedef struct
{
  cairo_t *cr;
  PangoLayout *layout;
  GdkRGBA fg, accent, success, warning, error, background;
} Pen;

static GdkRGBA
named_colour (GtkWidget *widget, const char *name, GdkRGBA missing)
{
  GdkRGBA colour;

  return gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), name, &colour) ? colour : missing;
}

static void
set_colour (const Pen *pen, const GdkRGBA *colour, double alpha)
{
  cairo_set_source_rgba (pen->cr, colour->red, colour->green, colour->blue, colour->alpha * alpha);
}

/* @at: 0 begins at the left, 0.5 is in the middle. */
static void
write_text (const Pen *pen, const char *text, double at, double x, double y, double width, double height)
{
  int text_width, text_height;

  if (width < 1)
    return;
  pango_layout_set_width (pen->layout, (int) (width * PANGO_SCALE));
  pango_layout_set_ellipsize (pen->layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_text (pen->layout, text, -1);
  pango_layout_get_pixel_size (pen->layout, &text_width, &text_height);
  cairo_move_to (pen->cr, x + MAX (0, (width - text_width) * at), y + (height - text_height) / 2);
  pango_cairo_show_layout (pen->cr, pen->layout);
}

static void
clear_band (const Pen *pen, double x, double y, double width, double height)
{
  set_colour (pen, &pen->background, 1);
  cairo_rectangle (pen->cr, x, y, width, height);
  cairo_fill (pen->cr);
}

static void
draw_heads (LwPeopleGrid *self, const LwGridGeometry *geometry, const Pen *pen, int at)
{
  for (guint column = 0; column < self->columns->len; column++)
    {
      const char *text = lw_people_grid_get_column (self, column)->title;
      const double x = geometry->left + column * geometry->column;

      set_colour (pen, &pen->fg, (int) column == at ? 1 : 0.65);
      if (!geometry->slanted)
        {
          write_text (pen, text, 0.5, x + 2, geometry->y, geometry->column - 4, geometry->head);
          continue;
        }
      cairo_save (pen->cr);
      cairo_translate (pen->cr, x, geometry->y + geometry->head - 2);
      cairo_rotate (pen->cr, -G_PI_2);
      write_text (pen, text, 0, 0, 0, geometry->head - 4, geometry->column);
      cairo_restore (pen->cr);
    }
}

static void
draw_cell (const LwGridCell *cell, const Pen *pen, double x, double y, double width, double height)
{
  const GdkRGBA *colour = cell->tone == LW_TONE_GOOD        ? &pen->success
                          : cell->tone == LW_TONE_ATTENTION ? &pen->warning
                          : cell->tone == LW_TONE_WRONG     ? &pen->error
                                                            : &pen->accent;
  const double alpha = cell->tone != LW_TONE_NEUTRAL ? 0.28 : cell->shade * 0.14;

  if (cell->dead)
    return;
  set_colour (pen, &pen->fg, 0.05);
  cairo_rectangle (pen->cr, x + 1, y + 1, width - 2, height - 2);
  cairo_fill (pen->cr);
  set_colour (pen, colour, alpha);
  cairo_rectangle (pen->cr, x + 1, y + 1, width - 2, height - 2);
  cairo_fill (pen->cr);
  set_colour (pen, &pen->fg, 0.9);
  write_text (pen, cell->text, 0.5, x + 2, y, width - 4, height);
  if (cell->own)
    {
      set_colour (pen, &pen->accent, 1);
      cairo_rectangle (pen->cr, x + 1, y + 1, 3, height - 2);
      cairo_fill (pen->cr);
    }
}

static void
draw_frame (const LwGridGeometry *geometry, const Pen *pen, guint row, guint column, guint last_row, guint last_column, double alpha)
{
  set_colour (pen, &pen->accent, alpha);
  cairo_set_line_width (pen->cr, 2);
  cairo_rectangle (pen->cr, geometry->left + column * geometry->column, geometry->head + row * geometry->row,
                   (last_column - column + 1) * geometry->column, (last_row - row + 1) * geometry->row);
  cairo_stroke (pen->cr);
}

static void
draw_cells (LwPeopleGrid *self, const LwGridGeometry *geometry, const Pen *pen)
{
  for (guint row = 0; row < self->rows->len; row++)
    for (guint column = 0; column < self->columns->len; column++)
      draw_cell (lw_people_grid_get_cell (self, row, column), pen, geometry->left + column * geometry->column,
                 geometry->head + row * geometry->row, geometry->column, geometry->row);
}

static void
draw_labels (LwPeopleGrid *self, const LwGridGeometry *geometry, const Pen *pen, int at)
{
  for (guint row = 0; row < self->rows->len; row++)
    {
      set_colour (pen, &pen->fg, (int) row == at ? 1 : 0.75);
      write_text (pen, lw_people_grid_get_row (self, row)->title, 0, geometry->x, geometry->head + row * geometry->row,
                  geometry->left - 8, geometry->row);
    }
}

void
lw_people_grid_draw (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LwPeopleGrid *self = LW_PEOPLE_GRID (widget);
  const int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  const LwGridGeometry geometry = lw_people_grid_geometry (self, width);
  const gboolean focus = gtk_widget_has_focus (widget), hover = self->hover_row >= 0;
  Pen pen;
  guint row, column, last_row, last_column;

  if (!lw_people_grid_get_selection (self, &row, &column, &last_row, &last_column))
    return;
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &pen.fg);
  pen.accent = named_colour (widget, "accent_color", pen.fg);
  pen.success = named_colour (widget, "success_color", pen.fg);
  pen.warning = named_colour (widget, "warning_color", pen.fg);
  pen.error = named_colour (widget, "error_color", pen.fg);
  pen.background = named_colour (widget, "window_bg_color", (GdkRGBA) { 1, 1, 1, 1 });
  pen.cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  pen.layout = gtk_widget_create_pango_layout (widget, NULL);
  draw_cells (self, &geometry, &pen);
  draw_frame (&geometry, &pen, row, column, last_row, last_column, focus ? 1 : 0.4);
  if (hover && self->dropping)
    draw_frame (&geometry, &pen, (guint) self->hover_row, (guint) self->hover_column, (guint) self->hover_row,
                (guint) self->hover_column, 1);
  if (geometry.x > 0)
    clear_band (&pen, geometry.x, 0, geometry.left, height);
  draw_labels (self, &geometry, &pen, hover ? self->hover_row : self->row);
  if (geometry.y > 0)
    clear_band (&pen, 0, geometry.y, width, geometry.head);
  draw_heads (self, &geometry, &pen, hover ? self->hover_column : self->column);
  if (geometry.x > 0)
    clear_band (&pen, geometry.x, geometry.y, geometry.left, geometry.head);
  cairo_destroy (pen.cr);
  g_object_unref (pen.layout);
}

