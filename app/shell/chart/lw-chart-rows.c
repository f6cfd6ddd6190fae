/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Bars, stacked bars, and dots with intervals: one row per category, names on the left, totals and badges in
 * columns on the right, thresholds across all rows. */
#include "config.h"

#include "chart/lw-chart-layout-private.h"

#include <math.h>

/* A row where everything stands beside the names. */
typedef struct
{
  LwChart *chart;
  double names, left, right; /* the names' width; the plot's ends */
  double ends, badges;       /* widths of the columns on the right, 0: not there */
  double top, row, lane;     /* the first row's y; heights of a row, and of a series in it */
  LwScale scale;
} Rows;

static double
column_width (LwChartLayout *self, LwChart *chart, guint which, LwTextFlags flags)
{
  double widest = 0;

  for (guint i = 0; i < chart->categories->len; i++)
    {
      const LwChartCategory *row = lw_chart_category (chart, i);
      const char *text = which == 0 ? row->label : which == 1 ? row->end : row->badge;
      if (text != NULL)
        widest = MAX (widest, lw_layout_text_width (self, text, flags));
    }
  return widest;
}

/* The room that hatched pieces need after the longest bar: they must not look like a part of it. */
static double
missing_room (LwChartLayout *self, LwChart *chart)
{
  double most = 0;

  for (guint c = 0; chart->kind == LW_CHART_STACKED && c < chart->categories->len; c++)
    {
      guint n = 0;
      for (guint s = 0; s < chart->series->len; s++)
        {
          const LwChartValue *value = lw_chart_value (chart, c, s);
          n += value != NULL && isnan (value->value);
        }
      most = MAX (most, n * self->line * 0.9);
    }
  return most;
}

/* Bars and dots have their number beside them. */
static double
label_room (LwChartLayout *self, LwChart *chart)
{
  double most = 0;

  for (guint c = 0; chart->kind != LW_CHART_STACKED && c < chart->categories->len; c++)
    for (guint s = 0; s < chart->series->len; s++)
      {
        const LwChartValue *value = lw_chart_value (chart, c, s);
        if (value != NULL && value->label != NULL)
          most = MAX (most, lw_layout_text_width (self, value->label, LW_TEXT_SMALL) + LW_CHART_GAP * 2);
      }
  return MIN (most, self->width * 0.25);
}

static void
lay_columns (LwChartLayout *self, Rows *rows)
{
  LwChart *chart = rows->chart;
  double gap = LW_CHART_GAP * 2, right = self->width;

  rows->names = MIN (column_width (self, chart, 0, LW_TEXT_PLAIN) + 1, MAX (self->width * 0.3, self->line * 6));
  rows->names = MIN (rows->names, self->width * 0.5);
  rows->left = rows->names + gap;
  rows->badges = MIN (column_width (self, chart, 2, LW_TEXT_SMALL), self->width * 0.2);
  if (rows->badges > 0)
    right -= rows->badges + self->line + LW_CHART_GAP;
  rows->ends = MIN (column_width (self, chart, 1, LW_TEXT_BOLD), self->width * 0.25);
  if (rows->ends > 0)
    right -= rows->ends + LW_CHART_GAP;
  rows->right = right - MAX (missing_room (self, chart), label_room (self, chart));
  rows->right = MAX (rows->right, rows->left + 1);
  rows->scale = lw_scale_new (chart, rows->left, rows->right, (rows->right - rows->left) / (self->line * 4));
}

/* A threshold's label stands over the rows like a flag at its line, which rises to it. */
typedef struct
{
  double x, width;
  guint level; /* 0: the lowest */
  gboolean left; /* of its line */
  const char *label;
} Flag;

static int
compare_flags (gconstpointer a, gconstpointer b)
{
  double one = ((const Flag *) a)->x, two = ((const Flag *) b)->x;

  return (one > two) - (one < two);
}

static GArray *
flags_new (LwChartLayout *self, Rows *rows)
{
  GPtrArray *thresholds = rows->chart->thresholds;
  GArray *flags = g_array_new (FALSE, TRUE, sizeof (Flag));

  for (guint i = 0; i < thresholds->len; i++)
    {
      const LwChartThreshold *threshold = g_ptr_array_index (thresholds, i);
      Flag flag = { .x = lw_scale_at (&rows->scale, threshold->value), .label = threshold->label };
      if (threshold->label != NULL)
        flag.width = MIN (lw_layout_text_width (self, threshold->label, LW_TEXT_SMALL), self->width * 0.45) + LW_CHART_GAP;
      g_array_append_val (flags, flag);
    }
  g_array_sort (flags, compare_flags);
  return flags;
}

/* No flag may lie over another or across another's line. From right to left, a flag that spans the line of a
 * lower one goes above it; those without room on their right hang to the left, above all others, and are
 * treated the other way round. Answers the number of levels. */
static guint
raise_flags (LwChartLayout *self, GArray *flags)
{
  Flag *all = (Flag *) flags->data;
  guint n = flags->len, levels = 0, base;

  for (guint i = n; i-- > 0;)
    {
      all[i].left = all[i].x + all[i].width > self->width;
      for (guint j = i + 1; j < n && all[j].x <= all[i].x + all[i].width; j++)
        all[i].left |= all[j].left;
      for (guint j = i + 1; !all[i].left && j < n && all[j].x <= all[i].x + all[i].width; j++)
        all[i].level = MAX (all[i].level, all[j].level + 1);
      if (!all[i].left)
        levels = MAX (levels, all[i].level + 1);
    }
  base = levels;
  for (guint i = 0; i < n; i++)
    {
      if (!all[i].left)
        continue;
      all[i].level = base;
      all[i].width = MIN (all[i].width, all[i].x);
      for (guint j = 0; j < i; j++)
        if (all[j].left && all[j].x >= all[i].x - all[i].width)
          all[i].level = MAX (all[i].level, all[j].level + 1);
      levels = MAX (levels, all[i].level + 1);
    }
  return levels;
}

static void
lay_flags (LwChartLayout *self, GArray *flags, guint levels, double top, double step)
{
  for (guint i = 0; i < flags->len; i++)
    {
      const Flag *flag = &g_array_index (flags, Flag, i);
      double width, y = top + (levels - 1 - flag->level) * step;
      if (flag->label == NULL || flag->width <= LW_CHART_GAP)
        continue;
      g_autoptr (PangoLayout) text = lw_layout_text (self, flag->label, LW_TEXT_SMALL, flag->width - LW_CHART_GAP);
      lw_layout_text_size (text, &width, NULL);
      lw_layout_put (self, g_steal_pointer (&text), flag->left ? flag->x - 4 - width : flag->x + 4, y, self->style.fg);
    }
}

/* The lines are known before the rows, so that numbers keep clear of them; they are drawn over the bars. */
static void
take_thresholds (LwChartLayout *self, GArray *flags, double top, double bottom)
{
  for (guint i = 0; i < flags->len; i++)
    lw_layout_take (self, g_array_index (flags, Flag, i).x - 3, top, 6, bottom - top);
}

static void
draw_thresholds (LwChartLayout *self, GArray *flags, guint levels, double top, double step, double bottom)
{
  static const double dashes[] = { 5, 3 };

  for (guint i = 0; i < flags->len; i++)
    {
      const Flag *flag = &g_array_index (flags, Flag, i);
      double y = top + (levels - 1 - flag->level) * step + 1;
      lw_layout_line (self, flag->x, y, 0, bottom - y, self->style.bg, 3.5, NULL);
      lw_layout_line (self, flag->x, y, 0, bottom - y, self->style.fg, 1.5, dashes);
    }
}

static void
grid_line (LwChartLayout *self, double at, const char *label, gpointer data)
{
  Rows *rows = data;

  lw_layout_line (self, at, rows->top, 0, rows->row * rows->chart->categories->len, self->style.grid, 1, NULL);
}

static void
tick_label (LwChartLayout *self, double at, const char *label, gpointer data)
{
  Rows *rows = data;
  g_autoptr (PangoLayout) text = lw_layout_text (self, label, LW_TEXT_SMALL, 0);
  double width;

  lw_layout_text_size (text, &width, NULL);
  lw_layout_put (self, g_steal_pointer (&text), CLAMP (at - width / 2, 0, MAX (self->width - width, 0)),
                 rows->top + rows->row * rows->chart->categories->len + 3, self->dim);
}

static double
lay_axis (LwChartLayout *self, Rows *rows, double bottom)
{
  g_autofree char *title = lw_chart_axis_text (rows->chart, LW_CHART_AXIS_VALUE);

  lw_scale_each (&rows->scale, self, tick_label, rows);
  bottom += 3 + self->line;
  if (title == NULL)
    return bottom;
  double width;
  g_autoptr (PangoLayout) text = lw_layout_text (self, title, LW_TEXT_SMALL, self->width);
  lw_layout_text_size (text, &width, NULL);
  lw_layout_put (self, g_steal_pointer (&text), CLAMP ((rows->left + rows->right - width) / 2, 0, self->width - width), bottom, self->dim);
  return bottom + self->line;
}

static LwColour
text_colour (LwChartLayout *self, const LwChartCategory *row)
{
  return row->dimmed ? self->dim : self->style.fg;
}

/* In the middle of a segment or, when a threshold runs there, on the side with more room. */
static void
lay_segment_label (LwChartLayout *self, const char *label, double x, double y, double width, double height, LwColour fill)
{
  g_autoptr (PangoLayout) text = lw_layout_text (self, label, LW_TEXT_SMALL, 0);
  double w, h, pad = 3;

  lw_layout_text_size (text, &w, &h);
  if (w + 2 * pad > width || h > height)
    return;
  double places[] = { x + (width - w) / 2, x + pad, x + width - pad - w };
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (lw_layout_is_free (self, places[i], y + (height - h) / 2, w, h))
      {
        lw_layout_put (self, g_steal_pointer (&text), places[i], y + (height - h) / 2, lw_palette_ink (fill));
        return;
      }
}

/* A hatched piece where a bar or a dot would begin. */
static void
lay_missing (LwChartLayout *self, Rows *rows, const LwChartValue *value, int mark, double x, double y, double height)
{
  double side = self->line * 0.8;
  g_autoptr (PangoLayout) text = lw_layout_text (self, lw_chart_value_text (value), LW_TEXT_SMALL, 0);
  double h;

  lw_layout_missing (self, x, y, side, height);
  lw_layout_take (self, x, y, side, height);
  lw_layout_mark (self, mark, x, y, side, height);
  if (rows->chart->kind == LW_CHART_STACKED)
    return;
  lw_layout_text_size (text, NULL, &h);
  lw_layout_put (self, g_steal_pointer (&text), x + side + LW_CHART_GAP, y + (height - h) / 2, self->dim);
}

static void
lay_stack (LwChartLayout *self, Rows *rows, guint c, double y, double height)
{
  LwChart *chart = rows->chart;
  const LwChartCategory *row = lw_chart_category (chart, c);
  double below = 0, above = 0, after;

  for (guint s = 0; s < chart->series->len; s++)
    {
      const LwChartValue *value = lw_chart_value (chart, c, s);
      if (!lw_chart_value_present (value))
        continue;
      double *sum = value->value < 0 ? &below : &above;
      double one = lw_scale_at (&rows->scale, *sum), two = lw_scale_at (&rows->scale, *sum + value->value);
      double x = MIN (one, two), width = fabs (two - one);
      LwColour fill = lw_layout_series_colour (self, chart, s, row->dimmed);
      *sum += value->value;
      /* a line of the background parts neighbours: colour is never the only carrier */
      double shown = width > 3 ? width - 1 : width;
      if (width > 0)
        lw_layout_box (self, x, y, shown, height, fill, lw_layout_edge (self, fill), 0);
      lw_layout_mark (self, lw_chart_mark_of (chart, c, (int) s), x, y, shown, height);
      if (value->label != NULL)
        lay_segment_label (self, value->label, x, y, shown, height, fill);
    }
  after = lw_scale_at (&rows->scale, above) + 3;
  for (guint s = 0; s < chart->series->len; s++)
    {
      const LwChartValue *value = lw_chart_value (chart, c, s);
      if (value == NULL || lw_chart_value_present (value))
        continue;
      lay_missing (self, rows, value, lw_chart_mark_of (chart, c, (int) s), after, y, height);
      after += self->line * 0.9;
    }
}

/* A number beside the end of its bar, on the other side of a threshold when one is in the way; else nowhere.
 * @way is 1 to the right and -1 to the left. */
static gboolean
try_number (LwChartLayout *self, Rows *rows, const char *label, double end, int way, double y, double height, LwColour colour)
{
  g_autoptr (PangoLayout) text = lw_layout_text (self, label, LW_TEXT_SMALL, 0);
  double w, h, gap = LW_CHART_GAP * 0.7;

  lw_layout_text_size (text, &w, &h);
  for (double more = 0; more <= self->line; more += 3)
    {
      double x = way > 0 ? end + gap + more : end - gap - more - w;
      if (x >= rows->left && lw_layout_is_free (self, x, y + (height - h) / 2, w, h))
        return lw_layout_put (self, g_steal_pointer (&text), x, y + (height - h) / 2, colour);
    }
  return FALSE;
}

static void
lay_bar (LwChartLayout *self, Rows *rows, guint c, guint s, double y, double height)
{
  LwChart *chart = rows->chart;
  const LwChartCategory *row = lw_chart_category (chart, c);
  const LwChartValue *value = lw_chart_value (chart, c, s);
  double zero = lw_scale_at (&rows->scale, 0), end = lw_scale_at (&rows->scale, value->value);
  LwColour fill = lw_layout_series_colour (self, chart, s, row->dimmed);

  lw_layout_box (self, MIN (zero, end), y, MAX (fabs (end - zero), 1), height, fill, lw_layout_edge (self, fill), 0);
  lw_layout_take (self, MIN (zero, end), y, MAX (fabs (end - zero), 1), height);
  lw_layout_mark (self, lw_chart_mark_of (chart, c, (int) s), MIN (zero, end), y, fabs (end - zero), height);
  if (value->label == NULL)
    return;
  if (value->value >= 0 || !try_number (self, rows, value->label, end, -1, y, height, text_colour (self, row)))
    try_number (self, rows, value->label, MAX (zero, end), 1, y, height, text_colour (self, row));
}

static void
lay_dot (LwChartLayout *self, Rows *rows, guint c, guint s, double y, double height)
{
  LwChart *chart = rows->chart;
  const LwChartCategory *row = lw_chart_category (chart, c);
  const LwChartValue *value = lw_chart_value (chart, c, s);
  double r = self->line * 0.3, middle = y + height / 2, x = lw_scale_at (&rows->scale, value->value);
  double low = isnan (value->low) ? x : lw_scale_at (&rows->scale, value->low);
  double high = isnan (value->high) ? x : lw_scale_at (&rows->scale, value->high);
  LwColour fill = lw_layout_series_colour (self, chart, s, row->dimmed);
  LwColour line = lw_palette_contrast (fill, self->style.bg) < 3 ? lw_palette_mix (fill, self->style.fg, 0.45) : fill;

  if (high > low)
    {
      lw_layout_line (self, low, middle, high - low, 0, line, 2, NULL);
      lw_layout_line (self, low, middle - r * 0.8, 0, r * 1.6, line, 2, NULL);
      lw_layout_line (self, high, middle - r * 0.8, 0, r * 1.6, line, 2, NULL);
    }
  lw_layout_dot (self, x, middle, r, s, fill, self->style.bg);
  double left = MIN (low, x - r - 1), right = MAX (high, x + r + 1);
  lw_layout_take (self, left, middle - r, right - left, 2 * r);
  lw_layout_mark (self, lw_chart_mark_of (chart, c, (int) s), left - 2, middle - r - 3, right - left + 4, 2 * r + 6);
  if (value->label != NULL && !try_number (self, rows, value->label, right + 3, 1, y, height, text_colour (self, row)))
    try_number (self, rows, value->label, left - 3, -1, y, height, text_colour (self, row));
}

static void
lay_lanes (LwChartLayout *self, Rows *rows, guint c, double y)
{
  LwChart *chart = rows->chart;
  double pad = (rows->row - rows->lane * chart->series->len) / 2, thick = rows->lane * (chart->series->len > 1 ? 0.86 : 1);

  for (guint s = 0; s < chart->series->len; s++)
    {
      const LwChartValue *value = lw_chart_value (chart, c, s);
      double lane = y + pad + rows->lane * s + (rows->lane - thick) / 2;
      if (value == NULL)
        continue;
      if (isnan (value->value))
        lay_missing (self, rows, value, lw_chart_mark_of (chart, c, (int) s), MAX (lw_scale_at (&rows->scale, 0), rows->left) + 1, lane, thick);
      else if (chart->kind == LW_CHART_DOTS)
        lay_dot (self, rows, c, s, lane, thick);
      else
        lay_bar (self, rows, c, s, lane, thick);
    }
}

static void
lay_badge (LwChartLayout *self, const LwChartCategory *row, double x, double width, double middle)
{
  const LwColour tones[] = { self->dim, self->style.good, self->style.attention, self->style.wrong };
  LwColour tone = tones[row->tone], fill = lw_palette_mix (self->style.bg, tone, 0.15);
  g_autoptr (PangoLayout) text = lw_layout_text (self, row->badge, LW_TEXT_SMALL, width);
  double w, h, ends = self->line * 0.4;

  lw_layout_text_size (text, &w, &h);
  guint before = self->items->len;
  lw_layout_box (self, x, middle - h / 2 - 1, w + 2 * ends, h + 2, fill, tone, h);
  if (!lw_layout_put (self, g_steal_pointer (&text), x + ends, middle - h / 2, self->style.fg))
    g_array_set_size (self->items, before);
}

static void
lay_beside (LwChartLayout *self, Rows *rows, guint c, double y)
{
  const LwChartCategory *row = lw_chart_category (rows->chart, c);
  double width, height, middle = y + rows->row / 2, x = self->width;
  g_autoptr (PangoLayout) name = lw_layout_text (self, row->label, LW_TEXT_PLAIN, rows->names);

  lw_layout_text_size (name, &width, &height);
  lw_layout_put (self, g_steal_pointer (&name), 0, middle - height / 2, text_colour (self, row));
  if (rows->badges > 0)
    x -= rows->badges + self->line + LW_CHART_GAP;
  if (row->badge != NULL)
    lay_badge (self, row, x + LW_CHART_GAP + self->line * 0.2, rows->badges + 1, middle);
  if (row->end == NULL)
    return;
  g_autoptr (PangoLayout) end = lw_layout_text (self, row->end, row->dimmed ? LW_TEXT_PLAIN : LW_TEXT_BOLD, rows->ends + 1);
  lw_layout_text_size (end, &width, &height);
  if (lw_layout_put (self, g_steal_pointer (&end), x - width, middle - height / 2, text_colour (self, row)))
    lw_layout_mark (self, lw_chart_mark_of (rows->chart, c, -1), x - width - 2, middle - height / 2, width + 4, height);
}

/* Heights of a row: what it needs, and what there is. */
static void
size_rows (LwChartLayout *self, Rows *rows, double under)
{
  LwChart *chart = rows->chart;
  guint n = chart->kind == LW_CHART_STACKED ? 1 : chart->series->len;
  double lane = n > 1 ? self->line * 1.15 : self->line * 1.3, natural = MAX (n * lane + self->line * 0.55, 28);

  rows->row = natural;
  if (!isnan (self->height))
    rows->row = CLAMP ((self->height - rows->top - under) / chart->categories->len, MIN (self->line + 2, natural), natural * 1.3);
  rows->lane = MIN (lane * rows->row / natural, rows->row / n);
}

void
lw_chart_lay_rows (LwChartLayout *self, LwChart *chart)
{
  Rows rows = { .chart = chart };
  double step = self->line, y = lw_layout_head (self, chart), bottom;
  g_autofree char *title = lw_chart_axis_text (chart, LW_CHART_AXIS_VALUE);

  lay_columns (self, &rows);
  g_autoptr (GArray) flags = flags_new (self, &rows);
  guint levels = raise_flags (self, flags);
  lay_flags (self, flags, levels, y, step);
  rows.top = y + levels * step;
  size_rows (self, &rows, 3 + self->line + (title != NULL ? self->line : 0));
  bottom = rows.top + rows.row * chart->categories->len;
  lw_scale_each (&rows.scale, self, grid_line, &rows);
  take_thresholds (self, flags, rows.top, bottom);
  for (guint c = 0; c < chart->categories->len; c++)
    {
      double top = rows.top + c * rows.row, thick = MIN (rows.row * 0.72, rows.row - 4);
      lay_beside (self, &rows, c, top);
      if (chart->kind == LW_CHART_STACKED)
        lay_stack (self, &rows, c, top + (rows.row - thick) / 2, thick);
      else
        lay_lanes (self, &rows, c, top);
    }
  double zero = lw_scale_at (&rows.scale, 0);
  if (chart->kind != LW_CHART_DOTS)
    lw_layout_line (self, zero, rows.top, 0, bottom - rows.top, self->dim, 1, NULL);
  draw_thresholds (self, flags, levels, y, step, bottom);
  self->used = lay_axis (self, &rows, bottom);
}
