/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Proofs: what is in the directory, and that it is there whole or not at all. That another program agrees with it is
 * tests/integration/test_proof.py. */
#include "config.h"

#include "lw-evaluation-prices.h"
#include "lw-evaluation-proof.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base/lw-error.h"
#include "front.h"

static const char *const files[] = { "README.txt", "competition.xml", "record.json", "results.json", "recompute.py", "MANIFEST" };

/* A place for a proof, in a directory that holds nothing else. */
static char *
new_place (char **folder)
{
  g_autoptr (GError) error = NULL;

  *folder = g_dir_make_tmp ("lotwise-proof-XXXXXX", &error);
  g_assert_no_error (error);
  return g_build_filename (*folder, "proof", NULL);
}

static guint
count_entries (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  g_assert_nonnull (dir);
  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
remove_proof (const char *place)
{
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (place, files[i], NULL);
      g_unlink (path);
    }
  g_rmdir (place);
}

static void
remove_all (const char *folder, const char *place)
{
  remove_proof (place);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static char *
content (const char *place, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (place, name, NULL);
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

/* The manifest names every other file with its hash, and what is said names the manifest's. */
static void
test_whole (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL, *place = new_place (&folder), *said = NULL;
  g_autoptr (GString) expected = g_string_new (NULL);
  LwStore *store = fixture_small_store (NULL);
  const gboolean fine = lw_evaluation_proof.run (store, place, NULL, NULL, &said, &error);

  g_assert_no_error (error);
  g_assert_true (fine);
  g_assert_cmpuint (count_entries (place), ==, G_N_ELEMENTS (files));
  for (guint i = 0; i + 1 < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *text = content (place, files[i]);
      g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

      g_string_append_printf (expected, "%s  %s\n", sum, files[i]);
    }
  g_autofree char *manifest = content (place, "MANIFEST");
  g_autofree char *fingerprint = g_compute_checksum_for_string (G_CHECKSUM_SHA256, manifest, -1);
  g_assert_cmpstr (manifest, ==, expected->str);
  g_assert_nonnull (strstr (said, fingerprint));
  fixture_close (store);
  remove_all (folder, place);
}

/* What is an evaluator's alone, or between the lead and an evaluator, is not published. */
static void
test_nothing_private (void)
{
  static const char *const roles[] = { "organisation|id=o1|name=One|kind=private", "person_role|person=E1|role=evaluator", NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL, *place = new_place (&folder), *text = NULL;
  Front *front = front_new (roles);

  assert_run (front, "note f L1 B1 1.1 ZZNOTE --as E1");
  assert_run (front, "query f L1 B1 1.1 ZZQUERY --as E1");
  assert_run (front, "declare f E1 o1 none --note ZZDECLARED --as E1");
  lw_evaluation_proof.run (front->store, place, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  text = content (place, "competition.xml");
  g_assert_null (strstr (text, "ZZ"));
  g_assert_nonnull (strstr (text, "<declaration "));
  front_free (front);
  remove_all (folder, place);
}

static void
test_cancelled (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *folder = NULL, *place = new_place (&folder), *said = NULL;
  LwStore *store = fixture_small_store (NULL);

  g_cancellable_cancel (cancellable);
  g_assert_false (lw_evaluation_proof.run (store, place, NULL, cancellable, &said, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (said);
  g_assert_cmpuint (count_entries (folder), ==, 0);
  fixture_close (store);
  remove_all (folder, place);
}

/* A full disk is an error, not a shorter list. */
static void
test_results_fail (void)
{
  g_autoptr (GError) error = NULL;
  LwStore *store = fixture_small_store (NULL);
  g_autoptr (LwEvaluationMarks) marks = lw_evaluation_marks_load_store (store, &error);
  g_autoptr (LwReader) reader = lw_store_reader (store, NULL);
  g_autoptr (LwEvaluationTrust) trust = lw_evaluation_trust_load (marks, lw_reader_connection (reader), &error);
  char whole[20000], part[100];
  g_autoptr (GOutputStream) enough = g_memory_output_stream_new (whole, sizeof whole, NULL, NULL);
  g_autoptr (GOutputStream) full = g_memory_output_stream_new (part, sizeof part, NULL, NULL);
  const guint obstacles[LW_OBSTACLE_KINDS] = { [LW_OBSTACLE_UNCONFIRMED] = 2, [LW_OBSTACLE_QUERY] = 1 };
  LwProofCount count;

  g_assert_no_error (error);
  g_assert_true (lw_evaluation_proof_write_results (marks, trust, "small", obstacles, enough, &count, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count.lots, ==, marks->n_lots);
  g_assert_cmpuint (count.bids, >, 0);
  g_assert_nonnull (strstr (whole, "\"provisional\":{\"unconfirmed\":2,\"queries\":1},"));
  g_assert_false (lw_evaluation_proof_write_results (marks, trust, "small", obstacles, full, &count, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_clear_pointer (&reader, lw_reader_release);
  fixture_close (store);
}

/* A killed export leaves a part: the next one takes it away, and no other directory. */
static void
test_leftovers (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL, *place = new_place (&folder);
  g_autofree char *dead = g_strconcat (place, ".2147483646.lotwise-part", NULL), *inside = g_build_filename (dead, "README.txt", NULL);
  g_autofree char *alive = g_strconcat (place, ".1.lotwise-part", NULL), *other = g_strconcat (place, ".2147483646.kept", NULL);
  LwStore *store = fixture_small_store (NULL);

  g_assert_cmpint (g_mkdir (dead, 0700), ==, 0);
  g_assert_cmpint (g_mkdir (alive, 0700), ==, 0);
  g_assert_cmpint (g_mkdir (other, 0700), ==, 0);
  g_assert_true (g_file_set_contents (inside, "half", -1, NULL));
  g_assert_true (lw_evaluation_proof.run (store, place, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (dead, G_FILE_TEST_EXISTS));
  g_assert_cmpint (g_rmdir (alive), ==, 0);
  g_assert_cmpint (g_rmdir (other), ==, 0);
  fixture_close (store);
  remove_all (folder, place);
}

/* What stands at the place stays, and nothing is left beside it. */
static void
test_place_taken (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL, *place = new_place (&folder), *said = NULL;
  LwStore *store = fixture_small_store (NULL);

  g_assert_true (g_file_set_contents (place, "mine", -1, &error));
  g_assert_false (lw_evaluation_proof.run (store, place, NULL, NULL, &said, &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_EXISTS);
  g_assert_cmpuint (count_entries (folder), ==, 1);
  g_autofree char *mine = NULL;
  g_assert_true (g_file_get_contents (place, &mine, NULL, NULL));
  g_assert_cmpstr (mine, ==, "mine");
  g_unlink (place);
  fixture_close (store);
  remove_all (folder, place);
}

typedef struct
{
  const char *path;
  int stop; /* atomic */
} Writer;

/* Another program on the file, which changes a price again and again. */
static gpointer
write_on (gpointer data)
{
  Writer *writer = data;
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (LwSchema) schema = fixture_schema ();
  g_autoptr (GError) error = NULL;

  g_main_context_push_thread_default (context);
  g_autoptr (LwStore) store = lw_store_open (writer->path, schema, LW_STORE_READ_WRITE, &error);
  g_assert_no_error (error);
  while (!g_atomic_int_get (&writer->stop))
    fixture_run (store, "UPDATE bid SET price = price + 1 WHERE lot = 'L1' AND bidder = 'B1'");
  lw_store_close (store);
  g_main_context_pop_thread_default (context);
  return NULL;
}

/* A proof of two states would be of none: it is refused, and nothing is left. One that falls between two changes is
 * whole, and another is tried. */
static void
test_changed_meanwhile (void)
{
  g_autofree char *folder = NULL, *place = new_place (&folder);
  LwStore *store = fixture_small_store (NULL);
  Writer writer = { lw_store_get_path (store), FALSE };
  GThread *thread = g_thread_new ("writer", write_on, &writer);
  gboolean refused = FALSE;

  while (!refused)
    {
      g_autoptr (GError) error = NULL;

      refused = !lw_evaluation_proof.run (store, place, NULL, NULL, NULL, &error);
      if (refused)
        g_assert_error (error, LW_ERROR, LW_ERROR_BUSY);
      else
        remove_proof (place);
    }
  g_assert_cmpuint (count_entries (folder), ==, 0);
  g_atomic_int_set (&writer.stop, TRUE);
  g_thread_join (thread);
  fixture_close (store);
  remove_all (folder, place);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/proof/whole", test_whole);
  g_test_add_func ("/proof/nothing-private", test_nothing_private);
  g_test_add_func ("/proof/cancelled", test_cancelled);
  g_test_add_func ("/proof/results-fail", test_results_fail);
  g_test_add_func ("/proof/place-taken", test_place_taken);
  g_test_add_func ("/proof/leftovers", test_leftovers);
  g_test_add_func ("/proof/changed-meanwhile", test_changed_meanwhile);
  return g_test_run ();
}
