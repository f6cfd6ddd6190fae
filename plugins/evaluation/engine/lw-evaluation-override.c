/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A bid that is below a minimum passes all the same where a named senior person signs for it; shown for ever. */
#include "config.h"

#include "lw-evaluation-prices.h"

#include "base/lw-clock.h"
#include "base/lw-error.h"
#include "lw-evaluation-explain.h"

#include "base/lw-i18n.h"

char *
lw_evaluation_override_text (const LwEvaluationOverride *override)
{
  return g_strdup_printf (_("passed by %s at %s because: %s"), override->person, override->at, override->reason);
}

typedef struct
{
  char *lot, *bidder, *criterion, *person, *reason;
} Passing;

static void
passing_free (Passing *passing)
{
  g_free (passing->lot);
  g_free (passing->bidder);
  g_free (passing->criterion);
  g_free (passing->person);
  g_free (passing->reason);
  g_free (passing);
}

static gboolean
check_signer (LwConnection *connection, const Passing *passing, GError **error)
{
  gboolean approver;

  if (!lw_evaluation_has_role (connection, passing->person, "approver", &approver, error))
    return FALSE;
  if (!approver)
    g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
                 _("expected an approver, a person with the role approver, to pass a bid; found “%s”"), passing->person);
  return approver && lw_evaluation_check_reason (passing->reason, error);
}

/* That it is below that minimum, and not passed yet. */
static gboolean
check_below (const LwEvaluationMarks *marks, guint bid, const Passing *passing, GError **error)
{
  const int criterion = passing->criterion == NULL ? -1 : lw_evaluation_model_find (marks->model, passing->criterion, -1);
  g_autoptr (LwLotRanking) ranking = NULL;
  const LwBidResult *result;
  gboolean below;

  if (passing->criterion != NULL && (criterion < 0 || marks->model->criteria[criterion].minimum_text == NULL))
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("expected a criterion with a minimum, found %s"), passing->criterion);
      return FALSE;
    }
  if (lw_evaluation_marks_find_override (marks, bid, criterion < 0 ? LW_OVERRIDE_TOTAL : (guint) criterion) != NULL)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_EXISTS, _("%s is passed in spite of that minimum already"), passing->bidder);
      return FALSE;
    }
  ranking = lw_evaluation_rank_lot (marks, marks->bids[bid].lot, LW_RANK_DEFAULT);
  result = lw_lot_ranking_find (ranking, bid);
  if (criterion >= 0)
    below = result != NULL && lw_evaluation_is_below (marks, bid, (guint) criterion, &ranking->market);
  else
    below = result != NULL && result->standing != LW_STANDING_INCOMPLETE && lw_evaluation_total_is_below (marks->model, &result->total);
  if (!below)
    g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("expected a bid below the minimum of %s; %s is not known to be"),
                 passing->criterion != NULL ? passing->criterion : _("the total"), passing->bidder);
  return below;
}

static gboolean
apply_pass (LwTransaction *transaction, gpointer data, GError **error)
{
  const Passing *passing = data;
  LwConnection *connection = lw_transaction_connection (transaction);
  g_autoptr (LwEvaluationMarks) marks = NULL;
  g_autofree char *at = lw_clock_now ();
  int bid;

  if (!check_signer (connection, passing, error) || (marks = lw_evaluation_marks_load (connection, error)) == NULL)
    return FALSE;
  bid = lw_evaluation_find_bid (marks, passing->lot, passing->bidder, error);
  return bid >= 0 && check_below (marks, (guint) bid, passing, error)
         && lw_connection_run (connection, error,
                               "INSERT INTO evaluation_override (lot, bidder, criterion, person, at, reason)"
                               " VALUES (?, ?, ?, ?, ?, ?)",
                               "ssssss", passing->lot, passing->bidder, passing->criterion != NULL ? passing->criterion : "",
                               passing->person, at, passing->reason);
}

LwCommand *
lw_evaluation_pass (const char *lot, const char *bidder, const char *criterion, const char *person, const char *reason)
{
  Passing *passing = g_new0 (Passing, 1);
  g_autofree char *name = criterion != NULL
                              ? g_strdup_printf (_("Pass %s for %s in spite of the minimum of %s"), bidder, lot, criterion)
                              : g_strdup_printf (_("Pass %s for %s in spite of the minimum of the total"), bidder, lot);
  LwCommand *command;

  passing->lot = g_strdup (lot);
  passing->bidder = g_strdup (bidder);
  passing->criterion = g_strdup (criterion);
  passing->person = g_strdup (person);
  passing->reason = g_strdup (reason);
  command = lw_command_new (name, person, reason, apply_pass, passing, (GDestroyNotify) passing_free);
  lw_command_set_final (command);
  return command;
}
