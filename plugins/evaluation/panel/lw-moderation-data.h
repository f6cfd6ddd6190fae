/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the panel Moderation shows of a competition: the list of places, one of them in full, and drafts. */
#pragma once

#include "document/lw-document.h"
#include "lw-evaluation-live.h"
#include "lw-evaluation-moderation.h"

G_BEGIN_DECLS

/** What one evaluator gave. */
typedef struct
{
  char *person, *name; /* identifier; name or post */
  char *mark;
  int cell;            /* of the scale, or -1: it is not on it */
  char *rationale;     /* or NULL */
  char *pointer;       /* "Plan.pdf, page 7", or NULL */
  char *quote;         /* or NULL */
  gboolean confirmed;  /* under the version in force; TRUE where nothing is published */
} LwModerationMark;

/** The agreed mark, as it is in the file or in a draft. Texts are never NULL. */
typedef struct
{
  char *mark;      /* "" where none is chosen */
  char *rationale, *why_not_above, *why_not_below, *present, *dissent;
} LwModerationText;

/** One place in full. */
typedef struct
{
  char *lot, *bidder, *criterion; /* identifiers; lot "" where the criterion is common to all lots */
  char *place;                    /* "L1/B2/1.1", "/B2/6.1" */
  char *where;                    /* for people: "L1 North · B2 Second" */
  char *question;                 /* "1.1 Delivery" */
  char *guidance, *answer;        /* or NULL */
  char *answer_trust, *trust;     /* of the answer, of the marks; or NULL */
  LwEvaluationScale *scale;       /* its own: the session's marks may be read anew at any time */
  GPtrArray *descriptors;         /* (element-type utf8): of each mark, or NULL */
  GPtrArray *marks;               /* of LwModerationMark, by person */
  LwModerationCell cell;          /* place, spread, flag, state */
  gboolean published;
  gboolean there;                 /* a mark is agreed */
  LwModerationText agreed;
  char *refused;                  /* why who works here may not agree on it, or NULL */
} LwModerationQuestion;

void lw_moderation_question_free (LwModerationQuestion *question);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwModerationQuestion, lw_moderation_question_free)
void lw_moderation_text_clear (LwModerationText *text);

/** "L1/B2/1.1"; of what is common "/B2/6.1". (transfer full) */
char *lw_moderation_place (const LwEvaluationMarks *marks, const LwModerationCell *cell);

/** All places of @lot (nullable: of all lots; "": common to all), or NULL while there are no marks. (transfer full)
 * (element-type LwModerationCell) */
GArray *lw_moderation_cells (LwDocument *document, const char *lot, guint percent);

/** NULL where there is no such place with a mark. */
LwModerationQuestion *lw_moderation_question_read (LwDocument *document, const char *place, guint percent);

/** Whether something is asked of the team there. */
gboolean lw_moderation_is_open (const LwModerationCell *cell);

/** From which share of the scale on marks disagree, remembered for the file. */
guint lw_moderation_get_percent (LwDocument *document);
void lw_moderation_set_percent (LwDocument *document, guint percent);

/* ---- drafts: what was written and is not agreed yet, remembered on this computer ---- */

/** FALSE where there is none. */
gboolean lw_moderation_draft_read (LwDocument *document, const char *place, LwModerationText *draft);
/** NULL: none. */
void lw_moderation_draft_set (LwDocument *document, const char *place, const LwModerationText *draft);

G_END_DECLS
