/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-criteria-sheet.h"

#include "base/lw-i18n.h"

struct _LwCriteriaSheet
{
  AdwWindow parent_instance;
  LwDocument *document;
  GtkWidget *act, *wrong, *wrong_text;
  gboolean ready, running;
};

G_DEFINE_FINAL_TYPE (LwCriteriaSheet, lw_criteria_sheet, ADW_TYPE_WINDOW)

static guint act_signal;

LwDocument *
lw_criteria_sheet_get_document (LwCriteriaSheet *sheet)
{
  return sheet->document;
}

static void
update (LwCriteriaSheet *sheet)
{
  if (sheet->act != NULL)
    gtk_widget_set_sensitive (sheet->act, sheet->ready && !sheet->running);
}

void
lw_criteria_sheet_set_ready (LwCriteriaSheet *sheet, gboolean ready)
{
  sheet->ready = ready;
  update (sheet);
}

void
lw_criteria_sheet_set_wrong (LwCriteriaSheet *sheet, const char *text)
{
  gtk_label_set_text (GTK_LABEL (sheet->wrong_text), text != NULL ? text : "");
  gtk_widget_set_visible (sheet->wrong, text != NULL);
}

static void
on_run (GObject *document, GAsyncResult *result, gpointer data)
{
  g_autoptr (LwCriteriaSheet) sheet = data;
  g_autoptr (GError) error = NULL;

  sheet->running = FALSE;
  if (lw_document_edit_finish (LW_DOCUMENT (document), result, &error))
    {
      gtk_window_destroy (GTK_WINDOW (sheet));
      return;
    }
  if (!gtk_widget_get_visible (GTK_WIDGET (sheet))) /* it went with its panel */
    {
      g_signal_emit_by_name (document, "failed", gtk_window_get_title (GTK_WINDOW (sheet)), error);
      return;
    }
  lw_criteria_sheet_set_wrong (sheet, error->message);
  update (sheet);
}

void
lw_criteria_sheet_run (LwCriteriaSheet *sheet, LwCommand *command, GError *error)
{
  if (command == NULL)
    {
      lw_criteria_sheet_set_wrong (sheet, error->message);
      g_error_free (error);
      return;
    }
  sheet->running = TRUE;
  update (sheet);
  lw_criteria_sheet_set_wrong (sheet, NULL);
  lw_document_edit_async (sheet->document, command, on_run, g_object_ref (sheet));
}

static void
on_act (LwCriteriaSheet *sheet)
{
  if (sheet->act != NULL && gtk_widget_is_sensitive (sheet->act))
    g_signal_emit (sheet, act_signal, 0);
}

/* ---- parts ---- */

GtkWidget *
lw_criteria_words_new (const char *text, const char *class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (class != NULL)
    gtk_widget_add_css_class (label, class);
  return label;
}

GtkWidget *
lw_criteria_captioned (const char *title, GtkWidget *child)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  gtk_box_append (GTK_BOX (box), lw_criteria_words_new (title, "caption-heading"));
  gtk_box_append (GTK_BOX (box), child);
  if (GTK_IS_SCROLLED_WINDOW (child))
    child = gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (child));
  gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  return box;
}

GtkWidget *
lw_criteria_lines_new (void)
{
  GtkWidget *scroller = gtk_scrolled_window_new (), *view = gtk_text_view_new ();
  GtkTextView *text = GTK_TEXT_VIEW (view);

  gtk_text_view_set_wrap_mode (text, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (text, FALSE);
  gtk_text_view_set_left_margin (text, 6);
  gtk_text_view_set_right_margin (text, 6);
  gtk_text_view_set_top_margin (text, 6);
  gtk_text_view_set_bottom_margin (text, 6);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), 64);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  gtk_widget_add_css_class (scroller, "card");
  gtk_widget_set_overflow (scroller, GTK_OVERFLOW_HIDDEN);
  return scroller;
}

char *
lw_criteria_text_of (GtkWidget *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  char *text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  return g_strstrip (g_strdelimit (text, "\r\n\t", ' '));
}

/* ---- as a window ---- */

static GtkWidget *
make_header (LwCriteriaSheet *sheet, const char *act)
{
  GtkWidget *header = adw_header_bar_new (), *cancel = gtk_button_new_with_mnemonic (act != NULL ? _("_Cancel") : _("_Close"));

  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (gtk_window_close), sheet);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  if (act == NULL)
    return header;
  sheet->act = gtk_button_new_with_mnemonic (act);
  gtk_widget_set_name (sheet->act, "act");
  gtk_widget_add_css_class (sheet->act, "suggested-action");
  g_signal_connect_swapped (sheet->act, "clicked", G_CALLBACK (on_act), sheet);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), sheet->act);
  return header;
}

static GtkWidget *
make_wrong (LwCriteriaSheet *sheet)
{
  sheet->wrong = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  sheet->wrong_text = lw_criteria_words_new (NULL, "error");
  gtk_widget_set_name (sheet->wrong_text, "wrong");
  gtk_widget_add_css_class (sheet->wrong, "error");
  gtk_box_append (GTK_BOX (sheet->wrong), gtk_image_new_from_icon_name ("dialog-warning-symbolic"));
  gtk_box_append (GTK_BOX (sheet->wrong), sheet->wrong_text);
  gtk_widget_set_margin_start (sheet->wrong, 18);
  gtk_widget_set_margin_end (sheet->wrong, 18);
  gtk_widget_set_margin_top (sheet->wrong, 12);
  gtk_widget_set_visible (sheet->wrong, FALSE);
  return sheet->wrong;
}

LwCriteriaSheet *
lw_criteria_sheet_new (GtkWidget *from, LwDocument *document, const char *title, const char *act, GtkWidget *content)
{
  LwCriteriaSheet *sheet = g_object_new (LW_TYPE_CRITERIA_SHEET, "title", title, "modal", TRUE, "destroy-with-parent", TRUE,
                                         "transient-for", gtk_widget_get_root (from), NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *scroller = gtk_scrolled_window_new ();

  sheet->document = g_object_ref (document);
  sheet->ready = TRUE;
  gtk_widget_set_margin_start (content, 18);
  gtk_widget_set_margin_end (content, 18);
  gtk_widget_set_margin_top (content, 12);
  gtk_widget_set_margin_bottom (content, 18);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), content);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), make_header (sheet, act));
  gtk_box_append (GTK_BOX (box), make_wrong (sheet));
  gtk_box_append (GTK_BOX (box), scroller);
  adw_window_set_content (ADW_WINDOW (sheet), box);
  g_signal_connect_object (from, "destroy", G_CALLBACK (gtk_window_destroy), sheet, G_CONNECT_SWAPPED);
  return sheet;
}

/* What its command comes to is said here: until then it stays. */
static gboolean
lw_criteria_sheet_close_request (GtkWindow *window)
{
  return LW_CRITERIA_SHEET (window)->running || GTK_WINDOW_CLASS (lw_criteria_sheet_parent_class)->close_request (window);
}

static void
lw_criteria_sheet_finalize (GObject *object)
{
  g_object_unref (LW_CRITERIA_SHEET (object)->document);
  G_OBJECT_CLASS (lw_criteria_sheet_parent_class)->finalize (object);
}

static gboolean
on_key_act (GtkWidget *widget, GVariant *args, gpointer data)
{
  on_act (LW_CRITERIA_SHEET (widget));
  return TRUE;
}

static void
lw_criteria_sheet_class_init (LwCriteriaSheetClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = lw_criteria_sheet_finalize;
  GTK_WINDOW_CLASS (class)->close_request = lw_criteria_sheet_close_request;
  act_signal = g_signal_new ("act", LW_TYPE_CRITERIA_SHEET, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, on_key_act, NULL);
}

static void
lw_criteria_sheet_init (LwCriteriaSheet *sheet)
{
}
