/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Edits as a person names them: "Change the weight of 1.1". What a value was and became is not said: the record has it
 * beside the name.
 */
#pragma once

#include "model/lw-entity.h"

G_BEGIN_DECLS

/** "bid", "member of a bidder": for people. (transfer none), the noun itself, "tie rule", where no words are known. */
LW_EXPORT const char *lw_model_noun_title (const char *noun);

/** "Add lot L12", "Remove agreed mark L12/B07/2.1". (transfer full) */
char *lw_model_name_add (const LwEntity *entity, const char *key);
char *lw_model_name_remove (const LwEntity *entity, const char *key);
/** "Change the price of L12/B07"; @given has what is set, by field; "Change bid L12/B07" where that is more than two.
 * (transfer full) */
char *lw_model_name_set (const LwEntity *entity, const char *key, const char *const *given);

G_END_DECLS
