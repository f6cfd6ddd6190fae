/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The panel Criteria: what is typed, what is saved, what is shown, in its own widgets over a file. */
#include "config.h"

#include "fixture.h"
#include "lw-criteria-detail.h"
#include "lw-criteria-edits.h"
#include "lw-criteria-field.h"
#include "lw-criteria-method.h"
#include "lw-criteria-template.h"
#include "lw-criteria-view.h"
#include "lw-evaluation-explain.h"
#include "lw-evaluation-panels.h"
#include "lw-evaluation.h"
#include "lw-scale-page.h"
#include "model/lw-model.h"
#include "uihelp.h"
#include "xml/lw-competition-xml.h"

#include <string.h>

typedef struct
{
  LwHost *host;
  LwStore *store;
  LwDocument *document;
  GtkWindow *window;
  GtkWidget *panel;
  LwCriteriaView *view;
  LwCriteriaDetail *detail;
} Desk;

/* ---- the desk ---- */

static LwHost *
make_host (void)
{
  LwHost *host = lw_host_new (NULL);

  lw_host_add_section (host, LW_EVALUATION_ID, lw_evaluation_entities, LW_EVALUATION_RNG_PATH);
  return host;
}

static void
desk_open (Desk *desk, LwStore *store)
{
  *desk = (Desk) { make_host (), store };
  desk->document = lw_document_new (g_object_ref (store), desk->host);
  desk->panel = g_object_new (lw_criteria_panel_info.get_type (), "document", desk->document, NULL);
  desk->window = GTK_WINDOW (adw_window_new ());
  adw_window_set_content (ADW_WINDOW (desk->window), desk->panel);
  gtk_window_set_default_size (desk->window, 1200, 800);
  gtk_window_present (desk->window);
  ui_settle (GTK_WIDGET (desk->window));
  desk->view = LW_CRITERIA_VIEW (ui_find (desk->panel, LW_TYPE_CRITERIA_VIEW, NULL));
  desk->detail = LW_CRITERIA_DETAIL (ui_find (desk->panel, LW_TYPE_CRITERIA_DETAIL, NULL));
}

static gboolean
is_idle (gpointer data)
{
  return !lw_document_is_busy (data);
}

static void
desk_close (Desk *desk)
{
  ui_destroy (desk->window);
  /* what was typed and right is saved when its field goes */
  g_assert_true (ui_wait (is_idle, desk->document, 10000));
  g_assert_finalize_object (desk->document);
  lw_host_free (desk->host);
  fixture_close (desk->store);
}

/* All edits are in the file and on screen. */
static void
wait (Desk *desk)
{
  g_assert_true (ui_wait (is_idle, desk->document, 10000));
  ui_settle (GTK_WIDGET (desk->window));
}

static char *
ask (Desk *desk, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = lw_store_reader (desk->store, &error);
  char *text = NULL;

  g_assert_no_error (error);
  lw_connection_get_text (lw_reader_connection (reader), &text, &error, sql, "");
  g_assert_no_error (error);
  return text;
}

static void
assert_answer (Desk *desk, const char *sql, const char *expected)
{
  g_autofree char *found = ask (desk, sql);
  g_assert_cmpstr (found, ==, expected);
}

static void
assert_field (LwCriteriaField *field, const char *expected)
{
  g_autofree char *text = lw_criteria_field_get_text (field);
  g_assert_cmpstr (text, ==, expected);
}

static LwCriteriaField *
find_field (GtkWidget *root, const char *label)
{
  GtkWidget *input = ui_find (root, GTK_TYPE_ENTRY, label);

  if (input == NULL)
    input = ui_find (root, GTK_TYPE_TEXT_VIEW, label);
  g_assert_nonnull (input);
  return LW_CRITERIA_FIELD (gtk_widget_get_ancestor (input, LW_TYPE_CRITERIA_FIELD));
}

static LwCriteriaField *
select_weight (Desk *desk, const char *id)
{
  LwCriteriaField *field;

  g_assert_true (lw_criteria_view_select (desk->view, id, TRUE));
  ui_settle (GTK_WIDGET (desk->window));
  field = lw_criteria_view_get_weight_field (desk->view, id);
  g_assert_nonnull (field);
  return field;
}

static void
act (Desk *desk, const char *action)
{
  g_autofree char *name = g_strconcat ("panel.", action, NULL);
  g_assert_true (gtk_widget_activate_action (desk->panel, name, NULL));
  ui_settle (GTK_WIDGET (desk->window));
}

static GtkWidget *
top_sum (Desk *desk)
{
  return ui_find (desk->panel, GTK_TYPE_LABEL, "top-sum");
}

/* ---- sums and weights ---- */

static const char *const thirds[] = {
  "competition|id=thirds|title=Thirds|currency=GBP",
  "evaluation_method|id=method|weights=points|whole=100|rounding=total|places=2|rule=half-up",
  "evaluation_scale|id=S5|title=0 to 5",
  "evaluation_scale_mark|scale=S5|value=0|label=None|position=1",
  "evaluation_scale_mark|scale=S5|value=5|label=All|position=2",
  "evaluation_criterion|id=1|title=First|kind=scored|weight=33.33|scale=S5|scope=lot|position=1",
  "evaluation_criterion|id=2|title=Second|kind=scored|weight=33.33|scale=S5|scope=lot|position=2",
  "evaluation_criterion|id=3|title=Third|kind=scored|weight=33.33|scale=S5|scope=lot|position=3",
  NULL,
};

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
      wait (&desk);
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
  wait (&desk);
  assert_answer (&desk, "SELECT weight FROM evaluation_criterion WHERE id = '1.1'", "34.5");
  g_assert_cmpstr (lw_document_get_undo_name (desk.document), ==, "Change criterion 1.1: weight=34.5");
  assert_field (find_field (GTK_WIDGET (desk.detail), "Weight"), "34.5");
  lw_document_undo (desk.document);
  wait (&desk);
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
  wait (&desk);
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
  wait (&desk);
  g_assert_true (lw_criteria_field_has_focus (field));
  assert_field (field, "30");
  assert_field (lw_criteria_view_get_weight_field (desk.view, "1.2"), "30");
  g_assert_nonnull (ui_find (GTK_WIDGET (desk.view), GTK_TYPE_LABEL, "Safe data"));
  g_assert_nonnull (ui_find (GTK_WIDGET (desk.view), GTK_TYPE_LABEL, "60 of 60"));
  g_assert_cmpstr (lw_criteria_view_get_selected (desk.view)->id, ==, "1.1");
  /* a row that goes elsewhere leaves the others as they are */
  fixture_run (desk.store, "DELETE FROM evaluation_criterion WHERE id = '3'");
  wait (&desk);
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
  wait (&desk);
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
  wait (&desk);
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
  wait (desk);
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
  wait (&desk);
  assert_answer (&desk,
                 "SELECT parent || ' ' || title || ' ' || kind || ' ' || weight || ' ' || scale || ' ' || scope"
                 " FROM evaluation_criterion WHERE id = '1.3'",
                 "1 Safety scored 5 S5 lot");
  g_assert_cmpstr (lw_criteria_view_get_selected (desk.view)->id, ==, "1.3");
  g_assert_nonnull (ui_find (GTK_WIDGET (desk.view), GTK_TYPE_LABEL, "65 of 60: 5 over"));
  lw_document_undo (desk.document);
  wait (&desk);
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
  wait (&desk);
  assert_answer (&desk, order_sql, "1 1.2 1.1 2 2.1 3");
  g_assert_cmpstr (lw_criteria_view_get_selected (desk.view)->id, ==, "1.2");
  /* the first of its group goes no further up */
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (lw_panel_get_actions (LW_PANEL (desk.panel))),
                                                     "criteria-up"));
  /* a group goes with what is in it, and stays before it */
  select_weight (&desk, "1");
  act (&desk, "criteria-down");
  wait (&desk);
  assert_answer (&desk, order_sql, "2 2.1 1 1.2 1.1 3");
  lw_document_undo (desk.document);
  wait (&desk);
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
  wait (&desk);
  assert_answer (&desk, "SELECT parent FROM evaluation_criterion WHERE id = '1.1'", "2");
  assert_answer (&desk, order_sql, "1 1.2 2 2.1 1.1 3");
  g_assert_cmpstr (lw_criteria_view_get_selected (desk.view)->id, ==, "1.1");
  lw_document_edit (desk.document, lw_criteria_move ("1.1", "", "1", "tester"), NULL);
  wait (&desk);
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
  wait (&desk);
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
  wait (&desk);
  assert_answer (&desk, order_sql, "1 1.1 1.2 2 2.1");
  act (&desk, "criteria-remove");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (find_dialog ()), "yes");
  gtk_window_destroy (find_dialog ());
  wait (&desk);
  assert_answer (&desk, order_sql, "2 2.1");
  assert_answer (&desk, "SELECT count (*) FROM evaluation_mark", "3");
  g_assert_cmpstr (lw_document_get_undo_name (desk.document), ==, "Remove criterion 1 and 17 marks");
  lw_document_undo (desk.document);
  wait (&desk);
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
  wait (&desk);
  assert_answer (&desk, "SELECT minimum FROM evaluation_criterion WHERE id = '1.1'", "2.0");
  /* off is absent, not zero */
  gtk_switch_set_active (GTK_SWITCH (ui_find (GTK_WIDGET (desk.detail), GTK_TYPE_SWITCH, "A minimum is set")), FALSE);
  wait (&desk);
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
  LwCriteriaField *optimum;

  select_weight (&desk, "3");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (ui_find (detail, GTK_TYPE_DROP_DOWN, "Price formula")), 1);
  wait (&desk);
  assert_answer (&desk, "SELECT formula FROM evaluation_criterion WHERE id = '3'", "fixed-range");
  optimum = find_field (detail, "Price that earns all the points");
  lw_criteria_field_type (optimum, "1000000.00");
  g_assert_nonnull (lw_criteria_field_get_message (optimum)); /* not below the top price */
  lw_criteria_field_type (optimum, "400.125");
  g_assert_nonnull (lw_criteria_field_get_message (optimum));
  lw_criteria_field_type (optimum, "400.50");
  g_assert_true (lw_criteria_field_commit (optimum));
  wait (&desk);
  assert_answer (&desk, "SELECT optimum || ' ' || top FROM evaluation_criterion WHERE id = '3'", "40050 100000000");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (ui_find (detail, GTK_TYPE_DROP_DOWN, "Kind")), LW_CRITERION_GROUP);
  wait (&desk);
  assert_answer (&desk, "SELECT kind || coalesce (formula, '-') || coalesce (top, '-') FROM evaluation_criterion WHERE id = '3'",
                 "group--");
  g_assert_cmpstr (lw_criteria_view_get_selected (desk.view)->id, ==, "3");
  act (&desk, "criteria-add-inside");
  assert_field (find_field (detail, "Number of the new criterion"), "3.1");
  desk_close (&desk);
}

/* ---- scales ---- */

static void
test_scale (void)
{
  Desk desk;
  desk_open (&desk, fixture_small_store (NULL));
  LwCriteriaField *field;

  lw_panel_go_to (LW_PANEL (desk.panel), "scale/S5");
  ui_settle (GTK_WIDGET (desk.window));
  GtkWidget *page = ui_find (desk.panel, LW_TYPE_SCALE_PAGE, NULL);
  g_autofree char *place = lw_panel_get_place (LW_PANEL (desk.panel));
  g_assert_cmpstr (place, ==, "scale/S5");
  g_assert_nonnull (ui_find (page, GTK_TYPE_LABEL, "Used by 1.1, 1.2"));
  /* four bids of the lots and three bidders for what is common: said before anything is changed */
  GtkWidget *warning = ui_find (page, GTK_TYPE_BOX, "warning");
  g_assert_true (gtk_widget_get_visible (warning));

  field = find_field (page, "Label of mark 3");
  assert_field (field, "Satisfactory");
  lw_criteria_field_type (field, "");
  g_assert_false (lw_criteria_field_commit (field));
  lw_criteria_field_type (field, "Sound");
  lw_criteria_field_commit (field);
  lw_criteria_field_type (find_field (page, "Descriptor of mark 3"), "What was asked for\nis there.");
  lw_criteria_field_commit (find_field (page, "Descriptor of mark 3"));
  wait (&desk);
  assert_answer (&desk, "SELECT label || ':' || descriptor FROM evaluation_scale_mark WHERE value = '3'",
                 "Sound:What was asked for\nis there.");

  /* a mark that was given keeps its number; another writing of it is no other number */
  field = find_field (page, "Mark 3");
  lw_criteria_field_type (field, "4");
  g_assert_cmpstr (lw_criteria_field_get_message (field), ==, "The scale has a mark 4 already");
  lw_criteria_field_type (field, "3.5");
  lw_criteria_field_commit (field);
  wait (&desk);
  assert_answer (&desk, "SELECT count (*) FROM evaluation_scale_mark WHERE value = '3'", "1");
  assert_field (find_field (page, "Mark 3"), "3");
  desk_close (&desk);
}

static void
test_scale_marks (void)
{
  Desk desk;
  desk_open (&desk, fixture_store (thirds));
  static const char values[] = "SELECT group_concat (value, ' ') FROM (SELECT value FROM evaluation_scale_mark"
                               " WHERE scale = 'S5' ORDER BY position)";

  act (&desk, "criteria-page-scales");
  GtkWidget *page = ui_find (desk.panel, LW_TYPE_SCALE_PAGE, NULL);
  g_assert_false (gtk_widget_get_visible (ui_find (page, GTK_TYPE_BOX, "warning")));
  lw_criteria_field_type (find_field (page, "Mark to add "), "2.5");
  lw_criteria_field_type (find_field (page, "Label of the mark to add "), "Half");
  g_signal_emit_by_name (ui_find (page, GTK_TYPE_BUTTON, "Add mark"), "clicked");
  wait (&desk);
  assert_answer (&desk, values, "0 5 2.5");
  gtk_widget_grab_focus (GTK_WIDGET (find_field (page, "Mark 2.5")));
  act (&desk, "criteria-up");
  wait (&desk);
  assert_answer (&desk, values, "0 2.5 5");
  g_assert_true (lw_criteria_field_has_focus (find_field (page, "Mark 2.5")));
  lw_criteria_field_type (find_field (page, "Mark 2.5"), "3");
  lw_criteria_field_commit (find_field (page, "Mark 2.5"));
  wait (&desk);
  assert_answer (&desk, values, "0 3 5");
  lw_document_undo (desk.document);
  wait (&desk);
  assert_answer (&desk, values, "0 2.5 5");

  assert_field (find_field (page, "Name of the new scale"), "S2");
  g_signal_emit_by_name (ui_find (page, GTK_TYPE_BUTTON, "Add scale"), "clicked");
  wait (&desk);
  g_assert_cmpstr (lw_scale_page_get_selected (LW_SCALE_PAGE (page)), ==, "S2");
  /* one that nothing uses can go */
  GtkWidget *remove = ui_find (page, GTK_TYPE_BUTTON, "Remove scale");
  g_assert_true (gtk_widget_get_sensitive (remove));
  g_signal_emit_by_name (remove, "clicked");
  wait (&desk);
  assert_answer (&desk, "SELECT count (*) FROM evaluation_scale", "1");
  g_assert_false (gtk_widget_get_sensitive (remove));
  desk_close (&desk);
}

/* Rows that are made anew keep what is being typed and the focus. */
static void
test_scale_rows (void)
{
  Desk desk;
  desk_open (&desk, fixture_store (thirds));

  act (&desk, "criteria-page-scales");
  GtkWidget *page = ui_find (desk.panel, LW_TYPE_SCALE_PAGE, NULL);
  lw_criteria_field_type (find_field (page, "Name of the new scale"), "Quality");
  lw_criteria_field_type (find_field (page, "Mark to add "), "2.5");
  gtk_widget_grab_focus (GTK_WIDGET (find_field (page, "Label of mark 5")));
  lw_criteria_field_type (find_field (page, "Label of mark 5"), "Everything");
  fixture_run (desk.store, "UPDATE evaluation_scale_mark SET value = '6' WHERE value = '5'");
  wait (&desk);
  assert_field (find_field (page, "Label of mark 6"), "Everything");
  g_assert_true (lw_criteria_field_has_focus (find_field (page, "Label of mark 6")));
  assert_field (find_field (page, "Mark to add "), "2.5");
  assert_field (find_field (page, "Name of the new scale"), "Quality");
  g_assert_true (lw_criteria_field_commit (find_field (page, "Label of mark 6")));
  wait (&desk);
  assert_answer (&desk, "SELECT label FROM evaluation_scale_mark WHERE value = '6'", "Everything");
  /* the second goes up, and the focus with it: up is not possible any more, so it is on the number */
  GtkWidget *row = gtk_widget_get_next_sibling (GTK_WIDGET (find_field (page, "Descriptor of mark 6")));
  GtkWidget *up = ui_find (row, GTK_TYPE_BUTTON, "Move mark up");
  gtk_widget_grab_focus (up);
  g_signal_emit_by_name (up, "clicked");
  wait (&desk);
  assert_answer (&desk, "SELECT group_concat (value) FROM (SELECT value FROM evaluation_scale_mark ORDER BY position)", "6,0");
  g_assert_true (lw_criteria_field_has_focus (find_field (page, "Mark 6")));
  desk_close (&desk);
}

/* ---- the method ---- */

static void
test_method (void)
{
  Desk desk;
  desk_open (&desk, fixture_small_store (NULL));

  lw_panel_go_to (LW_PANEL (desk.panel), "method");
  GtkWidget *page = ui_find (desk.panel, LW_TYPE_CRITERIA_METHOD, NULL);
  LwCriteriaField *places = find_field (page, "Decimal places");
  lw_criteria_field_type (places, "31");
  g_assert_false (lw_criteria_field_commit (places));
  lw_criteria_field_type (places, "1");
  g_assert_true (lw_criteria_field_commit (places));
  wait (&desk);
  assert_answer (&desk, "SELECT places FROM evaluation_method", "1");
  adw_combo_row_set_selected (ADW_COMBO_ROW (ui_find (page, ADW_TYPE_COMBO_ROW, "Rounding happens")), 0);
  wait (&desk);
  assert_answer (&desk, "SELECT rounding FROM evaluation_method", "criterion");
  g_assert_nonnull (ui_find (page, GTK_TYPE_LABEL,
                             "Example: 40 × 2 ÷ 3 + 60 × 5 ÷ 7 becomes 26.7 + 42.9 = 69.6; rounded once in the end it would be"
                             " 69.5"));
  /* 35 of 60 is no whole number of basis points: refused, and shown as it is */
  GtkWidget *weights = ui_find (page, ADW_TYPE_COMBO_ROW, "Weights are written in");
  adw_combo_row_set_selected (ADW_COMBO_ROW (weights), 1);
  wait (&desk);
  assert_answer (&desk, "SELECT weights FROM evaluation_method", "points");
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (weights)), ==, 0);
  fixture_run (desk.store, "UPDATE evaluation_criterion SET weight = CASE id WHEN '1.1' THEN '37.5' ELSE '22.5' END"
                           " WHERE parent = '1'");
  adw_combo_row_set_selected (ADW_COMBO_ROW (weights), 1);
  wait (&desk);
  assert_answer (&desk, "SELECT group_concat (weight) FROM (SELECT weight FROM evaluation_criterion ORDER BY id)",
                 "6000,6250,3750,4000");
  adw_combo_row_set_selected (ADW_COMBO_ROW (weights), 0);
  wait (&desk);
  assert_answer (&desk, "SELECT group_concat (weight) FROM (SELECT weight FROM evaluation_criterion ORDER BY id)",
                 "60,37.5,22.5,40");
  desk_close (&desk);
}

/* Weights in a group that has none are worth nothing that could be written in another way. */
static void
test_convert_unknown (void)
{
  Desk desk;
  desk_open (&desk, fixture_small_store (NULL));
  guint failures = 0;

  g_signal_connect (desk.document, "failed", G_CALLBACK (count_failure), &failures);
  fixture_run (desk.store, "UPDATE evaluation_criterion SET weight = NULL WHERE id = '1'");
  fixture_run (desk.store, "UPDATE evaluation_criterion SET weight = '0.5' WHERE id IN ('1.1', '1.2')");
  lw_document_edit (desk.document, lw_criteria_set_weights (LW_WEIGHTS_BASIS_POINTS, "tester"), NULL);
  wait (&desk);
  g_assert_cmpuint (failures, ==, 1);
  fixture_run (desk.store, "UPDATE evaluation_criterion SET weight = '0' WHERE id = '1'");
  lw_document_edit (desk.document, lw_criteria_set_weights (LW_WEIGHTS_BASIS_POINTS, "tester"), NULL);
  wait (&desk);
  g_assert_cmpuint (failures, ==, 2);
  fixture_run (desk.store, "UPDATE evaluation_criterion SET weight = NULL WHERE id = '1'");
  fixture_run (desk.store, "UPDATE evaluation_method SET weights = 'basis-points'");
  lw_document_edit (desk.document, lw_criteria_set_weights (LW_WEIGHTS_POINTS, "tester"), NULL);
  wait (&desk);
  g_assert_cmpuint (failures, ==, 3);
  assert_answer (&desk, "SELECT weights FROM evaluation_method", "basis-points");
  g_signal_handlers_disconnect_by_func (desk.document, count_failure, &failures);
  desk_close (&desk);
}

static void
test_example (void)
{
  g_autofree char *total = lw_criteria_method_example (LW_ROUND_TOTAL, 2, LW_ROUNDING_HALF_UP);
  g_autofree char *never = lw_criteria_method_example (LW_ROUND_NEVER, 2, LW_ROUNDING_HALF_UP);
  g_autofree char *up = lw_criteria_method_example (LW_ROUND_CRITERION, 0, LW_ROUNDING_UP);

  g_assert_cmpstr (total, ==, "Example: 40 × 2 ÷ 3 + 60 × 5 ÷ 7 = 69.523809…, rounded once: 69.52");
  g_assert_cmpstr (never, ==, "Example: 40 × 2 ÷ 3 + 60 × 5 ÷ 7 stays exact, 69.523809…");
  g_assert_cmpstr (up, ==, "Example: 40 × 2 ÷ 3 + 60 × 5 ÷ 7 becomes 27 + 43 = 70; rounded once in the end it would be 70");
}

/* ---- templates and the empty state ---- */

static char *
template_folder (void)
{
  return g_build_filename (LW_SOURCE_DIR, "data", "templates", NULL);
}

static void
test_templates (void)
{
  LwHost *host = make_host ();
  g_autofree char *folder = template_folder ();
  g_autoptr (GPtrArray) templates = lw_criteria_templates_list (folder);

  g_assert_cmpuint (templates->len, ==, 2);
  for (guint i = 0; i < templates->len; i++)
    {
      const LwCriteriaTemplate *template = g_ptr_array_index (templates, i);
      g_autoptr (GError) error = NULL;
      g_autofree char *data = NULL;
      gsize length;

      g_assert_nonnull (template->title);
      g_assert_nonnull (template->description);
      g_assert_null (strchr (template->description, '\n')); /* one line */
      g_file_get_contents (template->path, &data, &length, &error);
      g_assert_no_error (error);
      lw_competition_check (data, length, lw_host_get_sections (host), &error);
      g_assert_no_error (error);
    }
  lw_host_free (host);
}

static const char *const bare[] = { "competition|id=bare|title=Bare|currency=GBP", NULL };

static void
test_empty (void)
{
  Desk desk;
  desk_open (&desk, fixture_store (bare));
  GtkWidget *stack = ui_find (desk.panel, GTK_TYPE_STACK, "outer"), *row;
  LwTone tone = LW_TONE_NEUTRAL;

  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack)), ==, "empty");
  g_assert_null (lw_criteria_panel_info.badge (desk.document, &tone));
  row = gtk_widget_get_ancestor (ui_find (desk.panel, GTK_TYPE_LABEL, "Quality and price"), ADW_TYPE_ACTION_ROW);
  g_assert_nonnull (row);
  adw_action_row_activate (ADW_ACTION_ROW (row));
  wait (&desk);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack)), ==, "content");
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (top_sum (&desk))), ==, "100 of 100");
  g_assert_null (lw_criteria_panel_info.badge (desk.document, &tone));
  g_assert_cmpstr (lw_document_get_undo_name (desk.document), ==, "Set up the method “Quality and price”");
  assert_answer (&desk, "SELECT trust FROM provenance WHERE subject = 'criteria'", "illustrative");
  assert_answer (&desk, "SELECT count (*) FROM evaluation_scale_mark WHERE descriptor IS NOT NULL", "6");
  lw_document_undo (desk.document);
  wait (&desk);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack)), ==, "empty");
  assert_answer (&desk, "SELECT count (*) FROM evaluation_criterion", "0");
  desk_close (&desk);
}

/* ---- for the window ---- */

static void
test_badge_and_places (void)
{
  Desk desk;
  desk_open (&desk, fixture_store (thirds));
  LwTone tone = LW_TONE_NEUTRAL;
  g_autofree char *badge = lw_criteria_panel_info.badge (desk.document, &tone);
  struct
  {
    LwFinding finding;
    const char *place;
  } const findings[] = {
    { { "evaluation.weights", LW_SEVERITY_ERROR, (char *) "2", NULL }, "2" },
    { { "evaluation.weights", LW_SEVERITY_ERROR, (char *) "method", NULL }, "" },
    { { "evaluation.minimum-unset", LW_SEVERITY_NOTE, (char *) "method", NULL }, "method" },
    { { "evaluation.scale", LW_SEVERITY_ERROR, (char *) "S5", NULL }, "scale/S5" },
    { { "evaluation.missing-mark", LW_SEVERITY_ERROR, (char *) "L1/B1/2", NULL }, NULL },
  };

  g_assert_cmpstr (badge, ==, "1");
  g_assert_cmpint (tone, ==, LW_TONE_WRONG);
  for (guint i = 0; i < G_N_ELEMENTS (findings); i++)
    {
      g_autofree char *place = lw_criteria_panel_info.place_of_finding (desk.document, &findings[i].finding);
      g_assert_cmpstr (place, ==, findings[i].place);
    }
  g_autofree char *of_mark = lw_criteria_panel_info.place_of_row (desk.document, "scale-mark", "S5/0");
  g_autofree char *of_criterion = lw_criteria_panel_info.place_of_row (desk.document, "criterion", "2");
  g_assert_cmpstr (of_mark, ==, "scale/S5");
  g_assert_cmpstr (of_criterion, ==, "2");
  g_assert_null (lw_criteria_panel_info.place_of_row (desk.document, "bid", "L1/B1"));
  lw_panel_go_to (LW_PANEL (desk.panel), "2");
  g_autofree char *here = lw_panel_get_place (LW_PANEL (desk.panel));
  g_assert_cmpstr (here, ==, "2");
  desk_close (&desk);
}

/* What was selected and which page was shown come back with the panel. */
static void
test_state (void)
{
  Desk desk;
  desk_open (&desk, fixture_small_store (NULL));
  GtkWidget *again;
  g_autofree char *place = NULL;

  select_weight (&desk, "2.1");
  act (&desk, "criteria-page-method");
  again = g_object_ref_sink (g_object_new (lw_criteria_panel_info.get_type (), "document", desk.document, NULL));
  place = lw_panel_get_place (LW_PANEL (again));
  g_assert_cmpstr (place, ==, "method");
  g_assert_cmpstr (lw_criteria_view_get_selected (LW_CRITERIA_VIEW (ui_find (again, LW_TYPE_CRITERIA_VIEW, NULL)))->id, ==, "2.1");
  g_object_unref (again);
  desk_close (&desk);
}

/* Narrow: the pane goes below, and the tree leaves out what the pane shows. */
static void
test_narrow (void)
{
  Desk desk;
  desk_open (&desk, fixture_small_store (NULL));
  GtkWidget *paned = ui_find (desk.panel, GTK_TYPE_PANED, NULL);
  GtkWidget *table = ui_find (desk.panel, GTK_TYPE_COLUMN_VIEW, NULL);
  GListModel *columns = gtk_column_view_get_columns (GTK_COLUMN_VIEW (table));

  g_assert_cmpint (gtk_orientable_get_orientation (GTK_ORIENTABLE (paned)), ==, GTK_ORIENTATION_HORIZONTAL);
  g_assert_cmpuint (g_list_model_get_n_items (columns), ==, 5);
  gtk_window_set_default_size (desk.window, 1270, 800);
  ui_settle (GTK_WIDGET (desk.window));
  ui_settle (GTK_WIDGET (desk.window));
  g_assert_cmpuint (g_list_model_get_n_items (columns), ==, 8);
  gtk_window_set_default_size (desk.window, 700, 800);
  ui_settle (GTK_WIDGET (desk.window));
  ui_settle (GTK_WIDGET (desk.window));
  g_assert_cmpint (gtk_orientable_get_orientation (GTK_ORIENTABLE (paned)), ==, GTK_ORIENTATION_VERTICAL);
  g_assert_cmpuint (g_list_model_get_n_items (columns), ==, 5);
  desk_close (&desk);
}

static guint
assert_named (GtkWidget *widget)
{
  guint count = 0;
  const gboolean input = GTK_IS_ENTRY (widget) || GTK_IS_TEXT_VIEW (widget) || GTK_IS_DROP_DOWN (widget)
                         || GTK_IS_SWITCH (widget) || GTK_IS_COLUMN_VIEW (widget) || GTK_IS_LIST_BOX_ROW (widget);
  const gboolean bare_button = GTK_IS_BUTTON (widget) && gtk_button_get_icon_name (GTK_BUTTON (widget)) != NULL;

  if (input && !ADW_IS_ACTION_ROW (widget))
    {
      if (!gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL))
        g_error ("a %s has no accessible name", G_OBJECT_TYPE_NAME (widget));
      count++;
    }
  if (bare_button)
    {
      if (!gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL))
        g_error ("a button with %s has no accessible name", gtk_button_get_icon_name (GTK_BUTTON (widget)));
      count++;
    }
  if (GTK_IS_DROP_DOWN (widget))
    return count; /* what is inside is GTK's own */
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    count += assert_named (child);
  return count;
}

static void
test_names (void)
{
  Desk desk;
  desk_open (&desk, fixture_small_store (NULL));

  act (&desk, "criteria-page-scales");
  act (&desk, "criteria-page-method");
  act (&desk, "criteria-page-criteria");
  g_assert_cmpuint (assert_named (desk.panel), >, 40);
  g_assert_nonnull (ui_find (desk.panel, GTK_TYPE_ENTRY, "Weight of 1.1 Delivery"));
  desk_close (&desk);
}

static void
test_read_only (void)
{
  Desk desk;
  LwStore *store = fixture_small_store (NULL);
  g_autofree char *path = g_strdup (lw_store_get_path (store));
  g_autoptr (LwSchema) schema = fixture_schema ();
  g_autoptr (GError) error = NULL;

  lw_store_close (store);
  g_object_unref (store);
  store = lw_store_open (path, schema, LW_STORE_READ_ONLY, &error);
  g_assert_no_error (error);
  desk_open (&desk, store);
  g_assert_false (gtk_widget_get_visible (ui_find (desk.panel, GTK_TYPE_BOX, "tools")));
  g_assert_false (gtk_editable_get_editable (GTK_EDITABLE (ui_find (desk.panel, GTK_TYPE_ENTRY, "Weight of 1.1 Delivery"))));
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (ui_find (desk.panel, GTK_TYPE_LABEL, "subtitle"))),
                            lw_document_get_read_only_reason (desk.document)));
  desk_close (&desk);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  adw_init ();
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
  g_test_add_func ("/criteria/fold", test_fold);
  g_test_add_func ("/criteria/points", test_points);
  g_test_add_func ("/criteria/add", test_add);
  g_test_add_func ("/criteria/move", test_move);
  g_test_add_func ("/criteria/drop", test_drop);
  g_test_add_func ("/criteria/remove", test_remove);
  g_test_add_func ("/criteria/detail", test_detail);
  g_test_add_func ("/criteria/kind-and-formula", test_kind_and_formula);
  g_test_add_func ("/criteria/scale", test_scale);
  g_test_add_func ("/criteria/scale-marks", test_scale_marks);
  g_test_add_func ("/criteria/scale-rows", test_scale_rows);
  g_test_add_func ("/criteria/method", test_method);
  g_test_add_func ("/criteria/convert-unknown", test_convert_unknown);
  g_test_add_func ("/criteria/example", test_example);
  g_test_add_func ("/criteria/templates", test_templates);
  g_test_add_func ("/criteria/empty", test_empty);
  g_test_add_func ("/criteria/badge-and-places", test_badge_and_places);
  g_test_add_func ("/criteria/state", test_state);
  g_test_add_func ("/criteria/narrow", test_narrow);
  g_test_add_func ("/criteria/names", test_names);
  g_test_add_func ("/criteria/read-only", test_read_only);
  return g_test_run ();
}
