/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "marking-fixture.h"

#include "lw-evaluation-sight.h"
#include "lw-evaluation.h"
#include "lw-marking-ladder.h"

const char *const more_people[] = { "person|id=E3|name=Evaluator 3", NULL };

static void
on_failed (LwDocument *document, const char *what, const GError *error, Room *room)
{
  g_free (room->failure);
  room->failure = g_strdup_printf ("%s: %s", what, error->message);
}

static void
on_toast (LwPanel *panel, const char *text, Room *room)
{
  g_free (room->toast);
  room->toast = g_strdup (text);
}

void
room_open (Room *room, LwStore *store, const char *person)
{
  *room = (Room) { lw_host_new (NULL), store };
  lw_host_add_section (room->host, LW_EVALUATION_ID, lw_evaluation_entities, LW_EVALUATION_RNG_PATH);
  lw_host_add_sight (room->host, &lw_evaluation_sight_rule);
  room->document = lw_document_new (g_object_ref (store), room->host);
  g_signal_connect (room->document, "failed", G_CALLBACK (on_failed), room);
  if (person != NULL)
    lw_document_set_person (room->document, person);
  room->work = lw_marking_work_get (room->document);
  room->panel = g_object_new (lw_marking_panel_info.get_type (), "document", room->document, NULL);
  g_signal_connect (room->panel, "toast", G_CALLBACK (on_toast), room);
  room->window = GTK_WINDOW (adw_window_new ());
  adw_window_set_content (ADW_WINDOW (room->window), room->panel);
  gtk_window_set_default_size (room->window, 1060, 750);
  gtk_window_present (room->window);
  ui_settle (GTK_WIDGET (room->window));
}

gboolean
is_idle (gpointer document)
{
  return !lw_document_is_busy (document);
}

void
settle (Room *room)
{
  g_assert_true (ui_wait (is_idle, room->document, 10000));
  ui_settle (GTK_WIDGET (room->window));
}

void
room_leave (Room *room)
{
  g_assert_cmpstr (room->failure, ==, NULL);
  ui_destroy (room->window);
  g_assert_true (ui_wait (is_idle, room->document, 10000));
  g_assert_finalize_object (room->document);
  lw_host_free (room->host);
  g_clear_pointer (&room->toast, g_free);
}

void
room_close (Room *room)
{
  room_leave (room);
  fixture_close (room->store);
}

char *
ask (LwStore *store, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = lw_store_reader (store, &error);
  char *text = NULL;

  g_assert_no_error (error);
  lw_connection_get_text (lw_reader_connection (reader), &text, &error, sql, "");
  g_assert_no_error (error);
  return text;
}

void
assert_answer (Room *room, const char *sql, const char *expected)
{
  g_autofree char *found = ask (room->store, sql);
  g_assert_cmpstr (found, ==, expected);
}

void
assert_place (Room *room, const char *expected)
{
  g_autofree char *place = lw_panel_get_place (LW_PANEL (room->panel));
  g_assert_cmpstr (place, ==, expected);
}

void
go_to (Room *room, const char *place)
{
  lw_panel_go_to (LW_PANEL (room->panel), place);
  ui_settle (GTK_WIDGET (room->window));
}

GtkWidget *
find (Room *room, GType type, const char *label)
{
  GtkWidget *widget = ui_find (room->panel, type, label);
  g_assert_nonnull (widget);
  return widget;
}

GtkTextBuffer *
rationale (Room *room)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (find (room, GTK_TYPE_TEXT_VIEW, "Rationale")));
}

void
assert_rationale (Room *room, const char *expected)
{
  g_autofree char *text = NULL;
  g_object_get (rationale (room), "text", &text, NULL);
  g_assert_cmpstr (text, ==, expected);
}

void
write_rationale (Room *room, const char *text)
{
  gtk_widget_grab_focus (find (room, GTK_TYPE_TEXT_VIEW, "Rationale"));
  gtk_text_buffer_set_text (rationale (room), text, -1);
}

gboolean
press (Room *room, guint key)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (room->window));
  const gboolean taken = ui_key (focus != NULL ? focus : room->panel, key, 0);

  settle (room);
  return taken;
}

void
act (Room *room, const char *name)
{
  g_autofree char *action = g_strconcat ("panel.marking-", name, NULL);
  g_assert_true (gtk_widget_activate_action (room->panel, action, NULL));
  settle (room);
}

GtkWidget *
rung (Room *room, const char *value)
{
  return ui_find (find (room, LW_TYPE_MARKING_LADDER, NULL), GTK_TYPE_BUTTON, value);
}

void
assert_checked (Room *room, const char *value, gboolean checked)
{
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (rung (room, value)), GTK_ACCESSIBLE_STATE_CHECKED,
                                    checked ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE);
}

void
assert_count (Room *room, guint open, guint flagged, guint done)
{
  const LwMarkingCount count = lw_marking_work_count (room->work);
  g_assert_cmpuint (count.open, ==, open);
  g_assert_cmpuint (count.flagged, ==, flagged);
  g_assert_cmpuint (count.done, ==, done);
}
