/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A page of a published version: what was published, when, by whom, and its SHA-256, to be printed and signed. */
#pragma once

#include <gtk/gtk.h>

#include "document/lw-document.h"
#include "lw-evaluation-publish.h"

G_BEGIN_DECLS

/* The title of the competition, with how far its criteria may be trusted where that is stated. (transfer full) */
char *lw_criteria_print_title (LwDocument *document);
/* Draws the page of @width by @height points; @title as above. */
void lw_criteria_print_draw (cairo_t *cr, double width, double height, const char *title, const LwPublication *publication);
/* Writes it as a PDF file of one A4 page. FALSE with a G_IO_ERROR. */
gboolean lw_criteria_print_save (GFile *file, const char *title, const LwPublication *publication, GError **error);
/* Asks for a printer, then prints it. */
void lw_criteria_print (GtkWidget *from, const char *title, const LwPublication *publication);
/* The hash in groups of eight, for people to compare. (transfer full) */
char *lw_criteria_print_hash (const char *sha256);

G_END_DECLS
