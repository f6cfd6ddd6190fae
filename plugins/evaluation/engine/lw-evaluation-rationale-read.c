/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Rationales of a competition, read twice: first only a fingerprint of each different text is kept with what was said by
 * it; then the few rows that matter are told one by one. Two texts with one fingerprint of 128 bits would be taken for
 * one; the second reading compares the words themselves where it reports that they are the same.
 */
#include "config.h"

#include "lw-evaluation-rationale.h"

#include <string.h>

/* A criterion and the words on it. */
typedef struct
{
  guint64 high, low;
  int cell;         /* the mark that they were first given with */
  gboolean differs; /* and once with another */
  guint64 bid;      /* what they were first written of */
  gboolean others;  /* and once of another bid */
} Text;

typedef struct
{
  const LwEvaluationMarks *marks;
  GHashTable *texts;   /* of Text, its own key */
  guint least_words;
  const char *person;  /* tell of what this evaluator gave alone, or NULL */
  LwConnection *connection;
  GError *failed;      /* what a row refers to could not be read */
  GPtrArray *descriptors; /* by scale (the last: pass/fail): GStrv, normalised */
  GHashTable *groups;  /* key text -> LwInconsistency (inconsistencies), or the place where words first stood, "" if it is not to be told (copies) */
  GPtrArray *found;
} Reading;

/* A row of either table. */
typedef struct
{
  const char *lot, *bidder, *criterion, *person, *mark;
  guint index;      /* of the criterion */
  guint64 bid;      /* lot and bidder, as indexes; a criterion common to all lots has no lot */
  int cell;         /* of its scale */
  const char *above, *below; /* of an agreed mark: why not the marks above and below */
  const char *document, *page, *quote; /* of an evaluator's: where in the bid */
  char *words;      /* normalised */
  Text text;
} Row;

/* ---- fingerprints ---- */

static guint
text_hash (gconstpointer text)
{
  return (guint) ((const Text *) text)->low;
}

static gboolean
text_equal (gconstpointer a, gconstpointer b)
{
  return ((const Text *) a)->high == ((const Text *) b)->high && ((const Text *) a)->low == ((const Text *) b)->low;
}

/* MD5, for its length: nobody gains by making two texts alike, and words are compared in the end. */
static void
set_fingerprint (Row *row)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_MD5);
  guint64 digest[2];
  gsize length = sizeof digest;

  g_checksum_update (checksum, (const guchar *) &row->index, sizeof row->index);
  g_checksum_update (checksum, (const guchar *) row->words, strlen (row->words));
  g_checksum_get_digest (checksum, (guint8 *) digest, &length);
  row->text.high = digest[0];
  row->text.low = digest[1];
}

/* ---- rows ---- */

static gboolean
set_row (const Reading *reading, LwStatement *statement, Row *row)
{
  const LwEvaluationModel *model = reading->marks->model;
  const int index = lw_evaluation_model_find (model, lw_statement_text (statement, 2), -1);
  const int bidder = lw_evaluation_marks_find_bidder (reading->marks, lw_statement_text (statement, 1), -1);

  if (index < 0 || bidder < 0 || !lw_evaluation_criterion_is_marked (&model->criteria[index]))
    return FALSE;
  row->lot = lw_statement_text (statement, 0);
  row->bidder = lw_statement_text (statement, 1);
  row->criterion = lw_statement_text (statement, 2);
  row->person = lw_statement_text (statement, 3);
  row->mark = lw_statement_text (statement, 4);
  row->index = index;
  row->bid = (guint64) (guint) lw_evaluation_marks_find_lot (reading->marks, row->lot, -1) << 32 | (guint) bidder;
  row->cell = lw_evaluation_scale_find (model->criteria[index].scale, row->mark, -1);
  row->words = lw_rationale_normalise (lw_statement_text (statement, 5), -1);
  row->above = lw_statement_text (statement, 6);
  row->below = lw_statement_text (statement, 7);
  row->document = lw_statement_text (statement, 8);
  row->page = lw_statement_text (statement, 9);
  row->quote = lw_statement_text (statement, 10);
  return TRUE;
}

static void
note_text (Reading *reading, Row *row)
{
  Text *text;

  if (row->words[0] == '\0')
    return;
  set_fingerprint (row);
  text = g_hash_table_lookup (reading->texts, &row->text);
  if (text == NULL)
    {
      text = g_memdup2 (&row->text, sizeof row->text);
      text->cell = row->cell;
      text->bid = row->bid;
      g_hash_table_add (reading->texts, text);
    }
  text->differs |= text->cell != row->cell;
  text->others |= text->bid != row->bid;
}

static char *
place_of (const Row *row)
{
  return row->lot[0] == '\0' ? g_strdup_printf ("%s/%s", row->bidder, row->criterion)
                             : g_strdup_printf ("%s/%s/%s", row->lot, row->bidder, row->criterion);
}

static LwRationaleFinding *
finding_new (const Row *row, guint problems)
{
  LwRationaleFinding *finding = g_new0 (LwRationaleFinding, 1);

  finding->lot = g_strdup (row->lot);
  finding->bidder = g_strdup (row->bidder);
  finding->criterion = g_strdup (row->criterion);
  finding->person = g_strdup (row->person);
  finding->mark = g_strdup (row->mark);
  finding->problems = problems;
  return finding;
}

/* ---- the second reading ---- */

static void
tell_inconsistent (Reading *reading, Row *row)
{
  const Text *text;
  LwInconsistency *group;
  g_autofree char *key = NULL;

  if (row->words[0] == '\0')
    return;
  set_fingerprint (row);
  text = g_hash_table_lookup (reading->texts, &row->text);
  if (text == NULL || !text->differs)
    return;
  key = g_strdup_printf ("%s/%s", row->criterion, row->words);
  group = g_hash_table_lookup (reading->groups, key);
  if (group == NULL)
    {
      group = g_new0 (LwInconsistency, 1);
      group->criterion = g_strdup (row->criterion);
      group->words = g_strdup (row->words);
      group->given = g_ptr_array_new_with_free_func ((GDestroyNotify) lw_rationale_finding_free);
      g_hash_table_insert (reading->groups, g_steal_pointer (&key), group);
      g_ptr_array_add (reading->found, group);
    }
  g_ptr_array_add (group->given, finding_new (row, 0));
}

static guint
scale_of (const LwEvaluationModel *model, const LwEvaluationScale *scale)
{
  guint index;

  return g_ptr_array_find (model->scales, scale, &index) ? index : model->scales->len;
}

/* An agreed mark rests on the pointers of the marks under it. */
static guint
pointer_problems (Reading *reading, const Row *row)
{
  const LwRationalePointer pointer = { row->lot, row->bidder, row->criterion, row->document, row->page, row->quote };
  guint problems = 0;

  if (row->person != NULL && reading->failed == NULL)
    lw_rationale_check_pointer (reading->connection, &pointer, &problems, &reading->failed);
  return problems;
}

/* Whose words the row has; NULL where they are its own, or another bid's that comes after it and will tell. */
static const char *
copied_from (Reading *reading, Row *row, gboolean wanted)
{
  const Text *text;
  g_autofree char *key = NULL;

  set_fingerprint (row);
  text = g_hash_table_lookup (reading->texts, &row->text);
  if (text == NULL || !text->others)
    return NULL;
  key = g_strdup_printf ("%s/%s", row->criterion, row->words);
  if (text->bid != row->bid)
    return g_hash_table_lookup (reading->groups, key);
  if (wanted || !g_hash_table_contains (reading->groups, key))
    g_hash_table_insert (reading->groups, g_steal_pointer (&key), wanted ? place_of (row) : g_strdup (""));
  return NULL;
}

/* Where one evaluator's are wanted, of another's only the words are looked at. */
static void
tell_problems (Reading *reading, Row *row)
{
  const gboolean wanted = reading->person == NULL || g_strcmp0 (row->person, reading->person) == 0;
  const char *like = row->words[0] == '\0' ? NULL : copied_from (reading, row, wanted);
  const LwEvaluationModel *model = reading->marks->model;
  const guint scale = scale_of (model, model->criteria[row->index].scale);
  guint problems = like != NULL ? LW_RATIONALE_COPIED : 0;
  LwRationaleFinding *finding;

  if (!wanted)
    return;
  problems |= lw_rationale_problems (row->words, reading->least_words, g_ptr_array_index (reading->descriptors, scale));
  problems |= pointer_problems (reading, row);
  if (row->person == NULL && row->cell >= 0)
    problems |= lw_rationale_neighbours (model->criteria[row->index].scale, row->cell, row->above, row->below);
  if (problems == 0)
    return;
  finding = finding_new (row, problems);
  finding->like = like == NULL || like[0] == '\0' ? NULL : g_strdup (like);
  g_ptr_array_add (reading->found, finding);
}

/* ---- readings ---- */

typedef void (*RowFunc) (Reading *reading, Row *row);

static gboolean
read_rows (Reading *reading, LwConnection *connection, RowFunc func, GError **error)
{
  static const char *const sql[] = {
    "SELECT lot, bidder, criterion, person, mark, rationale, NULL, NULL, document, page, quote FROM evaluation_mark"
    " ORDER BY lot, bidder, criterion, person",
    "SELECT lot, bidder, criterion, NULL, mark, rationale, why_not_above, why_not_below, NULL, NULL, NULL"
    " FROM evaluation_consensus ORDER BY lot, bidder, criterion",
  };

  for (guint i = 0; i < (reading->person == NULL ? 2 : 1); i++) /* an evaluator is told nothing of what is agreed */
    {
      g_autoptr (LwStatement) statement = lw_connection_prepare (connection, sql[i], error);
      LwStep step;

      if (statement == NULL)
        return FALSE;
      while ((step = lw_statement_step (statement, error)) == LW_STEP_ROW)
        {
          Row row = { NULL };

          if (set_row (reading, statement, &row))
            func (reading, &row);
          g_free (row.words);
        }
      if (step != LW_STEP_DONE)
        return FALSE;
    }
  return TRUE;
}

static gboolean
load_descriptors (Reading *reading, LwConnection *connection, GError **error)
{
  const LwEvaluationModel *model = reading->marks->model;
  g_autoptr (LwStatement) statement = lw_connection_prepare (
      connection, "SELECT label, descriptor FROM evaluation_scale_mark WHERE scale = ?", error);
  LwStep step;

  if (statement == NULL)
    return FALSE;
  reading->descriptors = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  for (guint i = 0; i <= model->scales->len; i++)
    {
      const LwEvaluationScale *scale = i < model->scales->len ? g_ptr_array_index (model->scales, i) : model->pass_fail;
      g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

      lw_statement_reset (statement);
      lw_statement_bind (statement, "s", scale->id);
      while ((step = lw_statement_step (statement, error)) == LW_STEP_ROW)
        for (guint column = 0; column < 2; column++)
          {
            g_autofree char *words = lw_rationale_normalise (lw_statement_text (statement, column), -1);

            if (words[0] != '\0')
              g_strv_builder_add (builder, words);
          }
      if (step != LW_STEP_DONE)
        return FALSE;
      g_ptr_array_add (reading->descriptors, g_strv_builder_end (builder));
    }
  return TRUE;
}

static GPtrArray *
read_all (Reading *reading, LwConnection *connection, RowFunc second, GDestroyNotify free_found, GError **error)
{
  gboolean fine;

  reading->texts = g_hash_table_new_full (text_hash, text_equal, g_free, NULL);
  reading->found = g_ptr_array_new_with_free_func (free_found);
  reading->connection = connection;
  fine = read_rows (reading, connection, note_text, error) && read_rows (reading, connection, second, error);
  if (fine && reading->failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reading->failed));
      fine = FALSE;
    }
  g_clear_error (&reading->failed);
  g_hash_table_unref (reading->texts);
  g_clear_pointer (&reading->groups, g_hash_table_unref);
  g_clear_pointer (&reading->descriptors, g_ptr_array_unref);
  if (!fine)
    g_clear_pointer (&reading->found, g_ptr_array_unref);
  return reading->found;
}

/* Two texts with one fingerprint leave a group in which nothing differs. */
static gboolean
has_different_marks (const LwEvaluationModel *model, const LwInconsistency *group)
{
  const LwEvaluationScale *scale = model->criteria[lw_evaluation_model_find (model, group->criterion, -1)].scale;
  const LwRationaleFinding *first = g_ptr_array_index (group->given, 0);

  for (guint i = 1; i < group->given->len; i++)
    {
      const LwRationaleFinding *other = g_ptr_array_index (group->given, i);

      if (lw_evaluation_scale_find (scale, other->mark, -1) != lw_evaluation_scale_find (scale, first->mark, -1))
        return TRUE;
    }
  return FALSE;
}

GPtrArray *
lw_evaluation_inconsistencies (const LwEvaluationMarks *marks, LwConnection *connection, GError **error)
{
  Reading reading = { .marks = marks };
  GPtrArray *found;

  reading.groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  found = read_all (&reading, connection, tell_inconsistent, (GDestroyNotify) lw_inconsistency_free, error);
  for (guint i = found == NULL ? 0 : found->len; i-- > 0;)
    if (!has_different_marks (marks->model, g_ptr_array_index (found, i)))
      g_ptr_array_remove_index (found, i);
  return found;
}

GPtrArray *
lw_evaluation_rationales (const LwEvaluationMarks *marks, LwConnection *connection, guint least_words, GError **error)
{
  return lw_evaluation_rationales_of (marks, connection, NULL, least_words, error);
}

GPtrArray *
lw_evaluation_rationales_of (const LwEvaluationMarks *marks, LwConnection *connection, const char *person, guint least_words,
                             GError **error)
{
  Reading reading = { .marks = marks, .least_words = least_words, .person = person };

  reading.groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (!load_descriptors (&reading, connection, error))
    {
      g_hash_table_unref (reading.groups);
      g_clear_pointer (&reading.descriptors, g_ptr_array_unref);
      return NULL;
    }
  return read_all (&reading, connection, tell_problems, (GDestroyNotify) lw_rationale_finding_free, error);
}
