/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-evaluation-sight.h"

#include "base/lw-error.h"
#include "lw-evaluation-prices.h"

#include <string.h>

#include "base/lw-i18n.h"

/* ---- what it takes ---- */

typedef struct
{
  const char *name;
  LwSight needs;
} Need;

#define RESULTS (LW_SIGHT_MARKS | LW_SIGHT_PRICES | LW_SIGHT_OTHERS)

/* A panel or verb that is not named here is for those who see all. */
static const Need panels[] = {
  { "overview", LW_SIGHT_NONE },
  { "criteria", LW_SIGHT_NONE },
  { "marking", LW_SIGHT_NONE },
  { "plugins", LW_SIGHT_NONE },
  { "bids", LW_SIGHT_OTHERS },
  { "people", LW_SIGHT_OTHERS },
  { "prices", LW_SIGHT_OTHERS }, /* shows none while they are sealed */
  { "moderation", LW_SIGHT_MARKS },
  { "agreement", LW_SIGHT_MARKS },
  { "record", LW_SIGHT_RECORD },
  /* say themselves that prices are sealed */
  { "results", LW_SIGHT_MARKS | LW_SIGHT_OTHERS },
  { "safety", LW_SIGHT_MARKS | LW_SIGHT_OTHERS },
  /* parts of the overview */
  { "card:overview-size", LW_SIGHT_NONE },
  { "card:evaluation-own", LW_SIGHT_NONE },
  { "card:evaluation-own-confirmed", LW_SIGHT_NONE },
  { "card:evaluation-own-queries", LW_SIGHT_NONE },
  { "card:overview-attention", LW_SIGHT_MARKS | LW_SIGHT_OTHERS },
  { "card:evaluation-marks", LW_SIGHT_MARKS | LW_SIGHT_OTHERS },
  { "part:evaluation-progress", LW_SIGHT_MARKS | LW_SIGHT_OTHERS },
  { NULL, RESULTS },
};

static const Need verbs[] = {
  /* what a file is, and what is published to all */
  { "info", LW_SIGHT_NONE },
  { "verify", LW_SIGHT_NONE },
  { "plugins", LW_SIGHT_NONE },
  { "help", LW_SIGHT_NONE },
  { "published", LW_SIGHT_NONE },
  { "formula-lab", LW_SIGHT_NONE },
  { "weights", LW_SIGHT_NONE },
  { "template", LW_SIGHT_NONE },
  /* these leave out what may not be seen */
  { "show", LW_SIGHT_NONE },
  { "search", LW_SIGHT_NONE },
  { "mark", LW_SIGHT_NONE },
  { "queries", LW_SIGHT_NONE },
  { "answers", LW_SIGHT_NONE },
  { "documents", LW_SIGHT_NONE },
  { "document", LW_SIGHT_NONE },
  /* one's own work */
  { "note", LW_SIGHT_NONE },
  { "query", LW_SIGHT_NONE },
  { "confirm", LW_SIGHT_NONE },
  { "declare", LW_SIGHT_NONE },
  { "unpack", LW_SIGHT_NONE },
  { "pack-return", LW_SIGHT_NONE },
  { "add", LW_SIGHT_NONE },
  { "set", LW_SIGHT_NONE },
  { "remove", LW_SIGHT_NONE },
  { "undo", LW_SIGHT_NONE },
  { "redo", LW_SIGHT_NONE },
  { "new", LW_SIGHT_NONE },
  { "import", LW_SIGHT_NONE },
  /* of all, but without prices */
  { "people", LW_SIGHT_OTHERS },
  { "assign", LW_SIGHT_OTHERS },
  { "answer", LW_SIGHT_OTHERS },
  { "attach", LW_SIGHT_OTHERS },
  { "reply", LW_SIGHT_OTHERS },
  { "pack", LW_SIGHT_OTHERS },
  { "packs", LW_SIGHT_OTHERS },
  { "publish", LW_SIGHT_OTHERS },
  { "revise", LW_SIGHT_OTHERS },
  { "agree", LW_SIGHT_MARKS | LW_SIGHT_OTHERS },
  { "reopen", LW_SIGHT_MARKS | LW_SIGHT_OTHERS },
  { "merge", LW_SIGHT_MARKS | LW_SIGHT_OTHERS },
  { "conflicts", LW_SIGHT_MARKS | LW_SIGHT_OTHERS },
  { "decide", LW_SIGHT_MARKS | LW_SIGHT_OTHERS },
  { "agreement", LW_SIGHT_MARKS | LW_SIGHT_OTHERS },
  { "moderation", LW_SIGHT_MARKS | LW_SIGHT_OTHERS },
  { "check", LW_SIGHT_MARKS | LW_SIGHT_OTHERS },
  { "export", RESULTS }, /* the whole competition: none is written without its prices */
  { "log", LW_SIGHT_RECORD },
  /* without a price while prices are sealed */
  { "rank", LW_SIGHT_MARKS | LW_SIGHT_OTHERS },
  { "explain", LW_SIGHT_MARKS | LW_SIGHT_OTHERS },
  { "override", LW_SIGHT_MARKS | LW_SIGHT_OTHERS },
  /* of prices, without marks; who opens them is asked by the command itself */
  { "open-prices", LW_SIGHT_OTHERS },
  { "cost", LW_SIGHT_PRICES },
  { "correct-price", LW_SIGHT_PRICES },
  { "corrections", LW_SIGHT_PRICES },
  { "low-steps", LW_SIGHT_PRICES },
  { "low-step", LW_SIGHT_PRICES },
  { NULL, RESULTS },
};

/* Any row; one's own are below. What is not named is for everybody. */
static const Need nouns[] = {
  { "mark", LW_SIGHT_MARKS },
  { "consensus", LW_SIGHT_MARKS },
  { "confirmation", LW_SIGHT_OTHERS },
  { "query", LW_SIGHT_OTHERS },
  { "assignment", LW_SIGHT_OTHERS },
  { "declaration", LW_SIGHT_OTHERS },
  { "person", LW_SIGHT_OTHERS },
  { "role", LW_SIGHT_OTHERS },
  { "pack", LW_SIGHT_OTHERS },
  { "pack-return", LW_SIGHT_OTHERS },
  { "pack-mark", LW_SIGHT_MARKS },
  { "conflict", LW_SIGHT_MARKS },
  { "bid", LW_SIGHT_PRICES },
  { "cost", LW_SIGHT_PRICES },
  { "correction", LW_SIGHT_PRICES },
  { "low-step", LW_SIGHT_PRICES },
  { "override", LW_SIGHT_MARKS },
  { NULL, LW_SIGHT_NONE },
};

static LwSight
needs (LwSightKind kind, const char *name)
{
  const Need *need = kind == LW_SIGHT_OF_PANEL ? panels : kind == LW_SIGHT_OF_VERB ? verbs : nouns;

  while (need->name != NULL && strcmp (need->name, name) != 0)
    need++;
  return need->needs;
}

/* Whose a row is: the last part of its key, the first, or nobody's in particular. */
static gboolean
is_own (const char *person, const char *noun, const char *key)
{
  static const char *const by_last[] = { "mark", "confirmation", "query", "note", NULL };
  static const char *const by_first[] = { "assignment", "declaration", "person", "role", NULL };
  const char *last = strrchr (key, '/');

  if (g_strv_contains (by_last, noun))
    return last != NULL && strcmp (last + 1, person) == 0;
  return g_strv_contains (by_first, noun) && strncmp (key, person, strcspn (key, "/")) == 0 && person[strcspn (key, "/")] == '\0';
}

/* A private note is its author's, whoever else asks. What cannot be asked about is not shown. */
static gboolean
row (LwConnection *connection, LwSight sight, const char *person, const char *noun, const char *key, gboolean *may)
{
  static const char *const of_bids[] = { "answer", "document", "page", NULL };

  if (g_strv_contains (of_bids, noun))
    {
      *may = lw_evaluation_may_read (connection, sight, person, noun, key, may, NULL) && *may;
      return TRUE;
    }
  *may = is_own (person, noun, key);
  return *may || strcmp (noun, "note") == 0;
}

/* ---- who may ---- */

gboolean
lw_evaluation_opened_by (LwConnection *connection, char **person, GError **error)
{
  return lw_connection_get_text (connection, person, error,
                                 "SELECT person FROM evaluation_pack WHERE side = 'opened' ORDER BY id LIMIT 1", "");
}

char *
lw_evaluation_worker (LwConnection *connection, const char *person, GError **error)
{
  char *only;

  if (!lw_evaluation_opened_by (connection, &only, error))
    return NULL;
  return only != NULL ? only : g_strdup (person);
}

typedef enum
{
  ROLE_EVALUATOR = 1 << 0,
  ROLE_COMMERCIAL = 1 << 1,
  ROLE_OBSERVER = 1 << 2,
  ROLE_OTHER = 1 << 3, /* lead, moderator, approver */
} Roles;

static gboolean
read_roles (LwConnection *connection, const char *person, Roles *roles, GError **error)
{
  g_autoptr (LwStatement) row = lw_connection_prepare (connection, "SELECT role FROM person_role WHERE person = ?", error);
  LwStep step;

  *roles = 0;
  if (row == NULL)
    return FALSE;
  lw_statement_bind (row, "s", person);
  while ((step = lw_statement_step (row, error)) == LW_STEP_ROW)
    {
      const char *role = lw_statement_text (row, 0);

      *roles |= strcmp (role, "evaluator") == 0    ? ROLE_EVALUATOR
                : strcmp (role, "commercial") == 0 ? ROLE_COMMERCIAL
                : strcmp (role, "observer") == 0   ? ROLE_OBSERVER
                                                   : ROLE_OTHER;
    }
  return step == LW_STEP_DONE;
}

/* Quality is locked: all is marked, confirmed and agreed. */
static gboolean
is_moderated (LwConnection *connection, gboolean *is, GError **error)
{
  g_autoptr (GPtrArray) obstacles = lw_evaluation_price_obstacles (connection, error);

  *is = obstacles != NULL && obstacles->len == 0;
  return obstacles != NULL;
}

static void
add_sentence (GString *why, const char *sentence)
{
  g_string_append_printf (why, "%s%s", why->len > 0 ? "; " : "", sentence);
}

gboolean
lw_evaluation_sight (LwConnection *connection, const char *person, LwSight *sight, char **why, GError **error)
{
  g_autofree char *only = NULL;
  g_autoptr (GString) said = g_string_new (NULL);
  gboolean moderated = TRUE, prices;
  Roles roles;

  *sight = LW_SIGHT_ALL;
  if (why != NULL)
    *why = NULL;
  if (!lw_evaluation_opened_by (connection, &only, error) || !read_roles (connection, person, &roles, error)
      || !lw_evaluation_may_see_prices (connection, person, &prices, error))
    return FALSE;
  if (only != NULL || ((roles & ROLE_EVALUATOR) && !(roles & ROLE_OTHER)))
    {
      *sight = LW_SIGHT_CHANGE;
      add_sentence (said, _("an evaluator sees what is assigned and the own marks: not those of others, no total, no rank and"
                            " no price"));
    }
  else if ((roles & ROLE_COMMERCIAL) && !(roles & ROLE_OTHER))
    {
      if (!is_moderated (connection, &moderated, error))
        return FALSE;
      if (!moderated)
        {
          *sight &= ~(LwSight) (LW_SIGHT_MARKS | LW_SIGHT_RECORD);
          add_sentence (said, _("the commercial role sees prices, and marks once all of them are confirmed and agreed"));
        }
    }
  else if (roles == ROLE_OBSERVER)
    {
      *sight &= ~(LwSight) LW_SIGHT_CHANGE;
      add_sentence (said, _("an observer sees all and changes nothing"));
    }
  if (!prices && (*sight & LW_SIGHT_PRICES) != 0)
    {
      *sight &= ~(LwSight) LW_SIGHT_PRICES;
      add_sentence (said, _("prices are sealed until they are opened on the record"));
    }
  if (why != NULL && said->len > 0)
    *why = g_strdup (said->str);
  return TRUE;
}

gboolean
lw_evaluation_guard_sight (LwConnection *connection, const char *noun, const char *key, GError **error)
{
  static const char *const work[] = { "mark", "note", "query", "declaration", NULL };
  g_autofree char *why = NULL, *person = NULL;
  LwSight sight;

  if (lw_connection_person (connection) == NULL)
    return TRUE;
  person = lw_evaluation_worker (connection, lw_connection_person (connection), error);
  if (person == NULL)
    return FALSE;
  if (g_strv_contains (work, noun) && is_own (person, noun, key))
    return TRUE;
  if (!lw_evaluation_sight (connection, person, &sight, &why, error))
    return FALSE;
  if ((sight & LW_SIGHT_CHANGE) != 0 && (sight & LW_SIGHT_OTHERS) != 0)
    return TRUE;
  g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("expected %s to change the own work alone, found %s %s: %s"), person, noun, key,
               why != NULL ? why : "");
  return FALSE;
}

gboolean
lw_evaluation_guard_own (LwConnection *connection, const char *evaluator, GError **error)
{
  g_autofree char *worker = NULL;

  if (lw_connection_person (connection) == NULL)
    return TRUE;
  worker = lw_evaluation_worker (connection, lw_connection_person (connection), error);
  if (worker == NULL || strcmp (worker, evaluator) == 0)
    return worker != NULL;
  g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
               _("expected %s to give and confirm the own marks, found %s: under a published method nobody does so for another"),
               evaluator, worker);
  return FALSE;
}

static gboolean
only_person (LwConnection *connection, char **person, GError **error)
{
  return lw_evaluation_opened_by (connection, person, error);
}

/* A step is no edit: no guard of a row is asked about it, so that a sealed figure would change unseen. */
static gboolean
guard_step (LwConnection *connection, LwSight sight, const char *person, gint64 command, GError **error)
{
  gboolean sealed;
  gint64 n;

  if ((sight & LW_SIGHT_PRICES) != 0)
    return TRUE;
  if (!lw_evaluation_prices_sealed (connection, &sealed, error)
      || !lw_connection_get_int (connection, &n, 0, error,
                                 "SELECT count (*) FROM journal WHERE command = ?1 AND (tbl = 'evaluation_cost' OR (tbl = 'bid'"
                                 " AND json_extract (before, '$.price') IS NOT json_extract (after, '$.price')))",
                                 "i", command))
    return FALSE;
  if (sealed && n > 0)
    g_set_error (error, LW_ERROR, LW_ERROR_LOCKED,
                 _("prices are sealed: expected a change of no price and no cost, or one of the role commercial to undo or redo"
                   " it, found %s"),
                 person);
  return !sealed || n == 0;
}

const LwSightRule lw_evaluation_sight_rule = { lw_evaluation_sight, needs, row, only_person, guard_step };
