/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Prices that are kept apart: while the method seals them only people of the role commercial read or change them, until
 * they are opened on the record, which takes that quality is locked. After it, a figure is changed by a correction alone.
 * docs/methods.md, "Sealed prices" [D, but for what it names].
 */
#pragma once

#include "lw-evaluation-marks.h"
#include "model/lw-entity.h"
#include "plugin/lw-check.h"
#include "store/lw-store.h"

G_BEGIN_DECLS

/* ---- sealed, open ---- */

/** Whether prices are sealed now: the method says so, and they have not been opened. */
LW_EXPORT gboolean lw_evaluation_prices_sealed (LwConnection *connection, gboolean *sealed, GError **error);

/** Whether @person (nullable) may read prices now: they are not sealed, or the person has the role commercial. */
LW_EXPORT gboolean lw_evaluation_may_see_prices (LwConnection *connection, const char *person, gboolean *may, GError **error);

/** That prices were opened. */
typedef struct
{
  char *at; /* UTC */
  char *person;
  char *reason; /* or NULL */
} LwPriceOpening;
LW_EXPORT void lw_price_opening_free (LwPriceOpening *opening);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwPriceOpening, lw_price_opening_free)

/** *@opening is NULL where prices have not been opened. (transfer full) */
LW_EXPORT gboolean lw_evaluation_prices_opening (LwConnection *connection, LwPriceOpening **opening, GError **error);

/** Why prices stay sealed, and why a result is provisional. */
typedef enum
{
  LW_OBSTACLE_UNPUBLISHED,
  LW_OBSTACLE_REVISION, /* one is open */
  LW_OBSTACLE_UNMARKED,
  LW_OBSTACLE_DISPUTED, /* the marks differ, and none is agreed */
  LW_OBSTACLE_OFF_SCALE,
  LW_OBSTACLE_NOT_GIVEN, /* assigned, and none is agreed */
  LW_OBSTACLE_UNCONFIRMED,
  LW_OBSTACLE_PEOPLE,     /* marks by who may not: lw_evaluation_check_people() */
  LW_OBSTACLE_OLD_AGREED, /* under an older version of the method */
  LW_OBSTACLE_UNDECIDED,  /* a conflict of a returned pack */
  LW_OBSTACLE_QUERY,      /* without a reply */
  LW_OBSTACLE_COSTS,      /* that come to more than an amount can be */
  LW_OBSTACLE_KINDS,
} LwObstacleKind;
/** "unpublished", "revision", "unmarked", …: of a proof. */
LW_EXPORT const char *const lw_obstacle_ids[LW_OBSTACLE_KINDS];

/** Something that must be done before prices are opened. */
typedef struct
{
  char *where; /* "L01/B02/1.1", "/B02/1.1" of a criterion common to all lots, what a finding is about, or "" */
  char *text;  /* "not marked", "E1 has not confirmed the mark", … */
  LwObstacleKind kind;
} LwPriceObstacle;

/** What is missing, in the order of its kinds; none where all is there. (transfer full) (element-type LwPriceObstacle) */
LW_EXPORT GPtrArray *lw_evaluation_price_obstacles (LwConnection *connection, GError **error);

/** Individual marks of submitted bids that are not confirmed under the version in force, those that an agreed one rests on
 * too; 0 where nothing is published. A result over them is provisional. */
LW_EXPORT gboolean lw_evaluation_unconfirmed (LwConnection *connection, gint64 *n, GError **error);

/** That an agreed mark, a row a, is not of the version in force: for SQL. */
#define LW_AGREED_IS_OLD "ifnull (a.version, 0) < (SELECT ifnull (max (version), 0) FROM evaluation_publication)"

/** Opens prices on the record. Final. Only a person of the role commercial or lead, and only without obstacles; needs a
 * reason. LW_ERROR_INVALID says what is missing, LW_ERROR_EXISTS that prices are open. */
LW_EXPORT LwCommand *lw_evaluation_open_prices (const char *person, const char *reason);

/* ---- corrections ---- */

/** A figure of a bid: its price, or one of its costs. */
typedef struct
{
  const char *lot, *bidder;
  const char *title; /* of the cost; NULL: the price */
  guint year;
} LwPriceFigure;

typedef struct
{
  char *lot, *bidder;
  guint number;      /* of the bid, from 1 */
  char *title;       /* as LwPriceFigure */
  guint year;
  gint64 before, after; /* minor units */
  char *person, *at;
  char *effect;      /* on the ranks of the lot, in words */
  char *reason;
} LwPriceCorrection;

/** In order of time; @lot and @bidder NULL: of all. (transfer full) (element-type LwPriceCorrection) */
LW_EXPORT GPtrArray *lw_evaluation_corrections (LwConnection *connection, const char *lot, const char *bidder, GError **error);

/**
 * lw_evaluation_correction_preview:
 * @marks: of the state that @connection sees
 * @after: minor units
 * @before: (out): minor units
 * @effect: (out) (transfer full): what it does to the ranks of the lot: "B2 from 2 to 1, B1 from 1 to 2", "no rank changes"
 *
 * What a correction would do. LW_ERROR_INVALID where there is no such figure to correct, LW_ERROR_NOTHING where it is so.
 */
LW_EXPORT gboolean lw_evaluation_correction_preview (const LwEvaluationMarks *marks, LwConnection *connection, const LwPriceFigure *figure, gint64 after, gint64 *before, char **effect, GError **error);

/** Corrects a figure on the record: before, after, who, why and the effect are kept. Final: a wrong correction is corrected.
 * Needs a reason; where the method seals prices, that they are open, and the role commercial or lead. */
LW_EXPORT LwCommand *lw_evaluation_correct_price (const LwPriceFigure *figure, gint64 after, const char *person, const char *reason);

/* ---- abnormally low ---- */

#define LW_LOW_STEPS 5
/** The steps in their order: "why", "notice", "explanation", "reply", "decision". [V Procurement Act 2023 s.19] */
LW_EXPORT const char *const lw_low_steps[];
/** For people: "Notice to the bidder". */
LW_EXPORT const char *lw_low_step_title (guint step);

typedef struct
{
  char *at, *person, *text; /* NULL while it is not recorded */
} LwLowStep;
LW_EXPORT void lw_low_steps_clear (LwLowStep steps[LW_LOW_STEPS]);

/** What is recorded of a bid; lw_low_steps_clear(). */
LW_EXPORT gboolean lw_evaluation_low_steps (LwConnection *connection, const char *lot, const char *bidder, LwLowStep steps[LW_LOW_STEPS], GError **error);
/** Records a step; those before it must be there. It can be undone, and it does nothing to the bid: nothing here excludes one. */
LW_EXPORT LwCommand *lw_evaluation_record_low_step (const char *lot, const char *bidder, const char *step, const char *text, const char *person);
/** Adds "evaluation.low-steps" for each abnormally low price whose steps are not complete. */
LW_EXPORT gboolean lw_evaluation_check_low_steps (const LwEvaluationMarks *marks, LwConnection *connection, LwFindings *findings, GError **error);

/* ---- minima passed in spite of ---- */

/** Passes a bid in spite of a minimum that it is below: @criterion, or NULL for that of the total. @person has the role
 * approver; needs a reason. Final. */
LW_EXPORT LwCommand *lw_evaluation_pass (const char *lot, const char *bidder, const char *criterion, const char *person, const char *reason);
/** "passed by boss at 2026-… because …". (transfer full) */
LW_EXPORT char *lw_evaluation_override_text (const LwEvaluationOverride *override);

/* ---- provisional ---- */

/**
 * lw_evaluation_provisional:
 * @marks: of the state that @connection sees
 * @counts: (out) (nullable): LW_OBSTACLE_KINDS, how many there are of each kind
 * @text: (out) (transfer full): a sentence, or NULL where the result is final
 *
 * A result is provisional over whatever keeps prices from being opened. Of a draft that the method is not published is all that is said.
 */
LW_EXPORT gboolean lw_evaluation_provisional (const LwEvaluationMarks *marks, LwConnection *connection, guint *counts, char **text, GError **error);

/* ---- for the plugin itself ---- */

/* Whether the person has the role. */
LW_EXPORT gboolean lw_evaluation_has_role (LwConnection *connection, const char *person, const char *role, gboolean *has, GError **error);
/* A reason of more than blanks. */
gboolean lw_evaluation_check_reason (const char *reason, GError **error);

/** Guard of the section (LwRowGuard): prices and costs, while they are sealed and after they were opened. */
LW_EXPORT gboolean lw_evaluation_guard_row (LwConnection *connection, const LwEntity *entity, const char *key, const char *const *fields, GError **error);
/** Whether quality may still change at a place once prices are open: only where it was opened again. @person NULL: an agreed mark. */
gboolean lw_evaluation_guard_quality (LwConnection *connection, const char *key, const char *person, GError **error);

extern const LwEntity lw_evaluation_cost, lw_evaluation_opening, lw_evaluation_correction, lw_evaluation_low_step,
    lw_evaluation_override;

G_END_DECLS
