/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Who has declared what, person by organisation: read at a glance, recorded by one key each. */
#pragma once

#include "lw-people-data.h"
#include "lw-people-grid.h"

G_BEGIN_DECLS

#define LW_TYPE_PEOPLE_DECLARE (lw_people_declare_get_type ())
GType lw_people_declare_get_type (void);
G_DECLARE_FINAL_TYPE (LwPeopleDeclare, lw_people_declare, LW, PEOPLE_DECLARE, GtkBox)

/** @only: (nullable): of this person alone. */
LwPeopleDeclare *lw_people_declare_new (LwPeopleData *data, const char *only);
LwPeopleGrid *lw_people_declare_get_grid (LwPeopleDeclare *self);
/** Records of all chosen cells: "none", "conflict"; NULL asks again. Then goes on to the next that is missing. */
void lw_people_declare_record (LwPeopleDeclare *self, const char *stand);
/** The next that is missing. */
void lw_people_declare_next (LwPeopleDeclare *self);
/** Chooses the first that is missing of @person; NULL: of anybody. */
void lw_people_declare_show (LwPeopleDeclare *self, const char *person);
void lw_people_declare_focus (LwPeopleDeclare *self);

G_END_DECLS
