/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The competition file format (docs/file-format.md): read by streaming, written deterministically. */
#pragma once

#include "job/lw-job.h"
#include "model/lw-entity.h"
#include "store/lw-store.h"

G_BEGIN_DECLS

#define LW_XML_NAMESPACE "urn:lotwise:competition:1"

/**
 * lw_competition_import:
 * @source: path of the XML file
 * @path: the file to make; must not exist
 * @sections: lw_host_get_sections()
 *
 * Checks @source against the schema and every rule while reading it, and makes @path from it in one
 * transaction. LW_ERROR_INVALID says line, column, what was expected and what was found; nothing is
 * stored then.
 */
LW_EXPORT LwStore *lw_competition_import (const char *source, const char *path, GPtrArray *sections, LwSchema *schema, const char *person, LwJob *job, GCancellable *cancellable, GError **error);

/** The same from memory; @name is that of the source in the record and in errors. */
LW_EXPORT LwStore *lw_competition_import_data (const char *data, gsize length, const char *name, const char *path, GPtrArray *sections, LwSchema *schema, const char *person, GCancellable *cancellable, GError **error);

/** Reads and checks @data as lw_competition_import() does, and stores nothing. (Rows of numerous entities that are
 * given twice are found by the store alone.) */
LW_EXPORT gboolean lw_competition_check (const char *data, gsize length, GPtrArray *sections, GError **error);

/** One row that was read and checked: @values in the order of the entity's fields, as stored, NULL where absent; valid
 * during the call. FALSE with @error stops the reading. */
typedef gboolean (*LwCompetitionRowFunc) (const LwEntity *entity, const char *const *values, gpointer data, GError **error);
/** lw_competition_check() that hands over each row; nothing it has handed over counts where it fails later. */
LW_EXPORT gboolean lw_competition_read (const char *data, gsize length, GPtrArray *sections, LwCompetitionRowFunc func, gpointer data_of_func, GError **error);

/** Writes the whole competition; the same database gives the same bytes. @out is replaced only when all is written. */
LW_EXPORT gboolean lw_competition_export (LwStore *store, const char *out, GPtrArray *sections, LwJob *job, GCancellable *cancellable, GError **error);

/**
 * lw_competition_export_nouns:
 * @nouns: (array zero-terminated=1): "method", "criterion", …
 *
 * The rows of these entities alone in the same canonical form, under the competition's id and currency: what is
 * published, signed or compared. It is not a whole competition, and is not imported. (transfer full)
 */
LW_EXPORT char *lw_competition_export_nouns (LwConnection *connection, GPtrArray *sections, const char *const *nouns, GError **error);

/** Whether a row is written: FALSE leaves it out with all that is inside it. @values, in the order of the entity's fields
 * and as stored, may be changed to NULL or to another text that outlives the call. */
typedef gboolean (*LwExportFilter) (const LwEntity *entity, const char **values, gpointer data);
/** lw_competition_export() of those rows that @filter lets through. */
LW_EXPORT gboolean lw_competition_export_rows (LwStore *store, const char *out, GPtrArray *sections, LwExportFilter filter, gpointer data, LwJob *job, GCancellable *cancellable, GError **error);
/** Of the whole competition those rows that @filter lets through; it can be imported again where they refer to no others.
 * (transfer full) */
LW_EXPORT char *lw_competition_export_filtered (LwConnection *connection, GPtrArray *sections, LwExportFilter filter, gpointer data, GError **error);

G_END_DECLS
