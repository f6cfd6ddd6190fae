/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Writes what a bid answers to a question into the file, for a team whose bids come on paper or in another system. */
#pragma once

#include <gtk/gtk.h>

#include "document/lw-document.h"

G_BEGIN_DECLS

/** @lot is "" where the question is common to all lots. */
void lw_answer_dialog_present (GtkWidget *from, LwDocument *document, const char *lot, const char *bidder, const char *criterion);

G_END_DECLS
