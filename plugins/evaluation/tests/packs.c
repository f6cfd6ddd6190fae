/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "packs.h"

#include "lw-evaluation-publish.h"
#include "lw-evaluation.h"
#include "store/lw-verify.h"
#include "xml/lw-competition-xml.h"

#include <glib/gstdio.h>
#include <string.h>

static const char *const approver[] = { "person|id=boss|name=Approver", "person_role|person=boss|role=approver", NULL };

static void
run (LwStore *store, LwCommand *made)
{
  g_autoptr (LwCommand) command = made;
  g_autoptr (GError) error = NULL;

  lw_store_run (store, command, NULL, &error);
  g_assert_no_error (error);
}

static Apart *
apart_of (LwStore *lead)
{
  Apart *apart = g_new0 (Apart, 1);
  g_autoptr (GError) error = NULL;

  apart->lead = lead;
  apart->directory = g_dir_make_tmp ("lotwise-packs-XXXXXX", &error);
  g_assert_no_error (error);
  run (apart->lead, lw_evaluation_publish ("boss", NULL));
  return apart;
}

Apart *
apart_new (const char *const *more)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  for (guint i = 0; approver[i] != NULL; i++)
    g_ptr_array_add (rows, (gpointer) approver[i]);
  for (guint i = 0; more != NULL && more[i] != NULL; i++)
    g_ptr_array_add (rows, (gpointer) more[i]);
  g_ptr_array_add (rows, NULL);
  return apart_of (fixture_small_store ((const char *const *) rows->pdata));
}

Apart *
apart_new_of (const char *const *rows)
{
  return apart_of (fixture_store (rows));
}

static void
verify (LwStore *store)
{
  g_autoptr (GError) error = NULL;
  LwVerification *verification = lw_store_verify (store, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (verification->problems->len, ==, 0);
  lw_verification_free (verification);
}

void
apart_close (LwStore *mine)
{
  verify (mine);
  lw_store_close (mine);
  g_object_unref (mine);
}

void
apart_free (Apart *apart)
{
  g_autoptr (GDir) dir = g_dir_open (apart->directory, 0, NULL);
  const char *name;

  verify (apart->lead);
  fixture_close (apart->lead);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (apart->directory, name, NULL);
      g_assert_false (g_str_has_suffix (name, "-part")); /* nothing half made is left */
      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (apart->directory), ==, 0);
  g_free (apart->directory);
  g_free (apart);
}

/* ---- packs ---- */

char *
apart_path (Apart *apart, const char *suffix)
{
  g_autofree char *name = g_strdup_printf ("%u.%s", ++apart->n, suffix);

  return g_build_filename (apart->directory, name, NULL);
}

char *
apart_send (Apart *apart, const char *evaluator)
{
  g_autoptr (GError) error = NULL;
  char *path = apart_path (apart, "lotpack");
  g_autoptr (LwPack) pack = lw_evaluation_pack_send (apart->lead, evaluator, path, PASSPHRASE, LW_SEAL_CHEAP, "lead", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (pack->person, ==, evaluator);
  return path;
}

LwStore *
apart_open (Apart *apart, const char *pack)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = apart_path (apart, "lotwise");
  LwStore *mine = lw_evaluation_pack_open (pack, path, PASSPHRASE, "evaluator", &error);

  g_assert_no_error (error);
  return mine;
}

LwStore *
apart_mine (Apart *apart, const char *evaluator)
{
  g_autofree char *pack = apart_send (apart, evaluator);

  return apart_open (apart, pack);
}

char *
apart_back (Apart *apart, LwStore *mine)
{
  g_autoptr (GError) error = NULL;
  char *path = apart_path (apart, "lotpack");
  g_autoptr (LwPack) pack = lw_evaluation_pack_return (mine, path, PASSPHRASE, LW_SEAL_CHEAP, "evaluator", &error);

  g_assert_no_error (error);
  g_assert_nonnull (pack);
  return path;
}

GPtrArray *
apart_merge_into (LwStore *store, const char *const *packs, GError **error)
{
  g_autoptr (GPtrArray) returns = g_ptr_array_new_with_free_func ((GDestroyNotify) lw_pack_return_free), conflicts = NULL;
  GPtrArray *merged = NULL;

  for (guint i = 0; packs[i] != NULL; i++)
    {
      LwPackReturn *back = lw_pack_return_read (packs[i], PASSPHRASE, error);
      if (back == NULL)
        return NULL;
      g_ptr_array_add (returns, back);
    }
  return lw_evaluation_merge (store, returns, FALSE, "lead", NULL, &merged, &conflicts, error) ? merged : NULL;
}

void
apart_merge (Apart *apart, const char *pack)
{
  const char *const packs[] = { pack, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) merged = apart_merge_into (apart->lead, packs, &error);

  g_assert_no_error (error);
  g_assert_nonnull (merged);
}

void
apart_merge_mine (Apart *apart, LwStore *mine)
{
  g_autofree char *back = apart_back (apart, mine);

  apart_merge (apart, back);
}

/* ---- looking ---- */

char *
apart_conflicts (LwStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = lw_store_reader (store, &error);
  g_autoptr (GPtrArray) list = lw_evaluation_conflicts (lw_reader_connection (reader), &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < list->len; i++)
    {
      const LwConflict *conflict = g_ptr_array_index (list, i);
      g_string_append_printf (text, "%s%s/%s/%s %s %s %s", i > 0 ? ", " : "", conflict->lot, conflict->bidder,
                              conflict->criterion, conflict->why, conflict->ours != NULL ? conflict->ours : "-",
                              conflict->theirs != NULL ? conflict->theirs : "-");
    }
  return g_string_free (text, FALSE);
}

void
assert_conflicts (LwStore *store, const char *expected)
{
  g_autofree char *found = apart_conflicts (store);

  g_assert_cmpstr (found, ==, expected);
}

char *
apart_mark (LwStore *store, const char *place, const char *person)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = lw_store_reader (store, &error);
  char *text;

  lw_connection_get_text (lw_reader_connection (reader), &text, &error,
                          "SELECT mark || ifnull (': ' || rationale, '') FROM evaluation_mark"
                          " WHERE lot || '/' || bidder || '/' || criterion = ? AND person = ?",
                          "ss", place, person);
  g_assert_no_error (error);
  return text != NULL ? text : g_strdup ("-");
}

void
assert_mark (LwStore *store, const char *place, const char *person, const char *expected)
{
  g_autofree char *found = apart_mark (store, place, person);

  g_assert_cmpstr (found, ==, expected);
}

char *
apart_contents (LwStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_strconcat (lw_store_get_path (store), ".xml", NULL);
  char *text;

  lw_competition_export (store, path, lw_evaluation_sections (), NULL, NULL, &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_remove (path), ==, 0);
  return text;
}

gint64
apart_count (LwStore *store, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = lw_store_reader (store, &error);
  gint64 n;

  lw_connection_get_int (lw_reader_connection (reader), &n, 0, &error, sql, "");
  g_assert_no_error (error);
  return n;
}

/* ---- under the seal ---- */

char *
apart_plain (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) sealed = NULL, plain = NULL;
  char *data;
  gsize length;

  g_file_get_contents (path, &data, &length, &error);
  g_assert_no_error (error);
  sealed = g_bytes_new_take (data, length);
  plain = lw_sealed_open (sealed, PASSPHRASE, &error);
  g_assert_no_error (error);
  return g_strndup (g_bytes_get_data (plain, NULL), g_bytes_get_size (plain));
}

char *
apart_seal (Apart *apart, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) plain = g_bytes_new (text, strlen (text)), sealed = lw_sealed_new (plain, PASSPHRASE, LW_SEAL_CHEAP, &error);
  char *path = apart_path (apart, "lotpack");

  g_assert_no_error (error);
  g_file_set_contents (path, g_bytes_get_data (sealed, NULL), (gssize) g_bytes_get_size (sealed), &error);
  g_assert_no_error (error);
  return path;
}
