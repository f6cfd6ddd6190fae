/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Sizes that grow with the font: what is given in pixels is too narrow for who reads in larger letters. And long texts, cut. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Pixels that @chars characters of running text take in the font of @widget. */
int lw_evaluation_text_width (GtkWidget *widget, int chars);
/* Pixels that @lines lines of it are high. */
int lw_evaluation_text_height (GtkWidget *widget, int lines);

/* The first 40 characters: a precision in a format counts bytes, and cuts through letters. (transfer full) */
char *lw_evaluation_text_cut (const char *text);

G_END_DECLS
