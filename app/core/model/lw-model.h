/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The core's entities (competition, provenance, area, lot, organisation, bidder, bid, person), and the
 * commands that change rows of any entity.
 */
#pragma once

#include "model/lw-entity.h"
#include "store/lw-store.h"

G_BEGIN_DECLS

#define LW_CORE_SCHEMA_PATH "/org/lotwise/core/schema"
#define LW_CORE_RNG_PATH "/org/lotwise/core/competition.rng"

/** NULL-terminated, in file order; the first is the competition, the root of a file. */
LW_EXPORT const LwEntity *const lw_core_entities[];

/* ---- commands; @sections is lw_host_get_sections(). All return NULL with LW_ERROR_INVALID,
 * LW_ERROR_NOT_FOUND or LW_ERROR_EXISTS only when run; wrong nouns or fields are refused at once. ---- */

/** The entity of @noun; LW_ERROR_NOT_FOUND that suggests the nearest. */
LW_EXPORT const LwEntity *lw_model_find (GPtrArray *sections, const char *noun, GError **error);

/** Adds a row. @values: (array zero-terminated=1): "field=value". */
LW_EXPORT LwCommand *lw_model_add (GPtrArray *sections, const char *noun, const char *const *values, const char *person, const char *reason, GError **error);
/** Changes fields of the row with @key ("L12/B07": key fields joined by '/'). "field=" clears one that may be absent. */
LW_EXPORT LwCommand *lw_model_set (GPtrArray *sections, const char *noun, const char *key, const char *const *values, const char *person, const char *reason, GError **error);
/** Removes a row and the rows inside it (an organisation in use is refused). */
LW_EXPORT LwCommand *lw_model_remove (GPtrArray *sections, const char *noun, const char *key, const char *person, const char *reason, GError **error);

/** Checks every row of every entity by its rules (fields, references, the entity's own check). Each broken one is
 * added to @problems (of char *) as "mark L12/B07/2.1/E3: …". FALSE only when the check itself could not run. */
LW_EXPORT gboolean lw_model_check_rows (LwConnection *connection, GPtrArray *sections, GPtrArray *problems, GCancellable *cancellable, GError **error);

/* ---- the competition itself ---- */
typedef struct
{
  char *id;
  char *title;
  char *currency;
  char *trust;   /* or NULL */
} LwCompetition;
LW_EXPORT LwCompetition *lw_competition_load (LwConnection *connection, GError **error);
LW_EXPORT void lw_competition_free (LwCompetition *competition);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwCompetition, lw_competition_free)

/** The trust stated for all of @subject ("marks", "prices", …), or NULL. (transfer full) */
LW_EXPORT gboolean lw_provenance_get (LwConnection *connection, const char *subject, char **trust, GError **error);

G_END_DECLS
