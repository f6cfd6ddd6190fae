/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The form for a new criterion: what it must have from the start (number, title, kind, weight); all else has a usual
 * value that can be changed afterwards. Nothing is saved before Add.
 */
#include "config.h"

#include "lw-criteria-new.h"

#include "lw-criteria-field.h"
#include "lw-criteria-save.h"

#include "base/lw-i18n.h"

struct _LwCriteriaNew
{
  AdwBin parent_instance;
  LwDocument *document;
  LwCriteriaTree *tree;
  char *parent; /* id of the group it is for, "" at the top */

  GtkLabel *heading, *whereabouts, *note;
  LwCriteriaField *id, *title, *weight;
  GtkDropDown *kind;
  GtkWidget *add, *cancel, *weight_label;
};

G_DEFINE_FINAL_TYPE (LwCriteriaNew, lw_criteria_new, ADW_TYPE_BIN)

enum
{
  ADDED,
  CLOSED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

/* ---- what the fields may hold ---- */

static gboolean
has_weight (LwCriterionKind kind)
{
  return kind == LW_CRITERION_GROUP || kind == LW_CRITERION_SCORED || kind == LW_CRITERION_PRICE;
}

static char *
check_title (LwCriteriaField *field, const char *text, gpointer data)
{
  return lw_criteria_check_line (text);
}

static char *
check_id (LwCriteriaField *field, const char *text, gpointer data)
{
  return lw_criteria_check_id (((LwCriteriaNew *) data)->tree, text);
}

static char *
check_weight (LwCriteriaField *field, const char *text, gpointer data)
{
  LwCriteriaNew *form = data;
  const LwCriterionKind kind = gtk_drop_down_get_selected (form->kind);

  return has_weight (kind) ? lw_criteria_check_weight (form->tree, kind, text) : NULL;
}

static void
on_kind (LwCriteriaNew *form)
{
  const LwCriterionKind kind = gtk_drop_down_get_selected (form->kind);
  const gboolean possible = kind != LW_CRITERION_SCORED || lw_criteria_tree_get_usual_scale (form->tree) != NULL;
  g_autofree char *note
      = !possible                      ? g_strdup (_("A scored criterion needs a scale: add one on the page Scales first."))
        : kind == LW_CRITERION_SCORED  ? g_strdup_printf (_("Marked on scale %s, for each lot; both can be changed afterwards."),
                                                         lw_criteria_tree_get_usual_scale (form->tree))
                                       : NULL;

  gtk_widget_set_visible (form->weight_label, has_weight (kind));
  gtk_widget_set_visible (GTK_WIDGET (form->weight), has_weight (kind));
  gtk_label_set_text (form->note, note != NULL ? note : "");
  gtk_widget_set_sensitive (form->add, possible);
  lw_criteria_field_check (form->weight);
}

void
lw_criteria_new_open (LwCriteriaNew *form, LwCriteriaNode *parent, LwCriterionKind kind)
{
  g_autofree char *id = lw_criteria_tree_propose_id (form->tree, parent);
  g_autofree char *where = lw_criteria_node_is_top (parent)
                               ? g_strdup (_("At the end of the top level"))
                               : g_strdup_printf (_("At the end of %s %s"), parent->id, parent->title);

  g_free (form->parent);
  form->parent = g_strdup (parent->id);
  gtk_label_set_text (form->heading, kind == LW_CRITERION_GROUP ? _("New group") : _("New criterion"));
  gtk_button_set_label (GTK_BUTTON (form->add), kind == LW_CRITERION_GROUP ? _("Add group") : _("Add criterion"));
  gtk_label_set_text (form->whereabouts, where);
  lw_criteria_field_reset (form->id, id);
  lw_criteria_field_reset (form->title, NULL);
  lw_criteria_field_reset (form->weight, kind == LW_CRITERION_GROUP ? NULL : "0");
  gtk_drop_down_set_selected (form->kind, kind);
  on_kind (form);
  gtk_widget_grab_focus (GTK_WIDGET (form->title));
}

/* ---- adding ---- */

static void
on_cancel (LwCriteriaNew *form)
{
  g_signal_emit (form, signals[CLOSED], 0);
}

/* Shows what is wrong in the form; the first field that is gets the focus. */
static gboolean
is_fine (LwCriteriaNew *form)
{
  LwCriteriaField *fields[] = { form->id, form->title, form->weight };
  LwCriteriaField *wrong = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      lw_criteria_field_check (fields[i]);
      if (wrong == NULL && lw_criteria_field_get_message (fields[i]) != NULL)
        wrong = fields[i];
    }
  if (wrong != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (wrong));
  return wrong == NULL;
}

static void
on_add (LwCriteriaNew *form)
{
  const LwCriterionKind kind = gtk_drop_down_get_selected (form->kind);
  const gboolean marked = kind == LW_CRITERION_SCORED || kind == LW_CRITERION_PASS_FAIL;

  if (!gtk_widget_get_sensitive (form->add) || !is_fine (form))
    return;
  g_autofree char *id = lw_criteria_field_get_text (form->id), *title = lw_criteria_field_get_text (form->title);
  g_autofree char *weight = lw_criteria_field_get_text (form->weight);
  g_auto (GStrv) values = g_new0 (char *, 9);
  values[0] = lw_criteria_value ("id", id);
  values[1] = lw_criteria_value ("parent", *form->parent != '\0' ? form->parent : NULL);
  values[2] = lw_criteria_value ("title", title);
  values[3] = lw_criteria_value ("kind", lw_criterion_kinds[kind]);
  values[4] = lw_criteria_value ("weight", has_weight (kind) ? weight : NULL);
  values[5] = lw_criteria_value ("scale", kind == LW_CRITERION_SCORED ? lw_criteria_tree_get_usual_scale (form->tree) : NULL);
  values[6] = lw_criteria_value ("scope", marked ? "lot" : NULL);
  values[7] = lw_criteria_value ("formula", kind == LW_CRITERION_PRICE ? lw_price_formulas[0].id : NULL);
  g_signal_emit (form, signals[ADDED], 0, id);
  lw_criteria_add_values (form->document, "criterion", (const char *const *) values);
}

/* Enter in a field of the form adds, Esc closes it. */
static gboolean
on_key (LwCriteriaNew *form, guint keyval, guint keycode, GdkModifierType modifiers)
{
  if (keyval == GDK_KEY_Escape)
    on_cancel (form);
  else if (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter)
    on_add (form);
  return keyval == GDK_KEY_Escape || keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter;
}

/* ---- as a widget ---- */

void
lw_criteria_new_fill_kinds (GtkDropDown *drop_down)
{
  const char *const kinds[]
      = { _("Group of criteria"), _("Scored on a scale"), _("Pass or fail"), _("Price"), _("Information"), NULL };
  g_autoptr (GtkStringList) list = gtk_string_list_new (kinds);

  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (list));
}

void
lw_criteria_new_set_up (LwCriteriaNew *form, LwDocument *document, LwCriteriaTree *tree)
{
  form->document = document;
  form->tree = tree;
}

static void
lw_criteria_new_finalize (GObject *object)
{
  g_free (LW_CRITERIA_NEW (object)->parent);
  G_OBJECT_CLASS (lw_criteria_new_parent_class)->finalize (object);
}

#define BIND(name) gtk_widget_class_bind_template_child (widget_class, LwCriteriaNew, name)

static void
lw_criteria_new_class_init (LwCriteriaNewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = lw_criteria_new_finalize;
  g_type_ensure (LW_TYPE_CRITERIA_FIELD);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/lotwise/plugins/evaluation/panel/lw-criteria-new.ui");
  BIND (heading);
  BIND (whereabouts);
  BIND (note);
  BIND (id);
  BIND (title);
  BIND (weight);
  BIND (kind);
  BIND (add);
  BIND (cancel);
  BIND (weight_label);
  signals[ADDED] = g_signal_new ("added", LW_TYPE_CRITERIA_NEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 G_TYPE_STRING);
  signals[CLOSED] = g_signal_new ("closed", LW_TYPE_CRITERIA_NEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
connect_field (LwCriteriaNew *form, LwCriteriaField *field, LwCriteriaCheck check)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  lw_criteria_field_set_check (field, check, form);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key), form);
  gtk_widget_add_controller (GTK_WIDGET (field), keys);
}

static void
lw_criteria_new_init (LwCriteriaNew *form)
{
  gtk_widget_init_template (GTK_WIDGET (form));
  lw_criteria_new_fill_kinds (form->kind);
  connect_field (form, form->id, check_id);
  connect_field (form, form->title, check_title);
  connect_field (form, form->weight, check_weight);
  g_signal_connect_swapped (form->kind, "notify::selected", G_CALLBACK (on_kind), form);
  g_signal_connect_swapped (form->add, "clicked", G_CALLBACK (on_add), form);
  g_signal_connect_swapped (form->cancel, "clicked", G_CALLBACK (on_cancel), form);
}
