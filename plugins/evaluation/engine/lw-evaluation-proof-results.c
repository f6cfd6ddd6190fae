/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the program claims: results.json of a proof, one line for each bid. */
#include "config.h"

#include "lw-evaluation-prices.h"
#include "lw-evaluation-proof.h"
#include "lw-evaluation-verbs.h"

#include <string.h>

typedef struct
{
  const LwEvaluationMarks *marks;
  const LwEvaluationTrust *trust;
  GOutputStream *out;
  GCancellable *cancellable;
} Writer;

static gboolean
put (const Writer *writer, const char *text, GError **error)
{
  return g_output_stream_write_all (writer->out, text, strlen (text), NULL, writer->cancellable, error);
}

/* ---- one bid ---- */

/* A number as the exact fraction and as it is shown; both null where there is none. */
static void
add_number (JsonBuilder *builder, const LwEvaluationModel *model, const char *shown_name, const LwRational *number)
{
  g_autofree char *exact = number != NULL ? lw_rational_to_exact (number) : NULL;
  g_autofree char *shown = number != NULL ? lw_rational_to_decimal (number, model->places, model->rule) : NULL;

  lw_evaluation_json_string (builder, "exact", exact);
  lw_evaluation_json_string (builder, shown_name, shown);
}

static void
add_criteria (JsonBuilder *builder, const char *name, const LwEvaluationModel *model, const guint *criteria, guint n)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  json_node_take_array (node, lw_evaluation_json_criteria (model, criteria, n));
  json_builder_set_member_name (builder, name);
  json_builder_add_value (builder, node);
}

static void
add_points (JsonBuilder *builder, const LwEvaluationMarks *marks, const LwLotRanking *ranking, guint bid)
{
  const LwEvaluationModel *model = marks->model;
  g_auto (LwRational) points = LW_RATIONAL_INIT;

  json_builder_set_member_name (builder, "points");
  json_builder_begin_array (builder);
  for (guint leaf = 0; leaf < model->n_leaves; leaf++)
    {
      const LwEvaluationCriterion *criterion = lw_evaluation_model_leaf (model, leaf);

      if (!lw_evaluation_criterion_is_weighted (criterion)
          || !lw_evaluation_leaf_points (marks, bid, leaf, &ranking->market, &points, NULL))
        continue;
      json_builder_begin_object (builder);
      lw_evaluation_json_string (builder, "criterion", criterion->id);
      add_number (builder, model, "points", &points);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* The figure of the basis: exact, or which end of all figures it stands at; null where totals rank. */
static void
add_index (JsonBuilder *builder, const LwBidResult *result)
{
  g_autofree char *exact = result->has_index ? lw_rational_to_exact (&result->index.value) : NULL;
  const char *limit = result->index.limit == LW_INDEX_BEST ? "best" : "worst";

  lw_evaluation_json_string (builder, "index",
                             result->has_index && result->index.limit != LW_INDEX_FINITE ? limit : exact);
}

static JsonNode *
bid_node (const Writer *writer, const LwLotRanking *ranking, const LwBidResult *result)
{
  const LwEvaluationMarks *marks = writer->marks;
  const LwEvaluationModel *model = marks->model;
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  lw_evaluation_json_string (builder, "bidder", marks->bidders[marks->bids[result->bid].bidder].id);
  lw_evaluation_json_string (builder, "standing", lw_standing_to_string (result->standing));
  json_builder_set_member_name (builder, "rank");
  if (result->rank > 0)
    json_builder_add_int_value (builder, result->rank);
  else
    json_builder_add_null_value (builder);
  json_builder_set_member_name (builder, "tied");
  json_builder_add_boolean_value (builder, result->tied);
  add_number (builder, model, "total", result->standing != LW_STANDING_INCOMPLETE ? &result->total : NULL);
  add_index (builder, result);
  lw_evaluation_json_string (builder, "trust", lw_evaluation_trust_of_total (writer->trust, result->bid));
  add_criteria (builder, "failed", model, result->failed, result->n_failed);
  add_criteria (builder, "passed", model, result->passed, result->n_passed);
  add_criteria (builder, "missing", model, result->missing, result->n_missing);
  add_points (builder, marks, ranking, result->bid);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

/* ---- lots ---- */

static gboolean
write_lot (const Writer *writer, guint lot, LwProofCount *count, GError **error)
{
  g_autoptr (LwLotRanking) ranking = lw_evaluation_rank_lot (writer->marks, lot, LW_RANK_DEFAULT);
  g_autofree char *start
      = g_strdup_printf ("%s{\"lot\":\"%s\",\"bids\":[", lot > 0 ? ",\n" : "", writer->marks->lots[lot].id);

  if (!put (writer, start, error))
    return FALSE;
  for (guint i = 0; i < ranking->n_results; i++)
    {
      g_autoptr (JsonNode) node = bid_node (writer, ranking, &ranking->results[i]);
      g_autofree char *text = json_to_string (node, FALSE);

      if (!put (writer, i > 0 ? ",\n" : "\n", error) || !put (writer, text, error))
        return FALSE;
    }
  count->lots++;
  count->bids += ranking->n_results;
  return put (writer, "]}", error);
}

char *
lw_evaluation_proof_provisional (const guint *obstacles)
{
  GString *text = g_string_new ("{");

  for (guint kind = 0; kind < LW_OBSTACLE_KINDS; kind++)
    if (obstacles[kind] > 0)
      g_string_append_printf (text, "%s\"%s\":%u", text->len > 1 ? "," : "", lw_obstacle_ids[kind], obstacles[kind]);
  g_string_append_c (text, '}');
  return g_string_free (text, FALSE);
}

gboolean
lw_evaluation_proof_write_results (const LwEvaluationMarks *marks, const LwEvaluationTrust *trust,
                                   const char *competition, const guint *obstacles, GOutputStream *out, LwProofCount *count,
                                   GCancellable *cancellable, GError **error)
{
  const Writer writer = { marks, trust, out, cancellable };
  g_autofree char *provisional = lw_evaluation_proof_provisional (obstacles);
  /* Identifiers have no character that JSON escapes. */
  g_autofree char *start = g_strdup_printf (
      "{\"format\":\"lotwise-results-1\",\"competition\":\"%s\",\"provisional\":%s,\"lots\":[\n", competition, provisional);

  *count = (LwProofCount) { 0, 0 };
  if (!put (&writer, start, error))
    return FALSE;
  for (guint lot = 0; lot < marks->n_lots; lot++)
    if (!write_lot (&writer, lot, count, error))
      return FALSE;
  return put (&writer, "\n]}\n", error);
}
