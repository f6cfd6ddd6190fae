/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A small competition in a file of its own, for tests of the store and of what stands on it. */
#pragma once

#include <gio/gio.h>
#include <stdio.h>

#include "model/lw-model.h"
#include "plugin/lw-host.h"
#include "store/lw-store.h"
#include "store/lw-verify.h"

typedef struct
{
  char *directory;
  char *path;
  LwHost *host;
  LwSchema *schema;    /* of the host */
  GPtrArray *sections; /* of the host */
  LwStore *store;
} StoreFixture;

static inline gboolean
store_fixture_fill (LwTransaction *transaction, gpointer data, GError **error)
{
  static const char *const competition[] = { "id", "title", "currency", NULL };
  static const char *const lot[] = { "id", "title", "position", NULL };
  g_autoptr (LwBulk) competitions = lw_bulk_new (transaction, "competition", competition, error);
  g_autoptr (LwBulk) lots = lw_bulk_new (transaction, "lot", lot, error);

  return competitions && lots && lw_bulk_add (competitions, (const char *const[]) { "test", "Test", "GBP" }, NULL, error)
         && lw_bulk_add (lots, (const char *const[]) { "L1", "First lot", "1" }, NULL, error)
         && lw_bulk_add (lots, (const char *const[]) { "L2", "Second \"lot\"\\ ½", "2" }, NULL, error);
}

static inline void
store_fixture_open (StoreFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  fixture->store = lw_store_open (fixture->path, fixture->schema, LW_STORE_READ_WRITE, &error);
  g_assert_no_error (error);
  g_assert_nonnull (fixture->store);
}

static inline void
store_fixture_set_up (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (LwCommand) command = lw_command_new ("Create", "tester", NULL, store_fixture_fill, NULL, NULL);
  g_autoptr (GError) error = NULL;

  fixture->directory = g_dir_make_tmp ("lotwise-test-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->directory, "test.lotwise", NULL);
  fixture->host = lw_host_new (NULL);
  fixture->schema = lw_host_get_schema (fixture->host);
  fixture->sections = lw_host_get_sections (fixture->host);
  fixture->store = lw_store_create (fixture->path, fixture->schema, command, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (fixture->store);
}

/* What is wrong with the file, or "" when it verifies. */
static inline char *
store_fixture_problems (LwStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwVerification) found = lw_store_verify (store, NULL, &error);

  g_assert_no_error (error);
  g_ptr_array_add (found->problems, NULL);
  return g_strjoinv ("\n", (char **) found->problems->pdata);
}

static inline void
store_fixture_remove_files (const char *directory)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (directory, name, NULL);
      g_assert_cmpint (remove (path), ==, 0);
    }
  g_assert_cmpint (remove (directory), ==, 0);
}

/* Every test ends with a file that verifies, unless it damaged the file and cleared the store itself. */
static inline void
store_fixture_tear_down (StoreFixture *fixture, gconstpointer data)
{
  if (fixture->store)
    {
      g_autofree char *problems = store_fixture_problems (fixture->store);
      g_assert_cmpstr (problems, ==, "");
      g_assert_finalize_object (fixture->store);
    }
  lw_host_free (fixture->host);
  store_fixture_remove_files (fixture->directory);
  g_free (fixture->directory);
  g_free (fixture->path);
}
