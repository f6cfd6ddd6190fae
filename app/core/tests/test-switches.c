/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "plugin/lw-host.h"

#include "host-fixture.h"

#include "base/lw-error.h"

static int
do_nothing (LwVerbRun *run, GError **error)
{
  return LW_EXIT_FINE;
}

static const LwVerb verb_rank = { "rank", "", "", NULL, 0, 0, do_nothing };

static void
adds_rank (LwHost *host)
{
  lw_host_add_verb (host, &verb_rank);
}

static void
test_disable (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  fixture_add (f, "a", "")->adds = adds_rank;
  fixture_add (f, "b", "Requires=a\n");
  fixture_add (f, "c", "Requires=b\n");
  fixture_add (f, "d", "Wants=a\n");
  lw_host_load (f->host);
  assert_verbs (f->host, "rank");

  lw_host_set_enabled (f->host, "a", FALSE, &error);
  g_assert_no_error (error);
  /* From the next load on. */
  assert_states (f->host, "a active, b active, c active, d active");
  lw_host_load (f->host);
  assert_states (f->host, "d active, a disabled, b blocked, c blocked");
  assert_reason (f->host, "a", "switched off by the user");
  assert_reason (f->host, "b", "b requires a, which is disabled");
  assert_reason (f->host, "c", "c requires b, which requires a, which is disabled");
  assert_verbs (f->host, "");

  /* Another host finds it so, before it has loaded anything. */
  fixture_make_host (f);
  lw_host_set_enabled (f->host, "d", FALSE, &error);
  g_assert_no_error (error);
  lw_host_load (f->host);
  g_assert_cmpstr (f->log->str, ==, "");
  assert_states (f->host, "a disabled, b blocked, c blocked, d disabled");

  fixture_make_host (f);
  lw_host_set_enabled (f->host, "a", TRUE, &error);
  g_assert_no_error (error);
  lw_host_set_enabled (f->host, "d", TRUE, &error);
  g_assert_no_error (error);
  fixture_make_host (f);
  lw_host_load (f->host);
  assert_states (f->host, "a active, b active, c active, d active");
}

static void
test_disable_unknown (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  fixture_add (f, "evaluation", "");

  g_assert_false (lw_host_set_enabled (f->host, "evalaution", FALSE, &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_NOT_FOUND);
  g_assert_cmpstr (error->message, ==, "there is no plugin “evalaution”; did you mean “evaluation”?");
  g_clear_error (&error);
  g_assert_false (lw_host_set_enabled (f->host, "weather", FALSE, &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_NOT_FOUND);
  g_assert_cmpstr (error->message, ==, "there is no plugin “weather”");
  g_assert_false (g_file_test (f->state_file, G_FILE_TEST_EXISTS));
}

static void
test_state_file (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  fixture_add (f, "a", "");
  fixture_add (f, "b", "");
  write_file (f->state_file, "[Window]\nWidth=800\n\n[Plugins]\nDisabled=z; b;\n");

  lw_host_load (f->host);
  assert_states (f->host, "a active, b disabled");
  lw_host_set_enabled (f->host, "a", FALSE, &error);
  g_assert_no_error (error);
  assert_file (f->state_file, "[Window]\nWidth=800\n\n[Plugins]\nDisabled=a;b;z;\n");

  /* What another program wrote meanwhile is not lost. */
  write_file (f->state_file, "[Plugins]\nDisabled=a;\n");
  lw_host_set_enabled (f->host, "b", FALSE, &error);
  g_assert_no_error (error);
  assert_file (f->state_file, "[Plugins]\nDisabled=a;b;\n");

  /* One that is gone may be switched on all the same. */
  write_file (f->state_file, "[Plugins]\nDisabled=z;\n");
  lw_host_load (f->host);
  lw_host_set_enabled (f->host, "z", TRUE, &error);
  g_assert_no_error (error);
  assert_file (f->state_file, "[Plugins]\nDisabled=\n");
}

static void
test_state_file_broken (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  fixture_add (f, "a", "");
  write_file (f->state_file, "this is not a key file");

  g_test_expect_message ("lotwise", G_LOG_LEVEL_WARNING, "*plugins.ini: cannot read which plugins are disabled*");
  lw_host_load (f->host);
  g_test_assert_expected_messages ();
  assert_states (f->host, "a active");

  /* It is not written over. */
  g_assert_false (lw_host_set_enabled (f->host, "a", FALSE, &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_INVALID);
  assert_file (f->state_file, "this is not a key file");
}

static void
test_state_file_impossible (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  fixture_add (f, "a", "");
  /* A file stands where the folder should be. */
  g_autofree char *in_the_way = g_build_filename (f->directory, "a", "a.plugin", "plugins.ini", NULL);
  lw_host_set_state_file (f->host, in_the_way);

  g_test_expect_message ("lotwise", G_LOG_LEVEL_WARNING, "*cannot read which plugins are disabled*");
  lw_host_load (f->host);
  g_test_assert_expected_messages ();
  assert_states (f->host, "a active");
  g_assert_false (lw_host_set_enabled (f->host, "a", FALSE, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);

  g_autofree char *folder = g_build_filename (g_get_user_config_dir (), "a-folder", NULL);
  g_autofree char *below = g_build_filename (folder, "not-a-file", NULL);
  g_assert_cmpint (g_mkdir_with_parents (below, 0700), ==, 0);
  lw_host_set_state_file (f->host, below);
  g_assert_false (lw_host_set_enabled (f->host, "a", FALSE, &error));
  g_assert_nonnull (error);
}

static void
test_state_not_kept (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  fixture_add (f, "a", "");
  lw_host_set_state_file (f->host, NULL);

  lw_host_set_enabled (f->host, "a", FALSE, &error);
  g_assert_no_error (error);
  lw_host_load (f->host);
  assert_states (f->host, "a disabled");
  lw_host_set_enabled (f->host, "a", TRUE, &error);
  g_assert_no_error (error);
  lw_host_load (f->host);
  assert_states (f->host, "a active");
  g_assert_false (g_file_test (f->state_file, G_FILE_TEST_EXISTS));
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *name;
    void (*run) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/switches/dependents", test_disable },
    { "/switches/unknown", test_disable_unknown },
    { "/switches/file", test_state_file },
    { "/switches/file-broken", test_state_file_broken },
    { "/switches/file-impossible", test_state_file_impossible },
    { "/switches/not-kept", test_state_not_kept },
  };
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, fixture_set_up, tests[i].run, fixture_tear_down);

  return g_test_run ();
}
