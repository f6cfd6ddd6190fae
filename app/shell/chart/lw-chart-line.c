/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Lines: categories along x, values up. */
#include "config.h"

#include "chart/lw-chart-layout-private.h"

#include <math.h>

/* From the plot to the labels under it: they keep clear of the lowest number on the left, which is half below. */
#define LABEL_DROP(layout) ((layout)->line * 0.5)

typedef struct
{
  LwChart *chart;
  double left, right, top, bottom;
  LwScale scale;
  double tick_width;
} Plot;

static double
x_of (const Plot *plot, guint category)
{
  guint n = plot->chart->categories->len;

  return n == 1 ? (plot->left + plot->right) / 2 : plot->left + (plot->right - plot->left) * (category + 0.5) / n;
}

static void
measure_tick (LwChartLayout *self, double at, const char *label, gpointer data)
{
  Plot *plot = data;

  plot->tick_width = MAX (plot->tick_width, lw_layout_text_width (self, label, LW_TEXT_SMALL));
}

static void
lay_tick (LwChartLayout *self, double at, const char *label, gpointer data)
{
  Plot *plot = data;
  g_autoptr (PangoLayout) text = lw_layout_text (self, label, LW_TEXT_SMALL, 0);
  double width, height;

  lw_layout_line (self, plot->left, at, plot->right - plot->left, 0, self->style.grid, 1, NULL);
  lw_layout_text_size (text, &width, &height);
  lw_layout_put (self, g_steal_pointer (&text), plot->left - LW_CHART_GAP - width, at - height / 2, self->dim);
}

/* As many labels as there is room for, evenly: each, each second, each third. */
static void
lay_category_labels (LwChartLayout *self, Plot *plot)
{
  guint n = plot->chart->categories->len, every = 1;
  double slot = (plot->right - plot->left) / n, longest = 0;

  for (guint i = 0; i < n; i++)
    longest = MAX (longest, lw_layout_text_width (self, lw_chart_category (plot->chart, i)->label, LW_TEXT_SMALL));
  double need = MIN (longest, self->line * 5) + LW_CHART_GAP;
  while (slot * every < need && every < n)
    every++;
  for (guint i = 0; i < n; i += every)
    {
      g_autoptr (PangoLayout) text = lw_layout_text (self, lw_chart_category (plot->chart, i)->label, LW_TEXT_SMALL, MAX (slot * every - LW_CHART_GAP, need - LW_CHART_GAP));
      double width;
      lw_layout_text_size (text, &width, NULL);
      lw_layout_line (self, x_of (plot, i), plot->bottom, 0, 4, self->dim, 1, NULL);
      lw_layout_put (self, g_steal_pointer (&text), CLAMP (x_of (plot, i) - width / 2, 0, MAX (self->width - width, 0)), plot->bottom + LABEL_DROP (self), self->dim);
    }
}

/* The column on the right where thresholds are named: there they never cover a point. */
static double
threshold_width (LwChartLayout *self, LwChart *chart)
{
  double widest = 0;

  for (guint i = 0; i < chart->thresholds->len; i++)
    {
      const LwChartThreshold *threshold = g_ptr_array_index (chart->thresholds, i);
      if (threshold->label != NULL)
        widest = MAX (widest, lw_layout_text_width (self, threshold->label, LW_TEXT_SMALL) + LW_CHART_GAP);
    }
  return MIN (widest, self->width * 0.25);
}

/* Beside its line; a little higher or lower where two are close. */
static void
lay_threshold_label (LwChartLayout *self, Plot *plot, const char *label, double y)
{
  g_autoptr (PangoLayout) text = lw_layout_text (self, label, LW_TEXT_SMALL, MAX (self->width - plot->right - LW_CHART_GAP, 1));
  double width, height;

  lw_layout_text_size (text, &width, &height);
  double places[] = { 0, -0.5, 0.5, -1, 1, -1.5, 1.5, -2, 2 };
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (lw_layout_is_free (self, plot->right + LW_CHART_GAP, y + (places[i] - 0.5) * height, width, height))
      {
        lw_layout_put (self, g_steal_pointer (&text), plot->right + LW_CHART_GAP, y + (places[i] - 0.5) * height, self->style.fg);
        return;
      }
}

static void
lay_thresholds (LwChartLayout *self, Plot *plot)
{
  static const double dashes[] = { 5, 3 };

  for (guint i = 0; i < plot->chart->thresholds->len; i++)
    {
      const LwChartThreshold *threshold = g_ptr_array_index (plot->chart->thresholds, i);
      double y = lw_scale_at (&plot->scale, threshold->value);
      lw_layout_line (self, plot->left, y, plot->right - plot->left, 0, self->style.fg, 1.5, dashes);
      lw_layout_take_segment (self, plot->left, y, plot->right - plot->left, 0);
      if (threshold->label != NULL)
        lay_threshold_label (self, plot, threshold->label, y);
    }
}

/* The line of a series breaks where a value is missing. */
static void
lay_series_line (LwChartLayout *self, Plot *plot, guint s)
{
  LwColour colour = lw_layout_series_colour (self, plot->chart, s, FALSE);
  double before_x = NAN, before_y = NAN;

  for (guint c = 0; c < plot->chart->categories->len; c++)
    {
      const LwChartValue *value = lw_chart_value (plot->chart, c, s);
      if (!lw_chart_value_present (value))
        {
          before_x = NAN;
          continue;
        }
      double x = x_of (plot, c), y = lw_scale_at (&plot->scale, value->value), r = self->line * 0.25;
      if (!isnan (before_x))
        {
          lw_layout_line (self, before_x, before_y, x - before_x, y - before_y, colour, 2, lw_layout_dashes (s));
          lw_layout_take_segment (self, before_x, before_y, x - before_x, y - before_y);
        }
      lw_layout_take (self, x - r, y - r, 2 * r, 2 * r);
      before_x = x;
      before_y = y;
    }
}

static void
lay_interval (LwChartLayout *self, Plot *plot, const LwChartValue *value, double x, LwColour colour)
{
  if (isnan (value->low) || isnan (value->high))
    return;
  double low = lw_scale_at (&plot->scale, value->low), high = lw_scale_at (&plot->scale, value->high);
  lw_layout_line (self, x, high, 0, low - high, colour, 1.5, NULL);
  lw_layout_line (self, x - 4, high, 8, 0, colour, 1.5, NULL);
  lw_layout_line (self, x - 4, low, 8, 0, colour, 1.5, NULL);
  lw_layout_take (self, x - 4, high, 8, low - high);
}

static void
lay_points (LwChartLayout *self, Plot *plot, guint s)
{
  LwColour colour = lw_layout_series_colour (self, plot->chart, s, FALSE);
  double r = self->line * 0.25, side = self->line * 0.8;

  for (guint c = 0; c < plot->chart->categories->len; c++)
    {
      const LwChartValue *value = lw_chart_value (plot->chart, c, s);
      int mark = lw_chart_mark_of (plot->chart, c, (int) s);
      double x = x_of (plot, c), y;
      if (value == NULL)
        continue;
      if (isnan (value->value))
        {
          /* at the foot, side by side when several series miss the same place */
          x += (s - (plot->chart->series->len - 1) / 2.0) * (side + 2) - side / 2;
          lw_layout_missing (self, x, plot->bottom - side - 2, side, side);
          lw_layout_take (self, x, plot->bottom - side - 2, side, side);
          lw_layout_mark (self, mark, x, plot->bottom - side - 2, side, side);
          continue;
        }
      y = lw_scale_at (&plot->scale, value->value);
      lay_interval (self, plot, value, x, colour);
      lw_layout_dot (self, x, y, r, s, colour, self->style.bg);
      lw_layout_mark (self, mark, x - r - 3, y - r - 3, 2 * r + 6, 2 * r + 6);
    }
}

static void
lay_numbers (LwChartLayout *self, Plot *plot, guint s)
{
  double r = self->line * 0.25;

  /* the last first: it is what people look for */
  for (guint c = plot->chart->categories->len; c-- > 0;)
    {
      const LwChartValue *value = lw_chart_value (plot->chart, c, s);
      if (!lw_chart_value_present (value) || value->label == NULL)
        continue;
      g_autoptr (PangoLayout) text = lw_layout_text (self, value->label, LW_TEXT_SMALL, 0);
      double x = x_of (plot, c), y = lw_scale_at (&plot->scale, value->value), w, h;
      double over = isnan (value->high) ? y - r : MIN (lw_scale_at (&plot->scale, value->high), y - r);
      double under = isnan (value->low) ? y + r : MAX (lw_scale_at (&plot->scale, value->low), y + r);
      lw_layout_text_size (text, &w, &h);
      double places[][2] = { { x - w / 2, over - h - 2 }, { x - w / 2, under + 2 }, { x + r + 3, y - h / 2 }, { x - r - 3 - w, y - h / 2 } };
      for (guint j = 0; j < G_N_ELEMENTS (places); j++)
        if (places[j][0] >= plot->left && places[j][1] + h <= plot->bottom && lw_layout_is_free (self, places[j][0], places[j][1], w, h))
          {
            lw_layout_put (self, g_steal_pointer (&text), places[j][0], places[j][1], self->style.fg);
            break;
          }
    }
}

void
lw_chart_lay_line (LwChartLayout *self, LwChart *chart)
{
  Plot plot = { .chart = chart, .right = self->width - threshold_width (self, chart) };
  double y = lw_layout_head (self, chart), width;
  g_autofree char *up = lw_chart_axis_text (chart, LW_CHART_AXIS_VALUE);
  g_autofree char *along = lw_chart_axis_text (chart, LW_CHART_AXIS_CATEGORY);
  double under = LABEL_DROP (self) + self->line + (along != NULL ? self->line : 0);

  if (up != NULL)
    {
      lw_layout_put (self, lw_layout_text (self, up, LW_TEXT_SMALL, self->width), 0, y, self->dim);
      y += self->line;
    }
  plot.top = y + self->line;
  plot.bottom = isnan (self->height) ? plot.top + self->line * 11 : self->height - under;
  plot.bottom = MAX (plot.bottom, plot.top + self->line);
  plot.scale = lw_scale_new (chart, plot.bottom, plot.top, (plot.bottom - plot.top) / (self->line * 2.2));
  lw_scale_each (&plot.scale, self, measure_tick, &plot);
  plot.left = MIN (plot.tick_width + LW_CHART_GAP, self->width * 0.5);
  lw_scale_each (&plot.scale, self, lay_tick, &plot);
  lay_category_labels (self, &plot);
  for (guint s = 0; s < chart->series->len; s++)
    lay_series_line (self, &plot, s);
  for (guint s = 0; s < chart->series->len; s++)
    lay_points (self, &plot, s);
  lay_thresholds (self, &plot);
  for (guint s = 0; s < chart->series->len; s++)
    lay_numbers (self, &plot, s);
  if (along != NULL)
    {
      g_autoptr (PangoLayout) text = lw_layout_text (self, along, LW_TEXT_SMALL, self->width);
      lw_layout_text_size (text, &width, NULL);
      lw_layout_put (self, g_steal_pointer (&text), MAX ((plot.left + plot.right - width) / 2, 0), plot.bottom + LABEL_DROP (self) + self->line, self->dim);
    }
  self->used = plot.bottom + under;
}
