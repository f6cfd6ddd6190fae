/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-answer-dialog.h"

#include "dialog/lw-dialogs.h"
#include "lw-evaluation-answers.h"

#include <adwaita.h>
#include <string.h>

#include "base/lw-i18n.h"

/* One dialog's own. */
typedef struct
{
  GtkWindow *window;
  GtkTextView *text;
  LwDocument *document;
  char *lot, *bidder, *criterion, *before;
} Dialog;

static void
dialog_free (gpointer data)
{
  Dialog *dialog = data;

  g_object_unref (dialog->document);
  g_free (dialog->lot);
  g_free (dialog->bidder);
  g_free (dialog->criterion);
  g_free (dialog->before);
  g_free (dialog);
}

static char *
text_now (Dialog *dialog)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (dialog->text);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

static void
on_save (Dialog *dialog)
{
  g_autofree char *text = text_now (dialog);

  if (strcmp (text, dialog->before) != 0)
    lw_document_edit (dialog->document,
                      lw_evaluation_answer_command (dialog->lot, dialog->bidder, dialog->criterion, text,
                                                    lw_document_get_person (dialog->document), NULL),
                      NULL);
  gtk_window_destroy (dialog->window);
}

static char *
read_answer (Dialog *dialog)
{
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (dialog->document), NULL);
  char *text = NULL;

  if (reader != NULL)
    lw_connection_get_text (lw_reader_connection (reader), &text, NULL,
                            "SELECT text FROM evaluation_answer WHERE lot = ? AND bidder = ? AND criterion = ?", "sss",
                            dialog->lot, dialog->bidder, dialog->criterion);
  return text != NULL ? text : g_strdup ("");
}

static GtkWidget *
button_new (const char *label, GCallback clicked, gpointer data)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  g_signal_connect_swapped (button, "clicked", clicked, data);
  return button;
}

static GtkWidget *
text_new (Dialog *dialog)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkTextBuffer *buffer;

  dialog->text = GTK_TEXT_VIEW (gtk_text_view_new ());
  gtk_text_view_set_wrap_mode (dialog->text, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (dialog->text, FALSE);
  gtk_text_view_set_left_margin (dialog->text, 18);
  gtk_text_view_set_right_margin (dialog->text, 18);
  gtk_text_view_set_top_margin (dialog->text, 12);
  gtk_text_view_set_bottom_margin (dialog->text, 12);
  gtk_accessible_update_property (GTK_ACCESSIBLE (dialog->text), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Answer of the bid"), -1);
  buffer = gtk_text_view_get_buffer (dialog->text);
  gtk_text_buffer_set_text (buffer, dialog->before, -1);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (dialog->text));
  return scroller;
}

static void
add_escape (GtkWidget *window)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (controller),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("Escape"), gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (window, controller);
}

void
lw_answer_dialog_present (GtkWidget *from, LwDocument *document, const char *lot, const char *bidder, const char *criterion)
{
  Dialog *dialog = g_new0 (Dialog, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *header = adw_header_bar_new (), *save;
  g_autofree char *title = g_strdup_printf (_("Answer of %s to %s"), bidder, criterion);

  dialog->document = g_object_ref (document);
  dialog->lot = g_strdup (lot);
  dialog->bidder = g_strdup (bidder);
  dialog->criterion = g_strdup (criterion);
  dialog->before = read_answer (dialog);
  dialog->window = g_object_new (ADW_TYPE_WINDOW, "title", title, "modal", TRUE, "transient-for", lw_dialog_parent (from),
                                 "default-width", 640, "default-height", 420, NULL);
  g_object_set_data_full (G_OBJECT (dialog->window), "lw-answer-dialog", dialog, dialog_free);
  save = button_new (_("_Save answer"), G_CALLBACK (on_save), dialog);
  gtk_widget_add_css_class (save, "suggested-action");
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), button_new (_("_Cancel"), G_CALLBACK (gtk_window_destroy), dialog->window));
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), save);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), text_new (dialog));
  adw_window_set_content (ADW_WINDOW (dialog->window), box);
  add_escape (GTK_WIDGET (dialog->window));
  gtk_window_present (dialog->window);
  gtk_widget_grab_focus (GTK_WIDGET (dialog->text));
}
