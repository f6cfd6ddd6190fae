/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Why a result may still move: marks that nobody stands by yet, marks that differ, questions without an answer. */
#include "config.h"

#include "lw-evaluation-prices.h"

#include "lw-evaluation-publish.h"

#include "base/lw-i18n.h"

/* Cells of submitted bids where marks differ and none is agreed; what is common to all lots once for a bidder. */
static guint
count_disputed (const LwEvaluationMarks *marks)
{
  g_autofree gboolean *seen = g_new0 (gboolean, marks->n_bidders + 1);
  guint n = 0;

  for (guint bid = 0; bid < marks->n_bids; bid++)
    {
      const LwCell *row = lw_evaluation_marks_row (marks, bid);

      if (marks->bids[bid].status != LW_BID_SUBMITTED)
        continue;
      for (guint leaf = 0; leaf < marks->model->n_leaves; leaf++)
        n += row[leaf] == LW_CELL_DISPUTED
             && !(lw_evaluation_model_leaf (marks->model, leaf)->common && seen[marks->bids[bid].bidder]);
      seen[marks->bids[bid].bidder] = TRUE;
    }
  return n;
}

static void
append (GString *text, const char *part)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", part);
}

gboolean
lw_evaluation_provisional (const LwEvaluationMarks *marks, LwConnection *connection, char **text, GError **error)
{
  g_autoptr (GString) why = g_string_new (NULL);
  const guint disputed = count_disputed (marks);
  gint64 unconfirmed, queries;

  *text = NULL;
  if (!lw_evaluation_unconfirmed (connection, &unconfirmed, error)
      || !lw_connection_get_int (connection, &queries, 0, error, "SELECT count (*) FROM evaluation_query WHERE reply IS NULL", ""))
    return FALSE;
  if (unconfirmed > 0)
    {
      g_autofree char *part = g_strdup_printf (
          ngettext ("%lld mark is not confirmed", "%lld marks are not confirmed", (gulong) unconfirmed), (long long) unconfirmed);
      append (why, part);
    }
  if (disputed > 0)
    {
      g_autofree char *part = g_strdup_printf (
          ngettext ("on %u question marks differ and none is agreed", "on %u questions marks differ and none is agreed", disputed),
          disputed);
      append (why, part);
    }
  if (queries > 0)
    {
      g_autofree char *part
          = g_strdup_printf (ngettext ("%lld query is open", "%lld queries are open", (gulong) queries), (long long) queries);
      append (why, part);
    }
  if (why->len > 0)
    *text = g_strdup_printf (_("The result is provisional: %s."), why->str);
  return TRUE;
}
