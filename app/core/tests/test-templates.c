/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Templates: those that came with the program, and a person's own. */
#include "config.h"

#include "base/lw-error.h"
#include "xml/lw-templates.h"

#include <gio/gio.h>
#include <string.h>

#define XML(title) "<competition xmlns=\"urn:lotwise:competition:1\" id=\"competition\" title=\"" title "\" currency=\"GBP\">\n" \
  "  <provenance><statement subject=\"criteria\" trust=\"illustrative\"> Plain. </statement></provenance>\n</competition>\n"

static void
test_list (void)
{
  g_autoptr (GPtrArray) templates = lw_templates_list ();

  g_assert_cmpuint (templates->len, >=, 2);
  for (guint i = 0; i < templates->len; i++)
    {
      const LwTemplate *template = templates->pdata[i];
      g_assert_false (template->own);
      g_assert_nonnull (template->title);
      g_assert_nonnull (template->note);
    }
}

static void
test_own (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwTemplate) template = NULL;
  g_autofree char *begun = NULL;

  g_assert_true (lw_template_save (XML ("Own"), "Our own: 2027", FALSE, &error));
  g_assert_no_error (error);
  g_assert_false (lw_template_save (XML ("Own"), "our own 2027", FALSE, &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_true (lw_template_save (XML ("Second"), "our own 2027", TRUE, &error));
  g_assert_false (lw_template_save (XML ("Own"), "  ", FALSE, &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_INVALID);
  g_clear_error (&error);

  template = lw_templates_find ("our-own-2027", &error);
  g_assert_no_error (error);
  g_assert_true (template->own);
  g_assert_cmpstr (template->title, ==, "Second");
  g_assert_cmpstr (template->note, ==, "Plain.");
  begun = lw_template_begin (template, "probation", "Probation & more", "EUR", &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (begun, "id=\"probation\" title=\"Probation &amp; more\" currency=\"EUR\""));

  g_assert_true (lw_template_remove ("Second", &error));
  g_assert_false (lw_template_remove ("Second", &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (lw_template_remove ("quality-and-price", &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_INVALID);
}

static void
test_name (void)
{
  static const char *const names[][2]
      = { { "Probation services 2027", "probation-services-2027" }, { " -- ", "template" }, { "../../etc/passwd", "etc-passwd" } };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *name = lw_template_name (names[i][0]);
      g_assert_cmpstr (name, ==, names[i][1]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/templates/list", test_list);
  g_test_add_func ("/templates/own", test_own);
  g_test_add_func ("/templates/name", test_name);
  return g_test_run ();
}
