/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The parts of a table: the table itself (columns, menus, state), its view (scrolling, selection, keyboard), the
 * rows in sight, the header, the field that edits a cell. */
#pragma once

#include "table/lw-table.h"

G_BEGIN_DECLS

/** A column of one table, in the order shown. */
typedef struct
{
  guint column;         /* of the rows */
  const LwColumn *spec;
  const char *title;    /* translated */
  gboolean visible;
  gboolean numeric;     /* right-aligned, tabular figures */
  int width;            /* what the person chose, in pixels at the usual size of text */
  int x, drawn;         /* what it has: the last text column takes what is left over */
} LwTableColumn;

#define LW_TABLE_PADDING 8 /* left and right of a cell's text */
#define LW_TABLE_MIN_WIDTH 36

/* ---- the table ---- */

/** All columns, hidden ones too: of LwTableColumn. (transfer none) */
GArray *lw_table_columns (LwTable *table);
LwTableColumn *lw_table_column (LwTable *table, guint index);
/** Index of the next visible column after @index in the direction @step (1 or -1), or -1. */
int lw_table_next_column (LwTable *table, int index, int step);
/** Places visible columns in @width or more. Returns the width of all. */
int lw_table_place_columns (LwTable *table, int width);
/** @width: in pixels as drawn. */
void lw_table_set_column_width (LwTable *table, guint index, int width);
void lw_table_set_column_visible (LwTable *table, guint index, gboolean visible);
/** Wide enough for its title and what is in sight. */
void lw_table_fit_column (LwTable *table, guint index);
/** Ascending, then descending, then the rows' own order. */
void lw_table_toggle_sort (LwTable *table, guint index);
gboolean lw_table_get_compact (LwTable *table);
gboolean lw_table_get_guard (LwTable *table);
gboolean lw_table_can_edit (LwTable *table, guint index);
gboolean lw_table_validate (LwTable *table, guint index, const char *key, const char *text, GError **error);
gboolean lw_table_commit (LwTable *table, guint index, const char *key, const char *text, GError **error);
void lw_table_emit_activated (LwTable *table, guint place);
void lw_table_emit_selection (LwTable *table);
/** Handles of the selected rows in the order shown, of guint32. (transfer full) */
GArray *lw_table_get_selected_handles (LwTable *table);
/** Shows progress and Cancel for work of the table itself; NULL ends it. */
void lw_table_set_own_job (LwTable *table, LwJob *job);
/** The menu of the rows at a point of the view. */
void lw_table_popup_menu (LwTable *table, const GdkRectangle *at);
/** The menu of a column at a point of the view. */
void lw_table_popup_header_menu (LwTable *table, guint index, const GdkRectangle *at);

/** Makes @popover (floating) the one menu of the view; the one before goes. */
void lw_table_take_popover (LwTable *table, GtkWidget *popover);
gboolean lw_table_can_edit_current (LwTable *table);
/** A check button for each column. */
void lw_table_fill_chooser (LwTable *table, GtkBox *box);

/* ---- the view: GtkScrollable ---- */

#define LW_TYPE_TABLE_VIEW (lw_table_view_get_type ())
GType lw_table_view_get_type (void);
G_DECLARE_FINAL_TYPE (LwTableView, lw_table_view, LW, TABLE_VIEW, GtkWidget)

void lw_table_view_set_table (LwTableView *view, LwTable *table);
LwTable *lw_table_view_get_table (LwTableView *view);
void lw_table_view_set_label (LwTableView *view, const char *name);
/** Other rows altogether: nothing is selected, and the first row is the current one. */
void lw_table_view_rows_replaced (LwTableView *view);
void lw_table_view_items_changed (LwTableView *view);
void lw_table_view_row_changed (LwTableView *view, guint handle);
void lw_table_view_columns_changed (LwTableView *view);
void lw_table_view_sort_changed (LwTableView *view);
void lw_table_view_size_changed (LwTableView *view);

guint lw_table_view_n_selected (LwTableView *view);
gboolean lw_table_view_is_selected (LwTableView *view, guint place);
/** Handles of the selected rows in the order shown: of guint32. (transfer full) */
GArray *lw_table_view_selected (LwTableView *view);
void lw_table_view_select_all (LwTableView *view);
void lw_table_view_unselect_all (LwTableView *view);
/** Makes a row the current one, selects it (with @extend, all from the anchor on) and scrolls to it. */
void lw_table_view_move_to (LwTableView *view, guint place, gboolean extend);
/** FALSE where there is no current row. */
gboolean lw_table_view_get_current (LwTableView *view, guint *place);
/** Index of the current column, or -1. */
int lw_table_view_get_current_column (LwTableView *view);
void lw_table_view_set_current_column (LwTableView *view, int index);
/** The current row's widget, or the view where it is out of sight. */
GtkWidget *lw_table_view_focus_widget (LwTableView *view);
/** Where a cell is, or would be, in the view's coordinates. */
void lw_table_view_cell_area (LwTableView *view, guint place, guint index, GdkRectangle *area);
/** First and last row in sight; FALSE where there is none. */
gboolean lw_table_view_in_sight (LwTableView *view, guint *first, guint *last);
int lw_table_view_get_offset (LwTableView *view);
int lw_table_view_row_height (LwTableView *view);
/** A layout for a cell's text, ellipsized to @width (-1: never); from a cache. (transfer none) */
PangoLayout *lw_table_view_layout (LwTableView *view, const char *text, gboolean numeric, int width);
GtkWidget *lw_table_view_get_editor (LwTableView *view);
void lw_table_view_set_editor (LwTableView *view, GtkWidget *editor);
GtkAdjustment *lw_table_view_vadjustment (LwTableView *view);

/* ---- a row in sight ---- */

#define LW_TYPE_TABLE_ROW (lw_table_row_get_type ())
GType lw_table_row_get_type (void);
G_DECLARE_FINAL_TYPE (LwTableRow, lw_table_row, LW, TABLE_ROW, GtkWidget)

LwTableRow *lw_table_row_new (LwTableView *view);
/** Shows the row at @place; @serial: of what rows say, so that nothing is read twice. */
void lw_table_row_bind (LwTableRow *row, guint place, guint serial);
/** Shows nothing until it is bound again. */
void lw_table_row_unbind (LwTableRow *row);
guint lw_table_row_get_place (LwTableRow *row);
/** Selected, current: what does not need its texts read again. */
void lw_table_row_update_state (LwTableRow *row);

/* ---- the header ---- */

#define LW_TYPE_TABLE_HEADER (lw_table_header_get_type ())
GType lw_table_header_get_type (void);
G_DECLARE_FINAL_TYPE (LwTableHeader, lw_table_header, LW, TABLE_HEADER, GtkWidget)

LwTableHeader *lw_table_header_new (LwTableView *view);
void lw_table_header_rebuild (LwTableHeader *header);
void lw_table_header_update_sort (LwTableHeader *header);
/** Width that the title of a column needs. */
int lw_table_header_natural_width (LwTableHeader *header, guint index);
LwTableHeader *lw_table_view_get_header (LwTableView *view);

/* ---- editing ---- */

/** Opens the field over a cell; @text: what was typed, or NULL for what is there. FALSE where it cannot be edited. */
gboolean lw_table_editor_open (LwTableView *view, guint place, guint index, const char *text);
/** Ends editing; @commit: with what is there, if it may stand. */
void lw_table_editor_close (LwTableView *view, gboolean commit);
/** Puts the open field over its cell. */
void lw_table_editor_allocate (LwTableView *view);

/* ---- copying ---- */

/** The selected rows as text into the clipboard; many of them in pieces. */
void lw_table_copy (LwTable *table);
/** One cell as tab-separated text. (transfer full) */
char *lw_table_copy_cell (LwTable *table, guint place, guint index);

G_END_DECLS
