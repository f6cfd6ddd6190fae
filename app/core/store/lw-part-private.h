/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A file that is being made. It is filled under another name ("<path>.<pid>.lotwise-part"), synchronised,
 * and then given its own: a crash at any point leaves either no file or the whole one.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** A name to fill the file for @path under. What a killed program left of earlier ones is removed. (transfer full) */
char *lw_part_new (const char *path);
/** Synchronises @part and gives it the name @path, never over another file. On failure neither is there. */
gboolean lw_part_publish (const char *part, const char *path, GError **error);
/** The same, in place of a file that may be there. */
gboolean lw_part_replace (const char *part, const char *path, GError **error);
/** Removes a database and what SQLite keeps beside it. */
void lw_part_remove (const char *path);

G_END_DECLS
