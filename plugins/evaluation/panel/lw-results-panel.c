/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-results-panel.h"

#include "lw-evaluation-reading.h"
#include "lw-results-proof.h"
#include "lw-results-provisional.h"
#include "lw-evaluation-text.h"
#include "base/lw-i18n.h"

struct _LwResultsPanel
{
  LwPanel parent_instance;

  LwResults *results;
  LwResultsLots *lots;
  LwResultsLotView *lot_view;
  LwDerivation *derivation; /* made when first asked for; the inspector shows it */
  GtkWidget *chip, *chip_of;

  GtkStack *pages;
  GtkWidget *content;
  AdwStatusPage *empty;
  LwEvaluationReading *reading;
  GtkButton *first_step;
  GtkBox *head, *heading; /* all of it; the first line, where the chip goes */
  GtkToggleButton *as_chart, *as_table;
  GtkPaned *paned;
  GtkScrolledWindow *lots_bin;
  AdwBin *lot_bin;
};

G_DEFINE_FINAL_TYPE (LwResultsPanel, lw_results_panel, LW_TYPE_PANEL)

static LwFileState *
state_of (LwResultsPanel *self)
{
  return lw_document_get_state (lw_panel_get_document (LW_PANEL (self)));
}

/* ---- why ---- */

static void
on_copied (LwDerivation *derivation, LwResultsPanel *self)
{
  lw_panel_toast (LW_PANEL (self), _("Derivation copied"));
}

static void
show_why (LwResultsPanel *self, const char *bidder, const char *criterion, gboolean open)
{
  const char *lot = lw_results_lots_get_selected (self->lots);

  if (lot == NULL)
    return;
  if (self->derivation == NULL)
    {
      self->derivation = LW_DERIVATION (g_object_ref_sink (lw_derivation_new (lw_panel_get_document (LW_PANEL (self)))));
      g_signal_connect_object (self->derivation, "copied", G_CALLBACK (on_copied), self, 0);
    }
  lw_panel_inspect (LW_PANEL (self), _("Why this number?"), GTK_WIDGET (self->derivation), open);
  lw_derivation_show (self->derivation, lot, bidder, criterion);
}

static void
on_why (LwResultsLotView *view, const char *bidder, const char *criterion, LwResultsPanel *self)
{
  show_why (self, bidder, criterion, TRUE);
}

/* ---- what is shown ---- */

/* Id of who is first in @lot, or NULL. */
static const char *
first_of (LwResultsPanel *self, const char *id)
{
  const LwEvaluationMarks *marks = self->results != NULL ? lw_results_get_marks (self->results) : NULL;
  const int lot = marks == NULL || id == NULL ? -1 : lw_evaluation_marks_find_lot (marks, id, -1);
  const LwLotRanking *ranking = lot < 0 ? NULL : lw_results_get_ranking (self->results, lot);

  if (ranking == NULL || ranking->n_results == 0)
    return NULL;
  return marks->bidders[marks->bids[ranking->results[0].bid].bidder].id;
}

/* The inspector goes on to who is first there. */
static void
choose_lot (LwResultsPanel *self, const char *lot)
{
  const char *first = first_of (self, lot);

  lw_results_lot_view_show (self->lot_view, lot);
  lw_file_state_set (state_of (self), "results", "lot", lot);
  if (self->derivation != NULL && first != NULL)
    show_why (self, first, NULL, FALSE);
}

static void
on_lot_selected (LwResultsLots *lots, const char *lot, LwResultsPanel *self)
{
  choose_lot (self, lot);
}

/* What is said of all the figures, beside the title. */
static void
show_trust (LwResultsPanel *self)
{
  const LwEvaluationTrust *trust = lw_results_get_trust (self->results);
  const char *word = trust == NULL ? NULL : trust->illustrative != NULL ? "illustrative" : trust->marks;

  g_clear_pointer (&self->chip, gtk_widget_unparent);
  g_clear_pointer (&self->chip_of, gtk_widget_unparent);
  if (word == NULL)
    return;
  self->chip = lw_trust_chip_new (word);
  gtk_box_append (self->heading, self->chip);
  if (trust->illustrative == NULL)
    return;
  self->chip_of = gtk_label_new (trust->illustrative);
  gtk_label_set_ellipsize (GTK_LABEL (self->chip_of), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->chip_of, "dim-label");
  gtk_box_append (self->heading, self->chip_of);
}

static void
show_empty (LwResultsPanel *self, const char *why, const char *step, const char *place)
{
  lw_status_page_describe (self->empty, why);
  gtk_button_set_label (self->first_step, step);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->first_step), "s", place);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->first_step), "win.go-to");
  gtk_stack_set_visible_child (self->pages, GTK_WIDGET (self->empty));
}

/* The lot that is chosen stays; else the one that was remembered, else the first. */
static void
ensure_lot (LwResultsPanel *self, const LwEvaluationMarks *marks)
{
  g_autofree char *left = lw_file_state_get (state_of (self), "results", "lot");

  if (lw_results_lots_get_selected (self->lots) == NULL
      && (left == NULL || !lw_results_lots_select (self->lots, left)))
    lw_results_lots_select (self->lots, marks->lots[0].id);
  lw_results_lot_view_show (self->lot_view, lw_results_lots_get_selected (self->lots));
}

static void
on_read_again (LwResultsPanel *self)
{
  lw_results_read_again (self->results);
}

static void
show_reading (LwResultsPanel *self)
{
  lw_evaluation_reading_set (self->reading, lw_results_is_reading (self->results));
  gtk_stack_set_visible_child (self->pages, GTK_WIDGET (self->reading));
}

static void
show (LwResultsPanel *self)
{
  const LwEvaluationMarks *marks = self->results != NULL ? lw_results_get_marks (self->results) : NULL;
  const GError *error = self->results != NULL ? lw_results_get_error (self->results) : NULL;

  if (self->results != NULL && (lw_results_is_reading (self->results) || lw_results_was_cancelled (self->results)))
    show_reading (self);
  else if (marks == NULL)
    show_empty (self, error != NULL ? error->message : _("There is no method of evaluation yet."), _("Set the method"),
                "criteria:");
  else if (marks->n_lots == 0)
    show_empty (self, _("Each lot has a ranking of its bids. There are no lots yet."), _("Add lots"), "bids:");
  else if (marks->sealed)
    show_empty (self, _("Prices have not been opened yet, and nothing is ranked before. The page Prices says what is missing."),
                _("See what is missing"), "prices:");
  else if (marks->n_bids == 0)
    show_empty (self, _("Bids are ranked by their marks and prices. There are no bids yet."), _("Add bids"), "bids:");
  else
    {
      ensure_lot (self, marks);
      show_trust (self);
      gtk_stack_set_visible_child (self->pages, self->content);
    }
}

static void
on_updated (LwResults *results, GArray *lots, gboolean structure, LwResultsPanel *self)
{
  if (structure)
    show (self);
}

/* ---- actions ---- */

static void
next_lot (LwPanel *panel)
{
  lw_results_lots_move (LW_RESULTS_PANEL (panel)->lots, 1);
}

static void
previous_lot (LwPanel *panel)
{
  lw_results_lots_move (LW_RESULTS_PANEL (panel)->lots, -1);
}

/* Of the number that the keyboard is at; else of who leads. */
static void
why (LwPanel *panel)
{
  LwResultsPanel *self = LW_RESULTS_PANEL (panel);
  const char *first = first_of (self, lw_results_lots_get_selected (self->lots));
  g_autofree char *bidder = NULL, *criterion = NULL;

  if (first == NULL)
    return;
  if (lw_results_lot_view_get_current (self->lot_view, &bidder, &criterion))
    show_why (self, bidder, criterion, TRUE);
  else
    show_why (self, first, NULL, TRUE);
}

static void
as_table (LwPanel *panel)
{
  LwResultsPanel *self = LW_RESULTS_PANEL (panel);
  const gboolean table = !lw_results_lot_view_get_table (self->lot_view);

  gtk_toggle_button_set_active (table ? self->as_table : self->as_chart, TRUE);
}

static void
on_as_table (LwResultsPanel *self)
{
  const gboolean table = gtk_toggle_button_get_active (self->as_table);

  lw_results_lot_view_set_table (self->lot_view, table);
  lw_file_state_set_int (state_of (self), "results", "as-table", table);
}

static void
on_position (LwResultsPanel *self)
{
  lw_file_state_set_int (state_of (self), "results", "position", gtk_paned_get_position (self->paned));
}

/* ---- places ---- */

static void
lw_results_panel_go_to (LwPanel *panel, const char *place)
{
  LwResultsPanel *self = LW_RESULTS_PANEL (panel);
  const LwEvaluationMarks *marks = self->results != NULL ? lw_results_get_marks (self->results) : NULL;
  g_auto (GStrv) parts = lw_evaluation_place_split (place);
  const int lot = marks == NULL || parts[0] == NULL ? -1 : lw_evaluation_marks_find_lot (marks, parts[0], -1);
  const int bidder = lot < 0 || parts[1] == NULL ? -1 : lw_evaluation_marks_find_bidder (marks, parts[1], -1);

  if (lot < 0 || !lw_results_lots_select (self->lots, parts[0]))
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->lots));
      return;
    }
  choose_lot (self, parts[0]);
  if (bidder < 0 || lw_evaluation_marks_find_bid (marks, lot, bidder) < 0)
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->lots));
      return;
    }
  lw_results_lot_view_mark (self->lot_view, parts[1], parts[2]);
  gtk_widget_grab_focus (lw_results_lot_view_get_table (self->lot_view)
                             ? GTK_WIDGET (lw_results_lot_view_get_ranking (self->lot_view))
                             : GTK_WIDGET (lw_results_lot_view_get_bars (self->lot_view)));
  show_why (self, parts[1], parts[2], TRUE);
}

/* A derivation that nobody sees is no place: else the inspector would open by itself with the file. */
static char *
lw_results_panel_get_place (LwPanel *panel)
{
  LwResultsPanel *self = LW_RESULTS_PANEL (panel);
  const char *lot = lw_results_lots_get_selected (self->lots);
  char *place = NULL;

  if (self->derivation != NULL && gtk_widget_get_mapped (GTK_WIDGET (self->derivation)))
    place = lw_derivation_get_place (self->derivation);
  return place != NULL || lot == NULL ? place : lw_results_place (lot, NULL, NULL);
}

/* ---- life ---- */

/* Where nobody has moved the line between: room for the names, but most of it is for the charts. */
static int
lots_width (LwResultsPanel *self)
{
  return MIN (lw_evaluation_text_width (GTK_WIDGET (self), 38), 420);
}

static void
lw_results_panel_constructed (GObject *object)
{
  LwResultsPanel *self = LW_RESULTS_PANEL (object);
  LwDocument *document = lw_panel_get_document (LW_PANEL (self));

  G_OBJECT_CLASS (lw_results_panel_parent_class)->constructed (object);
  lw_panel_add_action (LW_PANEL (self), "results-next-lot", next_lot);
  lw_panel_add_action (LW_PANEL (self), "results-previous-lot", previous_lot);
  lw_panel_add_action (LW_PANEL (self), "results-why", why);
  lw_panel_add_action (LW_PANEL (self), "results-table", as_table);
  lw_panel_add_action (LW_PANEL (self), "results-proof", lw_results_export_proof);
  self->lots = LW_RESULTS_LOTS (lw_results_lots_new (document));
  gtk_scrolled_window_set_child (self->lots_bin, GTK_WIDGET (self->lots));
  gtk_box_append (self->head, lw_provisional_new (document));
  g_signal_connect_object (self->lots, "lot-selected", G_CALLBACK (on_lot_selected), self, 0);
  self->lot_view = LW_RESULTS_LOT_VIEW (lw_results_lot_view_new (document));
  adw_bin_set_child (self->lot_bin, GTK_WIDGET (self->lot_view));
  g_signal_connect_object (self->lot_view, "why", G_CALLBACK (on_why), self, 0);
  gtk_toggle_button_set_active (lw_file_state_get_int (state_of (self), "results", "as-table", 0) ? self->as_table
                                                                                               : self->as_chart,
                                TRUE);
  lw_results_lot_view_set_table (self->lot_view, gtk_toggle_button_get_active (self->as_table));
  gtk_paned_set_position (self->paned, lw_file_state_get_int (state_of (self), "results", "position", lots_width (self)));
  g_signal_connect_object (self->as_table, "toggled", G_CALLBACK (on_as_table), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->paned, "notify::position", G_CALLBACK (on_position), self, G_CONNECT_SWAPPED);
  self->results = lw_results_of (document);
  if (self->results != NULL)
    {
      g_object_ref (self->results);
      g_signal_connect_object (self->results, "updated", G_CALLBACK (on_updated), self, 0);
    }
  show (self);
}

static void
lw_results_panel_dispose (GObject *object)
{
  LwResultsPanel *self = LW_RESULTS_PANEL (object);

  g_clear_object (&self->derivation);
  g_clear_object (&self->results);
  G_OBJECT_CLASS (lw_results_panel_parent_class)->dispose (object);
}

static void
lw_results_panel_class_init (LwResultsPanelClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->constructed = lw_results_panel_constructed;
  G_OBJECT_CLASS (class)->dispose = lw_results_panel_dispose;
  LW_PANEL_CLASS (class)->go_to = lw_results_panel_go_to;
  LW_PANEL_CLASS (class)->get_place = lw_results_panel_get_place;
  g_type_ensure (LW_TYPE_EVALUATION_READING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/lotwise/plugins/evaluation/panel/lw-results-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, LwResultsPanel, pages);
  gtk_widget_class_bind_template_child (widget_class, LwResultsPanel, content);
  gtk_widget_class_bind_template_child (widget_class, LwResultsPanel, empty);
  gtk_widget_class_bind_template_child (widget_class, LwResultsPanel, reading);
  gtk_widget_class_bind_template_child (widget_class, LwResultsPanel, first_step);
  gtk_widget_class_bind_template_child (widget_class, LwResultsPanel, head);
  gtk_widget_class_bind_template_child (widget_class, LwResultsPanel, heading);
  gtk_widget_class_bind_template_child (widget_class, LwResultsPanel, as_chart);
  gtk_widget_class_bind_template_child (widget_class, LwResultsPanel, as_table);
  gtk_widget_class_bind_template_child (widget_class, LwResultsPanel, paned);
  gtk_widget_class_bind_template_child (widget_class, LwResultsPanel, lots_bin);
  gtk_widget_class_bind_template_child (widget_class, LwResultsPanel, lot_bin);
  gtk_widget_class_bind_template_callback (widget_class, on_read_again);
}

static void
lw_results_panel_init (LwResultsPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

LwResultsLots *
lw_results_panel_get_lots (LwResultsPanel *self)
{
  return self->lots;
}

LwResultsLotView *
lw_results_panel_get_lot_view (LwResultsPanel *self)
{
  return self->lot_view;
}

LwDerivation *
lw_results_panel_get_derivation (LwResultsPanel *self)
{
  return self->derivation;
}

/* ---- what the window knows of it ---- */

/* Lots whose first place is shared. */
static char *
badge (LwDocument *document, LwTone *tone)
{
  LwResults *results = lw_results_of (document);
  const LwEvaluationMarks *marks = results != NULL ? lw_results_get_marks (results) : NULL;
  guint n = 0;

  for (guint lot = 0; marks != NULL && lot < marks->n_lots; lot++)
    {
      LwResultsLead lead;

      lw_results_lead (lw_results_get_ranking (results, lot), &lead);
      n += lead.n_tied > 0;
    }
  *tone = LW_TONE_ATTENTION;
  return n > 0 ? g_strdup_printf ("%u", n) : NULL;
}

static char *
place_of_finding (LwDocument *document, const LwFinding *finding)
{
  if (!g_str_equal (finding->id, "evaluation.tie"))
    return NULL;
  return lw_results_place (finding->where, NULL, NULL);
}

/* The key of a bid is its place. */
static char *
place_of_row (LwDocument *document, const char *noun, const char *key)
{
  return g_str_equal (noun, "bid") ? g_strdup (key) : NULL;
}

static const LwPanelAction actions[] = {
  { "results-next-lot", N_("Next lot"), "<Alt>Down" },
  { "results-previous-lot", N_("Previous lot"), "<Alt>Up" },
  { "results-why", N_("Why this number?"), "<Alt>Return" },
  { "results-table", N_("Show the lot as a table or as charts"), "<Control>t" },
  { "results-proof", N_("Export proof…"), NULL },
  { NULL },
};

const LwPanelInfo lw_results_panel_info = {
  .id = "results",
  .title = N_("Results"),
  .icon = "view-sort-descending-symbolic",
  .group = N_("Evaluation"),
  .order = 330,
  .get_type = lw_results_panel_get_type,
  .actions = actions,
  .guide = "results",
  .badge = badge,
  .place_of_finding = place_of_finding,
  .place_of_row = place_of_row,
};
