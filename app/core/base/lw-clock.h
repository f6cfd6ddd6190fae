/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The one clock. Times are UTC; a test sets it. */
#pragma once

#include "base/lw-export.h"

G_BEGIN_DECLS

/** Now, as RFC 3339 UTC with milliseconds: "2014-06-30T12:00:00.000Z". (transfer full) */
LW_EXPORT char *lw_clock_now (void);
/** Fixes the clock to @rfc3339 (UTC, "…Z") for tests; each call of lw_clock_now() then advances it by
 * @step_ms milliseconds (the first call returns @rfc3339 itself). It stops at the ends of the years 1
 * and 9999. NULL goes back to the system's clock. Thread-safe. */
LW_EXPORT void lw_clock_set (const char *rfc3339, gint64 step_ms);
/** "30 June 2014, 13:00" in the local time zone and locale, from UTC text as lw_clock_now() makes it, with or
 * without a fraction of a second. NULL or bad text: a copy of the text. (transfer full) */
LW_EXPORT char *lw_clock_format (const char *rfc3339);

G_END_DECLS
