/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Assignments and declarations as rows of the file. docs/file-format.md and data/schema/evaluation.rng say the same. */
#include "config.h"

#include "lw-evaluation-people.h"

#include "base/lw-error.h"
#include "lw-evaluation-entities-private.h"
#include "lw-evaluation.h"

#include <string.h>

#include "base/lw-i18n.h"


enum
{
  ASSIGNMENT_PERSON,
  ASSIGNMENT_CRITERION,
  ASSIGNMENT_LOT,
  ASSIGNMENT_BIDDER,
};

static const LwField assignment_fields[] = {
  { "person", LW_FIELD_REF, LW_FIELD_KEY, "person", NULL, 0, 0 },
  { "criterion", LW_FIELD_REF, LW_FIELD_KEY | LW_FIELD_EMPTY, "criterion", NULL, 0, 0 },
  { "lot", LW_FIELD_REF, LW_FIELD_KEY | LW_FIELD_EMPTY, "lot", NULL, 0, 0 },
  { "bidder", LW_FIELD_REF, LW_FIELD_KEY | LW_FIELD_EMPTY, "bidder", NULL, 0, 0 },
  END,
};

static const LwField declaration_fields[] = {
  { "person", LW_FIELD_REF, LW_FIELD_KEY, "person", NULL, 0, 0 },
  { "organisation", LW_FIELD_REF, LW_FIELD_KEY, "organisation", NULL, 0, 0 },
  { "stand", LW_FIELD_CHOICE, LW_FIELD_REQUIRED, NULL, CHOICES ("none", "conflict"), 0, 0 },
  { "note", LW_FIELD_LONG_TEXT, LW_FIELD_NONE, NULL, NULL, 0, 0 },
  END,
};

/* A field of a criterion by its name; NULL where it has none. */
static const char *
of_criterion (LwRowContext *context, const char *criterion, const char *name)
{
  for (guint e = 0; lw_evaluation_entities[e] != NULL; e++)
    for (guint f = 0; strcmp (lw_evaluation_entities[e]->noun, "criterion") == 0 && lw_evaluation_entities[e]->fields[f].name;
         f++)
      if (strcmp (lw_evaluation_entities[e]->fields[f].name, name) == 0)
        return lw_row_lookup (context, "criterion", criterion, f, NULL);
  return NULL;
}

/* An assignment that could never cover a mark is a slip. */
static gboolean
check_assignment (LwRowContext *context, const char *const *values, GError **error)
{
  const char *criterion = values[ASSIGNMENT_CRITERION], *lot = values[ASSIGNMENT_LOT];
  const char *kind;

  if (criterion == NULL || criterion[0] == '\0')
    return TRUE;
  kind = of_criterion (context, criterion, "kind");
  if (kind != NULL && strcmp (kind, "group") != 0 && strcmp (kind, "scored") != 0 && strcmp (kind, "pass-fail") != 0)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
                   _("criterion: expected a group or a criterion that is marked, found %s, which is of kind %s"), criterion,
                      kind);
      return FALSE;
    }
  if (lot == NULL || lot[0] == '\0' || g_strcmp0 (of_criterion (context, criterion, "scope"), "common") != 0)
    return TRUE;
  g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
               _("lot: expected none, because %s is common to all lots; found %s"), criterion, lot);
  return FALSE;
}

/* A bidder is not assigned by name to somebody with a conflict. A row that is there is let go. */
static gboolean
guard_assignment (LwConnection *connection, const char *key, GError **error)
{
  g_auto (GStrv) part = g_strsplit (key, "/", 4);
  g_autofree char *member = NULL;
  gint64 there;

  if (g_strv_length (part) != 4 || part[ASSIGNMENT_BIDDER][0] == '\0')
    return TRUE;
  if (!lw_connection_get_int (connection, &there, 0, error,
                              "SELECT EXISTS (SELECT 1 FROM evaluation_assignment"
                              " WHERE person = ? AND criterion = ? AND lot = ? AND bidder = ?)",
                              "ssss", part[0], part[1], part[2], part[3])
      || !lw_evaluation_find_conflict (connection, part[ASSIGNMENT_PERSON], part[ASSIGNMENT_BIDDER], &member, error))
    return FALSE;
  if (there || member == NULL)
    return TRUE;
  g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
               _("expected somebody without a conflict of interest for %s; %s has declared one with %s, a member of it"),
               part[ASSIGNMENT_BIDDER], part[ASSIGNMENT_PERSON], member);
  return FALSE;
}

const LwEntity lw_evaluation_assignment
    = { "assignment", "evaluation_assignment", "assignments", NULL, "person, criterion, lot, bidder", assignment_fields, FALSE,
        check_assignment, CHOICES ("criterion", "lot", "bidder"), guard_assignment };
const LwEntity lw_evaluation_declaration
    = { "declaration", "evaluation_declaration", "declarations", NULL, "person, organisation", declaration_fields, FALSE,
        NULL, NULL, NULL };
