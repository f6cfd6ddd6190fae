/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-evaluation-alone.h"

#include "base/lw-error.h"
#include "lw-evaluation-people.h"
#include "lw-evaluation.h"
#include "model/lw-model.h"

#include <string.h>

#include "base/lw-i18n.h"

/* ---- reading ---- */

void
lw_evaluation_query_free (LwEvaluationQuery *query)
{
  if (query == NULL)
    return;
  g_free (query->lot);
  g_free (query->bidder);
  g_free (query->criterion);
  g_free (query->person);
  g_free (query->text);
  g_free (query->reply);
  g_free (query);
}

static LwEvaluationQuery *
query_of_row (LwStatement *row)
{
  LwEvaluationQuery *query = g_new0 (LwEvaluationQuery, 1);

  query->lot = g_strdup (lw_statement_text (row, 0));
  query->bidder = g_strdup (lw_statement_text (row, 1));
  query->criterion = g_strdup (lw_statement_text (row, 2));
  query->person = g_strdup (lw_statement_text (row, 3));
  query->text = g_strdup (lw_statement_text (row, 4));
  query->reply = g_strdup (lw_statement_text (row, 5));
  return query;
}

GPtrArray *
lw_evaluation_queries (LwConnection *connection, const char *person, gboolean open, GError **error)
{
  g_autoptr (GPtrArray) queries = g_ptr_array_new_with_free_func ((GDestroyNotify) lw_evaluation_query_free);
  g_autoptr (LwStatement) row = lw_connection_prepare (
      connection,
      "SELECT lot, bidder, criterion, person, text, reply FROM evaluation_query"
      " WHERE (?1 IS NULL OR person = ?1) AND (?2 = 0 OR reply IS NULL) ORDER BY lot, bidder, criterion, person",
      error);
  LwStep step;

  if (row == NULL)
    return NULL;
  lw_statement_bind (row, "si", person, (gint64) open);
  while ((step = lw_statement_step (row, error)) == LW_STEP_ROW)
    g_ptr_array_add (queries, query_of_row (row));
  return step == LW_STEP_DONE ? g_steal_pointer (&queries) : NULL;
}

gboolean
lw_evaluation_get_note (LwConnection *connection, const LwMarkPlace *place, char **note, GError **error)
{
  return lw_connection_get_text (connection, note, error,
                                 "SELECT text FROM evaluation_note WHERE lot = ? AND bidder = ? AND criterion = ? AND person = ?",
                                 "ssss", place->lot, place->bidder, place->criterion, place->evaluator);
}

gboolean
lw_evaluation_get_query (LwConnection *connection, const LwMarkPlace *place, LwEvaluationQuery **query, GError **error)
{
  g_autoptr (LwStatement) row = lw_connection_prepare (
      connection,
      "SELECT lot, bidder, criterion, person, text, reply FROM evaluation_query"
      " WHERE lot = ? AND bidder = ? AND criterion = ? AND person = ?",
      error);
  LwStep step;

  *query = NULL;
  if (row == NULL)
    return FALSE;
  lw_statement_bind (row, "ssss", place->lot, place->bidder, place->criterion, place->evaluator);
  step = lw_statement_step (row, error);
  if (step == LW_STEP_ROW)
    *query = query_of_row (row);
  return step != LW_STEP_ERROR;
}

/* ---- commands ---- */

typedef struct
{
  const LwEntity *entity;
  char *lot, *bidder, *criterion, *evaluator;
  char *text;      /* NULL: take the row away */
  gboolean replies; /* text is the reply to a query that is there; NULL opens it again */
} Writing;

static void
writing_free (Writing *writing)
{
  g_free (writing->lot);
  g_free (writing->bidder);
  g_free (writing->criterion);
  g_free (writing->evaluator);
  g_free (writing->text);
  g_free (writing);
}

static char *
value_new (const char *field, const char *value)
{
  return g_strdup_printf ("%s=%s", field, value != NULL ? value : "");
}

/* What the row becomes: @there is whether it is one. */
static LwCommand *
row_command (const Writing *writing, const char *key, gboolean there, GError **error)
{
  GPtrArray *sections = lw_evaluation_sections ();
  const char *noun = writing->entity->noun;
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);

  if (writing->text == NULL && !writing->replies)
    return lw_model_remove (sections, noun, key, "", NULL, error);
  if (!there)
    {
      if (writing->lot[0] != '\0')
        g_ptr_array_add (values, value_new ("lot", writing->lot));
      g_ptr_array_add (values, value_new ("bidder", writing->bidder));
      g_ptr_array_add (values, value_new ("criterion", writing->criterion));
      g_ptr_array_add (values, value_new ("person", writing->evaluator));
    }
  g_ptr_array_add (values, value_new (writing->replies ? "reply" : "text", writing->text));
  if (there && writing->entity == &lw_evaluation_query && !writing->replies)
    g_ptr_array_add (values, value_new ("reply", NULL)); /* other words are another question */
  g_ptr_array_add (values, NULL);
  return there ? lw_model_set (sections, noun, key, (const char *const *) values->pdata, "", NULL, error)
               : lw_model_add (sections, noun, (const char *const *) values->pdata, "", NULL, error);
}

/* An evaluator does not answer the own query. */
static gboolean
check_replier (LwConnection *connection, const Writing *writing, GError **error)
{
  g_autofree char *reason = NULL;

  if (!lw_evaluation_may_agree (connection, lw_connection_person (connection), writing->bidder, &reason, error))
    return FALSE;
  if (reason != NULL)
    g_set_error_literal (error, LW_ERROR, LW_ERROR_INVALID, reason);
  return reason == NULL;
}

static gboolean
apply_writing (LwTransaction *transaction, gpointer data, GError **error)
{
  const Writing *writing = data;
  LwConnection *connection = lw_transaction_connection (transaction);
  g_autofree char *key = g_strjoin ("/", writing->lot, writing->bidder, writing->criterion, writing->evaluator, NULL);
  g_autofree char *sql = g_strdup_printf (
      "SELECT count (*) FROM \"%s\" WHERE lot = ? AND bidder = ? AND criterion = ? AND person = ?", writing->entity->table);
  g_autoptr (LwCommand) command = NULL;
  gint64 there;

  if (!lw_connection_get_int (connection, &there, 0, error, sql, "ssss", writing->lot, writing->bidder, writing->criterion,
                              writing->evaluator)
      || (writing->replies && !check_replier (connection, writing, error)))
    return FALSE;
  if (there == 0 && writing->replies)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_NOT_FOUND, _("expected a query of %s about %s on %s, found none"),
                   writing->evaluator, writing->bidder, writing->criterion);
      return FALSE;
    }
  if (there == 0 && writing->text == NULL)
    {
      g_set_error_literal (error, LW_ERROR, LW_ERROR_NOTHING, _("expected something to take away, found nothing"));
      return FALSE;
    }
  command = row_command (writing, key, there != 0, error);
  return command != NULL && lw_command_apply (command, transaction, error);
}

static LwCommand *
command_new (const LwEntity *entity, const LwMarkPlace *place, gboolean replies, const char *text, const char *name,
             const char *person, const char *reason)
{
  Writing *writing = g_new0 (Writing, 1);

  writing->entity = entity;
  writing->lot = g_strdup (place->lot);
  writing->bidder = g_strdup (place->bidder);
  writing->criterion = g_strdup (place->criterion);
  writing->evaluator = g_strdup (place->evaluator);
  writing->text = text != NULL && text[0] != '\0' ? g_strdup (text) : NULL;
  writing->replies = replies;
  return lw_command_new (name, person, reason, apply_writing, writing, (GDestroyNotify) writing_free);
}

LwCommand *
lw_evaluation_set_note (const LwMarkPlace *place, const char *text, const char *person)
{
  g_autofree char *name = g_strdup_printf (_("Write a private note on %s"), place->criterion);

  return command_new (&lw_evaluation_note, place, FALSE, text, name, person, NULL);
}

LwCommand *
lw_evaluation_ask (const LwMarkPlace *place, const char *text, const char *person, const char *reason)
{
  g_autofree char *name = text != NULL && text[0] != '\0'
                              ? g_strdup_printf (_("Ask about %s on %s"), place->bidder, place->criterion)
                              : g_strdup_printf (_("Take back the query about %s on %s"), place->bidder, place->criterion);

  return command_new (&lw_evaluation_query, place, FALSE, text, name, person, reason);
}

LwCommand *
lw_evaluation_reply (const LwMarkPlace *place, const char *reply, const char *person, const char *reason)
{
  g_autofree char *name = g_strdup_printf (_("Answer the query of %s about %s on %s"), place->evaluator, place->bidder,
                                           place->criterion);

  return command_new (&lw_evaluation_query, place, TRUE, reply, name, person, reason);
}

/* ---- findings ---- */

gboolean
lw_evaluation_check_queries (LwConnection *connection, LwFindings *findings, GError **error)
{
  g_autoptr (GPtrArray) open = lw_evaluation_queries (connection, NULL, TRUE, error);

  for (guint i = 0; open != NULL && i < open->len; i++)
    {
      const LwEvaluationQuery *query = open->pdata[i];
      g_autofree char *where = query->lot[0] != '\0'
                                   ? g_strjoin ("/", query->lot, query->bidder, query->criterion, NULL)
                                   : g_strjoin ("/", query->bidder, query->criterion, NULL);

      lw_findings_add (findings, "evaluation.missing-reply", LW_SEVERITY_NOTE, where, _("%s asks: %s"), query->person,
                       query->text);
    }
  return open != NULL;
}
