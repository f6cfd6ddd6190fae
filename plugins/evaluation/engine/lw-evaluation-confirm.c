/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Confirming marks: an evaluator stands by them, under the version of the method in force. What the rationale checks find
 * stands in the way of it. */
#include "config.h"

#include "lw-evaluation-publish.h"

#include "base/lw-error.h"
#include "lw-evaluation-people.h"
#include "lw-evaluation-rationale.h"
#include "lw-evaluation-sight.h"

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

/* ---- which marks ---- */

/* Of every mark asked for that is not confirmed under @version: those that the person may still give go to @may (nullable)
 * (element-type utf8) as "LOT/BIDDER/CRITERION"; the others are counted,
 * and *@why says why not, of the first. */
static gboolean
list_open (LwConnection *connection, const Confirming *asked, gint64 version, GPtrArray *may, guint *n_barred, char **why,
           GError **error)
{
  g_autoptr (LwStatement) row = lw_connection_prepare (
      connection,
      "SELECT m.lot, m.bidder, m.criterion FROM evaluation_mark AS m WHERE m.person = ?1 AND (?2 IS NULL OR m.lot = ?2)"
      " AND (?3 IS NULL OR m.bidder = ?3) AND (?4 IS NULL OR m.criterion = ?4)"
      " AND NOT EXISTS (SELECT 1 FROM evaluation_confirmation AS c WHERE c.lot = m.lot AND c.bidder = m.bidder"
      "  AND c.criterion = m.criterion AND c.person = m.person AND c.version >= ?5) ORDER BY m.lot, m.bidder, m.criterion",
      error);
  LwStep step;

  if (row == NULL)
    return FALSE;
  lw_statement_bind (row, "ssssi", asked->person, asked->lot, asked->bidder, asked->criterion, version);
  while ((step = lw_statement_step (row, error)) == LW_STEP_ROW)
    {
      const char *lot = lw_statement_text (row, 0), *bidder = lw_statement_text (row, 1), *criterion = lw_statement_text (row, 2);
      g_autofree char *reason = NULL;

      if (!lw_evaluation_may_mark (connection, asked->person, lot, bidder, criterion, &reason, error))
        return FALSE;
      if (reason == NULL && may != NULL)
        g_ptr_array_add (may, g_strjoin ("/", lot, bidder, criterion, NULL));
      *n_barred += reason != NULL;
      if (*why == NULL)
        *why = g_steal_pointer (&reason);
    }
  return step == LW_STEP_DONE;
}

gboolean
lw_evaluation_confirm_barred (LwConnection *connection, const char *person, const char *lot, const char *bidder,
                              const char *criterion, guint *n, char **why, GError **error)
{
  const Confirming asked
      = { .person = (char *) person, .lot = (char *) lot, .bidder = (char *) bidder, .criterion = (char *) criterion };
  gint64 version;

  *n = 0;
  *why = NULL;
  return lw_evaluation_version (connection, &version, error) && list_open (connection, &asked, version, NULL, n, why, error);
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

/* Whether the mark is none to confirm: it is confirmed, or its evaluator may not give it any more. */
static gboolean
is_left_out (LwConnection *connection, const LwRationaleFinding *finding, gboolean *is, GError **error)
{
  g_autofree char *reason = NULL;

  if (!is_confirmed (connection, finding, is, error)
      || !lw_evaluation_may_mark (connection, finding->person, finding->lot, finding->bidder, finding->criterion, &reason, error))
    return FALSE;
  *is = *is || reason != NULL;
  return TRUE;
}

GHashTable *
lw_evaluation_confirm_bare (LwConnection *connection, const char *person, GError **error)
{
  g_autoptr (LwEvaluationMarks) structure = lw_evaluation_marks_load_structure (connection, error);
  g_autoptr (GPtrArray) found
      = structure == NULL ? NULL : lw_evaluation_rationales_of (structure, connection, person, LW_RATIONALE_WORDS, error);
  g_autoptr (GHashTable) places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      const LwRationaleFinding *finding = g_ptr_array_index (found, i);

      g_hash_table_add (places, g_strjoin ("/", finding->lot, finding->bidder, finding->criterion, NULL));
    }
  return found != NULL ? g_steal_pointer (&places) : NULL;
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
      gboolean out = FALSE;

      if (!is_asked (lot, finding->lot) || !is_asked (bidder, finding->bidder) || !is_asked (criterion, finding->criterion))
        out = TRUE; /* not asked for */
      else if (!is_left_out (connection, finding, &out, error))
        return NULL;
      if (out)
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

/* Those that the person may not give any more stay as they are. */
static gboolean
confirm_open (LwConnection *connection, const Confirming *confirming, gint64 version, GError **error)
{
  g_autoptr (GPtrArray) places = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) bare = lw_evaluation_confirm_bare (connection, confirming->person, error);
  g_autofree char *why = NULL;
  guint n_barred = 0;

  if (bare == NULL || !list_open (connection, confirming, version, places, &n_barred, &why, error))
    return FALSE;
  if (places->len == 0 && why != NULL)
    g_set_error_literal (error, LW_ERROR, LW_ERROR_INVALID, why);
  else if (places->len == 0)
    g_set_error (error, LW_ERROR, LW_ERROR_NOTHING,
                 _("expected marks of %s that are not confirmed yet, found none"), confirming->person);
  for (guint i = 0; i < places->len; i++)
    {
      const char *place = g_ptr_array_index (places, i);
      g_auto (GStrv) part = g_strsplit (place, "/", 3);

      if (!lw_connection_run (connection, error,
                              "INSERT INTO evaluation_confirmation (lot, bidder, criterion, person, version, despite)"
                              " VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
                              " ON CONFLICT (lot, bidder, criterion, person) DO UPDATE SET version = ?5, despite = ?6",
                              "ssssis", part[0], part[1], part[2], confirming->person, version,
                              g_hash_table_contains (bare, place) ? confirming->despite : NULL))
        return FALSE;
    }
  return places->len > 0;
}

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
  return lw_evaluation_guard_own (connection, confirming->person, error) && check_obstacles (connection, confirming, error)
         && confirm_open (connection, confirming, version, error);
}

LwCommand *
lw_evaluation_confirm (const char *person, const char *lot, const char *bidder, const char *criterion, const char *by,
                       const char *despite)
{
  Confirming *confirming = g_new0 (Confirming, 1);
  g_autofree char *name = g_strdup_printf (_("Confirm the marks of %s"), person);

  confirming->person = g_strdup (person);
  confirming->lot = g_strdup (lot);
  confirming->bidder = g_strdup (bidder);
  confirming->criterion = g_strdup (criterion);
  confirming->despite = g_strdup (despite);
  return lw_command_new (name, by, despite, apply_confirm, confirming, (GDestroyNotify) confirming_free);
}
