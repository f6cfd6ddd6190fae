/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-marking-row.h"

#include "lw-marking-scale.h"

#include "base/lw-i18n.h"

struct _LwMarkingRow
{
  GtkBox parent_instance;
  GtkImage *image;
  GtkLabel *id;
  GtkLabel *title;
  GtkLabel *mark;
};

G_DEFINE_FINAL_TYPE (LwMarkingRow, lw_marking_row, GTK_TYPE_BOX)

static const char *
state_title (LwMarkingState state, LwMarkingConfirmed confirmed)
{
  if (confirmed == LW_MARKING_CONFIRMED)
    return _("confirmed");
  if (confirmed == LW_MARKING_OUTDATED)
    return _("to be confirmed again");
  return state == LW_MARKING_DONE ? _("done") : state == LW_MARKING_FLAGGED ? _("flagged: no rationale") : _("open");
}

static void
show_symbol (GtkImage *image, LwMarkingState state)
{
  static const char *const icons[] = { NULL, "radio-symbolic", "object-select-symbolic", "dialog-warning-symbolic" };
  static const char *const classes[] = { NULL, "dim-label", "success", "warning" };

  gtk_image_set_from_icon_name (image, icons[state]);
  for (guint i = LW_MARKING_OPEN; i <= LW_MARKING_FLAGGED; i++)
    if (i == state)
      gtk_widget_add_css_class (GTK_WIDGET (image), classes[i]);
    else
      gtk_widget_remove_css_class (GTK_WIDGET (image), classes[i]);
}

static char *
mark_text (const LwEvaluationCriterion *criterion, const LwMarkingCell *cell)
{
  if (cell->mark == LW_CELL_MISSING)
    return g_strdup ("");
  if (cell->mark < 0)
    return g_strdup ("?");
  return g_strdup (lw_marking_scale_name (criterion->scale, (guint) cell->mark));
}

/* What the row (or, for a heading, the section) is of: the question, or the bid. */
static void
name_of (LwMarkingWork *work, LwMarkingPlace place, gboolean question, const char **id, char **title)
{
  const LwEvaluationMarks *marks = lw_marking_work_get_marks (work);
  const LwEvaluationCriterion *criterion = lw_evaluation_model_leaf (marks->model, place.leaf);
  const LwEvaluationBidder *bidder = &marks->bidders[lw_marking_work_get_bidder (work, place.subject)];
  const int lot = lw_marking_work_get_lot (work, place.subject);

  if (question)
    {
      *id = criterion->id;
      *title = g_strdup (criterion->title);
      return;
    }
  *id = lot >= 0 ? marks->lots[lot].id : _("All");
  *title = g_strdup_printf ("%s %s", bidder->id, bidder->name);
}

static void
set_style (GtkLabel *label, const char *style, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (GTK_WIDGET (label), style);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (label), style);
}

void
lw_marking_row_show (LwMarkingRow *self, LwMarkingWork *work, LwMarkingList *list, LwMarkingItem *item, gboolean by_bid)
{
  const gboolean heading = lw_marking_item_is_heading (item);
  const LwMarkingPlace place = lw_marking_item_get_place (item);
  const LwMarkingCell *cell = lw_marking_work_get_cell (work, place.subject, place.leaf);
  const LwEvaluationMarks *marks = lw_marking_work_get_marks (work);
  const char *id;
  g_autofree char *title = NULL, *mark = NULL, *name = NULL;

  name_of (work, place, heading != by_bid, &id, &title);
  if (heading)
    {
      const LwMarkingCount count = lw_marking_list_count (list, lw_marking_item_get_position (item));
      mark = g_strdup_printf ("%u/%u", count.done + count.flagged, count.open + count.done + count.flagged);
      name = g_strdup_printf (_("%s %s, %s marked"), id, title, mark);
    }
  else
    {
      mark = mark_text (lw_evaluation_model_leaf (marks->model, place.leaf), cell);
      name = cell->mark == LW_CELL_MISSING ? g_strdup_printf (_("%s %s, %s"), id, title, state_title (cell->state, cell->confirmed))
                                           : g_strdup_printf (_("%s %s, mark %s, %s"), id, title, mark,
                                                              state_title (cell->state, cell->confirmed));
      show_symbol (self->image, cell->state);
      if (cell->confirmed == LW_MARKING_CONFIRMED)
        gtk_image_set_from_icon_name (self->image, "changes-prevent-symbolic");
    }
  gtk_widget_set_visible (GTK_WIDGET (self->image), !heading);
  set_style (self->title, "heading", heading);
  set_style (self->mark, "dim-label", heading);
  gtk_label_set_width_chars (self->id, heading ? -1 : 4);
  gtk_label_set_label (self->id, id);
  gtk_label_set_label (self->title, title);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), title);
  gtk_label_set_label (self->mark, mark);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (GTK_WIDGET (self))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* ---- life ---- */

static GtkLabel *
add_label (LwMarkingRow *self, const char *style, float xalign)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (self), label);
  return GTK_LABEL (label);
}

static void
lw_marking_row_class_init (LwMarkingRowClass *class)
{
}

static void
lw_marking_row_init (LwMarkingRow *self)
{
  gtk_box_set_spacing (GTK_BOX (self), 6);
  self->image = GTK_IMAGE (gtk_image_new ());
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->image));
  self->id = add_label (self, "dim-label", 0);
  self->title = add_label (self, NULL, 0);
  gtk_label_set_ellipsize (self->title, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->title), TRUE);
  self->mark = add_label (self, "numeric", 1);
}

GtkWidget *
lw_marking_row_new (void)
{
  return g_object_new (LW_TYPE_MARKING_ROW, NULL);
}
