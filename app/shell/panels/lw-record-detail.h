/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One command of the record: who, when, why; the rows it changed; and of the chosen one, each field before and after. */
#pragma once

#include <adwaita.h>

#include "document/lw-document.h"
#include "panels/lw-record-changes.h"

G_BEGIN_DECLS

#define LW_TYPE_RECORD_DETAIL (lw_record_detail_get_type ())
LW_EXPORT GType lw_record_detail_get_type (void);
G_DECLARE_FINAL_TYPE (LwRecordDetail, lw_record_detail, LW, RECORD_DETAIL, AdwBin)

LW_EXPORT LwRecordDetail *lw_record_detail_new (LwDocument *document);
/** Shows the command numbered @command (0: none); with @table and @key only what it did to that row. */
LW_EXPORT void lw_record_detail_show (LwRecordDetail *self, gint64 command, const char *table, const char *key);
/** The chosen row's fields as text for copying and for tests: "* Price: £1.00 → £2.00" a line. (transfer full) */
LW_EXPORT char *lw_record_detail_to_text (LwRecordDetail *self);
/** Rows that are listed. */
LW_EXPORT guint lw_record_detail_get_n_changes (LwRecordDetail *self);

/* Signal "history" (const char *place): the history of the chosen row is asked for: "bid/L12/B04". */

G_END_DECLS
