/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Who marks what, as a grid: a person is chosen and cells, or the person is dragged there, or a rule says it. */
#pragma once

#include "lw-people-data.h"
#include "lw-people-grid.h"

G_BEGIN_DECLS

#define LW_TYPE_PEOPLE_ASSIGN (lw_people_assign_get_type ())
GType lw_people_assign_get_type (void);
G_DECLARE_FINAL_TYPE (LwPeopleAssign, lw_people_assign, LW, PEOPLE_ASSIGN, GtkBox)

LwPeopleAssign *lw_people_assign_new (LwPeopleData *data);
/** Chooses the person, as a click in the list does. */
gboolean lw_people_assign_choose (LwPeopleAssign *self, const char *person);
/** The person chosen, or NULL. */
const char *lw_people_assign_get_person (LwPeopleAssign *self);
LwPeopleGrid *lw_people_assign_get_grid (LwPeopleAssign *self);
/** What the buttons do. */
void lw_people_assign_selected (LwPeopleAssign *self);
void lw_people_assign_take_back (LwPeopleAssign *self);
void lw_people_assign_by_rule (LwPeopleAssign *self);
void lw_people_assign_next_gap (LwPeopleAssign *self);
/** Puts the focus where work begins. */
void lw_people_assign_focus (LwPeopleAssign *self);

G_END_DECLS
