/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The fast way over very many rows: a function that SQLite calls for each, inside one step, with the
 * columns' bytes where they lie. Twice as fast as stepping, which copies every text of every row.
 */
#pragma once

#include "store/lw-statement.h"

G_BEGIN_DECLS

/* Most columns of a scan. */
#define LW_SCAN_COLUMNS 8

/** A column's bytes: not terminated, good during the call only; NULL for null and for the empty text. */
typedef struct
{
  const char *bytes;
  gsize length;
} LwScanValue;

/** @values: as many as the scan's columns. Runs no statement of the same connection. */
typedef void (*LwScanFunc) (const LwScanValue *values, gpointer data);

/**
 * lw_connection_scan:
 * @sql: a constant of the program that calls the aggregate lw_scan with ?1 and then up to
 *   %LW_SCAN_COLUMNS columns, texts or blobs: "SELECT lw_scan (?1, a, b) FROM t WHERE c < ?2"
 * @parameter: (nullable): text for ?2, where @sql has one
 *
 * Calls @func for each row of @sql, in the order in which SQLite comes to them (of a table WITHOUT ROWID
 * scanned whole that is its primary key's; do not rely on it).
 *
 * Returns: FALSE with @error (LW_ERROR_STORE, or cancelled) when not all rows were read
 */
LW_EXPORT gboolean lw_connection_scan (LwConnection *connection, const char *sql, const char *parameter, LwScanFunc func, gpointer data, GError **error);

G_END_DECLS
