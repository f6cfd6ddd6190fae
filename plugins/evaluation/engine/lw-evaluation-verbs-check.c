/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The verb safe: all that could be held against a result, each with the place to look. JSON: docs/methods.md. */
#include "config.h"

#include "lw-evaluation-verbs.h"
#include "lw-evaluation-acceptability.h"
#include "lw-evaluation-explain.h"
#include "lw-evaluation-flip.h"
#include "lw-evaluation-price-check.h"
#include "lw-evaluation-prices.h"
#include "lw-evaluation-rationale.h"
#include "lw-evaluation-safety-lot.h"
#include "model/lw-model.h"

#include "base/lw-error.h"
#include "base/lw-money.h"

#include "base/lw-i18n.h"

/* So many of the single marks that flip a lot are told one by one; --json has all. */
#define TOLD 5

typedef struct
{
  LwVerbRun *run;
  LwCompetition *competition;
  LwEvaluationMarks *marks;
  char *provisional; /* why it is, or NULL */
  LwFindings *findings;
  JsonBuilder *json;
  LwAcceptabilityTerms terms; /* draws 0: no simulation */
  GArray *order, *bounds;     /* of terms */
  const char *only;           /* the lot looked at, or NULL: all */
  int words;                  /* fewest of a rationale, or -1: they are not looked at */
} Safe;

static void
safe_clear (Safe *safe)
{
  g_clear_pointer (&safe->competition, lw_competition_free);
  g_clear_pointer (&safe->marks, lw_evaluation_marks_free);
  g_clear_pointer (&safe->provisional, g_free);
  g_clear_pointer (&safe->findings, lw_findings_free);
  g_clear_object (&safe->json);
  g_clear_pointer (&safe->order, g_array_unref);
  g_clear_pointer (&safe->bounds, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Safe, safe_clear)

/* ---- names ---- */

static const char *
bidder_of (const Safe *safe, int bid)
{
  return bid == LW_NO_WINNER ? NULL : safe->marks->bidders[safe->marks->bids[bid].bidder].id;
}

/* The same for people. */
static const char *
told (const Safe *safe, int bid)
{
  return bid == LW_NO_WINNER ? _("nobody") : bidder_of (safe, bid);
}

static void
add_string (const Safe *safe, const char *name, const char *value)
{
  lw_evaluation_json_string (safe->json, name, value);
}

static void
add_exact (const Safe *safe, const char *name, const LwRational *value)
{
  g_autofree char *exact = lw_rational_to_exact (value);

  add_string (safe, name, exact);
}

static void
begin (const Safe *safe, const char *name, gboolean array)
{
  if (name != NULL)
    json_builder_set_member_name (safe->json, name);
  if (array)
    json_builder_begin_array (safe->json);
  else
    json_builder_begin_object (safe->json);
}

/* ---- without another bid ---- */

static void
tell_drops (const Safe *safe, guint lot)
{
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (LwDropChange));

  lw_evaluation_drop_one (safe->marks, lot, changes);
  begin (safe, "drop-one", TRUE);
  for (guint i = 0; i < changes->len; i++)
    {
      const LwDropChange *change = &g_array_index (changes, LwDropChange, i);
      g_autofree char *where = g_strdup_printf ("%s/%s", safe->marks->lots[lot].id, bidder_of (safe, change->dropped));

      lw_findings_add (safe->findings, "evaluation.drop-one", LW_SEVERITY_WARNING, where,
                       _("without this bid %s wins, and not %s"), told (safe, change->after), told (safe, change->before));
      begin (safe, NULL, FALSE);
      add_string (safe, "without", bidder_of (safe, change->dropped));
      add_string (safe, "before", bidder_of (safe, change->before));
      add_string (safe, "after", bidder_of (safe, change->after));
      json_builder_end_object (safe->json);
    }
  json_builder_end_array (safe->json);
}

/* ---- one mark, one price, one weight ---- */

static void
tell_mark (const Safe *safe, const LwLotFlips *flips, const LwMarkFlip *flip, gboolean as_finding)
{
  const LwEvaluationCriterion *criterion = &safe->marks->model->criteria[flip->criterion];
  const char *bidder = bidder_of (safe, flip->bid);
  const char *from = criterion->scale->marks[flip->from].value, *to = criterion->scale->marks[flip->to].value;
  g_autofree char *where = criterion->common ? g_strdup_printf ("%s/%s", bidder, criterion->id)
                                             : g_strdup_printf ("%s/%s/%s", safe->marks->lots[flips->lot].id, bidder,
                                                                criterion->id);

  if (as_finding)
    lw_findings_add (safe->findings, "evaluation.flip-mark",
                     flip->steps == 1 ? LW_SEVERITY_WARNING : LW_SEVERITY_NOTE, where,
                     _("lot %s: %s in place of %s here, and %s wins, not %s"), safe->marks->lots[flips->lot].id, to, from,
                     told (safe, flip->after), told (safe, flips->winner));
  begin (safe, NULL, FALSE);
  add_string (safe, "where", where);
  add_string (safe, "bidder", bidder);
  add_string (safe, "criterion", criterion->id);
  add_string (safe, "from", from);
  add_string (safe, "to", to);
  add_string (safe, "after", bidder_of (safe, flip->after));
  json_builder_end_object (safe->json);
}

static void
tell_marks (const Safe *safe, const LwLotFlips *flips)
{
  const guint n = flips->marks->len;
  const LwMarkFlip *first = n > 0 ? &g_array_index (flips->marks, LwMarkFlip, 0) : NULL;

  begin (safe, "mark", FALSE);
  json_builder_set_member_name (safe->json, "steps");
  if (first != NULL)
    json_builder_add_int_value (safe->json, first->steps);
  else
    json_builder_add_null_value (safe->json);
  begin (safe, "flips", TRUE);
  for (guint i = 0; i < n; i++)
    tell_mark (safe, flips, &g_array_index (flips->marks, LwMarkFlip, i), i < TOLD);
  json_builder_end_array (safe->json);
  json_builder_end_object (safe->json);
  if (n > TOLD)
    lw_findings_add (safe->findings, "evaluation.flip-mark",
                     first->steps == 1 ? LW_SEVERITY_WARNING : LW_SEVERITY_NOTE, safe->marks->lots[flips->lot].id,
                     ngettext ("and %u single mark more would do the same", "and %u single marks more would do the same",
                               n - TOLD),
                     n - TOLD);
}

static void
tell_price (const Safe *safe, const LwLotFlips *flips)
{
  const LwPriceFlip *flip = &flips->price;
  const char *currency = safe->competition->currency;

  json_builder_set_member_name (safe->json, "price");
  if (!flips->has_price)
    {
      json_builder_add_null_value (safe->json);
      return;
    }
  g_autofree char *where = g_strdup_printf ("%s/%s", safe->marks->lots[flips->lot].id, bidder_of (safe, flip->bid));
  g_autofree char *from = lw_money_format (flip->from, currency), *to = lw_money_format (flip->to, currency);
  g_autofree char *plain_from = lw_money_to_text (flip->from, currency), *plain_to = lw_money_to_text (flip->to, currency);

  lw_findings_add (safe->findings, "evaluation.flip-price", LW_SEVERITY_NOTE, where,
                   _("a price of %s in place of %s, and %s wins, not %s; no other price changes by less and does so"), to,
                   from, told (safe, flip->after), told (safe, flips->winner));
  begin (safe, NULL, FALSE);
  add_string (safe, "bidder", bidder_of (safe, flip->bid));
  add_string (safe, "from", plain_from);
  add_string (safe, "to", plain_to);
  add_string (safe, "after", bidder_of (safe, flip->after));
  json_builder_end_object (safe->json);
}

static void
tell_nearest (const Safe *safe, const LwLotFlips *flips)
{
  const LwWeightInterval *interval = &flips->weights[flips->nearest];
  const LwEvaluationCriterion *criterion = &safe->marks->model->criteria[interval->criterion];
  g_autofree char *lower = lw_evaluation_shown (&interval->lower, 2), *upper = lw_evaluation_shown (&interval->upper, 2);
  g_autofree char *weight = lw_evaluation_shown (&criterion->weight, 2), *distance = lw_evaluation_shown (&interval->nearest, 2);

  lw_findings_add (safe->findings, "evaluation.flip-weight", LW_SEVERITY_NOTE, safe->marks->lots[flips->lot].id,
                   _("the weight nearest to another winner: %s, %s; %s stays first from %s to %s, then %s below and %s above"
                     " (%s points of the whole away)"),
                   criterion->id, weight, told (safe, flips->winner), lower, upper, told (safe, interval->below),
                   told (safe, interval->above), distance);
}

static void
tell_weights (const Safe *safe, const LwLotFlips *flips)
{
  begin (safe, "weights", TRUE);
  for (guint i = 0; i < flips->n_weights; i++)
    {
      const LwWeightInterval *interval = &flips->weights[i];

      begin (safe, NULL, FALSE);
      add_string (safe, "criterion", safe->marks->model->criteria[interval->criterion].id);
      add_string (safe, "weight", safe->marks->model->criteria[interval->criterion].weight_text);
      add_exact (safe, "lower", &interval->lower);
      add_exact (safe, "upper", &interval->upper);
      add_string (safe, "below", bidder_of (safe, interval->below));
      add_string (safe, "above", bidder_of (safe, interval->above));
      json_builder_end_object (safe->json);
    }
  json_builder_end_array (safe->json);
  if (flips->nearest >= 0)
    tell_nearest (safe, flips);
  if (flips->winner != LW_NO_WINNER && !flips->has_weights)
    lw_findings_add (safe->findings, "evaluation.by-rounding", LW_SEVERITY_WARNING, safe->marks->lots[flips->lot].id,
                     _("%s is first by rounding alone: before it another bid is ahead"), told (safe, flips->winner));
}

static gboolean
tell_flips (const Safe *safe, guint lot, GError **error)
{
  g_autoptr (LwLotFlips) flips = lw_evaluation_flip_lot (safe->marks, lot, NULL, error);

  if (flips == NULL)
    return FALSE;
  add_string (safe, "winner", bidder_of (safe, flips->winner));
  if (flips->winner == LW_NO_WINNER)
    lw_findings_add (safe->findings, "evaluation.no-winner", LW_SEVERITY_WARNING, safe->marks->lots[lot].id,
                     _("nobody is first alone: no bid is ranked, or the first rank is shared"));
  tell_marks (safe, flips);
  tell_price (safe, flips);
  tell_weights (safe, flips);
  return TRUE;
}

/* ---- price alone, abnormally low prices ---- */

static void
tell_prices (const Safe *safe, guint lot)
{
  g_auto (LwPriceAlone) alone;

  lw_price_alone_init (&alone);
  json_builder_set_member_name (safe->json, "price-alone");
  if (lw_evaluation_price_alone (safe->marks, lot, &alone))
    {
      g_autofree char *text = lw_evaluation_price_alone_text (safe->marks, &alone, safe->competition->currency);

      lw_findings_add (safe->findings, "evaluation.price-alone", LW_SEVERITY_WARNING, safe->marks->lots[lot].id, "%s", text);
      begin (safe, NULL, FALSE);
      add_string (safe, "bidder", bidder_of (safe, alone.bid));
      add_exact (safe, "gap", &alone.gap);
      add_exact (safe, "spread", &alone.spread);
      json_builder_end_object (safe->json);
    }
  else
    json_builder_add_null_value (safe->json);
  lw_evaluation_check_prices (safe->marks, lot, safe->findings);
}

/* ---- other weights ---- */

static void
table_acceptability (const Safe *safe, guint lot, const LwAcceptability *result)
{
  g_autofree char *title = g_strdup_printf (
      _("%s: simulation, not a result: share of %u draws of the weights (seed %llu) in which a bid takes each rank"),
      safe->marks->lots[lot].id, result->draws, (unsigned long long) result->seed);
  g_autoptr (LwVerbTable) table = lw_verb_table_new (title);
  const guint ranks = MIN (result->n_bids, 5);

  lw_verb_table_add_column (table, _("Bidder"), LW_ALIGN_LEFT);
  for (guint rank = 1; rank <= ranks; rank++)
    {
      g_autofree char *text = g_strdup_printf ("%u", rank);

      lw_verb_table_add_column (table, text, LW_ALIGN_RIGHT);
    }
  for (guint i = 0; i < result->n_bids; i++)
    {
      g_auto (GStrv) cells = g_new0 (char *, ranks + 2);

      cells[0] = g_strdup (bidder_of (safe, result->bids[i]));
      for (guint rank = 0; rank < ranks; rank++)
        cells[rank + 1] = g_strdup_printf (_("%.1f %%"), 100.0 * result->counts[i * result->n_bids + rank] / result->draws);
      lw_verb_table_add_rowv (table, (const char *const *) cells);
    }
  lw_verb_table (safe->run, table);
}

static gboolean
tell_acceptability (const Safe *safe, guint lot, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (LwAcceptability) result = NULL;
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (safe->terms.draws == 0)
    return TRUE;
  result = lw_evaluation_acceptability (safe->marks, lot, &safe->terms, NULL, &local);
  json_builder_set_member_name (safe->json, "simulation");
  if (result == NULL)
    {
      json_builder_add_null_value (safe->json);
      if (g_error_matches (local, LW_ERROR, LW_ERROR_NOT_FOUND))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  begin (safe, NULL, FALSE);
  json_builder_set_member_name (safe->json, "seed");
  json_builder_add_int_value (safe->json, (gint64) result->seed);
  json_builder_set_member_name (safe->json, "draws");
  json_builder_add_int_value (safe->json, result->draws);
  begin (safe, "bids", TRUE);
  for (guint i = 0; i < result->n_bids; i++)
    {
      begin (safe, NULL, FALSE);
      add_string (safe, "bidder", bidder_of (safe, result->bids[i]));
      begin (safe, "ranks", TRUE);
      for (guint rank = 0; rank < result->n_bids; rank++)
        json_builder_add_int_value (safe->json, result->counts[i * result->n_bids + rank]);
      json_builder_end_array (safe->json);
      begin (safe, "central", FALSE);
      for (guint l = 0; l < result->n_leaves; l++)
        add_string (safe, lw_evaluation_model_leaf (safe->marks->model, result->leaves[l])->id,
                    g_ascii_formatd (number, sizeof number, "%.6f", result->central[i * result->n_leaves + l]));
      json_builder_end_object (safe->json);
      json_builder_end_object (safe->json);
    }
  json_builder_end_array (safe->json);
  json_builder_end_object (safe->json);
  if (lw_verb_output (safe->run) == LW_OUTPUT_TEXT)
    table_acceptability (safe, lot, result);
  return TRUE;
}

/* ---- reasons ---- */

static char *
place_of (const LwRationaleFinding *given)
{
  g_autofree char *cell = given->lot[0] == '\0' ? g_strdup_printf ("%s/%s", given->bidder, given->criterion)
                                                : g_strdup_printf ("%s/%s/%s", given->lot, given->bidder, given->criterion);

  return given->person == NULL ? g_steal_pointer (&cell) : g_strdup_printf ("%s/%s", cell, given->person);
}

static void
tell_inconsistency (const Safe *safe, const LwInconsistency *group)
{
  g_autoptr (GString) list = g_string_new (NULL);
  g_autofree char *first = place_of (g_ptr_array_index (group->given, 0));

  begin (safe, NULL, FALSE);
  add_string (safe, "criterion", group->criterion);
  add_string (safe, "words", group->words);
  begin (safe, "given", TRUE);
  for (guint i = 0; i < group->given->len; i++)
    {
      const LwRationaleFinding *given = g_ptr_array_index (group->given, i);
      g_autofree char *place = place_of (given);

      if (i < TOLD)
        g_string_append_printf (list, "%s%s %s", i > 0 ? ", " : "", place, given->mark);
      begin (safe, NULL, FALSE);
      add_string (safe, "where", place);
      add_string (safe, "mark", given->mark);
      json_builder_end_object (safe->json);
    }
  json_builder_end_array (safe->json);
  json_builder_end_object (safe->json);
  lw_findings_add (safe->findings, "evaluation.inconsistent", LW_SEVERITY_WARNING, first,
                   _("the same words with different marks: %s%s"), list->str, group->given->len > TOLD ? ", …" : "");
}

/* Of the lot looked at, or common to all lots. */
static gboolean
is_wanted (const Safe *safe, const LwRationaleFinding *given)
{
  return safe->only == NULL || given->lot[0] == '\0' || g_str_equal (given->lot, safe->only);
}

static gboolean
touches (const Safe *safe, GPtrArray *given)
{
  for (guint i = 0; i < given->len; i++)
    if (is_wanted (safe, g_ptr_array_index (given, i)))
      return TRUE;
  return FALSE;
}

static gboolean
tell_inconsistencies (const Safe *safe, LwConnection *connection, GError **error)
{
  g_autoptr (GPtrArray) groups = lw_evaluation_inconsistencies (safe->marks, connection, error);

  if (groups == NULL)
    return FALSE;
  begin (safe, "inconsistencies", TRUE);
  for (guint i = 0; i < groups->len; i++)
    if (touches (safe, ((LwInconsistency *) g_ptr_array_index (groups, i))->given))
      tell_inconsistency (safe, g_ptr_array_index (groups, i));
  json_builder_end_array (safe->json);
  return TRUE;
}

static void
tell_rationale (const Safe *safe, const LwRationaleFinding *finding)
{
  g_autofree char *where = place_of (finding);

  for (guint bit = 1; bit <= LW_RATIONALE_NOT_BELOW; bit <<= 1)
    if (finding->problems & bit)
      {
        LwRationaleFinding one = *finding;
        g_autofree char *text = NULL;

        one.problems = bit;
        text = lw_rationale_finding_text (&one, (guint) safe->words);
        lw_findings_add (safe->findings, "evaluation.rationale", LW_SEVERITY_WARNING, where, "%s", text);
      }
}

static gboolean
tell_rationales (const Safe *safe, LwConnection *connection, GError **error)
{
  g_autoptr (GPtrArray) found = NULL;

  if (safe->words < 0)
    return TRUE;
  found = lw_evaluation_rationales (safe->marks, connection, safe->words, error);
  for (guint i = 0; found != NULL && i < found->len; i++)
    if (is_wanted (safe, g_ptr_array_index (found, i)))
      tell_rationale (safe, g_ptr_array_index (found, i));
  return found != NULL;
}

/* ---- the verb ---- */

static gboolean
number_option (const Safe *safe, const char *name, guint64 least, guint64 most, guint64 *number, GError **error)
{
  const char *text = lw_verb_option (safe->run, name);

  return text == NULL || g_ascii_string_to_unsigned (text, 10, least, most, number, error)
         || (g_prefix_error (error, "--%s: ", name), FALSE);
}

/* --order and --bounds: what the weights that are drawn keep to. */
static gboolean
take_weights (Safe *safe, GError **error)
{
  safe->order = g_array_new (FALSE, FALSE, sizeof (guint));
  safe->bounds = g_array_new (FALSE, FALSE, sizeof (LwWeightBound));
  if (!lw_acceptability_parse_order (safe->marks->model, lw_verb_option (safe->run, "order"), safe->order, error))
    {
      g_prefix_error (error, "--order: ");
      return FALSE;
    }
  if (!lw_acceptability_parse_bounds (safe->marks->model, lw_verb_option (safe->run, "bounds"), safe->bounds, error))
    {
      g_prefix_error (error, "--bounds: ");
      return FALSE;
    }
  safe->terms.order = (const guint *) (gpointer) safe->order->data;
  safe->terms.n_order = safe->order->len;
  safe->terms.bounds = (const LwWeightBound *) (gpointer) safe->bounds->data;
  safe->terms.n_bounds = safe->bounds->len;
  return TRUE;
}

static gboolean
take_options (Safe *safe, GError **error)
{
  guint64 draws = 0, words = LW_RATIONALE_WORDS;

  safe->terms.seed = LW_ACCEPTABILITY_SEED;
  if (!number_option (safe, "draws", 1, LW_ACCEPTABILITY_DRAWS_MAX, &draws, error)
      || !number_option (safe, "seed", 0, G_MAXINT64, &safe->terms.seed, error)
      || !number_option (safe, "words", 0, 1000, &words, error) || !take_weights (safe, error))
    return FALSE;
  safe->terms.draws = (guint) draws;
  safe->words = lw_verb_option (safe->run, "words") != NULL ? (int) words : -1;
  return TRUE;
}

static void
report (const Safe *safe)
{
  const guint n = lw_findings_n (safe->findings);
  const gboolean csv = lw_verb_output (safe->run) == LW_OUTPUT_CSV;
  g_autoptr (LwVerbTable) table = lw_verb_table_new (NULL);

  if (csv)
    lw_verb_table_add_column (table, "id", LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, csv ? "severity" : _("Severity"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, csv ? "where" : _("Where"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, csv ? "text" : _("What"), LW_ALIGN_LEFT);
  begin (safe, "findings", TRUE);
  for (guint i = 0; i < n; i++)
    {
      const LwFinding *finding = lw_findings_get (safe->findings, i);
      const char *severity = lw_severity_to_string (finding->severity);
      const char *const cells[] = { finding->id, severity, finding->where, finding->text };

      lw_verb_table_add_rowv (table, cells + (csv ? 0 : 1));
      begin (safe, NULL, FALSE);
      add_string (safe, "id", finding->id);
      add_string (safe, "severity", severity);
      add_string (safe, "where", finding->where);
      add_string (safe, "text", finding->text);
      json_builder_end_object (safe->json);
    }
  json_builder_end_array (safe->json);
  if (n > 0 || csv)
    lw_verb_table (safe->run, table);
  else
    lw_verb_say (safe->run, _("Nothing was found that could be held against the result."));
  if (safe->provisional != NULL)
    lw_verb_say (safe->run, "%s", safe->provisional);
}

static gboolean
look_at_lot (const Safe *safe, guint lot, GError **error)
{
  begin (safe, NULL, FALSE);
  add_string (safe, "lot", safe->marks->lots[lot].id);
  add_string (safe, "title", safe->marks->lots[lot].title);
  tell_drops (safe, lot);
  if (!tell_flips (safe, lot, error))
    return FALSE;
  tell_prices (safe, lot);
  if (!tell_acceptability (safe, lot, error))
    return FALSE;
  json_builder_end_object (safe->json);
  return TRUE;
}

int
lw_evaluation_run_safe (LwVerbRun *run, GError **error)
{
  LwStore *store = lw_verb_store (run, LW_STORE_READ_ONLY, error);
  g_autoptr (LwReader) reader = store == NULL ? NULL : lw_store_reader (store, error);
  g_auto (Safe) safe = { .run = run };
  guint first, end;

  if (reader == NULL || !lw_reader_freeze (reader, error))
    return LW_EXIT_ERROR;
  safe.competition = lw_competition_load (lw_reader_connection (reader), error);
  safe.marks = safe.competition == NULL ? NULL : lw_evaluation_marks_load (lw_reader_connection (reader), error);
  if (safe.marks == NULL || !lw_evaluation_choose_lots (run, safe.marks, &first, &end, error)
      || !take_options (&safe, error)
      || !lw_evaluation_provisional (safe.marks, lw_reader_connection (reader), NULL, &safe.provisional, error))
    return LW_EXIT_ERROR;
  if (safe.marks->sealed)
    {
      g_set_error_literal (error, LW_ERROR, LW_ERROR_LOCKED,
                           _("prices are sealed: whether the result is safe is asked once they are open (lotwise open-prices)"));
      return LW_EXIT_ERROR;
    }
  safe.only = lw_verb_option (run, "lot");
  safe.findings = lw_findings_new ();
  safe.json = json_builder_new ();
  begin (&safe, NULL, FALSE);
  add_string (&safe, "provisional", safe.provisional);
  begin (&safe, "lots", TRUE);
  for (guint lot = first; lot < end; lot++)
    if (!look_at_lot (&safe, lot, error))
      return LW_EXIT_ERROR;
  json_builder_end_array (safe.json);
  if (!tell_inconsistencies (&safe, lw_reader_connection (reader), error)
      || !tell_rationales (&safe, lw_reader_connection (reader), error))
    return LW_EXIT_ERROR;
  report (&safe);
  json_builder_end_object (safe.json);
  lw_verb_json (run, json_builder_get_root (safe.json));
  return LW_EXIT_FINE;
}
