/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Where the program's own files are. */
#pragma once

#include "base/lw-export.h"

G_BEGIN_DECLS

/** The file or folder @name ("templates", "guide/README.md") that came with the program: of the source tree for a program that
 * was built there and not installed. (transfer full) */
LW_EXPORT char *lw_data_path (const char *name);

G_END_DECLS
