/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One question as it was marked: the question, a row an evaluator with the mark on the scale and the reasons beside it, how far
 * the marks lie apart, and what the bid itself says. */
#pragma once

#include <adwaita.h>

#include "lw-moderation-data.h"

G_BEGIN_DECLS

#define LW_TYPE_MODERATION_SHEET (lw_moderation_sheet_get_type ())
G_DECLARE_FINAL_TYPE (LwModerationSheet, lw_moderation_sheet, LW, MODERATION_SHEET, AdwBin)

/** @question: (nullable): is not kept. @percent: from which share of the scale on marks disagree. */
void lw_moderation_sheet_show (LwModerationSheet *sheet, const LwModerationQuestion *question, guint percent);

/** "open", "agreed" … for people, and its tone. */
const char *lw_moderation_state_title (LwModerationState state);

G_END_DECLS
