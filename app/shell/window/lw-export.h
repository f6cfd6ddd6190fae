/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Exports the competition of a window as XML, to a file that the user names. */
#pragma once

#include "window/lw-window.h"

G_BEGIN_DECLS

void lw_export_competition (LwWindow *window);

G_END_DECLS
