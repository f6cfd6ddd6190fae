/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-results-rows.h"

#include "lw-evaluation-explain.h"
#include "lw-evaluation-verbs.h"
#include "lw-results-charts.h"

#include "base/lw-i18n.h"

enum
{
  RANK,
  BIDDER,
  NAME,
  TOTAL,
  EXACT,
  FIGURE, /* where it ranks, else this is the note */
};

/* Where the note stands; the sections follow it. */
static guint
note_column (const LwEvaluationModel *model)
{
  return lw_results_has_figure (model) ? FIGURE + 1 : FIGURE;
}

struct _LwResultsColumns
{
  GArray *columns; /* of LwColumn */
  GPtrArray *texts; /* that the columns point to */
};

static void
add (LwResultsColumns *self, const char *id, const char *title, LwColumnKind kind, int width, LwColumnFlags flags)
{
  const LwColumn column = { id, title, kind, width, flags, NULL };

  g_array_append_val (self->columns, column);
}

static const char *
keep (LwResultsColumns *self, char *text)
{
  g_ptr_array_add (self->texts, text);
  return text;
}

LwResultsColumns *
lw_results_columns_new (const LwEvaluationModel *model)
{
  LwResultsColumns *self = g_new0 (LwResultsColumns, 1);

  self->columns = g_array_new (FALSE, FALSE, sizeof (LwColumn));
  self->texts = g_ptr_array_new_with_free_func (g_free);
  add (self, "rank", N_("Rank"), LW_COLUMN_NUMBER, 60, 0);
  add (self, "bidder", N_("Bidder"), LW_COLUMN_TEXT, 70, LW_COLUMN_ALWAYS);
  add (self, "name", N_("Name"), LW_COLUMN_TEXT, 170, 0);
  add (self, "total", lw_results_has_figure (model) ? N_("Quality") : N_("Total"), LW_COLUMN_DECIMAL, 80, 0);
  add (self, "exact", N_("Exactly"), LW_COLUMN_DECIMAL, 90, 0);
  if (lw_results_has_figure (model))
    add (self, "figure", lw_bases[model->basis].title, LW_COLUMN_DECIMAL, 190, 0);
  add (self, "note", N_("Note"), LW_COLUMN_TEXT, 130, 0);
  for (guint i = 0; i < model->n_criteria; i = model->criteria[i].end)
    if (lw_results_earns_points (model, i))
      add (self, keep (self, g_strdup_printf ("section-%s", model->criteria[i].id)),
           keep (self, g_strdup_printf ("%s %s", model->criteria[i].id, model->criteria[i].title)), LW_COLUMN_DECIMAL,
           76, 0);
  return self;
}

void
lw_results_columns_free (LwResultsColumns *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->columns);
  g_ptr_array_unref (self->texts);
  g_free (self);
}

gboolean
lw_results_columns_fit (const LwResultsColumns *self, const LwEvaluationModel *model)
{
  g_autoptr (LwResultsColumns) other = lw_results_columns_new (model);

  if (self->columns->len != other->columns->len)
    return FALSE;
  for (guint i = 0; i < self->columns->len; i++)
    {
      const LwColumn *one = &g_array_index (self->columns, LwColumn, i), *two = &g_array_index (other->columns, LwColumn, i);

      if (!g_str_equal (one->id, two->id) || !g_str_equal (one->title, two->title))
        return FALSE;
    }
  return TRUE;
}

LwMemoryRows *
lw_results_rows_new (const LwResultsColumns *self)
{
  return lw_memory_rows_new ((const LwColumn *) (gpointer) self->columns->data, self->columns->len);
}

/* ---- rows ---- */

static void
set_points (LwMemoryRow *row, guint column, const LwEvaluationModel *model, const LwRational *points)
{
  g_autofree char *shown = lw_results_points (model, points);
  g_autofree char *number = lw_evaluation_number (points);

  lw_memory_row_set_text (row, column, shown);
  lw_memory_row_set_raw (row, column, number);
}

/* The total as it is printed is what a spreadsheet should get; its fraction has a column of its own. */
static void
set_total (LwMemoryRow *row, const LwEvaluationModel *model, const LwRational *total)
{
  g_autofree char *shown = lw_results_points (model, total);
  g_autofree char *plain = lw_rational_to_decimal (total, model->places, model->rule);
  g_autofree char *exact = lw_rational_to_exact (total);

  lw_memory_row_set_text (row, TOTAL, shown);
  lw_memory_row_set_raw (row, TOTAL, plain);
  lw_memory_row_set_text (row, EXACT, exact);
}

static LwMemoryRow *
make_row (const LwEvaluationMarks *marks, const LwLotRanking *ranking, const LwEvaluationTrust *trust,
          const LwBidResult *result)
{
  const LwEvaluationModel *model = marks->model;
  const LwEvaluationBidder *bidder = &marks->bidders[marks->bids[result->bid].bidder];
  const char *const texts[] = { "", bidder->id, bidder->name, NULL };
  LwMemoryRow *row = lw_memory_row_new (bidder->id, texts);
  g_autofree char *rank = lw_evaluation_rank_text (result->rank, result->tied);
  g_autofree char *number = result->rank > 0 ? g_strdup_printf ("%u", result->rank) : g_strdup ("");
  g_autofree char *note = lw_results_note (marks, trust, result);
  g_auto (LwRational) points = LW_RATIONAL_INIT;
  const guint note_at = note_column (model);
  guint column = note_at + 1;

  lw_memory_row_set_text (row, RANK, rank);
  lw_memory_row_set_raw (row, RANK, number);
  if (result->tied)
    lw_memory_row_set_tone (row, RANK, LW_CELL_ATTENTION);
  if (result->standing != LW_STANDING_INCOMPLETE)
    set_total (row, model, &result->total);
  if (result->has_index)
    {
      g_autofree char *figure = lw_results_figure (model, &result->index);
      g_autofree char *exact = lw_rational_to_exact (&result->index.value);

      lw_memory_row_set_text (row, FIGURE, figure);
      if (result->index.limit == LW_INDEX_FINITE)
        lw_memory_row_set_raw (row, FIGURE, exact);
    }
  for (guint i = 0; i < model->n_criteria; i = model->criteria[i].end)
    if (lw_results_earns_points (model, i))
      {
        if (lw_evaluation_node_points (marks, result->bid, i, &ranking->market, &points, NULL))
          set_points (row, column, model, &points);
        column++;
      }
  lw_memory_row_set_text (row, note_at, note);
  if (result->standing != LW_STANDING_RANKED)
    lw_memory_row_set_tone (row, note_at,
                            result->standing == LW_STANDING_FAILED ? LW_CELL_WRONG : LW_CELL_ATTENTION);
  return row;
}

void
lw_results_rows_fill (LwMemoryRows *rows, const LwEvaluationMarks *marks, const LwLotRanking *ranking,
                      const LwEvaluationTrust *trust)
{
  GPtrArray *all = g_ptr_array_new ();

  for (guint i = 0; i < ranking->n_results; i++)
    g_ptr_array_add (all, make_row (marks, ranking, trust, &ranking->results[i]));
  lw_memory_rows_set (rows, all);
}
