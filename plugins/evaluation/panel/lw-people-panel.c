/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-people-panel.h"

#include "lw-evaluation-fold.h"
#include "lw-people-edits.h"

#include <string.h>

#include "base/lw-i18n.h"

struct _LwPeoplePanel
{
  LwPanel parent_instance;

  LwPeopleData *data;
  LwPeopleList *list;
  LwPeopleAssign *assign;
  LwPeopleDeclare *declare;
  LwPeoplePacks *packs;

  GtkStack *stack;
  GtkWidget *switcher;
  GtkLabel *question;
};

G_DEFINE_FINAL_TYPE (LwPeoplePanel, lw_people_panel, LW_TYPE_PANEL)

/* The pages, in their order. */
static const struct
{
  const char *name, *title, *question;
} pages[] = {
  { "people", N_("People"), N_("Who works on this competition, in which role, and how far they are") },
  { "assign", N_("Assignments"), N_("Choose a person and cells, then Assign; or drag the person there") },
  { "declare", N_("Declarations"), N_("Who has an interest in whom: a declared conflict keeps a person from a bid's marks") },
  { "packs", N_("Packs"), N_("For those who work apart: what goes out, what comes back, what is to be decided") },
};

static LwDocument *
document_of (LwPeoplePanel *self)
{
  return lw_panel_get_document (LW_PANEL (self));
}

static LwFileState *
state_of (LwPeoplePanel *self)
{
  return lw_document_get_state (document_of (self));
}

static const char *
page_of (LwPeoplePanel *self)
{
  return gtk_stack_get_visible_child_name (self->stack);
}

static void
on_page (LwPeoplePanel *self)
{
  const char *page = page_of (self);

  for (guint i = 0; page != NULL && i < G_N_ELEMENTS (pages); i++)
    if (strcmp (pages[i].name, page) == 0)
      gtk_label_set_text (self->question, _(pages[i].question));
  if (self->packs != NULL)
    lw_file_state_set (state_of (self), "people", "page", page);
}

/* The person that the page at hand is about. (transfer full) */
static char *
person_of (LwPeoplePanel *self)
{
  if (g_strcmp0 (page_of (self), "assign") == 0)
    return g_strdup (lw_people_assign_get_person (self->assign));
  return g_strcmp0 (page_of (self), "people") == 0 ? lw_people_list_get_person (self->list) : NULL;
}

/* ---- places ---- */

static void
lw_people_panel_go_to (LwPanel *panel, const char *place)
{
  LwPeoplePanel *self = LW_PEOPLE_PANEL (panel);
  g_auto (GStrv) parts = lw_evaluation_place_split (place);

  if (parts[0] == NULL || gtk_stack_get_child_by_name (self->stack, parts[0]) == NULL)
    return;
  gtk_stack_set_visible_child_name (self->stack, parts[0]);
  if (strcmp (parts[0], "people") == 0)
    {
      if (parts[1] != NULL)
        lw_people_list_choose (self->list, parts[1]);
      lw_people_list_focus (self->list);
    }
  else if (strcmp (parts[0], "assign") == 0)
    {
      if (parts[1] != NULL)
        lw_people_assign_choose (self->assign, parts[1]);
      lw_people_assign_focus (self->assign);
    }
  else if (strcmp (parts[0], "declare") == 0)
    {
      lw_people_declare_show (self->declare, parts[1]);
      lw_people_declare_focus (self->declare);
    }
  else
    lw_people_packs_focus (self->packs);
}

static char *
lw_people_panel_get_place (LwPanel *panel)
{
  LwPeoplePanel *self = LW_PEOPLE_PANEL (panel);
  g_autofree char *person = person_of (self);

  return person != NULL ? g_strjoin ("/", page_of (self), person, NULL) : g_strdup (page_of (self));
}

/* ---- actions ---- */

static void
show_page (LwPeoplePanel *self, const char *page)
{
  gtk_stack_set_visible_child_name (self->stack, page);
}

static gboolean
may_change (LwPeoplePanel *self)
{
  const char *reason = lw_document_get_read_only_reason (document_of (self));

  if (reason != NULL)
    lw_panel_toast (LW_PANEL (self), reason);
  return reason == NULL;
}

static void
add (LwPanel *panel)
{
  LwPeoplePanel *self = LW_PEOPLE_PANEL (panel);

  if (!may_change (self))
    return;
  show_page (self, "people");
  lw_people_list_open_add (self->list);
}

static void
remove_person (LwPanel *panel)
{
  LwPeoplePanel *self = LW_PEOPLE_PANEL (panel);
  g_autofree char *person = lw_people_list_get_person (self->list);

  if (person != NULL && may_change (self))
    lw_people_remove (self->data, person);
}

static void
assign (LwPanel *panel)
{
  if (may_change (LW_PEOPLE_PANEL (panel)))
    lw_people_assign_selected (LW_PEOPLE_PANEL (panel)->assign);
}

static void
take_back (LwPanel *panel)
{
  if (may_change (LW_PEOPLE_PANEL (panel)))
    lw_people_assign_take_back (LW_PEOPLE_PANEL (panel)->assign);
}

static void
by_rule (LwPanel *panel)
{
  LwPeoplePanel *self = LW_PEOPLE_PANEL (panel);

  if (!may_change (self))
    return;
  show_page (self, "assign");
  lw_people_assign_by_rule (self->assign);
}

static void
next_gap (LwPanel *panel)
{
  show_page (LW_PEOPLE_PANEL (panel), "assign");
  lw_people_assign_next_gap (LW_PEOPLE_PANEL (panel)->assign);
}

static void
declare (LwPanel *panel)
{
  LwPeoplePanel *self = LW_PEOPLE_PANEL (panel);
  g_autofree char *person = person_of (self);

  show_page (self, "declare");
  lw_people_declare_show (self->declare, person);
  lw_people_declare_focus (self->declare);
}

static void
declare_none (LwPanel *panel)
{
  if (may_change (LW_PEOPLE_PANEL (panel)))
    lw_people_declare_record (LW_PEOPLE_PANEL (panel)->declare, "none");
}

static void
declare_conflict (LwPanel *panel)
{
  if (may_change (LW_PEOPLE_PANEL (panel)))
    lw_people_declare_record (LW_PEOPLE_PANEL (panel)->declare, "conflict");
}

static void
ask_again (LwPanel *panel)
{
  if (may_change (LW_PEOPLE_PANEL (panel)))
    lw_people_declare_record (LW_PEOPLE_PANEL (panel)->declare, NULL);
}

static void
next_missing (LwPanel *panel)
{
  show_page (LW_PEOPLE_PANEL (panel), "declare");
  lw_people_declare_next (LW_PEOPLE_PANEL (panel)->declare);
}

static void
export_packs (LwPanel *panel)
{
  LwPeoplePanel *self = LW_PEOPLE_PANEL (panel);
  g_autofree char *person = person_of (self);

  if (may_change (self))
    lw_people_packs_export (self->packs, person);
}

static void
import_packs (LwPanel *panel)
{
  if (may_change (LW_PEOPLE_PANEL (panel)))
    lw_people_packs_import (LW_PEOPLE_PANEL (panel)->packs);
}

static const struct
{
  const char *name;
  void (*activate) (LwPanel *panel);
} activations[] = {
  { "people-add", add },
  { "people-remove", remove_person },
  { "people-assign", assign },
  { "people-take-back", take_back },
  { "people-by-rule", by_rule },
  { "people-next-gap", next_gap },
  { "people-declare", declare },
  { "people-declare-none", declare_none },
  { "people-declare-conflict", declare_conflict },
  { "people-ask-again", ask_again },
  { "people-next-missing", next_missing },
  { "people-export", export_packs },
  { "people-import", import_packs },
};

/* ---- life ---- */

static void
lw_people_panel_map (GtkWidget *widget)
{
  lw_people_data_wake (LW_PEOPLE_PANEL (widget)->data);
  GTK_WIDGET_CLASS (lw_people_panel_parent_class)->map (widget);
}

static void
lw_people_panel_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (lw_people_panel_parent_class)->unmap (widget);
  lw_people_data_sleep (LW_PEOPLE_PANEL (widget)->data);
}

static void
lw_people_panel_constructed (GObject *object)
{
  LwPeoplePanel *self = LW_PEOPLE_PANEL (object);
  g_autofree char *page = NULL;

  G_OBJECT_CLASS (lw_people_panel_parent_class)->constructed (object);
  for (guint i = 0; i < G_N_ELEMENTS (activations); i++)
    lw_panel_add_action (LW_PANEL (self), activations[i].name, activations[i].activate);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "panel", G_ACTION_GROUP (lw_panel_get_actions (LW_PANEL (self))));
  page = lw_file_state_get (state_of (self), "people", "page");
  self->data = lw_people_data_of (document_of (self));
  lw_people_data_wake (self->data);
  self->list = lw_people_list_new (self->data);
  self->assign = lw_people_assign_new (self->data);
  self->declare = lw_people_declare_new (self->data, NULL);
  self->packs = lw_people_packs_new (self->data);
  GtkWidget *const children[] = { GTK_WIDGET (self->list), GTK_WIDGET (self->assign), GTK_WIDGET (self->declare),
                                  GTK_WIDGET (self->packs) };
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    gtk_stack_add_titled (self->stack, children[i], pages[i].name, _(pages[i].title));
  if (page != NULL && gtk_stack_get_child_by_name (self->stack, page) != NULL)
    show_page (self, page);
  on_page (self);
  lw_people_data_sleep (self->data); /* until it is shown */
}

static void
lw_people_panel_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), LW_TYPE_PEOPLE_PANEL);
  G_OBJECT_CLASS (lw_people_panel_parent_class)->dispose (object);
}

static void
lw_people_panel_class_init (LwPeoplePanelClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->constructed = lw_people_panel_constructed;
  G_OBJECT_CLASS (class)->dispose = lw_people_panel_dispose;
  widget_class->map = lw_people_panel_map;
  widget_class->unmap = lw_people_panel_unmap;
  LW_PANEL_CLASS (class)->go_to = lw_people_panel_go_to;
  LW_PANEL_CLASS (class)->get_place = lw_people_panel_get_place;
  g_type_ensure (LW_TYPE_EVALUATION_FOLD);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/lotwise/plugins/evaluation/panel/lw-people-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, LwPeoplePanel, stack);
  gtk_widget_class_bind_template_child (widget_class, LwPeoplePanel, switcher);
  gtk_widget_class_bind_template_child (widget_class, LwPeoplePanel, question);
  gtk_widget_class_bind_template_callback (widget_class, on_page);
}

static void
lw_people_panel_init (LwPeoplePanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

LwPeopleList *
lw_people_panel_get_list (LwPeoplePanel *self)
{
  return self->list;
}

LwPeopleAssign *
lw_people_panel_get_assign (LwPeoplePanel *self)
{
  return self->assign;
}

LwPeopleDeclare *
lw_people_panel_get_declare (LwPeoplePanel *self)
{
  return self->declare;
}

LwPeoplePacks *
lw_people_panel_get_packs (LwPeoplePanel *self)
{
  return self->packs;
}

/* ---- what the window knows of it ---- */

static char *
badge (LwDocument *document, LwTone *tone)
{
  const guint n = lw_people_data_count_waiting (lw_people_data_of (document));

  *tone = LW_TONE_ATTENTION;
  return n > 0 ? g_strdup_printf ("%u", n) : NULL;
}

static char *
place_of_finding (LwDocument *document, const LwFinding *finding)
{
  static const struct
  {
    const char *id, *page;
    gboolean of_person; /* where it is found is a person */
  } places[] = {
    { "evaluation.declaration-missing", "declare", TRUE }, { "evaluation.undeclared", "declare", FALSE },
    { "evaluation.conflict", "packs", FALSE },             { "evaluation.wrong-role", "people", TRUE },
    { "evaluation.assigned-conflict", "assign", FALSE },   { "evaluation.not-assigned", "assign", FALSE },
    { "evaluation.conflict-of-interest", "declare", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (strcmp (places[i].id, finding->id) == 0)
      return places[i].of_person ? g_strjoin ("/", places[i].page, finding->where, NULL) : g_strdup (places[i].page);
  return NULL;
}

static char *
place_of_row (LwDocument *document, const char *noun, const char *key)
{
  g_autofree char *person = g_strndup (key, strcspn (key, "/"));

  if (strcmp (noun, "assignment") == 0)
    return g_strjoin ("/", "assign", person, NULL);
  if (strcmp (noun, "declaration") == 0)
    return g_strjoin ("/", "declare", person, NULL);
  return strcmp (noun, "pack") == 0 || strcmp (noun, "conflict") == 0 ? g_strdup ("packs") : NULL;
}

static const LwPanelAction actions[] = {
  { "people-add", N_("Add a person"), NULL },
  { "people-by-rule", N_("Assign by rule"), "<Control><Alt>r" },
  { "people-next-gap", N_("Next mark that nobody is assigned to"), "<Control><Alt>g" },
  { "people-next-missing", N_("Next declaration that is missing"), "<Control><Alt>d" },
  { "people-export", N_("Export packs"), "<Control><Alt>e" },
  { "people-import", N_("Import returned packs"), "<Control><Alt>i" },
  { NULL },
};

const LwPanelInfo lw_people_panel_info = {
  .id = "people",
  .title = N_("People"),
  .icon = "x-office-address-book-symbolic",
  .group = N_("Evaluation"),
  .order = 315,
  .get_type = lw_people_panel_get_type,
  .actions = actions,
  .guide = "people",
  .badge = badge,
  .place_of_finding = place_of_finding,
  .place_of_row = place_of_row,
};
