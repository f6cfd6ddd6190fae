/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Who may see what, by role: the table in docs/methods.md, "What a person sees", as code. */
#pragma once

#include "plugin/lw-sight.h"

G_BEGIN_DECLS

LW_EXPORT const LwSightRule lw_evaluation_sight_rule;

/** What @person (nullable) may see; *@why (optional) (transfer full): what is kept back, NULL where nothing is. */
LW_EXPORT gboolean lw_evaluation_sight (LwConnection *connection, const char *person, LwSight *sight, char **why, GError **error);

/** The evaluator whose pack was opened into this file; *@person is NULL where it is no such file. (transfer full) */
LW_EXPORT gboolean lw_evaluation_opened_by (LwConnection *connection, char **person, GError **error);

/** Whether who runs the command under way may change the row: who sees the own work alone changes nothing else.
 * LW_ERROR_INVALID says why not. */
gboolean lw_evaluation_guard_sight (LwConnection *connection, const char *noun, const char *key, GError **error);
/* Marks of a published method are given, taken back and confirmed by @evaluator alone, whoever else sees them. */
gboolean lw_evaluation_guard_own (LwConnection *connection, const char *evaluator, GError **error);

/** Whether @person, who has @sight, reads an answer ("LOT/BIDDER/CRITERION"), a document ("BIDDER/NAME") or a page of one:
 * without LW_SIGHT_OTHERS what may be marked by @person, and a document of the price with LW_SIGHT_PRICES alone. */
LW_EXPORT gboolean lw_evaluation_may_read (LwConnection *connection, LwSight sight, const char *person, const char *noun, const char *key, gboolean *may, GError **error);
/** Whether @criterion is a price, or a group with one in it. */
LW_EXPORT gboolean lw_evaluation_is_price (LwConnection *connection, const char *criterion, gboolean *is, GError **error);

/** Who works: the evaluator of an opened pack, else @person. (transfer full) */
LW_EXPORT char *lw_evaluation_worker (LwConnection *connection, const char *person, GError **error);

G_END_DECLS
