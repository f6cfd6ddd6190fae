/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Usual scales, to be added whole and worded as a competition needs. [D] */
#pragma once

#include "store/lw-store.h"

G_BEGIN_DECLS

guint lw_scale_library_n (void);
/* "0 to 5: from unanswered to excellent", for people. */
const char *lw_scale_library_title (guint i);
/* Adds scale @i as @id with all its marks, as one command. (transfer full) */
LwCommand *lw_scale_library_add (guint i, const char *id, GPtrArray *sections, const char *person, GError **error);

G_END_DECLS
