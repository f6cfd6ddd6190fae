/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The verbs pack, unpack, pack-return, merge, conflicts and decide as people type them; sealed as they are for people. */
#include "config.h"

#include "front.h"
#include "lw-evaluation.h"

#include "base/lw-error.h"

#include <glib/gstdio.h>
#include <string.h>

static const char *const more[] = {
  "person|id=boss|name=Approver",
  "person_role|person=boss|role=approver",
  NULL,
};

typedef struct
{
  Front *front;
  LwStore *lead, *mine;
  char *directory;
} Desk;

/* Runs @format with the directory in place of %s, as typed over @store; @expected is the exit status. */
static void
type (Desk *desk, LwStore *store, int expected, const char *format)
{
  g_auto (GStrv) parts = g_strsplit (format, "DIR", -1);
  g_autofree char *line = g_strjoinv (desk->directory, parts);
  g_autoptr (GError) error = NULL;

  desk->front->store = store;
  g_assert_cmpint (run_line (desk->front, line, &error), ==, expected);
  if (expected != LW_EXIT_ERROR)
    g_assert_no_error (error);
  else
    {
      g_assert_nonnull (error);
      g_string_assign (desk->front->text, error->message);
    }
  desk->front->store = desk->lead;
}

static void
assert_said (Desk *desk, const char *part)
{
  if (strstr (desk->front->text->str, part) == NULL)
    g_error ("expected “%s” in “%s”", part, desk->front->text->str);
}

static void
write_file (Desk *desk, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (desk->directory, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
desk_clear (Desk *desk)
{
  g_autoptr (GDir) dir = g_dir_open (desk->directory, 0, NULL);
  const char *name;

  lw_store_close (desk->mine);
  g_object_unref (desk->mine);
  front_free (desk->front);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (desk->directory, name, NULL);
      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (desk->directory), ==, 0);
  g_free (desk->directory);
}

static LwStore *
open_mine (Desk *desk)
{
  g_autofree char *path = g_build_filename (desk->directory, "mine.lotwise", NULL);
  g_autoptr (LwSchema) schema = fixture_schema ();
  g_autoptr (GError) error = NULL;
  LwStore *store = lw_store_open (path, schema, LW_STORE_READ_WRITE, &error);

  g_assert_no_error (error);
  return store;
}

static void
refuse_passphrases (Desk *desk)
{
  type (desk, desk->lead, LW_EXIT_ERROR, "pack f E1 DIR/out.lotpack --passphrase-file DIR/none");
  assert_said (desk, "expected a file with the passphrase");
  write_file (desk, "empty", "\n");
  type (desk, desk->lead, LW_EXIT_ERROR, "pack f E1 DIR/out.lotpack --passphrase-file DIR/empty");
  assert_said (desk, "expected a line of at most 1024 bytes");
  write_file (desk, "short", "short\n");
  type (desk, desk->lead, LW_EXIT_ERROR, "pack f E1 DIR/out.lotpack --passphrase-file DIR/short");
  assert_said (desk, "at least 10 characters");
}

static void
merge_and_decide (Desk *desk)
{
  type (desk, desk->lead, LW_EXIT_CHECK_FAILED, "merge f DIR/back.lotpack --dry-run --passphrase-file DIR/pass");
  assert_said (desk, "A trial: nothing is stored\n");
  type (desk, desk->lead, LW_EXIT_FINE, "conflicts f");
  assert_said (desk, "There are no conflicts\n");
  type (desk, desk->lead, LW_EXIT_CHECK_FAILED, "merge f DIR/back.lotpack --passphrase-file DIR/pass --as lead");
  assert_said (desk, "E1: marks taken over: 1, confirmations: 0, kept because they were changed here alone: 0, conflicts: 1\n");
  assert_said (desk, "|E1|L2|B1|1.1|4|2: Thin.|the mark was changed here and there\n");
  assert_said (desk, "Nothing was overwritten. Decide each: lotwise decide f PACK");
  type (desk, desk->lead, LW_EXIT_FINE, "packs f");
  assert_said (desk, "|1|came back; merged: 1|1\n");
  type (desk, desk->lead, LW_EXIT_CHECK_FAILED, "conflicts f --json");
  g_autofree char *list = json_to_string (desk->front->json, FALSE);
  g_assert_nonnull (
      strstr (list, "\"ours\":{\"mark\":\"4\",\"rationale\":null,\"pointer\":null},\"theirs\":{\"mark\":\"2\",\"rationale\":\"Thin.\",\"pointer\":null}"));
  JsonObject *first = json_array_get_object_element (
      json_object_get_array_member (json_node_get_object (desk->front->json), "conflicts"), 0);
  g_autofree char *pack = g_strndup (json_object_get_string_member (first, "pack"), 8);
  g_autofree char *badly = g_strdup_printf ("decide f %s L2 B1 1.1 mine --reason R", pack);
  g_autofree char *silent = g_strdup_printf ("decide f %s L2 B1 1.1 theirs", pack);
  g_autofree char *well = g_strdup_printf ("decide f %s L2 B1 1.1 theirs --reason Spoke_to_E1", pack);
  type (desk, desk->lead, LW_EXIT_ERROR, badly);
  assert_said (desk, "expected ours (the mark that is here) or theirs");
  type (desk, desk->lead, LW_EXIT_ERROR, silent);
  assert_said (desk, "expected a reason");
  type (desk, desk->lead, LW_EXIT_FINE, well);
  assert_said (desk, "Decided: the mark of B1 on 1.1 that came back is taken over\n");
  type (desk, desk->lead, LW_EXIT_FINE, "merge f DIR/back.lotpack --passphrase-file DIR/pass");
  assert_said (desk, "E1: this pack, or a later one, was merged before; nothing was done\n");
}

static void
test_there_and_back (void)
{
  Desk desk = { .front = front_new (more), .directory = g_dir_make_tmp ("lotwise-desk-XXXXXX", NULL) };

  desk.lead = desk.front->store;
  type (&desk, desk.lead, LW_EXIT_FINE, "publish f --as boss");
  refuse_passphrases (&desk);
  write_file (&desk, "pass", "correct horse battery\r\n");
  type (&desk, desk.lead, LW_EXIT_FINE, "pack f E1 DIR/out.lotpack --passphrase-file DIR/pass");
  assert_said (&desk, "Packed 11 marks to give for E1 into ");
  assert_said (&desk, "11 of them are given already and go with it.");
  g_setenv ("LOTWISE_PASSPHRASE", "correct horse battery", TRUE);
  type (&desk, desk.lead, LW_EXIT_FINE, "unpack DIR/out.lotpack DIR/mine.lotwise");
  assert_said (&desk, "from the pack of E1. Mark in it; then: lotwise confirm");
  g_unsetenv ("LOTWISE_PASSPHRASE");
  desk.mine = open_mine (&desk);
  type (&desk, desk.mine, LW_EXIT_FINE, "mark m L2 B1 1.1 E1 2 --rationale Thin. --as E1");
  type (&desk, desk.mine, LW_EXIT_FINE, "mark m L2 B2 1.1 E1 4 --as E1");
  type (&desk, desk.mine, LW_EXIT_FINE, "pack-return m DIR/back.lotpack --passphrase-file DIR/pass");
  assert_said (&desk, "Packed 11 marks of E1 into ");
  assert_said (&desk, "11 of them are not confirmed: lotwise confirm\n");
  type (&desk, desk.lead, LW_EXIT_FINE, "mark f L2 B1 1.1 E1 4");
  merge_and_decide (&desk);
  desk_clear (&desk);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/evaluation/verbs-pack/there_and_back", test_there_and_back);
  return g_test_run ();
}
