/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What a disk may not have got yet. The fault VFS tells it of every write, name and synchronisation; at a power
 * cut it takes a part of what was never synchronised away again. The rules are the strict ones: a write is
 * safe after the synchronisation of its file, a name (of a new, renamed or removed file) after that of its
 * directory. Names are lost from the last one backwards, as a file system with a journal loses them; writes in
 * any order, and only in part.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** From here on all that was written is safe. */
void lw_fault_disk_forget (void);
/** To be called before the change is made. */
void lw_fault_disk_write (const char *path, gint64 offset, const void *bytes, gsize length);
void lw_fault_disk_truncate (const char *path, gint64 size);
void lw_fault_disk_delete (const char *path);
/** To be called after the change was made. */
void lw_fault_disk_created (const char *path);
void lw_fault_disk_renamed (const char *from, const char *to);
void lw_fault_disk_synced (const char *path);
void lw_fault_disk_directory_synced (const char *directory);
/** The power is cut: what is lost is drawn from @seed. */
void lw_fault_disk_lose (guint32 seed);

G_END_DECLS
