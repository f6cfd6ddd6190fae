/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What an assignment would cover: how many marks, who else is assigned, which conflicts keep it from taking effect. */
#pragma once

#include "lw-people-edits.h"

G_BEGIN_DECLS

/* Of all marks at some place. */
typedef struct
{
  guint marks;       /* to be given */
  guint least, most; /* evaluators of one of them */
  guint nobody;      /* marks without any */
  guint own;         /* marks that the person asked about is assigned to */
} LwPeopleCover;

/** Marks of a file with how many are assigned to each, for many questions. */
typedef struct _LwPeopleCounts LwPeopleCounts;
/** @data must not change meanwhile. */
LwPeopleCounts *lw_people_counts_new (LwPeopleData *data);
void lw_people_counts_free (LwPeopleCounts *counts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwPeopleCounts, lw_people_counts_free)

/** What the rule (criterion, lot, bidder; "" is all) covers; @person (nullable): whose own marks are counted. @only: FALSE
 * for lot "" alone where TRUE takes what is common to all lots and nothing else. */
void lw_people_counts_cover (LwPeopleCounts *counts, const char *criterion, const char *lot, const char *bidder, gboolean only_common, const char *person, LwPeopleCover *cover);
/** Identifiers of those assigned to any of it, "E1, E2"; NULL: nobody. @but (nullable): is left out. (transfer full) */
char *lw_people_counts_who (LwPeopleCounts *counts, const char *criterion, const char *lot, const char *bidder, const char *but);
/** Marks that all of @rules (element-type LwPeopleRule) cover together, without what declared conflicts forbid; *@others
 * (transfer full): who else is assigned to any of them, or NULL. */
guint lw_people_counts_rules (LwPeopleCounts *counts, const GPtrArray *rules, guint *fresh, char **others);
/** "B2: conflict with o1 (One)", for the bidders that @rules name or cover and whom the persons may not mark; NULL: none.
 * (transfer full) */
char *lw_people_conflicts_text (LwPeopleData *data, const GPtrArray *rules);

G_END_DECLS
