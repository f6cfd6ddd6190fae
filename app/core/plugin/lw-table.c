/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "plugin/lw-verb.h"

typedef struct
{
  char *title;
  LwAlign align;
} Column;

struct _LwVerbTable
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

LwVerbTable *
lw_verb_table_new (const char *title)
{
  LwVerbTable *table = g_new0 (LwVerbTable, 1);

  table->title = g_strdup (title);
  table->columns = g_array_new (FALSE, FALSE, sizeof (Column));
  g_array_set_clear_func (table->columns, column_clear);
  table->texts = g_string_chunk_new (1024);
  table->cells = g_ptr_array_new ();
  return table;
}

void
lw_verb_table_free (LwVerbTable *table)
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
lw_verb_table_add_column (LwVerbTable *table, const char *title, LwAlign align)
{
  g_return_if_fail (table != NULL);
  g_return_if_fail (title != NULL);
  /* The rows that are there would have a hole. */
  g_return_if_fail (table->cells->len == 0);

  Column column = { g_strdup (title), align };
  g_array_append_val (table->columns, column);
}

static void
add_cell (LwVerbTable *table, const char *text)
{
  g_ptr_array_add (table->cells, text != NULL && *text != '\0' ? g_string_chunk_insert (table->texts, text) : (char *) "");
}

void
lw_verb_table_add_row (LwVerbTable *table, ...)
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
lw_verb_table_add_rowv (LwVerbTable *table, const char *const *cells)
{
  g_return_if_fail (table != NULL);
  g_return_if_fail (cells != NULL);
  g_return_if_fail (table->columns->len > 0);

  for (guint i = 0; i < table->columns->len; i++)
    add_cell (table, cells[i]);
}

guint
lw_verb_table_n_columns (const LwVerbTable *table)
{
  g_return_val_if_fail (table != NULL, 0);

  return table->columns->len;
}

guint
lw_verb_table_n_rows (const LwVerbTable *table)
{
  g_return_val_if_fail (table != NULL, 0);

  return table->columns->len > 0 ? table->cells->len / table->columns->len : 0;
}

const char *
lw_verb_table_get_title (const LwVerbTable *table)
{
  g_return_val_if_fail (table != NULL, NULL);

  return table->title;
}

const char *
lw_verb_table_get_column (const LwVerbTable *table, guint column, LwAlign *align)
{
  g_return_val_if_fail (table != NULL && column < table->columns->len, NULL);

  const Column *found = &g_array_index (table->columns, Column, column);
  if (align != NULL)
    *align = found->align;
  return found->title;
}

const char *
lw_verb_table_get_cell (const LwVerbTable *table, guint row, guint column)
{
  g_return_val_if_fail (table != NULL && column < table->columns->len, NULL);
  g_return_val_if_fail (row < lw_verb_table_n_rows (table), NULL);

  return g_ptr_array_index (table->cells, row * table->columns->len + column);
}
