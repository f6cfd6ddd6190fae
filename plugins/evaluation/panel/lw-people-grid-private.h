/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Between the grid and its drawing. */
#pragma once

#include "lw-people-grid.h"

G_BEGIN_DECLS

/* In pixels, for text of the usual size. */
#define LEAST_COLUMN 30
#define MOST_COLUMN 72
#define ROW 26
#define HEAD 30
#define SLANTED_HEAD 64
#define SLANTED_UNDER 40
#define MOST_LABEL 200

struct _LwPeopleGrid
{
  GtkWidget parent_instance;

  LwGridFill fill;
  LwGridDescribe describe;
  gpointer data;
  char *name;
  GPtrArray *rows, *columns; /* of LwGridHead */
  GArray *cells;             /* of LwGridCell, by row */
  int row, column;           /* the keyboard's */
  int anchor_row, anchor_column;
  int hover_row, hover_column; /* or -1 */
  gboolean dropping;
  int label_width;
};

typedef struct
{
  double left, column, row, head;
  double x, y; /* how far it is scrolled: heads stay in sight */
  gboolean slanted;
} LwGridGeometry;

LwGridGeometry lw_people_grid_geometry (LwPeopleGrid *self, int width);
void lw_people_grid_draw (GtkWidget *widget, GtkSnapshot *snapshot);

G_END_DECLS
