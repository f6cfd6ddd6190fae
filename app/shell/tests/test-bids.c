/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The Bids panel: its matrix, its figures, and edits through its widgets. */
#include "panels-fixture.h"

#include "panels/lw-bids-detail.h"
#include "panels/lw-bids-edit.h"
#include "panels/lw-bids-form.h"
#include "panels/lw-bids-grid.h"
#include "panels/lw-bids-matrix-page.h"
#include "panels/lw-bids-matrix.h"
#include "panels/lw-bids-panel.h"
#include "panels/lw-bids-part.h"
#include "panels/lw-bids-view.h"
#include "panels/lw-bids-words.h"
#include "panels/lw-csv-export.h"

#include "base/lw-error.h"

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture_open (fixture, "bids");
}

static void
set_up_document (Fixture *fixture, gconstpointer data)
{
  fixture_open (fixture, NULL);
}

/* Criteria, but neither lots nor bidders. */
static void
set_up_template (Fixture *fixture, gconstpointer data)
{
  fixture_open_file (fixture, LW_SOURCE_DIR "/data/templates/several-lots.xml", "bids");
}

static LwBidsGrid *
grid_of (Fixture *fixture)
{
  return find (fixture, LW_TYPE_BIDS_GRID, NULL);
}

static const LwBidCell *
cell_at (Fixture *fixture, const char *lot, const char *bidder)
{
  const LwBidMatrix *matrix = lw_bids_grid_get_matrix (grid_of (fixture));
  guint row, column;

  g_assert_true (lw_bid_matrix_find (matrix, lot, bidder, &row, &column));
  return lw_bid_matrix_cell (matrix, row, column);
}

/* ---- figures ---- */

/* In full, with thousands apart; the locale of the tests has no sign for that. What a spreadsheet gets has none. */
static void
test_money (Fixture *fixture, gconstpointer data)
{
  LwRows *rows;
  guint handle;
  int column;

  lw_panel_go_to (fixture->panel, "bid");
  rows = lw_table_get_rows (lw_bids_view_get_table (find (fixture, LW_TYPE_BIDS_VIEW, NULL)));
  column = lw_rows_find_column (rows, "price");
  g_assert_true (lw_rows_find_key (rows, "L01/B01", &handle));
  g_autofree char *shown = lw_rows_get_text (rows, handle, (guint) column), *raw = lw_rows_get_raw (rows, handle, (guint) column);
  g_assert_cmpstr (shown, ==, "£20,924,000.00");
  g_assert_cmpstr (raw, ==, "20924000.00");
}

static void
test_short_money (void)
{
  static const struct
  {
    gint64 minor;
    const char *currency;
    const char *expected;
  } cases[] = {
    { 0, "GBP", "£0" },
    { 49, "GBP", "£0" },
    { 50, "GBP", "£1" },
    { 95000, "GBP", "£950" },
    { 99949, "GBP", "£999" },
    { 99950, "GBP", "£1.0k" },
    { 840000000, "GBP", "£8.4m" },
    { 844999999, "GBP", "£8.4m" },
    { 845000000, "GBP", "£8.5m" },
    { 2092400000, "GBP", "£20.9m" },
    { 9994999999, "GBP", "£99.9m" },
    { 9995000000, "GBP", "£100m" },
    { 99949999999, "GBP", "£999m" },
    { 99950000000, "GBP", "£1.0bn" },
    { -840000000, "GBP", "-£8.4m" },
    { 8400000, "JPY", "¥8.4m" },
    { 8400000000, "KWD", "KWD\302\2408.4m" },
    { G_MAXINT64, "GBP", "£92234tr" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = lw_bids_short_money (cases[i].minor, cases[i].currency);
      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

static void
check_typed (Fixture *fixture, const char *noun, const char *name, const char *typed, const char *value, const char *message)
{
  const LwEntity *entity = lw_bids_find_entity (fixture->document, noun);
  const LwField *field = &entity->fields[lw_bids_find_field (entity, name)];
  g_autoptr (GError) error = NULL;
  g_autofree char *found = lw_bids_from_typed (fixture->document, entity, field, typed, &error);

  g_assert_cmpstr (found, ==, value);
  if (message == NULL)
    {
      g_assert_no_error (error);
      return;
    }
  g_assert_nonnull (error);
  if (strstr (error->message, message) == NULL)
    g_error ("expected a message with “%s”, found “%s”", message, error->message);
}

static void
test_typed (Fixture *fixture, gconstpointer data)
{
  check_typed (fixture, "bid", "price", "8400000", "8400000", NULL);
  check_typed (fixture, "bid", "price", " 8400000.50 ", "8400000.50", NULL);
  check_typed (fixture, "bid", "price", "", "", NULL);
  check_typed (fixture, "bid", "price", "8.400.000", NULL, "Price: expected an amount in GBP");
  check_typed (fixture, "bid", "price", "8.125", NULL, "at most 2 decimal places");
  check_typed (fixture, "bid", "price", "-1", NULL, "not negative");
  check_typed (fixture, "member", "share", "12.5", "1250", NULL);
  check_typed (fixture, "member", "share", "100", "10000", NULL);
  check_typed (fixture, "member", "share", "0.01", "1", NULL);
  check_typed (fixture, "member", "share", "100.01", NULL, "from 0 to 100");
  check_typed (fixture, "member", "share", "12.555", NULL, "two decimal places");
  check_typed (fixture, "member", "share", "a half", NULL, "percentage");
  check_typed (fixture, "bidder", "name", " ", NULL, "Name: this cannot be empty");
  check_typed (fixture, "bidder", "id", "B 04", NULL, "Identifier");
  check_typed (fixture, "area", "population", "-5", NULL, "whole number");
}

/* ---- the matrix ---- */

static void
test_matrix (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwBidMatrix) matrix = lw_bid_matrix_load (fixture->document, &error);
  guint n = 0, row, column;

  g_assert_no_error (error);
  g_assert_cmpuint (matrix->lots->len, ==, 16);
  g_assert_cmpuint (matrix->bidders->len, ==, 30);
  for (guint i = 0; i < 16; i++)
    n += lw_bid_matrix_lot (matrix, i)->n_bids;
  g_assert_cmpuint (n, ==, 83); /* 84, of which one is withdrawn */
  n = 0;
  for (guint i = 0; i < 30; i++)
    n += lw_bid_matrix_bidder (matrix, i)->n_bids;
  g_assert_cmpuint (n, ==, 83);
  g_assert_true (lw_bid_matrix_find (matrix, "L01", "B01", &row, &column));
  g_assert_cmpstr (lw_bid_matrix_cell (matrix, row, column)->price, ==, "£20.9m");
  g_assert_cmpint (lw_bid_matrix_cell (matrix, row, column)->status, ==, LW_BID_SUBMITTED);

  /* a name of a bidder leaves all lots, that of a lot all bidders, and neither leaves nothing */
  g_assert_true (lw_bid_matrix_filter (matrix, "MTC novo"));
  g_assert_cmpuint (matrix->rows->len, ==, 1);
  g_assert_cmpuint (matrix->columns->len, ==, 16);
  g_assert_true (lw_bid_matrix_filter (matrix, "london"));
  g_assert_cmpuint (matrix->rows->len, ==, 30);
  g_assert_cmpuint (matrix->columns->len, ==, 1);
  g_assert_false (lw_bid_matrix_find (matrix, "L01", "B01", &row, &column));
  g_assert_false (lw_bid_matrix_filter (matrix, "nowhere"));
  g_assert_true (lw_bid_matrix_filter (matrix, ""));
  g_assert_cmpuint (matrix->columns->len, ==, 16);
}

static void
test_keys (Fixture *fixture, gconstpointer data)
{
  LwBidsGrid *grid = grid_of (fixture);
  const char *lot, *bidder;
  g_autofree char *text = NULL;

  lw_panel_go_to (fixture->panel, "L12/B04");
  g_assert_true (lw_bids_grid_get_current (grid, &lot, &bidder));
  g_assert_cmpstr (lot, ==, "L12");
  g_assert_cmpstr (bidder, ==, "B04");
  text = lw_bids_grid_describe (grid);
  g_assert_nonnull (strstr (text, "B04 MTCnovo for L12 London: £63,960,000.00, submitted"));
  g_assert_true (ui_key (GTK_WIDGET (grid), GDK_KEY_Left, 0));
  g_assert_true (ui_key (GTK_WIDGET (grid), GDK_KEY_Down, 0));
  lw_bids_grid_get_current (grid, &lot, &bidder);
  g_assert_cmpstr (lot, ==, "L11");
  g_assert_cmpstr (bidder, ==, "B05");
  g_assert_true (ui_key (GTK_WIDGET (grid), GDK_KEY_Home, GDK_CONTROL_MASK));
  lw_bids_grid_get_current (grid, &lot, &bidder);
  g_assert_cmpstr (lot, ==, "L01");
  g_assert_cmpstr (bidder, ==, "B01");
  g_assert_true (ui_key (GTK_WIDGET (grid), GDK_KEY_End, GDK_CONTROL_MASK));
  lw_bids_grid_get_current (grid, &lot, &bidder);
  g_assert_cmpstr (lot, ==, "L16");
}

/* ---- edits ---- */

static LwBidsField *
field_in (GtkWidget *root, const char *name)
{
  LwBidsForm *form = LW_BIDS_FORM (ui_find (root, LW_TYPE_BIDS_FORM, NULL));
  LwBidsField *field = lw_bids_form_get_field (form, name);

  g_assert_nonnull (field);
  return field;
}

static void
test_bid (Fixture *fixture, gconstpointer data)
{
  LwBidsGrid *grid = grid_of (fixture);
  GtkWidget *detail;
  LwBidsField *price;

  /* Enter on an empty cell asks for the bid, and says what is wrong with the price */
  lw_panel_go_to (fixture->panel, "L01/B07");
  g_assert_null (cell_at (fixture, "L01", "B07"));
  g_assert_true (ui_key (GTK_WIDGET (grid), GDK_KEY_Return, 0));
  price = field_in (GTK_WIDGET (grid), "price");
  lw_bids_field_set_typed (price, "8,4m");
  g_assert_nonnull (strstr (lw_bids_field_get_error (price), "expected an amount in GBP"));
  lw_bids_form_submit (LW_BIDS_FORM (ui_find (GTK_WIDGET (grid), LW_TYPE_BIDS_FORM, NULL)));
  g_assert_cmpint (query_int (fixture, "SELECT count(*) FROM bid WHERE lot = 'L01' AND bidder = 'B07'"), ==, 0);
  lw_bids_field_set_typed (price, "8400000");
  g_assert_null (lw_bids_field_get_error (price));
  lw_bids_form_submit (LW_BIDS_FORM (ui_find (GTK_WIDGET (grid), LW_TYPE_BIDS_FORM, NULL)));
  wait_for (fixture, "SELECT price FROM bid WHERE lot = 'L01' AND bidder = 'B07'", 840000000);
  g_assert_cmpstr (cell_at (fixture, "L01", "B07")->price, ==, "£8.4m");

  /* Enter on a bid opens its details, where the price is changed */
  lw_panel_go_to (fixture->panel, "L01/B07");
  g_assert_true (ui_key (GTK_WIDGET (grid), GDK_KEY_Return, 0));
  detail = find (fixture, LW_TYPE_BIDS_DETAIL, NULL);
  g_assert_true (gtk_widget_get_mapped (detail));
  g_assert_cmpstr (lw_bids_detail_get_key (LW_BIDS_DETAIL (detail)), ==, "L01/B07");
  price = field_in (detail, "price");
  lw_bids_field_set_typed (price, "9000000.00");
  lw_bids_field_commit (price);
  wait_for (fixture, "SELECT price FROM bid WHERE lot = 'L01' AND bidder = 'B07'", 900000000);
  lw_bids_field_set_typed (field_in (detail, "status"), "excluded");
  wait_for (fixture, "SELECT count(*) FROM bid WHERE lot = 'L01' AND bidder = 'B07' AND status = 'excluded'", 1);
  g_assert_cmpstr (cell_at (fixture, "L01", "B07")->spoken, ==, "£9,000,000.00, excluded");

  /* Delete removes what nobody has marked without asking */
  lw_panel_go_to (fixture->panel, "L01/B07");
  g_assert_true (ui_key (GTK_WIDGET (grid), GDK_KEY_Delete, 0));
  wait_for (fixture, "SELECT count(*) FROM bid WHERE lot = 'L01' AND bidder = 'B07'", 0);
  g_assert_null (cell_at (fixture, "L01", "B07"));
  lw_document_undo (fixture->document);
  wait_for (fixture, "SELECT count(*) FROM bid WHERE lot = 'L01' AND bidder = 'B07'", 1);
  g_assert_nonnull (cell_at (fixture, "L01", "B07"));
}

static AdwMessageDialog *
open_question (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (ADW_IS_MESSAGE_DIALOG (l->data))
      return l->data;
  return NULL;
}

static void
test_marked_bid (Fixture *fixture, gconstpointer data)
{
  const gint64 marks = lw_bids_count_marks (fixture->document, "L12", "B04");
  AdwMessageDialog *question;

  g_assert_cmpint (marks, >, 0);
  lw_panel_go_to (fixture->panel, "L12/B04");
  ui_key (GTK_WIDGET (grid_of (fixture)), GDK_KEY_Delete, 0);
  question = open_question ();
  g_assert_nonnull (question);
  g_assert_nonnull (strstr (adw_message_dialog_get_body (question), "marks"));
  adw_message_dialog_response (question, "no");
  gtk_window_destroy (GTK_WINDOW (question));
  g_assert_cmpint (query_int (fixture, "SELECT count(*) FROM bid WHERE lot = 'L12' AND bidder = 'B04'"), ==, 1);

  ui_key (GTK_WIDGET (grid_of (fixture)), GDK_KEY_Delete, 0);
  question = open_question ();
  adw_message_dialog_response (question, "yes");
  gtk_window_destroy (GTK_WINDOW (question));
  wait_for (fixture, "SELECT count(*) FROM bid WHERE lot = 'L12' AND bidder = 'B04'", 0);
  g_assert_cmpint (query_int (fixture, "SELECT count(*) FROM evaluation_mark WHERE lot = 'L12' AND bidder = 'B04'"), ==, 0);
  /* the bidder has another bid: the marks common to its lots stay */
  g_assert_cmpint (query_int (fixture, "SELECT count(*) FROM evaluation_mark WHERE lot = '' AND bidder = 'B04'"), >, 0);
  {
    g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
    g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (fixture->document), NULL);
    g_assert_true (lw_model_check_rows (lw_reader_connection (reader), lw_document_get_sections (fixture->document), problems,
                                        NULL, NULL));
    g_assert_cmpuint (problems->len, ==, 0);
  }
  lw_document_undo (fixture->document);
  wait_for (fixture, "SELECT count(*) FROM bid WHERE lot = 'L12' AND bidder = 'B04'", 1);
  g_assert_cmpint (lw_bids_count_marks (fixture->document, "L12", "B04"), ==, marks);
}

static gboolean
add_step (LwTransaction *transaction, gpointer data, GError **error)
{
  return lw_connection_run (lw_transaction_connection (transaction), error,
                            "INSERT INTO evaluation_low_step (lot, bidder, step, at, person, text)"
                            " VALUES ('L12', 'B04', 'why', '2026-01-05T00:00:00Z', 'lead', 'Low')",
                            "");
}

/* What a guard keeps does not go with the bid, and then nothing does. */
static void
test_bid_with_a_record (Fixture *fixture, gconstpointer data)
{
  const gint64 marks = lw_bids_count_marks (fixture->document, "L12", "B04");
  g_autoptr (LwCommand) step = lw_command_new ("Step", "lead", NULL, add_step, NULL, NULL);
  g_autoptr (LwCommand) removal = lw_bids_remove_command (fixture->document, "L12", "B04");
  g_autoptr (GError) error = NULL;

  lw_store_run (lw_document_get_store (fixture->document), step, NULL, &error);
  g_assert_no_error (error);
  lw_store_run (lw_document_get_store (fixture->document), removal, NULL, &error);
  g_assert_error (error, LW_ERROR, LW_ERROR_LOCKED);
  g_assert_nonnull (strstr (error->message, "low-step L12/B04/why"));
  g_assert_cmpint (lw_bids_count_marks (fixture->document, "L12", "B04"), ==, marks + 1);
}

static void
test_bidder (Fixture *fixture, gconstpointer data)
{
  LwBidsDetail *detail;
  LwBidsPart *members;
  g_autofree char *before = NULL, *after = NULL;
  const char *const preset[] = { "bidder=B07", NULL };
  LwBidsForm *form;

  lw_panel_go_to (fixture->panel, "bidder/B07");
  detail = find (fixture, LW_TYPE_BIDS_DETAIL, NULL);
  g_assert_cmpstr (lw_bids_detail_get_noun (detail), ==, "bidder");
  g_assert_cmpstr (lw_bids_detail_get_key (detail), ==, "B07");
  members = LW_BIDS_PART (ui_find (GTK_WIDGET (detail), LW_TYPE_BIDS_PART, NULL));
  before = lw_bids_part_to_text (members);
  g_assert_null (strstr (before, "Amey"));

  /* a new member with a share */
  form = g_object_ref_sink (lw_bids_form_new_add (fixture->document, "member", preset));
  lw_bids_field_set_typed (lw_bids_form_get_field (form, "organisation"), "amey");
  lw_bids_field_set_typed (lw_bids_form_get_field (form, "role"), "partner");
  lw_bids_field_set_typed (lw_bids_form_get_field (form, "share"), "140");
  lw_bids_form_submit (form);
  g_assert_nonnull (lw_bids_field_get_error (lw_bids_form_get_field (form, "share")));
  lw_bids_field_set_typed (lw_bids_form_get_field (form, "share"), "12.5");
  lw_bids_form_submit (form);
  wait_for (fixture, "SELECT share FROM bidder_member WHERE bidder = 'B07' AND organisation = 'amey'", 1250);
  g_object_unref (form);
  after = lw_bids_part_to_text (members);
  g_assert_nonnull (strstr (after, "Amey: partner · 12.5\302\240%"));

  /* its name, in the details */
  lw_bids_field_set_typed (field_in (GTK_WIDGET (detail), "name"), "Seetec and Amey");
  lw_bids_field_commit (field_in (GTK_WIDGET (detail), "name"));
  wait_for (fixture, "SELECT count(*) FROM bidder WHERE name = 'Seetec and Amey'", 1);
}

static void
test_table (Fixture *fixture, gconstpointer data)
{
  LwBidsView *view;
  LwTable *table;
  LwRows *rows;
  GtkWidget *entry;
  guint place;
  g_autofree char *trust = NULL, *value = NULL, *raw = NULL, *count = NULL;

  lw_panel_go_to (fixture->panel, "lot/L12");
  view = find (fixture, LW_TYPE_BIDS_VIEW, NULL);
  table = lw_bids_view_get_table (view);
  rows = lw_table_get_rows (table);
  g_assert_true (lw_rows_find_key (rows, "L12", &place));
  trust = lw_rows_get_text (rows, place, (guint) lw_rows_find_column (rows, "trust"));
  value = lw_rows_get_text (rows, place, (guint) lw_rows_find_column (rows, "value"));
  raw = lw_rows_get_raw (rows, place, (guint) lw_rows_find_column (rows, "value"));
  g_assert_cmpstr (trust, ==, "reconstructed");
  g_assert_true (g_str_has_prefix (value, "£"));
  g_assert_null (strpbrk (raw, "£,"));

  /* in place, by Enter */
  g_assert_true (lw_table_edit (table, "L12", "value"));
  entry = ui_find (GTK_WIDGET (table), GTK_TYPE_ENTRY, NULL);
  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), "70000000");
  g_assert_true (ui_key (entry, GDK_KEY_Return, 0));
  wait_for (fixture, "SELECT value FROM lot WHERE id = 'L12'", 7000000000);
  lw_table_set_filter (table, "London");
  lw_rows_wait (rows);
  count = lw_table_get_count_text (table);
  g_assert_cmpstr (count, ==, "1 of 16");
}

static void
test_person (Fixture *fixture, gconstpointer data)
{
  GtkWidget *box;

  lw_panel_go_to (fixture->panel, "person/E02");
  box = find (fixture, GTK_TYPE_CHECK_BUTTON, "observer");
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (box)));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (box), TRUE);
  wait_for (fixture, "SELECT count(*) FROM person_role WHERE person = 'E02' AND role = 'observer'", 1);
  lw_document_undo (fixture->document);
  wait_for (fixture, "SELECT count(*) FROM person_role WHERE person = 'E02' AND role = 'observer'", 0);
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (box)));
}

/* ---- places and names ---- */

static void
test_places (Fixture *fixture, gconstpointer data)
{
  static const char *const cases[][3] = {
    { "bid", "L12/B04", "L12/B04" },           { "bidder", "B04", "bidder/B04" },
    { "member", "B04/amey", "bidder/B04" },    { "organisation", "amey", "organisation/amey" },
    { "registration", "amey/x", "organisation/amey" }, { "lot", "L12", "lot/L12" },
    { "lot-area", "L12/x", "lot/L12" },        { "area", "bedfordshire", "lot/L10" },
    { "person", "E02", "person/E02" },         { "role", "E02/lead", "person/E02" },
    { "mark", "L12/B04/2.1/E02", NULL },
  };
  static const char *const places[] = { "L12/B04", "bid/L12/B04", "bidder/B04", "organisation/amey", "lot/L12", "person/E02" };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *place = lw_panels_find (fixture->panels, "bids")->place_of_row (fixture->document, cases[i][0], cases[i][1]);
      g_assert_cmpstr (place, ==, cases[i][2]);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *place = NULL;
      lw_panel_go_to (fixture->panel, places[i]);
      place = lw_panel_get_place (fixture->panel);
      g_assert_cmpstr (place, ==, places[i]);
    }
}

static void
test_names (Fixture *fixture, gconstpointer data)
{
  LwBidsGrid *grid = grid_of (fixture);
  GtkWidget *cell = gtk_widget_get_first_child (GTK_WIDGET (grid));
  g_autofree char *spoken = NULL;

  lw_panel_go_to (fixture->panel, "L12/B04");
  spoken = lw_bids_grid_describe (grid);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (grid), GTK_ACCESSIBLE_ROLE_GRID);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (grid), GTK_ACCESSIBLE_PROPERTY_LABEL, "Bids by bidder and lot");
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_ROLE_GRID_CELL);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken);
  gtk_test_accessible_assert_property (find (fixture, GTK_TYPE_SEARCH_ENTRY, NULL), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Filter what is shown");
  g_action_group_activate_action (G_ACTION_GROUP (lw_panel_get_actions (fixture->panel)), "bids-details", NULL);
  gtk_test_accessible_assert_property (find (fixture, GTK_TYPE_ENTRY, "price"), GTK_ACCESSIBLE_PROPERTY_LABEL, "Price (GBP)");
}

/* What is said to be wrong makes the form higher: its popover grows with it, and cuts nothing off. */
static void
test_popover_grows (Fixture *fixture, gconstpointer data)
{
  GtkWidget *popover, *form;
  int before, needed;

  lw_panel_go_to (fixture->panel, "L01/B03");
  lw_bids_grid_select (grid_of (fixture), "L01", "B03");
  lw_bids_matrix_page_add_here (find (fixture, LW_TYPE_BIDS_MATRIX_PAGE, NULL));
  ui_settle (GTK_WIDGET (fixture->window));
  popover = ui_find (GTK_WIDGET (grid_of (fixture)), GTK_TYPE_POPOVER, NULL);
  form = gtk_popover_get_child (GTK_POPOVER (popover));
  before = gtk_widget_get_height (form);
  lw_bids_field_set_typed (lw_bids_form_get_field (LW_BIDS_FORM (form), "price"), "abc");
  ui_settle (GTK_WIDGET (fixture->window));
  gtk_widget_measure (form, GTK_ORIENTATION_VERTICAL, gtk_widget_get_width (form), &needed, NULL, NULL, NULL);
  g_assert_cmpint (needed, >, before);
  g_assert_cmpint (gtk_widget_get_height (form), >=, needed);
  g_assert_cmpint (gtk_widget_get_height (popover), >, needed);
  gtk_popover_popdown (GTK_POPOVER (popover));
}

/* ---- CSV ---- */

static void
on_said (LwDocument *document, const char *text, char **said)
{
  g_free (*said);
  *said = g_strdup (text);
}

static void
on_failed (LwDocument *document, const char *what, const GError *error, char **said)
{
  on_said (document, what, said);
}

static gboolean
is_said (gpointer said)
{
  return *(char **) said != NULL;
}

static GtkWindow *
error_dialog (void)
{
  GListModel *all = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (all, i);
      if (ADW_IS_MESSAGE_DIALOG (window))
        return window;
    }
  return NULL;
}

static gboolean
has_error (gpointer unused)
{
  return error_dialog () != NULL;
}

/* It is said that the file is there; that it cannot be, in a dialog of the window; and where the window went meanwhile,
 * the document tells whoever listens. */
static void
test_csv (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "out.csv", NULL), *text = NULL, *said = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path), none = g_file_new_for_path ("/nowhere/at/all.csv");
  g_autoptr (LwTable) table = NULL;

  lw_panel_go_to (fixture->panel, "bid");
  table = g_object_ref (lw_bids_view_get_table (find (fixture, LW_TYPE_BIDS_VIEW, NULL)));
  g_signal_connect (fixture->document, "done", G_CALLBACK (on_said), &said);
  g_signal_connect (fixture->document, "failed", G_CALLBACK (on_failed), &said);
  lw_csv_export_to (table, fixture->document, file);
  g_assert_true (lw_document_is_busy (fixture->document));
  g_assert_true (ui_wait (is_said, &said, WAIT_MS));
  g_assert_cmpstr (said, ==, "Exported as out.csv");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, ",20924000.00,"));
  g_assert_cmpint (g_remove (path), ==, 0);

  lw_csv_export_to (table, fixture->document, none);
  g_assert_true (ui_wait (has_error, NULL, WAIT_MS));
  g_assert_true (gtk_window_get_transient_for (error_dialog ()) == fixture->window);
  gtk_window_destroy (error_dialog ());

  g_clear_pointer (&said, g_free);
  lw_csv_export_to (table, fixture->document, none);
  adw_window_set_content (ADW_WINDOW (fixture->window), NULL);
  fixture->panel = NULL;
  g_assert_true (ui_wait (is_said, &said, WAIT_MS));
  g_assert_cmpstr (said, ==, "The table was not exported");
  g_assert_null (error_dialog ());
}

/* ---- nothing to choose from ---- */

static void
on_go_to (GSimpleAction *action, GVariant *place, gpointer went)
{
  g_free (*(char **) went);
  *(char **) went = g_variant_dup_string (place, NULL);
}

/* Where there is no lot yet a bid cannot name one: the form says so and leads to the lots. */
static void
test_nothing_to_name (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) go_to = g_simple_action_new ("go-to", G_VARIANT_TYPE_STRING);
  g_autofree char *went = NULL;
  GtkWidget *form;

  g_signal_connect (go_to, "activate", G_CALLBACK (on_go_to), &went);
  g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (go_to));
  gtk_widget_insert_action_group (GTK_WIDGET (fixture->window), "win", G_ACTION_GROUP (actions));
  form = GTK_WIDGET (lw_bids_form_new_add (fixture->document, "bid", NULL));
  adw_window_set_content (ADW_WINDOW (fixture->window), form);
  g_assert_null (lw_bids_form_get_field (LW_BIDS_FORM (form), "lot"));
  g_assert_nonnull (ui_find (form, GTK_TYPE_LABEL, "A new bid names a lot, and there is none yet. Add that first."));
  lw_bids_form_focus (LW_BIDS_FORM (form));
  g_signal_emit_by_name (find (fixture, GTK_TYPE_BUTTON, "Go to lots"), "clicked");
  g_assert_cmpstr (went, ==, "bids:lot");
  /* What names nothing can be added. */
  form = GTK_WIDGET (lw_bids_form_new_add (fixture->document, "lot", NULL));
  adw_window_set_content (ADW_WINDOW (fixture->window), form);
  g_assert_nonnull (lw_bids_form_get_field (LW_BIDS_FORM (form), "title"));
  fixture->panel = NULL;
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  adw_init ();
  g_test_add_func ("/bids/short-money", test_short_money);
  g_test_add ("/bids/money", Fixture, NULL, set_up, test_money, fixture_close);
  g_test_add ("/bids/popover-grows", Fixture, NULL, set_up, test_popover_grows, fixture_close);
  g_test_add ("/bids/csv", Fixture, NULL, set_up, test_csv, fixture_close);
  g_test_add ("/bids/nothing-to-name", Fixture, NULL, set_up_template, test_nothing_to_name, fixture_close);
  g_test_add ("/bids/typed", Fixture, NULL, set_up_document, test_typed, fixture_close);
  g_test_add ("/bids/matrix", Fixture, NULL, set_up_document, test_matrix, fixture_close);
  g_test_add ("/bids/keys", Fixture, NULL, set_up, test_keys, fixture_close);
  g_test_add ("/bids/bid", Fixture, NULL, set_up, test_bid, fixture_close);
  g_test_add ("/bids/marked-bid", Fixture, NULL, set_up, test_marked_bid, fixture_close);
  g_test_add ("/bids/bid-with-a-record", Fixture, NULL, set_up_document, test_bid_with_a_record, fixture_close);
  g_test_add ("/bids/bidder", Fixture, NULL, set_up, test_bidder, fixture_close);
  g_test_add ("/bids/table", Fixture, NULL, set_up, test_table, fixture_close);
  g_test_add ("/bids/person", Fixture, NULL, set_up, test_person, fixture_close);
  g_test_add ("/bids/places", Fixture, NULL, set_up, test_places, fixture_close);
  g_test_add ("/bids/names", Fixture, NULL, set_up, test_names, fixture_close);
  return g_test_run ();
}
