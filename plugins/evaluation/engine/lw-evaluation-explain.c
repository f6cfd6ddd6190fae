/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-evaluation-explain.h"
#include "lw-evaluation-explain-private.h"
#include "lw-evaluation-prices.h"
#include "lw-evaluation-trust.h"

#include "base/lw-error.h"
#include "base/lw-money.h"
#include "model/lw-model.h"

#include "base/lw-i18n.h"

/* ---- steps that many have ---- */

void
lw_explain_add_rounding (const LwExplain *explain, LwExplainStep *parent, const LwRational *before, const LwRational *after)
{
  const guint places = explain->model->places;
  const gboolean changes = lw_rational_cmp (before, after) != 0;
  g_autofree char *from = lw_evaluation_shown (before, places);
  g_autofree char *to = lw_rational_to_decimal (after, places, explain->model->rule);
  g_autofree char *how = g_strdup_printf (ngettext ("rounded to %u place, %s", "rounded to %u places, %s", places),
                                          places, lw_rounding_to_string (explain->model->rule));
  LwExplainStep *step
      = lw_explain_step_new (LW_EXPLAIN_ROUNDING, changes ? g_strdup_printf (_("%s: %s becomes %s"), how, from, to)
                                                          : g_strdup_printf (_("%s: %s stays as it is"), how, to));

  lw_explain_step_set_value (step, after);
  lw_explain_step_set_before (step, before);
  lw_explain_step_add (parent, step);
}

/* How the bid passes, or that something worse was signed for. (transfer full) (nullable) */
static char *
override_text (const LwEvaluationOverride *override, gboolean holds)
{
  g_autofree char *found = NULL, *minimum = NULL;

  if (override == NULL || holds)
    return override == NULL ? NULL : lw_evaluation_override_text (override);
  found = lw_evaluation_number (&override->found);
  minimum = lw_evaluation_number (&override->minimum);
  return g_strdup_printf (_("fails: the override that %s signed at %s was of %s under %s"), override->person, override->at, found,
                          minimum);
}

/* @minimum NULL: unset, which is not zero. @override: (nullable): what passes it in spite of the minimum. */
static void
add_minimum (LwExplainStep *parent, const char *what, const char *found, const LwRational *value,
             const LwRational *minimum, const LwEvaluationOverride *override)
{
  const gboolean below = minimum != NULL && lw_rational_cmp (value, minimum) < 0;
  const gboolean fails = below && !lw_evaluation_override_holds (override, value, minimum);
  g_autofree char *least = minimum == NULL ? NULL : lw_evaluation_number (minimum);
  g_autofree char *how = override_text (override, !fails);
  char *text = minimum == NULL ? g_strdup_printf (_("no minimum is set for the %s"), what)
               : below && how != NULL ? g_strdup_printf (_("%s %s is below the minimum of %s, %s"), what, found, least, how)
               : fails         ? g_strdup_printf (_("%s %s is below the minimum of %s: fails"), what, found, least)
                               : g_strdup_printf (_("%s %s meets the minimum of %s"), what, found, least);
  LwExplainStep *step = lw_explain_step_new (LW_EXPLAIN_MINIMUM, text);

  step->fails = fails;
  if (minimum != NULL)
    lw_explain_step_set_value (step, minimum);
  lw_explain_step_add (parent, step);
}

/* Exact, and near where that is a fraction; with all its places where it was rounded. */
static char *
term (const LwExplain *explain, const LwRational *value, gboolean rounded)
{
  return rounded ? lw_rational_to_decimal (value, explain->model->places, explain->model->rule)
                 : lw_evaluation_number (value);
}

/* The sum of the steps of @parent that have points; one alone is no sum. */
static void
add_sum (const LwExplain *explain, LwExplainStep *parent, const LwRational *sum)
{
  const gboolean rounded = explain->model->stage == LW_ROUND_CRITERION
                           || (explain->model->stage == LW_ROUND_SECTION && parent->kind == LW_EXPLAIN_TOTAL);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *result = term (explain, sum, rounded), *near = lw_evaluation_shown (sum, explain->model->places);
  LwExplainStep *step;
  guint n = 0;

  for (guint i = 0; parent->steps != NULL && i < parent->steps->len; i++)
    {
      const LwExplainStep *part = g_ptr_array_index (parent->steps, i);

      if (!part->has_value || (part->kind != LW_EXPLAIN_SECTION && part->kind != LW_EXPLAIN_CRITERION))
        continue;
      g_autofree char *number = term (explain, &part->value, rounded);
      g_string_append_printf (text, "%s%s", n++ > 0 ? " + " : "", number);
    }
  if (n < 2)
    return;
  g_string_append_printf (text, " = %s", result);
  if (g_strstr_len (result, -1, "/") != NULL)
    g_string_append_printf (text, " (%s)", near);
  step = lw_explain_step_new (LW_EXPLAIN_SUM, g_strdup (text->str));
  lw_explain_step_set_value (step, sum);
  lw_explain_step_add (parent, step);
}

/* ---- weight ---- */

void
lw_explain_add_weight (const LwExplain *explain, LwExplainStep *parent, const LwEvaluationCriterion *criterion)
{
  const LwEvaluationModel *model = explain->model;
  g_autofree char *points = lw_evaluation_number (&criterion->points);
  g_autoptr (GString) chain = g_string_new (NULL);
  LwExplainStep *step;

  if (model->weights == LW_WEIGHTS_POINTS)
    g_string_printf (chain, _("weight %s of %s points"), points, model->whole_text);
  else
    {
      const LwEvaluationCriterion *node = criterion;

      for (;; node = &model->criteria[node->parent])
        {
          g_autofree char *factor
              = g_strdup_printf (" × %s ÷ 10000", node->weight_text != NULL ? node->weight_text : "0");

          g_string_prepend (chain, factor);
          if (node->parent < 0)
            break;
        }
      g_string_prepend (chain, model->whole_text);
      g_string_prepend (chain, _("weight "));
      g_string_append_printf (chain, _(" = %s points"), points);
    }
  step = lw_explain_step_new (LW_EXPLAIN_WEIGHT, g_strdup (chain->str));
  lw_explain_step_set_value (step, &criterion->points);
  lw_explain_step_add (parent, step);
}

/* ---- marks ---- */

static void
add_scope (LwExplainStep *parent, const LwEvaluationCriterion *criterion)
{
  if (criterion->common)
    lw_explain_step_add (parent, lw_explain_step_new (LW_EXPLAIN_SCOPE,
                                                      g_strdup (_("common to all lots: marked once for a bidder, and"
                                                                  " counts in every lot that it bids for"))));
}

static void
add_required (LwExplainStep *parent, LwCell cell)
{
  LwExplainStep *step = lw_explain_step_new (LW_EXPLAIN_REQUIRED, g_strdup (cell < 0    ? _("a pass is required; not known yet")
                                                                            : cell == 0 ? _("a pass is required: not met, so the bid fails")
                                                                                        : _("a pass is required: met")));

  step->fails = cell == 0;
  lw_explain_step_add (parent, step);
}

static const char *
label_of (const LwEvaluationCriterion *criterion, const char *mark)
{
  const int found = lw_evaluation_scale_find (criterion->scale, mark, -1);

  return found < 0 ? _("not on the scale") : criterion->scale->marks[found].label;
}

static char *
effective_text (const LwEvaluationCriterion *criterion, LwCell cell, guint n_individual, gboolean agreed)
{
  const char *value = cell < 0 ? NULL : criterion->scale->marks[cell].value;
  const char *top = criterion->kind == LW_CRITERION_SCORED && criterion->scale->n_marks > 0
                        ? criterion->scale->marks[criterion->scale->top].value
                        : NULL;
  g_autofree char *shown = top == NULL ? g_strdup (value) : g_strdup_printf (_("%s of %s"), value, top);

  if (cell == LW_CELL_MISSING)
    return g_strdup (_("no mark yet"));
  if (cell == LW_CELL_DISPUTED)
    return g_strdup (_("no mark: the evaluators' marks differ and none is agreed"));
  if (cell == LW_CELL_OFF_SCALE)
    return g_strdup (_("no mark: one is not on the scale"));
  if (agreed)
    return g_strdup_printf (_("mark %s, agreed in moderation"), shown);
  return g_strdup_printf (ngettext ("mark %s, given by %u evaluator", "mark %s, given alike by %u evaluators",
                                    n_individual),
                          shown, n_individual);
}

/* Where in the bid an individual mark comes from, and whether its evaluator stands by it. */
static void
set_given_by (LwExplainStep *step, LwStatement *row)
{
  g_autoptr (GString) text = g_string_new (step->text);

  step->id = g_strdup (lw_statement_text (row, 2));
  step->title = g_strdup (lw_statement_text (row, 3));
  step->document = g_strdup (lw_statement_text (row, 4));
  step->page = g_strdup (lw_statement_text (row, 5));
  step->quote = g_strdup (lw_statement_text (row, 6));
  step->confirmed = (guint) lw_statement_int (row, 7);
  if (step->document != NULL)
    g_string_append_printf (text, "; %s", step->document);
  if (step->page != NULL)
    g_string_append_printf (text, _("; page %s"), step->page);
  if (step->quote != NULL)
    g_string_append_printf (text, _("; “%s”"), step->quote);
  if (step->confirmed > 0)
    g_string_append_printf (text, _("; confirmed under version %u of the method"), step->confirmed);
  if (lw_statement_text (row, 8) != NULL)
    g_string_append_printf (text, _(", in spite of the checks of reasons: “%s”"), lw_statement_text (row, 8));
  g_free (step->text);
  step->text = g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_given (LwExplainStep *parent, LwExplainKind kind, const LwEvaluationCriterion *criterion, LwStatement *row)
{
  /* mark, rationale; of an individual one person, name, document, page, quote, version confirmed, in spite of */
  const char *mark = lw_statement_text (row, 0);
  LwExplainStep *step = lw_explain_step_new (
      kind, kind == LW_EXPLAIN_CONSENSUS
                ? g_strdup_printf (_("agreed: %s (%s)"), mark, label_of (criterion, mark))
                : g_strdup_printf (_("%s %s: %s (%s)"), lw_statement_text (row, 2), lw_statement_text (row, 3), mark,
                                   label_of (criterion, mark)));

  step->mark = g_strdup (mark);
  step->rationale = g_strdup (lw_statement_text (row, 1));
  if (kind == LW_EXPLAIN_INDIVIDUAL)
    set_given_by (step, row);
  lw_explain_step_add (parent, step);
}

/* Adds the rows of @sql (lot, bidder, criterion) to @parent; *@n counts them. */
static gboolean
add_rows (const LwExplain *explain, LwExplainStep *parent, LwExplainKind kind, const LwEvaluationCriterion *criterion,
          const char *sql, guint *n, GError **error)
{
  const LwEvaluationBid *bid = &explain->marks->bids[explain->bid];
  g_autoptr (LwStatement) statement = lw_connection_prepare (explain->connection, sql, error);
  LwStep step;

  *n = 0;
  if (statement == NULL)
    return FALSE;
  lw_statement_bind (statement, "sss", criterion->common ? "" : explain->marks->lots[bid->lot].id,
                     explain->marks->bidders[bid->bidder].id, criterion->id);
  for (; (step = lw_statement_step (statement, error)) == LW_STEP_ROW; ++*n)
    add_given (parent, kind, criterion, statement);
  return step == LW_STEP_DONE;
}

/* What an agreed mark was agreed with, a line each under its rationale. */
static gboolean
add_moderation (const LwExplain *explain, LwExplainStep *consensus, const LwEvaluationCriterion *criterion, GError **error)
{
  static const char *const titles[] = { N_("Why not the mark above"), N_("Why not the mark below"), N_("Present"), N_("Dissent") };
  const LwEvaluationBid *bid = &explain->marks->bids[explain->bid];
  g_autoptr (LwStatement) row = lw_connection_prepare (
      explain->connection,
      "SELECT why_not_above, why_not_below, present, dissent FROM evaluation_consensus"
      " WHERE lot = ? AND bidder = ? AND criterion = ?",
      error);
  g_autoptr (GString) said = g_string_new (consensus->rationale);

  if (row == NULL)
    return FALSE;
  lw_statement_bind (row, "sss", criterion->common ? "" : explain->marks->lots[bid->lot].id,
                     explain->marks->bidders[bid->bidder].id, criterion->id);
  if (lw_statement_step (row, error) != LW_STEP_ROW)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (lw_statement_text (row, (int) i) != NULL)
      {
        g_string_append (said, said->len > 0 ? "\n" : "");
        g_string_append_printf (said, "%s: %s", _(titles[i]), lw_statement_text (row, (int) i));
      }
  if (said->len > 0)
    {
      g_free (consensus->rationale);
      consensus->rationale = g_string_free (g_steal_pointer (&said), FALSE);
    }
  return TRUE;
}

static gboolean
add_mark (const LwExplain *explain, LwExplainStep *parent, const LwEvaluationCriterion *criterion, GError **error)
{
  const LwCell cell = lw_evaluation_marks_row (explain->marks, explain->bid)[criterion->first_leaf];
  LwExplainStep *step = lw_explain_step_new (LW_EXPLAIN_MARK, NULL);
  guint agreed, individual;

  lw_explain_step_add (parent, step);
  if (!add_rows (explain, step, LW_EXPLAIN_CONSENSUS, criterion,
                 "SELECT mark, rationale FROM evaluation_consensus"
                 " WHERE lot = ? AND bidder = ? AND criterion = ?",
                 &agreed, error)
      || (agreed > 0 && !add_moderation (explain, g_ptr_array_index (step->steps, 0), criterion, error))
      || !add_rows (explain, step, LW_EXPLAIN_INDIVIDUAL, criterion,
                    "SELECT m.mark, m.rationale, m.person, p.name, m.document, m.page, m.quote, ifnull (c.version, 0), c.despite"
                    " FROM evaluation_mark AS m JOIN person AS p ON p.id = m.person"
                    " LEFT JOIN evaluation_confirmation AS c ON c.lot = m.lot AND c.bidder = m.bidder"
                    "  AND c.criterion = m.criterion AND c.person = m.person"
                    " WHERE m.lot = ? AND m.bidder = ? AND m.criterion = ? ORDER BY m.person",
                    &individual, error))
    return FALSE;
  step->text = effective_text (criterion, cell, individual, agreed > 0);
  if (cell < 0)
    return TRUE;
  step->mark = g_strdup (criterion->scale->marks[cell].value);
  if (criterion->kind == LW_CRITERION_SCORED)
    lw_explain_step_set_value (step, &criterion->scale->marks[cell].number);
  else
    step->fails = cell == 0;
  return TRUE;
}

/* ---- leaves ---- */

/* "left = result". */
void
lw_explain_add_formula (LwExplainStep *parent, const char *left, const LwRational *result, guint places)
{
  g_autofree char *number = lw_evaluation_number (result), *near = lw_evaluation_shown (result, places);
  LwExplainStep *step = lw_explain_step_new (LW_EXPLAIN_FORMULA,
                                             g_strstr_len (number, -1, "/") == NULL
                                                 ? g_strdup_printf ("%s = %s", left, number)
                                                 : g_strdup_printf ("%s = %s (%s)", left, number, near));

  lw_explain_step_set_value (step, result);
  lw_explain_step_add (parent, step);
}

static gboolean
explain_scored (const LwExplain *explain, LwExplainStep *step, const LwEvaluationCriterion *criterion, GError **error)
{
  const LwEvaluationModel *model = explain->model;
  const LwCell cell = lw_evaluation_marks_row (explain->marks, explain->bid)[criterion->first_leaf];
  const LwEvaluationPoints *points;

  lw_explain_add_weight (explain, step, criterion);
  add_scope (step, criterion);
  if (!add_mark (explain, step, criterion, error))
    return FALSE;
  if (cell < 0)
    return TRUE;
  points = &model->points[model->offset[criterion->first_leaf] + cell];
  g_autofree char *weight = lw_evaluation_number (&criterion->points);
  g_autofree char *left = g_strdup_printf ("%s × %s ÷ %s", weight, criterion->scale->marks[cell].value,
                                           criterion->scale->marks[criterion->scale->top].value);
  lw_explain_add_formula (step, left, &points->exact, model->places);
  if (model->stage == LW_ROUND_CRITERION)
    lw_explain_add_rounding (explain, step, &points->exact, &points->value);
  add_minimum (step, _("mark"), criterion->scale->marks[cell].value, &criterion->scale->marks[cell].number,
               criterion->minimum_text != NULL ? &criterion->minimum : NULL,
               lw_evaluation_marks_find_override (explain->marks, explain->bid, (guint) (criterion - model->criteria)));
  lw_explain_step_set_value (step, &points->value);
  return TRUE;
}

/* ---- any node ---- */

static LwExplainStep *
node_step (LwExplainKind kind, const LwEvaluationCriterion *criterion)
{
  LwExplainStep *step = lw_explain_step_new (kind, NULL);

  step->id = g_strdup (criterion->id);
  step->title = g_strdup (criterion->title);
  return step;
}

static gboolean
explain_leaf (const LwExplain *explain, LwExplainStep *step, const LwEvaluationCriterion *criterion, GError **error)
{
  switch (criterion->kind)
    {
    case LW_CRITERION_SCORED:
      if (!explain_scored (explain, step, criterion, error))
        return FALSE;
      break;
    case LW_CRITERION_PRICE:
      lw_explain_price (explain, step, criterion);
      break;
    case LW_CRITERION_PASS_FAIL:
      add_scope (step, criterion);
      if (!add_mark (explain, step, criterion, error))
        return FALSE;
      add_required (step, lw_evaluation_marks_row (explain->marks, explain->bid)[criterion->first_leaf]);
      step->fails = lw_evaluation_marks_row (explain->marks, explain->bid)[criterion->first_leaf] == 0;
      break;
    default:
      step->text = g_strdup (_("for information: no points"));
    }
  return TRUE;
}

/* ---- groups and the total ---- */

static gboolean explain_node (const LwExplain *explain, LwExplainStep *parent, guint index, GError **error);

/* Whether points can come from below: not from pass/fail criteria alone. */
static gboolean
has_weighted (const LwEvaluationModel *model, const LwEvaluationCriterion *group)
{
  for (guint leaf = group->first_leaf; leaf < group->first_leaf + group->n_leaves; leaf++)
    if (lw_evaluation_criterion_is_weighted (lw_evaluation_model_leaf (model, leaf)))
      return TRUE;
  return FALSE;
}

static gboolean
explain_group (const LwExplain *explain, LwExplainStep *step, guint index, GError **error)
{
  const LwEvaluationCriterion *group = &explain->model->criteria[index];
  g_auto (LwRational) points = LW_RATIONAL_INIT, exact = LW_RATIONAL_INIT;

  for (guint child = index + 1; child < group->end; child = explain->model->criteria[child].end)
    if (!explain_node (explain, step, child, error))
      return FALSE;
  if ((group->minimum_text == NULL && !has_weighted (explain->model, group))
      || !lw_evaluation_node_points (explain->marks, explain->bid, index, &explain->ranking->market, &points, &exact))
    return TRUE;
  add_sum (explain, step, &exact);
  if (group->level == 0 && explain->model->stage == LW_ROUND_SECTION)
    lw_explain_add_rounding (explain, step, &exact, &points);
  if (group->minimum_text != NULL)
    {
      g_autofree char *found = lw_evaluation_shown (&points, explain->model->places);

      add_minimum (step, _("points"), found, &points, &group->minimum,
                   lw_evaluation_marks_find_override (explain->marks, explain->bid, index));
    }
  lw_explain_step_set_value (step, &points);
  return TRUE;
}

static gboolean
explain_node (const LwExplain *explain, LwExplainStep *parent, guint index, GError **error)
{
  const LwEvaluationCriterion *criterion = &explain->model->criteria[index];
  LwExplainStep *step;

  if (criterion->kind == LW_CRITERION_GROUP)
    {
      step = node_step (LW_EXPLAIN_SECTION, criterion);
      lw_explain_step_add (parent, step);
      return explain_group (explain, step, index, error);
    }
  step = node_step (LW_EXPLAIN_CRITERION, criterion);
  lw_explain_step_add (parent, step);
  if (!explain_leaf (explain, step, criterion, error))
    return FALSE;
  /* A leaf at the top is its own section. */
  if (criterion->level == 0 && explain->model->stage == LW_ROUND_SECTION && step->has_value)
    {
      g_auto (LwRational) rounded = LW_RATIONAL_INIT;

      lw_rational_set (&rounded, &step->value);
      lw_rational_round (&rounded, explain->model->places, explain->model->rule);
      lw_explain_add_rounding (explain, step, &step->value, &rounded);
      lw_explain_step_set_value (step, &rounded);
    }
  return TRUE;
}

static LwExplainStep *
explain_total (const LwExplain *explain, GError **error)
{
  const LwEvaluationModel *model = explain->model;
  g_autoptr (LwExplainStep) total = lw_explain_step_new (LW_EXPLAIN_TOTAL, NULL);
  g_auto (LwRational) points = LW_RATIONAL_INIT, exact = LW_RATIONAL_INIT;

  for (guint i = 0; i < model->n_criteria; i = model->criteria[i].end)
    if (!explain_node (explain, total, i, error))
      return NULL;
  if (!lw_evaluation_total (explain->marks, explain->bid, &explain->ranking->market, &points, &exact))
    return g_steal_pointer (&total);
  add_sum (explain, total, &exact);
  if (model->stage == LW_ROUND_TOTAL)
    {
      lw_explain_add_rounding (explain, total, &exact, &points);
      lw_explain_step_set_before (total, &exact);
    }
  g_autofree char *found = lw_evaluation_shown (&points, model->places);
  add_minimum (total, _("total"), found, &points, model->minimum_text != NULL ? &model->minimum : NULL,
               lw_evaluation_marks_find_override (explain->marks, explain->bid, LW_OVERRIDE_TOTAL));
  lw_explain_step_set_value (total, &points);
  return g_steal_pointer (&total);
}

/* ---- the whole ---- */

static GStrv
names_of (const LwEvaluationModel *model, const guint *criteria, guint n)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < n; i++)
    g_strv_builder_add (builder, lw_evaluation_criterion_name (model, criteria[i]));
  return g_strv_builder_end (builder);
}

static void
set_place (LwExplanation *explanation, const LwEvaluationMarks *marks, const LwLotRanking *ranking, guint bid)
{
  const LwBidResult *result = lw_lot_ranking_find (ranking, bid);

  for (guint i = 0; i < ranking->n_results; i++)
    explanation->n_ranked += ranking->results[i].rank > 0;
  explanation->standing = result->standing;
  explanation->rank = result->rank;
  explanation->tied = result->tied;
  explanation->failed = names_of (marks->model, result->failed, result->n_failed);
  explanation->missing = names_of (marks->model, result->missing, result->n_missing);
}

static gboolean
set_trust (LwExplanation *explanation, const LwEvaluationMarks *marks, LwConnection *connection, guint bid,
           GError **error)
{
  g_autoptr (LwEvaluationTrust) trust = lw_evaluation_trust_load (marks, connection, error);

  if (trust == NULL)
    return FALSE;
  explanation->bid_trust = lw_evaluation_trust_of_bid (trust, bid);
  explanation->total_trust = g_intern_string (lw_evaluation_trust_of_total (trust, bid));
  explanation->trust = g_steal_pointer (&trust->marks);
  explanation->note = lw_evaluation_trust_note (trust, bid);
  explanation->illustrative = g_steal_pointer (&trust->illustrative);
  return TRUE;
}

/* Who has the same total, and what decided between them. */
static void
add_tie (const LwExplain *explain, LwExplainStep *total, const LwLotRanking *ranking)
{
  const LwEvaluationMarks *marks = explain->marks;
  const LwBidResult *own = lw_lot_ranking_find (ranking, explain->bid);
  g_autoptr (GString) others = g_string_new (NULL);
  g_autofree char *rule = NULL;

  if (own->decided_by == 0)
    return;
  for (guint i = 0; i < ranking->n_results; i++)
    {
      const LwBidResult *result = &ranking->results[i];

      if (result != own && result->rank > 0
          && (own->has_index ? lw_basis_cmp (marks->model->basis, &result->index, &own->index)
                             : lw_rational_cmp (&result->total, &own->total))
                 == 0)
        g_string_append_printf (others, "%s%s", others->len > 0 ? ", " : "",
                                marks->bidders[marks->bids[result->bid].bidder].id);
    }
  rule = lw_tie_rule_to_text (g_ptr_array_index (marks->model->tie_rules, own->decided_by - 1));
  g_string_prepend (others, own->has_index ? _("the same figure as ") : _("the same total as "));
  lw_explain_step_add (total, lw_explain_step_new (
      LW_EXPLAIN_TIE, own->tied ? g_strdup_printf (_("%s: rank %u by tie rule %u, %s; still shared"), others->str,
                                                   own->rank, own->decided_by, rule)
                                : g_strdup_printf (_("%s: rank %u by tie rule %u, %s"), others->str, own->rank,
                                                   own->decided_by, rule)));
}

LwExplanation *
lw_evaluation_explain (const LwEvaluationMarks *marks, LwConnection *connection, const char *lot, const char *bidder,
                       GError **error)
{
  const int bid = lw_evaluation_find_bid (marks, lot, bidder, error);
  g_autoptr (LwCompetition) competition = bid < 0 ? NULL : lw_competition_load (connection, error);
  g_autoptr (LwExplanation) explanation = NULL;
  g_autoptr (LwLotRanking) ranking = NULL;
  LwExplain explain = { marks, marks->model, connection, NULL, bid, NULL };

  if (competition == NULL)
    return NULL;
  if (marks->bids[bid].status != LW_BID_SUBMITTED)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("bid %s/%s: expected a submitted bid, found one that is %s"),
                   lot, bidder, marks->bids[bid].status == LW_BID_WITHDRAWN ? _("withdrawn") : _("excluded"));
      return NULL;
    }
  explanation = g_new0 (LwExplanation, 1);
  explanation->lot = g_strdup (lot);
  explanation->lot_title = g_strdup (marks->lots[marks->bids[bid].lot].title);
  explanation->bidder = g_strdup (bidder);
  explanation->name = g_strdup (marks->bidders[marks->bids[bid].bidder].name);
  explanation->places = marks->model->places;
  explanation->rule = marks->model->rule;
  explanation->stage = marks->model->stage;
  explanation->currency = g_strdup (competition->currency);
  if (!set_trust (explanation, marks, connection, bid, error))
    return NULL;
  ranking = lw_evaluation_rank_lot (marks, marks->bids[bid].lot, LW_RANK_DEFAULT);
  explain.currency = competition->currency;
  explain.ranking = ranking;
  set_place (explanation, marks, ranking, bid);
  if (!lw_evaluation_provisional (marks, connection, NULL, &explanation->provisional, error))
    return NULL;
  explanation->total = explain_total (&explain, error);
  if (explanation->total == NULL)
    return NULL;
  lw_explain_index (&explain, explanation->total, lw_lot_ranking_find (ranking, bid));
  add_tie (&explain, explanation->total, ranking);
  return g_steal_pointer (&explanation);
}
