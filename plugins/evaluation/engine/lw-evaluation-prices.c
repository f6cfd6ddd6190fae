/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Prices sealed and opened: what must be there before, who opens them, and what is locked from then on. */
#include "config.h"

#include "lw-evaluation-prices.h"

#include "lw-evaluation-sight.h"

#include "base/lw-clock.h"
#include "base/lw-error.h"
#include "lw-evaluation-people.h"
#include "lw-evaluation-publish.h"
#include "lw-evaluation-rationale.h"
#include "store/lw-guard.h"

#include <string.h>

#include "base/lw-i18n.h"

/* So many of what is missing are named in an error; a dry run lists all. */
#define NAMED 8

/* ---- sealed, open ---- */

gboolean
lw_evaluation_prices_sealed (LwConnection *connection, gboolean *sealed, GError **error)
{
  gint64 found;

  if (!lw_connection_get_int (connection, &found, 0, error,
                              "SELECT EXISTS (SELECT 1 FROM evaluation_method WHERE prices = 'sealed')"
                              " AND NOT EXISTS (SELECT 1 FROM evaluation_opening)",
                              ""))
    return FALSE;
  *sealed = found != 0;
  return TRUE;
}

gboolean
lw_evaluation_has_role (LwConnection *connection, const char *person, const char *role, gboolean *has, GError **error)
{
  gint64 found;

  if (!lw_connection_get_int (connection, &found, 0, error,
                              "SELECT EXISTS (SELECT 1 FROM person_role WHERE person = ? AND role = ?)", "ss",
                              person != NULL ? person : "", role))
    return FALSE;
  *has = found != 0;
  return TRUE;
}

gboolean
lw_evaluation_may_see_prices (LwConnection *connection, const char *person, gboolean *may, GError **error)
{
  gboolean sealed, commercial;

  if (!lw_evaluation_prices_sealed (connection, &sealed, error) || !lw_evaluation_has_role (connection, person, "commercial", &commercial, error))
    return FALSE;
  *may = !sealed || commercial;
  return TRUE;
}

void
lw_price_opening_free (LwPriceOpening *opening)
{
  g_free (opening->at);
  g_free (opening->person);
  g_free (opening->reason);
  g_free (opening);
}

gboolean
lw_evaluation_prices_opening (LwConnection *connection, LwPriceOpening **opening, GError **error)
{
  g_autoptr (LwStatement) row
      = lw_connection_prepare (connection, "SELECT at, person, reason FROM evaluation_opening", error);
  LwStep step = row == NULL ? LW_STEP_ERROR : lw_statement_step (row, error);

  *opening = NULL;
  if (step != LW_STEP_ROW)
    return step == LW_STEP_DONE;
  *opening = g_new0 (LwPriceOpening, 1);
  (*opening)->at = g_strdup (lw_statement_text (row, 0));
  (*opening)->person = g_strdup (lw_statement_text (row, 1));
  (*opening)->reason = g_strdup (lw_statement_text (row, 2));
  return TRUE;
}

gboolean
lw_evaluation_check_reason (const char *reason, GError **error)
{
  if (!lw_rationale_is_blank (reason))
    return TRUE;
  g_set_error_literal (error, LW_ERROR, LW_ERROR_INVALID, _("expected a reason, found none"));
  return FALSE;
}

/* ---- opening ---- */

typedef struct
{
  char *person;
  char *reason;
} Opening;

static void
opening_free (Opening *opening)
{
  g_free (opening->person);
  g_free (opening->reason);
  g_free (opening);
}

static gboolean
check_opener (LwConnection *connection, const Opening *opening, GError **error)
{
  gboolean commercial, lead;

  if (!lw_evaluation_has_role (connection, opening->person, "commercial", &commercial, error)
      || !lw_evaluation_has_role (connection, opening->person, "lead", &lead, error))
    return FALSE;
  if (commercial || lead)
    return lw_evaluation_check_reason (opening->reason, error);
  g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
               _("expected a person with the role commercial or lead to open prices, found “%s”"), opening->person);
  return FALSE;
}

/* That they are sealed at all. */
static gboolean
check_sealed (LwConnection *connection, GError **error)
{
  g_autoptr (LwPriceOpening) opened = NULL;
  gboolean sealed;

  if (!lw_evaluation_prices_opening (connection, &opened, error) || !lw_evaluation_prices_sealed (connection, &sealed, error))
    return FALSE;
  if (opened != NULL)
    g_set_error (error, LW_ERROR, LW_ERROR_EXISTS, _("prices were opened already, at %s by %s"), opened->at, opened->person);
  else if (!sealed)
    g_set_error_literal (error, LW_ERROR, LW_ERROR_NOTHING, _("expected sealed prices, found a method that does not seal them"));
  return sealed;
}

static gboolean
check_obstacles (LwConnection *connection, GError **error)
{
  g_autoptr (GPtrArray) obstacles = lw_evaluation_price_obstacles (connection, error);
  g_autoptr (GString) list = g_string_new (NULL);

  if (obstacles == NULL || obstacles->len == 0)
    return obstacles != NULL;
  for (guint i = 0; i < MIN (obstacles->len, NAMED); i++)
    {
      const LwPriceObstacle *obstacle = obstacles->pdata[i];

      g_string_append_printf (list, "%s%s%s%s", i > 0 ? "; " : "", obstacle->where, obstacle->where[0] != '\0' ? ": " : "",
                              obstacle->text);
    }
  if (obstacles->len > NAMED)
    g_string_append_printf (list, ngettext ("; and %u more", "; and %u more", obstacles->len - NAMED), obstacles->len - NAMED);
  g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
               ngettext ("prices stay sealed until quality is locked; %u thing is missing: %s",
                         "prices stay sealed until quality is locked; %u things are missing: %s", obstacles->len),
               obstacles->len, list->str);
  return FALSE;
}

static gboolean
apply_open (LwTransaction *transaction, gpointer data, GError **error)
{
  const Opening *opening = data;
  LwConnection *connection = lw_transaction_connection (transaction);
  g_autofree char *at = lw_clock_now ();

  return check_opener (connection, opening, error) && check_sealed (connection, error) && check_obstacles (connection, error)
         && lw_connection_run (connection, error,
                               "INSERT INTO evaluation_opening (id, at, person, reason) VALUES ('opening', ?, ?, ?)", "sss", at,
                               opening->person, opening->reason);
}

LwCommand *
lw_evaluation_open_prices (const char *person, const char *reason)
{
  Opening *opening = g_new0 (Opening, 1);
  LwCommand *command;

  opening->person = g_strdup (person);
  opening->reason = g_strdup (reason);
  command = lw_command_new (_("Open prices"), person, reason, apply_open, opening, (GDestroyNotify) opening_free);
  lw_command_set_final (command);
  return command;
}

/* ---- guards ---- */

/* Prices and costs while they are sealed: for the role commercial. */
static gboolean
guard_sealed (LwConnection *connection, GError **error)
{
  const char *person = lw_connection_person (connection);
  gboolean may;

  if (!lw_evaluation_may_see_prices (connection, person, &may, error))
    return FALSE;
  if (!may)
    g_set_error (error, LW_ERROR, LW_ERROR_LOCKED,
                 _("prices are sealed: only a person of the role commercial changes them until they are opened; “%s” has not that role"),
                 person != NULL ? person : "");
  return may;
}

/* Once a figure is open, or was corrected, it changes by a correction. */
static gboolean
guard_open (LwConnection *connection, const char *key, GError **error)
{
  g_auto (GStrv) part = g_strsplit (key, "/", 3);
  g_autoptr (LwPriceOpening) opened = NULL;
  gint64 corrected = 0;

  if (!lw_evaluation_prices_opening (connection, &opened, error)
      || (g_strv_length (part) >= 2
          && !lw_connection_get_int (connection, &corrected, 0, error,
                                     "SELECT EXISTS (SELECT 1 FROM evaluation_correction WHERE lot = ? AND bidder = ?)", "ss",
                                     part[0], part[1])))
    return FALSE;
  if (opened == NULL && !corrected)
    return TRUE;
  if (opened != NULL)
    g_set_error (error, LW_ERROR, LW_ERROR_LOCKED,
                 _("prices were opened at %s: a figure is changed by “correct-price”, which keeps what it was, who changed it"
                   " and why"), opened->at);
  else
    g_set_error (error, LW_ERROR, LW_ERROR_LOCKED,
                 _("a figure of %s was corrected: it is changed by “correct-price”, which keeps what it was, who changed it"
                   " and why"), key);
  return FALSE;
}

/* A bid with a price stays once prices are open. */
static gboolean
guard_bid_removal (LwConnection *connection, const char *key, GError **error)
{
  g_autoptr (LwPriceOpening) opened = NULL;

  if (!lw_evaluation_prices_opening (connection, &opened, error))
    return FALSE;
  if (opened != NULL)
    g_set_error (error, LW_ERROR, LW_ERROR_LOCKED, _("prices are open: bid %s stays; set its status to withdrawn or excluded"), key);
  return opened == NULL;
}

/* Once prices are open it is known what a status does to the result. */
static gboolean
guard_status (LwConnection *connection, const char *key, GError **error)
{
  const char *person = lw_connection_person (connection);
  const gboolean reasoned = lw_evaluation_check_reason (lw_connection_reason (connection), NULL);
  g_autoptr (LwPriceOpening) opened = NULL;
  gboolean lead, commercial;

  if (!lw_evaluation_prices_opening (connection, &opened, error))
    return FALSE;
  if (opened == NULL)
    return TRUE;
  if (!lw_evaluation_has_role (connection, person, "lead", &lead, error)
      || !lw_evaluation_has_role (connection, person, "commercial", &commercial, error))
    return FALSE;
  if ((lead || commercial) && reasoned)
    {
      lw_connection_set_final (connection);
      return TRUE;
    }
  g_set_error (error, LW_ERROR, LW_ERROR_LOCKED,
               _("prices were opened at %s: a bid is withdrawn, excluded or put back by a person with the role lead or commercial"
                 " and with a reason, found %s and %s; “lotwise set FILE bid %s status=… --as PERSON --reason TEXT” does it"),
               opened->at, person != NULL ? person : _("nobody"), reasoned ? _("a reason") : _("no reason"), key);
  return FALSE;
}

/* A conflict of interest is taken back on the record: it lifts what blocked the marks. */
static gboolean
guard_conflict (LwConnection *connection, const char *key, GError **error)
{
  g_auto (GStrv) part = g_strsplit (key, "/", 2);
  gint64 conflict;

  if (g_strv_length (part) != 2 || lw_evaluation_check_reason (lw_connection_reason (connection), NULL))
    return TRUE;
  if (!lw_connection_get_int (connection, &conflict, 0, error,
                              "SELECT EXISTS (SELECT 1 FROM evaluation_declaration"
                              " WHERE person = ? AND organisation = ? AND stand = 'conflict')",
                              "ss", part[0], part[1]))
    return FALSE;
  if (conflict != 0)
    g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
                 _("%s has declared a conflict of interest with %s: expected a reason to take it back, found none; --reason gives"
                   " it, or the note in the window"),
                 part[0], part[1]);
  return conflict == 0;
}

/* A published seal is broken by opening alone. */
static gboolean
guard_seal (LwConnection *connection, GError **error)
{
  gint64 version;
  gboolean sealed;

  if (!lw_evaluation_version (connection, &version, error) || !lw_evaluation_prices_sealed (connection, &sealed, error))
    return FALSE;
  if (version > 0 && sealed)
    g_set_error_literal (error, LW_ERROR, LW_ERROR_LOCKED,
                         _("prices are sealed by the published method: “open-prices” opens them, and no change of the method"));
  return version == 0 || !sealed;
}

gboolean
lw_evaluation_guard_row (LwConnection *connection, const LwEntity *entity, const char *key, const char *const *fields,
                         GError **error)
{
  if (!lw_evaluation_guard_sight (connection, entity->noun, key, error))
    return FALSE;
  /* what should not have been given can be taken back */
  if (g_str_equal (entity->table, "evaluation_mark") && fields != NULL && !lw_evaluation_people_guard_mark (connection, key, error))
    return FALSE;
  if (g_str_equal (entity->table, "bid") && fields == NULL)
    return guard_bid_removal (connection, key, error);
  if (g_str_equal (entity->table, "bid") && g_strv_contains (fields, "status") && !guard_status (connection, key, error))
    return FALSE;
  if (g_str_equal (entity->table, "evaluation_declaration") && (fields == NULL || g_strv_contains (fields, "stand")))
    return guard_conflict (connection, key, error);
  if (g_str_equal (entity->table, "evaluation_cost") || (g_str_equal (entity->table, "bid") && g_strv_contains (fields, "price")))
    return guard_sealed (connection, error) && guard_open (connection, key, error);
  if (g_str_equal (entity->table, "evaluation_method") && (fields == NULL || g_strv_contains (fields, "prices")))
    return guard_seal (connection, error);
  return TRUE;
}

gboolean
lw_evaluation_guard_quality (LwConnection *connection, const char *key, const char *person, GError **error)
{
  g_autoptr (LwPriceOpening) opened = NULL;
  gint64 since, reopened;

  if (!lw_evaluation_prices_opening (connection, &opened, error))
    return FALSE;
  if (opened == NULL)
    return TRUE;
  /* The opening is all that its command did; in an imported file there is no such command. Where marks are alike and none
   * is agreed, the marks are opened again. */
  if (!lw_connection_get_int (connection, &since, 0, error,
                              "SELECT j.seq FROM command AS c JOIN journal AS j ON j.seq = c.seq + 1"
                              " WHERE c.kind = 'final' AND j.tbl = 'evaluation_opening'",
                              "")
      || !lw_connection_get_int (connection, &reopened, 0, error,
                                 "SELECT op = 'delete' FROM journal WHERE seq > ?1 AND ((tbl = ?2 AND key = ?3)"
                                 "  OR (?2 = 'evaluation_consensus' AND tbl = 'evaluation_confirmation' AND op = 'delete'"
                                 "   AND substr (key, 1, length (?3) + 1) = ?3 || '/')) ORDER BY seq DESC LIMIT 1",
                                 "iss", since, person != NULL ? "evaluation_confirmation" : "evaluation_consensus", key))
    return FALSE;
  if (!reopened)
    g_set_error (error, LW_ERROR, LW_ERROR_LOCKED,
                 _("prices were opened at %s, and quality is locked: %s must be opened again first, with a reason and an approver"),
                 opened->at, key);
  return reopened != 0;
}
