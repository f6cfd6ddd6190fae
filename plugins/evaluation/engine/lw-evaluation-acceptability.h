/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A simulation, not a result: how often each bid of a lot would take each rank if the weights were others, drawn at
 * random. Repeatable to the last count on every machine: all drawing and adding is in whole numbers (but see below of a power).
 */
#pragma once

#include "lw-evaluation-safety.h"

G_BEGIN_DECLS

/** What is drawn unless somebody says otherwise. [D] */
#define LW_ACCEPTABILITY_SEED 2013
#define LW_ACCEPTABILITY_DRAWS 10000
#define LW_ACCEPTABILITY_DRAWS_MAX 10000000

/** What the weights that are drawn must keep to. */
typedef struct
{
  guint leaf;        /* index of leaves */
  double least, most; /* share of the whole, 0 to 1 */
} LwWeightBound;

typedef struct
{
  guint64 seed;
  guint draws;
  const LwWeightBound *bounds;
  guint n_bounds;
  const guint *order; /* leaves whose weights never rise from one to the next */
  guint n_order;
} LwAcceptabilityTerms;

typedef struct
{
  guint64 seed;
  guint draws;     /* that kept to the bounds, and counted */
  guint64 tried;   /* all that were made */
  guint n_bids;
  guint *bids;     /* ranked bids of the lot, in their order */
  guint *counts;   /* n_bids rows of n_bids: how often the bid took rank 1, 2, … */
  guint n_leaves;
  guint *leaves;   /* weighted leaves, in tree order */
  double *central; /* n_bids rows of n_leaves: mean share of the whole when the bid was first alone or shared; 0 where it never was */
} LwAcceptability;

/**
 * lw_evaluation_acceptability:
 *
 * Draws weights of all weighted leaves evenly from those that add up to the whole, and ranks by the sums; equal sums share
 * a rank. Where another figure than the sum ranks, weights of the scored leaves are drawn, the sum is the quality in it, and
 * the figure is not rounded; a power is then taken in floating point, so that of that basis alone counts may differ in the last
 * place between machines. Bids that are not ranked stay so. Stochastic multicriteria acceptability analysis [R], on our terms [D]: an order is
 * kept by sorting the weights drawn, bounds by drawing again.
 *
 * Returns: (transfer full): LW_ERROR_INVALID where the bounds leave so little that 1 draw in 1,000 does not keep to them; LW_ERROR_NOT_FOUND where no bid is ranked; G_IO_ERROR_CANCELLED
 */
LW_EXPORT LwAcceptability *lw_evaluation_acceptability (const LwEvaluationMarks *marks, guint lot, const LwAcceptabilityTerms *terms, GCancellable *cancellable, GError **error);
LW_EXPORT void lw_acceptability_free (LwAcceptability *acceptability);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwAcceptability, lw_acceptability_free)

/**
 * lw_acceptability_parse_order:
 * @text: (nullable): "2.1,1.1": criteria whose weights never rise from one to the next
 * @leaves: (element-type guint): receives them
 *
 * LW_ERROR_NOT_FOUND for what has no weight to draw.
 */
LW_EXPORT gboolean lw_acceptability_parse_order (const LwEvaluationModel *model, const char *text, GArray *leaves, GError **error);

/**
 * lw_acceptability_parse_bounds:
 * @text: (nullable): "2.1=10..30,1.1=0..12.5": from where to where each weight is drawn, in points of the whole
 * @bounds: (element-type LwWeightBound): receives them
 *
 * LW_ERROR_NOT_FOUND as above; LW_ERROR_INVALID for bounds that are none.
 */
LW_EXPORT gboolean lw_acceptability_parse_bounds (const LwEvaluationModel *model, const char *text, GArray *bounds, GError **error);

/** The generator: SplitMix64 [R]. @state is the seed and moves on. */
LW_EXPORT guint64 lw_splitmix64 (guint64 *state);

G_END_DECLS
