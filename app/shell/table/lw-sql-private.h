/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reading and arranging the rows of a table of the store, on any thread. Private to the table. */
#pragma once

#include "table/lw-ranks.h"
#include "table/lw-sql-index.h"

G_BEGIN_DECLS

/** A million texts are sorted by so many bytes of each: a cell shows no more, and memory stays bounded. */
#define LW_SQL_SORT_BYTES 64

/** All that a job may look at; none of it changes while the job runs. */
typedef struct
{
  LwStore *store;           /* the rows'; a reference of the job's own might be the last one, on the job's thread */
  const LwSqlTable *table;
  const LwSqlIndex *index;
  GHashTable **lookups;     /* by column: id → text, or NULL; each a reference */
  int sort;
  gboolean descending;
  char **words, **equals;
  const guint32 *ranks;     /* of the sorted column by handle, if they are known already */
  guint n_ranks;
} LwSqlWork;

/** What comes of it. */
typedef struct
{
  GArray *order;            /* of guint32 */
  guint32 *ranks;           /* new ones, by handle, or NULL */
  guint n_ranks;
} LwSqlResult;

void lw_sql_work_free (LwSqlWork *work);
void lw_sql_result_free (LwSqlResult *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwSqlResult, lw_sql_result_free)

/** Reads the keys of all rows, or of the first @limit where that is not 0, or of those whose (integer) key is
 * beyond @after. @job may be NULL. */
gboolean lw_sql_read_keys (LwReader *reader, const LwSqlTable *table, guint limit, const char *after, LwSqlIndex *index, LwJob *job, GError **error);
/** Sorts and filters. @job may be NULL. */
LwSqlResult *lw_sql_arrange (const LwSqlWork *work, LwJob *job, GError **error);

/** Whether a column's text comes from the key alone, without a look into the file. */
gboolean lw_sql_is_keyed (const LwSqlColumn *column);
/** The text of such a column for one text of the key. (transfer none) */
const char *lw_sql_keyed_text (const LwSqlColumn *column, GHashTable *lookup, const char *key);
/** Which of the @words (from bit 0) and then @equals a text in column @column meets. */
guint32 lw_sql_conditions_met (char *const *words, char *const *equals, guint n_columns, guint column, const char *text, gsize length);
/** The bits of all words and equals. */
guint32 lw_sql_conditions (char *const *words, char *const *equals, guint n_columns);

G_END_DECLS
