/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-results-lot-view.h"

#include "dialog/lw-dialogs.h"
#include "lw-results-charts.h"
#include "lw-results-rows.h"

#include "base/lw-i18n.h"

struct _LwResultsLotView
{
  AdwBin parent_instance;

  LwDocument *document;
  LwResults *results;
  char *lot;
  gboolean table; /* wanted, where there are bids */

  LwChart *bars, *heat;
  LwChartView *bars_view, *heat_view;
  LwTable *ranking;
  LwResultsColumns *columns;
  LwMemoryRows *rows;

  GtkLabel *title, *lead;
  GtkStack *stack;
  GtkWidget *charts, *no_bids;
  AdwBin *bars_bin, *heat_bin, *table_bin;
};

G_DEFINE_FINAL_TYPE (LwResultsLotView, lw_results_lot_view, ADW_TYPE_BIN)

static guint why_signal;

/* ---- what is shown ---- */

static void
fill_table (LwResultsLotView *self, const LwLotRanking *ranking)
{
  const LwEvaluationMarks *marks = lw_results_get_marks (self->results);

  if (self->columns == NULL || !lw_results_columns_fit (self->columns, marks->model))
    {
      LwResultsColumns *columns = lw_results_columns_new (marks->model);
      g_autofree char *state = lw_file_state_get (lw_document_get_state (self->document), "results", "table");

      g_clear_object (&self->rows);
      self->rows = lw_results_rows_new (columns);
      lw_table_set_rows (self->ranking, LW_ROWS (self->rows));
      lw_table_set_state (self->ranking, state);
      lw_results_columns_free (self->columns);
      self->columns = columns;
    }
  lw_results_rows_fill (self->rows, marks, ranking, lw_results_get_trust (self->results));
}

/* Only what is in sight is made at once; the other page when it is turned to. */
static void
refresh (LwResultsLotView *self)
{
  const LwEvaluationMarks *marks = lw_results_get_marks (self->results);
  const int lot = marks == NULL || self->lot == NULL ? -1 : lw_evaluation_marks_find_lot (marks, self->lot, -1);
  const LwLotRanking *ranking = lot < 0 ? NULL : lw_results_get_ranking (self->results, lot);
  g_autofree char *title = NULL, *text = NULL;
  LwResultsLead lead;

  if (ranking == NULL)
    return;
  title = g_strdup_printf ("%s %s", marks->lots[lot].id, marks->lots[lot].title);
  lw_results_lead (ranking, &lead);
  text = lw_results_lead_text (marks, &lead);
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->lead, text);
  if (ranking->n_results == 0)
    gtk_stack_set_visible_child (self->stack, self->no_bids);
  else if (self->table)
    {
      fill_table (self, ranking);
      gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->table_bin));
    }
  else
    {
      lw_results_fill_bars (self->bars, marks, ranking, lw_results_get_trust (self->results));
      lw_results_fill_heat (self->heat, marks, ranking);
      gtk_stack_set_visible_child (self->stack, self->charts);
    }
}

static void
on_updated (LwResults *results, GArray *lots, gboolean structure, LwResultsLotView *self)
{
  const LwEvaluationMarks *marks = lw_results_get_marks (results);
  gboolean touched = structure;

  for (guint i = 0; !touched && self->lot != NULL && marks != NULL && i < lots->len; i++)
    touched = g_str_equal (marks->lots[g_array_index (lots, guint, i)].id, self->lot);
  if (touched)
    refresh (self);
}

/* ---- why ---- */

static void
ask_why (LwResultsLotView *self, const char *bidder, const char *criterion)
{
  g_signal_emit (self, why_signal, 0, bidder, criterion != NULL && criterion[0] != '\0' ? criterion : NULL);
}

static void
on_bar (LwChartView *view, const char *series, const char *category, LwResultsLotView *self)
{
  ask_why (self, category, series);
}

static void
on_cell (LwChartView *view, const char *series, const char *category, LwResultsLotView *self)
{
  ask_why (self, series, category);
}

static void
on_row (LwTable *table, const char *key, LwResultsLotView *self)
{
  ask_why (self, key, NULL);
}

/* ---- CSV ---- */

static void
on_exported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LwResultsLotView) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!lw_table_export_csv_finish (LW_TABLE (source), result, &error))
    lw_dialog_error (lw_dialog_parent (GTK_WIDGET (self)), _("The ranking was not exported"), error->message);
}

static void
on_file_chosen (GFile *file, gpointer user_data)
{
  LwResultsLotView *self = user_data;

  lw_table_export_csv_async (self->ranking, file, NULL, on_exported, g_object_ref (self));
}

static void
on_export (LwTable *table, LwResultsLotView *self)
{
  g_autofree char *name = g_strdup_printf (_("Ranking of %s.csv"), self->lot);

  lw_dialog_save (GTK_WIDGET (self), _("Export the ranking"), name, &lw_file_kind_csv, on_file_chosen,
                  self);
}

static void
on_table_state (LwTable *table, LwResultsLotView *self)
{
  g_autofree char *state = lw_table_get_state (table);

  lw_file_state_set (lw_document_get_state (self->document), "results", "table", state);
}

/* ---- life ---- */

static void
make_charts (LwResultsLotView *self)
{
  self->bars = lw_chart_new (LW_CHART_STACKED);
  self->heat = lw_chart_new (LW_CHART_HEAT);
  self->bars_view = lw_chart_view_new (self->bars);
  self->heat_view = lw_chart_view_new (self->heat);
  adw_bin_set_child (self->bars_bin, GTK_WIDGET (self->bars_view));
  adw_bin_set_child (self->heat_bin, GTK_WIDGET (self->heat_view));
  g_signal_connect_object (self->bars_view, "mark-activated", G_CALLBACK (on_bar), self, 0);
  g_signal_connect_object (self->heat_view, "mark-activated", G_CALLBACK (on_cell), self, 0);
}

static void
make_table (LwResultsLotView *self)
{
  self->ranking = lw_table_new (NULL, _("Ranking of the lot"));
  adw_bin_set_child (self->table_bin, GTK_WIDGET (self->ranking));
  g_signal_connect_object (self->ranking, "row-activated", G_CALLBACK (on_row), self, 0);
  g_signal_connect_object (self->ranking, "export-requested", G_CALLBACK (on_export), self, 0);
  g_signal_connect_object (self->ranking, "state-changed", G_CALLBACK (on_table_state), self, 0);
}

static void
lw_results_lot_view_dispose (GObject *object)
{
  LwResultsLotView *self = LW_RESULTS_LOT_VIEW (object);

  if (self->ranking != NULL)
    lw_table_set_rows (self->ranking, NULL);
  self->ranking = NULL;
  g_clear_object (&self->rows);
  g_clear_object (&self->bars);
  g_clear_object (&self->heat);
  g_clear_object (&self->results);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (lw_results_lot_view_parent_class)->dispose (object);
}

static void
lw_results_lot_view_finalize (GObject *object)
{
  LwResultsLotView *self = LW_RESULTS_LOT_VIEW (object);

  lw_results_columns_free (self->columns);
  g_free (self->lot);
  G_OBJECT_CLASS (lw_results_lot_view_parent_class)->finalize (object);
}

static void
lw_results_lot_view_class_init (LwResultsLotViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = lw_results_lot_view_dispose;
  G_OBJECT_CLASS (class)->finalize = lw_results_lot_view_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/lotwise/plugins/evaluation/panel/lw-results-lot-view.ui");
  gtk_widget_class_bind_template_child (widget_class, LwResultsLotView, title);
  gtk_widget_class_bind_template_child (widget_class, LwResultsLotView, lead);
  gtk_widget_class_bind_template_child (widget_class, LwResultsLotView, stack);
  gtk_widget_class_bind_template_child (widget_class, LwResultsLotView, charts);
  gtk_widget_class_bind_template_child (widget_class, LwResultsLotView, no_bids);
  gtk_widget_class_bind_template_child (widget_class, LwResultsLotView, bars_bin);
  gtk_widget_class_bind_template_child (widget_class, LwResultsLotView, heat_bin);
  gtk_widget_class_bind_template_child (widget_class, LwResultsLotView, table_bin);
  why_signal = g_signal_new ("why", LW_TYPE_RESULTS_LOT_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                             G_TYPE_STRING, G_TYPE_STRING);
}

static void
lw_results_lot_view_init (LwResultsLotView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  make_charts (self);
  make_table (self);
}

GtkWidget *
lw_results_lot_view_new (LwDocument *document)
{
  LwResultsLotView *self = g_object_new (LW_TYPE_RESULTS_LOT_VIEW, NULL);

  self->document = g_object_ref (document);
  self->results = lw_results_of (document);
  if (self->results != NULL)
    {
      g_object_ref (self->results);
      g_signal_connect_object (self->results, "updated", G_CALLBACK (on_updated), self, 0);
    }
  return GTK_WIDGET (self);
}

void
lw_results_lot_view_show (LwResultsLotView *self, const char *lot)
{
  if (self->results == NULL || g_strcmp0 (lot, self->lot) == 0)
    return;
  g_free (self->lot);
  self->lot = g_strdup (lot);
  refresh (self);
}

/* ---- the keyboard's place ---- */

/* Id of the section that holds @criterion, which is the segment of the bar. */
static const char *
section_of (LwResultsLotView *self, const char *criterion)
{
  const LwEvaluationMarks *marks = lw_results_get_marks (self->results);
  const int index = marks == NULL || criterion == NULL ? -1 : lw_evaluation_model_find (marks->model, criterion, -1);

  return index < 0 ? "" : marks->model->criteria[marks->model->criteria[index].section].id;
}

void
lw_results_lot_view_mark (LwResultsLotView *self, const char *bidder, const char *criterion)
{
  const int mark = lw_chart_find_mark (self->bars, section_of (self, criterion), bidder);

  if (self->table)
    lw_table_select_key (self->ranking, bidder);
  else if (mark >= 0)
    lw_chart_view_set_focused_mark (self->bars_view, mark);
}

gboolean
lw_results_lot_view_get_current (LwResultsLotView *self, char **bidder, char **criterion)
{
  const gboolean heat = gtk_widget_has_focus (GTK_WIDGET (self->heat_view));
  LwChartView *view = heat ? self->heat_view : self->bars_view;
  const char *series, *category;

  *bidder = *criterion = NULL;
  if (self->table)
    {
      *bidder = lw_table_get_current_key (self->ranking);
      return *bidder != NULL;
    }
  if (!lw_chart_get_mark (lw_chart_view_get_chart (view), lw_chart_view_get_focused_mark (view), &series, &category))
    return FALSE;
  *bidder = g_strdup (heat ? series : category);
  *criterion = g_strdup (heat ? category : series);
  if ((*criterion)[0] == '\0')
    g_clear_pointer (criterion, g_free);
  return TRUE;
}

void
lw_results_lot_view_set_table (LwResultsLotView *self, gboolean table)
{
  if (self->table == table)
    return;
  self->table = table;
  if (self->results != NULL)
    refresh (self);
}

gboolean
lw_results_lot_view_get_table (LwResultsLotView *self)
{
  return self->table;
}

LwChartView *
lw_results_lot_view_get_bars (LwResultsLotView *self)
{
  return self->bars_view;
}

LwChartView *
lw_results_lot_view_get_heat (LwResultsLotView *self)
{
  return self->heat_view;
}

LwTable *
lw_results_lot_view_get_ranking (LwResultsLotView *self)
{
  return self->ranking;
}
