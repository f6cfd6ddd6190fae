/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Assigning by rule: who, which criteria, lots and bidders; it shows before what it would do. */
#pragma once

#include "lw-people-edits.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* @rules: (element-type LwPeopleRule) (transfer none) */
typedef void (*LwPeopleRulesChosen) (GPtrArray *rules, gpointer data);

#define LW_TYPE_PEOPLE_RULE (lw_people_rule_get_type ())
GType lw_people_rule_get_type (void);
G_DECLARE_FINAL_TYPE (LwPeopleRuleDialog, lw_people_rule, LW, PEOPLE_RULE, AdwWindow)

/** Asks in a window of its own, which goes with @from; @chosen is called at most once.
 * @person: (nullable): chosen at first. */
void lw_people_rule_present (GtkWidget *from, LwPeopleData *data, const char *person, LwPeopleRulesChosen chosen, gpointer user_data);

G_END_DECLS
