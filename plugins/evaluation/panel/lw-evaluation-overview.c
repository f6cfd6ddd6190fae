/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-evaluation-overview.h"

#include "lw-evaluation-panels.h"
#include "lw-marking-beside.h"
#include "lw-marking-work.h"
#include "lw-evaluation-reading.h"
#include "lw-safety-data.h"

#include "base/lw-i18n.h"

/* ---- cards ---- */

static const LwEvaluationMarks *
marks_of (LwDocument *document)
{
  LwResults *results = lw_results_of (document);

  return results != NULL ? lw_results_get_marks (results) : NULL;
}

/* While there are no marks because they are being read, or because that was cancelled. */
static gboolean
fill_reading (LwDocument *document, LwCard *card)
{
  LwResults *results = lw_results_of (document);

  if (results == NULL || !(lw_results_is_reading (results) || lw_results_was_cancelled (results)))
    return FALSE;
  card->value = g_strdup ("…");
  card->caption = g_strdup (lw_results_is_reading (results) ? _("reading the marks") : _("the marks are not read"));
  return TRUE;
}

static void
fill_marks (LwDocument *document, LwCard *card)
{
  const LwEvaluationMarks *marks = marks_of (document);
  LwResultsProgress progress;

  if (fill_reading (document, card) || marks == NULL)
    return;
  lw_results_get_progress (lw_results_of (document), &progress);
  card->value = g_strdup_printf (_("%'u of %'u"), progress.given, progress.due);
  card->caption = progress.disputed > 0
                      ? g_strdup_printf (ngettext ("marks given, %u to agree", "marks given, %u to agree", progress.disputed),
                                         progress.disputed)
                      : g_strdup (_("marks given"));
  card->share = progress.due > 0 ? (double) progress.given / progress.due : 0;
  card->tone = progress.disputed > 0                                ? LW_TONE_ATTENTION
               : progress.due > 0 && progress.given == progress.due ? LW_TONE_GOOD
                                                                    : LW_TONE_NEUTRAL;
  card->place = g_strdup ("marking:");
}

static void
fill_lots (LwDocument *document, LwCard *card)
{
  LwResults *results = lw_results_of (document);
  const LwEvaluationMarks *marks = marks_of (document);
  guint n = 0, tied = 0;

  if (fill_reading (document, card) || marks == NULL || marks->n_lots == 0)
    return;
  for (guint lot = 0; lot < marks->n_lots; lot++)
    {
      LwResultsLead lead;

      lw_results_lead (lw_results_get_ranking (results, lot), &lead);
      n += lw_results_lead_is_clear (&lead);
      tied += lead.n_tied > 0;
    }
  card->value = g_strdup_printf (_("%'u of %'u"), n, marks->n_lots);
  card->caption = tied > 0 ? g_strdup_printf (ngettext ("lots have a clear leader, %u tied", "lots have a clear leader, %u tied", tied), tied)
                           : g_strdup (_("lots have a clear leader"));
  card->share = (double) n / marks->n_lots;
  card->tone = tied > 0 ? LW_TONE_ATTENTION : n == marks->n_lots ? LW_TONE_GOOD : LW_TONE_NEUTRAL;
  card->place = g_strdup ("results:");
}

/* ---- cards of somebody who sees the own work alone ---- */

/* The own work, or NULL: who sees that of all has the other cards. */
static LwMarkingWork *
own_work (LwDocument *document)
{
  LwMarkingWork *work = (lw_document_get_sight (document) & LW_SIGHT_OTHERS) != 0 ? NULL : lw_marking_work_get (document);

  return work == NULL || lw_marking_work_get_marks (work) == NULL || lw_marking_work_get_person (work) == NULL ? NULL : work;
}

static void
fill_own (LwDocument *document, LwCard *card)
{
  LwMarkingWork *work = own_work (document);
  LwMarkingCount count;
  guint given, due;

  if (work == NULL)
    return;
  count = lw_marking_work_count (work);
  given = count.done + count.flagged;
  due = given + count.open;
  card->value = g_strdup_printf (_("%'u of %'u"), given, due);
  card->caption = count.flagged > 0 ? g_strdup_printf (_("marks given by you, %u without a reason"), count.flagged)
                                    : g_strdup (_("marks given by you"));
  card->share = due > 0 ? (double) given / due : 0;
  card->tone = count.flagged > 0 ? LW_TONE_ATTENTION : due > 0 && given == due ? LW_TONE_GOOD : LW_TONE_NEUTRAL;
  card->place = g_strdup ("marking:");
}

static void
fill_own_confirmed (LwDocument *document, LwCard *card)
{
  LwMarkingWork *work = own_work (document);
  LwMarkingCount count;
  guint given;

  if (work == NULL || !lw_marking_is_published (document))
    return;
  count = lw_marking_work_count (work);
  given = count.done + count.flagged;
  card->value = g_strdup_printf (_("%'u of %'u"), count.confirmed, given);
  card->caption = g_strdup (_("of your marks confirmed"));
  card->share = given > 0 ? (double) count.confirmed / given : 0;
  card->tone = given > 0 && count.confirmed == given && count.open == 0 ? LW_TONE_GOOD : LW_TONE_NEUTRAL;
  card->place = g_strdup ("marking:");
}

static void
fill_own_queries (LwDocument *document, LwCard *card)
{
  LwMarkingWork *work = own_work (document);
  guint n_open = 0, n_answered = 0;

  if (work == NULL || !lw_marking_count_queries (document, lw_marking_work_get_person (work)->id, &n_open, &n_answered)
      || n_open + n_answered == 0)
    return;
  card->value = g_strdup_printf (_("%'u of %'u"), n_answered, n_open + n_answered);
  card->caption = g_strdup (_("of your queries answered"));
  card->tone = n_open > 0 ? LW_TONE_NEUTRAL : LW_TONE_GOOD;
  card->place = g_strdup ("marking:");
}

/* Of the last report, whether or not a change since has made it old: nothing is worked out for a card. */
static void
fill_safety (LwDocument *document, LwCard *card)
{
  LwSafety *safety = lw_safety_of (document);
  const LwSafetyReport *report = lw_safety_get_report (safety);
  guint safe = 0, n = 0;

  for (guint lot = 0; report != NULL && lot < report->lots->len; lot++)
    {
      n += report->marks->lots[lot].n_bids > 0;
      safe += ((const LwLotSafety *) g_ptr_array_index (report->lots, lot))->verdict == LW_VERDICT_SAFE;
    }
  if (n == 0)
    return;
  card->value = g_strdup_printf (_("%'u of %'u"), safe, n);
  card->caption = g_strdup (lw_safety_is_stale (safety) ? _("lots are safe (out of date)") : _("lots are safe"));
  card->share = (double) safe / n;
  card->tone = safe < n ? LW_TONE_ATTENTION : LW_TONE_GOOD;
  card->place = g_strdup ("safety:");
}

const LwCardInfo lw_evaluation_cards[] = {
  { "evaluation-own", 150, fill_own },
  { "evaluation-own-confirmed", 160, fill_own_confirmed },
  { "evaluation-own-queries", 170, fill_own_queries },
  { "evaluation-marks", 200, fill_marks },
  { "evaluation-lots", 300, fill_lots },
  { "evaluation-safety", 310, fill_safety },
  { NULL },
};

/* ---- progress ---- */

struct _LwEvaluationProgress
{
  AdwBin parent_instance;

  LwDocument *document;
  LwResults *results; /* or NULL */
  GtkWidget *matrix;
  GtkWidget *reading; /* in its place while there are no marks */
  AdwBin *place;
  GtkLabel *detail;
};

G_DEFINE_FINAL_TYPE (LwEvaluationProgress, lw_evaluation_progress, ADW_TYPE_BIN)

enum
{
  PROP_DOCUMENT = 1,
};

static void
on_read_again (LwEvaluationProgress *self)
{
  lw_results_read_again (self->results);
}

/* FALSE where there are marks, or will be none. */
static gboolean
place_reading (LwEvaluationProgress *self)
{
  if (self->results == NULL || !(lw_results_is_reading (self->results) || lw_results_was_cancelled (self->results)))
    return FALSE;
  lw_evaluation_reading_set (LW_EVALUATION_READING (self->reading), lw_results_is_reading (self->results));
  if (gtk_widget_get_parent (self->matrix) != NULL && GTK_IS_VIEWPORT (gtk_widget_get_parent (self->matrix)))
    gtk_viewport_set_child (GTK_VIEWPORT (gtk_widget_get_parent (self->matrix)), NULL);
  adw_bin_set_child (self->place, self->reading);
  return TRUE;
}

/* In a scrolled window only where it must be: one gives its child no height for its width. */
static void
place_matrix (LwEvaluationProgress *self)
{
  const gboolean scrolls = lw_evaluation_matrix_needs_scrolling (LW_EVALUATION_MATRIX (self->matrix));
  GtkWidget *scrolled;

  if (place_reading (self))
    return;
  if (adw_bin_get_child (self->place) == self->reading)
    adw_bin_set_child (self->place, NULL);
  if (adw_bin_get_child (self->place) != NULL && scrolls == (adw_bin_get_child (self->place) != self->matrix))
    return;
  if (gtk_widget_get_parent (self->matrix) != NULL && GTK_IS_VIEWPORT (gtk_widget_get_parent (self->matrix)))
    gtk_viewport_set_child (GTK_VIEWPORT (gtk_widget_get_parent (self->matrix)), NULL);
  if (!scrolls)
    {
      adw_bin_set_child (self->place, self->matrix);
      return;
    }
  scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  adw_bin_set_child (self->place, scrolled);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->matrix);
}

static void
on_detail (LwEvaluationMatrix *matrix, LwEvaluationProgress *self)
{
  g_autofree char *detail = lw_evaluation_matrix_get_detail (matrix);

  place_matrix (self);
  gtk_widget_set_visible (GTK_WIDGET (self->detail), adw_bin_get_child (self->place) != self->reading);
  gtk_label_set_text (self->detail, detail != NULL ? detail : _("A ring fills as marks are given and turns into the rank of the bid."));
  if (detail != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->detail), "dim-label");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->detail), "dim-label");
}

static void
lw_evaluation_progress_constructed (GObject *object)
{
  LwEvaluationProgress *self = LW_EVALUATION_PROGRESS (object);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  G_OBJECT_CLASS (lw_evaluation_progress_parent_class)->constructed (object);
  self->results = lw_results_of (self->document);
  self->reading = g_object_ref_sink (lw_evaluation_reading_new ());
  g_signal_connect_object (self->reading, "read-again", G_CALLBACK (on_read_again), self, G_CONNECT_SWAPPED);
  self->matrix = g_object_ref_sink (lw_evaluation_matrix_new (self->document));
  self->place = ADW_BIN (adw_bin_new ());
  self->detail = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->detail, 0);
  gtk_label_set_ellipsize (self->detail, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->detail), "numeric");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->place));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->detail));
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_object (self->matrix, "detail-changed", G_CALLBACK (on_detail), self, 0);
  on_detail (LW_EVALUATION_MATRIX (self->matrix), self);
  place_matrix (self);
}

static void
lw_evaluation_progress_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_DOCUMENT)
    LW_EVALUATION_PROGRESS (object)->document = g_value_dup_object (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
lw_evaluation_progress_dispose (GObject *object)
{
  g_clear_object (&LW_EVALUATION_PROGRESS (object)->matrix);
  g_clear_object (&LW_EVALUATION_PROGRESS (object)->reading);
  G_OBJECT_CLASS (lw_evaluation_progress_parent_class)->dispose (object);
}

static void
lw_evaluation_progress_finalize (GObject *object)
{
  g_clear_object (&LW_EVALUATION_PROGRESS (object)->document);
  G_OBJECT_CLASS (lw_evaluation_progress_parent_class)->finalize (object);
}

static GParamSpec *
document_property (void)
{
  return g_param_spec_object ("document", NULL, NULL, LW_TYPE_DOCUMENT,
                              G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
}

static void
lw_evaluation_progress_class_init (LwEvaluationProgressClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->constructed = lw_evaluation_progress_constructed;
  object_class->set_property = lw_evaluation_progress_set_property;
  object_class->dispose = lw_evaluation_progress_dispose;
  object_class->finalize = lw_evaluation_progress_finalize;
  g_object_class_install_property (object_class, PROP_DOCUMENT, document_property ());
}

static void
lw_evaluation_progress_init (LwEvaluationProgress *self)
{
}

/* ---- leaders ---- */

struct _LwEvaluationLeaders
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (LwEvaluationLeaders, lw_evaluation_leaders, ADW_TYPE_BIN)

static void
lw_evaluation_leaders_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_DOCUMENT)
    adw_bin_set_child (ADW_BIN (object), g_object_new (LW_TYPE_RESULTS_LOTS, "document", g_value_get_object (value),
                                                       "wide", TRUE, NULL));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
lw_evaluation_leaders_class_init (LwEvaluationLeadersClass *class)
{
  G_OBJECT_CLASS (class)->set_property = lw_evaluation_leaders_set_property;
  g_object_class_install_property (G_OBJECT_CLASS (class), PROP_DOCUMENT, document_property ());
}

static void
lw_evaluation_leaders_init (LwEvaluationLeaders *self)
{
}

static gboolean
has_criteria (LwDocument *document)
{
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (document), NULL);
  gint64 some = 0;

  return reader != NULL
         && lw_connection_get_int (lw_reader_connection (reader), &some, 0, NULL,
                                   "SELECT EXISTS (SELECT 1 FROM evaluation_criterion)", "")
         && some;
}

const LwStepInfo lw_evaluation_steps[] = {
  { "evaluation-criteria", N_("Criteria"), N_("What is marked, on which scale, and how much it weighs."), N_("Add criteria"), 200,
    "criteria:", has_criteria },
  { NULL },
};

const LwOverviewPartInfo lw_evaluation_overview_parts[] = {
  { "evaluation-progress", N_("Progress of marking"), 100, lw_evaluation_progress_get_type },
  { "evaluation-leaders", N_("Leader and margin"), 200, lw_evaluation_leaders_get_type },
  { NULL },
};
