/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "store/lw-scan.h"

#include "store/lw-connection-private.h"

#include "base/lw-i18n.h"

#define POINTER_TYPE "lw-scan"

typedef struct
{
  LwScanFunc func;
  gpointer data;
} Scan;

static void
on_row (sqlite3_context *context, int n, sqlite3_value **arguments)
{
  const Scan *scan = sqlite3_value_pointer (arguments[0], POINTER_TYPE);
  LwScanValue values[LW_SCAN_COLUMNS];

  if (scan == NULL || n - 1 > LW_SCAN_COLUMNS)
    {
      sqlite3_result_error (context, "lw_scan: expected a scan and its columns", -1);
      return;
    }
  for (int i = 1; i < n; i++)
    {
      values[i - 1].bytes = sqlite3_value_blob (arguments[i]);
      values[i - 1].length = (gsize) sqlite3_value_bytes (arguments[i]);
    }
  scan->func (values, scan->data);
}

static void
on_end (sqlite3_context *context)
{
  sqlite3_result_null (context);
}

/* The aggregate is made when a connection first needs it. */
static LwStatement *
prepare (LwConnection *connection, const char *sql, GError **error)
{
  LwStatement *statement = lw_connection_prepare (connection, sql, NULL);
  int rc;

  if (statement != NULL)
    return statement;
  rc = sqlite3_create_function_v2 (connection->db, "lw_scan", -1, SQLITE_UTF8 | SQLITE_DIRECTONLY, NULL, NULL, on_row,
                                   on_end, NULL);
  if (rc != SQLITE_OK)
    {
      lw_connection_fail (connection, rc, _("reading"), error);
      return NULL;
    }
  return lw_connection_prepare (connection, sql, error);
}

gboolean
lw_connection_scan (LwConnection *connection, const char *sql, const char *parameter, LwScanFunc func, gpointer data,
                    GError **error)
{
  g_autoptr (LwStatement) statement = prepare (connection, sql, error);
  Scan scan = { func, data };
  LwStep step;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_pointer (statement->stmt, 1, &scan, POINTER_TYPE, NULL);
  if (parameter != NULL)
    lw_statement_bind_text (statement, 2, parameter, -1);
  while ((step = lw_statement_step (statement, error)) == LW_STEP_ROW)
    ;
  return step == LW_STEP_DONE;
}
