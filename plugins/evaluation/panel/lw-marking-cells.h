/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * How far one evaluator is with every place that there is to mark: a table of subjects by leaves, filled from the file.
 * No part of it belongs to the main thread, so that many marks can be read on another.
 */
#pragma once

#include "lw-evaluation-marks.h"

G_BEGIN_DECLS

typedef enum
{
  LW_MARKING_NOTHING, /* nothing is marked here */
  LW_MARKING_OPEN,
  LW_MARKING_DONE,
  LW_MARKING_FLAGGED, /* marked, but without a rationale or with what is not on the scale */
} LwMarkingState;

typedef enum
{
  LW_MARKING_UNCONFIRMED,
  LW_MARKING_OUTDATED,  /* confirmed under a version of the method before the one in force */
  LW_MARKING_CONFIRMED,
} LwMarkingConfirmed;

/** One thing to mark. */
typedef struct
{
  guint subject; /* a bid's index; n_bids + a bidder's where the criterion is common to all lots */
  guint leaf;    /* index of leaves */
} LwMarkingPlace;

typedef struct
{
  guint8 state; /* LwMarkingState */
  guint8 confirmed; /* LwMarkingConfirmed */
  LwCell mark;  /* index in the leaf's scale, LW_CELL_MISSING or LW_CELL_OFF_SCALE */
} LwMarkingCell;

typedef struct
{
  guint open;
  guint done;
  guint flagged;
  guint confirmed; /* of done and flagged */
} LwMarkingCount;

typedef struct
{
  guint n_subjects;
  guint n_leaves;
  LwMarkingCell *cells;   /* n_subjects rows of n_leaves */
  LwMarkingCount *counts; /* of each leaf */
  gboolean *mine;         /* of each leaf: the person has marked it somewhere */
  guint n_mine;           /* when it was read: what is marked later does not hide the rest */
  guint n_marked;         /* leaves that are given marks */
} LwMarkingCells;

/** Every place of @marks, all open; once assignments are in use, those read for a person are the assigned ones. */
LwMarkingCells *lw_marking_cells_new (const LwEvaluationMarks *marks);
void lw_marking_cells_free (LwMarkingCells *cells);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwMarkingCells, lw_marking_cells_free)

/** Those of @person, of the structure that @marks has: NULL on failure. */
LwMarkingCells *lw_marking_cells_read (const LwEvaluationMarks *marks, LwConnection *connection, const char *person, GError **error);
/** The same from the file alone, as @job's work: it may run on any thread. */
LwMarkingCells *lw_marking_cells_read_job (LwStore *store, const char *person, LwJob *job, GError **error);

static inline LwMarkingCell *
lw_marking_cells_at (const LwMarkingCells *cells, guint subject, guint leaf)
{
  return &cells->cells[(gsize) subject * cells->n_leaves + leaf];
}

/** Where a row of evaluation_mark has its place; FALSE where it has none. */
gboolean lw_marking_cells_find (const LwMarkingCells *cells, const LwEvaluationMarks *marks, const char *lot, const char *bidder, const char *criterion, LwMarkingPlace *place);
/** Whether the mark there is confirmed. */
void lw_marking_cells_confirm (LwMarkingCells *cells, LwMarkingPlace place, LwMarkingConfirmed confirmed);
/** @mark NULL: there is none. */
void lw_marking_cells_set (LwMarkingCells *cells, const LwEvaluationMarks *marks, LwMarkingPlace place, const char *mark, gboolean has_rationale);

G_END_DECLS
