/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One's own declarations, for those who mark and do not see the panel People. */
#pragma once

#include "panel/lw-panel.h"

G_BEGIN_DECLS

/** Shows them in a window of their own; nothing but a message for who is not among the people of the file. */
void lw_people_own_present (LwPanel *panel);
/** Declarations that who works here has still to make. */
guint lw_people_own_count_missing (LwDocument *document);

G_END_DECLS
