/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The lots beside the Safety page, each with its verdict in words. */
#pragma once

#include <adwaita.h>

#include "lw-safety-data.h"

G_BEGIN_DECLS

#define LW_TYPE_SAFETY_LOTS (lw_safety_lots_get_type ())
GType lw_safety_lots_get_type (void);
/** LwSafetyLots: signal "lot-selected" (const char *lot): a person chose another. */
G_DECLARE_FINAL_TYPE (LwSafetyLots, lw_safety_lots, LW, SAFETY_LOTS, AdwBin)

GtkWidget *lw_safety_lots_new (void);
/** Takes lots and verdicts from @report in place; the lot that is selected stays, else @left (nullable) is, else the first. No
 * signal. */
void lw_safety_lots_update (LwSafetyLots *self, const LwSafetyReport *report, const char *left);
/** Id of the lot selected, or NULL. */
const char *lw_safety_lots_get_selected (LwSafetyLots *self);
/** Selects it, with the signal; FALSE where there is no such lot. */
gboolean lw_safety_lots_select (LwSafetyLots *self, const char *lot);
/** Selects the lot @by further down, with the signal. */
void lw_safety_lots_move (LwSafetyLots *self, int by);

G_END_DECLS
