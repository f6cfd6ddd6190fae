/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One lot for the tests of the checks: criteria at the top, marks from 0 to 100 by tens, and a price. */
#pragma once

#include "fixture.h"

G_BEGIN_DECLS

typedef struct
{
  const char *weights;   /* of the scored criteria 1, 2, …: "40 20"; fractions will do */
  const char *price;     /* weight of the price P, or NULL: there is none */
  const char *formula;   /* NULL: lowest-over-price */
  LwRoundingStage stage; /* to two places, half up */
  const char *minimum;   /* mark of criterion 1, or NULL */
  const char *basis;     /* NULL: points; quality and price weigh 60 to 40 where it wants that */
  gint64 rate;           /* of monetised-quality: minor units for a point */
  const char *ties;      /* "higher-quality, criterion 2, lower-price, drawn-lot 7", or NULL */
} TrialPlan;

/* @bids: bidder, marks and price of each: "A 80,70 10000; B 70,- 8000", "-" where there is none. */
LwEvaluationMarks *trial_lot (const TrialPlan *plan, const char *bids);
/* "A", "none" for -1. */
const char *trial_bidder (const LwEvaluationMarks *marks, int bid);

G_END_DECLS
