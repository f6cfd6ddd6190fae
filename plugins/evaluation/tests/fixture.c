/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "fixture.h"
#include "lw-evaluation.h"
#include "model/lw-model.h"

#include <glib/gstdio.h>
#include <string.h>

void
assert_exact (const LwRational *value, const char *expected)
{
  g_autofree char *exact = lw_rational_to_exact (value);

  g_assert_cmpstr (exact, ==, expected);
}

/* ---- models ---- */

LwEvaluationModel *
fixture_model (LwEvaluationWeights weights, const char *whole, LwRoundingStage stage, guint places, LwRounding rule,
               const char *minimum)
{
  g_autoptr (GError) error = NULL;
  LwEvaluationModel *model = lw_evaluation_model_new (weights, whole, stage, places, rule, minimum, &error);

  g_assert_no_error (error);
  g_assert_nonnull (model);
  return model;
}

void
fixture_scale (LwEvaluationModel *model, const char *id, const char *values)
{
  LwEvaluationScale *scale = lw_evaluation_model_add_scale (model, id, id);
  g_auto (GStrv) parts = g_strsplit (values, " ", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      const gboolean fine = lw_evaluation_scale_add (scale, parts[i], parts[i], &error);

      g_assert_no_error (error);
      g_assert_true (fine);
    }
}

void
fixture_criterion (LwEvaluationModel *model, const LwEvaluationCriterionText *text)
{
  g_autoptr (GError) error = NULL;
  LwEvaluationCriterionText titled = *text;

  titled.title = text->title != NULL ? text->title : text->id;
  const gboolean fine = lw_evaluation_model_add (model, &titled, &error);

  g_assert_no_error (error);
  g_assert_true (fine);
}

void
fixture_finish (LwEvaluationModel *model)
{
  g_autoptr (GError) error = NULL;
  const gboolean fine = lw_evaluation_model_finish (model, &error);

  g_assert_no_error (error);
  g_assert_true (fine);
}

guint
fixture_leaf (const LwEvaluationModel *model, const char *id)
{
  const int index = lw_evaluation_model_find (model, id, -1);

  g_assert_cmpint (index, >=, 0);
  g_assert_cmpint (model->criteria[index].kind, !=, LW_CRITERION_GROUP);
  return model->criteria[index].first_leaf;
}

void
fixture_mark (LwEvaluationMarks *marks, guint bid, const char *id, const char *mark)
{
  const guint leaf = fixture_leaf (marks->model, id);
  const int cell = lw_evaluation_scale_find (lw_evaluation_model_leaf (marks->model, leaf)->scale, mark, -1);

  g_assert_cmpint (cell, >=, 0);
  lw_evaluation_marks_set (marks, bid, leaf, cell);
}

/* ---- stores ---- */

LwSchema *
fixture_schema (void)
{
  LwSchema *schema = lw_schema_new ();

  lw_schema_add (schema, "core", LW_CORE_SCHEMA_PATH);
  lw_schema_add (schema, LW_EVALUATION_ID, LW_EVALUATION_SCHEMA_PATH);
  return schema;
}

static gboolean
fill_row (LwTransaction *transaction, const char *row, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (row, "|", -1);
  const guint n = g_strv_length (parts) - 1;
  g_autofree const char **columns = g_new0 (const char *, n + 1);
  g_autofree const char **values = g_new0 (const char *, n + 1);
  g_autofree gssize *lengths = g_new (gssize, n + 1);
  g_autoptr (LwBulk) bulk = NULL;

  for (guint i = 0; i < n; i++)
    {
      char *equals = strchr (parts[i + 1], '=');

      g_assert_nonnull (equals);
      *equals = '\0';
      columns[i] = parts[i + 1];
      values[i] = g_strdelimit (equals + 1, "@", '\n');
      lengths[i] = -1;
    }
  bulk = lw_bulk_new (transaction, parts[0], columns, error);
  return bulk != NULL && lw_bulk_add (bulk, values, lengths, error);
}

static gboolean
fill (LwTransaction *transaction, gpointer data, GError **error)
{
  const char *const *rows = data;

  for (guint i = 0; rows[i] != NULL; i++)
    if (!fill_row (transaction, rows[i], error))
      return FALSE;
  return TRUE;
}

LwStore *
fixture_store (const char *const *rows)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwSchema) schema = fixture_schema ();
  g_autofree char *directory = g_dir_make_tmp ("lotwise-evaluation-XXXXXX", &error);
  g_autofree char *path = NULL;
  g_autoptr (LwCommand) command = lw_command_new ("Make a test", "tester", NULL, fill, (gpointer) rows, NULL);
  LwStore *store;

  g_assert_no_error (error);
  path = g_build_filename (directory, "test.lotwise", NULL);
  store = lw_store_create (path, schema, command, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (store);
  return store;
}

static const char *const small_rows[] = {
  "competition|id=small|title=Small|currency=GBP",
  "provenance|subject=marks|trust=illustrative|note=Invented.",
  "lot|id=L1|title=North|position=1",
  "lot|id=L2|title=South|position=2",
  "bidder|id=B1|name=First|form=single|position=1",
  "bidder|id=B2|name=Second|form=single|position=2",
  "bidder|id=B3|name=Third|form=single|position=3",
  "bid|lot=L1|bidder=B1|price=10000|status=submitted",
  "bid|lot=L1|bidder=B2|price=8000|status=submitted",
  "bid|lot=L1|bidder=B3|price=12500|status=submitted",
  "bid|lot=L2|bidder=B1|price=20000|status=submitted",
  "bid|lot=L2|bidder=B2|price=25000|status=submitted",
  "bid|lot=L2|bidder=B3|price=5000|status=withdrawn",
  "person|id=E1|name=Evaluator 1",
  "person|id=E2|name=Evaluator 2",
  "evaluation_method|id=method|weights=points|whole=100|rounding=total|places=2|rule=half-up",
  "evaluation_scale|id=S5|title=0 to 5",
  "evaluation_scale_mark|scale=S5|value=0|label=Unacceptable|position=1",
  "evaluation_scale_mark|scale=S5|value=1|label=Poor|position=2",
  "evaluation_scale_mark|scale=S5|value=2|label=Fair|position=3",
  "evaluation_scale_mark|scale=S5|value=3|label=Satisfactory|position=4",
  "evaluation_scale_mark|scale=S5|value=4|label=Good|position=5",
  "evaluation_scale_mark|scale=S5|value=5|label=Excellent|position=6",
  "evaluation_criterion|id=1|title=Quality|kind=group|weight=60|position=1",
  "evaluation_criterion|id=1.1|parent=1|title=Delivery|kind=scored|weight=35|scale=S5|scope=lot|minimum=1|position=2",
  "evaluation_criterion|id=1.2|parent=1|title=Security|kind=scored|weight=25|scale=S5|scope=common|minimum=1|position=3",
  "evaluation_criterion|id=2|title=Conditions|kind=group|position=4",
  "evaluation_criterion|id=2.1|parent=2|title=Accepts the terms|kind=pass-fail|scope=common|position=5",
  "evaluation_criterion|id=3|title=Price|kind=price|weight=40|formula=lowest-over-price|position=6",
  "evaluation_mark|lot=|bidder=B1|criterion=1.2|person=E1|mark=3",
  "evaluation_mark|lot=|bidder=B1|criterion=1.2|person=E2|mark=3",
  "evaluation_mark|lot=|bidder=B1|criterion=2.1|person=E1|mark=pass",
  "evaluation_mark|lot=|bidder=B2|criterion=1.2|person=E1|mark=4",
  "evaluation_mark|lot=|bidder=B2|criterion=1.2|person=E2|mark=4",
  "evaluation_mark|lot=|bidder=B2|criterion=2.1|person=E1|mark=pass",
  "evaluation_mark|lot=|bidder=B3|criterion=1.2|person=E1|mark=5",
  "evaluation_mark|lot=|bidder=B3|criterion=1.2|person=E2|mark=5",
  "evaluation_mark|lot=|bidder=B3|criterion=2.1|person=E1|mark=pass",
  "evaluation_mark|lot=L1|bidder=B1|criterion=1.1|person=E1|mark=4|rationale=Clear plan (p. 12).@Dated.",
  "evaluation_mark|lot=L1|bidder=B1|criterion=1.1|person=E2|mark=3|rationale=Few dates.",
  "evaluation_mark|lot=L1|bidder=B2|criterion=1.1|person=E1|mark=2",
  "evaluation_mark|lot=L1|bidder=B2|criterion=1.1|person=E2|mark=2",
  "evaluation_mark|lot=L1|bidder=B3|criterion=1.1|person=E1|mark=5",
  "evaluation_mark|lot=L1|bidder=B3|criterion=1.1|person=E2|mark=5",
  "evaluation_mark|lot=L2|bidder=B1|criterion=1.1|person=E1|mark=3",
  "evaluation_mark|lot=L2|bidder=B1|criterion=1.1|person=E2|mark=3",
  "evaluation_mark|lot=L2|bidder=B2|criterion=1.1|person=E1|mark=5",
  "evaluation_mark|lot=L2|bidder=B2|criterion=1.1|person=E2|mark=5",
  "evaluation_consensus|lot=L1|bidder=B1|criterion=1.1|mark=4|rationale=Dates are in the annex.",
  NULL,
};

LwStore *
fixture_small_store (const char *const *more)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  for (guint i = 0; small_rows[i] != NULL; i++)
    g_ptr_array_add (rows, (gpointer) small_rows[i]);
  for (guint i = 0; more != NULL && more[i] != NULL; i++)
    g_ptr_array_add (rows, (gpointer) more[i]);
  g_ptr_array_add (rows, NULL);
  return fixture_store ((const char *const *) rows->pdata);
}

void
fixture_close (LwStore *store)
{
  g_autofree char *path = g_strdup (lw_store_get_path (store));
  g_autofree char *directory = g_path_get_dirname (path);

  lw_store_close (store);
  g_object_unref (store);
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_rmdir (directory), ==, 0);
}

static gboolean
run_sql (LwTransaction *transaction, gpointer data, GError **error)
{
  return lw_connection_run (lw_transaction_connection (transaction), error, data, "");
}

void
fixture_run (LwStore *store, const char *sql)
{
  g_autoptr (LwCommand) command = lw_command_new ("Change a test", "tester", NULL, run_sql, (gpointer) sql, NULL);
  g_autoptr (GError) error = NULL;
  const gboolean fine = lw_store_run (store, command, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (fine);
}

void
fixture_refuse (LwStore *store, const char *sql)
{
  g_autoptr (LwCommand) command = lw_command_new ("Change a test", "tester", NULL, run_sql, (gpointer) sql, NULL);
  g_autoptr (GError) error = NULL;
  const gboolean fine = lw_store_run (store, command, NULL, &error);

  g_assert_false (fine);
  g_assert_nonnull (error);
}
