/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Decimal text as people read it: the decimal point and the grouping of digits of a locale. */
#pragma once

#include "base/lw-export.h"

G_BEGIN_DECLS

/** @decimal ("-1234567.50") with @point for its '.' and @separator between groups of its whole part.
 * @grouping is as in localeconv(): sizes of the groups from the right, the last one repeated;
 * CHAR_MAX or anything negative ends the grouping, an empty string is none. (transfer full) */
LW_EXPORT char *lw_digits_punctuate (const char *decimal, const char *point, const char *separator, const char *grouping);

/** lw_digits_punctuate() with the point, separator and grouping of the current LC_NUMERIC; in UTF-8
 * whatever the locale's encoding is. Thread-safe as long as nobody calls setlocale(). (transfer full) */
LW_EXPORT char *lw_digits_localise (const char *decimal);

/** @value, which counts units of 10^-@places (at most 18), as plain decimal text: -5, 2 -> "-0.05". (transfer full) */
LW_EXPORT char *lw_digits_from_int (gint64 value, guint places);

G_END_DECLS
