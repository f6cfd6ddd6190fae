/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Between the files that make packs and merge them. */
#pragma once

#include "lw-evaluation-pack.h"
#include "model/lw-entity.h"

G_BEGIN_DECLS

/* The first line of what is sealed; competition XML follows. */
#define LW_PACK_OUT "lotwise pack 1\n"
#define LW_PACK_BACK "lotwise return 1\n"

extern const LwEntity lw_evaluation_pack_entity, lw_evaluation_pack_return_entity, lw_evaluation_pack_mark_entity,
    lw_evaluation_conflict_entity;
/* A mark as it comes back, without the documents that it may point to (lw-evaluation-mark-entities.c). */
extern const LwEntity lw_evaluation_returned_mark;

/* Fields of lw_evaluation_pack_entity. */
enum
{
  LW_PACK_ID,
  LW_PACK_PERSON,
  LW_PACK_SIDE,
  LW_PACK_VERSION,
  LW_PACK_METHOD,
  LW_PACK_AT,
  LW_PACK_BASE,
  LW_PACK_RETURNED,
};

/* ---- marks of a person by place ---- */

/* A mark as it is compared: all its fields but the key as JSON, in the order of the entity. */
typedef struct
{
  char *content;
  gint64 confirmed; /* under this version of the method; 0: not */
  char *despite;    /* why, although the checks of reasons find fault with it; or NULL */
} LwPackCell;

/* "LOT/BIDDER/CRITERION" -> LwPackCell */
GHashTable *lw_pack_cells_new (void);
/* Adds a mark, @values in the order of the entity mark. FALSE where it is there already. */
gboolean lw_pack_cells_add (GHashTable *cells, const LwEntity *mark, const char *const *values);
/* The marks of @person with their confirmations. */
GHashTable *lw_pack_cells_of_person (LwConnection *connection, const char *person, GError **error);
/* The marks of a pack as they were last in common. */
GHashTable *lw_pack_cells_of_pack (LwConnection *connection, const char *pack, GError **error);
/* Notes @cell (nullable: none) as what is now in common. */
gboolean lw_pack_cells_store (LwConnection *connection, const char *pack, const char *place, const LwPackCell *cell, GError **error);
/* One field of a content, or NULL. (transfer full) */
char *lw_pack_content_get (const char *content, const char *field);
/* Gives the mark of @person at @place the content @content; NULL removes it. Asks what any edit is asked. */
gboolean lw_pack_write_mark (LwTransaction *transaction, const char *place, const char *person, const char *content, GError **error);
/* Whether that is under way: a guard is asked from inside of it. */
gboolean lw_pack_is_writing (void);
/* Adds the confirmation where there is none or an older one; *@n counts it. @despite: as of a cell */
gboolean lw_pack_write_confirmation (LwConnection *connection, const char *place, const char *person, gint64 version, const char *despite, guint *n, GError **error);

/* ---- what goes into the files ---- */

/* "LOT/BIDDER/CRITERION" of the marks that @evaluator is to give. LW_ERROR_INVALID where there are none. */
GHashTable *lw_pack_assigned (LwConnection *connection, const char *evaluator, GError **error);
/* The competition as @evaluator may see it: of @cells, with the pack @id; *@n_files counts the documents in it.
 * (transfer full) */
char *lw_pack_export_out (LwConnection *connection, const char *evaluator, GHashTable *cells, const char *id, guint *n_files, GError **error);
/* The marks and confirmations of @evaluator, the pack, and what these refer to. (transfer full) */
char *lw_pack_export_back (LwConnection *connection, const char *evaluator, GError **error);
/* SHA-256 of the canonical XML of the marks and confirmations of @evaluator at @cells. (transfer full) */
char *lw_pack_export_base (LwConnection *connection, const char *evaluator, GHashTable *cells, GError **error);

/* ---- opened ---- */

struct _LwPackOpened
{
  char *path;
  GBytes *plain;
  LwPackKind kind;
};

/* What follows the first line. */
const char *lw_pack_opened_text (const LwPackOpened *opened, gsize *length);

/* ---- what came back ---- */

typedef struct
{
  char *organisation, *stand, *note; /* @note may be NULL */
} LwPackDeclaration;

struct _LwPackReturn
{
  char *sha256;      /* of all that was sealed */
  char *competition; /* its identifier */
  char *pack, *person, *base;
  GPtrArray *before;        /* (element-type utf8): SHA-256 of what came back from this file before */
  GHashTable *publications; /* version as text -> SHA-256 */
  gint64 version;           /* the last of them */
  GHashTable *cells;        /* see above */
  GHashTable *queries;      /* "LOT/BIDDER/CRITERION" -> what the evaluator asks */
  GPtrArray *declarations;  /* of LwPackDeclaration */
};

/* Takes over what the evaluator declared, and asked. */
gboolean lw_pack_merge_declarations (LwConnection *connection, const LwPackReturn *back, LwPackMerged *merged, GError **error);
gboolean lw_pack_merge_queries (LwConnection *connection, const LwPackReturn *back, gboolean follows, LwPackMerged *merged, GError **error);

G_END_DECLS
