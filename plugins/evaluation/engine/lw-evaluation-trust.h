/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How far results may be trusted: what the file states of marks, prices and criteria, of bidders and of bids. */
#pragma once

#include "lw-evaluation-marks.h"

G_BEGIN_DECLS

typedef struct
{
  char *marks;          /* stated for all marks, else for the competition; or NULL */
  char *illustrative;   /* what goes into a total and is invented, "marks, prices"; or NULL */
  char *statements;     /* "illustrative: marks, prices; reconstructed: lots", or NULL */
  const char **bidders; /* what each bidder's own row says (interned), or NULL */
  const char **bids;    /* the same of each bid */
  guint *bidder_of;     /* index of each bid's bidder */
} LwEvaluationTrust;

LW_EXPORT LwEvaluationTrust *lw_evaluation_trust_load (const LwEvaluationMarks *marks, LwConnection *connection, GError **error);
LW_EXPORT void lw_evaluation_trust_free (LwEvaluationTrust *trust);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwEvaluationTrust, lw_evaluation_trust_free)

/** What is said of the bid and its bidder themselves: "illustrative" where either is; or NULL. */
LW_EXPORT const char *lw_evaluation_trust_of_bid (const LwEvaluationTrust *trust, guint bid);
/** The same of the bid's total: "illustrative" where anything that it is made of is. */
LW_EXPORT const char *lw_evaluation_trust_of_total (const LwEvaluationTrust *trust, guint bid);
/** For people: "illustrative", "illustrative bid" where the bidder is real, or NULL. */
LW_EXPORT const char *lw_evaluation_trust_note (const LwEvaluationTrust *trust, guint bid);

G_END_DECLS
