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
/** Nothing but white space, or NULL. */
LW_EXPORT gboolean lw_rationale_is_blank (const char *text);
/** Words of a text made by lw_rationale_normalise(). */
LW_EXPORT guint lw_rationale_n_words (const char *normalised);

typedef enum
{
  LW_RATIONALE_EMPTY = 1 << 0,
  LW_RATIONALE_SHORT = 1 << 1,      /* fewer words than asked for */
  LW_RATIONALE_DESCRIPTOR = 1 << 2, /* the scale's descriptor or label of a mark, and hardly a word beside it */
  LW_RATIONALE_COPIED = 1 << 3,     /* the words of another bid (lot and bidder) on the same criterion */
  LW_RATIONALE_NO_POINTER = 1 << 4, /* an evaluator's mark that says neither a page nor two words of the bid */
  LW_RATIONALE_MISQUOTED = 1 << 5,  /* the quoted words are not where it says */
  LW_RATIONALE_NOT_ABOVE = 1 << 8,  /* an agreed mark that does not say why not the mark above */
  LW_RATIONALE_NOT_BELOW = 1 << 9,  /* nor why not the mark below */
} LwRationaleProblem;

/** Problems that show in one text: empty, short, descriptor. @descriptors: (nullable): normalised, ends with NULL.
 * [V the list of checks: docs/methods.md; D what counts as the same words] */
LW_EXPORT guint lw_rationale_problems (const char *normalised, guint least_words, const char *const *descriptors);
/** The neighbours that an agreed mark does not say why not of: LW_RATIONALE_NOT_ABOVE unless it is the top of the scale, and
 * LW_RATIONALE_NOT_BELOW unless it is the bottom, where the text is NULL or blank. @mark: an index of @scale */
LW_EXPORT guint lw_rationale_neighbours (const LwEvaluationScale *scale, guint mark, const char *why_not_above, const char *why_not_below);
/** "empty", "short", "descriptor", "copied", "no-pointer", "misquoted", "why-not-above", "why-not-below", of one problem. */
LW_EXPORT const char *lw_rationale_problem_to_string (LwRationaleProblem problem);
/** Fewest words unless somebody says otherwise. [D] */
#define LW_RATIONALE_WORDS 5
/** Fewest words of its own of a rationale that repeats a label or descriptor. [D] */
#define LW_RATIONALE_OWN_WORDS 6

/** Whether @text has the words of @quote, each run of white space taken as one space. */
LW_EXPORT gboolean lw_rationale_has_words (const char *text, const char *quote);

/** Where in the bid a mark comes from. */
typedef struct
{
  const char *lot; /* "": common to all lots */
  const char *bidder, *criterion;
  const char *document, *page, *quote; /* each or NULL; without a document it is the answer */
} LwRationalePointer;

/** LW_RATIONALE_NO_POINTER, LW_RATIONALE_MISQUOTED, both or 0. A page has a letter or digit, a quote two words. A quote is looked for where the text of the answer, or of the
 * document's page, is in the file. */
LW_EXPORT gboolean lw_rationale_check_pointer (LwConnection *connection, const LwRationalePointer *pointer, guint *problems, GError **error);

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
  char *like;      /* LW_RATIONALE_COPIED: whose words it has, "L1/B2/1.1"; NULL: another person's, not to be told */
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

/** The same of what @person gave, compared with the words of all evaluators; whose they are is told where they are @person's
 * own. @marks may be lw_evaluation_marks_load_structure(). */
LW_EXPORT GPtrArray *lw_evaluation_rationales_of (const LwEvaluationMarks *marks, LwConnection *connection, const char *person, guint least_words, GError **error);

/** What is wrong, in words: "no rationale for the mark 4; it does not say where in the bid". @least_words as it was asked for.
 * (transfer full) */
LW_EXPORT char *lw_rationale_finding_text (const LwRationaleFinding *finding, guint least_words);

G_END_DECLS
