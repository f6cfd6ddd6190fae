/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Pictures of the Safety panel: how far each weight may go, and how often each bid takes each rank. */
#pragma once

#include "chart/lw-chart.h"
#include "lw-safety-data.h"
#include "table/lw-memory-rows.h"

G_BEGIN_DECLS

/** A dot for each weight, in points of the whole, with the interval in which the winner stays first. Ids: "weight" (series),
 * criterion (category). */
void lw_safety_fill_weights (LwChart *chart, const LwSafetyReport *report, guint lot);
/** A bar for each bid, a segment for each rank: the share of the draws. Ids: rank (series), bidder (category). */
void lw_safety_fill_ranks (LwChart *chart, const LwSafetyReport *report, guint lot);

typedef struct _LwSafetyColumns LwSafetyColumns;
/** The mean of the weights with which each bid came first: bidder, how often it did, and a column for each criterion. */
LwSafetyColumns *lw_safety_columns_new (const LwSafetyReport *report, guint lot);
void lw_safety_columns_free (LwSafetyColumns *columns);
/** (transfer full): @columns must outlive the rows. */
LwMemoryRows *lw_safety_central_rows (const LwSafetyColumns *columns, const LwSafetyReport *report, guint lot);

/** All findings: lot, kind, sentence, place. Keyed by their number, and by the place: "3 marking:L1/B2/1.1". (transfer full) */
LwMemoryRows *lw_safety_finding_rows_new (void);
void lw_safety_finding_rows_fill (LwMemoryRows *rows, const LwSafetyReport *report);

G_END_DECLS
