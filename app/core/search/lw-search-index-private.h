/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The index itself: a temporary SQLite database with one document a row, and FTS5 over their texts. */
#pragma once

#include "search/lw-search-text-private.h"
#include "store/lw-connection-private.h"

G_BEGIN_DECLS

/* The number of a document says which noun it is of, so that matches are counted by noun without looking them up. */
#define LW_SEARCH_NOUN_BITS 40
#define LW_SEARCH_FIRST_OF(noun) ((gint64) (noun) << LW_SEARCH_NOUN_BITS)

/** An empty index. SQLite removes its file, if it ever needs one, on close. */
LwConnection *lw_search_index_open (GError **error);

gboolean lw_search_index_add (LwConnection *index, gint64 id, const char *key, const char *title, const char *body,
                              GError **error);
gboolean lw_search_index_remove (LwConnection *index, gint64 id, GError **error);
/** The document of the row, or *@id is 0. */
gboolean lw_search_index_find (LwConnection *index, guint noun, const char *key, gint64 *id, GError **error);
/** Those whose key begins with @key and a stroke. (element-type gint64) (transfer full) */
GArray *lw_search_index_find_below (LwConnection *index, guint noun, const char *key, GError **error);
/** (transfer full): what was added. */
gboolean lw_search_index_get (LwConnection *index, gint64 id, char **key, char **title, char **body, GError **error);

typedef struct
{
  guint n_total;
  GArray *ids; /* of gint64, best first, at most as many as asked for */
} LwSearchMatches;

/** One a noun; NULL with @error. @terms must have an expression. */
LwSearchMatches *lw_search_index_match (LwConnection *index, const LwSearchTerms *terms, guint limit, guint n_nouns, GError **error);
void lw_search_matches_free (LwSearchMatches *matches, guint n_nouns);

G_END_DECLS
