/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The entries of one command, as many as there are: each is read when it is looked at. */
#pragma once

#include "document/lw-document.h"

G_BEGIN_DECLS

#define LW_TYPE_RECORD_CHANGE (lw_record_change_get_type ())
LW_EXPORT GType lw_record_change_get_type (void);
G_DECLARE_FINAL_TYPE (LwRecordChange, lw_record_change, LW, RECORD_CHANGE, GObject)

/** One changed row. */
struct _LwRecordChange
{
  GObject parent;
  gint64 seq;
  char *op;     /* "insert", "update", "delete" */
  char *table;
  char *key;
  char *before; /* JSON, or NULL */
  char *after;
};

/** "+ bid L12/B04": what became of which row. (transfer full) */
LW_EXPORT char *lw_record_change_title (LwRecordChange *change, LwDocument *document);

#define LW_TYPE_RECORD_CHANGES (lw_record_changes_get_type ())
LW_EXPORT GType lw_record_changes_get_type (void);
G_DECLARE_FINAL_TYPE (LwRecordChanges, lw_record_changes, LW, RECORD_CHANGES, GObject)

/** A GListModel of LwRecordChange: those of the command numbered @command, or, with @table and @key (nullable), those of
 * them that are of that row. */
LW_EXPORT LwRecordChanges *lw_record_changes_new (LwDocument *document, gint64 command, const char *table, const char *key);

/** A field of a changed row. */
typedef struct
{
  char *title;
  char *before;     /* as people read it; NULL: absent */
  char *after;
  gboolean changed;
} LwRecordField;

/** The fields of @change in the entity's order. (transfer full) of LwRecordField */
LW_EXPORT GPtrArray *lw_record_change_fields (LwRecordChange *change, LwDocument *document);

G_END_DECLS
