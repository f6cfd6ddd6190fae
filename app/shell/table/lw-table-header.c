/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The header: a button a column. Click or Enter sorts; the edge on the right is dragged, or double-clicked to
 * fit; on the keyboard Alt+Left and Alt+Right change the width, and Menu or Shift+F10 opens the column's menu.
 */
#include "config.h"

#include "table/lw-table-private.h"

#include "base/lw-i18n.h"

#define EDGE 5 /* pixels left and right of an edge that take hold of it */
#define WIDTH_STEP 12

struct _LwTableHeader
{
  GtkWidget parent_instance;

  LwTableView *view; /* the parent */
  GPtrArray *buttons; /* of GtkButton, one a visible column */
  int dragged;        /* index of the column whose edge is held, or -1 */
  int drag_width;
};

G_DEFINE_FINAL_TYPE (LwTableHeader, lw_table_header, GTK_TYPE_WIDGET)

static LwTable *
table_of (LwTableHeader *self)
{
  return lw_table_view_get_table (self->view);
}

static guint
index_of (GtkWidget *button)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "lw-column"));
}

static GtkWidget *
image_of (GtkWidget *button)
{
  return g_object_get_data (G_OBJECT (button), "lw-image");
}

static void
on_clicked (GtkButton *button, LwTableHeader *self)
{
  lw_table_toggle_sort (table_of (self), index_of (GTK_WIDGET (button)));
}

static gboolean
popup_menu (LwTableHeader *self, GtkWidget *button)
{
  graphene_rect_t bounds;

  if (!gtk_widget_compute_bounds (button, GTK_WIDGET (self->view), &bounds))
    return FALSE;
  lw_table_popup_header_menu (table_of (self), index_of (button),
                              &(GdkRectangle){ (int) bounds.origin.x, (int) bounds.origin.y, (int) bounds.size.width,
                                               (int) bounds.size.height });
  return TRUE;
}

static gboolean
on_key (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, LwTableHeader *self)
{
  GtkWidget *button = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  const guint index = index_of (button);
  const int width = lw_table_column (table_of (self), index)->drawn;

  if (keyval == GDK_KEY_Menu || (keyval == GDK_KEY_F10 && state & GDK_SHIFT_MASK))
    return popup_menu (self, button);
  if (!(state & GDK_ALT_MASK) || (keyval != GDK_KEY_Left && keyval != GDK_KEY_Right))
    return FALSE;
  lw_table_set_column_width (table_of (self), index, width + (keyval == GDK_KEY_Right ? WIDTH_STEP : -WIDTH_STEP));
  return TRUE;
}

static void
on_secondary (GtkGestureClick *gesture, int n_press, double x, double y, LwTableHeader *self)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  popup_menu (self, gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture)));
}

static GtkWidget *
new_button (LwTableHeader *self, guint index)
{
  const LwTableColumn *column = lw_table_column (table_of (self), index);
  GtkWidget *button = g_object_new (GTK_TYPE_BUTTON, "accessible-role", GTK_ACCESSIBLE_ROLE_COLUMN_HEADER, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4), *label = gtk_label_new (column->title);
  GtkWidget *image = gtk_image_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *secondary = gtk_gesture_click_new ();

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), column->numeric ? 1 : 0);
  gtk_widget_set_hexpand (label, column->numeric);
  if (column->numeric)
    gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), label);
  if (!column->numeric)
    gtk_box_append (GTK_BOX (box), image);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, column->title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, column->title, -1);

  g_object_set_data (G_OBJECT (button), "lw-column", GUINT_TO_POINTER (index));
  g_object_set_data (G_OBJECT (button), "lw-image", image);
  g_signal_connect (button, "clicked", G_CALLBACK (on_clicked), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (button, keys);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (secondary), GDK_BUTTON_SECONDARY);
  g_signal_connect (secondary, "pressed", G_CALLBACK (on_secondary), self);
  gtk_widget_add_controller (button, GTK_EVENT_CONTROLLER (secondary));
  return button;
}

void
lw_table_header_rebuild (LwTableHeader *header)
{
  for (guint i = 0; i < header->buttons->len; i++)
    gtk_widget_unparent (g_ptr_array_index (header->buttons, i));
  g_ptr_array_set_size (header->buttons, 0);
  for (int i = lw_table_next_column (table_of (header), -1, 1); i >= 0; i = lw_table_next_column (table_of (header), i, 1))
    {
      GtkWidget *button = new_button (header, (guint) i);

      gtk_widget_set_parent (button, GTK_WIDGET (header));
      g_ptr_array_add (header->buttons, button);
    }
  lw_table_header_update_sort (header);
}

void
lw_table_header_update_sort (LwTableHeader *header)
{
  LwRows *rows = lw_table_get_rows (table_of (header));
  gboolean descending = FALSE;
  const char *sort = rows == NULL ? NULL : lw_rows_get_sort (rows, &descending);

  for (guint i = 0; i < header->buttons->len; i++)
    {
      GtkWidget *button = g_ptr_array_index (header->buttons, i);
      const gboolean sorted = g_strcmp0 (lw_table_column (table_of (header), index_of (button))->spec->id, sort) == 0;

      gtk_image_set_from_icon_name (GTK_IMAGE (image_of (button)), descending ? "pan-down-symbolic" : "pan-up-symbolic");
      gtk_widget_set_visible (image_of (button), sorted);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_SORT,
                                      !sorted      ? GTK_ACCESSIBLE_SORT_NONE
                                      : descending ? GTK_ACCESSIBLE_SORT_DESCENDING
                                                   : GTK_ACCESSIBLE_SORT_ASCENDING,
                                      -1);
    }
}

int
lw_table_header_natural_width (LwTableHeader *header, guint index)
{
  int natural = 0;

  for (guint i = 0; i < header->buttons->len; i++)
    if (index_of (g_ptr_array_index (header->buttons, i)) == index)
      gtk_widget_measure (g_ptr_array_index (header->buttons, i), GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL,
                          NULL);
  return natural;
}

/* ---- widths ---- */

/* The column whose right edge is at @x, or -1. */
static int
edge_at (LwTableHeader *self, double x)
{
  for (guint i = 0; i < self->buttons->len; i++)
    {
      const guint index = index_of (g_ptr_array_index (self->buttons, i));
      const LwTableColumn *column = lw_table_column (table_of (self), index);

      if (ABS (x - (column->x + column->drawn)) <= EDGE)
        return (int) index;
    }
  return -1;
}

static void
on_motion (GtkEventControllerMotion *motion, double x, double y, LwTableHeader *self)
{
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), self->dragged >= 0 || edge_at (self, x) >= 0 ? "col-resize" : NULL);
}

static void
on_drag_begin (GtkGestureDrag *gesture, double x, double y, LwTableHeader *self)
{
  self->dragged = edge_at (self, x);
  if (self->dragged < 0)
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  self->drag_width = lw_table_column (table_of (self), (guint) self->dragged)->drawn;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
on_drag_update (GtkGestureDrag *gesture, double x, double y, LwTableHeader *self)
{
  if (self->dragged >= 0 && x != 0)
    lw_table_set_column_width (table_of (self), (guint) self->dragged, self->drag_width + (int) x);
}

static void
on_drag_end (GtkGestureDrag *gesture, double x, double y, LwTableHeader *self)
{
  self->dragged = -1;
}

static void
on_edge_pressed (GtkGestureClick *gesture, int n_press, double x, double y, LwTableHeader *self)
{
  const int index = edge_at (self, x);

  if (n_press == 2 && index >= 0)
    lw_table_fit_column (table_of (self), (guint) index);
}

/* ---- as a widget ---- */

static void
lw_table_header_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                         int *minimum_baseline, int *natural_baseline)
{
  const LwTableHeader *self = LW_TABLE_HEADER (widget);

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    return;
  for (guint i = 0; i < self->buttons->len; i++)
    {
      int height;

      gtk_widget_measure (g_ptr_array_index (self->buttons, i), orientation, -1, &height, NULL, NULL, NULL);
      *minimum = *natural = MAX (*natural, height);
    }
}

static void
lw_table_header_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  LwTableHeader *self = LW_TABLE_HEADER (widget);

  for (guint i = 0; i < self->buttons->len; i++)
    {
      GtkWidget *button = g_ptr_array_index (self->buttons, i);
      const LwTableColumn *column = lw_table_column (table_of (self), index_of (button));
      int least;

      gtk_widget_measure (button, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      gtk_widget_size_allocate (button, &(GtkAllocation){ column->x, 0, MAX (least, column->drawn), height }, -1);
    }
}

/* One stop of the Tab key, where one was last; arrows go from button to button. */
static gboolean
lw_table_header_focus (GtkWidget *widget, GtkDirectionType direction)
{
  LwTableHeader *self = LW_TABLE_HEADER (widget);
  GtkWidget *child = gtk_widget_get_focus_child (widget);
  const gboolean tab = direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD;
  guint at = 0;

  if (self->buttons->len == 0 || (child != NULL && tab))
    return FALSE;
  if (child == NULL)
    return gtk_widget_grab_focus (g_ptr_array_index (self->buttons, 0));
  if ((direction != GTK_DIR_LEFT && direction != GTK_DIR_RIGHT) || !g_ptr_array_find (self->buttons, child, &at))
    return FALSE;
  at += direction == GTK_DIR_RIGHT ? 1 : (guint) -1;
  if (at >= self->buttons->len)
    return TRUE;
  child = g_ptr_array_index (self->buttons, at);
  lw_table_view_set_current_column (self->view, (int) index_of (child));
  return gtk_widget_grab_focus (child);
}

static void
lw_table_header_dispose (GObject *object)
{
  LwTableHeader *self = LW_TABLE_HEADER (object);

  for (guint i = 0; i < self->buttons->len; i++)
    gtk_widget_unparent (g_ptr_array_index (self->buttons, i));
  g_ptr_array_set_size (self->buttons, 0);
  G_OBJECT_CLASS (lw_table_header_parent_class)->dispose (object);
}

static void
lw_table_header_finalize (GObject *object)
{
  g_ptr_array_unref (LW_TABLE_HEADER (object)->buttons);
  G_OBJECT_CLASS (lw_table_header_parent_class)->finalize (object);
}

static void
lw_table_header_class_init (LwTableHeaderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lw_table_header_dispose;
  G_OBJECT_CLASS (klass)->finalize = lw_table_header_finalize;
  widget_class->measure = lw_table_header_measure;
  widget_class->size_allocate = lw_table_header_size_allocate;
  widget_class->focus = lw_table_header_focus;
  gtk_widget_class_set_css_name (widget_class, "lwtableheader");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ROW_GROUP);
}

static void
lw_table_header_init (LwTableHeader *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *drag = gtk_gesture_drag_new (), *click = gtk_gesture_click_new ();

  self->buttons = g_ptr_array_new ();
  self->dragged = -1;
  g_signal_connect (motion, "motion", G_CALLBACK (on_motion), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  /* before the buttons see the press */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect (click, "pressed", G_CALLBACK (on_edge_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (drag), GTK_PHASE_CAPTURE);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (on_drag_end), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}

LwTableHeader *
lw_table_header_new (LwTableView *view)
{
  LwTableHeader *self = g_object_new (LW_TYPE_TABLE_HEADER, NULL);

  self->view = view;
  return self;
}
