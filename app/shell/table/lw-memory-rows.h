/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Rows given as texts: for small tables (some thousands of rows) and for columns that are calculated. */
#pragma once

#include "table/lw-rows.h"

G_BEGIN_DECLS

typedef struct _LwMemoryRow LwMemoryRow;

/** A row. @texts: NULL-terminated, as shown, at most one a column; a missing one is empty. @key: unique. */
LW_EXPORT LwMemoryRow *lw_memory_row_new (const char *key, const char *const *texts);
/** What is sorted, copied and exported in place of what is shown: "8400000.00" for "£8,400,000.00". */
LW_EXPORT void lw_memory_row_set_raw (LwMemoryRow *row, guint column, const char *raw);
/** Sets one cell's shown text. */
LW_EXPORT void lw_memory_row_set_text (LwMemoryRow *row, guint column, const char *text);
LW_EXPORT void lw_memory_row_set_tone (LwMemoryRow *row, guint column, LwCellTone tone);
LW_EXPORT void lw_memory_row_free (LwMemoryRow *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwMemoryRow, lw_memory_row_free)

#define LW_TYPE_MEMORY_ROWS (lw_memory_rows_get_type ())
LW_EXPORT GType lw_memory_rows_get_type (void);
G_DECLARE_FINAL_TYPE (LwMemoryRows, lw_memory_rows, LW, MEMORY_ROWS, LwRows)

/** @columns must outlive the rows. */
LW_EXPORT LwMemoryRows *lw_memory_rows_new (const LwColumn *columns, guint n_columns);
/** Replaces all rows; a row whose key was there before stays selected, and only what differs is drawn again.
 * @rows (transfer full): LwMemoryRow, with lw_memory_row_free or nothing as its free function, in their own order. */
LW_EXPORT void lw_memory_rows_set (LwMemoryRows *self, GPtrArray *rows);

G_END_DECLS
