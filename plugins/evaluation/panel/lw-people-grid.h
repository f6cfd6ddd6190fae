/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A grid of small cells under heads: who marks what, and who declared what. */
#pragma once

#include "panel/lw-panel.h"

G_BEGIN_DECLS

/* A row or a column. */
typedef struct
{
  char *id;
  char *title; /* of a row it is shown; of a column the id is */
} LwGridHead;
LwGridHead *lw_grid_head_new (const char *id, const char *title);
void lw_grid_head_free (LwGridHead *head);

typedef struct
{
  char text[16];
  guint8 shade;  /* 0: plain, 1 … 4: more and more of the accent */
  LwTone tone;   /* stronger than the shade */
  gboolean own;  /* has a dot: of the person who is chosen */
  gboolean dead; /* nothing can be there */
} LwGridCell;

#define LW_TYPE_PEOPLE_GRID (lw_people_grid_get_type ())
GType lw_people_grid_get_type (void);
/**
 * LwPeopleGrid:
 *
 * Draws all cells itself. Arrow keys, Home, End (with Ctrl to the first and last row) move; with Shift they select a
 * block, as dragging does; Ctrl+A selects all. Signals: "detail-changed" (): the cell the pointer or else the keyboard is
 * at is another; "selection-changed" (); "activated" (): Enter, Space or a double click; "dropped" (const char *text, guint
 * row, guint column): a text was dropped on a cell.
 */
G_DECLARE_FINAL_TYPE (LwPeopleGrid, lw_people_grid, LW, PEOPLE_GRID, GtkWidget)

typedef void (*LwGridFill) (guint row, guint column, LwGridCell *cell, gpointer data);
/* A sentence. (transfer full) */
typedef char *(*LwGridDescribe) (guint row, guint column, gpointer data);

/** @name: for screen readers. @data must outlive the grid. */
LwPeopleGrid *lw_people_grid_new (const char *name, LwGridFill fill, LwGridDescribe describe, gpointer data);
/** @rows, @columns: (transfer full) (element-type LwGridHead). The selection stays where its heads are still there. */
void lw_people_grid_set (LwPeopleGrid *self, GPtrArray *rows, GPtrArray *columns);
/** The cells are filled anew. */
void lw_people_grid_refill (LwPeopleGrid *self);

guint lw_people_grid_get_n_rows (LwPeopleGrid *self);
guint lw_people_grid_get_n_columns (LwPeopleGrid *self);
const LwGridHead *lw_people_grid_get_row (LwPeopleGrid *self, guint row);
const LwGridHead *lw_people_grid_get_column (LwPeopleGrid *self, guint column);
const LwGridCell *lw_people_grid_get_cell (LwPeopleGrid *self, guint row, guint column);

/** The block that is selected, both ends included; FALSE for an empty grid. */
gboolean lw_people_grid_get_selection (LwPeopleGrid *self, guint *row, guint *column, guint *last_row, guint *last_column);
void lw_people_grid_select (LwPeopleGrid *self, guint row, guint column, guint last_row, guint last_column);
/** Where the keyboard is. */
void lw_people_grid_get_cursor (LwPeopleGrid *self, guint *row, guint *column);
/** What the cell that the pointer or else the keyboard is at says; NULL: none. (transfer full) */
char *lw_people_grid_get_detail (LwPeopleGrid *self);
/** What a drop does, for tests. */
void lw_people_grid_drop (LwPeopleGrid *self, const char *text, guint row, guint column);

G_END_DECLS
