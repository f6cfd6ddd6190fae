/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-evaluation-safety-lot.h"

#include "base/lw-error.h"
#include "base/lw-money.h"
#include "lw-evaluation-explain.h"
#include "lw-evaluation-safety-private.h"

#include "base/lw-i18n.h"

static const struct
{
  const char *id, *title;
} verdicts[] = {
  { "nobody", N_ ("nobody wins") },
  { "tie", N_ ("tie for the first place") },
  { "rounding", N_ ("rounding alone decides") },
  { "rule", N_ ("a tie rule decides") },
  { "mark", N_ ("one mark decides") },
  { "other-bid", N_ ("another bid decides") },
  { "price-alone", N_ ("price alone decides") },
  { "safe", N_ ("safe") },
};

const char *
lw_verdict_to_string (LwVerdict verdict)
{
  return verdicts[verdict].id;
}

const char *
lw_verdict_title (LwVerdict verdict)
{
  return _(verdicts[verdict].title);
}

static void
look_at_ranking (const LwEvaluationMarks *marks, LwLotSafety *safety)
{
  g_autoptr (LwLotRanking) ranking = lw_evaluation_rank_lot (marks, safety->lot, LW_RANK_DEFAULT);

  for (guint i = 0; i < ranking->n_results; i++)
    {
      const LwBidResult *result = &ranking->results[i];

      safety->incomplete += result->standing == LW_STANDING_INCOMPLETE;
      if (result->rank == 1 && result->tied)
        g_array_append_val (safety->sharing, result->bid);
      if (result->rank == 1)
        safety->decided_by = result->decided_by;
    }
}

static LwVerdict
verdict_of (const LwLotSafety *safety)
{
  const LwLotFlips *flips = safety->flips;

  if (flips->winner == LW_NO_WINNER)
    return safety->sharing->len > 0 ? LW_VERDICT_TIE : LW_VERDICT_NOBODY;
  if (!flips->has_weights)
    return LW_VERDICT_ROUNDING;
  if (safety->decided_by > 0)
    return LW_VERDICT_RULE;
  if (flips->marks->len > 0 && g_array_index (flips->marks, LwMarkFlip, 0).steps == 1)
    return LW_VERDICT_MARK;
  if (safety->drops->len > 0)
    return LW_VERDICT_OTHER_BID;
  return safety->price_alone ? LW_VERDICT_PRICE_ALONE : LW_VERDICT_SAFE;
}

/* Where no bid is ranked there is nothing to draw weights for. */
static gboolean
simulate (const LwEvaluationMarks *marks, LwLotSafety *safety, const LwAcceptabilityTerms *terms,
          GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (terms == NULL || terms->draws == 0)
    return TRUE;
  safety->simulation = lw_evaluation_acceptability (marks, safety->lot, terms, cancellable, &local);
  if (safety->simulation != NULL || g_error_matches (local, LW_ERROR, LW_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

LwLotSafety *
lw_evaluation_safety_of_lot (const LwEvaluationMarks *marks, guint lot, const LwAcceptabilityTerms *terms,
                             GCancellable *cancellable, GError **error)
{
  g_autoptr (LwLotSafety) safety = g_new0 (LwLotSafety, 1);

  safety->lot = lot;
  safety->sharing = g_array_new (FALSE, FALSE, sizeof (guint));
  safety->drops = g_array_new (FALSE, FALSE, sizeof (LwDropChange));
  lw_price_alone_init (&safety->alone);
  look_at_ranking (marks, safety);
  lw_evaluation_drop_one (marks, lot, safety->drops);
  safety->price_alone = lw_evaluation_price_alone (marks, lot, &safety->alone);
  safety->flips = lw_evaluation_flip_lot (marks, lot, cancellable, error);
  if (safety->flips == NULL || !simulate (marks, safety, terms, cancellable, error))
    return NULL;
  safety->verdict = verdict_of (safety);
  return g_steal_pointer (&safety);
}

void
lw_lot_safety_free (LwLotSafety *safety)
{
  if (safety == NULL)
    return;
  g_clear_pointer (&safety->flips, lw_lot_flips_free);
  g_clear_pointer (&safety->simulation, lw_acceptability_free);
  g_array_unref (safety->sharing);
  g_array_unref (safety->drops);
  lw_price_alone_clear (&safety->alone);
  g_free (safety);
}

char *
lw_evaluation_price_alone_text (const LwEvaluationMarks *marks, const LwPriceAlone *alone, const char *currency)
{
  const char *bidder = marks->bidders[marks->bids[alone->bid].bidder].id;
  g_autofree char *spread = lw_evaluation_shown (&alone->spread, 2);
  g_autofree char *gap = lw_evaluation_is_additive (marks->model)
                             ? lw_evaluation_shown (&alone->gap, 2)
                             : lw_money_format (mpz_get_si (mpq_numref (alone->gap.q)), currency);

  return lw_evaluation_is_additive (marks->model)
             ? g_strdup_printf (_("price alone decides: %s is %s points ahead for price, and quality differs by %s at the most"),
                                bidder, gap, spread)
             : g_strdup_printf (_("price alone decides: the next bid is %s dearer than %s, and quality differs by %s points at the most"),
                                gap, bidder, spread);
}
