/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-marking-text.h"

#include "lw-marking-rationale.h"

#include <string.h>

struct _LwMarkingText
{
  GtkTextView parent_instance;
  gboolean filling; /* by the program */
  gboolean begun;   /* the user has written, or has moved the cursor, since the focus came or another text was shown */
};

G_DEFINE_FINAL_TYPE (LwMarkingText, lw_marking_text, GTK_TYPE_TEXT_VIEW)

enum
{
  WRITTEN,
  KEPT,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

char *
lw_marking_text_get (LwMarkingText *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  return lw_marking_rationale_clean (text);
}

void
lw_marking_text_set (LwMarkingText *self, const char *text)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  GtkTextIter start;
  g_autofree char *old = lw_marking_text_get (self);

  self->begun = FALSE;
  if (strcmp (old, text) == 0)
    return;
  self->filling = TRUE;
  gtk_text_buffer_set_text (buffer, text, -1);
  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_place_cursor (buffer, &start); /* or a long text shows its end */
  self->filling = FALSE;
}

void
lw_marking_text_go_to_end (LwMarkingText *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  GtkTextIter end;

  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_place_cursor (buffer, &end);
}

static void
begin (LwMarkingText *self)
{
  self->begun |= !self->filling;
}

static void
on_changed (LwMarkingText *self)
{
  if (self->filling)
    return;
  self->begun = TRUE;
  g_signal_emit (self, signals[WRITTEN], 0);
}

static void
on_focus (LwMarkingText *self)
{
  self->begun = FALSE;
}

static gboolean
is_enter (guint keyval)
{
  return keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_ISO_Enter;
}

static gboolean
on_key (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, LwMarkingText *self)
{
  g_autofree char *text = NULL;

  if (!is_enter (keyval) || (state & gtk_accelerator_get_default_mod_mask ()) != 0 || self->begun)
    return FALSE;
  text = lw_marking_text_get (self);
  if (text[0] == '\0' || !gtk_text_view_get_editable (GTK_TEXT_VIEW (self)))
    return FALSE;
  g_signal_emit (self, signals[KEPT], 0);
  return TRUE;
}

static void
lw_marking_text_class_init (LwMarkingTextClass *class)
{
  signals[WRITTEN] = g_signal_new ("written", LW_TYPE_MARKING_TEXT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[KEPT] = g_signal_new ("kept", LW_TYPE_MARKING_TEXT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lw_marking_text_init (LwMarkingText *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  GtkEventController *keys = gtk_event_controller_key_new (), *focus = gtk_event_controller_focus_new ();

  g_signal_connect_object (buffer, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (buffer, "notify::cursor-position", G_CALLBACK (begin), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "preedit-changed", G_CALLBACK (begin), NULL); /* its Enter takes what is composed */
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (on_focus), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE); /* before the text takes it */
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
