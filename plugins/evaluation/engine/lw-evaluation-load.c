/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The method from a file. */
#include "config.h"

#include "lw-evaluation-model.h"

#include <string.h>

#include "base/lw-error.h"
#include "base/lw-money.h"
#include "base/lw-i18n.h"

/* What a file says must be one of @names; the schema's CHECK says so too, but a file may come from anywhere. */
static gboolean
one_of (const char *text, const char *const *names, const char *what, guint *index, GError **error)
{
  g_autofree char *allowed = NULL;

  for (guint i = 0; names[i] != NULL; i++)
    if (g_strcmp0 (text, names[i]) == 0)
      {
        *index = i;
        return TRUE;
      }
  allowed = g_strjoinv (", ", (char **) names);
  g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("%s: expected one of %s, found %s"), what, allowed,
               text != NULL ? text : _("none"));
  return FALSE;
}

/* What bids are ranked by: columns from 7 on. */
static gboolean
load_basis (LwEvaluationModel *model, LwStatement *row, LwConnection *connection, GError **error)
{
  g_autofree char *currency = NULL;
  const gint64 places = lw_statement_is_null (row, 11) ? -1 : lw_statement_int (row, 11);

  if (!lw_connection_get_text (connection, &currency, error, "SELECT currency FROM competition", ""))
    return FALSE;
  return lw_evaluation_model_set_basis (
      model,
      &(LwEvaluationBasisText) {
          .basis = lw_statement_text (row, 7),
          .rate = lw_statement_int (row, 8),
          .quality_weight = lw_statement_text (row, 9),
          .price_weight = lw_statement_text (row, 10),
          .places = (int) CLAMP (places, -1, G_MAXINT),
          .digits = (guint) MAX (currency != NULL ? lw_currency_digits (currency) : 0, 0),
      },
      error);
}

static LwEvaluationModel *
load_method (LwConnection *connection, GError **error)
{
  static const char *const weights_names[] = { "points", "basis-points", NULL };
  g_autoptr (LwStatement) statement = lw_connection_prepare (
      connection, "SELECT weights, whole, rounding, places, rule, minimum, trust, basis, rate, quality_weight, price_weight,"
      " index_places, low_mean, low_next, discount FROM evaluation_method", error);
  g_autoptr (LwEvaluationModel) model = NULL;
  LwRoundingStage stage;
  LwRounding rule;
  guint weights;
  LwStep step;

  if (statement == NULL)
    return NULL;
  step = lw_statement_step (statement, error);
  if (step == LW_STEP_DONE)
    g_set_error_literal (error, LW_ERROR, LW_ERROR_NOT_FOUND,
                         _("expected a method of evaluation (weights, whole, rounding), found none set yet"));
  if (step != LW_STEP_ROW
      || !one_of (lw_statement_text (statement, 0), weights_names, _("weights of the method"), &weights, error)
      || !lw_rounding_stage_parse (lw_statement_text (statement, 2), &stage, error)
      || !lw_rounding_parse (lw_statement_text (statement, 4), &rule, error))
    return NULL;
  model = lw_evaluation_model_new (weights, lw_statement_text (statement, 1), stage,
                                   (guint) CLAMP (lw_statement_int (statement, 3), 0, G_MAXINT), rule,
                                   lw_statement_text (statement, 5), error);
  if (model == NULL || !load_basis (model, statement, connection, error)
      || !lw_price_low_limits_parse (&model->low, lw_statement_text (statement, 12), lw_statement_text (statement, 13),
                                     error)
      || (!lw_statement_is_null (statement, 14)
          && !lw_rational_parse (&model->discount, lw_statement_text (statement, 14), _("discount of the method"), error)))
    return NULL;
  model->trust = g_strdup (lw_statement_text (statement, 6));
  return g_steal_pointer (&model);
}

static gboolean
load_scales (LwEvaluationModel *model, LwConnection *connection, GError **error)
{
  g_autoptr (LwStatement) scales
      = lw_connection_prepare (connection, "SELECT id, title FROM evaluation_scale ORDER BY id", error);
  g_autoptr (LwStatement) marks = scales == NULL ? NULL : lw_connection_prepare (
      connection, "SELECT value, label FROM evaluation_scale_mark WHERE scale = ? ORDER BY position, value", error);
  LwStep step;

  if (marks == NULL)
    return FALSE;
  while ((step = lw_statement_step (scales, error)) == LW_STEP_ROW)
    {
      LwEvaluationScale *scale
          = lw_evaluation_model_add_scale (model, lw_statement_text (scales, 0), lw_statement_text (scales, 1));

      lw_statement_reset (marks);
      lw_statement_bind (marks, "s", scale->id);
      while ((step = lw_statement_step (marks, error)) == LW_STEP_ROW)
        if (!lw_evaluation_scale_add (scale, lw_statement_text (marks, 0), lw_statement_text (marks, 1), error))
          return FALSE;
      if (step == LW_STEP_ERROR)
        return FALSE;
    }
  return step == LW_STEP_DONE;
}

static gboolean
load_criterion (LwEvaluationModel *model, LwStatement *row, GError **error)
{
  const char *id = lw_statement_text (row, 0);
  g_autofree char *what = g_strdup_printf (_("kind of criterion %s"), id);
  const char *factor_text = lw_statement_text (row, 11);
  LwFraction factor = { 0, 1 };
  guint kind;

  if (!one_of (lw_statement_text (row, 3), lw_criterion_kinds, what, &kind, error)
      || (factor_text != NULL && !lw_price_factor_parse (factor_text, &factor, error)))
    return FALSE;
  return lw_evaluation_model_add (
      model,
      &(LwEvaluationCriterionText) {
          .id = id,
          .parent = lw_statement_text (row, 1),
          .title = lw_statement_text (row, 2),
          .kind = kind,
          .weight = lw_statement_text (row, 4),
          .scale = lw_statement_text (row, 5),
          .common = g_strcmp0 (lw_statement_text (row, 6), "common") == 0,
          .minimum = lw_statement_text (row, 7),
          .formula = lw_statement_text (row, 8),
          .terms = { lw_statement_int (row, 9), lw_statement_int (row, 10), factor },
      },
      error);
}

static gboolean
load_criteria (LwEvaluationModel *model, LwConnection *connection, GError **error)
{
  g_autoptr (LwStatement) statement = lw_connection_prepare (
      connection,
      "SELECT id, parent, title, kind, weight, scale, scope, minimum, formula, optimum, top, factor"
      " FROM evaluation_criterion ORDER BY position, id",
      error);
  LwStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = lw_statement_step (statement, error)) == LW_STEP_ROW)
    if (!load_criterion (model, statement, error))
      return FALSE;
  return step == LW_STEP_DONE;
}

static gboolean
load_tie_rules (LwEvaluationModel *model, LwConnection *connection, GError **error)
{
  g_autoptr (LwStatement) statement = lw_connection_prepare (
      connection, "SELECT rule, criterion, seed FROM evaluation_tie_rule ORDER BY position", error);
  LwStep step;
  guint kind;

  if (statement == NULL)
    return FALSE;
  while ((step = lw_statement_step (statement, error)) == LW_STEP_ROW)
    {
      const char *criterion = lw_statement_text (statement, 1), *seed = lw_statement_text (statement, 2);

      if (!one_of (lw_statement_text (statement, 0), lw_tie_rule_kinds, _("tie rule"), &kind, error))
        return FALSE;
      g_ptr_array_add (model->tie_rules, lw_tie_rule_new (kind, criterion != NULL ? criterion : "",
                                                          seed != NULL ? seed : ""));
    }
  return step == LW_STEP_DONE;
}

LwEvaluationModel *
lw_evaluation_model_load (LwConnection *connection, GError **error)
{
  g_autoptr (LwEvaluationModel) model = load_method (connection, error);

  if (model == NULL || !load_scales (model, connection, error) || !load_criteria (model, connection, error)
      || !load_tie_rules (model, connection, error) || !lw_evaluation_model_finish (model, error))
    return NULL;
  return g_steal_pointer (&model);
}
