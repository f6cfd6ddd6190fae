/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-criteria-lab-results.h"

#include "base/lw-money.h"
#include "lw-criteria-sheet.h"
#include "lw-evaluation-explain.h"
#include "lw-evaluation-verbs.h"

#include <math.h>

#include "base/lw-i18n.h"

#define STEPS 16
#define SHOWN_PLACES 2

static const LwLabBid *
bid_at (const LwCriteriaTrial *trial, guint i)
{
  return trial->bids->pdata[i];
}

/* ---- curves ---- */

static gint64
price_at (const LwCriteriaTrial *trial, guint step)
{
  return (gint64) (trial->from + (LwInt128) (trial->to - trial->from) * step / STEPS);
}

static void
draw_method (LwChart *chart, const LwCriteriaTrial *trial, const LwLabMethod *method)
{
  lw_chart_add_series (chart, method->id, _(method->title));
  for (guint step = 0; step <= STEPS; step++)
    {
      const gint64 price = price_at (trial, step);
      g_autofree char *category = g_strdup_printf ("%u", step), *shown = lw_money_format (price, trial->currency);
      LwIndex figure = { LW_INDEX_FINITE, LW_RATIONAL_INIT };

      lw_lab_point (method, trial->terms, trial->bids, price, &figure);
      if (figure.limit == LW_INDEX_FINITE)
        {
          g_autofree char *text = lw_lab_figure_text (method, &figure);
          g_autofree char *detail = g_strdup_printf (_("%s: %s for a price of %s"), _(method->title), text, shown);
          g_autofree char *brief = method->formula != NULL
                                       ? lw_rational_to_decimal (&figure.value, SHOWN_PLACES, LW_ROUNDING_HALF_UP)
                                       : g_strdup (text); /* which may be small */

          lw_chart_set_value (chart, method->id, category, mpq_get_d (figure.value.q), brief, detail);
        }
      lw_rational_clear (&figure.value);
    }
}

void
lw_criteria_lab_draw (LwChart *chart, const LwCriteriaTrial *trial, int method)
{
  const gboolean points = method < 0 || lw_lab_method ((guint) method).formula != NULL;

  lw_chart_clear (chart);
  lw_chart_set_title (chart,
                      points ? _("Points for price of one further bid") : _("Figure of one further bid with full quality"));
  lw_chart_set_axis (chart, LW_CHART_AXIS_VALUE,
                     points ? _("Points")
                            : _("Figure"), NULL, points ? 0 : NAN, points ? mpq_get_d (trial->terms->price_weight.q) : NAN);
  lw_chart_set_axis (chart, LW_CHART_AXIS_CATEGORY, _("Price"), NULL, NAN, NAN);
  lw_chart_set_axis (chart, LW_CHART_AXIS_SERIES, _("Formula"), NULL, NAN, NAN);
  for (guint step = 0; step <= STEPS; step++)
    {
      g_autofree char *category = g_strdup_printf ("%u", step),
                      *shown = lw_money_format (price_at (trial, step), trial->currency);
      lw_chart_add_category (chart, category, shown);
    }
  for (guint i = 0; i < lw_lab_n_methods (); i++)
    {
      const LwLabMethod found = lw_lab_method (i);

      if ((method < 0 ? found.formula != NULL : (int) i == method) && lw_lab_missing (&found, trial->terms) == NULL)
        draw_method (chart, trial, &found);
    }
}

/* ---- tables ---- */

static GtkWidget *
attach (GtkWidget *grid, int column, int row, const char *text, const char *class, gboolean number)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), number ? 1 : 0);
  gtk_label_set_selectable (GTK_LABEL (label), FALSE);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  if (number)
    gtk_widget_add_css_class (label, "numeric");
  if (class != NULL)
    gtk_widget_add_css_class (label, class);
  gtk_grid_attach (GTK_GRID (grid), label, column, row, 1, 1);
  return label;
}

static GtkWidget *
grid_new (void)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 18);
  return grid;
}

/* The name of a method, and whether it is in use; what it lacks where it cannot be tried. FALSE: it cannot. */
static gboolean
attach_method (GtkWidget *grid, int row, const LwCriteriaTrial *trial, const LwLabMethod *method, guint span)
{
  const gboolean used = g_hash_table_contains (trial->used, method->id);
  const char *missing = lw_lab_missing (method, trial->terms);
  g_autofree char *name = used ? g_strdup_printf (_("%s (in use)"), _(method->title)) : g_strdup (_(method->title));

  attach (grid, 0, row, name, used ? "heading" : NULL, FALSE);
  if (missing == NULL)
    return TRUE;
  g_autofree char *text = g_strdup_printf (_("Left out: it needs %s"), missing);
  GtkWidget *label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_grid_attach (GTK_GRID (grid), label, 1, row, (int) span, 1);
  return FALSE;
}

static char *
order_of (const LwCriteriaTrial *trial, const LwLabMethod *method, GPtrArray *bids)
{
  g_autoptr (GArray) results = lw_lab_trial (method, trial->terms, bids);

  return lw_lab_order_text (results, bids);
}

static void
attach_trial (GtkWidget *grid, int row, const LwCriteriaTrial *trial, const LwLabMethod *method)
{
  g_autoptr (GArray) results = lw_lab_trial (method, trial->terms, trial->bids);

  for (guint i = 0; i < results->len; i++)
    {
      const LwLabResult *result = &g_array_index (results, LwLabResult, i);
      g_autofree char *figure = lw_lab_figure_text (method, &result->figure);
      g_autofree char *rank = lw_evaluation_rank_text (result->rank, result->tied);
      g_autofree char *text = g_strdup_printf ("%s (%s)", figure, rank);
      g_autofree char *name = g_strdup_printf ("trial-%s-%s", method->id, bid_at (trial, i)->name);
      GtkWidget *label = attach (grid, (int) i + 1, row, text, result->rank == 1 ? "heading" : NULL, TRUE);

      gtk_widget_set_name (label, name);
    }
}

/* "without B: A and C change" for each that matters. */
static char *
reversals_of (const LwCriteriaTrial *trial, const LwLabMethod *method)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < trial->bids->len; i++)
    {
      g_autoptr (GArray) swaps = lw_lab_drop (method, trial->terms, trial->bids, i);
      g_autofree char *changed = lw_lab_swaps_text (swaps, trial->bids);

      if (*changed != '\0')
        g_string_append_printf (text, _("%swithout %s: %s"), text->len > 0 ? "\n" : "", bid_at (trial, i)->name, changed);
    }
  return text->len > 0 ? g_strdup (text->str) : g_strdup (_("none"));
}

GtkWidget *
lw_criteria_lab_summary (const LwCriteriaTrial *trial)
{
  GtkWidget *grid = grid_new ();

  attach (grid, 0, 0, _("Formula"), "caption-heading", FALSE);
  attach (grid, 1, 0, _("Kind"), "caption-heading", FALSE);
  attach (grid, 2, 0, _("Quality can change the first"), "caption-heading", FALSE);
  attach (grid, 3, 0, _("Order that a leaving bid changes"), "caption-heading", FALSE);
  for (guint i = 0; i < lw_lab_n_methods (); i++)
    {
      const LwLabMethod method = lw_lab_method (i);
      const int row = (int) i + 1;

      if (!attach_method (grid, row, trial, &method, 3))
        continue;
      g_autofree char *reversals = reversals_of (trial, &method);
      const gboolean matters = lw_lab_quality_matters (&method, trial->terms, trial->bids);

      attach (grid, 1, row, method.kind == LW_PRICE_RELATIVE ? _("relative") : _("absolute"), NULL, FALSE);
      attach (grid, 2, row, matters ? _("yes") : _("no: price alone decides"), matters ? NULL : "warning", FALSE);
      attach (grid, 3, row, reversals, NULL, FALSE);
    }
  return grid;
}

GtkWidget *
lw_criteria_lab_table (const LwCriteriaTrial *trial)
{
  GtkWidget *grid = grid_new ();

  attach (grid, 0, 0, _("Formula"), "caption-heading", FALSE);
  for (guint i = 0; i < trial->bids->len; i++)
    attach (grid, (int) i + 1, 0, bid_at (trial, i)->name, "caption-heading", TRUE);
  for (guint i = 0; i < lw_lab_n_methods (); i++)
    {
      const LwLabMethod method = lw_lab_method (i);

      if (attach_method (grid, (int) i + 1, trial, &method, trial->bids->len))
        attach_trial (grid, (int) i + 1, trial, &method);
    }
  return grid;
}

GtkWidget *
lw_criteria_lab_orders (const LwCriteriaTrial *trial)
{
  GtkWidget *grid = grid_new ();
  g_autoptr (GPtrArray) zero = lw_lab_with_zero (trial->bids), outlier = lw_lab_with_outlier (trial->bids, _("outlier"));

  attach (grid, 0, 0, _("Formula"), "caption-heading", FALSE);
  attach (grid, 1, 0, _("As they are"), "caption-heading", FALSE);
  attach (grid, 2, 0, _("Cheapest at nothing"), "caption-heading", FALSE);
  attach (grid, 3, 0, _("With an outlier"), "caption-heading", FALSE);
  for (guint b = 0; b < trial->bids->len; b++)
    {
      g_autofree char *heading = g_strdup_printf (_("Without %s"), bid_at (trial, b)->name);
      attach (grid, (int) b + 4, 0, heading, "caption-heading", FALSE);
    }
  for (guint i = 0; i < lw_lab_n_methods (); i++)
    {
      const LwLabMethod method = lw_lab_method (i);
      const int row = (int) i + 1;

      if (!attach_method (grid, row, trial, &method, trial->bids->len + 3))
        continue;
      g_autofree char *plain = order_of (trial, &method, trial->bids), *with_zero = order_of (trial, &method, zero);
      g_autofree char *with_outlier = order_of (trial, &method, outlier);

      attach (grid, 1, row, plain, NULL, FALSE);
      attach (grid, 2, row, with_zero, NULL, FALSE);
      attach (grid, 3, row, with_outlier, NULL, FALSE);
      for (guint b = 0; b < trial->bids->len; b++)
        {
          g_autoptr (GPtrArray) rest = lw_lab_without (trial->bids, b);
          g_autoptr (GArray) swaps = lw_lab_drop (&method, trial->terms, trial->bids, b);
          g_autofree char *order = order_of (trial, &method, rest);
          g_autofree char *text = swaps->len > 0 ? g_strdup_printf (_("%s: reversed"), order) : g_strdup (order);

          attach (grid, (int) b + 4, row, text, swaps->len > 0 ? "warning" : NULL, FALSE);
        }
    }
  return grid;
}

GtkWidget *
lw_criteria_lab_leads (const LwCriteriaTrial *trial)
{
  GtkWidget *grid = grid_new ();

  attach (grid, 0, 0, _("Formula"), "caption-heading", FALSE);
  for (guint b = 0; b < trial->bids->len; b++)
    attach (grid, (int) b + 1, 0, bid_at (trial, b)->name, "caption-heading", TRUE);
  for (guint i = 0; i < lw_lab_n_methods (); i++)
    {
      const LwLabMethod method = lw_lab_method (i);

      if (!attach_method (grid, (int) i + 1, trial, &method, trial->bids->len))
        continue;
      for (guint b = 0; b < trial->bids->len; b++)
        {
          g_auto (LwRational) marks = LW_RATIONAL_INIT;
          g_autofree char *text = lw_lab_lead (&method, trial->terms, trial->bids, b, &marks)
                                      ? lw_evaluation_shown (&marks, SHOWN_PLACES)
                                      : g_strdup ("—");
          attach (grid, (int) b + 1, (int) i + 1, text, NULL, TRUE);
        }
    }
  return grid;
}

GtkWidget *
lw_criteria_lab_section (const char *title, const char *about, GtkWidget *table)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *scroller = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), table);
  gtk_widget_set_margin_bottom (table, 12);
  gtk_accessible_update_property (GTK_ACCESSIBLE (table), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_box_append (GTK_BOX (box), lw_criteria_words_new (title, "heading"));
  if (about != NULL)
    gtk_box_append (GTK_BOX (box), lw_criteria_words_new (about, "dim-label"));
  gtk_box_append (GTK_BOX (box), scroller);
  return box;
}

/* ---- sentences ---- */

static void
add_words (GPtrArray *words, const LwCriteriaTrial *trial, const LwLabMethod *method)
{
  g_autofree char *reversals = reversals_of (trial, method);
  guint n = 0;

  if (method->kind == LW_PRICE_RELATIVE)
    g_ptr_array_add (words,
                     g_strdup_printf (_("%s is relative: what a bid earns depends on the other bids, so one that comes or goes"
                                               " can change the order of those that stay."),
                                         _(method->title)));
  else
    g_ptr_array_add (words,
                     g_strdup_printf (_("%s is absolute: what a bid earns depends on nothing but itself."), _(method->title)));
  for (guint i = 0; i < trial->bids->len; i++)
    {
      g_autoptr (GArray) swaps = lw_lab_drop (method, trial->terms, trial->bids, i);
      n += swaps->len > 0;
    }
  if (n > 0)
    g_ptr_array_add (words, g_strdup_printf (_("With these bids it does: %s."), reversals));
  if (!lw_lab_quality_matters (method, trial->terms, trial->bids))
    g_ptr_array_add (
        words, g_strdup_printf (_("With these prices quality cannot change the winner by %s: the cheapest is first whatever"
                                               " its marks."),
                                   _(method->title)));
}

GPtrArray *
lw_criteria_lab_words (const LwCriteriaTrial *trial)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < lw_lab_n_methods (); i++)
    {
      const LwLabMethod method = lw_lab_method (i);

      if (g_hash_table_contains (trial->used, method.id) && lw_lab_missing (&method, trial->terms) == NULL)
        add_words (words, trial, &method);
    }
  return words;
}
