/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Money: an integer of minor units (pence) with its ISO 4217 currency; never a floating-point number. */
#pragma once

#include "base/lw-export.h"

G_BEGIN_DECLS

/** Number of minor-unit digits of @currency (GBP 2, JPY 0, KWD 3), or -1 for a code we do not know. */
LW_EXPORT int lw_currency_digits (const char *currency);

/** Parses "8400000.00" or "8400000" in major units of @currency into minor units. More places than the
 * currency has, signs other than a leading '-', grouping, a value beyond 64 bits or an unknown currency
 * are refused with LW_ERROR_INVALID, and @minor is left alone. @what names the value in the message. */
LW_EXPORT gboolean lw_money_parse (const char *text, const char *currency, const char *what, gint64 *minor, GError **error);

/** "8400000.00": for files; always the currency's full places. The minor units themselves for a code we
 * do not know, which lw_money_parse() then refuses. (transfer full) */
LW_EXPORT char *lw_money_to_text (gint64 minor, const char *currency);

/** "£8,400,000.00" by locale (symbol where known, else the code and a no-break space; a code we do
 * not know is said to be in minor units): for people. (transfer full) */
LW_EXPORT char *lw_money_format (gint64 minor, const char *currency);

/** Basis points to a percentage for people: 1250 -> "12.5 %" by locale, with a no-break space and only
 * the places that are needed. (transfer full) */
LW_EXPORT char *lw_basis_points_format (gint64 basis_points);

G_END_DECLS
