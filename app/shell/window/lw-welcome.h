/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The welcome screen: recent competitions with their state, and the ways to begin. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define LW_TYPE_WELCOME (lw_welcome_get_type ())
G_DECLARE_FINAL_TYPE (LwWelcome, lw_welcome, LW, WELCOME, AdwBin)

GtkWidget *lw_welcome_new (void);

G_END_DECLS
