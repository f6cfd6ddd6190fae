/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What one version of the method changed of another, in words. */
#pragma once

#include "base/lw-export.h"

G_BEGIN_DECLS

/**
 * lw_evaluation_differences:
 * @before, @after: canonical texts of a method, as LwPublication.xml
 *
 * A line for each row that is new, gone, or another, and what of it; none where the texts say the same.
 *
 * Returns: (transfer full) (element-type utf8): LW_ERROR_CORRUPT where one is no XML
 */
LW_EXPORT GPtrArray *lw_evaluation_differences (const char *before, const char *after, GError **error);

G_END_DECLS
