/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The verbs note, query, reply and queries. What --json prints is a contract: docs/methods.md. */
#include "config.h"

#include "lw-evaluation-alone.h"
#include "lw-evaluation-sight.h"
#include "lw-evaluation-verbs.h"

#include "base/lw-error.h"

#include <string.h>

#include "base/lw-i18n.h"

/* LOT BIDDER CRITERION of the arguments, as @evaluator has it. */
static LwMarkPlace
place_of_arguments (LwVerbRun *run, const char *evaluator)
{
  const char *lot = lw_verb_arg (run, 1);

  return (LwMarkPlace) { strcmp (lot, "-") == 0 ? "" : lot, lw_verb_arg (run, 2), lw_verb_arg (run, 3), evaluator };
}

static void
build_place (JsonBuilder *builder, const LwMarkPlace *place)
{
  lw_evaluation_json_string (builder, "lot", place->lot[0] != '\0' ? place->lot : NULL);
  lw_evaluation_json_string (builder, "bidder", place->bidder);
  lw_evaluation_json_string (builder, "criterion", place->criterion);
  lw_evaluation_json_string (builder, "person", place->evaluator);
}

/* TEXT, or --remove. */
static gboolean
read_text (LwVerbRun *run, const char **text, GError **error)
{
  const gboolean removes = lw_verb_option (run, "remove") != NULL;

  *text = lw_verb_arg (run, 4);
  if (removes == (*text == NULL))
    return TRUE;
  g_set_error_literal (error, LW_ERROR, LW_ERROR_INVALID,
                       removes ? _("expected a text or --remove, found both") : _("expected a text, or --remove; found neither"));
  return FALSE;
}

static void
report (LwVerbRun *run, const LwMarkPlace *place, const char *member, const char *text)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  build_place (builder, place);
  lw_evaluation_json_string (builder, member, text);
  json_builder_end_object (builder);
  lw_verb_json (run, json_builder_get_root (builder));
}

/* What note and query have in common: who works, and what is written. */
typedef struct
{
  LwStore *store;
  char *worker;
  LwMarkPlace place;
  const char *text; /* NULL: take it away */
} Request;

static gboolean
read_request (LwVerbRun *run, Request *request, GError **error)
{
  g_autoptr (LwReader) reader = NULL;

  if (!read_text (run, &request->text, error) || (request->store = lw_verb_store (run, LW_STORE_READ_WRITE, error)) == NULL
      || (reader = lw_store_reader (request->store, error)) == NULL)
    return FALSE;
  request->worker = lw_evaluation_worker (lw_reader_connection (reader), lw_verb_person (run), error);
  request->place = place_of_arguments (run, request->worker);
  return request->worker != NULL;
}

int
lw_evaluation_run_note (LwVerbRun *run, GError **error)
{
  Request request = { NULL };
  const gboolean read = read_request (run, &request, error);
  g_autofree char *worker = request.worker;
  g_autoptr (LwCommand) command = NULL;

  if (!read)
    return LW_EXIT_ERROR;
  command = lw_evaluation_set_note (&request.place, request.text, worker);
  if (!lw_store_run (request.store, command, NULL, error))
    return LW_EXIT_ERROR;
  lw_verb_say (run, request.text != NULL ? _("Noted, for %s alone") : _("The note of %s is taken away"), worker);
  report (run, &request.place, "note", request.text);
  return LW_EXIT_FINE;
}

int
lw_evaluation_run_query (LwVerbRun *run, GError **error)
{
  Request request = { NULL };
  const gboolean read = read_request (run, &request, error);
  g_autofree char *worker = request.worker;
  g_autoptr (LwCommand) command = NULL;

  if (!read)
    return LW_EXIT_ERROR;
  command = lw_evaluation_ask (&request.place, request.text, worker, lw_verb_reason (run));
  if (!lw_store_run (request.store, command, NULL, error))
    return LW_EXIT_ERROR;
  lw_verb_say (run, request.text != NULL ? _("Asked about %s on %s; “lotwise queries” shows the answer")
                                         : _("The query about %s on %s is taken back"),
               request.place.bidder, request.place.criterion);
  report (run, &request.place, "query", request.text);
  return LW_EXIT_FINE;
}

/* ---- reply ---- */

/* Who asked at the place: --person, or the only one. (transfer full) */
static char *
find_asker (LwVerbRun *run, LwStore *store, GError **error)
{
  const char *person = lw_verb_option (run, "person");
  const LwMarkPlace place = place_of_arguments (run, NULL);
  g_autoptr (LwReader) reader = lw_store_reader (store, error);
  g_autofree char *askers = NULL;

  if (reader == NULL
      || !lw_connection_get_text (lw_reader_connection (reader), &askers, error,
                                  "SELECT group_concat (person, ', ') FROM (SELECT person FROM evaluation_query"
                                  " WHERE lot = ? AND bidder = ? AND criterion = ? ORDER BY person)",
                                  "sss", place.lot, place.bidder, place.criterion))
    return NULL;
  if (person != NULL)
    return g_strdup (person);
  if (askers != NULL && strchr (askers, ',') == NULL)
    return g_steal_pointer (&askers);
  if (askers == NULL)
    g_set_error (error, LW_ERROR, LW_ERROR_NOT_FOUND, _("expected a query about %s on %s, found none"), place.bidder,
                 place.criterion);
  else
    g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("expected --person with one of those who asked about %s on %s: %s"),
                 place.bidder, place.criterion, askers);
  return NULL;
}

int
lw_evaluation_run_reply (LwVerbRun *run, GError **error)
{
  LwStore *store = lw_verb_store (run, LW_STORE_READ_WRITE, error);
  g_autofree char *asker = store == NULL ? NULL : find_asker (run, store, error);
  g_autoptr (LwCommand) command = NULL;
  LwMarkPlace place;

  if (asker == NULL)
    return LW_EXIT_ERROR;
  place = place_of_arguments (run, asker);
  command = lw_evaluation_reply (&place, lw_verb_arg (run, 4), lw_verb_person (run), lw_verb_reason (run));
  if (!lw_store_run (store, command, NULL, error))
    return LW_EXIT_ERROR;
  lw_verb_say (run, _("Answered the query of %s about %s on %s"), asker, place.bidder, place.criterion);
  report (run, &place, "reply", lw_verb_arg (run, 4));
  return LW_EXIT_FINE;
}

/* ---- queries ---- */

static LwVerbTable *
table_of (GPtrArray *queries, gboolean csv)
{
  LwVerbTable *table = lw_verb_table_new (NULL);

  lw_verb_table_add_column (table, csv ? "lot" : _("Lot"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, csv ? "bidder" : _("Bidder"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, csv ? "criterion" : _("Criterion"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, csv ? "person" : _("Asked by"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, csv ? "query" : _("Query"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, csv ? "reply" : _("Reply"), LW_ALIGN_LEFT);
  for (guint i = 0; i < queries->len; i++)
    {
      const LwEvaluationQuery *query = queries->pdata[i];

      lw_verb_table_add_row (table, query->lot[0] != '\0' || csv ? query->lot : "-", query->bidder, query->criterion,
                             query->person, query->text, query->reply != NULL || csv ? query->reply : _("open"));
    }
  return table;
}

static void
build_queries (JsonBuilder *builder, GPtrArray *queries)
{
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "queries");
  json_builder_begin_array (builder);
  for (guint i = 0; i < queries->len; i++)
    {
      const LwEvaluationQuery *query = queries->pdata[i];
      const LwMarkPlace place = { query->lot, query->bidder, query->criterion, query->person };

      json_builder_begin_object (builder);
      build_place (builder, &place);
      lw_evaluation_json_string (builder, "query", query->text);
      lw_evaluation_json_string (builder, "reply", query->reply);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

int
lw_evaluation_run_queries (LwVerbRun *run, GError **error)
{
  LwStore *store = lw_verb_store (run, LW_STORE_READ_ONLY, error);
  g_autoptr (LwReader) reader = store == NULL ? NULL : lw_store_reader (store, error);
  g_autoptr (GPtrArray) queries = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *worker
      = reader == NULL ? NULL : lw_evaluation_worker (lw_reader_connection (reader), lw_verb_person (run), error);
  LwSight sight;

  if (worker == NULL || !lw_evaluation_sight (lw_reader_connection (reader), worker, &sight, NULL, error))
    return LW_EXIT_ERROR;
  queries = lw_evaluation_queries (lw_reader_connection (reader), sight & LW_SIGHT_OTHERS ? NULL : worker,
                                   lw_verb_option (run, "open") != NULL, error);
  if (queries == NULL)
    return LW_EXIT_ERROR;
  if (queries->len == 0)
    lw_verb_say (run, _("No query."));
  if (queries->len > 0 || lw_verb_output (run) == LW_OUTPUT_CSV)
    {
      g_autoptr (LwVerbTable) table = table_of (queries, lw_verb_output (run) == LW_OUTPUT_CSV);

      lw_verb_table (run, table);
    }
  build_queries (builder, queries);
  lw_verb_json (run, json_builder_get_root (builder));
  return LW_EXIT_FINE;
}
