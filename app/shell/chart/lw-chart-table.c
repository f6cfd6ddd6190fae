/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The table that says in words what the drawing shows. */
#include "config.h"

#include "chart/lw-chart-private.h"

#include "base/lw-i18n.h"

typedef enum
{
  HAS_END = 1 << 0,
  HAS_BADGE = 1 << 1,
} Extra;

static Extra
extras (LwChart *chart)
{
  Extra all = 0;

  for (guint i = 0; i < chart->categories->len; i++)
    {
      const LwChartCategory *row = lw_chart_category (chart, i);
      all |= (row->end != NULL ? HAS_END : 0) | (row->badge != NULL || row->dimmed ? HAS_BADGE : 0);
    }
  return all;
}

static GStrv
header (LwChart *chart, Extra extra)
{
  g_autoptr (GStrvBuilder) cells = g_strv_builder_new ();
  g_autofree char *rows = lw_chart_axis_text (chart, LW_CHART_AXIS_CATEGORY);

  g_strv_builder_add (cells, rows != NULL ? rows : _("Name"));
  for (guint s = 0; s < chart->series->len; s++)
    g_strv_builder_add (cells, lw_chart_series (chart, s)->label);
  if (extra & HAS_END)
    g_strv_builder_add (cells, _("Total"));
  if (extra & HAS_BADGE)
    g_strv_builder_add (cells, _("Standing"));
  return g_strv_builder_end (cells);
}

/* The printed number; the place, with its interval, where none was given. */
static char *
cell (const LwChartValue *value)
{
  if (value == NULL)
    return g_strdup ("");
  g_autofree char *place = value->label == NULL && lw_chart_value_present (value) ? g_strdup_printf ("%g", value->value) : NULL;
  const char *text = place != NULL ? place : lw_chart_value_text (value);
  if (value->low == value->low && value->high == value->high)
    /* Translators: a value and the ends of its interval */
    return g_strdup_printf (_("%s (%g to %g)"), text, value->low, value->high);
  return g_strdup (text);
}

static GStrv
table_row (LwChart *chart, guint c, Extra extra)
{
  g_autoptr (GStrvBuilder) cells = g_strv_builder_new ();
  const LwChartCategory *row = lw_chart_category (chart, c);

  g_strv_builder_add (cells, row->label);
  for (guint s = 0; s < chart->series->len; s++)
    {
      g_autofree char *text = cell (lw_chart_value (chart, c, s));
      g_strv_builder_add (cells, text);
    }
  if (extra & HAS_END)
    g_strv_builder_add (cells, row->end != NULL ? row->end : "");
  if (extra & HAS_BADGE)
    g_strv_builder_add (cells, row->badge != NULL ? row->badge : row->dimmed ? _("not ranked") : "");
  return g_strv_builder_end (cells);
}

/* What the lines across all rows say: in the first cell their label, in the second their value. */
static GStrv
threshold_row (const LwChartThreshold *threshold, guint n_cells)
{
  GStrv cells = g_new0 (char *, n_cells + 1);

  for (guint i = 0; i < n_cells; i++)
    cells[i] = i == 0   ? g_strdup (threshold->label != NULL ? threshold->label : _("Threshold"))
               : i == 1 ? g_strdup_printf ("%g", threshold->value)
                        : g_strdup ("");
  return cells;
}

GPtrArray *
lw_chart_to_table (LwChart *chart)
{
  GPtrArray *table = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  Extra extra = extras (chart);

  g_ptr_array_add (table, header (chart, extra));
  guint n_cells = g_strv_length (g_ptr_array_index (table, 0));
  for (guint c = 0; c < chart->categories->len; c++)
    g_ptr_array_add (table, table_row (chart, c, extra));
  for (guint i = 0; i < chart->thresholds->len; i++)
    g_ptr_array_add (table, threshold_row (g_ptr_array_index (chart->thresholds, i), n_cells));
  return table;
}

char *
lw_chart_to_table_text (LwChart *chart)
{
  g_autoptr (GPtrArray) table = lw_chart_to_table (chart);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < table->len; i++)
    {
      GStrv cells = g_ptr_array_index (table, i);
      for (guint j = 0; cells[j] != NULL; j++)
        {
          /* what would break the table where it is pasted becomes a space */
          g_autofree char *clean = g_strdelimit (g_strdup (cells[j]), "\t\r\n", ' ');
          g_string_append_printf (text, "%s%s", j > 0 ? "\t" : "", clean);
        }
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}
