/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Packs in the window: out, opened, back, in, and the conflict decided; and all that may be wrong with a pack. */
#include "config.h"

#include "people-fixture.h"

#include "lw-evaluation.h"
#include "lw-pack-dialog.h"
#include "lw-pack-jobs.h"
#include "lw-pack-return-bar.h"
#include "packs.h"

#include <string.h>

/* Packs go through the window here, not through the fixture. */
static char *
send_pack (Office *office, Apart *apart, const char *person)
{
  const char *const people[] = { person, NULL };
  char *path = apart_path (apart, "lotpack");
  g_autoptr (GFile) target = g_file_new_for_path (path);

  lw_pack_jobs_export (office->window, office->document, people, target, FALSE, PASSPHRASE);
  office_settle (office);
  return path;
}

static void
open_packs (Office *office, const char *const *paths, const char *passphrase)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; paths[i] != NULL; i++)
    g_ptr_array_add (files, g_file_new_for_path (paths[i]));
  lw_pack_jobs_open (office->window, office->document, files, passphrase);
  office_settle (office);
}

/* Closes the message with @heading, whose text holds @part. */
static void
assert_told (const char *heading, const char *part)
{
  GtkWindow *dialog = office_dialog (heading);

  if (dialog == NULL)
    g_error ("expected the message “%s”", heading);
  if (strstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (dialog)), part) == NULL)
    g_error ("expected “%s” in “%s”", part, adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (dialog)));
  gtk_window_destroy (dialog);
}

static Apart *
office_apart (void)
{
  static const char *const more[] = {
    "person|id=lead|name=Lead",
    "person_role|person=lead|role=lead",
    NULL,
  };

  lw_pack_jobs_cost = LW_SEAL_CHEAP;
  return apart_new (more);
}

static void
fill_file (LwStore *mine)
{
  fixture_run (mine, "UPDATE evaluation_mark SET mark = '1', rationale = 'Read again.', page = '7' WHERE lot = 'L2' AND bidder = 'B1'"
                     " AND criterion = '1.1'");
}

/* The whole way. */
static void
test_out_and_back (void)
{
  Apart *apart = office_apart ();
  Office office;
  g_autofree char *pack = NULL, *path = NULL, *back = NULL;
  LwPeopleConflict *conflict;
  LwTone tone;

  office_open (&office, apart->lead, "packs");
  pack = send_pack (&office, apart, "E1");
  g_assert_nonnull (strstr (office.done, "1 pack exported"));
  g_assert_true (g_file_test (pack, G_FILE_TEST_EXISTS));
  g_autofree char *standing
      = lw_rows_get_text (lw_table_get_rows (lw_people_packs_get_table (lw_people_panel_get_packs (office.panel))), 0, 3);
  g_assert_cmpstr (standing, ==, "Not yet");
  /* the evaluator opens it: the file is made beside it, once */
  open_packs (&office, (const char *const[]) { pack, NULL }, PASSPHRASE);
  open_packs (&office, (const char *const[]) { pack, NULL }, PASSPHRASE);
  path = g_strdup_printf ("%.*s.lotwise", (int) (strlen (pack) - strlen (".lotpack")), pack);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_autofree char *second = g_strdup_printf ("%.*s-2.lotwise", (int) (strlen (pack) - strlen (".lotpack")), pack);
  g_assert_false (g_file_test (second, G_FILE_TEST_EXISTS));
  /* marks in it, and returns it */
  g_autoptr (LwSchema) schema = fixture_schema ();
  LwStore *mine = lw_store_open (path, schema, LW_STORE_READ_WRITE, NULL);
  LwDocument *document = lw_document_new (g_object_ref (mine), office.host);
  GtkWidget *bar = g_object_ref_sink (lw_pack_return_bar_new (document));
  g_assert_true (gtk_widget_get_visible (bar));
  fill_file (mine);
  back = apart_path (apart, "lotpack");
  g_autoptr (GFile) target = g_file_new_for_path (back);
  lw_pack_jobs_return (office.window, document, target, PASSPHRASE);
  while (lw_document_is_busy (document))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (g_file_test (back, G_FILE_TEST_EXISTS));
  g_object_unref (bar);
  g_object_unref (document);
  lw_store_close (mine);
  g_object_unref (mine);
  /* meanwhile the lead's file has another mark: nothing is overwritten */
  fixture_run (office.store, "UPDATE evaluation_mark SET mark = '5', rationale = 'Seen here.' WHERE lot = 'L2' AND bidder = 'B1' AND person = 'E1'");
  open_packs (&office, (const char *const[]) { back, NULL }, PASSPHRASE);
  assert_told ("What came back", "E1: 0 marks taken over, 0 confirmations, 1 in conflict: decide it");
  assert_mark (office.store, "L2/B1/1.1", "E1", "5: Seen here.");
  g_autofree char *badge = lw_people_panel_info.badge (office.document, &tone);
  g_assert_cmpstr (badge, ==, "1");
  /* side by side, with why; decided by a key, with a reason */
  lw_panel_go_to (LW_PANEL (office.panel), "packs");
  ui_settle (GTK_WIDGET (office.window));
  conflict = lw_people_packs_get_conflict (lw_people_panel_get_packs (office.panel));
  g_assert_nonnull (ui_find (GTK_WIDGET (conflict), GTK_TYPE_LABEL, "Seen here."));
  g_assert_nonnull (ui_find (GTK_WIDGET (conflict), GTK_TYPE_LABEL, "Read again."));
  g_assert_nonnull (ui_find (GTK_WIDGET (conflict), GTK_TYPE_LABEL, "page 7"));
  g_assert_nonnull (ui_find (GTK_WIDGET (conflict), GTK_TYPE_LABEL, "Why it is a conflict: the mark was changed here and there"));
  office_press (&office, GDK_KEY_2, 0);
  g_assert_nonnull (strstr (office.toast, "Say why first"));
  assert_mark (office.store, "L2/B1/1.1", "E1", "5: Seen here.");
  gtk_editable_set_text (lw_people_conflict_get_reason (conflict), "The evaluator read it again.");
  lw_people_packs_focus (lw_people_panel_get_packs (office.panel));
  office_press (&office, GDK_KEY_2, 0);
  assert_mark (office.store, "L2/B1/1.1", "E1", "1: Read again.");
  assert_conflicts (office.store, "");
  assert_asked (&office, "SELECT reason FROM command ORDER BY seq DESC LIMIT 1", "The evaluator read it again.");
  g_assert_null (lw_people_panel_info.badge (office.document, &tone));
  /* a second time does nothing */
  open_packs (&office, (const char *const[]) { back, NULL }, PASSPHRASE);
  assert_told ("What came back", "was taken in before; nothing was done");
  g_assert_null (office.failure);
  office_leave (&office);
  apart_free (apart);
}

/* Wrong passphrase, damaged, another file, foreign: told, and nothing stored. */
static void
test_bad_packs (void)
{
  Apart *apart = office_apart (), *other = office_apart ();
  Office office;
  g_autofree char *text = apart_path (apart, "lotpack"), *cut = apart_path (apart, "lotpack"), *before = NULL, *after = NULL, *data = NULL;
  LwStore *mine = apart_mine (other, "E1"), *own = apart_mine (apart, "E2");
  g_autofree char *foreign = apart_back (other, mine), *good = apart_back (apart, own);
  gsize length;

  apart_close (mine);
  apart_close (own);
  g_assert_true (g_file_set_contents (text, "not a pack", -1, NULL));
  g_assert_true (g_file_get_contents (good, &data, &length, NULL));
  g_assert_true (g_file_set_contents (cut, data, (gssize) length - 3, NULL));
  office_open (&office, apart->lead, "packs");
  before = apart_contents (apart->lead);
  open_packs (&office, (const char *const[]) { good, NULL }, "another passphrase");
  assert_told ("Nothing was taken in", "the passphrase does not open this file");
  open_packs (&office, (const char *const[]) { cut, NULL }, PASSPHRASE);
  assert_told ("Nothing was taken in", "damaged or not whole");
  open_packs (&office, (const char *const[]) { text, NULL }, PASSPHRASE);
  assert_told ("Nothing was taken in", "expected a sealed file of this program");
  open_packs (&office, (const char *const[]) { foreign, NULL }, PASSPHRASE);
  assert_told ("Nothing was taken in", "this file has not sent it");
  after = apart_contents (apart->lead);
  g_assert_cmpstr (after, ==, before);
  /* one bad pack does not keep the good ones out */
  open_packs (&office, (const char *const[]) { text, foreign, good, NULL }, PASSPHRASE);
  assert_told ("Not all was taken in", "E2: 0 marks taken over");
  office_leave (&office);
  apart_free (apart);
  apart_free (other);
}

static void
test_several_at_once (void)
{
  Apart *apart = office_apart ();
  Office office;
  const char *const people[] = { "E1", "E2", NULL };
  g_autoptr (GFile) folder = g_file_new_for_path (apart->directory);

  office_open (&office, apart->lead, "packs");
  lw_pack_jobs_export (office.window, office.document, people, folder, TRUE, PASSPHRASE);
  office_settle (&office);
  g_assert_nonnull (strstr (office.done, "2 packs exported"));
  assert_asked (&office, "SELECT count (*) FROM evaluation_pack", "2");
  for (guint i = 0; people[i] != NULL; i++)
    {
      g_autofree char *name = lw_pack_jobs_name (office.document, people[i]), *path = g_build_filename (apart->directory, name, NULL);
      g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
    }
  /* never over a file that is there */
  lw_pack_jobs_export (office.window, office.document, people, folder, TRUE, PASSPHRASE);
  office_settle (&office);
  assert_told ("Nothing was exported", "expected a name for a new file");
  assert_asked (&office, "SELECT count (*) FROM evaluation_pack", "2");
  office_leave (&office);
  apart_free (apart);
}

static void
test_passphrase_twice (void)
{
  Apart *apart = office_apart ();
  Office office;
  LwPackDialog *dialog;

  g_assert_cmpuint (lw_pack_strength ("short"), ==, 0);
  g_assert_cmpuint (lw_pack_strength ("aaaaaaaaaaaa"), ==, 1);
  g_assert_cmpuint (lw_pack_strength ("correct horse battery staple"), ==, 3);
  office_open (&office, apart->lead, "packs");
  dialog = lw_pack_dialog_export (office.window, lw_people_data_of (office.document), "E1");
  ui_settle (GTK_WIDGET (dialog));
  g_assert_false (lw_pack_dialog_is_ready (dialog));
  office_type (GTK_WIDGET (dialog), "passphrase", PASSPHRASE);
  g_assert_false (lw_pack_dialog_is_ready (dialog));
  office_type (GTK_WIDGET (dialog), "passphrase-again", "correct house");
  g_assert_false (lw_pack_dialog_is_ready (dialog));
  g_assert_nonnull (ui_find (GTK_WIDGET (dialog), GTK_TYPE_LABEL, "The two are not the same"));
  office_type (GTK_WIDGET (dialog), "passphrase-again", PASSPHRASE);
  g_assert_true (lw_pack_dialog_is_ready (dialog));
  g_autofree char *path = apart_path (apart, "lotpack");
  g_autoptr (GFile) target = g_file_new_for_path (path);
  lw_pack_dialog_go (dialog, target, FALSE);
  office_settle (&office);
  LwStore *mine = apart_open (apart, path);
  apart_close (mine);
  g_assert_null (office.failure);
  office_leave (&office);
  apart_free (apart);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/packs-panel/out-opened-back-in-and-decided", test_out_and_back);
  g_test_add_func ("/packs-panel/bad-packs-are-told-and-store-nothing", test_bad_packs);
  g_test_add_func ("/packs-panel/several-at-once", test_several_at_once);
  g_test_add_func ("/packs-panel/passphrase-twice", test_passphrase_twice);
  return g_test_run ();
}
