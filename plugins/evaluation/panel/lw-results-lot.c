/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A lot as the list shows it: texts that change in place when a mark changes. */
#include "config.h"

#include "lw-results-lots-private.h"

#include "base/lw-i18n.h"

G_DEFINE_FINAL_TYPE (LwResultsLot, lw_results_lot, G_TYPE_OBJECT)

static guint changed_signal;

static void
lw_results_lot_finalize (GObject *object)
{
  LwResultsLot *self = LW_RESULTS_LOT (object);

  g_free (self->id);
  g_free (self->title);
  g_free (self->leader);
  g_free (self->margin);
  g_free (self->note);
  g_free (self->summary);
  G_OBJECT_CLASS (lw_results_lot_parent_class)->finalize (object);
}

static void
lw_results_lot_class_init (LwResultsLotClass *class)
{
  G_OBJECT_CLASS (class)->finalize = lw_results_lot_finalize;
  changed_signal
      = g_signal_new ("changed", LW_TYPE_RESULTS_LOT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lw_results_lot_init (LwResultsLot *self)
{
  self->share = -1;
}

LwResultsLot *
lw_results_lot_new (const char *id, const char *title)
{
  LwResultsLot *self = g_object_new (LW_TYPE_RESULTS_LOT, NULL);

  self->id = g_strdup (id);
  self->title = g_strdup (title);
  return self;
}

static char *
leader_text (const LwEvaluationMarks *marks, const LwLotRanking *ranking, const LwResultsLead *lead)
{
  GString *who;

  if (lead->n_bids == 0)
    return g_strdup (_("no bids"));
  if (lead->leader == NULL)
    return g_strdup (lead->n_incomplete > 0 ? _("no total yet") : _("no bid is ranked"));
  if (lead->n_tied == 0)
    return g_strdup (marks->bidders[marks->bids[lead->leader->bid].bidder].name);
  who = g_string_new (_("Tie: "));
  for (guint i = 0; i < lead->n_tied; i++)
    g_string_append_printf (who, "%s%s", i > 0 ? " = " : "",
                            marks->bidders[marks->bids[ranking->results[i].bid].bidder].id);
  return g_string_free (who, FALSE);
}

static void
take_text (LwResultsLot *self, char **field, char *text)
{
  if (g_strcmp0 (*field, text) != 0)
    self->share = -1;
  g_free (*field);
  *field = text;
}

void
lw_results_lot_update (LwResultsLot *self, const LwEvaluationMarks *marks, const LwLotRanking *ranking)
{
  g_auto (LwRational) margin = LW_RATIONAL_INIT;
  LwResultsLead lead;
  gboolean two;

  lw_results_lead (ranking, &lead);
  two = lw_results_margin (&lead, &margin);
  self->value = two ? lw_results_place_of (&margin) : 0;
  self->tied = lead.n_tied > 0;
  take_text (self, &self->leader, leader_text (marks, ranking, &lead));
  take_text (self, &self->margin, two && !self->tied ? lw_results_margin_text (marks->model, &margin) : g_strdup (""));
  take_text (self, &self->note,
             lead.n_incomplete > 0 ? g_strdup_printf (_("%u of %u incomplete"), lead.n_incomplete, lead.n_bids)
                                   : g_strdup (""));
  take_text (self, &self->summary, lw_results_lead_text (marks, &lead));
}

void
lw_results_lot_set_share (LwResultsLot *self, double share)
{
  if (self->share == share)
    return;
  self->share = share;
  g_signal_emit (self, changed_signal, 0);
}

const char *
lw_results_lot_get_id (LwResultsLot *self)
{
  return self->id;
}

const char *
lw_results_lot_get_leader (LwResultsLot *self)
{
  return self->leader;
}

const char *
lw_results_lot_get_margin (LwResultsLot *self)
{
  return self->margin;
}

const char *
lw_results_lot_get_note (LwResultsLot *self)
{
  return self->note;
}
