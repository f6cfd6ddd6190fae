/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Rows of a new file, at full speed: the store knows each row that it inserts, so no session need watch. */
#include "config.h"

#include "store/lw-store-private.h"

#include "base/lw-error.h"

#include "base/lw-i18n.h"

struct _LwBulk
{
  LwTransaction *transaction;
  const LwTableInfo *info;
  LwStatement *insert; /* all columns of the table */
  guint n_given;
  guint *place;        /* of the given columns, the place in the table */
  const char **values; /* in the table's order */
  gssize *lengths;
  guint rows;
};

void
lw_bulk_free (LwBulk *bulk)
{
  g_clear_pointer (&bulk->insert, lw_statement_release);
  g_free (bulk->place);
  g_free (bulk->values);
  g_free (bulk->lengths);
  g_free (bulk);
}

static gboolean
find_places (LwBulk *bulk, const char *const *columns, GError **error)
{
  const LwTableInfo *info = bulk->info;

  bulk->n_given = g_strv_length ((char **) columns);
  bulk->place = g_new0 (guint, bulk->n_given);
  for (guint i = 0; i < bulk->n_given; i++)
    {
      guint c = 0;
      while (c < info->n_columns && !g_str_equal (info->columns[c].name, columns[i]))
        c++;
      if (c == info->n_columns)
        {
          g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("Table “%s” has no column “%s”"), info->name, columns[i]);
          return FALSE;
        }
      bulk->place[i] = c;
    }
  return TRUE;
}

LwBulk *
lw_bulk_new (LwTransaction *transaction, const char *table, const char *const *columns, GError **error)
{
  g_autoptr (LwBulk) bulk = g_new0 (LwBulk, 1);
  g_autoptr (GString) sql = g_string_new ("INSERT INTO \"");

  g_return_val_if_fail (transaction->creating, NULL);
  bulk->transaction = transaction;
  bulk->info = lw_connection_table (transaction->connection, table, error);
  if (!bulk->info || !find_places (bulk, columns, error))
    return NULL;
  g_string_append_printf (sql, "%s\" VALUES (?", table);
  for (guint i = 1; i < bulk->info->n_columns; i++)
    g_string_append (sql, ", ?");
  g_string_append (sql, ")");
  bulk->insert = lw_connection_prepare (transaction->connection, sql->str, error);
  bulk->values = g_new0 (const char *, bulk->info->n_columns);
  bulk->lengths = g_new0 (gssize, bulk->info->n_columns);
  return bulk->insert ? g_steal_pointer (&bulk) : NULL;
}

static gboolean
bind_integer (LwBulk *bulk, guint column, const char *text, GError **error)
{
  gint64 value;

  if (!g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &value, NULL))
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("%s.%s: expected a whole number, found “%s”"), bulk->info->name,
                   bulk->info->columns[column].name, text);
      return FALSE;
    }
  lw_statement_bind_int (bulk->insert, (int) column + 1, value);
  return TRUE;
}

gboolean
lw_bulk_add (LwBulk *bulk, const char *const *values, const gssize *lengths, GError **error)
{
  const LwTableInfo *info = bulk->info;

  for (guint i = 0; i < bulk->n_given; i++)
    {
      guint c = bulk->place[i];

      bulk->values[c] = values[i];
      bulk->lengths[c] = lengths ? lengths[i] : -1;
      if (values[i] && info->columns[c].integer)
        {
          if (!bind_integer (bulk, c, values[i], error))
            return FALSE;
        }
      else
        lw_statement_bind_text (bulk->insert, (int) c + 1, values[i], bulk->lengths[c]);
    }
  LwStep step = lw_statement_step (bulk->insert, error);
  lw_statement_reset (bulk->insert);
  if (step != LW_STEP_DONE)
    return FALSE;
  if (++bulk->rows % 1024 == 0 && g_cancellable_set_error_if_cancelled (bulk->transaction->cancellable, error))
    return FALSE;
  return lw_journal_add_row (bulk->transaction->journal, info, bulk->values, bulk->lengths, error);
}
