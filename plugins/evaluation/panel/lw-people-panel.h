/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* People: who works on it, who marks what, who declared what, and working apart by packs. Places: "people/E1",
 * "assign/E1", "declare/E1", "packs". */
#pragma once

#include "lw-evaluation-panels.h"
#include "lw-people-assign.h"
#include "lw-people-declare.h"
#include "lw-people-list.h"
#include "lw-people-packs.h"

G_BEGIN_DECLS

#define LW_TYPE_PEOPLE_PANEL (lw_people_panel_get_type ())
GType lw_people_panel_get_type (void);
G_DECLARE_FINAL_TYPE (LwPeoplePanel, lw_people_panel, LW, PEOPLE_PANEL, LwPanel)

/* For tests. (transfer none) */
LwPeopleList *lw_people_panel_get_list (LwPeoplePanel *self);
LwPeopleAssign *lw_people_panel_get_assign (LwPeoplePanel *self);
LwPeopleDeclare *lw_people_panel_get_declare (LwPeoplePanel *self);
LwPeoplePacks *lw_people_panel_get_packs (LwPeoplePanel *self);

G_END_DECLS
