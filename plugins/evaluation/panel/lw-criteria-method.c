/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The page of the method: its choices, each saved by itself, with an example of what its rounding does. */
#include "config.h"

#include "lw-criteria-method.h"

#include "lw-criteria-edits.h"
#include "lw-criteria-field.h"
#include "lw-criteria-ranking.h"
#include "lw-criteria-save.h"
#include "lw-criteria-ties.h"
#include "lw-evaluation-explain.h"
#include "panel/lw-panel.h"

#include <string.h>

#include "base/lw-i18n.h"

struct _LwCriteriaMethod
{
  AdwBin parent_instance;
  LwDocument *document;
  LwCriteriaTree *tree;
  gboolean filling;

  AdwBin *chip;
  AdwComboRow *weights, *stage, *rule;
  LwCriteriaField *whole, *places, *minimum;
  GtkSwitch *minimum_switch;
  GtkLabel *example;
  LwCriteriaRanking *ranking;
  LwCriteriaTies *ties;
};

G_DEFINE_FINAL_TYPE (LwCriteriaMethod, lw_criteria_method, ADW_TYPE_BIN)

/* In the order of the lists on screen. */
static const LwRoundingStage stages[] = { LW_ROUND_CRITERION, LW_ROUND_SECTION, LW_ROUND_TOTAL, LW_ROUND_NEVER };

/* ---- the example ---- */

static void
ratio (LwRational *value, gint64 weight, gint64 mark, gint64 top)
{
  lw_rational_set_int (value, weight * mark, top);
}

static char *
decimal (const LwRational *value, guint places, LwRounding rule)
{
  return lw_rational_to_decimal (value, places, rule);
}

char *
lw_criteria_method_example (LwRoundingStage stage, guint places, LwRounding rule)
{
  g_auto (LwRational) first = LW_RATIONAL_INIT, second = LW_RATIONAL_INIT, sum = LW_RATIONAL_INIT;

  ratio (&first, 40, 2, 3);
  ratio (&second, 60, 5, 7);
  lw_rational_add (&sum, &first, &second);
  if (stage == LW_ROUND_NEVER)
    {
      g_autofree char *shown = lw_evaluation_shown (&sum, places);
      return g_strdup_printf (_("Example: 40 × 2 ÷ 3 + 60 × 5 ÷ 7 stays exact, %s"), shown);
    }
  g_autofree char *total = decimal (&sum, places, rule);
  g_autofree char *exact = lw_evaluation_shown (&sum, places);
  if (stage == LW_ROUND_TOTAL)
    return g_strdup_printf (_("Example: 40 × 2 ÷ 3 + 60 × 5 ÷ 7 = %s, rounded once: %s"), exact, total);
  lw_rational_round (&first, places, rule);
  lw_rational_round (&second, places, rule);
  lw_rational_add (&sum, &first, &second);
  g_autofree char *one = decimal (&first, places, rule), *two = decimal (&second, places, rule);
  g_autofree char *both = decimal (&sum, places, rule);
  return g_strdup_printf (_("Example: 40 × 2 ÷ 3 + 60 × 5 ÷ 7 becomes %s + %s = %s; rounded once in the end it would be %s"),
                          one, two, both, total);
}

/* ---- what the fields may hold ---- */

static char *
check_whole (LwCriteriaField *field, const char *text, gpointer data)
{
  g_auto (LwRational) number = LW_RATIONAL_INIT;
  char *wrong = lw_criteria_check_decimal (text, TRUE);

  if (wrong == NULL && lw_rational_parse (&number, text, "", NULL) && lw_rational_sign (&number) == 0)
    return g_strdup (_("Expected the points of a perfect bid, found 0"));
  return wrong;
}

static char *
check_minimum (LwCriteriaField *field, const char *text, gpointer data)
{
  return lw_criteria_check_decimal (text, FALSE);
}

static char *
check_places (LwCriteriaField *field, const char *text, gpointer data)
{
  return g_ascii_string_to_unsigned (text, 10, 0, LW_PLACES_MAX, NULL, NULL)
             ? NULL
             : g_strdup_printf (_("Expected a whole number from 0 to %d"), LW_PLACES_MAX);
}

/* ---- saving ---- */

static void
save (LwCriteriaMethod *page, const char *field, const char *text)
{
  g_autofree char *value = lw_criteria_value (field, text);
  lw_criteria_set (page->document, "method", "method", value, NULL);
}

static void
on_commit (LwCriteriaField *field, const char *text, LwCriteriaMethod *page)
{
  save (page, field == page->whole ? "whole" : field == page->places ? "places" : "minimum", text);
}

static void
on_weights (LwCriteriaMethod *page)
{
  const LwEvaluationWeights weights
      = adw_combo_row_get_selected (page->weights) == 0 ? LW_WEIGHTS_POINTS : LW_WEIGHTS_BASIS_POINTS;

  if (!page->filling && weights != page->tree->weights)
    lw_document_edit (page->document, lw_criteria_set_weights (weights, lw_document_get_person (page->document)), NULL);
}

static void
on_stage (LwCriteriaMethod *page)
{
  if (!page->filling)
    save (page, "rounding", lw_rounding_stage_to_string (stages[adw_combo_row_get_selected (page->stage)]));
}

static void
on_rule (LwCriteriaMethod *page)
{
  if (!page->filling)
    save (page, "rule", lw_rounding_to_string (adw_combo_row_get_selected (page->rule)));
}

static void
on_minimum_switch (LwCriteriaMethod *page)
{
  const gboolean set = gtk_switch_get_active (page->minimum_switch);

  if (page->filling)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (page->minimum), set);
  if (set)
    gtk_widget_grab_focus (GTK_WIDGET (page->minimum));
  else if (page->tree->minimum != NULL)
    save (page, "minimum", NULL);
}

/* ---- showing ---- */

static void
fill_words (LwCriteriaMethod *page, LwRoundingStage stage, LwRounding rule)
{
  static const char *const of_stage[] = {
    [LW_ROUND_NEVER] = N_("Nothing is rounded: totals are compared as exact fractions."),
    [LW_ROUND_CRITERION] = N_("What each criterion earns is rounded, price too; totals are sums of the rounded."),
    [LW_ROUND_SECTION] = N_("Each criterion at the top is summed exactly and then rounded; totals are sums of the rounded."),
    [LW_ROUND_TOTAL] = N_("Everything is summed exactly and rounded once, at the end."),
  };
  static const char *const of_rule[] = {
    [LW_ROUNDING_HALF_UP] = N_("A half goes away from zero: 2.345 becomes 2.35."),
    [LW_ROUNDING_HALF_EVEN] = N_("A half goes to the even digit: 2.345 becomes 2.34, 2.355 becomes 2.36."),
    [LW_ROUNDING_DOWN] = N_("Digits are cut off: 2.349 becomes 2.34."),
    [LW_ROUNDING_UP] = N_("Anything left over counts up: 2.341 becomes 2.35."),
  };
  g_autofree char *example = lw_criteria_method_example (stage, page->tree->places, rule);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (page->weights),
                               page->tree->weights == LW_WEIGHTS_POINTS
                                   ? _("A weight is points of the whole; criteria in a group add up to its weight. To change"
                                       " this converts all weights and no result.")
                                   : _("A weight is a share of what it is in, and each group adds up to 10000. To change this"
                                       " converts all weights and no result."));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (page->stage), _(of_stage[stage]));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (page->rule), _(of_rule[rule]));
  gtk_label_set_text (page->example, example);
}

static void
fill_lock (LwCriteriaMethod *page)
{
  const char *why = lw_criteria_why_not (page->document, page->tree);
  GtkWidget *choices[] = { GTK_WIDGET (page->weights), GTK_WIDGET (page->stage), GTK_WIDGET (page->rule),
                           GTK_WIDGET (page->minimum_switch) };
  LwCriteriaField *fields[] = { page->whole, page->places, page->minimum };

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      gtk_widget_set_sensitive (choices[i], why == NULL);
      gtk_widget_set_tooltip_text (choices[i], why);
    }
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    lw_criteria_field_set_locked (fields[i], why);
  gtk_widget_set_sensitive (GTK_WIDGET (page->minimum), why == NULL && gtk_switch_get_active (page->minimum_switch));
}

void
lw_criteria_method_reloaded (LwCriteriaMethod *page, gboolean fresh)
{
  const LwCriteriaTree *tree = page->tree;
  g_autofree char *places = g_strdup_printf ("%u", tree->places);
  LwRoundingStage stage;
  LwRounding rule;
  guint row = 0;

  if (tree->whole == NULL || !lw_rounding_stage_parse (tree->rounding, &stage, NULL)
      || !lw_rounding_parse (tree->rule, &rule, NULL))
    return;
  while (stages[row] != stage)
    row++;
  page->filling = TRUE;
  adw_bin_set_child (page->chip, lw_trust_chip_new (tree->trust));
  adw_combo_row_set_selected (page->weights, tree->weights == LW_WEIGHTS_POINTS ? 0 : 1);
  adw_combo_row_set_selected (page->stage, row);
  adw_combo_row_set_selected (page->rule, rule);
  lw_criteria_field_show (page->whole, tree->whole, fresh);
  lw_criteria_field_show (page->places, places, fresh);
  lw_criteria_field_show (page->minimum, tree->minimum, fresh);
  if (fresh || !lw_criteria_field_has_focus (page->minimum))
    gtk_switch_set_active (page->minimum_switch, tree->minimum != NULL);
  fill_words (page, stage, rule);
  fill_lock (page);
  lw_criteria_ranking_reloaded (page->ranking, fresh);
  lw_criteria_ties_reloaded (page->ties, fresh);
  page->filling = FALSE;
}

static void
set_choices (AdwComboRow *row, const char *const *titles)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (titles);
  adw_combo_row_set_model (row, G_LIST_MODEL (list));
}

void
lw_criteria_method_set_up (LwCriteriaMethod *page, LwDocument *document, LwCriteriaTree *tree)
{
  page->document = document;
  page->tree = tree;
  lw_criteria_ranking_set_up (page->ranking, document, tree);
  lw_criteria_ties_set_up (page->ties, document, tree);
}

/* ---- as a widget ---- */

#define BIND(name) gtk_widget_class_bind_template_child (widget_class, LwCriteriaMethod, name)

static void
lw_criteria_method_class_init (LwCriteriaMethodClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  g_type_ensure (LW_TYPE_CRITERIA_FIELD);
  g_type_ensure (LW_TYPE_CRITERIA_RANKING);
  g_type_ensure (LW_TYPE_CRITERIA_TIES);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/lotwise/plugins/evaluation/panel/lw-criteria-method.ui");
  BIND (chip);
  BIND (weights);
  BIND (stage);
  BIND (rule);
  BIND (whole);
  BIND (places);
  BIND (minimum);
  BIND (minimum_switch);
  BIND (example);
  BIND (ranking);
  BIND (ties);
}

static void
name_row (AdwComboRow *row, const char *label)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
lw_criteria_method_init (LwCriteriaMethod *page)
{
  const char *const weights[] = { _("Points"), _("Basis points"), NULL };
  const char *const rounding[] = { _("At each criterion"), _("At each section"), _("Of the total"), _("Never"), NULL };
  const char *const rules[] = { _("Half up"), _("Half to even"), _("Down"), _("Up"), NULL };

  gtk_widget_init_template (GTK_WIDGET (page));
  set_choices (page->weights, weights);
  set_choices (page->stage, rounding);
  set_choices (page->rule, rules);
  name_row (page->weights, _("Weights are written in"));
  name_row (page->stage, _("Rounding happens"));
  name_row (page->rule, _("Rule of rounding"));
  lw_criteria_field_set_check (page->whole, check_whole, page);
  lw_criteria_field_set_check (page->places, check_places, page);
  lw_criteria_field_set_check (page->minimum, check_minimum, page);
  g_signal_connect (page->whole, "commit", G_CALLBACK (on_commit), page);
  g_signal_connect (page->places, "commit", G_CALLBACK (on_commit), page);
  g_signal_connect (page->minimum, "commit", G_CALLBACK (on_commit), page);
  g_signal_connect_swapped (page->weights, "notify::selected", G_CALLBACK (on_weights), page);
  g_signal_connect_swapped (page->stage, "notify::selected", G_CALLBACK (on_stage), page);
  g_signal_connect_swapped (page->rule, "notify::selected", G_CALLBACK (on_rule), page);
  g_signal_connect_swapped (page->minimum_switch, "notify::active", G_CALLBACK (on_minimum_switch), page);
}
