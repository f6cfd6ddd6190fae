/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The rankings of a document's lots, worked out when first asked for and again when the change feed touches them. Shared
 * by all panels and windows. */
#pragma once

#include "lw-evaluation-panels.h"
#include "lw-evaluation-rank.h"
#include "lw-evaluation-trust.h"

G_BEGIN_DECLS

#define LW_TYPE_RESULTS (lw_results_get_type ())
GType lw_results_get_type (void);
G_DECLARE_FINAL_TYPE (LwResults, lw_results, LW, RESULTS, GObject)

/**
 * LwResults:
 *
 * Signal "updated" (GArray *lots (of guint), gboolean structure): the results of these lots are others. @structure: lots,
 * bids, criteria or what is said of their trust may be others too, and indexes with them.
 */

/** The one of @document. (transfer none) (nullable): NULL where the file could not be read */
LwResults *lw_results_of (LwDocument *document);

/** NULL while there is no method. Until the next change. */
const LwEvaluationMarks *lw_results_get_marks (LwResults *results);
/** Why there are no marks, or NULL; G_IO_ERROR_CANCELLED where reading them was cancelled. */
const GError *lw_results_get_error (LwResults *results);
/** Many marks are being read on a thread: "updated" follows. */
gboolean lw_results_is_reading (LwResults *results);
/** Reading them was cancelled. */
gboolean lw_results_was_cancelled (LwResults *results);
void lw_results_read_again (LwResults *results);
/** NULL without marks. Until the next change. */
const LwLotRanking *lw_results_get_ranking (LwResults *results, guint lot);
/** NULL without marks. Until the next change. */
const LwEvaluationTrust *lw_results_get_trust (LwResults *results);

/* ---- who leads ---- */

typedef struct
{
  const LwBidResult *leader; /* or NULL: no bid is ranked */
  const LwBidResult *second; /* the best of those behind, or NULL */
  guint n_bids;              /* that take part */
  guint n_ranked;
  guint n_failed;
  guint n_incomplete;
  guint n_tied;              /* that share the first rank; 0 where nobody does */
} LwResultsLead;

void lw_results_lead (const LwLotRanking *ranking, LwResultsLead *lead);
/** There is one leader, and no bid whose total is still open. */
gboolean lw_results_lead_is_clear (const LwResultsLead *lead);
/** By how much the leader is ahead of the second: points, or the difference of the figures that rank. FALSE where there are not
 * two, or one of the figures is no number. Of a tie it is 0. */
gboolean lw_results_margin (const LwResultsLead *lead, LwRational *margin);

/* ---- progress ---- */

typedef struct
{
  guint due;
  guint given;    /* there is a mark */
  guint disputed; /* of those: marks that differ, none agreed */
} LwResultsProgress;

/** Of one bid; what is common to all lots counts too. */
void lw_results_progress_of_bid (const LwEvaluationMarks *marks, guint bid, LwResultsProgress *progress);
/** Of all submitted bids; what is common to all lots counts once for a bidder. */
void lw_results_progress_of_all (const LwEvaluationMarks *marks, LwResultsProgress *progress);
/** The same, kept from one change to the next. All 0 without marks. */
void lw_results_get_progress (LwResults *results, LwResultsProgress *progress);

/* ---- texts ---- */

/** As published: rounded to the method's places for people. (transfer full) */
char *lw_results_points (const LwEvaluationModel *model, const LwRational *points);
/** The figure that ranks, where that is not the total: "1.25", "best". (transfer full) */
char *lw_results_figure (const LwEvaluationModel *model, const LwIndex *index);
/** A margin as people read it: as points, or as the figure has it. (transfer full) */
char *lw_results_margin_text (const LwEvaluationModel *model, const LwRational *margin);
/** "Price of a point of quality, the lowest wins": what the figure is, where the total does not rank. (transfer full) */
char *lw_results_basis_text (const LwEvaluationModel *model);
/** Whether another figure than the total ranks. */
gboolean lw_results_has_figure (const LwEvaluationModel *model);
/** "tie decided by rule 2, lower price", NULL where no rule did. (transfer full) */
char *lw_results_rule_text (const LwEvaluationModel *model, const LwBidResult *result);
/** "below the minimum of 2.3, passed by …", NULL where no minimum was passed in spite of it. (transfer full) */
char *lw_results_passed_text (const LwEvaluationMarks *marks, const LwBidResult *result);
/** For drawing alone. */
double lw_results_place_of (const LwRational *value);
/** "MTCnovo leads by 4.27 points", "3 bids share the first place", … (transfer full) */
char *lw_results_lead_text (const LwEvaluationMarks *marks, const LwResultsLead *lead);
/** "fails 2.3", "incomplete: 1.1 missing", "withdrawn"; NULL for a ranked bid. (transfer full) */
char *lw_results_standing_text (const LwEvaluationModel *model, const LwBidResult *result);
/** "L12/B04/2.1": each part may be NULL from the right. (transfer full) */
char *lw_results_place (const char *lot, const char *bidder, const char *criterion);

G_END_DECLS
