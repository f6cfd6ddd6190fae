/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Above the marks: that the file was made from a pack, and how the work goes back; that declarations are missing. */
#pragma once

#include "panel/lw-panel.h"

G_BEGIN_DECLS

/** Invisible where there is neither to say. */
GtkWidget *lw_pack_return_bar_new (LwDocument *document);
/** Asks for what is needed and returns the pack; in another file says what it is for. */
void lw_pack_return (LwPanel *panel);

G_END_DECLS
