/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What is wrong with the reasons given for marks: none, too few words, the scale's own words, another bid's words; and
 * the same words with different marks. docs/methods.md, "Checks on a result".
 */
#pragma once

#include "lw-evaluation-marks.h"

G_BEGIN_DECLS

/* ---- pure functions ---- */

/** The words of @text as they are compared: lower case, each run of anything but letters and digits one space, none at
 * either end. "" for NULL. @length may be -1. [D] (transfer full) */
LW_EXPORT char *lw_rationale_normalise (const char *text, gssize length);
/** Words of a text made by lw_rationale_normalise(). */
LW_EXPORT guint lw_rationale_n_words (const char *normalised);

typedef enum
{
  LW_RATIONALE_EMPTY = 1 << 0,
  LW_RATIONALE_SHORT = 1 << 1,      /* fewer words than asked for */
  LW_RATIONALE_DESCRIPTOR = 1 << 2, /* nothing but the scale's descriptor or label of a mark */
  LW_RATIONALE_COPIED = 1 << 3,     /* the words of another bid on the same criterion */
} LwRationaleProblem;

/** Problems that show in one text: empty, short, descriptor. @descriptors: (nullable): normalised, ends with NULL.
 * [V the list of checks: docs/methods.md; D what counts as the same words] */
LW_EXPORT guint lw_rationale_problems (const char *normalised, guint least_words, const char *const *descriptors);
/** "empty", "short", "descriptor", "copied", of one problem. */
LW_EXPORT const char *lw_rationale_problem_to_string (LwRationaleProblem problem);
/** Fewest words unless somebody says otherwise. [D] */
#define LW_RATIONALE_WORDS 5

/* ---- of a competition ---- */

/** A rationale as it was given. */
typedef struct
{
  char *lot;       /* "" where the criterion is common to all lots */
  char *bidder;
  char *criterion;
  char *person;    /* NULL: of the agreed mark */
  char *mark;
  guint problems;
  char *like;      /* LW_RATIONALE_COPIED: whose words it has, "L1/B2/1.1" */
} LwRationaleFinding;

/** The same words on one criterion with different marks. */
typedef struct
{
  char *criterion;
  char *words;      /* normalised */
  GPtrArray *given; /* of LwRationaleFinding, by place; their problems are 0 */
} LwInconsistency;

LW_EXPORT void lw_rationale_finding_free (LwRationaleFinding *finding);
LW_EXPORT void lw_inconsistency_free (LwInconsistency *inconsistency);

/**
 * lw_evaluation_inconsistencies:
 * @marks: of the state that @connection sees
 *
 * Groups of the same words with different marks on one criterion, over all lots, bids and evaluators, agreed marks
 * among them. Reads the rows twice; keeps 40 bytes for each different text.
 *
 * Returns: (transfer full) (element-type LwInconsistency): NULL where the rows could not be read, or when cancelled
 */
LW_EXPORT GPtrArray *lw_evaluation_inconsistencies (const LwEvaluationMarks *marks, LwConnection *connection, GError **error);

/**
 * lw_evaluation_rationales:
 *
 * Every rationale with a problem, evaluators' and agreed ones, by place.
 *
 * Returns: (transfer full) (element-type LwRationaleFinding): NULL as above
 */
LW_EXPORT GPtrArray *lw_evaluation_rationales (const LwEvaluationMarks *marks, LwConnection *connection, guint least_words, GError **error);

G_END_DECLS
