/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-safety-lots.h"

#include "lw-safety-findings.h"
#include "lw-tab-stop.h"
#include "panel/lw-panel.h"

#include "base/lw-i18n.h"

struct _LwSafetyLots
{
  AdwBin parent_instance;

  GtkListBox *list;
  gboolean quiet; /* the program selects, not the person */
};

G_DEFINE_FINAL_TYPE (LwSafetyLots, lw_safety_lots, ADW_TYPE_BIN)

static guint selected_signal;

/* ---- rows ---- */

/* A row keeps its labels, so that another verdict changes it in place. */
typedef struct
{
  char *id, *title;
  GtkLabel *verdict;
  GtkImage *tone;
} LotRow;

static void
lot_row_free (LotRow *row)
{
  g_free (row->id);
  g_free (row->title);
  g_free (row);
}

static LotRow *
row_data (GtkListBoxRow *row)
{
  return row == NULL ? NULL : g_object_get_data (G_OBJECT (row), "lw-lot");
}

static void
set_tone (GtkImage *image, LwTone tone)
{
  gtk_image_set_from_icon_name (image, tone == LW_TONE_GOOD        ? "emblem-ok-symbolic"
                                       : tone == LW_TONE_ATTENTION ? "dialog-warning-symbolic"
                                                                   : "content-loading-symbolic");
  for (LwTone other = LW_TONE_NEUTRAL; other <= LW_TONE_WRONG; other++)
    gtk_widget_remove_css_class (GTK_WIDGET (image), lw_tone_to_class (other));
  gtk_widget_add_css_class (GTK_WIDGET (image), lw_tone_to_class (tone));
}

static void
add_lot (LwSafetyLots *self, const LwEvaluationLot *lot)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  LotRow *data = g_new0 (LotRow, 1);
  g_autofree char *title = g_strdup_printf ("%s %s", lot->id, lot->title);
  GtkWidget *label = gtk_label_new (title);

  data->id = g_strdup (lot->id);
  data->title = g_strdup (lot->title);
  data->verdict = GTK_LABEL (gtk_label_new (NULL));
  data->tone = GTK_IMAGE (gtk_image_new ());
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (data->verdict, 0);
  gtk_label_set_ellipsize (data->verdict, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (data->verdict), "dim-label");
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (data->tone));
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (data->verdict));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), line);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "lw-lot", data, (GDestroyNotify) lot_row_free);
  gtk_list_box_append (self->list, row);
}

static void
update_lot (GtkListBoxRow *row, const LwSafetyReport *report, guint lot)
{
  LotRow *data = row_data (row);
  const LwLotSafety *safety = g_ptr_array_index (report->lots, lot);
  const gboolean bids = report->marks->lots[lot].n_bids > 0;
  const char *verdict = bids ? lw_verdict_title (safety->verdict) : _("no bids");
  g_autofree char *said = g_strdup_printf (_("Lot %s, %s: %s"), data->id, data->title, verdict);

  gtk_label_set_text (data->verdict, verdict);
  set_tone (data->tone, bids ? lw_safety_verdict_tone (safety->verdict) : LW_TONE_NEUTRAL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
}

/* ---- which lots, and which one ---- */

static gboolean
is_same (LwSafetyLots *self, const LwEvaluationMarks *marks)
{
  for (guint i = 0; i < marks->n_lots; i++)
    {
      const LotRow *row = row_data (gtk_list_box_get_row_at_index (self->list, (int) i));

      if (row == NULL || !g_str_equal (row->id, marks->lots[i].id) || !g_str_equal (row->title, marks->lots[i].title))
        return FALSE;
    }
  return gtk_list_box_get_row_at_index (self->list, (int) marks->n_lots) == NULL;
}

const char *
lw_safety_lots_get_selected (LwSafetyLots *self)
{
  const LotRow *row = row_data (gtk_list_box_get_selected_row (self->list));

  return row == NULL ? NULL : row->id;
}

gboolean
lw_safety_lots_select (LwSafetyLots *self, const char *id)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (g_strcmp0 (row_data (row)->id, id) == 0)
      {
        gtk_list_box_select_row (self->list, row);
        return TRUE;
      }
  return FALSE;
}

void
lw_safety_lots_move (LwSafetyLots *self, int by)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  const int at = row == NULL ? 0 : gtk_list_box_row_get_index (row) + by;
  GtkListBoxRow *next = at < 0 ? NULL : gtk_list_box_get_row_at_index (self->list, at);

  if (next != NULL)
    gtk_list_box_select_row (self->list, next);
}

void
lw_safety_lots_update (LwSafetyLots *self, const LwSafetyReport *report, const char *left)
{
  g_autofree char *selected = g_strdup (lw_safety_lots_get_selected (self));

  self->quiet = TRUE;
  if (!is_same (self, report->marks))
    {
      lw_list_box_clear (self->list);
      for (guint i = 0; i < report->marks->n_lots; i++)
        add_lot (self, &report->marks->lots[i]);
    }
  for (guint i = 0; i < report->marks->n_lots; i++)
    update_lot (gtk_list_box_get_row_at_index (self->list, (int) i), report, i);
  if (!lw_safety_lots_select (self, selected != NULL ? selected : left))
    gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
  self->quiet = FALSE;
}

static void
on_selected (GtkListBox *list, GtkListBoxRow *row, LwSafetyLots *self)
{
  if (row != NULL && !self->quiet)
    g_signal_emit (self, selected_signal, 0, row_data (row)->id);
}

/* ---- life ---- */

static gboolean
lw_safety_lots_grab_focus (GtkWidget *widget)
{
  LwSafetyLots *self = LW_SAFETY_LOTS (widget);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  return row != NULL && gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
lw_safety_lots_class_init (LwSafetyLotsClass *class)
{
  GTK_WIDGET_CLASS (class)->grab_focus = lw_safety_lots_grab_focus;
  selected_signal = g_signal_new ("lot-selected", LW_TYPE_SAFETY_LOTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  G_TYPE_STRING);
}

static void
lw_safety_lots_init (LwSafetyLots *self)
{
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_BROWSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Lots: is the result safe"), -1);
  g_signal_connect_object (self->list, "row-selected", G_CALLBACK (on_selected), self, 0);
  adw_bin_set_child (ADW_BIN (self), g_object_new (LW_TYPE_TAB_STOP, "child", self->list, NULL));
}

GtkWidget *
lw_safety_lots_new (void)
{
  return g_object_new (LW_TYPE_SAFETY_LOTS, NULL);
}
