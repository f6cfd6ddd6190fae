/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The steps that the law asks for before an abnormally low bid may be set aside. They are recorded, and do nothing. */
#include "config.h"

#include "lw-evaluation-prices.h"

#include "base/lw-clock.h"
#include "base/lw-error.h"
#include "base/lw-id.h"
#include "lw-evaluation-price-check.h"

#include "base/lw-i18n.h"

const char *const lw_low_steps[] = { "why", "notice", "explanation", "reply", "decision", NULL };

const char *
lw_low_step_title (guint step)
{
  static const char *const titles[] = { N_ ("Why the price is looked into"), N_ ("Notice to the bidder"),
                                        N_ ("Chance to explain"), N_ ("The bidder's reply"), N_ ("Decision") };

  return step < LW_LOW_STEPS ? _(titles[step]) : "";
}

void
lw_low_steps_clear (LwLowStep steps[LW_LOW_STEPS])
{
  for (guint i = 0; i < LW_LOW_STEPS; i++)
    {
      g_clear_pointer (&steps[i].at, g_free);
      g_clear_pointer (&steps[i].person, g_free);
      g_clear_pointer (&steps[i].text, g_free);
    }
}

static int
find_step (const char *name)
{
  for (guint i = 0; i < LW_LOW_STEPS; i++)
    if (g_strcmp0 (lw_low_steps[i], name) == 0)
      return (int) i;
  return -1;
}

gboolean
lw_evaluation_low_steps (LwConnection *connection, const char *lot, const char *bidder, LwLowStep steps[LW_LOW_STEPS],
                         GError **error)
{
  g_autoptr (LwStatement) row = lw_connection_prepare (
      connection, "SELECT step, at, person, text FROM evaluation_low_step WHERE lot = ? AND bidder = ?", error);
  LwStep step;

  for (guint i = 0; i < LW_LOW_STEPS; i++)
    steps[i] = (LwLowStep) { NULL, NULL, NULL };
  if (row == NULL)
    return FALSE;
  lw_statement_bind (row, "ss", lot, bidder);
  while ((step = lw_statement_step (row, error)) == LW_STEP_ROW)
    {
      const int found = find_step (lw_statement_text (row, 0));

      if (found >= 0)
        steps[found] = (LwLowStep) { g_strdup (lw_statement_text (row, 1)), g_strdup (lw_statement_text (row, 2)),
                                     g_strdup (lw_statement_text (row, 3)) };
    }
  if (step != LW_STEP_DONE)
    lw_low_steps_clear (steps);
  return step == LW_STEP_DONE;
}

/* ---- recording one ---- */

typedef struct
{
  char *lot, *bidder, *step, *text, *person;
} Recording;

static void
recording_free (Recording *recording)
{
  g_free (recording->lot);
  g_free (recording->bidder);
  g_free (recording->step);
  g_free (recording->text);
  g_free (recording->person);
  g_free (recording);
}

/* It is the one whose turn it is. */
static gboolean
check_turn (LwConnection *connection, const Recording *recording, GError **error)
{
  const int wanted = find_step (recording->step);
  LwLowStep steps[LW_LOW_STEPS];
  int next = 0;

  if (!lw_evaluation_low_steps (connection, recording->lot, recording->bidder, steps, error))
    return FALSE;
  while (next < LW_LOW_STEPS && steps[next].at != NULL)
    next++;
  lw_low_steps_clear (steps);
  if (wanted < 0)
    {
      g_autofree char *all = g_strjoinv (", ", (char **) lw_low_steps);
      g_autofree char *found = lw_error_quote (recording->step);

      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("expected one of the steps %s, found %s"), all, found);
    }
  else if (wanted < next)
    g_set_error (error, LW_ERROR, LW_ERROR_EXISTS, _("the step %s of %s is recorded already"), recording->step, recording->bidder);
  else if (wanted > next)
    g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("expected the steps in their order, %s next; found %s"), lw_low_steps[next],
                 recording->step);
  return wanted >= 0 && wanted == next;
}

static gboolean
check_bid (LwConnection *connection, const Recording *recording, GError **error)
{
  gboolean sealed;
  gint64 found;

  if (!lw_evaluation_prices_sealed (connection, &sealed, error)
      || !lw_connection_get_int (connection, &found, 0, error,
                                 "SELECT EXISTS (SELECT 1 FROM bid WHERE lot = ? AND bidder = ?)", "ss", recording->lot,
                                 recording->bidder))
    return FALSE;
  if (!found)
    g_set_error (error, LW_ERROR, LW_ERROR_NOT_FOUND, _("expected a bid, found none of %s for %s"), recording->bidder, recording->lot);
  else if (sealed)
    g_set_error_literal (error, LW_ERROR, LW_ERROR_LOCKED, _("prices are sealed: they have not been opened"));
  return found && !sealed;
}

static gboolean
apply_record (LwTransaction *transaction, gpointer data, GError **error)
{
  const Recording *recording = data;
  LwConnection *connection = lw_transaction_connection (transaction);
  g_autofree char *at = lw_clock_now ();

  if (recording->text == NULL || g_strstrip (recording->text)[0] == '\0')
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("expected a text that says what was done in the step %s, found none"),
                   recording->step);
      return FALSE;
    }
  return check_bid (connection, recording, error) && check_turn (connection, recording, error)
         && lw_connection_run (connection, error,
                               "INSERT INTO evaluation_low_step (lot, bidder, step, at, person, text) VALUES (?, ?, ?, ?, ?, ?)",
                               "ssssss", recording->lot, recording->bidder, recording->step, at, recording->person,
                               recording->text);
}

LwCommand *
lw_evaluation_record_low_step (const char *lot, const char *bidder, const char *step, const char *text, const char *person)
{
  Recording *recording = g_new0 (Recording, 1);
  g_autofree char *name
      = g_strdup_printf (_("Record the step %s of the low price of %s for %s"), step, bidder, lot);

  recording->lot = g_strdup (lot);
  recording->bidder = g_strdup (bidder);
  recording->step = g_strdup (step);
  recording->text = g_strdup (text);
  recording->person = g_strdup (person);
  return lw_command_new (name, person, NULL, apply_record, recording, (GDestroyNotify) recording_free);
}

/* ---- the check ---- */

static gboolean
check_one (const LwEvaluationMarks *marks, guint bid, LwConnection *connection, LwFindings *findings, GError **error)
{
  const char *lot = marks->lots[marks->bids[bid].lot].id, *bidder = marks->bidders[marks->bids[bid].bidder].id;
  LwLowStep steps[LW_LOW_STEPS];
  guint next = 0;

  if (!lw_evaluation_low_steps (connection, lot, bidder, steps, error))
    return FALSE;
  while (next < LW_LOW_STEPS && steps[next].at != NULL)
    next++;
  lw_low_steps_clear (steps);
  if (next < LW_LOW_STEPS)
    {
      g_autofree char *where = g_strdup_printf ("%s/%s", lot, bidder);

      lw_findings_add (findings, "evaluation.low-steps", LW_SEVERITY_WARNING, where,
                       _("the steps that an abnormally low price asks for are not complete: “%s” (%s) is next"),
                       lw_low_step_title (next), lw_low_steps[next]);
    }
  return TRUE;
}

gboolean
lw_evaluation_check_low_steps (const LwEvaluationMarks *marks, LwConnection *connection, LwFindings *findings, GError **error)
{
  for (guint lot = 0; lot < marks->n_lots; lot++)
    {
      g_auto (LwPriceList) list = { NULL, 0, 0 };

      lw_evaluation_price_list (marks, lot, &list);
      for (guint bid = marks->lots[lot].first_bid; bid < marks->lots[lot].first_bid + marks->lots[lot].n_bids; bid++)
        if (lw_evaluation_price_low (marks, &list, bid, NULL) && !check_one (marks, bid, connection, findings, error))
          return FALSE;
    }
  return TRUE;
}
