/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A line or a text of several lines that knows what the file has, what is typed, and what is wrong with that. */
#include "config.h"

#include "lw-criteria-field.h"

#include "base/lw-i18n.h"

struct _LwCriteriaField
{
  GtkWidget parent_instance;
  GtkWidget *input; /* a GtkEntry or a GtkTextView */
  GtkWidget *message;
  char *kept; /* what the file has */
  LwCriteriaCheck check;
  gpointer data;
  gboolean multiline;
  gboolean filling; /* the program writes, nobody types */
};

G_DEFINE_FINAL_TYPE (LwCriteriaField, lw_criteria_field, GTK_TYPE_WIDGET)

enum
{
  PROP_LABEL = 1,
  PROP_MULTILINE,
  PROP_NUMERIC,
  PROP_WIDTH_CHARS,
  PROP_PLACEHOLDER,
};

enum
{
  DRAFT,
  COMMIT,
  FINISHED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

/* ---- the text ---- */

char *
lw_criteria_field_get_text (LwCriteriaField *field)
{
  GtkTextBuffer *buffer;
  GtkTextIter start, end;

  if (!field->multiline)
    return g_strdup (gtk_editable_get_text (GTK_EDITABLE (field->input)));
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (field->input));
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
put_text (LwCriteriaField *field, const char *text)
{
  if (field->multiline)
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (field->input)), text, -1);
  else
    gtk_editable_set_text (GTK_EDITABLE (field->input), text);
}

/* Shows a text of the file. To undo typing never brings back what stood here of another row. */
static void
fill_text (LwCriteriaField *field, const char *text)
{
  GtkEditable *entry = field->multiline ? NULL : GTK_EDITABLE (field->input);

  field->filling = TRUE;
  if (entry != NULL)
    gtk_editable_set_enable_undo (entry, FALSE);
  put_text (field, text);
  if (entry != NULL)
    gtk_editable_set_enable_undo (entry, TRUE);
  field->filling = FALSE;
}

void
lw_criteria_field_type (LwCriteriaField *field, const char *text)
{
  put_text (field, text);
  if (!field->multiline)
    gtk_editable_set_position (GTK_EDITABLE (field->input), -1);
}

gboolean
lw_criteria_field_is_draft (LwCriteriaField *field)
{
  g_autofree char *text = lw_criteria_field_get_text (field);
  return !g_str_equal (text, field->kept);
}

static void
set_message (LwCriteriaField *field, const char *text)
{
  gtk_label_set_text (GTK_LABEL (field->message), text != NULL ? text : "");
  gtk_widget_set_visible (field->message, text != NULL);
  if (text != NULL)
    gtk_widget_add_css_class (field->input, "error");
  else
    gtk_widget_remove_css_class (field->input, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (field->input), GTK_ACCESSIBLE_STATE_INVALID,
                               text != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

const char *
lw_criteria_field_get_message (LwCriteriaField *field)
{
  return gtk_widget_get_visible (field->message) ? gtk_label_get_text (GTK_LABEL (field->message)) : NULL;
}

void
lw_criteria_field_check (LwCriteriaField *field)
{
  g_autofree char *text = lw_criteria_field_get_text (field);
  g_autofree char *wrong = field->check != NULL ? field->check (field, text, field->data) : NULL;

  set_message (field, wrong);
}

static void
on_changed (LwCriteriaField *field)
{
  if (field->filling)
    return;
  lw_criteria_field_check (field);
  if (!lw_criteria_field_is_draft (field))
    set_message (field, NULL);
  g_signal_emit (field, signals[DRAFT], 0);
}

static void
show_kept (LwCriteriaField *field)
{
  if (lw_criteria_field_is_draft (field))
    fill_text (field, field->kept);
  set_message (field, NULL);
}

static void
keep (LwCriteriaField *field, const char *text)
{
  char *kept = g_strdup (text != NULL ? text : "");
  g_free (field->kept);
  field->kept = kept;
}

void
lw_criteria_field_set_text (LwCriteriaField *field, const char *text)
{
  const gboolean typing = lw_criteria_field_is_draft (field);

  keep (field, text);
  if (!typing || !lw_criteria_field_is_draft (field))
    show_kept (field);
}

void
lw_criteria_field_reset (LwCriteriaField *field, const char *text)
{
  keep (field, text);
  show_kept (field);
}

void
lw_criteria_field_show (LwCriteriaField *field, const char *text, gboolean fresh)
{
  if (fresh)
    lw_criteria_field_reset (field, text);
  else
    lw_criteria_field_set_text (field, text);
}

gboolean
lw_criteria_field_commit (LwCriteriaField *field)
{
  g_autofree char *text = lw_criteria_field_get_text (field);

  if (g_str_equal (text, field->kept))
    return TRUE;
  lw_criteria_field_check (field);
  if (lw_criteria_field_get_message (field) != NULL)
    return FALSE;
  keep (field, text);
  g_signal_emit (field, signals[COMMIT], 0, text);
  return TRUE;
}

void
lw_criteria_field_restore (LwCriteriaField *field)
{
  show_kept (field);
  g_signal_emit (field, signals[DRAFT], 0);
}

/* ---- keys and focus ---- */

static void
on_activate (LwCriteriaField *field)
{
  if (lw_criteria_field_commit (field))
    g_signal_emit (field, signals[FINISHED], 0, TRUE);
}

static gboolean
on_key (LwCriteriaField *field, guint keyval, guint keycode, GdkModifierType modifiers)
{
  const gboolean enter = keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter;

  if (keyval == GDK_KEY_Escape)
    {
      lw_criteria_field_restore (field);
      g_signal_emit (field, signals[FINISHED], 0, FALSE);
      return TRUE;
    }
  if (!field->multiline || !enter || !(modifiers & GDK_CONTROL_MASK))
    return FALSE;
  on_activate (field);
  return TRUE;
}

static void
on_leave (LwCriteriaField *field)
{
  lw_criteria_field_commit (field);
}

static gboolean
lw_criteria_field_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (LW_CRITERIA_FIELD (widget)->input);
}

static gboolean
lw_criteria_field_focus (GtkWidget *widget, GtkDirectionType direction)
{
  return gtk_widget_child_focus (gtk_widget_get_first_child (widget), direction);
}

gboolean
lw_criteria_field_has_focus (LwCriteriaField *field)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (field));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (field));
}

void
lw_criteria_field_edit (LwCriteriaField *field)
{
  gtk_widget_grab_focus (field->input);
  if (!field->multiline)
    gtk_editable_select_region (GTK_EDITABLE (field->input), 0, -1);
}

/* ---- as a widget ---- */

GtkWidget *
lw_criteria_field_new (const char *label, gboolean numeric)
{
  return g_object_new (LW_TYPE_CRITERIA_FIELD, "label", label, "numeric", numeric, NULL);
}

void
lw_criteria_field_set_label (LwCriteriaField *field, const char *label)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (field->input), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

void
lw_criteria_field_set_check (LwCriteriaField *field, LwCriteriaCheck check, gpointer data)
{
  field->check = check;
  field->data = data;
}

void
lw_criteria_field_set_editable (LwCriteriaField *field, gboolean editable)
{
  if (field->multiline)
    gtk_text_view_set_editable (GTK_TEXT_VIEW (field->input), editable);
  else
    gtk_editable_set_editable (GTK_EDITABLE (field->input), editable);
}

void
lw_criteria_field_set_locked (LwCriteriaField *field, const char *why)
{
  lw_criteria_field_set_editable (field, why == NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (field), why);
  if (why != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (field), "locked");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (field), "locked");
  if (why != NULL && lw_criteria_field_is_draft (field))
    lw_criteria_field_restore (field);
}

static void
set_numeric (LwCriteriaField *field, gboolean numeric)
{
  if (!numeric || field->multiline)
    return;
  gtk_widget_add_css_class (field->input, "numeric");
  gtk_entry_set_alignment (GTK_ENTRY (field->input), 1);
  gtk_entry_set_input_purpose (GTK_ENTRY (field->input), GTK_INPUT_PURPOSE_NUMBER);
}

static void
set_placeholder (LwCriteriaField *field, const char *text)
{
  if (!field->multiline)
    gtk_entry_set_placeholder_text (GTK_ENTRY (field->input), text);
}

static void
lw_criteria_field_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  LwCriteriaField *field = LW_CRITERIA_FIELD (object);

  if (id == PROP_MULTILINE)
    field->multiline = g_value_get_boolean (value);
  else if (id == PROP_LABEL && g_value_get_string (value) != NULL)
    lw_criteria_field_set_label (field, g_value_get_string (value));
  else if (id == PROP_NUMERIC)
    set_numeric (field, g_value_get_boolean (value));
  else if (id == PROP_WIDTH_CHARS && !field->multiline && g_value_get_int (value) > 0)
    {
      gtk_editable_set_width_chars (GTK_EDITABLE (field->input), g_value_get_int (value));
      gtk_editable_set_max_width_chars (GTK_EDITABLE (field->input), g_value_get_int (value));
    }
  else if (id == PROP_PLACEHOLDER)
    set_placeholder (field, g_value_get_string (value));
}

static void
make_text_view (LwCriteriaField *field)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  field->input = gtk_text_view_new ();
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (field->input), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (field->input), FALSE);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (field->input), 6);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (field->input), 6);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (field->input), 6);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (field->input), 6);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 320);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), 40);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), field->input);
  gtk_widget_add_css_class (scroller, "card");
  gtk_widget_set_overflow (scroller, GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_parent (scroller, GTK_WIDGET (field));
  g_signal_connect_swapped (gtk_text_view_get_buffer (GTK_TEXT_VIEW (field->input)), "changed", G_CALLBACK (on_changed),
                            field);
}

static void
make_entry (LwCriteriaField *field)
{
  field->input = gtk_entry_new ();
  gtk_widget_set_hexpand (field->input, TRUE);
  gtk_editable_set_width_chars (GTK_EDITABLE (field->input), 4);
  gtk_widget_set_parent (field->input, GTK_WIDGET (field));
  g_signal_connect_swapped (field->input, "changed", G_CALLBACK (on_changed), field);
  g_signal_connect_swapped (field->input, "activate", G_CALLBACK (on_activate), field);
}

static void
lw_criteria_field_constructed (GObject *object)
{
  LwCriteriaField *field = LW_CRITERIA_FIELD (object);
  GtkEventController *keys = gtk_event_controller_key_new (), *focus = gtk_event_controller_focus_new ();

  if (field->multiline)
    make_text_view (field);
  else
    make_entry (field);
  field->message = gtk_label_new (NULL);
  gtk_widget_set_visible (field->message, FALSE);
  gtk_label_set_wrap (GTK_LABEL (field->message), TRUE);
  gtk_label_set_xalign (GTK_LABEL (field->message), 0);
  gtk_label_set_width_chars (GTK_LABEL (field->message), 12);
  gtk_widget_add_css_class (field->message, "caption");
  gtk_widget_add_css_class (field->message, "error");
  gtk_widget_set_parent (field->message, GTK_WIDGET (field));
  gtk_accessible_update_relation (GTK_ACCESSIBLE (field->input), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, field->message, NULL,
                                  -1);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key), field);
  gtk_widget_add_controller (GTK_WIDGET (field), keys);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_leave), field);
  gtk_widget_add_controller (GTK_WIDGET (field), focus);
  G_OBJECT_CLASS (lw_criteria_field_parent_class)->constructed (object);
}

static void
lw_criteria_field_dispose (GObject *object)
{
  LwCriteriaField *field = LW_CRITERIA_FIELD (object);
  GtkWidget *child;

  if (field->input != NULL)
    g_signal_handlers_disconnect_by_data (field->multiline ? (gpointer) gtk_text_view_get_buffer (GTK_TEXT_VIEW (field->input))
                                                           : (gpointer) field->input,
                                          field);
  field->input = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (lw_criteria_field_parent_class)->dispose (object);
}

static void
lw_criteria_field_finalize (GObject *object)
{
  g_free (LW_CRITERIA_FIELD (object)->kept);
  G_OBJECT_CLASS (lw_criteria_field_parent_class)->finalize (object);
}

static void
lw_criteria_field_class_init (LwCriteriaFieldClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;

  object_class->set_property = lw_criteria_field_set_property;
  object_class->constructed = lw_criteria_field_constructed;
  object_class->dispose = lw_criteria_field_dispose;
  object_class->finalize = lw_criteria_field_finalize;
  widget_class->grab_focus = lw_criteria_field_grab_focus;
  widget_class->focus = lw_criteria_field_focus;
  g_object_class_install_property (object_class, PROP_LABEL, g_param_spec_string ("label", NULL, NULL, NULL, flags));
  g_object_class_install_property (object_class, PROP_MULTILINE,
                                   g_param_spec_boolean ("multiline", NULL, NULL, FALSE, flags | G_PARAM_CONSTRUCT_ONLY));
  g_object_class_install_property (object_class, PROP_NUMERIC, g_param_spec_boolean ("numeric", NULL, NULL, FALSE, flags));
  g_object_class_install_property (object_class, PROP_WIDTH_CHARS,
                                   g_param_spec_int ("width-chars", NULL, NULL, 0, 100, 0, flags));
  g_object_class_install_property (object_class, PROP_PLACEHOLDER,
                                   g_param_spec_string ("placeholder", NULL, NULL, NULL, flags));
  signals[DRAFT] = g_signal_new ("draft", LW_TYPE_CRITERIA_FIELD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[COMMIT] = g_signal_new ("commit", LW_TYPE_CRITERIA_FIELD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  G_TYPE_STRING);
  signals[FINISHED] = g_signal_new ("finished", LW_TYPE_CRITERIA_FIELD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                    1, G_TYPE_BOOLEAN);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "criteriafield");
}

static void
lw_criteria_field_init (LwCriteriaField *field)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (field));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 3);
  field->kept = g_strdup ("");
}
