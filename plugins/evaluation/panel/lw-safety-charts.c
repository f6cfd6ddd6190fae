/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-safety-charts.h"

#include "lw-evaluation-explain.h"
#include "lw-results-data.h"
#include "lw-safety-findings.h"

#include <math.h>

#include "base/lw-i18n.h"

/* Ranks that have a colour of their own; those behind share one. */
#define RANKS 5

static const LwEvaluationBidder *
bidder_of (const LwSafetyReport *report, guint bid)
{
  return &report->marks->bidders[report->marks->bids[bid].bidder];
}

/* ---- weights ---- */

/* As points of the whole, so that weights of different levels are on one axis. */
static double
points_at (const LwEvaluationCriterion *criterion, const LwRational *weight)
{
  g_auto (LwRational) points = LW_RATIONAL_INIT;

  lw_rational_mul (&points, weight, &criterion->points);
  lw_rational_div (&points, &points, &criterion->weight);
  return lw_results_place_of (&points);
}

static char *
beyond (const LwSafetyReport *report, const LwWeightInterval *interval)
{
  const char *below = interval->below == LW_NO_WINNER ? NULL : bidder_of (report, (guint) interval->below)->id;
  const char *above = interval->above == LW_NO_WINNER ? NULL : bidder_of (report, (guint) interval->above)->id;

  if (below != NULL && above != NULL)
    return g_strdup_printf (_("below %s, above %s"), below, above);
  if (below != NULL)
    return g_strdup_printf (_("below %s"), below);
  return above != NULL ? g_strdup_printf (_("above %s"), above) : NULL;
}

static void
add_weight (LwChart *chart, const LwSafetyReport *report, const LwLotFlips *flips, guint i)
{
  const LwWeightInterval *interval = &flips->weights[i];
  const LwEvaluationCriterion *criterion = &report->marks->model->criteria[interval->criterion];
  g_autofree char *label = g_strdup_printf ("%s %s", criterion->id, criterion->title), *other = beyond (report, interval);
  g_autofree char *lower = lw_evaluation_shown (&interval->lower, 2), *upper = lw_evaluation_shown (&interval->upper, 2);
  g_autofree char *from = lw_rational_to_decimal (&interval->lower, 2, LW_ROUNDING_HALF_UP);
  g_autofree char *to = lw_rational_to_decimal (&interval->upper, 2, LW_ROUNDING_HALF_UP);
  g_autofree char *end = other != NULL ? g_strdup_printf (_("%s: %s to %s"), criterion->weight_text, from, to)
                                       : g_strdup_printf (_("%s: any weight"), criterion->weight_text);
  const char *winner = bidder_of (report, (guint) flips->winner)->id;
  g_autofree char *detail
      = other != NULL ? g_strdup_printf (_("%s weighs %s: %s stays first from %s to %s; beyond, another bid leads: %s"), label,
                                         criterion->weight_text, winner, lower, upper, other)
                      : g_strdup_printf (_("%s weighs %s: %s stays first whatever it weighs"), label, criterion->weight_text, winner);

  lw_chart_add_category (chart, criterion->id, label);
  lw_chart_set_value (chart, "weight", criterion->id, points_at (criterion, &criterion->weight), NULL, detail);
  lw_chart_set_interval (chart, "weight", criterion->id, points_at (criterion, &interval->lower),
                         points_at (criterion, &interval->upper));
  lw_chart_set_end_label (chart, criterion->id, end, detail);
  lw_chart_set_badge (chart, criterion->id, other, flips->nearest == (int) i ? LW_CHART_TONE_ATTENTION : LW_CHART_TONE_NEUTRAL);
}

void
lw_safety_fill_weights (LwChart *chart, const LwSafetyReport *report, guint lot)
{
  const LwLotFlips *flips = ((const LwLotSafety *) g_ptr_array_index (report->lots, lot))->flips;
  const LwEvaluationLot *row = &report->marks->lots[lot];
  g_autofree char *title = g_strdup_printf (_("%s %s: how far each weight may go before another bid comes first"), row->id, row->title);

  lw_chart_clear (chart);
  lw_chart_set_title (chart, title);
  lw_chart_set_empty_text (chart, _("Without a winner there is no weight that would change one."));
  lw_chart_set_axis (chart, LW_CHART_AXIS_VALUE, NULL, _("points of the whole"), 0, lw_results_place_of (&report->marks->model->whole));
  lw_chart_set_axis (chart, LW_CHART_AXIS_CATEGORY, _("Criterion"), NULL, NAN, NAN);
  lw_chart_add_series (chart, "weight", _("Weight, and where the winner stays first"));
  for (guint i = 0; i < flips->n_weights; i++)
    add_weight (chart, report, flips, i);
}

/* ---- ranks ---- */

static void
add_bid (LwChart *chart, const LwSafetyReport *report, const LwAcceptability *simulation, guint i, guint ranks)
{
  const LwEvaluationBidder *bidder = bidder_of (report, simulation->bids[i]);
  const guint *counts = &simulation->counts[(gsize) i * simulation->n_bids];
  g_autofree char *label = g_strdup_printf ("%s %s", bidder->id, bidder->name);

  lw_chart_add_category (chart, bidder->id, label);
  for (guint rank = 0; rank < ranks; rank++)
    {
      guint n = counts[rank];
      g_autofree char *series = g_strdup_printf ("%u", rank + 1);

      for (guint later = rank + 1; rank + 1 == ranks && later < simulation->n_bids; later++)
        n += counts[later];
      const double share = 100.0 * n / simulation->draws;
      g_autofree char *text = g_strdup_printf (_("%.1f %%"), share);

      if (n > 0)
        lw_chart_set_value (chart, series, bidder->id, share, share >= 8 ? text : NULL, NULL);
    }
  g_autofree char *first = g_strdup_printf (_("%.1f %%"), 100.0 * counts[0] / simulation->draws);
  g_autofree char *detail = g_strdup_printf (_("%s came first in %u of %u draws"), label, counts[0], simulation->draws);
  lw_chart_set_end_label (chart, bidder->id, first, detail);
}

void
lw_safety_fill_ranks (LwChart *chart, const LwSafetyReport *report, guint lot)
{
  const LwAcceptability *simulation = ((const LwLotSafety *) g_ptr_array_index (report->lots, lot))->simulation;
  const LwEvaluationLot *row = &report->marks->lots[lot];
  const guint ranks = simulation == NULL ? 0 : MIN (simulation->n_bids, RANKS);
  g_autofree char *title = g_strdup_printf (_("%s %s: simulation of other weights, share of the draws in which a bid takes each rank"),
                                            row->id, row->title);

  lw_chart_clear (chart);
  lw_chart_set_title (chart, title);
  lw_chart_set_empty_text (chart, _("No bid is ranked."));
  lw_chart_set_axis (chart, LW_CHART_AXIS_VALUE, NULL, _("% of the draws"), 0, 100);
  lw_chart_set_axis (chart, LW_CHART_AXIS_CATEGORY, _("Bidder"), NULL, NAN, NAN);
  lw_chart_set_axis (chart, LW_CHART_AXIS_SERIES, _("Rank"), NULL, NAN, NAN);
  for (guint rank = 1; rank <= ranks; rank++)
    {
      g_autofree char *series = g_strdup_printf ("%u", rank);
      g_autofree char *label = rank == RANKS && simulation->n_bids > RANKS ? g_strdup_printf (_("rank %u or later"), rank)
                                                                           : g_strdup_printf (_("rank %u"), rank);

      lw_chart_add_series (chart, series, label);
    }
  for (guint i = 0; simulation != NULL && i < simulation->n_bids; i++)
    add_bid (chart, report, simulation, i, ranks);
}

/* ---- central weights ---- */

struct _LwSafetyColumns
{
  GArray *columns;  /* of LwColumn */
  GPtrArray *texts; /* that the columns point to */
};

static void
add_column (LwSafetyColumns *self, char *id, char *title, LwColumnKind kind, int width, LwColumnFlags flags)
{
  const LwColumn column = { id, title, kind, width, flags, NULL };

  g_ptr_array_add (self->texts, id);
  g_ptr_array_add (self->texts, title);
  g_array_append_val (self->columns, column);
}

LwSafetyColumns *
lw_safety_columns_new (const LwSafetyReport *report, guint lot)
{
  const LwAcceptability *simulation = ((const LwLotSafety *) g_ptr_array_index (report->lots, lot))->simulation;
  LwSafetyColumns *self = g_new0 (LwSafetyColumns, 1);

  self->columns = g_array_new (FALSE, FALSE, sizeof (LwColumn));
  self->texts = g_ptr_array_new_with_free_func (g_free);
  add_column (self, g_strdup ("bidder"), g_strdup (N_("Bidder")), LW_COLUMN_TEXT, 190, LW_COLUMN_ALWAYS);
  add_column (self, g_strdup ("first"), g_strdup (N_("First in %")), LW_COLUMN_DECIMAL, 90, 0);
  for (guint l = 0; simulation != NULL && l < simulation->n_leaves; l++)
    {
      const LwEvaluationCriterion *criterion = lw_evaluation_model_leaf (report->marks->model, simulation->leaves[l]);

      add_column (self, g_strdup_printf ("weight-%s", criterion->id), g_strdup_printf ("%s %s", criterion->id, criterion->title),
                  LW_COLUMN_DECIMAL, 90, 0);
    }
  return self;
}

void
lw_safety_columns_free (LwSafetyColumns *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->columns);
  g_ptr_array_unref (self->texts);
  g_free (self);
}

LwMemoryRows *
lw_safety_central_rows (const LwSafetyColumns *self, const LwSafetyReport *report, guint lot)
{
  const LwAcceptability *simulation = ((const LwLotSafety *) g_ptr_array_index (report->lots, lot))->simulation;
  LwMemoryRows *rows = lw_memory_rows_new ((const LwColumn *) (gpointer) self->columns->data, self->columns->len);
  const double whole = lw_results_place_of (&report->marks->model->whole);
  GPtrArray *all = g_ptr_array_new ();

  for (guint i = 0; simulation != NULL && i < simulation->n_bids; i++)
    {
      const LwEvaluationBidder *bidder = bidder_of (report, simulation->bids[i]);
      const guint first = simulation->counts[(gsize) i * simulation->n_bids];
      g_autofree char *name = g_strdup_printf ("%s %s", bidder->id, bidder->name);
      g_autofree char *share = g_strdup_printf ("%.1f", 100.0 * first / simulation->draws);
      const char *const texts[] = { name, share, NULL };
      LwMemoryRow *row = lw_memory_row_new (bidder->id, texts);

      for (guint l = 0; first > 0 && l < simulation->n_leaves; l++)
        {
          g_autofree char *text = g_strdup_printf ("%.1f", whole * simulation->central[(gsize) i * simulation->n_leaves + l]);

          lw_memory_row_set_text (row, 2 + l, text);
        }
      g_ptr_array_add (all, row);
    }
  lw_memory_rows_set (rows, all);
  return rows;
}

/* ---- findings ---- */

static const LwColumn finding_columns[] = {
  { "attention", N_("Attention"), LW_COLUMN_TEXT, 90, 0, NULL },
  { "lot", N_("Lot"), LW_COLUMN_TEXT, 70, 0, NULL },
  { "what", N_("What"), LW_COLUMN_TEXT, 150, 0, NULL },
  { "text", N_("Finding"), LW_COLUMN_TEXT, 720, LW_COLUMN_ALWAYS, NULL },
  { "place", N_("Where to look"), LW_COLUMN_TEXT, 160, 0, NULL },
};

LwMemoryRows *
lw_safety_finding_rows_new (void)
{
  return lw_memory_rows_new (finding_columns, G_N_ELEMENTS (finding_columns));
}

void
lw_safety_finding_rows_fill (LwMemoryRows *rows, const LwSafetyReport *report)
{
  g_autoptr (GPtrArray) findings = lw_safety_findings (report);
  GPtrArray *all = g_ptr_array_new ();

  for (guint i = 0; i < findings->len; i++)
    {
      const LwSafetyFinding *finding = g_ptr_array_index (findings, i);
      const gboolean attention = finding->tone == LW_TONE_ATTENTION;
      const char *const texts[] = { attention ? _("yes") : "", report->marks->lots[finding->lot].id, finding->what, finding->text,
                                    finding->place, NULL };
      g_autofree char *key = g_strdup_printf ("%u %s", i, finding->place);
      LwMemoryRow *row = lw_memory_row_new (key, texts);

      if (attention)
        lw_memory_row_set_tone (row, 0, LW_CELL_ATTENTION);
      g_ptr_array_add (all, row);
    }
  lw_memory_rows_set (rows, all);
}
