/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How many of one's marks are confirmed, and a button that confirms the others, or says what stands in the way. */
#pragma once

#include <adwaita.h>

#include "lw-marking-work.h"

G_BEGIN_DECLS

#define LW_TYPE_MARKING_CONFIRM_ALL (lw_marking_confirm_all_get_type ())
G_DECLARE_FINAL_TYPE (LwMarkingConfirmAll, lw_marking_confirm_all, LW, MARKING_CONFIRM_ALL, GtkBox)

/** Shows how far it is; not to be seen while no method is published, or nobody marks. */
void lw_marking_confirm_all_show (LwMarkingConfirmAll *self, LwDocument *document);
/** As the button. */
void lw_marking_confirm_all_activate (LwMarkingConfirmAll *self);

G_END_DECLS
