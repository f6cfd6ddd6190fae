/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Logarithms and powers of exact numbers, which are the only results that are not rational: worked out in
 * GMP integers between bounds that are known, with more bits until both bounds round to the same decimal.
 * What is returned is therefore the true value, rounded once, and not a floating-point number.
 */
#include "config.h"

#include "base/lw-rational.h"

/* Bits to begin with beyond those of the digits that are wanted. */
#define GUARD_BITS 64
#define BITS_PER_DIGIT 4

/* A number between two bounds: (value ± error) ÷ 2^bits. */
typedef struct
{
  mpz_t value;
  mpz_t error;
} Bounded;

static void
bounded_init (Bounded *b)
{
  mpz_init (b->value);
  mpz_init (b->error);
}

static void
bounded_clear (Bounded *b)
{
  mpz_clear (b->value);
  mpz_clear (b->error);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Bounded, bounded_clear)

/* @out = (value + @sign × error) ÷ 2^@bits. */
static void
bound (mpq_t out, const Bounded *b, int sign, guint bits)
{
  if (sign > 0)
    mpz_add (mpq_numref (out), b->value, b->error);
  else
    mpz_sub (mpq_numref (out), b->value, b->error);
  mpz_set_ui (mpq_denref (out), 1);
  mpq_div_2exp (out, out, bits);
}

/* @out = 2 × atanh (@num ÷ @den), |num ÷ den| <= 1/3: z + z³/3 + z⁵/5 + …; off by less than 2 × bits + 16 units. */
static void
double_atanh (mpz_t out, const mpz_t num, const mpz_t den, guint bits)
{
  mpz_t power, square, term;

  mpz_inits (power, square, term, NULL);
  mpz_mul_2exp (power, num, bits);
  mpz_tdiv_q (power, power, den);
  mpz_mul (square, power, power);
  mpz_tdiv_q_2exp (square, square, bits);
  mpz_set_ui (out, 0);
  for (gulong n = 1; mpz_sgn (power) != 0; n += 2)
    {
      mpz_tdiv_q_ui (term, power, n);
      mpz_add (out, out, term);
      mpz_mul (power, power, square);
      mpz_tdiv_q_2exp (power, power, bits);
    }
  mpz_mul_2exp (out, out, 1);
  mpz_clears (power, square, term, NULL);
}

/* ln 2 = 2 × atanh (1/3). */
static void
ln_2 (mpz_t out, guint bits)
{
  mpz_t one, three;

  mpz_init_set_ui (one, 1);
  mpz_init_set_ui (three, 3);
  double_atanh (out, one, three, bits);
  mpz_clears (one, three, NULL);
}

/* ln x for x = m × 2^k, m between 1/2 and 2: 2 × atanh ((m − 1) ÷ (m + 1)) + k × ln 2. */
static void
bounded_ln (Bounded *out, const LwRational *x, guint bits)
{
  const glong k = (glong) mpz_sizeinbase (mpq_numref (x->q), 2) - (glong) mpz_sizeinbase (mpq_denref (x->q), 2);
  mpz_t num, den, sum, two;

  mpz_inits (num, den, sum, two, NULL);
  mpz_mul_2exp (num, mpq_numref (x->q), k < 0 ? (mp_bitcnt_t) -k : 0);
  mpz_mul_2exp (den, mpq_denref (x->q), k > 0 ? (mp_bitcnt_t) k : 0);
  mpz_add (sum, num, den);
  mpz_sub (num, num, den);
  double_atanh (out->value, num, sum, bits);
  ln_2 (two, bits);
  mpz_mul_si (two, two, k);
  mpz_add (out->value, out->value, two);
  mpz_set_ui (out->error, 2 * (gulong) bits + 16);
  mpz_mul_ui (out->error, out->error, 1 + (gulong) ABS (k));
  mpz_clears (num, den, sum, two, NULL);
}

/* The number of bits that the n-th try has; exact values aside, one of the first few is enough. */
static guint
bits_of (guint digits, guint attempt)
{
  return (digits * BITS_PER_DIGIT + GUARD_BITS) << attempt;
}

/* Whether both bounds are one number once rounded; @r is that number. */
static gboolean
settle (LwRational *r, LwRational *low, LwRational *high, guint places)
{
  lw_rational_round (low, places, LW_ROUNDING_HALF_UP);
  lw_rational_round (high, places, LW_ROUNDING_HALF_UP);
  if (lw_rational_cmp (low, high) != 0)
    return FALSE;
  lw_rational_set (r, low);
  return TRUE;
}

void
lw_rational_ln (LwRational *r, const LwRational *x, guint places)
{
  g_auto (LwRational) low = LW_RATIONAL_INIT, high = LW_RATIONAL_INIT;
  g_auto (Bounded) ln;

  bounded_init (&ln);
  g_return_if_fail (lw_rational_sign (x) > 0 && places <= LW_PLACES_MAX);

  for (guint attempt = 0;; attempt++)
    {
      const guint bits = bits_of (places, attempt);

      bounded_ln (&ln, x, bits);
      bound (low.q, &ln, -1, bits);
      bound (high.q, &ln, 1, bits);
      if (settle (r, &low, &high, places))
        return;
    }
}

/* Bounds of @above ÷ @below, which is above 0 with all its error. */
static void
divide_bounds (LwRational *low, LwRational *high, const Bounded *above, const Bounded *below, guint bits)
{
  mpq_t least, most;

  mpq_inits (least, most, NULL);
  bound (least, below, -1, bits);
  bound (most, below, 1, bits);
  bound (low->q, above, -1, bits);
  bound (high->q, above, 1, bits);
  mpq_div (low->q, low->q, mpq_sgn (low->q) < 0 ? least : most);
  mpq_div (high->q, high->q, mpq_sgn (high->q) < 0 ? most : least);
  mpq_clears (least, most, NULL);
}

void
lw_rational_log (LwRational *r, const LwRational *x, const LwRational *base, guint places)
{
  g_auto (LwRational) low = LW_RATIONAL_INIT, high = LW_RATIONAL_INIT;
  g_auto (Bounded) above, below;

  bounded_init (&above);
  bounded_init (&below);
  g_return_if_fail (lw_rational_sign (x) > 0 && places <= LW_PLACES_MAX);
  g_return_if_fail (mpq_cmp_ui (base->q, 1, 1) > 0);

  for (guint attempt = 0;; attempt++)
    {
      const guint bits = bits_of (places, attempt);

      bounded_ln (&above, x, bits);
      bounded_ln (&below, base, bits);
      if (mpz_cmp (below.value, below.error) <= 0)
        continue;
      divide_bounds (&low, &high, &above, &below, bits);
      if (settle (r, &low, &high, places))
        return;
    }
}

/* ---- powers ---- */

/* @out = @x × 10^@places, rounded half up to an integer; @x is above 0. */
static void
scale_and_round (mpz_t out, const mpq_t x, glong places)
{
  mpz_t ten, den;

  mpz_inits (ten, den, NULL);
  mpz_ui_pow_ui (ten, 10, (gulong) ABS (places));
  mpz_mul (out, mpq_numref (x), places > 0 ? ten : mpq_denref (x));
  if (places > 0)
    mpz_set (den, mpq_denref (x));
  else
    {
      mpz_set (out, mpq_numref (x));
      mpz_mul (den, mpq_denref (x), ten);
    }
  /* (2 × num + den) ÷ (2 × den), rounded down */
  mpz_mul_2exp (out, out, 1);
  mpz_add (out, out, den);
  mpz_mul_2exp (den, den, 1);
  mpz_fdiv_q (out, out, den);
  mpz_clears (ten, den, NULL);
}

/* Rounds @x, above 0, half up to @digits digits that count. */
static void
round_digits (LwRational *x, guint digits)
{
  glong places = (glong) digits - (glong) mpz_sizeinbase (mpq_numref (x->q), 10)
                 + (glong) mpz_sizeinbase (mpq_denref (x->q), 10) + 2;
  mpz_t scaled, most;

  mpz_inits (scaled, most, NULL);
  mpz_ui_pow_ui (most, 10, digits);
  /* the estimate is too high by at most three places: the first that leaves no more digits is right */
  for (;; places--)
    {
      scale_and_round (scaled, x->q, places);
      if (mpz_cmp (scaled, most) <= 0)
        break;
    }
  mpz_ui_pow_ui (most, 10, (gulong) ABS (places));
  if (places > 0)
    mpz_set (mpq_denref (x->q), most);
  else
    {
      mpz_mul (scaled, scaled, most);
      mpz_set_ui (mpq_denref (x->q), 1);
    }
  mpz_set (mpq_numref (x->q), scaled);
  mpq_canonicalize (x->q);
  mpz_clears (scaled, most, NULL);
}

/* @r = @x^@exponent where that is rational: where both parts of @x have the root. */
static gboolean
exact_power (LwRational *r, const LwRational *x, const LwRational *exponent)
{
  g_auto (LwRational) root = LW_RATIONAL_INIT;
  gulong power, n;

  if (mpq_cmp_ui (x->q, 1, 1) == 0)
    {
      lw_rational_set (r, x);
      return TRUE;
    }
  if (!mpz_fits_ulong_p (mpq_numref (exponent->q)) || !mpz_fits_ulong_p (mpq_denref (exponent->q)))
    return FALSE;
  power = mpz_get_ui (mpq_numref (exponent->q));
  n = mpz_get_ui (mpq_denref (exponent->q));
  if (!mpz_root (mpq_numref (root.q), mpq_numref (x->q), n) || !mpz_root (mpq_denref (root.q), mpq_denref (x->q), n))
    return FALSE;
  mpz_pow_ui (mpq_numref (r->q), mpq_numref (root.q), power);
  mpz_pow_ui (mpq_denref (r->q), mpq_denref (root.q), power);
  return TRUE;
}

/* e^(y ÷ 2^bits) as @out × 2^@shift ÷ 2^bits: y = shift × ln 2 + rest, and 1 + rest + rest²/2 + … */
static void
bounded_exp (Bounded *out, glong *shift, const Bounded *y, guint bits)
{
  mpz_t two, rest, term, k;
  gulong n = 1;

  mpz_inits (two, rest, term, k, NULL);
  ln_2 (two, bits);
  mpz_fdiv_qr (k, rest, y->value, two);
  *shift = mpz_get_si (k);
  mpz_set_ui (out->value, 1);
  mpz_mul_2exp (out->value, out->value, bits);
  mpz_set (term, out->value);
  for (; mpz_sgn (term) != 0; n++)
    {
      mpz_mul (term, term, rest);
      mpz_tdiv_q_2exp (term, term, bits);
      mpz_tdiv_q_ui (term, term, n);
      mpz_add (out->value, out->value, term);
    }
  /* rest is off by the error of y and of k × ln 2; e^rest, at most 2, by three times that and the terms cut off */
  mpz_abs (k, k);
  mpz_mul_ui (k, k, 2 * (gulong) bits + 16);
  mpz_add (out->error, y->error, k);
  mpz_mul_ui (out->error, out->error, 3);
  mpz_add_ui (out->error, out->error, 4 * n + 8);
  mpz_clears (two, rest, term, k, NULL);
}

static void
shift_by (LwRational *r, glong shift)
{
  if (shift >= 0)
    mpq_mul_2exp (r->q, r->q, (mp_bitcnt_t) shift);
  else
    mpq_div_2exp (r->q, r->q, (mp_bitcnt_t) -shift);
}

/* @y = @exponent × ln @x. */
static void
bounded_log_of_power (Bounded *y, const LwRational *x, const LwRational *exponent, guint bits)
{
  bounded_ln (y, x, bits);
  mpz_mul (y->value, y->value, mpq_numref (exponent->q));
  mpz_fdiv_q (y->value, y->value, mpq_denref (exponent->q));
  mpz_mul (y->error, y->error, mpq_numref (exponent->q));
  mpz_cdiv_q (y->error, y->error, mpq_denref (exponent->q));
  mpz_add_ui (y->error, y->error, 1);
}

void
lw_rational_pow (LwRational *r, const LwRational *x, const LwRational *exponent, guint digits)
{
  g_auto (LwRational) low = LW_RATIONAL_INIT, high = LW_RATIONAL_INIT;
  g_auto (Bounded) y, power;

  bounded_init (&y);
  bounded_init (&power);
  g_return_if_fail (lw_rational_sign (x) >= 0 && digits > 0);
  g_return_if_fail (lw_rational_sign (exponent) > 0 && mpq_cmp_ui (exponent->q, LW_EXPONENT_MAX, 1) <= 0);

  if (lw_rational_sign (x) == 0)
    {
      lw_rational_set_int (r, 0, 1);
      return;
    }
  if (exact_power (&low, x, exponent))
    {
      round_digits (&low, digits);
      lw_rational_set (r, &low);
      return;
    }
  for (guint attempt = 0;; attempt++)
    {
      const guint bits = bits_of (digits, attempt);
      glong shift;

      bounded_log_of_power (&y, x, exponent, bits);
      bounded_exp (&power, &shift, &y, bits);
      if (mpz_cmp (power.value, power.error) <= 0)
        continue;
      bound (low.q, &power, -1, bits);
      bound (high.q, &power, 1, bits);
      shift_by (&low, shift);
      shift_by (&high, shift);
      round_digits (&low, digits);
      round_digits (&high, digits);
      if (lw_rational_cmp (&low, &high) != 0)
        continue;
      lw_rational_set (r, &low);
      return;
    }
}
