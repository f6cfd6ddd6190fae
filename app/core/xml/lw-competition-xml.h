/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The competition file format (docs/file-format.md): read by streaming, written deterministically. */
#pragma once

#include "job/lw-job.h"
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

/** Reads and checks @data as lw_competition_import() does, and stores nothing. (Rows of numerous entities that are
 * given twice are found by the store alone.) */
LW_EXPORT gboolean lw_competition_check (const char *data, gsize length, GPtrArray *sections, GError **error);

/** Writes the whole competition; the same database gives the same bytes. @out is replaced only when all is written. */
LW_EXPORT gboolean lw_competition_export (LwStore *store, const char *out, GPtrArray *sections, LwJob *job, GCancellable *cancellable, GError **error);

G_END_DECLS
