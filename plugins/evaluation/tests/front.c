/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "front.h"
#include "lw-evaluation-sight.h"
#include "lw-evaluation.h"
#include "plugin/lw-host.h"
#include "store/lw-verify.h"

#include <string.h>

static LwStore *
front_open (gpointer data, const char *path, LwStoreFlags flags, GError **error)
{
  Front *front = data;

  return g_object_ref (front->store);
}

static void
front_say (gpointer data, const char *text)
{
  Front *front = data;

  g_string_append_printf (front->text, "%s\n", text);
}

static void
front_table (gpointer data, const LwVerbTable *table)
{
  Front *front = data;

  if (lw_verb_table_get_title (table) != NULL)
    g_string_append_printf (front->text, "%s\n", lw_verb_table_get_title (table));
  for (guint row = 0; row < lw_verb_table_n_rows (table); row++)
    for (guint column = 0; column < lw_verb_table_n_columns (table); column++)
      g_string_append_printf (front->text, "%s%s", lw_verb_table_get_cell (table, row, column),
                              column + 1 < lw_verb_table_n_columns (table) ? "|" : "\n");
}

static void
front_json (gpointer data, JsonNode *node)
{
  Front *front = data;

  g_clear_pointer (&front->json, json_node_unref);
  front->json = json_node_copy (node);
}

/* As the command line has it: what a role does not allow is refused. */
static gboolean
front_allow (gpointer data, const LwVerb *verb, LwStore *store, LwStoreFlags flags, const char *person, GError **error)
{
  static LwHost *host;

  if (host == NULL)
    {
      host = lw_host_new (NULL);
      lw_host_add_sight (host, &lw_evaluation_sight_rule);
    }
  return lw_host_may_run (host, store, verb->name, flags != LW_STORE_READ_ONLY, person, error);
}

static const LwVerbFront front_functions = { front_open, front_say, front_table, front_json, front_allow };

static const LwVerb *
find_verb (const char *name)
{
  for (const LwVerb *verb = lw_evaluation_verbs; verb->name != NULL; verb++)
    if (strcmp (verb->name, name) == 0)
      return verb;
  g_assert_not_reached ();
}

/* Marks are given and confirmed by their evaluator, where a line does not say --as. (transfer full) */
static GStrv
add_person (const char *const *words)
{
  const guint whose = strcmp (words[0], "mark") == 0 ? 5 : strcmp (words[0], "confirm") == 0 ? 2 : 0;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_strv_builder_addv (builder, (const char **) words);
  if (whose > 0 && whose < g_strv_length ((char **) words) && !g_strv_contains (words, "--as"))
    g_strv_builder_add_many (builder, "--as", words[whose], NULL);
  return g_strv_builder_end (builder);
}

int
run_line (Front *front, const char *line, GError **error)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1), all = NULL;

  for (guint i = 0; words[i] != NULL; i++)
    g_strdelimit (words[i], "_", ' ');
  g_string_truncate (front->text, 0);
  all = add_person ((const char *const *) words);
  return lw_verb_run (find_verb (all[0]), (const char *const *) all + 1, &front_functions, front, error);
}

void
assert_run (Front *front, const char *line)
{
  g_autoptr (GError) error = NULL;
  const int status = run_line (front, line, &error);

  g_assert_no_error (error);
  g_assert_cmpint (status, ==, LW_EXIT_FINE);
}

void
assert_prints (Front *front, const char *line, const char *expected)
{
  assert_run (front, line);
  g_assert_cmpstr (front->text->str, ==, expected);
}

void
assert_json (Front *front, const char *line, const char *expected)
{
  assert_run (front, line);
  g_assert_nonnull (front->json);
  g_autofree char *text = json_to_string (front->json, FALSE);
  g_assert_cmpstr (text, ==, expected);
}

void
assert_refused (Front *front, const char *line, const char *part)
{
  g_autoptr (GError) error = NULL;
  const int status = run_line (front, line, &error);

  g_assert_cmpint (status, ==, LW_EXIT_ERROR);
  g_assert_nonnull (error);
  if (strstr (error->message, part) == NULL)
    g_error ("%s: expected “%s” in “%s”", line, part, error->message);
}

Front *
front_new (const char *const *more)
{
  Front *front = g_new0 (Front, 1);

  front->store = fixture_small_store (more);
  front->text = g_string_new (NULL);
  return front;
}

void
front_free (Front *front)
{
  g_autoptr (GError) error = NULL;
  LwVerification *verification = lw_store_verify (front->store, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (verification->problems->len, ==, 0);
  lw_verification_free (verification);
  fixture_close (front->store);
  g_string_free (front->text, TRUE);
  g_clear_pointer (&front->json, json_node_unref);
  g_free (front);
}
