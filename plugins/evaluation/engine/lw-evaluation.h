/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the evaluation plugin adds to the host; lw-evaluation-plugin.c hands it over. */
#pragma once

#include "model/lw-entity.h"
#include "plugin/lw-check.h"
#include "plugin/lw-verb.h"

G_BEGIN_DECLS

#define LW_EVALUATION_ID "evaluation"
#define LW_EVALUATION_SCHEMA_PATH "/org/lotwise/plugins/evaluation/schema"
#define LW_EVALUATION_RNG_PATH "/org/lotwise/plugins/evaluation/evaluation.rng"

/** method, scale, scale-mark, criterion, assignment, declaration, mark, consensus …; ends with NULL. */
LW_EXPORT const LwEntity *const lw_evaluation_entities[];

LW_EXPORT const LwCheck lw_evaluation_check;

/** rank, explain, mark, agree …; ends with a NULL name. */
LW_EXPORT const LwVerb lw_evaluation_verbs[];

/** Sections of a file that these entities need: the core's and this plugin's, for commands that change
 * them. (element-type LwSection) (transfer none) */
LW_EXPORT GPtrArray *lw_evaluation_sections (void);

G_END_DECLS
