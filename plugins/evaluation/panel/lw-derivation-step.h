/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One step of a derivation as the inspector's tree shows it. Steps change in place when a mark changes, so that
 * what is expanded, selected and scrolled to stays. */
#pragma once

#include <gio/gio.h>

#include "lw-evaluation-explain.h"

G_BEGIN_DECLS

#define LW_TYPE_DERIVATION_STEP (lw_derivation_step_get_type ())
GType lw_derivation_step_get_type (void);
/** Signal "changed" (): its texts. */
G_DECLARE_FINAL_TYPE (LwDerivationStep, lw_derivation_step, LW, DERIVATION_STEP, GObject)

/** Makes @steps say what @from (of LwExplainStep; NULL: nothing) says; what was there before and is alike is kept. */
void lw_derivation_step_update_list (GListStore *steps, const GPtrArray *from, const LwExplanation *explanation);

LwExplainKind lw_derivation_step_get_kind (LwDerivationStep *step);
/** Of the criterion or the person, or NULL. */
const char *lw_derivation_step_get_id (LwDerivationStep *step);
/** "1.1 Planning in the prisons", "4.5 × 3 ÷ 5 = 2.7". */
const char *lw_derivation_step_get_title (LwDerivationStep *step);
/** Its points as published: "2.70"; or "". */
const char *lw_derivation_step_get_value (LwDerivationStep *step);
/** What the value was rounded from or is exactly, where that is not what is shown; or NULL. */
const char *lw_derivation_step_get_exact (LwDerivationStep *step);
/** Rationale, or NULL. */
const char *lw_derivation_step_get_rationale (LwDerivationStep *step);
gboolean lw_derivation_step_fails (LwDerivationStep *step);
/** The steps below, or NULL. (transfer none) */
GListStore *lw_derivation_step_get_steps (LwDerivationStep *step);

G_END_DECLS
