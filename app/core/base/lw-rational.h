/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Exact numbers. A result that decides a contract is a rational number, rounded only where the
 * published method says so. LwRational is GMP's mpq; LwFraction is the same value in 64-bit integers,
 * for the inner loops, and says when it cannot hold a result.
 */
#pragma once

#include <gmp.h>

#include "base/lw-export.h"

G_BEGIN_DECLS

/**
 * LwRational:
 *
 * An exact rational number in lowest terms with a positive denominator. Initialise with
 * lw_rational_init() (to 0), release with lw_rational_clear(); both may be used through
 * `g_auto (LwRational) r = LW_RATIONAL_INIT`, which needs no call to lw_rational_init().
 */
typedef struct
{
  mpq_t q;
} LwRational;

/** Rules of rounding; half up rounds a half away from zero, up and down are away from and towards zero. */
typedef enum
{
  LW_ROUNDING_HALF_UP,
  LW_ROUNDING_HALF_EVEN,
  LW_ROUNDING_DOWN,
  LW_ROUNDING_UP,
} LwRounding;

/** Where a published method rounds. */
typedef enum
{
  LW_ROUND_NEVER,
  LW_ROUND_CRITERION,
  LW_ROUND_SECTION,
  LW_ROUND_TOTAL,
} LwRoundingStage;

/* Most decimal places that a published method or a figure may have. */
#define LW_PLACES_MAX 30
/* Most characters of a number's text. */
#define LW_RATIONAL_TEXT_MAX 1000
/* The highest power that lw_rational_pow() raises to. */
#define LW_EXPONENT_MAX 100

LW_EXPORT void lw_rational_init (LwRational *r);
LW_EXPORT void lw_rational_clear (LwRational *r);
LW_EXPORT void lw_rational_set (LwRational *r, const LwRational *from);
LW_EXPORT void lw_rational_set_int (LwRational *r, gint64 num, gint64 den /* not 0 */);

/** Parses decimal text ("12", "-0.50", "18.2432") or a fraction ("1567/20"). No exponent, no spaces,
 * no thousands separators, no '+', a digit before and after the point, the denominator not
 * negative and not 0, at most LW_RATIONAL_TEXT_MAX characters. @what names the value in the message. Sets
 * LW_ERROR_INVALID and leaves @r alone on failure. */
LW_EXPORT gboolean lw_rational_parse (LwRational *r, const char *text, const char *what, GError **error);

/** "1567/20", or "12" where the denominator is 1. (transfer full) */
LW_EXPORT char *lw_rational_to_exact (const LwRational *r);
/** Decimal text with exactly @places places (0..LW_PLACES_MAX), rounded by @rule, '.' as the point, never "-0.00". (transfer full) */
LW_EXPORT char *lw_rational_to_decimal (const LwRational *r, guint places, LwRounding rule);
/** As lw_rational_to_decimal(), with the locale's decimal point and digit grouping, for people. (transfer full) */
LW_EXPORT char *lw_rational_format (const LwRational *r, guint places, LwRounding rule);
/** Rounds @r in place. */
LW_EXPORT void lw_rational_round (LwRational *r, guint places, LwRounding rule);

/* r = a op b; r may be a or b. Division by zero is a programming error (g_return_if_fail). */
LW_EXPORT void lw_rational_add (LwRational *r, const LwRational *a, const LwRational *b);
LW_EXPORT void lw_rational_sub (LwRational *r, const LwRational *a, const LwRational *b);
LW_EXPORT void lw_rational_mul (LwRational *r, const LwRational *a, const LwRational *b);
LW_EXPORT void lw_rational_div (LwRational *r, const LwRational *a, const LwRational *b);
LW_EXPORT int lw_rational_cmp (const LwRational *a, const LwRational *b);
LW_EXPORT int lw_rational_sign (const LwRational *r);

/* ---- what is not rational: the true value, rounded once, half up (lw-rational-log.c) ---- */

/** ln @x to @places places (0..LW_PLACES_MAX); @x above 0. */
LW_EXPORT void lw_rational_ln (LwRational *r, const LwRational *x, guint places);
/** The logarithm of @x to @base, ln x ÷ ln base, to @places places (0..LW_PLACES_MAX); @x above 0, @base above 1. */
LW_EXPORT void lw_rational_log (LwRational *r, const LwRational *x, const LwRational *base, guint places);
/** @x^@exponent to @digits digits that count, the first being not 0; @x not negative, @exponent above 0 and at
 * most LW_EXPONENT_MAX. */
LW_EXPORT void lw_rational_pow (LwRational *r, const LwRational *x, const LwRational *exponent, guint digits);

#define LW_RATIONAL_INIT lw_rational_zero ()
/** A new zero by value (for LW_RATIONAL_INIT). */
LW_EXPORT LwRational lw_rational_zero (void);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LwRational, lw_rational_clear)

/* Names in files and on the command line: "half-up", "half-even", "down", "up"; "never", "criterion",
 * "section", "total". The parsers set LW_ERROR_INVALID and name what is allowed. */
LW_EXPORT const char *lw_rounding_to_string (LwRounding rule);
LW_EXPORT gboolean lw_rounding_parse (const char *text, LwRounding *rule, GError **error);
LW_EXPORT const char *lw_rounding_stage_to_string (LwRoundingStage stage);
LW_EXPORT gboolean lw_rounding_stage_parse (const char *text, LwRoundingStage *stage, GError **error);

G_END_DECLS

/* The fast path, LwFraction: the same values in 64-bit integers. */
#include "base/lw-fraction.h"
