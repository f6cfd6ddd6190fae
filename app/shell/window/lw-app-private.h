/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Between the files of the program: lw-app.c is the application and its actions, lw-app-open.c its documents. */
#pragma once

#include "window/lw-app.h"

G_BEGIN_DECLS

struct _LwApp
{
  AdwApplication parent;
  LwHost *host;
  LwPanels *panels;
  GHashTable *documents; /* whole path -> LwDocument, not owned */
  GHashTable *opening;   /* whole paths of what is being opened or made */
};

/* GWeakNotify of each of the documents, with the program. */
void lw_app_forget_document (gpointer app, GObject *document);
/* Gives @files to the plugin that takes such files, all at once; FALSE where there is none, or not one for all. */
gboolean lw_app_open_special (LwApp *app, GFile *const *files, guint n, GtkWindow *window);
/* Whether @path is called as XML files are. */
gboolean lw_app_is_xml (const char *path);

G_END_DECLS
