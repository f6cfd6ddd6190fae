/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Between the files of the verbs; what is exported serves the panel too. */
#pragma once

#include "lw-evaluation-rank.h"
#include "plugin/lw-check.h"
#include "plugin/lw-sight.h"
#include "plugin/lw-verb.h"

G_BEGIN_DECLS

int lw_evaluation_run_rank (LwVerbRun *run, GError **error);
int lw_evaluation_run_explain (LwVerbRun *run, GError **error);
int lw_evaluation_run_mark (LwVerbRun *run, GError **error);
int lw_evaluation_run_agree (LwVerbRun *run, GError **error);
int lw_evaluation_run_note (LwVerbRun *run, GError **error);
int lw_evaluation_run_query (LwVerbRun *run, GError **error);
int lw_evaluation_run_reply (LwVerbRun *run, GError **error);
int lw_evaluation_run_queries (LwVerbRun *run, GError **error);
int lw_evaluation_run_formula_lab (LwVerbRun *run, GError **error);
int lw_evaluation_run_assign (LwVerbRun *run, GError **error);
int lw_evaluation_run_declare (LwVerbRun *run, GError **error);
int lw_evaluation_run_people (LwVerbRun *run, GError **error);
int lw_evaluation_run_safe (LwVerbRun *run, GError **error);
int lw_evaluation_run_agreement (LwVerbRun *run, GError **error);
int lw_evaluation_run_weights (LwVerbRun *run, GError **error);
int lw_evaluation_run_answer (LwVerbRun *run, GError **error);
int lw_evaluation_run_answers (LwVerbRun *run, GError **error);
int lw_evaluation_run_attach (LwVerbRun *run, GError **error);
int lw_evaluation_run_documents (LwVerbRun *run, GError **error);
int lw_evaluation_run_document (LwVerbRun *run, GError **error);
int lw_evaluation_run_publish (LwVerbRun *run, GError **error);
int lw_evaluation_run_published (LwVerbRun *run, GError **error);
int lw_evaluation_run_revise (LwVerbRun *run, GError **error);
int lw_evaluation_run_confirm (LwVerbRun *run, GError **error);
int lw_evaluation_run_reopen (LwVerbRun *run, GError **error);
int lw_evaluation_run_template (LwVerbRun *run, GError **error);
int lw_evaluation_run_pack (LwVerbRun *run, GError **error);
int lw_evaluation_run_unpack (LwVerbRun *run, GError **error);
int lw_evaluation_run_pack_return (LwVerbRun *run, GError **error);
int lw_evaluation_run_merge (LwVerbRun *run, GError **error);
int lw_evaluation_run_packs (LwVerbRun *run, GError **error);
int lw_evaluation_run_conflicts (LwVerbRun *run, GError **error);
int lw_evaluation_run_decide (LwVerbRun *run, GError **error);
int lw_evaluation_run_open_prices (LwVerbRun *run, GError **error);
int lw_evaluation_run_cost (LwVerbRun *run, GError **error);
int lw_evaluation_run_corrections (LwVerbRun *run, GError **error);
int lw_evaluation_run_correct_price (LwVerbRun *run, GError **error);
int lw_evaluation_run_low_steps (LwVerbRun *run, GError **error);
int lw_evaluation_run_low_step (LwVerbRun *run, GError **error);
int lw_evaluation_run_override (LwVerbRun *run, GError **error);

/* Who works, for whom rows are left out, and what that person sees. *@person: (out) (transfer full) */
gboolean lw_evaluation_run_sight (LwVerbRun *run, LwConnection *connection, char **person, LwSight *sight, GError **error);

/* The first error that a check of the method finds, if there is one. */
void lw_evaluation_say_problems (LwVerbRun *run, const LwFindings *findings);
/* Those that are as severe as @least, or more. (transfer full) */
JsonArray *lw_evaluation_json_findings (const LwFindings *findings, LwSeverity least);

/* The lots that --lot asks for, from @first to before @end: one, or all. */
gboolean lw_evaluation_choose_lots (LwVerbRun *run, const LwEvaluationMarks *marks, guint *first, guint *end, GError **error);

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
