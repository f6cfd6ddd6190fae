/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A step of a derivation in the tree. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LW_TYPE_DERIVATION_ROW (lw_derivation_row_get_type ())
GType lw_derivation_row_get_type (void);
G_DECLARE_FINAL_TYPE (LwDerivationRow, lw_derivation_row, LW, DERIVATION_ROW, GtkWidget)

GtkWidget *lw_derivation_row_new (void);
/** Shows the LwDerivationStep of @row and follows it; NULL: nothing. */
void lw_derivation_row_show (LwDerivationRow *self, GtkTreeListRow *row);

G_END_DECLS
