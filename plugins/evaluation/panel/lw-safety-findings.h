/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the Safety panel says: each finding as a sentence, with its tone and the place to look. */
#pragma once

#include "lw-safety-data.h"

G_BEGIN_DECLS

typedef struct
{
  const char *id; /* as in docs/methods.md: "evaluation.flip-mark" */
  LwTone tone;    /* LW_TONE_ATTENTION: somebody should look; LW_TONE_NEUTRAL: good to know */
  guint lot;      /* index */
  char *what;     /* "One mark" */
  char *text;     /* a sentence */
  char *place;    /* "marking:L1/B2/1.1" */
} LwSafetyFinding;

void lw_safety_finding_free (LwSafetyFinding *finding);

/** Of one lot, worst first; of the single marks that would do it the first five. (transfer full)
 * (element-type LwSafetyFinding) */
GPtrArray *lw_safety_findings_of_lot (const LwSafetyReport *report, guint lot);
/** All lots, then the same words with different marks. (transfer full) (element-type LwSafetyFinding) */
GPtrArray *lw_safety_findings (const LwSafetyReport *report);
/** Those that need attention, those of one kind in one lot as one. */
guint lw_safety_count (const LwSafetyReport *report);

/** A sentence for the head of the page: who wins, and the verdict. (transfer full) */
char *lw_safety_verdict_text (const LwSafetyReport *report, guint lot);
LwTone lw_safety_verdict_tone (LwVerdict verdict);
/** The inconsistencies with a mark in @lot. (transfer container) (element-type LwInconsistency) */
GPtrArray *lw_safety_inconsistencies_of_lot (const LwSafetyReport *report, guint lot);
/** Where a mark was given: "marking:L1/B2/1.1", "marking:/B2/1.2" where it is common to all lots. (transfer full) */
char *lw_safety_place_of_given (const LwRationaleFinding *given);
/** The page of one lot as text, for a letter or a note. (transfer full) */
char *lw_safety_page_text (const LwSafetyReport *report, guint lot);

G_END_DECLS
