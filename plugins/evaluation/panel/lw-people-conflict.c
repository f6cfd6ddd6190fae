/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-people-conflict.h"

#include <string.h>

#include "base/lw-i18n.h"

struct _LwPeopleConflict
{
  GtkBox parent_instance;

  LwPeopleData *data;
  char *pack, *lot, *bidder, *criterion; /* of what is shown; @pack NULL: nothing */

  GtkLabel *title, *why, *ours, *ours_rationale, *ours_pointer, *theirs, *theirs_rationale, *theirs_pointer;
  GtkEditable *reason;
  GtkWidget *keep, *take;
};

G_DEFINE_FINAL_TYPE (LwPeopleConflict, lw_people_conflict, GTK_TYPE_BOX)

static void
set_text (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && text[0] != '\0');
}

static void
forget (LwPeopleConflict *self)
{
  g_clear_pointer (&self->pack, g_free);
  g_clear_pointer (&self->lot, g_free);
  g_clear_pointer (&self->bidder, g_free);
  g_clear_pointer (&self->criterion, g_free);
}

/* "E1: 2.1 Plan, B2 Beta, L01 North" */
static char *
title_of (LwPeopleConflict *self, const LwConflict *conflict)
{
  g_autofree char *criterion = lw_people_data_title (lw_people_data_get_criteria (self->data), conflict->criterion);
  g_autofree char *bidder = lw_people_data_title (lw_people_data_get_bidders (self->data), conflict->bidder);
  g_autofree char *lot = conflict->lot[0] == '\0' ? g_strdup (_("common to all lots"))
                                                  : lw_people_data_title (lw_people_data_get_lots (self->data), conflict->lot);

  return g_strdup_printf ("%s: %s, %s, %s", conflict->person, criterion, bidder, lot);
}

void
lw_people_conflict_show (LwPeopleConflict *self, const LwConflict *conflict)
{
  const gboolean editable = lw_document_get_read_only_reason (lw_people_data_get_document (self->data)) == NULL;
  g_autofree char *title = NULL, *why = NULL;

  forget (self);
  gtk_widget_set_visible (GTK_WIDGET (self), conflict != NULL);
  if (conflict == NULL)
    return;
  self->pack = g_strdup (conflict->pack);
  self->lot = g_strdup (conflict->lot);
  self->bidder = g_strdup (conflict->bidder);
  self->criterion = g_strdup (conflict->criterion);
  title = title_of (self, conflict);
  why = g_strdup_printf (_("Why it is a conflict: %s"), lw_conflict_text (conflict->why));
  set_text (self->title, title);
  set_text (self->why, why);
  set_text (self->ours, conflict->ours != NULL ? conflict->ours : _("No mark"));
  set_text (self->ours_rationale, conflict->ours_rationale);
  set_text (self->ours_pointer, conflict->ours_pointer);
  set_text (self->theirs, conflict->theirs != NULL ? conflict->theirs : _("No mark: taken back"));
  set_text (self->theirs_rationale, conflict->theirs_rationale);
  set_text (self->theirs_pointer, conflict->theirs_pointer);
  gtk_widget_set_sensitive (self->keep, editable);
  gtk_widget_set_sensitive (self->take, editable);
  gtk_widget_set_sensitive (GTK_WIDGET (self->reason), editable);
}

void
lw_people_conflict_decide (LwPeopleConflict *self, gboolean theirs)
{
  LwDocument *document = lw_people_data_get_document (self->data);
  g_autofree char *reason = g_strstrip (g_strdup (gtk_editable_get_text (self->reason)));
  GtkWidget *panel = gtk_widget_get_ancestor (GTK_WIDGET (self), LW_TYPE_PANEL);

  if (self->pack == NULL || lw_document_get_read_only_reason (document) != NULL)
    return;
  if (reason[0] == '\0')
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->reason));
      if (panel != NULL)
        lw_panel_toast (LW_PANEL (panel), _("Say why first: the reason goes into the record"));
      return;
    }
  lw_document_edit (document,
                    lw_evaluation_decide (self->pack, self->lot, self->bidder, self->criterion, theirs,
                                          lw_document_get_person (document), reason),
                    NULL);
}

GtkEditable *
lw_people_conflict_get_reason (LwPeopleConflict *self)
{
  return self->reason;
}

static void
on_keep (LwPeopleConflict *self)
{
  lw_people_conflict_decide (self, FALSE);
}

static void
on_take (LwPeopleConflict *self)
{
  lw_people_conflict_decide (self, TRUE);
}

/* ---- life ---- */

static void
lw_people_conflict_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), LW_TYPE_PEOPLE_CONFLICT);
  G_OBJECT_CLASS (lw_people_conflict_parent_class)->dispose (object);
}

static void
lw_people_conflict_finalize (GObject *object)
{
  forget (LW_PEOPLE_CONFLICT (object));
  G_OBJECT_CLASS (lw_people_conflict_parent_class)->finalize (object);
}

static void
lw_people_conflict_class_init (LwPeopleConflictClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = lw_people_conflict_dispose;
  G_OBJECT_CLASS (class)->finalize = lw_people_conflict_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/lotwise/plugins/evaluation/panel/lw-people-conflict.ui");
  gtk_widget_class_bind_template_child (widget_class, LwPeopleConflict, title);
  gtk_widget_class_bind_template_child (widget_class, LwPeopleConflict, why);
  gtk_widget_class_bind_template_child (widget_class, LwPeopleConflict, ours);
  gtk_widget_class_bind_template_child (widget_class, LwPeopleConflict, ours_rationale);
  gtk_widget_class_bind_template_child (widget_class, LwPeopleConflict, ours_pointer);
  gtk_widget_class_bind_template_child (widget_class, LwPeopleConflict, theirs);
  gtk_widget_class_bind_template_child (widget_class, LwPeopleConflict, theirs_rationale);
  gtk_widget_class_bind_template_child (widget_class, LwPeopleConflict, theirs_pointer);
  gtk_widget_class_bind_template_child (widget_class, LwPeopleConflict, reason);
  gtk_widget_class_bind_template_child (widget_class, LwPeopleConflict, keep);
  gtk_widget_class_bind_template_child (widget_class, LwPeopleConflict, take);
  gtk_widget_class_bind_template_callback (widget_class, on_keep);
  gtk_widget_class_bind_template_callback (widget_class, on_take);
}

static void
lw_people_conflict_init (LwPeopleConflict *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

LwPeopleConflict *
lw_people_conflict_new (LwPeopleData *data)
{
  LwPeopleConflict *self = g_object_new (LW_TYPE_PEOPLE_CONFLICT, NULL);

  self->data = data;
  return self;
}
