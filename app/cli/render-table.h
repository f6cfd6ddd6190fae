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

typedef enum
{
  CLI_WRAP_NONE, /* what is too long is cut */
  CLI_WRAP_LAST, /* the last column is wrapped instead */
  CLI_WRAP_ALL,  /* every column of text is */
} CliWrap;

/** Columns that @text takes on a terminal: wide characters two, combining ones none. */
int cli_text_width (const char *text);
/** @text in one line that is safe to show: line ends and tabs are spaces, other control characters U+FFFD, and characters
 * that turn the direction of writing about are \u escapes. (transfer full) */
char *cli_text_clean (const char *text);
/** @text cut to @width columns, with "…" at the end where something is missing. (transfer full) */
char *cli_text_ellipsise (const char *text, int width);
/** @text in lines of at most @width columns, broken at spaces where possible; at least one line. (transfer full) */
GStrv cli_text_wrap (const char *text, int width);

/**
 * cli_table_to_text:
 * @wrap: which columns are wrapped instead of cut
 *
 * Where the terminal is too narrow the widest columns of text are cut or wrapped, never the numbers; where that is not
 * enough each row becomes a record of one line a column.
 */
char *cli_table_to_text (const LwVerbTable *table, const CliScreen *screen, CliWrap wrap);
/** FALSE when cli_table_to_text() would break words or make records of the rows. */
gboolean cli_table_fits (const LwVerbTable *table, const CliScreen *screen, CliWrap wrap);

/** RFC 4180: comma, CRLF, quotes where needed. */
char *cli_table_csv_header (const LwVerbTable *table);
char *cli_table_csv_rows (const LwVerbTable *table);

G_END_DECLS
