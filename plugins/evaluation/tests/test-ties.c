/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Ties: rule by rule, in their order, and how a ranking says what decided. */
#include "config.h"

#include "trial-lot.h"

/* ---- the pure function ---- */

/* @values: of each candidate, a character a rule: a digit, '-' where it is not known. Result "B A1 C0": order and what decided. */
static void
assert_break (const char *kinds, const char *const *values, const char *expected)
{
  static const char *const bidders[] = { "A", "B", "C", "D" };
  g_autoptr (GPtrArray) rules = g_ptr_array_new_with_free_func ((GDestroyNotify) lw_tie_rule_free);
  LwRational numbers[4][4];
  const LwRational *pointers[4][4] = { { NULL } };
  LwTieCandidate candidates[4];
  guint order[4], decided[4], n = 0;
  g_autoptr (GString) text = g_string_new (NULL);

  for (const char *kind = kinds; *kind != '\0'; kind++)
    g_ptr_array_add (rules, lw_tie_rule_new (*kind - '0', "x", "seed"));
  for (n = 0; values[n] != NULL; n++)
    {
      for (guint r = 0; r < rules->len; r++)
        {
          lw_rational_init (&numbers[n][r]);
          lw_rational_set_int (&numbers[n][r], g_ascii_digit_value (values[n][r]), 1);
          pointers[n][r] = values[n][r] == '-' ? NULL : &numbers[n][r];
        }
      candidates[n] = (LwTieCandidate) { bidders[n], pointers[n] };
    }
  lw_tie_break (rules, "L1", candidates, n, order, decided);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%s%u", i > 0 ? " " : "", bidders[order[i]], decided[i]);
  g_assert_cmpstr (text->str, ==, expected);
  for (guint i = 0; i < n; i++)
    for (guint r = 0; r < rules->len; r++)
      lw_rational_clear (&numbers[i][r]);
}

#define VALUES(...) ((const char *const[]) { __VA_ARGS__, NULL })

static void
test_rules (void)
{
  /* No rule: the order given, and nothing decided. */
  assert_break ("", VALUES ("", "", ""), "A0 B0 C0");
  /* The first rule that tells two apart decides between them, whatever later ones say. */
  assert_break ("02", VALUES ("19", "20"), "B0 A1");
  assert_break ("02", VALUES ("21", "22", "13"), "B0 A2 C1");
  assert_break ("012", VALUES ("111", "112", "211", "111"), "C0 B1 A3 D0");
  /* A value that is not known: the rule decides nothing between any. */
  assert_break ("02", VALUES ("11", "-2", "93"), "C0 B2 A2");
}

/* printf '%s' seed/L1/A | sha256sum, and so on: the lowest first. */
static void
test_lots (void)
{
  g_autofree char *a = lw_tie_lot ("seed", "L1", "A"), *b = lw_tie_lot ("seed", "L1", "B"), *c = lw_tie_lot ("seed", "L1", "C");

  g_assert_cmpstr (a, ==, "df135b331dfccd6935d58482d172ee130674ee36fe94a7dd0d2a7d6d7d3562ed");
  g_assert_cmpstr (b, ==, "ba9f1f34f85fc9652514af9e2011bfd852c2ff786081db9eacdf48437090defc");
  g_assert_cmpstr (c, ==, "cbf07b975e031256d68880fdf3005a2ded5f8f87a052390db9bb13785b4a7ff7");
  assert_break ("3", VALUES (".", ".", "."), "B0 C1 A1");
  assert_break ("03", VALUES ("1.", "1.", "2."), "C0 B1 A2");
}

/* ---- in a ranking ---- */

static void
assert_ranking (const char *ties, const char *bids, const char *expected)
{
  const TrialPlan plan = { .weights = "30 30", .price = "40", .ties = ties };
  g_autoptr (LwEvaluationMarks) marks = trial_lot (&plan, bids);

  for (guint exact = 0; exact < 2; exact++)
    {
      g_autoptr (LwLotRanking) ranking = lw_evaluation_rank_lot (marks, 0, exact ? LW_RANK_EXACT : LW_RANK_DEFAULT);
      g_autoptr (GString) text = g_string_new (NULL);

      for (guint i = 0; i < ranking->n_results; i++)
        {
          const LwBidResult *result = &ranking->results[i];

          g_string_append_printf (text, "%s%u%s %s", i > 0 ? "; " : "", result->rank, result->tied ? "=" : "",
                                  trial_bidder (marks, result->bid));
          if (result->decided_by > 0)
            g_string_append_printf (text, " by %u", result->decided_by);
        }
      g_assert_cmpstr (text->str, ==, expected);
    }
}

static void
test_ranking (void)
{
  static const char *const equal = "A 50,70 10000; B 60,60 10000; C 70,50 10000; D 0,0 10000";

  assert_ranking (NULL, equal, "1= A; 1= B; 1= C; 4 D");
  /* Quality is the same too. */
  assert_ranking ("higher-quality", equal, "1= A; 1= B; 1= C; 4 D");
  assert_ranking ("criterion 2", equal, "1 A by 1; 2 B by 1; 3 C by 1; 4 D");
  assert_ranking ("criterion 1, criterion 2", equal, "1 C by 1; 2 B by 1; 3 A by 1; 4 D");
  assert_ranking ("lower-price, drawn-lot 7", equal, "1 B by 2; 2 C by 2; 3 A by 2; 4 D");
  /* A part of the tie is decided, another stays. */
  assert_ranking ("criterion 1", "A 50,70 10000; B 50,70 10000; C 70,50 10000", "1 C by 1; 2= A by 1; 2= B by 1");
  assert_ranking ("lower-price", "A 0,100 20000; B 0,100 20000; C 0,0 10000", "1= A; 1= B; 3 C");
  /* 60 + 20 and 48 + 32. */
  assert_ranking ("higher-quality", "A 100,100 20000; B 80,80 12500; C 0,0 10000", "1 A by 1; 2 B by 1; 3 C");
  assert_ranking ("lower-price", "A 100,100 20000; B 80,80 12500; C 0,0 10000", "1 B by 1; 2 A by 1; 3 C");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/evaluation/ties/rules", test_rules);
  g_test_add_func ("/evaluation/ties/drawn-lots", test_lots);
  g_test_add_func ("/evaluation/ties/ranking", test_ranking);
  return g_test_run ();
}
