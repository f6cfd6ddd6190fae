/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * SQLite's locks, made to hold. It locks by fcntl(), and the locks of a process on a file all go as soon as anything in the
 * process closes that file, whoever opened it: the toolkit's file chooser reads the beginnings of what lies in a folder,
 * and then another program takes the file for one that nobody has open and removes the log that we still write to. Here
 * they are taken on a description of the file that only we have, and go when SQLite closes the file.
 * docs/decisions/0014-locks-of-the-file.md
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Before the first file is opened; calls after the first do nothing. */
void lw_locks_init (void);

G_END_DECLS
