/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A file of the preview (lw-attach-dialog.c), and the row that shows it. */
#pragma once

#include <gtk/gtk.h>

#include "lw-evaluation-answers.h"

G_BEGIN_DECLS

#define LW_TYPE_ATTACH_ITEM (lw_attach_item_get_type ())
G_DECLARE_FINAL_TYPE (LwAttachItem, lw_attach_item, LW, ATTACH_ITEM, GObject)

/** @attachment must outlive what is done with the item. */
LwAttachItem *lw_attach_item_new (LwAttachment *attachment);
/** The attachment may be other. */
void lw_attach_item_update (LwAttachItem *item);

/** A row; @names must outlive it. */
GtkWidget *lw_attach_row_new (const LwAttachNames *names);
void lw_attach_row_bind (GtkWidget *row, LwAttachItem *item /* nullable */);

/* Signals of the item: "updated"; "chosen": a person has chosen another place for it. */

G_END_DECLS
