/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A competition in which something is tried. */
#pragma once

#include "lw-evaluation-safety.h"

G_BEGIN_DECLS

/* A copy whose bids and cells may be changed; all else is that of the original, which must outlive it. Indexes are the same. */
typedef LwEvaluationMarks LwTrial;

LwTrial *lw_trial_new (const LwEvaluationMarks *marks);
void lw_trial_free (LwTrial *trial);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwTrial, lw_trial_free)

/* Whether bids are ranked by the sum of their points. */
gboolean lw_evaluation_is_additive (const LwEvaluationModel *model);

/* Points of quality (@priced FALSE) or for price, before any rounding; FALSE where something is missing. */
gboolean lw_evaluation_part_points (const LwEvaluationMarks *marks, guint bid, const LwPriceMarket *market, gboolean priced, LwRational *points);

static inline LwCell *
lw_trial_cell (LwTrial *trial, guint bid, guint leaf)
{
  return &trial->cells[(gsize) bid * trial->model->n_leaves + leaf];
}

G_END_DECLS
