/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "dialog/lw-dialogs.h"

#include "base/lw-i18n.h"

#define PATTERNS(...) ((const char *const[]) { __VA_ARGS__, NULL })

const LwFileKind lw_file_kind_competition = { N_("Competitions"), PATTERNS ("*.lotwise") };
const LwFileKind lw_file_kind_openable = { N_("Competitions and their XML files"), PATTERNS ("*.lotwise", "*.xml") };
const LwFileKind lw_file_kind_xml = { N_("XML files"), PATTERNS ("*.xml") };
const LwFileKind lw_file_kind_csv = { N_("Comma-separated values"), PATTERNS ("*.csv") };
const LwFileKind lw_file_kind_png = { N_("PNG pictures"), PATTERNS ("*.png") };
const LwFileKind lw_file_kind_svg = { N_("SVG drawings"), PATTERNS ("*.svg") };
const LwFileKind lw_file_kind_pdf = { N_("PDF documents"), PATTERNS ("*.pdf") };

typedef struct
{
  LwFileChosen chosen;
  gpointer user_data;
  GtkWindow *parent; /* or NULL; the dialog does not outlive it */
} Choice;

GtkWindow *
lw_dialog_parent (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

/* ---- files ---- */

/* Nothing else owns a native dialog. */
static void
end (GtkNativeDialog *dialog)
{
  g_signal_handlers_disconnect_matched (dialog, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, g_object_get_data (G_OBJECT (dialog), "lw-choice"));
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

static void
on_parent_gone (GtkWidget *parent, gpointer user_data)
{
  end (user_data);
}

static void
on_response (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  const Choice choice = *(const Choice *) user_data;
  g_autoptr (GFile) file
      = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;

  /* Before the answer is taken: that may close the parent. */
  if (choice.parent != NULL)
    g_signal_handlers_disconnect_by_func (choice.parent, on_parent_gone, dialog);
  end (dialog);
  if (file != NULL)
    choice.chosen (file, choice.user_data);
}

static GtkFileChooserNative *
choose (GtkWindow *parent, const char *title, GtkFileChooserAction action, const char *accept, const LwFileKind *kind,
        LwFileChosen chosen, gpointer user_data)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, parent, action, accept, NULL);
  g_autoptr (GtkFileFilter) known = gtk_file_filter_new (), all = gtk_file_filter_new ();
  Choice *choice = g_new (Choice, 1);

  gtk_file_filter_set_name (known, _(kind->name));
  for (guint i = 0; kind->patterns[i] != NULL; i++)
    gtk_file_filter_add_pattern (known, kind->patterns[i]);
  gtk_file_filter_set_name (all, _("All files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), known);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), all);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  *choice = (Choice) { chosen, user_data, parent };
  g_object_set_data_full (G_OBJECT (dialog), "lw-choice", choice, g_free);
  g_signal_connect (dialog, "response", G_CALLBACK (on_response), choice);
  if (parent != NULL)
    g_signal_connect_object (parent, "destroy", G_CALLBACK (on_parent_gone), dialog, 0);
  return dialog;
}

void
lw_dialog_open (GtkWindow *parent, const char *title, const LwFileKind *kind, LwFileChosen chosen, gpointer user_data)
{
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (
      choose (parent, title, GTK_FILE_CHOOSER_ACTION_OPEN, _("_Open"), kind, chosen, user_data)));
}

void
lw_dialog_save (GtkWindow *parent, const char *title, const char *name, const LwFileKind *kind, LwFileChosen chosen,
                gpointer user_data)
{
  GtkFileChooserNative *dialog
      = choose (parent, title, GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"), kind, chosen, user_data);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* ---- messages ---- */

void
lw_dialog_error (GtkWindow *parent, const char *heading, const char *body)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, heading, body);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (dialog), TRUE);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "close");
  gtk_window_present (GTK_WINDOW (dialog));
}

typedef struct
{
  GFunc yes;
  gpointer user_data;
} Question;

static void
on_answer (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  const Question *question = user_data;
  /* The answer may close the parent; the dialog is still at work then, and closes itself. */
  gtk_window_set_destroy_with_parent (GTK_WINDOW (dialog), FALSE);
  if (g_str_equal (response, "yes"))
    question->yes (question->user_data, NULL);
}

void
lw_dialog_confirm (GtkWindow *parent, const char *heading, const char *body, const char *confirm, gboolean destructive,
                   GFunc yes, gpointer user_data)
{
  GtkWidget *widget = adw_message_dialog_new (parent, heading, body);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (widget);
  Question *question = g_new (Question, 1);

  /* The question is about something of the parent's. */
  gtk_window_set_destroy_with_parent (GTK_WINDOW (dialog), TRUE);
  adw_message_dialog_add_responses (dialog, "no", _("_Cancel"), "yes", confirm, NULL);
  adw_message_dialog_set_response_appearance (dialog, "yes",
                                              destructive ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, destructive ? "no" : "yes");
  adw_message_dialog_set_close_response (dialog, "no");
  *question = (Question) { yes, user_data };
  g_object_set_data_full (G_OBJECT (dialog), "lw-question", question, g_free);
  g_signal_connect (dialog, "response", G_CALLBACK (on_answer), question);
  gtk_window_present (GTK_WINDOW (dialog));
}
