/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What came back is merged mark by mark. Three states of a mark meet: as it was last in common (evaluation_pack_mark), as
 * it came back ("theirs"), as it is here ("ours"). Each mark is of one person and each pack too, so packs of several
 * people never touch the same row, and the order in which they are merged does not matter.
 */
#include "config.h"

#include "lw-evaluation-pack-private.h"

#include "base/lw-error.h"
#include "lw-evaluation-people.h"
#include "lw-evaluation-publish.h"

#include <string.h>

#include "base/lw-i18n.h"

/* What the command carries. */
typedef struct
{
  GPtrArray *returns;
  gboolean dry_run;
  gboolean done; /* all was worked out; a dry run then fails on purpose, so that nothing of it is stored */
  GPtrArray *merged;
  GPtrArray *conflicts;
} Merging;

/* One pack that came back. */
typedef struct
{
  LwTransaction *transaction;
  LwConnection *connection;
  const LwPackReturn *back;
  GHashTable *base, *ours; /* "LOT/BIDDER/CRITERION" -> LwPackCell */
  gboolean has_person;     /* the evaluator is still there */
  gboolean same_method;    /* it is marked by the method in force here */
  gboolean follows;        /* it goes on from what was merged last */
  GPtrArray *stood_by;     /* (element-type utf8): places whose confirmations come in */
  LwPackMerged *merged;
} Merge;

static void
merge_clear (Merge *merge)
{
  g_clear_pointer (&merge->base, g_hash_table_unref);
  g_clear_pointer (&merge->ours, g_hash_table_unref);
  g_clear_pointer (&merge->stood_by, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Merge, merge_clear)

static void
merged_free (LwPackMerged *merged)
{
  g_free (merged->pack);
  g_free (merged->person);
  g_free (merged);
}

/* ---- is it ours ---- */

static gboolean
refuse (const LwPackReturn *back, const char *why, GError **error)
{
  g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("the pack %.8s… of %s is refused: %s"), back->pack, back->person, why);
  return FALSE;
}

/* *@returned (out) (transfer full): SHA-256 of what was merged last, or NULL. */
static gboolean
find_pack (LwConnection *connection, const LwPackReturn *back, char **returned, GError **error)
{
  g_autoptr (LwStatement) row = lw_connection_prepare (
      connection,
      "SELECT k.person, k.base, k.returned FROM evaluation_pack AS k JOIN competition AS c ON c.id = ?"
      " WHERE k.id = ? AND k.side = 'sent'",
      error);
  LwStep step;

  if (row == NULL)
    return FALSE;
  lw_statement_bind (row, "ss", back->competition, back->pack);
  step = lw_statement_step (row, error);
  if (step == LW_STEP_ERROR)
    return FALSE;
  if (step == LW_STEP_DONE)
    return refuse (back, _("this file has not sent it"), error);
  if (strcmp (lw_statement_text (row, 0), back->person) != 0 || strcmp (lw_statement_text (row, 1), back->base) != 0)
    return refuse (back, _("it was not sent as it says"), error);
  *returned = g_strdup (lw_statement_text (row, 2));
  return TRUE;
}

static gboolean
is_known (LwConnection *connection, const LwPackReturn *back, gboolean *known, GError **error)
{
  gint64 n;

  if (!lw_connection_get_int (connection, &n, 0, error,
                              "SELECT count (*) FROM evaluation_pack_return WHERE pack = ? AND sha256 = ?", "ss", back->pack,
                              back->sha256))
    return FALSE;
  *known = n > 0;
  return TRUE;
}

/* A confirmation counts under a version that is the same text here; others were made under another method. */
static gboolean
keep_confirmations (Merge *merge, GError **error)
{
  g_autoptr (GPtrArray) list = lw_evaluation_publications (merge->connection, error);
  GHashTableIter iter;
  gpointer value;

  if (list == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, merge->back->cells);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      LwPackCell *cell = value;
      g_autofree char *version = g_strdup_printf ("%lld", (long long) cell->confirmed);
      const char *theirs = g_hash_table_lookup (merge->back->publications, version);
      const LwPublication *here = cell->confirmed >= 1 && cell->confirmed <= list->len ? list->pdata[cell->confirmed - 1] : NULL;

      if (here == NULL || g_strcmp0 (here->sha256, theirs) != 0)
        cell->confirmed = 0;
    }
  g_autofree char *last = g_strdup_printf ("%lld", (long long) merge->back->version);
  const LwPublication *in_force = list->len > 0 ? list->pdata[list->len - 1] : NULL;
  merge->same_method = in_force != NULL
                       && g_strcmp0 (in_force->sha256, g_hash_table_lookup (merge->back->publications, last)) == 0;
  return TRUE;
}

static gboolean
prepare (Merge *merge, const char *returned, GError **error)
{
  const LwPackReturn *back = merge->back;
  gint64 n;

  merge->base = lw_pack_cells_of_pack (merge->connection, back->pack, error);
  merge->ours = merge->base == NULL ? NULL : lw_pack_cells_of_person (merge->connection, back->person, error);
  if (merge->ours == NULL || !keep_confirmations (merge, error)
      || !lw_connection_get_int (merge->connection, &n, 0, error, "SELECT count (*) FROM person WHERE id = ?", "s", back->person))
    return FALSE;
  merge->has_person = n > 0;
  merge->follows = returned == NULL || g_ptr_array_find_with_equal_func (back->before, returned, g_str_equal, NULL);
  return TRUE;
}

/* ---- one mark ---- */

/* Why @place, which was changed there, is not simply taken over; *@why stays NULL where it may be. */
static gboolean
find_reason (Merge *merge, const char *place, const LwPackCell *base, const LwPackCell *ours, const char **why, GError **error)
{
  g_auto (GStrv) part = g_strsplit (place, "/", 3);
  g_autofree char *reason = NULL;

  if (!merge->has_person)
    *why = "removed";
  else if (!lw_evaluation_may_mark (merge->connection, merge->back->person, part[0], part[1], part[2], &reason, error))
    return FALSE;
  else if (reason != NULL)
    *why = "not-assigned";
  else if (!merge->same_method)
    *why = "method";
  else if (g_strcmp0 (ours != NULL ? ours->content : NULL, base != NULL ? base->content : NULL) != 0)
    *why = "changed";
  else if (!merge->follows)
    *why = "copy";
  return TRUE;
}

/* Takes it over as an edit would be made; what an edit may not do, a merge may not. */
static gboolean
take (Merge *merge, const char *place, const LwPackCell *theirs, const char **why, GError **error)
{
  g_autoptr (GError) refused = NULL;

  if (!lw_connection_run (merge->connection, error, "SAVEPOINT taking", ""))
    return FALSE;
  if (!lw_pack_write_mark (merge->transaction, place, merge->back->person, theirs != NULL ? theirs->content : NULL, &refused))
    {
      if (g_error_matches (refused, LW_ERROR, LW_ERROR_LOCKED))
        *why = "locked";
      else if (g_error_matches (refused, LW_ERROR, LW_ERROR_INVALID) || g_error_matches (refused, LW_ERROR, LW_ERROR_NOT_FOUND))
        *why = "refused";
      else
        {
          g_propagate_error (error, g_steal_pointer (&refused));
          return FALSE;
        }
      if (!lw_connection_run (merge->connection, error, "ROLLBACK TO taking", ""))
        return FALSE;
    }
  return lw_connection_run (merge->connection, error, "RELEASE taking", "");
}

static gboolean
set_conflict (Merge *merge, const char *place, const char *why, GError **error)
{
  g_auto (GStrv) part = g_strsplit (place, "/", 3);

  if (why == NULL)
    return lw_connection_run (merge->connection, error,
                              "DELETE FROM evaluation_conflict WHERE pack = ? AND lot = ? AND bidder = ? AND criterion = ?",
                              "ssss", merge->back->pack, part[0], part[1], part[2]);
  merge->merged->conflicts++;
  return lw_connection_run (merge->connection, error,
                            "INSERT INTO evaluation_conflict (pack, lot, bidder, criterion, why) VALUES (?1, ?2, ?3, ?4, ?5)"
                            " ON CONFLICT (pack, lot, bidder, criterion) DO UPDATE SET why = ?5",
                            "sssss", merge->back->pack, part[0], part[1], part[2], why);
}

static gboolean
is_same (const LwPackCell *a, const LwPackCell *b)
{
  return g_strcmp0 (a != NULL ? a->content : NULL, b != NULL ? b->content : NULL) == 0;
}

static gboolean
is_confirmed_alike (const LwPackCell *a, const LwPackCell *b)
{
  return (a != NULL ? a->confirmed : 0) == (b != NULL ? b->confirmed : 0)
         && g_strcmp0 (a != NULL ? a->despite : NULL, b != NULL ? b->despite : NULL) == 0;
}

static gboolean
merge_cell (Merge *merge, const char *place, GError **error)
{
  const LwPackCell *base = g_hash_table_lookup (merge->base, place), *ours = g_hash_table_lookup (merge->ours, place);
  const LwPackCell *theirs = g_hash_table_lookup (merge->back->cells, place);
  const gint64 confirmed = theirs != NULL ? theirs->confirmed : 0;
  const char *why = NULL;

  if (!is_same (theirs, ours))
    {
      /* what somebody stands by, and is not what is here, cannot be passed over */
      if (is_same (theirs, base) && (confirmed == 0 || (base != NULL && base->confirmed == confirmed)))
        {
          merge->merged->kept++;
          return TRUE;
        }
      if (!find_reason (merge, place, base, ours, &why, error) || (why == NULL && !take (merge, place, theirs, &why, error)))
        return FALSE;
      merge->merged->taken += why == NULL;
    }
  if (why == NULL && confirmed > (is_same (theirs, ours) && ours != NULL ? ours->confirmed : 0))
    g_ptr_array_add (merge->stood_by, (gpointer) place);
  return set_conflict (merge, place, why, error)
         && ((is_same (theirs, base) && is_confirmed_alike (theirs, base))
             || lw_pack_cells_store (merge->connection, merge->back->pack, place, theirs, error));
}

/* Once all marks are in: what the checks of reasons find fault with here is confirmed for a reason, as it is by confirming. */
static gboolean
merge_confirmations (Merge *merge, GError **error)
{
  g_autoptr (GHashTable) bare = NULL;

  if (merge->stood_by->len == 0)
    return TRUE;
  bare = lw_evaluation_confirm_bare (merge->connection, merge->back->person, error);
  if (bare == NULL)
    return FALSE;
  for (guint i = 0; i < merge->stood_by->len; i++)
    {
      const char *place = g_ptr_array_index (merge->stood_by, i);
      const LwPackCell *theirs = g_hash_table_lookup (merge->back->cells, place);
      const gboolean fine = theirs->despite == NULL && g_hash_table_contains (bare, place)
                                ? set_conflict (merge, place, "reasons", error)
                                : lw_pack_write_confirmation (merge->connection, place, merge->back->person, theirs->confirmed,
                                                              theirs->despite, &merge->merged->confirmed, error);

      if (!fine)
        return FALSE;
    }
  return TRUE;
}

/* ---- one pack ---- */

static int
compare_places (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* All places with a mark then or there, in order. */
static GPtrArray *
list_places (const Merge *merge)
{
  g_autoptr (GHashTable) all = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTable *tables[] = { merge->base, merge->back->cells };
  GPtrArray *places = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      GHashTableIter iter;
      gpointer place;

      g_hash_table_iter_init (&iter, tables[i]);
      while (g_hash_table_iter_next (&iter, &place, NULL))
        if (g_hash_table_add (all, place))
          g_ptr_array_add (places, place);
    }
  g_ptr_array_sort (places, compare_places);
  return places;
}

/* This one, and those that came before it from the same file: none of them is merged from now on. */
static gboolean
note_return (Merge *merge, GError **error)
{
  const LwPackReturn *back = merge->back;

  for (guint i = 0; i <= back->before->len; i++)
    {
      const char *sha256 = i < back->before->len ? g_ptr_array_index (back->before, i) : back->sha256;
      if (!lw_connection_run (merge->connection, error,
                              "INSERT INTO evaluation_pack_return (pack, sha256, number) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                              "ssi", back->pack, sha256, (gint64) i + 1))
        return FALSE;
    }
  return lw_connection_run (merge->connection, error, "UPDATE evaluation_pack SET returned = ? WHERE id = ?", "ss", back->sha256,
                            back->pack);
}

static gboolean
merge_return (LwTransaction *transaction, const LwPackReturn *back, LwPackMerged *merged, GError **error)
{
  g_auto (Merge) merge = {
    .transaction = transaction, .connection = lw_transaction_connection (transaction), .back = back, .merged = merged
  };
  g_autofree char *returned = NULL;
  g_autoptr (GPtrArray) places = NULL;

  merge.stood_by = g_ptr_array_new ();
  merged->pack = g_strdup (back->pack);
  merged->person = g_strdup (back->person);
  if (!find_pack (merge.connection, back, &returned, error) || !is_known (merge.connection, back, &merged->known, error))
    return FALSE;
  if (merged->known)
    return TRUE;
  /* declarations first: a mark that a new conflict forbids is none to take over */
  if (!prepare (&merge, returned, error) || !lw_pack_merge_declarations (merge.connection, back, merged, error)
      || !lw_pack_merge_queries (merge.connection, back, merge.follows, merged, error))
    return FALSE;
  places = list_places (&merge);
  for (guint i = 0; i < places->len; i++)
    if (!merge_cell (&merge, g_ptr_array_index (places, i), error))
      return FALSE;
  return merge_confirmations (&merge, error) && note_return (&merge, error);
}

/* ---- the command ---- */

static gboolean
apply_merge (LwTransaction *transaction, gpointer data, GError **error)
{
  Merging *merging = data;

  for (guint i = 0; i < merging->returns->len; i++)
    {
      LwPackMerged *merged = g_new0 (LwPackMerged, 1);

      g_ptr_array_add (merging->merged, merged);
      if (!merge_return (transaction, g_ptr_array_index (merging->returns, i), merged, error))
        return FALSE;
    }
  merging->conflicts = lw_evaluation_conflicts (lw_transaction_connection (transaction), error);
  merging->done = merging->conflicts != NULL;
  if (merging->done && merging->dry_run)
    g_set_error_literal (error, LW_ERROR, LW_ERROR_NOTHING, _("a trial stores nothing"));
  return merging->done && !merging->dry_run;
}

gboolean
lw_evaluation_merge (LwStore *store, GPtrArray *returns, gboolean dry_run, const char *person, const char *reason,
                     GPtrArray **merged, GPtrArray **conflicts, GError **error)
{
  Merging merging = { .returns = returns, .dry_run = dry_run };
  const LwPackReturn *first = g_ptr_array_index (returns, 0);
  g_autofree char *name = returns->len == 1
      ? g_strdup_printf (_("Merge the pack of %s"), first->person)
      : g_strdup_printf (ngettext ("Merge %u pack", "Merge %u packs", returns->len), returns->len);
  g_autoptr (LwCommand) command = lw_command_new (name, person, reason, apply_merge, &merging, NULL);
  g_autoptr (GError) failure = NULL;

  merging.merged = g_ptr_array_new_with_free_func ((GDestroyNotify) merged_free);
  if (lw_store_run (store, command, NULL, &failure) || (dry_run && merging.done))
    {
      *merged = merging.merged;
      *conflicts = merging.conflicts;
      return TRUE;
    }
  g_ptr_array_unref (merging.merged);
  g_clear_pointer (&merging.conflicts, g_ptr_array_unref);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}
