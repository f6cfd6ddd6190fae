/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The order of texts by kind of column, and sorting by it; private to the table. From any thread. */
#pragma once

#include "table/lw-rows.h"

G_BEGIN_DECLS

/** The rank of an empty text: after all others, whichever way one sorts. */
#define LW_RANK_EMPTY G_MAXUINT32

/** Ranks of @texts: equal ones share one, from 0 without a gap; *@n_ranks says how many. (transfer full) */
LW_EXPORT guint32 *lw_ranks_of (const LwColumn *column, const char *const *texts, guint n, guint *n_ranks);
/** The same for so many that their memory matters: @forget is called once, with @data, as soon as the texts are not
 * needed any more. (transfer full) */
LW_EXPORT guint32 *lw_ranks_of_many (const LwColumn *column, const char *const *texts, guint n, guint *n_ranks, GDestroyNotify forget, gpointer data);
/** Below 0, 0, above 0; as the ranks of both would be. */
LW_EXPORT int lw_ranks_compare (const LwColumn *column, const char *a, const char *b, gboolean descending);
/** Sorts @handles by their ranks, @ranks being by handle; what is equal stays as it was. */
LW_EXPORT void lw_ranks_sort (guint32 *handles, guint n, const guint32 *ranks, guint n_ranks, gboolean descending);

/** @text without case; in @room where it is short and plain, else new. */
LW_EXPORT char *lw_text_fold (const char *text, gsize length, char *room, gsize size);
/** Whether @text (@length bytes) holds the case-folded @word, case aside. */
LW_EXPORT gboolean lw_text_holds (const char *text, gsize length, const char *word);

G_END_DECLS
