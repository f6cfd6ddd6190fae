/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test-search-sample SAMPLE.xml: in the sample with all its plugins, every word of every title finds its row. */
#include "config.h"

#include "plugin/lw-host.h"
#include "search/lw-search.h"
#include "xml/lw-competition-xml.h"

#include <glib/gstdio.h>

#define HITS 100 /* more than there are rows with titles of any noun that has them */

static const char *sample;

static gboolean
has_hit (GPtrArray *groups, const char *noun, const char *key)
{
  for (guint g = 0; g < groups->len; g++)
    {
      const LwSearchGroup *group = g_ptr_array_index (groups, g);
      for (guint i = 0; g_str_equal (group->noun, noun) && i < group->hits->len; i++)
        if (g_str_equal (((LwSearchHit *) g_ptr_array_index (group->hits, i))->key, key))
          return TRUE;
    }
  return FALSE;
}

static void
ask_for (LwSearch *search, const char *noun, const char *key, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) groups = lw_search_query (search, text, HITS, NULL, &error);

  g_assert_no_error (error);
  if (!has_hit (groups, noun, key))
    g_error ("expected “%s” to find %s %s", text, noun, key);
}

/* Each word of @title by itself, the beginning of each, and all of them; returns how many there were. */
static guint
ask_words (LwSearch *search, const char *noun, const char *key, const char *title)
{
  g_auto (GStrv) words = g_strsplit_set (title, " \t/,;:()[]&.-–—'’\"“”", -1);
  guint n = 0;

  for (guint i = 0; words[i]; i++)
    if (*words[i])
      {
        g_autofree char *beginning = g_utf8_substring (words[i], 0, (g_utf8_strlen (words[i], -1) + 1) / 2);
        ask_for (search, noun, key, words[i]);
        if (g_utf8_strlen (words[i], -1) > 3)
          ask_for (search, noun, key, beginning);
        n++;
      }
  ask_for (search, noun, key, title);
  ask_for (search, noun, key, key);
  return n;
}

/* Entities with one identifier and a title or name; the others, marks and the like, have none or are called by their key. */
static guint
ask_entity (LwSearch *search, LwConnection *connection, const LwEntity *entity)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sql = NULL;
  guint n = 0;

  for (const LwField *field = entity->fields; field->name && !sql && g_str_equal (entity->fields[0].name, "id"); field++)
    if (g_str_equal (field->name, "title") || g_str_equal (field->name, "name"))
      sql = g_strdup_printf ("SELECT id, %s FROM \"%s\"", field->name, entity->table);
  if (!sql)
    return 0;
  g_autoptr (LwStatement) rows = lw_connection_prepare (connection, sql, &error);
  g_assert_no_error (error);
  while (lw_statement_step (rows, &error) == LW_STEP_ROW)
    n += ask_words (search, entity->noun, lw_statement_text (rows, 0), lw_statement_text (rows, 1));
  g_assert_no_error (error);
  return n;
}

static void
test_titles (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (g_get_user_cache_dir (), "sample.lotwise", NULL);
  g_autoptr (LwHost) host = lw_host_new_default ();
  guint n = 0;

  lw_host_load (host);
  GPtrArray *sections = lw_host_get_sections (host);
  g_assert_cmpuint (sections->len, >=, 2);
  g_assert_cmpint (g_mkdir_with_parents (g_get_user_cache_dir (), 0700), ==, 0);
  LwStore *store = lw_competition_import (sample, path, sections, lw_host_get_schema (host), "tester", NULL, NULL, &error);
  g_assert_no_error (error);
  LwSearch *search = lw_search_new (store, sections);
  g_autoptr (LwReader) reader = lw_store_reader (store, &error);
  g_assert_no_error (error);
  for (guint s = 0; s < sections->len; s++)
    for (const LwEntity *const *entity = ((LwSection *) g_ptr_array_index (sections, s))->entities; *entity; entity++)
      n += ask_entity (search, lw_reader_connection (reader), *entity);
  g_test_message ("%u words", n);
  g_assert_cmpuint (n, >, 300);
  g_clear_pointer (&reader, lw_reader_release);
  g_assert_finalize_object (search);
  g_assert_finalize_object (store);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_assert_cmpint (argc, ==, 2);
  sample = argv[1];
  g_test_add_func ("/search-sample/titles", test_titles);
  return g_test_run ();
}
