/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Moderation: agreeing on one mark over those that evaluators gave, which stay as they are. What an agreed mark rests on
 * is a SHA-256 over them; what it must come with is a list of checks. docs/methods.md, "Moderation".
 */
#pragma once

#include "lw-evaluation-marks.h"
#include "plugin/lw-check.h"
#include "store/lw-store.h"

G_BEGIN_DECLS

/* ---- what an agreed mark rests on ---- */

/**
 * lw_evaluation_rests_on:
 * @lot: "" where the criterion is common to all lots
 *
 * SHA-256 over the individual marks there, in hexadecimal [D]. Its bytes: lot, bidder, criterion, then of each mark in
 * byte order of the person's identifier: person, mark, rationale, document, page, quote; each text as its length in bytes
 * (decimal), ':', the text, ','; what is absent as "~,".
 *
 * Returns: (transfer full): NULL where the rows could not be read
 */
LW_EXPORT char *lw_evaluation_rests_on (LwConnection *connection, const char *lot, const char *bidder, const char *criterion, GError **error);

/* ---- agreeing ---- */

/** A mark to be agreed; all but the place and the mark may be NULL. */
typedef struct
{
  const char *lot; /* "": common to all lots */
  const char *bidder, *criterion;
  const char *mark;
  const char *rationale;
  const char *why_not_above, *why_not_below; /* a line each */
  const char *present;                       /* identifiers of people, with one space between */
  const char *dissent;                       /* a line */
} LwAgreeing;

/** What is to be seen before a mark is agreed. */
typedef enum
{
  LW_AGREE_MARKS,     /* evaluators have given marks of their own */
  LW_AGREE_CONFIRMED, /* and all of them are confirmed under the version in force */
  LW_AGREE_MARK,      /* a mark of the scale is chosen */
  LW_AGREE_RATIONALE, /* it says why: in LW_RATIONALE_WORDS words, not the scale's, nor those of another bid's agreed mark */
  LW_AGREE_ABOVE,     /* it says why not the mark above; not asked for at the top */
  LW_AGREE_BELOW,     /* it says why not the mark below; not asked for at the bottom */
  LW_AGREE_PRESENT,   /* it says who was there */
  LW_AGREE_N_CHECKS,
} LwAgreeCheck;

/** "why not the mark above", for people. */
LW_EXPORT const char *lw_agree_check_title (LwAgreeCheck check);

/**
 * lw_evaluation_agree_open:
 * @scale: of the criterion
 * @asked: (out) (optional): bits (1 << LwAgreeCheck) of the checks that apply
 * @open: (out): bits of those that are not met
 *
 * Once the method is published, a mark is agreed only where none is open; before, they are advice, and
 * LW_AGREE_CONFIRMED is not asked for.
 */
LW_EXPORT gboolean lw_evaluation_agree_open (LwConnection *connection, const LwEvaluationScale *scale, const LwAgreeing *agreeing, guint *asked, guint *open, GError **error);

/**
 * lw_evaluation_agree:
 * @approver: (nullable): to change an agreed mark that is final; @reason is then needed too, as in lw_evaluation_reopen()
 *
 * Sets the agreed mark, with what it rests on. Under a published method it is refused with LW_ERROR_INVALID while a check
 * is open, and with LW_ERROR_LOCKED over marks that are not confirmed, or where a mark is agreed already and nobody
 * approves. @published: the mark is final with it, and the command is not undone: changing it takes an approval.
 */
LW_EXPORT LwCommand *lw_evaluation_agree (const LwAgreeing *agreeing, gboolean published, const char *person, const char *approver, const char *reason);

/** Whether lw_evaluation_agree() is at work on this thread: what the guard of agreed marks goes by. */
gboolean lw_evaluation_is_agreeing (gboolean *approved);

/* ---- what there is to agree ---- */

typedef enum
{
  LW_MODERATION_OPEN,    /* the marks differ, and none is agreed */
  LW_MODERATION_WAITING, /* the same, and not all of them are confirmed */
  LW_MODERATION_ALIKE,   /* all marks are the same: nothing to agree */
  LW_MODERATION_AGREED,
  LW_MODERATION_CHANGED, /* agreed, but the individual marks are not those any more that it rests on */
} LwModerationState;

/** "open", "waiting", "alike", "agreed", "changed". */
LW_EXPORT const char *lw_moderation_state_to_string (LwModerationState state);

/** What evaluators gave in one place. */
typedef struct
{
  int lot;          /* index; -1: common to all lots */
  guint bidder;     /* index */
  guint criterion;  /* index */
  guint n_marks;
  int lowest, highest; /* marks of the scale; -1 where none is on it */
  LwRational spread;   /* (highest − lowest) ÷ length of the scale; 0 on a scale without length */
  gboolean flagged;    /* the spread reaches the limit: lw_marks_disagree() */
  int agreed;          /* mark of the scale, or -1 */
  LwModerationState state;
} LwModerationCell;

/**
 * lw_evaluation_moderation:
 * @marks: of the state that @connection sees
 * @lot: (nullable): of this lot alone, "" for what is common to all
 * @percent: see lw_marks_disagree()
 *
 * Each place with marks of submitted bids, by lot, bidder and criterion.
 *
 * Returns: (transfer full) (element-type LwModerationCell): NULL where the rows could not be read
 */
LW_EXPORT GArray *lw_evaluation_moderation (const LwEvaluationMarks *marks, LwConnection *connection, const char *lot, guint percent, GError **error);

/** Findings: agreed marks whose individual marks are not those any more. */
gboolean lw_evaluation_check_rests_on (LwConnection *connection, LwFindings *findings, GError **error);

G_END_DECLS
