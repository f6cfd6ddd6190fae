/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "plugin/lw-verb.h"

typedef struct
{
  char *title;
  LwAlign align;
} Column;

struct _LwTable
{
  char *title;
  GArray *columns;     /* of Column */
  GStringChunk *texts; /* a log may have a hundred thousand rows: one block, not a million small ones */
  GPtrArray *cells;    /* of char in @texts, row by row */
};

static void
column_clear (gpointer data)
{
  Column *column = data;

  g_free (column->title);
}

LwTable *
lw_table_new (const char *title)
{
  LwTable *table = g_new0 (LwTable, 1);

  table->title = g_strdup (title);
  table->columns = g_array_new (FALSE, FALSE, sizeof (Column));
  g_array_set_clear_func (table->columns, column_clear);
  table->texts = g_string_chunk_new (1024);
  table->cells = g_ptr_array_new ();
  return table;
}

void
lw_table_free (LwTable *table)
{
  if (table == NULL)
    return;
  g_free (table->title);
  g_array_unref (table->columns);
  g_string_chunk_free (table->texts);
  g_ptr_array_unref (table->cells);
  g_free (table);
}

void
lw_table_add_column (LwTable *table, const char *title, LwAlign align)
{
  g_return_if_fail (table != NULL);
  g_return_if_fail (title != NULL);
  /* The rows that are there would have a hole. */
  g_return_if_fail (table->cells->len == 0);

  Column column = { g_strdup (title), align };
  g_array_append_val (table->columns, column);
}

static void
add_cell (LwTable *table, const char *text)
{
  g_ptr_array_add (table->cells, text != NULL && *text != '\0' ? g_string_chunk_insert (table->texts, text) : (char *) "");
}

void
lw_table_add_row (LwTable *table, ...)
{
  va_list args;

  g_return_if_fail (table != NULL);
  g_return_if_fail (table->columns->len > 0);

  va_start (args, table);
  for (guint i = 0; i < table->columns->len; i++)
    add_cell (table, va_arg (args, const char *));
  va_end (args);
}

void
lw_table_add_rowv (LwTable *table, const char *const *cells)
{
  g_return_if_fail (table != NULL);
  g_return_if_fail (cells != NULL);
  g_return_if_fail (table->columns->len > 0);

  for (guint i = 0; i < table->columns->len; i++)
    add_cell (table, cells[i]);
}

guint
lw_table_n_columns (const LwTable *table)
{
  g_return_val_if_fail (table != NULL, 0);

  return table->columns->len;
}

guint
lw_table_n_rows (const LwTable *table)
{
  g_return_val_if_fail (table != NULL, 0);

  return table->columns->len > 0 ? table->cells->len / table->columns->len : 0;
}

const char *
lw_table_get_title (const LwTable *table)
{
  g_return_val_if_fail (table != NULL, NULL);

  return table->title;
}

const char *
lw_table_get_column (const LwTable *table, guint column, LwAlign *align)
{
  g_return_val_if_fail (table != NULL && column < table->columns->len, NULL);

  const Column *found = &g_array_index (table->columns, Column, column);
  if (align != NULL)
    *align = found->align;
  return found->title;
}

const char *
lw_table_get_cell (const LwTable *table, guint row, guint column)
{
  g_return_val_if_fail (table != NULL && column < table->columns->len, NULL);
  g_return_val_if_fail (row < lw_table_n_rows (table), NULL);

  return g_ptr_array_index (table->cells, row * table->columns->len + column);
}
