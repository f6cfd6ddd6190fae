/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Agreeing on a mark: what is to be seen before, and the command. */
#include "config.h"

#include "lw-evaluation-moderation.h"

#include "base/lw-error.h"
#include "lw-evaluation-publish.h"
#include "lw-evaluation-rationale.h"
#include "lw-evaluation.h"
#include "model/lw-model.h"

#include <string.h>

#include "base/lw-i18n.h"

/* ---- checks ---- */

const char *
lw_agree_check_title (LwAgreeCheck check)
{
  static const char *const titles[LW_AGREE_N_CHECKS] = {
    N_("marks of the evaluators"),
    N_("all of their marks confirmed"),
    N_("a mark of the scale"),
    N_("a rationale in its own words"),
    N_("why not the mark above"),
    N_("why not the mark below"),
    N_("who was present"),
  };

  return _(titles[check]);
}

/* Labels and descriptors, normalised. */
static GStrv
load_descriptors (LwConnection *connection, const char *scale, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (LwStatement) row = lw_connection_prepare (
      connection, "SELECT label, descriptor FROM evaluation_scale_mark WHERE scale = ?", error);
  LwStep step;

  if (row == NULL)
    return NULL;
  lw_statement_bind (row, "s", scale);
  while ((step = lw_statement_step (row, error)) == LW_STEP_ROW)
    for (int column = 0; column < 2; column++)
      {
        g_autofree char *words = lw_rationale_normalise (lw_statement_text (row, column), -1);

        if (words[0] != '\0')
          g_strv_builder_add (builder, words);
      }
  return step == LW_STEP_DONE ? g_strv_builder_end (builder) : NULL;
}

/* Whether another bid's mark on the criterion, agreed or an evaluator's, has the same words. Asked while one types: evaluators'
 * marks are looked up bid by bid, as their key begins. */
static gboolean
find_copy (LwConnection *connection, const LwAgreeing *agreeing, const char *words, gboolean *found, GError **error)
{
  g_autoptr (LwStatement) row = lw_connection_prepare (
      connection,
      "SELECT rationale FROM evaluation_consensus WHERE criterion = ?1 AND (lot <> ?2 OR bidder <> ?3)"
      " UNION ALL SELECT m.rationale FROM (SELECT '' AS lot, id AS bidder FROM bidder"
      "  UNION ALL SELECT lot, bidder FROM bid) AS b CROSS JOIN evaluation_mark AS m USING (lot, bidder)"
      " WHERE m.criterion = ?1 AND (m.lot <> ?2 OR m.bidder <> ?3)", error);
  LwStep step = LW_STEP_ERROR;

  *found = FALSE;
  if (row == NULL)
    return FALSE;
  lw_statement_bind (row, "sss", agreeing->criterion, agreeing->lot, agreeing->bidder);
  while (!*found && (step = lw_statement_step (row, error)) == LW_STEP_ROW)
    {
      g_autofree char *other = lw_rationale_normalise (lw_statement_text (row, 0), -1);

      *found = strcmp (other, words) == 0;
    }
  return *found || step == LW_STEP_DONE;
}

static gboolean
check_rationale (LwConnection *connection, const LwEvaluationScale *scale, const LwAgreeing *agreeing, guint *open, GError **error)
{
  g_autofree char *words = lw_rationale_normalise (agreeing->rationale, -1);
  g_auto (GStrv) descriptors = load_descriptors (connection, scale->id, error);
  gboolean copied;

  if (descriptors == NULL)
    return FALSE;
  if (lw_rationale_problems (words, LW_RATIONALE_WORDS, (const char *const *) descriptors) != 0)
    {
      *open |= 1u << LW_AGREE_RATIONALE;
      return TRUE;
    }
  if (!find_copy (connection, agreeing, words, &copied, error))
    return FALSE;
  if (copied)
    *open |= 1u << LW_AGREE_RATIONALE;
  return TRUE;
}

static gboolean
check_marks (LwConnection *connection, const LwAgreeing *agreeing, gint64 version, guint *open, GError **error)
{
  gint64 n, unconfirmed;

  if (!lw_connection_get_int (connection, &n, 0, error,
                              "SELECT count (*) FROM evaluation_mark WHERE lot = ? AND bidder = ? AND criterion = ?", "sss",
                              agreeing->lot, agreeing->bidder, agreeing->criterion)
      || !lw_connection_get_int (connection, &unconfirmed, 0, error,
                                 "SELECT count (*) FROM evaluation_mark AS m WHERE lot = ?1 AND bidder = ?2 AND criterion = ?3"
                                 " AND NOT EXISTS (SELECT 1 FROM evaluation_confirmation AS c WHERE c.lot = m.lot"
                                 "  AND c.bidder = m.bidder AND c.criterion = m.criterion AND c.person = m.person"
                                 "  AND c.version = ?4)",
                                 "sssi", agreeing->lot, agreeing->bidder, agreeing->criterion, version))
    return FALSE;
  if (n == 0)
    *open |= 1u << LW_AGREE_MARKS;
  if (version > 0 && unconfirmed > 0)
    *open |= 1u << LW_AGREE_CONFIRMED;
  return TRUE;
}

gboolean
lw_evaluation_agree_open (LwConnection *connection, const LwEvaluationScale *scale, const LwAgreeing *agreeing, guint *asked,
                          guint *open, GError **error)
{
  const int mark = agreeing->mark == NULL ? -1 : lw_evaluation_scale_find (scale, agreeing->mark, -1);
  const guint neighbours = mark < 0 ? 0 : lw_rationale_neighbours (scale, mark, NULL, NULL);
  const guint missing = mark < 0 ? 0 : lw_rationale_neighbours (scale, mark, agreeing->why_not_above, agreeing->why_not_below);
  gint64 version;

  if (!lw_evaluation_version (connection, &version, error))
    return FALSE;
  if (asked != NULL)
    *asked = (1u << LW_AGREE_MARKS) | (1u << LW_AGREE_MARK) | (1u << LW_AGREE_RATIONALE) | (1u << LW_AGREE_PRESENT)
             | (version > 0 ? 1u << LW_AGREE_CONFIRMED : 0) | (neighbours & LW_RATIONALE_NOT_ABOVE ? 1u << LW_AGREE_ABOVE : 0)
             | (neighbours & LW_RATIONALE_NOT_BELOW ? 1u << LW_AGREE_BELOW : 0);
  *open = mark < 0 ? 1u << LW_AGREE_MARK : 0;
  if (missing & LW_RATIONALE_NOT_ABOVE)
    *open |= 1u << LW_AGREE_ABOVE;
  if (missing & LW_RATIONALE_NOT_BELOW)
    *open |= 1u << LW_AGREE_BELOW;
  if (lw_rationale_is_blank (agreeing->present))
    *open |= 1u << LW_AGREE_PRESENT;
  return check_marks (connection, agreeing, version, open, error)
         && check_rationale (connection, scale, agreeing, open, error);
}

/* ---- the command ---- */

typedef struct
{
  LwAgreeing given; /* its texts are owned */
  char *person, *approver, *reason;
} Agreement;

static void
agreement_free (Agreement *agreement)
{
  g_free ((char *) agreement->given.lot);
  g_free ((char *) agreement->given.bidder);
  g_free ((char *) agreement->given.criterion);
  g_free ((char *) agreement->given.mark);
  g_free ((char *) agreement->given.rationale);
  g_free ((char *) agreement->given.why_not_above);
  g_free ((char *) agreement->given.why_not_below);
  g_free ((char *) agreement->given.present);
  g_free ((char *) agreement->given.dissent);
  g_free (agreement->person);
  g_free (agreement->approver);
  g_free (agreement->reason);
  g_free (agreement);
}

/* Commands run on the store's worker, and the guard is asked from inside of them. */
static _Thread_local struct
{
  gboolean at_work, approved;
} agreeing_here;

gboolean
lw_evaluation_is_agreeing (gboolean *approved)
{
  *approved = agreeing_here.approved;
  return agreeing_here.at_work;
}

static gboolean
refuse_open (guint open, GError **error)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint check = 0; check < LW_AGREE_N_CHECKS; check++)
    if (open & (1u << check))
      g_string_append_printf (list, "%s%s", list->len > 0 ? "; " : "", lw_agree_check_title (check));
  g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
               _("the method is published, and a mark that is agreed is final: expected with it %s"), list->str);
  return FALSE;
}

/* A mark that came back and was not taken over may change what is agreed on. */
static gboolean
check_decided (LwConnection *connection, const LwAgreeing *given, GError **error)
{
  gint64 undecided;

  if (!lw_connection_get_int (connection, &undecided, 0, error,
                              "SELECT count (*) FROM evaluation_conflict WHERE lot = ? AND bidder = ? AND criterion = ?", "sss",
                              given->lot, given->bidder, given->criterion))
    return FALSE;
  if (undecided > 0)
    g_set_error (error, LW_ERROR, LW_ERROR_LOCKED,
                 _("a mark of %s on %s that came back in a pack is in conflict with the one here: decide which counts before one is"
                   " agreed (lotwise conflicts, lotwise decide)"),
                 given->bidder, given->criterion);
  return undecided == 0;
}

/* Under a published method: the locks first, then what must be said. */
static gboolean
may_agree (LwConnection *connection, const Agreement *agreement, const char *key, GError **error)
{
  const LwAgreeing *given = &agreement->given;
  g_autoptr (LwEvaluationModel) model = NULL;
  int criterion;
  guint open;

  if (agreement->approver != NULL
      && !lw_evaluation_check_approval (connection, agreement->person, agreement->approver, agreement->reason, error))
    return FALSE;
  if (!lw_evaluation_guard_consensus (connection, key, error) || !check_decided (connection, given, error)
      || (model = lw_evaluation_model_load (connection, error)) == NULL)
    return FALSE;
  criterion = lw_evaluation_model_find (model, given->criterion, -1);
  if (criterion < 0 || !lw_evaluation_criterion_is_marked (&model->criteria[criterion]))
    return TRUE; /* the rules of the row say what is wrong */
  return lw_evaluation_agree_open (connection, model->criteria[criterion].scale, given, NULL, &open, error)
         && (open == 0 || refuse_open (open, error));
}

static void
add_value (GPtrArray *values, const char *field, const char *value)
{
  g_ptr_array_add (values, g_strconcat (field, "=", value != NULL ? value : "", NULL));
}

/* The row as it becomes; on one that is new an empty field is left out. */
static LwCommand *
row_command (const Agreement *agreement, gboolean there, const char *key, const char *rests_on, gint64 version, GError **error)
{
  const LwAgreeing *given = &agreement->given;
  g_autofree char *under = version == 0 ? NULL : g_strdup_printf ("%" G_GINT64_FORMAT, version);
  const char *const fields[][2] = { { "rationale", given->rationale },         { "why-not-above", given->why_not_above },
                                    { "why-not-below", given->why_not_below }, { "present", given->present },
                                    { "dissent", given->dissent },             { "rests-on", rests_on },
                                    { "version", under } };
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);

  add_value (values, "mark", given->mark);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (there || !lw_rationale_is_blank (fields[i][1]))
      add_value (values, fields[i][0], lw_rationale_is_blank (fields[i][1]) ? NULL : fields[i][1]);
  if (!there)
    {
      if (given->lot[0] != '\0')
        add_value (values, "lot", given->lot);
      add_value (values, "bidder", given->bidder);
      add_value (values, "criterion", given->criterion);
    }
  g_ptr_array_add (values, NULL);
  return there ? lw_model_set (lw_evaluation_sections (), "consensus", key, (const char *const *) values->pdata,
                               agreement->person, agreement->reason, error)
               : lw_model_add (lw_evaluation_sections (), "consensus", (const char *const *) values->pdata,
                               agreement->person, agreement->reason, error);
}

static gboolean
agree (LwTransaction *transaction, const Agreement *agreement, GError **error)
{
  LwConnection *connection = lw_transaction_connection (transaction);
  const LwAgreeing *given = &agreement->given;
  g_autofree char *key = g_strjoin ("/", given->lot, given->bidder, given->criterion, NULL);
  g_autofree char *rests_on = lw_evaluation_rests_on (connection, given->lot, given->bidder, given->criterion, error);
  g_autoptr (LwCommand) command = NULL;
  gint64 version, there;

  if (rests_on == NULL || !lw_evaluation_version (connection, &version, error)
      || !lw_connection_get_int (connection, &there, 0, error,
                                 "SELECT count (*) FROM evaluation_consensus WHERE lot = ? AND bidder = ? AND criterion = ?",
                                 "sss", given->lot, given->bidder, given->criterion)
      || (version > 0 && !may_agree (connection, agreement, key, error)))
    return FALSE;
  command = row_command (agreement, there > 0, key, rests_on, version, error);
  return command != NULL && lw_command_apply (command, transaction, error);
}

static gboolean
apply_agree (LwTransaction *transaction, gpointer data, GError **error)
{
  const Agreement *agreement = data;
  gboolean fine;

  agreeing_here.at_work = TRUE;
  agreeing_here.approved = agreement->approver != NULL;
  fine = agree (transaction, agreement, error);
  agreeing_here.at_work = agreeing_here.approved = FALSE;
  return fine;
}

LwCommand *
lw_evaluation_agree (const LwAgreeing *agreeing, gboolean published, const char *person, const char *approver, const char *reason)
{
  Agreement *agreement = g_new0 (Agreement, 1);
  const char *lot = agreeing->lot, *stroke = lot[0] == '\0' ? "" : "/";
  g_autofree char *name = NULL;
  g_autofree char *why = approver == NULL ? g_strdup (reason)
                                          : g_strdup_printf (_("%s (approved by %s)"), reason != NULL ? reason : "", approver);
  LwCommand *command;

  agreement->given = (LwAgreeing) {
    .lot = g_strdup (lot),
    .bidder = g_strdup (agreeing->bidder),
    .criterion = g_strdup (agreeing->criterion),
    .mark = g_strdup (agreeing->mark),
    .rationale = g_strdup (agreeing->rationale),
    .why_not_above = g_strdup (agreeing->why_not_above),
    .why_not_below = g_strdup (agreeing->why_not_below),
    .present = g_strdup (agreeing->present),
    .dissent = g_strdup (agreeing->dissent),
  };
  agreement->person = g_strdup (person);
  agreement->approver = g_strdup (approver);
  agreement->reason = g_strdup (reason);
  if (approver != NULL)
    name = g_strdup_printf (_("Change the agreed mark of %s%s%s/%s to %s"), lot, stroke, agreeing->bidder, agreeing->criterion,
                            agreeing->mark);
  else
    name = g_strdup_printf (_("Agree on %s%s%s/%s as %s"), lot, stroke, agreeing->bidder, agreeing->criterion, agreeing->mark);
  command = lw_command_new (name, person, why, apply_agree, agreement, (GDestroyNotify) agreement_free);
  if (published || approver != NULL)
    lw_command_set_final (command);
  return command;
}
