/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A lot's ranking as rows of a table: what the chart shows, in words and exact numbers. */
#pragma once

#include "lw-results-data.h"
#include "table/lw-memory-rows.h"

G_BEGIN_DECLS

typedef struct _LwResultsColumns LwResultsColumns;

/** Rank, bidder, name, total, exact total, note, points of each section. */
LwResultsColumns *lw_results_columns_new (const LwEvaluationModel *model);
void lw_results_columns_free (LwResultsColumns *columns);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwResultsColumns, lw_results_columns_free)
/** Whether they are those of @model. */
gboolean lw_results_columns_fit (const LwResultsColumns *columns, const LwEvaluationModel *model);

/** @columns must outlive the rows. (transfer full) */
LwMemoryRows *lw_results_rows_new (const LwResultsColumns *columns);
/** The bids of @ranking in their order, keyed by bidder. */
void lw_results_rows_fill (LwMemoryRows *rows, const LwEvaluationMarks *marks, const LwLotRanking *ranking,
                           const LwEvaluationTrust *trust);

G_END_DECLS
