/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Value axes with round ticks. */
#include "config.h"

#include "chart/lw-chart-layout-private.h"

#include <math.h>

static void
widen (double value, double *low, double *high)
{
  if (isnan (value))
    return;
  *low = isnan (*low) ? value : MIN (*low, value);
  *high = isnan (*high) ? value : MAX (*high, value);
}

/* What the values reach, one upon the other when they are stacked. */
static void
reach (LwChart *chart, double *low, double *high)
{
  gboolean stacked = chart->kind == LW_CHART_STACKED;

  for (guint c = 0; c < chart->categories->len; c++)
    {
      double below = 0, above = 0;
      for (guint s = 0; s < chart->series->len; s++)
        {
          const LwChartValue *value = lw_chart_value (chart, c, s);
          if (!lw_chart_value_present (value))
            continue;
          *(value->value < 0 ? &below : &above) += value->value;
          if (stacked)
            continue;
          widen (value->value, low, high);
          widen (value->low, low, high);
          widen (value->high, low, high);
        }
      if (stacked)
        {
          widen (below, low, high);
          widen (above, low, high);
        }
    }
  for (guint i = 0; i < chart->thresholds->len; i++)
    widen (((LwChartThreshold *) g_ptr_array_index (chart->thresholds, i))->value, low, high);
}

/* 1, 2 or 5 times a power of ten. */
static double
round_step (double rough)
{
  double power = pow (10, floor (log10 (rough))), times = rough / power;

  return power * (times <= 1 ? 1 : times <= 2 ? 2 : times <= 5 ? 5 : 10);
}

LwScale
lw_scale_new (LwChart *chart, double from, double to, double count)
{
  const LwChartAxisInfo *axis = &chart->axis[LW_CHART_AXIS_VALUE];
  LwScale scale = { .from = from, .to = to };
  double low = NAN, high = NAN;

  reach (chart, &low, &high);
  if (chart->kind == LW_CHART_BARS || chart->kind == LW_CHART_STACKED || isnan (low))
    widen (0, &low, &high);
  scale.min = isnan (axis->min) ? low : axis->min;
  scale.max = isnan (axis->max) ? high : axis->max;
  if (scale.max < scale.min)
    scale.max = scale.min;
  if (scale.max - scale.min < 1e-9 * MAX (1, fabs (scale.max)))
    scale.max = scale.min + MAX (1, fabs (scale.min) * 0.1);
  scale.step = round_step ((scale.max - scale.min) / CLAMP (count, 1, 20));
  /* ends that were not given are round */
  if (isnan (axis->min))
    scale.min = floor (scale.min / scale.step + 1e-9) * scale.step;
  if (isnan (axis->max))
    scale.max = ceil (scale.max / scale.step - 1e-9) * scale.step;
  scale.decimals = (int) CLAMP (-floor (log10 (scale.step) + 1e-9), 0, 9);
  return scale;
}

double
lw_scale_at (const LwScale *scale, double value)
{
  value = CLAMP (value, scale->min, scale->max);
  return scale->from + (value - scale->min) / (scale->max - scale->min) * (scale->to - scale->from);
}

void
lw_scale_each (const LwScale *scale, LwChartLayout *self, LwScaleFunc func, gpointer data)
{
  double first = ceil (scale->min / scale->step - 1e-9);

  for (int i = 0; i < 100; i++)
    {
      double value = (first + i) * scale->step;
      if (value > scale->max + scale->step * 1e-6)
        return;
      /* never "-0" */
      g_autofree char *label = g_strdup_printf ("%.*f", scale->decimals, value == 0 ? 0.0 : value);
      func (self, lw_scale_at (scale, value), label, data);
    }
}
