/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tables of text laid out for a screen, and as CSV. */
#pragma once

#include "plugin/lw-verb.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean colour;
  int width;       /* columns of the terminal, or 0: no terminal, nothing is cut */
} CliScreen;

/** Columns that @text takes on a terminal: wide characters two, combining ones none. */
int cli_text_width (const char *text);
/** @text in one line that is safe to show: line ends and tabs are spaces, other control characters U+FFFD. (transfer full) */
char *cli_text_clean (const char *text);
/** @text cut to @width columns, with "…" at the end where something is missing. (transfer full) */
char *cli_text_ellipsise (const char *text, int width);
/** @text in lines of at most @width columns, broken at spaces where possible; at least one line. (transfer full) */
GStrv cli_text_wrap (const char *text, int width);

/**
 * cli_table_to_text:
 * @wrap_last: wrap the last column instead of cutting it
 *
 * Where the terminal is too narrow the widest columns of text are cut, never the numbers; where that is not
 * enough each row becomes a record of one line a column.
 */
char *cli_table_to_text (const LwTable *table, const CliScreen *screen, gboolean wrap_last);

/** RFC 4180: comma, CRLF, quotes where needed. */
char *cli_table_csv_header (const LwTable *table);
char *cli_table_csv_rows (const LwTable *table);

G_END_DECLS
