/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the table of criteria (lw-criteria-view.c) and its columns (lw-criteria-columns.c) share. */
#pragma once

#include "lw-criteria-view.h"

G_BEGIN_DECLS

struct _LwCriteriaView
{
  AdwBin parent_instance;
  LwCriteriaTree *tree;
  GtkColumnView *table;
  GtkSingleSelection *selection; /* over GtkTreeListRow */
  GtkWidget *top_image, *top_sum;
  GPtrArray *extra;   /* of GtkColumnViewColumn: hidden where it is narrow */
  GHashTable *fields; /* LwCriteriaNode -> LwCriteriaField of the row in view */
  char *selected;     /* id */
  guint place;        /* where it was */
  char *why;          /* nothing may be edited, or NULL */
  gboolean narrow;
  gboolean syncing;
};

/* For lw_criteria_view_init(), once. */
void lw_criteria_view_add_columns (LwCriteriaView *view);
/* The row's widget, which has the focus while the arrows go through the table. */
GtkWidget *lw_criteria_row_of (GtkWidget *cell);
/* A label of a cell; @class may be NULL. */
GtkWidget *lw_criteria_label_new (float xalign, const char *class);
/* Shows the sum of the weights in @node, and whether it is right. */
void lw_criteria_show_sum (GtkWidget *image, GtkWidget *label, LwCriteriaNode *node);

G_END_DECLS
