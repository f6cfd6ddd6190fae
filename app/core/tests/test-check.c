/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "plugin/lw-check.h"

static void
test_severity (void)
{
  g_assert_cmpstr (lw_severity_to_string (LW_SEVERITY_ERROR), ==, "error");
  g_assert_cmpstr (lw_severity_to_string (LW_SEVERITY_WARNING), ==, "warning");
  g_assert_cmpstr (lw_severity_to_string (LW_SEVERITY_NOTE), ==, "note");
}

static void
test_empty (void)
{
  g_autoptr (LwFindings) findings = lw_findings_new ();

  g_assert_cmpuint (lw_findings_n (findings), ==, 0);
  g_assert_cmpuint (lw_findings_count (findings, LW_SEVERITY_ERROR), ==, 0);
  lw_findings_free (NULL);
}

static void
test_order_and_count (void)
{
  g_autoptr (LwFindings) findings = lw_findings_new ();
  g_autofree char *id = g_strdup ("evaluation.weights");
  g_autofree char *where = g_strdup ("criterion 2");

  lw_findings_add (findings, id, LW_SEVERITY_ERROR, where, "expected %s, found %d", "100", 99);
  lw_findings_add (findings, "evaluation.minimum", LW_SEVERITY_NOTE, NULL, "no minimum is set");
  lw_findings_add (findings, "evaluation.weights", LW_SEVERITY_ERROR, "criterion 1", "100%%");
  /* What was given may go. */
  id[0] = where[0] = '?';

  g_assert_cmpuint (lw_findings_n (findings), ==, 3);
  const LwFinding *first = lw_findings_get (findings, 0);
  g_assert_cmpstr (first->id, ==, "evaluation.weights");
  g_assert_cmpint (first->severity, ==, LW_SEVERITY_ERROR);
  g_assert_cmpstr (first->where, ==, "criterion 2");
  g_assert_cmpstr (first->text, ==, "expected 100, found 99");
  g_assert_cmpstr (lw_findings_get (findings, 1)->where, ==, "");
  g_assert_cmpstr (lw_findings_get (findings, 2)->text, ==, "100%");
  g_assert_true (first->id == lw_findings_get (findings, 2)->id);

  g_assert_cmpuint (lw_findings_count (findings, LW_SEVERITY_ERROR), ==, 2);
  g_assert_cmpuint (lw_findings_count (findings, LW_SEVERITY_WARNING), ==, 0);
  g_assert_cmpuint (lw_findings_count (findings, LW_SEVERITY_NOTE), ==, 1);
}

static void
test_many (void)
{
  g_autoptr (LwFindings) findings = lw_findings_new ();

  for (int i = 0; i < 10000; i++)
    lw_findings_add (findings, "x", i % 2 == 0 ? LW_SEVERITY_WARNING : LW_SEVERITY_NOTE, "here", "%d", i);
  g_assert_cmpuint (lw_findings_count (findings, LW_SEVERITY_WARNING), ==, 5000);
  g_assert_cmpstr (lw_findings_get (findings, 9999)->text, ==, "9999");
}

/* Work that is not done yet is told from what is wrong. */
static void
test_open (void)
{
  const LwFinding missing = { "evaluation.missing-mark", LW_SEVERITY_ERROR, NULL, NULL };
  const LwFinding priceless = { "evaluation.price-missing", LW_SEVERITY_ERROR, NULL, NULL };
  const LwFinding bare = { "missing", LW_SEVERITY_ERROR, NULL, NULL };
  const LwFinding elsewhere = { "missing.weights", LW_SEVERITY_ERROR, NULL, NULL };

  g_assert_true (lw_finding_is_open (&missing));
  g_assert_true (lw_finding_is_open (&bare));
  g_assert_false (lw_finding_is_open (&priceless));
  g_assert_false (lw_finding_is_open (&elsewhere));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/check/severity", test_severity);
  g_test_add_func ("/check/empty", test_empty);
  g_test_add_func ("/check/order-and-count", test_order_and_count);
  g_test_add_func ("/check/many", test_many);
  g_test_add_func ("/check/open", test_open);

  return g_test_run ();
}
