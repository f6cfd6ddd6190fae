/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-evaluation-overview-cells.h"

#include "lw-evaluation-verbs.h"

#include <math.h>
#include <string.h>

#include "base/lw-i18n.h"

/* ---- what it is ---- */

void
lw_matrix_cell_clear (LwMatrixCell *cell)
{
  g_free (cell->total);
  g_free (cell->rank);
  memset (cell, 0, sizeof *cell);
}

/* Of the points above the minimum, where there is one: the differences between bids that pass are seen better. */
static double
share_of (const LwEvaluationModel *model, const LwRational *total)
{
  const double least = model->minimum_text != NULL ? lw_results_place_of (&model->minimum) : 0;
  const double whole = lw_results_place_of (&model->whole);

  return whole > least ? (lw_results_place_of (total) - least) / (whole - least) : 0;
}

void
lw_matrix_cell_fill (LwMatrixCell *cell, const LwEvaluationMarks *marks, const LwLotRanking *ranking, guint bid)
{
  const LwBidResult *result = lw_lot_ranking_find (ranking, bid);

  lw_matrix_cell_clear (cell);
  lw_results_progress_of_bid (marks, bid, &cell->progress);
  if (result == NULL)
    {
      cell->state = LW_MATRIX_OUT;
      return;
    }
  if (result->standing == LW_STANDING_INCOMPLETE)
    {
      cell->state = cell->progress.disputed > 0 ? LW_MATRIX_DISPUTED : LW_MATRIX_OPEN;
      cell->share = cell->progress.due > 0 ? (double) cell->progress.given / cell->progress.due : 0;
      return;
    }
  cell->state = result->standing == LW_STANDING_RANKED ? LW_MATRIX_RANKED : LW_MATRIX_FAILED;
  cell->total = result->has_index ? lw_results_figure (marks->model, &result->index) : lw_results_points (marks->model, &result->total);
  cell->rank = result->rank > 0 ? lw_evaluation_rank_text (result->rank, result->tied) : NULL;
  cell->first = result->rank == 1;
  cell->share = share_of (marks->model, &result->total);
}

/* "12 of 18 marks given, 2 to agree; no price" */
static char *
describe_open (const LwMatrixCell *cell, const LwEvaluationMarks *marks, guint bid)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, ngettext ("%u of %u mark given", "%u of %u marks given", cell->progress.due),
                          cell->progress.given, cell->progress.due);
  if (cell->progress.disputed > 0)
    g_string_append_printf (text, ngettext (", %u to agree", ", %u to agree", cell->progress.disputed),
                            cell->progress.disputed);
  if (marks->bids[bid].price < 0)
    g_string_append (text, _(", no price"));
  return g_string_free (text, FALSE);
}

char *
lw_matrix_cell_describe (const LwMatrixCell *cell, const LwEvaluationMarks *marks, const LwLotRanking *ranking,
                         guint bid)
{
  const LwBidResult *result = lw_lot_ranking_find (ranking, bid);
  g_autofree char *standing = NULL;
  LwResultsLead lead;

  switch (cell->state)
    {
    case LW_MATRIX_OUT:
      return g_strdup (marks->bids[bid].status == LW_BID_WITHDRAWN ? _("withdrawn") : _("excluded"));
    case LW_MATRIX_OPEN:
    case LW_MATRIX_DISPUTED:
      return describe_open (cell, marks, bid);
    case LW_MATRIX_FAILED:
      standing = lw_results_standing_text (marks->model, result);
      if (result->has_index)
        return g_strdup_printf (_("%s, not ranked: %s"), cell->total, standing);
      return g_strdup_printf (_("total %s, not ranked: %s"), cell->total, standing);
    case LW_MATRIX_RANKED:
      lw_results_lead (ranking, &lead);
      if (result->has_index)
        return g_strdup_printf (result->tied ? _("%s, rank %u of %u, tied") : _("%s, rank %u of %u"), cell->total, result->rank,
                                lead.n_ranked);
      return g_strdup_printf (result->tied ? _("total %s, rank %u of %u, tied") : _("total %s, rank %u of %u"),
                              cell->total, result->rank, lead.n_ranked);
    case LW_MATRIX_NO_BID:
    default:
      return g_strdup (_("no bid"));
    }
}

/* ---- drawing ---- */

static void
set_colour (cairo_t *cr, const GdkRGBA *colour, double alpha)
{
  cairo_set_source_rgba (cr, colour->red, colour->green, colour->blue, colour->alpha * alpha);
}

void
lw_matrix_write (const LwMatrixPen *pen, cairo_t *cr, const char *text, const GdkRGBA *colour, double scale,
                 gboolean bold, double x, double y, double width, double height)
{
  PangoAttrList *attributes = pango_attr_list_new ();
  int text_width, text_height;

  pango_attr_list_insert (attributes, pango_attr_scale_new (scale));
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
  if (bold)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (pen->layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_set_text (pen->layout, text, -1);
  pango_layout_get_pixel_size (pen->layout, &text_width, &text_height);
  set_colour (cr, colour, 1);
  cairo_move_to (cr, round (x + (width - text_width) / 2), round (y + (height - text_height) / 2));
  pango_cairo_show_layout (cr, pen->layout);
}

static void
box (cairo_t *cr, double x, double y, double width, double height)
{
  const double radius = 3;

  cairo_new_sub_path (cr);
  cairo_arc (cr, x + width - radius, y + radius, radius, -G_PI_2, 0);
  cairo_arc (cr, x + width - radius, y + height - radius, radius, 0, G_PI_2);
  cairo_arc (cr, x + radius, y + height - radius, radius, G_PI_2, G_PI);
  cairo_arc (cr, x + radius, y + radius, radius, G_PI, 3 * G_PI_2);
  cairo_close_path (cr);
}

static void
draw_ring (const LwMatrixCell *cell, const LwMatrixPen *pen, cairo_t *cr, double x, double y, double width,
           double height)
{
  const double radius = MIN (MIN (width, height) / 2 - 2, 10), cx = x + width / 2, cy = y + height / 2;

  cairo_set_line_width (cr, 3);
  cairo_new_path (cr);
  cairo_arc (cr, cx, cy, radius, 0, 2 * G_PI);
  set_colour (cr, &pen->fg, 0.15);
  cairo_stroke (cr);
  if (cell->share <= 0)
    return;
  cairo_arc (cr, cx, cy, radius, -G_PI_2, -G_PI_2 + 2 * G_PI * cell->share);
  set_colour (cr, cell->state == LW_MATRIX_DISPUTED ? &pen->warning : &pen->accent, 1);
  cairo_stroke (cr);
  if (cell->state == LW_MATRIX_DISPUTED && !pen->bare)
    lw_matrix_write (pen, cr, "≠", &pen->fg, 0.7, TRUE, x, y, width, height);
}

/* The half of the palette next to the page: the other half is dark under black digits, or light under white ones. */
void
lw_matrix_ranked_colours (double share, gboolean dark, LwColour *fill, LwColour *ink)
{
  *fill = lw_palette_sequential (CLAMP (share, 0, 1) * (dark ? 0.28 : 0.5), dark);
  *ink = lw_palette_ink (*fill);
}

static void
draw_ranked (const LwMatrixCell *cell, const LwMatrixPen *pen, cairo_t *cr, double x, double y, double width,
             double height)
{
  LwColour fill, ink;

  lw_matrix_ranked_colours (cell->share, pen->dark, &fill, &ink);
  const GdkRGBA text = { (float) ink.red, (float) ink.green, (float) ink.blue, 1 };
  box (cr, x, y, width, height);
  cairo_set_source_rgb (cr, fill.red, fill.green, fill.blue);
  cairo_fill (cr);
  if (pen->bare)
    return;
  if (pen->wide)
    {
      lw_matrix_write (pen, cr, cell->total, &text, 0.85, cell->first, x, y + 1, width, height * 0.55);
      lw_matrix_write (pen, cr, cell->rank, &text, 0.75, cell->first, x, y + height * 0.5, width, height * 0.45);
    }
  else
    lw_matrix_write (pen, cr, cell->rank, &text, cell->rank[1] != '\0' ? 0.75 : 0.9, cell->first, x, y, width, height);
  if (!cell->first)
    return;
  box (cr, x + 0.75, y + 0.75, width - 1.5, height - 1.5);
  set_colour (cr, &pen->fg, 1);
  cairo_set_line_width (cr, 1.5);
  cairo_stroke (cr);
}

static void
draw_failed (const LwMatrixCell *cell, const LwMatrixPen *pen, cairo_t *cr, double x, double y, double width,
             double height)
{
  box (cr, x + 0.5, y + 0.5, width - 1, height - 1);
  set_colour (cr, &pen->error, 0.6);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
  if (pen->bare)
    return;
  if (pen->wide)
    lw_matrix_write (pen, cr, cell->total, &pen->fg, 0.85, FALSE, x, y + 1, width, height * 0.55);
  lw_matrix_write (pen, cr, "✗", &pen->error, pen->wide ? 0.75 : 0.9, TRUE, x, pen->wide ? y + height * 0.5 : y, width,
                   pen->wide ? height * 0.45 : height);
}

void
lw_matrix_cell_draw (const LwMatrixCell *cell, const LwMatrixPen *pen, cairo_t *cr, double x, double y, double width,
                     double height)
{
  switch (cell->state)
    {
    case LW_MATRIX_OUT:
      lw_matrix_write (pen, cr, "–", &pen->fg, 0.9, FALSE, x, y, width, height);
      break;
    case LW_MATRIX_OPEN:
    case LW_MATRIX_DISPUTED:
      draw_ring (cell, pen, cr, x, y, width, height);
      break;
    case LW_MATRIX_RANKED:
      draw_ranked (cell, pen, cr, x, y, width, height);
      break;
    case LW_MATRIX_FAILED:
      draw_failed (cell, pen, cr, x, y, width, height);
      break;
    case LW_MATRIX_NO_BID:
    default:
      break;
    }
}
