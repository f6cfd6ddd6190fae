/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whole-life cost: what costs of several years are worth today. Pure functions; docs/methods.md, "Whole-life cost". */
#pragma once

#include "base/lw-rational.h"

G_BEGIN_DECLS

/** Most years ahead that a cost may lie. */
#define LW_COST_YEARS_MAX 200

typedef struct
{
  guint year;    /* 0: now; n: at the end of n years */
  gint64 amount; /* minor units; below 0: what comes in */
} LwCostLine;

/**
 * lw_price_present_value:
 * @rate: discount rate of a year, 7/200 for 3.5 %; above −1
 * @value: (out): minor units, exact
 * @minor: (out): @value rounded to a whole minor unit by @rule
 *
 * Σ amount ÷ (1 + rate)^year. The rate and where the years begin are the buyer's to publish. [D]
 *
 * Returns: FALSE with LW_ERROR_INVALID where a year is too far, the rate is not above −1, or the result is beyond 64 bits
 */
LW_EXPORT gboolean lw_price_present_value (const LwCostLine *lines, guint n, const LwRational *rate, LwRounding rule, LwRational *value, gint64 *minor, GError **error);

G_END_DECLS
