/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The text of a rationale. Enter changes what is finished only for who has begun to write in it or has moved its cursor:
 * who comes by Tab and goes on with Enter leaves it as it is.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LW_TYPE_MARKING_TEXT (lw_marking_text_get_type ())
G_DECLARE_FINAL_TYPE (LwMarkingText, lw_marking_text, LW, MARKING_TEXT, GtkTextView)

/** What is in it, without space around it. (transfer full) */
char *lw_marking_text_get (LwMarkingText *self);
/** Shows @text, from its beginning. */
void lw_marking_text_set (LwMarkingText *self, const char *text);
/** Puts the cursor behind the text, to write on. */
void lw_marking_text_go_to_end (LwMarkingText *self);

/* Signals: "written" (LwMarkingText *), by the user; "kept" (LwMarkingText *): Enter was not taken. */

G_END_DECLS
