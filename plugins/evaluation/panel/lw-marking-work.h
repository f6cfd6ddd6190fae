/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What one evaluator has to mark in an open competition, and how far it is: every submitted bid on every criterion that
 * is marked for it, and every bidder with such a bid on those that are common to all lots. One for a document, made when
 * first asked for, kept current by the change feed; panels of all windows and the badge in the sidebar share it. Places
 * hold until the next "reset".
 */
#pragma once

#include "document/lw-document.h"
#include "lw-marking-cells.h"

G_BEGIN_DECLS

typedef struct
{
  char *id;
  char *name;
  char *trust; /* or NULL */
} LwMarkingPerson;

#define LW_TYPE_MARKING_WORK (lw_marking_work_get_type ())
G_DECLARE_FINAL_TYPE (LwMarkingWork, lw_marking_work, LW, MARKING_WORK, GObject)

/** The one of @document. (transfer none) */
LwMarkingWork *lw_marking_work_get (LwDocument *document);
/** Lots, bidders, bids and criteria; NULL while there is no method that can be used, and while it is read. Until the next
 * "reset". */
const LwEvaluationMarks *lw_marking_work_get_marks (LwMarkingWork *work);
/** Why there are none, or NULL; G_IO_ERROR_CANCELLED where the reading was cancelled. */
const GError *lw_marking_work_get_error (LwMarkingWork *work);
/** Many marks are being read on a thread: "reset" follows. */
gboolean lw_marking_work_is_reading (LwMarkingWork *work);
/** After a reading that was cancelled. */
void lw_marking_work_read_again (LwMarkingWork *work);

/** Those who may mark: people with the role of evaluator, or all where nobody has it.
 * (element-type LwMarkingPerson) (transfer none): until the next "reset" */
GPtrArray *lw_marking_work_get_people (LwMarkingWork *work);
/** The document's person where that is one of them, else NULL. */
const LwMarkingPerson *lw_marking_work_get_person (LwMarkingWork *work);

guint lw_marking_work_get_n_subjects (LwMarkingWork *work);
/** How far a place is, whatever "only mine" says. */
const LwMarkingCell *lw_marking_work_get_cell (LwMarkingWork *work, guint subject, guint leaf);
/** Whether the leaf is one that the person marks: any with "only mine" off. */
gboolean lw_marking_work_has_leaf (LwMarkingWork *work, guint leaf);
LwMarkingCount lw_marking_work_count (LwMarkingWork *work);

/** Index of the lot, -1 where the criterion is common to all lots; and the bidder. */
int lw_marking_work_get_lot (LwMarkingWork *work, guint subject);
guint lw_marking_work_get_bidder (LwMarkingWork *work, guint subject);

/** The place of "L12/B07/2.1", "/B07/6.2". FALSE where nothing is marked there. */
gboolean lw_marking_work_find (LwMarkingWork *work, const char *lot, const char *bidder, const char *criterion, LwMarkingPlace *place);

/** Only criteria which the person has marked somewhere: remembered for the file, and of effect where the person had marks
 * on some criteria, not on all, when the work was read. */
gboolean lw_marking_work_may_be_only_mine (LwMarkingWork *work);
gboolean lw_marking_work_get_only_mine (LwMarkingWork *work);
void lw_marking_work_set_only_mine (LwMarkingWork *work, gboolean only_mine);

/*
 * Signals: "reset" (LwMarkingWork *): all of it may be other: what is marked, who marks.
 * "changed" (LwMarkingWork *, guint subject, guint leaf): that place.
 */

G_END_DECLS
