/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What keeps quality from being locked: prices stay sealed over it, and a result over it is provisional. */
#include "config.h"

#include "lw-evaluation-prices.h"

#include "lw-evaluation-costs.h"
#include "lw-evaluation-people.h"
#include "lw-evaluation-publish.h"

#include <string.h>

#include "base/lw-i18n.h"

const char *const lw_obstacle_ids[LW_OBSTACLE_KINDS] = {
  "unpublished", "revision", "unmarked", "disputed",    "off-scale", "not-given",
  "unconfirmed", "people",   "old-agreed", "undecided", "queries",   "costs",
};

/* What was found: all of it, or with @list NULL how much of each kind. */
typedef struct
{
  GPtrArray *list; /* of LwPriceObstacle */
  guint n[LW_OBSTACLE_KINDS];
} Found;

static void
obstacle_free (LwPriceObstacle *obstacle)
{
  g_free (obstacle->where);
  g_free (obstacle->text);
  g_free (obstacle);
}

/* @where, @text: (transfer full) */
static void
add (Found *found, LwObstacleKind kind, char *where, char *text)
{
  LwPriceObstacle *obstacle;

  found->n[kind]++;
  if (found->list == NULL)
    {
      g_free (where);
      g_free (text);
      return;
    }
  obstacle = g_new (LwPriceObstacle, 1);
  *obstacle = (LwPriceObstacle) { where, text, kind };
  g_ptr_array_add (found->list, obstacle);
}

static char *
place (const char *lot, const char *bidder, const char *criterion)
{
  return g_strjoin ("/", lot, bidder, criterion, NULL);
}

/* ---- marks that are not there ---- */

static void
add_cell (Found *found, const LwEvaluationMarks *marks, guint bid, guint leaf)
{
  const LwEvaluationCriterion *criterion = lw_evaluation_model_leaf (marks->model, leaf);
  const char *lot = criterion->common ? "" : marks->lots[marks->bids[bid].lot].id;
  char *where;

  if (lw_evaluation_marks_row (marks, bid)[leaf] >= 0)
    return;
  where = place (lot, marks->bidders[marks->bids[bid].bidder].id, criterion->id);
  switch (lw_evaluation_marks_row (marks, bid)[leaf])
    {
    case LW_CELL_MISSING:
      add (found, LW_OBSTACLE_UNMARKED, where, g_strdup (_("not marked")));
      break;
    case LW_CELL_DISPUTED:
      add (found, LW_OBSTACLE_DISPUTED, where, g_strdup (_("the marks differ, and none is agreed")));
      break;
    default:
      add (found, LW_OBSTACLE_OFF_SCALE, where, g_strdup (_("a mark is not on the scale")));
    }
}

/* Of submitted bids; what is common to all lots once for a bidder. */
static void
add_cells (Found *found, const LwEvaluationMarks *marks)
{
  g_autofree gboolean *seen = g_new0 (gboolean, marks->n_bidders + 1);

  for (guint bid = 0; bid < marks->n_bids; bid++)
    {
      const guint bidder = marks->bids[bid].bidder;

      if (marks->bids[bid].status != LW_BID_SUBMITTED)
        continue;
      for (guint leaf = 0; leaf < marks->model->n_leaves; leaf++)
        {
          const LwEvaluationCriterion *criterion = lw_evaluation_model_leaf (marks->model, leaf);

          if (lw_evaluation_criterion_is_marked (criterion) && !(criterion->common && seen[bidder]))
            add_cell (found, marks, bid, leaf);
        }
      seen[bidder] = TRUE;
    }
}

static gboolean
add_cells_of (Found *found, const LwEvaluationPeople *people, const LwEvaluationPerson *person, LwConnection *connection,
              GError **error)
{
  g_autoptr (GArray) cells = lw_evaluation_people_cells (people, person);

  for (guint i = 0; i < cells->len; i++)
    {
      const LwAssignedCell *cell = &g_array_index (cells, LwAssignedCell, i);
      gint64 agreed = 1;

      if (!cell->marked
          && !lw_connection_get_int (connection, &agreed, 0, error,
                                     "SELECT EXISTS (SELECT 1 FROM evaluation_consensus"
                                     " WHERE lot = ? AND bidder = ? AND criterion = ?)",
                                     "sss", cell->lot, cell->bidder, cell->criterion))
        return FALSE;
      if (!agreed)
        add (found, LW_OBSTACLE_NOT_GIVEN, place (cell->lot, cell->bidder, cell->criterion),
             g_strdup_printf (_("%s has not marked"), person->id));
    }
  return TRUE;
}

/* What is assigned and not given, where none is agreed. */
static gboolean
add_not_given (Found *found, LwConnection *connection, GError **error)
{
  g_autoptr (LwEvaluationPeople) people = NULL;
  gboolean in_use;

  if (!lw_evaluation_assignments_in_use (connection, &in_use, error))
    return FALSE;
  if (!in_use)
    return TRUE;
  people = lw_evaluation_people_load (connection, NULL, error);
  for (guint p = 0; people != NULL && p < people->people->len; p++)
    if (!add_cells_of (found, people, people->people->pdata[p], connection, error))
      return FALSE;
  return people != NULL;
}

/* ---- rows that say so themselves ---- */

#define SUBMITTED(row) \
  " EXISTS (SELECT 1 FROM bid AS b WHERE b.bidder = " row ".bidder AND " row ".lot IN ('', b.lot) AND b.status = 'submitted')"

/* Marks that their evaluators have not confirmed under the version in force; also where one is agreed, which rests on them. */
#define UNCONFIRMED \
  " FROM evaluation_mark AS m WHERE NOT EXISTS (SELECT 1 FROM evaluation_confirmation AS c WHERE c.lot = m.lot" \
  "  AND c.bidder = m.bidder AND c.criterion = m.criterion AND c.person = m.person" \
  "  AND c.version = (SELECT max (version) FROM evaluation_publication)) AND" SUBMITTED ("m")

gboolean
lw_evaluation_unconfirmed (LwConnection *connection, gint64 *n, GError **error)
{
  return lw_connection_get_int (
      connection, n, 0, error,
      "SELECT count (*)" UNCONFIRMED " AND EXISTS (SELECT 1 FROM evaluation_publication)", "");
}

static char *
text_of (LwObstacleKind kind, const char *who)
{
  switch (kind)
    {
    case LW_OBSTACLE_UNCONFIRMED:
      return g_strdup_printf (_("%s has not confirmed the mark"), who);
    case LW_OBSTACLE_OLD_AGREED:
      return g_strdup (_("the mark was agreed under an older version of the method: agree on it again"));
    case LW_OBSTACLE_UNDECIDED:
      return g_strdup_printf (_("a mark that %s returned is in conflict with the one here: decide which counts"), who);
    default:
      return g_strdup_printf (_("a query of %s has no reply"), who);
    }
}

/* @sql: lot, bidder, criterion, person */
static gboolean
add_rows (Found *found, LwObstacleKind kind, LwConnection *connection, const char *sql, GError **error)
{
  g_autoptr (LwStatement) row = lw_connection_prepare (connection, sql, error);
  LwStep step;

  if (row == NULL)
    return FALSE;
  while ((step = lw_statement_step (row, error)) == LW_STEP_ROW)
    add (found, kind, place (lw_statement_text (row, 0), lw_statement_text (row, 1), lw_statement_text (row, 2)),
         text_of (kind, lw_statement_text (row, 3)));
  return step == LW_STEP_DONE;
}

static gboolean
add_published (Found *found, LwConnection *connection, GError **error)
{
  return add_rows (found, LW_OBSTACLE_UNCONFIRMED, connection,
                   "SELECT m.lot, m.bidder, m.criterion, m.person" UNCONFIRMED " ORDER BY 1, 2, 3, 4", error)
         && add_rows (found, LW_OBSTACLE_OLD_AGREED, connection,
                      "SELECT lot, bidder, criterion, NULL FROM evaluation_consensus AS a WHERE " LW_AGREED_IS_OLD " AND"
                      SUBMITTED ("a") " ORDER BY 1, 2, 3",
                      error);
}

static gboolean
add_open (Found *found, LwConnection *connection, GError **error)
{
  return add_rows (found, LW_OBSTACLE_UNDECIDED, connection,
                   "SELECT lot, bidder, criterion, person FROM evaluation_conflict AS x JOIN evaluation_pack AS p ON p.id = x.pack"
                   " ORDER BY 1, 2, 3, 4",
                   error)
         && add_rows (found, LW_OBSTACLE_QUERY, connection,
                      "SELECT lot, bidder, criterion, person FROM evaluation_query WHERE reply IS NULL ORDER BY 1, 2, 3, 4", error);
}

/* ---- who marked ---- */

/* Findings about marks are its errors. */
static gboolean
add_people (Found *found, LwConnection *connection, GError **error)
{
  g_autoptr (LwFindings) findings = lw_findings_new ();

  if (!lw_evaluation_check_people (connection, findings, error))
    return FALSE;
  for (guint i = 0; i < lw_findings_n (findings); i++)
    {
      const LwFinding *finding = lw_findings_get (findings, i);

      if (finding->severity == LW_SEVERITY_ERROR)
        add (found, LW_OBSTACLE_PEOPLE, g_strdup (finding->where), g_strdup (finding->text));
    }
  return TRUE;
}

/* ---- costs ---- */

/* Those that cannot be worked out; the figures are not told. */
static gboolean
add_costs (Found *found, const LwEvaluationMarks *marks, LwConnection *connection, GError **error)
{
  g_autoptr (LwStatement) row
      = lw_connection_prepare (connection, "SELECT DISTINCT lot, bidder FROM evaluation_cost ORDER BY 1, 2", error);
  LwStep step;

  if (row == NULL)
    return FALSE;
  while ((step = lw_statement_step (row, error)) == LW_STEP_ROW)
    {
      const char *lot = lw_statement_text (row, 0), *bidder = lw_statement_text (row, 1);
      g_autoptr (GPtrArray) costs = lw_evaluation_costs (connection, lot, bidder, error);
      g_auto (LwRational) value = LW_RATIONAL_INIT;
      gint64 minor;

      if (costs == NULL)
        return FALSE;
      if (!lw_evaluation_costs_value (marks->model, costs, &value, &minor, NULL))
        add (found, LW_OBSTACLE_COSTS, g_strjoin ("/", lot, bidder, NULL),
             g_strdup (_("the costs come to more than an amount can be")));
    }
  return step == LW_STEP_DONE;
}

/* ---- all of it ---- */

static gboolean
look (Found *found, const LwEvaluationMarks *marks, LwConnection *connection, GError **error)
{
  g_autofree char *reason = NULL, *approver = NULL;
  gint64 version;

  if (!lw_evaluation_version (connection, &version, error)
      || !lw_evaluation_get_revision (connection, &reason, &approver, error))
    return FALSE;
  if (version == 0)
    add (found, LW_OBSTACLE_UNPUBLISHED, g_strdup (""),
         g_strdup (_("the method has not been published, so no mark can be confirmed")));
  if (version == 0 && found->list == NULL)
    return TRUE; /* that says it all */
  if (reason != NULL)
    add (found, LW_OBSTACLE_REVISION, g_strdup (""), g_strdup (_("a revision of the method is open: publish it")));
  add_cells (found, marks);
  return add_not_given (found, connection, error) && (version == 0 || add_published (found, connection, error))
         && add_people (found, connection, error) && add_open (found, connection, error)
         && add_costs (found, marks, connection, error);
}

GPtrArray *
lw_evaluation_price_obstacles (LwConnection *connection, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) obstacle_free);
  g_autoptr (LwEvaluationMarks) marks = lw_evaluation_marks_load (connection, error);
  Found found = { .list = list };

  return marks != NULL && look (&found, marks, connection, error) ? g_steal_pointer (&list) : NULL;
}

/* ---- provisional ---- */

static char *
part_of (LwObstacleKind kind, guint n)
{
  switch (kind)
    {
    case LW_OBSTACLE_UNPUBLISHED:
      return g_strdup (_("the method is not published"));
    case LW_OBSTACLE_REVISION:
      return g_strdup (_("a revision of the method is open"));
    case LW_OBSTACLE_UNMARKED:
      return g_strdup_printf (ngettext ("%u mark is missing", "%u marks are missing", n), n);
    case LW_OBSTACLE_DISPUTED:
      return g_strdup_printf (
          ngettext ("on %u question marks differ and none is agreed", "on %u questions marks differ and none is agreed", n), n);
    case LW_OBSTACLE_OFF_SCALE:
      return g_strdup_printf (ngettext ("%u mark is not on its scale", "%u marks are not on their scales", n), n);
    case LW_OBSTACLE_NOT_GIVEN:
      return g_strdup_printf (ngettext ("%u mark that is assigned is not given", "%u marks that are assigned are not given", n), n);
    case LW_OBSTACLE_UNCONFIRMED:
      return g_strdup_printf (ngettext ("%u mark is not confirmed", "%u marks are not confirmed", n), n);
    case LW_OBSTACLE_PEOPLE:
      return g_strdup_printf (ngettext ("%u error is found in who marked what", "%u errors are found in who marked what", n), n);
    case LW_OBSTACLE_OLD_AGREED:
      return g_strdup_printf (ngettext ("%u mark was agreed under an older version of the method",
                                        "%u marks were agreed under an older version of the method", n),
                              n);
    case LW_OBSTACLE_UNDECIDED:
      return g_strdup_printf (ngettext ("%u mark of a returned pack is undecided", "%u marks of returned packs are undecided", n), n);
    case LW_OBSTACLE_QUERY:
      return g_strdup_printf (ngettext ("%u query is open", "%u queries are open", n), n);
    default:
      return g_strdup_printf (ngettext ("the costs of %u bid are too large", "the costs of %u bids are too large", n), n);
    }
}

gboolean
lw_evaluation_provisional (const LwEvaluationMarks *marks, LwConnection *connection, guint *counts, char **text, GError **error)
{
  g_autoptr (GString) why = g_string_new (NULL);
  Found found = { .list = NULL };

  *text = NULL;
  if (!look (&found, marks, connection, error))
    return FALSE;
  for (guint kind = 0; kind < LW_OBSTACLE_KINDS; kind++)
    if (found.n[kind] > 0)
      {
        g_autofree char *part = part_of (kind, found.n[kind]);

        g_string_append_printf (why, "%s%s", why->len > 0 ? ", " : "", part);
      }
  if (counts != NULL)
    memcpy (counts, found.n, sizeof found.n);
  if (why->len > 0)
    *text = g_strdup_printf (_("The result is provisional: %s."), why->str);
  return TRUE;
}
