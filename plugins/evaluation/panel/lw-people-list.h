/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The people of the competition: roles, progress, hours of work; and the one who is chosen, to be changed. */
#pragma once

#include "lw-people-data.h"
#include "panel/lw-panel.h"
#include "table/lw-table.h"

G_BEGIN_DECLS

#define LW_TYPE_PEOPLE_LIST (lw_people_list_get_type ())
GType lw_people_list_get_type (void);
G_DECLARE_FINAL_TYPE (LwPeopleList, lw_people_list, LW, PEOPLE_LIST, GtkBox)

LwPeopleList *lw_people_list_new (LwPeopleData *data);
LwTable *lw_people_list_get_table (LwPeopleList *self);
gboolean lw_people_list_choose (LwPeopleList *self, const char *person);
/** The person chosen, or NULL. (transfer full) */
char *lw_people_list_get_person (LwPeopleList *self);
/** Opens the form for a new person. */
void lw_people_list_open_add (LwPeopleList *self);
void lw_people_list_focus (LwPeopleList *self);

G_END_DECLS
