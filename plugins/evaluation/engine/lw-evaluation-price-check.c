/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-evaluation-price-check.h"

#include "base/lw-i18n.h"

void
lw_evaluation_price_list (const LwEvaluationMarks *marks, guint lot, LwPriceList *list)
{
  const LwEvaluationLot *of = &marks->lots[lot];
  gint64 *prices = g_new (gint64, of->n_bids + 1);
  guint n = 0;

  for (guint bid = of->first_bid; bid < of->first_bid + of->n_bids; bid++)
    if (marks->bids[bid].status == LW_BID_SUBMITTED && marks->bids[bid].price >= 0)
      prices[n++] = marks->bids[bid].price;
  lw_price_list_init (list, prices, n);
}

gboolean
lw_evaluation_price_low (const LwEvaluationMarks *marks, const LwPriceList *list, guint bid, LwPriceLow *low)
{
  const LwEvaluationBid *row = &marks->bids[bid];
  g_auto (LwPriceLow) own;

  lw_price_low_init (&own);
  return row->status == LW_BID_SUBMITTED && row->price >= 0
         && lw_price_list_check (list, row->price, &marks->model->low, low != NULL ? low : &own);
}

/* "45.0 %": a share, for people. */
static char *
percent (const LwRational *share)
{
  g_auto (LwRational) hundred = LW_RATIONAL_INIT;
  g_autofree char *decimal = NULL;

  lw_rational_set_int (&hundred, 100, 1);
  lw_rational_mul (&hundred, &hundred, share);
  decimal = lw_rational_format (&hundred, 1, LW_ROUNDING_HALF_UP);
  return g_strdup_printf ("%s %%", decimal);
}

void
lw_evaluation_check_prices (const LwEvaluationMarks *marks, guint lot, LwFindings *findings)
{
  const LwEvaluationLot *of = &marks->lots[lot];
  g_auto (LwPriceList) list = { NULL, 0, 0 };

  lw_evaluation_price_list (marks, lot, &list);
  for (guint bid = of->first_bid; bid < of->first_bid + of->n_bids; bid++)
    {
      const char *bidder = marks->bidders[marks->bids[bid].bidder].id;
      g_auto (LwPriceLow) low;

      lw_price_low_init (&low);
      if (!lw_evaluation_price_low (marks, &list, bid, &low))
        continue;
      g_autofree char *where = g_strdup_printf ("%s/%s", of->id, bidder);
      g_autofree char *mean = percent (&low.below_mean), *next = percent (&low.below_next);

      if (low.low_mean && low.low_next)
        lw_findings_add (findings, "evaluation.price-abnormal", LW_SEVERITY_WARNING, where,
                         _("abnormally low price: %s below the mean of the other prices, %s below the next; %s must be "
                           "asked why before it may be rejected"), mean, next, bidder);
      else if (low.low_mean)
        lw_findings_add (findings, "evaluation.price-abnormal", LW_SEVERITY_WARNING, where,
                         _("abnormally low price: %s below the mean of the other prices; %s must be asked why before it "
                           "may be rejected"), mean, bidder);
      else
        lw_findings_add (findings, "evaluation.price-abnormal", LW_SEVERITY_WARNING, where,
                         _("abnormally low price: %s below the next price; %s must be asked why before it may be "
                           "rejected"), next, bidder);
    }
}

void
lw_evaluation_check_basis (const LwEvaluationModel *model, LwFindings *findings)
{
  for (guint leaf = 0; model->basis != LW_BASIS_POINTS && leaf < model->n_leaves; leaf++)
    {
      const LwEvaluationCriterion *criterion = lw_evaluation_model_leaf (model, leaf);

      if (criterion->kind == LW_CRITERION_PRICE && lw_rational_sign (&criterion->points) > 0)
        lw_findings_add (findings, "evaluation.basis", LW_SEVERITY_ERROR, criterion->id,
                         _("expected no points for price with the basis %s, which has the price in it; found “%s”: price "
                           "would count twice"), lw_bases[model->basis].id, criterion->title);
    }
}
