/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Between the verbs about people: how a person is printed. */
#pragma once

#include "lw-evaluation-people.h"
#include "lw-evaluation-verbs.h"

G_BEGIN_DECLS

/* What is asked for, and what it is printed with. */
typedef struct
{
  LwVerbRun *run;
  LwStore *store;
  gboolean has_load; /* pages and minutes are given */
  LwRational pages, minutes;
} LwPeopleRequest;

static inline void
lw_people_request_clear (LwPeopleRequest *request)
{
  lw_rational_clear (&request->pages);
  lw_rational_clear (&request->minutes);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LwPeopleRequest, lw_people_request_clear)

#define LW_PEOPLE_REQUEST_INIT(verb_run) { .run = (verb_run), .pages = lw_rational_zero (), .minutes = lw_rational_zero () }

/* "lead, moderator". (transfer full) */
char *lw_people_join (const GPtrArray *texts);

/* The file as it is now. (transfer full) */
LwEvaluationPeople *lw_people_load (const LwPeopleRequest *request, const char *person, GError **error);
/* Ends an answer about one person: as the last members of the object that @builder has open, and as a table in CSV. */
void lw_people_report (const LwPeopleRequest *request, JsonBuilder *builder, const LwEvaluationPeople *people, const LwEvaluationPerson *person);

G_END_DECLS
