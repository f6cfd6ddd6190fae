/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Prices that are abnormally low: a flag that opens the steps which the law asks for (why, notice, a chance
 * to explain, reply, decision). Nothing here excludes a bid. Pure functions; docs/methods.md.
 */
#pragma once

#include "base/lw-rational.h"

G_BEGIN_DECLS

/** What is published of a method; the shares are above 0 and at most 1. */
typedef struct
{
  LwRational mean; /* so far below the mean of the others; 2/5 unless set */
  LwRational next; /* so far below the next price; 3/10 unless set */
} LwPriceLowLimits;

LW_EXPORT void lw_price_low_limits_init (LwPriceLowLimits *limits);
LW_EXPORT void lw_price_low_limits_clear (LwPriceLowLimits *limits);
/** Decimal texts, NULL for what is usual. LW_ERROR_INVALID where one is not above 0 and at most 1. */
LW_EXPORT gboolean lw_price_low_limits_parse (LwPriceLowLimits *limits, const char *mean, const char *next, GError **error);

typedef struct
{
  LwRational below_mean; /* 1 − P ÷ mean of the others; below 0 for a price above it */
  LwRational below_next; /* 1 − P ÷ the lowest other price that is not below P; 0 where there is none */
  gboolean low_mean;     /* reaches the limit */
  gboolean low_next;
} LwPriceLow;

LW_EXPORT void lw_price_low_init (LwPriceLow *low);
LW_EXPORT void lw_price_low_clear (LwPriceLow *low);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LwPriceLow, lw_price_low_clear)

/**
 * lw_price_low_check:
 * @prices: minor units, none negative
 * @which: the price that is looked at
 * @low: initialised
 *
 * 1 − P ÷ mean(others) ≥ 0.4, or 1 − P ÷ next ≥ 0.3. A price without another, or beside others of nothing, is not low.
 * [V ProzorroUKR openprocurement.api, awarding rules; Procurement Act 2023 s.19]
 *
 * Returns: whether it is abnormally low
 */
LW_EXPORT gboolean lw_price_low_check (const gint64 *prices, guint n, guint which, const LwPriceLowLimits *limits, LwPriceLow *low);

/** The prices of a lot, for looking at each of them: made once, in n log n. */
typedef struct
{
  gint64 *sorted;
  guint n;
  LwInt128 sum;
} LwPriceList;
/** @prices: (transfer full): none negative */
LW_EXPORT void lw_price_list_init (LwPriceList *list, gint64 *prices, guint n);
LW_EXPORT void lw_price_list_clear (LwPriceList *list);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LwPriceList, lw_price_list_clear)
/** lw_price_low_check() of one that has @price, which is in @list. */
LW_EXPORT gboolean lw_price_list_check (const LwPriceList *list, gint64 price, const LwPriceLowLimits *limits, LwPriceLow *low);

G_END_DECLS
