/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The inside of the view, for its parts: scrolling (lw-table-view.c), selection and changes of the rows
 * (lw-table-selection.c), keyboard and pointer (lw-table-keys.c). */
#pragma once

#include "table/lw-cache.h"
#include "table/lw-table-private.h"

G_BEGIN_DECLS

struct _LwTableView
{
  GtkWidget parent_instance;

  LwTable *table; /* the owner */
  GtkAdjustment *hadjustment, *vadjustment;
  GtkScrollablePolicy hpolicy, vpolicy;
  LwTableHeader *header;
  GtkWidget *editor;
  GPtrArray *pool;      /* of LwTableRow: the row at place p is at p modulo its length */
  guint serial;         /* of what rows say */
  LwCache layouts;
  PangoAttrList *figures;

  GtkBitset *selected;  /* handles */
  guint current;        /* handle, G_MAXUINT: none */
  guint current_place;
  guint anchor;         /* handle from which Shift extends */
  int current_column;   /* index, -1: none */
  guint focus_source;
  gboolean allocating;
};

LwRows *lw_table_view_rows (LwTableView *view);
guint lw_table_view_n_rows (LwTableView *view);
int lw_table_view_header_height (LwTableView *view);
int lw_table_view_body_height (LwTableView *view);
/** Pixels above what is in sight. */
gint64 lw_table_view_top (LwTableView *view);
/** The widget that shows the row at @place, or NULL where it is out of sight. */
LwTableRow *lw_table_view_row_widget (LwTableView *view, guint place);
void lw_table_view_redraw_rows (LwTableView *view);
/** Soon gives the keyboard's focus to the current row. */
void lw_table_view_queue_focus (LwTableView *view);

void lw_table_view_scroll_to_row (LwTableView *view, guint place);
/** Selects a row beside the others, or not any more, and makes it the current one. */
void lw_table_view_toggle (LwTableView *view, guint place);

void lw_table_view_add_controllers (LwTableView *view);
gboolean lw_table_view_focus (GtkWidget *widget, GtkDirectionType direction);
gboolean lw_table_view_grab_focus (GtkWidget *widget);

G_END_DECLS
