/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The arrangement of a chart: a list of things to draw, where the marks are, and a book of what is taken, so that
 * no text is ever put over another. The kinds fill it; lw-chart-layout.c draws it. */
#pragma once

#include "chart/lw-chart-private.h"

G_BEGIN_DECLS

typedef enum
{
  LW_SHAPE_BOX,  /* x, y, w, h; hatched or filled, rounded by size */
  LW_SHAPE_LINE, /* from x, y to x + w, y + h */
  LW_SHAPE_DOT,  /* around x, y; size is its radius, form its form */
  LW_SHAPE_ARC,  /* around x, y; size is its radius, from w to h in radians */
  LW_SHAPE_TEXT, /* its corner at x, y; turned: reads upwards */
} LwShape;

typedef struct
{
  LwShape shape;
  double x, y, w, h, size;
  LwColour fill, stroke; /* alpha 0: none */
  double line;           /* width of the stroke */
  const double *dashes;  /* two lengths, or NULL */
  gboolean hatched, turned;
  guint form;
  PangoLayout *text;
} LwItem;

struct _LwChartLayout
{
  double width, height; /* height NAN while the natural height is looked for */
  double used;          /* the height that was needed */
  LwChartStyle style;
  LwChartTexts *shaped;
  double line; /* height of a line of text */
  LwColour dim, hatch;
  GArray *items;    /* LwItem */
  GArray *taken;    /* cairo_rectangle_t: what text must not cover; the texts among them, too */
  GArray *texts;    /* cairo_rectangle_t: the texts, for the tests */
  GArray *segments; /* cairo_rectangle_t: lines that text must not cover, from x, y by width, height */
  GArray *marks;    /* cairo_rectangle_t by mark; width below 0: not drawn */
};

typedef enum
{
  LW_TEXT_PLAIN = 0,
  LW_TEXT_BOLD = 1 << 0,
  LW_TEXT_SMALL = 1 << 1,
  LW_TEXT_WRAP = 1 << 2, /* at most two lines */
  LW_TEXT_CENTRE = 1 << 3,
  LW_TEXT_LARGE = 1 << 4,
} LwTextFlags;

/* Gaps in units, for text of the usual size. */
#define LW_CHART_GAP 6.0

/* Those of @style, or of this arrangement alone. (transfer full) */
LwChartTexts *lw_chart_texts_for (const LwChartStyle *style);

/* @text, ellipsized at @width (0: as wide as it likes). It is shared: not to be changed. (transfer full) */
PangoLayout *lw_layout_text (LwChartLayout *self, const char *text, LwTextFlags flags, double width);
void lw_layout_text_size (PangoLayout *text, double *width, double *height);
double lw_layout_text_width (LwChartLayout *self, const char *text, LwTextFlags flags);

/* Draws @text at @x, @y if nothing is there and it is within the chart; takes the text in any case. */
gboolean lw_layout_put (LwChartLayout *self, PangoLayout *text, double x, double y, LwColour colour);
gboolean lw_layout_put_turned (LwChartLayout *self, PangoLayout *text, double x, double y, LwColour colour);
gboolean lw_layout_is_free (LwChartLayout *self, double x, double y, double width, double height);
void lw_layout_take (LwChartLayout *self, double x, double y, double width, double height);
void lw_layout_take_segment (LwChartLayout *self, double x, double y, double width, double height);

void lw_layout_box (LwChartLayout *self, double x, double y, double width, double height, LwColour fill, LwColour stroke, double radius);
/* What is missing: hatched, adding nothing. */
void lw_layout_missing (LwChartLayout *self, double x, double y, double width, double height);
void lw_layout_line (LwChartLayout *self, double x, double y, double dx, double dy, LwColour colour, double line, const double *dashes);
void lw_layout_dot (LwChartLayout *self, double x, double y, double radius, guint form, LwColour fill, LwColour stroke);
void lw_layout_arc (LwChartLayout *self, double x, double y, double radius, double from, double to, LwColour colour, double line);
void lw_layout_mark (LwChartLayout *self, int mark, double x, double y, double width, double height);

/* The colour of a series; in a dimmed row it goes towards the background. */
LwColour lw_layout_series_colour (LwChartLayout *self, LwChart *chart, guint series, gboolean dimmed);
/* The line around a filled shape, for colours that are near the background. */
LwColour lw_layout_edge (LwChartLayout *self, LwColour fill);
const double *lw_layout_dashes (guint form);

/* Title and legend; the y under them. */
double lw_layout_head (LwChartLayout *self, LwChart *chart);

/* A value axis: ends, and the step between its ticks. */
typedef struct
{
  double min, max, step;
  int decimals;
  double from, to; /* where the ends are drawn */
} LwScale;

/* @count: how many ticks are wanted. Whether zero is among the values decides the kind. */
LwScale lw_scale_new (LwChart *chart, double from, double to, double count);
double lw_scale_at (const LwScale *scale, double value);
/* Calls for each tick. */
typedef void (*LwScaleFunc) (LwChartLayout *self, double at, const char *label, gpointer data);
void lw_scale_each (const LwScale *scale, LwChartLayout *self, LwScaleFunc func, gpointer data);

void lw_chart_lay_rows (LwChartLayout *self, LwChart *chart);
void lw_chart_lay_heat (LwChartLayout *self, LwChart *chart);
void lw_chart_lay_line (LwChartLayout *self, LwChart *chart);
void lw_chart_lay_gauge (LwChartLayout *self, LwChart *chart);

G_END_DECLS
