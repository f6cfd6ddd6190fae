/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A mark that came back and was not taken over, beside the one that is here: a person decides. */
#pragma once

#include "lw-people-data.h"
#include "panel/lw-panel.h"

G_BEGIN_DECLS

#define LW_TYPE_PEOPLE_CONFLICT (lw_people_conflict_get_type ())
GType lw_people_conflict_get_type (void);
/**
 * LwPeopleConflict:
 *
 * 1 keeps the mark that is here, 2 takes over the one that came back, wherever the focus is but in a text; both need a reason.
 */
G_DECLARE_FINAL_TYPE (LwPeopleConflict, lw_people_conflict, LW, PEOPLE_CONFLICT, GtkBox)

LwPeopleConflict *lw_people_conflict_new (LwPeopleData *data);
/** @conflict: (nullable): none. */
void lw_people_conflict_show (LwPeopleConflict *self, const LwConflict *conflict);
/** Decides; where no reason is given, asks for it and does nothing. */
void lw_people_conflict_decide (LwPeopleConflict *self, gboolean theirs);
GtkEditable *lw_people_conflict_get_reason (LwPeopleConflict *self);

G_END_DECLS
