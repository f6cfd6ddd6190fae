/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* search: where a word stands, in all text of a competition. */
#include "config.h"

#include "cli.h"

#include "model/lw-model.h"
#include "search/lw-search.h"

#include <string.h>

#include "base/lw-i18n.h"

#define HITS 10 /* of each noun, unless told otherwise */

typedef struct
{
  LwSearch *search;
  char *text;
  gint64 limit;
} Asked;

static gpointer
search_work (LwJob *job, gpointer data, GError **error)
{
  const Asked *asked = data;
  if (!lw_search_build (asked->search, job, error))
    return NULL;
  return lw_search_query (asked->search, asked->text, (guint) MIN (asked->limit, LW_SEARCH_LIMIT), lw_job_get_cancellable (job),
                          error);
}

static void
free_groups (gpointer data)
{
  g_ptr_array_unref (data);
}

/* The words after the file, as one text. */
static char *
asked_text (LwVerbRun *run)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 1; i < lw_verb_n_args (run); i++)
    g_string_append_printf (text, "%s%s", i > 1 ? " " : "", lw_verb_arg (run, i));
  return g_strdup (text->str);
}

static void
keep_kind (GPtrArray *groups, const char *noun)
{
  for (guint i = groups->len; i-- > 0;)
    if (strcmp (((LwSearchGroup *) groups->pdata[i])->noun, noun) != 0)
      g_ptr_array_remove_index (groups, i);
}

/* ---- what was found ---- */

static void
report_text (LwVerbRun *run, const GPtrArray *groups, const char *text)
{
  for (guint g = 0; g < groups->len; g++)
    {
      const LwSearchGroup *group = groups->pdata[g];
      g_autofree char *title = group->hits->len == group->n_total
                                   ? g_strdup_printf ("%s: %u", group->noun, group->n_total)
                                   : g_strdup_printf (_("%s: %u of %u"), group->noun, group->hits->len, group->n_total);
      g_autoptr (LwVerbTable) table = lw_verb_table_new (title);
      lw_verb_table_add_column (table, _("What"), LW_ALIGN_LEFT);
      lw_verb_table_add_column (table, _("Text"), LW_ALIGN_LEFT);
      for (guint i = 0; i < group->hits->len; i++)
        {
          const LwSearchHit *hit = group->hits->pdata[i];
          lw_verb_table_add_row (table, hit->title, hit->snippet);
        }
      cli_render_wrap_next ();
      lw_verb_table (run, table);
    }
  if (groups->len == 0)
    lw_verb_say (run, _("Nothing was found for “%s”."), text);
}

static void
report_csv (LwVerbRun *run, const GPtrArray *groups)
{
  g_autoptr (LwVerbTable) table = lw_verb_table_new (NULL);
  const char *const columns[] = { "noun", "key", "title", "snippet" };
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    lw_verb_table_add_column (table, columns[i], LW_ALIGN_LEFT);
  for (guint g = 0; g < groups->len; g++)
    {
      const LwSearchGroup *group = groups->pdata[g];
      for (guint i = 0; i < group->hits->len; i++)
        {
          const LwSearchHit *hit = group->hits->pdata[i];
          lw_verb_table_add_row (table, hit->noun, hit->key, hit->title, hit->snippet);
        }
    }
  lw_verb_table (run, table);
}

static JsonObject *
group_json (const LwSearchGroup *group)
{
  JsonObject *object = json_object_new ();
  JsonArray *hits = json_array_new ();
  for (guint i = 0; i < group->hits->len; i++)
    {
      const LwSearchHit *hit = group->hits->pdata[i];
      JsonObject *found = json_object_new ();
      cli_json_string (found, "key", hit->key);
      cli_json_string (found, "title", hit->title);
      cli_json_string (found, "snippet", hit->snippet);
      json_array_add_object_element (hits, found);
    }
  cli_json_string (object, "noun", group->noun);
  json_object_set_int_member (object, "total", group->n_total);
  json_object_set_array_member (object, "hits", hits);
  return object;
}

static JsonNode *
found_json (const GPtrArray *groups)
{
  JsonArray *array = json_array_new ();
  for (guint i = 0; i < groups->len; i++)
    json_array_add_object_element (array, group_json (groups->pdata[i]));
  JsonObject *object = json_object_new ();
  json_object_set_array_member (object, "groups", array);
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  return node;
}

/* Leaves out what the role of who works does not show. */
static gboolean
keep_visible (LwVerbRun *run, LwStore *store, GPtrArray *groups, gint64 limit, GError **error)
{
  g_autoptr (LwReader) reader = lw_store_reader (store, error);
  g_autofree char *only = NULL;
  const char *person;
  LwSight sight;

  if (reader == NULL || !lw_host_only_person (cli_host (), lw_reader_connection (reader), &only, error))
    return FALSE;
  person = only != NULL ? only : lw_verb_person (run);
  if (!lw_host_sight (cli_host (), lw_reader_connection (reader), person, &sight, NULL, error))
    return FALSE;
  lw_host_filter_hits (cli_host (), lw_reader_connection (reader), sight, person, groups, (guint) limit);
  return TRUE;
}

static int
run_search (LwVerbRun *run, GError **error)
{
  const char *kind = lw_verb_option (run, "kind");
  GPtrArray *sections = lw_host_get_sections (cli_host ());
  gint64 limit = HITS;
  if (!cli_option_number (run, "limit", &limit, error) || (kind != NULL && strcmp (kind, "page") != 0 && lw_model_find (sections, kind, error) == NULL))
    return LW_EXIT_ERROR;
  LwStore *store = lw_verb_store (run, LW_STORE_READ_ONLY, error);
  if (store == NULL)
    return LW_EXIT_ERROR;
  g_autoptr (LwSearch) search = lw_search_new (store, sections);
  g_autofree char *text = asked_text (run);
  g_autofree char *name = g_path_get_basename (lw_verb_arg (run, 0));
  g_autofree char *title = g_strdup_printf (_("Searching %s"), name);
  /* what may not be seen is taken out afterwards, and may be most of it */
  Asked asked = { search, text, LW_SEARCH_LIMIT };
  g_autoptr (GPtrArray) groups = cli_run_job (title, search_work, &asked, free_groups, error);
  if (groups == NULL)
    return LW_EXIT_ERROR;
  if (!keep_visible (run, store, groups, limit, error))
    return LW_EXIT_ERROR;
  if (kind != NULL)
    keep_kind (groups, kind);
  if (lw_verb_output (run) == LW_OUTPUT_CSV)
    report_csv (run, groups);
  else
    report_text (run, groups, text);
  lw_verb_json (run, found_json (groups));
  return groups->len > 0 ? LW_EXIT_FINE : LW_EXIT_CHECK_FAILED;
}

static const LwVerbOption search_options[] = {
  { "kind", N_("NOUN"), N_("only rows of this noun") },
  { "limit", N_("N"), N_("at most N rows of each noun, 10 where it is not given") },
  { NULL, NULL, NULL },
};

const LwVerb cli_search_verbs[] = {
  { "search", "FILE.lotwise TEXT…", N_("Find words in all text of a competition"), search_options, 2, G_MAXUINT, run_search },
  { NULL },
};
