/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Contents of files, kept by their SHA-256 beside the record: not in the journal and not in undo steps. A row names its
 * content by the SHA-256, which is in the record, so that no content can be exchanged unseen.
 */
#pragma once

#include <gio/gio.h>

#include "store/lw-statement.h"

G_BEGIN_DECLS

/* Most bytes of a content. */
#define LW_CONTENT_MAX (64 * 1024 * 1024)

/** Lower-case hexadecimal. (transfer full) */
LW_EXPORT char *lw_content_sha256 (GBytes *bytes);
/** Keeps @bytes inside a command; once, however often it is named. */
LW_EXPORT gboolean lw_content_put (LwConnection *connection, GBytes *bytes, GError **error);
/** The text of its pages, of which there may be none. @pages: (array zero-terminated=1). */
LW_EXPORT gboolean lw_content_put_pages (LwConnection *connection, const char *sha256, const char *const *pages, GError **error);
/** (transfer full): LW_ERROR_CORRUPT where it is not there, or not what its SHA-256 says. */
LW_EXPORT GBytes *lw_content_get (LwConnection *connection, const char *sha256, GError **error);
/** Text of @page (from 1), or NULL where none is known. FALSE only on error. @text: (out) (transfer full) */
LW_EXPORT gboolean lw_content_get_page (LwConnection *connection, const char *sha256, guint page, char **text, GError **error);

G_END_DECLS
