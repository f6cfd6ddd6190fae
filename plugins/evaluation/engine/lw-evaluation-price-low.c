/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-evaluation-price-low.h"
#include "lw-evaluation-price.h"

#include <stdlib.h>

#include "base/lw-error.h"
#include "base/lw-i18n.h"

void
lw_price_low_limits_init (LwPriceLowLimits *limits)
{
  lw_rational_init (&limits->mean);
  lw_rational_init (&limits->next);
  lw_rational_set_int (&limits->mean, 2, 5);
  lw_rational_set_int (&limits->next, 3, 10);
}

void
lw_price_low_limits_clear (LwPriceLowLimits *limits)
{
  lw_rational_clear (&limits->mean);
  lw_rational_clear (&limits->next);
}

static gboolean
parse_limit (LwRational *limit, const char *text, const char *what, GError **error)
{
  g_auto (LwRational) found = LW_RATIONAL_INIT, one = LW_RATIONAL_INIT;

  if (text == NULL)
    return TRUE;
  if (!lw_rational_parse (&found, text, what, error))
    return FALSE;
  lw_rational_set_int (&one, 1, 1);
  if (lw_rational_sign (&found) <= 0 || lw_rational_cmp (&found, &one) > 0)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("%s: expected a share above 0 and at most 1, found %s"), what, text);
      return FALSE;
    }
  lw_rational_set (limit, &found);
  return TRUE;
}

gboolean
lw_price_low_limits_parse (LwPriceLowLimits *limits, const char *mean, const char *next, GError **error)
{
  return parse_limit (&limits->mean, mean, "low-mean", error) && parse_limit (&limits->next, next, "low-next", error);
}

void
lw_price_low_init (LwPriceLow *low)
{
  lw_rational_init (&low->below_mean);
  lw_rational_init (&low->below_next);
  low->low_mean = low->low_next = FALSE;
}

void
lw_price_low_clear (LwPriceLow *low)
{
  lw_rational_clear (&low->below_mean);
  lw_rational_clear (&low->below_next);
}

/* @below = 1 − @price ÷ @other; whether it reaches @limit. Not where @other is nothing. */
static gboolean
is_below (LwRational *below, gint64 price, const LwRational *other, const LwRational *limit)
{
  g_auto (LwRational) share = LW_RATIONAL_INIT;

  lw_rational_set_int (below, 0, 1);
  if (lw_rational_sign (other) <= 0)
    return FALSE;
  lw_rational_set_int (&share, price, 1);
  lw_rational_div (&share, &share, other);
  lw_rational_set_int (below, 1, 1);
  lw_rational_sub (below, below, &share);
  return lw_rational_cmp (below, limit) >= 0;
}

/* ---- the prices of a lot ---- */

static int
compare_prices (gconstpointer a, gconstpointer b)
{
  const gint64 left = *(const gint64 *) a, right = *(const gint64 *) b;

  return (left > right) - (left < right);
}

void
lw_price_list_init (LwPriceList *list, gint64 *prices, guint n)
{
  *list = (LwPriceList) { prices, n, 0 };
  for (guint i = 0; i < n; i++)
    list->sum += prices[i];
  qsort (prices, n, sizeof *prices, compare_prices);
}

void
lw_price_list_clear (LwPriceList *list)
{
  g_clear_pointer (&list->sorted, g_free);
}

/* The lowest other price that is not below @price; -1 where there is none. */
static gint64
next_price (const LwPriceList *list, gint64 price)
{
  guint first = 0, end = list->n;

  while (first < end)
    {
      const guint middle = first + (end - first) / 2;

      if (list->sorted[middle] < price)
        first = middle + 1;
      else
        end = middle;
    }
  return first + 1 < list->n ? list->sorted[first + 1] : -1; /* the first is this price, once */
}

gboolean
lw_price_list_check (const LwPriceList *list, gint64 price, const LwPriceLowLimits *limits, LwPriceLow *low)
{
  const LwPriceMarket others = { -1, -1, list->sum - price, list->n - 1 };
  g_auto (LwRational) mean = LW_RATIONAL_INIT, next = LW_RATIONAL_INIT;
  const gint64 above = next_price (list, price);

  g_return_val_if_fail (list->n > 0, FALSE);

  if (others.n > 0)
    lw_price_market_mean (&others, &mean);
  if (above > 0)
    lw_rational_set_int (&next, above, 1);
  low->low_mean = is_below (&low->below_mean, price, &mean, &limits->mean);
  low->low_next = is_below (&low->below_next, price, &next, &limits->next);
  return low->low_mean || low->low_next;
}

gboolean
lw_price_low_check (const gint64 *prices, guint n, guint which, const LwPriceLowLimits *limits, LwPriceLow *low)
{
  g_auto (LwPriceList) list = { NULL, 0, 0 };

  g_return_val_if_fail (which < n, FALSE);

  lw_price_list_init (&list, g_memdup2 (prices, n * sizeof *prices), n);
  return lw_price_list_check (&list, prices[which], limits, low);
}
