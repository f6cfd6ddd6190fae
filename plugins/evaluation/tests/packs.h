/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A lead, evaluators who work apart, and the packs between them. */
#pragma once

#include "fixture.h"
#include "lw-evaluation-pack.h"

G_BEGIN_DECLS

#define PASSPHRASE "correct horse"

typedef struct
{
  LwStore *lead;
  char *directory; /* of the packs and of the evaluators' files */
  guint n;         /* files made there */
} Apart;

/* The small competition with the rows of @more, its method published, and an approver, boss. */
Apart *apart_new (const char *const *more);
/* @rows as of fixture_store(). */
Apart *apart_new_of (const char *const *rows);
/* Checks that the record holds, too. */
void apart_free (Apart *apart);

/* A name in the directory that is not used yet. (transfer full) */
char *apart_path (Apart *apart, const char *suffix);
/* Sends a pack to @evaluator. (transfer full): its path */
char *apart_send (Apart *apart, const char *evaluator);
/* The evaluator's file. */
LwStore *apart_open (Apart *apart, const char *pack);
/* Sends and opens. */
LwStore *apart_mine (Apart *apart, const char *evaluator);
/* What comes back of @mine. (transfer full): its path */
char *apart_back (Apart *apart, LwStore *mine);
/* Checks the record of @mine, and closes it. */
void apart_close (LwStore *mine);
/* Merges @packs (NULL-terminated) into @store. */
GPtrArray *apart_merge_into (LwStore *store, const char *const *packs, GError **error);
/* Merges @pack, which is not refused. */
void apart_merge (Apart *apart, const char *pack);
/* The return of @mine, merged. */
void apart_merge_mine (Apart *apart, LwStore *mine);

/* "L1/B2/1.1 changed 2 5, …": the place, why, ours, theirs. (transfer full) */
char *apart_conflicts (LwStore *store);
/* The mark of a place, "4: Its rationale" or "-". (transfer full) */
char *apart_mark (LwStore *store, const char *place, const char *person);
void assert_mark (LwStore *store, const char *place, const char *person, const char *expected);
void assert_conflicts (LwStore *store, const char *expected);
/* The file as its canonical XML. (transfer full) */
char *apart_contents (LwStore *store);
/* One number that SQL gives. */
gint64 apart_count (LwStore *store, const char *sql);
/* What is sealed in @path. */
char *apart_plain (const char *path);
/* Seals @plain into a new file. (transfer full): its path */
char *apart_seal (Apart *apart, const char *plain);

G_END_DECLS
