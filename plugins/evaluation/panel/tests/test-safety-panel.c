/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Safety: what the engine found is what the panel says, and every finding leads to the place to look. */
#include "config.h"

#include "fixture.h"
#include "lw-evaluation.h"
#include "lw-results-data.h"
#include "lw-safety-charts.h"
#include "lw-safety-findings.h"
#include "lw-safety-panel.h"
#include "uihelp.h"

#include <string.h>

typedef struct
{
  LwHost *host;
  LwStore *store;
  LwDocument *document;
  GtkWindow *window;
  LwSafetyPanel *panel;
  char *went; /* last place that was gone to */
} Desk;

static void
on_go_to (GSimpleAction *action, GVariant *place, gpointer desk)
{
  g_free (((Desk *) desk)->went);
  ((Desk *) desk)->went = g_variant_dup_string (place, NULL);
}

static gboolean
is_done (gpointer document)
{
  LwSafety *safety = lw_safety_of (document);

  return !lw_safety_is_running (safety) && !lw_safety_is_stale (safety) && lw_safety_get_report (safety) != NULL;
}

static void
desk_open (Desk *desk, LwStore *store)
{
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) go_to = g_simple_action_new ("go-to", G_VARIANT_TYPE_STRING);

  *desk = (Desk) { lw_host_new (NULL), store };
  lw_host_add_section (desk->host, LW_EVALUATION_ID, lw_evaluation_entities, LW_EVALUATION_RNG_PATH);
  desk->document = lw_document_new (g_object_ref (store), desk->host);
  desk->panel = g_object_new (lw_safety_panel_info.get_type (), "document", desk->document, NULL);
  desk->window = GTK_WINDOW (adw_window_new ());
  g_signal_connect (go_to, "activate", G_CALLBACK (on_go_to), desk);
  g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (go_to));
  gtk_widget_insert_action_group (GTK_WIDGET (desk->window), "win", G_ACTION_GROUP (actions));
  gtk_widget_insert_action_group (GTK_WIDGET (desk->window), "panel",
                                  G_ACTION_GROUP (lw_panel_get_actions (LW_PANEL (desk->panel))));
  adw_window_set_content (ADW_WINDOW (desk->window), GTK_WIDGET (desk->panel));
  gtk_window_set_default_size (desk->window, 1000, 800);
  gtk_window_present (desk->window);
  ui_settle (GTK_WIDGET (desk->window));
}

static void
wait_done (Desk *desk)
{
  g_assert_true (ui_wait (is_done, desk->document, 20000));
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
}

/* "What: text → place" of each row, by lines. */
static char *
rows_of (GtkListBox *list)
{
  GString *text = g_string_new (NULL);
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    g_string_append_printf (text, "%s: %s > %s\n", adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)),
                            adw_action_row_get_subtitle (ADW_ACTION_ROW (row)),
                            (const char *) g_object_get_data (G_OBJECT (row), "lw-place"));
  return g_string_free (text, FALSE);
}

static void
assert_rows (Desk *desk, const char *expected)
{
  g_autofree char *rows = rows_of (lw_safety_lot_view_get_findings (lw_safety_panel_get_lot_view (desk->panel)));

  g_assert_cmpstr (rows, ==, expected);
}

static void
act (Desk *desk, const char *action)
{
  g_action_group_activate_action (G_ACTION_GROUP (lw_panel_get_actions (LW_PANEL (desk->panel))), action, NULL);
  ui_settle (GTK_WIDGET (desk->window));
}

/* ---- findings ---- */

static void
test_findings (void)
{
  Desk desk;
  LwTone tone = LW_TONE_NEUTRAL;
  g_autofree char *badge = NULL;
  GtkListBox *findings;

  desk_open (&desk, fixture_small_store (NULL));
  wait_done (&desk);
  assert_rows (&desk,
               "One mark: B3 Third, 1.1 Delivery: with 3 in place of 5, B1 First wins > marking:L1/B3/1.1\n"
               "One mark: B2 Second, 1.1 Delivery: with 4 in place of 2, B2 Second wins > marking:L1/B2/1.1\n"
               "One price: B1 First at £71.85 in place of £100.00, and B1 First wins: £28.15 apart, and no other price changes by less "
               "> prices:L1/B1\n"
               "One weight: 1 Quality weighs 60: B3 Third stays first from 45.378151… to 100.00, with B2 Second below and nobody above "
               "(14.621848… points of the whole away) > criteria:1\n");
  /* each leads to the place to look */
  findings = lw_safety_lot_view_get_findings (lw_safety_panel_get_lot_view (desk.panel));
  g_signal_emit_by_name (findings, "row-activated", gtk_list_box_get_row_at_index (findings, 0));
  g_assert_cmpstr (desk.went, ==, "marking:L1/B3/1.1");
  /* two steps are no alarm: nothing needs attention */
  badge = lw_safety_panel_info.badge (desk.document, &tone);
  g_assert_null (badge);
  g_assert_nonnull (ui_find (GTK_WIDGET (desk.panel), GTK_TYPE_LIST_BOX_ROW, "Lot L1, North: safe"));
  act (&desk, "safety-next-lot");
  assert_rows (&desk,
               "One mark: B2 Second, 1.1 Delivery: with 3 in place of 5, B1 First wins > marking:L2/B2/1.1\n"
               "One mark: B1 First, 1.1 Delivery: with 5 in place of 3, B1 First wins > marking:L2/B1/1.1\n"
               "One price: B1 First at £131.21 in place of £200.00, and B1 First wins: £68.79 apart, and no other price changes by less "
               "> prices:L2/B1\n"
               "One weight: 1 Quality weighs 60: B2 Second stays first from 38.709677… to 100.00, with B1 First below and nobody above "
               "(21.290322… points of the whole away) > criteria:1\n");
  desk_close (&desk);
}

/* The case: one misread mark flipped a contract. The page names the mark, on whose bid, and who wins by it. */
static void
test_one_misread_mark_flipped_a_contract (void)
{
  Desk desk;
  LwTone tone = LW_TONE_NEUTRAL;
  g_autofree char *badge = NULL, *rows = NULL;

  desk_open (&desk, fixture_small_store (NULL));
  wait_done (&desk);
  /* 5 read as 4: L1 is then won by a hair */
  fixture_run (desk.store, "UPDATE evaluation_mark SET mark = '4' WHERE lot = 'L1' AND bidder = 'B3'");
  g_assert_true (lw_safety_is_stale (lw_safety_of (desk.document)));
  wait_done (&desk); /* it follows by itself */
  rows = rows_of (lw_safety_lot_view_get_findings (lw_safety_panel_get_lot_view (desk.panel)));
  g_assert_nonnull (strstr (rows, "One mark: B1 First, 1.1 Delivery: with 5 in place of 4, B1 First wins > marking:L1/B1/1.1\n"));
  g_assert_nonnull (ui_find (GTK_WIDGET (desk.panel), GTK_TYPE_LABEL,
                             "B3 Third wins, but one mark, one step up or down, would change that."));
  badge = lw_safety_panel_info.badge (desk.document, &tone);
  g_assert_nonnull (badge);
  g_assert_cmpint (tone, ==, LW_TONE_ATTENTION);
  desk_close (&desk);
}

static void
test_tie (void)
{
  Desk desk;
  g_autofree char *rows = NULL, *ruled = NULL;

  desk_open (&desk, fixture_small_store (NULL));
  fixture_run (desk.store, "UPDATE bid SET price = 20000 WHERE lot = 'L2'");
  fixture_run (desk.store, "UPDATE evaluation_mark SET mark = '3' WHERE lot = 'L2' OR (lot = '' AND criterion = '1.2')");
  wait_done (&desk);
  lw_panel_go_to (LW_PANEL (desk.panel), "L2");
  rows = rows_of (lw_safety_lot_view_get_findings (lw_safety_panel_get_lot_view (desk.panel)));
  g_assert_cmpstr (rows, ==, "Tie: B1 First, B2 Second share the first place, and the method has no tie rule > results:L2\n");
  /* the published rule decides, and the seed is shown */
  fixture_run (desk.store, "INSERT INTO evaluation_tie_rule (position, rule, seed) VALUES (1, 'drawn-lot', '2014')");
  wait_done (&desk);
  ruled = rows_of (lw_safety_lot_view_get_findings (lw_safety_panel_get_lot_view (desk.panel)));
  g_assert_nonnull (strstr (ruled, "Tie rule: "));
  g_assert_nonnull (strstr (ruled, "first by published rule 1: a lot drawn with the seed “2014” > results:L2/"));
  desk_close (&desk);
}

static void
test_same_words (void)
{
  const LwRationaleFinding common = { .lot = (char *) "", .bidder = (char *) "B1", .criterion = (char *) "1.2" };
  Desk desk;
  g_autofree char *rows = NULL, *place = lw_safety_place_of_given (&common);

  /* what is common to all lots is marked without one */
  g_assert_cmpstr (place, ==, "marking:/B1/1.2");
  desk_open (&desk, fixture_small_store (NULL));
  fixture_run (desk.store,
               "UPDATE evaluation_mark SET rationale = 'Few dates' WHERE bidder = 'B3' AND lot = 'L1' AND person = 'E1'");
  wait_done (&desk);
  rows = rows_of (GTK_LIST_BOX (ui_find (GTK_WIDGET (desk.panel), GTK_TYPE_LIST_BOX, "groups")));
  g_assert_cmpstr (rows, ==, "Mark 3: L1/B1, 1.1, E2: “few dates” > marking:L1/B1/1.1\n"
                             "Mark 5: L1/B3, 1.1, E1: “few dates” > marking:L1/B3/1.1\n");
  desk_close (&desk);
}

/* ---- pictures ---- */

static void
test_charts (void)
{
  Desk desk;
  LwChartView *weights, *ranks;
  LwChart *chart;
  g_autofree char *one = NULL, *first = NULL;

  desk_open (&desk, fixture_small_store (NULL));
  wait_done (&desk);
  weights = lw_safety_lot_view_get_weights (lw_safety_panel_get_lot_view (desk.panel));
  chart = lw_chart_view_get_chart (weights);
  one = lw_chart_describe_mark (chart, lw_chart_find_mark (chart, "weight", "1"));
  g_assert_cmpstr (one, ==, "1 Quality weighs 60: B3 stays first from 45.378151… to 100.00; beyond, another bid leads: below B2");
  g_signal_emit_by_name (weights, "mark-activated", "weight", "1.2");
  g_assert_cmpstr (desk.went, ==, "criteria:1.2");
  ranks = lw_safety_lot_view_get_ranks (lw_safety_panel_get_lot_view (desk.panel));
  chart = lw_chart_view_get_chart (ranks);
  first = lw_chart_describe_mark (chart, lw_chart_find_mark (chart, "", "B3"));
  g_assert_true (g_str_has_prefix (first, "B3 Third came first in "));
  g_assert_true (g_str_has_suffix (first, " of 10000 draws"));
  desk_close (&desk);
}

/* Another seed is another simulation, and the same one the same again. */
static void
test_seed (void)
{
  Desk desk;
  GtkSpinButton *seed;
  guint before, other;
  LwSafety *safety;

  desk_open (&desk, fixture_small_store (NULL));
  wait_done (&desk);
  safety = lw_safety_of (desk.document);
  seed = GTK_SPIN_BUTTON (ui_find (GTK_WIDGET (desk.panel), GTK_TYPE_SPIN_BUTTON, "seed"));
  g_assert_cmpint (gtk_spin_button_get_value_as_int (seed), ==, LW_ACCEPTABILITY_SEED);
#define FIRST_COUNT(safety) \
  (((const LwLotSafety *) g_ptr_array_index (lw_safety_get_report (safety)->lots, 0))->simulation->counts[0])
  before = FIRST_COUNT (safety);
  gtk_spin_button_set_value (seed, 7);
  wait_done (&desk);
  other = FIRST_COUNT (safety);
  g_assert_cmpuint (lw_safety_get_report (safety)->seed, ==, 7);
  gtk_spin_button_set_value (seed, LW_ACCEPTABILITY_SEED);
  wait_done (&desk);
  g_assert_cmpuint (FIRST_COUNT (safety), ==, before);
  g_assert_cmpuint (other, !=, before);
  desk_close (&desk);
}

/* ---- all findings, text ---- */

static void
test_table_and_text (void)
{
  Desk desk;
  LwTable *table;
  g_autofree char *count = NULL, *text = NULL, *place = NULL;

  desk_open (&desk, fixture_small_store (NULL));
  wait_done (&desk);
  act (&desk, "safety-table");
  table = lw_safety_panel_get_table (desk.panel);
  count = lw_table_get_count_text (table);
  g_assert_cmpstr (count, ==, "8");
  g_signal_emit_by_name (table, "row-activated", "2 prices:L1/B1");
  g_assert_cmpstr (desk.went, ==, "prices:L1/B1");
  place = lw_panel_get_place (LW_PANEL (desk.panel));
  g_assert_cmpstr (place, ==, "findings");
  text = lw_safety_page_text (lw_safety_get_report (lw_safety_of (desk.document)), 0);
  g_assert_true (g_str_has_prefix (text, "Is it safe? Lot L1, North\n"
                                         "B3 Third wins, and no single step of a mark and no other bid changes that.\n"
                                         "- One mark: B3 Third, 1.1 Delivery: with 3 in place of 5, B1 First wins\n"));
  g_assert_nonnull (strstr (text, "\nSimulation, not a result: 10000 draws of the weights, seed 2013\nB3 Third: first in "));
  act (&desk, "safety-copy");
  desk_close (&desk);
}

/* ---- states ---- */

static void
test_states (void)
{
  static const char *const none[] = { "competition|id=none|title=None|currency=GBP", NULL };
  Desk desk;
  GtkWidget *button;

  desk_open (&desk, fixture_store (none));
  button = ui_find (GTK_WIDGET (desk.panel), GTK_TYPE_BUTTON, "Set the method");
  g_assert_true (gtk_widget_get_mapped (button));
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpstr (desk.went, ==, "criteria:");
  g_assert_false (lw_safety_is_running (lw_safety_of (desk.document)));
  desk_close (&desk);

  desk_open (&desk, fixture_small_store (NULL));
  wait_done (&desk);
  fixture_run (desk.store, "DELETE FROM evaluation_consensus");
  fixture_run (desk.store, "DELETE FROM evaluation_mark");
  g_assert_true (ui_wait (is_done, desk.document, 20000));
  ui_settle (GTK_WIDGET (desk.window));
  button = ui_find (GTK_WIDGET (desk.panel), GTK_TYPE_BUTTON, "Give marks");
  g_assert_true (gtk_widget_get_mapped (button));
  desk_close (&desk);
}

/* While the prices are sealed there is no result; the page says where they are opened. */
static void
test_sealed (void)
{
  Desk desk;
  GtkWidget *button;

  desk_open (&desk, fixture_small_store (NULL));
  wait_done (&desk);
  fixture_run (desk.store, "UPDATE evaluation_method SET prices = 'sealed'");
  g_assert_true (ui_wait (is_done, desk.document, 20000));
  ui_settle (GTK_WIDGET (desk.window));
  button = ui_find (GTK_WIDGET (desk.panel), GTK_TYPE_BUTTON, "Open the prices");
  g_assert_true (gtk_widget_get_mapped (button));
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpstr (desk.went, ==, "prices:");
  desk_close (&desk);
}

/* A cancelled run says so and can be asked again; an edit of what plays no part is no reason to. */
static void
test_cancel (void)
{
  Desk desk;
  LwSafety *safety;

  desk_open (&desk, fixture_small_store (NULL));
  wait_done (&desk);
  safety = lw_safety_of (desk.document);
  lw_safety_run (safety);
  lw_safety_cancel (safety);
  while (lw_safety_is_running (safety))
    g_main_context_iteration (NULL, TRUE);
  ui_settle (GTK_WIDGET (desk.window));
  if (lw_safety_is_stale (safety)) /* it may have been done before the cancel was seen */
    g_assert_true (gtk_widget_get_mapped (ui_find (GTK_WIDGET (desk.panel), GTK_TYPE_BUTTON, "again")));
  act (&desk, "safety-run");
  wait_done (&desk);
  fixture_run (desk.store, "INSERT INTO area (id, name) VALUES ('A1', 'Area')");
  g_assert_false (lw_safety_is_stale (safety));
  desk_close (&desk);
}

/* Where a figure of quality and price ranks, it is what is asked about. */
static void
test_other_figures (void)
{
  Desk desk;
  g_autofree char *rows = NULL;
  LwResultsLead lead;
  g_autofree char *text = NULL;
  LwResults *results;

  desk_open (&desk, fixture_small_store (NULL));
  fixture_run (desk.store, "UPDATE evaluation_criterion SET weight = '0' WHERE id = '3'");
  fixture_run (desk.store, "UPDATE evaluation_method SET whole = '60', basis = 'price-per-quality-point'");
  wait_done (&desk);
  /* 25/12, 100/43, 40/17: B1 needs £89.58 for 43 points */
  rows = rows_of (lw_safety_lot_view_get_findings (lw_safety_panel_get_lot_view (desk.panel)));
  g_assert_nonnull (strstr (rows, "One price: B2 Second at £70.83 in place of £80.00, and B2 Second wins: £9.17 apart"));
  results = lw_results_of (desk.document);
  lw_results_lead (lw_results_get_ranking (results, 0), &lead);
  text = lw_results_lead_text (lw_results_get_marks (results), &lead);
  g_assert_cmpstr (text, ==, "Third leads with 2.08333333333…, by 0.242248062015… (Price of a point of quality, the lowest wins)");
  desk_close (&desk);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/safety/findings", test_findings);
  g_test_add_func ("/safety/case/one-misread-mark-flipped-a-contract", test_one_misread_mark_flipped_a_contract);
  g_test_add_func ("/safety/tie", test_tie);
  g_test_add_func ("/safety/same-words", test_same_words);
  g_test_add_func ("/safety/charts", test_charts);
  g_test_add_func ("/safety/seed", test_seed);
  g_test_add_func ("/safety/table-and-text", test_table_and_text);
  g_test_add_func ("/safety/states", test_states);
  g_test_add_func ("/safety/sealed", test_sealed);
  g_test_add_func ("/safety/cancel", test_cancel);
  g_test_add_func ("/safety/other-figures", test_other_figures);
  return g_test_run ();
}
