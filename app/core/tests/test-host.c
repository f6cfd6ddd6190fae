/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "plugin/lw-host.h"

#include "host-fixture.h"

#include "base/lw-error.h"
#include "model/lw-model.h"

#include <glib/gstdio.h>
#include <string.h>

/* ---- an empty house ---- */

static void
test_core_alone (Fixture *f, gconstpointer data)
{
  lw_host_load (f->host);
  assert_states (f->host, "");
  assert_sections (f->host, "core:");
  assert_verbs (f->host, "");
  assert_checks (f->host, "");

  const LwSection *core = g_ptr_array_index (lw_host_get_sections (f->host), 0);
  g_assert_true (core->entities == lw_core_entities);
  g_assert_cmpstr (core->rng, ==, LW_CORE_RNG_PATH);
  g_assert_nonnull (lw_host_get_schema (f->host));
  g_assert_true (lw_host_get_schema (f->host) == lw_host_get_schema (f->host));
  g_assert_null (lw_host_find (f->host, "evaluation"));
  lw_host_free (NULL);
}

/* ---- order ---- */

static void
test_order (Fixture *f, gconstpointer data)
{
  fixture_add (f, "a", "Requires=c\n");
  fixture_add (f, "b", "Wants=d;z\n");
  fixture_add (f, "c", "");
  fixture_add (f, "d", "");
  lw_host_load (f->host);

  g_assert_cmpstr (f->log->str, ==, "open c, start c, open a, start a, open d, start d, open b, start b");
  assert_states (f->host, "c active, a active, d active, b active");
  const LwPlugin *a = lw_host_find (f->host, "a");
  g_assert_cmpstr (a->name, ==, "The plugin a");
  g_assert_cmpuint (a->abi, ==, 1);
  g_assert_cmpstrv (a->requires_, ((const char *[]) { "c", NULL }));
  g_assert_true (g_str_has_suffix (a->manifest, "/plugins/a/a.plugin"));
  g_assert_true (g_str_has_suffix (a->engine, "/plugins/a/lotwise-a.so"));
}

static void
test_stop_in_reverse (Fixture *f, gconstpointer data)
{
  Fake *a = fixture_add (f, "a", "");
  fixture_add (f, "b", "Requires=a\n");
  a->module.stop = fake_stop;
  lw_host_load (f->host);
  lw_host_load (f->host);
  g_assert_cmpstr (f->log->str, ==, "open a, start a, open b, start b, stop, open a, start a, open b, start b");
  g_clear_pointer (&f->host, lw_host_free);
  g_assert_true (g_str_has_suffix (f->log->str, "start b, stop"));
}

static void
test_missing (Fixture *f, gconstpointer data)
{
  fixture_add (f, "a", "Requires=b\n");
  fixture_add (f, "b", "Requires=c\n");
  fixture_add (f, "d", "");
  lw_host_load (f->host);

  g_assert_cmpstr (f->log->str, ==, "open d, start d");
  assert_states (f->host, "d active, a blocked, b blocked");
  assert_reason (f->host, "a", "a requires b, which requires c, which is missing");
  assert_reason (f->host, "b", "b requires c, which is missing");
}

static void
test_cycle (Fixture *f, gconstpointer data)
{
  fixture_add (f, "a", "Requires=b\n");
  fixture_add (f, "b", "Requires=a\n");
  fixture_add (f, "c", "");
  lw_host_load (f->host);

  g_assert_cmpstr (f->log->str, ==, "open c, start c");
  assert_states (f->host, "c active, a blocked, b blocked");
  assert_reason (f->host, "a", "*cycle: a → b → a");
  assert_reason (f->host, "b", "*cycle: a → b → a");
}

static void
test_wants_cycle (Fixture *f, gconstpointer data)
{
  fixture_add (f, "a", "Wants=b\n");
  fixture_add (f, "b", "Wants=a\n");
  lw_host_load (f->host);
  assert_states (f->host, "b active, a active");
}

/* ---- broken engines: each has its own message, and the rest go on ---- */

static void
test_broken_engines (Fixture *f, gconstpointer data)
{
  fixture_add (f, "wrong-abi", "")->module.abi = LW_PLUGIN_ABI + 1;
  fixture_add (f, "wrong-magic", "")->module.magic = 0xdeadbeef;
  fixture_add (f, "no-symbol", "")->no_symbol = TRUE;
  fixture_add (f, "silent", "")->silent = TRUE;
  fixture_add (f, "other-id", "")->module.id = "somebody-else";
  fixture_add (f, "no-id", "")->module.id = NULL;
  fixture_add (f, "no-start", "")->module.start = NULL;
  fixture_add (f, "whole", "");
  fixture_add (f, "depends", "Requires=wrong-abi\n");
  lw_host_load (f->host);

  assert_states (f->host, "whole active, depends blocked, no-id failed, no-start failed, no-symbol failed, other-id failed, "
                          "silent failed, wrong-abi failed, wrong-magic failed");
  assert_reason (f->host, "wrong-abi", "*lotwise-wrong-abi.so: expected an engine built for ABI 1, found ABI 2");
  assert_reason (f->host, "wrong-magic", "*lotwise-wrong-magic.so: expected the magic number 0x4c57504c, found 0xdeadbeef");
  assert_reason (f->host, "no-symbol", "*lotwise-no-symbol.so: no such symbol");
  assert_reason (f->host, "silent", "*lotwise-silent.so: cannot open the engine");
  assert_reason (f->host, "other-id", "*expected the engine of “other-id”*found that of “somebody-else”");
  assert_reason (f->host, "no-id", "*expected the engine of “no-id”*found that of “”");
  assert_reason (f->host, "no-start", "*expected a start function, found none");
  assert_reason (f->host, "depends", "depends requires wrong-abi, which has failed");
}

static void
test_manifest_of_other_abi (Fixture *f, gconstpointer data)
{
  fixture_add (f, "a", "Abi=7\n");
  lw_host_load (f->host);

  g_assert_cmpstr (f->log->str, ==, "");
  assert_states (f->host, "a failed");
  assert_reason (f->host, "a", "*/a.plugin: key Abi: expected 1, which this program offers, found 7");
}

static void
test_engine_file (Fixture *f, gconstpointer data)
{
  fixture_add (f, "built", "");
  fixture_add (f, "gone", "");
  g_autofree char *built = g_build_filename (f->directory, "built", "lotwise-built.so", NULL);
  g_autofree char *gone = g_build_filename (f->directory, "gone", "lotwise-gone.so", NULL);
  g_assert_cmpint (g_unlink (built), ==, 0);
  g_assert_cmpint (g_unlink (gone), ==, 0);
  g_autofree char *built_folder = g_build_filename (f->directory, "built", "engine", NULL);
  write_in (built_folder, "lotwise-built.so", NULL, "");
  lw_host_load (f->host);

  assert_states (f->host, "built active, gone failed");
  g_assert_true (g_str_has_suffix (lw_host_find (f->host, "built")->engine, "/built/engine/lotwise-built.so"));
  assert_reason (f->host, "gone",
                 "expected the engine at */gone/lotwise-gone.so or at */gone/engine/lotwise-gone.so, found neither");
}

static void
test_broken_manifest (Fixture *f, gconstpointer data)
{
  fixture_add (f, "a", "");
  fixture_add (f, "b", "Requires=broken\n");
  write_in (f->directory, "broken", "broken.plugin", "[Plugin]\nId=broken\nAbi=1\n");
  write_in (f->directory, "garbage.plugin", NULL, "\xff\x00\x01");
  /* None of these is a manifest. */
  write_in (f->directory, "README.md", NULL, "read me");
  write_in (f->directory, "docs", "index.plugin", "[Plugin]\n");
  lw_host_load (f->host);

  assert_states (f->host, "a active, b blocked, broken failed, garbage failed");
  assert_reason (f->host, "broken", "*/broken.plugin: key Name: expected *found no such key");
  assert_reason (f->host, "garbage", "*/garbage.plugin: expected a key file*");
  assert_reason (f->host, "b", "b requires broken, which has failed");
}

static void
test_panel_alone (Fixture *f, gconstpointer data)
{
  write_in (f->directory, "p.plugin", NULL, "[Plugin]\nId=p\nName=P\nAbi=1\nPanel=lotwise-p-panel.so\n");
  fixture_add (f, "q", "Requires=p\n");
  lw_host_load (f->host);

  g_assert_cmpstr (f->log->str, ==, "open q, start q");
  assert_states (f->host, "p active, q active");
  g_assert_null (lw_host_find (f->host, "p")->engine);
}

/* The window opens panels; here it matters only where each is, and that a missing one is in nobody's way. */
static void
test_panel_file (Fixture *f, gconstpointer data)
{
  g_autofree char *built_folder = g_build_filename (f->directory, "built", "panel", NULL);
  fixture_add (f, "beside", "Panel=lotwise-beside-panel.so\n");
  write_in (f->directory, "beside", "lotwise-beside-panel.so", "");
  fixture_add (f, "built", "Panel=lotwise-built-panel.so\n");
  write_in (built_folder, "lotwise-built-panel.so", NULL, "");
  fixture_add (f, "gone", "Panel=lotwise-gone-panel.so\n");
  fixture_add (f, "none", "");
  lw_host_load (f->host);

  assert_states (f->host, "beside active, built active, gone active, none active");
  g_assert_true (g_str_has_suffix (lw_host_find (f->host, "beside")->panel, "/plugins/beside/lotwise-beside-panel.so"));
  g_assert_true (g_str_has_suffix (lw_host_find (f->host, "built")->panel, "/built/panel/lotwise-built-panel.so"));
  g_assert_true (g_str_has_suffix (lw_host_find (f->host, "gone")->panel, "/plugins/gone/lotwise-gone-panel.so"));
  g_assert_null (lw_host_find (f->host, "none")->panel);
}

/* ---- one id twice ---- */

static void
test_one_id_twice (Fixture *f, gconstpointer data)
{
  g_autofree char *second = g_build_filename (g_get_user_cache_dir (), "second", NULL);
  fixture_add (f, "a", "");
  fixture_add_in (f, second, "a", "");
  fixture_add_in (f, second, "b", "Requires=a\n");
  lw_host_add_directory (f->host, second);
  /* Added again it says nothing new. */
  lw_host_add_directory (f->host, f->directory);
  lw_host_load (f->host);

  g_assert_cmpstr (f->log->str, ==, "open a, start a, open b, start b");
  assert_states (f->host, "a active, b active, a failed");
  const LwPlugin *first = lw_host_find (f->host, "a");
  g_assert_cmpint (first->state, ==, LW_PLUGIN_ACTIVE);
  g_assert_nonnull (strstr (first->manifest, "/plugins/a/a.plugin"));

  const LwPlugin *other = g_ptr_array_index (lw_host_get_plugins (f->host), 2);
  g_assert_nonnull (strstr (other->reason, "/plugins/a/a.plugin"));
  g_assert_nonnull (strstr (other->reason, "/second/a/a.plugin"));
}

static void
test_one_id_in_one_directory (Fixture *f, gconstpointer data)
{
  fixture_add (f, "a", "");
  write_in (f->directory, "a.plugin", NULL, "[Plugin]\nId=a\nName=A\nAbi=1\nEngine=lotwise-a.so\n");
  lw_host_load (f->host);
  assert_states (f->host, "a failed, a failed");
  /* The one beside which there is no engine comes first, and holds the id. */
  assert_reason (f->host, "a", "expected the engine at *");
}

static void
test_broken_holds_no_id (Fixture *f, gconstpointer data)
{
  g_autofree char *second = g_build_filename (g_get_user_cache_dir (), "second", NULL);
  write_in (f->directory, "a", "a.plugin", "[Plugin]\nId=a\n");
  fixture_add_in (f, second, "a", "");
  lw_host_add_directory (f->host, second);
  lw_host_load (f->host);

  assert_states (f->host, "a active, a failed");
  g_assert_cmpint (lw_host_find (f->host, "a")->state, ==, LW_PLUGIN_ACTIVE);
}

static void
test_directories_absent (Fixture *f, gconstpointer data)
{
  lw_host_add_directory (f->host, "/nonexistent/lotwise");
  fixture_add (f, "a", "");
  lw_host_load (f->host);
  assert_states (f->host, "a active");
}

/* ---- failing at start ---- */

static int
do_nothing (LwVerbRun *run, GError **error)
{
  return LW_EXIT_FINE;
}

static gboolean
find_nothing (LwConnection *connection, LwFindings *findings, GError **error)
{
  return TRUE;
}

static const LwVerb verb_rank = { "rank", "", "", NULL, 0, 0, do_nothing };
static const LwCheck check_weights = { "weights", "Weights", find_nothing };
static const LwField fields[] = { { "id", LW_FIELD_ID, LW_FIELD_KEY }, { NULL } };
static const LwEntity entity_mark = { .noun = "mark", .table = "a_mark", .container = "marks", .fields = fields };
static const LwEntity *const marks[] = { &entity_mark, NULL };

static void
adds_all (LwHost *host)
{
  lw_host_add_section (host, "evaluation", marks, NULL);
  lw_host_add_verb (host, &verb_rank);
  lw_host_add_check (host, &check_weights);
}

static void
adds_rank (LwHost *host)
{
  lw_host_add_verb (host, &verb_rank);
}

static void
test_start_fails (Fixture *f, gconstpointer data)
{
  Fake *a = fixture_add (f, "a", "");
  a->start = START_FAILS;
  a->adds = adds_all;
  a->module.stop = fake_stop;
  fixture_add (f, "b", "Requires=a\n");
  fixture_add (f, "c", "Requires=b\n");
  fixture_add (f, "d", "Wants=a\n")->adds = adds_rank;
  fixture_add (f, "e", "")->start = START_FAILS_SILENTLY;
  fixture_add (f, "g", "")->start = START_CONTRADICTS;
  lw_host_load (f->host);

  /* It is not stopped, for it did not start. */
  g_assert_cmpstr (f->log->str, ==, "open a, start a, open d, start d, open e, start e, open g, start g");
  assert_states (f->host, "d active, a failed, b blocked, c blocked, e failed, g failed");
  assert_reason (f->host, "a", "the tables of a are gone");
  assert_reason (f->host, "b", "b requires a, which has failed");
  assert_reason (f->host, "c", "c requires b, which requires a, which has failed");
  assert_reason (f->host, "e", "it did not start, and does not say why");
  assert_reason (f->host, "g", "the tables of g are gone");

  /* What it had added is gone, and free for others. */
  assert_verbs (f->host, "rank");
  assert_checks (f->host, "");
  assert_sections (f->host, "core:");
}

/* ---- real modules ---- */

static void
heard (gpointer data, const char *text)
{
  g_string_append (data, text);
}

static void
test_real_modules (void)
{
  const char *modules = g_test_get_filename (G_TEST_BUILT, "modules", NULL);
  g_autofree char *text = g_build_filename (g_get_user_cache_dir (), "text", NULL);
  g_autoptr (LwHost) host = lw_host_new (NULL);
  g_autoptr (GString) said = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  LwVerbFront front = { .say = heard };

  write_in (text, "text.plugin", NULL, "[Plugin]\nId=text\nName=Text\nAbi=1\nEngine=text.so\n");
  write_in (text, "text.so", NULL, "a text, and not a module");
  lw_host_add_directory (host, modules);
  lw_host_add_directory (host, text);
  lw_host_load (host);

  assert_states (host, "good active, no-symbol failed, text failed, wrong-abi failed");
  assert_reason (host, "no-symbol", "*lotwise-no-symbol.so: expected the symbol lw_plugin_module, found no such symbol");
  assert_reason (host, "wrong-abi", "*lotwise-wrong-abi.so: expected an engine built for ABI 1, found ABI 42");
  assert_reason (host, "text", "*text.so: cannot open the engine: *");

  assert_verbs (host, "greet");
  lw_verb_run (g_ptr_array_index (lw_host_get_verbs (host), 0), (const char *const[]) { "Durham", NULL }, &front, said, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (said->str, ==, "good day, Durham");

  /* The module stays, what it offered goes and comes. */
  const LwVerb *greet = g_ptr_array_index (lw_host_get_verbs (host), 0);
  lw_host_set_enabled (host, "good", FALSE, &error);
  g_assert_no_error (error);
  lw_host_load (host);
  assert_verbs (host, "");
  g_assert_cmpstr (greet->name, ==, "greet");
  lw_host_set_enabled (host, "good", TRUE, &error);
  g_assert_no_error (error);
  lw_host_load (host);
  g_assert_true (g_ptr_array_index (lw_host_get_verbs (host), 0) == greet);
}

/* ---- the usual places ---- */

static void
test_usual_places (void)
{
  const char *modules = g_test_get_filename (G_TEST_BUILT, "modules", NULL);
  g_autofree char *users = g_build_filename (g_get_user_data_dir (), "lotwise", "plugins", NULL);
  g_autofree char *path = g_strdup_printf (":/nonexistent:%s:", modules);
  g_autoptr (GError) error = NULL;

  write_in (users, "good.plugin", NULL, "[Plugin]\nId=good\nName=Mine\nAbi=1\nEngine=mine.so\n");
  write_in (users, "own.plugin", NULL, "[Plugin]\nId=own\nName=Own\nAbi=1\nPanel=own.so\n");
  g_setenv ("LOTWISE_PLUGIN_PATH", path, TRUE);
  {
    g_autoptr (LwHost) host = lw_host_new_default ();
    lw_host_load (host);
    /* The user's directory is the last. */
    assert_states (host, "good active, own active, good failed, no-symbol failed, wrong-abi failed");
    g_assert_cmpstr (lw_host_find (host, "good")->name, ==, "Test module good");
    lw_host_set_enabled (host, "good", FALSE, &error);
    g_assert_no_error (error);
  }
  g_autofree char *state = g_build_filename (g_get_user_config_dir (), "lotwise", "plugins.ini", NULL);
  assert_file (state, "[Plugins]\nDisabled=good;\n");
  {
    g_autoptr (LwHost) host = lw_host_new_default ();
    lw_host_load (host);
    g_assert_cmpint (lw_host_find (host, "good")->state, ==, LW_PLUGIN_DISABLED);
  }
  g_setenv ("LOTWISE_PLUGIN_PATH", "", TRUE);
  {
    g_autoptr (LwHost) host = lw_host_new_default ();
    lw_host_load (host);
    g_assert_null (lw_host_find (host, "no-symbol"));
    g_assert_cmpint (lw_host_find (host, "own")->state, ==, LW_PLUGIN_ACTIVE);
  }
  g_unsetenv ("LOTWISE_PLUGIN_PATH");
}

static void
test_state_names (void)
{
  static const char *const names[] = { "found", "disabled", "blocked", "failed", "active" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_cmpstr (lw_plugin_state_to_string ((LwPluginState) i), ==, names[i]);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *name;
    void (*run) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/host/core-alone", test_core_alone },
    { "/host/order/start", test_order },
    { "/host/order/stop-in-reverse", test_stop_in_reverse },
    { "/host/order/missing", test_missing },
    { "/host/order/cycle", test_cycle },
    { "/host/order/wants-cycle", test_wants_cycle },
    { "/host/broken/engines", test_broken_engines },
    { "/host/broken/manifest-of-other-abi", test_manifest_of_other_abi },
    { "/host/broken/manifest", test_broken_manifest },
    { "/host/broken/start-fails", test_start_fails },
    { "/host/find/engine-file", test_engine_file },
    { "/host/find/panel-alone", test_panel_alone },
    { "/host/find/panel-file", test_panel_file },
    { "/host/find/one-id-twice", test_one_id_twice },
    { "/host/find/one-id-in-one-directory", test_one_id_in_one_directory },
    { "/host/find/broken-holds-no-id", test_broken_holds_no_id },
    { "/host/find/directories-absent", test_directories_absent },
  };
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, fixture_set_up, tests[i].run, fixture_tear_down);
  g_test_add_func ("/host/real-modules", test_real_modules);
  g_test_add_func ("/host/usual-places", test_usual_places);
  g_test_add_func ("/host/state-names", test_state_names);

  return g_test_run ();
}
