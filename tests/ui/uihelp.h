/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What tests that run the real widgets inside their own process share. They need a display: see run-headless.sh. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* In place of g_test_init(): the toolkit without animations, with a fixed font, and with accessibility that can be
 * asked (gtk_test_accessible_assert_role() and the like). A warning ends the program. The XDG directories are those of
 * run-headless.sh, one set a program (G_TEST_OPTION_ISOLATE_DIRS would hide icons and schemas from the toolkit). */
void ui_test_init (int *argc, char ***argv);

/* Runs the main loop until @done says so, or for @milliseconds; returns what @done says in the end. */
gboolean ui_wait (gboolean (*done) (gpointer), gpointer data, guint milliseconds);

/* Returns when a frame of @widget, which must be mapped, is drawn and nothing is left to do. */
void ui_settle (GtkWidget *widget);

/* Returns: (transfer none) (nullable): the first widget of @type, depth first, that has @label as its label, text,
 * widget name, id in its template or accessible label; any of the type when @label is NULL. */
GtkWidget *ui_find (GtkWidget *root, GType type, const char *label);

/* What the key does when @widget has the focus: key controllers and shortcuts of the widget, then of those around it.
 * GTK 4 cannot make up an event, so text widgets see nothing of it. Returns: whether somebody took it. */
gboolean ui_key (GtkWidget *widget, guint keyval, GdkModifierType modifiers);

/* Destroys @window and asserts that nobody holds on to it. */
void ui_destroy (GtkWindow *window);

/* Returns: (transfer full) (nullable): @widget, which must be mapped, as it is drawn; NULL where it draws nothing. */
GdkTexture *ui_render (GtkWidget *widget);

/* Writes what ui_render() gives. */
gboolean ui_save_png (GtkWidget *widget, const char *path);

G_END_DECLS
