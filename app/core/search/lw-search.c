/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From rows to documents and back: building the index, keeping it current, asking it. */
#include "config.h"

#include "search/lw-search.h"

#include "base/lw-error.h"
#include "plugin/lw-host.h"
#include "search/lw-search-index-private.h"
#include "search/lw-search-noun-private.h"

#include <string.h>

#include "base/lw-i18n.h"

#define BATCH 500         /* rows read at a time, between which a query may come in */
#define KEYS_MOST 100000  /* beyond this many changes all is read again */

/* What changed and is not in the index yet. The store's signal holds it, so that it never meets a search that is going. */
typedef struct
{
  GMutex lock;
  GHashTable *keys; /* of char: "table/key" */
  gboolean many;    /* too many to keep */
} Changed;

struct _LwSearch
{
  GObject parent_instance;

  LwStore *store;
  GPtrArray *sections;
  GPtrArray *nouns;   /* of LwSearchNoun, in the order of the file */
  GHashTable *tables; /* table → LwSearchNoun */
  Changed *changed;   /* atomic rc box */
  gulong handler;

  /* Whoever is busy alone touches what is below but the last two; queries go before the building. */
  GMutex lock;
  GCond free;
  gboolean busy;
  guint waiting;
  LwConnection *index; /* NULL: not begun */
  gboolean whole;      /* all rows are in */
  gboolean building;   /* by lock */
  int permille;        /* atomic */
};

G_DEFINE_FINAL_TYPE (LwSearch, lw_search, G_TYPE_OBJECT)

/* ---- one at a time ---- */

static void
enter (LwSearch *search, gboolean query)
{
  g_mutex_lock (&search->lock);
  search->waiting += query;
  while (search->busy || (!query && search->waiting > 0))
    g_cond_wait (&search->free, &search->lock);
  search->waiting -= query;
  search->busy = TRUE;
  g_mutex_unlock (&search->lock);
}

static void
leave (LwSearch *search)
{
  g_mutex_lock (&search->lock);
  search->busy = FALSE;
  g_cond_broadcast (&search->free);
  g_mutex_unlock (&search->lock);
}

/* ---- what changes ---- */

static void
changed_clear (gpointer data)
{
  Changed *changed = data;

  g_mutex_clear (&changed->lock);
  g_hash_table_unref (changed->keys);
}

static void
changed_unref (gpointer data, GClosure *closure)
{
  g_atomic_rc_box_release_full (data, changed_clear);
}

static void
on_changed (LwStore *store, GPtrArray *changes, gpointer data)
{
  Changed *changed = data;
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&changed->lock);

  for (guint i = 0; i < changes->len && !changed->many; i++)
    {
      const LwChange *change = g_ptr_array_index (changes, i);
      changed->many = g_hash_table_size (changed->keys) >= KEYS_MOST;
      g_hash_table_add (changed->keys, g_strconcat (change->table, "/", change->key, NULL));
    }
}

static gboolean
changed_are_many (Changed *changed, gboolean forget)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&changed->lock);
  gboolean many = changed->many;

  if (forget)
    {
      changed->many = FALSE;
      g_hash_table_remove_all (changed->keys);
    }
  return many;
}

static GHashTable *
changed_steal (Changed *changed)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&changed->lock);
  GHashTable *keys = changed->keys;

  changed->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return keys;
}

/* ---- building ---- */

/* Adds the present row of @row as the document @id. @key and @body: to work in. */
static gboolean
add_row (LwSearch *search, const LwSearchNoun *noun, gint64 id, LwStatement *row, GString *key, GString *body, GError **error)
{
  const char *title = lw_search_noun_read (noun, row, key, body);

  return lw_search_index_add (search->index, id, key->str, title, body->str, error);
}


/* A file may lack the tables of a plugin that is active now. */
static gboolean
has_table (LwConnection *connection, const LwSearchNoun *noun, gint64 *n_rows, GError **error)
{
  gint64 has;

  *n_rows = 0;
  return lw_connection_get_int (connection, &has, 0, error, "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?", "s",
                                noun->entity->table)
         && (!has || lw_connection_get_int (connection, n_rows, 0, error, noun->count, ""));
}

typedef struct
{
  LwJob *job; /* or NULL */
  GCancellable *cancellable;
  gint64 done, total;
  GString *key, *body;
} Build;

static void
report (LwSearch *search, Build *build)
{
  lw_job_report (build->job, build->done, build->total);
  g_atomic_int_set (&search->permille, build->total ? (int) (build->done * 999 / build->total) : 0);
}

/* The next rows of @rows. *@more is FALSE at the end. */
static gboolean
add_batch (LwSearch *search, LwSearchNoun *noun, LwStatement *rows, Build *build, gboolean *more, GError **error)
{
  LwStep step = LW_STEP_ROW;

  for (guint i = 0; i < BATCH && (step = lw_statement_step (rows, error)) == LW_STEP_ROW; i++)
    {
      if (!add_row (search, noun, ++noun->last, rows, build->key, build->body, error))
        return FALSE;
      build->done++;
    }
  *more = step == LW_STEP_ROW;
  return step != LW_STEP_ERROR;
}

static gboolean
add_noun (LwSearch *search, LwSearchNoun *noun, LwConnection *connection, Build *build, GError **error)
{
  g_autoptr (LwStatement) rows = lw_connection_prepare (connection, noun->all, error);
  gboolean fine = rows != NULL;

  for (gboolean more = TRUE; fine && more;)
    {
      enter (search, FALSE);
      fine = add_batch (search, noun, rows, build, &more, error);
      leave (search);
      fine = fine && !g_cancellable_set_error_if_cancelled (build->cancellable, error);
      report (search, build);
    }
  return fine;
}

static gboolean
add_all (LwSearch *search, LwJob *job, GCancellable *cancellable, GError **error)
{
  g_autoptr (LwReader) reader = lw_store_reader (search->store, error);
  g_autoptr (GString) key = g_string_new (NULL);
  g_autoptr (GString) body = g_string_new (NULL);
  g_autofree gint64 *n_rows = g_new0 (gint64, search->nouns->len);
  Build build = { job, cancellable, 0, 0, key, body };

  if (!reader || !lw_reader_freeze (reader, error))
    return FALSE;
  for (guint i = 0; i < search->nouns->len; i++)
    {
      if (!has_table (lw_reader_connection (reader), g_ptr_array_index (search->nouns, i), &n_rows[i], error))
        return FALSE;
      build.total += n_rows[i];
    }
  for (guint i = 0; i < search->nouns->len; i++)
    if (n_rows[i] > 0 && !add_noun (search, g_ptr_array_index (search->nouns, i), lw_reader_connection (reader), &build, error))
      return FALSE;
  return TRUE;
}

static void
empty (LwSearch *search)
{
  g_clear_pointer (&search->index, lw_connection_close);
  search->whole = FALSE;
  g_atomic_int_set (&search->permille, 0);
  for (guint i = 0; i < search->nouns->len; i++)
    ((LwSearchNoun *) g_ptr_array_index (search->nouns, i))->last = LW_SEARCH_FIRST_OF (i);
}

/* The index opened, in one transaction for all that is to come; its failures empty it. */
static gboolean
begin (LwSearch *search, GError **error)
{
  gboolean fine;

  enter (search, FALSE);
  empty (search);
  search->index = lw_search_index_open (error);
  fine = search->index && lw_connection_exec (search->index, "BEGIN", error);
  leave (search);
  return fine;
}

static gboolean
end (LwSearch *search, gboolean fine, GError **error)
{
  enter (search, FALSE);
  fine = fine && lw_connection_exec (search->index, "COMMIT", error);
  if (fine)
    search->whole = TRUE;
  else
    empty (search);
  leave (search);
  if (fine)
    g_atomic_int_set (&search->permille, 1000);
  return fine;
}

/* One at a time builds; the others wait for it, and build themselves where it failed. What changed before it reads is
 * in what it reads. */
static gboolean
claim (LwSearch *search)
{
  gboolean whole;

  g_mutex_lock (&search->lock);
  while (search->building || search->busy)
    g_cond_wait (&search->free, &search->lock);
  whole = search->whole && !changed_are_many (search->changed, FALSE);
  search->building = !whole;
  if (!whole)
    changed_are_many (search->changed, TRUE);
  g_mutex_unlock (&search->lock);
  return !whole;
}

static gboolean
build (LwSearch *search, LwJob *job, GCancellable *cancellable, GError **error)
{
  gboolean fine;

  if (!claim (search))
    return TRUE;
  fine = begin (search, error) && add_all (search, job, cancellable, error);
  fine = end (search, fine, error);
  g_mutex_lock (&search->lock);
  search->building = FALSE;
  g_cond_broadcast (&search->free);
  g_mutex_unlock (&search->lock);
  return fine;
}

gboolean
lw_search_build (LwSearch *search, LwJob *job, GError **error)
{
  return build (search, job, job ? lw_job_get_cancellable (job) : NULL, error);
}

static gpointer
build_work (LwJob *job, gpointer data, GError **error)
{
  return lw_search_build (data, job, error) ? g_object_ref (data) : NULL;
}

void
lw_search_build_async (LwSearch *search, LwJob *job, GAsyncReadyCallback callback, gpointer user_data)
{
  lw_job_run_async (job, build_work, g_object_ref (search), g_object_unref, g_object_unref, callback, user_data);
}

gboolean
lw_search_build_finish (LwSearch *search, GAsyncResult *result, GError **error)
{
  g_autoptr (LwJob) job = LW_JOB (g_async_result_get_source_object (result));
  g_autoptr (LwSearch) built = lw_job_run_finish (job, result, error);

  return built != NULL;
}

double
lw_search_get_progress (LwSearch *search)
{
  return g_atomic_int_get (&search->permille) / 1000.0;
}

/* ---- keeping current ---- */

/* The pages of the row's content made anew. */
static gboolean
update_pages (LwSearch *search, LwConnection *connection, LwSearchNoun *pages, const char *key, GError **error)
{
  g_autoptr (GArray) ids = lw_search_index_find_below (search->index, pages->n, key, error);
  g_autoptr (LwStatement) row = ids ? lw_connection_prepare (connection, pages->by_key, error) : NULL;
  g_autoptr (GString) built_key = g_string_new (NULL);
  g_autoptr (GString) body = g_string_new (NULL);
  LwStep step;

  if (!row)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    if (!lw_search_index_remove (search->index, g_array_index (ids, gint64, i), error))
      return FALSE;
  for (step = lw_search_noun_select (pages, row, key, error); step == LW_STEP_ROW; step = lw_statement_step (row, error))
    if (!add_row (search, pages, ++pages->last, row, built_key, body, error))
      return FALSE;
  return step == LW_STEP_DONE;
}

/* The document of one row made anew from the row as it is now, which may be gone, or changed again since. */
static gboolean
update_row (LwSearch *search, LwConnection *connection, LwSearchNoun *noun, const char *key, GError **error)
{
  g_autoptr (LwStatement) row = lw_connection_prepare (connection, noun->by_key, error);
  g_autoptr (GString) built_key = g_string_new (NULL);
  g_autoptr (GString) body = g_string_new (NULL);
  LwStep step = row ? lw_search_noun_select (noun, row, key, error) : LW_STEP_ERROR;
  gint64 id = 0;

  if (step == LW_STEP_ERROR || !lw_search_index_find (search->index, noun->n, key, &id, error)
      || (id && !lw_search_index_remove (search->index, id, error))
      || (noun->pages && !update_pages (search, connection, noun->pages, key, error)))
    return FALSE;
  return step == LW_STEP_DONE || add_row (search, noun, id ? id : ++noun->last, row, built_key, body, error);
}

static gboolean
update_rows (LwSearch *search, GHashTable *keys, GError **error)
{
  g_autoptr (LwReader) reader = lw_store_reader (search->store, error);
  GHashTableIter iter;
  gpointer entry;

  if (!reader || !lw_connection_exec (search->index, "BEGIN", error))
    return FALSE;
  g_hash_table_iter_init (&iter, keys);
  while (g_hash_table_iter_next (&iter, &entry, NULL))
    {
      const char *slash = strchr (entry, '/');
      g_autofree char *table = g_strndup (entry, (gsize) (slash - (char *) entry));
      LwSearchNoun *noun = g_hash_table_lookup (search->tables, table);
      if (noun && !update_row (search, lw_reader_connection (reader), noun, slash + 1, error))
        return FALSE;
    }
  return lw_connection_exec (search->index, "COMMIT", error);
}

/* Takes in what changed. An index that failed half-way is good for nothing, and is built anew. */
static gboolean
update (LwSearch *search, GError **error)
{
  g_autoptr (GHashTable) keys = changed_steal (search->changed);

  if (g_hash_table_size (keys) == 0 || update_rows (search, keys, error))
    return TRUE;
  empty (search);
  return FALSE;
}

/* ---- asking ---- */

static void
hit_free (gpointer data)
{
  LwSearchHit *hit = data;

  g_free (hit->key);
  g_free (hit->title);
  g_clear_pointer (&hit->title_ranges, g_array_unref);
  g_free (hit->snippet);
  g_clear_pointer (&hit->snippet_ranges, g_array_unref);
  g_free (hit);
}

static void
group_free (gpointer data)
{
  LwSearchGroup *group = data;

  g_ptr_array_unref (group->hits);
  g_free (group);
}

static LwSearchHit *
hit_new (LwSearch *search, const LwSearchNoun *noun, gint64 id, const LwSearchTerms *terms, GError **error)
{
  g_autofree char *key = NULL;
  g_autofree char *name = NULL;
  g_autofree char *body = NULL;
  LwSearchHit *hit;

  if (!lw_search_index_get (search->index, id, &key, &name, &body, error))
    return NULL;
  hit = g_new0 (LwSearchHit, 1);
  hit->noun = g_intern_string (noun->entity->noun);
  hit->title = lw_search_noun_title (noun, key, name);
  hit->title_ranges = lw_search_terms_match (terms, hit->title);
  hit->snippet = lw_search_terms_snippet (terms, body, &hit->snippet_ranges);
  hit->key = g_steal_pointer (&key);
  return hit;
}

static LwSearchGroup *
group_new (LwSearch *search, const LwSearchNoun *noun, const LwSearchMatches *matches, const LwSearchTerms *terms, GError **error)
{
  LwSearchGroup *group = g_new0 (LwSearchGroup, 1);

  group->noun = g_intern_string (noun->entity->noun);
  group->n_total = matches->n_total;
  group->hits = g_ptr_array_new_with_free_func (hit_free);
  for (guint i = 0; i < matches->ids->len; i++)
    {
      LwSearchHit *hit = hit_new (search, noun, g_array_index (matches->ids, gint64, i), terms, error);
      if (!hit)
        {
          group_free (group);
          return NULL;
        }
      g_ptr_array_add (group->hits, hit);
    }
  return group;
}

static GPtrArray *
match (LwSearch *search, const LwSearchTerms *terms, guint limit, GError **error)
{
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func (group_free);
  guint n = search->nouns->len;
  LwSearchMatches *matches = lw_search_index_match (search->index, terms, MIN (limit, LW_SEARCH_LIMIT), n, error);
  gboolean fine = matches != NULL;

  for (guint i = 0; fine && i < n; i++)
    if (matches[i].n_total > 0)
      {
        LwSearchGroup *group = group_new (search, g_ptr_array_index (search->nouns, i), &matches[i], terms, error);
        fine = group != NULL;
        if (group)
          g_ptr_array_add (groups, group);
      }
  if (matches)
    lw_search_matches_free (matches, n);
  return fine ? g_steal_pointer (&groups) : NULL;
}

GPtrArray *
lw_search_query (LwSearch *search, const char *text, guint limit, GCancellable *cancellable, GError **error)
{
  g_autoptr (LwSearchTerms) terms = lw_search_terms_new (text);
  GPtrArray *groups = NULL;
  gboolean begun;

  if (!terms->expression)
    return g_ptr_array_new_with_free_func (group_free);
  g_mutex_lock (&search->lock);
  begun = search->building || (search->whole && !changed_are_many (search->changed, FALSE));
  g_mutex_unlock (&search->lock);
  if (!begun && !build (search, NULL, cancellable, error))
    return NULL;
  enter (search, TRUE);
  if (search->index && !g_cancellable_set_error_if_cancelled (cancellable, error)
      && (!search->whole || update (search, error)))
    {
      lw_connection_watch (search->index, cancellable);
      groups = match (search, terms, limit, error);
      lw_connection_watch (search->index, NULL);
    }
  else if (!search->index)
    groups = g_ptr_array_new_with_free_func (group_free);
  leave (search);
  return groups;
}

typedef struct
{
  char *text;
  guint limit;
} Query;

static void
query_free (gpointer data)
{
  Query *query = data;

  g_free (query->text);
  g_free (query);
}

static void
run_query (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Query *query = data;
  GError *error = NULL;
  GPtrArray *groups = lw_search_query (source, query->text, query->limit, cancellable, &error);

  if (groups)
    g_task_return_pointer (task, groups, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

void
lw_search_query_async (LwSearch *search, const char *text, guint limit, GCancellable *cancellable, GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (search, cancellable, callback, user_data);
  Query *query = g_new0 (Query, 1);

  g_task_set_source_tag (task, lw_search_query_async);
  query->text = g_strdup (text);
  query->limit = limit;
  g_task_set_task_data (task, query, query_free);
  g_task_run_in_thread (task, run_query);
}

GPtrArray *
lw_search_query_finish (LwSearch *search, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, search), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- the object ---- */

LwSearch *
lw_search_new (LwStore *store, GPtrArray *sections)
{
  LwSearch *search = g_object_new (LW_TYPE_SEARCH, NULL);

  search->store = g_object_ref (store);
  search->sections = g_ptr_array_ref (sections);
  for (guint s = 0; s < sections->len; s++)
    {
      const LwSection *section = g_ptr_array_index (sections, s);
      for (guint i = 0; section->entities[i]; i++)
        {
          LwSearchNoun *noun = lw_search_noun_new (section->entities[i], search->nouns->len);
          g_ptr_array_add (search->nouns, noun);
          g_hash_table_insert (search->tables, (gpointer) noun->entity->table, noun);
          if ((noun = lw_search_noun_new_pages (noun, search->nouns->len)))
            g_ptr_array_add (search->nouns, noun);
        }
    }
  search->handler = g_signal_connect_data (store, "changed", G_CALLBACK (on_changed), g_atomic_rc_box_acquire (search->changed),
                                           changed_unref, 0);
  return search;
}

static void
lw_search_finalize (GObject *object)
{
  LwSearch *search = LW_SEARCH (object);

  g_signal_handler_disconnect (search->store, search->handler);
  g_clear_pointer (&search->index, lw_connection_close);
  g_object_unref (search->store);
  g_ptr_array_unref (search->sections);
  g_hash_table_unref (search->tables);
  g_ptr_array_unref (search->nouns);
  changed_unref (search->changed, NULL);
  g_mutex_clear (&search->lock);
  g_cond_clear (&search->free);
  G_OBJECT_CLASS (lw_search_parent_class)->finalize (object);
}

static void
lw_search_class_init (LwSearchClass *class)
{
  G_OBJECT_CLASS (class)->finalize = lw_search_finalize;
}

static void
lw_search_init (LwSearch *search)
{
  search->nouns = g_ptr_array_new_with_free_func ((GDestroyNotify) lw_search_noun_free);
  search->tables = g_hash_table_new (g_str_hash, g_str_equal);
  search->changed = g_atomic_rc_box_new0 (Changed);
  search->changed->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_mutex_init (&search->changed->lock);
  g_mutex_init (&search->lock);
  g_cond_init (&search->free);
}
