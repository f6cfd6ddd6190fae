/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What one version of the method changed of another, and templates by the verbs. */
#include "config.h"

#include "front.h"
#include "lw-evaluation-difference.h"
#include "lw-evaluation-publish.h"

#include "base/lw-error.h"

#include <string.h>

#define HEAD "<competition xmlns=\"urn:lotwise:competition:1\" id=\"c\" currency=\"GBP\"><evaluation>"
#define TAIL "</evaluation></competition>"

static void
assert_differences (const char *before, const char *after, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *old = g_strconcat (HEAD, before, TAIL, NULL), *new = g_strconcat (HEAD, after, TAIL, NULL);
  g_autoptr (GPtrArray) lines = lw_evaluation_differences (old, new, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", (char *) lines->pdata[i]);
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_words (void)
{
  const char *tree = "<criteria><criterion id=\"1\" weight=\"60\"/><criterion id=\"2\" weight=\"40\">Old words</criterion></criteria>";

  assert_differences (tree, tree, "");
  assert_differences (tree, "<criteria><criterion id=\"1\" weight=\"50\"/><criterion id=\"2\" weight=\"50\"/></criteria>",
                      "criterion 1, weight: was 60, is 50\n"
                      "criterion 2, weight: was 40, is 50\n"
                      "criterion 2, text: was Old words, is nothing");
  /* a sub-criterion that crept in, and one that went */
  assert_differences (tree, "<criteria><criterion id=\"1\" weight=\"60\"/><criterion id=\"2.1\" parent=\"1\" weight=\"40\"/></criteria>",
                      "criterion 2 is gone (weight: 40; text: Old words)\n"
                      "criterion 2.1 is new (parent: 1; weight: 40)");
  assert_differences (tree, "<criteria><criterion id=\"2\" weight=\"40\">Old words</criterion><criterion id=\"1\" weight=\"60\"/></criteria>",
                      "criterion, order: was 1, 2, is 2, 1");
  /* marks are of their scale */
  assert_differences ("<scales><scale id=\"A\"><scale-mark value=\"1\" label=\"x\"/></scale></scales>",
                      "<scales><scale id=\"B\"><scale-mark value=\"1\" label=\"x\"/></scale></scales>",
                      "scale A is gone ()\nscale-mark A/1 is gone (label: x)\nscale B is new ()\nscale-mark B/1 is new (label: x)");
  assert_differences ("<method rounding=\"total\"/>", "<method rounding=\"total\" minimum=\"50\"/>", "method, minimum: was nothing, is 50");
}

static void
test_no_xml (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (lw_evaluation_differences ("<a", "<a/>", &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_CORRUPT);
}

static const char *const people[] = { "person|id=boss|name=Approver", "person_role|person=boss|role=approver", NULL };

static void
test_verb (void)
{
  Front *front = front_new (people);

  assert_run (front, "publish f --as chair");
  assert_prints (front, "published f --changes 1", "Version 1 is the first: there is none that it changed\n");
  assert_run (front, "revise f set criterion 1.1 weight=36 + set criterion 1.2 weight=24 --approver boss --as chair --reason Slip");
  assert_prints (front, "published f --changes 2", "criterion 1.1, weight: was 35, is 36\ncriterion 1.2, weight: was 25, is 24\n");
  assert_json (front, "published f --changes 2 --json",
               "{\"version\":2,\"changes\":[\"criterion 1.1, weight: was 35, is 36\",\"criterion 1.2, weight: was 25, is 24\"]}");
  assert_refused (front, "published f --changes 3", "expected a version of the method from 1 to 2, found 3");
  front_free (front);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/evaluation/difference/words", test_words);
  g_test_add_func ("/evaluation/difference/no-xml", test_no_xml);
  g_test_add_func ("/evaluation/difference/verb", test_verb);
  return g_test_run ();
}
