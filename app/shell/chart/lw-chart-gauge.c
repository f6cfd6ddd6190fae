/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Gauge: one value of its whole. Small, it is a ring without words. */
#include "config.h"

#include "chart/lw-chart-layout-private.h"

#include <math.h>

/* Open at the foot. */
#define FROM (G_PI * 0.75)
#define SPAN (G_PI * 1.5)

static void
lay_words (LwChartLayout *self, LwChart *chart, double x, double y, double inner)
{
  const LwChartValue *value = lw_chart_value (chart, 0, 0);
  g_autofree char *unit = lw_chart_axis_text (chart, LW_CHART_AXIS_VALUE);
  double w, h, most = inner * 1.7;
  g_autoptr (PangoLayout) large = lw_layout_text (self, lw_chart_value_text (value), LW_TEXT_LARGE | LW_TEXT_BOLD, 0);

  lw_layout_text_size (large, &w, &h);
  if (w > most || h > inner)
    {
      g_object_unref (large);
      large = lw_layout_text (self, lw_chart_value_text (value), LW_TEXT_PLAIN, most);
      lw_layout_text_size (large, &w, &h);
    }
  if (h > inner * 1.6)
    return;
  lw_layout_put (self, g_steal_pointer (&large), x - w / 2, y - h / 2, self->style.fg);
  if (unit == NULL || h / 2 + self->line > inner * 0.8)
    return;
  g_autoptr (PangoLayout) small = lw_layout_text (self, unit, LW_TEXT_SMALL, most * 0.8);
  double below = y + h / 2;
  lw_layout_text_size (small, &w, NULL);
  lw_layout_put (self, g_steal_pointer (&small), x - w / 2, below, self->dim);
}

static void
lay_thresholds (LwChartLayout *self, LwChart *chart, const LwScale *scale, double x, double y, double radius, double thick)
{
  for (guint i = 0; i < chart->thresholds->len; i++)
    {
      const LwChartThreshold *threshold = g_ptr_array_index (chart->thresholds, i);
      double angle = lw_scale_at (scale, threshold->value), from = radius - thick / 2 - 2, out = thick + 5, w, h;
      lw_layout_line (self, x + cos (angle) * from, y + sin (angle) * from, cos (angle) * out, sin (angle) * out, self->style.fg, 2, NULL);
      if (threshold->label == NULL)
        continue;
      g_autoptr (PangoLayout) text = lw_layout_text (self, threshold->label, LW_TEXT_SMALL, self->line * 8);
      double far = from + out + 3;
      lw_layout_text_size (text, &w, &h);
      double left = x + cos (angle) * far - (cos (angle) < -0.3 ? w : cos (angle) > 0.3 ? 0 : w / 2);
      lw_layout_put (self, g_steal_pointer (&text), left, y + sin (angle) * far - (sin (angle) < 0 ? h : 0), self->style.fg);
    }
}

void
lw_chart_lay_gauge (LwChartLayout *self, LwChart *chart)
{
  double top = lw_layout_head (self, chart), height = isnan (self->height) ? MIN (self->width, self->line * 8) : self->height - top;
  gboolean ring = MIN (self->width, height) < self->line * 4;
  double label = ring ? 0 : self->line * 1.2, flags = chart->thresholds->len > 0 && !ring ? self->line : 0;
  double size = MAX (MIN (self->width - 2 * flags, height - label - flags), 8), thick = MAX (size * 0.11, 2), radius = (size - thick) / 2;
  double x = self->width / 2, y = top + flags + size / 2;
  const LwChartValue *value = lw_chart_value (chart, 0, 0);
  LwScale scale = lw_scale_new (chart, FROM, FROM + SPAN, 4);

  /* without a given end the whole is 1, not what the value happens to be */
  scale.min = isnan (chart->axis[LW_CHART_AXIS_VALUE].min) ? 0 : scale.min;
  if (isnan (chart->axis[LW_CHART_AXIS_VALUE].max))
    scale.max = scale.min + 1;
  LwColour fill = lw_chart_category (chart, 0)->dimmed ? self->dim : self->style.accent;
  lw_layout_arc (self, x, y, radius, FROM, FROM + SPAN, lw_palette_mix (self->style.bg, self->style.fg, 0.18), thick);
  if (lw_chart_value_present (value))
    lw_layout_arc (self, x, y, radius, FROM, lw_scale_at (&scale, value->value), fill, thick);
  else
    for (int i = 0; i < 12; i++)
      lw_layout_arc (self, x, y, radius, FROM + SPAN * (i + 0.35) / 12, FROM + SPAN * (i + 0.65) / 12, self->hatch, thick);
  lay_thresholds (self, chart, &scale, x, y, radius, thick);
  lw_layout_mark (self, 0, x - size / 2, y - size / 2, size, size);
  if (!ring)
    {
      double width;
      g_autoptr (PangoLayout) name = lw_layout_text (self, lw_chart_category (chart, 0)->label, LW_TEXT_PLAIN, self->width);
      lay_words (self, chart, x, y, radius - thick / 2);
      lw_layout_text_size (name, &width, NULL);
      lw_layout_put (self, g_steal_pointer (&name), MAX ((self->width - width) / 2, 0), y + size / 2 - size * 0.1 + 2, self->dim);
    }
  self->used = top + height;
}
