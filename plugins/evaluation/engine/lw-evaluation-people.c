/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whether a person may mark: asked before every mark, so each rule is one look-up by key, and none where there is nothing
 * to ask. */
#include "config.h"

#include "lw-evaluation-people.h"

#include "base/lw-error.h"
#include "store/lw-store.h"

#include <string.h>

#include "base/lw-i18n.h"

/* What is asked about. */
typedef struct
{
  const char *person;
  const char *lot;
  const char *bidder;
  const char *criterion;
} Question;

gboolean
lw_evaluation_assignments_in_use (LwConnection *connection, gboolean *in_use, GError **error)
{
  gint64 found;

  if (!lw_connection_get_int (connection, &found, 0, error, "SELECT EXISTS (SELECT 1 FROM evaluation_assignment)", ""))
    return FALSE;
  *in_use = found != 0;
  return TRUE;
}

gboolean
lw_evaluation_find_conflict (LwConnection *connection, const char *person, const char *bidder, char **member, GError **error)
{
  return lw_connection_get_text (connection, member, error,
                                 "SELECT o.id || ' (' || o.name || ')' FROM evaluation_declaration AS d"
                                 " JOIN bidder_member AS m USING (organisation) JOIN organisation AS o ON o.id = d.organisation"
                                 " WHERE d.person = ? AND d.stand = 'conflict' AND m.bidder = ? ORDER BY o.id",
                                 "ss", person, bidder);
}

/* ---- the rules: each leaves @reason alone where it is kept ---- */

static gboolean
ask_conflict (LwConnection *connection, const Question *question, char **reason, GError **error)
{
  g_autofree char *member = NULL;

  if (!lw_evaluation_find_conflict (connection, question->person, question->bidder, &member, error))
    return FALSE;
  if (member != NULL)
    *reason = g_strdup_printf (
        _("%s has declared a conflict of interest with %s, a member of %s, and takes no part in its marks:"
                                 " “lotwise assign” gives them to somebody else"),
           question->person, member, question->bidder);
  return TRUE;
}

/* "evaluator (E1, E2)", "moderator or lead (nobody yet)"; @other may be NULL. */
static char *
role_text (LwConnection *connection, const char *role, const char *other, GError **error)
{
  g_autofree char *holders = NULL, *roles = other == NULL ? g_strdup (role) : g_strdup_printf (_("%s or %s"), role, other);

  if (!lw_connection_get_text (connection, &holders, error,
                               "SELECT group_concat (person, ', ') FROM"
                               " (SELECT DISTINCT person FROM person_role WHERE role IN (?, ?) ORDER BY person)",
                               "ss", role, other))
    return NULL;
  return g_strdup_printf ("%s (%s)", roles, holders != NULL ? holders : _("nobody yet"));
}

/* Why @person, who has neither role, may not. */
static char *
wrong_role (LwConnection *connection, const char *person, const char *role, const char *other, GError **error)
{
  g_autofree char *expected = role_text (connection, role, other, error), *has = NULL, *id = NULL;

  if (expected == NULL || !lw_connection_get_text (connection, &id, error, "SELECT id FROM person WHERE id = ?", "s", person)
      || !lw_connection_get_text (connection, &has, error,
                                  "SELECT group_concat (role, ', ') FROM"
                                  " (SELECT role FROM person_role WHERE person = ? ORDER BY role)",
                                  "s", person))
    return NULL;
  if (id == NULL)
    return g_strdup_printf (_("expected a person with the role %s, found %s, who is not among the people of this competition:"
                              " say who works (--as PERSON)"),
                               expected, person != NULL ? person : _("nobody"));
  return g_strdup_printf (_("expected a person with the role %s, found %s, whose roles are: %s;"
                            " “lotwise add FILE role person=%s role=%s” gives one"),
                             expected, person, has != NULL ? has : _("none"), person, role);
}

/* @role or @other (nullable). */
static gboolean
ask_role (LwConnection *connection, const char *person, const char *role, const char *other, char **reason, GError **error)
{
  gint64 has;

  if (!lw_connection_get_int (connection, &has, 0, error,
                              "SELECT EXISTS (SELECT 1 FROM person_role WHERE person = ? AND role IN (?, ?))", "sss", person,
                              role, other))
    return FALSE;
  if (has == 0)
    *reason = wrong_role (connection, person, role, other, error);
  return has != 0 || *reason != NULL;
}

static gboolean
ask_evaluator (LwConnection *connection, const Question *question, char **reason, GError **error)
{
  return ask_role (connection, question->person, "evaluator", NULL, reason, error);
}

/* A rule of a group covers what is below it; one with a lot does not cover what is common to all lots. */
static gboolean
ask_assignment (LwConnection *connection, const Question *question, char **reason, GError **error)
{
  gint64 covered;

  if (!lw_connection_get_int (connection, &covered, 0, error,
                              "WITH RECURSIVE above (id) AS (SELECT ?4 UNION"
                              "  SELECT c.parent FROM above JOIN evaluation_criterion AS c USING (id) WHERE c.parent IS NOT NULL)"
                              " SELECT EXISTS (SELECT 1 FROM evaluation_assignment WHERE person = ?1 AND lot IN ('', ?2)"
                              "  AND bidder IN ('', ?3) AND (criterion = '' OR criterion IN above))",
                              "ssss", question->person, question->lot, question->bidder, question->criterion))
    return FALSE;
  if (covered == 0 && question->lot[0] == '\0')
    *reason = g_strdup_printf (
        _("%s is not assigned to %s of %s: “lotwise assign FILE %s --criterion %s --bidder %s” assigns it"), question->person,
           question->criterion, question->bidder, question->person, question->criterion, question->bidder);
  else if (covered == 0)
    *reason = g_strdup_printf (_("%s is not assigned to %s of %s in %s:"
                                 " “lotwise assign FILE %s --criterion %s --lot %s --bidder %s” assigns it"),
                                  question->person, question->criterion, question->bidder, question->lot, question->person,
                                  question->criterion, question->lot, question->bidder);
  return TRUE;
}

static gboolean
ask_declarations (LwConnection *connection, const Question *question, char **reason, GError **error)
{
  static const char undeclared[] = "SELECT organisation FROM bidder_member AS m WHERE m.bidder = ?1 AND NOT EXISTS"
                                   " (SELECT 1 FROM evaluation_declaration AS d WHERE d.person = ?2"
                                   "  AND d.organisation = m.organisation) ORDER BY organisation";
  static const char all[] = "SELECT group_concat (id || ' (' || name || ')', ', ') FROM"
                            " (SELECT o.id, o.name FROM bidder_member AS m JOIN organisation AS o ON o.id = m.organisation"
                            "  WHERE m.bidder = ?1 AND NOT EXISTS (SELECT 1 FROM evaluation_declaration AS d"
                            "   WHERE d.person = ?2 AND d.organisation = m.organisation) ORDER BY o.id)";
  g_autofree char *first = NULL, *list = NULL;

  if (!lw_connection_get_text (connection, &first, error, undeclared, "ss", question->bidder, question->person)
      || (first != NULL && !lw_connection_get_text (connection, &list, error, all, "ss", question->bidder, question->person)))
    return FALSE;
  if (first != NULL)
    *reason = g_strdup_printf (_("expected %s to have declared on every member of %s, found nothing on %s:"
                                 " “lotwise declare FILE %s %s none” (or conflict) declares"),
                                  question->person, question->bidder, list, question->person, first);
  return TRUE;
}

/* ---- the questions ---- */

gboolean
lw_evaluation_may_mark (LwConnection *connection, const char *person, const char *lot, const char *bidder, const char *criterion,
                        char **reason, GError **error)
{
  static gboolean (*const rules[]) (LwConnection *, const Question *, char **, GError **) = { ask_evaluator, ask_assignment,
                                                                                              ask_declarations };
  const Question question = { person, lot, bidder, criterion };
  gboolean in_use;

  *reason = NULL;
  if (!ask_conflict (connection, &question, reason, error))
    return FALSE;
  if (*reason != NULL)
    return TRUE;
  if (!lw_evaluation_assignments_in_use (connection, &in_use, error))
    return FALSE;
  for (guint i = 0; in_use && *reason == NULL && i < G_N_ELEMENTS (rules); i++)
    if (!rules[i](connection, &question, reason, error))
      return FALSE;
  return TRUE;
}

gboolean
lw_evaluation_may_agree (LwConnection *connection, const char *person, const char *bidder, char **reason, GError **error)
{
  const Question question = { person, "", bidder, "" };
  gboolean in_use;

  *reason = NULL;
  if (!ask_conflict (connection, &question, reason, error))
    return FALSE;
  if (*reason != NULL)
    return TRUE;
  return lw_evaluation_assignments_in_use (connection, &in_use, error)
         && (!in_use || ask_role (connection, person, "moderator", "lead", reason, error));
}

/* ---- guards ---- */

static gboolean
refuse (const char *reason, GError **error)
{
  g_set_error_literal (error, LW_ERROR, LW_ERROR_INVALID, reason);
  return FALSE;
}

/* What is no place for a mark is for the rules of the row to refuse, which say it better. */
static gboolean
is_place (LwConnection *connection, const Question *question, gboolean *is, GError **error)
{
  gint64 found;

  if (!lw_connection_get_int (connection, &found, 0, error,
                              "SELECT EXISTS (SELECT 1 FROM person WHERE id = ?1) AND EXISTS (SELECT 1 FROM bidder WHERE id = ?3)"
                              " AND (?2 = '' OR EXISTS (SELECT 1 FROM bid WHERE lot = ?2 AND bidder = ?3))"
                              " AND EXISTS (SELECT 1 FROM evaluation_criterion WHERE id = ?4"
                              "  AND kind IN ('scored', 'pass-fail') AND (scope IS 'common') = (?2 = ''))",
                              "ssss", question->person, question->lot, question->bidder, question->criterion))
    return FALSE;
  *is = found != 0;
  return TRUE;
}

gboolean
lw_evaluation_people_guard_mark (LwConnection *connection, const char *key, GError **error)
{
  g_auto (GStrv) part = g_strsplit (key, "/", 4);
  g_autofree char *reason = NULL;
  gboolean is;

  if (g_strv_length (part) != 4)
    return TRUE;
  const Question question = { part[3], part[0], part[1], part[2] };
  if (!lw_evaluation_may_mark (connection, part[3], part[0], part[1], part[2], &reason, error))
    return FALSE;
  if (reason == NULL)
    return TRUE;
  return is_place (connection, &question, &is, error) && (!is || refuse (reason, error));
}

gboolean
lw_evaluation_people_guard_consensus (LwConnection *connection, const char *key, GError **error)
{
  g_auto (GStrv) part = g_strsplit (key, "/", 3);
  g_autofree char *reason = NULL;

  if (g_strv_length (part) != 3)
    return TRUE;
  return lw_evaluation_may_agree (connection, lw_connection_person (connection), part[1], &reason, error)
         && (reason == NULL || refuse (reason, error));
}

/* ---- workload ---- */

void
lw_evaluation_workload (LwRational *hours, guint n, const LwRational *pages, const LwRational *minutes)
{
  g_auto (LwRational) factor = LW_RATIONAL_INIT;

  lw_rational_set_int (&factor, n, 60);
  lw_rational_mul (&factor, &factor, pages);
  lw_rational_mul (hours, &factor, minutes);
}
