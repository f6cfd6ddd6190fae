/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The Record panel: commands with before and after, filters, the history of a row, and the state of the chain. */
#include "panels-fixture.h"

#include "panels/lw-record-panel.h"
#include "panels/lw-record-rows.h"

#include <sqlite3.h>

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture_open (fixture, "record");
}

static LwTable *
table_of (Fixture *fixture)
{
  return find (fixture, LW_TYPE_TABLE, NULL);
}

/* The rows are there, and what depends on them. */
static void
settle (Fixture *fixture)
{
  lw_rows_wait (lw_table_get_rows (table_of (fixture)));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  ui_settle (GTK_WIDGET (fixture->window));
}

static guint
n_rows (Fixture *fixture)
{
  settle (fixture);
  return lw_rows_get_n_rows (lw_table_get_rows (table_of (fixture)));
}

static char *
cell (Fixture *fixture, guint place, const char *column)
{
  LwRows *rows = lw_table_get_rows (table_of (fixture));
  return lw_rows_get_text (rows, place, (guint) lw_rows_find_column (rows, column));
}

static void
assert_cell (Fixture *fixture, guint place, const char *column, const char *expected)
{
  g_autofree char *text = cell (fixture, place, column);
  g_assert_cmpstr (text, ==, expected);
}

static void
make_history (Fixture *fixture)
{
  run_edit (fixture, "bid", "L12/B04", "price=64000000");
  lw_document_undo (fixture->document);
  wait_for (fixture, "SELECT count(*) FROM command WHERE kind = 'undo'", 1);
  run_edit (fixture, "bidder", "B07", "name=Seetec Ltd");
}

static void
test_before_and_after (Fixture *fixture, gconstpointer data)
{
  LwRecordDetail *detail = find (fixture, LW_TYPE_RECORD_DETAIL, NULL);
  g_autofree char *done = NULL, *undone = NULL, *first = NULL;

  make_history (fixture);
  g_assert_cmpuint (n_rows (fixture), ==, 4);
  /* the newest first */
  assert_cell (fixture, 0, "name", "Change the name of B07");
  assert_cell (fixture, 0, "kind", "✓ done");
  assert_cell (fixture, 0, "reason", "a reason");
  assert_cell (fixture, 0, "person", "lead");
  assert_cell (fixture, 0, "changes", "1");
  assert_cell (fixture, 1, "kind", "↶ undo");
  assert_cell (fixture, 3, "kind", "■ final");

  first = lw_rows_get_key (lw_table_get_rows (table_of (fixture)), 2);
  g_assert_true (lw_table_select_key (table_of (fixture), first));
  settle (fixture);
  done = lw_record_detail_to_text (detail);
  g_assert_nonnull (strstr (done, "* Price: £63,960,000.00 → £64,000,000.00\n"));
  g_assert_nonnull (strstr (done, "\nStatus: submitted → submitted\n"));

  g_free (first);
  first = lw_rows_get_key (lw_table_get_rows (table_of (fixture)), 1);
  g_assert_true (lw_table_select_key (table_of (fixture), first));
  settle (fixture);
  undone = lw_record_detail_to_text (detail);
  g_assert_nonnull (strstr (undone, "* Price: £64,000,000.00 → £63,960,000.00\n"));
}

/* The import has thousands of rows; few are looked at. */
static void
test_large_command (Fixture *fixture, gconstpointer data)
{
  LwRecordDetail *detail = find (fixture, LW_TYPE_RECORD_DETAIL, NULL);
  const gint64 rows = query_int (fixture, "SELECT count(*) FROM journal WHERE op <> 'command'");
  GtkWidget *list;
  guint n = 0;

  settle (fixture);
  g_assert_cmpint (rows, >, 4000);
  g_assert_cmpint (lw_record_detail_get_n_changes (detail), ==, rows);
  list = ui_find (GTK_WIDGET (detail), GTK_TYPE_LIST_VIEW, NULL);
  for (GtkWidget *child = gtk_widget_get_first_child (list); child != NULL; child = gtk_widget_get_next_sibling (child))
    n++;
  g_assert_cmpuint (n, >, 0);
  g_assert_cmpuint (n, <, 500);
}

static void
test_filter (Fixture *fixture, gconstpointer data)
{
  GtkEditable *search = find (fixture, GTK_TYPE_SEARCH_ENTRY, NULL);
  GtkDropDown *kind = find (fixture, GTK_TYPE_DROP_DOWN, "Kind");
  GtkDropDown *what = find (fixture, GTK_TYPE_DROP_DOWN, "What was changed");
  GtkDropDown *person = find (fixture, GTK_TYPE_DROP_DOWN, "Person");

  make_history (fixture);
  g_assert_cmpuint (n_rows (fixture), ==, 4);
  lw_table_set_filter (table_of (fixture), "name of b07");
  g_assert_cmpuint (n_rows (fixture), ==, 1);
  lw_table_set_filter (table_of (fixture), "");
  g_assert_cmpstr (gtk_editable_get_text (search), ==, "");
  gtk_drop_down_set_selected (kind, 2); /* undo */
  g_assert_cmpuint (n_rows (fixture), ==, 1);
  gtk_drop_down_set_selected (kind, 0);
  g_assert_cmpuint (n_rows (fixture), ==, 4);
  for (guint i = 0; i < g_list_model_get_n_items (gtk_drop_down_get_model (what)); i++)
    {
      g_autoptr (GtkStringObject) item = g_list_model_get_item (gtk_drop_down_get_model (what), i);
      if (g_str_equal (gtk_string_object_get_string (item), "bidder"))
        gtk_drop_down_set_selected (what, i);
    }
  g_assert_cmpuint (n_rows (fixture), ==, 2); /* the import, and the new name */
  gtk_drop_down_set_selected (what, 0);
  g_assert_cmpuint (g_list_model_get_n_items (gtk_drop_down_get_model (person)), ==, 3); /* anybody, lead, tester */
  gtk_drop_down_set_selected (person, 2);
  g_assert_cmpuint (n_rows (fixture), ==, 1);
}

static void
test_dates (Fixture *fixture, gconstpointer data)
{
  GtkWidget *dates = find (fixture, GTK_TYPE_MENU_BUTTON, "Dates");
  GtkWidget *popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (dates)));
  GtkEditable *since = GTK_EDITABLE (ui_find (popover, GTK_TYPE_ENTRY, "From day"));
  GtkEditable *until = GTK_EDITABLE (ui_find (popover, GTK_TYPE_ENTRY, "To day"));

  g_assert_cmpuint (n_rows (fixture), ==, 1);
  gtk_editable_set_text (until, "1999-12-31");
  g_assert_cmpuint (n_rows (fixture), ==, 0);
  gtk_editable_set_text (until, "9000-12-31");
  gtk_editable_set_text (since, "1999-12-31");
  g_assert_cmpuint (n_rows (fixture), ==, 1);
  gtk_editable_set_text (since, "yesterday");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (since), "error"));
  g_assert_cmpuint (n_rows (fixture), ==, 1);
}

static void
test_history (Fixture *fixture, gconstpointer data)
{
  LwRecordDetail *detail = find (fixture, LW_TYPE_RECORD_DETAIL, NULL);
  g_autofree char *place = NULL;

  make_history (fixture);
  lw_panel_go_to (fixture->panel, "bid/L12/B04");
  g_assert_cmpuint (n_rows (fixture), ==, 3);
  assert_cell (fixture, 0, "kind", "↶ undo");
  assert_cell (fixture, 2, "kind", "■ final");
  /* of the import only what it did to this row */
  {
    g_autofree char *key = lw_rows_get_key (lw_table_get_rows (table_of (fixture)), 2);
    g_assert_true (lw_table_select_key (table_of (fixture), key));
    settle (fixture);
    g_assert_cmpuint (lw_record_detail_get_n_changes (detail), ==, 1);
  }
  place = lw_panel_get_place (fixture->panel);
  g_assert_cmpstr (place, ==, "bid/L12/B04");
  lw_panel_go_to (fixture->panel, "mark/L99/B99/9.9/E99");
  g_assert_cmpuint (n_rows (fixture), ==, 0);
  g_signal_emit_by_name (find (fixture, GTK_TYPE_BUTTON, "Show all entries"), "clicked");
  g_assert_cmpuint (n_rows (fixture), ==, 4);
}

/* ---- the chain ---- */

static gboolean
is_checked (gpointer chain)
{
  return !lw_record_chain_is_checking (chain);
}

static void
test_whole (Fixture *fixture, gconstpointer data)
{
  LwRecordChain *chain = find (fixture, LW_TYPE_RECORD_CHAIN, NULL);
  LwTone tone = LW_TONE_NEUTRAL;

  /* it was begun when the panel was first shown */
  g_assert_true (ui_wait (is_checked, chain, WAIT_MS));
  g_assert_true (g_str_has_prefix (lw_record_chain_get_text (chain), "Record whole: "));
  g_assert_cmpstr (lw_record_chain_badge (fixture->document, &tone), ==, "✓");
  g_assert_cmpint (tone, ==, LW_TONE_GOOD);
  run_edit (fixture, "bidder", "B07", "name=Seetec Ltd");
  g_assert_nonnull (ui_find (GTK_WIDGET (chain), GTK_TYPE_BUTTON, "Copy head"));
  g_signal_emit_by_name (find (fixture, GTK_TYPE_BUTTON, "Check now"), "clicked");
  g_assert_true (lw_record_chain_is_checking (chain));
  g_assert_true (lw_document_is_busy (fixture->document));
  g_assert_true (ui_wait (is_checked, chain, WAIT_MS));
  g_assert_false (lw_document_is_busy (fixture->document));
}

static void
test_tampered (Fixture *fixture, gconstpointer data)
{
  LwRecordChain *chain = find (fixture, LW_TYPE_RECORD_CHAIN, NULL);
  LwTone tone = LW_TONE_NEUTRAL;
  sqlite3 *db;

  g_assert_true (ui_wait (is_checked, chain, WAIT_MS));
  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "UPDATE bid SET price = 1 WHERE lot = 'L12' AND bidder = 'B04'", NULL, NULL, NULL), ==,
                   SQLITE_OK);
  sqlite3_close (db);
  lw_record_chain_check (chain, FALSE);
  g_assert_true (ui_wait (is_checked, chain, WAIT_MS));
  g_assert_true (g_str_has_prefix (lw_record_chain_get_text (chain), "Record not whole: 1 problem"));
  g_assert_nonnull (strstr (lw_record_chain_get_problems (chain), "bid L12/B04"));
  g_assert_cmpstr (lw_record_chain_badge (fixture->document, &tone), ==, "✗");
  g_assert_cmpint (tone, ==, LW_TONE_WRONG);
}

static void
test_names (Fixture *fixture, gconstpointer data)
{
  gtk_test_accessible_assert_property (find (fixture, GTK_TYPE_SEARCH_ENTRY, NULL), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Filter entries");
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (ui_find (find (fixture, LW_TYPE_RECORD_DETAIL, NULL), GTK_TYPE_LIST_VIEW, NULL)),
      GTK_ACCESSIBLE_PROPERTY_LABEL, "Changed rows");
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  adw_init ();
  g_test_add ("/record/before-and-after", Fixture, NULL, set_up, test_before_and_after, fixture_close);
  g_test_add ("/record/large-command", Fixture, NULL, set_up, test_large_command, fixture_close);
  g_test_add ("/record/filter", Fixture, NULL, set_up, test_filter, fixture_close);
  g_test_add ("/record/dates", Fixture, NULL, set_up, test_dates, fixture_close);
  g_test_add ("/record/history", Fixture, NULL, set_up, test_history, fixture_close);
  g_test_add ("/record/whole", Fixture, NULL, set_up, test_whole, fixture_close);
  g_test_add ("/record/tampered", Fixture, NULL, set_up, test_tampered, fixture_close);
  g_test_add ("/record/names", Fixture, NULL, set_up, test_names, fixture_close);
  return g_test_run ();
}
