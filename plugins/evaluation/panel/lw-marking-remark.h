/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What is to be known of a mark before it is given or changed: that it cannot be, or that it will not count. */
#pragma once

#include "lw-marking-entry.h"
#include "lw-marking-work.h"

G_BEGIN_DECLS

/** Pango markup, or NULL where there is nothing to say. @odd: a mark that was given and is not on the scale, or NULL.
 * (transfer full) (nullable) */
char *lw_marking_remark (const LwMarkingEntry *entry, const char *odd, const char *why_not);
/** Where the agreed mark of @place can be seen, and what it does: "results:L12/B07/2.1". What is common to all lots is in
 * the first lot that the bidder bids for. (transfer full) */
char *lw_marking_remark_place (LwMarkingWork *work, const LwMarkingPlace *place);

/** Why @keyval, a digit, gives no mark on @scale; NULL for other keys. (transfer full) (nullable) */
char *lw_marking_remark_key (const LwEvaluationScale *scale, guint keyval);

G_END_DECLS
