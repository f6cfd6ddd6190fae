/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Rows of a table of the store, as many as there are: keys in memory, coded; all else read when it is looked
 * at. Sorting and filtering run off the main thread. Follows the store's change feed: an updated row is drawn
 * again where it is, an inserted one comes where the order wants it, a deleted one goes.
 */
#pragma once

#include "store/lw-store.h"
#include "table/lw-rows.h"

G_BEGIN_DECLS

#define LW_SQL_KEYS 4 /* most columns of a primary key */

/** Raw text (NULL for null) to what is shown. (transfer full) */
typedef char *(*LwSqlFormat) (const char *raw, gpointer data);
/** How a cell looks. */
typedef LwCellTone (*LwSqlTone) (const char *raw, gpointer data);

/** All SQL is a constant of the program. */
typedef struct
{
  LwColumn column;
  const char *sql;    /* expression over LwSqlTable.from: "m.mark". NULL: of_key itself, or looked up from it */
  int of_key;         /* from 1: the key column that this is or is looked up from; 0: neither */
  const char *lookup; /* of a column that depends on of_key alone: "SELECT id, name FROM bidder" (id, text) */
  LwSqlFormat format; /* NULL: as it is; times as dates */
  LwSqlTone tone;     /* NULL: plain */
} LwSqlColumn;

typedef struct
{
  const char *table;             /* whose changes are followed: "evaluation_mark" */
  const char *from;              /* "evaluation_mark m", joins included that add and remove no rows */
  const char *where;             /* what holds for all rows, or NULL */
  const char *keys[LW_SQL_KEYS]; /* the primary key's columns in their order: { "m.lot", "m.bidder", … } */
  gboolean integer_key;          /* one key column, an INTEGER */
  gboolean append;               /* with integer_key: rows only ever come at the end, and the feed does not name
                                    them: the journal. Looked for after each change of the store */
  const char *also[6];           /* other tables that cells show; a change of them draws all rows again */
  const LwSqlColumn *columns;
  guint n_columns;
} LwSqlTable;

#define LW_TYPE_SQL_ROWS (lw_sql_rows_get_type ())
LW_EXPORT GType lw_sql_rows_get_type (void);
G_DECLARE_FINAL_TYPE (LwSqlRows, lw_sql_rows, LW, SQL_ROWS, LwRows)

/** Begins to read at once; the first rows are there when it returns. @table must outlive the rows; @data is
 * for the formats and tones. */
LW_EXPORT LwSqlRows *lw_sql_rows_new (LwStore *store, const LwSqlTable *table, gpointer data);

G_END_DECLS
