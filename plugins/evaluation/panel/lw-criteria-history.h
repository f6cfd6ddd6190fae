/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The versions of the method: who published each, when and why, its text and hash, and what two of them differ in. */
#pragma once

#include "panel/lw-panel.h"

G_BEGIN_DECLS

void lw_criteria_history_open (LwPanel *panel);

G_END_DECLS
