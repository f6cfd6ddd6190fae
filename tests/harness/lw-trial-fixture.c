/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-trial-fixture.h"

#include "base/lw-clock.h"
#include "xml/lw-competition-xml.h"

#include <glib/gstdio.h>

void
lw_trial_set_up (LwTrialFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->host = lw_host_new (NULL);
  fixture->schema = lw_host_get_schema (fixture->host);
  fixture->sections = lw_host_get_sections (fixture->host);
  fixture->directory = g_dir_make_tmp ("lotwise-survival-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->source = g_build_filename (fixture->directory, "source.xml", NULL);
  fixture->base = g_build_filename (fixture->directory, "base.lotwise", NULL);
  fixture->path = g_build_filename (fixture->directory, "tried.lotwise", NULL);
}

void
lw_trial_tear_down (LwTrialFixture *fixture, gconstpointer data)
{
  g_autofree char *rest = NULL;

  lw_fault_disarm ();
  g_unlink (fixture->source);
  lw_trial_remove (fixture->base);
  lw_trial_remove (fixture->path);
  rest = lw_trial_list (fixture->directory, "");
  g_assert_cmpstr (rest, ==, ""); /* nothing is left beside a file that nobody asked for */
  g_assert_cmpint (g_rmdir (fixture->directory), ==, 0);
  g_free (fixture->directory);
  g_free (fixture->source);
  g_free (fixture->base);
  g_free (fixture->path);
  lw_host_free (fixture->host);
  lw_clock_set (NULL, 0);
}

/* ---- a competition ---- */

static void
write_bidders (GString *xml, guint n)
{
  g_string_append (xml, "  <organisations>\n");
  for (guint i = 0; i < n; i++)
    g_string_append_printf (xml, "    <organisation id=\"org%u\" name=\"Organisation %u\" kind=\"voluntary\"/>\n", i, i);
  g_string_append (xml, "  </organisations>\n  <bidders>\n");
  for (guint i = 0; i < n; i++)
    g_string_append_printf (xml,
                            "    <bidder id=\"B%u\" name=\"Bidder %u\" form=\"single\">\n"
                            "      <member organisation=\"org%u\" role=\"lead\"/>\n    </bidder>\n",
                            i, i, i);
  g_string_append (xml, "  </bidders>\n");
}

void
lw_trial_write_source (const char *path, guint n)
{
  g_autoptr (GString) xml = g_string_new (
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<competition xmlns=\"" LW_XML_NAMESPACE "\" id=\"survival\" "
      "title=\"Survival\" currency=\"GBP\" trust=\"illustrative\">\n  <areas>\n");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (xml, "    <area id=\"A%u\" name=\"Area %u\" population=\"%u\"/>\n", i, i, i * 1000);
  g_string_append (xml, "  </areas>\n  <lots>\n");
  for (guint i = 0; i < n; i++)
    g_string_append_printf (xml,
                            "    <lot id=\"L%u\" title=\"Lot %u\" value=\"%u.00\">\n      <lot-area area=\"A%u\"/>\n"
                            "    </lot>\n",
                            i, i, i * 7919, i);
  g_string_append (xml, "  </lots>\n");
  write_bidders (xml, n);
  g_string_append (xml, "  <bids>\n");
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < 5; j++)
      g_string_append_printf (xml,
                              "    <bid lot=\"L%u\" bidder=\"B%u\" price=\"%u.50\" status=\"submitted\">Bid %u of lot %u"
                              "</bid>\n",
                              i, (i + j * 31) % n, 100000 + i * 13 + j, j, i);
  g_string_append (xml, "  </bids>\n</competition>\n");
  g_assert_true (g_file_set_contents (path, xml->str, (gssize) xml->len, NULL));
}

LwStore *
lw_trial_import (LwTrialFixture *fixture, const char *path, GError **error)
{
  lw_clock_set ("2014-06-30T12:00:00.000Z", 1000);
  return lw_competition_import (fixture->source, path, fixture->sections, fixture->schema, "tester", NULL, NULL, error);
}

char *
lw_trial_import_whole (LwTrialFixture *fixture, const char *path, const char *where)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwStore) store = lw_trial_import (fixture, path, &error);

  g_prefix_error (&error, "%s: ", where);
  g_assert_no_error (error);
  return lw_trial_state_of (store, fixture->sections, where);
}

void
lw_trial_make_base (LwTrialFixture *fixture, guint n)
{
  g_autofree char *state = NULL;

  lw_trial_write_source (fixture->source, n);
  state = lw_trial_import_whole (fixture, fixture->base, "base");
}

char *
lw_trial_describe (LwFault fault, guint point)
{
  static const char *const names[] = { "count", "kill", "tear", "power cut", "full", "write error", "sync error" };

  return g_strdup_printf ("%s at point %u, %s", names[fault], point, lw_fault_where ());
}

LwFault
lw_trial_kill_or_tear (LwFault fault, guint point)
{
  return fault == LW_FAULT_KILL && (point * 2654435761u >> 16) % 2 ? LW_FAULT_TEAR : fault;
}

guint
lw_trial_count_operations (LwTrialFunc func, LwTrialFixture *fixture)
{
  g_assert_true (lw_trial_run (LW_FAULT_NONE, 0, 0, func, fixture, NULL));
  return lw_fault_count ();
}
