/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-criteria-lab-bids.h"

#include "base/lw-error.h"
#include "base/lw-money.h"
#include "lw-evaluation-explain.h"
#include "lw-evaluation-panels.h"
#include "lw-evaluation-prices.h"
#include "lw-evaluation-rank.h"

#include <string.h>

#include "base/lw-i18n.h"

static GPtrArray *
bids_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) lw_lab_bid_free);
}

GPtrArray *
lw_criteria_lab_bids_example (LwDocument *document, gint64 optimum, gint64 top)
{
  static const struct
  {
    const char *name;
    gint64 quality, price;
    gint64 part; /* of four, in a range of prices */
  } example[] = { { "A", 80, 100, 3 }, { "B", 70, 80, 2 }, { "C", 30, 40, 1 } };
  GPtrArray *bids = bids_new ();
  gint64 unit = 1;

  for (int digit = 0; digit < lw_currency_digits (lw_document_get_currency (document)); digit++)
    unit *= 10;
  for (guint i = 0; i < G_N_ELEMENTS (example); i++)
    {
      g_auto (LwRational) quality = LW_RATIONAL_INIT;

      lw_rational_set_int (&quality, example[i].quality, 1);
      g_ptr_array_add (
          bids, lw_lab_bid_new (example[i].name, &quality,
                                top > optimum ? optimum + (top - optimum) / 4 * example[i].part : example[i].price * unit));
    }
  return bids;
}

/* ---- those of a lot ---- */

/* Sealed prices are for nobody's trial. */
static gboolean
check_open (LwDocument *document, GError **error)
{
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (document), error);
  gboolean sealed;

  if (reader == NULL || !lw_evaluation_prices_sealed (lw_reader_connection (reader), &sealed, error))
    return FALSE;
  if (sealed)
    g_set_error_literal (error, LW_ERROR, LW_ERROR_LOCKED,
                         _("The prices of this competition are sealed until they are opened: try with dummy bids"));
  return !sealed;
}

/* Marks of 100 over all scored criteria. FALSE: one is missing. */
static gboolean
quality_of (const LwEvaluationMarks *marks, guint bid, LwRational *quality)
{
  const LwEvaluationModel *model = marks->model;
  LwPriceMarket market = LW_PRICE_MARKET_NONE;
  g_auto (LwRational) full = LW_RATIONAL_INIT, hundred = LW_RATIONAL_INIT;

  for (guint leaf = 0; leaf < model->n_leaves; leaf++)
    {
      const LwEvaluationCriterion *criterion = lw_evaluation_model_leaf (model, leaf);
      g_auto (LwRational) points = LW_RATIONAL_INIT, exact = LW_RATIONAL_INIT;

      if (criterion->kind != LW_CRITERION_SCORED)
        continue;
      if (!lw_evaluation_leaf_points (marks, bid, leaf, &market, &points, &exact))
        return FALSE;
      lw_rational_add (quality, quality, &exact);
      lw_rational_add (&full, &full, &criterion->points);
    }
  if (lw_rational_sign (&full) == 0)
    return FALSE;
  lw_rational_set_int (&hundred, 100, 1);
  lw_rational_mul (quality, quality, &hundred);
  lw_rational_div (quality, quality, &full);
  return TRUE;
}

GPtrArray *
lw_criteria_lab_bids_of_lot (LwDocument *document, const char *lot, guint most, guint *left_out, GError **error)
{
  LwEvaluationLive *live = lw_evaluation_session (document);
  const LwEvaluationMarks *marks = live != NULL ? lw_evaluation_live_get_marks (live) : NULL;
  const int index = marks != NULL ? lw_evaluation_marks_find_lot (marks, lot, -1) : -1;
  g_autoptr (GPtrArray) bids = bids_new ();

  *left_out = 0;
  if (!check_open (document, error))
    return NULL;
  for (guint i = 0; index >= 0 && i < marks->lots[index].n_bids; i++)
    {
      const guint bid = marks->lots[index].first_bid + i;
      g_auto (LwRational) quality = LW_RATIONAL_INIT;

      if (marks->bids[bid].status != LW_BID_SUBMITTED)
        continue;
      if (marks->bids[bid].price < 0 || bids->len == most || !quality_of (marks, bid, &quality))
        ++*left_out;
      else
        g_ptr_array_add (bids, lw_lab_bid_new (marks->bidders[marks->bids[bid].bidder].id, &quality, marks->bids[bid].price));
    }
  if (bids->len > 0)
    return g_steal_pointer (&bids);
  g_set_error (error, LW_ERROR, LW_ERROR_NOT_FOUND, _("No bid of %s has a price and all its marks"), lot);
  return NULL;
}

/* ---- as text ---- */

char *
lw_criteria_lab_bids_to_text (GPtrArray *bids, const char *currency)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < bids->len; i++)
    {
      const LwLabBid *bid = bids->pdata[i];
      g_autofree char *quality = lw_rational_to_exact (&bid->quality), *price = lw_money_to_text (bid->price, currency);

      g_string_append_printf (text, "%s%s=%s@%s", i > 0 ? "\t" : "", bid->name, quality, price);
    }
  return g_string_free (text, FALSE);
}

GPtrArray *
lw_criteria_lab_bids_from_text (const char *text, const char *currency)
{
  GPtrArray *bids = bids_new ();
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", "\t", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      LwLabBid *bid = *parts[i] != '\0' ? lw_lab_bid_parse (parts[i], currency, NULL) : NULL;
      if (bid != NULL)
        g_ptr_array_add (bids, bid);
    }
  return bids;
}

char *
lw_criteria_lab_bids_free_name (GPtrArray *bids)
{
  for (guint number = 0;; number++)
    {
      g_autofree char *name = number < 26 ? g_strdup_printf ("%c", 'A' + (int) number) : g_strdup_printf ("Bid %u", number + 1);
      gboolean there = FALSE;

      for (guint i = 0; i < bids->len; i++)
        there |= strcmp (((LwLabBid *) bids->pdata[i])->name, name) == 0;
      if (!there)
        return g_steal_pointer (&name);
    }
}
