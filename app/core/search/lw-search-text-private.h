/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Text as search sees it: words without case and accents; what a person typed as an FTS5 expression; where it matches. */
#pragma once

#include "search/lw-search.h"

G_BEGIN_DECLS

/* What is beyond is not looked for: nobody types it, and the expression stays small. */
#define LW_SEARCH_MAX_PIECES 32
#define LW_SEARCH_MAX_PIECE 256 /* bytes */

typedef struct
{
  char *expression;  /* FTS5's, that asks for all pieces; NULL where there is no word */
  char *key;         /* the text as a key would be written */
  GPtrArray *pieces; /* of GPtrArray of char: folded words that must follow one another */
  gboolean prefix;   /* the last word of the last piece is a beginning */
} LwSearchTerms;

/** @text: any bytes. */
LW_EXPORT LwSearchTerms *lw_search_terms_new (const char *text);
LW_EXPORT void lw_search_terms_free (LwSearchTerms *terms);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwSearchTerms, lw_search_terms_free)

/** The words of @text that match, in order. (element-type LwSearchRange) (transfer full) */
LW_EXPORT GArray *lw_search_terms_match (const LwSearchTerms *terms, const char *text);
/** About a line of @text from shortly before its first match, or from its beginning. @ranges: (out): the matches in
 * it. (transfer full) */
LW_EXPORT char *lw_search_terms_snippet (const LwSearchTerms *terms, const char *text, GArray **ranges);

G_END_DECLS
