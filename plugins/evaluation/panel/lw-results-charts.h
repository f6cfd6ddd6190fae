/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A lot's ranking as a chart of contributions, as a heat map and as rows of a table. */
#pragma once

#include "chart/lw-chart.h"
#include "lw-results-data.h"

G_BEGIN_DECLS

/** Bars of the bids in their order, a segment for each top-level section that can earn points. Ids: criterion (series),
 * bidder (category). */
void lw_results_fill_bars (LwChart *chart, const LwEvaluationMarks *marks, const LwLotRanking *ranking,
                           const LwEvaluationTrust *trust);
/** Criterion (category) × bidder (series): the share of the points that can be had, the points as number; pass or fail. */
void lw_results_fill_heat (LwChart *chart, const LwEvaluationMarks *marks, const LwLotRanking *ranking);

/** Whether points can come from @criterion. */
gboolean lw_results_earns_points (const LwEvaluationModel *model, guint criterion);
/** Why a bid is not ranked, and that it is invented: "fails 2.3; illustrative", or "". (transfer full) */
char *lw_results_note (const LwEvaluationMarks *marks, const LwEvaluationTrust *trust, const LwBidResult *result);

G_END_DECLS
