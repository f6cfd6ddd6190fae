/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-evaluation-weights.h"

#include "base/lw-error.h"
#include "base/lw-i18n.h"

/* Places of the weights that pairwise comparison proposes. */
#define PAIRWISE_PLACES 6
#define ITERATIONS 1000
/* When the eigenvector stands still. */
#define STILL 1e-15

static void
sum_of (const LwRational *numbers, guint n, LwRational *sum)
{
  lw_rational_set_int (sum, 0, 1);
  for (guint i = 0; i < n; i++)
    lw_rational_add (sum, sum, &numbers[i]);
}

/* ---- rounding ---- */

static gboolean
check_whole (const LwRational *weights, guint n, const LwRational *whole, guint places, GError **error)
{
  g_auto (LwRational) sum = LW_RATIONAL_INIT;
  g_autofree char *expected = lw_rational_to_exact (whole), *found = NULL;

  for (guint i = 0; i < n; i++)
    if (lw_rational_sign (&weights[i]) < 0)
      {
        g_set_error_literal (error, LW_ERROR, LW_ERROR_INVALID, _("weights: expected none below 0, found one"));
        return FALSE;
      }
  sum_of (weights, n, &sum);
  if (lw_rational_cmp (&sum, whole) != 0)
    {
      found = lw_rational_to_exact (&sum);
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("weights: expected them to add up to %s, found %s"), expected, found);
      return FALSE;
    }
  lw_rational_round (&sum, places, LW_ROUNDING_DOWN);
  if (lw_rational_cmp (&sum, whole) == 0)
    return TRUE;
  g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("whole: expected at most %u places, found %s"), places, expected);
  return FALSE;
}

/* How far @published + @unit is from @exact, as a share of it; below 0 on the other side. */
static void
relative_change (const LwRational *exact, const LwRational *published, const LwRational *unit, LwRational *change)
{
  lw_rational_add (change, published, unit);
  lw_rational_sub (change, change, exact);
  lw_rational_div (change, change, exact);
}

/* The weight that bears one unit more (or less: @unit is negative) best. */
static guint
choose (const LwRational *weights, const LwRational *published, guint n, const LwRational *unit)
{
  g_auto (LwRational) change = LW_RATIONAL_INIT, least = LW_RATIONAL_INIT, after = LW_RATIONAL_INIT;
  guint chosen = n;

  for (guint i = 0; i < n; i++)
    {
      lw_rational_add (&after, &published[i], unit);
      if (lw_rational_sign (&weights[i]) == 0 || lw_rational_sign (&after) < 0)
        continue;
      relative_change (&weights[i], &published[i], unit, &change);
      if (lw_rational_sign (unit) < 0)
        mpq_neg (change.q, change.q);
      if (chosen < n && lw_rational_cmp (&change, &least) >= 0)
        continue;
      lw_rational_set (&least, &change);
      chosen = i;
    }
  return chosen;
}

gboolean
lw_weights_publish (const LwRational *weights, guint n, const LwRational *whole, guint places, LwRational *published,
                    GError **error)
{
  g_auto (LwRational) unit = LW_RATIONAL_INIT, left = LW_RATIONAL_INIT;

  g_return_val_if_fail (places <= LW_PLACES_MAX, FALSE);

  if (!check_whole (weights, n, whole, places, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      lw_rational_set (&published[i], &weights[i]);
      lw_rational_round (&published[i], places, LW_ROUNDING_HALF_UP);
    }
  sum_of (published, n, &left);
  lw_rational_sub (&left, whole, &left);
  mpz_ui_pow_ui (mpq_denref (unit.q), 10, places);
  mpz_set_si (mpq_numref (unit.q), lw_rational_sign (&left) < 0 ? -1 : 1);
  while (lw_rational_sign (&left) != 0)
    {
      const guint chosen = choose (weights, published, n, &unit);

      lw_rational_add (&published[chosen], &published[chosen], &unit);
      lw_rational_sub (&left, &left, &unit);
    }
  return TRUE;
}

/* ---- swing ---- */

gboolean
lw_weights_swing (const LwRational *scores, guint n, const LwRational *whole, LwRational *weights, GError **error)
{
  g_auto (LwRational) sum = LW_RATIONAL_INIT;

  for (guint i = 0; i < n; i++)
    if (lw_rational_sign (&scores[i]) < 0)
      {
        g_set_error_literal (error, LW_ERROR, LW_ERROR_INVALID, _("scores: expected none below 0, found one"));
        return FALSE;
      }
  sum_of (scores, n, &sum);
  if (lw_rational_sign (&sum) == 0)
    {
      g_set_error_literal (error, LW_ERROR, LW_ERROR_INVALID, _("scores: expected at least one above 0, found none"));
      return FALSE;
    }
  for (guint i = 0; i < n; i++)
    {
      lw_rational_mul (&weights[i], whole, &scores[i]);
      lw_rational_div (&weights[i], &weights[i], &sum);
    }
  return TRUE;
}

/* ---- pairwise comparison ---- */

/* By number of criteria, from 1. [V rdrr.io/cran/AHPWR/src/R/CI.R; to 8 also iwaponline.com/view-large/3120630] */
static const double random_index[LW_PAIRWISE_MAX]
    = { 0, 0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59 };

static gboolean
check_judgements (const LwRational *judgements, guint n, GError **error)
{
  g_auto (LwRational) product = LW_RATIONAL_INIT, most = LW_RATIONAL_INIT, one = LW_RATIONAL_INIT;

  if (n < 1 || n > LW_PAIRWISE_MAX)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("comparison: expected 1 to %d criteria, found %u"), LW_PAIRWISE_MAX,
                   n);
      return FALSE;
    }
  lw_rational_set_int (&most, 9, 1);
  lw_rational_set_int (&one, 1, 1);
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < n; j++)
      {
        const LwRational *judgement = &judgements[i * n + j];

        lw_rational_mul (&product, judgement, &judgements[j * n + i]);
        if (lw_rational_sign (judgement) > 0 && lw_rational_cmp (judgement, &most) <= 0
            && lw_rational_cmp (&product, &one) == 0)
          continue;
        g_autofree char *found = lw_rational_to_exact (judgement);
        g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
                     _("comparison: expected a judgement from 1/9 to 9, the inverse of the one across, found %s"), found);
        return FALSE;
      }
  return TRUE;
}

/* The eigenvector of the largest eigenvalue, adding up to 1; a positive matrix has one. */
static double
iterate (const double *matrix, guint n, double *vector)
{
  double next[LW_PAIRWISE_MAX], lambda = 0, moved = 1;

  for (guint i = 0; i < n; i++)
    vector[i] = 1.0 / n;
  for (guint turn = 0; turn < ITERATIONS && moved > STILL; turn++)
    {
      lambda = moved = 0;
      for (guint i = 0; i < n; i++)
        {
          next[i] = 0;
          for (guint j = 0; j < n; j++)
            next[i] += matrix[i * n + j] * vector[j];
          lambda += next[i];
        }
      for (guint i = 0; i < n; i++)
        {
          const double value = next[i] / lambda;

          moved = MAX (moved, value > vector[i] ? value - vector[i] : vector[i] - value);
          vector[i] = value;
        }
    }
  return lambda;
}

gboolean
lw_weights_pairwise (const LwRational *judgements, guint n, const LwRational *whole, LwRational *weights,
                     LwPairwiseConsistency *consistency, GError **error)
{
  double matrix[LW_PAIRWISE_MAX * LW_PAIRWISE_MAX], vector[LW_PAIRWISE_MAX];
  LwRational scores[LW_PAIRWISE_MAX], exact[LW_PAIRWISE_MAX];
  gboolean fine;

  if (!check_judgements (judgements, n, error))
    return FALSE;
  for (guint i = 0; i < n * n; i++)
    matrix[i] = mpq_get_d (judgements[i].q);
  consistency->lambda = iterate (matrix, n, vector);
  /* no eigenvalue is below n: what seems so is rounding */
  consistency->index = n > 1 ? MAX (consistency->lambda - n, 0) / (n - 1) : 0;
  consistency->ratio = random_index[n - 1] > 0 ? consistency->index / random_index[n - 1] : 0;
  for (guint i = 0; i < n; i++)
    {
      lw_rational_init (&exact[i]);
      lw_rational_init (&scores[i]);
      lw_rational_set_int (&scores[i], (gint64) (vector[i] * 1e12 + 0.5), 1);
    }
  fine = lw_weights_swing (scores, n, whole, exact, error)
         && lw_weights_publish (exact, n, whole, PAIRWISE_PLACES, weights, error);
  for (guint i = 0; i < n; i++)
    {
      lw_rational_clear (&scores[i]);
      lw_rational_clear (&exact[i]);
    }
  return fine;
}
