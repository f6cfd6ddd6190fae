/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-evaluation-marks.h"

#include <string.h>

LwEvaluationMarks *
lw_evaluation_marks_new (LwEvaluationModel *model)
{
  LwEvaluationMarks *marks = g_new0 (LwEvaluationMarks, 1);

  marks->model = model;
  return marks;
}

static void
override_free (LwEvaluationOverride *override)
{
  g_free (override->person);
  g_free (override->at);
  g_free (override->reason);
  lw_rational_clear (&override->found);
  lw_rational_clear (&override->minimum);
  g_free (override);
}

void
lw_evaluation_marks_free (LwEvaluationMarks *marks)
{
  if (marks == NULL)
    return;
  for (guint i = 0; i < marks->n_lots; i++)
    {
      g_free (marks->lots[i].id);
      g_free (marks->lots[i].title);
    }
  for (guint i = 0; i < marks->n_bidders; i++)
    {
      g_free (marks->bidders[i].id);
      g_free (marks->bidders[i].name);
    }
  g_free (marks->lots);
  g_free (marks->bidders);
  g_free (marks->bids);
  g_free (marks->cells);
  g_free (marks->common);
  g_free (marks->lots_by_id);
  g_clear_pointer (&marks->overrides, g_ptr_array_unref);
  lw_evaluation_model_free (marks->model);
  g_free (marks);
}

/* Room for one more: doubles whenever a power of two is full. */
static gpointer
grow (gpointer array, guint n, gsize size)
{
  return (n & (n - 1)) == 0 ? g_realloc_n (array, n == 0 ? 1 : (gsize) n * 2, size) : array;
}

void
lw_evaluation_marks_add_lot (LwEvaluationMarks *marks, const char *id, const char *title)
{
  marks->lots = grow (marks->lots, marks->n_lots, sizeof *marks->lots);
  marks->lots[marks->n_lots++] = (LwEvaluationLot) { g_strdup (id), g_strdup (title), marks->n_bids, 0 };
}

void
lw_evaluation_marks_add_bidder (LwEvaluationMarks *marks, const char *id, const char *name)
{
  g_return_if_fail (marks->n_bidders == 0 || strcmp (marks->bidders[marks->n_bidders - 1].id, id) < 0);

  marks->bidders = grow (marks->bidders, marks->n_bidders, sizeof *marks->bidders);
  marks->bidders[marks->n_bidders++] = (LwEvaluationBidder) { g_strdup (id), g_strdup (name) };
}

void
lw_evaluation_marks_add_bid (LwEvaluationMarks *marks, guint lot, guint bidder, gint64 price, LwBidStatus status)
{
  const LwEvaluationBid *last = marks->n_bids > 0 ? &marks->bids[marks->n_bids - 1] : NULL;

  g_return_if_fail (lot < marks->n_lots && bidder < marks->n_bidders);
  g_return_if_fail (last == NULL || last->lot < lot || (last->lot == lot && last->bidder < bidder));

  if (last == NULL || last->lot != lot)
    marks->lots[lot].first_bid = marks->n_bids;
  marks->bids = grow (marks->bids, marks->n_bids, sizeof *marks->bids);
  marks->bids[marks->n_bids++] = (LwEvaluationBid) { lot, bidder, price, status, FALSE, FALSE };
  marks->lots[lot].n_bids++;
}

static LwCell *
new_cells (const LwEvaluationModel *model, guint n)
{
  const guint width = model->n_leaves;
  LwCell *cells = g_new (LwCell, (gsize) n * width + 1);

  for (guint leaf = 0; leaf < width; leaf++)
    {
      const LwCell cell
          = lw_evaluation_criterion_is_marked (lw_evaluation_model_leaf (model, leaf)) ? LW_CELL_MISSING : 0;

      for (guint row = 0; row < n; row++)
        cells[(gsize) row * width + leaf] = cell;
    }
  return cells;
}

static int
compare_lots (gconstpointer a, gconstpointer b, gpointer data)
{
  const LwEvaluationMarks *marks = data;

  return strcmp (marks->lots[*(const guint *) a].id, marks->lots[*(const guint *) b].id);
}

void
lw_evaluation_marks_finish (LwEvaluationMarks *marks)
{
  g_return_if_fail (marks->cells == NULL);

  marks->cells = new_cells (marks->model, marks->n_bids);
  marks->common = new_cells (marks->model, marks->n_bidders);
  marks->lots_by_id = g_new (guint, marks->n_lots + 1);
  for (guint i = 0; i < marks->n_lots; i++)
    marks->lots_by_id[i] = i;
  g_qsort_with_data (marks->lots_by_id, marks->n_lots, sizeof (guint), compare_lots, marks);
}

void
lw_evaluation_marks_set (LwEvaluationMarks *marks, guint bid, guint leaf, LwCell cell)
{
  const guint width = marks->model->n_leaves;
  const guint bidder = marks->bids[bid].bidder;

  if (!lw_evaluation_model_leaf (marks->model, leaf)->common)
    {
      marks->cells[(gsize) bid * width + leaf] = cell;
      return;
    }
  marks->common[(gsize) bidder * width + leaf] = cell;
  for (guint i = 0; i < marks->n_bids; i++)
    if (marks->bids[i].bidder == bidder)
      marks->cells[(gsize) i * width + leaf] = cell;
}

/* Order of a terminated id against @length bytes. */
static inline int
compare_bytes (const char *id, const char *bytes, gsize length)
{
  const int order = strncmp (id, bytes, length);

  return order != 0 ? order : id[length] != '\0';
}

int
lw_evaluation_marks_find_lot (const LwEvaluationMarks *marks, const char *id, gssize length)
{
  const gsize n = length < 0 ? strlen (id) : (gsize) length;
  guint low = 0, high = marks->n_lots;

  while (low < high)
    {
      const guint middle = (low + high) / 2;
      const int order = compare_bytes (marks->lots[marks->lots_by_id[middle]].id, id, n);

      if (order == 0)
        return marks->lots_by_id[middle];
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return -1;
}

int
lw_evaluation_marks_find_bidder (const LwEvaluationMarks *marks, const char *id, gssize length)
{
  const gsize n = length < 0 ? strlen (id) : (gsize) length;
  guint low = 0, high = marks->n_bidders;

  while (low < high)
    {
      const guint middle = (low + high) / 2;
      const int order = compare_bytes (marks->bidders[middle].id, id, n);

      if (order == 0)
        return middle;
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return -1;
}

int
lw_evaluation_marks_find_bid (const LwEvaluationMarks *marks, guint lot, guint bidder)
{
  guint low = marks->lots[lot].first_bid, high = low + marks->lots[lot].n_bids;

  while (low < high)
    {
      const guint middle = (low + high) / 2;

      if (marks->bids[middle].bidder == bidder)
        return middle;
      if (marks->bids[middle].bidder < bidder)
        low = middle + 1;
      else
        high = middle;
    }
  return -1;
}

/* ---- overrides ---- */

const LwEvaluationOverride *
lw_evaluation_marks_find_override (const LwEvaluationMarks *marks, guint bid, guint criterion)
{
  for (guint i = 0; marks->bids[bid].overridden && i < marks->overrides->len; i++)
    {
      const LwEvaluationOverride *override = g_ptr_array_index (marks->overrides, i);

      if (override->bid == bid && override->criterion == criterion)
        return override;
    }
  return NULL;
}

void
lw_evaluation_marks_add_override (LwEvaluationMarks *marks, const LwEvaluationOverride *override)
{
  LwEvaluationOverride *copy = g_new (LwEvaluationOverride, 1);

  g_return_if_fail (override->bid < marks->n_bids
                    && (override->criterion == LW_OVERRIDE_TOTAL || override->criterion < marks->model->n_criteria));

  *copy = (LwEvaluationOverride) { override->bid, override->criterion, g_strdup (override->person), g_strdup (override->at),
                                   g_strdup (override->reason), LW_RATIONAL_INIT, LW_RATIONAL_INIT };
  lw_rational_set (&copy->found, &override->found);
  lw_rational_set (&copy->minimum, &override->minimum);
  if (marks->overrides == NULL)
    marks->overrides = g_ptr_array_new_with_free_func ((GDestroyNotify) override_free);
  g_ptr_array_insert (marks->overrides, 0, copy); /* the first found counts */
  marks->bids[override->bid].overridden = TRUE;
}
