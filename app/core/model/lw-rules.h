/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Internal to the core: rules of rows that are in the file. */
#pragma once

#include <gio/gio.h>

#include "model/lw-row.h"

G_BEGIN_DECLS

/** Checks all rows of @entity. Without @problems the first broken one is the error; with it (of char *) all broken
 * ones go there, fields included, and FALSE means only that the check could not run. */
gboolean lw_rules_check_entity (LwRowContext *context, const LwEntity *entity, GPtrArray *problems,
                                GCancellable *cancellable, GError **error);

G_END_DECLS
