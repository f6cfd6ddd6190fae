/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Which of several bids with equal totals goes first: by the rules that were published, in their order, and
 * not at all where none decides. Pure functions; docs/methods.md, "Ties".
 */
#pragma once

#include "base/lw-rational.h"

G_BEGIN_DECLS

typedef enum
{
  LW_TIE_HIGHER_QUALITY, /* the points of all criteria but price */
  LW_TIE_CRITERION,      /* the points of one criterion or group */
  LW_TIE_LOWER_PRICE,
  LW_TIE_DRAWN_LOT,      /* a lot, drawn by a recorded seed */
} LwTieRuleKind;

/** "higher-quality", "criterion", "lower-price", "drawn-lot"; ends with NULL. */
LW_EXPORT const char *const lw_tie_rule_kinds[];

typedef struct
{
  LwTieRuleKind kind;
  char *criterion; /* of LW_TIE_CRITERION, else NULL */
  char *seed;      /* of LW_TIE_DRAWN_LOT, else NULL */
} LwTieRule;

LW_EXPORT LwTieRule *lw_tie_rule_new (LwTieRuleKind kind, const char *criterion, const char *seed);
LW_EXPORT void lw_tie_rule_free (LwTieRule *rule);
/** For people: "higher quality", "higher points of 2.1", "lower price", "a lot drawn with the seed “7”". (transfer full) */
LW_EXPORT char *lw_tie_rule_to_text (const LwTieRule *rule);

typedef struct
{
  const char *bidder;
  const LwRational *const *values; /* one for each rule, the higher first; NULL where it is not known, and for a drawn lot */
} LwTieCandidate;

/**
 * lw_tie_break:
 * @rules: (element-type LwTieRule): in the order in which they were published
 * @lot: identifier of the lot
 * @order: (out): @n indexes of @candidates, the first one first; in the order given where nothing decides
 * @decided: (out): for each place but the first, 1 + the index of the rule that puts it behind the place before it,
 *   or 0 where none does
 *
 * Each rule is asked only about those that the rules before it leave equal. A rule that lacks the value of one of the
 * candidates decides nothing between any of them. [D: the order of rules and what is compared; the list of rules is V
 * docs/methods.md, "Ties"]
 */
LW_EXPORT void lw_tie_break (GPtrArray *rules, const char *lot, const LwTieCandidate *candidates, guint n, guint *order, guint *decided);

/** The lot of @bidder: SHA-256 of "seed/lot/bidder" as 64 hexadecimal digits; the lowest is first. [D] (transfer full) */
LW_EXPORT char *lw_tie_lot (const char *seed, const char *lot, const char *bidder);

G_END_DECLS
