/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Schemas and how a file is brought up to them. */
#pragma once

#include "store/lw-connection-private.h"
#include "store/lw-store.h"

G_BEGIN_DECLS

typedef enum
{
  LW_MIGRATION_CURRENT, /* nothing to do */
  LW_MIGRATION_NEEDED,  /* the file is older than the schema, or a plugin is new to it */
  LW_MIGRATION_NEWER,   /* the file was made by a newer program */
  LW_MIGRATION_FOREIGN, /* it holds a part whose plugin is not active, and whose rules cannot be kept */
} LwMigrationState;

/** Compares the file's schema_version with @schema. @why (out): for NEWER and FOREIGN, which part. */
gboolean lw_migrator_examine (LwConnection *connection, LwSchema *schema, LwMigrationState *state, char **why, GError **error);
/**
 * Compares the file's tables, and its triggers, views and indexes, with those that @schema makes. What is missing or
 * different goes to @tables and @others (of char *, in words). Reading a file whose tables have lost a constraint is
 * not safe; one whose triggers were changed can still be looked at.
 */
gboolean lw_migrator_compare (LwConnection *connection, LwSchema *schema, GPtrArray *tables, GPtrArray *others, GError **error);
/** Runs the steps that are missing, inside the caller's transaction. */
gboolean lw_migrator_run (LwConnection *connection, LwSchema *schema, GError **error);
/** Copies the database of @connection to a new file beside it, "<path>.backup-<n>"; returns its name. */
char *lw_migrator_backup (LwConnection *connection, GError **error);

G_END_DECLS
