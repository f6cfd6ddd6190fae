/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Checks that a file is whole and that its journal accounts for every row. */
#pragma once

#include "store/lw-store.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 entries;      /* entries in the journal */
  char *head;          /* hash of the last entry, hexadecimal */
  GPtrArray *problems; /* of char *: what is wrong, in words; empty when all holds */
} LwVerification;

/**
 * lw_store_verify:
 *
 * Checks SQLite's integrity, foreign keys, the hash chain from the first entry to the last, that the
 * rows are exactly what the journal says they became, and that the triggers which guard the journal are there.
 *
 * Returns: (transfer full) (nullable): the findings; NULL with @error when the check itself could not run
 */
LW_EXPORT LwVerification *lw_store_verify (LwStore *store, GCancellable *cancellable, GError **error);
LW_EXPORT void lw_verification_free (LwVerification *verification);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwVerification, lw_verification_free)

G_END_DECLS
