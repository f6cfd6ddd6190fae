/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Bytes under a passphrase, for files that leave the machine: packs for evaluators and what comes back. The key is made
 * from the passphrase by Argon2id, the bytes are encrypted and authenticated by secretstream (XChaCha20-Poly1305), both
 * of libsodium. docs/file-format.md, "Sealed files".
 */
#pragma once

#include "base/lw-export.h"

G_BEGIN_DECLS

/** Fewest characters of a passphrase. [D] */
#define LW_SEAL_PASSPHRASE_MIN 10

/** Most bytes that are sealed: they are held in memory several times over. [D] */
#define LW_SEAL_MOST ((gsize) 1 << 30)

typedef enum
{
  LW_SEAL_COSTLY, /* to open: 256 MiB and about a second, which is what slows down who guesses */
  LW_SEAL_CHEAP,  /* 8 KiB and no time: for tests */
} LwSealCost;

/** @plain under @passphrase (UTF-8; written in any way that Unicode holds equal). LW_ERROR_INVALID for a passphrase that
 * is too short, and for more than LW_SEAL_MOST. (transfer full) */
LW_EXPORT GBytes *lw_sealed_new (GBytes *plain, const char *passphrase, LwSealCost cost, GError **error);

/** LW_ERROR_INVALID where a sealed file of @length bytes is more than is opened; asked before one is read. */
LW_EXPORT gboolean lw_sealed_check_length (guint64 length, GError **error);

/** What was sealed. LW_ERROR_NOT_LOTWISE for other files, LW_ERROR_READ_ONLY for one that a newer program made,
 * LW_ERROR_CORRUPT for a wrong passphrase or a damaged file, which nobody can tell apart. (transfer full) */
LW_EXPORT GBytes *lw_sealed_open (GBytes *sealed, const char *passphrase, GError **error);

G_END_DECLS
