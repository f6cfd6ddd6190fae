/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Charts without a window: what they hold, where things are drawn, and pictures of them. */
#include "config.h"

#include "chart/lw-chart-layout-private.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

static LwChart *
small_chart (LwChartKind kind)
{
  LwChart *chart = lw_chart_new (kind);

  lw_chart_set_title (chart, "Points");
  lw_chart_set_axis (chart, LW_CHART_AXIS_CATEGORY, "Bidder", NULL, NAN, NAN);
  lw_chart_add_series (chart, "quality", "Quality");
  lw_chart_add_series (chart, "price", "Price");
  lw_chart_add_category (chart, "a", "Ash");
  lw_chart_add_category (chart, "b", "Beech");
  lw_chart_set_value (chart, "quality", "a", 0.4, "40.00", "Ash has 40 of 60 for quality");
  lw_chart_set_value (chart, "price", "a", 0.2, "20.00", NULL);
  lw_chart_set_value (chart, "quality", "b", 0.5, "50.00", NULL);
  lw_chart_set_value (chart, "price", "b", NAN, NULL, NULL);
  return chart;
}

static LwChartLayout *
lay (LwChart *chart, double width)
{
  LwChartStyle style;

  lw_chart_style_init (&style, FALSE);
  return lw_chart_layout_new (chart, width, lw_chart_get_natural_height (chart, width, &style), &style);
}

static gboolean
says (LwChartLayout *layout, const char *text)
{
  for (guint i = 0; i < layout->items->len; i++)
    {
      const LwItem *item = &g_array_index (layout->items, LwItem, i);
      if (item->shape == LW_SHAPE_TEXT && g_str_equal (pango_layout_get_text (item->text), text))
        return TRUE;
    }
  return FALSE;
}

static cairo_rectangle_t
rect_of (LwChart *chart, LwChartLayout *layout, const char *series, const char *category)
{
  cairo_rectangle_t rect;

  g_assert_true (lw_chart_layout_mark_rect (layout, lw_chart_find_mark (chart, series, category), &rect));
  return rect;
}

static void
test_marks (void)
{
  g_autoptr (LwChart) chart = small_chart (LW_CHART_STACKED);
  const char *expected[][2] = { { "quality", "a" }, { "price", "a" }, { "", "a" }, { "quality", "b" }, { "price", "b" } };
  const char *series, *category;

  lw_chart_set_end_label (chart, "a", "60.00", NULL);
  g_assert_cmpuint (lw_chart_get_n_marks (chart), ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_assert_true (lw_chart_get_mark (chart, (int) i, &series, &category));
      g_assert_cmpstr (series, ==, expected[i][0]);
      g_assert_cmpstr (category, ==, expected[i][1]);
      g_assert_cmpint (lw_chart_find_mark (chart, series, category), ==, (int) i);
    }
  g_assert_false (lw_chart_get_mark (chart, -1, NULL, NULL));
  g_assert_false (lw_chart_get_mark (chart, 5, NULL, NULL));
  g_assert_cmpint (lw_chart_find_mark (chart, "nowhere", "a"), ==, -1);
  g_assert_cmpint (lw_chart_find_mark (chart, "", "b"), ==, -1);
}

static void
test_sentences (void)
{
  g_autoptr (LwChart) chart = small_chart (LW_CHART_STACKED);
  const char *expected[] = { "Ash has 40 of 60 for quality", "Ash, Price: 20.00", "Ash: 60.00", "Beech, Quality: 50.00", "Beech, Price: no value" };

  lw_chart_set_end_label (chart, "a", "60.00", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autofree char *sentence = lw_chart_describe_mark (chart, (int) i);
      g_assert_cmpstr (sentence, ==, expected[i]);
    }
  g_assert_null (lw_chart_describe_mark (chart, -1));
}

static void
count (LwChart *chart, gpointer times)
{
  ++*(guint *) times;
}

static void
test_changed (void)
{
  g_autoptr (LwChart) chart = small_chart (LW_CHART_BARS);
  guint times = 0;

  g_signal_connect (chart, "changed", G_CALLBACK (count), &times);
  lw_chart_set_value (chart, "price", "b", 1, "1", NULL);
  g_assert_cmpuint (times, ==, 1);
  lw_chart_add_category (chart, "a", "Alder"); /* another label */
  g_assert_cmpuint (times, ==, 2);
  g_assert_cmpuint (lw_chart_get_n_marks (chart), ==, 4);
  lw_chart_clear_values (chart);
  g_assert_cmpuint (times, ==, 3);
  g_assert_cmpuint (lw_chart_get_n_marks (chart), ==, 0);
  lw_chart_set_value (chart, "price", "b", 1, "1", NULL);
  g_assert_cmpuint (lw_chart_get_n_marks (chart), ==, 1);
  lw_chart_clear (chart);
  g_assert_cmpint (lw_chart_find_mark (chart, "price", "b"), ==, -1);
}

static void
test_table (void)
{
  g_autoptr (LwChart) chart = small_chart (LW_CHART_STACKED);
  g_autofree char *plain = lw_chart_to_table_text (chart), *full = NULL;

  g_assert_cmpstr (plain, ==, "Bidder\tQuality\tPrice\nAsh\t40.00\t20.00\nBeech\t50.00\tno value\n");
  lw_chart_add_category (chart, "b", "Beech\tand\nBirch");
  lw_chart_set_end_label (chart, "a", "60.00", NULL);
  lw_chart_set_badge (chart, "a", "1", LW_CHART_TONE_GOOD);
  lw_chart_set_dimmed (chart, "b", TRUE);
  lw_chart_set_interval (chart, "quality", "a", 0.5, 0.3);
  lw_chart_add_threshold (chart, 0.5, "minimum");
  full = lw_chart_to_table_text (chart);
  g_assert_cmpstr (full, ==, "Bidder\tQuality\tPrice\tTotal\tStanding\n"
                             "Ash\t40.00 (0.3 to 0.5)\t20.00\t60.00\t1\n"
                             "Beech and Birch\t50.00\tno value\t\tnot ranked\n"
                             "minimum\t0.5\t\t\t\n");
}

/* Never set is another thing than known to be missing, and both are another than zero. */
static void
test_missing_in_bars (void)
{
  g_autoptr (LwChart) chart = small_chart (LW_CHART_STACKED);
  g_autoptr (LwChartLayout) layout = lay (chart, 600);
  cairo_rectangle_t quality = rect_of (chart, layout, "quality", "b"), missing = rect_of (chart, layout, "price", "b");
  guint hatched = 0;

  for (guint i = 0; i < layout->items->len; i++)
    hatched += g_array_index (layout->items, LwItem, i).hatched;
  g_assert_cmpuint (hatched, ==, 2); /* the piece, and the legend's */
  g_assert_cmpfloat (missing.x, >=, quality.x + quality.width);
  g_assert_true (says (layout, "No value"));
  lw_chart_set_value (chart, "price", "b", 0, "0.00", NULL);
  g_autoptr (LwChartLayout) zero = lay (chart, 600);
  g_assert_false (says (zero, "No value"));
  g_assert_cmpfloat (rect_of (chart, zero, "price", "b").width, ==, 0);
}

static void
test_missing_in_heat (void)
{
  g_autoptr (LwChart) chart = small_chart (LW_CHART_HEAT);

  lw_chart_add_series (chart, "social", "Social value"); /* never set: a mark all the same */
  g_autoptr (LwChartLayout) layout = lay (chart, 600);
  g_assert_cmpuint (lw_chart_get_n_marks (chart), ==, 6);
  guint hatched = 0, dashes = 0;
  for (guint i = 0; i < layout->items->len; i++)
    {
      const LwItem *item = &g_array_index (layout->items, LwItem, i);
      hatched += item->hatched;
      dashes += item->shape == LW_SHAPE_TEXT && g_str_equal (pango_layout_get_text (item->text), "–");
    }
  g_assert_cmpuint (hatched, ==, 4); /* three cells and the legend */
  g_assert_cmpuint (dashes, ==, 3);
}

static void
test_missing_breaks_line (void)
{
  g_autoptr (LwChart) chart = lw_chart_new (LW_CHART_LINE);

  lw_chart_add_series (chart, "s", "S");
  for (int i = 0; i < 5; i++)
    {
      g_autofree char *id = g_strdup_printf ("%d", i);
      lw_chart_add_category (chart, id, id);
      lw_chart_set_value (chart, "s", id, i == 2 ? NAN : 10 + i, NULL, NULL);
    }
  g_autoptr (LwChartLayout) layout = lay (chart, 500);
  g_assert_cmpuint (layout->segments->len, ==, 2); /* 0-1 and 3-4 */
  g_assert_cmpuint (lw_chart_get_n_marks (chart), ==, 5);
}

static void
test_stack_adds_up (void)
{
  g_autoptr (LwChart) chart = small_chart (LW_CHART_STACKED);

  lw_chart_set_axis (chart, LW_CHART_AXIS_VALUE, NULL, NULL, 0, 1);
  g_autoptr (LwChartLayout) layout = lay (chart, 800);
  cairo_rectangle_t quality = rect_of (chart, layout, "quality", "a"), price = rect_of (chart, layout, "price", "a");
  g_assert_cmpfloat_with_epsilon (quality.x + quality.width + 1, price.x, 1e-6); /* a line between them */
  g_assert_cmpfloat_with_epsilon ((quality.width + 1) / (price.width + 1), 2, 1e-6);
  g_assert_true (says (layout, "40.00"));
  g_assert_true (says (layout, "20.00"));
}

static void
test_hit (void)
{
  static const LwChartKind kinds[] = { LW_CHART_BARS, LW_CHART_STACKED, LW_CHART_HEAT, LW_CHART_LINE, LW_CHART_DOTS };

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      g_autoptr (LwChart) chart = small_chart (kinds[k]);
      lw_chart_set_end_label (chart, "a", "60.00", NULL);
      g_autoptr (LwChartLayout) layout = lay (chart, 640);
      for (guint i = 0; i < lw_chart_get_n_marks (chart); i++)
        {
          cairo_rectangle_t rect;
          g_assert_true (lw_chart_layout_mark_rect (layout, (int) i, &rect));
          g_assert_cmpint (lw_chart_layout_mark_at (layout, rect.x + rect.width / 2, rect.y + rect.height / 2), ==, (int) i);
        }
      g_assert_cmpint (lw_chart_layout_mark_at (layout, -20, -20), ==, -1);
    }
}

static void
test_beside (void)
{
  g_autoptr (LwChart) chart = small_chart (LW_CHART_STACKED);
  g_autoptr (LwChart) line = small_chart (LW_CHART_LINE);

  lw_chart_set_end_label (chart, "a", "60.00", NULL);
  /* 0 1 2(end) / 3 4 */
  g_assert_cmpint (lw_chart_mark_beside (chart, 0, 1, 0), ==, 1);
  g_assert_cmpint (lw_chart_mark_beside (chart, 1, 1, 0), ==, 2);
  g_assert_cmpint (lw_chart_mark_beside (chart, 2, 1, 0), ==, 2);
  g_assert_cmpint (lw_chart_mark_beside (chart, 2, 0, 1), ==, 4);
  g_assert_cmpint (lw_chart_mark_beside (chart, 3, 0, -1), ==, 0);
  g_assert_cmpint (lw_chart_mark_beside (chart, 3, 0, 1), ==, 3);
  g_assert_cmpint (lw_chart_mark_beside (chart, -1, 1, 0), ==, -1);
  /* along a line to the right: the next category */
  g_assert_cmpint (lw_chart_mark_beside (line, 0, 1, 0), ==, 2);
  g_assert_cmpint (lw_chart_mark_beside (line, 0, 0, 1), ==, 1);
}

static void
test_empty (void)
{
  for (LwChartKind kind = LW_CHART_BARS; kind <= LW_CHART_GAUGE; kind++)
    {
      g_autoptr (LwChart) chart = lw_chart_new (kind);
      lw_chart_set_empty_text (chart, "No bid has been marked yet.");
      g_autoptr (LwChartLayout) layout = lay (chart, 400);
      g_assert_true (says (layout, "No bid has been marked yet."));
      g_autofree char *table = lw_chart_to_table_text (chart);
      g_assert_cmpstr (table, ==, "Name\n");
      /* categories alone are nothing to draw either */
      lw_chart_add_category (chart, "a", "A");
      g_autoptr (LwChartLayout) bare = lay (chart, 400);
      g_assert_true (says (bare, "No bid has been marked yet."));
    }
}

static void
test_one (void)
{
  for (LwChartKind kind = LW_CHART_BARS; kind <= LW_CHART_GAUGE; kind++)
    {
      g_autoptr (LwChart) chart = lw_chart_new (kind);
      lw_chart_add_series (chart, "s", "Total");
      lw_chart_add_category (chart, "a", "Ash");
      lw_chart_set_value (chart, "s", "a", 0.62, "62", NULL);
      g_autoptr (LwChartLayout) layout = lay (chart, 400);
      g_assert_true (says (layout, "62"));
      g_assert_true (says (layout, "Ash"));
    }
}

static void
test_odd_numbers (void)
{
  static const double values[] = { 0, -0.0, -5, 1e300, -1e300, INFINITY, -INFINITY, NAN, 1e-300, 1e15, 0.1 };

  for (LwChartKind kind = LW_CHART_BARS; kind <= LW_CHART_GAUGE; kind++)
    for (guint i = 0; i < G_N_ELEMENTS (values); i++)
      for (guint j = 0; j < G_N_ELEMENTS (values); j++)
        {
          g_autoptr (LwChart) chart = lw_chart_new (kind);
          lw_chart_set_axis (chart, LW_CHART_AXIS_VALUE, "V", NULL, values[j], values[i]);
          lw_chart_add_series (chart, "s", "S");
          lw_chart_add_category (chart, "a", "A");
          lw_chart_add_category (chart, "b", "B");
          lw_chart_set_value (chart, "s", "a", values[i], "one", NULL);
          lw_chart_set_value (chart, "s", "b", values[j], "two", NULL);
          lw_chart_set_interval (chart, "s", "b", values[i], values[j]);
          lw_chart_add_threshold (chart, values[j], "line");
          g_autoptr (LwChartLayout) layout = lay (chart, 300);
          g_assert_cmpfloat (layout->used, <, 2000);
          for (guint k = 0; k < layout->marks->len; k++)
            {
              const cairo_rectangle_t *mark = &g_array_index (layout->marks, cairo_rectangle_t, k);
              g_assert_true (isfinite (mark->x) && isfinite (mark->y) && isfinite (mark->width));
            }
        }
}

static char *
random_text (GRand *random, guint words)
{
  static const char *const some[] = { "Northbank", "Partnership", "a", "für", "Wiedereingliederung", "of", "12.3", "東京", "Consortium", "&", "العربية" };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < words; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", some[g_rand_int_range (random, 0, G_N_ELEMENTS (some))]);
  return g_string_free (text, FALSE);
}

static void
random_rows (LwChart *chart, GRand *random, int n_series, int n_categories)
{
  for (int s = 0; s < n_series; s++)
    {
      g_autofree char *id = g_strdup_printf ("s%d", s), *label = random_text (random, g_rand_int_range (random, 1, 5));
      lw_chart_add_series (chart, id, label);
    }
  for (int c = 0; c < n_categories; c++)
    {
      g_autofree char *id = g_strdup_printf ("c%d", c), *name = random_text (random, g_rand_int_range (random, 1, 9));
      lw_chart_add_category (chart, id, name);
      for (int s = 0; s < n_series; s++)
        {
          g_autofree char *series = g_strdup_printf ("s%d", s);
          double value = g_rand_double_range (random, -20, 80);
          g_autofree char *label = g_strdup_printf ("%.2f", value);
          if (g_rand_int_range (random, 0, 10) == 0)
            continue;
          lw_chart_set_value (chart, series, id, g_rand_int_range (random, 0, 10) == 0 ? NAN : value, label, NULL);
          if (g_rand_boolean (random))
            lw_chart_set_interval (chart, series, id, value - 5, value + 5);
        }
      if (g_rand_boolean (random))
        lw_chart_set_end_label (chart, id, "123.45", NULL);
      if (g_rand_boolean (random))
        lw_chart_set_badge (chart, id, "fails 2.1", LW_CHART_TONE_WRONG);
    }
}

static LwChart *
random_chart (GRand *random)
{
  LwChart *chart = lw_chart_new ((LwChartKind) g_rand_int_range (random, LW_CHART_BARS, LW_CHART_GAUGE + 1));
  int thresholds = g_rand_int_range (random, 0, 6);
  g_autofree char *title = random_text (random, g_rand_int_range (random, 0, 12));

  lw_chart_set_title (chart, title);
  for (int i = 0; i < 3; i++)
    if (g_rand_boolean (random))
      lw_chart_set_axis (chart, (LwChartAxis) i, title, g_rand_boolean (random) ? "points" : NULL, NAN, NAN);
  random_rows (chart, random, g_rand_int_range (random, 1, 15), g_rand_int_range (random, 1, 31));
  for (int i = 0; i < thresholds; i++)
    {
      g_autofree char *label = random_text (random, g_rand_int_range (random, 1, 4));
      lw_chart_add_threshold (chart, g_rand_double_range (random, -30, 120), label);
    }
  return chart;
}

static void
assert_apart (const LwChartLayout *layout, guint seed)
{
  for (guint i = 0; i < layout->texts->len; i++)
    {
      const cairo_rectangle_t *a = &g_array_index (layout->texts, cairo_rectangle_t, i);
      if (a->x < -1 || a->x + a->width > layout->width + 1 || a->y < -1 || a->y + a->height > layout->height + 1)
        g_error ("seed %u: a text stands over the edge", seed);
      for (guint j = 0; j < i; j++)
        {
          const cairo_rectangle_t *b = &g_array_index (layout->texts, cairo_rectangle_t, j);
          if (a->x + 0.1 < b->x + b->width && b->x + 0.1 < a->x + a->width && a->y + 0.1 < b->y + b->height && b->y + 0.1 < a->y + a->height)
            g_error ("seed %u: two texts overlap at %.1f, %.1f", seed, a->x, a->y);
        }
    }
}

/* The lines of thresholds rise through the flags over the rows. */
static void
assert_flags_uncut (const LwChartLayout *layout, guint seed)
{
  for (guint i = 0; i < layout->items->len; i++)
    {
      const LwItem *line = &g_array_index (layout->items, LwItem, i);
      if (line->shape != LW_SHAPE_LINE || line->dashes == NULL || line->w != 0)
        continue;
      for (guint j = 0; j < layout->texts->len; j++)
        {
          const cairo_rectangle_t *text = &g_array_index (layout->texts, cairo_rectangle_t, j);
          if (line->x > text->x + 0.5 && line->x < text->x + text->width - 0.5 && line->y < text->y + text->height - 0.5 && line->y + line->h > text->y + 0.5)
            g_error ("seed %u: a threshold cuts through a text", seed);
        }
    }
}

static void
test_crowded (void)
{
  for (guint seed = 1; seed <= 150; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      g_autoptr (LwChart) chart = random_chart (random);
      LwChartStyle style;
      lw_chart_style_init (&style, g_rand_boolean (random));
      style.with_title = g_rand_boolean (random);
      style.text_scale = g_rand_double_range (random, 0.8, 2);
      double width = g_rand_double_range (random, 60, 1400), natural = lw_chart_get_natural_height (chart, width, &style);
      double height = g_rand_boolean (random) ? natural : g_rand_double_range (random, 20, 900);
      g_autoptr (LwChartLayout) layout = lw_chart_layout_new (chart, width, height, &style);
      assert_apart (layout, seed);
      if (lw_chart_get_kind (chart) == LW_CHART_STACKED || lw_chart_get_kind (chart) == LW_CHART_DOTS || lw_chart_get_kind (chart) == LW_CHART_BARS)
        assert_flags_uncut (layout, seed);
      for (guint i = 0; i < layout->marks->len; i++)
        {
          cairo_rectangle_t mark;
          if (lw_chart_layout_mark_rect (layout, (int) i, &mark))
            g_assert_cmpint (lw_chart_layout_mark_at (layout, mark.x + mark.width / 2, mark.y + mark.height / 2), >=, 0);
        }
      cairo_surface_t *paper = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
      cairo_t *cr = cairo_create (paper);
      lw_chart_layout_draw (layout, cr, 0, 1);
      g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
      cairo_destroy (cr);
      cairo_surface_destroy (paper);
    }
}

/* In its natural height a large chart says every name and every number. */
static void
test_thirty_by_fourteen (void)
{
  g_autoptr (LwChart) chart = lw_chart_new (LW_CHART_HEAT);
  LwChartStyle style;

  for (int s = 0; s < 30; s++)
    {
      g_autofree char *id = g_strdup_printf ("%d", s), *label = g_strdup_printf ("Bidder %d", s);
      lw_chart_add_series (chart, id, label);
    }
  for (int c = 0; c < 14; c++)
    {
      g_autofree char *id = g_strdup_printf ("%d", c), *label = g_strdup_printf ("%d A criterion with quite a long name", c);
      lw_chart_add_category (chart, id, label);
      for (int s = 0; s < 30; s++)
        {
          g_autofree char *series = g_strdup_printf ("%d", s);
          lw_chart_set_value (chart, series, id, (c + s) / 43.0, "80", NULL);
        }
    }
  lw_chart_style_init (&style, FALSE);
  double width = lw_chart_get_minimum_width (chart, &style);
  g_autoptr (LwChartLayout) layout = lay (chart, width);
  g_assert_cmpuint (layout->texts->len, ==, 14 + 30 + 14 * 30);
  g_assert_cmpuint (lw_chart_get_n_marks (chart), ==, 14 * 30);
}

static void
test_natural_height (void)
{
  g_autoptr (LwChart) chart = small_chart (LW_CHART_STACKED);
  LwChartStyle style;

  lw_chart_style_init (&style, FALSE);
  double two = lw_chart_get_natural_height (chart, 600, &style);
  lw_chart_add_category (chart, "c", "Cedar");
  lw_chart_set_value (chart, "price", "c", 0.1, NULL, NULL);
  double three = lw_chart_get_natural_height (chart, 600, &style);
  g_assert_cmpfloat (three - two, >=, 24);
  g_assert_cmpfloat (three - two, <=, 32);
  style.text_scale = 2;
  g_assert_cmpfloat (lw_chart_get_natural_height (chart, 600, &style), >, three * 1.3);
}

/* Long names are cut with an ellipsis and leave room for the bars. */
static void
test_long_names (void)
{
  g_autoptr (LwChart) chart = small_chart (LW_CHART_STACKED);
  g_autoptr (GString) name = g_string_new (NULL);

  for (int i = 0; i < 200; i++)
    g_string_append (name, "Consortium ");
  lw_chart_add_category (chart, "a", name->str);
  g_autoptr (LwChartLayout) layout = lay (chart, 600);
  g_assert_true (says (layout, name->str));
  g_assert_cmpfloat (rect_of (chart, layout, "quality", "a").x, <, 250);
  g_assert_cmpfloat (rect_of (chart, layout, "quality", "a").width, >, 100);
  assert_apart (layout, 0);
}

static void
test_more_than_eight (void)
{
  g_autoptr (LwChart) chart = lw_chart_new (LW_CHART_STACKED);

  lw_chart_add_category (chart, "a", "Ash");
  for (int i = 0; i < 11; i++)
    {
      g_autofree char *id = g_strdup_printf ("%d", i), *label = g_strdup_printf ("Group %d", i);
      lw_chart_add_series (chart, id, label);
      lw_chart_set_value (chart, id, "a", 5, "5", NULL);
    }
  g_autoptr (LwChartLayout) layout = lay (chart, 900);
  g_assert_true (says (layout, "Group 7"));
  g_assert_false (says (layout, "Group 8"));
  g_assert_true (says (layout, "3 others"));
}

static GBytes *
saved (LwChart *chart, LwChartFormat format, const char *directory)
{
  g_autofree char *path = g_build_filename (directory, "chart", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  lw_chart_save (chart, file, format, 640, 0, &error);
  g_assert_no_error (error);
  GBytes *bytes = g_file_load_bytes (file, NULL, NULL, &error);
  g_assert_no_error (error);
  g_unlink (path);
  return bytes;
}

static gboolean
contains (GBytes *bytes, const char *text)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return g_strstr_len (data, (gssize) size, text) != NULL;
}

static void
test_save (void)
{
  static const char *const starts[] = { "\x89PNG", "<?xml", "%PDF" };
  g_autofree char *directory = g_dir_make_tmp ("lw-chart-XXXXXX", NULL);

  for (LwChartKind kind = LW_CHART_BARS; kind <= LW_CHART_GAUGE; kind++)
    for (LwChartFormat format = LW_CHART_FORMAT_PNG; format <= LW_CHART_FORMAT_PDF; format++)
      {
        g_autoptr (LwChart) chart = small_chart (kind);
        g_autoptr (GBytes) one = saved (chart, format, directory);
        g_autoptr (GBytes) two = saved (chart, format, directory);
        g_assert_true (g_bytes_equal (one, two));
        g_assert_cmpuint (g_bytes_get_size (one), >, 1000);
        g_assert_true (memcmp (g_bytes_get_data (one, NULL), starts[format], strlen (starts[format])) == 0);
        lw_chart_set_value (chart, "quality", "a", 0.1, "10.00", NULL);
        g_autoptr (GBytes) other = saved (chart, format, directory);
        g_assert_false (g_bytes_equal (one, other));
        if (format == LW_CHART_FORMAT_SVG)
          {
            g_assert_true (contains (one, "<title>Points</title>"));
            g_assert_true (contains (one, "Ash\t40.00\t20.00"));
          }
      }
  g_rmdir (directory);
}

static void
test_ending_names_the_format (void)
{
  static const struct
  {
    const char *name;
    LwChartFormat format;
  } cases[] = { { "totals.svg", LW_CHART_FORMAT_SVG }, { "totals.PDF", LW_CHART_FORMAT_PDF }, { "a.svg.png", LW_CHART_FORMAT_PNG },
                { "totals", LW_CHART_FORMAT_PDF }, { "svg", LW_CHART_FORMAT_PDF } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GFile) file = g_file_new_for_path (cases[i].name);
      g_assert_cmpint (lw_chart_format_of (file, LW_CHART_FORMAT_PDF), ==, cases[i].format);
    }
}

static void
test_save_fails (void)
{
  g_autoptr (LwChart) chart = small_chart (LW_CHART_BARS);
  g_autoptr (GFile) nowhere = g_file_new_for_path ("/nonexistent/folder/chart.png");
  g_autoptr (GError) error = NULL;

  g_assert_false (lw_chart_save (chart, nowhere, LW_CHART_FORMAT_PNG, 640, 0, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (lw_chart_save (chart, nowhere, LW_CHART_FORMAT_PNG, 1e6, 1e6, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/marks", test_marks);
  g_test_add_func ("/chart/sentences", test_sentences);
  g_test_add_func ("/chart/changed", test_changed);
  g_test_add_func ("/chart/table", test_table);
  g_test_add_func ("/chart/missing/bars", test_missing_in_bars);
  g_test_add_func ("/chart/missing/heat", test_missing_in_heat);
  g_test_add_func ("/chart/missing/line", test_missing_breaks_line);
  g_test_add_func ("/chart/stack", test_stack_adds_up);
  g_test_add_func ("/chart/hit", test_hit);
  g_test_add_func ("/chart/beside", test_beside);
  g_test_add_func ("/chart/empty", test_empty);
  g_test_add_func ("/chart/one", test_one);
  g_test_add_func ("/chart/odd-numbers", test_odd_numbers);
  g_test_add_func ("/chart/crowded", test_crowded);
  g_test_add_func ("/chart/thirty-by-fourteen", test_thirty_by_fourteen);
  g_test_add_func ("/chart/natural-height", test_natural_height);
  g_test_add_func ("/chart/long-names", test_long_names);
  g_test_add_func ("/chart/more-than-eight", test_more_than_eight);
  g_test_add_func ("/chart/save", test_save);
  g_test_add_func ("/chart/save-fails", test_save_fails);
  g_test_add_func ("/chart/ending-names-the-format", test_ending_names_the_format);
  return g_test_run ();
}
