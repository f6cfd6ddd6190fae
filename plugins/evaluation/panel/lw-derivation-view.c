/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-derivation-view.h"

#include "lw-derivation-row.h"
#include "lw-derivation-step.h"
#include "panel/lw-panel.h"

#include "base/lw-error.h"

#include "base/lw-i18n.h"

struct _LwDerivation
{
  AdwBin parent_instance;

  LwDocument *document;
  LwResults *results;
  char *lot, *bidder;
  LwExplanation *explanation;

  GListStore *steps; /* below the total */
  GtkTreeListModel *tree;
  GtkSingleSelection *selection;

  GtkStack *stack;
  GtkWidget *page;
  AdwStatusPage *none;
  GtkLabel *name, *lot_label, *total, *rank, *exact, *trust;
  GtkListView *list;
};

G_DEFINE_FINAL_TYPE (LwDerivation, lw_derivation, ADW_TYPE_BIN)

static guint copied_signal;

/* ---- the head: the total ---- */

/* "= 8451/100, rounded from 21973/260 = 84.511538…" */
static char *
exact_text (const LwExplanation *explanation)
{
  const LwExplainStep *total = explanation->total;
  g_autofree char *exact = lw_rational_to_exact (&total->value);
  g_autofree char *shown = lw_evaluation_shown (&total->value, explanation->places);

  if (total->has_before && lw_rational_cmp (&total->before, &total->value) != 0)
    {
      g_autofree char *before = lw_rational_to_exact (&total->before);
      g_autofree char *near = lw_evaluation_shown (&total->before, explanation->places);

      return g_strdup_printf (_("= %s, rounded from %s = %s"), exact, before, near);
    }
  if (g_str_has_suffix (shown, "…"))
    return g_strdup_printf (_("= %s = %s, which counts unrounded"), exact, shown);
  return g_strdup_printf ("= %s", exact);
}

static char *
rank_text (const LwExplanation *explanation)
{
  g_autofree char *failed = g_strjoinv (", ", explanation->failed);
  g_autofree char *missing = g_strjoinv (", ", explanation->missing);

  if (failed[0] != '\0' && missing[0] != '\0')
    return g_strdup_printf (_("not ranked: fails %s; missing %s"), failed, missing);
  if (failed[0] != '\0')
    return g_strdup_printf (_("not ranked: fails %s"), failed);
  if (missing[0] != '\0')
    return g_strdup_printf (_("incomplete: missing %s"), missing);
  return g_strdup_printf (explanation->tied ? _("rank %u of %u, tied") : _("rank %u of %u"), explanation->rank,
                          explanation->n_ranked);
}

static char *
trust_text (const LwExplanation *explanation)
{
  if (explanation->illustrative != NULL && explanation->note != NULL)
    return g_strdup_printf (_("Illustrative: %s; the bidder or the bid too"), explanation->illustrative);
  if (explanation->illustrative != NULL)
    return g_strdup_printf (_("Illustrative: %s"), explanation->illustrative);
  return g_strdup (explanation->note);
}

/* Of a basis other than points the figure that ranks stands in the head, and the total is the quality in it. */
static const LwExplainStep *
figure_of (const LwExplanation *explanation)
{
  for (guint i = 0; i < explanation->total->steps->len; i++)
    {
      const LwExplainStep *step = g_ptr_array_index (explanation->total->steps, i);

      if (step->kind == LW_EXPLAIN_INDEX)
        return step;
    }
  return NULL;
}

static void
show_head (LwDerivation *self)
{
  const LwExplanation *explanation = self->explanation;
  const LwExplainStep *total = explanation->total;
  g_autofree char *name = g_strdup_printf ("%s %s", explanation->bidder, explanation->name);
  g_autofree char *lot = g_strdup_printf ("%s %s", explanation->lot, explanation->lot_title);
  g_autofree char *points
      = total->has_value ? lw_rational_format (&total->value, explanation->places, explanation->rule) : g_strdup ("–");
  g_autofree char *exact = total->has_value ? exact_text (explanation) : g_strdup (_("no total yet"));
  g_autofree char *plain_rank = rank_text (explanation);
  const LwExplainStep *figure = figure_of (explanation);
  g_autofree char *rank = figure != NULL ? g_strdup_printf (_("points of quality; %s. %s"), plain_rank, figure->text) : g_strdup (plain_rank);
  g_autofree char *trust = trust_text (explanation);

  gtk_label_set_text (self->name, name);
  gtk_label_set_text (self->lot_label, lot);
  gtk_label_set_text (self->total, points);
  gtk_label_set_text (self->exact, exact);
  gtk_label_set_text (self->rank, rank);
  gtk_label_set_text (self->trust, trust != NULL ? trust : "");
  gtk_widget_set_visible (GTK_WIDGET (self->trust), trust != NULL);
}

/* ---- reading ---- */

static void
show_none (LwDerivation *self, const char *why)
{
  g_clear_pointer (&self->explanation, lw_explanation_free);
  g_list_store_remove_all (self->steps);
  lw_status_page_describe (self->none, why);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->none));
}

static LwExplanation *
explain (LwDerivation *self, GError **error)
{
  const LwEvaluationMarks *marks = lw_results_get_marks (self->results);
  g_autoptr (LwReader) reader = NULL;

  if (marks == NULL)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_NOT_FOUND, "%s", _("There is no method of evaluation yet."));
      return NULL;
    }
  reader = lw_store_reader (lw_document_get_store (self->document), error);
  return reader == NULL ? NULL
                        : lw_evaluation_explain (marks, lw_reader_connection (reader), self->lot, self->bidder, error);
}

/* Derives again; what stays of the tree stays as it is. */
static void
refresh (LwDerivation *self)
{
  g_autoptr (GError) error = NULL;
  LwExplanation *explanation = explain (self, &error);

  if (explanation == NULL)
    {
      show_none (self, error->message);
      return;
    }
  g_clear_pointer (&self->explanation, lw_explanation_free);
  self->explanation = explanation;
  lw_derivation_step_update_list (self->steps, explanation->total->steps, explanation);
  show_head (self);
  gtk_stack_set_visible_child (self->stack, self->page);
}

static void
on_updated (LwResults *results, GArray *lots, gboolean structure, LwDerivation *self)
{
  const LwEvaluationMarks *marks = lw_results_get_marks (results);
  gboolean touched = structure;

  if (self->lot == NULL)
    return;
  for (guint i = 0; !touched && marks != NULL && i < lots->len; i++)
    touched = g_str_equal (marks->lots[g_array_index (lots, guint, i)].id, self->lot);
  if (touched)
    refresh (self);
}

/* ---- the tree ---- */

static GListModel *
steps_below (gpointer step, gpointer user_data)
{
  GListStore *steps = lw_derivation_step_get_steps (step);

  return steps != NULL ? G_LIST_MODEL (g_object_ref (steps)) : NULL;
}

static gboolean
is_node (LwDerivationStep *step, const char *criterion)
{
  const LwExplainKind kind = lw_derivation_step_get_kind (step);

  return (kind == LW_EXPLAIN_SECTION || kind == LW_EXPLAIN_CRITERION)
         && g_strcmp0 (lw_derivation_step_get_id (step), criterion) == 0;
}

/* Whether @criterion is @step or below it. */
static gboolean
holds (LwDerivationStep *step, const char *criterion)
{
  GListStore *steps = lw_derivation_step_get_steps (step);
  gboolean found = is_node (step, criterion);

  for (guint i = 0; !found && steps != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (steps)); i++)
    {
      g_autoptr (LwDerivationStep) child = g_list_model_get_item (G_LIST_MODEL (steps), i);

      found = holds (child, criterion);
    }
  return found;
}

static void
scroll_to (LwDerivation *self, guint position)
{
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
}

/* Expands the way to it: rows that come of an expansion follow the row, so one pass does. */
static void
select_criterion (LwDerivation *self, const char *criterion)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->tree)); i++)
    {
      g_autoptr (GtkTreeListRow) row = gtk_tree_list_model_get_row (self->tree, i);
      g_autoptr (LwDerivationStep) step = gtk_tree_list_row_get_item (row);

      if (!holds (step, criterion))
        continue;
      gtk_tree_list_row_set_expanded (row, TRUE);
      if (!is_node (step, criterion))
        continue;
      gtk_single_selection_set_selected (self->selection, i);
      scroll_to (self, i);
      return;
    }
}

static GtkTreeListRow *
selected_row (LwDerivation *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}

/* The criterion (or section) that the step is or is in. */
static LwDerivationStep *
around (GtkTreeListRow *row, gboolean sections)
{
  g_autoptr (GtkTreeListRow) at = row != NULL ? g_object_ref (row) : NULL;

  while (at != NULL)
    {
      g_autoptr (LwDerivationStep) step = gtk_tree_list_row_get_item (at);
      const LwExplainKind kind = lw_derivation_step_get_kind (step);
      GtkTreeListRow *parent;

      if (kind == LW_EXPLAIN_CRITERION || (sections && kind == LW_EXPLAIN_SECTION))
        return step; /* the tree keeps it */
      parent = gtk_tree_list_row_get_parent (at);
      g_object_unref (at);
      at = parent;
    }
  return NULL;
}

static void
toggle (GtkListView *list, guint position, LwDerivation *self)
{
  g_autoptr (GtkTreeListRow) row = gtk_tree_list_model_get_row (self->tree, position);

  gtk_tree_list_row_set_expanded (row, !gtk_tree_list_row_get_expanded (row));
}

static gboolean
on_key (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, LwDerivation *self)
{
  GtkTreeListRow *row = selected_row (self);

  if (row == NULL || (keyval != GDK_KEY_Left && keyval != GDK_KEY_Right) || (state & GDK_CONTROL_MASK) != 0)
    return GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_Left && !gtk_tree_list_row_get_expanded (row))
    {
      g_autoptr (GtkTreeListRow) parent = gtk_tree_list_row_get_parent (row);

      if (parent == NULL)
        return GDK_EVENT_STOP;
      gtk_single_selection_set_selected (self->selection, gtk_tree_list_row_get_position (parent));
      scroll_to (self, gtk_tree_list_row_get_position (parent));
      return GDK_EVENT_STOP;
    }
  gtk_tree_list_row_set_expanded (row, keyval == GDK_KEY_Right);
  return GDK_EVENT_STOP;
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  gtk_list_item_set_child (item, lw_derivation_row_new ());
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  lw_derivation_row_show (LW_DERIVATION_ROW (gtk_list_item_get_child (item)), gtk_list_item_get_item (item));
}

static void
on_unbind (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  lw_derivation_row_show (LW_DERIVATION_ROW (gtk_list_item_get_child (item)), NULL);
}

/* ---- what can be done ---- */

static void
copy (GtkWidget *widget, const char *name, GVariant *parameter)
{
  LwDerivation *self = LW_DERIVATION (widget);
  g_autofree char *text = lw_derivation_get_text (self);

  if (text == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  g_signal_emit (self, copied_signal, 0);
}

static void
to_marking (GtkWidget *widget, const char *name, GVariant *parameter)
{
  LwDerivation *self = LW_DERIVATION (widget);
  LwDerivationStep *step = around (selected_row (self), FALSE);
  g_autofree char *place
      = lw_results_place (self->lot, self->bidder, step != NULL ? lw_derivation_step_get_id (step) : NULL);
  g_autofree char *full = g_strconcat ("marking:", place, NULL);

  lw_go_to (widget, full);
}

/* The mark that counts below @step: what was agreed, else the first one given; NULL: none. */
static LwDerivationStep *
given_below (LwDerivationStep *step)
{
  GListStore *steps = lw_derivation_step_get_steps (step);
  const LwExplainKind kind = lw_derivation_step_get_kind (step);
  LwDerivationStep *found = kind == LW_EXPLAIN_CONSENSUS || kind == LW_EXPLAIN_INDIVIDUAL ? step : NULL;

  for (guint i = 0; found == NULL && steps != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (steps)); i++)
    {
      g_autoptr (LwDerivationStep) child = g_list_model_get_item (G_LIST_MODEL (steps), i);

      found = given_below (child);
    }
  return found; /* the tree keeps it */
}

/* Noun and key of the row as the record names them: the mark, what was agreed, or the bid. */
static char *
record_key (LwDerivation *self)
{
  const LwEvaluationMarks *marks = lw_results_get_marks (self->results);
  GtkTreeListRow *row = selected_row (self);
  g_autoptr (LwDerivationStep) own = row != NULL ? gtk_tree_list_row_get_item (row) : NULL;
  LwDerivationStep *step = around (row, FALSE), *given = step == NULL ? NULL : given_below (own);
  const int index = step == NULL || marks == NULL
                        ? -1
                        : lw_evaluation_model_find (marks->model, lw_derivation_step_get_id (step), -1);
  g_autofree char *bid = lw_results_place (self->lot, self->bidder, NULL), *key = NULL, *person = NULL;

  if (step != NULL && given == NULL)
    given = given_below (step);
  if (index < 0 || given == NULL)
    return g_strconcat ("bid/", bid, NULL);
  key = lw_results_place (marks->model->criteria[index].common ? "" : self->lot, self->bidder,
                          marks->model->criteria[index].id);
  if (lw_derivation_step_get_kind (given) == LW_EXPLAIN_CONSENSUS)
    return g_strconcat ("consensus/", key, NULL);
  person = lw_results_place (lw_derivation_step_get_id (given), NULL, NULL);
  return g_strdup_printf ("mark/%s/%s", key, person);
}

static void
to_record (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autofree char *key = record_key (LW_DERIVATION (widget));
  g_autofree char *place = g_strconcat ("record:", key, NULL);

  lw_go_to (widget, place);
}

/* ---- life ---- */

static void
lw_derivation_dispose (GObject *object)
{
  LwDerivation *self = LW_DERIVATION (object);

  g_clear_object (&self->document);
  g_clear_object (&self->results);
  g_clear_object (&self->selection);
  g_clear_object (&self->tree);
  G_OBJECT_CLASS (lw_derivation_parent_class)->dispose (object);
}

static void
lw_derivation_finalize (GObject *object)
{
  LwDerivation *self = LW_DERIVATION (object);

  g_free (self->lot);
  g_free (self->bidder);
  g_clear_pointer (&self->explanation, lw_explanation_free);
  g_clear_object (&self->steps);
  G_OBJECT_CLASS (lw_derivation_parent_class)->finalize (object);
}

static void
lw_derivation_class_init (LwDerivationClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = lw_derivation_dispose;
  G_OBJECT_CLASS (class)->finalize = lw_derivation_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/lotwise/plugins/evaluation/panel/lw-derivation-view.ui");
  gtk_widget_class_bind_template_child (widget_class, LwDerivation, stack);
  gtk_widget_class_bind_template_child (widget_class, LwDerivation, page);
  gtk_widget_class_bind_template_child (widget_class, LwDerivation, none);
  gtk_widget_class_bind_template_child (widget_class, LwDerivation, name);
  gtk_widget_class_bind_template_child_full (widget_class, "lot", FALSE, G_STRUCT_OFFSET (LwDerivation, lot_label));
  gtk_widget_class_bind_template_child (widget_class, LwDerivation, total);
  gtk_widget_class_bind_template_child (widget_class, LwDerivation, rank);
  gtk_widget_class_bind_template_child (widget_class, LwDerivation, exact);
  gtk_widget_class_bind_template_child (widget_class, LwDerivation, trust);
  gtk_widget_class_bind_template_child (widget_class, LwDerivation, list);
  gtk_widget_class_install_action (widget_class, "derivation.copy", NULL, copy);
  gtk_widget_class_install_action (widget_class, "derivation.marking", NULL, to_marking);
  gtk_widget_class_install_action (widget_class, "derivation.record", NULL, to_record);
  copied_signal = g_signal_new ("copied", LW_TYPE_DERIVATION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lw_derivation_init (LwDerivation *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->steps = g_list_store_new (LW_TYPE_DERIVATION_STEP);
  self->tree = gtk_tree_list_model_new (G_LIST_MODEL (g_object_ref (self->steps)), FALSE, FALSE, steps_below, NULL, NULL);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->tree)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind), NULL);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->list, "activate", G_CALLBACK (toggle), self, 0);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->list), keys);
}

GtkWidget *
lw_derivation_new (LwDocument *document)
{
  LwDerivation *self = g_object_new (LW_TYPE_DERIVATION, NULL);

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
lw_derivation_show (LwDerivation *self, const char *lot, const char *bidder, const char *criterion)
{
  const gboolean other = g_strcmp0 (lot, self->lot) != 0 || g_strcmp0 (bidder, self->bidder) != 0;

  if (self->results == NULL)
    return;
  if (other)
    {
      g_free (self->lot);
      g_free (self->bidder);
      self->lot = g_strdup (lot);
      self->bidder = g_strdup (bidder);
      g_list_store_remove_all (self->steps);
      refresh (self);
    }
  if (criterion != NULL)
    select_criterion (self, criterion);
  else
    gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
}

char *
lw_derivation_get_place (LwDerivation *self)
{
  LwDerivationStep *step = around (selected_row (self), TRUE);

  if (self->explanation == NULL)
    return NULL;
  return lw_results_place (self->lot, self->bidder, step != NULL ? lw_derivation_step_get_id (step) : NULL);
}

char *
lw_derivation_get_text (LwDerivation *self)
{
  return self->explanation == NULL ? NULL : lw_explanation_to_text (self->explanation);
}
