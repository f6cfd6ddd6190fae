/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "plugin/lw-manifest.h"

#include "base/lw-error.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#define HEAD "[Plugin]\nId=demo\nName=Demo\nAbi=1\nEngine=lotwise-demo.so\n"

static LwManifest *
parse (const char *data, GError **error)
{
  return lw_manifest_parse ("/plugins/demo/demo.plugin", data, strlen (data), error);
}

static void
test_whole (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwManifest) manifest = parse ("# What it is.\n[Plugin]\nId=demo\nName=Demonstration\nName[de]=Vorführung\nAbi=1\n"
                                           "Engine=lotwise-demo.so\nPanel=lotwise-demo-panel.so\n"
                                           "Requires=evaluation; b-2 ;\nWants=c.3;\n",
                                           &error);
  g_assert_no_error (error);
  g_assert_cmpstr (manifest->path, ==, "/plugins/demo/demo.plugin");
  g_assert_cmpstr (manifest->id, ==, "demo");
  g_assert_cmpstr (manifest->name, ==, "Demonstration");
  g_assert_cmpuint (manifest->abi, ==, 1);
  g_assert_cmpstr (manifest->engine, ==, "lotwise-demo.so");
  g_assert_cmpstr (manifest->panel, ==, "lotwise-demo-panel.so");
  g_assert_cmpstrv (manifest->requires_, ((const char *[]) { "evaluation", "b-2", NULL }));
  g_assert_cmpstrv (manifest->wants, ((const char *[]) { "c.3", NULL }));
}

static void
test_smallest (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwManifest) manifest = parse (HEAD, &error);

  g_assert_no_error (error);
  g_assert_null (manifest->panel);
  g_assert_cmpuint (g_strv_length (manifest->requires_), ==, 0);
  g_assert_cmpuint (g_strv_length (manifest->wants), ==, 0);
}

static void
test_panel_alone (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwManifest) manifest = parse ("[Plugin]\nId=demo\nName=Demo\nAbi=1\nPanel=p.so\nRequires=\n", &error);

  g_assert_no_error (error);
  g_assert_null (manifest->engine);
  g_assert_cmpstr (manifest->panel, ==, "p.so");
  g_assert_cmpuint (g_strv_length (manifest->requires_), ==, 0);
}

/* Each is refused with a message that names the file, the key, and has what was found. */
static const struct
{
  const char *name;
  const char *data;
  const char *message;
} broken[] = {
  { "empty", "", "*demo.plugin: expected the group [Plugin]*none*" },
  { "not-a-key-file", "\x7f" "ELF and so on", "*demo.plugin: expected a key file: *" },
  { "no-group", "Id=demo\n", "*demo.plugin: expected a key file: *" },
  { "other-group", "[Module]\nId=demo\n", "*demo.plugin: *[Plugin]*found [Module]*" },
  { "second-group", HEAD "[More]\n", "*[Plugin]*found [More]*" },
  { "unknown-key", HEAD "Require=b\n", "*Requires*found the key Require*" },
  { "translated-key-unknown", HEAD "Id[de]=demo\n", "*found the key Id[de]*" },
  { "no-id", "[Plugin]\nName=Demo\nAbi=1\nEngine=e.so\n", "*key Id: expected 1 to 64 of *found no such key*" },
  { "bad-id", "[Plugin]\nId=../demo\nName=Demo\nAbi=1\nEngine=e.so\n", "*key Id: expected *found “../demo”*" },
  { "other-id", "[Plugin]\nId=other\nName=Demo\nAbi=1\nEngine=e.so\n", "*key Id: expected “demo”*found “other”*" },
  { "no-name", "[Plugin]\nId=demo\nAbi=1\nEngine=e.so\n", "*key Name: *found no such key*" },
  { "translated-name-alone", "[Plugin]\nId=demo\nName[de]=D\nAbi=1\nEngine=e.so\n", "*key Name: *found no such key*" },
  { "blank-name", "[Plugin]\nId=demo\nName=\\s\\s\nAbi=1\nEngine=e.so\n", "*key Name: *found “”*" },
  { "two-line-name", "[Plugin]\nId=demo\nName=a\\nb\nAbi=1\nEngine=e.so\n", "*key Name: expected one line*" },
  { "name-not-utf8", "[Plugin]\nId=demo\nName=\xff\xfe\nAbi=1\nEngine=e.so\n", "*key Name: expected text in UTF-8*" },
  { "no-abi", "[Plugin]\nId=demo\nName=Demo\nEngine=e.so\n", "*key Abi: expected a whole number*found no such key*" },
  { "abi-text", "[Plugin]\nId=demo\nName=Demo\nAbi=one\nEngine=e.so\n", "*key Abi: *found “one”*" },
  { "abi-zero", "[Plugin]\nId=demo\nName=Demo\nAbi=0\nEngine=e.so\n", "*key Abi: *found “0”*" },
  { "abi-negative", "[Plugin]\nId=demo\nName=Demo\nAbi=-1\nEngine=e.so\n", "*key Abi: *found “-1”*" },
  { "abi-huge", "[Plugin]\nId=demo\nName=Demo\nAbi=99999999999999999999\nEngine=e.so\n", "*key Abi: *found “9999*" },
  { "no-module", "[Plugin]\nId=demo\nName=Demo\nAbi=1\n", "*key Engine: *Panel*found no such key*" },
  { "engine-path", "[Plugin]\nId=demo\nName=Demo\nAbi=1\nEngine=../evil.so\n", "*key Engine: *without folders*found “../evil.so”*" },
  { "engine-empty", "[Plugin]\nId=demo\nName=Demo\nAbi=1\nEngine=\n", "*key Engine: *found “”*" },
  { "engine-suffix", "[Plugin]\nId=demo\nName=Demo\nAbi=1\nEngine=run.sh\n", "*key Engine: *.so*found “run.sh”*" },
  { "panel-path", HEAD "Panel=/tmp/p.so\n", "*key Panel: *found “/tmp/p.so”*" },
  { "requires-space", HEAD "Requires=a b\n", "*key Requires: *semicolons*found “a b”*" },
  { "requires-comma", HEAD "Requires=a,b\n", "*key Requires: *found “a,b”*" },
  { "requires-gap", HEAD "Requires=a;;b\n", "*key Requires: *found “a;;b”*" },
  { "wants-bad", HEAD "Wants=-x\n", "*key Wants: *found “-x”*" },
  { "wants-escape", HEAD "Wants=\\q\n", "*key Wants: expected text*found “\\q”*" },
};

static void
test_broken (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (LwManifest) manifest = parse (broken[i].data, &error);

  g_assert_error (error, LW_ERROR, LW_ERROR_PLUGIN);
  g_assert_null (manifest);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_true (g_str_has_prefix (error->message, "/plugins/demo/demo.plugin: "));
  g_test_message ("%s", error->message);
  if (!g_pattern_match_simple (broken[i].message, error->message))
    g_error ("expected “%s”, found “%s”", broken[i].message, error->message);
}

static void
test_zero_byte (void)
{
  static const char data[] = HEAD "Requires=a\0;b\n";
  g_autoptr (GError) error = NULL;

  g_assert_null (lw_manifest_parse ("demo.plugin", data, sizeof data - 1, &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_PLUGIN);
}

static void
test_core_is_taken (void)
{
  static const char data[] = "[Plugin]\nId=core\nName=Core\nAbi=1\nEngine=e.so\n";
  g_autoptr (GError) error = NULL;

  g_assert_null (lw_manifest_parse ("core.plugin", data, strlen (data), &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_PLUGIN);
}

static void
test_id_of_path (void)
{
  static const struct { const char *path, *id; } cases[] = {
    { "/a/b/demo.plugin", "demo" }, { "demo.plugin", "demo" }, { "/a/no-suffix", "no-suffix" },
    { "/a/two.dots.plugin", "two.dots" }, { "/a/\xff.plugin", "\357\277\275" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *id = lw_manifest_id_of_path (cases[i].path);
      g_assert_cmpstr (id, ==, cases[i].id);
    }
}

/* Nothing that a disk can hold may do more than fail: every prefix, and every byte replaced. */
static void
test_damaged (void)
{
  static const char whole[] = HEAD "Panel=p.so\nRequires=a;b;\nWants=c;\n";

  for (gsize length = 0; length < sizeof whole; length++)
    lw_manifest_free (lw_manifest_parse ("demo.plugin", whole, length, NULL));
  for (gsize at = 0; at < sizeof whole - 1; at++)
    for (int byte = 0; byte < 256; byte++)
      {
        g_autofree char *data = g_memdup2 (whole, sizeof whole);
        g_autoptr (GError) error = NULL;
        data[at] = (char) byte;
        g_autoptr (LwManifest) manifest = lw_manifest_parse ("demo.plugin", data, sizeof whole - 1, &error);
        g_assert_true ((manifest == NULL) == (error != NULL));
      }
}

/* ---- files ---- */

static void
test_load (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("lotwise-XXXXXX", &error);
  g_assert_no_error (error);
  g_autofree char *path = g_build_filename (folder, "demo.plugin", NULL);

  g_assert_null (lw_manifest_load (path, &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_PLUGIN);
  g_clear_error (&error);

  g_file_set_contents (path, HEAD, -1, &error);
  g_assert_no_error (error);
  {
    g_autoptr (LwManifest) manifest = lw_manifest_load (path, &error);
    g_assert_no_error (error);
    g_assert_cmpstr (manifest->id, ==, "demo");
  }

  g_autofree char *long_comment = g_strnfill (LW_MANIFEST_MAX_BYTES, '#');
  g_file_set_contents (path, long_comment, -1, &error);
  g_assert_no_error (error);
  g_assert_null (lw_manifest_load (path, &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_PLUGIN);
  g_clear_error (&error);

  g_autofree char *too_long = g_strnfill (LW_MANIFEST_MAX_BYTES + 1, '#');
  g_file_set_contents (path, too_long, -1, &error);
  g_assert_no_error (error);
  g_assert_null (lw_manifest_load (path, &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_PLUGIN);
  g_assert_nonnull (strstr (error->message, "65536 bytes"));
  g_clear_error (&error);

  /* A pipe does not make the program wait, a folder does not confuse it. */
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  g_assert_null (lw_manifest_load (path, &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_PLUGIN);
  g_clear_error (&error);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  g_assert_null (lw_manifest_load (path, &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_PLUGIN);
  g_assert_cmpint (g_rmdir (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/manifest/whole", test_whole);
  g_test_add_func ("/manifest/smallest", test_smallest);
  g_test_add_func ("/manifest/panel-alone", test_panel_alone);
  for (gsize i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autofree char *name = g_strconcat ("/manifest/broken/", broken[i].name, NULL);
      g_test_add_data_func (name, GSIZE_TO_POINTER (i), test_broken);
    }
  g_test_add_func ("/manifest/broken/zero-byte", test_zero_byte);
  g_test_add_func ("/manifest/broken/core-is-taken", test_core_is_taken);
  g_test_add_func ("/manifest/damaged", test_damaged);
  g_test_add_func ("/manifest/id-of-path", test_id_of_path);
  g_test_add_func ("/manifest/load", test_load);

  return g_test_run ();
}
