/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-people-grid-private.h"

#include <math.h>

#include "base/lw-i18n.h"

G_DEFINE_FINAL_TYPE (LwPeopleGrid, lw_people_grid, GTK_TYPE_WIDGET)

enum
{
  DETAIL_CHANGED,
  SELECTION_CHANGED,
  ACTIVATED,
  DROPPED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

LwGridHead *
lw_grid_head_new (const char *id, const char *title)
{
  LwGridHead *head = g_new0 (LwGridHead, 1);

  head->id = g_strdup (id);
  head->title = g_strdup (title);
  return head;
}

void
lw_grid_head_free (LwGridHead *head)
{
  g_free (head->id);
  g_free (head->title);
  g_free (head);
}

static GPtrArray *
heads_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) lw_grid_head_free);
}

/* ---- what it holds ---- */

guint
lw_people_grid_get_n_rows (LwPeopleGrid *self)
{
  return self->rows->len;
}

guint
lw_people_grid_get_n_columns (LwPeopleGrid *self)
{
  return self->columns->len;
}

const LwGridHead *
lw_people_grid_get_row (LwPeopleGrid *self, guint row)
{
  return row < self->rows->len ? self->rows->pdata[row] : NULL;
}

const LwGridHead *
lw_people_grid_get_column (LwPeopleGrid *self, guint column)
{
  return column < self->columns->len ? self->columns->pdata[column] : NULL;
}

const LwGridCell *
lw_people_grid_get_cell (LwPeopleGrid *self, guint row, guint column)
{
  return &g_array_index (self->cells, LwGridCell, row * self->columns->len + column);
}

static gboolean
is_empty (LwPeopleGrid *self)
{
  return self->rows->len == 0 || self->columns->len == 0;
}

/* ---- detail and selection ---- */

static char *
describe (LwPeopleGrid *self, int row, int column)
{
  return is_empty (self) || row < 0 ? NULL : self->describe ((guint) row, (guint) column, self->data);
}

char *
lw_people_grid_get_detail (LwPeopleGrid *self)
{
  return self->hover_row >= 0 ? describe (self, self->hover_row, self->hover_column) : describe (self, self->row, self->column);
}

/* The name carries the cell: a drawn widget has no children that a screen reader could be at. */
static void
say (LwPeopleGrid *self)
{
  g_autofree char *at = describe (self, self->row, self->column);
  g_autofree char *name = at != NULL ? g_strdup_printf ("%s, %s", self->name, at) : g_strdup (self->name);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[DETAIL_CHANGED], 0);
}

gboolean
lw_people_grid_get_selection (LwPeopleGrid *self, guint *row, guint *column, guint *last_row, guint *last_column)
{
  *row = (guint) MIN (self->row, self->anchor_row);
  *last_row = (guint) MAX (self->row, self->anchor_row);
  *column = (guint) MIN (self->column, self->anchor_column);
  *last_column = (guint) MAX (self->column, self->anchor_column);
  return !is_empty (self);
}

void
lw_people_grid_get_cursor (LwPeopleGrid *self, guint *row, guint *column)
{
  *row = (guint) self->row;
  *column = (guint) self->column;
}

/* Keeps the keyboard's cell in sight. */
static void
scroll_to (LwPeopleGrid *self)
{
  GtkWidget *widget = GTK_WIDGET (self), *scrolled = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  const LwGridGeometry geometry = lw_people_grid_geometry (self, gtk_widget_get_width (widget));
  /* behind the heads, which stay in sight */
  const double x = self->column * geometry.column, y = self->row * geometry.row;

  if (scrolled == NULL || gtk_widget_get_width (widget) == 0)
    return;
  gtk_adjustment_clamp_page (gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scrolled)), x,
                             geometry.left + (self->column + 1) * geometry.column);
  gtk_adjustment_clamp_page (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled)), y,
                             geometry.head + (self->row + 1) * geometry.row);
}

static void
move_to (LwPeopleGrid *self, int row, int column, gboolean extend)
{
  self->row = CLAMP (row, 0, MAX ((int) self->rows->len - 1, 0));
  self->column = CLAMP (column, 0, MAX ((int) self->columns->len - 1, 0));
  if (!extend)
    {
      self->anchor_row = self->row;
      self->anchor_column = self->column;
    }
  self->hover_row = self->hover_column = -1;
  scroll_to (self);
  say (self);
  g_signal_emit (self, signals[SELECTION_CHANGED], 0);
}

void
lw_people_grid_select (LwPeopleGrid *self, guint row, guint column, guint last_row, guint last_column)
{
  move_to (self, (int) row, (int) column, FALSE);
  move_to (self, (int) last_row, (int) last_column, TRUE);
}

void
lw_people_grid_drop (LwPeopleGrid *self, const char *text, guint row, guint column)
{
  move_to (self, (int) row, (int) column, FALSE);
  g_signal_emit (self, signals[DROPPED], 0, text, row, column);
}

/* ---- filling ---- */

void
lw_people_grid_refill (LwPeopleGrid *self)
{
  g_array_set_size (self->cells, 0);
  g_array_set_size (self->cells, self->rows->len * self->columns->len);
  for (guint row = 0; row < self->rows->len; row++)
    for (guint column = 0; column < self->columns->len; column++)
      self->fill (row, column, &g_array_index (self->cells, LwGridCell, row * self->columns->len + column), self->data);
  say (self);
}

static int
find_head (GPtrArray *heads, const char *id)
{
  for (guint i = 0; id != NULL && i < heads->len; i++)
    if (g_strcmp0 (((LwGridHead *) heads->pdata[i])->id, id) == 0)
      return (int) i;
  return 0;
}

static char *
id_at (GPtrArray *heads, int at)
{
  return at < (int) heads->len ? g_strdup (((LwGridHead *) heads->pdata[at])->id) : NULL;
}

void
lw_people_grid_set (LwPeopleGrid *self, GPtrArray *rows, GPtrArray *columns)
{
  g_autofree char *row = id_at (self->rows, self->row), *column = id_at (self->columns, self->column);
  g_autofree char *anchor_row = id_at (self->rows, self->anchor_row), *anchor_column = id_at (self->columns, self->anchor_column);

  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->columns);
  self->rows = rows;
  self->columns = columns;
  self->row = find_head (rows, row);
  self->column = find_head (columns, column);
  self->anchor_row = find_head (rows, anchor_row);
  self->anchor_column = find_head (columns, anchor_column);
  self->hover_row = self->hover_column = -1;
  lw_people_grid_refill (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* ---- geometry ---- */

static gboolean
cell_under (LwPeopleGrid *self, double x, double y, int *row, int *column)
{
  const LwGridGeometry geometry = lw_people_grid_geometry (self, gtk_widget_get_width (GTK_WIDGET (self)));

  if (x < geometry.x + geometry.left || y < geometry.y + geometry.head)
    return FALSE; /* the heads are above the cells */
  *column = (int) ((x - geometry.left) / geometry.column);
  *row = (int) ((y - geometry.head) / geometry.row);
  return *column < (int) self->columns->len && *row < (int) self->rows->len;
}

static void
measure_labels (LwPeopleGrid *self)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);

  self->label_width = 0;
  for (guint i = 0; i < self->rows->len; i++)
    {
      int width;

      pango_layout_set_text (layout, lw_people_grid_get_row (self, i)->title, -1);
      pango_layout_get_pixel_size (layout, &width, NULL);
      self->label_width = MAX (self->label_width, width + 12);
    }
  self->label_width = MIN (self->label_width, (int) (MOST_LABEL * lw_text_scale (GTK_WIDGET (self))));
}

static void
lw_people_grid_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                        int *minimum_baseline, int *natural_baseline)
{
  LwPeopleGrid *self = LW_PEOPLE_GRID (widget);
  const double scale = lw_text_scale (widget);

  *minimum = *natural = 0;
  if (is_empty (self))
    return;
  measure_labels (self);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = self->label_width + (int) self->columns->len * (int) (LEAST_COLUMN * scale);
      *natural = self->label_width + (int) self->columns->len * (int) (MOST_COLUMN * scale);
    }
  else /* what scrolls cannot tell its height by its width: room for slanted heads */
    *minimum = *natural = (int) (SLANTED_HEAD * scale) + (int) (self->rows->len * floor (ROW * scale)) + 2;
}

/* ---- pointer ---- */

static void
set_hover (LwPeopleGrid *self, int row, int column)
{
  if (self->hover_row == row && self->hover_column == column)
    return;
  self->hover_row = row;
  self->hover_column = column;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[DETAIL_CHANGED], 0);
}

static void
hover_at (LwPeopleGrid *self, double x, double y)
{
  int row, column;

  if (cell_under (self, x, y, &row, &column))
    set_hover (self, row, column);
  else
    set_hover (self, -1, -1);
}

static void
on_motion (LwPeopleGrid *self, double x, double y)
{
  hover_at (self, x, y);
}

static void
on_leave (LwPeopleGrid *self)
{
  set_hover (self, -1, -1);
}

static void
on_pressed (LwPeopleGrid *self, int n, double x, double y, GtkGesture *gesture)
{
  const GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  int row, column;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (!cell_under (self, x, y, &row, &column))
    return;
  move_to (self, row, column, (state & GDK_SHIFT_MASK) != 0);
  if (n == 2)
    g_signal_emit (self, signals[ACTIVATED], 0);
}

static void
on_drag_update (LwPeopleGrid *self, double dx, double dy, GtkGestureDrag *drag)
{
  double x, y;
  int row, column;

  if (gtk_gesture_drag_get_start_point (drag, &x, &y) && cell_under (self, x + dx, y + dy, &row, &column)
      && (row != self->row || column != self->column))
    move_to (self, row, column, TRUE);
}

static GdkDragAction
on_drop_motion (LwPeopleGrid *self, double x, double y)
{
  self->dropping = TRUE;
  hover_at (self, x, y);
  return self->hover_row >= 0 ? GDK_ACTION_COPY : 0;
}

static void
on_drop_leave (LwPeopleGrid *self)
{
  self->dropping = FALSE;
  set_hover (self, -1, -1);
}

static gboolean
on_drop (LwPeopleGrid *self, const GValue *value, double x, double y)
{
  int row, column;

  on_drop_leave (self);
  if (!cell_under (self, x, y, &row, &column))
    return FALSE;
  lw_people_grid_drop (self, g_value_get_string (value), (guint) row, (guint) column);
  return TRUE;
}

/* ---- keyboard ---- */

static gboolean
on_key (LwPeopleGrid *self, guint keyval, guint keycode, GdkModifierType state)
{
  const int last_row = (int) self->rows->len - 1, last_column = (int) self->columns->len - 1;
  const gboolean all = (state & GDK_CONTROL_MASK) != 0;
  int row = self->row, column = self->column;

  if (is_empty (self) || (state & GDK_ALT_MASK) != 0)
    return GDK_EVENT_PROPAGATE;
  switch (keyval)
    {
    case GDK_KEY_Up:
      row = all ? 0 : row - 1;
      break;
    case GDK_KEY_Down:
      row = all ? last_row : row + 1;
      break;
    case GDK_KEY_Left:
      column--;
      break;
    case GDK_KEY_Right:
      column++;
      break;
    case GDK_KEY_Home:
      column = 0;
      row = all ? 0 : row;
      break;
    case GDK_KEY_End:
      column = last_column;
      row = all ? last_row : row;
      break;
    case GDK_KEY_a:
      if (!all)
        return GDK_EVENT_PROPAGATE;
      lw_people_grid_select (self, 0, 0, (guint) last_row, (guint) last_column);
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_space:
      g_signal_emit (self, signals[ACTIVATED], 0);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
  move_to (self, row, column, (state & GDK_SHIFT_MASK) != 0);
  return GDK_EVENT_STOP;
}

/* ---- life ---- */

/* What stands still while the rest is scrolled is drawn anew. */
static void
lw_people_grid_root (GtkWidget *widget)
{
  GtkWidget *scrolled = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);

  GTK_WIDGET_CLASS (lw_people_grid_parent_class)->root (widget);
  if (scrolled == NULL)
    return;
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scrolled)), "value-changed",
                           G_CALLBACK (gtk_widget_queue_draw), widget, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled)), "value-changed",
                           G_CALLBACK (gtk_widget_queue_draw), widget, G_CONNECT_SWAPPED);
}

static void
lw_people_grid_finalize (GObject *object)
{
  LwPeopleGrid *self = LW_PEOPLE_GRID (object);

  g_free (self->name);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->columns);
  g_array_unref (self->cells);
  G_OBJECT_CLASS (lw_people_grid_parent_class)->finalize (object);
}

static void
lw_people_grid_class_init (LwPeopleGridClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  static const char *const names[] = { "detail-changed", "selection-changed", "activated" };

  G_OBJECT_CLASS (class)->finalize = lw_people_grid_finalize;
  widget_class->measure = lw_people_grid_measure;
  widget_class->root = lw_people_grid_root;
  widget_class->snapshot = lw_people_grid_draw;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID);
  gtk_widget_class_set_css_name (widget_class, "lw-people-grid");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    signals[i] = g_signal_new (names[i], LW_TYPE_PEOPLE_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[DROPPED] = g_signal_new ("dropped", LW_TYPE_PEOPLE_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                                   G_TYPE_STRING, G_TYPE_UINT, G_TYPE_UINT);
}

static void
add_pointer (LwPeopleGrid *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *click = gtk_gesture_click_new (), *drag = gtk_gesture_drag_new ();
  GtkDropTarget *drop = gtk_drop_target_new (G_TYPE_STRING, GDK_ACTION_COPY);
  GtkWidget *widget = GTK_WIDGET (self);

  g_signal_connect_object (motion, "motion", G_CALLBACK (on_motion), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "leave", G_CALLBACK (on_leave), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (click, "pressed", G_CALLBACK (on_pressed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "drag-update", G_CALLBACK (on_drag_update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drop, "motion", G_CALLBACK (on_drop_motion), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drop, "leave", G_CALLBACK (on_drop_leave), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drop, "drop", G_CALLBACK (on_drop), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drop));
}

static void
lw_people_grid_init (LwPeopleGrid *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->rows = heads_new ();
  self->columns = heads_new ();
  self->cells = g_array_new (FALSE, TRUE, sizeof (LwGridCell));
  self->hover_row = self->hover_column = -1;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  add_pointer (self);
  g_signal_connect (self, "notify::has-focus", G_CALLBACK (gtk_widget_queue_draw), NULL);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
}

LwPeopleGrid *
lw_people_grid_new (const char *name, LwGridFill fill, LwGridDescribe sentence, gpointer data)
{
  LwPeopleGrid *self = g_object_new (LW_TYPE_PEOPLE_GRID, NULL);

  self->name = g_strdup (name);
  self->fill = fill;
  self->describe = sentence;
  self->data = data;
  return self;
}
