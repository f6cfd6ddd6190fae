/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-results-charts.h"

#include "lw-evaluation-explain.h"
#include "lw-evaluation-verbs.h"

#include <math.h>

#include "base/lw-i18n.h"

/* What every part of a drawing needs to know. */
typedef struct
{
  LwChart *chart;
  const LwEvaluationMarks *marks;
  const LwEvaluationModel *model;
  const LwLotRanking *ranking;
} Fill;

static const LwEvaluationBidder *
bidder_of (const Fill *fill, const LwBidResult *result)
{
  return &fill->marks->bidders[fill->marks->bids[result->bid].bidder];
}

gboolean
lw_results_earns_points (const LwEvaluationModel *model, guint criterion)
{
  const LwEvaluationCriterion *node = &model->criteria[criterion];

  for (guint leaf = node->first_leaf; leaf < node->first_leaf + node->n_leaves; leaf++)
    if (lw_evaluation_criterion_is_weighted (lw_evaluation_model_leaf (model, leaf)))
      return TRUE;
  return FALSE;
}

char *
lw_results_note (const LwEvaluationMarks *marks, const LwEvaluationTrust *trust, const LwBidResult *result)
{
  const char *invented = trust != NULL ? lw_evaluation_trust_note (trust, result->bid) : NULL;
  g_autofree char *standing = lw_results_standing_text (marks->model, result);

  g_autofree char *rule = lw_results_rule_text (marks->model, result), *passed = lw_results_passed_text (marks, result);
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();

  for (guint i = 0; i < 4; i++)
    {
      char *part = (char *[]) { standing, passed, rule, (char *) invented }[i];

      if (part != NULL)
        g_ptr_array_add (parts, part);
    }
  g_ptr_array_add (parts, NULL);
  return g_strjoinv ("; ", (char **) parts->pdata);
}

/* ---- bars ---- */

static void
set_segment (const Fill *fill, const LwBidResult *result, guint section)
{
  const LwEvaluationCriterion *criterion = &fill->model->criteria[section];
  const LwEvaluationBidder *bidder = bidder_of (fill, result);
  g_auto (LwRational) points = LW_RATIONAL_INIT;

  if (!lw_evaluation_node_points (fill->marks, result->bid, section, &fill->ranking->market, &points, NULL))
    {
      g_autofree char *missing = g_strdup_printf (_("%s, %s %s: a mark or the price is missing"), bidder->name,
                                                  criterion->id, criterion->title);

      lw_chart_set_value (fill->chart, criterion->id, bidder->id, NAN, NULL, missing);
      return;
    }
  g_autofree char *label = lw_results_points (fill->model, &points);
  g_autofree char *exact = lw_evaluation_shown (&points, fill->model->places);
  g_autofree char *most = lw_evaluation_number (&criterion->points);
  g_autofree char *detail = g_strdup_printf (_("%s, %s %s: %s of %s points"), bidder->name, criterion->id,
                                             criterion->title, exact, most);
  lw_chart_set_value (fill->chart, criterion->id, bidder->id, lw_results_place_of (&points), label, detail);
}

/* Takes @text; @more may be NULL. */
static char *
add_said (char *text, const char *more)
{
  g_autofree char *plain = text;

  return more != NULL ? g_strdup_printf ("%s; %s", plain, more) : g_steal_pointer (&plain);
}

/* "1", "1=", "1, by tie rule 2" where a published rule gave the rank, "1, minimum overridden". */
static char *
rank_badge (const LwBidResult *result)
{
  g_autofree char *rank = lw_evaluation_rank_text (result->rank, result->tied);

  if (result->n_passed > 0)
    return g_strdup_printf (_("%s, minimum overridden"), rank);
  return result->decided_by > 0 ? g_strdup_printf (_("%s, by tie rule %u"), rank, result->decided_by) : g_steal_pointer (&rank);
}

static void
set_total (const Fill *fill, const LwBidResult *result)
{
  const LwEvaluationBidder *bidder = bidder_of (fill, result);
  g_autofree char *standing = lw_results_standing_text (fill->model, result);
  g_autofree char *rule = lw_results_rule_text (fill->model, result), *passed = lw_results_passed_text (fill->marks, result);
  g_autofree char *rank = rank_badge (result);
  g_autofree char *total = NULL, *detail = NULL;

  if (result->standing == LW_STANDING_INCOMPLETE)
    {
      detail = g_strdup_printf (_("%s has no total: %s"), bidder->name, standing);
      lw_chart_set_end_label (fill->chart, bidder->id, "–", detail);
      lw_chart_set_badge (fill->chart, bidder->id, standing, LW_CHART_TONE_ATTENTION);
      lw_chart_set_dimmed (fill->chart, bidder->id, TRUE);
      return;
    }
  total = lw_results_points (fill->model, &result->total);
  if (result->has_index)
    {
      g_autofree char *quality = g_steal_pointer (&total), *basis = lw_results_basis_text (fill->model);

      total = lw_results_figure (fill->model, &result->index);
      detail = standing != NULL ? g_strdup_printf (_("%s: %s (%s), quality %s, not ranked: %s"), bidder->name, total, basis, quality, standing)
               : result->tied   ? g_strdup_printf (_("%s: %s (%s), quality %s, rank %u, tied"), bidder->name, total, basis, quality, result->rank)
                                : g_strdup_printf (_("%s: %s (%s), quality %s, rank %u"), bidder->name, total, basis, quality, result->rank);
    }
  else
    detail = standing != NULL ? g_strdup_printf (_("%s: total %s, not ranked: %s"), bidder->name, total, standing)
           : result->tied   ? g_strdup_printf (_("%s: total %s, rank %u, tied"), bidder->name, total, result->rank)
                            : g_strdup_printf (_("%s: total %s, rank %u"), bidder->name, total, result->rank);
  detail = add_said (add_said (detail, rule), passed);
  lw_chart_set_end_label (fill->chart, bidder->id, total, detail);
  lw_chart_set_badge (fill->chart, bidder->id, standing != NULL ? standing : rank,
                      standing != NULL                     ? LW_CHART_TONE_WRONG
                      : (result->tied && result->rank == 1) || result->n_passed > 0 ? LW_CHART_TONE_ATTENTION
                      : result->rank == 1                 ? LW_CHART_TONE_GOOD
                                                           : LW_CHART_TONE_NEUTRAL);
  lw_chart_set_dimmed (fill->chart, bidder->id, standing != NULL);
}

void
lw_results_fill_bars (LwChart *chart, const LwEvaluationMarks *marks, const LwLotRanking *ranking,
                      const LwEvaluationTrust *trust)
{
  const LwEvaluationModel *model = marks->model;
  const LwEvaluationLot *lot = &marks->lots[ranking->lot];
  const Fill fill = { chart, marks, model, ranking };
  g_autofree char *basis = lw_results_has_figure (model) ? lw_results_basis_text (model) : NULL;
  g_autofree char *title
      = basis != NULL ? g_strdup_printf (_("%s %s: points of quality by section; at the end: %s"), lot->id, lot->title, basis)
                      : g_strdup_printf (_("%s %s: points of each bid by section"), lot->id, lot->title);

  lw_chart_clear (chart);
  lw_chart_set_title (chart, title);
  lw_chart_set_empty_text (chart, _("No bid takes part in this lot."));
  lw_chart_set_axis (chart, LW_CHART_AXIS_VALUE, NULL, _("points"), 0, lw_results_place_of (&model->whole));
  lw_chart_set_axis (chart, LW_CHART_AXIS_CATEGORY, _("Bidder"), NULL, NAN, NAN);
  lw_chart_set_axis (chart, LW_CHART_AXIS_SERIES, _("Section"), NULL, NAN, NAN);
  for (guint i = 0; i < model->n_criteria; i = model->criteria[i].end)
    if (lw_results_earns_points (model, i))
      {
        g_autofree char *label = g_strdup_printf ("%s %s", model->criteria[i].id, model->criteria[i].title);

        lw_chart_add_series (chart, model->criteria[i].id, label);
      }
  for (guint i = 0; i < ranking->n_results; i++)
    {
      const LwBidResult *result = &ranking->results[i];
      const LwEvaluationBidder *bidder = bidder_of (&fill, result);
      const char *invented = trust != NULL ? lw_evaluation_trust_note (trust, result->bid) : NULL;
      g_autofree char *label
          = invented != NULL ? g_strdup_printf ("%s %s (%s)", bidder->id, bidder->name, invented)
                             : g_strdup_printf ("%s %s", bidder->id, bidder->name);

      lw_chart_add_category (chart, bidder->id, label);
      for (guint section = 0; section < model->n_criteria; section = model->criteria[section].end)
        if (lw_results_earns_points (model, section))
          set_segment (&fill, result, section);
      set_total (&fill, result);
    }
  if (model->minimum_text != NULL)
    {
      g_autofree char *least = lw_evaluation_number (&model->minimum);
      g_autofree char *label = g_strdup_printf (_("minimum %s"), least);

      lw_chart_add_threshold (chart, lw_results_place_of (&model->minimum), label);
    }
}

/* ---- heat map ---- */

/* "mark 4 of 5", "pass", "no mark yet". (transfer full) */
static char *
mark_text (const LwEvaluationCriterion *criterion, LwCell cell)
{
  const char *value;

  if (cell == LW_CELL_MISSING)
    return g_strdup (_("no mark yet"));
  if (cell == LW_CELL_DISPUTED)
    return g_strdup (_("marks differ and none is agreed"));
  if (cell < 0)
    return g_strdup (_("a mark is not on the scale"));
  value = criterion->scale->marks[cell].value;
  if (criterion->kind != LW_CRITERION_SCORED)
    return g_strdup (criterion->scale->marks[cell].label);
  return g_strdup_printf (_("mark %s of %s"), value, criterion->scale->marks[criterion->scale->top].value);
}

static void
set_pass (const Fill *fill, const LwEvaluationCriterion *criterion, const LwEvaluationBidder *bidder, LwCell cell)
{
  g_autofree char *mark = mark_text (criterion, cell);
  g_autofree char *detail = g_strdup_printf (_("%s, %s %s: %s"), bidder->name, criterion->id, criterion->title, mark);

  lw_chart_set_value (fill->chart, bidder->id, criterion->id, cell < 0 ? NAN : cell > 0 ? 1 : 0,
                      cell < 0 ? NULL : criterion->scale->marks[cell].label, detail);
}

static void
set_cell (const Fill *fill, const LwBidResult *result, guint leaf)
{
  const LwEvaluationCriterion *criterion = lw_evaluation_model_leaf (fill->model, leaf);
  const LwEvaluationBidder *bidder = bidder_of (fill, result);
  const LwCell cell = lw_evaluation_marks_row (fill->marks, result->bid)[leaf];
  const double most = lw_results_place_of (&criterion->points);
  g_auto (LwRational) points = LW_RATIONAL_INIT;
  g_autofree char *label = NULL, *exact = NULL, *whole = NULL, *mark = NULL, *detail = NULL;

  if (criterion->kind == LW_CRITERION_PASS_FAIL)
    {
      set_pass (fill, criterion, bidder, cell);
      return;
    }
  mark = criterion->kind == LW_CRITERION_PRICE ? NULL : mark_text (criterion, cell);
  if (!lw_evaluation_leaf_points (fill->marks, result->bid, leaf, &fill->ranking->market, &points, NULL))
    {
      detail = g_strdup_printf (_("%s, %s %s: %s"), bidder->name, criterion->id, criterion->title,
                                mark != NULL ? mark : _("no price yet"));
      lw_chart_set_value (fill->chart, bidder->id, criterion->id, NAN, NULL, detail);
      return;
    }
  label = lw_results_points (fill->model, &points);
  exact = lw_evaluation_shown (&points, fill->model->places);
  whole = lw_evaluation_number (&criterion->points);
  detail = mark != NULL ? g_strdup_printf (_("%s, %s %s: %s of %s points, %s"), bidder->name, criterion->id,
                                           criterion->title, exact, whole, mark)
                        : g_strdup_printf (_("%s, %s %s: %s of %s points"), bidder->name, criterion->id,
                                           criterion->title, exact, whole);
  lw_chart_set_value (fill->chart, bidder->id, criterion->id, most > 0 ? lw_results_place_of (&points) / most : 0, label,
                      detail);
}

void
lw_results_fill_heat (LwChart *chart, const LwEvaluationMarks *marks, const LwLotRanking *ranking)
{
  const LwEvaluationModel *model = marks->model;
  const LwEvaluationLot *lot = &marks->lots[ranking->lot];
  const Fill fill = { chart, marks, model, ranking };
  g_autofree char *title = g_strdup_printf (_("%s %s: points of each criterion"), lot->id, lot->title);

  lw_chart_clear (chart);
  lw_chart_set_title (chart, title);
  lw_chart_set_empty_text (chart, _("No bid takes part in this lot."));
  lw_chart_set_axis (chart, LW_CHART_AXIS_VALUE, _("Share of the points that can be had"), NULL, 0, 1);
  lw_chart_set_axis (chart, LW_CHART_AXIS_CATEGORY, _("Criterion"), NULL, NAN, NAN);
  lw_chart_set_axis (chart, LW_CHART_AXIS_SERIES, _("Bidder"), NULL, NAN, NAN);
  for (guint i = 0; i < ranking->n_results; i++)
    lw_chart_add_series (chart, bidder_of (&fill, &ranking->results[i])->id, bidder_of (&fill, &ranking->results[i])->id);
  for (guint leaf = 0; leaf < model->n_leaves; leaf++)
    {
      const LwEvaluationCriterion *criterion = lw_evaluation_model_leaf (model, leaf);
      g_autofree char *label = g_strdup_printf ("%s %s", criterion->id, criterion->title);

      if (criterion->kind == LW_CRITERION_INFORMATION)
        continue;
      lw_chart_add_category (chart, criterion->id, label);
      for (guint i = 0; i < ranking->n_results; i++)
        set_cell (&fill, &ranking->results[i], leaf);
    }
}
