/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whether the record is whole: the chain's state as a line that says it, with a button that checks it again. */
#pragma once

#include <adwaita.h>

#include "document/lw-document.h"
#include "panel/lw-panel.h"

G_BEGIN_DECLS

#define LW_TYPE_RECORD_CHAIN (lw_record_chain_get_type ())
LW_EXPORT GType lw_record_chain_get_type (void);
G_DECLARE_FINAL_TYPE (LwRecordChain, lw_record_chain, LW, RECORD_CHAIN, AdwBin)

LW_EXPORT LwRecordChain *lw_record_chain_new (LwDocument *document);
/** Checks off the main thread. @quiet: the windows do not show it as work under way, and closing does not ask. */
LW_EXPORT void lw_record_chain_check (LwRecordChain *self, gboolean quiet);
LW_EXPORT gboolean lw_record_chain_is_checking (LwRecordChain *self);
/** What it says now, for tests. (transfer none) */
LW_EXPORT const char *lw_record_chain_get_text (LwRecordChain *self);
LW_EXPORT const char *lw_record_chain_get_problems (LwRecordChain *self);

/** "✓", "✗" or NULL by the last check of the file in this window. */
LW_EXPORT const char *lw_record_chain_badge (LwDocument *document, LwTone *tone);

G_END_DECLS
