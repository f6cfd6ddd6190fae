/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What is asked before a figure is corrected, a cost set, a step recorded, a bid passed. */
#include "config.h"

#include "lw-prices-bid-private.h"

#include "base/lw-error.h"
#include "base/lw-money.h"
#include "lw-evaluation-costs.h"
#include "lw-evaluation-rationale.h"
#include "lw-prices-ask.h"
#include "model/lw-model.h"

#include "base/lw-i18n.h"

/* What a window holds on to: the figure or place it is about. */
typedef struct
{
  LwDocument *document;
  char *lot, *bidder;
  char *what; /* title of the cost, the step, or the criterion; or NULL */
  guint year;
  LwEvaluationMarks *marks; /* for the preview */
  LwReader *reader;
} Asked;

static void
asked_free (gpointer data)
{
  Asked *asked = data;

  g_clear_pointer (&asked->marks, lw_evaluation_marks_free);
  g_clear_pointer (&asked->reader, lw_reader_release);
  g_object_unref (asked->document);
  g_free (asked->lot);
  g_free (asked->bidder);
  g_free (asked->what);
  g_free (asked);
}

static Asked *
asked_new (LwPricesBid *self, const char *what, guint year)
{
  Asked *asked = g_new0 (Asked, 1);

  asked->document = g_object_ref (self->document);
  asked->lot = g_strdup (self->lot);
  asked->bidder = g_strdup (self->bidder);
  asked->what = g_strdup (what);
  asked->year = year;
  return asked;
}

/* ---- a correction ---- */

static LwPriceFigure
figure_of (const Asked *asked)
{
  return (LwPriceFigure) { asked->lot, asked->bidder, asked->what, asked->year };
}

/* The same state of the file for every key that is typed. */
static gboolean
load_preview (Asked *asked, GError **error)
{
  if (asked->marks != NULL)
    return TRUE;
  asked->reader = lw_store_reader (lw_document_get_store (asked->document), error);
  if (asked->reader != NULL && lw_reader_freeze (asked->reader, error))
    asked->marks = lw_evaluation_marks_load (lw_reader_connection (asked->reader), error);
  if (asked->marks == NULL)
    g_clear_pointer (&asked->reader, lw_reader_release);
  return asked->marks != NULL;
}

static gboolean
check_correction (const char *const *values, char **said, gpointer data)
{
  Asked *asked = data;
  const LwPriceFigure figure = figure_of (asked);
  const char *currency = lw_document_get_currency (asked->document);
  g_autoptr (GError) error = NULL;
  g_autofree char *effect = NULL, *from = NULL, *to = NULL;
  gint64 before, after;

  if (lw_rationale_is_blank (values[0]))
    {
      *said = g_strdup (_("Type what the figure should be: what it does to the ranks is shown before it is done."));
      return FALSE;
    }
  if (!lw_money_parse (values[0], currency, _("figure"), &after, &error) || !load_preview (asked, &error)
      || !lw_evaluation_correction_preview (asked->marks, lw_reader_connection (asked->reader), &figure, after, &before, &effect,
                                            &error))
    {
      *said = g_strdup (error->message);
      return FALSE;
    }
  from = lw_money_format (before, currency);
  to = lw_money_format (after, currency);
  *said = g_strdup_printf (lw_rationale_is_blank (values[1]) ? _("%s becomes %s. Ranks: %s. A reason is needed.") : _("%s becomes %s. Ranks: %s."),
                           from, to, effect);
  return !lw_rationale_is_blank (values[1]);
}

static void
correct (const char *const *values, gpointer data)
{
  const Asked *asked = data;
  const LwPriceFigure figure = figure_of (asked);
  GError *error = NULL;
  LwCommand *command = NULL;
  gint64 after;

  if (lw_money_parse (values[0], lw_document_get_currency (asked->document), _("figure"), &after, &error))
    command = lw_evaluation_correct_price (&figure, after, lw_document_get_person (asked->document), values[1]);
  lw_document_edit (asked->document, command, error);
}

GtkWindow *
lw_prices_bid_ask_correction (LwPricesBid *self, const char *title, guint year)
{
  g_autofree char *body = NULL;
  LwAsk ask = { .heading = _("Correct a figure"),
                .fields = { { _("Becomes"), NULL }, { _("Reason"), NULL } },
                .confirm = _("_Correct figure"),
                .final = TRUE,
                .check = check_correction,
                .done = correct,
                .destroy = asked_free };

  if (lw_prices_bid_why_not (self) != NULL || self->price < 0 || (title == NULL && self->has_costs))
    return NULL;
  body = title == NULL ? g_strdup_printf (_("The price of %s for %s. What it was, who changes it, why, and the effect on the ranks"
                                            " go into the record; a correction is corrected, and not undone."),
                                          self->bidder, self->lot)
                       : g_strdup_printf (_("The cost “%s” of year %u of %s for %s. What it was, who changes it, why, and the effect"
                                            " on the ranks go into the record; a correction is corrected, and not undone."),
                                          title, year, self->bidder, self->lot);
  ask.body = body;
  ask.data = asked_new (self, title, year);
  return lw_prices_ask (GTK_WIDGET (self), &ask);
}

/* ---- a cost ---- */

static gboolean
check_cost (const char *const *values, char **said, gpointer data)
{
  const Asked *asked = data;
  const gboolean known = asked->what != NULL;
  const char *amount = values[known ? 0 : 2];
  g_autoptr (GError) error = NULL;
  gint64 minor;
  guint year;

  if (!known && lw_rationale_is_blank (values[0]))
    *said = g_strdup (_("Say what is paid for, in which year, and how much."));
  else if (!known && !lw_evaluation_parse_year (values[1], &year, NULL))
    *said = g_strdup (_("The year is a whole number from 0, which is now, to 100."));
  else if (lw_rationale_is_blank (amount))
    *said = g_strdup (_("Type the amount."));
  else if (!lw_money_parse (amount, lw_document_get_currency (asked->document), _("amount"), &minor, &error))
    *said = g_strdup (error->message);
  else
    return TRUE;
  return FALSE;
}

static void
set_cost (const char *const *values, gpointer data)
{
  const Asked *asked = data;
  GPtrArray *sections = lw_document_get_sections (asked->document);
  const char *person = lw_document_get_person (asked->document);
  GError *error = NULL;
  LwCommand *command;

  if (asked->what != NULL)
    {
      g_autofree char *key = g_strdup_printf ("%s/%s/%s/%u", asked->lot, asked->bidder, asked->what, asked->year);
      g_autofree char *amount = g_strconcat ("amount=", values[0], NULL);
      const char *const fields[] = { amount, NULL };

      command = lw_model_set (sections, "cost", key, fields, person, NULL, &error);
    }
  else
    {
      g_autofree char *lot = g_strconcat ("lot=", asked->lot, NULL), *bidder = g_strconcat ("bidder=", asked->bidder, NULL);
      g_autofree char *title = g_strconcat ("title=", values[0], NULL), *year = g_strconcat ("year=", values[1], NULL);
      g_autofree char *amount = g_strconcat ("amount=", values[2], NULL);
      const char *const fields[] = { lot, bidder, title, year, amount, NULL };

      command = lw_model_add (sections, "cost", fields, person, NULL, &error);
    }
  lw_document_edit (asked->document, command, error);
}

GtkWindow *
lw_prices_bid_ask_cost (LwPricesBid *self, const char *title, guint year)
{
  g_autofree char *body = title == NULL ? g_strdup (_("A cost in a year. Where a bid has costs, their present value is compared in place"
                                                      " of its price."))
                                        : g_strdup_printf (_("“%s”, year %u."), title, year);
  LwAsk ask = { .heading = title == NULL ? _("Add a cost") : _("Change a cost"),
                .body = body,
                .fields = { { _("What is paid for"), NULL }, { _("Year"), "0" }, { _("Amount"), NULL } },
                .confirm = title == NULL ? _("_Add cost") : _("_Change cost"),
                .check = check_cost,
                .done = set_cost };

  if (lw_prices_bid_why_not (self) != NULL || self->lot == NULL)
    return NULL;
  if (title != NULL)
    {
      ask.fields[0] = ask.fields[2];
      ask.fields[1] = ask.fields[2] = (LwAskField) { NULL, NULL };
    }
  ask.data = asked_new (self, title, year);
  ask.destroy = asked_free;
  return lw_prices_ask (GTK_WIDGET (self), &ask);
}

/* ---- a step ---- */

static gboolean
check_text (const char *const *values, char **said, gpointer data)
{
  if (lw_rationale_is_blank (values[0]))
    *said = g_strdup (_("Say what was done, or why: it goes into the record."));
  return !lw_rationale_is_blank (values[0]);
}

static void
record_step (const char *const *values, gpointer data)
{
  const Asked *asked = data;

  lw_document_edit (asked->document,
                    lw_evaluation_record_low_step (asked->lot, asked->bidder, asked->what, values[0],
                                                   lw_document_get_person (asked->document)),
                    NULL);
}

GtkWindow *
lw_prices_bid_ask_step (LwPricesBid *self)
{
  const char *title = NULL;
  LwAsk ask = { .body = _("The step is recorded with today's date. None of the steps excludes a bid: that is a decision of its own."),
                .fields = { { _("What was done"), NULL } },
                .confirm = _("_Record step"),
                .check = check_text,
                .done = record_step,
                .destroy = asked_free };

  if (lw_prices_bid_why_not (self) != NULL || self->next_step == NULL || self->price < 0)
    return NULL;
  for (guint i = 0; i < LW_LOW_STEPS; i++)
    if (g_str_equal (lw_low_steps[i], self->next_step))
      title = lw_low_step_title (i);
  ask.heading = title;
  ask.data = asked_new (self, self->next_step, 0);
  return lw_prices_ask (GTK_WIDGET (self), &ask);
}

/* ---- an override ---- */

static void
pass (const char *const *values, gpointer data)
{
  const Asked *asked = data;

  lw_document_edit (asked->document,
                    lw_evaluation_pass (asked->lot, asked->bidder, asked->what, lw_document_get_person (asked->document), values[0]),
                    NULL);
}

GtkWindow *
lw_prices_bid_ask_pass (LwPricesBid *self, const char *criterion)
{
  g_autofree char *body = NULL;
  LwAsk ask = { .heading = _("Pass in spite of a minimum"),
                .fields = { { _("Reason"), NULL } },
                .confirm = _("_Pass bid"),
                .final = TRUE,
                .check = check_text,
                .done = pass,
                .destroy = asked_free };

  if (lw_prices_bid_why_not (self) != NULL || !self->approver)
    return NULL;
  body = criterion == NULL
             ? g_strdup_printf (_("%s is below the minimum of the total. It is ranked for %s all the same, and your name and the reason"
                                  " stand beside its result for ever. This cannot be undone."), self->bidder, self->lot)
             : g_strdup_printf (_("%s is below the minimum of %s. It is ranked for %s all the same, and your name and the reason stand"
                                  " beside its result for ever. This cannot be undone."), self->bidder, criterion, self->lot);
  ask.body = body;
  ask.data = asked_new (self, criterion, 0);
  return lw_prices_ask (GTK_WIDGET (self), &ask);
}
