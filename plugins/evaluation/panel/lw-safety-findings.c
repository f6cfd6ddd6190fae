/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-safety-findings.h"

#include "base/lw-money.h"
#include "lw-evaluation-explain.h"
#include "lw-results-data.h"

#include "base/lw-i18n.h"

/* So many of the single marks that flip a lot are told one by one. */
#define TOLD 5

void
lw_safety_finding_free (LwSafetyFinding *finding)
{
  g_free (finding->what);
  g_free (finding->text);
  g_free (finding->place);
  g_free (finding);
}

/* ---- names and places ---- */

static const char *
id_of (const LwSafetyReport *report, int bid)
{
  return report->marks->bidders[report->marks->bids[bid].bidder].id;
}

/* "B12 Name", "nobody". (transfer full) */
static char *
name_of (const LwSafetyReport *report, int bid)
{
  const LwEvaluationBidder *bidder;

  if (bid == LW_NO_WINNER)
    return g_strdup (_("nobody"));
  bidder = &report->marks->bidders[report->marks->bids[bid].bidder];
  return g_strdup_printf ("%s %s", bidder->id, bidder->name);
}

static char *
place_in (const char *panel, const char *lot, const char *bidder, const char *criterion)
{
  g_autofree char *place = lw_results_place (lot, bidder, criterion);

  return g_strconcat (panel, ":", place, NULL);
}

/* Takes @text and @place. */
static void
add (GPtrArray *findings, const char *id, LwTone tone, guint lot, const char *what, char *text, char *place)
{
  LwSafetyFinding *finding = g_new0 (LwSafetyFinding, 1);

  finding->id = id;
  finding->tone = tone;
  finding->lot = lot;
  finding->what = g_strdup (what);
  finding->text = text;
  finding->place = place;
  g_ptr_array_add (findings, finding);
}

/* ---- who is first ---- */

static char *
list_bids (const LwSafetyReport *report, GArray *bids)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < bids->len; i++)
    {
      g_autofree char *name = name_of (report, (int) g_array_index (bids, guint, i));

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", name);
    }
  return g_string_free (text, FALSE);
}

static void
add_rule (GPtrArray *findings, const LwSafetyReport *report, const LwLotSafety *safety)
{
  g_autofree char *winner = name_of (report, safety->flips->winner), *rule = NULL;

  if (safety->decided_by == 0 || safety->flips->winner == LW_NO_WINNER)
    return;
  rule = lw_tie_rule_to_text (g_ptr_array_index (report->marks->model->tie_rules, safety->decided_by - 1));
  add (findings, "evaluation.tie-rule", LW_TONE_ATTENTION, safety->lot, _("Tie rule"),
       g_strdup_printf (_("%s is level with another bid, and first by published rule %u: %s"), winner, safety->decided_by, rule),
       place_in ("results", report->marks->lots[safety->lot].id, id_of (report, safety->flips->winner), NULL));
}

static void
add_first (GPtrArray *findings, const LwSafetyReport *report, const LwLotSafety *safety)
{
  const char *lot = report->marks->lots[safety->lot].id;
  g_autofree char *sharing = list_bids (report, safety->sharing), *winner = name_of (report, safety->flips->winner);

  if (safety->sharing->len > 0)
    add (findings, "evaluation.no-winner", LW_TONE_ATTENTION, safety->lot, _("Tie"),
         report->marks->model->tie_rules->len > 0
             ? g_strdup_printf (_("%s share the first place, and no published rule tells them apart"), sharing)
             : g_strdup_printf (_("%s share the first place, and the method has no tie rule"), sharing),
         place_in ("results", lot, NULL, NULL));
  else if (safety->flips->winner == LW_NO_WINNER)
    add (findings, "evaluation.no-winner", LW_TONE_ATTENTION, safety->lot, _("No winner"), g_strdup (_("No bid is ranked")),
         place_in ("results", lot, NULL, NULL));
  else if (!safety->flips->has_weights)
    add (findings, "evaluation.by-rounding", LW_TONE_ATTENTION, safety->lot, _("Rounding"),
         g_strdup_printf (_("%s is first by rounding alone: before it another bid is ahead"), winner),
         place_in ("results", lot, id_of (report, safety->flips->winner), NULL));
  add_rule (findings, report, safety);
  if (safety->incomplete > 0)
    add (findings, "evaluation.incomplete", LW_TONE_ATTENTION, safety->lot, _("Incomplete"),
         g_strdup_printf (ngettext ("%u bid has no total yet: the result may be another", "%u bids have no total yet: the result may be another",
                                    safety->incomplete), safety->incomplete),
         place_in ("results", lot, NULL, NULL));
}

/* ---- the smallest change ---- */

static void
add_mark (GPtrArray *findings, const LwSafetyReport *report, const LwLotSafety *safety, const LwMarkFlip *flip)
{
  const LwEvaluationCriterion *criterion = &report->marks->model->criteria[flip->criterion];
  g_autofree char *bid = name_of (report, (int) flip->bid), *after = name_of (report, flip->after);
  const char *from = criterion->scale->marks[flip->from].value, *to = criterion->scale->marks[flip->to].value;

  add (findings, "evaluation.flip-mark", flip->steps == 1 ? LW_TONE_ATTENTION : LW_TONE_NEUTRAL, safety->lot, _("One mark"),
       g_strdup_printf (_("%s, %s %s: with %s in place of %s, %s wins"), bid, criterion->id, criterion->title, to, from, after),
       place_in ("marking", criterion->common ? "" : report->marks->lots[safety->lot].id, id_of (report, (int) flip->bid), criterion->id));
}

static void
add_marks (GPtrArray *findings, const LwSafetyReport *report, const LwLotSafety *safety, gboolean all)
{
  GArray *marks = safety->flips->marks;
  const guint told = all ? marks->len : MIN (marks->len, TOLD);

  for (guint i = 0; i < told; i++)
    add_mark (findings, report, safety, &g_array_index (marks, LwMarkFlip, i));
  if (marks->len > told)
    add (findings, "evaluation.flip-mark",
         g_array_index (marks, LwMarkFlip, 0).steps == 1 ? LW_TONE_ATTENTION : LW_TONE_NEUTRAL, safety->lot, _("One mark"),
         g_strdup_printf (ngettext ("%u more single mark would do the same: see all findings",
                                    "%u more single marks would do the same: see all findings", marks->len - told),
                          marks->len - told),
         g_strdup ("safety:findings"));
}

static void
add_drops (GPtrArray *findings, const LwSafetyReport *report, const LwLotSafety *safety)
{
  for (guint i = 0; i < safety->drops->len; i++)
    {
      const LwDropChange *change = &g_array_index (safety->drops, LwDropChange, i);
      g_autofree char *dropped = name_of (report, (int) change->dropped), *before = name_of (report, change->before),
                      *after = name_of (report, change->after);

      add (findings, "evaluation.drop-one", LW_TONE_ATTENTION, safety->lot, _("Another bid"),
           g_strdup_printf (_("Without %s, %s wins and not %s"), dropped, after, before),
           place_in ("bids", report->marks->lots[safety->lot].id, id_of (report, (int) change->dropped), NULL));
    }
}

static void
add_price (GPtrArray *findings, const LwSafetyReport *report, const LwLotSafety *safety)
{
  const LwPriceFlip *flip = &safety->flips->price;

  if (!safety->flips->has_price)
    return;
  g_autofree char *bid = name_of (report, (int) flip->bid), *after = name_of (report, flip->after);
  g_autofree char *from = lw_money_format (flip->from, report->currency), *to = lw_money_format (flip->to, report->currency);
  g_autofree char *by = lw_money_format (ABS (flip->to - flip->from), report->currency);

  add (findings, "evaluation.flip-price", LW_TONE_NEUTRAL, safety->lot, _("One price"),
       g_strdup_printf (_("%s at %s in place of %s, and %s wins: %s apart, and no other price changes by less"), bid, to, from, after, by),
       place_in ("prices", report->marks->lots[safety->lot].id, id_of (report, (int) flip->bid), NULL));
}

static void
add_weight (GPtrArray *findings, const LwSafetyReport *report, const LwLotSafety *safety)
{
  const LwLotFlips *flips = safety->flips;

  if (flips->nearest < 0)
    return;
  const LwWeightInterval *interval = &flips->weights[flips->nearest];
  const LwEvaluationCriterion *criterion = &report->marks->model->criteria[interval->criterion];
  g_autofree char *lower = lw_evaluation_shown (&interval->lower, 2), *upper = lw_evaluation_shown (&interval->upper, 2);
  g_autofree char *winner = name_of (report, flips->winner), *below = name_of (report, interval->below),
                  *above = name_of (report, interval->above), *apart = lw_evaluation_shown (&interval->nearest, 2);

  add (findings, "evaluation.flip-weight", LW_TONE_NEUTRAL, safety->lot, _("One weight"),
       g_strdup_printf (_("%s %s weighs %s: %s stays first from %s to %s, with %s below and %s above (%s points of the whole away)"),
                        criterion->id, criterion->title, criterion->weight_text, winner, lower, upper, below, above, apart),
       place_in ("criteria", criterion->id, NULL, NULL));
}

static void
add_price_alone (GPtrArray *findings, const LwSafetyReport *report, const LwLotSafety *safety)
{
  g_autofree char *text = NULL;

  if (!safety->price_alone)
    return;
  text = lw_evaluation_price_alone_text (report->marks, &safety->alone, report->currency);
  add (findings, "evaluation.price-alone", LW_TONE_ATTENTION, safety->lot, _("Quality cannot matter"), g_steal_pointer (&text),
       place_in ("results", report->marks->lots[safety->lot].id, id_of (report, (int) safety->alone.bid), NULL));
}

static GPtrArray *
findings_of_lot (const LwSafetyReport *report, guint lot, gboolean all)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func ((GDestroyNotify) lw_safety_finding_free);
  const LwLotSafety *safety = g_ptr_array_index (report->lots, lot);

  /* Where nobody has bid there is nothing to say. */
  if (report->marks->lots[lot].n_bids == 0)
    return findings;
  add_first (findings, report, safety);
  add_marks (findings, report, safety, all);
  add_drops (findings, report, safety);
  add_price_alone (findings, report, safety);
  add_price (findings, report, safety);
  add_weight (findings, report, safety);
  return findings;
}

GPtrArray *
lw_safety_findings_of_lot (const LwSafetyReport *report, guint lot)
{
  return findings_of_lot (report, lot, FALSE);
}

/* ---- the same words ---- */

static guint
lot_of (const LwSafetyReport *report, const LwRationaleFinding *given)
{
  const int lot = lw_evaluation_marks_find_lot (report->marks, given->lot, -1);

  return lot < 0 ? 0 : (guint) lot;
}

char *
lw_safety_place_of_given (const LwRationaleFinding *given)
{
  return place_in ("marking", given->lot, given->bidder, given->criterion);
}

static void
add_inconsistency (GPtrArray *findings, const LwSafetyReport *report, const LwInconsistency *group)
{
  g_autoptr (GString) list = g_string_new (NULL);
  const LwRationaleFinding *first = g_ptr_array_index (group->given, 0);

  for (guint i = 0; i < MIN (group->given->len, TOLD); i++)
    {
      const LwRationaleFinding *given = g_ptr_array_index (group->given, i);

      g_string_append_printf (list, "%s%s%s%s: %s", i > 0 ? ", " : "", given->lot, given->lot[0] != '\0' ? "/" : "", given->bidder, given->mark);
    }
  if (group->given->len > TOLD)
    g_string_append (list, ", …");
  add (findings, "evaluation.inconsistent", LW_TONE_ATTENTION, lot_of (report, first), _("Same words, different marks"),
       g_strdup_printf (_("%s: “%s” with %s"), group->criterion, group->words, list->str),
       lw_safety_place_of_given (first));
}

GPtrArray *
lw_safety_inconsistencies_of_lot (const LwSafetyReport *report, guint lot)
{
  GPtrArray *groups = g_ptr_array_new ();

  for (guint i = 0; i < report->inconsistencies->len; i++)
    {
      LwInconsistency *group = g_ptr_array_index (report->inconsistencies, i);
      gboolean here = FALSE;

      for (guint g = 0; g < group->given->len; g++)
        {
          const LwRationaleFinding *given = g_ptr_array_index (group->given, g);

          here |= given->lot[0] == '\0' || g_str_equal (given->lot, report->marks->lots[lot].id);
        }
      if (here)
        g_ptr_array_add (groups, group);
    }
  return groups;
}

GPtrArray *
lw_safety_findings (const LwSafetyReport *report)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) lw_safety_finding_free);

  for (guint lot = 0; lot < report->lots->len; lot++)
    g_ptr_array_extend_and_steal (all, findings_of_lot (report, lot, TRUE));
  for (guint i = 0; i < report->inconsistencies->len; i++)
    add_inconsistency (all, report, g_ptr_array_index (report->inconsistencies, i));
  return all;
}

guint
lw_safety_count (const LwSafetyReport *report)
{
  guint n = report->inconsistencies->len;

  for (guint lot = 0; lot < report->lots->len; lot++)
    {
      g_autoptr (GPtrArray) findings = lw_safety_findings_of_lot (report, lot);
      const char *last = "";

      for (guint i = 0; i < findings->len; i++)
        {
          const LwSafetyFinding *finding = g_ptr_array_index (findings, i);

          n += finding->tone == LW_TONE_ATTENTION && !g_str_equal (finding->id, last);
          last = finding->id;
        }
    }
  return n;
}

/* ---- the verdict ---- */

LwTone
lw_safety_verdict_tone (LwVerdict verdict)
{
  return verdict == LW_VERDICT_SAFE ? LW_TONE_GOOD : LW_TONE_ATTENTION;
}

char *
lw_safety_verdict_text (const LwSafetyReport *report, guint lot)
{
  const LwLotSafety *safety = g_ptr_array_index (report->lots, lot);
  g_autofree char *winner = name_of (report, safety->flips->winner);

  if (report->marks->lots[lot].n_bids == 0)
    return g_strdup (_("No bids in this lot."));
  switch (safety->verdict)
    {
    case LW_VERDICT_NOBODY:
      return g_strdup (_("Nobody wins: no bid is ranked."));
    case LW_VERDICT_TIE:
      return g_strdup (_("Nobody wins: the first place is shared."));
    case LW_VERDICT_ROUNDING:
      return g_strdup_printf (_("%s wins by rounding alone."), winner);
    case LW_VERDICT_RULE:
      return g_strdup_printf (_("%s wins by a published tie rule."), winner);
    case LW_VERDICT_MARK:
      return g_strdup_printf (_("%s wins, but one mark, one step up or down, would change that."), winner);
    case LW_VERDICT_OTHER_BID:
      return g_strdup_printf (_("%s wins, but only because another bid is there."), winner);
    case LW_VERDICT_PRICE_ALONE:
      return g_strdup_printf (_("%s wins by its price: the quality that was marked could not have mattered."), winner);
    case LW_VERDICT_SAFE:
    default:
      return g_strdup_printf (_("%s wins, and no single step of a mark and no other bid changes that."), winner);
    }
}

/* ---- as text ---- */

static void
append_simulation (GString *text, const LwSafetyReport *report, const LwAcceptability *simulation)
{
  g_string_append_printf (text, _("\nSimulation, not a result: %u draws of the weights, seed %llu\n"),
                          simulation->draws, (unsigned long long) simulation->seed);
  for (guint i = 0; i < simulation->n_bids; i++)
    {
      g_autofree char *name = name_of (report, (int) simulation->bids[i]);

      g_string_append_printf (text, _("%s: first in %.1f %%\n"), name,
                              100.0 * simulation->counts[i * simulation->n_bids] / simulation->draws);
    }
}

char *
lw_safety_page_text (const LwSafetyReport *report, guint lot)
{
  const LwLotSafety *safety = g_ptr_array_index (report->lots, lot);
  g_autoptr (GPtrArray) findings = lw_safety_findings_of_lot (report, lot);
  g_autoptr (GPtrArray) groups = lw_safety_inconsistencies_of_lot (report, lot);
  g_autofree char *verdict = lw_safety_verdict_text (report, lot);
  g_autoptr (GPtrArray) said = g_ptr_array_new_with_free_func ((GDestroyNotify) lw_safety_finding_free);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, _("Is it safe? Lot %s, %s\n%s\n"), report->marks->lots[lot].id, report->marks->lots[lot].title, verdict);
  for (guint i = 0; i < groups->len; i++)
    add_inconsistency (said, report, g_ptr_array_index (groups, i));
  g_ptr_array_extend_and_steal (findings, g_steal_pointer (&said));
  for (guint i = 0; i < findings->len; i++)
    {
      const LwSafetyFinding *finding = g_ptr_array_index (findings, i);

      g_string_append_printf (text, "%s %s: %s\n", finding->tone == LW_TONE_ATTENTION ? "!" : "-", finding->what, finding->text);
    }
  if (safety->simulation != NULL)
    append_simulation (text, report, safety->simulation);
  return g_string_free (text, FALSE);
}
