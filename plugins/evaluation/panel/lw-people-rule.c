/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-people-rule.h"

#include "lw-people-cover.h"

#include <string.h>

#include "base/lw-i18n.h"

enum
{
  WHO,
  CRITERIA,
  LOTS,
  BIDDERS,
  N_LISTS,
};

struct _LwPeopleRuleDialog
{
  AdwWindow parent_instance;

  LwPeopleData *data;
  LwPeopleCounts *counts;
  LwPeopleRulesChosen chosen;
  gpointer user_data;
  GPtrArray *checks[N_LISTS]; /* of GtkCheckButton; the first of all but WHO is "all" */
  GtkWidget *assign;
  GtkLabel *preview;
  gboolean setting;
};

G_DEFINE_FINAL_TYPE (LwPeopleRuleDialog, lw_people_rule, ADW_TYPE_WINDOW)

static const char *
id_of (gpointer check)
{
  return g_object_get_data (G_OBJECT (check), "lw-id");
}

/* ---- what is chosen ---- */

/* (element-type utf8) */
static GPtrArray *
chosen_of (LwPeopleRuleDialog *self, guint list)
{
  GPtrArray *ids = g_ptr_array_new ();

  for (guint i = 0; i < self->checks[list]->len; i++)
    if (gtk_check_button_get_active (self->checks[list]->pdata[i]))
      g_ptr_array_add (ids, (gpointer) id_of (self->checks[list]->pdata[i]));
  return ids;
}

/* What is common to all lots has no lot of its own. */
static const char *
lot_for (LwPeopleRuleDialog *self, const char *criterion, const char *lot)
{
  const LwEvaluationPeople *people = lw_people_data_get (self->data);

  for (guint i = 0; i < people->leaves->len; i++)
    {
      const LwWorkLeaf *leaf = &g_array_index (people->leaves, LwWorkLeaf, i);
      if (leaf->common && strcmp (leaf->criterion, criterion) == 0)
        return "";
    }
  return lot;
}

/* (element-type LwPeopleRule) */
static GPtrArray *
make_rules (LwPeopleRuleDialog *self)
{
  GPtrArray *rules = g_ptr_array_new_with_free_func ((GDestroyNotify) lw_people_rule_free);
  g_autoptr (GPtrArray) who = chosen_of (self, WHO), criteria = chosen_of (self, CRITERIA), lots = chosen_of (self, LOTS);
  g_autoptr (GPtrArray) bidders = chosen_of (self, BIDDERS);

  for (guint p = 0; p < who->len; p++)
    for (guint c = 0; c < criteria->len; c++)
      for (guint l = 0; l < lots->len; l++)
        for (guint b = 0; b < bidders->len; b++)
          {
            LwPeopleRule *rule = lw_people_rule_new (who->pdata[p], criteria->pdata[c], lot_for (self, criteria->pdata[c], lots->pdata[l]),
                                                     bidders->pdata[b]);
            if (lw_people_find_rule (rules, rule) != NULL)
              lw_people_rule_free (rule);
            else
              g_ptr_array_add (rules, rule);
          }
  return rules;
}

/* ---- what it would do ---- */

static void
preview_person (LwPeopleRuleDialog *self, GPtrArray *rules, const char *person, GString *text)
{
  g_autoptr (GPtrArray) own = g_ptr_array_new ();
  g_autofree char *others = NULL, *marks = NULL;
  guint n, fresh;

  for (guint i = 0; i < rules->len; i++)
    if (strcmp (((LwPeopleRule *) rules->pdata[i])->person, person) == 0)
      g_ptr_array_add (own, rules->pdata[i]);
  n = lw_people_counts_rules (self->counts, own, &fresh, &others);
  marks = g_strdup_printf (ngettext ("%s: %u mark, %u of them new", "%s: %u marks, %u of them new", n), person, n, fresh);
  g_string_append_printf (text, "%s%s. ", text->len > 0 ? "\n" : "", marks);
  if (others != NULL)
    g_string_append_printf (text, _("Also assigned: %s"), others);
  else
    g_string_append (text, _("Nobody else is assigned to any of it"));
}

static void
update (LwPeopleRuleDialog *self)
{
  g_autoptr (GPtrArray) rules = make_rules (self), who = chosen_of (self, WHO);
  g_autofree char *conflicts = lw_people_conflicts_text (self->data, rules);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < who->len; i++)
    preview_person (self, rules, who->pdata[i], text);
  if (conflicts != NULL)
    g_string_append_printf (text, "\n%s", conflicts);
  gtk_label_set_text (self->preview, text->len > 0 ? text->str : _("Choose at least one person"));
  gtk_widget_set_sensitive (self->assign, rules->len > 0);
}

/* "All" and single ones exclude each other. */
static void
on_toggled (GtkCheckButton *check, gpointer data)
{
  LwPeopleRuleDialog *self = data;
  GPtrArray *checks = g_object_get_data (G_OBJECT (check), "lw-list");
  gboolean any = FALSE;

  if (self->setting)
    return;
  self->setting = TRUE;
  if (checks != self->checks[WHO])
    {
      const gboolean is_all = checks->pdata[0] == check;

      for (guint i = 1; i < checks->len; i++)
        {
          if (is_all && gtk_check_button_get_active (check))
            gtk_check_button_set_active (checks->pdata[i], FALSE);
          any = any || gtk_check_button_get_active (checks->pdata[i]);
        }
      gtk_check_button_set_active (checks->pdata[0], !any);
    }
  self->setting = FALSE;
  update (self);
}

/* ---- the window ---- */

static void
add_check (LwPeopleRuleDialog *self, GtkWidget *box, guint list, const char *id, const char *title, guint depth)
{
  GtkWidget *check = gtk_check_button_new_with_label (title), *label = gtk_widget_get_last_child (check);

  gtk_widget_set_margin_start (check, (int) depth * 12);
  gtk_widget_set_tooltip_text (check, title);
  if (GTK_IS_LABEL (label))
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  g_object_set_data_full (G_OBJECT (check), "lw-id", g_strdup (id), g_free);
  g_object_set_data (G_OBJECT (check), "lw-list", self->checks[list]);
  g_signal_connect_object (check, "toggled", G_CALLBACK (on_toggled), self, 0);
  g_ptr_array_add (self->checks[list], check);
  gtk_box_append (GTK_BOX (box), check);
}

static void
add_named (LwPeopleRuleDialog *self, GtkWidget *box, guint list, GPtrArray *named, const char *all)
{
  add_check (self, box, list, "", all, 0);
  for (guint i = 0; i < named->len; i++)
    {
      const LwPeopleNamed *item = named->pdata[i];
      g_autofree char *title = g_strdup_printf ("%s %s", item->id, item->name);

      add_check (self, box, list, item->id, title, item->depth);
    }
}

static GtkWidget *
column_new (LwPeopleRuleDialog *self, guint list, const char *title, GtkWidget **box)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *heading = gtk_label_new (title);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "heading");
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_widget_set_hexpand (column, TRUE);
  gtk_widget_add_css_class (scrolled, "frame");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), *box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_margin_start (*box, 6);
  gtk_widget_set_margin_end (*box, 6);
  gtk_widget_set_margin_top (*box, 6);
  gtk_widget_set_margin_bottom (*box, 6);
  gtk_accessible_update_property (GTK_ACCESSIBLE (scrolled), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_box_append (GTK_BOX (column), heading);
  gtk_box_append (GTK_BOX (column), scrolled);
  return column;
}

static GtkWidget *
make_lists (LwPeopleRuleDialog *self, const char *person)
{
  const LwEvaluationPeople *people = lw_people_data_get (self->data);
  GtkWidget *lists = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *box;

  gtk_box_set_homogeneous (GTK_BOX (lists), TRUE);
  gtk_box_append (GTK_BOX (lists), column_new (self, WHO, _("Who"), &box));
  for (guint i = 0; people != NULL && i < people->people->len; i++)
    {
      const LwEvaluationPerson *someone = people->people->pdata[i];
      g_autofree char *title = g_strdup_printf ("%s %s", someone->id, someone->name);

      add_check (self, box, WHO, someone->id, title, 0);
      if (g_strcmp0 (someone->id, person) == 0)
        gtk_check_button_set_active (self->checks[WHO]->pdata[i], TRUE);
    }
  gtk_box_append (GTK_BOX (lists), column_new (self, CRITERIA, _("Criteria"), &box));
  add_named (self, box, CRITERIA, lw_people_data_get_criteria (self->data), _("All criteria"));
  gtk_box_append (GTK_BOX (lists), column_new (self, LOTS, _("Lots"), &box));
  add_named (self, box, LOTS, lw_people_data_get_lots (self->data), _("All lots"));
  gtk_box_append (GTK_BOX (lists), column_new (self, BIDDERS, _("Bidders"), &box));
  add_named (self, box, BIDDERS, lw_people_data_get_bidders (self->data), _("All bidders"));
  for (guint i = CRITERIA; i < N_LISTS; i++)
    gtk_check_button_set_active (self->checks[i]->pdata[0], TRUE);
  return lists;
}

static void
on_assign (LwPeopleRuleDialog *self)
{
  g_autoptr (GPtrArray) rules = make_rules (self);
  LwPeopleRulesChosen chosen = self->chosen;
  gpointer user_data = self->user_data;

  gtk_window_close (GTK_WINDOW (self));
  chosen (rules, user_data);
}

static GtkWidget *
header_new (LwPeopleRuleDialog *self)
{
  GtkWidget *header = adw_header_bar_new (), *cancel = gtk_button_new_with_mnemonic (_("_Cancel"));

  self->assign = gtk_button_new_with_mnemonic (_("_Assign"));
  gtk_widget_add_css_class (self->assign, "suggested-action");
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->assign);
  g_signal_connect_object (cancel, "clicked", G_CALLBACK (gtk_window_close), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->assign, "clicked", G_CALLBACK (on_assign), self, G_CONNECT_SWAPPED);
  return header;
}

static void
fill (LwPeopleRuleDialog *self, const char *person)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *preview = gtk_label_new (NULL), *preview_scroll = gtk_scrolled_window_new ();

  self->preview = GTK_LABEL (preview);
  gtk_label_set_xalign (self->preview, 0);
  gtk_label_set_yalign (self->preview, 0);
  gtk_label_set_wrap (self->preview, TRUE);
  gtk_widget_set_name (preview, "preview");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (preview_scroll), preview);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (preview_scroll), 84);
  gtk_box_append (GTK_BOX (box), header_new (self));
  gtk_widget_set_margin_start (body, 18);
  gtk_widget_set_margin_end (body, 18);
  gtk_widget_set_margin_top (body, 6);
  gtk_widget_set_margin_bottom (body, 12);
  self->setting = TRUE;
  gtk_box_append (GTK_BOX (body), make_lists (self, person));
  self->setting = FALSE;
  gtk_box_append (GTK_BOX (body), preview_scroll);
  gtk_box_append (GTK_BOX (box), body);
  adw_window_set_content (ADW_WINDOW (self), box);
}

static void
lw_people_rule_finalize (GObject *object)
{
  LwPeopleRuleDialog *self = LW_PEOPLE_RULE (object);

  for (guint i = 0; i < N_LISTS; i++)
    g_ptr_array_unref (self->checks[i]);
  g_clear_pointer (&self->counts, lw_people_counts_free);
  G_OBJECT_CLASS (lw_people_rule_parent_class)->finalize (object);
}

static void
lw_people_rule_class_init (LwPeopleRuleDialogClass *class)
{
  G_OBJECT_CLASS (class)->finalize = lw_people_rule_finalize;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (class), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
lw_people_rule_init (LwPeopleRuleDialog *self)
{
  for (guint i = 0; i < N_LISTS; i++)
    self->checks[i] = g_ptr_array_new ();
}

/* What it shows would no longer be true. */
static void
on_updated (LwPeopleRuleDialog *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

void
lw_people_rule_present (GtkWidget *from, LwPeopleData *data, const char *person, LwPeopleRulesChosen chosen, gpointer user_data)
{
  LwPeopleRuleDialog *self = g_object_new (LW_TYPE_PEOPLE_RULE, "transient-for", gtk_widget_get_root (from), "modal", TRUE,
                                           "destroy-with-parent", TRUE, "title", _("Assign by rule"), "default-width", 900,
                                           "default-height", 560, NULL);

  self->data = data;
  self->counts = lw_people_counts_new (data);
  self->chosen = chosen;
  self->user_data = user_data;
  fill (self, person);
  g_signal_connect_object (from, "destroy", G_CALLBACK (gtk_window_destroy), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (data, "updated", G_CALLBACK (on_updated), self, G_CONNECT_SWAPPED);
  update (self);
  gtk_window_present (GTK_WINDOW (self));
}
