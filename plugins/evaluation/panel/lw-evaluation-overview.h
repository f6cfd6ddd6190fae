/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Parts that the plugin adds to the overview. */
#pragma once

#include <adwaita.h>

#include "lw-evaluation-overview-matrix.h"
#include "lw-results-lots.h"

G_BEGIN_DECLS

/** The matrix with its line of detail. */
#define LW_TYPE_EVALUATION_PROGRESS (lw_evaluation_progress_get_type ())
GType lw_evaluation_progress_get_type (void);
G_DECLARE_FINAL_TYPE (LwEvaluationProgress, lw_evaluation_progress, LW, EVALUATION_PROGRESS, AdwBin)

/** Leader and margin of each lot. */
#define LW_TYPE_EVALUATION_LEADERS (lw_evaluation_leaders_get_type ())
GType lw_evaluation_leaders_get_type (void);
G_DECLARE_FINAL_TYPE (LwEvaluationLeaders, lw_evaluation_leaders, LW, EVALUATION_LEADERS, AdwBin)

G_END_DECLS
