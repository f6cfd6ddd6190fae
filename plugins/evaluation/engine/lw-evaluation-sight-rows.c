/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which answers and documents of the bids a person reads: what is assigned, and no price before it may be seen. */
#include "config.h"

#include "lw-evaluation-sight.h"

#include "lw-evaluation-people.h"

#include <string.h>

#define BELOW \
  "WITH RECURSIVE below (id) AS (SELECT ?1 UNION" \
  " SELECT c.id FROM below AS b JOIN evaluation_criterion AS c ON c.parent = b.id)"

gboolean
lw_evaluation_is_price (LwConnection *connection, const char *criterion, gboolean *is, GError **error)
{
  gint64 found;

  if (!lw_connection_get_int (connection, &found, 0, error,
                              BELOW " SELECT EXISTS (SELECT 1 FROM below JOIN evaluation_criterion USING (id) WHERE kind = 'price')",
                              "s", criterion))
    return FALSE;
  *is = found != 0;
  return TRUE;
}

/* Whether @person may mark one of the places that are of the bidder, the question (or group of them) and the lot ("": any). */
static gboolean
marks_any (LwConnection *connection, const char *person, const char *lot, const char *bidder, const char *criterion,
           gboolean *any, GError **error)
{
  g_autoptr (LwStatement) row = lw_connection_prepare (
      connection,
      BELOW " SELECT DISTINCT iif (c.scope IS 'common', '', b.lot), c.id FROM below JOIN evaluation_criterion AS c USING (id)"
            " JOIN bid AS b ON b.bidder = ?2 AND ?3 IN ('', b.lot) WHERE c.kind IN ('scored', 'pass-fail')",
      error);
  LwStep step = LW_STEP_DONE;

  *any = FALSE;
  if (row == NULL)
    return FALSE;
  lw_statement_bind (row, "sss", criterion, bidder, lot);
  while (!*any && (step = lw_statement_step (row, error)) == LW_STEP_ROW)
    {
      g_autofree char *reason = NULL;

      if (!lw_evaluation_may_mark (connection, person, lw_statement_text (row, 0), bidder, lw_statement_text (row, 1), &reason,
                                   error))
        return FALSE;
      *any = reason == NULL;
    }
  return *any || step == LW_STEP_DONE;
}

static gboolean
may_read_document (LwConnection *connection, LwSight sight, const char *person, const char *bidder, const char *name,
                   gboolean *may, GError **error)
{
  g_autoptr (LwStatement) row = lw_connection_prepare (
      connection, "SELECT coalesce (lot, ''), criterion FROM evaluation_document WHERE bidder = ? AND name = ?", error);
  const char *criterion;
  gboolean price = FALSE;
  LwStep step;

  *may = (sight & LW_SIGHT_OTHERS) != 0;
  if (row == NULL)
    return FALSE;
  lw_statement_bind (row, "ss", bidder, name);
  step = lw_statement_step (row, error);
  criterion = step == LW_STEP_ROW ? lw_statement_text (row, 1) : NULL;
  if (criterion == NULL)
    return step != LW_STEP_ERROR; /* nobody has said yet what it is about, and it may be a price */
  if (!lw_evaluation_is_price (connection, criterion, &price, error))
    return FALSE;
  if (price)
    *may = *may && (sight & LW_SIGHT_PRICES) != 0;
  else if (!*may)
    return marks_any (connection, person, lw_statement_text (row, 0), bidder, criterion, may, error);
  return TRUE;
}

gboolean
lw_evaluation_may_read (LwConnection *connection, LwSight sight, const char *person, const char *noun, const char *key,
                        gboolean *may, GError **error)
{
  const gboolean answer = strcmp (noun, "answer") == 0;
  g_auto (GStrv) part = g_strsplit (key, "/", 3);

  *may = (sight & LW_SIGHT_OTHERS) != 0;
  if ((answer && *may) || (sight & LW_SIGHT_ALL) == LW_SIGHT_ALL)
    return TRUE;
  if (g_strv_length (part) < (answer ? 3 : 2))
    return TRUE;
  return answer ? marks_any (connection, person, part[0], part[1], part[2], may, error)
                : may_read_document (connection, sight, person, part[0], part[1], may, error);
}
