/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The fast path of the exact numbers against the slow one. */
#include "config.h"

#include "base/lw-rational.h"

#define SEED 20140701
#define N_PAIRS 200000

#define MIN64 G_MININT64
#define MAX64 G_MAXINT64
#define E18 G_GINT64_CONSTANT (1000000000000000000)

/* What @out must still hold after a FALSE. */
static const LwFraction untouched = { 77, 1 };

static void
set (LwRational *r, const char *text)
{
  g_autoptr (GError) error = NULL;
  gboolean ok = lw_rational_parse (r, text, "test", &error);

  g_assert_no_error (error);
  g_assert_true (ok);
}

/* The slow path's numbers of one case. Kept from case to case: making them anew a million times would
 * take longer than the test. */
typedef struct
{
  LwRational a, b, expected, got;
} Exact;

static void
exact_init (Exact *exact)
{
  lw_rational_init (&exact->a);
  lw_rational_init (&exact->b);
  lw_rational_init (&exact->expected);
  lw_rational_init (&exact->got);
}

static void
exact_clear (Exact *exact)
{
  lw_rational_clear (&exact->a);
  lw_rational_clear (&exact->b);
  lw_rational_clear (&exact->expected);
  lw_rational_clear (&exact->got);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Exact, exact_clear)

/* Judges @out, the fast path's answer, against what is expected: TRUE means equal and well formed;
 * FALSE means, to the letter, that lowest terms do not fit in 64 bits. */
static void
assert_agrees (Exact *exact, gboolean ok, LwFraction out)
{
  if (ok)
    {
      g_assert_cmpint (out.den, >, 0);
      lw_fraction_to_rational (&exact->got, out);
      g_assert_cmpint (lw_rational_cmp (&exact->got, &exact->expected), ==, 0);
    }
  else
    {
      g_assert_cmpint (out.num, ==, untouched.num);
      g_assert_cmpint (out.den, ==, untouched.den);
      g_assert_false (mpz_fits_slong_p (mpq_numref (exact->expected.q)) && mpz_fits_slong_p (mpq_denref (exact->expected.q)));
    }
}

static void
check_round (Exact *exact, LwFraction f, guint places, LwRounding rule)
{
  LwFraction out = untouched;
  gboolean ok = lw_fraction_round (&out, f, places, rule);

  lw_fraction_to_rational (&exact->expected, f);
  lw_rational_round (&exact->expected, places, rule);
  assert_agrees (exact, ok, out);
}

static void
check_pair (Exact *exact, LwFraction a, LwFraction b)
{
  LwFraction out = untouched;
  gboolean ok;
  int order;

  lw_fraction_to_rational (&exact->a, a);
  lw_fraction_to_rational (&exact->b, b);

  ok = lw_fraction_add (&out, a, b);
  lw_rational_add (&exact->expected, &exact->a, &exact->b);
  assert_agrees (exact, ok, out);

  out = untouched;
  ok = lw_fraction_mul (&out, a, b);
  lw_rational_mul (&exact->expected, &exact->a, &exact->b);
  assert_agrees (exact, ok, out);

  order = lw_rational_cmp (&exact->a, &exact->b);
  g_assert_cmpint (lw_fraction_cmp (a, b), ==, order);
  g_assert_cmpint (lw_fraction_cmp (b, a), ==, -order);
  g_assert_cmpint (lw_fraction_cmp (a, a), ==, 0);
}

static void
test_edges (void)
{
  static const LwFraction edges[] = {
    { 0, 1 },         { 0, MAX64 },     { 1, 1 },         { -1, 1 },         { 1, 2 },           { -1, 2 },
    { 1, 3 },         { 5, 2 },         { 1567, 20 },     { 4833, 5600 },    { MAX64, 1 },       { MIN64, 1 },
    { MAX64, 2 },     { MIN64, 2 },     { 1, MAX64 },     { -1, MAX64 },     { MAX64, MAX64 },   { MIN64, MAX64 },
    { MAX64 - 1, 1 }, { MIN64 + 1, 1 }, { MIN64 + 1, MAX64 }, { MAX64, MAX64 - 1 }, { MIN64, MAX64 - 1 }, { MAX64 - 1, MAX64 },
    { E18, 1 },       { -E18, 1 },      { 1, E18 },       { 9 * E18, E18 },  { MAX64, E18 },     { MIN64, E18 },
    { E18 / 2, E18 }, { 3 * (E18 / 2), E18 }, { G_GINT64_CONSTANT (1) << 62, 1 }, { 1, G_GINT64_CONSTANT (1) << 62 },
    { G_MAXINT32, 1 }, { G_MAXUINT32, 1 }, { G_GINT64_CONSTANT (3037000499), 1 }, { G_GINT64_CONSTANT (3037000500), 1 },
  };
  g_auto (Exact) exact;

  exact_init (&exact);
  for (gsize i = 0; i < G_N_ELEMENTS (edges); i++)
    {
      for (guint places = 0; places <= LW_FRACTION_PLACES_MAX; places++)
        for (int rule = LW_ROUNDING_HALF_UP; rule <= LW_ROUNDING_UP; rule++)
          check_round (&exact, edges[i], places, (LwRounding) rule);
      for (gsize j = 0; j < G_N_ELEMENTS (edges); j++)
        check_pair (&exact, edges[i], edges[j]);
    }
}

/* Bits of the size are drawn first, so that every magnitude is as likely as another. */
static gint64
random_int (GRand *rand)
{
  guint64 bits = (guint64) g_rand_int (rand) << 32 | g_rand_int (rand);
  gint64 magnitude = (gint64) (bits >> g_rand_int_range (rand, 1, 64));

  switch (g_rand_int_range (rand, 0, 12))
    {
    case 0:
      return MIN64 + (magnitude & 3);
    case 1:
      return MAX64 - (magnitude & 3);
    case 2:
      return magnitude & 127;
    default:
      return g_rand_boolean (rand) ? magnitude : -magnitude;
    }
}

static gint64
random_den (GRand *rand)
{
  static const gint64 usual[] = { 1, 2, 4, 5, 10, 20, 100, 10000, 1000000, E18 };
  gint64 den = random_int (rand);

  if (g_rand_int_range (rand, 0, 4) == 0)
    return usual[g_rand_int_range (rand, 0, G_N_ELEMENTS (usual))];
  if (den == MIN64)
    return MAX64;
  return MAX (ABS (den), 1);
}

/* As the evaluation leaves them: some in lowest terms, some not, some exactly between two roundings. */
static LwFraction
random_fraction (GRand *rand)
{
  LwFraction f = { random_int (rand), random_den (rand) };
  gint64 factor = g_rand_int_range (rand, 2, 1000);
  gint64 num, den;

  switch (g_rand_int_range (rand, 0, 6))
    {
    case 0:
      if (!__builtin_mul_overflow (f.num, factor, &num) && !__builtin_mul_overflow (f.den, factor, &den))
        return (LwFraction) { num, den };
      return f;
    case 1:
      return (LwFraction) { f.num | 1, 2 };
    case 2:
      /* Ends in a 5 after a few places: a half for one of the roundings. */
      for (den = 10, num = g_rand_int_range (rand, 0, 8); num > 0; num--)
        den *= 10;
      return (LwFraction) { (f.num % 1000000) * 10 + 5, den };
    default:
      return f;
    }
}

static void
test_pairs (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  g_auto (Exact) exact;

  exact_init (&exact);
  for (int i = 0; i < N_PAIRS; i++)
    {
      LwFraction a = random_fraction (rand), b = random_fraction (rand);

      /* The same denominator takes a path of its own. */
      if (g_rand_int_range (rand, 0, 4) == 0)
        b.den = a.den;
      check_pair (&exact, a, b);
    }
}

/* Nearly equal fractions: where a comparison in fewer bits would err. */
static void
test_neighbours (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED + 1);
  g_auto (Exact) exact;

  exact_init (&exact);
  for (int i = 0; i < N_PAIRS / 5; i++)
    {
      LwFraction a = random_fraction (rand), b = a;

      /* Towards zero: it cannot overflow. */
      b.num += a.num < 0 ? 1 : -1;
      if (b.den < MAX64)
        b.den += g_rand_int_range (rand, 0, 2);
      check_pair (&exact, a, b);
      /* Opposites cancel: the sum is small although each part is large. */
      if (a.num != MIN64)
        check_pair (&exact, a, (LwFraction) { -a.num, b.den });
    }
}

static void
test_round_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED + 2);
  g_auto (Exact) exact;

  exact_init (&exact);
  for (int i = 0; i < N_PAIRS; i++)
    {
      LwFraction f = random_fraction (rand);
      guint places = (guint) g_rand_int_range (rand, 0, LW_FRACTION_PLACES_MAX + 1);

      for (int rule = LW_ROUNDING_HALF_UP; rule <= LW_ROUNDING_UP; rule++)
        check_round (&exact, f, places, (LwRounding) rule);
    }
}

static void
test_round_all_places (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED + 3);
  g_auto (Exact) exact;

  exact_init (&exact);
  for (int i = 0; i < N_PAIRS / 250; i++)
    {
      LwFraction f = random_fraction (rand);

      for (guint places = 0; places <= LW_FRACTION_PLACES_MAX; places++)
        for (int rule = LW_ROUNDING_HALF_UP; rule <= LW_ROUNDING_UP; rule++)
          check_round (&exact, f, places, (LwRounding) rule);
    }
}

static void
test_round_too_many_places (void)
{
  LwFraction out = untouched;

  g_assert_false (lw_fraction_round (&out, (LwFraction) { 1, 2 }, LW_FRACTION_PLACES_MAX + 1, LW_ROUNDING_DOWN));
  g_assert_cmpint (out.num, ==, untouched.num);
  g_assert_cmpint (out.den, ==, untouched.den);
}

/* A total as the ranking makes it: weight × mark ÷ top, added up over many leaves, rounded. */
static void
test_totals (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED + 4);
  g_auto (Exact) exact;

  exact_init (&exact);
  for (int i = 0; i < 5000; i++)
    {
      LwFraction total = { 0, 1 };
      gint64 top = g_rand_int_range (rand, 3, 12);

      lw_rational_set_int (&exact.b, 0, 1);
      for (int leaf = 0; leaf < 40; leaf++)
        {
          LwFraction weight = { g_rand_int_range (rand, 1, 100000), 1000 };
          LwFraction mark = { g_rand_int_range (rand, 0, (gint32) top + 1), top };
          LwFraction product;

          g_assert_true (lw_fraction_mul (&product, weight, mark));
          g_assert_true (lw_fraction_add (&total, total, product));
          lw_rational_set_int (&exact.a, weight.num * mark.num, weight.den * mark.den);
          lw_rational_add (&exact.b, &exact.b, &exact.a);
        }
      lw_rational_set (&exact.expected, &exact.b);
      assert_agrees (&exact, TRUE, total);
      check_round (&exact, total, (guint) g_rand_int_range (rand, 0, 5), LW_ROUNDING_HALF_UP);
    }
}

static void
test_from_rational (void)
{
  static const struct
  {
    const char *text;
    gboolean fits;
  } cases[] = {
    { "0", TRUE },
    { "-1567/20", TRUE },
    { "9223372036854775807", TRUE },
    { "-9223372036854775808", TRUE },
    { "1/9223372036854775807", TRUE },
    { "9223372036854775808", FALSE },
    { "-9223372036854775809", FALSE },
    { "1/9223372036854775808", FALSE },
    { "-9223372036854775808/3", TRUE },
  };
  g_auto (Exact) exact;

  exact_init (&exact);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      LwFraction out = untouched;
      gboolean ok;

      set (&exact.expected, cases[i].text);
      ok = lw_fraction_from_rational (&out, &exact.expected);
      g_assert_cmpint (ok, ==, cases[i].fits);
      assert_agrees (&exact, ok, out);
    }
}

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    gboolean ok;
    LwFraction f;
  } cases[] = {
    { "0", TRUE, { 0, 1 } },
    { "-0", TRUE, { 0, 1 } },
    { "4", TRUE, { 4, 1 } },
    { "12.50", TRUE, { 1250, 100 } },
    { "-0.05", TRUE, { -5, 100 } },
    { "1567/20", TRUE, { 1567, 20 } },
    { "-4/6", TRUE, { -4, 6 } },
    { "007", TRUE, { 7, 1 } },
    { "9223372036854775807", TRUE, { MAX64, 1 } },
    { "-9223372036854775808", TRUE, { MIN64, 1 } },
    { "1/9223372036854775807", TRUE, { 1, MAX64 } },
    { "-9.223372036854775808", TRUE, { MIN64, E18 } },
    /* Good numbers that are left to the slow path. */
    { "9223372036854775808", FALSE, { 0, 0 } },
    { "-9223372036854775809", FALSE, { 0, 0 } },
    { "1/9223372036854775808", FALSE, { 0, 0 } },
    { "0.0000000000000000000", FALSE, { 0, 0 } },
    { "99999999999999999999/99999999999999999999", FALSE, { 0, 0 } },
  };
  g_auto (Exact) exact;

  exact_init (&exact);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      LwFraction out = untouched;

      set (&exact.expected, cases[i].text);
      g_assert_cmpint (lw_fraction_parse (&out, cases[i].text), ==, cases[i].ok);
      g_assert_cmpint (out.num, ==, cases[i].ok ? cases[i].f.num : untouched.num);
      g_assert_cmpint (out.den, ==, cases[i].ok ? cases[i].f.den : untouched.den);
      if (cases[i].ok)
        assert_agrees (&exact, TRUE, out);
    }
}

/* Texts of the characters of numbers, mostly broken: both parsers take the same ones. */
static void
test_parse_agrees (void)
{
  static const char alphabet[] = "0123456789-./ +e";
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED + 5);
  g_auto (Exact) exact;
  guint n_good = 0;

  exact_init (&exact);
  for (int i = 0; i < N_PAIRS / 2; i++)
    {
      char text[8] = { 0 };
      int length = g_rand_int_range (rand, 0, (gint32) sizeof text);
      LwFraction out = untouched;
      gboolean ok;

      for (int j = 0; j < length; j++)
        text[j] = alphabet[g_rand_int_range (rand, 0, (gint32) sizeof alphabet - 1)];
      ok = lw_fraction_parse (&out, text);
      /* So short a text always fits. */
      g_assert_cmpint (lw_rational_parse (&exact.expected, text, "test", NULL), ==, ok);
      if (ok)
        assert_agrees (&exact, TRUE, out);
      n_good += ok;
    }
  g_assert_cmpuint (n_good, >, N_PAIRS / 40);
  g_assert_false (lw_fraction_parse (&(LwFraction) { 0, 1 }, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/fraction/edges", test_edges);
  g_test_add_func ("/fraction/pairs", test_pairs);
  g_test_add_func ("/fraction/neighbours", test_neighbours);
  g_test_add_func ("/fraction/round", test_round_random);
  g_test_add_func ("/fraction/round/all-places", test_round_all_places);
  g_test_add_func ("/fraction/round/too-many-places", test_round_too_many_places);
  g_test_add_func ("/fraction/totals", test_totals);
  g_test_add_func ("/fraction/from-rational", test_from_rational);
  g_test_add_func ("/fraction/parse", test_parse);
  g_test_add_func ("/fraction/parse/agrees", test_parse_agrees);
  return g_test_run ();
}
