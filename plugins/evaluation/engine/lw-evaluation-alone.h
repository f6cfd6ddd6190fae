/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What an evaluator keeps beside a mark: a private note, and a query to the lead. Where in the bid a mark comes from is in
 * the mark itself (document, page, quote). docs/methods.md, "Marking alone".
 */
#pragma once

#include "lw-evaluation-publish.h"
#include "model/lw-entity.h"

G_BEGIN_DECLS

/** What an evaluator asked the lead about one mark. */
typedef struct
{
  char *lot; /* "": common to all lots */
  char *bidder;
  char *criterion;
  char *person; /* who asks */
  char *text;
  char *reply;  /* NULL: open */
} LwEvaluationQuery;
LW_EXPORT void lw_evaluation_query_free (LwEvaluationQuery *query);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwEvaluationQuery, lw_evaluation_query_free)

/** Queries by place, of @person (nullable: of all), the open ones alone with @open. (transfer full)
 * (element-type LwEvaluationQuery) */
LW_EXPORT GPtrArray *lw_evaluation_queries (LwConnection *connection, const char *person, gboolean open, GError **error);

/** The note and the query of @place->evaluator, each NULL where there is none. (transfer full) */
LW_EXPORT gboolean lw_evaluation_get_note (LwConnection *connection, const LwMarkPlace *place, char **note, GError **error);
LW_EXPORT gboolean lw_evaluation_get_query (LwConnection *connection, const LwMarkPlace *place, LwEvaluationQuery **query, GError **error);

/** Sets the note of @place->evaluator, who is the only one to do it; @text empty or NULL takes it away. */
LW_EXPORT LwCommand *lw_evaluation_set_note (const LwMarkPlace *place, const char *text, const char *person);
/** Asks, asks again in other words (which opens it again), or with @text empty or NULL takes the query back. */
LW_EXPORT LwCommand *lw_evaluation_ask (const LwMarkPlace *place, const char *text, const char *person, const char *reason);
/** Answers the query of @place->evaluator; @reply empty or NULL opens it again. Where assignments are in use it takes the
 * role lead or moderator. LW_ERROR_NOT_FOUND where nothing was asked. */
LW_EXPORT LwCommand *lw_evaluation_reply (const LwMarkPlace *place, const char *reply, const char *person, const char *reason);

/* ---- for the plugin itself ---- */

/* Whether a row of @criterion can be at @lot and @bidder: it is one that is marked, and there is a bid. */
gboolean lw_evaluation_check_place (LwRowContext *context, const char *lot, const char *bidder, const char *criterion, GError **error);

/* Findings: queries that nobody has answered. */
gboolean lw_evaluation_check_queries (LwConnection *connection, LwFindings *findings, GError **error);

extern const LwEntity lw_evaluation_note, lw_evaluation_query;

G_END_DECLS
