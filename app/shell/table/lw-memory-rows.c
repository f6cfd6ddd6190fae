/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "table/lw-memory-rows.h"

#include <string.h>

#include "table/lw-ranks.h"

typedef struct
{
  char *text;
  char *raw; /* NULL: as the text */
  LwCellTone tone;
} Cell;

struct _LwMemoryRow
{
  char *key;
  GArray *cells; /* of Cell; what is beyond is empty */
};

struct _LwMemoryRows
{
  LwRows parent_instance;

  GPtrArray *by_handle; /* of LwMemoryRow, NULL where it is gone */
  GArray *own_order;    /* of guint32 */
  GHashTable *handles;  /* key (of the row) → handle */
};

G_DEFINE_FINAL_TYPE (LwMemoryRows, lw_memory_rows, LW_TYPE_ROWS)

/* ---- a row ---- */

static void
cell_clear (gpointer data)
{
  Cell *cell = data;

  g_free (cell->text);
  g_free (cell->raw);
}

static Cell *
cell_of (LwMemoryRow *row, guint column)
{
  if (column >= row->cells->len)
    g_array_set_size (row->cells, column + 1);
  return &g_array_index (row->cells, Cell, column);
}

LwMemoryRow *
lw_memory_row_new (const char *key, const char *const *texts)
{
  g_return_val_if_fail (key != NULL, NULL);

  LwMemoryRow *row = g_new0 (LwMemoryRow, 1);
  row->key = g_strdup (key);
  row->cells = g_array_new (FALSE, TRUE, sizeof (Cell));
  g_array_set_clear_func (row->cells, cell_clear);
  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    cell_of (row, i)->text = g_strdup (texts[i]);
  return row;
}

void
lw_memory_row_set_raw (LwMemoryRow *row, guint column, const char *raw)
{
  Cell *cell = cell_of (row, column);

  g_free (cell->raw);
  cell->raw = g_strdup (raw);
}

void
lw_memory_row_set_text (LwMemoryRow *row, guint column, const char *text)
{
  Cell *cell = cell_of (row, column);

  g_free (cell->text);
  cell->text = g_strdup (text);
}

void
lw_memory_row_set_tone (LwMemoryRow *row, guint column, LwCellTone tone)
{
  cell_of (row, column)->tone = tone;
}

void
lw_memory_row_free (LwMemoryRow *row)
{
  if (row == NULL)
    return;
  g_free (row->key);
  g_array_unref (row->cells);
  g_free (row);
}

static const char *
row_text (const LwMemoryRow *row, guint column, gboolean raw)
{
  if (column >= row->cells->len)
    return "";

  const Cell *cell = &g_array_index (row->cells, Cell, column);
  const char *text = raw && cell->raw != NULL ? cell->raw : cell->text;
  return text == NULL ? "" : text;
}

static LwCellTone
row_tone (const LwMemoryRow *row, guint column)
{
  return column < row->cells->len ? g_array_index (row->cells, Cell, column).tone : LW_CELL_PLAIN;
}

static gboolean
rows_equal (const LwMemoryRow *a, const LwMemoryRow *b, guint n_columns)
{
  for (guint i = 0; i < n_columns; i++)
    if (strcmp (row_text (a, i, FALSE), row_text (b, i, FALSE)) != 0
        || strcmp (row_text (a, i, TRUE), row_text (b, i, TRUE)) != 0 || row_tone (a, i) != row_tone (b, i))
      return FALSE;
  return TRUE;
}

/* ---- as rows of a table ---- */

static LwMemoryRow *
row_of (LwRows *rows, guint handle)
{
  return g_ptr_array_index (LW_MEMORY_ROWS (rows)->by_handle, handle);
}

static char *
get_text (LwRows *rows, guint handle, guint column, gboolean raw)
{
  const LwMemoryRow *row = row_of (rows, handle);

  return g_strdup (row == NULL ? "" : row_text (row, column, raw));
}

static char *
get_key (LwRows *rows, guint handle)
{
  const LwMemoryRow *row = row_of (rows, handle);

  return row == NULL ? NULL : g_strdup (row->key);
}

static LwCellTone
get_tone (LwRows *rows, guint handle, guint column)
{
  const LwMemoryRow *row = row_of (rows, handle);

  return row == NULL ? LW_CELL_PLAIN : row_tone (row, column);
}

static gboolean
find_key (LwRows *rows, const char *key, guint *handle)
{
  gpointer value;

  if (!g_hash_table_lookup_extended (LW_MEMORY_ROWS (rows)->handles, key, NULL, &value))
    return FALSE;
  *handle = GPOINTER_TO_UINT (value);
  return TRUE;
}

static guint
get_n_all (LwRows *rows)
{
  return LW_MEMORY_ROWS (rows)->own_order->len;
}

static gboolean
holds_word (const LwMemoryRow *row, guint n_columns, const char *word)
{
  for (guint i = 0; i < n_columns; i++)
    {
      const char *shown = row_text (row, i, FALSE), *raw = row_text (row, i, TRUE);

      if (lw_text_holds (shown, strlen (shown), word) || (raw != shown && lw_text_holds (raw, strlen (raw), word)))
        return TRUE;
    }
  return FALSE;
}

static gboolean
passes (const LwMemoryRow *row, guint n_columns, const LwArrangement *wanted)
{
  for (guint i = 0; wanted->words[i] != NULL; i++)
    if (!holds_word (row, n_columns, wanted->words[i]))
      return FALSE;
  for (guint i = 0; i < n_columns; i++)
    if (wanted->equals[i] != NULL && strcmp (wanted->equals[i], row_text (row, i, TRUE)) != 0)
      return FALSE;
  return TRUE;
}

/* Ranks are by handle; a row that is gone has that of an empty text, and is in no order. */
static void
sort (LwMemoryRows *self, GArray *order, const LwArrangement *wanted)
{
  const LwColumn *column = lw_rows_get_column (LW_ROWS (self), (guint) wanted->sort);
  const guint n = self->by_handle->len;
  g_autofree const char **texts = g_new (const char *, n);
  guint n_ranks;

  for (guint i = 0; i < n; i++)
    {
      const LwMemoryRow *row = g_ptr_array_index (self->by_handle, i);
      texts[i] = row == NULL ? "" : row_text (row, (guint) wanted->sort, TRUE);
    }
  g_autofree guint32 *ranks = lw_ranks_of (column, texts, n, &n_ranks);
  lw_ranks_sort ((guint32 *) (gpointer) order->data, order->len, ranks, n_ranks, wanted->descending);
}

static GArray *
make_order (LwMemoryRows *self, const LwArrangement *wanted)
{
  const guint n_columns = lw_rows_get_n_columns (LW_ROWS (self));
  GArray *order = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; i < self->own_order->len; i++)
    {
      const guint32 handle = g_array_index (self->own_order, guint32, i);

      if (!wanted->any || passes (row_of (LW_ROWS (self), handle), n_columns, wanted))
        g_array_append_val (order, handle);
    }
  if (wanted->sort >= 0)
    sort (self, order, wanted);
  return order;
}

static void
arrange (LwRows *rows, const LwArrangement *wanted)
{
  lw_rows_take_order (rows, make_order (LW_MEMORY_ROWS (rows), wanted));
}

static void
lw_memory_rows_finalize (GObject *object)
{
  LwMemoryRows *self = LW_MEMORY_ROWS (object);

  g_hash_table_unref (self->handles);
  g_ptr_array_unref (self->by_handle);
  g_array_unref (self->own_order);
  G_OBJECT_CLASS (lw_memory_rows_parent_class)->finalize (object);
}

static void
lw_memory_rows_class_init (LwMemoryRowsClass *klass)
{
  LwRowsClass *rows_class = LW_ROWS_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = lw_memory_rows_finalize;
  rows_class->get_text = get_text;
  rows_class->get_key = get_key;
  rows_class->get_tone = get_tone;
  rows_class->find_key = find_key;
  rows_class->get_n_all = get_n_all;
  rows_class->arrange = arrange;
}

static void
lw_memory_rows_init (LwMemoryRows *self)
{
  self->by_handle = g_ptr_array_new_with_free_func ((GDestroyNotify) lw_memory_row_free);
  self->own_order = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->handles = g_hash_table_new (g_str_hash, g_str_equal);
}

LwMemoryRows *
lw_memory_rows_new (const LwColumn *columns, guint n_columns)
{
  LwMemoryRows *self = g_object_new (LW_TYPE_MEMORY_ROWS, NULL);

  lw_rows_set_columns (LW_ROWS (self), columns, n_columns);
  return self;
}

/* ---- new rows for old ---- */

/* Takes @row in the place of the one with its key, if there is one. Returns its handle; *@differs where it
 * does not say what that one said. */
static guint32
take_row (LwMemoryRows *self, LwMemoryRow *row, gboolean *differs)
{
  guint handle;

  *differs = TRUE;
  if (find_key (LW_ROWS (self), row->key, &handle))
    {
      LwMemoryRow *before = g_ptr_array_index (self->by_handle, handle);

      *differs = !rows_equal (before, row, lw_rows_get_n_columns (LW_ROWS (self)));
      g_hash_table_remove (self->handles, row->key);
      lw_memory_row_free (before);
      self->by_handle->pdata[handle] = row;
    }
  else
    {
      handle = self->by_handle->len;
      g_ptr_array_add (self->by_handle, row);
    }
  g_hash_table_insert (self->handles, row->key, GUINT_TO_POINTER (handle));
  return handle;
}

/* Rows that are not in @order any more. */
static void
drop_others (LwMemoryRows *self, GArray *order)
{
  g_autofree guint8 *kept = g_new0 (guint8, self->by_handle->len + 1);

  for (guint i = 0; i < order->len; i++)
    kept[g_array_index (order, guint32, i)] = TRUE;
  for (guint i = 0; i < self->own_order->len; i++)
    {
      const guint32 handle = g_array_index (self->own_order, guint32, i);

      if (kept[handle])
        continue;
      LwMemoryRow *row = self->by_handle->pdata[handle];
      g_hash_table_remove (self->handles, row->key);
      self->by_handle->pdata[handle] = NULL;
      lw_memory_row_free (row);
    }
}

static gboolean
same_order (const GArray *a, const GArray *b)
{
  return a->len == b->len && (a->len == 0 || memcmp (a->data, b->data, a->len * sizeof (guint32)) == 0);
}

void
lw_memory_rows_set (LwMemoryRows *self, GPtrArray *rows)
{
  g_return_if_fail (LW_IS_MEMORY_ROWS (self));

  GArray *order = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) changed = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; i < rows->len; i++)
    {
      gboolean differs;
      const guint32 handle = take_row (self, g_ptr_array_index (rows, i), &differs);

      g_array_append_val (order, handle);
      if (differs)
        g_array_append_val (changed, handle);
    }
  /* the rows are ours now */
  g_ptr_array_set_free_func (rows, NULL);
  g_ptr_array_unref (rows);

  /* one that is filtered out shows in the count alone */
  const gboolean as_many = order->len == self->own_order->len;
  drop_others (self, order);
  g_array_unref (self->own_order);
  self->own_order = order;

  GArray *arranged = make_order (self, lw_rows_get_arrangement (LW_ROWS (self)));
  if (!as_many || !same_order (arranged, lw_rows_get_order (LW_ROWS (self))))
    {
      lw_rows_take_order (LW_ROWS (self), arranged);
      return;
    }
  g_array_unref (arranged);
  for (guint i = 0; i < changed->len; i++)
    lw_rows_row_changed (LW_ROWS (self), g_array_index (changed, guint32, i));
}
