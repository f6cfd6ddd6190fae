/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The inside of a table, for lw-table.c and lw-table-columns.c. */
#pragma once

#include "table/lw-table-private.h"

G_BEGIN_DECLS

struct _LwTable
{
  GtkWidget parent_instance;

  LwRows *rows;
  GArray *columns; /* of LwTableColumn */
  GtkScrolledWindow *scrolled;
  LwTableView *view;
  GtkMenuButton *columns_button;
  GtkPopover *columns_popover;
  GtkBox *columns_box;
  GtkLabel *empty_label;
  GtkWidget *busy_box;
  GtkLabel *busy_label;
  GtkProgressBar *busy_bar;
  GtkWidget *cancel_button;
  GtkWidget *popover; /* the menu, a child of the view */

  char *name, *empty_text, *filter;
  char *pending_state; /* came before the rows */
  gboolean compact, guard_formulas;
  LwJob *own_job, *watched_job;
  guint busy_source;

  LwTableValidate validate;
  LwTableCommit commit;
  gpointer edit_data;
  GDestroyNotify edit_destroy;
};

/** Columns as the rows have them. */
void lw_table_make_columns (LwTable *self);
/** Index of the column named @id, or -1. */
int lw_table_find_column (LwTable *self, const char *id);
/** @id: NULL for the rows' own order. */
void lw_table_sort (LwTable *self, const char *id, gboolean descending);

G_END_DECLS
