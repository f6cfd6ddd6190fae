/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The verbs mark and agree: what is changed, and what is said of it. */
#pragma once

#include "lw-evaluation-sight.h"
#include "lw-evaluation-trust.h"
#include "lw-evaluation-verbs.h"

G_BEGIN_DECLS

typedef struct
{
  LwVerbRun *run;
  LwStore *store;
  LwEvaluationMarks *marks;
  LwEvaluationTrust *trust;
  const char *person; /* NULL: the agreed mark */
  const char *mark;   /* NULL: take back */
  int lot;            /* -1: common to all lots */
  guint bidder;
  const LwEvaluationCriterion *criterion;
  gboolean there;      /* a mark is there already */
  char *old_mark;      /* what it is */
  char *old_rationale; /* or NULL */
  gboolean clears;     /* its rationale goes with it */
  gint64 seq;          /* of the last command before this one */
  LwSight sight;       /* of who works */
} LwMarkChange;

/* The mark that counts, or why none does. */
typedef struct
{
  LwCell cell;
  GStrv given; /* the individual marks, by person */
} LwMarkEffective;

/* The rankings of the lots that the change touches, as they are now: of LwLotRanking. (transfer full) */
GPtrArray *lw_mark_change_rank (const LwMarkChange *change);
/* The mark that counts now, into @effective, which is empty. */
gboolean lw_mark_change_load_effective (const LwMarkChange *change, LwConnection *connection, LwMarkEffective *effective,
                                       GError **error);
/* What became of the mark and of the ranks. */
void lw_mark_change_report (const LwMarkChange *change, gboolean recorded, const LwMarkEffective *was, const LwMarkEffective *is,
                            GPtrArray *before, GPtrArray *after);
/* What there is to say to somebody who sees neither the marks of others nor a rank. */
void lw_mark_change_report_own (const LwMarkChange *change, gboolean recorded);

G_END_DECLS
