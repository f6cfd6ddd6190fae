/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * One field of a row to be typed or chosen, made from the entity's description: a label, the entry, and under it what
 * is wrong with what was typed.
 */
#pragma once

#include <adwaita.h>

#include "document/lw-document.h"
#include "model/lw-entity.h"

G_BEGIN_DECLS

#define LW_TYPE_BIDS_FIELD (lw_bids_field_get_type ())
LW_EXPORT GType lw_bids_field_get_type (void);
G_DECLARE_FINAL_TYPE (LwBidsField, lw_bids_field, LW, BIDS_FIELD, GtkBox)

LW_EXPORT LwBidsField *lw_bids_field_new (LwDocument *document, const LwEntity *entity, const LwField *field);
LW_EXPORT const LwField *lw_bids_field_get_field (LwBidsField *self);

/** Shows what the file has, unless the person is typing here; @stored NULL: absent. */
LW_EXPORT void lw_bids_field_set_stored (LwBidsField *self, const char *stored);
/** What the person typed or chose; also for tests. (transfer full) */
LW_EXPORT char *lw_bids_field_get_typed (LwBidsField *self);
LW_EXPORT void lw_bids_field_set_typed (LwBidsField *self, const char *typed);
/** As lw_model_set() takes it, or NULL where it cannot be: the field then says why. (transfer full) */
LW_EXPORT char *lw_bids_field_get_value (LwBidsField *self);
/** What is wrong, as shown, or NULL. */
LW_EXPORT const char *lw_bids_field_get_error (LwBidsField *self);
/** Shows @message under the field; NULL: nothing is wrong. */
LW_EXPORT void lw_bids_field_set_error (LwBidsField *self, const char *message);
/** Puts the focus into the entry. */
LW_EXPORT void lw_bids_field_focus (LwBidsField *self);
/** What Enter does, and leaving the field: emits "commit" where the value differs from the file's and is good. */
LW_EXPORT void lw_bids_field_commit (LwBidsField *self);

/*
 * Signals: "changed" (): typed or chosen anew; "commit" (const char *value): to be written; "enter" (): Enter was
 * pressed in the entry.
 */

G_END_DECLS
