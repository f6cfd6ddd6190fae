/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The fast path of the exact numbers: fractions in 64-bit integers, worked out in 128 bits where
 * that is needed. Nothing here allocates. Included by lw-rational.h.
 */
#pragma once

#include "base/lw-rational.h"

G_BEGIN_DECLS

/**
 * LwFraction:
 *
 * A fraction in 64-bit integers; den > 0, not necessarily in lowest terms. What is made by hand
 * must keep den > 0: the functions rely on it.
 */
typedef struct
{
  gint64 num;
  gint64 den;
} LwFraction;

/* Most places that lw_fraction_round() serves: 10^18 is the largest power of ten in 64 bits. */
#define LW_FRACTION_PLACES_MAX 18

/* GCC and clang have it on every 64-bit machine; __extension__ keeps -Wpedantic quiet. */
__extension__ typedef __int128 LwInt128;
__extension__ typedef unsigned __int128 LwUInt128;

/*
 * Each returns FALSE, with @out untouched, when the exact result does not fit; the caller then takes the
 * LwRational path. What they return is equal to what that path returns: property-tested.
 *
 * "Does not fit" is exact for from_rational, add, mul and for round up to LW_FRACTION_PLACES_MAX: FALSE if
 * and only if the numerator or the denominator of the result in lowest terms is beyond 64 bits, however
 * large the operands' common factors are. lw_fraction_round() is always FALSE for more places than
 * that. lw_fraction_parse() goes by the digits as written, so it is cautious.
 */
LW_EXPORT gboolean lw_fraction_from_rational (LwFraction *out, const LwRational *r);
LW_EXPORT void lw_fraction_to_rational (LwRational *out, LwFraction f);

/** The texts of lw_rational_parse(). FALSE if @text is not such a text, and also if the digits as written
 * (leading zeros apart) make a numerator or denominator beyond 64 bits, or if there are more than
 * LW_FRACTION_PLACES_MAX places; lw_rational_parse() then says which. */
LW_EXPORT gboolean lw_fraction_parse (LwFraction *out, const char *text);

/** Rounds to @places (up to LW_FRACTION_PLACES_MAX). */
LW_EXPORT gboolean lw_fraction_round (LwFraction *out, LwFraction f, guint places, LwRounding rule);

/* The rest of lw_fraction_add() and lw_fraction_mul(), where 64 bits are not enough on the way. */
LW_EXPORT gboolean lw_fraction_add_wide (LwFraction *out, LwFraction a, LwFraction b);
LW_EXPORT gboolean lw_fraction_mul_wide (LwFraction *out, LwFraction a, LwFraction b);

/* The product of two 64-bit integers, which always fits. Multiplied unsigned: a checked signed
 * product of 128 bits would call a function that not every compiler's runtime has. */
static inline LwInt128
lw_int128_product (gint64 a, gint64 b)
{
  return (LwInt128) ((LwUInt128) (LwInt128) a * (LwUInt128) (LwInt128) b);
}

static inline gboolean
lw_fraction_add (LwFraction *out, LwFraction a, LwFraction b)
{
  gint64 num, den, left, right;

  if (a.den == b.den)
    {
      if (__builtin_add_overflow (a.num, b.num, &num))
        return lw_fraction_add_wide (out, a, b);
      den = a.den;
    }
  else if (__builtin_mul_overflow (a.num, b.den, &left)
           || __builtin_mul_overflow (b.num, a.den, &right)
           || __builtin_add_overflow (left, right, &num)
           || __builtin_mul_overflow (a.den, b.den, &den))
    return lw_fraction_add_wide (out, a, b);
  out->num = num;
  out->den = den;
  return TRUE;
}

static inline gboolean
lw_fraction_mul (LwFraction *out, LwFraction a, LwFraction b)
{
  gint64 num, den;

  if (__builtin_mul_overflow (a.num, b.num, &num) || __builtin_mul_overflow (a.den, b.den, &den))
    return lw_fraction_mul_wide (out, a, b);
  out->num = num;
  out->den = den;
  return TRUE;
}

/** Exact comparison (in 128 bits), -1, 0 or 1; always possible. */
static inline int
lw_fraction_cmp (LwFraction a, LwFraction b)
{
  LwInt128 left, right;

  if (a.den == b.den)
    return (a.num > b.num) - (a.num < b.num);
  left = lw_int128_product (a.num, b.den);
  right = lw_int128_product (b.num, a.den);
  return (left > right) - (left < right);
}

G_END_DECLS
