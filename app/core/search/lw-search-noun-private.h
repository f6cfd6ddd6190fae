/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What search reads of the rows of one entity, and what it calls them. */
#pragma once

#include "model/lw-entity.h"
#include "store/lw-statement.h"

G_BEGIN_DECLS

#define LW_SEARCH_PAGE_FIELDS 8

typedef struct _LwSearchNoun LwSearchNoun;

struct _LwSearchNoun
{
  guint n; /* place among the nouns */
  const LwEntity *entity;
  GArray *body; /* of guint: fields of the document's body, in their order there */
  int title;    /* field that says what the row is called, or -1 */
  char *count;  /* SELECT how many rows */
  char *all;    /* SELECT all rows in the order of the file */
  char *by_key; /* SELECT one; of pages, those of one row */
  gint64 last;  /* number of its last document */
  LwSearchNoun *pages; /* of an entity with contents: their pages, a noun of its own, "page"; else NULL */
  gboolean is_pages;
  LwEntity page; /* what a page is: not of the file, and made here */
  LwField page_fields[LW_SEARCH_PAGE_FIELDS];
};

LwSearchNoun *lw_search_noun_new (const LwEntity *entity, guint n);
/** The pages of the contents of @noun's rows; NULL where the entity has none. A page's key is that of the row, and its
 * number. */
LwSearchNoun *lw_search_noun_new_pages (LwSearchNoun *noun, guint n);
void lw_search_noun_free (LwSearchNoun *noun);

/** The document of the present row of @row, which is of @noun's statements: its key and body; returns its name, or "",
 * good until the next step. */
const char *lw_search_noun_read (const LwSearchNoun *noun, LwStatement *row, GString *key, GString *body);
/** Steps @row, which is @noun's by_key, to the row of @key. */
LwStep lw_search_noun_select (const LwSearchNoun *noun, LwStatement *row, const char *key, GError **error);
/** "L12 London", "L12/B04/2.1 by E3": the key as people would say it, and the row's name. (transfer full) */
char *lw_search_noun_title (const LwSearchNoun *noun, const char *key, const char *name);

G_END_DECLS
