/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A line under a title: "provisional", where a result rests on what is not final, or "draft", and why. */
#pragma once

#include <adwaita.h>

#include "lw-evaluation-panels.h"

G_BEGIN_DECLS

#define LW_TYPE_PROVISIONAL (lw_provisional_get_type ())
GType lw_provisional_get_type (void);
G_DECLARE_FINAL_TYPE (LwProvisional, lw_provisional, LW, PROVISIONAL, AdwBin)

/** Follows @document; asks on a thread, because there may be a million marks. */
GtkWidget *lw_provisional_new (LwDocument *document);
/** Why it is, or NULL. (transfer none) */
const char *lw_provisional_get_text (LwProvisional *self);

G_END_DECLS
