/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The verbs rank and explain, and the list of all. What --json prints is a contract: docs/methods.md. */
#include "config.h"

#include "lw-evaluation.h"
#include "lw-evaluation-explain.h"
#include "lw-evaluation-verbs.h"
#include "model/lw-model.h"

#include "base/lw-error.h"
#include "base/lw-id.h"

#include "base/lw-i18n.h"

/* ---- small parts ---- */

char *
lw_evaluation_rank_text (guint rank, gboolean tied)
{
  return rank == 0 ? g_strdup ("") : g_strdup_printf ("%u%s", rank, tied ? "=" : "");
}

void
lw_evaluation_json_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

static const char *
criterion_id (const LwEvaluationModel *model, guint criterion)
{
  return criterion == LW_FAILED_TOTAL ? "total" : model->criteria[criterion].id;
}

static char *
list_criteria (const LwEvaluationModel *model, const guint *criteria, guint n)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", criterion_id (model, criteria[i]));
  return g_string_free (list, FALSE);
}

static void
add_criteria (JsonBuilder *builder, const char *name, const LwEvaluationModel *model, const guint *criteria, guint n)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    json_builder_add_string_value (builder, criterion_id (model, criteria[i]));
  json_builder_end_array (builder);
}

/* "illustrative: marks, prices; reconstructed: lots", or NULL where nothing is said. */
static gboolean
load_trust (LwConnection *connection, char **text, GError **error)
{
  g_autoptr (LwStatement) statement
      = lw_connection_prepare (connection, "SELECT trust, subject FROM provenance ORDER BY trust, subject", error);
  g_autoptr (GString) list = g_string_new (NULL);
  g_autofree char *last = NULL;
  LwStep step;

  *text = NULL;
  if (statement == NULL)
    return FALSE;
  while ((step = lw_statement_step (statement, error)) == LW_STEP_ROW)
    {
      const char *trust = lw_statement_text (statement, 0);

      if (g_strcmp0 (trust, last) == 0)
        g_string_append_printf (list, ", %s", lw_statement_text (statement, 1));
      else
        g_string_append_printf (list, "%s%s: %s", list->len > 0 ? "; " : "", trust, lw_statement_text (statement, 1));
      g_free (last);
      last = g_strdup (trust);
    }
  if (step == LW_STEP_DONE && list->len > 0)
    *text = g_strdup (list->str);
  return step == LW_STEP_DONE;
}

/* ---- rank ---- */

typedef struct
{
  LwVerbRun *run;
  LwConnection *connection;
  LwCompetition *competition;
  LwEvaluationMarks *marks;
  guint first_lot; /* lots to rank */
  guint end_lot;
  GPtrArray *rankings; /* of LwLotRanking, by lot from first_lot */
} Rank;

static void
rank_clear (Rank *rank)
{
  g_clear_pointer (&rank->competition, lw_competition_free);
  g_clear_pointer (&rank->marks, lw_evaluation_marks_free);
  g_clear_pointer (&rank->rankings, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Rank, rank_clear)

static char *
note_of (const LwEvaluationModel *model, const LwBidResult *result)
{
  g_autofree char *failed = list_criteria (model, result->failed, result->n_failed);
  g_autofree char *missing = list_criteria (model, result->missing, result->n_missing);

  if (result->n_failed > 0 && result->n_missing > 0)
    return g_strdup_printf (_("fails %s; missing %s"), failed, missing);
  if (result->n_failed > 0)
    return g_strdup_printf (_("fails %s"), failed);
  return result->n_missing > 0 ? g_strdup_printf (_("missing %s"), missing) : g_strdup ("");
}

static void
table_lot (const Rank *rank, const LwLotRanking *ranking)
{
  const LwEvaluationMarks *marks = rank->marks;
  const LwEvaluationLot *lot = &marks->lots[ranking->lot];
  g_autofree char *title = g_strdup_printf (_("%s %s"), lot->id, lot->title);
  g_autoptr (LwTable) table = lw_table_new (title);

  lw_table_add_column (table, _("Rank"), LW_ALIGN_RIGHT);
  lw_table_add_column (table, _("Bidder"), LW_ALIGN_LEFT);
  lw_table_add_column (table, _("Name"), LW_ALIGN_LEFT);
  lw_table_add_column (table, _("Total"), LW_ALIGN_RIGHT);
  lw_table_add_column (table, _("Note"), LW_ALIGN_LEFT);
  for (guint i = 0; i < ranking->n_results; i++)
    {
      const LwBidResult *result = &ranking->results[i];
      const LwEvaluationBidder *bidder = &marks->bidders[marks->bids[result->bid].bidder];
      g_autofree char *place = lw_evaluation_rank_text (result->rank, result->tied);
      g_autofree char *note = note_of (marks->model, result);
      g_autofree char *total = result->standing == LW_STANDING_INCOMPLETE
                                   ? NULL
                                   : lw_rational_format (&result->total, marks->model->places, marks->model->rule);

      lw_table_add_row (table, place, bidder->id, bidder->name, total, note);
    }
  lw_verb_table (rank->run, table);
}

/* One table for all lots, for programs. */
static void
csv_lots (const Rank *rank)
{
  static const char *const columns[]
      = { "lot", "rank", "bidder", "name", "total", "exact", "tied", "failed", "missing" };
  const LwEvaluationMarks *marks = rank->marks;
  g_autoptr (LwTable) table = lw_table_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    lw_table_add_column (table, columns[i], LW_ALIGN_LEFT);
  for (guint l = 0; l < rank->rankings->len; l++)
    {
      const LwLotRanking *ranking = g_ptr_array_index (rank->rankings, l);

      for (guint i = 0; i < ranking->n_results; i++)
        {
          const LwBidResult *result = &ranking->results[i];
          const LwEvaluationBidder *bidder = &marks->bidders[marks->bids[result->bid].bidder];
          const gboolean whole = result->standing != LW_STANDING_INCOMPLETE;
          g_autofree char *place = lw_evaluation_rank_text (result->rank, FALSE);
          g_autofree char *failed = list_criteria (marks->model, result->failed, result->n_failed);
          g_autofree char *missing = list_criteria (marks->model, result->missing, result->n_missing);
          g_autofree char *total
              = whole ? lw_rational_to_decimal (&result->total, marks->model->places, marks->model->rule) : NULL;
          g_autofree char *exact = whole ? lw_rational_to_exact (&result->total) : NULL;

          lw_table_add_row (table, marks->lots[ranking->lot].id, place, bidder->id, bidder->name, total, exact,
                            result->tied ? "true" : "false", failed, missing);
        }
    }
  lw_verb_table (rank->run, table);
}

/* What each weighted leaf contributes; a leaf without a mark or a price has no entry. */
static void
json_contributions (JsonBuilder *builder, const LwEvaluationMarks *marks, const LwLotRanking *ranking,
                    const LwBidResult *result)
{
  const LwEvaluationModel *model = marks->model;
  g_auto (LwRational) points = LW_RATIONAL_INIT;

  json_builder_set_member_name (builder, "contributions");
  json_builder_begin_array (builder);
  for (guint leaf = 0; leaf < model->n_leaves; leaf++)
    {
      const LwEvaluationCriterion *criterion = lw_evaluation_model_leaf (model, leaf);

      if (!lw_evaluation_criterion_is_weighted (criterion)
          || !lw_evaluation_leaf_points (marks, result->bid, leaf, &ranking->market, &points, NULL))
        continue;
      g_autofree char *decimal = lw_rational_to_decimal (&points, model->places, model->rule);
      g_autofree char *exact = lw_rational_to_exact (&points);
      json_builder_begin_object (builder);
      lw_evaluation_json_string (builder, "criterion", criterion->id);
      lw_evaluation_json_string (builder, "points", decimal);
      lw_evaluation_json_string (builder, "exact", exact);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
json_result (JsonBuilder *builder, const LwEvaluationMarks *marks, const LwLotRanking *ranking,
             const LwBidResult *result)
{
  const LwEvaluationModel *model = marks->model;
  const LwEvaluationBidder *bidder = &marks->bidders[marks->bids[result->bid].bidder];
  const gboolean whole = result->standing != LW_STANDING_INCOMPLETE;
  g_autofree char *total = whole ? lw_rational_to_decimal (&result->total, model->places, model->rule) : NULL;
  g_autofree char *exact = whole ? lw_rational_to_exact (&result->total) : NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "rank");
  if (result->rank > 0)
    json_builder_add_int_value (builder, result->rank);
  else
    json_builder_add_null_value (builder);
  lw_evaluation_json_string (builder, "bidder", bidder->id);
  lw_evaluation_json_string (builder, "name", bidder->name);
  lw_evaluation_json_string (builder, "total", total);
  lw_evaluation_json_string (builder, "exact", exact);
  json_builder_set_member_name (builder, "tied");
  json_builder_add_boolean_value (builder, result->tied);
  add_criteria (builder, "failed", model, result->failed, result->n_failed);
  add_criteria (builder, "missing", model, result->missing, result->n_missing);
  json_contributions (builder, marks, ranking, result);
  json_builder_end_object (builder);
}

static void
json_lots (const Rank *rank, const char *trust)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  lw_evaluation_json_string (builder, "competition", rank->competition->id);
  lw_evaluation_json_string (builder, "title", rank->competition->title);
  if (trust != NULL)
    lw_evaluation_json_string (builder, "trust", trust);
  json_builder_set_member_name (builder, "lots");
  json_builder_begin_array (builder);
  for (guint l = 0; l < rank->rankings->len; l++)
    {
      const LwLotRanking *ranking = g_ptr_array_index (rank->rankings, l);
      const LwEvaluationLot *lot = &rank->marks->lots[ranking->lot];

      json_builder_begin_object (builder);
      lw_evaluation_json_string (builder, "lot", lot->id);
      lw_evaluation_json_string (builder, "title", lot->title);
      json_builder_set_member_name (builder, "ranking");
      json_builder_begin_array (builder);
      for (guint i = 0; i < ranking->n_results; i++)
        json_result (builder, rank->marks, ranking, &ranking->results[i]);
      json_builder_end_array (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  lw_verb_json (rank->run, json_builder_get_root (builder));
}

/* The lots that --lot asks for: one, or all. */
static gboolean
choose_lots (Rank *rank, GError **error)
{
  const char *wanted = lw_verb_option (rank->run, "lot");
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  const char *nearest;
  int lot;

  rank->first_lot = 0;
  rank->end_lot = rank->marks->n_lots;
  if (wanted == NULL)
    return TRUE;
  lot = lw_evaluation_marks_find_lot (rank->marks, wanted, -1);
  if (lot >= 0)
    {
      rank->first_lot = lot;
      rank->end_lot = lot + 1;
      return TRUE;
    }
  for (guint i = 0; i < rank->marks->n_lots; i++)
    g_ptr_array_add (names, rank->marks->lots[i].id);
  g_ptr_array_add (names, NULL);
  nearest = lw_nearest (wanted, (const char *const *) names->pdata);
  if (nearest != NULL)
    g_set_error (error, LW_ERROR, LW_ERROR_NOT_FOUND,
                 _("--lot: expected the identifier of a lot, found “%s”; did you mean “%s”?"), wanted, nearest);
  else
    g_set_error (error, LW_ERROR, LW_ERROR_NOT_FOUND, _("--lot: expected the identifier of a lot, found “%s”"),
                 wanted);
  return FALSE;
}

static int
run_rank (LwVerbRun *run, GError **error)
{
  LwStore *store = lw_verb_store (run, LW_STORE_READ_ONLY, error);
  g_autoptr (LwReader) reader = store == NULL ? NULL : lw_store_reader (store, error);
  g_auto (Rank) rank = { .run = run };
  g_autofree char *trust = NULL, *statements = NULL;

  if (reader == NULL)
    return LW_EXIT_ERROR;
  rank.connection = lw_reader_connection (reader);
  rank.competition = lw_competition_load (rank.connection, error);
  if (rank.competition == NULL || !lw_provenance_get (rank.connection, "marks", &trust, error)
      || !load_trust (rank.connection, &statements, error))
    return LW_EXIT_ERROR;
  rank.marks = lw_evaluation_marks_load_store (store, error);
  if (rank.marks == NULL || !choose_lots (&rank, error))
    return LW_EXIT_ERROR;
  rank.rankings = g_ptr_array_new_with_free_func ((GDestroyNotify) lw_lot_ranking_free);
  for (guint lot = rank.first_lot; lot < rank.end_lot; lot++)
    g_ptr_array_add (rank.rankings, lw_evaluation_rank_lot (rank.marks, lot, LW_RANK_DEFAULT));

  if (lw_verb_output (run) == LW_OUTPUT_JSON)
    json_lots (&rank, trust != NULL ? trust : rank.competition->trust);
  else if (lw_verb_output (run) == LW_OUTPUT_CSV)
    csv_lots (&rank);
  else
    for (guint i = 0; i < rank.rankings->len; i++)
      table_lot (&rank, g_ptr_array_index (rank.rankings, i));
  if (statements != NULL)
    lw_verb_say (run, _("How far this may be trusted: %s"), statements);
  return LW_EXIT_FINE;
}

/* ---- explain ---- */

static void
csv_steps (LwTable *table, const LwExplainStep *parent, guint level)
{
  for (guint i = 0; parent->steps != NULL && i < parent->steps->len; i++)
    {
      const LwExplainStep *step = g_ptr_array_index (parent->steps, i);
      g_autofree char *depth = g_strdup_printf ("%u", level);
      g_autofree char *before = step->has_before ? lw_rational_to_exact (&step->before) : NULL;
      g_autofree char *exact = step->has_value ? lw_rational_to_exact (&step->value) : NULL;

      lw_table_add_row (table, depth, lw_explain_kind_to_string (step->kind), step->id, step->title, step->text,
                        step->mark, before, exact, step->rationale);
      csv_steps (table, step, level + 1);
    }
}

static void
csv_explanation (LwVerbRun *run, const LwExplanation *explanation)
{
  static const char *const columns[]
      = { "level", "step", "id", "title", "text", "mark", "before", "exact", "rationale" };
  g_autoptr (LwTable) table = lw_table_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    lw_table_add_column (table, columns[i], LW_ALIGN_LEFT);
  csv_steps (table, explanation->total, 1);
  lw_verb_table (run, table);
}

static int
run_explain (LwVerbRun *run, GError **error)
{
  LwStore *store = lw_verb_store (run, LW_STORE_READ_ONLY, error);
  g_autoptr (LwReader) reader = store == NULL ? NULL : lw_store_reader (store, error);
  g_autoptr (LwEvaluationMarks) marks = NULL;
  g_autoptr (LwExplanation) explanation = NULL;
  g_autofree char *text = NULL, *statements = NULL;

  /* Marks and rationales of one state of the file. */
  if (reader == NULL || !lw_reader_freeze (reader, error))
    return LW_EXIT_ERROR;
  marks = lw_evaluation_marks_load (lw_reader_connection (reader), error);
  if (marks == NULL || !load_trust (lw_reader_connection (reader), &statements, error))
    return LW_EXIT_ERROR;
  explanation = lw_evaluation_explain (marks, lw_reader_connection (reader), lw_verb_arg (run, 1),
                                       lw_verb_arg (run, 2), error);
  if (explanation == NULL)
    return LW_EXIT_ERROR;
  if (lw_verb_output (run) == LW_OUTPUT_CSV)
    csv_explanation (run, explanation);
  text = lw_explanation_to_text (explanation);
  lw_verb_say (run, "%s", text);
  if (statements != NULL)
    lw_verb_say (run, _("How far this may be trusted: %s"), statements);
  lw_verb_json (run, lw_explanation_to_json (explanation));
  return LW_EXIT_FINE;
}

/* ---- the list ---- */

static const LwVerbOption rank_options[] = {
  { "lot", N_ ("ID"), N_ ("Rank this lot alone") },
  { NULL, NULL, NULL },
};

static const LwVerbOption mark_options[] = {
  { "rationale", N_ ("TEXT"), N_ ("Why this mark") },
  { "remove", NULL, N_ ("Take the mark back") },
  { NULL, NULL, NULL },
};

const LwVerb lw_evaluation_verbs[] = {
  { "rank", "FILE.lotwise [--lot ID]", N_ ("Rank the bids of each lot"), rank_options, 1, 1, run_rank },
  { "explain", "FILE.lotwise LOT BIDDER", N_ ("Show how a bid's total came about"), NULL, 3, 3, run_explain },
  { "mark", "FILE.lotwise LOT BIDDER CRITERION PERSON MARK [--rationale TEXT] | … PERSON --remove",
    N_ ("Give, change or take back an evaluator's mark (LOT is - for a criterion common to all lots)"), mark_options,
    5, 6, lw_evaluation_run_mark },
  { "agree", "FILE.lotwise LOT BIDDER CRITERION MARK [--rationale TEXT] | … CRITERION --remove",
    N_ ("Set or take back the mark agreed in moderation"), mark_options, 4, 5, lw_evaluation_run_agree },
  { NULL, NULL, NULL, NULL, 0, 0, NULL },
};
