/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the files of the chart kit know of a chart. */
#pragma once

#include "chart/lw-chart.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean set;
  double value; /* NAN: known to be missing */
  double low, high; /* NAN: no interval */
  char *label, *detail;
} LwChartValue;

typedef struct
{
  char *id, *label;
  char *end, *end_detail, *badge;
  LwChartTone tone;
  gboolean dimmed;
  GPtrArray *values; /* LwChartValue by the number of its series, NULL: never set */
} LwChartCategory;

typedef struct
{
  char *id, *label;
} LwChartSeries;

typedef struct
{
  double value;
  char *label;
} LwChartThreshold;

typedef struct
{
  char *title, *unit;
  double min, max;
} LwChartAxisInfo;

typedef struct
{
  guint category;
  int series; /* -1: the end label */
} LwChartMark;

struct _LwChart
{
  GObject parent_instance;
  LwChartKind kind;
  char *title, *empty_text;
  LwChartAxisInfo axis[3];
  GPtrArray *categories, *series, *thresholds;
  GArray *marks; /* NULL: to be made */
};

LwChartCategory *lw_chart_category (LwChart *chart, guint index);
LwChartSeries *lw_chart_series (LwChart *chart, guint index);
/* NULL: never set. */
LwChartValue *lw_chart_value (LwChart *chart, guint category, guint series);
gboolean lw_chart_value_present (const LwChartValue *value);
GArray *lw_chart_marks (LwChart *chart);
/* The index of the mark of this place, or -1. */
int lw_chart_mark_of (LwChart *chart, guint category, int series);
/* The nearest mark so many columns to the right and rows down (each -1, 0 or 1), as it looks on the screen.
 * Exported for the tests. */
LW_EXPORT int lw_chart_mark_beside (LwChart *chart, int mark, int right, int down);
/* An axis's title with its unit, "Points (%)", or NULL. (transfer full) */
char *lw_chart_axis_text (LwChart *chart, LwChartAxis axis);
const char *lw_chart_empty_text (LwChart *chart);
/* What a value says: its label, or a word for missing. */
const char *lw_chart_value_text (const LwChartValue *value);

/* Shaped texts that outlive an arrangement: what is drawn anew after a change has most of its texts as before. For one
 * font and text scale, which must be those of the style whose texts they are. */
LwChartTexts *lw_chart_texts_new (const PangoFontDescription *font, double text_scale);
void lw_chart_texts_unref (LwChartTexts *texts);
gboolean lw_chart_texts_fit (const LwChartTexts *texts, const PangoFontDescription *font, double text_scale);
/* The chart changes: what it does not ask for until the next change is forgotten then. */
void lw_chart_texts_age (LwChartTexts *texts);

/* As lw_chart_layout_new() with the natural height, and that height. */
LwChartLayout *lw_chart_layout_new_natural (LwChart *chart, double width, const LwChartStyle *style);
double lw_chart_layout_height (LwChartLayout *layout);

G_END_DECLS
