/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Internal: reads a competition file row by row, checking it against the schema and the entities' rules. */
#pragma once

#include "job/lw-job.h"
#include "model/lw-entity.h"
#include "xml/lw-xml-source.h"

G_BEGIN_DECLS

/** One row, checked. @values in the order of the entity's fields, as stored; valid during the call. @content: (nullable):
 * the bytes of its field of type LW_FIELD_CONTENT.
 * @element: number of its start tag in the file. */
typedef gboolean (*LwXmlRowFunc) (const LwEntity *entity, const char *const *values, GBytes *content, guint64 element, gpointer data, GError **error);

/** @func may be NULL. Errors have line and column. */
gboolean lw_xml_read (LwXmlSource *source, GPtrArray *sections, LwJob *job, GCancellable *cancellable, LwXmlRowFunc func, gpointer data, GError **error);

/** Puts "line L, column C: " of start tag @element before the message. */
void lw_xml_prefix_place (LwXmlSource *source, guint64 element, GError **error);

/** The core's grammar with those of the sections merged into it. NULL with @error. Free with xmlRelaxNGFree(). */
struct _xmlRelaxNG *lw_xml_schema_new (GPtrArray *sections, GError **error);

G_END_DECLS
