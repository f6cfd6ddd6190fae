/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The field over a cell. What is typed is checked at each key, and what is wrong with it stands under the field.
 * Enter commits and goes down a row, Tab commits and goes to the next cell that can be edited, Escape leaves all as
 * it was. A column of choices shows them in a list.
 */
#include "config.h"

#include "table/lw-table-private.h"

#include <string.h>

#include "base/lw-i18n.h"

#define MIN_WIDTH 120
#define MESSAGE_WIDTH 300

#define LW_TYPE_TABLE_EDITOR (lw_table_editor_get_type ())
G_DECLARE_FINAL_TYPE (LwTableEditor, lw_table_editor, LW, TABLE_EDITOR, GtkBox)
GType lw_table_editor_get_type (void);

struct _LwTableEditor
{
  GtkBox parent_instance;

  LwTableView *view;
  guint handle, place, index;
  char *key;
  GtkWidget *field;   /* GtkEntry, or GtkListBox of choices */
  GtkWidget *message; /* GtkLabel: what is wrong */
  gboolean closing;
};

G_DEFINE_FINAL_TYPE (LwTableEditor, lw_table_editor, GTK_TYPE_BOX)

static LwTable *
table_of (LwTableEditor *self)
{
  return lw_table_view_get_table (self->view);
}

static gboolean
is_list (LwTableEditor *self)
{
  return GTK_IS_LIST_BOX (self->field);
}

static char *
text_of (LwTableEditor *self)
{
  if (!is_list (self))
    return g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->field)));

  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->field));
  const LwColumn *spec = lw_table_column (table_of (self), self->index)->spec;
  return g_strdup (row == NULL ? "" : spec->choices[gtk_list_box_row_get_index (row)]);
}

static void
show_message (LwTableEditor *self, const char *message)
{
  gtk_label_set_text (GTK_LABEL (self->message), message == NULL ? "" : message);
  gtk_widget_set_visible (self->message, message != NULL);
  if (message != NULL)
    gtk_widget_add_css_class (self->field, "error");
  else
    gtk_widget_remove_css_class (self->field, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->field), GTK_ACCESSIBLE_STATE_INVALID,
                               message != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->field), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  message == NULL ? "" : message, -1);
  gtk_widget_queue_allocate (GTK_WIDGET (self->view));
}

static gboolean
validate (LwTableEditor *self)
{
  g_autofree char *text = text_of (self);
  g_autoptr (GError) error = NULL;
  const gboolean valid = lw_table_validate (table_of (self), self->index, self->key, text, &error);

  show_message (self, valid ? NULL : error->message);
  return valid;
}

static void
on_changed (GtkEditable *editable, LwTableEditor *self)
{
  validate (self);
}

/* Takes the field away; the keyboard goes back to the row. */
static void
take_away (LwTableEditor *self)
{
  LwTableView *view = self->view;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root == NULL ? NULL : gtk_root_get_focus (root);
  const gboolean had_focus = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));

  self->closing = TRUE;
  lw_table_view_set_editor (view, NULL);
  if (had_focus)
    gtk_widget_grab_focus (GTK_WIDGET (view));
  gtk_widget_unparent (GTK_WIDGET (self));
}

static gboolean
is_changed (LwTableEditor *self, const char *text)
{
  LwRows *rows = lw_table_get_rows (table_of (self));
  g_autofree char *before
      = lw_rows_handle_text (rows, self->handle, lw_table_column (table_of (self), self->index)->column, TRUE);

  return strcmp (before, text) != 0;
}

/* FALSE where it may not stand: the field stays. The rows may change, and the field go, while this runs. */
static gboolean
commit (LwTableEditor *self)
{
  g_autofree char *text = text_of (self);
  g_autoptr (GError) error = NULL;

  if (!is_changed (self, text))
    return TRUE;
  if (!validate (self))
    return FALSE;
  if (lw_table_commit (table_of (self), self->index, self->key, text, &error))
    return TRUE;
  show_message (self, error->message);
  return FALSE;
}

void
lw_table_editor_close (LwTableView *view, gboolean with_commit)
{
  GtkWidget *editor = lw_table_view_get_editor (view);

  if (editor == NULL || LW_TABLE_EDITOR (editor)->closing)
    return;

  g_autoptr (LwTableEditor) self = g_object_ref (LW_TABLE_EDITOR (editor));
  self->closing = TRUE; /* what the commit sets off does not come back here */
  if (with_commit)
    commit (self);
  take_away (self);
}

static int
next_editable (LwTable *table, int index, int step)
{
  do
    index = lw_table_next_column (table, index, step);
  while (index >= 0 && !lw_table_can_edit (table, (guint) index));
  return index;
}

/* Commits and goes on: @step columns to the next cell that can be edited, or with 0 down a row. */
static void
commit_and_move (LwTableEditor *editor, int step)
{
  g_autoptr (LwTableEditor) self = g_object_ref (editor);
  LwTableView *view = self->view;
  guint place;

  self->closing = TRUE;
  if (!commit (self))
    {
      self->closing = FALSE;
      return;
    }
  take_away (self);
  if (!lw_table_view_get_current (view, &place))
    return;
  if (step == 0)
    {
      lw_table_view_move_to (view, place + 1, FALSE);
      return;
    }

  const int next = next_editable (lw_table_view_get_table (view), (int) self->index, step);
  if (next >= 0)
    {
      lw_table_view_set_current_column (view, next);
      lw_table_editor_open (view, place, (guint) next, NULL);
    }
}

static gboolean
on_key (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, LwTableEditor *self)
{
  switch (keyval)
    {
    case GDK_KEY_Escape:
      take_away (g_object_ref (self));
      g_object_unref (self);
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
      commit_and_move (self, 0);
      return TRUE;
    case GDK_KEY_Tab:
      commit_and_move (self, state & GDK_SHIFT_MASK ? -1 : 1);
      return TRUE;
    case GDK_KEY_ISO_Left_Tab:
      commit_and_move (self, -1);
      return TRUE;
    default:
      return FALSE;
    }
}

static void
on_choice (GtkListBox *list, GtkListBoxRow *row, LwTableEditor *self)
{
  commit_and_move (self, 0);
}

/* The focus went elsewhere: what may stand is committed, what may not is left. */
static void
on_focus_left (GtkEventControllerFocus *controller, LwTableEditor *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  /* to another window, or to the field's own menu: it stays */
  if (self->closing || root == NULL || !gtk_window_is_active (GTK_WINDOW (root)))
    return;
  lw_table_editor_close (self->view, TRUE);
}

static GtkWidget *
new_list (LwTableEditor *self, const LwColumn *spec, const char *text)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_BROWSE);
  for (guint i = 0; spec->choices[i] != NULL; i++)
    {
      GtkWidget *label = gtk_label_new (spec->choices[i]);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_list_box_append (GTK_LIST_BOX (list), label);
      if (strcmp (spec->choices[i], text) == 0)
        gtk_list_box_select_row (GTK_LIST_BOX (list), gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), (int) i));
    }
  g_signal_connect (list, "row-activated", G_CALLBACK (on_choice), self);
  return list;
}

/* A letter that was typed goes to the first choice that begins with it. */
static void
go_to_letter (LwTableEditor *self, const LwColumn *spec, const char *text)
{
  g_autofree char *wanted = g_utf8_casefold (text, -1);

  for (int i = 0; spec->choices[i] != NULL; i++)
    {
      g_autofree char *choice = g_utf8_casefold (spec->choices[i], -1);

      if (g_str_has_prefix (choice, wanted))
        {
          gtk_list_box_select_row (GTK_LIST_BOX (self->field),
                                   gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->field), i));
          return;
        }
    }
}

static void
fill (LwTableEditor *self, const char *typed)
{
  LwTable *table = table_of (self);
  const LwTableColumn *column = lw_table_column (table, self->index);
  g_autofree char *text = lw_rows_handle_text (lw_table_get_rows (table), self->handle, column->column, TRUE);

  if (column->spec->choices != NULL)
    {
      self->field = new_list (self, column->spec, text);
      if (typed != NULL)
        go_to_letter (self, column->spec, typed);
    }
  else
    {
      self->field = gtk_entry_new ();
      gtk_entry_set_alignment (GTK_ENTRY (self->field), column->numeric ? 1 : 0);
      gtk_entry_set_has_frame (GTK_ENTRY (self->field), FALSE);
      gtk_editable_set_text (GTK_EDITABLE (self->field), typed != NULL ? typed : text);
      g_signal_connect (self->field, "changed", G_CALLBACK (on_changed), self);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->field), GTK_ACCESSIBLE_PROPERTY_LABEL, column->title, -1);
  gtk_widget_set_size_request (self->field, -1, is_list (self) ? -1 : lw_table_view_row_height (self->view));
  gtk_box_prepend (GTK_BOX (self), self->field);
}

static void
focus_field (LwTableEditor *self, const char *typed)
{
  if (is_list (self))
    {
      GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->field));

      gtk_widget_grab_focus (row != NULL ? GTK_WIDGET (row) : self->field);
      return;
    }
  gtk_widget_grab_focus (self->field);
  if (typed != NULL)
    gtk_editable_set_position (GTK_EDITABLE (self->field), -1);
}

gboolean
lw_table_editor_open (LwTableView *view, guint place, guint index, const char *text)
{
  LwTable *table = lw_table_view_get_table (view);
  LwTableEditor *self;

  if (!lw_table_can_edit (table, index) || !lw_table_column (table, index)->visible)
    return FALSE;
  lw_table_editor_close (view, TRUE);
  lw_table_view_move_to (view, place, FALSE);
  lw_table_view_set_current_column (view, (int) index);

  self = g_object_new (LW_TYPE_TABLE_EDITOR, "orientation", GTK_ORIENTATION_VERTICAL, NULL);
  self->view = view;
  self->handle = lw_rows_get_handle (lw_table_get_rows (table), place);
  self->place = place;
  self->index = index;
  self->key = lw_rows_get_key (lw_table_get_rows (table), place);
  fill (self, text);
  gtk_widget_set_parent (GTK_WIDGET (self), GTK_WIDGET (view));
  lw_table_view_set_editor (view, GTK_WIDGET (self));
  if (text != NULL && !is_list (self))
    validate (self);
  focus_field (self, text);
  return TRUE;
}

/* Over its cell; the message under it, or all of it above where there is no room below. */
void
lw_table_editor_allocate (LwTableView *view)
{
  LwTableEditor *self = LW_TABLE_EDITOR (lw_table_view_get_editor (view));
  LwRows *rows = lw_table_get_rows (table_of (self));
  const int view_height = gtk_widget_get_height (GTK_WIDGET (view));
  GdkRectangle area;
  int width, height;

  /* sorting or an edit elsewhere may have moved the row */
  if ((self->place >= lw_rows_get_n_rows (rows) || lw_rows_get_handle (rows, self->place) != self->handle)
      && !lw_rows_find_handle (rows, self->handle, &self->place))
    self->place = 0;
  lw_table_view_cell_area (view, self->place, self->index, &area);
  gtk_widget_measure (GTK_WIDGET (self), GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  width = MAX (MAX (width, area.width), gtk_widget_get_visible (self->message) ? MESSAGE_WIDTH : MIN_WIDTH);
  gtk_widget_measure (GTK_WIDGET (self), GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
  height = MAX (height, area.height);
  area.x = CLAMP (area.x, 0, MAX (0, gtk_widget_get_width (GTK_WIDGET (view)) - width));
  if (area.y + height > view_height)
    area.y = MAX (0, area.y + area.height - height);
  gtk_widget_size_allocate (GTK_WIDGET (self), &(GtkAllocation){ area.x, area.y, width, height }, -1);
}

static void
lw_table_editor_finalize (GObject *object)
{
  g_free (LW_TABLE_EDITOR (object)->key);
  G_OBJECT_CLASS (lw_table_editor_parent_class)->finalize (object);
}

static void
lw_table_editor_class_init (LwTableEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lw_table_editor_finalize;
}

static void
lw_table_editor_init (LwTableEditor *self)
{
  GtkEventController *keys = gtk_event_controller_key_new (), *focus = gtk_event_controller_focus_new ();

  gtk_widget_add_css_class (GTK_WIDGET (self), "editor");
  self->message = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->message), 0);
  gtk_label_set_wrap (GTK_LABEL (self->message), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (self->message), 40);
  gtk_widget_add_css_class (self->message, "error");
  gtk_widget_add_css_class (self->message, "caption");
  gtk_widget_set_visible (self->message, FALSE);
  gtk_box_append (GTK_BOX (self), self->message);

  /* before the entry takes Tab and Enter for itself */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect (focus, "leave", G_CALLBACK (on_focus_left), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}
