/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The verbs as a person types them, over the small competition of the fixture: what they print, and what they refuse. */
#pragma once

#include "fixture.h"
#include "plugin/lw-verb.h"

G_BEGIN_DECLS

typedef struct
{
  LwStore *store;
  GString *text;
  JsonNode *json;
} Front;

/* The small competition with the rows of @more. */
Front *front_new (const char *const *more);
/* Checks that the record holds, too. */
void front_free (Front *front);

/* @line: the verb and its arguments, separated by single spaces; "_" stands for a space inside one. */
int run_line (Front *front, const char *line, GError **error);
void assert_run (Front *front, const char *line);
void assert_prints (Front *front, const char *line, const char *expected);
void assert_json (Front *front, const char *line, const char *expected);
/* It fails, and its message has @part. */
void assert_refused (Front *front, const char *line, const char *part);

G_END_DECLS
