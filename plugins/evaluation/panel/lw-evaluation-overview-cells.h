/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the cells of the matrix are, and their drawing; between the files of the matrix. */
#pragma once

#include "chart/lw-palette.h"
#include "lw-evaluation-overview-matrix.h"

G_BEGIN_DECLS

typedef struct
{
  LwMatrixState state;
  LwResultsProgress progress;
  double share; /* of a total: what it has of the points above the minimum; of an open bid: marks given */
  char *total;  /* as published, or NULL */
  char *rank;   /* "1=", or NULL */
  gboolean first;
} LwMatrixCell;

void lw_matrix_cell_clear (LwMatrixCell *cell);
void lw_matrix_cell_fill (LwMatrixCell *cell, const LwEvaluationMarks *marks, const LwLotRanking *ranking, guint bid);
/** What the cell says after "L12 London, B04 MTCnovo: ". (transfer full) */
char *lw_matrix_cell_describe (const LwMatrixCell *cell, const LwEvaluationMarks *marks, const LwLotRanking *ranking, guint bid);

/** How all cells of one drawing look. */
typedef struct
{
  PangoLayout *layout;
  gboolean dark;
  gboolean wide; /* there is room for total and rank; else for the rank alone */
  gboolean bare; /* too many to write in */
  GdkRGBA fg, accent, warning, error;
} LwMatrixPen;

/** What a bid with @share of the points is filled with, and the colour of the digits on it: easy to read on any share. */
void lw_matrix_ranked_colours (double share, gboolean dark, LwColour *fill, LwColour *ink);
void lw_matrix_cell_draw (const LwMatrixCell *cell, const LwMatrixPen *pen, cairo_t *cr, double x, double y, double width, double height);
/** Writes @text into the middle of the rectangle. */
void lw_matrix_write (const LwMatrixPen *pen, cairo_t *cr, const char *text, const GdkRGBA *colour, double scale, gboolean bold, double x, double y, double width, double height);

G_END_DECLS
