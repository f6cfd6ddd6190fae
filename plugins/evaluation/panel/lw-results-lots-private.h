/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Between the files of the list of lots. */
#pragma once

#include "lw-results-lots.h"

G_BEGIN_DECLS

struct _LwResultsLot
{
  GObject parent_instance;

  char *id;
  char *title;
  char *leader;
  char *margin;
  char *note;
  char *summary; /* a sentence */
  gboolean tied;
  double value; /* the margin, and its share of the longest bar */
  double share;
};

LwResultsLot *lw_results_lot_new (const char *id, const char *title);
/** Takes texts and value from @ranking; lw_results_lot_set_share() ends it with the signal "changed". */
void lw_results_lot_update (LwResultsLot *lot, const LwEvaluationMarks *marks, const LwLotRanking *ranking);
/** Emits "changed" where it or a text is another. */
void lw_results_lot_set_share (LwResultsLot *lot, double share);

#define LW_TYPE_RESULTS_LOT_ROW (lw_results_lot_row_get_type ())
GType lw_results_lot_row_get_type (void);
G_DECLARE_FINAL_TYPE (LwResultsLotRow, lw_results_lot_row, LW, RESULTS_LOT_ROW, GtkListBoxRow)
/** Follows @lot. @titles: (nullable): one line, whose titles are all as wide; NULL: two lines. */
GtkWidget *lw_results_lot_row_new (LwResultsLot *lot, GtkSizeGroup *titles);
LwResultsLot *lw_results_lot_row_get_lot (LwResultsLotRow *row);

G_END_DECLS
