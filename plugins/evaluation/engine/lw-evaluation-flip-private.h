/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Between the files of the flips. */
#pragma once

#include "lw-evaluation-flip.h"
#include "lw-evaluation-safety-private.h"

G_BEGIN_DECLS

/* Fills in the weights. @ranking has a winner. */
void lw_evaluation_flip_weights (const LwEvaluationMarks *marks, const LwLotRanking *ranking, LwLotFlips *flips);

G_END_DECLS
