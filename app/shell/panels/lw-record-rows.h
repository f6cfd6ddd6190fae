/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The commands of the record as rows of a table: their numbers in memory, all else read when it is looked at. Looking
 * for words and for what a command changed runs off the main thread.
 */
#pragma once

#include "document/lw-document.h"
#include "table/lw-rows.h"

G_BEGIN_DECLS

/** Which commands are looked for; NULL or "" where any will do. */
typedef struct
{
  char *person;
  char *kind;   /* "do", "undo", "redo", "final" */
  char *table;  /* that changed a row of this table … */
  char *key;    /* … with this key */
  char *since;  /* from this time on, and before that; UTC as in the file: "2014-06-30T12:00:00.000Z" */
  char *until;
} LwRecordFilter;

LW_EXPORT LwRecordFilter *lw_record_filter_copy (const LwRecordFilter *filter);
LW_EXPORT void lw_record_filter_free (LwRecordFilter *filter);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwRecordFilter, lw_record_filter_free)

#define LW_TYPE_RECORD_ROWS (lw_record_rows_get_type ())
LW_EXPORT GType lw_record_rows_get_type (void);
G_DECLARE_FINAL_TYPE (LwRecordRows, lw_record_rows, LW, RECORD_ROWS, LwRows)

/** Columns: "at", "person", "name", "kind", "changes", "reason". A row's key is the command's number. */
LW_EXPORT LwRecordRows *lw_record_rows_new (LwDocument *document);
/** @filter (transfer full) */
LW_EXPORT void lw_record_rows_set_filter (LwRecordRows *self, LwRecordFilter *filter);
/** (transfer none): never NULL */
LW_EXPORT const LwRecordFilter *lw_record_rows_get_filter (LwRecordRows *self);
/** Looks for new commands. */
LW_EXPORT void lw_record_rows_follow (LwRecordRows *self);

/** "✓ done", "↶ undone" …: the symbol and the word of a kind. */
LW_EXPORT const char *lw_record_kind_title (const char *kind);
/** "30 Jun 2014, 13:00" in local time. (transfer full) */
LW_EXPORT char *lw_record_format_time (const char *utc);

G_END_DECLS
