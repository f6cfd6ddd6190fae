/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "panels/lw-record-detail.h"

#include "panel/lw-panels.h"
#include "panels/lw-bids-words.h"
#include "panels/lw-record-rows.h"

#include "base/lw-i18n.h"

struct _LwRecordDetail
{
  AdwBin parent;
  LwDocument *document;
  gint64 command;
  char *table, *key;        /* only this row, or NULL */
  LwRecordChange *change;   /* the chosen one */
  GtkSingleSelection *selection;
  GtkWidget *stack;         /* "empty" or "command" */
  GtkWidget *name;
  GtkWidget *who;
  GtkWidget *reason;
  GtkWidget *count;
  GtkWidget *list;
  GtkWidget *scroll;        /* around the list */
  GtkWidget *title;         /* of the chosen row */
  GtkWidget *grid;
  GtkWidget *show;
  GtkWidget *history;
};

G_DEFINE_FINAL_TYPE (LwRecordDetail, lw_record_detail, ADW_TYPE_BIN)

enum
{
  HISTORY,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

static void
lw_record_detail_dispose (GObject *object)
{
  LwRecordDetail *self = LW_RECORD_DETAIL (object);

  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  g_clear_object (&self->selection);
  g_clear_object (&self->change);
  g_clear_object (&self->document);
  g_clear_pointer (&self->table, g_free);
  g_clear_pointer (&self->key, g_free);
  G_OBJECT_CLASS (lw_record_detail_parent_class)->dispose (object);
}

static void
lw_record_detail_class_init (LwRecordDetailClass *class)
{
  G_OBJECT_CLASS (class)->dispose = lw_record_detail_dispose;
  signals[HISTORY] = g_signal_new ("history", LW_TYPE_RECORD_DETAIL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                   G_TYPE_STRING);
}

static void
lw_record_detail_init (LwRecordDetail *self)
{
}

/* ---- before and after ---- */

static GtkWidget *
text_label (const char *text, const char *class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (class != NULL)
    gtk_widget_add_css_class (label, class);
  return label;
}

static GtkWidget *
bold (GtkWidget *label)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
  return label;
}

static GtkWidget *
value_label (const char *text)
{
  GtkWidget *label = text_label (text != NULL ? text : _("none"), NULL);

  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_set_hexpand (label, TRUE);
  if (text == NULL)
    gtk_widget_add_css_class (label, "dim-label");
  return label;
}

static void
clear_grid (LwRecordDetail *self)
{
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (self->grid)) != NULL)
    gtk_grid_remove (GTK_GRID (self->grid), child);
}

static void
add_row (LwRecordDetail *self, int row, const LwRecordField *field, gboolean two)
{
  GtkGrid *grid = GTK_GRID (self->grid);
  GtkWidget *mark = text_label (field->changed ? "●" : "", "accent");
  GtkWidget *title = text_label (field->title, field->changed ? NULL : "dim-label");

  if (field->changed)
    gtk_widget_set_tooltip_text (bold (title), _("Changed"));
  gtk_grid_attach (grid, mark, 0, row, 1, 1);
  gtk_grid_attach (grid, title, 1, row, 1, 1);
  if (two && field->changed)
    {
      gtk_grid_attach (grid, value_label (field->before), 2, row, 1, 1);
      gtk_grid_attach (grid, text_label ("→", "dim-label"), 3, row, 1, 1);
      gtk_grid_attach (grid, bold (value_label (field->after)), 4, row, 1, 1);
    }
  else
    gtk_grid_attach (grid, value_label (field->after != NULL ? field->after : field->before), 2, row, 3, 1);
}

static void
add_heads (LwRecordDetail *self, gboolean two)
{
  GtkGrid *grid = GTK_GRID (self->grid);
  const char *only = g_strcmp0 (self->change->op, "delete") == 0 ? _("Before: the row was removed") : _("After: a new row");

  gtk_grid_attach (grid, text_label (_("Field"), "caption-heading"), 1, 0, 1, 1);
  gtk_grid_attach (grid, text_label (two ? _("Before") : only, "caption-heading"), 2, 0, two ? 1 : 3, 1);
  if (two)
    gtk_grid_attach (grid, text_label (_("After"), "caption-heading"), 4, 0, 1, 1);
}

static char *
place_of (LwRecordDetail *self)
{
  const LwEntity *entity = lw_bids_find_table (self->document, self->change->table);

  return entity == NULL || lw_panels_get_default () == NULL
             ? NULL
             : lw_panels_place_of_row (lw_panels_get_default (), self->document, entity->noun, self->change->key);
}

static void
show_change (LwRecordDetail *self)
{
  const gboolean two = self->change != NULL && self->change->before != NULL && self->change->after != NULL;
  g_autofree char *title = NULL, *place = NULL;
  g_autoptr (GPtrArray) fields = NULL;

  clear_grid (self);
  gtk_widget_set_visible (self->history, self->change != NULL && self->key == NULL);
  gtk_widget_set_visible (self->show, FALSE);
  if (self->change == NULL || self->change->table == NULL)
    {
      gtk_label_set_text (GTK_LABEL (self->title), _("This command changed no row."));
      return;
    }
  title = lw_record_change_title (self->change, self->document);
  fields = lw_record_change_fields (self->change, self->document);
  place = place_of (self);
  gtk_label_set_text (GTK_LABEL (self->title), title);
  gtk_widget_set_visible (self->show, place != NULL);
  add_heads (self, two);
  for (guint i = 0; i < fields->len; i++)
    add_row (self, (int) i + 1, g_ptr_array_index (fields, i), two);
}

char *
lw_record_detail_to_text (LwRecordDetail *self)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GPtrArray) fields = NULL;

  if (self->change == NULL)
    return g_string_free (text, FALSE);
  fields = lw_record_change_fields (self->change, self->document);
  for (guint i = 0; i < fields->len; i++)
    {
      const LwRecordField *field = g_ptr_array_index (fields, i);
      g_string_append_printf (text, "%s%s: %s → %s\n", field->changed ? "* " : "", field->title,
                              field->before != NULL ? field->before : "", field->after != NULL ? field->after : "");
    }
  return g_string_free (text, FALSE);
}

static void
on_selected (LwRecordDetail *self)
{
  LwRecordChange *change = gtk_single_selection_get_selected_item (self->selection);

  if (g_set_object (&self->change, change) || change == NULL)
    show_change (self);
}

static void
on_show (LwRecordDetail *self)
{
  g_autofree char *place = place_of (self);
  lw_go_to (GTK_WIDGET (self), place);
}

static void
on_history (LwRecordDetail *self)
{
  const LwEntity *entity = lw_bids_find_table (self->document, self->change->table);
  g_autofree char *place
      = g_strdup_printf ("%s/%s", entity != NULL ? entity->noun : self->change->table, self->change->key);
  g_signal_emit (self, signals[HISTORY], 0, place);
}

/* ---- the command ---- */

static void
show_head (LwRecordDetail *self)
{
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (self->document), NULL);
  g_autoptr (LwStatement) row
      = reader == NULL ? NULL
                       : lw_connection_prepare (lw_reader_connection (reader),
                                                "SELECT c.name, c.at, c.person, p.name, c.kind, c.reason FROM command c"
                                                " LEFT JOIN person p ON p.id = c.person WHERE c.seq = ?",
                                                NULL);
  g_autofree char *at = NULL, *who = NULL, *utc = NULL;
  const char *name;

  if (row == NULL)
    return;
  lw_statement_bind_int (row, 1, self->command);
  if (lw_statement_step (row, NULL) != LW_STEP_ROW)
    return;
  at = lw_record_format_time (lw_statement_text (row, 1));
  name = lw_statement_text (row, 3);
  who = g_strdup_printf ("%s · %s%s%s · %s", at, lw_statement_text (row, 2), name != NULL ? ", " : "", name != NULL ? name : "",
                         lw_record_kind_title (lw_statement_text (row, 4)));
  utc = g_strdup_printf (_("%s (UTC)"), lw_statement_text (row, 1));
  gtk_label_set_text (GTK_LABEL (self->name), lw_statement_text (row, 0));
  gtk_label_set_text (GTK_LABEL (self->who), who);
  gtk_widget_set_tooltip_text (self->who, utc);
  gtk_label_set_text (GTK_LABEL (self->reason), lw_statement_text (row, 5) != NULL ? lw_statement_text (row, 5) : "");
  gtk_widget_set_visible (self->reason, lw_statement_text (row, 5) != NULL);
}

guint
lw_record_detail_get_n_changes (LwRecordDetail *self)
{
  GListModel *model = gtk_single_selection_get_model (self->selection);
  return model != NULL ? g_list_model_get_n_items (model) : 0;
}

void
lw_record_detail_show (LwRecordDetail *self, gint64 command, const char *table, const char *key)
{
  g_autoptr (LwRecordChanges) changes = NULL;
  g_autofree char *count = NULL;
  guint n;

  if (command == self->command && g_strcmp0 (table, self->table) == 0 && g_strcmp0 (key, self->key) == 0)
    return;
  self->command = command;
  g_free (self->table);
  g_free (self->key);
  self->table = g_strdup (table);
  self->key = g_strdup (key);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), command > 0 ? "command" : "empty");
  if (command <= 0)
    {
      gtk_single_selection_set_model (self->selection, NULL);
      return;
    }
  show_head (self);
  changes = lw_record_changes_new (self->document, command, table, key);
  n = g_list_model_get_n_items (G_LIST_MODEL (changes));
  count = g_strdup_printf (ngettext ("%u row", "%u rows", n), n);
  gtk_label_set_text (GTK_LABEL (self->count), count);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (changes));
  gtk_widget_set_visible (self->scroll, n > 1);
  gtk_widget_set_visible (self->count, n > 1);
  on_selected (self);
}

/* ---- making it ---- */

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  LwRecordDetail *self = user_data;
  g_autofree char *title = lw_record_change_title (gtk_list_item_get_item (item), self->document);

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), title);
}

static GtkWidget *
make_list (LwRecordDetail *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), self);
  self->selection = gtk_single_selection_new (NULL);
  g_signal_connect_swapped (self->selection, "notify::selected-item", G_CALLBACK (on_selected), self);
  self->list = gtk_list_view_new (g_object_ref (GTK_SELECTION_MODEL (self->selection)), factory);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Changed rows"), -1);
  self->scroll = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroll), self->list);
  gtk_widget_set_size_request (self->scroll, -1, 190);
  gtk_widget_add_css_class (self->scroll, "card");
  gtk_widget_set_overflow (self->scroll, GTK_OVERFLOW_HIDDEN);
  return self->scroll;
}

static GtkWidget *
make_change (LwRecordDetail *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->title = text_label (NULL, "heading");
  self->grid = gtk_grid_new ();
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 9);
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 6);
  self->show = gtk_button_new_with_label (_("Show row"));
  self->history = gtk_button_new_with_label (_("Show history of row"));
  g_signal_connect_swapped (self->show, "clicked", G_CALLBACK (on_show), self);
  g_signal_connect_swapped (self->history, "clicked", G_CALLBACK (on_history), self);
  gtk_box_append (GTK_BOX (buttons), self->show);
  gtk_box_append (GTK_BOX (buttons), self->history);
  gtk_box_append (GTK_BOX (box), self->title);
  gtk_box_append (GTK_BOX (box), self->grid);
  gtk_box_append (GTK_BOX (box), buttons);
  return box;
}

static GtkWidget *
make_command (LwRecordDetail *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *scroll = gtk_scrolled_window_new ();

  self->name = text_label (NULL, "heading");
  self->who = text_label (NULL, "dim-label");
  self->reason = text_label (NULL, NULL);
  self->count = text_label (NULL, "caption-heading");
  gtk_label_set_selectable (GTK_LABEL (self->name), TRUE);
  gtk_widget_add_css_class (self->who, "caption");
  gtk_box_append (GTK_BOX (head), self->name);
  gtk_box_append (GTK_BOX (head), self->who);
  gtk_box_append (GTK_BOX (head), self->reason);
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), self->count);
  gtk_box_append (GTK_BOX (box), make_list (self));
  gtk_box_append (GTK_BOX (box), make_change (self));
  g_object_set (box, "margin-start", 12, "margin-end", 12, "margin-top", 12, "margin-bottom", 12, NULL);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroll), box);
  return scroll;
}

LwRecordDetail *
lw_record_detail_new (LwDocument *document)
{
  LwRecordDetail *self = g_object_new (LW_TYPE_RECORD_DETAIL, NULL);
  GtkWidget *empty = adw_status_page_new ();

  self->document = g_object_ref (document);
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (empty), "document-open-recent-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (empty), _("Nothing chosen"));
  adw_status_page_set_description (ADW_STATUS_PAGE (empty), _("Choose an entry to see what it changed."));
  gtk_widget_add_css_class (empty, "compact");
  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), empty, "empty");
  gtk_stack_add_named (GTK_STACK (self->stack), make_command (self), "command");
  gtk_widget_set_size_request (self->stack, 300, -1);
  adw_bin_set_child (ADW_BIN (self), self->stack);
  return self;
}
