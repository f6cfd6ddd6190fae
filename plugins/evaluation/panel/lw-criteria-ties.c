/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A row for each rule. To move one swaps what two rows say: their places are what they are named by. */
#include "config.h"

#include "lw-criteria-ties.h"

#include "base/lw-id.h"
#include "lw-criteria-field.h"
#include "lw-criteria-save.h"
#include "lw-evaluation-text.h"
#include "lw-evaluation-ties.h"
#include "model/lw-model.h"

#include <string.h>

#include "base/lw-i18n.h"

/* The program lets a rule have so high a place. */
#define MOST_RULES 99

typedef struct
{
  gint64 position;
  char *rule, *criterion, *seed;
} Rule;

struct _LwCriteriaTies
{
  AdwBin parent_instance;
  LwDocument *document;
  LwCriteriaTree *tree;
  GPtrArray *rules;    /* of Rule */
  GPtrArray *criteria; /* ids of those that earn points, in order */
  GPtrArray *rows;
  AdwPreferencesGroup *group;
  GtkWidget *add;
  GSimpleActionGroup *actions;
  char *shown;  /* what the rows were made of */
  int wanted;   /* rule whose button gets the focus when the rows are made anew, or -1 */
  guint button; /* which of its buttons: 0 up, 1 down, 2 remove */
};

G_DEFINE_FINAL_TYPE (LwCriteriaTies, lw_criteria_ties, ADW_TYPE_BIN)

static const char *const titles[] = {
  [LW_TIE_HIGHER_QUALITY] = N_("Higher quality"),
  [LW_TIE_CRITERION] = N_("Higher points of a criterion"),
  [LW_TIE_LOWER_PRICE] = N_("Lower price"),
  [LW_TIE_DRAWN_LOT] = N_("A lot is drawn"),
};

static const char *const about[] = {
  [LW_TIE_HIGHER_QUALITY] = N_("The points of all criteria but price."),
  [LW_TIE_CRITERION] = N_("The points of this criterion or group."),
  [LW_TIE_LOWER_PRICE] = N_("The price as it was given."),
  [LW_TIE_DRAWN_LOT] = N_("By this seed, which is published with the method: anybody can draw it again."),
};

static void
rule_free (Rule *rule)
{
  g_free (rule->rule);
  g_free (rule->criterion);
  g_free (rule->seed);
  g_free (rule);
}

static guint
kind_of (const Rule *rule)
{
  guint kind = 0;

  while (lw_tie_rule_kinds[kind] != NULL && strcmp (lw_tie_rule_kinds[kind], rule->rule) != 0)
    kind++;
  return lw_tie_rule_kinds[kind] != NULL ? kind : 0;
}

/* ---- saving ---- */

static LwCommand *
set_command (LwCriteriaTies *page, gint64 position, const Rule *as, GError **error)
{
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, position);
  g_autofree char *rule = lw_criteria_value ("rule", as->rule), *criterion = lw_criteria_value ("criterion", as->criterion);
  g_autofree char *seed = lw_criteria_value ("seed", as->seed);
  const char *values[] = { rule, criterion, seed, NULL };

  return lw_model_set (lw_document_get_sections (page->document), "tie-rule", key, values,
                       lw_document_get_person (page->document), NULL, error);
}

static void
swap (LwCriteriaTies *page, guint first, guint second)
{
  const Rule *a = page->rules->pdata[first], *b = page->rules->pdata[second];
  g_autoptr (GPtrArray) commands = g_ptr_array_new_with_free_func ((GDestroyNotify) lw_command_free);
  GError *error = NULL;
  LwCommand *one = set_command (page, a->position, b, &error),
            *two = one != NULL ? set_command (page, b->position, a, &error) : NULL;

  if (two == NULL)
    {
      g_clear_pointer (&one, lw_command_free);
      lw_document_edit (page->document, NULL, error);
      return;
    }
  g_ptr_array_add (commands, one);
  g_ptr_array_add (commands, two);
  lw_document_edit (page->document, lw_command_new_all (_("Move a rule for ties"), lw_document_get_person (page->document), NULL,
                                                           g_steal_pointer (&commands)),
                                                        NULL);
}

static guint
index_of (GtkWidget *widget)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (widget), "lw-index"));
}

static void
on_up (GtkWidget *button, LwCriteriaTies *page)
{
  page->wanted = (int) index_of (button) - 1;
  page->button = 0;
  swap (page, index_of (button) - 1, index_of (button));
}

static void
on_down (GtkWidget *button, LwCriteriaTies *page)
{
  page->wanted = (int) index_of (button) + 1;
  page->button = 1;
  swap (page, index_of (button), index_of (button) + 1);
}

static void
on_remove (GtkWidget *button, LwCriteriaTies *page)
{
  const Rule *rule = page->rules->pdata[index_of (button)];
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, rule->position);

  page->wanted = (int) index_of (button);
  page->button = 2;
  lw_criteria_remove_row (page->document, "tie-rule", key);
}

static void
on_criterion (GtkDropDown *choice, GParamSpec *pspec, LwCriteriaTies *page)
{
  const Rule *rule = page->rules->pdata[index_of (GTK_WIDGET (choice))];
  const guint chosen = gtk_drop_down_get_selected (choice);
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, rule->position);

  if (chosen >= page->criteria->len || g_strcmp0 (page->criteria->pdata[chosen], rule->criterion) == 0)
    return;
  g_autofree char *value = lw_criteria_value ("criterion", page->criteria->pdata[chosen]);
  lw_criteria_set (page->document, "tie-rule", key, value, NULL);
}

static void
on_seed (LwCriteriaField *field, const char *text, LwCriteriaTies *page)
{
  const Rule *rule = page->rules->pdata[index_of (GTK_WIDGET (field))];
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, rule->position), *value = lw_criteria_value ("seed", text);

  lw_criteria_set (page->document, "tie-rule", key, value, NULL);
}

static char *
check_seed (LwCriteriaField *field, const char *text, gpointer data)
{
  return lw_criteria_check_line (text);
}

static void
add_rule (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LwCriteriaTies *page = data;
  const guint kind = g_variant_get_uint32 (parameter);
  const Rule *last = page->rules->len > 0 ? page->rules->pdata[page->rules->len - 1] : NULL;
  g_autofree char *position = g_strdup_printf ("position=%" G_GINT64_FORMAT, last != NULL ? last->position + 1 : 1);
  g_autofree char *rule = lw_criteria_value ("rule", lw_tie_rule_kinds[kind]);
  g_autofree char *random = kind == LW_TIE_DRAWN_LOT ? lw_id_random () : NULL;
  g_autofree char *seed = lw_criteria_value ("seed", random);
  g_autofree char *criterion = lw_criteria_value (
      "criterion", kind == LW_TIE_CRITERION && page->criteria->len > 0 ? page->criteria->pdata[0] : NULL);
  const char *values[] = { position, rule, criterion, seed, NULL };

  lw_criteria_add_values (page->document, "tie-rule", values);
}

/* ---- showing ---- */

static void
collect_criteria (LwCriteriaTies *page, LwCriteriaNode *above)
{
  for (guint i = 0; i < lw_criteria_node_n_children (above); i++)
    {
      LwCriteriaNode *node = lw_criteria_node_get_child (above, i);

      if (lw_criteria_node_has_weight (node))
        g_ptr_array_add (page->criteria, g_strdup (node->id));
      collect_criteria (page, node);
    }
}

static void
load (LwCriteriaTies *page)
{
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (page->document), NULL);
  g_autoptr (LwStatement) row = reader == NULL
                                    ? NULL
                                    : lw_connection_prepare (
                                        lw_reader_connection (reader),
                                        "SELECT position, rule, criterion, seed FROM evaluation_tie_rule ORDER BY position",
                                        NULL);

  g_ptr_array_set_size (page->rules, 0);
  g_ptr_array_set_size (page->criteria, 0);
  collect_criteria (page, page->tree->top);
  while (row != NULL && lw_statement_step (row, NULL) == LW_STEP_ROW)
    {
      Rule *rule = g_new (Rule, 1);

      *rule = (Rule){ lw_statement_int (row, 0), g_strdup (lw_statement_text (row, 1)), g_strdup (lw_statement_text (row, 2)),
                      g_strdup (lw_statement_text (row, 3)) };
      g_ptr_array_add (page->rules, rule);
    }
}

static void
add_button (LwCriteriaTies *page, GtkWidget *row, guint index, guint number, const char *icon, const char *name,
            gboolean possible, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);
  g_autofree char *label = g_strdup_printf ("%s %u", name, index + 1);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, name);
  gtk_widget_set_sensitive (button, possible);
  g_object_set_data (G_OBJECT (button), "lw-index", GUINT_TO_POINTER (index));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect (button, "clicked", clicked, page);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  g_object_set_data (G_OBJECT (row), number == 0 ? "lw-up" : number == 1 ? "lw-down" : "lw-remove", button);
}

static GtkWidget *
make_criterion (LwCriteriaTies *page, guint index, const Rule *rule)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  guint chosen = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; i < page->criteria->len; i++)
    {
      const LwCriteriaNode *node = lw_criteria_tree_find (page->tree, page->criteria->pdata[i]);
      g_autofree char *cut = lw_evaluation_text_cut (node->title);
      g_autofree char *title = g_strdup_printf ("%s %s", node->id, cut);

      gtk_string_list_append (list, title);
      if (g_strcmp0 (node->id, rule->criterion) == 0)
        chosen = i;
    }
  GtkWidget *choice = gtk_drop_down_new (G_LIST_MODEL (g_object_ref (list)), NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), chosen);
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Criterion that decides"), -1);
  g_object_set_data (G_OBJECT (choice), "lw-index", GUINT_TO_POINTER (index));
  g_signal_connect (choice, "notify::selected", G_CALLBACK (on_criterion), page);
  return choice;
}

static GtkWidget *
make_seed (LwCriteriaTies *page, guint index, const Rule *rule, const char *why)
{
  GtkWidget *field = lw_criteria_field_new (_("Seed of the draw"), FALSE);

  g_object_set (field, "width-chars", 16, NULL);
  g_object_set_data (G_OBJECT (field), "lw-index", GUINT_TO_POINTER (index));
  lw_criteria_field_set_check (LW_CRITERIA_FIELD (field), check_seed, page);
  lw_criteria_field_reset (LW_CRITERIA_FIELD (field), rule->seed);
  lw_criteria_field_set_locked (LW_CRITERIA_FIELD (field), why);
  g_signal_connect (field, "commit", G_CALLBACK (on_seed), page);
  return field;
}

static GtkWidget *
make_row (LwCriteriaTies *page, guint index, const char *why)
{
  const Rule *rule = page->rules->pdata[index];
  const guint kind = kind_of (rule);
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = g_strdup_printf ("%u. %s", index + 1, _(titles[kind]));
  GtkWidget *part = kind == LW_TIE_CRITERION   ? make_criterion (page, index, rule)
                    : kind == LW_TIE_DRAWN_LOT ? make_seed (page, index, rule, why)
                                               : NULL;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _(about[kind]));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  if (part != NULL)
    {
      gtk_widget_set_valign (part, GTK_ALIGN_CENTER);
      if (kind == LW_TIE_CRITERION)
        gtk_widget_set_sensitive (part, why == NULL);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), part);
    }
  add_button (page, row, index, 0, "go-up-symbolic", _("Move rule up"), why == NULL && index > 0, G_CALLBACK (on_up));
  add_button (page, row, index, 1, "go-down-symbolic",
              _("Move rule down"), why == NULL && index + 1 < page->rules->len, G_CALLBACK (on_down));
  add_button (page, row, index, 2, "user-trash-symbolic", _("Remove rule"), why == NULL, G_CALLBACK (on_remove));
  return row;
}

/* All that the rows are made of, as one text. */
static char *
describe (LwCriteriaTies *page, const char *why)
{
  GString *text = g_string_new (why);

  for (guint i = 0; i < page->rules->len; i++)
    {
      const Rule *rule = page->rules->pdata[i];
      g_string_append_printf (text, "\n%s\t%s\t%s", rule->rule, rule->criterion != NULL ? rule->criterion : "",
                              rule->seed != NULL ? rule->seed : "");
    }
  for (guint i = 0; i < page->criteria->len; i++)
    g_string_append_printf (text, "\n%s %s", (char *) page->criteria->pdata[i],
                            lw_criteria_tree_find (page->tree, page->criteria->pdata[i])->title);
  return g_string_free (text, FALSE);
}

/* To the button that was pressed, of the rule that went; where that cannot be pressed any more, beside it. */
static void
give_focus (LwCriteriaTies *page)
{
  static const char *const names[] = { "lw-up", "lw-down", "lw-remove" };

  if (page->wanted >= 0 && page->rows->len == 0)
    gtk_widget_grab_focus (page->add);
  else if (page->wanted >= 0)
    {
      GtkWidget *row = page->rows->pdata[MIN ((guint) page->wanted, page->rows->len - 1)];
      GtkWidget *button = g_object_get_data (G_OBJECT (row), names[page->button]);

      gtk_widget_grab_focus (gtk_widget_is_sensitive (button) ? button : g_object_get_data (G_OBJECT (row), "lw-remove"));
    }
  page->wanted = -1;
}

void
lw_criteria_ties_reloaded (LwCriteriaTies *page, gboolean fresh)
{
  const char *why = lw_criteria_why_not (page->document, page->tree);
  const Rule *last;
  char *text;

  load (page);
  text = describe (page, why);
  if (g_strcmp0 (text, page->shown) == 0)
    {
      g_free (text);
      return;
    }
  g_free (page->shown);
  page->shown = text;
  for (guint i = 0; i < page->rows->len; i++)
    adw_preferences_group_remove (page->group, page->rows->pdata[i]);
  g_ptr_array_set_size (page->rows, 0);
  last = page->rules->len > 0 ? page->rules->pdata[page->rules->len - 1] : NULL;
  for (guint i = 0; i < page->rules->len; i++)
    {
      GtkWidget *row = make_row (page, i, why);
      g_ptr_array_add (page->rows, row);
      adw_preferences_group_add (page->group, row);
    }
  adw_preferences_group_set_description (
      page->group, page->rules->len > 0
      ? _("The first rule that tells them apart decides. Where none does, they stay level and the result says so.")
      : _("No rule: bids with equal totals stay level, and the result says so. Add the rules in their order."));
  gtk_widget_set_sensitive (page->add, why == NULL && (last == NULL || last->position < MOST_RULES));
  gtk_widget_set_tooltip_text (page->add, why);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (page->actions), "add")), why == NULL);
  give_focus (page);
}

void
lw_criteria_ties_set_up (LwCriteriaTies *page, LwDocument *document, LwCriteriaTree *tree)
{
  page->document = document;
  page->tree = tree;
}

/* ---- as a widget ---- */

static void
lw_criteria_ties_finalize (GObject *object)
{
  LwCriteriaTies *page = LW_CRITERIA_TIES (object);

  g_ptr_array_unref (page->rules);
  g_ptr_array_unref (page->criteria);
  g_ptr_array_unref (page->rows);
  g_object_unref (page->actions);
  g_free (page->shown);
  G_OBJECT_CLASS (lw_criteria_ties_parent_class)->finalize (object);
}

static void
lw_criteria_ties_class_init (LwCriteriaTiesClass *class)
{
  G_OBJECT_CLASS (class)->finalize = lw_criteria_ties_finalize;
}

static void
lw_criteria_ties_init (LwCriteriaTies *page)
{
  static const GActionEntry entries[] = { { "add", add_rule, "u", NULL, NULL, { 0 } } };
  g_autoptr (GMenu) menu = g_menu_new ();

  page->rules = g_ptr_array_new_with_free_func ((GDestroyNotify) rule_free);
  page->criteria = g_ptr_array_new_with_free_func (g_free);
  page->rows = g_ptr_array_new ();
  page->wanted = -1;
  page->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (page->actions), entries, G_N_ELEMENTS (entries), page);
  gtk_widget_insert_action_group (GTK_WIDGET (page), "ties", G_ACTION_GROUP (page->actions));
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      g_autofree char *action = g_strdup_printf ("ties.add(uint32 %u)", i);
      g_menu_append (menu, _(titles[i]), action);
    }
  page->add = gtk_menu_button_new ();
  gtk_menu_button_set_label (GTK_MENU_BUTTON (page->add), _("Add rule"));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (page->add), G_MENU_MODEL (menu));
  gtk_widget_set_valign (page->add, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (page->add, "flat");
  page->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (page->group, _("Ties"));
  adw_preferences_group_set_header_suffix (page->group, page->add);
  adw_bin_set_child (ADW_BIN (page), GTK_WIDGET (page->group));
}
