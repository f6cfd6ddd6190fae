/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Progress of marking as a matrix lot × bidder: a cell is a small ring that turns into the total with its rank. */
#pragma once

#include <gtk/gtk.h>

#include "lw-results-data.h"

G_BEGIN_DECLS

typedef enum
{
  LW_MATRIX_NO_BID,
  LW_MATRIX_OUT,      /* withdrawn or excluded */
  LW_MATRIX_OPEN,     /* marks or the price are missing */
  LW_MATRIX_DISPUTED, /* the same, and marks differ of which none is agreed */
  LW_MATRIX_RANKED,
  LW_MATRIX_FAILED,
} LwMatrixState;

#define LW_TYPE_EVALUATION_MATRIX (lw_evaluation_matrix_get_type ())
GType lw_evaluation_matrix_get_type (void);
/**
 * LwEvaluationMatrix:
 *
 * Draws all cells itself; arrow keys, Home and End move over them, Enter or a click goes to the bid. Signals:
 * "detail-changed" (): lw_evaluation_matrix_get_detail() is another.
 */
G_DECLARE_FINAL_TYPE (LwEvaluationMatrix, lw_evaluation_matrix, LW, EVALUATION_MATRIX, GtkWidget)

GtkWidget *lw_evaluation_matrix_new (LwDocument *document);
/** What the cell that the pointer or else the keyboard is at says; NULL: none. (transfer full) */
char *lw_evaluation_matrix_get_detail (LwEvaluationMatrix *self);

/** Whether there are more columns than a window has room for. */
gboolean lw_evaluation_matrix_needs_scrolling (LwEvaluationMatrix *self);

/* Indexes as in the marks. */
LwMatrixState lw_evaluation_matrix_get_state (LwEvaluationMatrix *self, guint lot, guint bidder);
/** A sentence. (transfer full) */
char *lw_evaluation_matrix_describe (LwEvaluationMatrix *self, guint lot, guint bidder);
/** Where the keyboard is, and to put it there. */
void lw_evaluation_matrix_get_focus (LwEvaluationMatrix *self, guint *lot, guint *bidder);
void lw_evaluation_matrix_set_focus (LwEvaluationMatrix *self, guint lot, guint bidder);

G_END_DECLS
