/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-evaluation-explain.h"

#include "base/lw-error.h"
#include "base/lw-id.h"

#include "base/lw-i18n.h"

int
lw_evaluation_find_bid (const LwEvaluationMarks *marks, const char *lot_id, const char *bidder_id, GError **error)
{
  const int lot = lw_evaluation_marks_find_lot (marks, lot_id, -1);
  const int bidder = lw_evaluation_marks_find_bidder (marks, bidder_id, -1);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  const char *nearest;
  int bid;

  if (lot >= 0 && bidder >= 0)
    {
      bid = lw_evaluation_marks_find_bid (marks, lot, bidder);
      if (bid < 0)
        g_set_error (error, LW_ERROR, LW_ERROR_NOT_FOUND,
                     _("expected a bidder that bids for lot %s, found %s, which does not"), lot_id, bidder_id);
      return bid;
    }
  for (guint i = 0; i < (lot < 0 ? marks->n_lots : marks->n_bidders); i++)
    g_ptr_array_add (names, lot < 0 ? marks->lots[i].id : marks->bidders[i].id);
  g_ptr_array_add (names, NULL);
  nearest = lw_nearest (lot < 0 ? lot_id : bidder_id, (const char *const *) names->pdata);
  if (lot < 0)
    g_set_error (error, LW_ERROR, LW_ERROR_NOT_FOUND, _("expected the identifier of a lot, found “%s”"), lot_id);
  else
    g_set_error (error, LW_ERROR, LW_ERROR_NOT_FOUND, _("expected the identifier of a bidder, found “%s”"),
                 bidder_id);
  if (nearest != NULL && error != NULL)
    {
      char *message = g_strdup_printf (_("%s; did you mean “%s”?"), (*error)->message, nearest);

      g_free ((*error)->message);
      (*error)->message = message;
    }
  return -1;
}
