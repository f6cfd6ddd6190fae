/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Attaching files in the window: they are read as a job, shown with what they are matched to, and stored when that is right. */
#pragma once

#include <adwaita.h>

#include "document/lw-document.h"
#include "panel/lw-panels.h"

G_BEGIN_DECLS

/** Reads @files (of GFile: files and folders) and asks where they belong. What their names do not say is @bidder, @lot and
 * @criterion (nullable), of what is on the screen. */
void lw_attach_files (GtkWidget *from, LwDocument *document, GPtrArray *files, const char *bidder, const char *lot, const char *criterion);
/** The same, after the user has chosen the files, or a folder. */
void lw_attach_choose (GtkWidget *from, LwDocument *document, gboolean folder, const char *bidder, const char *lot, const char *criterion);
/** Takes files that are dropped on a window, or opened, to the competition in it: one for each suffix; ends with NULL. */
extern const LwFileOpener lw_attach_openers[];
/** Whether files may be attached and answers changed here by who works here. */
gboolean lw_attach_may (LwDocument *document);

G_END_DECLS
