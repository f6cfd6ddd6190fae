/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The table of dummy bids of the lab: what they are called, how good they are, what they cost, and whether each takes part. */
#pragma once

#include <gtk/gtk.h>

#include "document/lw-document.h"
#include "lw-criteria-field.h"

G_BEGIN_DECLS

/* More would not fit side by side, and tell no more. */
#define LW_CRITERIA_LAB_MOST_BIDS 12

#define LW_TYPE_CRITERIA_LAB_ROWS (lw_criteria_lab_rows_get_type ())
G_DECLARE_FINAL_TYPE (LwCriteriaLabRows, lw_criteria_lab_rows, LW, CRITERIA_LAB_ROWS, GtkBox)

GtkWidget *lw_criteria_lab_rows_new (void);
void lw_criteria_lab_rows_set_document (LwCriteriaLabRows *page, LwDocument *document);
guint lw_criteria_lab_rows_n (LwCriteriaLabRows *page);
/* Shows @bids (of LwLabBid), as many as there may be. */
void lw_criteria_lab_rows_fill (LwCriteriaLabRows *page, GPtrArray *bids);
/* Marks what cannot be read; FALSE where there is such. */
gboolean lw_criteria_lab_rows_check (LwCriteriaLabRows *page);
/* Those that take part, or all. (transfer full) (element-type LwLabBid) */
GPtrArray *lw_criteria_lab_rows_read (LwCriteriaLabRows *page, gboolean all);
/* A button beside "Add bid". */
void lw_criteria_lab_rows_add_button (LwCriteriaLabRows *page, GtkWidget *button);

/* What is wrong with an amount, or NULL. (transfer full) */
char *lw_criteria_lab_check_money (LwDocument *document, const char *text, gboolean required);

/* Signal "changed" (page): something was typed, ticked, added or removed. */

G_END_DECLS
