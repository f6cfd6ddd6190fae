/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Between the verb formula-lab and what prints it. */
#pragma once

#include "lw-evaluation-lab.h"
#include "plugin/lw-verb.h"

G_BEGIN_DECLS

typedef struct
{
  LwVerbRun *run;
  char *currency;
  LwLabTerms terms;
  GPtrArray *bids;  /* of LwLabBid */
  guint first, end; /* methods */
  gint64 from, to;  /* of the curves, minor units */
  guint steps;
} LwLab;

void lw_lab_print_tables (const LwLab *lab);
void lw_lab_print_csv (const LwLab *lab);
void lw_lab_print_json (const LwLab *lab);

G_END_DECLS
