/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Between the files of the verbs; what is exported serves the panel too. */
#pragma once

#include "lw-evaluation-rank.h"
#include "plugin/lw-check.h"
#include "plugin/lw-verb.h"

G_BEGIN_DECLS

int lw_evaluation_run_mark (LwVerbRun *run, GError **error);
int lw_evaluation_run_agree (LwVerbRun *run, GError **error);

/* "1=" for a shared rank, "" for none. (transfer full) */
LW_EXPORT char *lw_evaluation_rank_text (guint rank, gboolean tied);
/* A member that is null where @value is NULL. */
void lw_evaluation_json_string (JsonBuilder *builder, const char *name, const char *value);

/* "1.1, 2.3, total". (transfer full) */
LW_EXPORT char *lw_evaluation_list_criteria (const LwEvaluationModel *model, const guint *criteria, guint n);
/* The same as JSON. (transfer full) */
JsonArray *lw_evaluation_json_criteria (const LwEvaluationModel *model, const guint *criteria, guint n);
/* "fails 2.3; missing 1.1", or "". (transfer full) */
LW_EXPORT char *lw_evaluation_why (const LwEvaluationModel *model, const LwBidResult *result);

/* What is wrong with the criteria, weights and scales themselves, whatever the marks: no row is read. (transfer full) */
LW_EXPORT LwFindings *lw_evaluation_check_method (const LwEvaluationMarks *marks);

G_END_DECLS
