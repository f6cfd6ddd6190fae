/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whole-life cost of a bid: its costs year by year, and their present value, which is what is compared in place of its
 * price. docs/methods.md, "Whole-life cost". */
#pragma once

#include "lw-evaluation-marks.h"

G_BEGIN_DECLS

typedef struct
{
  char *title;
  guint year;
  gint64 amount; /* minor units */
} LwBidCost;

/** The year of a cost as somebody wrote it: 0 to 100. */
LW_EXPORT gboolean lw_evaluation_parse_year (const char *text, guint *year, GError **error);

/** The costs of a bid, by year and title. (transfer full) (element-type LwBidCost) */
LW_EXPORT GPtrArray *lw_evaluation_costs (LwConnection *connection, const char *lot, const char *bidder, GError **error);

/**
 * lw_evaluation_costs_value:
 * @value: exact, in minor units
 * @minor: rounded to a whole one by the rule of the method
 *
 * Their present value at the discount of the method. LW_ERROR_INVALID where it is beyond 64 bits.
 */
LW_EXPORT gboolean lw_evaluation_costs_value (const LwEvaluationModel *model, const GPtrArray *costs, LwRational *value, gint64 *minor, GError **error);
/** What one of them comes to: amount ÷ (1 + discount)^year, exact. */
LW_EXPORT void lw_evaluation_cost_value (const LwEvaluationModel *model, const LwBidCost *cost, LwRational *value);

/* ---- for the plugin itself ---- */

/* Sets the prices of bids that have costs: of all bids, or of one whose price has just been read. */
gboolean lw_evaluation_costs_load (LwEvaluationMarks *marks, LwConnection *connection, GError **error);
gboolean lw_evaluation_costs_read (LwEvaluationMarks *marks, guint bid, LwConnection *connection, GError **error);

G_END_DECLS
