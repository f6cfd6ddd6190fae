/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Draws an arrangement on a cairo_t: the only place where charts meet pixels. */
#include "config.h"

#include "chart/lw-chart-layout-private.h"

#include <math.h>
#include <pango/pangocairo.h>

static void
set_colour (cairo_t *cr, LwColour colour)
{
  cairo_set_source_rgba (cr, colour.red, colour.green, colour.blue, colour.alpha);
}

static void
box_path (cairo_t *cr, double x, double y, double width, double height, double radius)
{
  double r = MIN (radius, MIN (width, height) / 2);

  cairo_new_path (cr);
  if (r <= 0)
    {
      cairo_rectangle (cr, x, y, width, height);
      return;
    }
  cairo_arc (cr, x + width - r, y + r, r, -G_PI_2, 0);
  cairo_arc (cr, x + width - r, y + height - r, r, 0, G_PI_2);
  cairo_arc (cr, x + r, y + height - r, r, G_PI_2, G_PI);
  cairo_arc (cr, x + r, y + r, r, G_PI, 3 * G_PI_2);
  cairo_close_path (cr);
}

static void
hatch (cairo_t *cr, const LwItem *item)
{
  cairo_save (cr);
  cairo_rectangle (cr, item->x, item->y, item->w, item->h);
  cairo_clip (cr);
  cairo_set_line_width (cr, 1);
  for (double along = -item->h; along < item->w; along += 6)
    {
      cairo_move_to (cr, item->x + along, item->y + item->h);
      cairo_line_to (cr, item->x + along + item->h, item->y);
    }
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
draw_box (cairo_t *cr, const LwItem *item)
{
  if (item->fill.alpha > 0)
    {
      box_path (cr, item->x, item->y, item->w, item->h, item->size);
      set_colour (cr, item->fill);
      cairo_fill (cr);
    }
  if (item->stroke.alpha <= 0)
    return;
  set_colour (cr, item->stroke);
  if (item->hatched)
    hatch (cr, item);
  if (item->w <= item->line || item->h <= item->line)
    return;
  box_path (cr, item->x + item->line / 2, item->y + item->line / 2, item->w - item->line, item->h - item->line, item->size);
  cairo_set_line_width (cr, item->line);
  cairo_stroke (cr);
}

static void
draw_line (cairo_t *cr, const LwItem *item)
{
  set_colour (cr, item->stroke);
  cairo_set_line_width (cr, item->line);
  if (item->dashes != NULL)
    cairo_set_dash (cr, item->dashes, 2, 0);
  cairo_move_to (cr, item->x, item->y);
  cairo_rel_line_to (cr, item->w, item->h);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

/* Circle, square, diamond, triangle: of about the same area. */
static void
draw_dot (cairo_t *cr, const LwItem *item)
{
  double r = item->size;

  cairo_new_path (cr);
  switch (item->form % 4)
    {
    case 0:
      cairo_arc (cr, item->x, item->y, r, 0, 2 * G_PI);
      break;
    case 1:
      cairo_rectangle (cr, item->x - r * 0.88, item->y - r * 0.88, r * 1.76, r * 1.76);
      break;
    case 2:
      cairo_move_to (cr, item->x, item->y - r * 1.25);
      cairo_rel_line_to (cr, r * 1.25, r * 1.25);
      cairo_rel_line_to (cr, -r * 1.25, r * 1.25);
      cairo_rel_line_to (cr, -r * 1.25, -r * 1.25);
      cairo_close_path (cr);
      break;
    default:
      cairo_move_to (cr, item->x, item->y - r * 1.15);
      cairo_rel_line_to (cr, r * 1.15, r * 2.1);
      cairo_rel_line_to (cr, -r * 2.3, 0);
      cairo_close_path (cr);
      break;
    }
  set_colour (cr, item->fill);
  cairo_fill_preserve (cr);
  set_colour (cr, item->stroke);
  cairo_set_line_width (cr, item->line);
  cairo_stroke (cr);
}

static void
draw_arc (cairo_t *cr, const LwItem *item)
{
  set_colour (cr, item->stroke);
  cairo_set_line_width (cr, item->line);
  cairo_new_path (cr);
  cairo_arc (cr, item->x, item->y, item->size, item->w, item->h);
  cairo_stroke (cr);
}

static void
draw_text (cairo_t *cr, const LwItem *item)
{
  cairo_save (cr);
  set_colour (cr, item->fill);
  cairo_move_to (cr, item->x, item->turned ? item->y + item->h : item->y);
  if (item->turned)
    cairo_rotate (cr, -G_PI_2);
  pango_cairo_show_layout (cr, item->text);
  cairo_restore (cr);
}

static void
ring (cairo_t *cr, const LwChartLayout *self, int mark, LwColour colour, double line)
{
  cairo_rectangle_t at;

  if (!lw_chart_layout_mark_rect ((LwChartLayout *) self, mark, &at))
    return;
  double out = at.width < 4 || at.height < 4 ? 3 : 1;
  /* first the background's colour, so that the ring is seen over any other */
  box_path (cr, at.x - out, at.y - out, at.width + 2 * out, at.height + 2 * out, 3);
  set_colour (cr, self->style.bg);
  cairo_set_line_width (cr, line + 2);
  cairo_stroke_preserve (cr);
  set_colour (cr, colour);
  cairo_set_line_width (cr, line);
  cairo_stroke (cr);
}

void
lw_chart_layout_draw (LwChartLayout *self, cairo_t *cr, int focused, int hovered)
{
  static void (*const draw[]) (cairo_t *, const LwItem *) = {
    [LW_SHAPE_BOX] = draw_box, [LW_SHAPE_LINE] = draw_line, [LW_SHAPE_DOT] = draw_dot, [LW_SHAPE_ARC] = draw_arc, [LW_SHAPE_TEXT] = draw_text,
  };

  cairo_save (cr);
  for (guint i = 0; i < self->items->len; i++)
    {
      const LwItem *item = &g_array_index (self->items, LwItem, i);
      draw[item->shape](cr, item);
    }
  if (hovered >= 0 && hovered != focused)
    ring (cr, self, hovered, self->style.fg, 1);
  if (focused >= 0)
    ring (cr, self, focused, self->style.accent, 2);
  cairo_restore (cr);
}

void
lw_chart_draw (LwChart *chart, cairo_t *cr, double width, double height, const LwChartStyle *style)
{
  g_autoptr (LwChartLayout) layout = lw_chart_layout_new (chart, width, height, style);

  lw_chart_layout_draw (layout, cr, style->focused, style->hovered);
}

void
lw_chart_style_init (LwChartStyle *style, gboolean dark)
{
  *style = (LwChartStyle){
    .text_scale = 1,
    .dark = dark,
    .fg = dark ? (LwColour){ 1, 1, 1, 1 } : (LwColour){ 0.14, 0.14, 0.16, 1 },
    .bg = dark ? (LwColour){ 0.14, 0.14, 0.14, 1 } : (LwColour){ 1, 1, 1, 1 },
    .accent = dark ? (LwColour){ 0.47, 0.68, 0.93, 1 } : (LwColour){ 0.11, 0.44, 0.85, 1 },
    .good = dark ? (LwColour){ 0.56, 0.94, 0.64, 1 } : (LwColour){ 0.11, 0.52, 0.33, 1 },
    .attention = dark ? (LwColour){ 0.97, 0.89, 0.36, 1 } : (LwColour){ 0.61, 0.43, 0.01, 1 },
    .wrong = dark ? (LwColour){ 1, 0.48, 0.39, 1 } : (LwColour){ 0.75, 0.11, 0.16, 1 },
    .focused = -1,
    .hovered = -1,
  };
  style->grid = lw_palette_mix (style->bg, style->fg, 0.15);
}
