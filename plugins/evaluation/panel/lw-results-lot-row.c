/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The row of a lot: id and title; who leads, a small bar of the margin, and the margin. */
#include "config.h"

#include "lw-results-lots-private.h"

#include "base/lw-i18n.h"

struct _LwResultsLotRow
{
  GtkListBoxRow parent_instance;

  LwResultsLot *lot;
  gboolean wide;
  GtkWidget *id, *title, *lead, *flag, *leader, *note, *bar, *margin;
  char *said; /* what the texts were made of */
};

G_DEFINE_FINAL_TYPE (LwResultsLotRow, lw_results_lot_row, GTK_TYPE_LIST_BOX_ROW)

/* Whether the row says something else than before. A tooltip costs a question to the display server: of a hundred rows
 * whose bars alone grow that would be many. */
static gboolean
is_other (LwResultsLotRow *self, const LwResultsLot *lot)
{
  g_autofree char *said
      = g_strjoin ("\n", lot->title, lot->summary, lot->leader, lot->note, lot->margin, lot->tied ? "=" : "", NULL);

  if (g_strcmp0 (self->said, said) == 0)
    return FALSE;
  g_free (self->said);
  self->said = g_steal_pointer (&said);
  return TRUE;
}

/* The numbers are said in a sentence: the labels alone would not tell what they are. */
static void
show_texts (LwResultsLotRow *self, const LwResultsLot *lot)
{
  g_autofree char *label = g_strdup_printf (_("Lot %s, %s: %s"), lot->id, lot->title, lot->summary);
  const gboolean has_margin = lot->margin[0] != '\0';

  gtk_label_set_text (GTK_LABEL (self->leader), lot->leader);
  gtk_widget_set_visible (self->flag, lot->tied);
  gtk_label_set_text (GTK_LABEL (self->note), lot->note);
  gtk_widget_set_visible (self->note, lot->note[0] != '\0');
  gtk_label_set_text (GTK_LABEL (self->margin), lot->margin);
  /* In a narrow row who ties, or how many are incomplete, has the room of the bar; in a wide one the columns stay. */
  gtk_widget_set_visible (self->margin, self->wide || has_margin);
  gtk_widget_set_visible (self->bar, lot->note[0] == '\0' && (self->wide || has_margin));
  gtk_widget_set_opacity (self->bar, has_margin ? 1 : 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), label);
}

static void
show_lot (LwResultsLot *lot, LwResultsLotRow *self)
{
  if (is_other (self, lot))
    show_texts (self, lot);
  gtk_level_bar_set_value (GTK_LEVEL_BAR (self->bar), MAX (lot->share, 0));
}

LwResultsLot *
lw_results_lot_row_get_lot (LwResultsLotRow *self)
{
  return self->lot;
}

static void
lw_results_lot_row_dispose (GObject *object)
{
  LwResultsLotRow *self = LW_RESULTS_LOT_ROW (object);

  g_clear_object (&self->lot);
  G_OBJECT_CLASS (lw_results_lot_row_parent_class)->dispose (object);
}

static void
lw_results_lot_row_finalize (GObject *object)
{
  g_free (LW_RESULTS_LOT_ROW (object)->said);
  G_OBJECT_CLASS (lw_results_lot_row_parent_class)->finalize (object);
}

static void
lw_results_lot_row_class_init (LwResultsLotRowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = lw_results_lot_row_dispose;
  G_OBJECT_CLASS (class)->finalize = lw_results_lot_row_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/lotwise/plugins/evaluation/panel/lw-results-lot-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LwResultsLotRow, id);
  gtk_widget_class_bind_template_child (widget_class, LwResultsLotRow, title);
  gtk_widget_class_bind_template_child (widget_class, LwResultsLotRow, lead);
  gtk_widget_class_bind_template_child (widget_class, LwResultsLotRow, flag);
  gtk_widget_class_bind_template_child (widget_class, LwResultsLotRow, leader);
  gtk_widget_class_bind_template_child (widget_class, LwResultsLotRow, note);
  gtk_widget_class_bind_template_child (widget_class, LwResultsLotRow, bar);
  gtk_widget_class_bind_template_child (widget_class, LwResultsLotRow, margin);
}

static void
lw_results_lot_row_init (LwResultsLotRow *self)
{
  static const char *const offsets[] = { GTK_LEVEL_BAR_OFFSET_LOW, GTK_LEVEL_BAR_OFFSET_HIGH, GTK_LEVEL_BAR_OFFSET_FULL };

  gtk_widget_init_template (GTK_WIDGET (self));
  /* A short margin is not bad, nor a long one good: one colour. */
  for (guint i = 0; i < G_N_ELEMENTS (offsets); i++)
    gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (self->bar), offsets[i]);
}

/* One line: the columns of all rows stand under each other. */
static void
widen (LwResultsLotRow *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (gtk_widget_get_parent (self->lead));
  GtkGridLayoutChild *title = GTK_GRID_LAYOUT_CHILD (gtk_layout_manager_get_layout_child (layout, self->title));
  GtkGridLayoutChild *lead = GTK_GRID_LAYOUT_CHILD (gtk_layout_manager_get_layout_child (layout, self->lead));

  gtk_grid_layout_child_set_column_span (title, 1);
  gtk_grid_layout_child_set_column (lead, 2);
  gtk_grid_layout_child_set_row (lead, 0);
  gtk_widget_set_hexpand (self->lead, TRUE);
  gtk_widget_set_hexpand (self->title, FALSE);
  gtk_label_set_width_chars (GTK_LABEL (self->title), 16);
  gtk_label_set_max_width_chars (GTK_LABEL (self->title), 36);
  gtk_label_set_width_chars (GTK_LABEL (self->leader), 18);
  gtk_label_set_max_width_chars (GTK_LABEL (self->leader), 18);
  gtk_widget_set_size_request (self->bar, 96, -1);
  gtk_widget_set_size_request (self->note, 96, -1);
  gtk_widget_set_margin_start (gtk_widget_get_parent (self->lead), 12);
  gtk_widget_set_margin_end (gtk_widget_get_parent (self->lead), 12);
}

GtkWidget *
lw_results_lot_row_new (LwResultsLot *lot, GtkSizeGroup *titles)
{
  LwResultsLotRow *self = g_object_new (LW_TYPE_RESULTS_LOT_ROW, NULL);

  self->lot = g_object_ref (lot);
  self->wide = titles != NULL;
  gtk_label_set_text (GTK_LABEL (self->id), lot->id);
  gtk_label_set_text (GTK_LABEL (self->title), lot->title);
  if (titles != NULL)
    {
      widen (self);
      gtk_size_group_add_widget (titles, self->title);
    }
  g_signal_connect_object (lot, "changed", G_CALLBACK (show_lot), self, 0);
  show_lot (lot, self);
  return GTK_WIDGET (self);
}
