/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Confirming marks: an evaluator stands by them, under the version of the method in force. What the rationale checks find
 * stands in the way of it. */
#include "config.h"

#include "lw-evaluation-publish.h"

#include "base/lw-error.h"
#include "lw-evaluation-rationale.h"

#include <string.h>

#include "base/lw-i18n.h"

/* Obstacles that a refusal names. */
#define NAMED 5

typedef struct
{
  char *person;
  char *lot, *bidder, *criterion; /* NULL: any */
  char *despite;                  /* why, although something is in the way; or NULL */
} Confirming;

static void
confirming_free (Confirming *confirming)
{
  g_free (confirming->person);
  g_free (confirming->lot);
  g_free (confirming->bidder);
  g_free (confirming->criterion);
  g_free (confirming->despite);
  g_free (confirming);
}

/* ---- what is in the way ---- */

static gboolean
is_asked (const char *asked, const char *is)
{
  return asked == NULL || strcmp (asked, is) == 0;
}

/* Whether the mark is confirmed under the version in force already. */
static gboolean
is_confirmed (LwConnection *connection, const LwRationaleFinding *finding, gboolean *is, GError **error)
{
  gint64 n;

  if (!lw_connection_get_int (connection, &n, 0, error,
                              "SELECT count (*) FROM evaluation_confirmation WHERE lot = ? AND bidder = ? AND criterion = ?"
                              " AND person = ? AND version = (SELECT max (version) FROM evaluation_publication)",
                              "ssss", finding->lot, finding->bidder, finding->criterion, finding->person))
    return FALSE;
  *is = n > 0;
  return TRUE;
}

GPtrArray *
lw_evaluation_confirm_obstacles (LwConnection *connection, const char *person, const char *lot, const char *bidder,
                                 const char *criterion, GError **error)
{
  g_autoptr (LwEvaluationMarks) structure = lw_evaluation_marks_load_structure (connection, error);
  g_autoptr (GPtrArray) found = NULL;

  if (structure == NULL)
    return NULL;
  found = lw_evaluation_rationales_of (structure, connection, person, LW_RATIONALE_WORDS, error);
  for (guint i = found == NULL ? 0 : found->len; i-- > 0;)
    {
      const LwRationaleFinding *finding = g_ptr_array_index (found, i);
      gboolean confirmed = FALSE;

      if (!is_asked (lot, finding->lot) || !is_asked (bidder, finding->bidder) || !is_asked (criterion, finding->criterion))
        confirmed = TRUE; /* not asked for */
      else if (!is_confirmed (connection, finding, &confirmed, error))
        return NULL;
      if (confirmed)
        g_ptr_array_remove_index (found, i);
    }
  return g_steal_pointer (&found);
}

static gboolean
refuse_obstacles (const GPtrArray *found, GError **error)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < found->len && i < NAMED; i++)
    {
      const LwRationaleFinding *finding = g_ptr_array_index (found, i);
      g_autofree char *text = lw_rationale_finding_text (finding, LW_RATIONALE_WORDS);

      g_string_append_printf (list, "%s%s%s%s/%s: %s", i > 0 ? ". " : "", finding->lot, finding->lot[0] != '\0' ? "/" : "",
                              finding->bidder, finding->criterion, text);
    }
  if (found->len > NAMED)
    g_string_append_printf (list, ngettext (". And %u more", ". And %u more", found->len - NAMED), found->len - NAMED);
  g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
               ngettext ("expected marks with their reasons, found %u without. %s. Mend it, or confirm it all the same and say why",
                         "expected marks with their reasons, found %u without. %s. Mend them, or confirm them all the same and"
                         " say why",
                         found->len),
               found->len, list->str);
  return FALSE;
}

static gboolean
check_obstacles (LwConnection *connection, const Confirming *confirming, GError **error)
{
  g_autoptr (GPtrArray) found = NULL;

  if (confirming->despite != NULL)
    return TRUE;
  found = lw_evaluation_confirm_obstacles (connection, confirming->person, confirming->lot, confirming->bidder,
                                           confirming->criterion, error);
  return found != NULL && (found->len == 0 || refuse_obstacles (found, error));
}

/* ---- the command ---- */

static gboolean
apply_confirm (LwTransaction *transaction, gpointer data, GError **error)
{
  const Confirming *confirming = data;
  LwConnection *connection = lw_transaction_connection (transaction);
  gint64 version;

  if (!lw_evaluation_version (connection, &version, error))
    return FALSE;
  if (version == 0)
    {
      g_set_error_literal (error, LW_ERROR, LW_ERROR_INVALID,
                           _("the method has not been published: marks are confirmed under a published method"));
      return FALSE;
    }
  if (!check_obstacles (connection, confirming, error)
      || !lw_connection_run (connection, error,
                             "INSERT INTO evaluation_confirmation (lot, bidder, criterion, person, version)"
                             " SELECT lot, bidder, criterion, person, ?1 FROM evaluation_mark"
                             "  WHERE person = ?2 AND (?3 IS NULL OR lot = ?3) AND (?4 IS NULL OR bidder = ?4)"
                             "   AND (?5 IS NULL OR criterion = ?5)"
                             " ON CONFLICT (lot, bidder, criterion, person) DO UPDATE SET version = ?1 WHERE version < ?1",
                             "issss", version, confirming->person, confirming->lot, confirming->bidder, confirming->criterion))
    return FALSE;
  if (lw_connection_changes (connection) > 0)
    return TRUE;
  g_set_error (error, LW_ERROR, LW_ERROR_NOTHING,
               _("expected marks of %s that are not confirmed yet, found none"), confirming->person);
  return FALSE;
}

LwCommand *
lw_evaluation_confirm_at (const char *person, const char *lot, const char *bidder, const char *criterion, const char *despite)
{
  Confirming *confirming = g_new0 (Confirming, 1);
  g_autofree char *name = g_strdup_printf (_("Confirm the marks of %s"), person);

  confirming->person = g_strdup (person);
  confirming->lot = g_strdup (lot);
  confirming->bidder = g_strdup (bidder);
  confirming->criterion = g_strdup (criterion);
  confirming->despite = g_strdup (despite);
  return lw_command_new (name, person, despite, apply_confirm, confirming, (GDestroyNotify) confirming_free);
}

LwCommand *
lw_evaluation_confirm (const char *person, const char *lot, const char *bidder)
{
  return lw_evaluation_confirm_at (person, lot, bidder, NULL, NULL);
}
