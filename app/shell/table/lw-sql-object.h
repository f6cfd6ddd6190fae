/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The inside of rows of the store, for lw-sql-rows.c and lw-sql-feed.c. */
#pragma once

#include "table/lw-cache.h"
#include "table/lw-sql-private.h"

G_BEGIN_DECLS

/** A change that waits. */
typedef struct
{
  LwChangeOp op;
  char *key;
} LwSqlChange;

struct _LwSqlRows
{
  LwRows parent_instance;

  LwStore *store;
  const LwSqlTable *table;
  gpointer data;
  LwColumn *columns;       /* the table's, as LwRows takes them */
  LwSqlIndex *index;
  GHashTable **lookups;    /* by column: id → text, or NULL */
  LwCache pages;           /* handle → char **: texts of the columns that are in the file */
  char *row_sql;
  guint32 *ranks;          /* of the column sorted last, by handle; NULL where something has changed since */
  guint n_ranks;
  int ranks_column;
  gboolean loaded, again;  /* all keys are there; another arrangement is asked for while a job runs */
  gboolean stale;          /* ranks were made of what other tables no longer say */
  GPtrArray *waiting;      /* of Change */
};

/** A row's texts from the file, for lw_sql_texts_free(); all NULL where it is not there (*@found). */
char **lw_sql_rows_read (LwSqlRows *self, guint handle, gboolean *found);
void lw_sql_texts_free (gpointer data);
/** "L12/B07" to its columns, in place. FALSE where they are not as many as the table's. */
gboolean lw_sql_split_key (const LwSqlIndex *index, char *text, LwScanValue *key);
void lw_sql_rows_forget_ranks (LwSqlRows *self);
void lw_sql_rows_read_lookups (LwSqlRows *self);

void lw_sql_rows_on_changed (LwStore *store, GPtrArray *changes, LwSqlRows *self);
/** Takes the changes that have waited. */
void lw_sql_rows_take_changes (LwSqlRows *self);
void lw_sql_change_free (gpointer data);

G_END_DECLS
