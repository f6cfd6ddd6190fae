/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What could be held against the results of a document's lots, worked out on a thread and kept until the file changes.
 * Shared by all panels and windows. It begins when somebody asks first; from then on it follows the file by itself where that
 * takes no time, else it says that it is out of date.
 */
#pragma once

#include "lw-evaluation-panels.h"
#include "lw-evaluation-rationale.h"
#include "lw-evaluation-safety-lot.h"

G_BEGIN_DECLS

/** What was found, of one state of the file. */
typedef struct
{
  LwEvaluationMarks *marks;   /* its own */
  char *currency;
  guint64 seed;
  GPtrArray *lots;            /* of LwLotSafety, by the lots of @marks */
  GPtrArray *inconsistencies; /* of LwInconsistency */
} LwSafetyReport;

#define LW_TYPE_SAFETY (lw_safety_get_type ())
GType lw_safety_get_type (void);
/** LwSafety: signal "updated": another report, or another state of the work. */
G_DECLARE_FINAL_TYPE (LwSafety, lw_safety, LW, SAFETY, GObject)

/** The one of @document. (transfer none) */
LwSafety *lw_safety_of (LwDocument *document);

/** Begins where nothing was worked out yet. */
void lw_safety_want (LwSafety *safety);
/** Works it out (again). */
void lw_safety_run (LwSafety *safety);
void lw_safety_cancel (LwSafety *safety);
/** The last report, also while it is worked out again; NULL where there is none. Until "updated". (transfer none) */
const LwSafetyReport *lw_safety_get_report (LwSafety *safety);
gboolean lw_safety_is_running (LwSafety *safety);
/** The file has changed since. */
gboolean lw_safety_is_stale (LwSafety *safety);
/** Why there is no report, or NULL. */
const GError *lw_safety_get_error (LwSafety *safety);
/** Where the draws of the simulation begin; another seed works it out again. */
guint64 lw_safety_get_seed (LwSafety *safety);
void lw_safety_set_seed (LwSafety *safety, guint64 seed);
/** The same for the first run: nothing is worked out now. */
void lw_safety_start_seed (LwSafety *safety, guint64 seed);
/** Findings of the last report that need attention; 0 without one. */
guint lw_safety_get_count (LwSafety *safety);

G_END_DECLS
