/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The verbs mark and agree: what came of the change, as text and as JSON. */
#include "config.h"

#include "lw-evaluation-verbs-mark-private.h"

#include "lw-evaluation.h"
#include "lw-evaluation-explain.h"

#include "base/lw-i18n.h"

/* ---- what came of it ---- */

GPtrArray *
lw_mark_change_rank (const LwMarkChange *change)
{
  const LwEvaluationMarks *marks = change->marks;
  GPtrArray *rankings = g_ptr_array_new_with_free_func ((GDestroyNotify) lw_lot_ranking_free);

  for (guint bid = 0; bid < marks->n_bids; bid++)
    if (marks->bids[bid].bidder == change->bidder && marks->bids[bid].status == LW_BID_SUBMITTED
        && (change->lot < 0 || marks->bids[bid].lot == (guint) change->lot))
      g_ptr_array_add (rankings, lw_evaluation_rank_lot (marks, marks->bids[bid].lot, LW_RANK_DEFAULT));
  return rankings;
}

static gboolean
is_other_place (const LwBidResult *before, const LwBidResult *after)
{
  return before->rank != after->rank || before->tied != after->tied || before->standing != after->standing
         || lw_rational_cmp (&before->total, &after->total) != 0;
}

/* What became of one bid. */
typedef struct
{
  const LwBidResult *before;
  const LwBidResult *after;
} Move;

/* The bid itself, then the others of its lot whose rank or total it changed. */
static GArray *
list_moves (const LwMarkChange *change, const LwLotRanking *before, const LwLotRanking *after)
{
  GArray *moves = g_array_new (FALSE, FALSE, sizeof (Move));

  for (guint i = 0; i < after->n_results; i++)
    {
      const Move move = { lw_lot_ranking_find (before, after->results[i].bid), &after->results[i] };

      if (change->marks->bids[move.after->bid].bidder == change->bidder)
        g_array_prepend_val (moves, move);
      else if (is_other_place (move.before, move.after))
        g_array_append_val (moves, move);
    }
  return moves;
}

gboolean
lw_mark_change_load_effective (const LwMarkChange *change, LwConnection *connection, LwMarkEffective *effective, GError **error)
{
  const LwEvaluationMarks *marks = change->marks;
  const guint leaf = change->criterion->first_leaf;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (LwStatement) statement = lw_connection_prepare (
      connection,
      "SELECT mark FROM evaluation_mark WHERE lot = ? AND bidder = ? AND criterion = ? ORDER BY person", error);
  LwStep step;

  if (statement == NULL)
    return FALSE;
  effective->cell = marks->common[(gsize) change->bidder * marks->model->n_leaves + leaf];
  if (change->lot >= 0)
    effective->cell
        = lw_evaluation_marks_row (marks, lw_evaluation_marks_find_bid (marks, change->lot, change->bidder))[leaf];
  lw_statement_bind (statement, "sss", change->lot < 0 ? "" : marks->lots[change->lot].id,
                     marks->bidders[change->bidder].id, change->criterion->id);
  while ((step = lw_statement_step (statement, error)) == LW_STEP_ROW)
    g_strv_builder_add (builder, lw_statement_text (statement, 0));
  effective->given = g_strv_builder_end (builder);
  return step == LW_STEP_DONE;
}

static const char *
effective_mark (const LwMarkChange *change, const LwMarkEffective *effective)
{
  return effective->cell < 0 ? NULL : change->criterion->scale->marks[effective->cell].value;
}

/* "4", "none", "in dispute: 4, 3, 3". */
static char *
effective_text (const LwMarkChange *change, const LwMarkEffective *effective)
{
  g_autofree char *given = g_strjoinv (", ", effective->given);

  if (effective->cell == LW_CELL_DISPUTED)
    return g_strdup_printf (_("in dispute: %s"), given);
  if (effective->cell == LW_CELL_OFF_SCALE)
    return g_strdup (_("none: one is not on the scale"));
  return g_strdup (effective->cell < 0 ? _("none") : effective_mark (change, effective));
}

/* ---- the report ---- */

static void
json_criteria (JsonBuilder *builder, const char *name, JsonArray *criteria)
{
  JsonNode *node = json_node_alloc ();

  json_builder_set_member_name (builder, name);
  json_builder_add_value (builder, json_node_init_array (node, criteria));
  json_array_unref (criteria);
}

static void
json_place (JsonBuilder *builder, const char *name, const LwEvaluationModel *model, const LwBidResult *place)
{
  const gboolean whole = place->standing != LW_STANDING_INCOMPLETE;
  g_autofree char *total = whole ? lw_rational_to_decimal (&place->total, model->places, model->rule) : NULL;
  g_autofree char *exact = whole ? lw_rational_to_exact (&place->total) : NULL;

  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "rank");
  if (place->rank > 0)
    json_builder_add_int_value (builder, place->rank);
  else
    json_builder_add_null_value (builder);
  json_builder_set_member_name (builder, "tied");
  json_builder_add_boolean_value (builder, place->tied);
  lw_evaluation_json_string (builder, "total", total);
  lw_evaluation_json_string (builder, "exact", exact);
  json_criteria (builder, "failed", lw_evaluation_json_criteria (model, place->failed, place->n_failed));
  json_criteria (builder, "missing", lw_evaluation_json_criteria (model, place->missing, place->n_missing));
  json_builder_end_object (builder);
}

static void
json_move (JsonBuilder *builder, const LwEvaluationModel *model, const Move *move)
{
  json_place (builder, "before", model, move->before);
  json_place (builder, "after", model, move->after);
}

static void
json_lot (JsonBuilder *builder, const LwMarkChange *change, const LwLotRanking *before, const LwLotRanking *after)
{
  const LwEvaluationMarks *marks = change->marks;
  g_autoptr (GArray) moves = list_moves (change, before, after);

  json_builder_begin_object (builder);
  lw_evaluation_json_string (builder, "lot", marks->lots[after->lot].id);
  json_move (builder, marks->model, &g_array_index (moves, Move, 0));
  json_builder_set_member_name (builder, "others");
  json_builder_begin_array (builder);
  for (guint i = 1; i < moves->len; i++)
    {
      const Move *move = &g_array_index (moves, Move, i);

      json_builder_begin_object (builder);
      lw_evaluation_json_string (builder, "bidder", marks->bidders[marks->bids[move->after->bid].bidder].id);
      json_move (builder, marks->model, move);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
json_effective (JsonBuilder *builder, const LwMarkChange *change, const LwMarkEffective *was, const LwMarkEffective *is)
{
  json_builder_set_member_name (builder, "effective");
  json_builder_begin_object (builder);
  lw_evaluation_json_string (builder, "before", effective_mark (change, was));
  lw_evaluation_json_string (builder, "after", effective_mark (change, is));
  json_builder_set_member_name (builder, "disputed");
  json_builder_begin_array (builder);
  for (guint i = 0; is->cell == LW_CELL_DISPUTED && is->given[i] != NULL; i++)
    json_builder_add_string_value (builder, is->given[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
report_json (const LwMarkChange *change, gboolean recorded, const LwMarkEffective *was, const LwMarkEffective *is,
             GPtrArray *before, GPtrArray *after)
{
  const LwEvaluationMarks *marks = change->marks;
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  lw_evaluation_json_string (builder, "lot", change->lot < 0 ? NULL : marks->lots[change->lot].id);
  lw_evaluation_json_string (builder, "bidder", marks->bidders[change->bidder].id);
  lw_evaluation_json_string (builder, "criterion", change->criterion->id);
  if (change->person != NULL)
    lw_evaluation_json_string (builder, "person", change->person);
  lw_evaluation_json_string (builder, "mark", change->mark);
  lw_evaluation_json_string (builder, "trust", change->trust->marks);
  json_builder_set_member_name (builder, "recorded");
  json_builder_add_boolean_value (builder, recorded);
  lw_evaluation_json_string (builder, "cleared-rationale", change->clears ? change->old_rationale : NULL);
  json_effective (builder, change, was, is);
  json_builder_set_member_name (builder, "lots");
  json_builder_begin_array (builder);
  for (guint i = 0; i < after->len; i++)
    json_lot (builder, change, before->pdata[i], after->pdata[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  lw_verb_json (change->run, json_builder_get_root (builder));
}

/* A rank, or why there is none; a program has that in columns of its own. */
static char *
rank_cell (const LwEvaluationModel *model, const LwBidResult *place, gboolean csv)
{
  return csv || place->rank > 0 ? lw_evaluation_rank_text (place->rank, place->tied) : lw_evaluation_why (model, place);
}

static char *
total_cell (const LwEvaluationModel *model, const LwBidResult *place, gboolean csv)
{
  if (place->standing != LW_STANDING_INCOMPLETE)
    return lw_rational_to_decimal (&place->total, model->places, model->rule);
  return g_strdup (csv ? NULL : _("none yet"));
}

static void
table_moves (const LwMarkChange *change, LwVerbTable *table, const LwLotRanking *ranking, GArray *moves)
{
  const gboolean csv = lw_verb_output (change->run) == LW_OUTPUT_CSV;
  const LwEvaluationMarks *marks = change->marks;

  for (guint i = 0; i < moves->len; i++)
    {
      const Move *move = &g_array_index (moves, Move, i);
      g_autofree char *rank_from = rank_cell (marks->model, move->before, csv);
      g_autofree char *rank_to = rank_cell (marks->model, move->after, csv);
      g_autofree char *from = total_cell (marks->model, move->before, csv);
      g_autofree char *to = total_cell (marks->model, move->after, csv);
      g_autofree char *why_from = lw_evaluation_why (marks->model, move->before);
      g_autofree char *why_to = lw_evaluation_why (marks->model, move->after);
      const char *cells[] = { marks->lots[ranking->lot].id, marks->bidders[marks->bids[move->after->bid].bidder].id,
                              rank_from, rank_to, from, to,
                              csv ? why_from : lw_evaluation_trust_note (change->trust, move->after->bid), why_to,
                              lw_evaluation_trust_of_total (change->trust, move->after->bid), NULL };

      lw_verb_table_add_rowv (table, cells);
    }
}

static void
report_table (const LwMarkChange *change, GPtrArray *before, GPtrArray *after)
{
  const gboolean csv = lw_verb_output (change->run) == LW_OUTPUT_CSV;
  g_autoptr (LwVerbTable) table = lw_verb_table_new (NULL);

  lw_verb_table_add_column (table, csv ? "lot" : _("Lot"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, csv ? "bidder" : _("Bidder"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, csv ? "rank-before" : _("Rank before"), LW_ALIGN_RIGHT);
  lw_verb_table_add_column (table, csv ? "rank-after" : _("Rank after"), LW_ALIGN_RIGHT);
  lw_verb_table_add_column (table, csv ? "total-before" : _("Total before"), LW_ALIGN_RIGHT);
  lw_verb_table_add_column (table, csv ? "total-after" : _("Total after"), LW_ALIGN_RIGHT);
  lw_verb_table_add_column (table, csv ? "note-before" : _("Note"), LW_ALIGN_LEFT);
  if (csv)
    {
      lw_verb_table_add_column (table, "note-after", LW_ALIGN_LEFT);
      lw_verb_table_add_column (table, "trust", LW_ALIGN_LEFT);
    }
  for (guint i = 0; i < after->len; i++)
    {
      g_autoptr (GArray) moves = list_moves (change, before->pdata[i], after->pdata[i]);

      table_moves (change, table, after->pdata[i], moves);
    }
  lw_verb_table (change->run, table);
}

void
lw_mark_change_report (const LwMarkChange *change, gboolean recorded, const LwMarkEffective *was, const LwMarkEffective *is,
                       GPtrArray *before, GPtrArray *after)
{
  const char *bidder = change->marks->bidders[change->bidder].id;
  g_autofree char *from = effective_text (change, was), *to = effective_text (change, is);

  if (!recorded)
    lw_verb_say (change->run, _("Nothing changed: the mark is like that already"));
  lw_verb_say (change->run, _("%s on %s: the mark that counts was %s, is %s"), bidder, change->criterion->id, from, to);
  if (change->clears)
    lw_verb_say (change->run, _("The rationale of the mark before does not go with the new one and is cleared: “%s”"),
                 change->old_rationale);
  report_table (change, before, after);
  if (change->trust->illustrative != NULL)
    lw_verb_say (change->run, _("Illustrative: %s"), change->trust->illustrative);
  report_json (change, recorded, was, is, before, after);
}

void
lw_mark_change_report_own (const LwMarkChange *change, gboolean recorded)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const char *lot = change->lot < 0 ? NULL : change->marks->lots[change->lot].id;
  const char *bidder = change->marks->bidders[change->bidder].id;

  if (!recorded)
    lw_verb_say (change->run, _("Nothing changed: the mark is like that already"));
  else if (change->mark != NULL)
    lw_verb_say (change->run, _("%s on %s: the mark is %s"), bidder, change->criterion->id, change->mark);
  else
    lw_verb_say (change->run, _("%s on %s: the mark is taken back"), bidder, change->criterion->id);
  if (change->clears)
    lw_verb_say (change->run, _("The rationale of the mark before does not go with the new one and is cleared: “%s”"),
                 change->old_rationale);
  json_builder_begin_object (builder);
  lw_evaluation_json_string (builder, "lot", lot);
  lw_evaluation_json_string (builder, "bidder", bidder);
  lw_evaluation_json_string (builder, "criterion", change->criterion->id);
  if (change->person != NULL)
    lw_evaluation_json_string (builder, "person", change->person);
  lw_evaluation_json_string (builder, "mark", change->mark);
  lw_evaluation_json_string (builder, "trust", change->trust->marks);
  json_builder_set_member_name (builder, "recorded");
  json_builder_add_boolean_value (builder, recorded);
  lw_evaluation_json_string (builder, "cleared-rationale", change->clears ? change->old_rationale : NULL);
  json_builder_end_object (builder);
  lw_verb_json (change->run, json_builder_get_root (builder));
}
