/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the lab shows of its bids: curves, and tables of what each formula makes of them. */
#pragma once

#include <gtk/gtk.h>

#include "chart/lw-chart.h"
#include "lw-evaluation-lab.h"

G_BEGIN_DECLS

typedef struct
{
  LwLabTerms *terms;
  GPtrArray *bids;      /* of LwLabBid, one at least */
  const char *currency;
  gint64 from, to;      /* of the curves, minor units */
  GHashTable *used;     /* ids of the formulas and the basis of the method, as a set */
} LwCriteriaTrial;

/* Fills a chart of lines: @method of lw_lab_method(), -1: all price formulas. */
void lw_criteria_lab_draw (LwChart *chart, const LwCriteriaTrial *trial, int method);
/* Of each method: relative or absolute, whether quality can change the first, which orders turn round. (transfer floating) */
GtkWidget *lw_criteria_lab_summary (const LwCriteriaTrial *trial);
/* Total or figure and rank of each bid by each method. Its cells are named "trial-<method>-<bid>". (transfer floating) */
GtkWidget *lw_criteria_lab_table (const LwCriteriaTrial *trial);
/* The order of bids where the cheapest costs nothing, with an outlier, and without each. (transfer floating) */
GtkWidget *lw_criteria_lab_orders (const LwCriteriaTrial *trial);
/* How many marks each needs to be level with the cheapest. (transfer floating) */
GtkWidget *lw_criteria_lab_leads (const LwCriteriaTrial *trial);
/* @table under a title and, unless NULL, what it is about. (transfer floating) */
GtkWidget *lw_criteria_lab_section (const char *title, const char *about, GtkWidget *table);
/* What is to be said of the formulas and the basis of the method, in sentences. (transfer full) (element-type utf8) */
GPtrArray *lw_criteria_lab_words (const LwCriteriaTrial *trial);

G_END_DECLS
