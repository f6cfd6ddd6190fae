/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Internal: the bytes of an XML file, with a first look at them and the way back to a place in them. */
#pragma once

#include <gio/gio.h>

#include "base/lw-export.h"

G_BEGIN_DECLS

typedef struct
{
  GBufferedInputStream *stream;
  const char *data; /* of a file in memory, or NULL */
  gsize length;
  char *path;       /* of a file on disk, or NULL */
  goffset total;    /* bytes, 0 when unknown */
  goffset taken;    /* bytes read so far */
  gboolean in_tag;  /* for counting attributes */
  char quote;
  guint attributes; /* quoted values in the present tag */
  gboolean crowded; /* a tag had too many, and reading stopped */
} LwXmlSource;

LwXmlSource *lw_xml_source_open (const char *path, GError **error);
LwXmlSource *lw_xml_source_memory (const char *data, gsize length);
void lw_xml_source_free (LwXmlSource *source);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwXmlSource, lw_xml_source_free)

/** Reads ahead to the root element and refuses what we never accept: a document type declaration (the home of
 * entities), an encoding other than UTF-8, a file that does not begin like XML. Errors have line and column. */
gboolean lw_xml_source_check_prolog (LwXmlSource *source, GError **error);
/* Most attributes of a tag: libxml2 compares each with all others before anyone sees the first. */
#define LW_XML_ATTRIBUTES_MAX 1024

/** For libxml2: xmlInputReadCallback. Stops at a tag with too many attributes. */
int lw_xml_source_read (void *source, char *buffer, int length);
/** Line and column (in characters, from 1) of the @n-th (from 1) start tag of a file that is well-formed as far as there. */
gboolean lw_xml_source_locate (LwXmlSource *source, guint64 n, guint *line, guint *column);

G_END_DECLS
