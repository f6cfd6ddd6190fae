/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What the file holds, described once: an entity is a table, an XML element, a noun of the command line
 * and the rules of its fields. Import, export and the commands that change rows all work from these
 * descriptions, so a plugin gets them by describing its own tables.
 */
#pragma once

#include "store/lw-store.h"

G_BEGIN_DECLS

typedef enum
{
  LW_FIELD_ID,        /* lw_id_check() */
  LW_FIELD_REF,       /* identifier of a row of the entity @refers, which comes earlier in the file */
  LW_FIELD_TEXT,      /* one line of text, an attribute */
  LW_FIELD_LONG_TEXT, /* the text inside the element; at most one a field list, the last */
  LW_FIELD_INTEGER,   /* @minimum to @maximum */
  LW_FIELD_DECIMAL,   /* exact decimal, kept as text */
  LW_FIELD_MONEY,     /* in files major units of the competition's currency, kept in minor units, not negative */
  LW_FIELD_CHOICE,    /* one of @choices */
  LW_FIELD_CONTENT,   /* SHA-256 of bytes that are kept beside the record (store/lw-content.h): an attribute, and in files
                         the bytes themselves are inside the element; at most one a field list */
} LwFieldType;

typedef enum
{
  LW_FIELD_NONE = 0,
  LW_FIELD_KEY = 1 << 0,      /* part of the primary key */
  LW_FIELD_REQUIRED = 1 << 1, /* must be given; a key field always must */
  LW_FIELD_PARENT = 1 << 2,   /* taken from the key of the enclosing element, not an attribute */
  LW_FIELD_ORDER = 1 << 3,    /* place in the document, from 1; not an attribute */
  LW_FIELD_FIXED = 1 << 4,    /* always choices[0]; not an attribute (key of a table with one row) */
  LW_FIELD_EMPTY = 1 << 5,    /* a key field that may be left out, and is '' then */
} LwFieldFlags;

typedef struct
{
  const char *name; /* attribute in files and on the command line, "price-note"; the column is price_note */
  LwFieldType type;
  LwFieldFlags flags;
  const char *refers;           /* LW_FIELD_REF: noun */
  const char *const *choices;   /* LW_FIELD_CHOICE, NULL-terminated */
  gint64 minimum, maximum;      /* LW_FIELD_INTEGER; both 0: any */
} LwField;

typedef struct _LwRowContext LwRowContext;
typedef struct _LwEntity LwEntity;

struct _LwEntity
{
  const char *noun;      /* XML element and word of the command line: "lot" */
  const char *table;     /* "lot", "evaluation_mark" */
  const char *container; /* element around all of them, "lots"; NULL inside @parent's element */
  const char *parent;    /* noun of the enclosing element's entity, or NULL */
  const char *order_by;  /* SQL order in which files list them (per parent) */
  const LwField *fields; /* in the order of attributes; ends with a NULL name */
  gboolean numerous;     /* there may be a million: do not keep their keys in memory at import */
  /* Rules beyond the fields (or NULL). @values in the order of @fields, as stored, NULL where absent.
   * Sets LW_ERROR_INVALID that says what was expected and found; the caller adds where. */
  gboolean (*check) (LwRowContext *context, const char *const *values, GError **error);
  /* Nouns (or NULL, NULL-terminated) that @check looks up: when a row of one of them is added, changed or
   * removed, the rows of this entity are checked again before the command is accepted. */
  const char *const *depends;
  /* Whether the row with @key may be added, changed or removed by a command now (or NULL: always). Refuses with
   * LW_ERROR_LOCKED that says what holds the row and how it is let go. Reading a whole file does not ask: a file says
   * what was; nor does undo, which stops at what is final. */
  gboolean (*guard) (LwConnection *connection, const char *key, GError **error);
  /* Of an entity with a content: what else is kept of the bytes of a row that is read from a file, its pages' text (or
   * NULL: nothing). */
  gboolean (*keep) (LwTransaction *transaction, const char *const *values, GBytes *bytes, GError **error);
};

/** Value of @field (by index) of the row of @noun with @key (columns joined by '/'), as known so far;
 * NULL where there is no such row or no value. *@found (optional) says whether there is such a row. */
LW_EXPORT const char *lw_row_lookup (LwRowContext *context, const char *noun, const char *key, guint field, gboolean *found);

/** How far a statement may be trusted; the values of every "trust" field. */
LW_EXPORT const char *const lw_trust_choices[];

G_END_DECLS
