/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "dialog/lw-dialogs.h"

#include "base/lw-i18n.h"

#define PATTERNS(...) ((const char *const[]) { __VA_ARGS__, NULL })

const LwFileKind lw_file_kind_competition = { N_("Competitions"), PATTERNS ("*.lotwise") };
const LwFileKind lw_file_kind_openable = { N_("Competitions, packs and XML files"), PATTERNS ("*.lotwise", "*.lotpack", "*.xml") };
const LwFileKind lw_file_kind_xml = { N_("XML files"), PATTERNS ("*.xml") };
const LwFileKind lw_file_kind_csv = { N_("Comma-separated values"), PATTERNS ("*.csv") };
const LwFileKind lw_file_kind_png = { N_("PNG pictures"), PATTERNS ("*.png") };
const LwFileKind lw_file_kind_svg = { N_("SVG drawings"), PATTERNS ("*.svg") };
const LwFileKind lw_file_kind_pdf = { N_("PDF documents"), PATTERNS ("*.pdf") };

typedef struct
{
  LwFileChosen chosen;   /* or NULL */
  LwFilesChosen chosen_all; /* or NULL */
  gpointer user_data;
  GtkWidget *from; /* the dialog does not outlive it */
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
on_asker_gone (GtkWidget *from, gpointer user_data)
{
  end (user_data);
}

/* (element-type GFile) (transfer full) */
static GPtrArray *
files_of (GtkFileChooser *chooser)
{
  g_autoptr (GListModel) list = gtk_file_chooser_get_files (chooser);
  GPtrArray *files = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    g_ptr_array_add (files, g_list_model_get_item (list, i));
  return files;
}

static void
on_response (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  const Choice choice = *(const Choice *) user_data;
  g_autoptr (GPtrArray) files = response == GTK_RESPONSE_ACCEPT ? files_of (GTK_FILE_CHOOSER (dialog)) : NULL;

  /* Before the answer is taken: that may close who asks. */
  g_signal_handlers_disconnect_by_func (choice.from, on_asker_gone, dialog);
  end (dialog);
  if (files == NULL || files->len == 0)
    return;
  if (choice.chosen_all != NULL)
    choice.chosen_all (files, choice.user_data);
  else
    choice.chosen (files->pdata[0], choice.user_data);
}

static void
add_filters (GtkFileChooserNative *dialog, const LwFileKind *kind)
{
  g_autoptr (GtkFileFilter) known = gtk_file_filter_new (), all = gtk_file_filter_new ();

  gtk_file_filter_set_name (known, _(kind->name));
  for (guint i = 0; kind->patterns[i] != NULL; i++)
    gtk_file_filter_add_pattern (known, kind->patterns[i]);
  gtk_file_filter_set_name (all, _("All files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), known);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), all);
}

/* @kind: of files; NULL for folders. */
static GtkFileChooserNative *
choose (GtkWidget *from, const char *title, GtkFileChooserAction action, const char *accept, const LwFileKind *kind,
        LwFileChosen chosen, LwFilesChosen chosen_all, gpointer user_data)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, lw_dialog_parent (from), action, accept, NULL);
  Choice *choice = g_new (Choice, 1);

  if (kind != NULL)
    add_filters (dialog, kind);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  *choice = (Choice) { chosen, chosen_all, user_data, from };
  g_object_set_data_full (G_OBJECT (dialog), "lw-choice", choice, g_free);
  g_signal_connect (dialog, "response", G_CALLBACK (on_response), choice);
  g_signal_connect_object (from, "destroy", G_CALLBACK (on_asker_gone), dialog, 0);
  return dialog;
}

void
lw_dialog_open (GtkWidget *from, const char *title, const LwFileKind *kind, LwFileChosen chosen, gpointer user_data)
{
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (
      choose (from, title, GTK_FILE_CHOOSER_ACTION_OPEN, _("_Open"), kind, chosen, NULL, user_data)));
}

void
lw_dialog_open_many (GtkWidget *from, const char *title, const LwFileKind *kind, LwFilesChosen chosen, gpointer user_data)
{
  GtkFileChooserNative *dialog
      = choose (from, title, GTK_FILE_CHOOSER_ACTION_OPEN, _("_Open"), kind, NULL, chosen, user_data);

  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), TRUE);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

void
lw_dialog_folder (GtkWidget *from, const char *title, LwFileChosen chosen, gpointer user_data)
{
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (
      choose (from, title, GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _("_Choose"), NULL, chosen, NULL, user_data)));
}

void
lw_dialog_save (GtkWidget *from, const char *title, const char *name, const LwFileKind *kind, LwFileChosen chosen,
                gpointer user_data)
{
  GtkFileChooserNative *dialog
      = choose (from, title, GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"), kind, chosen, NULL, user_data);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* ---- printing ---- */

typedef struct
{
  LwPageDraw draw;
  gpointer user_data;
  GDestroyNotify free;
} Printing;

static void
on_draw_page (GtkPrintOperation *operation, GtkPrintContext *context, int page, gpointer user_data)
{
  const Printing *printing = user_data;
  printing->draw (gtk_print_context_get_cairo_context (context), gtk_print_context_get_width (context),
                  gtk_print_context_get_height (context), printing->user_data);
}

static void
printing_free (gpointer data)
{
  Printing *printing = data;
  printing->free (printing->user_data);
  g_free (printing);
}

void
lw_dialog_print (GtkWindow *parent, const char *name, LwPageDraw draw, gpointer user_data, GDestroyNotify free)
{
  GtkPrintOperation *operation = gtk_print_operation_new (); /* until it is done */
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();
  g_autoptr (GtkPaperSize) paper = gtk_paper_size_new (GTK_PAPER_NAME_A4);
  g_autoptr (GError) error = NULL;
  Printing *printing = g_new (Printing, 1);

  *printing = (Printing) { draw, user_data, free };
  g_object_set_data_full (G_OBJECT (operation), "lw-printing", printing, printing_free);
  gtk_page_setup_set_paper_size_and_default_margins (setup, paper);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_job_name (operation, name);
  gtk_print_operation_set_n_pages (operation, 1);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect (operation, "draw-page", G_CALLBACK (on_draw_page), printing);
  g_signal_connect (operation, "done", G_CALLBACK (g_object_unref), NULL);
  if (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, parent, &error) == GTK_PRINT_OPERATION_RESULT_ERROR)
    lw_dialog_error (parent, _("The page was not printed"), error->message);
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
  GtkWidget *from;
  GFunc yes;
  gpointer user_data;
} Question;

static void
on_answer (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  const Question *question = user_data;
  /* The answer may close who asks; the dialog is still at work then, and closes itself. */
  gtk_window_set_destroy_with_parent (GTK_WINDOW (dialog), FALSE);
  g_signal_handlers_disconnect_by_func (question->from, gtk_window_destroy, dialog);
  if (g_str_equal (response, "yes"))
    question->yes (question->user_data, NULL);
}

void
lw_dialog_confirm (GtkWidget *from, const char *heading, const char *body, const char *confirm, gboolean destructive,
                   GFunc yes, gpointer user_data)
{
  GtkWidget *widget = adw_message_dialog_new (lw_dialog_parent (from), heading, body);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (widget);
  Question *question = g_new (Question, 1);

  /* The question is about something of the asker's. */
  gtk_window_set_destroy_with_parent (GTK_WINDOW (dialog), TRUE);
  g_signal_connect_object (from, "destroy", G_CALLBACK (gtk_window_destroy), dialog, G_CONNECT_SWAPPED);
  adw_message_dialog_add_responses (dialog, "no", _("_Cancel"), "yes", confirm, NULL);
  adw_message_dialog_set_response_appearance (dialog, "yes",
                                              destructive ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, destructive ? "no" : "yes");
  adw_message_dialog_set_close_response (dialog, "no");
  *question = (Question) { from, yes, user_data };
  g_object_set_data_full (G_OBJECT (dialog), "lw-question", question, g_free);
  g_signal_connect (dialog, "response", G_CALLBACK (on_answer), question);
  gtk_window_present (GTK_WINDOW (dialog));
}
