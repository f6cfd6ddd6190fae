/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the file says of the marks of a scale: what each of them means. */
#pragma once

#include "lw-evaluation-model.h"
#include "store/lw-store.h"

G_BEGIN_DECLS

/** For each mark of @scale what it means, or NULL where nothing is said. (transfer full) (element-type utf8): as many as
 * there are marks */
GPtrArray *lw_marking_scale_read (LwStore *store, const LwEvaluationScale *scale);

/** A mark as people call it: "4", "pass". */
const char *lw_marking_scale_name (const LwEvaluationScale *scale, guint mark);

G_END_DECLS
