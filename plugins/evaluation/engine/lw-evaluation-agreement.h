/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * How far evaluators agree: Krippendorff's alpha, the mean bias of each evaluator, and the cells in which their
 * marks lie far apart. Exact; sources in docs/methods.md, "Agreement".
 */
#pragma once

#include "lw-evaluation-marks.h"

G_BEGIN_DECLS

/* ---- pure functions ---- */

/**
 * lw_krippendorff_alpha:
 * @counts: @n_units rows of @n_values: how many observers gave the unit that value; values in ascending order
 * @alpha: (out): 1 where all agree, 0 where they agree as chance would have it, below 0 where less
 *
 * Ordinal alpha. Units with fewer than two values say nothing and are passed over: that is how missing values are
 * dealt with.
 *
 * Formula [V Krippendorff, "Computing Krippendorff's Alpha-Reliability"]: each pair of values of a unit u with m values
 * counts 1 ÷ (m − 1) in o(c,k); n(c) = Σ o(c,k), n = Σ n(c); δ²(c,k) = (n(c)/2 + Σ n(g) of the values between + n(k)/2)²;
 * alpha = 1 − (n − 1) · Σ o(c,k) δ²(c,k) ÷ Σ n(c) n(k) δ²(c,k), sums over c < k.
 *
 * Returns: FALSE, @alpha untouched, where it is not defined: no unit with two values, or one and the same value everywhere
 */
LW_EXPORT gboolean lw_krippendorff_alpha (const guint *counts, guint n_units, guint n_values, LwRational *alpha);

/**
 * lw_marks_disagree:
 * @percent: of the scale's length from which marks disagree; 30 by default
 *
 * (@highest − @lowest) ÷ length of the scale ≥ @percent %. [V support.gobonfire.com 205707928] Never on a scale without length.
 */
LW_EXPORT gboolean lw_marks_disagree (const LwEvaluationScale *scale, guint lowest, guint highest, guint percent);
#define LW_DISAGREE_PERCENT 30

/* ---- of a competition ---- */

typedef struct
{
  guint criterion;   /* index */
  guint n_cells;     /* bids with at least two marks on it */
  gboolean defined;  /* else alpha says nothing */
  LwRational alpha;
  guint n_disagree;  /* cells in which marks disagree */
} LwCriterionAgreement;

typedef struct
{
  char *id;
  char *name;
  guint n_cells;   /* marks that others gave too */
  LwRational bias; /* mean of (own − mean of the others), as a share of the scale; 0 without cells */
} LwEvaluatorBias;

typedef struct
{
  int lot;       /* index; -1 where the criterion is common to all lots */
  guint bidder;
  guint criterion;
  guint lowest;  /* marks of the scale */
  guint highest;
} LwDisagreement;

typedef struct
{
  guint percent;
  LwCriterionAgreement *criteria; /* each marked leaf, in tree order */
  guint n_criteria;
  LwRational alpha;               /* over all scored criteria: marks as shares of their scale */
  gboolean defined;
  guint n_cells;
  LwEvaluatorBias *evaluators;    /* by id; those who gave a mark */
  guint n_evaluators;
  GArray *disagreements;          /* of LwDisagreement, in the order of the rows */
} LwAgreement;

/**
 * lw_evaluation_agreement:
 * @marks: of the state that @connection sees
 * @percent: see lw_marks_disagree()
 *
 * Reads the evaluators' marks once. Marks that are on no scale, or have no place, are passed over. The overall alpha
 * takes the marks of scored criteria as shares of their scale, so that scales can be put together [D].
 *
 * Returns: (transfer full): NULL where the rows could not be read, or when cancelled
 */
LW_EXPORT LwAgreement *lw_evaluation_agreement (const LwEvaluationMarks *marks, LwConnection *connection, guint percent, GError **error);
LW_EXPORT void lw_agreement_free (LwAgreement *agreement);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwAgreement, lw_agreement_free)

G_END_DECLS
