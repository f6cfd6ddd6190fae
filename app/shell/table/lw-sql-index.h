/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The keys of a table's rows in memory: each column of the primary key as numbers into a dictionary of its
 * texts, some twenty bytes a row. Private to the table. Nothing here locks: while a job reads an index, the main
 * thread does not change it.
 */
#pragma once

#include "store/lw-scan.h"
#include "table/lw-sql-rows.h"

G_BEGIN_DECLS

#define LW_DICTIONARY_HASHED 65536
#define LW_NO_CODE G_MAXUINT32

/* ---- a dictionary: texts by number, from 0 ---- */

typedef struct
{
  GStringChunk *chunk;
  GPtrArray *texts;    /* of const char *, in the chunk */
  GArray *lengths;     /* of guint32 */
  guint32 *slots;      /* open addressing: number + 1, 0 is free */
  guint n_slots;       /* a power of two */
} LwDictionary;

LwDictionary *lw_dictionary_new (void);
void lw_dictionary_free (LwDictionary *dictionary);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwDictionary, lw_dictionary_free)
/** The number of a text, a new one where it is not there. Beyond LW_DICTIONARY_HASHED texts equal ones may get
 * several: who has so many different ones gains nothing by looking each up. */
guint32 lw_dictionary_add_loosely (LwDictionary *dictionary, const char *bytes, gsize length);
guint32 lw_dictionary_add (LwDictionary *dictionary, const char *bytes, gsize length);
/** LW_NO_CODE where it is not there. */
guint32 lw_dictionary_find (const LwDictionary *dictionary, const char *bytes, gsize length);
gboolean lw_dictionary_is (const LwDictionary *dictionary, guint32 code, const char *bytes, gsize length);

static inline const char *
lw_dictionary_text (const LwDictionary *dictionary, guint32 code)
{
  return g_ptr_array_index (dictionary->texts, code);
}

/* ---- the index ---- */

typedef struct
{
  guint n_keys;
  gboolean integer;
  LwDictionary *dictionaries[LW_SQL_KEYS];
  GArray *codes[LW_SQL_KEYS]; /* of guint32 by handle; LW_NO_CODE in the first where the row is gone */
  GArray *numbers;            /* of gint64 by handle, in place of both, where the key is an integer */
  GArray *gone;               /* of guint8 by handle, where the key is an integer */
  GArray *by_key;             /* of guint32: handles in the order of the primary key */
} LwSqlIndex;

/** A key's columns as texts; not terminated. */
typedef struct
{
  LwScanValue parts[LW_SQL_KEYS];
} LwSqlKey;

LwSqlIndex *lw_sql_index_new (const LwSqlTable *table);
void lw_sql_index_free (LwSqlIndex *index);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwSqlIndex, lw_sql_index_free)

guint lw_sql_index_n_handles (const LwSqlIndex *index);
/** Adds a row at the end of all, wherever its key belongs: for reading many, before lw_sql_index_sort(). */
guint32 lw_sql_index_append (LwSqlIndex *index, const LwScanValue *key);
/** Puts what was appended in the order of the key. With @renumber the handles too: the n-th row is handle n. */
void lw_sql_index_sort (LwSqlIndex *index, gboolean renumber);
/** Place in by_key where @key is, or (FALSE) where it would be. */
gboolean lw_sql_index_find (const LwSqlIndex *index, const LwScanValue *key, guint *position);
gboolean lw_sql_index_is (const LwSqlIndex *index, guint32 handle, const LwScanValue *key);
/** Adds a row whose key is not there yet, at its place. */
guint32 lw_sql_index_insert (LwSqlIndex *index, const LwScanValue *key, guint position);
/** Takes the row at @position of by_key away; its handle is not used again. */
void lw_sql_index_remove (LwSqlIndex *index, guint position);
gboolean lw_sql_index_is_gone (const LwSqlIndex *index, guint32 handle);
/** One column of a row's key as text. (transfer full) */
char *lw_sql_index_part (const LwSqlIndex *index, guint32 handle, guint part);
/** The whole key as in the journal, or NULL where the row is gone. (transfer full) */
char *lw_sql_index_key (const LwSqlIndex *index, guint32 handle);
/** Below 0, 0, above 0 by the primary key. */
int lw_sql_index_compare (const LwSqlIndex *index, guint32 a, guint32 b);

G_END_DECLS
