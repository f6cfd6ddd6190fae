/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Between the files of the verbs. */
#pragma once

#include "lw-evaluation-rank.h"
#include "plugin/lw-verb.h"

G_BEGIN_DECLS

int lw_evaluation_run_mark (LwVerbRun *run, GError **error);
int lw_evaluation_run_agree (LwVerbRun *run, GError **error);

/* "1=" for a shared rank, "" for none. (transfer full) */
char *lw_evaluation_rank_text (guint rank, gboolean tied);
/* A member that is null where @value is NULL. */
void lw_evaluation_json_string (JsonBuilder *builder, const char *name, const char *value);

G_END_DECLS
