/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Between the verbs agree (lw-evaluation-verbs-mark.c) and moderation. */
#pragma once

#include "lw-evaluation-moderation.h"
#include "lw-evaluation-verbs.h"

G_BEGIN_DECLS

/* The command of agree: @agreeing has place, mark and rationale, the options the rest. @keeps: what they do not say stays as
 * it is, because the mark does. */
LwCommand *lw_evaluation_agree_command (LwVerbRun *run, LwStore *store, const LwAgreeing *agreeing, gboolean keeps, GError **error);

int lw_evaluation_run_moderation (LwVerbRun *run, GError **error);

G_END_DECLS
