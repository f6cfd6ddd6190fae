/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The verb explain. What --json prints is a contract: docs/methods.md. */
#include "config.h"

#include "lw-evaluation-explain.h"
#include "lw-evaluation-trust.h"
#include "lw-evaluation-verbs.h"

#include "base/lw-i18n.h"

/* Every row names the bid and its result: a file of rows stands alone. */
typedef struct
{
  const LwExplanation *explanation;
  LwVerbTable *table;
  char *rank;
  char *total;
} Sheet;

static void
csv_step (const Sheet *sheet, const LwExplainStep *step, guint level)
{
  const LwExplanation *explanation = sheet->explanation;
  g_autofree char *depth = g_strdup_printf ("%u", level);
  g_autofree char *before = step->has_before ? lw_rational_to_exact (&step->before) : NULL;
  g_autofree char *exact = step->has_value ? lw_rational_to_exact (&step->value) : NULL;

  lw_verb_table_add_row (sheet->table, depth, lw_explain_kind_to_string (step->kind), step->id, step->title, step->text,
                    step->mark, before, exact, step->rationale, step->price, explanation->lot, explanation->bidder,
                    explanation->name, sheet->rank, sheet->total, explanation->total_trust, explanation->provisional);
  for (guint i = 0; step->steps != NULL && i < step->steps->len; i++)
    csv_step (sheet, g_ptr_array_index (step->steps, i), level + 1);
}

static void
csv_explanation (LwVerbRun *run, const LwExplanation *explanation)
{
  static const char *const columns[]
      = { "level", "step",   "id",  "title",  "text", "mark", "before", "exact",
          "rationale", "price", "lot", "bidder", "name", "rank", "total", "trust", "provisional" };
  g_autoptr (LwVerbTable) table = lw_verb_table_new (NULL);
  g_autofree char *rank = lw_evaluation_rank_text (explanation->rank, FALSE);
  g_autofree char *total
      = explanation->total->has_value
            ? lw_rational_to_decimal (&explanation->total->value, explanation->places, explanation->rule)
            : NULL;
  const Sheet sheet = { explanation, table, rank, total };

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    lw_verb_table_add_column (table, columns[i], LW_ALIGN_LEFT);
  csv_step (&sheet, explanation->total, 0);
  lw_verb_table (run, table);
}

static void
report_explanation (LwVerbRun *run, const LwExplanation *explanation, const LwFindings *problems)
{
  g_autofree char *text = lw_explanation_to_text (explanation);
  JsonNode *node = lw_explanation_to_json (explanation);

  if (lw_verb_output (run) == LW_OUTPUT_CSV)
    csv_explanation (run, explanation);
  lw_verb_say (run, "%s", text);
  lw_evaluation_say_problems (run, problems);
  json_object_set_array_member (json_node_get_object (node), "problems", lw_evaluation_json_findings (problems, LW_SEVERITY_ERROR));
  lw_verb_json (run, node);
}

int
lw_evaluation_run_explain (LwVerbRun *run, GError **error)
{
  LwStore *store = lw_verb_store (run, LW_STORE_READ_ONLY, error);
  g_autoptr (LwReader) reader = store == NULL ? NULL : lw_store_reader (store, error);
  g_autoptr (LwEvaluationMarks) marks = NULL;
  g_autoptr (LwExplanation) explanation = NULL;
  g_autoptr (LwFindings) problems = NULL;

  /* Marks and rationales of one state of the file. */
  if (reader == NULL || !lw_reader_freeze (reader, error))
    return LW_EXIT_ERROR;
  marks = lw_evaluation_marks_load (lw_reader_connection (reader), error);
  if (marks == NULL)
    return LW_EXIT_ERROR;
  explanation = lw_evaluation_explain (marks, lw_reader_connection (reader), lw_verb_arg (run, 1),
                                       lw_verb_arg (run, 2), error);
  if (explanation == NULL)
    return LW_EXIT_ERROR;
  problems = lw_evaluation_check_method (marks);
  report_explanation (run, explanation, problems);
  return LW_EXIT_FINE;
}
