/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A chart: what is to be drawn, and the one drawing of it on a cairo_t, for the screen, PNG, SVG and PDF alike.
 *
 * A chart is a small table: categories are its rows, series its columns. What that looks like depends on the kind:
 *
 *   kind     category                  series                     value
 *   BARS     a row of bars             one bar in each row        length
 *   STACKED  one bar                   a segment of each bar      length of the segment
 *   DOTS     a row                     one dot in each row        place of the dot, with its interval
 *   LINE     a place along x           a line                     height
 *   HEAT     a row of cells            a column of cells          0 to 1: the depth of colour
 *   GAUGE    the first                 the first                  between the value axis's min and max
 *
 * A value is a double for its place and a text for its number: the text is printed as it is given, so exact
 * numbers stay exact. Missing is not zero: a value never set is left out, a value set to NAN is known to be
 * missing and is drawn hatched, adding nothing. In a heat map both are hatched.
 *
 * A mark is what hover and keyboard can reach: each value that was set (in a heat map each cell), and each end
 * label; in reading order.
 * Not thread-safe: charts live in the main thread. */
#pragma once

#include <cairo.h>
#include <gio/gio.h>
#include <pango/pango.h>

#include "base/lw-export.h"
#include "chart/lw-palette.h"

G_BEGIN_DECLS

typedef enum
{
  LW_CHART_BARS,
  LW_CHART_STACKED,
  LW_CHART_HEAT,
  LW_CHART_LINE,
  LW_CHART_DOTS,
  LW_CHART_GAUGE,
} LwChartKind;

/**
 * LwChartAxis:
 * @LW_CHART_AXIS_VALUE: the numbers: along x, for LINE along y, for GAUGE around
 * @LW_CHART_AXIS_CATEGORY: the rows (for LINE along x); has a title only
 * @LW_CHART_AXIS_SERIES: the columns of HEAT, otherwise the legend; has a title only
 */
typedef enum
{
  LW_CHART_AXIS_VALUE,
  LW_CHART_AXIS_CATEGORY,
  LW_CHART_AXIS_SERIES,
} LwChartAxis;

/** What a badge says of its row. Colour goes with a symbol. */
typedef enum
{
  LW_CHART_TONE_NEUTRAL,
  LW_CHART_TONE_GOOD,
  LW_CHART_TONE_ATTENTION,
  LW_CHART_TONE_WRONG,
} LwChartTone;

typedef enum
{
  LW_CHART_FORMAT_PNG,
  LW_CHART_FORMAT_SVG,
  LW_CHART_FORMAT_PDF,
} LwChartFormat;

typedef struct _LwChartTexts LwChartTexts;

/** How to draw; start with lw_chart_style_init(). */
typedef struct
{
  const PangoFontDescription *font; /* NULL: Sans 10; not owned */
  double text_scale;                /* 1: as the font says at 96 dots an inch */
  gboolean dark;
  gboolean with_title; /* the title over the chart; on the screen the panel's heading says it */
  LwColour fg, bg, grid, accent, good, attention, wrong;
  int focused, hovered; /* marks, or -1 */
  LwChartTexts *texts;  /* the view's own: NULL */
} LwChartStyle;

#define LW_TYPE_CHART (lw_chart_get_type ())
LW_EXPORT GType lw_chart_get_type (void);
/** LwChart: signal "changed" follows every change, at once. */
G_DECLARE_FINAL_TYPE (LwChart, lw_chart, LW, CHART, GObject)

LW_EXPORT LwChart *lw_chart_new (LwChartKind kind);
LW_EXPORT LwChartKind lw_chart_get_kind (LwChart *chart);

/** What the chart shows, for people: heading of a saved picture, name for a screen reader. */
LW_EXPORT void lw_chart_set_title (LwChart *chart, const char *title);
/** Never NULL. (transfer none) */
LW_EXPORT const char *lw_chart_get_title (LwChart *chart);
/** What stands in a chart without marks: "No bid has been marked yet." */
LW_EXPORT void lw_chart_set_empty_text (LwChart *chart, const char *text);
/** @title and @unit may be NULL. @min and @max are the ends of the value axis, NAN: found from the values (zero is
 * always among them, but for LINE and DOTS). What lies outside given ends is cut off at them. */
LW_EXPORT void lw_chart_set_axis (LwChart *chart, LwChartAxis axis, const char *title, const char *unit, double min, double max);

/** A row below the others. @id is the chart's only one; a known @id gets the new @label. */
LW_EXPORT void lw_chart_add_category (LwChart *chart, const char *id, const char *label);
/** A column after the others, which decides its colour. A known @id gets the new @label. */
LW_EXPORT void lw_chart_add_series (LwChart *chart, const char *id, const char *label);
/** The value of @series in @category, both added before. @label is the exact number as printed (NULL: none);
 * @detail is a sentence for hover and screen reader (NULL: made of the labels). @value NAN: known to be missing. */
LW_EXPORT void lw_chart_set_value (LwChart *chart, const char *series, const char *category, double value, const char *label, const char *detail);
/** From @low to @high around a value set before, for DOTS and LINE. */
LW_EXPORT void lw_chart_set_interval (LwChart *chart, const char *series, const char *category, double low, double high);
/** After the bar: the total, "62.40". It is a mark with series "", whose sentence is @detail (NULL: made of the
 * labels). NULL @label: none. For BARS, STACKED and DOTS. */
LW_EXPORT void lw_chart_set_end_label (LwChart *chart, const char *category, const char *label, const char *detail);
/** A few letters in a pill after the end label: "1", "fails 2.1". NULL: none. For BARS, STACKED and DOTS. */
LW_EXPORT void lw_chart_set_badge (LwChart *chart, const char *category, const char *text, LwChartTone tone);
/** A dimmed row is shown but not in the running: not ranked. */
LW_EXPORT void lw_chart_set_dimmed (LwChart *chart, const char *category, gboolean dimmed);
/** A line across all rows at @value: "minimum 50". */
LW_EXPORT void lw_chart_add_threshold (LwChart *chart, double value, const char *label);

/** Takes values, end labels, badges, dimming and thresholds away; categories and series stay. */
LW_EXPORT void lw_chart_clear_values (LwChart *chart);
/** Takes categories and series away too; titles and axes stay. */
LW_EXPORT void lw_chart_clear (LwChart *chart);

LW_EXPORT guint lw_chart_get_n_marks (LwChart *chart);
/** The ids of mark @mark; @series is "" for an end label. Both (out) (optional) (transfer none), until the next
 * change. Returns: whether there is such a mark */
LW_EXPORT gboolean lw_chart_get_mark (LwChart *chart, int mark, const char **series, const char **category);
/** The mark with these ids, or -1. */
LW_EXPORT int lw_chart_find_mark (LwChart *chart, const char *series, const char *category);
/** The sentence of mark @mark, or NULL. (transfer full) */
LW_EXPORT char *lw_chart_describe_mark (LwChart *chart, int mark);

/** The same as a table: header and rows, tab-separated, for the clipboard and beside a picture. (transfer full) */
LW_EXPORT char *lw_chart_to_table_text (LwChart *chart);
/** The same as rows of cells, the header first; every row has as many cells as the header.
 * (transfer full) (element-type GStrv) */
LW_EXPORT GPtrArray *lw_chart_to_table (LwChart *chart);

/** Colours of a printed page, or of the dark scheme; no mark focused. */
LW_EXPORT void lw_chart_style_init (LwChartStyle *style, gboolean dark);

/** Draws into the rectangle from 0, 0 to @width, @height. */
LW_EXPORT void lw_chart_draw (LwChart *chart, cairo_t *cr, double width, double height, const LwChartStyle *style);
/** The height it needs for its rows at @width. */
LW_EXPORT double lw_chart_get_natural_height (LwChart *chart, double width, const LwChartStyle *style);
/** The width under which labels begin to be left out. */
LW_EXPORT double lw_chart_get_minimum_width (LwChart *chart, const LwChartStyle *style);
/** Writes the drawing on white paper with its title; @height 0: the natural one. PNG has two pixels to a unit. The
 * same chart gives the same bytes. Returns: %FALSE with a %G_IO_ERROR when it cannot be written */
LW_EXPORT gboolean lw_chart_save (LwChart *chart, GFile *file, LwChartFormat format, double width, double height, GError **error);
/** The format that the ending of @file's name says, or @wanted: a file is what its name says. */
LW_EXPORT LwChartFormat lw_chart_format_of (GFile *file, LwChartFormat wanted);

/** Where the marks of a drawing are. */
typedef struct _LwChartLayout LwChartLayout;
/** The arrangement that lw_chart_draw() would draw. It does not follow changes of @chart. */
LW_EXPORT LwChartLayout *lw_chart_layout_new (LwChart *chart, double width, double height, const LwChartStyle *style);
LW_EXPORT void lw_chart_layout_free (LwChartLayout *layout);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwChartLayout, lw_chart_layout_free)
/** @focused and @hovered as in LwChartStyle. */
LW_EXPORT void lw_chart_layout_draw (LwChartLayout *layout, cairo_t *cr, int focused, int hovered);
/** The mark at @x, @y, or -1. */
LW_EXPORT int lw_chart_layout_mark_at (LwChartLayout *layout, double x, double y);
/** Where mark @mark is. Returns: whether it is drawn */
LW_EXPORT gboolean lw_chart_layout_mark_rect (LwChartLayout *layout, int mark, cairo_rectangle_t *rect);

G_END_DECLS
