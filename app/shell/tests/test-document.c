/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* An open competition without a window: what is remembered of its file, edits, undo, errors. */
#include "config.h"

#include "document/lw-document.h"
#include "model/lw-model.h"
#include "uihelp.h"
#include "xml/lw-competition-xml.h"

#include <glib/gstdio.h>
#include <string.h>

#define SAMPLE LW_SOURCE_DIR "/data/samples/transforming-rehabilitation.xml"

/* ---- what is remembered ---- */

static void
test_state_kept (void)
{
  LwFileState *state = lw_file_state_new ("/nowhere/kept.lotwise");
  g_autofree char *text = NULL;

  g_assert_null (lw_file_state_get (state, "window", "place"));
  g_assert_cmpint (lw_file_state_get_int (state, "window", "width", 7), ==, 7);
  lw_file_state_set (state, "window", "place", "marking:L12/B07\n[odd]=;ü");
  lw_file_state_set_int (state, "window", "width", -3);
  lw_file_state_free (state);

  state = lw_file_state_new ("/nowhere/../nowhere/kept.lotwise");
  text = lw_file_state_get (state, "window", "place");
  g_assert_cmpstr (text, ==, "marking:L12/B07\n[odd]=;ü");
  g_assert_cmpint (lw_file_state_get_int (state, "window", "width", 7), ==, -3);
  g_assert_cmpint (lw_file_state_get_int (state, "window", "place", 7), ==, 7);
  lw_file_state_set (state, "window", "place", NULL);
  g_assert_null (lw_file_state_get (state, "window", "place"));
  lw_file_state_free (state);

  state = lw_file_state_new ("/nowhere/kept.lotwise");
  g_assert_null (lw_file_state_get (state, "window", "place"));
  lw_file_state_free (state);
}

static void
test_state_of_each_file (void)
{
  g_autoptr (LwFileState) one = lw_file_state_new ("/nowhere/one.lotwise"), other = lw_file_state_new ("/nowhere/other.lotwise");
  lw_file_state_set (one, "a", "b", "of one");
  g_assert_null (lw_file_state_get (other, "a", "b"));
}

static gboolean
is_written (gpointer path)
{
  g_autoptr (LwFileState) again = lw_file_state_new (path);
  return lw_file_state_get_int (again, "a", "b", 0) == 5;
}

/* A program that crashes has lost no more than the last moment. */
static void
test_state_written_soon (void)
{
  g_autoptr (LwFileState) state = lw_file_state_new ("/nowhere/soon.lotwise");
  lw_file_state_set_int (state, "a", "b", 5);
  g_assert_false (is_written ((gpointer) "/nowhere/soon.lotwise"));
  g_assert_true (ui_wait (is_written, (gpointer) "/nowhere/soon.lotwise", 5000));
}

/* ---- edits ---- */

typedef struct
{
  LwHost *host;
  char *folder;
  LwDocument *document;
  guint failures;
} Fixture;

static void
on_failed (LwDocument *document, const char *what, const GError *error, Fixture *fixture)
{
  g_assert_nonnull (what);
  g_assert_nonnull (error);
  fixture->failures++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  LwStore *store;

  fixture->failures = 0;
  fixture->host = lw_host_new_default ();
  lw_host_load (fixture->host);
  fixture->folder = g_dir_make_tmp ("lotwise-document-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (fixture->folder, "sample.lotwise", NULL);
  store = lw_competition_import (SAMPLE, path, lw_host_get_sections (fixture->host), lw_host_get_schema (fixture->host), "tester",
                                 NULL, NULL, &error);
  g_assert_no_error (error);
  fixture->document = lw_document_new (store, fixture->host);
  g_signal_connect (fixture->document, "failed", G_CALLBACK (on_failed), fixture);
}

/* A thread that worked for the document lets go of it a moment after it has answered. */
static gboolean
is_alone (gpointer document)
{
  return g_atomic_int_get ((int *) &G_OBJECT (document)->ref_count) == 1;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_strdup (lw_document_get_path (fixture->document));
  g_assert_true (ui_wait (is_alone, fixture->document, 5000));
  g_assert_finalize_object (fixture->document);
  g_remove (path);
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  lw_host_free (fixture->host);
}

static gboolean
is_idle (gpointer document)
{
  return !lw_document_is_busy (document);
}

static void
rename_lot (LwDocument *document, const char *lot)
{
  const char *const values[] = { "title=renamed", NULL };
  GError *error = NULL;
  LwCommand *command = lw_model_set (lw_document_get_sections (document), "lot", lot, values, "tester", NULL, &error);
  lw_document_edit (document, command, error);
}

/* The window lets a panel save what is half typed, then undoes at once: that edit is the one that is undone. */
static void
test_undo_takes_the_last (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = NULL;

  rename_lot (fixture->document, "L01");
  g_assert_true (ui_wait (is_idle, fixture->document, 5000));
  first = g_strdup (lw_document_get_undo_name (fixture->document));
  g_assert_nonnull (first);
  rename_lot (fixture->document, "L02");
  lw_document_undo (fixture->document);
  g_assert_true (lw_document_is_busy (fixture->document));
  g_assert_true (ui_wait (is_idle, fixture->document, 5000));
  g_assert_cmpstr (lw_document_get_undo_name (fixture->document), ==, first);
  g_assert_nonnull (strstr (lw_document_get_redo_name (fixture->document), "L02"));
  g_assert_cmpuint (fixture->failures, ==, 0);
}

static void
test_refused_edits_are_told (Fixture *fixture, gconstpointer data)
{
  rename_lot (fixture->document, "L99");
  g_assert_true (ui_wait (is_idle, fixture->document, 5000));
  g_assert_cmpuint (fixture->failures, ==, 1);
  lw_document_redo (fixture->document);
  g_assert_true (ui_wait (is_idle, fixture->document, 5000));
  g_assert_cmpuint (fixture->failures, ==, 2);
}

/* Edits under way hold the document: what was accepted is written. */
static void
test_edit_outlives_owner (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_strdup (lw_document_get_path (fixture->document));
  LwDocument *document = fixture->document;
  g_autoptr (GError) error = NULL;

  rename_lot (document, "L01");
  g_object_add_weak_pointer (G_OBJECT (document), (gpointer *) &fixture->document);
  g_object_unref (document);
  while (fixture->document != NULL)
    g_main_context_iteration (NULL, FALSE); /* not blocking: the last reference may go on another thread */
  LwStore *store = lw_store_open (path, lw_host_get_schema (fixture->host), LW_STORE_READ_WRITE, &error);
  g_assert_no_error (error);
  fixture->document = lw_document_new (store, fixture->host);
  g_assert_nonnull (lw_document_get_undo_name (fixture->document));
}

static void
test_person_remembered (Fixture *fixture, gconstpointer data)
{
  g_autofree char *person = NULL;

  lw_document_set_person (fixture->document, "E1");
  g_assert_cmpstr (lw_document_get_person (fixture->document), ==, "E1");
  person = lw_file_state_get (lw_document_get_state (fixture->document), "window", "person");
  g_assert_cmpstr (person, ==, "E1");
  lw_document_set_person (fixture->document, NULL);
  g_assert_cmpstr (lw_document_get_person (fixture->document), ==, g_get_user_name ());
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/document/state/kept", test_state_kept);
  g_test_add_func ("/document/state/of-each-file", test_state_of_each_file);
  g_test_add_func ("/document/state/written-soon", test_state_written_soon);
#define TEST(name, func) g_test_add ("/document/" name, Fixture, NULL, set_up, func, tear_down)
  TEST ("undo-takes-the-last", test_undo_takes_the_last);
  TEST ("refused-edits-are-told", test_refused_edits_are_told);
  TEST ("edit-outlives-owner", test_edit_outlives_owner);
  TEST ("person-remembered", test_person_remembered);
#undef TEST
  return g_test_run ();
}
