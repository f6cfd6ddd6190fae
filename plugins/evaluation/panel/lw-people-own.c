/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-people-own.h"

#include "dialog/lw-dialogs.h"
#include "lw-people-declare.h"

#include "base/lw-i18n.h"

guint
lw_people_own_count_missing (LwDocument *document)
{
  const char *who = lw_document_get_person (document);
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (document), NULL);
  g_autoptr (LwEvaluationPeople) people = NULL;
  const LwEvaluationPerson *person;
  gboolean in_use;

  if (reader == NULL || !lw_evaluation_assignments_in_use (lw_reader_connection (reader), &in_use, NULL) || !in_use)
    return 0;
  people = lw_evaluation_people_load (lw_reader_connection (reader), who, NULL);
  person = people != NULL ? lw_evaluation_people_find (people, who) : NULL;
  return person != NULL ? person->missing->len : 0;
}

/* ---- the window ---- */

static void
on_none (GSimpleAction *action, GVariant *parameter, gpointer declare)
{
  lw_people_declare_record (declare, "none");
}

static void
on_conflict (GSimpleAction *action, GVariant *parameter, gpointer declare)
{
  lw_people_declare_record (declare, "conflict");
}

static void
on_again (GSimpleAction *action, GVariant *parameter, gpointer declare)
{
  lw_people_declare_record (declare, NULL);
}

static void
on_next (GSimpleAction *action, GVariant *parameter, gpointer declare)
{
  lw_people_declare_next (declare);
}

static gboolean
on_escape (GtkWidget *widget, GVariant *args, gpointer window)
{
  gtk_window_close (window);
  return TRUE;
}

static void
on_destroy (GtkWidget *window, LwPeopleData *data)
{
  lw_people_data_sleep (data);
}

static GtkWindow *
window_new (GtkWindow *parent, LwPeopleDeclare *declare)
{
  static const GActionEntry entries[] = {
    { .name = "people-declare-none", .activate = on_none },
    { .name = "people-declare-conflict", .activate = on_conflict },
    { .name = "people-ask-again", .activate = on_again },
    { .name = "people-next-missing", .activate = on_next },
  };
  GtkWindow *window = g_object_new (ADW_TYPE_WINDOW, "transient-for", parent, "modal", TRUE, "destroy-with-parent", TRUE, "title",
                                    _("My declarations"), "default-width", 760, "default-height", 560, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), declare);
  gtk_widget_insert_action_group (GTK_WIDGET (window), "panel", G_ACTION_GROUP (actions));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                          gtk_callback_action_new (on_escape, window, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (window), keys);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (declare), TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (declare));
  adw_window_set_content (ADW_WINDOW (window), box);
  return window;
}

void
lw_people_own_present (LwPanel *panel)
{
  LwDocument *document = lw_panel_get_document (panel);
  LwPeopleData *data = lw_people_data_of (document);
  const char *who = lw_document_get_person (document);
  LwPeopleDeclare *declare;
  GtkWindow *window;

  lw_people_data_wake (data);
  if (lw_people_data_get (data) == NULL || lw_evaluation_people_find (lw_people_data_get (data), who) == NULL)
    {
      lw_people_data_sleep (data);
      lw_panel_toast (panel, _("Say first who works here: declarations are made in one’s own name"));
      return;
    }
  declare = lw_people_declare_new (data, who);
  window = window_new (lw_dialog_parent (GTK_WIDGET (panel)), declare);
  g_signal_connect_object (window, "destroy", G_CALLBACK (on_destroy), data, 0);
  gtk_window_present (window);
  lw_people_declare_show (declare, who);
  lw_people_declare_focus (declare);
}
