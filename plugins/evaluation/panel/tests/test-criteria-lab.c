/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The panel Criteria before publication: the formula lab, help with weights, ties, templates. What it shows is what the
 * engine works out. */
#include "config.h"

#include "criteria-fixture.h"

#include "lw-criteria-edits.h"
#include "lw-criteria-lab-bids.h"
#include "lw-criteria-lab.h"
#include "lw-criteria-method.h"
#include "lw-criteria-panel-private.h"
#include "lw-criteria-share.h"
#include "lw-criteria-sheet.h"
#include "lw-criteria-template.h"
#include "lw-criteria-weights.h"
#include "lw-evaluation-template.h"
#include "lw-evaluation-weights.h"
#include "lw-evaluation.h"
#include "xml/lw-competition-xml.h"
#include "xml/lw-templates.h"

#include <string.h>

static GtkWidget *
sheet_of (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);
      if (LW_IS_CRITERIA_SHEET (window))
        return window;
    }
  return NULL;
}

static void
press (Desk *desk)
{
  g_assert_true (gtk_widget_is_sensitive (ui_find (sheet_of (), GTK_TYPE_BUTTON, "act")));
  g_signal_emit_by_name (ui_find (sheet_of (), GTK_TYPE_BUTTON, "act"), "clicked");
  settle (desk);
}

static const char *
text_of (GtkWidget *root, const char *name)
{
  GtkWidget *label = ui_find (root, GTK_TYPE_LABEL, name);

  g_assert_nonnull (label);
  return gtk_label_get_text (GTK_LABEL (label));
}

/* ---- the lab ---- */

/* Rank reversal of docs/methods.md: 60 for quality, 40 for price; A, B, C; then C leaves. */
static void
test_lab (void)
{
  Desk desk;
  desk_open (&desk, fixture_small_store (NULL));
  static const struct
  {
    const char *name, *all, *without;
  } cells[] = {
    { "trial-lowest-over-price-A", "64.00 (1)", "80.00 (2)" },        { "trial-lowest-over-price-B", "62.00 (2)", "82.00 (1)" },
    { "trial-standard-differential-A", "48.00 (2)", "78.00 (2)" },    { "trial-high-low-B", "55.333333… (2)", "82.00 (1)" },
    { "trial-mean-deviation-A", "53.454545… (3)", "63.555555… (2)" }, { "trial-fixed-range-B", "62.00 (1)", "62.00 (1)" },
  };

  act (&desk, "criteria-page-lab");
  GtkWidget *page = ui_find (desk.panel, LW_TYPE_CRITERIA_LAB, NULL);
  lw_criteria_field_type (find_field (page, "All points at the price"), "40");
  lw_criteria_field_type (find_field (page, "None at the price"), "120");
  lw_criteria_lab_update (LW_CRITERIA_LAB (page));
  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    g_assert_cmpstr (text_of (page, cells[i].name), ==, cells[i].all);
  g_assert_nonnull (ui_find (page, GTK_TYPE_LABEL, "without C: A and B change"));
  g_assert_nonnull (ui_find (page, GTK_TYPE_LABEL, "Left out: it needs rate"));

  gtk_check_button_set_active (GTK_CHECK_BUTTON (ui_find (page, GTK_TYPE_CHECK_BUTTON, "Bid 3 takes part")), FALSE);
  lw_criteria_lab_update (LW_CRITERIA_LAB (page));
  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    g_assert_cmpstr (text_of (page, cells[i].name), ==, cells[i].without);
  desk_close (&desk);
}

/* All cells are the engine's, for every formula and basis that has its terms. */
static void
test_lab_is_engine (void)
{
  Desk desk;
  desk_open (&desk, fixture_small_store (NULL));
  g_autoptr (GPtrArray) bids = lw_criteria_lab_bids_from_text ("A=80@100\tB=70@80\tC=30@40", "GBP");
  g_auto (LwLabTerms) terms;
  guint n = 0;

  lw_lab_terms_init (&terms);
  lw_rational_set_int (&terms.quality_weight, 60, 1);
  lw_rational_set_int (&terms.price_weight, 40, 1);
  terms.price = (LwPriceTerms){ 4000, 12000, { 2, 1 } };
  terms.basis.rate = 100;
  terms.basis.digits = 2;
  act (&desk, "criteria-page-lab");
  GtkWidget *page = ui_find (desk.panel, LW_TYPE_CRITERIA_LAB, NULL);
  lw_criteria_field_type (find_field (page, "All points at the price"), "40");
  lw_criteria_field_type (find_field (page, "None at the price"), "120");
  lw_criteria_field_type (find_field (page, "None, times the lowest"), "2");
  lw_criteria_field_type (find_field (page, "Worth of a mark"), "1");
  lw_criteria_lab_update (LW_CRITERIA_LAB (page));
  for (guint i = 0; i < lw_lab_n_methods (); i++)
    {
      const LwLabMethod method = lw_lab_method (i);
      g_autoptr (GArray) results = lw_lab_trial (&method, &terms, bids);

      for (guint b = 0; b < bids->len; b++, n++)
        {
          const LwLabResult *result = &g_array_index (results, LwLabResult, b);
          g_autofree char *name = g_strdup_printf ("trial-%s-%s", method.id, ((LwLabBid *) bids->pdata[b])->name);
          g_autofree char *figure = lw_lab_figure_text (&method, &result->figure);
          g_autofree char *expected = g_strdup_printf ("%s (%u%s)", figure, result->rank, result->tied ? "=" : "");
          g_assert_cmpstr (text_of (page, name), ==, expected);
        }
    }
  g_assert_cmpuint (n, ==, 30);
  desk_close (&desk);
}

/* A number that cannot be read changes nothing; the bids are kept beside the file, and a lot's can be taken. */
static void
test_lab_bids (void)
{
  Desk desk;
  desk_open (&desk, fixture_small_store (NULL));
  guint left_out;
  g_autoptr (GError) error = NULL;
  /* B2 on L1: 2 of 5 on 35 points, 4 of 5 on 25 -> 34 of 60 */
  g_autoptr (GPtrArray) of_lot = lw_criteria_lab_bids_of_lot (desk.document, "L1", 12, &left_out, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (of_lot->len, ==, 3);
  g_assert_cmpuint (left_out, ==, 0);
  assert_exact (&((LwLabBid *) of_lot->pdata[1])->quality, "170/3");
  act (&desk, "criteria-page-lab");
  GtkWidget *page = ui_find (desk.panel, LW_TYPE_CRITERIA_LAB, NULL);
  lw_criteria_lab_update (LW_CRITERIA_LAB (page));
  g_assert_cmpstr (text_of (page, "trial-lowest-over-price-A"), ==, "64.00 (1)");
  lw_criteria_field_type (find_field (page, "Price of bid 1"), "cheap");
  lw_criteria_lab_update (LW_CRITERIA_LAB (page));
  g_assert_cmpstr (text_of (page, "trial-lowest-over-price-A"), ==, "64.00 (1)");
  g_assert_nonnull (strstr (text_of (page, "lab-note"), "cannot be read"));
  lw_criteria_field_type (find_field (page, "Price of bid 1"), "80");
  g_assert_true (gtk_widget_activate_action (page, "lab.lot", "s", "L1"));
  lw_criteria_lab_update (LW_CRITERIA_LAB (page));
  assert_field (find_field (page, "Name of bid 2"), "B2");
  g_assert_cmpstr (text_of (page, "trial-lowest-over-price-B2"), ==, "74.00 (3)");
  g_autofree char *kept = lw_file_state_get (lw_document_get_state (desk.document), "criteria", "lab-bids");
  g_assert_true (g_str_has_prefix (kept, "B1=215/3@100.00\tB2=170/3@80.00"));
  /* sealed prices are for nobody's trial */
  fixture_run (desk.store, "UPDATE evaluation_method SET prices = 'sealed'");
  g_assert_null (lw_criteria_lab_bids_of_lot (desk.document, "L1", 12, &left_out, &error));
  g_assert_nonnull (strstr (error->message, "sealed"));
  desk_close (&desk);
}

/* ---- weights ---- */

static const char *const swings[] = {
  "competition|id=swings|title=Swings|currency=GBP",
  "evaluation_method|id=method|weights=points|whole=100|rounding=total|places=2|rule=half-up",
  "evaluation_scale|id=S5|title=0 to 5",
  "evaluation_scale_mark|scale=S5|value=0|label=None|position=1",
  "evaluation_scale_mark|scale=S5|value=5|label=All|position=2",
  "evaluation_criterion|id=1|title=Quality|kind=group|weight=75|position=1",
  "evaluation_criterion|id=1.1|parent=1|title=One|kind=scored|weight=18.75|scale=S5|scope=lot|position=2",
  "evaluation_criterion|id=1.2|parent=1|title=Two|kind=group|weight=18.75|position=3",
  "evaluation_criterion|id=1.2.1|parent=1.2|title=Half|kind=scored|weight=9.375|scale=S5|scope=lot|position=4",
  "evaluation_criterion|id=1.2.2|parent=1.2|title=Other half|kind=scored|weight=9.375|scale=S5|scope=lot|position=5",
  "evaluation_criterion|id=1.3|parent=1|title=Three|kind=scored|weight=18.75|scale=S5|scope=lot|position=6",
  "evaluation_criterion|id=1.4|parent=1|title=Four|kind=scored|weight=18.75|scale=S5|scope=lot|position=7",
  "evaluation_criterion|id=2|title=Price|kind=price|weight=25|formula=lowest-over-price|position=8",
  NULL,
};

static const char
    weights_now[] = "SELECT group_concat (weight, ' ') FROM (SELECT weight FROM evaluation_criterion ORDER BY position)";

/* Worked [V help.commercedecisions.com]: 27, 36, 30, 18 of 75 -> 18.24, 24.33, 20.27, 12.16. */
static void
test_swing (void)
{
  Desk desk;
  desk_open (&desk, fixture_store (swings));
  static const char *const names[] = { "Swing of 1.1 One", "Swing of 1.2 Two", "Swing of 1.3 Three", "Swing of 1.4 Four" };
  static const int scores[] = { 27, 36, 30, 18 };

  select_weight (&desk, "1.1");
  act (&desk, "criteria-weights-help");
  for (guint i = 0; i < 4; i++)
    gtk_spin_button_set_value (GTK_SPIN_BUTTON (ui_find (sheet_of (), GTK_TYPE_SPIN_BUTTON, names[i])), scores[i]);
  g_assert_cmpstr (text_of (sheet_of (), "weight-1.1"), ==, "18.24");
  g_assert_cmpstr (text_of (sheet_of (), "weight-1.2"), ==, "24.33");
  g_assert_cmpstr (text_of (sheet_of (), "weight-1.3"), ==, "20.27");
  g_assert_cmpstr (text_of (sheet_of (), "weight-1.4"), ==, "12.16");
  press (&desk);
  g_assert_null (sheet_of ());
  /* what is inside the group went with it, and adds up; one edit */
  assert_answer (&desk, weights_now, "75 18.24 24.33 12.16 12.17 20.27 12.16 25");
  lw_document_undo (desk.document);
  settle (&desk);
  assert_answer (&desk, weights_now, "75 18.75 18.75 9.375 9.375 18.75 18.75 25");
  desk_close (&desk);
}

/* Worked [D]: A twice B, B twice C, C twice A contradict each other: ratio 0.431, and the weights are equal. */
static void
test_pairs (void)
{
  Desk desk;
  desk_open (&desk, fixture_store (thirds));

  fixture_run (desk.store, "UPDATE evaluation_method SET whole = '99.99'");
  settle (&desk);
  select_weight (&desk, "1");
  act (&desk, "criteria-weights-help");
  gtk_stack_set_visible_child_name (
      GTK_STACK (gtk_widget_get_ancestor (ui_find (sheet_of (), GTK_TYPE_LABEL, "verdict"), GTK_TYPE_STACK)), "pairs");
  GtkDropDown *ab = GTK_DROP_DOWN (ui_find (sheet_of (), GTK_TYPE_DROP_DOWN, "How important 1 is beside 2"));
  GtkDropDown *bc = GTK_DROP_DOWN (ui_find (sheet_of (), GTK_TYPE_DROP_DOWN, "How important 2 is beside 3"));
  GtkDropDown *ac = GTK_DROP_DOWN (ui_find (sheet_of (), GTK_TYPE_DROP_DOWN, "How important 1 is beside 3"));
  gtk_drop_down_set_selected (ab, 7);
  gtk_drop_down_set_selected (bc, 7);
  gtk_drop_down_set_selected (ac, 9);
  g_assert_cmpstr (text_of (sheet_of (), "verdict"), ==,
                   "⚠ Consistency ratio 0.431, above 0.10: the comparisons contradict each other; look at them again.");
  g_assert_cmpstr (text_of (sheet_of (), "weight-1"), ==, "33.33");
  gtk_drop_down_set_selected (ac, 5); /* 4 times: they fit together, 4 : 2 : 1 */
  g_assert_cmpstr (text_of (sheet_of (), "verdict"), ==, "✓ Consistency ratio 0.000: the comparisons fit together (up to 0.10).");
  g_assert_cmpstr (text_of (sheet_of (), "weight-1"), ==, "57.14");
  g_assert_cmpstr (text_of (sheet_of (), "weight-2"), ==, "28.57");
  g_assert_cmpstr (text_of (sheet_of (), "weight-3"), ==, "14.28");
  gtk_window_destroy (GTK_WINDOW (sheet_of ()));
  desk_close (&desk);
}

/* Rounded at two places, with what is left given where the relative rise is least; never mending a wrong sum. */
static void
test_round (void)
{
  Desk desk;
  desk_open (&desk, fixture_store (swings));

  fixture_run (desk.store,
               "UPDATE evaluation_criterion SET weight = CASE id WHEN '1.1' THEN '18.2432' WHEN '1.2' THEN '24.3243'"
               " WHEN '1.3' THEN '20.2703' WHEN '1.4' THEN '12.1622' WHEN '1.2.1' THEN '12.1622' WHEN '1.2.2' THEN '12.1621'"
               " ELSE weight END");
  settle (&desk);
  act (&desk, "criteria-weights-round");
  g_assert_nonnull (ui_find (sheet_of (), GTK_TYPE_LABEL, "18.2432 → 18.24"));
  press (&desk);
  assert_answer (&desk, weights_now, "75 18.24 24.33 12.17 12.16 20.27 12.16 25");
  g_assert_cmpstr (lw_document_get_undo_name (desk.document), ==, "Round weights for publication");
  fixture_run (desk.store, "UPDATE evaluation_criterion SET weight = '18.249' WHERE id = '1.1'");
  settle (&desk);
  act (&desk, "criteria-weights-round");
  g_assert_null (sheet_of ());
  g_assert_nonnull (strstr (desk.toast, "the weights in 1 add up to 75.009, not to 75"));
  desk_close (&desk);
}

/* ---- the method ---- */

static void
test_ties (void)
{
  Desk desk;
  desk_open (&desk, fixture_small_store (NULL));
  static const char rules[] = "SELECT group_concat (rule || coalesce (':' || criterion, ''), ' ') FROM"
                              " (SELECT * FROM evaluation_tie_rule ORDER BY position)";

  act (&desk, "criteria-page-method");
  GtkWidget *ties = ui_find (desk.panel, g_type_from_name ("LwCriteriaTies"), NULL);
  for (guint kind = 0; kind < 4; kind++)
    {
      g_assert_true (gtk_widget_activate_action (ties, "ties.add", "u", kind));
      settle (&desk);
    }
  assert_answer (&desk, rules, "higher-quality criterion:1 lower-price drawn-lot");
  assert_answer (&desk, "SELECT length (seed) > 0 FROM evaluation_tie_rule WHERE rule = 'drawn-lot'", "1");
  g_signal_emit_by_name (ui_find (ties, GTK_TYPE_BUTTON, "Move rule up 3"), "clicked");
  settle (&desk);
  assert_answer (&desk, rules, "higher-quality lower-price criterion:1 drawn-lot");
  lw_document_undo (desk.document);
  settle (&desk);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (ui_find (ties, GTK_TYPE_DROP_DOWN, "Criterion that decides")), 1);
  settle (&desk);
  assert_answer (&desk, rules, "higher-quality criterion:1.1 lower-price drawn-lot");
  LwCriteriaField *seed = find_field (ties, "Seed of the draw");
  lw_criteria_field_type (seed, "2014-06-30");
  lw_criteria_field_commit (seed);
  g_signal_emit_by_name (ui_find (ties, GTK_TYPE_BUTTON, "Remove rule 1"), "clicked");
  settle (&desk);
  assert_answer (&desk, rules, "criterion:1.1 lower-price drawn-lot");
  assert_answer (&desk, "SELECT seed FROM evaluation_tie_rule WHERE rule = 'drawn-lot'", "2014-06-30");
  desk_close (&desk);
}

static void
test_basis (void)
{
  Desk desk;
  desk_open (&desk, fixture_small_store (NULL));
  static const char
      values[] = "SELECT coalesce (basis, '-') || ' ' || coalesce (rate, '-') || ' ' || coalesce (quality_weight, '-')"
                 " || ' ' || coalesce (price_weight, '-') || ' ' || coalesce (low_mean, '-') FROM evaluation_method";

  act (&desk, "criteria-page-method");
  GtkWidget *page = ui_find (desk.panel, LW_TYPE_CRITERIA_METHOD, NULL);
  AdwComboRow *basis = ADW_COMBO_ROW (ui_find (page, ADW_TYPE_COMBO_ROW, "Bids are ranked by"));
  adw_combo_row_set_selected (basis, LW_BASIS_WEIGHTED_VALUE_INDEX);
  settle (&desk);
  assert_answer (&desk, values, "weighted-value-index - 60 40 -");
  adw_combo_row_set_selected (basis, LW_BASIS_MONETISED_QUALITY);
  settle (&desk);
  assert_answer (&desk, values, "monetised-quality 100000 - - -");
  LwCriteriaField *rate = find_field (page, "Worth of a point of quality");
  lw_criteria_field_type (rate, "0");
  g_assert_false (lw_criteria_field_commit (rate));
  lw_criteria_field_type (rate, "250.50");
  g_assert_true (lw_criteria_field_commit (rate));
  LwCriteriaField *low = find_field (page, "Below the mean of the others by");
  lw_criteria_field_type (low, "1.5");
  g_assert_false (lw_criteria_field_commit (low));
  lw_criteria_field_type (low, "0.25");
  g_assert_true (lw_criteria_field_commit (low));
  settle (&desk);
  assert_answer (&desk, values, "monetised-quality 25050 - - 0.25");
  adw_combo_row_set_selected (basis, 0);
  settle (&desk);
  assert_answer (&desk, values, "- - - - 0.25");
  desk_close (&desk);
}

/* Prices are sealed and later costs discounted from here on, where the method says so. */
static void
test_prices (void)
{
  Desk desk;
  desk_open (&desk, fixture_small_store (NULL));
  static const char values[] = "SELECT coalesce (prices, '-') || ' ' || coalesce (discount, '-') FROM evaluation_method";

  act (&desk, "criteria-page-method");
  GtkWidget *page = ui_find (desk.panel, LW_TYPE_CRITERIA_METHOD, NULL);
  adw_combo_row_set_selected (ADW_COMBO_ROW (ui_find (page, ADW_TYPE_COMBO_ROW, "Prices are")), 1);
  lw_criteria_field_type (find_field (page, "Discount rate of a year"), "3.5");
  g_assert_false (lw_criteria_field_commit (find_field (page, "Discount rate of a year")));
  lw_criteria_field_type (find_field (page, "Discount rate of a year"), "0.035");
  lw_criteria_field_commit (find_field (page, "Discount rate of a year"));
  settle (&desk);
  assert_answer (&desk, values, "sealed 0.035");
  adw_combo_row_set_selected (ADW_COMBO_ROW (ui_find (page, ADW_TYPE_COMBO_ROW, "Prices are")), 0);
  lw_criteria_field_type (find_field (page, "Discount rate of a year"), "");
  lw_criteria_field_commit (find_field (page, "Discount rate of a year"));
  settle (&desk);
  assert_answer (&desk, values, "- -");
  desk_close (&desk);
}

/* A criterion goes with all that is on it, and comes back with it. */
static void
test_remove_all (void)
{
  Desk desk;
  static const char *const more[] = {
    "evaluation_note|lot=L1|bidder=B1|criterion=1.1|person=E1|text=Ask",
    "evaluation_query|lot=L1|bidder=B1|criterion=1.1|person=E1|text=Why",
    "evaluation_answer|lot=L1|bidder=B1|criterion=1.1|text=Because",
    "evaluation_tie_rule|position=1|rule=criterion|criterion=1.1",
    NULL,
  };
  static const char on_it[] = "SELECT (SELECT count (*) FROM evaluation_note) || (SELECT count (*) FROM evaluation_query)"
                              " || (SELECT count (*) FROM evaluation_answer) || (SELECT count (*) FROM evaluation_tie_rule)";
  desk_open (&desk, fixture_small_store (more));

  lw_document_edit (desk.document, lw_criteria_remove ("1", 0, "tester"), NULL);
  settle (&desk);
  assert_answer (&desk, "SELECT count (*) FROM evaluation_criterion WHERE id LIKE '1%'", "0");
  assert_answer (&desk, on_it, "0000");
  lw_document_undo (desk.document);
  settle (&desk);
  assert_answer (&desk, on_it, "1111");
  desk_close (&desk);
}

/* A scale of the library comes whole, as one edit. */
static void
test_library (void)
{
  Desk desk;
  desk_open (&desk, fixture_small_store (NULL));

  act (&desk, "criteria-page-scales");
  GtkWidget *page = ui_find (desk.panel, LW_TYPE_SCALE_PAGE, NULL);
  g_assert_true (gtk_widget_activate_action (page, "scales.library", "u", 3));
  settle (&desk);
  assert_answer (&desk,
                 "SELECT group_concat (value, ' ') FROM (SELECT value FROM evaluation_scale_mark WHERE scale = 'S2'"
                 " ORDER BY position)",
                 "0 25 50 75 100");
  g_assert_cmpstr (lw_scale_page_get_selected (LW_SCALE_PAGE (page)), ==, "S2");
  lw_document_undo (desk.document);
  settle (&desk);
  assert_answer (&desk, "SELECT count (*) FROM evaluation_scale", "1");
  desk_close (&desk);
}

/* ---- templates ---- */

static const char *const bare[] = { "competition|id=bare|title=Bare|currency=GBP", NULL };

static void
test_template (void)
{
  Desk desk;
  desk_open (&desk, fixture_small_store ((const char *const[]){ "evaluation_tie_rule|position=1|rule=lower-price", NULL }));
  static const char
      method[] = "SELECT (SELECT group_concat (id || title || coalesce (weight, '-')) FROM"
                 " (SELECT * FROM evaluation_criterion ORDER BY position)) || (SELECT rule FROM evaluation_tie_rule)";
  g_autofree char *kept = ask (&desk, method);
  g_autoptr (GError) error = NULL;

  act (&desk, "criteria-template-save");
  gtk_editable_set_text (GTK_EDITABLE (ui_find (sheet_of (), GTK_TYPE_ENTRY, "Name of the template")), "Our usual method");
  press (&desk);
  g_assert_null (sheet_of ());
  /* the same name is not written over unless that is said */
  act (&desk, "criteria-template-save");
  gtk_editable_set_text (GTK_EDITABLE (ui_find (sheet_of (), GTK_TYPE_ENTRY, "Name of the template")), "Our usual method");
  press (&desk);
  g_assert_nonnull (strstr (text_of (sheet_of (), "wrong"), "there is a template our-usual-method already"));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (ui_find (sheet_of (), GTK_TYPE_CHECK_BUTTON, NULL)), TRUE);
  press (&desk);
  g_assert_null (sheet_of ());
  desk_close (&desk);

  /* it is a competition of its own, without bids or marks */
  g_autoptr (LwTemplate) template = lw_templates_find ("Our usual method", &error);
  g_assert_no_error (error);
  g_assert_true (template->own);
  g_autofree char *xml = NULL;
  gsize length;
  g_assert_true (g_file_get_contents (template->path, &xml, &length, &error));
  LwHost *host = make_host ();
  g_assert_true (lw_competition_check (xml, length, lw_host_get_sections (host), &error));
  lw_host_free (host);
  g_assert_null (strstr (xml, "<bid"));
  g_assert_null (strstr (xml, "<mark "));
  g_assert_null (strstr (xml, "person"));

  /* the empty panel offers it beside the others */
  desk_open (&desk, fixture_store (bare));
  GtkWidget *row = gtk_widget_get_ancestor (ui_find (desk.panel, GTK_TYPE_LABEL, "Our usual method"), ADW_TYPE_ACTION_ROW);
  g_assert_nonnull (ui_find (row, GTK_TYPE_BUTTON, "Remove the template Our usual method"));
  adw_action_row_activate (ADW_ACTION_ROW (row));
  settle (&desk);
  assert_answer (&desk, method, kept);
  assert_answer (&desk, "SELECT count (*) FROM provenance WHERE subject = 'criteria'",
                 "0"); /* it states nothing, so nothing is stated */
  desk_close (&desk);

  g_assert_true (lw_template_remove ("our-usual-method", &error));
  g_assert_false (lw_template_remove ("quality-and-price", &error));
  g_assert_nonnull (strstr (error->message, "came with the program"));
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  adw_init ();
  g_test_add_func ("/criteria/lab/rank-reversal", test_lab);
  g_test_add_func ("/criteria/lab/table-is-the-engines", test_lab_is_engine);
  g_test_add_func ("/criteria/lab/bids", test_lab_bids);
  g_test_add_func ("/criteria/weights/swing", test_swing);
  g_test_add_func ("/criteria/weights/pairs", test_pairs);
  g_test_add_func ("/criteria/weights/round", test_round);
  g_test_add_func ("/criteria/set-up/ties", test_ties);
  g_test_add_func ("/criteria/set-up/basis", test_basis);
  g_test_add_func ("/criteria/set-up/removed-with-all-that-is-on-it", test_remove_all);
  g_test_add_func ("/criteria/set-up/prices", test_prices);
  g_test_add_func ("/criteria/set-up/scale-library", test_library);
  g_test_add_func ("/criteria/set-up/template-begins-another-competition", test_template);
  return g_test_run ();
}
