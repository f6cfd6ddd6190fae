/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-moderation-agreement.h"

#include "chart/lw-chart-view.h"
#include "lw-evaluation-agreement.h"
#include "lw-evaluation-fold.h"
#include "lw-evaluation-text.h"
#include "lw-moderation-data.h"
#include "lw-results-data.h"
#include "table/lw-memory-rows.h"
#include "table/lw-table.h"

#include <math.h>

#include "base/lw-i18n.h"

static const LwColumn criteria_columns[] = {
  { "criterion", N_("Criterion"), LW_COLUMN_TEXT, 84, LW_COLUMN_ALWAYS, NULL },
  { "title", N_("Title"), LW_COLUMN_TEXT, 150, 0, NULL },
  { "alpha", N_("Alpha"), LW_COLUMN_NUMBER, 80, 0, NULL },
  { "cells", N_("Marked twice"), LW_COLUMN_NUMBER, 90, 0, NULL },
  { "disagree", N_("Far apart"), LW_COLUMN_NUMBER, 80, 0, NULL },
};

static const LwColumn evaluator_columns[] = {
  { "person", N_("Evaluator"), LW_COLUMN_TEXT, 84, LW_COLUMN_ALWAYS, NULL },
  { "name", N_("Name"), LW_COLUMN_TEXT, 150, 0, NULL },
  { "bias", N_("Bias (%)"), LW_COLUMN_NUMBER, 80, 0, NULL },
  { "marks", N_("Marks"), LW_COLUMN_NUMBER, 80, 0, NULL },
};

/* What the thread works out. */
typedef struct
{
  LwStore *store;
  guint percent;
  LwEvaluationMarks *marks;
  LwAgreement *agreement;
} Work;

struct _LwModerationAgreement
{
  AdwBin parent_instance;
  GtkStack *pages;
  AdwStatusPage *failed;
  AdwBin *alpha_chart, *alpha_table, *bias_chart, *bias_table;
  LwChart *alpha, *bias;
  LwMemoryRows *criteria, *evaluators;
  LwDocument *document;
  GCancellable *cancellable; /* of the work under way, or NULL */
  gboolean stale;
};

G_DEFINE_FINAL_TYPE (LwModerationAgreement, lw_moderation_agreement, ADW_TYPE_BIN)

static void
work_free (Work *work)
{
  g_object_unref (work->store);
  g_clear_pointer (&work->agreement, lw_agreement_free);
  g_clear_pointer (&work->marks, lw_evaluation_marks_free);
  g_free (work);
}

/* ---- the work ---- */

static void
work_out (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = lw_store_reader (work->store, &error);

  if (reader != NULL)
    {
      lw_reader_set_cancellable (reader, cancellable);
      if (lw_reader_freeze (reader, &error))
        work->marks = lw_evaluation_marks_load_structure (lw_reader_connection (reader), &error);
    }
  if (work->marks != NULL)
    work->agreement = lw_evaluation_agreement (work->marks, lw_reader_connection (reader), work->percent, &error);
  if (work->agreement != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* ---- alpha ---- */

static char *
alpha_text (gboolean defined, const LwRational *alpha)
{
  return defined ? lw_rational_format (alpha, 3, LW_ROUNDING_HALF_UP) : g_strdup (_("not defined"));
}

static void
add_alpha (LwModerationAgreement *self, const char *id, const char *label, gboolean defined, const LwRational *alpha, guint cells)
{
  g_autofree char *text = alpha_text (defined, alpha);
  g_autofree char *detail = g_strdup_printf (ngettext ("%s: alpha %s, over %u answer that two or more have marked",
                                                       "%s: alpha %s, over %u answers that two or more have marked", cells),
                                             label, text, cells);

  lw_chart_add_category (self->alpha, id, label);
  lw_chart_set_value (self->alpha, "alpha", id, defined ? lw_results_place_of (alpha) : NAN, defined ? text : NULL, detail);
}

static void
fill_alpha (LwModerationAgreement *self, const Work *work)
{
  const LwAgreement *agreement = work->agreement;
  GPtrArray *rows = g_ptr_array_new ();
  double least = 0;

  lw_chart_clear (self->alpha);
  lw_chart_add_series (self->alpha, "alpha", _("Alpha"));
  for (guint i = 0; i < agreement->n_criteria; i++)
    {
      const LwCriterionAgreement *one = &agreement->criteria[i];
      const LwEvaluationCriterion *criterion = &work->marks->model->criteria[one->criterion];
      g_autofree char *label = g_strdup_printf ("%s %s", criterion->id, criterion->title);
      g_autofree char *text = alpha_text (one->defined, &one->alpha), *exact = lw_rational_to_exact (&one->alpha);
      g_autofree char *cells = g_strdup_printf ("%u", one->n_cells), *apart = g_strdup_printf ("%u", one->n_disagree);
      const char *const texts[] = { criterion->id, criterion->title, text, cells, apart, NULL };
      LwMemoryRow *row = lw_memory_row_new (criterion->id, texts);

      if (one->defined)
        {
          lw_memory_row_set_raw (row, 2, exact);
          least = MIN (least, lw_results_place_of (&one->alpha));
        }
      if (one->n_disagree > 0)
        lw_memory_row_set_tone (row, 4, LW_CELL_ATTENTION);
      g_ptr_array_add (rows, row);
      add_alpha (self, criterion->id, label, one->defined, &one->alpha, one->n_cells);
    }
  add_alpha (self, "", _("All that are scored"), agreement->defined, &agreement->alpha, agreement->n_cells);
  lw_chart_set_axis (self->alpha, LW_CHART_AXIS_VALUE, _("Alpha"), NULL, least, 1);
  lw_memory_rows_set (self->criteria, rows);
}

/* ---- bias ---- */

static void
fill_bias (LwModerationAgreement *self, const Work *work)
{
  const LwAgreement *agreement = work->agreement;
  GPtrArray *rows = g_ptr_array_new ();
  double most = 1;
  g_auto (LwRational) percent = LW_RATIONAL_INIT, hundred = LW_RATIONAL_INIT;

  lw_rational_set_int (&hundred, 100, 1);
  lw_chart_clear (self->bias);
  lw_chart_add_series (self->bias, "bias", _("Bias"));
  for (guint i = 0; i < agreement->n_evaluators; i++)
    {
      const LwEvaluatorBias *one = &agreement->evaluators[i];
      g_autofree char *label = g_strdup_printf ("%s %s", one->id, one->name), *marks = g_strdup_printf ("%u", one->n_cells);
      g_autofree char *number = NULL, *text = NULL, *exact = NULL, *detail = NULL;

      lw_rational_mul (&percent, &one->bias, &hundred);
      number = lw_rational_format (&percent, 1, LW_ROUNDING_HALF_UP);
      text = g_strconcat (lw_rational_sign (&percent) > 0 ? "+" : "", number, NULL);
      exact = lw_rational_to_exact (&percent);
      detail = g_strdup_printf (_("%s: %s %% of the scale above the others, over %u marks"), label, text, one->n_cells);
      most = MAX (most, ABS (lw_results_place_of (&percent)));
      const char *const texts[] = { one->id, one->name, one->n_cells > 0 ? text : "–", marks, NULL };
      LwMemoryRow *row = lw_memory_row_new (one->id, texts);
      lw_memory_row_set_raw (row, 2, exact);
      g_ptr_array_add (rows, row);
      lw_chart_add_category (self->bias, one->id, label);
      lw_chart_set_value (self->bias, "bias", one->id, one->n_cells > 0 ? lw_results_place_of (&percent) : NAN,
                          one->n_cells > 0 ? text : NULL, detail);
    }
  most = ceil (most * 1.2);
  lw_chart_set_axis (self->bias, LW_CHART_AXIS_VALUE, _("Bias"), _("% of the scale"), -most, most);
  lw_memory_rows_set (self->evaluators, rows);
}

/* ---- when ---- */

static void
on_worked_out (GObject *source, GAsyncResult *result, gpointer data)
{
  LwModerationAgreement *self = LW_MODERATION_AGREEMENT (source);
  g_autoptr (GError) error = NULL;
  const gboolean fine = g_task_propagate_boolean (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* of a page that is gone, or that works on something newer */
  g_clear_object (&self->cancellable);
  if (fine)
    {
      const Work *work = g_task_get_task_data (G_TASK (result));

      fill_alpha (self, work);
      fill_bias (self, work);
      gtk_stack_set_visible_child_name (self->pages, work->agreement->n_cells > 0 ? "charts" : "none");
      return;
    }
  lw_status_page_describe (self->failed, error->message);
  gtk_stack_set_visible_child_name (self->pages, "failed");
}

static void
cancel (LwModerationAgreement *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

void
lw_moderation_agreement_refresh (LwModerationAgreement *self)
{
  g_autoptr (GTask) task = NULL;
  Work *work;

  cancel (self);
  self->stale = !gtk_widget_get_mapped (GTK_WIDGET (self));
  if (self->stale)
    return;
  work = g_new0 (Work, 1);
  work->store = g_object_ref (lw_document_get_store (self->document));
  work->percent = lw_moderation_get_percent (self->document);
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, on_worked_out, NULL);
  g_task_set_task_data (task, work, (GDestroyNotify) work_free);
  g_task_run_in_thread (task, work_out);
}

/* ---- life ---- */

static void
lw_moderation_agreement_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (lw_moderation_agreement_parent_class)->map (widget);
  if (LW_MODERATION_AGREEMENT (widget)->stale)
    lw_moderation_agreement_refresh (LW_MODERATION_AGREEMENT (widget));
}

static void
lw_moderation_agreement_dispose (GObject *object)
{
  LwModerationAgreement *self = LW_MODERATION_AGREEMENT (object);

  cancel (self);
  g_clear_object (&self->alpha);
  g_clear_object (&self->bias);
  g_clear_object (&self->criteria);
  g_clear_object (&self->evaluators);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (lw_moderation_agreement_parent_class)->dispose (object);
}

static void
lw_moderation_agreement_class_init (LwModerationAgreementClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = lw_moderation_agreement_dispose;
  widget_class->map = lw_moderation_agreement_map;
  g_type_ensure (LW_TYPE_EVALUATION_FOLD);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/lotwise/plugins/evaluation/panel/lw-moderation-agreement.ui");
  gtk_widget_class_bind_template_child (widget_class, LwModerationAgreement, pages);
  gtk_widget_class_bind_template_child (widget_class, LwModerationAgreement, failed);
  gtk_widget_class_bind_template_child (widget_class, LwModerationAgreement, alpha_chart);
  gtk_widget_class_bind_template_child (widget_class, LwModerationAgreement, alpha_table);
  gtk_widget_class_bind_template_child (widget_class, LwModerationAgreement, bias_chart);
  gtk_widget_class_bind_template_child (widget_class, LwModerationAgreement, bias_table);
}

static LwChart *
chart_new (LwChartKind kind, const char *title, const char *rows, AdwBin *bin)
{
  LwChart *chart = lw_chart_new (kind);
  GtkWidget *view = GTK_WIDGET (lw_chart_view_new (chart));

  lw_chart_set_title (chart, title);
  lw_chart_set_empty_text (chart, _("No two evaluators have marked the same answer yet."));
  lw_chart_set_axis (chart, LW_CHART_AXIS_CATEGORY, rows, NULL, NAN, NAN);
  gtk_widget_set_size_request (view, 320, -1);
  adw_bin_set_child (bin, view);
  return chart;
}

static void
add_table (LwMemoryRows *rows, const char *name, AdwBin *bin)
{
  GtkWidget *table = GTK_WIDGET (lw_table_new (LW_ROWS (rows), name));

  lw_table_set_compact (LW_TABLE (table), TRUE);
  gtk_widget_set_size_request (table, 430, 220);
  adw_bin_set_child (bin, table);
}

static void
lw_moderation_agreement_init (LwModerationAgreement *self)
{
  self->stale = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->alpha = chart_new (LW_CHART_DOTS, _("Krippendorff's alpha of each criterion"), _("Criterion"), self->alpha_chart);
  self->bias = chart_new (LW_CHART_BARS, _("Mean bias of each evaluator"), _("Evaluator"), self->bias_chart);
  self->criteria = lw_memory_rows_new (criteria_columns, G_N_ELEMENTS (criteria_columns));
  self->evaluators = lw_memory_rows_new (evaluator_columns, G_N_ELEMENTS (evaluator_columns));
  add_table (self->criteria, _("Agreement on each criterion"), self->alpha_table);
  add_table (self->evaluators, _("Bias of each evaluator"), self->bias_table);
}

void
lw_moderation_agreement_set_document (LwModerationAgreement *self, LwDocument *document)
{
  g_set_object (&self->document, document);
}
