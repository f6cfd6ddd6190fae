/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "search/lw-search-index-private.h"

#include <string.h>

#include "base/lw-i18n.h"

/* Of more matches than these the best are not worked out: BM25 looks at every one. */
#define RANK_MOST 20000

LwConnection *
lw_search_index_open (GError **error)
{
  /* The texts are kept once, in doc; FTS5 has the words alone. */
  static const char schema[]
      = "CREATE TABLE doc (id INTEGER PRIMARY KEY, key TEXT NOT NULL, title TEXT NOT NULL, body TEXT NOT NULL);"
        "CREATE INDEX doc_by_key ON doc (key COLLATE NOCASE);"
        "CREATE VIRTUAL TABLE word USING fts5 (key, title, body, content = 'doc', content_rowid = 'id',"
        " tokenize = 'unicode61 remove_diacritics 2')";
  g_autoptr (LwConnection) index = lw_connection_open ("", LW_CONNECTION_CREATE, error);

  if (!index)
    return NULL;
  g_free (index->path);
  index->path = g_strdup (_("The search index")); /* for messages */
  return lw_connection_exec (index, schema, error) ? g_steal_pointer (&index) : NULL;
}

/* ---- documents ---- */

gboolean
lw_search_index_add (LwConnection *index, gint64 id, const char *key, const char *title, const char *body, GError **error)
{
  static const char *const sql[] = { "INSERT INTO doc (id, key, title, body) VALUES (?, ?, ?, ?)",
                                     "INSERT INTO word (rowid, key, title, body) VALUES (?, ?, ?, ?)" };

  for (guint i = 0; i < G_N_ELEMENTS (sql); i++)
    {
      g_autoptr (LwStatement) insert = lw_connection_prepare (index, sql[i], error);
      if (!insert)
        return FALSE;
      lw_statement_bind_int (insert, 1, id);
      lw_statement_bind_text (insert, 2, key, -1);
      lw_statement_bind_text (insert, 3, title, -1);
      lw_statement_bind_text (insert, 4, body, -1);
      if (lw_statement_step (insert, error) != LW_STEP_DONE)
        return FALSE;
    }
  return TRUE;
}

gboolean
lw_search_index_remove (LwConnection *index, gint64 id, GError **error)
{
  return lw_connection_run (index, error,
                            "INSERT INTO word (word, rowid, key, title, body)"
                            " SELECT 'delete', id, key, title, body FROM doc WHERE id = ?",
                            "i", id)
         && lw_connection_run (index, error, "DELETE FROM doc WHERE id = ?", "i", id);
}

gboolean
lw_search_index_find (LwConnection *index, guint noun, const char *key, gint64 *id, GError **error)
{
  return lw_connection_get_int (index, id, 0, error,
                                "SELECT id FROM doc WHERE key = ?1 COLLATE NOCASE AND key = ?1 AND id BETWEEN ?2 AND ?3", "sii",
                                key, LW_SEARCH_FIRST_OF (noun), LW_SEARCH_FIRST_OF (noun + 1) - 1);
}

GArray *
lw_search_index_find_below (LwConnection *index, guint noun, const char *key, GError **error)
{
  g_autoptr (LwStatement) below = lw_connection_prepare (
      index,
      "SELECT id FROM doc WHERE key > ?1 || '/' COLLATE NOCASE AND key < ?1 || '0' COLLATE NOCASE"
      " AND substr (key, 1, length (?1) + 1) = ?1 || '/' AND id BETWEEN ?2 AND ?3",
      error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  LwStep step;

  if (!below)
    return NULL;
  lw_statement_bind (below, "sii", key, LW_SEARCH_FIRST_OF (noun), LW_SEARCH_FIRST_OF (noun + 1) - 1);
  while ((step = lw_statement_step (below, error)) == LW_STEP_ROW)
    {
      gint64 id = lw_statement_int (below, 0);
      g_array_append_val (ids, id);
    }
  return step == LW_STEP_DONE ? g_steal_pointer (&ids) : NULL;
}

gboolean
lw_search_index_get (LwConnection *index, gint64 id, char **key, char **title, char **body, GError **error)
{
  g_autoptr (LwStatement) doc = lw_connection_prepare (index, "SELECT key, title, body FROM doc WHERE id = ?", error);

  if (!doc)
    return FALSE;
  lw_statement_bind_int (doc, 1, id);
  if (lw_statement_step (doc, error) != LW_STEP_ROW)
    return FALSE;
  *key = g_strdup (lw_statement_text (doc, 0));
  *title = g_strdup (lw_statement_text (doc, 1));
  *body = g_strdup (lw_statement_text (doc, 2));
  return TRUE;
}

/* ---- matches ---- */

static guint
noun_of (gint64 id)
{
  return (guint) (id >> LW_SEARCH_NOUN_BITS);
}

static LwSearchMatches *
matches_new (guint n_nouns)
{
  LwSearchMatches *matches = g_new0 (LwSearchMatches, n_nouns);

  for (guint noun = 0; noun < n_nouns; noun++)
    matches[noun].ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  return matches;
}

void
lw_search_matches_free (LwSearchMatches *matches, guint n_nouns)
{
  for (guint noun = 0; noun < n_nouns; noun++)
    g_array_unref (matches[noun].ids);
  g_free (matches);
}

/* Counts what matches @expression, and keeps the first of each noun. Fills @matches, and *@total. */
static gboolean
scan (LwConnection *index, const char *expression, guint limit, LwSearchMatches *matches, guint *total, GError **error)
{
  g_autoptr (LwStatement) match
      = lw_connection_prepare (index, "SELECT rowid FROM word WHERE word MATCH ? ORDER BY rowid", error);
  LwStep step;

  if (!match)
    return FALSE;
  lw_statement_bind (match, "s", expression);
  for (*total = 0; (step = lw_statement_step (match, error)) == LW_STEP_ROW; (*total)++)
    {
      gint64 id = lw_statement_int (match, 0);
      LwSearchMatches *of_noun = &matches[noun_of (id)];
      if (of_noun->n_total++ < limit)
        g_array_append_val (of_noun->ids, id);
    }
  return step == LW_STEP_DONE;
}

typedef struct
{
  gint64 id;
  int tier;     /* 0: its key is the text; 1: its key begins with it; 2: others */
  double score; /* BM25: the less the better */
} Candidate;

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *first = a, *second = b;

  if (noun_of (first->id) != noun_of (second->id))
    return noun_of (first->id) < noun_of (second->id) ? -1 : 1;
  if (first->tier != second->tier)
    return first->tier - second->tier;
  if (first->score < second->score || first->score > second->score)
    return first->score < second->score ? -1 : 1;
  return first->id < second->id ? -1 : first->id > second->id;
}

static int
tier_of (const char *key, const char *wanted)
{
  gsize length = strlen (wanted);

  if (g_ascii_strncasecmp (key, wanted, length) != 0)
    return 2;
  return key[length] == '\0' ? 0 : key[length] == '/' ? 1 : 2;
}

/* The first of all matches, sorted. */
static gboolean
rank (LwConnection *index, const LwSearchTerms *terms, guint limit, LwSearchMatches *matches, guint n_nouns, GError **error)
{
  /* a word of the key or the title says more than one of a note */
  g_autoptr (LwStatement) match = lw_connection_prepare (
      index, "SELECT id, bm25 (word, 8, 4, 1), doc.key FROM word JOIN doc ON doc.id = word.rowid WHERE word MATCH ?", error);
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  LwStep step;

  if (!match)
    return FALSE;
  lw_statement_bind (match, "s", terms->expression);
  while ((step = lw_statement_step (match, error)) == LW_STEP_ROW)
    {
      int tier = tier_of (lw_statement_text (match, 2), terms->key);
      /* those of a key stay as the file has them */
      Candidate candidate = { lw_statement_int (match, 0), tier, tier < 2 ? 0 : sqlite3_column_double (match->stmt, 1) };
      g_array_append_val (candidates, candidate);
    }
  if (step == LW_STEP_ERROR)
    return FALSE;
  g_array_sort (candidates, compare_candidates);
  for (guint noun = 0; noun < n_nouns; noun++)
    g_array_set_size (matches[noun].ids, 0);
  for (guint i = 0; i < candidates->len; i++)
    {
      const Candidate *candidate = &g_array_index (candidates, Candidate, i);
      GArray *ids = matches[noun_of (candidate->id)].ids;
      if (ids->len < limit)
        g_array_append_val (ids, candidate->id);
    }
  return TRUE;
}

static void
add_new (GArray *ids, gint64 id, guint limit)
{
  for (guint i = 0; i < ids->len; i++)
    if (g_array_index (ids, gint64, i) == id)
      return;
  if (ids->len < limit)
    g_array_append_val (ids, id);
}

/* Adds what @sql finds in the range of @noun: ?1 and ?2 its numbers, ?3 how many, ?4 and ?5 texts. */
static gboolean
add_some (LwConnection *index, const char *sql, guint noun, guint limit, const char *text, const char *end, GArray *ids,
          GError **error)
{
  g_autoptr (LwStatement) some = lw_connection_prepare (index, sql, error);
  LwStep step;

  if (!some)
    return FALSE;
  lw_statement_bind (some, "iiis", LW_SEARCH_FIRST_OF (noun), LW_SEARCH_FIRST_OF (noun + 1) - 1, (gint64) limit, text);
  if (end)
    lw_statement_bind_text (some, 5, end, -1);
  while ((step = lw_statement_step (some, error)) == LW_STEP_ROW)
    add_new (ids, lw_statement_int (some, 0), limit);
  return step == LW_STEP_DONE;
}

static gboolean
add_by_key (LwConnection *index, const LwSearchTerms *terms, guint noun, guint limit, GArray *ids, GError **error)
{
  static const char by_key[] = "SELECT id FROM doc WHERE key = ?4 COLLATE NOCASE AND id BETWEEN ?1 AND ?2 LIMIT ?3";
  static const char below_key[]
      = "SELECT id FROM doc WHERE key > ?4 COLLATE NOCASE AND key < ?5 COLLATE NOCASE AND id BETWEEN ?1 AND ?2 LIMIT ?3";
  g_autofree char *below = g_strconcat (terms->key, "/", NULL);
  g_autofree char *behind = g_strconcat (terms->key, "0", NULL); /* the character after '/' */

  return add_some (index, by_key, noun, limit, terms->key, NULL, ids, error)
         && add_some (index, below_key, noun, limit, below, behind, ids, error);
}

/* Puts before the first matches of each noun those of its key and its title: the best there is without a look at all. */
static gboolean
pick (LwConnection *index, const LwSearchTerms *terms, guint limit, LwSearchMatches *matches, guint n_nouns, GError **error)
{
  g_autofree char *expression = g_strdup_printf ("{key title} : (%s)", terms->expression);
  LwSearchMatches *named = matches_new (n_nouns);
  guint total;
  gboolean fine = scan (index, expression, limit, named, &total, error);

  for (guint noun = 0; fine && noun < n_nouns; noun++)
    {
      g_autoptr (GArray) first = g_steal_pointer (&matches[noun].ids);
      GArray *ids = matches[noun].ids = g_array_new (FALSE, FALSE, sizeof (gint64));
      fine = first->len == 0 || add_by_key (index, terms, noun, limit, ids, error);
      for (guint i = 0; i < named[noun].ids->len; i++)
        add_new (ids, g_array_index (named[noun].ids, gint64, i), limit);
      for (guint i = 0; i < first->len; i++)
        add_new (ids, g_array_index (first, gint64, i), limit);
    }
  lw_search_matches_free (named, n_nouns);
  return fine;
}

LwSearchMatches *
lw_search_index_match (LwConnection *index, const LwSearchTerms *terms, guint limit, guint n_nouns, GError **error)
{
  LwSearchMatches *matches = matches_new (n_nouns);
  guint total = 0;
  gboolean fine = scan (index, terms->expression, limit, matches, &total, error)
                  && (total <= RANK_MOST ? rank (index, terms, limit, matches, n_nouns, error)
                                         : pick (index, terms, limit, matches, n_nouns, error));

  if (fine)
    return matches;
  lw_search_matches_free (matches, n_nouns);
  return NULL;
}
