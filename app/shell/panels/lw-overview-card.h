/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One of the cards at the top of the overview. */
#pragma once

#include "panel/lw-panels.h"

G_BEGIN_DECLS

#define LW_TYPE_OVERVIEW_CARD (lw_overview_card_get_type ())
LW_EXPORT GType lw_overview_card_get_type (void);
G_DECLARE_FINAL_TYPE (LwOverviewCard, lw_overview_card, LW, OVERVIEW_CARD, AdwBin)

/** @info is a constant of the program or of a module, which stays. */
LW_EXPORT GtkWidget *lw_overview_card_new (const LwCardInfo *info);
/** Asks for its content again. */
LW_EXPORT void lw_overview_card_update (LwOverviewCard *self, LwDocument *document);

G_END_DECLS
