/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Internal to the core: rows of entities as texts, their rules, and an index of the rows known so far. */
#pragma once

#include "model/lw-entity.h"
#include "store/lw-statement.h"

G_BEGIN_DECLS

#define LW_ROW_MAX_FIELDS 24
#define LW_TEXT_MAX 4096          /* bytes of a one-line text */
#define LW_LONG_TEXT_MAX 1048576  /* bytes of a long text */

/** A number that a field's text was turned into lives here. */
typedef struct
{
  char text[24];
} LwFieldBuffer;

guint lw_entity_n_fields (const LwEntity *entity);
/** Index of @name, or -1. */
int lw_entity_find_field (const LwEntity *entity, const char *name);
/** Index of the field whose bytes are kept beside the record, or -1. */
int lw_entity_find_content (const LwEntity *entity);
/** Column of a field: its name with '-' as '_'. (transfer full) */
char *lw_field_column (const LwField *field);
/** "SELECT all fields FROM table". (transfer full) */
char *lw_entity_select (const LwEntity *entity);
/** Key fields joined by '/'. (transfer full) */
char *lw_row_make_key (const LwEntity *entity, const char *const *values);

/** Checks @text (NUL-terminated, @length bytes) against the field's type; *@stored is what the file keeps: @text
 * itself or @buffer. @currency is for money. */
gboolean lw_field_check (const LwField *field, const char *text, gsize length, const char *currency,
                         LwFieldBuffer *buffer, const char **stored, GError **error);
/** A stored value as files and people's commands have it: money in major units. (transfer full) */
char *lw_field_to_text (const LwField *field, const char *stored, const char *currency);

/* ---- the index ---- */

struct _LwRowContext
{
  GPtrArray *sections;      /* of LwSection */
  LwConnection *connection; /* for rows not seen yet; NULL when all rows are added here */
  char *currency;
  GHashTable *nouns;        /* noun -> Known */
  GError *failed;           /* the file could not be asked: no answer of a lookup since then counts */
};

/** @connection: (nullable): see above; the currency is then read from it. */
LwRowContext *lw_row_context_new (GPtrArray *sections, LwConnection *connection, GError **error);
void lw_row_context_free (LwRowContext *context);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwRowContext, lw_row_context_free)
/** Remembers a row. LW_ERROR_EXISTS when its key is known already. */
gboolean lw_row_context_add (LwRowContext *context, const LwEntity *entity, const char *const *values, GError **error);
/** Required fields, references, the entity's own check. @values as stored. */
gboolean lw_row_check (LwRowContext *context, const LwEntity *entity, const char *const *values, GError **error);
/** FALSE for an error that says nothing of the row: the file could not be read, the work was cancelled. */
gboolean lw_row_error_is_of_rule (const GError *error);

G_END_DECLS
