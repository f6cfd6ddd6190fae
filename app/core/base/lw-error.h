/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "base/lw-export.h"

G_BEGIN_DECLS

/**
 * LW_ERROR:
 *
 * The error domain of liblotwise-core. A message says what was expected, what was found and where.
 * Cancellation is reported as %G_IO_ERROR_CANCELLED, as everywhere in GIO.
 */
#define LW_ERROR (lw_error_quark ())

/**
 * LwError:
 * @LW_ERROR_INVALID: a value, an argument or a document is not what the rules allow
 * @LW_ERROR_NOT_FOUND: what was named does not exist
 * @LW_ERROR_EXISTS: what was to be made exists already
 * @LW_ERROR_READ_ONLY: the file may not be changed (permissions, or made by a newer program)
 * @LW_ERROR_NOT_LOTWISE: the file is not a competition of ours
 * @LW_ERROR_CORRUPT: the file is damaged, or its journal does not hold
 * @LW_ERROR_STORE: SQLite or the disk refused (full, unreadable, gone)
 * @LW_ERROR_BUSY: another program holds the file
 * @LW_ERROR_NOTHING: there is nothing to undo or to redo
 * @LW_ERROR_PLUGIN: a plugin is broken, missing or not active
 * @LW_ERROR_LOCKED: it is published, confirmed or final, and is changed by other means than an edit
 */
typedef enum
{
  LW_ERROR_INVALID,
  LW_ERROR_NOT_FOUND,
  LW_ERROR_EXISTS,
  LW_ERROR_READ_ONLY,
  LW_ERROR_NOT_LOTWISE,
  LW_ERROR_CORRUPT,
  LW_ERROR_STORE,
  LW_ERROR_BUSY,
  LW_ERROR_NOTHING,
  LW_ERROR_PLUGIN,
  LW_ERROR_LOCKED,
} LwError;

LW_EXPORT GQuark lw_error_quark (void);

/** @text as a message shows what was found: in quotation marks, at most 60 characters of it, with what is
 * not printable (a control character, an invisible one that turns the line about) as \u escapes and
 * broken UTF-8 as U+FFFD. NULL is "nothing", "" is "an empty text". (transfer full) */
LW_EXPORT char *lw_error_quote (const char *text);

G_END_DECLS
