/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A table of any number of rows, which draws its own cells: a light widget for each row in sight (so that a
 * screen reader has them), real buttons as headers. Sorting, choosing columns, copying, CSV, editing in place.
 *
 *   LwMemoryRows *rows = lw_memory_rows_new (columns, G_N_ELEMENTS (columns));
 *   LwTable *table = lw_table_new (LW_ROWS (rows), _("Bidders"));
 *   g_signal_connect (table, "row-activated", G_CALLBACK (on_row), self);
 *
 * Keys: arrows, Page Up and Down, Home, End, with Ctrl the first and last row; Shift extends the selection;
 * Ctrl+A, Ctrl+C, Ctrl+Shift+C (the cell); Enter activates; F2 or typing edits; Menu or Shift+F10 opens the menu.
 *
 * Actions of the widget, for menus: "table.copy", "table.copy-cell", "table.select-all", "table.export",
 * "table.edit", "table.columns".
 */
#pragma once

#include <gtk/gtk.h>

#include "table/lw-rows.h"

G_BEGIN_DECLS

#define LW_TYPE_TABLE (lw_table_get_type ())
LW_EXPORT GType lw_table_get_type (void);
G_DECLARE_FINAL_TYPE (LwTable, lw_table, LW, TABLE, GtkWidget)

/** @rows may be NULL and come by lw_table_set_rows(). @name: for screen readers, translated. */
LW_EXPORT LwTable *lw_table_new (LwRows *rows, const char *name);
LW_EXPORT void lw_table_set_rows (LwTable *table, LwRows *rows);
LW_EXPORT LwRows *lw_table_get_rows (LwTable *table);
/** For screen readers (property "label"). */
LW_EXPORT void lw_table_set_label (LwTable *table, const char *name);
/** Rows of 24 px rather than 32 (property "compact"). */
LW_EXPORT void lw_table_set_compact (LwTable *table, gboolean compact);
/** What an empty table says (property "empty-text"): what it is for, and what to do first. */
LW_EXPORT void lw_table_set_empty_text (LwTable *table, const char *text);

/** lw_rows_set_filter() of the present rows, with the empty text "Nothing matches “…”". */
LW_EXPORT void lw_table_set_filter (LwTable *table, const char *text);
/** "84", or "12 of 84" when filtered, translated. (transfer full) It changes with the signal "count-changed". */
LW_EXPORT char *lw_table_get_count_text (LwTable *table);

/* ---- selection ---- */

/** Keys of the selected rows in the order shown. (transfer full), NULL-terminated */
LW_EXPORT GStrv lw_table_get_selected_keys (LwTable *table);
LW_EXPORT guint lw_table_get_n_selected (LwTable *table);
/** Key of the row that the keyboard is at, or NULL. (transfer full) */
LW_EXPORT char *lw_table_get_current_key (LwTable *table);
/** Selects this row alone, makes it the current one and scrolls to it. FALSE where it is not shown. */
LW_EXPORT gboolean lw_table_select_key (LwTable *table, const char *key);
LW_EXPORT void lw_table_select_all (LwTable *table);
LW_EXPORT void lw_table_unselect_all (LwTable *table);

/* ---- copy and export ---- */

/** Rows selected as tab-separated text with a header, of the columns shown, quoted so that it pastes into a
 * spreadsheet. (transfer full) */
LW_EXPORT char *lw_table_get_copy_text (LwTable *table);
/** Whether copies and CSV put ' before a text that a spreadsheet would take for a formula: one that begins
 * with = + - @ and is not a number (property "guard-formulas"; TRUE at first). */
LW_EXPORT void lw_table_set_guard_formulas (LwTable *table, gboolean guard);
/** Writes the rows shown, in the columns shown, as CSV (RFC 4180, UTF-8). All or nothing. Blocks. */
LW_EXPORT gboolean lw_table_export_csv (LwTable *table, GFile *file, GError **error);
/** The same in pieces from the main context. @job (nullable): not run; takes progress, and cancels. */
LW_EXPORT void lw_table_export_csv_async (LwTable *table, GFile *file, LwJob *job, GAsyncReadyCallback callback, gpointer user_data);
LW_EXPORT gboolean lw_table_export_csv_finish (LwTable *table, GAsyncResult *result, GError **error);

/* ---- editing ---- */

/** Whether @text may stand in column @column of row @key; FALSE with @error, whose message is shown under the
 * field. @text is raw. Called at each key. */
typedef gboolean (*LwTableValidate) (LwTable *table, const char *column, const char *key, const char *text, gpointer data, GError **error);
/** Does the change, by a command of the document; the rows follow by the change feed. FALSE with @error leaves
 * the field open. */
typedef gboolean (*LwTableCommit) (LwTable *table, const char *column, const char *key, const char *text, gpointer data, GError **error);
/** Makes columns with LW_COLUMN_EDITABLE editable. @validate may be NULL. */
LW_EXPORT void lw_table_set_editing (LwTable *table, LwTableValidate validate, LwTableCommit commit, gpointer data, GDestroyNotify destroy);
/** Opens the field (or list of choices) of a cell. FALSE where it cannot be edited. */
LW_EXPORT gboolean lw_table_edit (LwTable *table, const char *key, const char *column);

/* ---- state ---- */

/** Sort, columns shown and widths as one line of text. (transfer full) */
LW_EXPORT char *lw_table_get_state (LwTable *table);
/** What is unknown or missing in @state is passed over; NULL: nothing. */
LW_EXPORT void lw_table_set_state (LwTable *table, const char *state);

/*
 * Signals:
 * "row-activated" (const char *key): Enter or a double click
 * "selection-changed" (): and the current row
 * "export-requested" (): the menu's "Export as CSV…"; whoever answers asks for a file and calls
 *   lw_table_export_csv_async(). The entry is there only where somebody listens
 * "state-changed" (): lw_table_get_state() gives another text
 * "count-changed" (): lw_table_get_count_text() gives another text
 */

G_END_DECLS
