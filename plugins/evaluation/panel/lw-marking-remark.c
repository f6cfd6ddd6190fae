/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-marking-remark.h"

#include <gdk/gdk.h>

#include "base/lw-i18n.h"

char *
lw_marking_remark (const LwMarkingEntry *entry, const char *odd, const char *why_not)
{
  const char *reason = lw_document_get_read_only_reason (entry->document);

  if (reason != NULL)
    return g_markup_printf_escaped (_("Marks cannot be given: %s"), reason);
  if (odd != NULL)
    return g_markup_printf_escaped (_("The mark that was given, %s, is not on this scale: choose one that is"), odd);
  if (why_not != NULL)
    return g_markup_escape_text (why_not, -1);
  if ((lw_document_get_sight (entry->document) & LW_SIGHT_MARKS) != 0 && lw_marking_entry_has_agreed (entry))
    return g_strdup_printf ("%s <a href=\"agreed\">%s</a>",
                            _("The agreed mark stands: this mark does not move the ranking."), _("See the agreed mark"));
  return NULL;
}

char *
lw_marking_remark_place (LwMarkingWork *work, const LwMarkingPlace *place)
{
  const LwEvaluationMarks *marks = lw_marking_work_get_marks (work);
  const guint bidder = lw_marking_work_get_bidder (work, place->subject);
  int lot = lw_marking_work_get_lot (work, place->subject);

  for (guint bid = 0; lot < 0 && bid < marks->n_bids; bid++)
    if (marks->bids[bid].bidder == bidder)
      lot = (int) marks->bids[bid].lot;
  return g_strdup_printf ("results:%s/%s/%s", lot >= 0 ? marks->lots[lot].id : "", marks->bidders[bidder].id,
                          lw_evaluation_model_leaf (marks->model, place->leaf)->id);
}

char *
lw_marking_remark_key (const LwEvaluationScale *scale, guint keyval)
{
  const guint32 typed = gdk_keyval_to_unicode (keyval);
  g_autofree char *list = NULL;

  if (typed < '0' || typed > '9')
    return NULL;
  if (scale->id[0] == '\0')
    return g_strdup (_("This question is pass or fail: press P or F"));
  list = lw_evaluation_scale_list (scale);
  return g_strdup_printf (_("%c gives no mark on this scale, which has %s"), (char) typed, list);
}
