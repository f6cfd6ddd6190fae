/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* In the header: that changes are saved, and in whose name; its menu chooses another of the file's people. */
#pragma once

#include <adwaita.h>

#include "document/lw-document.h"

G_BEGIN_DECLS

#define LW_TYPE_PERSON_BUTTON (lw_person_button_get_type ())
LW_EXPORT GType lw_person_button_get_type (void);
/** Signal "chosen" (const char *person): somebody else is to be lw_document_set_person(); NULL is the computer's user. */
G_DECLARE_FINAL_TYPE (LwPersonButton, lw_person_button, LW, PERSON_BUTTON, AdwBin)

/** Once. Follows @document. */
LW_EXPORT void lw_person_button_set_document (LwPersonButton *self, LwDocument *document);
/** Opens the menu. */
LW_EXPORT void lw_person_button_open (LwPersonButton *self);

G_END_DECLS
