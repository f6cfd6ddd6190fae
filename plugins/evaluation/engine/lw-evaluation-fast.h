/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The integer path, between the files of the ranking. Equal to the rational path: property-tested. */
#pragma once

#include "lw-evaluation-rank.h"

G_BEGIN_DECLS

/* Works out the bids of @lot: @outcomes has lots[lot].n_bids entries. FALSE where it does not fit. */
gboolean lw_evaluation_fast_lot (const LwEvaluationMarks *marks, guint lot, LwBidOutcome *outcomes,
                                 LwPriceMarket *market, gboolean *fallback);

G_END_DECLS
