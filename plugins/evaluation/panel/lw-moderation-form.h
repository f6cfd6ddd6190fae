/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The mark to be agreed, with all that belongs to it. What is written is a draft until "Agree mark"; that is one command. */
#pragma once

#include <adwaita.h>

#include "lw-moderation-data.h"

G_BEGIN_DECLS

#define LW_TYPE_MODERATION_FORM (lw_moderation_form_get_type ())
G_DECLARE_FINAL_TYPE (LwModerationForm, lw_moderation_form, LW, MODERATION_FORM, AdwBin)

/** Once, before anything is shown. */
void lw_moderation_form_set_document (LwModerationForm *form, LwDocument *document);
/** @question: (nullable): owned by the caller until the next call. Of the same place as before, what was written stays. */
void lw_moderation_form_show (LwModerationForm *form, const LwModerationQuestion *question);
/** Keeps what is half written. */
void lw_moderation_form_save (LwModerationForm *form);
/** A key that chooses a mark, where nobody is writing. */
gboolean lw_moderation_form_press (LwModerationForm *form, guint keyval);
/** Agrees on the mark, if nothing is in the way; else goes to what is. */
void lw_moderation_form_agree (LwModerationForm *form);
void lw_moderation_form_focus_ladder (LwModerationForm *form);
void lw_moderation_form_focus_rationale (LwModerationForm *form);

/* Signal "toast" (LwModerationForm *, const char *text): to be said to the user. */

G_END_DECLS
