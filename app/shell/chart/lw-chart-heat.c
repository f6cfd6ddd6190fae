/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Heat map: rows by columns, depth of colour by value, the number in the cell. */
#include "config.h"

#include "chart/lw-chart-layout-private.h"

#include <math.h>

typedef struct
{
  LwChart *chart;
  double names, left, top, column, row;
  gboolean turned; /* the columns' labels */
  double head;     /* their height */
} Heat;

static double
widest_row_label (LwChartLayout *self, LwChart *chart)
{
  double widest = 0;

  for (guint i = 0; i < chart->categories->len; i++)
    widest = MAX (widest, lw_layout_text_width (self, lw_chart_category (chart, i)->label, LW_TEXT_PLAIN));
  return widest;
}

/* Labels stay level where each fits on two lines without being cut; else all read upwards. */
static void
measure_head (LwChartLayout *self, Heat *heat)
{
  double space = heat->column - LW_CHART_GAP, longest = 0;

  for (guint i = 0; i < heat->chart->series->len; i++)
    {
      const char *label = lw_chart_series (heat->chart, i)->label;
      g_autoptr (PangoLayout) text = lw_layout_text (self, label, LW_TEXT_WRAP, MAX (space, 1));
      double height, width = lw_layout_text_width (self, label, LW_TEXT_PLAIN);
      lw_layout_text_size (text, NULL, &height);
      longest = MAX (longest, width);
      heat->head = MAX (heat->head, height);
      heat->turned |= pango_layout_is_ellipsized (text) || (width > space && space < self->line * 4);
    }
  if (heat->turned)
    heat->head = MIN (longest + 1, self->line * 9);
  heat->head += LW_CHART_GAP;
}

static void
lay_column_label (LwChartLayout *self, Heat *heat, guint index, double y)
{
  const char *label = lw_chart_series (heat->chart, index)->label;
  double width, height, x = heat->left + index * heat->column, space = MAX (heat->column - LW_CHART_GAP, 1);

  if (heat->turned)
    {
      g_autoptr (PangoLayout) text = lw_layout_text (self, label, LW_TEXT_PLAIN, heat->head - LW_CHART_GAP);
      lw_layout_text_size (text, &width, &height);
      lw_layout_put_turned (self, g_steal_pointer (&text), x + (heat->column - height) / 2, y + heat->head - LW_CHART_GAP / 2 - width, self->style.fg);
      return;
    }
  g_autoptr (PangoLayout) text = lw_layout_text (self, label, LW_TEXT_WRAP | LW_TEXT_CENTRE, space);
  gboolean wrapped = pango_layout_get_width (text) > 0;
  lw_layout_text_size (text, &width, &height);
  lw_layout_put (self, g_steal_pointer (&text), x + (heat->column - (wrapped ? space : width)) / 2, y + heat->head - LW_CHART_GAP / 2 - height, self->style.fg);
}

static void
lay_cell (LwChartLayout *self, Heat *heat, guint c, guint s)
{
  const LwChartValue *value = lw_chart_value (heat->chart, c, s);
  gboolean present = lw_chart_value_present (value), dimmed = lw_chart_category (heat->chart, c)->dimmed;
  double x = heat->left + s * heat->column, y = heat->top + c * heat->row, width = heat->column - 1, height = heat->row - 1, w, h;
  LwColour fill = self->style.bg;
  /* the symbol of "no value", unless it has a text of its own */
  const char *label = value != NULL && value->label != NULL ? value->label : present ? "" : "–";
  g_autoptr (PangoLayout) text = lw_layout_text (self, label, LW_TEXT_PLAIN, 0);

  lw_layout_mark (self, lw_chart_mark_of (heat->chart, c, (int) s), x, y, width, height);
  if (present)
    {
      fill = lw_palette_sequential (value->value, self->style.dark);
      fill = dimmed ? lw_palette_mix (self->style.bg, fill, 0.5) : fill;
      lw_layout_box (self, x, y, width, height, fill, (LwColour){ 0 }, 0);
    }
  else
    lw_layout_missing (self, x, y, width, height);
  lw_layout_text_size (text, &w, &h);
  if (w + 4 > width)
    {
      g_object_unref (text);
      text = lw_layout_text (self, label, LW_TEXT_SMALL, 0);
      lw_layout_text_size (text, &w, &h);
    }
  if (w + 1 > width || h > height)
    return;
  /* a plate under the symbol, or the hatching would run through it */
  if (!present)
    lw_layout_box (self, x + (width - w) / 2 - 3, y + (height - h) / 2, w + 6, h, self->style.bg, (LwColour){ 0 }, 2);
  lw_layout_put (self, g_steal_pointer (&text), x + (width - w) / 2, y + (height - h) / 2, present ? lw_palette_ink (fill) : self->style.fg);
}

static double
lay_axis_titles (LwChartLayout *self, Heat *heat, double y)
{
  g_autofree char *rows = lw_chart_axis_text (heat->chart, LW_CHART_AXIS_CATEGORY);
  g_autofree char *columns = lw_chart_axis_text (heat->chart, LW_CHART_AXIS_SERIES);

  if (columns != NULL)
    {
      lw_layout_put (self, lw_layout_text (self, columns, LW_TEXT_SMALL, MAX (self->width - heat->left, 1)), heat->left, y, self->dim);
      y += self->line + 2;
    }
  if (rows != NULL)
    lw_layout_put (self, lw_layout_text (self, rows, LW_TEXT_SMALL, heat->names), 0, y + heat->head - LW_CHART_GAP / 2 - self->line * 0.9, self->dim);
  return y;
}

void
lw_chart_lay_heat (LwChartLayout *self, LwChart *chart)
{
  guint n = chart->series->len, rows = chart->categories->len;
  double y = lw_layout_head (self, chart), height;
  Heat heat = { .chart = chart };

  heat.names = MIN (widest_row_label (self, chart) + 1, MAX (self->width * 0.28, self->line * 6));
  heat.names = MIN (heat.names, self->width * 0.5);
  heat.left = heat.names + LW_CHART_GAP * 2;
  heat.column = CLAMP ((self->width - heat.left) / n, 2, self->line * 9);
  measure_head (self, &heat);
  y = lay_axis_titles (self, &heat, y);
  for (guint s = 0; s < n; s++)
    lay_column_label (self, &heat, s, y);
  heat.top = y + heat.head;
  heat.row = MAX (24, self->line + 8);
  if (!isnan (self->height))
    heat.row = CLAMP ((self->height - heat.top) / rows, self->line + 2, heat.row * 1.3);
  for (guint c = 0; c < rows; c++)
    {
      const LwChartCategory *row = lw_chart_category (chart, c);
      g_autoptr (PangoLayout) name = lw_layout_text (self, row->label, LW_TEXT_PLAIN, heat.names);
      lw_layout_text_size (name, NULL, &height);
      lw_layout_put (self, g_steal_pointer (&name), 0, heat.top + c * heat.row + (heat.row - 1 - height) / 2, row->dimmed ? self->dim : self->style.fg);
      for (guint s = 0; s < n; s++)
        lay_cell (self, &heat, c, s);
    }
  self->used = heat.top + rows * heat.row;
}
