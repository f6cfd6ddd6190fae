/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The verbs mark and agree: one mark changed, and what it does to the ranks of its lots. */
#include "config.h"

#include "lw-evaluation-verbs-mark-private.h"

#include "lw-evaluation.h"
#include "lw-evaluation-explain.h"
#include "lw-evaluation-verbs-moderation-private.h"
#include "model/lw-model.h"

#include "base/lw-error.h"
#include "base/lw-id.h"

#include <string.h>

#include "base/lw-i18n.h"

static void
change_clear (LwMarkChange *change)
{
  g_clear_pointer (&change->marks, lw_evaluation_marks_free);
  g_clear_pointer (&change->trust, lw_evaluation_trust_free);
  g_free (change->old_mark);
  g_free (change->old_rationale);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LwMarkChange, change_clear)

static void
effective_clear (LwMarkEffective *effective)
{
  g_strfreev (effective->given);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LwMarkEffective, effective_clear)

/* ---- what was asked for ---- */

static gboolean
find_criterion (LwMarkChange *change, const char *id, GError **error)
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
find_place (LwMarkChange *change, const char *lot, const char *bidder, GError **error)
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
check_mark (const LwMarkChange *change, GError **error)
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
check_person (const LwMarkChange *change, LwConnection *connection, GError **error)
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
load_old (LwMarkChange *change, LwConnection *connection, GError **error)
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
loses_rationale (const LwMarkChange *change)
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
add_pointer (const LwMarkChange *change, GPtrArray *values)
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
is_same_mark (const LwMarkChange *change)
{
  const LwEvaluationScale *scale = change->criterion->scale;

  return change->there
         && lw_evaluation_scale_find (scale, change->mark, -1) == lw_evaluation_scale_find (scale, change->old_mark, -1);
}

static LwCommand *
agree_command (const LwMarkChange *change, const char *lot, const char *bidder, const char *rationale, GError **error)
{
  const LwAgreeing agreeing = { .lot = lot,
                                .bidder = bidder,
                                .criterion = change->criterion->id,
                                .mark = change->mark,
                                .rationale = rationale != NULL ? rationale : change->clears ? NULL : change->old_rationale };

  return lw_evaluation_agree_command (change->run, change->store, &agreeing, is_same_mark (change), error);
}

static LwCommand *
new_command (const LwMarkChange *change, GError **error)
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

/* ---- both verbs ---- */

/* Who sees no marks of others does not make them either. */
static gboolean
check_sight (LwMarkChange *change, LwConnection *connection, GError **error)
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
read_request (LwMarkChange *change, guint mark_argument, GError **error)
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
prepare (LwMarkChange *change, LwMarkEffective *was, GError **error)
{
  g_autoptr (LwReader) reader = lw_store_reader (change->store, error);
  LwConnection *connection;

  change->marks = reader == NULL ? NULL : lw_evaluation_marks_load_store (change->store, error);
  if (change->marks == NULL)
    return FALSE;
  connection = lw_reader_connection (reader);
  change->trust = lw_evaluation_trust_load (change->marks, connection, error);
  if (change->trust == NULL || !check_sight (change, connection, error)
      || !find_criterion (change, lw_verb_arg (change->run, 3), error)
      || !find_place (change, lw_verb_arg (change->run, 1), lw_verb_arg (change->run, 2), error)
      || !check_mark (change, error) || !check_person (change, connection, error)
      || !load_old (change, connection, error) || !lw_mark_change_load_effective (change, connection, was, error))
    return FALSE;
  change->clears = loses_rationale (change);
  return last_seq (connection, &change->seq, error);
}

static gboolean
read_again (LwMarkChange *change, LwMarkEffective *is, gboolean *recorded, GError **error)
{
  g_autoptr (LwReader) reader = lw_store_reader (change->store, error);
  gint64 seq;

  if (reader == NULL || !last_seq (lw_reader_connection (reader), &seq, error)
      || !lw_evaluation_marks_read_cell (change->marks, lw_reader_connection (reader), change->lot, change->bidder,
                                         change->criterion->first_leaf, error))
    return FALSE;
  *recorded = seq > change->seq;
  return lw_mark_change_load_effective (change, lw_reader_connection (reader), is, error);
}

static int
run_change (LwVerbRun *run, gboolean agreed, GError **error)
{
  g_auto (LwMarkChange) change = { .run = run, .person = agreed ? NULL : lw_verb_arg (run, 4) };
  g_auto (LwMarkEffective) was = { 0 }, is = { 0 };
  g_autoptr (LwCommand) command = NULL;
  g_autoptr (GPtrArray) before = NULL, after = NULL;
  gboolean recorded;

  if (!read_request (&change, agreed ? 4 : 5, error))
    return LW_EXIT_ERROR;
  change.store = lw_verb_store (run, LW_STORE_READ_WRITE, error);
  if (change.store == NULL || !prepare (&change, &was, error))
    return LW_EXIT_ERROR;
  before = lw_mark_change_rank (&change);
  command = new_command (&change, error);
  if (command == NULL || !lw_store_run (change.store, command, NULL, error)
      || !read_again (&change, &is, &recorded, error))
    return LW_EXIT_ERROR;
  after = lw_mark_change_rank (&change);
  if ((change.sight & LW_SIGHT_MARKS) != 0 && (change.sight & LW_SIGHT_PRICES) != 0)
    lw_mark_change_report (&change, recorded, &was, &is, before, after);
  else
    lw_mark_change_report_own (&change, recorded);
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
