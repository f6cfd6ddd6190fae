/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The pane beside the tree: every field of the selected criterion, each saved by itself, and which of them its kind has.
 * The form for a new criterion, which takes its place for a while, is in lw-criteria-new.c.
 */
#include "config.h"

#include "lw-criteria-detail.h"

#include "base/lw-money.h"
#include "lw-criteria-field.h"
#include "lw-criteria-new.h"
#include "lw-criteria-save.h"
#include "lw-evaluation-panels.h"
#include "lw-evaluation-text.h"
#include "panel/lw-panel.h"

#include <string.h>

#include "base/lw-i18n.h"

struct _LwCriteriaDetail
{
  AdwBin parent_instance;
  LwDocument *document;
  LwCriteriaTree *tree;
  LwCriteriaNode *node; /* what is shown, or NULL */
  gulong node_changed;
  gboolean filling;

  GtkStack *stack;
  GtkLabel *heading, *whereabouts, *weight_label, *worth, *minimum_note, *optimum_label, *top_label, *factor_label, *note;
  AdwBin *chip;
  LwCriteriaField *title_field, *weight_field, *minimum_field, *optimum_field, *top_field, *factor_field, *guidance_field;
  GtkDropDown *kind, *scale, *scope, *formula;
  GtkSwitch *minimum_switch;
  GtkWidget *weight_box, *scale_label, *scope_label, *minimum_label, *minimum_box, *formula_label;
  LwCriteriaNew *new_form;
};

G_DEFINE_FINAL_TYPE (LwCriteriaDetail, lw_criteria_detail, ADW_TYPE_BIN)

enum
{
  ADDED,
  CLOSED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

/* ---- what the fields may hold ---- */

static char *
check_title (LwCriteriaField *field, const char *text, gpointer data)
{
  return lw_criteria_check_line (text);
}

static char *
check_guidance (LwCriteriaField *field, const char *text, gpointer data)
{
  return lw_criteria_check_long (text);
}

static char *
check_weight (LwCriteriaField *field, const char *text, gpointer data)
{
  LwCriteriaDetail *detail = data;
  return detail->node != NULL ? lw_criteria_check_weight (detail->tree, detail->node->kind, text) : NULL;
}

static char *
check_minimum (LwCriteriaField *field, const char *text, gpointer data)
{
  LwCriteriaDetail *detail = data;
  return detail->node != NULL ? lw_criteria_check_minimum (detail->tree, detail->node, text) : NULL;
}

/* Both prices of the range: each is money, and the optimum is the lower one. */
static char *
check_price (LwCriteriaField *field, const char *text, gpointer data)
{
  LwCriteriaDetail *detail = data;
  const gboolean is_optimum = field == detail->optimum_field;
  const char *currency = lw_document_get_currency (detail->document);
  const char *other = detail->node == NULL ? NULL : is_optimum ? detail->node->top : detail->node->optimum;
  gint64 minor, minor_other;

  if (!lw_money_parse (text, currency, "", &minor, NULL) || minor < 0)
    {
      g_autofree char *cut = lw_evaluation_text_cut (text);
      return g_strdup_printf (_("Expected an amount in %s such as 8400000.00, found “%s”"), currency, cut);
    }
  if (other == NULL || !lw_money_parse (other, currency, "", &minor_other, NULL)
      || (is_optimum ? minor < minor_other : minor > minor_other))
    return NULL;
  g_autofree char *shown = lw_money_format (minor_other, currency);
  return is_optimum ? g_strdup_printf (_("Expected a price below %s, which earns none of the points"), shown)
                    : g_strdup_printf (_("Expected a price above %s, which earns all the points"), shown);
}

/* A of the logarithmic formula. */
static char *
check_factor (LwCriteriaField *field, const char *text, gpointer data)
{
  g_autofree char *cut = lw_evaluation_text_cut (text);
  LwFraction factor;

  return lw_price_factor_parse (text, &factor, NULL) ? NULL
                                                     : g_strdup_printf (_("Expected a number above 1 such as 2, found “%s”"), cut);
}

/* ---- saving ---- */

static void
save (LwCriteriaDetail *detail, const char *field, const char *text)
{
  g_autofree char *value = lw_criteria_value (field, text);
  lw_criteria_set (detail->document, "criterion", detail->node->id, value, NULL);
}

static void
on_commit (LwCriteriaField *field, const char *text, LwCriteriaDetail *detail)
{
  const char *name = field == detail->title_field     ? "title"
                     : field == detail->weight_field  ? "weight"
                     : field == detail->minimum_field ? "minimum"
                     : field == detail->optimum_field ? "optimum"
                     : field == detail->top_field     ? "top"
                     : field == detail->factor_field  ? "factor"
                                                      : "guidance";
  if (detail->node != NULL)
    save (detail, name, text);
}

static void
on_weight_draft (LwCriteriaField *field, LwCriteriaDetail *detail)
{
  g_autofree char *text = lw_criteria_field_get_text (field);

  if (detail->node != NULL)
    lw_criteria_tree_set_draft (detail->tree, detail->node, lw_criteria_field_is_draft (field) ? text : NULL);
}

/* Another kind takes other fields: those that it may not have are cleared, those that it must have are filled. */
static void
save_kind (LwCriteriaDetail *detail, LwCriterionKind kind)
{
  const LwCriteriaNode *node = detail->node;
  const gboolean weighted = kind == LW_CRITERION_SCORED || kind == LW_CRITERION_PRICE;
  g_autofree char *kind_value = lw_criteria_value ("kind", lw_criterion_kinds[kind]);
  g_autofree char *weight = lw_criteria_value (
      "weight", weighted && node->weight == NULL ? "0" : weighted || kind == LW_CRITERION_GROUP ? node->weight : NULL);
  const char *usual = kind == LW_CRITERION_SCORED ? lw_criteria_tree_get_usual_scale (detail->tree) : NULL;
  g_autofree char *scale = lw_criteria_value ("scale", usual);
  const gboolean scoped = kind == LW_CRITERION_SCORED || kind == LW_CRITERION_PASS_FAIL;
  g_autofree char *scope = lw_criteria_value ("scope", !scoped ? NULL : node->common ? "common" : "lot");
  g_autofree char *formula = lw_criteria_value ("formula", kind == LW_CRITERION_PRICE ? lw_price_formulas[0].id : NULL);

  lw_criteria_set (detail->document, "criterion", node->id, kind_value, weight, scale, scope, "minimum=", formula, "optimum=",
                   "top=", "factor=", NULL);
}

static void
on_kind (LwCriteriaDetail *detail)
{
  const LwCriterionKind kind = gtk_drop_down_get_selected (detail->kind);

  if (!detail->filling && detail->node != NULL && kind != detail->node->kind)
    save_kind (detail, kind);
}

static void
on_scale (LwCriteriaDetail *detail)
{
  const guint selected = gtk_drop_down_get_selected (detail->scale);

  if (detail->filling || detail->node == NULL || selected >= detail->tree->scales->len)
    return;
  save (detail, "scale", ((LwCriteriaScale *) g_ptr_array_index (detail->tree->scales, selected))->id);
}

static void
on_scope (LwCriteriaDetail *detail)
{
  if (!detail->filling && detail->node != NULL)
    save (detail, "scope", gtk_drop_down_get_selected (detail->scope) == 1 ? "common" : "lot");
}

/* Terms begin with what is there to be changed: the engine wants them with the formula. */
static void
on_formula (LwCriteriaDetail *detail)
{
  if (detail->filling || detail->node == NULL)
    return;
  const LwPriceFormula *formula = &lw_price_formulas[gtk_drop_down_get_selected (detail->formula)];
  g_autofree char *value = lw_criteria_value ("formula", formula->id);

  if (g_strcmp0 (formula->id, detail->node->formula) != 0)
    lw_criteria_set (detail->document, "criterion", detail->node->id, value, formula->has_terms ? "optimum=0" : "optimum=",
                     formula->has_terms ? "top=1000000" : "top=", formula->has_factor ? "factor=2" : "factor=", NULL);
}

static void
show_minimum (LwCriteriaDetail *detail)
{
  const gboolean set = gtk_switch_get_active (detail->minimum_switch);
  const char *note = lw_criteria_node_is_group (detail->node) ? _("Points of the group; a bid with fewer fails")
                                                            : _("A mark; a bid marked below it fails");

  gtk_widget_set_visible (GTK_WIDGET (detail->minimum_field), set);
  gtk_label_set_text (detail->minimum_note, set ? note : _("Not set, which is not zero: no bid fails here"));
}

static void
on_minimum_switch (LwCriteriaDetail *detail)
{
  if (detail->filling || detail->node == NULL)
    return;
  show_minimum (detail);
  if (gtk_switch_get_active (detail->minimum_switch))
    gtk_widget_grab_focus (GTK_WIDGET (detail->minimum_field));
  else if (detail->node->minimum != NULL)
    save (detail, "minimum", NULL);
}

/* ---- showing ---- */

static void
fill_scales (LwCriteriaDetail *detail)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  guint selected = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; i < detail->tree->scales->len; i++)
    {
      const LwCriteriaScale *scale = g_ptr_array_index (detail->tree->scales, i);
      g_autofree char *text = g_strdup_printf ("%s: %s", scale->id, scale->title);

      gtk_string_list_append (titles, text);
      if (g_strcmp0 (scale->id, detail->node->scale) == 0)
        selected = i;
    }
  gtk_drop_down_set_model (detail->scale, G_LIST_MODEL (titles));
  gtk_drop_down_set_selected (detail->scale, selected);
}

static void
fill_heading (LwCriteriaDetail *detail)
{
  LwCriteriaNode *node = detail->node;
  const guint place = lw_criteria_node_get_index (node) + 1, n = lw_criteria_node_n_children (node->parent);
  g_autofree char *where = lw_criteria_node_is_top (node->parent)
                               ? g_strdup_printf (_("%u of %u at the top"), place, n)
                               : g_strdup_printf (_("%u of %u in %s %s"), place, n, node->parent->id, node->parent->title);

  gtk_label_set_text (detail->heading, node->id);
  gtk_label_set_text (detail->whereabouts, where);
  adw_bin_set_child (detail->chip, lw_trust_chip_new (node->trust));
}

static void
fill_worth (LwCriteriaDetail *detail)
{
  const LwCriteriaNode *node = detail->node;
  g_autofree char *text = node->points != NULL && detail->tree->weights == LW_WEIGHTS_BASIS_POINTS
                              ? g_strdup_printf (_("= %s points of %s"), node->points, detail->tree->whole)
                              : NULL;
  gtk_label_set_text (detail->worth, text != NULL ? text : "");
}

/* Whether a mark of the criterion counts or is in dispute somewhere. */
static gboolean
has_marks (LwCriteriaDetail *detail)
{
  LwEvaluationLive *live = lw_evaluation_session (detail->document);
  const LwEvaluationMarks *marks = live != NULL ? lw_evaluation_live_get_marks (live) : NULL;
  const int index = marks != NULL ? lw_evaluation_model_find (marks->model, detail->node->id, -1) : -1;
  const LwEvaluationCriterion *criterion = index >= 0 ? &marks->model->criteria[index] : NULL;

  if (criterion == NULL || !lw_evaluation_criterion_is_marked (criterion))
    return FALSE;
  for (guint bid = 0; bid < marks->n_bids; bid++)
    if (lw_evaluation_marks_row (marks, bid)[criterion->first_leaf] != LW_CELL_MISSING)
      return TRUE;
  return FALSE;
}

static void
fill_range (LwCriteriaDetail *detail, gboolean fresh)
{
  const char *currency = lw_document_get_currency (detail->document);
  g_autofree char *optimum = g_strdup_printf (_("All points, %s"), currency);
  g_autofree char *top = g_strdup_printf (_("None, %s"), currency);

  gtk_label_set_text (detail->optimum_label, optimum);
  gtk_label_set_text (detail->top_label, top);
  lw_criteria_field_show (detail->optimum_field, detail->node->optimum, fresh);
  lw_criteria_field_show (detail->top_field, detail->node->top, fresh);
  lw_criteria_field_show (detail->factor_field, detail->node->factor, fresh);
}

static void
fill_visibility (LwCriteriaDetail *detail)
{
  const LwCriteriaNode *node = detail->node;
  const LwPriceFormula *formula = lw_price_formula_find (node->formula);
  const gboolean scored = node->kind == LW_CRITERION_SCORED, scoped = scored || node->kind == LW_CRITERION_PASS_FAIL;
  const gboolean minimum = scored || lw_criteria_node_is_group (node), price = node->kind == LW_CRITERION_PRICE;
  const gboolean terms = price && formula != NULL && formula->has_terms;
  const gboolean factor = price && formula != NULL && formula->has_factor;
  struct
  {
    gpointer widget;
    gboolean visible;
  } const parts[] = {
    { detail->weight_label, lw_criteria_node_has_weight (node) }, { detail->weight_box, lw_criteria_node_has_weight (node) },
    { detail->scale_label, scored },     { detail->scale, scored },         { detail->scope_label, scoped },
    { detail->scope, scoped },           { detail->minimum_label, minimum }, { detail->minimum_box, minimum },
    { detail->formula_label, price },    { detail->formula, price },        { detail->optimum_label, terms },
    { detail->optimum_field, terms },    { detail->top_label, terms },      { detail->top_field, terms },
    { detail->factor_label, factor },    { detail->factor_field, factor },
  };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    gtk_widget_set_visible (parts[i].widget, parts[i].visible);
}

static void
fill_note (LwCriteriaDetail *detail)
{
  const char *why = lw_criteria_why_not (detail->document, detail->tree);
  const gboolean editable = why == NULL;
  const gboolean marked = has_marks (detail), inside = lw_criteria_node_n_children (detail->node) > 0;
  const char *note = marked   ? _("Marks are given on it: kind and “Marked for” stay as they are while they are there.")
                     : inside ? _("Criteria are in it: it stays a group while they are there.")
                     : detail->node->kind == LW_CRITERION_PASS_FAIL ? _("A bid that fails here is not ranked.")
                     : detail->node->kind == LW_CRITERION_INFORMATION
                         ? _("For information: it is not marked and earns no points.")
                         : NULL;
  gtk_label_set_text (detail->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (detail->note), note != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (detail->kind), editable && !marked && !inside);
  gtk_widget_set_sensitive (GTK_WIDGET (detail->scope), editable && !marked);
  gtk_widget_set_sensitive (GTK_WIDGET (detail->scale), editable);
  gtk_widget_set_sensitive (GTK_WIDGET (detail->formula), editable);
  gtk_widget_set_sensitive (GTK_WIDGET (detail->minimum_switch), editable);
  GtkWidget *choices[] = { GTK_WIDGET (detail->kind), GTK_WIDGET (detail->scope), GTK_WIDGET (detail->scale),
                           GTK_WIDGET (detail->formula), GTK_WIDGET (detail->minimum_switch) };
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    gtk_widget_set_tooltip_text (choices[i], why);
}

static void
fill_lock (LwCriteriaDetail *detail)
{
  LwCriteriaField *fields[] = { detail->title_field,   detail->weight_field, detail->minimum_field,
                                detail->optimum_field, detail->top_field,    detail->factor_field, detail->guidance_field };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    lw_criteria_field_set_locked (fields[i], lw_criteria_why_not (detail->document, detail->tree));
}

static void
fill (LwCriteriaDetail *detail, gboolean fresh)
{
  const LwCriteriaNode *node = detail->node;
  const LwPriceFormula *formula = lw_price_formula_find (node->formula);
  const gboolean typing_minimum = !fresh && lw_criteria_field_has_focus (detail->minimum_field);

  detail->filling = TRUE;
  fill_heading (detail);
  fill_worth (detail);
  lw_criteria_field_show (detail->title_field, node->title, fresh);
  gtk_label_set_text (detail->weight_label, detail->tree->weights == LW_WEIGHTS_POINTS ? _("Weight, points") : _("Weight, bp"));
  lw_criteria_field_show (detail->weight_field, node->weight, fresh);
  gtk_drop_down_set_selected (detail->kind, node->kind);
  fill_scales (detail);
  gtk_drop_down_set_selected (detail->scope, node->common ? 1 : 0);
  if (!typing_minimum)
    gtk_switch_set_active (detail->minimum_switch, node->minimum != NULL);
  lw_criteria_field_show (detail->minimum_field, node->minimum, fresh);
  show_minimum (detail);
  gtk_drop_down_set_selected (detail->formula, formula != NULL ? (guint) (formula - lw_price_formulas) : 0);
  fill_range (detail, fresh);
  lw_criteria_field_show (detail->guidance_field, node->guidance, fresh);
  fill_visibility (detail);
  fill_note (detail);
  fill_lock (detail);
  detail->filling = FALSE;
}

static void
on_node_changed (LwCriteriaDetail *detail)
{
  fill_worth (detail);
}

static void
set_node (LwCriteriaDetail *detail, LwCriteriaNode *node)
{
  if (detail->node != NULL)
    g_clear_signal_handler (&detail->node_changed, detail->node);
  g_set_object (&detail->node, node);
  if (node != NULL)
    detail->node_changed = g_signal_connect_swapped (node, "changed", G_CALLBACK (on_node_changed), detail);
}

/* What is typed and not wrong is saved before another criterion is shown, unless the one that was shown is gone. */
static void
commit_all (LwCriteriaDetail *detail)
{
  if (lw_criteria_tree_find (detail->tree, detail->node->id) == NULL)
    return;
  LwCriteriaField *fields[] = { detail->title_field,   detail->weight_field, detail->minimum_field,
                                detail->optimum_field, detail->top_field,    detail->factor_field, detail->guidance_field };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    lw_criteria_field_commit (fields[i]);
  /* a wrong weight is given up with its field, in the sums too */
  if (lw_criteria_field_is_draft (detail->weight_field))
    lw_criteria_tree_set_draft (detail->tree, detail->node, NULL);
}

void
lw_criteria_detail_show (LwCriteriaDetail *detail, LwCriteriaNode *node, gboolean reload)
{
  /* the same criterion is another object when it became a group */
  const gboolean fresh = node != NULL && (detail->node == NULL || !g_str_equal (node->id, detail->node->id));

  if (fresh && detail->node != NULL)
    commit_all (detail);
  set_node (detail, node);
  if (node != NULL)
    fill (detail, fresh);
  if (!reload || !lw_criteria_detail_is_adding (detail) || lw_criteria_why_not (detail->document, detail->tree) != NULL)
    gtk_stack_set_visible_child_name (detail->stack, node != NULL ? "form" : "none");
}

void
lw_criteria_detail_restore (LwCriteriaDetail *detail)
{
  if (detail->node == NULL)
    return;
  fill (detail, FALSE);
  if (lw_criteria_field_is_draft (detail->weight_field))
    g_signal_emit_by_name (detail->weight_field, "draft");
}

/* ---- a new criterion ---- */

gboolean
lw_criteria_detail_is_adding (LwCriteriaDetail *detail)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (detail->stack), "new") == 0;
}

void
lw_criteria_detail_add (LwCriteriaDetail *detail, LwCriteriaNode *parent, LwCriterionKind kind)
{
  gtk_stack_set_visible_child_name (detail->stack, "new");
  lw_criteria_new_open (detail->new_form, parent, kind);
}

static void
close_new (LwCriteriaDetail *detail)
{
  gtk_stack_set_visible_child_name (detail->stack, detail->node != NULL ? "form" : "none");
}

static void
on_added (LwCriteriaDetail *detail, const char *id)
{
  close_new (detail);
  g_signal_emit (detail, signals[ADDED], 0, id);
}

static void
on_closed (LwCriteriaDetail *detail)
{
  close_new (detail);
  g_signal_emit (detail, signals[CLOSED], 0);
}

/* ---- as a widget ---- */

static void
set_choices (GtkDropDown *drop_down, const char *const *titles)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (titles);
  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (list));
}

static void
fill_choices (LwCriteriaDetail *detail)
{
  const char *scopes[] = { _("each lot"), _("all lots at once"), NULL };
  g_autoptr (GPtrArray) formulas = g_ptr_array_new ();

  for (const LwPriceFormula *formula = lw_price_formulas; formula->id != NULL; formula++)
    g_ptr_array_add (formulas, (gpointer) _(formula->title));
  g_ptr_array_add (formulas, NULL);
  detail->filling = TRUE;
  lw_criteria_new_fill_kinds (detail->kind);
  set_choices (detail->scope, scopes);
  set_choices (detail->formula, (const char *const *) formulas->pdata);
  detail->filling = FALSE;
}

void
lw_criteria_detail_set_up (LwCriteriaDetail *detail, LwDocument *document, LwCriteriaTree *tree)
{
  detail->document = document;
  detail->tree = tree;
  lw_criteria_new_set_up (detail->new_form, document, tree);
}

static void
lw_criteria_detail_dispose (GObject *object)
{
  LwCriteriaDetail *detail = LW_CRITERIA_DETAIL (object);

  set_node (detail, NULL);
  G_OBJECT_CLASS (lw_criteria_detail_parent_class)->dispose (object);
}

#define BIND(name) gtk_widget_class_bind_template_child (widget_class, LwCriteriaDetail, name)

static void
lw_criteria_detail_class_init (LwCriteriaDetailClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = lw_criteria_detail_dispose;
  g_type_ensure (LW_TYPE_CRITERIA_FIELD);
  g_type_ensure (LW_TYPE_CRITERIA_NEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/lotwise/plugins/evaluation/panel/lw-criteria-detail.ui");
  BIND (stack);
  BIND (heading);
  BIND (whereabouts);
  BIND (weight_label);
  BIND (worth);
  BIND (minimum_note);
  BIND (optimum_label);
  BIND (top_label);
  BIND (factor_label);
  BIND (note);
  BIND (chip);
  BIND (title_field);
  BIND (weight_field);
  BIND (minimum_field);
  BIND (optimum_field);
  BIND (top_field);
  BIND (factor_field);
  BIND (guidance_field);
  BIND (kind);
  BIND (scale);
  BIND (scope);
  BIND (formula);
  BIND (minimum_switch);
  BIND (weight_box);
  BIND (scale_label);
  BIND (scope_label);
  BIND (minimum_label);
  BIND (minimum_box);
  BIND (formula_label);
  BIND (new_form);
  signals[ADDED] = g_signal_new ("added", LW_TYPE_CRITERIA_DETAIL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 G_TYPE_STRING);
  signals[CLOSED] = g_signal_new ("closed", LW_TYPE_CRITERIA_DETAIL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
connect_field (LwCriteriaDetail *detail, LwCriteriaField *field, LwCriteriaCheck check)
{
  lw_criteria_field_set_check (field, check, detail);
  g_signal_connect (field, "commit", G_CALLBACK (on_commit), detail);
}

static void
lw_criteria_detail_init (LwCriteriaDetail *detail)
{
  gtk_widget_init_template (GTK_WIDGET (detail));
  fill_choices (detail);
  connect_field (detail, detail->title_field, check_title);
  connect_field (detail, detail->weight_field, check_weight);
  connect_field (detail, detail->minimum_field, check_minimum);
  connect_field (detail, detail->optimum_field, check_price);
  connect_field (detail, detail->top_field, check_price);
  connect_field (detail, detail->factor_field, check_factor);
  connect_field (detail, detail->guidance_field, check_guidance);
  g_signal_connect (detail->weight_field, "draft", G_CALLBACK (on_weight_draft), detail);
  g_signal_connect_swapped (detail->kind, "notify::selected", G_CALLBACK (on_kind), detail);
  g_signal_connect_swapped (detail->scale, "notify::selected", G_CALLBACK (on_scale), detail);
  g_signal_connect_swapped (detail->scope, "notify::selected", G_CALLBACK (on_scope), detail);
  g_signal_connect_swapped (detail->formula, "notify::selected", G_CALLBACK (on_formula), detail);
  g_signal_connect_swapped (detail->minimum_switch, "notify::active", G_CALLBACK (on_minimum_switch), detail);
  g_signal_connect_swapped (detail->new_form, "added", G_CALLBACK (on_added), detail);
  g_signal_connect_swapped (detail->new_form, "closed", G_CALLBACK (on_closed), detail);
}
