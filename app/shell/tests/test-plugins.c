/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The Plugins panel: each state with its reason, a broken panel module, switching, and nothing to show. */
#include "panels-fixture.h"

#include "panels/lw-plugins-panel.h"

#include <string.h>

static void
write_manifest (const char *folder, const char *id, const char *more)
{
  g_autofree char *name = g_strconcat (id, ".plugin", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *text = g_strdup_printf ("[Plugin]\nId=%s\nName=The %s\nAbi=1\n%s", id, id, more);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static void
write_text (const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

/* A host of its own, whose plugins are made here; the document is a small file that needs none. */
static void
open_with (Fixture *fixture, gboolean some)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *switches = NULL;
  LwStore *store;

  fixture->folder = g_dir_make_tmp ("lotwise-plugins-XXXXXX", &error);
  g_assert_no_error (error);
  switches = g_build_filename (fixture->folder, "plugins.ini", NULL);
  fixture->path = g_build_filename (fixture->folder, "sample.lotwise", NULL);
  if (some)
    {
      write_manifest (fixture->folder, "broken", "Engine=broken.so\n");
      write_manifest (fixture->folder, "needy", "Requires=broken;\nEngine=broken.so\n");
      write_manifest (fixture->folder, "off", "Panel=off-panel.so\n");
      write_manifest (fixture->folder, "blind", "Panel=blind-panel.so\n");
      write_text (fixture->folder, "broken.so", "no module");
      write_text (fixture->folder, "blind-panel.so", "no module");
    }
  fixture->host = lw_host_new (NULL);
  lw_host_add_directory (fixture->host, fixture->folder);
  if (some)
    lw_host_add_directory (fixture->host, LW_BUILD_PLUGIN_DIR);
  lw_host_set_state_file (fixture->host, switches);
  lw_host_load (fixture->host);
  if (some)
    {
      g_assert_true (lw_host_set_enabled (fixture->host, "off", FALSE, &error));
      g_assert_no_error (error);
      lw_host_load (fixture->host);
    }
  fixture->panels = lw_panels_new (fixture->host);
  {
    g_autofree char *xml = g_build_filename (fixture->folder, "small.xml", NULL);
    write_text (fixture->folder, "small.xml",
                "<competition xmlns=\"urn:lotwise:competition:1\" id=\"c\" title=\"Small\" currency=\"GBP\"/>");
    store = lw_competition_import (xml, fixture->path, lw_host_get_sections (fixture->host),
                                   lw_host_get_schema (fixture->host), "tester", NULL, NULL, &error);
    g_assert_no_error (error);
  }
  fixture->document = lw_document_new (store, fixture->host);
  fixture->panel = g_object_new (LW_TYPE_PLUGINS_PANEL, "document", fixture->document, NULL);
  fixture->window = GTK_WINDOW (g_object_ref_sink (adw_window_new ()));
  gtk_window_set_default_size (fixture->window, 900, 900);
  adw_window_set_content (ADW_WINDOW (fixture->window), GTK_WIDGET (fixture->panel));
  gtk_window_present (fixture->window);
  ui_settle (GTK_WIDGET (fixture->window));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  open_with (fixture, TRUE);
}

static void
set_up_empty (Fixture *fixture, gconstpointer data)
{
  open_with (fixture, FALSE);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "broken.plugin", "needy.plugin",   "off.plugin",  "blind.plugin",
                                       "broken.so",     "blind-panel.so", "plugins.ini", "small.xml" };
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, names[i], NULL);
      g_remove (path);
    }
  fixture_close (fixture, data);
}

/* All texts of labels below @root, a line each. */
static void
gather (GtkWidget *root, GString *text)
{
  if (GTK_IS_LABEL (root))
    g_string_append_printf (text, "%s\n", gtk_label_get_text (GTK_LABEL (root)));
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    gather (child, text);
}

static char *
texts_of (Fixture *fixture, const char *id)
{
  GString *text = g_string_new (NULL);
  gather (find (fixture, ADW_TYPE_EXPANDER_ROW, id), text);
  return g_string_free (text, FALSE);
}

static void
assert_says (Fixture *fixture, const char *id, const char *state, const char *reason)
{
  g_autofree char *text = texts_of (fixture, id);

  if (strstr (text, state) == NULL || (reason != NULL && strstr (text, reason) == NULL))
    g_error ("%s: expected “%s” and “%s”, found:\n%s", id, state, reason != NULL ? reason : "", text);
}

static void
test_states (Fixture *fixture, gconstpointer data)
{
  LwTone tone;
  g_autofree char *badge = lw_panels_find (fixture->panels, "plugins")->badge (fixture->document, &tone);

  assert_says (fixture, "evaluation", "active", "Commands of lotwise");
  assert_says (fixture, "evaluation", "In the file", "agreed mark");
  assert_says (fixture, "broken", "✗ failed", "broken.so");
  assert_says (fixture, "needy", "⚠ blocked", "broken");
  assert_says (fixture, "off", "○ switched off", NULL);
  assert_says (fixture, "blind", "⚠ active without its panels", "the panels cannot be opened");
  g_assert_cmpstr (badge, ==, "3");
  g_assert_cmpint (tone, ==, LW_TONE_ATTENTION);
}

static void
test_switch (Fixture *fixture, gconstpointer data)
{
  GtkSwitch *blind = find (fixture, GTK_TYPE_SWITCH, "blind");
  GtkSwitch *off = find (fixture, GTK_TYPE_SWITCH, "off");
  GtkWidget *banner = find (fixture, GTK_TYPE_BOX, "banner");
  g_autofree char *switches = g_build_filename (fixture->folder, "plugins.ini", NULL);
  g_autoptr (LwHost) other = NULL;

  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (blind), GTK_ACCESSIBLE_PROPERTY_LABEL, "Use the plugin The blind");
  g_assert_true (gtk_switch_get_active (blind));
  g_assert_false (gtk_switch_get_active (off));
  g_assert_false (gtk_widget_get_visible (banner));
  gtk_switch_set_active (blind, FALSE);
  g_assert_true (gtk_widget_get_visible (banner));
  gtk_switch_set_active (blind, TRUE);
  g_assert_false (gtk_widget_get_visible (banner));
  gtk_switch_set_active (blind, FALSE);
  /* as the next start has it */
  other = lw_host_new (NULL);
  lw_host_add_directory (other, fixture->folder);
  lw_host_set_state_file (other, switches);
  lw_host_load (other);
  g_assert_cmpint (lw_host_find (other, "blind")->state, ==, LW_PLUGIN_DISABLED);
  g_assert_cmpint (lw_host_find (other, "off")->state, ==, LW_PLUGIN_DISABLED);
}

static void
test_empty (Fixture *fixture, gconstpointer data)
{
  AdwStatusPage *page = find (fixture, ADW_TYPE_STATUS_PAGE, NULL);

  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (page)));
  g_assert_cmpstr (adw_status_page_get_title (page), ==, "No plugins found");
  g_assert_nonnull (strstr (adw_status_page_get_description (page), "plugins"));
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  adw_init ();
  g_test_add ("/plugins/states", Fixture, NULL, set_up, test_states, tear_down);
  g_test_add ("/plugins/switch", Fixture, NULL, set_up, test_switch, tear_down);
  g_test_add ("/plugins/empty", Fixture, NULL, set_up_empty, test_empty, tear_down);
  return g_test_run ();
}
