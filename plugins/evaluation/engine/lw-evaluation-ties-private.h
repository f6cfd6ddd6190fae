/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Between the ranking and its tie rules. */
#pragma once

#include "lw-evaluation-rank.h"

G_BEGIN_DECLS

/* Puts results of one rank into the order of the published rules, and gives each its rank: @results are @n ranked bids with
 * equal totals, the first of them at @rank. Without rules nothing changes. */
void lw_evaluation_resolve_tie (const LwEvaluationMarks *marks, const LwPriceMarket *market, LwBidResult *results, guint n, guint rank);

G_END_DECLS
