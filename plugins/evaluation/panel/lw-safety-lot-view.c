/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-safety-lot-view.h"

#include "lw-safety-charts.h"
#include "lw-safety-findings.h"
#include "panel/lw-panel.h"

#include "base/lw-i18n.h"

#define ROW 24 /* px of a row in the table of central weights */

struct _LwSafetyLotView
{
  AdwBin parent_instance;

  LwDocument *document;
  LwSafety *safety;
  char *said; /* the page as text that the rows were made of */

  LwChart *weights, *ranks;
  LwChartView *weights_view, *ranks_view;
  LwTable *central_table;
  LwSafetyColumns *columns;
  gboolean quiet; /* the program sets the seed, not the person */

  GtkScrolledWindow *scrolled;
  GtkLabel *title, *verdict, *simulation;
  GtkImage *tone;
  GtkListBox *findings, *groups;
  GtkWidget *nothing, *words, *central;
  GtkSpinButton *seed;
  AdwBin *weights_bin, *ranks_bin;
};

G_DEFINE_FINAL_TYPE (LwSafetyLotView, lw_safety_lot_view, ADW_TYPE_BIN)

/* ---- rows ---- */

static GtkWidget *
tone_image (LwTone tone)
{
  GtkWidget *image = gtk_image_new_from_icon_name (tone == LW_TONE_ATTENTION ? "dialog-warning-symbolic" : "dialog-information-symbolic");

  gtk_widget_add_css_class (image, lw_tone_to_class (tone));
  return image;
}

/* A row that leads to @place. */
static void
add_row (GtkListBox *list, LwTone tone, const char *title, const char *text, const char *place)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), tone_image (tone));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "lw-place", g_strdup (place), g_free);
  gtk_list_box_append (list, row);
}

static void
on_row (GtkListBox *list, GtkListBoxRow *row, LwSafetyLotView *self)
{
  lw_go_to (GTK_WIDGET (self), g_object_get_data (G_OBJECT (row), "lw-place"));
}

static void
fill_findings (LwSafetyLotView *self, const LwSafetyReport *report, guint lot)
{
  g_autoptr (GPtrArray) findings = lw_safety_findings_of_lot (report, lot);

  lw_list_box_clear (self->findings);
  for (guint i = 0; i < findings->len; i++)
    {
      const LwSafetyFinding *finding = g_ptr_array_index (findings, i);

      add_row (self->findings, finding->tone, finding->what, finding->text, finding->place);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->findings), findings->len > 0);
  gtk_widget_set_visible (self->nothing, findings->len == 0);
}

/* One under the other: words, mark, and where it was given. */
static void
fill_groups (LwSafetyLotView *self, const LwSafetyReport *report, guint lot)
{
  g_autoptr (GPtrArray) groups = lw_safety_inconsistencies_of_lot (report, lot);

  lw_list_box_clear (self->groups);
  for (guint i = 0; i < groups->len; i++)
    {
      const LwInconsistency *group = g_ptr_array_index (groups, i);

      for (guint g = 0; g < group->given->len; g++)
        {
          const LwRationaleFinding *given = g_ptr_array_index (group->given, g);
          g_autofree char *title = g_strdup_printf (_("Mark %s: %s%s%s, %s, %s"), given->mark, given->lot, given->lot[0] != '\0' ? "/" : "",
                                                    given->bidder, group->criterion, given->person != NULL ? given->person : _("agreed"));
          g_autofree char *words = g_strdup_printf ("“%s”", group->words);
          g_autofree char *place = lw_safety_place_of_given (given);

          add_row (self->groups, LW_TONE_ATTENTION, title, words, place);
        }
    }
  gtk_widget_set_visible (self->words, groups->len > 0);
}

/* ---- the simulation ---- */

static void
fill_central (LwSafetyLotView *self, const LwSafetyReport *report, guint lot)
{
  LwSafetyColumns *columns = lw_safety_columns_new (report, lot);
  g_autoptr (LwMemoryRows) rows = lw_safety_central_rows (columns, report, lot);

  lw_table_set_rows (self->central_table, LW_ROWS (rows));
  lw_safety_columns_free (self->columns);
  self->columns = columns;
  gtk_widget_set_size_request (GTK_WIDGET (self->central_table), -1,
                               (int) MIN (lw_rows_get_n_rows (LW_ROWS (rows)) + 3, 12) * (int) (ROW * lw_text_scale (GTK_WIDGET (self))));
}

static void
fill_simulation (LwSafetyLotView *self, const LwSafetyReport *report, guint lot)
{
  const LwAcceptability *simulation = ((const LwLotSafety *) g_ptr_array_index (report->lots, lot))->simulation;
  g_autofree char *text = NULL;

  if (simulation == NULL)
    text = g_strdup (_("No bid is ranked: there is nothing to draw weights for."));
  else
    text = g_strdup_printf (_("A simulation, not a result: %'u draws of the weights, all as likely. How often each bid takes each rank."),
                            simulation->draws);
  gtk_label_set_text (self->simulation, text);
  lw_safety_fill_ranks (self->ranks, report, lot);
  gtk_widget_set_visible (GTK_WIDGET (self->ranks_bin), simulation != NULL);
  gtk_widget_set_visible (self->central, simulation != NULL);
  fill_central (self, report, lot);
}

static void
on_seed (LwSafetyLotView *self)
{
  if (self->quiet)
    return;
  lw_file_state_set_int (lw_document_get_state (self->document), "safety", "seed", gtk_spin_button_get_value_as_int (self->seed));
  lw_safety_set_seed (self->safety, (guint64) gtk_spin_button_get_value_as_int (self->seed));
}

/* ---- all ---- */

static void
fill (LwSafetyLotView *self, const LwSafetyReport *report, guint lot)
{
  const LwLotSafety *safety = g_ptr_array_index (report->lots, lot);
  const LwTone tone = lw_safety_verdict_tone (safety->verdict);
  g_autofree char *title = g_strdup_printf ("%s %s", report->marks->lots[lot].id, report->marks->lots[lot].title);
  g_autofree char *verdict = lw_safety_verdict_text (report, lot);

  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->verdict, verdict);
  gtk_image_set_from_icon_name (self->tone, tone == LW_TONE_GOOD ? "emblem-ok-symbolic" : "dialog-warning-symbolic");
  gtk_widget_remove_css_class (GTK_WIDGET (self->tone), lw_tone_to_class (LW_TONE_GOOD));
  gtk_widget_remove_css_class (GTK_WIDGET (self->tone), lw_tone_to_class (LW_TONE_ATTENTION));
  gtk_widget_add_css_class (GTK_WIDGET (self->tone), lw_tone_to_class (tone));
  fill_findings (self, report, lot);
  fill_groups (self, report, lot);
  lw_safety_fill_weights (self->weights, report, lot);
  fill_simulation (self, report, lot);
}

void
lw_safety_lot_view_show (LwSafetyLotView *self, const char *id)
{
  const LwSafetyReport *report = lw_safety_get_report (self->safety);
  const int lot = report == NULL || id == NULL ? -1 : lw_evaluation_marks_find_lot (report->marks, id, -1);
  char *said;

  self->quiet = TRUE;
  gtk_spin_button_set_value (self->seed, (double) lw_safety_get_seed (self->safety));
  self->quiet = FALSE;
  if (lot < 0)
    return;
  said = lw_safety_page_text (report, (guint) lot);
  if (g_strcmp0 (said, self->said) != 0)
    fill (self, report, (guint) lot);
  g_free (self->said);
  self->said = said;
}

/* ---- marks of the charts ---- */

static void
on_weight (LwChartView *view, const char *series, const char *category, LwSafetyLotView *self)
{
  g_autofree char *place = g_strconcat ("criteria:", category, NULL);

  lw_go_to (GTK_WIDGET (self), place);
}

/* ---- life ---- */

static void
lw_safety_lot_view_dispose (GObject *object)
{
  LwSafetyLotView *self = LW_SAFETY_LOT_VIEW (object);

  if (self->central_table != NULL)
    lw_table_set_rows (self->central_table, NULL);
  self->central_table = NULL;
  g_clear_object (&self->weights);
  g_clear_object (&self->ranks);
  g_clear_object (&self->safety);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (lw_safety_lot_view_parent_class)->dispose (object);
}

static void
lw_safety_lot_view_finalize (GObject *object)
{
  LwSafetyLotView *self = LW_SAFETY_LOT_VIEW (object);

  lw_safety_columns_free (self->columns);
  g_free (self->said);
  G_OBJECT_CLASS (lw_safety_lot_view_parent_class)->finalize (object);
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, LwSafetyLotView, child)

static void
lw_safety_lot_view_class_init (LwSafetyLotViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = lw_safety_lot_view_dispose;
  G_OBJECT_CLASS (class)->finalize = lw_safety_lot_view_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/lotwise/plugins/evaluation/panel/lw-safety-lot-view.ui");
  BIND (scrolled);
  BIND (title);
  BIND (verdict);
  BIND (simulation);
  BIND (tone);
  BIND (findings);
  BIND (groups);
  BIND (nothing);
  BIND (words);
  BIND (central);
  BIND (seed);
  BIND (weights_bin);
  BIND (ranks_bin);
  gtk_widget_class_bind_template_callback (widget_class, on_row);
}

static void
lw_safety_lot_view_init (LwSafetyLotView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->weights = lw_chart_new (LW_CHART_DOTS);
  self->ranks = lw_chart_new (LW_CHART_STACKED);
  self->weights_view = lw_chart_view_new (self->weights);
  self->ranks_view = lw_chart_view_new (self->ranks);
  adw_bin_set_child (self->weights_bin, GTK_WIDGET (self->weights_view));
  adw_bin_set_child (self->ranks_bin, GTK_WIDGET (self->ranks_view));
  g_signal_connect_object (self->weights_view, "mark-activated", G_CALLBACK (on_weight), self, 0);
  self->central_table = lw_table_new (NULL, _("Central weights"));
  lw_table_set_compact (self->central_table, TRUE);
  gtk_expander_set_child (GTK_EXPANDER (self->central), GTK_WIDGET (self->central_table));
  g_signal_connect_object (self->seed, "value-changed", G_CALLBACK (on_seed), self, G_CONNECT_SWAPPED);
}

GtkWidget *
lw_safety_lot_view_new (LwDocument *document)
{
  LwSafetyLotView *self = g_object_new (LW_TYPE_SAFETY_LOT_VIEW, NULL);

  self->document = g_object_ref (document);
  self->safety = g_object_ref (lw_safety_of (document));
  return GTK_WIDGET (self);
}

GtkListBox *
lw_safety_lot_view_get_findings (LwSafetyLotView *self)
{
  return self->findings;
}

LwChartView *
lw_safety_lot_view_get_weights (LwSafetyLotView *self)
{
  return self->weights_view;
}

LwChartView *
lw_safety_lot_view_get_ranks (LwSafetyLotView *self)
{
  return self->ranks_view;
}
