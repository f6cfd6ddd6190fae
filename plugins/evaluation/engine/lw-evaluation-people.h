/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Who marks what: roles, assignments and declarations of interest. An assignment is a rule, person × criterion × lot ×
 * bidder, each part but the person being one or all; a file without any restricts nobody. A declared conflict blocks
 * the bidder, whatever is assigned. docs/methods.md, "People" [D, but for what it names].
 */
#pragma once

#include "base/lw-rational.h"
#include "model/lw-entity.h"
#include "plugin/lw-check.h"

G_BEGIN_DECLS

/* ---- one question ---- */

/** Whether the file has an assignment, so that nobody marks what is not assigned. */
LW_EXPORT gboolean lw_evaluation_assignments_in_use (LwConnection *connection, gboolean *in_use, GError **error);

/**
 * lw_evaluation_may_mark:
 * @lot: "" for a criterion common to all lots
 * @reason: (out) (transfer full): NULL where @person may; else why not, and what mends it
 *
 * Whether @person may give, change or take back a mark of @bidder on @criterion. A declared conflict with a member of
 * the bidder refuses always. Once assignments are in use the person needs the role evaluator, an assignment that covers
 * the mark, and a declaration on every member of the bidder.
 *
 * Returns: FALSE only where the file could not be asked
 */
LW_EXPORT gboolean lw_evaluation_may_mark (LwConnection *connection, const char *person, const char *lot, const char *bidder, const char *criterion, char **reason, GError **error);

/** Whether @person (nullable) may set an agreed mark of @bidder: who has declared a conflict may not; once assignments are
 * in use it takes the role moderator or lead. As lw_evaluation_may_mark(). */
LW_EXPORT gboolean lw_evaluation_may_agree (LwConnection *connection, const char *person, const char *bidder, char **reason, GError **error);

/* ---- all at once ---- */

/** An organisation on which a person has declared a conflict, or has yet to declare. */
typedef struct
{
  char *organisation;
  char *name;
  char *note;         /* of the declaration, or NULL */
  GPtrArray *bidders; /* (element-type utf8): whose member it is; of one yet to declare, those assigned to the person */
} LwPersonInterest;

/** What a person has to do with one bidder. */
typedef struct
{
  gboolean blocked; /* a conflict with a member is declared */
  guint assigned;   /* marks to give */
  guint marked;     /* marks given, assigned or not */
} LwBidderWork;

typedef struct
{
  char *id;
  char *name;
  char *trust;          /* or NULL */
  GPtrArray *roles;     /* (element-type utf8) */
  guint assigned;       /* marks to give: of submitted bids, but for those blocked */
  guint marked;         /* of them given; where no assignments are in use, all that the person gave */
  guint explained;      /* of these with a rationale */
  guint confirmed;      /* of these confirmed under the version in force */
  GPtrArray *missing;   /* of LwPersonInterest: yet to declare; empty where no assignments are in use */
  GPtrArray *conflicts; /* of LwPersonInterest */
  guint8 *cells;        /* LwWorkFlags: a row of leaves for each place */
  LwBidderWork *of;     /* by bidder */
} LwEvaluationPerson;

typedef enum
{
  LW_WORK_ASSIGNED = 1 << 0,
  LW_WORK_MARKED = 1 << 1,
  LW_WORK_EXPLAINED = 1 << 2, /* marked, with a rationale */
  LW_WORK_CONFIRMED = 1 << 3, /* marked, and confirmed under the version in force */
} LwWorkFlags;

/** Where marks are given: a bid, or a bidder for what is common to all lots. */
typedef struct
{
  const char *lot; /* "": common to all lots */
  const char *bidder;
  guint bidder_index;
  gboolean submitted; /* the bid, or one of the bidder's */
} LwWorkPlace;

typedef struct
{
  const char *criterion;
  gboolean common;
} LwWorkLeaf;

/** Who is to mark what, and who has. */
typedef struct
{
  gboolean in_use;    /* there are assignments */
  GPtrArray *people;  /* of LwEvaluationPerson, by id */
  GArray *places;     /* of LwWorkPlace, by lot and bidder, those common to all lots first */
  GArray *leaves;     /* of LwWorkLeaf, in the order of the tree */
  GPtrArray *bidders; /* (element-type utf8): those with a bid */
  GStringChunk *text; /* what places, leaves and bidders point to */
} LwEvaluationPeople;

/** Reads people, assignments, declarations and marks: one pass over the marks, however many rules there are. @person:
 * (nullable): this one alone, LW_ERROR_NOT_FOUND where there is none. */
LW_EXPORT LwEvaluationPeople *lw_evaluation_people_load (LwConnection *connection, const char *person, GError **error);
LW_EXPORT void lw_evaluation_people_free (LwEvaluationPeople *people);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwEvaluationPeople, lw_evaluation_people_free)

/** Declarations that are still to be made, of all people: the marks are not read for it. */
LW_EXPORT gboolean lw_evaluation_people_count_missing (LwConnection *connection, guint *n, GError **error);

/** The person of @id, or NULL. */
LW_EXPORT LwEvaluationPerson *lw_evaluation_people_find (const LwEvaluationPeople *people, const char *id);

/** Whether a mark of @leaf is given at @place: of a submitted bid, and of what the place is for. */
LW_EXPORT gboolean lw_evaluation_people_is_work (const LwEvaluationPeople *people, guint place, guint leaf);
/** How many people are assigned to it. */
LW_EXPORT guint lw_evaluation_people_count_at (const LwEvaluationPeople *people, guint place, guint leaf);
/** Marks that are to be given and that nobody is assigned to; 0 where no assignments are in use. */
LW_EXPORT guint lw_evaluation_people_count_nobody (const LwEvaluationPeople *people);

/** A mark that is to be given. */
typedef struct
{
  const char *lot; /* "": common to all lots */
  const char *bidder;
  const char *criterion;
  gboolean marked;
  gboolean explained;
} LwAssignedCell;

/** The marks that @person is to give, by lot, bidder and place in the tree. (element-type LwAssignedCell) (transfer full);
 * its texts belong to @people. */
LW_EXPORT GArray *lw_evaluation_people_cells (const LwEvaluationPeople *people, const LwEvaluationPerson *person);

/**
 * lw_evaluation_workload:
 * @hours: initialised
 * @pages: of one answer
 * @minutes: for one page
 *
 * Sets @hours to @n × @pages × @minutes ÷ 60, exactly [D].
 */
LW_EXPORT void lw_evaluation_workload (LwRational *hours, guint n, const LwRational *pages, const LwRational *minutes);

/* ---- for the plugin itself ---- */

/** The first member of @bidder, "o4 (Name)", with which @person has declared a conflict; *@member is NULL where there is
 * none. (transfer full) */
gboolean lw_evaluation_find_conflict (LwConnection *connection, const char *person, const char *bidder, char **member, GError **error);

/** Findings: marks that break a rule of this page, and declarations still to make. */
gboolean lw_evaluation_check_people (LwConnection *connection, LwFindings *findings, GError **error);

/* "o1 (One), o2 (Two) and 71 more", of @interests (element-type LwPersonInterest). (transfer full) */
char *lw_evaluation_list_interests (const GPtrArray *interests);

/* Guards of entities (LwEntity.guard). */
gboolean lw_evaluation_people_guard_mark (LwConnection *connection, const char *key, GError **error);
gboolean lw_evaluation_people_guard_consensus (LwConnection *connection, const char *key, GError **error);

extern const LwEntity lw_evaluation_assignment, lw_evaluation_declaration;

G_END_DECLS
