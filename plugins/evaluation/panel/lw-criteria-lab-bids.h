/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Dummy bids of the lab: where they come from, and how they are remembered. */
#pragma once

#include "document/lw-document.h"
#include "lw-evaluation-lab.h"

G_BEGIN_DECLS

/* All return (transfer full) (element-type LwLabBid). */

/* The worked example of docs/methods.md; where a range of prices is given, three prices in it. [D] */
GPtrArray *lw_criteria_lab_bids_example (LwDocument *document, gint64 optimum, gint64 top);
/* Those of a lot as they are marked and priced, at most @most. @left_out: those that cannot be taken. LW_ERROR_LOCKED while
 * prices are sealed. */
GPtrArray *lw_criteria_lab_bids_of_lot (LwDocument *document, const char *lot, guint most, guint *left_out, GError **error);

char *lw_criteria_lab_bids_to_text (GPtrArray *bids, const char *currency);
/* None where the text says nothing. @text: (nullable) */
GPtrArray *lw_criteria_lab_bids_from_text (const char *text, const char *currency);
/* A name that none of them has: "D". (transfer full) */
char *lw_criteria_lab_bids_free_name (GPtrArray *bids);

G_END_DECLS
