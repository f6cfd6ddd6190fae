/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A plugin's manifest: a key file that says what the plugin is, readable without opening its module. */
#pragma once

#include "base/lw-export.h"

G_BEGIN_DECLS

/* Far more than a manifest needs; a file of another kind is not read whole. */
#define LW_MANIFEST_MAX_BYTES (64 * 1024)

typedef struct
{
  char *path;      /* the manifest's file */
  char *id;        /* as the file is named: "evaluation" in "evaluation.plugin" */
  char *name;      /* for people, in their language where the manifest has it */
  guint abi;       /* LW_PLUGIN_ABI of the program it is made for */
  char *engine;    /* file name of the engine's module, or NULL */
  char *panel;     /* file name of the window's module, or NULL */
  GStrv requires_; /* ids; never NULL */
  GStrv wants;     /* ids; never NULL */
} LwManifest;

/**
 * lw_manifest_parse:
 * @path: the file's name, from which the id is taken and which messages name; it is not read
 * @data: (array length=length): its content
 *
 * Strict: a key that is not known, and a value that is not what its key asks for, make the manifest broken.
 *
 * Returns: (transfer full) (nullable): the manifest, or NULL with LW_ERROR_PLUGIN that names file, key, what
 * was expected and what was found
 */
LW_EXPORT LwManifest *lw_manifest_parse (const char *path, const char *data, gsize length, GError **error);
/** Reads the file at @path, which must be a regular one of at most LW_MANIFEST_MAX_BYTES. */
LW_EXPORT LwManifest *lw_manifest_load (const char *path, GError **error);
LW_EXPORT void lw_manifest_free (LwManifest *manifest);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwManifest, lw_manifest_free)

/** The id a manifest at @path must have: its file name without ".plugin", made valid UTF-8. (transfer full) */
LW_EXPORT char *lw_manifest_id_of_path (const char *path);

G_END_DECLS
