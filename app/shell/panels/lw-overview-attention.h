/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The list of what needs attention, the worst first, each a link to where it can be mended. */
#pragma once

#include "panels/lw-overview-checks.h"

G_BEGIN_DECLS

#define LW_TYPE_OVERVIEW_ATTENTION (lw_overview_attention_get_type ())
LW_EXPORT GType lw_overview_attention_get_type (void);
G_DECLARE_FINAL_TYPE (LwOverviewAttention, lw_overview_attention, LW, OVERVIEW_ATTENTION, AdwBin)

LW_EXPORT GtkWidget *lw_overview_attention_new (LwDocument *document);
/** The list box. (transfer none) */
LW_EXPORT GtkListBox *lw_overview_attention_get_list (LwOverviewAttention *self);
/** Puts the focus on the first row. */
LW_EXPORT void lw_overview_attention_focus (LwOverviewAttention *self);

G_END_DECLS
