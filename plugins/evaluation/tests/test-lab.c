/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The formula lab: the worked rank reversal of docs/methods.md, whole, and what else the lab says of dummy bids. */
#include "config.h"

#include "base/lw-error.h"
#include "front.h"
#include "lw-evaluation-lab.h"

/* ---- what the cases say in few words ---- */

static LwLabMethod
find (const char *id)
{
  for (guint i = 0; i < lw_lab_n_methods (); i++)
    if (g_str_equal (lw_lab_method (i).id, id))
      return lw_lab_method (i);
  g_error ("no method %s", id);
}

static GPtrArray *
bids_of (const char *texts)
{
  g_auto (GStrv) parts = g_strsplit (texts, " ", -1);
  GPtrArray *bids = g_ptr_array_new_with_free_func ((GDestroyNotify) lw_lab_bid_free);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      LwLabBid *bid = lw_lab_bid_parse (parts[i], "GBP", &error);

      g_assert_no_error (error);
      g_ptr_array_add (bids, bid);
    }
  return bids;
}

static void
set_weights (LwLabTerms *terms, gint64 quality, gint64 price)
{
  lw_lab_terms_init (terms);
  lw_rational_set_int (&terms->quality_weight, quality, 1);
  lw_rational_set_int (&terms->price_weight, price, 1);
  terms->price = (LwPriceTerms) { 4000, 12000, { 2, 1 } };
  terms->basis.rate = 100;
  terms->basis.digits = 2;
}

/* Figures in the order of the bids, to four places where they do not end: "48 55.3333 58". */
static char *
figures (const LwLabMethod *method, const LwLabTerms *terms, GPtrArray *bids)
{
  g_autoptr (GArray) results = lw_lab_trial (method, terms, bids);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < results->len; i++)
    {
      const LwIndex *figure = &g_array_index (results, LwLabResult, i).figure;
      g_autofree char *decimal = lw_rational_to_decimal (&figure->value, 4, LW_ROUNDING_HALF_UP);

      while (g_str_has_suffix (decimal, "0"))
        decimal[strlen (decimal) - 1] = '\0';
      if (g_str_has_suffix (decimal, "."))
        decimal[strlen (decimal) - 1] = '\0';
      g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                              figure->limit == LW_INDEX_FINITE ? decimal
                              : figure->limit == LW_INDEX_BEST ? "best"
                                                               : "worst");
    }
  return g_string_free (text, FALSE);
}

static void
assert_figures (const char *id, const LwLabTerms *terms, GPtrArray *bids, const char *expected)
{
  const LwLabMethod method = find (id);
  g_autofree char *found = figures (&method, terms, bids);

  g_test_message ("%s", id);
  g_assert_cmpstr (found, ==, expected);
}

/* Names of those that are first. */
static char *
first_of (const char *id, const LwLabTerms *terms, GPtrArray *bids)
{
  const LwLabMethod method = find (id);
  g_autoptr (GArray) results = lw_lab_trial (&method, terms, bids);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < results->len; i++)
    if (g_array_index (results, LwLabResult, i).rank == 1)
      g_string_append (text, ((LwLabBid *) g_ptr_array_index (bids, i))->name);
  return g_string_free (text, FALSE);
}

static void
assert_first (const char *id, const LwLabTerms *terms, GPtrArray *bids, const char *expected)
{
  g_autofree char *found = first_of (id, terms, bids);

  g_assert_cmpstr (found, ==, expected);
}

/* Pairs that change without bid @dropped: "AB BC". */
static void
assert_drop (const char *id, const LwLabTerms *terms, GPtrArray *bids, guint dropped, const char *expected)
{
  const LwLabMethod method = find (id);
  g_autoptr (GArray) swaps = lw_lab_drop (&method, terms, bids, dropped);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < swaps->len; i++)
    {
      const LwLabSwap *swap = &g_array_index (swaps, LwLabSwap, i);

      g_string_append_printf (text, "%s%s%s", i > 0 ? " " : "", ((LwLabBid *) g_ptr_array_index (bids, swap->a))->name,
                              ((LwLabBid *) g_ptr_array_index (bids, swap->b))->name);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

/* ---- worked examples ---- */

/* Quality 60, price 40; A 80 marks £100, B 70 marks £80, C 30 marks £40; then C withdraws. */
static void
test_rank_reversal (void)
{
  static const struct
  {
    const char *formula, *three, *first, *two, *first_of_two, *changes;
  } rows[] = {
    { "lowest-over-price", "64 62 58", "A", "80 82", "B", "AB" },
    { "standard-differential", "48 42 58", "C", "78 82", "B", "AB" },
    { "high-low", "48 55.3333 58", "C", "48 82", "B", "" },
    { "mean-deviation", "53.4545 58.3636 56.1818", "B", "63.5556 66.4444", "B", "" },
    { "fixed-range", "58 62 58", "B", "58 62", "B", "" },
  };
  g_autoptr (GPtrArray) three = bids_of ("A=80@100 B=70@80 C=30@40"), two = bids_of ("A=80@100 B=70@80");
  g_auto (LwLabTerms) terms;

  set_weights (&terms, 60, 40);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      assert_figures (rows[i].formula, &terms, three, rows[i].three);
      assert_first (rows[i].formula, &terms, three, rows[i].first);
      assert_figures (rows[i].formula, &terms, two, rows[i].two);
      assert_first (rows[i].formula, &terms, two, rows[i].first_of_two);
      assert_drop (rows[i].formula, &terms, three, 2, rows[i].changes);
    }
}

/* 50/50 with lowest-over-price: A 50 marks £50, B 75 marks £75, C 100 marks £100: the middle bid loses although the price of
 * a quality point is the same. */
static void
test_middle_bid_loses (void)
{
  g_autoptr (GPtrArray) bids = bids_of ("A=50@50 B=75@75 C=100@100");
  g_auto (LwLabTerms) terms;

  set_weights (&terms, 50, 50);
  assert_figures ("lowest-over-price", &terms, bids, "75 70.8333 75");
  assert_first ("lowest-over-price", &terms, bids, "AC");
  assert_figures ("price-per-quality-point", &terms, bids, "1 1 1");
  assert_first ("price-per-quality-point", &terms, bids, "ABC");
}

/* An absolute method cannot reverse, whatever the bids. */
static void
test_absolute_never_reverses (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20250917);
  guint reversals = 0;

  for (guint i = 0; i < 300; i++)
    {
      g_autoptr (GPtrArray) bids = g_ptr_array_new_with_free_func ((GDestroyNotify) lw_lab_bid_free);
      g_auto (LwLabTerms) terms;

      set_weights (&terms, g_rand_int_range (rand, 1, 100), g_rand_int_range (rand, 1, 100));
      for (guint bid = 0; bid < 4; bid++)
        {
          g_auto (LwRational) quality = LW_RATIONAL_INIT;

          lw_rational_set_int (&quality, g_rand_int_range (rand, 0, 101), 1);
          g_ptr_array_add (bids, lw_lab_bid_new ("x", &quality, g_rand_int_range (rand, 0, 20000)));
        }
      for (guint m = 0; m < lw_lab_n_methods (); m++)
        for (guint dropped = 0; dropped < bids->len; dropped++)
          {
            const LwLabMethod method = lw_lab_method (m);
            g_autoptr (GArray) swaps = lw_lab_drop (&method, &terms, bids, dropped);

            reversals += swaps->len;
            if (method.kind == LW_PRICE_ABSOLUTE)
              g_assert_cmpuint (swaps->len, ==, 0);
          }
    }
  g_assert_cmpuint (reversals, >, 100);
}

/* ---- what quality can do ---- */

static void
assert_lead (const char *id, const LwLabTerms *terms, GPtrArray *bids, guint which, const char *exact)
{
  const LwLabMethod method = find (id);
  g_auto (LwRational) marks = LW_RATIONAL_INIT;

  g_test_message ("%s", id);
  g_assert_true (lw_lab_lead (&method, terms, bids, which, &marks));
  assert_exact (&marks, exact);
}

static void
test_leads (void)
{
  g_autoptr (GPtrArray) bids = bids_of ("A=80@100 B=70@80 C=30@40");
  g_auto (LwLabTerms) terms;

  set_weights (&terms, 60, 40);
  assert_lead ("lowest-over-price", &terms, bids, 0, "40");
  assert_lead ("standard-differential", &terms, bids, 1, "200/3");
  assert_lead ("fixed-range", &terms, bids, 0, "50");
  assert_lead ("price-per-quality-point", &terms, bids, 0, "60");
  assert_lead ("value-index", &terms, bids, 1, "50");
  assert_lead ("monetised-quality", &terms, bids, 0, "60");
  assert_lead ("monetised-quality", &terms, bids, 2, "0");
}

/* Weights of 10 and 90: no quality makes up for twice the price. */
static void
test_quality_cannot_matter (void)
{
  g_autoptr (GPtrArray) bids = bids_of ("A=100@200 B=0@100"), near = bids_of ("A=100@101 B=0@100");
  g_autoptr (GPtrArray) nothing = bids_of ("A=100@200 B=0@0");
  const LwLabMethod lowest = find ("lowest-over-price"), value = find ("value-index");
  g_auto (LwRational) marks = LW_RATIONAL_INIT;
  g_auto (LwLabTerms) terms, price_alone;

  set_weights (&terms, 10, 90);
  set_weights (&price_alone, 0, 100);
  assert_lead ("lowest-over-price", &terms, bids, 0, "450");
  g_assert_false (lw_lab_quality_matters (&lowest, &terms, bids));
  g_assert_true (lw_lab_quality_matters (&lowest, &terms, near));
  g_assert_true (lw_lab_quality_matters (&value, &terms, bids));
  /* Beside a price of nothing none has a chance by value either. */
  g_assert_false (lw_lab_quality_matters (&value, &terms, nothing));
  g_assert_false (lw_lab_quality_matters (&lowest, &price_alone, bids));
  g_assert_false (lw_lab_lead (&lowest, &price_alone, bids, 0, &marks));
}

/* ---- extremes ---- */

static void
test_extremes (void)
{
  g_autoptr (GPtrArray) bids = bids_of ("A=80@100 B=70@80 C=30@40");
  g_autoptr (GPtrArray) zero = lw_lab_with_zero (bids), outlier = lw_lab_with_outlier (bids, "far");
  g_auto (LwLabTerms) terms;

  set_weights (&terms, 60, 40);
  /* One price of nothing takes all points for price from the others. */
  assert_figures ("lowest-over-price", &terms, zero, "48 42 58");
  assert_figures ("standard-differential", &terms, zero, "48 42 58");
  assert_figures ("high-low", &terms, zero, "48 50 58");
  assert_figures ("logarithmic", &terms, zero, "48 42 58");
  assert_figures ("value-index", &terms, zero, "0.8 0.875 best");
  assert_figures ("price-per-quality-point", &terms, zero, "1.25 1.1429 0");
  /* An outlier at £1,000 makes all other prices look alike where the formula looks at the highest or the mean. */
  assert_figures ("high-low", &terms, outlier, "85.5 80.3333 58 0");
  assert_figures ("mean-deviation", &terms, outlier, "88 82 58 0");
  assert_figures ("lowest-over-price", &terms, outlier, "64 62 58 1.6");
  assert_figures ("price-per-quality-point", &terms, outlier, "1.25 1.1429 1.3333 worst");
}

static void
test_point (void)
{
  g_autoptr (GPtrArray) bids = bids_of ("A=80@100 B=70@80 C=30@40");
  const LwLabMethod lowest = find ("lowest-over-price"), fixed = find ("fixed-range"), price = find ("price-per-quality-point");
  LwIndex figure = { LW_INDEX_FINITE, LW_RATIONAL_INIT };
  g_auto (LwLabTerms) terms;

  set_weights (&terms, 60, 40);
  lw_lab_point (&lowest, &terms, bids, 8000, &figure);
  assert_exact (&figure.value, "20");
  lw_lab_point (&lowest, &terms, bids, 2000, &figure); /* is then the lowest itself */
  assert_exact (&figure.value, "40");
  lw_lab_point (&fixed, &terms, bids, 6000, &figure);
  assert_exact (&figure.value, "30");
  lw_lab_point (&price, &terms, bids, 6000, &figure);
  assert_exact (&figure.value, "3/5");
  lw_rational_clear (&figure.value);
}

/* ---- terms and bids ---- */

static void
test_missing (void)
{
  g_auto (LwLabTerms) terms;

  lw_lab_terms_init (&terms);
  for (guint i = 0; i < lw_lab_n_methods (); i++)
    {
      const LwLabMethod method = lw_lab_method (i);
      const gboolean needs = g_str_equal (method.id, "fixed-range") || g_str_equal (method.id, "logarithmic")
                             || g_str_equal (method.id, "monetised-quality")
                             || g_str_equal (method.id, "weighted-value-index");

      g_assert_cmpint (lw_lab_missing (&method, &terms) != NULL, ==, needs);
    }
  g_assert_cmpuint (lw_lab_n_methods (), ==, 10);
}

static void
test_refused_bids (void)
{
  static const char *const refused[] = { "", "A", "=80@100", "A=80", "A@100=80", "A=101@100", "A=-1@100", "A=80@-1", "A=80@1.005", "A=x@1" };

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (lw_lab_bid_parse (refused[i], "GBP", &error));
      g_assert_error (error, LW_ERROR, LW_ERROR_INVALID);
    }
}

/* ---- the verb ---- */

static JsonObject *
formula_of (Front *front, guint i)
{
  JsonObject *object = json_node_get_object (front->json);

  return json_array_get_object_element (json_object_get_array_member (object, "formulas"), i);
}

static void
test_verb (void)
{
  Front *front = front_new (NULL);
  JsonObject *formula;
  JsonArray *without;

  /* Without anything: the worked example. */
  assert_run (front, "formula-lab --json --steps 2");
  formula = formula_of (front, 0);
  g_assert_cmpstr (json_object_get_string_member (formula, "formula"), ==, "lowest-over-price");
  without = json_object_get_array_member (formula, "without");
  g_assert_cmpuint (json_array_get_length (without), ==, 3);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (json_array_get_object_element (without, 2), "changed")), ==, 1);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (formula, "curve")), ==, 3);
  g_assert_true (json_object_get_null_member (formula_of (front, 5), "needs"));
  g_assert_cmpstr (json_object_get_string_member (formula_of (front, 9), "needs"), ==, "rate");

  /* The weights of the file: 60 and 40. */
  assert_run (front, "formula-lab f A=80@100 B=70@80 C=30@40 --json --formula lowest-over-price");
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (front->json), "quality-weight"), ==, "60");
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (front->json), "price-weight"), ==, "40");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (json_node_get_object (front->json), "formulas")), ==, 1);
  assert_run (front, "formula-lab f --quality 70 --price 30 --json");
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (front->json), "quality-weight"), ==, "70");

  assert_run (front, "formula-lab A=80@100 B=70@80 C=30@40 --optimum 40 --top 120 --factor 2 --rate 1");
  g_assert_nonnull (strstr (front->text->str, "B > A: A and B change"));
  assert_run (front, "formula-lab --csv --formula fixed-range --steps 1");
  g_assert_nonnull (strstr (front->text->str, "fixed-range|absolute|without C|B|80.00|62.00|62|1\n"));
  assert_refused (front, "formula-lab A=80@100 A=70@80", "each name once");
  assert_refused (front, "formula-lab --formula no-such", "expected one of lowest-over-price");
  assert_refused (front, "formula-lab --optimum 5 --top 5", "below the top price");
  assert_refused (front, "formula-lab --from 9 --to 5", "expected a price up to that of --to");
  assert_refused (front, "formula-lab --steps 0", "expected a whole number from 1 to 1000");
  assert_refused (front, "formula-lab --currency XXQ", "expected a known one");
  assert_refused (front, "formula-lab f --currency EUR", "expected none beside a file");
  assert_refused (front, "formula-lab --quality -1", "not negative");
  assert_refused (front, "formula-lab --factor 1", "above 1");
  front_free (front);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/evaluation/lab/rank-reversal", test_rank_reversal);
  g_test_add_func ("/evaluation/lab/middle-bid-loses", test_middle_bid_loses);
  g_test_add_func ("/evaluation/lab/absolute-never-reverses", test_absolute_never_reverses);
  g_test_add_func ("/evaluation/lab/leads", test_leads);
  g_test_add_func ("/evaluation/lab/quality-cannot-matter", test_quality_cannot_matter);
  g_test_add_func ("/evaluation/lab/extremes", test_extremes);
  g_test_add_func ("/evaluation/lab/point", test_point);
  g_test_add_func ("/evaluation/lab/missing", test_missing);
  g_test_add_func ("/evaluation/lab/refused-bids", test_refused_bids);
  g_test_add_func ("/evaluation/lab/verb", test_verb);
  return g_test_run ();
}
