/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The method from a file. */
#include "config.h"

#include "lw-evaluation-model.h"

#include <string.h>

#include "base/lw-error.h"
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

static LwEvaluationModel *
load_method (LwConnection *connection, GError **error)
{
  static const char *const weights_names[] = { "points", "basis-points", NULL };
  g_autoptr (LwStatement) statement = lw_connection_prepare (
      connection, "SELECT weights, whole, rounding, places, rule, minimum, trust FROM evaluation_method", error);
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
  if (model != NULL)
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
  guint kind;

  if (!one_of (lw_statement_text (row, 3), lw_criterion_kinds, what, &kind, error))
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
          .terms = { lw_statement_int (row, 9), lw_statement_int (row, 10) },
      },
      error);
}

static gboolean
load_criteria (LwEvaluationModel *model, LwConnection *connection, GError **error)
{
  g_autoptr (LwStatement) statement = lw_connection_prepare (
      connection,
      "SELECT id, parent, title, kind, weight, scale, scope, minimum, formula, optimum, top"
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

LwEvaluationModel *
lw_evaluation_model_load (LwConnection *connection, GError **error)
{
  g_autoptr (LwEvaluationModel) model = load_method (connection, error);

  if (model == NULL || !load_scales (model, connection, error) || !load_criteria (model, connection, error)
      || !lw_evaluation_model_finish (model, error))
    return NULL;
  return g_steal_pointer (&model);
}
