/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A connection to the file and its prepared statements. SQL is never built from user text. */
#pragma once

#include "base/lw-export.h"

G_BEGIN_DECLS

typedef struct _LwConnection LwConnection; /* one SQLite connection, used by one thread at a time */
typedef struct _LwStatement LwStatement;   /* a prepared statement, kept by its connection */

typedef enum
{
  LW_STEP_ERROR = -1,
  LW_STEP_DONE = 0,
  LW_STEP_ROW = 1,
} LwStep;

/**
 * lw_connection_prepare:
 * @sql: one SQL statement; a constant of the program, or made of names that entities give, never of user text
 *
 * Takes the statement from the connection's cache, or prepares it. Release with lw_statement_release()
 * (`g_autoptr (LwStatement)`), which resets it and keeps it for the next use.
 *
 * Returns: (nullable): the statement, or NULL with @error (LW_ERROR_STORE)
 */
LW_EXPORT LwStatement *lw_connection_prepare (LwConnection *connection, const char *sql, GError **error);
LW_EXPORT void lw_statement_release (LwStatement *statement);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwStatement, lw_statement_release)

/** Binds parameters from 1 on by @types: 's' const char * (copied, NULL is null), 'i' gint64,
 * 'b' const void *, gsize (copied), 'n' null (takes no argument). */
LW_EXPORT void lw_statement_bind (LwStatement *statement, const char *types, ...);
/** Binds one parameter (from 1); the text must stay until the statement is reset. @length may be -1. */
LW_EXPORT void lw_statement_bind_text (LwStatement *statement, int parameter, const char *text, gssize length);
LW_EXPORT void lw_statement_bind_int (LwStatement *statement, int parameter, gint64 value);

LW_EXPORT LwStep lw_statement_step (LwStatement *statement, GError **error);
/** To bind and step again. */
LW_EXPORT void lw_statement_reset (LwStatement *statement);

/* Columns of the present row, from 0. Text and blobs stay until the next step. */
LW_EXPORT const char *lw_statement_text (LwStatement *statement, int column); /* NULL for null */
LW_EXPORT gint64 lw_statement_int (LwStatement *statement, int column);       /* 0 for null */
LW_EXPORT gboolean lw_statement_is_null (LwStatement *statement, int column);
/** The bytes of a text or blob, not terminated, without a copy: the fast way to scan many rows. */
LW_EXPORT const void *lw_statement_bytes (LwStatement *statement, int column, gsize *length);
LW_EXPORT int lw_statement_n_columns (LwStatement *statement);
LW_EXPORT const char *lw_statement_column_name (LwStatement *statement, int column);

/** Runs a statement that returns no rows. @types as for lw_statement_bind(). */
LW_EXPORT gboolean lw_connection_run (LwConnection *connection, GError **error, const char *sql, const char *types, ...);
/** First column of the first row as an integer; @missing when there is no row. FALSE on error only. */
LW_EXPORT gboolean lw_connection_get_int (LwConnection *connection, gint64 *value, gint64 missing, GError **error, const char *sql, const char *types, ...);
/** First column of the first row as text; *@value is NULL when there is no row or null. (transfer full) */
LW_EXPORT gboolean lw_connection_get_text (LwConnection *connection, char **value, GError **error, const char *sql, const char *types, ...);
/** Rows changed by the last insert, update or delete. */
LW_EXPORT gint64 lw_connection_changes (LwConnection *connection);

G_END_DECLS
