/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The panel Criteria: weights and their sums, adding, moving, removing, the pane. */
#include "config.h"

#include "criteria-fixture.h"

#include "lw-criteria-edits.h"
#include "lw-evaluation-price.h"
#include "lw-evaluation-explain.h"
#include "lw-evaluation-text.h"
#include "lw-scale-page.h"

#include <string.h>

/* ---- sums and weights ---- */

static void
test_sum (void)
{
  Desk desk;
  desk_open (&desk, fixture_store (thirds));
  LwCriteriaField *field = select_weight (&desk, "3");
  GtkWidget *sum = top_sum (&desk);

  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (sum)), ==, "99.99 of 100: 0.01 missing");
  g_assert_true (gtk_widget_has_css_class (sum, "warning"));
  lw_criteria_field_type (field, "33.34");
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (sum)), ==, "100 of 100");
  g_assert_false (gtk_widget_has_css_class (sum, "warning"));
  lw_criteria_field_type (field, "33.340000000001");
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (sum)), ==, "100.000000000001 of 100: 0.000000000001 over");
  lw_criteria_field_type (field, "33.");
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (sum)), ==, "a weight is wrong");
  g_assert_true (gtk_widget_has_css_class (sum, "warning"));
  /* nothing of it was saved */
  assert_answer (&desk, "SELECT weight FROM evaluation_criterion WHERE id = '3'", "33.33");
  lw_criteria_field_restore (field);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (sum)), ==, "99.99 of 100: 0.01 missing");
  desk_close (&desk);
}

static void
test_group_sum (void)
{
  Desk desk;
  desk_open (&desk, fixture_small_store (NULL));
  LwCriteriaField *field = select_weight (&desk, "1.1");

  g_assert_nonnull (ui_find (GTK_WIDGET (desk.view), GTK_TYPE_LABEL, "60 of 60"));
  lw_criteria_field_type (field, "30");
  g_assert_nonnull (ui_find (GTK_WIDGET (desk.view), GTK_TYPE_LABEL, "55 of 60: 5 missing"));
  /* the group's own weight counts above and inside */
  lw_criteria_field_type (select_weight (&desk, "1"), "55");
  g_assert_nonnull (ui_find (GTK_WIDGET (desk.view), GTK_TYPE_LABEL, "55 of 55"));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (top_sum (&desk))), ==, "95 of 100: 5 missing");
  /* a number that is wrong is none to add up to */
  lw_criteria_field_type (select_weight (&desk, "1"), "-5");
  g_assert_nonnull (ui_find (GTK_WIDGET (desk.view), GTK_TYPE_LABEL, "its weight is wrong"));
  g_assert_null (lw_criteria_view_get_selected (desk.view)->points);
  desk_close (&desk);
}

static void
test_wrong (void)
{
  Desk desk;
  desk_open (&desk, fixture_small_store (NULL));
  LwCriteriaField *field = select_weight (&desk, "1.1");
  const char *const wrong[] = { "12,5", "1e2", "1/3", "-1", "+1", " 12", "", "12.", NULL };

  for (guint i = 0; wrong[i] != NULL; i++)
    {
      lw_criteria_field_type (field, wrong[i]);
      g_assert_nonnull (lw_criteria_field_get_message (field));
      g_assert_false (lw_criteria_field_commit (field));
      settle (&desk);
      assert_answer (&desk, "SELECT weight FROM evaluation_criterion WHERE id = '1.1'", "35");
    }
  assert_answer (&desk, "SELECT count (*) FROM command", "1");
  g_assert_true (ui_key (gtk_widget_get_first_child (GTK_WIDGET (field)), GDK_KEY_Escape, 0));
  assert_field (field, "35");
  g_assert_null (lw_criteria_field_get_message (field));
  desk_close (&desk);
}

static void
test_commit (void)
{
  Desk desk;
  desk_open (&desk, fixture_small_store (NULL));
  LwCriteriaField *field = select_weight (&desk, "1.1");

  lw_criteria_field_type (field, "34.5");
  g_assert_true (lw_criteria_field_commit (field));
  settle (&desk);
  assert_answer (&desk, "SELECT weight FROM evaluation_criterion WHERE id = '1.1'", "34.5");
  g_assert_cmpstr (lw_document_get_undo_name (desk.document), ==, "Change the weight of 1.1");
  assert_field (find_field (GTK_WIDGET (desk.detail), "Weight"), "34.5");
  lw_document_undo (desk.document);
  settle (&desk);
  assert_answer (&desk, "SELECT weight FROM evaluation_criterion WHERE id = '1.1'", "35");
  assert_field (lw_criteria_view_get_weight_field (desk.view, "1.1"), "35");
  assert_field (find_field (GTK_WIDGET (desk.detail), "Weight"), "35");
  desk_close (&desk);
}

/* A weight that is taken away from a group: what is absent is not zero. */
static void
test_clear_weight (void)
{
  Desk desk;
  desk_open (&desk, fixture_small_store (NULL));
  LwCriteriaField *field = select_weight (&desk, "1");

  lw_criteria_field_type (field, "");
  g_assert_null (lw_criteria_field_get_message (field));
  g_assert_nonnull (ui_find (GTK_WIDGET (desk.view), GTK_TYPE_LABEL, "60 inside, no weight"));
  lw_criteria_field_commit (field);
  settle (&desk);
  assert_answer (&desk, "SELECT weight IS NULL FROM evaluation_criterion WHERE id = '1'", "1");
  assert_field (lw_criteria_view_get_weight_field (desk.view, "1"), "");
  desk_close (&desk);
}

/* What is typed stays, with its focus, while others change the file. */
static void
test_follow (void)
{
  Desk desk;
  desk_open (&desk, fixture_small_store (NULL));
  LwCriteriaField *field = select_weight (&desk, "1.1");

  act (&desk, "criteria-weight");
  g_assert_true (lw_criteria_field_has_focus (field));
  lw_criteria_field_type (field, "30");
  fixture_run (desk.store, "UPDATE evaluation_criterion SET weight = '30' WHERE id = '1.2'");
  fixture_run (desk.store, "UPDATE evaluation_criterion SET title = 'Safe data' WHERE id = '1.2'");
  settle (&desk);
  g_assert_true (lw_criteria_field_has_focus (field));
  assert_field (field, "30");
  assert_field (lw_criteria_view_get_weight_field (desk.view, "1.2"), "30");
  g_assert_nonnull (ui_find (GTK_WIDGET (desk.view), GTK_TYPE_LABEL, "Safe data"));
  g_assert_nonnull (ui_find (GTK_WIDGET (desk.view), GTK_TYPE_LABEL, "60 of 60"));
  g_assert_cmpstr (lw_criteria_view_get_selected (desk.view)->id, ==, "1.1");
  /* a row that goes elsewhere leaves the others as they are */
  fixture_run (desk.store, "DELETE FROM evaluation_criterion WHERE id = '3'");
  settle (&desk);
  g_assert_true (lw_criteria_field_has_focus (field));
  assert_field (field, "30");
  desk_close (&desk);
}

static void
count_failure (LwDocument *document, const char *what, GError *error, guint *count)
{
  ++*count;
}

/* Ctrl+Z in a field takes back typing; it never brings what stood there of another criterion. */
static void
test_undo_typing (void)
{
  Desk desk;
  desk_open (&desk, fixture_small_store (NULL));
  LwCriteriaField *title = find_field (GTK_WIDGET (desk.detail), "Title");
  GtkWidget *text = GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (ui_find (GTK_WIDGET (title), GTK_TYPE_ENTRY, NULL))));

  select_weight (&desk, "1.1");
  select_weight (&desk, "1.2");
  g_autofree char *shown = lw_criteria_field_get_text (title);
  gtk_widget_activate_action (text, "text.undo", NULL);
  assert_field (title, shown);
  g_assert_false (lw_criteria_field_is_draft (title));
  lw_criteria_field_type (title, "Other");
  gtk_widget_activate_action (text, "text.undo", NULL);
  g_autofree char *back = lw_criteria_field_get_text (title);
  g_assert_cmpstr (back, !=, "Other");
  desk_close (&desk);
}

/* An edit that is refused, of another field or in another window, takes nothing from what is being typed. */
static void
test_refused_elsewhere (void)
{
  Desk desk;
  desk_open (&desk, fixture_small_store (NULL));
  LwCriteriaField *weight = select_weight (&desk, "1.1"), *guidance, *label;
  GtkWidget *page = ui_find (desk.panel, LW_TYPE_SCALE_PAGE, NULL);
  guint failures = 0;

  guidance = find_field (GTK_WIDGET (desk.detail), "Question and guidance");
  lw_criteria_field_type (weight, "30");
  lw_criteria_field_type (guidance, "Half a sentence of");
  label = find_field (page, "Label of mark 3");
  lw_criteria_field_type (label, "Soun");
  g_signal_connect (desk.document, "failed", G_CALLBACK (count_failure), &failures);
  lw_document_edit (desk.document, lw_criteria_move ("gone", "", NULL, "tester"), NULL);
  settle (&desk);
  g_assert_cmpuint (failures, ==, 1);
  assert_field (weight, "30");
  assert_field (guidance, "Half a sentence of");
  assert_field (label, "Soun");
  g_assert_nonnull (ui_find (GTK_WIDGET (desk.view), GTK_TYPE_LABEL, "55 of 60: 5 missing"));
  g_signal_handlers_disconnect_by_func (desk.document, count_failure, &failures);
  desk_close (&desk);
}

/* A criterion that another window removes while something is typed of it: there is nothing left to save that in. */
static void
test_gone (void)
{
  Desk desk;
  desk_open (&desk, fixture_small_store (NULL));
  guint failures = 0;

  g_signal_connect (desk.document, "failed", G_CALLBACK (count_failure), &failures);
  act (&desk, "criteria-page-criteria");
  select_weight (&desk, "3");
  lw_criteria_field_type (find_field (GTK_WIDGET (desk.detail), "Title"), "Pric");
  act (&desk, "criteria-weight");
  lw_criteria_field_type (lw_criteria_view_get_weight_field (desk.view, "3"), "41");
  fixture_run (desk.store, "DELETE FROM evaluation_criterion WHERE id = '3'");
  settle (&desk);
  g_assert_cmpuint (failures, ==, 0);
  g_assert_cmpstr (lw_criteria_view_get_selected (desk.view)->id, ==, "2.1");
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (top_sum (&desk))), ==, "60 of 100: 40 missing");
  g_signal_handlers_disconnect_by_func (desk.document, count_failure, &failures);
  desk_close (&desk);
}

/* A wrong weight in the pane is given up with its criterion, and the sums do not go on about it. */
static void
test_give_up_weight (void)
{
  Desk desk;
  desk_open (&desk, fixture_small_store (NULL));

  select_weight (&desk, "1.1");
  lw_criteria_field_type (find_field (GTK_WIDGET (desk.detail), "Weight"), "12.");
  g_assert_nonnull (ui_find (GTK_WIDGET (desk.view), GTK_TYPE_LABEL, "a weight is wrong"));
  select_weight (&desk, "1.2");
  g_assert_null (ui_find (GTK_WIDGET (desk.view), GTK_TYPE_LABEL, "a weight is wrong"));
  g_assert_nonnull (ui_find (GTK_WIDGET (desk.view), GTK_TYPE_LABEL, "60 of 60"));
  desk_close (&desk);
}

static void
fold (Desk *desk, gboolean open)
{
  GtkColumnView *table = GTK_COLUMN_VIEW (ui_find (GTK_WIDGET (desk->view), GTK_TYPE_COLUMN_VIEW, NULL));
  g_autoptr (GtkTreeListRow) row = g_list_model_get_item (G_LIST_MODEL (gtk_column_view_get_model (table)), 0);

  gtk_tree_list_row_set_expanded (row, open);
  settle (desk);
}

/* F2 where there is nothing to type says why. */
static void
test_no_weight (void)
{
  Desk desk;
  desk_open (&desk, fixture_small_store (NULL));

  g_assert_true (lw_criteria_view_select (desk.view, "2.1", TRUE));
  ui_settle (GTK_WIDGET (desk.window));
  act (&desk, "criteria-weight");
  g_assert_cmpstr (desk.toast, ==, "2.1 has no weight: a criterion of its kind earns no points");
  desk_close (&desk);
}

/* A group is folded away while a weight in it is typed: what is right is saved, what is wrong is there again. */
static void
test_fold (void)
{
  Desk desk;
  desk_open (&desk, fixture_small_store (NULL));

  lw_criteria_field_type (select_weight (&desk, "1.1"), "34");
  lw_criteria_field_type (lw_criteria_view_get_weight_field (desk.view, "1.2"), "2x");
  fold (&desk, FALSE);
  g_assert_null (lw_criteria_view_get_weight_field (desk.view, "1.1"));
  assert_answer (&desk, "SELECT weight FROM evaluation_criterion WHERE id = '1.1'", "34");
  assert_answer (&desk, "SELECT weight FROM evaluation_criterion WHERE id = '1.2'", "25");
  fold (&desk, TRUE);
  assert_field (lw_criteria_view_get_weight_field (desk.view, "1.1"), "34");
  assert_field (lw_criteria_view_get_weight_field (desk.view, "1.2"), "2x");
  g_assert_nonnull (lw_criteria_field_get_message (lw_criteria_view_get_weight_field (desk.view, "1.2")));
  g_assert_nonnull (ui_find (GTK_WIDGET (desk.view), GTK_TYPE_LABEL, "a weight is wrong"));
  desk_close (&desk);
}

static void
test_points (void)
{
  Desk desk;
  desk_open (&desk, fixture_small_store (NULL));
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = lw_store_reader (desk.store, &error);
  g_autoptr (LwCriteriaTree) tree = lw_criteria_tree_new ();

  fixture_run (desk.store, "UPDATE evaluation_method SET weights = 'basis-points'");
  fixture_run (desk.store, "UPDATE evaluation_criterion SET weight = CASE id WHEN '1' THEN '6000' WHEN '3' THEN '4000'"
                           " WHEN '1.1' THEN '3333' WHEN '1.2' THEN '6667' END");
  g_assert_true (lw_criteria_tree_load (tree, lw_reader_connection (reader), "GBP", &error));
  g_autoptr (LwEvaluationModel) model = lw_evaluation_model_load (lw_reader_connection (reader), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (tree->top->sum, ==, "10000 of 10000");
  for (guint i = 0; i < model->n_criteria; i++)
    {
      LwCriteriaNode *node = lw_criteria_tree_find (tree, model->criteria[i].id);
      if (model->criteria[i].weight_text != NULL)
        {
          g_autofree char *points = lw_evaluation_number (&model->criteria[i].points);
          g_assert_cmpstr (node->points, ==, points);
        }
    }
  g_assert_cmpstr (lw_criteria_tree_find (tree, "1.1")->points, ==, "19.998");
  g_clear_pointer (&reader, lw_reader_release);
  desk_close (&desk);
}

/* ---- adding, moving, removing ---- */

static void
test_add (void)
{
  Desk desk;
  desk_open (&desk, fixture_small_store (NULL));
  LwCriteriaField *id, *title;

  select_weight (&desk, "1.1");
  act (&desk, "criteria-add");
  g_assert_true (lw_criteria_detail_is_adding (desk.detail));
  id = find_field (GTK_WIDGET (desk.detail), "Number of the new criterion");
  title = find_field (GTK_WIDGET (desk.detail), "Title of the new criterion");
  assert_field (id, "1.3");
  g_assert_true (lw_criteria_field_has_focus (title));
  lw_criteria_field_type (id, "1.2");
  g_assert_cmpstr (lw_criteria_field_get_message (id), ==, "There is a criterion 1.2 already");
  /* Enter adds nothing while something is wrong */
  ui_key (gtk_widget_get_first_child (GTK_WIDGET (title)), GDK_KEY_Return, 0);
  g_assert_true (lw_criteria_detail_is_adding (desk.detail));
  lw_criteria_field_type (id, "1.3");
  lw_criteria_field_type (title, "Safety");
  lw_criteria_field_type (find_field (GTK_WIDGET (desk.detail), "Weight of the new criterion"), "5");
  ui_key (gtk_widget_get_first_child (GTK_WIDGET (title)), GDK_KEY_Return, 0);
  settle (&desk);
  assert_answer (&desk,
                 "SELECT parent || ' ' || title || ' ' || kind || ' ' || weight || ' ' || scale || ' ' || scope"
                 " FROM evaluation_criterion WHERE id = '1.3'",
                 "1 Safety scored 5 S5 lot");
  g_assert_cmpstr (lw_criteria_view_get_selected (desk.view)->id, ==, "1.3");
  g_assert_nonnull (ui_find (GTK_WIDGET (desk.view), GTK_TYPE_LABEL, "65 of 60: 5 over"));
  lw_document_undo (desk.document);
  settle (&desk);
  assert_answer (&desk, "SELECT count (*) FROM evaluation_criterion WHERE id = '1.3'", "0");
  g_assert_nonnull (lw_criteria_view_get_selected (desk.view));
  desk_close (&desk);
}

static const char order_sql[] = "SELECT group_concat (id, ' ') FROM (SELECT id FROM evaluation_criterion ORDER BY position)";

static void
test_move (void)
{
  Desk desk;
  desk_open (&desk, fixture_small_store (NULL));

  select_weight (&desk, "1.2");
  act (&desk, "criteria-up");
  settle (&desk);
  assert_answer (&desk, order_sql, "1 1.2 1.1 2 2.1 3");
  g_assert_cmpstr (lw_criteria_view_get_selected (desk.view)->id, ==, "1.2");
  /* the first of its group goes no further up */
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (lw_panel_get_actions (LW_PANEL (desk.panel))),
                                                     "criteria-up"));
  /* a group goes with what is in it, and stays before it */
  select_weight (&desk, "1");
  act (&desk, "criteria-down");
  settle (&desk);
  assert_answer (&desk, order_sql, "2 2.1 1 1.2 1.1 3");
  lw_document_undo (desk.document);
  settle (&desk);
  assert_answer (&desk, order_sql, "1 1.2 1.1 2 2.1 3");
  assert_answer (&desk, "SELECT group_concat (position) FROM (SELECT position FROM evaluation_criterion ORDER BY id)",
                 "1,3,2,4,5,6");
  desk_close (&desk);
}

static void
test_drop (void)
{
  Desk desk;
  desk_open (&desk, fixture_small_store (NULL));
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = lw_store_reader (desk.store, &error);
  g_autoptr (LwCriteriaTree) tree = lw_criteria_tree_new ();
  LwCriteriaNode *parent, *before;

  g_assert_true (lw_criteria_tree_load (tree, lw_reader_connection (reader), "GBP", &error));
  LwCriteriaNode *one = lw_criteria_tree_find (tree, "1"), *leaf = lw_criteria_tree_find (tree, "1.1");
  LwCriteriaNode *two = lw_criteria_tree_find (tree, "2"), *price = lw_criteria_tree_find (tree, "3");

  g_assert_true (lw_criteria_view_find_drop (leaf, two, 0.5, &parent, &before));
  g_assert_true (parent == two && before == NULL);
  g_assert_true (lw_criteria_view_find_drop (leaf, two, 0.1, &parent, &before));
  g_assert_true (parent == tree->top && before == two);
  g_assert_true (lw_criteria_view_find_drop (leaf, price, 0.9, &parent, &before));
  g_assert_true (parent == tree->top && before == NULL);
  g_assert_false (lw_criteria_view_find_drop (one, leaf, 0.1, &parent, &before)); /* into itself */
  g_assert_false (lw_criteria_view_find_drop (one, one, 0.5, &parent, &before));
  g_assert_false (lw_criteria_view_find_drop (one, two, 0.1, &parent, &before)); /* where it is */
  g_assert_false (lw_criteria_view_find_drop (price, two, 0.9, &parent, &before));
  g_assert_false (lw_criteria_view_find_drop (price, price, 0.9, &parent, &before));
  /* out of another window, on another file perhaps */
  g_assert_false (lw_criteria_view_find_drop (leaf, lw_criteria_view_get_selected (desk.view), 0.9, &parent, &before));
  g_clear_pointer (&reader, lw_reader_release);

  /* as the view reports it */
  LwCriteriaNode *shown = lw_criteria_view_get_selected (desk.view);
  g_assert_cmpstr (shown->id, ==, "1");
  g_signal_emit_by_name (desk.view, "move", lw_criteria_node_get_child (shown, 0),
                         lw_criteria_node_get_child (shown->parent, 1), NULL);
  settle (&desk);
  assert_answer (&desk, "SELECT parent FROM evaluation_criterion WHERE id = '1.1'", "2");
  assert_answer (&desk, order_sql, "1 1.2 2 2.1 1.1 3");
  g_assert_cmpstr (lw_criteria_view_get_selected (desk.view)->id, ==, "1.1");
  lw_document_edit (desk.document, lw_criteria_move ("1.1", "", "1", "tester"), NULL);
  settle (&desk);
  assert_answer (&desk, order_sql, "1.1 1 1.2 2 2.1 3");
  desk_close (&desk);
}

static GtkWindow *
find_dialog (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *window = windows; window != NULL; window = window->next)
    if (ADW_IS_MESSAGE_DIALOG (window->data))
      return window->data;
  return NULL;
}

static void
test_remove (void)
{
  Desk desk;
  desk_open (&desk, fixture_small_store (NULL));

  /* without marks: at once */
  select_weight (&desk, "3");
  act (&desk, "criteria-remove");
  g_assert_null (find_dialog ());
  settle (&desk);
  assert_answer (&desk, order_sql, "1 1.1 1.2 2 2.1");
  g_assert_cmpstr (lw_criteria_view_get_selected (desk.view)->id, ==, "2.1");

  /* with marks: asks first, and says how many */
  select_weight (&desk, "1");
  act (&desk, "criteria-remove");
  g_assert_nonnull (find_dialog ());
  g_assert_nonnull (strstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (find_dialog ())),
                            "2 criteria in it and 17 marks that were given"));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (find_dialog ()), "no");
  gtk_window_destroy (find_dialog ());
  settle (&desk);
  assert_answer (&desk, order_sql, "1 1.1 1.2 2 2.1");
  act (&desk, "criteria-remove");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (find_dialog ()), "yes");
  gtk_window_destroy (find_dialog ());
  settle (&desk);
  assert_answer (&desk, order_sql, "2 2.1");
  assert_answer (&desk, "SELECT count (*) FROM evaluation_mark", "3");
  g_assert_cmpstr (lw_document_get_undo_name (desk.document), ==, "Remove criterion 1 and 17 marks");
  lw_document_undo (desk.document);
  settle (&desk);
  assert_answer (&desk, order_sql, "1 1.1 1.2 2 2.1");
  assert_answer (&desk, "SELECT count (*) FROM evaluation_mark", "19");
  desk_close (&desk);
}

/* ---- the pane ---- */

static void
test_detail (void)
{
  Desk desk;
  desk_open (&desk, fixture_small_store (NULL));
  LwCriteriaField *minimum;

  select_weight (&desk, "1.1");
  minimum = find_field (GTK_WIDGET (desk.detail), "Minimum");
  assert_field (minimum, "1");
  lw_criteria_field_type (minimum, "1.5");
  g_assert_cmpstr (lw_criteria_field_get_message (minimum), ==, "Expected a mark of scale S5 (0, 1, 2, 3, 4, 5), found 1.5");
  lw_criteria_field_type (minimum, "2.0");
  g_assert_true (lw_criteria_field_commit (minimum));
  settle (&desk);
  assert_answer (&desk, "SELECT minimum FROM evaluation_criterion WHERE id = '1.1'", "2.0");
  /* off is absent, not zero */
  gtk_switch_set_active (GTK_SWITCH (ui_find (GTK_WIDGET (desk.detail), GTK_TYPE_SWITCH, "A minimum is set")), FALSE);
  settle (&desk);
  assert_answer (&desk, "SELECT minimum IS NULL FROM evaluation_criterion WHERE id = '1.1'", "1");
  g_assert_nonnull (ui_find (GTK_WIDGET (desk.detail), GTK_TYPE_LABEL, "Not set, which is not zero: no bid fails here"));
  /* marks are given on it */
  g_assert_false (gtk_widget_get_sensitive (ui_find (GTK_WIDGET (desk.detail), GTK_TYPE_DROP_DOWN, "Kind")));
  desk_close (&desk);
}

static void
test_kind_and_formula (void)
{
  Desk desk;
  desk_open (&desk, fixture_small_store (NULL));
  GtkWidget *detail = GTK_WIDGET (desk.detail);
  LwCriteriaField *optimum, *factor;
  guint range = 0;

  while (!g_str_equal (lw_price_formulas[range].id, "fixed-range"))
    range++;
  select_weight (&desk, "3");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (ui_find (detail, GTK_TYPE_DROP_DOWN, "Price formula")),
                              (guint) (lw_price_formula_find ("logarithmic") - lw_price_formulas));
  settle (&desk);
  assert_answer (&desk, "SELECT formula || ' ' || factor FROM evaluation_criterion WHERE id = '3'", "logarithmic 2");
  factor = find_field (detail, "So many times the lowest price earns none");
  lw_criteria_field_type (factor, "1");
  g_assert_nonnull (lw_criteria_field_get_message (factor)); /* not above 1 */
  lw_criteria_field_type (factor, "2.5");
  g_assert_true (lw_criteria_field_commit (factor));
  settle (&desk);
  assert_answer (&desk, "SELECT factor FROM evaluation_criterion WHERE id = '3'", "2.5");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (ui_find (detail, GTK_TYPE_DROP_DOWN, "Price formula")), range);
  settle (&desk);
  assert_answer (&desk, "SELECT formula FROM evaluation_criterion WHERE id = '3'", "fixed-range");
  optimum = find_field (detail, "Price that earns all the points");
  lw_criteria_field_type (optimum, "1000000.00");
  g_assert_nonnull (lw_criteria_field_get_message (optimum)); /* not below the top price */
  lw_criteria_field_type (optimum, "400.125");
  g_assert_nonnull (lw_criteria_field_get_message (optimum));
  lw_criteria_field_type (optimum, "400.50");
  g_assert_true (lw_criteria_field_commit (optimum));
  settle (&desk);
  assert_answer (&desk, "SELECT optimum || ' ' || top FROM evaluation_criterion WHERE id = '3'", "40050 100000000");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (ui_find (detail, GTK_TYPE_DROP_DOWN, "Kind")), LW_CRITERION_GROUP);
  settle (&desk);
  assert_answer (&desk, "SELECT kind || coalesce (formula, '-') || coalesce (top, '-') FROM evaluation_criterion WHERE id = '3'",
                 "group--");
  g_assert_cmpstr (lw_criteria_view_get_selected (desk.view)->id, ==, "3");
  act (&desk, "criteria-add-inside");
  assert_field (find_field (detail, "Number of the new criterion"), "3.1");
  desk_close (&desk);
}

/* What a message repeats is cut between letters. */
static void
test_cut (void)
{
  g_autofree char *long_text = g_strnfill (41, '-'), *cut = NULL, *kept = lw_evaluation_text_cut ("é");
  g_auto (GStrv) parts = g_strsplit (long_text, "-", -1);
  g_autofree char *accents = g_strjoinv ("é", parts);

  cut = lw_evaluation_text_cut (accents);
  g_assert_cmpstr (kept, ==, "é");
  g_assert_true (g_utf8_validate (cut, -1, NULL));
  g_assert_cmpint (g_utf8_strlen (cut, -1), ==, 40);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  adw_init ();
  g_test_add_func ("/criteria/cut", test_cut);
  g_test_add_func ("/criteria/sum", test_sum);
  g_test_add_func ("/criteria/group-sum", test_group_sum);
  g_test_add_func ("/criteria/wrong", test_wrong);
  g_test_add_func ("/criteria/commit", test_commit);
  g_test_add_func ("/criteria/clear-weight", test_clear_weight);
  g_test_add_func ("/criteria/follow", test_follow);
  g_test_add_func ("/criteria/undo-typing", test_undo_typing);
  g_test_add_func ("/criteria/refused-elsewhere", test_refused_elsewhere);
  g_test_add_func ("/criteria/gone", test_gone);
  g_test_add_func ("/criteria/give-up-weight", test_give_up_weight);
  g_test_add_func ("/criteria/no-weight", test_no_weight);
  g_test_add_func ("/criteria/fold", test_fold);
  g_test_add_func ("/criteria/points", test_points);
  g_test_add_func ("/criteria/add", test_add);
  g_test_add_func ("/criteria/move", test_move);
  g_test_add_func ("/criteria/drop", test_drop);
  g_test_add_func ("/criteria/remove", test_remove);
  g_test_add_func ("/criteria/detail", test_detail);
  g_test_add_func ("/criteria/kind-and-formula", test_kind_and_formula);
  return g_test_run ();
}
