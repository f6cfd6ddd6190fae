/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "host-fixture.h"

#include "base/lw-error.h"

#include <string.h>

/* Start functions have no data of their own: this is whose turn it is. */
static Fixture *running;
static Fake *opened;

static void
note (const char *what, const char *id)
{
  g_string_append_printf (running->log, "%s%s %s", running->log->len > 0 ? ", " : "", what, id);
}

static gboolean
fake_start (LwHost *host, GError **error)
{
  Fake *fake = opened;

  note ("start", fake->id);
  if (fake->adds != NULL)
    fake->adds (host);
  if (fake->start == START_FAILS || fake->start == START_CONTRADICTS)
    g_set_error (error, LW_ERROR, LW_ERROR_STORE, "the tables of %s are gone", fake->id);
  return fake->start == START_FINE || fake->start == START_CONTRADICTS;
}

void
fake_stop (LwHost *host)
{
  g_string_append (running->log, ", stop");
}

static const LwPluginModule *
fake_open (gpointer data, const char *path, GError **error)
{
  Fixture *fixture = data;
  g_autofree char *base = g_path_get_basename (path);
  g_assert_true (g_str_has_prefix (base, "lotwise-"));
  g_assert_true (g_str_has_suffix (base, ".so"));
  base[strlen (base) - strlen (".so")] = '\0';

  running = fixture;
  opened = g_hash_table_lookup (fixture->fakes, base + strlen ("lotwise-"));
  g_assert_nonnull (opened);
  note ("open", opened->id);
  if (opened->silent)
    return NULL;
  if (opened->no_symbol)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_PLUGIN, "%s: no such symbol", path);
      return NULL;
    }
  return &opened->module;
}

static void
fake_free (gpointer data)
{
  Fake *fake = data;

  g_free (fake->id);
  g_free (fake);
}

void
write_file (const char *path, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

void
write_in (const char *directory, const char *first, const char *second, const char *text)
{
  g_autofree char *path = g_build_filename (directory, first, second, NULL);

  write_file (path, text);
}

Fake *
fixture_add_in (Fixture *fixture, const char *directory, const char *id, const char *more)
{
  g_autofree char *manifest = g_strconcat (id, ".plugin", NULL);
  g_autofree char *engine = g_strdup_printf ("lotwise-%s.so", id);
  g_autofree char *text = g_strdup_printf ("[Plugin]\nId=%s\nName=The plugin %s\n%sEngine=%s\n%s", id, id,
                                           strstr (more, "Abi=") != NULL ? "" : "Abi=1\n", engine, more);
  write_in (directory, id, manifest, text);
  write_in (directory, id, engine, "");

  Fake *fake = g_new0 (Fake, 1);
  fake->id = g_strdup (id);
  fake->module = (LwPluginModule) { LW_PLUGIN_MAGIC, LW_PLUGIN_ABI, fake->id, fake_start, NULL };
  g_hash_table_replace (fixture->fakes, fake->id, fake);
  return fake;
}

Fake *
fixture_add (Fixture *fixture, const char *id, const char *more)
{
  return fixture_add_in (fixture, fixture->directory, id, more);
}

void
fixture_make_host (Fixture *fixture)
{
  g_clear_pointer (&fixture->host, lw_host_free);
  g_string_truncate (fixture->log, 0);
  fixture->host = lw_host_new (&fixture->loader);
  lw_host_add_directory (fixture->host, fixture->directory);
  lw_host_set_state_file (fixture->host, fixture->state_file);
}

void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  /* Isolated for each test, and taken away after it. */
  fixture->directory = g_build_filename (g_get_user_cache_dir (), "plugins", NULL);
  fixture->state_file = g_build_filename (g_get_user_config_dir (), "lotwise", "plugins.ini", NULL);
  fixture->fakes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, fake_free);
  fixture->log = g_string_new (NULL);
  fixture->loader = (LwPluginLoader) { fake_open, fixture };
  running = fixture;
  fixture_make_host (fixture);
}

void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  lw_host_free (fixture->host);
  g_hash_table_unref (fixture->fakes);
  g_string_free (fixture->log, TRUE);
  g_free (fixture->directory);
  g_free (fixture->state_file);
  running = NULL;
}

/* ---- what to see ---- */

void
assert_file (const char *path, const char *expected)
{
  g_autofree char *found = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &found, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found, ==, expected);
}

void
assert_states (LwHost *host, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);
  GPtrArray *plugins = lw_host_get_plugins (host);

  for (guint i = 0; i < plugins->len; i++)
    {
      const LwPlugin *plugin = g_ptr_array_index (plugins, i);
      g_string_append_printf (text, "%s%s %s", i > 0 ? ", " : "", plugin->id, lw_plugin_state_to_string (plugin->state));
      g_assert_true ((plugin->reason == NULL) == (plugin->state == LW_PLUGIN_ACTIVE));
    }
  g_assert_cmpstr (text->str, ==, expected);
}

void
assert_reason (LwHost *host, const char *id, const char *pattern)
{
  const LwPlugin *plugin = lw_host_find (host, id);

  g_assert_nonnull (plugin);
  g_assert_cmpstr (plugin->id, ==, id);
  g_assert_nonnull (plugin->reason);
  if (!g_pattern_match_simple (pattern, plugin->reason))
    g_error ("expected “%s”, found “%s”", pattern, plugin->reason);
}

void
assert_verbs (LwHost *host, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);
  GPtrArray *verbs = lw_host_get_verbs (host);

  for (guint i = 0; i < verbs->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", ((const LwVerb *) g_ptr_array_index (verbs, i))->name);
  g_assert_cmpstr (text->str, ==, expected);
}

void
assert_checks (LwHost *host, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);
  GPtrArray *checks = lw_host_get_checks (host);

  for (guint i = 0; i < checks->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", ((const LwCheck *) g_ptr_array_index (checks, i))->id);
  g_assert_cmpstr (text->str, ==, expected);
}

void
assert_sections (LwHost *host, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);
  GPtrArray *sections = lw_host_get_sections (host);

  for (guint i = 0; i < sections->len; i++)
    {
      const LwSection *section = g_ptr_array_index (sections, i);
      g_string_append_printf (text, "%s%s:%s", i > 0 ? " " : "", section->plugin,
                              section->section != NULL ? section->section : "");
    }
  g_assert_cmpstr (text->str, ==, expected);
}
