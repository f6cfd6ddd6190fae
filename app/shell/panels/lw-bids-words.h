/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Words and figures of the file's rows as people read and type them; shared by Bids and Record. */
#pragma once

#include "document/lw-document.h"
#include "model/lw-entity.h"

G_BEGIN_DECLS

/** "Price" for the field "price"; a field that nobody gave words is named as in files. (transfer full) */
LW_EXPORT char *lw_bids_field_title (const char *field);
/** "social enterprise" for the choice "social-enterprise"; (transfer none), the choice itself where no words are known. */
LW_EXPORT const char *lw_bids_choice_title (const char *choice);

/** The entity of @noun, or of @table; NULL where the active plugins know none. */
LW_EXPORT const LwEntity *lw_bids_find_entity (LwDocument *document, const char *noun);
LW_EXPORT const LwEntity *lw_bids_find_table (LwDocument *document, const char *table);
/** Index of the field, or -1. */
LW_EXPORT int lw_bids_find_field (const LwEntity *entity, const char *name);

/** Whether the field is kept in basis points and typed in per cent. */
LW_EXPORT gboolean lw_bids_is_share (const LwEntity *entity, const LwField *field);

/** A stored value for people: "£8,400,000.00", "12.5 %", "illustrative"; NULL for NULL. (transfer full) */
LW_EXPORT char *lw_bids_format (LwDocument *document, const LwEntity *entity, const LwField *field, const char *stored);
/** A stored value as it is typed: "8400000.00", "12.5"; "" for NULL. (transfer full) */
LW_EXPORT char *lw_bids_to_typed (LwDocument *document, const LwEntity *entity, const LwField *field, const char *stored);
/**
 * lw_bids_from_typed:
 *
 * Checks what was typed into a field.
 *
 * Returns: (transfer full) (nullable): the value as lw_model_set() takes it, "" for absent; NULL with LW_ERROR_INVALID
 * that says what was expected and found
 */
LW_EXPORT char *lw_bids_from_typed (LwDocument *document, const LwEntity *entity, const LwField *field, const char *typed, GError **error);

/** Whether the person may see the amounts of bids. */
LW_EXPORT gboolean lw_bids_may_see_prices (LwDocument *document);
/** @sql as it is for who sees prices; else with NULL in place of "b.price". (transfer full) */
LW_EXPORT char *lw_bids_sql (LwDocument *document, const char *sql);

/** "£8.4m", "£950", "£1.2bn": three figures at the most before a unit, one place after it, a half rounded away from
 * zero; exact integers throughout. (transfer full) */
LW_EXPORT char *lw_bids_short_money (gint64 minor, const char *currency);

G_END_DECLS
