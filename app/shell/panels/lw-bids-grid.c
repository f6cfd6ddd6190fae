/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The matrix of bids as a widget: its current cell, keys and the mouse. Its measures are in lw-bids-grid-size.c, its
 * drawing in lw-bids-grid-draw.c.
 */
#include "config.h"

#include "panels/lw-bids-grid-private.h"

#include "base/lw-i18n.h"

enum
{
  PROP_HADJUSTMENT = 1,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
};

enum
{
  CURRENT_CHANGED,
  ACTIVATED,
  REMOVAL,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

/* ---- the current cell, as a widget ---- */

#define LW_TYPE_BIDS_CELL (lw_bids_cell_get_type ())
G_DECLARE_FINAL_TYPE (LwBidsCell, lw_bids_cell, LW, BIDS_CELL, GtkWidget)

struct _LwBidsCell
{
  GtkWidget parent;
};

G_DEFINE_FINAL_TYPE (LwBidsCell, lw_bids_cell, GTK_TYPE_WIDGET)

static void
lw_bids_cell_class_init (LwBidsCellClass *class)
{
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (class), "cell");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_GRID_CELL);
}

static void
lw_bids_cell_init (LwBidsCell *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

/* ---- room ---- */

static gboolean
get_border (GtkScrollable *scrollable, GtkBorder *border)
{
  LwBidsGrid *self = LW_BIDS_GRID (scrollable);

  *border = (GtkBorder) { .left = (gint16) self->head_width, .top = (gint16) self->head_height };
  return TRUE;
}

static void
scrollable_init (GtkScrollableInterface *iface)
{
  iface->get_border = get_border;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (LwBidsGrid, lw_bids_grid, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, scrollable_init))

/* ---- the current cell ---- */

char *
lw_bids_grid_describe (LwBidsGrid *self)
{
  const LwBidLine *bidder, *lot;
  const LwBidCell *cell;

  if (self->row < 0)
    return g_strdup ("");
  bidder = lw_bid_matrix_bidder (self->matrix, self->row);
  lot = lw_bid_matrix_lot (self->matrix, self->column);
  cell = lw_bid_matrix_cell (self->matrix, self->row, self->column);
  /* Translators: bidder's id and name, lot's id and title, what the bid says. */
  return g_strdup_printf (_("%s %s for %s %s: %s"), bidder->id, bidder->name, lot->id, lot->name,
                          cell != NULL ? cell->spoken : _("no bid; Enter adds one"));
}

static void
name_cell (LwBidsGrid *self)
{
  g_autofree char *text = lw_bids_grid_describe (self);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->cell), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->cell), GTK_ACCESSIBLE_RELATION_ROW_INDEX, self->row + 1,
                                  GTK_ACCESSIBLE_RELATION_COL_INDEX, self->column + 1, -1);
}

static void
set_current (LwBidsGrid *self, int row, int column)
{
  if (lw_bids_grid_n_rows (self) == 0 || lw_bids_grid_n_columns (self) == 0)
    row = column = -1;
  else
    {
      row = CLAMP (row, 0, lw_bids_grid_n_rows (self) - 1);
      column = CLAMP (column, 0, lw_bids_grid_n_columns (self) - 1);
    }
  self->row = row;
  self->column = column;
  self->reveal = TRUE;
  name_cell (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[CURRENT_CHANGED], 0);
}

gboolean
lw_bids_grid_get_current (LwBidsGrid *self, const char **lot, const char **bidder)
{
  if (self->row < 0)
    return FALSE;
  *lot = lw_bid_matrix_lot (self->matrix, self->column)->id;
  *bidder = lw_bid_matrix_bidder (self->matrix, self->row)->id;
  return TRUE;
}

gboolean
lw_bids_grid_select (LwBidsGrid *self, const char *lot, const char *bidder)
{
  guint row, column;

  if (self->matrix == NULL || !lw_bid_matrix_find (self->matrix, lot, bidder, &row, &column))
    return FALSE;
  lw_bids_grid_measure_all (self);
  set_current (self, (int) row, (int) column);
  return TRUE;
}

void
lw_bids_grid_get_area (LwBidsGrid *self, GdkRectangle *area)
{
  graphene_rect_t rect;

  lw_bids_grid_cell_area (self, MAX (self->row, 0), MAX (self->column, 0), &rect);
  *area = (GdkRectangle) { (int) rect.origin.x, (int) rect.origin.y, self->cell_width, self->row_height };
}

LwBidMatrix *
lw_bids_grid_get_matrix (LwBidsGrid *self)
{
  return self->matrix;
}

/* After the lines changed: the same bid, or the nearest cell. */
static void
restore_current (LwBidsGrid *self, const char *lot, const char *bidder)
{
  self->measured = FALSE;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  if (lot == NULL || !lw_bids_grid_select (self, lot, bidder))
    {
      lw_bids_grid_measure_all (self);
      set_current (self, self->row, self->column);
    }
}

void
lw_bids_grid_set_matrix (LwBidsGrid *self, LwBidMatrix *matrix)
{
  g_autoptr (LwBidMatrix) old = g_steal_pointer (&self->matrix);
  const char *lot = NULL, *bidder = NULL;

  if (old != NULL && self->row >= 0)
    {
      lot = lw_bid_matrix_lot (old, self->column)->id;
      bidder = lw_bid_matrix_bidder (old, self->row)->id;
    }
  self->matrix = matrix;
  restore_current (self, lot, bidder);
}

gboolean
lw_bids_grid_filter (LwBidsGrid *self, const char *text)
{
  const char *lot = NULL, *bidder = NULL;
  gboolean some;

  if (self->matrix == NULL)
    return FALSE;
  lw_bids_grid_get_current (self, &lot, &bidder);
  some = lw_bid_matrix_filter (self->matrix, text);
  restore_current (self, lot, bidder);
  return some;
}

/* ---- keys and mouse ---- */

static gboolean
on_move (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  LwBidsGrid *self = LW_BIDS_GRID (widget);
  int rows, columns;

  g_variant_get (args, "(ii)", &rows, &columns);
  set_current (self, CLAMP (self->row + rows, 0, G_MAXINT), CLAMP (self->column + columns, 0, G_MAXINT));
  return TRUE;
}

static gboolean
on_page (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  LwBidsGrid *self = LW_BIDS_GRID (widget);
  const int page = MAX (1, (gtk_widget_get_height (widget) - self->head_height) / MAX (self->row_height, 1) - 1);

  set_current (self, self->row + g_variant_get_int32 (args) * page, self->column);
  return TRUE;
}

static gboolean
on_activate (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  LwBidsGrid *self = LW_BIDS_GRID (widget);

  if (self->row >= 0)
    g_signal_emit (self, signals[ACTIVATED], 0);
  return TRUE;
}

static gboolean
on_delete (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  LwBidsGrid *self = LW_BIDS_GRID (widget);

  if (self->row >= 0 && lw_bid_matrix_cell (self->matrix, self->row, self->column) != NULL)
    g_signal_emit (self, signals[REMOVAL], 0);
  return TRUE;
}

static void
on_pressed (GtkGestureClick *gesture, int n_press, double x, double y, gpointer user_data)
{
  LwBidsGrid *self = user_data;
  int row, column;

  if (!lw_bids_grid_find_cell (self, x, y, &row, &column))
    return;
  set_current (self, row, column);
  gtk_widget_grab_focus (self->cell);
  if (n_press == 2)
    g_signal_emit (self, signals[ACTIVATED], 0);
}

static void
on_motion (GtkEventControllerMotion *controller, double x, double y, gpointer user_data)
{
  LwBidsGrid *self = user_data;
  int row = -1, column = -1;

  if (!lw_bids_grid_find_cell (self, x, y, &row, &column))
    row = column = -1;
  if (row == self->hover_row && column == self->hover_column)
    return;
  self->hover_row = row;
  self->hover_column = column;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_leave (GtkEventControllerMotion *controller, gpointer user_data)
{
  on_motion (controller, -1, -1, user_data);
}

static gboolean
on_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip, gpointer user_data)
{
  LwBidsGrid *self = LW_BIDS_GRID (widget);
  g_autofree char *text = NULL;
  int row, column;

  if (lw_bids_grid_find_cell (self, x, y, &row, &column))
    {
      const LwBidCell *cell = lw_bid_matrix_cell (self->matrix, row, column);
      text = g_strdup_printf ("%s — %s\n%s", lw_bid_matrix_bidder (self->matrix, row)->name,
                              lw_bid_matrix_lot (self->matrix, column)->name, cell != NULL ? cell->spoken : _("no bid"));
    }
  else if (x >= self->head_width && y < self->head_height && column >= 0 && column < lw_bids_grid_n_columns (self))
    text = g_strdup (lw_bid_matrix_lot (self->matrix, column)->name);
  else if (x < self->head_width && y >= self->head_height && row < lw_bids_grid_n_rows (self))
    text = g_strdup (lw_bid_matrix_bidder (self->matrix, row)->name);
  gtk_tooltip_set_text (tooltip, text);
  return text != NULL;
}

static gboolean
lw_bids_grid_grab_focus (GtkWidget *widget)
{
  LwBidsGrid *self = LW_BIDS_GRID (widget);

  if (self->row < 0)
    set_current (self, 0, 0);
  return self->row >= 0 && gtk_widget_grab_focus (self->cell);
}

/* ---- the widget ---- */

static void
on_scrolled (LwBidsGrid *self)
{
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
set_adjustment (LwBidsGrid *self, GtkOrientation orientation, GtkAdjustment *adjustment)
{
  if (self->adjustment[orientation] != NULL)
    g_signal_handlers_disconnect_by_data (self->adjustment[orientation], self);
  g_set_object (&self->adjustment[orientation], adjustment);
  if (adjustment != NULL)
    g_signal_connect_swapped (adjustment, "value-changed", G_CALLBACK (on_scrolled), self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
lw_bids_grid_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  LwBidsGrid *self = LW_BIDS_GRID (object);

  if (id == PROP_HADJUSTMENT || id == PROP_VADJUSTMENT)
    set_adjustment (self, id == PROP_HADJUSTMENT ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL,
                    g_value_get_object (value));
  else
    self->policy[id == PROP_VSCROLL_POLICY] = g_value_get_enum (value);
}

static void
lw_bids_grid_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LwBidsGrid *self = LW_BIDS_GRID (object);

  if (id == PROP_HADJUSTMENT || id == PROP_VADJUSTMENT)
    g_value_set_object (value, self->adjustment[id == PROP_VADJUSTMENT]);
  else
    g_value_set_enum (value, self->policy[id == PROP_VSCROLL_POLICY]);
}

static void
lw_bids_grid_dispose (GObject *object)
{
  LwBidsGrid *self = LW_BIDS_GRID (object);

  set_adjustment (self, GTK_ORIENTATION_HORIZONTAL, NULL);
  set_adjustment (self, GTK_ORIENTATION_VERTICAL, NULL);
  g_clear_pointer (&self->cell, gtk_widget_unparent);
  g_clear_pointer (&self->matrix, lw_bid_matrix_free);
  G_OBJECT_CLASS (lw_bids_grid_parent_class)->dispose (object);
}

static void
add_keys (GtkWidgetClass *class)
{
  static const struct
  {
    guint key;
    GdkModifierType modifiers;
    int rows, columns;
  } moves[] = {
    { GDK_KEY_Up, 0, -1, 0 },
    { GDK_KEY_Down, 0, 1, 0 },
    { GDK_KEY_Left, 0, 0, -1 },
    { GDK_KEY_Right, 0, 0, 1 },
    { GDK_KEY_Home, 0, 0, -1000000 },
    { GDK_KEY_End, 0, 0, 1000000 },
    { GDK_KEY_Home, GDK_CONTROL_MASK, -1000000, -1000000 },
    { GDK_KEY_End, GDK_CONTROL_MASK, 1000000, 1000000 },
    { GDK_KEY_Up, GDK_CONTROL_MASK, -1000000, 0 },
    { GDK_KEY_Down, GDK_CONTROL_MASK, 1000000, 0 },
    { GDK_KEY_Left, GDK_CONTROL_MASK, 0, -1000000 },
    { GDK_KEY_Right, GDK_CONTROL_MASK, 0, 1000000 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (moves); i++)
    gtk_widget_class_add_binding (class, moves[i].key, moves[i].modifiers, on_move, "(ii)", moves[i].rows, moves[i].columns);
  gtk_widget_class_add_binding (class, GDK_KEY_Page_Up, 0, on_page, "i", -1);
  gtk_widget_class_add_binding (class, GDK_KEY_Page_Down, 0, on_page, "i", 1);
  gtk_widget_class_add_binding (class, GDK_KEY_Return, 0, on_activate, NULL);
  gtk_widget_class_add_binding (class, GDK_KEY_KP_Enter, 0, on_activate, NULL);
  gtk_widget_class_add_binding (class, GDK_KEY_Delete, 0, on_delete, NULL);
}

static void
lw_bids_grid_class_init (LwBidsGridClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->set_property = lw_bids_grid_set_property;
  object_class->get_property = lw_bids_grid_get_property;
  object_class->dispose = lw_bids_grid_dispose;
  widget_class->measure = lw_bids_grid_measure;
  widget_class->size_allocate = lw_bids_grid_size_allocate;
  widget_class->snapshot = lw_bids_grid_snapshot;
  widget_class->grab_focus = lw_bids_grid_grab_focus;
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");
  signals[CURRENT_CHANGED] = g_signal_new ("current-changed", LW_TYPE_BIDS_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 0);
  signals[ACTIVATED]
      = g_signal_new ("activated", LW_TYPE_BIDS_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REMOVAL]
      = g_signal_new ("removal", LW_TYPE_BIDS_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  add_keys (widget_class);
  gtk_widget_class_set_css_name (widget_class, "lwbidsgrid");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID);
}

static void
lw_bids_grid_init (LwBidsGrid *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->row = self->column = self->hover_row = self->hover_column = -1;
  self->cell_width = self->row_height = 1;
  self->cell = g_object_new (LW_TYPE_BIDS_CELL, NULL);
  gtk_widget_set_parent (self->cell, widget);
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (widget, "view");
  gtk_widget_set_has_tooltip (widget, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Bids by bidder and lot"), -1);
  g_signal_connect (widget, "query-tooltip", G_CALLBACK (on_query_tooltip), NULL);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), self);
  g_signal_connect (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect (motion, "leave", G_CALLBACK (on_leave), self);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (gtk_widget_queue_draw), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (gtk_widget_queue_draw), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, focus);
}

LwBidsGrid *
lw_bids_grid_new (void)
{
  return g_object_new (LW_TYPE_BIDS_GRID, NULL);
}
