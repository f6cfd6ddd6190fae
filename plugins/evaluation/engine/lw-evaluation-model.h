/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The published method as arrays: the criteria tree in order, its leaves, exact weights, scales, minima
 * and formulas. Made once, read by all that calculates; never changed after lw_evaluation_model_finish().
 * Sources: docs/methods.md, "Evaluation".
 */
#pragma once

#include "base/lw-rational.h"
#include "lw-evaluation-basis.h"
#include "lw-evaluation-price.h"
#include "lw-evaluation-price-low.h"
#include "lw-evaluation-ties.h"
#include "store/lw-statement.h"

G_BEGIN_DECLS

typedef enum
{
  LW_WEIGHTS_POINTS,       /* children add up to their parent's weight, the top to the whole */
  LW_WEIGHTS_BASIS_POINTS, /* children of each node add up to 10000 */
} LwEvaluationWeights;

typedef enum
{
  LW_CRITERION_GROUP,
  LW_CRITERION_SCORED,
  LW_CRITERION_PASS_FAIL,
  LW_CRITERION_PRICE,
  LW_CRITERION_INFORMATION,
} LwCriterionKind;

/** "group", "scored", "pass-fail", "price", "information". */
LW_EXPORT const char *const lw_criterion_kinds[];

typedef struct
{
  char *value; /* as written */
  char *label;
  LwRational number;
} LwEvaluationScaleMark;

/** An ordered list of marks. Of a pass/fail criterion: "fail" (0), "pass" (1). */
typedef struct
{
  char *id; /* "" for pass/fail */
  char *title;
  LwEvaluationScaleMark *marks; /* in the order of the file */
  guint n_marks;
  guint top;      /* index of the highest */
  guint64 *packed; /* each value's bytes in one word, 0 where it is longer: for quick comparison */
} LwEvaluationScale;

/** The index of the mark that is equal to @text (as text, else as a number), or -1. @length may be -1. */
LW_EXPORT int lw_evaluation_scale_find (const LwEvaluationScale *scale, const char *text, gssize length);
/** "0, 1, 2, 3, 4, 5". (transfer full) */
LW_EXPORT char *lw_evaluation_scale_list (const LwEvaluationScale *scale);
/** For who keeps it longer than the model. (transfer full) */
LW_EXPORT LwEvaluationScale *lw_evaluation_scale_copy (const LwEvaluationScale *scale);
LW_EXPORT void lw_evaluation_scale_free (LwEvaluationScale *scale);

typedef struct
{
  char *id;
  char *title;
  LwCriterionKind kind;
  int parent;         /* index, -1 at the top; a parent comes before its children */
  guint level;        /* 0 at the top */
  guint end;          /* one past its last descendant: the array is in pre-order */
  guint section;      /* index of the top-level node it is in (or is) */
  guint first_leaf;   /* leaves below it (or itself) are first_leaf … first_leaf + n_leaves - 1 */
  guint n_leaves;
  gboolean common;    /* marked once for all lots */
  char *weight_text;  /* as written, NULL without */
  LwRational weight;  /* the number written */
  LwRational points;  /* absolute weight: points of the whole that it is worth */
  const LwEvaluationScale *scale; /* scored and pass/fail leaves */
  const LwPriceFormula *formula;  /* price leaves */
  LwPriceTerms terms;
  char *minimum_text; /* as written, NULL where unset: absent, not zero */
  LwRational minimum; /* a mark of a leaf; points of a group */
  gboolean has_price; /* is or contains a price leaf */
} LwEvaluationCriterion;

/** What one mark of a leaf contributes. */
typedef struct
{
  LwRational value; /* rounded where the method rounds each criterion */
  LwRational exact; /* weight × mark ÷ top mark */
} LwEvaluationPoints;

typedef struct _LwEvaluationFast LwEvaluationFast;

typedef struct
{
  LwEvaluationWeights weights;
  char *whole_text;
  LwRational whole;
  LwRoundingStage stage;
  guint places;
  LwRounding rule;
  char *minimum_text; /* of the total; NULL where unset */
  LwRational minimum;
  char *trust;        /* or NULL */
  LwBasisKind basis;  /* what bids are ranked by; the total is then quality alone */
  LwBasisTerms basis_terms;
  int index_places;   /* places that the figure of the basis is rounded to, by the rule above; -1: it is not rounded */
  LwPriceLowLimits low; /* from where on a price is called abnormally low */
  LwRational discount;  /* of whole-life costs: so much less is a year later worth; 0 where none is published */

  GPtrArray *scales;               /* of LwEvaluationScale, in the order they were added */
  GPtrArray *tie_rules;            /* of LwTieRule, in their order; none is the usual case */
  LwEvaluationScale *pass_fail;
  LwEvaluationCriterion *criteria; /* in pre-order */
  guint n_criteria;
  guint *leaves;                   /* criterion of each leaf */
  guint n_leaves;
  guint *by_id;                    /* criteria in byte order of their ids */
  /* Tables over the marks of all leaves: leaf l's mark m is entry offset[l] + m. A leaf without marks has one entry. */
  guint *offset;
  guint n_points;
  LwEvaluationPoints *points;
  guint8 *fails;                   /* the mark is below the leaf's minimum, or "fail" */
  LwEvaluationFast *fast;          /* the tables in integers, or NULL where they do not fit */

  GPtrArray *pending;              /* criteria as added, until lw_evaluation_model_finish() */
} LwEvaluationModel;

/**
 * lw_evaluation_model_new:
 * @whole: points of a perfect bid, decimal
 * @minimum: (nullable): of the total
 */
LW_EXPORT LwEvaluationModel *lw_evaluation_model_new (LwEvaluationWeights weights, const char *whole, LwRoundingStage stage, guint places, LwRounding rule, const char *minimum, GError **error);
LW_EXPORT void lw_evaluation_model_free (LwEvaluationModel *model);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwEvaluationModel, lw_evaluation_model_free)

/** What bids are ranked by, as it is written; what does not apply is NULL, 0, or -1 of @places. */
typedef struct
{
  const char *basis; /* NULL: points */
  gint64 rate;       /* minor units */
  const char *quality_weight, *price_weight;
  int places;
  guint digits; /* of the currency's minor units */
} LwEvaluationBasisText;

/** Ranks by another figure than the sum of points. LW_ERROR_INVALID where a term is missing or cannot be. */
LW_EXPORT gboolean lw_evaluation_model_set_basis (LwEvaluationModel *model, const LwEvaluationBasisText *text, GError **error);

/** Adds a scale without marks. (transfer none) */
LW_EXPORT LwEvaluationScale *lw_evaluation_model_add_scale (LwEvaluationModel *model, const char *id, const char *title);
LW_EXPORT gboolean lw_evaluation_scale_add (LwEvaluationScale *scale, const char *value, const char *label, GError **error);

/** A criterion as it is written; what does not apply is NULL or 0. */
typedef struct
{
  const char *id, *parent, *title;
  LwCriterionKind kind;
  const char *weight, *scale;
  gboolean common;
  const char *minimum, *formula;
  LwPriceTerms terms;
} LwEvaluationCriterionText;

/** Adds a criterion, in the order of the file. */
LW_EXPORT gboolean lw_evaluation_model_add (LwEvaluationModel *model, const LwEvaluationCriterionText *text, GError **error);
/** Puts the tree in order and works out weights and tables. LW_ERROR_INVALID names the criterion at fault. */
LW_EXPORT gboolean lw_evaluation_model_finish (LwEvaluationModel *model, GError **error);

/** The method, scales and criteria of a file; LW_ERROR_NOT_FOUND where no method has been set. */
LW_EXPORT LwEvaluationModel *lw_evaluation_model_load (LwConnection *connection, GError **error);

/** Index of the criterion of @id, or -1. @length may be -1. */
LW_EXPORT int lw_evaluation_model_find (const LwEvaluationModel *model, const char *id, gssize length);
/** The criterion of a leaf (an index of leaves). */
static inline const LwEvaluationCriterion *
lw_evaluation_model_leaf (const LwEvaluationModel *model, guint leaf)
{
  return &model->criteria[model->leaves[leaf]];
}
/** A leaf that is given marks. */
static inline gboolean
lw_evaluation_criterion_is_marked (const LwEvaluationCriterion *criterion)
{
  return criterion->scale != NULL;
}
/** A leaf that earns points. */
static inline gboolean
lw_evaluation_criterion_is_weighted (const LwEvaluationCriterion *criterion)
{
  return criterion->kind == LW_CRITERION_SCORED || criterion->kind == LW_CRITERION_PRICE;
}

G_END_DECLS
