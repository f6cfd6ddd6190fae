/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A proof: a directory with all that a result rests on, what the program says the result is, and a program
 * in another language that works it out again. What is in it: docs/methods.md, "Proof".
 */
#pragma once

#include "lw-evaluation-rank.h"
#include "lw-evaluation-trust.h"
#include "plugin/lw-exporter.h"

G_BEGIN_DECLS

/** "lotwise export FILE.lotwise --proof DIR". */
LW_EXPORT const LwExporter lw_evaluation_proof;

/** How much is claimed, for people. */
typedef struct
{
  guint lots;
  guint bids;
} LwProofCount;

/**
 * lw_evaluation_proof_write_results:
 * @obstacles: how many of each LwObstacleKind: lw_evaluation_provisional()
 * @count: (out): what was written
 *
 * Writes results.json: for every bid that takes part its standing, rank, total, what it fails and what is missing, and
 * the points of every leaf. One line a bid, written as it is worked out; the bytes depend on @marks and @trust alone.
 */
LW_EXPORT gboolean lw_evaluation_proof_write_results (const LwEvaluationMarks *marks, const LwEvaluationTrust *trust, const char *competition, const guint *obstacles, GOutputStream *out, LwProofCount *count, GCancellable *cancellable, GError **error);

/** Why the result is provisional, in no language: {"unconfirmed":2}, or {}. (transfer full) */
char *lw_evaluation_proof_provisional (const guint *obstacles);

G_END_DECLS
