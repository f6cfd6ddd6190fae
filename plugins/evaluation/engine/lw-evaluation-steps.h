/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Making the steps of an explanation; between the files that explain. */
#pragma once

#include "lw-evaluation-explain.h"

G_BEGIN_DECLS

/* @text: (transfer full) (nullable) */
LwExplainStep *lw_explain_step_new (LwExplainKind kind, char *text);
void lw_explain_step_free (LwExplainStep *step);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwExplainStep, lw_explain_step_free)
/* @step: (transfer full) */
void lw_explain_step_add (LwExplainStep *parent, LwExplainStep *step);
void lw_explain_step_set_value (LwExplainStep *step, const LwRational *value);
void lw_explain_step_set_before (LwExplainStep *step, const LwRational *before);

G_END_DECLS
