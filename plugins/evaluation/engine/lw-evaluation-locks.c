/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What may still be changed: guards of the entities, and opening again what is final. */
#include "config.h"

#include "lw-evaluation-publish.h"

#include "base/lw-error.h"
#include "lw-evaluation-moderation.h"
#include "lw-evaluation-prices.h"

#include <string.h>

#include "base/lw-i18n.h"

/* ---- guards ---- */

gboolean
lw_evaluation_guard_method (LwConnection *connection, const char *key, GError **error)
{
  gint64 version, revising;

  if (!lw_evaluation_version (connection, &version, error)
      || !lw_connection_get_int (connection, &revising, 0, error, "SELECT count (*) FROM evaluation_revision", ""))
    return FALSE;
  if (version == 0 || revising > 0)
    return TRUE;
  g_set_error (error, LW_ERROR, LW_ERROR_LOCKED,
               _("the method is published as version %lld and locked: a change needs a revision, with a reason and an approver"),
               (long long) version);
  return FALSE;
}

gboolean
lw_evaluation_guard_record (LwConnection *connection, const char *key, GError **error)
{
  g_set_error_literal (error, LW_ERROR, LW_ERROR_LOCKED,
                       _("publishing, confirming and opening again make these rows; they are not edited by hand"));
  return FALSE;
}

/* Whether moderation has begun where the mark is, or its evaluator has confirmed it. */
gboolean
lw_evaluation_guard_mark (LwConnection *connection, const char *key, GError **error)
{
  g_auto (GStrv) part = g_strsplit (key, "/", 4);
  gint64 version, confirmed, agreed;

  g_return_val_if_fail (g_strv_length (part) == 4, FALSE);
  if (!lw_evaluation_version (connection, &version, error))
    return FALSE;
  if (version == 0)
    return TRUE;
  if (!lw_connection_get_int (connection, &agreed, 0, error,
                              "SELECT count (*) FROM evaluation_consensus WHERE lot = ? AND bidder = ? AND criterion = ?",
                              "sss", part[0], part[1], part[2])
      || !lw_connection_get_int (connection, &confirmed, 0, error,
                                 "SELECT count (*) FROM evaluation_confirmation"
                                 " WHERE lot = ? AND bidder = ? AND criterion = ? AND person = ? AND version = ?",
                                 "ssssi", part[0], part[1], part[2], part[3], version))
    return FALSE;
  if (agreed > 0)
    g_set_error (error, LW_ERROR, LW_ERROR_LOCKED,
                 _("a mark is agreed for %s on %s, and the marks that it rests on are locked: it must be opened again first,"
                   " with a reason and an approver"),
                 part[1], part[2]);
  else if (confirmed > 0)
    g_set_error (error, LW_ERROR, LW_ERROR_LOCKED,
                 _("%s has confirmed the mark of %s on %s: it must be opened again first, with a reason and an approver"),
                 part[3], part[1], part[2]);
  return agreed == 0 && confirmed == 0 && lw_evaluation_guard_quality (connection, key, part[3], error);
}

/* Marks are agreed over marks that stand, and an agreed mark is final: it is changed by an approval alone. Rows come by
 * lw_evaluation_agree(), which asks for all that belongs to one. */
gboolean
lw_evaluation_guard_consensus (LwConnection *connection, const char *key, GError **error)
{
  g_auto (GStrv) part = g_strsplit (key, "/", 3);
  gint64 version, agreed;
  g_autofree char *open = NULL;
  gboolean approved;
  const gboolean agreeing = lw_evaluation_is_agreeing (&approved);

  g_return_val_if_fail (g_strv_length (part) == 3, FALSE);
  if (!lw_evaluation_version (connection, &version, error))
    return FALSE;
  if (version == 0)
    return TRUE;
  if (!lw_connection_get_int (connection, &agreed, 0, error,
                              "SELECT count (*) FROM evaluation_consensus WHERE lot = ? AND bidder = ? AND criterion = ?",
                              "sss", part[0], part[1], part[2])
      || !lw_connection_get_text (connection, &open, error,
                                  "SELECT person FROM evaluation_mark AS m WHERE lot = ?1 AND bidder = ?2 AND criterion = ?3"
                                  " AND NOT EXISTS (SELECT 1 FROM evaluation_confirmation AS c WHERE c.lot = m.lot"
                                  "  AND c.bidder = m.bidder AND c.criterion = m.criterion AND c.person = m.person"
                                  "  AND c.version = ?4) ORDER BY person",
                                  "sssi", part[0], part[1], part[2], version))
    return FALSE;
  if (agreed > 0 && !approved)
    g_set_error (error, LW_ERROR, LW_ERROR_LOCKED,
                 _("the agreed mark of %s on %s is final: it must be opened again first, with a reason and an approver"), part[1],
                 part[2]);
  else if (open != NULL)
    g_set_error (error, LW_ERROR, LW_ERROR_LOCKED,
                 _("expected all marks of %s on %s to be confirmed before one is agreed; that of %s is not"), part[1], part[2], open);
  else if (!agreeing)
    g_set_error (error, LW_ERROR, LW_ERROR_LOCKED,
                 _("the method is published: a mark is agreed in moderation, with its reasons and who was present (lotwise agree)"));
  return agreeing && open == NULL && (agreed == 0 || approved)
         && ((approved && agreed > 0) || lw_evaluation_guard_quality (connection, key, NULL, error));
}

/* ---- opening again ---- */

typedef struct
{
  char *lot, *bidder, *criterion, *evaluator;
  char *person, *approver, *reason;
} Reopening;

static void
reopening_free (Reopening *reopening)
{
  g_free (reopening->lot);
  g_free (reopening->bidder);
  g_free (reopening->criterion);
  g_free (reopening->evaluator);
  g_free (reopening->person);
  g_free (reopening->approver);
  g_free (reopening->reason);
  g_free (reopening);
}

static gboolean
apply_reopen (LwTransaction *transaction, gpointer data, GError **error)
{
  const Reopening *place = data;
  LwConnection *connection = lw_transaction_connection (transaction);
  gboolean fine = lw_evaluation_check_approval (connection, place->person, place->approver, place->reason, error);

  if (fine && place->evaluator == NULL)
    fine = lw_connection_run (connection, error,
                              "DELETE FROM evaluation_consensus WHERE lot = ? AND bidder = ? AND criterion = ?", "sss",
                              place->lot, place->bidder, place->criterion);
  else if (fine)
    fine = lw_connection_run (connection, error,
                              "DELETE FROM evaluation_confirmation WHERE lot = ? AND bidder = ? AND criterion = ? AND person = ?"
                              " AND NOT EXISTS (SELECT 1 FROM evaluation_consensus AS a WHERE a.lot = ?1 AND a.bidder = ?2"
                              "  AND a.criterion = ?3)",
                              "ssss", place->lot, place->bidder, place->criterion, place->evaluator);
  if (!fine || lw_connection_changes (connection) > 0)
    return fine;
  if (place->evaluator == NULL)
    g_set_error (error, LW_ERROR, LW_ERROR_NOT_FOUND, _("expected an agreed mark of %s on %s, found none"), place->bidder,
                 place->criterion);
  else
    g_set_error (error, LW_ERROR, LW_ERROR_NOT_FOUND,
                 _("expected a confirmed mark of %s by %s on %s, where none is agreed; found none"), place->bidder, place->evaluator,
                 place->criterion);
  return FALSE;
}

LwCommand *
lw_evaluation_reopen (const LwMarkPlace *place, const char *person, const char *approver, const char *reason)
{
  Reopening *reopening = g_new0 (Reopening, 1);
  g_autofree char *name = NULL, *why = NULL;
  LwCommand *command;

  reopening->lot = g_strdup (place->lot);
  reopening->bidder = g_strdup (place->bidder);
  reopening->criterion = g_strdup (place->criterion);
  reopening->evaluator = g_strdup (place->evaluator);
  reopening->person = g_strdup (person);
  reopening->approver = g_strdup (approver);
  reopening->reason = g_strdup (reason);
  if (place->evaluator != NULL)
    name = g_strdup_printf (_("Open the mark of %s by %s on %s again"), place->bidder, place->evaluator, place->criterion);
  else
    name = g_strdup_printf (_("Open the agreed mark of %s on %s again"), place->bidder, place->criterion);
  why = g_strdup_printf (_("%s (approved by %s)"), reason != NULL ? reason : "", approver != NULL ? approver : "");
  command = lw_command_new (name, person, why, apply_reopen, reopening, (GDestroyNotify) reopening_free);
  lw_command_set_final (command);
  return command;
}
