/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Between the files that explain a bid: its marks (lw-evaluation-explain.c) and its price. */
#pragma once

#include "lw-evaluation-steps.h"

G_BEGIN_DECLS

typedef struct
{
  const LwEvaluationMarks *marks;
  const LwEvaluationModel *model;
  LwConnection *connection;
  const char *currency;
  guint bid;
  const LwLotRanking *ranking; /* of the bid's lot */
} LwExplain;

/* A weight, and the weights above it. */
void lw_explain_add_weight (const LwExplain *explain, LwExplainStep *parent, const LwEvaluationCriterion *criterion);
/* "left = result". */
void lw_explain_add_formula (LwExplainStep *parent, const char *left, const LwRational *result, guint places);
void lw_explain_add_rounding (const LwExplain *explain, LwExplainStep *parent, const LwRational *before, const LwRational *after);

/* What a price criterion earns, and how. */
void lw_explain_price (const LwExplain *explain, LwExplainStep *step, const LwEvaluationCriterion *criterion);
/* The figure that bids are ranked by where it is not the sum of points; adds nothing where it is. */
void lw_explain_index (const LwExplain *explain, LwExplainStep *total, const LwBidResult *result);

G_END_DECLS
