/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How rows of the store follow its changes. */
#include "config.h"

#include "table/lw-sql-object.h"

#include <string.h>

/* Inserted rows up to which each is put in its place; more are sorted anew. */
#define FEW_INSERTED 32

static int
compare_rows (LwSqlRows *self, guint32 a, guint32 b)
{
  const LwArrangement *wanted = lw_rows_get_arrangement (LW_ROWS (self));
  int order = 0;

  if (wanted->sort >= 0)
    {
      g_autofree char *x = lw_rows_handle_text (LW_ROWS (self), a, (guint) wanted->sort, TRUE);
      g_autofree char *y = lw_rows_handle_text (LW_ROWS (self), b, (guint) wanted->sort, TRUE);
      order = lw_ranks_compare (&self->table->columns[wanted->sort].column, x, y, wanted->descending);
    }
  return order != 0 ? order : lw_sql_index_compare (self->index, a, b);
}

/* Where the order wants it. */
static void
place_row (LwSqlRows *self, guint32 handle)
{
  GArray *order = lw_rows_get_order (LW_ROWS (self));
  guint low = 0, high = order->len;

  while (low < high)
    {
      const guint middle = low + (high - low) / 2;

      if (compare_rows (self, g_array_index (order, guint32, middle), handle) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  g_array_insert_val (order, low, handle);
}

static gboolean
passes_filter (LwSqlRows *self, guint32 handle)
{
  const LwArrangement *wanted = lw_rows_get_arrangement (LW_ROWS (self));
  const guint n = self->table->n_columns;
  guint32 met = 0;

  if (!wanted->any)
    return TRUE;
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = lw_rows_handle_text (LW_ROWS (self), handle, i, TRUE);
      met |= lw_sql_conditions_met (wanted->words, wanted->equals, n, i, text, strlen (text));
    }
  return met == lw_sql_conditions (wanted->words, wanted->equals, n);
}

/* What some changes come to. */
typedef struct
{
  GArray *inserted, *updated; /* of guint32 */
  GHashTable *gone;           /* handles */
} Outcome;

static void
take_change (LwSqlRows *self, LwChangeOp op, const LwScanValue *key, Outcome *outcome)
{
  guint position;
  const gboolean known = lw_sql_index_find (self->index, key, &position);
  gboolean there = op != LW_CHANGE_DELETE;
  guint32 handle = known ? g_array_index (self->index->by_key, guint32, position)
                         : there ? lw_sql_index_insert (self->index, key, position) : LW_NO_CODE;

  if (handle == LW_NO_CODE)
    return;
  lw_cache_remove (&self->pages, GUINT_TO_POINTER (handle));
  /* an update may bring a row under the condition that holds for all, or from under it */
  if (there && self->table->where != NULL)
    lw_sql_texts_free (lw_sql_rows_read (self, handle, &there));
  if (!there)
    {
      lw_sql_index_remove (self->index, position);
      if (known)
        g_hash_table_add (outcome->gone, GUINT_TO_POINTER (handle));
    }
  else
    g_array_append_val (known ? outcome->updated : outcome->inserted, handle);
}

static void
drop_gone (LwSqlRows *self, GHashTable *gone)
{
  GArray *order = lw_rows_get_order (LW_ROWS (self));
  guint kept = 0;

  for (guint i = 0; i < order->len; i++)
    {
      const guint32 handle = g_array_index (order, guint32, i);

      if (!g_hash_table_contains (gone, GUINT_TO_POINTER (handle)))
        g_array_index (order, guint32, kept++) = handle;
    }
  g_array_set_size (order, kept);
}

/* Updated rows stay where they are: a row that is edited does not jump or vanish. One that was filtered out and
 * now passes comes. */
static void
show_outcome (LwSqlRows *self, Outcome *outcome)
{
  gboolean other_rows = outcome->inserted->len > 0 || g_hash_table_size (outcome->gone) > 0;
  guint place;

  if (g_hash_table_size (outcome->gone) > 0)
    drop_gone (self, outcome->gone);
  if (outcome->inserted->len > FEW_INSERTED)
    {
      lw_rows_items_changed (LW_ROWS (self));
      lw_rows_rearrange (LW_ROWS (self));
      return;
    }
  for (guint i = 0; i < outcome->inserted->len; i++)
    if (passes_filter (self, g_array_index (outcome->inserted, guint32, i)))
      place_row (self, g_array_index (outcome->inserted, guint32, i));
  if (lw_rows_get_arrangement (LW_ROWS (self))->any && outcome->updated->len <= FEW_INSERTED)
    for (guint i = 0; i < outcome->updated->len; i++)
      {
        const guint32 handle = g_array_index (outcome->updated, guint32, i);

        if (!lw_rows_find_handle (LW_ROWS (self), handle, &place) && passes_filter (self, handle))
          {
            place_row (self, handle);
            other_rows = TRUE;
          }
      }
  if (other_rows)
    lw_rows_items_changed (LW_ROWS (self));
  else
    for (guint i = 0; i < outcome->updated->len; i++)
      lw_rows_row_changed (LW_ROWS (self), g_array_index (outcome->updated, guint32, i));
}

/* Entries that have come at the end of the journal. */
static void
read_appended (LwSqlRows *self, Outcome *outcome)
{
  const GArray *by_key = self->index->by_key;
  g_autoptr (LwReader) reader = lw_store_reader (self->store, NULL);
  g_autofree char *last = by_key->len == 0
                              ? g_strdup ("-1")
                              : lw_sql_index_part (self->index, g_array_index (by_key, guint32, by_key->len - 1), 0);
  const guint before = by_key->len;

  if (reader == NULL || !lw_sql_read_keys (reader, self->table, 0, last, self->index, NULL, NULL))
    return;
  g_array_append_vals (outcome->inserted, by_key->data + before * sizeof (guint32), by_key->len - before);
}

void
lw_sql_rows_take_changes (LwSqlRows *self)
{
  g_autoptr (GPtrArray) changes = g_steal_pointer (&self->waiting);
  Outcome outcome = { g_array_new (FALSE, FALSE, sizeof (guint32)), g_array_new (FALSE, FALSE, sizeof (guint32)),
                      g_hash_table_new (NULL, NULL) };

  self->waiting = g_ptr_array_new_with_free_func (lw_sql_change_free);
  if (changes->len > 0 || self->stale)
    lw_sql_rows_forget_ranks (self);
  self->stale = FALSE;
  if (changes->len > 0 && self->table->append)
    read_appended (self, &outcome);
  for (guint i = 0; i < changes->len && !self->table->append; i++)
    {
      const LwSqlChange *change = g_ptr_array_index (changes, i);
      LwScanValue key[LW_SQL_KEYS];

      if (lw_sql_split_key (self->index, change->key, key))
        take_change (self, change->op, key, &outcome);
    }
  show_outcome (self, &outcome);
  g_array_unref (outcome.inserted);
  g_array_unref (outcome.updated);
  g_hash_table_unref (outcome.gone);
}

static gboolean
is_shown_too (const LwSqlTable *table, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (table->also) && table->also[i] != NULL; i++)
    if (strcmp (table->also[i], name) == 0)
      return TRUE;
  return FALSE;
}

static void
wait_for (LwSqlRows *self, LwChangeOp op, const char *key)
{
  LwSqlChange *change = g_new0 (LwSqlChange, 1);

  change->op = op;
  change->key = g_strdup (key);
  g_ptr_array_add (self->waiting, change);
}

void
lw_sql_rows_on_changed (LwStore *store, GPtrArray *changes, LwSqlRows *self)
{
  gboolean others = FALSE;

  for (guint i = 0; i < changes->len; i++)
    {
      const LwChange *change = g_ptr_array_index (changes, i);

      others |= is_shown_too (self->table, change->table);
      if (self->table->append ? i == 0 : strcmp (change->table, self->table->table) == 0)
        wait_for (self, change->op, change->key);
    }
  if (others)
    {
      lw_sql_rows_read_lookups (self);
      lw_cache_empty (&self->pages);
      self->stale = TRUE;
      lw_rows_row_changed (LW_ROWS (self), G_MAXUINT);
    }
  if (lw_rows_get_job (LW_ROWS (self)) == NULL && (self->stale || self->waiting->len > 0))
    lw_sql_rows_take_changes (self);
}

void
lw_sql_change_free (gpointer data)
{
  LwSqlChange *change = data;

  g_free (change->key);
  g_free (change);
}
