/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-safety-panel.h"

#include "lw-evaluation-text.h"
#include "lw-results-data.h"
#include "lw-results-provisional.h"
#include "lw-safety-charts.h"
#include "lw-safety-findings.h"
#include "lw-safety-lots.h"
#include "panels/lw-csv-export.h"

#include <string.h>

#include "base/lw-i18n.h"

struct _LwSafetyPanel
{
  LwPanel parent_instance;

  LwSafety *safety;
  LwResults *results; /* or NULL: the file could not be read */
  LwSafetyLots *lots;
  LwSafetyLotView *lot_view;
  LwTable *table;
  LwMemoryRows *rows;
  GtkWidget *chip;
  gboolean wants_focus; /* the keyboard comes to the lots once there are any */

  GtkStack *pages, *views;
  GtkWidget *content, *working, *banner, *again, *cancel;
  AdwStatusPage *empty;
  GtkButton *first_step;
  GtkBox *head, *heading; /* all of it; the first line, where the chip goes */
  GtkSpinner *spinner;
  GtkLabel *banner_text;
  GtkToggleButton *by_lot, *as_table;
  GtkPaned *paned;
  GtkScrolledWindow *lots_bin;
  AdwBin *lot_bin, *table_bin;
};

G_DEFINE_FINAL_TYPE (LwSafetyPanel, lw_safety_panel, LW_TYPE_PANEL)

static LwFileState *
state_of (LwSafetyPanel *self)
{
  return lw_document_get_state (lw_panel_get_document (LW_PANEL (self)));
}

/* ---- the lots ---- */

static const char *
selected_lot (LwSafetyPanel *self)
{
  return lw_safety_lots_get_selected (self->lots);
}

static void
show_lots (LwSafetyPanel *self, const LwSafetyReport *report)
{
  g_autofree char *left = lw_file_state_get (state_of (self), "safety", "lot");

  lw_safety_lots_update (self->lots, report, left);
  lw_safety_lot_view_show (self->lot_view, selected_lot (self));
}

static void
on_lot (LwSafetyLots *lots, const char *lot, LwSafetyPanel *self)
{
  lw_safety_lot_view_show (self->lot_view, lot);
  lw_file_state_set (state_of (self), "safety", "lot", lot);
}

/* Once what is shown can have it. */
static void
take_focus (LwSafetyPanel *self)
{
  const gboolean table = gtk_toggle_button_get_active (self->as_table);

  if (!self->wants_focus || !gtk_widget_get_mapped (self->content) || (selected_lot (self) == NULL && !table))
    return;
  self->wants_focus = FALSE;
  gtk_widget_grab_focus (table ? GTK_WIDGET (self->table) : GTK_WIDGET (self->lots));
}

/* ---- what is shown ---- */

static void
show_empty (LwSafetyPanel *self, const char *title, const char *why, const char *step, const char *place)
{
  adw_status_page_set_title (self->empty, title);
  lw_status_page_describe (self->empty, why);
  gtk_button_set_label (self->first_step, step);
  /* Target and name never stand against each other, not for a moment. */
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->first_step), NULL);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (self->first_step), place != NULL ? g_variant_new_string (place) : NULL);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->first_step), place != NULL ? "win.go-to" : "panel.safety-run");
  gtk_stack_set_visible_child (self->pages, GTK_WIDGET (self->empty));
}

/* Why there is nothing to ask; FALSE where there is something. */
static gboolean
show_nothing (LwSafetyPanel *self)
{
  const LwEvaluationMarks *marks = self->results != NULL ? lw_results_get_marks (self->results) : NULL;
  LwResultsProgress progress = { 0 };

  if (self->results != NULL && lw_results_is_reading (self->results))
    return FALSE;
  if (marks == NULL)
    {
      show_empty (self, _("Nothing to ask yet"), _("There is no method of evaluation yet."), _("Set the method"), "criteria:");
      return TRUE;
    }
  if (marks->sealed)
    {
      show_empty (self, _("The prices are sealed"), _("There is no result to ask about until the prices are opened."), _("Open the prices"), "prices:");
      return TRUE;
    }
  if (marks->n_bids == 0)
    {
      show_empty (self, _("Nothing to ask yet"), _("This page asks of each lot what could be held against its result. There are no bids yet."),
                  _("Add bids"), "bids:");
      return TRUE;
    }
  lw_results_get_progress (self->results, &progress);
  if (progress.given > 0 || progress.due == 0)
    return FALSE;
  show_empty (self, _("Nothing to ask yet"), _("This page asks of each lot what could be held against its result. No marks have been given yet."),
              _("Give marks"), "marking:");
  return TRUE;
}

static void
show_banner (LwSafetyPanel *self)
{
  const gboolean running = lw_safety_is_running (self->safety), stale = lw_safety_is_stale (self->safety);

  gtk_label_set_text (self->banner_text, running ? _("Asking again…") : _("Out of date: the file has changed since this was worked out."));
  gtk_widget_set_visible (self->again, !running);
  gtk_widget_set_visible (self->cancel, running);
  gtk_widget_set_visible (self->banner, running || stale);
}

static void
show_chip (LwSafetyPanel *self)
{
  const LwEvaluationTrust *trust = self->results != NULL ? lw_results_get_trust (self->results) : NULL;
  const char *word = trust == NULL ? NULL : trust->illustrative != NULL ? "illustrative" : trust->marks;

  g_clear_pointer (&self->chip, gtk_widget_unparent);
  if (word == NULL)
    return;
  self->chip = lw_trust_chip_new (word);
  gtk_box_append (self->heading, self->chip);
}

static void
show (LwSafetyPanel *self)
{
  const LwSafetyReport *report = lw_safety_get_report (self->safety);
  const GError *error = lw_safety_get_error (self->safety);
  const gboolean running = lw_safety_is_running (self->safety);

  gtk_spinner_set_spinning (self->spinner, running && report == NULL && gtk_widget_get_mapped (GTK_WIDGET (self)));
  if (show_nothing (self))
    return;
  if (report == NULL && error != NULL && !running)
    show_empty (self, _("It could not be worked out"), error->message, _("Ask again"), NULL);
  else if (report == NULL && !running)
    show_empty (self, _("Not asked yet"), _("This page asks of each lot what could be held against its result."), _("Ask"), NULL);
  else if (report == NULL)
    gtk_stack_set_visible_child (self->pages, self->working);
  else
    {
      show_chip (self);
      show_banner (self);
      show_lots (self, report);
      lw_safety_finding_rows_fill (self->rows, report);
      gtk_stack_set_visible_child (self->pages, self->content);
      take_focus (self);
    }
}

/* What is out of sight is asked when it is looked at. */
static void
lw_safety_panel_map (GtkWidget *widget)
{
  LwSafetyPanel *self = LW_SAFETY_PANEL (widget);

  GTK_WIDGET_CLASS (lw_safety_panel_parent_class)->map (widget);
  if (self->results != NULL && !show_nothing (self))
    lw_safety_want (self->safety);
  show (self);
}

static void
on_results (LwResults *results, GArray *lots, gboolean structure, LwSafetyPanel *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)) && !show_nothing (self))
    lw_safety_want (self->safety);
  if (structure)
    show (self);
}

/* ---- actions ---- */

static void
run (LwPanel *panel)
{
  lw_safety_run (LW_SAFETY_PANEL (panel)->safety);
}

static void
cancel (LwPanel *panel)
{
  lw_safety_cancel (LW_SAFETY_PANEL (panel)->safety);
}

static void
next_lot (LwPanel *panel)
{
  lw_safety_lots_move (LW_SAFETY_PANEL (panel)->lots, 1);
}

static void
previous_lot (LwPanel *panel)
{
  lw_safety_lots_move (LW_SAFETY_PANEL (panel)->lots, -1);
}

static void
turn (LwPanel *panel)
{
  LwSafetyPanel *self = LW_SAFETY_PANEL (panel);

  gtk_toggle_button_set_active (gtk_toggle_button_get_active (self->as_table) ? self->by_lot : self->as_table, TRUE);
}

static void
on_as_table (LwSafetyPanel *self)
{
  const gboolean table = gtk_toggle_button_get_active (self->as_table);

  gtk_stack_set_visible_child (self->views, table ? GTK_WIDGET (self->table_bin) : GTK_WIDGET (self->paned));
  lw_file_state_set_int (state_of (self), "safety", "as-table", table);
}

static void
copy (LwPanel *panel)
{
  LwSafetyPanel *self = LW_SAFETY_PANEL (panel);
  const LwSafetyReport *report = lw_safety_get_report (self->safety);
  const int lot = report == NULL || selected_lot (self) == NULL ? -1 : lw_evaluation_marks_find_lot (report->marks, selected_lot (self), -1);
  g_autofree char *text = lot < 0 ? NULL : lw_safety_page_text (report, (guint) lot);

  if (text == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  lw_panel_toast (panel, _("Copied as text"));
}

static void
export_findings (LwPanel *panel)
{
  LwSafetyPanel *self = LW_SAFETY_PANEL (panel);

  lw_csv_export (self->table, lw_panel_get_document (panel), _("Export the findings"), _("Findings"));
}

static void
on_export (LwSafetyPanel *self)
{
  export_findings (LW_PANEL (self));
}

/* A key is "3 marking:L1/B2/1.1". */
static void
on_finding (LwTable *table, const char *key, LwSafetyPanel *self)
{
  const char *space = strchr (key, ' ');

  if (space != NULL)
    lw_go_to (GTK_WIDGET (self), space + 1);
}

static void
on_table_state (LwTable *table, LwSafetyPanel *self)
{
  g_autofree char *state = lw_table_get_state (table);

  lw_file_state_set (state_of (self), "safety", "table", state);
}

static void
on_position (LwSafetyPanel *self)
{
  lw_file_state_set_int (state_of (self), "safety", "position", gtk_paned_get_position (self->paned));
}

/* ---- places ---- */

static void
lw_safety_panel_go_to (LwPanel *panel, const char *place)
{
  LwSafetyPanel *self = LW_SAFETY_PANEL (panel);
  g_auto (GStrv) parts = lw_evaluation_place_split (place);

  self->wants_focus = TRUE;
  if (g_strcmp0 (parts[0], "findings") == 0)
    gtk_toggle_button_set_active (self->as_table, TRUE);
  else if (parts[0] != NULL && parts[0][0] != '\0')
    {
      gtk_toggle_button_set_active (self->by_lot, TRUE);
      lw_file_state_set (state_of (self), "safety", "lot", parts[0]);
      lw_safety_lots_select (self->lots, parts[0]);
    }
  take_focus (self);
}

static char *
lw_safety_panel_get_place (LwPanel *panel)
{
  LwSafetyPanel *self = LW_SAFETY_PANEL (panel);

  if (gtk_toggle_button_get_active (self->as_table))
    return g_strdup ("findings");
  return selected_lot (self) != NULL ? lw_results_place (selected_lot (self), NULL, NULL) : NULL;
}

/* ---- life ---- */

static void
add_actions (LwPanel *panel)
{
  lw_panel_add_action (panel, "safety-run", run);
  lw_panel_add_action (panel, "safety-cancel", cancel);
  lw_panel_add_action (panel, "safety-next-lot", next_lot);
  lw_panel_add_action (panel, "safety-previous-lot", previous_lot);
  lw_panel_add_action (panel, "safety-table", turn);
  lw_panel_add_action (panel, "safety-copy", copy);
  lw_panel_add_action (panel, "safety-export", export_findings);
}

static void
make_table (LwSafetyPanel *self)
{
  g_autofree char *state = lw_file_state_get (state_of (self), "safety", "table");

  self->rows = lw_safety_finding_rows_new ();
  self->table = lw_table_new (LW_ROWS (self->rows), _("Findings of all lots"));
  lw_table_set_empty_text (self->table, _("Nothing was found that could be held against a result."));
  lw_table_set_state (self->table, state);
  adw_bin_set_child (self->table_bin, GTK_WIDGET (self->table));
  g_signal_connect_object (self->table, "row-activated", G_CALLBACK (on_finding), self, 0);
  g_signal_connect_object (self->table, "export-requested", G_CALLBACK (on_export), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->table, "state-changed", G_CALLBACK (on_table_state), self, 0);
}

static void
lw_safety_panel_constructed (GObject *object)
{
  LwSafetyPanel *self = LW_SAFETY_PANEL (object);
  LwDocument *document = lw_panel_get_document (LW_PANEL (self));

  G_OBJECT_CLASS (lw_safety_panel_parent_class)->constructed (object);
  add_actions (LW_PANEL (self));
  self->safety = g_object_ref (lw_safety_of (document));
  if (lw_safety_get_report (self->safety) == NULL && !lw_safety_is_running (self->safety))
    lw_safety_start_seed (self->safety, (guint64) MAX (lw_file_state_get_int (state_of (self), "safety", "seed", LW_ACCEPTABILITY_SEED), 0));
  self->lots = LW_SAFETY_LOTS (lw_safety_lots_new ());
  gtk_scrolled_window_set_child (self->lots_bin, GTK_WIDGET (self->lots));
  g_signal_connect_object (self->lots, "lot-selected", G_CALLBACK (on_lot), self, 0);
  self->lot_view = LW_SAFETY_LOT_VIEW (lw_safety_lot_view_new (document));
  adw_bin_set_child (self->lot_bin, GTK_WIDGET (self->lot_view));
  gtk_box_append (self->head, lw_provisional_new (document));
  make_table (self);
  gtk_paned_set_position (self->paned, lw_file_state_get_int (state_of (self), "safety", "position",
                                                              MIN (lw_evaluation_text_width (GTK_WIDGET (self), 30), 360)));
  g_signal_connect_object (self->paned, "notify::position", G_CALLBACK (on_position), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->as_table, "toggled", G_CALLBACK (on_as_table), self, G_CONNECT_SWAPPED);
  if (lw_file_state_get_int (state_of (self), "safety", "as-table", 0))
    gtk_toggle_button_set_active (self->as_table, TRUE);
  g_signal_connect_object (self->safety, "updated", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  self->results = lw_results_of (document);
  if (self->results != NULL)
    {
      g_object_ref (self->results);
      g_signal_connect_object (self->results, "updated", G_CALLBACK (on_results), self, 0);
    }
  show (self);
}

static void
lw_safety_panel_dispose (GObject *object)
{
  LwSafetyPanel *self = LW_SAFETY_PANEL (object);

  if (self->table != NULL)
    lw_table_set_rows (self->table, NULL);
  self->table = NULL;
  g_clear_object (&self->rows);
  g_clear_object (&self->safety);
  g_clear_object (&self->results);
  G_OBJECT_CLASS (lw_safety_panel_parent_class)->dispose (object);
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, LwSafetyPanel, child)

static void
lw_safety_panel_class_init (LwSafetyPanelClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->constructed = lw_safety_panel_constructed;
  G_OBJECT_CLASS (class)->dispose = lw_safety_panel_dispose;
  widget_class->map = lw_safety_panel_map;
  LW_PANEL_CLASS (class)->go_to = lw_safety_panel_go_to;
  LW_PANEL_CLASS (class)->get_place = lw_safety_panel_get_place;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/lotwise/plugins/evaluation/panel/lw-safety-panel.ui");
  BIND (pages);
  BIND (views);
  BIND (content);
  BIND (working);
  BIND (banner);
  BIND (again);
  BIND (cancel);
  BIND (empty);
  BIND (first_step);
  BIND (head);
  BIND (heading);
  BIND (spinner);
  BIND (banner_text);
  BIND (by_lot);
  BIND (as_table);
  BIND (paned);
  BIND (lots_bin);
  BIND (lot_bin);
  BIND (table_bin);
}

static void
lw_safety_panel_init (LwSafetyPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

LwSafetyLotView *
lw_safety_panel_get_lot_view (LwSafetyPanel *self)
{
  return self->lot_view;
}

LwTable *
lw_safety_panel_get_table (LwSafetyPanel *self)
{
  return self->table;
}

/* ---- what the window knows of it ---- */

/* Findings that need attention, of the last report: nothing is worked out for a badge. */
static char *
badge (LwDocument *document, LwTone *tone)
{
  const LwSafetyReport *report = lw_safety_get_report (lw_safety_of (document));
  const guint n = report == NULL ? 0 : lw_safety_get_count (lw_safety_of (document));

  *tone = LW_TONE_ATTENTION;
  return n > 0 ? g_strdup_printf ("%u", n) : NULL;
}

static const LwPanelAction actions[] = {
  { "safety-next-lot", N_("Next lot"), "<Alt>Down" },
  { "safety-previous-lot", N_("Previous lot"), "<Alt>Up" },
  { "safety-table", N_("Show one lot, or the findings of all"), "<Control>t" },
  { "safety-run", N_("Ask again whether the results are safe"), "F5" },
  { "safety-cancel", N_("Stop asking whether the results are safe"), NULL },
  { "safety-copy", N_("Copy what is said of the lot as text"), NULL },
  { "safety-export", N_("Export all findings as CSV"), NULL },
  { NULL },
};

const LwPanelInfo lw_safety_panel_info = {
  .id = "safety",
  .title = N_("Safety"),
  .icon = "security-high-symbolic",
  .group = N_("Evaluation"),
  .order = 340,
  .get_type = lw_safety_panel_get_type,
  .actions = actions,
  .guide = "safety",
  .badge = badge,
};
