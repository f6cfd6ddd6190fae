/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The panel People: people and roles, assignments by keyboard, by drag and by rule, declarations. */
#include "config.h"

#include "people-fixture.h"

#include "lw-pack-return-bar.h"
#include "lw-people-cover.h"
#include "lw-people-edits.h"
#include "lw-people-own.h"
#include "lw-people-rule.h"
#include "model/lw-model.h"

#include <string.h>

#define RULES "SELECT group_concat (person || ' ' || criterion || '/' || lot || '/' || bidder, ', ')" \
              " FROM (SELECT * FROM evaluation_assignment ORDER BY 1, 2, 3, 4)"
#define SAID "SELECT group_concat (person || ' ' || organisation || ' ' || stand || ifnull (' ' || note, ''), ', ')" \
             " FROM (SELECT * FROM evaluation_declaration ORDER BY 1, 2)"

static LwPeopleGrid *
assign_grid (Office *office)
{
  return lw_people_assign_get_grid (lw_people_panel_get_assign (office->panel));
}

static void
find_cell (LwPeopleGrid *grid, const char *row, const char *column, guint *at_row, guint *at_column)
{
  for (*at_row = 0; *at_row < lw_people_grid_get_n_rows (grid); ++*at_row)
    if (strcmp (lw_people_grid_get_row (grid, *at_row)->id, row) == 0)
      break;
  for (*at_column = 0; *at_column < lw_people_grid_get_n_columns (grid); ++*at_column)
    if (strcmp (lw_people_grid_get_column (grid, *at_column)->id, column) == 0)
      break;
  g_assert_cmpuint (*at_row, <, lw_people_grid_get_n_rows (grid));
  g_assert_cmpuint (*at_column, <, lw_people_grid_get_n_columns (grid));
}

static const LwGridCell *
cell_of (LwPeopleGrid *grid, const char *row, const char *column)
{
  guint r, c;

  find_cell (grid, row, column, &r, &c);
  return lw_people_grid_get_cell (grid, r, c);
}

static void
choose_cell (LwPeopleGrid *grid, const char *row, const char *column)
{
  guint r, c;

  find_cell (grid, row, column, &r, &c);
  lw_people_grid_select (grid, r, c, r, c);
}

/* ---- people ---- */

static void
test_people (void)
{
  Office office;
  GtkWidget *list;

  office_open (&office, fixture_small_store (office_rows), "people/E1");
  list = GTK_WIDGET (lw_people_panel_get_list (office.panel));
  lw_people_list_open_add (LW_PEOPLE_LIST (list));
  office_type (list, "Identifier", "E3");
  office_type (list, "new_name", "Evaluator 3");
  g_signal_emit_by_name (ui_find (list, GTK_TYPE_BUTTON, "add_button"), "clicked");
  office_settle (&office);
  assert_asked (&office, "SELECT name || ' ' || role FROM person JOIN person_role ON person = id WHERE id = 'E3'",
                "Evaluator 3 evaluator");
  g_autofree char *place = lw_panel_get_place (LW_PANEL (office.panel));
  g_assert_cmpstr (place, ==, "people/E3");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (ui_find (ui_find (list, GTK_TYPE_BOX, "roles"), GTK_TYPE_CHECK_BUTTON, "Moderator")),
                               TRUE);
  office_settle (&office);
  assert_asked (&office, "SELECT count (*) FROM person_role WHERE person = 'E3'", "2");
  gtk_editable_set_text (GTK_EDITABLE (ui_find (list, GTK_TYPE_ENTRY, "name")), "Evaluator three");
  g_signal_emit_by_name (ui_find (list, GTK_TYPE_ENTRY, "name"), "activate");
  office_settle (&office);
  assert_asked (&office, "SELECT name FROM person WHERE id = 'E3'", "Evaluator three");
  office_act (&office, "remove");
  assert_asked (&office, "SELECT count (*) FROM person WHERE id = 'E3'", "0");
  g_assert_null (office.failure);
  lw_document_undo (office.document);
  office_settle (&office);
  assert_asked (&office, "SELECT count (*) FROM person_role WHERE person = 'E3'", "2");
  /* who has given a mark stays */
  lw_panel_go_to (LW_PANEL (office.panel), "people/E1");
  office_act (&office, "remove");
  g_assert_nonnull (office.failure);
  assert_asked (&office, "SELECT count (*) FROM person WHERE id = 'E1'", "1");
  office_close (&office);
}

/* Worked: 3 marks of 4 pages at 5 minutes are an hour; two of them are given. */
static void
test_hours (void)
{
  Office office;
  LwRows *rows;
  guint place;

  office_open (&office, fixture_small_store (office_rows), "people/E1");
  fixture_run (office.store, "DELETE FROM evaluation_mark WHERE lot = 'L1' AND person = 'E1'");
  fixture_run (office.store, "INSERT INTO evaluation_assignment VALUES ('E1', '1', '', 'B2')");
  office_settle (&office);
  office_type (GTK_WIDGET (office.panel), "Pages of an answer", "4");
  office_type (GTK_WIDGET (office.panel), "Minutes a page", "5");
  rows = lw_table_get_rows (lw_people_list_get_table (lw_people_panel_get_list (office.panel)));
  g_assert_true (lw_rows_find_key (rows, "E1", &place));
  const char *const expected[] = { "E1", "Evaluator 1", "Evaluator", "3", "2", "0", "1.0", "0.3", "1", "" };
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autofree char *text = lw_rows_get_text (rows, place, i);
      g_assert_cmpstr (text, ==, expected[i]);
    }
  g_assert_null (office.failure);
  office_close (&office);
}

/* ---- assignments ---- */

static void
test_assign_by_keyboard (void)
{
  Office office;

  office_open (&office, fixture_small_store (office_rows), "assign/E1");
  g_assert_cmpstr (cell_of (assign_grid (&office), "L1", "B1")->text, ==, "·"); /* nothing assigned: everybody */
  choose_cell (assign_grid (&office), "L1", "B1");
  office_press (&office, GDK_KEY_Right, GDK_SHIFT_MASK);
  office_press (&office, GDK_KEY_Return, 0);
  assert_asked (&office, RULES, "E1 /L1/B1, E1 /L1/B2");
  g_assert_cmpstr (cell_of (assign_grid (&office), "L1", "B1")->text, ==, "1");
  g_assert_true (cell_of (assign_grid (&office), "L1", "B1")->own);
  g_assert_cmpint (cell_of (assign_grid (&office), "L1", "B3")->tone, ==, LW_TONE_ATTENTION);
  g_assert_true (cell_of (assign_grid (&office), "L2", "B3")->dead); /* withdrawn */
  /* once more changes nothing, and says so */
  office_act (&office, "assign");
  g_assert_nonnull (strstr (office.toast, "assigned already"));
  /* the row of what is common to all lots is its criteria */
  choose_cell (assign_grid (&office), "=", "B2");
  office_act (&office, "assign");
  assert_asked (&office, RULES, "E1 /L1/B1, E1 /L1/B2, E1 1.2//B2, E1 2.1//B2");
  choose_cell (assign_grid (&office), "L1", "B1");
  office_act (&office, "take-back");
  assert_asked (&office, RULES, "E1 /L1/B2, E1 1.2//B2, E1 2.1//B2");
  lw_document_undo (office.document);
  office_settle (&office);
  assert_asked (&office, "SELECT count (*) FROM evaluation_assignment", "4");
  g_assert_null (office.failure);
  office_close (&office);
}

static void
test_assign_by_drag (void)
{
  Office office;
  guint row, column;

  office_open (&office, fixture_small_store (office_rows), "assign/E1");
  find_cell (assign_grid (&office), "L2", "", &row, &column); /* the sum: all bidders of the lot */
  lw_people_grid_drop (assign_grid (&office), "E2", row, column);
  office_settle (&office);
  assert_asked (&office, RULES, "E2 /L2/");
  g_assert_cmpstr (lw_people_assign_get_person (lw_people_panel_get_assign (office.panel)), ==, "E2");
  /* criteria by bidders: a criterion is dropped on */
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (ui_find (GTK_WIDGET (office.panel), GTK_TYPE_TOGGLE_BUTTON, "by_criterion")), TRUE);
  office_settle (&office);
  find_cell (assign_grid (&office), "1", "B1", &row, &column);
  lw_people_grid_drop (assign_grid (&office), "E1", row, column);
  office_settle (&office);
  assert_asked (&office, RULES, "E1 1//B1, E2 /L2/");
  g_assert_null (office.failure);
  office_close (&office);
}

static void
test_gaps_are_named (void)
{
  Office office;
  GtkWidget *gaps;
  guint row, column;

  office_open (&office, fixture_small_store (office_rows), "assign/E1");
  fixture_run (office.store, "INSERT INTO evaluation_assignment VALUES ('E1', '1', '', '')");
  office_settle (&office);
  gaps = ui_find (GTK_WIDGET (office.panel), GTK_TYPE_BUTTON, "gaps");
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (gaps)), ==, "3 marks have nobody"); /* 2.1 of three bidders */
  office_act (&office, "next-gap");
  lw_people_grid_get_cursor (assign_grid (&office), &row, &column);
  g_assert_cmpstr (lw_people_grid_get_row (assign_grid (&office), row)->id, ==, "=");
  g_autofree char *detail = lw_people_grid_get_detail (assign_grid (&office));
  g_assert_nonnull (strstr (detail, "1 mark has nobody"));
  office_close (&office);
}

static void
test_conflict_blocks (void)
{
  Office office;

  office_open (&office, fixture_small_store (office_rows), "assign/E1");
  fixture_run (office.store, "INSERT INTO evaluation_declaration VALUES ('E1', 'o2', 'conflict', NULL)");
  office_settle (&office);
  choose_cell (assign_grid (&office), "L1", "B2");
  office_act (&office, "assign");
  assert_asked (&office, RULES, "-");
  g_assert_nonnull (strstr (office.failure, "E1 has declared one with o2 (Two)"));
  /* assigned with others it has no effect there, which is said too */
  choose_cell (assign_grid (&office), "L1", "");
  office_act (&office, "assign");
  assert_asked (&office, RULES, "E1 /L1/");
  g_assert_cmpstr (office.toast, ==, "E1 takes no part in marking B2: a conflict with o2 (Two) is declared");
  g_assert_false (cell_of (assign_grid (&office), "L1", "B2")->own);
  office_close (&office);
}

static void
check_in (GtkWidget *root, const char *label)
{
  GtkWidget *check = ui_find (root, GTK_TYPE_CHECK_BUTTON, label);

  g_assert_nonnull (check);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
}

static void
test_assign_by_rule (void)
{
  Office office;
  GtkWidget *dialog;
  const char *preview;

  office_open (&office, fixture_small_store (office_rows), "assign/E1");
  fixture_run (office.store, "INSERT INTO evaluation_assignment VALUES ('E2', '1.1', 'L1', 'B1')");
  fixture_run (office.store, "INSERT INTO evaluation_declaration VALUES ('E1', 'o3', 'conflict', NULL)");
  office_settle (&office);
  office_act (&office, "by-rule");
  dialog = GTK_WIDGET (office_dialog ("Assign by rule"));
  ui_settle (dialog);
  check_in (dialog, "1 Quality");
  check_in (dialog, "1.2 Security");
  check_in (dialog, "L1 North");
  preview = gtk_label_get_text (GTK_LABEL (ui_find (dialog, GTK_TYPE_LABEL, "preview")));
  /* 1.1 in L1 and 1.2 of the two bidders without a conflict */
  g_assert_nonnull (strstr (preview, "E1: 4 marks, 4 of them new. Also assigned: E2"));
  g_assert_nonnull (strstr (preview, "E1 takes no part in marking B3: a conflict with o3 (Three) is declared"));
  g_signal_emit_by_name (ui_find (dialog, GTK_TYPE_BUTTON, "_Assign"), "clicked");
  office_settle (&office);
  assert_asked (&office, RULES, "E1 1/L1/, E1 1.2//, E2 1.1/L1/B1");
  assert_asked (&office, "SELECT name FROM command ORDER BY seq DESC LIMIT 1", "Make 2 assignments");
  g_assert_null (office.failure);
  office_close (&office);
}

/* ---- declarations ---- */

static LwPeopleGrid *
declare_grid (Office *office)
{
  return lw_people_declare_get_grid (lw_people_panel_get_declare (office->panel));
}

static void
test_declare_by_keyboard (void)
{
  Office office;
  LwTone tone;

  office_open (&office, fixture_small_store (office_rows), "declare");
  fixture_run (office.store, "INSERT INTO evaluation_assignment VALUES ('E1', '', '', '')");
  office_settle (&office);
  lw_panel_go_to (LW_PANEL (office.panel), "declare/E1");
  g_autofree char *badge = lw_people_panel_info.badge (office.document, &tone);
  g_assert_cmpstr (badge, ==, "3");
  g_assert_cmpstr (cell_of (declare_grid (&office), "o1", "E1")->text, ==, "?");
  g_assert_cmpstr (cell_of (declare_grid (&office), "o1", "E2")->text, ==, "");
  /* organisations by name: One, Three, Two; each key goes on to the next */
  office_press (&office, GDK_KEY_n, 0);
  office_type (GTK_WIDGET (office.panel), "Note", "Former employer.");
  office_press (&office, GDK_KEY_c, 0);
  office_press (&office, GDK_KEY_n, 0);
  assert_asked (&office, SAID, "E1 o1 none, E1 o2 none, E1 o3 conflict Former employer.");
  g_assert_cmpstr (cell_of (declare_grid (&office), "o3", "E1")->text, ==, "✗");
  g_assert_null (lw_people_panel_info.badge (office.document, &tone));
  choose_cell (declare_grid (&office), "o2", "E1");
  office_act (&office, "ask-again");
  assert_asked (&office, SAID, "E1 o1 none, E1 o3 conflict Former employer.");
  g_assert_cmpstr (cell_of (declare_grid (&office), "o2", "E1")->text, ==, "?");
  g_assert_null (office.failure);
  office_close (&office);
}

static void
test_new_member_is_asked_again (void)
{
  Office office;

  office_open (&office, fixture_small_store (office_rows), "declare");
  fixture_run (office.store, "INSERT INTO evaluation_assignment VALUES ('E1', '', '', 'B1')");
  fixture_run (office.store, "INSERT INTO evaluation_declaration VALUES ('E1', 'o1', 'none', NULL)");
  office_settle (&office);
  g_assert_false (gtk_widget_get_visible (ui_find (GTK_WIDGET (office.panel), GTK_TYPE_BUTTON, "missing")));
  fixture_run (office.store, "INSERT INTO bidder_member (bidder, organisation, role, position) VALUES ('B1', 'o3', 'partner', 2)");
  office_settle (&office);
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (ui_find (GTK_WIDGET (office.panel), GTK_TYPE_BUTTON, "missing"))), ==,
                   "1 is missing");
  g_assert_cmpstr (cell_of (declare_grid (&office), "o3", "E1")->text, ==, "?");
  office_act (&office, "next-missing");
  guint row, column;
  lw_people_grid_get_cursor (declare_grid (&office), &row, &column);
  g_assert_cmpstr (lw_people_grid_get_row (declare_grid (&office), row)->id, ==, "o3");
  office_close (&office);
}

/* One who marks declares in a window of one's own, and sees nobody else's. */
static void
test_own_declarations (void)
{
  Office office;
  GtkWindow *window;
  LwPeopleGrid *grid;
  GtkWidget *bar;

  office_open (&office, fixture_small_store (office_rows), "people");
  fixture_run (office.store, "INSERT INTO evaluation_assignment VALUES ('E1', '', '', 'B1')");
  fixture_run (office.store, "INSERT INTO evaluation_assignment VALUES ('E2', '', '', '')");
  office_settle (&office);
  lw_document_set_person (office.document, "E1");
  bar = g_object_ref_sink (lw_pack_return_bar_new (office.document));
  g_assert_true (gtk_widget_get_visible (bar));
  lw_people_own_present (LW_PANEL (office.panel));
  window = office_dialog ("My declarations");
  g_assert_nonnull (window);
  ui_settle (GTK_WIDGET (window));
  grid = LW_PEOPLE_GRID (ui_find (GTK_WIDGET (window), LW_TYPE_PEOPLE_GRID, NULL));
  g_assert_cmpuint (lw_people_grid_get_n_columns (grid), ==, 1);
  ui_key (GTK_WIDGET (grid), GDK_KEY_n, 0);
  office_settle (&office);
  assert_asked (&office, SAID, "E1 o1 none");
  g_assert_false (gtk_widget_get_visible (bar));
  g_object_unref (bar);
  gtk_window_destroy (window);
  g_assert_null (office.failure);
  office_close (&office);
}

/* ---- places, reading only ---- */

static void
test_places (void)
{
  Office office;
  LwFinding finding = { "evaluation.declaration-missing", LW_SEVERITY_WARNING, (char *) "E2", (char *) "" };
  LwFinding conflict = { "evaluation.conflict", LW_SEVERITY_WARNING, (char *) "E2", (char *) "" };

  office_open (&office, fixture_small_store (office_rows), "assign/E2");
  g_autofree char *place = lw_panel_get_place (LW_PANEL (office.panel));
  g_autofree char *declare = lw_people_panel_info.place_of_finding (office.document, &finding);
  g_autofree char *packs = lw_people_panel_info.place_of_finding (office.document, &conflict);
  g_autofree char *row = lw_people_panel_info.place_of_row (office.document, "assignment", "E2/1/L1/");
  g_assert_cmpstr (place, ==, "assign/E2");
  g_assert_cmpstr (declare, ==, "declare/E2");
  g_assert_cmpstr (packs, ==, "packs");
  g_assert_cmpstr (row, ==, "assign/E2");
  g_assert_null (lw_people_panel_info.place_of_row (office.document, "mark", "L1/B1/1.1/E1"));
  office_close (&office);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/people-panel/people-are-added-changed-and-removed", test_people);
  g_test_add_func ("/people-panel/hours", test_hours);
  g_test_add_func ("/people-panel/assign-by-keyboard", test_assign_by_keyboard);
  g_test_add_func ("/people-panel/assign-by-drag", test_assign_by_drag);
  g_test_add_func ("/people-panel/assign-by-rule", test_assign_by_rule);
  g_test_add_func ("/people-panel/gaps-are-named", test_gaps_are_named);
  g_test_add_func ("/people-panel/a-conflict-blocks-and-is-named", test_conflict_blocks);
  g_test_add_func ("/people-panel/declare-by-keyboard", test_declare_by_keyboard);
  g_test_add_func ("/people-panel/a-new-member-is-asked-about", test_new_member_is_asked_again);
  g_test_add_func ("/people-panel/own-declarations", test_own_declarations);
  g_test_add_func ("/people-panel/places", test_places);
  return g_test_run ();
}
