/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-prices-panel.h"

#include "dialog/lw-dialogs.h"
#include "lw-evaluation-price-check.h"
#include "lw-evaluation-prices.h"
#include "lw-evaluation-reading.h"
#include "lw-prices-rows.h"

#include <string.h>

#include "base/lw-i18n.h"

#define STATE_GROUP "prices"

struct _LwPricesPanel
{
  LwPanel parent_instance;

  LwResults *results;
  LwMemoryRows *rows;
  LwTable *table;
  LwPricesBid *bid;
  LwPricesSealed *sealed;
  GtkWidget *chip;
  char *lot;        /* that is shown, or NULL */
  gboolean filling; /* the list of lots */

  GtkStack *pages;
  GtkBox *heading;
  GtkLabel *about;
  GtkDropDown *lots;
  GtkPaned *paned;
  AdwBin *table_bin, *bid_bin, *sealed_bin;
  AdwStatusPage *empty;
  GtkButton *first_step;
  LwEvaluationReading *reading;
};

G_DEFINE_FINAL_TYPE (LwPricesPanel, lw_prices_panel, LW_TYPE_PANEL)

static LwDocument *
document_of (LwPricesPanel *self)
{
  return lw_panel_get_document (LW_PANEL (self));
}

static LwFileState *
state_of (LwPricesPanel *self)
{
  return lw_document_get_state (document_of (self));
}

static const LwEvaluationMarks *
marks_of (LwPricesPanel *self)
{
  return self->results != NULL ? lw_results_get_marks (self->results) : NULL;
}

/* ---- a lot ---- */

static void
show_current (LwPricesPanel *self)
{
  g_autofree char *bidder = lw_table_get_current_key (self->table);

  lw_prices_bid_show (self->bid, self->lot, bidder);
}

/* The bid that was chosen stays; else the lowest. */
static void
choose_bid (LwPricesPanel *self)
{
  g_autofree char *current = lw_table_get_current_key (self->table);
  g_autofree char *first = current == NULL && lw_rows_get_n_rows (LW_ROWS (self->rows)) > 0
                               ? lw_rows_get_key (LW_ROWS (self->rows), 0) : NULL;

  if (first != NULL)
    lw_table_select_key (self->table, first);
  show_current (self);
}

static void
show_lot (LwPricesPanel *self)
{
  const LwEvaluationMarks *marks = marks_of (self);
  const int lot = marks == NULL || self->lot == NULL ? -1 : lw_evaluation_marks_find_lot (marks, self->lot, -1);
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = lot < 0 ? NULL : lw_store_reader (lw_document_get_store (document_of (self)), &error);

  if (lot < 0)
    return;
  if (reader == NULL
      || !lw_prices_rows_fill (self->rows, marks, lw_results_get_ranking (self->results, (guint) lot),
                               lw_reader_connection (reader), lw_document_get_currency (document_of (self)), &error))
    {
      lw_panel_toast (LW_PANEL (self), error->message);
      return;
    }
  choose_bid (self);
}

static void
set_lot (LwPricesPanel *self, const char *lot)
{
  const LwEvaluationMarks *marks = marks_of (self);
  const int index = marks == NULL || lot == NULL ? -1 : lw_evaluation_marks_find_lot (marks, lot, -1);
  const gboolean other = g_strcmp0 (self->lot, lot) != 0;

  if (index < 0)
    return;
  if (other)
    {
      g_free (self->lot);
      self->lot = g_strdup (lot);
      lw_file_state_set (state_of (self), STATE_GROUP, "lot", lot);
      lw_table_unselect_all (self->table);
    }
  self->filling = TRUE;
  gtk_drop_down_set_selected (self->lots, (guint) index);
  self->filling = FALSE;
  show_lot (self);
}

static void
on_lot (LwPricesPanel *self)
{
  const LwEvaluationMarks *marks = marks_of (self);
  const guint index = gtk_drop_down_get_selected (self->lots);

  if (!self->filling && marks != NULL && index < marks->n_lots)
    set_lot (self, marks->lots[index].id);
}

static void
fill_lots (LwPricesPanel *self, const LwEvaluationMarks *marks)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autofree char *left = lw_file_state_get (state_of (self), STATE_GROUP, "lot");
  g_autofree char *wanted = g_strdup (self->lot != NULL ? self->lot : left);

  for (guint lot = 0; lot < marks->n_lots; lot++)
    {
      g_autofree char *name = g_strdup_printf ("%s %s", marks->lots[lot].id, marks->lots[lot].title);
      gtk_string_list_append (names, name);
    }
  self->filling = TRUE;
  gtk_drop_down_set_model (self->lots, G_LIST_MODEL (names));
  gtk_drop_down_set_enable_search (self->lots, marks->n_lots > 20);
  self->filling = FALSE;
  if (wanted == NULL || lw_evaluation_marks_find_lot (marks, wanted, -1) < 0)
    {
      g_free (wanted);
      wanted = g_strdup (marks->lots[0].id);
    }
  set_lot (self, wanted);
}

/* ---- what there is to show ---- */

static void
show_page (LwPricesPanel *self, const char *page, const char *about)
{
  gtk_label_set_text (self->about, about);
  gtk_widget_set_visible (GTK_WIDGET (self->lots), strcmp (page, "content") == 0);
  gtk_stack_set_visible_child_name (self->pages, page);
}

static void
show_empty (LwPricesPanel *self, const char *why, const char *step, const char *place)
{
  lw_status_page_describe (self->empty, why);
  gtk_button_set_label (self->first_step, step);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->first_step), "s", place);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->first_step), "win.go-to");
  show_page (self, "empty", _("What bids cost, and what is done about it."));
}

static void
show_trust (LwPricesPanel *self)
{
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (document_of (self)), NULL);
  g_autofree char *trust = NULL;

  if (reader != NULL)
    (void) lw_connection_get_text (lw_reader_connection (reader), &trust, NULL,
                                   "SELECT coalesce ((SELECT trust FROM provenance WHERE subject = 'prices'),"
                                   " (SELECT trust FROM competition))", "");
  g_clear_pointer (&self->chip, gtk_widget_unparent);
  self->chip = lw_trust_chip_new (trust);
  gtk_box_append (self->heading, self->chip);
}

/* Since when, by whom and why prices are open; what the page is for where they were never sealed. */
static char *
about_prices (LwPricesPanel *self)
{
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (document_of (self)), NULL);
  g_autoptr (LwPriceOpening) opening = NULL;

  if (reader != NULL)
    (void) lw_evaluation_prices_opening (lw_reader_connection (reader), &opening, NULL);
  if (opening == NULL)
    return g_strdup (_("What each bid costs, by how much, and what is done about it. Prices are not sealed by the method."));
  return g_strdup_printf (_("Opened on %.10s by %s: %s. A figure now changes by a correction alone, and quality is locked."), opening->at,
                          opening->person, opening->reason != NULL ? opening->reason : "");
}

static void
show (LwPricesPanel *self)
{
  const LwEvaluationMarks *marks = marks_of (self);
  const GError *error = self->results != NULL ? lw_results_get_error (self->results) : NULL;
  g_autofree char *about = NULL;

  if (self->results != NULL && (lw_results_is_reading (self->results) || lw_results_was_cancelled (self->results)))
    {
      lw_evaluation_reading_set (self->reading, lw_results_is_reading (self->results));
      show_page (self, "reading", _("What bids cost, and what is done about it."));
    }
  else if (marks == NULL)
    show_empty (self, error != NULL ? error->message : _("There is no method of evaluation yet."), _("Set the method"), "criteria:");
  else if (marks->n_lots == 0 || marks->n_bids == 0)
    show_empty (self, _("Prices stand with the bids for a lot. There are no bids yet."), _("Add bids"), "bids:");
  else if (marks->sealed)
    {
      show_page (self, "sealed", _("What must be done before prices are opened."));
      lw_prices_sealed_update (self->sealed);
    }
  else
    {
      about = about_prices (self);
      show_page (self, "content", about);
      fill_lots (self, marks);
    }
  show_trust (self);
}

static void
on_updated (LwResults *results, GArray *lots, gboolean structure, LwPricesPanel *self)
{
  const LwEvaluationMarks *marks = marks_of (self);

  if (structure || marks == NULL)
    {
      show (self);
      return;
    }
  for (guint i = 0; i < lots->len; i++)
    if (marks->sealed || g_strcmp0 (marks->lots[g_array_index (lots, guint, i)].id, self->lot) == 0)
      {
        if (marks->sealed)
          lw_prices_sealed_update (self->sealed);
        else
          show_lot (self);
        return;
      }
}

/* What no mark is made of: steps, corrections, confirmations, roles. */
static void
on_changed (LwDocument *document, GPtrArray *changes, LwPricesPanel *self)
{
  static const char *const tables[] = { "evaluation_low_step",    "evaluation_correction", "evaluation_confirmation",
                                        "evaluation_publication", "evaluation_revision",   "evaluation_assignment",
                                        "evaluation_declaration", "person_role",           NULL };
  const LwEvaluationMarks *marks = marks_of (self);

  for (guint i = 0; marks != NULL && i < changes->len; i++)
    {
      const LwChange *change = changes->pdata[i];

      if (!g_strv_contains (tables, change->table))
        continue;
      if (marks->sealed)
        lw_prices_sealed_update (self->sealed);
      else
        show_lot (self);
      return;
    }
}

static void
on_person (LwPricesPanel *self)
{
  const LwEvaluationMarks *marks = marks_of (self);

  if (marks != NULL && marks->sealed)
    lw_prices_sealed_update (self->sealed);
  else if (marks != NULL)
    show_current (self);
}

static void
on_read_again (LwPricesPanel *self)
{
  lw_results_read_again (self->results);
}

/* ---- actions ---- */

static void
step_lot (LwPricesPanel *self, int by)
{
  const LwEvaluationMarks *marks = marks_of (self);
  const int lot = marks == NULL || self->lot == NULL ? -1 : lw_evaluation_marks_find_lot (marks, self->lot, -1);

  if (lot >= 0 && lot + by >= 0 && lot + by < (int) marks->n_lots)
    set_lot (self, marks->lots[lot + by].id);
}

static void
next_lot (LwPanel *panel)
{
  step_lot (LW_PRICES_PANEL (panel), 1);
}

static void
previous_lot (LwPanel *panel)
{
  step_lot (LW_PRICES_PANEL (panel), -1);
}

static void
open_prices (LwPanel *panel)
{
  LwPricesPanel *self = LW_PRICES_PANEL (panel);
  const LwEvaluationMarks *marks = marks_of (self);

  if (marks == NULL || !marks->sealed)
    lw_panel_toast (panel, _("Prices are open"));
  else if (lw_prices_sealed_ask (self->sealed) == NULL)
    lw_panel_toast (panel, _("Prices cannot be opened yet: the page says what is missing"));
}

static void
correct (LwPanel *panel)
{
  LwPricesPanel *self = LW_PRICES_PANEL (panel);

  if (strcmp (lw_prices_panel_get_page (self), "content") == 0 && lw_prices_bid_ask_correction (self->bid, NULL, 0) == NULL)
    lw_panel_toast (panel, _("This bid has no price that could be corrected here"));
}

static void
record_step (LwPanel *panel)
{
  LwPricesPanel *self = LW_PRICES_PANEL (panel);

  if (strcmp (lw_prices_panel_get_page (self), "content") == 0 && lw_prices_bid_ask_step (self->bid) == NULL)
    lw_panel_toast (panel, _("All steps of this bid are recorded"));
}

/* ---- the table's own ---- */

static void
on_table_state (LwTable *table, LwPricesPanel *self)
{
  g_autofree char *state = lw_table_get_state (table);

  lw_file_state_set (state_of (self), STATE_GROUP, "table", state);
}

static void
on_exported (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LwPricesPanel) self = data;
  g_autoptr (GError) error = NULL;

  if (!lw_table_export_csv_finish (LW_TABLE (source), result, &error))
    lw_dialog_error (lw_dialog_parent (GTK_WIDGET (self)), _("The prices were not exported"), error->message);
}

static void
on_export_file (GFile *file, gpointer self)
{
  lw_table_export_csv_async (LW_PRICES_PANEL (self)->table, file, NULL, on_exported, g_object_ref (self));
}

static void
on_export (LwTable *table, LwPricesPanel *self)
{
  g_autofree char *name = g_strdup_printf ("%s-prices.csv", self->lot != NULL ? self->lot : "lot");

  lw_dialog_save (GTK_WIDGET (self), _("Export prices"), name, &lw_file_kind_csv, on_export_file, self);
}

static void
on_position (LwPricesPanel *self)
{
  lw_file_state_set_int (state_of (self), STATE_GROUP, "position", gtk_paned_get_position (self->paned));
}

/* ---- places ---- */

static void
lw_prices_panel_go_to (LwPanel *panel, const char *place)
{
  LwPricesPanel *self = LW_PRICES_PANEL (panel);
  g_auto (GStrv) parts = lw_evaluation_place_split (place);

  if (strcmp (lw_prices_panel_get_page (self), "content") == 0)
    {
      if (parts[0] != NULL)
        set_lot (self, parts[0]);
      if (parts[0] != NULL && parts[1] != NULL)
        lw_table_select_key (self->table, parts[1]);
      show_current (self);
      gtk_widget_grab_focus (GTK_WIDGET (self->table));
    }
  else
    gtk_widget_child_focus (GTK_WIDGET (self->pages), GTK_DIR_TAB_FORWARD);
}

static char *
lw_prices_panel_get_place (LwPanel *panel)
{
  LwPricesPanel *self = LW_PRICES_PANEL (panel);
  g_autofree char *bidder = lw_table_get_current_key (self->table);

  return self->lot == NULL ? NULL : lw_results_place (self->lot, bidder, NULL);
}

/* ---- life ---- */

static void
make_table (LwPricesPanel *self)
{
  g_autofree char *state = lw_file_state_get (state_of (self), STATE_GROUP, "table");

  self->rows = lw_prices_rows_new ();
  self->table = lw_table_new (LW_ROWS (self->rows), _("Prices of the lot"));
  lw_table_set_state (self->table, state);
  adw_bin_set_child (self->table_bin, GTK_WIDGET (self->table));
  g_signal_connect_object (self->table, "selection-changed", G_CALLBACK (show_current), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->table, "state-changed", G_CALLBACK (on_table_state), self, 0);
  g_signal_connect_object (self->table, "export-requested", G_CALLBACK (on_export), self, 0);
}

static void
lw_prices_panel_constructed (GObject *object)
{
  LwPricesPanel *self = LW_PRICES_PANEL (object);
  LwDocument *document = document_of (self);

  G_OBJECT_CLASS (lw_prices_panel_parent_class)->constructed (object);
  lw_panel_add_action (LW_PANEL (self), "prices-open", open_prices);
  lw_panel_add_action (LW_PANEL (self), "prices-correct", correct);
  lw_panel_add_action (LW_PANEL (self), "prices-step", record_step);
  lw_panel_add_action (LW_PANEL (self), "prices-next-lot", next_lot);
  lw_panel_add_action (LW_PANEL (self), "prices-previous-lot", previous_lot);
  make_table (self);
  self->bid = LW_PRICES_BID (lw_prices_bid_new (document));
  adw_bin_set_child (self->bid_bin, GTK_WIDGET (self->bid));
  self->sealed = LW_PRICES_SEALED (lw_prices_sealed_new (document));
  adw_bin_set_child (self->sealed_bin, GTK_WIDGET (self->sealed));
  gtk_paned_set_position (self->paned, lw_file_state_get_int (state_of (self), STATE_GROUP, "position", 715));
  g_signal_connect_object (self->paned, "notify::position", G_CALLBACK (on_position), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->lots, "notify::selected", G_CALLBACK (on_lot), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "changed", G_CALLBACK (on_changed), self, G_CONNECT_AFTER);
  g_signal_connect_object (document, "notify::person", G_CALLBACK (on_person), self, G_CONNECT_SWAPPED);
  self->results = lw_results_of (document);
  if (self->results != NULL)
    {
      g_object_ref (self->results);
      g_signal_connect_object (self->results, "updated", G_CALLBACK (on_updated), self, 0);
    }
  show (self);
}

static void
lw_prices_panel_dispose (GObject *object)
{
  LwPricesPanel *self = LW_PRICES_PANEL (object);

  g_clear_object (&self->results);
  g_clear_object (&self->rows);
  g_clear_pointer (&self->lot, g_free);
  G_OBJECT_CLASS (lw_prices_panel_parent_class)->dispose (object);
}

static void
lw_prices_panel_class_init (LwPricesPanelClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->constructed = lw_prices_panel_constructed;
  G_OBJECT_CLASS (class)->dispose = lw_prices_panel_dispose;
  LW_PANEL_CLASS (class)->go_to = lw_prices_panel_go_to;
  LW_PANEL_CLASS (class)->get_place = lw_prices_panel_get_place;
  g_type_ensure (LW_TYPE_EVALUATION_READING);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/lotwise/plugins/evaluation/panel/lw-prices-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, LwPricesPanel, pages);
  gtk_widget_class_bind_template_child (widget_class, LwPricesPanel, heading);
  gtk_widget_class_bind_template_child (widget_class, LwPricesPanel, about);
  gtk_widget_class_bind_template_child (widget_class, LwPricesPanel, lots);
  gtk_widget_class_bind_template_child (widget_class, LwPricesPanel, paned);
  gtk_widget_class_bind_template_child (widget_class, LwPricesPanel, table_bin);
  gtk_widget_class_bind_template_child (widget_class, LwPricesPanel, bid_bin);
  gtk_widget_class_bind_template_child (widget_class, LwPricesPanel, sealed_bin);
  gtk_widget_class_bind_template_child (widget_class, LwPricesPanel, empty);
  gtk_widget_class_bind_template_child (widget_class, LwPricesPanel, first_step);
  gtk_widget_class_bind_template_child (widget_class, LwPricesPanel, reading);
  gtk_widget_class_bind_template_callback (widget_class, on_read_again);
}

static void
lw_prices_panel_init (LwPricesPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

LwTable *
lw_prices_panel_get_table (LwPricesPanel *self)
{
  return self->table;
}

LwPricesBid *
lw_prices_panel_get_bid (LwPricesPanel *self)
{
  return self->bid;
}

LwPricesSealed *
lw_prices_panel_get_sealed (LwPricesPanel *self)
{
  return self->sealed;
}

const char *
lw_prices_panel_get_page (LwPricesPanel *self)
{
  return gtk_stack_get_visible_child_name (self->pages);
}

/* ---- what the window knows of it ---- */

/* Bids whose price is abnormally low. */
static char *
badge (LwDocument *document, LwTone *tone)
{
  LwResults *results = lw_results_of (document);
  const LwEvaluationMarks *marks = results != NULL ? lw_results_get_marks (results) : NULL;
  guint n = 0;

  for (guint lot = 0; marks != NULL && lot < marks->n_lots; lot++)
    {
      g_auto (LwPriceList) list = { NULL, 0, 0 };

      lw_evaluation_price_list (marks, lot, &list);
      for (guint bid = marks->lots[lot].first_bid; bid < marks->lots[lot].first_bid + marks->lots[lot].n_bids; bid++)
        n += lw_evaluation_price_low (marks, &list, bid, NULL);
    }
  *tone = LW_TONE_ATTENTION;
  return n > 0 ? g_strdup_printf ("%u", n) : NULL;
}

static char *
place_of_finding (LwDocument *document, const LwFinding *finding)
{
  static const char *const ids[] = { "evaluation.price-abnormal", "evaluation.low-steps", "evaluation.costs-mixed", NULL };

  if (g_str_equal (finding->id, "evaluation.prices-sealed"))
    return g_strdup ("");
  return g_strv_contains (ids, finding->id) ? g_strdup (finding->where) : NULL;
}

/* "L01/B02/…": the bid is the place. */
static char *
place_of_row (LwDocument *document, const char *noun, const char *key)
{
  static const char *const nouns[] = { "cost", "correction", "low-step", "override", NULL };
  g_auto (GStrv) parts = lw_evaluation_place_split (key);

  if (g_str_equal (noun, "opening"))
    return g_strdup ("");
  return g_strv_contains (nouns, noun) && g_strv_length (parts) > 1 ? lw_results_place (parts[0], parts[1], NULL) : NULL;
}

static const LwPanelAction actions[] = {
  { "prices-open", N_ ("Open prices"), NULL },
  { "prices-correct", N_ ("Correct the price of a bid"), NULL },
  { "prices-step", N_ ("Record the next step about a low price"), NULL },
  { "prices-next-lot", N_ ("Next lot"), "<Alt>Down" },
  { "prices-previous-lot", N_ ("Previous lot"), "<Alt>Up" },
  { NULL },
};

const LwPanelInfo lw_prices_panel_info = {
  .id = "prices",
  .title = N_ ("Prices"),
  .icon = "view-list-symbolic",
  .group = N_ ("Evaluation"),
  .order = 327,
  .get_type = lw_prices_panel_get_type,
  .actions = actions,
  .guide = "prices",
  .badge = badge,
  .place_of_finding = place_of_finding,
  .place_of_row = place_of_row,
};
