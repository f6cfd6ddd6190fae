/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Conflicts that a merge left: listing them side by side, and deciding them. */
#include "config.h"

#include "lw-evaluation-pack-private.h"

#include "base/lw-error.h"
#include "lw-evaluation-publish.h"
#include "store/lw-guard.h"

#include <string.h>

#include "base/lw-i18n.h"

const char *
lw_conflict_text (const char *why)
{
  static const char *const texts[][2] = {
    { "changed", N_("the mark was changed here and there") },
      { "method", N_("it was marked under another version of the method") },
        { "copy", N_("it comes from an older return or from another copy of the pack") },
          { "removed", N_("the evaluator has been removed since") },
            { "not-assigned", N_("the evaluator is not assigned to it") },
              { "locked", N_("the mark here is confirmed, or one is agreed over it") },
                { "refused", N_("a rule of the marks here refuses it") },
                  { "reasons", N_("it came back confirmed without a reason, although the checks of reasons find fault with it") },
              };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (g_strcmp0 (texts[i][0], why) == 0)
      return _(texts[i][1]);
  return why;
}

/* ---- the list ---- */

static void
conflict_free (LwConflict *conflict)
{
  g_free (conflict->pack);
  g_free (conflict->person);
  g_free (conflict->lot);
  g_free (conflict->bidder);
  g_free (conflict->criterion);
  g_free (conflict->why);
  g_free (conflict->ours);
  g_free (conflict->ours_rationale);
  g_free (conflict->theirs);
  g_free (conflict->theirs_rationale);
  g_free (conflict->ours_pointer);
  g_free (conflict->theirs_pointer);
  g_free (conflict);
}

/* "plan.pdf, page 3: “their words”"; NULL where there is nothing. */
static char *
pointer_text (const char *document, const char *page, const char *quote)
{
  g_autofree char *where = page == NULL || page[0] == '\0'             ? g_strdup (document)
                           : document == NULL || document[0] == '\0' ? g_strdup_printf (_("page %s"), page)
                                                                     : g_strdup_printf (_("%s, page %s"), document, page);

  if (quote == NULL || quote[0] == '\0')
    return g_steal_pointer (&where);
  return where != NULL ? g_strdup_printf ("%s: “%s”", where, quote) : g_strdup_printf ("“%s”", quote);
}

static char *
pointer_of_content (const char *content)
{
  g_autofree char *document = lw_pack_content_get (content, "document"), *page = lw_pack_content_get (content, "page");
  g_autofree char *quote = lw_pack_content_get (content, "quote");

  return pointer_text (document, page, quote);
}

GPtrArray *
lw_evaluation_conflicts (LwConnection *connection, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) conflict_free);
  g_autoptr (LwStatement) row = lw_connection_prepare (
      connection,
      "SELECT c.pack, k.person, c.lot, c.bidder, c.criterion, c.why, m.mark, m.rationale, t.content,"
      " m.document, m.page, m.quote"
      " FROM evaluation_conflict AS c JOIN evaluation_pack AS k ON k.id = c.pack"
      " LEFT JOIN evaluation_mark AS m ON (m.lot, m.bidder, m.criterion, m.person) = (c.lot, c.bidder, c.criterion, k.person)"
      " LEFT JOIN evaluation_pack_mark AS t ON (t.pack, t.lot, t.bidder, t.criterion) = (c.pack, c.lot, c.bidder, c.criterion)"
      " ORDER BY k.person, c.pack, c.lot, c.bidder, c.criterion",
      error);
  LwStep step;

  if (row == NULL)
    return NULL;
  while ((step = lw_statement_step (row, error)) == LW_STEP_ROW)
    {
      LwConflict *conflict = g_new0 (LwConflict, 1);

      conflict->pack = g_strdup (lw_statement_text (row, 0));
      conflict->person = g_strdup (lw_statement_text (row, 1));
      conflict->lot = g_strdup (lw_statement_text (row, 2));
      conflict->bidder = g_strdup (lw_statement_text (row, 3));
      conflict->criterion = g_strdup (lw_statement_text (row, 4));
      conflict->why = g_strdup (lw_statement_text (row, 5));
      conflict->ours = g_strdup (lw_statement_text (row, 6));
      conflict->ours_rationale = g_strdup (lw_statement_text (row, 7));
      conflict->theirs = lw_pack_content_get (lw_statement_text (row, 8), "mark");
      conflict->theirs_rationale = lw_pack_content_get (lw_statement_text (row, 8), "rationale");
      conflict->ours_pointer
          = pointer_text (lw_statement_text (row, 9), lw_statement_text (row, 10), lw_statement_text (row, 11));
      conflict->theirs_pointer = pointer_of_content (lw_statement_text (row, 8));
      g_ptr_array_add (list, conflict);
    }
  return step == LW_STEP_DONE ? g_steal_pointer (&list) : NULL;
}

gboolean
lw_evaluation_check_packs (LwConnection *connection, LwFindings *findings, GError **error)
{
  g_autoptr (LwStatement) row = lw_connection_prepare (
      connection,
      "SELECT k.person, count (*) FROM evaluation_conflict AS c JOIN evaluation_pack AS k ON k.id = c.pack"
      " GROUP BY k.person ORDER BY k.person",
      error);
  LwStep step;

  if (row == NULL)
    return FALSE;
  while ((step = lw_statement_step (row, error)) == LW_STEP_ROW)
    lw_findings_add (
        findings, "evaluation.conflict", LW_SEVERITY_WARNING, lw_statement_text (row, 0),
        ngettext ("%lld mark that came back in a pack is in conflict and undecided: “lotwise conflicts” shows it",
                  "%lld marks that came back in a pack are in conflict and undecided: “lotwise conflicts” shows them",
                  (gulong) lw_statement_int (row, 1)),
        (long long) lw_statement_int (row, 1));
  return step == LW_STEP_DONE;
}

/* ---- deciding ---- */

typedef struct
{
  char *pack, *lot, *bidder, *criterion;
  gboolean theirs;
  gboolean has_reason;
} Deciding;

static void
deciding_free (Deciding *deciding)
{
  g_free (deciding->pack);
  g_free (deciding->lot);
  g_free (deciding->bidder);
  g_free (deciding->criterion);
  g_free (deciding);
}

/* The whole identifier of the pack and whose it is. */
static gboolean
find_conflict (LwConnection *connection, const Deciding *deciding, char **pack, char **person, GError **error)
{
  g_autoptr (LwStatement) row = lw_connection_prepare (
      connection,
      "SELECT c.pack, k.person FROM evaluation_conflict AS c JOIN evaluation_pack AS k ON k.id = c.pack"
      " WHERE c.lot = ? AND c.bidder = ? AND c.criterion = ? AND substr (c.pack, 1, length (?4)) = ?4",
      error);
  LwStep step;

  if (row == NULL)
    return FALSE;
  lw_statement_bind (row, "ssss", deciding->lot, deciding->bidder, deciding->criterion, deciding->pack);
  step = lw_statement_step (row, error);
  if (step == LW_STEP_ROW)
    {
      *pack = g_strdup (lw_statement_text (row, 0));
      *person = g_strdup (lw_statement_text (row, 1));
      step = lw_statement_step (row, error);
    }
  if (step == LW_STEP_ERROR)
    return FALSE;
  if (*pack == NULL)
    g_set_error (error, LW_ERROR, LW_ERROR_NOT_FOUND,
                 _("expected an undecided conflict over %s on %s in the pack %s, found none"), deciding->bidder,
                    deciding->criterion, deciding->pack);
  else if (step == LW_STEP_ROW)
    g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
                 _("expected the identifier of one pack, found “%s”, with which several begin"), deciding->pack);
  return *pack != NULL && step == LW_STEP_DONE;
}

/* What is confirmed in spite of the checks without a word of its evaluator is so for the reason of who decides: *@despite. */
static gboolean
find_despite (LwConnection *connection, const LwPackCell *cell, const char *place, const char *person, const char **despite,
              GError **error)
{
  g_autoptr (GHashTable) bare = lw_evaluation_confirm_bare (connection, person, error);

  if (bare == NULL)
    return FALSE;
  *despite = cell->despite == NULL && g_hash_table_contains (bare, place) ? lw_connection_reason (connection) : cell->despite;
  return TRUE;
}

static gboolean
take_theirs (LwTransaction *transaction, const char *pack, const char *place, const char *person, GError **error)
{
  LwConnection *connection = lw_transaction_connection (transaction);
  g_autoptr (GHashTable) cells = lw_pack_cells_of_pack (connection, pack, error);
  const LwPackCell *cell = cells == NULL ? NULL : g_hash_table_lookup (cells, place);
  const char *despite = NULL;
  guint n = 0;

  return cells != NULL && lw_pack_write_mark (transaction, place, person, cell != NULL ? cell->content : NULL, error)
         && (cell == NULL || cell->confirmed == 0
             || (find_despite (connection, cell, place, person, &despite, error)
                 && lw_pack_write_confirmation (connection, place, person, cell->confirmed, despite, &n, error)));
}

static gboolean
apply_decide (LwTransaction *transaction, gpointer data, GError **error)
{
  const Deciding *deciding = data;
  LwConnection *connection = lw_transaction_connection (transaction);
  g_autofree char *pack = NULL, *person = NULL;
  g_autofree char *place = g_strjoin ("/", deciding->lot, deciding->bidder, deciding->criterion, NULL);

  if (!deciding->has_reason)
    {
      g_set_error_literal (error, LW_ERROR, LW_ERROR_INVALID, _("expected a reason, found none"));
      return FALSE;
    }
  return find_conflict (connection, deciding, &pack, &person, error)
         && (!deciding->theirs || take_theirs (transaction, pack, place, person, error))
         && lw_connection_run (connection, error,
                               "DELETE FROM evaluation_conflict WHERE pack = ? AND lot = ? AND bidder = ? AND criterion = ?",
                               "ssss", pack, deciding->lot, deciding->bidder, deciding->criterion);
}

LwCommand *
lw_evaluation_decide (const char *pack, const char *lot, const char *bidder, const char *criterion, gboolean theirs,
                      const char *person, const char *reason)
{
  Deciding *deciding = g_new0 (Deciding, 1);
  g_autofree char *name = theirs ? g_strdup_printf (_("Decide on %s, %s: the mark that came back"), bidder, criterion)
                                 : g_strdup_printf (_("Decide on %s, %s: the mark that is here"), bidder, criterion);

  deciding->pack = g_strdup (pack);
  deciding->lot = g_strdup (lot);
  deciding->bidder = g_strdup (bidder);
  deciding->criterion = g_strdup (criterion);
  deciding->theirs = theirs;
  deciding->has_reason = reason != NULL && reason[strspn (reason, " \t\n")] != '\0';
  return lw_command_new (name, person, reason, apply_decide, deciding, (GDestroyNotify) deciding_free);
}
