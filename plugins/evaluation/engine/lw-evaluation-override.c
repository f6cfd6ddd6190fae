/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A bid that is below a minimum passes all the same where a named senior person signs for it; shown for ever. */
#include "config.h"

#include "lw-evaluation-prices.h"

#include "base/lw-clock.h"
#include "base/lw-error.h"
#include "lw-evaluation-explain.h"
#include "lw-evaluation-rank.h"

#include <string.h>

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

static gboolean
refuse_passed (const Passing *passing, GError **error)
{
  g_set_error (error, LW_ERROR, LW_ERROR_EXISTS, _("%s is passed in spite of that minimum already"), passing->bidder);
  return FALSE;
}

static gboolean
refuse_not_below (const Passing *passing, GError **error)
{
  g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("expected a bid below the minimum of %s; %s is not known to be"),
               passing->criterion != NULL ? passing->criterion : _("the total"), passing->bidder);
  return FALSE;
}

/* That it is below that minimum, and not passed yet. @figure (out): what it has. @minimum (out): as written */
static gboolean
check_below (const LwEvaluationMarks *marks, guint bid, const Passing *passing, LwRational *figure, const char **minimum,
             GError **error)
{
  const int criterion = passing->criterion == NULL ? -1 : lw_evaluation_model_find (marks->model, passing->criterion, -1);
  const guint index = criterion < 0 ? LW_OVERRIDE_TOTAL : (guint) criterion;
  const LwRational *least = criterion < 0 ? &marks->model->minimum : &marks->model->criteria[criterion].minimum;
  g_autoptr (LwLotRanking) ranking = NULL;
  const LwBidResult *result;

  if (passing->criterion != NULL && (criterion < 0 || marks->model->criteria[criterion].minimum_text == NULL))
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("expected a criterion with a minimum, found %s"), passing->criterion);
      return FALSE;
    }
  *minimum = criterion < 0 ? marks->model->minimum_text : marks->model->criteria[criterion].minimum_text;
  ranking = lw_evaluation_rank_lot (marks, marks->bids[bid].lot, LW_RANK_DEFAULT);
  result = lw_lot_ranking_find (ranking, bid);
  if (*minimum == NULL || result == NULL || (criterion < 0 && result->standing == LW_STANDING_INCOMPLETE)
      || (criterion >= 0 && !lw_evaluation_figure (marks, bid, index, &ranking->market, figure)))
    return refuse_not_below (passing, error);
  if (criterion < 0)
    lw_rational_set (figure, &result->total);
  if (lw_rational_cmp (figure, least) >= 0)
    return refuse_not_below (passing, error);
  return !lw_evaluation_override_holds (lw_evaluation_marks_find_override (marks, bid, index), figure, least)
         || refuse_passed (passing, error);
}

/* The exact figure; one that is too long to be read again is a little less. (transfer full) */
static char *
figure_text (const LwRational *figure)
{
  char *text = lw_rational_to_exact (figure);

  if (strlen (text) <= LW_RATIONAL_TEXT_MAX)
    return text;
  g_free (text);
  return lw_rational_to_decimal (figure, LW_PLACES_MAX, LW_ROUNDING_DOWN);
}

static gboolean
apply_pass (LwTransaction *transaction, gpointer data, GError **error)
{
  const Passing *passing = data;
  LwConnection *connection = lw_transaction_connection (transaction);
  g_autoptr (LwEvaluationMarks) marks = NULL;
  g_auto (LwRational) figure = LW_RATIONAL_INIT;
  g_autofree char *at = lw_clock_now (), *found = NULL;
  const char *minimum;
  int bid;

  if (!check_signer (connection, passing, error) || (marks = lw_evaluation_marks_load (connection, error)) == NULL)
    return FALSE;
  bid = lw_evaluation_find_bid (marks, passing->lot, passing->bidder, error);
  if (bid < 0 || !check_below (marks, (guint) bid, passing, &figure, &minimum, error))
    return FALSE;
  found = figure_text (&figure);
  return lw_connection_run (connection, error,
                            "INSERT INTO evaluation_override (lot, bidder, criterion, at, person, found, minimum, reason)"
                            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                            "ssssssss", passing->lot, passing->bidder, passing->criterion != NULL ? passing->criterion : "", at,
                            passing->person, found, minimum, passing->reason);
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
