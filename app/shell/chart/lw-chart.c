/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a chart holds, and its marks in reading order. */
#include "config.h"

#include "chart/lw-chart.h"
#include "chart/lw-chart-private.h"

#include <math.h>

#include "base/lw-i18n.h"

/* Beyond this, places on the axis could not be told apart anyway, and sums could overflow. */
#define LARGEST 1e15

G_DEFINE_FINAL_TYPE (LwChart, lw_chart, G_TYPE_OBJECT)

static guint changed_signal;

static void
value_free (LwChartValue *value)
{
  if (value == NULL)
    return;
  g_free (value->label);
  g_free (value->detail);
  g_free (value);
}

static void
category_free (LwChartCategory *category)
{
  g_free (category->id);
  g_free (category->label);
  g_free (category->end);
  g_free (category->end_detail);
  g_free (category->badge);
  g_ptr_array_unref (category->values);
  g_free (category);
}

static void
series_free (LwChartSeries *series)
{
  g_free (series->id);
  g_free (series->label);
  g_free (series);
}

static void
threshold_free (LwChartThreshold *threshold)
{
  g_free (threshold->label);
  g_free (threshold);
}

static void
lw_chart_finalize (GObject *object)
{
  LwChart *self = LW_CHART (object);

  g_free (self->title);
  g_free (self->empty_text);
  for (guint i = 0; i < G_N_ELEMENTS (self->axis); i++)
    {
      g_free (self->axis[i].title);
      g_free (self->axis[i].unit);
    }
  g_ptr_array_unref (self->categories);
  g_ptr_array_unref (self->series);
  g_ptr_array_unref (self->thresholds);
  g_clear_pointer (&self->marks, g_array_unref);
  G_OBJECT_CLASS (lw_chart_parent_class)->finalize (object);
}

static void
lw_chart_class_init (LwChartClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lw_chart_finalize;
  changed_signal = g_signal_new ("changed", LW_TYPE_CHART, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lw_chart_init (LwChart *self)
{
  self->title = g_strdup ("");
  for (guint i = 0; i < G_N_ELEMENTS (self->axis); i++)
    self->axis[i].min = self->axis[i].max = NAN;
  self->categories = g_ptr_array_new_with_free_func ((GDestroyNotify) category_free);
  self->series = g_ptr_array_new_with_free_func ((GDestroyNotify) series_free);
  self->thresholds = g_ptr_array_new_with_free_func ((GDestroyNotify) threshold_free);
}

LwChart *
lw_chart_new (LwChartKind kind)
{
  LwChart *self = g_object_new (LW_TYPE_CHART, NULL);

  self->kind = kind;
  return self;
}

LwChartKind
lw_chart_get_kind (LwChart *self)
{
  return self->kind;
}

static void
changed (LwChart *self)
{
  g_clear_pointer (&self->marks, g_array_unref);
  g_signal_emit (self, changed_signal, 0);
}

static void
set_text (char **text, const char *to)
{
  char *copy = g_strdup (to);

  g_free (*text);
  *text = copy;
}

void
lw_chart_set_title (LwChart *self, const char *title)
{
  set_text (&self->title, title != NULL ? title : "");
  changed (self);
}

const char *
lw_chart_get_title (LwChart *self)
{
  return self->title;
}

void
lw_chart_set_empty_text (LwChart *self, const char *text)
{
  set_text (&self->empty_text, text);
  changed (self);
}

const char *
lw_chart_empty_text (LwChart *self)
{
  return self->empty_text != NULL ? self->empty_text : _("There is nothing to show yet.");
}

static double
placeable (double value)
{
  return isfinite (value) && fabs (value) <= LARGEST ? value : NAN;
}

void
lw_chart_set_axis (LwChart *self, LwChartAxis which, const char *title, const char *unit, double min, double max)
{
  LwChartAxisInfo *axis = &self->axis[which];

  set_text (&axis->title, title);
  set_text (&axis->unit, unit);
  axis->min = placeable (min);
  axis->max = placeable (max);
  changed (self);
}

char *
lw_chart_axis_text (LwChart *self, LwChartAxis which)
{
  const LwChartAxisInfo *axis = &self->axis[which];

  if (axis->title != NULL && axis->unit != NULL)
    /* Translators: an axis's title and its unit, "Price (£m)" */
    return g_strdup_printf (_("%s (%s)"), axis->title, axis->unit);
  return g_strdup (axis->title != NULL ? axis->title : axis->unit);
}

LwChartCategory *
lw_chart_category (LwChart *self, guint index)
{
  return g_ptr_array_index (self->categories, index);
}

LwChartSeries *
lw_chart_series (LwChart *self, guint index)
{
  return g_ptr_array_index (self->series, index);
}

/* Both kinds begin with their id. */
static int
find (GPtrArray *array, const char *id)
{
  for (guint i = 0; i < array->len; i++)
    if (g_str_equal (*(char **) g_ptr_array_index (array, i), id))
      return (int) i;
  return -1;
}

void
lw_chart_add_category (LwChart *self, const char *id, const char *label)
{
  int at = find (self->categories, id);

  if (at >= 0)
    set_text (&lw_chart_category (self, (guint) at)->label, label);
  else
    {
      LwChartCategory *category = g_new0 (LwChartCategory, 1);
      category->id = g_strdup (id);
      category->label = g_strdup (label);
      category->values = g_ptr_array_new_with_free_func ((GDestroyNotify) value_free);
      g_ptr_array_add (self->categories, category);
    }
  changed (self);
}

void
lw_chart_add_series (LwChart *self, const char *id, const char *label)
{
  int at = find (self->series, id);

  if (at >= 0)
    set_text (&lw_chart_series (self, (guint) at)->label, label);
  else
    {
      LwChartSeries *series = g_new0 (LwChartSeries, 1);
      series->id = g_strdup (id);
      series->label = g_strdup (label);
      g_ptr_array_add (self->series, series);
    }
  changed (self);
}

static LwChartCategory *
need_category (LwChart *self, const char *id)
{
  int at = find (self->categories, id);

  g_return_val_if_fail (at >= 0, NULL);
  return lw_chart_category (self, (guint) at);
}

void
lw_chart_set_value (LwChart *self, const char *series, const char *category, double number, const char *label, const char *detail)
{
  LwChartCategory *row = need_category (self, category);
  int column = find (self->series, series);

  g_return_if_fail (row != NULL && column >= 0);
  if (row->values->len <= (guint) column)
    g_ptr_array_set_size (row->values, column + 1);
  LwChartValue *value = g_new0 (LwChartValue, 1);
  value->value = placeable (number);
  value->low = value->high = NAN;
  value->label = g_strdup (label);
  value->detail = g_strdup (detail);
  value_free (row->values->pdata[column]);
  row->values->pdata[column] = value;
  changed (self);
}

LwChartValue *
lw_chart_value (LwChart *self, guint category, guint series)
{
  GPtrArray *values = lw_chart_category (self, category)->values;

  return series < values->len ? g_ptr_array_index (values, series) : NULL;
}

gboolean
lw_chart_value_present (const LwChartValue *value)
{
  return value != NULL && !isnan (value->value);
}

const char *
lw_chart_value_text (const LwChartValue *value)
{
  if (value != NULL && value->label != NULL)
    return value->label;
  return lw_chart_value_present (value) ? "" : _("no value");
}

void
lw_chart_set_interval (LwChart *self, const char *series, const char *category, double low, double high)
{
  int row = find (self->categories, category), column = find (self->series, series);

  g_return_if_fail (row >= 0 && column >= 0);
  LwChartValue *value = lw_chart_value (self, (guint) row, (guint) column);
  g_return_if_fail (value != NULL);
  value->low = placeable (MIN (low, high));
  value->high = placeable (MAX (low, high));
  changed (self);
}

void
lw_chart_set_end_label (LwChart *self, const char *category, const char *label, const char *detail)
{
  LwChartCategory *row = need_category (self, category);

  g_return_if_fail (row != NULL);
  set_text (&row->end, label);
  set_text (&row->end_detail, detail);
  changed (self);
}

void
lw_chart_set_badge (LwChart *self, const char *category, const char *text, LwChartTone tone)
{
  LwChartCategory *row = need_category (self, category);

  g_return_if_fail (row != NULL);
  set_text (&row->badge, text);
  row->tone = tone;
  changed (self);
}

void
lw_chart_set_dimmed (LwChart *self, const char *category, gboolean dimmed)
{
  LwChartCategory *row = need_category (self, category);

  g_return_if_fail (row != NULL);
  row->dimmed = dimmed;
  changed (self);
}

void
lw_chart_add_threshold (LwChart *self, double value, const char *label)
{
  LwChartThreshold *threshold;

  if (isnan (placeable (value)))
    return;
  threshold = g_new0 (LwChartThreshold, 1);
  threshold->value = value;
  threshold->label = g_strdup (label);
  g_ptr_array_add (self->thresholds, threshold);
  changed (self);
}

void
lw_chart_clear_values (LwChart *self)
{
  for (guint i = 0; i < self->categories->len; i++)
    {
      LwChartCategory *row = lw_chart_category (self, i);
      g_ptr_array_set_size (row->values, 0);
      g_clear_pointer (&row->end, g_free);
      g_clear_pointer (&row->end_detail, g_free);
      g_clear_pointer (&row->badge, g_free);
      row->dimmed = FALSE;
    }
  g_ptr_array_set_size (self->thresholds, 0);
  changed (self);
}

void
lw_chart_clear (LwChart *self)
{
  g_ptr_array_set_size (self->categories, 0);
  g_ptr_array_set_size (self->series, 0);
  g_ptr_array_set_size (self->thresholds, 0);
  changed (self);
}

static gboolean
has_end_labels (LwChart *self)
{
  return self->kind == LW_CHART_BARS || self->kind == LW_CHART_STACKED || self->kind == LW_CHART_DOTS;
}

static gboolean
is_mark (LwChart *self, guint category, guint series)
{
  if (self->kind == LW_CHART_GAUGE)
    return category == 0 && series == 0 && lw_chart_value (self, 0, 0) != NULL;
  return self->kind == LW_CHART_HEAT || lw_chart_value (self, category, series) != NULL;
}

GArray *
lw_chart_marks (LwChart *self)
{
  if (self->marks != NULL)
    return self->marks;
  self->marks = g_array_new (FALSE, FALSE, sizeof (LwChartMark));
  for (guint c = 0; c < self->categories->len; c++)
    {
      for (guint s = 0; s < self->series->len; s++)
        if (is_mark (self, c, s))
          g_array_append_val (self->marks, ((LwChartMark){ c, (int) s }));
      if (has_end_labels (self) && lw_chart_category (self, c)->end != NULL)
        g_array_append_val (self->marks, ((LwChartMark){ c, -1 }));
    }
  return self->marks;
}

static LwChartMark *
mark_at (LwChart *self, int mark)
{
  GArray *marks = lw_chart_marks (self);

  return mark >= 0 && (guint) mark < marks->len ? &g_array_index (marks, LwChartMark, mark) : NULL;
}

int
lw_chart_mark_of (LwChart *self, guint category, int series)
{
  GArray *marks = lw_chart_marks (self);

  for (guint i = 0; i < marks->len; i++)
    {
      const LwChartMark *mark = &g_array_index (marks, LwChartMark, i);
      if (mark->category == category && mark->series == series)
        return (int) i;
    }
  return -1;
}

guint
lw_chart_get_n_marks (LwChart *self)
{
  return lw_chart_marks (self)->len;
}

gboolean
lw_chart_get_mark (LwChart *self, int index, const char **series, const char **category)
{
  const LwChartMark *mark = mark_at (self, index);

  if (mark == NULL)
    return FALSE;
  if (series != NULL)
    *series = mark->series < 0 ? "" : lw_chart_series (self, (guint) mark->series)->id;
  if (category != NULL)
    *category = lw_chart_category (self, mark->category)->id;
  return TRUE;
}

int
lw_chart_find_mark (LwChart *self, const char *series, const char *category)
{
  int row = find (self->categories, category), column = *series != '\0' ? find (self->series, series) : -1;

  if (row < 0 || (column < 0 && *series != '\0'))
    return -1;
  return lw_chart_mark_of (self, (guint) row, column);
}

char *
lw_chart_describe_mark (LwChart *self, int index)
{
  const LwChartMark *mark = mark_at (self, index);

  if (mark == NULL)
    return NULL;
  const LwChartCategory *row = lw_chart_category (self, mark->category);
  if (mark->series < 0)
    return row->end_detail != NULL ? g_strdup (row->end_detail)
                                   /* Translators: a bidder and its total */
                                   : g_strdup_printf (_("%s: %s"), row->label, row->end);
  const LwChartValue *value = lw_chart_value (self, mark->category, (guint) mark->series);
  if (value != NULL && value->detail != NULL)
    return g_strdup (value->detail);
  /* Translators: a bidder, a criterion and the value there */
  return g_strdup_printf (_("%s, %s: %s"), row->label, lw_chart_series (self, (guint) mark->series)->label, lw_chart_value_text (value));
}

/* A mark's column as it looks: end labels stand last. */
static int
column_of (LwChart *self, const LwChartMark *mark)
{
  return mark->series < 0 ? (int) self->series->len : mark->series;
}

/* Lines run along x by category; everything else has its categories one below the other. */
int
lw_chart_mark_beside (LwChart *self, int index, int right, int down)
{
  GArray *marks = lw_chart_marks (self);
  const LwChartMark *from = mark_at (self, index);
  int best = index, best_distance = G_MAXINT;

  if (from == NULL)
    return -1;
  int rows = self->kind == LW_CHART_LINE ? right : down, columns = self->kind == LW_CHART_LINE ? down : right;
  for (guint i = 0; i < marks->len; i++)
    {
      const LwChartMark *to = &g_array_index (marks, LwChartMark, i);
      int along = ((int) to->category - (int) from->category) * rows + (column_of (self, to) - column_of (self, from)) * columns;
      int across = rows != 0 ? column_of (self, to) - column_of (self, from) : (int) to->category - (int) from->category;
      if (along <= 0 || (rows == 0 && across != 0))
        continue;
      /* the next row first, in it the nearest column */
      int distance = along * 10000 + ABS (across);
      if (distance < best_distance)
        {
          best = (int) i;
          best_distance = distance;
        }
    }
  return best;
}
