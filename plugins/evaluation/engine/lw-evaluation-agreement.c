/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-evaluation-agreement-private.h"

/* Pairs are counted apart for each number of values in a unit, so that only whole numbers are summed: the pairs of a
 * unit with m values count 1 ÷ (m − 1). Few of the pairs that scales allow occur. */
struct _LwCoincidences
{
  guint n_values;
  GHashTable *pairs; /* m, value, value in one number -> how often */
  guint64 *n;        /* values that stand with others, by value */
};

#define VALUE_BITS 20

static inline gpointer
pair_key (guint m, guint c, guint k)
{
  return GSIZE_TO_POINTER (((gsize) m << 2 * VALUE_BITS) | ((gsize) c << VALUE_BITS) | k);
}

LwCoincidences *
lw_coincidences_new (guint n_values)
{
  LwCoincidences *coincidences = g_new0 (LwCoincidences, 1);

  g_return_val_if_fail (n_values < 1 << VALUE_BITS, NULL);

  coincidences->n_values = n_values;
  coincidences->pairs = g_hash_table_new (NULL, NULL);
  coincidences->n = g_new0 (guint64, n_values + 1);
  return coincidences;
}

void
lw_coincidences_free (LwCoincidences *coincidences)
{
  g_hash_table_unref (coincidences->pairs);
  g_free (coincidences->n);
  g_free (coincidences);
}

void
lw_coincidences_add (LwCoincidences *coincidences, const guint *values, guint n)
{
  for (guint i = 0; n > 1 && i < n; i++)
    {
      coincidences->n[values[i]]++;
      for (guint j = 0; j < n; j++)
        if (values[i] < values[j])
          {
            gpointer key = pair_key (n, values[i], values[j]);
            const gsize count = GPOINTER_TO_SIZE (g_hash_table_lookup (coincidences->pairs, key));

            g_hash_table_insert (coincidences->pairs, key, GSIZE_TO_POINTER (count + 1));
          }
    }
}

/* δ²(c,k): half the values at either end, and all between. @before: values below each. */
static void
set_distance (const LwCoincidences *coincidences, const guint64 *before, guint c, guint k, LwRational *distance)
{
  const guint64 n_c = coincidences->n[c], n_k = coincidences->n[k];

  lw_rational_set_int (distance, (gint64) (2 * (before[k] - before[c]) + n_k - n_c), 2);
  lw_rational_mul (distance, distance, distance);
}

/* Σ o(c,k) δ²(c,k) */
static void
sum_observed (const LwCoincidences *coincidences, const guint64 *before, LwRational *observed)
{
  g_auto (LwRational) distance = LW_RATIONAL_INIT, count = LW_RATIONAL_INIT;
  const gsize mask = ((gsize) 1 << VALUE_BITS) - 1;
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, coincidences->pairs);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const gsize pair = GPOINTER_TO_SIZE (key);

      set_distance (coincidences, before, pair >> VALUE_BITS & mask, pair & mask, &distance);
      lw_rational_set_int (&count, (gint64) GPOINTER_TO_SIZE (value), (gint64) (pair >> 2 * VALUE_BITS) - 1);
      lw_rational_mul (&distance, &distance, &count);
      lw_rational_add (observed, observed, &distance);
    }
}

/* Σ n(c) n(k) δ²(c,k) */
static void
sum_expected (const LwCoincidences *coincidences, const guint64 *before, LwRational *expected)
{
  g_auto (LwRational) distance = LW_RATIONAL_INIT, count = LW_RATIONAL_INIT;
  g_autofree guint *used = g_new (guint, coincidences->n_values + 1);
  guint n = 0;

  for (guint c = 0; c < coincidences->n_values; c++)
    if (coincidences->n[c] > 0)
      used[n++] = c;
  for (guint i = 0; i < n; i++)
    for (guint j = i + 1; j < n; j++)
      {
        set_distance (coincidences, before, used[i], used[j], &distance);
        lw_rational_set_int (&count, (gint64) (coincidences->n[used[i]] * coincidences->n[used[j]]), 1);
        lw_rational_mul (&distance, &distance, &count);
        lw_rational_add (expected, expected, &distance);
      }
}

gboolean
lw_coincidences_alpha (const LwCoincidences *coincidences, LwRational *alpha)
{
  const guint width = coincidences->n_values;
  g_autofree guint64 *before = g_new0 (guint64, width + 1);
  g_auto (LwRational) observed = LW_RATIONAL_INIT, expected = LW_RATIONAL_INIT, one = LW_RATIONAL_INIT;

  for (guint c = 0; c < width; c++)
    before[c + 1] = before[c] + coincidences->n[c];
  sum_expected (coincidences, before, &expected);
  if (lw_rational_sign (&expected) == 0)
    return FALSE;
  sum_observed (coincidences, before, &observed);
  lw_rational_set_int (&one, (gint64) before[width] - 1, 1);
  lw_rational_mul (&observed, &observed, &one);
  lw_rational_div (&observed, &observed, &expected);
  lw_rational_set_int (&one, 1, 1);
  lw_rational_sub (alpha, &one, &observed);
  return TRUE;
}

gboolean
lw_krippendorff_alpha (const guint *counts, guint n_units, guint n_values, LwRational *alpha)
{
  g_autoptr (LwCoincidences) coincidences = lw_coincidences_new (n_values);
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint unit = 0; unit < n_units; unit++)
    {
      g_array_set_size (values, 0);
      for (guint value = 0; value < n_values; value++)
        for (guint i = 0; i < counts[(gsize) unit * n_values + value]; i++)
          g_array_append_val (values, value);
      lw_coincidences_add (coincidences, (const guint *) (gpointer) values->data, values->len);
    }
  return lw_coincidences_alpha (coincidences, alpha);
}

gboolean
lw_marks_disagree (const LwEvaluationScale *scale, guint lowest, guint highest, guint percent)
{
  g_auto (LwRational) apart = LW_RATIONAL_INIT, length = LW_RATIONAL_INIT, share = LW_RATIONAL_INIT;
  guint bottom = 0;

  for (guint i = 1; i < scale->n_marks; i++)
    if (lw_rational_cmp (&scale->marks[i].number, &scale->marks[bottom].number) < 0)
      bottom = i;
  lw_rational_sub (&length, &scale->marks[scale->top].number, &scale->marks[bottom].number);
  if (lw_rational_sign (&length) == 0)
    return FALSE;
  lw_rational_sub (&apart, &scale->marks[highest].number, &scale->marks[lowest].number);
  lw_rational_set_int (&share, percent, 100);
  lw_rational_mul (&length, &length, &share);
  return lw_rational_cmp (&apart, &length) >= 0;
}
