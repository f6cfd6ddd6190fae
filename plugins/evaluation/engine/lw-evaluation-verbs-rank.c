/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The verb rank, and what it shares with others. What --json prints is a contract: docs/methods.md. */
#include "config.h"

#include "lw-evaluation-explain.h"
#include "lw-evaluation-price-check.h"
#include "lw-evaluation-prices.h"
#include "lw-evaluation-safety-private.h"
#include "lw-evaluation-trust.h"
#include "lw-evaluation-verbs.h"
#include "lw-evaluation.h"
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
void
lw_evaluation_say_problems (LwVerbRun *run, const LwFindings *findings)
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
JsonArray *
lw_evaluation_json_findings (const LwFindings *findings, LwSeverity least)
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
  char *provisional; /* why it is, or NULL */
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
  g_clear_pointer (&rank->provisional, g_free);
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

/* Minima that it missed and is passed in spite of, for ever shown. */
static char *
passed_text (const LwEvaluationMarks *marks, const LwBidResult *result)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < result->n_passed; i++)
    {
      const guint criterion = result->passed[i];
      const LwEvaluationOverride *override
          = lw_evaluation_marks_find_override (marks, result->bid, criterion == LW_FAILED_TOTAL ? LW_OVERRIDE_TOTAL : criterion);
      g_autofree char *how = lw_evaluation_override_text (override);

      g_string_append (text, i > 0 ? "; " : "");
      g_string_append_printf (text, _("below the minimum of %s, %s"), lw_evaluation_criterion_name (marks->model, criterion), how);
    }
  return g_string_free (text, FALSE);
}

/* Why it is not ranked; that its price is to be asked about; and that it is invented. */
static char *
note_of (const Rank *rank, const LwPriceList *prices, const LwBidResult *result)
{
  const char *invented = lw_evaluation_trust_note (rank->trust, result->bid);
  g_autofree char *why = result->decided_by > 0 ? tie_text (rank->marks->model, result)
                                                : lw_evaluation_why (rank->marks->model, result);

  const char *low = lw_evaluation_price_low (rank->marks, prices, result->bid, NULL) ? _("abnormally low price") : NULL;
  g_autofree char *passed = passed_text (rank->marks, result);
  const char *const parts[] = { why, passed, low, invented };
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
  g_auto (LwPriceList) prices = { NULL, 0, 0 };

  lw_evaluation_price_list (marks, ranking->lot, &prices);
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
      g_autofree char *note = note_of (rank, &prices, result);
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

/* Points for quality, before any rounding; NULL where a mark is missing. */
static char *
quality_text (const LwEvaluationMarks *marks, const LwBidResult *result)
{
  const LwPriceMarket none = LW_PRICE_MARKET_NONE;
  g_auto (LwRational) points = LW_RATIONAL_INIT;

  return lw_evaluation_part_points (marks, result->bid, &none, FALSE, &points)
             ? lw_rational_to_decimal (&points, marks->model->places, marks->model->rule)
             : NULL;
}

/* While prices are sealed: quality alone, in the order of the bidders. */
static void
sealed_lot (const Rank *rank, const LwLotRanking *ranking)
{
  const LwEvaluationMarks *marks = rank->marks;
  const LwEvaluationLot *lot = &marks->lots[ranking->lot];
  g_autofree char *title
      = rank->trust->illustrative == NULL
            ? g_strdup_printf (_("%s %s: quality, prices sealed"), lot->id, lot->title)
            : g_strdup_printf (_("%s %s: quality, prices sealed (illustrative: %s)"), lot->id, lot->title, rank->trust->illustrative);
  g_autoptr (LwVerbTable) table = lw_verb_table_new (title);

  lw_verb_table_add_column (table, _("Bidder"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, _("Name"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, _("Quality"), LW_ALIGN_RIGHT);
  lw_verb_table_add_column (table, _("Note"), LW_ALIGN_LEFT);
  for (guint bid = lot->first_bid; bid < lot->first_bid + lot->n_bids; bid++)
    {
      const LwBidResult *result = lw_lot_ranking_find (ranking, bid);
      const LwEvaluationBidder *bidder = &marks->bidders[marks->bids[bid].bidder];

      if (result == NULL)
        continue;
      g_autofree char *quality = quality_text (marks, result), *passed = passed_text (marks, result);
      g_autofree char *failed = lw_evaluation_list_criteria (marks->model, result->failed, result->n_failed);
      g_autofree char *fails = result->n_failed > 0 ? g_strdup_printf (_("fails %s"), failed) : NULL;
      g_autofree char *note = g_strjoin (fails != NULL && passed[0] != '\0' ? "; " : "", fails != NULL ? fails : "", passed, NULL);

      lw_verb_table_add_row (table, bidder->id, bidder->name, quality, note);
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
      = { "lot", "rank", "bidder", "name", "total", "exact", "tied", "failed", "missing", "trust", "provisional", "index",
          "index-exact" };
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
                            lw_evaluation_trust_of_total (rank->trust, result->bid), rank->provisional, index, index_exact);
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

static JsonArray *
json_passed (const LwEvaluationMarks *marks, const LwBidResult *result)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < result->n_passed; i++)
    {
      const guint criterion = result->passed[i];
      const LwEvaluationOverride *override
          = lw_evaluation_marks_find_override (marks, result->bid, criterion == LW_FAILED_TOTAL ? LW_OVERRIDE_TOTAL : criterion);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "criterion", lw_evaluation_criterion_name (marks->model, criterion));
      json_object_set_string_member (object, "person", override->person);
      json_object_set_string_member (object, "at", override->at);
      json_object_set_string_member (object, "reason", override->reason);
      json_array_add_object_element (array, object);
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
  if (marks->sealed)
    {
      g_autofree char *quality = quality_text (marks, result);

      set_string (object, "quality", quality);
    }
  if (result->n_passed > 0)
    json_object_set_array_member (object, "passed", json_passed (marks, result));
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
  json_object_set_array_member (object, "findings", lw_evaluation_json_findings (findings, LW_SEVERITY_NOTE));
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
  set_string (object, "provisional", rank->provisional);
  json_object_set_boolean_member (object, "sealed", rank->marks->sealed);
  json_object_set_array_member (object, "problems", lw_evaluation_json_findings (rank->problems, LW_SEVERITY_ERROR));
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

int
lw_evaluation_run_rank (LwVerbRun *run, GError **error)
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
  if (!lw_evaluation_provisional (rank.marks, rank.connection, NULL, &rank.provisional, error))
    return LW_EXIT_ERROR;
  rank.rankings = g_ptr_array_new_with_free_func ((GDestroyNotify) lw_lot_ranking_free);
  for (guint lot = rank.first_lot; lot < rank.end_lot; lot++)
    g_ptr_array_add (rank.rankings, lw_evaluation_rank_lot (rank.marks, lot, LW_RANK_DEFAULT));

  if (lw_verb_output (run) == LW_OUTPUT_JSON)
    json_lots (&rank);
  else if (lw_verb_output (run) == LW_OUTPUT_CSV)
    csv_lots (&rank);
  else
    for (guint i = 0; i < rank.rankings->len; i++)
      {
        const LwLotRanking *ranking = g_ptr_array_index (rank.rankings, i);

        if (rank.marks->sealed && ranking->n_results > 0)
          sealed_lot (&rank, ranking);
        else
          table_lot (&rank, ranking);
      }
  if (rank.marks->sealed)
    lw_verb_say (run, _("Prices have not been opened: quality alone is shown, and no bid has a rank yet."));
  if (rank.provisional != NULL)
    lw_verb_say (run, "%s", rank.provisional);
  say_trust (run, rank.trust->statements);
  lw_evaluation_say_problems (run, rank.problems);
  return LW_EXIT_FINE;
}
