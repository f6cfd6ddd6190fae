/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Help with weights: the publishing rule, swing weights, pairwise comparison. */
#include "config.h"

#include "base/lw-error.h"
#include "fixture.h"
#include "lw-evaluation-weights.h"

#include <string.h>

#define MOST 16

typedef struct
{
  LwRational number[MOST * MOST];
  guint n;
} Numbers;

static void
numbers_clear (Numbers *numbers)
{
  for (guint i = 0; i < MOST * MOST; i++)
    lw_rational_clear (&numbers->number[i]);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Numbers, numbers_clear)

static void
numbers_init (Numbers *numbers, const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  numbers->n = g_strv_length (words);
  for (guint i = 0; i < MOST * MOST; i++)
    {
      g_autoptr (GError) error = NULL;

      lw_rational_init (&numbers->number[i]);
      if (i < numbers->n)
        lw_rational_parse (&numbers->number[i], words[i], "number", &error);
      g_assert_no_error (error);
    }
}

static char *
join (const Numbers *numbers, guint n, int places)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *one = places < 0 ? lw_rational_to_exact (&numbers->number[i])
                                        : lw_rational_to_decimal (&numbers->number[i], places, LW_ROUNDING_HALF_UP);

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", one);
    }
  return g_string_free (text, FALSE);
}

/* ---- the publishing rule ---- */

static void
assert_publish (const char *weights, const char *whole, guint places, const char *expected)
{
  g_auto (Numbers) given, wholes, published;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gboolean fine;

  numbers_init (&given, weights);
  numbers_init (&wholes, whole);
  numbers_init (&published, "0");
  fine = lw_weights_publish (given.number, given.n, &wholes.number[0], places, published.number, &error);
  if (expected == NULL)
    {
      g_assert_false (fine);
      g_assert_error (error, LW_ERROR, LW_ERROR_INVALID);
      return;
    }
  g_assert_no_error (error);
  text = join (&published, given.n, places);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_publish (void)
{
  /* Worked [V help.commercedecisions.com 80001018388]: plain rounding gives 74.99. */
  assert_publish ("18.2432 24.3243 20.2703 12.1622", "75", 2, "18.24 24.33 20.27 12.16");
  assert_publish ("675/37 900/37 750/37 450/37", "75", 2, "18.24 24.33 20.27 12.16");
  /* The first on a tie. */
  assert_publish ("100/3 100/3 100/3", "100", 2, "33.34 33.33 33.33");
  assert_publish ("100/3 100/3 100/3", "100", 0, "34 33 33");
  assert_publish ("60 40", "100", 2, "60.00 40.00");
  /* Too much by plain rounding: 16.67 six times is 100.02. */
  assert_publish ("50/3 50/3 50/3 50/3 50/3 50/3", "100", 2, "16.66 16.66 16.67 16.67 16.67 16.67");
  /* Several units are left; what weighs nothing gets none. */
  assert_publish ("0 100/7 100/7 100/7 100/7 100/7 100/7 100/7", "100", 0, "0 15 15 14 14 14 14 14");
  assert_publish ("50 40", "100", 2, NULL);
  assert_publish ("110 -10", "100", 2, NULL);
  assert_publish ("50.001 50", "100.001", 2, NULL);
}

/* Whatever the weights, what is published adds up and is nowhere two units off. */
static void
test_publish_adds_up (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (75);

  for (guint i = 0; i < 500; i++)
    {
      g_auto (Numbers) scores, whole, exact, published;
      g_auto (LwRational) sum = LW_RATIONAL_INIT, off = LW_RATIONAL_INIT, two = LW_RATIONAL_INIT;
      g_autoptr (GError) error = NULL;
      const guint n = g_rand_int_range (rand, 1, MOST);

      numbers_init (&scores, "0");
      numbers_init (&whole, "100");
      numbers_init (&exact, "0");
      numbers_init (&published, "0");
      lw_rational_set_int (&two, 2, 100);
      for (guint j = 0; j < n; j++)
        lw_rational_set_int (&scores.number[j], g_rand_int_range (rand, 1, 1000), 1);
      lw_weights_swing (scores.number, n, &whole.number[0], exact.number, &error);
      g_assert_no_error (error);
      lw_weights_publish (exact.number, n, &whole.number[0], 2, published.number, &error);
      g_assert_no_error (error);
      for (guint j = 0; j < n; j++)
        {
          lw_rational_add (&sum, &sum, &published.number[j]);
          lw_rational_sub (&off, &published.number[j], &exact.number[j]);
          mpq_abs (off.q, off.q);
          g_assert_cmpint (lw_rational_cmp (&off, &two), <, 0);
        }
      assert_exact (&sum, "100");
    }
}

/* ---- swing ---- */

static void
assert_swing (const char *scores, const char *whole, const char *expected)
{
  g_auto (Numbers) given, wholes, weights;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gboolean fine;

  numbers_init (&given, scores);
  numbers_init (&wholes, whole);
  numbers_init (&weights, "0");
  fine = lw_weights_swing (given.number, given.n, &wholes.number[0], weights.number, &error);
  if (expected == NULL)
    {
      g_assert_false (fine);
      g_assert_error (error, LW_ERROR, LW_ERROR_INVALID);
      return;
    }
  g_assert_no_error (error);
  text = join (&weights, given.n, -1);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_swing (void)
{
  /* The exact weights of the publishing rule's example. */
  assert_swing ("27 36 30 18", "75", "675/37 900/37 750/37 450/37");
  assert_swing ("100 50 50", "100", "50 25 25");
  assert_swing ("100 0", "60", "60 0");
  assert_swing ("0 0", "60", NULL);
  assert_swing ("10 -1", "60", NULL);
}

/* ---- pairwise comparison ---- */

static gboolean
compare (const char *judgements, guint n, Numbers *weights, LwPairwiseConsistency *consistency, GError **error)
{
  g_auto (Numbers) given, whole;

  numbers_init (&given, judgements);
  numbers_init (&whole, "100");
  return lw_weights_pairwise (given.number, n, &whole.number[0], weights->number, consistency, error);
}

static void
test_pairwise (void)
{
  g_auto (Numbers) weights;
  LwPairwiseConsistency consistency;
  g_autoptr (GError) error = NULL;
  g_autofree char *fits = NULL, *turns = NULL, *pair = NULL, *one = NULL;

  numbers_init (&weights, "0");
  /* 4 : 2 : 1 without contradiction. */
  compare ("1 2 4 1/2 1 2 1/4 1/2 1", 3, &weights, &consistency, &error);
  g_assert_no_error (error);
  fits = join (&weights, 3, 6);
  g_assert_cmpstr (fits, ==, "57.142857 28.571429 14.285714");
  g_assert_cmpfloat_with_epsilon (consistency.lambda, 3, 1e-9);
  g_assert_cmpfloat_with_epsilon (consistency.ratio, 0, 1e-9);
  /* In a circle: A twice B, B twice C, C twice A. The eigenvalue is 1 + 2 + 1/2. */
  compare ("1 2 1/2 1/2 1 2 2 1/2 1", 3, &weights, &consistency, &error);
  g_assert_no_error (error);
  turns = join (&weights, 3, 2);
  g_assert_cmpstr (turns, ==, "33.33 33.33 33.33");
  g_assert_cmpfloat_with_epsilon (consistency.lambda, 3.5, 1e-9);
  g_assert_cmpfloat_with_epsilon (consistency.index, 0.25, 1e-9);
  g_assert_cmpfloat_with_epsilon (consistency.ratio, 0.25 / 0.58, 1e-9);
  g_assert_cmpfloat (consistency.ratio, >, LW_PAIRWISE_RATIO);
  compare ("1 3 1/3 1", 2, &weights, &consistency, &error);
  g_assert_no_error (error);
  pair = join (&weights, 2, 6);
  g_assert_cmpstr (pair, ==, "75.000000 25.000000");
  g_assert_cmpfloat (consistency.ratio, ==, 0);
  compare ("1", 1, &weights, &consistency, &error);
  g_assert_no_error (error);
  one = join (&weights, 1, 0);
  g_assert_cmpstr (one, ==, "100");
  g_assert_false (compare ("1 2 2 1", 2, &weights, &consistency, &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (compare ("1 10 1/10 1", 2, &weights, &consistency, &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (compare ("1", 16, &weights, &consistency, &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/evaluation/weights/publish", test_publish);
  g_test_add_func ("/evaluation/weights/publish-adds-up", test_publish_adds_up);
  g_test_add_func ("/evaluation/weights/swing", test_swing);
  g_test_add_func ("/evaluation/weights/pairwise", test_pairwise);
  return g_test_run ();
}
