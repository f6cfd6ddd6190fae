/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Results: what the panel shows is what the engine ranks, and every number leads to its derivation. */
#include "config.h"

#include "fixture.h"
#include "lw-derivation-step.h"
#include "lw-evaluation-verbs.h"
#include "lw-evaluation.h"
#include "lw-results-charts.h"
#include "lw-results-panel.h"
#include "lw-results-rows.h"
#include "model/lw-model.h"
#include "uihelp.h"

#include <string.h>

typedef struct
{
  LwHost *host;
  LwStore *store;
  LwDocument *document;
  GtkWindow *window;
  LwResultsPanel *panel;
  GtkWidget *inspector; /* where the window would show what is inspected */
  gboolean opened;
  char *went;           /* last place that was gone to */
} Desk;

/* ---- the desk: a window of the same parts ---- */

static void
on_inspect (LwPanel *panel, const char *title, GtkWidget *content, gboolean open, Desk *desk)
{
  desk->opened |= open;
  if (content != NULL && gtk_widget_get_parent (content) == NULL)
    adw_bin_set_child (ADW_BIN (desk->inspector), content);
}

static void
on_go_to (GSimpleAction *action, GVariant *place, gpointer desk)
{
  g_free (((Desk *) desk)->went);
  ((Desk *) desk)->went = g_variant_dup_string (place, NULL);
}

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
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) go_to = g_simple_action_new ("go-to", G_VARIANT_TYPE_STRING);

  *desk = (Desk) { make_host (), store };
  desk->document = lw_document_new (g_object_ref (store), desk->host);
  desk->panel = g_object_new (lw_results_panel_info.get_type (), "document", desk->document, NULL);
  desk->inspector = adw_bin_new ();
  desk->window = GTK_WINDOW (adw_window_new ());
  g_signal_connect (desk->panel, "inspect", G_CALLBACK (on_inspect), desk);
  g_signal_connect (go_to, "activate", G_CALLBACK (on_go_to), desk);
  g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (go_to));
  gtk_widget_insert_action_group (GTK_WIDGET (desk->window), "win", G_ACTION_GROUP (actions));
  gtk_widget_set_hexpand (GTK_WIDGET (desk->panel), TRUE);
  gtk_widget_set_size_request (desk->inspector, 340, -1);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (desk->panel));
  gtk_box_append (GTK_BOX (box), desk->inspector);
  adw_window_set_content (ADW_WINDOW (desk->window), box);
  gtk_window_set_default_size (desk->window, 1200, 800);
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
}

static gboolean
is_idle (gpointer document)
{
  return !lw_document_is_busy (document);
}

/* One edit as a panel makes it. */
static void
set (Desk *desk, const char *noun, const char *key, const char *value)
{
  const char *const values[] = { value, NULL };
  GError *error = NULL;
  LwCommand *command
      = lw_model_set (lw_document_get_sections (desk->document), noun, key, values, "tester", NULL, &error);

  g_assert_no_error (error);
  lw_document_edit (desk->document, command, NULL);
  g_assert_true (ui_wait (is_idle, desk->document, 10000));
  ui_settle (GTK_WIDGET (desk->window));
}

static LwChart *
bars_of (Desk *desk)
{
  return lw_chart_view_get_chart (lw_results_lot_view_get_bars (lw_results_panel_get_lot_view (desk->panel)));
}

static LwResultsLot *
lot_at (Desk *desk, guint position)
{
  g_autoptr (LwResultsLot) lot
      = g_list_model_get_item (lw_results_lots_get_model (lw_results_panel_get_lots (desk->panel)), position);

  return lot;
}

/* The sentence of the end label of @bidder. */
static void
assert_total (Desk *desk, const char *bidder, const char *expected)
{
  LwChart *chart = bars_of (desk);
  g_autofree char *text = lw_chart_describe_mark (chart, lw_chart_find_mark (chart, "", bidder));

  g_assert_cmpstr (text, ==, expected);
}

/* ---- ranking ---- */

static void
test_equals_the_engine (void)
{
  Desk desk;
  LwResults *results;
  const LwEvaluationMarks *marks;

  desk_open (&desk, fixture_small_store (NULL));
  results = lw_results_of (desk.document);
  marks = lw_results_get_marks (results);
  for (guint lot = 0; lot < marks->n_lots; lot++)
    {
      g_autoptr (LwLotRanking) ranking = lw_evaluation_rank_lot (marks, lot, LW_RANK_EXACT);
      g_autoptr (LwResultsColumns) columns = lw_results_columns_new (marks->model);
      g_autoptr (LwMemoryRows) rows = lw_results_rows_new (columns);

      lw_results_rows_fill (rows, marks, lw_results_get_ranking (results, lot), lw_results_get_trust (results));
      g_assert_cmpuint (lw_rows_get_n_rows (LW_ROWS (rows)), ==, ranking->n_results);
      for (guint i = 0; i < ranking->n_results; i++)
        {
          const LwBidResult *result = &ranking->results[i];
          g_autofree char *rank = lw_evaluation_rank_text (result->rank, result->tied);
          g_autofree char *total = lw_rational_to_decimal (&result->total, marks->model->places, marks->model->rule);
          g_autofree char *exact = lw_rational_to_exact (&result->total);
          g_autofree char *shown_rank = lw_rows_get_text (LW_ROWS (rows), i, 0);
          g_autofree char *shown_total = lw_rows_get_raw (LW_ROWS (rows), i, 3);
          g_autofree char *shown_exact = lw_rows_get_text (LW_ROWS (rows), i, 4);

          g_assert_cmpstr (shown_rank, ==, rank);
          g_assert_cmpstr (shown_total, ==, total);
          g_assert_cmpstr (shown_exact, ==, exact);
        }
    }
  assert_total (&desk, "B3", "Third: total 85.60, rank 1");
  assert_total (&desk, "B1", "First: total 75.00, rank 2");
  assert_total (&desk, "B2", "Second: total 74.00, rank 3");
  desk_close (&desk);
}

static void
test_lots (void)
{
  Desk desk;

  desk_open (&desk, fixture_small_store (NULL));
  g_assert_cmpstr (lw_results_lot_get_leader (lot_at (&desk, 0)), ==, "Third");
  g_assert_cmpstr (lw_results_lot_get_margin (lot_at (&desk, 0)), ==, "10.60");
  g_assert_cmpstr (lw_results_lot_get_leader (lot_at (&desk, 1)), ==, "Second");
  g_assert_cmpstr (lw_results_lot_get_margin (lot_at (&desk, 1)), ==, "11.00");
  g_assert_cmpstr (lw_results_lot_get_note (lot_at (&desk, 1)), ==, "");
  desk_close (&desk);
}

static void
test_tie (void)
{
  Desk desk;
  LwTone tone = LW_TONE_NEUTRAL;
  g_autofree char *none = NULL, *one = NULL;

  desk_open (&desk, fixture_small_store (NULL));
  none = lw_results_panel_info.badge (desk.document, &tone);
  g_assert_null (none);
  /* both bids of L2 alike in price and marks */
  fixture_run (desk.store, "UPDATE bid SET price = 20000 WHERE lot = 'L2'");
  fixture_run (desk.store, "UPDATE evaluation_mark SET mark = '3' WHERE lot = 'L2' OR (lot = '' AND criterion = '1.2')");
  ui_settle (GTK_WIDGET (desk.window));
  g_assert_cmpstr (lw_results_lot_get_leader (lot_at (&desk, 1)), ==, "Tie: B1 = B2");
  g_assert_cmpstr (lw_results_lot_get_margin (lot_at (&desk, 1)), ==, "");
  one = lw_results_panel_info.badge (desk.document, &tone);
  g_assert_cmpstr (one, ==, "1");
  g_assert_cmpint (tone, ==, LW_TONE_ATTENTION);
  desk_close (&desk);
}

/* ---- what is not ranked says why ---- */

static void
test_failed_and_incomplete (void)
{
  Desk desk;
  LwChart *chart;
  g_autofree char *missing = NULL;

  desk_open (&desk, fixture_small_store (NULL));
  set (&desk, "mark", "/B3/2.1/E1", "mark=fail");
  assert_total (&desk, "B3", "Third: total 85.60, not ranked: fails 2.1");
  fixture_run (desk.store, "DELETE FROM evaluation_consensus");
  ui_settle (GTK_WIDGET (desk.window));
  assert_total (&desk, "B1", "First has no total: incomplete: 1.1 missing");
  chart = bars_of (&desk);
  missing = lw_chart_describe_mark (chart, lw_chart_find_mark (chart, "1", "B1"));
  g_assert_cmpstr (missing, ==, "First, 1 Quality: a mark or the price is missing");
  g_assert_cmpstr (lw_results_lot_get_note (lot_at (&desk, 0)), ==, "1 of 3 incomplete");
  desk_close (&desk);
}

/* Where a figure of quality and price ranks it stands at the end, the lowest first, and the margin is the figures' difference. */
static void
test_another_figure (void)
{
  Desk desk;
  LwTable *table;
  g_autofree char *text = NULL;

  desk_open (&desk, fixture_small_store (NULL));
  fixture_run (desk.store, "UPDATE evaluation_criterion SET weight = '0' WHERE id = '3'");
  fixture_run (desk.store,
               "UPDATE evaluation_method SET whole = '60', basis = 'price-per-quality-point', index_places = 2");
  ui_settle (GTK_WIDGET (desk.window));
  assert_total (&desk, "B3", "Third: 2.08 (Price of a point of quality, the lowest wins), quality 60.00, rank 1");
  assert_total (&desk, "B2", "Second: 2.35 (Price of a point of quality, the lowest wins), quality 34.00, rank 3");
  g_assert_cmpstr (lw_results_lot_get_margin (lot_at (&desk, 0)), ==, "0.25");
  g_action_group_activate_action (G_ACTION_GROUP (lw_panel_get_actions (LW_PANEL (desk.panel))), "results-table", NULL);
  ui_settle (GTK_WIDGET (desk.window));
  table = lw_results_lot_view_get_ranking (lw_results_panel_get_lot_view (desk.panel));
  lw_table_select_all (table);
  text = lw_table_get_copy_text (table);
  g_assert_cmpstr (text, ==,
                   "Rank\tBidder\tName\tQuality\tExactly\tPrice of a point of quality\tNote\t1 Quality\t3 Price\n"
                   "1\tB3\tThird\t60.00\t60\t52/25\t\t60\t0\n"
                   "2\tB1\tFirst\t43.00\t43\t233/100\t\t43\t0\n"
                   "3\tB2\tSecond\t34.00\t34\t47/20\t\t34\t0\n");
  lw_panel_go_to (LW_PANEL (desk.panel), "L1/B3");
  ui_settle (GTK_WIDGET (desk.window));
  g_assert_nonnull (ui_find (desk.inspector, GTK_TYPE_LABEL,
                             "points of quality; rank 1 of 3. Price of a point of quality: 2.08, the lowest is first"));
  desk_close (&desk);
}

/* The rule that gave a rank is named in the row, and a minimum passed in spite of it is shown for ever. */
static void
test_rule_and_override_are_named (void)
{
  Desk desk;

  desk_open (&desk, fixture_small_store (NULL));
  fixture_run (desk.store, "UPDATE bid SET price = 20000 WHERE lot = 'L2'");
  fixture_run (desk.store, "UPDATE evaluation_mark SET mark = '3' WHERE lot = 'L2' OR (lot = '' AND criterion = '1.2')");
  fixture_run (desk.store, "INSERT INTO evaluation_tie_rule (position, rule, seed) VALUES (1, 'drawn-lot', '2014')");
  lw_panel_go_to (LW_PANEL (desk.panel), "L2");
  ui_settle (GTK_WIDGET (desk.window));
  g_assert_cmpstr (lw_results_lot_get_leader (lot_at (&desk, 1)), !=, "Tie: B1 = B2");
  assert_total (&desk, g_str_equal (lw_results_lot_get_leader (lot_at (&desk, 1)), "First") ? "B1" : "B2",
                g_str_equal (lw_results_lot_get_leader (lot_at (&desk, 1)), "First")
                    ? "First: total 76.00, rank 1; tie decided by rule 1, a lot drawn with the seed “2014”"
                    : "Second: total 76.00, rank 1; tie decided by rule 1, a lot drawn with the seed “2014”");
  fixture_run (desk.store, "UPDATE evaluation_criterion SET minimum = '4' WHERE id = '1.2'");
  fixture_run (desk.store, "INSERT INTO evaluation_override VALUES ('L1', 'B1', '1.2', '2014-01-01T00:00:00.000Z', 'E1', '0', '4', 'Small.')");
  lw_panel_go_to (LW_PANEL (desk.panel), "L1");
  ui_settle (GTK_WIDGET (desk.window));
  {
    LwChart *chart = bars_of (&desk);
    g_autofree char *text = lw_chart_describe_mark (chart, lw_chart_find_mark (chart, "", "B1"));

    g_assert_nonnull (strstr (text, "rank 1; below the minimum of 1.2, passed"));
  }
  desk_close (&desk);
}

/* ---- a change shows in place ---- */

static void
test_change_in_place (void)
{
  Desk desk;
  LwResultsLot *lot;
  LwChartView *bars;

  desk_open (&desk, fixture_small_store (NULL));
  bars = lw_results_lot_view_get_bars (lw_results_panel_get_lot_view (desk.panel));
  lot = lot_at (&desk, 0);
  lw_chart_view_set_focused_mark (bars, lw_chart_find_mark (bars_of (&desk), "1", "B1"));
  set (&desk, "consensus", "L1/B1/1.1", "mark=5");
  assert_total (&desk, "B1", "First: total 82.00, rank 2");
  /* the same object: rows of lots are not made anew; and the keyboard is where it was */
  g_assert_true (lot_at (&desk, 0) == lot);
  g_assert_cmpstr (lw_results_lot_get_margin (lot), ==, "3.60");
  g_assert_cmpint (lw_chart_view_get_focused_mark (bars), ==, lw_chart_find_mark (bars_of (&desk), "1", "B1"));
  lw_document_undo (desk.document);
  g_assert_true (ui_wait (is_idle, desk.document, 10000));
  ui_settle (GTK_WIDGET (desk.window));
  assert_total (&desk, "B1", "First: total 75.00, rank 2");
  desk_close (&desk);
}

/* A price in one lot leaves the other lot's ranking alone. */
static void
test_touched_lots_alone (void)
{
  Desk desk;
  LwResults *results;
  const LwLotRanking *first;

  desk_open (&desk, fixture_small_store (NULL));
  results = lw_results_of (desk.document);
  first = lw_results_get_ranking (results, 0);
  set (&desk, "mark", "L2/B1/1.1/E1", "mark=4");
  g_assert_true (lw_results_get_ranking (results, 0) == first);
  desk_close (&desk);
}

/* ---- why ---- */

static GtkListView *
steps_of (Desk *desk)
{
  return GTK_LIST_VIEW (ui_find (GTK_WIDGET (lw_results_panel_get_derivation (desk->panel)), GTK_TYPE_LIST_VIEW, NULL));
}

/* The step that is selected in the inspector. */
static LwDerivationStep *
selected_step (Desk *desk)
{
  GtkSingleSelection *selection = GTK_SINGLE_SELECTION (gtk_list_view_get_model (steps_of (desk)));
  GtkTreeListRow *row = gtk_single_selection_get_selected_item (selection);
  g_autoptr (LwDerivationStep) step = row != NULL ? gtk_tree_list_row_get_item (row) : NULL;

  return step;
}

static void
test_click_through (void)
{
  Desk desk;
  LwResultsLotView *view;
  g_autofree char *place = NULL, *total_place = NULL, *text = NULL;

  desk_open (&desk, fixture_small_store (NULL));
  view = lw_results_panel_get_lot_view (desk.panel);
  /* a segment of a bar is a section */
  g_signal_emit_by_name (lw_results_lot_view_get_bars (view), "mark-activated", "1", "B1");
  ui_settle (GTK_WIDGET (desk.window));
  g_assert_true (desk.opened);
  g_assert_cmpstr (lw_derivation_step_get_title (selected_step (&desk)), ==, "1 Quality");
  g_assert_cmpstr (lw_derivation_step_get_value (selected_step (&desk)), ==, "43.00");
  /* a cell of the heat map is a criterion */
  g_signal_emit_by_name (lw_results_lot_view_get_heat (view), "mark-activated", "B2", "1.2");
  ui_settle (GTK_WIDGET (desk.window));
  g_assert_cmpstr (lw_derivation_step_get_id (selected_step (&desk)), ==, "1.2");
  place = lw_panel_get_place (LW_PANEL (desk.panel));
  g_assert_cmpstr (place, ==, "L1/B2/1.2");
  text = lw_derivation_get_text (lw_results_panel_get_derivation (desk.panel));
  g_assert_nonnull (strstr (text, "Total 74.00 = 74, rank 3 of 3"));
  /* an end label is the total */
  g_signal_emit_by_name (lw_results_lot_view_get_bars (view), "mark-activated", "", "B3");
  ui_settle (GTK_WIDGET (desk.window));
  g_assert_null (selected_step (&desk));
  total_place = lw_panel_get_place (LW_PANEL (desk.panel));
  g_assert_cmpstr (total_place, ==, "L1/B3");
  g_assert_nonnull (ui_find (desk.inspector, GTK_TYPE_LABEL, "85.60"));
  desk_close (&desk);
}

/* What is expanded, selected and in the tree stays when a mark changes. */
static void
test_derivation_in_place (void)
{
  Desk desk;
  LwDerivationStep *step;
  GListModel *tree;
  guint n;

  desk_open (&desk, fixture_small_store (NULL));
  lw_panel_go_to (LW_PANEL (desk.panel), "L1/B1/1.1");
  ui_settle (GTK_WIDGET (desk.window));
  step = selected_step (&desk);
  tree = G_LIST_MODEL (gtk_list_view_get_model (steps_of (&desk)));
  n = g_list_model_get_n_items (tree);
  g_assert_cmpstr (lw_derivation_step_get_value (step), ==, "28.00");
  set (&desk, "consensus", "L1/B1/1.1", "mark=5");
  g_assert_true (selected_step (&desk) == step);
  g_assert_cmpstr (lw_derivation_step_get_value (step), ==, "35.00");
  g_assert_cmpuint (g_list_model_get_n_items (tree), ==, n);
  g_assert_nonnull (ui_find (desk.inspector, GTK_TYPE_LABEL, "35 × 5 ÷ 5 = 35"));
  g_assert_nonnull (ui_find (desk.inspector, GTK_TYPE_LABEL, "82.00"));
  desk_close (&desk);
}

static void
test_links (void)
{
  Desk desk;
  GtkWidget *derivation;

  desk_open (&desk, fixture_small_store (NULL));
  lw_panel_go_to (LW_PANEL (desk.panel), "L1/B1/1.1");
  ui_settle (GTK_WIDGET (desk.window));
  derivation = GTK_WIDGET (lw_results_panel_get_derivation (desk.panel));
  gtk_widget_activate_action (derivation, "derivation.marking", NULL);
  g_assert_cmpstr (desk.went, ==, "marking:L1/B1/1.1");
  gtk_widget_activate_action (derivation, "derivation.record", NULL);
  g_assert_cmpstr (desk.went, ==, "record:consensus/L1/B1/1.1");
  /* what is common to all lots is recorded without one */
  lw_panel_go_to (LW_PANEL (desk.panel), "L1/B1/1.2");
  gtk_widget_activate_action (derivation, "derivation.record", NULL);
  g_assert_cmpstr (desk.went, ==, "record:mark//B1/1.2/E1");
  /* points for price come from the bid */
  lw_panel_go_to (LW_PANEL (desk.panel), "L1/B1/3");
  gtk_widget_activate_action (derivation, "derivation.record", NULL);
  g_assert_cmpstr (desk.went, ==, "record:bid/L1/B1");
  desk_close (&desk);
}

static void
test_keys (void)
{
  Desk desk;
  GActionGroup *actions;
  g_autofree char *place = NULL;

  desk_open (&desk, fixture_small_store (NULL));
  actions = G_ACTION_GROUP (lw_panel_get_actions (LW_PANEL (desk.panel)));
  for (const LwPanelAction *action = lw_results_panel_info.actions; action->name != NULL; action++)
    g_assert_true (g_action_group_has_action (actions, action->name));
  g_action_group_activate_action (actions, "results-next-lot", NULL);
  g_assert_cmpstr (lw_results_lots_get_selected (lw_results_panel_get_lots (desk.panel)), ==, "L2");
  assert_total (&desk, "B2", "Second: total 87.00, rank 1");
  g_action_group_activate_action (actions, "results-why", NULL);
  ui_settle (GTK_WIDGET (desk.window));
  place = lw_panel_get_place (LW_PANEL (desk.panel));
  g_assert_cmpstr (place, ==, "L2/B2");
  g_action_group_activate_action (actions, "results-table", NULL);
  ui_settle (GTK_WIDGET (desk.window));
  g_assert_true (lw_results_lot_view_get_table (lw_results_panel_get_lot_view (desk.panel)));
  g_action_group_activate_action (actions, "results-previous-lot", NULL);
  g_assert_cmpstr (lw_results_lots_get_selected (lw_results_panel_get_lots (desk.panel)), ==, "L1");
  desk_close (&desk);
}

static void
test_table (void)
{
  Desk desk;
  LwTable *table;
  g_autofree char *text = NULL;

  desk_open (&desk, fixture_small_store (NULL));
  g_action_group_activate_action (G_ACTION_GROUP (lw_panel_get_actions (LW_PANEL (desk.panel))), "results-table", NULL);
  ui_settle (GTK_WIDGET (desk.window));
  table = lw_results_lot_view_get_ranking (lw_results_panel_get_lot_view (desk.panel));
  lw_table_select_all (table);
  text = lw_table_get_copy_text (table);
  g_assert_cmpstr (text, ==,
                   "Rank\tBidder\tName\tTotal\tExactly\tNote\t1 Quality\t3 Price\n"
                   "1\tB3\tThird\t85.60\t428/5\t\t60\t25.6\n"
                   "2\tB1\tFirst\t75.00\t75\t\t43\t32\n"
                   "3\tB2\tSecond\t74.00\t74\t\t34\t40\n");
  g_signal_emit_by_name (table, "row-activated", "B2");
  ui_settle (GTK_WIDGET (desk.window));
  g_assert_nonnull (ui_find (desk.inspector, GTK_TYPE_LABEL, "B2 Second"));
  desk_close (&desk);
}

/* ---- names, places, empty states ---- */

static void
test_names (void)
{
  Desk desk;

  desk_open (&desk, fixture_small_store (NULL));
  g_assert_nonnull (ui_find (GTK_WIDGET (desk.panel), GTK_TYPE_LIST_BOX, "Lots: leader and margin"));
  g_assert_nonnull (ui_find (GTK_WIDGET (desk.panel), GTK_TYPE_LIST_BOX_ROW, "Lot L1, North: Third leads by 10.60 points"));
  lw_panel_go_to (LW_PANEL (desk.panel), "L1/B1/1.1");
  ui_settle (GTK_WIDGET (desk.window));
  g_assert_nonnull (ui_find (desk.inspector, GTK_TYPE_BUTTON, "Copy the derivation as text"));
  g_assert_nonnull (ui_find (desk.inspector, GTK_TYPE_LIST_VIEW, "Steps of the derivation"));
  /* the whole of the marks is illustrative, and that is said beside the title */
  g_assert_nonnull (ui_find (GTK_WIDGET (desk.panel), GTK_TYPE_LABEL, "illustrative"));
  desk_close (&desk);
}

static void
test_places (void)
{
  const LwFinding tie = { "evaluation.tie", LW_SEVERITY_WARNING, (char *) "L1", (char *) "rank 1 is shared" };
  const LwFinding gap = { "evaluation.missing-mark", LW_SEVERITY_ERROR, (char *) "L1/B1/1.1", (char *) "none" };
  g_autofree char *where = lw_results_panel_info.place_of_finding (NULL, &tie);
  g_autofree char *bid = lw_results_panel_info.place_of_row (NULL, "bid", "L1/B1");
  g_autofree char *odd = lw_results_place ("A/1", "50%", NULL);

  g_assert_cmpstr (where, ==, "L1");
  g_assert_null (lw_results_panel_info.place_of_finding (NULL, &gap));
  g_assert_cmpstr (bid, ==, "L1/B1");
  g_assert_null (lw_results_panel_info.place_of_row (NULL, "lot", "L1"));
  g_assert_cmpstr (odd, ==, "A%2F1/50%25");
}

static void
test_empty (void)
{
  static const char *const rows[] = { "competition|id=none|title=None|currency=GBP", NULL };
  Desk desk;
  GtkWidget *button;

  desk_open (&desk, fixture_store (rows));
  button = ui_find (GTK_WIDGET (desk.panel), GTK_TYPE_BUTTON, "Set the method");
  g_assert_nonnull (button);
  g_assert_true (gtk_widget_get_mapped (button));
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpstr (desk.went, ==, "criteria:");
  desk_close (&desk);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/results/equals-the-engine", test_equals_the_engine);
  g_test_add_func ("/results/lots", test_lots);
  g_test_add_func ("/results/tie", test_tie);
  g_test_add_func ("/results/failed-and-incomplete", test_failed_and_incomplete);
  g_test_add_func ("/results/another-figure", test_another_figure);
  g_test_add_func ("/results/rule-and-override-are-named", test_rule_and_override_are_named);
  g_test_add_func ("/results/change-in-place", test_change_in_place);
  g_test_add_func ("/results/touched-lots-alone", test_touched_lots_alone);
  g_test_add_func ("/results/click-through", test_click_through);
  g_test_add_func ("/results/derivation-in-place", test_derivation_in_place);
  g_test_add_func ("/results/links", test_links);
  g_test_add_func ("/results/keys", test_keys);
  g_test_add_func ("/results/table", test_table);
  g_test_add_func ("/results/names", test_names);
  g_test_add_func ("/results/places", test_places);
  g_test_add_func ("/results/empty", test_empty);
  return g_test_run ();
}
