/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "base/lw-rational.h"

#include "base/lw-digits.h"
#include "base/lw-error.h"

#include <string.h>

#include "base/lw-i18n.h"

void
lw_rational_init (LwRational *r)
{
  mpq_init (r->q);
}

LwRational
lw_rational_zero (void)
{
  LwRational zero;

  mpq_init (zero.q);
  return zero;
}

void
lw_rational_clear (LwRational *r)
{
  mpq_clear (r->q);
}

void
lw_rational_set (LwRational *r, const LwRational *from)
{
  mpq_set (r->q, from->q);
}

void
lw_rational_set_int (LwRational *r, gint64 num, gint64 den)
{
  g_return_if_fail (den != 0);

  /* Not mpq_set_si(), whose denominator is unsigned. */
  mpz_set_si (mpq_numref (r->q), num);
  mpz_set_si (mpq_denref (r->q), den);
  mpq_canonicalize (r->q);
}

/* The parts of a number's text: a sign, digits, and digits after the '.' or the '/'. */
typedef struct
{
  gboolean negative;
  const char *whole;
  gsize n_whole;
  char mark; /* '.', '/' or 0 */
  const char *rest;
  gsize n_rest;
} Parts;

static gsize
count_digits (const char *text)
{
  gsize n = 0;

  while (g_ascii_isdigit (text[n]))
    n++;
  return n;
}

static gboolean
split (const char *text, Parts *parts)
{
  parts->negative = *text == '-';
  parts->whole = parts->negative ? text + 1 : text;
  parts->n_whole = count_digits (parts->whole);
  if (parts->n_whole == 0)
    return FALSE;
  text = parts->whole + parts->n_whole;
  parts->mark = *text;
  parts->rest = text;
  parts->n_rest = 0;
  if (*text == '\0')
    return TRUE;
  if (*text != '.' && *text != '/')
    return FALSE;
  parts->rest = text + 1;
  parts->n_rest = count_digits (parts->rest);
  return parts->n_rest > 0 && parts->rest[parts->n_rest] == '\0';
}

gboolean
lw_rational_parse (LwRational *r, const char *text, const char *what, GError **error)
{
  char digits[LW_RATIONAL_TEXT_MAX + 1];
  g_autofree char *found = NULL;
  Parts parts;

  if (text != NULL && strnlen (text, LW_RATIONAL_TEXT_MAX + 1) > LW_RATIONAL_TEXT_MAX)
    {
      found = lw_error_quote (text);
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("%s: expected a number of at most %d characters, found the longer %s"), what,
                   LW_RATIONAL_TEXT_MAX, found);
      return FALSE;
    }
  if (text == NULL || !split (text, &parts))
    {
      found = lw_error_quote (text);
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
                   _("%s: expected a decimal number such as “12.5” or a fraction such as “1567/20”, found %s"), what, found);
      return FALSE;
    }
  if (parts.mark == '/' && strspn (parts.rest, "0") == parts.n_rest)
    {
      found = lw_error_quote (text);
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("%s: expected a fraction whose denominator is not 0, found %s"), what, found);
      return FALSE;
    }

  memcpy (digits, parts.whole, parts.n_whole);
  digits[parts.n_whole] = '\0';
  if (parts.mark == '.')
    {
      /* 12.50 is 1250 / 10^2. */
      memcpy (digits + parts.n_whole, parts.rest, parts.n_rest + 1);
      mpz_ui_pow_ui (mpq_denref (r->q), 10, parts.n_rest);
    }
  else if (parts.mark == '/')
    mpz_set_str (mpq_denref (r->q), parts.rest, 10);
  else
    mpz_set_ui (mpq_denref (r->q), 1);
  mpz_set_str (mpq_numref (r->q), digits, 10);
  if (parts.negative)
    mpz_neg (mpq_numref (r->q), mpq_numref (r->q));
  mpq_canonicalize (r->q);
  return TRUE;
}

char *
lw_rational_to_exact (const LwRational *r)
{
  /* Two more for the sign and the bar, one for the end. */
  gsize size = mpz_sizeinbase (mpq_numref (r->q), 10) + mpz_sizeinbase (mpq_denref (r->q), 10) + 3;
  char *text = g_malloc (size);

  return mpq_get_str (text, 10, r->q);
}

/* Sets @scaled to @r × 10^@places, rounded to an integer by @rule. @scaled is no part of @r. */
static void
round_scaled (mpz_t scaled, const LwRational *r, guint places, LwRounding rule)
{
  mpz_t rest;
  gboolean up = FALSE;
  int half;

  mpz_init (rest);
  mpz_ui_pow_ui (scaled, 10, places);
  mpz_mul (scaled, scaled, mpq_numref (r->q));
  mpz_tdiv_qr (scaled, rest, scaled, mpq_denref (r->q));
  if (mpz_sgn (rest) != 0)
    {
      mpz_mul_2exp (rest, rest, 1);
      half = mpz_cmpabs (rest, mpq_denref (r->q));
      up = rule == LW_ROUNDING_UP || (rule == LW_ROUNDING_HALF_UP && half >= 0)
           || (rule == LW_ROUNDING_HALF_EVEN && (half > 0 || (half == 0 && mpz_odd_p (scaled))));
    }
  if (up && mpq_sgn (r->q) > 0)
    mpz_add_ui (scaled, scaled, 1);
  else if (up)
    mpz_sub_ui (scaled, scaled, 1);
  mpz_clear (rest);
}

char *
lw_rational_to_decimal (const LwRational *r, guint places, LwRounding rule)
{
  g_autofree char *digits = NULL;
  gboolean negative;
  GString *text;
  gsize length;
  mpz_t scaled;

  g_return_val_if_fail (places <= LW_PLACES_MAX, NULL);

  mpz_init (scaled);
  round_scaled (scaled, r, places, rule);
  negative = mpz_sgn (scaled) < 0;
  mpz_abs (scaled, scaled);
  digits = g_malloc (mpz_sizeinbase (scaled, 10) + 2);
  mpz_get_str (digits, 10, scaled);
  mpz_clear (scaled);

  text = g_string_new (negative ? "-" : "");
  length = strlen (digits);
  /* At least one digit stands before the point. */
  for (; length <= places; length++)
    g_string_append_c (text, '0');
  g_string_append (text, digits);
  if (places > 0)
    g_string_insert_c (text, (gssize) (text->len - places), '.');
  return g_string_free (text, FALSE);
}

char *
lw_rational_format (const LwRational *r, guint places, LwRounding rule)
{
  g_autofree char *decimal = NULL;

  g_return_val_if_fail (places <= LW_PLACES_MAX, NULL);

  decimal = lw_rational_to_decimal (r, places, rule);
  return lw_digits_localise (decimal);
}

void
lw_rational_round (LwRational *r, guint places, LwRounding rule)
{
  mpz_t scaled;

  g_return_if_fail (places <= LW_PLACES_MAX);

  mpz_init (scaled);
  round_scaled (scaled, r, places, rule);
  mpz_swap (mpq_numref (r->q), scaled);
  mpz_ui_pow_ui (mpq_denref (r->q), 10, places);
  mpq_canonicalize (r->q);
  mpz_clear (scaled);
}

void
lw_rational_add (LwRational *r, const LwRational *a, const LwRational *b)
{
  mpq_add (r->q, a->q, b->q);
}

void
lw_rational_sub (LwRational *r, const LwRational *a, const LwRational *b)
{
  mpq_sub (r->q, a->q, b->q);
}

void
lw_rational_mul (LwRational *r, const LwRational *a, const LwRational *b)
{
  mpq_mul (r->q, a->q, b->q);
}

void
lw_rational_div (LwRational *r, const LwRational *a, const LwRational *b)
{
  g_return_if_fail (mpq_sgn (b->q) != 0);

  mpq_div (r->q, a->q, b->q);
}

int
lw_rational_cmp (const LwRational *a, const LwRational *b)
{
  int order = mpq_cmp (a->q, b->q);

  return (order > 0) - (order < 0);
}

int
lw_rational_sign (const LwRational *r)
{
  return mpq_sgn (r->q);
}

/* Each in the order of its enumeration. */
static const char * const rounding_names[] = { "half-up", "half-even", "down", "up", NULL };
static const char * const stage_names[] = { "never", "criterion", "section", "total", NULL };

static int
find_name (const char * const *names, const char *text)
{
  for (int i = 0; text != NULL && names[i] != NULL; i++)
    if (strcmp (names[i], text) == 0)
      return i;
  return -1;
}

const char *
lw_rounding_to_string (LwRounding rule)
{
  g_return_val_if_fail ((guint) rule < G_N_ELEMENTS (rounding_names) - 1, NULL);

  return rounding_names[rule];
}

gboolean
lw_rounding_parse (const char *text, LwRounding *rule, GError **error)
{
  int found = find_name (rounding_names, text);

  if (found < 0)
    {
      g_autofree char *quoted = lw_error_quote (text);

      g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
                   _("expected a rule of rounding (half-up, half-even, down or up), found %s"), quoted);
      return FALSE;
    }
  *rule = (LwRounding) found;
  return TRUE;
}

const char *
lw_rounding_stage_to_string (LwRoundingStage stage)
{
  g_return_val_if_fail ((guint) stage < G_N_ELEMENTS (stage_names) - 1, NULL);

  return stage_names[stage];
}

gboolean
lw_rounding_stage_parse (const char *text, LwRoundingStage *stage, GError **error)
{
  int found = find_name (stage_names, text);

  if (found < 0)
    {
      g_autofree char *quoted = lw_error_quote (text);

      g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
                   _("expected where to round (never, criterion, section or total), found %s"), quoted);
      return FALSE;
    }
  *stage = (LwRoundingStage) found;
  return TRUE;
}
