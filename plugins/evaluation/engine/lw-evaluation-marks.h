/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The dense store beside the SQL rows: the effective mark of every bid on every leaf, two bytes each, and
 * prices and statuses. SQL rows are the truth; this is rebuilt from them and kept current by the change
 * feed, so that all totals come from memory.
 */
#pragma once

#include "job/lw-job.h"
#include "lw-evaluation-model.h"
#include "store/lw-store.h"

G_BEGIN_DECLS

/** A cell is the index of a mark in the leaf's scale, or one of these. */
typedef gint16 LwCell;
#define LW_CELL_MISSING ((LwCell) -1)   /* no mark */
#define LW_CELL_DISPUTED ((LwCell) -2)  /* individual marks differ and there is no consensus */
#define LW_CELL_OFF_SCALE ((LwCell) -3) /* a mark that the scale does not have */

typedef enum
{
  LW_BID_SUBMITTED,
  LW_BID_WITHDRAWN,
  LW_BID_EXCLUDED,
} LwBidStatus;

typedef struct
{
  char *id;
  char *title;
  guint first_bid; /* bids of a lot are adjacent, by bidder's id in byte order */
  guint n_bids;
} LwEvaluationLot;

typedef struct
{
  char *id;
  char *name;
} LwEvaluationBidder;

typedef struct
{
  guint lot;    /* index */
  guint bidder; /* index */
  gint64 price; /* minor units, -1 where none is given: what is compared, the present value of its costs where it has any */
  LwBidStatus status;
  gboolean has_costs;  /* @price is the present value of its costs */
  gboolean overridden; /* some minimum is passed in spite of it */
} LwEvaluationBid;

/** A minimum that a bid did not reach, and is passed all the same; see lw_evaluation_override_holds(). */
typedef struct
{
  guint bid;
  guint criterion; /* index; LW_OVERRIDE_TOTAL: of the total */
  char *person, *at, *reason;
  LwRational found, minimum; /* as signed */
} LwEvaluationOverride;
#define LW_OVERRIDE_TOTAL G_MAXUINT

typedef struct
{
  LwEvaluationModel *model;
  LwEvaluationLot *lots; /* in the order of the file */
  guint n_lots;
  LwEvaluationBidder *bidders; /* by id in byte order */
  guint n_bidders;
  LwEvaluationBid *bids;
  guint n_bids;
  LwCell *cells;      /* n_bids rows of model->n_leaves; 0 on leaves that are given no marks */
  LwCell *common;     /* n_bidders rows of model->n_leaves: marks that count in every lot */
  guint *lots_by_id;  /* lots in byte order of their ids */
  gboolean sealed;    /* prices have not been opened: no bid has one here */
  GPtrArray *overrides; /* of LwEvaluationOverride; NULL where there is none */
  guint generation;   /* goes up with each rebuild: indexes into the arrays are then others */
} LwEvaluationMarks;

/* ---- making one from arrays ---- */

/** Without lots. @model: (transfer full): finished */
LW_EXPORT LwEvaluationMarks *lw_evaluation_marks_new (LwEvaluationModel *model);
LW_EXPORT void lw_evaluation_marks_free (LwEvaluationMarks *marks);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwEvaluationMarks, lw_evaluation_marks_free)

/** Lots in the order of the file; bidders in byte order of their ids; bids by lot, and by bidder in each lot. */
LW_EXPORT void lw_evaluation_marks_add_lot (LwEvaluationMarks *marks, const char *id, const char *title);
LW_EXPORT void lw_evaluation_marks_add_bidder (LwEvaluationMarks *marks, const char *id, const char *name);
LW_EXPORT void lw_evaluation_marks_add_bid (LwEvaluationMarks *marks, guint lot, guint bidder, gint64 price, LwBidStatus status);
/** Makes the cells, all missing; after it no lot, bidder or bid is added. */
LW_EXPORT void lw_evaluation_marks_finish (LwEvaluationMarks *marks);
/** Sets one cell of @bid; of all the bidder's bids where the criterion is common. */
LW_EXPORT void lw_evaluation_marks_set (LwEvaluationMarks *marks, guint bid, guint leaf, LwCell cell);

/* ---- reading ---- */

static inline const LwCell *
lw_evaluation_marks_row (const LwEvaluationMarks *marks, guint bid)
{
  return marks->cells + (gsize) bid * marks->model->n_leaves;
}

/** Index of the lot, bidder or bid, or -1. @length may be -1. */
LW_EXPORT int lw_evaluation_marks_find_lot (const LwEvaluationMarks *marks, const char *id, gssize length);
LW_EXPORT int lw_evaluation_marks_find_bidder (const LwEvaluationMarks *marks, const char *id, gssize length);
LW_EXPORT int lw_evaluation_marks_find_bid (const LwEvaluationMarks *marks, guint lot, guint bidder);

/** The last override of a minimum, or NULL. @criterion: an index, or LW_OVERRIDE_TOTAL. */
LW_EXPORT const LwEvaluationOverride *lw_evaluation_marks_find_override (const LwEvaluationMarks *marks, guint bid, guint criterion);
/** Adds one, in place of any that is there: its texts and numbers are copied. @criterion has a minimum. */
LW_EXPORT void lw_evaluation_marks_add_override (LwEvaluationMarks *marks, const LwEvaluationOverride *override);

/* ---- from a file ---- */

/** Reads method, lots, bids and marks through one connection. LW_ERROR_NOT_FOUND where no method has been set. */
LW_EXPORT LwEvaluationMarks *lw_evaluation_marks_load (LwConnection *connection, GError **error);

/** The same through two readers on two threads where there are many marks. Both see one state of the file. */
LW_EXPORT LwEvaluationMarks *lw_evaluation_marks_load_store (LwStore *store, GError **error);

/** The same as @job's work, which hears how far it is and stops it. @job NULL: nobody does. */
LW_EXPORT LwEvaluationMarks *lw_evaluation_marks_load_job (LwStore *store, LwJob *job, GError **error);

/** Method, lots, bidders and bids only; all cells are missing. */
LW_EXPORT LwEvaluationMarks *lw_evaluation_marks_load_structure (LwConnection *connection, GError **error);

/** Whether the file has more than @many marks, given and agreed: quick, however many there are. */
LW_EXPORT gboolean lw_evaluation_marks_are_many (LwConnection *connection, gint64 many);

/** Reads one cell again. @lot -1: the bidder's cell of a criterion that is common to all lots. */
LW_EXPORT gboolean lw_evaluation_marks_read_cell (LwEvaluationMarks *marks, LwConnection *connection, int lot, guint bidder, guint leaf, GError **error);

/**
 * lw_evaluation_marks_apply:
 * @changes: (element-type LwChange): what a transaction changed
 * @touched: (nullable) (element-type guint): receives the lots whose result may have changed, each once
 *
 * Brings the store up to date: reads touched cells and bids again; where the structure changed (criteria,
 * scales, method, lots, bidders, which bids there are) all is read again, @generation goes up and every
 * lot is touched. On failure the content is stale.
 */
LW_EXPORT gboolean lw_evaluation_marks_apply (LwEvaluationMarks *marks, LwConnection *connection, GPtrArray *changes, GArray *touched, GError **error);

/** Whether lw_evaluation_marks_apply() would read all of it again. */
LW_EXPORT gboolean lw_evaluation_marks_must_reload (GPtrArray *changes);

G_END_DECLS
