/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The verbs mark and agree: one mark changed, and what it does to the ranks of its lots. */
#include "config.h"

#include "lw-evaluation.h"
#include "lw-evaluation-explain.h"
#include "lw-evaluation-sight.h"
#include "lw-evaluation-trust.h"
#include "lw-evaluation-verbs-moderation-private.h"
#include "lw-evaluation-verbs.h"
#include "model/lw-model.h"

#include "base/lw-error.h"
#include "base/lw-id.h"

#include <string.h>

#include "base/lw-i18n.h"

typedef struct
{
  LwVerbRun *run;
  LwStore *store;
  LwEvaluationMarks *marks;
  LwEvaluationTrust *trust;
  const char *person; /* NULL: the agreed mark */
  const char *mark;   /* NULL: take back */
  int lot;            /* -1: common to all lots */
  guint bidder;
  const LwEvaluationCriterion *criterion;
  gboolean there;      /* a mark is there already */
  char *old_mark;      /* what it is */
  char *old_rationale; /* or NULL */
  gboolean clears;     /* its rationale goes with it */
  gint64 seq;          /* of the last command before this one */
  LwSight sight;       /* of who works */
} Change;

/* The mark that counts, or why none does. */
typedef struct
{
  LwCell cell;
  GStrv given; /* the individual marks, by person */
} Effective;

static void
change_clear (Change *change)
{
  g_clear_pointer (&change->marks, lw_evaluation_marks_free);
  g_clear_pointer (&change->trust, lw_evaluation_trust_free);
  g_free (change->old_mark);
  g_free (change->old_rationale);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Change, change_clear)

static void
effective_clear (Effective *effective)
{
  g_strfreev (effective->given);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Effective, effective_clear)

/* ---- what was asked for ---- */

static gboolean
find_criterion (Change *change, const char *id, GError **error)
{
  const LwEvaluationModel *model = change->marks->model;
  const int index = lw_evaluation_model_find (model, id, -1);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  const char *nearest;

  if (index >= 0 && lw_evaluation_criterion_is_marked (&model->criteria[index]))
    {
      change->criterion = &model->criteria[index];
      return TRUE;
    }
  if (index >= 0)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
                   _("expected a criterion that is marked, found %s, which is of kind %s"), id,
                   lw_criterion_kinds[model->criteria[index].kind]);
      return FALSE;
    }
  for (guint leaf = 0; leaf < model->n_leaves; leaf++)
    if (lw_evaluation_criterion_is_marked (lw_evaluation_model_leaf (model, leaf)))
      g_ptr_array_add (names, lw_evaluation_model_leaf (model, leaf)->id);
  g_ptr_array_add (names, NULL);
  nearest = lw_nearest (id, (const char *const *) names->pdata);
  if (nearest != NULL)
    g_set_error (error, LW_ERROR, LW_ERROR_NOT_FOUND,
                 _("expected the identifier of a criterion, found “%s”; did you mean “%s”?"), id, nearest);
  else
    g_set_error (error, LW_ERROR, LW_ERROR_NOT_FOUND, _("expected the identifier of a criterion, found “%s”"), id);
  return FALSE;
}

static gboolean
find_place (Change *change, const char *lot, const char *bidder, GError **error)
{
  const char *criterion = change->criterion->id;
  int found;

  if (change->criterion->common)
    {
      if (strcmp (lot, "-") != 0)
        {
          g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
                       _("expected - as the lot, because %s is common to all lots; found “%s”"), criterion, lot);
          return FALSE;
        }
      change->lot = -1;
      found = lw_evaluation_marks_find_bidder (change->marks, bidder, -1);
      if (found < 0)
        g_set_error (error, LW_ERROR, LW_ERROR_NOT_FOUND, _("expected the identifier of a bidder, found “%s”"),
                     bidder);
      change->bidder = MAX (found, 0);
      return found >= 0;
    }
  if (strcmp (lot, "-") == 0)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("expected a lot, because %s is marked for each lot; found “-”"),
                   criterion);
      return FALSE;
    }
  found = lw_evaluation_find_bid (change->marks, lot, bidder, error);
  if (found < 0)
    return FALSE;
  change->lot = change->marks->bids[found].lot;
  change->bidder = change->marks->bids[found].bidder;
  return TRUE;
}

static gboolean
check_mark (const Change *change, GError **error)
{
  const LwEvaluationScale *scale = change->criterion->scale;
  g_autofree char *list = lw_evaluation_scale_list (scale);

  if (change->mark == NULL || lw_evaluation_scale_find (scale, change->mark, -1) >= 0)
    return TRUE;
  if (change->criterion->kind == LW_CRITERION_PASS_FAIL)
    g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("%s is marked pass or fail; found %s"), change->criterion->id,
                 change->mark);
  else
    g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("%s is marked on scale %s (%s); found %s"),
                 change->criterion->id, scale->id, list, change->mark);
  return FALSE;
}

static gboolean
check_person (const Change *change, LwConnection *connection, GError **error)
{
  g_autofree char *name = NULL;

  if (change->person == NULL)
    return TRUE;
  if (!lw_connection_get_text (connection, &name, error, "SELECT id FROM person WHERE id = ?", "s", change->person))
    return FALSE;
  if (name == NULL)
    g_set_error (error, LW_ERROR, LW_ERROR_NOT_FOUND, _("expected the identifier of a person, found “%s”"),
                 change->person);
  return name != NULL;
}

/* ---- the command ---- */

/* The mark and rationale that are there now. */
static gboolean
load_old (Change *change, LwConnection *connection, GError **error)
{
  const char *lot = change->lot < 0 ? "" : change->marks->lots[change->lot].id;
  const char *bidder = change->marks->bidders[change->bidder].id;
  g_autoptr (LwStatement) statement = lw_connection_prepare (
      connection,
      change->person != NULL ? "SELECT mark, rationale FROM evaluation_mark"
                               " WHERE lot = ? AND bidder = ? AND criterion = ? AND person = ?"
                             : "SELECT mark, rationale FROM evaluation_consensus"
                               " WHERE lot = ? AND bidder = ? AND criterion = ?",
      error);
  LwStep step;

  if (statement == NULL)
    return FALSE;
  if (change->person != NULL)
    lw_statement_bind (statement, "ssss", lot, bidder, change->criterion->id, change->person);
  else
    lw_statement_bind (statement, "sss", lot, bidder, change->criterion->id);
  step = lw_statement_step (statement, error);
  change->there = step == LW_STEP_ROW;
  if (change->there)
    {
      change->old_mark = g_strdup (lw_statement_text (statement, 0));
      change->old_rationale = g_strdup (lw_statement_text (statement, 1));
    }
  return step != LW_STEP_ERROR;
}

static gboolean
last_seq (LwConnection *connection, gint64 *seq, GError **error)
{
  return lw_connection_get_int (connection, seq, 0, error, "SELECT max (seq) FROM command", "");
}

/* A rationale belongs to its mark: another mark does not keep it. 4 and 4.0 are one mark. */
static gboolean
loses_rationale (const Change *change)
{
  const LwEvaluationScale *scale = change->criterion->scale;

  return change->there && change->mark != NULL && change->old_rationale != NULL
         && lw_verb_option (change->run, "rationale") == NULL
         && lw_evaluation_scale_find (scale, change->mark, -1) != lw_evaluation_scale_find (scale, change->old_mark, -1);
}

static void
add_value (GPtrArray *values, const char *field, const char *value)
{
  if (value != NULL && value[0] != '\0')
    g_ptr_array_add (values, g_strdup_printf ("%s=%s", field, value));
}

/* Where in the bid it comes from: what is given, and "--page=" takes away. The rest stays: the bid is the same. */
static void
add_pointer (const Change *change, GPtrArray *values)
{
  static const char *const fields[] = { "document", "page", "quote" };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char *value = lw_verb_option (change->run, fields[i]);

      if (value != NULL && (value[0] != '\0' || change->there))
        g_ptr_array_add (values, g_strdup_printf ("%s=%s", fields[i], value));
    }
}

static gboolean
is_same_mark (const Change *change)
{
  const LwEvaluationScale *scale = change->criterion->scale;

  return change->there
         && lw_evaluation_scale_find (scale, change->mark, -1) == lw_evaluation_scale_find (scale, change->old_mark, -1);
}

static LwCommand *
agree_command (const Change *change, const char *lot, const char *bidder, const char *rationale, GError **error)
{
  const LwAgreeing agreeing = { .lot = lot,
                                .bidder = bidder,
                                .criterion = change->criterion->id,
                                .mark = change->mark,
                                .rationale = rationale != NULL ? rationale : change->clears ? NULL : change->old_rationale };

  return lw_evaluation_agree_command (change->run, change->store, &agreeing, is_same_mark (change), error);
}

static LwCommand *
new_command (const Change *change, GError **error)
{
  const char *noun = change->person != NULL ? "mark" : "consensus";
  const char *lot = change->lot < 0 ? "" : change->marks->lots[change->lot].id;
  const char *bidder = change->marks->bidders[change->bidder].id;
  const char *who = lw_verb_person (change->run), *why = lw_verb_reason (change->run);
  const char *rationale = lw_verb_option (change->run, "rationale");
  g_autofree char *key = g_strjoin ("/", lot, bidder, change->criterion->id, change->person, NULL);
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);

  if (change->mark == NULL)
    return lw_model_remove (lw_evaluation_sections (), noun, key, who, why, error);
  if (change->person == NULL)
    return agree_command (change, lot, bidder, rationale, error);
  if (!change->there)
    {
      add_value (values, "lot", lot);
      add_value (values, "bidder", bidder);
      add_value (values, "criterion", change->criterion->id);
      add_value (values, "person", change->person);
    }
  add_value (values, "mark", change->mark);
  add_value (values, "rationale", rationale);
  add_pointer (change, values);
  if (change->there && (change->clears || (rationale != NULL && rationale[0] == '\0')))
    g_ptr_array_add (values, g_strdup ("rationale="));
  g_ptr_array_add (values, NULL);
  if (change->there)
    return lw_model_set (lw_evaluation_sections (), noun, key, (const char *const *) values->pdata, who, why, error);
  return lw_model_add (lw_evaluation_sections (), noun, (const char *const *) values->pdata, who, why, error);
}

/* ---- what came of it ---- */

/* The rankings of the lots that the change touches, as they are now. */
static GPtrArray *
rank_lots (const Change *change)
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
list_moves (const Change *change, const LwLotRanking *before, const LwLotRanking *after)
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

static gboolean
load_effective (const Change *change, LwConnection *connection, Effective *effective, GError **error)
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
effective_mark (const Change *change, const Effective *effective)
{
  return effective->cell < 0 ? NULL : change->criterion->scale->marks[effective->cell].value;
}

/* "4", "none", "in dispute: 4, 3, 3". */
static char *
effective_text (const Change *change, const Effective *effective)
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
json_lot (JsonBuilder *builder, const Change *change, const LwLotRanking *before, const LwLotRanking *after)
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
json_effective (JsonBuilder *builder, const Change *change, const Effective *was, const Effective *is)
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
report_json (const Change *change, gboolean recorded, const Effective *was, const Effective *is, GPtrArray *before,
             GPtrArray *after)
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
table_moves (const Change *change, LwVerbTable *table, const LwLotRanking *ranking, GArray *moves)
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
report_table (const Change *change, GPtrArray *before, GPtrArray *after)
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

static void
report (const Change *change, gboolean recorded, const Effective *was, const Effective *is, GPtrArray *before,
        GPtrArray *after)
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

/* What there is to say to somebody who sees neither the marks of others nor a rank. */
static void
report_own (const Change *change, gboolean recorded)
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

/* ---- both verbs ---- */

/* Who sees no marks of others does not make them either. */
static gboolean
check_sight (Change *change, LwConnection *connection, GError **error)
{
  g_autofree char *why = NULL, *worker = lw_evaluation_worker (connection, lw_verb_person (change->run), error);

  if (worker == NULL || !lw_evaluation_sight (connection, worker, &change->sight, &why, error))
    return FALSE;
  if ((change->sight & LW_SIGHT_OTHERS) != 0 || g_strcmp0 (change->person, worker) == 0)
    return TRUE;
  g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("expected %s to give the own mark, found one of %s: %s"), worker,
               change->person, why);
  return FALSE;
}

static gboolean
read_request (Change *change, guint mark_argument, GError **error)
{
  const gboolean removes = lw_verb_option (change->run, "remove") != NULL;

  change->mark = lw_verb_arg (change->run, mark_argument);
  if (removes == (change->mark == NULL))
    return TRUE;
  if (removes)
    g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("expected a mark or --remove, found both: “%s”"), change->mark);
  else
    g_set_error_literal (error, LW_ERROR, LW_ERROR_INVALID, _("expected a mark, or --remove to take it back; found"
                                                               " neither"));
  return FALSE;
}

static gboolean
prepare (Change *change, Effective *was, GError **error)
{
  g_autoptr (LwReader) reader = lw_store_reader (change->store, error);
  LwConnection *connection;

  change->marks = reader == NULL ? NULL : lw_evaluation_marks_load_store (change->store, error);
  if (change->marks == NULL)
    return FALSE;
  connection = lw_reader_connection (reader);
  change->trust = lw_evaluation_trust_load (change->marks, connection, error);
  if (change->trust == NULL || !check_sight (change, connection, error) || !find_criterion (change, lw_verb_arg (change->run, 3), error)
      || !find_place (change, lw_verb_arg (change->run, 1), lw_verb_arg (change->run, 2), error)
      || !check_mark (change, error) || !check_person (change, connection, error)
      || !load_old (change, connection, error) || !load_effective (change, connection, was, error))
    return FALSE;
  change->clears = loses_rationale (change);
  return last_seq (connection, &change->seq, error);
}

static gboolean
read_again (Change *change, Effective *is, gboolean *recorded, GError **error)
{
  g_autoptr (LwReader) reader = lw_store_reader (change->store, error);
  gint64 seq;

  if (reader == NULL || !last_seq (lw_reader_connection (reader), &seq, error)
      || !lw_evaluation_marks_read_cell (change->marks, lw_reader_connection (reader), change->lot, change->bidder,
                                         change->criterion->first_leaf, error))
    return FALSE;
  *recorded = seq > change->seq;
  return load_effective (change, lw_reader_connection (reader), is, error);
}

static int
run_change (LwVerbRun *run, gboolean agreed, GError **error)
{
  g_auto (Change) change = { .run = run, .person = agreed ? NULL : lw_verb_arg (run, 4) };
  g_auto (Effective) was = { 0 }, is = { 0 };
  g_autoptr (LwCommand) command = NULL;
  g_autoptr (GPtrArray) before = NULL, after = NULL;
  gboolean recorded;

  if (!read_request (&change, agreed ? 4 : 5, error))
    return LW_EXIT_ERROR;
  change.store = lw_verb_store (run, LW_STORE_READ_WRITE, error);
  if (change.store == NULL || !prepare (&change, &was, error))
    return LW_EXIT_ERROR;
  before = rank_lots (&change);
  command = new_command (&change, error);
  if (command == NULL || !lw_store_run (change.store, command, NULL, error)
      || !read_again (&change, &is, &recorded, error))
    return LW_EXIT_ERROR;
  after = rank_lots (&change);
  if ((change.sight & LW_SIGHT_MARKS) != 0 && (change.sight & LW_SIGHT_PRICES) != 0)
    report (&change, recorded, &was, &is, before, after);
  else
    report_own (&change, recorded);
  return LW_EXIT_FINE;
}

int
lw_evaluation_run_mark (LwVerbRun *run, GError **error)
{
  return run_change (run, FALSE, error);
}

int
lw_evaluation_run_agree (LwVerbRun *run, GError **error)
{
  return run_change (run, TRUE, error);
}
