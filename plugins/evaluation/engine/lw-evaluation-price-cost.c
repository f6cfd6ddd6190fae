/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-evaluation-price-cost.h"

#include "base/lw-error.h"
#include "base/lw-i18n.h"

/* @out = @amount ÷ @growth^@year. */
static void
discount (LwRational *out, gint64 amount, const LwRational *growth, guint year)
{
  g_auto (LwRational) factor = LW_RATIONAL_INIT;

  mpz_pow_ui (mpq_numref (factor.q), mpq_numref (growth->q), year);
  mpz_pow_ui (mpq_denref (factor.q), mpq_denref (growth->q), year);
  lw_rational_set_int (out, amount, 1);
  lw_rational_div (out, out, &factor);
}

gboolean
lw_price_present_value (const LwCostLine *lines, guint n, const LwRational *rate, LwRounding rule, LwRational *value,
                        gint64 *minor, GError **error)
{
  g_auto (LwRational) growth = LW_RATIONAL_INIT, part = LW_RATIONAL_INIT, sum = LW_RATIONAL_INIT, rounded = LW_RATIONAL_INIT;

  lw_rational_set_int (&growth, 1, 1);
  lw_rational_add (&growth, &growth, rate);
  if (lw_rational_sign (&growth) <= 0)
    {
      g_autofree char *found = lw_rational_to_exact (rate);

      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("discount rate: expected one above -1, found %s"), found);
      return FALSE;
    }
  for (guint i = 0; i < n; i++)
    {
      if (lines[i].year > LW_COST_YEARS_MAX)
        {
          g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("cost line %u: expected a year from 0 to %d, found %u"), i + 1,
                       LW_COST_YEARS_MAX, lines[i].year);
          return FALSE;
        }
      discount (&part, lines[i].amount, &growth, lines[i].year);
      lw_rational_add (&sum, &sum, &part);
    }
  lw_rational_set (&rounded, &sum);
  lw_rational_round (&rounded, 0, rule);
  if (!mpz_fits_slong_p (mpq_numref (rounded.q)))
    {
      g_set_error_literal (error, LW_ERROR, LW_ERROR_INVALID, _("present value: expected an amount within 64 bits, found a larger one"));
      return FALSE;
    }
  lw_rational_set (value, &sum);
  *minor = mpz_get_si (mpq_numref (rounded.q));
  return TRUE;
}
