/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the panel People shows, read once for all its pages: who marks what, what is declared, packs, conflicts. */
#pragma once

#include "document/lw-document.h"
#include "lw-evaluation-pack.h"
#include "lw-evaluation-people.h"

G_BEGIN_DECLS

/* A lot, bidder, organisation or criterion. */
typedef struct
{
  char *id;
  char *name;
  char *parent; /* of a criterion, or NULL */
  guint depth;  /* of a criterion */
  gboolean group; /* a criterion with others below it */
} LwPeopleNamed;

/* An assignment; "" is all. */
typedef struct
{
  char *person, *criterion, *lot, *bidder;
} LwPeopleRule;
void lw_people_rule_free (LwPeopleRule *rule);

/* What a person said of an organisation. */
typedef struct
{
  gboolean conflict;
  char *note; /* or NULL */
} LwPeopleSaid;

#define LW_TYPE_PEOPLE_DATA (lw_people_data_get_type ())
GType lw_people_data_get_type (void);
/**
 * LwPeopleData:
 *
 * Follows the file while somebody holds it awake. Signal "updated" (): all of it is read anew.
 */
G_DECLARE_FINAL_TYPE (LwPeopleData, lw_people_data, LW, PEOPLE_DATA, GObject)

/** One for all panels of @document; not read before lw_people_data_wake(). (transfer none) */
LwPeopleData *lw_people_data_of (LwDocument *document);
/** Read now, where it is not current; again after each change until sleep. */
void lw_people_data_wake (LwPeopleData *self);
void lw_people_data_sleep (LwPeopleData *self);

LwDocument *lw_people_data_get_document (LwPeopleData *self);
/* All (transfer none); NULL or empty before they are read. */
const LwEvaluationPeople *lw_people_data_get (LwPeopleData *self);
GPtrArray *lw_people_data_get_criteria (LwPeopleData *self);      /* of LwPeopleNamed: groups and what is marked, in the order of the tree */
GPtrArray *lw_people_data_get_lots (LwPeopleData *self);          /* of LwPeopleNamed */
GPtrArray *lw_people_data_get_bidders (LwPeopleData *self);       /* of LwPeopleNamed: those with a bid */
GPtrArray *lw_people_data_get_organisations (LwPeopleData *self); /* of LwPeopleNamed: members of those */
GPtrArray *lw_people_data_get_rules (LwPeopleData *self);         /* of LwPeopleRule */
GPtrArray *lw_people_data_get_packs (LwPeopleData *self);         /* of LwPackInfo */
GPtrArray *lw_people_data_get_conflicts (LwPeopleData *self);     /* of LwConflict: none where others' marks may not be seen */
/** NULL: nothing said. */
const LwPeopleSaid *lw_people_data_get_said (LwPeopleData *self, const char *person, const char *organisation);
/** Whether @person is to declare on @organisation and has not. */
gboolean lw_people_data_is_missing (LwPeopleData *self, const char *person, const char *organisation);
/** "B1 Alpha" or the id where there is no name. (transfer full) */
char *lw_people_data_title (GPtrArray *named, const char *id);
/** Whether @criterion is @group or below it; "" is above all. */
gboolean lw_people_data_is_below (LwPeopleData *self, const char *criterion, const char *group);
/** "criterion 1.1, lot L1, all bidders". (transfer full) */
char *lw_people_rule_text (const char *criterion, const char *lot, const char *bidder);

/** What waits for the lead: declarations still to be made, and conflicts of packs to decide; cheap after the first time. */
guint lw_people_data_count_waiting (LwPeopleData *self);

G_END_DECLS
