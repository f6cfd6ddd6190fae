/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Agreement between evaluators: a published example, the edges, and a competition read from its rows. */
#include "config.h"

#include "fixture.h"
#include "lw-evaluation-agreement.h"

#include <string.h>

/* ---- alpha ---- */

#define VALUES 10

/* @rows: one string an observer, a digit a unit, '.' where there is none. */
static gboolean
alpha_of (const char *const *rows, LwRational *alpha)
{
  const guint n_units = strlen (rows[0]);
  g_autofree guint *counts = g_new0 (guint, n_units * VALUES);

  for (guint i = 0; rows[i] != NULL; i++)
    for (guint unit = 0; unit < n_units; unit++)
      if (rows[i][unit] != '.')
        counts[unit * VALUES + g_ascii_digit_value (rows[i][unit])]++;
  return lw_krippendorff_alpha (counts, n_units, VALUES, alpha);
}

static void
assert_alpha (const char *const *rows, const char *exact)
{
  g_auto (LwRational) alpha = LW_RATIONAL_INIT;

  g_assert_true (alpha_of (rows, &alpha));
  assert_exact (&alpha, exact);
}

/* Krippendorff's example of four observers, twelve units and missing values: ordinal alpha 0.815. [V the data in the manual of
 * R's irr, kripp.alpha; the value in the tests of pln-fing-udelar/fast-krippendorff] */
static void
test_krippendorff (void)
{
  static const char *const rows[] = { "123321412...", "1233224125.3", ".3332342251.", "12332441251.", NULL };
  g_auto (LwRational) alpha = LW_RATIONAL_INIT;
  g_autofree char *decimal = NULL;

  assert_alpha (rows, "108577/133160");
  alpha_of (rows, &alpha);
  decimal = lw_rational_to_decimal (&alpha, 3, LW_ROUNDING_HALF_UP);
  g_assert_cmpstr (decimal, ==, "0.815");
}

static void
test_edges (void)
{
  static const char *const agreed[] = { "123", "123", NULL };
  static const char *const crossed[] = { "12", "21", NULL };
  static const char *const alone[] = { "123", "...", NULL };
  static const char *const same[] = { "22", "22", NULL };
  static const char *const gap[] = { "1239", "123.", NULL };
  /* Only the order of the values counts, not how far they lie apart. */
  static const char *const stretched[] = { "1592", "1951", NULL }, *const narrow[] = { "1342", "1431", NULL };
  g_auto (LwRational) alpha = LW_RATIONAL_INIT, other = LW_RATIONAL_INIT;

  assert_alpha (agreed, "1");
  assert_alpha (crossed, "-1/2");
  g_assert_false (alpha_of (alone, &alpha));
  g_assert_false (alpha_of (same, &alpha));
  assert_alpha (gap, "1");
  g_assert_true (alpha_of (stretched, &alpha));
  g_assert_true (alpha_of (narrow, &other));
  g_assert_cmpint (lw_rational_cmp (&alpha, &other), ==, 0);
}

/* ---- disagreement ---- */

static void
test_disagree (void)
{
  g_autoptr (LwEvaluationModel) model = fixture_model (LW_WEIGHTS_POINTS, "100", LW_ROUND_NEVER, 2, LW_ROUNDING_HALF_UP, NULL);
  const LwEvaluationScale *ten, *late, *one;

  fixture_scale (model, "S10", "0 1 2 3 4 5 6 7 8 9 10");
  fixture_scale (model, "late", "3 1 2 5");
  fixture_scale (model, "one", "4");
  ten = g_ptr_array_index (model->scales, 0);
  late = g_ptr_array_index (model->scales, 1);
  one = g_ptr_array_index (model->scales, 2);
  /* Worked [V support.gobonfire.com 205707928]: 6 and 9 out of 10. */
  g_assert_true (lw_marks_disagree (ten, 6, 9, LW_DISAGREE_PERCENT));
  g_assert_false (lw_marks_disagree (ten, 6, 8, LW_DISAGREE_PERCENT));
  g_assert_false (lw_marks_disagree (ten, 6, 9, 31));
  /* The length of this one is 4: from 1 to 5. */
  g_assert_true (lw_marks_disagree (late, 2, 0, 25));
  g_assert_false (lw_marks_disagree (late, 2, 0, 26));
  g_assert_false (lw_marks_disagree (one, 0, 0, 0));
}

/* ---- a competition ---- */

/* "1.1 2 1/3 1": criterion, cells, alpha, disagreements. */
static char *
describe (const LwEvaluationMarks *marks, const LwAgreement *agreement)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < agreement->n_criteria; i++)
    {
      const LwCriterionAgreement *one = &agreement->criteria[i];
      g_autofree char *alpha = lw_rational_to_exact (&one->alpha);

      g_string_append_printf (text, "%s %u %s %u; ", marks->model->criteria[one->criterion].id, one->n_cells,
                              one->defined ? alpha : "-", one->n_disagree);
    }
  for (guint i = 0; i < agreement->n_evaluators; i++)
    {
      g_autofree char *bias = lw_rational_to_exact (&agreement->evaluators[i].bias);

      g_string_append_printf (text, "%s (%s) %u %s; ", agreement->evaluators[i].id, agreement->evaluators[i].name,
                              agreement->evaluators[i].n_cells, bias);
    }
  for (guint i = 0; i < agreement->disagreements->len; i++)
    {
      const LwDisagreement *one = &g_array_index (agreement->disagreements, LwDisagreement, i);

      g_string_append_printf (text, "%s/%s/%s %u-%u; ", one->lot < 0 ? "" : marks->lots[one->lot].id,
                              marks->bidders[one->bidder].id, marks->model->criteria[one->criterion].id, one->lowest,
                              one->highest);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_agreement (LwStore *store, guint percent, const char *expected, const char *overall)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = lw_store_reader (store, &error);
  g_autoptr (LwEvaluationMarks) marks = lw_evaluation_marks_load (lw_reader_connection (reader), &error);
  g_autoptr (LwAgreement) agreement = NULL;
  g_autofree char *text = NULL, *alpha = NULL;

  g_assert_no_error (error);
  agreement = lw_evaluation_agreement (marks, lw_reader_connection (reader), percent, &error);
  g_assert_no_error (error);
  text = describe (marks, agreement);
  g_assert_cmpstr (text, ==, expected);
  alpha = agreement->defined ? lw_rational_to_exact (&agreement->alpha) : g_strdup ("-");
  g_assert_cmpstr (alpha, ==, overall);
}

static void
test_competition (void)
{
  static const char *const more[] = {
    "person|id=E3|name=Evaluator 3",
    "evaluation_mark|lot=L1|bidder=B3|criterion=1.1|person=E3|mark=2",
    "evaluation_mark|lot=|bidder=B1|criterion=2.1|person=E2|mark=fail",
    NULL,
  };
  static const char *const expected
      = "1.1 5 1017/2222 1; 1.2 3 1 0; 2.1 1 0 1; E1 (Evaluator 1) 8 1/16; E2 (Evaluator 2) 8 1/80;"
        " E3 (Evaluator 3) 1 -3/5; /B1/2.1 0-1; L1/B3/1.1 2-5; ";
  LwStore *store = fixture_small_store (more);

  assert_agreement (store, 30, expected, "7289/12801");
  /* Marks that have no place, or are on no scale, say nothing. */
  fixture_run (store, "INSERT INTO evaluation_mark (lot, bidder, criterion, person, mark) VALUES ('L9', 'B1', '1.1', 'E3', '0'),"
                      " ('', 'B1', '1.1', 'E3', '0'), ('L1', 'B1', '1.1', 'E3', '7')");
  assert_agreement (store, 30, expected, "7289/12801");
  fixture_run (store, "DELETE FROM evaluation_mark WHERE person <> 'E1'");
  assert_agreement (store, 30, "1.1 0 - 0; 1.2 0 - 0; 2.1 0 - 0; E1 (Evaluator 1) 0 0; ", "-");
  fixture_close (store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/evaluation/agreement/krippendorff-ordinal", test_krippendorff);
  g_test_add_func ("/evaluation/agreement/edges", test_edges);
  g_test_add_func ("/evaluation/agreement/disagree-6-and-9-of-10", test_disagree);
  g_test_add_func ("/evaluation/agreement/competition", test_competition);
  return g_test_run ();
}
