/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What is wrong with an evaluation, before anybody relies on its ranking. */
#include "config.h"

#include "lw-evaluation.h"
#include "lw-evaluation-explain.h"
#include "lw-evaluation-price-check.h"
#include "lw-evaluation-moderation.h"
#include "lw-evaluation-pack.h"
#include "lw-evaluation-alone.h"
#include "lw-evaluation-people.h"
#include "lw-evaluation-prices.h"
#include "lw-evaluation-publish.h"
#include "lw-evaluation-verbs.h"

#include "base/lw-error.h"

#include "base/lw-i18n.h"

typedef struct
{
  LwConnection *connection;
  const LwEvaluationMarks *marks;
  const LwEvaluationModel *model;
  LwFindings *findings;
} Checks;

/* ---- the method ---- */

/* What the children of @parent (-1: the top) must add up to, and what they do. */
static void
add_up (const Checks *checks, int parent, LwRational *whole, LwRational *sum)
{
  const LwEvaluationModel *model = checks->model;
  const guint end = parent < 0 ? model->n_criteria : model->criteria[parent].end;

  if (model->weights == LW_WEIGHTS_BASIS_POINTS)
    lw_rational_set_int (whole, 10000, 1);
  else
    lw_rational_set (whole, parent < 0 ? &model->whole : &model->criteria[parent].weight);
  lw_rational_set_int (sum, 0, 1);
  for (guint i = parent + 1; i < end; i = model->criteria[i].end)
    lw_rational_add (sum, sum, &model->criteria[i].weight);
}

static gboolean
has_weights_below (const LwEvaluationModel *model, guint group)
{
  for (guint i = group + 1; i < model->criteria[group].end; i++)
    if (model->criteria[i].weight_text != NULL)
      return TRUE;
  return FALSE;
}

static void
check_weights_of (const Checks *checks, int parent)
{
  const LwEvaluationCriterion *group = parent < 0 ? NULL : &checks->model->criteria[parent];
  g_auto (LwRational) whole = LW_RATIONAL_INIT, sum = LW_RATIONAL_INIT;
  const char *where = group != NULL ? group->id : "method";

  /* A group of pass/fail criteria alone has no weight and needs none. */
  if (group != NULL && group->weight_text == NULL && !has_weights_below (checks->model, parent))
    return;
  if (group != NULL && group->weight_text == NULL)
    {
      lw_findings_add (checks->findings, "evaluation.weights", LW_SEVERITY_ERROR, where,
                       _("expected a weight of “%s”, because criteria below it have weights; found none"), group->title);
      return;
    }
  add_up (checks, parent, &whole, &sum);
  if (lw_rational_cmp (&whole, &sum) == 0)
    return;
  g_autofree char *expected = lw_evaluation_number (&whole), *found = lw_evaluation_number (&sum);
  if (group == NULL)
    lw_findings_add (checks->findings, "evaluation.weights", LW_SEVERITY_ERROR, where,
                     _("expected the weights at the top to add up to %s, found %s"), expected, found);
  else
    lw_findings_add (checks->findings, "evaluation.weights", LW_SEVERITY_ERROR, where,
                     _("expected the weights below “%s” to add up to %s, found %s"), group->title, expected, found);
}

static void
check_criteria (const Checks *checks)
{
  const LwEvaluationModel *model = checks->model;

  lw_evaluation_check_basis (model, checks->findings);
  check_weights_of (checks, -1);
  for (guint i = 0; i < model->n_criteria; i++)
    {
      const LwEvaluationCriterion *criterion = &model->criteria[i];

      if (criterion->kind == LW_CRITERION_GROUP)
        check_weights_of (checks, i);
      if (lw_evaluation_criterion_is_weighted (criterion) && lw_rational_sign (&criterion->points) == 0)
        lw_findings_add (checks->findings, "evaluation.weight-zero", LW_SEVERITY_NOTE, criterion->id,
                         _("“%s” weighs nothing: it cannot change a result"), criterion->title);
      if (criterion->kind == LW_CRITERION_SCORED && criterion->minimum_text == NULL)
        lw_findings_add (checks->findings, "evaluation.minimum-unset", LW_SEVERITY_NOTE, criterion->id,
                         _("“%s”: no minimum mark is set, which is not a minimum of zero: even the lowest does not fail a bid"),
                         criterion->title);
    }
  if (model->minimum_text == NULL)
    lw_findings_add (checks->findings, "evaluation.minimum-unset", LW_SEVERITY_NOTE, "method",
                     _("no minimum is set for the total, which is not a minimum of zero: even the lowest does not fail a bid"));
}

static void
check_scales (const Checks *checks)
{
  for (guint i = 0; i < checks->model->scales->len; i++)
    {
      const LwEvaluationScale *scale = g_ptr_array_index (checks->model->scales, i);

      if (scale->n_marks == 0 || lw_rational_sign (&scale->marks[scale->top].number) == 0)
        lw_findings_add (checks->findings, "evaluation.scale", LW_SEVERITY_ERROR, scale->id,
                         _("expected scale %s to have a mark above 0, found none: nothing marked on it earns points"),
                         scale->id);
    }
}

LwFindings *
lw_evaluation_check_method (const LwEvaluationMarks *marks)
{
  LwFindings *findings = lw_findings_new ();
  const Checks checks = { NULL, marks, marks->model, findings };

  if (marks->sealed)
    lw_findings_add (findings, "evaluation.prices-sealed", LW_SEVERITY_NOTE, "method",
                     _("prices are sealed: they are opened by “open-prices” once quality is locked, and nothing is ranked before"));
  check_criteria (&checks);
  check_scales (&checks);
  return findings;
}

/* ---- marks ---- */

static void
check_cell (const Checks *checks, const LwEvaluationCriterion *criterion, const char *lot, const char *bidder,
            LwCell cell)
{
  g_autofree char *where = NULL;

  if (cell != LW_CELL_MISSING && cell != LW_CELL_DISPUTED)
    return; /* what is off the scale is found row by row, with who gave it */
  where = lot == NULL ? g_strdup_printf ("%s/%s", bidder, criterion->id)
                      : g_strdup_printf ("%s/%s/%s", lot, bidder, criterion->id);
  if (cell == LW_CELL_MISSING)
    lw_findings_add (checks->findings, "evaluation.missing-mark", LW_SEVERITY_ERROR, where,
                     _("expected a mark of %s on “%s”, found none"), bidder, criterion->title);
  else
    lw_findings_add (checks->findings, "evaluation.no-consensus", LW_SEVERITY_ERROR, where,
                     _("expected one mark of %s on “%s”, found marks that differ and none agreed"), bidder,
                     criterion->title);
}

/* Once for each bidder, though it counts in every lot. */
static void
check_common (const Checks *checks)
{
  const LwEvaluationMarks *marks = checks->marks;
  g_autofree guint8 *bids = g_new0 (guint8, marks->n_bidders + 1);

  for (guint i = 0; i < marks->n_bids; i++)
    bids[marks->bids[i].bidder] |= marks->bids[i].status == LW_BID_SUBMITTED;
  for (guint bidder = 0; bidder < marks->n_bidders; bidder++)
    for (guint leaf = 0; bids[bidder] && leaf < checks->model->n_leaves; leaf++)
      if (lw_evaluation_model_leaf (checks->model, leaf)->common)
        check_cell (checks, lw_evaluation_model_leaf (checks->model, leaf), NULL, marks->bidders[bidder].id,
                    marks->common[(gsize) bidder * checks->model->n_leaves + leaf]);
}

static void
check_bid (const Checks *checks, guint bid)
{
  const LwEvaluationMarks *marks = checks->marks;
  const LwEvaluationBid *row = &marks->bids[bid];
  const char *lot = marks->lots[row->lot].id, *bidder = marks->bidders[row->bidder].id;
  gboolean priced = FALSE;

  for (guint leaf = 0; leaf < checks->model->n_leaves; leaf++)
    {
      const LwEvaluationCriterion *criterion = lw_evaluation_model_leaf (checks->model, leaf);

      priced |= criterion->kind == LW_CRITERION_PRICE;
      if (lw_evaluation_criterion_is_marked (criterion) && !criterion->common)
        check_cell (checks, criterion, lot, bidder, lw_evaluation_marks_row (marks, bid)[leaf]);
    }
  if (priced && row->price < 0 && !marks->sealed)
    {
      g_autofree char *where = g_strdup_printf ("%s/%s", lot, bidder);

      lw_findings_add (checks->findings, "evaluation.price-missing", LW_SEVERITY_ERROR, where,
                       _("expected a price of %s for lot %s, found none"), bidder, lot);
    }
}

/* The whole-life cost of one bid is not compared with the price of another. */
static void
check_costs (const Checks *checks, const LwEvaluationLot *lot)
{
  const LwEvaluationMarks *marks = checks->marks;
  int with = -1, without = -1;

  for (guint bid = lot->first_bid; bid < lot->first_bid + lot->n_bids; bid++)
    if (marks->bids[bid].status == LW_BID_SUBMITTED && marks->bids[bid].price >= 0)
      *(marks->bids[bid].has_costs ? &with : &without) = (int) bid;
  if (with >= 0 && without >= 0)
    lw_findings_add (checks->findings, "evaluation.costs-mixed", LW_SEVERITY_ERROR, lot->id,
                     _("expected costs of all bids or of none: the whole-life cost of %s would be compared with the price of %s"),
                     marks->bidders[marks->bids[with].bidder].id, marks->bidders[marks->bids[without].bidder].id);
}

static void
check_lot (const Checks *checks, guint lot)
{
  const LwEvaluationMarks *marks = checks->marks;
  const LwEvaluationLot *row = &marks->lots[lot];
  guint n = 0;

  for (guint bid = row->first_bid; bid < row->first_bid + row->n_bids; bid++)
    if (marks->bids[bid].status == LW_BID_SUBMITTED)
      {
        n++;
        check_bid (checks, bid);
      }
  check_costs (checks, row);
  if (n == 0)
    lw_findings_add (checks->findings, "evaluation.no-bids", LW_SEVERITY_WARNING, row->id,
                     _("“%s” has no bid to rank"), row->title);
}

/* Names the bids of each rank that is shared. */
static void
check_ties (const Checks *checks, guint lot)
{
  const LwEvaluationMarks *marks = checks->marks;
  g_autoptr (LwLotRanking) ranking = lw_evaluation_rank_lot (marks, lot, LW_RANK_DEFAULT);

  for (guint i = 0; i < ranking->n_results; i++)
    {
      const guint rank = ranking->results[i].rank;
      g_autoptr (GString) who = g_string_new (NULL);

      if (!ranking->results[i].tied || (i > 0 && ranking->results[i - 1].rank == rank))
        continue;
      for (guint j = i; j < ranking->n_results && ranking->results[j].rank == rank; j++)
        g_string_append_printf (who, "%s%s", j > i ? ", " : "",
                                marks->bidders[marks->bids[ranking->results[j].bid].bidder].id);
      lw_findings_add (checks->findings, "evaluation.tie", LW_SEVERITY_WARNING, marks->lots[lot].id,
                       marks->model->tie_rules->len == 0 ? _("rank %u is shared by %s; no tie rule is published")
                                                         : _("rank %u is shared by %s; no published tie rule decides it"),
                       rank, who->str);
    }
}

/* ---- marks that a look at each row finds ---- */

/* Where a mark stands, for people: "L12/B07/2.1", "B07/6.1". */
static char *
place_of (LwStatement *row)
{
  const char *lot = lw_statement_text (row, 0);

  return lot[0] == '\0' ? g_strdup_printf ("%s/%s", lw_statement_text (row, 1), lw_statement_text (row, 2))
                        : g_strdup_printf ("%s/%s/%s", lot, lw_statement_text (row, 1), lw_statement_text (row, 2));
}

static void
check_row (const Checks *checks, LwStatement *row)
{
  const char *lot = lw_statement_text (row, 0), *mark = lw_statement_text (row, 3), *person = lw_statement_text (row, 4);
  const int index = lw_evaluation_model_find (checks->model, lw_statement_text (row, 2), -1);
  const int lot_index = lw_evaluation_marks_find_lot (checks->marks, lot, -1);
  const int bidder = lw_evaluation_marks_find_bidder (checks->marks, lw_statement_text (row, 1), -1);
  const LwEvaluationCriterion *criterion = index < 0 ? NULL : &checks->model->criteria[index];
  const gboolean common = lot[0] == '\0';
  const gboolean placed = criterion != NULL && lw_evaluation_criterion_is_marked (criterion)
                          && criterion->common == common && bidder >= 0
                          && (common
                              || (lot_index >= 0
                                  && lw_evaluation_marks_find_bid (checks->marks, lot_index, bidder) >= 0));
  g_autofree char *where = NULL;

  if (placed && lw_evaluation_scale_find (criterion->scale, mark, -1) >= 0)
    return;
  where = place_of (row);
  if (!placed)
    {
      lw_findings_add (checks->findings, "evaluation.stray-mark", LW_SEVERITY_ERROR, where,
                       _("expected a bid, and a criterion that is marked for it; found neither: the mark %s does not"
                          " count"),
                       mark);
      return;
    }
  g_autofree char *list = lw_evaluation_scale_list (criterion->scale);
  lw_findings_add (checks->findings, "evaluation.off-scale", LW_SEVERITY_ERROR, where,
                   _("“%s” is marked on scale %s (%s); found %s%s%s"), criterion->title,
                   criterion->scale->id[0] == '\0' ? criterion->scale->title : criterion->scale->id, list, mark,
                   person != NULL ? _(" by ") : _(" agreed"), person != NULL ? person : "");
}

static gboolean
check_rows (const Checks *checks, const char *sql, GError **error)
{
  g_autoptr (LwStatement) statement = lw_connection_prepare (checks->connection, sql, error);
  LwStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = lw_statement_step (statement, error)) == LW_STEP_ROW)
    check_row (checks, statement);
  return step == LW_STEP_DONE;
}

/* Evaluators who marked a criterion for some bids of a lot and not for others. */
static gboolean
check_gaps (const Checks *checks, GError **error)
{
  g_autoptr (LwStatement) statement = lw_connection_prepare (
      checks->connection,
      "WITH given AS (SELECT DISTINCT lot, criterion, person FROM evaluation_mark),"
      " expected AS ("
      "  SELECT given.lot, bid.bidder, given.criterion, given.person FROM given JOIN bid ON bid.lot = given.lot"
      "   WHERE bid.status = 'submitted'"
      "  UNION"
      "  SELECT '', bid.bidder, given.criterion, given.person FROM given JOIN bid ON given.lot = ''"
      "   WHERE bid.status = 'submitted')"
      " SELECT lot, bidder, criterion, person FROM expected WHERE NOT EXISTS ("
      "  SELECT 1 FROM evaluation_mark AS m WHERE m.lot = expected.lot AND m.bidder = expected.bidder"
      "   AND m.criterion = expected.criterion AND m.person = expected.person)"
      " ORDER BY lot, bidder, criterion, person",
      error);
  LwStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = lw_statement_step (statement, error)) == LW_STEP_ROW)
    {
      g_autofree char *where = place_of (statement);

      lw_findings_add (checks->findings, "evaluation.evaluator-gap", LW_SEVERITY_WARNING, where,
                       _("%s marked %s for other bids and has no mark here"), lw_statement_text (statement, 3),
                       lw_statement_text (statement, 2));
    }
  return step == LW_STEP_DONE;
}

/* ---- all of them ---- */

/* Without a method there is nothing to rank by: an error once there are criteria, else a note. */
static gboolean
check_method_missing (LwConnection *connection, LwFindings *findings, GError **error)
{
  gint64 n;

  if (!lw_connection_get_int (connection, &n, 0, error, "SELECT count (*) FROM evaluation_criterion", ""))
    return FALSE;
  lw_findings_add (findings, "evaluation.method-missing", n > 0 ? LW_SEVERITY_ERROR : LW_SEVERITY_NOTE, "method",
                   _("expected a method of evaluation (weights, whole, rounding), found none: nothing can be ranked"));
  return TRUE;
}

static gboolean
run (LwConnection *connection, LwFindings *findings, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (LwEvaluationMarks) marks = lw_evaluation_marks_load (connection, &local);
  Checks checks = { connection, marks, marks != NULL ? marks->model : NULL, findings };

  if (g_error_matches (local, LW_ERROR, LW_ERROR_NOT_FOUND))
    return check_method_missing (connection, findings, error);
  if (g_error_matches (local, LW_ERROR, LW_ERROR_INVALID))
    {
      lw_findings_add (findings, "evaluation.criteria", LW_SEVERITY_ERROR, "method", "%s", local->message);
      return TRUE;
    }
  if (marks == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  check_criteria (&checks);
  check_scales (&checks);
  check_common (&checks);
  for (guint lot = 0; lot < marks->n_lots; lot++)
    {
      check_lot (&checks, lot);
      lw_evaluation_check_prices (marks, lot, findings);
      check_ties (&checks, lot);
    }
  return check_rows (&checks,
                     "SELECT lot, bidder, criterion, mark, person FROM evaluation_mark"
                     " ORDER BY lot, bidder, criterion, person",
                     error)
         && check_rows (&checks,
                        "SELECT lot, bidder, criterion, mark, NULL FROM evaluation_consensus"
                        " ORDER BY lot, bidder, criterion",
                        error)
         && check_gaps (&checks, error) && lw_evaluation_check_people (connection, findings, error)
         && lw_evaluation_check_publications (connection, findings, error)
         && lw_evaluation_check_queries (connection, findings, error)
         && lw_evaluation_check_rests_on (connection, findings, error)
         && lw_evaluation_check_low_steps (marks, connection, findings, error)
         && lw_evaluation_check_packs (connection, findings, error);
}

const LwCheck lw_evaluation_check = { LW_EVALUATION_ID, N_ ("Evaluation"), run };
