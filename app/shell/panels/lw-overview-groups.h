/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Findings put in the order in which they deserve attention, those that say the same folded into one. */
#pragma once

#include "plugin/lw-check.h"

G_BEGIN_DECLS

/** Findings of one check result, of one severity. */
typedef struct
{
  const char *id; /* of the finding (interned) */
  LwSeverity severity;
  char *title;      /* what they have in common; of one alone: its text */
  GPtrArray *found; /* of const LwFinding, as they were found */
} LwOverviewGroup;

/** The worst first. Three or more findings with one id make one group, fewer stand alone. (transfer full) (element-type
 * LwOverviewGroup) They point into @findings. */
LW_EXPORT GPtrArray *lw_overview_groups_new (const LwFindings *findings);

/** What all of @texts say, what differs left out: "No minimum mark is set". (transfer full) */
LW_EXPORT char *lw_overview_common_text (const char *const *texts);

G_END_DECLS
