/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "people-fixture.h"

#include "lw-evaluation.h"

#include <string.h>

const char *const office_rows[] = {
  "person|id=lead|name=Lead",
  "person|id=boss|name=Head of procurement",
  "person_role|person=lead|role=lead",
  "person_role|person=boss|role=approver",
  "person_role|person=E1|role=evaluator",
  "person_role|person=E2|role=evaluator",
  "organisation|id=o1|name=One|kind=private",
  "organisation|id=o2|name=Two|kind=voluntary",
  "organisation|id=o3|name=Three|kind=private",
  "bidder_member|bidder=B1|organisation=o1|role=lead|position=1",
  "bidder_member|bidder=B2|organisation=o2|role=lead|position=1",
  "bidder_member|bidder=B3|organisation=o3|role=lead|position=1",
  NULL,
};

static void
on_failed (LwDocument *document, const char *what, const GError *error, Office *office)
{
  g_free (office->failure);
  office->failure = g_strdup_printf ("%s: %s", what, error->message);
}

static void
on_done (LwDocument *document, const char *text, Office *office)
{
  g_free (office->done);
  office->done = g_strdup (text);
}

static void
on_toast (LwPanel *panel, const char *text, Office *office)
{
  g_free (office->toast);
  office->toast = g_strdup (text);
}

void
office_open (Office *office, LwStore *store, const char *place)
{
  *office = (Office) { .host = lw_host_new (NULL), .store = store };
  lw_host_add_section (office->host, LW_EVALUATION_ID, lw_evaluation_entities, LW_EVALUATION_RNG_PATH);
  office->document = lw_document_new (g_object_ref (store), office->host);
  lw_document_set_person (office->document, "lead");
  g_signal_connect (office->document, "failed", G_CALLBACK (on_failed), office);
  g_signal_connect (office->document, "done", G_CALLBACK (on_done), office);
  office->panel = g_object_new (lw_people_panel_info.get_type (), "document", office->document, NULL);
  g_signal_connect (office->panel, "toast", G_CALLBACK (on_toast), office);
  office->window = GTK_WINDOW (adw_window_new ());
  adw_window_set_content (ADW_WINDOW (office->window), GTK_WIDGET (office->panel));
  gtk_window_set_default_size (office->window, 1060, 750);
  gtk_window_present (office->window);
  ui_settle (GTK_WIDGET (office->window));
  lw_panel_go_to (LW_PANEL (office->panel), place);
  ui_settle (GTK_WIDGET (office->window));
}

static gboolean
is_idle (gpointer document)
{
  return !lw_document_is_busy (document);
}

void
office_settle (Office *office)
{
  g_assert_true (ui_wait (is_idle, office->document, 60000));
  ui_settle (GTK_WIDGET (office->window));
}

void
office_leave (Office *office)
{
  ui_destroy (office->window);
  g_assert_true (ui_wait (is_idle, office->document, 10000));
  g_assert_finalize_object (office->document);
  lw_host_free (office->host);
  g_clear_pointer (&office->failure, g_free);
  g_clear_pointer (&office->toast, g_free);
  g_clear_pointer (&office->done, g_free);
}

void
office_close (Office *office)
{
  office_leave (office);
  fixture_close (office->store);
}

void
office_act (Office *office, const char *action)
{
  g_autofree char *name = g_strconcat ("panel.people-", action, NULL);

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (office->panel), name, NULL));
  office_settle (office);
}

void
office_press (Office *office, guint key, GdkModifierType modifiers)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (office->window));

  ui_key (focus != NULL ? focus : GTK_WIDGET (office->panel), key, modifiers);
  office_settle (office);
}

char *
office_ask (LwStore *store, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = lw_store_reader (store, &error);
  char *text = NULL;

  g_assert_no_error (error);
  lw_connection_get_text (lw_reader_connection (reader), &text, &error, sql, "");
  g_assert_no_error (error);
  return text != NULL ? text : g_strdup ("-");
}

void
assert_asked (Office *office, const char *sql, const char *expected)
{
  g_autofree char *found = office_ask (office->store, sql);

  g_assert_cmpstr (found, ==, expected);
}

GtkWindow *
office_dialog (const char *title)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *at = windows; at != NULL; at = at->next)
    {
      const char *heading = ADW_IS_MESSAGE_DIALOG (at->data) ? adw_message_dialog_get_heading (at->data)
                                                             : gtk_window_get_title (at->data);
      if (g_strcmp0 (heading, title) == 0 && gtk_widget_get_visible (at->data))
        return at->data;
    }
  return NULL;
}

void
office_type (GtkWidget *root, const char *label, const char *text)
{
  GtkWidget *entry = ui_find (root, GTK_TYPE_EDITABLE, label);

  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
}
