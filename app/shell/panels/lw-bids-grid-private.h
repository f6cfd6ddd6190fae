/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The matrix of bids: what its widget, its measures and its drawing share. */
#pragma once

#include "panels/lw-bids-grid.h"

G_BEGIN_DECLS

#define ROW_HEIGHT 24
#define PADDING 8
#define SYMBOL 8          /* of the status */
#define MAX_NAME_WIDTH 250

struct _LwBidsGrid
{
  GtkWidget parent;
  GtkAdjustment *adjustment[2]; /* by GtkOrientation */
  GtkScrollablePolicy policy[2];
  LwBidMatrix *matrix;
  GtkWidget *cell;  /* the current one: has the focus */
  int row, column;  /* current; -1: none */
  int hover_row, hover_column;
  /* measured */
  int row_height, cell_width, head_width, head_height;
  gboolean measured;
  gboolean reveal; /* scroll to the current cell when the size is known */
};

/* ---- lw-bids-grid-size.c ---- */

/* How many rows and columns the filter leaves. */
int lw_bids_grid_n_rows (LwBidsGrid *self);
int lw_bids_grid_n_columns (LwBidsGrid *self);
/** (transfer full) */
PangoLayout *lw_bids_grid_layout (LwBidsGrid *self, const char *text, gboolean bold, gboolean struck);
/* Whole pixels by which the body is scrolled. */
double lw_bids_grid_offset (LwBidsGrid *self, GtkOrientation orientation);
void lw_bids_grid_cell_area (LwBidsGrid *self, int row, int column, graphene_rect_t *area);

/* The cell at a point of the widget; FALSE: none. */
gboolean lw_bids_grid_find_cell (LwBidsGrid *self, double x, double y, int *row, int *column);
/* Measures, once for a matrix: cells as wide as the widest price and lot, names as the widest up to a limit. */
void lw_bids_grid_measure_all (LwBidsGrid *self);
/* Of GtkWidgetClass. */
void lw_bids_grid_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                           int *minimum_baseline, int *natural_baseline);
void lw_bids_grid_size_allocate (GtkWidget *widget, int width, int height, int baseline);

/* ---- lw-bids-grid-draw.c ---- */

/* The snapshot of the widget. */
void lw_bids_grid_snapshot (GtkWidget *widget, GtkSnapshot *snapshot);

G_END_DECLS
