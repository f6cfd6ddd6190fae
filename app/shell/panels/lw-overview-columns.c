/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "panels/lw-overview-columns.h"

#include "panel/lw-panel.h"

/* For text of the usual size. */
#define TWO_FROM 900 /* from this width on they stand beside each other */
#define SIDE 320
#define GAP 24

struct _LwOverviewColumns
{
  GtkWidget parent_instance;
};

static void lw_overview_columns_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LwOverviewColumns, lw_overview_columns, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, lw_overview_columns_buildable_init))

static int
height_of (GtkWidget *child, int width)
{
  int least;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, &least, NULL, NULL, NULL);
  return least;
}

static void
lw_overview_columns_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                             int *minimum_baseline, int *natural_baseline)
{
  GtkWidget *first = gtk_widget_get_first_child (widget), *second = gtk_widget_get_last_child (widget);
  const double scale = lw_text_scale (widget);
  const int side = (int) (SIDE * scale);
  int least[2], wanted[2];

  gtk_widget_measure (first, GTK_ORIENTATION_HORIZONTAL, -1, &least[0], &wanted[0], NULL, NULL);
  gtk_widget_measure (second, GTK_ORIENTATION_HORIZONTAL, -1, &least[1], &wanted[1], NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MAX (least[0], least[1]);
      *natural = MAX (*minimum, wanted[0] + GAP + side);
    }
  else if (for_size >= TWO_FROM * scale)
    *minimum = *natural = MAX (height_of (first, MAX (for_size - GAP - side, least[0])), height_of (second, side));
  else
    {
      const int width = MAX (for_size, MAX (least[0], least[1]));

      *minimum = *natural = height_of (first, width) + GAP + height_of (second, width);
    }
}

static void
lw_overview_columns_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GtkWidget *first = gtk_widget_get_first_child (widget), *second = gtk_widget_get_last_child (widget);
  const double scale = lw_text_scale (widget);
  const int side = (int) (SIDE * scale);
  const gboolean two = width >= TWO_FROM * scale;
  const int main_width = two ? width - GAP - side : width, main_height = two ? height : height_of (first, width);
  const gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkAllocation place = { two && mirrored ? side + GAP : 0, 0, main_width, main_height };

  gtk_widget_size_allocate (first, &place, -1);
  place.x = two && !mirrored ? main_width + GAP : 0;
  place.y = two ? 0 : main_height + GAP;
  place.width = two ? side : width;
  place.height = height - place.y;
  gtk_widget_size_allocate (second, &place, -1);
}

static GtkSizeRequestMode
lw_overview_columns_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
lw_overview_columns_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (lw_overview_columns_parent_class)->dispose (object);
}

static void
lw_overview_columns_add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  gtk_widget_set_parent (GTK_WIDGET (child), GTK_WIDGET (buildable));
}

static void
lw_overview_columns_buildable_init (GtkBuildableIface *iface)
{
  iface->add_child = lw_overview_columns_add_child;
}

static void
lw_overview_columns_class_init (LwOverviewColumnsClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = lw_overview_columns_dispose;
  widget_class->measure = lw_overview_columns_measure;
  widget_class->size_allocate = lw_overview_columns_size_allocate;
  widget_class->get_request_mode = lw_overview_columns_get_request_mode;
}

static void
lw_overview_columns_init (LwOverviewColumns *self)
{
}
