/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The parts that all kinds are laid out with: text that keeps clear of text, shapes, marks, title and legend.
 * Text is shaped by lw-chart-text.c. */
#include "config.h"

#include "chart/lw-chart-layout-private.h"

#include <math.h>

#include "base/lw-i18n.h"

/* How near to a mark the pointer counts as on it: thin bars would be hard to hit otherwise. */
#define NEAR 4.0

static const LwColour none;

static gboolean
overlap (const cairo_rectangle_t *a, const cairo_rectangle_t *b)
{
  /* what only touches, or differs by the error of a sum, is apart */
  double slack = 0.01;
  return a->x + slack < b->x + b->width && b->x + slack < a->x + a->width && a->y + slack < b->y + b->height && b->y + slack < a->y + a->height;
}

/* Whether the line goes through the rectangle: cut it at the four sides and see whether anything is left. */
static gboolean
crosses (const cairo_rectangle_t *line, const cairo_rectangle_t *box)
{
  double from = 0, to = 1;
  double starts[2] = { line->x, line->y }, steps[2] = { line->width, line->height };
  double lows[2] = { box->x, box->y }, highs[2] = { box->x + box->width, box->y + box->height };

  for (int i = 0; i < 2; i++)
    {
      if (fabs (steps[i]) < 1e-9)
        {
          if (starts[i] < lows[i] || starts[i] > highs[i])
            return FALSE;
          continue;
        }
      double one = (lows[i] - starts[i]) / steps[i], two = (highs[i] - starts[i]) / steps[i];
      from = MAX (from, MIN (one, two));
      to = MIN (to, MAX (one, two));
    }
  return from < to;
}

gboolean
lw_layout_is_free (LwChartLayout *self, double x, double y, double width, double height)
{
  cairo_rectangle_t box = { x, y, width, height };

  for (guint i = 0; i < self->taken->len; i++)
    if (overlap (&box, &g_array_index (self->taken, cairo_rectangle_t, i)))
      return FALSE;
  for (guint i = 0; i < self->segments->len; i++)
    if (crosses (&g_array_index (self->segments, cairo_rectangle_t, i), &box))
      return FALSE;
  return TRUE;
}

void
lw_layout_take (LwChartLayout *self, double x, double y, double width, double height)
{
  cairo_rectangle_t box = { x, y, width, height };

  g_array_append_val (self->taken, box);
}

void
lw_layout_take_segment (LwChartLayout *self, double x, double y, double width, double height)
{
  cairo_rectangle_t line = { x, y, width, height };

  g_array_append_val (self->segments, line);
}

static gboolean
put (LwChartLayout *self, PangoLayout *text, double x, double y, LwColour colour, gboolean turned)
{
  g_autoptr (PangoLayout) own = text;
  double width, height;

  lw_layout_text_size (own, &width, &height);
  cairo_rectangle_t box = { x, y, turned ? height : width, turned ? width : height };
  gboolean inside = box.x >= -0.5 && box.y >= -0.5 && box.x + box.width <= self->width + 0.5
                    && (isnan (self->height) || box.y + box.height <= self->height + 0.5);
  if (width <= 0 || !inside || !lw_layout_is_free (self, box.x, box.y, box.width, box.height))
    return FALSE;
  g_array_append_val (self->taken, box);
  g_array_append_val (self->texts, box);
  g_array_append_val (self->items, ((LwItem){ .shape = LW_SHAPE_TEXT, .x = x, .y = y, .h = box.height, .fill = colour, .turned = turned,
                                              .text = g_steal_pointer (&own) }));
  return TRUE;
}

gboolean
lw_layout_put (LwChartLayout *self, PangoLayout *text, double x, double y, LwColour colour)
{
  return put (self, text, x, y, colour, FALSE);
}

gboolean
lw_layout_put_turned (LwChartLayout *self, PangoLayout *text, double x, double y, LwColour colour)
{
  return put (self, text, x, y, colour, TRUE);
}

void
lw_layout_box (LwChartLayout *self, double x, double y, double width, double height, LwColour fill, LwColour stroke, double radius)
{
  g_array_append_val (self->items, ((LwItem){ .shape = LW_SHAPE_BOX, .x = x, .y = y, .w = width, .h = height, .size = radius,
                                              .fill = fill, .stroke = stroke, .line = 1 }));
}

void
lw_layout_missing (LwChartLayout *self, double x, double y, double width, double height)
{
  g_array_append_val (self->items, ((LwItem){ .shape = LW_SHAPE_BOX, .x = x, .y = y, .w = width, .h = height, .stroke = self->hatch,
                                              .line = 1, .hatched = TRUE }));
}

void
lw_layout_line (LwChartLayout *self, double x, double y, double dx, double dy, LwColour colour, double line, const double *dashes)
{
  g_array_append_val (self->items, ((LwItem){ .shape = LW_SHAPE_LINE, .x = x, .y = y, .w = dx, .h = dy, .stroke = colour, .line = line,
                                              .dashes = dashes }));
}

void
lw_layout_dot (LwChartLayout *self, double x, double y, double radius, guint form, LwColour fill, LwColour stroke)
{
  g_array_append_val (self->items, ((LwItem){ .shape = LW_SHAPE_DOT, .x = x, .y = y, .size = radius, .form = form, .fill = fill,
                                              .stroke = stroke, .line = 1.5 }));
}

void
lw_layout_arc (LwChartLayout *self, double x, double y, double radius, double from, double to, LwColour colour, double line)
{
  g_array_append_val (self->items, ((LwItem){ .shape = LW_SHAPE_ARC, .x = x, .y = y, .size = radius, .w = from, .h = to,
                                              .stroke = colour, .line = line }));
}

void
lw_layout_mark (LwChartLayout *self, int mark, double x, double y, double width, double height)
{
  if (mark >= 0 && (guint) mark < self->marks->len)
    g_array_index (self->marks, cairo_rectangle_t, mark) = (cairo_rectangle_t){ x, y, MAX (width, 0), MAX (height, 0) };
}

LwColour
lw_layout_series_colour (LwChartLayout *self, LwChart *chart, guint series, gboolean dimmed)
{
  LwColour colour = chart->series->len == 1 ? self->style.accent : lw_palette_category (series, self->style.dark);

  return dimmed ? lw_palette_mix (self->style.bg, colour, 0.4) : colour;
}

LwColour
lw_layout_edge (LwChartLayout *self, LwColour fill)
{
  return lw_palette_contrast (fill, self->style.bg) < 3 ? lw_palette_mix (fill, self->style.fg, 0.45) : none;
}

const double *
lw_layout_dashes (guint form)
{
  static const double all[][2] = { { 0, 0 }, { 7, 3 }, { 2, 3 }, { 12, 4 } };

  /* forms come again after four: with other dashes, so that a line and its marks are told apart without their colour */
  const guint dash = (form + form / 4) % G_N_ELEMENTS (all);

  return dash == 0 ? NULL : all[dash];
}

static gboolean
any_missing (LwChart *chart)
{
  for (guint c = 0; c < chart->categories->len; c++)
    for (guint s = 0; s < chart->series->len; s++)
      {
        const LwChartValue *value = lw_chart_value (chart, c, s);
        if (value != NULL ? isnan (value->value) : chart->kind == LW_CHART_HEAT)
          return TRUE;
      }
  return FALSE;
}

typedef struct
{
  double x, y;
} Legend;

static void
swatch (LwChartLayout *self, LwChart *chart, double x, double y, double side, int series)
{
  if (series < 0)
    {
      lw_layout_missing (self, x, y, side, side);
      return;
    }
  LwColour colour = lw_layout_series_colour (self, chart, (guint) series, FALSE);
  if (chart->kind == LW_CHART_LINE)
    lw_layout_line (self, x - side * 0.5, y + side / 2, side * 2, 0, colour, 2, lw_layout_dashes ((guint) series));
  if (chart->kind == LW_CHART_LINE || chart->kind == LW_CHART_DOTS)
    lw_layout_dot (self, x + side / 2, y + side / 2, side * 0.4, (guint) series, colour, lw_layout_edge (self, colour));
  else
    lw_layout_box (self, x, y, side, side, colour, lw_layout_edge (self, colour), 2);
}

static void
legend_entry (LwChartLayout *self, LwChart *chart, Legend *at, int series, const char *label)
{
  double width, side = self->line * 0.7, over = chart->kind == LW_CHART_LINE && series >= 0 ? side / 2 : 0, before = side + 2 * over + LW_CHART_GAP;
  g_autoptr (PangoLayout) text = lw_layout_text (self, label, LW_TEXT_PLAIN, MIN (self->width - before, self->line * 18));

  lw_layout_text_size (text, &width, NULL);
  if (at->x > 0 && at->x + before + width > self->width)
    {
      at->x = 0;
      at->y += self->line + LW_CHART_GAP / 2;
    }
  swatch (self, chart, at->x + over, at->y + (self->line - side) / 2, side, series);
  lw_layout_put (self, g_steal_pointer (&text), at->x + before, at->y, self->style.fg);
  at->x += before + width + self->line;
}

static double
legend_text (LwChartLayout *self, const char *label, double x, double y, LwColour colour)
{
  g_autoptr (PangoLayout) text = lw_layout_text (self, label, LW_TEXT_PLAIN, MAX (self->width - x, 1));
  double width;

  lw_layout_text_size (text, &width, NULL);
  lw_layout_put (self, g_steal_pointer (&text), x, y, colour);
  return x + width;
}

/* The colours of the cells, from the least to the most; on a line of its own when the title is long. */
static void
ramp (LwChartLayout *self, LwChart *chart, Legend *at)
{
  const LwChartAxisInfo *axis = &chart->axis[LW_CHART_AXIS_VALUE];
  g_autofree char *title = lw_chart_axis_text (chart, LW_CHART_AXIS_VALUE);
  g_autofree char *low = g_strdup_printf ("%g", isnan (axis->min) ? 0 : axis->min);
  g_autofree char *high = g_strdup_printf ("%g", isnan (axis->max) ? 1 : axis->max);
  double step = self->line * 0.8, need = step * 6 + 2 * LW_CHART_GAP;

  need += lw_layout_text_width (self, low, LW_TEXT_PLAIN) + lw_layout_text_width (self, high, LW_TEXT_PLAIN);
  at->x = legend_text (self, title, 0, at->y, self->dim) + self->line;
  if (at->x + need > self->width)
    {
      at->x = 0;
      at->y += self->line + LW_CHART_GAP / 2;
    }
  at->x = legend_text (self, low, at->x, at->y, self->style.fg) + LW_CHART_GAP;
  for (int i = 0; i < 6; i++, at->x += step)
    lw_layout_box (self, at->x, at->y + self->line * 0.15, step, self->line * 0.7, lw_palette_sequential (i / 5.0, self->style.dark), none, 0);
  at->x = legend_text (self, high, at->x + LW_CHART_GAP, at->y, self->style.fg) + self->line;
}

static double
legend (LwChartLayout *self, LwChart *chart, double y)
{
  Legend at = { 0, y };
  /* one that is left over has the grey to itself, and so its name */
  guint most = LW_PALETTE_CATEGORIES + (chart->series->len == LW_PALETTE_CATEGORIES + 1 ? 1 : 0);
  guint own = MIN (chart->series->len, most);
  const char *title = chart->axis[LW_CHART_AXIS_SERIES].title;
  gboolean shows_series = chart->kind != LW_CHART_HEAT && chart->series->len > 1;

  if (chart->kind == LW_CHART_HEAT && chart->axis[LW_CHART_AXIS_VALUE].title != NULL)
    ramp (self, chart, &at);
  if (shows_series && title != NULL)
    at.x = legend_text (self, title, 0, at.y, self->dim) + self->line * 0.7;
  for (guint i = 0; shows_series && i < own; i++)
    legend_entry (self, chart, &at, (int) i, lw_chart_series (chart, i)->label);
  if (shows_series && chart->series->len > own)
    {
      guint more = chart->series->len - own;
      g_autofree char *label = g_strdup_printf (ngettext ("%u other", "%u others", more), more);
      legend_entry (self, chart, &at, (int) own, label);
    }
  /* bars and dots say so beside the piece */
  if (chart->kind != LW_CHART_BARS && chart->kind != LW_CHART_DOTS && any_missing (chart))
    legend_entry (self, chart, &at, -1, _("No value"));
  return at.x > 0 ? at.y + self->line + LW_CHART_GAP : y;
}

double
lw_layout_head (LwChartLayout *self, LwChart *chart)
{
  double y = 0, height;

  if (self->style.with_title && *chart->title != '\0')
    {
      g_autoptr (PangoLayout) title = lw_layout_text (self, chart->title, LW_TEXT_BOLD | LW_TEXT_WRAP, self->width);
      lw_layout_text_size (title, NULL, &height);
      lw_layout_put (self, g_steal_pointer (&title), 0, 0, self->style.fg);
      y = height + LW_CHART_GAP * 1.5;
    }
  if (chart->kind == LW_CHART_GAUGE)
    return y;
  return legend (self, chart, y);
}

static void
lay_empty (LwChartLayout *self, LwChart *chart)
{
  double y = lw_layout_head (self, chart), width, height, most = MIN (self->width, self->line * 30);
  g_autoptr (PangoLayout) text = lw_layout_text (self, lw_chart_empty_text (chart), LW_TEXT_WRAP | LW_TEXT_CENTRE, most);

  lw_layout_text_size (text, &width, &height);
  double space = isnan (self->height) ? height + self->line * 3 : self->height - y;
  double left = (self->width - MAX (width, pango_layout_get_width (text) > 0 ? most : 0)) / 2;
  lw_layout_put (self, g_steal_pointer (&text), MAX (left, 0), y + MAX (0, (space - height) / 2), self->dim);
  self->used = y + space;
}

static void
clear_item (gpointer item)
{
  g_clear_object (&((LwItem *) item)->text);
}

/* An arrangement in which nothing stands yet. */
static LwChartLayout *
blank_new (LwChart *chart, double width, double height, const LwChartStyle *style)
{
  LwChartLayout *self = g_new0 (LwChartLayout, 1);
  guint n_marks = lw_chart_get_n_marks (chart);

  self->width = MAX (width, 1);
  self->height = height;
  self->style = *style;
  self->style.font = NULL; /* not ours, and in the texts */
  self->shaped = lw_chart_texts_for (style);
  self->dim = lw_palette_mix (style->bg, style->fg, 0.75);
  self->hatch = lw_palette_mix (style->bg, style->fg, 0.45);
  self->items = g_array_new (FALSE, FALSE, sizeof (LwItem));
  g_array_set_clear_func (self->items, clear_item);
  self->taken = g_array_new (FALSE, FALSE, sizeof (cairo_rectangle_t));
  self->texts = g_array_new (FALSE, FALSE, sizeof (cairo_rectangle_t));
  self->segments = g_array_new (FALSE, FALSE, sizeof (cairo_rectangle_t));
  self->marks = g_array_new (FALSE, FALSE, sizeof (cairo_rectangle_t));
  for (guint i = 0; i < n_marks; i++)
    g_array_append_val (self->marks, ((cairo_rectangle_t){ 0, 0, -1, -1 }));

  g_autoptr (PangoLayout) sample = lw_layout_text (self, "Ag", LW_TEXT_PLAIN, 0);
  lw_layout_text_size (sample, NULL, &self->line);
  return self;
}

static LwChartLayout *
layout_new (LwChart *chart, double width, double height, const LwChartStyle *style)
{
  LwChartLayout *self = blank_new (chart, width, height, style);

  if (lw_chart_get_n_marks (chart) == 0)
    lay_empty (self, chart);
  else if (chart->kind == LW_CHART_HEAT)
    lw_chart_lay_heat (self, chart);
  else if (chart->kind == LW_CHART_LINE)
    lw_chart_lay_line (self, chart);
  else if (chart->kind == LW_CHART_GAUGE)
    lw_chart_lay_gauge (self, chart);
  else
    lw_chart_lay_rows (self, chart);
  return self;
}

LwChartLayout *
lw_chart_layout_new (LwChart *chart, double width, double height, const LwChartStyle *style)
{
  return layout_new (chart, width, MAX (height, 1), style);
}

LwChartLayout *
lw_chart_layout_new_natural (LwChart *chart, double width, const LwChartStyle *style)
{
  return layout_new (chart, width, NAN, style);
}

double
lw_chart_layout_height (LwChartLayout *self)
{
  return ceil (self->used);
}

void
lw_chart_layout_free (LwChartLayout *self)
{
  g_array_unref (self->items);
  g_array_unref (self->taken);
  g_array_unref (self->texts);
  g_array_unref (self->segments);
  g_array_unref (self->marks);
  lw_chart_texts_unref (self->shaped);
  g_free (self);
}

double
lw_chart_get_natural_height (LwChart *chart, double width, const LwChartStyle *style)
{
  g_autoptr (LwChartLayout) layout = lw_chart_layout_new_natural (chart, width, style);

  return lw_chart_layout_height (layout);
}

double
lw_chart_get_minimum_width (LwChart *chart, const LwChartStyle *style)
{
  g_autoptr (LwChartLayout) probe = blank_new (chart, 1, 1, style);
  double em = probe->line, cell = em * 2;

  if (chart->kind == LW_CHART_GAUGE)
    return em * 4;
  if (chart->kind != LW_CHART_HEAT)
    return em * 16;
  for (guint c = 0; c < chart->categories->len; c++)
    for (guint s = 0; s < chart->series->len; s++)
      {
        const LwChartValue *value = lw_chart_value (chart, c, s);
        if (value != NULL && value->label != NULL)
          cell = MAX (cell, lw_layout_text_width (probe, value->label, LW_TEXT_PLAIN) + LW_CHART_GAP);
      }
  return ceil (em * 7 + cell * chart->series->len);
}

int
lw_chart_layout_mark_at (LwChartLayout *self, double x, double y)
{
  int best = -1;
  double best_far = NEAR, best_area = 0;

  for (guint i = 0; i < self->marks->len; i++)
    {
      const cairo_rectangle_t *mark = &g_array_index (self->marks, cairo_rectangle_t, i);
      if (mark->width < 0)
        continue;
      double dx = MAX (MAX (mark->x - x, x - mark->x - mark->width), 0), dy = MAX (MAX (mark->y - y, y - mark->y - mark->height), 0);
      double far = hypot (dx, dy), area = mark->width * mark->height;
      /* of those under the pointer the smallest: a thin segment lies over the edge of its neighbours */
      if (far < best_far || (far == best_far && best >= 0 && area < best_area))
        {
          best = (int) i;
          best_far = far;
          best_area = area;
        }
    }
  return best;
}

gboolean
lw_chart_layout_mark_rect (LwChartLayout *self, int mark, cairo_rectangle_t *rect)
{
  if (mark < 0 || (guint) mark >= self->marks->len || g_array_index (self->marks, cairo_rectangle_t, mark).width < 0)
    return FALSE;
  *rect = g_array_index (self->marks, cairo_rectangle_t, mark);
  return TRUE;
}
