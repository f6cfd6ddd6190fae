/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Search in all text of a competition: names, titles, notes, rationales, identifiers, the pages of its documents (hits
 * of the noun "page", with the document's key and the number of the page). The index is SQLite's
 * FTS5 in a temporary database of its own; nothing of it is ever in the competition's file.
 */
#pragma once

#include "job/lw-job.h"
#include "store/lw-store.h"

G_BEGIN_DECLS

/* Most hits of a group: nobody reads more. */
#define LW_SEARCH_LIMIT 1000

/** A piece of a text, in bytes. */
typedef struct
{
  guint start;
  guint length;
} LwSearchRange;

typedef struct
{
  const char *noun;       /* interned */
  char *key;              /* as in LwChange */
  char *title;            /* for people: "L12 London", "L12/B04/2.1 by E3" */
  GArray *title_ranges;   /* of LwSearchRange: what matches */
  char *snippet;          /* one line of the row's other text, around the first match where it has one; may be "" */
  GArray *snippet_ranges; /* of LwSearchRange */
} LwSearchHit;

/** The hits of one noun. */
typedef struct
{
  const char *noun;  /* interned */
  guint n_total;     /* rows that match; @hits may have fewer */
  GPtrArray *hits;   /* of LwSearchHit, best first */
} LwSearchGroup;

#define LW_TYPE_SEARCH (lw_search_get_type ())
LW_EXPORT GType lw_search_get_type (void);
G_DECLARE_FINAL_TYPE (LwSearch, lw_search, LW, SEARCH, GObject)

/**
 * lw_search_new:
 * @sections: lw_host_get_sections()
 *
 * An index of @store that follows its "changed" signal. It is empty until it is built; make it in the store's context.
 */
LW_EXPORT LwSearch *lw_search_new (LwStore *store, GPtrArray *sections);

/**
 * lw_search_build:
 * @job: (nullable): to cancel it, and for progress
 *
 * Reads all text of the file, on the calling thread. Does nothing where that was done. A million marks take some ten
 * seconds; queries meanwhile find what has been read so far, in the order of the file. When it fails or is cancelled
 * the index is empty again.
 */
LW_EXPORT gboolean lw_search_build (LwSearch *search, LwJob *job, GError **error);
/** The same on a thread of @job's, which is what @callback gets as the source. */
LW_EXPORT void lw_search_build_async (LwSearch *search, LwJob *job, GAsyncReadyCallback callback, gpointer user_data);
LW_EXPORT gboolean lw_search_build_finish (LwSearch *search, GAsyncResult *result, GError **error);
/** How much of the file a query finds now, 0 to 1. From any thread. */
LW_EXPORT double lw_search_get_progress (LwSearch *search);

/**
 * lw_search_query:
 * @text: what a person typed: words that must all be there, the last one as a beginning; phrases in quotes. No text is
 *   an error; one without a letter or digit finds nothing
 * @limit: most hits of a group, at most %LW_SEARCH_LIMIT
 *
 * Builds the index first where nobody has begun to, and takes in what changed since the last query. Case and accents
 * do not matter. In each group a row whose key is @text comes first, then rows whose key begins with it, then the best
 * by BM25 (of very many, by where it matches and then as the file has them).
 *
 * Returns: (transfer full) (element-type LwSearchGroup): groups that are not empty, in the order of the file; NULL
 * with @error
 */
LW_EXPORT GPtrArray *lw_search_query (LwSearch *search, const char *text, guint limit, GCancellable *cancellable, GError **error);
/** The same on a thread; the result comes in the caller's main context. */
LW_EXPORT void lw_search_query_async (LwSearch *search, const char *text, guint limit, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
LW_EXPORT GPtrArray *lw_search_query_finish (LwSearch *search, GAsyncResult *result, GError **error);

G_END_DECLS
