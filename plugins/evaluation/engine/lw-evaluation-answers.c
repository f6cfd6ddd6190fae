/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Answers and documents as rows of the file. docs/file-format.md and data/schema/evaluation.rng say the same. */
#include "config.h"

#include "lw-evaluation-answers.h"

#include "base/lw-error.h"
#include "lw-evaluation-alone.h"
#include "lw-evaluation-private.h"
#include "model/lw-model.h"

#include <string.h>

#include "base/lw-i18n.h"

enum
{
  DOCUMENT_BIDDER,
  DOCUMENT_NAME,
  DOCUMENT_LOT,
  DOCUMENT_CRITERION,
};

static const LwField answer_fields[] = {
  { "lot", LW_FIELD_REF, LW_FIELD_KEY | LW_FIELD_EMPTY, "lot", NULL, 0, 0 },
  { "bidder", LW_FIELD_REF, LW_FIELD_KEY, "bidder", NULL, 0, 0 },
  { "criterion", LW_FIELD_REF, LW_FIELD_KEY, "criterion", NULL, 0, 0 },
  { "trust", LW_FIELD_CHOICE, LW_FIELD_NONE, NULL, lw_trust_choices, 0, 0 },
  { "text", LW_FIELD_LONG_TEXT, LW_FIELD_REQUIRED, NULL, NULL, 0, 0 },
  { NULL, LW_FIELD_TEXT, LW_FIELD_NONE, NULL, NULL, 0, 0 },
};

static const LwField document_fields[] = {
  { "bidder", LW_FIELD_REF, LW_FIELD_KEY, "bidder", NULL, 0, 0 },
  { "name", LW_FIELD_TEXT, LW_FIELD_KEY, NULL, NULL, 0, 0 },
  { "lot", LW_FIELD_REF, LW_FIELD_NONE, "lot", NULL, 0, 0 },
  { "criterion", LW_FIELD_REF, LW_FIELD_NONE, "criterion", NULL, 0, 0 },
  { "media", LW_FIELD_TEXT, LW_FIELD_REQUIRED, NULL, NULL, 0, 0 },
  { "size", LW_FIELD_INTEGER, LW_FIELD_REQUIRED, NULL, NULL, 1, LW_DOCUMENT_MAX },
  { "pages", LW_FIELD_INTEGER, LW_FIELD_NONE, NULL, NULL, 1, G_MAXINT32 },
  { "sha256", LW_FIELD_CONTENT, LW_FIELD_REQUIRED, NULL, NULL, 0, 0 },
  { "trust", LW_FIELD_CHOICE, LW_FIELD_NONE, NULL, lw_trust_choices, 0, 0 },
  { NULL, LW_FIELD_TEXT, LW_FIELD_NONE, NULL, NULL, 0, 0 },
};

static gboolean
check_answer (LwRowContext *context, const char *const *values, GError **error)
{
  return lw_evaluation_check_place (context, values[0] ? values[0] : "", values[1], values[2], error);
}

/* A field of a criterion by its name; NULL where it has none. */
static const char *
of_criterion (LwRowContext *context, const char *criterion, const char *name)
{
  for (guint e = 0; lw_evaluation_entities[e] != NULL; e++)
    for (guint f = 0; strcmp (lw_evaluation_entities[e]->noun, "criterion") == 0 && lw_evaluation_entities[e]->fields[f].name; f++)
      if (strcmp (lw_evaluation_entities[e]->fields[f].name, name) == 0)
        return lw_row_lookup (context, "criterion", criterion, f, NULL);
  return NULL;
}

static gboolean
check_document (LwRowContext *context, const char *const *values, GError **error)
{
  const char *name = values[DOCUMENT_NAME], *lot = values[DOCUMENT_LOT], *criterion = values[DOCUMENT_CRITERION];
  g_autofree char *bid = lot ? g_strjoin ("/", lot, values[DOCUMENT_BIDDER], NULL) : NULL, *shown = lw_error_quote (name);
  gboolean found = TRUE;

  if (strchr (name, '/') || strlen (name) > 255)
    g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("name: expected the name of a file, without a folder, found %s"), shown);
  else if (lot && (lw_row_lookup (context, "bid", bid, 0, &found), !found))
    g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("bidder: expected one that bids for lot %s, found %s, which does not"), lot,
                 values[DOCUMENT_BIDDER]);
  else if (lot && criterion && g_strcmp0 (of_criterion (context, criterion, "scope"), "common") == 0)
    g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("lot: expected none, because %s is common to all lots; found %s"), criterion,
                 lot);
  else
    return TRUE;
  return FALSE;
}

/* ---- what a mark rests on stays ---- */

/* Of @sql, which finds a confirmed or agreed mark: bidder, criterion. */
static gboolean
refuse_marked (LwConnection *connection, const char *sql, const char *first, const char *second, const char *third,
               const char *what, GError **error)
{
  g_autoptr (LwStatement) row = lw_connection_prepare (connection, sql, error);
  LwStep step;

  if (!row)
    return FALSE;
  lw_statement_bind (row, third ? "sss" : "ss", first, second, third);
  step = lw_statement_step (row, error);
  if (step == LW_STEP_ROW)
    g_set_error (error, LW_ERROR, LW_ERROR_LOCKED,
                 _("%s is what a mark of %s on %s rests on, which is confirmed or agreed: open that mark again first"), what,
                 lw_statement_text (row, 0), lw_statement_text (row, 1));
  return step == LW_STEP_DONE;
}

/* An answer is not changed, nor added, under a mark that somebody stands by. */
static gboolean
guard_answer (LwConnection *connection, const char *key, GError **error)
{
  static const char sql[]
      = "SELECT ?2, ?3 WHERE EXISTS (SELECT 1 FROM evaluation_publication)"
        " AND (EXISTS (SELECT 1 FROM evaluation_confirmation c WHERE c.lot = ?1 AND c.bidder = ?2 AND c.criterion = ?3)"
        " OR EXISTS (SELECT 1 FROM evaluation_consensus c WHERE c.lot = ?1 AND c.bidder = ?2 AND c.criterion = ?3))";
  g_auto (GStrv) part = g_strsplit (key, "/", 3);

  return g_strv_length (part) != 3 || refuse_marked (connection, sql, part[0], part[1], part[2], _("This answer"), error);
}

/* Nor is a document taken away, or put elsewhere, that is of such a mark's question and lot, or is what it points to. */
static gboolean
guard_document (LwConnection *connection, const char *key, GError **error)
{
  static const char sql[]
      = "SELECT d.bidder, m.criterion FROM evaluation_document d JOIN"
        " (SELECT lot, bidder, criterion, NULL AS document FROM evaluation_consensus"
        "  UNION ALL SELECT c.lot, c.bidder, c.criterion, m.document FROM evaluation_confirmation c"
        "  LEFT JOIN evaluation_mark m USING (lot, bidder, criterion, person)) m"
        " ON m.bidder = d.bidder AND (m.document = d.name OR ((d.lot IS NULL OR d.lot = m.lot)"
        " AND (d.criterion IS NULL OR d.criterion = m.criterion)))"
        " WHERE d.bidder = ? AND d.name = ? AND EXISTS (SELECT 1 FROM evaluation_publication) LIMIT 1";
  g_auto (GStrv) part = g_strsplit (key, "/", 2);

  return g_strv_length (part) != 2 || refuse_marked (connection, sql, part[0], part[1], NULL, _("This document"), error);
}

/* What is new would be read into a mark that was given without it. */
gboolean
lw_evaluation_guard_attach (LwConnection *connection, const char *bidder, const char *lot, const char *criterion, GError **error)
{
  g_autoptr (LwStatement) row = lw_connection_prepare (
      connection,
      "SELECT m.lot, m.criterion FROM (SELECT lot, bidder, criterion FROM evaluation_consensus"
      "  UNION ALL SELECT lot, bidder, criterion FROM evaluation_confirmation) AS m"
      " WHERE m.bidder = ?1 AND (?2 IS NULL OR m.lot = ?2) AND (?3 IS NULL OR m.criterion = ?3)"
      " AND EXISTS (SELECT 1 FROM evaluation_publication) LIMIT 1",
      error);
  LwStep step;

  if (!row)
    return FALSE;
  lw_statement_bind (row, "sss", bidder, lot, criterion);
  step = lw_statement_step (row, error);
  if (step == LW_STEP_ROW)
    g_set_error (error, LW_ERROR, LW_ERROR_LOCKED,
                 _("expected a document of questions whose marks are open, found a mark of %s on %s that is confirmed or agreed:"
                   " open that mark again first, or say which other question the document is of"),
                 bidder, lw_statement_text (row, 1));
  return step == LW_STEP_DONE;
}

#define DEPENDS(...) ((const char *const[]) { __VA_ARGS__, NULL })

const LwEntity lw_evaluation_answer
    = { "answer", "evaluation_answer", "answers", NULL, "lot, bidder, criterion", answer_fields, TRUE, check_answer,
        DEPENDS ("criterion", "bid"), guard_answer };
const LwEntity lw_evaluation_document
    = { "document", "evaluation_document", "documents", NULL, "bidder, name", document_fields, FALSE, check_document,
        DEPENDS ("criterion", "bid"), guard_document, lw_evaluation_keep_pages };

/* ---- the command that sets an answer ---- */

typedef struct
{
  char *lot, *bidder, *criterion, *text, *person;
} Answer;

static void
answer_free (Answer *answer)
{
  g_free (answer->lot);
  g_free (answer->bidder);
  g_free (answer->criterion);
  g_free (answer->text);
  g_free (answer->person);
  g_free (answer);
}

static LwCommand *
edit_of (const Answer *answer, gboolean there, GError **error)
{
  g_autofree char *key = g_strjoin ("/", answer->lot, answer->bidder, answer->criterion, NULL);
  g_autofree char *text = g_strconcat ("text=", answer->text, NULL);
  g_autofree char *lot = g_strconcat ("lot=", answer->lot, NULL);
  g_autofree char *bidder = g_strconcat ("bidder=", answer->bidder, NULL);
  g_autofree char *criterion = g_strconcat ("criterion=", answer->criterion, NULL);
  const char *all[] = { bidder, criterion, text, answer->lot[0] ? lot : NULL, NULL };
  const char *one[] = { text, NULL };

  if (!answer->text)
    return lw_model_remove (lw_evaluation_sections (), "answer", key, answer->person, NULL, error);
  if (there)
    return lw_model_set (lw_evaluation_sections (), "answer", key, one, answer->person, NULL, error);
  return lw_model_add (lw_evaluation_sections (), "answer", all, answer->person, NULL, error);
}

static gboolean
apply_answer (LwTransaction *transaction, gpointer data, GError **error)
{
  const Answer *answer = data;
  g_autoptr (LwCommand) edit = NULL;
  gint64 there;

  if (!lw_connection_get_int (lw_transaction_connection (transaction), &there, 0, error,
                              "SELECT EXISTS (SELECT 1 FROM evaluation_answer WHERE lot = ? AND bidder = ? AND criterion = ?)",
                              "sss", answer->lot, answer->bidder, answer->criterion))
    return FALSE;
  edit = edit_of (answer, there != 0, error);
  return edit && lw_command_apply (edit, transaction, error);
}

LwCommand *
lw_evaluation_answer_command (const char *lot, const char *bidder, const char *criterion, const char *text, const char *person,
                              const char *reason)
{
  Answer *answer = g_new0 (Answer, 1);
  g_autofree char *place = g_strdup_printf ("%s%s%s %s", lot, lot[0] ? " " : "", bidder, criterion);
  g_autofree char *name = NULL;

  answer->lot = g_strdup (lot);
  answer->bidder = g_strdup (bidder);
  answer->criterion = g_strdup (criterion);
  answer->text = text && text[0] ? g_strdup (text) : NULL;
  answer->person = g_strdup (person);
  name = g_strdup_printf (answer->text ? _("Answer %s") : _("Take back answer %s"), place);
  return lw_command_new (name, person, reason, apply_answer, answer, (GDestroyNotify) answer_free);
}
