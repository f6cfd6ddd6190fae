/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The overview with what this plugin adds to it: cards, the matrix of progress, leaders, what needs attention. */
#include "config.h"

#include "fixture.h"
#include "lw-evaluation-overview-cells.h"
#include "lw-evaluation-overview.h"
#include "lw-evaluation.h"
#include "lw-results-lots.h"
#include "model/lw-model.h"
#include "panels/lw-overview-groups.h"
#include "panels/lw-overview-panel.h"
#include "uihelp.h"

#include <string.h>

typedef struct
{
  LwHost *host;
  LwPanels *panels;
  LwStore *store;
  LwDocument *document;
  GtkWindow *window;
  LwOverviewPanel *panel;
  LwEvaluationMatrix *matrix;
  char *went;
} Desk;

static void
on_go_to (GSimpleAction *action, GVariant *place, gpointer desk)
{
  g_free (((Desk *) desk)->went);
  ((Desk *) desk)->went = g_variant_dup_string (place, NULL);
}

static LwPanels *
make_panels (LwHost *host)
{
  LwPanels *panels = lw_panels_new (host);

  lw_panels_add (panels, &lw_results_panel_info);
  for (const LwCardInfo *card = lw_evaluation_cards; card->id != NULL; card++)
    lw_panels_add_card (panels, card);
  for (const LwOverviewPartInfo *part = lw_evaluation_overview_parts; part->id != NULL; part++)
    lw_panels_add_overview_part (panels, part);
  for (const LwStepInfo *step = lw_evaluation_steps; step->id != NULL; step++)
    lw_panels_add_step (panels, step);
  return panels;
}

static gboolean
is_checked (gpointer document)
{
  return lw_overview_checks_get_findings (lw_overview_checks_of (document)) != NULL;
}

static void
desk_open (Desk *desk, LwStore *store)
{
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) go_to = g_simple_action_new ("go-to", G_VARIANT_TYPE_STRING);

  *desk = (Desk) { .host = lw_host_new (NULL), .store = store };
  lw_host_add_section (desk->host, LW_EVALUATION_ID, lw_evaluation_entities, LW_EVALUATION_RNG_PATH);
  lw_host_add_check (desk->host, &lw_evaluation_check);
  desk->panels = make_panels (desk->host);
  desk->document = lw_document_new (g_object_ref (store), desk->host);
  desk->panel = g_object_new (LW_TYPE_OVERVIEW_PANEL, "document", desk->document, NULL);
  desk->window = GTK_WINDOW (adw_window_new ());
  g_signal_connect (go_to, "activate", G_CALLBACK (on_go_to), desk);
  g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (go_to));
  gtk_widget_insert_action_group (GTK_WIDGET (desk->window), "win", G_ACTION_GROUP (actions));
  adw_window_set_content (ADW_WINDOW (desk->window), GTK_WIDGET (desk->panel));
  gtk_window_set_default_size (desk->window, 1060, 740);
  gtk_window_present (desk->window);
  g_assert_true (ui_wait (is_checked, desk->document, 10000));
  ui_settle (GTK_WIDGET (desk->window));
  desk->matrix = LW_EVALUATION_MATRIX (ui_find (GTK_WIDGET (desk->panel), LW_TYPE_EVALUATION_MATRIX, NULL));
}

static gboolean
is_idle (gpointer document)
{
  return !lw_document_is_busy (document);
}

static void
desk_close (Desk *desk)
{
  g_assert_true (ui_wait (is_idle, desk->document, 10000));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  ui_destroy (desk->window);
  g_assert_finalize_object (desk->document);
  lw_panels_free (desk->panels);
  lw_host_free (desk->host);
  fixture_close (desk->store);
  g_free (desk->went);
}

static void
assert_cell (Desk *desk, guint lot, guint bidder, LwMatrixState state, const char *expected)
{
  g_autofree char *text = lw_evaluation_matrix_describe (desk->matrix, lot, bidder);

  g_assert_cmpint (lw_evaluation_matrix_get_state (desk->matrix, lot, bidder), ==, state);
  g_assert_cmpstr (text, ==, expected);
}

/* ---- matrix ---- */

static void
test_cells (void)
{
  static const char *const more[] = { "lot|id=L3|title=East|position=3", NULL };
  Desk desk;

  desk_open (&desk, fixture_small_store (more));
  assert_cell (&desk, 0, 2, LW_MATRIX_RANKED, "L1 North, B3 Third: total 85.60, rank 1 of 3");
  assert_cell (&desk, 1, 2, LW_MATRIX_OUT, "L2 South, B3 Third: withdrawn");
  assert_cell (&desk, 2, 0, LW_MATRIX_NO_BID, "L3 East, B1 First: no bid");
  fixture_run (desk.store, "DELETE FROM evaluation_consensus");
  ui_settle (GTK_WIDGET (desk.window));
  assert_cell (&desk, 0, 0, LW_MATRIX_DISPUTED, "L1 North, B1 First: 3 of 3 marks given, 1 to agree");
  fixture_run (desk.store, "DELETE FROM evaluation_mark WHERE lot = 'L1' AND bidder = 'B2'");
  ui_settle (GTK_WIDGET (desk.window));
  assert_cell (&desk, 0, 1, LW_MATRIX_OPEN, "L1 North, B2 Second: 2 of 3 marks given");
  fixture_run (desk.store, "UPDATE evaluation_mark SET mark = 'fail' WHERE bidder = 'B3' AND criterion = '2.1'");
  ui_settle (GTK_WIDGET (desk.window));
  assert_cell (&desk, 0, 2, LW_MATRIX_FAILED, "L1 North, B3 Third: total 85.60, not ranked: fails 2.1");
  desk_close (&desk);
}

static void
test_matrix_keys (void)
{
  Desk desk;
  GtkWidget *matrix;
  guint lot, bidder;

  desk_open (&desk, fixture_small_store (NULL));
  matrix = GTK_WIDGET (desk.matrix);
  gtk_widget_grab_focus (matrix);
  g_assert_true (ui_key (matrix, GDK_KEY_Down, 0));
  g_assert_true (ui_key (matrix, GDK_KEY_Right, 0));
  lw_evaluation_matrix_get_focus (desk.matrix, &lot, &bidder);
  g_assert_cmpuint (lot, ==, 1);
  g_assert_cmpuint (bidder, ==, 1);
  /* what the keyboard is at is the name that a screen reader says */
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (matrix), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Progress of marking, L2 South, B2 Second: total 87.00, rank 1 of 2");
  g_assert_true (ui_key (matrix, GDK_KEY_Return, 0));
  g_assert_cmpstr (desk.went, ==, "results:L2/B2");
  /* no further than the edge */
  g_assert_true (ui_key (matrix, GDK_KEY_End, 0));
  g_assert_true (ui_key (matrix, GDK_KEY_Right, 0));
  g_assert_true (ui_key (matrix, GDK_KEY_Down, 0));
  lw_evaluation_matrix_get_focus (desk.matrix, &lot, &bidder);
  g_assert_cmpuint (lot, ==, 1);
  g_assert_cmpuint (bidder, ==, 2);
  desk_close (&desk);
}

/* The bidder that is one too many for the width comes while the keyboard is in the matrix, which then goes into a
 * scrolled window, and out of it. */
static void
test_matrix_scrolls (void)
{
  Desk desk;
  GtkWidget *place;

  desk_open (&desk, fixture_small_store (NULL));
  place = gtk_widget_get_parent (GTK_WIDGET (desk.matrix));
  gtk_widget_grab_focus (GTK_WIDGET (desk.matrix));
  for (guint i = 4; i <= 33; i++)
    {
      g_autofree char *sql = g_strdup_printf ("INSERT INTO bidder (id, name, form, position) VALUES ('B%u', 'Bidder %u', 'single', %u)", i, i, i);

      fixture_run (desk.store, sql);
      ui_settle (GTK_WIDGET (desk.window));
    }
  g_assert_true (GTK_IS_VIEWPORT (gtk_widget_get_parent (GTK_WIDGET (desk.matrix))));
  g_assert_true (gtk_widget_get_first_child (place) == gtk_widget_get_last_child (place));
  gtk_widget_grab_focus (GTK_WIDGET (desk.matrix));
  fixture_run (desk.store, "DELETE FROM bidder WHERE id = 'B33'");
  ui_settle (GTK_WIDGET (desk.window));
  g_assert_true (gtk_widget_get_parent (GTK_WIDGET (desk.matrix)) == place);
  g_assert_true (gtk_widget_get_first_child (place) == gtk_widget_get_last_child (place));
  desk_close (&desk);
}

/* ---- cards ---- */

static void
test_cards (void)
{
  Desk desk;
  GtkWidget *marks;

  desk_open (&desk, fixture_small_store (NULL));
  g_assert_nonnull (ui_find (GTK_WIDGET (desk.panel), GTK_TYPE_BUTTON, "2 lots 3 bidders, 6 bids"));
  /* five of the lots' own, and two common ones for each of the three bidders, B3 for lot L1 */
  marks = ui_find (GTK_WIDGET (desk.panel), GTK_TYPE_BUTTON, "11 of 11 marks given");
  g_assert_nonnull (marks);
  g_assert_nonnull (ui_find (GTK_WIDGET (desk.panel), GTK_TYPE_BUTTON, "2 of 2 lots have a clear leader"));
  g_signal_emit_by_name (marks, "clicked");
  g_assert_cmpstr (desk.went, ==, "marking:");
  fixture_run (desk.store, "DELETE FROM evaluation_consensus");
  ui_settle (GTK_WIDGET (desk.window));
  g_assert_nonnull (ui_find (GTK_WIDGET (desk.panel), GTK_TYPE_BUTTON, "11 of 11 marks given, 1 to agree"));
  g_assert_nonnull (ui_find (GTK_WIDGET (desk.panel), GTK_TYPE_BUTTON, "1 of 2 lots have a clear leader"));
  desk_close (&desk);
}

/* ---- leaders ---- */

static void
test_leaders (void)
{
  Desk desk;
  GtkWidget *row;

  desk_open (&desk, fixture_small_store (NULL));
  row = ui_find (GTK_WIDGET (desk.panel), GTK_TYPE_LIST_BOX_ROW, "Lot L2, South: Second leads by 11.00 points");
  g_assert_nonnull (row);
  g_signal_emit_by_name (gtk_widget_get_parent (row), "row-activated", row);
  g_assert_cmpstr (desk.went, ==, "results:L2");
  desk_close (&desk);
}

/* ---- attention ---- */

static void
test_common_text (void)
{
  static const char *const minima[] = { "“Planning”: no minimum mark is set", "“Staff and pay”: no minimum mark is set", NULL };
  static const char *const missing[] = { "expected a mark of B1 on “Planning”, found none", "expected a mark of B2 on “Staff”, found none", NULL };
  static const char *const unlike[] = { "one thing", "other matters", NULL };
  g_autofree char *one = lw_overview_common_text (minima), *two = lw_overview_common_text (missing);
  g_autofree char *three = lw_overview_common_text (unlike);

  g_assert_cmpstr (one, ==, "No minimum mark is set");
  g_assert_cmpstr (two, ==, "Expected a mark of … found none");
  g_assert_cmpstr (three, ==, "One thing");
}

static void
test_groups (void)
{
  g_autoptr (LwFindings) findings = lw_findings_new ();
  g_autoptr (GPtrArray) groups = NULL;
  const LwOverviewGroup *first, *last;

  for (guint i = 0; i < 25; i++)
    lw_findings_add (findings, "test.note", LW_SEVERITY_NOTE, "1.1", "“%u”: no minimum mark is set", i);
  lw_findings_add (findings, "test.tie", LW_SEVERITY_WARNING, "L1", "rank 1 is shared");
  lw_findings_add (findings, "test.tie", LW_SEVERITY_WARNING, "L2", "rank 1 is shared");
  lw_findings_add (findings, "test.error", LW_SEVERITY_ERROR, "L2", "broken");
  groups = lw_overview_groups_new (findings);
  g_assert_cmpuint (groups->len, ==, 4);
  first = g_ptr_array_index (groups, 0);
  g_assert_cmpstr (first->title, ==, "Broken");
  last = g_ptr_array_index (groups, 3);
  g_assert_cmpuint (last->found->len, ==, 25);
  g_assert_cmpstr (last->title, ==, "No minimum mark is set");
}

static GtkListBoxRow *
attention_row (Desk *desk, int index)
{
  return gtk_list_box_get_row_at_index (
      lw_overview_attention_get_list (lw_overview_panel_get_attention (desk->panel)), index);
}

static gboolean
has_error (gpointer document)
{
  return lw_overview_checks_has_errors (lw_overview_checks_of (document));
}

/* A tie links to its lot; an error that a change brings comes first, and into the badge. */
static void
test_attention (void)
{
  Desk desk;
  GtkListBoxRow *row;
  LwTone tone = LW_TONE_NEUTRAL;
  g_autofree char *badge = NULL, *worse = NULL;

  desk_open (&desk, fixture_small_store (NULL));
  fixture_run (desk.store, "UPDATE evaluation_mark SET mark = '3' WHERE lot = 'L2' OR (lot = '' AND criterion = '1.2')");
  fixture_run (desk.store, "UPDATE bid SET price = 20000 WHERE lot = 'L2'");
  fixture_run (desk.store, "UPDATE bid SET price = NULL WHERE lot = 'L1' AND bidder = 'B1'");
  g_assert_true (ui_wait (has_error, desk.document, 10000));
  ui_settle (GTK_WIDGET (desk.window));
  badge = lw_panels_find (desk.panels, "overview")->badge (desk.document, &tone);
  g_assert_cmpint (tone, ==, LW_TONE_WRONG);
  worse = g_strdup_printf ("%u", lw_overview_checks_get_n_problems (lw_overview_checks_of (desk.document)));
  g_assert_cmpstr (badge, ==, worse);
  row = attention_row (&desk, 0);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Error: Expected a price of B1 for lot L1, found none");
  row = GTK_LIST_BOX_ROW (ui_find (GTK_WIDGET (desk.panel), GTK_TYPE_LIST_BOX_ROW,
                                   "Warning: Rank 1 is shared by B1, B2; no tie rule is published"));
  g_assert_nonnull (row);
  adw_action_row_activate (ADW_ACTION_ROW (row));
  g_assert_cmpstr (desk.went, ==, "results:L2");
  desk_close (&desk);
}

/* A folded group makes its rows when it is opened. */
static void
test_folding (void)
{
  static const char *const more[] = { "evaluation_criterion|id=1.3|parent=1|title=A|kind=scored|weight=0|scale=S5|scope=lot|position=12",
                                      "evaluation_criterion|id=1.4|parent=1|title=B|kind=scored|weight=0|scale=S5|scope=lot|position=13",
                                      "evaluation_criterion|id=1.5|parent=1|title=C|kind=scored|weight=0|scale=S5|scope=lot|position=14",
                                      NULL };
  Desk desk;
  GtkWidget *group;

  desk_open (&desk, fixture_small_store (more));
  group = ui_find (GTK_WIDGET (desk.panel), ADW_TYPE_EXPANDER_ROW, "Note: 3 × Weighs nothing: it cannot change a result");
  g_assert_nonnull (group);
  g_assert_null (ui_find (group, ADW_TYPE_ACTION_ROW, "Note: “B” weighs nothing: it cannot change a result"));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (group), TRUE);
  ui_settle (GTK_WIDGET (desk.window));
  g_assert_nonnull (ui_find (group, ADW_TYPE_ACTION_ROW, "Note: “B” weighs nothing: it cannot change a result"));
  desk_close (&desk);
}

/* ---- without a method ---- */

static void
test_bare (void)
{
  static const char *const rows[] = { "competition|id=none|title=A competition|currency=GBP", NULL };
  Desk desk;

  desk_open (&desk, fixture_store (rows));
  g_assert_nonnull (ui_find (GTK_WIDGET (desk.panel), GTK_TYPE_LABEL, "A competition"));
  g_assert_nonnull (ui_find (GTK_WIDGET (desk.panel), GTK_TYPE_BUTTON, "0 lots 0 bidders, 0 bids"));
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (desk.matrix)), ==, 0);
  desk_close (&desk);
}

/* ---- first steps ---- */

typedef struct
{
  Desk *desk;
  const char *name;
} Step;

static gboolean
has_step (gpointer data)
{
  const Step *step = data;
  return ui_find (GTK_WIDGET (step->desk->panel), ADW_TYPE_ACTION_ROW, step->name) != NULL;
}

static void
add_row (Desk *desk, const char *noun, const char *const *values)
{
  g_autoptr (GError) error = NULL;
  LwCommand *command = lw_model_add (lw_document_get_sections (desk->document), noun, values, "tester", NULL, &error);

  g_assert_no_error (error);
  lw_document_edit (desk->document, command, NULL);
}

/* An empty competition says what to do first, and leads there; the last step makes room for what is shown of marks. */
static void
test_steps (void)
{
  static const char *const rows[] = { "competition|id=none|title=A competition|currency=GBP", NULL };
  static const char *const steps[] = { "Add lots", "Add criteria", "Add bidders", "Add bids" };
  static const char *const places[] = { "bids:lot", "criteria:", "bids:bidder", "bids:matrix" };
  Desk desk;
  GtkWidget *panel;

  desk_open (&desk, fixture_store (rows));
  panel = GTK_WIDGET (desk.panel);
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      GtkWidget *button = ui_find (panel, GTK_TYPE_BUTTON, steps[i]);
      g_assert_true (gtk_widget_get_mapped (button));
      g_assert_cmpint (gtk_widget_has_css_class (button, "suggested-action"), ==, i == 0);
      g_signal_emit_by_name (button, "clicked");
      g_assert_cmpstr (desk.went, ==, places[i]);
    }
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (desk.matrix)));
  add_row (&desk, "lot", (const char *const[]) { "id=L1", "title=North", NULL });
  g_assert_true (ui_wait (has_step, &(Step) { &desk, "Lots, done" }, 5000));
  g_assert_nonnull (ui_find (panel, ADW_TYPE_ACTION_ROW, "Bids, to do"));
  desk_close (&desk);

  desk_open (&desk, fixture_small_store (NULL));
  g_assert_false (gtk_widget_get_mapped (ui_find (GTK_WIDGET (desk.panel), GTK_TYPE_LIST_BOX, "First steps")));
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (desk.matrix)));
  desk_close (&desk);
}

/* ---- colours ---- */

/* Whatever a bid has of the points, its digits can be read: WCAG asks for 4.5, and mid-blue with 4.6 is no pleasure. */
static void
test_contrast (void)
{
  for (int dark = 0; dark < 2; dark++)
    for (int i = 0; i <= 100; i++)
      {
        LwColour fill, ink;

        lw_matrix_ranked_colours (i / 100.0, dark, &fill, &ink);
        g_assert_cmpfloat (lw_palette_contrast (fill, ink), >=, 6);
      }
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/overview/cells", test_cells);
  g_test_add_func ("/overview/matrix-keys", test_matrix_keys);
  g_test_add_func ("/overview/matrix-scrolls", test_matrix_scrolls);
  g_test_add_func ("/overview/cards", test_cards);
  g_test_add_func ("/overview/leaders", test_leaders);
  g_test_add_func ("/overview/common-text", test_common_text);
  g_test_add_func ("/overview/groups", test_groups);
  g_test_add_func ("/overview/attention", test_attention);
  g_test_add_func ("/overview/folding", test_folding);
  g_test_add_func ("/overview/bare", test_bare);
  g_test_add_func ("/overview/steps", test_steps);
  g_test_add_func ("/overview/contrast", test_contrast);
  return g_test_run ();
}
