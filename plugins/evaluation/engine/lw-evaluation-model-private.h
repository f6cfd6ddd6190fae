/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Between the files that make a model; nothing else includes it. */
#pragma once

#include "lw-evaluation-model.h"

G_BEGIN_DECLS

LwEvaluationScale *lw_evaluation_scale_new (const char *id, const char *title);
LwEvaluationScale *lw_evaluation_scale_new_pass_fail (void);

/* A criterion as added, its references still by name. */
typedef struct
{
  char *id;
  char *parent;
  char *title;
  LwCriterionKind kind;
  char *weight;
  char *scale;
  gboolean common;
  char *minimum;
  char *formula;
  LwPriceTerms terms;
} LwEvaluationPending;

void lw_evaluation_pending_free (LwEvaluationPending *pending);

/* The integer tables of a finished model; NULL where they do not fit. */
LwEvaluationFast *lw_evaluation_fast_new (const LwEvaluationModel *model);
void lw_evaluation_fast_free (LwEvaluationFast *fast);

G_END_DECLS
