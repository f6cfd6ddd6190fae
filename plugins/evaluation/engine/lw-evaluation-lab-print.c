/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the verb formula-lab prints. JSON and CSV are a contract: docs/methods.md. */
#include "config.h"

#include "lw-evaluation-explain.h"
#include "lw-evaluation-lab-private.h"
#include "lw-evaluation-verbs.h"

#include "base/lw-money.h"

#include "base/lw-i18n.h"

#define SHOWN_PLACES 2

/* ---- in words ---- */

static const char *
name_of (GPtrArray *bids, guint i)
{
  return ((const LwLabBid *) g_ptr_array_index (bids, i))->name;
}

static char *
order_of (const LwLab *lab, const LwLabMethod *method, GPtrArray *bids)
{
  g_autoptr (GArray) results = lw_lab_trial (method, &lab->terms, bids);

  return lw_lab_order_text (results, bids);
}

static gint64
price_at (const LwLab *lab, guint step)
{
  return (gint64) (lab->from + (LwInt128) (lab->to - lab->from) * step / lab->steps);
}

/* ---- tables ---- */

/* Rows of methods, a column for each of @bids, or for what @columns says. */
static LwVerbTable *
table_of_methods (const char *title, GPtrArray *bids, const char *const *columns)
{
  LwVerbTable *table = lw_verb_table_new (title);

  lw_verb_table_add_column (table, _("Formula"), LW_ALIGN_LEFT);
  for (guint i = 0; bids != NULL && i < bids->len; i++)
    lw_verb_table_add_column (table, name_of (bids, i), LW_ALIGN_RIGHT);
  for (guint i = 0; columns != NULL && columns[i] != NULL; i++)
    lw_verb_table_add_column (table, columns[i], LW_ALIGN_LEFT);
  return table;
}

/* Adds the row that @cells makes of each method that has its terms. */
static void
add_rows (const LwLab *lab, LwVerbTable *table, void (*cells) (const LwLab *lab, const LwLabMethod *method, GPtrArray *row))
{
  for (guint i = lab->first; i < lab->end; i++)
    {
      const LwLabMethod method = lw_lab_method (i);
      g_autoptr (GPtrArray) row = g_ptr_array_new_with_free_func (g_free);

      if (lw_lab_missing (&method, &lab->terms) != NULL)
        continue;
      g_ptr_array_add (row, g_strdup (method.id));
      cells (lab, &method, row);
      lw_verb_table_add_rowv (table, (const char *const *) row->pdata);
    }
  lw_verb_table (lab->run, table);
}

static void
overview_cells (const LwLab *lab, const LwLabMethod *method, GPtrArray *row)
{
  guint reversals = 0;

  for (guint i = 0; i < lab->bids->len; i++)
    {
      g_autoptr (GArray) swaps = lw_lab_drop (method, &lab->terms, lab->bids, i);

      reversals += swaps->len > 0;
    }
  g_ptr_array_add (row, g_strdup (method->kind == LW_PRICE_RELATIVE ? _("relative") : _("absolute")));
  g_ptr_array_add (row, order_of (lab, method, lab->bids));
  g_ptr_array_add (row, g_strdup (lw_lab_quality_matters (method, &lab->terms, lab->bids) ? _("yes") : _("no")));
  g_ptr_array_add (row, reversals == 0 ? g_strdup (_("none"))
                                       : g_strdup_printf (ngettext ("when %u bid leaves", "when any of %u bids leaves",
                                                                    reversals),
                                                          reversals));
}

static void
trial_cells (const LwLab *lab, const LwLabMethod *method, GPtrArray *row)
{
  g_autoptr (GArray) results = lw_lab_trial (method, &lab->terms, lab->bids);

  for (guint i = 0; i < results->len; i++)
    {
      const LwLabResult *result = &g_array_index (results, LwLabResult, i);
      g_autofree char *figure = lw_lab_figure_text (method, &result->figure), *rank = lw_evaluation_rank_text (result->rank, result->tied);

      g_ptr_array_add (row, g_strdup_printf ("%s (%s)", figure, rank));
    }
}

static void
lead_cells (const LwLab *lab, const LwLabMethod *method, GPtrArray *row)
{
  for (guint i = 0; i < lab->bids->len; i++)
    {
      g_auto (LwRational) marks = LW_RATIONAL_INIT;

      g_ptr_array_add (row, lw_lab_lead (method, &lab->terms, lab->bids, i, &marks)
                                ? lw_evaluation_shown (&marks, SHOWN_PLACES)
                                : g_strdup ("—"));
    }
}

static void
drop_cells (const LwLab *lab, const LwLabMethod *method, GPtrArray *row)
{
  for (guint i = 0; i < lab->bids->len; i++)
    {
      g_autoptr (GPtrArray) rest = lw_lab_without (lab->bids, i);
      g_autoptr (GArray) swaps = lw_lab_drop (method, &lab->terms, lab->bids, i);
      g_autofree char *order = order_of (lab, method, rest), *changed = lw_lab_swaps_text (swaps, lab->bids);

      g_ptr_array_add (row, changed[0] == '\0' ? g_strdup (order) : g_strdup_printf ("%s: %s", order, changed));
    }
}

static void
extreme_cells (const LwLab *lab, const LwLabMethod *method, GPtrArray *row)
{
  g_autoptr (GPtrArray) zero = lw_lab_with_zero (lab->bids), outlier = lw_lab_with_outlier (lab->bids, _("outlier"));

  g_ptr_array_add (row, order_of (lab, method, zero));
  g_ptr_array_add (row, order_of (lab, method, outlier));
}

static void
table_curves (const LwLab *lab)
{
  g_autoptr (LwVerbTable) table = lw_verb_table_new (
      _("Curves: points for a further bid at this price; of a figure without points, the figure with full quality"));

  lw_verb_table_add_column (table, _("Price"), LW_ALIGN_RIGHT);
  for (guint i = lab->first; i < lab->end; i++)
    {
      const LwLabMethod method = lw_lab_method (i);

      if (lw_lab_missing (&method, &lab->terms) == NULL)
        lw_verb_table_add_column (table, method.id, LW_ALIGN_RIGHT);
    }
  for (guint step = 0; step <= lab->steps; step++)
    {
      const gint64 price = price_at (lab, step);
      g_autoptr (GPtrArray) row = g_ptr_array_new_with_free_func (g_free);

      g_ptr_array_add (row, lw_money_format (price, lab->currency));
      for (guint i = lab->first; i < lab->end; i++)
        {
          const LwLabMethod method = lw_lab_method (i);
          LwIndex figure = { LW_INDEX_FINITE, LW_RATIONAL_INIT };

          if (lw_lab_missing (&method, &lab->terms) == NULL)
            {
              lw_lab_point (&method, &lab->terms, lab->bids, price, &figure);
              g_ptr_array_add (row, lw_lab_figure_text (&method, &figure));
            }
          lw_rational_clear (&figure.value);
        }
      lw_verb_table_add_rowv (table, (const char *const *) row->pdata);
    }
  lw_verb_table (lab->run, table);
}

static void
say_setting (const LwLab *lab)
{
  g_autofree char *quality = lw_evaluation_number (&lab->terms.quality_weight);
  g_autofree char *price = lw_evaluation_number (&lab->terms.price_weight);

  lw_verb_say (lab->run, _("Quality %s points, price %s points. Dummy bids, invented:"), quality, price);
  for (guint i = 0; i < lab->bids->len; i++)
    {
      const LwLabBid *bid = g_ptr_array_index (lab->bids, i);
      g_autofree char *marks = lw_evaluation_number (&bid->quality), *paid = lw_money_format (bid->price, lab->currency);

      lw_verb_say (lab->run, _("  %s: %s marks of 100, %s"), bid->name, marks, paid);
    }
  for (guint i = lab->first; i < lab->end; i++)
    {
      const LwLabMethod method = lw_lab_method (i);
      const char *missing = lw_lab_missing (&method, &lab->terms);

      if (missing != NULL)
        lw_verb_say (lab->run, _("%s is left out: it needs %s"), method.id, missing);
    }
}

void
lw_lab_print_tables (const LwLab *lab)
{
  const char *const overview[] = { _("Kind"), _("Order"), _("Quality can change the first"), _("Order changes"), NULL };
  const char *const extremes[] = { _("Cheapest at nothing"), _("With an outlier"), NULL };
  g_autoptr (LwVerbTable) first = table_of_methods (_("Formulas"), NULL, overview);
  g_autoptr (LwVerbTable) trial = table_of_methods (_("Total or figure of each bid, and its rank"), lab->bids, NULL);
  g_autoptr (LwVerbTable) lead = table_of_methods (
      _("Marks of 100 that a bid must have more than the cheapest to be level with it (100 or more: it cannot win)"), lab->bids,
      NULL);
  g_autoptr (LwVerbTable) drop = table_of_methods (_("Order without each bid in turn"), lab->bids, NULL);
  g_autoptr (LwVerbTable) extreme = table_of_methods (_("Extremes"), NULL, extremes);

  say_setting (lab);
  add_rows (lab, first, overview_cells);
  add_rows (lab, trial, trial_cells);
  add_rows (lab, lead, lead_cells);
  add_rows (lab, drop, drop_cells);
  add_rows (lab, extreme, extreme_cells);
  table_curves (lab);
}

/* ---- CSV: one table, a row a figure ---- */

static void
csv_figure (const LwLab *lab, LwVerbTable *table, const LwLabMethod *method, const char *part, const char *bid,
            gint64 price, const LwIndex *figure, const LwLabResult *result)
{
  g_autofree char *paid = lw_money_to_text (price, lab->currency);
  g_autofree char *shown = lw_lab_figure_text (method, figure);
  g_autofree char *exact = figure->limit == LW_INDEX_FINITE ? lw_rational_to_exact (&figure->value) : NULL;
  g_autofree char *rank = result != NULL ? lw_evaluation_rank_text (result->rank, FALSE) : NULL;

  lw_verb_table_add_row (table, method->id, method->kind == LW_PRICE_RELATIVE ? "relative" : "absolute", part, bid, paid,
                         shown, exact, rank);
}

static void
csv_trial (const LwLab *lab, LwVerbTable *table, const LwLabMethod *method, const char *part, GPtrArray *bids)
{
  g_autoptr (GArray) results = lw_lab_trial (method, &lab->terms, bids);

  for (guint i = 0; i < bids->len; i++)
    {
      const LwLabBid *bid = g_ptr_array_index (bids, i);
      const LwLabResult *result = &g_array_index (results, LwLabResult, i);

      csv_figure (lab, table, method, part, bid->name, bid->price, &result->figure, result);
    }
}

static void
csv_method (const LwLab *lab, LwVerbTable *table, const LwLabMethod *method)
{
  g_autoptr (GPtrArray) zero = lw_lab_with_zero (lab->bids), outlier = lw_lab_with_outlier (lab->bids, "outlier");

  csv_trial (lab, table, method, "trial", lab->bids);
  for (guint i = 0; i < lab->bids->len; i++)
    {
      g_autoptr (GPtrArray) rest = lw_lab_without (lab->bids, i);
      g_autofree char *part = g_strdup_printf ("without %s", name_of (lab->bids, i));

      csv_trial (lab, table, method, part, rest);
    }
  csv_trial (lab, table, method, "zero-price", zero);
  csv_trial (lab, table, method, "outlier", outlier);
  for (guint step = 0; step <= lab->steps; step++)
    {
      LwIndex figure = { LW_INDEX_FINITE, LW_RATIONAL_INIT };

      lw_lab_point (method, &lab->terms, lab->bids, price_at (lab, step), &figure);
      csv_figure (lab, table, method, "curve", NULL, price_at (lab, step), &figure, NULL);
      lw_rational_clear (&figure.value);
    }
}

void
lw_lab_print_csv (const LwLab *lab)
{
  static const char *const columns[] = { "formula", "kind", "part", "bid", "price", "figure", "exact", "rank" };
  g_autoptr (LwVerbTable) table = lw_verb_table_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    lw_verb_table_add_column (table, columns[i], LW_ALIGN_LEFT);
  for (guint i = lab->first; i < lab->end; i++)
    {
      const LwLabMethod method = lw_lab_method (i);

      if (lw_lab_missing (&method, &lab->terms) == NULL)
        csv_method (lab, table, &method);
    }
  lw_verb_table (lab->run, table);
}

/* ---- JSON ---- */

static void
set_text (JsonBuilder *json, const char *name, const char *text)
{
  json_builder_set_member_name (json, name);
  if (text != NULL)
    json_builder_add_string_value (json, text);
  else
    json_builder_add_null_value (json);
}

static void
set_number (JsonBuilder *json, const char *name, const LwRational *number)
{
  g_autofree char *text = lw_rational_to_exact (number);

  set_text (json, name, text);
}

static void
set_money (const LwLab *lab, JsonBuilder *json, const char *name, gint64 minor)
{
  g_autofree char *text = lw_money_to_text (minor, lab->currency);

  set_text (json, name, text);
}

/* "figure" for people, "exact" as a fraction or null. */
static void
set_figure (JsonBuilder *json, const LwLabMethod *method, const LwIndex *figure)
{
  g_autofree char *shown = lw_lab_figure_text (method, figure);
  g_autofree char *exact = figure->limit == LW_INDEX_FINITE ? lw_rational_to_exact (&figure->value) : NULL;

  set_text (json, "figure", shown);
  set_text (json, "exact", exact);
}

static void
json_trial (const LwLab *lab, JsonBuilder *json, const LwLabMethod *method, const char *name, GPtrArray *bids)
{
  g_autoptr (GArray) results = lw_lab_trial (method, &lab->terms, bids);

  json_builder_set_member_name (json, name);
  json_builder_begin_array (json);
  for (guint i = 0; i < bids->len; i++)
    {
      const LwLabResult *result = &g_array_index (results, LwLabResult, i);

      json_builder_begin_object (json);
      set_text (json, "bid", name_of (bids, i));
      set_money (lab, json, "price", ((const LwLabBid *) g_ptr_array_index (bids, i))->price);
      if (method->formula != NULL)
        set_number (json, "price-points", &result->price_points);
      set_figure (json, method, &result->figure);
      json_builder_set_member_name (json, "rank");
      json_builder_add_int_value (json, result->rank);
      json_builder_set_member_name (json, "tied");
      json_builder_add_boolean_value (json, result->tied);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

static void
json_leads (const LwLab *lab, JsonBuilder *json, const LwLabMethod *method)
{
  json_builder_set_member_name (json, "leads");
  json_builder_begin_array (json);
  for (guint i = 0; i < lab->bids->len; i++)
    {
      g_auto (LwRational) marks = LW_RATIONAL_INIT;
      const gboolean known = lw_lab_lead (method, &lab->terms, lab->bids, i, &marks);
      g_autofree char *text = known ? lw_rational_to_exact (&marks) : NULL;

      json_builder_begin_object (json);
      set_text (json, "bid", name_of (lab->bids, i));
      set_text (json, "marks", text);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

static void
json_drops (const LwLab *lab, JsonBuilder *json, const LwLabMethod *method)
{
  json_builder_set_member_name (json, "without");
  json_builder_begin_array (json);
  for (guint i = 0; i < lab->bids->len; i++)
    {
      g_autoptr (GPtrArray) rest = lw_lab_without (lab->bids, i);
      g_autoptr (GArray) swaps = lw_lab_drop (method, &lab->terms, lab->bids, i);

      json_builder_begin_object (json);
      set_text (json, "dropped", name_of (lab->bids, i));
      json_trial (lab, json, method, "trial", rest);
      json_builder_set_member_name (json, "changed");
      json_builder_begin_array (json);
      for (guint s = 0; s < swaps->len; s++)
        {
          const LwLabSwap *swap = &g_array_index (swaps, LwLabSwap, s);

          json_builder_begin_array (json);
          json_builder_add_string_value (json, name_of (lab->bids, swap->a));
          json_builder_add_string_value (json, name_of (lab->bids, swap->b));
          json_builder_end_array (json);
        }
      json_builder_end_array (json);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

static void
json_curve (const LwLab *lab, JsonBuilder *json, const LwLabMethod *method)
{
  json_builder_set_member_name (json, "curve");
  json_builder_begin_array (json);
  for (guint step = 0; step <= lab->steps; step++)
    {
      LwIndex figure = { LW_INDEX_FINITE, LW_RATIONAL_INIT };

      lw_lab_point (method, &lab->terms, lab->bids, price_at (lab, step), &figure);
      json_builder_begin_object (json);
      set_money (lab, json, "price", price_at (lab, step));
      set_figure (json, method, &figure);
      json_builder_end_object (json);
      lw_rational_clear (&figure.value);
    }
  json_builder_end_array (json);
}

static void
json_method (const LwLab *lab, JsonBuilder *json, const LwLabMethod *method)
{
  const char *missing = lw_lab_missing (method, &lab->terms);
  g_autoptr (GPtrArray) zero = lw_lab_with_zero (lab->bids), outlier = lw_lab_with_outlier (lab->bids, "outlier");

  json_builder_begin_object (json);
  set_text (json, "formula", method->id);
  set_text (json, "kind", method->kind == LW_PRICE_RELATIVE ? "relative" : "absolute");
  set_text (json, "first-is", lw_bases[method->basis].lowest_wins ? "lowest" : "highest");
  set_text (json, "needs", missing);
  if (missing == NULL)
    {
      json_trial (lab, json, method, "trial", lab->bids);
      json_builder_set_member_name (json, "quality-matters");
      json_builder_add_boolean_value (json, lw_lab_quality_matters (method, &lab->terms, lab->bids));
      json_leads (lab, json, method);
      json_drops (lab, json, method);
      json_trial (lab, json, method, "zero-price", zero);
      json_trial (lab, json, method, "outlier", outlier);
      json_curve (lab, json, method);
    }
  json_builder_end_object (json);
}

void
lw_lab_print_json (const LwLab *lab)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  set_text (json, "currency", lab->currency);
  set_number (json, "quality-weight", &lab->terms.quality_weight);
  set_number (json, "price-weight", &lab->terms.price_weight);
  json_builder_set_member_name (json, "bids");
  json_builder_begin_array (json);
  for (guint i = 0; i < lab->bids->len; i++)
    {
      const LwLabBid *bid = g_ptr_array_index (lab->bids, i);

      json_builder_begin_object (json);
      set_text (json, "bid", bid->name);
      set_number (json, "quality", &bid->quality);
      set_money (lab, json, "price", bid->price);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
  json_builder_set_member_name (json, "formulas");
  json_builder_begin_array (json);
  for (guint i = lab->first; i < lab->end; i++)
    {
      const LwLabMethod method = lw_lab_method (i);

      json_method (lab, json, &method);
    }
  json_builder_end_array (json);
  json_builder_end_object (json);
  lw_verb_json (lab->run, json_builder_get_root (json));
}
