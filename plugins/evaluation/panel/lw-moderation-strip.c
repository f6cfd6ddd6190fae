/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-moderation-strip.h"

#include "lw-evaluation-text.h"
#include "lw-results-data.h"

#include <adwaita.h>
#include <string.h>

#include "base/lw-i18n.h"

/* Room at both ends, for half a dot and half a number; in the size of the text. */
#define END 0.9

struct _LwModerationStrip
{
  GtkWidget parent_instance;
  GArray *places;   /* of double: where on the line each mark of the scale is, 0 to 1 */
  GPtrArray *texts; /* (element-type utf8): their values */
  int dot, lowest, highest, agreed;
  gboolean over, with_values;
};

G_DEFINE_FINAL_TYPE (LwModerationStrip, lw_moderation_strip, GTK_TYPE_WIDGET)

/* ---- what is shown ---- */

/* As numbers lie: what is drawn may be inexact. */
static void
take_scale (LwModerationStrip *self, const LwEvaluationScale *scale)
{
  double least = 0, most = 0;

  g_array_set_size (self->places, 0);
  g_ptr_array_set_size (self->texts, 0);
  for (guint i = 0; i < scale->n_marks; i++)
    {
      const double value = lw_results_place_of (&scale->marks[i].number);

      least = i == 0 ? value : MIN (least, value);
      most = i == 0 ? value : MAX (most, value);
      g_array_append_val (self->places, value);
      g_ptr_array_add (self->texts, g_strdup (scale->id[0] == '\0' ? scale->marks[i].label : scale->marks[i].value));
    }
  for (guint i = 0; i < self->places->len; i++)
    {
      double *place = &g_array_index (self->places, double, i);

      *place = most > least ? (*place - least) / (most - least) : 0.5;
    }
}

static void
set (LwModerationStrip *self, const LwEvaluationScale *scale, const char *name)
{
  take_scale (self, scale);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
lw_moderation_strip_set_dot (LwModerationStrip *self, const LwEvaluationScale *scale, int mark, int lowest, int highest,
                             gboolean over, const char *name)
{
  self->dot = mark;
  self->lowest = lowest;
  self->highest = highest;
  self->agreed = -1;
  self->over = over;
  self->with_values = FALSE;
  set (self, scale, name);
}

void
lw_moderation_strip_set_bar (LwModerationStrip *self, const LwEvaluationScale *scale, int lowest, int highest, gboolean over,
                             int agreed, const char *name)
{
  self->dot = -1;
  self->lowest = lowest;
  self->highest = highest;
  self->agreed = agreed;
  self->over = over;
  self->with_values = TRUE;
  set (self, scale, name);
}

/* ---- drawing ---- */

typedef struct
{
  cairo_t *cr;
  double line; /* height of a line of text */
  double left, width, middle;
  GdkRGBA ink, tone, accent;
} Drawing;

static double
place_of (const LwModerationStrip *self, const Drawing *drawing, int mark)
{
  return drawing->left + drawing->width * g_array_index (self->places, double, mark);
}

static void
use (cairo_t *cr, GdkRGBA colour, double alpha)
{
  cairo_set_source_rgba (cr, colour.red, colour.green, colour.blue, colour.alpha * alpha);
}

static void
draw_line (const LwModerationStrip *self, const Drawing *drawing)
{
  use (drawing->cr, drawing->ink, 0.35);
  cairo_set_line_width (drawing->cr, 1);
  cairo_move_to (drawing->cr, drawing->left, drawing->middle);
  cairo_line_to (drawing->cr, drawing->left + drawing->width, drawing->middle);
  for (guint i = 0; i < self->places->len; i++)
    {
      cairo_move_to (drawing->cr, place_of (self, drawing, (int) i), drawing->middle - drawing->line * 0.2);
      cairo_line_to (drawing->cr, place_of (self, drawing, (int) i), drawing->middle + drawing->line * 0.2);
    }
  cairo_stroke (drawing->cr);
}

/* As high as a thumb where it is what is shown; a faint ground under the dots. */
static void
draw_bar (const LwModerationStrip *self, const Drawing *drawing)
{
  const double from = place_of (self, drawing, self->lowest), to = place_of (self, drawing, self->highest);
  const double height = drawing->line * (self->with_values ? 0.4 : 0.9), least = drawing->line * 0.25;

  use (drawing->cr, drawing->tone, self->with_values ? 1 : 0.2);
  cairo_rectangle (drawing->cr, MIN (from, to) - least / 2, drawing->middle - height / 2, ABS (to - from) + least, height);
  cairo_fill (drawing->cr);
}

static void
draw_dot (const Drawing *drawing, double x, GdkRGBA colour, double radius)
{
  use (drawing->cr, colour, 1);
  cairo_arc (drawing->cr, x, drawing->middle, radius, 0, 2 * G_PI);
  cairo_fill (drawing->cr);
}

/* A diamond: told from a dot without its colour. */
static void
draw_agreed (const Drawing *drawing, double x)
{
  const double size = drawing->line * 0.42;

  use (drawing->cr, drawing->accent, 1);
  cairo_move_to (drawing->cr, x, drawing->middle - size);
  cairo_line_to (drawing->cr, x + size, drawing->middle);
  cairo_line_to (drawing->cr, x, drawing->middle + size);
  cairo_line_to (drawing->cr, x - size, drawing->middle);
  cairo_close_path (drawing->cr);
  cairo_fill (drawing->cr);
}

/* Those that find room, from the left. */
static void
draw_values (LwModerationStrip *self, const Drawing *drawing)
{
  double free = -G_MAXDOUBLE;

  for (guint i = 0; i < self->texts->len; i++)
    {
      g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), self->texts->pdata[i]);
      int width, height;
      double x;

      pango_layout_get_pixel_size (layout, &width, &height);
      x = CLAMP (place_of (self, drawing, (int) i) - width / 2.0, 0, MAX (0, gtk_widget_get_width (GTK_WIDGET (self)) - width));
      if (x < free)
        continue;
      free = x + width + drawing->line * 0.3;
      use (drawing->cr, drawing->ink, 0.75);
      cairo_move_to (drawing->cr, x, drawing->middle + drawing->line * 0.45);
      pango_cairo_show_layout (drawing->cr, layout);
    }
}

static void
lw_moderation_strip_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LwModerationStrip *self = LW_MODERATION_STRIP (widget);
  GtkStyleContext *style = gtk_widget_get_style_context (widget);
  const int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  Drawing drawing = { .line = lw_evaluation_text_height (widget, 1) };

  if (self->places->len == 0)
    return;
  drawing.left = drawing.line * END;
  drawing.width = MAX (1, width - 2 * drawing.left);
  drawing.middle = self->with_values ? drawing.line * 0.6 : height / 2.0;
  gtk_style_context_get_color (style, &drawing.ink);
  if (!gtk_style_context_lookup_color (style, "accent_color", &drawing.accent))
    drawing.accent = drawing.ink;
  if (!gtk_style_context_lookup_color (style, self->over ? "warning_color" : "accent_color", &drawing.tone))
    drawing.tone = drawing.ink;
  drawing.cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  if (self->lowest >= 0 && self->highest >= 0)
    draw_bar (self, &drawing);
  draw_line (self, &drawing);
  if (self->dot >= 0)
    draw_dot (&drawing, place_of (self, &drawing, self->dot), drawing.ink, drawing.line * 0.35);
  if (self->agreed >= 0)
    draw_agreed (&drawing, place_of (self, &drawing, self->agreed));
  if (self->with_values)
    draw_values (self, &drawing);
  cairo_destroy (drawing.cr);
}

static void
lw_moderation_strip_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                             int *minimum_baseline, int *natural_baseline)
{
  LwModerationStrip *self = LW_MODERATION_STRIP (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = lw_evaluation_text_width (widget, 12);
      *natural = lw_evaluation_text_width (widget, 26);
    }
  else
    *minimum = *natural = self->with_values ? lw_evaluation_text_height (widget, 1) * 22 / 10 : lw_evaluation_text_height (widget, 1) * 12 / 10;
}

/* ---- life ---- */

static void
lw_moderation_strip_finalize (GObject *object)
{
  LwModerationStrip *self = LW_MODERATION_STRIP (object);

  g_array_unref (self->places);
  g_ptr_array_unref (self->texts);
  G_OBJECT_CLASS (lw_moderation_strip_parent_class)->finalize (object);
}

static void
lw_moderation_strip_class_init (LwModerationStripClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = lw_moderation_strip_finalize;
  widget_class->snapshot = lw_moderation_strip_snapshot;
  widget_class->measure = lw_moderation_strip_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
lw_moderation_strip_init (LwModerationStrip *self)
{
  self->places = g_array_new (FALSE, FALSE, sizeof (double));
  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->dot = self->lowest = self->highest = self->agreed = -1;
}

GtkWidget *
lw_moderation_strip_new (void)
{
  return g_object_new (LW_TYPE_MODERATION_STRIP, NULL);
}
