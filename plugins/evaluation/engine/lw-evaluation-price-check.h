/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What is to be said of the prices of a lot, and of the basis of a ranking, before anybody relies on them. */
#pragma once

#include "lw-evaluation-rank.h"
#include "plugin/lw-check.h"

G_BEGIN_DECLS

/** The prices of the submitted bids of @lot, for what follows; lw_price_list_clear(). */
LW_EXPORT void lw_evaluation_price_list (const LwEvaluationMarks *marks, guint lot, LwPriceList *list);

/**
 * lw_evaluation_price_low:
 * @list: of the bid's lot
 * @low: (nullable): initialised; by how much
 *
 * Whether the price of @bid is abnormally low among the submitted bids of its lot, by the limits of the method. It says
 * nothing of the bid's standing: who flags a price asks its bidder to explain it. [V Procurement Act 2023 s.19]
 */
LW_EXPORT gboolean lw_evaluation_price_low (const LwEvaluationMarks *marks, const LwPriceList *list, guint bid, LwPriceLow *low);

/** Adds "evaluation.price-abnormal" for each abnormally low price of @lot. */
LW_EXPORT void lw_evaluation_check_prices (const LwEvaluationMarks *marks, guint lot, LwFindings *findings);

/** Adds "evaluation.basis" where price would count twice: in the figure that ranks and in points. */
LW_EXPORT void lw_evaluation_check_basis (const LwEvaluationModel *model, LwFindings *findings);

G_END_DECLS
