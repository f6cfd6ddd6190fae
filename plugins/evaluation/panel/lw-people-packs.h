/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Packs that are out, what came back of them, and the conflicts that a person is to decide. */
#pragma once

#include "lw-people-conflict.h"
#include "table/lw-table.h"

G_BEGIN_DECLS

#define LW_TYPE_PEOPLE_PACKS (lw_people_packs_get_type ())
GType lw_people_packs_get_type (void);
G_DECLARE_FINAL_TYPE (LwPeoplePacks, lw_people_packs, LW, PEOPLE_PACKS, GtkBox)

LwPeoplePacks *lw_people_packs_new (LwPeopleData *data);
LwTable *lw_people_packs_get_table (LwPeoplePacks *self);
LwTable *lw_people_packs_get_conflicts (LwPeoplePacks *self);
LwPeopleConflict *lw_people_packs_get_conflict (LwPeoplePacks *self);
/** What the buttons do. */
void lw_people_packs_export (LwPeoplePacks *self, const char *person);
void lw_people_packs_import (LwPeoplePacks *self);
/** To the conflicts, where there are any. */
void lw_people_packs_focus (LwPeoplePacks *self);

G_END_DECLS
