/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Identifiers: natural keys given by people ("L12", "B07", "2.1") or random 128-bit ones. */
#pragma once

#include "base/lw-export.h"

G_BEGIN_DECLS

#define LW_ID_MAX 64

/** TRUE for 1 to LW_ID_MAX characters of A-Z a-z 0-9 . _ - that start with a letter or digit. */
LW_EXPORT gboolean lw_id_is_valid (const char *id);
/** The same, with LW_ERROR_INVALID that names @what and says what is allowed. */
LW_EXPORT gboolean lw_id_check (const char *id, const char *what, GError **error);
/** 32 lower-case hexadecimal digits from the kernel's random source. Aborts the program on a system that
 * has none: a guessable or repeated id would be worse. (transfer full) */
LW_EXPORT char *lw_id_random (void);
/** The candidate nearest to @word by edit distance (insert, delete, replace, swap two neighbours; what is
 * swapped is not changed again), or NULL when none is near enough (distance over 2, or over a third of the
 * length of @word rounded up): for "did you mean …?". The first one of equals. Counts characters, not bytes;
 * case matters. @candidates is NULL-terminated. (transfer none) */
LW_EXPORT const char *lw_nearest (const char *word, const char * const *candidates);

G_END_DECLS
