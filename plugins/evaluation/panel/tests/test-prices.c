/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Prices: sealed until nothing is missing, opened once; corrections with their effect before they are made; costs, steps, minima. */
#include "config.h"

#include "fixture.h"
#include "lw-evaluation-prices.h"
#include "lw-evaluation-publish.h"
#include "lw-evaluation.h"
#include "lw-prices-ask.h"
#include "lw-prices-panel.h"
#include "model/lw-model.h"
#include "uihelp.h"

#include <string.h>

static const char *const people[] = {
  "person|id=boss|name=Approver", "person_role|person=boss|role=approver",
  "person|id=C1|name=Commercial", "person_role|person=C1|role=commercial",
  NULL,
};

typedef struct
{
  LwHost *host;
  LwStore *store;
  LwDocument *document;
  GtkWindow *window;
  LwPricesPanel *panel;
  char *went, *toast;
} Desk;

static void
on_go_to (GSimpleAction *action, GVariant *place, gpointer desk)
{
  g_free (((Desk *) desk)->went);
  ((Desk *) desk)->went = g_variant_dup_string (place, NULL);
}

static void
on_toast (LwPanel *panel, const char *text, Desk *desk)
{
  g_free (desk->toast);
  desk->toast = g_strdup (text);
}

static void
desk_open (Desk *desk, LwStore *store, const char *person)
{
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) go_to = g_simple_action_new ("go-to", G_VARIANT_TYPE_STRING);

  *desk = (Desk) { .host = lw_host_new (NULL), .store = store };
  lw_host_add_section (desk->host, LW_EVALUATION_ID, lw_evaluation_entities, LW_EVALUATION_RNG_PATH);
  lw_host_add_guard (desk->host, lw_evaluation_guard_row);
  desk->document = lw_document_new (g_object_ref (store), desk->host);
  lw_document_set_person (desk->document, person);
  desk->panel = g_object_new (lw_prices_panel_info.get_type (), "document", desk->document, NULL);
  g_signal_connect (desk->panel, "toast", G_CALLBACK (on_toast), desk);
  desk->window = GTK_WINDOW (adw_window_new ());
  g_signal_connect (go_to, "activate", G_CALLBACK (on_go_to), desk);
  g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (go_to));
  gtk_widget_insert_action_group (GTK_WIDGET (desk->window), "win", G_ACTION_GROUP (actions));
  adw_window_set_content (ADW_WINDOW (desk->window), GTK_WIDGET (desk->panel));
  gtk_window_set_default_size (desk->window, 1050, 750);
  gtk_window_present (desk->window);
  ui_settle (GTK_WIDGET (desk->window));
}

static void
desk_close (Desk *desk)
{
  ui_destroy (desk->window);
  g_assert_finalize_object (desk->document);
  lw_host_free (desk->host);
  fixture_close (desk->store);
  g_free (desk->went);
  g_free (desk->toast);
}

static gboolean
is_idle (gpointer document)
{
  return !lw_document_is_busy (document);
}

static void
settle (Desk *desk)
{
  g_assert_true (ui_wait (is_idle, desk->document, 10000));
  ui_settle (GTK_WIDGET (desk->window));
}

static gboolean
has_looked (gpointer panel)
{
  return lw_prices_sealed_get_n_missing (lw_prices_panel_get_sealed (panel)) >= 0;
}

static gboolean
is_complete (gpointer panel)
{
  return lw_prices_sealed_get_n_missing (lw_prices_panel_get_sealed (panel)) == 0;
}

static gboolean
is_open (gpointer panel)
{
  return g_str_equal (lw_prices_panel_get_page (panel), "content");
}

static void
run (LwStore *store, LwCommand *command)
{
  g_autoptr (GError) error = NULL;

  lw_store_run (store, command, NULL, &error);
  g_assert_no_error (error);
  lw_command_free (command);
}

static void
set (LwStore *store, const char *noun, const char *key, const char *value)
{
  const char *const values[] = { value, NULL };

  run (store, lw_model_set (lw_evaluation_sections (), noun, key, values, "tester", NULL, NULL));
}

/* The text of a cell of the table. */
static void
assert_cell (Desk *desk, const char *bidder, const char *column, const char *expected)
{
  LwRows *rows = lw_table_get_rows (lw_prices_panel_get_table (desk->panel));
  g_autofree char *text = NULL;
  guint place;

  g_assert_true (lw_rows_find_key (rows, bidder, &place));
  text = lw_rows_get_text (rows, place, (guint) lw_rows_find_column (rows, column));
  g_assert_cmpstr (text, ==, expected);
}

/* ---- before ---- */

static void
test_sealed (void)
{
  LwStore *store = fixture_small_store (people);
  Desk desk;
  GtkWidget *row;
  GtkWindow *ask;

  set (store, "method", "method", "prices=sealed");
  desk_open (&desk, store, "C1");
  g_assert_cmpstr (lw_prices_panel_get_page (desk.panel), ==, "sealed");
  g_assert_true (ui_wait (has_looked, desk.panel, 10000));
  g_assert_cmpint (lw_prices_sealed_get_n_missing (lw_prices_panel_get_sealed (desk.panel)), ==, 1);
  g_assert_null (ui_find (GTK_WIDGET (desk.panel), GTK_TYPE_LABEL, "£100.00"));
  row = ui_find (GTK_WIDGET (desk.panel), ADW_TYPE_ACTION_ROW, NULL);
  g_assert_nonnull (row);
  gtk_widget_activate (row);
  g_assert_cmpstr (desk.went, ==, "criteria:");
  g_assert_null (lw_prices_sealed_ask (lw_prices_panel_get_sealed (desk.panel)));

  run (store, lw_evaluation_publish ("chair", NULL));
  fixture_run (store, "INSERT INTO evaluation_confirmation (lot, bidder, criterion, person, version)"
                      " SELECT lot, bidder, criterion, person, 1 FROM evaluation_mark");
  fixture_run (store, "UPDATE evaluation_consensus SET version = 1");
  g_assert_true (ui_wait (is_complete, desk.panel, 10000));
  ask = lw_prices_sealed_ask (lw_prices_panel_get_sealed (desk.panel));
  g_assert_nonnull (ask);
  g_assert_false (lw_prices_ask_confirm (ask)); /* no reason */
  lw_prices_ask_type (ask, 0, "Quality is done.");
  g_assert_true (lw_prices_ask_confirm (ask));
  g_assert_true (ui_wait (is_open, desk.panel, 10000));
  settle (&desk);
  assert_cell (&desk, "B1", "price", "£100.00");
  desk_close (&desk);
}

static void
test_opening_is_for_a_role (void)
{
  LwStore *store = fixture_small_store (people);
  Desk desk;

  set (store, "method", "method", "prices=sealed");
  run (store, lw_evaluation_publish ("chair", NULL));
  fixture_run (store, "INSERT INTO evaluation_confirmation (lot, bidder, criterion, person, version)"
                      " SELECT lot, bidder, criterion, person, 1 FROM evaluation_mark");
  fixture_run (store, "UPDATE evaluation_consensus SET version = 1");
  desk_open (&desk, store, "boss");
  g_assert_true (ui_wait (is_complete, desk.panel, 10000));
  g_assert_null (lw_prices_sealed_ask (lw_prices_panel_get_sealed (desk.panel)));
  desk_close (&desk);
}

/* ---- after ---- */

static void
test_table (void)
{
  Desk desk;
  g_autofree char *place = NULL;

  desk_open (&desk, fixture_small_store (people), "C1");
  g_assert_cmpstr (lw_prices_panel_get_page (desk.panel), ==, "content");
  assert_cell (&desk, "B2", "price", "£80.00");
  assert_cell (&desk, "B2", "difference", "£0.00");
  assert_cell (&desk, "B1", "difference", "£20.00");
  assert_cell (&desk, "B1", "points", "32.00");
  assert_cell (&desk, "B3", "rank", "1");
  lw_panel_go_to (LW_PANEL (desk.panel), "L2/B2");
  ui_settle (GTK_WIDGET (desk.window));
  place = lw_panel_get_place (LW_PANEL (desk.panel));
  g_assert_cmpstr (place, ==, "L2/B2");
  assert_cell (&desk, "B3", "note", "withdrawn");
  g_action_group_activate_action (G_ACTION_GROUP (lw_panel_get_actions (LW_PANEL (desk.panel))), "prices-previous-lot", NULL);
  ui_settle (GTK_WIDGET (desk.window));
  assert_cell (&desk, "B1", "price", "£100.00");
  desk_close (&desk);
}

static void
test_correction_shows_its_effect_first (void)
{
  Desk desk;
  GtkWindow *ask;

  desk_open (&desk, fixture_small_store (people), "C1");
  lw_panel_go_to (LW_PANEL (desk.panel), "L1/B2");
  ui_settle (GTK_WIDGET (desk.window));
  ask = lw_prices_bid_ask_correction (lw_prices_panel_get_bid (desk.panel), NULL, 0);
  g_assert_nonnull (ask);
  lw_prices_ask_type (ask, 0, "sixty");
  g_assert_false (lw_prices_ask_confirm (ask));
  lw_prices_ask_type (ask, 0, "60");
  g_assert_cmpstr (lw_prices_ask_get_said (ask), ==,
                   "£80.00 becomes £60.00. Ranks: B2 from 3 to 2, B1 from 2 to 3. A reason is needed.");
  lw_prices_ask_type (ask, 1, "A figure was added twice.");
  g_assert_true (lw_prices_ask_confirm (ask));
  settle (&desk);
  assert_cell (&desk, "B2", "price", "£60.00");
  assert_cell (&desk, "B2", "rank", "2");
  assert_cell (&desk, "B2", "note", "low price: 0 of 5 steps; corrected");
  g_assert_nonnull (ui_find (GTK_WIDGET (desk.panel), GTK_TYPE_LABEL, "Price: £80.00 became £60.00"));
  desk_close (&desk);
}

static void
test_steps_in_their_order (void)
{
  Desk desk;
  LwStore *store = fixture_small_store (people);

  run (store, lw_evaluation_correct_price (&(LwPriceFigure) { "L1", "B2", NULL, 0 }, 6000, "C1", "Slip."));
  desk_open (&desk, store, "C1");
  lw_panel_go_to (LW_PANEL (desk.panel), "L1/B2");
  ui_settle (GTK_WIDGET (desk.window));
  for (guint i = 0; i < LW_LOW_STEPS; i++)
    {
      GtkWindow *ask = lw_prices_bid_ask_step (lw_prices_panel_get_bid (desk.panel));

      g_assert_nonnull (ask);
      g_assert_cmpstr (gtk_window_get_title (ask), ==, lw_low_step_title (i));
      g_assert_false (lw_prices_ask_confirm (ask));
      lw_prices_ask_type (ask, 0, "Done.");
      g_assert_true (lw_prices_ask_confirm (ask));
      settle (&desk);
    }
  assert_cell (&desk, "B2", "note", "low price: 5 of 5 steps; corrected");
  assert_cell (&desk, "B2", "rank", "2"); /* no step excludes a bid */
  g_assert_null (lw_prices_bid_ask_step (lw_prices_panel_get_bid (desk.panel)));
  lw_document_undo (desk.document);
  settle (&desk);
  assert_cell (&desk, "B2", "note", "low price: 4 of 5 steps; corrected");
  desk_close (&desk);
}

static void
test_costs (void)
{
  Desk desk;
  GtkWindow *ask;

  desk_open (&desk, fixture_small_store (people), "C1");
  lw_panel_go_to (LW_PANEL (desk.panel), "L1/B1");
  ui_settle (GTK_WIDGET (desk.window));
  ask = lw_prices_bid_ask_cost (lw_prices_panel_get_bid (desk.panel), NULL, 0);
  lw_prices_ask_type (ask, 0, "Build");
  lw_prices_ask_type (ask, 1, "101");
  lw_prices_ask_type (ask, 2, "70");
  g_assert_false (lw_prices_ask_confirm (ask));
  ask = lw_prices_bid_ask_cost (lw_prices_panel_get_bid (desk.panel), NULL, 0);
  lw_prices_ask_type (ask, 0, "Build");
  lw_prices_ask_type (ask, 1, "0");
  lw_prices_ask_type (ask, 2, "70");
  g_assert_true (lw_prices_ask_confirm (ask));
  settle (&desk);
  assert_cell (&desk, "B1", "price", "£70.00");
  assert_cell (&desk, "B1", "note", "whole-life cost");
  g_assert_nonnull (ui_find (GTK_WIDGET (desk.panel), GTK_TYPE_LABEL, "Year 0: Build"));
  ask = lw_prices_bid_ask_cost (lw_prices_panel_get_bid (desk.panel), "Build", 0);
  lw_prices_ask_type (ask, 0, "75");
  g_assert_true (lw_prices_ask_confirm (ask));
  settle (&desk);
  assert_cell (&desk, "B1", "price", "£75.00");
  lw_document_undo (desk.document);
  settle (&desk);
  assert_cell (&desk, "B1", "price", "£70.00");
  /* Once one was corrected, they change by corrections alone, although prices are not open. */
  g_assert_nonnull (ui_find (GTK_WIDGET (desk.panel), GTK_TYPE_BUTTON, "Change…"));
  run (desk.store, lw_evaluation_correct_price (&(LwPriceFigure) { "L1", "B1", "Build", 0 }, 7200, "C1", "Slip."));
  settle (&desk);
  g_assert_null (ui_find (GTK_WIDGET (desk.panel), GTK_TYPE_BUTTON, "Change…"));
  g_assert_nonnull (ui_find (GTK_WIDGET (desk.panel), GTK_TYPE_BUTTON, "Correct…"));
  desk_close (&desk);
}

static void
test_override_by_an_approver (void)
{
  LwStore *store = fixture_small_store (people);
  Desk desk;
  GtkWindow *ask;

  set (store, "criterion", "1.1", "minimum=3");
  desk_open (&desk, store, "C1");
  lw_panel_go_to (LW_PANEL (desk.panel), "L1/B2");
  ui_settle (GTK_WIDGET (desk.window));
  assert_cell (&desk, "B2", "note", "fails 1.1");
  g_assert_null (lw_prices_bid_ask_pass (lw_prices_panel_get_bid (desk.panel), "1.1"));
  lw_document_set_person (desk.document, "boss");
  ui_settle (GTK_WIDGET (desk.window));
  ask = lw_prices_bid_ask_pass (lw_prices_panel_get_bid (desk.panel), "1.1");
  g_assert_nonnull (ask);
  lw_prices_ask_type (ask, 0, "Strong elsewhere.");
  g_assert_true (lw_prices_ask_confirm (ask));
  settle (&desk);
  assert_cell (&desk, "B2", "note", "passed below the minimum of 1.1");
  assert_cell (&desk, "B2", "rank", "3");
  desk_close (&desk);
}

static void
test_places (void)
{
  const LwFinding low = { .id = "evaluation.low-steps", .where = (char *) "L1/B2" };
  const LwFinding other = { .id = "evaluation.tie", .where = (char *) "L1" };
  g_autofree char *of_finding = lw_prices_panel_info.place_of_finding (NULL, &low);
  g_autofree char *of_row = lw_prices_panel_info.place_of_row (NULL, "cost", "L1/B2/Build/0");

  g_assert_cmpstr (of_finding, ==, "L1/B2");
  g_assert_cmpstr (of_row, ==, "L1/B2");
  g_assert_null (lw_prices_panel_info.place_of_finding (NULL, &other));
  g_assert_null (lw_prices_panel_info.place_of_row (NULL, "lot", "L1"));
}

static void
test_empty (void)
{
  static const char *const rows[] = { "competition|id=none|title=None|currency=GBP", NULL };
  Desk desk;

  desk_open (&desk, fixture_store (rows), "C1");
  g_assert_cmpstr (lw_prices_panel_get_page (desk.panel), ==, "empty");
  g_assert_nonnull (ui_find (GTK_WIDGET (desk.panel), GTK_TYPE_BUTTON, "Set the method"));
  desk_close (&desk);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/panel/prices/sealed-lists-what-is-missing", test_sealed);
  g_test_add_func ("/panel/prices/opening-is-for-a-role", test_opening_is_for_a_role);
  g_test_add_func ("/panel/prices/table", test_table);
  g_test_add_func ("/panel/prices/correction-shows-its-effect-first", test_correction_shows_its_effect_first);
  g_test_add_func ("/panel/prices/steps-in-their-order", test_steps_in_their_order);
  g_test_add_func ("/panel/prices/costs", test_costs);
  g_test_add_func ("/panel/prices/override-by-an-approver", test_override_by_an_approver);
  g_test_add_func ("/panel/prices/places", test_places);
  g_test_add_func ("/panel/prices/empty", test_empty);
  return g_test_run ();
}
