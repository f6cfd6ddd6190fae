/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "panels/lw-bids-field.h"

#include "panels/lw-bids-words.h"

#include "base/lw-i18n.h"

struct _LwBidsField
{
  GtkBox parent;
  LwDocument *document;
  const LwEntity *entity;
  const LwField *field;
  char *title;
  char *stored;      /* as typed: what the file has */
  GtkWidget *input;  /* entry, text view or drop-down */
  GtkWidget *error;
  GStrv values;      /* of the drop-down; "" for absent */
  gboolean setting;  /* by the program */
};

G_DEFINE_FINAL_TYPE (LwBidsField, lw_bids_field, GTK_TYPE_BOX)

enum
{
  CHANGED,
  COMMIT,
  ENTER,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

static void
lw_bids_field_finalize (GObject *object)
{
  LwBidsField *self = LW_BIDS_FIELD (object);

  g_clear_object (&self->document);
  g_free (self->title);
  g_free (self->stored);
  g_strfreev (self->values);
  G_OBJECT_CLASS (lw_bids_field_parent_class)->finalize (object);
}

static void
lw_bids_field_class_init (LwBidsFieldClass *class)
{
  G_OBJECT_CLASS (class)->finalize = lw_bids_field_finalize;
  signals[CHANGED]
      = g_signal_new ("changed", LW_TYPE_BIDS_FIELD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[COMMIT] = g_signal_new ("commit", LW_TYPE_BIDS_FIELD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  G_TYPE_STRING);
  signals[ENTER] = g_signal_new ("enter", LW_TYPE_BIDS_FIELD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lw_bids_field_init (LwBidsField *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 3);
}

/* ---- what is typed ---- */

char *
lw_bids_field_get_typed (LwBidsField *self)
{
  if (GTK_IS_DROP_DOWN (self->input))
    {
      guint i = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->input));
      return g_strdup (i < g_strv_length (self->values) ? self->values[i] : "");
    }
  if (GTK_IS_TEXT_VIEW (self->input))
    {
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->input));
      GtkTextIter start, end;
      gtk_text_buffer_get_bounds (buffer, &start, &end);
      return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
    }
  return g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->input)));
}

static guint
find_value (LwBidsField *self, const char *value)
{
  for (guint i = 0; self->values[i] != NULL; i++)
    if (g_str_equal (self->values[i], value))
      return i;
  return GTK_INVALID_LIST_POSITION;
}

void
lw_bids_field_set_typed (LwBidsField *self, const char *typed)
{
  if (GTK_IS_DROP_DOWN (self->input))
    gtk_drop_down_set_selected (GTK_DROP_DOWN (self->input), find_value (self, typed));
  else if (GTK_IS_TEXT_VIEW (self->input))
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->input)), typed, -1);
  else
    {
      /* Ctrl+Z must not bring back what stood here for another row. */
      gtk_editable_set_enable_undo (GTK_EDITABLE (self->input), FALSE);
      gtk_editable_set_text (GTK_EDITABLE (self->input), typed);
      gtk_editable_set_enable_undo (GTK_EDITABLE (self->input), TRUE);
    }
}

void
lw_bids_field_set_error (LwBidsField *self, const char *message)
{
  const gboolean wrong = message != NULL;

  gtk_label_set_text (GTK_LABEL (self->error), wrong ? message : "");
  gtk_widget_set_visible (self->error, wrong);
  if (wrong)
    gtk_widget_add_css_class (self->input, "error");
  else
    gtk_widget_remove_css_class (self->input, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->input), GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

const char *
lw_bids_field_get_error (LwBidsField *self)
{
  return gtk_widget_get_visible (self->error) ? gtk_label_get_text (GTK_LABEL (self->error)) : NULL;
}

char *
lw_bids_field_get_value (LwBidsField *self)
{
  g_autofree char *typed = lw_bids_field_get_typed (self);
  g_autoptr (GError) error = NULL;
  char *value = lw_bids_from_typed (self->document, self->entity, self->field, typed, &error);

  lw_bids_field_set_error (self, value == NULL ? error->message : NULL);
  return value;
}

static gboolean
is_edited (LwBidsField *self)
{
  g_autofree char *typed = lw_bids_field_get_typed (self);
  return !g_str_equal (typed, self->stored);
}

static gboolean
has_focus (LwBidsField *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
}

static void
revert (LwBidsField *self)
{
  self->setting = TRUE;
  lw_bids_field_set_typed (self, self->stored);
  self->setting = FALSE;
  lw_bids_field_set_error (self, NULL);
}

void
lw_bids_field_set_stored (LwBidsField *self, const char *stored)
{
  g_autofree char *typed = lw_bids_to_typed (self->document, self->entity, self->field, stored);
  const gboolean typing = has_focus (self) && is_edited (self);

  if (g_str_equal (typed, self->stored) && !is_edited (self))
    return;
  g_free (self->stored);
  self->stored = g_steal_pointer (&typed);
  if (!typing)
    revert (self);
}

void
lw_bids_field_commit (LwBidsField *self)
{
  g_autofree char *value = NULL;

  if (!is_edited (self))
    return;
  value = lw_bids_field_get_value (self);
  if (value != NULL)
    g_signal_emit (self, signals[COMMIT], 0, value);
}

const LwField *
lw_bids_field_get_field (LwBidsField *self)
{
  return self->field;
}

void
lw_bids_field_focus (LwBidsField *self)
{
  gtk_widget_grab_focus (self->input);
}

/* ---- signals of the inputs ---- */

static void
on_changed (LwBidsField *self)
{
  g_autofree char *value = NULL;

  if (self->setting)
    return;
  value = lw_bids_field_get_value (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_selected (LwBidsField *self)
{
  if (self->setting)
    return;
  on_changed (self);
  lw_bids_field_commit (self);
}

static void
on_activate (LwBidsField *self)
{
  lw_bids_field_commit (self);
  g_signal_emit (self, signals[ENTER], 0);
}

static gboolean
on_escape (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  LwBidsField *self = user_data;

  if (!is_edited (self))
    return FALSE;
  revert (self);
  g_signal_emit (self, signals[CHANGED], 0);
  return TRUE;
}

static gboolean
on_control_enter (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  on_activate (user_data);
  return TRUE;
}

static void
add_keys (LwBidsField *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0), gtk_callback_action_new (on_escape, self, NULL)));
  if (GTK_IS_TEXT_VIEW (self->input))
    gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                          gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Return, GDK_CONTROL_MASK),
                                                            gtk_callback_action_new (on_control_enter, self, NULL)));
  gtk_widget_add_controller (self->input, keys);
}

/* ---- the inputs ---- */

/* Rows that a reference may name: "B04  MTCnovo". */
static void
add_references (LwBidsField *self, GPtrArray *values, GPtrArray *titles)
{
  const LwEntity *refers = lw_bids_find_entity (self->document, self->field->refers);
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (self->document), NULL);
  g_autoptr (LwStatement) rows = NULL;
  g_autofree char *sql = NULL;

  if (refers == NULL || reader == NULL)
    return;
  sql = g_strdup_printf ("SELECT id, \"%s\" FROM \"%s\" ORDER BY %s",
                         lw_bids_find_field (refers, "name") >= 0 ? "name" : "title", refers->table, refers->order_by);
  rows = lw_connection_prepare (lw_reader_connection (reader), sql, NULL);
  while (rows != NULL && lw_statement_step (rows, NULL) == LW_STEP_ROW)
    {
      const char *id = lw_statement_text (rows, 0), *name = lw_statement_text (rows, 1);
      g_ptr_array_add (values, g_strdup (id));
      g_ptr_array_add (titles, g_strdup_printf ("%s  %s", id, name));
    }
}

static GtkWidget *
make_drop_down (LwBidsField *self)
{
  GPtrArray *values = g_ptr_array_new ();
  g_autoptr (GPtrArray) titles = g_ptr_array_new_with_free_func (g_free);
  const gboolean optional = !(self->field->flags & (LW_FIELD_KEY | LW_FIELD_REQUIRED));
  GtkWidget *input;

  if (optional)
    {
      g_ptr_array_add (values, g_strdup (""));
      g_ptr_array_add (titles, g_strdup (_("not stated")));
    }
  for (guint i = 0; self->field->choices != NULL && self->field->choices[i] != NULL; i++)
    {
      g_ptr_array_add (values, g_strdup (self->field->choices[i]));
      g_ptr_array_add (titles, g_strdup (lw_bids_choice_title (self->field->choices[i])));
    }
  if (self->field->type == LW_FIELD_REF)
    add_references (self, values, titles);
  g_ptr_array_add (values, NULL);
  g_ptr_array_add (titles, NULL);
  self->values = (GStrv) g_ptr_array_free (values, FALSE);
  input = gtk_drop_down_new_from_strings ((const char *const *) titles->pdata);
  if (self->field->type == LW_FIELD_REF)
    {
      g_autoptr (GtkExpression) text = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");
      gtk_drop_down_set_expression (GTK_DROP_DOWN (input), text);
      gtk_drop_down_set_enable_search (GTK_DROP_DOWN (input), TRUE);
    }
  g_signal_connect_swapped (input, "notify::selected", G_CALLBACK (on_selected), self);
  return input;
}

static GtkWidget *
make_text (LwBidsField *self)
{
  GtkWidget *input = gtk_text_view_new ();
  GtkTextView *view = GTK_TEXT_VIEW (input);

  gtk_text_view_set_wrap_mode (view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (view, FALSE);
  gtk_text_view_set_left_margin (view, 9);
  gtk_text_view_set_right_margin (view, 9);
  gtk_text_view_set_top_margin (view, 6);
  gtk_text_view_set_bottom_margin (view, 6);
  gtk_widget_set_size_request (input, -1, 60);
  gtk_widget_add_css_class (input, "card");
  g_signal_connect_swapped (gtk_text_view_get_buffer (view), "changed", G_CALLBACK (on_changed), self);
  return input;
}

static GtkWidget *
make_entry (LwBidsField *self)
{
  GtkWidget *input = gtk_entry_new ();

  if (self->field->type == LW_FIELD_MONEY || self->field->type == LW_FIELD_INTEGER)
    {
      gtk_widget_add_css_class (input, "numeric");
      gtk_editable_set_alignment (GTK_EDITABLE (input), 1);
    }
  gtk_editable_set_width_chars (GTK_EDITABLE (input), 8);
  g_signal_connect_swapped (input, "changed", G_CALLBACK (on_changed), self);
  g_signal_connect_swapped (input, "activate", G_CALLBACK (on_activate), self);
  return input;
}

static GtkWidget *
make_input (LwBidsField *self)
{
  if (self->field->type == LW_FIELD_CHOICE || self->field->type == LW_FIELD_REF)
    return make_drop_down (self);
  if (self->field->type == LW_FIELD_LONG_TEXT || g_str_equal (self->field->name, "note"))
    return make_text (self);
  return make_entry (self);
}

static GtkWidget *
make_error (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_widget_add_css_class (label, "error");
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_set_visible (label, FALSE);
  return label;
}

LwBidsField *
lw_bids_field_new (LwDocument *document, const LwEntity *entity, const LwField *field)
{
  LwBidsField *self = g_object_new (LW_TYPE_BIDS_FIELD, NULL);
  g_autofree char *title = lw_bids_field_title (field->name);
  GtkWidget *label;
  GtkEventController *focus;

  self->document = g_object_ref (document);
  self->entity = entity;
  self->field = field;
  self->stored = g_strdup ("");
  self->title = field->type == LW_FIELD_MONEY ? g_strdup_printf ("%s (%s)", title, lw_document_get_currency (document))
                                              : g_strdup (title);
  self->input = make_input (self);
  self->error = make_error ();
  label = gtk_label_new (self->title);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (GTK_BOX (self), label);
  gtk_box_append (GTK_BOX (self), self->input);
  gtk_box_append (GTK_BOX (self), self->error);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->input), GTK_ACCESSIBLE_PROPERTY_LABEL, self->title, -1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->input), GTK_ACCESSIBLE_RELATION_ERROR_MESSAGE, self->error, -1);
  gtk_widget_set_name (self->input, field->name);

  focus = gtk_event_controller_focus_new ();
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (lw_bids_field_commit), self);
  gtk_widget_add_controller (self->input, focus);
  add_keys (self);
  revert (self);
  return self;
}
