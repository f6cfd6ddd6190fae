/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The verb agreement. JSON: docs/methods.md. */
#include "config.h"

#include "lw-evaluation-verbs.h"
#include "lw-evaluation-agreement.h"
#include "lw-evaluation-explain.h"

#include "base/lw-i18n.h"

/* So many cells are told one by one; --json and --csv have all. */
#define TOLD 20

typedef struct
{
  LwVerbRun *run;
  const LwEvaluationMarks *marks;
  const LwAgreement *agreement;
  JsonBuilder *json;
} Telling;

static char *
alpha_text (gboolean defined, const LwRational *alpha)
{
  return defined ? lw_rational_format (alpha, 3, LW_ROUNDING_HALF_UP) : g_strdup (_("not defined"));
}

static void
add_number (const Telling *telling, const char *name, guint number)
{
  json_builder_set_member_name (telling->json, name);
  json_builder_add_int_value (telling->json, number);
}

static void
add_rational (const Telling *telling, const char *name, gboolean defined, const LwRational *value)
{
  g_autofree char *exact = defined ? lw_rational_to_exact (value) : NULL;

  lw_evaluation_json_string (telling->json, name, exact);
}

static void
begin (const Telling *telling, const char *name)
{
  json_builder_set_member_name (telling->json, name);
  json_builder_begin_array (telling->json);
}

/* ---- criteria ---- */

static void
tell_criteria (const Telling *telling)
{
  g_autoptr (LwVerbTable) table = lw_verb_table_new (_("Krippendorff's alpha (ordinal): 1 where all agree, 0 where only by chance"));
  g_autofree char *overall = alpha_text (telling->agreement->defined, &telling->agreement->alpha);
  g_autofree char *all = g_strdup_printf ("%u", telling->agreement->n_cells);

  lw_verb_table_add_column (table, _("Criterion"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, _("Title"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, _("Marked twice or more"), LW_ALIGN_RIGHT);
  lw_verb_table_add_column (table, _("Alpha"), LW_ALIGN_RIGHT);
  lw_verb_table_add_column (table, _("Disagree"), LW_ALIGN_RIGHT);
  begin (telling, "criteria");
  for (guint i = 0; i < telling->agreement->n_criteria; i++)
    {
      const LwCriterionAgreement *one = &telling->agreement->criteria[i];
      const LwEvaluationCriterion *criterion = &telling->marks->model->criteria[one->criterion];
      g_autofree char *alpha = alpha_text (one->defined, &one->alpha);
      g_autofree char *cells = g_strdup_printf ("%u", one->n_cells);
      g_autofree char *disagree = g_strdup_printf ("%u", one->n_disagree);

      lw_verb_table_add_row (table, criterion->id, criterion->title, cells, alpha, disagree);
      json_builder_begin_object (telling->json);
      lw_evaluation_json_string (telling->json, "criterion", criterion->id);
      add_number (telling, "cells", one->n_cells);
      add_rational (telling, "alpha", one->defined, &one->alpha);
      add_number (telling, "disagree", one->n_disagree);
      json_builder_end_object (telling->json);
    }
  json_builder_end_array (telling->json);
  lw_verb_table_add_row (table, "", _("All that are scored"), all, overall, "");
  if (lw_verb_output (telling->run) == LW_OUTPUT_TEXT)
    lw_verb_table (telling->run, table);
}

/* ---- evaluators ---- */

static void
tell_evaluators (const Telling *telling)
{
  g_autoptr (LwVerbTable) table = lw_verb_table_new (_("Bias: how far an evaluator's marks lie above those of the others, as a share of the scale"));
  g_auto (LwRational) percent = LW_RATIONAL_INIT, hundred = LW_RATIONAL_INIT;

  lw_rational_set_int (&hundred, 100, 1);
  lw_verb_table_add_column (table, _("Evaluator"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, _("Name"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, _("Marks"), LW_ALIGN_RIGHT);
  lw_verb_table_add_column (table, _("Bias (%)"), LW_ALIGN_RIGHT);
  begin (telling, "evaluators");
  for (guint i = 0; i < telling->agreement->n_evaluators; i++)
    {
      const LwEvaluatorBias *one = &telling->agreement->evaluators[i];
      g_autofree char *cells = g_strdup_printf ("%u", one->n_cells), *bias = NULL;

      lw_rational_mul (&percent, &one->bias, &hundred);
      bias = one->n_cells > 0 ? lw_rational_format (&percent, 1, LW_ROUNDING_HALF_UP) : NULL;
      lw_verb_table_add_row (table, one->id, one->name, cells, bias);
      json_builder_begin_object (telling->json);
      lw_evaluation_json_string (telling->json, "person", one->id);
      lw_evaluation_json_string (telling->json, "name", one->name);
      add_number (telling, "cells", one->n_cells);
      add_rational (telling, "bias", one->n_cells > 0, &one->bias);
      json_builder_end_object (telling->json);
    }
  json_builder_end_array (telling->json);
  if (lw_verb_output (telling->run) == LW_OUTPUT_TEXT)
    lw_verb_table (telling->run, table);
}

/* ---- cells ---- */

static void
tell_disagreement (const Telling *telling, const LwDisagreement *one, LwVerbTable *table, gboolean told)
{
  const LwEvaluationMarks *marks = telling->marks;
  const LwEvaluationCriterion *criterion = &marks->model->criteria[one->criterion];
  const char *lot = one->lot < 0 ? NULL : marks->lots[one->lot].id, *bidder = marks->bidders[one->bidder].id;
  const char *lowest = criterion->scale->marks[one->lowest].value, *highest = criterion->scale->marks[one->highest].value;
  g_autofree char *where = lot == NULL ? g_strdup_printf ("%s/%s", bidder, criterion->id)
                                       : g_strdup_printf ("%s/%s/%s", lot, bidder, criterion->id);

  if (told)
    lw_verb_table_add_row (table, where, lowest, highest, criterion->title);
  json_builder_begin_object (telling->json);
  lw_evaluation_json_string (telling->json, "where", where);
  lw_evaluation_json_string (telling->json, "lot", lot);
  lw_evaluation_json_string (telling->json, "bidder", bidder);
  lw_evaluation_json_string (telling->json, "criterion", criterion->id);
  lw_evaluation_json_string (telling->json, "lowest", lowest);
  lw_evaluation_json_string (telling->json, "highest", highest);
  json_builder_end_object (telling->json);
}

static void
tell_disagreements (const Telling *telling)
{
  const gboolean csv = lw_verb_output (telling->run) == LW_OUTPUT_CSV;
  const guint n = telling->agreement->disagreements->len;
  g_autofree char *title = csv ? NULL : g_strdup_printf (_("Marks that lie %u %% of the scale apart or more"), telling->agreement->percent);
  g_autoptr (LwVerbTable) table = lw_verb_table_new (title);

  lw_verb_table_add_column (table, csv ? "where" : _("Where"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, csv ? "lowest" : _("Lowest"), LW_ALIGN_RIGHT);
  lw_verb_table_add_column (table, csv ? "highest" : _("Highest"), LW_ALIGN_RIGHT);
  lw_verb_table_add_column (table, csv ? "title" : _("Title"), LW_ALIGN_LEFT);
  begin (telling, "disagreements");
  for (guint i = 0; i < n; i++)
    tell_disagreement (telling, &g_array_index (telling->agreement->disagreements, LwDisagreement, i), table, csv || i < TOLD);
  json_builder_end_array (telling->json);
  if (n > 0 || csv)
    lw_verb_table (telling->run, table);
  else
    lw_verb_say (telling->run, _("No marks lie %u %% of the scale apart or more."), telling->agreement->percent);
  if (n > TOLD)
    lw_verb_say (telling->run, ngettext ("and %u cell more", "and %u cells more", n - TOLD), n - TOLD);
}

int
lw_evaluation_run_agreement (LwVerbRun *run, GError **error)
{
  LwStore *store = lw_verb_store (run, LW_STORE_READ_ONLY, error);
  g_autoptr (LwReader) reader = store == NULL ? NULL : lw_store_reader (store, error);
  g_autoptr (LwEvaluationMarks) marks = NULL;
  g_autoptr (LwAgreement) agreement = NULL;
  g_autoptr (JsonBuilder) json = json_builder_new ();
  const char *text = lw_verb_option (run, "percent");
  guint64 percent = LW_DISAGREE_PERCENT;

  if (reader == NULL || !lw_reader_freeze (reader, error))
    return LW_EXIT_ERROR;
  if (text != NULL && !g_ascii_string_to_unsigned (text, 10, 1, 100, &percent, error))
    {
      g_prefix_error (error, "--percent: ");
      return LW_EXIT_ERROR;
    }
  marks = lw_evaluation_marks_load_structure (lw_reader_connection (reader), error);
  agreement = marks == NULL ? NULL : lw_evaluation_agreement (marks, lw_reader_connection (reader), (guint) percent, error);
  if (agreement == NULL)
    return LW_EXIT_ERROR;
  const Telling telling = { run, marks, agreement, json };
  json_builder_begin_object (json);
  add_rational (&telling, "alpha", agreement->defined, &agreement->alpha);
  add_number (&telling, "cells", agreement->n_cells);
  add_number (&telling, "percent", agreement->percent);
  tell_criteria (&telling);
  tell_evaluators (&telling);
  tell_disagreements (&telling);
  json_builder_end_object (json);
  lw_verb_json (run, json_builder_get_root (json));
  return LW_EXIT_FINE;
}
