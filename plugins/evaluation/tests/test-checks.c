/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Each check finds what it is for, and nothing in a competition that is right. */
#include "config.h"

#include "fixture.h"
#include "lw-evaluation.h"

#include <string.h>

/* The findings of @id as "where severity", joined by "; " in their order. All of them for NULL. */
static char *
findings_of (LwStore *store, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = lw_store_reader (store, &error);
  g_autoptr (LwFindings) findings = lw_findings_new ();
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  const gboolean fine = lw_evaluation_check.run (lw_reader_connection (reader), findings, &error);
  g_assert_no_error (error);
  g_assert_true (fine);
  for (guint i = 0; i < lw_findings_n (findings); i++)
    {
      const LwFinding *finding = lw_findings_get (findings, i);

      g_assert_cmpuint (strlen (finding->text), >, 10);
      if (id == NULL && finding->severity != LW_SEVERITY_NOTE)
        g_string_append_printf (text, "%s%s %s", text->len > 0 ? "; " : "", finding->id, finding->where);
      else if (g_strcmp0 (id, finding->id) == 0)
        g_string_append_printf (text, "%s%s %s", text->len > 0 ? "; " : "", finding->where,
                                lw_severity_to_string (finding->severity));
    }
  return g_string_free (text, FALSE);
}

static void
assert_findings (const char *sql, const char *id, const char *expected)
{
  LwStore *store = fixture_small_store (NULL);

  if (sql != NULL)
    fixture_run (store, sql);
  g_autofree char *found = findings_of (store, id);
  g_assert_cmpstr (found, ==, expected);
  fixture_close (store);
}

static void
test_nothing (void)
{
  assert_findings (NULL, NULL, "");
}

static void
test_weights (void)
{
  assert_findings ("UPDATE evaluation_criterion SET weight = '36' WHERE id = '1.1'", "evaluation.weights", "1 error");
  assert_findings ("UPDATE evaluation_criterion SET weight = '41' WHERE id = '3'", "evaluation.weights",
                   "method error");
  assert_findings ("UPDATE evaluation_criterion SET weight = NULL WHERE id = '1'", "evaluation.weights",
                   "method error; 1 error");
  assert_findings ("UPDATE evaluation_method SET weights = 'basis-points'", "evaluation.weights",
                   "method error; 1 error");
}

static void
test_weight_zero (void)
{
  assert_findings ("UPDATE evaluation_criterion SET weight = '0' WHERE id = '1.1'", "evaluation.weight-zero",
                   "1.1 note");
}

static void
test_marks (void)
{
  assert_findings ("DELETE FROM evaluation_mark WHERE lot = 'L1' AND bidder = 'B2'", "evaluation.missing-mark",
                   "L1/B2/1.1 error");
  /* Common to all lots: said once. */
  assert_findings ("DELETE FROM evaluation_mark WHERE bidder = 'B2' AND criterion = '1.2'", "evaluation.missing-mark",
                   "B2/1.2 error");
  /* A withdrawn bid needs no marks. */
  assert_findings ("UPDATE bid SET status = 'withdrawn' WHERE bidder = 'B3'", "evaluation.missing-mark", "");
  assert_findings ("DELETE FROM evaluation_consensus", "evaluation.no-consensus", "L1/B1/1.1 error");
  assert_findings ("UPDATE evaluation_mark SET mark = '7' WHERE lot = 'L1' AND bidder = 'B2' AND person = 'E2'",
                   "evaluation.off-scale", "L1/B2/1.1 error");
  assert_findings ("UPDATE evaluation_consensus SET mark = 'high'", "evaluation.off-scale", "L1/B1/1.1 error");
  assert_findings ("UPDATE evaluation_mark SET mark = '5' WHERE criterion = '2.1' AND bidder = 'B1'",
                   "evaluation.off-scale", "B1/2.1 error");
  assert_findings ("UPDATE evaluation_mark SET lot = 'L9' WHERE lot = 'L2' AND bidder = 'B1'", "evaluation.stray-mark",
                   "L9/B1/1.1 error; L9/B1/1.1 error");
  assert_findings ("UPDATE evaluation_criterion SET scope = 'lot' WHERE id = '2.1'", "evaluation.stray-mark",
                   "B1/2.1 error; B2/2.1 error; B3/2.1 error");
}

static void
test_evaluator_gap (void)
{
  assert_findings ("DELETE FROM evaluation_mark WHERE lot = 'L1' AND bidder = 'B2' AND person = 'E2'",
                   "evaluation.evaluator-gap", "L1/B2/1.1 warning");
  assert_findings ("DELETE FROM evaluation_mark WHERE lot = '' AND bidder = 'B2' AND person = 'E2'",
                   "evaluation.evaluator-gap", "B2/1.2 warning");
}

static void
test_price_missing (void)
{
  assert_findings ("UPDATE bid SET price = NULL WHERE lot = 'L1' AND bidder = 'B2'", "evaluation.price-missing",
                   "L1/B2 error");
  assert_findings ("UPDATE bid SET price = NULL WHERE lot = 'L2' AND bidder = 'B3'", "evaluation.price-missing", "");
}

static void
test_minimum_unset (void)
{
  assert_findings (NULL, "evaluation.minimum-unset", "method note");
  assert_findings ("UPDATE evaluation_criterion SET minimum = NULL WHERE id = '1.2'", "evaluation.minimum-unset",
                   "1.2 note; method note");
}

/* What is found names the criterion by its title: where it is, is beside it. */
static void
test_text (void)
{
  LwStore *store = fixture_small_store (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = NULL;
  g_autoptr (LwFindings) findings = lw_findings_new ();

  fixture_run (store, "UPDATE evaluation_criterion SET minimum = NULL, weight = '36' WHERE id = '1.1'");
  reader = lw_store_reader (store, &error);
  g_assert_no_error (error);
  lw_evaluation_check.run (lw_reader_connection (reader), findings, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (lw_findings_n (findings), ==, 3);
  g_assert_cmpstr (lw_findings_get (findings, 0)->text, ==,
                   "expected the weights below “Quality” to add up to 60, found 61");
  g_assert_cmpstr (lw_findings_get (findings, 1)->text, ==,
                   "“Delivery”: no minimum mark is set, which is not a minimum of zero: even the lowest does not fail a bid");
  g_assert_cmpstr (lw_findings_get (findings, 2)->text, ==,
                   "no minimum is set for the total, which is not a minimum of zero: even the lowest does not fail a bid");
  g_clear_pointer (&reader, lw_reader_release);
  fixture_close (store);
}

static void
test_tie (void)
{
  assert_findings (NULL, "evaluation.tie", "");
  assert_findings ("UPDATE evaluation_criterion SET weight = '0'", "evaluation.tie", "L1 warning; L2 warning");
}

static void
test_no_bids (void)
{
  assert_findings ("UPDATE bid SET status = 'excluded' WHERE lot = 'L2'", "evaluation.no-bids", "L2 warning");
}

static void
test_scale (void)
{
  assert_findings ("DELETE FROM evaluation_scale_mark WHERE value <> '0'", "evaluation.scale", "S5 error");
}

static void
test_broken_criteria (void)
{
  assert_findings ("UPDATE evaluation_criterion SET parent = '1.1' WHERE id = '1.2'", "evaluation.criteria",
                   "method error");
}

static void
test_method_missing (void)
{
  static const char *const rows[] = { "competition|id=c|title=C|currency=GBP", NULL };
  LwStore *store = fixture_store (rows);
  g_autofree char *found = findings_of (store, "evaluation.method-missing");

  g_assert_cmpstr (found, ==, "method note");
  fixture_close (store);
  assert_findings ("DELETE FROM evaluation_method", "evaluation.method-missing", "method error");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/evaluation/checks/nothing", test_nothing);
  g_test_add_func ("/evaluation/checks/weights", test_weights);
  g_test_add_func ("/evaluation/checks/weight-zero", test_weight_zero);
  g_test_add_func ("/evaluation/checks/marks", test_marks);
  g_test_add_func ("/evaluation/checks/evaluator-gap", test_evaluator_gap);
  g_test_add_func ("/evaluation/checks/price-missing", test_price_missing);
  g_test_add_func ("/evaluation/checks/minimum-unset", test_minimum_unset);
  g_test_add_func ("/evaluation/checks/text", test_text);
  g_test_add_func ("/evaluation/checks/tie", test_tie);
  g_test_add_func ("/evaluation/checks/no-bids", test_no_bids);
  g_test_add_func ("/evaluation/checks/scale", test_scale);
  g_test_add_func ("/evaluation/checks/broken-criteria", test_broken_criteria);
  g_test_add_func ("/evaluation/checks/method-missing", test_method_missing);
  return g_test_run ();
}
