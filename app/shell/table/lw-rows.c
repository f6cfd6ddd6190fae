/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What all sources of rows have in common: columns, the order as a vector of handles, what is asked for. */
#include "config.h"

#include "table/lw-rows.h"

#include <string.h>

typedef struct
{
  const LwColumn *columns;
  guint n_columns;
  GArray *order; /* of guint32: handles by place */
  LwArrangement wanted;
  int shown_sort; /* that of the order on show */
  gboolean shown_descending;
  char *filter;
  LwJob *job;
} LwRowsPrivate;

enum
{
  SIGNAL_ITEMS_CHANGED,
  SIGNAL_ROW_CHANGED,
  SIGNAL_BUSY_CHANGED,
  SIGNAL_FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (LwRows, lw_rows, G_TYPE_OBJECT)

static LwRowsPrivate *
get (LwRows *rows)
{
  return lw_rows_get_instance_private (rows);
}

static void
clear_equals (LwRowsPrivate *priv)
{
  for (guint i = 0; i < priv->n_columns; i++)
    g_free (priv->wanted.equals[i]);
  g_clear_pointer (&priv->wanted.equals, g_free);
}

static void
lw_rows_finalize (GObject *object)
{
  LwRowsPrivate *priv = get (LW_ROWS (object));

  g_array_unref (priv->order);
  g_strfreev (priv->wanted.words);
  clear_equals (priv);
  g_free (priv->filter);
  g_clear_object (&priv->job);
  G_OBJECT_CLASS (lw_rows_parent_class)->finalize (object);
}

static void
lw_rows_class_init (LwRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lw_rows_finalize;

  signals[SIGNAL_ITEMS_CHANGED] = g_signal_new ("items-changed", LW_TYPE_ROWS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                G_TYPE_NONE, 0);
  signals[SIGNAL_ROW_CHANGED] = g_signal_new ("row-changed", LW_TYPE_ROWS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                              G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_BUSY_CHANGED] = g_signal_new ("busy-changed", LW_TYPE_ROWS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                               G_TYPE_NONE, 0);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", LW_TYPE_ROWS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                         1, G_TYPE_STRING);
}

static void
lw_rows_init (LwRows *self)
{
  LwRowsPrivate *priv = get (self);

  priv->order = g_array_new (FALSE, FALSE, sizeof (guint32));
  priv->wanted.sort = priv->shown_sort = -1;
  priv->wanted.words = g_new0 (char *, 1);
  priv->filter = g_strdup ("");
}

/* ---- columns ---- */

void
lw_rows_set_columns (LwRows *rows, const LwColumn *columns, guint n_columns)
{
  LwRowsPrivate *priv = get (rows);

  g_return_if_fail (priv->columns == NULL);
  priv->columns = columns;
  priv->n_columns = n_columns;
  priv->wanted.equals = g_new0 (char *, n_columns + 1);
}

guint
lw_rows_get_n_columns (LwRows *rows)
{
  g_return_val_if_fail (LW_IS_ROWS (rows), 0);
  return get (rows)->n_columns;
}

const LwColumn *
lw_rows_get_column (LwRows *rows, guint column)
{
  g_return_val_if_fail (LW_IS_ROWS (rows), NULL);
  g_return_val_if_fail (column < get (rows)->n_columns, NULL);
  return &get (rows)->columns[column];
}

int
lw_rows_find_column (LwRows *rows, const char *id)
{
  g_return_val_if_fail (LW_IS_ROWS (rows), -1);
  for (guint i = 0; id != NULL && i < get (rows)->n_columns; i++)
    if (strcmp (get (rows)->columns[i].id, id) == 0)
      return (int) i;
  return -1;
}

/* ---- rows ---- */

guint
lw_rows_get_n_rows (LwRows *rows)
{
  g_return_val_if_fail (LW_IS_ROWS (rows), 0);
  return get (rows)->order->len;
}

guint
lw_rows_get_n_all (LwRows *rows)
{
  g_return_val_if_fail (LW_IS_ROWS (rows), 0);
  return LW_ROWS_GET_CLASS (rows)->get_n_all (rows);
}

guint
lw_rows_get_handle (LwRows *rows, guint place)
{
  g_return_val_if_fail (LW_IS_ROWS (rows), G_MAXUINT);
  g_return_val_if_fail (place < get (rows)->order->len, G_MAXUINT);
  return g_array_index (get (rows)->order, guint32, place);
}

gboolean
lw_rows_find_handle (LwRows *rows, guint handle, guint *place)
{
  g_return_val_if_fail (LW_IS_ROWS (rows), FALSE);

  const GArray *order = get (rows)->order;
  const guint32 *handles = (const guint32 *) (gpointer) order->data;
  for (guint i = 0; i < order->len; i++)
    if (handles[i] == handle)
      {
        *place = i;
        return TRUE;
      }
  return FALSE;
}

char *
lw_rows_handle_text (LwRows *rows, guint handle, guint column, gboolean raw)
{
  g_return_val_if_fail (LW_IS_ROWS (rows), NULL);
  g_return_val_if_fail (column < get (rows)->n_columns, NULL);
  return LW_ROWS_GET_CLASS (rows)->get_text (rows, handle, column, raw);
}

char *
lw_rows_handle_key (LwRows *rows, guint handle)
{
  g_return_val_if_fail (LW_IS_ROWS (rows), NULL);
  return LW_ROWS_GET_CLASS (rows)->get_key (rows, handle);
}

char *
lw_rows_get_text (LwRows *rows, guint place, guint column)
{
  return lw_rows_handle_text (rows, lw_rows_get_handle (rows, place), column, FALSE);
}

char *
lw_rows_get_raw (LwRows *rows, guint place, guint column)
{
  return lw_rows_handle_text (rows, lw_rows_get_handle (rows, place), column, TRUE);
}

LwCellTone
lw_rows_get_tone (LwRows *rows, guint place, guint column)
{
  g_return_val_if_fail (LW_IS_ROWS (rows), LW_CELL_PLAIN);

  LwRowsClass *klass = LW_ROWS_GET_CLASS (rows);
  return klass->get_tone == NULL ? LW_CELL_PLAIN : klass->get_tone (rows, lw_rows_get_handle (rows, place), column);
}

char *
lw_rows_get_key (LwRows *rows, guint place)
{
  return lw_rows_handle_key (rows, lw_rows_get_handle (rows, place));
}

gboolean
lw_rows_find_key (LwRows *rows, const char *key, guint *place)
{
  guint handle;

  g_return_val_if_fail (LW_IS_ROWS (rows), FALSE);
  return LW_ROWS_GET_CLASS (rows)->find_key (rows, key, &handle) && lw_rows_find_handle (rows, handle, place);
}

/* ---- what is asked ---- */

static void
arrange (LwRows *rows)
{
  LwRowsPrivate *priv = get (rows);

  priv->wanted.any = priv->wanted.words[0] != NULL;
  for (guint i = 0; i < priv->n_columns; i++)
    priv->wanted.any |= priv->wanted.equals[i] != NULL;
  LW_ROWS_GET_CLASS (rows)->arrange (rows, &priv->wanted);
}

void
lw_rows_rearrange (LwRows *rows)
{
  arrange (rows);
}

void
lw_rows_sort (LwRows *rows, const char *id, gboolean descending)
{
  g_return_if_fail (LW_IS_ROWS (rows));

  LwRowsPrivate *priv = get (rows);
  int column = lw_rows_find_column (rows, id);

  if (column >= 0 && priv->columns[column].flags & LW_COLUMN_UNSORTED)
    column = -1;
  descending = column >= 0 && descending;
  if (priv->wanted.sort == column && priv->wanted.descending == descending)
    return;
  priv->wanted.sort = column;
  priv->wanted.descending = descending;
  arrange (rows);
}

const char *
lw_rows_get_sort (LwRows *rows, gboolean *descending)
{
  g_return_val_if_fail (LW_IS_ROWS (rows), NULL);

  const LwRowsPrivate *priv = get (rows);
  if (descending != NULL)
    *descending = priv->wanted.descending;
  return priv->wanted.sort < 0 ? NULL : priv->columns[priv->wanted.sort].id;
}

static char **
split_words (const char *text)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *folded = g_utf8_casefold (text, -1);
  g_auto (GStrv) words = g_strsplit_set (folded, " \t\n", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (words[i][0] != '\0')
      g_strv_builder_add (builder, words[i]);
  return g_strv_builder_end (builder);
}

void
lw_rows_set_filter (LwRows *rows, const char *text)
{
  g_return_if_fail (LW_IS_ROWS (rows));

  LwRowsPrivate *priv = get (rows);
  g_auto (GStrv) words = split_words (text == NULL ? "" : text);

  g_free (priv->filter);
  priv->filter = g_strdup (text == NULL ? "" : text);
  if (g_strv_equal ((const char *const *) words, (const char *const *) priv->wanted.words))
    return;
  g_strfreev (priv->wanted.words);
  priv->wanted.words = g_steal_pointer (&words);
  arrange (rows);
}

const char *
lw_rows_get_filter (LwRows *rows)
{
  g_return_val_if_fail (LW_IS_ROWS (rows), NULL);
  return get (rows)->filter;
}

void
lw_rows_set_equals (LwRows *rows, const char *id, const char *value)
{
  g_return_if_fail (LW_IS_ROWS (rows));

  const int column = lw_rows_find_column (rows, id);
  g_return_if_fail (column >= 0);

  char **slot = &get (rows)->wanted.equals[column];
  if (g_strcmp0 (*slot, value) == 0)
    return;
  g_free (*slot);
  *slot = g_strdup (value);
  arrange (rows);
}

gboolean
lw_rows_is_filtered (LwRows *rows)
{
  g_return_val_if_fail (LW_IS_ROWS (rows), FALSE);
  return get (rows)->wanted.any;
}

LwJob *
lw_rows_get_job (LwRows *rows)
{
  g_return_val_if_fail (LW_IS_ROWS (rows), NULL);
  return get (rows)->job;
}

void
lw_rows_wait (LwRows *rows)
{
  g_return_if_fail (LW_IS_ROWS (rows));
  while (get (rows)->job != NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* ---- for who makes rows ---- */

void
lw_rows_take_order (LwRows *rows, GArray *order)
{
  LwRowsPrivate *priv = get (rows);

  g_array_unref (priv->order);
  priv->order = order;
  priv->shown_sort = priv->wanted.sort;
  priv->shown_descending = priv->wanted.descending;
  lw_rows_items_changed (rows);
}

/* What is on show is still in the order of before: say so. */
void
lw_rows_arrange_failed (LwRows *rows, const GError *error)
{
  LwRowsPrivate *priv = get (rows);

  priv->wanted.sort = priv->shown_sort;
  priv->wanted.descending = priv->shown_descending;
  lw_rows_items_changed (rows);
  g_signal_emit (rows, signals[SIGNAL_FAILED], 0, error->message);
}

GArray *
lw_rows_get_order (LwRows *rows)
{
  return get (rows)->order;
}

const LwArrangement *
lw_rows_get_arrangement (LwRows *rows)
{
  return &get (rows)->wanted;
}

void
lw_rows_set_job (LwRows *rows, LwJob *job)
{
  if (g_set_object (&get (rows)->job, job))
    g_signal_emit (rows, signals[SIGNAL_BUSY_CHANGED], 0);
}

void
lw_rows_items_changed (LwRows *rows)
{
  g_signal_emit (rows, signals[SIGNAL_ITEMS_CHANGED], 0);
}

void
lw_rows_row_changed (LwRows *rows, guint handle)
{
  g_signal_emit (rows, signals[SIGNAL_ROW_CHANGED], 0, handle);
}
