/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Moderation: one question with the marks of all who gave one, side by side, and the mark that they agree on. What was given
 * individually is shown and never changed here. A second page shows how far evaluators agree.
 */
#include "config.h"

#include "lw-moderation-panel-private.h"

#include "base/lw-error.h"
#include "lw-evaluation-fold.h"
#include "lw-evaluation-panels.h"
#include "lw-evaluation-text.h"

#include <string.h>

#include "base/lw-i18n.h"

#define STATE_GROUP "moderation"
#define LEFT_CHARS 52

G_DEFINE_FINAL_TYPE (LwModerationPanel, lw_moderation_panel, LW_TYPE_PANEL)

static LwFileState *
state_of (LwModerationPanel *self)
{
  return lw_document_get_state (lw_panel_get_document (LW_PANEL (self)));
}

/* ---- one question ---- */

/* What is common to all lots counts in each: it is shown in the first that the bidder bids for. */
static const char *
lot_to_show (LwModerationPanel *self)
{
  const LwEvaluationMarks *marks = lw_evaluation_live_get_marks (self->session);

  if (self->question->lot[0] != '\0')
    return self->question->lot;
  for (guint bid = 0; marks != NULL && bid < marks->n_bids; bid++)
    if (marks->bids[bid].bidder == self->question->cell.bidder && marks->bids[bid].status == LW_BID_SUBMITTED)
      return marks->lots[marks->bids[bid].lot].id;
  return NULL;
}

static void
on_copied (LwModerationPanel *self)
{
  lw_panel_toast (LW_PANEL (self), _("Derivation copied"));
}

void
lw_moderation_panel_show_why (LwModerationPanel *self, gboolean open)
{
  const char *lot = self->question != NULL ? lot_to_show (self) : NULL;

  if (lot == NULL || (self->derivation == NULL && !open))
    return;
  if (self->derivation == NULL)
    {
      self->derivation = LW_DERIVATION (g_object_ref_sink (lw_derivation_new (lw_panel_get_document (LW_PANEL (self)))));
      g_signal_connect_object (self->derivation, "copied", G_CALLBACK (on_copied), self, G_CONNECT_SWAPPED);
    }
  lw_panel_inspect (LW_PANEL (self), _("Why this number?"), GTK_WIDGET (self->derivation), open);
  lw_derivation_show (self->derivation, lot, self->question->bidder, self->question->criterion);
}

static void
show_question (LwModerationPanel *self)
{
  LwDocument *document = lw_panel_get_document (LW_PANEL (self));
  const guint percent = lw_moderation_get_percent (document);
  LwModerationQuestion *question = self->place != NULL ? lw_moderation_question_read (document, self->place, percent) : NULL;

  lw_moderation_sheet_show (self->sheet, question, percent);
  lw_moderation_form_show (self->form, question);
  g_clear_pointer (&self->question, lw_moderation_question_free);
  self->question = question;
  gtk_stack_set_visible_child_name (self->desk_pages, self->meeting != NULL ? "meeting" : question != NULL ? "desk" : "none");
}

static void
on_selected (LwModerationPanel *self)
{
  g_autofree char *place = lw_moderation_list_get_place (self->list);

  if (self->filling || place == NULL || g_strcmp0 (place, self->place) == 0)
    return;
  lw_moderation_form_save (self->form);
  g_free (self->place);
  self->place = g_steal_pointer (&place);
  show_question (self);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->desk)), 0);
  lw_moderation_panel_show_why (self, FALSE);
}

/* ---- what there is to show ---- */

static void
show_empty (LwModerationPanel *self, const char *why, const char *step, const char *place)
{
  adw_status_page_set_description (self->empty, why);
  gtk_button_set_label (self->first_step, step);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->first_step), "s", place);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->first_step), "win.go-to");
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

static gboolean
has_marks (LwModerationPanel *self)
{
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (lw_panel_get_document (LW_PANEL (self))), NULL);
  gint64 n = 0;

  return reader != NULL
         && lw_connection_get_int (lw_reader_connection (reader), &n, 0, NULL, "SELECT EXISTS (SELECT 1 FROM evaluation_mark)", "")
         && n > 0;
}

static gboolean
was_cancelled (LwModerationPanel *self)
{
  return g_error_matches (lw_evaluation_live_get_error (self->session), G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Whether the pages with the marks are shown. */
static gboolean
show_page (LwModerationPanel *self)
{
  const LwEvaluationMarks *marks = self->session != NULL ? lw_evaluation_live_get_marks (self->session) : NULL;

  if (self->session != NULL && marks == NULL && (lw_evaluation_live_is_loading (self->session) || was_cancelled (self)))
    {
      lw_evaluation_reading_set (self->reading, !was_cancelled (self));
      gtk_stack_set_visible_child_name (self->stack, "reading");
    }
  else if (marks == NULL)
    show_empty (self, _("Here a team agrees on marks. There is no method of evaluation yet."), _("Set the method"), "criteria:");
  else if (!has_marks (self))
    show_empty (self, _("Here a team agrees on one mark where evaluators gave different ones. Nobody has marked yet."),
                _("Go to Marking"), "marking:");
  else
    {
      gtk_stack_set_visible_child_name (self->stack, gtk_toggle_button_get_active (self->as_agreement) ? "agreement" : "work");
      return TRUE;
    }
  return FALSE;
}

/* The place that was shown, or was asked for; else the first in the list. */
static void
find_place (LwModerationPanel *self)
{
  self->filling = TRUE;
  if (self->place == NULL || !lw_moderation_list_select (self->list, self->place))
    {
      g_free (self->place);
      self->place = lw_moderation_list_get_place (self->list);
      if (self->place == NULL)
        {
          lw_moderation_list_move (self->list, 1, FALSE);
          self->place = lw_moderation_list_get_place (self->list);
        }
    }
  self->filling = FALSE;
}

static void
refresh (LwModerationPanel *self)
{
  g_clear_handle_id (&self->pending, g_source_remove);
  self->stale = FALSE;
  self->filling = TRUE;
  lw_moderation_list_refresh (self->list);
  self->filling = FALSE;
  if (!show_page (self))
    {
      lw_moderation_panel_set_meeting (self, FALSE);
      return;
    }
  find_place (self);
  show_question (self);
  lw_moderation_agreement_refresh (self->agreement);
}

static gboolean
on_pending (gpointer self)
{
  LW_MODERATION_PANEL (self)->pending = 0;
  refresh (self);
  return G_SOURCE_REMOVE;
}

/* Once, when all who follow the change have seen it; out of sight, when it comes into sight again. */
static void
refresh_soon (LwModerationPanel *self)
{
  self->stale = !gtk_widget_get_mapped (GTK_WIDGET (self)) && self->meeting == NULL;
  if (self->pending == 0 && !self->stale)
    self->pending = g_idle_add (on_pending, self);
}

static void
on_changed (LwDocument *document, GPtrArray *changes, LwModerationPanel *self)
{
  for (guint i = 0; i < changes->len; i++)
    {
      const char *table = ((const LwChange *) changes->pdata[i])->table;

      if (g_str_has_prefix (table, "evaluation_") || g_str_has_prefix (table, "person") || strcmp (table, "bid") == 0)
        {
          refresh_soon (self);
          return;
        }
    }
}

/* ---- controls ---- */

static void
on_page (LwModerationPanel *self)
{
  if (self->session == NULL)
    return;
  lw_file_state_set_int (state_of (self), STATE_GROUP, "agreement", gtk_toggle_button_get_active (self->as_agreement));
  gtk_widget_set_visible (self->meet, !gtk_toggle_button_get_active (self->as_agreement));
  show_page (self);
}

static void
on_percent (LwModerationPanel *self)
{
  if (self->filling || self->session == NULL)
    return;
  lw_moderation_set_percent (lw_panel_get_document (LW_PANEL (self)), (guint) gtk_spin_button_get_value_as_int (self->percent));
  refresh_soon (self);
}

static void
on_read_again (LwModerationPanel *self)
{
  lw_evaluation_live_reload (self->session);
  refresh_soon (self);
}

static void
on_pane_moved (LwModerationPanel *self)
{
  if (self->session != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    lw_file_state_set_int (state_of (self), STATE_GROUP, "left-width", gtk_paned_get_position (self->pane));
}

static void
on_end_meeting (LwModerationPanel *self)
{
  lw_moderation_panel_set_meeting (self, FALSE);
}

static void
on_toast (LwModerationForm *form, const char *text, LwModerationPanel *self)
{
  lw_panel_toast (LW_PANEL (self), text);
}

/* ---- for the window ---- */

static void
lw_moderation_panel_go_to (LwPanel *panel, const char *place)
{
  LwModerationPanel *self = LW_MODERATION_PANEL (panel);

  if (place != NULL && strcmp (place, "agreement") == 0)
    {
      gtk_toggle_button_set_active (self->as_agreement, TRUE);
      return;
    }
  if (place == NULL || place[0] == '\0')
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->list));
      return;
    }
  gtk_toggle_button_set_active (self->as_marks, TRUE);
  lw_moderation_form_save (self->form);
  g_free (self->place);
  self->place = g_strdup (place);
  if (show_page (self))
    {
      find_place (self);
      show_question (self);
      lw_moderation_form_focus_ladder (self->form);
    }
}

static char *
lw_moderation_panel_get_place (LwPanel *panel)
{
  LwModerationPanel *self = LW_MODERATION_PANEL (panel);

  return g_strdup (gtk_toggle_button_get_active (self->as_agreement) ? "agreement" : self->place);
}

static void
lw_moderation_panel_leave (LwPanel *panel)
{
  lw_moderation_panel_set_meeting (LW_MODERATION_PANEL (panel), FALSE);
  lw_moderation_form_save (LW_MODERATION_PANEL (panel)->form);
}

/* Places whose marks differ and where none is agreed: the dense store knows them, however many marks there are. */
static char *
badge (LwDocument *document, LwTone *tone)
{
  LwEvaluationLive *session = lw_evaluation_session (document);
  const LwEvaluationMarks *marks = session != NULL ? lw_evaluation_live_get_marks (session) : NULL;
  g_autofree guint8 *bids = marks != NULL ? g_new0 (guint8, marks->n_bidders + 1) : NULL;
  guint n = 0;

  for (guint bid = 0; marks != NULL && bid < marks->n_bids; bid++)
    {
      const LwCell *row = lw_evaluation_marks_row (marks, bid);

      if (marks->bids[bid].status != LW_BID_SUBMITTED)
        continue;
      for (guint leaf = 0; leaf < marks->model->n_leaves; leaf++)
        if (row[leaf] == LW_CELL_DISPUTED
            && (!lw_evaluation_model_leaf (marks->model, leaf)->common || !bids[marks->bids[bid].bidder]))
          n++;
      bids[marks->bids[bid].bidder] = 1; /* what is common is counted once */
    }
  *tone = LW_TONE_ATTENTION;
  return n > 0 ? g_strdup_printf ("%u", n) : NULL;
}

/* Whether a mark is agreed at @place. */
static gboolean
is_agreed (LwDocument *document, const char *place)
{
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (document), NULL);
  g_auto (GStrv) parts = g_strsplit (place, "/", -1);
  gint64 n = 0;

  return reader != NULL && g_strv_length (parts) == 3
         && lw_connection_get_int (lw_reader_connection (reader), &n, 0, NULL,
                                   "SELECT count (*) FROM evaluation_consensus WHERE lot = ? AND bidder = ? AND criterion = ?",
                                   "sss", parts[0], parts[1], parts[2])
         && n > 0;
}

/* Checks say "L12/B07/2.1", and "B07/6.2" of what is common to all lots. What they find of rationales is here where it is that
 * of an agreed mark. */
static char *
place_of_finding (LwDocument *document, const LwFinding *finding)
{
  static const char *const shown[] = { "evaluation.no-consensus", "evaluation.rests-on", NULL };
  const gboolean of_rationale = strcmp (finding->id, "evaluation.rationale") == 0;
  g_auto (GStrv) parts = NULL;
  g_autofree char *place = NULL;

  if ((!of_rationale && !g_strv_contains (shown, finding->id)) || finding->where == NULL)
    return NULL;
  parts = g_strsplit (finding->where, "/", -1);
  place = g_strv_length (parts) == 2 ? g_strconcat ("/", finding->where, NULL) : g_strdup (finding->where);
  return of_rationale && !is_agreed (document, place) ? NULL : g_steal_pointer (&place);
}

static char *
place_of_row (LwDocument *document, const char *noun, const char *key)
{
  return strcmp (noun, "consensus") == 0 ? g_strdup (key) : NULL;
}

const LwPanelInfo lw_moderation_panel_info = {
  .id = "moderation",
  .title = N_("Moderation"),
  .icon = "object-flip-horizontal-symbolic",
  .group = N_("Evaluation"),
  .order = 325,
  .get_type = lw_moderation_panel_get_type,
  .actions = lw_moderation_panel_actions,
  .guide = "moderation",
  .badge = badge,
  .place_of_finding = place_of_finding,
  .place_of_row = place_of_row,
};

/* ---- life ---- */

static void
lw_moderation_panel_map (GtkWidget *widget)
{
  LwModerationPanel *self = LW_MODERATION_PANEL (widget);

  if (self->stale)
    refresh (self);
  GTK_WIDGET_CLASS (lw_moderation_panel_parent_class)->map (widget);
}

static void
lw_moderation_panel_constructed (GObject *object)
{
  LwModerationPanel *self = LW_MODERATION_PANEL (object);
  LwDocument *document = lw_panel_get_document (LW_PANEL (self));
  LwFileState *state = lw_document_get_state (document);

  G_OBJECT_CLASS (lw_moderation_panel_parent_class)->constructed (object);
  lw_moderation_panel_add_actions (self);
  lw_moderation_list_set_document (self->list, document);
  lw_moderation_form_set_document (self->form, document);
  lw_moderation_agreement_set_document (self->agreement, document);
  gtk_spin_button_set_value (self->percent, lw_moderation_get_percent (document));
  gtk_toggle_button_set_active (lw_file_state_get_int (state, STATE_GROUP, "agreement", 0) ? self->as_agreement : self->as_marks, TRUE);
  gtk_paned_set_position (self->pane, lw_file_state_get_int (state, STATE_GROUP, "left-width",
                                                             lw_evaluation_text_width (GTK_WIDGET (self), LEFT_CHARS)));
  self->session = lw_evaluation_session (document);
  if (self->session != NULL)
    {
      g_object_ref (self->session);
      g_signal_connect_object (self->session, "updated", G_CALLBACK (refresh_soon), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->session, "notify::job", G_CALLBACK (refresh_soon), self, G_CONNECT_SWAPPED);
    }
  g_signal_connect_object (document, "changed", G_CALLBACK (on_changed), self, 0);
  g_signal_connect_object (document, "notify::person", G_CALLBACK (refresh_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "selected", G_CALLBACK (on_selected), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "toast", G_CALLBACK (on_toast), self, 0);
  gtk_widget_set_visible (self->meet, !gtk_toggle_button_get_active (self->as_agreement));
  refresh (self);
}

static void
lw_moderation_panel_dispose (GObject *object)
{
  LwModerationPanel *self = LW_MODERATION_PANEL (object);

  g_clear_handle_id (&self->pending, g_source_remove);
  lw_moderation_panel_set_meeting (self, FALSE);
  if (self->form != NULL)
    lw_moderation_form_show (self->form, NULL);
  self->form = NULL;
  self->filling = TRUE;
  g_clear_object (&self->derivation);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (lw_moderation_panel_parent_class)->dispose (object);
}

static void
lw_moderation_panel_finalize (GObject *object)
{
  LwModerationPanel *self = LW_MODERATION_PANEL (object);

  g_clear_pointer (&self->question, lw_moderation_question_free);
  g_free (self->place);
  G_OBJECT_CLASS (lw_moderation_panel_parent_class)->finalize (object);
}

static void
lw_moderation_panel_class_init (LwModerationPanelClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  LwPanelClass *panel_class = LW_PANEL_CLASS (class);

  widget_class->map = lw_moderation_panel_map;
  object_class->constructed = lw_moderation_panel_constructed;
  object_class->dispose = lw_moderation_panel_dispose;
  object_class->finalize = lw_moderation_panel_finalize;
  panel_class->go_to = lw_moderation_panel_go_to;
  panel_class->get_place = lw_moderation_panel_get_place;
  panel_class->leave = lw_moderation_panel_leave;
  g_type_ensure (LW_TYPE_EVALUATION_FOLD);
  g_type_ensure (LW_TYPE_EVALUATION_READING);
  g_type_ensure (LW_TYPE_MODERATION_AGREEMENT);
  g_type_ensure (LW_TYPE_MODERATION_FORM);
  g_type_ensure (LW_TYPE_MODERATION_LIST);
  g_type_ensure (LW_TYPE_MODERATION_SHEET);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/lotwise/plugins/evaluation/panel/lw-moderation-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, LwModerationPanel, as_marks);
  gtk_widget_class_bind_template_child (widget_class, LwModerationPanel, as_agreement);
  gtk_widget_class_bind_template_child (widget_class, LwModerationPanel, percent);
  gtk_widget_class_bind_template_child (widget_class, LwModerationPanel, meet);
  gtk_widget_class_bind_template_child (widget_class, LwModerationPanel, stack);
  gtk_widget_class_bind_template_child (widget_class, LwModerationPanel, empty);
  gtk_widget_class_bind_template_child (widget_class, LwModerationPanel, first_step);
  gtk_widget_class_bind_template_child (widget_class, LwModerationPanel, reading);
  gtk_widget_class_bind_template_child (widget_class, LwModerationPanel, pane);
  gtk_widget_class_bind_template_child (widget_class, LwModerationPanel, list);
  gtk_widget_class_bind_template_child (widget_class, LwModerationPanel, desk_pages);
  gtk_widget_class_bind_template_child (widget_class, LwModerationPanel, desk_bin);
  gtk_widget_class_bind_template_child (widget_class, LwModerationPanel, desk);
  gtk_widget_class_bind_template_child (widget_class, LwModerationPanel, sheet);
  gtk_widget_class_bind_template_child (widget_class, LwModerationPanel, form);
  gtk_widget_class_bind_template_child (widget_class, LwModerationPanel, agreement);
  gtk_widget_class_bind_template_callback (widget_class, on_page);
  gtk_widget_class_bind_template_callback (widget_class, on_percent);
  gtk_widget_class_bind_template_callback (widget_class, on_read_again);
  gtk_widget_class_bind_template_callback (widget_class, on_pane_moved);
  gtk_widget_class_bind_template_callback (widget_class, on_end_meeting);
}

static void
lw_moderation_panel_init (LwModerationPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
