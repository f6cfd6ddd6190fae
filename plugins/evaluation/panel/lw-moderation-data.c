/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-moderation-data.h"

#include "lw-evaluation-agreement.h"
#include "lw-evaluation-panels.h"
#include "lw-evaluation-people.h"
#include "lw-evaluation-publish.h"
#include "lw-marking-scale.h"
#include "model/lw-model.h"

#include <string.h>

#include "base/lw-i18n.h"

#define STATE_GROUP "moderation"

/* ---- small parts ---- */

static void
mark_free (LwModerationMark *mark)
{
  g_free (mark->person);
  g_free (mark->name);
  g_free (mark->mark);
  g_free (mark->rationale);
  g_free (mark->pointer);
  g_free (mark->quote);
  g_free (mark);
}

void
lw_moderation_text_clear (LwModerationText *text)
{
  g_free (text->mark);
  g_free (text->rationale);
  g_free (text->why_not_above);
  g_free (text->why_not_below);
  g_free (text->present);
  g_free (text->dissent);
  memset (text, 0, sizeof *text);
}

void
lw_moderation_question_free (LwModerationQuestion *question)
{
  if (question == NULL)
    return;
  g_free (question->lot);
  g_free (question->bidder);
  g_free (question->criterion);
  g_free (question->place);
  g_free (question->where);
  g_free (question->question);
  g_free (question->guidance);
  g_free (question->answer);
  g_free (question->answer_trust);
  g_free (question->trust);
  g_clear_pointer (&question->scale, lw_evaluation_scale_free);
  g_clear_pointer (&question->descriptors, g_ptr_array_unref);
  g_clear_pointer (&question->marks, g_ptr_array_unref);
  lw_rational_clear (&question->cell.spread);
  lw_moderation_text_clear (&question->agreed);
  g_free (question->refused);
  g_free (question);
}

gboolean
lw_moderation_is_open (const LwModerationCell *cell)
{
  return cell->state != LW_MODERATION_AGREED && cell->state != LW_MODERATION_ALIKE;
}

char *
lw_moderation_place (const LwEvaluationMarks *marks, const LwModerationCell *cell)
{
  return g_strjoin ("/", cell->lot < 0 ? "" : marks->lots[cell->lot].id, marks->bidders[cell->bidder].id,
                    marks->model->criteria[cell->criterion].id, NULL);
}

guint
lw_moderation_get_percent (LwDocument *document)
{
  const int percent = lw_file_state_get_int (lw_document_get_state (document), STATE_GROUP, "percent", LW_DISAGREE_PERCENT);

  return (guint) CLAMP (percent, 1, 100);
}

void
lw_moderation_set_percent (LwDocument *document, guint percent)
{
  lw_file_state_set_int (lw_document_get_state (document), STATE_GROUP, "percent", (int) percent);
}

/* ---- the list ---- */

static const LwEvaluationMarks *
marks_of (LwDocument *document)
{
  LwEvaluationLive *session = lw_evaluation_session (document);

  return session != NULL ? lw_evaluation_live_get_marks (session) : NULL;
}

GArray *
lw_moderation_cells (LwDocument *document, const char *lot, guint percent)
{
  const LwEvaluationMarks *marks = marks_of (document);
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (document), NULL);

  return marks == NULL || reader == NULL ? NULL
                                         : lw_evaluation_moderation (marks, lw_reader_connection (reader), lot, percent, NULL);
}

/* ---- one place ---- */

static char *
text_or_empty (LwStatement *row, int column)
{
  const char *text = lw_statement_text (row, column);

  return g_strdup (text != NULL ? text : "");
}

/* "Plan.pdf, page 7"; a page alone is of the answer. */
static char *
pointer_text (const char *document, const char *page)
{
  if (document != NULL && page != NULL)
    return g_strdup_printf (_("%s, page %s"), document, page);
  if (page != NULL)
    return g_strdup_printf (_("The answer, %s"), page);
  return g_strdup (document);
}

static gboolean
read_marks (LwModerationQuestion *question, LwConnection *connection, gint64 version)
{
  g_autoptr (LwStatement) row = lw_connection_prepare (
      connection,
      "SELECT m.person, p.name, m.mark, m.rationale, m.document, m.page, m.quote,"
      " ?4 = 0 OR EXISTS (SELECT 1 FROM evaluation_confirmation AS c WHERE c.lot = m.lot AND c.bidder = m.bidder"
      "  AND c.criterion = m.criterion AND c.person = m.person AND c.version = ?4)"
      " FROM evaluation_mark AS m JOIN person AS p ON p.id = m.person"
      " WHERE m.lot = ?1 AND m.bidder = ?2 AND m.criterion = ?3 ORDER BY m.person",
      NULL);

  if (row == NULL)
    return FALSE;
  lw_statement_bind (row, "sssi", question->lot, question->bidder, question->criterion, version);
  while (lw_statement_step (row, NULL) == LW_STEP_ROW)
    {
      LwModerationMark *mark = g_new0 (LwModerationMark, 1);

      mark->person = g_strdup (lw_statement_text (row, 0));
      mark->name = g_strdup (lw_statement_text (row, 1));
      mark->mark = g_strdup (lw_statement_text (row, 2));
      mark->cell = lw_evaluation_scale_find (question->scale, mark->mark, -1);
      mark->rationale = g_strdup (lw_statement_text (row, 3));
      mark->pointer = pointer_text (lw_statement_text (row, 4), lw_statement_text (row, 5));
      mark->quote = g_strdup (lw_statement_text (row, 6));
      mark->confirmed = lw_statement_int (row, 7) != 0;
      g_ptr_array_add (question->marks, mark);
    }
  return question->marks->len > 0;
}

static void
read_agreed (LwModerationQuestion *question, LwConnection *connection)
{
  g_autoptr (LwStatement) row = lw_connection_prepare (
      connection,
      "SELECT mark, rationale, why_not_above, why_not_below, present, dissent FROM evaluation_consensus"
      " WHERE lot = ? AND bidder = ? AND criterion = ?",
      NULL);

  if (row != NULL)
    lw_statement_bind (row, "sss", question->lot, question->bidder, question->criterion);
  question->there = row != NULL && lw_statement_step (row, NULL) == LW_STEP_ROW;
  if (question->there)
    question->agreed = (LwModerationText) { text_or_empty (row, 0), text_or_empty (row, 1), text_or_empty (row, 2),
                                            text_or_empty (row, 3), text_or_empty (row, 4), text_or_empty (row, 5) };
  else
    question->agreed = (LwModerationText) { g_strdup (""), g_strdup (""), g_strdup (""), g_strdup (""), g_strdup (""), g_strdup ("") };
}

static void
read_words (LwModerationQuestion *question, LwConnection *connection)
{
  lw_connection_get_text (connection, &question->guidance, NULL, "SELECT guidance FROM evaluation_criterion WHERE id = ?", "s",
                          question->criterion);
  lw_connection_get_text (connection, &question->answer, NULL,
                          "SELECT text FROM evaluation_answer WHERE lot = ? AND bidder = ? AND criterion = ?", "sss",
                          question->lot, question->bidder, question->criterion);
  lw_connection_get_text (connection, &question->answer_trust, NULL,
                          "SELECT trust FROM evaluation_answer WHERE lot = ? AND bidder = ? AND criterion = ?", "sss",
                          question->lot, question->bidder, question->criterion);
  lw_provenance_get (connection, "marks", &question->trust, NULL);
}

/* Where the cell is among those of its lot. */
static gboolean
find_cell (LwModerationQuestion *question, const LwEvaluationMarks *marks, LwConnection *connection, guint percent)
{
  g_autoptr (GArray) cells = lw_evaluation_moderation (marks, connection, question->lot, percent, NULL);

  for (guint i = 0; cells != NULL && i < cells->len; i++)
    {
      const LwModerationCell *cell = &g_array_index (cells, LwModerationCell, i);

      if (strcmp (marks->bidders[cell->bidder].id, question->bidder) != 0
          || strcmp (marks->model->criteria[cell->criterion].id, question->criterion) != 0)
        continue;
      lw_rational_clear (&question->cell.spread);
      question->cell = *cell;
      lw_rational_init (&question->cell.spread);
      lw_rational_set (&question->cell.spread, &cell->spread);
      return TRUE;
    }
  return FALSE;
}

LwModerationQuestion *
lw_moderation_question_read (LwDocument *document, const char *place, guint percent)
{
  const LwEvaluationMarks *marks = marks_of (document);
  g_auto (GStrv) parts = lw_evaluation_place_split (place);
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (document), NULL);
  g_autoptr (LwModerationQuestion) question = g_new0 (LwModerationQuestion, 1);
  const LwEvaluationCriterion *criterion;
  LwConnection *connection;
  gint64 version = 0;

  lw_rational_init (&question->cell.spread);
  if (marks == NULL || reader == NULL || g_strv_length (parts) != 3 || !lw_reader_freeze (reader, NULL))
    return NULL;
  connection = lw_reader_connection (reader);
  question->lot = g_strdup (parts[0]);
  question->bidder = g_strdup (parts[1]);
  question->criterion = g_strdup (parts[2]);
  question->place = g_strdup (place);
  question->marks = g_ptr_array_new_with_free_func ((GDestroyNotify) mark_free);
  if (!find_cell (question, marks, connection, percent) || !lw_evaluation_version (connection, &version, NULL))
    return NULL;
  criterion = &marks->model->criteria[question->cell.criterion];
  question->scale = lw_evaluation_scale_copy (criterion->scale);
  question->published = version > 0;
  question->question = g_strdup_printf ("%s %s", criterion->id, criterion->title);
  if (question->cell.lot < 0)
    question->where = g_strdup_printf (_("All lots · %s %s"), question->bidder, marks->bidders[question->cell.bidder].name);
  else
    question->where = g_strdup_printf ("%s %s · %s %s", question->lot, marks->lots[question->cell.lot].title, question->bidder,
                                       marks->bidders[question->cell.bidder].name);
  question->descriptors = lw_marking_scale_read (lw_document_get_store (document), question->scale);
  if (!read_marks (question, connection, version))
    return NULL;
  read_agreed (question, connection);
  read_words (question, connection);
  lw_evaluation_may_agree (connection, lw_document_get_person (document), question->bidder, &question->refused, NULL);
  return g_steal_pointer (&question);
}

/* ---- drafts ---- */

#define SEPARATOR "\x1f"

gboolean
lw_moderation_draft_read (LwDocument *document, const char *place, LwModerationText *draft)
{
  g_autofree char *key = g_strconcat ("draft ", place, NULL);
  g_autofree char *text = lw_file_state_get (lw_document_get_state (document), STATE_GROUP, key);
  g_auto (GStrv) parts = text != NULL ? g_strsplit (text, SEPARATOR, -1) : NULL;

  if (parts == NULL || g_strv_length (parts) != 6)
    return FALSE;
  *draft = (LwModerationText) { g_strdup (parts[0]), g_strdup (parts[1]), g_strdup (parts[2]),
                                g_strdup (parts[3]), g_strdup (parts[4]), g_strdup (parts[5]) };
  return TRUE;
}

void
lw_moderation_draft_set (LwDocument *document, const char *place, const LwModerationText *draft)
{
  g_autofree char *key = g_strconcat ("draft ", place, NULL), *text = NULL;

  if (draft != NULL)
    text = g_strjoin (SEPARATOR, draft->mark, draft->rationale, draft->why_not_above, draft->why_not_below, draft->present,
                      draft->dissent, NULL);
  lw_file_state_set (lw_document_get_state (document), STATE_GROUP, key, text);
}
