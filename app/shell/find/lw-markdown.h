/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The guide's Markdown as widgets: headings, paragraphs, lists, tables, code, pictures, links. Only what the guide uses. */
#pragma once

#include <gtk/gtk.h>

#include "base/lw-export.h"

G_BEGIN_DECLS

/** @folder: where pictures are looked for. Links call @activate_link as GtkLabel does. (transfer floating) */
LW_EXPORT GtkWidget *lw_markdown_new (const char *text, const char *folder, GCallback activate_link, gpointer user_data);
/** The text of the first heading, or NULL. (transfer full) */
LW_EXPORT char *lw_markdown_title (const char *text);

G_END_DECLS
