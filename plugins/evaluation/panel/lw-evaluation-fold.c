/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-evaluation-fold.h"

struct _LwEvaluationFold
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (LwEvaluationFold, lw_evaluation_fold, GTK_TYPE_WIDGET)

typedef struct
{
  GtkWidget *start;
  GtkWidget *line; /* or NULL */
  GtkWidget *end;
  int min_start, nat_start, min_end, nat_end, thick; /* widths */
} Parts;

static Parts
parts_of (GtkWidget *widget)
{
  Parts parts = { .start = gtk_widget_get_first_child (widget), .end = gtk_widget_get_last_child (widget) };
  GtkWidget *second = gtk_widget_get_next_sibling (parts.start);

  gtk_widget_measure (parts.start, GTK_ORIENTATION_HORIZONTAL, -1, &parts.min_start, &parts.nat_start, NULL, NULL);
  gtk_widget_measure (parts.end, GTK_ORIENTATION_HORIZONTAL, -1, &parts.min_end, &parts.nat_end, NULL, NULL);
  if (second != parts.end)
    {
      parts.line = second;
      gtk_widget_measure (second, GTK_ORIENTATION_HORIZONTAL, -1, &parts.thick, NULL, NULL, NULL);
    }
  return parts;
}

static gboolean
is_beside (const Parts *parts, int width)
{
  return width < 0 || width >= parts->min_start + parts->thick + parts->min_end;
}

/* The second child has what is natural to it, as far as the first can spare that. */
static int
end_width (const Parts *parts, int width)
{
  return CLAMP (width - parts->thick - parts->min_start, parts->min_end, parts->nat_end);
}

static int
height_of (GtkWidget *child, int width, int *minimum)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, minimum, &natural, NULL, NULL);
  return natural;
}

static void
lw_evaluation_fold_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                            int *minimum_baseline, int *natural_baseline)
{
  const Parts parts = parts_of (widget);
  int min_start, min_end, nat_start, nat_end;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MAX (parts.min_start, parts.min_end);
      *natural = parts.nat_start + parts.thick + parts.nat_end;
    }
  else if (is_beside (&parts, for_size))
    {
      const int end = for_size < 0 ? -1 : end_width (&parts, for_size);

      nat_start = height_of (parts.start, for_size < 0 ? -1 : for_size - parts.thick - end, &min_start);
      nat_end = height_of (parts.end, end, &min_end);
      *minimum = MAX (min_start, min_end);
      *natural = MAX (nat_start, nat_end);
    }
  else
    *minimum = *natural = height_of (parts.start, for_size, NULL) + parts.thick + height_of (parts.end, for_size, NULL);
}

static void
place (GtkWidget *child, int x, int y, int width, int height)
{
  gtk_widget_size_allocate (child, &(GtkAllocation) { x, y, width, height }, -1);
}

static void
lw_evaluation_fold_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  const Parts parts = parts_of (widget);
  const gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;

  if (is_beside (&parts, width))
    {
      const int end = end_width (&parts, width), start = width - parts.thick - end;

      place (parts.start, rtl ? width - start : 0, 0, start, height);
      place (parts.end, rtl ? 0 : width - end, 0, end, height);
      if (parts.line != NULL)
        place (parts.line, rtl ? end : start, 0, parts.thick, height);
    }
  else
    {
      const int start = height_of (parts.start, width, NULL);

      place (parts.start, 0, 0, width, start);
      place (parts.end, 0, start + parts.thick, width, MAX (height - start - parts.thick, 0));
      if (parts.line != NULL)
        place (parts.line, 0, start, width, parts.thick);
    }
}

static GtkSizeRequestMode
lw_evaluation_fold_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
lw_evaluation_fold_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (lw_evaluation_fold_parent_class)->dispose (object);
}

static void
lw_evaluation_fold_class_init (LwEvaluationFoldClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = lw_evaluation_fold_dispose;
  widget_class->measure = lw_evaluation_fold_measure;
  widget_class->size_allocate = lw_evaluation_fold_size_allocate;
  widget_class->get_request_mode = lw_evaluation_fold_get_request_mode;
}

static void
lw_evaluation_fold_init (LwEvaluationFold *self)
{
}
