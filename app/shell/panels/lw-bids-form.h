/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The fields of one row, made from its entity's description: of a row that is there, each field written when it is left
 * and good; or of a new row, written as a whole by its button.
 */
#pragma once

#include "panels/lw-bids-field.h"

G_BEGIN_DECLS

#define LW_TYPE_BIDS_FORM (lw_bids_form_get_type ())
LW_EXPORT GType lw_bids_form_get_type (void);
G_DECLARE_FINAL_TYPE (LwBidsForm, lw_bids_form, LW, BIDS_FORM, GtkBox)

/** Fields of the row of @noun with @key that are not part of it. */
LW_EXPORT LwBidsForm *lw_bids_form_new_edit (LwDocument *document, const char *noun, const char *key);
/** Fields that a new row of @noun needs, less those of @preset ("lot=L12"), which are given already. Where it must name
 * a row of a kind that there is none of yet, it says so and leads there instead. */
LW_EXPORT LwBidsForm *lw_bids_form_new_add (LwDocument *document, const char *noun, const char *const *preset);

/** Reads the row anew. FALSE where it is no longer there. */
LW_EXPORT gboolean lw_bids_form_reload (LwBidsForm *self);
/** The field named @field, or NULL. */
LW_EXPORT LwBidsField *lw_bids_form_get_field (LwBidsForm *self, const char *field);
/** Adds the row, as the button does, where every field is good. */
LW_EXPORT void lw_bids_form_submit (LwBidsForm *self);
/** Puts the focus into the first field. */
LW_EXPORT void lw_bids_form_focus (LwBidsForm *self);

/*
 * Signal "added" (const char *key): the new row is in the file.
 */

/** A button with a plus that opens a form for a new row below it; @preset as above. Its data "form" is the form, made
 * anew each time. */
LW_EXPORT GtkWidget *lw_bids_add_button_new (LwDocument *document, const char *label, const char *noun, const char *const *preset,
                                   void (*added) (gpointer data, const char *noun, const char *key), gpointer data);

G_END_DECLS
