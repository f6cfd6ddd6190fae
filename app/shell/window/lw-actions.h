/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The actions of the program and its windows, described once: for the accelerators, the palette (Ctrl+K) and the list of
 * shortcuts (Ctrl+?). Panels describe their own in LwPanelInfo.actions. */
#pragma once

#include <glib.h>

#include "base/lw-export.h"

G_BEGIN_DECLS

typedef struct
{
  const char *name;  /* detailed name: "win.undo", "win.go-to::marking" */
  const char *title; /* N_() */
  const char *group; /* N_(): heading in the list of shortcuts */
  const char *accel; /* or NULL; several are separated by spaces, the first is shown */
} LwActionInfo;

/** Ends with a NULL name. */
LW_EXPORT const LwActionInfo lw_actions[];

G_END_DECLS
