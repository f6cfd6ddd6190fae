/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The verbs mark and agree: one mark changed, and what it does to the bid's rank. */
#include "config.h"

#include "lw-evaluation.h"
#include "lw-evaluation-explain.h"
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
  const char *person; /* NULL: the agreed mark */
  const char *mark;   /* NULL: take back */
  int lot;            /* -1: common to all lots */
  guint bidder;
  const LwEvaluationCriterion *criterion;
} Change;

static void
change_clear (Change *change)
{
  g_clear_pointer (&change->marks, lw_evaluation_marks_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Change, change_clear)

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

static gboolean
is_there (const Change *change, LwConnection *connection, gboolean *there, GError **error)
{
  const char *lot = change->lot < 0 ? "" : change->marks->lots[change->lot].id;
  const char *bidder = change->marks->bidders[change->bidder].id;
  gint64 n;

  if (change->person != NULL)
    {
      if (!lw_connection_get_int (connection, &n, 0, error,
                                  "SELECT count (*) FROM evaluation_mark"
                                  " WHERE lot = ? AND bidder = ? AND criterion = ? AND person = ?",
                                  "ssss", lot, bidder, change->criterion->id, change->person))
        return FALSE;
    }
  else if (!lw_connection_get_int (connection, &n, 0, error,
                                   "SELECT count (*) FROM evaluation_consensus"
                                   " WHERE lot = ? AND bidder = ? AND criterion = ?",
                                   "sss", lot, bidder, change->criterion->id))
    return FALSE;
  *there = n > 0;
  return TRUE;
}

static void
add_value (GPtrArray *values, const char *field, const char *value)
{
  if (value != NULL && value[0] != '\0')
    g_ptr_array_add (values, g_strdup_printf ("%s=%s", field, value));
}

static LwCommand *
new_command (const Change *change, gboolean there, GError **error)
{
  const char *noun = change->person != NULL ? "mark" : "consensus";
  const char *lot = change->lot < 0 ? "" : change->marks->lots[change->lot].id;
  const char *bidder = change->marks->bidders[change->bidder].id;
  const char *who = lw_verb_person (change->run), *why = lw_verb_reason (change->run);
  g_autofree char *key = g_strjoin ("/", lot, bidder, change->criterion->id, change->person, NULL);
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);

  if (change->mark == NULL)
    return lw_model_remove (lw_evaluation_sections (), noun, key, who, why, error);
  if (!there)
    {
      add_value (values, "lot", lot);
      add_value (values, "bidder", bidder);
      add_value (values, "criterion", change->criterion->id);
      add_value (values, "person", change->person);
    }
  add_value (values, "mark", change->mark);
  add_value (values, "rationale", lw_verb_option (change->run, "rationale"));
  g_ptr_array_add (values, NULL);
  if (there)
    return lw_model_set (lw_evaluation_sections (), noun, key, (const char *const *) values->pdata, who, why, error);
  return lw_model_add (lw_evaluation_sections (), noun, (const char *const *) values->pdata, who, why, error);
}

/* ---- what came of it ---- */

/* A bid's place, before or after. */
typedef struct
{
  guint bid;
  guint rank;
  gboolean tied;
  char *total;
  char *exact;
} Place;

static void
place_clear (Place *place)
{
  g_free (place->total);
  g_free (place->exact);
}

/* Where the bidder's bids that the change touches stand now. */
static GArray *
list_places (const Change *change)
{
  const LwEvaluationMarks *marks = change->marks;
  GArray *places = g_array_new (FALSE, TRUE, sizeof (Place));

  g_array_set_clear_func (places, (GDestroyNotify) place_clear);
  for (guint bid = 0; bid < marks->n_bids; bid++)
    {
      Place place = { .bid = bid };

      if (marks->bids[bid].bidder != change->bidder || marks->bids[bid].status != LW_BID_SUBMITTED
          || (change->lot >= 0 && marks->bids[bid].lot != (guint) change->lot))
        continue;
      g_autoptr (LwLotRanking) ranking = lw_evaluation_rank_lot (marks, marks->bids[bid].lot, LW_RANK_DEFAULT);
      const LwBidResult *result = lw_lot_ranking_find (ranking, bid);
      place.rank = result->rank;
      place.tied = result->tied;
      if (result->standing != LW_STANDING_INCOMPLETE)
        {
          place.total = lw_rational_to_decimal (&result->total, marks->model->places, marks->model->rule);
          place.exact = lw_rational_to_exact (&result->total);
        }
      g_array_append_val (places, place);
    }
  return places;
}

/* The effective mark, or NULL. */
static const char *
effective (const Change *change)
{
  const LwEvaluationMarks *marks = change->marks;
  const guint leaf = change->criterion->first_leaf;
  LwCell cell = marks->common[(gsize) change->bidder * marks->model->n_leaves + leaf];

  if (change->lot >= 0)
    cell = lw_evaluation_marks_row (marks,
                                    lw_evaluation_marks_find_bid (marks, change->lot, change->bidder))[leaf];
  return cell < 0 ? NULL : change->criterion->scale->marks[cell].value;
}

static void
json_place (JsonBuilder *builder, const char *name, const Place *place)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "rank");
  if (place->rank > 0)
    json_builder_add_int_value (builder, place->rank);
  else
    json_builder_add_null_value (builder);
  json_builder_set_member_name (builder, "tied");
  json_builder_add_boolean_value (builder, place->tied);
  lw_evaluation_json_string (builder, "total", place->total);
  lw_evaluation_json_string (builder, "exact", place->exact);
  json_builder_end_object (builder);
}

static void
report_json (const Change *change, const char *was, GArray *before, GArray *after)
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
  json_builder_set_member_name (builder, "effective");
  json_builder_begin_object (builder);
  lw_evaluation_json_string (builder, "before", was);
  lw_evaluation_json_string (builder, "after", effective (change));
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "lots");
  json_builder_begin_array (builder);
  for (guint i = 0; i < after->len; i++)
    {
      const Place *place = &g_array_index (after, Place, i);

      json_builder_begin_object (builder);
      lw_evaluation_json_string (builder, "lot", marks->lots[marks->bids[place->bid].lot].id);
      json_place (builder, "before", &g_array_index (before, Place, i));
      json_place (builder, "after", place);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  lw_verb_json (change->run, json_builder_get_root (builder));
}

static void
report_table (const Change *change, GArray *before, GArray *after)
{
  const gboolean csv = lw_verb_output (change->run) == LW_OUTPUT_CSV;
  const LwEvaluationMarks *marks = change->marks;
  g_autoptr (LwTable) table = lw_table_new (NULL);

  lw_table_add_column (table, csv ? "lot" : _("Lot"), LW_ALIGN_LEFT);
  lw_table_add_column (table, csv ? "bidder" : _("Bidder"), LW_ALIGN_LEFT);
  lw_table_add_column (table, csv ? "rank-before" : _("Rank before"), LW_ALIGN_RIGHT);
  lw_table_add_column (table, csv ? "rank-after" : _("after"), LW_ALIGN_RIGHT);
  lw_table_add_column (table, csv ? "total-before" : _("Total before"), LW_ALIGN_RIGHT);
  lw_table_add_column (table, csv ? "total-after" : _("after"), LW_ALIGN_RIGHT);
  for (guint i = 0; i < after->len; i++)
    {
      const Place *from = &g_array_index (before, Place, i), *to = &g_array_index (after, Place, i);
      g_autofree char *rank_from = lw_evaluation_rank_text (from->rank, from->tied);
      g_autofree char *rank_to = lw_evaluation_rank_text (to->rank, to->tied);

      lw_table_add_row (table, marks->lots[marks->bids[to->bid].lot].id, marks->bidders[change->bidder].id, rank_from,
                        rank_to, from->total, to->total);
    }
  lw_verb_table (change->run, table);
}

static void
report (const Change *change, const char *was, GArray *before, GArray *after)
{
  const char *is = effective (change);

  lw_verb_say (change->run, _("%s on %s: the mark that counts was %s, is %s"),
               change->marks->bidders[change->bidder].id, change->criterion->id, was != NULL ? was : _("none"),
               is != NULL ? is : _("none"));
  report_table (change, before, after);
  report_json (change, was, before, after);
}

/* ---- both verbs ---- */

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
prepare (Change *change, gboolean *there, GError **error)
{
  g_autoptr (LwReader) reader = lw_store_reader (change->store, error);

  change->marks = reader == NULL ? NULL : lw_evaluation_marks_load_store (change->store, error);
  return change->marks != NULL && find_criterion (change, lw_verb_arg (change->run, 3), error)
         && find_place (change, lw_verb_arg (change->run, 1), lw_verb_arg (change->run, 2), error)
         && check_mark (change, error) && check_person (change, lw_reader_connection (reader), error)
         && is_there (change, lw_reader_connection (reader), there, error);
}

static gboolean
read_again (Change *change, GError **error)
{
  g_autoptr (LwReader) reader = lw_store_reader (change->store, error);

  return reader != NULL
         && lw_evaluation_marks_read_cell (change->marks, lw_reader_connection (reader), change->lot, change->bidder,
                                           change->criterion->first_leaf, error);
}

static int
run_change (LwVerbRun *run, gboolean agreed, GError **error)
{
  g_auto (Change) change = { .run = run, .person = agreed ? NULL : lw_verb_arg (run, 4) };
  g_autoptr (LwCommand) command = NULL;
  g_autoptr (GArray) before = NULL, after = NULL;
  const char *was;
  gboolean there;

  if (!read_request (&change, agreed ? 4 : 5, error))
    return LW_EXIT_ERROR;
  change.store = lw_verb_store (run, LW_STORE_READ_WRITE, error);
  if (change.store == NULL || !prepare (&change, &there, error))
    return LW_EXIT_ERROR;
  was = effective (&change);
  before = list_places (&change);
  command = new_command (&change, there, error);
  if (command == NULL || !lw_store_run (change.store, command, NULL, error) || !read_again (&change, error))
    return LW_EXIT_ERROR;
  after = list_places (&change);
  report (&change, was, before, after);
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
