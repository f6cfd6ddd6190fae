/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-marking-sheet.h"

#include "lw-evaluation-panels.h"
#include "lw-evaluation-text.h"
#include "model/lw-model.h"
#include "panel/lw-panel.h"

#include <string.h>

#include "base/lw-i18n.h"

struct _LwMarkingSheet
{
  AdwBin parent_instance;
  GtkWidget *clamp; /* scrolls */
  GtkWidget *content;
  GtkLabel *lot;
  GtkLabel *bidder;
  AdwBin *bid_trust;
  GtkLabel *members;
  GtkLabel *path;
  GtkLabel *question;
  AdwBin *question_trust;
  GtkLabel *worth;
  GtkLabel *guidance;
  AdwBin *answer_trust;
  GtkLabel *answer;
  GtkWidget *no_answer;
  GtkWidget *note_title;
  GtkLabel *note;
};

/* Characters of a line, at least and at most. */
#define MIN_CHARS 27
#define MAX_CHARS 98

G_DEFINE_FINAL_TYPE (LwMarkingSheet, lw_marking_sheet, ADW_TYPE_BIN)

/* ---- size ---- */

/* It is by nature as high as all that is in it. */
static void
lw_marking_sheet_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                          int *minimum_baseline, int *natural_baseline)
{
  LwMarkingSheet *self = LW_MARKING_SHEET (widget);

  gtk_widget_measure (adw_bin_get_child (ADW_BIN (widget)), orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MAX (*minimum, lw_evaluation_text_width (widget, MIN_CHARS));
      *natural = MAX (*minimum, *natural);
    }
  else
    {
      gtk_widget_measure (self->clamp, orientation, for_size, NULL, natural, NULL, NULL);
      *natural = MAX (*minimum, *natural);
    }
}

static GtkSizeRequestMode
lw_marking_sheet_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
lw_marking_sheet_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_allocate (adw_bin_get_child (ADW_BIN (widget)), width, height, baseline, NULL);
}

/* The font may be another. */
static void
lw_marking_sheet_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  LwMarkingSheet *self = LW_MARKING_SHEET (widget);
  const int most = lw_evaluation_text_width (widget, MAX_CHARS);

  GTK_WIDGET_CLASS (lw_marking_sheet_parent_class)->css_changed (widget, change);
  if (self->clamp != NULL)
    g_object_set (self->clamp, "maximum-size", most, "tightening-threshold", most, NULL);
}

/* ---- life ---- */

static void
lw_marking_sheet_class_init (LwMarkingSheetClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  widget_class->measure = lw_marking_sheet_measure;
  widget_class->get_request_mode = lw_marking_sheet_get_request_mode;
  widget_class->size_allocate = lw_marking_sheet_size_allocate;
  widget_class->css_changed = lw_marking_sheet_css_changed;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/lotwise/plugins/evaluation/panel/lw-marking-sheet.ui");
  gtk_widget_class_bind_template_child (widget_class, LwMarkingSheet, clamp);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingSheet, content);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingSheet, lot);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingSheet, bidder);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingSheet, bid_trust);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingSheet, members);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingSheet, path);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingSheet, question);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingSheet, question_trust);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingSheet, worth);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingSheet, guidance);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingSheet, answer_trust);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingSheet, answer);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingSheet, no_answer);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingSheet, note_title);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingSheet, note);
}

static void
lw_marking_sheet_init (LwMarkingSheet *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL); /* the functions above take its place */
}

static void
set_text (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && text[0] != '\0');
}

/* ---- the bid ---- */

/* What most are, a member, is not said. */
static const char *
role_title (const char *role)
{
  if (g_str_equal (role, "lead"))
    return _(" (lead)");
  return g_str_equal (role, "partner") ? _(" (partner)") : "";
}

static char *
list_members (LwConnection *connection, const char *bidder)
{
  GString *text = g_string_new (NULL);
  g_autoptr (LwStatement) statement = lw_connection_prepare (
      connection,
      "SELECT organisation.name, bidder_member.role FROM bidder_member"
      " JOIN organisation ON organisation.id = bidder_member.organisation"
      " WHERE bidder_member.bidder = ? ORDER BY bidder_member.position",
      NULL);

  if (statement != NULL)
    lw_statement_bind (statement, "s", bidder);
  while (statement != NULL && lw_statement_step (statement, NULL) == LW_STEP_ROW)
    g_string_append_printf (text, "%s%s%s", text->len > 0 ? ", " : "", lw_statement_text (statement, 0),
                            role_title (lw_statement_text (statement, 1)));
  return g_string_free (text, FALSE);
}

/* What the file states of the row itself, or else of all its kind. */
static char *
trust_of (LwConnection *connection, const char *sql, const char *first, const char *second, const char *subject)
{
  char *trust = NULL;

  if (second != NULL)
    lw_connection_get_text (connection, &trust, NULL, sql, "ss", first, second);
  else
    lw_connection_get_text (connection, &trust, NULL, sql, "s", first);
  if (trust == NULL)
    lw_provenance_get (connection, subject, &trust, NULL);
  return trust;
}

static void
show_bid (LwMarkingSheet *self, LwConnection *connection, const LwEvaluationLot *lot, const LwEvaluationBidder *bidder)
{
  const char *id = lot != NULL ? lot->id : "";
  g_autofree char *where = lot != NULL ? g_strdup_printf (_("Lot %s: %s"), lot->id, lot->title) : NULL;
  g_autofree char *who = g_strdup_printf ("%s %s", bidder->id, bidder->name);
  g_autofree char *members = list_members (connection, bidder->id);
  g_autofree char *note = NULL;
  g_autofree char *trust
      = lot != NULL ? trust_of (connection, "SELECT trust FROM bid WHERE lot = ? AND bidder = ?", id, bidder->id, "bids")
                    : trust_of (connection, "SELECT trust FROM bidder WHERE id = ?", bidder->id, NULL, "bidders");

  lw_connection_get_text (connection, &note, NULL, "SELECT note FROM bid WHERE lot = ? AND bidder = ?", "ss", id,
                          bidder->id);
  set_text (self->lot, where != NULL ? where : _("All its lots: what is marked here counts in each"));
  set_text (self->bidder, who);
  set_text (self->members, members);
  set_text (self->note, note);
  gtk_widget_set_visible (self->note_title, note != NULL && note[0] != '\0');
  adw_bin_set_child (self->bid_trust, lw_trust_chip_new (trust));
}

/* ---- the question ---- */

/* "2 Rehabilitation services › 2.1 Assessment": those above it. */
static char *
path_of (const LwEvaluationModel *model, const LwEvaluationCriterion *criterion)
{
  GString *path = g_string_new (NULL);

  for (int i = criterion->parent; i >= 0; i = model->criteria[i].parent)
    {
      g_autofree char *step = g_strdup_printf ("%s %s%s", model->criteria[i].id, model->criteria[i].title,
                                               path->len > 0 ? " › " : "");
      g_string_prepend (path, step);
    }
  return g_string_free (path, FALSE);
}

/* "4.5" for 4.50. */
static char *
short_number (const LwEvaluationModel *model, const LwRational *number)
{
  char *text = lw_rational_to_decimal (number, model->places, model->rule);
  char *point = strchr (text, '.');

  for (char *end = text + strlen (text) - 1; point != NULL && end >= point && (*end == '0' || end == point); end--)
    *end = '\0';
  return text;
}

static char *
worth_of (const LwEvaluationModel *model, const LwEvaluationCriterion *criterion)
{
  GString *text = g_string_new (NULL);

  if (criterion->kind == LW_CRITERION_PASS_FAIL)
    g_string_append (text, _("Pass or fail: a bid that fails here is out"));
  else
    {
      g_autofree char *points = short_number (model, &criterion->points);
      g_autofree char *whole = short_number (model, &model->whole);
      g_string_append_printf (text, _("Worth %s of %s points"), points, whole);
    }
  if (criterion->minimum_text != NULL)
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, _("A mark below %s fails the bid"), criterion->minimum_text);
    }
  return g_string_free (text, FALSE);
}

static void
show_question (LwMarkingSheet *self, LwConnection *connection, const LwEvaluationModel *model,
               const LwEvaluationCriterion *criterion)
{
  g_autofree char *path = path_of (model, criterion);
  g_autofree char *title = g_strdup_printf ("%s %s", criterion->id, criterion->title);
  g_autofree char *worth = worth_of (model, criterion);
  g_autofree char *guidance = NULL;
  g_autofree char *trust = trust_of (connection, "SELECT trust FROM evaluation_criterion WHERE id = ?", criterion->id,
                                     NULL, "criteria");

  lw_connection_get_text (connection, &guidance, NULL, "SELECT guidance FROM evaluation_criterion WHERE id = ?", "s",
                          criterion->id);
  set_text (self->path, path);
  set_text (self->question, title);
  set_text (self->worth, worth);
  set_text (self->guidance, guidance);
  adw_bin_set_child (self->question_trust, lw_trust_chip_new (trust));
}

/* ---- the answer ---- */

static void
show_answer (LwMarkingSheet *self, LwConnection *connection, const char *lot, const char *bidder, const char *criterion)
{
  g_autoptr (LwStatement) row = lw_connection_prepare (
      connection, "SELECT text, trust FROM evaluation_answer WHERE lot = ? AND bidder = ? AND criterion = ?", NULL);
  g_autofree char *trust = NULL;
  gboolean found;

  if (row == NULL)
    return;
  lw_statement_bind (row, "sss", lot, bidder, criterion);
  found = lw_statement_step (row, NULL) == LW_STEP_ROW;
  if (found)
    trust = g_strdup (lw_statement_text (row, 1));
  if (found && trust == NULL)
    lw_provenance_get (connection, "answers", &trust, NULL);
  set_text (self->answer, found ? lw_statement_text (row, 0) : NULL);
  gtk_widget_set_visible (self->no_answer, !found);
  adw_bin_set_child (self->answer_trust, lw_trust_chip_new (trust));
}

char *
lw_marking_sheet_get_selection (LwMarkingSheet *self)
{
  const char *text = gtk_label_get_text (self->answer);
  int start, end;

  if (!gtk_widget_get_visible (GTK_WIDGET (self->answer)) || !gtk_label_get_selection_bounds (self->answer, &start, &end))
    return NULL;
  g_autofree char *selected = g_utf8_substring (text, start, end);
  g_strdelimit (selected, "\n\t\r", ' ');
  g_strstrip (selected);
  return selected[0] != '\0' ? g_steal_pointer (&selected) : NULL;
}

void
lw_marking_sheet_show (LwMarkingSheet *self, LwDocument *document, const LwMarkingPlace *place)
{
  LwMarkingWork *work = lw_marking_work_get (document);
  const LwEvaluationMarks *marks = lw_marking_work_get_marks (work);
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (document), NULL);
  int lot;

  gtk_widget_set_visible (self->content, place != NULL && marks != NULL && reader != NULL);
  if (!gtk_widget_get_visible (self->content))
    return;
  lot = lw_marking_work_get_lot (work, place->subject);
  show_bid (self, lw_reader_connection (reader), lot >= 0 ? &marks->lots[lot] : NULL,
            &marks->bidders[lw_marking_work_get_bidder (work, place->subject)]);
  show_question (self, lw_reader_connection (reader), marks->model, lw_evaluation_model_leaf (marks->model, place->leaf));
  show_answer (self, lw_reader_connection (reader), lot >= 0 ? marks->lots[lot].id : "",
               marks->bidders[lw_marking_work_get_bidder (work, place->subject)].id,
               lw_evaluation_model_leaf (marks->model, place->leaf)->id);
}
