/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The prices of a lot as rows of a table. */
#pragma once

#include "lw-results-data.h"
#include "table/lw-memory-rows.h"

G_BEGIN_DECLS

/** Bidder, name, price, difference to the lowest, points, rank, what is to be said of it. (transfer full) */
LwMemoryRows *lw_prices_rows_new (void);
/** The bids of a lot in the order of their prices, keyed by bidder. LW_ERROR where the file could not be read. */
gboolean lw_prices_rows_fill (LwMemoryRows *rows, const LwEvaluationMarks *marks, const LwLotRanking *ranking, LwConnection *connection, const char *currency, GError **error);

G_END_DECLS
