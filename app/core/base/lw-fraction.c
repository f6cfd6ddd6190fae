/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "base/lw-fraction.h"

/* GMP's "si" functions take a long: it must be our 64 bits. */
G_STATIC_ASSERT (sizeof (long) == sizeof (gint64));

static const gint64 powers[LW_FRACTION_PLACES_MAX + 1] = {
  G_GINT64_CONSTANT (1),
  G_GINT64_CONSTANT (10),
  G_GINT64_CONSTANT (100),
  G_GINT64_CONSTANT (1000),
  G_GINT64_CONSTANT (10000),
  G_GINT64_CONSTANT (100000),
  G_GINT64_CONSTANT (1000000),
  G_GINT64_CONSTANT (10000000),
  G_GINT64_CONSTANT (100000000),
  G_GINT64_CONSTANT (1000000000),
  G_GINT64_CONSTANT (10000000000),
  G_GINT64_CONSTANT (100000000000),
  G_GINT64_CONSTANT (1000000000000),
  G_GINT64_CONSTANT (10000000000000),
  G_GINT64_CONSTANT (100000000000000),
  G_GINT64_CONSTANT (1000000000000000),
  G_GINT64_CONSTANT (10000000000000000),
  G_GINT64_CONSTANT (100000000000000000),
  G_GINT64_CONSTANT (1000000000000000000),
};

static guint
trailing_zeros (LwUInt128 v)
{
  guint64 low = (guint64) v;

  return low != 0 ? (guint) __builtin_ctzll (low) : 64 + (guint) __builtin_ctzll ((guint64) (v >> 64));
}

/* Greatest common divisor by shifting and subtracting: several times faster than Euclid's where a
 * division of 128 bits is a call. @b is not 0. */
static LwUInt128
gcd128 (LwUInt128 a, LwUInt128 b)
{
  guint shift;

  if (a == 0)
    return b;
  shift = MIN (trailing_zeros (a), trailing_zeros (b));
  a >>= trailing_zeros (a);
  while (b != 0)
    {
      b >>= trailing_zeros (b);
      if (a > b)
        {
          LwUInt128 larger = a;

          a = b;
          b = larger;
        }
      b -= a;
    }
  return a << shift;
}

/* The sign is kept apart because -2^63 has no positive counterpart. */
static gboolean
store (LwFraction *out, gboolean negative, LwUInt128 num, LwUInt128 den)
{
  const LwUInt128 limit = (LwUInt128) G_MAXINT64 + (negative ? 1 : 0);

  if (num > limit || den > (LwUInt128) G_MAXINT64)
    return FALSE;
  /* Negated unsigned, so that -2^63 is reached without overflow. */
  out->num = (gint64) (negative ? -(guint64) num : (guint64) num);
  out->den = (gint64) den;
  return TRUE;
}

static gboolean
store_lowest (LwFraction *out, gboolean negative, LwUInt128 num, LwUInt128 den)
{
  LwUInt128 divisor = gcd128 (num, den);

  if (divisor != 1)
    {
      num /= divisor;
      den /= divisor;
    }
  return store (out, negative, num, den);
}

static gboolean
store_signed (LwFraction *out, LwInt128 num, LwInt128 den)
{
  gboolean negative = num < 0;

  return store_lowest (out, negative, negative ? -(LwUInt128) num : (LwUInt128) num, (LwUInt128) den);
}

/* |num| is at most 2 × 2^63 × (2^63 − 1) < 2^127 and the denominator below 2^126: 128 bits hold both. */
gboolean
lw_fraction_add_wide (LwFraction *out, LwFraction a, LwFraction b)
{
  if (a.den == b.den)
    return store_signed (out, (LwInt128) a.num + b.num, a.den);
  return store_signed (out, lw_int128_product (a.num, b.den) + lw_int128_product (b.num, a.den),
                       lw_int128_product (a.den, b.den));
}

gboolean
lw_fraction_mul_wide (LwFraction *out, LwFraction a, LwFraction b)
{
  return store_signed (out, lw_int128_product (a.num, b.num), lw_int128_product (a.den, b.den));
}

/* TRUE if a quotient that is cut to @odd or even, with @rest left over of @den, goes one up. */
static gboolean
goes_up (guint64 rest, guint64 den, gboolean odd, LwRounding rule)
{
  switch (rule)
    {
    case LW_ROUNDING_UP:
      return rest != 0;
    case LW_ROUNDING_HALF_UP:
      return rest >= den - rest;
    case LW_ROUNDING_HALF_EVEN:
      return rest > den - rest || (rest == den - rest && odd);
    case LW_ROUNDING_DOWN:
    default:
      return FALSE;
    }
}

gboolean
lw_fraction_round (LwFraction *out, LwFraction f, guint places, LwRounding rule)
{
  guint64 magnitude, den, scaled, rest;
  LwUInt128 quotient;
  gboolean negative;

  g_return_val_if_fail (f.den > 0, FALSE);

  if (places > LW_FRACTION_PLACES_MAX)
    return FALSE;
  negative = f.num < 0;
  magnitude = negative ? -(guint64) f.num : (guint64) f.num;
  den = (guint64) f.den;
  if (!__builtin_mul_overflow (magnitude, (guint64) powers[places], &scaled))
    {
      quotient = scaled / den;
      rest = scaled % den;
    }
  else
    {
      LwUInt128 wide = (LwUInt128) magnitude * (guint64) powers[places];

      quotient = wide / den;
      rest = (guint64) (wide % den);
    }
  if (goes_up (rest, den, (quotient & 1) != 0, rule))
    quotient++;
  return store (out, negative, quotient, (LwUInt128) powers[places])
         || store_lowest (out, negative, quotient, (LwUInt128) powers[places]);
}

gboolean
lw_fraction_from_rational (LwFraction *out, const LwRational *r)
{
  if (!mpz_fits_slong_p (mpq_numref (r->q)) || !mpz_fits_slong_p (mpq_denref (r->q)))
    return FALSE;
  out->num = mpz_get_si (mpq_numref (r->q));
  out->den = mpz_get_si (mpq_denref (r->q));
  return TRUE;
}

void
lw_fraction_to_rational (LwRational *out, LwFraction f)
{
  lw_rational_set_int (out, f.num, f.den);
}

/* Reads digits at @p onto *value (downwards when @negative, to reach -2^63). Returns the first
 * character after them, or NULL if there is none or the value does not fit. */
static const char *
read_digits (const char *p, gboolean negative, gint64 *value)
{
  const char *start = p;

  for (; g_ascii_isdigit (*p); p++)
    {
      gint64 digit = *p - '0';

      if (__builtin_mul_overflow (*value, G_GINT64_CONSTANT (10), value)
          || __builtin_add_overflow (*value, negative ? -digit : digit, value))
        return NULL;
    }
  return p > start ? p : NULL;
}

gboolean
lw_fraction_parse (LwFraction *out, const char *text)
{
  const char *p = text;
  gboolean negative;
  gint64 num = 0, den = 1;

  if (p == NULL)
    return FALSE;
  negative = *p == '-';
  p = read_digits (negative ? p + 1 : p, negative, &num);
  if (p == NULL)
    return FALSE;
  if (*p == '.')
    {
      const char *point = p;

      p = read_digits (point + 1, negative, &num);
      if (p == NULL || p - point - 1 > LW_FRACTION_PLACES_MAX)
        return FALSE;
      den = powers[p - point - 1];
    }
  else if (*p == '/')
    {
      den = 0;
      p = read_digits (p + 1, FALSE, &den);
      if (p == NULL || den == 0)
        return FALSE;
    }
  /* The length is limited as in lw_rational_parse(): leading zeros alone could exceed it. */
  if (*p != '\0' || p - text > LW_RATIONAL_TEXT_MAX)
    return FALSE;
  out->num = num;
  out->den = den;
  return TRUE;
}
