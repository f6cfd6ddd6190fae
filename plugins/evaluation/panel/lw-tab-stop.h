/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A list of rows as one stop of the Tab key: arrows go through the rows, Tab goes on. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define LW_TYPE_TAB_STOP (lw_tab_stop_get_type ())
GType lw_tab_stop_get_type (void);
G_DECLARE_FINAL_TYPE (LwTabStop, lw_tab_stop, LW, TAB_STOP, AdwBin)

G_END_DECLS
