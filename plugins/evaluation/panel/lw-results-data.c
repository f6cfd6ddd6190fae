/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-results-data.h"

#include "lw-evaluation-explain.h"
#include "lw-evaluation-prices.h"
#include "lw-evaluation-verbs.h"

#include <string.h>

#include "base/lw-i18n.h"

/* Of a lot, without what is common to all. */
typedef struct
{
  gboolean known;
  LwResultsProgress progress;
} LotProgress;

struct _LwResults
{
  GObject parent_instance;

  LwEvaluationLive *session;
  LwStore *store;
  GPtrArray *rankings; /* of LwLotRanking, NULL where not worked out */
  GArray *progress;    /* of LotProgress */
  LwEvaluationTrust *trust;

  /* What the rankings were made for: other marks have other indexes. */
  const LwEvaluationMarks *marks;
  guint generation;

  GArray *touched; /* lots, between the session's signal and ours */
  gboolean structure;
};

G_DEFINE_FINAL_TYPE (LwResults, lw_results, G_TYPE_OBJECT)

static guint updated_signal;

static void
ranking_free (gpointer ranking)
{
  if (ranking != NULL)
    lw_lot_ranking_free (ranking);
}

/* Forgets all where the marks were read anew. */
static gboolean
follow_marks (LwResults *self)
{
  const LwEvaluationMarks *marks = lw_evaluation_live_get_marks (self->session);

  if (marks == self->marks && (marks == NULL || marks->generation == self->generation))
    return FALSE;
  self->marks = marks;
  self->generation = marks != NULL ? marks->generation : 0;
  g_ptr_array_set_size (self->rankings, 0);
  g_ptr_array_set_size (self->rankings, marks != NULL ? (int) marks->n_lots : 0);
  g_array_set_size (self->progress, 0);
  g_array_set_size (self->progress, marks != NULL ? marks->n_lots : 0);
  g_clear_pointer (&self->trust, lw_evaluation_trust_free);
  return TRUE;
}

static void
on_session_updated (LwEvaluationLive *session, GArray *lots, LwResults *self)
{
  self->structure |= follow_marks (self);
  for (guint i = 0; i < lots->len; i++)
    {
      const guint lot = g_array_index (lots, guint, i);

      if (lot < self->rankings->len)
        {
          g_clear_pointer (&self->rankings->pdata[lot], lw_lot_ranking_free);
          g_array_index (self->progress, LotProgress, lot).known = FALSE;
        }
      g_array_append_val (self->touched, lot);
    }
}

/* A reading on a thread has begun or ended; no change of the store tells of that. */
static void
on_session_job (LwResults *self)
{
  g_autoptr (GArray) lots = g_steal_pointer (&self->touched);

  self->touched = g_array_new (FALSE, FALSE, sizeof (guint));
  follow_marks (self);
  self->structure = FALSE;
  g_signal_emit (self, updated_signal, 0, lots, TRUE);
}

/* After all who follow the store, so after the session. */
static void
on_store_changed (LwStore *store, GPtrArray *changes, LwResults *self)
{
  g_autoptr (GArray) lots = g_steal_pointer (&self->touched);
  gboolean structure;

  self->touched = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < changes->len; i++)
    {
      const char *table = ((const LwChange *) g_ptr_array_index (changes, i))->table;

      self->structure |= strcmp (table, "evaluation_mark") != 0 && strcmp (table, "evaluation_consensus") != 0;
    }
  if (self->structure)
    g_clear_pointer (&self->trust, lw_evaluation_trust_free);
  structure = self->structure;
  self->structure = FALSE;
  if (lots->len > 0 || structure)
    g_signal_emit (self, updated_signal, 0, lots, structure);
}

static void
lw_results_finalize (GObject *object)
{
  LwResults *self = LW_RESULTS (object);

  g_clear_object (&self->session);
  g_clear_object (&self->store);
  g_ptr_array_unref (self->rankings);
  g_array_unref (self->progress);
  g_array_unref (self->touched);
  lw_evaluation_trust_free (self->trust);
  G_OBJECT_CLASS (lw_results_parent_class)->finalize (object);
}

static void
lw_results_class_init (LwResultsClass *class)
{
  G_OBJECT_CLASS (class)->finalize = lw_results_finalize;
  updated_signal = g_signal_new ("updated", LW_TYPE_RESULTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                 G_TYPE_ARRAY, G_TYPE_BOOLEAN);
}

static void
lw_results_init (LwResults *self)
{
  self->rankings = g_ptr_array_new_with_free_func (ranking_free);
  self->progress = g_array_new (FALSE, TRUE, sizeof (LotProgress));
  self->touched = g_array_new (FALSE, FALSE, sizeof (guint));
}

LwResults *
lw_results_of (LwDocument *document)
{
  static const char key[] = "lw-evaluation-results";
  LwResults *self = g_object_get_data (G_OBJECT (document), key);
  LwEvaluationLive *session = self == NULL ? lw_evaluation_session (document) : NULL;

  if (self != NULL || session == NULL)
    return self;
  self = g_object_new (LW_TYPE_RESULTS, NULL);
  self->session = g_object_ref (session);
  self->store = g_object_ref (lw_document_get_store (document));
  follow_marks (self);
  g_signal_connect_object (session, "updated", G_CALLBACK (on_session_updated), self, 0);
  g_signal_connect_object (session, "notify::job", G_CALLBACK (on_session_job), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->store, "changed", G_CALLBACK (on_store_changed), self, G_CONNECT_AFTER);
  g_object_set_data_full (G_OBJECT (document), key, self, g_object_unref);
  return self;
}

const LwEvaluationMarks *
lw_results_get_marks (LwResults *self)
{
  follow_marks (self);
  return self->marks;
}

const GError *
lw_results_get_error (LwResults *self)
{
  return lw_evaluation_live_get_error (self->session);
}

gboolean
lw_results_is_reading (LwResults *self)
{
  return lw_evaluation_live_is_loading (self->session);
}

gboolean
lw_results_was_cancelled (LwResults *self)
{
  return g_error_matches (lw_results_get_error (self), G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

void
lw_results_read_again (LwResults *self)
{
  lw_evaluation_live_reload (self->session);
}

const LwLotRanking *
lw_results_get_ranking (LwResults *self, guint lot)
{
  const LwEvaluationMarks *marks = lw_results_get_marks (self);

  if (marks == NULL || lot >= marks->n_lots)
    return NULL;
  if (self->rankings->pdata[lot] == NULL)
    self->rankings->pdata[lot] = lw_evaluation_rank_lot (marks, lot, LW_RANK_DEFAULT);
  return self->rankings->pdata[lot];
}

const LwEvaluationTrust *
lw_results_get_trust (LwResults *self)
{
  const LwEvaluationMarks *marks = lw_results_get_marks (self);
  g_autoptr (LwReader) reader = NULL;

  if (self->trust != NULL || marks == NULL)
    return self->trust;
  reader = lw_store_reader (self->store, NULL);
  if (reader != NULL)
    self->trust = lw_evaluation_trust_load (marks, lw_reader_connection (reader), NULL);
  return self->trust;
}

/* ---- who leads ---- */

void
lw_results_lead (const LwLotRanking *ranking, LwResultsLead *lead)
{
  memset (lead, 0, sizeof *lead);
  lead->n_bids = ranking->n_results;
  for (guint i = 0; i < ranking->n_results; i++)
    {
      const LwBidResult *result = &ranking->results[i];

      lead->n_ranked += result->standing == LW_STANDING_RANKED;
      lead->n_failed += result->standing == LW_STANDING_FAILED;
      lead->n_incomplete += result->standing == LW_STANDING_INCOMPLETE;
      lead->n_tied += result->rank == 1 && result->tied;
    }
  if (lead->n_ranked > 0)
    lead->leader = &ranking->results[0];
  if (lead->n_ranked > 1)
    lead->second = &ranking->results[1];
}

gboolean
lw_results_lead_is_clear (const LwResultsLead *lead)
{
  return lead->leader != NULL && lead->n_tied == 0 && lead->n_incomplete == 0;
}

gboolean
lw_results_margin (const LwResultsLead *lead, LwRational *margin)
{
  const LwBidResult *one = lead->leader, *two = lead->second;

  if (one == NULL || two == NULL || one->index.limit != LW_INDEX_FINITE || two->index.limit != LW_INDEX_FINITE)
    return FALSE;
  lw_rational_sub (margin, one->has_index ? &one->index.value : &one->total, two->has_index ? &two->index.value : &two->total);
  /* Where the lowest wins the leader's figure is the smaller. */
  if (one->has_index)
    mpq_abs (margin->q, margin->q);
  return TRUE;
}

/* ---- progress ---- */

static void
count (LwResultsProgress *progress, LwCell cell)
{
  progress->due++;
  progress->given += cell != LW_CELL_MISSING;
  progress->disputed += cell == LW_CELL_DISPUTED;
}

void
lw_results_progress_of_bid (const LwEvaluationMarks *marks, guint bid, LwResultsProgress *progress)
{
  const LwCell *cells = lw_evaluation_marks_row (marks, bid);

  memset (progress, 0, sizeof *progress);
  for (guint leaf = 0; leaf < marks->model->n_leaves; leaf++)
    if (lw_evaluation_criterion_is_marked (lw_evaluation_model_leaf (marks->model, leaf)))
      count (progress, cells[leaf]);
}

static void
count_leaves (LwResultsProgress *progress, const LwEvaluationMarks *marks, guint bid, gboolean common)
{
  const LwCell *cells = lw_evaluation_marks_row (marks, bid);

  for (guint leaf = 0; leaf < marks->model->n_leaves; leaf++)
    {
      const LwEvaluationCriterion *criterion = lw_evaluation_model_leaf (marks->model, leaf);

      if (lw_evaluation_criterion_is_marked (criterion) && criterion->common == common)
        count (progress, cells[leaf]);
    }
}

static void
progress_of_lot (const LwEvaluationMarks *marks, guint lot, LwResultsProgress *progress)
{
  const LwEvaluationLot *row = &marks->lots[lot];

  for (guint bid = row->first_bid; bid < row->first_bid + row->n_bids; bid++)
    if (marks->bids[bid].status == LW_BID_SUBMITTED)
      count_leaves (progress, marks, bid, FALSE);
}

/* Once for each bidder who has a bid. */
static void
progress_of_common (const LwEvaluationMarks *marks, LwResultsProgress *progress)
{
  g_autofree guint8 *seen = g_new0 (guint8, marks->n_bidders + 1);

  for (guint bid = 0; bid < marks->n_bids; bid++)
    {
      const LwEvaluationBid *row = &marks->bids[bid];

      if (row->status != LW_BID_SUBMITTED || seen[row->bidder])
        continue;
      count_leaves (progress, marks, bid, TRUE);
      seen[row->bidder] = TRUE;
    }
}

void
lw_results_progress_of_all (const LwEvaluationMarks *marks, LwResultsProgress *progress)
{
  memset (progress, 0, sizeof *progress);
  for (guint lot = 0; lot < marks->n_lots; lot++)
    progress_of_lot (marks, lot, progress);
  progress_of_common (marks, progress);
}

void
lw_results_get_progress (LwResults *self, LwResultsProgress *progress)
{
  const LwEvaluationMarks *marks = lw_results_get_marks (self);

  memset (progress, 0, sizeof *progress);
  for (guint lot = 0; marks != NULL && lot < marks->n_lots; lot++)
    {
      LotProgress *kept = &g_array_index (self->progress, LotProgress, lot);

      if (!kept->known)
        {
          memset (&kept->progress, 0, sizeof kept->progress);
          progress_of_lot (marks, lot, &kept->progress);
          kept->known = TRUE;
        }
      progress->due += kept->progress.due;
      progress->given += kept->progress.given;
      progress->disputed += kept->progress.disputed;
    }
  if (marks != NULL)
    progress_of_common (marks, progress);
}

/* ---- texts ---- */

char *
lw_results_points (const LwEvaluationModel *model, const LwRational *points)
{
  return lw_rational_format (points, model->places, model->rule);
}

gboolean
lw_results_has_figure (const LwEvaluationModel *model)
{
  return model->basis != LW_BASIS_POINTS;
}

char *
lw_results_figure (const LwEvaluationModel *model, const LwIndex *index)
{
  if (index->limit != LW_INDEX_FINITE)
    return g_strdup (index->limit == LW_INDEX_BEST ? _("best") : _("worst"));
  return lw_evaluation_index_text (model, index);
}

char *
lw_results_margin_text (const LwEvaluationModel *model, const LwRational *margin)
{
  return lw_results_has_figure (model) ? lw_evaluation_digits (margin, (guint) MAX (model->index_places, 0))
                                       : lw_results_points (model, margin);
}

char *
lw_results_basis_text (const LwEvaluationModel *model)
{
  const LwBasis *basis = &lw_bases[model->basis];

  return g_strdup_printf (basis->lowest_wins ? _("%s, the lowest wins") : _("%s, the highest wins"), _(basis->title));
}

char *
lw_results_rule_text (const LwEvaluationModel *model, const LwBidResult *result)
{
  g_autofree char *rule = NULL;

  if (result->decided_by == 0)
    return NULL;
  rule = lw_tie_rule_to_text (g_ptr_array_index (model->tie_rules, result->decided_by - 1));
  return g_strdup_printf (_("tie decided by rule %u, %s"), result->decided_by, rule);
}

char *
lw_results_passed_text (const LwEvaluationMarks *marks, const LwBidResult *result)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < result->n_passed; i++)
    {
      const guint criterion = result->passed[i];
      const LwEvaluationOverride *override
          = lw_evaluation_marks_find_override (marks, result->bid, criterion == LW_FAILED_TOTAL ? LW_OVERRIDE_TOTAL : criterion);
      g_autofree char *how = lw_evaluation_override_text (override);

      g_string_append (text, i > 0 ? "; " : "");
      g_string_append_printf (text, _("below the minimum of %s, %s"), lw_evaluation_criterion_name (marks->model, criterion), how);
    }
  return text->len > 0 ? g_strdup (text->str) : NULL;
}

double
lw_results_place_of (const LwRational *value)
{
  return mpq_get_d (value->q);
}

static char *
text_of_leader (const LwEvaluationMarks *marks, const LwResultsLead *lead)
{
  const LwEvaluationBidder *bidder = &marks->bidders[marks->bids[lead->leader->bid].bidder];
  const LwEvaluationModel *model = marks->model;
  g_auto (LwRational) margin = LW_RATIONAL_INIT;
  g_autofree char *points = NULL, *basis = NULL, *figure = NULL;

  if (lw_results_has_figure (model))
    {
      basis = lw_results_basis_text (model);
      figure = lw_results_figure (model, &lead->leader->index);
    }
  if (lead->n_tied > 0 && basis != NULL)
    return g_strdup_printf (ngettext ("%u bid has the first place with %s (%s): a tie",
                                      "%u bids share the first place with %s (%s): a tie", lead->n_tied),
                            lead->n_tied, figure, basis);
  if (lead->n_tied > 0)
    {
      points = lw_results_points (marks->model, &lead->leader->total);
      return g_strdup_printf (ngettext ("%u bid has the first place with %s points: a tie",
                                        "%u bids share the first place with %s points: a tie", lead->n_tied),
                              lead->n_tied, points);
    }
  if (lead->second == NULL)
    return g_strdup_printf (_("%s is the only bid that is ranked"), bidder->name);
  if (!lw_results_margin (lead, &margin))
    return g_strdup_printf (_("%s leads with %s (%s)"), bidder->name, figure, basis);
  points = lw_results_margin_text (model, &margin);
  if (basis != NULL)
    return g_strdup_printf (_("%s leads with %s, by %s (%s)"), bidder->name, figure, points, basis);
  return g_strdup_printf (_("%s leads by %s points"), bidder->name, points);
}

char *
lw_results_lead_text (const LwEvaluationMarks *marks, const LwResultsLead *lead)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (lead->n_bids == 0)
    return g_strdup (_("No bid takes part"));
  if (lead->leader == NULL)
    g_string_append (text, _("No bid is ranked"));
  else
    {
      g_autofree char *leader = text_of_leader (marks, lead);

      g_string_append (text, leader);
    }
  if (lead->n_incomplete > 0)
    g_string_append_printf (text, ngettext ("; %u bid is incomplete", "; %u bids are incomplete", lead->n_incomplete),
                            lead->n_incomplete);
  if (marks->sealed)
    g_string_append (text, _("; the prices are sealed"));
  if (lead->n_failed > 0)
    g_string_append_printf (text, ngettext ("; %u bid fails", "; %u bids fail", lead->n_failed), lead->n_failed);
  return g_strdup (text->str);
}

/* A long list would not fit beside a bar: "2.1, 2.2", or how many. The derivation has all of them. */
static char *
list_some (const LwEvaluationModel *model, const guint *criteria, guint n)
{
  return n <= 2 ? lw_evaluation_list_criteria (model, criteria, n)
                : g_strdup_printf (ngettext ("%u criterion", "%u criteria", n), n);
}

char *
lw_results_standing_text (const LwEvaluationModel *model, const LwBidResult *result)
{
  g_autofree char *failed = list_some (model, result->failed, result->n_failed);
  g_autofree char *missing = list_some (model, result->missing, result->n_missing);

  if (result->n_failed > 0 && result->n_missing > 0)
    return g_strdup_printf (_("fails %s; incomplete: %s missing"), failed, missing);
  if (result->n_failed > 0)
    return g_strdup_printf (_("fails %s"), failed);
  return result->n_missing > 0 ? g_strdup_printf (_("incomplete: %s missing"), missing) : NULL;
}

static void
append_part (GString *place, const char *part)
{
  for (const char *at = part; *at != '\0'; at++)
    if (*at == '/')
      g_string_append (place, "%2F");
    else if (*at == '%')
      g_string_append (place, "%25");
    else
      g_string_append_c (place, *at);
}

char *
lw_results_place (const char *lot, const char *bidder, const char *criterion)
{
  const char *const parts[] = { lot, bidder, criterion };
  GString *place = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts) && parts[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (place, '/');
      append_part (place, parts[i]);
    }
  return g_string_free (place, FALSE);
}
