/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The panel Criteria: scales, the method, templates. */
#include "config.h"

#include "criteria-fixture.h"

#include "lw-criteria-edits.h"
#include "lw-criteria-method.h"
#include "lw-criteria-template.h"
#include "lw-scale-page.h"
#include "xml/lw-competition-xml.h"

#include <string.h>

static void
count_failure (LwDocument *document, const char *what, GError *error, guint *count)
{
  ++*count;
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
  settle (&desk);
  assert_answer (&desk, "SELECT label || ':' || descriptor FROM evaluation_scale_mark WHERE value = '3'",
                 "Sound:What was asked for\nis there.");

  /* a mark that was given keeps its number; another writing of it is no other number */
  field = find_field (page, "Mark 3");
  lw_criteria_field_type (field, "4");
  g_assert_cmpstr (lw_criteria_field_get_message (field), ==, "The scale has a mark 4 already");
  lw_criteria_field_type (field, "3.5");
  lw_criteria_field_commit (field);
  settle (&desk);
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
  settle (&desk);
  assert_answer (&desk, values, "0 5 2.5");
  gtk_widget_grab_focus (GTK_WIDGET (find_field (page, "Mark 2.5")));
  act (&desk, "criteria-up");
  settle (&desk);
  assert_answer (&desk, values, "0 2.5 5");
  g_assert_true (lw_criteria_field_has_focus (find_field (page, "Mark 2.5")));
  lw_criteria_field_type (find_field (page, "Mark 2.5"), "3");
  lw_criteria_field_commit (find_field (page, "Mark 2.5"));
  settle (&desk);
  assert_answer (&desk, values, "0 3 5");
  lw_document_undo (desk.document);
  settle (&desk);
  assert_answer (&desk, values, "0 2.5 5");

  assert_field (find_field (page, "Name of the new scale"), "S2");
  g_signal_emit_by_name (ui_find (page, GTK_TYPE_BUTTON, "Add scale"), "clicked");
  settle (&desk);
  g_assert_cmpstr (lw_scale_page_get_selected (LW_SCALE_PAGE (page)), ==, "S2");
  /* one that nothing uses can go */
  GtkWidget *remove = ui_find (page, GTK_TYPE_BUTTON, "Remove scale");
  g_assert_true (gtk_widget_get_sensitive (remove));
  g_signal_emit_by_name (remove, "clicked");
  settle (&desk);
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
  settle (&desk);
  assert_field (find_field (page, "Label of mark 6"), "Everything");
  g_assert_true (lw_criteria_field_has_focus (find_field (page, "Label of mark 6")));
  assert_field (find_field (page, "Mark to add "), "2.5");
  assert_field (find_field (page, "Name of the new scale"), "Quality");
  g_assert_true (lw_criteria_field_commit (find_field (page, "Label of mark 6")));
  settle (&desk);
  assert_answer (&desk, "SELECT label FROM evaluation_scale_mark WHERE value = '6'", "Everything");
  /* the second goes up, and the focus with it: up is not possible any more, so it is on the number */
  GtkWidget *row = gtk_widget_get_next_sibling (GTK_WIDGET (find_field (page, "Descriptor of mark 6")));
  GtkWidget *up = ui_find (row, GTK_TYPE_BUTTON, "Move mark up");
  gtk_widget_grab_focus (up);
  g_signal_emit_by_name (up, "clicked");
  settle (&desk);
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
  settle (&desk);
  assert_answer (&desk, "SELECT places FROM evaluation_method", "1");
  adw_combo_row_set_selected (ADW_COMBO_ROW (ui_find (page, ADW_TYPE_COMBO_ROW, "Rounding happens")), 0);
  settle (&desk);
  assert_answer (&desk, "SELECT rounding FROM evaluation_method", "criterion");
  g_assert_nonnull (ui_find (page, GTK_TYPE_LABEL,
                             "Example: 40 × 2 ÷ 3 + 60 × 5 ÷ 7 becomes 26.7 + 42.9 = 69.6; rounded once in the end it would be"
                             " 69.5"));
  /* 35 of 60 is no whole number of basis points: refused, and shown as it is */
  GtkWidget *weights = ui_find (page, ADW_TYPE_COMBO_ROW, "Weights are written in");
  adw_combo_row_set_selected (ADW_COMBO_ROW (weights), 1);
  settle (&desk);
  assert_answer (&desk, "SELECT weights FROM evaluation_method", "points");
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (weights)), ==, 0);
  fixture_run (desk.store, "UPDATE evaluation_criterion SET weight = CASE id WHEN '1.1' THEN '37.5' ELSE '22.5' END"
                           " WHERE parent = '1'");
  adw_combo_row_set_selected (ADW_COMBO_ROW (weights), 1);
  settle (&desk);
  assert_answer (&desk, "SELECT group_concat (weight) FROM (SELECT weight FROM evaluation_criterion ORDER BY id)",
                 "6000,6250,3750,4000");
  adw_combo_row_set_selected (ADW_COMBO_ROW (weights), 0);
  settle (&desk);
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
  settle (&desk);
  g_assert_cmpuint (failures, ==, 1);
  fixture_run (desk.store, "UPDATE evaluation_criterion SET weight = '0' WHERE id = '1'");
  lw_document_edit (desk.document, lw_criteria_set_weights (LW_WEIGHTS_BASIS_POINTS, "tester"), NULL);
  settle (&desk);
  g_assert_cmpuint (failures, ==, 2);
  fixture_run (desk.store, "UPDATE evaluation_criterion SET weight = NULL WHERE id = '1'");
  fixture_run (desk.store, "UPDATE evaluation_method SET weights = 'basis-points'");
  lw_document_edit (desk.document, lw_criteria_set_weights (LW_WEIGHTS_POINTS, "tester"), NULL);
  settle (&desk);
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

static void
test_templates (void)
{
  LwHost *host = make_host ();
  g_autoptr (GPtrArray) templates = lw_criteria_templates_list ();

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
  settle (&desk);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack)), ==, "content");
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (top_sum (&desk))), ==, "100 of 100");
  g_assert_null (lw_criteria_panel_info.badge (desk.document, &tone));
  g_assert_cmpstr (lw_document_get_undo_name (desk.document), ==, "Set up the method “Quality and price”");
  assert_answer (&desk, "SELECT trust FROM provenance WHERE subject = 'criteria'", "illustrative");
  assert_answer (&desk, "SELECT count (*) FROM evaluation_scale_mark WHERE descriptor IS NOT NULL", "6");
  lw_document_undo (desk.document);
  settle (&desk);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack)), ==, "empty");
  assert_answer (&desk, "SELECT count (*) FROM evaluation_criterion", "0");
  desk_close (&desk);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  adw_init ();
  g_test_add_func ("/criteria/scale", test_scale);
  g_test_add_func ("/criteria/scale-marks", test_scale_marks);
  g_test_add_func ("/criteria/scale-rows", test_scale_rows);
  g_test_add_func ("/criteria/method", test_method);
  g_test_add_func ("/criteria/convert-unknown", test_convert_unknown);
  g_test_add_func ("/criteria/example", test_example);
  g_test_add_func ("/criteria/templates", test_templates);
  g_test_add_func ("/criteria/empty", test_empty);
  return g_test_run ();
}
