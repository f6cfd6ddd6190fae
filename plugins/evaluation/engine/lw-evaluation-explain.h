/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * How a result came about: from the total to each section, criterion, mark and rounding, as a tree of
 * steps with exact values. The command line prints it; a window shows it.
 */
#pragma once

#include <json-glib/json-glib.h>

#include "lw-evaluation-rank.h"

G_BEGIN_DECLS

typedef enum
{
  LW_EXPLAIN_TOTAL,
  LW_EXPLAIN_SECTION,    /* a group of criteria at any level */
  LW_EXPLAIN_CRITERION,  /* a leaf */
  LW_EXPLAIN_SCOPE,      /* that a mark counts in every lot */
  LW_EXPLAIN_REQUIRED,   /* that a pass is required, and whether it is there */
  LW_EXPLAIN_WEIGHT,
  LW_EXPLAIN_MARK,       /* the effective mark, and where it came from */
  LW_EXPLAIN_CONSENSUS,
  LW_EXPLAIN_INDIVIDUAL, /* one evaluator's mark */
  LW_EXPLAIN_PRICE,      /* the bid's price */
  LW_EXPLAIN_LOWEST,     /* the lowest price that counts */
  LW_EXPLAIN_HIGHEST,    /* the highest */
  LW_EXPLAIN_MEAN,       /* the mean of those that count */
  LW_EXPLAIN_FORMULA,    /* with its numbers in */
  LW_EXPLAIN_LIMIT,      /* points that the formula gives and that no bid can have */
  LW_EXPLAIN_SUM,
  LW_EXPLAIN_ROUNDING,
  LW_EXPLAIN_MINIMUM,
  LW_EXPLAIN_INDEX,      /* the figure that ranks, where it is not the sum of points */
  LW_EXPLAIN_COST,       /* one of the costs of a bid, in a year */
  LW_EXPLAIN_CORRECTION, /* of the price, or of one of the costs */
  LW_EXPLAIN_TIE,        /* that others have the same total, and which published rule decides */
} LwExplainKind;

/** "total", "section", "criterion", … as in JSON. */
LW_EXPORT const char *lw_explain_kind_to_string (LwExplainKind kind);

typedef struct
{
  LwExplainKind kind;
  char *id;         /* of the criterion or the person, or NULL */
  char *title;      /* of the criterion, name of the person, or NULL */
  char *text;       /* what happens here, for people, numbers included */
  char *mark;       /* or NULL */
  char *rationale;  /* or NULL */
  char *document, *page, *quote; /* of an individual mark: where in the bid it comes from; or NULL */
  guint confirmed;  /* of an individual mark: under this version of the method; or 0 */
  gboolean has_value;
  LwRational value; /* what the step comes to: after rounding, for one that rounds */
  gboolean has_before;
  LwRational before; /* before rounding */
  gboolean fails;    /* a minimum that is missed, a "fail" */
  gint64 minor;      /* a price in minor units, or -1 */
  char *price;       /* the same as text, "8400000.00"; or NULL */
  GStrv bidders;     /* whose price it is, of the lowest; or NULL */
  GPtrArray *steps;  /* of LwExplainStep, or NULL */
} LwExplainStep;

typedef struct
{
  char *lot;
  char *lot_title;
  char *bidder;
  char *name;
  char *trust;      /* stated for the marks, or for the competition; or NULL */
  char *illustrative;      /* what goes into the total and is invented, "marks, prices"; or NULL */
  const char *bid_trust;   /* what the bid and its bidder say of themselves, or NULL (interned) */
  const char *total_trust; /* "illustrative" where anything that the total is made of is; or NULL */
  const char *note;        /* for people, of bid_trust; or NULL */
  char *provisional;       /* why the result is, or NULL */
  char *currency;
  LwRoundingStage stage;
  LwStanding standing;
  guint rank;       /* 0 where not ranked */
  guint n_ranked;
  gboolean tied;
  guint places;
  LwRounding rule;
  GStrv failed;     /* criteria, "total" last */
  GStrv missing;
  LwExplainStep *total;
} LwExplanation;

/**
 * lw_evaluation_explain:
 * @marks: must be of the state that @connection sees
 *
 * Returns: (transfer full): the derivation; LW_ERROR_NOT_FOUND for a lot, bidder or bid that there is
 * not, LW_ERROR_INVALID for one that takes no part
 */
LW_EXPORT LwExplanation *lw_evaluation_explain (const LwEvaluationMarks *marks, LwConnection *connection, const char *lot, const char *bidder, GError **error);
LW_EXPORT void lw_explanation_free (LwExplanation *explanation);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwExplanation, lw_explanation_free)

/** {"lot", "bidder", "total", "exact", "rank", …, "steps"}: docs/methods.md. (transfer full) */
LW_EXPORT JsonNode *lw_explanation_to_json (const LwExplanation *explanation);
/** Lines, indented by level. (transfer full) */
LW_EXPORT char *lw_explanation_to_text (const LwExplanation *explanation);

/** The bid of @bidder for @lot as an index; LW_ERROR_NOT_FOUND suggests the nearest name. -1 on failure. */
LW_EXPORT int lw_evaluation_find_bid (const LwEvaluationMarks *marks, const char *lot, const char *bidder, GError **error);

/** For people: all decimals, @places at the least, or @places + 4 and "…": "93.20", "84.511538…". (transfer full) */
LW_EXPORT char *lw_evaluation_shown (const LwRational *value, guint places);
/** All decimals that there are, @places at the least, or 12 digits that count and "…": of small figures the zeros before them
 * do not. (transfer full) */
LW_EXPORT char *lw_evaluation_digits (const LwRational *value, guint places);
/** The figure that ranks as text: to the places that are published, else all decimals that there are, or 12 digits that
 * count and "…"; "best", "worst" where it is no number. (transfer full) */
LW_EXPORT char *lw_evaluation_index_text (const LwEvaluationModel *model, const LwIndex *index);
/** Decimal where it ends within 12 places, else the fraction: "12.5", "425/6". (transfer full) */
LW_EXPORT char *lw_evaluation_number (const LwRational *value);

G_END_DECLS
