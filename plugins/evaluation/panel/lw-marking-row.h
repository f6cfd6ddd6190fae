/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A row of the list of what to mark, or the heading of a section: state, place, and the mark or how many there are. */
#pragma once

#include <gtk/gtk.h>

#include "lw-marking-list.h"

G_BEGIN_DECLS

#define LW_TYPE_MARKING_ROW (lw_marking_row_get_type ())
G_DECLARE_FINAL_TYPE (LwMarkingRow, lw_marking_row, LW, MARKING_ROW, GtkBox)

GtkWidget *lw_marking_row_new (void);
/** Shows @item of @list; the row must be in its list view, which is what is given a name. */
void lw_marking_row_show (LwMarkingRow *row, LwMarkingWork *work, LwMarkingList *list, LwMarkingItem *item, gboolean by_bid);

G_END_DECLS
