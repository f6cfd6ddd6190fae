/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Rows that are there and would not be taken today: reported, never removed. */
#include "config.h"

#include "lw-evaluation-people.h"

#include <string.h>

#include "base/lw-i18n.h"

static gboolean
has_role (const LwEvaluationPerson *person, const char *role)
{
  return g_ptr_array_find_with_equal_func (person->roles, role, g_str_equal, NULL);
}

static guint
marks_of (const LwEvaluationPeople *people, const LwEvaluationPerson *person)
{
  guint n = 0;

  for (guint i = 0; i < people->bidders->len; i++)
    n += person->of[i].marked;
  return n;
}

static int
bidder_index (const LwEvaluationPeople *people, const char *id)
{
  for (guint i = 0; i < people->bidders->len; i++)
    if (strcmp (people->bidders->pdata[i], id) == 0)
      return (int) i;
  return -1;
}

static void
check_role (const LwEvaluationPeople *people, const LwEvaluationPerson *person, LwFindings *findings)
{
  const guint n = marks_of (people, person);

  if (!people->in_use || has_role (person, "evaluator"))
    return;
  if (n > 0)
    lw_findings_add (findings, "evaluation.wrong-role", LW_SEVERITY_ERROR, person->id,
                     ngettext ("%s gave %u mark without the role evaluator", "%s gave %u marks without the role evaluator", n),
                     person->id, n);
  else if (person->assigned > 0)
    lw_findings_add (findings, "evaluation.wrong-role", LW_SEVERITY_WARNING, person->id,
                     ngettext ("%s is assigned to %u mark and does not have the role evaluator",
                               "%s is assigned to %u marks and does not have the role evaluator", person->assigned),
                     person->id, person->assigned);
}

static void
check_conflicts (const LwEvaluationPeople *people, const LwEvaluationPerson *person, LwFindings *findings)
{
  for (guint i = 0; i < person->conflicts->len; i++)
    {
      const LwPersonInterest *interest = g_ptr_array_index (person->conflicts, i);

      for (guint j = 0; j < interest->bidders->len; j++)
        {
          const char *bidder = interest->bidders->pdata[j];
          const int index = bidder_index (people, bidder);
          const guint n = index < 0 ? 0 : person->of[index].marked;

          if (n > 0)
            lw_findings_add (
                findings, "evaluation.conflict-of-interest", LW_SEVERITY_ERROR, bidder,
                ngettext ("%s gave %u mark of %s, and has declared a conflict of interest with %s (%s), a member of it",
                          "%s gave %u marks of %s, and has declared a conflict of interest with %s (%s), a member of it", n),
                person->id, n, bidder, interest->organisation, interest->name);
        }
    }
}

/* The organisations among @missing that are members of @bidder. (element-type LwPersonInterest) */
static GPtrArray *
missing_of (const LwEvaluationPerson *person, const char *bidder)
{
  GPtrArray *missing = g_ptr_array_new ();

  for (guint i = 0; i < person->missing->len; i++)
    {
      LwPersonInterest *interest = g_ptr_array_index (person->missing, i);

      if (g_ptr_array_find_with_equal_func (interest->bidders, bidder, g_str_equal, NULL))
        g_ptr_array_add (missing, interest);
    }
  return missing;
}

/* Before marking that is work to do; after it, marks that should not have been taken. */
static void
check_declarations (const LwEvaluationPeople *people, const LwEvaluationPerson *person, LwFindings *findings)
{
  g_autofree char *all = lw_evaluation_list_interests (person->missing);

  for (guint i = 0; person->missing->len > 0 && i < people->bidders->len; i++)
    {
      const char *bidder = people->bidders->pdata[i];
      const guint n = person->of[i].marked;
      g_autoptr (GPtrArray) missing = missing_of (person, bidder);
      g_autofree char *list = lw_evaluation_list_interests (missing);

      if (n > 0 && missing->len > 0)
        lw_findings_add (findings, "evaluation.undeclared", LW_SEVERITY_ERROR, bidder,
                         ngettext ("%s gave %u mark of %s, and has not declared on members of it: %s",
                                   "%s gave %u marks of %s, and has not declared on members of it: %s", n),
                         person->id, n, bidder, list);
    }
  if (person->missing->len > 0)
    lw_findings_add (findings, "evaluation.declaration-missing", LW_SEVERITY_WARNING, person->id,
                     _("%s has yet to declare whether there is a conflict of interest with %s"), person->id, all);
}

/* Marks at @place outside of what is assigned; those of a blocked bidder are said already. */
static guint
count_unassigned (const LwEvaluationPeople *people, const LwEvaluationPerson *person, guint place)
{
  const guint8 *cells = person->cells + (gsize) place * people->leaves->len;
  guint n = 0;

  if (person->of[g_array_index (people->places, LwWorkPlace, place).bidder_index].blocked)
    return 0;
  for (guint leaf = 0; leaf < people->leaves->len; leaf++)
    n += (cells[leaf] & (LW_WORK_MARKED | LW_WORK_ASSIGNED)) == LW_WORK_MARKED;
  return n;
}

static void
check_assigned (const LwEvaluationPeople *people, const LwEvaluationPerson *person, LwFindings *findings)
{
  guint in_all = 0;

  for (guint i = 0; people->in_use && i < people->places->len; i++)
    {
      const LwWorkPlace *place = &g_array_index (people->places, LwWorkPlace, i);
      const guint n = count_unassigned (people, person, i);
      g_autofree char *where = place->lot[0] == '\0' ? g_strdup (place->bidder)
                                                     : g_strdup_printf ("%s/%s", place->lot, place->bidder);

      in_all += n;
      if (n > 0 && person->assigned > 0)
        lw_findings_add (findings, "evaluation.not-assigned", LW_SEVERITY_ERROR, where,
                         ngettext ("%s gave %u mark here that is not assigned", "%s gave %u marks here that are not assigned", n),
                         person->id, n);
    }
  if (in_all > 0 && person->assigned == 0)
    lw_findings_add (
        findings, "evaluation.not-assigned", LW_SEVERITY_ERROR, person->id,
        ngettext ("%s gave %u mark, and nothing is assigned to %s", "%s gave %u marks, and nothing is assigned to %s", in_all),
        person->id, in_all, person->id);
}

/* What assign would refuse. */
static gboolean
check_named (LwConnection *connection, LwFindings *findings, GError **error)
{
  g_autoptr (LwStatement) statement = lw_connection_prepare (
      connection,
      "SELECT DISTINCT a.person, a.bidder, d.organisation FROM evaluation_assignment AS a"
      " JOIN bidder_member AS m ON m.bidder = a.bidder JOIN evaluation_declaration AS d"
      "  ON d.person = a.person AND d.organisation = m.organisation AND d.stand = 'conflict' ORDER BY 1, 2, 3",
      error);
  LwStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = lw_statement_step (statement, error)) == LW_STEP_ROW)
    lw_findings_add (findings, "evaluation.assigned-conflict", LW_SEVERITY_WARNING, lw_statement_text (statement, 1),
                     _("%s is assigned to %s by name, and has declared a conflict of interest with %s, a member of it:"
                       " the assignment has no effect"),
                        lw_statement_text (statement, 0), lw_statement_text (statement, 1), lw_statement_text (statement, 2));
  return step == LW_STEP_DONE;
}

gboolean
lw_evaluation_check_people (LwConnection *connection, LwFindings *findings, GError **error)
{
  g_autoptr (LwEvaluationPeople) people = NULL;
  gint64 any;

  /* Marks are not read where no rule could be broken. */
  if (!lw_connection_get_int (connection, &any, 0, error,
                              "SELECT EXISTS (SELECT 1 FROM evaluation_assignment)"
                              " OR EXISTS (SELECT 1 FROM evaluation_declaration WHERE stand = 'conflict')",
                              ""))
    return FALSE;
  if (any == 0)
    return TRUE;
  people = lw_evaluation_people_load (connection, NULL, error);
  if (people == NULL)
    return FALSE;
  for (guint i = 0; i < people->people->len; i++)
    {
      const LwEvaluationPerson *person = g_ptr_array_index (people->people, i);

      check_role (people, person, findings);
      check_conflicts (people, person, findings);
      check_declarations (people, person, findings);
      check_assigned (people, person, findings);
    }
  return check_named (connection, findings, error);
}
