/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What several tests of the plugin need: small models, stores filled from lines of text, exact comparison. */
#pragma once

#include "lw-evaluation-rank.h"
#include "store/lw-store.h"

G_BEGIN_DECLS

/* ---- numbers ---- */
void assert_exact (const LwRational *value, const char *expected);

/* ---- models ---- */
LwEvaluationModel *fixture_model (LwEvaluationWeights weights, const char *whole, LwRoundingStage stage, guint places,
                                  LwRounding rule, const char *minimum);
/* @values: "0 25 50 75 100" */
void fixture_scale (LwEvaluationModel *model, const char *id, const char *values);
void fixture_criterion (LwEvaluationModel *model, const LwEvaluationCriterionText *text);
void fixture_finish (LwEvaluationModel *model);
/* Index of the leaf of criterion @id. */
guint fixture_leaf (const LwEvaluationModel *model, const char *id);
/* Sets the mark of @bid on criterion @id: a value of its scale. */
void fixture_mark (LwEvaluationMarks *marks, guint bid, const char *id, const char *mark);

/* ---- stores ---- */

/* A schema of the core and of this plugin. */
LwSchema *fixture_schema (void);
/* A new file in a directory of the test's own, filled from @rows (NULL-terminated): "table|column=value|…",
 * "@" in a value standing for a line end. */
LwStore *fixture_store (const char *const *rows);
/* The rows of a small competition that is complete, and those of @more in place of or after them. */
LwStore *fixture_small_store (const char *const *more);
void fixture_close (LwStore *store);
/* Runs SQL as a command. */
void fixture_run (LwStore *store, const char *sql);
/* Runs SQL as a command, which is refused. */
void fixture_refuse (LwStore *store, const char *sql);

G_END_DECLS
