/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-marking-reader.h"

#include "dialog/lw-dialogs.h"
#include "lw-answer-dialog.h"
#include "lw-attach-dialog.h"
#include "lw-document-view.h"
#include "lw-evaluation.h"
#include "lw-marking-sheet.h"
#include "lw-marking-side.h"
#include "model/lw-model.h"
#include "panel/lw-panel.h"
#include "store/lw-content.h"

#include <string.h>

#include "base/lw-i18n.h"

/* Bytes of a quotation: a field of one line holds 4096. */
#define QUOTE_MAX 2000

struct _LwMarkingReader
{
  GtkBox parent_instance;
  GtkDropDown *what;
  GtkWidget *quote;
  GtkWidget *menu;
  GtkStack *stack;
  LwMarkingSheet *sheet;
  LwDocumentView *view;
  GSimpleActionGroup *actions;

  LwDocument *document;
  LwMarkingPlace place;
  char *lot, *bidder, *criterion; /* NULL: nothing is shown; lot "" where the question is common */
  GPtrArray *names;               /* (element-type utf8): of the documents, in the order of the list */
  gboolean filling;
};

static guint quote_signal;

G_DEFINE_FINAL_TYPE (LwMarkingReader, lw_marking_reader, GTK_TYPE_BOX)

/* ---- the list of what there is to read ---- */

/* "Plan.pdf, 12 pages", "Annex.pdf (2.3)" */
static char *
label_of (LwStatement *row, const char *criterion)
{
  const char *name = lw_statement_text (row, 0), *question = lw_statement_text (row, 2), *lot = lw_statement_text (row, 1);
  const gint64 pages = lw_statement_int (row, 3);
  GString *label = g_string_new (name);

  if (pages > 0)
    g_string_append_printf (label, ngettext (", %lld page", ", %lld pages", (gulong) pages), (long long) pages);
  if (question != NULL && strcmp (question, criterion) != 0)
    g_string_append_printf (label, " (%s%s%s)", lot != NULL ? lot : "", lot != NULL ? " " : "", question);
  return g_string_free (label, FALSE);
}

/* Those of the question first, then those of the whole bid, then those of its other questions. */
static void
list_documents (LwMarkingReader *self, GtkStringList *list)
{
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (self->document), NULL);
  g_autoptr (LwStatement) row = NULL;

  g_ptr_array_set_size (self->names, 0);
  row = reader == NULL ? NULL
                       : lw_connection_prepare (lw_reader_connection (reader),
                                                "SELECT name, lot, criterion, pages FROM evaluation_document"
                                                " WHERE bidder = ?1 AND (lot IS NULL OR ?2 = '' OR lot = ?2)"
                                                " ORDER BY criterion IS NOT ?3, criterion IS NOT NULL, criterion, name",
                                                NULL);
  if (row == NULL)
    return;
  lw_statement_bind (row, "sss", self->bidder, self->lot, self->criterion);
  while (lw_statement_step (row, NULL) == LW_STEP_ROW)
    {
      g_autofree char *key = g_strjoin ("/", self->bidder, lw_statement_text (row, 0), NULL);
      g_autofree char *label = label_of (row, self->criterion);

      if (!lw_document_may_read (self->document, "document", key))
        continue;
      g_ptr_array_add (self->names, g_strdup (lw_statement_text (row, 0)));
      gtk_string_list_append (list, label);
    }
}

static const char *
chosen_document (LwMarkingReader *self)
{
  const guint selected = gtk_drop_down_get_selected (self->what);

  return selected > 0 && selected <= self->names->len ? self->names->pdata[selected - 1] : NULL;
}

static void
show_chosen (LwMarkingReader *self)
{
  const char *name = chosen_document (self);
  GAction *save = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "save");
  GAction *remove = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "remove");

  g_simple_action_set_enabled (G_SIMPLE_ACTION (save), name != NULL);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (remove), name != NULL && lw_attach_may (self->document));
  lw_document_view_show (self->view, self->document, self->bidder, name);
  gtk_stack_set_visible_child_name (self->stack, name != NULL ? "document" : "sheet");
}

static void
on_chosen (LwMarkingReader *self)
{
  if (!self->filling && self->bidder != NULL)
    show_chosen (self);
}

/* @name: (nullable): the document that is to be shown */
static void
fill (LwMarkingReader *self, const char *name)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (list, _("Question and answer"));
  list_documents (self, list);
  for (guint i = 0; name != NULL && i < self->names->len; i++)
    if (strcmp (self->names->pdata[i], name) == 0)
      selected = i + 1;
  self->filling = TRUE;
  gtk_drop_down_set_model (self->what, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (self->what, selected);
  self->filling = FALSE;
  show_chosen (self);
}

/* ---- what is shown ---- */

static void
set_place (LwMarkingReader *self, const LwMarkingPlace *place)
{
  LwMarkingWork *work = lw_marking_work_get (self->document);
  const LwEvaluationMarks *marks = place != NULL ? lw_marking_work_get_marks (work) : NULL;
  int lot;

  g_clear_pointer (&self->lot, g_free);
  g_clear_pointer (&self->bidder, g_free);
  g_clear_pointer (&self->criterion, g_free);
  if (marks == NULL)
    return;
  lot = lw_marking_work_get_lot (work, place->subject);
  self->place = *place;
  self->lot = g_strdup (lot >= 0 ? marks->lots[lot].id : "");
  self->bidder = g_strdup (marks->bidders[lw_marking_work_get_bidder (work, place->subject)].id);
  self->criterion = g_strdup (lw_evaluation_model_leaf (marks->model, place->leaf)->id);
}

static void
on_changed (LwDocument *document, GPtrArray *changes, LwMarkingReader *self)
{
  gboolean documents = FALSE, answers = FALSE;

  for (guint i = 0; i < changes->len; i++)
    {
      const LwChange *change = changes->pdata[i];
      documents |= strcmp (change->table, "evaluation_document") == 0;
      answers |= strcmp (change->table, "evaluation_answer") == 0;
    }
  if (self->bidder == NULL)
    return;
  if (documents)
    {
      g_autofree char *name = g_strdup (chosen_document (self));
      fill (self, name);
    }
  if (answers)
    lw_marking_sheet_show (self->sheet, self->document, &self->place);
}

void
lw_marking_reader_show (LwMarkingReader *self, LwDocument *document, const LwMarkingPlace *place)
{
  g_autofree char *before = g_strdup (self->bidder);
  g_autofree char *name = g_strdup (self->bidder != NULL ? chosen_document (self) : NULL);
  const gboolean may = lw_attach_may (document);

  if (self->document == NULL)
    {
      self->document = g_object_ref (document);
      g_signal_connect_object (document, "changed", G_CALLBACK (on_changed), self, 0);
    }
  set_place (self, place);
  lw_marking_sheet_show (self->sheet, document, place);
  if (self->bidder == NULL)
    return;
  gtk_widget_set_visible (self->quote, lw_marking_work_get_person (lw_marking_work_get (document)) != NULL);
  for (guint i = 0; i < 3; i++)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (
                                     G_ACTION_MAP (self->actions), (const char *[]) { "attach", "attach-folder", "answer" }[i])),
                                 may);
  fill (self, g_strcmp0 (before, self->bidder) == 0 ? name : NULL);
}

void
lw_marking_reader_open (LwMarkingReader *self, const char *name, guint page)
{
  if (self->bidder == NULL)
    return;
  fill (self, name);
  if (g_strcmp0 (chosen_document (self), name) == 0)
    lw_document_view_go_to (self->view, page);
}

void
lw_marking_reader_step (LwMarkingReader *self, int step)
{
  const int n = (int) self->names->len + 1;

  if (self->bidder != NULL)
    gtk_drop_down_set_selected (self->what, (guint) (((int) gtk_drop_down_get_selected (self->what) + step + n) % n));
}

void
lw_marking_reader_turn (LwMarkingReader *self, int pages)
{
  if (self->bidder != NULL && chosen_document (self) != NULL)
    lw_document_view_turn (self->view, pages);
}

void
lw_marking_reader_find (LwMarkingReader *self)
{
  if (self->bidder == NULL)
    return;
  if (chosen_document (self) == NULL && self->names->len > 0)
    lw_marking_reader_step (self, 1);
  if (chosen_document (self) != NULL)
    lw_document_view_find (self->view);
}

/* ---- quoting ---- */

static char *
shorten (char *text)
{
  if (text != NULL && strlen (text) > QUOTE_MAX)
    *g_utf8_find_prev_char (text, text + QUOTE_MAX) = '\0';
  return text;
}

gboolean
lw_marking_reader_quote (LwMarkingReader *self)
{
  const char *name = self->bidder != NULL ? chosen_document (self) : NULL;
  g_autofree char *text = self->bidder == NULL ? NULL
                          : name != NULL       ? shorten (lw_document_view_get_selection (self->view))
                                               : shorten (lw_marking_sheet_get_selection (self->sheet));
  g_autofree char *page
      = name != NULL && lw_document_view_has_pages (self->view) ? g_strdup_printf ("%u", lw_document_view_get_page (self->view)) : NULL;

  if (text == NULL)
    return FALSE;
  g_signal_emit (self, quote_signal, 0, name, page, text);
  return TRUE;
}

/* ---- the menu ---- */

void
lw_marking_reader_attach (LwMarkingReader *self)
{
  if (self->bidder != NULL && lw_attach_may (self->document))
    lw_attach_choose (GTK_WIDGET (self), self->document, FALSE, self->bidder, self->lot, self->criterion);
}

static void
on_attach (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lw_marking_reader_attach (data);
}

static void
on_attach_folder (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LwMarkingReader *self = data;

  lw_attach_choose (GTK_WIDGET (self), self->document, TRUE, self->bidder, self->lot, self->criterion);
}

void
lw_marking_reader_edit_answer (LwMarkingReader *self)
{
  if (self->bidder != NULL && lw_attach_may (self->document))
    lw_answer_dialog_present (GTK_WIDGET (self), self->document, self->lot, self->bidder, self->criterion);
}

static void
on_answer (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lw_marking_reader_edit_answer (data);
}

static void
on_save_chosen (GFile *file, gpointer data)
{
  LwMarkingReader *self = data;
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (self->document), NULL);
  g_autofree char *sha256 = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  const char *name = self->bidder != NULL ? chosen_document (self) : NULL;

  if (reader == NULL || name == NULL)
    return;
  lw_connection_get_text (lw_reader_connection (reader), &sha256, NULL,
                          "SELECT sha256 FROM evaluation_document WHERE bidder = ? AND name = ?", "ss", self->bidder, name);
  bytes = lw_content_get (lw_reader_connection (reader), sha256 != NULL ? sha256 : "", &error);
  if (bytes == NULL
      || !g_file_replace_contents (file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL, FALSE,
                                   G_FILE_CREATE_REPLACE_DESTINATION, NULL, NULL, &error))
    lw_dialog_error (lw_dialog_parent (GTK_WIDGET (self)), _("The document was not saved"), error->message);
}

static void
on_save (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LwMarkingReader *self = data;
  const char *name = chosen_document (self);

  if (name != NULL)
    lw_dialog_save (GTK_WIDGET (self), _("Save a copy of the document"), name, NULL, on_save_chosen, self);
}

/* It can be undone, and so it is not asked for. */
static void
on_remove (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LwMarkingReader *self = data;
  const char *name = chosen_document (self);
  g_autofree char *key = name != NULL ? g_strjoin ("/", self->bidder, name, NULL) : NULL;
  GError *error = NULL;
  LwCommand *command;

  if (key == NULL)
    return;
  command = lw_model_remove (lw_document_get_sections (self->document), "document", key,
                             lw_document_get_person (self->document), NULL, &error);
  lw_document_edit (self->document, command, error);
}

static void
on_quote (LwMarkingReader *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "panel.marking-quote", NULL);
}

/* ---- files that are dropped ---- */

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, LwMarkingReader *self)
{
  g_autoptr (GSList) dropped = gdk_file_list_get_files (g_value_get_boxed (value));
  g_autoptr (GPtrArray) files = g_ptr_array_new ();

  if (self->bidder == NULL || !lw_attach_may (self->document))
    return FALSE;
  for (GSList *file = dropped; file != NULL; file = file->next)
    {
      g_autofree char *name = g_file_get_basename (file->data);
      if (g_str_has_suffix (name, ".lotwise") || g_str_has_suffix (name, ".lotpack"))
        return FALSE; /* the window's */
      g_ptr_array_add (files, file->data);
    }
  lw_attach_files (GTK_WIDGET (self), self->document, files, self->bidder, self->lot, self->criterion);
  return TRUE;
}

/* ---- life ---- */

static GMenuModel *
menu_new (void)
{
  GMenu *menu = g_menu_new (), *attach = g_menu_new (), *document = g_menu_new ();

  g_menu_append (attach, _("_Attach files…"), "reader.attach");
  g_menu_append (attach, _("Attach a _folder…"), "reader.attach-folder");
  g_menu_append (attach, _("_Edit the answer…"), "reader.answer");
  g_menu_append (document, _("_Save a copy…"), "reader.save");
  g_menu_append (document, _("_Remove this document"), "reader.remove");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (attach));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (document));
  g_object_unref (attach);
  g_object_unref (document);
  return G_MENU_MODEL (menu);
}

static void
add_bar (LwMarkingReader *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autoptr (GMenuModel) menu = menu_new ();

  self->what = GTK_DROP_DOWN (gtk_drop_down_new (NULL, gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string")));
  gtk_widget_set_hexpand (GTK_WIDGET (self->what), TRUE);
  lw_marking_name_drop_down (self->what, _("What to read"));
  self->quote = gtk_button_new_with_mnemonic (_("_Quote"));
  gtk_widget_set_tooltip_text (self->quote, _("Take the selected words as what the mark points to"));
  self->menu = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->menu), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->menu), menu);
  gtk_widget_set_tooltip_text (self->menu, _("Documents and answer of the bid"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Documents and answer of the bid"), -1);
  /* the button inside takes the focus */
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (self->menu)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Documents and answer of the bid"), -1);
  gtk_widget_set_margin_start (bar, 12);
  gtk_widget_set_margin_end (bar, 12);
  gtk_widget_set_margin_top (bar, 6);
  gtk_widget_set_margin_bottom (bar, 6);
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->what));
  gtk_box_append (GTK_BOX (bar), self->quote);
  gtk_box_append (GTK_BOX (bar), self->menu);
  gtk_box_append (GTK_BOX (self), bar);
  g_signal_connect_object (self->what, "notify::selected", G_CALLBACK (on_chosen), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->quote, "clicked", G_CALLBACK (on_quote), self, G_CONNECT_SWAPPED);
}

static void
lw_marking_reader_dispose (GObject *object)
{
  LwMarkingReader *self = LW_MARKING_READER (object);

  self->filling = TRUE;
  g_clear_object (&self->actions);
  G_OBJECT_CLASS (lw_marking_reader_parent_class)->dispose (object);
}

static void
lw_marking_reader_finalize (GObject *object)
{
  LwMarkingReader *self = LW_MARKING_READER (object);

  g_clear_object (&self->document);
  g_ptr_array_unref (self->names);
  g_free (self->lot);
  g_free (self->bidder);
  g_free (self->criterion);
  G_OBJECT_CLASS (lw_marking_reader_parent_class)->finalize (object);
}

static void
lw_marking_reader_class_init (LwMarkingReaderClass *class)
{
  G_OBJECT_CLASS (class)->dispose = lw_marking_reader_dispose;
  G_OBJECT_CLASS (class)->finalize = lw_marking_reader_finalize;
  quote_signal = g_signal_new ("quote", LW_TYPE_MARKING_READER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                               G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING);
}

static void
lw_marking_reader_init (LwMarkingReader *self)
{
  static const GActionEntry entries[] = {
    { .name = "attach", .activate = on_attach },   { .name = "attach-folder", .activate = on_attach_folder },
    { .name = "answer", .activate = on_answer },   { .name = "save", .activate = on_save },
    { .name = "remove", .activate = on_remove },
  };
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "reader", G_ACTION_GROUP (self->actions));
  add_bar (self);
  self->stack = GTK_STACK (gtk_stack_new ());
  self->sheet = g_object_new (LW_TYPE_MARKING_SHEET, NULL);
  self->view = g_object_new (LW_TYPE_DOCUMENT_VIEW, NULL);
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->sheet), "sheet");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->view), "document");
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->stack));
  g_signal_connect_object (target, "drop", G_CALLBACK (on_drop), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
