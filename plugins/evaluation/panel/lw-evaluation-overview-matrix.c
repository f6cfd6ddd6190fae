/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-evaluation-overview-matrix.h"

#include "lw-evaluation-overview-cells.h"

#include <adwaita.h>
#include <math.h>

#include "base/lw-i18n.h"

/* In pixels, for text of the usual size. */
#define LEAST_WIDTH 18   /* of a column; under it the matrix scrolls */
#define WIDE 42          /* from here on the total fits in */
#define MOST_WIDTH 64
#define ROW 26
#define WIDE_ROW 34
#define HEAD 34
#define MOST_FITTING 32  /* bidders; more scroll, and stay narrow: what scrolls cannot tell its height by its width */
#define MOST_WRITTEN 2000 /* bids; beyond it cells are colours alone, and the line says the rest */

struct _LwEvaluationMatrix
{
  GtkWidget parent_instance;

  LwResults *results;
  GArray *cells; /* of LwMatrixCell, by bid */
  int focus_lot, focus_bidder;
  int hover_lot, hover_bidder; /* or -1 */
  int label_width;
};

G_DEFINE_FINAL_TYPE (LwEvaluationMatrix, lw_evaluation_matrix, GTK_TYPE_WIDGET)

static guint detail_signal;

static const LwEvaluationMarks *
marks_of (LwEvaluationMatrix *self)
{
  return self->results != NULL ? lw_results_get_marks (self->results) : NULL;
}

/* ---- cells ---- */

static const LwMatrixCell *
cell_at (LwEvaluationMatrix *self, guint lot, guint bidder, int *bid)
{
  const LwEvaluationMarks *marks = marks_of (self);

  *bid = marks == NULL || lot >= marks->n_lots || bidder >= marks->n_bidders
             ? -1
             : lw_evaluation_marks_find_bid (marks, lot, bidder);
  return *bid < 0 || *bid >= (int) self->cells->len ? NULL : &g_array_index (self->cells, LwMatrixCell, *bid);
}

static void
fill_lot (LwEvaluationMatrix *self, const LwEvaluationMarks *marks, guint lot)
{
  const LwEvaluationLot *row = &marks->lots[lot];

  for (guint bid = row->first_bid; bid < row->first_bid + row->n_bids; bid++)
    lw_matrix_cell_fill (&g_array_index (self->cells, LwMatrixCell, bid), marks,
                         lw_results_get_ranking (self->results, lot), bid);
}

static void
fill (LwEvaluationMatrix *self)
{
  const LwEvaluationMarks *marks = marks_of (self);

  g_array_set_size (self->cells, 0);
  g_array_set_size (self->cells, marks != NULL ? marks->n_bids : 0);
  for (guint lot = 0; marks != NULL && lot < marks->n_lots; lot++)
    fill_lot (self, marks, lot);
  self->focus_lot = CLAMP (self->focus_lot, 0, marks != NULL && marks->n_lots > 0 ? (int) marks->n_lots - 1 : 0);
  self->focus_bidder
      = CLAMP (self->focus_bidder, 0, marks != NULL && marks->n_bidders > 0 ? (int) marks->n_bidders - 1 : 0);
  self->hover_lot = self->hover_bidder = -1;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* ---- detail ---- */

/* The name carries the cell: a drawn widget has no children that a screen reader could be at. */
static void
say_detail (LwEvaluationMatrix *self)
{
  g_autofree char *focused = lw_evaluation_matrix_describe (self, self->focus_lot, self->focus_bidder);
  g_autofree char *name
      = focused != NULL ? g_strdup_printf (_("Progress of marking, %s"), focused) : g_strdup (_("Progress of marking"));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_emit (self, detail_signal, 0);
}

static void
on_updated (LwResults *results, GArray *lots, gboolean structure, LwEvaluationMatrix *self)
{
  const LwEvaluationMarks *marks = marks_of (self);

  if (structure || marks == NULL || self->cells->len != marks->n_bids)
    fill (self);
  else
    for (guint i = 0; i < lots->len; i++)
      fill_lot (self, marks, g_array_index (lots, guint, i));
  gtk_widget_queue_draw (GTK_WIDGET (self));
  say_detail (self);
}

char *
lw_evaluation_matrix_describe (LwEvaluationMatrix *self, guint lot, guint bidder)
{
  const LwEvaluationMarks *marks = marks_of (self);
  const LwMatrixCell *cell;
  g_autofree char *text = NULL;
  int bid;

  if (marks == NULL || lot >= marks->n_lots || bidder >= marks->n_bidders)
    return NULL;
  cell = cell_at (self, lot, bidder, &bid);
  text = cell != NULL ? lw_matrix_cell_describe (cell, marks, lw_results_get_ranking (self->results, lot), bid)
                      : g_strdup (_("no bid"));
  return g_strdup_printf (_("%s %s, %s %s: %s"), marks->lots[lot].id, marks->lots[lot].title, marks->bidders[bidder].id,
                          marks->bidders[bidder].name, text);
}

char *
lw_evaluation_matrix_get_detail (LwEvaluationMatrix *self)
{
  if (self->hover_lot >= 0)
    return lw_evaluation_matrix_describe (self, self->hover_lot, self->hover_bidder);
  if (gtk_widget_has_focus (GTK_WIDGET (self)))
    return lw_evaluation_matrix_describe (self, self->focus_lot, self->focus_bidder);
  return NULL;
}

gboolean
lw_evaluation_matrix_needs_scrolling (LwEvaluationMatrix *self)
{
  const LwEvaluationMarks *marks = marks_of (self);

  return marks != NULL && marks->n_bidders * lw_text_scale (GTK_WIDGET (self)) > MOST_FITTING;
}

LwMatrixState
lw_evaluation_matrix_get_state (LwEvaluationMatrix *self, guint lot, guint bidder)
{
  int bid;
  const LwMatrixCell *cell = cell_at (self, lot, bidder, &bid);

  return cell != NULL ? cell->state : LW_MATRIX_NO_BID;
}

/* ---- geometry ---- */

typedef struct
{
  double left, column, row, head;
  gboolean wide, slanted;
} Geometry;

static Geometry
geometry_for (LwEvaluationMatrix *self, const LwEvaluationMarks *marks, int width)
{
  const double left = self->label_width, scale = lw_text_scale (GTK_WIDGET (self));
  const double column = CLAMP (floor ((width - left) / MAX (marks->n_bidders, 1)), floor (LEAST_WIDTH * scale), floor (MOST_WIDTH * scale));
  const gboolean wide = column >= WIDE * scale && !lw_evaluation_matrix_needs_scrolling (self);
  const Geometry geometry = { left, column, floor ((wide ? WIDE_ROW : ROW) * scale), floor (HEAD * scale), wide, column < 32 * scale };

  return geometry;
}

static gboolean
cell_under (LwEvaluationMatrix *self, double x, double y, int *lot, int *bidder)
{
  const LwEvaluationMarks *marks = marks_of (self);

  if (marks == NULL)
    return FALSE;
  const Geometry geometry = geometry_for (self, marks, gtk_widget_get_width (GTK_WIDGET (self)));
  if (x < geometry.left || y < geometry.head)
    return FALSE;
  *bidder = (int) ((x - geometry.left) / geometry.column);
  *lot = (int) ((y - geometry.head) / geometry.row);
  return *bidder < (int) marks->n_bidders && *lot < (int) marks->n_lots;
}

static void
lw_evaluation_matrix_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                              int *minimum_baseline, int *natural_baseline)
{
  LwEvaluationMatrix *self = LW_EVALUATION_MATRIX (widget);
  const LwEvaluationMarks *marks = marks_of (self);
  const double scale = lw_text_scale (widget);
  g_autoptr (PangoLayout) layout = NULL;

  *minimum = *natural = 0;
  if (marks == NULL)
    return;
  layout = gtk_widget_create_pango_layout (widget, NULL);
  self->label_width = 0;
  for (guint lot = 0; lot < marks->n_lots; lot++)
    {
      int width;

      pango_layout_set_text (layout, marks->lots[lot].id, -1);
      pango_layout_get_pixel_size (layout, &width, NULL);
      self->label_width = MAX (self->label_width, width + 12);
    }
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = self->label_width + (int) marks->n_bidders * (int) (LEAST_WIDTH * scale);
      *natural = self->label_width + (int) marks->n_bidders * (int) ceil (WIDE * scale);
      return;
    }
  const Geometry geometry
      = geometry_for (self, marks, for_size >= 0 ? for_size : self->label_width + (int) marks->n_bidders * (int) ceil (WIDE * scale));
  *minimum = *natural = (int) geometry.head + (int) (marks->n_lots * geometry.row);
}

static GtkSizeRequestMode
lw_evaluation_matrix_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* ---- drawing ---- */

static GdkRGBA
named_colour (GtkWidget *widget, const char *name, GdkRGBA missing)
{
  GdkRGBA colour;

  return gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), name, &colour) ? colour : missing;
}

static LwMatrixPen
pen_for (LwEvaluationMatrix *self, const LwEvaluationMarks *marks, const Geometry *geometry)
{
  GtkWidget *widget = GTK_WIDGET (self);
  LwMatrixPen pen = { 0 };

  pen.layout = gtk_widget_create_pango_layout (widget, NULL);
  pen.dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  pen.wide = geometry->wide;
  pen.bare = marks->n_bids > MOST_WRITTEN;
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &pen.fg);
  pen.accent = named_colour (widget, "accent_color", pen.fg);
  pen.warning = named_colour (widget, "warning_color", pen.fg);
  pen.error = named_colour (widget, "error_color", pen.fg);
  return pen;
}

static void
draw_heads (const LwEvaluationMarks *marks, const Geometry *geometry, const LwMatrixPen *pen, cairo_t *cr, int at)
{
  for (guint bidder = 0; bidder < marks->n_bidders; bidder++)
    {
      const double x = geometry->left + bidder * geometry->column;
      GdkRGBA colour = pen->fg;

      colour.alpha *= (int) bidder == at ? 1.0f : 0.6f;
      if (!geometry->slanted)
        {
          lw_matrix_write (pen, cr, marks->bidders[bidder].id, &colour, 0.85, (int) bidder == at, x, 0, geometry->column,
                           geometry->head);
          continue;
        }
      cairo_save (cr);
      cairo_translate (cr, x, geometry->head - 2);
      cairo_rotate (cr, -G_PI_2);
      lw_matrix_write (pen, cr, marks->bidders[bidder].id, &colour, 0.8, (int) bidder == at, 0, 0, geometry->head - 4,
                       geometry->column);
      cairo_restore (cr);
    }
}

static void
draw_rows (LwEvaluationMatrix *self, const LwEvaluationMarks *marks, const Geometry *geometry, const LwMatrixPen *pen,
           cairo_t *cr, int at)
{
  const double right = geometry->left + marks->n_bidders * geometry->column;

  for (guint lot = 0; lot < marks->n_lots; lot++)
    {
      const LwEvaluationLot *row = &marks->lots[lot];
      const double y = geometry->head + lot * geometry->row;
      GdkRGBA colour = pen->fg;

      cairo_set_source_rgba (cr, colour.red, colour.green, colour.blue, (int) lot == at ? 0.08 : lot % 2 == 0 ? 0.03 : 0);
      cairo_rectangle (cr, 0, y, right, geometry->row);
      cairo_fill (cr);
      colour.alpha *= (int) lot == at ? 1.0f : 0.75f;
      lw_matrix_write (pen, cr, row->id, &colour, 0.9, (int) lot == at, 0, y, geometry->left, geometry->row);
      for (guint bid = row->first_bid; bid < row->first_bid + row->n_bids; bid++)
        lw_matrix_cell_draw (&g_array_index (self->cells, LwMatrixCell, bid), pen, cr,
                             geometry->left + marks->bids[bid].bidder * geometry->column + 1, y + 1,
                             geometry->column - 2, geometry->row - 2);
    }
}

static void
draw_focus (LwEvaluationMatrix *self, const Geometry *geometry, const LwMatrixPen *pen, cairo_t *cr, int lot,
            int bidder, double alpha)
{
  cairo_set_source_rgba (cr, pen->accent.red, pen->accent.green, pen->accent.blue, alpha);
  cairo_set_line_width (cr, 2);
  cairo_rectangle (cr, geometry->left + bidder * geometry->column, geometry->head + lot * geometry->row, geometry->column,
                   geometry->row);
  cairo_stroke (cr);
}

static void
lw_evaluation_matrix_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LwEvaluationMatrix *self = LW_EVALUATION_MATRIX (widget);
  const LwEvaluationMarks *marks = marks_of (self);
  const int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  const gboolean focus = gtk_widget_has_focus (widget), hover = self->hover_lot >= 0;
  cairo_t *cr;

  if (marks == NULL || marks->n_lots == 0 || marks->n_bidders == 0 || self->cells->len != marks->n_bids)
    return;
  const Geometry geometry = geometry_for (self, marks, width);
  const LwMatrixPen pen = pen_for (self, marks, &geometry);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  draw_heads (marks, &geometry, &pen, cr, hover ? self->hover_bidder : focus ? self->focus_bidder : -1);
  draw_rows (self, marks, &geometry, &pen, cr, hover ? self->hover_lot : focus ? self->focus_lot : -1);
  if (focus && gtk_widget_has_visible_focus (widget))
    draw_focus (self, &geometry, &pen, cr, self->focus_lot, self->focus_bidder, 1);
  cairo_destroy (cr);
  g_object_unref (pen.layout);
}

/* ---- pointer and keyboard ---- */

static void
open_bid (LwEvaluationMatrix *self, guint lot, guint bidder)
{
  const LwEvaluationMarks *marks = marks_of (self);
  g_autofree char *place = NULL, *full = NULL;
  int bid;

  if (cell_at (self, lot, bidder, &bid) == NULL)
    return;
  place = lw_results_place (marks->lots[lot].id, marks->bidders[bidder].id, NULL);
  full = g_strconcat ("results:", place, NULL);
  lw_go_to (GTK_WIDGET (self), full);
}

static void
set_hover (LwEvaluationMatrix *self, int lot, int bidder)
{
  if (self->hover_lot == lot && self->hover_bidder == bidder)
    return;
  self->hover_lot = lot;
  self->hover_bidder = bidder;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, detail_signal, 0);
}

static void
on_motion (GtkEventControllerMotion *controller, double x, double y, LwEvaluationMatrix *self)
{
  int lot, bidder;

  if (cell_under (self, x, y, &lot, &bidder))
    set_hover (self, lot, bidder);
  else
    set_hover (self, -1, -1);
}

static void
on_leave (GtkEventControllerMotion *controller, LwEvaluationMatrix *self)
{
  set_hover (self, -1, -1);
}

static void
on_click (GtkGestureClick *gesture, int n, double x, double y, LwEvaluationMatrix *self)
{
  int lot, bidder;

  if (!cell_under (self, x, y, &lot, &bidder))
    return;
  gtk_widget_grab_focus (GTK_WIDGET (self));
  lw_evaluation_matrix_set_focus (self, lot, bidder);
  open_bid (self, lot, bidder);
}

static gboolean
on_key (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, LwEvaluationMatrix *self)
{
  const LwEvaluationMarks *marks = marks_of (self);
  int lot = self->focus_lot, bidder = self->focus_bidder;

  if (marks == NULL || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  switch (keyval)
    {
    case GDK_KEY_Up:
      lot--;
      break;
    case GDK_KEY_Down:
      lot++;
      break;
    case GDK_KEY_Left:
      bidder--;
      break;
    case GDK_KEY_Right:
      bidder++;
      break;
    case GDK_KEY_Home:
      bidder = 0;
      break;
    case GDK_KEY_End:
      bidder = (int) marks->n_bidders - 1;
      break;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_space:
      open_bid (self, lot, bidder);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
  if (lot < 0 || bidder < 0 || lot >= (int) marks->n_lots || bidder >= (int) marks->n_bidders)
    return GDK_EVENT_STOP;
  lw_evaluation_matrix_set_focus (self, lot, bidder);
  return GDK_EVENT_STOP;
}

void
lw_evaluation_matrix_get_focus (LwEvaluationMatrix *self, guint *lot, guint *bidder)
{
  *lot = self->focus_lot;
  *bidder = self->focus_bidder;
}

void
lw_evaluation_matrix_set_focus (LwEvaluationMatrix *self, guint lot, guint bidder)
{
  const LwEvaluationMarks *marks = marks_of (self);

  if (marks == NULL || lot >= marks->n_lots || bidder >= marks->n_bidders)
    return;
  self->focus_lot = lot;
  self->focus_bidder = bidder;
  self->hover_lot = self->hover_bidder = -1;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  say_detail (self);
}

static void
on_focus (LwEvaluationMatrix *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, detail_signal, 0);
}

/* ---- life ---- */

static void
lw_evaluation_matrix_finalize (GObject *object)
{
  LwEvaluationMatrix *self = LW_EVALUATION_MATRIX (object);

  g_clear_object (&self->results);
  g_array_unref (self->cells);
  G_OBJECT_CLASS (lw_evaluation_matrix_parent_class)->finalize (object);
}

static void
lw_evaluation_matrix_class_init (LwEvaluationMatrixClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = lw_evaluation_matrix_finalize;
  widget_class->measure = lw_evaluation_matrix_measure;
  widget_class->get_request_mode = lw_evaluation_matrix_get_request_mode;
  widget_class->snapshot = lw_evaluation_matrix_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID);
  gtk_widget_class_set_css_name (widget_class, "lw-matrix");
  detail_signal = g_signal_new ("detail-changed", LW_TYPE_EVALUATION_MATRIX, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
}

static void
clear_cell (gpointer cell)
{
  lw_matrix_cell_clear (cell);
}

static void
lw_evaluation_matrix_init (LwEvaluationMatrix *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new (), *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->cells = g_array_new (FALSE, TRUE, sizeof (LwMatrixCell));
  g_array_set_clear_func (self->cells, clear_cell);
  self->hover_lot = self->hover_bidder = -1;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  g_signal_connect_object (motion, "motion", G_CALLBACK (on_motion), self, 0);
  g_signal_connect_object (motion, "leave", G_CALLBACK (on_leave), self, 0);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key), self, 0);
  g_signal_connect_object (click, "released", G_CALLBACK (on_click), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  g_signal_connect (self, "notify::has-focus", G_CALLBACK (on_focus), NULL);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
lw_evaluation_matrix_new (LwDocument *document)
{
  LwEvaluationMatrix *self = g_object_new (LW_TYPE_EVALUATION_MATRIX, NULL);

  self->results = lw_results_of (document);
  if (self->results == NULL)
    return GTK_WIDGET (self);
  g_object_ref (self->results);
  g_signal_connect_object (self->results, "updated", G_CALLBACK (on_updated), self, 0);
  fill (self);
  say_detail (self);
  return GTK_WIDGET (self);
}
