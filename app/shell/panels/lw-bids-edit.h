/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The edits of the Bids panel: commands of the model, and the removal of a bid with all that was marked on it. */
#pragma once

#include <gtk/gtk.h>

#include "document/lw-document.h"

G_BEGIN_DECLS

/** Sets one field of a row; @value as lw_model_set() takes it. FALSE with @error where it is refused at once. */
LW_EXPORT gboolean lw_bids_set (LwDocument *document, const char *noun, const char *key, const char *field, const char *value, GError **error);

/** How many rows (marks, agreed marks) would go with the bid. */
LW_EXPORT gint64 lw_bids_count_marks (LwDocument *document, const char *lot, const char *bidder);

/** A command that removes the bid and the marks on it; with a bidder's last bid go the marks common to all lots too. */
LW_EXPORT LwCommand *lw_bids_remove_command (LwDocument *document, const char *lot, const char *bidder);

/** Removes a row; asks first, in the window of @from, where a bid takes marks with it. */
LW_EXPORT void lw_bids_remove (GtkWidget *from, LwDocument *document, const char *noun, const char *key);

G_END_DECLS
