/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-people-assign.h"

#include "dialog/lw-dialogs.h"
#include "lw-people-cover.h"
#include "lw-people-rows.h"
#include "lw-people-rule.h"
#include "panel/lw-panel.h"

#include <string.h>

#include "base/lw-i18n.h"

/* The row of what is common to all lots; no lot is called so. */
#define COMMON "="

struct _LwPeopleAssign
{
  GtkBox parent_instance;

  LwPeopleData *data;
  LwPeopleCounts *counts;
  LwPeopleGrid *grid;
  GPtrArray *scopes; /* (element-type utf8): ids of the drop-down */
  char *person;
  gboolean filling;

  GtkListBox *people, *rules;
  GtkLabel *rules_title, *detail;
  GtkToggleButton *by_lot, *by_criterion;
  GtkDropDown *scope;
  GtkWidget *take_back, *assign, *by_rule, *gaps;
  AdwBin *grid_bin;
};

G_DEFINE_FINAL_TYPE (LwPeopleAssign, lw_people_assign, GTK_TYPE_BOX)

static LwFileState *
state_of (LwPeopleAssign *self)
{
  return lw_document_get_state (lw_people_data_get_document (self->data));
}

static gboolean
shows_criteria (LwPeopleAssign *self)
{
  return gtk_toggle_button_get_active (self->by_criterion);
}

static const char *
scope_of (LwPeopleAssign *self)
{
  const guint selected = gtk_drop_down_get_selected (self->scope);

  return selected < self->scopes->len ? self->scopes->pdata[selected] : "";
}

/* ---- cells ---- */

/* What the cell is of. */
typedef struct
{
  const char *criterion, *lot, *bidder;
  gboolean common; /* only what is common to all lots */
} Place;

static Place
place_of (LwPeopleAssign *self, guint row, guint column)
{
  const char *at = lw_people_grid_get_row (self->grid, row)->id, *bidder = lw_people_grid_get_column (self->grid, column)->id;

  if (shows_criteria (self))
    return (Place) { at, scope_of (self), bidder, FALSE };
  return strcmp (at, COMMON) == 0 ? (Place) { scope_of (self), "", bidder, TRUE } : (Place) { scope_of (self), at, bidder, FALSE };
}

static void
fill_cell (guint row, guint column, LwGridCell *cell, gpointer data)
{
  LwPeopleAssign *self = data;
  const LwEvaluationPeople *people = lw_people_data_get (self->data);
  const Place place = place_of (self, row, column);
  LwPeopleCover cover;

  lw_people_counts_cover (self->counts, place.criterion, place.lot, place.bidder, place.common, self->person, &cover);
  cell->dead = cover.marks == 0;
  if (cell->dead)
    return;
  if (!people->in_use)
    {
      g_strlcpy (cell->text, "·", sizeof cell->text);
      return;
    }
  if (cover.least == cover.most)
    g_snprintf (cell->text, sizeof cell->text, "%u", cover.least);
  else
    g_snprintf (cell->text, sizeof cell->text, "%u–%u", cover.least, cover.most);
  cell->shade = (guint8) MIN (cover.least, 4);
  cell->tone = cover.nobody > 0 ? LW_TONE_ATTENTION : LW_TONE_NEUTRAL;
  cell->own = cover.own > 0;
}

static char *
describe_cover (LwPeopleAssign *self, const Place *place, const LwPeopleCover *cover)
{
  g_autofree char *marks = g_strdup_printf (ngettext ("%u mark to give", "%u marks to give", cover->marks), cover->marks);
  g_autofree char *who = lw_people_counts_who (self->counts, place->criterion, place->lot, place->bidder, NULL);
  g_autofree char *nobody = NULL;

  if (!lw_people_data_get (self->data)->in_use)
    return g_strdup_printf (_("%s; nothing is assigned yet, so everybody marks it"), marks);
  if (who == NULL)
    return g_strdup_printf (_("%s; nobody is assigned"), marks);
  if (cover->nobody == 0)
    return g_strdup_printf (_("%s; assigned: %s"), marks, who);
  nobody = g_strdup_printf (ngettext ("%u mark has nobody", "%u marks have nobody", cover->nobody), cover->nobody);
  return g_strdup_printf (_("%s; assigned: %s; %s"), marks, who, nobody);
}

static char *
describe_cell (guint row, guint column, gpointer data)
{
  LwPeopleAssign *self = data;
  const Place place = place_of (self, row, column);
  const LwGridHead *at = lw_people_grid_get_row (self->grid, row);
  g_autofree char *bidder = place.bidder[0] == '\0' ? g_strdup (_("all bidders"))
                                                    : lw_people_data_title (lw_people_data_get_bidders (self->data), place.bidder);
  g_autofree char *title = g_strstrip (g_strdup (at->title)), *text = NULL;
  LwPeopleCover cover;

  lw_people_counts_cover (self->counts, place.criterion, place.lot, place.bidder, place.common, self->person, &cover);
  text = cover.marks == 0 ? g_strdup (_("nothing to mark")) : describe_cover (self, &place, &cover);
  return g_strdup_printf ("%s, %s: %s", title, bidder, text);
}

/* ---- rules of the chosen cells ---- */

static void
add_common (LwPeopleAssign *self, GPtrArray *rules, const Place *place)
{
  const LwEvaluationPeople *people = lw_people_data_get (self->data);

  for (guint i = 0; i < people->leaves->len; i++)
    {
      const LwWorkLeaf *leaf = &g_array_index (people->leaves, LwWorkLeaf, i);

      if (leaf->common && lw_people_data_is_below (self->data, leaf->criterion, place->criterion))
        g_ptr_array_add (rules, lw_people_rule_new (self->person, leaf->criterion, "", place->bidder));
    }
}

/* One for each cell; cells where nothing can be marked have none. (element-type LwPeopleRule) */
static GPtrArray *
selected_rules (LwPeopleAssign *self)
{
  GPtrArray *rules = g_ptr_array_new_with_free_func ((GDestroyNotify) lw_people_rule_free);
  guint row, column, last_row, last_column;

  if (self->person == NULL || !lw_people_grid_get_selection (self->grid, &row, &column, &last_row, &last_column))
    return rules;
  for (guint r = row; r <= last_row; r++)
    for (guint c = column; c <= last_column; c++)
      {
        const Place place = place_of (self, r, c);

        if (lw_people_grid_get_cell (self->grid, r, c)->dead)
          continue;
        if (place.common)
          add_common (self, rules, &place);
        else
          g_ptr_array_add (rules, lw_people_rule_new (self->person, place.criterion, place.lot, place.bidder));
      }
  return rules;
}

static void
toast (LwPeopleAssign *self, const char *text)
{
  GtkWidget *panel = gtk_widget_get_ancestor (GTK_WIDGET (self), LW_TYPE_PANEL);

  if (panel != NULL)
    lw_panel_toast (LW_PANEL (panel), text);
}

/* A rule that names the bidder is refused; one that covers it among others has no effect there, which is said. */
static void
say_conflicts (LwPeopleAssign *self, const GPtrArray *rules)
{
  g_autoptr (GPtrArray) wide = g_ptr_array_new ();
  g_autofree char *text = NULL;

  for (guint i = 0; i < rules->len; i++)
    if (((LwPeopleRule *) rules->pdata[i])->bidder[0] == '\0')
      g_ptr_array_add (wide, rules->pdata[i]);
  text = lw_people_conflicts_text (self->data, wide);
  if (text != NULL)
    toast (self, text);
}

void
lw_people_assign_selected (LwPeopleAssign *self)
{
  g_autoptr (GPtrArray) rules = selected_rules (self);

  if (rules->len == 0)
    return;
  if (lw_people_assign (self->data, rules))
    say_conflicts (self, rules);
  else
    toast (self, _("Nothing changed: it is assigned already"));
}

void
lw_people_assign_take_back (LwPeopleAssign *self)
{
  g_autoptr (GPtrArray) rules = selected_rules (self);

  if (rules->len > 0 && !lw_people_take_back (self->data, rules))
    toast (self, _("These cells have no assignment of their own: take back the wider one in the list of assignments"));
}

static void
on_rules (GPtrArray *rules, gpointer data)
{
  LwPeopleAssign *self = data;

  if (lw_people_assign (self->data, rules))
    say_conflicts (self, rules);
  else
    toast (self, _("Nothing changed: it is assigned already"));
}

void
lw_people_assign_by_rule (LwPeopleAssign *self)
{
  lw_people_rule_present (GTK_WIDGET (self), self->data, self->person, on_rules, self);
}

static void
on_activated (LwPeopleAssign *self)
{
  if (lw_document_get_read_only_reason (lw_people_data_get_document (self->data)) == NULL)
    lw_people_assign_selected (self);
}

static void
on_dropped (LwPeopleAssign *self, const char *person, guint row, guint column)
{
  if (lw_people_assign_choose (self, person))
    on_activated (self);
}

void
lw_people_assign_next_gap (LwPeopleAssign *self)
{
  const guint n_columns = lw_people_grid_get_n_columns (self->grid), n = lw_people_grid_get_n_rows (self->grid) * n_columns;
  guint row, column;

  lw_people_grid_get_cursor (self->grid, &row, &column);
  for (guint step = 1; step <= n; step++)
    {
      const guint at = (row * n_columns + column + step) % n, r = at / n_columns, c = at % n_columns;

      /* the sums are no places of their own */
      if (r == 0 || c == 0 || lw_people_grid_get_cell (self->grid, r, c)->tone != LW_TONE_ATTENTION)
        continue;
      lw_people_grid_select (self->grid, r, c, r, c);
      gtk_widget_grab_focus (GTK_WIDGET (self->grid));
      return;
    }
}

/* ---- lists ---- */

static void
fill_people (LwPeopleAssign *self)
{
  const LwEvaluationPeople *people = lw_people_data_get (self->data);
  g_autofree char *chosen = g_strdup (self->person);

  self->filling = TRUE;
  lw_list_box_clear (self->people);
  for (guint i = 0; people != NULL && i < people->people->len; i++)
    gtk_list_box_append (self->people, lw_people_rows_person (people, people->people->pdata[i]));
  self->filling = FALSE;
  if (chosen == NULL || !lw_people_assign_choose (self, chosen))
    gtk_list_box_select_row (self->people, gtk_list_box_get_row_at_index (self->people, 0));
}

static void
on_remove_rule (GtkButton *button, gpointer data)
{
  LwPeopleAssign *self = data;
  g_autoptr (GPtrArray) rules = g_ptr_array_new ();

  g_ptr_array_add (rules, g_object_get_data (G_OBJECT (button), "lw-rule"));
  lw_people_take_back (self->data, rules);
}

static GtkWidget *
rule_row_new (LwPeopleAssign *self, const LwPeopleRule *rule)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *label, *button;
  g_autofree char *text = lw_people_rule_text (rule->criterion, rule->lot, rule->bidder);
  g_autofree char *name = g_strdup_printf (_("Take back: %s"), text);

  label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_margin_start (label, 12);
  gtk_box_append (GTK_BOX (row), label);
  if (lw_document_get_read_only_reason (lw_people_data_get_document (self->data)) != NULL)
    return row;
  button = gtk_button_new_from_icon_name ("edit-delete-symbolic");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (button), "lw-rule", lw_people_rule_new (rule->person, rule->criterion, rule->lot, rule->bidder),
                          (GDestroyNotify) lw_people_rule_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_remove_rule), self, 0);
  gtk_box_append (GTK_BOX (row), button);
  return row;
}

static void
fill_rules (LwPeopleAssign *self)
{
  GPtrArray *rules = lw_people_data_get_rules (self->data);
  g_autofree char *title = self->person != NULL ? g_strdup_printf (_("Assignments of %s"), self->person) : NULL;

  gtk_label_set_text (self->rules_title, title != NULL ? title : "");
  lw_list_box_clear (self->rules);
  for (guint i = 0; i < rules->len; i++)
    if (g_strcmp0 (((LwPeopleRule *) rules->pdata[i])->person, self->person) == 0)
      gtk_list_box_append (self->rules, rule_row_new (self, rules->pdata[i]));
}

static void
on_person_selected (LwPeopleAssign *self, GtkListBoxRow *row)
{
  if (self->filling || row == NULL)
    return;
  g_free (self->person);
  self->person = g_strdup (g_object_get_data (G_OBJECT (row), "lw-person"));
  lw_file_state_set (state_of (self), "people", "person", self->person);
  fill_rules (self);
  if (lw_people_grid_get_n_rows (self->grid) > 0)
    lw_people_grid_refill (self->grid);
}

gboolean
lw_people_assign_choose (LwPeopleAssign *self, const char *person)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->people, i)) != NULL; i++)
    if (g_strcmp0 (g_object_get_data (G_OBJECT (row), "lw-person"), person) == 0)
      {
        gtk_list_box_select_row (self->people, row);
        return TRUE;
      }
  return FALSE;
}

/* ---- the grid ---- */

static GPtrArray *
heads_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) lw_grid_head_free);
}

static void
add_heads (GPtrArray *heads, GPtrArray *named, gboolean with_name)
{
  for (guint i = 0; i < named->len; i++)
    {
      const LwPeopleNamed *item = named->pdata[i];
      g_autofree char *title = with_name ? g_strdup_printf ("%*s%s %s", (int) item->depth * 2, "", item->id, item->name)
                                         : g_strdup (item->id);
      g_ptr_array_add (heads, lw_grid_head_new (item->id, title));
    }
}

static gboolean
has_common (LwPeopleAssign *self)
{
  const LwEvaluationPeople *people = lw_people_data_get (self->data);

  for (guint i = 0; i < people->leaves->len; i++)
    if (g_array_index (people->leaves, LwWorkLeaf, i).common)
      return TRUE;
  return FALSE;
}

static void
fill_grid (LwPeopleAssign *self)
{
  GPtrArray *rows, *columns;

  if (lw_people_data_get (self->data) == NULL)
    return;
  rows = heads_new ();
  columns = heads_new ();
  g_ptr_array_add (columns, lw_grid_head_new ("", _("All")));
  add_heads (columns, lw_people_data_get_bidders (self->data), FALSE);
  g_ptr_array_add (rows, lw_grid_head_new ("", shows_criteria (self) ? _("All criteria") : _("All lots")));
  if (!shows_criteria (self) && has_common (self))
    g_ptr_array_add (rows, lw_grid_head_new (COMMON, _("Common to all lots")));
  add_heads (rows, shows_criteria (self) ? lw_people_data_get_criteria (self->data) : lw_people_data_get_lots (self->data), TRUE);
  lw_people_grid_set (self->grid, rows, columns);
}

static void
fill_scope (LwPeopleAssign *self)
{
  GPtrArray *named = shows_criteria (self) ? lw_people_data_get_lots (self->data) : lw_people_data_get_criteria (self->data);
  g_autofree char *chosen = g_strdup (scope_of (self));
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  guint selected = 0;

  self->filling = TRUE;
  g_ptr_array_set_size (self->scopes, 0);
  g_ptr_array_add (self->scopes, g_strdup (""));
  gtk_string_list_append (titles, shows_criteria (self) ? _("All lots") : _("All criteria"));
  for (guint i = 0; i < named->len; i++)
    {
      const LwPeopleNamed *item = named->pdata[i];
      g_autofree char *title = g_strdup_printf ("%s %s", item->id, item->name);

      gtk_string_list_append (titles, title);
      if (strcmp (item->id, chosen) == 0)
        selected = self->scopes->len;
      g_ptr_array_add (self->scopes, g_strdup (item->id));
    }
  gtk_drop_down_set_model (self->scope, G_LIST_MODEL (titles));
  gtk_drop_down_set_selected (self->scope, selected);
  self->filling = FALSE;
}

static void
on_detail (LwPeopleAssign *self)
{
  g_autofree char *text = lw_people_grid_get_detail (self->grid);

  gtk_label_set_text (self->detail, text != NULL ? text : "");
}

static void
on_scope (LwPeopleAssign *self)
{
  if (!self->filling && lw_people_data_get (self->data) != NULL)
    lw_people_grid_refill (self->grid);
}

static void
on_view (LwPeopleAssign *self)
{
  if (self->data == NULL || self->counts == NULL)
    return;
  lw_file_state_set_int (state_of (self), "people", "by-criterion", shows_criteria (self));
  fill_scope (self);
  fill_grid (self);
}

static void
on_updated (LwPeopleAssign *self)
{
  const LwEvaluationPeople *people = lw_people_data_get (self->data);
  const guint nobody = people != NULL ? lw_evaluation_people_count_nobody (people) : 0;
  g_autofree char *text = g_strdup_printf (ngettext ("%u mark has nobody", "%u marks have nobody", nobody), nobody);

  g_clear_pointer (&self->counts, lw_people_counts_free);
  self->counts = lw_people_counts_new (self->data);
  fill_people (self);
  fill_rules (self);
  fill_scope (self);
  fill_grid (self);
  gtk_button_set_label (GTK_BUTTON (self->gaps), text);
  gtk_widget_set_visible (self->gaps, nobody > 0);
}

/* ---- life ---- */

static void
lw_people_assign_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), LW_TYPE_PEOPLE_ASSIGN);
  G_OBJECT_CLASS (lw_people_assign_parent_class)->dispose (object);
}

static void
lw_people_assign_finalize (GObject *object)
{
  LwPeopleAssign *self = LW_PEOPLE_ASSIGN (object);

  g_clear_pointer (&self->counts, lw_people_counts_free);
  g_ptr_array_unref (self->scopes);
  g_free (self->person);
  G_OBJECT_CLASS (lw_people_assign_parent_class)->finalize (object);
}

static void
lw_people_assign_class_init (LwPeopleAssignClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = lw_people_assign_dispose;
  G_OBJECT_CLASS (class)->finalize = lw_people_assign_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/lotwise/plugins/evaluation/panel/lw-people-assign.ui");
  gtk_widget_class_bind_template_child (widget_class, LwPeopleAssign, people);
  gtk_widget_class_bind_template_child (widget_class, LwPeopleAssign, rules);
  gtk_widget_class_bind_template_child (widget_class, LwPeopleAssign, rules_title);
  gtk_widget_class_bind_template_child (widget_class, LwPeopleAssign, detail);
  gtk_widget_class_bind_template_child (widget_class, LwPeopleAssign, by_lot);
  gtk_widget_class_bind_template_child (widget_class, LwPeopleAssign, by_criterion);
  gtk_widget_class_bind_template_child (widget_class, LwPeopleAssign, scope);
  gtk_widget_class_bind_template_child (widget_class, LwPeopleAssign, take_back);
  gtk_widget_class_bind_template_child (widget_class, LwPeopleAssign, assign);
  gtk_widget_class_bind_template_child (widget_class, LwPeopleAssign, by_rule);
  gtk_widget_class_bind_template_child (widget_class, LwPeopleAssign, gaps);
  gtk_widget_class_bind_template_child (widget_class, LwPeopleAssign, grid_bin);
  gtk_widget_class_bind_template_callback (widget_class, on_person_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_view);
  gtk_widget_class_bind_template_callback (widget_class, on_scope);
}

static void
lw_people_assign_init (LwPeopleAssign *self)
{
  self->scopes = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scope), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Of which criteria or lots"), -1);
}

LwPeopleAssign *
lw_people_assign_new (LwPeopleData *data)
{
  LwPeopleAssign *self = g_object_new (LW_TYPE_PEOPLE_ASSIGN, NULL);
  LwDocument *document = lw_people_data_get_document (data);

  self->data = data;
  self->counts = lw_people_counts_new (data);
  self->person = lw_file_state_get (lw_document_get_state (document), "people", "person");
  self->grid = lw_people_grid_new (_("Evaluators of each bid"), fill_cell, describe_cell, self);
  adw_bin_set_child (self->grid_bin, GTK_WIDGET (self->grid));
  g_signal_connect_object (self->grid, "detail-changed", G_CALLBACK (on_detail), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid, "activated", G_CALLBACK (on_activated), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid, "dropped", G_CALLBACK (on_dropped), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (data, "updated", G_CALLBACK (on_updated), self, G_CONNECT_SWAPPED);
  gtk_toggle_button_set_active (self->by_criterion, lw_file_state_get_int (lw_document_get_state (document), "people", "by-criterion", 0));
  on_updated (self);
  return self;
}

const char *
lw_people_assign_get_person (LwPeopleAssign *self)
{
  return self->person;
}

LwPeopleGrid *
lw_people_assign_get_grid (LwPeopleAssign *self)
{
  return self->grid;
}

void
lw_people_assign_focus (LwPeopleAssign *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}
