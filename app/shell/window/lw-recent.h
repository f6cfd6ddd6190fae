/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The competitions that were open here before, newest first, each with its title and where it stood. */
#pragma once

#include <glib.h>

#include "base/lw-export.h"

G_BEGIN_DECLS

#define LW_RECENT_MAX 12

typedef struct
{
  char *path;
  char *title;
  char *standing; /* "3,680 of 3,687 marks given", or NULL */
  char *opened;   /* UTC, RFC 3339 */
} LwRecent;

/** (element-type LwRecent) (transfer full): newest first; files that are gone are listed too. */
LW_EXPORT GPtrArray *lw_recent_list (void);
/** Puts @path first. @standing NULL keeps what was known. */
LW_EXPORT void lw_recent_add (const char *path, const char *title, const char *standing);
LW_EXPORT void lw_recent_remove (const char *path);

G_END_DECLS
