/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The edits of the panel People: each is one command of the document, whose failure the window tells. */
#pragma once

#include "lw-people-data.h"

G_BEGIN_DECLS

/** An assignment of @person; "" is all. */
LwPeopleRule *lw_people_rule_new (const char *person, const char *criterion, const char *lot, const char *bidder);

/** Adds @rules (element-type LwPeopleRule) as one command; those that are there already are passed over. FALSE where none
 * is left. */
gboolean lw_people_assign (LwPeopleData *data, const GPtrArray *rules);
/** Takes back those of @rules that are there. FALSE where none is. */
gboolean lw_people_take_back (LwPeopleData *data, const GPtrArray *rules);
/** The same as @rule in @rules (element-type LwPeopleRule), or NULL. */
const LwPeopleRule *lw_people_find_rule (const GPtrArray *rules, const LwPeopleRule *rule);

/** @keys: (element-type utf8) "PERSON/ORGANISATION", as one command. @stand: "none", "conflict"; NULL asks again. @note:
 * (nullable). */
void lw_people_declare (LwPeopleData *data, const GPtrArray *keys, const char *stand, const char *note);

/** "lead", "evaluator", …; ends with NULL. */
extern const char *const lw_people_roles[];
/** Translated. */
const char *lw_people_role_title (const char *role);
void lw_people_add (LwDocument *document, const char *id, const char *name, const char *const *roles);
void lw_people_rename (LwDocument *document, const char *id, const char *name);
void lw_people_set_role (LwDocument *document, const char *id, const char *role, gboolean has);
/** With assignments and declarations; refused for somebody who has given a mark. */
void lw_people_remove (LwPeopleData *data, const char *id);

G_END_DECLS
