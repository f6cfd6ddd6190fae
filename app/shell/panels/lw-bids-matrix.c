/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "panels/lw-bids-matrix.h"

#include "base/lw-money.h"
#include "panels/lw-bids-words.h"

#include <string.h>

#include "base/lw-i18n.h"

static void
line_free (gpointer data)
{
  LwBidLine *line = data;
  g_free (line->id);
  g_free (line->name);
  g_free (line);
}

static void
cell_free (LwBidCell *cell)
{
  if (cell == NULL)
    return;
  g_free (cell->price);
  g_free (cell->spoken);
  g_free (cell);
}

void
lw_bid_matrix_free (LwBidMatrix *matrix)
{
  if (matrix == NULL)
    return;
  for (guint i = 0; matrix->cells != NULL && i < matrix->bidders->len * matrix->lots->len; i++)
    cell_free (matrix->cells[i]);
  g_free (matrix->cells);
  g_ptr_array_unref (matrix->bidders);
  g_ptr_array_unref (matrix->lots);
  g_array_unref (matrix->rows);
  g_array_unref (matrix->columns);
  g_free (matrix);
}

/* @index gets the place of each id. */
static gboolean
load_lines (LwConnection *connection, const char *sql, GPtrArray *lines, GHashTable *index, GError **error)
{
  g_autoptr (LwStatement) statement = lw_connection_prepare (connection, sql, error);
  LwStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = lw_statement_step (statement, error)) == LW_STEP_ROW)
    {
      LwBidLine *line = g_new0 (LwBidLine, 1);
      line->id = g_strdup (lw_statement_text (statement, 0));
      line->name = g_strdup (lw_statement_text (statement, 1));
      g_hash_table_insert (index, line->id, GUINT_TO_POINTER (lines->len));
      g_ptr_array_add (lines, line);
    }
  return step == LW_STEP_DONE;
}

static LwBidStatus
status_of (const char *text)
{
  if (g_strcmp0 (text, "withdrawn") == 0)
    return LW_BID_WITHDRAWN;
  return g_strcmp0 (text, "excluded") == 0 ? LW_BID_EXCLUDED : LW_BID_SUBMITTED;
}

static LwBidCell *
cell_of (LwStatement *bid, const char *currency, gboolean prices)
{
  LwBidCell *cell = g_new0 (LwBidCell, 1);
  const char *status = lw_statement_text (bid, 3);
  g_autofree char *full = NULL;

  cell->status = status_of (status);
  if (!prices)
    {
      cell->spoken = g_strdup_printf (_("the price is not shown, %s"), lw_bids_choice_title (status));
      return cell;
    }
  if (lw_statement_is_null (bid, 2))
    {
      cell->spoken = g_strdup_printf (_("no price yet, %s"), lw_bids_choice_title (status));
      return cell;
    }
  full = lw_money_format (lw_statement_int (bid, 2), currency);
  cell->price = lw_bids_short_money (lw_statement_int (bid, 2), currency);
  cell->spoken = g_strdup_printf ("%s, %s", full, lw_bids_choice_title (status));
  return cell;
}

static gboolean
load_cells (LwBidMatrix *matrix, LwConnection *connection, GHashTable *bidders, GHashTable *lots, const char *currency,
            gboolean prices, GError **error)
{
  g_autoptr (LwStatement) bids
      = lw_connection_prepare (connection, "SELECT lot, bidder, price, status FROM bid", error);
  LwStep step;

  if (bids == NULL)
    return FALSE;
  matrix->cells = g_new0 (LwBidCell *, MAX ((gsize) matrix->bidders->len * matrix->lots->len, 1));
  while ((step = lw_statement_step (bids, error)) == LW_STEP_ROW)
    {
      gpointer row, column;
      LwBidCell *cell;

      if (!g_hash_table_lookup_extended (lots, lw_statement_text (bids, 0), NULL, &column)
          || !g_hash_table_lookup_extended (bidders, lw_statement_text (bids, 1), NULL, &row))
        continue;
      cell = cell_of (bids, currency, prices);
      matrix->cells[GPOINTER_TO_UINT (row) * matrix->lots->len + GPOINTER_TO_UINT (column)] = cell;
      if (cell->status != LW_BID_SUBMITTED)
        continue;
      ((LwBidLine *) g_ptr_array_index (matrix->bidders, GPOINTER_TO_UINT (row)))->n_bids++;
      ((LwBidLine *) g_ptr_array_index (matrix->lots, GPOINTER_TO_UINT (column)))->n_bids++;
    }
  return step == LW_STEP_DONE;
}

LwBidMatrix *
lw_bid_matrix_load (LwDocument *document, GError **error)
{
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (document), error);
  g_autoptr (LwBidMatrix) matrix = g_new0 (LwBidMatrix, 1);
  g_autoptr (GHashTable) bidders = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) lots = g_hash_table_new (g_str_hash, g_str_equal);
  LwConnection *connection;

  matrix->bidders = g_ptr_array_new_with_free_func (line_free);
  matrix->lots = g_ptr_array_new_with_free_func (line_free);
  matrix->rows = g_array_new (FALSE, FALSE, sizeof (guint));
  matrix->columns = g_array_new (FALSE, FALSE, sizeof (guint));
  if (reader == NULL || !lw_reader_freeze (reader, error))
    return NULL;
  connection = lw_reader_connection (reader);
  if (!load_lines (connection, "SELECT id, name FROM bidder ORDER BY position, id", matrix->bidders, bidders, error)
      || !load_lines (connection, "SELECT id, title FROM lot ORDER BY position, id", matrix->lots, lots, error)
      || !load_cells (matrix, connection, bidders, lots, lw_document_get_currency (document), lw_bids_may_see_prices (document), error))
    return NULL;
  lw_bid_matrix_filter (matrix, NULL);
  return g_steal_pointer (&matrix);
}

/* ---- the filter ---- */

static gboolean
line_has (const LwBidLine *line, char **words)
{
  g_autofree char *whole = g_strconcat (line->id, " ", line->name, NULL);
  g_autofree char *folded = g_utf8_casefold (whole, -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (folded, words[i]) == NULL)
      return FALSE;
  return TRUE;
}

static void
choose (GPtrArray *lines, char **words, GArray *chosen)
{
  g_array_set_size (chosen, 0);
  for (guint i = 0; i < lines->len; i++)
    if (line_has (g_ptr_array_index (lines, i), words))
      g_array_append_val (chosen, i);
}

gboolean
lw_bid_matrix_filter (LwBidMatrix *matrix, const char *text)
{
  g_autofree char *folded = g_utf8_casefold (text != NULL ? text : "", -1);
  g_auto (GStrv) words = g_strsplit_set (folded, " \t", -1); /* an empty word is in every line */
  char *none[] = { NULL };

  choose (matrix->bidders, words, matrix->rows);
  choose (matrix->lots, words, matrix->columns);
  if (matrix->rows->len == 0 && matrix->columns->len == 0)
    return FALSE;
  if (matrix->rows->len == 0)
    choose (matrix->bidders, none, matrix->rows);
  if (matrix->columns->len == 0)
    choose (matrix->lots, none, matrix->columns);
  return TRUE;
}

/* ---- by place ---- */

const LwBidLine *
lw_bid_matrix_bidder (const LwBidMatrix *matrix, guint row)
{
  return g_ptr_array_index (matrix->bidders, g_array_index (matrix->rows, guint, row));
}

const LwBidLine *
lw_bid_matrix_lot (const LwBidMatrix *matrix, guint column)
{
  return g_ptr_array_index (matrix->lots, g_array_index (matrix->columns, guint, column));
}

const LwBidCell *
lw_bid_matrix_cell (const LwBidMatrix *matrix, guint row, guint column)
{
  return matrix->cells[g_array_index (matrix->rows, guint, row) * matrix->lots->len
                       + g_array_index (matrix->columns, guint, column)];
}

gboolean
lw_bid_matrix_find (const LwBidMatrix *matrix, const char *lot, const char *bidder, guint *row, guint *column)
{
  for (*row = 0; *row < matrix->rows->len; (*row)++)
    if (bidder == NULL || g_str_equal (lw_bid_matrix_bidder (matrix, *row)->id, bidder))
      break;
  for (*column = 0; *column < matrix->columns->len; (*column)++)
    if (lot == NULL || g_str_equal (lw_bid_matrix_lot (matrix, *column)->id, lot))
      break;
  return *row < matrix->rows->len && *column < matrix->columns->len;
}
