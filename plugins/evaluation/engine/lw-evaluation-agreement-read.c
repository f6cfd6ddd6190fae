/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The agreement of a competition from its rows. The marks of a cell are next to each other in the order of the
 * primary key, by which they are read; whatever comes is kept until the cell changes.
 */
#include "config.h"

#include "lw-evaluation-agreement-private.h"

#include <stdlib.h>
#include <string.h>

#include "base/lw-id.h"

/* What a mark of a scale is worth here. */
typedef struct
{
  guint category;      /* rank of its share of the scale among those of all scales */
  LwRational position; /* (number − lowest) ÷ (highest − lowest); 0 on a scale without length */
} Worth;

/* Sums of one evaluator over the cells with m marks: own × m − sum of all, which is (m − 1) × (own − mean of the others). */
typedef struct
{
  char *id;
  GArray *sums; /* of LwRational, by m */
  guint n_cells;
} Evaluator;

typedef struct
{
  const LwEvaluationMarks *marks;
  LwAgreement *result;
  guint *offset;      /* of each scale: its first entry in worths */
  Worth *worths;
  guint n_categories;
  LwCoincidences **criteria; /* by leaf; NULL where it is not marked */
  LwCoincidences *all;
  GHashTable *evaluators; /* id -> Evaluator */
  /* the cell */
  char key[3][LW_ID_MAX + 1];
  int lot;
  int bidder;
  int criterion;      /* -1: the cell has no place */
  GArray *cells;      /* of guint: marks of the scale */
  GPtrArray *people;  /* of Evaluator */
  GArray *categories; /* of guint */
} Reading;

/* ---- scales ---- */

static guint
scale_index (const LwEvaluationModel *model, const LwEvaluationScale *scale)
{
  guint index;

  return g_ptr_array_find (model->scales, scale, &index) ? index : model->scales->len;
}

static const LwEvaluationScale *
nth_scale (const LwEvaluationModel *model, guint i)
{
  return i < model->scales->len ? g_ptr_array_index (model->scales, i) : model->pass_fail;
}

static void
set_positions (const LwEvaluationScale *scale, Worth *worths)
{
  g_auto (LwRational) length = LW_RATIONAL_INIT;
  guint bottom = 0;

  for (guint i = 1; i < scale->n_marks; i++)
    if (lw_rational_cmp (&scale->marks[i].number, &scale->marks[bottom].number) < 0)
      bottom = i;
  if (scale->n_marks > 0)
    lw_rational_sub (&length, &scale->marks[scale->top].number, &scale->marks[bottom].number);
  for (guint i = 0; i < scale->n_marks; i++)
    {
      lw_rational_init (&worths[i].position);
      if (lw_rational_sign (&length) == 0)
        continue;
      lw_rational_sub (&worths[i].position, &scale->marks[i].number, &scale->marks[bottom].number);
      lw_rational_div (&worths[i].position, &worths[i].position, &length);
    }
}

static int
compare_worths (gconstpointer a, gconstpointer b)
{
  return lw_rational_cmp (&(*(Worth *const *) a)->position, &(*(Worth *const *) b)->position);
}

static void
set_worths (Reading *reading)
{
  const LwEvaluationModel *model = reading->marks->model;
  const guint n_scales = model->scales->len + 1;
  g_autofree Worth **sorted = NULL;

  reading->offset = g_new0 (guint, n_scales + 1);
  for (guint i = 0; i < n_scales; i++)
    reading->offset[i + 1] = reading->offset[i] + nth_scale (model, i)->n_marks;
  reading->worths = g_new0 (Worth, reading->offset[n_scales] + 1);
  for (guint i = 0; i < n_scales; i++)
    set_positions (nth_scale (model, i), reading->worths + reading->offset[i]);
  sorted = g_new (Worth *, reading->offset[n_scales] + 1);
  for (guint i = 0; i < reading->offset[n_scales]; i++)
    sorted[i] = &reading->worths[i];
  qsort (sorted, reading->offset[n_scales], sizeof *sorted, compare_worths);
  for (guint i = 0; i < reading->offset[n_scales]; i++)
    {
      if (i > 0 && compare_worths (&sorted[i - 1], &sorted[i]) != 0)
        reading->n_categories++;
      sorted[i]->category = reading->n_categories;
    }
  reading->n_categories++;
}

/* ---- evaluators ---- */

static void
evaluator_free (Evaluator *evaluator)
{
  for (guint m = 0; m < evaluator->sums->len; m++)
    lw_rational_clear (&g_array_index (evaluator->sums, LwRational, m));
  g_array_unref (evaluator->sums);
  g_free (evaluator->id);
  g_free (evaluator);
}

static Evaluator *
find_evaluator (Reading *reading, const char *bytes, gsize length)
{
  char id[LW_ID_MAX + 1];
  Evaluator *evaluator;

  if (length > LW_ID_MAX)
    return NULL;
  memcpy (id, bytes, length);
  id[length] = '\0';
  evaluator = g_hash_table_lookup (reading->evaluators, id);
  if (evaluator == NULL)
    {
      evaluator = g_new0 (Evaluator, 1);
      evaluator->id = g_strdup (id);
      evaluator->sums = g_array_new (FALSE, FALSE, sizeof (LwRational));
      g_hash_table_insert (reading->evaluators, evaluator->id, evaluator);
    }
  return evaluator;
}

static LwRational *
sum_of (Evaluator *evaluator, guint m)
{
  while (evaluator->sums->len <= m)
    {
      const LwRational zero = lw_rational_zero ();

      g_array_append_val (evaluator->sums, zero);
    }
  return &g_array_index (evaluator->sums, LwRational, m);
}

/* ---- cells ---- */

static void
add_bias (Reading *reading, const Worth *worths)
{
  const guint m = reading->cells->len;
  g_auto (LwRational) all = LW_RATIONAL_INIT, own = LW_RATIONAL_INIT, count = LW_RATIONAL_INIT;

  lw_rational_set_int (&count, m, 1);
  for (guint i = 0; i < m; i++)
    lw_rational_add (&all, &all, &worths[g_array_index (reading->cells, guint, i)].position);
  for (guint i = 0; i < m; i++)
    {
      Evaluator *evaluator = g_ptr_array_index (reading->people, i);
      LwRational *sum = sum_of (evaluator, m);

      lw_rational_mul (&own, &count, &worths[g_array_index (reading->cells, guint, i)].position);
      lw_rational_sub (&own, &own, &all);
      lw_rational_add (sum, sum, &own);
      evaluator->n_cells++;
    }
}

static void
add_disagreement (Reading *reading, const LwEvaluationCriterion *criterion, LwCriterionAgreement *agreement)
{
  const guint *cells = (const guint *) (gpointer) reading->cells->data;
  LwDisagreement found = { reading->lot, reading->bidder, reading->criterion, cells[0], cells[0] };

  for (guint i = 1; i < reading->cells->len; i++)
    {
      const LwRational *number = &criterion->scale->marks[cells[i]].number;

      if (lw_rational_cmp (number, &criterion->scale->marks[found.lowest].number) < 0)
        found.lowest = cells[i];
      if (lw_rational_cmp (number, &criterion->scale->marks[found.highest].number) > 0)
        found.highest = cells[i];
    }
  if (found.lowest == found.highest
      || !lw_marks_disagree (criterion->scale, found.lowest, found.highest, reading->result->percent))
    return;
  agreement->n_disagree++;
  g_array_append_val (reading->result->disagreements, found);
}

static void
finish_cell (Reading *reading)
{
  const LwEvaluationModel *model = reading->marks->model;
  const guint n = reading->cells->len;

  if (reading->criterion >= 0 && n >= 2)
    {
      const LwEvaluationCriterion *criterion = &model->criteria[reading->criterion];
      const Worth *worths = reading->worths + reading->offset[scale_index (model, criterion->scale)];
      LwCriterionAgreement *agreement = NULL;
      const guint *categories;

      for (guint i = 0; agreement == NULL; i++)
        if (reading->result->criteria[i].criterion == (guint) reading->criterion)
          agreement = &reading->result->criteria[i];
      g_array_set_size (reading->categories, n);
      for (guint i = 0; i < n; i++)
        g_array_index (reading->categories, guint, i) = worths[g_array_index (reading->cells, guint, i)].category;
      categories = (const guint *) (gpointer) reading->categories->data;
      lw_coincidences_add (reading->criteria[criterion->first_leaf], categories, n);
      agreement->n_cells++;
      if (criterion->kind == LW_CRITERION_SCORED)
        {
          lw_coincidences_add (reading->all, categories, n);
          reading->result->n_cells++;
          add_bias (reading, worths);
        }
      add_disagreement (reading, criterion, agreement);
    }
  g_array_set_size (reading->cells, 0);
  g_ptr_array_set_size (reading->people, 0);
}

static void
enter_cell (Reading *reading)
{
  const LwEvaluationMarks *marks = reading->marks;
  const gboolean common = reading->key[0][0] == '\0';
  const int criterion = lw_evaluation_model_find (marks->model, reading->key[2], -1);

  reading->criterion = -1;
  reading->lot = common ? -1 : lw_evaluation_marks_find_lot (marks, reading->key[0], -1);
  reading->bidder = lw_evaluation_marks_find_bidder (marks, reading->key[1], -1);
  if (criterion < 0 || reading->bidder < 0 || !lw_evaluation_criterion_is_marked (&marks->model->criteria[criterion])
      || marks->model->criteria[criterion].common != common
      || (!common
          && (reading->lot < 0 || lw_evaluation_marks_find_bid (marks, reading->lot, reading->bidder) < 0)))
    return;
  reading->criterion = criterion;
}

/* Lot, bidder and criterion of the row: another cell than before? */
static gboolean
is_same (const Reading *reading, LwStatement *row)
{
  for (guint i = 0; i < 3; i++)
    if (g_strcmp0 (lw_statement_text (row, i), reading->key[i]) != 0)
      return FALSE;
  return TRUE;
}

static void
take_key (Reading *reading, LwStatement *row)
{
  if (is_same (reading, row))
    return;
  finish_cell (reading);
  for (guint i = 0; i < 3; i++)
    g_strlcpy (reading->key[i], lw_statement_text (row, i), sizeof reading->key[i]);
  enter_cell (reading);
}

static void
take_mark (Reading *reading, LwStatement *row)
{
  gsize length, n;
  const char *person = lw_statement_bytes (row, 3, &length);
  const char *mark = lw_statement_bytes (row, 4, &n);
  Evaluator *evaluator;
  int cell;

  if (reading->criterion < 0 || length == 0 || n == 0)
    return;
  cell = lw_evaluation_scale_find (reading->marks->model->criteria[reading->criterion].scale, mark, n);
  evaluator = cell < 0 ? NULL : find_evaluator (reading, person, length);
  if (evaluator == NULL)
    return;
  g_array_append_vals (reading->cells, &(guint) { cell }, 1);
  g_ptr_array_add (reading->people, evaluator);
}

static gboolean
read_rows (Reading *reading, LwConnection *connection, GError **error)
{
  g_autoptr (LwStatement) statement = lw_connection_prepare (
      connection,
      "SELECT lot, bidder, criterion, person, mark FROM evaluation_mark ORDER BY lot, bidder, criterion, person", error);
  LwStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = lw_statement_step (statement, error)) == LW_STEP_ROW)
    {
      take_key (reading, statement);
      take_mark (reading, statement);
    }
  finish_cell (reading);
  return step == LW_STEP_DONE;
}

/* ---- the result ---- */

static int
compare_biases (gconstpointer a, gconstpointer b)
{
  return strcmp (((const LwEvaluatorBias *) a)->id, ((const LwEvaluatorBias *) b)->id);
}

/* Σ over m of sums ÷ (m − 1), ÷ number of cells. */
static void
set_bias (Evaluator *evaluator, LwEvaluatorBias *bias)
{
  g_auto (LwRational) part = LW_RATIONAL_INIT, n = LW_RATIONAL_INIT;

  lw_rational_init (&bias->bias);
  bias->id = g_strdup (evaluator->id);
  bias->n_cells = evaluator->n_cells;
  for (guint m = 2; m < evaluator->sums->len; m++)
    {
      lw_rational_set_int (&n, m - 1, 1);
      lw_rational_div (&part, &g_array_index (evaluator->sums, LwRational, m), &n);
      lw_rational_add (&bias->bias, &bias->bias, &part);
    }
  lw_rational_set_int (&n, MAX (evaluator->n_cells, 1), 1);
  lw_rational_div (&bias->bias, &bias->bias, &n);
}

static gboolean
set_evaluators (Reading *reading, LwConnection *connection, GError **error)
{
  LwAgreement *result = reading->result;
  GHashTableIter iter;
  gpointer evaluator;

  result->evaluators = g_new0 (LwEvaluatorBias, g_hash_table_size (reading->evaluators) + 1);
  g_hash_table_iter_init (&iter, reading->evaluators);
  while (g_hash_table_iter_next (&iter, NULL, &evaluator))
    set_bias (evaluator, &result->evaluators[result->n_evaluators++]);
  qsort (result->evaluators, result->n_evaluators, sizeof *result->evaluators, compare_biases);
  for (guint i = 0; i < result->n_evaluators; i++)
    if (!lw_connection_get_text (connection, &result->evaluators[i].name, error, "SELECT name FROM person WHERE id = ?",
                                 "s", result->evaluators[i].id))
      return FALSE;
  return TRUE;
}

static void
reading_start (Reading *reading, const LwEvaluationMarks *marks, guint percent)
{
  const LwEvaluationModel *model = marks->model;

  *reading = (Reading) { .marks = marks, .criterion = -1 };
  set_worths (reading);
  reading->result = g_new0 (LwAgreement, 1);
  reading->result->percent = percent;
  reading->result->criteria = g_new0 (LwCriterionAgreement, model->n_leaves + 1);
  reading->result->disagreements = g_array_new (FALSE, FALSE, sizeof (LwDisagreement));
  reading->criteria = g_new0 (LwCoincidences *, model->n_leaves + 1);
  reading->all = lw_coincidences_new (reading->n_categories);
  reading->evaluators = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) evaluator_free);
  reading->cells = g_array_new (FALSE, FALSE, sizeof (guint));
  reading->people = g_ptr_array_new ();
  reading->categories = g_array_new (FALSE, FALSE, sizeof (guint));
  lw_rational_init (&reading->result->alpha);
  for (guint leaf = 0; leaf < model->n_leaves; leaf++)
    if (lw_evaluation_criterion_is_marked (lw_evaluation_model_leaf (model, leaf)))
      {
        LwCriterionAgreement *agreement = &reading->result->criteria[reading->result->n_criteria++];

        agreement->criterion = model->leaves[leaf];
        lw_rational_init (&agreement->alpha);
        reading->criteria[leaf] = lw_coincidences_new (reading->n_categories);
      }
}

static void
reading_clear (Reading *reading)
{
  const LwEvaluationModel *model = reading->marks->model;

  for (guint leaf = 0; leaf < model->n_leaves; leaf++)
    g_clear_pointer (&reading->criteria[leaf], lw_coincidences_free);
  for (guint i = 0; i < reading->offset[model->scales->len + 1]; i++)
    lw_rational_clear (&reading->worths[i].position);
  lw_coincidences_free (reading->all);
  g_hash_table_unref (reading->evaluators);
  g_array_unref (reading->cells);
  g_ptr_array_unref (reading->people);
  g_array_unref (reading->categories);
  g_free (reading->criteria);
  g_free (reading->worths);
  g_free (reading->offset);
}

LwAgreement *
lw_evaluation_agreement (const LwEvaluationMarks *marks, LwConnection *connection, guint percent, GError **error)
{
  Reading reading;
  gboolean fine;

  reading_start (&reading, marks, percent);
  fine = read_rows (&reading, connection, error) && set_evaluators (&reading, connection, error);
  for (guint i = 0; i < reading.result->n_criteria; i++)
    {
      LwCriterionAgreement *agreement = &reading.result->criteria[i];
      const guint leaf = marks->model->criteria[agreement->criterion].first_leaf;

      agreement->defined = lw_coincidences_alpha (reading.criteria[leaf], &agreement->alpha);
    }
  reading.result->defined = lw_coincidences_alpha (reading.all, &reading.result->alpha);
  reading_clear (&reading);
  if (!fine)
    g_clear_pointer (&reading.result, lw_agreement_free);
  return reading.result;
}

void
lw_agreement_free (LwAgreement *agreement)
{
  for (guint i = 0; i < agreement->n_criteria; i++)
    lw_rational_clear (&agreement->criteria[i].alpha);
  for (guint i = 0; i < agreement->n_evaluators; i++)
    {
      g_free (agreement->evaluators[i].id);
      g_free (agreement->evaluators[i].name);
      lw_rational_clear (&agreement->evaluators[i].bias);
    }
  lw_rational_clear (&agreement->alpha);
  g_free (agreement->criteria);
  g_free (agreement->evaluators);
  g_array_unref (agreement->disagreements);
  g_free (agreement);
}
