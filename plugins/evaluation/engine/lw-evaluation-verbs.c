/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The verbs rank and explain, and the list of all. What --json prints is a contract: docs/methods.md. */
#include "config.h"

#include "lw-evaluation.h"
#include "lw-evaluation-explain.h"
#include "lw-evaluation-price-check.h"
#include "lw-evaluation-trust.h"
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

char *
lw_evaluation_list_criteria (const LwEvaluationModel *model, const guint *criteria, guint n)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", lw_evaluation_criterion_name (model, criteria[i]));
  return g_string_free (list, FALSE);
}

JsonArray *
lw_evaluation_json_criteria (const LwEvaluationModel *model, const guint *criteria, guint n)
{
  JsonArray *array = json_array_sized_new (n);

  for (guint i = 0; i < n; i++)
    json_array_add_string_element (array, lw_evaluation_criterion_name (model, criteria[i]));
  return array;
}

char *
lw_evaluation_why (const LwEvaluationModel *model, const LwBidResult *result)
{
  g_autofree char *failed = lw_evaluation_list_criteria (model, result->failed, result->n_failed);
  g_autofree char *missing = lw_evaluation_list_criteria (model, result->missing, result->n_missing);

  if (result->n_failed > 0 && result->n_missing > 0)
    return g_strdup_printf (_("fails %s; missing %s"), failed, missing);
  if (result->n_failed > 0)
    return g_strdup_printf (_("fails %s"), failed);
  return result->n_missing > 0 ? g_strdup_printf (_("missing %s"), missing) : g_strdup ("");
}

static void
set_string (JsonObject *object, const char *name, const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, name, value);
  else
    json_object_set_null_member (object, name);
}

static JsonNode *
take_object (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return node;
}

static void
say_trust (LwVerbRun *run, const char *statements)
{
  if (statements != NULL)
    lw_verb_say (run, _("What the file states of all its figures (what a row says of itself goes before): %s"), statements);
}

/* ---- what is wrong with the method ---- */

/* A ranking by weights that do not add up is one that check refuses. */
static void
say_problems (LwVerbRun *run, const LwFindings *findings)
{
  const guint n = lw_findings_count (findings, LW_SEVERITY_ERROR);

  for (guint i = 0; n > 0 && i < lw_findings_n (findings); i++)
    if (lw_findings_get (findings, i)->severity == LW_SEVERITY_ERROR)
      {
        lw_verb_say (run, ngettext ("check finds %u error in the method: %s", "check finds %u errors in the method, the first: %s", n),
                     n, lw_findings_get (findings, i)->text);
        return;
      }
}

/* Those that are as severe as @least, or more. */
static JsonArray *
json_findings (const LwFindings *findings, LwSeverity least)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < lw_findings_n (findings); i++)
    {
      const LwFinding *finding = lw_findings_get (findings, i);
      JsonObject *object;

      if (finding->severity > least)
        continue;
      object = json_object_new ();
      json_object_set_string_member (object, "id", finding->id);
      json_object_set_string_member (object, "severity", lw_severity_to_string (finding->severity));
      json_object_set_string_member (object, "where", finding->where);
      json_object_set_string_member (object, "text", finding->text);
      json_array_add_object_element (array, object);
    }
  return array;
}

/* ---- rank ---- */

typedef struct
{
  LwVerbRun *run;
  LwConnection *connection;
  LwCompetition *competition;
  LwEvaluationMarks *marks;
  LwEvaluationTrust *trust;
  LwFindings *problems;
  guint first_lot; /* lots to rank */
  guint end_lot;
  GPtrArray *rankings; /* of LwLotRanking, by lot from first_lot */
  JsonNode **contributions; /* by leaf and mark, as model->points: bids share what is the same */
} Rank;

static void
rank_clear (Rank *rank)
{
  g_clear_pointer (&rank->competition, lw_competition_free);
  for (guint i = 0; rank->contributions != NULL && i < rank->marks->model->n_points; i++)
    g_clear_pointer (&rank->contributions[i], json_node_unref);
  g_free (rank->contributions);
  g_clear_pointer (&rank->marks, lw_evaluation_marks_free);
  g_clear_pointer (&rank->trust, lw_evaluation_trust_free);
  g_clear_pointer (&rank->problems, lw_findings_free);
  g_clear_pointer (&rank->rankings, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Rank, rank_clear)

/* Equal totals, put in order by a published rule. */
static char *
tie_text (const LwEvaluationModel *model, const LwBidResult *result)
{
  g_autofree char *rule = lw_tie_rule_to_text (g_ptr_array_index (model->tie_rules, result->decided_by - 1));

  return g_strdup_printf (_("tie decided by rule %u, %s"), result->decided_by, rule);
}

/* Why it is not ranked; that its price is to be asked about; and that it is invented. */
static char *
note_of (const Rank *rank, const LwBidResult *result)
{
  const char *invented = lw_evaluation_trust_note (rank->trust, result->bid);
  g_autofree char *why = result->decided_by > 0 ? tie_text (rank->marks->model, result)
                                                : lw_evaluation_why (rank->marks->model, result);

  const char *low = lw_evaluation_price_low (rank->marks, result->bid, NULL) ? _("abnormally low price") : NULL;
  const char *const parts[] = { why, low, invented };
  GString *note = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL && parts[i][0] != '\0')
      g_string_append_printf (note, "%s%s", note->len > 0 ? "; " : "", parts[i]);
  return g_string_free (note, FALSE);
}

static void
table_lot (const Rank *rank, const LwLotRanking *ranking)
{
  const LwEvaluationMarks *marks = rank->marks;
  const LwEvaluationLot *lot = &marks->lots[ranking->lot];
  g_autofree char *title
      = rank->trust->illustrative == NULL || ranking->n_results == 0
            ? g_strdup_printf (_("%s %s"), lot->id, lot->title)
            : g_strdup_printf (_("%s %s (illustrative: %s)"), lot->id, lot->title, rank->trust->illustrative);

  if (ranking->n_results == 0)
    {
      lw_verb_say (rank->run, "%s", title);
      lw_verb_say (rank->run, "%s", lot->n_bids == 0 ? _("no bids") : _("no bids: all are withdrawn or excluded"));
      return;
    }
  g_autoptr (LwVerbTable) table = lw_verb_table_new (title);

  lw_verb_table_add_column (table, _("Rank"), LW_ALIGN_RIGHT);
  lw_verb_table_add_column (table, _("Bidder"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, _("Name"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, marks->model->basis == LW_BASIS_POINTS ? _("Total") : _("Quality"), LW_ALIGN_RIGHT);
  if (marks->model->basis != LW_BASIS_POINTS)
    lw_verb_table_add_column (table, _(lw_bases[marks->model->basis].title), LW_ALIGN_RIGHT);
  lw_verb_table_add_column (table, _("Note"), LW_ALIGN_LEFT);
  for (guint i = 0; i < ranking->n_results; i++)
    {
      const LwBidResult *result = &ranking->results[i];
      const LwEvaluationBidder *bidder = &marks->bidders[marks->bids[result->bid].bidder];
      g_autofree char *place = lw_evaluation_rank_text (result->rank, result->tied);
      g_autofree char *note = note_of (rank, result);
      g_autofree char *total = result->standing == LW_STANDING_INCOMPLETE
                                   ? NULL
                                   : lw_rational_format (&result->total, marks->model->places, marks->model->rule);

      g_autofree char *index = result->has_index ? lw_evaluation_index_text (marks->model, &result->index) : NULL;
      const char *const cells[] = { place, bidder->id, bidder->name, total, index, note };
      const char *const plain[] = { place, bidder->id, bidder->name, total, note };

      lw_verb_table_add_rowv (table, marks->model->basis == LW_BASIS_POINTS ? plain : cells);
    }
  lw_verb_table (rank->run, table);
}

/* The figure that ranks as a fraction; NULL where there is none, or no number. */
static char *
index_exact_text (const LwBidResult *result)
{
  return result->has_index && result->index.limit == LW_INDEX_FINITE ? lw_rational_to_exact (&result->index.value) : NULL;
}

/* One table for all lots, for programs. */
static void
csv_lots (const Rank *rank)
{
  static const char *const columns[]
      = { "lot", "rank", "bidder", "name", "total", "exact", "tied", "failed", "missing", "trust", "index", "index-exact" };
  const LwEvaluationMarks *marks = rank->marks;
  g_autoptr (LwVerbTable) table = lw_verb_table_new (NULL);

  /* the last two are of a ranking by another figure than the total */
  for (guint i = 0; i < G_N_ELEMENTS (columns) - (marks->model->basis == LW_BASIS_POINTS ? 2 : 0); i++)
    lw_verb_table_add_column (table, columns[i], LW_ALIGN_LEFT);
  for (guint l = 0; l < rank->rankings->len; l++)
    {
      const LwLotRanking *ranking = g_ptr_array_index (rank->rankings, l);

      for (guint i = 0; i < ranking->n_results; i++)
        {
          const LwBidResult *result = &ranking->results[i];
          const LwEvaluationBidder *bidder = &marks->bidders[marks->bids[result->bid].bidder];
          const gboolean whole = result->standing != LW_STANDING_INCOMPLETE;
          g_autofree char *place = lw_evaluation_rank_text (result->rank, FALSE);
          g_autofree char *failed = lw_evaluation_list_criteria (marks->model, result->failed, result->n_failed);
          g_autofree char *missing = lw_evaluation_list_criteria (marks->model, result->missing, result->n_missing);
          g_autofree char *total
              = whole ? lw_rational_to_decimal (&result->total, marks->model->places, marks->model->rule) : NULL;
          g_autofree char *exact = whole ? lw_rational_to_exact (&result->total) : NULL;
          g_autofree char *index = result->has_index ? lw_evaluation_index_text (marks->model, &result->index) : NULL;
          g_autofree char *index_exact = index_exact_text (result);

          lw_verb_table_add_row (table, marks->lots[ranking->lot].id, place, bidder->id, bidder->name, total, exact,
                            result->tied ? "true" : "false", failed, missing,
                            lw_evaluation_trust_of_total (rank->trust, result->bid), index, index_exact);
        }
    }
  lw_verb_table (rank->run, table);
}

static JsonNode *
json_contribution (const LwEvaluationModel *model, const LwEvaluationCriterion *criterion, const LwRational *points)
{
  g_autofree char *decimal = lw_rational_to_decimal (points, model->places, model->rule);
  g_autofree char *exact = lw_rational_to_exact (points);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "criterion", criterion->id);
  json_object_set_string_member (object, "points", decimal);
  json_object_set_string_member (object, "exact", exact);
  return take_object (object);
}

/* What each weighted leaf contributes; a leaf without a mark or a price has no entry. A mark contributes
 * the same to all who have it: one node, or ten thousand bids would take hundreds of megabytes. */
static JsonArray *
json_contributions (const Rank *rank, const LwLotRanking *ranking, const LwBidResult *result)
{
  const LwEvaluationModel *model = rank->marks->model;
  const LwCell *cells = lw_evaluation_marks_row (rank->marks, result->bid);
  g_auto (LwRational) points = LW_RATIONAL_INIT;
  JsonArray *array = json_array_new ();

  for (guint leaf = 0; leaf < model->n_leaves; leaf++)
    {
      const LwEvaluationCriterion *criterion = lw_evaluation_model_leaf (model, leaf);
      JsonNode **shared = NULL;

      if (!lw_evaluation_criterion_is_weighted (criterion)
          || !lw_evaluation_leaf_points (rank->marks, result->bid, leaf, &ranking->market, &points, NULL))
        continue;
      if (lw_evaluation_criterion_is_marked (criterion))
        shared = &rank->contributions[model->offset[leaf] + cells[leaf]];
      if (shared != NULL && *shared == NULL)
        *shared = json_contribution (model, criterion, &points);
      json_array_add_element (array, shared != NULL ? json_node_ref (*shared)
                                                    : json_contribution (model, criterion, &points));
    }
  return array;
}

static JsonObject *
json_result (const Rank *rank, const LwLotRanking *ranking, const LwBidResult *result)
{
  const LwEvaluationMarks *marks = rank->marks;
  const LwEvaluationModel *model = marks->model;
  const LwEvaluationBidder *bidder = &marks->bidders[marks->bids[result->bid].bidder];
  const gboolean whole = result->standing != LW_STANDING_INCOMPLETE;
  g_autofree char *total = whole ? lw_rational_to_decimal (&result->total, model->places, model->rule) : NULL;
  g_autofree char *exact = whole ? lw_rational_to_exact (&result->total) : NULL;
  JsonObject *object = json_object_new ();

  if (result->rank > 0)
    json_object_set_int_member (object, "rank", result->rank);
  else
    json_object_set_null_member (object, "rank");
  json_object_set_string_member (object, "bidder", bidder->id);
  json_object_set_string_member (object, "name", bidder->name);
  set_string (object, "trust", lw_evaluation_trust_of_bid (rank->trust, result->bid));
  set_string (object, "total", total);
  set_string (object, "exact", exact);
  if (model->basis != LW_BASIS_POINTS)
    {
      g_autofree char *index = result->has_index ? lw_evaluation_index_text (model, &result->index) : NULL;
      g_autofree char *index_exact = index_exact_text (result);

      set_string (object, "index", index);
      set_string (object, "index-exact", index_exact);
    }
  json_object_set_boolean_member (object, "tied", result->tied);
  if (result->decided_by > 0)
    json_object_set_int_member (object, "tie-rule", result->decided_by);
  json_object_set_array_member (object, "failed", lw_evaluation_json_criteria (model, result->failed, result->n_failed));
  json_object_set_array_member (object, "missing",
                                lw_evaluation_json_criteria (model, result->missing, result->n_missing));
  json_object_set_array_member (object, "contributions", json_contributions (rank, ranking, result));
  return object;
}

static JsonObject *
json_lot (const Rank *rank, const LwLotRanking *ranking)
{
  const LwEvaluationLot *lot = &rank->marks->lots[ranking->lot];
  JsonArray *results = json_array_sized_new (ranking->n_results);
  g_autoptr (LwFindings) findings = lw_findings_new ();
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < ranking->n_results; i++)
    json_array_add_object_element (results, json_result (rank, ranking, &ranking->results[i]));
  json_object_set_string_member (object, "lot", lot->id);
  json_object_set_string_member (object, "title", lot->title);
  json_object_set_array_member (object, "ranking", results);
  lw_evaluation_check_prices (rank->marks, ranking->lot, findings);
  json_object_set_array_member (object, "findings", json_findings (findings, LW_SEVERITY_NOTE));
  return object;
}

static void
json_lots (Rank *rank)
{
  JsonArray *lots = json_array_new ();
  JsonObject *object = json_object_new ();

  rank->contributions = g_new0 (JsonNode *, rank->marks->model->n_points + 1);
  for (guint l = 0; l < rank->rankings->len; l++)
    json_array_add_object_element (lots, json_lot (rank, g_ptr_array_index (rank->rankings, l)));
  json_object_set_string_member (object, "competition", rank->competition->id);
  json_object_set_string_member (object, "title", rank->competition->title);
  set_string (object, "trust", rank->trust->marks);
  json_object_set_string_member (object, "basis", lw_bases[rank->marks->model->basis].id);
  json_object_set_array_member (object, "problems", json_findings (rank->problems, LW_SEVERITY_ERROR));
  json_object_set_array_member (object, "lots", lots);
  lw_verb_json (rank->run, take_object (object));
}

gboolean
lw_evaluation_choose_lots (LwVerbRun *run, const LwEvaluationMarks *marks, guint *first, guint *end, GError **error)
{
  const char *wanted = lw_verb_option (run, "lot");
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  const char *nearest;
  int lot;

  *first = 0;
  *end = marks->n_lots;
  if (wanted == NULL)
    return TRUE;
  lot = lw_evaluation_marks_find_lot (marks, wanted, -1);
  if (lot >= 0)
    {
      *first = lot;
      *end = lot + 1;
      return TRUE;
    }
  for (guint i = 0; i < marks->n_lots; i++)
    g_ptr_array_add (names, marks->lots[i].id);
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

  if (reader == NULL)
    return LW_EXIT_ERROR;
  rank.connection = lw_reader_connection (reader);
  rank.competition = lw_competition_load (rank.connection, error);
  rank.marks = rank.competition == NULL ? NULL : lw_evaluation_marks_load_store (store, error);
  if (rank.marks == NULL || !lw_evaluation_choose_lots (run, rank.marks, &rank.first_lot, &rank.end_lot, error))
    return LW_EXIT_ERROR;
  rank.trust = lw_evaluation_trust_load (rank.marks, rank.connection, error);
  if (rank.trust == NULL)
    return LW_EXIT_ERROR;
  rank.problems = lw_evaluation_check_method (rank.marks);
  rank.rankings = g_ptr_array_new_with_free_func ((GDestroyNotify) lw_lot_ranking_free);
  for (guint lot = rank.first_lot; lot < rank.end_lot; lot++)
    g_ptr_array_add (rank.rankings, lw_evaluation_rank_lot (rank.marks, lot, LW_RANK_DEFAULT));

  if (lw_verb_output (run) == LW_OUTPUT_JSON)
    json_lots (&rank);
  else if (lw_verb_output (run) == LW_OUTPUT_CSV)
    csv_lots (&rank);
  else
    for (guint i = 0; i < rank.rankings->len; i++)
      table_lot (&rank, g_ptr_array_index (rank.rankings, i));
  say_trust (run, rank.trust->statements);
  say_problems (run, rank.problems);
  return LW_EXIT_FINE;
}

/* ---- explain ---- */

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
                    explanation->name, sheet->rank, sheet->total, explanation->total_trust);
  for (guint i = 0; step->steps != NULL && i < step->steps->len; i++)
    csv_step (sheet, g_ptr_array_index (step->steps, i), level + 1);
}

static void
csv_explanation (LwVerbRun *run, const LwExplanation *explanation)
{
  static const char *const columns[]
      = { "level", "step",   "id",  "title",  "text", "mark", "before", "exact",
          "rationale", "price", "lot", "bidder", "name", "rank", "total", "trust" };
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
  say_problems (run, problems);
  json_object_set_array_member (json_node_get_object (node), "problems", json_findings (problems, LW_SEVERITY_ERROR));
  lw_verb_json (run, node);
}

static int
run_explain (LwVerbRun *run, GError **error)
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

static const LwVerbOption published_options[] = {
  { "xml", N_("VERSION"), N_("Print the text of this version, whose hash was taken") },
  { NULL, NULL, NULL },
};

static const LwVerbOption approver_options[] = {
  { "approver", N_("PERSON"), N_("Who approves: has the role approver, and is not who asks") },
  { NULL, NULL, NULL },
};

#define PASSPHRASE_OPTION \
  { "passphrase-file", N_("FILE"), N_("File whose first line is the passphrase; else LOTWISE_PASSPHRASE, or asked for") }
static const LwVerbOption passphrase_options[] = {
  PASSPHRASE_OPTION,
  { NULL, NULL, NULL },
};

static const LwVerbOption merge_options[] = {
  PASSPHRASE_OPTION,
  { "dry-run", NULL, N_("Say what would become of it, and store nothing") },
  { NULL, NULL, NULL },
};

static const LwVerbOption confirm_options[] = {
  { "lot", N_("ID"), N_("The marks for this lot alone (- for those common to all lots)") },
  { "bidder", N_("ID"), N_("The marks of this bidder alone") },
  { NULL, NULL, NULL },
};

static const LwVerbOption assign_options[] = {
  { "criterion", N_("ID"), N_("This criterion alone, or what is below this group") },
  { "lot", N_("ID"), N_("This lot alone") },
  { "bidder", N_("ID"), N_("This bidder alone") },
  { "remove", NULL, N_("Take the assignment back") },
  { NULL, NULL, NULL },
};

static const LwVerbOption declare_options[] = {
  { "note", N_("TEXT"), N_("What the interest is") },
  { NULL, NULL, NULL },
};

static const LwVerbOption people_options[] = {
  { "person", N_("ID"), N_("This person alone, with assignments and declarations") },
  { "pages", N_("N"), N_("Pages of one answer: shows the work in hours") },
  { "minutes-per-page", N_("N"), N_("Minutes that a page takes") },
  { NULL, NULL, NULL },
};

static const LwVerbOption lab_options[] = {
  { "formula", N_ ("ID"), N_ ("Try this formula alone") },
  { "quality", N_ ("POINTS"), N_ ("Points for quality (60, or those of the file)") },
  { "price", N_ ("POINTS"), N_ ("Points for price (40, or those of the file)") },
  { "optimum", N_ ("PRICE"), N_ ("The price that earns all points, of fixed-range") },
  { "top", N_ ("PRICE"), N_ ("The price that earns none, of fixed-range") },
  { "factor", N_ ("A"), N_ ("So many times the lowest price earns none, of logarithmic") },
  { "rate", N_ ("PRICE"), N_ ("What a mark is worth, of monetised-quality") },
  { "from", N_ ("PRICE"), N_ ("Where the curves begin") },
  { "to", N_ ("PRICE"), N_ ("Where the curves end") },
  { "steps", N_ ("N"), N_ ("Steps of the curves (10)") },
  { "currency", N_ ("CODE"), N_ ("Currency of the prices, without a file (GBP)") },
  { NULL, NULL, NULL },
};

static const LwVerbOption safe_options[] = {
  { "lot", N_ ("ID"), N_ ("Look at this lot alone") },
  { "words", N_ ("N"), N_ ("Look at rationales too, and expect so many words of each") },
  { "draws", N_ ("N"), N_ ("Simulate: draw weights so many times, and count the ranks") },
  { "seed", N_ ("N"), N_ ("Where the draws begin (2013)") },
  { "order", N_ ("ID,ID…"), N_ ("Criteria whose drawn weights never rise from one to the next") },
  { NULL, NULL, NULL },
};

static const LwVerbOption agreement_options[] = {
  { "percent", N_ ("N"), N_ ("Share of the scale from which marks disagree (30)") },
  { NULL, NULL, NULL },
};

static const LwVerbOption weights_options[] = {
  { "places", N_ ("N"), N_ ("Decimal places of the weights that are published (2)") },
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
  { "formula-lab", "[FILE.lotwise] [NAME=QUALITY@PRICE]…",
    N_ ("Show what each price formula does to dummy bids, before one is published"), lab_options, 0, 64,
    lw_evaluation_run_formula_lab },
  { "assign", "FILE.lotwise PERSON [--criterion ID] [--lot ID] [--bidder ID] [--remove]",
    N_("Say what a person marks; what is left out is all. Once there is one assignment, nobody marks what is not assigned"),
    assign_options, 2, 2, lw_evaluation_run_assign },
  { "declare", "FILE.lotwise PERSON ORGANISATION none|conflict [--note TEXT]",
    N_("Declare that a person has no conflict of interest with an organisation, or has one"), declare_options, 4, 4,
    lw_evaluation_run_declare },
  { "people", "FILE.lotwise [--person ID] [--pages N --minutes-per-page N]",
    N_("List who evaluates: roles, progress, declarations still to make, conflicts, work in hours"), people_options, 1, 1,
    lw_evaluation_run_people },
  { "publish", "FILE.lotwise [--reason TEXT]", N_("Publish the method and lock it"), NULL, 1, 1, lw_evaluation_run_publish },
  { "published", "FILE.lotwise [--xml VERSION]", N_("List the published versions of the method with their hashes"),
    published_options, 1, 1, lw_evaluation_run_published },
  { "revise", "FILE.lotwise --approver PERSON --reason TEXT [CHANGE [+ CHANGE]…]",
    N_("Change the published method, as a new version (CHANGE as for add, set, remove)"), approver_options, 1, 4096,
    lw_evaluation_run_revise },
  { "confirm", "FILE.lotwise PERSON [--lot ID] [--bidder ID]",
    N_("Confirm an evaluator's marks: from then on they are locked"), confirm_options, 2, 2, lw_evaluation_run_confirm },
  { "reopen", "FILE.lotwise LOT BIDDER CRITERION [PERSON] --approver PERSON --reason TEXT",
    N_("Open a confirmed mark again, or without PERSON take back the agreed one"), approver_options, 4, 5,
    lw_evaluation_run_reopen },
  { "pack", "FILE.lotwise PERSON OUT.lotpack [--passphrase-file FILE]",
    N_("Seal what an evaluator is assigned to into one file, to be marked apart"), passphrase_options, 3, 3,
    lw_evaluation_run_pack },
  { "unpack", "OUT.lotpack MINE.lotwise [--passphrase-file FILE]", N_("Make a competition file to mark in from a pack"),
    passphrase_options, 2, 2, lw_evaluation_run_unpack },
  { "pack-return", "MINE.lotwise BACK.lotpack [--passphrase-file FILE]",
    N_("Seal the marks and confirmations of an unpacked file, to be sent back"), passphrase_options, 2, 2,
    lw_evaluation_run_pack_return },
  { "merge", "FILE.lotwise BACK.lotpack… [--passphrase-file FILE] [--dry-run]",
    N_("Take in what came back; what was changed on both sides is listed, and nothing is overwritten"), merge_options, 2, 4096,
    lw_evaluation_run_merge },
  { "conflicts", "FILE.lotwise", N_("List the marks of merged packs that a person is to decide on"), NULL, 1, 1,
    lw_evaluation_run_conflicts },
  { "decide", "FILE.lotwise PACK LOT BIDDER CRITERION ours|theirs --reason TEXT",
    N_("Decide a conflict: keep the mark that is here, or take over the one that came back"), NULL, 6, 6, lw_evaluation_run_decide },
  { "safe", "FILE.lotwise [--lot ID] [--words N] [--draws N [--seed N] [--order ID,ID…]]",
    N_ ("Is the result safe? What one bid, mark, price or weight would change, and what else could be held against it"),
    safe_options, 1, 1, lw_evaluation_run_safe },
  { "agreement", "FILE.lotwise [--percent N]", N_ ("Show how far evaluators agree, and where they do not"),
    agreement_options, 1, 1, lw_evaluation_run_agreement },
  { "weights", "publish WHOLE ID=WEIGHT… | swing WHOLE ID=SCORE… | pairwise WHOLE ID:ID=TIMES…",
    N_ ("Help with weights: round them for publication, work them out from swings, or from comparisons in pairs"),
    weights_options, 3, 256, lw_evaluation_run_weights },
  { NULL, NULL, NULL, NULL, 0, 0, NULL },
};
