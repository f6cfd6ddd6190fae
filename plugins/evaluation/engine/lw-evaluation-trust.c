/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-evaluation-trust.h"
#include "model/lw-model.h"

#include "base/lw-i18n.h"

/* Of all trust marks the one that must never be passed over: the figure is invented. */
#define ILLUSTRATIVE "illustrative"

void
lw_evaluation_trust_free (LwEvaluationTrust *trust)
{
  if (trust == NULL)
    return;
  g_free (trust->marks);
  g_free (trust->illustrative);
  g_free (trust->statements);
  g_free (trust->bidders);
  g_free (trust->bids);
  g_free (trust->bidder_of);
  g_free (trust);
}

static gboolean
is_illustrative (const char *trust)
{
  return g_strcmp0 (trust, ILLUSTRATIVE) == 0;
}

/* ---- what is stated of all at once ---- */

static gboolean
load_statements (LwEvaluationTrust *trust, LwConnection *connection, GError **error)
{
  g_autoptr (LwStatement) statement
      = lw_connection_prepare (connection, "SELECT trust, subject FROM provenance ORDER BY trust, subject", error);
  g_autoptr (GString) list = g_string_new (NULL);
  g_autofree char *last = NULL;
  LwStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = lw_statement_step (statement, error)) == LW_STEP_ROW)
    {
      const char *word = lw_statement_text (statement, 0);

      if (g_strcmp0 (word, last) == 0)
        g_string_append_printf (list, ", %s", lw_statement_text (statement, 1));
      else
        g_string_append_printf (list, "%s%s: %s", list->len > 0 ? "; " : "", word, lw_statement_text (statement, 1));
      g_free (last);
      last = g_strdup (word);
    }
  if (step == LW_STEP_DONE && list->len > 0)
    trust->statements = g_strdup (list->str);
  return step == LW_STEP_DONE;
}

/* What a total is made of. Where nothing is stated of it, what the competition says of itself holds, and
 * one invented criterion makes the criteria invented. */
static gboolean
load_subjects (LwEvaluationTrust *trust, LwConnection *connection, const char *competition, GError **error)
{
  static const struct
  {
    const char *subject, *shown, *rows;
  } subjects[] = {
    { "marks", N_ ("marks"), NULL },
    { "prices", N_ ("prices"), NULL },
    { "criteria", N_ ("criteria"),
      "SELECT (SELECT count (*) FROM evaluation_criterion WHERE trust = 'illustrative')"
      " + (SELECT count (*) FROM evaluation_scale WHERE trust = 'illustrative')"
      " + (SELECT count (*) FROM evaluation_method WHERE trust = 'illustrative')" },
  };
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
    {
      g_autofree char *stated = NULL;
      gint64 n = 0;

      if (!lw_provenance_get (connection, subjects[i].subject, &stated, error)
          || (subjects[i].rows != NULL && !lw_connection_get_int (connection, &n, 0, error, subjects[i].rows, "")))
        return FALSE;
      if (is_illustrative (stated != NULL ? stated : competition) || n > 0)
        g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", _(subjects[i].shown));
      if (i == 0)
        trust->marks = g_strdup (stated != NULL ? stated : competition);
    }
  if (list->len > 0)
    trust->illustrative = g_strdup (list->str);
  return TRUE;
}

/* ---- what bidders and bids say of themselves ---- */

static gboolean
load_bidders (LwEvaluationTrust *trust, const LwEvaluationMarks *marks, LwConnection *connection, GError **error)
{
  g_autoptr (LwStatement) statement
      = lw_connection_prepare (connection, "SELECT id, trust FROM bidder WHERE trust IS NOT NULL", error);
  LwStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = lw_statement_step (statement, error)) == LW_STEP_ROW)
    {
      const int bidder = lw_evaluation_marks_find_bidder (marks, lw_statement_text (statement, 0), -1);

      if (bidder >= 0)
        trust->bidders[bidder] = g_intern_string (lw_statement_text (statement, 1));
    }
  return step == LW_STEP_DONE;
}

static gboolean
load_bids (LwEvaluationTrust *trust, const LwEvaluationMarks *marks, LwConnection *connection, GError **error)
{
  g_autoptr (LwStatement) statement
      = lw_connection_prepare (connection, "SELECT lot, bidder, trust FROM bid WHERE trust IS NOT NULL", error);
  LwStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = lw_statement_step (statement, error)) == LW_STEP_ROW)
    {
      const int lot = lw_evaluation_marks_find_lot (marks, lw_statement_text (statement, 0), -1);
      const int bidder = lw_evaluation_marks_find_bidder (marks, lw_statement_text (statement, 1), -1);
      const int bid = lot < 0 || bidder < 0 ? -1 : lw_evaluation_marks_find_bid (marks, lot, bidder);

      if (bid >= 0)
        trust->bids[bid] = g_intern_string (lw_statement_text (statement, 2));
    }
  return step == LW_STEP_DONE;
}

/* ---- all of it ---- */

LwEvaluationTrust *
lw_evaluation_trust_load (const LwEvaluationMarks *marks, LwConnection *connection, GError **error)
{
  g_autoptr (LwCompetition) competition = lw_competition_load (connection, error);
  g_autoptr (LwEvaluationTrust) trust = g_new0 (LwEvaluationTrust, 1);

  trust->bidders = g_new0 (const char *, marks->n_bidders + 1);
  trust->bids = g_new0 (const char *, marks->n_bids + 1);
  trust->bidder_of = g_new0 (guint, marks->n_bids + 1);
  for (guint bid = 0; bid < marks->n_bids; bid++)
    trust->bidder_of[bid] = marks->bids[bid].bidder;
  if (competition == NULL || !load_statements (trust, connection, error)
      || !load_subjects (trust, connection, competition->trust, error)
      || !load_bidders (trust, marks, connection, error) || !load_bids (trust, marks, connection, error))
    return NULL;
  return g_steal_pointer (&trust);
}

const char *
lw_evaluation_trust_of_bid (const LwEvaluationTrust *trust, guint bid)
{
  const char *bidder = trust->bidders[trust->bidder_of[bid]];

  return is_illustrative (bidder) || trust->bids[bid] == NULL ? bidder : trust->bids[bid];
}

const char *
lw_evaluation_trust_of_total (const LwEvaluationTrust *trust, guint bid)
{
  const char *own = lw_evaluation_trust_of_bid (trust, bid);

  if (trust->illustrative != NULL || is_illustrative (own))
    return ILLUSTRATIVE;
  return trust->marks != NULL ? trust->marks : own;
}

const char *
lw_evaluation_trust_note (const LwEvaluationTrust *trust, guint bid)
{
  if (is_illustrative (trust->bidders[trust->bidder_of[bid]]))
    return _("illustrative");
  return is_illustrative (trust->bids[bid]) ? _("illustrative bid") : NULL;
}
